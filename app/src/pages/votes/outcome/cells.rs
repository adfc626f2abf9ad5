//! The sums of an owners' vote in cells that hide the few.

use super::owners::row;
use super::{answered, both_columns};
use crate::pages::votes::VotePage;
use crate::shell::Cx;
use domain::count::ballot::Choice;
use domain::count::cells::Cell;
use domain::count::record::Decision;
use domain::count::shown;
use domain::votes::counting::Finding;
use leptos::prelude::*;
use service::votes::outcome::CellChoice;

/// The sums by building, joined until nobody's answer shows; a table for each line.
pub(super) fn cells(cx: &Cx, page: &VotePage) -> Option<AnyView> {
    let words = cx.text().vote_words();
    let lines = page.vote.cells().ok().filter(|lines| !lines.is_empty())?;
    let answered = answered(&page.vote);
    let several = answered.len() > 1;
    let tables: Vec<_> = answered
        .iter()
        .map(|own| {
            let heading = several.then(|| view! { <h3>{own.asks.to_owned()}</h3> });
            let lines = lines.iter().skip(own.lines_before).take(own.question.lines()).enumerate();
            let lines: Vec<_> = lines
                .map(|(index, cells)| {
                    let option = own.question.options.get(index);
                    let heading = option.map(|option| view! { <h3>{option.label.as_str().to_owned()}</h3> });
                    let hidden = |choice| hides(own.finding, index, choice, page.reads_names);
                    view! { {heading}{cells_table(cx, page, cells, hidden)} }
                })
                .collect();
            view! { {heading}{lines} }
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
fn hides(finding: &Finding, line: usize, choice: CellChoice, exact: bool) -> bool {
    let Finding::Vote(Decision::Owners(outcome)) = finding else { return false };
    match choice {
        CellChoice::Valid(Choice::Agree) => false,
        CellChoice::Valid(_) => outcome
            .sums
            .questions
            .get(line)
            .is_none_or(|tally| shown::is_told_together(tally) || !exact && shown::hides_answers(tally)),
        CellChoice::Invalid => true,
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
    both_columns(cx, rows)
}
