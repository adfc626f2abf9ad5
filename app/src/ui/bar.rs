//! One inequality drawn: how far the bar reaches, where the threshold is, and the arithmetic in words.

use crate::shell::Cx;
use domain::count::inequality::{Inequality, Measure, Threshold};
use domain::measure::{grouped, square_metres};
use leptos::prelude::*;

/// Tenths of a percent as a percentage: 785 is `78.5%`.
fn percent(permille: i64) -> String {
    format!("{}.{}%", permille / 10, permille % 10)
}

/// Where the threshold is on the bar, in tenths of a percent, and what is written over it.
fn mark(stated: &Inequality) -> (i64, String) {
    match stated.threshold {
        Threshold::Share { fraction, .. } => {
            (fraction.numerator() * 1_000 / fraction.denominator(), fraction.to_string())
        }
        Threshold::Voters { at_least } => {
            let place = if stated.whole > 0 { at_least.get() * 1_000 / stated.whole } else { 1_000 };
            (place.min(1_000), at_least.get().to_string())
        }
    }
}

/// A bar with its threshold; colour never speaks alone, so the words say whether it was reached.
#[component]
pub fn Bar(
    /// The page.
    cx: Cx,
    /// What is compared.
    stated: Inequality,
) -> impl IntoView {
    let words = cx.text().vote_words();
    let (place, label) = mark(&stated);
    let share = percent(stated.permille());
    let (name, part, whole, unit) = match stated.measure {
        Measure::Heads => (words.heads, grouped(stated.part), grouped(stated.whole), ""),
        Measure::Area => (
            words.area.trim_end_matches([' ', '㎡', 'm', '²']),
            square_metres(stated.part),
            square_metres(stated.whole),
            " ㎡",
        ),
    };
    let (class, judged, says) =
        if stated.holds { ("bar", "pass", words.reached) } else { ("bar bar-short", "fail", words.missed) };
    let aria = format!("{name} {share}, {label}: {says}");
    let at = percent(place);
    // What is reached may not look as if it fell short, nor the other way round.
    let width = percent(stated.permille().min(1_000));
    view! {
        <div class=class>
            <svg role="img" aria-label=aria>
                <text class="bar-label" x=at.clone() y="0.9em">{label}</text>
                <svg class="bar-body" y="1.35em" height="1.9em">
                    <rect class="bar-track" width="100%" height="100%"></rect>
                    <rect class="bar-fill" width=width height="100%"></rect>
                </svg>
                <line class="bar-mark" x1=at.clone() x2=at y1="1.1em" y2="3.5em"></line>
            </svg>
            <p>{format!("{name} {part} / {whole}{unit} = {share} ")}<b class=judged>{says}</b></p>
        </div>
    }
}
