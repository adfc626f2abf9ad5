//! Answers as cards: 同意, 反对, 弃权 on each line; one option; several options with what they cost.

use super::{Asked, BLANK, NONE, answers, line};
use crate::islands::{Marked, RunningTotal, TotalWords};
use domain::count::ballot::Choice;
use domain::votes::form::Medium;
use domain::votes::question::Opt;
use leptos::prelude::*;

impl Asked<'_> {
    /// 同意, 反对 or 弃权 on every line. A single line is the question itself.
    pub(super) fn answers(&self, lines: usize) -> AnyView {
        let text = self.cx.text();
        if lines == 1 {
            let asked = self.asks().map(str::to_owned);
            let option = self.question.options.first().map(|option| option.label.to_string());
            let (error, answer) = (self.error(&self.name), self.answer(0, asked.or(option)));
            return view! { <div id=self.name.clone()>{error}{answer}</div> }.into_any();
        }
        let options = self.question.options.iter().enumerate();
        let each: Vec<_> =
            options.map(|(place, option)| self.answer(place, Some(option.label.to_string()))).collect();
        let legend = self.asks().unwrap_or(text.vote_words().your_answer).to_owned();
        let class = if self.asks().is_some() { "" } else { "visually-hidden" };
        let error = self.error(&self.name);
        view! {
            <fieldset class="asked" id=self.name.clone()>
                <legend class=class>{legend}</legend>
                {error}
                {each}
            </fieldset>
        }
        .into_any()
    }

    fn answer(&self, place: usize, asked: Option<String>) -> AnyView {
        let text = self.cx.text();
        let name = line(&self.name, place);
        let class = if asked.is_some() { "" } else { "visually-hidden" };
        self.form.name(&name, asked.as_deref().unwrap_or_default());
        let legend = asked.unwrap_or_else(|| text.vote_words().your_answer.to_owned());
        let cards: Vec<_> = answers(self.medium)
            .map(|(choice, value)| self.radio(&name, value, text.choice(choice).to_owned()))
            .collect();
        let error = self.error(&name);
        let described_by = error.is_some().then(|| format!("{name}-error"));
        let frame = if error.is_some() { "choices field-error" } else { "choices" };
        view! {
            <fieldset class=frame id=name aria-describedby=described_by>
                <legend class=class>{legend}</legend>
                {error}
                {cards}
            </fieldset>
        }
        .into_any()
    }

    /// One option, or `none` of them.
    pub(super) fn one(&self, none: &'static str, word: &str) -> AnyView {
        let options = self.options();
        let cards: Vec<_> = options
            .into_iter()
            .map(|(place, option)| {
                let label = option.label.to_string();
                let text = view! { {label.clone()} {self.cost(option)} }.into_any();
                self.card("radio", &self.name, &(place + 1).to_string(), &label, None, text)
            })
            .collect();
        let blank = (none == NONE && self.medium == Medium::Paper)
            .then(|| self.radio(&self.name, BLANK, self.cx.text().choice(Choice::Blank).to_owned()));
        let none = self.radio(&self.name, none, word.to_owned());
        self.fieldset("choices", view! { {cards} {none} {blank} }.into_any())
    }

    /// Several options, with what they cost and come to where they cost anything.
    pub(super) fn several(&self, most_cost: Option<i64>) -> AnyView {
        let options = self.options();
        let cards: Vec<_> = options
            .into_iter()
            .map(|(place, option)| {
                let label = option.label.to_string();
                let text = view! { {label.clone()} {self.cost(option)} }.into_any();
                let worth = option.cost.map(|cost| cost.fen().to_string());
                self.card("checkbox", &self.name, &(place + 1).to_string(), &label, worth, text)
            })
            .collect();
        let total = self.running_cost(most_cost);
        self.fieldset("choices", view! { {cards} {total} }.into_any())
    }

    fn running_cost(&self, most_cost: Option<i64>) -> Option<AnyView> {
        let text = self.cx.text();
        let purse = self.question.purse?;
        let marked = self.question.options.iter().enumerate().filter_map(|(place, option)| {
            option.cost.filter(|_| self.has(&self.name, &(place + 1).to_string()))
        });
        let marked = marked.fold(Marked::default(), |marked, cost| marked.and(cost.fen()));
        let free = text.running_cost_free().to_owned();
        let (total, within, over) = match most_cost {
            Some(most) => (most, text.running_cost().to_owned(), text.running_cost_over().to_owned()),
            None => (purse.budget.fen(), free.clone(), free),
        };
        let words = TotalWords { within, over, money: true };
        Some(view! { <RunningTotal marked=marked total=total words=words/> }.into_any())
    }

    fn cost(&self, option: &Opt) -> Option<AnyView> {
        let cost = self.cx.text().costs(option.cost?.fen());
        Some(view! { " "<span class="cost">{cost}</span> }.into_any())
    }

    fn radio(&self, name: &str, value: &str, word: String) -> AnyView {
        self.card("radio", name, value, &word, None, word.clone().into_any())
    }

    fn card(
        &self,
        kind: &'static str,
        name: &str,
        value: &str,
        says: &str,
        worth: Option<String>,
        text: AnyView,
    ) -> AnyView {
        let checked = self.has(name, value);
        view! {
            <label class="choice">
                <input type=kind name=name.to_owned() value=value.to_owned() checked=checked
                    data-says=says.to_owned() data-worth=worth/>
                <span class="choice-text">{text}</span>
            </label>
        }
        .into_any()
    }
}
