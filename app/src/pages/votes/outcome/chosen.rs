//! What came of a choice among options, or of money given out: who or what was chosen, with a bar each, and every step.

use super::{Answered, steps};
use crate::explain;
use crate::shell::Cx;
use domain::count::ballot::OptionNo;
use domain::count::budget::outcome::{BudgetOutcome, ProjectLine};
use domain::count::choice::ChoiceOutcome;
use domain::measure::grouped;
use leptos::prelude::*;

pub(super) fn choice(cx: &Cx, own: Answered<'_>, outcome: &ChoiceOutcome) -> AnyView {
    let names = explain::names(own.question);
    let winners = outcome.winners();
    let rows: Vec<_> = (1_u16..)
        .zip(&names)
        .map(|(number, name)| {
            let place = winners.iter().position(|winner| *winner == OptionNo(number));
            let says = place.map(|place| cx.text().place_among_chosen(place + 1, winners.len()));
            view! { <tr><th scope="row">{name.clone()}</th><td>{says.unwrap_or_default()}</td></tr> }
        })
        .collect();
    view! {
        <div class="table-scroll"><table class="table">
            <thead><tr><th scope="col">{cx.text().option_column()}</th><th scope="col">{cx.text().result_column()}</th></tr></thead>
            <tbody>{rows}</tbody>
        </table></div>
        {steps(cx, own)}
    }
    .into_any()
}

pub(super) fn budget(cx: &Cx, own: Answered<'_>, outcome: &BudgetOutcome) -> AnyView {
    let text = cx.text();
    let most = outcome.projects.iter().map(|project| project.votes).max().unwrap_or(0).max(1);
    let mut projects: Vec<&ProjectLine> = outcome.projects.iter().collect();
    projects.sort_by_key(|project| (!project.selected, std::cmp::Reverse(project.votes)));
    let rows: Vec<_> = projects
        .into_iter()
        .map(|project| {
            let cost = project.cost.map(|cost| text.costs(cost.get())).unwrap_or_default();
            let says = if project.selected { text.project_funded() } else { text.project_not_funded() };
            let (class, name) = if project.selected { ("bar", "pass") } else { ("bar bar-short", "fail") };
            let width = format!("{}%", project.votes * 100 / most);
            // Projects are called by the numbers of their options in a count.
            let id = project.project.as_str();
            let title = id.parse().map_or_else(|_any| id.to_owned(), |n| explain::name(own.question, OptionNo(n)));
            view! {
                <li>
                    <p><b>{title}</b></p>
                    <p class="meta"><span>{cost}</span><span>{text.named_by(project.votes)}</span>
                        <b class=name>{says}</b></p>
                    <div class=class aria-hidden="true"><svg class="bar-thin"><rect class="bar-track" width="100%" height="100%"></rect>
                        <rect class="bar-fill" width=width height="100%"></rect></svg></div>
                </li>
            }
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
