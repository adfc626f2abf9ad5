//! A community's own page, and the choice between communities.

use super::founding::to_new_community;
use crate::path;
use crate::shell::{Cx, Page};
use crate::ui::{IssueCard, Moment};
use domain::actor::Actor;
use domain::bodies::SeatRight;
use domain::issues::Shelf;
use domain::measure::square_metres;
use domain::policy::{self, Action};
use domain::votes::{VoteKind, VoteState};
use leptos::prelude::*;
use service::communities::Community;
use service::home::{Decision, Home, Vote};
use service::issues::Listed;
use service::notices::Notice;

/// What waits for the reader, what is discussed, what was decided.
#[must_use]
pub fn home(cx: &Cx, home: Home) -> Page {
    let text = cx.text();
    let hall = cx.community.as_ref().map_or_else(|| text.hall().to_owned(), |own| text.hall_of(&own.name));
    let now = cx.now;
    let (mine, others): (Vec<_>, Vec<_>) = home.votes.into_iter().partition(|vote| vote.waits(now));
    let nothing = mine.is_empty() && home.notices.is_empty();
    let empty = home.issues.is_empty();
    let shelf = |shelf: Shelf| -> Vec<Listed> {
        home.issues.iter().filter(|issue| shelf.stages().contains(&issue.stage)).cloned().collect()
    };
    Page::new(
        hall.clone(),
        view! {
            {waiting(cx, &hall, mine, &home.notices, nothing)}
            {votes(cx, others)}
            {issues(cx, text.discussed_heading(), shelf(Shelf::Open))}
            {issues(cx, text.raised_heading(), shelf(Shelf::Raised))}
            {issues(cx, text.doing_heading(), shelf(Shelf::Doing))}
            {empty.then(|| view! {
                <div class="empty"><b>{text.no_issues_yet()}</b>{text.no_issues_yet_lead()}</div>
            })}
            {decisions(cx, home.decisions)}
            {links(cx)}
            {to_new_community(cx)}
            {raise(cx)}
        },
    )
    .summary(text.home_lead())
}

fn waiting(cx: &Cx, hall: &str, mine: Vec<Vote>, notices: &[Notice], nothing: bool) -> AnyView {
    let text = cx.text();
    if matches!(cx.actor(), Actor::Visitor) {
        return view! {
            <h1>{hall.to_owned()}</h1>
            <p class="lead">{text.home_lead()}</p>
            <p><a class="button" href=path::join()>{text.join_here()}</a></p>
            <p><a href=path::ask(cx.slug())>{text.join_without_code()}</a></p>
        }
        .into_any();
    }
    if nothing {
        return view! { <h1>{text.nothing_waits()}</h1><p class="lead">{text.nothing_waits_lead()}</p> }
            .into_any();
    }
    let heading = text.things_wait(mine.len() + notices.len());
    let several = notices.len() > 1;
    let votes: Vec<_> = mine.into_iter().map(|vote| vote_to_cast(cx, vote)).collect();
    let notices: Vec<_> = notices.iter().map(|notice| told(cx, notice)).collect();
    view! {
        <h1>{heading}</h1>
        {votes}
        {notices}
        {several.then(|| view! {
            <form method="post" class="actions" action=path::notices(cx.slug())>
                <button class="link-button">{text.all_seen()}</button>
            </form>
        })}
    }
    .into_any()
}

fn kind_tag(kind: VoteKind) -> &'static str {
    match kind {
        VoteKind::Statutory => "tag tag-seal",
        VoteKind::Consultative => "tag tag-gold",
    }
}

fn vote_to_cast(cx: &Cx, vote: Vote) -> AnyView {
    let text = cx.text();
    let closes = text.closes(&text.moment(cx.local(vote.closes_at), cx.local(cx.now)));
    let area = (vote.area_cm2 > 0 && vote.kind == VoteKind::Statutory)
        .then(|| view! { <span class="num">{square_metres(vote.area_cm2)}" ㎡"</span> });
    view! {
        <article class="card card-main">
            <p class="meta"><span class=kind_tag(vote.kind)>{text.vote_kind_tag(vote.kind)}</span>{closes}</p>
            <h2>{vote.title}</h2>
            <p class="meta">
                <span>{text.your_heads(vote.heads)}</span>{area}<span>{text.not_cast()}</span>
            </p>
            <a class="button button-primary" href=path::vote(cx.slug(), vote.number)>{text.to_ballot()}</a>
        </article>
    }
    .into_any()
}

/// Reading what was told is a form: to mark it seen writes, and no GET writes.
fn told(cx: &Cx, notice: &Notice) -> AnyView {
    let text = cx.text();
    let extract =
        (!notice.extract.is_empty()).then(|| view! { <p class="meta">{notice.extract.clone()}</p> });
    view! {
        <article class="card">
            <p class="meta">
                <span class="tag tag-jade">{text.notice_kind(notice.kind)}</span>
                <Moment cx=cx.clone() at=notice.at/>
            </p>
            <h3>{notice.title.clone()}</h3>
            {extract}
            <form method="post" action=path::notice(cx.slug(), notice.id)>
                <button class="button button-small">{text.see_notice()}</button>
            </form>
        </article>
    }
    .into_any()
}

