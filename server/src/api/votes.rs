//! Votes and their outcomes.

use super::types::{Failures, Record, Vote, VoteLine, VoteList, time};
use super::{Answer, Failed, Paging, Place, after, answer, number, outcome};
use crate::site::Site;
use app::path;
use axum::extract::{Path, Query, State};
use axum::http::HeaderMap;
use domain::actor::Actor;
use domain::count::canonical::Sha256Hex;
use service::log;
use service::votes::{objections, orders, read, record};

/// Votes on a page.
const ON_A_PAGE: usize = 50;

/// Votes that were announced: the latest two hundred.
#[utoipa::path(
    get,
    path = "/api/v1/communities/{community}/votes",
    params(("community" = String, Path, description = "The community's slug"), Paging),
    responses((status = 200, body = VoteList), Failures),
)]
pub(super) async fn votes(
    State(site): State<Site>,
    Path(slug): Path<String>,
    Query(paging): Query<Paging>,
    asked: HeaderMap,
) -> Answer {
    let mut place = Place::enter(&site, &slug).await?;
    let lines = read::votes(&mut place.snapshot, &Actor::Visitor, place.community.id).await?;
    let before = usize::try_from(paging.number() - 1).unwrap_or(usize::MAX).saturating_mul(ON_A_PAGE);
    let next = paging.next(lines.len().saturating_sub(before) > ON_A_PAGE, &place.api("votes"));
    let items = lines.into_iter().skip(before).take(ON_A_PAGE).map(|line| VoteLine {
        page: place.page(&path::vote(&place.community.slug, line.number)),
        api: place.api(&format!("votes/{}", line.number)),
        number: line.number,
        title: line.title,
        kind: line.kind.code().to_owned(),
        state: line.state.code().to_owned(),
        place: line.place,
        opens_at: time(line.opens_at),
        closes_at: time(line.closes_at),
    });
    answer(&asked, &VoteList { items: items.collect(), next })
}

/// One vote, and what came of it.
#[utoipa::path(
    get,
    path = "/api/v1/communities/{community}/votes/{number}",
    params(
        ("community" = String, Path, description = "The community's slug"),
        ("number" = i64, Path, description = "The vote's number"),
    ),
    responses((status = 200, body = Vote), Failures),
)]
pub(super) async fn vote(
    State(site): State<Site>,
    address: Path<(String, String)>,
    asked: HeaderMap,
) -> Answer {
    let (slug, number) = number(address)?;
    let mut place = Place::enter(&site, &slug).await?;
    let vote = read::vote(&mut place.snapshot, &Actor::Visitor, &place.community, number).await?;
    let log_entry = log::counted(&mut place.snapshot, &vote).await?;
    let witnesses = match log_entry {
        Some(entry) => log::witnesses(&mut place.snapshot, entry.saturating_add(1)).await?,
        None => Vec::new(),
    };
    let outcome = outcome::of(&vote, log_entry, witnesses);
    let earlier_counts = orders::earlier_counts(&mut place.snapshot, vote.id).await?;
    let objections =
        objections::objections(&mut place.snapshot, &Actor::Visitor, place.community.id, &vote).await?;
    let orders = orders::orders(&mut place.snapshot, vote.id).await?;
    let record = record_of(&site, &mut place, &vote).await?;
    let line = VoteLine {
        page: place.page(&path::vote(&place.community.slug, vote.number)),
        api: place.api(&format!("votes/{}", vote.number)),
        number: vote.number,
        title: vote.title,
        kind: vote.kind.code().to_owned(),
        state: vote.state.code().to_owned(),
        place: vote.place,
        opens_at: time(vote.opens_at),
        closes_at: time(vote.closes_at),
    };
    answer(
        &asked,
        &Vote {
            line,
            explanation: vote.body,
            is_secret: vote.secret,
            electorate: vote.electorate.code().to_owned(),
            convener: vote.convener_name,
            announced_at: vote.notice_at.map(time),
            called_off_because: vote.cancel_reason,
            heads: vote.heads_total,
            area_cm2: vote.area_total_cm2.filter(|area| *area > 0),
            turnout: vote.turnout,
            manifest_sha256: vote.manifest_sha256,
            roll_sha256: vote.roll_sha256,
            counted_at: vote.closed_at.map(time),
            objections_until: vote.objections_until.map(time),
            outcome,
            earlier_counts: earlier_counts.into_iter().map(after::earlier_count).collect(),
            objections: objections.into_iter().map(after::objection).collect(),
            orders: orders.into_iter().map(after::order).collect(),
            record,
        },
    )
}

/// Where the vote's record is, and its hash. It is made for that: it is nowhere but in what it is made from.
async fn record_of(site: &Site, place: &mut Place, vote: &read::Vote) -> Result<Option<Record>, Failed> {
    let made = record::record(&mut place.snapshot, vote, &site.log_key).await?;
    Ok(made.map(|bytes| Record {
        file: place.page(&path::record(&place.community.slug, vote.number)),
        sha256: Sha256Hex::of(&bytes).as_str().to_owned(),
        bytes: u64::try_from(bytes.len()).unwrap_or(u64::MAX),
    }))
}
