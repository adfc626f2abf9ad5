//! 异议: whoever is of the electorate objects in public, whoever conducts the vote answers in public, and what is found
//! of it is done in the same act: counting anew, or annulling the vote.

mod read;

pub(crate) use read::hold_words;
pub use read::{Answered, Objection, Words, objections};

use super::electorate::{self, Asked};
use super::facts::{self, Held};
use super::{announce, close, orders};
use crate::hall::{Hall, Snapshot, Tx};
use crate::jobs::{self, JobKind};
use crate::notices::{self, Telling};
use crate::row::RowExt as _;
use crate::{Error, Result, log};
use domain::actor::Actor;
use domain::count::canonical::Sha256Hex;
use domain::id::{FormKey, MemberId, PersonId, VoteId};
use domain::log::entry::Act;
use domain::log::tree::Hash;
use domain::notices::NoticeKind;
use domain::policy::{self, Action, VoteFacts};
use domain::problem::Problem;
use domain::votes::VoteState;
use domain::votes::after::{OBJECTIONS_EACH_MAX, ObjectionFinding, ObjectionKind};
use domain::votes::frozen::of_short_code;
use domain::words::{ObjectionText, Reason};
use futures::future::BoxFuture;
use sqlx::AnyConnection;
use sqlx::any::AnyRow;

struct Object {
    actor: Actor,
    vote: VoteId,
    kind: ObjectionKind,
    text: ObjectionText,
}

/// 提异议, from the announcement until the end of 异议期; gives its number.
pub async fn object(
    hall: &Hall,
    actor: &Actor,
    key: FormKey,
    vote: VoteId,
    kind: ObjectionKind,
    text: ObjectionText,
) -> Result<i64> {
    hall.write_once(actor, key, Object { actor: actor.clone(), vote, kind, text }, object_act).await
}

fn object_act<'a>(tx: &'a mut Tx<'_>, command: &'a Object) -> BoxFuture<'a, Result<i64>> {
    Box::pin(async move {
        let vote = facts::hold(tx, command.vote).await?;
        let is_of_electorate = match command.actor.member().and_then(|member| member.person) {
            Some(person) => belongs(tx, &vote, person).await?,
            None => false,
        };
        policy::may(&command.actor, &Action::ObjectToVote(VoteFacts { is_of_electorate, ..vote.facts }))?;
        if vote.objections_until.is_some_and(|until| tx.now() >= until) {
            return Err(Problem::ObjectionsOver.into());
        }
        let member = command.actor.member_id().ok_or(Error::NotFound)?;
        let number = next_number(tx, command.vote, member).await?;
        sqlx::query(
            "INSERT INTO objections (vote_id, number, member_id, kind, text, made_at) VALUES ($1, $2, $3, $4, $5, $6)",
        )
        .bind(command.vote.to_string())
        .bind(number)
        .bind(member.to_string())
        .bind(command.kind.code())
        .bind(command.text.as_str())
        .bind(tx.now().0)
        .execute(&mut *tx.conn)
        .await?;
        let said = format!("{}\n{}", command.kind.code(), command.text.as_str());
        let text_sha256 = Sha256Hex::of(said.as_bytes());
        let made = Act::ObjectionMade { vote: command.vote, number, text_sha256 };
        log::put(tx, vote.facts.community, made).await?;
        let conductors = seated_in(tx, &vote).await?;
        let conductors = notices::without(conductors, Some(member));
        tell(tx, &vote, NoticeKind::ObjectionMade, &conductors, command.text.as_str()).await?;
        Ok(number)
    })
}

/// Whether the person is of the electorate: of the frozen roll once there is one, of the roll as it is now before.
async fn belongs(tx: &mut Tx<'_>, vote: &Held, person: PersonId) -> Result<bool> {
    if vote.manifest.is_none() {
        let asked = Asked {
            community: vote.facts.community,
            kind: vote.electorate,
            scope: vote.scope,
            now: tx.now(),
        };
        let entries = electorate::form(&mut *tx.conn, asked).await?;
        return Ok(entries.iter().any(|entry| entry.people.iter().any(|own| own.person == person)));
    }
    let row =
        sqlx::query("SELECT COUNT(*) AS heads FROM vote_speakers WHERE vote_id = $1 AND person_id = $2")
            .bind(vote.id.to_string())
            .bind(person.to_string())
            .fetch_one(&mut *tx.conn)
            .await?;
    Ok(row.int("heads")? > 0)
}

