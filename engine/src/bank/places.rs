//! Where in a prompt something is filled or pressed: `<span data-field="ID">`, which only a bank's reader can have put there.

const MARK: &str = "<span data-field=\"";

/// The ids of the places in a prompt, in order: of gaps, or of options that are words of the text.
///
/// ```
/// let ids: Vec<_> = engine::bank::fields_in("<p>2 + <span data-field=\"g1\"></span> = 4</p>").collect();
/// assert_eq!(ids, ["g1"]);
/// ```
pub fn fields_in(prompt: &str) -> impl Iterator<Item = &str> {
    prompt.split(MARK).skip(1).filter_map(|part| part.split('"').next())
}

/// The prompt with another name for each of its places.
///
/// ```
/// let prompt = engine::bank::with_fields("2 + <span data-field=\"g1\"></span> = 4", |id| format!("x-{id}"));
/// assert_eq!(prompt, "2 + <span data-field=\"x-g1\"></span> = 4");
/// ```
pub fn with_fields(prompt: &str, name: impl Fn(&str) -> String) -> String {
    let mut parts = prompt.split(MARK);
    let mut named = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (id, rest) = part.split_once('"').unwrap_or((part, ""));
        named.push_str(MARK);
        named.push_str(&name(id));
        named.push('"');
        named.push_str(rest);
    }
    named
}
