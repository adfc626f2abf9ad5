//! The ballot: what the reader holds, one question for each head. Nothing is chosen beforehand but what the reader
//! has said already.

use super::{VotePage, moment};
use crate::islands::BallotButton;
use crate::path;
use crate::shell::Cx;
use crate::text::about::HelpTopic;
use crate::ui::{ErrorSummary, FormKeyField, HelpLink};
use domain::count::ballot::{Choice, OptionNo};
use domain::count::consultative::Pick;
use domain::votes::{Method, PlainMarks};
use leptos::prelude::*;
use service::votes::read::{Holding, Vote};

/// The answers a screen offers to a question.
const ANSWERS: [Choice; 3] = [Choice::Agree, Choice::Oppose, Choice::Abstain];

/// What the reader holds in one head, in a sentence.
pub(super) fn holds(cx: &Cx, holding: &Holding) -> AnyView {
    let text = cx.text();
    let says = text.holding(holding.units_count, holding.area_cm2, holding.counts_head, &holding.others);
    let units = (!holding.units.is_empty()).then(|| format!("（{}）", holding.units));
    let by = holding.spoken_for_by.as_deref().map(|who| text.spoken_for_by(who));
    view! { <b>{says}</b>{units}" "{by} }.into_any()
}

/// What a ballot says, in words.
pub(super) fn in_words(cx: &Cx, vote: &Vote, marks: &PlainMarks) -> String {
    let text = cx.text();
    match marks {
        PlainMarks::Pick(Pick::Option(number)) => label(vote, *number),
        PlainMarks::Pick(Pick::None | Pick::Blank) => text.vote_words().none_of_them.to_owned(),
        PlainMarks::Answers(answers) if vote.method == Method::YesNo => {
            answers.iter().map(|answer| text.choice(*answer)).collect()
        }
        PlainMarks::Answers(answers) => {
            let of = |(option, answer): (&service::votes::read::Opt, &Choice)| {
                format!("{}：{}", option.label, text.choice(*answer))
            };
            vote.options.iter().zip(answers).map(of).collect::<Vec<_>>().join("；")
        }
    }
}

/// The words of an option by its number.
pub(super) fn label(vote: &Vote, number: OptionNo) -> String {
    let option = number.index().and_then(|index| vote.options.get(index));
    option.map(|option| option.label.clone()).unwrap_or_default()
}

/// Why a ballot was not taken, with what it said: for who pressed the button too late, or may not vote here.
pub(super) fn not_taken(cx: &Cx, page: &VotePage) -> Option<AnyView> {
    let text = cx.text();
    page.form.refusal?;
    let heads = page.holdings.iter().filter_map(|holding| {
        let sent = page.form.value(&format!("head-{}", holding.head?)).parse::<PlainMarks>().ok()?;
        Some(view! { <p>{text.not_recorded(&in_words(cx, &page.vote, &sent))}</p> })
    });
    let heads: Vec<_> = heads.collect();
    Some(view! { <ErrorSummary cx=cx.clone() form=page.form.clone()/> {heads} }.into_any())
}

/// The form: every head the reader may speak for, each with its own answer.
///
/// `below` is what a voter may read before deciding but need not: it stands under the answers, above the button.
pub(super) fn ballot(cx: &Cx, page: &VotePage, below: AnyView) -> AnyView {
    let vote = &page.vote;
    let words = cx.text().vote_words();
    let heads: Vec<_> = page.holdings.iter().map(|holding| head(cx, page, holding)).collect();
    let mut own = page.holdings.iter().filter(|holding| holding.speaks);
    // Once every head has its answer there is nothing left to cast, only to change.
    let [plain, one, many] = if own.all(|holding| recorded(holding).is_some()) {
        [words.change_ballot, words.change_one, words.change_many]
    } else {
        [words.cast, words.cast_one, words.cast_many]
    };
    let wrong = match page.form.error("ballot") {
        Some(_) => view! {
            <div class="errors" role="alert" tabindex="-1"><p><a href="#ballot">{words.choose_first}</a></p></div>
        }
        .into_any(),
        None => view! { <ErrorSummary cx=cx.clone() form=page.form.clone()/> }.into_any(),
    };
    view! {
        {wrong}
        <form class="ballot with-dock" method="post" action=path::ballot(cx.slug(), vote.number) id="ballot">
            <FormKeyField key=page.form.key/>
            {heads}
            {below}
            <div class="dock">
                <BallotButton plain=plain.to_owned() one=one.to_owned() many=many.to_owned()
                    class="button button-primary".to_owned()/>
            </div>
        </form>
    }
    .into_any()
}

