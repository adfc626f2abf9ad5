//! Notices: what is told to a member, shown on the community's page until seen.

use crate::dialect;
use crate::hall::{Hall, Snapshot, Tx};
use crate::row::RowExt as _;
use crate::{Error, Result};
use domain::actor::Actor;
use domain::id::{CommunityId, MemberId, NoticeId};
use domain::notices::NoticeKind;
use domain::policy::{self, Action};
use domain::time::Timestamp;
use serde_json::json;
use sqlx::any::AnyRow;

/// What is to be told.
#[derive(Clone, Debug)]
pub(crate) struct Telling<'a> {
    /// In which hall.
    pub(crate) community: CommunityId,
    /// What happened; the edge makes the words.
    pub(crate) kind: NoticeKind,
    /// The matter's title.
    pub(crate) title: &'a str,
    /// The first words of what was written, or the reason; may be empty.
    pub(crate) extract: &'a str,
    /// Where to read on, from the community's address: `issues/12#c5`.
    pub(crate) path: &'a str,
}

/// Something told, as its reader sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// Which.
    pub id: NoticeId,
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
}

/// Tells `members`, each once, in the caller's own transaction. Who acts is not told of their own act:
/// leave them out with [`without`].
pub(crate) async fn tell(tx: &mut Tx<'_>, members: &[MemberId], telling: &Telling<'_>) -> Result<()> {
    if members.is_empty() {
        return Ok(());
    }
    let mut once = members.to_vec();
    once.sort_unstable();
    once.dedup();
    let list: Vec<_> = once
        .iter()
        .map(|member| json!({ "id": tx.new_id::<NoticeId>().to_string(), "member": member.to_string() }))
        .collect();
    sqlx::query(dialect::TELL.on(tx.engine))
        .bind(serde_json::to_string(&list)?)
        .bind(telling.community.to_string())
        .bind(telling.kind.code())
        .bind(telling.title)
        .bind(telling.extract)
        .bind(telling.path)
        .bind(tx.now().0)
        .execute(&mut *tx.conn)
        .await?;
    Ok(())
}

/// `members` without the one who acts.
pub(crate) fn without(members: Vec<MemberId>, actor: Option<MemberId>) -> Vec<MemberId> {
    members.into_iter().filter(|member| Some(*member) != actor).collect()
}

/// What was told to `actor` in `community` and not yet seen, newest first, at most `limit`. One statement.
pub async fn unseen(
    snapshot: &mut Snapshot,
    actor: &Actor,
    community: CommunityId,
    limit: i64,
) -> Result<Vec<Notice>> {
    let Some(member) = actor.member_id() else { return Ok(Vec::new()) };
    sqlx::query(
        "SELECT id, kind, title, extract, path, at FROM notices \
         WHERE member_id = $1 AND community_id = $2 AND seen_at IS NULL ORDER BY at DESC, id DESC LIMIT $3",
    )
    .bind(member.to_string())
    .bind(community.to_string())
    .bind(limit)
    .fetch_all(&mut *snapshot.conn)
    .await?
    .iter()
    .map(notice_of)
    .collect()
}

fn notice_of(row: &AnyRow) -> Result<Notice> {
    Ok(Notice {
        id: row.parsed("id")?,
        kind: row.parsed("kind")?,
        title: row.text("title")?,
        extract: row.text("extract")?,
        path: row.text("path")?,
        at: row.time("at")?,
    })
}

struct See {
    actor: Actor,
    community: CommunityId,
    notice: Option<NoticeId>,
}

/// Marks a notice seen and answers where it leads; all of the community's when none is named, which lead nowhere.
pub async fn see(
    hall: &Hall,
    actor: &Actor,
    community: CommunityId,
    notice: Option<NoticeId>,
) -> Result<Option<String>> {
    let command = See { actor: actor.clone(), community, notice };
    hall.write(command, |tx, command| {
        Box::pin(async move {
            policy::may(&command.actor, &Action::KeepOwnAccount)?;
            let member = command.actor.member_id().ok_or(Error::NotFound)?.to_string();
            let now = tx.now().0;
            let Some(notice) = command.notice else {
                sqlx::query(
                    "UPDATE notices SET seen_at = $3 \
                     WHERE member_id = $1 AND community_id = $2 AND seen_at IS NULL",
                )
                .bind(member)
                .bind(command.community.to_string())
                .bind(now)
                .execute(&mut *tx.conn)
                .await?;
                return Ok(None);
            };
            let row = sqlx::query(
                "UPDATE notices SET seen_at = COALESCE(seen_at, $4) \
                 WHERE id = $3 AND member_id = $1 AND community_id = $2 RETURNING path",
            )
            .bind(member)
            .bind(command.community.to_string())
            .bind(notice.to_string())
            .bind(now)
            .fetch_optional(&mut *tx.conn)
            .await?;
            row.ok_or(Error::NotFound)?.text("path").map(Some)
        })
    })
    .await
}
