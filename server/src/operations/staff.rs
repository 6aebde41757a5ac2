//! Signing in, and who works here.

use api::path;
use api::staff::Permission::{ManagePeople, ReadPeople};
use utoipa::openapi::path::HttpMethod::{Delete, Get, Post, Put};

use super::Body::{Json, List, Nothing};
use super::{Operation, PROBLEM, operation};
use crate::access::Access::{Anyone, May, Staff};

pub(super) const ALL: &[Operation] = &[
    operation(
        Post,
        path::SETUP,
        Anyone,
        "Make the first account, an owner's, with the link printed at first start; sets the cookie",
        Json("Setup"),
        &[
            (201, "The tutor's page", Json("Overview")),
            (404, "Not the link", PROBLEM),
            (410, "Set up already", PROBLEM),
            (422, "A value cannot be taken", PROBLEM),
            (429, "Too many tries failed", PROBLEM),
        ],
    ),
    operation(
        Post,
        path::SIGN_IN,
        Anyone,
        "Sign in as one who works here; sets the cookie",
        Json("SignIn"),
        &[
            (200, "The tutor's page", Json("Overview")),
            (401, "E-mail and password do not belong together", PROBLEM),
            (429, "Too many tries failed", PROBLEM),
        ],
    ),
    operation(
        Post,
        path::SET_PASSWORD,
        Anyone,
        "Set a password with an invitation or a reset link; sets the cookie",
        Json("SetPassword"),
        &[
            (200, "The page", Json("Overview")),
            (404, "The link opens nothing, or no longer", PROBLEM),
            (422, "A value cannot be taken", PROBLEM),
            (429, "Too many tries failed", PROBLEM),
        ],
    ),
    operation(
        Post,
        path::PASSWORD,
        Staff,
        "Change one's own password; ends the account's other sessions",
        Json("ChangePassword"),
        &[
            (204, "Changed", Nothing),
            (409, "The old password is another", PROBLEM),
            (422, "A value cannot be taken", PROBLEM),
            (429, "Too many tries failed", PROBLEM),
        ],
    ),
    operation(Get, path::PEOPLE, May(ReadPeople), "Who works here", Nothing, &[(200, "Everyone", List("StaffRow"))]),
    operation(
        Post,
        path::PEOPLE,
        May(ManagePeople),
        "Invite somebody",
        Json("NewStaff"),
        &[
            (201, "Their link, shown once", Json("PasswordLink")),
            (409, "Somebody has this e-mail already", PROBLEM),
            (422, "A value cannot be taken", PROBLEM),
        ],
    ),
    operation(
        Delete,
        path::STAFF,
        May(ManagePeople),
        "Close an account",
        Nothing,
        &[(204, "Closed", Nothing), (404, "There is none of this name", PROBLEM), (409, "It is the last owner's", PROBLEM)],
    ),
    operation(
        Put,
        path::STAFF_ROLES,
        May(ManagePeople),
        "Give somebody other roles",
        Json("NewRoles"),
        &[
            (200, "Their row", Json("StaffRow")),
            (404, "There is none of this name", PROBLEM),
            (409, "It is the last owner's", PROBLEM),
            (422, "A value cannot be taken", PROBLEM),
        ],
    ),
    operation(
        Post,
        path::STAFF_LINK,
        May(ManagePeople),
        "Make a link for a new password; it takes the place of an earlier one",
        Nothing,
        &[(201, "The link, shown once", Json("PasswordLink")), (404, "There is none of this name", PROBLEM)],
    ),
];
