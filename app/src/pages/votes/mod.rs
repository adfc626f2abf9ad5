//! Pages of votes.

pub mod after;
mod ballot;
mod conduct;
pub mod form;
mod mine;
mod outcome;
pub mod paper;
mod setup;

pub use after::{After, answer_objection, object, vote_orders};
pub use conduct::{Conducted, conduct};
pub use mine::mine;
pub(super) use outcome::{Answered, answered, answers_table, line_name, row, sentence};
pub use outcome::{check_receipt, named};
pub use setup::{FIELDS, Fields, FormFields, asked, asked_next, filled, set_up};

use crate::form::Form;
use crate::islands::Countdown;
use crate::path;
use crate::shell::{Cx, Page};
use crate::text::about::HelpTopic;
use crate::text::notice::Notice;
use crate::ui::{Clauses, HelpLink, Moment, Trail};
use domain::actor::Actor;
use domain::count::inequality::Threshold;
use domain::count::manifest::Rule;
use domain::count::record;
use domain::id::BuildingId;
use domain::time::Timestamp;
use domain::votes::question::{Opt, Question};
use domain::votes::{Said, VoteKind, VoteState};
use leptos::prelude::*;
use service::log::Witness;
use service::votes::read::{Holding, Line, Vote};

/// What the page of a vote is made from.
pub struct VotePage {
    /// The vote.
    pub vote: Vote,
    /// The heads the reader belongs to.
    pub holdings: Vec<Holding>,
    /// The ballot as it was sent, or a fresh one.
    pub form: Form,
    /// Whether the log has its count, so that there is a record.
    pub is_logged: bool,
    /// The public key of the log.
    pub log_key: String,
    /// Who has signed a checkpoint of the log that has the vote's count in it.
    pub witnesses: Vec<Witness>,
    /// What was sent and not recorded.
    pub not_recorded: Vec<Said>,
    /// Names of the compound's buildings, for cells.
    pub buildings: Vec<(BuildingId, String)>,
    /// Whether the reader conducts it.
    pub conducts: bool,
    /// Whether the reader may read the named list.
    pub reads_names: bool,
    /// Objections, earlier counts, orders.
    pub after: After,
}

/// All votes of a community.
#[must_use]
pub fn list(cx: &Cx, lines: &[Line], sets_up: bool) -> Page {
    let words = cx.text().vote_words();
    let of = |states: &[VoteState]| -> Vec<Line> {
        lines.iter().filter(|line| states.contains(&line.state)).cloned().collect()
    };
    let over =
        [VoteState::Closed, VoteState::Preliminary, VoteState::Final, VoteState::Cancelled, VoteState::Void];
    let sections = [
        (words.open_now, of(&[VoteState::Open])),
        (words.announced, of(&[VoteState::Notice])),
        (words.drafts, of(&[VoteState::Draft])),
        (words.over, of(&over)),
    ];
    let shown: Vec<_> = sections
        .into_iter()
        .filter(|(_, lines)| !lines.is_empty())
        .map(|(heading, lines)| {
            let cards: Vec<_> = lines.into_iter().map(|line| card(cx, line)).collect();
            view! { <h2>{heading}</h2> {cards} }
        })
        .collect();
    let empty = shown.is_empty().then(|| view! { <div class="empty"><b>{words.none}</b></div> });
    let new = sets_up.then(|| {
        let href = path::new_vote(cx.slug());
        view! { <div class="dock"><a class="button button-primary" href=href>{words.set_up}</a></div> }
    });
    let practice = cx.text().practice_words().invitation;
    let own = cx.actor().member().map(|_| {
        view! { <a href=path::own_heads(cx.slug())>{cx.text().own_heads()}</a>" · " }
    });
    let practice =
        view! { <p class="meta"><span>{own}<a href=path::practice(cx.slug())>{practice}</a></span></p> };
    Page::new(words.votes, view! { <h1>{words.votes}</h1> {practice} {empty} {shown} {new} })
}

