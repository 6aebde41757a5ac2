//! Where things are on the server. Paths with a `{name}` are templates; [`fill`] puts values in.

/// GET [`crate::catalogue::Catalogue`].
pub const CATALOGUE: &str = "/api/catalogue";
/// GET [`crate::catalogue::MicroCredential`].
pub const MICRO_CREDENTIAL: &str = "/api/micro-credentials/{id}";
/// GET, the pictures of practice items.
pub const PRACTICE_MEDIA: &str = "/api/practice/{id}/media/{name}";
/// POST, gives [`crate::practice::PracticeStart`].
pub const PRACTICE: &str = "/api/practice/{id}";
/// POST [`crate::practice::PracticeSubmit`], gives [`crate::practice::PracticeReceipt`].
pub const PRACTICE_RESULT: &str = "/api/practice-results";
/// POST [`crate::learner::Join`], sets the cookie, gives [`crate::learner::Me`].
pub const JOIN: &str = "/api/join";
/// POST [`crate::learner::FollowLink`], a link's secret or a return code, sets the cookie, gives [`crate::learner::Me`].
pub const FOLLOW_LINK: &str = "/api/follow-link";
/// GET [`crate::learner::Me`].
pub const ME: &str = "/api/me";
/// POST, makes a new return card in place of the old one; gives [`crate::learner::ReturnCard`].
pub const MY_CARD: &str = "/api/me/card";
/// POST, ends whatever session the cookie names.
pub const SIGN_OUT: &str = "/api/sign-out";
/// POST, begins the attempt of a seat; gives [`crate::attempt::AttemptView`]. A retry gives the same attempt.
pub const SEAT_START: &str = "/api/seats/{id}/start";
/// POST, begins the attempt of a seat in an open sitting, or gives the one that is running; gives [`crate::sitting::SittingStart`].
pub const SEAT_SIT: &str = "/api/seats/{id}/sit";
/// GET, the pictures of a sitting's items, for those in it and as long as it is open.
pub const SEAT_MEDIA: &str = "/api/seats/{id}/media/{name}";
/// POST [`crate::sitting::LogSubmit`], 201 [`crate::sitting::LogReceipt`]: on disk. A retry is always safe.
/// 409 where it contradicts what is on record, 422 where it does not replay: the first difference.
pub const ATTEMPT_LOG: &str = "/api/attempts/{id}/log";
/// GET [`crate::attempt::AttemptView`].
pub const ATTEMPT: &str = "/api/attempts/{id}";
/// POST [`crate::attempt::EventRequest`], 201 [`crate::attempt::AttemptView`]: on disk. A retry is always safe.
/// 409 [`crate::attempt::AttemptView`] where the sequence number is taken by something else.
pub const ATTEMPT_EVENTS: &str = "/api/attempts/{id}/events";
/// GET, the pictures of the block's items, under opaque names.
pub const ATTEMPT_MEDIA: &str = "/api/attempts/{id}/media/{name}";
/// GET [`crate::attempt::AttemptResult`].
pub const ATTEMPT_RESULT: &str = "/api/attempts/{id}/result";
/// GET the signed credential, as `application/vc+ld+json`.
pub const ATTEMPT_CREDENTIAL: &str = "/api/attempts/{id}/credential";
/// PUT [`crate::attempt::ShareRequest`] gives [`crate::attempt::Shared`]; DELETE withdraws.
pub const ATTEMPT_SHARE: &str = "/api/attempts/{id}/share";
/// GET [`crate::wallet::SharedView`], for whoever has the link.
pub const SHARED: &str = "/api/shared/{token}";
/// GET the signed credential behind a share link, as `application/vc+ld+json`.
pub const SHARED_CREDENTIAL: &str = "/api/shared/{token}/credential";
/// POST [`crate::tutor::Setup`], makes the first tutor, sets the cookie.
pub const SETUP: &str = "/api/setup";
/// POST [`crate::tutor::SignIn`], sets the cookie.
pub const SIGN_IN: &str = "/api/sign-in";
/// POST [`crate::staff::SetPassword`], sets a password with a link and the cookie with it.
pub const SET_PASSWORD: &str = "/api/set-password";
/// POST [`crate::staff::ChangePassword`], ends the account's other sessions.
pub const PASSWORD: &str = "/api/tutor/password";
/// GET [`crate::tutor::Overview`].
pub const TUTOR: &str = "/api/tutor";
/// POST [`crate::tutor::NewCode`], gives [`crate::tutor::ClassCode`].
pub const TUTOR_CODES: &str = "/api/tutor/codes";
/// DELETE, revokes a class code.
pub const TUTOR_CODE: &str = "/api/tutor/codes/{id}";
/// POST [`crate::tutor::NewLink`], gives [`crate::learner::ReturnCard`].
pub const TUTOR_LINKS: &str = "/api/tutor/links";
/// POST, says that the tutor knows who sat in this seat; issues the badge where one was earned.
pub const SEAT_CONFIRM: &str = "/api/tutor/seats/{id}/confirm";
/// POST, gives the learner of a seat a new return card; gives [`crate::learner::ReturnCard`]. The old one opens nothing any more.
pub const SEAT_CARD: &str = "/api/tutor/seats/{id}/card";
/// POST [`crate::sitting::NewSitting`], gives [`crate::sitting::SittingCard`].
pub const SITTINGS: &str = "/api/tutor/sittings";
/// GET [`crate::sitting::SittingView`].
pub const SITTING: &str = "/api/tutor/sittings/{id}";
/// POST [`crate::sitting::Extension`], gives [`crate::sitting::SittingView`].
pub const SITTING_EXTEND: &str = "/api/tutor/sittings/{id}/extend";
/// POST, gives [`crate::sitting::SittingView`].
pub const SITTING_CLOSE: &str = "/api/tutor/sittings/{id}/close";
/// POST, ends the attempt of a seat in a closed sitting with what is on record; gives [`crate::sitting::SittingView`].
pub const SITTING_HAND_IN: &str = "/api/tutor/sittings/{id}/seats/{seat}/hand-in";
/// POST [`crate::sitting::SignOff`], gives [`crate::sitting::SittingView`].
pub const SITTING_SIGN_OFF: &str = "/api/tutor/sittings/{id}/sign-off";
/// GET [`crate::questions::Questions`]: with keys.
pub const QUESTIONS: &str = "/api/tutor/micro-credentials/{id}/questions";
/// GET, a picture of any item of the bank.
pub const QUESTION_MEDIA: &str = "/api/tutor/micro-credentials/{id}/media/{name}";
/// POST [`crate::questions::AcceptExposure`], gives [`crate::questions::Exposure`].
pub const EXPOSURE: &str = "/api/tutor/micro-credentials/{id}/exposure";
/// GET [`crate::simulation::SimulationStart`]: with keys.
pub const SIMULATION: &str = "/api/tutor/micro-credentials/{id}/simulation";
/// GET a list of [`crate::staff::StaffRow`]; POST [`crate::staff::NewStaff`], gives [`crate::staff::PasswordLink`].
pub const PEOPLE: &str = "/api/tutor/people";
/// DELETE, closes the account.
pub const STAFF: &str = "/api/tutor/people/{id}";
/// PUT [`crate::staff::NewRoles`], gives [`crate::staff::StaffRow`].
pub const STAFF_ROLES: &str = "/api/tutor/people/{id}/roles";
/// POST, gives [`crate::staff::PasswordLink`].
pub const STAFF_LINK: &str = "/api/tutor/people/{id}/password-link";
/// GET [`crate::staff::Trail`].
pub const TRAIL: &str = "/api/tutor/trail";

