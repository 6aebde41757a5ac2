//! Parts that several pages are made of.

mod card;
mod copy_button;
mod dialog;
mod field;
mod frame;
mod load;
mod mark;
mod navigation;
mod notice;
mod page;
mod rich;
mod shell;
mod strip;
mod table;

pub use card::{ReturnCardProps, ReturnCardView};
pub use copy_button::{CopyButton, CopyButtonProps};
pub use dialog::{Dialog, DialogProps};
pub use field::{Field, field};
pub use frame::frame;
pub use load::{Load, use_load};
pub use mark::mark;
pub use navigation::{go, link, link_button, start, use_navigation};
pub use notice::{Tone, announced, button, failed, notice, specimen, submit, waiting};
pub use page::{Page, PageProps, failure_page, section};
pub use rich::{Rich, RichProps};
pub use shell::{Shell, ShellProps};
pub use strip::{Strip, StripProps};
pub use table::{table, wide_table};
