//! wasm-bindgen in this process.

use super::assets::hash;
use anyhow::{Context, Result, bail};
use std::collections::BTreeMap;
use std::path::Path;
use wasm_bindgen_cli_support::Bindgen;

/// Which form the kept results have; another one where this file makes something else of the same input.
const KIND: &str = "short ";

/// A module for the browser: the WebAssembly and the JavaScript that loads it.
///
/// The JavaScript names no file; its caller passes the WebAssembly's URL as `module_or_path`.
#[derive(Debug)]
pub struct Module {
    /// An ES module whose default export loads the WebAssembly.
    pub js: Vec<u8>,
    /// The WebAssembly, without names and producers.
    pub wasm: Vec<u8>,
}

/// Binds what cargo compiled. The result is kept in `cache` for as long as the compiled file is the same.
pub fn bindgen(compiled: &Path, cache: &Path) -> Result<Module> {
    let place = || compiled.display().to_string();
    let stem = compiled.file_stem().and_then(|stem| stem.to_str()).with_context(place)?;
    let input = std::fs::read(compiled).with_context(place)?;
    let kept = cache.join(stem);
    let (stamp, js, wasm) = (kept.join("of"), kept.join(format!("{stem}.js")), kept.join(format!("{stem}_bg.wasm")));
    let digest = format!("{KIND}{}", hash(&input));
    if std::fs::read_to_string(&stamp).is_ok_and(|of| of == digest)
        && let (Ok(js), Ok(wasm)) = (std::fs::read(&js), std::fs::read(&wasm))
    {
        return Ok(Module { js, wasm });
    }
    let _ = std::fs::remove_dir_all(&kept);
    let mut output = Bindgen::new()
        .input_bytes(stem, input)
        .web(true)?
        .typescript(false)
        .omit_default_module_path(true)
        .remove_name_section(true)
        .remove_producers_section(true)
        .generate_output()
        .with_context(place)?;
    // A crate may be listed here without bringing anything.
    let brought: Vec<&String> =
        output.snippets().iter().filter(|(_, snippets)| !snippets.is_empty()).map(|(name, _)| name).collect();
    if !brought.is_empty() || !output.local_modules().is_empty() {
        bail!("{}: {brought:?} bring JavaScript of their own, which the web app's build does not bundle", place());
    }
    let names = short_names(output.wasm_mut().imports.iter_mut().map(|import| &mut import.name));
    let renamed_js = renamed(&without_layout(output.js()), &names);
    let module = Module { js: renamed_js.into_bytes(), wasm: output.wasm_mut().emit_wasm() };
    std::fs::create_dir_all(&kept)?;
    std::fs::write(&js, &module.js)?;
    std::fs::write(&wasm, &module.wasm)?;
    std::fs::write(&stamp, digest)?;
    Ok(module)
}

/// Gives every function that the WebAssembly takes from the JavaScript a short name: the old one, and the new.
///
/// wasm-bindgen's own end in 16 digits of a hash, which no compression makes smaller, and each is in both files.
fn short_names<'a>(imports: impl Iterator<Item = &'a mut String>) -> BTreeMap<String, String> {
    imports.enumerate().map(|(index, name)| (std::mem::replace(name, format!("_{index}")), format!("_{index}"))).collect()
}

/// The JavaScript without indentation, blank lines and comments on lines of their own. wasm-bindgen writes no text over several lines.
fn without_layout(js: &str) -> String {
    let lines = js.lines().map(str::trim_start).filter(|line| !line.is_empty() && !line.starts_with("//"));
    lines.collect::<Vec<_>>().join("\n")
}

/// The JavaScript with these names in place of those: whole words only.
fn renamed(js: &str, names: &BTreeMap<String, String>) -> String {
    let is_in_word = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '$';
    let (mut renamed, mut rest) = (String::with_capacity(js.len()), js);
    while !rest.is_empty() {
        let (word, after) = rest.split_at(rest.find(|c| !is_in_word(c)).unwrap_or(rest.len()));
        let (between, after) = after.split_at(after.find(is_in_word).unwrap_or(after.len()));
        renamed.push_str(names.get(word).map_or(word, String::as_str));
        renamed.push_str(between);
        rest = after;
    }
    renamed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shortens_what_both_files_know() {
        let mut imports = ["__wbg_button_653210370515dd71".to_owned(), "__wbg_log_1".to_owned()];
        let names = short_names(imports.iter_mut());
        assert_eq!(imports, ["_0", "_1"]);
        let js =
            "const imports = {\n__wbg_button_653210370515dd71: function(a) { return a.button; },\n__wbg_log_1: x.__wbg_log_12 };";
        assert_eq!(renamed(js, &names), "const imports = {\n_0: function(a) { return a.button; },\n_1: x.__wbg_log_12 };");
    }
}
