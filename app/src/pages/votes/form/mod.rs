//! The questions of a ballot, whatever its form: what one head is asked, with what was sent or is recorded.
//!
//! A question's field is named by [`field`], a line's by [`line`]: this is what `server::ballots` reads.

mod cards;
mod numbers;
mod rank;
mod words;

pub use words::{in_brief, in_words};

use crate::form::Form;
use crate::shell::Cx;
use domain::count::ballot::{Choice, OptionNo};
use domain::count::canonical::Sha256Hex;
use domain::count::consultative::Pick;
use domain::votes::Marks;
use domain::votes::form::{self, Medium};
use domain::votes::question::{Opt, Question};
use leptos::prelude::*;

/// Sent for 都不选.
pub const NONE: &str = "none";
/// Sent for 弃权 where one option is chosen, and for what nobody marked on paper.
pub const BLANK: &str = "blank";
/// The answers to a line, and how they are sent.
const ANSWERS: [(Choice, &str); 4] = [
    (Choice::Agree, "agree"),
    (Choice::Oppose, "oppose"),
    (Choice::Abstain, "abstain"),
    (Choice::Blank, BLANK),
];
/// Sent under the prefix itself: the ballot was on the page, whatever was marked on it.
pub const SHOWN: &str = "shown";

/// The answers that can be given to a line, and how they are sent.
pub fn answers(medium: Medium) -> impl Iterator<Item = (Choice, &'static str)> {
    let offered = move |(choice, _): &(Choice, &str)| medium == Medium::Paper || *choice != Choice::Blank;
    ANSWERS.into_iter().filter(offered)
}

/// The field of the question at `index`: its fieldset's id too.
#[must_use]
pub fn field(prefix: &str, index: usize) -> String {
    format!("{prefix}-{}", index + 1)
}

/// The field of a line of a question: of the option at `place`, counted from 0.
#[must_use]
pub fn line(question: &str, place: usize) -> String {
    format!("{question}-{}", place + 1)
}

/// Every question of a ballot for one head under field names that begin with `prefix`.
///
/// It is filled in with what was sent in `form`, else with what is recorded. Where money is given out, the options
/// stand in an order drawn from `seed`, so that none is always the first: the same for who comes back, another for
/// others.
#[must_use]
pub fn questions(
    cx: &Cx,
    form: &Form,
    prefix: &str,
    medium: Medium,
    questions: &[Question],
    recorded: Option<&[Marks]>,
    seed: &str,
) -> AnyView {
    let sent = form.has(prefix, SHOWN);
    let each: Vec<_> = (0..)
        .zip(questions)
        .map(|(index, question)| {
            let name = field(prefix, index);
            let marks = recorded.and_then(|recorded| recorded.get(index)).filter(|_| !sent);
            let filled = marks.map_or_else(Vec::new, |marks| fields(&name, marks));
            Asked { cx, form, question, medium, name, filled, seed }.view()
        })
        .collect();
    view! { <input type="hidden" name=prefix.to_owned() value=SHOWN/> {each} }.into_any()
}

/// The fields and values that marks are sent as: what reading them gives back.
#[must_use]
pub fn fields(name: &str, marks: &Marks) -> Vec<(String, String)> {
    let own = |value: String| (name.to_owned(), value);
    let at = |option: &OptionNo, value: String| Some((line(name, option.index()?), value));
    match marks {
        Marks::Answers(answers) => {
            let word = |choice: &Choice| ANSWERS.iter().find(|(answer, _)| answer == choice);
            let lines = answers.iter().enumerate();
            lines.filter_map(|(place, said)| Some((line(name, place), word(said)?.1.to_owned()))).collect()
        }
        Marks::Pick(Pick::Option(option)) => vec![own(option.0.to_string())],
        Marks::Pick(Pick::None) => vec![own(NONE.to_owned())],
        Marks::Pick(Pick::Blank) => Vec::new(),
        Marks::Options(options) if options.is_empty() => vec![own(BLANK.to_owned())],
        Marks::Options(options) => options.iter().map(|option| own(option.0.to_string())).collect(),
        Marks::Numbers(numbers) => {
            numbers.iter().filter_map(|(option, number)| at(option, number.to_string())).collect()
        }
        Marks::Ranking(tiers) => {
            let places = (1_u32..).zip(tiers);
            let each = places.flat_map(|(place, tier)| tier.iter().map(move |option| (option, place)));
            each.filter_map(|(option, place)| at(option, place.to_string())).collect()
        }
    }
}