fn card(cx: &Cx, line: Line) -> AnyView {
    let text = cx.text();
    let words = text.vote_words();
    let href = path::vote(cx.slug(), line.number);
    let place = line.place.unwrap_or_else(|| text.whole_community().to_owned());
    let moment = |at: Timestamp| text.moment(cx.local(at), cx.local(cx.now));
    let when = match line.state {
        VoteState::Draft | VoteState::Notice => {
            Some(text.between_moments(&moment(line.opens_at), &moment(line.closes_at)))
        }
        // It closes no more.
        VoteState::Cancelled => None,
        VoteState::Open | VoteState::Closed | VoteState::Preliminary | VoteState::Final | VoteState::Void => {
            Some(text.vote_closes(&moment(line.closes_at)))
        }
    };
    let own = match (line.waiting, line.cast) {
        (0, 0) => None,
        (0, _) => Some(words.voted.to_owned()),
        (waiting, _) => Some(text.ballots_waiting(waiting)),
    };
    let in_span = |words: Option<String>| words.map(|words| view! { <span>{words}</span> });
    let go = (line.waiting > 0).then(|| {
        view! { <a class="button button-primary" href=href.clone()>{words.go_and_vote}</a> }
    });
    let class = if line.waiting > 0 { "card card-main" } else { "card" };
    view! {
        <article class=class>
            <p class="meta">{kind_tag(cx, line.kind)}<span>{text.vote_state(line.state)}</span></p>
            <h3><a class="cover" href=href.clone()><Clauses text=line.title/></a></h3>
            <p class="meta"><span>{place}</span>{in_span(when)}{in_span(own)}</p>
            {go}
        </article>
    }
    .into_any()
}

/// 业主大会表决 in seal red; a consultation in gold.
fn kind_tag(cx: &Cx, kind: VoteKind) -> AnyView {
    let class = match kind {
        VoteKind::Statutory => "tag tag-seal",
        VoteKind::Consultative => "tag tag-gold",
    };
    view! { <span class=class>{cx.text().vote_kind_tag(kind)}</span> }.into_any()
}

/// One vote: the ballot while it is open, the outcome once it is counted.
#[must_use]
pub fn vote(cx: &Cx, page: &VotePage) -> Page {
    let vote = &page.vote;
    let title = vote.title.clone();
    let body = match vote.state {
        VoteState::Preliminary | VoteState::Final | VoteState::Void => outcome::outcome(cx, page),
        VoteState::Draft | VoteState::Notice | VoteState::Open | VoteState::Closed | VoteState::Cancelled => {
            running(cx, page)
        }
    };
    let is_new = cx.notice == Some(Notice::VoteAnnounced);
    let body = view! {
        {body}
        {(vote.state != VoteState::Draft && !is_new).then(|| tell_on(cx, vote))}
    };
    Page::new(title.clone(), body).summary(format!("{}：{title}", cx.text().vote_kind(vote.kind)))
}

/// To the chat group and to the notice board, as decisions have it: of what was announced just now, right below its
/// title.
fn tell_on(cx: &Cx, vote: &Vote) -> AnyView {
    let text = cx.text();
    let own = path::vote(cx.slug(), vote.number);
    view! {
        <section class="card no-print">
            <h2>{text.tell_on()}</h2>
            <p><a class="button" href=path::share(&own)>{text.share()}</a></p>
            <ul class="list"><li><a href=path::poster(&own)><b>{text.poster_link()}</b></a></li></ul>
        </section>
    }
    .into_any()
}

fn running(cx: &Cx, page: &VotePage) -> AnyView {
    let vote = &page.vote;
    let takes_ballots = vote.takes_ballots(cx.now);
    let votes_here = takes_ballots && page.holdings.iter().any(|it| it.speaks);
    let objections = votes_here.then(|| after::objections(cx, page));
    let below =
        view! { {how_it_passes(cx, vote)} {facts(cx, vote)} {check_way(cx, vote)} {objections} }.into_any();
    let below = if votes_here { ballot::ballot(cx, page, below) } else { below };
    view! {
        {head(cx, vote)}
        <h1><Clauses text=vote.title.clone()/></h1>
        {times(cx, vote)}
        {(cx.notice == Some(Notice::VoteAnnounced)).then(|| tell_on(cx, vote))}
        {(!votes_here).then(|| ballot::not_taken(cx, page))}
        {called_off(cx, vote)}
        {officers_way(cx, page)}
        {(!votes_here).then(|| standing(cx, page))}
        {explanation(cx, vote)}
        {(!votes_here).then(|| after::objections(cx, page))}
        {below}
    }
    .into_any()
}

