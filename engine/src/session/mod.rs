//! The session loop: present a block, take answers, hand in, score, estimate, stop or select.
//!
//! A session is its log. Everything else here is derived from it, and [`Session::replay`] derives it again.

mod error;
mod explain;
mod fit;
mod floors;
pub mod log;
mod rescore;
mod stopping;
mod trail;

use std::borrow::Cow;
use std::sync::Arc;

pub use error::{Error, ReplayError};
pub use explain::{BlockExplained, Explained, Reason, RunnerUp, Stood};
pub use rescore::{RescoreError, Rescored};
pub use trail::TrailStep;

use crate::assessment::Assessment;
use crate::bank::{Bank, Entry, Interaction, ItemId, ItemOption};
use crate::blueprint::file::LevelFile;
use crate::digest::Digest;
use crate::estimate::{Estimate, Running};
use crate::mastery::{Evidence, Finding};
use crate::outcome::{LevelResult, Outcome, OutcomeResult, SubFinding, Verdict};
use crate::score::{Answer, Score};
use crate::seed::Stream;
use crate::select::exposure::{self, ExposureTable};
use crate::select::{Moment, Pick, Standing, Used};
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

    /// Their positions in the bank.
    pub fn positions(&self) -> impl Iterator<Item = usize> + '_ {
        self.picks.iter().map(|pick| pick.position)
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
    /// The place in the log of the answer that counts.
    event: usize,
    score: Score,
    /// The response that became complete with it, as curve and score: its own, or that of the testlet of which it was the last.
    response: Option<(usize, Score)>,
}