/// GET [`crate::workshop::Banks`]; POST [`crate::workshop::NewBank`], gives [`crate::workshop::BankRow`].
pub const BANKS: &str = "/api/tutor/banks";
/// GET [`crate::workshop::WorkshopBank`]: with keys.
pub const BANK: &str = "/api/tutor/banks/{id}";
/// POST, takes a bank of the server's folder into the workshop; gives [`crate::workshop::BankRow`].
pub const BANK_TAKE: &str = "/api/tutor/banks/{id}/take";
/// PUT [`crate::workshop::PutFiles`], gives [`crate::workshop::FilesPut`]; 409 [`crate::workshop::Stale`] where the bank was changed since.
pub const BANK_FILES: &str = "/api/tutor/banks/{id}/files";
/// GET, a picture of the bank.
pub const BANK_MEDIA: &str = "/api/tutor/banks/{id}/media/{name}";
/// GET a list of [`crate::workshop::Change`]: the newest first, at most 200.
pub const BANK_HISTORY: &str = "/api/tutor/banks/{id}/history";
/// GET a list of [`crate::workshop::FileVersion`]: the newest first.
pub const BANK_ITEM_HISTORY: &str = "/api/tutor/banks/{id}/items/{name}/history";
/// GET [`crate::workshop::Publishing`]; POST [`crate::workshop::Propose`], gives [`crate::workshop::Publication`].
pub const BANK_PUBLICATIONS: &str = "/api/tutor/banks/{id}/publications";
/// GET [`crate::workshop::PublicationView`].
pub const PUBLICATION: &str = "/api/tutor/publications/{id}";
/// POST [`crate::workshop::Decide`], by another person than who proposed it; gives [`crate::workshop::Publication`].
pub const PUBLICATION_DECISION: &str = "/api/tutor/publications/{id}/decision";
/// POST [`crate::workshop::Withdraw`], gives [`crate::workshop::Publication`].
pub const PUBLICATION_WITHDRAW: &str = "/api/tutor/publications/{id}/withdraw";
// Running it: cohorts, concerns, trails, statistics, corrections, exports.

