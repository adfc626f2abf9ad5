//! Officers' addresses: the desk, requests to be let in, people, codes, slips, looks.

use crate::edge::{Answer, Failure, Visit, refused, see_other};
use crate::forms::{Posted, past_day};
use crate::qr;
use crate::site::Site;
use app::form::Form;
use app::pages::slips::PrintedSlip;
use app::text::notice::Notice;
use app::{pages, path};
use axum::Router;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::routing::{get, post};
use domain::id::{BuildingId, JoinRequestId, PersonId, UnitId};
use domain::members::{JoinCode, Phone};
use domain::problem::FieldProblem;
use domain::roll::import::has_id_number;
use domain::roll::{RepresentationKind, ResidenceKind};
use domain::time::LocalDay;
use domain::words::{Label, Note, PersonName, Reason};
use serde::Deserialize;
use service::accounts::NewRepresentation;
use service::communities::Community;
use service::joining::{self, Answered, Verdict};
use service::{accounts, looks, officers};

pub(crate) fn routes() -> Router<Site> {
    Router::new()
        .route("/c/{community}/officers", get(desk))
        .route("/c/{community}/officers/requests", get(requests))
        .route("/c/{community}/officers/requests/{request}", get(request).post(answer))
        .route("/c/{community}/officers/slips", get(slips).post(print))
        .route("/c/{community}/officers/people", get(people).post(find))
        .route("/c/{community}/officers/people/{person}", get(person))
        .route("/c/{community}/officers/people/{person}/code", post(issue))
        .route("/c/{community}/officers/people/{person}/verify", post(verify))
        .route("/c/{community}/officers/people/{person}/representative", post(name_representative))
        .route("/c/{community}/officers/people/{person}/representative/end", post(end_representation))
        .route("/c/{community}/officers/people/{person}/password", post(clear_password))
        .route("/c/{community}/officers/looks", get(list_looks))
}

async fn desk(mut visit: Visit, Path(slug): Path<String>) -> Answer {
    let community = visit.enter(&slug).await?;
    let actor = visit.actor().clone();
    let desk = officers::desk(&mut visit.snapshot, &actor, &community).await?;
    Ok(visit.page(|cx| pages::officers::desk(cx, &desk)))
}

async fn requests(mut visit: Visit, Path(slug): Path<String>) -> Answer {
    let community = visit.enter(&slug).await?;
    let actor = visit.actor().clone();
    if officers::desk(&mut visit.snapshot, &actor, &community).await?.join_requests.is_none() {
        return Err(service::Error::Denied(domain::policy::Denied::NoSeat).into());
    }
    let waiting = joining::waiting_requests(&mut visit.snapshot, &actor, community.id).await?;
    Ok(visit.page(|cx| pages::officers::requests(cx, waiting)))
}

async fn request(mut visit: Visit, Path((slug, id)): Path<(String, String)>) -> Answer {
    let community = visit.enter(&slug).await?;
    let form = visit.fresh_form();
    show_request(visit, &community, parsed(&id)?, form, false).await
}

async fn show_request(
    mut visit: Visit,
    community: &Community,
    id: JoinRequestId,
    form: Form,
    again: bool,
) -> Answer {
    let (hall, actor) = (visit.site.hall.clone(), visit.actor().clone());
    let request = joining::request(&hall, &mut visit.snapshot, &actor, community, id).await?;
    let page = |cx: &app::shell::Cx| pages::officers::request(cx, &form, request);
    Ok(if again { visit.again(page) } else { visit.page(page) })
}

/// An id out of an address.
fn parsed<T: std::str::FromStr>(text: &str) -> Result<T, Failure> {
    text.parse().map_err(|_foreign| Failure::NOT_FOUND)
}

async fn answer(mut visit: Visit, Path((slug, id)): Path<(String, String)>, mut posted: Posted) -> Answer {
    let community = visit.enter(&slug).await?;
    let id = parsed(&id)?;
    let (hall, actor) = (visit.site.hall.clone(), visit.actor().clone());
    let form = match parse_verdict(&mut posted) {
        None => posted.into_form(),
        Some(verdict) => {
            let key = posted.key();
            match joining::answer_request(&hall, &actor, key, community.id, id, verdict).await {
                Ok(Answered::Confirmed) => {
                    return see_other(&path::join_requests(&slug), Notice::RequestConfirmed);
                }
                Ok(Answered::Declined) => {
                    return see_other(&path::join_requests(&slug), Notice::RequestDeclined);
                }
                Err(error) => refused(posted, error)?,
            }
        }
    };
    show_request(visit, &community, id, form, true).await
}

