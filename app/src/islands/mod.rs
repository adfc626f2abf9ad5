//! The few parts of a page that move in the browser. Each improves what already works without it.
