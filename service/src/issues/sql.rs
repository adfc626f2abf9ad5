//! The statements of issues.

use super::NewIssue;
use crate::Result;
use crate::dialect;
use crate::hall::Tx;
use crate::markdown::RENDERER;
use crate::row::RowExt as _;
use domain::id::{CommunityId, IssueId, MemberId};
use domain::time::HOUR;

pub(super) const ISSUE: &str = "\
    SELECT i.id, i.number, i.title, i.body_html, i.category, i.stage, i.author_id, i.compound_id, \
           i.cosigners_needed, i.created_at, i.carried_by, i.due_at, i.version, m.display_name AS author_name, \
           CASE WHEN e.id IS NOT NULL THEN c.name || b.name || e.name \
                WHEN b.id IS NOT NULL THEN c.name || b.name ELSE c.name END AS place, \
           (SELECT COUNT(*) FROM issue_cosigners s WHERE s.issue_id = i.id) AS cosigners, \
           CASE WHEN EXISTS (SELECT 1 FROM issue_cosigners s WHERE s.issue_id = i.id AND s.member_id = $3) \
                THEN 1 ELSE 0 END AS cosigned \
    FROM issues i JOIN members m ON m.id = i.author_id \
         LEFT JOIN compounds c ON c.id = i.compound_id LEFT JOIN buildings b ON b.id = i.building_id \
         LEFT JOIN entrances e ON e.id = i.entrance_id \
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
        "INSERT INTO issues (id, community_id, compound_id, building_id, entrance_id, number, title, body, body_html, \
           renderer, category, stage, cosigners_needed, author_id, created_at, moved_at, version) \
         SELECT $1, c.id, $3, $4, $13, $5, $6, $7, $8, $9, $10, 'raised', c.cosigners_needed, $11, $12, $12, 1 \
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
    .bind(issue.entrance.map(|entrance| entrance.to_string()))
    .execute(&mut *tx.conn)
    .await?;
    Ok(())
}

/// Whether the place an issue names is one place, and in its community.
pub(super) async fn place_is_in(tx: &mut Tx<'_>, issue: &NewIssue) -> Result<bool> {
    let (compound, building, entrance) = match (issue.compound, issue.building, issue.entrance) {
        (None, None, None) => return Ok(true),
        (Some(compound), building, entrance) if building.is_some() || entrance.is_none() => {
            (compound, building, entrance)
        }
        _ => return Ok(false),
    };
    let row = sqlx::query(
        "SELECT c.id FROM compounds c LEFT JOIN buildings b ON b.id = $3 AND b.compound_id = c.id \
                LEFT JOIN entrances e ON e.id = $4 AND e.building_id = b.id \
         WHERE c.id = $2 AND c.community_id = $1 \
           AND ($3 = '' OR b.id IS NOT NULL) AND ($4 = '' OR e.id IS NOT NULL)",
    )
    .bind(issue.community.to_string())
    .bind(compound.to_string())
    .bind(building.map(|building| building.to_string()).unwrap_or_default())
    .bind(entrance.map(|entrance| entrance.to_string()).unwrap_or_default())
    .fetch_optional(&mut *tx.conn)
    .await?;
    Ok(row.is_some())
}

/// Issues the member raised in the last hour.
pub(super) async fn raised_lately(tx: &mut Tx<'_>, author: MemberId) -> Result<i64> {
    let row = sqlx::query("SELECT COUNT(*) AS lately FROM issues WHERE author_id = $1 AND created_at > $2")
        .bind(author.to_string())
        .bind(tx.now().plus(-HOUR).0)
        .fetch_one(&mut *tx.conn)
        .await?;
    row.int("lately")
}
