//! 练习投票: every form of ballot on made-up questions. Nothing is kept and nobody has to sign in.

mod exercise;

pub use exercise::Exercise;

use crate::explain;
use crate::form::Form;
use crate::islands::BallotButton;
use crate::pages::votes::form::{in_words, questions};
use crate::path;
use crate::shell::{Cx, Page};
use crate::ui::{Clauses, ErrorSummary, Trail};
use domain::votes::form::Medium;
use domain::votes::question::Question;
use domain::votes::{Marks, Said};
use leptos::prelude::*;

/// What the fields of the practice ballot begin with.
pub const PREFIX: &str = "practice";

/// Every exercise.
#[must_use]
pub fn list(cx: &Cx) -> Page {
    let text = cx.text();
    let words = text.practice_words();
    let lines: Vec<_> = Exercise::ALL
        .into_iter()
        .map(|exercise| {
            let href = path::practice_of(cx.slug(), exercise.code());
            let words = text.exercise(exercise);
            view! { <li><a href=href><b>{words.form}</b><span class="hint">{words.title}</span></a></li> }
        })
        .collect();
    Page::new(
        words.heading,
        view! {
            <Trail cx=cx.clone() steps=vec![(path::votes(cx.slug()), text.vote_words().votes.to_owned())]/>
            <h1>{words.heading}</h1>
            <p class="banner">{words.nothing_kept}</p>
            <p>{words.choose}</p>
            <ul class="list">{lines}</ul>
        },
    )
    .summary(words.nothing_kept)
}

/// One exercise; `cast` is what was marked and taken, in `form`.
#[must_use]
pub fn exercise(
    cx: &Cx,
    exercise: Exercise,
    question: &Question,
    form: &Form,
    cast: Option<&[Marks]>,
) -> Page {
    let text = cx.text();
    let words = text.practice_words();
    let title = text.exercise(exercise).title;
    let trail = vec![
        (path::votes(cx.slug()), text.vote_words().votes.to_owned()),
        (path::practice(cx.slug()), words.heading.to_owned()),
    ];
    let shown = cast.map(|marks| taken(cx, exercise, question, marks));
    let holding = exercise.is_owners().then(|| {
        let holds = text.holding(1, exercise::OWN_AREA_CM2, true, &[]);
        view! { <div class="holding"><b>{holds}</b></div> }
    });
    let bars = exercise.is_owners().then(|| question.matter()).flatten().map(|matter| {
        let how = text.vote_words().how_it_passes;
        view! { <details class="fold"><summary>{how}</summary><p>{text.owners_bars(matter)}</p></details> }
    });
    let next = path::practice_of(cx.slug(), exercise.next().code());
    let asked = questions(cx, form, PREFIX, Medium::Screen, std::slice::from_ref(question), None, PREFIX);
    Page::new(
        title,
        view! {
            <Trail cx=cx.clone() steps=trail/>
            <p class="meta">
                <span class="tag tag-gold">{words.heading}</span>
                <span>{text.exercise(exercise).form}</span>
            </p>
            <h1><Clauses text=title.to_owned()/></h1>
            <p class="hint">{words.nothing_kept}</p>
            {shown}
            {cast.is_some().then(|| view! { <h2 id="change">{words.change}</h2> })}
            <ErrorSummary cx=cx.clone() form=form.clone()/>
            {holding}
            <form class="ballot with-dock" method="post" id="ballot"
                action=path::practice_of(cx.slug(), exercise.code())>
                {asked}
                {bars}
                <p class="meta"><a href=next>{words.next}</a></p>
                <div class="dock">
                    <BallotButton plain=words.cast.to_owned() one=words.cast_one.to_owned()
                        many=words.cast_many.to_owned() class="button button-primary".to_owned()/>
                </div>
            </form>
        },
    )
}

/// What would have been recorded, a sample receipt, and what comes of it.
fn taken(cx: &Cx, exercise: Exercise, question: &Question, marks: &[Marks]) -> AnyView {
    let text = cx.text();
    let words = text.practice_words();
    let said = Said::Valid(marks.to_vec());
    let says = || -> Vec<_> {
        let lines = in_words(cx, std::slice::from_ref(question), &said);
        lines.into_iter().map(|line| view! { <p><b>{line}</b></p> }).collect()
    };
    view! {
        <section class="notice" role="status">
            <p>{words.recorded}</p>
            {says()}
        </section>
        <section class="card sample">
            <p class="meta"><span class="tag tag-seal">{words.sample_tag}</span></p>
            <h2>{text.receipt()}</h2>
            <p class="receipt">"0000-0000"</p>
            {says()}
        </section>
        {marks.first().map(|own| outcome(cx, exercise, question, own))}
    }
    .into_any()
}

/// What the made-up crowd and the reader decide together.
fn outcome(cx: &Cx, exercise: Exercise, question: &Question, own: &Marks) -> AnyView {
    let text = cx.text();
    let words = text.practice_words();
    let Some(finding) = exercise.count(question, own) else { return ().into_any() };
    let title = text.exercise(exercise).title;
    let answer = explain::answer(text, title, question, &finding);
    let lines = explain::finding(text, title, question, &finding).into_iter().map(|line| {
        let class = if line.depth > 0 { "deeper" } else { "" };
        view! { <li class=class>{line.words}</li> }
    });
    view! {
        <section class="card">
            <h2>{words.outcome}</h2>
            <p><b>{answer}</b></p>
            <p class="hint">{words.crowd}</p>
            <details class="fold">
                <summary>{words.steps}</summary>
                <ul class="reckoning">{lines.collect::<Vec<_>>()}</ul>
            </details>
        </section>
    }
    .into_any()
}