fn head(cx: &Cx, vote: &Vote) -> AnyView {
    let text = cx.text();
    let law = vote.matter().map(|matter| view! { <span>{text.law_item(matter)}</span> });
    let words = text.vote_words();
    // A consultation says in full that it is no owners' vote.
    let none = (vote.kind == VoteKind::Consultative).then(|| view! { <span>{words.no_legal_effect}</span> });
    let trail = vec![(path::votes(cx.slug()), words.votes.to_owned())];
    view! {
        <Trail cx=cx.clone() steps=trail/>
        <p class="meta">{kind_tag(cx, vote.kind)}{law}{none}<span>{text.vote_state(vote.state)}</span></p>
    }
    .into_any()
}

fn moment(cx: &Cx, at: Timestamp) -> String {
    cx.text().moment(cx.local(at), cx.local(cx.now))
}

/// How many have voted, and how many of them on paper.
fn turnout(cx: &Cx, vote: &Vote) -> String {
    let text = cx.text();
    let all = text.turnout(vote.turnout, vote.heads_total.unwrap_or_default());
    if vote.on_paper == 0 { all } else { format!("{all}{}", text.of_them_on_paper(vote.on_paper)) }
}

fn times(cx: &Cx, vote: &Vote) -> AnyView {
    let text = cx.text();
    let words = text.vote_words();
    match vote.state {
        VoteState::Open if vote.takes_ballots(cx.now) => view! {
            <p class="meta">
                <span>{text.vote_closes(&moment(cx, vote.closes_at))}</span>
                <span>{words.may_be_changed}</span>
                <span><Countdown until_ms=vote.closes_at.0 / 1_000 now_ms=cx.now.0 / 1_000
                    words=text.countdown()/></span>
            </p>
            <p class="meta"><span>{turnout(cx, vote)}</span></p>
        }
        .into_any(),
        VoteState::Open if !vote.online && cx.now < vote.closes_at => view! {
            <p class="meta"><span>{text.vote_closes(&moment(cx, vote.closes_at))}</span></p>
            <p class="banner">{text.paper_only_vote()}</p>
            <HelpLink cx=cx.clone() topic=HelpTopic::Paper/>
            <p class="meta"><span>{turnout(cx, vote)}</span></p>
        }
        .into_any(),
        VoteState::Closed if cx.now < vote.paper_until() => {
            let until = text.paper_being_entered(moment(cx, vote.paper_until()));
            view! { <p class="banner">{until}</p><p class="meta"><span>{turnout(cx, vote)}</span></p> }
                .into_any()
        }
        VoteState::Open | VoteState::Closed => {
            view! { <p class="banner">{words.being_counted}</p> }.into_any()
        }
        VoteState::Draft | VoteState::Notice => view! {
            <p class="meta">
                <span>{text.between_moments(&moment(cx, vote.opens_at), &moment(cx, vote.closes_at))}</span>
            </p>
        }
        .into_any(),
        VoteState::Preliminary | VoteState::Final | VoteState::Cancelled | VoteState::Void => ().into_any(),
    }
}

/// Why the vote was called off. The hall itself gives a code, a convenor gives words.
pub(super) fn called_off_because(cx: &Cx, vote: &Vote) -> Option<String> {
    let reason = vote.cancel_reason.clone().filter(|_| vote.state == VoteState::Cancelled)?;
    let nobody = || cx.text().vote_words().nobody_to_vote.to_owned();
    Some(if reason == "empty_electorate" { nobody() } else { reason })
}

