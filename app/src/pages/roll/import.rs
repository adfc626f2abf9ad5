//! The steps of an import after the upload: columns, dry run, done.

use super::to_roll;
use crate::form::Form;
use crate::pages::officers::officer;
use crate::path;
use crate::shell::{Cx, Page};
use crate::ui::{ErrorSummary, FormKeyField};
use domain::measure::square_metres;
use domain::roll::AreaSource;
use domain::roll::import::{Column, Place};
use leptos::prelude::*;
use service::communities::Compound;
use service::roll::{self, ImportView, Report, StagedSheet};

/// Where an import is: the step is counted from 0.
fn steps(cx: &Cx, now: usize) -> AnyView {
    let items: Vec<_> = cx
        .text()
        .import_steps()
        .into_iter()
        .enumerate()
        .map(|(at, label)| {
            let class = if at < now {
                "done"
            } else if at == now {
                "now"
            } else {
                ""
            };
            view! { <li class=class aria-current=(at == now).then_some("step")>{label}</li> }
        })
        .collect();
    view! { <ol class="steps">{items}</ol> }.into_any()
}

/// What each column of each sheet holds.
#[must_use]
pub fn columns(cx: &Cx, form: &Form, compound: &Compound, import: &ImportView, wrong: &[String]) -> Page {
    let text = cx.text();
    let sheets: Vec<_> = import.sheets.sheets.iter().map(|sheet| sheet_part(cx, form, sheet)).collect();
    let passed: Vec<&str> =
        import.sheets.passed_over.iter().map(String::as_str).filter(|name| !name.is_empty()).collect();
    let passed = (!passed.is_empty())
        .then(|| view! { <p class="fine">{text.import_passed_over(&passed.join("、"))}</p> });
    let wrong: Vec<_> = wrong
        .iter()
        .map(|sheet| view! { <p>{text.import_mapping_wrong(&text.import_sheet(sheet))}</p> })
        .collect();
    let wrong =
        (!wrong.is_empty()).then(|| view! { <div class="errors" role="alert" tabindex="-1">{wrong}</div> });
    officer(Page::new(
        text.import_columns_title(),
        view! {
            {to_roll(cx, compound)}
            {steps(cx, 1)}
            <h1>{text.import_columns_title()}</h1>
            <p>{text.import_columns_lead()}</p>
            {wrong}
            <ErrorSummary cx=cx.clone() form=form.clone()/>
            {passed}
            <form method="post" class="with-dock">
                <FormKeyField key=form.key/>
                {sheets}
                <div class="dock"><button class="button button-primary">{text.import_check()}</button></div>
            </form>
        },
    ))
}

fn sheet_part(cx: &Cx, form: &Form, sheet: &StagedSheet) -> AnyView {
    let text = cx.text();
    let (index, sent) = (sheet.index.0, !form.value("sent").is_empty());
    let read = if sent { form.has(&format!("read-{index}"), "1") } else { sheet.read };
    let width = sheet.samples.len().max(sheet.header.len());
    let rows: Vec<_> = (0..u16::try_from(width).unwrap_or(u16::MAX))
        .map(|column| {
            let name = format!("col-{index}-{column}");
            let own = sheet.mapping.at(column).map_or("", Column::code);
            let chosen = if sent { form.value(&name) } else { own };
            column_row(cx, sheet, column, name.clone(), chosen)
        })
        .collect();
    let source_name = format!("source-{index}");
    let own = sheet.mapping.area_source.map_or("", AreaSource::code);
    let source = if sent { form.value(&source_name) } else { own };
    let sources: Vec<_> = AreaSource::ALL
        .iter()
        .map(|own| {
            view! { <option value=own.code() selected=own.code() == source>{text.area_source(*own)}</option> }
        })
        .collect();
    let title = text.import_sheet(&sheet.name);
    view! {
        <section>
            <h2>{title.clone()}</h2>
            <input type="hidden" name="sent" value="1"/>
            <label class="tick"><input type="checkbox" name=format!("read-{index}") value="1" checked=read/>
                <span>{text.import_read_sheet()}</span></label>
            <div class="table-scroll" tabindex="0" role="region" aria-label=title>
                <table class="table dense stack"><thead><tr><th scope="col"></th>
                    <th scope="col">{text.import_header()}</th><th scope="col">{text.import_samples()}</th>
                    <th scope="col">{text.import_holds()}</th></tr></thead><tbody>{rows}</tbody></table>
            </div>
            <div class="field"><label for=source_name.clone()>{text.import_area_source()}</label>
                <select class="control" id=source_name.clone() name=source_name>
                    <option value="">{text.import_area_source_unsaid()}</option>{sources}
                </select></div>
        </section>
    }
    .into_any()
}

