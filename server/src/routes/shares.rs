//! The cards of what can be told on: of issues, proposals, votes and decisions.

use crate::edge::{Answer, Failure, Visit};
use app::pages::share::Card;
use app::text::sharing::Told;
use app::{pages, path};
use axum::extract::Path;
use service::{decisions, issues};

/// An issue's card.
pub(crate) async fn issue(mut visit: Visit, Path((slug, number)): Path<(String, String)>) -> Answer {
    let community = visit.enter(&slug).await?;
    let actor = visit.actor().clone();
    let issue = issues::issue(&mut visit.snapshot, &actor, &community, number_of(&number)?).await?;
    Ok(visit.page(|cx| {
        let text = cx.text();
        let state = format!(
            "{} · {}",
            text.stage(issue.stage),
            text.cosigners(issue.cosigners, issue.cosigners_needed)
        );
        let card = Card {
            told: Told::Issue,
            title: issue.title.clone(),
            state,
            page: path::issue(&slug, issue.number),
        };
        pages::share::share(cx, card)
    }))
}

/// A decision's card.
pub(crate) async fn decision(mut visit: Visit, Path((slug, serial)): Path<(String, String)>) -> Answer {
    let community = visit.enter(&slug).await?;
    let decision = decisions::decision(&mut visit.snapshot, &community, number_of(&serial)?).await?;
    Ok(visit.page(|cx| {
        let corrected = decision.text.revision > 1;
        let state = cx.text().decision_in_a_line(&decision.label, &decision.body_name, corrected);
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
