//! Between an item's file and the form in which it is edited. What the form does not show stays as it stands in the file.

use interchange::native::{Draft, DraftOption, quoted, quoted_list, set_value};

use super::message::{Form, FormOption};

/// The form of a file; `None` where it cannot be taken apart.
pub(super) fn of(id: &str, text: &str) -> Option<Form> {
    let draft = Draft::read(text)?;
    let value = |table: &str, key: &str| draft.value(table, key).unwrap_or_default();
    let option = |option: &DraftOption| FormOption {
        id: option.id.clone(),
        key: option.weight >= 1.0,
        text: option.text.clone(),
        feedback: option.feedback.clone(),
        weight: (option.weight != 0.0 && option.weight < 1.0).then_some(option.weight),
    };
    Some(Form {
        id: id.to_owned(),
        kind: value("", "type"),
        pool: value("", "pool"),
        status: draft.value("", "status").unwrap_or_else(|| "operational".to_owned()),
        outcomes: draft.list("", "outcomes"),
        b: value("irt", "b"),
        b_sd: draft.value("irt", "b_sd").unwrap_or_else(|| "0".to_owned()),
        source: value("irt", "source"),
        prompt: draft.prompt.clone(),
        options: draft.options.iter().map(option).collect(),
        value: value("answer", "value"),
        tolerance: value("answer", "tolerance"),
        unit: value("answer", "unit"),
        accept: draft.list("answer", "accept").join("\n"),
        case: value("answer", "case") == "true",
        feedback: value("answer", "feedback"),
        base: text.to_owned(),
    })
}

/// The file that a form makes.
pub(super) fn text(form: &Form) -> String {
    let mut draft = Draft::read(&form.base).unwrap_or_else(|| begun(form));
    let read = of(&form.id, &form.base);
    // Only what was changed is written: a number that stands as `0.50` stays so.
    let same = |part: fn(&Form) -> String| read.as_ref().is_some_and(|read| part(read) == part(form));
    let mut put = |table: &str, key: &str, value: Option<String>| {
        draft.front = set_value(&draft.front, table, key, value.as_deref());
    };
    let text = |text: &str| (!text.trim().is_empty()).then(|| quoted(text.trim()));
    let number = |typed: &str| {
        let typed = typed.trim().replace('−', "-").replace(',', ".");
        (!typed.is_empty()).then(|| if typed.parse::<f64>().is_ok_and(f64::is_finite) { decimal(&typed) } else { quoted(&typed) })
    };
    if !same(|form| form.id.clone()) || read.is_none() {
        put("", "id", Some(quoted(&form.id)));
    }
    if !same(|form| form.pool.clone()) {
        put("", "pool", Some(quoted(&form.pool)));
    }
    if !same(|form| form.status.clone()) {
        put("", "status", Some(quoted(&form.status)));
    }
    if !same(|form| form.outcomes.join("\n")) {
        put("", "outcomes", Some(quoted_list(&form.outcomes)));
    }
    if form.kind != "essay" {
        if !same(|form| form.b.clone()) {
            put("irt", "b", number(&form.b));
        }
        if !same(|form| form.b_sd.clone()) {
            put("irt", "b_sd", number(&form.b_sd));
        }
        if !same(|form| form.source.clone()) {
            put("irt", "source", text(&form.source));
        }
        if let Some(c) = guess(form)
            && read.as_ref().is_none_or(|read| guess(read) != Some(c) || read.b_sd != form.b_sd)
        {
            put("irt", "c", Some(decimal(&format!("{c:.8}"))));
        }
    }
    if ["numeric", "slider"].contains(&form.kind.as_str()) {
        if !same(|form| form.value.clone()) {
            put("answer", "value", number(&form.value));
        }
        if !same(|form| form.tolerance.clone()) {
            put("answer", "tolerance", number(&form.tolerance));
        }
        if !same(|form| form.unit.clone()) {
            put("answer", "unit", text(&form.unit));
        }
    }
    if form.kind == "text" {
        if !same(|form| form.accept.clone()) {
            let accept: Vec<String> =
                form.accept.lines().map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect();
            put("answer", "accept", Some(quoted_list(&accept)));
        }
        if !same(|form| form.case.to_string()) {
            put("answer", "case", Some(form.case.to_string()));
        }
    }
    let explained = !["choice", "multiple"].contains(&form.kind.as_str());
    if explained && !same(|form| form.feedback.clone()) {
        put("answer", "feedback", text(&form.feedback));
    }
    draft.prompt.clone_from(&form.prompt);
    draft.options = form
        .options
        .iter()
        .map(|option| DraftOption {
            id: option.id.clone(),
            weight: if option.key { 1.0 } else { option.weight.unwrap_or(0.0) },
            text: option.text.clone(),
            feedback: option.feedback.clone(),
        })
        .collect();
    draft.text()
}

