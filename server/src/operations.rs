//! Everything that can be asked of the server: path, method, who may, what goes in and what comes out. The one table from which the
//! doors are guarded ([`crate::request::Staff`]) and the API is described ([`crate::openapi`]).

use api::path;
use api::staff::Permission;
use utoipa::openapi::path::HttpMethod;

use crate::access::Access;

/// What a body is.
#[derive(Clone, Copy)]
pub enum Body {
    /// There is none.
    Nothing,
    /// This type of [`api`].
    Json(&'static str),
    /// A list of these.
    List(&'static str),
    /// A signed credential.
    Credential,
    /// A picture.
    Picture,
    /// Some JSON object.
    Object,
    /// Plain text.
    Text,
}

/// One thing that can be asked for.
pub struct Operation {
    /// How.
    pub method: HttpMethod,
    /// Where; a template.
    pub path: &'static str,
    /// By whom.
    pub who: Access,
    /// In words.
    pub what: &'static str,
    /// The request's body.
    pub takes: Body,
    /// Status, what it means, what comes back.
    pub gives: &'static [(u16, &'static str, Body)],
}

const fn operation(
    method: HttpMethod,
    path: &'static str,
    who: Access,
    what: &'static str,
    takes: Body,
    gives: &'static [(u16, &'static str, Body)],
) -> Operation {
    Operation { method, path, who, what, takes, gives }
}

use Access::{Anyone, Learner, May, Staff};
use Body::{Credential, Json, List, Nothing, Object, Picture, Text};
use HttpMethod::{Delete, Get, Post, Put};
use Permission::{
    AcceptExposure, IssueCards, ManagePeople, ReadPeople, ReadQuestions, ReadSittings, ReadTrail, RunClasses, RunSittings,
};

/// An error.
pub const PROBLEM: Body = Json("ProblemDetails");

