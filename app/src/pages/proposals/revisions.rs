//! The texts a proposal had, and what changed between them.

use crate::path;
use crate::shell::{Cx, Page};
use crate::ui::{Moment, Trail};
use domain::measure::Fen;
use leptos::prelude::*;
use service::difference::{Change, Piece, difference};
use service::proposals::{Proposal, Revised};

fn trail(cx: &Cx, proposal: &Proposal) -> AnyView {
    let back = path::proposal(cx.slug(), proposal.issue_number, proposal.number);
    let heading = cx.text().proposal_heading(proposal.number, &proposal.title);
    view! { <Trail cx=cx.clone() steps=vec![(back, heading)]/> }.into_any()
}

/// Every version, newest first.
#[must_use]
pub fn revisions(cx: &Cx, proposal: &Proposal, revisions: Vec<Revised>) -> Page {
    let text = cx.text();
    let lines: Vec<_> = revisions
        .into_iter()
        .map(|own| {
            let href =
                path::proposal_revision(cx.slug(), proposal.issue_number, proposal.number, own.revision);
            let note = own.note.unwrap_or_else(|| text.first_version().to_owned());
            view! {
                <li>
                    <a href=href>
                        <b>{note}</b>
                        <span class="meta">
                            <span>{text.version(own.revision)}</span>
                            <span><Moment cx=cx.clone() at=own.at/></span>
                        </span>
                    </a>
                </li>
            }
        })
        .collect();
    Page::new(
        text.revisions_heading(),
        view! {
            {trail(cx, proposal)}
            <h1>{text.revisions_heading()}</h1>
            <ul class="list">{lines}</ul>
        },
    )
}

/// One version, marked with what it changed.
#[must_use]
pub fn revision(cx: &Cx, proposal: &Proposal, newer: &Revised, older: Option<&Revised>) -> Page {
    let text = cx.text();
    let heading = match older {
        Some(_) => text.changes_in(newer.revision),
        None => text.first_version().to_owned(),
    };
    let (old_title, old_body) = match older {
        Some(older) => (older.title.as_str(), older.body.as_str()),
        None => (newer.title.as_str(), newer.body.as_str()),
    };
    let cost = older.filter(|older| older.cost != newer.cost).map(|older| {
        let says = |cost: Option<Fen>| {
            cost.map_or_else(|| text.cost_unknown().to_owned(), |cost| format!("{cost} {}", text.yuan()))
        };
        view! { <p class="meta">{text.cost_was(&says(older.cost), &says(newer.cost))}</p> }
    });
    let to =
        |revision: i64| path::proposal_revision(cx.slug(), proposal.issue_number, proposal.number, revision);
    let before = (newer.revision > 1).then(|| to(newer.revision - 1));
    let after = (newer.revision < proposal.revision).then(|| to(newer.revision + 1));
    Page::new(
        heading.clone(),
        view! {
            {trail(cx, proposal)}
            <h1>{heading}</h1>
            <p class="meta">
                <span>{text.version(newer.revision)}</span><span><Moment cx=cx.clone() at=newer.at/></span>
                {newer.note.clone().map(|note| view! { <span>{note}</span> })}
            </p>
            {older.is_some().then(|| view! { <p class="fine">{text.changes_lead()}</p> })}
            {cost}
            <div class="diff prose">
                <h2>{difference(old_title, &newer.title).into_iter().flatten().map(piece).collect::<Vec<_>>()}</h2>
                {changed_lines(old_body, &newer.body)}
            </div>
            <nav class="pager" aria-label=text.revisions_heading()>
                {before.map(|href| view! { <a href=href rel="prev">{text.version_before()}</a> })}
                {after.map(|href| view! { <a href=href rel="next">{text.version_after()}</a> })}
            </nav>
        },
    )
}

/// Two texts in one, line by line, with what went struck out and what came underlined.
pub(in crate::pages) fn changed_lines(old: &str, new: &str) -> Vec<AnyView> {
    difference(old, new)
        .into_iter()
        .filter(|line| !line.is_empty())
        .map(|line| {
            let pieces: Vec<_> = line.into_iter().map(piece).collect();
            view! { <p>{pieces}</p> }.into_any()
        })
        .collect()
}

fn piece(piece: Piece) -> AnyView {
    match piece.change {
        Change::Same => piece.text.into_any(),
        Change::Removed => view! { <del>{piece.text}</del> }.into_any(),
        Change::Added => view! { <ins>{piece.text}</ins> }.into_any(),
    }
}
