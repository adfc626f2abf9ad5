//! What is shown when there is nothing else to show.

use crate::form::Refusal;
use crate::path;
use crate::shell::{Cx, Page};
use domain::policy::Denied;
use leptos::prelude::*;

/// The page of an HTTP `status`, with the refusal behind it where there is one, and one next step: signing in, the
/// same page again where `again` may help, or the front page.
#[must_use]
pub fn status(cx: &Cx, status: u16, refusal: Option<Refusal>, again: bool) -> Page {
    let text = cx.text();
    let heading = text.status_heading(status);
    // The heading says 请先登录 already.
    let refusal = refusal.filter(|_says| status != 401);
    // One's own page knows whether there is a password to sign in with, or one to set first.
    let needs_password = refusal == Some(Refusal::Denied(Denied::NeedsPassword));
    let advice = refusal.map_or_else(|| text.status_advice(status), |refusal| text.refusal(refusal));
    let (to, words) = match status {
        401 if again => (path::sign_in_from(&cx.here), text.sign_in()),
        401 => (path::sign_in(), text.sign_in()),
        _ if needs_password => (path::me(), text.to_own_page()),
        408 | 429 | 500..=599 if again => (cx.here.clone(), text.try_again()),
        _ => ("/".to_owned(), text.to_front_page()),
    };
    Page::new(
        heading,
        view! {
            <h1>{heading}</h1>
            <p class="lead">{advice}</p>
            <p class="lead"><a class="button" href=to>{words}</a></p>
        },
    )
}
