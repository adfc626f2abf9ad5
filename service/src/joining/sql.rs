//! The statements of joining.

use crate::hall::Tx;
use crate::row::RowExt as _;
use crate::{Error, Result};
use domain::id::{BuildingId, CodeId, CommunityId, CompoundId, GridId, MemberId, PersonId, SessionId};
use domain::members::CodeKind;
use sqlx::any::AnyRow;

/// Whom the good code `$1` is for at `$2`. Where they live stands before what they own.
pub(super) const INVITATION: &str = "\
    SELECT p.name, c.slug, COALESCE( \
      (SELECT b.name FROM residences r JOIN units u ON u.id = r.unit_id JOIN buildings b ON b.id = u.building_id \
       WHERE r.person_id = p.id AND r.from_at <= $2 AND (r.until_at IS NULL OR r.until_at > $2) \
       ORDER BY b.sort, b.name LIMIT 1), \
      (SELECT b.name FROM owner_set_members o JOIN units u ON u.owner_set_id = o.owner_set_id \
              AND u.retired_at IS NULL JOIN buildings b ON b.id = u.building_id \
       WHERE o.person_id = p.id ORDER BY b.sort, b.name LIMIT 1)) AS place \
    FROM join_codes j JOIN persons given ON given.id = j.person_id \
         JOIN persons p ON p.id = COALESCE(given.merged_into, given.id) JOIN communities c ON c.id = p.community_id \
    WHERE j.code_hash = $1 AND j.spent_at IS NULL AND j.revoked_at IS NULL AND j.expires_at > $2";

/// Spends a good code: of two at the same instant the second finds it spent.
pub(super) async fn spend(
    tx: &mut Tx<'_>,
    code_hash: &str,
    form_hash: Option<&str>,
) -> Result<Option<Spent>> {
    let row = sqlx::query(
        "UPDATE join_codes SET spent_at = $2, spent_form = $3 \
         WHERE code_hash = $1 AND spent_at IS NULL AND revoked_at IS NULL AND expires_at > $2 \
         RETURNING person_id, issued_by",
    )
    .bind(code_hash)
    .bind(tx.now().0)
    .bind(form_hash)
    .fetch_optional(&mut *tx.conn)
    .await?;
    row.as_ref().map(spent).transpose()
}

/// A spent code: whose, and by whom it was made; none for the hall itself.
pub(super) struct Spent {
    pub(super) person: PersonId,
    pub(super) issuer: Option<MemberId>,
}

fn spent(row: &AnyRow) -> Result<Spent> {
    Ok(Spent { person: row.parsed("person_id")?, issuer: row.opt_parsed("issued_by")? })
}

/// Ends every way in that waits for the person: unspent codes, and requests that were granted and not picked up.
pub(crate) async fn revoke(tx: &mut Tx<'_>, person: PersonId) -> Result<()> {
    let now = tx.now().0;
    for statement in [
        "UPDATE join_codes SET revoked_at = $2 WHERE person_id = $1 AND spent_at IS NULL AND revoked_at IS NULL",
        "UPDATE join_requests SET state = 'declined', decided_at = $2 WHERE person_id = $1 AND state = 'confirmed'",
    ] {
        sqlx::query(statement).bind(person.to_string()).bind(now).execute(&mut *tx.conn).await?;
    }
    Ok(())
}

/// As [`revoke`], of the member who is given a seat.
pub(crate) async fn revoke_of(tx: &mut Tx<'_>, member: MemberId) -> Result<()> {
    let row = sqlx::query("SELECT person_id FROM members WHERE id = $1")
        .bind(member.to_string())
        .fetch_optional(&mut *tx.conn)
        .await?;
    let person = row.map(|row| row.opt_parsed("person_id")).transpose()?.flatten();
    match person {
        Some(person) => revoke(tx, person).await,
        None => Ok(()),
    }
}

/// The seats that hang on a person's account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum HeldSeat {
    /// None with a right.
    None,
    /// One of a community's.
    Some,
    /// One above communities.
    Operator,
}

/// Where a person is, and what hangs on their account.
pub(crate) async fn seat_of(tx: &mut Tx<'_>, person: PersonId) -> Result<(CommunityId, HeldSeat)> {
    let place = person_place(tx, person).await?;
    let seat = match (place.operates, place.holds_seat) {
        (true, _) => HeldSeat::Operator,
        (false, true) => HeldSeat::Some,
        (false, false) => HeldSeat::None,
    };
    Ok((place.community, seat))
}

