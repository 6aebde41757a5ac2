//! A claim as Open Badges 3.0 says it. The elements of the EU's micro-credentials that Open Badges lacks are alignments with an
//! `ext:` type, because verifiers that pin the contexts they accept refuse a context of one's own.

use serde_json::{Map, Value, json};

use crate::claim::{Claim, Level, MeasureKind, Term, Workload};
use crate::digest::{hex, named_information, sha256};
use crate::normalised_email;
use crate::rdf::{CREDENTIALS, EXTENSIONS, OPEN_BADGES};

/// Put on a badge that only shows how the system works.
pub(crate) const SPECIMEN: &str = "specimen";
const SCHEMA: &str = "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json";

/// The document without its proof.
pub(crate) fn document(claim: &Claim) -> Map<String, Value> {
    let title = match claim.specimen {
        Some(_) => format!("{} ({SPECIMEN})", claim.achievement.title),
        None => claim.achievement.title.clone(),
    };
    let mut root = object([
        ("@context", json!([CREDENTIALS, OPEN_BADGES, EXTENSIONS])),
        ("id", json!(claim.id)),
        ("type", json!(["VerifiableCredential", "OpenBadgeCredential"])),
        ("name", json!(title)),
        ("issuer", issuer(claim)),
        ("awardedDate", json!(claim.awarded_at.whole_second().to_string())),
        ("validFrom", json!(claim.valid_from.whole_second().to_string())),
        ("credentialSubject", subject(claim, &title)),
        ("evidence", evidence(claim)),
        ("credentialSchema", json!([{ "id": SCHEMA, "type": "1EdTechJsonSchemaValidator2019" }])),
    ]);
    maybe(&mut root, "description", claim.specimen.as_deref());
    maybe(&mut root, "validUntil", claim.valid_until.map(|until| until.whole_second().to_string()).as_deref());
    root
}

fn issuer(claim: &Claim) -> Value {
    let issuer = &claim.issuer;
    let mut profile = object([("id", json!(issuer.did)), ("type", json!(["Profile"])), ("name", json!(issuer.name))]);
    maybe(&mut profile, "url", issuer.url.as_deref());
    maybe(&mut profile, "email", issuer.email.as_deref());
    if let Some(country) = &issuer.country {
        profile.insert("address".to_owned(), json!({ "type": ["Address"], "addressCountryCode": country }));
    }
    Value::Object(profile)
}

fn subject(claim: &Claim, title: &str) -> Value {
    let learner = &claim.learner;
    let hash = sha256(format!("{}{}", normalised_email(&learner.email), learner.salt).as_bytes());
    let mut identifiers = vec![json!({
        "type": "IdentityObject", "hashed": true, "identityType": "emailAddress",
        "identityHash": format!("sha256${}", hex(&hash)), "salt": learner.salt,
    })];
    if let Some(name) = &learner.name {
        identifiers.push(json!({ "type": "IdentityObject", "hashed": false, "identityType": "name", "identityHash": name }));
    }
    let mut subject = object([
        ("type", json!(["AchievementSubject"])),
        ("identifier", json!(identifiers)),
        ("achievement", achievement(claim, title)),
    ]);
    if !claim.results.is_empty() {
        let results: Vec<Value> = claim
            .results
            .iter()
            .map(|measure| json!({ "type": ["Result"], "resultDescription": result_id(claim, &measure.key), "value": measure.value }))
            .collect();
        subject.insert("result".to_owned(), json!(results));
    }
    if let Some(credits) = &claim.achievement.workload.credits {
        subject.insert("creditsEarned".to_owned(), number(credits.value));
    }
    Value::Object(subject)
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
    if !claim.results.is_empty() {
        let described: Vec<Value> = claim
            .results
            .iter()
            .map(|measure| {
                let kind = match &measure.kind {
                    MeasureKind::Percent => "Percent".to_owned(),
                    MeasureKind::RawScore => "RawScore".to_owned(),
                    MeasureKind::ScaledScore => "ScaledScore".to_owned(),
                    MeasureKind::Result => "Result".to_owned(),
                    MeasureKind::Other(name) => format!("ext:{name}"),
                };
                let mut description = object([
                    ("id", json!(result_id(claim, &measure.key))),
                    ("type", json!(["ResultDescription"])),
                    ("name", json!(measure.name)),
                    ("resultType", json!(kind)),
                ]);
                maybe(&mut description, "valueMin", measure.minimum.as_deref());
                maybe(&mut description, "valueMax", measure.maximum.as_deref());
                maybe(&mut description, "requiredValue", measure.required.as_deref());
                Value::Object(description)
            })
            .collect();
        achievement.insert("resultDescription".to_owned(), json!(described));
    }
    Value::Object(achievement)
}

fn result_id(claim: &Claim, key: &str) -> String {
    format!("{}#result-{key}", claim.achievement.id)
}

