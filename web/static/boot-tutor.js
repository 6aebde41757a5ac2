import init from "{{tutor.js}}";

// Previews and trials show questions as learners see them; those of forms.js ask for it until it is there.
let forms;
globalThis.assayForms = () => (forms ??= import("{{later:forms.js}}").catch(() => (forms = undefined)));

await init({ module_or_path: "{{tutor_bg.wasm}}" });