fn column_row(cx: &Cx, sheet: &StagedSheet, column: u16, name: String, chosen: &str) -> AnyView {
    let text = cx.text();
    let at = usize::from(column);
    let header = sheet.header.get(at).cloned().unwrap_or_default();
    let samples = sheet.samples.get(at).cloned().unwrap_or_default();
    let samples: Vec<_> =
        samples.into_iter().map(|sample| view! { <span class="sample">{sample}</span> }).collect();
    let options: Vec<_> = Column::ALL
        .iter()
        .map(|own| {
            view! { <option value=own.code() selected=own.code() == chosen>{text.roll_column(*own)}</option> }
        })
        .collect();
    let letter = letters(column);
    let label = format!("{letter} {header}: {}", text.import_holds());
    view! {
        <tr><td>{letter}</td><th scope="row">{header}</th><td class="wide">{samples}</td>
            <td class="wide"><select class="control" name=name aria-label=label>
                <option value="">{text.import_ignore()}</option>{options}
            </select></td></tr>
    }
    .into_any()
}

/// The column's letters as spreadsheets show them: A, Z, AA.
#[must_use]
pub fn letters(column: u16) -> String {
    let mut rest = u32::from(column) + 1;
    let mut letters = Vec::new();
    while rest > 0 {
        let digit = u8::try_from((rest - 1) % 26).unwrap_or(0);
        letters.push(char::from(b'A' + digit));
        rest = (rest - 1) / 26;
    }
    letters.into_iter().rev().collect()
}

/// What the import would change, and what is wrong; the button only when nothing is.
#[must_use]
pub fn dry_run(cx: &Cx, form: &Form, compound: &Compound, import: &ImportView, report: &Report) -> Page {
    let text = cx.text();
    let again = path::roll_columns(cx.slug(), &compound.slug, import.id);
    let outdated = import.outdated.then(|| {
        view! { <p class="notice notice-gold">{text.import_outdated()}</p> }
    });
    let missing = report.missing.units_total + report.missing.residents_total;
    let same = (report.differences.is_none() && missing == 0 && !report.has_faults())
        .then(|| view! { <p class="notice">{text.import_no_difference()}</p> });
    let can_apply = !report.has_faults() && !import.outdated;
    let apply = can_apply.then(|| {
        view! {
            <form method="post" class="with-dock">
                <FormKeyField key=form.key/>
                {missing_part(cx, form, report)}
                <div class="dock"><p class="meta">{text.import_apply_hint()}</p>
                    <button class="button button-primary">{text.import_apply()}</button></div>
            </form>
        }
    });
    officer(Page::new(
        text.import_report_title(),
        view! {
            {to_roll(cx, compound)}
            {steps(cx, 2)}
            <h1>{text.import_report_title()}</h1>
            <p class="meta"><span>{import.file_name.clone()}</span>
                <span><a href=again>{text.import_again()}</a></span></p>
            <ErrorSummary cx=cx.clone() form=form.clone()/>
            {outdated}
            {same}
            {faults_part(cx, import, report)}
            {figures(cx, report)}
            {warnings_part(cx, import, report)}
            {apply}
        },
    ))
}

/// What the file holds, and how it differs.
fn figures(cx: &Cx, report: &Report) -> AnyView {
    let text = cx.text();
    let (counts, differences) = (&report.counts, &report.differences);
    let stat = |figure: String, label: &'static str| view! { <p class="stat"><b>{figure}</b>{label}</p> };
    let row = |label: &'static str, figures: [Option<u64>; 3]| {
        let cells: Vec<_> = figures
            .into_iter()
            .map(|figure| view! { <td class="num">{figure.map(|figure| figure.to_string())}</td> })
            .collect();
        view! { <tr><th scope="row">{label}</th>{cells}</tr> }
    };
    let change = |of: service::roll::Change| [Some(of.added), Some(of.changed), Some(of.missing)];
    let persons = [Some(differences.persons_added), Some(differences.persons_changed), None];
    view! {
        <section><h2>{text.import_counts()}</h2><div class="columns">
            {stat(counts.lines.to_string(), text.import_lines())}
            {stat(counts.units.to_string(), text.roll_units())}
            {stat(square_metres(counts.area_cm2), "㎡")}
            {stat(counts.owner_sets.to_string(), text.roll_owner_sets())}
        </div></section>
        <section><h2>{text.import_differences()}</h2><div class="table-scroll"><table class="table dense">
            <thead><tr><th scope="col"></th><th scope="col" class="num">{text.import_added()}</th>
                <th scope="col" class="num">{text.import_changed()}</th>
                <th scope="col" class="num">{text.import_missing()}</th></tr></thead>
            <tbody>
                {row(text.import_buildings(), change(differences.buildings))}
                {row(text.import_entrances(), change(differences.entrances))}
                {row(text.roll_units(), change(differences.units))}
                {row(text.import_owners_changed(), [None, Some(differences.owners_changed), None])}
                {row(text.import_persons(), persons)}
                {row(text.import_merged(), [None, Some(differences.persons_merged), None])}
                {row(text.import_voters(), [None, Some(differences.voters_named), None])}
                {row(text.roll_residents(),
                    [Some(differences.residents_added), None, Some(report.missing.residents_total)])}
            </tbody></table></div></section>
    }
    .into_any()
}

