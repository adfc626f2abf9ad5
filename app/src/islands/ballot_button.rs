//! The docked button of a ballot, which repeats the answer that is about to be given.

use leptos::html::Button;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{HtmlFormElement, HtmlInputElement};

use super::dom;

/// The submit button of a ballot. Plain until an answer is chosen; then it says which: 投“同意”票.
///
/// An answer is a radio button whose `data-says` holds its word. On a ballot with several questions the button counts
/// the answered ones instead, since no button is long enough to repeat them all; boxes and number fields of a question
/// are answered by any of them. While the answers are those the page
/// came with, which are recorded already, the button stays plain.
#[island]
pub fn BallotButton(
    /// The words while nothing is chosen, and always without JavaScript: 投票.
    plain: String,
    /// One question: `{}` stands for the answer's word: 投“{}”票.
    one: String,
    /// Several questions: `{done}` and `{all}` are counts: 投票（已答 {done} 题，共 {all} 题）.
    many: String,
    /// The classes of the button.
    class: String,
) -> impl IntoView {
    let button = NodeRef::<Button>::new();
    let words = RwSignal::new(plain.clone());
    Effect::new(move || {
        let Some(form) = button.get().and_then(|button| dom::form_around(&button)) else {
            return;
        };
        let (plain, one, many) = (plain.clone(), one.clone(), many.clone());
        let answers = form.clone();
        let repeat = move || {
            let answers = if is_as_it_came(&answers) { Vec::new() } else { chosen(&answers) };
            words.set(words_for(&answers, &plain, &one, &many));
        };
        // Going back to the page, browsers tick again what was ticked, without an event.
        repeat();
        dom::listen(&form, "change", move |_| repeat());
    });
    view! { <button type="submit" class=class node_ref=button>{words}</button> }
}

/// What is marked on a ballot: everything but hidden fields.
fn inputs(form: &HtmlFormElement) -> Vec<HtmlInputElement> {
    let found = form.query_selector_all("input:not([type=hidden])");
    let found = found.map(|inputs| dom::elements(&inputs).filter_map(|it| it.dyn_into().ok()).collect());
    found.unwrap_or_default()
}

/// Whether no answer was touched since the page came.
fn is_as_it_came(form: &HtmlFormElement) -> bool {
    inputs(form).iter().all(|input| {
        input.checked() == input.default_checked()
            && (is_box(input) || input.value() == input.default_value())
    })
}

fn is_box(input: &HtmlInputElement) -> bool {
    matches!(input.type_().as_str(), "radio" | "checkbox")
}

/// Each question of the form, in order, with the word of its chosen answer; an empty one where a word would not do.
fn chosen(form: &HtmlFormElement) -> Vec<Option<String>> {
    let mut questions: Vec<(String, Option<String>)> = Vec::new();
    for input in inputs(form) {
        let mut name = input.name();
        if !is_box(&input) {
            // A number field is named by its question, and its line behind that.
            name.truncate(name.rfind('-').unwrap_or(name.len()));
        }
        let place = questions.iter().position(|(known, _)| *known == name).unwrap_or_else(|| {
            questions.push((name, None));
            questions.len() - 1
        });
        let word = match input.type_().as_str() {
            "radio" => input.checked().then(|| input.get_attribute("data-says")).flatten(),
            "checkbox" => input.checked().then(String::new),
            _ => Some(String::new()).filter(|_| !input.value().trim().is_empty()),
        };
        if let (Some(word), Some((_, said))) = (word, questions.get_mut(place)) {
            *said = Some(word);
        }
    }
    questions.into_iter().map(|(_, word)| word).collect()
}

fn words_for(answers: &[Option<String>], plain: &str, one: &str, many: &str) -> String {
    let done = answers.iter().flatten().count();
    match answers {
        [Some(word)] if word.is_empty() => plain.to_owned(),
        _ if done == 0 => plain.to_owned(),
        [Some(word)] => one.replace("{}", word),
        _ => many.replace("{done}", &done.to_string()).replace("{all}", &answers.len().to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::words_for;

    fn check(answers: &[Option<&str>], expected: &str) {
        let answers: Vec<_> = answers.iter().map(|word| word.map(str::to_owned)).collect();
        assert_eq!(words_for(&answers, "投票", "投“{}”票", "投票（已答 {done} 题，共 {all} 题）"), expected);
    }

    #[test]
    fn the_button_repeats_the_answer() {
        check(&[], "投票");
        check(&[None], "投票");
        check(&[Some("同意")], "投“同意”票");
        // Boxes ticked, or numbers typed.
        check(&[Some("")], "投票");
        check(&[Some(""), None], "投票（已答 1 题，共 2 题）");
        check(&[None, None], "投票");
        check(&[None, Some("反对")], "投票（已答 1 题，共 2 题）");
        check(&[Some("同意"), Some("反对")], "投票（已答 2 题，共 2 题）");
    }
}
