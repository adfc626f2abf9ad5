//! Addresses of joint requests.

use crate::edge::{Answer, Failure, Visit, refused, see_other};
use crate::forms::Posted;
use app::form::Form;
use app::text::notice::Notice;
use app::{pages, path};
use axum::extract::Path;
use axum::http::StatusCode;
use domain::id::CompoundId;
use domain::policy::{self, Action, Denied};
use domain::problem::FieldProblem;
use domain::votes::OwnersMatter;
use domain::words::{Body, Reason, Title};
use service::communities::{self, Community, Compound};
use service::requests::{self, NewRequest, Request};

/// All joint requests.
pub(crate) async fn list(mut visit: Visit, Path(slug): Path<String>) -> Answer {
    let community = visit.enter(&slug).await?;
    let number = visit.page_number();
    let page = requests::requests(&mut visit.snapshot, &community, number).await?;
    Ok(visit.page(|cx| pages::requests::list(cx, &page)))
}

/// The compounds whose owners the reader is one of.
async fn own_compounds(visit: &mut Visit, community: &Community) -> Result<Vec<Compound>, Failure> {
    let places = communities::places(&mut visit.snapshot, community.id).await?;
    let may = |compound: CompoundId| policy::may(visit.actor(), &Action::StartJointRequest { compound });
    let own: Vec<_> = places.compounds.into_iter().filter(|own| may(own.id).is_ok()).collect();
    if own.is_empty() {
        let denied = if visit.actor().member().is_some() { Denied::NotAnOwner } else { Denied::NotSignedIn };
        return Err(service::Error::from(denied).into());
    }
    Ok(own)
}

/// The form to start one.
pub(crate) async fn new(mut visit: Visit, Path(slug): Path<String>) -> Answer {
    let community = visit.enter(&slug).await?;
    let compounds = own_compounds(&mut visit, &community).await?;
    let form = visit.fresh_form();
    Ok(visit.page(|cx| pages::requests::new_request(cx, &form, &compounds)))
}

/// Starts it.
pub(crate) async fn start(mut visit: Visit, Path(slug): Path<String>, mut posted: Posted) -> Answer {
    let community = visit.enter(&slug).await?;
    let compounds = own_compounds(&mut visit, &community).await?;
    let Some((new, compound)) = parse(&mut posted, &compounds) else {
        let form = posted.into_form();
        return Ok(visit.again(|cx| pages::requests::new_request(cx, &form, &compounds)));
    };
    let (hall, actor, key) = (visit.site.hall.clone(), visit.actor().clone(), posted.key());
    match requests::start_request(&hall, &actor, key, new).await {
        Ok(number) => see_other(&path::request(&slug, &compound, number), Notice::RequestStarted),
        Err(error) => {
            let form = refused(posted, error)?;
            Ok(visit.again(|cx| pages::requests::new_request(cx, &form, &compounds)))
        }
    }
}

fn parse(posted: &mut Posted, compounds: &[Compound]) -> Option<(NewRequest, String)> {
    let chosen = posted.read("compound", |text| {
        let found = compounds.iter().find(|own| own.id.to_string() == text);
        found.ok_or(FieldProblem::NotAChoice)
    });
    let title = posted.read("title", Title::parse);
    let body = posted.read("body", Body::parse);
    let matter = posted.read_optional("matter", |text| Ok::<_, FieldProblem>(text.parse::<OwnersMatter>()?));
    let compound = chosen?;
    let new = NewRequest { compound: compound.id, title: title?, body: body?, matter: matter? };
    Some((new, compound.slug.clone()))
}

async fn read(visit: &mut Visit, slug: &str, compound: &str, number: &str) -> Result<Request, Failure> {
    let community = visit.enter(slug).await?;
    let number: i64 = number.parse().map_err(|_not_a_number| Failure::NOT_FOUND)?;
    let actor = visit.actor().clone();
    Ok(requests::request(&mut visit.snapshot, &actor, &community, compound, number).await?)
}

/// The joint request.
pub(crate) async fn show(
    mut visit: Visit,
    Path((slug, compound, number)): Path<(String, String, String)>,
) -> Answer {
    let request = read(&mut visit, &slug, &compound, &number).await?;
    let (form, sign) = (visit.fresh_form(), visit.fresh_form());
    Ok(visit.page(|cx| pages::requests::request(cx, &request, &form, sign.key)))
}

/// Signs it, takes the signature back, or answers it: the button says which.
pub(crate) async fn act(
    mut visit: Visit,
    Path((slug, compound, number)): Path<(String, String, String)>,
    mut posted: Posted,
) -> Answer {
    let request = read(&mut visit, &slug, &compound, &number).await?;
    let (hall, actor, key) = (visit.site.hall.clone(), visit.actor().clone(), posted.key());
    let (done, notice) = match posted.raw("act") {
        "sign" => (requests::sign_request(&hall, &actor, request.id).await, Notice::RequestSigned),
        "unsign" => (requests::unsign_request(&hall, &actor, request.id).await, Notice::RequestUnsigned),
        "answer" => {
            let Some(answer) = posted.read("answer", Reason::parse) else {
                return Ok(again(visit, &request, &posted.into_form()));
            };
            let answered = requests::answer_request(&hall, &actor, key, request.id, answer).await;
            (answered, Notice::RequestAnswered)
        }
        _ => return Err(Failure::Status(StatusCode::BAD_REQUEST)),
    };
    match done {
        Ok(()) => see_other(&path::request(&slug, &compound, request.listed.number), notice),
        Err(error) => Ok(again(visit, &request, &refused(posted, error)?)),
    }
}

fn again(visit: Visit, request: &Request, form: &Form) -> axum::response::Response {
    let sign = visit.fresh_form();
    visit.again(|cx| pages::requests::request(cx, request, form, sign.key))
}
