import init from "{{results.js}}";

await init({ module_or_path: "{{results_bg.wasm}}" });
