//! Officers' pages of a compound's roll: the list, one unit, merges; and the import of a file.

mod import;

pub use import::{columns, done, dry_run, letters};

use super::officers::{officer, to_desk};
use crate::form::Form;
use crate::path;
use crate::shell::{Cx, Page};
use crate::ui::{ErrorSummary, FormKeyField, Moment, Trail};
use domain::measure::square_metres;
use leptos::prelude::*;
use service::communities::Compound;
use service::roll::sheet::{MAX_FILE_BYTES, SheetFaultCode};
use service::roll::{Merged, Opened, PastImport, RollPage, RollUnit, Twins, UNITS_PER_PAGE};

/// The most megabytes of an uploaded file.
pub const UPLOAD_MEGABYTES_MAX: u64 = 40;
const _: () = assert!(UPLOAD_MEGABYTES_MAX << 20 <= MAX_FILE_BYTES);

/// The trail to a compound's roll.
fn to_roll(cx: &Cx, compound: &Compound) -> AnyView {
    let text = cx.text();
    let steps = vec![
        (path::desk(cx.slug()), text.desk_title().to_owned()),
        (path::roll(cx.slug(), &compound.slug), text.roll_title(&compound.name)),
    ];
    view! { <Trail cx=cx.clone() steps=steps/> }.into_any()
}

/// The rolls an officer may read.
#[must_use]
pub fn rolls(cx: &Cx, compounds: &[Compound]) -> Page {
    let text = cx.text();
    let items: Vec<_> = compounds
        .iter()
        .map(|compound| {
            view! { <li><a href=path::roll(cx.slug(), &compound.slug)><b>{compound.name.clone()}</b></a></li> }
        })
        .collect();
    officer(Page::new(
        text.rolls_title(),
        view! { {to_desk(cx)} <h1>{text.rolls_title()}</h1> <ul class="list">{items}</ul> },
    ))
}

/// What stands beside the list.
pub struct Beside {
    /// What an uploaded file was refused for.
    pub unreadable: Option<SheetFaultCode>,
    /// Imports so far; none for who may not import.
    pub imports: Option<Vec<PastImport>>,
}

/// A compound's roll: what it comes to, the import, the units.
#[must_use]
pub fn roll(cx: &Cx, form: &Form, roll: RollPage, words: &str, beside: Beside) -> Page {
    let text = cx.text();
    let title = text.roll_title(&roll.compound.name);
    let summary = roll.summary;
    let stat = |figure: String, label: &'static str| view! { <p class="stat"><b>{figure}</b>{label}</p> };
    let import =
        beside.imports.map(|imports| import_part(cx, form, &roll.compound, beside.unreadable, imports));
    officer(Page::new(
        title.clone(),
        view! {
            {to_desk(cx)}
            <h1>{title}</h1>
            <section class="columns">
                {stat(summary.units.to_string(), text.roll_units())}
                {stat(summary.owner_sets.to_string(), text.roll_owner_sets())}
                {stat(square_metres(summary.area_cm2), text.roll_area())}
                {stat(summary.residents.to_string(), text.roll_residents())}
                {stat(summary.without_owner.to_string(), text.roll_without_owner())}
            </section>
            {import}
            {units(cx, &roll, words)}
        },
    ))
}

