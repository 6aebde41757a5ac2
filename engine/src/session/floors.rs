//! What a session's answers say of the blueprint's floors.

use super::Session;
use crate::floor::Floor;
use crate::outcome::{FloorReading, FloorResult};

impl Session {
    /// One for each floor, in the blueprint's order.
    pub(super) fn floor_readings(&self) -> Vec<FloorReading> {
        self.assessment.floors.iter().map(|floor| self.floor(floor).0).collect()
    }

    /// The same, for whoever asks what a session came to.
    pub fn floors(&self) -> Vec<FloorResult> {
        let bank = self.assessment.bank();
        let standard = &self.assessment.blueprint().standard;
        let result = |floor: &Floor, cut| {
            let (FloorReading { mastery, needed }, items) = self.floor(floor);
            FloorResult { outcome: bank.outcomes()[floor.outcome].clone(), cut, items, mastery, needed }
        };
        self.assessment
            .floors
            .iter()
            .zip(&standard.floors)
            .map(|(floor, stated)| result(floor, stated.cut(standard.cut)))
            .collect()
    }

    /// The reading, and how many answers count.
    fn floor(&self, floor: &Floor) -> (FloorReading, usize) {
        let (mut evidence, mut items) = (floor.evidence(), 0);
        for handed in &self.handed {
            if let Some(response) = handed.response {
                items += usize::from(floor.observe(&mut evidence, self.assessment.bank(), handed.pick.position, response));
            }
        }
        (floor.reading(&evidence), items)
    }
}
