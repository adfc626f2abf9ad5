//! Checks records and counts them again in the reader's browser, by the code that counted on the server.
//!
//! A module each for votes decided by a bar, for the families of rules that choose among options, and for budgets: a
//! page knows which its vote has, and its reader fetches only those. Of a ballot that mixes them each module checks the
//! record and counts its own questions.

use domain::count::canonical::{self, Sha256Hex};
use domain::log::note::VerifierKey;
use domain::record::counter::Counter;
use domain::record::verify::{Engine, verify};
use wasm_bindgen::prelude::wasm_bindgen;

/// The kinds of rules that this module counts.
const COUNTERS: &[Counter] = &[
    #[cfg(feature = "sums")]
    Counter::SUMS,
    #[cfg(feature = "runoff")]
    Counter::RUNOFF,
    #[cfg(feature = "pairs")]
    Counter::PAIRS,
    #[cfg(feature = "stv")]
    Counter::STV,
    #[cfg(feature = "phragmen")]
    Counter::PHRAGMEN,
    #[cfg(feature = "pav")]
    Counter::PAV,
    #[cfg(feature = "greedy")]
    Counter::GREEDY,
    #[cfg(feature = "budget")]
    Counter::BUDGET,
    #[cfg(feature = "vote")]
    Counter::VOTE,
];

/// What this module checks with. Only votes decided by a bar have a record by unit, for their owners.
fn engine() -> Engine<'static> {
    let engine = Engine::of(COUNTERS);
    if cfg!(feature = "vote") { engine.with_openings() } else { engine }
}

/// Checks a record from end to end and counts it again. `key` is the log's as the page has it; where that is empty the
/// key in the record is taken at its word.
///
/// Answers `{"account":…,"outcome":…,"outcome_sha256":…}`: what was found, and the outcome with its steps and hash. If
/// something differs the error is `{"code":…,"file":…,"line":…,"shown":…,"stage":…}`, and `key` if that is no key.
#[wasm_bindgen]
pub fn verify_record(record: &[u8], key: &str) -> Result<String, String> {
    let key: Option<VerifierKey> = match key {
        "" => None,
        key => Some(key.parse().map_err(|_malformed| "key".to_owned())?),
    };
    match verify(record, key.as_ref(), &engine()) {
        Ok(verified) => {
            let account = canonical::json(&verified.account).map_err(|error| error.to_string())?;
            let (outcome, hash) = (&verified.outcome, Sha256Hex::of(verified.outcome.as_bytes()));
            Ok(format!("{{\"account\":{account},\"outcome\":{outcome},\"outcome_sha256\":\"{hash}\"}}"))
        }
        Err(fault) => Err(canonical::json(&fault).map_err(|error| error.to_string())?),
    }
}

#[cfg(test)]
#[path = "../../domain/tests/record/make.rs"]
#[expect(dead_code, reason = "the tests of the rules look closer")]
mod make;

#[cfg(test)]
mod tests {
    use super::make::{Kind, make};
    use super::verify_record;

    #[test]
    fn a_page_gets_the_outcome_or_what_differs() {
        for kind in Kind::ALL {
            let made = make(kind, 14);
            let answer = verify_record(&made.record, &made.key.public().to_string()).unwrap();
            let answer: serde_json::Value = serde_json::from_str(&answer).unwrap();
            assert_eq!(answer["outcome"]["format"], "yishi-outcome/1");
            assert_eq!(answer["account"]["heads"], 14);
            let fault = verify_record(&made.record[1..], "").unwrap_err();
            let fault: serde_json::Value = serde_json::from_str(&fault).unwrap();
            assert_eq!(
                (fault["stage"].as_str(), fault["code"].as_str()),
                (Some("archive"), Some("archive_not_zip"))
            );
            assert_eq!(verify_record(&made.record, "poster"), Err("key".to_owned()));
            if let Some(unit_level) = made.unit_level {
                let answer = verify_record(&unit_level, "").unwrap();
                let answer: serde_json::Value = serde_json::from_str(&answer).unwrap();
                assert_eq!(answer["account"]["openings"], answer["account"]["counting"]);
            }
        }
    }
}
