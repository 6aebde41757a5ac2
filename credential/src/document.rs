//! A claim as Open Badges 3.0 says it. The elements of the EU's micro-credentials that Open Badges lacks are alignments with an
//! `ext:` type, because verifiers that pin the contexts they accept refuse a context of one's own.

use serde_json::{Map, Value, json};

use crate::claim::{Claim, Issuer, Learner, LearningOutcome, Level, Measure, MeasureKind, Sitting, StatusEntry, Term, Workload};
use crate::digest::{hex, named_information, sha256};
use crate::normalised_email;
use crate::rdf::{CREDENTIALS, EXTENSIONS, OPEN_BADGES};

/// Put on a badge that only shows how the system works.
pub(crate) const SPECIMEN: &str = "specimen";
/// How the narrative of a badge begins that was given without an assessment here.
pub(crate) const BY_HAND: &str = "Given by hand: ";
const SCHEMA: &str = "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json";

/// The document without endorsements and proof.
pub(crate) fn document(claim: &Claim) -> Map<String, Value> {
    let title = title(claim);
    let mut root = object([
        ("@context", json!([CREDENTIALS, OPEN_BADGES, EXTENSIONS])),
        ("id", json!(claim.id)),
        ("type", json!(["VerifiableCredential", "OpenBadgeCredential"])),
        ("name", json!(title)),
        ("issuer", issuer(&claim.issuer)),
        ("awardedDate", json!(claim.awarded_at.whole_second().to_string())),
        ("validFrom", json!(claim.valid_from.whole_second().to_string())),
        ("credentialSubject", subject(claim, &title)),
        ("credentialSchema", json!([{ "id": SCHEMA, "type": "1EdTechJsonSchemaValidator2019" }])),
    ]);
    maybe(&mut root, "description", claim.specimen.as_deref());
    maybe(&mut root, "validUntil", claim.valid_until.map(|until| until.whole_second().to_string()).as_deref());
    let evidence = evidence(claim);
    if !evidence.is_empty() {
        root.insert("evidence".to_owned(), json!(evidence));
    }
    root
}

/// What the achievement is called: a specimen says so by name.
pub(crate) fn title(claim: &Claim) -> String {
    match claim.specimen {
        Some(_) => format!("{} ({SPECIMEN})", claim.achievement.title),
        None => claim.achievement.title.clone(),
    }
}

/// A place in a status list.
pub(crate) fn status(entry: &StatusEntry) -> Value {
    json!({
        "id": format!("{}#{}", entry.list, entry.index),
        "type": "BitstringStatusListEntry",
        "statusPurpose": entry.purpose.as_str(),
        "statusListIndex": entry.index.to_string(),
        "statusListCredential": entry.list,
    })
}

pub(crate) fn issuer(issuer: &Issuer) -> Value {
    let mut profile = object([("id", json!(issuer.did)), ("type", json!(["Profile"])), ("name", json!(issuer.name))]);
    maybe(&mut profile, "url", issuer.url.as_deref());
    maybe(&mut profile, "email", issuer.email.as_deref());
    if issuer.country.is_some() || issuer.region.is_some() {
        let mut address = object([("type", json!(["Address"]))]);
        maybe(&mut address, "addressCountryCode", issuer.country.as_deref());
        maybe(&mut address, "addressRegion", issuer.region.as_deref());
        profile.insert("address".to_owned(), Value::Object(address));
    }
    Value::Object(profile)
}

/// Whose credential it is: the address as a salted hash, the name only where it is wanted.
pub(crate) fn identifiers(learner: &Learner) -> Vec<Value> {
    let mut identifiers = vec![identifier(learner)];
    if let Some(name) = &learner.name {
        identifiers.push(json!({ "type": "IdentityObject", "hashed": false, "identityType": "name", "identityHash": name }));
    }
    identifiers
}

/// The address as a salted hash.
pub(crate) fn identifier(learner: &Learner) -> Value {
    let hash = sha256(format!("{}{}", normalised_email(&learner.email), learner.salt).as_bytes());
    json!({
        "type": "IdentityObject", "hashed": true, "identityType": "emailAddress",
        "identityHash": format!("sha256${}", hex(&hash)), "salt": learner.salt,
    })
}

/// A URI for the holder within this one credential, which a JWT must have. It tells nothing: it is drawn from the salt.
pub(crate) fn subject_id(salt: &str, credential: &str) -> String {
    let digest = sha256(format!("subject\n{credential}\n{salt}").as_bytes());
    let mut bytes: [u8; 16] = std::array::from_fn(|index| digest[index]);
    // RFC 9562: version 8 (made as its maker likes), variant 10.
    bytes[6] = bytes[6] & 0x0f | 0x80;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    let text = hex(&bytes);
    format!("urn:uuid:{}-{}-{}-{}-{}", &text[..8], &text[8..12], &text[12..16], &text[16..20], &text[20..])
}

