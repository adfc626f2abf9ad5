//! Ordering the options of a ballot by buttons and by dragging. The number fields stay what is sent: this writes them.

use std::cell::RefCell;
use std::rc::Rc;

use domain::measure::half_width;
use leptos::html::P;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Element, Event, HtmlElement, HtmlInputElement, PointerEvent};

use super::dom;

/// An option of the list.
const ITEM: &str = "li[data-name]";
/// What parts the options with a place from those without.
const REST: &str = ".ranking-rest";
/// Tells the style sheet that the list can be ordered.
const AWAKE: &str = "ranking-awake";

/// A place in the order for each option, in the order they stand in the list.
type Places = Vec<Option<u32>>;

/// What is done with one option.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Move {
    /// One place forward; out of a shared place, in front of those it shared it with; without a place, to the end.
    Up,
    /// One place back; from the last place, out of the order.
    Down,
    /// In front of another option, or to the end.
    Before(Option<usize>),
    /// Out of the order.
    Out,
}

/// The options with places, best first, those of equal places together. Sorting would cost the wasm more.
fn tiers(places: &[Option<u32>]) -> Vec<Vec<usize>> {
    let mut tiers = Vec::new();
    let mut last = None;
    while let Some(place) = places.iter().filter(|place| **place > last).min() {
        tiers.push((0..places.len()).filter(|item| places.get(*item) == Some(place)).collect());
        last = *place;
    }
    tiers
}

/// The places after a move, from 1 without gaps.
fn moved(places: &[Option<u32>], item: usize, step: Move) -> Places {
    let mut tiers = tiers(places);
    let stood = tiers.iter().position(|tier| tier.contains(&item));
    let shared = stood.and_then(|at| tiers.get(at)).is_some_and(|tier| tier.len() > 1);
    for tier in &mut tiers {
        tier.retain(|other| *other != item);
    }
    tiers.retain(|tier| !tier.is_empty());
    let to = match (step, stood) {
        (Move::Out, _) | (Move::Down, None) => None,
        (Move::Up, Some(at)) => Some(if shared { at } else { at.saturating_sub(1) }),
        (Move::Down, Some(at)) => (shared || at < tiers.len()).then_some(at + 1),
        (Move::Up, None) | (Move::Before(None), _) => Some(tiers.len()),
        (Move::Before(Some(other)), _) => {
            Some(tiers.iter().position(|tier| tier.contains(&other)).unwrap_or(tiers.len()))
        }
    };
    if let Some(to) = to {
        tiers.insert(to, vec![item]);
    }
    let mut moved = vec![None; places.len()];
    for (place, tier) in (1..).zip(tiers) {
        for item in tier {
            moved[item] = Some(place);
        }
    }
    moved
}

/// Wakes the list of the question around it, and tells what was moved where.
///
/// Buttons serve thumbs, keyboards and screen readers; a handle is dragged. What is typed into the fields counts as
/// well and may share a place; the list takes its order with the next move, so that nothing jumps under a finger.
#[island]
pub fn Ranking(
    /// Told after a move; `{name}` and `{place}` are put in.
    ranked: String,
    /// Told when an option has no place any more.
    unranked: String,
) -> impl IntoView {
    let told = NodeRef::<P>::new();
    let says = RwSignal::new(String::new());
    Effect::new(move || {
        let question = told.get().and_then(|told| told.closest("fieldset").ok().flatten());
        let Some(list) = question.and_then(|it| it.query_selector(".ranking").ok().flatten()) else {
            return;
        };
        let list = List(list);
        list.wake();
        let (ranked, unranked) = (ranked.clone(), unranked.clone());
        let teller = list.clone();
        let tell = Rc::new(move |item: usize| {
            let items = teller.items();
            let Some(item) = items.get(item) else { return };
            let name = item.get_attribute("data-name").unwrap_or_default();
            says.set(match place_of(item) {
                Some(place) => ranked.replace("{place}", &place.to_string()).replace("{name}", &name),
                None => unranked.replace("{name}", &name),
            });
        });
        listen_to_buttons(&list, Rc::clone(&tell));
        listen_to_pointer(&list, tell);
        let typed = list.clone();
        dom::listen(&list.0, "input", move |_| typed.mark());
    });
    view! { <p class="visually-hidden" role="status" node_ref=told>{says}</p> }
}

