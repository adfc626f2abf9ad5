//! The officers' pages of decisions: write, look over, publish, correct.

use super::decisions::{day_in_words, paragraphs};
use crate::form::{Form, Refusal};
use crate::path;
use crate::shell::{Cx, Page};
use crate::ui::{
    Choice, Drafts, ErrorSummary, FormKeyField, RadioCards, SelectField, TextAreaField, TextField, Trail,
};
use domain::decisions::RestsOn;
use domain::problem::Problem;
use domain::votes::OwnersMatter;
use domain::words::{Body, Reason, Title};
use leptos::prelude::*;
use service::decisions::{Basis, Decision, NewDecision, Publisher, Sources};

/// The fields of the form, in its order; the preview sends every one of them again.
pub const FIELDS: [&str; 10] =
    ["body", "title", "text", "reasons", "basis", "vote", "day", "signed_by", "matter", "issue"];

/// The form to publish a decision.
#[must_use]
pub fn new(cx: &Cx, form: &Form, sources: &Sources) -> Page {
    let text = cx.text();
    let (title_label, title_hint) = text.decision_title();
    let (body_label, body_hint) = text.decision_text();
    let (reasons_label, reasons_hint) = text.decision_reasons();
    Page::new(
        text.publish_decision(),
        view! {
            <Trail cx=cx.clone() steps=vec![(path::decisions(cx.slug()), text.decisions().to_owned())]/>
            <h1>{text.publish_decision()}</h1>
            <p class="lead">{text.publish_decision_lead()}</p>
            <ErrorSummary cx=cx.clone() form=form.clone()/>
            <form method="post" class="with-dock">
                <FormKeyField key=form.key/>
                <Drafts cx=cx.clone() key=format!("decision:{}", cx.slug())/>
                <RadioCards cx=cx.clone() form=form.clone() name="body" legend=text.decision_body()
                    choices=bodies(cx, &sources.bodies)/>
                <TextField cx=cx.clone() form=form.clone() name="title" label=title_label hint=title_hint
                    max=Title::MAX/>
                <TextAreaField cx=cx.clone() form=form.clone() name="text" label=body_label hint=body_hint
                    max=Body::MAX rows=10/>
                <TextAreaField cx=cx.clone() form=form.clone() name="reasons" label=reasons_label
                    hint=reasons_hint max=Reason::MAX/>
                {basis(cx, form, sources)}
                {subject(cx, form, sources)}
                <div class="dock">
                    <button class="button button-primary" name="act" value="preview">{text.preview_decision()}</button>
                </div>
            </form>
        },
    )
}

fn bodies(cx: &Cx, bodies: &[Publisher]) -> Vec<Choice> {
    bodies
        .iter()
        .map(|body| Choice {
            value: body.id.to_string(),
            label: body.name.clone(),
            hint: Some(cx.text().decision_series(&body.prefix)),
        })
        .collect()
}

/// A vote or a meeting; both are always shown, so that the form works without a script.
fn basis(cx: &Cx, form: &Form, sources: &Sources) -> AnyView {
    let text = cx.text();
    let kind = |kind: RestsOn, (label, hint): (&str, &str)| Choice {
        value: kind.code().to_owned(),
        label: label.to_owned(),
        hint: Some(hint.to_owned()),
    };
    let kinds = vec![kind(RestsOn::Vote, text.basis_vote()), kind(RestsOn::Meeting, text.basis_meeting())];
    let (vote_label, no_vote) = text.decision_vote();
    let mut votes = vec![Choice::new("", no_vote)];
    votes.extend(
        sources.votes.iter().map(|vote| {
            Choice::new(vote.id.to_string(), text.vote_choice(vote.number, &vote.title, vote.kind))
        }),
    );
    let (signed_label, signed_hint) = text.signed_by();
    view! {
        <RadioCards cx=cx.clone() form=form.clone() name="basis" legend=text.decision_basis() choices=kinds/>
        <SelectField cx=cx.clone() form=form.clone() name="vote" label=vote_label choices=votes/>
        <TextField cx=cx.clone() form=form.clone() name="day" label=text.meeting_day() kind="date"/>
        <TextAreaField cx=cx.clone() form=form.clone() name="signed_by" label=signed_label hint=signed_hint
            max=4_000 rows=4/>
    }
    .into_any()
}

/// The owners' matter and the issue.
fn subject(cx: &Cx, form: &Form, sources: &Sources) -> AnyView {
    let text = cx.text();
    let (matter_label, matter_hint) = text.decision_matter();
    let mut matters = vec![Choice::new("", text.no_matter())];
    matters.extend(OwnersMatter::ALL.iter().map(|own| Choice::new(own.code(), text.matter_in_law(*own))));
    let (issue_label, no_issue) = text.decision_issue();
    let mut issues = vec![Choice::new("", no_issue)];
    issues.extend(
        sources
            .issues
            .iter()
            .map(|issue| Choice::new(issue.id.to_string(), text.issue_choice(issue.number, &issue.title))),
    );
    view! {
        <SelectField cx=cx.clone() form=form.clone() name="matter" label=matter_label hint=matter_hint
            choices=matters/>
        <SelectField cx=cx.clone() form=form.clone() name="issue" label=issue_label choices=issues/>
    }
    .into_any()
}

