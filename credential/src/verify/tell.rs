//! What a credential says, for display.

use serde_json::{Map, Value};

use super::model::kind;
use super::nested::Inside;
use crate::Time;
use crate::did::list;
use crate::document::{COMPETENCY, SPECIMEN};
use crate::report::Kind;
use crate::summary::{Alignment, HashedIdentity, Summary};

/// What `document` says. Only what is valid is told.
pub(super) fn summary(document: &Map<String, Value>, inside: Inside) -> Summary {
    let at = |key: &str| document.get(key).unwrap_or(&Value::Null);
    let moment = |names: [&str; 2]| names.iter().find_map(|name| at(name).as_str()?.parse::<Time>().ok());
    let kind = kind(document);
    let (subject, issuer) = (at("credentialSubject"), at("issuer"));
    let achievement = &subject["achievement"];
    let valid_from = moment(["validFrom", "issuanceDate"]);
    let name = || text(at("name")).unwrap_or_default();
    let identities = list(&subject["identifier"]);
    let specimen = list(&achievement["tag"]).iter().any(|tag| tag == SPECIMEN);
    Summary {
        kind,
        id: text(at("id")).unwrap_or_default(),
        achievement: match kind {
            Kind::Endorsement => text(&subject["id"]).unwrap_or_default(),
            _ => text(&achievement["id"]).unwrap_or_default(),
        },
        title: text(&achievement["name"]).unwrap_or_else(name),
        description: text(&achievement["description"])
            .or_else(|| text(&subject["endorsementComment"]))
            .or_else(|| text(at("description")))
            .unwrap_or_default(),
        criteria: text(&achievement["criteria"]["narrative"]),
        issuer: text(issuer).or_else(|| text(&issuer["id"])).unwrap_or_default(),
        issuer_name: text(&issuer["name"]),
        holder: identities
            .iter()
            .find(|identity| identity["hashed"] == false && identity["identityType"] == "name")
            .and_then(|identity| text(&identity["identityHash"]))
            .or_else(|| text(&subject["name"])),
        subject: text(&subject["id"]),
        awarded_on: moment(["awardedDate", "awardedDate"]).or(valid_from).map(Time::date).unwrap_or_default(),
        valid_from,
        valid_until: moment(["validUntil", "expirationDate"]),
        outcomes: outcomes(achievement),
        alignments: list(&achievement["alignment"]).iter().map(alignment).collect(),
        credits: subject["creditsEarned"].as_f64().or_else(|| achievement["creditsAvailable"].as_f64()),
        results: results(subject, achievement),
        specimen: specimen.then(|| text(at("description")).unwrap_or_else(|| SPECIMEN.to_owned())),
        parts: inside.parts,
        endorsements: inside.endorsements,
        identities: identities
            .iter()
            .filter(|identity| identity["hashed"] == true && identity["identityType"] == "emailAddress")
            .map(|identity| HashedIdentity {
                hash: text(&identity["identityHash"]).unwrap_or_default(),
                salt: text(&identity["salt"]).unwrap_or_default(),
            })
            .collect(),
    }
}

fn text(value: &Value) -> Option<String> {
    value.as_str().map(str::to_owned)
}

fn alignment(alignment: &Value) -> Alignment {
    Alignment {
        target_type: text(&alignment["targetType"]),
        target_name: text(&alignment["targetName"]).unwrap_or_default(),
        target_url: text(&alignment["targetUrl"]).unwrap_or_default(),
        framework: text(&alignment["targetFramework"]),
        code: text(&alignment["targetCode"]),
    }
}

/// Name and value of each result that a description explains.
fn results(subject: &Value, achievement: &Value) -> Vec<(String, String)> {
    let descriptions = list(&achievement["resultDescription"]);
    let told = |result: &Value| {
        let description = descriptions.iter().find(|description| description["id"] == result["resultDescription"])?;
        let level = list(&description["rubricCriterionLevel"]).iter().find(|level| level["id"] == result["achievedLevel"]);
        let value = text(&result["value"]).or_else(|| text(&level?["name"])).or_else(|| text(&result["status"]))?;
        Some((text(&description["name"])?, value))
    };
    list(&subject["result"]).iter().filter_map(told).collect()
}

/// The learning outcomes in the issuer's own words where it has any, else the competencies of the frameworks that it names.
fn outcomes(achievement: &Value) -> Vec<String> {
    let own = format!("{}#", achievement["id"].as_str().unwrap_or_default());
    let is_own = |alignment: &&&Value| alignment["targetUrl"].as_str().is_some_and(|url| url.starts_with(&own));
    let all: Vec<&Value> = list(&achievement["alignment"])
        .iter()
        .filter(|alignment| alignment["targetType"] == COMPETENCY || alignment["targetType"] == "CFItem")
        .collect();
    let own: Vec<&Value> = all.iter().filter(is_own).copied().collect();
    let chosen = if own.is_empty() { all } else { own };
    chosen.iter().filter_map(|alignment| text(&alignment["targetName"])).collect()
}
