//! Addresses of issues.

use crate::edge::{Answer, Failure, Visit, refused, see_other};
use crate::forms::Posted;
use app::form::Form;
use app::text::common::Notice;
use app::{pages, path};
use axum::extract::Path;
use domain::id::{BuildingId, CommunityId, CompoundId};
use domain::issues::Category;
use domain::policy::{self, Action};
use domain::problem::FieldProblem;
use domain::words::{Body, Title};
use service::communities;
use service::issues::{self, NewIssue};

/// The form.
pub(crate) async fn new(mut visit: Visit, Path(slug): Path<String>) -> Answer {
    let community = visit.enter(&slug).await?;
    policy::may(visit.actor(), &Action::RaiseIssue { community: community.id })
        .map_err(service::Error::from)?;
    let places = communities::places(&mut visit.snapshot, community.id).await?;
    let form = visit.fresh_form();
    Ok(visit.page(|cx| pages::issues::new_issue(cx, &form, &places)))
}

/// Raises the issue.
pub(crate) async fn raise(mut visit: Visit, Path(slug): Path<String>, mut posted: Posted) -> Answer {
    let community = visit.enter(&slug).await?;
    let Some(issue) = parse(&mut posted, community.id) else {
        return new_again(visit, community.id, posted.into_form()).await;
    };
    let (hall, actor, key) = (visit.site.hall.clone(), visit.actor().clone(), posted.key());
    match issues::raise_issue(&hall, &actor, key, issue).await {
        Ok(number) => see_other(&path::issue(&slug, number), Notice::IssueRaised),
        Err(error) => new_again(visit, community.id, refused(posted, error)?).await,
    }
}

async fn new_again(mut visit: Visit, community: CommunityId, form: Form) -> Answer {
    let places = communities::places(&mut visit.snapshot, community).await?;
    Ok(visit.again(|cx| pages::issues::new_issue(cx, &form, &places)))
}

fn parse(posted: &mut Posted, community: CommunityId) -> Option<NewIssue> {
    let title = posted.read("title", Title::parse);
    let body = posted.read("body", Body::parse);
    let category = posted.choose::<Category>("category");
    let scope = posted.read("scope", parse_scope);
    let (compound, building) = scope?;
    Some(NewIssue {
        community,
        title: title?,
        body: body?,
        category: category?,
        compound,
        building,
        entrance: None,
    })
}

/// `""`, `compound` or `compound/building`.
fn parse_scope(text: &str) -> Result<(Option<CompoundId>, Option<BuildingId>), FieldProblem> {
    if text.is_empty() {
        return Ok((None, None));
    }
    let (compound, building) = text.split_once('/').map_or((text, None), |(c, b)| (c, Some(b)));
    let compound = compound.parse().map_err(|_foreign| FieldProblem::NotAChoice)?;
    let building = building.map(str::parse).transpose().map_err(|_foreign| FieldProblem::NotAChoice)?;
    Ok((Some(compound), building))
}

/// The issue.
pub(crate) async fn show(mut visit: Visit, Path((slug, number)): Path<(String, String)>) -> Answer {
    let community = visit.enter(&slug).await?;
    let number = number.parse().map_err(|_not_a_number| Failure::NOT_FOUND)?;
    let issue = issues::issue(&mut visit.snapshot, &visit.reader.actor, &community, number).await?;
    Ok(visit.page(|cx| pages::issues::issue(cx, issue)))
}
