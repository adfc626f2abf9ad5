//! An issue's own page.

use crate::form::Form;
use crate::pages::comments::thread_section;
use crate::path;
use crate::shell::{Cx, Page};
use crate::text::about::HelpTopic;
use crate::ui::{HelpLink, Moment, PathSteps, Trail, due, stage_tag};
use domain::actor::Actor;
use domain::issues::{Move, Stage};
use domain::policy::{self, Action, IssueFacts};
use domain::proposals::ProposalState;
use domain::votes::VoteState;
use leptos::prelude::*;
use service::comments::ThreadView;
use service::issues::{Event, Happening, Issue};
use service::proposals::Listed;

/// Everything the page shows.
pub struct IssueView {
    /// The issue.
    pub issue: Issue,
    /// What happened to it, oldest first.
    pub timeline: Vec<Event>,
    /// Its proposals.
    pub proposals: Vec<Listed>,
    /// What is said about it.
    pub thread: ThreadView,
    /// The form to say something.
    pub form: Form,
}

/// One issue.
#[must_use]
pub fn issue(cx: &Cx, view: IssueView) -> Page {
    let text = cx.text();
    let IssueView { issue, timeline, proposals, thread, form } = view;
    let place = issue.place.clone().unwrap_or_else(|| text.whole_community().to_owned());
    let facts = thread.subject.facts;
    let carried =
        issue.carried_by.clone().filter(|_| matches!(issue.stage, Stage::CarryingOut | Stage::Hazard));
    Page::new(
        issue.title.clone(),
        view! {
            <Trail cx=cx.clone() steps=vec![(path::issues(cx.slug()), text.all_issues().to_owned())]/>
            <p class="meta">
                <span class=stage_tag(issue.stage)>{text.stage(issue.stage)}</span>
                <span>{text.category(issue.category)}</span>
                <span>{place}</span>
            </p>
            <h1>{issue.title.clone()}</h1>
            <p class="meta">
                <span>{text.raised_by(&issue.author_name)}</span>
                <span><Moment cx=cx.clone() at=issue.created_at/></span>
                <span>{text.cosigners(issue.cosigners, cosigners_wanted(&issue))}</span>
            </p>
            <PathSteps cx=cx.clone() stage=issue.stage/>
            {rests_on_void(&timeline).then(|| view! {
                <p class="banner banner-seal">{text.issue_rests_on_void()}</p>
            })}
            {carried.map(|by| view! {
                <p class="meta"><span>{text.carried_by(&by)}</span>{due(cx, issue.stage, issue.due_at)}</p>
            })}
            <div class="prose" inner_html=issue.body_html.clone()></div>
            {acts(cx, &issue, facts)}
            {(issue.stage == Stage::Raised).then(|| view! { <HelpLink cx=cx.clone() topic=HelpTopic::Cosign/> })}
            {proposals_section(cx, &issue, &proposals)}
            {timeline_section(cx, &issue, &timeline)}
            {thread_section(cx, &thread, &form)}
            {dock(cx, &issue, facts, &timeline)}
        },
    )
    .summary(summary(cx, &issue))
}

fn summary(cx: &Cx, issue: &Issue) -> String {
    let text = cx.text();
    let cosigners = text.cosigners(issue.cosigners, cosigners_wanted(issue));
    format!("{}，{cosigners}", text.stage(issue.stage))
}

/// Whether the newest decision on the issue rests on a void vote.
fn rests_on_void(timeline: &[Event]) -> bool {
    let newest = timeline.iter().rev().find_map(|event| match event.what {
        Happening::Decision { rests_on_void, .. } => Some(rests_on_void),
        _ => None,
    });
    newest == Some(true)
}

/// Only while they are being collected does it matter how many are missing.
#[must_use]
pub fn cosigners_wanted(issue: &Issue) -> i64 {
    if issue.stage == Stage::Raised { issue.cosigners_needed } else { 0 }
}

