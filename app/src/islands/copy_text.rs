//! A button that copies a prepared text, for chat groups.

use leptos::html::Button;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{HtmlDocument, HtmlTextAreaElement};

/// Copies the text of another element. Not shown without JavaScript: the text itself is on the page to be selected.
///
/// Chat apps' browsers and plain http have no clipboard interface, so the text is selected and copied the old way.
/// Where that is refused too, the text stays selected and the button says how to go on.
#[island]
pub fn CopyText(
    /// The `id` of the element that holds the text.
    source: String,
    /// On the button: 复制文字.
    copy: String,
    /// After it worked: 已复制，去群里粘贴.
    copied: String,
    /// After it did not: 请长按选中的文字，再点“复制”.
    refused: String,
    /// The classes of the button.
    class: String,
) -> impl IntoView {
    let button = NodeRef::<Button>::new();
    let hidden = RwSignal::new(true);
    let answer = RwSignal::new(String::new());
    Effect::new(move || hidden.set(button.get().is_none()));
    let on_click = move |_| {
        answer.set(if select_and_copy(&source) { copied.clone() } else { refused.clone() });
    };
    view! {
        <button type="button" class=class hidden=hidden on:click=on_click node_ref=button>{copy}</button>
        <span class="copy-answer" role="status">{answer}</span>
    }
}

fn select_and_copy(source: &str) -> bool {
    let page = document();
    let Some(element) = page.get_element_by_id(source) else {
        return false;
    };
    // A text area's words are its value, which no selection of the page reaches.
    if let Some(area) = element.dyn_ref::<HtmlTextAreaElement>() {
        area.select();
        return copied(&page);
    }
    let Ok(Some(selection)) = window().get_selection() else {
        return false;
    };
    if selection.select_all_children(&element).is_err() {
        return false;
    }
    copied(&page)
}

fn copied(page: &leptos::web_sys::Document) -> bool {
    page.dyn_ref::<HtmlDocument>().is_some_and(|page| page.exec_command("copy").unwrap_or(false))
}