fn subject(claim: &Claim, title: &str) -> Value {
    let mut subject = object([
        ("type", json!(["AchievementSubject"])),
        ("identifier", json!(identifiers(&claim.learner))),
        ("achievement", achievement(claim, title)),
    ]);
    maybe(&mut subject, "narrative", claim.by_hand.as_ref().map(|words| format!("{BY_HAND}{words}")).as_deref());
    if !claim.results.is_empty() {
        let results: Vec<Value> = claim.results.iter().map(|measure| result(claim, measure)).collect();
        subject.insert("result".to_owned(), json!(results));
    }
    if let Some(credits) = &claim.achievement.workload.credits {
        subject.insert("creditsEarned".to_owned(), number(credits.value));
    }
    Value::Object(subject)
}

fn result(claim: &Claim, measure: &Measure) -> Value {
    let description = result_id(claim, &measure.key);
    let mut result = object([("type", json!(["Result"])), ("resultDescription", json!(description))]);
    match &measure.kind {
        MeasureKind::Levels(_) => {
            result.insert("achievedLevel".to_owned(), json!(level_id(&description, &measure.value)));
        }
        _ => maybe(&mut result, "value", Some(&measure.value)),
    }
    let known = |id: &String| claim.achievement.outcomes.iter().find(|outcome| outcome.id == *id);
    if let Some(outcome) = measure.outcome.as_ref().and_then(known) {
        result.insert("alignment".to_owned(), json!([own_outcome(claim, outcome)]));
    }
    Value::Object(result)
}

fn description(claim: &Claim, measure: &Measure) -> Value {
    let id = result_id(claim, &measure.key);
    let kind = match &measure.kind {
        MeasureKind::Percent => "Percent".to_owned(),
        MeasureKind::RawScore => "RawScore".to_owned(),
        MeasureKind::ScaledScore => "ScaledScore".to_owned(),
        MeasureKind::Result => "Result".to_owned(),
        MeasureKind::Levels(_) => "RubricCriterionLevel".to_owned(),
        MeasureKind::Other(name) => format!("ext:{name}"),
    };
    let mut description = object([
        ("id", json!(id)),
        ("type", json!(["ResultDescription"])),
        ("name", json!(measure.name)),
        ("resultType", json!(kind)),
    ]);
    maybe(&mut description, "valueMin", measure.minimum.as_deref());
    maybe(&mut description, "valueMax", measure.maximum.as_deref());
    if let MeasureKind::Levels(levels) = &measure.kind {
        let levels: Vec<Value> = levels
            .iter()
            .enumerate()
            .map(|(index, level)| {
                let mut described = object([
                    ("id", json!(level_id(&id, &level.key))),
                    ("type", json!(["RubricCriterionLevel"])),
                    ("name", json!(level.name)),
                    ("level", json!((index + 1).to_string())),
                ]);
                maybe(&mut described, "description", level.description.as_deref());
                Value::Object(described)
            })
            .collect();
        description.insert("rubricCriterionLevel".to_owned(), json!(levels));
        maybe(&mut description, "requiredLevel", measure.required.as_ref().map(|key| level_id(&id, key)).as_deref());
    } else {
        maybe(&mut description, "requiredValue", measure.required.as_deref());
    }
    Value::Object(description)
}

fn achievement(claim: &Claim, title: &str) -> Value {
    let what = &claim.achievement;
    let criteria = match &claim.specimen {
        Some(note) => format!("**Specimen.** {note}\n\n{}", what.criteria),
        None => what.criteria.clone(),
    };
    let mut achievement = object([
        ("id", json!(what.id)),
        ("type", json!(["Achievement"])),
        ("achievementType", json!("MicroCredential")),
        ("name", json!(title)),
        ("description", json!(what.description)),
        ("criteria", json!({ "narrative": criteria })),
        ("inLanguage", json!(language(&what.language))),
        ("alignment", json!(alignments(claim))),
    ]);
    maybe(&mut achievement, "version", what.version.as_deref());
    if let Some(credits) = &what.workload.credits {
        achievement.insert("creditsAvailable".to_owned(), number(credits.value));
    }
    if claim.specimen.is_some() {
        achievement.insert("tag".to_owned(), json!([SPECIMEN]));
    }
    if let Some(url) = &claim.image {
        achievement.insert("image".to_owned(), json!({ "id": url, "type": "Image", "caption": title }));
    }
    if !what.codes.is_empty() {
        let codes: Vec<Value> = what
            .codes
            .iter()
            .map(|(scheme, code)| {
                json!({ "type": "IdentifierEntry", "identifier": code, "identifierType": format!("ext:{}", compact(scheme)) })
            })
            .collect();
        achievement.insert("otherIdentifier".to_owned(), json!(codes));
    }
    if !claim.results.is_empty() {
        let described: Vec<Value> = claim.results.iter().map(|measure| description(claim, measure)).collect();
        achievement.insert("resultDescription".to_owned(), json!(described));
    }
    Value::Object(achievement)
}

