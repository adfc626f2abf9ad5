//! Requests to be let in, as the officer sees and decides them.

use super::{slips::may_issue, sql};
use crate::communities::Community;
use crate::hall::{Hall, Snapshot, Tx};
use crate::looks;
use crate::row::RowExt as _;
use crate::{Error, Result};
use domain::actor::Actor;
use domain::id::{CommunityId, CompoundId, FormKey, GridId, JoinRequestId, PersonId, UnitId};
use domain::members::{JoinRequestState, Look};
use domain::policy::{self, Action, Denied};
use domain::problem::Problem;
use domain::roll::ResidenceKind;
use domain::time::Timestamp;
use domain::words::Reason;
use futures::future::BoxFuture;
use sqlx::any::AnyRow;

/// A request in an officer's list: no name in full, that is behind the link and the log.
#[derive(Clone, Debug)]
pub struct WaitingRequest {
    /// Which.
    pub id: JoinRequestId,
    /// `王**`.
    pub masked_name: String,
    /// Compound, building and unit as written.
    pub place: String,
    /// Owner, household or tenant.
    pub tie: ResidenceKind,
    /// When it was sent.
    pub created_at: Timestamp,
}

/// The requests that wait for `actor`, oldest first. One statement.
pub async fn waiting_requests(
    snapshot: &mut Snapshot,
    actor: &Actor,
    community: CommunityId,
) -> Result<Vec<WaitingRequest>> {
    let rows = sqlx::query(
        "SELECT r.id, r.name, c.name || ' ' || b.name || ' ' || r.unit_text AS place, r.tie, r.created_at, \
                r.compound_id, b.grid_id \
         FROM join_requests r JOIN buildings b ON b.id = r.building_id JOIN compounds c ON c.id = r.compound_id \
         WHERE r.community_id = $1 AND r.state = 'waiting' ORDER BY r.created_at, r.id LIMIT 500",
    )
    .bind(community.to_string())
    .fetch_all(&mut *snapshot.conn)
    .await?;
    let mut waiting = Vec::new();
    for row in &rows {
        let (compound, grid) = (row.parsed("compound_id")?, row.opt_parsed("grid_id")?);
        if policy::may(actor, &Action::ConfirmJoin { community, compound, grid }).is_ok() {
            waiting.push(WaitingRequest {
                id: row.parsed("id")?,
                masked_name: domain::words::masked_name(&row.text("name")?),
                place: row.text("place")?,
                tie: row.parsed("tie")?,
                created_at: row.time("created_at")?,
            });
        }
    }
    Ok(waiting)
}

/// A request as the officer who decides it sees it.
#[derive(Clone, Debug)]
pub struct JoinRequest {
    /// Which.
    pub id: JoinRequestId,
    /// In full.
    pub name: String,
    /// As given.
    pub phone: Option<String>,
    /// Compound, building and unit as written.
    pub place: String,
    /// Owner, household or tenant.
    pub tie: ResidenceKind,
    /// Where it stands.
    pub state: JoinRequestState,
    /// When it was sent.
    pub created_at: Timestamp,
    /// People of that building with that name, or in a unit that fits what was written.
    pub candidates: Vec<Candidate>,
    /// Units of that building, those that fit first.
    pub units: Vec<CandidateUnit>,
}

/// Someone on the roll who may be the one who asks.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// Who.
    pub person: PersonId,
    /// In full.
    pub name: String,
    /// The unit that ties them to the building.
    pub unit: String,
    /// Whether they are on its title.
    pub owns: bool,
    /// Whether they have an account already.
    pub joined: bool,
}

/// A unit of the building.
#[derive(Clone, Debug)]
pub struct CandidateUnit {
    /// Which.
    pub id: UnitId,
    /// In full.
    pub name: String,
    /// Whether it fits what was written.
    pub fits: bool,
}

/// One request, for an officer; the look is written down. Three statements.
pub async fn request(
    hall: &Hall,
    snapshot: &mut Snapshot,
    actor: &Actor,
    community: &Community,
    id: JoinRequestId,
) -> Result<JoinRequest> {
    let row = sqlx::query(
        "SELECT r.name, r.phone, r.unit_text, c.name || ' ' || b.name || ' ' || r.unit_text AS place, r.tie, r.state, \
                r.created_at, r.compound_id, r.building_id, b.grid_id \
         FROM join_requests r JOIN buildings b ON b.id = r.building_id JOIN compounds c ON c.id = r.compound_id \
         WHERE r.community_id = $1 AND r.id = $2",
    )
    .bind(community.id.to_string())
    .bind(id.to_string())
    .fetch_optional(&mut *snapshot.conn)
    .await?
    .ok_or(Error::NotFound)?;
    let (compound, grid): (CompoundId, Option<GridId>) =
        (row.parsed("compound_id")?, row.opt_parsed("grid_id")?);
    policy::may(actor, &Action::ConfirmJoin { community: community.id, compound, grid })?;
    looks::look(hall, actor, community.id, Look::JoinRequest, id.to_string()).await?;
    let (name, unit_text) = (row.text("name")?, row.text("unit_text")?);
    let building = row.text("building_id")?;
    let candidates =
        sqlx::query(CANDIDATES).bind(&building).bind(snapshot.now().0).fetch_all(&mut *snapshot.conn).await?;
    let units = sqlx::query(
        "SELECT id, name FROM units WHERE building_id = $1 AND retired_at IS NULL ORDER BY sort, name",
    )
    .bind(&building)
    .fetch_all(&mut *snapshot.conn)
    .await?;
    Ok(JoinRequest {
        id,
        phone: row.opt_text("phone")?,
        place: row.text("place")?,
        tie: row.parsed("tie")?,
        state: row.parsed("state")?,
        created_at: row.time("created_at")?,
        candidates: fitting_people(&candidates, &name, &unit_text)?,
        units: fitting_units(&units, &unit_text)?,
        name,
    })
}

