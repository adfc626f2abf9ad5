//! Parts of forms for longer texts: the preview, the draft kept on the device, the characters left.

use crate::islands::{CharCount, DraftKeeper};
use crate::shell::Cx;
use leptos::prelude::*;

/// The text as it will look, once it was asked for.
#[component]
pub fn Preview(
    /// The page.
    cx: Cx,
    /// Its title, as typed.
    title: String,
    /// Sanitised; none when no preview was asked for.
    html: Option<String>,
) -> impl IntoView {
    let text = cx.text();
    html.map(|html| {
        view! {
            <section class="card" id="preview" aria-labelledby="preview-heading">
                <p class="meta" id="preview-heading">
                    <span class="tag tag-gold">{text.preview_button()}</span>{text.text_preview_heading()}
                </p>
                <h2>{title}</h2>
                <div class="prose" inner_html=html></div>
                <p class="fine">{text.text_preview_lead()}</p>
            </section>
        }
    })
}

/// The button that asks for a preview; the form comes back with it, and nothing is sent.
#[component]
pub fn PreviewButton(
    /// The page.
    cx: Cx,
) -> impl IntoView {
    view! { <button class="button" name="preview" value="1">{cx.text().preview_button()}</button> }
}

/// Keeps what is typed in the form around it on this device.
#[component]
pub fn Drafts(
    /// The page.
    cx: Cx,
    /// Names the draft, the same each time this form is opened.
    key: String,
) -> impl IntoView {
    let text = cx.text();
    view! { <DraftKeeper key=key restored=text.draft_restored().to_owned() clear=text.draft_clear().to_owned()/> }
}

/// How much may still be written into a field.
#[component]
pub fn Remaining(
    /// The page.
    cx: Cx,
    /// The field's id.
    field: &'static str,
    /// Characters accepted.
    max: usize,
) -> impl IntoView {
    let text = cx.text();
    view! {
        <CharCount field=field.to_owned() max=u32::try_from(max).unwrap_or(u32::MAX) limit=text.count_limit(max)
            left=text.count_left().to_owned() over=text.count_over().to_owned()/>
    }
}
