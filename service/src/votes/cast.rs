//! 投票: one head, one counting ballot, which can be changed until closing.

use super::facts::{self, facts_of};
use super::{sealed, secret};
use crate::hall::{Hall, Tx};
use crate::notices::{self, Telling};
use crate::row::RowExt as _;
use crate::{Error, Result, dialect, log};
use domain::actor::Actor;
use domain::id::{BallotId, HeadId, PersonId, VoteId};
use domain::log::tree::Hash;
use domain::notices::NoticeKind;
use domain::policy::{self, Action, Denied, VoteFacts};
use domain::problem::Problem;
use domain::votes::form::{self, Medium};
use domain::votes::{Marks, Said, VoteKind, VoteState};
use futures::future::BoxFuture;
use std::collections::HashMap;

struct Cast {
    actor: Actor,
    vote: VoteId,
    ballots: Vec<(HeadId, Vec<Marks>)>,
}

/// Casts a ballot for each head named, or changes it: its marks question by question. All of them or none.
///
/// The same ballot sent again is the same ballot, recorded when it was first, so no form key is kept: a key would
/// answer a changed ballot, sent from a page gone back to, with the first one's answer.
pub async fn cast(
    hall: &Hall,
    actor: &Actor,
    vote: VoteId,
    ballots: Vec<(HeadId, Vec<Marks>)>,
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
        let questions = facts::frozen(vote.manifest.as_deref())?.questions;
        for (head, marks) in &command.ballots {
            let said = form::said(&questions, Medium::Screen, marks.clone())
                .map_err(|_misfit| Error::broken("a ballot that does not fit its vote got past the form"))?;
            let alone = heads.get(head).is_some_and(|speakers| *speakers == 1);
            if vote.secret {
                // Of several who may speak for it nobody sees what another said: the last to speak is heard.
                secret::put_in(tx, facts.community, command.vote, *head, person, &said).await?;
            } else if alone {
                put_in(tx, &vote, command.vote, *head, person, said, false).await?;
            } else {
                let was = is_suspended(tx, command.vote, *head).await?;
                let suspended = voice(tx, *head, person, &said).await?;
                put_in(tx, &vote, command.vote, *head, person, said, suspended).await?;
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
        | VoteState::Cancelled
        | VoteState::Void => Ok(Problem::VoteClosed),
    }
}

struct Vote {
    facts: VoteFacts,
    secret: bool,
    manifest: Option<String>,
    closes_at: i64,
    number: i64,
    title: String,
}

async fn hold(tx: &mut Tx<'_>, vote: VoteId) -> Result<Vote> {
    let row = sqlx::query(dialect::HOLD_VOTE_FOR_CAST.on(tx.engine))
        .bind(vote.to_string())
        .fetch_optional(&mut *tx.conn)
        .await?
        .ok_or(Error::NotFound)?;
    Ok(Vote {
        facts: facts_of(&row)?,
        secret: row.flag("secret")?,
        manifest: row.opt_text("manifest")?,
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
async fn voice(tx: &mut Tx<'_>, head: HeadId, person: PersonId, said: &Said) -> Result<bool> {
    sqlx::query(
        "INSERT INTO ballot_voices (head_id, person_id, choice, at) VALUES ($1, $2, $3, $4) \
         ON CONFLICT (head_id, person_id) DO UPDATE SET choice = excluded.choice, at = excluded.at \
           WHERE ballot_voices.choice <> excluded.choice",
    )
    .bind(head.to_string())
    .bind(person.to_string())
    .bind(said.to_string())
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
async fn tell_owners(tx: &mut Tx<'_>, head: HeadId, vote: &Vote, suspended: bool) -> Result<()> {
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

/// Puts a head's named ballot in, or changes it. The database itself refuses a second.
async fn put_in(
    tx: &mut Tx<'_>,
    ballot: &Vote,
    vote: VoteId,
    head: HeadId,
    person: PersonId,
    said: Said,
    suspended: bool,
) -> Result<()> {
    let own = sealed::hold_head(tx, head).await?;
    let row = sqlx::query(
        "SELECT choice, suspended, commitment, entered_by FROM ballots WHERE vote_id = $1 AND head_id = $2",
    )
    .bind(vote.to_string())
    .bind(head.to_string())
    .fetch_optional(&mut *tx.conn)
    .await?;
    let before = match row {
        None => None,
        Some(row) => {
            // What was signed by hand is taken back by hand.
            if row.opt_text("entered_by")?.is_some() {
                return Err(Problem::CastOnPaper.into());
            }
            // The same once more is the same ballot, whichever of its owners says it.
            if row.parsed::<Said>("choice")? == said && row.flag("suspended")? == suspended {
                return Ok(());
            }
            Some(row.parsed::<Hash>("commitment")?)
        }
    };
    let head_shown = (ballot.facts.kind == VoteKind::Statutory).then_some(own);
    let counts_as = sealed::counts_as(said.clone(), suspended);
    let opening = sealed::opening(vote, head_shown, counts_as, Hash(tx.secret()));
    let commitment = opening.commitment();
    let id: BallotId = tx.new_random_id();
    sqlx::query(
        "INSERT INTO ballots (id, vote_id, head_id, choice, suspended, person_id, times_cast, cast_at, salt, commitment) \
         VALUES ($1, $2, $3, $4, $5, $6, 1, $7, $8, $9) \
         ON CONFLICT (vote_id, head_id) DO UPDATE SET choice = excluded.choice, suspended = excluded.suspended, \
           person_id = excluded.person_id, times_cast = ballots.times_cast + 1, cast_at = excluded.cast_at, \
           salt = excluded.salt, commitment = excluded.commitment",
    )
    .bind(id.to_string())
    .bind(vote.to_string())
    .bind(head.to_string())
    .bind(said.to_string())
    .bind(i64::from(suspended))
    .bind(person.to_string())
    .bind(tx.now().0)
    .bind(opening.salt.to_string())
    .bind(commitment.to_string())
    .execute(&mut *tx.conn)
    .await?;
    log::put(tx, ballot.facts.community, sealed::taken(vote, commitment, before)).await
}
