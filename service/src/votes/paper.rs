//! 纸质票: ballots that were handed in on paper, typed in by whoever conducts the vote.
//!
//! A head has one ballot, wherever it came from: one on paper is entered where there is none, and nobody replaces it on
//! a screen. Whoever mistyped takes it out and enters it anew; both are in the public log. Now and then, and before the
//! count at the latest, what was entered is closed as a batch, whose entry names the ballots' commitments.

use super::facts::{self, Held};
use super::read::Vote;
use super::{close, sealed};
use crate::hall::{Hall, Snapshot, Tx};
use crate::row::RowExt as _;
use crate::{Error, Result, log, looks};
use domain::actor::Actor;
use domain::count::ballot::InvalidReason;
use domain::count::canonical::Sha256Hex;
use domain::id::{BallotId, CommunityId, FormKey, HeadId, VoteId};
use domain::log::entry::Act;
use domain::log::tree::Hash;
use domain::members::Look;
use domain::policy::{self, Action};
use domain::problem::Problem;
use domain::votes::form::{self, Medium};
use domain::votes::{Marks, Said, VoteKind, VoteState};
use domain::words::{half_width, middle_masked_name};
use futures::future::BoxFuture;
use sqlx::any::AnyRow;

/// Heads shown of those that were searched for.
pub const FOUND_MOST: usize = 20;
/// Heads looked through for them.
const SEARCHED_MOST: i64 = 400;
/// Ballots shown of those entered last.
const ENTERED_MOST: i64 = 20;
/// What a search is at most, in characters.
pub const SEARCH_MAX: usize = 40;

/// A head of the roll, found or opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// Which.
    pub head: HeadId,
    /// Its units as people say them; of an adult, the homes. Empty where the roll knows none.
    pub units: String,
    /// Its owners or the person: masked in a list, so that two of one family are told apart; in full where
    /// signatures are compared.
    pub names: Vec<String>,
    /// Whether it has a ballot, and whether that was handed in on paper.
    pub ballot: Option<bool>,
}

fn head_of(row: &AnyRow, shown: fn(&str) -> String) -> Result<Head> {
    let ballot = row.opt_text("ballot")?.map(|_| row.opt_text("entered_by")).transpose()?;
    Ok(Head {
        head: row.parsed("id")?,
        units: place_of(row)?,
        names: row.text("name")?.split('、').filter(|name| !name.is_empty()).map(shown).collect(),
        ballot: ballot.map(|entered_by| entered_by.is_some()),
    })
}

/// Where a head is, as people say it: with its compound, where the vote reaches beyond one.
fn place_of(row: &AnyRow) -> Result<String> {
    let place = row.text("place")?;
    Ok(match row.opt_text("compound")? {
        Some(compound) => format!("{compound} {place}"),
        None => place,
    })
}

/// A head that was found in several places is one.
fn joined(heads: Vec<Head>) -> Vec<Head> {
    let mut all: Vec<Head> = Vec::new();
    for head in heads {
        match all.iter_mut().find(|known| known.head == head.head) {
            Some(known) => known.units = format!("{}、{}", known.units, head.units),
            None => all.push(head),
        }
    }
    all
}

/// Columns of heads and where they are, and the tables they come from. Where adults vote a head is a person and has no
/// units: a row for each home within the vote's compound, by the roll as it is at `$2`.
macro_rules! heads {
    ($columns:literal, $which:literal) => {
        concat!(
            "SELECT h.id, h.name, COALESCE(u.name, h.units) AS place, \
               CASE WHEN v.compound_id IS NULL THEN c.name END AS compound, ",
            $columns,
            " FROM vote_heads h JOIN votes v ON v.id = h.vote_id \
               LEFT JOIN (SELECT 'person:' || r.person_id AS key, r.unit_id FROM residences r \
                          WHERE r.from_at <= $2 AND (r.until_at IS NULL OR r.until_at > $2) \
                          UNION \
                          SELECT 'person:' || m.person_id, o.id FROM owner_set_members m \
                            JOIN units o ON o.owner_set_id = m.owner_set_id WHERE o.tenure = 'delivered') home \
                 ON home.key = h.key AND v.electorate = 'adults' \
               LEFT JOIN units u ON u.id = home.unit_id AND u.retired_at IS NULL \
                 AND (v.compound_id IS NULL OR v.compound_id = u.compound_id) \
               LEFT JOIN compounds c ON c.id = u.compound_id ",
            $which
        )
    };
}

