//! The process itself, and who it is.

use utoipa::openapi::path::HttpMethod::Get;

use super::Body::{Nothing, Object, Text};
use super::{Operation, PROBLEM, operation};
use crate::access::Access::Anyone;

pub(super) const ALL: &[Operation] = &[
    operation(Get, "/api/openapi.json", Anyone, "This description", Nothing, &[(200, "OpenAPI 3.1", Object)]),
    operation(
        Get,
        "/.well-known/did.json",
        Anyone,
        "Who issues badges here (did:web)",
        Nothing,
        &[(200, "A DID document", Object), (404, "The identity is a did:key", PROBLEM)],
    ),
    operation(Get, "/healthz", Anyone, "Whether the process answers", Nothing, &[(200, "It does", Text)]),
    operation(
        Get,
        "/readyz",
        Anyone,
        "Whether records can be written",
        Nothing,
        &[(200, "They can", Text), (503, "They cannot", PROBLEM)],
    ),
];
