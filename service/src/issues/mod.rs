//! Issues: raised, co-signed, moved along the path, carried out.

mod acts;
mod list;
mod sql;
mod steps;
mod timeline;

pub use acts::{OfficersStep, cosign_issue, move_issue, note_progress, withdraw_cosignature};
pub(crate) use list::latest;
pub use list::{Filter, ISSUES_PER_PAGE, Listed, Page, issues};
pub use steps::Carrying;
pub(crate) use steps::{By, Held, Step, hold, step, step_held, write_line};
pub use timeline::{Event, Happening, timeline};

use crate::communities::Community;
use crate::hall::{Hall, Snapshot, Tx};
use crate::markdown;
use crate::row::RowExt as _;
use crate::{Error, Result};
use domain::actor::Actor;
use domain::id::{BuildingId, CommunityId, CompoundId, EntranceId, FormKey, IssueId, MemberId};
use domain::issues::{Category, RAISED_IN_AN_HOUR_MAX, Stage};
use domain::policy::{self, Action, IssueFacts};
use domain::problem::Problem;
use domain::time::Timestamp;
use domain::words::{Body, Title};
use futures::future::BoxFuture;
use sqlx::any::AnyRow;

/// An issue to be raised.
#[derive(Clone, Debug)]
pub struct NewIssue {
    /// Where.
    pub community: CommunityId,
    /// What it is about, in a line.
    pub title: Title,
    /// What is the matter, in Markdown.
    pub body: Body,
    /// Which kind of matter.
    pub category: Category,
    /// The compound it is limited to, if it is.
    pub compound: Option<CompoundId>,
    /// The building it is limited to, if it is.
    pub building: Option<BuildingId>,
    /// The entrance it is limited to, if it is.
    pub entrance: Option<EntranceId>,
}

/// An issue as its page shows it.
#[derive(Clone, Debug)]
pub struct Issue {
    /// Which.
    pub id: IssueId,
    /// In its address; unique in the community.
    pub number: i64,
    /// In a line.
    pub title: String,
    /// Sanitised.
    pub body_html: String,
    /// Which kind of matter.
    pub category: Category,
    /// Where it stands.
    pub stage: Stage,
    /// Who raised it.
    pub author: MemberId,
    /// As the author chose to be shown.
    pub author_name: String,
    /// The place it is limited to, in words; none for all of the community.
    pub place: Option<String>,
    /// The compound it is limited to.
    pub compound: Option<CompoundId>,
    /// Co-signers so far.
    pub cosigners: i64,
    /// Whether the reader is one of them.
    pub cosigned: bool,
    /// Co-signers needed to be accepted without the council.
    pub cosigners_needed: i64,
    /// When it was raised.
    pub created_at: Timestamp,
    /// Who carries it out.
    pub carried_by: Option<String>,
    /// By when.
    pub due_at: Option<Timestamp>,
    /// For the optimistic lock: what the reader saw.
    pub version: i64,
}

struct RaiseIssue {
    actor: Actor,
    issue: NewIssue,
    body_html: String,
}

/// 提出议题. Answers with its number.
pub async fn raise_issue(hall: &Hall, actor: &Actor, key: FormKey, issue: NewIssue) -> Result<i64> {
    let body_html = markdown::render(issue.body.as_str());
    let command = RaiseIssue { actor: actor.clone(), issue, body_html };
    hall.write_once(actor, key, command, raise).await
}

fn raise<'a>(tx: &'a mut Tx<'_>, command: &'a RaiseIssue) -> BoxFuture<'a, Result<i64>> {
    Box::pin(async move {
        let issue = &command.issue;
        policy::may(&command.actor, &Action::RaiseIssue { community: issue.community })?;
        let author = command.actor.member_id().ok_or(Error::NotFound)?;
        if !sql::place_is_in(tx, issue).await? {
            return Err(Error::NotFound);
        }
        if sql::raised_lately(tx, author).await? >= RAISED_IN_AN_HOUR_MAX && !command.actor.is_system() {
            return Err(Problem::SlowDown.into());
        }
        let id: IssueId = tx.new_id();
        let number = sql::next_number(tx, issue.community).await?;
        sql::insert(tx, id, number, author, issue, &command.body_html).await?;
        Ok(number)
    })
}

/// The issue `number` of `community`, as `reader` sees it. One statement.
pub async fn issue(
    snapshot: &mut Snapshot,
    reader: &Actor,
    community: &Community,
    number: i64,
) -> Result<Issue> {
    let row = sqlx::query(sql::ISSUE)
        .bind(community.id.to_string())
        .bind(number)
        .bind(reader.member_id().map(|member| member.to_string()).unwrap_or_default())
        .fetch_optional(&mut *snapshot.conn)
        .await?;
    issue_of(&row.ok_or(Error::NotFound)?)
}

impl Issue {
    /// What the permission table needs to know.
    #[must_use]
    pub fn facts(&self, community: CommunityId) -> IssueFacts {
        IssueFacts { community, compound: self.compound, author: self.author, stage: self.stage }
    }
}

fn issue_of(row: &AnyRow) -> Result<Issue> {
    Ok(Issue {
        id: row.parsed("id")?,
        number: row.int("number")?,
        title: row.text("title")?,
        body_html: row.text("body_html")?,
        category: row.parsed("category")?,
        stage: row.parsed("stage")?,
        author: row.parsed("author_id")?,
        author_name: row.text("author_name")?,
        place: row.opt_text("place")?,
        compound: row.opt_parsed("compound_id")?,
        cosigners: row.int("cosigners")?,
        cosigned: row.flag("cosigned")?,
        cosigners_needed: row.int("cosigners_needed")?,
        created_at: row.time("created_at")?,
        carried_by: row.opt_text("carried_by")?,
        due_at: row.opt_time("due_at")?,
        version: row.int("version")?,
    })
}
