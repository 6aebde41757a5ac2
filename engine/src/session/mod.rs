//! The session loop: present a block, take answers, hand in, score, estimate, stop or select.
//!
//! A session is its log. Everything else here is derived from it, and [`Session::replay`] derives it again.

mod error;
pub mod log;
mod trail;

use std::sync::Arc;

pub use error::{Error, ReplayError};
pub use trail::TrailStep;

use crate::assessment::Assessment;
use crate::bank::{Interaction, ItemId};
use crate::digest::Digest;
use crate::estimate::{Estimate, Running};
use crate::mastery::{Evidence, Finding};
use crate::outcome::{Outcome, OutcomeResult, SubFinding, Verdict};
use crate::score::{Answer, Score};
use crate::select::{self, Pick, Used};
use crate::stop::StopReason;
use log::{Action, Event, Log, Started};

/// The longest text that may be typed, in bytes.
pub const LONGEST_TEXT: usize = 10_000;

/// What to do next.
#[derive(Clone, Debug, PartialEq)]
pub enum Step {
    /// Show these items.
    Present(Block),
    /// There is nothing more to do.
    Finished(StopReason),
}

/// One to a few items, fixed when the block begins.
#[derive(Clone, Debug, PartialEq)]
pub struct Block {
    number: usize,
    items: Vec<ItemId>,
    picks: Vec<Pick>,
}

impl Block {
    /// Its items, in the order to show.
    pub fn items(&self) -> &[ItemId] {
        &self.items
    }

    /// From 1.
    pub fn number(&self) -> usize {
        self.number
    }

    fn place(&self, item: &ItemId) -> Option<usize> {
        self.items.iter().position(|id| id == item)
    }
}

/// What a learner gave to an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Given {
    /// An answer.
    Answer(Answer),
    /// "I have not learned this yet".
    NotLearned,
}

/// How much is done: a range, as an adaptive test does not know its length.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Items handed in.
    pub done: usize,
    /// It ends no earlier than after so many.
    pub minimum: usize,
    /// And no later than after so many.
    pub maximum: usize,
}

/// An item that was handed in.
#[derive(Clone, Debug)]
struct Handed {
    block: usize,
    pick: Pick,
    given: Given,
    score: Score,
    at: u64,
}

/// A learner's session on one assessment.
#[derive(Clone, Debug)]
pub struct Session {
    assessment: Arc<Assessment>,
    log: Log,
    step: Step,
    /// For each item of the block: what was given, and when.
    draft: Vec<Option<(Given, u64)>>,
    handed: Vec<Handed>,
    used: Used,
    running: Running,
    estimate: Estimate,
    evidence: Evidence,
    paused_since: Option<u64>,
    /// Milliseconds of all pauses that ended.
    paused: u64,
    /// Milliseconds added to the allowance.
    extended: u64,
}

impl Session {
    /// Begins; the first block is chosen at the blueprint's start.
    ///
    /// # Errors
    /// If `started` names another assessment or an exposure table, or if the items that are not excluded cannot meet the blueprint.
    pub fn start(assessment: Arc<Assessment>, started: Started) -> Result<Self, Error> {
        if started.assessment != assessment.digest() {
            return Err(Error::AnotherAssessment { given: started.assessment, expected: assessment.digest() });
        }
        if let Some(table) = started.exposure {
            return Err(Error::UnknownExposure(table));
        }
        let bank = assessment.bank();
        let excluded: Vec<usize> = started.exclusions.iter().filter_map(|id| bank.position(id)).collect();
        let used = assessment.constraints.unused(&excluded);
        if let Some((number, left)) = assessment.constraints.unreachable(&used) {
            let target = assessment.constraints.targets()[number];
            let outcome = bank.outcomes()[target.outcome].id.clone();
            return Err(Error::TooFewLeft { of: format!("outcome {outcome}"), left, needed: target.minimum });
        }
        let (left, needed) = (assessment.constraints.reachable_length(&used), assessment.blueprint().length.minimum.max(1));
        if left < needed {
            return Err(Error::TooFewLeft { of: "this assessment".to_owned(), left, needed });
        }
        let running = assessment.interim.opening();
        let mut session = Self {
            estimate: assessment.interim.read(&running),
            running,
            evidence: assessment.decision.evidence(),
            used,
            log: Log { format: log::FORMAT.to_owned(), started, events: Vec::new() },
            step: Step::Finished(StopReason::BankExhausted),
            draft: Vec::new(),
            handed: Vec::new(),
            paused_since: None,
            paused: 0,
            extended: 0,
            assessment,
        };
        session.step = session.next_block(session.assessment.blueprint().start.theta.value());
        session.open_draft();
        Ok(session)
    }

