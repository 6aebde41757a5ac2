import init from "{{workshop.js}}";

await init({ module_or_path: "{{workshop_bg.wasm}}" });