const FOUND: &str = heads!(
    "b.id AS ballot, b.entered_by",
    "LEFT JOIN ballots b ON b.vote_id = h.vote_id AND b.head_id = h.id \
     WHERE h.vote_id = $1 AND h.joined_to IS NULL AND (h.units LIKE $3 OR h.name LIKE $3 OR u.name LIKE $3) \
     ORDER BY LENGTH(COALESCE(u.name, h.units)), COALESCE(u.name, h.units), h.name, h.id LIMIT $4"
);

const OPENED: &str = heads!(
    "b.id AS ballot, b.entered_by",
    "LEFT JOIN ballots b ON b.vote_id = h.vote_id AND b.head_id = h.id \
     WHERE h.vote_id = $1 AND h.joined_to IS NULL AND h.id = $3 ORDER BY u.sort, u.name"
);

const ENTERED: &str = heads!(
    "b.choice, b.paper_batch, CASE WHEN home.key IS NULL THEN 0 ELSE 1 END AS is_person",
    "JOIN (SELECT id, head_id, choice, paper_batch, cast_at FROM ballots \
           WHERE vote_id = $1 AND entered_by IS NOT NULL ORDER BY cast_at DESC, id LIMIT $3) b ON b.head_id = h.id \
     ORDER BY b.cast_at DESC, b.id, u.sort, u.name"
);

/// A ballot that was entered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entered {
    /// Whose.
    pub head: HeadId,
    /// Its units; or the person's home and name, masked.
    pub who: String,
    /// What it says.
    pub said: Said,
    /// In which batch; none while the batch is open.
    pub batch: Option<i64>,
}

/// A batch that was closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Batch {
    /// From 1.
    pub number: i64,
    /// How many of its ballots still stand.
    pub ballots: i64,
}

/// What was entered so far.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Ballots that no batch holds yet.
    pub open: i64,
    /// Batches, the first one first.
    pub batches: Vec<Batch>,
    /// The ballots entered last, the latest first.
    pub last: Vec<Entered>,
}

/// Heads of the vote's roll whose units, homes or names hold the words of `search` in their order: `3-2-501` finds
/// 3号楼2单元501室, and where it does, nothing of building 13.
pub async fn search(snapshot: &mut Snapshot, vote: VoteId, search: &str) -> Result<Vec<Head>> {
    let search: String = search.chars().map(half_width).collect();
    let words: Vec<&str> =
        search.split(|own: char| !own.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
    if words.is_empty() {
        return Ok(Vec::new());
    }
    let now = snapshot.now();
    let rows = sqlx::query(FOUND)
        .bind(vote.to_string())
        .bind(now.0)
        .bind(format!("%{}%", words.join("%")))
        .bind(SEARCHED_MOST)
        .fetch_all(&mut *snapshot.conn)
        .await?;
    let (mut exact, mut others) = (Vec::new(), Vec::new());
    for row in &rows {
        let found = if is_numbered(&row.text("place")?, &words) { &mut exact } else { &mut others };
        found.push(head_of(row, middle_masked_name)?);
    }
    let mut best = joined(if exact.is_empty() { others } else { exact });
    best.truncate(FOUND_MOST);
    Ok(best)
}

/// Whether the numbers in a unit's name are these, the last of which may still be being typed.
fn is_numbered(units: &str, words: &[&str]) -> bool {
    let mut numbers = units.split(|own: char| !own.is_ascii_digit()).filter(|number| !number.is_empty());
    let Some((last, first)) = words.split_last() else { return false };
    first.iter().all(|word| numbers.next() == Some(*word))
        && numbers.next().is_some_and(|number| number.starts_with(last))
}

/// The head whose ballot is to be entered, with its owners' names: the look is written down first.
pub async fn slip(
    hall: &Hall,
    actor: &Actor,
    community: CommunityId,
    vote: &Vote,
    head: HeadId,
) -> Result<Head> {
    policy::may(actor, &Action::EnterPaper(vote.facts(community, false)))?;
    looks::look(hall, actor, community, Look::VoteRoll, head.to_string()).await?;
    let mut snapshot = hall.read().await?;
    let now = snapshot.now();
    let rows = sqlx::query(OPENED)
        .bind(vote.id.to_string())
        .bind(now.0)
        .bind(head.to_string())
        .fetch_all(&mut *snapshot.conn)
        .await?;
    let found = rows.iter().map(|row| head_of(row, str::to_owned)).collect::<Result<Vec<_>>>()?;
    joined(found).pop().ok_or(Error::NotFound)
}

/// What was entered so far. Two statements.
pub async fn progress(snapshot: &mut Snapshot, vote: VoteId) -> Result<Progress> {
    let mut progress = Progress::default();
    let counted = sqlx::query(
        "SELECT paper_batch, COUNT(*) AS ballots FROM ballots \
         WHERE vote_id = $1 AND entered_by IS NOT NULL GROUP BY paper_batch ORDER BY paper_batch",
    )
    .bind(vote.to_string())
    .fetch_all(&mut *snapshot.conn)
    .await?;
    for row in &counted {
        let ballots = row.int("ballots")?;
        match row.opt_int("paper_batch")? {
            None => progress.open = ballots,
            Some(number) => progress.batches.push(Batch { number, ballots }),
        }
    }
    let now = snapshot.now();
    let last = sqlx::query(ENTERED)
        .bind(vote.to_string())
        .bind(now.0)
        .bind(ENTERED_MOST)
        .fetch_all(&mut *snapshot.conn)
        .await?;
    for row in &last {
        let head: HeadId = row.parsed("id")?;
        // Somebody with two homes is one.
        if progress.last.last().is_some_and(|known| known.head == head) {
            continue;
        }
        let (place, name) = (place_of(row)?, row.text("name")?);
        let is_person = row.flag("is_person")?;
        let who = match (place.is_empty(), is_person) {
            (true, _) => middle_masked_name(&name),
            (false, true) => format!("{place} {}", middle_masked_name(&name)),
            (false, false) => place,
        };
        progress.last.push(Entered {
            head,
            who,
            said: row.parsed("choice")?,
            batch: row.opt_int("paper_batch")?,
        });
    }
    Ok(progress)
}

/// What a paper says, as it was typed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Paper {
    /// Its marks, question by question; what nobody marked is blank.
    Marked(Vec<Marks>),
    /// It does not take part.
    Invalid(InvalidReason),
}