    /// The session that this log tells of, to the bit.
    ///
    /// # Errors
    /// The first place where the log does not follow from its beginning: another assessment, an item that was not in the block, an
    /// answer after the end, time that runs backwards, another reason to stop.
    pub fn replay(assessment: Arc<Assessment>, log: &Log) -> Result<Self, ReplayError> {
        if log.format != log::FORMAT {
            return Err(ReplayError::Format { format: log.format.clone() });
        }
        let mut session = Self::start(assessment, log.started.clone()).map_err(ReplayError::Start)?;
        for (index, event) in log.events.iter().enumerate() {
            let refused = |error| ReplayError::Refused { event: index + 1, error };
            // A stop that followed from the event before is in the log already.
            if index == session.log.events.len() {
                session.redo(event).map_err(refused)?;
            }
            let replayed = &session.log.events[index];
            if replayed != event {
                return Err(ReplayError::Differs { event: index + 1, logged: event.to_string(), replayed: replayed.to_string() });
            }
        }
        match session.log.events.get(log.events.len()) {
            None => Ok(session),
            Some(more) => Err(ReplayError::Differs {
                event: log.events.len() + 1,
                logged: "nothing".to_owned(),
                replayed: more.to_string(),
            }),
        }
    }

    fn redo(&mut self, event: &Event) -> Result<(), Error> {
        let at = event.at;
        match &event.action {
            Action::Answered { item, answer } | Action::Revised { item, answer } => self.answer(item, answer.clone(), at),
            Action::NotLearned { item } => self.not_learned(item, at),
            Action::Paused => self.pause(at),
            Action::Resumed => self.resume(at),
            Action::Extended { by } => self.extend(*by, at),
            Action::HandedIn => self.hand_in(at),
            Action::Stopped { reason: StopReason::SittingClosed } => self.close(at),
            Action::Stopped { .. } => self.end(at),
        }
    }

    /// What to do now.
    pub fn step(&self) -> &Step {
        &self.step
    }

    /// The assessment.
    pub fn assessment(&self) -> &Arc<Assessment> {
        &self.assessment
    }

    /// All that needs keeping.
    pub fn log(&self) -> &Log {
        &self.log
    }

    /// The interim estimate, which selection follows: of what was handed in.
    pub fn estimate(&self) -> Estimate {
        self.estimate
    }

    /// What was given so far to an item of the block.
    pub fn given(&self, item: &ItemId) -> Option<&Given> {
        let Step::Present(block) = &self.step else { return None };
        self.draft.get(block.place(item)?)?.as_ref().map(|(given, _)| given)
    }

    /// Whether the clock stands.
    pub fn is_paused(&self) -> bool {
        self.paused_since.is_some()
    }

    /// How much is done.
    pub fn progress(&self) -> Progress {
        let length = self.assessment.blueprint().length;
        let done = self.handed.len();
        if let Step::Finished(_) = self.step {
            return Progress { done, minimum: done, maximum: done };
        }
        let owed: usize = self.assessment.constraints.targets().iter().map(|target| target.minimum).sum();
        let maximum = length.maximum;
        Progress { done, minimum: length.minimum.max(owed).clamp((done + 1).min(maximum), maximum), maximum }
    }