/// Everything, in the order of the paths.
pub const OPERATIONS: &[Operation] = &[
    operation(
        Get,
        path::CATALOGUE,
        Anyone,
        "What can be studied here",
        Nothing,
        &[(200, "Everything on offer", Json("Catalogue"))],
    ),
    operation(
        Get,
        path::MICRO_CREDENTIAL,
        Anyone,
        "Everything about one micro-credential",
        Nothing,
        &[(200, "It", Json("MicroCredential")), (404, "There is none of this name", PROBLEM)],
    ),
    operation(
        Post,
        path::PRACTICE,
        Anyone,
        "Begin to practise: bank, keys and seed for a session in the browser",
        Nothing,
        &[(200, "All that is needed", Json("PracticeStart")), (404, "There is no practice of this name", PROBLEM)],
    ),
    operation(
        Get,
        path::PRACTICE_MEDIA,
        Anyone,
        "A picture of a practice item",
        Nothing,
        &[(200, "The picture", Picture), (404, "No practice item shows it", PROBLEM)],
    ),
    operation(
        Post,
        path::PRACTICE_RESULT,
        Anyone,
        "Hand in a practice log; the same ticket with the same log gets the same answer",
        Json("PracticeSubmit"),
        &[
            (200, "What the server's replay gives", Json("PracticeReceipt")),
            (409, "The ticket was used for another log", PROBLEM),
            (410, "The ticket is not valid", PROBLEM),
            (422, "The log does not replay; the first difference", PROBLEM),
        ],
    ),
    operation(
        Post,
        path::JOIN,
        Anyone,
        "Join with the code of a class or of a sitting; sets the learner's cookie",
        Json("Join"),
        &[
            (200, "The learner", Json("Me")),
            (404, "The code opens nothing", PROBLEM),
            (422, "A value cannot be taken", PROBLEM),
            (429, "Too many tries failed", PROBLEM),
        ],
    ),
    operation(
        Post,
        path::FOLLOW_LINK,
        Anyone,
        "Come back by a return card, its link or its code; sets the learner's cookie, consumes nothing",
        Json("FollowLink"),
        &[(200, "The learner", Json("Me")), (404, "It opens nothing", PROBLEM), (429, "Too many tries failed", PROBLEM)],
    ),
    operation(Get, path::ME, Learner, "What is the learner's own", Nothing, &[(200, "The learner", Json("Me"))]),
    operation(
        Post,
        path::MY_CARD,
        Learner,
        "Make a new return card; the old one opens nothing any more",
        Nothing,
        &[(201, "The card, shown once", Json("ReturnCard"))],
    ),
    operation(Post, path::SIGN_OUT, Anyone, "End the sessions that the cookies name", Nothing, &[(204, "Ended", Nothing)]),
    operation(
        Post,
        path::SEAT_START,
        Learner,
        "Begin an attempt; a retry gives the same one",
        Nothing,
        &[
            (200, "The attempt that is running", Json("AttemptView")),
            (201, "A new attempt", Json("AttemptView")),
            (404, "No seat of yours", PROBLEM),
            (409, "No attempt may begin now", PROBLEM),
        ],
    ),
    operation(
        Post,
        path::SEAT_SIT,
        Learner,
        "Begin in an open sitting, or go on: bank, keys and what of the log is on record",
        Nothing,
        &[
            (200, "The attempt that is running", Json("SittingStart")),
            (201, "A new attempt", Json("SittingStart")),
            (404, "No seat of yours", PROBLEM),
            (409, "The seat is in no open sitting, or no attempt may begin now", PROBLEM),
        ],
    ),
    operation(
        Get,
        path::SEAT_MEDIA,
        Learner,
        "A picture of a sitting's items, while it is open",
        Nothing,
        &[(200, "The picture", Picture), (404, "No item shows it, or the seat is in no open sitting", PROBLEM)],
    ),
    operation(
        Post,
        path::ATTEMPT_LOG,
        Learner,
        "Send the log of a sitting's session, finished or not. A retry is always safe",
        Json("LogSubmit"),
        &[
            (201, "All of it is on disk", Json("LogReceipt")),
            (404, "No attempt of yours", PROBLEM),
            (409, "It contradicts what is on record; the first difference", PROBLEM),
            (410, "The ticket is not this attempt's", PROBLEM),
            (422, "The log does not replay; the first difference", PROBLEM),
            (503, "Nothing was stored; send it again", PROBLEM),
        ],
    ),
    operation(
        Get,
        path::ATTEMPT,
        Learner,
        "An attempt as the player shows it",
        Nothing,
        &[(200, "The attempt", Json("AttemptView")), (404, "No attempt of yours", PROBLEM)],
    ),
    operation(
        Post,
        path::ATTEMPT_EVENTS,
        Learner,
        "Answer, hand in, pause, resume, end. A retry is always safe",
        Json("EventRequest"),
        &[
            (201, "It is on disk", Json("AttemptView")),
            (404, "No attempt of yours", PROBLEM),
            (409, "The sequence number is taken by something else: how the attempt stands", Json("AttemptView")),
            (422, "The session refuses it", PROBLEM),
            (503, "Nothing was stored; send it again", PROBLEM),
        ],
    ),
    operation(
        Get,
        path::ATTEMPT_MEDIA,
        Learner,
        "A picture of the block that is shown",
        Nothing,
        &[(200, "The picture", Picture), (404, "The block has no such picture", PROBLEM)],
    ),
    operation(
        Get,
        path::ATTEMPT_RESULT,
        Learner,
        "What a finished attempt came to",
        Nothing,
        &[
            (200, "The result", Json("AttemptResult")),
            (404, "No attempt of yours", PROBLEM),
            (409, "It is not finished", PROBLEM),
        ],
    ),
    operation(
        Get,
        path::ATTEMPT_CREDENTIAL,
        Learner,
        "The signed credential",
        Nothing,
        &[(200, "An OpenBadgeCredential", Credential), (404, "There is none", PROBLEM)],
    ),
    operation(
        Put,
        path::ATTEMPT_SHARE,
        Learner,
        "Make a public page for the badge, or change it",
        Json("ShareRequest"),
        &[(200, "Where it is", Json("Shared")), (404, "No attempt of yours", PROBLEM), (409, "There is no badge", PROBLEM)],
    ),
    operation(
        Delete,
        path::ATTEMPT_SHARE,
        Learner,
        "Withdraw the public page",
        Nothing,
        &[(204, "Withdrawn", Nothing), (404, "No attempt of yours", PROBLEM)],
    ),
    operation(
        Get,
        path::SHARED,
        Anyone,
        "A shared badge, for whoever has the link",
        Nothing,
        &[(200, "The badge", Json("SharedCredential")), (404, "Nothing is shared under this link", PROBLEM)],
    ),
    operation(
        Get,
        path::SHARED_CREDENTIAL,
        Anyone,
        "The signed credential behind a share link",
        Nothing,
        &[(200, "An OpenBadgeCredential", Credential), (404, "Nothing is shared under this link", PROBLEM)],
    ),
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
    operation(
        Get,
        path::QUESTIONS,
        May(ReadQuestions),
        "The questions of a bank with their keys",
        Nothing,
        &[(200, "They", Json("Questions")), (404, "There is no micro-credential of this name", PROBLEM)],
    ),
    operation(
        Get,
        path::QUESTION_MEDIA,
        May(ReadQuestions),
        "A picture of any item of a bank",
        Nothing,
        &[(200, "The picture", Picture), (404, "No item shows it", PROBLEM)],
    ),
    operation(
        Post,
        path::EXPOSURE,
        May(AcceptExposure),
        "Accept that the sealed assessment asks what has been in browsers",
        Json("AcceptExposure"),
        &[
            (200, "What has been in browsers", Json("Exposure")),
            (404, "There is no micro-credential of this name", PROBLEM),
            (409, "There is nothing to accept", PROBLEM),
            (422, "A value cannot be taken", PROBLEM),
        ],
    ),
    operation(
        Get,
        path::SIMULATION,
        May(ReadQuestions),
        "All that simulating a micro-credential's assessments takes: bank, keys and blueprints",
        Nothing,
        &[(200, "It", Json("SimulationStart")), (404, "There is no micro-credential of this name", PROBLEM)],
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
    operation(Get, path::TRAIL, May(ReadTrail), "What staff did", Nothing, &[(200, "The newest first", Json("Trail"))]),
    operation(Get, "/api/openapi.json", Anyone, "This description", Nothing, &[(200, "OpenAPI 3.1", Object)]),
    operation(
        Get,
        "/.well-known/did.json",
        Anyone,
        "Who issues badges here (did:web)",
        Nothing,
        &[(200, "A DID document", Object), (404, "The identity is a did:key", PROBLEM)],
    ),
    operation(Get, "/healthz", Anyone, "Whether the process answers", Nothing, &[(200, "It does", Text)]),
    operation(
        Get,
        "/readyz",
        Anyone,
        "Whether records can be written",
        Nothing,
        &[(200, "They can", Text), (503, "They cannot", PROBLEM)],
    ),
];

/// The operation at a path's template.
pub fn at(method: &HttpMethod, path: &str) -> Option<&'static Operation> {
    OPERATIONS.iter().find(|operation| operation.path == path && operation.method == *method)
}
