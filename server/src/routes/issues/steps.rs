//! The officers' forms: to move an issue on, and to report progress.

use super::find;
use crate::edge::{Answer, Failure, Visit, refused, see_other};
use crate::forms::Posted;
use app::form::Form;
use app::text::notice::Notice;
use app::{pages, path};
use axum::extract::Path;
use domain::id::CommunityId;
use domain::issues::{DUE_MICROS_MAX, Move};
use domain::policy::{self, Action, Denied};
use domain::problem::FieldProblem;
use domain::time::Timestamp;
use domain::words::{Label, Reason};
use service::issues::{self, Carrying, Issue, OfficersStep};
use service::local;

/// The form to move an issue on, for those who have a step to take.
pub(crate) async fn move_form(mut visit: Visit, Path((slug, number)): Path<(String, String)>) -> Answer {
    let (community, issue) = find(&mut visit, &slug, &number).await?;
    may_move(&visit, &issue, community.id)?;
    let form = visit.fresh_form();
    Ok(visit.page(|cx| pages::issues::move_issue(cx, &issue, &form)))
}

/// Refuses who has no step to take.
fn may_move(visit: &Visit, issue: &Issue, community: CommunityId) -> Result<(), Failure> {
    let facts = issue.facts(community);
    let answers: Vec<_> =
        issue.stage.moves().map(|step| policy::may(visit.actor(), &Action::MoveIssue(facts, step))).collect();
    if answers.iter().any(Result::is_ok) {
        return Ok(());
    }
    let why = answers.into_iter().find_map(Result::err).unwrap_or(Denied::WrongStage);
    Err(service::Error::from(why).into())
}

/// Moves the issue on. What an officer wrote stays when another was quicker, beside what that one did.
pub(crate) async fn make_move(
    mut visit: Visit,
    Path((slug, number)): Path<(String, String)>,
    mut posted: Posted,
) -> Answer {
    let (community, issue) = find(&mut visit, &slug, &number).await?;
    let Some(step) = parse(&mut posted, &community.time_zone, visit.snapshot.now()) else {
        may_move(&visit, &issue, community.id)?;
        return Ok(move_again(visit, &issue, &posted.into_form()));
    };
    let hall = visit.site.hall.clone();
    match issues::move_issue(&hall, visit.actor(), posted.key(), issue.id, step).await {
        Ok(_stage) => see_other(&path::issue(&slug, issue.number), Notice::IssueMoved),
        Err(error) => {
            let form = refused(posted, error)?;
            // The page was read before the other's step was written: it is read again.
            visit.snapshot = hall.read().await?;
            let (_, issue) = find(&mut visit, &slug, &number).await?;
            Ok(move_again(visit, &issue, &form))
        }
    }
}

fn move_again(visit: Visit, issue: &Issue, form: &Form) -> axum::response::Response {
    // A key that was refused may be tried again; the version in the form is the one the page now shows.
    visit.again(|cx| pages::issues::move_issue(cx, issue, form))
}

fn parse(posted: &mut Posted, time_zone: &str, now: Timestamp) -> Option<OfficersStep> {
    let step = posted.choose::<Move>("step");
    let reason = posted.read("reason", Reason::parse);
    let version = posted.raw("version").parse().unwrap_or_default();
    let carrying = match step {
        Some(step) if step.needs_deadline() => {
            let by = posted.read("carried_by", Label::parse);
            let due_at = posted.read("due", |text| due(text, time_zone, now));
            Some(Carrying { by: by?, due_at: due_at? })
        }
        _ => None,
    };
    Some(OfficersStep { version, step: step?, reason: reason?, carrying })
}

/// The end of a day to come.
fn due(text: &str, time_zone: &str, now: Timestamp) -> Result<Timestamp, FieldProblem> {
    let due_at = local::end_of_day(time_zone, text)?;
    match due_at.since(now) {
        ..=0 => Err(FieldProblem::TooEarly),
        ahead if ahead > DUE_MICROS_MAX => Err(FieldProblem::TooLate),
        _ => Ok(due_at),
    }
}

/// The form to report progress.
pub(crate) async fn note_form(mut visit: Visit, Path((slug, number)): Path<(String, String)>) -> Answer {
    let (community, issue) = find(&mut visit, &slug, &number).await?;
    policy::may(visit.actor(), &Action::NoteProgress(issue.facts(community.id)))
        .map_err(service::Error::from)?;
    let form = visit.fresh_form();
    Ok(visit.page(|cx| pages::issues::note_progress(cx, &issue, &form)))
}

/// Publishes a report of progress.
pub(crate) async fn note(
    mut visit: Visit,
    Path((slug, number)): Path<(String, String)>,
    mut posted: Posted,
) -> Answer {
    let (_, issue) = find(&mut visit, &slug, &number).await?;
    let Some(words) = posted.read("reason", Reason::parse) else {
        let form = posted.into_form();
        return Ok(visit.again(|cx| pages::issues::note_progress(cx, &issue, &form)));
    };
    let hall = visit.site.hall.clone();
    match issues::note_progress(&hall, visit.actor(), posted.key(), issue.id, words).await {
        Ok(()) => see_other(&path::issue(&slug, issue.number), Notice::ProgressNoted),
        Err(error) => {
            let form = refused(posted, error)?;
            Ok::<_, Failure>(visit.again(|cx| pages::issues::note_progress(cx, &issue, &form)))
        }
    }
}
