//! Credentials after they were signed: status, names, keys, those given by hand.

use api::path;
use api::staff::Permission::{DecideCredentials, ManageKeys, ReadCredentials};
use utoipa::openapi::path::HttpMethod::{Get, Post, Put};

use super::Body::{Credential, Json, List, Nothing, Picture};
use super::{Operation, PROBLEM, operation};
use crate::access::Access::{Anyone, May};

pub(super) const ALL: &[Operation] = &[
    operation(
        Get,
        path::STATUS_LIST,
        Anyone,
        "A signed status list: which credentials are revoked, or suspended",
        Nothing,
        &[(200, "It", Credential), (404, "There is none of this name", PROBLEM)],
    ),
    operation(
        Get,
        path::PICTURE_SVG,
        Anyone,
        "The picture of a micro-credential, as SVG",
        Nothing,
        &[(200, "The picture", Picture), (404, "There is no micro-credential of this name", PROBLEM)],
    ),
    operation(
        Get,
        path::PICTURE_PNG,
        Anyone,
        "The picture of a micro-credential, as PNG",
        Nothing,
        &[(200, "The picture", Picture), (404, "There is no micro-credential of this name", PROBLEM)],
    ),
    operation(
        Get,
        path::CREDENTIALS,
        May(ReadCredentials),
        "Credentials that were signed, and those proposed to be given by hand",
        Nothing,
        &[(200, "They", Json("Credentials"))],
    ),
    operation(
        Get,
        path::CREDENTIAL,
        May(ReadCredentials),
        "A credential and what became of it",
        Nothing,
        &[(200, "It", Json("CredentialRow")), (404, "There is none of this name", PROBLEM)],
    ),
    operation(
        Post,
        path::CREDENTIAL_STATUS,
        May(DecideCredentials),
        "Revoke a credential, suspend it, or lift its suspension",
        Json("ChangeStatus"),
        &[
            (200, "It", Json("CredentialRow")),
            (404, "There is none of this name", PROBLEM),
            (409, "Its status cannot become that", PROBLEM),
            (422, "A value cannot be taken", PROBLEM),
        ],
    ),
    operation(
        Post,
        path::CREDENTIAL_REISSUE,
        May(DecideCredentials),
        "Sign a credential again; the one before is revoked",
        Json("Reissue"),
        &[
            (200, "The one that takes its place", Json("CredentialRow")),
            (404, "There is none of this name", PROBLEM),
            (409, "Another took its place", PROBLEM),
            (422, "A value cannot be taken", PROBLEM),
        ],
    ),
    operation(
        Put,
        path::LEARNER_NAME,
        May(DecideCredentials),
        "Give a learner another name; credentials that say the former one are signed again",
        Json("ChangeName"),
        &[
            (200, "Those signed again", List("CredentialRow")),
            (404, "There is no such learner", PROBLEM),
            (422, "A value cannot be taken", PROBLEM),
        ],
    ),
    operation(
        Get,
        path::NAME_REQUESTS,
        May(DecideCredentials),
        "Other names that learners asked for and that wait for somebody's word",
        Nothing,
        &[(200, "The oldest first", List("NameRequestRow"))],
    ),
    operation(
        Post,
        path::NAME_REQUEST_DECISION,
        May(DecideCredentials),
        "Give a learner the name that they asked for, or say why not",
        Json("DecideName"),
        &[
            (204, "Decided", Nothing),
            (404, "Nobody asked, or they took it back", PROBLEM),
            (409, "It was decided", PROBLEM),
            (422, "A value cannot be taken", PROBLEM),
        ],
    ),
    operation(
        Post,
        path::HAND_AWARDS,
        May(DecideCredentials),
        "Propose to give a credential by hand",
        Json("NewHandAward"),
        &[(201, "The proposal", Json("HandAward")), (422, "A value cannot be taken", PROBLEM)],
    ),
    operation(
        Post,
        path::HAND_AWARD_DECISION,
        May(DecideCredentials),
        "Give by hand what somebody else proposed, or refuse it",
        Json("DecideHandAward"),
        &[
            (200, "The proposal", Json("HandAward")),
            (404, "There is none of this name", PROBLEM),
            (409, "It was decided, or whoever decides proposed it", PROBLEM),
            (422, "A value cannot be taken", PROBLEM),
        ],
    ),
    operation(Get, path::KEYS, May(ManageKeys), "The keys that sign here", Nothing, &[(200, "They", Json("KeyRing"))]),
    operation(
        Post,
        path::KEYS_ROTATE,
        May(ManageKeys),
        "Let a new key sign; what the old one signed stays valid",
        Nothing,
        &[(200, "The keys", Json("KeyRing"))],
    ),
    operation(
        Post,
        path::KEY_WITHDRAW,
        May(ManageKeys),
        "Say that a key was stolen; what it signed is signed again",
        Nothing,
        &[
            (200, "The keys", Json("KeyRing")),
            (404, "There is none of this name", PROBLEM),
            (409, "It was withdrawn already", PROBLEM),
        ],
    ),
];
