//! The page of whoever conducts a vote: turnout in numbers, announcing, calling off.

use super::after::was_sent;
use crate::form::Form;
use crate::path;
use crate::shell::{Cx, Page};
use crate::ui::{Clauses, ErrorSummary, FormKeyField, TextAreaField, Trail};
use domain::id::FormKey;
use domain::measure::grouped;
use domain::votes::form::Medium;
use domain::votes::{self, VoteKind, VoteState};
use domain::words::Reason;
use leptos::prelude::*;
use service::local;
use service::votes::conduct::Turnout;
use service::votes::read::Vote;

/// What whoever conducts the vote sees of it.
#[derive(Debug)]
pub struct Conducted {
    /// The vote.
    pub vote: Vote,
    /// How many have voted, by building.
    pub turnout: Vec<Turnout>,
    /// How many objections wait for an answer.
    pub waiting: i64,
}

/// The page of whoever conducts the vote. `announce_key` is the key of the announcement's own form.
#[must_use]
pub fn conduct(cx: &Cx, page: &Conducted, form: &Form, announce_key: FormKey) -> Page {
    let Conducted { vote, turnout, waiting } = page;
    let text = cx.text();
    let words = text.vote_words();
    let trail = vec![(path::vote(cx.slug(), vote.number), vote.title.clone())];
    // Whoever was writing why when the vote closed keeps the words.
    let public = matches!(vote.state, VoteState::Notice | VoteState::Open);
    Page::new(
        words.conduct,
        view! {
            <Trail cx=cx.clone() steps=trail/>
            <p class="meta"><span>{text.vote_kind(vote.kind)}</span><span>{text.vote_state(vote.state)}</span></p>
            <h1>{words.conduct}</h1>
            <ErrorSummary cx=cx.clone() form=form.clone()/>
            {(vote.state == VoteState::Draft).then(|| draft(cx, vote, announce_key, form.key))}
            {(*waiting > 0).then(|| {
                let href = format!("{}#objections", path::vote(cx.slug(), vote.number));
                view! { <p class="banner banner-gold"><a href=href>{text.objections_to_answer(*waiting)}</a></p> }
            })}
            {super::takes_paper(vote).then(|| view! {
                <p><a class="button button-primary" href=path::paper(cx.slug(), vote.number)>{text.enter_paper()}</a></p>
            })}
            {(!turnout.is_empty()).then(|| table(cx, turnout))}
            {(public || !form.value("reason").is_empty()).then(|| call_off(cx, vote, form))}
        },
    )
    .kind("officer")
}

/// The draft as voters will see it, and what can be done with it.
fn draft(cx: &Cx, vote: &Vote, key: FormKey, discard: FormKey) -> AnyView {
    let text = cx.text();
    let words = text.vote_words();
    let own = cx.community.as_ref().filter(|_| vote.kind == VoteKind::Statutory);
    let earliest = own.map(|own| {
        let day = votes::earliest_opening(local::day(&own.time_zone, cx.now));
        view! { <p>{text.earliest_opening(day)}</p> }
    });
    view! {
        <p>{words.draft_hint}" "<a href=path::change_vote(cx.slug(), vote.number)>{words.change}</a></p>
        <h2>{words.draft_preview}</h2>
        <h3><Clauses text=vote.title.clone()/></h3>
        {super::times(cx, vote)}
        {super::explanation(cx, vote)}
        <fieldset class="ballot" disabled=true><legend class="visually-hidden">{words.draft_preview}</legend>
            {super::form::questions(cx, &Form::new(key), "preview", Medium::Screen, &vote.questions, None, "preview")}
        </fieldset>
        {super::how_it_passes(cx, vote)}
        {super::facts(cx, vote)}
        <form method="post" action=path::announce_vote(cx.slug(), vote.number) class="card">
            <FormKeyField key=key/>
            <input type="hidden" name="version" value=vote.version.to_string()/>
            <p>{words.announce_hint}</p>
            {earliest}
            <button class="button button-primary">{words.announce}</button>
        </form>
        <form method="post" action=path::call_off_vote(cx.slug(), vote.number) class="card">
            <FormKeyField key=discard/>
            <input type="hidden" name="version" value=vote.version.to_string()/>
            <p>{words.discard_hint}</p>
            <button class="button button-danger">{words.discard}</button>
        </form>
    }
    .into_any()
}

fn call_off(cx: &Cx, vote: &Vote, form: &Form) -> AnyView {
    let words = cx.text().vote_words();
    view! {
        <details class="fold" open=was_sent(form, &["reason"])><summary>{words.call_off}</summary>
            <form method="post" action=path::call_off_vote(cx.slug(), vote.number)>
                <FormKeyField key=form.key/>
                <TextAreaField cx=cx.clone() form=form.clone() name="reason" label=words.call_off_reason
                    max=Reason::MAX rows=3/>
                <button class="button button-danger">{words.call_off}</button>
            </form>
        </details>
    }
    .into_any()
}

fn table(cx: &Cx, turnout: &[Turnout]) -> AnyView {
    let words = cx.text().vote_words();
    let rows: Vec<_> = turnout
        .iter()
        .map(|line| {
            let building = line.building.clone().unwrap_or_else(|| words.whole_scope.to_owned());
            view! {
                <tr>
                    <th scope="row">{building}</th>
                    <td class="num">{grouped(line.heads)}</td>
                    <td class="num">{grouped(line.ballots)}</td>
                    <td class="num">{grouped(line.suspended)}</td>
                </tr>
            }
        })
        .collect();
    view! {
        <h2>{words.turnout_heading}</h2>
        <div class="table-scroll"><table class="table dense">
            <thead><tr>
                <th scope="col">{words.building}</th>
                <th scope="col" class="num">{words.everyone}</th>
                <th scope="col" class="num">{words.ballots}</th>
                <th scope="col" class="num">{words.waiting}</th>
            </tr></thead>
            <tbody>{rows}</tbody>
        </table></div>
    }
    .into_any()
}
