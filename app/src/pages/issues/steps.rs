//! The officers' forms: to move an issue on, and to report progress.

use crate::form::Form;
use crate::path;
use crate::shell::{Cx, Page};
use crate::ui::{
    Choice, Drafts, ErrorSummary, FormKeyField, PathSteps, RadioCards, TextAreaField, TextField, Trail, due,
    stage_tag,
};
use domain::issues::Move;
use domain::policy::{self, Action};
use domain::words::{Label, Reason};
use leptos::prelude::*;
use service::issues::Issue;

fn trail(cx: &Cx, issue: &Issue) -> AnyView {
    let back = path::issue(cx.slug(), issue.number);
    view! { <Trail cx=cx.clone() steps=vec![(back, issue.title.clone())]/> }.into_any()
}

/// Where the issue stands at this moment, whatever the form was filled in upon.
fn stands(cx: &Cx, issue: &Issue) -> AnyView {
    let text = cx.text();
    view! {
        <p class="meta">
            {text.stands_now()}" "
            <span class=stage_tag(issue.stage)>{text.stage(issue.stage)}</span>
            {issue.carried_by.as_ref().map(|by| view! { <span>{text.carried_by(by)}</span> })}
            {due(cx, issue.stage, issue.due_at)}
        </p>
        <PathSteps cx=cx.clone() stage=issue.stage/>
    }
    .into_any()
}

/// The form that moves an issue on, with the steps open to the reader. It carries the version the reader sees, so that
/// of two officers the second is told what the first did.
#[must_use]
pub fn move_issue(cx: &Cx, issue: &Issue, form: &Form) -> Page {
    let text = cx.text();
    let facts = cx.community.as_ref().map(|own| issue.facts(own.id));
    let moves: Vec<Move> = issue
        .stage
        .moves()
        .filter(|step| {
            facts.is_some_and(|facts| policy::may(cx.actor(), &Action::MoveIssue(facts, *step)).is_ok())
        })
        .collect();
    let carries = moves.iter().any(|step| step.needs_deadline());
    let body = if moves.is_empty() {
        view! { <p>{text.move_none()}</p> }.into_any()
    } else {
        let choices = moves
            .iter()
            .map(|step| Choice {
                hint: Some(text.move_hint(*step).to_owned()),
                ..Choice::new(step.code(), text.moved(*step))
            })
            .collect();
        view! {
            <form method="post" class="with-dock">
                <FormKeyField key=form.key/>
                <input type="hidden" name="version" value=issue.version.to_string()/>
                <Drafts cx=cx.clone() key=format!("move:{}:{}", cx.slug(), issue.number)/>
                <RadioCards cx=cx.clone() form=form.clone() name="step" legend=text.move_step() choices=choices/>
                <TextAreaField cx=cx.clone() form=form.clone() name="reason" label=text.move_reason()
                    hint=text.move_reason_hint() max=Reason::MAX rows=4/>
                {carries.then(|| view! {
                    <TextField cx=cx.clone() form=form.clone() name="carried_by" label=text.move_carried_by()
                        hint=text.move_carried_by_hint() max=Label::MAX/>
                    <TextField cx=cx.clone() form=form.clone() name="due" label=text.move_due() kind="date"/>
                })}
                <div class="dock"><button class="button button-primary">{text.move_button()}</button></div>
            </form>
        }
        .into_any()
    };
    Page::new(
        text.move_page(),
        view! {
            {trail(cx, issue)}
            <h1>{text.move_page()}</h1>
            {stands(cx, issue)}
            <ErrorSummary cx=cx.clone() form=form.clone()/>
            {body}
        },
    )
}

/// The form to report progress.
#[must_use]
pub fn note_progress(cx: &Cx, issue: &Issue, form: &Form) -> Page {
    let text = cx.text();
    Page::new(
        text.progress_page(),
        view! {
            {trail(cx, issue)}
            <h1>{text.progress_page()}</h1>
            {stands(cx, issue)}
            <ErrorSummary cx=cx.clone() form=form.clone()/>
            <form method="post" class="with-dock">
                <FormKeyField key=form.key/>
                <Drafts cx=cx.clone() key=format!("progress:{}:{}", cx.slug(), issue.number)/>
                <TextAreaField cx=cx.clone() form=form.clone() name="reason" label=text.progress_words()
                    hint=text.move_reason_hint() max=Reason::MAX rows=5/>
                <div class="dock"><button class="button button-primary">{text.progress_button()}</button></div>
            </form>
        },
    )
}
