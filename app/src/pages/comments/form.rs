//! The forms to comment and to change a comment, and what it said before.

use super::{quoted, trail};
use crate::form::{Form, Refusal};
use crate::islands::{CharCount, DraftKeeper};
use crate::pages::proposals::changed_lines;
use crate::path;
use crate::shell::{Cx, Page};
use crate::ui::{Choice, ErrorSummary, FormKeyField, Moment, RadioCards, TextAreaField, Trail};
use domain::comments::{Stance, edit_is_marked};
use domain::policy::{self, Action, IssueFacts};
use domain::problem::Problem;
use domain::words::CommentBody;
use leptos::prelude::*;
use service::comments::{Comment, Placed, Revision, Subject};

/// What a radio sends for no stance at all.
pub const NO_STANCE: &str = "none";

/// The form on a page of its own: to reply, and to come back to when something was wrong.
#[must_use]
pub fn new_comment(cx: &Cx, subject: &Subject, answered: Option<&Comment>, form: &Form) -> Page {
    let text = cx.text();
    let heading = if answered.is_some() { text.reply() } else { text.comment_page() };
    let quote = answered.map(|comment| quoted(cx, subject, comment));
    Page::new(
        heading,
        view! {
            {trail(cx, subject)}
            <h1>{heading}</h1>
            <ErrorSummary cx=cx.clone() form=form.clone()/>
            {quote}
            {comment_form(cx, subject, answered.map(|comment| comment.number), form)}
        },
    )
}

/// The form itself; sent to the issue's own address for comments, wherever it stands.
pub(super) fn comment_form(cx: &Cx, subject: &Subject, reply: Option<i64>, form: &Form) -> AnyView {
    let text = cx.text();
    let action = path::comments(cx.slug(), subject.issue_number);
    let proposal = subject.proposal.map(|(_, number)| number);
    let draft = format!(
        "comment:{}:{}:{}:{}",
        cx.slug(),
        subject.issue_number,
        proposal.unwrap_or(0),
        reply.unwrap_or(0)
    );
    let hidden = |name: &'static str, value: Option<i64>| {
        value.map(|value| view! { <input type="hidden" name=name value=value.to_string()/> })
    };
    let stances = Stance::ALL
        .iter()
        .map(|own| Choice::new(own.code(), text.stance(*own)))
        .chain([Choice::new(NO_STANCE, text.no_stance())])
        .collect();
    let button = if reply.is_some() { text.reply_button() } else { text.comment_button() };
    view! {
        <form method="post" action=action class="reply-form">
            <FormKeyField key=form.key/>
            {hidden("proposal", proposal)}
            {hidden("reply", reply)}
            {draft_keeper(cx, draft)}
            <TextAreaField cx=cx.clone() form=form.clone() name="body" label=text.comment_body()
                hint=text.comment_body_hint() max=CommentBody::MAX rows=4/>
            {char_count(cx)}
            {reply.is_none().then(|| view! {
                <RadioCards cx=cx.clone() form=form.clone() name="stance" legend=text.comment_stance()
                    choices=stances inline=true/>
            })}
            {official_tick(cx, subject.facts, form)}
            <button class="button button-primary">{button}</button>
        </form>
    }
    .into_any()
}

fn draft_keeper(cx: &Cx, key: String) -> AnyView {
    let text = cx.text();
    view! { <DraftKeeper key=key restored=text.draft_restored().to_owned() clear=text.draft_clear().to_owned()/> }
        .into_any()
}

fn char_count(cx: &Cx) -> AnyView {
    let text = cx.text();
    let max = CommentBody::MAX;
    view! {
        <CharCount field="body".to_owned() max=u32::try_from(max).unwrap_or(u32::MAX) limit=text.count_limit(max)
            left=text.count_left().to_owned() over=text.count_over().to_owned()/>
    }
    .into_any()
}

/// 以席位正式答复: for those who hold a seat over the issue.
fn official_tick(cx: &Cx, facts: IssueFacts, form: &Form) -> Option<AnyView> {
    policy::may(cx.actor(), &Action::AnswerOfficially(facts)).ok()?;
    let id = policy::acting_seat(cx.actor(), facts)?;
    let seat = cx.actor().member()?.seats.iter().find(|seat| seat.id == id)?.title.clone();
    let text = cx.text();
    Some(
        view! {
            <label class="tick">
                <input type="checkbox" name="official" value="1" checked=form.has("official", "1")/>
                <span>
                    {text.comment_officially()}
                    <span class="hint">{text.comment_officially_hint(&seat)}</span>
                </span>
            </label>
        }
        .into_any(),
    )
}

/// The form to change a comment of one's own.
#[must_use]
pub fn edit_comment(cx: &Cx, placed: &Placed, form: &Form) -> Page {
    let text = cx.text();
    let advice =
        if edit_is_marked(placed.comment.at, cx.now) { text.edit_marked() } else { text.edit_quiet() };
    // Who was overtaken reads the newest text above their own and may send again.
    let overtaken = form.refusal == Some(Refusal::Problem(Problem::ChangedMeanwhile));
    let revision = if overtaken { placed.revision.to_string() } else { form.value("revision").to_owned() };
    let newest = overtaken.then(|| quoted(cx, &placed.subject, &placed.comment));
    Page::new(
        text.edit_comment_page(),
        view! {
            {trail(cx, &placed.subject)}
            <h1>{text.edit_comment_page()}</h1>
            <p>{advice}</p>
            <ErrorSummary cx=cx.clone() form=form.clone()/>
            {newest}
            <form method="post" class="with-dock">
                <FormKeyField key=form.key/>
                <input type="hidden" name="revision" value=revision/>
                <TextAreaField cx=cx.clone() form=form.clone() name="body" label=text.comment_body()
                    hint=text.comment_body_hint() max=CommentBody::MAX/>
                {char_count(cx)}
                <div class="dock">
                    <button class="button button-primary">{text.edit_comment_button()}</button>
                </div>
            </form>
        },
    )
}

/// What a comment said before, newest first, each marked with what it changed of the one before it.
#[must_use]
pub fn history(cx: &Cx, placed: &Placed, revisions: &[Revision]) -> Page {
    let text = cx.text();
    let back = path::comment(cx.slug(), placed.subject.issue_number, placed.comment.number);
    let items: Vec<_> = revisions
        .iter()
        .enumerate()
        .map(|(n, revision)| {
            let present = revision.number == placed.revision;
            let words = match revisions.get(n + 1) {
                Some(before) => {
                    let changed = changed_lines(&before.markdown, &revision.markdown);
                    view! { <div class="diff prose">{changed}</div> }.into_any()
                }
                None => view! { <div class="prose" inner_html=revision.html.clone()></div> }.into_any(),
            };
            view! {
                <article class="card">
                    <h2>{text.revision_number(revision.number)}</h2>
                    <p class="meta">
                        <span><Moment cx=cx.clone() at=revision.at/></span>
                        {present.then(|| view! { <span>{text.present_revision()}</span> })}
                    </p>
                    {words}
                </article>
            }
        })
        .collect();
    Page::new(
        text.comment_history(),
        view! {
            <Trail cx=cx.clone() steps=vec![(back, text.back_to_discussion().to_owned())]/>
            <h1>{text.comment_history()}</h1>
            <p class="fine">{text.changes_lead()}</p>
            {items}
        },
    )
}
