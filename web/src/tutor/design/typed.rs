//! A blueprint as a form has it: what is typed, and the blueprint that it says.

use engine::Theta;
use engine::bank::Pool;
use engine::bank::file::OutcomeFile;
use engine::blueprint::Delivery;
use engine::blueprint::file::{BlueprintFile, ContentFile, FORMAT, FloorFile, LengthFile, StandardFile};

use crate::format::plain;

/// When a test ends before its greatest length.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ends {
    /// As soon as the verdict is sure.
    Sure,
    /// As soon as ability is measured to 0.4 logits, whatever the verdict.
    Precise,
    /// Never: every test has the greatest length.
    Full,
    /// By the rules that the file has, which the form leaves as they are.
    AsFiled,
}

impl Ends {
    /// As the form calls them.
    pub const ALL: [(Self, &'static str); 4] =
        [(Self::Sure, "sure"), (Self::Precise, "precise"), (Self::Full, "full"), (Self::AsFiled, "as-filed")];

    /// Its word.
    pub fn word(self) -> &'static str {
        Self::ALL.into_iter().find(|(ends, _)| *ends == self).map_or("sure", |(_, word)| word)
    }

    /// The one of this word.
    pub fn at(word: &str) -> Self {
        Self::ALL.into_iter().find(|(_, own)| *own == word).map_or(Self::Sure, |(ends, _)| ends)
    }
}

/// The standard error at which ability counts as measured, in logits.
const PRECISE: f64 = 0.4;

/// How many questions of one outcome: as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bounds {
    /// The outcome's id.
    pub outcome: String,
    /// At least; a number, or a percentage of the greatest length.
    pub minimum: String,
    /// At most; empty for no limit.
    pub maximum: String,
    /// How far below the pass mark its floor lies, in logits; empty for none.
    pub floor: String,
}

/// What is typed.
#[derive(Clone, Debug, PartialEq)]
pub struct Typed {
    /// For people.
    pub title: String,
    /// Where it runs.
    pub delivery: Delivery,
    /// Fewest questions.
    pub minimum: String,
    /// Most questions.
    pub maximum: String,
    /// Questions at a time.
    pub block: String,
    /// When it ends.
    pub ends: Ends,
    /// How sure a verdict is, in percent.
    pub certainty: String,
    /// After so many minutes no new questions come; empty for no limit.
    pub minutes: String,
    /// By outcome.
    pub bounds: Vec<Bounds>,
    /// Whether the first questions are easy.
    pub easy: bool,
    /// Each question is drawn among so many.
    pub variety: String,
    /// The pass mark, in logits.
    pub cut: String,
    /// How it was set.
    pub rationale: String,
    /// Days until a learner may try again.
    pub after_days: String,
    /// Whether only with questions they have not seen.
    pub unseen: bool,
}

/// What cannot be read, by the id of its field.
pub type Unread = Vec<&'static str>;

impl Typed {
    /// A blueprint as it stands, with the rule for trying again.
    pub fn of(blueprint: &BlueprintFile, outcomes: &[OutcomeFile], after_days: u32, unseen: bool) -> Self {
        let BlueprintFile { title, delivery, block, length, content, start, select, stop, standard, .. } = blueprint;
        let others = engine::blueprint::file::StopFile { certainty: None, standard_error: None, seconds: None, ..*stop };
        let ends = if others == engine::blueprint::file::StopFile::default() {
            match (stop.certainty, stop.standard_error) {
                (Some(_), None) => Ends::Sure,
                (None, Some(error)) if (error - PRECISE).abs() < 1e-9 => Ends::Precise,
                (None, None) => Ends::Full,
                _ => Ends::AsFiled,
            }
        } else {
            Ends::AsFiled
        };
        let bounds = outcomes.iter().map(|outcome| {
            let own = content.iter().find(|content| content.outcome == outcome.id);
            let floor = standard.floors.iter().find(|floor| floor.outcome == outcome.id);
            Bounds {
                outcome: outcome.id.clone(),
                minimum: own.map(|own| own.minimum).filter(|minimum| *minimum > 0).map(|n| n.to_string()).unwrap_or_default(),
                maximum: own.and_then(|own| own.maximum).map(|n| n.to_string()).unwrap_or_default(),
                floor: floor.map(|floor| plain(floor.below)).unwrap_or_default(),
            }
        });
        Self {
            title: title.clone(),
            delivery: *delivery,
            minimum: length.minimum.to_string(),
            maximum: length.maximum.to_string(),
            block: block.to_string(),
            ends,
            certainty: percent(standard.certainty),
            minutes: stop.seconds.map(|seconds| plain(seconds as f64 / 60.0)).unwrap_or_default(),
            bounds: bounds.collect(),
            easy: start.theta.value() < standard.cut.value() - 0.25,
            variety: select.randomesque.to_string(),
            cut: standard.cut.to_string(),
            rationale: standard.rationale.clone(),
            after_days: after_days.to_string(),
            unseen,
        }
    }