/// Everyone tied to the building `$1` at `$2`.
const CANDIDATES: &str = "\
    SELECT DISTINCT p.id, p.name AS name, u.name AS unit, 1 AS owns, \
      CASE WHEN EXISTS (SELECT 1 FROM members m WHERE m.person_id = p.id) THEN 1 ELSE 0 END AS joined \
    FROM units u JOIN owner_set_members o ON o.owner_set_id = u.owner_set_id \
         JOIN persons p ON p.id = o.person_id AND p.merged_into IS NULL \
    WHERE u.building_id = $1 AND u.retired_at IS NULL AND p.kind = 'natural' \
    UNION ALL \
    SELECT DISTINCT p.id, p.name, u.name, 0, \
      CASE WHEN EXISTS (SELECT 1 FROM members m WHERE m.person_id = p.id) THEN 1 ELSE 0 END \
    FROM units u JOIN residences r ON r.unit_id = u.id AND r.from_at <= $2 AND (r.until_at IS NULL OR r.until_at > $2) \
         JOIN persons p ON p.id = r.person_id AND p.merged_into IS NULL \
    WHERE u.building_id = $1 AND u.retired_at IS NULL AND p.kind = 'natural' \
    ORDER BY unit, name, owns DESC";

fn fitting_people(rows: &[AnyRow], name: &str, unit_text: &str) -> Result<Vec<Candidate>> {
    let mut people: Vec<Candidate> = Vec::new();
    for row in rows {
        let candidate = Candidate {
            person: row.parsed("id")?,
            name: row.text("name")?,
            unit: row.text("unit")?,
            owns: row.flag("owns")?,
            joined: row.flag("joined")?,
        };
        let fits = candidate.name == name || unit_fits(&candidate.unit, unit_text);
        if fits && !people.iter().any(|own| own.person == candidate.person && own.unit == candidate.unit) {
            people.push(candidate);
        }
    }
    // Whoever has the very name stands first.
    people.sort_by_key(|candidate| candidate.name != name);
    Ok(people)
}

fn fitting_units(rows: &[AnyRow], unit_text: &str) -> Result<Vec<CandidateUnit>> {
    let mut units = rows
        .iter()
        .map(|row| {
            let name = row.text("name")?;
            Ok(CandidateUnit { id: row.parsed("id")?, fits: unit_fits(&name, unit_text), name })
        })
        .collect::<Result<Vec<_>>>()?;
    units.sort_by_key(|unit| !unit.fits);
    Ok(units)
}

/// Whether the numbers written are the last ones of the unit's name: `2-1201`, `1201室` for `3号楼2单元1201室`.
fn unit_fits(unit: &str, written: &str) -> bool {
    let (unit, written) = (numbers(unit), numbers(written));
    !written.is_empty() && unit.ends_with(&written)
}

fn numbers(text: &str) -> Vec<String> {
    let text: String = text.chars().map(domain::members::half_width).collect();
    text.split(|c: char| !c.is_ascii_digit())
        .map(|digits| digits.trim_start_matches('0').to_owned())
        .filter(|digits| !digits.is_empty())
        .collect()
}

/// What the officer decides.
#[derive(Clone, Debug)]
pub enum Verdict {
    /// It is this person of the roll.
    Is(PersonId),
    /// Not on the roll yet: lives in this unit, of the owner's household or as a tenant.
    Lives(UnitId, ResidenceKind),
    /// Refused, with a reason the asker reads.
    Declined(Reason),
}

/// How a request was answered, for the notice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Answered {
    /// Granted.
    Confirmed,
    /// Refused.
    Declined,
}

struct AnswerRequest {
    actor: Actor,
    community: CommunityId,
    request: JoinRequestId,
    verdict: Verdict,
}

/// 核对加入申请.
pub async fn answer_request(
    hall: &Hall,
    actor: &Actor,
    key: FormKey,
    community: CommunityId,
    request: JoinRequestId,
    verdict: Verdict,
) -> Result<Answered> {
    hall.write_once(actor, key, AnswerRequest { actor: actor.clone(), community, request, verdict }, answer)
        .await
}