fn result_id(claim: &Claim, key: &str) -> String {
    format!("{}#result-{key}", claim.achievement.id)
}

fn level_id(description: &str, key: &str) -> String {
    format!("{description}-level-{key}")
}

fn align(kind: &str, name: &str, url: &str, framework: Option<&str>, code: Option<&str>) -> Value {
    let mut alignment = object([
        ("type", json!(["Alignment"])),
        ("targetType", json!(kind)),
        ("targetName", json!(name)),
        ("targetUrl", json!(url)),
    ]);
    maybe(&mut alignment, "targetFramework", framework);
    maybe(&mut alignment, "targetCode", code);
    Value::Object(alignment)
}

/// A place on the achievement's page.
fn own(claim: &Claim, fragment: &str) -> String {
    format!("{}#{}", claim.achievement.id, slug(fragment))
}

fn own_outcome(claim: &Claim, outcome: &LearningOutcome) -> Value {
    align(COMPETENCY, &outcome.text, &own(claim, &format!("outcome-{}", outcome.id)), None, Some(&outcome.id))
}

fn alignments(claim: &Claim) -> Vec<Value> {
    let what = &claim.achievement;
    let own = |fragment: &str| own(claim, fragment);
    let term = |kind: &str, fragment: &str, term: &Term| {
        align(kind, &term.text, &term.uri.clone().unwrap_or_else(|| own(fragment)), None, None)
    };
    let mut all = Vec::new();
    for outcome in &what.outcomes {
        all.push(own_outcome(claim, outcome));
        for other in &outcome.alignments {
            let kind = if other.case { "CFItem" } else { COMPETENCY };
            all.push(align(kind, &other.name, &other.uri, Some(&other.framework), other.code.as_deref()));
        }
    }
    let Level { framework, value, uri, eqf } = &what.level;
    let national = format!("ext:{}Level", compact(framework));
    let eqf_concept = |level: &str| format!("http://data.europa.eu/snb/eqf/{level}");
    let is_european = national == EQF_LEVEL && matches!(value.as_bytes(), [b'1'..=b'8']);
    let url = uri.clone().unwrap_or_else(|| if is_european { eqf_concept(value) } else { own("level") });
    all.push(align(&national, &format!("{framework} {value}"), &url, Some(framework), Some(value)));
    if let Some(eqf) = eqf.filter(|_| national != EQF_LEVEL) {
        let url = eqf_concept(&eqf.to_string());
        let framework = Some("European Qualifications Framework");
        all.push(align(EQF_LEVEL, &format!("EQF level {eqf}"), &url, framework, Some(&eqf.to_string())));
    }
    let (words, hours) = (workload_words(&what.workload), duration(what.workload.hours));
    all.push(align("ext:NotionalWorkload", &words, &own("workload"), None, Some(&hours)));
    all.push(term("ext:AssessmentType", "assessment-type", &what.assessment_type));
    all.push(term("ext:ModeOfLearning", "participation", &what.participation));
    all.push(term("ext:QualityAssurance", "quality-assurance", &what.quality_assurance));
    if let Some(sitting) = &claim.sitting {
        all.push(term("ext:IdentityVerification", "supervision", &sitting.supervision));
        all.push(term("ext:ModeOfAssessment", "delivery", &sitting.delivery));
    }
    let optional = [
        ("ext:Prerequisite", "prerequisites", &what.prerequisites),
        ("ext:Stackability", "stackability", &what.stackability),
        ("ext:ReviewBy", "review", &what.review_by),
    ];
    for (kind, fragment, text) in optional {
        if let Some(text) = text {
            all.push(align(kind, text, &own(fragment), None, None));
        }
    }
    for element in &what.elements {
        let url = element.term.uri.clone().unwrap_or_else(|| own(&element.kind));
        all.push(align(&format!("ext:{}", element.kind), &element.term.text, &url, None, element.code.as_deref()));
    }
    all
}

pub(crate) const COMPETENCY: &str = "ceasn:Competency";
const EQF_LEVEL: &str = "ext:EQFLevel";

fn evidence(claim: &Claim) -> Vec<Value> {
    let mut all = claim.sitting.as_ref().map(session).unwrap_or_default();
    for item in &claim.evidence {
        let mut evidence = object([("type", json!(["Evidence"])), ("name", json!(item.name))]);
        maybe(&mut evidence, "id", item.id.as_deref());
        maybe(&mut evidence, "narrative", item.narrative.as_deref());
        maybe(&mut evidence, "genre", item.genre.as_deref());
        all.push(Value::Object(evidence));
    }
    all
}

