//! Opening: question, options, rule and roll are frozen in one act.

use super::electorate::{self, Asked, Entry};
use super::facts::{self, Held};
use super::{announce, questions};
use crate::hall::Tx;
use crate::jobs::{self, JobKind};
use crate::row::RowExt as _;
use crate::{Error, Result, dialect, log};
use domain::actor::Actor;
use domain::count::ballot::OptionNo;
use domain::count::canonical::{self, Sha256Hex};
use domain::count::profile::ties::Lot;
use domain::id::{HeadId, VoteId};
use domain::log::entry::Act;
use domain::votes::VoteState;
use domain::votes::frozen::{Frozen, FrozenFormat, FrozenRoll, HeadFormat, HeadOpening, RollLine, roll_text};
use domain::votes::question::{self, Question};
use domain::words::{Body, Title};
use serde_json::json;

/// Why a vote was called off when nobody was left to open it for; the page says it in the reader's language.
pub(crate) const EMPTY_ELECTORATE: &str = "empty_electorate";

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
    let questions = questions::of(tx.conn, id).await?;
    if !question::admits(&questions, vote.quorum.as_ref(), total) {
        sqlx::query(
            "UPDATE votes SET state = 'cancelled', cancel_reason = $2, cancelled_at = $3, version = version + 1 \
             WHERE id = $1",
        )
        .bind(id.to_string())
        .bind(EMPTY_ELECTORATE)
        .bind(tx.now().0)
        .execute(&mut *tx.conn)
        .await?;
        return announce::let_go(tx, &vote, &Actor::System, "").await;
    }
    let roll_sha256 = freeze_roll(tx, id, &entries).await?;
    let roll = FrozenRoll { sha256: roll_sha256.clone(), total };
    let frozen = freeze(tx, &vote, questions, roll).await?;
    let manifest = canonical::json(&frozen).map_err(Error::broken)?;
    let manifest_sha256 = Sha256Hex::of(manifest.as_bytes());
    if vote.secret {
        let secret = tx.secret();
        tx.keys.make(id, secret)?;
    }
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

/// Everything a ballot answers and is counted by. The lots that ties are settled by are drawn now, when the options
/// stand and nobody has voted.
async fn freeze(tx: &mut Tx<'_>, vote: &Held, questions: Vec<Question>, roll: FrozenRoll) -> Result<Frozen> {
    let questions = questions.into_iter().map(|question| {
        let lot = draw(tx, question.options.len());
        question.with_lot(lot)
    });
    let questions = questions.collect();
    let (scope, scope_id) = vote.scope.columns();
    Ok(Frozen {
        format: FrozenFormat::V2,
        log: log::origin(tx).await?,
        community: vote.facts.community,
        vote: vote.id,
        number: vote.number,
        kind: vote.facts.kind,
        title: Title::parse(&vote.title).map_err(Error::broken)?,
        explanation: Body::parse(&vote.body).map_err(Error::broken)?,
        questions,
        quorum: vote.quorum.clone(),
        electorate: vote.electorate,
        scope: (scope.to_owned(), scope_id),
        secret: vote.secret,
        opens_at: vote.opens_at,
        closes_at: vote.closes_at,
        objections_days: vote.objections_days,
        extension_days: vote.extension_days,
        online: vote.facts.online,
        paper_days: vote.paper_days,
        roll,
    })
}

/// An order of so many options in which each is as likely as any other: sorted by 128 random bits each.
fn draw(tx: &Tx<'_>, options: usize) -> Lot {
    let numbers = (1_u16..).take(options);
    let mut drawn: Vec<([u8; 16], OptionNo)> =
        numbers.map(|number| (tx.secret(), OptionNo(number))).collect();
    drawn.sort_unstable();
    Lot(drawn.into_iter().map(|(_, option)| option).collect())
}

async fn freeze_roll(tx: &mut Tx<'_>, id: VoteId, entries: &[Entry]) -> Result<Sha256Hex> {
    let mut lines = Vec::with_capacity(entries.len());
    let mut heads = Vec::with_capacity(entries.len());
    let mut speakers = Vec::new();
    for entry in entries {
        let head: HeadId = tx.new_random_id();
        let who = if entry.units.is_empty() { &entry.name } else { &entry.units };
        let opening = HeadOpening { format: HeadFormat::V1, vote: id, head, who: who.clone() };
        let commitment = opening.commitment();
        let counts_head = entry.weight.heads.get() == 1;
        heads.push(json!({
            "id": head.to_string(),
            "key": entry.key,
            "name": entry.name,
            "units": entry.units,
            "units_count": entry.units_count,
            "counts_head": i64::from(counts_head),
            "area_cm2": entry.weight.area.get(),
            "building": entry.building.map(|building| building.to_string()),
            "owners_count": entry.people.len(),
            "who": opening.who,
            "commitment": commitment.to_string(),
        }));
        for belongs in &entry.people {
            let speaks = i64::from(belongs.speaks);
            speakers.push(
                json!({ "person": belongs.person.to_string(), "head": head.to_string(), "speaks": speaks }),
            );
        }
        lines.push(RollLine { commitment, weight: entry.weight });
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
        Ok(Sha256Hex::of(roll_text(lines).as_bytes()))
    } else {
        Err(Error::broken("the frozen roll has not the heads that were formed"))
    }
}