/// GET [`crate::today::Today`].
pub const TODAY: &str = "/api/tutor/today";
/// GET [`crate::decision_trail::AttemptTrail`].
pub const ATTEMPT_TRAIL: &str = "/api/tutor/attempts/{id}";
/// GET [`crate::concern::MyConcerns`]: what a learner said of an attempt of theirs.
pub const ATTEMPT_CONCERNS: &str = "/api/attempts/{id}/concerns";
/// POST [`crate::concern::NewReport`], gives [`crate::concern::MyConcerns`].
pub const ATTEMPT_REPORTS: &str = "/api/attempts/{id}/reports";
/// POST [`crate::concern::NewAppeal`], gives [`crate::concern::MyConcerns`].
pub const ATTEMPT_APPEALS: &str = "/api/attempts/{id}/appeals";
/// GET [`crate::concern::Concerns`].
pub const CONCERNS: &str = "/api/tutor/concerns";
/// POST [`crate::concern::NewStep`], gives [`crate::concern::ConcernRow`].
pub const CONCERN_STEPS: &str = "/api/tutor/concerns/{id}/steps";
/// GET [`crate::statistics::Statistics`]: with keys.
pub const STATISTICS: &str = "/api/tutor/micro-credentials/{id}/statistics";
/// GET [`crate::statistics::Corrections`]; POST [`crate::statistics::NewCorrection`], gives [`crate::statistics::Correction`]: with keys.
pub const CORRECTIONS: &str = "/api/tutor/micro-credentials/{id}/corrections";
/// POST, applies it; gives [`crate::statistics::Correction`].
pub const CORRECTION_APPLY: &str = "/api/tutor/corrections/{id}/apply";
/// POST, drops it; gives [`crate::statistics::Correction`].
pub const CORRECTION_DROP: &str = "/api/tutor/corrections/{id}/drop";
/// POST [`crate::statistics::BadgeDecision`], gives [`crate::statistics::Correction`].
pub const CORRECTION_BADGE: &str = "/api/tutor/corrections/{id}/badges/{attempt}";
/// GET [`crate::cohort::Cohorts`]; POST [`crate::cohort::NewCohort`], gives [`crate::cohort::CohortView`].
pub const COHORTS: &str = "/api/tutor/cohorts";
/// GET [`crate::cohort::CohortView`]; PUT [`crate::cohort::CohortWindow`], gives [`crate::cohort::CohortView`].
pub const COHORT: &str = "/api/tutor/cohorts/{id}";
/// POST [`crate::cohort::LearnerTable`], gives [`crate::cohort::LearnerPreview`]; stores nothing.
pub const COHORT_PREVIEW: &str = "/api/tutor/cohorts/{id}/preview";
/// POST [`crate::cohort::LearnerTable`], gives [`crate::cohort::CohortCards`].
pub const COHORT_IMPORT: &str = "/api/tutor/cohorts/{id}/learners";
/// POST, new cards for everyone in it in place of the old; gives [`crate::cohort::CohortCards`].
pub const COHORT_CARDS: &str = "/api/tutor/cohorts/{id}/cards";
/// POST, makes a class code in place of an earlier one; gives [`crate::cohort::CohortView`].
pub const COHORT_CODE: &str = "/api/tutor/cohorts/{id}/code";
/// PUT [`crate::cohort::ExtraTime`], gives [`crate::cohort::CohortView`].
pub const COHORT_EXTRA_TIME: &str = "/api/tutor/cohorts/{id}/seats/{seat}/extra-time";
/// POST, gives what is asked for as a file and says so in the trail. `{what}`: `results` or `trails`; `{format}`: `csv` or `json`.
pub const EXPORT: &str = "/api/tutor/micro-credentials/{id}/exports/{what}/{format}";
/// The same with keys. `{what}`: `responses` or `statistics`.
pub const ITEM_EXPORT: &str = "/api/tutor/micro-credentials/{id}/item-exports/{what}/{format}";
/// GET, what is kept of a learner, for them: JSON.
pub const MY_DATA: &str = "/api/me/data";
/// GET [`crate::pack::Pack`]: all that a moderator needs of a micro-credential.
pub const PACK: &str = "/api/tutor/micro-credentials/{id}/pack/{sample}";
/// POST, makes simulated learners; DELETE, removes them.
pub const DEMO: &str = "/api/tutor/demo";

