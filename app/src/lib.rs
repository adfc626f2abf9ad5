//! What people see: pages rendered on the server, and a few islands for the browser.
//!
//! Two builds share this crate. `ssr` is linked into the server and renders every page; `hydrate` becomes the wasm
//! that brings the islands to life. Pages never depend on the second: an island only improves what already works.

pub mod islands;

/// Where the browser's side begins: `boot.js` calls it once, before it wakes the islands one by one.
#[cfg(feature = "hydrate")]
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    leptos::mount::hydrate_islands();
}
