//! 计票结果: the answer first, then the bars with their thresholds, the arithmetic, the table.

mod cells;
mod chosen;
mod consultation;
mod owners;
mod recount;

pub(in crate::pages) use consultation::answers_table;
pub(in crate::pages) use owners::{line_name, row};

use super::ballot::{holds, in_words, not_taken};
use super::{VotePage, after, explanation, facts, form, head, how_it_passes, moment, officers_way};
use crate::explain;
use crate::form::Form;
use crate::path;
use crate::shell::{Cx, Page};
use crate::text::about::HelpTopic;
use crate::ui::{Bar, Clauses, HelpLink, TextField, Trail, Witnesses};
use domain::count::inequality::Inequality;
use domain::count::record::Decision;
use domain::votes::counting::{Finding, Outcome};
use domain::votes::question::Question;
use domain::votes::{VoteKind, VoteState};
use leptos::prelude::*;
use service::votes::conduct::Named;
use service::votes::read::Vote;
use service::votes::receipt::Found;
use service::votes::record;

/// One question with what it came to.
#[derive(Clone, Copy)]
pub(in crate::pages) struct Answered<'a> {
    /// The question.
    pub(in crate::pages) question: &'a Question,
    /// What it asks: its own text, or the vote's title.
    pub(in crate::pages) asks: &'a str,
    /// What it came to.
    pub(in crate::pages) finding: &'a Finding,
    /// How many lines of the questions before it the cells have.
    pub(super) lines_before: usize,
}

/// Every question with what it came to, in order; none before the count.
pub(in crate::pages) fn answered(vote: &Vote) -> Vec<Answered<'_>> {
    vote.outcome.as_ref().map(|outcome| answered_as(vote, outcome)).unwrap_or_default()
}

/// The same by an outcome that need not be the standing one.
pub(super) fn answered_as<'a>(vote: &'a Vote, outcome: &'a Outcome) -> Vec<Answered<'a>> {
    let mut lines_before = 0;
    let each = vote.questions.iter().zip(&outcome.questions).map(|(question, finding)| {
        let asks = question.text.as_ref().map_or(vote.title.as_str(), |text| text.as_str());
        let answered = Answered { question, asks, finding, lines_before };
        lines_before += question.lines();
        answered
    });
    each.collect()
}

pub(super) fn outcome(cx: &Cx, page: &VotePage) -> AnyView {
    let vote = &page.vote;
    let answered = answered(vote);
    // One question is answered by the heading; several each by their own.
    let headline = match answered.as_slice() {
        [only] => sentence(cx, *only),
        _ => vote.title.clone(),
    };
    // What counts for nothing is struck, and stays to be read below what was asked.
    let heading = if vote.state == VoteState::Void {
        view! { <h1><Clauses text=cx.text().void_heading(&vote.title)/></h1><p><s>{headline.clone()}</s></p> }
            .into_any()
    } else {
        view! { <h1><Clauses text=headline.clone()/></h1> }.into_any()
    };
    let said = vote.state == VoteState::Void || headline.contains(&vote.title);
    let question = (!said).then(|| view! { <p>{vote.title.clone()}</p> });
    let quorum = vote.outcome.as_ref().and_then(|outcome| outcome.quorum).map(|stated| took_part(cx, stated));
    let several = answered.len() > 1;
    let results: Vec<_> = answered
        .iter()
        .map(|own| {
            let heading = several.then(|| asked_and_answered(cx, *own));
            view! { {heading} {result(cx, page, *own)} }
        })
        .collect();
    view! {
        {head(cx, vote)}
        {after::banner(cx, page)}
        {heading}
        {question}
        {not_taken(cx, page)}
        {officers_way(cx, page)}
        {after::officers_way(cx, page)}
        {after::orders(cx, &page.after)}
        {quorum}
        {results}
        {own(cx, page)}
        {cells::cells(cx, page)}
        {after::earlier_counts(cx, page)}
        {after::objections(cx, page)}
        {checks(cx, page)}
        {explanation(cx, vote)}
        {how_it_passes(cx, vote)}
        {facts(cx, vote)}
    }
    .into_any()
}

/// Of several questions one: what it asks, and what it came to where that does not say both.
fn asked_and_answered(cx: &Cx, own: Answered<'_>) -> AnyView {
    let says = sentence(cx, own);
    if says.contains(own.asks) {
        return view! { <h2><Clauses text=says/></h2> }.into_any();
    }
    view! { <h2><Clauses text=own.asks.to_owned()/></h2><p><b>{says}</b></p> }.into_any()
}

