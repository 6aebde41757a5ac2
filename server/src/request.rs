//! What is taken out of a request: who asks, from where, and a JSON body.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{ConnectInfo, FromRequest, FromRequestParts, Request};
use axum::http::header::{CONTENT_TYPE, COOKIE};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue};
use serde::de::DeserializeOwned;

use crate::app::App;
use crate::clock::{DAY, now};
use crate::error::{Answer, Problem};
use crate::limits;
use crate::secret;
use crate::store::people::{self, Role};

/// The learner that the cookie names.
#[derive(Clone, Debug)]
pub struct Learner(pub String);

/// The tutor that the cookie names.
#[derive(Clone, Debug)]
pub struct Tutor(pub String);

/// Where the request came from, as failures are counted.
#[derive(Clone, Debug)]
pub struct Source(pub String);

/// A JSON body.
#[derive(Clone, Debug)]
pub struct Body<T>(pub T);

impl FromRequestParts<Arc<App>> for Learner {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Answer<Self> {
        let subject = signed_in(app, &parts.headers, Role::Learner).await?;
        let detail = "join with a class code, or follow your personal link";
        subject.map(Self).ok_or_else(|| Problem::unauthenticated(detail))
    }
}

impl FromRequestParts<Arc<App>> for Tutor {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Answer<Self> {
        let subject = signed_in(app, &parts.headers, Role::Tutor).await?;
        subject.map(Self).ok_or_else(|| Problem::unauthenticated("sign in as a tutor"))
    }
}

/// Who holds a valid session of this role.
///
/// # Errors
/// As the store says.
pub async fn signed_in(app: &App, headers: &HeaderMap, role: Role) -> Answer<Option<String>> {
    match cookie(headers, &app.cookie(role)) {
        Some(token) => Ok(app.store.signed_in(role, &secret::hash(token), now()).await?),
        None => Ok(None),
    }
}

impl FromRequestParts<Arc<App>> for Source {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Answer<Self> {
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|ConnectInfo(peer)| peer.ip());
        let told = app.behind_proxy.then(|| forwarded(&parts.headers)).flatten();
        let address = told.or(peer).ok_or_else(|| Problem::internal("a connection without an address"))?;
        Ok(Self(limits::source(address)))
    }
}

/// The last address of `X-Forwarded-For`: the one that our own proxy wrote. Those before it are hearsay.
fn forwarded(headers: &HeaderMap) -> Option<IpAddr> {
    let last = headers.get_all("x-forwarded-for").iter().next_back()?;
    last.to_str().ok()?.rsplit(',').next()?.trim().parse().ok()
}

fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let all = headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut pairs = all.flat_map(|value| value.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(key, _)| *key == name).map(|(_, value)| value)
}

/// Begins a session under a new token, ends the one that the browser brought, and gives the cookie to set.
///
/// # Errors
/// As the store says.
pub async fn sign_in(app: &App, headers: &HeaderMap, role: Role, subject: &str) -> Answer<HeaderValue> {
    let seconds = match role {
        Role::Learner => 30 * DAY / 1000,
        Role::Tutor => DAY / 2000,
    };
    let token = secret::token();
    let old = cookie(headers, &app.cookie(role)).map(secret::hash);
    let (hash, subject, at) = (secret::hash(&token), subject.to_owned(), now());
    app.store
        .write(move |db| {
            Box::pin(async move {
                if let Some(old) = &old {
                    people::sign_out(db, old).await?;
                }
                people::sign_in(db, role, &hash, &subject, at, at + seconds * 1000).await
            })
        })
        .await?;
    Ok(set_cookie(app, role, &token, seconds))
}

/// Ends every session that the browser brought, and gives the cookies that remove them.
///
/// # Errors
/// As the store says.
pub async fn sign_out(app: &App, headers: &HeaderMap) -> Answer<Vec<HeaderValue>> {
    let roles = [Role::Learner, Role::Tutor];
    let hashes: Vec<String> = roles.iter().filter_map(|role| cookie(headers, &app.cookie(*role)).map(secret::hash)).collect();
    app.store
        .write(move |db| {
            Box::pin(async move {
                for hash in &hashes {
                    people::sign_out(db, hash).await?;
                }
                Ok(())
            })
        })
        .await?;
    Ok(roles.iter().map(|role| set_cookie(app, *role, "", 0)).collect())
}

fn set_cookie(app: &App, role: Role, token: &str, seconds: i64) -> HeaderValue {
    let secure = if app.public.is_https() { "; Secure" } else { "" };
    let text = format!("{}={token}; Path=/; HttpOnly; SameSite=Lax; Max-Age={seconds}{secure}", app.cookie(role));
    HeaderValue::try_from(text).expect("tokens are of letters and digits")
}

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Body<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Answer<Self> {
        let kind = request.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let essence = kind.split(';').next().unwrap_or_default().trim();
        if !essence.eq_ignore_ascii_case("application/json") {
            let detail = format!("content-type is \"{}\", expected application/json", essence.escape_default());
            return Err(Problem::unsupported(detail));
        }
        let bytes = Bytes::from_request(request, state).await.map_err(|error| match error {
            BytesRejection::FailedToBufferBody(inner) if inner.status() == 413 => Problem::too_large("the body is too large"),
            _ => Problem::malformed("the body did not arrive"),
        })?;
        refuse_nul(&bytes)?;
        serde_json::from_slice(&bytes).map(Self).map_err(|error| Problem::malformed(error.to_string()))
    }
}

/// U+0000 in a text is refused at the door: not every database can keep it.
fn refuse_nul(bytes: &[u8]) -> Answer<()> {
    // JSON can say it only as an escape.
    if !bytes.windows(6).any(|window| window == b"\\u0000") {
        return Ok(());
    }
    let holds_nul = serde_json::from_slice(bytes).is_ok_and(|value| has_nul(&value));
    if holds_nul { Err(Problem::invalid("a text holds the character U+0000, which is not taken")) } else { Ok(()) }
}

fn has_nul(value: &serde_json::Value) -> bool {
    use serde_json::Value;
    match value {
        Value::String(text) => text.contains('\0'),
        Value::Array(all) => all.iter().any(has_nul),
        Value::Object(all) => all.iter().any(|(key, value)| key.contains('\0') || has_nul(value)),
        Value::Null | Value::Bool(_) | Value::Number(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refuses_a_nul_and_not_its_name() {
        assert!(refuse_nul(br#"{"a":["x\u0000y"]}"#).is_err());
        assert!(refuse_nul(br#"{"a\u0000":1}"#).is_err());
        assert!(refuse_nul(br#"{"a":"\\u0000"}"#).is_ok());
    }

    #[test]
    fn finds_a_cookie_among_others() {
        let mut headers = HeaderMap::new();
        headers.append(COOKIE, HeaderValue::from_static("a=1; assay-learner=T; b=2"));
        assert_eq!(cookie(&headers, "assay-learner"), Some("T"));
        assert_eq!(cookie(&headers, "assay"), None);
    }

    #[test]
    fn believes_only_the_nearest_proxy() {
        let mut headers = HeaderMap::new();
        headers.append("x-forwarded-for", HeaderValue::from_static("1.1.1.1, 192.0.2.7"));
        assert_eq!(forwarded(&headers), Some("192.0.2.7".parse().unwrap()));
        headers.append("x-forwarded-for", HeaderValue::from_static("2.2.2.2"));
        assert_eq!(forwarded(&headers), Some("2.2.2.2".parse().unwrap()));
    }
}
