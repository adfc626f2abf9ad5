//! Two persons on the roll who are one: joined by an officer, or by name and last four, and always listed.

use super::frozen::{self, JoinedSets};
use super::sql;
use crate::hall::{Hall, Tx};
use crate::row::RowExt as _;
use crate::{Error, Result, joining};
use domain::actor::Actor;
use domain::id::{CommunityId, CompoundId, FormKey, PersonId};
use domain::policy::{self, Action, Denied};
use domain::problem::Problem;
use domain::time::Timestamp;
use futures::future::BoxFuture;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// How persons were found to be one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum How {
    /// An officer said so.
    Officer,
    /// Name and last four agree.
    Document,
}

impl How {
    pub(super) const fn code(self) -> &'static str {
        match self {
            Self::Officer => "officer",
            Self::Document => "document",
        }
    }
}

/// What was the gone person's: enough to part them again by hand.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moved {
    /// Names of units owned.
    pub units: Vec<String>,
    /// Names of units lived in.
    pub homes: Vec<String>,
    /// Whether an account went over.
    pub account: bool,
}

/// A merge as it is listed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merged {
    /// Whose entry stays.
    pub kept: PersonId,
    /// Their name.
    pub name: String,
    /// The name of the entry that was joined to it.
    pub gone_name: String,
    /// Whether an officer said so, rather than name and last four.
    pub by_officer: bool,
    /// By whom, as shown in public.
    pub by: Option<String>,
    /// What went over.
    pub moved: Moved,
    /// When.
    pub at: Timestamp,
}

/// Persons of one name who may be one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Twins {
    /// Their name.
    pub name: String,
    /// Each of them.
    pub persons: Vec<Twin>,
}

/// One of several persons of a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Twin {
    /// Who.
    pub id: PersonId,
    /// To tell them by.
    pub phone: Option<String>,
    /// To tell them by.
    pub document_tail: Option<String>,
    /// Whether they have an account.
    pub joined: bool,
    /// Units they own, by name.
    pub units: Vec<String>,
}

struct Merge {
    actor: Actor,
    compound: CompoundId,
    kept: PersonId,
    gone: Vec<PersonId>,
}

/// 合并在册人员: `gone` are entries of the same person as `kept`, an officer says. All or none; listed.
///
/// Refused when their names or last fours differ ([`Problem::OtherName`], [`Problem::OtherDocument`]), two have
/// accounts ([`Problem::TwoAccounts`]) or it is one entry twice; and, but for who gives the seats, when one of them
/// holds a seat or is not on this compound's roll alone ([`Problem::AboveThisRoll`]).
pub async fn merge_persons(
    hall: &Hall,
    actor: &Actor,
    key: FormKey,
    compound: CompoundId,
    kept: PersonId,
    gone: Vec<PersonId>,
) -> Result<()> {
    hall.write_once(actor, key, Merge { actor: actor.clone(), compound, kept, gone }, merge).await
}

fn merge<'a>(tx: &'a mut Tx<'_>, command: &'a Merge) -> BoxFuture<'a, Result<()>> {
    Box::pin(async move {
        let row = sqlx::query("SELECT community_id FROM compounds WHERE id = $1")
            .bind(command.compound.to_string())
            .fetch_optional(&mut *tx.conn)
            .await?;
        let community: CommunityId = row.ok_or(Error::NotFound)?.parsed("community_id")?;
        policy::may(&command.actor, &Action::MergePersons { community, compound: command.compound })?;
        sql::hold_roll(tx, community, command.compound).await?;
        for person in command.gone.iter().chain([&command.kept]) {
            if compounds_of(tx, community, *person).await? != [command.compound] {
                above_this_roll(&command.actor, &Action::ManageCommunity { community })?;
            }
        }
        if command.gone.is_empty() || command.gone.contains(&command.kept) {
            return Err(Problem::SamePerson.into());
        }
        for gone in &command.gone {
            join(tx, &command.actor, command.kept, *gone, How::Officer).await?;
        }
        sql::rolls_changed(tx, community).await
    })
}

