//! Files of a record as text, line by line, each in the one way it is written.

use super::fault::{Fault, FaultCode, Stage};
use crate::count::canonical;
use crate::count::json::tree::{self, Node, Value};

/// A file of a record.
#[derive(Clone, Copy, Debug)]
pub(super) struct File<'a> {
    pub(super) stage: Stage,
    pub(super) name: &'a str,
    pub(super) text: &'a str,
}

impl<'a> File<'a> {
    pub(super) fn new(stage: Stage, name: &'a str, bytes: &'a [u8]) -> Result<Self, Fault> {
        let text = std::str::from_utf8(bytes);
        let text = text.map_err(|_any| Fault::new(stage, name, FaultCode::NotText))?;
        Ok(Self { stage, name, text })
    }

    /// The lines, each of which has its end.
    pub(super) fn lines(&self) -> Result<impl Iterator<Item = &'a str> + Clone + use<'a>, Fault> {
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            return Err(self.fault(FaultCode::NotText));
        }
        Ok(self.text.split_terminator('\n'))
    }

    pub(super) fn fault(&self, code: FaultCode) -> Fault {
        Fault::new(self.stage, self.name, code)
    }

    /// Reads what is canonical JSON from end to end.
    pub(super) fn read(&self) -> Result<Node<'a>, Fault> {
        node(self.text).map_err(|(code, shown)| self.fault(code).showing(&shown))
    }

    /// Reads the line with this index, which is canonical JSON.
    pub(super) fn read_line(&self, index: usize, line: &'a str) -> Result<Node<'a>, Fault> {
        node(line).map_err(|(code, shown)| self.fault(code).at(index).showing(&shown))
    }

    /// That this file is `expected`, to the byte.
    pub(super) fn must_be(&self, expected: &str, code: FaultCode) -> Result<(), Fault> {
        if self.text == expected {
            return Ok(());
        }
        let both = self.text.split('\n').zip(expected.split('\n'));
        let same = both.take_while(|(found, expected)| found == expected).count();
        let line = expected.split('\n').nth(same).unwrap_or_default();
        Err(self.fault(code).at(same).showing(line))
    }
}

/// What canonical JSON says. Trees instead of types: one code reads every file, and the reader's browser fetches it.
#[inline(never)]
pub(super) fn node(text: &str) -> Result<Node<'_>, (FaultCode, String)> {
    let node = tree::parse(text).map_err(|error| (FaultCode::JsonInvalid, error.to_string()))?;
    if names_are_single(&node) && canonical::json(&node).as_deref() == Ok(text) {
        Ok(node)
    } else {
        Err((FaultCode::NotCanonical, String::new()))
    }
}

/// Whether no object has one name twice: readers would differ in which of them they take.
fn names_are_single(node: &Node<'_>) -> bool {
    match &node.value {
        Value::List(items) => items.iter().all(names_are_single),
        Value::Fields(fields) => {
            let names = || fields.iter().map(|(name, _)| name.text());
            // Canonical text has them ascending.
            names().zip(names().skip(1)).all(|(one, next)| one < next)
                && fields.iter().all(|(_, value)| names_are_single(value))
        }
        _ => true,
    }
}

/// The values under these names, where an object has them and no others.
pub(super) fn fields<'n, 'a, const N: usize>(
    node: &'n Node<'a>,
    names: [&str; N],
) -> Option<[&'n Node<'a>; N]> {
    let Value::Fields(fields) = &node.value else { return None };
    let values = names.map(|name| node.field(name));
    if fields.len() != N || values.iter().any(Option::is_none) {
        return None;
    }
    Some(values.map(|value| value.unwrap_or(node)))
}
