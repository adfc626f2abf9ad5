//! Pages of comments, and the discussion under an issue or a proposal.

mod form;
mod thread;

pub use form::{NO_STANCE, edit_comment, history, new_comment};
pub use thread::thread_section;

use crate::path;
use crate::shell::Cx;
use crate::ui::{Moment, Trail};
use domain::comments::Stance;
use leptos::prelude::*;
use service::comments::{Comment, Subject, Words};

/// The page a subject is discussed on.
#[must_use]
pub fn subject_path(cx: &Cx, subject: &Subject) -> String {
    match subject.proposal {
        None => path::issue(cx.slug(), subject.issue_number),
        Some((_, number)) => path::proposal(cx.slug(), subject.issue_number, number),
    }
}

/// The way back to the discussion.
pub(super) fn trail(cx: &Cx, subject: &Subject) -> AnyView {
    let back = format!("{}#comments", subject_path(cx, subject));
    view! { <Trail cx=cx.clone() steps=vec![(back, subject.title.clone())]/> }.into_any()
}

/// A comment above the form that is about it; nothing for those who may not read it.
pub(super) fn quoted(cx: &Cx, subject: &Subject, comment: &Comment) -> Option<AnyView> {
    let words = comment.words()?;
    Some(
        view! {
            <div class="thread">
                <article class="comment">
                    {head(cx, subject, comment, words)}
                    <div class="prose" inner_html=words.html.clone()></div>
                </article>
            </div>
        }
        .into_any(),
    )
}

/// Who said it, with which stance, when.
fn head(cx: &Cx, subject: &Subject, comment: &Comment, words: &Words) -> AnyView {
    let text = cx.text();
    let number = (subject.issue_number, comment.number);
    let here = path::comment(cx.slug(), number.0, number.1);
    let stance = words.stance.map(|stance| {
        view! { " "<span class=format!("tag {}", stance_class(stance))>{text.stance(stance)}</span> }
    });
    let mark = match (&words.seat_title, words.by_subjects_author) {
        (Some(_), _) => {
            view! { " "<span class="tag official-tag">{text.official_answer()}</span> }.into_any()
        }
        (None, true) => view! { " "<span class="role">{text.by_proposer()}</span> }.into_any(),
        (None, false) => ().into_any(),
    };
    let edited = words.edited_at.map(|_at| {
        let before = path::comment_history(cx.slug(), number.0, number.1);
        view! { " "<a class="when" href=before>{text.edited()}</a> }
    });
    view! {
        <p class="comment-head">
            <b class="who">{words.speaker().to_owned()}</b>
            {mark}
            {stance}
            " "
            <a class="when" href=here><Moment cx=cx.clone() at=comment.at/></a>
            {edited}
        </p>
    }
    .into_any()
}

const fn stance_class(stance: Stance) -> &'static str {
    match stance {
        Stance::For => "stance-for",
        Stance::Against => "stance-against",
        Stance::Question => "stance-question",
    }
}
