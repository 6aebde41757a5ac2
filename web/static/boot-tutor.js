import init from "{{tutor.js}}";

await init({ module_or_path: "{{tutor_bg.wasm}}" });
