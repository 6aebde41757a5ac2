//! What studies of pass marks come to: a bank of the workshop as far as it can be read, and ratings on its curves.

use std::fmt::Write as _;

use api::pass_mark::{Adopted, Rating, Round, Spread, Study as StudyView, StudyState};
use data_encoding::HEXLOWER;
use engine::bank::file::{BankFile, IrtFile};
use engine::bank::{Bank, ItemId};
use engine::blueprint::file::BlueprintFile;
use engine::cut_score::{CutScore, Form, Place};
use interchange::native::{self, NativeBank};

use crate::app::App;
use crate::error::{Answer, Problem};
use crate::secret::mac;
use crate::store::pass_marks::{Study, last_of_round};
use crate::workshop::Files;

/// Items that are rated where a sample is.
pub const SAMPLE: usize = 30;
/// Within so many standard errors a pass mark may be moved.
pub const MOVED: f64 = 2.0;
/// For so long the address of a picture is good.
const PICTURES: i64 = 12 * 3_600_000;

/// A bank of the workshop as far as it can be read.
pub struct Draft {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Counts its changes.
    pub revision: i64,
    /// Its files.
    pub files: Files,
    /// What they say.
    pub bank: Option<NativeBank>,
    /// What is wrong with them.
    pub problems: Vec<interchange::Problem>,
}

/// Reads a bank of the workshop.
///
/// # Errors
/// 404 where there is none; as the store says.
pub async fn draft(app: &App, id: &str) -> Answer<Draft> {
    let missing = || Problem::not_found("there is no bank of this id in the workshop");
    let (bank, files) = app.store.workshop_files(id).await?.ok_or_else(missing)?;
    let _permit = app.checks.acquire().await.map_err(Problem::internal)?;
    let read = tokio::task::spawn_blocking(move || {
        let (read, problems) = native::look(&files);
        Draft { id: bank.id, title: bank.title, revision: bank.revision, files, bank: read, problems }
    });
    read.await.map_err(Problem::internal)
}

impl Draft {
    /// The path of a blueprint's file and its text.
    pub fn blueprint_file(&self, id: &str) -> Option<(&str, &str)> {
        let texts = self.files.iter().filter(|(path, _)| path.starts_with("blueprints/"));
        let mut texts = texts.filter_map(|(path, bytes)| Some((path.as_str(), std::str::from_utf8(bytes).ok()?)));
        texts.find(|(_, text)| native::stated(text, "id").as_deref() == Some(id))
    }

    /// The blueprint of this id.
    pub fn blueprint(&self, id: &str) -> Option<&BlueprintFile> {
        self.bank.as_ref()?.blueprints.iter().find(|blueprint| blueprint.id == id)
    }

    /// The items that a blueprint's assessment may give.
    ///
    /// # Errors
    /// In words, where bank or blueprint cannot be read, or their items are not sound.
    pub fn items_of(&self, blueprint: &str) -> Result<Bank, String> {
        items_of(self.bank.as_ref(), blueprint)
    }
}

fn items_of(bank: Option<&NativeBank>, id: &str) -> Result<Bank, String> {
    let read = bank.ok_or("the bank cannot be read as it is now")?;
    let blueprint = read.blueprints.iter().find(|blueprint| blueprint.id == id);
    let blueprint = blueprint.ok_or_else(|| format!("the bank has no blueprint \"{id}\" now"))?;
    read.file.restricted_to(blueprint.pool).check().map_err(|problems| {
        let first = problems.first().map(ToString::to_string).unwrap_or_default();
        format!("the bank's items cannot be used as they are now: {first}")
    })
}

/// A study as whoever may read it sees it now, on the curves of this bank.
///
/// # Errors
/// As the store says.
pub async fn view(app: &App, study: Study, bank: Option<&NativeBank>) -> Answer<StudyView> {
    let steps = app.store.cut_steps(&study.id).await?;
    let judges = app.store.cut_judges(&study.id).await?;
    let ratings = app.store.cut_ratings(&study.id).await?;
    let adopted = app.store.cut_adoptions(&study.id).await?;
    let state = steps.last().map_or(StudyState::First, |step| step.to);
    let names: Vec<&str> = judges.iter().map(|judge| judge.id.as_str()).collect();
    let bank = items_of(bank, &study.blueprint);
    let over = over(&steps.iter().map(|step| step.to).collect::<Vec<_>>());
    let rounds = over.into_iter().map(|round| of_round(&bank, &study, &names, &ratings, round)).collect();
    let Study { id, blueprint, borderline, items, sample, .. } = study;
    let mut view = StudyView { id, blueprint, borderline, sample, items, state, steps, judges, rounds, adopted, outdated: false };
    view.outdated = view.adopted.first().is_some_and(|adopted| found(&view).is_ok_and(|(now, ..)| is_outdated(adopted, now)));
    Ok(view)
}

