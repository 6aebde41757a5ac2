//! The description of the API (OpenAPI 3.1), from the wire types themselves and the table of
//! [`crate::operations`].

use utoipa::OpenApi as _;
use utoipa::openapi::path::{HttpMethod, OperationBuilder, Parameter, ParameterBuilder, ParameterIn, PathItem, PathsBuilder};
use utoipa::openapi::request_body::RequestBodyBuilder;
use utoipa::openapi::schema::{ArrayBuilder, ObjectBuilder, SchemaType, Type};
use utoipa::openapi::security::{ApiKey, ApiKeyValue, SecurityRequirement, SecurityScheme};
use utoipa::openapi::{Content, InfoBuilder, OpenApi, Ref, Required, ResponseBuilder};

use crate::access::{Access, roles};
use crate::operations::Body::{self, Credential, Json, List, Nothing, Object, Picture, Text};
use crate::operations::{self, Operation, PROBLEM};

/// The schemas of the wire types.
#[derive(utoipa::OpenApi)]
#[openapi(components(schemas(
    api::ProblemDetails,
    api::attempt::AttemptResult,
    api::attempt::AttemptView,
    api::attempt::EventRequest,
    api::attempt::ShareRequest,
    api::attempt::Shared,
    api::catalogue::Catalogue,
    api::catalogue::MicroCredential,
    api::credential::ChangeName,
    api::credential::ChangeStatus,
    api::credential::CredentialRow,
    api::credential::Credentials,
    api::credential::DecideHandAward,
    api::credential::HandAward,
    api::credential::KeyRing,
    api::credential::MyCredential,
    api::credential::NewHandAward,
    api::credential::Reissue,
    api::credential::Says,
    api::principles::Principles,
    api::definition::AlignedOutcome,
    api::definition::CaseFile,
    api::definition::CaseFramework,
    api::definition::CheckedDefinition,
    api::definition::DefinitionDraft,
    api::definition::WriteAlignments,
    api::definition::WriteDefinition,
    api::learner::FollowLink,
    api::learner::Join,
    api::learner::Me,
    api::learner::ReturnCard,
    api::names::AskName,
    api::names::DecideName,
    api::names::MyNameRequest,
    api::names::NameRequestRow,
    api::pass_mark::Adopt,
    api::pass_mark::Advance,
    api::pass_mark::BankDraft,
    api::pass_mark::JudgeLink,
    api::pass_mark::JudgeSelf,
    api::pass_mark::JudgeToken,
    api::pass_mark::JudgeView,
    api::pass_mark::NewJudge,
    api::pass_mark::NewStudy,
    api::pass_mark::Rate,
    api::pass_mark::Studies,
    api::pass_mark::Study,
    api::pass_mark::StudyRecord,
    api::pass_mark::WriteBlueprint,
    api::pass_mark::WrittenBlueprint,
    api::practice::PracticeReceipt,
    api::practice::PracticeStart,
    api::practice::PracticeSubmit,
    api::questions::AcceptExposure,
    api::questions::Exposure,
    api::questions::Questions,
    api::simulation::SimulationStart,
    api::simulation::SimulatedForm,
    api::sitting::Extension,
    api::sitting::LogReceipt,
    api::sitting::LogSubmit,
    api::sitting::NewSitting,
    api::sitting::SignOff,
    api::sitting::SittingCard,
    api::sitting::SittingStart,
    api::sitting::SittingView,
    api::staff::ChangePassword,
    api::staff::NewRoles,
    api::staff::NewStaff,
    api::staff::PasswordLink,
    api::staff::SetPassword,
    api::staff::StaffRow,
    api::staff::Trail,
    api::cohort::CohortCards,
    api::cohort::CohortView,
    api::cohort::CohortWindow,
    api::cohort::Cohorts,
    api::cohort::ExtraTime,
    api::cohort::LearnerPreview,
    api::cohort::LearnerTable,
    api::cohort::NewCohort,
    api::concern::ConcernRow,
    api::concern::Concerns,
    api::concern::MyConcerns,
    api::concern::NewAppeal,
    api::concern::NewReport,
    api::concern::NewStep,
    api::decision_trail::AttemptTrail,
    api::pack::Pack,
    api::statistics::FieldKey,
    api::statistics::BadgeDecision,
    api::statistics::Correction,
    api::statistics::Corrections,
    api::statistics::NewCorrection,
    api::statistics::Statistics,
    api::today::Today,
    api::tutor::ClassCode,
    api::tutor::NewCode,
    api::tutor::NewLink,
    api::tutor::Overview,
    api::tutor::SeatRow,
    api::tutor::Setup,
    api::tutor::SignIn,
    api::wallet::ErasureAnswer,
    api::wallet::Kept,
    api::wallet::SharedView,
    api::wallet::Wallet,
    api::workshop::BankRow,
    api::workshop::Banks,
    api::workshop::Change,
    api::workshop::Decide,
    api::workshop::FileVersion,
    api::workshop::FilesPut,
    api::workshop::NewBank,
    api::workshop::Propose,
    api::workshop::Publication,
    api::workshop::PublicationView,
    api::workshop::Publishing,
    api::workshop::PutFiles,
    api::workshop::Stale,
    api::workshop::Withdraw,
    api::workshop::WorkshopBank,
    api::pathway::AwardRow,
    api::pathway::BadgeRow,
    api::pathway::DecideAward,
    api::pathway::GivenDocuments,
    api::pathway::ImportBadge,
    api::pathway::ImportedBadges,
    api::pathway::MyBadge,
    api::pathway::MyPathways,
    api::pathway::PathwayOverview,
    api::pathway::PathwayView,
    api::pathway::Recognise,
)))]
struct Schemas;

/// The whole description.
pub fn description() -> OpenApi {
    let mut paths = PathsBuilder::new();
    for operation in operations::all() {
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
        HttpMethod::Put => "put",
        HttpMethod::Post => "post",
        HttpMethod::Delete => "delete",
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
        Access::Anyone => {}
        Access::Learner | Access::Staff => also(401, "Not signed in"),
        Access::May(_) => {
            also(401, "Not signed in");
            also(403, "The roles that one holds do not include this; or the request came from another site");
        }
    }
    if !matches!(operation.method, HttpMethod::Get) {
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
        Access::Anyone => {}
        Access::Learner => builder = builder.security(SecurityRequirement::new("learner", Vec::<String>::new())),
        Access::Staff => builder = builder.security(SecurityRequirement::new("tutor", Vec::<String>::new())),
        // Scopes of a cookie may name the roles that are needed (OpenAPI 3.1): one of these is enough.
        Access::May(permission) => {
            let roles = roles(permission).iter().map(|role| role.as_str());
            builder = builder.security(SecurityRequirement::new("tutor", roles));
        }
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
        List(name) => {
            let list = ArrayBuilder::new().items(Ref::from_schema_name(name)).build();
            ("application/json", Content::new(Some(list)))
        }
        Credential => ("application/vc+ld+json", Content::new(Some(any(Type::Object)))),
        Object => ("application/json", Content::new(Some(any(Type::Object)))),
        Picture => ("image/*", Content::new(Some(any(Type::String)))),
        Text => ("text/plain", Content::new(Some(any(Type::String)))),
    })
}
