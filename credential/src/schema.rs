//! The shape of an Open Badge: the 1EdTech JSON schema of `AchievementCredential` (3.0, VC 2.0) as tables, and what a schema
//! cannot say.
//!
//! `type`, `proof`, `credentialSchema` and `termsOfUse` may stand without their array, as the schema for compacted documents has it.
//! Properties that the tables do not name are left alone: undefined ones never get here, because the proof refuses them.

use serde_json::{Map, Value};

use crate::Time;
use crate::did::list;
use crate::json::pointer;
use crate::rdf::{CREDENTIALS, OPEN_BADGES};
use crate::verdict::{Check, Failure, Reason};

/// What a property holds.
#[derive(Clone, Copy)]
enum Kind {
    Text,
    Truth,
    Number,
    Moment,
    Language,
    /// One of these words.
    Word(&'static [&'static str]),
    /// One of these words, or `ext:` and letters, digits, dots, hyphens, underscores.
    OpenWord(&'static [&'static str]),
    Of(&'static Class),
    /// A URI or a profile.
    ProfileOrUri,
}

/// How often a property stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Count {
    Optional,
    One,
    /// An array.
    Many,
    /// An array, or a single one without it.
    ManyOrBare,
}

use Count::{Many, ManyOrBare, One, Optional};
use Kind::{Language, Moment, Number, Of, OpenWord, ProfileOrUri, Text, Truth, Word};

struct Class {
    /// What `type` must contain, and whether `type` is an array.
    name: Option<(&'static str, bool)>,
    /// Whether no other property may stand.
    closed: bool,
    properties: &'static [(&'static str, Count, Kind)],
}

static CREDENTIAL: Class = Class {
    name: Some(("VerifiableCredential", true)),
    closed: false,
    properties: &[
        ("id", One, Text),
        ("name", Optional, Text),
        ("description", Optional, Text),
        ("image", Optional, Of(&IMAGE)),
        ("awardedDate", Optional, Moment),
        ("credentialSubject", One, Of(&SUBJECT)),
        ("endorsement", Many, Of(&ENDORSEMENT)),
        ("evidence", Many, Of(&EVIDENCE)),
        ("issuer", One, ProfileOrUri),
        ("validFrom", One, Moment),
        ("validUntil", Optional, Moment),
        ("proof", ManyOrBare, Of(&PROOF)),
        ("credentialSchema", ManyOrBare, Of(&IDENTIFIED)),
        ("credentialStatus", Optional, Of(&IDENTIFIED)),
        ("refreshService", Optional, Of(&IDENTIFIED)),
        ("termsOfUse", ManyOrBare, Of(&TYPED)),
    ],
};
static ENDORSEMENT: Class = Class {
    name: Some(("EndorsementCredential", true)),
    closed: false,
    properties: &[
        ("id", One, Text),
        ("name", One, Text),
        ("description", Optional, Text),
        ("credentialSubject", One, Of(&ENDORSED)),
        ("awardedDate", Optional, Moment),
        ("issuer", One, ProfileOrUri),
        ("validFrom", One, Moment),
        ("validUntil", Optional, Moment),
        ("proof", ManyOrBare, Of(&PROOF)),
        ("credentialSchema", ManyOrBare, Of(&IDENTIFIED)),
        ("credentialStatus", Optional, Of(&IDENTIFIED)),
        ("termsOfUse", ManyOrBare, Of(&TYPED)),
    ],
};
static ENDORSED: Class = Class {
    name: Some(("EndorsementSubject", true)),
    closed: false,
    properties: &[("id", One, Text), ("endorsementComment", Optional, Text)],
};
static SUBJECT: Class = Class {
    name: Some(("AchievementSubject", true)),
    closed: false,
    properties: &[
        ("id", Optional, Text),
        ("activityEndDate", Optional, Moment),
        ("activityStartDate", Optional, Moment),
        ("creditsEarned", Optional, Number),
        ("achievement", One, Of(&ACHIEVEMENT)),
        ("identifier", Many, Of(&IDENTITY)),
        ("image", Optional, Of(&IMAGE)),
        ("licenseNumber", Optional, Text),
        ("narrative", Optional, Text),
        ("result", Many, Of(&RESULT)),
        ("role", Optional, Text),
        ("source", Optional, Of(&PROFILE)),
        ("term", Optional, Text),
    ],
};
static ACHIEVEMENT: Class = Class {
    name: Some(("Achievement", true)),
    closed: false,
    properties: &[
        ("id", One, Text),
        ("alignment", Many, Of(&ALIGNMENT)),
        ("achievementType", Optional, OpenWord(ACHIEVEMENT_TYPES)),
        ("creator", Optional, Of(&PROFILE)),
        ("creditsAvailable", Optional, Number),
        ("criteria", One, Of(&CRITERIA)),
        ("description", One, Text),
        ("endorsement", Many, Of(&ENDORSEMENT)),
        ("fieldOfStudy", Optional, Text),
        ("humanCode", Optional, Text),
        ("image", Optional, Of(&IMAGE)),
        ("inLanguage", Optional, Language),
        ("name", One, Text),
        ("otherIdentifier", Many, Of(&IDENTIFIER)),
        ("related", Many, Of(&RELATED)),
        ("resultDescription", Many, Of(&RESULT_DESCRIPTION)),
        ("specialization", Optional, Text),
        ("tag", Many, Text),
        ("version", Optional, Text),
    ],
};
static CRITERIA: Class =
    Class { name: None, closed: false, properties: &[("id", Optional, Text), ("narrative", Optional, Text)] };
