//! Addresses of issues.

mod list;
mod raise;
mod steps;

pub(crate) use list::list;
pub(super) use raise::preview_of;
pub(crate) use raise::{new, raise};
pub(crate) use steps::{make_move, move_form, note, note_form};

use super::comments::Asked;
use crate::edge::{Answer, Failure, Visit, see_other};
use crate::forms::Posted;
use app::pages::issues::IssueView;
use app::text::notice::Notice;
use app::{pages, path};
use axum::extract::Path;
use domain::issues::Stage;
use service::communities::Community;
use service::issues::{self, Issue};
use service::{comments, proposals};

/// The issue.
pub(crate) async fn show(
    mut visit: Visit,
    Path((slug, number)): Path<(String, String)>,
    Ok(asked): Result<Asked, std::convert::Infallible>,
) -> Answer {
    let (community, issue) = find(&mut visit, &slug, &number).await?;
    let timeline = issues::timeline(&mut visit.snapshot, issue.id).await?;
    let proposals = proposals::proposals(&mut visit.snapshot, issue.id).await?;
    let subject = comments::Subject::of_issue(&issue, community.id);
    let actor = visit.actor().clone();
    let thread = comments::thread(&mut visit.snapshot, &actor, subject, asked.order, asked.extent).await?;
    let form = visit.fresh_form();
    let view = IssueView { issue, timeline, proposals, thread, form };
    Ok(visit.page(|cx| pages::issues::issue(cx, view)))
}

/// The issue at an address, as its reader sees it.
pub(super) async fn find(visit: &mut Visit, slug: &str, number: &str) -> Result<(Community, Issue), Failure> {
    let community = visit.enter(slug).await?;
    let number = number.parse().map_err(|_not_a_number| Failure::NOT_FOUND)?;
    let issue = issues::issue(&mut visit.snapshot, &visit.reader.actor, &community, number).await?;
    Ok((community, issue))
}

/// Co-signs, or takes the co-signature back.
pub(crate) async fn cosign(
    mut visit: Visit,
    Path((slug, number)): Path<(String, String)>,
    posted: Posted,
) -> Answer {
    let (_, issue) = find(&mut visit, &slug, &number).await?;
    let hall = visit.site.hall.clone();
    let signs = posted.raw("sign") != "0";
    let stage = if signs {
        issues::cosign_issue(&hall, visit.actor(), issue.id).await?
    } else {
        issues::withdraw_cosignature(&hall, visit.actor(), issue.id).await?
    };
    let notice = match (signs, stage) {
        (false, _) => Notice::CosignatureWithdrawn,
        (true, Stage::Accepted) if issue.stage == Stage::Raised => Notice::IssueAccepted,
        (true, _) => Notice::IssueCosigned,
    };
    see_other(&path::issue(&slug, issue.number), notice)
}
