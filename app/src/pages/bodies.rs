//! Pages of bodies, seats and a community's settings.

use super::officers::{officer, to_desk};
use crate::form::Form;
use crate::path;
use crate::shell::{Cx, Page};
use crate::ui::{
    Choice, ErrorSummary, FormKeyField, RadioCards, SelectField, TextAreaField, TextField, Trail,
};
use domain::id::GridId;
use domain::members::Phone;
use domain::policy::{self, Action};
use domain::votes::EVoting;
use domain::words::{Label, PersonName, Reason};
use leptos::prelude::*;
use service::bodies::{Body, BodyKind, CommunityRules, CompoundRules, Seat, Term};
use service::communities::Compound;

fn manages(cx: &Cx) -> bool {
    cx.community.as_ref().is_some_and(|community| {
        policy::may(cx.actor(), &Action::ManageCommunity { community: community.id }).is_ok()
    })
}

/// 组织和席位, public.
#[must_use]
pub fn bodies(cx: &Cx, bodies: Vec<Body>) -> Page {
    let text = cx.text();
    let manages = manages(cx);
    let cards: Vec<_> = bodies.into_iter().map(|body| body_card(cx, body, manages)).collect();
    let list = if cards.is_empty() {
        view! { <p class="empty">{text.bodies_none()}</p> }.into_any()
    } else {
        cards.into_any()
    };
    let new = manages.then(|| {
        view! { <p><a class="button" href=path::new_body(cx.slug())>{text.body_new()}</a></p> }
    });
    Page::new(
        text.bodies_title(),
        view! { <h1>{text.bodies_title()}</h1> <p>{text.bodies_lead()}</p> {new} {list} },
    )
}

fn body_card(cx: &Cx, body: Body, manages: bool) -> AnyView {
    let text = cx.text();
    let (running, past): (Vec<_>, Vec<_>) = body.terms.into_iter().partition(|term| term.runs(cx.now));
    let running = match running.into_iter().next() {
        // Every owner is of the assembly; nobody has a seat in it.
        Some(term) if body.kind.code == "owners_assembly" && term.seats.is_empty() => {
            view! { <p class="meta">{term_line(cx, &term)}</p> }.into_any()
        }
        Some(term) => term_view(cx, term),
        None => view! { <p class="meta">{text.term_none()}</p> }.into_any(),
    };
    let past = (!past.is_empty()).then(|| {
        let terms: Vec<_> = past.into_iter().map(|term| view! { <li>{term_line(cx, &term)}</li> }).collect();
        view! { <details class="fold"><summary>{text.terms_past()}</summary><ul>{terms}</ul></details> }
    });
    let manage = manages.then(|| {
        view! { <p><a class="button button-small" href=path::body(cx.slug(), body.id)>{text.body_manage()}</a></p> }
    });
    let place = body.compound.unwrap_or_else(|| text.body_of_community().to_owned());
    view! {
        <article class="card">
            <p class="meta"><span class="tag">{text.kind_name(&body.kind.name_zh, &body.kind.name_en)}</span>
                <span>{place}</span></p>
            <h2>{body.name}</h2>
            {running}{past}{manage}
        </article>
    }
    .into_any()
}

fn term_line(cx: &Cx, term: &Term) -> String {
    let text = cx.text();
    let from = text.day(cx.local(term.from));
    let span = match term.until {
        Some(until) => text.term_between(&from, &text.day(cx.local(until))),
        None => text.term_from(&from),
    };
    format!("{} · {span}", term.name)
}

fn term_view(cx: &Cx, term: Term) -> AnyView {
    let text = cx.text();
    let line = term_line(cx, &term);
    let mut seats = by_rank(term.seats);
    let others = if seats.len() > SEATS_SHOWN + 1 { seats.split_off(SEATS_SHOWN) } else { Vec::new() };
    let none = seats.is_empty().then(|| view! { <p class="meta">{text.seats_none()}</p> });
    let others = (!others.is_empty()).then(|| {
        let summary = text.seats_more(others.len());
        view! { <details class="fold"><summary>{summary}</summary>{seat_lines(others)}</details> }
    });
    let first = (!seats.is_empty()).then(|| seat_lines(seats));
    view! { <p class="meta">{line}</p> {none}{first}{others} }.into_any()
}

/// Seats shown before the fold: a council of twenty would hide the next body.
const SEATS_SHOWN: usize = 3;

/// Who leads comes first: titles that few hold, and of those the shorter, as 主任 is before 副主任.
fn by_rank(mut seats: Vec<Seat>) -> Vec<Seat> {
    let titles: Vec<String> = seats.iter().map(|seat| seat.title.clone()).collect();
    seats.sort_by_cached_key(|seat| {
        (titles.iter().filter(|title| **title == seat.title).count(), seat.title.chars().count())
    });
    seats
}

fn seat_lines(seats: Vec<Seat>) -> AnyView {
    let lines: Vec<_> = seats.into_iter().map(seat_line).collect();
    view! { <dl class="facts">{lines}</dl> }.into_any()
}

