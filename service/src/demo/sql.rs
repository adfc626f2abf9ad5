//! What no act writes, because people never do it: marks of the demo, and details of the roll that come by import.

use crate::hall::{Hall, Tx};
use crate::row::RowExt as _;
use crate::{Error, Result, forms};
use domain::id::{
    CommentId, CommunityId, CompoundId, HeadId, HouseholdGroupId, IssueId, JointRequestId, MemberId,
    PersonId, ProposalId, UnitId, VoteId,
};
use domain::issues::Stage;
use domain::policy::IssueFacts;
use domain::roll::{PersonKind, Tenure};
use domain::time::{HOUR, Timestamp};
use futures::future::BoxFuture;

/// A household group to be formed.
pub(super) struct Group {
    /// Where.
    pub(super) compound: CompoundId,
    /// 1号楼1单元联户组.
    pub(super) name: String,
    /// 联户长.
    pub(super) leader: Option<PersonId>,
    /// Its dwellings.
    pub(super) units: Vec<UnitId>,
}

/// Marks the community as a demo, so that pages can say so.
pub(super) async fn mark_as_demo(hall: &Hall, community: CommunityId) -> Result<()> {
    hall.write(community, |tx, community| {
        Box::pin(async move {
            sqlx::query("UPDATE communities SET is_demo = 1 WHERE id = $1")
                .bind(community.to_string())
                .execute(&mut *tx.conn)
                .await?;
            Ok(())
        })
    })
    .await
}

/// The council lowers the number of co-signers an issue needs; issues raised before keep theirs.
pub(super) async fn lower_cosigners(hall: &Hall, community: CommunityId, needed: i64) -> Result<()> {
    hall.write((community, needed), |tx, (community, needed)| {
        Box::pin(async move {
            sqlx::query("UPDATE communities SET cosigners_needed = $2 WHERE id = $1")
                .bind(community.to_string())
                .bind(*needed)
                .execute(&mut *tx.conn)
                .await?;
            Ok(())
        })
    })
    .await
}

/// A unit that came in by the workbook.
pub(super) struct OwnedUnit {
    pub(super) id: UnitId,
    pub(super) name: String,
    pub(super) tenure: Tenure,
    /// Name and id of each owner.
    pub(super) owners: Vec<(String, PersonId)>,
}

/// The units of a compound with their owners.
pub(super) async fn owned_units(hall: &Hall, compound: CompoundId) -> Result<Vec<OwnedUnit>> {
    let mut snapshot = hall.read().await?;
    let rows = sqlx::query(
        "SELECT u.id, u.name, u.tenure, p.id AS person_id, p.name AS person FROM units u \
         LEFT JOIN owner_set_members m ON m.owner_set_id = u.owner_set_id LEFT JOIN persons p ON p.id = m.person_id \
         WHERE u.compound_id = $1 AND u.retired_at IS NULL ORDER BY u.name, p.id",
    )
    .bind(compound.to_string())
    .fetch_all(&mut *snapshot.conn)
    .await?;
    let mut units: Vec<OwnedUnit> = Vec::new();
    for row in &rows {
        let id: UnitId = row.parsed("id")?;
        if units.last().is_none_or(|last| last.id != id) {
            let (name, tenure) = (row.text("name")?, row.parsed("tenure")?);
            units.push(OwnedUnit { id, name, tenure, owners: Vec::new() });
        }
        if let (Some(person), Some(unit)) = (row.opt_parsed("person_id")?, units.last_mut()) {
            unit.owners.push((row.text("person")?, person));
        }
    }
    Ok(units)
}

/// What an officer fills in of a person where the workbook says nothing, or nothing of use.
pub(super) struct Completed {
    pub(super) id: PersonId,
    pub(super) kind: PersonKind,
    pub(super) phone: Option<String>,
    pub(super) document_tail: Option<String>,
    pub(super) is_adult: bool,
}

/// Fills in what the workbook does not say of people.
pub(super) async fn complete_roll(hall: &Hall, all: Vec<Completed>) -> Result<()> {
    hall.write(all, |tx, all| {
        Box::pin(async move {
            for person in all {
                sqlx::query(
                    "UPDATE persons SET kind = $2, phone = $3, document_tail = $4, is_adult = $5 WHERE id = $1",
                )
                .bind(person.id.to_string())
                .bind(person.kind.code())
                .bind(person.phone.as_deref())
                .bind(person.document_tail.as_deref())
                .bind(i64::from(person.is_adult))
                .execute(&mut *tx.conn)
                .await?;
            }
            Ok(())
        })
    })
    .await
}

