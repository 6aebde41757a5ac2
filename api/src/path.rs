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
/// POST [`crate::learner::FollowLink`], sets the cookie, gives [`crate::learner::Me`].
pub const FOLLOW_LINK: &str = "/api/follow-link";
/// GET [`crate::learner::Me`].
pub const ME: &str = "/api/me";
/// POST, ends whatever session the cookie names.
pub const SIGN_OUT: &str = "/api/sign-out";
/// POST, begins the attempt of a seat; gives [`crate::attempt::AttemptView`]. A retry gives the same attempt.
pub const SEAT_START: &str = "/api/seats/{id}/start";
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
/// GET [`crate::tutor::Overview`].
pub const TUTOR: &str = "/api/tutor";
/// POST [`crate::tutor::NewCode`], gives [`crate::tutor::ClassCode`].
pub const TUTOR_CODES: &str = "/api/tutor/codes";
/// DELETE, revokes a class code.
pub const TUTOR_CODE: &str = "/api/tutor/codes/{id}";
/// POST [`crate::tutor::NewLink`], gives [`crate::tutor::PersonalLink`].
pub const TUTOR_LINKS: &str = "/api/tutor/links";
/// POST, says that the tutor knows who sat in this seat; issues the badge where one was earned.
pub const SEAT_CONFIRM: &str = "/api/tutor/seats/{id}/confirm";

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