fn seat_line(seat: Seat) -> AnyView {
    let grid = seat.grid.map(|grid| format!("（{grid}）"));
    view! { <div><dt>{seat.title}{grid}</dt><dd>{seat.holder}</dd></div> }.into_any()
}

fn to_bodies(cx: &Cx) -> AnyView {
    let steps = vec![(path::bodies(cx.slug()), cx.text().bodies_title().to_owned())];
    view! { <Trail cx=cx.clone() steps=steps/> }.into_any()
}

/// The form to enter a body.
#[must_use]
pub fn new_body(cx: &Cx, form: &Form, kinds: &[BodyKind], compounds: &[Compound]) -> Page {
    let text = cx.text();
    let kinds = kinds
        .iter()
        .map(|kind| Choice::new(kind.code.clone(), text.kind_name(&kind.name_zh, &kind.name_en)))
        .collect();
    let mut scopes = vec![Choice::new("", text.body_of_community())];
    scopes
        .extend(compounds.iter().map(|compound| Choice::new(compound.id.to_string(), compound.name.clone())));
    officer(Page::new(
        text.body_new(),
        view! {
            {to_bodies(cx)}
            <h1>{text.body_new()}</h1>
            <ErrorSummary cx=cx.clone() form=form.clone()/>
            <form method="post">
                <FormKeyField key=form.key/>
                <SelectField cx=cx.clone() form=form.clone() name="kind" label=text.body_kind()
                    hint=text.body_kind_hint() choices=kinds/>
                <SelectField cx=cx.clone() form=form.clone() name="compound" label=text.body_scope() choices=scopes/>
                <TextField cx=cx.clone() form=form.clone() name="name" label=text.body_name() max=Label::MAX/>
                <TextField cx=cx.clone() form=form.clone() name="prefix" label=text.body_prefix()
                    hint=text.body_prefix_hint() max=Label::MAX/>
                <TextField cx=cx.clone() form=form.clone() name="term" label=text.body_term()
                    hint=text.body_term_hint() max=Label::MAX/>
                <button class="button button-primary">{text.body_button()}</button>
            </form>
        },
    ))
}

/// One body's administration: seats, and the next term.
#[must_use]
pub fn body(cx: &Cx, form: &Form, body: Body, grids: &[(GridId, String)]) -> Page {
    let text = cx.text();
    let running = body.terms.into_iter().find(|term| term.runs(cx.now));
    let seats: Vec<_> = running
        .as_ref()
        .map(|term| term.seats.clone())
        .unwrap_or_default()
        .into_iter()
        .map(|seat| seat_to_end(cx, seat))
        .collect();
    let line = running.as_ref().map(|term| term_line(cx, term));
    let mut choices = vec![Choice::new("", text.seat_grid_all())];
    choices.extend(grids.iter().map(|(id, name)| Choice::new(id.to_string(), name.clone())));
    let grid = (body.kind.code == "grid_office").then(|| {
        view! {
            <SelectField cx=cx.clone() form=form.clone() name="grid" label=text.seat_grid() choices=choices/>
        }
    });
    let own = path::body(cx.slug(), body.id);
    let named =
        form.clone().or_filled([("body_name", body.name.clone()), ("prefix", body.decision_prefix.clone())]);
    officer(Page::new(
        body.name.clone(),
        view! {
            {to_bodies(cx)}
            <h1>{body.name}</h1>
            <p class="meta">{line}</p>
            <ErrorSummary cx=cx.clone() form=form.clone()/>
            {(!seats.is_empty()).then(|| view! { <ul>{seats}</ul> })}
            <section class="card">
                <h2>{text.seat_new()}</h2>
                <form method="post" action=format!("{own}/seats")>
                    <FormKeyField key=form.key/>
                    <TextField cx=cx.clone() form=form.clone() name="name" label=text.seat_name()
                        hint=text.seat_name_hint() max=PersonName::MAX/>
                    <TextField cx=cx.clone() form=form.clone() name="phone" label=text.seat_phone()
                        hint=text.seat_phone_hint() max=Phone::TYPED_MAX kind="tel" optional=true/>
                    <TextField cx=cx.clone() form=form.clone() name="title" label=text.seat_title()
                        hint=text.seat_title_hint() max=Label::MAX/>
                    {grid}
                    <button class="button button-primary">{text.seat_button()}</button>
                </form>
            </section>
            <section class="card">
                <h2>{text.term_new()}</h2>
                <p>{text.term_new_lead()}</p>
                <form method="post" action=format!("{own}/terms")>
                    <FormKeyField key=form.key/>
                    <TextField cx=cx.clone() form=form.clone() name="term" label=text.body_term() max=Label::MAX/>
                    <button class="button">{text.term_button()}</button>
                </form>
            </section>
            <section class="card">
                <h2>{text.body_mend()}</h2>
                <form method="post" action=path::body_name(cx.slug(), body.id)>
                    <FormKeyField key=form.key/>
                    <TextField cx=cx.clone() form=named.clone() name="body_name" label=text.body_name() max=Label::MAX/>
                    <TextField cx=cx.clone() form=named name="prefix" label=text.body_prefix()
                        hint=text.body_prefix_hint() max=Label::MAX/>
                    <button class="button">{text.body_mend_button()}</button>
                </form>
                <p class="meta">{text.body_withdraw_hint()}</p>
                <form method="post" action=path::withdraw_body(cx.slug(), body.id)>
                    <FormKeyField key=form.key/>
                    <button class="button button-danger">{text.body_withdraw()}</button>
                </form>
            </section>
        },
    ))
}