/// What the assessment leaves behind: digests that bind the badge to the questions, the rules and the answers, and no answer.
fn session(sitting: &Sitting) -> Vec<Value> {
    let narrative = format!(
        "{}\n\nDelivery: {}\n\nSupervision: {}\n\nIdentity: {}\n\nSHA-256 of the session's log: {}",
        sitting.narrative,
        sitting.delivery.text,
        sitting.supervision.text,
        sitting.identity,
        hex(&sitting.log)
    );
    let digest = |name: &str, what: &str, digest: &[u8; 32]| {
        json!({
            "id": named_information(digest), "type": ["Evidence"], "name": name, "genre": "Assessment",
            "narrative": format!("{what} SHA-256: {}", hex(digest)),
        })
    };
    let mut all = vec![
        json!({
            "id": named_information(&sitting.log), "type": ["Evidence"], "name": "Assessment session", "genre": "Assessment",
            "narrative": narrative,
        }),
        digest("Assessment", "The items and rules that the session was taken with.", &sitting.assessment),
    ];
    all.extend(sitting.bank.as_ref().map(|bank| digest("Bank", "The items alone.", bank)));
    all.extend(sitting.blueprint.as_ref().map(|blueprint| digest("Blueprint", "The rules alone.", blueprint)));
    if let Some(decision) = &sitting.decision {
        all.push(json!({
            "type": ["Evidence"], "name": "Decision", "genre": "Assessment",
            "narrative": format!("Prior: {}\n\nRule: {}", decision.prior, decision.rule),
        }));
    }
    all
}

pub(crate) fn workload_words(workload: &Workload) -> String {
    let hours = format!("{} h", workload.hours);
    match &workload.credits {
        Some(credits) => format!("{hours} ({} {})", credits.value, credits.unit),
        None => hours,
    }
}

/// Hours as an ISO 8601 duration, to the minute: `PT50H`, `PT7H30M`.
pub(crate) fn duration(hours: f64) -> String {
    let minutes = (hours * 60.0).round() as u64;
    match (minutes / 60, minutes % 60) {
        (hours, 0) => format!("PT{hours}H"),
        (0, minutes) => format!("PT{minutes}M"),
        (hours, minutes) => format!("PT{hours}H{minutes}M"),
    }
}

/// Whole numbers without a decimal point, as people and other writers write them.
pub(crate) fn number(value: f64) -> Value {
    if value.fract() == 0.0 && value.abs() < 1e15 { json!(value as i64) } else { json!(value) }
}

/// A BCP 47 tag as the schema has it: language, script and region in their usual case, and nothing after them.
pub(crate) fn language(tag: &str) -> String {
    let mut parts = tag.split('-').peekable();
    let mut text = parts.next().unwrap_or_default().to_ascii_lowercase();
    if let Some(script) = parts.next_if(|part| part.len() == 4 && part.bytes().all(|byte| byte.is_ascii_alphabetic())) {
        text.push('-');
        text.push_str(&script[..1].to_ascii_uppercase());
        text.push_str(&script[1..].to_ascii_lowercase());
    }
    let is_region = |part: &&str| match part.len() {
        2 => part.bytes().all(|byte| byte.is_ascii_alphabetic()),
        3 => part.bytes().all(|byte| byte.is_ascii_digit()),
        _ => false,
    };
    if let Some(region) = parts.next_if(is_region) {
        text.push('-');
        text.push_str(&region.to_ascii_uppercase());
    }
    text
}

/// The letters and digits of a name.
fn compact(name: &str) -> String {
    name.chars().filter(char::is_ascii_alphanumeric).collect()
}

/// What can stand after `#` in any URL.
fn slug(text: &str) -> String {
    text.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' }).collect()
}

pub(crate) fn object<const N: usize>(pairs: [(&str, Value); N]) -> Map<String, Value> {
    pairs.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()
}

pub(crate) fn maybe(object: &mut Map<String, Value>, key: &str, text: Option<&str>) {
    if let Some(text) = text {
        object.insert(key.to_owned(), json!(text));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn language_tags_are_written_as_the_schema_has_them() {
        for (given, written) in [
            ("en", "en"),
            ("EN-nz", "en-NZ"),
            ("zh-hant-tw", "zh-Hant-TW"),
            ("es-419", "es-419"),
            ("de-CH-1996", "de-CH"),
            ("mi-x-iwi", "mi"),
        ] {
            assert_eq!(language(given), written);
        }
    }

    #[test]
    fn hours_are_durations() {
        for (hours, written) in [(50.0, "PT50H"), (7.5, "PT7H30M"), (0.25, "PT15M")] {
            assert_eq!(duration(hours), written);
        }
    }
}
