//! Officers' looks at personal data: written down with the look itself, listed for administrators.

use crate::Result;
use crate::communities::Community;
use crate::hall::{Hall, Snapshot, Tx};
use crate::row::RowExt as _;
use domain::actor::Actor;
use domain::id::CommunityId;
use domain::members::Look;
use domain::policy::{self, Action};
use domain::time::Timestamp;
use uuid::Uuid;

/// Looks on one page.
pub const LOOKS_PER_PAGE: i64 = 100;

/// One look.
#[derive(Clone, Debug)]
pub struct Looked {
    /// When.
    pub at: Timestamp,
    /// What at.
    pub what: Look,
    /// By whom, as shown in public; none for the hall itself.
    pub by: Option<String>,
    /// Whom or what it was about, in words where it still is there: `张**`, `3号楼`.
    pub about: Option<String>,
}

/// Writes a look down in the act that gives it.
pub(crate) async fn note(
    tx: &mut Tx<'_>,
    actor: &Actor,
    community: CommunityId,
    what: Look,
    subject: &str,
) -> Result<()> {
    let id: Uuid = tx.new_id();
    sqlx::query(
        "INSERT INTO personal_looks (id, community_id, member_id, what, subject_id, at) \
         VALUES ($1, $2, $3, $4, $5, $6)",
    )
    .bind(id.to_string())
    .bind(community.to_string())
    .bind(actor.member_id().map(|member| member.to_string()))
    .bind(what.code())
    .bind(subject)
    .bind(tx.now().0)
    .execute(&mut *tx.conn)
    .await?;
    Ok(())
}

/// Writes a look down before a page shows what was looked at. Reading leaves nothing else behind.
pub(crate) async fn look(
    hall: &Hall,
    actor: &Actor,
    community: CommunityId,
    what: Look,
    subject: String,
) -> Result<()> {
    hall.write((actor.clone(), community, what, subject), |tx, (actor, community, what, subject)| {
        Box::pin(async move { note(tx, actor, *community, *what, subject).await })
    })
    .await
}

/// The latest looks in a community, for its administrators. One statement.
pub async fn looks(
    snapshot: &mut Snapshot,
    actor: &Actor,
    community: &Community,
    page: i64,
) -> Result<Vec<Looked>> {
    policy::may(actor, &Action::ManageCommunity { community: community.id })?;
    let rows = sqlx::query(
        "SELECT l.at, l.what, m.display_name AS seen_by, p.name AS person, b.name AS building, \
                COALESCE(u.name, c.name) AS compound \
         FROM personal_looks l LEFT JOIN members m ON m.id = l.member_id \
              LEFT JOIN persons p ON p.id = l.subject_id LEFT JOIN buildings b ON b.id = l.subject_id \
              LEFT JOIN compounds c ON c.id = l.subject_id \
              LEFT JOIN units u ON u.id = l.subject_id \
         WHERE l.community_id = $1 ORDER BY l.at DESC, l.id DESC LIMIT $2 OFFSET $3",
    )
    .bind(community.id.to_string())
    .bind(LOOKS_PER_PAGE)
    .bind(page.max(0).saturating_mul(LOOKS_PER_PAGE))
    .fetch_all(&mut *snapshot.conn)
    .await?;
    rows.iter()
        .map(|row| {
            let person = row.opt_text("person")?.map(|name| domain::words::masked_name(&name));
            Ok(Looked {
                at: row.time("at")?,
                what: row.parsed("what")?,
                by: row.opt_text("seen_by")?,
                about: person.or(row.opt_text("building")?).or(row.opt_text("compound")?),
            })
        })
        .collect()
}
