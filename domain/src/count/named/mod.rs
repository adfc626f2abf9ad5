//! Rules by short names, for a command line or a form: each name stands for one rule with every choice stated.
//!
//! A name pins nothing by itself. What is published and hashed is always the whole rule that it stands for.

mod budget;
mod choice;
mod vote;

pub use budget::{BudgetName, NameError, official};
pub use choice::{ChoiceName, Question};
pub use vote::VoteName;
