//! A number for each option: a score, or some of the points there are to give.

use super::{Asked, line};
use crate::islands::{Marked, RunningTotal, TotalWords};
use domain::measure::half_width;
use domain::votes::form::Points;
use leptos::prelude::*;

impl Asked<'_> {
    pub(super) fn numbers(&self, most_each: u32, total: Option<Points>) -> AnyView {
        let text = self.cx.text();
        let digits = most_each.to_string().len().max(2);
        let rows: Vec<_> = self
            .options()
            .into_iter()
            .map(|(place, option)| {
                let name = line(&self.name, place);
                let label = option.label.to_string();
                self.form.name(&name, &label);
                let field = self.number(&name, digits);
                let cost = option.cost.map(|cost| {
                    let cost = text.costs(cost.fen());
                    view! { " "<span class="cost">{cost}</span> }
                });
                view! {
                    <li class="numbered">
                        <label for=name.clone()>{label}{cost}</label>
                        {field}" "<span>{text.points_behind()}</span>
                        {self.error(&name)}
                    </li>
                }
            })
            .collect();
        let total = total.map(|points| self.running_points(points));
        self.fieldset("", view! { <ul class="numbers">{rows}</ul> {total} }.into_any())
    }

    /// A field for a small whole number. Phones show digits for it, and full-width ones may be typed, which a field of
    /// type `number` throws away.
    pub(super) fn number(&self, name: &str, digits: usize) -> AnyView {
        let wrong = self.form.marks_error(name).is_some();
        let hint = format!("{}-hint", self.name);
        let described_by = if wrong { format!("{hint} {name}-error") } else { hint };
        // Room for what is one digit too long: it comes back with a reason instead of being cut off.
        let most = (digits + 2).to_string();
        view! {
            <input
                class="control number"
                type="text"
                id=name.to_owned()
                name=name.to_owned()
                value=self.value(name).to_owned()
                inputmode="numeric"
                autocomplete="off"
                placeholder=" "
                maxlength=most
                aria-describedby=described_by
                aria-invalid=wrong.then_some("true")
            />
        }
        .into_any()
    }

    fn running_points(&self, points: Points) -> AnyView {
        let text = self.cx.text();
        let given = (0..self.question.options.len()).filter_map(|place| {
            let typed = half_width(self.value(&line(&self.name, place)));
            typed.trim().parse::<u32>().ok().filter(|points| *points > 0)
        });
        let marked = given.fold(Marked::default(), |marked, points| marked.and(i64::from(points)));
        let words = TotalWords {
            within: text.running_points().to_owned(),
            over: text.running_points_over().to_owned(),
            money: false,
        };
        view! { <RunningTotal marked=marked total=i64::from(points.total) words=words/> }.into_any()
    }
}
