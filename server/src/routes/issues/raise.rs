//! The form to raise an issue.

use crate::edge::{Answer, Visit, refused, see_other};
use crate::forms::Posted;
use app::form::Form;
use app::text::notice::Notice;
use app::{pages, path};
use axum::extract::Path;
use domain::id::{BuildingId, CommunityId, CompoundId, EntranceId};
use domain::issues::Category;
use domain::policy::{self, Action};
use domain::problem::FieldProblem;
use domain::words::{Body, Title};
use service::communities::{self, Places};
use service::issues::{self, NewIssue};
use service::markdown;

/// The form.
pub(crate) async fn new(mut visit: Visit, Path(slug): Path<String>) -> Answer {
    let community = visit.enter(&slug).await?;
    policy::may(visit.actor(), &Action::RaiseIssue { community: community.id })
        .map_err(service::Error::from)?;
    let actor = visit.actor().clone();
    let places = communities::places_of(&mut visit.snapshot, &actor, community.id).await?;
    let form = visit.fresh_form();
    Ok(visit.page(|cx| pages::issues::new_issue(cx, &form, &places, None)))
}

/// Raises the issue, or shows it as it would look.
pub(crate) async fn raise(mut visit: Visit, Path(slug): Path<String>, mut posted: Posted) -> Answer {
    let community = visit.enter(&slug).await?;
    let actor = visit.actor().clone();
    let places = communities::places_of(&mut visit.snapshot, &actor, community.id).await?;
    if let Some(html) = preview_of(&posted) {
        let form = posted.into_form();
        return Ok(visit.page(|cx| pages::issues::new_issue(cx, &form, &places, Some(html))));
    }
    let Some(issue) = parse(&mut posted, community.id, &places) else {
        return Ok(again(visit, &posted.into_form(), &places));
    };
    let (hall, key) = (visit.site.hall.clone(), posted.key());
    match issues::raise_issue(&hall, &actor, key, issue).await {
        Ok(number) => see_other(&path::issue(&slug, number), Notice::IssueRaised),
        Err(error) => Ok(again(visit, &refused(posted, error)?, &places)),
    }
}

/// The text as it would look, when that is what the form asks for and there is one.
pub(in crate::routes) fn preview_of(posted: &Posted) -> Option<String> {
    let body = (!posted.raw("preview").is_empty()).then(|| Body::parse(posted.raw("body")).ok())??;
    Some(markdown::render(body.as_str()))
}

fn again(visit: Visit, form: &Form, places: &Places) -> axum::response::Response {
    visit.again(|cx| pages::issues::new_issue(cx, form, places, None))
}

fn parse(posted: &mut Posted, community: CommunityId, places: &Places) -> Option<NewIssue> {
    let title = posted.read("title", Title::parse);
    let body = posted.read("body", Body::parse);
    let category = posted.choose::<Category>("category");
    let scope = posted.read("scope", |text| parse_scope(text, places));
    let (compound, building, entrance) = scope?;
    Some(NewIssue {
        community,
        title: title?,
        body: body?,
        category: category?,
        compound,
        building,
        entrance,
    })
}

/// What an issue is limited to, from the widest.
type Scope = (Option<CompoundId>, Option<BuildingId>, Option<EntranceId>);

/// `""`, `compound`, `compound/building` or `compound/building/entrance`, of this community's own; an entrance only of
/// those the reader was offered.
fn parse_scope(text: &str, places: &Places) -> Result<Scope, FieldProblem> {
    if text.is_empty() {
        return Ok((None, None, None));
    }
    let mut parts = text.splitn(3, '/');
    let compound: CompoundId = part(parts.next())?.ok_or(FieldProblem::NotAChoice)?;
    let building: Option<BuildingId> = part(parts.next())?;
    let entrance: Option<EntranceId> = part(parts.next())?;
    let known = places.compounds.iter().any(|own| own.id == compound)
        && building.is_none_or(|building| {
            places.buildings.iter().any(|own| own.id == building && own.compound == compound)
        })
        && entrance.is_none_or(|entrance| {
            places.entrances.iter().any(|own| own.id == entrance && Some(own.building) == building)
        });
    if known { Ok((Some(compound), building, entrance)) } else { Err(FieldProblem::NotAChoice) }
}

fn part<T: std::str::FromStr>(text: Option<&str>) -> Result<Option<T>, FieldProblem> {
    text.map(str::parse).transpose().map_err(|_foreign| FieldProblem::NotAChoice)
}
