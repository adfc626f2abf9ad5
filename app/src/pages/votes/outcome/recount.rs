//! 再算一遍: a vote's record checked and counted in the reader's browser, or by hand.
//!
//! The page has every sentence that may be needed in a `<template>`; `islands/recount.js` fetches record and module
//! when asked to, and fills them in. Where the modules were not built only the way by hand is there.

use super::{Answered, answered};
use crate::pages::votes::VotePage;
use crate::path;
use crate::shell::Cx;
use crate::text::about::HelpTopic;
use crate::ui::HelpLink;
use domain::count::record::Decision;
use domain::record::fault::{FaultCode, Stage};
use domain::record::module::Module;
use domain::votes::VoteKind;
use domain::votes::counting::Finding;
use leptos::prelude::*;
use service::votes::record;

/// The record that this reader may have.
fn address(cx: &Cx, page: &VotePage) -> Option<String> {
    if !page.is_logged {
        return None;
    }
    if page.reads_names {
        return Some(path::unit_record(cx.slug(), page.vote.number));
    }
    record::is_public(&page.vote).then(|| path::record(cx.slug(), page.vote.number))
}

/// The button that counts again, and what it may come to say.
pub(super) fn recount(cx: &Cx, page: &VotePage) -> Option<AnyView> {
    let text = cx.text();
    let record = address(cx, page)?;
    let modules = Module::of(&page.vote.questions);
    let files = modules.iter().map(|module| Some(format!("/pkg/{}", cx.assets.recount.get(module)?)));
    let files = files.collect::<Option<Vec<_>>>()?.join(" ");
    let published = page.vote.outcome_sha256.clone()?;
    Some(
        view! {
            <section class="recount" data-recount="" data-record=record data-wasm=files
                data-key=page.log_key.clone() data-outcome=published hidden>
                <button type="button" class="button button-primary">{text.recount_here()}</button>
                <p class="hint">{text.recount_hint()}</p>
                <HelpLink cx=cx.clone() topic=HelpTopic::Recount/>
                <div role="status"></div>
                <template>
                    {progress(cx)}
                    {checks(cx)}
                    {faults(cx)}
                    {counted(cx, page)}
                </template>
            </section>
        }
        .into_any(),
    )
}

/// What is going on, and why it went no further.
fn progress(cx: &Cx) -> AnyView {
    let text = cx.text();
    let failures = [
        ("offline", text.recount_offline()),
        ("missing", text.recount_missing()),
        ("old", text.recount_old()),
        ("broken", text.recount_broken()),
    ];
    view! {
        <p data-say="loading">{text.recount_loading()}</p>
        <p data-say="counting">{text.recount_counting("{size}")}</p>
        {failures.map(|(name, says)| view! { <p class="notice notice-gold" data-say=name>{says}</p> })}
    }
    .into_any()
}

/// The verdict, and the checks it rests on.
fn checks(cx: &Cx) -> AnyView {
    let text = cx.text();
    let hash = || view! { <small>{text.recount_hash("{hash}")}</small> };
    let line = |stage: Stage, found: AnyView| {
        // Of checks that came before one that failed only the name is left.
        let name = text.record_stage(stage);
        view! { <li data-stage=stage.code()><b>"✓ "{name}</b><span>{text.recount_of("")}{found}</span></li> }
    };
    // What is there only in some records goes with its figure.
    let part = |figure: &'static str, says: String| view! { <span data-if=figure>{says}</span> };
    let roll = view! {
        {text.record_roll("{heads}", "{people}")}{part("area", text.record_roll_area("{area}"))}
    };
    let ballots = view! {
        {text.record_ballots("{logged}", "{counting}")}
        {part("replaced", text.record_replaced("{replaced}"))}
        {part("set_aside", text.record_set_aside("{set_aside}"))}
        {part("joined", text.record_joined("{joined}"))}
    };
    let files = view! {
        {part("isPublic", text.record_counted_files(true).to_owned())}
        {part("isSums", text.record_counted_files(false).to_owned())}
    };
    view! {
        <div class="notice" data-say="same"><b>{text.recount_same()}</b>{hash()}</div>
        <div class="notice notice-gold" data-say="other"><b>{text.recount_other()}</b>{hash()}</div>
        <div class="notice notice-gold" data-say="wrong"><b>{text.record_is_wrong()}</b></div>
        <ul class="reckoning checks" data-say="checks">
            {line(Stage::Archive, text.record_files("{files}").into_any())}
            {line(Stage::Sums, text.recount_signed().into_any())}
            {line(Stage::Manifest, text.record_questions("{questions}").into_any())}
            {line(Stage::Roll, roll.into_any())}
            {line(Stage::Log, text.record_log("{first}", "{size}").into_any())}
            {line(Stage::Ballots, ballots.into_any())}
            {line(Stage::Questions, files.into_any())}
            {line(Stage::Outcome, text.record_outcome().into_any())}
            <li data-stage=Stage::Openings.code() data-if="openings">
                <b>"✓ "{text.record_stage(Stage::Openings)}</b>
                <span>{text.recount_of("")}{text.record_openings("{openings}")}</span>
            </li>
        </ul>
    }
    .into_any()
}

