//! The learner's pages, one file each.

mod attempt;
mod badge;
mod catalogue;
mod concerns;
mod credential;
mod follow;
mod join;
mod me;
mod micro_credential;
mod missing;
pub mod pathways;
mod practice;
mod practice_result;
mod principles;
mod result;
mod shared;
mod wallet;

pub use attempt::{AttemptPage, AttemptPageProps};
pub use catalogue::CataloguePage;
pub use concerns::{Appeals, AppealsProps, ReportPage, ReportPageProps};
pub use credential::{CredentialPage, CredentialPageProps};
pub use follow::FollowPage;
pub use join::{JoinPage, looks_like_email};
pub use me::MePage;
pub use micro_credential::{MicroCredentialPage, MicroCredentialPageProps};
pub use missing::missing_page;
pub use practice::{PracticePage, PracticePageProps};
pub use practice_result::{PracticeResultPage, PracticeResultPageProps};
pub use principles::{PrinciplesPage, PrinciplesPageProps};
pub use result::{ResultPage, ResultPageProps};
pub use shared::SharedPage;
pub use wallet::{HeldPage, HeldPageProps, KeptPage, WalletPage, Which};
