//! 录入纸质票: finding a head, its slip, and what was entered so far.

use super::{form, moment};
use crate::form::Form;
use crate::path;
use crate::shell::{Cx, Page};
use crate::text::about::HelpTopic;
use crate::ui::{Choice, Clauses, ErrorSummary, FormKeyField, HelpLink, RadioCards, Trail};
use domain::count::ballot::InvalidReason;
use domain::id::FormKey;
use domain::votes::VoteState;
use domain::votes::form::Medium;
use leptos::prelude::*;
use service::votes::paper::{Entered, FOUND_MOST, Head, Progress, SEARCH_MAX};
use service::votes::read::Vote;

/// What the ballot's fields begin with.
pub const PREFIX: &str = "paper";
/// The field that says whether the paper is valid.
pub const VALIDITY: &str = "validity";
/// Sent for a valid one.
pub const VALID: &str = "valid";
/// Why a paper does not take part, and how it is sent.
pub const INVALID: [(InvalidReason, &str); 4] = [
    (InvalidReason::Unsigned, "unsigned"),
    (InvalidReason::NotTheVoters, "not_the_voters"),
    (InvalidReason::Unreadable, "unreadable"),
    (InvalidReason::TooManyMarks, "too_many_marks"),
];

/// What the page of entering shows.
#[derive(Debug)]
pub struct Paper {
    /// The vote.
    pub vote: Vote,
    /// What was searched for.
    pub words: String,
    /// What was found.
    pub found: Vec<Head>,
    /// What was entered so far.
    pub progress: Progress,
    /// The form that an act was sent by, if it was refused.
    pub form: Form,
    /// The keys of the forms on the page: to close the batch, and to conclude.
    pub keys: [FormKey; 2],
    /// The keys of the forms that take ballots out, one for each of the last.
    pub take_out_keys: Vec<FormKey>,
}

/// Where ballots on paper are entered: the search first, then what was entered.
#[must_use]
pub fn paper(cx: &Cx, page: &Paper) -> Page {
    let text = cx.text();
    let vote = &page.vote;
    let until = moment(cx, vote.paper_until());
    let until = match vote.state {
        VoteState::Closed => text.paper_being_entered(until),
        _ => text.paper_until(until),
    };
    Page::new(
        text.enter_paper(),
        view! {
            {trail(cx, vote)}
            <h1>{text.enter_paper()}</h1>
            <p><Clauses text=vote.title.clone()/></p>
            <p class="banner">{until}</p>
            <HelpLink cx=cx.clone() topic=HelpTopic::Paper/>
            <ErrorSummary cx=cx.clone() form=page.form.clone()/>
            {search(cx, page)}
            {entered(cx, page)}
            {batches(cx, page)}
            {(vote.state == VoteState::Closed).then(|| conclude(cx, page))}
        },
    )
    .kind("officer")
}

fn trail(cx: &Cx, vote: &Vote) -> AnyView {
    let words = cx.text().vote_words();
    let steps = vec![
        (path::vote(cx.slug(), vote.number), vote.title.clone()),
        (path::conduct_vote(cx.slug(), vote.number), words.conduct.to_owned()),
    ];
    view! { <Trail cx=cx.clone() steps=steps/> }.into_any()
}

fn search(cx: &Cx, page: &Paper) -> AnyView {
    let text = cx.text();
    let found: Vec<_> = page.found.iter().map(|found| found_line(cx, page, found)).collect();
    let nobody = (found.is_empty() && !page.words.is_empty()).then(|| {
        view! { <p class="empty">{text.paper_nobody()}</p> }
    });
    let list = (!found.is_empty()).then(|| view! { <table class="table"><tbody>{found}</tbody></table> });
    let more = (page.found.len() >= FOUND_MOST).then(|| view! { <p class="hint">{text.paper_more()}</p> });
    view! {
        <form class="toolbar" method="get" action=path::paper(cx.slug(), page.vote.number)>
            <div class="field"><label for="q">{text.paper_search()}</label>
                <input id="q" name="q" value=page.words.clone() maxlength=SEARCH_MAX.to_string()
                    placeholder=text.paper_search_hint()/></div>
            <button class="button button-primary">{text.paper_search_button()}</button>
        </form>
        {nobody}
        {list}
        {more}
    }
    .into_any()
}

fn found_line(cx: &Cx, page: &Paper, found: &Head) -> AnyView {
    let text = cx.text();
    let names = found.names.join("、");
    let (who, names) =
        if found.units.is_empty() { (names, String::new()) } else { (found.units.clone(), names) };
    let aside = match found.ballot {
        Some(on_paper) => view! { <span class="hint">{text.paper_has_ballot(on_paper)}</span> }.into_any(),
        None => view! {
            <form method="post" action=path::paper_of(cx.slug(), page.vote.number, found.head)>
                <button class="button button-small" aria-label=format!("{} {who} {names}", text.paper_open())>
                    {text.paper_open()}</button>
            </form>
        }
        .into_any(),
    };
    view! {
        <tr><th scope="row" class="wide">{who}" "<span class="hint">{names}</span></th><td class="end">{aside}</td></tr>
    }
    .into_any()
}

