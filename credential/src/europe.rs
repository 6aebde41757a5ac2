//! Concepts of the EU's controlled vocabularies (`data.europa.eu/snb`) that say how an assessment was taken.
//!
//! ```
//! let term = credential::europe::Supervision::SupervisedWithId.term();
//! assert_eq!(term.text, "Supervised with ID Verification");
//! assert_eq!(term.uri.unwrap(), "http://data.europa.eu/snb/supervision-verification/70be69aaf9");
//! ```

use crate::Term;

/// The last part of the URI of every vocabulary itself.
const SCHEME: &str = "25831c2";
const BASE: &str = "http://data.europa.eu/snb/";

/// Whether somebody watched, and whether identity was checked ("Method of supervision and verification").
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Supervision {
    /// Nobody watched, and it is not known who took it.
    UnsupervisedWithoutId,
    /// Nobody watched; who took it was checked.
    UnsupervisedWithId,
    /// Somebody watched; who took it was not checked.
    SupervisedWithoutId,
    /// Somebody watched, and who took it was checked.
    SupervisedWithId,
}

impl Supervision {
    const ALL: [Self; 4] =
        [Self::UnsupervisedWithoutId, Self::UnsupervisedWithId, Self::SupervisedWithoutId, Self::SupervisedWithId];

    /// The concept and its name.
    pub fn term(self) -> Term {
        let (code, text) = match self {
            Self::UnsupervisedWithoutId => ("c598449d64", "Unsupervised without ID Verification"),
            Self::UnsupervisedWithId => ("df2880c5cb", "Unsupervised with ID Verification"),
            Self::SupervisedWithoutId => ("44314532f9", "Supervised without ID Verification"),
            Self::SupervisedWithId => ("70be69aaf9", "Supervised with ID Verification"),
        };
        term("supervision-verification", code, text)
    }
}

/// Where and how one takes part or is assessed ("Mode of learning and assessment").
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Over the network.
    Online,
    /// In a room.
    Presential,
    /// Partly the one and partly the other.
    Blended,
    /// In projects.
    ProjectBased,
    /// At work.
    WorkBased,
    /// In a laboratory.
    ResearchLabBased,
}

impl Mode {
    const ALL: [Self; 6] =
        [Self::Online, Self::Presential, Self::Blended, Self::ProjectBased, Self::WorkBased, Self::ResearchLabBased];

    /// The concept and its name.
    pub fn term(self) -> Term {
        let (code, text) = match self {
            Self::Online => ("920fbb3cbe", "Online"),
            Self::Presential => ("9191af2ed9", "Presential"),
            Self::Blended => ("e92d221e4d", "Blended"),
            Self::ProjectBased => ("7813801c77", "Project based"),
            Self::WorkBased => ("729f3bed4b", "Workbased"),
            Self::ResearchLabBased => ("ed4c557045", "Research-Lab based"),
        };
        term("learning-assessment", code, text)
    }
}

/// How it is assessed ("Learning assessment type").
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AssessmentType {
    /// Questions with short answers.
    Quiz,
    /// An examination on paper or screen.
    WrittenExamination,
    /// A spoken one.
    OralExamination,
    /// Something is done.
    PracticalAssessment,
    /// Work is collected.
    Portfolio,
    /// A project.
    ProjectWork,
}

impl AssessmentType {
    const ALL: [Self; 6] = [
        Self::Quiz,
        Self::WrittenExamination,
        Self::OralExamination,
        Self::PracticalAssessment,
        Self::Portfolio,
        Self::ProjectWork,
    ];

    /// The concept and its name.
    pub fn term(self) -> Term {
        let (code, text) = match self {
            Self::Quiz => ("b1b68f6735", "quiz"),
            Self::WrittenExamination => ("6e6cb2cc78", "written examination"),
            Self::OralExamination => ("d30284d7df", "oral examination"),
            Self::PracticalAssessment => ("6a4db9f11d", "practical assessment"),
            Self::Portfolio => ("4f03b91c0e", "portfolio"),
            Self::ProjectWork => ("795dac4096", "project work"),
        };
        term("assessment", code, text)
    }
}

fn term(vocabulary: &str, code: &str, text: &str) -> Term {
    Term { text: text.to_owned(), uri: Some(format!("{BASE}{vocabulary}/{code}")) }
}

/// The name that its vocabulary has for a concept of these.
pub(crate) fn label(concept: &str) -> Option<String> {
    let supervision = Supervision::ALL.map(Supervision::term).into_iter();
    let known = supervision.chain(Mode::ALL.map(Mode::term)).chain(AssessmentType::ALL.map(AssessmentType::term));
    known.into_iter().find(|term| term.uri.as_deref() == Some(concept)).map(|term| term.text)
}

/// The vocabulary that a concept of the EU is in.
pub(crate) fn scheme(concept: &str) -> Option<String> {
    let vocabulary = concept.strip_prefix(BASE)?.split_once('/')?.0;
    Some(format!("{BASE}{vocabulary}/{SCHEME}"))
}
