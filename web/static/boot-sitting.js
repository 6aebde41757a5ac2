import init from "{{sitting.js}}";

// A sitting goes on without a network: what a question may need is there from the beginning.
import("{{forms.js}}");
globalThis.assayForms = () => {};

await init({ module_or_path: "{{sitting_bg.wasm}}" });
