//! Votes on A4 for the notice board 公告栏: the notice, then the outcome.

use super::votes::{Answered, answered, answers_table, line_name, row, sentence};
use crate::explain;
use crate::path;
use crate::shell::{Cx, Page};
use crate::ui::{Bar, Clauses};
use domain::count::ballot::Choice;
use domain::count::consultative;
use domain::count::inequality::{Columns, Inequality};
use domain::count::owners::{self, Tally};
use domain::count::record::Decision;
use domain::count::shown::{self, Row};
use domain::measure::square_metres;
use domain::time::Timestamp;
use domain::votes::VoteState;
use domain::votes::counting::Finding;
use leptos::prelude::*;
use service::votes::read::Vote;

/// A vote's notice until it is counted, its outcome from then on; an outcome leaves the explanation to the page its
/// code leads to, so that it fits on one sheet.
#[must_use]
pub fn vote(cx: &Cx, vote: &Vote, log_key: &str) -> Page {
    let text = cx.text();
    let own = path::vote(cx.slug(), vote.number);
    let hall = cx.community.as_ref().map_or_else(String::new, |community| text.hall_of(&community.name));
    let heading = text.board_heading(vote.kind, vote.state);
    let over = matches!(vote.state, VoteState::Void | VoteState::Cancelled);
    let counted = vote.state.has_outcome() && !over;
    let announced = !counted && !over;
    let several = vote.questions.len() > 1;
    let outcome: Vec<_> = answered(vote)
        .into_iter()
        .filter(|_| counted)
        .map(|own| {
            let heading = several.then(|| view! { <h2>{own.asks.to_owned()}</h2> });
            let says = match own.finding {
                Finding::Vote(Decision::Owners(outcome)) => owners_outcome(cx, own, outcome),
                Finding::Vote(Decision::Consultative(outcome)) => consultation_outcome(cx, own, outcome),
                Finding::Choice(outcome) => {
                    let names = explain::names(own.question);
                    let gains = explain::gains(text, own.question.counts_ballots(), outcome, names.len());
                    let gains = gains.unwrap_or_default().into_iter().map(|gain| gain.words);
                    told(cx, own, names.into_iter().zip(gains).collect())
                }
                Finding::Budget(outcome) => {
                    let names = explain::names(own.question).into_iter();
                    let projects = outcome.projects.iter().map(|project| text.named_by(project.votes));
                    told(cx, own, names.zip(projects).collect())
                }
            };
            view! { {heading}{says} }
        })
        .collect();
    // A notice is of the day it was given, an outcome of the day it was counted.
    let dated = if counted { vote.closed_at } else { vote.notice_at.filter(|_| announced) };
    let published = dated.map(|at| text.day(cx.local(at)));
    Page::new(
        heading,
        view! {
            <p class="no-print"><a href=own.clone()>{vote.title.clone()}</a></p>
            <p class="no-print">{text.poster_hint()}</p>
            <article class="poster">
                <p class="poster-hall">{hall}</p>
                <p class="poster-number">{heading}</p>
                <h1><Clauses text=vote.title.clone()/></h1>
                {facts(cx, vote)}
                {outcome}
                // When and how first: a long explanation goes on to a second sheet.
                {over.then(|| view! { <p class="poster-verdict">{text.board_void()}</p> })}
                {announced.then(|| view! {
                    {vote.online.then(|| view! { <p>{text.board_how()}</p> })}
                    {(vote.paper_days > 0).then(|| view! { <p>{text.board_paper()}</p> })}
                    {asked(vote)}
                    <div class="poster-text prose" inner_html=vote.body_html.clone()></div>
                })}
                <div class="poster-foot">
                    <figure class="qr">
                        <img src=path::qr(&own) width="160" height="160" alt=text.qr_alt()/>
                        <figcaption>{text.board_scan(!announced)}</figcaption>
                    </figure>
                    <p class="poster-seal"><span>{vote.convener_name.clone()}<br/>{published}</span></p>
                </div>
                <p class="meta">{text.board_key()}" "<code>{log_key.to_owned()}</code></p>
            </article>
        },
    )
    .kind("poster-page")
}

/// What is asked, where the title does not say all of it: the questions and their options.
fn asked(vote: &Vote) -> Vec<AnyView> {
    let each =
        vote.questions.iter().filter(|question| question.text.is_some() || !question.options.is_empty());
    each.map(|question| {
        let text = question.text.as_ref().map(|text| view! { <h2>{text.as_str().to_owned()}</h2> });
        let options: Vec<_> = question
            .options
            .iter()
            .map(|option| view! { <li>{option.label.as_str().to_owned()}</li> })
            .collect();
        let options = (!options.is_empty()).then(|| view! { <ol>{options}</ol> });
        view! { {text}{options} }.into_any()
    })
    .collect()
}

