//! What is shown when there is nothing else to show.

use crate::form::Refusal;
use crate::shell::{Cx, Page};
use leptos::prelude::*;

/// The page of an HTTP `status`, with the refusal behind it where there is one.
#[must_use]
pub fn status(cx: &Cx, status: u16, refusal: Option<Refusal>) -> Page {
    let text = cx.text();
    let heading = text.status_heading(status);
    let advice = refusal.map_or_else(|| text.status_advice(status), |refusal| text.refusal(refusal));
    Page::new(
        heading,
        view! {
            <h1>{heading}</h1>
            <p class="lead">{advice}</p>
            <p class="lead"><a class="button" href="/">{text.to_front_page()}</a></p>
        },
    )
}
