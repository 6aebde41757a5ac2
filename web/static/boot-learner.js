import init from "{{learner.js}}";

await init({ module_or_path: "{{learner_bg.wasm}}" });