struct Enter {
    actor: Actor,
    vote: VoteId,
    head: HeadId,
    paper: Paper,
}

/// Enters the ballot of a head that has none.
pub async fn enter(
    hall: &Hall,
    actor: &Actor,
    key: FormKey,
    vote: VoteId,
    head: HeadId,
    paper: Paper,
) -> Result<()> {
    hall.write_once(actor, key, Enter { actor: actor.clone(), vote, head, paper }, enter_act).await
}

fn enter_act<'a>(tx: &'a mut Tx<'_>, command: &'a Enter) -> BoxFuture<'a, Result<()>> {
    Box::pin(async move {
        let vote = hold(tx, &command.actor, command.vote).await?;
        let said = match &command.paper {
            Paper::Invalid(reason) => Said::Invalid(*reason),
            Paper::Marked(marks) => form::said(&vote.frozen()?.questions, Medium::Paper, marks.clone())
                .map_err(|_misfit| Error::broken("a ballot that does not fit its vote got past the form"))?,
        };
        let on_roll = sqlx::query(
            "SELECT h.commitment, b.id AS ballot FROM vote_heads h \
               LEFT JOIN ballots b ON b.vote_id = h.vote_id AND b.head_id = h.id \
             WHERE h.vote_id = $1 AND h.id = $2 AND h.joined_to IS NULL",
        )
        .bind(vote.id.to_string())
        .bind(command.head.to_string())
        .fetch_optional(&mut *tx.conn)
        .await?
        .ok_or(Error::NotFound)?;
        if on_roll.opt_text("ballot")?.is_some() {
            return Err(Problem::HasBallot.into());
        }
        let head =
            (vote.facts.kind == VoteKind::Statutory).then(|| on_roll.parsed("commitment")).transpose()?;
        let opening = sealed::opening(vote.id, head, said.clone(), Hash(tx.secret()));
        let commitment = opening.commitment();
        let id: BallotId = tx.new_random_id();
        sqlx::query(
            "INSERT INTO ballots (id, vote_id, head_id, choice, suspended, times_cast, cast_at, entered_by, salt, \
               commitment) \
             VALUES ($1, $2, $3, $4, 0, 1, $5, $6, $7, $8)",
        )
        .bind(id.to_string())
        .bind(vote.id.to_string())
        .bind(command.head.to_string())
        .bind(said.to_string())
        .bind(tx.now().0)
        .bind(command.actor.member_id().map(|member| member.to_string()))
        .bind(opening.salt.to_string())
        .bind(commitment.to_string())
        .execute(&mut *tx.conn)
        .await?;
        log::put(tx, vote.facts.community, sealed::taken(vote.id, commitment, None)).await
    })
}

/// Holds the vote alone, so that nobody casts for the same head meanwhile and nobody counts it.
async fn hold(tx: &mut Tx<'_>, actor: &Actor, id: VoteId) -> Result<Held> {
    let vote = facts::permitted(tx, actor, id, Action::EnterPaper).await?;
    if vote.paper_days == 0 {
        return Err(Problem::NoPaper.into());
    }
    if tx.now() >= vote.paper_until() {
        return Err(Problem::VoteClosed.into());
    }
    Ok(vote)
}