/// What the reader has said for the head.
fn recorded(holding: &Holding) -> Option<&PlainMarks> {
    holding.ballot.as_ref()?.marks.as_ref()
}

fn head(cx: &Cx, page: &VotePage, holding: &Holding) -> AnyView {
    let text = cx.text();
    let words = text.vote_words();
    let Some(id) = holding.head.filter(|_| holding.speaks) else {
        return view! { <div class="holding">{holds(cx, holding)}</div> }.into_any();
    };
    let told = holding.ballot.as_ref().zip(recorded(holding)).map(|(ballot, marks)| {
        let says = text.recorded(&in_words(cx, &page.vote, marks), &moment(cx, ballot.at));
        view! { <p class="notice">{says}</p> }
    });
    let suspended = holding
        .ballot
        .as_ref()
        .is_some_and(|ballot| ballot.suspended)
        .then(|| view! { <p class="banner banner-gold">{words.suspended}</p> });
    let shared = (holding.speakers > 1).then(|| {
        view! {
            <p class="hint">{text.several_may_speak(holding.speakers)}</p>
            <HelpLink cx=cx.clone() topic=HelpTopic::CoOwners/>
        }
    });
    let name = format!("head-{id}");
    view! {
        <div class="holding">{holds(cx, holding)}</div>
        {shared}
        {told}
        {suspended}
        {questions(cx, page, &name, recorded(holding))}
    }
    .into_any()
}

/// The questions of one head's ballot. A question of several is named by its number behind the head's.
fn questions(cx: &Cx, page: &VotePage, name: &str, recorded: Option<&PlainMarks>) -> AnyView {
    let text = cx.text();
    let words = text.vote_words();
    let vote = &page.vote;
    let answers = || -> Vec<(String, String)> {
        ANSWERS
            .iter()
            .map(|answer| (PlainMarks::Answers(vec![*answer]).to_string(), text.choice(*answer).to_owned()))
            .collect()
    };
    let whole = recorded.map(PlainMarks::to_string);
    match vote.method {
        Method::YesNo => {
            let question =
                Question { name: name.to_owned(), legend: words.your_answer.to_owned(), hidden: true };
            fieldset(page, question, whole, answers())
        }
        Method::EachOption => {
            let each = vote.options.iter().enumerate().map(|(index, option)| {
                let name = format!("{name}-{}", index + 1);
                let said = match recorded {
                    Some(PlainMarks::Answers(said)) => {
                        said.get(index).map(|own| PlainMarks::Answers(vec![*own]).to_string())
                    }
                    Some(PlainMarks::Pick(_)) | None => None,
                };
                let question = Question { name, legend: option.label.clone(), hidden: false };
                fieldset(page, question, said, answers())
            });
            each.collect::<Vec<_>>().into_any()
        }
        Method::ChooseOne => {
            let mut options: Vec<(String, String)> = vote
                .options
                .iter()
                .zip(1_u16..)
                .map(|(option, number)| {
                    (PlainMarks::Pick(Pick::Option(OptionNo(number))).to_string(), option.label.clone())
                })
                .collect();
            options.push((PlainMarks::Pick(Pick::None).to_string(), words.none_of_them.to_owned()));
            let question =
                Question { name: name.to_owned(), legend: words.your_answer.to_owned(), hidden: true };
            fieldset(page, question, whole, options)
        }
    }
}

/// A question of the form: its field, what it asks, and whether that is said already for those who see.
struct Question {
    name: String,
    legend: String,
    hidden: bool,
}

/// The answers as cards. What was sent and not taken stays chosen; else what is recorded.
fn fieldset(
    page: &VotePage,
    question: Question,
    recorded: Option<String>,
    answers: Vec<(String, String)>,
) -> AnyView {
    let Question { name, legend, hidden } = question;
    let sent = page.form.value(&name).to_owned();
    let chosen = if sent.is_empty() { recorded.unwrap_or_default() } else { sent };
    let cards: Vec<_> = answers
        .into_iter()
        .map(|(value, word)| {
            let checked = value == chosen;
            view! {
                <label class="choice">
                    <input type="radio" name=name.clone() value=value checked=checked data-says=word.clone()/>
                    <span class="choice-text">{word}</span>
                </label>
            }
        })
        .collect();
    let class = if hidden { "visually-hidden" } else { "" };
    view! { <fieldset class="choices"><legend class=class>{legend}</legend>{cards}</fieldset> }.into_any()
}
