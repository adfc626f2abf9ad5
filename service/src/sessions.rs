//! Signed-in devices: who stands behind a cookie, with every right they hold at this moment.

use crate::hall::{Snapshot, Tx};
use crate::row::RowExt as _;
use crate::{Hall, Result};
use domain::actor::{Actor, Level, Member, Seat, Standing, StandingKind};
use domain::bodies::seat_in_public;
use domain::id::{MemberId, SessionId};
use domain::time::{DAY, HOUR, Timestamp};
use sha2::{Digest as _, Sha256};
use sqlx::any::AnyRow;

/// A device stays signed in this long after it was last used.
pub const SESSION_MICROS: i64 = 180 * DAY;
/// A session's last use is written at most this often: reading must not write.
const SEEN_EVERY_MICROS: i64 = 12 * HOUR;

/// The secret a device holds in its cookie: 256 bits, as 64 hexadecimal digits. Never stored, never logged.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

impl Token {
    /// A new secret.
    #[must_use]
    pub fn new(hall: &Hall) -> Self {
        Self(hex(&hall.secret::<32>()))
    }

    /// What a cookie holds, if it can be a token at all.
    #[must_use]
    pub fn parse(cookie: &str) -> Option<Self> {
        (cookie.len() == 64 && cookie.bytes().all(|b| b.is_ascii_hexdigit())).then(|| Self(cookie.to_owned()))
    }

    /// The text for the cookie.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What the database holds: it alone signs nobody in.
    pub(crate) fn hash(&self) -> String {
        hash(&self.0)
    }
}

impl std::fmt::Debug for Token {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Token(…)")
    }
}

/// What the hall knows of the reader beside their rights.
#[derive(Clone, Debug)]
pub struct Reader {
    /// Who they are and what they may do.
    pub actor: Actor,
    /// How they are shown; none for a visitor.
    pub display_name: Option<String>,
    /// The language they chose.
    pub locale: Option<String>,
    /// 大字版.
    pub elder: bool,
    /// Whether the session's last use is old enough to be written down.
    pub touch: bool,
}

impl Reader {
    /// Someone without an account.
    #[must_use]
    pub const fn visitor() -> Self {
        Self { actor: Actor::Visitor, display_name: None, locale: None, elder: false, touch: false }
    }
}

/// Who stands behind `token`; a visitor when it is unknown or out of date. Two statements.
pub async fn reader(snapshot: &mut Snapshot, token: Option<&Token>) -> Result<Reader> {
    let Some(token) = token else { return Ok(Reader::visitor()) };
    let now = snapshot.now();
    let row = sqlx::query(
        "SELECT s.id AS session_id, s.strong, s.seen_at, m.id AS member_id, m.person_id, m.level, m.display_name, \
                m.locale, m.elder \
         FROM sessions s JOIN members m ON m.id = s.member_id \
         WHERE s.token_hash = $1 AND s.expires_at > $2",
    )
    .bind(token.hash())
    .bind(now.0)
    .fetch_optional(&mut *snapshot.conn)
    .await?;
    let Some(row) = row else { return Ok(Reader::visitor()) };
    let member: MemberId = row.parsed("member_id")?;
    let session: SessionId = row.parsed("session_id")?;
    let rights =
        sqlx::query(RIGHTS).bind(member.to_string()).bind(now.0).fetch_all(&mut *snapshot.conn).await?;
    let member = member_of(&row, member, Some(session), row.flag("strong")?, &rights)?;
    Ok(Reader {
        actor: Actor::Member(member),
        display_name: Some(row.text("display_name")?),
        locale: row.opt_text("locale")?,
        elder: row.flag("elder")?,
        touch: now.since(row.time("seen_at")?) > SEEN_EVERY_MICROS,
    })
}