fn missing_part(cx: &Cx, form: &Form, report: &Report) -> Option<AnyView> {
    let (text, missing) = (cx.text(), &report.missing);
    (missing.units_total + missing.residents_total > 0).then(|| {
        let ticked = form.has("retire", "1");
        let many = (missing.units_total > roll::RETIRES_FEW).then(|| {
            let number = missing.units_total.to_string();
            let ticked = form.has("retire_many", &number);
            view! {
                <label class="tick"><input type="checkbox" name="retire_many" value=number checked=ticked/>
                    <span>{text.import_retire_many(missing.units_total)}</span></label>
            }
        });
        view! {
            <section><h2>{text.import_missing_title(missing.units_total, missing.residents_total)}</h2>
                <p>{missing.units.join("、")}</p>
                <p>{text.import_missing_lead()}</p>
                <label class="tick"><input type="checkbox" name="retire" value="1" checked=ticked/>
                    <span>{text.import_retire()}</span></label>
                {many}</section>
        }
        .into_any()
    })
}

/// One fault or warning: where, what stands there, what to do.
struct Noted<'a> {
    place: Place,
    shown: Option<&'a String>,
    says: &'static str,
}

fn noted_table(cx: &Cx, import: &ImportView, class: &'static str, noted: Vec<Noted<'_>>) -> AnyView {
    let text = cx.text();
    let rows: Vec<_> = noted
        .into_iter()
        .map(|noted| {
            let place = noted.place;
            let sheet = import.sheets.sheets.iter().find(|sheet| sheet.index == place.sheet);
            let sheet = sheet.map(|sheet| sheet.name.clone()).unwrap_or_default();
            let column = place.column.map(letters).unwrap_or_default();
            let shown = noted.shown.map(|shown| view! { <span class="sample">{shown.clone()}</span> });
            view! {
                <tr class=class><th scope="row">{text.import_place(&sheet, place.line, &column)}</th>
                    <td>{shown}</td><td class="wide">{noted.says}</td></tr>
            }
        })
        .collect();
    view! {
        <div class="table-scroll"><table class="table dense stack"><thead><tr>
            <th scope="col">{text.import_where()}</th><th scope="col">{text.import_shown()}</th>
            <th scope="col">{text.import_what()}</th></tr></thead><tbody>{rows}</tbody></table></div>
    }
    .into_any()
}

fn faults_part(cx: &Cx, import: &ImportView, report: &Report) -> Option<AnyView> {
    let (text, faults) = (cx.text(), &report.faults);
    (faults.total() > 0).then(|| {
        let listed = faults.listed().iter();
        let noted = listed
            .map(|fault| Noted {
                place: fault.place,
                shown: fault.shown.as_ref(),
                says: text.roll_fault(fault.code),
            })
            .collect();
        let more = faults.total().saturating_sub(u64::try_from(faults.listed().len()).unwrap_or(0));
        view! {
            <section><h2>{text.import_faults(faults.total())}</h2><p>{text.import_faults_advice()}</p>
                {noted_table(cx, import, "fault", noted)}
                {(more > 0).then(|| view! { <p class="fine">{text.import_more(more)}</p> })}</section>
        }
        .into_any()
    })
}

fn warnings_part(cx: &Cx, import: &ImportView, report: &Report) -> Option<AnyView> {
    let (text, warnings) = (cx.text(), &report.warnings);
    (warnings.total() > 0).then(|| {
        let noted = warnings.listed().iter().map(|warning| Noted {
            place: warning.place,
            shown: warning.shown.as_ref(),
            says: text.roll_warning(warning.code),
        });
        let noted = noted.collect();
        let more = warnings.total().saturating_sub(u64::try_from(warnings.listed().len()).unwrap_or(0));
        view! {
            <details class="fold" open=!report.has_faults()><summary>{text.import_warnings(warnings.total())}</summary>
                {noted_table(cx, import, "warn", noted)}
                {(more > 0).then(|| view! { <p class="fine">{text.import_more(more)}</p> })}</details>
        }
        .into_any()
    })
}

/// What came of an import.
#[must_use]
pub fn done(cx: &Cx, compound: &Compound, import: &ImportView, report: &Report, twins: i64) -> Page {
    let text = cx.text();
    let retired = import.retired_missing.then(|| view! { <p>{text.import_retired()}</p> });
    officer(Page::new(
        text.import_done(),
        view! {
            {to_roll(cx, compound)}
            {steps(cx, 4)}
            <h1>{text.import_done()}</h1>
            <p class="meta"><span>{import.file_name.clone()}</span></p>
            {retired}
            {figures(cx, report)}
            {(twins > 0).then(|| view! {
                <p class="banner banner-gold">{text.import_twins(twins)}" "
                    <a href=path::roll_merges(cx.slug(), &compound.slug)>{text.merges_title()}</a></p>
            })}
            <p><a class="button" href=path::roll(cx.slug(), &compound.slug)>{text.import_to_roll()}</a></p>
        },
    ))
}
