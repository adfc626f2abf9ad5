//! The islands: the few parts of a page that come alive in the browser.
//!
//! Each one receives finished sentences and plain data as props, never a language, a route or a server function: that
//! keeps the wasm within its budget (`cargo xtask test wasm` asserts it) and the words in `text`. Without JavaScript
//! an island is what the server rendered, which has to make sense by itself.

#![expect(missing_docs, reason = "`#[island]` makes a struct of its own beside the documented one")]

pub mod ballot_button;
pub mod char_count;
pub mod copy_text;
pub mod countdown;
mod dom;
pub mod draft_keeper;
pub mod ranking;
pub mod running_total;

pub use ballot_button::BallotButton;
pub use char_count::CharCount;
pub use copy_text::CopyText;
pub use countdown::{Countdown, CountdownWords, Plural};
pub use draft_keeper::DraftKeeper;
pub use ranking::Ranking;
pub use running_total::{Marked, RunningTotal, TotalWords};