/// The rounds that are over, by the steps of a study.
fn over(steps: &[StudyState]) -> Vec<u8> {
    let had = |state| steps.contains(&state);
    let first = had(StudyState::Discussion).then_some(1);
    let second = (had(StudyState::Second) && had(StudyState::Closed)).then_some(2);
    first.into_iter().chain(second).collect()
}

fn of_round(bank: &Result<Bank, String>, study: &Study, judges: &[&str], ratings: &[Rating], round: u8) -> Round {
    let (counted, rows) = complete(study, judges, ratings, round);
    let result = match bank {
        Ok(bank) => {
            let ids: Vec<ItemId> = study.items.iter().map(|id| ItemId::from(id.as_str())).collect();
            Form::of_bank(bank, &ids).and_then(|form| form.cut_score(&rows)).map_err(|error| error.to_string())
        }
        Err(why) => Err(why.clone()),
    };
    let (result, problem) = match result {
        Ok(result) => (Some(result), None),
        Err(why) => (None, Some(why)),
    };
    Round { round, judges: counted, result, problem }
}

/// The judges who rated every item, with their ratings from 0 to 1. Who did not rate an item again in the second round stands by the
/// first rating of it.
fn complete(study: &Study, judges: &[&str], ratings: &[Rating], round: u8) -> (Vec<String>, Vec<Vec<f64>>) {
    let first = last_of_round(ratings, 1);
    let second = last_of_round(ratings, 2);
    let of = |judge: &str, item: &str| {
        let again = (round == 2).then(|| second.get(&(judge, item))).flatten();
        again.or_else(|| first.get(&(judge, item))).map(|rating| f64::from(*rating) / 100.0)
    };
    judges
        .iter()
        .filter_map(|judge| {
            let row: Option<Vec<f64>> = study.items.iter().map(|item| of(judge, item)).collect();
            Some(((*judge).to_owned(), row?))
        })
        .unzip()
}

/// How all judges who rated every item rated one in the first round.
pub fn spread(study: &Study, judges: &[&str], ratings: &[Rating], item: &str) -> Option<Spread> {
    let (_, rows) = complete(study, judges, ratings, 1);
    let place = study.items.iter().position(|id| id == item)?;
    let all: Vec<f64> = rows.iter().map(|row| 100.0 * row[place]).collect();
    let count = u32::try_from(all.len()).ok().filter(|count| *count > 0)?;
    let end = |from: f64, of: fn(f64, f64) -> f64| all.iter().copied().fold(from, of).round() as u8;
    Some(Spread {
        judges: count,
        mean: all.iter().sum::<f64>() / f64::from(count),
        least: end(100.0, f64::min),
        most: end(0.0, f64::max),
    })
}

/// What the last round that is over comes to: the pass mark in logits, its standard error, and all else.
///
/// # Errors
/// In words, where it comes to nothing that can be used.
pub fn found(study: &StudyView) -> Result<(f64, f64, &CutScore), String> {
    let round = study.rounds.last().ok_or("no round is over yet")?;
    let result = round.result.as_ref().ok_or_else(|| round.problem.clone().unwrap_or_default())?;
    match result.place {
        Place::At { theta, standard_error: Some(error), .. } => Ok((theta.value(), error, result)),
        Place::At { .. } => {
            Err("one judge tells nothing of how far judges differ; at least two have to rate every item".to_owned())
        }
        Place::Below { .. } => Err("the judges expect less than guessing gives, so that no ability is as low".to_owned()),
        Place::Above { .. } => Err("the judges expect more than the highest ability is expected to get".to_owned()),
    }
}

/// What a blueprint says of how its pass mark was set.
pub fn rationale(study: &StudyView, found: f64, error: f64, result: &CutScore, cut: f64, reason: &str) -> String {
    let rounds = if study.rounds.len() > 1 { "two rounds with a discussion between them" } else { "one round" };
    let items = if study.sample { format!("a sample of {} items", result.items) } else { format!("all {} items", result.items) };
    let mut text = format!(
        "Set by {} judges (Angoff ratings of {items}, {rounds}; study {}). Borderline learner: {} Expected score at the pass mark: \
         {:.2} of {}, which is {found:.3} logits on the items' curves, with a standard error of {error:.3}.",
        result.judges,
        study.id,
        sentence(&study.borderline),
        result.expected_score,
        result.items,
    );
    if !reason.is_empty() {
        let _ = write!(text, " Moved to {cut:.3}: {}", sentence(reason));
    }
    text
}