fn entered(cx: &Cx, page: &Paper) -> Option<AnyView> {
    let text = cx.text();
    if page.progress.last.is_empty() {
        return None;
    }
    let lines: Vec<_> = page
        .progress
        .last
        .iter()
        .zip(&page.take_out_keys)
        .map(|(entered, key)| entered_line(cx, page, entered, *key))
        .collect();
    Some(view! { <h2>{text.paper_last()}</h2><ul class="list">{lines}</ul> }.into_any())
}

fn entered_line(cx: &Cx, page: &Paper, entered: &Entered, key: FormKey) -> AnyView {
    let text = cx.text();
    let says = form::in_brief(cx, &page.vote.questions, &entered.said);
    let action = path::paper_take_out(cx.slug(), page.vote.number, entered.head);
    view! {
        <li>
            <b>{entered.who.clone()}</b>" "{says}
            <details class="small"><summary>{text.paper_take_out()}</summary>
                <form method="post" action=action>
                    <FormKeyField key=key/>
                    <button class="button button-small button-danger">{text.paper_take_out()}</button>
                </form>
            </details>
        </li>
    }
    .into_any()
}

fn batches(cx: &Cx, page: &Paper) -> Option<AnyView> {
    let text = cx.text();
    let progress = &page.progress;
    if progress.open == 0 && progress.batches.is_empty() {
        return None;
    }
    let closed: Vec<_> = progress
        .batches
        .iter()
        .map(|batch| view! { <li>{text.paper_batch(batch.number, batch.ballots)}</li> })
        .collect();
    let closed = (!closed.is_empty()).then(|| view! { <ul class="list">{closed}</ul> });
    let open = (progress.open > 0).then(|| {
        view! {
            <form method="post" action=path::paper_batch(cx.slug(), page.vote.number) class="card">
                <FormKeyField key=page.keys[0]/>
                <p><b>{text.paper_open_batch(progress.open)}</b></p>
                <p class="hint">{text.paper_close_hint()}</p>
                <button class="button">{text.paper_close_batch()}</button>
            </form>
        }
    });
    Some(view! { <h2>{text.paper_batches()}</h2>{closed}{open} }.into_any())
}

fn conclude(cx: &Cx, page: &Paper) -> AnyView {
    let text = cx.text();
    let entered = page.progress.open + page.progress.batches.iter().map(|batch| batch.ballots).sum::<i64>();
    view! {
        <section class="card">
            <p>{text.paper_conclude_hint()}</p>
            // One tap would count for good what is not all in yet.
            <details class="fold"><summary>{text.paper_conclude()}</summary>
                <form method="post" action=path::paper_conclude(cx.slug(), page.vote.number)>
                    <FormKeyField key=page.keys[1]/>
                    <p>{text.paper_conclude_sure(entered)}</p>
                    <button class="button button-danger">{text.paper_conclude_now()}</button>
                </form>
            </details>
        </section>
    }
    .into_any()
}

/// The slip of one head: whose signatures to compare, and what its paper says.
#[must_use]
pub fn slip(cx: &Cx, vote: &Vote, slip: &Head, form: &Form) -> Page {
    let text = cx.text();
    let names = slip.names.join("、");
    let who = if slip.units.is_empty() { names.clone() } else { slip.units.clone() };
    let body = match slip.ballot {
        Some(on_paper) => view! {
            <p class="banner">{text.paper_has_ballot(on_paper)}</p>
            <p><a class="button" href=path::paper(cx.slug(), vote.number)>{text.enter_paper()}</a></p>
        }
        .into_any(),
        None => sheet(cx, vote, slip, form),
    };
    Page::new(
        text.enter_paper(),
        view! {
            {trail(cx, vote)}
            <h1>{who}</h1>
            <p>{text.paper_signers(vote.kind)}" "<b>{names}</b></p>
            <ErrorSummary cx=cx.clone() form=form.clone()/>
            {body}
        },
    )
    .kind("officer")
}

fn sheet(cx: &Cx, vote: &Vote, slip: &Head, form: &Form) -> AnyView {
    let text = cx.text();
    let valid = Choice::new(VALID, text.paper_valid());
    let invalid = INVALID.iter().map(|(reason, code)| Choice::new(*code, text.why_invalid(*reason)));
    let choices = std::iter::once(valid).chain(invalid).collect();
    let form = form.clone().or_filled([(VALIDITY, VALID.to_owned())]);
    view! {
        <form class="ballot" method="post" action=path::paper_enter(cx.slug(), vote.number, slip.head)>
            <FormKeyField key=form.key/>
            <p class="hint">{text.paper_how()}</p>
            {form::questions(cx, &form, PREFIX, Medium::Paper, &vote.questions, None, PREFIX)}
            <RadioCards cx=cx.clone() form=form.clone() name=VALIDITY legend=text.paper_invalid() choices=choices/>
            <button class="button button-primary">{text.paper_enter()}</button>
        </form>
    }
    .into_any()
}
