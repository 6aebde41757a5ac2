//! What is known of a micro-credential that meets the ten principles of the recommendation 2022/C 243/02 (Annex II), and what is not
//! there. Met is what data show: of the definition's codes and numbers, the bank, the records or the keys. What the definition's author says
//! in words is stated, and no more than that, for anything could be written there.

mod gather;

use api::principles::{Fact, FactName as F, Principle, PrincipleName as P, Principles, Standing};
use engine::bank::file::OutcomeFile;
use interchange::native::{ELEMENTS, Element, MicroCredentialFile};

use crate::catalogue::{Form, Simulated};

#[cfg(test)]
use gather::Larger;
pub use gather::{Known, known};

/// The ten, with the facts of this micro-credential.
pub fn principles(known: &Known) -> Principles {
    let terms = &*known.terms;
    let form = known.form();
    let facts = |name, facts: Vec<Fact>| Principle { name, facts };
    Principles {
        id: terms.id.clone(),
        title: terms.title.clone(),
        offered: form.is_some(),
        principles: vec![
            facts(P::Quality, quality(known, terms)),
            facts(P::Transparency, vec![elements(terms), standard(form), digest(form)]),
            facts(P::Relevance, relevance(known, terms)),
            facts(P::ValidAssessment, valid(known, form)),
            facts(P::LearningPathways, vec![said(F::Prerequisites, terms.prerequisites.as_ref()), stackability(known, terms)]),
            facts(P::Recognition, recognition(terms)),
            facts(P::Portability, vec![format(form), issuer(known)]),
            facts(P::LearnerCentred, learner_centred(known, terms)),
            facts(P::Authentic, authentic(known, terms, form)),
            facts(
                P::InformationAndGuidance,
                vec![
                    said(F::Next, terms.guidance.as_ref().map(|guidance| &guidance.next)),
                    said(F::Ask, terms.guidance.as_ref().map(|guidance| &guidance.ask)),
                    fact(F::Contact, known.contact.is_some(), known.contact.clone()),
                ],
            ),
        ],
    }
}

fn quality(known: &Known, terms: &MicroCredentialFile) -> Vec<Fact> {
    let assured = terms.assured_by.as_ref();
    let body = assured.filter(|assured| assured.kind == "external").and_then(|assured| assured.body.clone());
    let external = Fact { link: assured.and_then(|assured| assured.url.clone()), ..said(F::External, body.as_ref()) };
    let signed = known.signed.as_ref().map(|(version, day)| format!("{version}, {day}"));
    vec![
        said(F::Assurance, Some(&terms.quality_assurance)),
        external,
        fact(F::SecondPerson, signed.is_some(), signed),
        fact(F::ItemStatistics, known.attempts >= calibration::FEWEST, Some(known.attempts.to_string())),
    ]
}

/// How many of the mandatory elements are stated, and which are not.
fn elements(terms: &MicroCredentialFile) -> Fact {
    let asked = ELEMENTS.iter().filter(|element| element.path != "nzsced" || terms.country == "NZ");
    let (stated, missing): (Vec<&Element>, Vec<&Element>) = asked.partition(|element| element.is_stated(terms));
    let names: Vec<&str> = missing.iter().map(|element| element.name).collect();
    let count = format!("{} / {}", stated.len(), stated.len() + missing.len());
    let value = if names.is_empty() { count } else { format!("{count} ({})", names.join(", ")) };
    fact(F::Elements, missing.is_empty(), Some(value))
}

fn standard(form: Option<&Form>) -> Fact {
    let value = form.map(|form| {
        let standard = &form.blueprint.standard;
        format!("{:.2} logits, {} %", standard.cut.value(), per_hundred(standard.certainty))
    });
    fact(F::Standard, value.is_some(), value)
}

fn digest(form: Option<&Form>) -> Fact {
    let value = form.map(|form| form.assessment.digest().to_string());
    fact(F::Digest, value.is_some(), value)
}

fn relevance(known: &Known, terms: &MicroCredentialFile) -> Vec<Fact> {
    // Days as the calendar writes them are in the order of the alphabet.
    let to_come = terms.review_by.as_ref().is_some_and(|day| *day >= known.today);
    let aligned = known.outcomes.iter().filter(|outcome| !outcome.align.is_empty()).count();
    let mut facts = vec![
        said(F::Need, terms.evidence_of_need.as_ref()),
        fact(F::Review, to_come, terms.review_by.clone()),
        share(F::Alignments, aligned, known.outcomes.len()),
    ];
    if terms.country == "NZ" || terms.nzsced.is_some() {
        facts.push(fact(F::Field, terms.nzsced.is_some(), terms.nzsced.clone()));
    }
    facts
}

