//! What the page in `cargo xtask` calls.

use wasm_bindgen::prelude::wasm_bindgen;

/// The report of the cases, which are JSON; or what is wrong with them.
#[wasm_bindgen]
pub fn report(cases: &str) -> Result<String, String> {
    let cases = serde_json::from_str(cases).map_err(|error| error.to_string())?;
    crate::report::report(&cases).map_err(|error| format!("{error:#}"))
}

/// The benchmark's tests, made ready once.
#[wasm_bindgen]
pub struct Bench(crate::bench::Bench);

#[wasm_bindgen]
impl Bench {
    /// Makes the bank.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Result<Self, String> {
        crate::bench::Bench::new().map(Self).map_err(|error| format!("{error:#}"))
    }

    /// Runs so many tests and returns the sum of their final estimates.
    pub fn run(&self, tests: u32) -> Result<f64, String> {
        self.0.run(tests).map_err(|error| format!("{error:#}"))
    }
}

/// The file of the benchmark's bank, to be made ready.
#[wasm_bindgen]
pub struct Prepare(engine::bank::file::BankFile);

#[wasm_bindgen]
impl Prepare {
    /// Makes the file.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        Self(crate::bench::file(1000))
    }

    /// Makes the bank ready once.
    pub fn run(&self) -> Result<(), String> {
        crate::bench::prepare(&self.0).map(drop).map_err(|error| format!("{error:#}"))
    }
}

/// The benchmark's simulation, made ready once.
#[wasm_bindgen]
pub struct Simulation(crate::simulation::Simulation);

#[wasm_bindgen]
impl Simulation {
    /// Makes bank and plan.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Result<Self, String> {
        crate::simulation::Simulation::new().map(Self).map_err(|error| format!("{error:#}"))
    }

    /// Simulates all takers and returns the root mean square error of their estimates.
    pub fn run(&self) -> f64 {
        self.0.run()
    }
}

/// Verifies the benchmark's badge once.
#[wasm_bindgen]
pub fn verification() -> Result<(), String> {
    crate::verification::run().map_err(|error| format!("{error:#}"))
}