    /// A blueprint to begin with: good for most.
    pub fn fresh(id: &str, title: &str, items: usize) -> BlueprintFile {
        let maximum = 30.min(items.max(1));
        BlueprintFile {
            format: FORMAT.to_owned(),
            id: id.to_owned(),
            title: title.to_owned(),
            delivery: Delivery::Sealed,
            pool: Pool::Credit,
            block: 5,
            length: LengthFile { minimum: 10.min(maximum), maximum },
            content: Vec::new(),
            start: engine::blueprint::file::StartFile { theta: Theta::new(-1.0).unwrap_or_default(), ..Default::default() },
            interim: engine::blueprint::file::EstimatorFile::default(),
            select: engine::blueprint::file::SelectFile { randomesque: 10, ..Default::default() },
            stop: engine::blueprint::file::StopFile { certainty: Some(0.95), ..Default::default() },
            standard: StandardFile {
                cut: Theta::ZERO,
                certainty: 0.95,
                prior_sd: 1.0,
                cut_se: 0.0,
                levels: Vec::new(),
                floors: Vec::new(),
                rationale: "Not set by judges yet.".to_owned(),
            },
        }
    }

    /// The blueprint that is typed: `base` with what the form says in place. What cannot be read stays as it is, and is named.
    pub fn blueprint(&self, base: &BlueprintFile) -> (BlueprintFile, Unread) {
        let mut unread = Vec::new();
        let mut blueprint = base.clone();
        let mut count = |text: &str, field: &'static str, into: &mut usize| match whole(text) {
            Some(number) => *into = number,
            None => unread.push(field),
        };
        count(&self.minimum, "length-minimum", &mut blueprint.length.minimum);
        count(&self.maximum, "length-maximum", &mut blueprint.length.maximum);
        count(&self.block, "block", &mut blueprint.block);
        count(&self.variety, "variety", &mut blueprint.select.randomesque);
        self.title.trim().clone_into(&mut blueprint.title);
        blueprint.delivery = self.delivery;
        blueprint.pool = if self.delivery.awards() { Pool::Credit } else { Pool::Practice };
        match number(self.certainty.trim_end_matches(['%', ' '])).map(|percent| percent / 100.0) {
            Some(certainty) => {
                blueprint.standard.certainty = certainty;
                if let Some(stop) = &mut blueprint.stop.certainty {
                    *stop = certainty;
                }
            }
            None => unread.push("certainty"),
        }
        if self.ends != Ends::AsFiled {
            blueprint.stop.certainty = (self.ends == Ends::Sure).then_some(blueprint.standard.certainty);
            blueprint.stop.standard_error = (self.ends == Ends::Precise).then_some(PRECISE);
        }
        blueprint.stop.seconds = match self.minutes.trim() {
            "" => None,
            text => {
                let minutes = number(text).filter(|minutes| *minutes > 0.0 && *minutes <= 10_000.0);
                if minutes.is_none() {
                    unread.push("minutes");
                }
                minutes.map(|minutes| (minutes * 60.0).round() as u64).or(base.stop.seconds)
            }
        };
        match self.content(base, blueprint.length.maximum) {
            Some(content) => blueprint.content = content,
            None => unread.push("outcomes"),
        }
        match self.floors(base) {
            Some(floors) => blueprint.standard.floors = floors,
            None => unread.push("outcomes"),
        }
        match number(&self.cut).and_then(Theta::new) {
            Some(cut) => blueprint.standard.cut = cut,
            None => unread.push("cut"),
        }
        let was_easy = base.start.theta.value() < base.standard.cut.value() - 0.25;
        if was_easy != self.easy {
            let cut = blueprint.standard.cut.value();
            blueprint.start.theta = Theta::new(if self.easy { cut - 1.0 } else { cut }).unwrap_or_default();
        }
        self.rationale.trim().clone_into(&mut blueprint.standard.rationale);
        if self.days().is_none() {
            unread.push("after-days");
        }
        (blueprint, unread)
    }

    /// Days until a learner may try again.
    pub fn days(&self) -> Option<u32> {
        whole(&self.after_days).and_then(|days| u32::try_from(days).ok()).filter(|days| *days <= 3650)
    }

    /// By outcome, with shares and weights as they were.
    fn content(&self, base: &BlueprintFile, longest: usize) -> Option<Vec<ContentFile>> {
        let mut all = Vec::new();
        for Bounds { outcome, minimum, maximum, .. } in &self.bounds {
            let before = base.content.iter().find(|content| content.outcome == *outcome);
            let minimum = if minimum.trim().is_empty() { Some(0) } else { part(minimum, longest) }?;
            let maximum = if maximum.trim().is_empty() { None } else { Some(part(maximum, longest)?) };
            let (share, weight) = before.map_or((None, None), |before| (before.share, before.weight));
            if minimum > 0 || maximum.is_some() || share.is_some() || weight.is_some() {
                all.push(ContentFile { outcome: outcome.clone(), minimum, maximum, share, weight });
            }
        }
        Some(all)
    }

    /// The floors, each as sure as it was.
    fn floors(&self, base: &BlueprintFile) -> Option<Vec<FloorFile>> {
        let floored = self.bounds.iter().filter(|bounds| !bounds.floor.trim().is_empty());
        floored
            .map(|Bounds { outcome, floor, .. }| {
                let before = base.standard.floors.iter().find(|before| before.outcome == *outcome);
                let below = number(floor).filter(|below| (0.0..=6.0).contains(below))?;
                Some(FloorFile { outcome: outcome.clone(), below, certainty: before.map_or(0.5, |before| before.certainty) })
            })
            .collect()
    }
}

