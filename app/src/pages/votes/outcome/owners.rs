//! What came of an owners' question: both columns, line by line.

use super::{Answered, both_columns, steps};
use crate::shell::Cx;
use crate::ui::Bar;
use domain::count::inequality::Columns;
use domain::count::owners::{self, Finding, Tally};
use domain::count::shown::{self, Row};
use domain::count::weight::{AreaSum, HeadCount};
use domain::measure::grouped;
use leptos::prelude::*;

pub(super) fn result(cx: &Cx, own: Answered<'_>, outcome: &owners::Outcome, exact: bool) -> AnyView {
    let text = cx.text();
    let words = text.vote_words();
    let took_part = outcome.participation.map(|columns| {
        columns_card(cx, words.enough_took_part, text.both_columns(columns.heads.threshold), columns)
    });
    let questions: Vec<_> = outcome
        .findings
        .iter()
        .zip(&outcome.sums.questions)
        .enumerate()
        .map(|(index, (finding, tally))| line(cx, own, (outcome, exact), index, finding, tally))
        .collect();
    // Who is seated and who comes next takes more words than two columns.
    let elected = outcome.election.is_some().then(|| steps(cx, own));
    view! { {took_part} {questions} {elected} }.into_any()
}

/// One line of the question: the question itself, or one of its options or candidates.
fn line(
    cx: &Cx,
    own: Answered<'_>,
    (outcome, exact): (&owners::Outcome, bool),
    index: usize,
    finding: &Finding,
    tally: &Tally,
) -> AnyView {
    let text = cx.text();
    let words = text.vote_words();
    let heading = own.question.options.get(index).map(|option| {
        view! { <h3>{text.passed(finding.passed, option.label.as_str())}</h3> }
    });
    let agreed = finding.agreement;
    let silence = finding.silence.map(|second| {
        view! {
            <details class="fold"><summary>{words.silence}</summary>
                <p>{text.silence_tally(second.would_pass)}</p>
                {second.participation.map(|columns| both(cx, columns))}
                {both(cx, second.agreement)}
            </details>
        }
    });
    view! {
        {heading}
        {columns_card(cx, words.enough_agreed, text.of_participants(agreed.heads.threshold), agreed)}
        {table(cx, outcome, tally, exact)}
        {silence}
    }
    .into_any()
}

fn columns_card(cx: &Cx, question: &'static str, asked: String, columns: Columns) -> AnyView {
    view! {
        <section class="card"><p class="question">{question}" "<span>{asked}</span></p>{both(cx, columns)}</section>
    }
    .into_any()
}

/// Both columns always stand together.
fn both(cx: &Cx, columns: Columns) -> AnyView {
    view! { <Bar cx=cx.clone() stated=columns.heads/><Bar cx=cx.clone() stated=columns.area/> }.into_any()
}

/// The figures: exact for the owners of the compound; on the open web no area tells one head's.
fn table(cx: &Cx, outcome: &owners::Outcome, tally: &Tally, exact: bool) -> AnyView {
    let words = cx.text().vote_words();
    let lines = shown::table(outcome, tally, exact);
    let hidden = lines.iter().any(|line| line.area.is_none());
    let note = hidden.then(|| view! { <p class="hint">{words.areas_hidden}</p> });
    let rows: Vec<_> = lines
        .into_iter()
        .map(|line| row(line_name(cx, line.row).to_owned(), line.heads, line.area))
        .collect();
    view! { {both_columns(cx, rows)} {note} }.into_any()
}

/// What a line of an owners' table counts.
pub(in crate::pages) fn line_name(cx: &Cx, row: Row) -> &'static str {
    let text = cx.text();
    let words = text.vote_words();
    match row {
        Row::Choice(choice) => text.choice(choice),
        Row::NotAgreed => words.not_agreed,
        Row::Invalid => words.invalid,
        Row::Silent => words.silent,
        Row::Everyone => words.everyone,
    }
}

/// An area that is not shown leaves a dash.
pub(in crate::pages) fn row(name: String, heads: HeadCount, area: Option<AreaSum>) -> AnyView {
    view! {
        <tr>
            <th scope="row">{name}</th>
            <td class="num">{grouped(heads.get())}</td>
            <td class="num">{area.map_or_else(|| "—".to_owned(), |area| area.to_string())}</td>
        </tr>
    }
    .into_any()
}