/// A new item's beginning.
fn begun(form: &Form) -> Draft {
    let mut front = format!(
        "id = {}\ntype = {}\npool = {}\nstatus = {}\noutcomes = {}\n",
        quoted(&form.id),
        quoted(&form.kind),
        quoted(&form.pool),
        quoted(&form.status),
        quoted_list(&form.outcomes)
    );
    if form.kind == "slider" {
        front.push_str("\n[scale]\nmin = 0.0\nmax = 10.0\nstep = 1.0\n");
    }
    if form.kind != "essay" {
        let model = if ["numeric", "text"].contains(&form.kind.as_str()) { "2PL" } else { "3PL" };
        front.push_str(&format!("\n[irt]\nmodel = \"{model}\"\nb = 0.0\nb_sd = 1.0\nsource = \"not rated yet\"\n"));
    }
    Draft { front, prompt: String::new(), options: Vec::new() }
}

/// The chance of full credit by guessing, which an item that nobody has measured has to state; `None` where the form does not know.
fn guess(form: &Form) -> Option<f64> {
    let rated = form.b_sd.trim().parse::<f64>().is_ok_and(|sd| sd > 0.0);
    let k = form.options.len();
    if !rated || k == 0 {
        return None;
    }
    match form.kind.as_str() {
        "choice" => Some(1.0 / k as f64),
        "multiple" => {
            let choose =
                Draft::read(&form.base).and_then(|draft| draft.value("", "choose")).and_then(|count| count.parse::<usize>().ok());
            Some(match choose {
                Some(m) if m <= k => {
                    let ways: f64 = (0..m).map(|index| (k - index) as f64 / (m - index) as f64).product();
                    1.0 / ways
                }
                _ => 0.5_f64.powi(i32::try_from(k).unwrap_or(i32::MAX)),
            })
        }
        _ => None,
    }
}

/// A number as TOML writes one that may have decimals.
fn decimal(typed: &str) -> String {
    let typed = typed.trim_start_matches('+');
    let (sign, digits) = typed.strip_prefix('-').map_or(("", typed), |digits| ("-", digits));
    if !digits.contains(['.', 'e', 'E']) {
        return format!("{sign}{digits}.0");
    }
    let digits = if digits.starts_with('.') { format!("0{digits}") } else { digits.to_owned() };
    let digits = if digits.ends_with('.') { format!("{digits}0") } else { digits };
    // Trailing zeros of our own making say nothing.
    let digits = if digits.len() > 8 && !digits.contains(['e', 'E']) { digits.trim_end_matches('0').to_owned() } else { digits };
    let digits = if digits.ends_with('.') { format!("{digits}0") } else { digits };
    format!("{sign}{digits}")
}

#[cfg(test)]
mod tests {
    use super::*;

    const ITEM: &str = "+++\nid = \"a\"\ntype = \"choice\"\npool = \"credit\"\nstatus = \"operational\"\noutcomes = [\"x\"]\nbloom = \"apply\"\n\n\
                        [irt]\nmodel = \"3PL\"\nb = 0.50 # rated\nc = 0.5\nb_sd = 0.5\n+++\nWhich?\n\n- [x] {a} One\n- [ ] {b} Two\n";

    #[test]
    fn leaves_a_file_as_it_is_when_nothing_was_changed() {
        assert_eq!(text(&of("a", ITEM).unwrap()), ITEM);
    }

    #[test]
    fn writes_what_was_changed_and_the_chance_of_guessing() {
        let mut form = of("a", ITEM).unwrap();
        form.status = "review".to_owned();
        form.b = "−1,5".to_owned();
        form.options.push(FormOption { id: "c".to_owned(), text: "Three".to_owned(), ..FormOption::default() });
        let text = text(&form);
        for part in ["status = \"review\"", "b = -1.5\n", "c = 0.33333333\n", "bloom = \"apply\"", "- [ ] {c} Three\n"] {
            assert!(text.contains(part), "{part}: {text}");
        }
    }

    #[test]
    fn begins_an_item_of_every_type() {
        for kind in ["choice", "multiple", "numeric", "text", "gaps", "match", "order", "hottext", "slider", "essay"] {
            let form = Form { id: "n".to_owned(), kind: kind.to_owned(), pool: "practice".to_owned(), ..Form::default() };
            let form = Form { b: "0".to_owned(), b_sd: "1".to_owned(), prompt: "?".to_owned(), ..form };
            assert!(Draft::read(&text(&form)).is_some(), "{kind}");
        }
    }
}
