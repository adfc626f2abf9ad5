//! The forms to make, revise and withdraw a proposal.

use crate::form::Form;
use crate::path;
use crate::shell::{Cx, Page};
use crate::ui::{
    Drafts, ErrorSummary, FormKeyField, Preview, PreviewButton, Remaining, TextAreaField, TextField, Trail,
};
use domain::words::{Body, Note, Title};
use leptos::prelude::*;
use service::issues::Issue;
use service::proposals::Proposal;

/// The form to make a proposal; with `preview`, the text as it will look.
#[must_use]
pub fn new_proposal(cx: &Cx, issue: &Issue, form: &Form, preview: Option<String>) -> Page {
    let text = cx.text();
    let back = (path::issue(cx.slug(), issue.number), issue.title.clone());
    Page::new(
        text.new_proposal(),
        view! {
            <Trail cx=cx.clone() steps=vec![back]/>
            <h1>{text.new_proposal()}</h1>
            <p class="lead">{text.new_proposal_lead(&issue.title)}</p>
            <ErrorSummary cx=cx.clone() form=form.clone()/>
            <Preview cx=cx.clone() title=form.value("title").to_owned() html=preview/>
            <form method="post" class="with-dock">
                <FormKeyField key=form.key/>
                <Drafts cx=cx.clone() key=format!("proposal:{}:{}", cx.slug(), issue.number)/>
                {wording(cx, form)}
                <PreviewButton cx=cx.clone()/>
                <div class="dock"><button class="button button-primary">{text.propose_button()}</button></div>
            </form>
        },
    )
}

/// The form to revise a proposal. It carries the revision its author sees.
#[must_use]
pub fn edit_proposal(cx: &Cx, proposal: &Proposal, form: &Form, preview: Option<String>) -> Page {
    let text = cx.text();
    let back = path::proposal(cx.slug(), proposal.issue_number, proposal.number);
    let heading = text.proposal_heading(proposal.number, &proposal.title);
    let draft = format!("revise:{}:{}:{}", cx.slug(), proposal.issue_number, proposal.number);
    Page::new(
        text.edit_proposal(),
        view! {
            <Trail cx=cx.clone() steps=vec![(back, heading)]/>
            <h1>{text.edit_proposal()}</h1>
            <p class="lead">{text.edit_proposal_lead()}</p>
            <ErrorSummary cx=cx.clone() form=form.clone()/>
            <Preview cx=cx.clone() title=form.value("title").to_owned() html=preview/>
            <form method="post" class="with-dock">
                <FormKeyField key=form.key/>
                <input type="hidden" name="revision" value=proposal.revision.to_string()/>
                <Drafts cx=cx.clone() key=draft/>
                {wording(cx, form)}
                <TextField cx=cx.clone() form=form.clone() name="note" label=text.proposal_note()
                    hint=text.proposal_note_hint() max=Note::MAX/>
                <PreviewButton cx=cx.clone()/>
                <div class="dock"><button class="button button-primary">{text.revise_button()}</button></div>
            </form>
        },
    )
}

fn wording(cx: &Cx, form: &Form) -> AnyView {
    let text = cx.text();
    view! {
        <TextField cx=cx.clone() form=form.clone() name="title" label=text.proposal_title()
            hint=text.proposal_title_hint() max=Title::MAX/>
        <TextAreaField cx=cx.clone() form=form.clone() name="body" label=text.proposal_body()
            hint=text.markdown_hint() max=Body::MAX rows=10/>
        <Remaining cx=cx.clone() field="body" max=Body::MAX/>
        <TextField cx=cx.clone() form=form.clone() name="cost" label=text.proposal_cost()
            hint=text.proposal_cost_hint() mode="decimal" unit=text.yuan() optional=true/>
    }
    .into_any()
}

/// Asks once more before a proposal is withdrawn.
#[must_use]
pub fn withdraw(cx: &Cx, proposal: &Proposal, form: &Form) -> Page {
    let text = cx.text();
    let back = path::proposal(cx.slug(), proposal.issue_number, proposal.number);
    let heading = text.proposal_heading(proposal.number, &proposal.title);
    Page::new(
        text.withdraw_proposal(),
        view! {
            <Trail cx=cx.clone() steps=vec![(back, heading)]/>
            <h1>{text.withdraw_proposal()}</h1>
            <ErrorSummary cx=cx.clone() form=form.clone()/>
            <p>{text.withdraw_lead()}</p>
            <form method="post" class="with-dock">
                <FormKeyField key=form.key/>
                <div class="dock"><button class="button button-danger">{text.withdraw_button()}</button></div>
            </form>
        },
    )
}
