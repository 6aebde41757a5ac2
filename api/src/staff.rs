//! The people who run assessments: their roles, their accounts, and the trail of what they did.

use serde::{Deserialize, Serialize};

/// What somebody is here for. One person may hold several.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Role {
    /// Runs the server: may do everything, and gives the other roles.
    Owner,
    /// Answers for the questions and their keys.
    Author,
    /// Lets learners in and confirms who sat.
    Assessor,
    /// Opens sittings, watches them, signs them off.
    Invigilator,
    /// Reads the questions to judge the pass mark; for a time.
    Judge,
    /// Reads everything and changes nothing; for a time.
    Moderator,
}

impl Role {
    /// All of them, in the order in which people read them.
    pub const ALL: [Self; 6] = [Self::Owner, Self::Author, Self::Assessor, Self::Invigilator, Self::Judge, Self::Moderator];

    /// As stored and sent.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Owner => "owner",
            Self::Author => "author",
            Self::Assessor => "assessor",
            Self::Invigilator => "invigilator",
            Self::Judge => "judge",
            Self::Moderator => "moderator",
        }
    }

    /// Whether it is only ever given for a time: its holders are guests.
    pub const fn expires(self) -> bool {
        matches!(self, Self::Judge | Self::Moderator)
    }
}

/// What one may do. Each thing that staff can do on the server asks for one of these, or for none but being signed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Permission {
    /// See class codes, seats and results.
    ReadClasses,
    /// Make class codes and personal links, confirm seats.
    RunClasses,
    /// See sittings and who is in them.
    ReadSittings,
    /// Open sittings, extend, close, sign off.
    RunSittings,
    /// Give a learner a new return card.
    IssueCards,
    /// See the questions with their keys.
    ReadQuestions,
    /// Accept that a sealed assessment asks what has been in browsers.
    AcceptExposure,
    /// See who works here.
    ReadPeople,
    /// Invite people, change their roles, give them links for a new password.
    ManagePeople,
    /// See what staff did.
    ReadTrail,
    /// Make and change banks in the workshop, and propose to publish them.
    EditBanks,
    /// Sign off what somebody else proposed to publish, and withdraw publications.
    SignOffBanks,
    // Running it.
    /// See how an attempt came to its verdict, and export results.
    ReadTrails,
    /// See what learners report and appeal.
    ReadConcerns,
    /// Decide it.
    DecideConcerns,
    /// See what answers say of the items, keys among it.
    ReadStatistics,
    /// Correct a key, and decide what becomes of badges.
    CorrectKeys,
    /// Make simulated learners, and remove them.
    RunDemo,
    // Credentials.
    /// See credentials that were signed, and what became of them.
    ReadCredentials,
    /// Revoke, suspend and sign again, change a holder's name, give one by hand.
    DecideCredentials,
    /// Make new keys, and say that one was stolen.
    ManageKeys,
    // Pathways.
    /// See who is how far on pathways, and badges from elsewhere.
    ReadPathways,
    /// Recognise badges from elsewhere or decline them, and decide about awards whose parts hold no more.
    RecogniseBadges,
}

impl Permission {
    /// All of them.
    pub const ALL: [Self; 23] = [
        Self::ReadClasses,
        Self::RunClasses,
        Self::ReadSittings,
        Self::RunSittings,
        Self::IssueCards,
        Self::ReadQuestions,
        Self::AcceptExposure,
        Self::ReadPeople,
        Self::ManagePeople,
        Self::ReadTrail,
        Self::EditBanks,
        Self::SignOffBanks,
        Self::ReadTrails,
        Self::ReadConcerns,
        Self::DecideConcerns,
        Self::ReadStatistics,
        Self::CorrectKeys,
        Self::RunDemo,
        Self::ReadCredentials,
        Self::DecideCredentials,
        Self::ManageKeys,
        Self::ReadPathways,
        Self::RecogniseBadges,
    ];
}

/// A role that somebody holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Grant {
    /// Which.
    pub role: Role,
    /// Until when (Unix milliseconds), where it ends.
    pub expires_at: Option<i64>,
}

/// A role to give.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewGrant {
    /// Which.
    pub role: Role,
    /// For how many days, 1 to 365; needed for judges and moderators.
    pub days: Option<u32>,
}

/// Inviting somebody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewStaff {
    /// Their name.
    pub name: String,
    /// Their e-mail, to sign in with.
    pub email: String,
    /// At least one.
    pub roles: Vec<NewGrant>,
}

/// The roles that somebody is to hold from now on, in place of those they held.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewRoles {
    /// At least one.
    pub roles: Vec<NewGrant>,
}

/// Somebody who works here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StaffRow {
    /// For [`crate::path::STAFF`].
    pub id: String,
    /// Their name.
    pub name: String,
    /// Their e-mail.
    pub email: String,
    /// What they hold, also what has run out.
    pub roles: Vec<Grant>,
    /// Whether they have a password yet.
    pub joined: bool,
    /// Whether the account was closed.
    pub closed: bool,
}