/// Whose code this very form spent a moment ago.
pub(super) async fn spent_by_form(
    tx: &mut Tx<'_>,
    code_hash: &str,
    form_hash: &str,
    within_micros: i64,
) -> Result<Option<Spent>> {
    let row = sqlx::query(
        "SELECT person_id, issued_by FROM join_codes \
         WHERE code_hash = $1 AND spent_form = $2 AND spent_at > $3 AND revoked_at IS NULL",
    )
    .bind(code_hash)
    .bind(form_hash)
    .bind(tx.now().plus(-within_micros).0)
    .fetch_optional(&mut *tx.conn)
    .await?;
    row.as_ref().map(spent).transpose()
}

/// The person, or the one they were found to be; name and community's part of addresses.
pub(super) async fn present_person(tx: &mut Tx<'_>, person: PersonId) -> Result<(PersonId, String, String)> {
    let row = sqlx::query(
        "SELECT p.id, p.name, c.slug FROM persons given JOIN persons p ON p.id = COALESCE(given.merged_into, given.id) \
         JOIN communities c ON c.id = p.community_id WHERE given.id = $1",
    )
    .bind(person.to_string())
    .fetch_one(&mut *tx.conn)
    .await?;
    Ok((row.parsed("id")?, row.text("name")?, row.text("slug")?))
}

/// Makes the person's account; false when there is one.
pub(super) async fn make_member(tx: &mut Tx<'_>, person: PersonId, display_name: &str) -> Result<bool> {
    let id: MemberId = tx.new_id();
    let made = sqlx::query(
        "INSERT INTO members (id, person_id, display_name, level, elder, created_at) \
         VALUES ($1, $2, $3, 'ordinary', 0, $4) ON CONFLICT (person_id) DO NOTHING",
    )
    .bind(id.to_string())
    .bind(person.to_string())
    .bind(display_name)
    .bind(tx.now().0)
    .execute(&mut *tx.conn)
    .await?;
    Ok(made.rows_affected() == 1)
}

pub(super) async fn member_of(tx: &mut Tx<'_>, person: PersonId) -> Result<MemberId> {
    let row = sqlx::query("SELECT id FROM members WHERE person_id = $1")
        .bind(person.to_string())
        .fetch_one(&mut *tx.conn)
        .await?;
    row.parsed("id")
}

pub(super) async fn end_session(tx: &mut Tx<'_>, session: SessionId) -> Result<()> {
    sqlx::query("DELETE FROM sessions WHERE id = $1")
        .bind(session.to_string())
        .execute(&mut *tx.conn)
        .await?;
    Ok(())
}

