//! The description of the API (OpenAPI 3.1), from the wire types themselves and the paths of [`api::path`].

use api::path;
use utoipa::OpenApi as _;
use utoipa::openapi::path::{HttpMethod, OperationBuilder, Parameter, ParameterBuilder, ParameterIn, PathItem, PathsBuilder};
use utoipa::openapi::request_body::RequestBodyBuilder;
use utoipa::openapi::schema::{ObjectBuilder, SchemaType, Type};
use utoipa::openapi::security::{ApiKey, ApiKeyValue, SecurityRequirement, SecurityScheme};
use utoipa::openapi::{Content, InfoBuilder, OpenApi, Ref, Required, ResponseBuilder};

/// The schemas of the wire types.
#[derive(utoipa::OpenApi)]
#[openapi(components(schemas(
    api::ProblemDetails,
    api::attempt::AttemptResult,
    api::attempt::AttemptView,
    api::attempt::EventRequest,
    api::attempt::ShareRequest,
    api::attempt::Shared,
    api::attempt::SharedCredential,
    api::catalogue::Catalogue,
    api::catalogue::MicroCredential,
    api::learner::FollowLink,
    api::learner::Join,
    api::learner::Me,
    api::practice::PracticeReceipt,
    api::practice::PracticeStart,
    api::practice::PracticeSubmit,
    api::tutor::ClassCode,
    api::tutor::NewCode,
    api::tutor::NewLink,
    api::tutor::Overview,
    api::tutor::PersonalLink,
    api::tutor::SeatRow,
    api::tutor::Setup,
    api::tutor::SignIn,
)))]
struct Schemas;

/// Who may ask.
#[derive(Clone, Copy)]
enum Who {
    Anyone,
    Learner,
    Tutor,
}

/// What a body is.
#[derive(Clone, Copy)]
enum Body {
    Nothing,
    Json(&'static str),
    Credential,
    Picture,
    Object,
    Text,
}

struct Operation {
    method: HttpMethod,
    path: &'static str,
    who: Who,
    what: &'static str,
    takes: Body,
    /// Status, what it means, what comes back.
    gives: &'static [(u16, &'static str, Body)],
}

const fn operation(
    method: HttpMethod,
    path: &'static str,
    who: Who,
    what: &'static str,
    takes: Body,
    gives: &'static [(u16, &'static str, Body)],
) -> Operation {
    Operation { method, path, who, what, takes, gives }
}

use Body::{Credential, Json, Nothing, Object, Picture, Text};
use HttpMethod::{Delete, Get, Post, Put};
use Who::{Anyone, Learner, Tutor};

const PROBLEM: Body = Json("ProblemDetails");

