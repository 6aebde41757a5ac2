import init from "/assets/verify-4508a49730482326.js";

await init({ module_or_path: "/assets/verify_bg-ed57398a0a0d885a.wasm" });