/// The decision as everyone will see it, with the one button that publishes it.
#[must_use]
pub fn preview(cx: &Cx, form: &Form, decision: &NewDecision, sources: &Sources) -> Page {
    let text = cx.text();
    let body = sources.bodies.iter().find(|body| body.id == decision.body).map(|body| body.name.clone());
    let part = match &decision.basis {
        Basis::Vote(id) => sources.votes.iter().find(|vote| vote.id == *id),
        Basis::Meeting { .. } => None,
    };
    let part = part.and_then(|vote| vote.owners_of.as_deref());
    let kept: Vec<_> = FIELDS
        .iter()
        .map(|name| view! { <input type="hidden" name=*name value=form.value(name).to_owned()/> })
        .collect();
    Page::new(
        text.preview_heading(),
        view! {
            <p class="banner banner-gold"><b>{text.preview_heading()}</b>" "{text.preview_lead()}</p>
            <p class="meta"><span>{body}</span></p>
            <h1>{decision.title.as_str().to_owned()}</h1>
            {part.map(|place| view! { <p><b>{text.owners_of(place)}</b></p> })}
            <div class="prose" inner_html=service::markdown::render(decision.text.as_str())></div>
            <h2>{text.reasons()}</h2>
            <div class="prose">{paragraphs(decision.reasons.as_str())}</div>
            <h2>{text.rests_on()}</h2>
            {facts(cx, decision, sources)}
            <form method="post" class="with-dock">
                <FormKeyField key=form.key/>
                {kept}
                <p class="lead"><button class="button" name="act" value="edit">{text.change_button()}</button></p>
                <div class="dock">
                    <button class="button button-primary" name="act" value="publish">{text.publish_button()}</button>
                </div>
            </form>
        },
    )
}

/// What a decision about to be published rests on and is about.
fn facts(cx: &Cx, decision: &NewDecision, sources: &Sources) -> AnyView {
    let text = cx.text();
    let [vote_term, meeting_term, matter_term, issue_term] = text.rests_on_terms();
    let basis = match &decision.basis {
        Basis::Vote(id) => {
            let vote = sources.votes.iter().find(|vote| vote.id == *id);
            let words = vote.map(|vote| text.vote_choice(vote.number, &vote.title, vote.kind));
            (vote_term, words.unwrap_or_default())
        }
        Basis::Meeting { day, signed_by } => {
            let names: Vec<&str> = signed_by.iter().map(|name| name.as_str()).collect();
            let held = text.meeting_line(&day_in_words(cx, *day), signed_by.len());
            (meeting_term, format!("{held} {}", text.signers(&names.join(text.name_comma()))))
        }
    };
    let matter = decision.matter.map(|matter| (matter_term, text.matter_in_law(matter).to_owned()));
    let issue = sources.issues.iter().find(|issue| Some(issue.id) == decision.issue);
    let issue = issue.map(|issue| (issue_term, text.issue_choice(issue.number, &issue.title)));
    let rows: Vec<_> = [Some(basis), matter, issue]
        .into_iter()
        .flatten()
        .map(|(term, words)| view! { <div><dt>{term}</dt><dd>{words}</dd></div> })
        .collect();
    view! { <dl class="facts">{rows}</dl> }.into_any()
}

/// The form to correct a decision.
#[must_use]
pub fn correct(cx: &Cx, form: &Form, decision: &Decision) -> Page {
    let text = cx.text();
    let own = path::decision(cx.slug(), decision.serial);
    let (why_label, why_hint) = text.correct_why();
    let overtaken = form.refusal == Some(Refusal::Problem(Problem::ChangedMeanwhile));
    // The page shows the newest text whenever someone was quicker, so what is sent next has seen it.
    let seen = decision.text.revision.to_string();
    Page::new(
        text.correct_decision(),
        view! {
            <Trail cx=cx.clone() steps=vec![(own, decision.label.clone())]/>
            <h1>{text.correct_decision()}</h1>
            <p class="lead">{text.correct_lead()}</p>
            <ErrorSummary cx=cx.clone() form=form.clone()/>
            {overtaken.then(|| newest(cx, decision))}
            <form method="post" class="with-dock">
                <FormKeyField key=form.key/>
                <input type="hidden" name="seen" value=seen/>
                <TextAreaField cx=cx.clone() form=form.clone() name="why" label=why_label hint=why_hint
                    max=Reason::MAX rows=3/>
                <TextField cx=cx.clone() form=form.clone() name="title" label=text.decision_title().0
                    max=Title::MAX/>
                <TextAreaField cx=cx.clone() form=form.clone() name="text" label=text.decision_text().0
                    max=Body::MAX rows=10/>
                <TextAreaField cx=cx.clone() form=form.clone() name="reasons" label=text.reasons()
                    max=Reason::MAX/>
                <div class="dock">
                    <button class="button button-primary">{text.correct_button()}</button>
                </div>
            </form>
        },
    )
}

/// What someone quicker has published meanwhile.
fn newest(cx: &Cx, decision: &Decision) -> AnyView {
    view! {
        <section class="card">
            <h2>{decision.text.title.clone()}</h2>
            <div class="prose" inner_html=decision.text.body_html.clone()></div>
            <h3>{cx.text().reasons()}</h3>
            {paragraphs(&decision.text.reasons)}
        </section>
    }
    .into_any()
}