static ALIGNMENT: Class = Class {
    name: Some(("Alignment", true)),
    closed: false,
    properties: &[
        ("targetCode", Optional, Text),
        ("targetDescription", Optional, Text),
        ("targetName", One, Text),
        ("targetFramework", Optional, Text),
        ("targetType", Optional, OpenWord(TARGET_TYPES)),
        ("targetUrl", One, Text),
    ],
};
static RESULT: Class = Class {
    name: Some(("Result", true)),
    closed: false,
    properties: &[
        ("achievedLevel", Optional, Text),
        ("alignment", Many, Of(&ALIGNMENT)),
        ("resultDescription", Optional, Text),
        ("status", Optional, Word(&["Completed", "Enrolled", "Failed", "InProgress", "OnHold", "Provisional", "Withdrew"])),
        ("value", Optional, Text),
    ],
};
static RESULT_DESCRIPTION: Class = Class {
    name: Some(("ResultDescription", true)),
    closed: false,
    properties: &[
        ("id", One, Text),
        ("alignment", Many, Of(&ALIGNMENT)),
        ("allowedValue", Many, Text),
        ("name", One, Text),
        ("requiredLevel", Optional, Text),
        ("requiredValue", Optional, Text),
        ("resultType", One, OpenWord(RESULT_TYPES)),
        ("rubricCriterionLevel", Many, Of(&RUBRIC_LEVEL)),
        ("valueMax", Optional, Text),
        ("valueMin", Optional, Text),
    ],
};
static RUBRIC_LEVEL: Class = Class {
    name: Some(("RubricCriterionLevel", true)),
    closed: false,
    properties: &[
        ("id", One, Text),
        ("alignment", Many, Of(&ALIGNMENT)),
        ("description", Optional, Text),
        ("level", Optional, Text),
        ("name", One, Text),
        ("points", Optional, Text),
    ],
};
static EVIDENCE: Class = Class {
    name: Some(("Evidence", true)),
    closed: false,
    properties: &[
        ("id", Optional, Text),
        ("narrative", Optional, Text),
        ("name", Optional, Text),
        ("description", Optional, Text),
        ("genre", Optional, Text),
        ("audience", Optional, Text),
    ],
};
static IDENTITY: Class = Class {
    name: Some(("IdentityObject", false)),
    closed: true,
    properties: &[
        ("hashed", One, Truth),
        ("identityHash", One, Text),
        ("identityType", One, OpenWord(IDENTIFIER_TYPES)),
        ("salt", Optional, Text),
    ],
};
static IDENTIFIER: Class = Class {
    name: Some(("IdentifierEntry", false)),
    closed: true,
    properties: &[("identifier", One, Text), ("identifierType", One, OpenWord(IDENTIFIER_TYPES))],
};
static IMAGE: Class =
    Class { name: Some(("Image", false)), closed: true, properties: &[("id", One, Text), ("caption", Optional, Text)] };
