//! What is taken out of a request: who asks, from where, and a JSON body.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use api::staff::{Grant, Permission, Role};
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{ConnectInfo, FromRequest, FromRequestParts, MatchedPath, Request};
use axum::http::header::{CONTENT_TYPE, COOKIE};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method};
use serde::de::DeserializeOwned;
use utoipa::openapi::path::HttpMethod;

use crate::access::{self, Access};
use crate::app::App;
use crate::clock::{DAY, now};
use crate::error::{Answer, Problem};
use crate::limits;
use crate::operations::{self, Operation};
use crate::secret;
use crate::store::people::{self, Account, SignIn};

/// The learner that the cookie names.
#[derive(Clone, Debug)]
pub struct Learner(pub String);

/// Who works here and asks, with roles in which they may ask this.
///
/// That they may is checked here and nowhere else, against the table of [`crate::operations`]: a handler that takes a `Staff` cannot
/// forget it.
#[derive(Clone, Debug)]
pub struct Staff {
    /// The account's id.
    pub id: String,
    /// What they hold now.
    pub grants: Vec<Grant>,
}

impl Staff {
    /// Whether they may do something else too.
    pub fn may(&self, permission: Permission) -> bool {
        access::may(&self.roles(), permission)
    }

    /// The roles that they hold now.
    pub fn roles(&self) -> Vec<Role> {
        self.grants.iter().map(|grant| grant.role).collect()
    }
}

/// Where the request came from, as failures are counted.
#[derive(Clone, Debug)]
pub struct Source(pub String);

/// A JSON body.
#[derive(Clone, Debug)]
pub struct Body<T>(pub T);

impl FromRequestParts<Arc<App>> for Learner {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Answer<Self> {
        let subject = signed_in(app, &parts.headers, Account::Learner).await?;
        let detail = "join with a code, or come back with your return card";
        subject.map(Self).ok_or_else(|| Problem::unauthenticated(detail))
    }
}

impl FromRequestParts<Arc<App>> for Staff {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Answer<Self> {
        let subject = signed_in(app, &parts.headers, Account::Staff).await?;
        let id = subject.ok_or_else(|| Problem::unauthenticated("sign in as one who works here"))?;
        let grants = app.store.grants(&id, now()).await?;
        let staff = Self { id, grants };
        let path = parts.extensions.get::<MatchedPath>().map(MatchedPath::as_str).unwrap_or_default();
        match operation(&parts.method, path).map(|operation| operation.who) {
            Some(Access::Staff) => Ok(staff),
            Some(Access::May(permission)) if staff.may(permission) => Ok(staff),
            Some(Access::May(permission)) => {
                let needed: Vec<_> = access::roles(permission).iter().map(|role| role.as_str()).collect();
                Err(Problem::forbidden(format!("this needs one of the roles {}", needed.join(", "))))
            }
            _ => Err(Problem::internal(format!("{path} is not in the table of operations as something for staff"))),
        }
    }
}

fn operation(method: &Method, path: &str) -> Option<&'static Operation> {
    let method = match *method {
        Method::PUT => HttpMethod::Put,
        Method::POST => HttpMethod::Post,
        Method::DELETE => HttpMethod::Delete,
        _ => HttpMethod::Get,
    };
    operations::at(&method, path)
}

/// Who holds a valid session of this kind.
///
/// # Errors
/// As the store says.
pub async fn signed_in(app: &App, headers: &HeaderMap, account: Account) -> Answer<Option<String>> {
    match session(app, headers, account) {
        Some(token) => Ok(app.store.signed_in(account, &token, now()).await?),
        None => Ok(None),
    }
}

/// What is stored of the session that the browser brought, whether it is valid or not.
pub fn session(app: &App, headers: &HeaderMap, account: Account) -> Option<String> {
    cookie(headers, &app.cookie(account)).map(secret::hash)
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

/// Begins a session under a new token, ends the one that the browser brought, and gives the cookie to set. `card` is the return
/// card with which it is opened, if it is.
///
/// # Errors
/// As the store says.
pub async fn sign_in(
    app: &App,
    headers: &HeaderMap,
    account: Account,
    subject: &str,
    card: Option<String>,
) -> Answer<HeaderValue> {
    let seconds = match account {
        Account::Learner => 30 * DAY / 1000,
        Account::Staff => DAY / 2000,
    };
    let token = secret::token();
    let old = session(app, headers, account);
    let at = now();
    let fresh = SignIn {
        token: secret::hash(&token),
        account,
        subject: subject.to_owned(),
        card,
        created_at: at,
        expires_at: at + seconds * 1000,
    };
    app.store
        .write(move |db| {
            Box::pin(async move {
                if let Some(old) = &old {
                    people::sign_out(db, old).await?;
                }
                people::sign_in(db, &fresh).await
            })
        })
        .await?;
    Ok(set_cookie(app, account, &token, seconds))
}

/// Ends every session that the browser brought, and gives the cookies that remove them.
///
/// # Errors
/// As the store says.
pub async fn sign_out(app: &App, headers: &HeaderMap) -> Answer<Vec<HeaderValue>> {
    let accounts = [Account::Learner, Account::Staff];
    let hashes: Vec<String> = accounts.iter().filter_map(|account| session(app, headers, *account)).collect();
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
    Ok(accounts.iter().map(|account| set_cookie(app, *account, "", 0)).collect())
}

fn set_cookie(app: &App, account: Account, token: &str, seconds: i64) -> HeaderValue {
    let secure = if app.public.is_https() { "; Secure" } else { "" };
    let text = format!("{}={token}; Path=/; HttpOnly; SameSite=Lax; Max-Age={seconds}{secure}", app.cookie(account));
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
