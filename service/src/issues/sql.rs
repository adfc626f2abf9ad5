//! The statements of issues.

use super::NewIssue;
use crate::Result;
use crate::dialect;
use crate::hall::Tx;
use crate::markdown::RENDERER;
use crate::row::RowExt as _;
use domain::id::{CommunityId, IssueId, MemberId};

pub(super) const ISSUE: &str = "\
    SELECT i.id, i.number, i.title, i.body_html, i.category, i.stage, i.author_id, i.compound_id, \
           i.cosigners_needed, i.created_at, i.carried_by, i.due_at, i.version, m.display_name AS author_name, \
           CASE WHEN b.id IS NULL THEN c.name ELSE c.name || b.name END AS place, \
           (SELECT COUNT(*) FROM issue_cosigners s WHERE s.issue_id = i.id) AS cosigners \
    FROM issues i JOIN members m ON m.id = i.author_id \
         LEFT JOIN compounds c ON c.id = i.compound_id LEFT JOIN buildings b ON b.id = i.building_id \
    WHERE i.community_id = $1 AND i.number = $2";

/// The next number of the community's issues; the row lock keeps two from getting the same.
pub(super) async fn next_number(tx: &mut Tx<'_>, community: CommunityId) -> Result<i64> {
    sqlx::query(dialect::HOLD_COMMUNITY.on(tx.engine))
        .bind(community.to_string())
        .execute(&mut *tx.conn)
        .await?;
    let row = sqlx::query("SELECT COALESCE(MAX(number), 0) + 1 AS next FROM issues WHERE community_id = $1")
        .bind(community.to_string())
        .fetch_one(&mut *tx.conn)
        .await?;
    row.int("next")
}

pub(super) async fn insert(
    tx: &mut Tx<'_>,
    id: IssueId,
    number: i64,
    author: MemberId,
    issue: &NewIssue,
    body_html: &str,
) -> Result<()> {
    sqlx::query(
        "INSERT INTO issues (id, community_id, compound_id, building_id, number, title, body, body_html, renderer, \
           category, stage, cosigners_needed, author_id, created_at, moved_at, version) \
         SELECT $1, c.id, $3, $4, $5, $6, $7, $8, $9, $10, 'raised', c.cosigners_needed, $11, $12, $12, 1 \
         FROM communities c WHERE c.id = $2",
    )
    .bind(id.to_string())
    .bind(issue.community.to_string())
    .bind(issue.compound.map(|compound| compound.to_string()))
    .bind(issue.building.map(|building| building.to_string()))
    .bind(number)
    .bind(issue.title.as_str())
    .bind(issue.body.as_str())
    .bind(body_html)
    .bind(RENDERER)
    .bind(issue.category.code())
    .bind(author.to_string())
    .bind(tx.now().0)
    .execute(&mut *tx.conn)
    .await?;
    Ok(())
}