fn seat_to_end(cx: &Cx, seat: Seat) -> AnyView {
    let grid = seat.grid.map(|grid| view! { <span class="hint">{grid}</span> });
    let action = format!("{}/seats/{}/end", path::bodies(cx.slug()), seat.id);
    view! {
        <li class="device"><span><b>{seat.title}" · "{seat.holder}</b>{grid}</span>
            <form method="post" action=action>
                <button class="button button-small button-danger">{cx.text().seat_end()}</button></form></li>
    }
    .into_any()
}

/// A community's settings.
#[must_use]
pub fn rules(cx: &Cx, form: &Form, rules: CommunityRules) -> Page {
    let text = cx.text();
    let compounds: Vec<_> = rules
        .compounds
        .into_iter()
        .map(|compound| {
            view! {
                <li><a href=path::compound_rules(cx.slug(), &compound.slug)><b>{compound.name}</b>
                    <span class="meta">{text.e_voting(compound.e_voting)}</span></a></li>
            }
        })
        .collect();
    let form = form.clone().or_filled([("cosigners", rules.cosigners_needed.to_string())]);
    officer(Page::new(
        text.rules_title(),
        view! {
            {to_desk(cx)}
            <h1>{text.rules_title()}</h1>
            <ErrorSummary cx=cx.clone() form=form.clone()/>
            <form method="post">
                <FormKeyField key=form.key/>
                <TextField cx=cx.clone() form=form.clone() name="cosigners" label=text.rules_cosigners()
                    hint=text.rules_cosigners_hint() max=4 mode="numeric" unit=text.people_unit()/>
                <button class="button button-primary">{text.rules_button()}</button>
            </form>
            <section><h2>{text.rules_compounds()}</h2><ul class="list">{compounds}</ul>
                <p><a class="button" href=path::new_compound(cx.slug())>{text.compound_new()}</a></p></section>
            <section><h2>{text.founding_next()}</h2><ul class="list">
                <li><a href=path::bodies(cx.slug())><b>{text.founding_next_bodies()}</b></a></li>
                <li><a href=path::rolls(cx.slug())><b>{text.founding_next_roll()}</b></a></li>
            </ul></section>
            {super::founding::to_new_community(cx)}
        },
    ))
}

/// One compound's rules.
#[must_use]
pub fn compound_rules(cx: &Cx, form: &Form, compound: CompoundRules) -> Page {
    let text = cx.text();
    let ways = EVoting::ALL.iter().map(|way| Choice::new(way.code(), text.e_voting(*way))).collect();
    let silence = compound.silence_clause.map(|clause| {
        (clause.document.into_string(), clause.adopted_on.to_string(), clause.text.into_string())
    });
    let (document, day, words) = silence.unwrap_or_default();
    let form = form.clone().or_filled([
        ("e_voting", compound.e_voting.code().to_owned()),
        ("clause", compound.e_voting_clause.unwrap_or_default()),
        ("silence_document", document),
        ("silence_day", day),
        ("silence_text", words),
    ]);
    let title = text.rules_of(&compound.name);
    let steps = vec![(path::rules(cx.slug()), text.rules_title().to_owned())];
    officer(Page::new(
        title.clone(),
        view! {
            <Trail cx=cx.clone() steps=steps/>
            <h1>{title}</h1>
            <ErrorSummary cx=cx.clone() form=form.clone()/>
            <form method="post">
                <FormKeyField key=form.key/>
                <RadioCards cx=cx.clone() form=form.clone() name="e_voting" legend=text.rules_e_voting()
                    choices=ways/>
                <TextAreaField cx=cx.clone() form=form.clone() name="clause" label=text.rules_clause()
                    hint=text.rules_clause_hint() max=Reason::MAX rows=3 optional=true/>
                <fieldset class="field">
                    <legend>{text.rules_silence()}</legend>
                    <p class="hint">{text.rules_silence_hint()}</p>
                    <TextField cx=cx.clone() form=form.clone() name="silence_document"
                        label=text.rules_silence_document() hint=text.rules_silence_document_hint()
                        max=Label::MAX optional=true/>
                    <TextField cx=cx.clone() form=form.clone() name="silence_day" label=text.rules_silence_day()
                        kind="date" optional=true/>
                    <TextAreaField cx=cx.clone() form=form.clone() name="silence_text"
                        label=text.rules_silence_text() max=Reason::MAX rows=3 optional=true/>
                </fieldset>
                <button class="button button-primary">{text.rules_button()}</button>
            </form>
        },
    ))
}
