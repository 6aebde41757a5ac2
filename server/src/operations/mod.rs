//! Everything that can be asked of the server: path, method, who may, what goes in and what comes out. The one table from which the
//! doors are guarded ([`crate::request::Staff`]) and the API is described ([`crate::openapi`]).

mod credentials;
mod learner;
mod pass_mark;
mod pathways;
mod running;
mod server;
mod sittings;
mod staff;
mod workshop;

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

/// An error.
pub const PROBLEM: Body = Body::Json("ProblemDetails");

/// Everything, area by area.
pub fn all() -> impl Iterator<Item = &'static Operation> {
    let areas = [
        learner::ALL,
        staff::ALL,
        sittings::ALL,
        workshop::ALL,
        pass_mark::ALL,
        running::ALL,
        credentials::ALL,
        pathways::ALL,
        server::ALL,
    ];
    areas.into_iter().flatten()
}

/// The operation at a path's template.
pub fn at(method: &HttpMethod, path: &str) -> Option<&'static Operation> {
    all().find(|operation| operation.path == path && operation.method == *method)
}
