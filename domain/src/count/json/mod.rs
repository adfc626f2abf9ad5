//! Reading JSON in two steps, text to tree and tree to value, where `serde_json` takes one.
//!
//! `serde_json` compiles its reader anew for every type, and serde's derived code for every way in which any format
//! might hold a struct; that was a third of the engine that readers fetch. Here the reader is compiled once, and
//! derived code is asked for one way only. What is read is the same, but for numbers: only whole ones of 64 bits.

pub(crate) mod tree;
mod value;

use serde::de::{DeserializeOwned, Expected, Unexpected};

/// Why JSON cannot be read, and where.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", .0.message)]
pub struct JsonError(Box<Wrong>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Wrong {
    message: String,
    /// The offset of the last byte of what is wrong, once it is known.
    end: Option<usize>,
}

impl JsonError {
    fn new(message: &str, end: Option<usize>) -> Self {
        Self(Box::new(Wrong { message: message.to_owned(), end }))
    }

    /// The same at this offset, unless its place is known more closely.
    fn at(mut self, end: usize) -> Self {
        self.0.end.get_or_insert(end);
        self
    }

    /// The offset of the last byte of what is wrong.
    #[must_use]
    pub fn offset(&self) -> usize {
        self.0.end.unwrap_or_default()
    }

    /// The same with its line and column in `text` in its words.
    fn placed_in(self, text: &str) -> Self {
        let before = text.as_bytes().get(..self.offset()).unwrap_or_default();
        let line = before.split(|byte| *byte == b'\n');
        let (lines, column) = line.fold((0_usize, 0), |(lines, _), line| (lines + 1, line.len() + 1));
        let message = format!("{} at line {lines} column {column}", self.0.message);
        Self::new(&message, self.0.end)
    }
}

impl serde::de::Error for JsonError {
    fn custom<T: std::fmt::Display>(message: T) -> Self {
        Self::new(&message.to_string(), None)
    }

    // These two stand where serde has its own, which also writes floating point, and is large for that.
    fn invalid_type(found: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::differs("type", found, expected)
    }

    fn invalid_value(found: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::differs("value", found, expected)
    }
}

impl JsonError {
    fn differs(what: &str, found: Unexpected<'_>, expected: &dyn Expected) -> Self {
        let found = match found {
            Unexpected::Bool(is) => format!("boolean `{is}`"),
            Unexpected::Unsigned(number) => format!("integer `{number}`"),
            Unexpected::Signed(number) => format!("integer `{number}`"),
            Unexpected::Str(text) => format!("string \"{text}\""),
            Unexpected::Unit => "null".to_owned(),
            Unexpected::Seq => "sequence".to_owned(),
            Unexpected::Map => "map".to_owned(),
            Unexpected::UnitVariant => "unit variant".to_owned(),
            _ => "something else".to_owned(),
        };
        Self::new(&format!("invalid {what}: {found}, expected {expected}"), None)
    }
}

/// Reads the whole of `text`; an error says where it is, by line and column in bytes.
pub fn read<T: DeserializeOwned>(text: &str) -> Result<T, JsonError> {
    let read = tree::parse(text).and_then(|node| T::deserialize(&node).map_err(|error| error.at(node.end)));
    read.map_err(|error| error.placed_in(text))
}

/// Reads a part of a tree.
pub(crate) fn read_node<T: DeserializeOwned>(node: &tree::Node<'_>) -> Result<T, JsonError> {
    T::deserialize(node).map_err(|error| error.at(node.end))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde::Deserialize;

    use super::*;

    #[derive(Debug, PartialEq, Deserialize)]
    #[serde(deny_unknown_fields, rename_all = "snake_case")]
    enum Shape {
        Dot,
        Line(u16),
        Box { width: i32, name: Option<String>, holes: Vec<(u8, bool)> },
    }

    #[test]
    fn errors_name_their_place() {
        for (text, expected) in [
            ("", "unexpected end at line 1 column 1"),
            ("[\n\"dto\"]", "unknown variant `dto`, expected one of `dot`, `line`, `box` at line 2 column 5"),
            ("[\"dot\",]", "expected value at line 1 column 8"),
            ("[\"dot\"", "unexpected end at line 1 column 6"),
            ("[{\"line\":-1}]", "invalid type: integer `-1`, expected u16 at line 1 column 11"),
            ("[{\"line\":70000}]", "invalid value: integer `70000`, expected u16 at line 1 column 14"),
            ("[{\"line\":0.5}]", "not a whole number at line 1 column 11"),
            ("[{\"line\":99999999999999999999}]", "number out of range at line 1 column 29"),
            ("[\"line\"]", "invalid type: unit variant, expected newtype variant at line 1 column 7"),
            ("[{\"dot\":1}]", "invalid type: integer `1`, expected unit variant at line 1 column 9"),
            ("[{}]", "expected one variant at line 1 column 3"),
            ("[{\"box\":{\"name\":null}}]", "missing field `width` at line 1 column 21"),
            (
                "[{\"box\":{\"nmae\":null}}]",
                "unknown field `nmae`, expected one of `width`, `name`, `holes` \
              at line 1 column 15",
            ),
            ("[{\"box\":{\"width\":1,\"holes\":[[1,true,2]]}}]", "list too long at line 1 column 38"),
            (
                "[{\"box\":{\"width\":1,\"holes\":[[1]]}}]",
                "invalid length 1, expected a tuple of size 2 at line 1 column 31",
            ),
            ("[] []", "trailing characters at line 1 column 4"),
        ] {
            let error = read::<Vec<Shape>>(text).expect_err(text);
            assert_eq!(error.to_string(), expected, "{text}");
        }
        let deep = "[".repeat(100_000);
        assert!(read::<serde_json::Value>(&deep).is_err(), "deeper than the stack");
    }

    const SAMPLE: &str =
        r#" {"box" : {"width":-7,"name":"\u8bae \ud83c\udfe0\n\"\\/", "holes":[[1,true],[2,false]]}} "#;

    #[test]
    fn what_is_read_is_what_was_written() {
        let name = Some("议 🏠\n\"\\/".to_owned());
        let shape = Shape::Box { width: -7, name, holes: vec![(1, true), (2, false)] };
        assert_eq!(read::<Shape>(SAMPLE), Ok(shape));
        assert_eq!(
            read::<Vec<Shape>>("[\"dot\",{\"dot\":null},{\"line\":3}]"),
            Ok(vec![Shape::Dot, Shape::Dot, Shape::Line(3)])
        );
    }

    proptest! {
        #[test]
        fn any_text_is_read_as_serde_json_reads_it(at in 0..SAMPLE.len(), to in "[\\PC\"\\\\\\[\\]{}:,0-9-]{0,2}", cut in 0..3_usize) {
            let mut text = SAMPLE.to_owned();
            text.replace_range(at..(at + cut).min(text.len()), &to);
            let theirs: Result<serde_json::Value, _> = serde_json::from_str(&text);
            match read::<serde_json::Value>(&text) {
                Ok(ours) => prop_assert_eq!(ours, theirs.expect("what we read")),
                Err(error) => prop_assert!(
                    theirs.is_err() || error.to_string().contains("number"), "{} of {}", error, text
                ),
            }
        }
    }
}
