//! What is given out so far on a ballot, and what is left: points, or the cost of what was chosen.

use domain::measure::{Fen, grouped, half_width};
use leptos::html::P;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Element, HtmlInputElement};
use serde::{Deserialize, Serialize};

use super::dom;

/// Finished sentences with `{count}`, `{sum}`, `{left}`, `{over}` and `{total}` to be put in.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct TotalWords {
    /// While there is enough.
    pub within: String,
    /// Once it is too much.
    pub over: String,
    /// Whether sums are fen, written as yuan.
    pub money: bool,
}

impl TotalWords {
    fn say(&self, Marked { count, sum }: Marked, total: i64) -> String {
        let written = |number: i64| {
            if self.money {
                Fen::new(number).map_or_else(|_beyond| grouped(number / 100), |fen| fen.to_string())
            } else {
                grouped(number)
            }
        };
        let template = if sum > total { &self.over } else { &self.within };
        template
            .replace("{count}", &count.to_string())
            .replace("{sum}", &written(sum))
            .replace("{left}", &written(total.saturating_sub(sum)))
            .replace("{over}", &written(sum.saturating_sub(total)))
            .replace("{total}", &written(total))
    }
}

/// What is marked in a question: how many options, and what they come to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Marked {
    /// How many options have any mark.
    pub count: i64,
    /// Their points, or their cost in fen.
    pub sum: i64,
}

impl Marked {
    /// With one more option.
    #[must_use]
    pub const fn and(self, worth: i64) -> Self {
        Self { count: self.count + 1, sum: self.sum.saturating_add(worth) }
    }
}

/// The running sum of the question around it: of ticked boxes by their `data-worth`, of fields by the number in them.
///
/// Without JavaScript it says what the page came with, and nothing on a fresh ballot.
#[island]
pub fn RunningTotal(
    /// What is marked as the page comes.
    marked: Marked,
    /// What there is to give out.
    total: i64,
    /// The language's words.
    words: TotalWords,
) -> impl IntoView {
    let place = NodeRef::<P>::new();
    let hidden = RwSignal::new(marked == Marked::default());
    let says = RwSignal::new(words.say(marked, total));
    Effect::new(move || {
        let Some(question) = place.get().and_then(|place| place.closest("fieldset").ok().flatten()) else {
            return;
        };
        let words = words.clone();
        let around = question.clone();
        let add_up = move || says.set(words.say(marked_in(&around), total));
        // Going back to the page, browsers tick again what was ticked, without an event.
        add_up();
        hidden.set(false);
        dom::listen(&question, "input", move |_| add_up());
    });
    view! { <p class="running-total" role="status" hidden=hidden node_ref=place>{says}</p> }
}

fn marked_in(question: &Element) -> Marked {
    let Ok(inputs) = question.query_selector_all("input") else { return Marked::default() };
    let inputs = dom::elements(&inputs).filter_map(|it| it.dyn_into::<HtmlInputElement>().ok());
    let worths = inputs.filter_map(|input| match input.get_attribute("data-worth") {
        Some(worth) => input.checked().then(|| worth.parse().ok()).flatten(),
        None => half_width(&input.value()).trim().parse().ok().filter(|points| *points > 0),
    });
    worths.fold(Marked::default(), Marked::and)
}

#[cfg(test)]
mod tests {
    use super::{Marked, TotalWords};

    #[test]
    fn says_what_is_left_or_over() {
        let words = |money| TotalWords {
            within: "已选 {count} 项，共 {sum} 元，还剩 {left} 元".to_owned(),
            over: "共 {sum} 元，超出 {over} 元".to_owned(),
            money,
        };
        let marked = Marked::default().and(30_050).and(70_000);
        assert_eq!(words(true).say(marked, 120_000), "已选 2 项，共 1,000.50 元，还剩 199.50 元");
        assert_eq!(words(true).say(marked, 100_000), "共 1,000.50 元，超出 0.50 元");
        assert_eq!(words(false).say(Marked::default().and(7), 10), "已选 1 项，共 7 元，还剩 3 元");
        assert_eq!(Marked::default().and(i64::MAX).and(1).sum, i64::MAX);
    }
}
