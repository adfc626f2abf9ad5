//! Pages of decisions that people read.

use crate::path;
use crate::shell::{Cx, Page};
use crate::ui::{Clauses, Moment, Trail};
use domain::policy::{self, Action};
use domain::time::LocalDay;
use leptos::prelude::*;
use service::decisions::{Decision, Decisions, Listed, Origin, Revision, RevisionText};
use service::difference::{Change, Piece};

/// All decisions of the community, a page of them.
#[must_use]
pub fn list(cx: &Cx, decisions: Decisions, page: i64, may_publish: bool) -> Page {
    let text = cx.text();
    let empty = decisions.items.is_empty().then(|| {
        let (none, more) = text.no_decisions();
        view! { <div class="empty"><b>{none}</b>{more}</div> }
    });
    let items: Vec<_> = decisions.items.into_iter().map(|item| listed(cx, item)).collect();
    Page::new(
        text.decisions(),
        view! {
            <h1>{text.decisions()}</h1>
            <p class="lead">{text.decisions_lead()}</p>
            {may_publish.then(|| view! {
                <p><a class="button" href=path::new_decision(cx.slug())>{text.publish_decision()}</a></p>
            })}
            {items}
            {empty}
            {pager(cx, page, decisions.more)}
            <p class="meta"><a href=path::decisions_feed(cx.slug())>{text.feed_link()}</a></p>
        },
    )
    .summary(text.decisions_lead())
    .feed(path::decisions_feed(cx.slug()))
}

fn listed(cx: &Cx, item: Listed) -> AnyView {
    let text = cx.text();
    let href = path::decision(cx.slug(), item.serial);
    let corrected =
        item.corrected.then(|| view! { <span class="tag tag-gold">{text.corrected_tag()}</span> });
    view! {
        <article class="card">
            <p class="meta"><span class="seal">{text.published()}</span><span>{item.label}</span>{corrected}</p>
            <h2><a class="cover" href=href>{item.title}</a></h2>
            {item.rests_on_void.then(|| view! { <p class="fail">{text.rests_on_void()}</p> })}
            <p class="meta">
                <span>{text.decided_by(&item.body_name, item.owners_of.as_deref())}</span>
                <span><Moment cx=cx.clone() at=item.published_at/></span>
            </p>
        </article>
    }
    .into_any()
}

fn pager(cx: &Cx, page: i64, more: bool) -> Option<AnyView> {
    let (newer, older) = cx.text().newer_older();
    let at = |page: i64| format!("{}?page={page}", path::decisions(cx.slug()));
    (page > 1 || more).then(|| {
        view! {
            <nav class="pager">
                {(page > 1).then(|| view! { <a href=at(page - 1)>{newer}</a> })}
                {more.then(|| view! { <a href=at(page + 1)>{older}</a> })}
            </nav>
        }
        .into_any()
    })
}

/// One decision.
#[must_use]
pub fn show(cx: &Cx, decision: &Decision) -> Page {
    let text = cx.text();
    let own = path::decision(cx.slug(), decision.serial);
    let corrections = decision.text.revision - 1;
    let may_correct = policy::may(cx.actor(), &Action::PublishDecision(decision.body)).is_ok();
    let decided_by = text.decided_by(&decision.body_name, decision.owners_of());
    let summary = format!("{} {decided_by}", decision.label);
    let title = decision.text.title.clone();
    Page::new(
        title.clone(),
        view! {
            <Trail cx=cx.clone() steps=vec![(path::decisions(cx.slug()), text.decisions().to_owned())]/>
            <p><span class="seal seal-large">{text.published()}</span></p>
            <p class="meta">
                <span>{decision.label.clone()}</span>
                <span>{decision.body_name.clone()}</span>
                <span><Moment cx=cx.clone() at=decision.published_at/></span>
            </p>
            <h1><Clauses text=title/></h1>
            {part(cx, decision)}
            {decision.rests_on_void().then(|| view! {
                <p class="banner banner-seal">{text.rests_on_void()}</p>
            })}
            {(corrections > 0).then(|| view! {
                <p class="banner banner-gold">{text.corrected(corrections)}</p>
            })}
            <div class="prose" inner_html=decision.text.body_html.clone()></div>
            {grounds(cx, decision)}
            {history(cx, decision)}
            <h2>{text.tell_on()}</h2>
            <p><a class="button button-primary" href=path::share(&own)>{text.share()}</a></p>
            <ul class="list">
                <li><a href=path::poster(&own)><b>{text.poster_link()}</b></a></li>
                {may_correct.then(|| view! {
                    <li><a href=path::correct_decision(cx.slug(), decision.serial)>
                        <b>{text.correct_decision()}</b>
                    </a></li>
                })}
            </ul>
        },
    )
    .summary(summary)
    .feed(path::decisions_feed(cx.slug()))
}

