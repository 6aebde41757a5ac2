//! Parts that several pages are made of.

mod field;
mod frame;
mod load;
mod mark;
mod navigation;
mod notice;
mod page;
mod rich;
mod shell;

pub use field::{Field, FieldProps};
pub use frame::frame;
pub use load::{Load, use_load};
pub use mark::mark;
pub use navigation::{Link, LinkProps, Navigator, NavigatorProps, use_go, use_route};
pub use notice::{Busy, BusyProps, Tone, announced, failed, notice, specimen, waiting};
pub use page::{Page, PageProps, failure_page};
pub use rich::{Rich, RichProps};
pub use shell::{Shell, ShellProps};