/// Agents of firms (`true`) and guardians of minors.
pub(super) async fn name_spokesmen(hall: &Hall, all: Vec<(PersonId, PersonId, bool)>) -> Result<()> {
    hall.write(all, |tx, all| {
        Box::pin(async move {
            for (person, other, is_agent) in all {
                let statement = if *is_agent {
                    "UPDATE persons SET agent_person_id = $2 WHERE id = $1"
                } else {
                    "UPDATE persons SET guardian_person_id = $2 WHERE id = $1"
                };
                sqlx::query(statement)
                    .bind(person.to_string())
                    .bind(other.to_string())
                    .execute(&mut *tx.conn)
                    .await?;
                let id: uuid::Uuid = tx.new_id();
                let (kind, document) =
                    if *is_agent { ("agent", "授权委托书，盖公章") } else { ("guardian", "户口簿") };
                sqlx::query(
                    "INSERT INTO representations (id, person_id, kind, by_person_id, from_day, document, named_at) \
                     VALUES ($1, $2, $3, $4, $5, $6, $7)",
                )
                .bind(id.to_string())
                .bind(person.to_string())
                .bind(kind)
                .bind(other.to_string())
                .bind(tx.now().0 / domain::time::DAY)
                .bind(document)
                .bind(tx.now().0)
                .execute(&mut *tx.conn)
                .await?;
            }
            Ok(())
        })
    })
    .await
}

/// These members read 大字版.
pub(super) async fn read_large(hall: &Hall, members: Vec<MemberId>) -> Result<()> {
    hall.write(members, |tx, members| {
        Box::pin(async move {
            for member in members {
                sqlx::query("UPDATE members SET elder = 1 WHERE id = $1")
                    .bind(member.to_string())
                    .execute(&mut *tx.conn)
                    .await?;
            }
            Ok(())
        })
    })
    .await
}

/// Forms household groups.
pub(super) async fn form_groups(hall: &Hall, groups: Vec<Group>) -> Result<()> {
    for group in groups {
        hall.write(group, form_group).await?;
    }
    Ok(())
}

fn form_group<'a>(tx: &'a mut Tx<'_>, group: &'a Group) -> BoxFuture<'a, Result<()>> {
    Box::pin(async move {
        let id: HouseholdGroupId = tx.new_id();
        sqlx::query(
            "INSERT INTO household_groups (id, compound_id, name, leader_person_id) VALUES ($1, $2, $3, $4)",
        )
        .bind(id.to_string())
        .bind(group.compound.to_string())
        .bind(&group.name)
        .bind(group.leader.map(|leader| leader.to_string()))
        .execute(&mut *tx.conn)
        .await?;
        for unit in &group.units {
            sqlx::query("UPDATE units SET household_group_id = $2 WHERE id = $1")
                .bind(unit.to_string())
                .bind(id.to_string())
                .execute(&mut *tx.conn)
                .await?;
        }
        Ok(())
    })
}

/// The issue with a number.
pub(super) async fn issue_id(hall: &Hall, community: CommunityId, number: i64) -> Result<IssueId> {
    let mut snapshot = hall.read().await?;
    sqlx::query("SELECT id FROM issues WHERE community_id = $1 AND number = $2")
        .bind(community.to_string())
        .bind(number)
        .fetch_one(&mut *snapshot.conn)
        .await?
        .parsed("id")
}

/// An issue's stage and version.
pub(super) async fn issue_state(hall: &Hall, issue: IssueId) -> Result<(Stage, i64)> {
    let mut snapshot = hall.read().await?;
    let row = sqlx::query("SELECT stage, version FROM issues WHERE id = $1")
        .bind(issue.to_string())
        .fetch_one(&mut *snapshot.conn)
        .await?;
    Ok((row.parsed("stage")?, row.int("version")?))
}

