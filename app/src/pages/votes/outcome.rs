//! 计票结果: the answer first, then the bars with their thresholds, the arithmetic, the table.

use super::ballot::{holds, in_words, label, not_taken};
use super::{VotePage, explanation, facts, head, how_it_passes, moment, officers_way};
use crate::explain;
use crate::path;
use crate::shell::{Cx, Page};
use crate::ui::{Bar, Clauses, Trail};
use domain::count::ballot::Choice;
use domain::count::cells::Cell;
use domain::count::consultative::{self, Choices, Verdict};
use domain::count::inequality::{Columns, Inequality};
use domain::count::owners::{self, Finding, Tally};
use domain::count::shown::{self, Row};
use domain::count::weight::{AreaSum, HeadCount};
use domain::measure::grouped;
use domain::votes::{Method, VoteState};
use leptos::prelude::*;
use service::votes::conduct::Named;
use service::votes::outcome::{CellChoice, Outcome};
use service::votes::read::Vote;

pub(super) fn outcome(cx: &Cx, page: &VotePage) -> AnyView {
    let text = cx.text();
    let vote = &page.vote;
    let objections = vote.objections_until.filter(|_| vote.state == VoteState::Preliminary).map(
        |until| view! { <p class="banner banner-gold">{text.vote_objections_until(&moment(cx, until))}</p> },
    );
    let (headline, result) = match &vote.outcome {
        Some(Outcome::Owners(outcome)) => {
            (owners_headline(cx, vote, outcome), owners_result(cx, page, outcome))
        }
        Some(Outcome::Consultative(outcome)) => {
            (verdict(cx, vote, &outcome.verdict), consultative_result(cx, vote, outcome))
        }
        None => (vote.title.clone(), ().into_any()),
    };
    let question = (!headline.contains(&vote.title)).then(|| view! { <p>{vote.title.clone()}</p> });
    view! {
        {head(cx, vote)}
        {objections}
        <h1><Clauses text=headline/></h1>
        {question}
        {not_taken(cx, page)}
        {officers_way(cx, page)}
        {result}
        {own(cx, page)}
        {cells(cx, page)}
        {checks(cx, page)}
        {explanation(cx, vote)}
        {how_it_passes(cx, vote)}
        {facts(cx, vote)}
    }
    .into_any()
}

fn owners_headline(cx: &Cx, vote: &Vote, outcome: &owners::Outcome) -> String {
    let text = cx.text();
    match vote.method {
        Method::YesNo => text.passed(outcome.passed().next().is_some(), &vote.title),
        Method::EachOption | Method::ChooseOne => {
            text.options_passed(&outcome.passed().map(|number| label(vote, number)).collect::<Vec<_>>())
        }
    }
}

fn owners_result(cx: &Cx, page: &VotePage, outcome: &owners::Outcome) -> AnyView {
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
        .map(|(index, (finding, tally))| question(cx, page, outcome, index, finding, tally))
        .collect();
    view! { {took_part} {questions} }.into_any()
}

