//! What people see: pages rendered on the server (`ssr`), and a few islands for the browser (`hydrate`).
//!
//! A page is a function of what was read, and nothing else: it awaits nothing, asks nothing, and returns HTML.
//! `server` reads, `app` shows. ARCHITECTURE.md says why there is one router (axum's) and no second one here.

#[cfg(feature = "ssr")]
pub mod explain;
#[cfg(feature = "ssr")]
pub mod form;
pub mod islands;
#[cfg(feature = "ssr")]
pub mod pages;
#[cfg(feature = "ssr")]
pub mod path;
#[cfg(feature = "ssr")]
pub mod shell;
#[cfg(feature = "ssr")]
pub mod text;
#[cfg(feature = "ssr")]
pub mod ui;

/// Where the browser's side begins: `boot.js` calls it once, before it wakes the islands one by one.
#[cfg(feature = "hydrate")]
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    leptos::mount::hydrate_islands();
}
