//! 我的票和登记: every head the reader belongs to, vote by vote, and what became of it.

use crate::path;
use crate::shell::{Cx, Page};
use crate::ui::Trail;
use domain::measure::square_metres;
use domain::votes::VoteState;
use leptos::prelude::*;
use service::votes::holdings::{Entry, Held};

/// Every head the reader belongs to on any vote's roll.
#[must_use]
pub fn mine(cx: &Cx, all: &[Held]) -> Page {
    let text = cx.text();
    let trail = vec![(path::votes(cx.slug()), text.vote_words().votes.to_owned())];
    let votes: Vec<_> = all.iter().map(|held| vote(cx, held)).collect();
    let empty = votes.is_empty().then(|| view! { <div class="empty"><b>{text.no_own_heads()}</b></div> });
    Page::new(
        text.own_heads(),
        view! {
            <Trail cx=cx.clone() steps=trail/>
            <h1>{text.own_heads()}</h1>
            <p class="hint">{text.own_heads_hint()}</p>
            {empty}{votes}
        },
    )
}

fn vote(cx: &Cx, held: &Held) -> AnyView {
    let text = cx.text();
    let href = path::vote(cx.slug(), held.number);
    let entries: Vec<_> = held.heads.iter().map(|entry| line(cx, held, entry)).collect();
    view! {
        <section class="card">
            <p class="meta"><span>{text.vote_kind_tag(held.kind)}</span><span>{text.vote_state(held.state)}</span></p>
            <h2><a href=href>{held.title.clone()}</a></h2>
            <ul class="list">{entries}</ul>
        </section>
    }
    .into_any()
}

fn line(cx: &Cx, held: &Held, entry: &Entry) -> AnyView {
    let text = cx.text();
    let who = if entry.units.is_empty() { text.own_head().to_owned() } else { entry.units.clone() };
    let area = (entry.area_cm2 > 0).then(|| text.own_area(&square_metres(entry.area_cm2)));
    let waits = held.state == VoteState::Open && held.online && cx.now < held.closes_at;
    let what = match (entry.has_voted, entry.suspended) {
        (true, true) => text.own_suspended(),
        (true, false) if entry.on_paper => text.paper_has_ballot(true),
        (true, false) => text.own_voted(),
        (false, _) if waits && entry.speaks => text.own_waits(),
        (false, _) if waits => text.own_spoken_for(),
        (false, _) => text.own_not_voted(),
    };
    view! { <li><b>{who}</b>" "{area.map(|area| view! { <span class="hint">{area}</span> })}" "{what}</li> }
        .into_any()
}