/// What may be wrong with a record, and in which check.
fn faults(cx: &Cx) -> AnyView {
    let text = cx.text();
    let stages = Stage::ALL.iter().filter(|stage| **stage != Stage::Receipt);
    let failed: Vec<_> = stages
        .map(|stage| {
            let name = text.recount_of(text.record_stage(*stage));
            view! { <li class="fail" data-failed=stage.code()><b>"✗ "{name}</b></li> }
        })
        .collect();
    let codes = FaultCode::ALL.iter().filter(|code| !code.code().starts_with("receipt_"));
    let codes: Vec<_> =
        codes.map(|code| view! { <i data-fault=code.code()>{text.record_fault(*code)}</i> }).collect();
    let remarks = [
        ("remark", "", ""),
        ("remark-place", "{place}", ""),
        ("remark-shown", "", "{shown}"),
        ("remark-place-shown", "{place}", "{shown}"),
    ];
    let remarks = remarks.map(|(name, place, shown)| {
        view! { <span data-say=name>{text.record_remark(place, "{what}", shown)}</span> }
    });
    view! { {failed}{codes}{remarks} }.into_any()
}

/// The outcome, question by question and line by line.
fn counted(cx: &Cx, page: &VotePage) -> AnyView {
    let text = cx.text();
    let answered = answered(&page.vote);
    let several = answered.len() > 1;
    let questions: Vec<_> = answered.iter().map(|own| question(cx, *own, several)).collect();
    let owners = || text.recount_owners("{heads}", "{ofHeads}", "{area}", "{ofArea}");
    let passed = [("passed", true), ("not-passed", false)].map(|(name, passed)| {
        view! { <span data-say=name>{owners()}" "<b>{text.recount_passed(passed)}</b></span> }
    });
    let chosen = [("chosen", true), ("not-chosen", false)].map(|(name, chosen)| {
        let gain = view! { <span data-if="gain">{text.recount_gain("{gain}")}</span> };
        view! { <span data-say=name>{text.recount_chosen(chosen)}{gain}</span> }
    });
    view! {
        <h3 data-say="counted">{text.recount_counted()}</h3>
        {questions}
        {passed}
        {chosen}
        <span data-say="answers">{text.recount_answers("{agree}", "{oppose}", "{abstain}")}</span>
        <span data-say="picked">{text.recount_picked("{heads}")}</span>
        <details class="fold" data-say="whole"><summary>{text.recount_whole()}</summary>
            <pre class="table-scroll"></pre></details>
    }
    .into_any()
}

fn question(cx: &Cx, own: Answered<'_>, several: bool) -> AnyView {
    let text = cx.text();
    let lines: Vec<String> = match own.question.options.as_slice() {
        // A lone yes or no needs no name.
        [] if !several => vec![String::new()],
        [] => vec![text.recount_of(own.asks)],
        options => {
            let labels = options.iter().map(|option| option.label.as_str());
            let picks_one = matches!(own.finding, Finding::Vote(Decision::Consultative(_)));
            let none = picks_one.then_some(text.vote_words().none_of_them);
            labels.chain(none).map(|name| text.recount_of(name)).collect()
        }
    };
    let heading =
        (several && !own.question.options.is_empty()).then(|| view! { <p>{own.asks.to_owned()}</p> });
    let lines: Vec<_> = lines.into_iter().map(|name| view! { <li>{name}</li> }).collect();
    view! { <div data-question="">{heading}<ul class="reckoning">{lines}</ul></div> }.into_any()
}

/// Without the button: the file, a program, or paper and pencil.
pub(super) fn by_hand(cx: &Cx, page: &VotePage) -> AnyView {
    let text = cx.text();
    let is_owners = page.vote.kind == VoteKind::Statutory
        || answered(&page.vote).iter().any(|own| matches!(own.finding, Finding::Vote(Decision::Owners(_))));
    let mut modules = Module::of(&page.vote.questions).into_iter();
    let family = modules.next().filter(|_| modules.next().is_none());
    let sums = if is_owners { text.by_hand_owners() } else { text.by_hand_sums(family) };
    let name = format!("{}-vote-{}.zip", cx.slug(), page.vote.number);
    view! {
        <details class="fold by-hand"><summary>{text.by_hand_heading()}</summary>
            <p>{text.by_hand_why()}</p>
            <ol class="reckoning">
                <li>{text.by_hand_record()}<br/><code>{page.log_key.clone()}</code></li>
                <li>{text.by_hand_program()}<br/><code>{format!("yishi verify {name} --key '{}'", page.log_key)}</code></li>
                <li>{text.by_hand_format()}</li>
                <li>{sums}</li>
            </ol>
        </details>
    }
    .into_any()
}
