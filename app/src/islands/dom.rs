//! The little that every island needs from the page around it.

use leptos::wasm_bindgen::{JsCast, closure::Closure};
use leptos::web_sys::{Element, Event, EventTarget, HtmlElement, HtmlFormElement, NodeList};

/// The form an island stands in.
pub(super) fn form_around(island: &HtmlElement) -> Option<HtmlFormElement> {
    island.closest("form").ok().flatten()?.dyn_into().ok()
}

/// Listens for as long as the page lives; islands are never taken away before that.
pub(super) fn listen(target: &EventTarget, event: &str, act: impl FnMut(Event) + 'static) {
    let closure = Closure::<dyn FnMut(Event)>::new(act);
    if target.add_event_listener_with_callback(event, closure.as_ref().unchecked_ref()).is_ok() {
        closure.forget();
    }
}

/// The elements of a list.
pub(super) fn elements(list: &NodeList) -> impl Iterator<Item = Element> + '_ {
    (0..list.length()).filter_map(|place| list.item(place)?.dyn_into().ok())
}
