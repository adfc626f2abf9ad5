//! Counts again in the reader's browser, by the code that counted on the server.

use domain::count::record;
use wasm_bindgen::prelude::wasm_bindgen;

/// Counts the ballots of `file` (`.pb`, or JSON Lines of our own: `docs/formats.md`) by `rule`, its canonical JSON, and
/// answers the outcome with its steps as JSON; an error in words that name the place.
#[wasm_bindgen]
pub fn recount(file: &[u8], rule: &str) -> Result<String, String> {
    let outcome = record::count(file, rule).map_err(|error| error.to_string())?;
    serde_json::to_string(&outcome).map_err(|error| error.to_string())
}