fn listen_to_buttons(list: &List, tell: Rc<impl Fn(usize) + 'static>) {
    let own = list.clone();
    dom::listen(&list.0, "click", move |event| {
        let Some(button) = target(&event).and_then(|it| it.closest("[data-move]").ok().flatten()) else {
            return;
        };
        let Some(item) = button.closest(ITEM).ok().flatten() else { return };
        let step = match button.get_attribute("data-move").as_deref() {
            Some("down") => Move::Down,
            _ => Move::Up,
        };
        tell(own.carry_out(&item, step));
        // The button went with its option, or another took its place: the keyboard stays there.
        let visible = |button: &HtmlElement| button.offset_parent().is_some();
        let same = button.dyn_into::<HtmlElement>().ok().filter(visible);
        let other = || {
            let buttons = item.query_selector_all("[data-move]").ok()?;
            dom::elements(&buttons).filter_map(|it| it.dyn_into().ok()).find(visible)
        };
        if let Some(button) = same.or_else(other) {
            let _ = button.focus();
        }
    });
}

/// The option being dragged stays in its place in the document, and the others are put to its other side: what is
/// taken out of a document loses the pointer.
fn listen_to_pointer(list: &List, tell: Rc<impl Fn(usize) + 'static>) {
    let dragged: Rc<RefCell<Option<Element>>> = Rc::default();
    let held = Rc::clone(&dragged);
    dom::listen(&list.0, "pointerdown", move |event| {
        let Some(grip) = target(&event).and_then(|it| it.closest(".ranking-grip").ok().flatten()) else {
            return;
        };
        let Some(item) = grip.closest(ITEM).ok().flatten() else { return };
        if let Some(pointer) = event.dyn_ref::<PointerEvent>() {
            event.prevent_default();
            let _ = grip.set_pointer_capture(pointer.pointer_id());
        }
        let _ = item.class_list().add_1("dragged");
        *held.borrow_mut() = Some(item);
    });
    let (held, own) = (Rc::clone(&dragged), list.clone());
    dom::listen(&list.0, "pointermove", move |event| {
        if let (Some(item), Some(pointer)) = (held.borrow().as_ref(), event.dyn_ref::<PointerEvent>()) {
            own.follow(item, f64::from(pointer.client_y()));
        }
    });
    for end in ["pointerup", "pointercancel"] {
        let (held, own, tell) = (Rc::clone(&dragged), list.clone(), Rc::clone(&tell));
        dom::listen(&list.0, end, move |_| {
            if let Some(item) = held.borrow_mut().take() {
                let _ = item.class_list().remove_1("dragged");
                tell(own.carry_out(&item, own.dropped(&item)));
            }
        });
    }
}

fn target(event: &Event) -> Option<Element> {
    event.target()?.dyn_into().ok()
}

fn field(item: &Element) -> Option<HtmlInputElement> {
    item.query_selector("input").ok().flatten()?.dyn_into().ok()
}

fn place_of(item: &Element) -> Option<u32> {
    half_width(&field(item)?.value()).trim().parse().ok()
}

/// The list of options.
#[derive(Clone)]
struct List(Element);

impl List {
    fn items(&self) -> Vec<Element> {
        self.0.query_selector_all(ITEM).map(|items| dom::elements(&items).collect()).unwrap_or_default()
    }

    fn rest(&self) -> Option<Element> {
        self.0.query_selector(REST).ok().flatten()
    }

    fn places(&self) -> Places {
        self.items().iter().map(place_of).collect()
    }

    fn wake(&self) {
        let _ = self.0.class_list().add_1(AWAKE);
        if let Ok(asleep) = self.0.query_selector_all("[hidden]") {
            dom::elements(&asleep).for_each(|it| drop(it.remove_attribute("hidden")));
        }
        self.arrange(&self.places());
    }

    /// Tells the style sheet which options have a place.
    fn mark(&self) {
        for item in self.items() {
            let _ = item.class_list().toggle_with_force("ranked", place_of(&item).is_some());
        }
    }

