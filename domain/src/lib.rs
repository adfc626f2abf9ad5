//! What is true whatever the database or the browser.
