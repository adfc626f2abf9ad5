//! What someone is typing survives a closed page, a lost signal and an expired session.

use leptos::html::Div;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{HtmlFormElement, HtmlInputElement, HtmlTextAreaElement, Storage};

use super::dom;

/// Drafts live under this prefix, then the keeper's key, then the field's name. `boot.js` knows the prefix too.
const PREFIX: &str = "draft:";
/// In the tab's own storage: which draft was handed in, and to which address. `boot.js` reads it on the next page.
const SENT: &str = "draft-sent";

/// Keeps what is typed in the form around it on this device, and gives it back when the form is next opened empty.
///
/// Only lines and areas of text are kept: no password, hidden field or file, and no choice, so no ballot is ever left
/// on a device. The draft goes when the form was accepted, which `boot.js` knows from the page that follows: a refused
/// form comes back at the form's own address, an accepted one leads to another.
#[island]
pub fn DraftKeeper(
    /// Names the draft, the same each time this form is opened and different for every other form.
    key: String,
    /// Said when a draft was given back: 已恢复上次没写完的内容.
    restored: String,
    /// The button beside it, which empties the form again: 清空重写.
    clear: String,
) -> impl IntoView {
    let note = NodeRef::<Div>::new();
    let hidden = RwSignal::new(true);
    let kept = StoredValue::new(key);
    Effect::new(move || {
        let Some(form) = note.get().and_then(|note| dom::form_around(&note)) else {
            return;
        };
        let Some(drafts) = storage() else { return };
        let key = kept.get_value();
        if fields(&form).all(|field| field.value().is_empty()) {
            let given_back = fields(&form).filter(|field| field.restore(&drafts, &key)).count();
            hidden.set(given_back == 0);
        }
        let typed_in = form.clone();
        let typed_key = key.clone();
        dom::listen(&form, "input", move |_| {
            for field in fields(&typed_in) {
                field.keep(&drafts, &typed_key);
            }
        });
        let handed_in = form.clone();
        dom::listen(&form, "submit", move |_| {
            if let Some(tab) = window().session_storage().ok().flatten() {
                // The address last: it may hold any character, the key's end is the first line break.
                let _ = tab.set_item(SENT, &format!("{PREFIX}{key}:\n{}", handed_in.action()));
            }
        });
    });
    let on_clear = move |_| {
        let Some(form) = note.get_untracked().and_then(|note| dom::form_around(&note)) else {
            return;
        };
        for field in fields(&form) {
            field.set_value("");
            if let Some(drafts) = storage() {
                field.keep(&drafts, &kept.get_value());
            }
        }
        hidden.set(true);
    };
    view! {
        <div class="notice notice-gold" role="status" hidden=hidden node_ref=note>
            {restored} " " <button type="button" class="link-button" on:click=on_clear>{clear}</button>
        </div>
    }
}

/// Storage may be switched off, or full; then nothing is kept and nothing breaks.
fn storage() -> Option<Storage> {
    window().local_storage().ok().flatten()
}

/// A field whose text is worth keeping.
enum Field {
    Line(HtmlInputElement),
    Area(HtmlTextAreaElement),
}

/// The fields of a form that are kept. `autocomplete="off"` says that a field is not to be remembered.
fn fields(form: &HtmlFormElement) -> impl Iterator<Item = Field> {
    const KEPT: &str = "textarea[name], input[name]:is(:not([type]), [type=text], [type=number], [type=date])\
                        :not([autocomplete=off])";
    let found: Vec<_> =
        form.query_selector_all(KEPT).map(|list| dom::elements(&list).collect()).unwrap_or_default();
    found.into_iter().filter_map(|element| match element.dyn_into::<HtmlTextAreaElement>() {
        Ok(area) => Some(Field::Area(area)),
        Err(element) => element.dyn_into().ok().map(Field::Line),
    })
}

impl Field {
    fn name(&self) -> String {
        match self {
            Self::Line(input) => input.name(),
            Self::Area(area) => area.name(),
        }
    }

    fn value(&self) -> String {
        match self {
            Self::Line(input) => input.value(),
            Self::Area(area) => area.value(),
        }
    }

    fn set_value(&self, value: &str) {
        match self {
            Self::Line(input) => input.set_value(value),
            Self::Area(area) => area.set_value(value),
        }
    }

    fn keep(&self, drafts: &Storage, key: &str) {
        let (place, value) = (format!("{PREFIX}{key}:{}", self.name()), self.value());
        let _ = if value.is_empty() { drafts.remove_item(&place) } else { drafts.set_item(&place, &value) };
    }

    /// Whether there was something to give back.
    fn restore(&self, drafts: &Storage, key: &str) -> bool {
        let kept = drafts.get_item(&format!("{PREFIX}{key}:{}", self.name())).ok().flatten();
        kept.as_deref().inspect(|value| self.set_value(value)).is_some()
    }
}