    /// Milliseconds of the allowance left at `at`; `None` without a limit.
    pub fn time_left(&self, at: u64) -> Option<u64> {
        let allowance = self.log.started.time_allowance?.saturating_add(self.extended);
        let now = self.paused_since.unwrap_or(at);
        Some(allowance.saturating_sub(now.saturating_sub(self.paused)))
    }

    /// Answers an item of the block, or changes its answer. `at`: milliseconds since the start.
    ///
    /// # Errors
    /// If the item is not in the block, the answer is not of its kind, or the session is paused, finished or out of time.
    pub fn answer(&mut self, item: &ItemId, answer: Answer, at: u64) -> Result<(), Error> {
        let place = self.place(item, at)?;
        let form = &self.assessment.bank().item(item).expect("a block holds items of its bank").interaction;
        check_form(item, form, &answer)?;
        let action = if self.draft[place].is_none() {
            Action::Answered { item: item.clone(), answer: answer.clone() }
        } else {
            Action::Revised { item: item.clone(), answer: answer.clone() }
        };
        self.draft[place] = Some((Given::Answer(answer), at));
        self.record(at, action);
        Ok(())
    }

    /// Says "I have not learned this yet", in place of any answer.
    ///
    /// # Errors
    /// As [`Session::answer`].
    pub fn not_learned(&mut self, item: &ItemId, at: u64) -> Result<(), Error> {
        let place = self.place(item, at)?;
        self.draft[place] = Some((Given::NotLearned, at));
        self.record(at, Action::NotLearned { item: item.clone() });
        Ok(())
    }

    /// Hands the block in: it is scored, the estimate follows, and the session stops or gives the next block.
    ///
    /// # Errors
    /// If an item has no answer, or the session is paused, finished or out of time.
    pub fn hand_in(&mut self, at: u64) -> Result<(), Error> {
        let block = self.running_block(at)?;
        if let Some(open) = self.draft.iter().position(Option::is_none) {
            return Err(Error::Unanswered(block.items[open].clone()));
        }
        self.record(at, Action::HandedIn);
        self.score_block();
        self.step = match self.reason_to_stop() {
            Some(reason) => Step::Finished(reason),
            None => self.next_block(self.estimate.theta.value()),
        };
        self.open_draft();
        if let Step::Finished(reason) = self.step {
            self.record(at, Action::Stopped { reason });
        }
        Ok(())
    }

    /// Stops the clock.
    ///
    /// # Errors
    /// If the session is paused or finished, or time would run backwards.
    pub fn pause(&mut self, at: u64) -> Result<(), Error> {
        self.forward(at)?;
        if self.is_paused() {
            return Err(Error::Paused);
        }
        self.paused_since = Some(at);
        self.record(at, Action::Paused);
        Ok(())
    }

    /// Lets the clock go on.
    ///
    /// # Errors
    /// If the session is not paused, or finished, or time would run backwards.
    pub fn resume(&mut self, at: u64) -> Result<(), Error> {
        self.forward(at)?;
        let since = self.paused_since.take().ok_or(Error::NotPaused)?;
        self.paused += at - since;
        self.record(at, Action::Resumed);
        Ok(())
    }

    /// Adds milliseconds to the time allowance.
    ///
    /// # Errors
    /// If the session has no time limit or is finished, or time would run backwards.
    pub fn extend(&mut self, by: u64, at: u64) -> Result<(), Error> {
        self.forward(at)?;
        if self.log.started.time_allowance.is_none() {
            return Err(Error::NoLimit);
        }
        self.extended = self.extended.saturating_add(by);
        self.record(at, Action::Extended { by });
        Ok(())
    }

    /// Ends the session here, because the time is up or else because the learner says so. Answers in the block count.
    ///
    /// # Errors
    /// If it is finished already, or time would run backwards.
    pub fn end(&mut self, at: u64) -> Result<(), Error> {
        let reason = if self.time_left(at) == Some(0) { StopReason::TimeUp } else { StopReason::EndedByLearner };
        self.stop_here(reason, at)
    }

