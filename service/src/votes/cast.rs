//! 投票: one head, one counting ballot, which can be changed until closing.

use super::facts::facts_of;
use crate::hall::{Hall, Tx};
use crate::notices::{self, Telling};
use crate::row::RowExt as _;
use crate::{Error, Result, dialect};
use domain::actor::Actor;
use domain::id::{BallotId, HeadId, PersonId, VoteId};
use domain::notices::NoticeKind;
use domain::policy::{self, Action, Denied, VoteFacts};
use domain::problem::Problem;
use domain::votes::{Method, PlainMarks, VoteState};
use futures::future::BoxFuture;
use std::collections::HashMap;

struct Cast {
    actor: Actor,
    vote: VoteId,
    ballots: Vec<(HeadId, PlainMarks)>,
}

/// Casts a ballot for each head named, or changes it. All of them or none.
///
/// The same ballot sent again is the same ballot, recorded when it was first, so no form key is kept: a key would
/// answer a changed ballot, sent from a page gone back to, with the first one's answer.
pub async fn cast(
    hall: &Hall,
    actor: &Actor,
    vote: VoteId,
    ballots: Vec<(HeadId, PlainMarks)>,
) -> Result<()> {
    hall.write(Cast { actor: actor.clone(), vote, ballots }, act).await
}

fn act<'a>(tx: &'a mut Tx<'_>, command: &'a Cast) -> BoxFuture<'a, Result<()>> {
    Box::pin(async move {
        let vote = hold(tx, command.vote).await?;
        let person = command.actor.member().and_then(|member| member.person);
        let heads = match person {
            Some(person) => speaks_for(tx, command.vote, person).await?,
            None => HashMap::new(),
        };
        let on_roll =
            !command.ballots.is_empty() && command.ballots.iter().all(|(head, _)| heads.contains_key(head));
        let facts = VoteFacts { speaks_for_a_head: on_roll, ..vote.facts };
        match policy::may(&command.actor, &Action::CastBallot(facts)) {
            // Why the stage is wrong is worth saying.
            Err(Denied::WrongStage) => return Err(closed_or_not_open(facts.state)?.into()),
            answer => answer?,
        }
        if tx.now().0 >= vote.closes_at {
            return Err(Problem::VoteClosed.into());
        }
        let person = person.ok_or(Error::NotFound)?;
        for (head, marks) in &command.ballots {
            if !marks.fits(vote.method, vote.options) {
                return Err(Error::broken("a ballot that does not fit its vote got past the form"));
            }
            let alone = heads.get(head).is_some_and(|speakers| *speakers == 1);
            if alone {
                put_in(tx, command.vote, *head, person, marks, false).await?;
            } else {
                let was = is_suspended(tx, command.vote, *head).await?;
                let suspended = voice(tx, *head, person, marks).await?;
                put_in(tx, command.vote, *head, person, marks, suspended).await?;
                if was != suspended {
                    tell_owners(tx, *head, &vote, suspended).await?;
                }
            }
        }
        Ok(())
    })
}

fn closed_or_not_open(state: VoteState) -> Result<Problem> {
    match state {
        VoteState::Draft => Err(Error::NotFound),
        VoteState::Notice => Ok(Problem::VoteNotOpen),
        VoteState::Open
        | VoteState::Closed
        | VoteState::Preliminary
        | VoteState::Final
        | VoteState::Cancelled => Ok(Problem::VoteClosed),
    }
}

struct Ballot {
    facts: VoteFacts,
    method: Method,
    options: usize,
    closes_at: i64,
    number: i64,
    title: String,
}

async fn hold(tx: &mut Tx<'_>, vote: VoteId) -> Result<Ballot> {
    let row = sqlx::query(dialect::HOLD_VOTE_FOR_CAST.on(tx.engine))
        .bind(vote.to_string())
        .fetch_optional(&mut *tx.conn)
        .await?
        .ok_or(Error::NotFound)?;
    Ok(Ballot {
        facts: facts_of(&row)?,
        method: row.parsed("method")?,
        options: usize::try_from(row.int("options")?).map_err(Error::broken)?,
        closes_at: row.int("closes_at")?,
        number: row.int("number")?,
        title: row.text("title")?,
    })
}

