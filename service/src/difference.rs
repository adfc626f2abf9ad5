//! What changed between two texts, for a person to read: by words, and by characters where a script has no blanks.

use similar::{ChangeTag, DiffTag, TextDiff};

/// Lines, or words of a changed passage, beyond which two texts are shown one after the other instead of compared:
/// comparing takes time with the product of what differs.
const COMPARED_MAX: usize = 3_000;
/// Passages that share less than one in this many words read better as a whole than in shreds.
const SHARED_WORDS_MIN: usize = 4;

/// What became of a piece of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// Stands as it stood.
    Same,
    /// Is gone.
    Removed,
    /// Is new.
    Added,
}

/// A piece of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// What became of it.
    pub change: Change,
    /// As it was typed; no line break in it.
    pub text: String,
}

/// The two texts in one, line by line; a line without pieces is an empty one.
#[must_use]
pub fn difference(old: &str, new: &str) -> Vec<Vec<Piece>> {
    let mut out = Lines { lines: vec![Vec::new()] };
    if old.lines().count().max(new.lines().count()) > COMPARED_MAX {
        out.push(Change::Removed, old);
        out.push(Change::Added, new);
        return out.lines;
    }
    let lines = TextDiff::from_lines(old, new);
    for op in lines.ops() {
        let before: String = op.old_range().filter_map(|n| lines.old_slice(n)).collect();
        let after: String = op.new_range().filter_map(|n| lines.new_slice(n)).collect();
        match op.tag() {
            DiffTag::Equal => out.push(Change::Same, &after),
            DiffTag::Delete => out.push(Change::Removed, &before),
            DiffTag::Insert => out.push(Change::Added, &after),
            DiffTag::Replace => passage(&mut out, &before, &after),
        }
    }
    out.lines
}

/// A changed passage, word by word where that is readable.
fn passage(out: &mut Lines, old: &str, new: &str) {
    let long = old.chars().count().max(new.chars().count()) > COMPARED_MAX;
    let diff = (!long).then(|| TextDiff::from_unicode_words(old, new));
    let Some(diff) = diff.filter(|diff| {
        let shared = diff.iter_all_changes().filter(|change| change.tag() == ChangeTag::Equal);
        let shared = shared.filter(|change| !change.value().trim().is_empty()).count();
        shared * SHARED_WORDS_MIN >= diff.old_len().max(diff.new_len())
    }) else {
        out.push(Change::Removed, old);
        out.push(Change::Added, new);
        return;
    };
    for change in diff.iter_all_changes() {
        let what = match change.tag() {
            ChangeTag::Equal => Change::Same,
            ChangeTag::Delete => Change::Removed,
            ChangeTag::Insert => Change::Added,
        };
        out.push(what, change.value());
    }
}

struct Lines {
    lines: Vec<Vec<Piece>>,
}

impl Lines {
    fn push(&mut self, change: Change, text: &str) {
        for (n, part) in text.split('\n').enumerate() {
            if n > 0 {
                self.lines.push(Vec::new());
            }
            let Some(line) = self.lines.last_mut() else { return };
            match line.last_mut() {
                _ if part.is_empty() => {}
                Some(last) if last.change == change => last.text.push_str(part),
                _ => line.push(Piece { change, text: part.to_owned() }),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Change, difference};

    fn shown(old: &str, new: &str) -> String {
        let line = |pieces: &Vec<super::Piece>| -> String {
            pieces
                .iter()
                .map(|piece| match piece.change {
                    Change::Same => piece.text.clone(),
                    Change::Removed => format!("[-{}-]", piece.text),
                    Change::Added => format!("[+{}+]", piece.text),
                })
                .collect()
        };
        difference(old, new).iter().map(line).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn differences_are_as_small_as_they_read_well() {
        let cases = [
            ("划40个车位", "划45个车位", "划[-40-][+45+]个车位"),
            ("装两盏灯，不占人行道。", "装三盏灯，不占人行道。", "装[-两-][+三+]盏灯，不占人行道。"),
            ("一\n二\n三", "一\n三", "一\n[-二-]\n三"),
            ("一", "一\n二", "一\n[+二+]"),
            ("Put up two lamps", "Put up three lamps", "Put up [-two-][+three+] lamps"),
            ("全部重写", "另起炉灶", "[-全部重写-][+另起炉灶+]"),
            ("", "新", "[+新+]"),
            ("同", "同", "同"),
        ];
        for (old, new, expected) in cases {
            assert_eq!(shown(old, new), expected, "{old} / {new}");
        }
    }

    #[test]
    fn two_long_strangers_are_not_compared_for_ever() {
        let old: String = (0..5_000).map(|n| format!("{n}\n")).collect();
        let new: String = (5_000..10_000).map(|n| format!("{n}\n")).collect();
        assert!(difference(&old, &new).len() > 9_000);
    }
}
