//! The 1EdTech JSON schemas of `AchievementCredential` and `EndorsementCredential` (Open Badges 3.0 on VC 2.0) as tables.

/// What a property holds.
#[derive(Clone, Copy)]
pub(super) enum Kind {
    Text,
    Truth,
    Number,
    Moment,
    Day,
    Language,
    /// A signed token: three words of base64url with dots between.
    Token,
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
pub(super) enum Count {
    Optional,
    One,
    /// An array.
    Many,
    /// An array, or a single one without it.
    ManyOrBare,
}

use Count::{Many, ManyOrBare, One, Optional};
use Kind::{Day, Language, Moment, Number, Of, OpenWord, ProfileOrUri, Text, Token, Truth, Word};

pub(super) struct Class {
    pub(super) name: Name,
    /// Whether the contexts must be those of Open Badges.
    pub(super) context: bool,
    /// Whether no other property may stand.
    pub(super) closed: bool,
    pub(super) properties: &'static [(&'static str, Count, Kind)],
}

/// What `type` must say.
#[derive(Clone, Copy)]
pub(super) enum Name {
    /// Nothing; where it must be text, that is a property.
    Any,
    /// This and nothing else.
    Only(&'static str),
    /// One of each of these sets, among others.
    Among(&'static [&'static [&'static str]]),
}

use Name::{Among, Any, Only};

pub(super) static CREDENTIAL: Class = Class {
    name: Among(&[&["VerifiableCredential"], &["AchievementCredential", "OpenBadgeCredential"]]),
    context: true,
    closed: false,
    properties: &[
        ("id", One, Text),
        ("name", Optional, Text),
        ("description", Optional, Text),
        ("image", Optional, Of(&IMAGE)),
        ("awardedDate", Optional, Moment),
        ("credentialSubject", One, Of(&SUBJECT)),
        ("endorsement", Many, Of(&ENDORSEMENT)),
        ("endorsementJwt", Many, Token),
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
pub(super) static ENDORSEMENT: Class = Class {
    name: Among(&[&["VerifiableCredential"], &["EndorsementCredential"]]),
    context: true,
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
        ("refreshService", Optional, Of(&IDENTIFIED)),
        ("termsOfUse", ManyOrBare, Of(&TYPED)),
    ],
};
static ENDORSED: Class = Class {
    name: Among(&[&["EndorsementSubject"]]),
    context: false,
    closed: false,
    properties: &[("id", One, Text), ("endorsementComment", Optional, Text)],
};
static SUBJECT: Class = Class {
    name: Among(&[&["AchievementSubject"]]),
    context: false,
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
    name: Among(&[&["Achievement"]]),
    context: false,
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
        ("endorsementJwt", Many, Token),
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
    Class { name: Any, context: false, closed: false, properties: &[("id", Optional, Text), ("narrative", Optional, Text)] };
static ALIGNMENT: Class = Class {
    name: Among(&[&["Alignment"]]),
    context: false,
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
    name: Among(&[&["Result"]]),
    context: false,
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
    name: Among(&[&["ResultDescription"]]),
    context: false,
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
    name: Among(&[&["RubricCriterionLevel"]]),
    context: false,
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
    name: Among(&[&["Evidence"]]),
    context: false,
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
    name: Only("IdentityObject"),
    context: false,
    closed: true,
    properties: &[
        ("hashed", One, Truth),
        ("identityHash", One, Text),
        ("identityType", One, OpenWord(IDENTIFIER_TYPES)),
        ("salt", Optional, Text),
    ],
};
static IDENTIFIER: Class = Class {
    name: Only("IdentifierEntry"),
    context: false,
    closed: true,
    properties: &[("identifier", One, Text), ("identifierType", One, OpenWord(IDENTIFIER_TYPES))],
};
static IMAGE: Class =
    Class { name: Only("Image"), context: false, closed: true, properties: &[("id", One, Text), ("caption", Optional, Text)] };
pub(super) static PROFILE: Class = Class {
    name: Among(&[&["Profile"]]),
    context: false,
    closed: false,
    properties: &[
        ("id", One, Text),
        ("name", Optional, Text),
        ("url", Optional, Text),
        ("phone", Optional, Text),
        ("description", Optional, Text),
        ("endorsement", Many, Of(&ENDORSEMENT)),
        ("endorsementJwt", Many, Token),
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
        ("dateOfBirth", Optional, Day),
    ],
};
static ADDRESS: Class = Class {
    name: Among(&[&["Address"]]),
    context: false,
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
    name: Only("GeoCoordinates"),
    context: false,
    closed: false,
    properties: &[("latitude", One, Number), ("longitude", One, Number)],
};
static RELATED: Class = Class {
    name: Among(&[&["Related"]]),
    context: false,
    closed: false,
    properties: &[("id", One, Text), ("inLanguage", Optional, Language), ("version", Optional, Text)],
};
static PROOF: Class = Class {
    name: Any,
    context: false,
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
static IDENTIFIED: Class =
    Class { name: Any, context: false, closed: false, properties: &[("id", One, Text), ("type", One, Text)] };
static TYPED: Class =
    Class { name: Any, context: false, closed: false, properties: &[("id", Optional, Text), ("type", One, Text)] };

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
