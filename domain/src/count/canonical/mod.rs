//! One way to write a value as JSON, so that equal values have equal hashes everywhere.
//!
//! Keys sorted, no blanks, whole numbers only: RFC 8785 without its floating point. Anyone can check a
//! hash with `sha256sum` over the published bytes.

mod writer;

use std::fmt::Write as _;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use writer::Writer;

/// Why a value has no canonical form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CanonicalError {
    /// It does not serialise to JSON at all: a map whose keys are not strings, a number beyond 64 bits.
    #[error("not_json")]
    NotJson,
    /// It holds a number that is not whole.
    #[error("not_whole")]
    NotWhole,
}

/// A SHA-256 in 64 lower-case hexadecimal digits.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Sha256Hex(String);

impl Sha256Hex {
    /// The hash of `bytes`.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        let mut hex = String::with_capacity(64);
        for byte in Sha256::digest(bytes) {
            // Writing to a String cannot fail.
            let _ = write!(hex, "{byte:02x}");
        }
        Self(hex)
    }

    /// The digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A text that is not 64 lower-case hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not_a_hash")]
pub struct NotAHash;

impl TryFrom<String> for Sha256Hex {
    type Error = NotAHash;
    fn try_from(text: String) -> Result<Self, NotAHash> {
        let fits = text.len() == 64 && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
        if fits { Ok(Self(text)) } else { Err(NotAHash) }
    }
}

impl From<Sha256Hex> for String {
    fn from(hash: Sha256Hex) -> Self {
        hash.0
    }
}

impl std::fmt::Display for Sha256Hex {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// `value` as canonical JSON.
pub fn json(value: &impl Serialize) -> Result<String, CanonicalError> {
    let mut writer = Writer::default();
    value.serialize(&mut writer)?;
    Ok(writer.out)
}

/// The SHA-256 of `value`'s canonical JSON in UTF-8.
pub fn hash(value: &impl Serialize) -> Result<Sha256Hex, CanonicalError> {
    json(value).map(|text| Sha256Hex::of(text.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_sorted_and_nothing_is_added() {
        let value = serde_json::json!({"b": [1, null, true], "a": {"d": "议\n\"", "c": -3}});
        assert_eq!(json(&value).as_deref(), Ok(r#"{"a":{"c":-3,"d":"议\n\""},"b":[1,null,true]}"#));
        assert_eq!(json(&serde_json::json!({"a": 0.5})), Err(CanonicalError::NotWhole));
    }

    #[test]
    fn every_kind_of_value_is_written_as_serde_json_writes_it() {
        #[derive(Serialize)]
        enum Kind {
            Unit,
            Newtype(u8),
            Tuple(i8, char),
            Struct { z: bool, a: Option<Vec<()>> },
        }
        let kinds = [
            Kind::Unit,
            Kind::Newtype(7),
            Kind::Tuple(-7, '"'),
            Kind::Struct { z: true, a: None },
            Kind::Struct { z: false, a: Some(vec![(), ()]) },
        ];
        let texts = ["", "业主", "a\"b\\c/", "\u{0}\u{8}\t\n\u{b}\u{c}\r\u{1f}\u{7f}\u{2028}"];
        let by_text: std::collections::BTreeMap<_, _> = texts.into_iter().zip([u64::MAX, 1, 0, 12]).collect();
        let by_number: std::collections::BTreeMap<_, _> = [(3_i64, i64::MIN), (-3, i64::MAX)].into();
        let value = (kinds, texts, by_text, by_number, u32::MAX);
        // Its maps are sorted, and so are ours.
        assert_eq!(json(&value).ok(), serde_json::to_value(&value).ok().map(|value| value.to_string()));
        let list_as_name: std::collections::BTreeMap<_, _> = [(vec![1], 1)].into();
        assert_eq!(json(&list_as_name), Err(CanonicalError::NotJson));
    }

    #[test]
    fn the_hash_is_sha256_over_the_bytes() {
        // printf '{}' | sha256sum
        let expected = "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a";
        assert_eq!(hash(&serde_json::json!({})).as_ref().map(Sha256Hex::as_str), Ok(expected));
        assert_eq!(Sha256Hex::try_from("ABC".to_owned()), Err(NotAHash));
    }
}
