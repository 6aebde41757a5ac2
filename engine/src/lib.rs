//! From a bank and a blueprint to an outcome: the measurement half of Assay, the same to the bit in a browser and on a server.
//!
//! The whole loop on one page:
//!
//! ```
//! use std::sync::Arc;
//! use engine::{Assessment, Seed, Session, Started, Step};
//! # let (bank, blueprint) = engine::doc_example();
//! // Bytes became files elsewhere; here files become values that cannot be wrong, or every problem at once.
//! let bank = Arc::new(bank.restricted_to(blueprint.pool).check().unwrap());
//! let assessment = Arc::new(Assessment::new(bank, &blueprint).unwrap());
//!
//! // Everything that the session's course depends on, but the answers, is given here and kept in its log.
//! let started = Started::new(assessment.digest(), Seed::from_number(7));
//! let mut session = Session::start(Arc::clone(&assessment), started)?;
//! let mut at = 0; // milliseconds since the start
//! while let Step::Present(block) = session.step().clone() {
//!     for id in block.items() {
//!         at += 20_000;
//!         let item = assessment.bank().item(id).unwrap();
//!         session.answer(id, item.answer_worth(true), at)?; // may be called again until the block is handed in
//!     }
//!     session.hand_in(at)?; // score, estimate, stop? or select the next block
//! }
//! let outcome = session.outcome();
//! assert!(outcome.mastery > 0.5);
//!
//! // The log is all that needs keeping.
//! let again = Session::replay(assessment, session.log())?;
//! assert_eq!(again.outcome(), outcome);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub mod assessment;
pub mod bank;
pub mod blueprint;
mod check;
pub mod cut_score;
mod decimal;
pub mod digest;
pub mod estimate;
pub mod feasibility;
mod floor;
pub mod mastery;
pub mod math;
pub mod model;
mod order;
pub mod outcome;
pub mod person_fit;
pub mod response_time;
mod said;
pub mod score;
pub mod seed;
pub mod select;
pub mod session;
pub mod simulate;
pub mod stop;
pub mod theta;

pub use assessment::Assessment;
pub use digest::Digest;
pub use estimate::Estimate;
pub use outcome::{Outcome, OutcomeResult, SubFinding, Verdict};
pub use score::{Answer, Key, Score};
pub use seed::Seed;
pub use session::log::{Action, Event, Log, Started};
pub use session::{
    Block, BlockExplained, Explained, Given, Progress, ReplayError, RescoreError, Rescored, Session, Step, TrailStep,
};
pub use stop::StopReason;
pub use theta::{StandardError, Theta};

/// A bank of twelve Rasch items and a blueprint over them, for examples.
#[doc(hidden)]
pub fn doc_example() -> (bank::file::BankFile, blueprint::file::BlueprintFile) {
    use serde_json::json;
    let items: Vec<_> = (0..12)
        .map(|n| {
            json!({
                "id": format!("Q{n}"), "kind": "numeric", "pool": "practice", "status": "operational", "outcomes": ["O-1"],
                "bloom": null, "author": null, "shuffle": true, "last": [], "choose": null, "prompt": format!("<p>{n} + 1?</p>"),
                "options": [], "answer": {"value": n + 1}, "irt": {"model": "1PL", "b": f64::from(n - 6) / 3.0},
            })
        })
        .collect();
    let bank = json!({
        "format": bank::file::FORMAT, "id": "example", "title": "Example", "version": "1.0.0", "lang": "en", "licence": "CC0-1.0",
        "D": 1.0, "bank_sd": 0.0, "outcomes": [{"id": "O-1", "text": "Adds one"}], "enemies": [], "items": items,
    });
    let blueprint = json!({
        "format": blueprint::file::FORMAT, "id": "practice", "title": "Practice", "delivery": "open", "pool": "practice",
        "block": 2, "length": {"minimum": 2, "maximum": 8},
        "standard": {"cut": 0.0, "rationale": "an example"},
    });
    let sound = "the example is sound";
    (serde_json::from_value(bank).expect(sound), serde_json::from_value(blueprint).expect(sound))
}
