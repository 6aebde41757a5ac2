//! wasm-bindgen in this process.

use super::assets::hash;
use anyhow::{Context, Result, bail};
use std::path::Path;
use wasm_bindgen_cli_support::Bindgen;

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
    let digest = hash(&input);
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
    let module = Module { js: output.js().as_bytes().to_vec(), wasm: output.wasm_mut().emit_wasm() };
    std::fs::create_dir_all(&kept)?;
    std::fs::write(&js, &module.js)?;
    std::fs::write(&wasm, &module.wasm)?;
    std::fs::write(&stamp, digest)?;
    Ok(module)
}