static PROFILE: Class = Class {
    name: Some(("Profile", true)),
    closed: false,
    properties: &[
        ("id", One, Text),
        ("name", Optional, Text),
        ("url", Optional, Text),
        ("phone", Optional, Text),
        ("description", Optional, Text),
        ("endorsement", Many, Of(&ENDORSEMENT)),
        ("image", Optional, Of(&IMAGE)),
        ("email", Optional, Text),
        ("address", Optional, Of(&ADDRESS)),
        ("otherIdentifier", Many, Of(&IDENTIFIER)),
        ("official", Optional, Text),
        ("parentOrg", Optional, Of(&PROFILE)),
        ("familyName", Optional, Text),
        ("givenName", Optional, Text),
        ("additionalName", Optional, Text),
        ("patronymicName", Optional, Text),
        ("honorificPrefix", Optional, Text),
        ("honorificSuffix", Optional, Text),
        ("familyNamePrefix", Optional, Text),
        ("dateOfBirth", Optional, Text),
    ],
};
static ADDRESS: Class = Class {
    name: Some(("Address", true)),
    closed: false,
    properties: &[
        ("addressCountry", Optional, Text),
        ("addressCountryCode", Optional, Text),
        ("addressRegion", Optional, Text),
        ("addressLocality", Optional, Text),
        ("streetAddress", Optional, Text),
        ("postOfficeBoxNumber", Optional, Text),
        ("postalCode", Optional, Text),
        ("geo", Optional, Of(&GEO)),
    ],
};
static GEO: Class = Class {
    name: Some(("GeoCoordinates", false)),
    closed: false,
    properties: &[("latitude", One, Number), ("longitude", One, Number)],
};
static RELATED: Class = Class {
    name: Some(("Related", true)),
    closed: false,
    properties: &[("id", One, Text), ("inLanguage", Optional, Language), ("version", Optional, Text)],
};
static PROOF: Class = Class {
    name: None,
    closed: false,
    properties: &[
        ("type", One, Text),
        ("created", Optional, Moment),
        ("cryptosuite", Optional, Text),
        ("challenge", Optional, Text),
        ("domain", Optional, Text),
        ("nonce", Optional, Text),
        ("proofPurpose", Optional, Text),
        ("proofValue", Optional, Text),
        ("verificationMethod", Optional, Text),
    ],
};
static IDENTIFIED: Class = Class { name: None, closed: false, properties: &[("id", One, Text), ("type", One, Text)] };
static TYPED: Class = Class { name: None, closed: false, properties: &[("id", Optional, Text), ("type", One, Text)] };

const RESULT_TYPES: &[&str] = &[
    "GradePointAverage",
    "LetterGrade",
    "Percent",
    "PerformanceLevel",
    "PredictedScore",
    "RawScore",
    "Result",
    "RubricCriterion",
    "RubricCriterionLevel",
    "RubricScore",
    "ScaledScore",
    "Status",
];
const TARGET_TYPES: &[&str] =
    &["ceasn:Competency", "ceterms:Credential", "CFItem", "CFRubric", "CFRubricCriterion", "CFRubricCriterionLevel", "CTDL"];
const IDENTIFIER_TYPES: &[&str] = &[
    "name",
    "sourcedId",
    "systemId",
    "productId",
    "userName",
    "accountId",
    "emailAddress",
    "nationalIdentityNumber",
    "isbn",
    "issn",
    "lisSourcedId",
    "oneRosterSourcedId",
    "sisSourcedId",
    "ltiContextId",
    "ltiDeploymentId",
    "ltiToolId",
    "ltiPlatformId",
    "ltiUserId",
    "identifier",
];
const ACHIEVEMENT_TYPES: &[&str] = &[
    "Achievement",
    "ApprenticeshipCertificate",
    "Assessment",
    "Assignment",
    "AssociateDegree",
    "Award",
    "Badge",
    "BachelorDegree",
    "Certificate",
    "CertificateOfCompletion",
    "Certification",
    "CommunityService",
    "Competency",
    "Course",
    "CoCurricular",
    "Degree",
    "Diploma",
    "DoctoralDegree",
    "Fieldwork",
    "GeneralEducationDevelopment",
    "JourneymanCertificate",
    "LearningProgram",
    "License",
    "Membership",
    "ProfessionalDoctorate",
    "QualityAssuranceCredential",
    "MasterCertificate",
    "MasterDegree",
    "MicroCredential",
    "ResearchDoctorate",
    "SecondarySchoolDiploma",
];