    /// Puts the options with places first, in order, then what parts them, then the others as they stood.
    fn arrange(&self, places: &[Option<u32>]) {
        let items = self.items();
        let ranked: Vec<usize> = tiers(places).into_iter().flatten().collect();
        let without = (0..items.len()).filter(|item| !ranked.contains(item));
        let first = ranked.iter().filter_map(|item| items.get(*item));
        let order = first
            .chain(&self.rest().into_iter().collect::<Vec<_>>())
            .chain(without.filter_map(|item| items.get(item)))
            .cloned()
            .collect::<Vec<_>>();
        for element in order {
            let _ = self.0.append_child(&element);
        }
        self.mark();
    }

    /// Does a move; answers where the option stands in the list afterwards.
    fn carry_out(&self, item: &Element, step: Move) -> usize {
        let items = self.items();
        let Some(at) = items.iter().position(|other| other == item) else { return 0 };
        let places = moved(&self.places(), at, step);
        for (item, place) in items.iter().zip(&places) {
            if let Some(field) = field(item) {
                field.set_value(&place.map_or_else(String::new, |place| place.to_string()));
            }
        }
        self.arrange(&places);
        self.items().iter().position(|other| other == item).unwrap_or_default()
    }

    /// Puts to the other side of a dragged option what the pointer has passed.
    fn follow(&self, dragged: &Element, y: f64) {
        let middle = |element: &Element| {
            let shape = element.get_bounding_client_rect();
            shape.top() + shape.height() / 2.0
        };
        while let Some(above) = dragged.previous_element_sibling().filter(|above| y < middle(above)) {
            let _ = self.0.insert_before(&above, dragged.next_sibling().as_ref());
        }
        while let Some(below) = dragged.next_element_sibling().filter(|below| y > middle(below)) {
            let _ = self.0.insert_before(&below, Some(dragged));
        }
    }

    /// What it means that an option was let go where it stands now.
    fn dropped(&self, item: &Element) -> Move {
        let items = self.items();
        let mut next = item.next_element_sibling();
        while let Some(element) = next {
            if element.matches(REST).unwrap_or(false) {
                return Move::Before(None);
            }
            if place_of(&element).is_some() {
                return Move::Before(items.iter().position(|other| *other == element));
            }
            next = element.next_element_sibling();
        }
        Move::Out
    }
}

#[cfg(test)]
mod tests {
    use super::{Move, moved};

    fn check(places: &[u32], item: usize, step: Move, expected: &[u32]) {
        let read =
            |places: &[u32]| -> Vec<_> { places.iter().map(|it| Some(*it).filter(|it| *it > 0)).collect() };
        assert_eq!(moved(&read(places), item, step), read(expected), "{places:?} {item} {step:?}");
    }

    #[test]
    fn an_option_moves_by_one_place_and_nothing_is_left_open() {
        // 0 is no place.
        check(&[0, 0, 0], 1, Move::Up, &[0, 1, 0]);
        check(&[0, 1, 0], 2, Move::Up, &[0, 1, 2]);
        check(&[1, 2, 3], 0, Move::Up, &[1, 2, 3]);
        check(&[1, 2, 3], 2, Move::Up, &[1, 3, 2]);
        check(&[1, 2, 3], 0, Move::Down, &[2, 1, 3]);
        check(&[1, 2, 3], 2, Move::Down, &[1, 2, 0]);
        check(&[0, 5, 9], 1, Move::Down, &[0, 2, 1]);
        check(&[0, 1, 2], 0, Move::Down, &[0, 1, 2]);
        check(&[1, 2, 3], 1, Move::Out, &[1, 0, 2]);
    }

    #[test]
    fn who_leaves_a_shared_place_comes_before_or_behind_the_others() {
        check(&[1, 1, 2], 0, Move::Up, &[1, 2, 3]);
        check(&[1, 1, 2], 0, Move::Down, &[2, 1, 3]);
        check(&[1, 2, 2], 1, Move::Down, &[1, 3, 2]);
        // Moving past others keeps them together.
        check(&[1, 1, 2], 2, Move::Up, &[2, 2, 1]);
    }

    #[test]
    fn an_option_is_dropped_before_another() {
        check(&[1, 2, 3], 2, Move::Before(Some(0)), &[2, 3, 1]);
        check(&[1, 2, 3], 0, Move::Before(Some(2)), &[2, 1, 3]);
        check(&[1, 2, 0], 2, Move::Before(None), &[1, 2, 3]);
        check(&[1, 1, 0], 2, Move::Before(Some(1)), &[2, 2, 1]);
    }
}
