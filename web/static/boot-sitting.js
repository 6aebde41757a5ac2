import init from "{{sitting.js}}";

await init({ module_or_path: "{{sitting_bg.wasm}}" });