fn answer<'a>(tx: &'a mut Tx<'_>, command: &'a AnswerRequest) -> BoxFuture<'a, Result<Answered>> {
    Box::pin(async move {
        let row = sqlx::query(
            "SELECT r.name, r.phone, r.compound_id, r.building_id, b.grid_id FROM join_requests r \
             JOIN buildings b ON b.id = r.building_id WHERE r.id = $1 AND r.community_id = $2",
        )
        .bind(command.request.to_string())
        .bind(command.community.to_string())
        .fetch_optional(&mut *tx.conn)
        .await?
        .ok_or(Error::NotFound)?;
        let (compound, grid) = (row.parsed("compound_id")?, row.opt_parsed("grid_id")?);
        policy::may(&command.actor, &Action::ConfirmJoin { community: command.community, compound, grid })?;
        let (state, person, reason) = match &command.verdict {
            Verdict::Declined(reason) => (JoinRequestState::Declined, None, Some(reason.as_str())),
            Verdict::Is(person) => {
                let person = on_the_roll(tx, command, *person).await?;
                (JoinRequestState::Confirmed, Some(person), None)
            }
            Verdict::Lives(unit, kind) => {
                let (name, phone) = (row.text("name")?, row.opt_text("phone")?);
                let person =
                    move_in(tx, command, (*unit, &row.text("building_id")?), *kind, &name, phone).await?;
                (JoinRequestState::Confirmed, Some(person), None)
            }
        };
        let done = sqlx::query(
            "UPDATE join_requests SET state = $2, person_id = $3, reason = $4, decided_by = $5, decided_at = $6 \
             WHERE id = $1 AND state = 'waiting'",
        )
        .bind(command.request.to_string())
        .bind(state.code())
        .bind(person.map(|person| person.to_string()))
        .bind(reason)
        .bind(command.actor.member_id().map(|member| member.to_string()))
        .bind(tx.now().0)
        .execute(&mut *tx.conn)
        .await?;
        // Two officers at once: the second is told, and what it wrote goes with its transaction.
        if done.rows_affected() == 0 {
            return Err(Problem::ChangedMeanwhile.into());
        }
        Ok(if person.is_some() { Answered::Confirmed } else { Answered::Declined })
    })
}

/// Confirming signs a device in as the person, as a code would: who may not make the code may not confirm.
async fn on_the_roll(tx: &mut Tx<'_>, command: &AnswerRequest, person: PersonId) -> Result<PersonId> {
    let place = sql::person_place(tx, person).await?;
    if place.community != command.community {
        return Err(Error::NotFound);
    }
    may_issue(&command.actor, &place)?;
    Ok(person)
}

/// A new person of the roll in one of the building's units. Owners come from the roll only.
async fn move_in(
    tx: &mut Tx<'_>,
    command: &AnswerRequest,
    (unit, building): (UnitId, &str),
    kind: ResidenceKind,
    name: &str,
    phone: Option<String>,
) -> Result<PersonId> {
    if kind == ResidenceKind::Owner {
        return Err(Denied::NotAnOwner.into());
    }
    let there = sqlx::query("SELECT id FROM units WHERE id = $1 AND building_id = $2 AND retired_at IS NULL")
        .bind(unit.to_string())
        .bind(building)
        .fetch_optional(&mut *tx.conn)
        .await?;
    if there.is_none() {
        return Err(Error::NotFound);
    }
    let person: PersonId = tx.new_id();
    sqlx::query(
        "INSERT INTO persons (id, community_id, kind, name, phone, is_adult, created_at) \
         VALUES ($1, $2, 'natural', $3, $4, 1, $5)",
    )
    .bind(person.to_string())
    .bind(command.community.to_string())
    .bind(name)
    .bind(phone)
    .bind(tx.now().0)
    .execute(&mut *tx.conn)
    .await?;
    let residence: uuid::Uuid = tx.new_id();
    sqlx::query("INSERT INTO residences (id, unit_id, person_id, kind, from_at) VALUES ($1, $2, $3, $4, $5)")
        .bind(residence.to_string())
        .bind(unit.to_string())
        .bind(person.to_string())
        .bind(kind.code())
        .bind(tx.now().0)
        .execute(&mut *tx.conn)
        .await?;
    Ok(person)
}

#[cfg(test)]
mod tests {
    use super::unit_fits;

    #[test]
    fn a_unit_is_found_however_it_is_written() {
        let cases = [
            ("3号楼2单元1201室", "1201", true),
            ("3号楼2单元1201室", "2-1201", true),
            ("3号楼2单元1201室", "３号楼２单元１２０１", true),
            ("3号楼2单元0301室", "301室", true),
            ("3号楼2单元1201室", "1-1201", false),
            ("3号楼2单元1201室", "201", false),
            ("3号楼2单元1201室", "东户", false),
        ];
        for (unit, written, fits) in cases {
            assert_eq!(unit_fits(unit, written), fits, "{unit} {written}");
        }
    }
}
