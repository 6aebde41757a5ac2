import init from "{{verify.js}}";

await init({ module_or_path: "{{verify_bg.wasm}}" });

// From the second visit on, the page needs no network. Where the browser cannot, it goes on as before.
navigator.serviceWorker?.register("{{verify-sw.js}}", { scope: "/verify" }).catch(() => {});