// What a micro-credential is.

/// GET [`crate::principles::Principles`].
pub const PRINCIPLES: &str = "/api/micro-credentials/{id}/principles";
/// GET [`crate::definition::DefinitionDraft`]; PUT [`crate::definition::WriteDefinition`], gives
/// [`crate::definition::CheckedDefinition`].
pub const BANK_DEFINITION: &str = "/api/tutor/banks/{id}/definition";
/// POST [`crate::definition::WriteDefinition`], gives [`crate::definition::CheckedDefinition`]: nothing is changed.
pub const BANK_DEFINITION_CHECK: &str = "/api/tutor/banks/{id}/definition-check";
/// PUT [`crate::definition::WriteAlignments`], gives [`crate::definition::AlignedOutcome`].
pub const BANK_ALIGNMENTS: &str = "/api/tutor/banks/{id}/alignments";
/// POST [`crate::definition::CaseFile`], gives [`crate::definition::CaseFramework`]: nothing is kept.
pub const CASE: &str = "/api/tutor/case";

/// GET [`crate::pass_mark::BankDraft`]: with keys.
pub const BANK_DRAFT: &str = "/api/tutor/banks/{id}/draft";
/// PUT [`crate::pass_mark::WriteBlueprint`], gives [`crate::pass_mark::WrittenBlueprint`].
pub const BANK_BLUEPRINT: &str = "/api/tutor/banks/{id}/blueprint";
/// POST [`crate::pass_mark::WriteBlueprint`], gives [`crate::pass_mark::WrittenBlueprint`]: nothing is changed.
pub const BANK_BLUEPRINT_PREVIEW: &str = "/api/tutor/banks/{id}/blueprint-preview";
/// GET [`crate::pass_mark::Studies`]; POST [`crate::pass_mark::NewStudy`], gives [`crate::pass_mark::Study`].
pub const STUDIES: &str = "/api/tutor/banks/{id}/pass-mark";
/// GET [`crate::pass_mark::Study`].
pub const STUDY: &str = "/api/tutor/studies/{id}";
/// GET [`crate::pass_mark::StudyRecord`].
pub const STUDY_RECORD: &str = "/api/tutor/studies/{id}/record";
/// POST [`crate::pass_mark::Advance`], gives [`crate::pass_mark::Study`].
pub const STUDY_ADVANCE: &str = "/api/tutor/studies/{id}/advance";
/// POST [`crate::pass_mark::Adopt`], gives [`crate::pass_mark::Study`].
pub const STUDY_ADOPT: &str = "/api/tutor/studies/{id}/adopt";
/// POST [`crate::pass_mark::NewJudge`], gives [`crate::pass_mark::JudgeLink`].
pub const STUDY_JUDGES: &str = "/api/tutor/studies/{id}/judges";
/// DELETE, takes a judge's link back.
pub const STUDY_JUDGE: &str = "/api/tutor/studies/{id}/judges/{judge}";
/// POST, gives [`crate::pass_mark::JudgeLink`]. The old one opens nothing any more.
pub const STUDY_JUDGE_LINK: &str = "/api/tutor/studies/{id}/judges/{judge}/link";
/// POST [`crate::pass_mark::JudgeToken`], gives [`crate::pass_mark::JudgeView`]: with keys of the questions to be rated.
pub const JUDGE: &str = "/api/judge";
/// POST [`crate::pass_mark::JudgeSelf`], gives [`crate::pass_mark::JudgeView`].
pub const JUDGE_SELF: &str = "/api/judge/self";
/// POST [`crate::pass_mark::Rate`]: on disk.
pub const JUDGE_RATE: &str = "/api/judge/rate";
/// POST [`crate::pass_mark::JudgeToken`], gives [`crate::pass_mark::JudgeView`].
pub const JUDGE_FINISH: &str = "/api/judge/finish";
/// GET, a picture of a question that is rated.
pub const JUDGE_PICTURE: &str = "/api/judge/pictures/{token}/{name}";