/// Whose decision it is, where the owners of a part of the compound decided by themselves.
fn part(cx: &Cx, decision: &Decision) -> Option<AnyView> {
    let place = decision.owners_of()?;
    Some(view! { <p><b>{cx.text().owners_of(place)}</b></p> }.into_any())
}

/// Reasons, what it rests on, the issue it settles.
pub(super) fn grounds(cx: &Cx, decision: &Decision) -> AnyView {
    let text = cx.text();
    let [_, _, matter_term, issue_term] = text.rests_on_terms();
    let issue = decision.issue.clone().map(|(number, title)| {
        let href = path::issue(cx.slug(), number);
        view! { <div><dt>{issue_term}</dt><dd><a href=href>{title}</a></dd></div> }
    });
    let matter = decision
        .matter
        .map(|matter| view! { <div><dt>{matter_term}</dt><dd>{text.matter_in_law(matter)}</dd></div> });
    view! {
        <h2>{text.reasons()}</h2>
        <div class="prose">{paragraphs(&decision.text.reasons)}</div>
        <h2>{text.rests_on()}</h2>
        <dl class="facts">{origin(cx, &decision.origin)}{matter}{issue}</dl>
    }
    .into_any()
}

/// What it rests on, as a line of facts; names of signers are for the community's own people.
fn origin(cx: &Cx, origin: &Origin) -> AnyView {
    let text = cx.text();
    let [vote_term, meeting_term, ..] = text.rests_on_terms();
    match origin {
        Origin::Vote { number, title, kind, .. } => {
            let words = text.vote_choice(*number, title, *kind);
            let href = path::vote(cx.slug(), *number);
            view! { <div><dt>{vote_term}</dt><dd><a href=href>{words}</a></dd></div> }.into_any()
        }
        Origin::Meeting { day, signed_by } => {
            let neighbour = cx.community.as_ref().is_some_and(|own| policy::is_neighbour(cx.actor(), own.id));
            let signers = if neighbour {
                text.signers(&signed_by.join(text.name_comma()))
            } else {
                text.signers_hidden().to_owned()
            };
            view! {
                <div>
                    <dt>{meeting_term}</dt>
                    <dd>{text.meeting_line(&day_in_words(cx, *day), signed_by.len())}<br/>{signers}</dd>
                </div>
            }
            .into_any()
        }
    }
}

/// A day in full, in the reader's language.
pub(super) fn day_in_words(cx: &Cx, day: LocalDay) -> String {
    let date = day.to_string().parse::<jiff::civil::Date>().unwrap_or_default();
    cx.text().day(date.at(0, 0, 0, 0))
}

/// Plain words with their line breaks.
pub(super) fn paragraphs(words: &str) -> Vec<AnyView> {
    words
        .lines()
        .filter(|line| !line.trim().is_empty())
        .map(|line| view! { <p>{line.to_owned()}</p> }.into_any())
        .collect()
}

/// First publication and every correction, with what it said before.
fn history(cx: &Cx, decision: &Decision) -> Option<AnyView> {
    let text = cx.text();
    let steps: Vec<_> =
        decision.revisions.iter().map(|revision| history_line(cx, decision, revision)).collect();
    (steps.len() > 1).then(|| {
        view! {
            <h2>{text.decision_history()}</h2>
            <ol class="timeline">{steps}</ol>
        }
        .into_any()
    })
}

