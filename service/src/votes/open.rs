//! Opening: question, options, rule and roll are frozen in one act.

use super::announce;
use super::electorate::{self, Asked, Entry};
use super::facts::{self, Held, Opt};
use crate::hall::Tx;
use crate::jobs::{self, JobKind};
use crate::row::RowExt as _;
use crate::{Error, Result, dialect, log};
use domain::actor::Actor;
use domain::count::canonical::{self, Sha256Hex};
use domain::count::manifest::Manifest;
use domain::id::{HeadId, VoteId};
use domain::log::entry::Act;
use domain::time::Timestamp;
use domain::votes::{ElectorateKind, VoteState};
use serde::Serialize;
use serde_json::json;

/// Why a vote was called off when nobody was left to open it for; the page says it in the reader's language.
pub(crate) const EMPTY_ELECTORATE: &str = "empty_electorate";

/// What is frozen and hashed: everything a ballot answers and is counted by.
#[derive(Serialize)]
struct Frozen<'a> {
    format: &'static str,
    number: i64,
    title: &'a str,
    explanation: &'a str,
    options: &'a [Opt],
    rule: &'a Manifest,
    electorate: ElectorateKind,
    scope: (&'static str, Option<String>),
    opens_at: Timestamp,
    closes_at: Timestamp,
    roll_sha256: &'a str,
}

/// One line of the roll as it is hashed: no name, and an id that says nothing outside this vote.
#[derive(Serialize)]
pub(super) struct RollLine {
    pub(super) id: String,
    pub(super) units_count: i64,
    pub(super) counts_head: bool,
    pub(super) area_cm2: i64,
}

/// The hash of a roll, whatever order its lines come in.
pub(super) fn roll_hash(mut lines: Vec<RollLine>) -> Result<Sha256Hex> {
    lines.sort_by(|a, b| a.id.cmp(&b.id));
    canonical::hash(&lines).map_err(Error::broken)
}

/// Opens the vote if its time has come; leaves alone what is open already, called off or put off.
pub(crate) async fn open_due(tx: &mut Tx<'_>, id: VoteId) -> Result<()> {
    let vote = facts::hold(tx, id).await?;
    if vote.facts.state != VoteState::Notice || tx.now() < vote.opens_at {
        return Ok(());
    }
    let asked =
        Asked { community: vote.facts.community, kind: vote.electorate, scope: vote.scope, now: tx.now() };
    let entries = electorate::form(&mut *tx.conn, asked).await?;
    let total =
        electorate::total(&entries).ok_or_else(|| Error::broken("an electorate beyond the limits"))?;
    if vote.rule.admits(total).is_err() {
        sqlx::query(
            "UPDATE votes SET state = 'cancelled', cancel_reason = $2, version = version + 1 WHERE id = $1",
        )
        .bind(id.to_string())
        .bind(EMPTY_ELECTORATE)
        .execute(&mut *tx.conn)
        .await?;
        return announce::let_go(tx, &vote, &Actor::System, "").await;
    }
    let roll_sha256 = freeze_roll(tx, id, &entries).await?;
    let manifest = freeze(tx, &vote, roll_sha256.as_str()).await?;
    let manifest_sha256 = Sha256Hex::of(manifest.as_bytes());
    sqlx::query(
        "UPDATE votes SET state = 'open', manifest = $2, manifest_sha256 = $3, roll_sha256 = $4, heads_total = $5, \
           area_total_cm2 = $6, version = version + 1 WHERE id = $1",
    )
    .bind(id.to_string())
    .bind(&manifest)
    .bind(manifest_sha256.as_str())
    .bind(roll_sha256.as_str())
    .bind(total.heads.get())
    .bind(total.area.get())
    .execute(&mut *tx.conn)
    .await?;
    let opened = Act::VoteOpened { vote: id, manifest_sha256, roll_sha256 };
    log::put(tx, vote.facts.community, opened).await?;
    jobs::put_down(tx, JobKind::CloseVote, &id.to_string(), vote.closes_at).await
}

async fn freeze(tx: &mut Tx<'_>, vote: &Held, roll_sha256: &str) -> Result<String> {
    let options = facts::options(tx, vote.id).await?;
    let frozen = Frozen {
        format: "yishi-vote/1",
        number: vote.number,
        title: &vote.title,
        explanation: &vote.body,
        options: &options,
        rule: &vote.rule,
        electorate: vote.electorate,
        scope: vote.scope.columns(),
        opens_at: vote.opens_at,
        closes_at: vote.closes_at,
        roll_sha256,
    };
    canonical::json(&frozen).map_err(Error::broken)
}

async fn freeze_roll(tx: &mut Tx<'_>, id: VoteId, entries: &[Entry]) -> Result<Sha256Hex> {
    let mut lines = Vec::with_capacity(entries.len());
    let mut heads = Vec::with_capacity(entries.len());
    let mut speakers = Vec::new();
    for entry in entries {
        let head: HeadId = tx.new_random_id();
        let head = head.to_string();
        let counts_head = entry.weight.heads.get() == 1;
        heads.push(json!({
            "id": head,
            "key": entry.key,
            "name": entry.name,
            "units": entry.units,
            "units_count": entry.units_count,
            "counts_head": i64::from(counts_head),
            "area_cm2": entry.weight.area.get(),
            "building": entry.building.map(|building| building.to_string()),
            "owners_count": entry.people.len(),
        }));
        for belongs in &entry.people {
            let speaks = i64::from(belongs.speaks);
            speakers.push(json!({ "person": belongs.person.to_string(), "head": head, "speaks": speaks }));
        }
        lines.push(RollLine {
            id: head,
            units_count: entry.units_count,
            counts_head,
            area_cm2: entry.weight.area.get(),
        });
    }
    for (statement, list) in [(dialect::FREEZE_HEADS, heads), (dialect::FREEZE_SPEAKERS, speakers)] {
        sqlx::query(statement.on(tx.engine))
            .bind(serde_json::to_string(&list)?)
            .bind(id.to_string())
            .execute(&mut *tx.conn)
            .await?;
    }
    let written = sqlx::query("SELECT COUNT(*) AS heads FROM vote_heads WHERE vote_id = $1")
        .bind(id.to_string())
        .fetch_one(&mut *tx.conn)
        .await?;
    if written.int("heads")? == i64::try_from(entries.len()).map_err(Error::broken)? {
        roll_hash(lines)
    } else {
        Err(Error::broken("the frozen roll has not the heads that were formed"))
    }
}