    /// Ends the session because the sitting in which it ran was closed. Answers in the block count.
    ///
    /// # Errors
    /// As [`Session::end`].
    pub fn close(&mut self, at: u64) -> Result<(), Error> {
        self.stop_here(StopReason::SittingClosed, at)
    }

    fn stop_here(&mut self, reason: StopReason, at: u64) -> Result<(), Error> {
        self.forward(at)?;
        self.score_block();
        self.step = Step::Finished(reason);
        self.draft.clear();
        self.record(at, Action::Stopped { reason });
        Ok(())
    }

    /// What the session comes to, from everything that was handed in.
    pub fn outcome(&self) -> Outcome {
        let standard = &self.assessment.blueprint().standard;
        let decision = &self.assessment.decision;
        let finding = self.finding();
        let bank = self.assessment.bank();
        let outcomes = bank
            .outcomes()
            .iter()
            .enumerate()
            .filter_map(|(number, outcome)| {
                let touched: Vec<&Handed> =
                    self.handed.iter().filter(|handed| bank.items()[handed.pick.position].outcomes.contains(&number)).collect();
                let finding = (touched.len() >= OutcomeResult::MINIMUM_ITEMS).then(|| {
                    let mut evidence = decision.evidence();
                    for handed in &touched {
                        decision.observe(&mut evidence, handed.pick.position, handed.score);
                    }
                    let finding = decision.finding(&evidence);
                    SubFinding { interval: finding.interval, mastery: finding.mastery }
                });
                (!touched.is_empty()).then(|| OutcomeResult { outcome: outcome.clone(), items: touched.len(), finding })
            })
            .collect();
        Outcome {
            verdict: self.verdict(&finding),
            mastery: finding.mastery,
            certainty: standard.certainty,
            estimate: finding.estimate,
            interval: finding.interval,
            cut: standard.cut,
            items: self.handed.len(),
            reason: match self.step {
                Step::Finished(reason) => reason,
                Step::Present(_) => StopReason::EndedByLearner,
            },
            outcomes,
            assessment: self.assessment.digest(),
            log: Digest::of(&self.log),
        }
    }

    /// What the posterior of the decision says of everything that was handed in: the part of [`Session::outcome`] that simulations need.
    pub fn finding(&self) -> Finding {
        self.assessment.decision.finding(&self.evidence)
    }

    /// What follows from this session's [`Session::finding`].
    pub fn verdict(&self, finding: &Finding) -> Verdict {
        let certainty = self.assessment.blueprint().standard.certainty;
        if !self.minima_met() {
            Verdict::TooClose
        } else if finding.mastery >= certainty {
            Verdict::Achieved
        } else if finding.mastery <= 1.0 - certainty {
            Verdict::NotYet
        } else {
            Verdict::TooClose
        }
    }

    fn minima_met(&self) -> bool {
        self.handed.len() >= self.assessment.blueprint().length.minimum && self.assessment.constraints.minima_met(&self.used)
    }

    fn reason_to_stop(&self) -> Option<StopReason> {
        if self.minima_met() {
            let standard_error = self.estimate.standard_error.value();
            let mastery = || self.assessment.decision.finding(&self.evidence).mastery;
            if let Some(reason) = self.assessment.stop.met(standard_error, mastery) {
                return Some(reason);
            }
        }
        (self.handed.len() >= self.assessment.blueprint().length.maximum).then_some(StopReason::MaximumLength)
    }