const OPERATIONS: &[Operation] = &[
    operation(
        Get,
        path::CATALOGUE,
        Anyone,
        "What can be studied here",
        Nothing,
        &[(200, "Everything on offer", Json("Catalogue"))],
    ),
    operation(
        Get,
        path::MICRO_CREDENTIAL,
        Anyone,
        "Everything about one micro-credential",
        Nothing,
        &[(200, "It", Json("MicroCredential")), (404, "There is none of this name", PROBLEM)],
    ),
    operation(
        Post,
        path::PRACTICE,
        Anyone,
        "Begin to practise: bank, keys and seed for a session in the browser",
        Nothing,
        &[(200, "All that is needed", Json("PracticeStart")), (404, "There is no practice of this name", PROBLEM)],
    ),
    operation(
        Get,
        path::PRACTICE_MEDIA,
        Anyone,
        "A picture of a practice item",
        Nothing,
        &[(200, "The picture", Picture), (404, "No practice item shows it", PROBLEM)],
    ),
    operation(
        Post,
        path::PRACTICE_RESULT,
        Anyone,
        "Hand in a practice log; the same ticket with the same log gets the same answer",
        Json("PracticeSubmit"),
        &[
            (200, "What the server's replay gives", Json("PracticeReceipt")),
            (409, "The ticket was used for another log", PROBLEM),
            (410, "The ticket is not valid", PROBLEM),
            (422, "The log does not replay; the first difference", PROBLEM),
        ],
    ),
    operation(
        Post,
        path::JOIN,
        Anyone,
        "Join with a class code; sets the learner's cookie",
        Json("Join"),
        &[
            (200, "The learner", Json("Me")),
            (404, "The code opens nothing", PROBLEM),
            (422, "A value cannot be taken", PROBLEM),
            (429, "Too many tries failed", PROBLEM),
        ],
    ),
    operation(
        Post,
        path::FOLLOW_LINK,
        Anyone,
        "Follow a personal link; sets the learner's cookie, consumes nothing",
        Json("FollowLink"),
        &[(200, "The learner", Json("Me")), (404, "The link opens nothing", PROBLEM), (429, "Too many tries failed", PROBLEM)],
    ),
    operation(Get, path::ME, Learner, "What is the learner's own", Nothing, &[(200, "The learner", Json("Me"))]),
    operation(Post, path::SIGN_OUT, Anyone, "End the sessions that the cookies name", Nothing, &[(204, "Ended", Nothing)]),
    operation(
        Post,
        path::SEAT_START,
        Learner,
        "Begin an attempt; a retry gives the same one",
        Nothing,
        &[
            (200, "The attempt that is running", Json("AttemptView")),
            (201, "A new attempt", Json("AttemptView")),
            (404, "No seat of yours", PROBLEM),
            (409, "No attempt may begin now", PROBLEM),
        ],
    ),
    operation(
        Get,
        path::ATTEMPT,
        Learner,
        "An attempt as the player shows it",
        Nothing,
        &[(200, "The attempt", Json("AttemptView")), (404, "No attempt of yours", PROBLEM)],
    ),
    operation(
        Post,
        path::ATTEMPT_EVENTS,
        Learner,
        "Answer, hand in, pause, resume, end. A retry is always safe",
        Json("EventRequest"),
        &[
            (201, "It is on disk", Json("AttemptView")),
            (404, "No attempt of yours", PROBLEM),
            (409, "The sequence number is taken by something else: how the attempt stands", Json("AttemptView")),
            (422, "The session refuses it", PROBLEM),
            (503, "Nothing was stored; send it again", PROBLEM),
        ],
    ),
    operation(
        Get,
        path::ATTEMPT_MEDIA,
        Learner,
        "A picture of the block that is shown",
        Nothing,
        &[(200, "The picture", Picture), (404, "The block has no such picture", PROBLEM)],
    ),
    operation(
        Get,
        path::ATTEMPT_RESULT,
        Learner,
        "What a finished attempt came to",
        Nothing,
        &[
            (200, "The result", Json("AttemptResult")),
            (404, "No attempt of yours", PROBLEM),
            (409, "It is not finished", PROBLEM),
        ],
    ),
    operation(
        Get,
        path::ATTEMPT_CREDENTIAL,
        Learner,
        "The signed credential",
        Nothing,
        &[(200, "An OpenBadgeCredential", Credential), (404, "There is none", PROBLEM)],
    ),
    operation(
        Put,
        path::ATTEMPT_SHARE,
        Learner,
        "Make a public page for the badge, or change it",
        Json("ShareRequest"),
        &[(200, "Where it is", Json("Shared")), (404, "No attempt of yours", PROBLEM), (409, "There is no badge", PROBLEM)],
    ),
    operation(
        Delete,
        path::ATTEMPT_SHARE,
        Learner,
        "Withdraw the public page",
        Nothing,
        &[(204, "Withdrawn", Nothing), (404, "No attempt of yours", PROBLEM)],
    ),
    operation(
        Get,
        path::SHARED,
        Anyone,
        "A shared badge, for whoever has the link",
        Nothing,
        &[(200, "The badge", Json("SharedCredential")), (404, "Nothing is shared under this link", PROBLEM)],
    ),
    operation(
        Get,
        path::SHARED_CREDENTIAL,
        Anyone,
        "The signed credential behind a share link",
        Nothing,
        &[(200, "An OpenBadgeCredential", Credential), (404, "Nothing is shared under this link", PROBLEM)],
    ),
    operation(
        Post,
        path::SETUP,
        Anyone,
        "Make the first tutor, with the link printed at first start; sets the tutor's cookie",
        Json("Setup"),
        &[
            (201, "The tutor's page", Json("Overview")),
            (404, "Not the link", PROBLEM),
            (410, "Set up already", PROBLEM),
            (422, "A value cannot be taken", PROBLEM),
            (429, "Too many tries failed", PROBLEM),
        ],
    ),
    operation(
        Post,
        path::SIGN_IN,
        Anyone,
        "Sign a tutor in; sets the tutor's cookie",
        Json("SignIn"),
        &[
            (200, "The tutor's page", Json("Overview")),
            (401, "E-mail and password do not belong together", PROBLEM),
            (429, "Too many tries failed", PROBLEM),
        ],
    ),
    operation(Get, path::TUTOR, Tutor, "Codes and seats", Nothing, &[(200, "The tutor's page", Json("Overview"))]),
    operation(
        Post,
        path::TUTOR_CODES,
        Tutor,
        "Make a class code",
        Json("NewCode"),
        &[(201, "The code", Json("ClassCode")), (422, "A value cannot be taken", PROBLEM)],
    ),
    operation(
        Delete,
        path::TUTOR_CODE,
        Tutor,
        "Close a class code",
        Nothing,
        &[(204, "Closed", Nothing), (404, "There is none of this name", PROBLEM)],
    ),
    operation(
        Post,
        path::TUTOR_LINKS,
        Tutor,
        "Make a learner with a seat and a personal link",
        Json("NewLink"),
        &[(201, "The link, shown once", Json("PersonalLink")), (422, "A value cannot be taken", PROBLEM)],
    ),
    operation(
        Post,
        path::SEAT_CONFIRM,
        Tutor,
        "Confirm who sat in a seat; issues the badge where one was earned",
        Nothing,
        &[
            (200, "The seat", Json("SeatRow")),
            (404, "There is none of this name", PROBLEM),
            (409, "Nobody has begun in it", PROBLEM),
        ],
    ),
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

/// The whole description.
pub fn description() -> OpenApi {
    let mut paths = PathsBuilder::new();
    for operation in OPERATIONS {
        paths = paths.path(operation.path, PathItem::new(operation.method.clone(), described(operation)));
    }
    let mut all = Schemas::openapi();
    all.paths = paths.build();
    all.info = InfoBuilder::new()
        .title("Assay")
        .version(env!("CARGO_PKG_VERSION"))
        .description(Some(
            "Adaptive assessment that ends in a verifiable micro-credential. Errors are problem details (RFC 9457).",
        ))
        .build();
    if let Some(components) = &mut all.components {
        for (name, cookie) in [("learner", "assay-learner"), ("tutor", "assay-tutor")] {
            let cookie = SecurityScheme::ApiKey(ApiKey::Cookie(ApiKeyValue::with_description(
                cookie,
                "Its name begins with __Host- where the public URL is https.",
            )));
            components.security_schemes.insert(name.to_owned(), cookie.into());
        }
    }
    all
}

fn described(operation: &Operation) -> utoipa::openapi::path::Operation {
    let method = match operation.method {
        Put => "put",
        Post => "post",
        Delete => "delete",
        _ => "get",
    };
    let id: String = operation.path.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
    let mut builder =
        OperationBuilder::new().summary(Some(operation.what)).operation_id(Some(format!("{method}{}", id.trim_end_matches('-'))));
    for name in operation.path.split('{').skip(1).filter_map(|part| part.split('}').next()) {
        builder = builder.parameter(parameter(name));
    }
    if let Some(content) = content(operation.takes) {
        let (kind, content) = content;
        builder =
            builder.request_body(Some(RequestBodyBuilder::new().content(kind, content).required(Some(Required::True)).build()));
    }
    // What every operation of its kind can answer too, unless it says something more telling of the same status.
    let mut gives = operation.gives.to_vec();
    let mut also = |status: u16, what: &'static str| {
        if gives.iter().all(|(known, ..)| *known != status) {
            gives.push((status, what, PROBLEM));
        }
    };
    match operation.who {
        Anyone => {}
        Learner | Tutor => also(401, "Not signed in"),
    }
    if !matches!(operation.method, Get) {
        also(403, "The request came from another site");
    }
    if !matches!(operation.takes, Nothing) {
        also(400, "The body is not JSON of this shape");
        also(413, "The body is too large");
        also(415, "The body is not JSON");
        also(422, "A value cannot be taken");
    }
    if operation.path.contains('{') {
        also(400, "The path is not text");
    }
    also(503, "The records cannot be read or written at the moment");
    for (status, what, body) in gives {
        let mut response = ResponseBuilder::new().description(what);
        if let Some((kind, content)) = content(body) {
            let is_problem = matches!(body, Json("ProblemDetails"));
            response = response.content(if is_problem { "application/problem+json" } else { kind }, content);
        }
        builder = builder.response(status.to_string(), response.build());
    }
    match operation.who {
        Anyone => {}
        Learner => builder = builder.security(SecurityRequirement::new("learner", Vec::<String>::new())),
        Tutor => builder = builder.security(SecurityRequirement::new("tutor", Vec::<String>::new())),
    }
    builder.build()
}

fn parameter(name: &str) -> Parameter {
    let text = ObjectBuilder::new().schema_type(SchemaType::new(Type::String)).build();
    ParameterBuilder::new().name(name).parameter_in(ParameterIn::Path).required(Required::True).schema(Some(text)).build()
}

fn content(body: Body) -> Option<(&'static str, Content)> {
    let any = |kind: Type| ObjectBuilder::new().schema_type(SchemaType::new(kind)).build();
    Some(match body {
        Nothing => return None,
        Json(name) => ("application/json", Content::new(Some(Ref::from_schema_name(name)))),
        Credential => ("application/vc+ld+json", Content::new(Some(any(Type::Object)))),
        Object => ("application/json", Content::new(Some(any(Type::Object)))),
        Picture => ("image/*", Content::new(Some(any(Type::String)))),
        Text => ("text/plain", Content::new(Some(any(Type::String)))),
    })
}
