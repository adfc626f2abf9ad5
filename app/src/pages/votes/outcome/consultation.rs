//! What came of a consultation that is decided by a bar or by most answers.

use crate::shell::Cx;
use crate::ui::Bar;
use domain::count::ballot::Choice;
use domain::count::consultative::{self, Choices};
use domain::count::inequality::Inequality;
use domain::count::weight::HeadCount;
use domain::measure::grouped;
use domain::votes::question::Question;
use leptos::prelude::*;

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
        <div class="table-scroll">{answers_table(cx, question, outcome)}</div>
    }
    .into_any()
}

/// A consultation's answers in figures.
pub(in crate::pages) fn answers_table(
    cx: &Cx,
    question: &Question,
    outcome: &consultative::Outcome,
) -> AnyView {
    let text = cx.text();
    let words = text.vote_words();
    let mut rows: Vec<(String, HeadCount)> = match &outcome.sums.choices {
        Choices::YesNo { agree, oppose, abstain } => {
            [(Choice::Agree, *agree), (Choice::Oppose, *oppose), (Choice::Abstain, *abstain)]
                .map(|(choice, count)| (text.choice(choice).to_owned(), count))
                .into()
        }
        Choices::ChooseOne { options, none } => {
            let labels = question.options.iter().map(|option| option.label.as_str().to_owned());
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
