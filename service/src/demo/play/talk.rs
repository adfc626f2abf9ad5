//! What is said, hidden and appealed.

use super::Player;
use crate::Result;
use crate::demo::content::Role;

impl Player<'_> {
    /// What a body says in the talk.
    pub(super) async fn say_officially(&mut self, _matter: usize, _by: Role, _text: &str) -> Result<()> {
        Ok(())
    }
}
