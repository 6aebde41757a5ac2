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
/// GET [`crate::attempt::SharedCredential`], for whoever has the link.
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