fn votes(cx: &Cx, votes: Vec<Vote>) -> Option<AnyView> {
    let text = cx.text();
    if votes.is_empty() {
        return None;
    }
    let cards: Vec<_> = votes.into_iter().map(|vote| vote_card(cx, vote)).collect();
    Some(view! { <section><h2>{text.votes_heading()}</h2>{cards}</section> }.into_any())
}

fn vote_card(cx: &Cx, vote: Vote) -> AnyView {
    let text = cx.text();
    let say = |at| text.moment(cx.local(at), cx.local(cx.now));
    let when = match (vote.state, vote.objections_until) {
        (VoteState::Notice, _) => text.opens(&say(vote.opens_at)),
        (VoteState::Preliminary, Some(until)) => text.objections_until(&say(until)),
        _ => text.closes(&say(vote.closes_at)),
    };
    view! {
        <article class="card">
            <p class="meta">
                <span class=kind_tag(vote.kind)>{text.vote_kind_tag(vote.kind)}</span>
                <span>{text.vote_state_word(vote.state)}</span><span>{when}</span>
            </p>
            <h3><a class="cover" href=path::vote(cx.slug(), vote.number)>{vote.title}</a></h3>
            <p class="meta"><span>{vote.convener}</span></p>
        </article>
    }
    .into_any()
}

fn issues(cx: &Cx, heading: &'static str, issues: Vec<Listed>) -> Option<AnyView> {
    if issues.is_empty() {
        return None;
    }
    let cards: Vec<_> =
        issues.into_iter().map(|issue| view! { <IssueCard cx=cx.clone() issue=issue/> }).collect();
    Some(view! { <section><h2>{heading}</h2>{cards}</section> }.into_any())
}

fn decisions(cx: &Cx, decisions: Vec<Decision>) -> Option<AnyView> {
    let text = cx.text();
    if decisions.is_empty() {
        return None;
    }
    let cards: Vec<_> = decisions
        .into_iter()
        .map(|decision| {
            let number = text.decision_number(&decision.prefix, decision.year, decision.number);
            view! {
                <article class="card">
                    <p class="meta"><span class="seal">{text.published_seal()}</span>{number}</p>
                    <h3><a class="cover" href=path::decision(cx.slug(), decision.serial)>{decision.title}</a></h3>
                    {decision.rests_on_void.then(|| view! { <p class="fail">{text.rests_on_void()}</p> })}
                    <p class="meta">
                        <span>{text.decided_by(&decision.body, decision.owners_of.as_deref())}</span>
                        <span><Moment cx=cx.clone() at=decision.published_at/></span>
                    </p>
                </article>
            }
        })
        .collect();
    Some(view! { <section><h2>{text.decisions_heading()}</h2>{cards}</section> }.into_any())
}

fn links(cx: &Cx) -> AnyView {
    let (text, slug) = (cx.text(), cx.slug());
    let desk = works_here(cx).then(|| (path::desk(slug), text.own_desk()));
    let links = [
        (path::issues(slug), text.all_issues()),
        (path::votes(slug), text.link_votes()),
        (path::decisions(slug), text.link_decisions()),
        (path::requests(slug), text.link_requests()),
        (path::bodies(slug), text.link_bodies()),
        (path::register(slug), text.link_register()),
    ]
    .into_iter();
    let links: Vec<_> = desk
        .into_iter()
        .chain(links)
        .map(|(href, words)| view! { <li><a href=href><b>{words}</b></a></li> })
        .collect();
    view! { <section><h2>{text.everything()}</h2><ul class="list">{links}</ul></section> }.into_any()
}

/// Whether a seat of the reader's has a desk in this community; an operator's has one in each.
fn works_here(cx: &Cx) -> bool {
    let (Some(community), Some(member)) = (&cx.community, cx.actor().member()) else { return false };
    member.strong
        && member
            .seats
            .iter()
            .any(|seat| seat.right != SeatRight::None && seat.community.is_none_or(|own| own == community.id))
}

/// 提一件事, docked: the one thing that can always be done here.
fn raise(cx: &Cx) -> Option<AnyView> {
    let community = cx.community.as_ref()?;
    policy::may(cx.actor(), &Action::RaiseIssue { community: community.id }).ok()?;
    let words = cx.text().raise_issue();
    Some(
        view! {
            <div class="dock">
                <a class="button button-primary" href=path::new_issue(&community.slug)>{words}</a>
            </div>
        }
        .into_any(),
    )
}

/// Which community the reader is of, where the installation hosts several; or that there is none yet.
#[must_use]
pub fn choose(cx: &Cx, communities: Vec<Community>) -> Page {
    let text = cx.text();
    if communities.is_empty() {
        return Page::new(
            text.hall(),
            view! {
                <h1>{text.hall()}</h1>
                <div class="empty"><b>{text.no_community()}</b>{text.no_community_lead()}</div>
                {to_new_community(cx)}
            },
        );
    }
    let links: Vec<_> = communities
        .into_iter()
        .map(|own| view! { <li><a href=path::community(&own.slug)><b>{own.name}</b></a></li> })
        .collect();
    Page::new(
        text.hall(),
        view! {
            <h1>{text.choose_community()}</h1>
            <ul class="list">{links}</ul>
            {to_new_community(cx)}
        },
    )
    .summary(text.home_lead())
}
