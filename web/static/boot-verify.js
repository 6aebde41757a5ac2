import init from "{{verify.js}}";

await init({ module_or_path: "{{verify_bg.wasm}}" });
