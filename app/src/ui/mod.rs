//! The parts pages are made of.

#![expect(unreachable_pub, reason = "`#[component]` makes public items of what is public here")]

mod bar;
mod field;
mod lists;
mod matter;
mod witnesses;
mod writing;

pub use bar::Bar;
pub use field::{Choice, ErrorSummary, FormKeyField, RadioCards, SelectField, TextAreaField, TextField};
pub use lists::{IssueCard, Pager, due, stage_tag};
pub use matter::{Clauses, HelpLink, Moment, PathSteps, Trail};
pub use witnesses::Witnesses;
pub use writing::{Drafts, Preview, PreviewButton, Remaining};

use leptos::prelude::*;

/// `text` made fit for an element whose content the browser reads as text.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// The document's title. Leptos 0.8 writes a title's text unescaped, so this is the only place that makes one.
#[component]
pub fn PageTitle(
    /// As people typed it.
    text: String,
) -> impl IntoView {
    view! { <title inner_html=escaped(&text)></title> }
}

/// A text area with what was typed in it. Leptos 0.8 writes its text unescaped, so this is the only place that makes
/// one. HTML drops one line break at the start, so one is put there to be dropped.
#[component]
pub fn TextArea(
    /// Its name and id.
    name: &'static str,
    /// What was typed.
    value: String,
    /// Lines shown.
    #[prop(default = 6)]
    rows: u32,
    /// Characters accepted; none for a text to be copied.
    #[prop(optional_no_strip)]
    max: Option<usize>,
    /// Ids of what describes it.
    #[prop(optional_no_strip)]
    described_by: Option<String>,
    /// Whether it holds an error.
    #[prop(optional)]
    invalid: bool,
    /// Whether it is there to be copied only.
    #[prop(optional)]
    readonly: bool,
    /// Its label, when no label element names it.
    #[prop(optional_no_strip)]
    label: Option<String>,
) -> impl IntoView {
    view! {
        <textarea
            id=name
            name=name
            rows=rows
            maxlength=max.map(|max| max.to_string())
            aria-describedby=described_by
            aria-invalid=invalid.then_some("true")
            aria-label=label
            readonly=readonly
            class="control"
            inner_html=format!("\n{}", escaped(&value))
        ></textarea>
    }
}
