//! Counts again in the reader's browser, by the code that counted on the server.
//!
//! One module each for choices, budgets, and votes decided by a bar: a page knows which its vote is, and its reader
//! fetches only that.

use domain::count::{canonical, record};
use domain::log::note::VerifierKey;
use domain::record::counter::Counter;
use domain::record::verify::{Engine, verify};
use wasm_bindgen::prelude::wasm_bindgen;

/// Counts the ballots of `file` (JSON Lines: `docs/formats.md`) by `rule`, the canonical JSON of a rule for choices,
/// and answers the outcome with its steps as canonical JSON; an error in words that name the place.
#[cfg(feature = "choice")]
#[wasm_bindgen]
pub fn recount_choice(file: &[u8], rule: &str) -> Result<String, String> {
    let outcome = record::count_choice(file, rule).map_err(|error| error.to_string())?;
    canonical::json(&outcome).map_err(|error| error.to_string())
}

/// Checks the record of a vote of choices among options as [`checked`] says.
#[cfg(feature = "choice")]
#[wasm_bindgen]
pub fn verify_choice(record: &[u8], key: &str) -> Result<String, String> {
    checked(record, key, &[Counter::CHOICE])
}

/// Counts the ballots of `file` (`.pb`, or JSON Lines: `docs/formats.md`) by `rule`, the canonical JSON of a rule for
/// budgets, and answers the outcome with its steps as canonical JSON; an error in words that name the place.
#[cfg(feature = "budget")]
#[wasm_bindgen]
pub fn recount_budget(file: &[u8], rule: &str) -> Result<String, String> {
    let outcome = record::count_budget(file, rule).map_err(|error| error.to_string())?;
    canonical::json(&outcome).map_err(|error| error.to_string())
}

/// Checks the record of a vote of budgets as [`checked`] says.
#[cfg(feature = "budget")]
#[wasm_bindgen]
pub fn verify_budget(record: &[u8], key: &str) -> Result<String, String> {
    checked(record, key, &[Counter::BUDGET])
}

/// Decides by `rule`, the canonical JSON of a rule for a vote decided by a bar, from the answers in `file` (JSON Lines:
/// `docs/formats.md`), and answers the outcome as canonical JSON; an error in words that name the place.
#[cfg(feature = "vote")]
#[wasm_bindgen]
pub fn recount_vote(file: &[u8], rule: &str) -> Result<String, String> {
    let decision = record::decide_vote(file, rule).map_err(|error| error.to_string())?;
    canonical::json(&decision).map_err(|error| error.to_string())
}

/// Checks the record of a vote of votes decided by a bar as [`checked`] says.
#[cfg(feature = "vote")]
#[wasm_bindgen]
pub fn verify_vote(record: &[u8], key: &str) -> Result<String, String> {
    checked(record, key, &[Counter::VOTE])
}

/// Checks a record from end to end and counts it again. `key` is the log's as the page has it; where that is empty the
/// key in the record is taken at its word. Answers `{"account":…,"outcome":…}`, what was found and the outcome with its
/// steps; or what differs and where, `{"code":…,"file":…,"line":…,"shown":…,"stage":…}`.
fn checked(record: &[u8], key: &str, counters: &[Counter]) -> Result<String, String> {
    let key: Option<VerifierKey> = match key {
        "" => None,
        key => Some(key.parse().map_err(|_malformed| "key".to_owned())?),
    };
    match verify(record, key.as_ref(), &Engine::of(counters)) {
        Ok(verified) => {
            let account = canonical::json(&verified.account).map_err(|error| error.to_string())?;
            Ok(format!("{{\"account\":{account},\"outcome\":{}}}", verified.outcome))
        }
        Err(fault) => Err(canonical::json(&fault).map_err(|error| error.to_string())?),
    }
}

#[cfg(test)]
mod tests {
    const BALLOTS: &[u8] = b"{\"format\":\"yishi-ballots/1\",\"options\":[\"a\",\"b\"]}\n{\"options\":[2]}\n";
    const RULE: &str = r#"{"format":"yishi-choice-rule/1","method":{"plurality":
        {"ballots":{},"seats":1,"weights":"heads","ties":{"criteria":[],"lot":null}}}}"#;

    #[test]
    fn a_page_gets_json_or_words() {
        let outcome = super::recount_choice(BALLOTS, RULE).unwrap_or_default();
        let outcome: serde_json::Value = serde_json::from_str(&outcome).unwrap_or_default();
        assert_eq!(outcome["sum"]["winners"], serde_json::json!([2]));
        let error = super::recount_choice(b"{\n", RULE).unwrap_err();
        assert_eq!(error, "1:1: json_invalid unexpected end");
        let error = super::recount_budget(BALLOTS, "{}").unwrap_err();
        assert_eq!(error, "rule: missing field `format` at line 1 column 2");
    }
}