/// The member `id` as an actor on the command line or in the demo, with the rights they hold now.
pub async fn actor(snapshot: &mut Snapshot, id: MemberId) -> Result<Actor> {
    let row = sqlx::query("SELECT person_id, level FROM members WHERE id = $1")
        .bind(id.to_string())
        .fetch_optional(&mut *snapshot.conn)
        .await?
        .ok_or(crate::Error::NotFound)?;
    let rights = sqlx::query(RIGHTS)
        .bind(id.to_string())
        .bind(snapshot.now().0)
        .fetch_all(&mut *snapshot.conn)
        .await?;
    Ok(Actor::Member(member_of(&row, id, None, true, &rights)?))
}

/// As [`actor`], within an act.
pub(crate) async fn actor_in(tx: &mut Tx<'_>, id: MemberId) -> Result<Actor> {
    let row = sqlx::query("SELECT person_id, level FROM members WHERE id = $1")
        .bind(id.to_string())
        .fetch_one(&mut *tx.conn)
        .await?;
    let rights = sqlx::query(RIGHTS).bind(id.to_string()).bind(tx.now().0).fetch_all(&mut *tx.conn).await?;
    Ok(Actor::Member(member_of(&row, id, None, true, &rights)?))
}

/// Seats held and ties to units at the moment `$2` of the member `$1`, as one list. Agents and guardians are looked for
/// apart: an OR of the two reads every unit of the installation, for every signed-in request.
const RIGHTS: &str = "\
    SELECT 'seat' AS what, seats.id AS a, bodies.id AS b, seats.seat_right AS c, bodies.community_id AS d, \
           bodies.compound_id AS e, seats.grid_id AS f, seats.title AS g, bodies.name AS h \
    FROM seats JOIN terms ON terms.id = seats.term_id JOIN bodies ON bodies.id = terms.body_id \
    WHERE seats.member_id = $1 AND seats.from_at <= $2 AND (seats.until_at IS NULL OR seats.until_at > $2) \
      AND terms.from_at <= $2 AND (terms.until_at IS NULL OR terms.until_at > $2) \
    UNION ALL \
    SELECT 'owner', units.id, units.building_id, NULL, compounds.community_id, units.compound_id, \
           units.entrance_id, '', '' \
    FROM members JOIN owner_set_members o ON o.person_id = members.person_id \
         JOIN units ON units.owner_set_id = o.owner_set_id AND units.retired_at IS NULL \
         JOIN compounds ON compounds.id = units.compound_id \
    WHERE members.id = $1 \
    UNION ALL \
    SELECT DISTINCT 'representative', units.id, units.building_id, NULL, compounds.community_id, \
           units.compound_id, units.entrance_id, '', '' \
    FROM (SELECT p.id FROM members JOIN persons p ON p.agent_person_id = members.person_id \
          WHERE members.id = $1 AND p.merged_into IS NULL \
          UNION \
          SELECT p.id FROM members JOIN persons p ON p.guardian_person_id = members.person_id \
          WHERE members.id = $1 AND p.merged_into IS NULL) AS represented \
         JOIN owner_set_members o ON o.person_id = represented.id \
         JOIN units ON units.owner_set_id = o.owner_set_id AND units.retired_at IS NULL \
         JOIN compounds ON compounds.id = units.compound_id \
    UNION ALL \
    SELECT CASE WHEN r.kind = 'tenant' THEN 'tenant' ELSE 'resident' END, units.id, units.building_id, NULL, \
           compounds.community_id, units.compound_id, units.entrance_id, '', '' \
    FROM members JOIN residences r ON r.person_id = members.person_id \
         JOIN units ON units.id = r.unit_id AND units.retired_at IS NULL \
         JOIN compounds ON compounds.id = units.compound_id \
    WHERE members.id = $1 AND r.from_at <= $2 AND (r.until_at IS NULL OR r.until_at > $2)";

