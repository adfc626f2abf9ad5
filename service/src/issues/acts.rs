//! What is done to an issue after it was raised: co-signed, moved by an officer, reported on.

use super::steps::{self, By, Carrying, Held, Step};
use crate::hall::{Hall, Tx};
use crate::row::RowExt as _;
use crate::{Error, Result};
use domain::actor::Actor;
use domain::id::{FormKey, IssueId};
use domain::issues::{Move, Stage};
use domain::policy::{self, Action};
use domain::problem::Problem;
use domain::words::Reason;
use futures::future::BoxFuture;

struct Cosign {
    actor: Actor,
    issue: IssueId,
    sign: bool,
}

/// 附议. With enough co-signers the issue is accepted in the same act. Signing twice is signing once.
///
/// Answers the stage the issue is in afterwards.
pub async fn cosign_issue(hall: &Hall, actor: &Actor, issue: IssueId) -> Result<Stage> {
    hall.write(Cosign { actor: actor.clone(), issue, sign: true }, cosign).await
}

/// 收回附议, while co-signers are still being collected.
pub async fn withdraw_cosignature(hall: &Hall, actor: &Actor, issue: IssueId) -> Result<Stage> {
    hall.write(Cosign { actor: actor.clone(), issue, sign: false }, cosign).await
}

fn cosign<'a>(tx: &'a mut Tx<'_>, command: &'a Cosign) -> BoxFuture<'a, Result<Stage>> {
    Box::pin(async move {
        // The row is held, so of two co-signers who make it enough only one finds it so.
        let issue = steps::hold(tx, command.issue).await?;
        let member = command.actor.member_id().map(|member| member.to_string());
        if command.sign
            && issue.facts.stage != Stage::Raised
            && has_signed(tx, &issue, member.as_deref()).await?
        {
            return Ok(issue.facts.stage);
        }
        policy::may(&command.actor, &Action::CosignIssue(issue.facts))?;
        let member = member.ok_or(Error::NotFound)?;
        if !command.sign {
            sqlx::query("DELETE FROM issue_cosigners WHERE issue_id = $1 AND member_id = $2")
                .bind(issue.id.to_string())
                .bind(member)
                .execute(&mut *tx.conn)
                .await?;
            return Ok(issue.facts.stage);
        }
        sqlx::query(
            "INSERT INTO issue_cosigners (issue_id, member_id, at) VALUES ($1, $2, $3) \
             ON CONFLICT (issue_id, member_id) DO NOTHING",
        )
        .bind(issue.id.to_string())
        .bind(member)
        .bind(tx.now().0)
        .execute(&mut *tx.conn)
        .await?;
        if has_enough(tx, &issue).await? {
            let step = Step { step: Move::Accept, reason: "", carrying: None };
            return steps::step_held(tx, &issue, step, &By::hall()).await;
        }
        Ok(issue.facts.stage)
    })
}

async fn has_signed(tx: &mut Tx<'_>, issue: &Held, member: Option<&str>) -> Result<bool> {
    let row = sqlx::query("SELECT at FROM issue_cosigners WHERE issue_id = $1 AND member_id = $2")
        .bind(issue.id.to_string())
        .bind(member)
        .fetch_optional(&mut *tx.conn)
        .await?;
    Ok(row.is_some())
}

async fn has_enough(tx: &mut Tx<'_>, issue: &Held) -> Result<bool> {
    let row = sqlx::query(
        "SELECT CASE WHEN (SELECT COUNT(*) FROM issue_cosigners s WHERE s.issue_id = i.id) >= i.cosigners_needed \
                     THEN 1 ELSE 0 END AS enough FROM issues i WHERE i.id = $1",
    )
    .bind(issue.id.to_string())
    .fetch_one(&mut *tx.conn)
    .await?;
    row.flag("enough")
}

/// What an officer decides about an issue, or a resident who says that the trouble is back.
#[derive(Clone, Debug)]
pub struct OfficersStep {
    /// The issue as the page showed it: another version, and somebody was quicker.
    pub version: i64,
    /// Which step.
    pub step: Move,
    /// Why, for everyone to read.
    pub reason: Reason,
    /// Given exactly when [`Move::needs_deadline`].
    pub carrying: Option<Carrying>,
}

struct MoveIssue {
    actor: Actor,
    issue: IssueId,
    step: OfficersStep,
}

/// Moves an issue along its path; answers the stage it is in now.
pub async fn move_issue(
    hall: &Hall,
    actor: &Actor,
    key: FormKey,
    issue: IssueId,
    step: OfficersStep,
) -> Result<Stage> {
    hall.write_once(actor, key, MoveIssue { actor: actor.clone(), issue, step }, take_step).await
}

fn take_step<'a>(tx: &'a mut Tx<'_>, command: &'a MoveIssue) -> BoxFuture<'a, Result<Stage>> {
    Box::pin(async move {
        let issue = steps::hold(tx, command.issue).await?;
        let officer = &command.step;
        if issue.version != officer.version {
            return Err(Problem::ChangedMeanwhile.into());
        }
        policy::may(&command.actor, &Action::MoveIssue(issue.facts, officer.step))?;
        if officer.step.needs_deadline() && officer.carrying.is_none() {
            return Err(Error::broken("a step that needs a deadline came without one"));
        }
        let step = Step {
            step: officer.step,
            reason: officer.reason.as_str(),
            carrying: officer.carrying.as_ref().filter(|_given| officer.step.needs_deadline()),
        };
        let by = By::over(&command.actor, issue.facts);
        steps::step_held(tx, &issue, step, &by).await
    })
}

struct NoteProgress {
    actor: Actor,
    issue: IssueId,
    words: Reason,
}

/// 办理进展: a public line that does not move the issue. Its author and co-signers are told.
pub async fn note_progress(
    hall: &Hall,
    actor: &Actor,
    key: FormKey,
    issue: IssueId,
    words: Reason,
) -> Result<()> {
    hall.write_once(actor, key, NoteProgress { actor: actor.clone(), issue, words }, write_note).await
}

fn write_note<'a>(tx: &'a mut Tx<'_>, command: &'a NoteProgress) -> BoxFuture<'a, Result<()>> {
    Box::pin(async move {
        let issue = steps::hold(tx, command.issue).await?;
        policy::may(&command.actor, &Action::NoteProgress(issue.facts))?;
        let by = By::over(&command.actor, issue.facts);
        let words = command.words.as_str();
        steps::write_line(tx, issue.id, None, issue.facts.stage, None, &by, words).await?;
        steps::tell_concerned(tx, &issue, &by, words).await
    })
}
