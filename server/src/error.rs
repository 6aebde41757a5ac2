//! What a route answers when it cannot do as asked: problem details of RFC 9457, for people and programs.

use api::ProblemDetails;
use axum::Json;
use axum::http::header::{CONTENT_TYPE, RETRY_AFTER};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};

use crate::store;

/// A problem, ready to be sent.
#[derive(Debug)]
pub struct Problem {
    status: StatusCode,
    kind: &'static str,
    title: &'static str,
    detail: String,
    /// Seconds.
    retry_after: Option<u64>,
}

/// What routes give back.
pub type Answer<T> = Result<T, Problem>;

impl Problem {
    fn new(status: StatusCode, kind: &'static str, title: &'static str, detail: impl Into<String>) -> Self {
        Self { status, kind, title, detail: detail.into(), retry_after: None }
    }

    /// This occurrence.
    pub fn detail(&self) -> &str {
        &self.detail
    }

    /// There is no such thing, or not for you.
    pub fn not_found(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::NOT_FOUND, "not-found", "There is nothing here", detail)
    }

    /// Who are you?
    pub fn unauthenticated(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::UNAUTHORIZED, "signed-out", "You are not signed in", detail)
    }

    /// You are known, and may not.
    pub fn forbidden(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::FORBIDDEN, "forbidden", "Your roles do not include this", detail)
    }

    /// The request did not come from our own pages.
    pub fn cross_site(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::FORBIDDEN, "cross-site", "This request came from another site", detail)
    }

    /// The body is not JSON of the right shape.
    pub fn malformed(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "malformed", "The request cannot be read", detail)
    }

    /// The path does not take this method.
    pub fn method(allowed: Option<&str>) -> Self {
        let detail = allowed.map_or_else(String::new, |allowed| format!("expected {allowed}"));
        Self::new(StatusCode::METHOD_NOT_ALLOWED, "method", "This path does not take this method", detail)
    }

    /// The body is not JSON at all.
    pub fn unsupported(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "unsupported", "The request is not JSON", detail)
    }

    /// The body is too large.
    pub fn too_large(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::PAYLOAD_TOO_LARGE, "too-large", "The request is too large", detail)
    }

    /// A value is not one that can be taken.
    pub fn invalid(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, "invalid", "A value cannot be taken", detail)
    }

    /// Not in this state of affairs.
    pub fn conflict(kind: &'static str, title: &'static str, detail: impl Into<String>) -> Self {
        Self::new(StatusCode::CONFLICT, kind, title, detail)
    }

    /// Was here once.
    pub fn gone(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::GONE, "gone", "This is no longer valid", detail)
    }

    /// Too many failures.
    pub fn too_many(seconds: u64) -> Self {
        let detail = format!("too many tries failed from here; try again in {seconds} seconds");
        let problem = Self::new(StatusCode::TOO_MANY_REQUESTS, "too-many-failures", "Too many failed tries", detail);
        Self { retry_after: Some(seconds), ..problem }
    }

    /// Another choice of what a credential says, too soon after many.
    pub fn signed_too_often(seconds: u64) -> Self {
        let minutes = seconds.div_ceil(60);
        let detail = format!(
            "each change of what your credentials say is signed and listed for good, so that twenty a day is the most; try again in \
             {minutes} minutes"
        );
        let problem = Self::new(StatusCode::TOO_MANY_REQUESTS, "signed-too-often", "Signed again too often", detail);
        Self { retry_after: Some(seconds), ..problem }
    }

    /// Too much of what others have to wait for.
    pub fn too_often(seconds: u64) -> Self {
        let detail = format!("so many badges of yours were looked at that others have to wait; try again in {seconds} seconds");
        let problem = Self::new(StatusCode::TOO_MANY_REQUESTS, "too-many-looks", "Too many badges at once", detail);
        Self { retry_after: Some(seconds), ..problem }
    }

    /// Nothing was stored; trying again may help.
    pub fn unavailable() -> Self {
        let detail = "nothing was stored; the same request can safely be sent again";
        let problem =
            Self::new(StatusCode::SERVICE_UNAVAILABLE, "unavailable", "The records cannot be written at the moment", detail);
        Self { retry_after: Some(2), ..problem }
    }

    /// Our own fault. What happened goes to the log, not to whoever asked.
    pub fn internal(what: impl std::fmt::Display) -> Self {
        tracing::error!(%what, "internal error");
        let detail = "this is the server's fault; its log says more";
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "internal", "Something went wrong here", detail)
    }
}

impl From<store::Error> for Problem {
    fn from(error: store::Error) -> Self {
        match error {
            store::Error::Unavailable => Self::unavailable(),
            store::Error::Taken => Self::conflict("taken", "There is already something else", "reload and try again"),
            store::Error::Corrupt(_) | store::Error::Database(_) => Self::internal(error),
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let details = ProblemDetails {
            kind: format!("/problems/{}", self.kind),
            title: self.title.to_owned(),
            status: self.status.as_u16(),
            detail: self.detail,
        };
        let mut response = (self.status, Json(details)).into_response();
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        if let Some(seconds) = self.retry_after {
            headers.insert(RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}
