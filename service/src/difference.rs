//! What changed between two texts, as pieces a page can mark.

use similar::{ChangeTag, TextDiff};

/// A run of characters and what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// In both texts.
    Kept(String),
    /// In the old one only.
    Gone(String),
    /// In the new one only.
    Added(String),
}

/// What leads from `old` to `new`, word by word; in Chinese that is nearly character by character.
#[must_use]
pub fn pieces(old: &str, new: &str) -> Vec<Piece> {
    let diff = TextDiff::from_unicode_words(old, new);
    let mut pieces: Vec<Piece> = Vec::new();
    for change in diff.iter_all_changes() {
        let text = change.value();
        match (change.tag(), pieces.last_mut()) {
            (ChangeTag::Equal, Some(Piece::Kept(run)))
            | (ChangeTag::Delete, Some(Piece::Gone(run)))
            | (ChangeTag::Insert, Some(Piece::Added(run))) => run.push_str(text),
            (ChangeTag::Equal, _) => pieces.push(Piece::Kept(text.to_owned())),
            (ChangeTag::Delete, _) => pieces.push(Piece::Gone(text.to_owned())),
            (ChangeTag::Insert, _) => pieces.push(Piece::Added(text.to_owned())),
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::{Piece, pieces};

    #[test]
    fn what_changed_is_marked_and_nothing_else() {
        let kept = |text: &str| Piece::Kept(text.to_owned());
        assert_eq!(
            pieces("充电口 40 个，分两批", "充电口 48 个，分两批"),
            [
                kept("充电口 "),
                Piece::Gone("40".to_owned()),
                Piece::Added("48".to_owned()),
                kept(" 个，分两批")
            ]
        );
        assert_eq!(pieces("一", "一"), [kept("一")]);
        assert_eq!(pieces("", ""), []);
    }
}