/// Whether `document` is an Open Badge, well formed and consistent.
pub(crate) fn check(document: &Map<String, Value>) -> Result<(), Failure> {
    let types = list(document.get("type").unwrap_or(&Value::Null));
    if !types.iter().any(|name| name == "OpenBadgeCredential" || name == "AchievementCredential") {
        return Err(Failure::Unverifiable(reason(
            "/type",
            "this verifier knows Open Badges (OpenBadgeCredential), and this is none",
        )));
    }
    let contexts = list(document.get("@context").unwrap_or(&Value::Null));
    if !(contexts.len() >= 2 && contexts[0] == CREDENTIALS && contexts[1] == OPEN_BADGES) {
        return wrong("/@context", format!("expected {CREDENTIALS} and {OPEN_BADGES} first"));
    }
    if (1..contexts.len()).any(|index| contexts[..index].contains(&contexts[index])) {
        return wrong("/@context", "a context stands twice");
    }
    object(document, &CREDENTIAL, "")?;
    consistent(document)
}

fn object(object: &Map<String, Value>, class: &Class, place: &str) -> Result<(), Failure> {
    if let Some((name, several)) = class.name {
        let kinds = object.get("type").unwrap_or(&Value::Null);
        if !list(kinds).iter().any(|kind| kind == name)
            || (!several && kinds.is_array())
            || !list(kinds).iter().all(Value::is_string)
        {
            return wrong(&pointer(place, "type"), format!("expected {name}"));
        }
    }
    for (key, count, kind) in class.properties {
        let place = pointer(place, key);
        match (object.get(*key), count) {
            (None, One) => return wrong(&place, "is missing"),
            (None, _) => {}
            (Some(Value::Array(items)), Many | ManyOrBare) => {
                for (index, item) in items.iter().enumerate() {
                    value(item, *kind, &pointer(&place, &index.to_string()))?;
                }
            }
            (Some(_), Many) => return wrong(&place, "expected an array"),
            (Some(item), _) => value(item, *kind, &place)?,
        }
    }
    if class.closed
        && let Some(other) = object.keys().find(|key| *key != "type" && class.properties.iter().all(|(name, ..)| name != key))
    {
        return wrong(&pointer(place, other), "is not allowed here");
    }
    Ok(())
}

fn value(value: &Value, kind: Kind, place: &str) -> Result<(), Failure> {
    let expected = match (kind, value) {
        (Text | ProfileOrUri, Value::String(_)) | (Truth, Value::Bool(_)) | (Number, Value::Number(_)) => {
            return Ok(());
        }
        (Of(class), Value::Object(inner)) => return object(inner, class, place),
        (ProfileOrUri, Value::Object(inner)) => return object(inner, &PROFILE, place),
        (Moment, Value::String(text)) => return text.parse::<Time>().map(drop).or_else(|error| wrong(place, error.to_string())),
        (Language, Value::String(text)) if is_language(text) => return Ok(()),
        (Word(words) | OpenWord(words), Value::String(text)) if words.contains(&text.as_str()) => return Ok(()),
        (OpenWord(_), Value::String(text)) if is_extension(text) => return Ok(()),
        (Word(_) | OpenWord(_) | Language, Value::String(text)) => {
            return wrong(
                place,
                format!("\"{}\" is none of the values that Open Badges knows here", text.chars().take(80).collect::<String>()),
            );
        }
        (Text | Word(_) | OpenWord(_), _) => "text",
        (Moment, _) => "a date and time",
        (Language, _) => "a language tag",
        (Truth, _) => "true or false",
        (Number, _) => "a number",
        (Of(_), _) => "an object",
        (ProfileOrUri, _) => "a URI or a profile",
    };
    wrong(place, format!("expected {expected}"))
}

fn is_extension(text: &str) -> bool {
    text.strip_prefix("ext:")
        .is_some_and(|name| !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._-".contains(&byte)))
}

/// `en`, `en-NZ`, `zh-Hant-TW`, as the schema's pattern has it.
fn is_language(text: &str) -> bool {
    let mut parts = text.split('-').peekable();
    let primary =
        parts.next().is_some_and(|part| (2..=4).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_lowercase()));
    parts.next_if(|part| {
        part.len() == 4 && part.as_bytes()[0].is_ascii_uppercase() && part.bytes().skip(1).all(|byte| byte.is_ascii_lowercase())
    });
    parts.next_if(|part| {
        (part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_uppercase()))
            || (part.len() == 3 && part.bytes().all(|byte| byte.is_ascii_digit()))
    });
    primary && parts.next().is_none()
}