/// Officers of a compound are told that this is beyond them, not that they have no seat.
fn above_this_roll(actor: &Actor, action: &Action) -> Result<()> {
    policy::may(actor, action).map_err(|denied| match denied {
        Denied::NoSeat => Problem::AboveThisRoll.into(),
        other => Error::Denied(other),
    })
}

/// An account goes over with its seats, and units go over to who holds one: the right of who gives seats is needed.
async fn seats_allow(tx: &mut Tx<'_>, actor: &Actor, persons: [PersonId; 2]) -> Result<()> {
    for person in persons {
        let (community, seat) = joining::seat_of(tx, person).await?;
        match seat {
            joining::HeldSeat::None => {}
            joining::HeldSeat::Some => above_this_roll(actor, &Action::ManageCommunity { community })?,
            joining::HeldSeat::Operator => above_this_roll(actor, &Action::FoundCommunity)?,
        }
    }
    Ok(())
}

/// Where a person of `community` owns, lives or acts for an owner; not found when they are of another, or joined to
/// somebody already.
async fn compounds_of(tx: &mut Tx<'_>, community: CommunityId, person: PersonId) -> Result<Vec<CompoundId>> {
    sqlx::query("SELECT id FROM persons WHERE id = $1 AND community_id = $2 AND merged_into IS NULL")
        .bind(person.to_string())
        .bind(community.to_string())
        .fetch_optional(&mut *tx.conn)
        .await?
        .ok_or(Error::NotFound)?;
    let rows = sqlx::query(
        "SELECT s.compound_id FROM owner_set_members m JOIN owner_sets s ON s.id = m.owner_set_id \
         WHERE m.person_id = $1 \
         UNION SELECT u.compound_id FROM residences r JOIN units u ON u.id = r.unit_id WHERE r.person_id = $1 \
         UNION SELECT s.compound_id FROM persons p JOIN owner_set_members m ON m.person_id = p.id \
           JOIN owner_sets s ON s.id = m.owner_set_id \
           WHERE p.agent_person_id = $1 OR p.guardian_person_id = $1",
    )
    .bind(person.to_string())
    .fetch_all(&mut *tx.conn)
    .await?;
    rows.iter().map(|row| row.parsed("compound_id")).collect()
}