/// As few decimals as tell it: `95`, `97.5`.
fn percent(share: f64) -> String {
    plain(100.0 * share)
}

/// A number of questions, or a percentage of the greatest length, to the nearest question.
fn part(text: &str, longest: usize) -> Option<usize> {
    match text.trim().strip_suffix('%') {
        Some(percent) => {
            let share = number(percent)? / 100.0;
            (0.0..=1.0).contains(&share).then(|| (share * longest as f64).round() as usize)
        }
        None => whole(text),
    }
}

fn whole(text: &str) -> Option<usize> {
    text.trim().parse().ok()
}

fn number(text: &str) -> Option<f64> {
    text.trim().replace('−', "-").parse::<f64>().ok().filter(|number| number.is_finite())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outcomes() -> Vec<OutcomeFile> {
        let of = |id: &str| OutcomeFile { id: id.to_owned(), text: "Does it".to_owned(), level: None, align: Vec::new() };
        vec![of("A"), of("B")]
    }

    fn typed(blueprint: &BlueprintFile) -> Typed {
        Typed::of(blueprint, &outcomes(), 14, true)
    }

    #[test]
    fn a_form_that_nobody_touched_says_the_blueprint_that_it_was_made_of() {
        let mut blueprint = Typed::fresh("award", "Award", 60);
        assert_eq!(typed(&blueprint).blueprint(&blueprint), (blueprint.clone(), vec![]));
        blueprint.content =
            vec![ContentFile { outcome: "B".into(), minimum: 4, maximum: Some(7), share: None, weight: Some(2.0) }];
        blueprint.stop =
            serde_json::from_str(r#"{"sprt":{"delta":0.2,"alpha":0.05,"beta":0.05},"combine":"all","certainty":0.95}"#).unwrap();
        let form = typed(&blueprint);
        assert_eq!((form.ends, form.blueprint(&blueprint)), (Ends::AsFiled, (blueprint, vec![])));
    }

    #[test]
    fn says_what_is_typed_also_in_percent() {
        let blueprint = Typed::fresh("award", "Award", 60);
        let mut form = typed(&blueprint);
        form.certainty = "90 %".into();
        form.ends = Ends::Precise;
        form.minutes = "45".into();
        form.delivery = Delivery::Open;
        form.bounds[0].minimum = "20%".into();
        form.bounds[1].maximum = "9".into();
        form.bounds[1].floor = "0.5".into();
        form.cut = "−0.25".into();
        let (said, unread) = form.blueprint(&blueprint);
        assert_eq!(unread, Unread::new());
        assert_eq!(
            (said.standard.certainty, said.stop.certainty, said.stop.standard_error, said.stop.seconds),
            (0.9, None, Some(0.4), Some(2700))
        );
        assert_eq!((said.pool, said.standard.cut.value()), (Pool::Practice, -0.25));
        assert_eq!((said.content[0].minimum, said.content[1].maximum), (6, Some(9)));
        assert_eq!((said.standard.floors[0].outcome.as_str(), said.standard.floors[0].below), (outcomes()[1].id.as_str(), 0.5));
    }

    #[test]
    fn names_what_cannot_be_read() {
        let blueprint = Typed::fresh("award", "Award", 60);
        let mut form = typed(&blueprint);
        form.minimum = "few".into();
        form.cut = String::new();
        form.minutes = "-1".into();
        form.bounds[0].minimum = "200%".into();
        form.after_days = "never".into();
        assert_eq!(form.blueprint(&blueprint).1, ["length-minimum", "minutes", "outcomes", "cut", "after-days"]);
    }
}