/// The number of the vote's next objection, if `member` may make one more. The vote's row is held: nobody else takes
/// it.
async fn next_number(tx: &mut Tx<'_>, vote: VoteId, member: MemberId) -> Result<i64> {
    let row = sqlx::query(
        "SELECT COUNT(*) AS all_of_them, \
           CAST(COALESCE(SUM(CASE WHEN member_id = $2 THEN 1 ELSE 0 END), 0) AS BIGINT) AS own \
         FROM objections WHERE vote_id = $1",
    )
    .bind(vote.to_string())
    .bind(member.to_string())
    .fetch_one(&mut *tx.conn)
    .await?;
    if row.int("own")? < OBJECTIONS_EACH_MAX {
        Ok(row.int("all_of_them")? + 1)
    } else {
        Err(Problem::TooManyObjections.into())
    }
}

/// Who holds a seat in the convening body now.
async fn seated_in(tx: &mut Tx<'_>, vote: &Held) -> Result<Vec<MemberId>> {
    sqlx::query(
        "SELECT DISTINCT s.member_id FROM seats s JOIN terms t ON t.id = s.term_id \
         WHERE t.body_id = $1 AND s.from_at <= $2 AND (s.until_at IS NULL OR s.until_at > $2) \
           AND t.from_at <= $2 AND (t.until_at IS NULL OR t.until_at > $2)",
    )
    .bind(vote.facts.convener.to_string())
    .bind(tx.now().0)
    .fetch_all(&mut *tx.conn)
    .await?
    .iter()
    .map(|row| row.parsed("member_id"))
    .collect()
}

/// Where a vote's objections are read, from the community's address.
fn path(vote: &Held) -> String {
    format!("votes/{}/objections", vote.number)
}

/// The first words, as a notice has them.
fn extract(words: &str) -> String {
    words.chars().take(domain::notices::EXTRACT_CHARS_MAX).collect()
}

async fn tell(
    tx: &mut Tx<'_>,
    vote: &Held,
    kind: NoticeKind,
    members: &[MemberId],
    words: &str,
) -> Result<()> {
    let extract = extract(words);
    let path = path(vote);
    let community = vote.facts.community;
    let telling = Telling { community, kind, title: &vote.title, extract: &extract, path: &path };
    notices::tell(tx, members, &telling).await
}

/// How many objections to the vote wait for an answer.
pub(super) async fn unanswered(tx: &mut Tx<'_>, vote: VoteId) -> Result<i64> {
    count_waiting(tx.conn, vote).await
}

/// The same for whoever conducts the vote. One statement.
pub async fn waiting(snapshot: &mut Snapshot, vote: VoteId) -> Result<i64> {
    count_waiting(&mut snapshot.conn, vote).await
}

async fn count_waiting(conn: &mut AnyConnection, vote: VoteId) -> Result<i64> {
    let row =
        sqlx::query("SELECT COUNT(*) AS waiting FROM objections WHERE vote_id = $1 AND finding IS NULL")
            .bind(vote.to_string())
            .fetch_one(conn)
            .await?;
    row.int("waiting")
}

/// What is answered to an objection.
#[derive(Clone, Debug)]
pub struct Answer {
    /// What is found.
    pub finding: ObjectionFinding,
    /// Why, in public.
    pub text: Reason,
    /// Of a recount: the ballot that counts no more, by the short code of its receipt, or by the home or the name of
    /// its voters. It is not published.
    pub ballot: Option<String>,
}

struct Answering {
    actor: Actor,
    vote: VoteId,
    number: i64,
    answer: Answer,
}