/// One question on its way to a head.
struct Asked<'a> {
    cx: &'a Cx,
    form: &'a Form,
    question: &'a Question,
    medium: Medium,
    /// Its field.
    name: String,
    /// What is recorded, as fields, where nothing was sent.
    filled: Vec<(String, String)>,
    seed: &'a str,
}

impl Asked<'_> {
    fn view(&self) -> AnyView {
        match self.question.form() {
            form::Form::Answers { lines } => self.answers(lines),
            form::Form::Pick => self.one(NONE, self.cx.text().vote_words().none_of_them),
            form::Form::Choose { most: 1, .. } => self.one(BLANK, self.cx.text().abstain_from_choosing()),
            form::Form::Choose { most_cost, .. } => self.several(most_cost),
            form::Form::Numbers { most_each, total, .. } => self.numbers(most_each, total),
            form::Form::Rank { .. } => self.rank(),
        }
    }

    /// What stands in `field`.
    fn value(&self, field: &str) -> &str {
        let own = self.filled.iter().find(|(name, _)| name == field);
        own.map_or_else(|| self.form.value(field), |(_, value)| value)
    }

    /// Whether the box or option `value` of `field` is ticked.
    fn has(&self, field: &str, value: &str) -> bool {
        self.filled.iter().any(|(name, own)| name == field && own == value) || self.form.has(field, value)
    }

    /// The options with their places from 0, in the order they are shown.
    fn options(&self) -> Vec<(usize, &Opt)> {
        let mut options: Vec<_> = self.question.options.iter().enumerate().collect();
        if self.question.purse.is_some() {
            let drawn = |(place, _): &(usize, &Opt)| {
                Sha256Hex::of(format!("{}/{}/{place}", self.seed, self.name).as_bytes())
            };
            options.sort_by_cached_key(drawn);
        }
        options
    }

    /// What is asked, where the question has words of its own.
    fn asks(&self) -> Option<&str> {
        self.question.text.as_ref().map(domain::words::Title::as_str)
    }

    /// The question's frame: legend, how to answer, what is wrong, then the `controls`.
    fn fieldset(&self, class: &str, controls: AnyView) -> AnyView {
        let text = self.cx.text();
        let asks = self.asks().map(str::to_owned);
        let legend_class = if asks.is_some() { "" } else { "visually-hidden" };
        self.form.name(&self.name, asks.as_deref().unwrap_or_default());
        let legend = asks.unwrap_or_else(|| text.vote_words().your_answer.to_owned());
        let purse = self.question.purse.map(|purse| text.purse(purse.budget.fen()));
        let how = text.how_to_mark(self.question.form(), self.question.options.len());
        let how = format!("{}{how}", purse.unwrap_or_default());
        let error = self.error(&self.name);
        let hint = format!("{}-hint", self.name);
        let described_by = match &error {
            Some(_) => format!("{hint} {}-error", self.name),
            None => hint.clone(),
        };
        let class =
            if error.is_some() { format!("asked field-error {class}") } else { format!("asked {class}") };
        view! {
            <fieldset class=class id=self.name.clone() aria-describedby=described_by>
                <legend class=legend_class>{legend}</legend>
                <p class="hint" id=hint>{how}</p>
                {error}
                {controls}
            </fieldset>
        }
        .into_any()
    }

    /// What is wrong at `field`, under the id that its control names.
    fn error(&self, field: &str) -> Option<AnyView> {
        let fault = self.form.marks_error(field)?;
        let says = self.cx.text().marks_fault(fault);
        Some(view! { <p class="error" id=format!("{field}-error")>{says}</p> }.into_any())
    }
}
