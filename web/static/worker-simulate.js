import init from "{{simulate.js}}";

await init({ module_or_path: "{{simulate_bg.wasm}}" });