/// 答复异议, once and in public; a recount or annulment that is found is done with it.
pub async fn answer(
    hall: &Hall,
    actor: &Actor,
    key: FormKey,
    vote: VoteId,
    number: i64,
    answer: Answer,
) -> Result<()> {
    hall.write_once(actor, key, Answering { actor: actor.clone(), vote, number, answer }, answer_act).await
}

fn answer_act<'a>(tx: &'a mut Tx<'_>, command: &'a Answering) -> BoxFuture<'a, Result<()>> {
    Box::pin(async move {
        let vote = facts::permitted(tx, &command.actor, command.vote, Action::AnswerObjection).await?;
        let Answer { finding, text, ballot } = &command.answer;
        if !finding.fits(vote.facts.state) {
            return Err(Problem::NotCounted.into());
        }
        let author = open_objection(tx, vote.id, command.number).await?;
        write_answer(tx, &command.actor, &vote, command.number, (*finding, text)).await?;
        // Whoever objects does not also strike a ballot for it.
        if *finding == ObjectionFinding::Recount && ballot.is_some() {
            policy::may(&command.actor, &Action::StrikeBallot(vote.facts, author))?;
        }
        match finding {
            // Nobody finds the last: it does not fit, whatever the vote's state.
            ObjectionFinding::Unfounded | ObjectionFinding::WithoutEffect | ObjectionFinding::Moot => {}
            ObjectionFinding::Recount => {
                if let Some(ballot) = ballot {
                    let voters = set_aside(tx, &vote, command.number, ballot).await?;
                    tell(tx, &vote, NoticeKind::BallotStruck, &voters, text.as_str()).await?;
                }
                close::recount(tx, &vote, command.number, ballot.is_some()).await?;
            }
            ObjectionFinding::Annulled => orders::annul_held(tx, &command.actor, &vote, text).await?,
        }
        let none_waits = unanswered(tx, vote.id).await? == 0;
        if none_waits {
            forget_waiting(tx, &vote).await?;
        }
        if vote.facts.state == VoteState::Preliminary && none_waits {
            // Behind the moment itself: the job of that moment may be done already.
            let next = tx.now().plus(1);
            jobs::put_down(tx, JobKind::FinaliseVote, &vote.id.to_string(), next).await?;
        }
        let told = notices::without(vec![author], command.actor.member_id());
        tell(tx, &vote, NoticeKind::ObjectionAnswered, &told, text.as_str()).await
    })
}

/// Who made the objection, if nobody has answered it yet.
async fn open_objection(tx: &mut Tx<'_>, vote: VoteId, number: i64) -> Result<MemberId> {
    let row = sqlx::query("SELECT member_id, finding FROM objections WHERE vote_id = $1 AND number = $2")
        .bind(vote.to_string())
        .bind(number)
        .fetch_optional(&mut *tx.conn)
        .await?
        .ok_or(Error::NotFound)?;
    match row.opt_text("finding")? {
        Some(_) => Err(Problem::AlreadyDone.into()),
        None => row.parsed("member_id"),
    }
}

/// Writes an answer down and logs it.
async fn write_answer(
    tx: &mut Tx<'_>,
    actor: &Actor,
    vote: &Held,
    number: i64,
    (finding, text): (ObjectionFinding, &Reason),
) -> Result<()> {
    sqlx::query(
        "UPDATE objections SET finding = $3, answer = $4, seat_title = $5, answered_by = $6, answered_at = $7 \
         WHERE vote_id = $1 AND number = $2",
    )
    .bind(vote.id.to_string())
    .bind(number)
    .bind(finding.code())
    .bind(text.as_str())
    .bind(announce::seat_title(actor, vote))
    .bind(actor.member_id().map(|member| member.to_string()))
    .bind(tx.now().0)
    .execute(&mut *tx.conn)
    .await?;
    // What was found stands before the words, so that neither can be changed later.
    let answer_sha256 = Sha256Hex::of(format!("{}\n{}", finding.code(), text.as_str()).as_bytes());
    let answered = Act::ObjectionAnswered { vote: vote.id, number, answer_sha256 };
    log::put(tx, vote.facts.community, answered).await
}