/// A learner's session on one assessment.
#[derive(Clone, Debug)]
pub struct Session {
    assessment: Arc<Assessment>,
    log: Log,
    step: Step,
    /// For each item of the block: the place in the log of what was given last.
    draft: Vec<Option<usize>>,
    handed: Vec<Handed>,
    /// What counts of it: curves with their scores.
    responses: Vec<(usize, Score)>,
    used: Used,
    /// Items that exposure control keeps back; empty where there is none.
    aside: Vec<bool>,
    running: Running,
    estimate: Estimate,
    /// The estimate a block ago.
    previous: Option<Estimate>,
    /// The evidence of the first responses, and how many: made when somebody asks, and the rest is added then.
    evidence: Option<(Evidence, usize)>,
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
        Self::start_with(assessment, started, None)
    }

    /// As [`Session::start`], where exposure is controlled by what other sessions were given: `started` names this table, or none
    /// before the first session.
    ///
    /// # Errors
    /// As [`Session::start`]; if `started` names another table.
    pub fn start_with(assessment: Arc<Assessment>, started: Started, table: Option<&ExposureTable>) -> Result<Self, Error> {
        if started.assessment != assessment.digest() {
            return Err(Error::AnotherAssessment { given: started.assessment, expected: assessment.digest() });
        }
        if started.exposure != table.map(ExposureTable::digest) {
            return Err(Error::UnknownExposure { given: started.exposure, expected: table.map(ExposureTable::digest) });
        }
        let bank = assessment.bank();
        let excluded: Vec<usize> = started.exclusions.iter().filter_map(|id| bank.position(id)).collect();
        let used = assessment.constraints.unused(&excluded);
        // Without exclusions the assessment itself was found to be possible.
        if !excluded.is_empty() {
            if let Some((number, left)) = assessment.constraints.unreachable(&used) {
                let target = assessment.constraints.targets()[number];
                let outcome = bank.outcomes()[target.outcome].id.clone();
                return Err(Error::TooFewLeft { of: format!("outcome {outcome}"), left, needed: target.minimum });
            }
            let (left, needed) = (assessment.constraints.reachable_length(&used), assessment.blueprint().length.minimum.max(1));
            if left < needed {
                return Err(Error::TooFewLeft { of: "this assessment".to_owned(), left, needed });
            }
        }
        let rule = assessment.selector.exposure();
        let aside = match table {
            Some(table) => exposure::set_aside(rule, bank, table, &started.seed),
            None => exposure::set_aside(rule, bank, &ExposureTable::default(), &started.seed),
        };
        let running = assessment.interim.opening();
        // Not more than a test may have, and little for one that may be endless.
        let length = assessment.blueprint().length.maximum.min(200);
        let mut session = Self {
            estimate: assessment.interim.read(&running),
            previous: None,
            running,
            evidence: None,
            responses: Vec::with_capacity(length),
            used,
            aside,
            log: Log { format: log::FORMAT.to_owned(), started, events: Vec::with_capacity(2 * length) },
            step: Step::Finished(StopReason::BankExhausted),
            draft: Vec::new(),
            handed: Vec::with_capacity(length),
            paused_since: None,
            paused: 0,
            extended: 0,
            assessment,
        };
        session.step = session.next_block();
        session.open_draft();
        Ok(session)
    }

    /// The session that this log tells of, to the bit.
    ///
    /// # Errors
    /// The first place where the log does not follow from its beginning: another assessment, an item that was not in the block, an
    /// answer after the end, time that runs backwards, another reason to stop.
    pub fn replay(assessment: Arc<Assessment>, log: &Log) -> Result<Self, ReplayError> {
        Self::replay_with(assessment, log, None)
    }

    /// As [`Session::replay`], with the exposure table that the log names.
    ///
    /// # Errors
    /// As [`Session::replay`].
    pub fn replay_with(assessment: Arc<Assessment>, log: &Log, table: Option<&ExposureTable>) -> Result<Self, ReplayError> {
        Self::follow(assessment, log, table, &mut |_| {})
    }

    /// As [`Session::replay_with`]; `seen` sees the session at its beginning and after each event.
    fn follow(
        assessment: Arc<Assessment>,
        log: &Log,
        table: Option<&ExposureTable>,
        seen: &mut dyn FnMut(&Self),
    ) -> Result<Self, ReplayError> {
        if log.format != log::FORMAT {
            return Err(ReplayError::Format { format: log.format.clone() });
        }
        let mut session = Self::start_with(assessment, log.started.clone(), table).map_err(ReplayError::Start)?;
        seen(&session);
        for (index, event) in log.events.iter().enumerate() {
            let refused = |error| ReplayError::Refused { event: index + 1, error };
            // A stop that followed from the event before is in the log already.
            if index == session.log.events.len() {
                session.redo(event).map_err(refused)?;
                seen(&session);
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
    pub fn given(&self, item: &ItemId) -> Option<Given> {
        let Step::Present(block) = &self.step else { return None };
        let event = (*self.draft.get(block.place(item)?)?)?;
        Some(self.given_in(event))
    }

    /// What an event of the log says was given.
    fn given_in(&self, event: usize) -> Given {
        match &self.log.events[event].action {
            Action::Answered { answer, .. } | Action::Revised { answer, .. } => Given::Answer(answer.clone()),
            _ => Given::NotLearned,
        }
    }

    /// What counts of the answers handed in: the bank's curves ([`crate::bank::Bank::curves`]) with their scores, in order.
    pub fn responses(&self) -> &[(usize, Score)] {
        &self.responses
    }

    /// What was handed in, item by item: its position, and as curve and score what became complete with it, which is nothing while a
    /// testlet is still open.
    pub(crate) fn by_item(&self) -> impl Iterator<Item = (usize, Option<(usize, Score)>)> + '_ {
        self.handed.iter().map(|handed| (handed.pick.position, handed.response))
    }

    /// Positions of the items given so far, those of the running block among them.
    pub fn given_items(&self) -> Vec<usize> {
        let running = match &self.step {
            Step::Present(block) => block.picks.as_slice(),
            Step::Finished(_) => &[],
        };
        self.handed.iter().map(|handed| &handed.pick).chain(running).map(|pick| pick.position).collect()
    }

    /// For each item, whether exposure control kept it back; empty where there is none.
    pub fn set_aside(&self) -> &[bool] {
        &self.aside
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
        let Step::Present(block) = &self.step else { unreachable!("it has a place in a block") };
        let form = &self.assessment.bank().items()[block.picks[place].position].interaction;
        check_form(item, form, &answer)?;
        let item = item.clone();
        let action =
            if self.draft[place].is_none() { Action::Answered { item, answer } } else { Action::Revised { item, answer } };
        self.draft[place] = Some(self.log.events.len());
        self.record(at, action);
        Ok(())
    }

    /// Says "I have not learned this yet", in place of any answer.
    ///
    /// # Errors
    /// As [`Session::answer`].
    pub fn not_learned(&mut self, item: &ItemId, at: u64) -> Result<(), Error> {
        let place = self.place(item, at)?;
        self.draft[place] = Some(self.log.events.len());
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
        self.step = match self.reason_to_stop(at) {
            Some(reason) => Step::Finished(reason),
            None => self.next_block(),
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
                // A testlet speaks of an outcome that all of its items name, once all of them are there.
                let counts = |handed: &&&Handed| match bank.set_of(handed.pick.position).filter(|set| set.curve.is_some()) {
                    Some(set) => set.items.iter().all(|item| touched.iter().any(|other| other.pick.position == *item)),
                    None => true,
                };
                let counted: Vec<&Handed> = touched.iter().filter(counts).copied().collect();
                let finding = (counted.len() >= OutcomeResult::MINIMUM_ITEMS).then(|| {
                    let mut evidence = decision.evidence();
                    for (curve, score) in counted.iter().filter_map(|handed| handed.response) {
                        decision.observe(&mut evidence, curve, score);
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
            levels: self.levels(),
            floors: self.floors(),
            assessment: self.assessment.digest(),
            log: Digest::of(&self.log),
        }
    }

    /// What the posterior of the decision says of everything that was handed in: the part of [`Session::outcome`] that simulations need.
    pub fn finding(&self) -> Finding {
        self.assessment.decision.finding(&self.all_evidence())
    }

    /// The probability of being above each of the other cut scores that the blueprint names.
    pub fn levels(&self) -> Vec<LevelResult> {
        let levels = &self.assessment.blueprint().standard.levels;
        if levels.is_empty() {
            return Vec::new();
        }
        let evidence = self.all_evidence();
        let result = |level: &LevelFile| LevelResult {
            id: level.id.clone(),
            title: level.title.clone(),
            cut: level.cut,
            mastery: self.assessment.decision.mastery_at(&evidence, level.cut, level.cut_se),
        };
        levels.iter().map(result).collect()
    }

    /// With all responses.
    fn all_evidence(&self) -> Cow<'_, Evidence> {
        let decision = &self.assessment.decision;
        let (mut evidence, counted) = match &self.evidence {
            Some((evidence, counted)) => (Cow::Borrowed(evidence), *counted),
            None => (Cow::Owned(decision.evidence()), 0),
        };
        for &(curve, score) in &self.responses[counted..] {
            decision.observe(evidence.to_mut(), curve, score);
        }
        evidence
    }

    /// What follows from this session's [`Session::finding`].
    pub fn verdict(&self, finding: &Finding) -> Verdict {
        let certainty = self.assessment.blueprint().standard.certainty;
        if self.minima_met() { Verdict::of(finding.mastery, certainty, &self.floor_readings()) } else { Verdict::TooClose }
    }

    fn minima_met(&self) -> bool {
        self.handed.len() >= self.assessment.blueprint().length.minimum && self.assessment.constraints.minima_met(&self.used)
    }

    /// Chooses a block greedily at one ability. Its items count as given from now on.
    fn next_block(&mut self) -> Step {
        let assessment = Arc::clone(&self.assessment);
        let blueprint = assessment.blueprint();
        let start = &blueprint.start;
        let opening = self.handed.is_empty();
        let number = self.handed.last().map_or(0, |handed| handed.block) + 1;
        let size = blueprint.block.min(blueprint.length.maximum - self.handed.len());
        let mut stream = self.log.started.seed.stream(number as u64);
        let mut picks = Vec::with_capacity(size);
        if opening && !start.items.is_empty() {
            self.open_with(&start.items, &mut picks);
        } else if opening && !start.thetas.is_empty() {
            for theta in &start.thetas {
                self.choose(theta.value(), usize::MAX, opening, &mut picks, &mut stream);
            }
        }
        if picks.is_empty() {
            let theta = if opening { start.theta } else { self.estimate.theta }.value();
            // A set fills a block of its own if it must: it is never split.
            while picks.len() < size
                && self.choose(
                    theta,
                    if picks.is_empty() { usize::MAX } else { size - picks.len() },
                    opening,
                    &mut picks,
                    &mut stream,
                )
            {}
        }
        if picks.is_empty() {
            return Step::Finished(StopReason::BankExhausted);
        }
        let items = picks.iter().map(|pick| assessment.bank().items()[pick.position].id.clone()).collect();
        Step::Present(Block { number, items, picks })
    }

    /// Adds the next unit to a block that has room for so many items; whether there was one.
    fn choose(&mut self, theta: f64, room: usize, opening: bool, picks: &mut Vec<Pick>, stream: &mut Stream) -> bool {
        let assessment = Arc::clone(&self.assessment);
        let moment = Moment {
            standing: Standing { theta, responses: &self.responses },
            standard_error: self.estimate.standard_error.value(),
            used: &self.used,
            room,
            opening,
        };
        let Some(pick) = assessment.selector.next(&assessment.constraints, &moment, &mut self.aside, stream) else {
            return false;
        };
        let members = assessment.constraints.members(pick.position);
        if let [position] = *members {
            assessment.constraints.give(&mut self.used, position);
            picks.push(pick);
            return true;
        }
        let ordered = assessment.constraints.set_of(pick.position).is_none_or(|set| assessment.bank().sets()[set].ordered);
        let mut unit: Vec<Pick> = Vec::with_capacity(members.len());
        for &position in members {
            let member = Pick { position, information: assessment.selector.criterion().information(position, theta), ..pick };
            // The most informative first; of equal ones the first in the set.
            let behind = |earlier: &Pick| !ordered && earlier.information.total_cmp(&member.information).is_lt();
            let place = unit.iter().position(behind).unwrap_or(unit.len());
            unit.insert(place, member);
        }
        for pick in unit {
            assessment.constraints.give(&mut self.used, pick.position);
            picks.push(pick);
        }
        true
    }

    /// The blueprint's first items, as far as they may be given: those seen before are left out.
    fn open_with(&mut self, items: &[String], picks: &mut Vec<Pick>) {
        let assessment = Arc::clone(&self.assessment);
        let theta = self.estimate.theta.value();
        for id in items {
            let Some(position) = assessment.bank().position(&ItemId::from(id.as_str())) else { continue };
            let leader = assessment.constraints.members(position)[0];
            if !assessment.constraints.gate(&self.used, usize::MAX).admits(leader) {
                continue;
            }
            let information = assessment.selector.criterion().information(position, theta);
            for &position in assessment.constraints.members(position) {
                assessment.constraints.give(&mut self.used, position);
                picks.push(Pick { position, information, value: information, rank: 1 });
            }
        }
    }

    fn open_draft(&mut self) {
        let items = match &self.step {
            Step::Present(block) => block.items.len(),
            Step::Finished(_) => 0,
        };
        self.draft.clear();
        self.draft.resize(items, None);
    }

    /// Scores what was answered in the block.
    fn score_block(&mut self) {
        let Step::Present(block) = &self.step else { return };
        let bank = Arc::clone(self.assessment.bank());
        for (pick, drafted) in block.picks.iter().zip(self.draft.drain(..)) {
            let Some(event) = drafted else { continue };
            let item = &bank.items()[pick.position];
            let score = match &self.log.events[event].action {
                Action::Answered { answer, .. } | Action::Revised { answer, .. } => item.score(answer),
                _ => item.no_answer(),
            };
            self.handed.push(Handed { block: block.number, pick: *pick, event, score, response: None });
            let response = response(&bank, &self.handed);
            if let (Some((curve, score)), Some(last)) = (response, self.handed.last_mut()) {
                last.response = response;
                self.assessment.interim.observe(&mut self.running, curve, score);
                self.responses.push((curve, score));
            }
        }
        self.previous = Some(self.estimate);
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

/// The response that became complete with the last item handed in: its own, or that of its testlet once all its items are there.
fn response(bank: &Bank, handed: &[Handed]) -> Option<(usize, Score)> {
    let last = handed.last()?;
    let testlet = (!bank.sets().is_empty()).then(|| bank.set_of(last.pick.position)).flatten();
    let Some((set, curve)) = testlet.and_then(|set| Some((set, set.curve?))) else {
        return Some((last.pick.position, last.score));
    };
    let of_set: Vec<&Handed> = handed.iter().filter(|one| set.items.contains(&one.pick.position)).collect();
    let right = of_set.iter().filter(|one| bank.items()[one.pick.position].is_right(one.score)).count();
    (of_set.len() == set.items.len()).then(|| (curve, Score::of(right)))
}

/// Whether an answer is one that this item's form can give.
fn check_form(id: &ItemId, form: &Interaction, answer: &Answer) -> Result<(), Error> {
    let known = |options: &[ItemOption], chosen: &String| {
        let unknown = || Error::UnknownOption { item: id.clone(), option: chosen.clone() };
        options.iter().find(|option| option.id == *chosen).map(drop).ok_or_else(unknown)
    };
    let short = |bytes| if bytes > LONGEST_TEXT { Err(Error::TooLong { item: id.clone(), bytes }) } else { Ok(()) };
    let expected = match (form, answer) {
        (Interaction::Options { options, several, .. }, Answer::Options(chosen)) => {
            for one in chosen {
                known(options, one)?;
            }
            if !several && chosen.len() != 1 {
                return Err(Error::NotOne { item: id.clone(), chosen: chosen.len() });
            }
            return Ok(());
        }
        (Interaction::Number { .. } | Interaction::Text | Interaction::Slider { .. }, Answer::Text(text)) => {
            return short(text.len());
        }
        // What is still open may be: a block is handed in when its learner says so.
        (Interaction::Fields { fields, .. }, Answer::Fields(given)) => {
            for (name, value) in given {
                let unknown = || Error::UnknownOption { item: id.clone(), option: name.clone() };
                let field = fields.iter().find(|field| field.id == *name).ok_or_else(unknown)?;
                if let Entry::Choices { options, .. } = &field.entry {
                    known(options, value)?;
                }
            }
            return short(given.values().map(String::len).sum());
        }
        (Interaction::Order { options }, Answer::Order(order)) => {
            for (place, one) in order.iter().enumerate() {
                known(options, one)?;
                if order[..place].contains(one) {
                    return Err(Error::WrongForm { item: id.clone(), expected: "every option once" });
                }
            }
            if order.len() == options.len() {
                return Ok(());
            }
            "every option once"
        }
        (Interaction::Options { .. }, _) => "options",
        (Interaction::Number { .. } | Interaction::Text | Interaction::Slider { .. }, _) => "text",
        (Interaction::Fields { .. }, _) => "fields",
        (Interaction::Order { .. }, _) => "an order",
    };
    Err(Error::WrongForm { item: id.clone(), expected })
}