/// On one line, with an end.
fn sentence(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.ends_with(['.', '!', '?']) { line } else { format!("{line}.") }
}

/// To four decimals: what is written into a file is what is shown.
pub fn rounded(value: f64) -> f64 {
    (value * 1e4).round() / 1e4 + 0.0
}

/// Whether what was adopted last is not what the ratings come to now, because the curves have changed since.
pub fn is_outdated(adopted: &Adopted, found: f64) -> bool {
    (adopted.found - found).abs() > 5e-4
}

/// Only the items of a study, with the sets that they are of, as far as judges need them: how difficult a question is said to be would
/// tell them what to rate, and who wrote it is nobody's business there.
pub fn bank_of(file: &BankFile, items: &[String]) -> BankFile {
    let mut bank = BankFile { bank_sd: 0.0, enemies: Vec::new(), items: Vec::new(), ..file.clone() };
    bank.items.extend(items.iter().filter_map(|id| file.items.iter().find(|item| item.id == *id).cloned()));
    for item in &mut bank.items {
        item.irt = IrtFile::default();
        item.author = None;
    }
    for set in &mut bank.sets {
        set.items.retain(|id| items.contains(id));
        set.irt = None;
    }
    bank.sets.retain(|set| !set.items.is_empty());
    bank
}

/// What stands in the address of a picture: good for one judge, one picture, and some hours.
pub fn picture_ticket(app: &App, judge: &str, name: &str, now: i64) -> String {
    let expires = now + PICTURES;
    format!("{judge}.{expires}.{}", picture_mac(app, judge, name, expires))
}

fn picture_mac(app: &App, judge: &str, name: &str, expires: i64) -> String {
    let parts: [&[u8]; 4] = [b"judge's picture", judge.as_bytes(), name.as_bytes(), &expires.to_le_bytes()];
    HEXLOWER.encode(&mac(&app.keys.server, &parts)[..16])
}

/// The judge for whom such a ticket was made, if it is good for this picture now.
pub fn picture_judge<'a>(app: &App, ticket: &'a str, name: &str, now: i64) -> Option<&'a str> {
    let (judge, rest) = ticket.split_once('.')?;
    let (expires, mac) = rest.split_once('.')?;
    let expires: i64 = expires.parse().ok().filter(|expires| *expires > now)?;
    crate::secret::same(mac, &picture_mac(app, judge, name, expires)).then_some(judge)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn study() -> Study {
        let of = |text: &str| text.to_owned();
        Study {
            id: of("s"),
            bank: of("b"),
            blueprint: of("award"),
            borderline: of("can"),
            items: vec![of("one"), of("two")],
            sample: false,
        }
    }

    fn rating(judge: &str, round: u8, item: &str, rating: u8) -> Rating {
        Rating { judge: judge.to_owned(), round, item: item.to_owned(), rating, at: 0 }
    }

    #[test]
    fn counts_judges_who_rated_everything_and_their_last_word() {
        let ratings = [
            rating("a", 1, "one", 50),
            rating("a", 1, "two", 20),
            rating("a", 1, "one", 60),
            rating("b", 1, "one", 90),
            rating("a", 2, "two", 30),
        ];
        let judges = ["a", "b"];
        assert_eq!(complete(&study(), &judges, &ratings, 1), (vec!["a".to_owned()], vec![vec![0.6, 0.2]]));
        assert_eq!(complete(&study(), &judges, &ratings, 2).1, [[0.6, 0.3]]);
        assert_eq!(spread(&study(), &judges, &ratings, "one"), Some(Spread { judges: 1, mean: 60.0, least: 60, most: 60 }));
        assert_eq!(spread(&study(), &["b"], &ratings, "one"), None);
    }

    #[test]
    fn shows_a_round_when_it_is_over_and_not_before() {
        use StudyState::{Closed, Discussion, First, Second};
        for (steps, rounds) in [
            (&[First][..], &[][..]),
            (&[First, Discussion], &[1]),
            (&[First, Discussion, Second], &[1]),
            (&[First, Discussion, Closed], &[1]),
            (&[First, Discussion, Second, Closed], &[1, 2]),
        ] {
            assert_eq!(over(steps), rounds, "{steps:?}");
        }
    }
}