/// Closes what nobody has answered of a vote that is no more, in public and with the reason for which it is no more;
/// whoever objected is told.
pub(super) async fn close_moot(tx: &mut Tx<'_>, actor: &Actor, vote: &Held, reason: &Reason) -> Result<()> {
    let waiting = sqlx::query(
        "SELECT number, member_id FROM objections WHERE vote_id = $1 AND finding IS NULL ORDER BY number",
    )
    .bind(vote.id.to_string())
    .fetch_all(&mut *tx.conn)
    .await?;
    let mut authors = Vec::with_capacity(waiting.len());
    for row in &waiting {
        write_answer(tx, actor, vote, row.int("number")?, (ObjectionFinding::Moot, reason)).await?;
        authors.push(row.parsed("member_id")?);
    }
    forget_waiting(tx, vote).await?;
    let authors = notices::without(authors, actor.member_id());
    tell(tx, vote, NoticeKind::ObjectionAnswered, &authors, reason.as_str()).await
}

/// Takes back what whoever conducts the vote was told of objections that waited: none does any more.
async fn forget_waiting(tx: &mut Tx<'_>, vote: &Held) -> Result<()> {
    sqlx::query("DELETE FROM notices WHERE community_id = $1 AND path = $2 AND kind = 'objection_made'")
        .bind(vote.facts.community.to_string())
        .bind(path(vote))
        .execute(&mut *tx.conn)
        .await?;
    Ok(())
}

/// A counted ballot of a named vote.
struct Found {
    id: String,
    head: String,
    commitment: Hash,
}

/// Sets the one ballot aside that `named` names; who may speak for its head. Of a secret vote none can be: nobody
/// knows whose is whose.
async fn set_aside(tx: &mut Tx<'_>, vote: &Held, objection: i64, named: &str) -> Result<Vec<MemberId>> {
    let rows = sqlx::query(
        "SELECT b.id, b.head_id, b.commitment, h.units, h.name FROM ballots b JOIN vote_heads h ON h.id = b.head_id \
         WHERE b.vote_id = $1 AND b.set_aside IS NULL",
    )
    .bind(vote.id.to_string())
    .fetch_all(&mut *tx.conn)
    .await?;
    let mut found = Vec::new();
    for row in &rows {
        let (id, head) = (row.text("id")?, row.text("head_id")?);
        let ballot = Found { id, head, commitment: row.parsed("commitment")? };
        if is_named(row, ballot.commitment, named.trim())? {
            found.push(ballot);
        }
    }
    let Ok([ballot]) = <[Found; 1]>::try_from(found) else { return Err(Problem::NoSuchBallot.into()) };
    sqlx::query("UPDATE ballots SET set_aside = $2 WHERE id = $1")
        .bind(ballot.id)
        .bind(objection)
        .execute(&mut *tx.conn)
        .await?;
    let aside = Act::BallotSetAside { vote: vote.id, commitment: ballot.commitment };
    log::put(tx, vote.facts.community, aside).await?;
    sqlx::query(
        "SELECT m.id FROM vote_speakers s JOIN members m ON m.person_id = s.person_id \
         WHERE s.head_id = $1 AND s.speaks = 1",
    )
    .bind(ballot.head)
    .fetch_all(&mut *tx.conn)
    .await?
    .iter()
    .map(|row| row.parsed("id"))
    .collect()
}

/// Whether a ballot is the one that somebody names: by its short code, by one of its homes, or by its voters' names.
fn is_named(row: &AnyRow, commitment: Hash, named: &str) -> Result<bool> {
    let by_code = of_short_code(named).is_some_and(|prefix| log::hex(commitment).starts_with(&prefix));
    let (units, name) = (row.text("units")?, row.text("name")?);
    let by_home = units == named || units.split('、').any(|unit| unit == named);
    Ok(by_code || !named.is_empty() && (by_home || name == named))
}