fn called_off(cx: &Cx, vote: &Vote) -> Option<AnyView> {
    let words = cx.text().vote_words();
    let reason = called_off_because(cx, vote)?;
    // What was cast is not counted; that it was cast is not hidden.
    let cast = vote.heads_total.map(|of| view! { <p>{cx.text().cast_before_call_off(vote.turnout, of)}</p> });
    Some(view! { <div class="card"><h2>{words.called_off}</h2><p>{reason}</p>{cast}</div> }.into_any())
}

/// The way to look a ballot up by its short code, for everyone, as soon as there are ballots.
fn check_way(cx: &Cx, vote: &Vote) -> Option<AnyView> {
    vote.manifest_sha256.as_ref()?;
    let href = path::check_receipt(cx.slug(), vote.number);
    Some(view! { <p><a href=href>{cx.text().check_heading()}</a></p> }.into_any())
}

/// Whether ballots on paper are entered now.
fn takes_paper(vote: &Vote) -> bool {
    vote.paper_days > 0 && matches!(vote.state, VoteState::Open | VoteState::Closed)
}

fn officers_way(cx: &Cx, page: &VotePage) -> Option<AnyView> {
    let words = cx.text().vote_words();
    let vote = &page.vote;
    let paper = takes_paper(vote).then(|| {
        let href = path::paper(cx.slug(), vote.number);
        view! { " · "<a href=href>{cx.text().enter_paper()}</a> }
    });
    let href = path::conduct_vote(cx.slug(), vote.number);
    page.conducts.then(|| view! { <p><a href=href>{words.conduct}</a>{paper}</p> }.into_any())
}

/// What the reader holds, or why they hold nothing.
fn standing(cx: &Cx, page: &VotePage) -> AnyView {
    let words = cx.text().vote_words();
    let vote = &page.vote;
    if page.holdings.is_empty() {
        if vote.state == VoteState::Cancelled {
            return ().into_any();
        }
        return match cx.actor() {
            Actor::Visitor => {
                view! { <p><a class="button" href=path::sign_in_from(&cx.here)>{words.sign_in_to_vote}</a></p> }.into_any()
            }
            Actor::Member(_) | Actor::System if vote.kind == VoteKind::Statutory => {
                view! { <p class="holding">{words.not_an_owner}</p> }.into_any()
            }
            Actor::Member(_) | Actor::System => {
                view! { <p class="holding">{words.not_on_roll}</p> }.into_any()
            }
        };
    }
    let lines: Vec<_> = page
        .holdings
        .iter()
        .map(|it| view! { <p>{ballot::holds(cx, it)}</p> {ballot::told(cx, page, it)} })
        .collect();
    let foreseen = matches!(vote.state, VoteState::Draft | VoteState::Notice);
    view! {
        <section class="holding">
            {foreseen.then(|| view! { <h2>{words.my_entry}</h2> })}
            {lines}
            {foreseen.then(|| view! { <p class="hint">{words.my_entry_hint}</p> })}
        </section>
    }
    .into_any()
}

fn explanation(cx: &Cx, vote: &Vote) -> AnyView {
    let open = !vote.takes_ballots(cx.now);
    let questions: Vec<_> = vote
        .questions
        .iter()
        .filter(|_| open)
        .map(|question| {
            let options: Vec<_> = question.options.iter().map(|option| option_line(cx, option)).collect();
            let options = (!options.is_empty()).then(|| view! { <ol>{options}</ol> });
            let text = question.text.as_ref().map(|text| view! { <h3>{text.as_str().to_owned()}</h3> });
            view! { {text}{options} }
        })
        .collect();
    view! {
        <details class="fold" open=open>
            <summary>{cx.text().vote_words().explanation}</summary>
            <div class="prose" inner_html=vote.body_html.clone()></div>
            {questions}
        </details>
    }
    .into_any()
}

fn option_line(cx: &Cx, option: &Opt) -> AnyView {
    let cost =
        option.cost.map(|cost| view! { <span class="meta">{cx.text().cost(&cost.to_string())}</span> });
    view! { <li>{option.label.as_str().to_owned()}" "{cost}</li> }.into_any()
}

