import init from "{{learner.js}}";

// A question that needs the forms of forms.js asks for them at every look until they are there.
let forms;
globalThis.assayForms = () => (forms ??= import("{{later:forms.js}}").catch(() => (forms = undefined)));

await init({ module_or_path: "{{learner_bg.wasm}}" });
