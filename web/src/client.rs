//! Talking to the server: JSON there and back, and every way in which that goes wrong as one type.

use std::pin::Pin;

use api::ProblemDetails;
use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortSignal, Headers, RequestInit, Response};

use crate::browser::window;
use crate::json::from_json;
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
            Self::Refused(problem) if problem.detail.is_empty() => sentence(&problem.title),
            Self::Refused(problem) => sentence(&problem.detail),
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
        from_json(text).ok_or(Failure::Strange(self.status))
    }

    /// Why the server said no.
    pub fn refusal(&self) -> Failure {
        from_json(&self.text).map_or(Failure::Strange(self.status), Failure::Refused)
    }
}

/// A request under way. Boxed, so that there is one copy of its code and not one for each kind of answer.
pub type Exchange = Pin<Box<dyn Future<Output = Result<Reply, Failure>>>>;

/// Sends a request and waits for whatever answers: an error only if nothing does.
pub fn send(method: &'static str, path: &str, body: Option<String>) -> Exchange {
    let path = path.to_owned();
    Box::pin(async move { exchange(method, &path, body).await.map_err(|_| Failure::Unreachable) })
}

async fn exchange(method: &str, path: &str, body: Option<String>) -> Result<Reply, JsValue> {
    let headers = Headers::new()?;
    headers.set("accept", "application/json, application/vc+ld+json")?;
    let init = RequestInit::new();
    init.set_method(method);
    if let Some(body) = body {
        headers.set("content-type", "application/json")?;
        init.set_body(&JsValue::from_str(&body));
    }
    init.set_headers(&headers);
    init.set_signal(Some(&AbortSignal::timeout_with_u32(PATIENCE)));
    let response: Response = JsFuture::from(window().fetch_with_str_and_init(path, &init)).await?.dyn_into()?;
    let text = JsFuture::from(response.text()?).await?;
    Ok(Reply { status: response.status(), text: text.as_string().unwrap_or_default() })
}

/// Sends a request and takes only an answer that says yes.
fn ask(method: &'static str, path: &str, body: Option<String>) -> Exchange {
    let sent = send(method, path, body);
    Box::pin(async move {
        let reply = sent.await?;
        if (200..300).contains(&reply.status) { Ok(reply) } else { Err(reply.refusal()) }
    })
}

/// Asks for something as the text that it is.
///
/// # Errors
/// Each [`Failure`].
pub async fn get_text(path: &str) -> Result<String, Failure> {
    Ok(ask("GET", path, None).await?.text)
}

/// Asks for something.
///
/// # Errors
/// Each [`Failure`].
pub async fn get<T: DeserializeOwned>(path: &str) -> Result<T, Failure> {
    ask("GET", path, None).await?.json()
}

/// Does something with a body.
///
/// # Errors
/// Each [`Failure`].
pub async fn request<B: Serialize, T: DeserializeOwned>(method: &'static str, path: &str, body: &B) -> Result<T, Failure> {
    ask(method, path, Some(json(body))).await?.json()
}

/// Does something that needs no body (an empty object is sent, because the server takes JSON only).
///
/// # Errors
/// Each [`Failure`].
pub async fn act<T: DeserializeOwned>(method: &'static str, path: &str) -> Result<T, Failure> {
    ask(method, path, Some("{}".to_owned())).await?.json()
}

/// Does something and looks only at whether it was done, whatever the answer says.
///
/// # Errors
/// Each [`Failure`].
pub async fn tell<B: Serialize>(method: &'static str, path: &str, body: &B) -> Result<(), Failure> {
    ask(method, path, Some(json(body))).await.map(|_| ())
}

/// Does something that has no body and no answer to look at.
///
/// # Errors
/// Each [`Failure`].
pub async fn tell_nothing(method: &'static str, path: &str) -> Result<(), Failure> {
    ask(method, path, Some("{}".to_owned())).await.map(|_| ())
}

/// A request's body.
pub fn json<B: Serialize>(body: &B) -> String {
    serde_json::to_string(body).expect("wire types hold nothing that JSON cannot say")
}

/// A message for programs as a sentence for people: with a capital and a full stop. (A capital letter of English: the tables for all
/// others would be 12 KB.)
pub fn sentence(message: &str) -> String {
    let mut characters = message.trim().chars();
    let Some(first) = characters.next() else { return String::new() };
    let mut sentence: String = [first.to_ascii_uppercase()].into_iter().chain(characters).collect();
    if !sentence.ends_with(['.', '!', '?', '”', ')']) {
        sentence.push('.');
    }
    sentence
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn makes_sentences_of_messages() {
        assert_eq!(sentence("this code opens nothing"), "This code opens nothing.");
        assert_eq!(sentence("Done."), "Done.");
        assert_eq!(sentence(" "), "");
    }

    #[test]
    fn tries_again_only_what_may_succeed_later() {
        let refused = |status| {
            Failure::Refused(ProblemDetails { kind: String::new(), title: String::new(), status, detail: String::new() })
        };
        for failure in [Failure::Unreachable, refused(503), refused(429), Failure::Strange(200), Failure::Strange(502)] {
            assert!(failure.passes(), "{failure:?}");
        }
        for failure in [refused(400), refused(401), refused(404), refused(409), refused(422), Failure::Strange(404)] {
            assert!(!failure.passes(), "{failure:?}");
        }
    }
}