/// What the tables cannot say: who is meant, and that results are results of this achievement.
fn consistent(document: &Map<String, Value>) -> Result<(), Failure> {
    let subject = &document["credentialSubject"];
    let achievement = &subject["achievement"];
    let at = "/credentialSubject";
    let identities = list(&subject["identifier"]);
    if subject.get("id").is_none() && identities.is_empty() {
        return wrong(at, "expected an id or an identifier: the badge is about nobody");
    }
    for (index, identity) in identities.iter().enumerate() {
        let hash = identity["identityHash"].as_str().unwrap_or_default();
        if identity["hashed"] == true && !is_hash(hash, "sha256$", 64) && !is_hash(hash, "md5$", 32) {
            return wrong(&format!("{at}/identifier/{index}/identityHash"), "expected sha256$ and 64 hexadecimal digits");
        }
    }
    let at_achievement = format!("{at}/achievement");
    let criteria = &achievement["criteria"];
    if criteria.get("id").is_none() && criteria.get("narrative").is_none() {
        return wrong(&format!("{at_achievement}/criteria"), "expected an id or a narrative");
    }
    let descriptions = list(&achievement["resultDescription"]);
    for (index, description) in descriptions.iter().enumerate() {
        let place = format!("{at_achievement}/resultDescription/{index}");
        if descriptions[..index].iter().any(|other| other["id"] == description["id"]) {
            return wrong(&place, "another result description has the same id");
        }
        let levels = list(&description["rubricCriterionLevel"]);
        if let Some(level) = description.get("requiredLevel")
            && !levels.iter().any(|known| known["id"] == *level)
        {
            return wrong(&format!("{place}/requiredLevel"), "is none of its levels");
        }
        if description["resultType"] == "RubricCriterionLevel" && levels.is_empty() {
            return wrong(&place, "expected levels");
        }
        if let Some(required) = description.get("requiredValue") {
            allowed(required, description, &format!("{place}/requiredValue"))?;
        }
    }
    for (index, result) in list(&subject["result"]).iter().enumerate() {
        let place = format!("{at}/result/{index}");
        let Some(id) = result.get("resultDescription") else { continue };
        let Some(description) = descriptions.iter().find(|description| description["id"] == *id) else {
            return wrong(&format!("{place}/resultDescription"), "is none of this achievement's");
        };
        if description["resultType"] == "Status" && result.get("status").is_none() {
            return wrong(&format!("{place}/status"), "is missing");
        }
        if let Some(level) = result.get("achievedLevel")
            && !list(&description["rubricCriterionLevel"]).iter().any(|known| known["id"] == *level)
        {
            return wrong(&format!("{place}/achievedLevel"), "is no level of its description");
        }
        if let Some(value) = result.get("value") {
            let place = format!("{place}/value");
            allowed(value, description, &place)?;
            let number = |value: &Value| value.as_str().and_then(|text| text.trim().parse::<f64>().ok());
            if let Some(value) = number(value) {
                if number(&description["valueMin"]).is_some_and(|minimum| value < minimum) {
                    return wrong(&place, format!("{value} is below the least value of its description"));
                }
                if number(&description["valueMax"]).is_some_and(|maximum| value > maximum) {
                    return wrong(&place, format!("{value} is above the greatest value of its description"));
                }
            }
        }
    }
    Ok(())
}

fn allowed(value: &Value, description: &Value, place: &str) -> Result<(), Failure> {
    let values = list(&description["allowedValue"]);
    if values.is_empty() || values.contains(value) { Ok(()) } else { wrong(place, "is none of the allowed values") }
}

fn is_hash(text: &str, prefix: &str, digits: usize) -> bool {
    text.strip_prefix(prefix).is_some_and(|hash| {
        hash.len() == digits && hash.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte))
    })
}

fn reason(place: &str, message: impl Into<String>) -> Reason {
    Reason::new(Check::Schema, place, message)
}

fn wrong<T>(place: &str, message: impl Into<String>) -> Result<T, Failure> {
    Err(Failure::Invalid(reason(place, message)))
}