/// What one question came to, in a sentence.
pub(in crate::pages) fn sentence(cx: &Cx, own: Answered<'_>) -> String {
    explain::answer(cx.text(), own.asks, own.question, own.finding)
}

/// Every step of the count, folded: whoever wants to know why finds it here.
fn steps(cx: &Cx, own: Answered<'_>) -> AnyView {
    let text = cx.text();
    let lines: Vec<_> = explain::finding(text, own.asks, own.question, own.finding)
        .into_iter()
        .map(|line| view! { <li class=(line.depth > 0).then_some("deeper")>{line.words}</li> })
        .collect();
    view! {
        <details class="fold"><summary>{text.step_by_step()}</summary><ul class="reckoning">{lines}</ul></details>
    }
    .into_any()
}

/// A table of answers with their heads and areas, as [`owners::row`] makes its rows.
fn both_columns(cx: &Cx, rows: Vec<AnyView>) -> AnyView {
    let words = cx.text().vote_words();
    view! {
        <div class="table-scroll"><table class="table">
            <thead><tr>
                <th scope="col">{words.answer}</th>
                <th scope="col" class="num">{words.heads}</th>
                <th scope="col" class="num">{words.area}</th>
            </tr></thead>
            <tbody>{rows}</tbody>
        </table></div>
    }
    .into_any()
}

pub(super) fn result(cx: &Cx, page: &VotePage, own: Answered<'_>) -> AnyView {
    match own.finding {
        Finding::Vote(Decision::Owners(outcome)) => owners::result(cx, own, outcome, page.reads_names),
        Finding::Vote(Decision::Consultative(outcome)) => consultation::result(cx, own.question, outcome),
        Finding::Choice(outcome) => chosen::choice(cx, own, outcome),
        Finding::Budget(outcome) => chosen::budget(cx, own, outcome),
    }
}

/// Whether enough took part, as the vote asks for it as a whole.
fn took_part(cx: &Cx, stated: Inequality) -> AnyView {
    let asked = cx.text().threshold(stated.threshold);
    let question = cx.text().vote_words().enough_took_part;
    view! {
        <section class="card"><p class="question">{question}" "<span>{asked}</span></p>
            <Bar cx=cx.clone() stated=stated/></section>
    }
    .into_any()
}

/// What the reader's own ballots say in the count.
fn own(cx: &Cx, page: &VotePage) -> Option<AnyView> {
    let text = cx.text();
    let words = text.vote_words();
    if page.holdings.is_empty() {
        return None;
    }
    let lines: Vec<_> = page
        .holdings
        .iter()
        .map(|holding| {
            let says =
                holding.ballot.as_ref().map(|ballot| match (&ballot.said, ballot.at, ballot.set_aside) {
                    (_, _, Some(objection)) => text.own_set_aside(objection),
                    (Some(said), _, None) if ballot.on_paper => {
                        text.recorded_on_paper(&in_words(cx, &page.vote, said))
                    }
                    (Some(said), Some(at), None) if !ballot.suspended => {
                        text.recorded(&in_words(cx, &page.vote, said), &moment(cx, at))
                    }
                    _ => words.did_not_count.to_owned(),
                });
            let secret = (page.vote.secret && holding.has_voted).then(|| text.voted_in_secret().to_owned());
            let says = says.or(secret).unwrap_or_else(|| words.silent.to_owned());
            // The receipt is good for more once there is a count to hold it against.
            let kept = holding.ballot.as_ref().zip(holding.head).filter(|_| holding.speaks);
            let receipt = kept.map(|(own, head)| super::ballot::receipt(cx, page, head, own.commitment));
            view! { <p>{holds(cx, holding)}<br/>{says}</p> {receipt} }
        })
        .collect();
    Some(view! { <section class="holding">{lines}</section> }.into_any())
}