fn valid(known: &Known, form: Option<&Form>) -> Vec<Fact> {
    let asked = |outcome: &&OutcomeFile| {
        let content = form.map(|form| form.blueprint.content.as_slice()).unwrap_or_default();
        content.iter().any(|content| content.outcome == outcome.id && content.minimum > 0)
    };
    let judged = form.map(|form| form.blueprint.standard.cut_se).filter(|error| *error > 0.0 && known.judges > 0);
    let judges = judged.map(|error| format!("{}, \u{b1} {error:.2}", known.judges));
    let questions = form.map(|form| form.bank.items.len());
    let simulated = form.and_then(|form| form.simulated.get()).and_then(Option::as_ref);
    // The recommendation names no bound for these, and ours would be of our own making: they are told, and not judged.
    let of = |name, share: fn(&Simulated) -> Option<f64>| {
        let value = simulated.and_then(|simulated| Some((share(simulated)?, simulated.takers)));
        let value = value.map(|(share, takers)| format!("{} % ({takers})", per_hundred(share)));
        standing(name, if value.is_some() { Standing::Measured } else { Standing::NotMet }, value)
    };
    vec![
        share(F::Coverage, known.outcomes.iter().filter(asked).count(), known.outcomes.len()),
        fact(F::Judges, judges.is_some(), judges),
        fact(F::Questions, questions.is_some(), questions.map(|count| count.to_string())),
        of(F::Accuracy, |simulated| simulated.accuracy),
        of(F::Consistency, |simulated| simulated.consistency),
    ]
}

/// It fits into something larger where a pathway that is offered names it; until then, its author's words say what is not so.
fn stackability(known: &Known, terms: &MicroCredentialFile) -> Fact {
    let titles: Vec<&str> = known.pathways.iter().map(|pathway| pathway.title.as_str()).collect();
    let value = if titles.is_empty() { terms.stackability.clone() } else { Some(titles.join("; ")) };
    let link = known.pathways.first().map(|pathway| api::path::fill("/pathways/{id}", &[&pathway.id]));
    Fact { link, ..fact(F::Stackability, !titles.is_empty(), value) }
}

fn recognition(terms: &MicroCredentialFile) -> Vec<Fact> {
    let level = &terms.level;
    let eqf = level.eqf.map(|eqf| format!("EQF {eqf}"));
    let credits = terms.workload.credits.zip(terms.workload.unit.as_ref());
    let credits = credits.map(|(credits, unit)| format!(", {credits} {unit}")).unwrap_or_default();
    vec![
        Fact { link: level.uri.clone(), ..fact(F::Level, true, Some(terms.level_words())) },
        Fact { link: level.eqf_uri.clone(), ..fact(F::Eqf, eqf.is_some(), eqf) },
        fact(F::Workload, !credits.is_empty(), Some(format!("{} h{credits}", terms.workload.hours))),
    ]
}

fn format(form: Option<&Form>) -> Fact {
    fact(F::Format, form.is_some(), form.map(|_| "Open Badges 3.0".to_owned()))
}

/// An issuer at a host is found by anyone; a bare key says nothing of who holds it.
fn issuer(known: &Known) -> Fact {
    let is_web = known.did.starts_with("did:web:");
    let link = is_web.then(|| "/.well-known/did.json".to_owned());
    Fact { link, ..fact(F::Issuer, is_web, Some(known.did.clone())) }
}

fn learner_centred(known: &Known, terms: &MicroCredentialFile) -> Vec<Fact> {
    let practice = known.offer.as_ref().and_then(|offer| offer.practice.as_ref()).map(|form| form.bank.items.len());
    let study = (!terms.form_of_study.is_empty()).then(|| terms.form_of_study.join(", "));
    let link = practice.map(|_| api::path::fill("/practice/{id}", &[&terms.id]));
    vec![
        Fact { link, ..fact(F::Practice, practice.is_some(), practice.map(|count| count.to_string())) },
        fact(F::Study, study.is_some(), study),
        said(F::Participation, Some(&terms.participation.text)),
        fact(F::Retake, true, Some(terms.retake.after_days.to_string())),
        fact(F::Retention, true, Some(format!("{} / {}", terms.retention.unfinished_days, terms.retention.address_days))),
    ]
}

fn authentic(known: &Known, terms: &MicroCredentialFile, form: Option<&Form>) -> Vec<Fact> {
    let is_secret = form.is_some() && !terms.specimen;
    vec![
        fact(F::Key, true, Some(known.key.clone())),
        Fact { link: known.list.clone(), ..fact(F::Status, known.list.is_some(), known.list.clone()) },
        share(F::Supervision, known.supervised, known.attempts),
        fact(F::Secret, is_secret, terms.specimen.then(|| terms.specimen_note.clone()).flatten()),
    ]
}

fn standing(name: F, standing: Standing, value: Option<String>) -> Fact {
    Fact { name, standing, value, link: None }
}

fn fact(name: F, met: bool, value: Option<String>) -> Fact {
    standing(name, if met { Standing::Met } else { Standing::NotMet }, value)
}

/// What an author says in words.
fn said(name: F, value: Option<&String>) -> Fact {
    let value = value.filter(|value| !value.trim().is_empty()).cloned();
    standing(name, if value.is_some() { Standing::Stated } else { Standing::NotMet }, value)
}

/// A fact that is met where it holds of all.
fn share(name: F, some: usize, all: usize) -> Fact {
    fact(name, all > 0 && some == all, Some(format!("{some} / {all}")))
}

/// Rounded down, so that nothing looks surer than it is.
fn per_hundred(share: f64) -> String {
    // A thousandth of a step lets .95 be 95 although it is not exact in binary.
    let tenths = (share * 1000.0 + 1e-6).floor() / 10.0;
    tenths.to_string()
}

#[cfg(test)]
mod tests;