    /// Chooses a block greedily at one ability. Its items count as given from now on.
    fn next_block(&mut self, theta: f64) -> Step {
        let assessment = Arc::clone(&self.assessment);
        let blueprint = assessment.blueprint();
        let number = self.handed.last().map_or(0, |handed| handed.block) + 1;
        let size = blueprint.block.min(blueprint.length.maximum - self.handed.len());
        let mut stream = self.log.started.seed.stream(number as u64);
        let mut picks = Vec::with_capacity(size);
        while picks.len() < size {
            let randomesque = blueprint.select.randomesque;
            let Some(pick) =
                select::next(&assessment.index, &assessment.constraints, &self.used, theta, randomesque, &mut stream)
            else {
                break;
            };
            assessment.constraints.give(&mut self.used, pick.position);
            picks.push(pick);
        }
        if picks.is_empty() {
            return Step::Finished(StopReason::BankExhausted);
        }
        let items = picks.iter().map(|pick| assessment.bank().items()[pick.position].id.clone()).collect();
        Step::Present(Block { number, items, picks })
    }

    fn open_draft(&mut self) {
        self.draft = match &self.step {
            Step::Present(block) => vec![None; block.items.len()],
            Step::Finished(_) => Vec::new(),
        };
    }

    /// Scores what was answered in the block.
    fn score_block(&mut self) {
        let Step::Present(block) = &self.step else { return };
        let bank = self.assessment.bank();
        for (pick, drafted) in block.picks.iter().zip(self.draft.drain(..)) {
            let Some((given, at)) = drafted else { continue };
            let item = &bank.items()[pick.position];
            let score = match &given {
                Given::Answer(answer) => item.score(answer),
                Given::NotLearned => item.no_answer(),
            };
            self.assessment.interim.observe(&mut self.running, pick.position, score);
            self.assessment.decision.observe(&mut self.evidence, pick.position, score);
            self.handed.push(Handed { block: block.number, pick: *pick, given, score, at });
        }
        self.estimate = self.assessment.interim.read(&self.running);
    }

    /// The place of an item in the running block.
    fn place(&self, item: &ItemId, at: u64) -> Result<usize, Error> {
        self.running_block(at)?.place(item).ok_or_else(|| Error::NotInBlock(item.clone()))
    }

    fn running_block(&self, at: u64) -> Result<&Block, Error> {
        self.forward(at)?;
        if self.is_paused() {
            return Err(Error::Paused);
        }
        if self.time_left(at) == Some(0) {
            return Err(Error::TimeUp);
        }
        match &self.step {
            Step::Present(block) => Ok(block),
            Step::Finished(_) => Err(Error::Finished),
        }
    }

    /// Nothing happens after the end, nor before what happened last.
    fn forward(&self, at: u64) -> Result<(), Error> {
        let last = self.log.events.last().map_or(0, |event| event.at);
        if at < last {
            return Err(Error::TimeRunsBackwards { at, last });
        }
        if let Step::Finished(_) = self.step { Err(Error::Finished) } else { Ok(()) }
    }

    fn record(&mut self, at: u64, action: Action) {
        self.log.events.push(Event { at, action });
    }
}

/// Whether an answer is one that this item's form can give.
fn check_form(id: &ItemId, form: &Interaction, answer: &Answer) -> Result<(), Error> {
    match (form, answer) {
        (Interaction::Options { options, several, .. }, Answer::Options(chosen)) => {
            if let Some(unknown) = chosen.iter().find(|id| options.iter().all(|option| option.id != **id)) {
                return Err(Error::UnknownOption { item: id.clone(), option: unknown.clone() });
            }
            if !several && chosen.len() != 1 {
                return Err(Error::NotOne { item: id.clone(), chosen: chosen.len() });
            }
            Ok(())
        }
        (Interaction::Number { .. } | Interaction::Text, Answer::Text(text)) => {
            if text.len() > LONGEST_TEXT {
                return Err(Error::TooLong { item: id.clone(), bytes: text.len() });
            }
            Ok(())
        }
        (Interaction::Options { .. }, Answer::Text(_)) => Err(Error::WrongForm { item: id.clone(), expected: "options" }),
        (_, Answer::Options(_)) => Err(Error::WrongForm { item: id.clone(), expected: "text" }),
    }
}