fn checks(cx: &Cx, page: &VotePage) -> AnyView {
    let words = cx.text().vote_words();
    let vote = &page.vote;
    let hashes = [
        (words.manifest_hash, vote.manifest_sha256.clone()),
        (words.roll_hash, vote.roll_sha256.clone()),
        (words.outcome_hash, vote.outcome_sha256.clone()),
    ];
    let hashes: Vec<_> = hashes
        .into_iter()
        .filter_map(|(name, hash)| Some((name, hash?)))
        .map(|(name, hash)| view! { <div><dt>{name}</dt><dd><code>{hash}</code></dd></div> })
        .collect();
    let named = page.reads_names.then(|| {
        let href = path::named_ballots(cx.slug(), vote.number);
        let units = page.is_logged.then(|| {
            let href = path::unit_record(cx.slug(), vote.number);
            view! { <p><a href=href>{cx.text().record_owners()}</a></p> }
        });
        view! { <p><a href=href>{words.named_list}</a></p> {units} }
    });
    let text = cx.text();
    let stands = vote.kind == VoteKind::Statutory && vote.state != VoteState::Void;
    let court = stands.then(|| view! { <p>{text.court()}</p> });
    let public = if !page.is_logged {
        view! { <p>{text.record_soon()}</p> }.into_any()
    } else if record::is_public(vote) {
        let href = path::record(cx.slug(), vote.number);
        view! { <p><a class="button" href=href>{text.record_download()}</a></p> }.into_any()
    } else {
        view! { <p>{text.record_for_owners()}</p> }.into_any()
    };
    view! {
        {court}
        <h2>{text.record_heading()}</h2>
        <section class="card">
            <p>{text.record_hint()}</p>
            {public}
            {recount::recount(cx, page)}
            <p><a href=path::check_receipt(cx.slug(), vote.number)>{text.check_heading()}</a></p>
            <Witnesses cx=cx.clone() witnesses=page.witnesses.clone()/>
        </section>
        {recount::by_hand(cx, page)}
        <h2>{words.check_it}</h2>
        <section class="card"><p>{words.check_it_how}</p><dl class="facts">{hashes}</dl>{named}</section>
    }
    .into_any()
}

/// What became of a ballot, by the short code of its receipt.
#[must_use]
pub fn check_receipt(cx: &Cx, vote: &Vote, form: &Form, found: Option<Option<Found>>) -> Page {
    let text = cx.text();
    let trail = vec![(path::vote(cx.slug(), vote.number), vote.title.clone())];
    let says = found.map(|found| match (found, vote.state) {
        (None, state) => {
            let over = state.has_outcome() || state == VoteState::Cancelled;
            text.check_unknown(vote.secret && !over).to_owned()
        }
        (Some(Found { number, .. }), VoteState::Cancelled) => text.check_not_counted(number + 1),
        (Some(Found { number, stands: false, .. }), _) => text.check_replaced(number + 1),
        (Some(Found { number, .. }), state) if state.has_outcome() => text.check_counted(number + 1),
        (Some(Found { number, .. }), _) if vote.takes_ballots(cx.now) => text.check_stands(number + 1),
        (Some(Found { number, .. }), _) => text.check_waits(number + 1),
    });
    // What is over for good comes before what was true of a ballot.
    let over = match vote.state {
        VoteState::Cancelled => Some(text.check_called_off()),
        VoteState::Void => Some(text.check_void()),
        _ => None,
    };
    Page::new(
        text.check_heading(),
        view! {
            <Trail cx=cx.clone() steps=trail/>
            <h1>{text.check_heading()}</h1>
            {over.map(|says| view! { <p class="banner banner-seal">{says}</p> })}
            {says.map(|says| view! { <p class="notice" role="status">{says}</p> })}
            <form method="get" action=path::check_receipt(cx.slug(), vote.number)>
                <TextField cx=cx.clone() form=form.clone() name="code" label=text.check_code() max=20/>
                <button class="button button-primary">{text.check_button()}</button>
            </form>
            <HelpLink cx=cx.clone() topic=HelpTopic::Check/>
        },
    )
}

/// The named list, masked, for signed-in owners of the compound.
#[must_use]
pub fn named(cx: &Cx, vote: &Vote, list: &[Named]) -> Page {
    let words = cx.text().vote_words();
    let trail = vec![(path::vote(cx.slug(), vote.number), vote.title.clone())];
    let rows: Vec<_> = list
        .iter()
        .map(|line| {
            let says = line.said.as_ref().map(|said| form::in_brief(cx, &vote.questions, said));
            let says = says.unwrap_or_else(|| words.did_not_count.to_owned());
            let building = line.building.clone().unwrap_or_default();
            view! { <tr><th scope="row">{line.owners.join("、")}</th><td>{building}</td><td>{says}</td></tr> }
        })
        .collect();
    Page::new(
        words.named_list,
        view! {
            <Trail cx=cx.clone() steps=trail/>
            <h1>{words.named_list}</h1>
            <p class="hint">{words.named_list_hint}</p>
            <div class="table-scroll"><table class="table">
                <thead><tr>
                    <th scope="col">{words.owner}</th>
                    <th scope="col">{words.building}</th>
                    <th scope="col">{words.answer}</th>
                </tr></thead>
                <tbody>{rows}</tbody>
            </table></div>
        },
    )
}