/// What the permission table needs to know of an issue.
pub(super) async fn issue_facts(hall: &Hall, issue: IssueId) -> Result<IssueFacts> {
    let mut snapshot = hall.read().await?;
    let row = sqlx::query("SELECT community_id, compound_id, author_id, stage FROM issues WHERE id = $1")
        .bind(issue.to_string())
        .fetch_one(&mut *snapshot.conn)
        .await?;
    Ok(IssueFacts {
        community: row.parsed("community_id")?,
        compound: row.opt_parsed("compound_id")?,
        author: row.parsed("author_id")?,
        stage: row.parsed("stage")?,
    })
}

/// The proposal with a number.
pub(super) async fn proposal_id(hall: &Hall, issue: IssueId, number: i64) -> Result<ProposalId> {
    let mut snapshot = hall.read().await?;
    sqlx::query("SELECT id FROM proposals WHERE issue_id = $1 AND number = $2")
        .bind(issue.to_string())
        .bind(number)
        .fetch_one(&mut *snapshot.conn)
        .await?
        .parsed("id")
}

/// The comment with a number.
pub(super) async fn comment_id(hall: &Hall, issue: IssueId, number: i64) -> Result<CommentId> {
    let mut snapshot = hall.read().await?;
    sqlx::query("SELECT id FROM comments WHERE issue_id = $1 AND number = $2")
        .bind(issue.to_string())
        .bind(number)
        .fetch_one(&mut *snapshot.conn)
        .await?
        .parsed("id")
}

/// An issue's number.
pub(super) async fn issue_number(hall: &Hall, issue: IssueId) -> Result<i64> {
    let mut snapshot = hall.read().await?;
    sqlx::query("SELECT number FROM issues WHERE id = $1")
        .bind(issue.to_string())
        .fetch_one(&mut *snapshot.conn)
        .await?
        .int("number")
}

/// The vote with a number, and its version.
pub(super) async fn vote_id(hall: &Hall, community: CommunityId, number: i64) -> Result<(VoteId, i64)> {
    let mut snapshot = hall.read().await?;
    let row = sqlx::query("SELECT id, version FROM votes WHERE community_id = $1 AND number = $2")
        .bind(community.to_string())
        .bind(number)
        .fetch_one(&mut *snapshot.conn)
        .await?;
    Ok((row.parsed("id")?, row.int("version")?))
}

/// Who may speak for which head of a vote, in a fixed order.
pub(super) async fn speakers(hall: &Hall, vote: VoteId) -> Result<Vec<(PersonId, HeadId)>> {
    let mut snapshot = hall.read().await?;
    sqlx::query(
        "SELECT person_id, head_id FROM vote_speakers WHERE vote_id = $1 AND speaks = 1 \
         ORDER BY person_id, head_id",
    )
    .bind(vote.to_string())
    .fetch_all(&mut *snapshot.conn)
    .await?
    .iter()
    .map(|row| Ok((row.parsed("person_id")?, row.parsed("head_id")?)))
    .collect()
}

/// How many heads a vote has.
pub(super) async fn heads(hall: &Hall, vote: VoteId) -> Result<usize> {
    let mut snapshot = hall.read().await?;
    let row = sqlx::query("SELECT COUNT(*) AS heads FROM vote_heads WHERE vote_id = $1 AND counts_head = 1")
        .bind(vote.to_string())
        .fetch_one(&mut *snapshot.conn)
        .await?;
    usize::try_from(row.int("heads")?).map_err(Error::broken)
}

/// The joint request with a number.
pub(super) async fn request_id(hall: &Hall, compound: CompoundId, number: i64) -> Result<JointRequestId> {
    let mut snapshot = hall.read().await?;
    sqlx::query("SELECT id FROM joint_requests WHERE compound_id = $1 AND number = $2")
        .bind(compound.to_string())
        .bind(number)
        .fetch_one(&mut *snapshot.conn)
        .await?
        .parsed("id")
}

/// What was told longer ago than `before` has been read by now.
pub(super) async fn have_read(hall: &Hall, before: Timestamp) -> Result<()> {
    hall.write(before, |tx, before| {
        Box::pin(async move {
            sqlx::query("UPDATE notices SET seen_at = at + $2 WHERE seen_at IS NULL AND at < $1")
                .bind(before.0)
                .bind(HOUR)
                .execute(&mut *tx.conn)
                .await?;
            // Nobody will send the forms of the past again.
            forms::forget(tx, Timestamp(i64::MAX)).await
        })
    })
    .await
}
