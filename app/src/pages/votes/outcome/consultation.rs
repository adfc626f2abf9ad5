//! What came of a consultation that is decided by a bar or by most answers.

use super::chosen;
use crate::shell::Cx;
use crate::ui::Bar;
use domain::count::ballot::{Choice, OptionNo};
use domain::count::consultative::{self, Choices, Verdict};
use domain::count::inequality::Inequality;
use domain::count::weight::HeadCount;
use domain::measure::grouped;
use domain::votes::question::Question;
use leptos::prelude::*;
use std::cmp::Reverse;

pub(super) fn result(cx: &Cx, question: &Question, outcome: &consultative::Outcome) -> AnyView {
    let text = cx.text();
    let words = text.vote_words();
    let card = |asks: &'static str, stated: Inequality| {
        let asked = text.threshold(stated.threshold);
        view! {
            <section class="card"><p class="question">{asks}" "<span>{asked}</span></p>
                <Bar cx=cx.clone() stated=stated/></section>
        }
    };
    view! {
        {outcome.quorum.map(|stated| card(words.enough_took_part, stated))}
        {outcome.agreement.map(|stated| card(words.enough_agreed, stated))}
        {picked(cx, question, outcome)}
        <div class="table-scroll">{table(cx, [answers(cx, outcome), whole(cx, outcome)].concat())}</div>
    }
    .into_any()
}

/// A consultation's answers in figures.
pub(in crate::pages) fn answers_table(
    cx: &Cx,
    question: &Question,
    outcome: &consultative::Outcome,
) -> AnyView {
    let options = options(question, outcome).into_iter().map(|(_, name, count)| (name, count)).collect();
    table(cx, [options, answers(cx, outcome), whole(cx, outcome)].concat())
}

/// Where one of several is picked: the options with a bar each, the most first.
fn picked(cx: &Cx, question: &Question, outcome: &consultative::Outcome) -> Option<AnyView> {
    let mut options = options(question, outcome);
    options.sort_by_key(|(_, _, count)| Reverse(*count));
    let most = options.first()?.2.get().max(1);
    let lines: Vec<_> = options
        .into_iter()
        .map(|(option, name, count)| {
            let chosen = outcome.verdict == Verdict::Chosen { option };
            let says = cx.text().recount_chosen(chosen).to_owned();
            let percent = u64::try_from(count.get() * 100 / most).ok();
            chosen::line(name, vec![cx.text().recount_picked(&grouped(count.get()))], chosen, says, percent)
        })
        .collect();
    Some(view! { <ul class="list projects">{lines}</ul> }.into_any())
}

/// Where one of several is picked: who picked which.
fn options(question: &Question, outcome: &consultative::Outcome) -> Vec<(OptionNo, String, HeadCount)> {
    let Choices::ChooseOne { options, .. } = &outcome.sums.choices else { return Vec::new() };
    let labels = question.options.iter().map(|option| option.label.as_str().to_owned());
    (1..)
        .map(OptionNo)
        .zip(labels)
        .zip(options)
        .map(|((option, name), count)| (option, name, *count))
        .collect()
}

/// The answers that are there whatever was asked.
fn answers(cx: &Cx, outcome: &consultative::Outcome) -> Vec<(String, HeadCount)> {
    let text = cx.text();
    match &outcome.sums.choices {
        Choices::YesNo { agree, oppose, abstain } => {
            [(Choice::Agree, *agree), (Choice::Oppose, *oppose), (Choice::Abstain, *abstain)]
                .map(|(choice, count)| (text.choice(choice).to_owned(), count))
                .into()
        }
        Choices::ChooseOne { none, .. } => vec![(text.vote_words().none_of_them.to_owned(), *none)],
    }
}

/// What is no answer, and everyone.
fn whole(cx: &Cx, outcome: &consultative::Outcome) -> Vec<(String, HeadCount)> {
    let words = cx.text().vote_words();
    let mut rows = Vec::new();
    let invalid: i64 = outcome.sums.invalid.values().map(|count| count.get()).sum();
    if let Some(invalid) = HeadCount::new(invalid).ok().filter(|count| *count != HeadCount::ZERO) {
        rows.push((words.invalid.to_owned(), invalid));
    }
    if let Some(silent) = outcome.sums.electorate.minus(outcome.received) {
        rows.push((words.silent.to_owned(), silent));
    }
    rows.push((words.everyone.to_owned(), outcome.sums.electorate));
    rows
}

fn table(cx: &Cx, rows: Vec<(String, HeadCount)>) -> AnyView {
    let words = cx.text().vote_words();
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