fn member_of(
    row: &AnyRow,
    id: MemberId,
    session: Option<SessionId>,
    strong: bool,
    rights: &[AnyRow],
) -> Result<Member> {
    let level: Level = row.parsed("level")?;
    let mut member = Member {
        id,
        person: row.opt_parsed("person_id")?,
        session,
        level,
        strong,
        seats: Vec::new(),
        standings: Vec::new(),
    };
    for right in rights {
        match right.text("what")?.as_str() {
            "seat" => member.seats.push(Seat {
                id: right.parsed("a")?,
                body: right.parsed("b")?,
                right: right.parsed("c")?,
                community: right.opt_parsed("d")?,
                compound: right.opt_parsed("e")?,
                grid: right.opt_parsed("f")?,
                title: seat_in_public(&right.text("h")?, &right.text("g")?),
            }),
            kind => member.standings.push(Standing {
                kind: match kind {
                    "owner" => StandingKind::Owner,
                    "representative" => StandingKind::Representative,
                    "tenant" => StandingKind::Tenant,
                    _ => StandingKind::Resident,
                },
                community: right.parsed("d")?,
                compound: right.parsed("e")?,
                building: right.parsed("b")?,
                entrance: right.opt_parsed("f")?,
                unit: right.parsed("a")?,
            }),
        }
    }
    Ok(member)
}

/// Writes a session for `member` in the act that signed them in.
pub(crate) async fn open_session(
    tx: &mut Tx<'_>,
    member: MemberId,
    token_hash: &str,
    device: &str,
    strong: bool,
) -> Result<SessionId> {
    let id: SessionId = tx.new_id();
    let now = tx.now();
    sqlx::query(
        "INSERT INTO sessions (id, token_hash, member_id, device, strong, created_at, seen_at, expires_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $6, $7)",
    )
    .bind(id.to_string())
    .bind(token_hash)
    .bind(member.to_string())
    .bind(device)
    .bind(i64::from(strong))
    .bind(now.0)
    .bind(now.plus(SESSION_MICROS).0)
    .execute(&mut *tx.conn)
    .await?;
    Ok(id)
}

/// Signs `member` in on a device without asking for a code or a password. Only the hall itself may: tests and the
/// command line, whose user can read the database anyway.
pub async fn admit(
    hall: &Hall,
    actor: &Actor,
    member: MemberId,
    device: &str,
    strong: bool,
) -> Result<Token> {
    if !actor.is_system() {
        return Err(domain::policy::Denied::NoSeat.into());
    }
    let token = Token::new(hall);
    hall.write((member, token.hash(), device.to_owned(), strong), |tx, (member, hash, device, strong)| {
        Box::pin(async move { open_session(tx, *member, hash, device, *strong).await })
    })
    .await?;
    Ok(token)
}

/// Notes that a device was used, which also keeps it signed in.
pub async fn touch(hall: &Hall, actor: &Actor) -> Result<()> {
    let Some(session) = actor.member().and_then(|member| member.session) else { return Ok(()) };
    hall.write(session, |tx, session| {
        Box::pin(async move {
            let now: Timestamp = tx.now();
            sqlx::query("UPDATE sessions SET seen_at = $2, expires_at = $3 WHERE id = $1")
                .bind(session.to_string())
                .bind(now.0)
                .bind(now.plus(SESSION_MICROS).0)
                .execute(&mut *tx.conn)
                .await?;
            Ok(())
        })
    })
    .await
}

/// Signs this device out.
pub async fn sign_out(hall: &Hall, actor: &Actor) -> Result<()> {
    let Some(session) = actor.member().and_then(|member| member.session) else { return Ok(()) };
    hall.write(session, |tx, session| {
        Box::pin(async move {
            sqlx::query("DELETE FROM sessions WHERE id = $1")
                .bind(session.to_string())
                .execute(&mut *tx.conn)
                .await?;
            Ok(())
        })
    })
    .await
}

/// SHA-256 of a secret, in hexadecimal: what the database holds of tokens and codes.
pub(crate) fn hash(secret: &str) -> String {
    hex(&Sha256::digest(secret.as_bytes()))
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut out, byte| {
        let _ = write!(out, "{byte:02x}");
        out
    })
}