/// Revokes the person's unspent codes and writes a new one.
pub(super) async fn issue(
    tx: &mut Tx<'_>,
    person: PersonId,
    kind: CodeKind,
    code_hash: &str,
    issued_by: Option<MemberId>,
) -> Result<()> {
    sqlx::query("UPDATE join_codes SET revoked_at = $2 WHERE person_id = $1 AND spent_at IS NULL AND revoked_at IS NULL")
        .bind(person.to_string())
        .bind(tx.now().0)
        .execute(&mut *tx.conn)
        .await?;
    let id: CodeId = tx.new_id();
    sqlx::query(
        "INSERT INTO join_codes (id, code_hash, person_id, kind, issued_by, issued_at, expires_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind(id.to_string())
    .bind(code_hash)
    .bind(person.to_string())
    .bind(kind.code())
    .bind(issued_by.map(|member| member.to_string()))
    .bind(tx.now().0)
    .bind(tx.now().plus(kind.lifetime_micros()).0)
    .execute(&mut *tx.conn)
    .await?;
    Ok(())
}

/// What deciding about a person's code or request needs: where they are, and which seats hang on their account.
pub(super) struct PersonPlace {
    pub(super) name: String,
    pub(super) community: CommunityId,
    pub(super) compound: Option<CompoundId>,
    pub(super) grid: Option<GridId>,
    pub(super) place: Option<String>,
    pub(super) owns: bool,
    pub(super) holds_seat: bool,
    pub(super) operates: bool,
}

pub(super) async fn person_place(tx: &mut Tx<'_>, person: PersonId) -> Result<PersonPlace> {
    let row = sqlx::query(PERSON_PLACE)
        .bind(person.to_string())
        .bind(tx.now().0)
        .fetch_optional(&mut *tx.conn)
        .await?
        .ok_or(Error::NotFound)?;
    Ok(PersonPlace {
        name: row.text("name")?,
        community: row.parsed("community_id")?,
        compound: row.opt_parsed("compound_id")?,
        grid: row.opt_parsed("grid_id")?,
        place: row.opt_text("place")?,
        owns: row.flag("owns")?,
        holds_seat: row.flag("holds_seat")?,
        operates: row.flag("operates")?,
    })
}

/// The person `$1` at `$2` with one of their places: where they live before what they own, and what they act for last.
const PERSON_PLACE: &str = "\
    SELECT p.name, p.community_id, place.compound_id, place.grid_id, place.name AS place, \
      CASE WHEN EXISTS (SELECT 1 FROM owner_set_members o JOIN units u ON u.owner_set_id = o.owner_set_id \
                        AND u.retired_at IS NULL JOIN persons own ON own.id = o.person_id \
                        WHERE p.id IN (own.id, own.agent_person_id, own.guardian_person_id)) \
           THEN 1 ELSE 0 END AS owns, \
      CASE WHEN EXISTS (SELECT 1 FROM members m JOIN seats s ON s.member_id = m.id WHERE m.person_id = p.id \
                        AND s.seat_right <> 'none' AND (s.until_at IS NULL OR s.until_at > $2)) \
           THEN 1 ELSE 0 END AS holds_seat, \
      CASE WHEN EXISTS (SELECT 1 FROM members m JOIN seats s ON s.member_id = m.id WHERE m.person_id = p.id \
                        AND s.seat_right = 'operator' AND (s.until_at IS NULL OR s.until_at > $2)) \
           THEN 1 ELSE 0 END AS operates \
    FROM persons p LEFT JOIN ( \
      SELECT r.person_id, b.compound_id, b.grid_id, b.name, 0 AS rank, b.sort FROM residences r \
        JOIN units u ON u.id = r.unit_id JOIN buildings b ON b.id = u.building_id \
        WHERE r.person_id = $1 AND r.from_at <= $2 AND (r.until_at IS NULL OR r.until_at > $2) \
      UNION ALL \
      SELECT o.person_id, b.compound_id, b.grid_id, b.name, 1, b.sort FROM owner_set_members o \
        JOIN units u ON u.owner_set_id = o.owner_set_id AND u.retired_at IS NULL \
        JOIN buildings b ON b.id = u.building_id WHERE o.person_id = $1 \
      UNION ALL \
      SELECT $1, b.compound_id, b.grid_id, b.name, 2, b.sort FROM persons own \
        JOIN owner_set_members o ON o.person_id = own.id \
        JOIN units u ON u.owner_set_id = o.owner_set_id AND u.retired_at IS NULL \
        JOIN buildings b ON b.id = u.building_id WHERE $1 IN (own.agent_person_id, own.guardian_person_id) \
    ) place ON place.person_id = p.id \
    WHERE p.id = $1 AND p.merged_into IS NULL ORDER BY place.rank, place.sort LIMIT 1";

/// A building's place: community, compound and grid.
pub(super) const BUILDING: &str = "\
    SELECT b.grid_id, b.compound_id, c.community_id FROM buildings b JOIN compounds c ON c.id = b.compound_id \
    WHERE b.id = $1";

pub(super) struct BuildingPlace {
    pub(super) grid: Option<GridId>,
    pub(super) compound: CompoundId,
    pub(super) community: CommunityId,
}

pub(super) async fn building(tx: &mut Tx<'_>, building: BuildingId) -> Result<BuildingPlace> {
    let row = sqlx::query(BUILDING)
        .bind(building.to_string())
        .fetch_optional(&mut *tx.conn)
        .await?
        .ok_or(Error::NotFound)?;
    Ok(BuildingPlace {
        grid: row.opt_parsed("grid_id")?,
        compound: row.parsed("compound_id")?,
        community: row.parsed("community_id")?,
    })
}

/// Who lives in the building `$1` at `$2` and has no account yet. A let flat's slip goes to its tenants: neither
/// those on the title nor their household get one there.
pub(super) const SLIP_PEOPLE: &str = "\
    SELECT p.id, p.name, u.name AS unit, e.name AS entrance, \
      CASE WHEN EXISTS (SELECT 1 FROM owner_set_members o JOIN units own ON own.owner_set_id = o.owner_set_id \
                        AND own.retired_at IS NULL WHERE o.person_id = p.id) THEN 1 ELSE 0 END AS owns, \
      CASE WHEN EXISTS (SELECT 1 FROM members m WHERE m.person_id = p.id) THEN 1 ELSE 0 END AS joined \
    FROM residences r JOIN units u ON u.id = r.unit_id AND u.retired_at IS NULL \
         JOIN persons p ON p.id = r.person_id AND p.merged_into IS NULL \
         LEFT JOIN entrances e ON e.id = u.entrance_id \
    WHERE u.building_id = $1 AND r.from_at <= $2 AND (r.until_at IS NULL OR r.until_at > $2) AND p.kind = 'natural' \
      AND (r.kind = 'tenant' OR NOT EXISTS ( \
        SELECT 1 FROM residences t WHERE t.unit_id = u.id AND t.kind = 'tenant' AND t.from_at <= $2 \
          AND (t.until_at IS NULL OR t.until_at > $2))) \
      AND NOT (r.kind = 'tenant' AND EXISTS ( \
        SELECT 1 FROM owner_set_members t WHERE t.owner_set_id = u.owner_set_id AND t.person_id = p.id)) \
    ORDER BY u.sort, u.name, p.name, p.id";
