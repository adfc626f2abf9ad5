//! 我的: what the roll says of one, one's seats, devices and settings.

use crate::hall::{Hall, Snapshot};
use crate::row::RowExt as _;
use crate::{Error, Result};
use domain::actor::{Actor, Level, Member, StandingKind};
use domain::id::{NoticeId, SessionId};
use domain::members::{holds_number, poses_as_office};
use domain::notices::NoticeKind;
use domain::policy::{self, Action, Denied};
use domain::problem::Problem;
use domain::time::Timestamp;
use domain::words::DisplayName;

/// Notices shown among everything else of one's own.
const NOTICES_SHOWN: i64 = 5;
/// Notices on a page of nothing else.
const NOTICES_PER_PAGE: i64 = 30;

/// 我的.
#[derive(Clone, Debug)]
pub struct Own {
    /// As shown in public.
    pub display_name: String,
    /// The name on the roll; none for who is nobody's neighbour.
    pub name: Option<String>,
    /// What one signs in with.
    pub login_name: Option<String>,
    /// Whether a password is set.
    pub has_password: bool,
    /// 普通 or 核验.
    pub level: Level,
    /// Ties to units, as the roll says.
    pub units: Vec<MyUnit>,
    /// Seats held.
    pub seats: Vec<MySeat>,
    /// Signed-in devices, the latest used first.
    pub devices: Vec<MyDevice>,
    /// The latest notices.
    pub notices: MyNotices,
}

/// A tie to a unit.
#[derive(Clone, Debug)]
pub struct MyUnit {
    /// `春和社区`, and its part of addresses.
    pub community: (String, String),
    /// Compound and unit.
    pub name: String,
    /// Owner, resident or tenant.
    pub kind: StandingKind,
    /// In cm²; shown to its owners.
    pub area_cm2: i64,
    /// Since when, where the roll says so.
    pub since: Option<Timestamp>,
}

/// A seat held.
#[derive(Clone, Debug)]
pub struct MySeat {
    /// `委员`.
    pub title: String,
    /// `春和社区居民议事会`.
    pub body: String,
    /// The community's part of addresses; none for operators.
    pub community: Option<String>,
    /// When it ends.
    pub until: Option<Timestamp>,
}

/// A signed-in device.
#[derive(Clone, Debug)]
pub struct MyDevice {
    /// Which.
    pub id: SessionId,
    /// `Android · WeChat`.
    pub name: String,
    /// When it signed in.
    pub created_at: Timestamp,
    /// When it was last used, to half a day.
    pub seen_at: Timestamp,
    /// Whether it gave a password.
    pub strong: bool,
    /// Whether it is this one.
    pub is_this: bool,
}

/// Some of what was told to the member, the newest first.
#[derive(Clone, Debug)]
pub struct MyNotices {
    /// Which.
    pub notices: Vec<MyNotice>,
    /// Whether there are older ones.
    pub more: bool,
}

/// Something told to the member.
#[derive(Clone, Debug)]
pub struct MyNotice {
    /// Which.
    pub id: NoticeId,
    /// The part of addresses of the community that told it.
    pub community: String,
    /// What happened.
    pub kind: NoticeKind,
    /// The matter's title.
    pub title: String,
    /// The first words of what was written, or the reason; may be empty.
    pub extract: String,
    /// Where to read on, from the community's address.
    pub path: String,
    /// When.
    pub at: Timestamp,
    /// Whether it was seen.
    pub is_seen: bool,
}

/// 我的. Five statements.
pub async fn own(snapshot: &mut Snapshot, actor: &Actor) -> Result<Own> {
    policy::may(actor, &Action::KeepOwnAccount)?;
    let member = actor.member().ok_or(Error::Denied(Denied::NotSignedIn))?;
    let row = sqlx::query(
        "SELECT m.display_name, m.login_name, m.level, p.name, \
           CASE WHEN m.password_hash IS NULL THEN 0 ELSE 1 END AS has_password \
         FROM members m LEFT JOIN persons p ON p.id = m.person_id WHERE m.id = $1",
    )
    .bind(member.id.to_string())
    .fetch_one(&mut *snapshot.conn)
    .await?;
    Ok(Own {
        display_name: row.text("display_name")?,
        name: row.opt_text("name")?,
        login_name: row.opt_text("login_name")?,
        has_password: row.flag("has_password")?,
        level: row.parsed("level")?,
        units: units(snapshot, member).await?,
        seats: seats(snapshot, member).await?,
        devices: devices(snapshot, member).await?,
        notices: notices(snapshot, member, NOTICES_SHOWN, 1).await?,
    })
}

