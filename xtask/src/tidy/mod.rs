//! The invariants that neither the compiler nor a lint can check, read from the tree itself.
//!
//! A rule looks at all files and names the places that break it. Each has a test in which it does.

mod layers;
mod rust;
mod shape;
mod sql;

use anyhow::{Context, Result, bail};
use std::process::Command;

use crate::shell::{output, root};

/// One text file of the tree.
struct File {
    /// From the root, with `/`.
    path: String,
    text: String,
    /// Rust only: the text with comments and literals blanked out, so that only code is left, line for line.
    code: String,
    /// Rust only: the text of the literals, everything else blanked out.
    literals: String,
}

impl File {
    fn new(path: &str, text: &str) -> Self {
        let (code, literals) = if path.ends_with(".rs") { rust::split(text) } else { Default::default() };
        Self { path: path.to_owned(), text: text.to_owned(), code, literals }
    }

    fn is_rust(&self) -> bool {
        self.path.ends_with(".rs")
    }

    fn is_in(&self, folders: &[&str]) -> bool {
        folders.iter().any(|folder| self.path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/')))
    }
}

/// What a rule found: where, and what stands there.
#[derive(Debug, PartialEq)]
struct Fault {
    path: String,
    line: usize,
    what: String,
}

impl Fault {
    fn new(file: &File, line: usize, what: impl Into<String>) -> Self {
        Self { path: file.path.clone(), line, what: what.into() }
    }
}

/// An invariant.
struct Rule {
    name: &'static str,
    why: &'static str,
    find: fn(&[File]) -> Vec<Fault>,
}

fn rules() -> impl Iterator<Item = &'static Rule> {
    layers::RULES.iter().chain(sql::RULES).chain(shape::RULES)
}

/// Checks every file that git knows or would add.
pub(crate) fn check_tree() -> Result<()> {
    let list = output(Command::new("git").current_dir(root()).args([
        "ls-files",
        "--cached",
        "--others",
        "--exclude-standard",
        "-z",
    ]))?;
    let mut files = Vec::new();
    for path in list.split_terminator('\0') {
        let full = root().join(path);
        // Deleted but not yet committed, or a picture.
        if !full.is_file() {
            continue;
        }
        let bytes = std::fs::read(&full).with_context(|| path.to_owned())?;
        if let Ok(text) = String::from_utf8(bytes) {
            files.push(File::new(path, &text));
        }
    }
    let mut count = 0;
    for rule in rules() {
        let faults = (rule.find)(&files);
        if faults.is_empty() {
            continue;
        }
        println!("\n{}: {}", rule.name, rule.why);
        for Fault { path, line, what } in &faults {
            println!("  {path}:{line}: {what}");
        }
        count += faults.len();
    }
    if count > 0 {
        bail!("{count} places break a rule");
    }
    Ok(())
}

/// Every place where one of these words stands, as `(line, word)`; a word's neighbours are no letters, digits or `_`
/// on those of its sides that are themselves such.
fn words<'a>(text: &'a str, looked_for: &'a [&'a str]) -> impl Iterator<Item = (usize, &'a str)> {
    text.lines().zip(1..).flat_map(move |(line, number)| {
        looked_for.iter().filter(move |word| has_word(line, word)).map(move |word| (number, *word))
    })
}

fn has_word(line: &str, word: &str) -> bool {
    let inner = |letter: Option<char>| letter.is_some_and(|letter| letter.is_alphanumeric() || letter == '_');
    line.match_indices(word).any(|(start, _)| {
        let before = inner(word.chars().next()) && inner(line[..start].chars().next_back());
        let after = inner(word.chars().next_back()) && inner(line[start + word.len()..].chars().next());
        !before && !after
    })
}

/// A rule's own test: the named one finds exactly these lines in one file.
#[cfg(test)]
fn check(name: &str, path: &str, text: &str, lines: &[usize]) {
    let rule = rules().find(|rule| rule.name == name);
    let files = [File::new(path, text)];
    let found: Vec<_> =
        rule.into_iter().flat_map(|rule| (rule.find)(&files)).map(|fault| fault.line).collect();
    assert!(rule.is_some(), "no rule is called {name}");
    assert_eq!(found, lines, "{name} in {path}:\n{text}");
}

#[cfg(test)]
mod tests {
    use super::{has_word, rules};

    #[test]
    fn words_stand_alone() {
        assert!(has_word("a: f32,", "f32"));
        assert!(!has_word("a: bf32,", "f32"));
        assert!(has_word("Utc::now()", "now("));
        assert!(!has_word("unknow(", "now("));
        assert!(has_word("x <textarea>", "<textarea"));
    }

    #[test]
    fn every_rule_has_its_own_name() {
        let mut names: Vec<_> = rules().map(|rule| rule.name).collect();
        names.sort_unstable();
        let all = names.len();
        names.dedup();
        assert_eq!(names.len(), all);
    }
}