/// Everything of `gone` becomes `kept`'s. The caller has checked the right to, and counts the change of the roll.
pub(super) async fn join(
    tx: &mut Tx<'_>,
    actor: &Actor,
    kept: PersonId,
    gone: PersonId,
    how: How,
) -> Result<()> {
    same_person(tx, kept, gone).await?;
    seats_allow(tx, actor, [kept, gone]).await?;
    joining::revoke(tx, kept).await?;
    joining::revoke(tx, gone).await?;
    if how == How::Officer {
        end_sessions(tx, actor, [kept, gone]).await?;
    }
    let moved = Moved {
        units: names(tx, UNITS_OWNED, gone).await?,
        homes: names(tx, UNITS_LIVED_IN, gone).await?,
        account: run(tx, "UPDATE members SET person_id = $1 WHERE person_id = $2", kept, gone).await? > 0,
    };
    frozen::hold_votes(tx, gone).await?;
    let sets = join_sets(tx, kept, gone).await?;
    let now = tx.now().0;
    sqlx::query(END_DOUBLE_RESIDENCES)
        .bind(kept.to_string())
        .bind(gone.to_string())
        .bind(now)
        .execute(&mut *tx.conn)
        .await?;
    frozen::join_voices(tx, kept, gone, &sets).await?;
    for statement in REPOINT {
        run(tx, statement, kept, gone).await?;
    }
    let id: Uuid = tx.new_id();
    sqlx::query(
        "INSERT INTO person_merges (id, kept_person_id, gone_person_id, how, member_id, moved, at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind(id.to_string())
    .bind(kept.to_string())
    .bind(gone.to_string())
    .bind(how.code())
    .bind(actor.member_id().map(|member| member.to_string()))
    .bind(serde_json::to_string(&moved)?)
    .bind(now)
    .execute(&mut *tx.conn)
    .await?;
    Ok(())
}

const UNITS_OWNED: &str = "\
    SELECT u.name FROM units u JOIN owner_set_members m ON m.owner_set_id = u.owner_set_id \
    WHERE m.person_id = $1 ORDER BY u.name";
const UNITS_LIVED_IN: &str = "\
    SELECT u.name FROM units u JOIN residences r ON r.unit_id = u.id \
    WHERE r.person_id = $1 AND r.until_at IS NULL ORDER BY u.name";
/// Where both live, one entry ends.
const END_DOUBLE_RESIDENCES: &str = "\
    UPDATE residences SET until_at = $3 WHERE person_id = $2 AND until_at IS NULL \
      AND EXISTS (SELECT 1 FROM residences k WHERE k.person_id = $1 AND k.unit_id = residences.unit_id \
                  AND k.until_at IS NULL)";
/// What names the gone person, to name the kept one.
const REPOINT: [&str; 9] = [
    "UPDATE residences SET person_id = $1 WHERE person_id = $2",
    "UPDATE join_requests SET person_id = $1 WHERE person_id = $2",
    "UPDATE household_groups SET leader_person_id = $1 WHERE leader_person_id = $2",
    "UPDATE persons SET agent_person_id = $1 WHERE agent_person_id = $2",
    "UPDATE persons SET guardian_person_id = $1 WHERE guardian_person_id = $2",
    "UPDATE representations SET person_id = $1 WHERE person_id = $2",
    "UPDATE representations SET by_person_id = $1 WHERE by_person_id = $2",
    "UPDATE persons SET \
       phone = COALESCE(phone, (SELECT g.phone FROM persons g WHERE g.id = $2)), \
       agent_person_id = COALESCE(agent_person_id, (SELECT g.agent_person_id FROM persons g WHERE g.id = $2)), \
       guardian_person_id = \
         COALESCE(guardian_person_id, (SELECT g.guardian_person_id FROM persons g WHERE g.id = $2)), \
       document_tail = COALESCE(document_tail, (SELECT g.document_tail FROM persons g WHERE g.id = $2)) \
     WHERE id = $1",
    "UPDATE persons SET merged_into = $1 WHERE id = $2",
];

/// An officer's word makes the account's rights grow: whoever still holds a device of it has to show anew that it is
/// theirs.
async fn end_sessions(tx: &mut Tx<'_>, actor: &Actor, persons: [PersonId; 2]) -> Result<()> {
    let own = actor.member().and_then(|member| member.session);
    for person in persons {
        sqlx::query(
            "DELETE FROM sessions WHERE id <> $2 \
               AND member_id IN (SELECT m.id FROM members m WHERE m.person_id = $1)",
        )
        .bind(person.to_string())
        .bind(own.map(|session| session.to_string()).unwrap_or_default())
        .execute(&mut *tx.conn)
        .await?;
    }
    Ok(())
}

async fn run(tx: &mut Tx<'_>, statement: &'static str, kept: PersonId, gone: PersonId) -> Result<u64> {
    let done =
        sqlx::query(statement).bind(kept.to_string()).bind(gone.to_string()).execute(&mut *tx.conn).await?;
    Ok(done.rows_affected())
}

async fn names(tx: &mut Tx<'_>, statement: &'static str, person: PersonId) -> Result<Vec<String>> {
    let rows = sqlx::query(statement).bind(person.to_string()).fetch_all(&mut *tx.conn).await?;
    rows.iter().map(|row| row.text("name")).collect()
}

/// Refuses what cannot be one person.
async fn same_person(tx: &mut Tx<'_>, kept: PersonId, gone: PersonId) -> Result<()> {
    let row = sqlx::query(
        "SELECT CASE WHEN k.name <> g.name THEN 1 ELSE 0 END AS other_name, \
                CASE WHEN k.document_tail <> g.document_tail THEN 1 ELSE 0 END AS other_document, \
                CASE WHEN a.id IS NOT NULL AND b.id IS NOT NULL THEN 1 ELSE 0 END AS two_accounts \
         FROM persons k JOIN persons g ON g.community_id = k.community_id AND g.kind = k.kind \
              LEFT JOIN members a ON a.person_id = k.id LEFT JOIN members b ON b.person_id = g.id \
         WHERE k.id = $1 AND g.id = $2 AND k.merged_into IS NULL AND g.merged_into IS NULL",
    )
    .bind(kept.to_string())
    .bind(gone.to_string())
    .fetch_optional(&mut *tx.conn)
    .await?
    .ok_or(Error::NotFound)?;
    if row.flag("other_name")? {
        return Err(Problem::OtherName.into());
    }
    if row.flag("other_document")? {
        return Err(Problem::OtherDocument.into());
    }
    if row.flag("two_accounts")? { Err(Problem::TwoAccounts.into()) } else { Ok(()) }
}

/// Puts `kept` in the place of `gone` in every set of owners. Where that makes a set that is there already, units go
/// over to it: two titles with the same owners are one head. `present::Present::join_all` does the same in memory.
async fn join_sets(tx: &mut Tx<'_>, kept: PersonId, gone: PersonId) -> Result<Vec<JoinedSets>> {
    let mut joined = Vec::new();
    let rows = sqlx::query(
        "SELECT s.id, s.compound_id, s.key FROM owner_sets s JOIN owner_set_members m ON m.owner_set_id = s.id \
         WHERE m.person_id = $1 ORDER BY s.id",
    )
    .bind(gone.to_string())
    .fetch_all(&mut *tx.conn)
    .await?;
    for row in &rows {
        let (id, compound, key) = (row.text("id")?, row.text("compound_id")?, row.text("key")?);
        if !key.starts_with(JOINED) {
            joined.extend(join_set(tx, &id, &compound, &key, kept, gone).await?);
        }
        sqlx::query(
            "INSERT INTO owner_set_members (owner_set_id, person_id) VALUES ($1, $2) \
             ON CONFLICT (owner_set_id, person_id) DO NOTHING",
        )
        .bind(&id)
        .bind(kept.to_string())
        .execute(&mut *tx.conn)
        .await?;
    }
    run(tx, "DELETE FROM owner_set_members WHERE person_id = $2 AND person_id <> $1", kept, gone).await?;
    run(tx, "UPDATE owner_sets SET voter_person_id = $1 WHERE voter_person_id = $2", kept, gone).await?;
    Ok(joined)
}

/// Begins the key of a set whose owners turned out to be another's: it stays for the past only.
const JOINED: &str = "joined ";

async fn join_set(
    tx: &mut Tx<'_>,
    id: &str,
    compound: &str,
    key: &str,
    kept: PersonId,
    gone: PersonId,
) -> Result<Option<JoinedSets>> {
    let (kept, gone) = (kept.to_string(), gone.to_string());
    let mut owners: Vec<&str> =
        key.split(' ').map(|owner| if owner == gone { kept.as_str() } else { owner }).collect();
    owners.sort_unstable();
    owners.dedup();
    let new_key = owners.join(" ");
    let other = sqlx::query("SELECT id FROM owner_sets WHERE compound_id = $1 AND key = $2")
        .bind(compound)
        .bind(&new_key)
        .fetch_optional(&mut *tx.conn)
        .await?;
    let other = other.map(|row| row.text("id")).transpose()?;
    let new_key = match &other {
        None => new_key,
        Some(other) => {
            for statement in [
                "UPDATE units SET owner_set_id = $2 WHERE owner_set_id = $1",
                "UPDATE owner_sets SET voter_person_id = COALESCE(voter_person_id, \
                   (SELECT g.voter_person_id FROM owner_sets g WHERE g.id = $1)) WHERE id = $2",
            ] {
                sqlx::query(statement).bind(id).bind(other).execute(&mut *tx.conn).await?;
            }
            format!("{JOINED}{id}")
        }
    };
    sqlx::query("UPDATE owner_sets SET key = $2 WHERE id = $1")
        .bind(id)
        .bind(new_key)
        .execute(&mut *tx.conn)
        .await?;
    Ok(other.map(|kept| JoinedSets { kept, gone: id.to_owned() }))
}