fn alignments(claim: &Claim) -> Vec<Value> {
    let what = &claim.achievement;
    let align = |kind: &str, name: &str, url: String, framework: Option<&str>, code: Option<&str>| {
        let mut alignment = object([
            ("type", json!(["Alignment"])),
            ("targetType", json!(kind)),
            ("targetName", json!(name)),
            ("targetUrl", json!(url)),
        ]);
        maybe(&mut alignment, "targetFramework", framework);
        maybe(&mut alignment, "targetCode", code);
        Value::Object(alignment)
    };
    let own = |fragment: &str| format!("{}#{}", what.id, slug(fragment));
    let term = |kind: &str, fragment: &str, term: &Term| {
        align(kind, &term.text, term.uri.clone().unwrap_or_else(|| own(fragment)), None, None)
    };
    let mut all = Vec::new();
    for outcome in &what.outcomes {
        all.push(align(COMPETENCY, &outcome.text, own(&format!("outcome-{}", outcome.id)), None, Some(&outcome.id)));
        for other in &outcome.alignments {
            all.push(align(COMPETENCY, &other.name, other.uri.clone(), Some(&other.framework), None));
        }
    }
    let Level { framework, value, eqf } = &what.level;
    let national = format!("ext:{}Level", framework.chars().filter(char::is_ascii_alphanumeric).collect::<String>());
    all.push(align(&national, &format!("{framework} {value}"), own("level"), Some(framework), Some(value)));
    if let Some(eqf) = eqf.filter(|_| national != EQF_LEVEL) {
        let url = format!("http://data.europa.eu/snb/eqf/{eqf}");
        all.push(align(
            EQF_LEVEL,
            &format!("EQF level {eqf}"),
            url,
            Some("European Qualifications Framework"),
            Some(&eqf.to_string()),
        ));
    }
    all.push(align(
        "ext:NotionalWorkload",
        &workload_words(&what.workload),
        own("workload"),
        None,
        Some(&duration(what.workload.hours)),
    ));
    all.push(term("ext:AssessmentType", "assessment-type", &what.assessment_type));
    all.push(term("ext:ModeOfLearning", "participation", &what.participation));
    all.push(term("ext:QualityAssurance", "quality-assurance", &what.quality_assurance));
    all.push(term("ext:IdentityVerification", "supervision", &claim.sitting.supervision));
    let optional = [
        ("ext:Prerequisite", "prerequisites", &what.prerequisites),
        ("ext:Stackability", "stackability", &what.stackability),
        ("ext:ReviewBy", "review", &what.review_by),
    ];
    for (kind, fragment, text) in optional {
        if let Some(text) = text {
            all.push(align(kind, text, own(fragment), None, None));
        }
    }
    all
}

/// The `targetType` of a learning outcome.
pub(crate) const COMPETENCY: &str = "ceasn:Competency";
const EQF_LEVEL: &str = "ext:EQFLevel";

fn evidence(claim: &Claim) -> Value {
    let sitting = &claim.sitting;
    let session = format!(
        "{}\n\nDelivery: {}\n\nSupervision: {}\n\nIdentity: {}\n\nSHA-256 of the session's log: {}",
        sitting.narrative,
        sitting.delivery,
        sitting.supervision.text,
        sitting.identity,
        hex(&sitting.log)
    );
    json!([
        { "id": named_information(&sitting.log), "type": ["Evidence"], "name": "Assessment session", "genre": "Assessment", "narrative": session },
        {
            "id": named_information(&sitting.assessment), "type": ["Evidence"], "name": "Assessment", "genre": "Assessment",
            "narrative": format!("The items and rules that the session was taken with. SHA-256: {}", hex(&sitting.assessment)),
        },
    ])
}

fn workload_words(workload: &Workload) -> String {
    let hours = format!("{} h", workload.hours);
    match &workload.credits {
        Some(credits) => format!("{hours} ({} {})", credits.value, credits.unit),
        None => hours,
    }
}

/// Hours as an ISO 8601 duration, to the minute: `PT50H`, `PT7H30M`.
fn duration(hours: f64) -> String {
    let minutes = (hours * 60.0).round() as u64;
    match (minutes / 60, minutes % 60) {
        (hours, 0) => format!("PT{hours}H"),
        (0, minutes) => format!("PT{minutes}M"),
        (hours, minutes) => format!("PT{hours}H{minutes}M"),
    }
}

/// Whole numbers without a decimal point, as people and other writers write them.
fn number(value: f64) -> Value {
    if value.fract() == 0.0 && value.abs() < 1e15 { json!(value as i64) } else { json!(value) }
}

/// A BCP 47 tag as the schema has it: language, script and region in their usual case, and nothing after them.
fn language(tag: &str) -> String {
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

/// What can stand after `#` in any URL.
fn slug(text: &str) -> String {
    text.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' }).collect()
}

fn object<const N: usize>(pairs: [(&str, Value); N]) -> Map<String, Value> {
    pairs.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()
}

fn maybe(object: &mut Map<String, Value>, key: &str, text: Option<&str>) {
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