fn question(
    cx: &Cx,
    page: &VotePage,
    outcome: &owners::Outcome,
    index: usize,
    finding: &Finding,
    tally: &Tally,
) -> AnyView {
    let text = cx.text();
    let words = text.vote_words();
    let vote = &page.vote;
    let heading = (vote.method != Method::YesNo).then(|| {
        let option = vote.options.get(index).map(|option| option.label.clone()).unwrap_or_default();
        view! { <h2>{text.passed(finding.passed, &option)}</h2> }
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
        {table(cx, outcome, tally, page.reads_names)}
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
    view! {
        <div class="table-scroll"><table class="table">
            <thead><tr>
                <th scope="col">{words.answer}</th>
                <th scope="col" class="num">{words.heads}</th>
                <th scope="col" class="num">{words.area}</th>
            </tr></thead>
            <tbody>{rows}</tbody>
        </table></div>
        {note}
    }
    .into_any()
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

/// What came of a consultation, in a sentence.
pub(in crate::pages) fn verdict(cx: &Cx, vote: &Vote, verdict: &Verdict) -> String {
    explain::verdict(cx.text(), verdict, &vote.title, |option| label(vote, option))
}

fn consultative_result(cx: &Cx, vote: &Vote, outcome: &consultative::Outcome) -> AnyView {
    let text = cx.text();
    let words = text.vote_words();
    let card = |question: &'static str, stated: Inequality| {
        let asked = text.threshold(stated.threshold);
        view! {
            <section class="card"><p class="question">{question}" "<span>{asked}</span></p>
                <Bar cx=cx.clone() stated=stated/></section>
        }
    };
    view! {
        {outcome.quorum.map(|stated| card(words.enough_took_part, stated))}
        {outcome.agreement.map(|stated| card(words.enough_agreed, stated))}
        <div class="table-scroll">{answers_table(cx, vote, outcome)}</div>
    }
    .into_any()
}

/// A consultation's answers in figures.
pub(in crate::pages) fn answers_table(cx: &Cx, vote: &Vote, outcome: &consultative::Outcome) -> AnyView {
    let text = cx.text();
    let words = text.vote_words();
    let mut rows: Vec<(String, HeadCount)> = match &outcome.sums.choices {
        Choices::YesNo { agree, oppose, abstain } => {
            [(Choice::Agree, *agree), (Choice::Oppose, *oppose), (Choice::Abstain, *abstain)]
                .map(|(choice, count)| (text.choice(choice).to_owned(), count))
                .into()
        }
        Choices::ChooseOne { options, none } => {
            let labels = vote.options.iter().map(|option| option.label.clone());
            labels.zip(options.iter().copied()).chain([(words.none_of_them.to_owned(), *none)]).collect()
        }
    };
    let invalid: i64 = outcome.sums.invalid.values().map(|count| count.get()).sum();
    if let Some(invalid) = HeadCount::new(invalid).ok().filter(|count| *count != HeadCount::ZERO) {
        rows.push((words.invalid.to_owned(), invalid));
    }
    if let Some(silent) = outcome.sums.electorate.minus(outcome.received) {
        rows.push((words.silent.to_owned(), silent));
    }
    rows.push((words.everyone.to_owned(), outcome.sums.electorate));
    let rows: Vec<_> = rows
        .into_iter()
        .map(|(name, count)| {
            view! { <tr><th scope="row">{name}</th><td class="num">{grouped(count.get())}</td></tr> }
        })
        .collect();
    view! {
        <table class="table">
            <thead><tr><th scope="col">{words.answer}</th><th scope="col" class="num">{words.voters}</th></tr></thead>
            <tbody>{rows}</tbody>
        </table>
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
            let says = holding.ballot.as_ref().map(|ballot| match &ballot.marks {
                Some(marks) if !ballot.suspended => {
                    text.recorded(&in_words(cx, &page.vote, marks), &moment(cx, ballot.at))
                }
                Some(_) | None => words.did_not_count.to_owned(),
            });
            let says = says.unwrap_or_else(|| words.silent.to_owned());
            view! { <p>{holds(cx, holding)}<br/>{says}</p> }
        })
        .collect();
    Some(view! { <section class="holding">{lines}</section> }.into_any())
}

/// The sums by building, joined until nobody's answer shows; a table for each question.
fn cells(cx: &Cx, page: &VotePage) -> Option<AnyView> {
    let words = cx.text().vote_words();
    let questions = page.vote.cells().ok().filter(|questions| !questions.is_empty())?;
    let tables: Vec<_> = questions
        .iter()
        .enumerate()
        .map(|(index, cells)| {
            let option = page.vote.options.get(index).filter(|_| page.vote.method != Method::YesNo);
            let heading = option.map(|option| view! { <h3>{option.label.clone()}</h3> });
            let hidden = |choice| hides(page, index, choice);
            view! { {heading}{cells_table(cx, page, cells, hidden)} }
        })
        .collect();
    Some(
        view! {
            <details class="fold"><summary>{words.by_building}</summary>
                <p class="hint">{words.by_building_hint}</p>
                {tables}
            </details>
        }
        .into_any(),
    )
}

/// Whether the cells of an answer keep their areas to themselves, as the table above them does.
fn hides(page: &VotePage, question: usize, choice: CellChoice) -> bool {
    let Some(Outcome::Owners(outcome)) = page.vote.outcome.as_ref().filter(|_| !page.reads_names) else {
        return false;
    };
    match choice {
        CellChoice::Valid(Choice::Agree) => false,
        CellChoice::Valid(_) => outcome.sums.questions.get(question).is_none_or(shown::hides_answers),
        CellChoice::Invalid => shown::hides_invalid(outcome),
    }
}

fn cells_table(
    cx: &Cx,
    page: &VotePage,
    cells: &[Cell<CellChoice>],
    hidden: impl Fn(CellChoice) -> bool,
) -> AnyView {
    let text = cx.text();
    let words = text.vote_words();
    let name = |choice: CellChoice| match choice {
        CellChoice::Valid(choice) => text.choice(choice),
        CellChoice::Invalid => words.invalid,
    };
    // In the order of the buildings as people count them; a cell over everything comes last of its answer.
    let place = |cell: &Cell<CellChoice>| {
        page.buildings.iter().position(|(id, _)| cell.buildings.contains(id)).unwrap_or(page.buildings.len())
    };
    let mut cells: Vec<&Cell<CellChoice>> = cells.iter().collect();
    cells.sort_by_key(|cell| (cell.choice, place(cell)));
    let rows: Vec<_> = cells
        .into_iter()
        .map(|cell| {
            let known = page.buildings.iter().filter(|(id, _)| cell.buildings.contains(id));
            let at = known.map(|(_, name)| name.as_str()).collect::<Vec<_>>().join("、");
            let at = if at.is_empty() { words.whole_scope.to_owned() } else { at };
            let area = (!hidden(cell.choice)).then_some(cell.weight.area);
            row(format!("{} · {at}", name(cell.choice)), cell.weight.heads, area)
        })
        .collect();
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
        view! { <p><a href=href>{words.named_list}</a></p> }
    });
    view! {
        <h2>{words.check_it}</h2>
        <section class="card"><p>{words.check_it_how}</p><dl class="facts">{hashes}</dl>{named}</section>
    }
    .into_any()
}

/// The named list, masked, for signed-in owners of the compound.
#[must_use]
pub fn named(cx: &Cx, vote: &Vote, list: &[Named]) -> Page {
    let words = cx.text().vote_words();
    let trail = vec![(path::vote(cx.slug(), vote.number), vote.title.clone())];
    let rows: Vec<_> = list
        .iter()
        .map(|line| {
            let says = line.marks.as_ref().map(|marks| in_words(cx, vote, marks));
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