struct TakeOut {
    actor: Actor,
    vote: VoteId,
    head: HeadId,
}

/// Takes out a ballot that was entered wrongly.
pub async fn take_out(hall: &Hall, actor: &Actor, key: FormKey, vote: VoteId, head: HeadId) -> Result<()> {
    let command = TakeOut { actor: actor.clone(), vote, head };
    hall.write_once(actor, key, command, |tx, command| {
        Box::pin(async move {
            let vote = hold(tx, &command.actor, command.vote).await?;
            let row = sqlx::query(
                "DELETE FROM ballots WHERE vote_id = $1 AND head_id = $2 AND entered_by IS NOT NULL \
                 RETURNING commitment",
            )
            .bind(vote.id.to_string())
            .bind(command.head.to_string())
            .fetch_optional(&mut *tx.conn)
            .await?
            .ok_or(Problem::AlreadyDone)?;
            let set_aside = Act::BallotSetAside { vote: vote.id, commitment: row.parsed("commitment")? };
            log::put(tx, vote.facts.community, set_aside).await
        })
    })
    .await
}

struct Conclude {
    actor: Actor,
    vote: VoteId,
}

/// Closes the batch that is open; refused where nothing is in it.
pub async fn close_batch(hall: &Hall, actor: &Actor, key: FormKey, vote: VoteId) -> Result<()> {
    hall.write_once(actor, key, Conclude { actor: actor.clone(), vote }, |tx, command| {
        Box::pin(async move {
            let vote = hold(tx, &command.actor, command.vote).await?;
            if end_batch(tx, &vote).await? { Ok(()) } else { Err(Problem::EmptyBatch.into()) }
        })
    })
    .await
}

/// Says that everything on paper is entered: the vote is counted there and then.
pub async fn conclude(hall: &Hall, actor: &Actor, key: FormKey, vote: VoteId) -> Result<()> {
    hall.write_once(actor, key, Conclude { actor: actor.clone(), vote }, |tx, command| {
        Box::pin(async move {
            let vote = hold(tx, &command.actor, command.vote).await?;
            if vote.facts.state != VoteState::Closed {
                return Err(Problem::StillOpen.into());
            }
            close::count(tx, &vote).await
        })
    })
    .await
}

/// Gives what no batch holds yet the next number, and logs it; tells whether anything waited for one.
pub(super) async fn end_batch(tx: &mut Tx<'_>, vote: &Held) -> Result<bool> {
    let waiting = sqlx::query(
        "SELECT commitment FROM ballots WHERE vote_id = $1 AND entered_by IS NOT NULL AND paper_batch IS NULL \
         ORDER BY cast_at, id",
    )
    .bind(vote.id.to_string())
    .fetch_all(&mut *tx.conn)
    .await?;
    if waiting.is_empty() {
        return Ok(false);
    }
    // Numbers are never given twice, also where all of a batch was taken out again.
    sqlx::query("UPDATE votes SET paper_batches = paper_batches + 1 WHERE id = $1")
        .bind(vote.id.to_string())
        .execute(&mut *tx.conn)
        .await?;
    let lines: String =
        waiting.iter().map(|row| Ok(row.text("commitment")? + "\n")).collect::<Result<_>>()?;
    sqlx::query(
        "UPDATE ballots SET paper_batch = (SELECT v.paper_batches FROM votes v WHERE v.id = $1) \
         WHERE vote_id = $1 AND entered_by IS NOT NULL AND paper_batch IS NULL",
    )
    .bind(vote.id.to_string())
    .execute(&mut *tx.conn)
    .await?;
    let batch = Act::PaperBatch {
        vote: vote.id,
        ballots: i64::try_from(waiting.len()).map_err(Error::broken)?,
        commitments_sha256: Sha256Hex::of(lines.as_bytes()),
    };
    log::put(tx, vote.facts.community, batch).await?;
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::is_numbered;

    #[test]
    fn a_unit_is_found_by_its_numbers() {
        for (units, words, found) in [
            ("3号楼2单元501室", &["3", "2", "501"][..], true),
            ("3号楼2单元501室", &["3", "2", "50"], true),
            ("3号楼2单元501室", &["3", "2"], true),
            ("13号楼2单元501室", &["3", "2", "501"], false),
            ("3号楼1单元102室", &["3", "2"], false),
            ("地下车库A-17", &["17"], true),
            ("", &["3"], false),
        ] {
            assert_eq!(is_numbered(units, words), found, "{units} {words:?}");
        }
    }
}