/// A link with which somebody sets a password: for an invitation, or in place of a forgotten one. Shown once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PasswordLink {
    /// Of the account.
    pub staff: String,
    /// The whole address; its secret is in the fragment.
    pub url: String,
    /// Until when it opens (Unix milliseconds).
    pub expires_at: i64,
}

/// Setting a password with such a link.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SetPassword {
    /// What stood in the link's fragment.
    pub token: String,
    /// At least 12 characters.
    pub password: String,
}

/// Changing one's own password.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChangePassword {
    /// The one that holds now.
    pub old: String,
    /// At least 12 characters.
    pub new: String,
}

/// Something that staff did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TrailEntry {
    /// From 1, in order.
    pub number: u64,
    /// When (Unix milliseconds).
    pub at: i64,
    /// Who: their name; absent where it was the server or its command line.
    pub who: Option<String>,
    /// What.
    pub action: TrailAction,
    /// Whom or what it concerned: a name, or an id where there is no name any more.
    pub about: String,
    /// Reason, roles and the like.
    pub detail: String,
}

/// The trail, the newest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Trail {
    /// At most a thousand.
    pub entries: Vec<TrailEntry>,
}

/// What staff can do that leaves a trace.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum TrailAction {
    /// The server was set up.
    SetUp,
    /// Somebody signed in.
    SignedIn,
    /// Somebody was invited.
    Invited,
    /// Roles were given or taken.
    RolesChanged,
    /// An account was closed.
    AccountClosed,
    /// A link for a new password was made.
    PasswordLinkMade,
    /// A password was set with a link.
    PasswordSet,
    /// Somebody changed their own password.
    PasswordChanged,
    /// A class code was made.
    CodeMade,
    /// A class code was closed.
    CodeRevoked,
    /// A learner with a personal link was made.
    LearnerMade,
    /// A seat was confirmed.
    SeatConfirmed,
    /// A return card took the place of another.
    CardReissued,
    /// A sitting was opened.
    SittingOpened,
    /// A sitting was given more time.
    SittingExtended,
    /// A sitting was closed.
    SittingClosed,
    /// What was on record of an attempt was handed in for its learner.
    HandedIn,
    /// A sitting was signed off.
    SittingSignedOff,
    /// That items have been in browsers was accepted.
    ExposureAccepted,
    /// A bank was begun in the workshop.
    BankMade,
    /// A bank of the server's folder was taken into the workshop.
    BankTaken,
    /// Files of a bank were changed.
    BankChanged,
    /// A bank was proposed for publication.
    PublicationProposed,
    /// A publication was signed off.
    PublicationSigned,
    /// A publication was refused.
    PublicationRefused,
    /// A publication was withdrawn.
    PublicationWithdrawn,
    // Running it.
    /// A cohort was made.
    CohortMade,
    /// When a cohort may begin was changed.
    CohortChanged,
    /// Learners were taken from a table.
    LearnersImported,
    /// Everyone in a cohort got a new return card.
    CardsReissued,
    /// A learner was given another amount of time.
    ExtraTimeSet,
    /// Somebody went on with what a learner reported or appealed.
    ConcernStepped,
    /// Another key was proposed.
    KeyProposed,
    /// A key was corrected.
    KeyCorrected,
    /// A proposed key was dropped.
    KeyDropped,
    /// What becomes of a badge was decided.
    BadgeDecided,
    /// Something was exported.
    Exported,
    /// Simulated learners were made.
    DemoMade,
    /// Simulated learners were removed.
    DemoRemoved,
    /// A study of a pass mark was begun.
    CutStudyMade,
    /// A study of a pass mark went on.
    CutStudyAdvanced,
    /// A judge was invited, or was given another link.
    JudgeInvited,
    /// A judge's link was taken back.
    JudgeRevoked,
    /// A pass mark was taken from a study.
    CutAdopted,
    // Credentials.
    /// A credential was revoked.
    CredentialRevoked,
    /// A credential was suspended.
    CredentialSuspended,
    /// A suspension was lifted.
    SuspensionLifted,
    /// A credential was signed again.
    CredentialReissued,
    /// A learner was given another name.
    LearnerRenamed,
    /// A learner's wish for another name was declined.
    NameDeclined,
    /// A credential was proposed to be given by hand.
    HandAwardProposed,
    /// A credential was given by hand.
    HandAwardSigned,
    /// A credential was not given by hand.
    HandAwardRefused,
    /// A new key signs.
    KeysRotated,
    /// A key was said to be stolen.
    KeyWithdrawn,
    // Pathways.
    /// A badge from elsewhere was recognised.
    BadgeRecognised,
    /// A badge from elsewhere was declined.
    BadgeDeclined,
    /// Documents of another issuer were given.
    IssuerDocumentGiven,
    /// What becomes of a pathway's award was decided, a part of which holds no more.
    PathwayAwardDecided,
}
