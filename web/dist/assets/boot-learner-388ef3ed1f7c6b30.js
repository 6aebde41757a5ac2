import init from "/assets/learner-97fea181c19511a2.js";

await init({ module_or_path: "/assets/learner_bg-4d56e44e0520dd5b.wasm" });