async fn units(snapshot: &mut Snapshot, member: &Member) -> Result<Vec<MyUnit>> {
    let Some(person) = member.person else { return Ok(Vec::new()) };
    let rows = sqlx::query(
        "SELECT m.name AS community, m.slug, c.name || ' ' || u.name AS name, 'owner' AS kind, u.area_cm2, \
                u.owned_since AS since, u.sort \
         FROM owner_set_members o JOIN units u ON u.owner_set_id = o.owner_set_id AND u.retired_at IS NULL \
              JOIN compounds c ON c.id = u.compound_id JOIN communities m ON m.id = c.community_id \
         WHERE o.person_id = $1 \
         UNION ALL \
         SELECT m.name, m.slug, c.name || ' ' || u.name, CASE WHEN r.kind = 'tenant' THEN 'tenant' ELSE 'resident' END, \
                u.area_cm2, r.from_at, u.sort \
         FROM residences r JOIN units u ON u.id = r.unit_id AND u.retired_at IS NULL \
              JOIN compounds c ON c.id = u.compound_id JOIN communities m ON m.id = c.community_id \
         WHERE r.person_id = $1 AND r.from_at <= $2 AND (r.until_at IS NULL OR r.until_at > $2) \
         ORDER BY name, kind",
    )
    .bind(person.to_string())
    .bind(snapshot.now().0)
    .fetch_all(&mut *snapshot.conn)
    .await?;
    rows.iter()
        .map(|row| {
            Ok(MyUnit {
                community: (row.text("community")?, row.text("slug")?),
                name: row.text("name")?,
                kind: row.parsed("kind")?,
                area_cm2: row.int("area_cm2")?,
                since: row.opt_time("since")?,
            })
        })
        .collect()
}

async fn seats(snapshot: &mut Snapshot, member: &Member) -> Result<Vec<MySeat>> {
    let rows = sqlx::query(
        "SELECT s.title, b.name, c.slug, COALESCE(s.until_at, t.until_at) AS until_at \
         FROM seats s JOIN terms t ON t.id = s.term_id JOIN bodies b ON b.id = t.body_id \
              LEFT JOIN communities c ON c.id = b.community_id \
         WHERE s.member_id = $1 AND s.from_at <= $2 AND (s.until_at IS NULL OR s.until_at > $2) \
           AND t.from_at <= $2 AND (t.until_at IS NULL OR t.until_at > $2) ORDER BY b.name, s.title",
    )
    .bind(member.id.to_string())
    .bind(snapshot.now().0)
    .fetch_all(&mut *snapshot.conn)
    .await?;
    rows.iter()
        .map(|row| {
            Ok(MySeat {
                title: row.text("title")?,
                body: row.text("name")?,
                community: row.opt_text("slug")?,
                until: row.opt_time("until_at")?,
            })
        })
        .collect()
}

async fn devices(snapshot: &mut Snapshot, member: &Member) -> Result<Vec<MyDevice>> {
    let rows = sqlx::query(
        "SELECT id, device, created_at, seen_at, strong FROM sessions \
         WHERE member_id = $1 AND expires_at > $2 ORDER BY seen_at DESC, id LIMIT 100",
    )
    .bind(member.id.to_string())
    .bind(snapshot.now().0)
    .fetch_all(&mut *snapshot.conn)
    .await?;
    rows.iter()
        .map(|row| {
            let id: SessionId = row.parsed("id")?;
            Ok(MyDevice {
                id,
                name: row.text("device")?,
                created_at: row.time("created_at")?,
                seen_at: row.time("seen_at")?,
                strong: row.flag("strong")?,
                is_this: member.session == Some(id),
            })
        })
        .collect()
}

/// Everything told to the member, a page at a time, counted from 1. One statement.
pub async fn own_notices(snapshot: &mut Snapshot, actor: &Actor, page: i64) -> Result<MyNotices> {
    policy::may(actor, &Action::KeepOwnAccount)?;
    let member = actor.member().ok_or(Error::Denied(Denied::NotSignedIn))?;
    notices(snapshot, member, NOTICES_PER_PAGE, page).await
}

