//! The cards of what can be told on: of issues, proposals, votes and decisions.

use crate::edge::{Answer, Failure, Visit};
use app::pages::share::Card;
use app::text::sharing::Told;
use app::{pages, path};
use axum::extract::Path;
use service::votes::read::Vote;
use service::{decisions, issues, proposals, votes};

/// An issue's card.
pub(crate) async fn issue(mut visit: Visit, Path((slug, number)): Path<(String, String)>) -> Answer {
    let community = visit.enter(&slug).await?;
    let actor = visit.actor().clone();
    let issue = issues::issue(&mut visit.snapshot, &actor, &community, number_of(&number)?).await?;
    Ok(visit.page(|cx| {
        let text = cx.text();
        let wanted = pages::issues::cosigners_wanted(&issue);
        let state = format!("{} · {}", text.stage(issue.stage), text.cosigners(issue.cosigners, wanted));
        let card = Card {
            told: Told::Issue,
            title: issue.title.clone(),
            state,
            page: path::issue(&slug, issue.number),
        };
        pages::share::share(cx, card)
    }))
}

/// A proposal's card.
pub(crate) async fn proposal(
    mut visit: Visit,
    Path((slug, issue, number)): Path<(String, String, String)>,
) -> Answer {
    let community = visit.enter(&slug).await?;
    let actor = visit.actor().clone();
    let (issue, number) = (number_of(&issue)?, number_of(&number)?);
    let proposal = proposals::proposal(&mut visit.snapshot, &actor, &community, issue, number).await?;
    Ok(visit.page(|cx| {
        let card = Card {
            told: Told::Proposal,
            title: proposal.title.clone(),
            state: cx.text().proposal_in_a_line(&proposal.issue_title, proposal.revision, proposal.cosigners),
            page: path::proposal(&slug, issue, number),
        };
        pages::share::share(cx, card)
    }))
}

/// A vote's card: what it is and until when, never how it stands.
pub(crate) async fn vote(mut visit: Visit, place: Path<(String, String)>) -> Answer {
    let vote = enter_vote(&mut visit, &place).await?;
    let page = path::vote(&place.0.0, vote.number);
    Ok(visit.page(|cx| {
        let closes = cx.text().moment(cx.local(vote.closes_at), cx.local(cx.now));
        let state = cx.text().vote_in_a_line(vote.kind, vote.state, &closes);
        pages::share::share(cx, Card { told: Told::Vote, title: vote.title.clone(), state, page })
    }))
}

/// A vote's notice or outcome on A4.
pub(crate) async fn vote_poster(mut visit: Visit, place: Path<(String, String)>) -> Answer {
    let vote = enter_vote(&mut visit, &place).await?;
    let log_key = visit.site.log_key.public().to_string();
    let orders = votes::orders::orders(&mut visit.snapshot, vote.id).await?;
    Ok(visit.page(|cx| pages::board::vote(cx, &vote, &orders, &log_key)))
}

async fn enter_vote(
    visit: &mut Visit,
    Path((slug, number)): &Path<(String, String)>,
) -> Result<Vote, Failure> {
    let community = visit.enter(slug).await?;
    let actor = visit.actor().clone();
    Ok(votes::read::vote(&mut visit.snapshot, &actor, &community, number_of(number)?).await?)
}

/// A decision's card.
pub(crate) async fn decision(mut visit: Visit, Path((slug, serial)): Path<(String, String)>) -> Answer {
    let community = visit.enter(&slug).await?;
    let decision = decisions::decision(&mut visit.snapshot, &community, number_of(&serial)?).await?;
    Ok(visit.page(|cx| {
        let corrected = decision.text.revision > 1;
        let decided_by = cx.text().decided_by(&decision.body_name, decision.owners_of());
        let state = cx.text().decision_in_a_line(&decision.label, &decided_by, corrected);
        let void = if decision.rests_on_void() { cx.text().rests_on_void() } else { "" };
        let state = format!("{void}{state}");
        let card = Card {
            told: Told::Decision,
            title: decision.text.title.clone(),
            state,
            page: path::decision(&slug, decision.serial),
        };
        pages::share::share(cx, card)
    }))
}

fn number_of(text: &str) -> Result<i64, Failure> {
    text.parse().map_err(|_not_a_number| Failure::NOT_FOUND)
}