/// What else the reader may do: take a co-signature back, move the issue on, report, tell others.
fn acts(cx: &Cx, issue: &Issue, facts: IssueFacts) -> AnyView {
    let (text, slug) = (cx.text(), cx.slug());
    let may = |action: &Action| policy::may(cx.actor(), action).is_ok();
    let moves: Vec<Move> = issue.stage.moves().filter(|step| may(&Action::MoveIssue(facts, *step))).collect();
    let move_words = match moves.as_slice() {
        [] => None,
        [Move::Reopen] => Some(text.reopen_link()),
        _ => Some(text.move_link()),
    };
    let takes_back = issue.cosigned && may(&Action::CosignIssue(facts));
    view! {
        {issue.cosigned.then(|| view! {
            <div class="fine">
                {text.cosigned()}
                {takes_back.then(|| view! {
                    <form method="post" class="inline" action=path::issue_cosign(slug, issue.number)>
                        " "<button class="link-button" name="sign" value="0">{text.uncosign_button()}</button>
                    </form>
                })}
            </div>
        })}
        <div class="actions no-print">
            {move_words.map(|words| view! { <a href=path::issue_move(slug, issue.number)>{words}</a> })}
            {may(&Action::NoteProgress(facts)).then(|| view! {
                <a href=path::issue_progress(slug, issue.number)>{text.progress_page()}</a>
            })}
            <a href=path::share(&path::issue(slug, issue.number))>{text.share_link()}</a>
        </div>
    }
    .into_any()
}

fn proposals_section(cx: &Cx, issue: &Issue, proposals: &[Listed]) -> Option<AnyView> {
    let text = cx.text();
    if proposals.is_empty() && !issue.stage.takes_proposals() {
        return None;
    }
    let cards: Vec<_> = proposals.iter().map(|own| proposal_card(cx, issue.number, own)).collect();
    let none = proposals.is_empty().then(|| view! { <p class="meta">{text.proposals_none()}</p> });
    Some(
        view! {
            <section aria-labelledby="proposals-heading">
                <h2 id="proposals-heading">{text.proposals_heading()}</h2>
                {none}
                {cards}
            </section>
        }
        .into_any(),
    )
}

fn proposal_card(cx: &Cx, issue: i64, proposal: &Listed) -> AnyView {
    let text = cx.text();
    let state = (proposal.state != ProposalState::Open).then(|| {
        view! { <span class="tag tag-plain">{text.proposal_state(proposal.state)}</span> }
    });
    let cost = proposal.cost.map(|cost| view! { <span>{text.cost(&cost.to_string())}</span> });
    let comments =
        (proposal.comments > 0).then(|| view! { <span>{text.comments_count(proposal.comments)}</span> });
    let heading = text.proposal_heading(proposal.number, &proposal.title);
    view! {
        <article class="card">
            <h3><a class="cover" href=path::proposal(cx.slug(), issue, proposal.number)>{heading}</a></h3>
            <p class="meta">
                {state}
                <span>{text.proposed_by(&proposal.author_name)}</span>
                {cost}
                <span>{text.cosigned_by(proposal.cosigners)}</span>
                {comments}
            </p>
        </article>
    }
    .into_any()
}

fn timeline_section(cx: &Cx, issue: &Issue, timeline: &[Event]) -> AnyView {
    let text = cx.text();
    let last = timeline.len();
    let raised = view! {
        <li class=if last == 0 { "now" } else { "done" }>
            <b>{text.was_raised()}</b>
            <p class="meta">
                <span>{issue.author_name.clone()}</span><span><Moment cx=cx.clone() at=issue.created_at/></span>
            </p>
        </li>
    };
    let lines: Vec<_> =
        timeline.iter().enumerate().map(|(n, event)| line(cx, event, n + 1 == last)).collect();
    view! {
        <section aria-labelledby="timeline-heading">
            <h2 id="timeline-heading">{text.timeline_heading()}</h2>
            <ol class="timeline">{raised}{lines}</ol>
        </section>
    }
    .into_any()
}