fn history_line(cx: &Cx, decision: &Decision, revision: &Revision) -> AnyView {
    let text = cx.text();
    let earlier = (revision.revision < decision.text.revision).then(|| {
        let href = path::decision_revision(cx.slug(), decision.serial, revision.revision);
        view! { <p><a href=href>{text.see_earlier()}</a></p> }
    });
    let class = if earlier.is_some() { "done" } else { "now" };
    view! {
        <li class=class>
            <b>{text.revision_line(revision.revision)}</b>
            <p class="meta">
                <span>{revision.seat_title.clone()}</span>
                <span><Moment cx=cx.clone() at=revision.at/></span>
            </p>
            {revision.why.as_deref().map(paragraphs)}
            {earlier}
        </li>
    }
    .into_any()
}

/// An earlier text, and what was changed after it.
#[must_use]
pub fn earlier(cx: &Cx, decision: &Decision, old: RevisionText, lines: Vec<Vec<Piece>>) -> Page {
    let text = cx.text();
    let own = path::decision(cx.slug(), decision.serial);
    let heading = text.earlier_heading(old.revision);
    let marked: Vec<_> = lines
        .into_iter()
        .filter(|line| !line.is_empty())
        .map(|line| {
            let pieces: Vec<_> = line.into_iter().map(|piece| marked(piece.change, piece.text)).collect();
            view! { <p>{pieces}</p> }
        })
        .collect();
    Page::new(
        format!("{heading} {}", decision.label),
        view! {
            <Trail cx=cx.clone() steps=vec![(own.clone(), decision.label.clone())]/>
            <h1>{heading}</h1>
            <p class="banner banner-gold">{text.earlier_lead()}</p>
            <h2>{text.changed_heading()}</h2>
            <div class="diff prose">{marked}</div>
            <h2>{text.earlier_whole()}</h2>
            <h3>{old.title}</h3>
            <div class="prose" inner_html=old.body_html></div>
            <h3>{text.reasons()}</h3>
            <div class="prose">{paragraphs(&old.reasons)}</div>
            <p class="lead"><a class="button" href=own>{text.see_newest()}</a></p>
        },
    )
}

fn marked(change: Change, words: String) -> AnyView {
    match change {
        Change::Same => words.into_any(),
        Change::Removed => view! { <del>{words}</del> }.into_any(),
        Change::Added => view! { <ins>{words}</ins> }.into_any(),
    }
}

/// The decision for the notice board.
#[must_use]
pub fn poster(cx: &Cx, decision: &Decision) -> Page {
    let text = cx.text();
    let own = path::decision(cx.slug(), decision.serial);
    let hall = cx.community.as_ref().map_or_else(String::new, |community| text.hall_of(&community.name));
    let rests_on = match &decision.origin {
        Origin::Vote { number, title, kind, .. } => text.vote_choice(*number, title, *kind),
        Origin::Meeting { day, signed_by } => text.meeting_line(&day_in_words(cx, *day), signed_by.len()),
    };
    let corrections = decision.text.revision - 1;
    let newest = decision.revisions.last().filter(|_| corrections > 0);
    let corrected = newest.map(|revision| {
        let day = text.day(cx.local(revision.at));
        view! { <p><b>{text.poster_corrected(corrections, &day)}</b></p> }
    });
    Page::new(
        decision.text.title.clone(),
        view! {
            <p class="no-print"><a href=own.clone()>{decision.label.clone()}</a></p>
            <p class="no-print">{text.poster_hint()}</p>
            <article class="poster">
                <p class="poster-hall">{hall}</p>
                <h1><Clauses text=decision.text.title.clone()/></h1>
                <p class="poster-number">{decision.label.clone()}</p>
                {part(cx, decision)}
                {decision.rests_on_void().then(|| view! { <p><b>{text.rests_on_void()}</b></p> })}
                <div class="poster-text prose" inner_html=decision.text.body_html.clone()></div>
                <div class="prose">
                    <p><b>{text.reasons()}</b></p>
                    {paragraphs(&decision.text.reasons)}
                    <p><b>{text.rests_on()}</b>" "{rests_on}</p>
                    {corrected}
                </div>
                <div class="poster-foot">
                    <figure class="qr">
                        <img src=path::qr(&own) width="160" height="160" alt=text.qr_alt()/>
                        <figcaption>{text.poster_scan()}</figcaption>
                    </figure>
                    <p class="poster-seal"><span>
                        {decision.body_name.clone()}<br/>
                        {text.day(cx.local(decision.published_at))}
                    </span></p>
                </div>
            </article>
        },
    )
    .kind("poster-page")
}