fn parse_verdict(posted: &mut Posted) -> Option<Verdict> {
    match posted.raw("answer") {
        "declined" => Some(Verdict::Declined(posted.read("reason", Reason::parse)?)),
        "new" => {
            let unit = posted.choose::<UnitId>("unit");
            let tie = posted.choose::<ResidenceKind>("tie");
            Some(Verdict::Lives(unit?, tie?))
        }
        _ => Some(Verdict::Is(posted.choose::<PersonId>("answer")?)),
    }
}

/// What the slips page may be asked for.
#[derive(Deserialize)]
struct Wanted {
    building: Option<String>,
}

async fn slips(mut visit: Visit, Path(slug): Path<String>, wanted: Query<Wanted>) -> Answer {
    let community = visit.enter(&slug).await?;
    let actor = visit.actor().clone();
    let buildings = joining::slip_buildings(&mut visit.snapshot, &actor, community.id).await?;
    let chosen = wanted.0.building.unwrap_or_default();
    let form = visit.fresh_form().or_filled([("building", chosen)]);
    Ok(visit.page(|cx| pages::officers::slips(cx, &form, &buildings)))
}

/// Makes the codes and shows the sheet: the codes are readable in this answer only, so there is no page to lead to.
async fn print(mut visit: Visit, Path(slug): Path<String>, mut posted: Posted) -> Answer {
    let community = visit.enter(&slug).await?;
    let (hall, actor) = (visit.site.hall.clone(), visit.actor().clone());
    let buildings = joining::slip_buildings(&mut visit.snapshot, &actor, community.id).await?;
    let chosen = posted.choose::<BuildingId>("building");
    let chosen = chosen.and_then(|id| buildings.iter().find(|building| building.id == id));
    let Some(building) = chosen else {
        if posted.is_right() {
            posted.wrong("building", FieldProblem::NotAChoice, None);
        }
        let form = posted.into_form();
        return Ok(visit.again(|cx| pages::officers::slips(cx, &form, &buildings)));
    };
    let slips = joining::issue_slips(&hall, &actor, community.id, building.id).await?;
    let printed = slips
        .into_iter()
        .map(|slip| {
            let picture = picture(&visit.site, &slip.code)?;
            Ok(PrintedSlip { slip, picture })
        })
        .collect::<Result<Vec<_>, Failure>>()?;
    Ok(no_store(visit.page(|cx| pages::slips::sheet(cx, building, printed))))
}

/// The code's own address as a picture inside the page: no second request carries the code.
fn picture(site: &Site, code: &JoinCode) -> Result<String, Failure> {
    let address = format!("{}{}", site.config.public_address, path::join_with(code.as_str()));
    qr::data_uri(&address).map_err(|qr::TooLong| Failure::Status(StatusCode::INTERNAL_SERVER_ERROR))
}

/// A page with codes is kept nowhere.
fn no_store(mut response: axum::response::Response) -> axum::response::Response {
    let never = axum::http::HeaderValue::from_static("no-store");
    response.headers_mut().insert(axum::http::header::CACHE_CONTROL, never);
    response
}

async fn people(mut visit: Visit, Path(slug): Path<String>) -> Answer {
    let community = visit.enter(&slug).await?;
    let actor = visit.actor().clone();
    if !officers::desk(&mut visit.snapshot, &actor, &community).await?.codes {
        return Err(service::Error::Denied(domain::policy::Denied::NoSeat).into());
    }
    let form = visit.fresh_form();
    Ok(visit.page(|cx| pages::officers::people(cx, &form, None)))
}

/// A search is a POST: names belong in no address and in no log of one.
async fn find(mut visit: Visit, Path(slug): Path<String>, mut posted: Posted) -> Answer {
    let community = visit.enter(&slug).await?;
    let (hall, actor) = (visit.site.hall.clone(), visit.actor().clone());
    let Some(words) = posted.read("words", Label::parse) else {
        let form = posted.into_form();
        return Ok(visit.again(|cx| pages::officers::people(cx, &form, None)));
    };
    let found = accounts::find_people(&hall, &mut visit.snapshot, &actor, &community, &words).await?;
    let form = posted.into_form();
    Ok(visit.page(|cx| pages::officers::people(cx, &form, Some(found))))
}

async fn person(mut visit: Visit, Path((slug, id)): Path<(String, String)>) -> Answer {
    let community = visit.enter(&slug).await?;
    let form = visit.fresh_form();
    show_person(visit, &community, parsed(&id)?, form, false).await
}

async fn show_person(
    mut visit: Visit,
    community: &Community,
    id: PersonId,
    form: Form,
    again: bool,
) -> Answer {
    let (hall, actor) = (visit.site.hall.clone(), visit.actor().clone());
    let person = accounts::person(&hall, &mut visit.snapshot, &actor, community, id).await?;
    let page = |cx: &app::shell::Cx| pages::officers::person(cx, &form, person);
    Ok(if again { visit.again(page) } else { visit.page(page) })
}