/// What happened, who did it by seat, when, and why.
fn line(cx: &Cx, event: &Event, is_last: bool) -> AnyView {
    let text = cx.text();
    let by = event.by.clone().unwrap_or_else(|| text.by_the_hall().to_owned());
    let (heading, words) = match &event.what {
        Happening::Moved { step, .. } => (text.moved(*step), reason(cx, *step, &event.words)),
        Happening::Noted => (text.progress_noted(), event.words.clone().into_any()),
        Happening::Vote { number, state } => {
            let href = path::vote(cx.slug(), *number);
            let off = matches!(state, VoteState::Cancelled | VoteState::Void);
            let off = off.then(|| view! { " "<b class="fail">{text.vote_state(*state)}</b> });
            (text.vote_announced(), view! { <a href=href>{event.words.clone()}</a>{off} }.into_any())
        }
        Happening::Decision { serial, rests_on_void } => {
            let href = path::decision(cx.slug(), *serial);
            let void = rests_on_void.then(|| view! { <br/><b class="fail">{text.rests_on_void()}</b> });
            (text.decision_published(), view! { <a href=href>{event.words.clone()}</a>{void} }.into_any())
        }
    };
    let settled = match &event.what {
        Happening::Moved { carried_by: Some(by), due_at: Some(due_at), .. } => Some(view! {
            <p class="meta">
                <span>{text.carried_by(by)}</span><span>{text.due_by(&text.day(cx.local(*due_at)))}</span>
            </p>
        }),
        _ => None,
    };
    view! {
        <li class=if is_last { "now" } else { "done" }>
            <b>{heading}</b>
            <p class="meta"><span>{by}</span><span><Moment cx=cx.clone() at=event.at/></span></p>
            {settled}
            <p>{words}</p>
        </li>
    }
    .into_any()
}

/// A step's reason; where the hall itself acted, why it did.
fn reason(cx: &Cx, step: Move, words: &str) -> AnyView {
    match (words.is_empty(), step) {
        (false, _) => words.to_owned().into_any(),
        (true, Move::Accept) => cx.text().enough_cosigners().into_any(),
        (true, _) => cx.text().vote_ended().into_any(),
    }
}

/// The one clear next step.
fn dock(cx: &Cx, issue: &Issue, facts: IssueFacts, timeline: &[Event]) -> Option<AnyView> {
    let (text, slug) = (cx.text(), cx.slug());
    let link = |href: String, words: &'static str| {
        Some(
            view! { <div class="dock"><a class="button button-primary" href=href>{words}</a></div> }
                .into_any(),
        )
    };
    let may = |action: &Action| policy::may(cx.actor(), action).is_ok();
    let open_vote = timeline.iter().rev().find_map(|event| match event.what {
        Happening::Vote { number, state: VoteState::Open | VoteState::Notice } => Some(number),
        _ => None,
    });
    let decision = timeline.iter().rev().find_map(|event| match event.what {
        Happening::Decision { serial, .. } => Some(serial),
        _ => None,
    });
    match issue.stage {
        Stage::Raised if !issue.cosigned && may(&Action::CosignIssue(facts)) => Some(
            view! {
                <form method="post" class="dock" action=path::issue_cosign(slug, issue.number)>
                    <button class="button button-primary" name="sign" value="1">{text.cosign_button()}</button>
                </form>
            }
            .into_any(),
        ),
        Stage::Raised if matches!(cx.actor(), Actor::Visitor) => {
            link(path::sign_in_from(&cx.here), text.cosign_signed_out())
        }
        Stage::Raised => link(path::share(&path::issue(slug, issue.number)), text.share_link()),
        Stage::Accepted | Stage::Deliberating if may(&Action::Propose(facts)) => {
            link(path::new_proposal(slug, issue.number), text.new_proposal())
        }
        Stage::Voting => open_vote.and_then(|number| link(path::vote(slug, number), text.to_vote())),
        Stage::Decided => decision.and_then(|serial| link(path::decision(slug, serial), text.to_decision())),
        Stage::Accepted
        | Stage::Deliberating
        | Stage::CarryingOut
        | Stage::Done
        | Stage::Declined
        | Stage::Hazard => None,
    }
}
