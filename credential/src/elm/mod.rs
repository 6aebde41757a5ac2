//! The same claim as a European Digital Credential: European Learning Model 3 as JSON-LD, without a seal.
//!
//! The seal of such a credential is made with a qualified certificate that an institution holds, by its own software. It fills in
//! `issuer` with the certificate's legal identifier, and `issued`; everything else that the EU's shapes ask for is here.

mod codes;
mod concept;
mod countries;

use serde_json::{Map, Value, json};

use crate::claim::{Claim, MeasureKind, Sitting, Term};
use crate::digest::hex;
use crate::document::{self, duration, identifiers, number, object, workload_words};
use crate::europe;
use crate::issue::{self, IssueError};
use crate::picture::{self, Picture};
use crate::sign;
use concept::{Concepts, authority};

const CONTEXT: [&str; 2] = ["https://www.w3.org/2018/credentials/v1", "http://data.europa.eu/snb/model/context/edc-ap"];
const SCHEMA: &str = "http://data.europa.eu/snb/model/ap/edc-generic-full";
const ECTS: &str = "http://data.europa.eu/snb/education-credit/6fcec5c5af";
const ESCO_SKILL: &str = "http://data.europa.eu/esco/skill/";
const ESCO_SKILLS: &str = "http://data.europa.eu/esco/concept-scheme/skills";
const NATIONAL_LEVELS: &str = "http://data.europa.eu/snb/qdr/";

/// The claim as a `EuropeanDigitalCredential`, JSON-LD text, to be sealed by the institution.
///
/// # Errors
/// [`IssueError::Claim`] as for [`crate::issue`]; and where the issuer has no country, which ELM asks for.
pub fn document(claim: &Claim) -> Result<String, IssueError> {
    issue::sensible(claim)?;
    let wrong = |place: &str, message: &str| IssueError::Claim { place: place.to_owned(), message: message.to_owned() };
    let country = claim.issuer.country.as_deref().and_then(codes::country).ok_or_else(|| {
        wrong("/issuer/address/addressCountryCode", "expected a country of two letters, which a European credential must name")
    })?;
    let tag = document::language(&claim.achievement.language);
    let language = codes::language(&tag)
        .ok_or_else(|| wrong("/credentialSubject/achievement/inLanguage", "expected a language of two letters"))?;
    let writer = Writer {
        claim,
        concepts: Concepts { own: &claim.achievement.id },
        tag: tag.split('-').next().unwrap_or_default(),
        language: authority("language", language, language),
        country: authority("country", country, countries::name(country).unwrap_or(country)),
    };
    let mut root = writer.credential();
    sign::readable(&mut root)?;
    sign::written(&root)
}

struct Writer<'a> {
    claim: &'a Claim,
    concepts: Concepts<'a>,
    /// Two letters: the language of the words.
    tag: &'a str,
    language: Value,
    country: Value,
}

