//! A tutor's desk, codes and cards, and sittings under supervision.

use api::path;
use api::staff::Permission::{IssueCards, ReadSittings, RunClasses, RunSittings};
use utoipa::openapi::path::HttpMethod::{Delete, Get, Post};

use super::Body::{Json, Nothing};
use super::{Operation, PROBLEM, operation};
use crate::access::Access::{May, Staff};

pub(super) const ALL: &[Operation] = &[
    operation(
        Get,
        path::TUTOR,
        Staff,
        "What one may do here, and what of codes, seats and sittings one may see",
        Nothing,
        &[(200, "The page", Json("Overview"))],
    ),
    operation(
        Post,
        path::TUTOR_CODES,
        May(RunClasses),
        "Make a class code",
        Json("NewCode"),
        &[(201, "The code", Json("ClassCode")), (422, "A value cannot be taken", PROBLEM)],
    ),
    operation(
        Delete,
        path::TUTOR_CODE,
        May(RunClasses),
        "Close a class code",
        Nothing,
        &[(204, "Closed", Nothing), (404, "There is none of this name", PROBLEM)],
    ),
    operation(
        Post,
        path::TUTOR_LINKS,
        May(RunClasses),
        "Make a learner with a seat and a return card",
        Json("NewLink"),
        &[(201, "Their return card, shown once", Json("ReturnCard")), (422, "A value cannot be taken", PROBLEM)],
    ),
    operation(
        Post,
        path::SEAT_CONFIRM,
        May(RunClasses),
        "Confirm who sat in a seat; issues the badge where one was earned",
        Nothing,
        &[
            (200, "The seat", Json("SeatRow")),
            (404, "There is none of this name", PROBLEM),
            (409, "Nobody has begun in it", PROBLEM),
        ],
    ),
    operation(
        Post,
        path::SEAT_CARD,
        May(IssueCards),
        "Give a learner a new return card; the old one, and sessions opened with it, open nothing any more",
        Nothing,
        &[
            (201, "The card, shown once", Json("ReturnCard")),
            (404, "There is no seat of this name that is yours to serve", PROBLEM),
        ],
    ),
    operation(
        Post,
        path::SITTINGS,
        May(RunSittings),
        "Open a sitting",
        Json("NewSitting"),
        &[
            (201, "The sitting and its code", Json("SittingCard")),
            (409, "A sitting needs https", PROBLEM),
            (422, "A value cannot be taken", PROBLEM),
        ],
    ),
    operation(
        Get,
        path::SITTING,
        May(ReadSittings),
        "A sitting and who is in it",
        Nothing,
        &[(200, "It", Json("SittingView")), (404, "There is none of this name", PROBLEM)],
    ),
    operation(
        Post,
        path::SITTING_EXTEND,
        May(RunSittings),
        "Give an open sitting more time",
        Json("Extension"),
        &[
            (200, "It", Json("SittingView")),
            (404, "There is none of this name", PROBLEM),
            (409, "It is closed", PROBLEM),
            (422, "A value cannot be taken", PROBLEM),
        ],
    ),
    operation(
        Post,
        path::SITTING_CLOSE,
        May(RunSittings),
        "Close a sitting; logs of before are still taken",
        Nothing,
        &[(200, "It", Json("SittingView")), (404, "There is none of this name", PROBLEM)],
    ),
    operation(
        Post,
        path::SITTING_HAND_IN,
        May(RunSittings),
        "Hand in what is on record of an attempt in a closed sitting",
        Nothing,
        &[
            (200, "The sitting", Json("SittingView")),
            (404, "There is none of this name, or no attempt in it", PROBLEM),
            (409, "The sitting is open, or the attempt handed in", PROBLEM),
        ],
    ),
    operation(
        Post,
        path::SITTING_SIGN_OFF,
        May(RunSittings),
        "Sign a closed sitting off; issues the badges that were earned",
        Json("SignOff"),
        &[
            (200, "It", Json("SittingView")),
            (404, "There is none of this name", PROBLEM),
            (409, "It is open, or signed off", PROBLEM),
            (422, "A value cannot be taken", PROBLEM),
        ],
    ),
];