// Credentials.

/// GET a list of [`crate::credential::MyCredential`]: those of the learner, the newest first.
pub const MY_CREDENTIALS: &str = "/api/me/credentials";
/// GET [`crate::credential::MyCredential`].
pub const MY_CREDENTIAL: &str = "/api/me/credentials/{id}";
/// GET, as a file. `{form}`: `json`, `jcs`, `jwt`, `es256`, `png`, `svg` or `elm`.
pub const MY_CREDENTIAL_DOCUMENT: &str = "/api/me/credentials/{id}/document/{form}";
/// PUT [`crate::credential::Says`], gives the [`crate::credential::MyCredential`] that takes its place.
pub const MY_CREDENTIAL_SAYS: &str = "/api/me/credentials/{id}/says";
/// PUT [`crate::attempt::ShareRequest`] gives [`crate::attempt::Shared`]; DELETE withdraws.
pub const MY_CREDENTIAL_SHARE: &str = "/api/me/credentials/{id}/share";
/// GET, a signed status list. `{purpose}`: `revocation` or `suspension`.
pub const STATUS_LIST: &str = "/status/{id}/{purpose}";
/// GET, the picture of a micro-credential.
pub const PICTURE_SVG: &str = "/micro-credentials/{id}/picture.svg";
/// The same as pixels.
pub const PICTURE_PNG: &str = "/micro-credentials/{id}/picture.png";
/// GET [`crate::credential::Credentials`].
pub const CREDENTIALS: &str = "/api/tutor/credentials";
/// GET [`crate::credential::CredentialRow`].
pub const CREDENTIAL: &str = "/api/tutor/credentials/{id}";
/// POST [`crate::credential::ChangeStatus`], gives [`crate::credential::CredentialRow`].
pub const CREDENTIAL_STATUS: &str = "/api/tutor/credentials/{id}/status";
/// POST [`crate::credential::Reissue`], gives the [`crate::credential::CredentialRow`] that takes its place.
pub const CREDENTIAL_REISSUE: &str = "/api/tutor/credentials/{id}/reissue";
/// PUT [`crate::credential::ChangeName`], gives a list of [`crate::credential::CredentialRow`]: those signed again.
pub const LEARNER_NAME: &str = "/api/tutor/learners/{id}/name";
/// POST [`crate::credential::NewHandAward`], gives [`crate::credential::HandAward`].
pub const HAND_AWARDS: &str = "/api/tutor/hand-awards";
/// POST [`crate::credential::DecideHandAward`], by another person than who proposed it; gives [`crate::credential::HandAward`].
pub const HAND_AWARD_DECISION: &str = "/api/tutor/hand-awards/{id}/decision";
/// GET [`crate::credential::KeyRing`].
pub const KEYS: &str = "/api/tutor/keys";
/// POST, makes a new key that signs from now on; gives [`crate::credential::KeyRing`].
pub const KEYS_ROTATE: &str = "/api/tutor/keys/rotate";
/// POST, says that a key was stolen; gives [`crate::credential::KeyRing`].
pub const KEY_WITHDRAW: &str = "/api/tutor/keys/{id}/withdraw";

