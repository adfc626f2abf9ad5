//! What came of a choice among options, or of money given out: who or what was chosen, with a bar each, and every step.

use super::{Answered, steps};
use crate::explain;
use crate::shell::Cx;
use domain::count::ballot::OptionNo;
use domain::count::budget::outcome::{BudgetOutcome, ProjectLine};
use domain::count::choice::ChoiceOutcome;
use domain::measure::grouped;
use leptos::prelude::*;
use std::cmp::Reverse;

pub(super) fn choice(cx: &Cx, own: Answered<'_>, outcome: &ChoiceOutcome) -> AnyView {
    let text = cx.text();
    let names = explain::names(own.question);
    let winners = outcome.winners();
    let gains = explain::gains(text, own.question.counts_ballots(), outcome, names.len()).unwrap_or_default();
    let mut lines: Vec<_> = (1_u16..)
        .map(OptionNo)
        .zip(&names)
        .enumerate()
        .map(|(place, (option, name))| {
            (winners.iter().position(|winner| *winner == option), gains.get(place), name)
        })
        .collect();
    // The chosen first, then whoever came nearest.
    lines.sort_by_key(|(chosen, gain, _)| {
        (chosen.unwrap_or(usize::MAX), Reverse(gain.map(|gain| gain.percent)))
    });
    let lines: Vec<_> = lines
        .into_iter()
        .map(|(chosen, gain, name)| {
            let says = match chosen {
                Some(place) => text.place_among_chosen(place + 1, winners.len()),
                None => text.recount_chosen(false).to_owned(),
            };
            let figures = gain.map(|gain| gain.words.clone()).into_iter().collect();
            line(name.clone(), figures, chosen.is_some(), says, gain.map(|gain| gain.percent))
        })
        .collect();
    view! { <ul class="list projects">{lines}</ul>{steps(cx, own)} }.into_any()
}

/// An option: its name, its figures, whether it is chosen, and how long its bar is.
pub(super) fn line(
    name: String,
    figures: Vec<String>,
    chosen: bool,
    says: String,
    percent: Option<u64>,
) -> AnyView {
    let class = if chosen { "bar" } else { "bar bar-short" };
    // To be chosen is good; not to be is no failure.
    let verdict = chosen.then_some("pass");
    let bar = percent.map(|percent| {
        view! {
            <div class=class aria-hidden="true"><svg class="bar-thin"><rect class="bar-track" width="100%" height="100%"></rect>
                <rect class="bar-fill" width=format!("{percent}%") height="100%"></rect></svg></div>
        }
    });
    let figures: Vec<_> = figures.into_iter().map(|figure| view! { <span>{figure}</span> }).collect();
    view! { <li><p><b>{name}</b></p><p class="meta">{figures}<span class=verdict>{says}</span></p>{bar}</li> }
        .into_any()
}

pub(super) fn budget(cx: &Cx, own: Answered<'_>, outcome: &BudgetOutcome) -> AnyView {
    let text = cx.text();
    let most = outcome.projects.iter().map(|project| project.votes).max().unwrap_or(0).max(1);
    let mut projects: Vec<&ProjectLine> = outcome.projects.iter().collect();
    projects.sort_by_key(|project| (!project.selected, Reverse(project.votes)));
    let rows: Vec<_> = projects
        .into_iter()
        .map(|project| {
            let cost = project.cost.map(|cost| text.costs(cost.get())).unwrap_or_default();
            let says = if project.selected { text.project_funded() } else { text.project_not_funded() };
            // Projects are called by the numbers of their options in a count.
            let id = project.project.as_str();
            let title =
                id.parse().map_or_else(|_any| id.to_owned(), |n| explain::name(own.question, OptionNo(n)));
            let figures = vec![cost, text.named_by(project.votes)];
            line(title, figures, project.selected, says.to_owned(), Some(project.votes * 100 / most))
        })
        .collect();
    let (budget, spent) = (outcome.budget.get(), outcome.spent.get());
    let purse = text.purse_spent(&text.costs(budget), &text.costs(spent), &text.costs(budget - spent));
    let voters = grouped(i64::try_from(outcome.ballots.counted).unwrap_or(i64::MAX));
    view! {
        <p>{purse}</p>
        <p class="meta"><span>{text.ballots_counted(&voters)}</span></p>
        <ul class="list projects">{rows}</ul>
        {steps(cx, own)}
    }
    .into_any()
}