async fn notices(snapshot: &mut Snapshot, member: &Member, most: i64, page: i64) -> Result<MyNotices> {
    let before = page.saturating_sub(1).max(0).saturating_mul(most);
    // One more than is shown tells whether there are older ones.
    let rows = sqlx::query(
        "SELECT n.id, c.slug, n.kind, n.title, n.extract, n.path, n.at, n.seen_at \
         FROM notices n JOIN communities c ON c.id = n.community_id \
         WHERE n.member_id = $1 ORDER BY n.at DESC, n.id DESC LIMIT $2 OFFSET $3",
    )
    .bind(member.id.to_string())
    .bind(most + 1)
    .bind(before)
    .fetch_all(&mut *snapshot.conn)
    .await?;
    let most = usize::try_from(most).unwrap_or(usize::MAX);
    let notices = rows
        .iter()
        .take(most)
        .map(|row| {
            Ok(MyNotice {
                id: row.parsed("id")?,
                community: row.text("slug")?,
                kind: row.parsed("kind")?,
                title: row.text("title")?,
                extract: row.text("extract")?,
                path: row.text("path")?,
                at: row.time("at")?,
                is_seen: row.opt_time("seen_at")?.is_some(),
            })
        })
        .collect::<Result<_>>()?;
    Ok(MyNotices { notices, more: rows.len() > most })
}

/// Changes the name one is shown by. Who holds a seat may be called by it; nobody else.
pub async fn rename(hall: &Hall, actor: &Actor, name: DisplayName) -> Result<()> {
    policy::may(actor, &Action::KeepOwnAccount)?;
    let own = actor.member().ok_or(Error::Denied(Denied::NotSignedIn))?;
    if holds_number(name.as_str()) {
        return Err(Problem::NumberInName.into());
    }
    if own.seats.is_empty() && poses_as_office(name.as_str()) {
        return Err(Problem::NameOfOffice.into());
    }
    let member = own.id;
    hall.write((member, name), |tx, (member, name)| {
        Box::pin(async move {
            sqlx::query("UPDATE members SET display_name = $2 WHERE id = $1")
                .bind(member.to_string())
                .bind(name.as_str())
                .execute(&mut *tx.conn)
                .await?;
            Ok(())
        })
    })
    .await
}

/// Keeps language and type size with the account; a visitor's are kept by the device alone.
pub async fn remember(
    hall: &Hall,
    actor: &Actor,
    locale: Option<&'static str>,
    elder: Option<bool>,
) -> Result<()> {
    let Some(member) = actor.member_id() else { return Ok(()) };
    hall.write((member, locale, elder), |tx, (member, locale, elder)| {
        Box::pin(async move {
            sqlx::query(
                "UPDATE members SET locale = COALESCE($2, locale), elder = COALESCE($3, elder) WHERE id = $1",
            )
            .bind(member.to_string())
            .bind(*locale)
            .bind(elder.map(i64::from))
            .execute(&mut *tx.conn)
            .await?;
            Ok(())
        })
    })
    .await
}

/// Signs one of the member's own devices out. One that is gone already is no error.
pub async fn end_device(hall: &Hall, actor: &Actor, device: SessionId) -> Result<()> {
    policy::may(actor, &Action::KeepOwnAccount)?;
    let member = actor.member_id().ok_or(Error::Denied(Denied::NotSignedIn))?;
    hall.write((member, device), |tx, (member, device)| {
        Box::pin(async move {
            sqlx::query("DELETE FROM sessions WHERE id = $1 AND member_id = $2")
                .bind(device.to_string())
                .bind(member.to_string())
                .execute(&mut *tx.conn)
                .await?;
            Ok(())
        })
    })
    .await
}

/// Signs every device of the member out but this one.
pub async fn end_other_devices(hall: &Hall, actor: &Actor) -> Result<()> {
    policy::may(actor, &Action::KeepOwnAccount)?;
    let member = actor.member().ok_or(Error::Denied(Denied::NotSignedIn))?;
    hall.write((member.id, member.session), |tx, (member, session)| {
        Box::pin(async move {
            sqlx::query("DELETE FROM sessions WHERE member_id = $1 AND id <> $2")
                .bind(member.to_string())
                .bind(session.map(|session| session.to_string()).unwrap_or_default())
                .execute(&mut *tx.conn)
                .await?;
            Ok(())
        })
    })
    .await
}