impl Writer<'_> {
    fn credential(&self) -> Map<String, Value> {
        let claim = self.claim;
        let day = claim.valid_from.whole_second().to_string();
        let mut root = object([
            ("@context", json!(CONTEXT)),
            ("id", json!(claim.id)),
            ("type", json!(["VerifiableCredential", "EuropeanDigitalCredential"])),
            ("credentialProfiles", concept::european("http://data.europa.eu/snb/credential/e34929035b", "Generic")),
            ("credentialSchema", json!({ "id": SCHEMA, "type": "ShaclValidator2017" })),
            ("issuanceDate", json!(day)),
            ("validFrom", json!(day)),
            ("displayParameter", self.display()),
            ("credentialSubject", self.person()),
        ]);
        if let Some(until) = claim.valid_until {
            let until = json!(until.whole_second().to_string());
            root.insert("expirationDate".to_owned(), until.clone());
            root.insert("validUntil".to_owned(), until);
        }
        root
    }

    /// An address for a part of this credential.
    fn part(&self, name: &str) -> String {
        format!("{}#{name}", self.claim.id)
    }

    fn words(&self, text: &str) -> Value {
        json!({ self.tag: text })
    }

    fn note(&self, name: &str, text: &str) -> Value {
        json!({ "id": self.part(name), "type": "Note", "noteLiteral": self.words(text) })
    }

    /// How it is shown, which must be with a picture.
    fn display(&self) -> Value {
        let picture = picture::svg(&Picture::of(self.claim));
        let image = json!({
            "id": self.part("picture"), "type": "MediaObject",
            "content": data_encoding::BASE64.encode(picture.as_bytes()),
            "contentEncoding": concept::european("http://data.europa.eu/snb/encoding/6146cde7dd", "base64"),
            "contentType": authority("file-type", "SVG", "SVG"),
        });
        let detail = json!({ "id": self.part("display-detail"), "type": "DisplayDetail", "page": 1, "image": image });
        json!({
            "id": self.part("display"), "type": "DisplayParameter",
            "title": self.words(&document::title(self.claim)),
            "description": self.words(&self.claim.achievement.description),
            "language": self.language, "primaryLanguage": self.language,
            "individualDisplay": {
                "id": self.part("individual-display"), "type": "IndividualDisplay", "language": self.language, "displayDetail": detail,
            },
        })
    }

    fn person(&self) -> Value {
        let learner = &self.claim.learner;
        let hash = identifiers(learner)[0]["identityHash"].clone();
        let mut person = object([
            ("id", json!(document::subject_id(&learner.salt, &self.claim.id))),
            ("type", json!("Person")),
            (
                "identifier",
                json!({
                    "id": self.part("learner"), "type": "Identifier", "notation": hash,
                    "schemeName": format!("SHA-256 of the e-mail address in lower case followed by the salt {}", learner.salt),
                }),
            ),
            ("hasClaim", self.achievement()),
        ]);
        if let Some(name) = &learner.name {
            person.insert("fullName".to_owned(), self.words(name));
        }
        Value::Object(person)
    }

    fn awarded(&self, name: &str) -> Value {
        json!({
            "id": self.part(name), "type": "AwardingProcess",
            "awardingDate": self.claim.awarded_at.whole_second().to_string(),
            "awardingBody": self.organisation(),
        })
    }

    fn organisation(&self) -> Value {
        let issuer = &self.claim.issuer;
        let mut address =
            object([("id", json!(self.part("address"))), ("type", json!("Address")), ("countryCode", self.country.clone())]);
        if let Some(region) = &issuer.region {
            address.insert("fullAddress".to_owned(), self.note("full-address", region));
        }
        let mut organisation = object([
            ("id", json!(issuer.did)),
            ("type", json!("Organisation")),
            ("legalName", self.words(&issuer.name)),
            ("location", json!({ "id": self.part("location"), "type": "Location", "address": address })),
            (
                "identifier",
                json!({ "id": self.part("issuer-did"), "type": "Identifier", "schemeName": "DID", "notation": issuer.did }),
            ),
        ]);
        if let Some(url) = &issuer.url {
            let page = json!({ "id": self.part("issuer-page"), "type": "WebResource", "contentURL": url });
            organisation.insert("homepage".to_owned(), page);
        }
        if let Some(email) = &issuer.email {
            let mailbox = json!({ "id": format!("mailto:{email}"), "type": "Mailbox" });
            let contact = json!({ "id": self.part("contact"), "type": "ContactPoint", "emailAddress": mailbox });
            organisation.insert("contactPoint".to_owned(), contact);
        }
        Value::Object(organisation)
    }

    fn achievement(&self) -> Value {
        let claim = self.claim;
        let what = &claim.achievement;
        let mut notes = vec![self.note("criteria", &what.criteria)];
        notes.extend(claim.specimen.iter().map(|why| self.note("specimen", why)));
        notes.extend(claim.by_hand.iter().map(|why| self.note("by-hand", &format!("{}{why}", document::BY_HAND))));
        for (index, evidence) in claim.evidence.iter().enumerate() {
            let parts = [Some(&evidence.name), evidence.id.as_ref(), evidence.narrative.as_ref()];
            let text = parts.into_iter().flatten().map(String::as_str).collect::<Vec<_>>().join("\n");
            notes.push(self.note(&format!("evidence-{}", index + 1), &text));
        }
        let mut achievement = object([
            ("id", json!(self.part("achievement"))),
            ("type", json!("LearningAchievement")),
            ("title", self.words(&document::title(claim))),
            ("description", self.words(&what.description)),
            ("additionalNote", json!(notes)),
            ("awardedBy", self.awarded("award")),
            ("specifiedBy", self.qualification()),
        ]);
        if let Some(sitting) = &claim.sitting {
            achievement.insert("provenBy".to_owned(), self.assessment(sitting));
        }
        Value::Object(achievement)
    }

    fn qualification(&self) -> Value {
        let what = &self.claim.achievement;
        let mut notes = vec![
            self.note("workload", &format!("Notional workload: {}", workload_words(&what.workload))),
            self.note("level", &format!("Level: {} {}", what.level.framework, what.level.value)),
            self.note("quality-assurance", &format!("Quality assurance: {}", what.quality_assurance.text)),
        ];
        notes.extend(what.stackability.iter().map(|text| self.note("stackability", &format!("Stackability: {text}"))));
        notes.extend(what.review_by.iter().map(|text| self.note("review", &format!("To be reviewed by {text}"))));
        notes.extend(self.own_words("participation", "Participation", &what.participation));
        for (index, element) in what.elements.iter().enumerate() {
            let words = format!("{}: {}", element.kind, element.term.text);
            notes.push(self.note(&format!("element-{}", index + 1), &words));
        }
        let mut qualification = object([
            ("id", json!(what.id)),
            ("type", json!("Qualification")),
            ("title", self.words(&document::title(self.claim))),
            ("description", self.words(&what.description)),
            ("language", self.language.clone()),
            ("volumeOfLearning", json!(duration(what.workload.hours))),
            ("mode", self.concepts.of("participation", &what.participation)),
            (
                "dcType",
                concept::european("http://data.europa.eu/snb/learning-opportunity/74a4a268e8", "Short learning programme"),
            ),
            ("isPartialQualification", json!(false)),
            ("homepage", json!({ "id": self.part("page"), "type": "WebResource", "contentURL": what.id })),
            ("learningOutcome", json!(self.outcomes())),
            ("additionalNote", json!(notes)),
        ]);
        let eqf = if what.level.framework == "EQF" { what.level.value.parse().ok() } else { what.level.eqf };
        if let Some(eqf) = eqf.filter(|level| (1..=8).contains(level)) {
            let level = concept::european(&format!("http://data.europa.eu/snb/eqf/{eqf}"), &format!("Level {eqf}"));
            qualification.insert("eqfLevel".to_owned(), level);
        }
        if let Some(uri) = what.level.uri.as_ref().filter(|uri| uri.starts_with(NATIONAL_LEVELS)) {
            let level = concept::european(uri, &format!("{} {}", what.level.framework, what.level.value));
            qualification.insert("nqfLevel".to_owned(), level);
        }
        if let Some(credits) = &what.workload.credits {
            let framework = if credits.unit.eq_ignore_ascii_case("ECTS") {
                concept::european(ECTS, "European Credit Transfer System")
            } else {
                self.concepts.own("credits", &credits.unit)
            };
            let point = json!({
                "id": self.part("credits"), "type": "CreditPoint", "framework": framework, "point": number(credits.value).to_string(),
            });
            qualification.insert("creditPoint".to_owned(), point);
        }
        if let Some(text) = &what.prerequisites {
            qualification.insert("entryRequirement".to_owned(), self.note("prerequisites", text));
        }
        if !what.codes.is_empty() {
            let codes: Vec<Value> = what
                .codes
                .iter()
                .enumerate()
                .map(|(index, (scheme, code))| {
                    let id = self.part(&format!("code-{}", index + 1));
                    json!({ "id": id, "type": "Identifier", "schemeName": scheme, "notation": code })
                })
                .collect();
            qualification.insert("identifier".to_owned(), json!(codes));
        }
        Value::Object(qualification)
    }

    fn outcomes(&self) -> Vec<Value> {
        let outcomes = self.claim.achievement.outcomes.iter().enumerate();
        let each = outcomes.map(|(index, outcome)| {
            let mut entry = object([
                ("id", json!(self.part(&format!("outcome-{}", index + 1)))),
                ("type", json!("LearningOutcome")),
                ("title", self.words(&outcome.text)),
            ]);
            let (esco, others): (Vec<_>, Vec<_>) = outcome.alignments.iter().partition(|term| term.uri.starts_with(ESCO_SKILL));
            for (key, terms) in [("relatedESCOSkill", esco), ("relatedSkill", others)] {
                let skills: Vec<Value> = terms
                    .iter()
                    .map(|term| match key {
                        "relatedESCOSkill" => concept::in_scheme(&term.uri, ESCO_SKILLS, &term.name),
                        _ => concept::in_scheme(&term.uri, &self.concepts.scheme(&term.framework), &term.name),
                    })
                    .collect();
                if !skills.is_empty() {
                    entry.insert(key.to_owned(), json!(skills));
                }
            }
            Value::Object(entry)
        });
        each.collect()
    }

    fn assessment(&self, sitting: &Sitting) -> Value {
        let what = &self.claim.achievement;
        let mut notes = vec![self.note("identity", &format!("Identity: {}", sitting.identity))];
        notes.extend(self.own_words("supervision", "Supervision", &sitting.supervision));
        notes.extend(self.own_words("delivery", "Delivery", &sitting.delivery));
        if let Some(decision) = &sitting.decision {
            notes.push(self.note("prior", &format!("Prior: {}", decision.prior)));
            notes.push(self.note("rule", &format!("Rule: {}", decision.rule)));
        }
        let digests = [
            ("assessment", Some(&sitting.assessment)),
            ("bank", sitting.bank.as_ref()),
            ("blueprint", sitting.blueprint.as_ref()),
            ("log", Some(&sitting.log)),
        ];
        for (name, digest) in digests {
            notes.extend(
                digest.map(|digest| self.note(&format!("digest-{name}"), &format!("SHA-256 of the {name}: {}", hex(digest)))),
            );
        }
        for (index, measure) in self.claim.results.iter().enumerate() {
            if !matches!(measure.kind, MeasureKind::Levels(_)) {
                notes.push(self.note(&format!("result-{}", index + 1), &format!("{}: {}", measure.name, measure.value)));
            }
        }
        json!({
            "id": self.part("assessment"), "type": "LearningAssessment",
            "title": self.words(&what.title),
            "description": self.words(&sitting.narrative),
            "additionalNote": notes,
            "awardedBy": self.awarded("assessment-award"),
            "grade": self.note("grade", &self.grade()),
            "idVerification": self.concepts.of("supervision", &sitting.supervision),
            "specifiedBy": {
                "id": self.part("assessment-specification"), "type": "LearningAssessmentSpecification",
                "title": self.words(&what.assessment_type.text),
                "language": self.language,
                "mode": self.concepts.of("delivery", &sitting.delivery),
                "dcType": self.concepts.of("assessment-type", &what.assessment_type),
            },
        })
    }

    /// What a term says in the issuer's words, where its concept has a name of its own.
    fn own_words(&self, name: &str, what: &str, term: &Term) -> Option<Value> {
        let label = europe::label(term.uri.as_deref()?)?;
        (label != term.text).then(|| self.note(&format!("{name}-words"), &format!("{what}: {}", term.text)))
    }

    /// The level that was reached where there are levels, else that it was achieved: nothing else is awarded.
    fn grade(&self) -> String {
        let level = self.claim.results.iter().find_map(|measure| match &measure.kind {
            MeasureKind::Levels(levels) => levels.iter().find(|level| level.key == measure.value),
            _ => None,
        });
        level.map_or_else(|| "Achieved".to_owned(), |level| level.name.clone())
    }
}