fn import_part(
    cx: &Cx,
    form: &Form,
    compound: &Compound,
    unreadable: Option<SheetFaultCode>,
    imports: Vec<PastImport>,
) -> AnyView {
    let text = cx.text();
    let slug = cx.slug();
    let says = unreadable.map(|code| text.sheet_fault(code));
    let error = says.map(|says| view! { <p class="error" id="file-error">{says}</p> });
    let field = if says.is_some() { "field field-error" } else { "field" };
    let past: Vec<_> = imports
        .into_iter()
        .map(|import| {
            let name =
                if import.file_name.is_empty() { text.imports_past().to_owned() } else { import.file_name };
            view! {
                <li><a href=path::roll_import(slug, &compound.slug, import.id)><b>{name}</b>
                    <span class="meta"><span>{text.import_state(import.state)}</span>
                        {import.by.map(|by| view! { <span>{by}</span> })}
                        <span><Moment cx=cx.clone() at=import.applied_at.unwrap_or(import.created_at)/></span>
                    </span></a></li>
            }
        })
        .collect();
    let past = (!past.is_empty()).then(|| {
        view! { <details class="fold"><summary>{text.imports_past()}</summary><ul class="list">{past}</ul></details> }
    });
    view! {
        <section class="card" id="import">
            <h2>{text.import_title()}</h2>
            <p>{text.import_lead()}</p>
            <ErrorSummary cx=cx.clone() form=form.clone()/>
            <form method="post" enctype="multipart/form-data" action=path::roll_imports(slug, &compound.slug)>
                <FormKeyField key=form.key/>
                <div class=field>
                    <label for="file">{text.import_file()}</label>
                    <p class="hint" id="file-hint">{text.import_file_hint(UPLOAD_MEGABYTES_MAX)}</p>
                    {error}
                    <input class="control" type="file" id="file" name="file" required accept=".xlsx,.csv,.txt"
                        aria-describedby="file-hint"/>
                </div>
                <button class="button button-primary">{text.import_upload()}</button>
            </form>
        </section>
        {past}
        <p><a href=path::roll_merges(slug, &compound.slug)>{text.merges_title()}</a></p>
    }
    .into_any()
}

fn units(cx: &Cx, roll: &RollPage, words: &str) -> AnyView {
    let text = cx.text();
    let here = path::roll(cx.slug(), &roll.compound.slug);
    let rows: Vec<_> = roll.units.iter().map(|unit| unit_row(cx, &roll.compound, unit)).collect();
    let pages = ((roll.found + UNITS_PER_PAGE - 1) / UNITS_PER_PAGE).max(1);
    let q: String = words
        .bytes()
        .map(|b| if b.is_ascii_alphanumeric() { char::from(b).to_string() } else { format!("%{b:02X}") })
        .collect();
    let turn = |to: i64, label: &'static str| {
        (1..=pages).contains(&to).then(|| view! { <a href=format!("{here}?q={q}&page={to}")>{label}</a> })
    };
    let list = if rows.is_empty() {
        view! { <p class="empty">{text.roll_empty()}</p> }.into_any()
    } else {
        view! {
            <div class="table-scroll" tabindex="0" role="region" aria-label=text.roll_units()>
                <table class="table dense stack"><thead><tr>
                    <th scope="col">{text.roll_door()}</th><th scope="col">{text.roll_kind()}</th>
                    <th scope="col" class="num">"㎡"</th><th scope="col">{text.roll_tenure()}</th>
                    <th scope="col">{text.roll_owners()}</th><th scope="col"></th>
                </tr></thead><tbody>{rows}</tbody></table>
            </div>
            <nav class="pager" aria-label=text.roll_units()>
                {turn(roll.page - 1, text.roll_previous())}
                <span>{text.roll_page(roll.page, pages)}</span>
                {turn(roll.page + 1, text.roll_next())}
            </nav>
        }
        .into_any()
    };
    view! {
        <form class="toolbar" method="get" action=here.clone()>
            <div class="field"><label for="q">{text.roll_search()}</label>
                <input id="q" name="q" value=words.to_owned() maxlength="60"/></div>
            <button class="button button-small">{text.roll_search_button()}</button>
        </form>
        {list}
    }
    .into_any()
}

fn unit_row(cx: &Cx, compound: &Compound, unit: &RollUnit) -> AnyView {
    let text = cx.text();
    let owners = unit.owners.join("、");
    let lacks = unit.lacks_voter.then(|| {
        view! { " "<span class="tag tag-gold">{text.roll_lacks_voter()}</span> }
    });
    view! {
        <tr class=if unit.lacks_voter { "warn" } else { "" }>
            <th scope="row" class="wide">{unit.name.clone()}</th>
            <td>{text.unit_kind(unit.kind)}</td>
            <td class="num">{square_metres(unit.area_cm2)}</td>
            <td>{text.tenure(unit.tenure)}</td>
            <td><span class="who">{owners}</span>{lacks}</td>
            <td class="end"><form method="post" action=path::roll_unit(cx.slug(), &compound.slug, unit.id)>
                <button class="button button-small" aria-label=format!("{} {}", text.roll_open(), unit.name)>
                    {text.roll_open()}</button>
            </form></td>
        </tr>
    }
    .into_any()
}

