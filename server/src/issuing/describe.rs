//! A micro-credential as claims say it, the same whether it was earned or given.

use credential::{
    Achievement, Claim, Credits, Element, FrameworkTerm, Issuer, Learner, LearningOutcome, Level, Term, Time, Workload,
};
use engine::bank::file::BankFile;
use interchange::native::{MicroCredentialFile, TermFile};

use crate::app::App;
use crate::secret;
use crate::store::people::{Institution, Person};

/// Where an achievement is: its id, once the public URL stands before it. A page, and JSON for whoever asks for that.
pub const ACHIEVEMENT: &str = "/micro-credentials/{id}";

/// A micro-credential, with what depends on how it was come by.
pub struct Described<'a> {
    /// What it says of itself.
    pub terms: &'a MicroCredentialFile,
    /// How it was earned.
    pub criteria: String,
    /// Of its bank.
    pub version: String,
    /// What its holder has shown.
    pub outcomes: Vec<LearningOutcome>,
    /// How one took part.
    pub participation: Term,
}

/// What a credential of it says; results, sitting and the like are still to be put in.
pub fn claim(
    app: &App,
    described: &Described<'_>,
    institution: &Institution,
    person: &Person,
    named: bool,
    earned: Time,
    issued: Time,
) -> Claim {
    let terms = described.terms;
    Claim {
        id: secret::uuid_urn(),
        issuer: issuer(app, institution),
        learner: Learner { name: named.then(|| person.name.clone()), email: person.email.clone(), salt: secret::token() },
        achievement: achievement(app, described),
        results: Vec::new(),
        sitting: None,
        by_hand: None,
        evidence: Vec::new(),
        image: Some(picture(app, &terms.id)),
        status: Vec::new(),
        endorsements: Vec::new(),
        awarded_at: earned,
        valid_from: issued,
        valid_until: None,
        specimen: terms.specimen.then(|| terms.specimen_note.clone().unwrap_or_else(|| "A specimen.".to_owned())),
    }
}

/// Who issues now.
pub fn issuer(app: &App, institution: &Institution) -> Issuer {
    Issuer {
        did: app.issuer().did().to_owned(),
        name: institution.name.clone(),
        url: Some(app.public.to_string()),
        email: Some(institution.contact.clone()),
        country: Some(institution.country.clone()),
        region: None,
    }
}

/// The achievement.
fn achievement(app: &App, described: &Described<'_>) -> Achievement {
    let terms = described.terms;
    Achievement {
        id: app.public.join(&api::path::fill(ACHIEVEMENT, &[&terms.id])),
        title: terms.title.clone(),
        description: terms.description.clone(),
        criteria: described.criteria.clone(),
        version: Some(described.version.clone()),
        language: terms.lang.clone(),
        outcomes: described.outcomes.clone(),
        level: Level {
            framework: terms.level.framework.clone(),
            value: terms.level.value.clone(),
            uri: terms.level.uri.clone(),
            eqf: terms.level.eqf,
        },
        workload: Workload {
            hours: terms.workload.hours,
            credits: terms.workload.credits.zip(terms.workload.unit.clone()).map(|(value, unit)| Credits { value, unit }),
        },
        assessment_type: term(&terms.assessment_type),
        participation: described.participation.clone(),
        quality_assurance: Term {
            text: terms.quality_assurance.clone(),
            uri: terms.assured_by.as_ref().and_then(|body| body.url.clone()),
        },
        prerequisites: terms.prerequisites.clone(),
        stackability: terms.stackability.clone(),
        review_by: terms.review_by.clone(),
        elements: elements(terms),
        codes: terms.nzsced.iter().map(|code| ("NZSCED".to_owned(), code.clone())).collect(),
    }
}

/// What Open Badges has no field for.
fn elements(terms: &MicroCredentialFile) -> Vec<Element> {
    let plain =
        |kind: &str, text: &str| Element { kind: kind.to_owned(), term: Term { text: text.to_owned(), uri: None }, code: None };
    let compact = |name: &str| name.chars().filter(char::is_ascii_alphanumeric).collect::<String>();
    let mut all = vec![plain("Purpose", &terms.purpose)];
    if !terms.form_of_study.is_empty() {
        all.push(plain("FormOfStudy", &terms.form_of_study.join(", ")));
    }
    all.extend(terms.developer.iter().map(|developer| plain("Developer", developer)));
    all.extend(terms.level.also.iter().map(|level| Element {
        kind: format!("{}Level", compact(&level.framework)),
        term: Term { text: format!("{} {}", level.framework, level.value), uri: Some(level.uri.clone()) },
        code: Some(level.value.clone()),
    }));
    all.extend(terms.standards.iter().map(|standard| Element {
        kind: compact(&standard.scheme),
        term: Term { text: standard.title.clone(), uri: standard.uri.clone() },
        code: Some(standard.code.clone()),
    }));
    // A scheme without a letter gives no name to write.
    all.retain(|element| !element.kind.is_empty());
    all
}

/// The address of a micro-credential's picture.
fn picture(app: &App, id: &str) -> String {
    app.public.join(&api::path::fill(api::path::PICTURE_PNG, &[id]))
}

/// These outcomes of a bank, in the order of their ids as given.
pub fn outcomes<'a>(bank: &BankFile, ids: impl Iterator<Item = &'a String>) -> Vec<LearningOutcome> {
    let named = |id: &String| bank.outcomes.iter().find(|outcome| outcome.id == *id);
    ids.filter_map(named)
        .map(|outcome| LearningOutcome {
            id: outcome.id.clone(),
            text: outcome.text.clone(),
            alignments: outcome
                .align
                .iter()
                .map(|align| FrameworkTerm {
                    // Files name the one that is looked up in lower case; the others by their titles.
                    framework: if align.to == "esco" { "ESCO".to_owned() } else { align.to.clone() },
                    name: align.name.clone().unwrap_or_else(|| outcome.text.clone()),
                    uri: align.uri.clone(),
                    code: align.code.clone(),
                    case: align.standard.as_deref() == Some("CASE"),
                })
                .collect(),
        })
        .collect()
}

/// Words and their concept.
pub fn term(term: &TermFile) -> Term {
    Term { text: term.text.clone(), uri: term.uri.clone() }
}
