//! What `cargo xtask bench` measures: 30 items from a 1,000-item 3PL bank, one by one, by MFI at the EAP on 61 nodes.

use crate::synthetic;
use anyhow::{Result, anyhow, ensure};
use engine::bank::file::BankFile;
use engine::{Answer, Assessment, Seed, Session, Started, Step};
use std::sync::Arc;

/// Tests in one measured run.
pub const TESTS: u32 = 40;

/// Items in a test.
const LENGTH: usize = 30;

/// Makes the benchmark's bank ready to be given, from a file that was read: every check, the digest, what selection and decision need.
///
/// # Errors
/// None in practice: the bank is synthetic and sound.
pub fn prepare(file: &BankFile) -> Result<Assessment> {
    let bank = file.check().map_err(|problems| anyhow!("{problems:?}"))?;
    Assessment::new(Arc::new(bank), &synthetic::plain(LENGTH)).map_err(|problems| anyhow!("{problems:?}"))
}

/// The file of a bank of so many items.
pub fn file(items: usize) -> BankFile {
    synthetic::bank(items, 1, 0.0, 0.0, 9)
}

/// The assessment, and both answers to each item, so that only the session is measured.
#[derive(Debug)]
pub struct Bench {
    assessment: Arc<Assessment>,
    answers: Vec<[Answer; 2]>,
}

impl Bench {
    /// Makes the bank.
    ///
    /// # Errors
    /// None in practice: the bank is synthetic and sound.
    pub fn new() -> Result<Self> {
        Self::of(1000, "MFI")
    }

    /// The same test from a bank of so many items, by a criterion.
    ///
    /// # Errors
    /// For a criterion that does not exist.
    pub fn of(items: usize, criterion: &str) -> Result<Self> {
        let bank = file(items).check().map_err(|problems| anyhow!("{problems:?}"))?;
        let answers = bank.items().iter().map(|item| [false, true].map(|right| item.answer_worth(right))).collect();
        let mut blueprint = synthetic::plain(LENGTH);
        blueprint.select.criterion = serde_json::from_value(criterion.into())?;
        let assessment = Assessment::new(Arc::new(bank), &blueprint).map_err(|problems| anyhow!("{problems:?}"))?;
        Ok(Self { assessment: Arc::new(assessment), answers })
    }

    /// Runs so many tests, from start to the last item, with answers that differ from test to test. Returns the sum of the
    /// final estimates, so that no step can be left out by a compiler.
    ///
    /// # Errors
    /// What the session refuses.
    pub fn run(&self, tests: u32) -> Result<f64> {
        let mut sum = 0.0;
        for test in 0..tests {
            let seed = Seed::from_number(u64::from(test));
            let mut session = Session::start(self.assessment.clone(), Started::new(self.assessment.digest(), seed))?;
            let mut pattern = test.wrapping_mul(0x9E37_79B9) | 1;
            let mut items = 0;
            while let Step::Present(block) = session.step() {
                let id = block.items()[0].clone();
                let position = block.positions().next().ok_or_else(|| anyhow!("an empty block"))?;
                let answer = self.answers[position][usize::from(pattern & 1 == 1)].clone();
                pattern = pattern.rotate_right(1);
                items += 1;
                session.answer(&id, answer, items)?;
                session.hand_in(items)?;
            }
            ensure!(items == LENGTH as u64, "a test of {items} items");
            sum += session.estimate().theta.value();
        }
        Ok(sum)
    }
}
