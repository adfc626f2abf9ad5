//! Decisions and the register of moderation.

use super::types::{
    AppealAnswer, Decision, DecisionLine, DecisionList, Failures, Moderated, Register, Revision, time,
};
use super::{Answer, Paging, Place, answer, number};
use crate::site::Site;
use app::path;
use axum::extract::{Path, Query, State};
use axum::http::HeaderMap;
use service::decisions::{self, Listed, Origin};
use service::moderation::{self, AnsweredAppeal, RegisterEntry};

/// Decisions that were published.
#[utoipa::path(
    get,
    path = "/api/v1/communities/{community}/decisions",
    params(("community" = String, Path, description = "The community's slug"), Paging),
    responses((status = 200, body = DecisionList), Failures),
)]
pub(super) async fn decisions(
    State(site): State<Site>,
    Path(slug): Path<String>,
    Query(paging): Query<Paging>,
    asked: HeaderMap,
) -> Answer {
    let mut place = Place::enter(&site, &slug).await?;
    let page = decisions::decisions(&mut place.snapshot, &place.community, paging.number()).await?;
    let next = paging.next(page.more, &place.api("decisions"));
    let items = page.items.into_iter().map(|item| line(&place, item)).collect();
    answer(&asked, &DecisionList { items, next })
}

fn line(place: &Place, item: Listed) -> DecisionLine {
    DecisionLine {
        page: place.page(&path::decision(&place.community.slug, item.serial)),
        api: place.api(&format!("decisions/{}", item.serial)),
        serial: item.serial,
        label: item.label,
        title: item.title,
        body: item.body_name,
        owners_of: item.owners_of,
        published_at: time(item.published_at),
        is_corrected: item.corrected,
        rests_on_void_vote: item.rests_on_void,
    }
}

/// One decision, as it stands.
#[utoipa::path(
    get,
    path = "/api/v1/communities/{community}/decisions/{serial}",
    params(
        ("community" = String, Path, description = "The community's slug"),
        ("serial" = i64, Path, description = "The decision's number in addresses"),
    ),
    responses((status = 200, body = Decision), Failures),
)]
pub(super) async fn decision(
    State(site): State<Site>,
    address: Path<(String, String)>,
    asked: HeaderMap,
) -> Answer {
    let (slug, serial) = number(address)?;
    let mut place = Place::enter(&site, &slug).await?;
    let own = decisions::decision(&mut place.snapshot, &place.community, serial).await?;
    let revisions = own.revisions.iter().map(|revision| Revision {
        number: revision.revision,
        corrects: revision.why.clone(),
        seat: revision.seat_title.clone(),
        at: time(revision.at),
    });
    let revisions: Vec<Revision> = revisions.collect();
    let listed = Listed {
        serial: own.serial,
        owners_of: own.owners_of().map(str::to_owned),
        rests_on_void: own.rests_on_void(),
        label: own.label,
        title: own.text.title,
        body_name: own.body_name,
        published_at: own.published_at,
        corrected: revisions.len() > 1,
    };
    let vote = match own.origin {
        Origin::Vote { number, .. } => Some(number),
        // Who signed the minutes is a matter of names.
        Origin::Meeting { .. } => None,
    };
    let line = line(&place, listed);
    answer(&asked, &Decision { line, text: own.text.body, reasons: own.text.reasons, vote, revisions })
}

/// The register of moderation.
#[utoipa::path(
    get,
    path = "/api/v1/communities/{community}/register",
    params(("community" = String, Path, description = "The community's slug"), Paging),
    responses((status = 200, body = Register), Failures),
)]
pub(super) async fn register(
    State(site): State<Site>,
    Path(slug): Path<String>,
    Query(paging): Query<Paging>,
    asked: HeaderMap,
) -> Answer {
    let mut place = Place::enter(&site, &slug).await?;
    let page = moderation::register(&mut place.snapshot, &place.community, paging.number()).await?;
    let next = paging.next(page.page < page.pages, &place.api("register"));
    // A page of the hall shows the last one instead; a program that counts up has to find an end.
    let is_there = page.page == paging.number();
    let items = page.entries.into_iter().filter(|_| is_there).map(|entry| moderated(&place, entry)).collect();
    answer(&asked, &Register { items, next })
}

fn moderated(place: &Place, entry: RegisterEntry) -> Moderated {
    let answered = |own: AnsweredAppeal| AppealAnswer {
        answer: own.answer.code().to_owned(),
        reason: own.reason,
        seat: own.seat_title,
        at: time(own.at),
    };
    Moderated {
        reason: entry.reason.code().to_owned(),
        note: entry.note,
        seat: entry.seat_title,
        at: time(entry.at),
        target: entry.what.code().to_owned(),
        matter: entry.title,
        page: place.page(&path::words(&place.community.slug, entry.what, entry.place)),
        appealed_at: entry.appealed_at.map(time),
        answer: entry.answer.map(answered),
    }
}