fn how_it_passes(cx: &Cx, vote: &Vote) -> AnyView {
    let text = cx.text();
    let words = text.vote_words();
    let quorum = vote.quorum.as_ref().map(|asked| {
        view! { <p>{bar_words(cx, words.enough_took_part, asked.threshold, asked.source.as_str())}</p> }
    });
    let several = vote.questions.len() > 1;
    let each: Vec<_> = vote
        .questions
        .iter()
        .map(|question| {
            let heading = question.text.as_ref().filter(|_| several);
            let heading = heading.map(|text| view! { <h3>{text.as_str().to_owned()}</h3> });
            view! { {heading} {decided_by(cx, question)} }
        })
        .collect();
    let extension =
        (vote.extension_days > 0).then(|| view! { <p>{text.may_be_extended(vote.extension_days)}</p> });
    let paper = (vote.paper_days > 0).then(|| view! { <p>{text.takes_paper(vote.paper_days)}</p> });
    let open_or_not = if vote.secret { text.secret_how() } else { text.named_how() };
    view! {
        <details class="fold"><summary>{words.how_it_passes}</summary>
            {quorum}{each}{extension}{paper}<p>{open_or_not}</p>
        </details>
    }
    .into_any()
}

fn bar_words(cx: &Cx, question: &str, threshold: Threshold, source: &str) -> String {
    format!("{question}{}（{source}）", cx.text().threshold(threshold))
}

/// By what a question is decided, in a few sentences.
fn decided_by(cx: &Cx, question: &Question) -> AnyView {
    let text = cx.text();
    let words = text.vote_words();
    if let Some(matter) = question.matter() {
        return view! { <p>{text.owners_bars(matter)}</p> }.into_any();
    }
    match &question.rule {
        record::Rule::Vote(rule) => {
            let Rule { participation, agreement, .. } = rule.rule();
            let quorum = participation.as_ref().map(|asked| {
                view! { <p>{bar_words(cx, words.enough_took_part, asked.threshold, asked.source.as_str())}</p> }
            });
            let bar = match agreement {
                None => words.most_lead.to_owned(),
                Some(asked) => bar_words(cx, words.enough_agreed, asked.threshold, asked.source.as_str()),
            };
            view! { {quorum} <p>{bar}</p> }.into_any()
        }
        record::Rule::Choice(_) | record::Rule::Budget(_) => {
            view! { <p>{text.method_explained(setup::method_of(question))}</p> }.into_any()
        }
    }
}

fn facts(cx: &Cx, vote: &Vote) -> AnyView {
    let text = cx.text();
    let words = text.vote_words();
    let place = vote.place.clone().unwrap_or_else(|| text.whole_community().to_owned());
    let place = format!("{place} · {}", text.electorate(vote.electorate));
    // Once the vote is counted or called off no more is entered, whatever was planned.
    let awaits_paper = vote.paper_days > 0 && !vote.state.has_outcome() && vote.state != VoteState::Cancelled;
    let paper = awaits_paper.then(|| {
        let until = text.paper_entered_until(&moment(cx, vote.paper_until()));
        view! { <div><dt>{text.paper_term()}</dt><dd>{until}</dd></div> }
    });
    let objections = !matches!(vote.state, VoteState::Cancelled | VoteState::Void);
    let objections = objections.then(|| {
        let until = vote.objections_until.map(|until| moment(cx, until));
        let says = text.objections_last(vote.objections_days, until.as_deref());
        view! { <div><dt>{text.objections_term()}</dt><dd>{says}</dd></div> }
    });
    let issue = vote.issue.clone().map(|(number, title)| {
        let href = path::issue(cx.slug(), number);
        view! { <div><dt>{words.issue}</dt><dd><a href=href>{title}</a></dd></div> }
    });
    view! {
        <dl class="facts">
            <div><dt>{words.convener}</dt><dd>{vote.convener_name.clone()}</dd></div>
            <div><dt>{words.place}</dt><dd>{place}</dd></div>
            <div><dt>{words.time}</dt><dd>
                <Moment cx=cx.clone() at=vote.opens_at/>" – "<Moment cx=cx.clone() at=vote.closes_at/>
            </dd></div>
            {paper}
            {objections}
            {issue}
        </dl>
    }
    .into_any()
}
