//! Talking to the server: JSON there and back, and every way in which that goes wrong as one type.

use api::ProblemDetails;
use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortSignal, Headers, RequestInit, Response};

use crate::browser::window;
use crate::t;

/// After so many milliseconds without an answer the server counts as unreachable.
const PATIENCE: u32 = 20_000;

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq)]
pub enum Failure {
    /// The server was not reached.
    Unreachable,
    /// The server said no, and why.
    Refused(ProblemDetails),
    /// Something answered that does not speak as the server does.
    Strange(u16),
}

impl Failure {
    /// Whether the same request may succeed later.
    pub fn passes(&self) -> bool {
        match self {
            Self::Unreachable => true,
            Self::Refused(problem) => passes(problem.status),
            // A gateway's page or the sign-in page of a network in a train: not our server's word.
            Self::Strange(status) => passes(*status) || *status < 400,
        }
    }

    /// The HTTP status, 0 where there was none.
    pub fn status(&self) -> u16 {
        match self {
            Self::Unreachable => 0,
            Self::Refused(problem) => problem.status,
            Self::Strange(status) => *status,
        }
    }

    /// In words.
    pub fn words(&self) -> String {
        match self {
            Self::Unreachable => t!("failure-unreachable"),
            Self::Refused(problem) if problem.detail.is_empty() => problem.title.clone(),
            Self::Refused(problem) => problem.detail.clone(),
            Self::Strange(status) => t!("failure-strange", status = *status),
        }
    }
}

fn passes(status: u16) -> bool {
    status == 429 || status >= 500
}

/// An answer: its status and its text.
pub struct Reply {
    /// 200 and so on.
    pub status: u16,
    /// The body.
    pub text: String,
}

impl Reply {
    /// The body as this type.
    ///
    /// # Errors
    /// [`Failure::Strange`] if it is something else.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, Failure> {
        // An empty answer stands for "nothing to say".
        let text = if self.text.is_empty() { "null" } else { &self.text };
        serde_json::from_str(text).map_err(|_| Failure::Strange(self.status))
    }

    /// Why the server said no.
    pub fn refusal(&self) -> Failure {
        serde_json::from_str(&self.text).map_or(Failure::Strange(self.status), Failure::Refused)
    }
}

/// Sends a request and waits for whatever answers.
///
/// # Errors
/// [`Failure::Unreachable`] if nothing does.
pub async fn send(method: &str, path: &str, body: Option<String>) -> Result<Reply, Failure> {
    let unreachable = |_: JsValue| Failure::Unreachable;
    let headers = Headers::new().map_err(unreachable)?;
    headers.set("accept", "application/json, application/vc+ld+json").map_err(unreachable)?;
    let init = RequestInit::new();
    init.set_method(method);
    if let Some(body) = body {
        headers.set("content-type", "application/json").map_err(unreachable)?;
        init.set_body(&JsValue::from_str(&body));
    }
    init.set_headers(&headers);
    init.set_signal(Some(&AbortSignal::timeout_with_u32(PATIENCE)));
    let response = JsFuture::from(window().fetch_with_str_and_init(path, &init)).await.map_err(unreachable)?;
    let response: Response = response.dyn_into().map_err(unreachable)?;
    let text = JsFuture::from(response.text().map_err(unreachable)?).await.map_err(unreachable)?;
    Ok(Reply { status: response.status(), text: text.as_string().unwrap_or_default() })
}

fn accepted(reply: Reply) -> Result<Reply, Failure> {
    if (200..300).contains(&reply.status) {
        return Ok(reply);
    }
    Err(reply.refusal())
}

/// Asks for something.
///
/// # Errors
/// Each [`Failure`].
pub async fn get<T: DeserializeOwned>(path: &str) -> Result<T, Failure> {
    accepted(send("GET", path, None).await?)?.json()
}

/// Asks for something as the text that it is.
///
/// # Errors
/// Each [`Failure`].
pub async fn get_text(path: &str) -> Result<String, Failure> {
    Ok(accepted(send("GET", path, None).await?)?.text)
}

/// Does something with a body.
///
/// # Errors
/// Each [`Failure`].
pub async fn request<B: Serialize, T: DeserializeOwned>(method: &str, path: &str, body: &B) -> Result<T, Failure> {
    accepted(send(method, path, Some(json(body))).await?)?.json()
}

/// Does something that needs no body (an empty object is sent, because the server takes JSON only).
///
/// # Errors
/// Each [`Failure`].
pub async fn act<T: DeserializeOwned>(method: &str, path: &str) -> Result<T, Failure> {
    accepted(send(method, path, Some("{}".to_owned())).await?)?.json()
}

/// Does something and looks only at whether it was done, whatever the answer says.
///
/// # Errors
/// Each [`Failure`].
pub async fn tell<B: Serialize>(method: &str, path: &str, body: &B) -> Result<(), Failure> {
    accepted(send(method, path, Some(json(body))).await?).map(|_| ())
}

/// A request's body.
pub fn json<B: Serialize>(body: &B) -> String {
    serde_json::to_string(body).expect("wire types hold nothing that JSON cannot say")
}
