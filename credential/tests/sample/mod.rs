//! A claim with everything in it, and keys to sign it with.

use credential::{
    Achievement, Claim, Credits, Decision, Element, FrameworkTerm, Issuer, IssuerKey, Learner, LearningOutcome, Level, Measure,
    MeasureKind, ReachableLevel, SecretKey, Sitting, Term, Time, Workload, europe,
};

/// When the samples are issued and looked at.
pub fn now() -> Time {
    "2026-11-24T03:00:00Z".parse().expect("a moment")
}

/// A key that is its own issuer.
pub fn did_key(seed: u8) -> IssuerKey {
    IssuerKey::did_key(SecretKey::from_bytes(&[seed; 32]))
}

/// A claim by the issuer `did`, with every element that a claim can have.
pub fn claim(did: &str) -> Claim {
    let text = str::to_owned;
    let term = |words: &str, uri: Option<&str>| Term { text: text(words), uri: uri.map(text) };
    let measure = |key: &str, name: &str, kind, value: &str, range: Option<(&str, &str)>, required: Option<&str>| Measure {
        key: text(key),
        name: text(name),
        kind,
        value: text(value),
        minimum: range.map(|(minimum, _)| text(minimum)),
        maximum: range.map(|(_, maximum)| text(maximum)),
        required: required.map(text),
        outcome: None,
    };
    let level =
        |key: &str, name: &str, what: &str| ReachableLevel { key: text(key), name: text(name), description: Some(text(what)) };
    Claim {
        id: text("urn:uuid:0b6a2f5e-6d3c-4f0e-9a57-3a1d1c1d5f10"),
        issuer: Issuer {
            did: text(did),
            name: text("Te Whare Ako \u{101}pure \"Example\""),
            url: Some(text("https://institute.example/")),
            email: Some(text("records@institute.example")),
            country: Some(text("NZ")),
            region: Some(text("Otago")),
        },
        learner: Learner {
            name: Some(text("Zo\u{eb} \u{41}\u{30a}str\u{f6}m 李")),
            email: text(" Zoe@Example.org "),
            salt: text("bm90IHNvIHJhbmRvbQ"),
        },
        achievement: Achievement {
            id: text("https://institute.example/micro-credentials/software-development"),
            title: text("Software Development"),
            description: text("Builds, tests and changes software that others rely on."),
            criteria: text(
                "An adaptive test of **20 to 40 items**.\n\n- P(mastery) of at least .95\n- a cut at `0.0` \\ logits\t(tab)",
            ),
            version: Some(text("1.0.0")),
            language: text("en-NZ"),
            outcomes: vec![
                LearningOutcome {
                    id: text("SD-1"),
                    text: text("Chooses a data structure by what is done with it"),
                    alignments: vec![FrameworkTerm {
                        framework: text("Example framework"),
                        name: text("computer programming"),
                        uri: text("https://framework.example/skills/1"),
                        code: Some(text("F.1")),
                        case: true,
                    }],
                },
                LearningOutcome { id: text("SD-2"), text: text("Finds the cause of a fault"), alignments: vec![] },
            ],
            level: Level { framework: text("NZQCF"), value: text("8"), uri: None, eqf: Some(7) },
            workload: Workload { hours: 52.5, credits: Some(Credits { value: 5.25, unit: text("NZ credits") }) },
            assessment_type: term("Supervised adaptive test", None),
            participation: europe::Mode::Blended.term(),
            quality_assurance: term("Internal moderation", None),
            prerequisites: Some(text("A first course in programming")),
            stackability: Some(text("Counts towards the Postgraduate Certificate")),
            review_by: Some(text("2027-11-23")),
            elements: vec![Element { kind: text("FormOfStudy"), term: term("Competency-based", None), code: None }],
            codes: vec![(text("NZSCED"), text("020113"))],
        },
        results: vec![
            measure(
                "mastery",
                "Probability of mastery",
                MeasureKind::Other(text("Probability")),
                "0.973",
                Some(("0", "1")),
                Some("0.95"),
            ),
            measure("ability", "Ability in logits", MeasureKind::ScaledScore, "-0.25", Some(("-6", "6")), Some("0")),
            measure("interval", "Ability, 90 % interval", MeasureKind::Other(text("Interval")), "-0.55 to 0.05", None, None),
            Measure {
                outcome: Some(text("SD-2")),
                ..measure(
                    "outcome-SD-2",
                    "Probability of mastery of SD-2",
                    MeasureKind::Percent,
                    "91.5",
                    Some(("0", "100")),
                    None,
                )
            },
            measure(
                "level",
                "Level reached",
                MeasureKind::Levels(vec![
                    level("developing", "Developing", "Changes what others wrote"),
                    level("proficient", "Proficient", "Writes what others rely on"),
                ]),
                "proficient",
                None,
                Some("proficient"),
            ),
        ],
        sitting: Some(Sitting {
            narrative: text("24 items; it ended because the decision was certain."),
            delivery: europe::Mode::Online.term(),
            supervision: europe::Supervision::SupervisedWithId.term(),
            identity: text("A tutor confirmed the seat"),
            decision: Some(Decision {
                prior: text("Normal with mean 0 and standard deviation 1"),
                rule: text("P(mastery) >= 0.95"),
            }),
            assessment: [0xa5; 32],
            bank: Some([0xb4; 32]),
            blueprint: Some([0xc3; 32]),
            log: [0x5a; 32],
        }),
        by_hand: None,
        evidence: vec![],
        image: Some(text("https://institute.example/micro-credentials/software-development/badge.svg")),
        status: vec![],
        endorsements: vec![],
        awarded_at: "2026-11-23T09:30:00.250Z".parse().expect("a moment"),
        valid_from: "2026-11-23T09:30:00.250Z".parse().expect("a moment"),
        valid_until: Some("2031-11-23T00:00:00Z".parse().expect("a moment")),
        specimen: Some(text("The items' keys are public, so this badge proves nothing about its holder.")),
    }
}
