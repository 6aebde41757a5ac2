//! The learner's pages, one file each.

mod attempt;
mod badge;
mod catalogue;
mod credential;
mod follow;
mod join;
mod me;
mod micro_credential;
mod missing;
mod practice;
mod practice_result;
mod result;
mod shared;

pub use attempt::{AttemptPage, AttemptPageProps};
pub use catalogue::CataloguePage;
pub use credential::{CredentialPage, CredentialPageProps};
pub use follow::FollowPage;
pub use join::{JoinPage, looks_like_email};
pub use me::MePage;
pub use micro_credential::{MicroCredentialPage, MicroCredentialPageProps};
pub use missing::missing_page;
pub use practice::{PracticePage, PracticePageProps};
pub use practice_result::{PracticeResultPage, PracticeResultPageProps};
pub use result::{ResultPage, ResultPageProps};
pub use shared::SharedPage;
