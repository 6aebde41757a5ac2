//! What answers say of the items: classical statistics of each item, and which items somebody should look at.
//!
//! Pure: responses come in, figures go out. Every figure stands beside the number of answers that it rests on, and nothing is flagged
//! with fewer than [`FEWEST`] of them. The figures describe; they change no item and no verdict. (Estimating the parameters of items
//! from answers will live here too.)
//!
//! **Against what an item's answers are held.** An item discriminates if those who can do more are right more often. On a form that
//! everyone takes whole, "can do more" is the score on the rest of the form, and the correlation is the corrected item-rest
//! correlation. In an adaptive test everyone has other items, so that number-right scores of different learners mean different
//! things; the caller gives the estimate of ability from all *other* answers of the learner instead ([`Observation::ability`]). With
//! the item itself among them the correlation would rise by its own noise (Henrysson 1963, doi:10.1007/BF02289618). Because an
//! adaptive test gives an item to those near its difficulty, abilities vary less and correlations come out lower than on a form for
//! everyone: compare them between items of one test, not with tables for fixed forms.

mod flag;
mod item;
mod moments;
mod options;

pub use flag::{FEWEST, Flag};
pub use item::{Correlation, Exposure, Given, ItemStatistics, Observation, Proportion, Quartiles, item_statistics};
pub use options::OptionStatistics;
