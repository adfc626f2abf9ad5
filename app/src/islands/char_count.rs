//! How much may still be written.

use leptos::html::P;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Element, HtmlInputElement, HtmlTextAreaElement};

use super::dom;

/// The share of the limit, as a divisor, below which a screen reader is told on every change: the last tenth.
const NEARLY_FULL: u32 = 10;

/// Remaining characters, under a text field. Characters are Unicode scalar values, as the server counts them.
#[island]
pub fn CharCount(
    /// The `id` of the field.
    field: String,
    /// The most characters the field may hold.
    max: u32,
    /// Without JavaScript: 最多 2000 字.
    limit: String,
    /// `{}` stands for what is left: 还可以写 {} 字.
    left: String,
    /// `{}` stands for what is too much: 超出 {} 字，请删减.
    over: String,
) -> impl IntoView {
    let place = NodeRef::<P>::new();
    let words = RwSignal::new(limit);
    let live = RwSignal::new("off");
    let too_much = RwSignal::new(false);
    Effect::new(move || {
        if place.get().is_none() {
            return;
        }
        let Some(target) = document().get_element_by_id(&field) else {
            return;
        };
        let (left, over) = (left.clone(), over.clone());
        let counted = target.clone();
        let count = move || {
            let used = u32::try_from(text_of(&counted).chars().count()).unwrap_or(u32::MAX);
            words.set(words_for(used, max, &left, &over));
            too_much.set(used > max);
            live.set(if max.saturating_sub(used) <= max / NEARLY_FULL { "polite" } else { "off" });
        };
        count();
        dom::listen(&target, "input", move |_| count());
    });
    view! { <p class="counter" class:over=too_much aria-live=live node_ref=place>{words}</p> }
}

fn text_of(field: &Element) -> String {
    if let Some(area) = field.dyn_ref::<HtmlTextAreaElement>() {
        area.value()
    } else if let Some(input) = field.dyn_ref::<HtmlInputElement>() {
        input.value()
    } else {
        String::new()
    }
}

fn words_for(used: u32, max: u32, left: &str, over: &str) -> String {
    let (template, number) = if used > max { (over, used - max) } else { (left, max - used) };
    template.replace("{}", &number.to_string())
}

#[cfg(test)]
mod tests {
    use super::words_for;

    #[test]
    fn says_what_is_left_and_what_is_too_much() {
        let say = |used| words_for(used, 10, "还可以写 {} 字", "超出 {} 字");
        assert_eq!(say(0), "还可以写 10 字");
        assert_eq!(say(10), "还可以写 0 字");
        assert_eq!(say(12), "超出 2 字");
    }
}