/// One unit with everybody in it, in full.
#[must_use]
pub fn unit(cx: &Cx, compound: &Compound, opened: Opened) -> Page {
    let text = cx.text();
    let rows: Vec<_> = opened
        .persons
        .into_iter()
        .map(|person| {
            let role = if person.owns { text.roll_owns() } else { text.roll_lives() };
            let votes =
                person.votes.then(|| view! { " "<span class="tag tag-jade">{text.roll_votes()}</span> });
            view! {
                <tr><th scope="row"><a href=path::person(cx.slug(), person.id)>{person.name}</a></th>
                    <td>{role}{votes}</td><td class="num">{person.phone}</td>
                    <td class="num">{person.document_tail}</td></tr>
            }
        })
        .collect();
    officer(Page::new(
        opened.name.clone(),
        view! {
            {to_roll(cx, compound)}
            <h1>{opened.name}</h1>
            <p class="fine">{text.look_is_noted()}</p>
            <div class="table-scroll"><table class="table dense stack"><thead><tr>
                <th scope="col">{text.roll_owners()}</th><th scope="col">{text.roll_tenure()}</th>
                <th scope="col" class="num">{text.roll_phone()}</th><th scope="col" class="num">{text.roll_tail()}</th>
            </tr></thead><tbody>{rows}</tbody></table></div>
        },
    ))
}

/// Owners of one name, to be joined by an officer who is sure; and those who were.
#[must_use]
pub fn merges(cx: &Cx, form: &Form, compound: &Compound, twins: Vec<Twins>, merged: Vec<Merged>) -> Page {
    let text = cx.text();
    let open: Vec<_> = twins.into_iter().map(|twins| twins_form(cx, form, twins)).collect();
    let open = if open.is_empty() {
        view! { <p class="empty">{text.merges_none()}</p> }.into_any()
    } else {
        open.into_any()
    };
    let past: Vec<_> = merged
        .into_iter()
        .map(|one| {
            let moved = one.moved;
            let (units, homes) = (moved.units.join("、"), moved.homes.join("、"));
            let by = one.by.unwrap_or_default();
            let how = if one.by_officer { by } else { text.merge_by_document().to_owned() };
            let how = (!how.is_empty()).then(|| view! { <span>{how}</span> });
            view! {
                <li><p>{text.merge_line(&one.name, &units, &homes, moved.account)}</p>
                    <p class="meta">{how}<span><Moment cx=cx.clone() at=one.at/></span></p></li>
            }
        })
        .collect();
    let past = (!past.is_empty()).then(|| {
        view! { <section><h2>{text.merges_past()}</h2><p class="fine">{text.merges_undo()}</p>
        <ul class="list">{past}</ul></section> }
    });
    officer(Page::new(
        text.merges_title(),
        view! {
            {to_roll(cx, compound)}
            <h1>{text.merges_title()}</h1>
            <p>{text.merges_lead()}</p>
            <p class="fine">{text.look_is_noted()}</p>
            <ErrorSummary cx=cx.clone() form=form.clone()/>
            {open}
            {past}
        },
    ))
}

/// The first ticked stays; the others' entries go over to it.
fn twins_form(cx: &Cx, form: &Form, twins: Twins) -> AnyView {
    let text = cx.text();
    let name = twins.name.clone();
    let boxes: Vec<_> = twins
        .persons
        .into_iter()
        .map(|person| {
            let id = person.id.to_string();
            let ticked = form.has("person", &id);
            let units = person.units.join("、");
            view! {
                <label class="tick"><input type="checkbox" name="person" value=id checked=ticked/>
                    <span>{units}<span class="hint">
                        {person.phone.map(|phone| format!("{} {phone} ", text.roll_phone()))}
                        {person.document_tail.map(|tail| format!("{} {tail} ", text.roll_tail()))}
                        {person.joined.then(|| text.twin_joined())}
                    </span></span></label>
            }
        })
        .collect();
    view! {
        <form method="post" class="card">
            <FormKeyField key=form.key/>
            <fieldset class="field"><legend>{twins.name}</legend>{boxes}</fieldset>
            <button class="button">{text.merges_button(&name)}</button>
        </form>
    }
    .into_any()
}