// A learner's wallet.

/// GET [`crate::wallet::Wallet`].
pub const MY_WALLET: &str = "/api/me/wallet";
/// GET [`crate::wallet::Kept`].
pub const MY_KEPT: &str = "/api/me/kept";
/// POST, asks that it be erased; gives [`crate::wallet::ErasureAnswer`]. DELETE takes that back while it waits.
pub const MY_ERASURE: &str = "/api/me/erasure";
/// POST [`crate::names::AskName`], gives [`crate::names::MyNameRequest`]. DELETE takes that back while it waits.
pub const MY_NAME_REQUEST: &str = "/api/me/name-request";
/// GET a list of [`crate::names::NameRequestRow`].
pub const NAME_REQUESTS: &str = "/api/tutor/name-requests";
/// POST [`crate::names::DecideName`].
pub const NAME_REQUEST_DECISION: &str = "/api/tutor/name-requests/{id}/decision";
// Pathways.

/// GET a list of [`crate::pathway::PathwayView`].
pub const PATHWAYS: &str = "/api/pathways";
/// GET [`crate::pathway::PathwayView`].
pub const PATHWAY: &str = "/api/pathways/{id}";
/// GET, the picture of a pathway's award as SVG.
pub const PATHWAY_PICTURE_SVG: &str = "/pathways/{id}/picture.svg";
/// GET, the same as PNG.
pub const PATHWAY_PICTURE_PNG: &str = "/pathways/{id}/picture.png";
/// GET [`crate::pathway::MyPathways`]: what is due is awarded.
pub const MY_PATHWAYS: &str = "/api/me/pathways";
/// POST [`crate::pathway::ImportBadge`], gives [`crate::pathway::MyBadge`].
pub const MY_BADGES: &str = "/api/me/badges";
/// DELETE, removes a badge that was brought from elsewhere.
pub const MY_BADGE: &str = "/api/me/badges/{id}";
/// GET [`crate::pathway::ImportedBadges`].
pub const BADGES: &str = "/api/tutor/badges";
/// POST [`crate::pathway::Recognise`], gives [`crate::pathway::BadgeRow`].
pub const BADGE_DECISION: &str = "/api/tutor/badges/{id}/decision";
/// POST [`crate::pathway::GivenDocuments`], gives [`crate::pathway::BadgeRow`]: looks at the badge again.
pub const BADGE_DOCUMENTS: &str = "/api/tutor/badges/{id}/documents";
/// GET [`crate::pathway::PathwayOverview`].
pub const TUTOR_PATHWAYS: &str = "/api/tutor/pathways";
/// POST [`crate::pathway::DecideAward`], gives [`crate::pathway::AwardRow`].
pub const AWARD_DECISION: &str = "/api/tutor/pathway-awards/{id}/decision";

/// Puts values for the `{name}`s of a template, in order. Values are percent-encoded but for letters, digits, `-`, `_`, `.` and `~`.
///
/// ```
/// assert_eq!(api::path::fill(api::path::PRACTICE_MEDIA, &["a b", "x.svg"]), "/api/practice/a%20b/media/x.svg");
/// ```
pub fn fill(template: &str, values: &[&str]) -> String {
    let mut values = values.iter();
    let mut path = String::with_capacity(template.len() + 32);
    for (index, part) in template.split(['{', '}']).enumerate() {
        if index % 2 == 0 {
            path.push_str(part);
        } else {
            for byte in values.next().copied().unwrap_or_default().bytes() {
                match byte {
                    b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => path.push(char::from(byte)),
                    _ => {
                        const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
                        path.extend([
                            '%',
                            char::from(DIGITS[usize::from(byte >> 4)]),
                            char::from(DIGITS[usize::from(byte & 15)]),
                        ]);
                    }
                }
            }
        }
    }
    path
}
