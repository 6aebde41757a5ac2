//! Pathways, badges from elsewhere, and the principles that a micro-credential meets.

use api::path;
use api::staff::Permission::{ReadPathways, RecogniseBadges};
use utoipa::openapi::path::HttpMethod::{Delete, Get, Post};

use super::Body::{Json, List, Nothing, Picture};
use super::{Operation, PROBLEM, operation};
use crate::access::Access::{Anyone, Learner, May};

pub(super) const ALL: &[Operation] = &[
    operation(
        Get,
        path::PATHWAY_PICTURE_SVG,
        Anyone,
        "The picture of a pathway's award, as SVG",
        Nothing,
        &[(200, "The picture", Picture), (404, "There is no pathway of this name", PROBLEM)],
    ),
    operation(
        Get,
        path::PATHWAY_PICTURE_PNG,
        Anyone,
        "The picture of a pathway's award, as PNG",
        Nothing,
        &[(200, "The picture", Picture), (404, "There is no pathway of this name", PROBLEM)],
    ),
    operation(
        Get,
        path::PRINCIPLES,
        Anyone,
        "How a micro-credential meets the ten principles: fact by fact",
        Nothing,
        &[(200, "The ten", Json("Principles")), (404, "There is none of this name", PROBLEM)],
    ),
    operation(
        Get,
        path::PATHWAYS,
        Anyone,
        "What several credentials add up to here",
        Nothing,
        &[(200, "All pathways", List("PathwayView"))],
    ),
    operation(
        Get,
        path::PATHWAY,
        Anyone,
        "Everything about one pathway",
        Nothing,
        &[(200, "It", Json("PathwayView")), (404, "There is none of this name", PROBLEM)],
    ),
    operation(
        Get,
        path::MY_PATHWAYS,
        Learner,
        "How far one is on each pathway, and the badges that one brought; what is due is awarded",
        Nothing,
        &[(200, "All of it", Json("MyPathways"))],
    ),
    operation(
        Post,
        path::MY_BADGES,
        Learner,
        "Bring a badge from elsewhere",
        Json("ImportBadge"),
        &[
            (201, "It, as it was verified", Json("MyBadge")),
            (409, "It is here already, or no more can be kept", PROBLEM),
            (413, "It is too large", PROBLEM),
            (422, "It is not valid, or no badge", PROBLEM),
            (429, "Too many were looked at with questions to their issuers", PROBLEM),
        ],
    ),
    operation(
        Delete,
        path::MY_BADGE,
        Learner,
        "Remove a badge that one brought from elsewhere",
        Nothing,
        &[(204, "Removed", Nothing), (404, "No badge of yours", PROBLEM), (409, "An award rests on it", PROBLEM)],
    ),
    operation(
        Get,
        path::BADGES,
        May(ReadPathways),
        "Badges that learners brought from elsewhere",
        Nothing,
        &[(200, "All of them", Json("ImportedBadges"))],
    ),
    operation(
        Post,
        path::BADGE_DECISION,
        May(RecogniseBadges),
        "Recognise a badge from elsewhere, or decline it",
        Json("Recognise"),
        &[
            (200, "It", Json("BadgeRow")),
            (404, "There is none of this name", PROBLEM),
            (409, "It is not verified, or it is another learner's", PROBLEM),
            (422, "A value cannot be taken", PROBLEM),
        ],
    ),
    operation(
        Post,
        path::BADGE_DOCUMENTS,
        May(RecogniseBadges),
        "Look at a badge from elsewhere again, with documents of its issuer",
        Json("GivenDocuments"),
        &[
            (200, "It", Json("BadgeRow")),
            (404, "There is none of this name", PROBLEM),
            (409, "It was verified before and cannot be at the moment", PROBLEM),
            (422, "A value cannot be taken", PROBLEM),
        ],
    ),
    operation(
        Get,
        path::TUTOR_PATHWAYS,
        May(ReadPathways),
        "Pathways, who is how far, and what they brought",
        Nothing,
        &[(200, "All of it", Json("PathwayOverview"))],
    ),
    operation(
        Post,
        path::AWARD_DECISION,
        May(RecogniseBadges),
        "Decide about an award, a part of which holds no more",
        Json("DecideAward"),
        &[
            (200, "It", Json("AwardRow")),
            (404, "There is none of this name", PROBLEM),
            (409, "There is nothing to decide", PROBLEM),
            (422, "A value cannot be taken", PROBLEM),
        ],
    ),
];
