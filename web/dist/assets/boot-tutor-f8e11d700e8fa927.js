import init from "/assets/tutor-0bab59f2cf1b39ac.js";

await init({ module_or_path: "/assets/tutor_bg-d559444b19c036f4.wasm" });