fn facts(cx: &Cx, vote: &Vote) -> AnyView {
    let text = cx.text();
    let [called, scope, matter, roll, open] = text.board_terms();
    let place = vote.place.clone().unwrap_or_else(|| text.whole_community().to_owned());
    let area = vote.area_total_cm2.filter(|area| *area > 0).map(square_metres);
    let totals = vote.heads_total.map(|heads| text.board_totals(heads, area.as_deref()));
    let rows: Vec<_> = [
        Some((called, vote.convener_name.clone())),
        Some((scope, place)),
        vote.matter().map(|own| (matter, text.matter_in_law(own).to_owned())),
        totals.map(|totals| (roll, totals)),
        Some((open, text.board_hours(&in_full(cx, vote.opens_at), &in_full(cx, vote.closes_at)))),
    ]
    .into_iter()
    .flatten()
    .map(|(term, words)| view! { <div><dt>{term}</dt><dd>{words}</dd></div> })
    .collect();
    view! { <dl class="facts">{rows}</dl> }.into_any()
}

/// Paper is read on any day, so the day is written out.
fn in_full(cx: &Cx, at: Timestamp) -> String {
    let local = cx.local(at);
    format!("{} {}:{:02}", cx.text().day(local), local.hour(), local.minute())
}

/// Whether it passed, then the arithmetic in both columns and the figures; one block a question.
fn owners_outcome(cx: &Cx, own: Answered<'_>, outcome: &owners::Outcome) -> AnyView {
    let text = cx.text();
    let words = text.vote_words();
    let took_part = outcome.participation.map(|columns| {
        arithmetic(cx, words.enough_took_part, text.both_columns(columns.heads.threshold), columns)
    });
    // Of one question the verdict stands first; several have their taking part in common.
    let (before_all, mut in_block) =
        if outcome.sums.questions.len() == 1 { (None, took_part) } else { (took_part, None) };
    let blocks: Vec<_> = outcome
        .sums
        .questions
        .iter()
        .zip(&outcome.findings)
        .enumerate()
        .map(|(n, (tally, finding))| {
            let option = own.question.options.get(n);
            let option = option.map(|option| view! { <h2>{option.label.as_str().to_owned()}</h2> });
            let agreed = finding.agreement;
            let asked = text.of_participants(agreed.heads.threshold);
            view! {
                {option}
                <p class="poster-verdict">{text.board_passed(finding.passed)}</p>
                {in_block.take()}
                {arithmetic(cx, words.enough_agreed, asked, agreed)}
                {figures(cx, outcome, tally)}
            }
        })
        .collect();
    view! { <div>{before_all}{blocks}</div> }.into_any()
}

/// A question of the law, what it asks for, and both columns written out.
fn arithmetic(cx: &Cx, question: &'static str, asked: String, columns: Columns) -> AnyView {
    view! {
        <p><b>{question}</b>" "{asked}</p>
        <div class="columns"><div>{stated(cx, columns.heads)}</div><div>{stated(cx, columns.area)}</div></div>
    }
    .into_any()
}

fn stated(cx: &Cx, stated: Inequality) -> AnyView {
    view! { <Bar cx=cx.clone() stated=stated/> }.into_any()
}

/// Paper hangs in public, whoever prints it.
fn figures(cx: &Cx, outcome: &owners::Outcome, tally: &Tally) -> AnyView {
    let text = cx.text();
    let [answer, heads, area] = text.board_columns();
    let participating = outcome.participating;
    let took_part = row(text.board_took_part().to_owned(), participating.heads, Some(participating.area));
    let mut lines = shown::table(outcome, tally, false);
    lines.retain(|line| {
        matches!(line.row, Row::Choice(choice) if choice != Choice::Blank) || line.row == Row::NotAgreed
    });
    let hidden = lines.iter().any(|line| line.area.is_none());
    let note = hidden.then(|| view! { <p>{text.vote_words().areas_hidden}</p> });
    let answers =
        lines.into_iter().map(|line| row(line_name(cx, line.row).to_owned(), line.heads, line.area));
    let rows: Vec<_> = std::iter::once(took_part).chain(answers).collect();
    view! {
        <table class="table">
            <thead><tr>
                <th scope="col">{answer}</th>
                <th scope="col" class="num">{heads}</th>
                <th scope="col" class="num">{area}</th>
            </tr></thead>
            <tbody>{rows}</tbody>
        </table>
        {note}
    }
    .into_any()
}

/// What came of a choice or a budget, and what each option has.
fn told(cx: &Cx, own: Answered<'_>, figures: Vec<(String, String)>) -> AnyView {
    let rows: Vec<_> = figures
        .into_iter()
        .map(|(name, figure)| view! { <tr><th scope="row">{name}</th><td class="num">{figure}</td></tr> })
        .collect();
    let table = (!rows.is_empty()).then(|| view! { <table class="table"><tbody>{rows}</tbody></table> });
    view! { <div><p class="poster-verdict">{sentence(cx, own)}</p>{table}</div> }.into_any()
}

/// Every answer with its figure, and what came of it.
fn consultation_outcome(cx: &Cx, own: Answered<'_>, outcome: &consultative::Outcome) -> AnyView {
    view! {
        <div>
            <p class="poster-verdict">{sentence(cx, own)}</p>
            {answers_table(cx, own.question, outcome)}
        </div>
    }
    .into_any()
}