/// Makes a code and shows it, once.
async fn issue(mut visit: Visit, Path((slug, id)): Path<(String, String)>, posted: Posted) -> Answer {
    let community = visit.enter(&slug).await?;
    let id = parsed(&id)?;
    let (hall, actor) = (visit.site.hall.clone(), visit.actor().clone());
    match joining::issue_code(&hall, &actor, community.id, id).await {
        Ok(new) => {
            let picture = picture(&visit.site, &new.code)?;
            Ok(no_store(visit.page(|cx| pages::slips::code(cx, &new, picture))))
        }
        Err(error) => {
            let form = refused(posted, error)?;
            show_person(visit, &community, id, form, true).await
        }
    }
}

/// The person's page after an act upon them: with its notice, or with why it was refused.
async fn told(
    visit: Visit,
    community: &Community,
    id: PersonId,
    posted: Posted,
    outcome: service::Result<()>,
    notice: Notice,
) -> Answer {
    match outcome {
        Ok(()) => see_other(&path::person(&community.slug, id), notice),
        Err(error) => {
            let form = refused(posted, error)?;
            show_person(visit, community, id, form, true).await
        }
    }
}

async fn verify(mut visit: Visit, Path((slug, id)): Path<(String, String)>, posted: Posted) -> Answer {
    let community = visit.enter(&slug).await?;
    let id: PersonId = parsed(&id)?;
    let (hall, actor) = (visit.site.hall.clone(), visit.actor().clone());
    let outcome = accounts::verify(&hall, &actor, community.id, id).await;
    told(visit, &community, id, posted, outcome, Notice::Verified).await
}

async fn clear_password(
    mut visit: Visit,
    Path((slug, id)): Path<(String, String)>,
    posted: Posted,
) -> Answer {
    let community = visit.enter(&slug).await?;
    let id: PersonId = parsed(&id)?;
    let (hall, actor) = (visit.site.hall.clone(), visit.actor().clone());
    let outcome = accounts::clear_password(&hall, &actor, community.id, id).await;
    told(visit, &community, id, posted, outcome, Notice::PasswordCleared).await
}

async fn name_representative(
    mut visit: Visit,
    Path((slug, id)): Path<(String, String)>,
    mut posted: Posted,
) -> Answer {
    let community = visit.enter(&slug).await?;
    let id: PersonId = parsed(&id)?;
    let (hall, actor, key) = (visit.site.hall.clone(), visit.actor().clone(), posted.key());
    let today = service::local::day(&community.time_zone, visit.snapshot.now());
    let form = match parse_representation(&mut posted, id, today) {
        None => posted.into_form(),
        Some(new) => match accounts::name_representative(&hall, &actor, key, &community, new).await {
            Ok(_person) => return see_other(&path::person(&slug, id), Notice::RepresentativeNamed),
            Err(error) => refused(posted, error)?,
        },
    };
    show_person(visit, &community, id, form, true).await
}

fn parse_representation(posted: &mut Posted, person: PersonId, today: LocalDay) -> Option<NewRepresentation> {
    let kind = posted.choose::<RepresentationKind>("kind");
    let name = posted.read("name", PersonName::parse);
    let phone = posted.read_optional("phone", Phone::parse);
    let from = posted.read("from", |text| past_day(text, today));
    let document = posted.read("document", Note::parse);
    if document.as_ref().is_some_and(|document| has_id_number(document.as_str())) {
        posted.wrong("document", FieldProblem::IdentityNumber, None);
        return None;
    }
    Some(NewRepresentation {
        person,
        kind: kind?,
        name: name?,
        phone: phone?,
        from: from?,
        document: document?,
    })
}

async fn end_representation(
    mut visit: Visit,
    Path((slug, id)): Path<(String, String)>,
    mut posted: Posted,
) -> Answer {
    let community = visit.enter(&slug).await?;
    let id: PersonId = parsed(&id)?;
    let (hall, actor, key) = (visit.site.hall.clone(), visit.actor().clone(), posted.key());
    let form = match posted.choose::<RepresentationKind>("kind") {
        None => posted.into_form(),
        Some(kind) => match accounts::end_representation(&hall, &actor, key, &community, id, kind).await {
            Ok(()) => return see_other(&path::person(&slug, id), Notice::RepresentativeEnded),
            Err(error) => refused(posted, error)?,
        },
    };
    show_person(visit, &community, id, form, true).await
}

/// Which page of the list.
#[derive(Deserialize)]
struct Turned {
    page: Option<i64>,
}

async fn list_looks(mut visit: Visit, Path(slug): Path<String>, turned: Query<Turned>) -> Answer {
    let community = visit.enter(&slug).await?;
    let actor = visit.actor().clone();
    let page = turned.0.page.unwrap_or(0).clamp(0, 10_000);
    let seen = looks::looks(&mut visit.snapshot, &actor, &community, page).await?;
    Ok(visit.page(|cx| pages::officers::looks(cx, seen, page)))
}
