//! The options in order. Number fields say which place; where scripts run, buttons and dragging write them.

use super::{Asked, line};
use crate::islands::Ranking;
use leptos::prelude::*;

impl Asked<'_> {
    pub(super) fn rank(&self) -> AnyView {
        let text = self.cx.text();
        let digits = self.question.options.len().to_string().len();
        let rows: Vec<_> = self
            .options()
            .into_iter()
            .map(|(place, option)| {
                let name = line(&self.name, place);
                self.form.name(&name, option.label.as_str());
                self.rankable(&name, digits, option.label.as_str(), option.cost.map(|cost| cost.fen()))
            })
            .collect();
        let (ranked, unranked) = (text.ranked_now().to_owned(), text.unranked_now().to_owned());
        let list = view! {
            <ul class="ranking">
                {rows}
                <li class="ranking-rest" hidden>{text.not_ranked_yet()}</li>
            </ul>
            <Ranking ranked=ranked unranked=unranked/>
        };
        self.fieldset("", list.into_any())
    }

    fn rankable(&self, name: &str, digits: usize, option: &str, cost: Option<i64>) -> AnyView {
        let text = self.cx.text();
        let [before, behind] = text.place_around();
        let label = option.to_owned();
        let cost = cost.map(|cost| view! { " "<span class="cost">{text.costs(cost)}</span> });
        view! {
            <li data-name=option.to_owned()>
                <span class="ranking-place">
                    <span class="around">{before}</span>
                    {self.number(name, digits)}
                    <span class="around">{behind}</span>
                </span>
                <label for=name.to_owned()>{label}{cost}</label>
                <span class="ranking-tools" hidden>
                    <button type="button" class="ranking-add" data-move="in"
                        aria-label=text.rank_next_of(option)>{text.rank_next()}</button>
                    <button type="button" class="ranking-move" data-move="up"
                        aria-label=text.rank_up(option)>"↑"</button>
                    <button type="button" class="ranking-move" data-move="down"
                        aria-label=text.rank_down(option)>"↓"</button>
                    <span class="ranking-grip" aria-hidden="true"></span>
                </span>
                {self.error(name)}
            </li>
        }
        .into_any()
    }
}