/// The heads `person` may speak for, each with how many may.
async fn speaks_for(tx: &mut Tx<'_>, vote: VoteId, person: PersonId) -> Result<HashMap<HeadId, i64>> {
    sqlx::query(
        "SELECT s.head_id, \
           (SELECT COUNT(*) FROM vote_speakers o WHERE o.head_id = s.head_id AND o.speaks = 1) AS speakers \
         FROM vote_speakers s WHERE s.vote_id = $1 AND s.person_id = $2 AND s.speaks = 1",
    )
    .bind(vote.to_string())
    .bind(person.to_string())
    .fetch_all(&mut *tx.conn)
    .await?
    .iter()
    .map(|row| Ok((row.parsed("head_id")?, row.int("speakers")?)))
    .collect()
}

/// Notes what one of several speakers says; tells whether they differ now.
async fn voice(tx: &mut Tx<'_>, head: HeadId, person: PersonId, marks: &PlainMarks) -> Result<bool> {
    sqlx::query(
        "INSERT INTO ballot_voices (head_id, person_id, choice, at) VALUES ($1, $2, $3, $4) \
         ON CONFLICT (head_id, person_id) DO UPDATE SET choice = excluded.choice, at = excluded.at \
           WHERE ballot_voices.choice <> excluded.choice",
    )
    .bind(head.to_string())
    .bind(person.to_string())
    .bind(marks.to_string())
    .bind(tx.now().0)
    .execute(&mut *tx.conn)
    .await?;
    let row = sqlx::query("SELECT COUNT(DISTINCT choice) AS choices FROM ballot_voices WHERE head_id = $1")
        .bind(head.to_string())
        .fetch_one(&mut *tx.conn)
        .await?;
    Ok(row.int("choices")? > 1)
}

/// Holds the head against its other speakers, and tells whether its ballot waits for them to agree.
async fn is_suspended(tx: &mut Tx<'_>, vote: VoteId, head: HeadId) -> Result<bool> {
    sqlx::query(dialect::HOLD_HEAD.on(tx.engine)).bind(head.to_string()).execute(&mut *tx.conn).await?;
    let row = sqlx::query("SELECT suspended FROM ballots WHERE vote_id = $1 AND head_id = $2")
        .bind(vote.to_string())
        .bind(head.to_string())
        .fetch_optional(&mut *tx.conn)
        .await?;
    row.map_or(Ok(false), |row| row.flag("suspended"))
}

/// Tells everyone who may speak for the head, also whoever has just spoken.
async fn tell_owners(tx: &mut Tx<'_>, head: HeadId, vote: &Ballot, suspended: bool) -> Result<()> {
    let members = sqlx::query(
        "SELECT m.id FROM vote_speakers s JOIN members m ON m.person_id = s.person_id \
         WHERE s.head_id = $1 AND s.speaks = 1",
    )
    .bind(head.to_string())
    .fetch_all(&mut *tx.conn)
    .await?
    .iter()
    .map(|row| row.parsed("id"))
    .collect::<Result<Vec<_>>>()?;
    let telling = Telling {
        community: vote.facts.community,
        kind: if suspended { NoticeKind::BallotSuspended } else { NoticeKind::BallotAgreed },
        title: &vote.title,
        extract: "",
        path: &format!("votes/{}", vote.number),
    };
    notices::tell(tx, &members, &telling).await
}

async fn put_in(
    tx: &mut Tx<'_>,
    vote: VoteId,
    head: HeadId,
    person: PersonId,
    marks: &PlainMarks,
    suspended: bool,
) -> Result<()> {
    let id: BallotId = tx.new_random_id();
    sqlx::query(
        "INSERT INTO ballots (id, vote_id, head_id, choice, suspended, person_id, times_cast, cast_at) \
         VALUES ($1, $2, $3, $4, $5, $6, 1, $7) \
         ON CONFLICT (vote_id, head_id) DO UPDATE SET choice = excluded.choice, suspended = excluded.suspended, \
           person_id = excluded.person_id, times_cast = ballots.times_cast + 1, cast_at = excluded.cast_at \
         WHERE ballots.choice <> excluded.choice OR ballots.suspended <> excluded.suspended \
           OR ballots.person_id <> excluded.person_id",
    )
    .bind(id.to_string())
    .bind(vote.to_string())
    .bind(head.to_string())
    .bind(marks.to_string())
    .bind(i64::from(suspended))
    .bind(person.to_string())
    .bind(tx.now().0)
    .execute(&mut *tx.conn)
    .await?;
    Ok(())
}
