//! Addresses of a compound's roll: the list, one unit, the import of a file, merges.

use super::upload::{self, Uploaded};
use crate::edge::{Answer, Failure, Visit, refused, see_other};
use crate::forms::Posted;
use crate::site::Site;
use app::form::Form;
use app::pages::roll::{Beside, UPLOAD_MEGABYTES_MAX};
use app::text::notice::Notice;
use app::{pages, path};
use axum::Router;
use axum::extract::{DefaultBodyLimit, FromRequestParts as _, Path, Query, Request, State};
use axum::http::request::Parts;
use axum::response::{IntoResponse as _, Redirect};
use axum::routing::{get, post};
use domain::actor::Actor;
use domain::id::{ImportId, PersonId, UnitId};
use domain::policy::{self, Action};
use domain::problem::FieldProblem;
use domain::roll::import::ColumnMapping;
use serde::Deserialize;
use service::communities::{Community, Compound};
use service::roll::sheet::SheetFaultCode;
use service::roll::{self, ImportState, ImportView, RollFile, SheetChoice, Upload};
use std::str::FromStr;

pub(crate) fn routes() -> Router<Site> {
    Router::new()
        .route("/c/{community}/officers/roll", get(rolls))
        .route("/c/{community}/officers/roll/{compound}", get(list))
        .route("/c/{community}/officers/roll/{compound}/units/{unit}", post(open))
        .route("/c/{community}/officers/roll/{compound}/imports/{import}", get(show).post(apply))
        .route("/c/{community}/officers/roll/{compound}/imports/{import}/columns", get(columns).post(choose))
        .route("/c/{community}/officers/roll/{compound}/merges", get(merges).post(merge))
}

/// The one address that takes files: a body may be larger, and may take longer, than anywhere else.
pub(crate) fn uploads() -> Router<Site> {
    let limit = usize::try_from(UPLOAD_MEGABYTES_MAX << 20).unwrap_or(usize::MAX);
    Router::new()
        .route("/c/{community}/officers/roll/{compound}/imports", post(stage))
        .layer(DefaultBodyLimit::max(limit))
}

/// Which part of the list is wanted.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Wanted {
    q: String,
    page: String,
}

type Place = Path<(String, String)>;
type ImportPlace = Path<(String, String, String)>;

async fn enter(visit: &mut Visit, slug: &str, compound: &str) -> Result<(Community, Compound), Failure> {
    let community = visit.enter(slug).await?;
    let compound = roll::compound(&mut visit.snapshot, &community, compound).await?;
    Ok((community, compound))
}

fn parsed<T: FromStr>(text: &str) -> Result<T, Failure> {
    text.parse().map_err(|_foreign| Failure::NOT_FOUND)
}

/// The compounds whose roll the officer may read; refused where there is none.
async fn rolls(mut visit: Visit, Path(slug): Path<String>) -> Answer {
    let community = visit.enter(&slug).await?;
    let actor = visit.actor().clone();
    let places = service::communities::places(&mut visit.snapshot, community.id).await?;
    let mut denied = None;
    let mut readable = Vec::new();
    for compound in places.compounds {
        let read = Action::ReadRoll { community: community.id, compound: compound.id, grid: None };
        match policy::may(&actor, &read) {
            Ok(()) => readable.push(compound),
            Err(why) => denied = Some(why),
        }
    }
    match denied {
        Some(why) if readable.is_empty() => Err(service::Error::Denied(why).into()),
        _ => Ok(visit.page(|cx| pages::roll::rolls(cx, &readable))),
    }
}

async fn list(mut visit: Visit, Path((slug, compound)): Place, Query(wanted): Query<Wanted>) -> Answer {
    let (community, compound) = enter(&mut visit, &slug, &compound).await?;
    let form = visit.fresh_form();
    list_page(visit, community, compound, form, wanted, None).await
}

async fn list_page(
    mut visit: Visit,
    community: Community,
    compound: Compound,
    form: Form,
    wanted: Wanted,
    unreadable: Option<SheetFaultCode>,
) -> Answer {
    let (hall, actor) = (visit.site.hall.clone(), visit.actor().clone());
    let imports_roll = Action::ImportRoll { community: community.id, compound: compound.id };
    let imports = match policy::may(&actor, &imports_roll) {
        Ok(()) => Some(roll::imports(&mut visit.snapshot, &actor, &community, &compound).await?),
        Err(_denied) => None,
    };
    let words: String = wanted.q.trim().chars().take(60).collect();
    let page = wanted.page.parse().unwrap_or(1);
    let listed =
        roll::roll_page(&hall, &mut visit.snapshot, &actor, &community, compound, &words, page).await?;
    let beside = Beside { unreadable, imports };
    let is_refused = unreadable.is_some() || form.is_refused();
    let page = |cx: &app::shell::Cx| pages::roll::roll(cx, &form, listed, &words, beside);
    Ok(if is_refused { visit.again(page) } else { visit.page(page) })
}

/// Opening a unit is a form, because it is written down who did.
async fn open(mut visit: Visit, Path((slug, compound, unit)): ImportPlace) -> Answer {
    let (community, compound) = enter(&mut visit, &slug, &compound).await?;
    let (hall, actor) = (visit.site.hall.clone(), visit.actor().clone());
    let opened = roll::open_unit(&hall, &actor, community.id, parsed::<UnitId>(&unit)?).await?;
    Ok(visit.page(|cx| pages::roll::unit(cx, &compound, opened)))
}

/// Who asks, if they may import the compound's roll now.
async fn importer(
    parts: &mut Parts,
    site: &Site,
    slug: &str,
    compound: &str,
) -> Result<(Actor, Compound), Failure> {
    let mut visit = Visit::from_request_parts(parts, site).await?;
    let (community, compound) = enter(&mut visit, slug, compound).await?;
    let actor = visit.actor().clone();
    policy::may(&actor, &Action::ImportRoll { community: community.id, compound: compound.id })
        .map_err(service::Error::from)?;
    Ok((actor, compound))
}

/// Takes the file. The snapshot is given back while it arrives: a slow line must not hold a connection.
async fn stage(State(site): State<Site>, Path((slug, compound)): Place, request: Request) -> Answer {
    let (mut parts, body) = request.into_parts();
    importer(&mut parts, &site, &slug, &compound).await?;
    let uploaded = upload::receive(&site, Request::from_parts(parts.clone(), body)).await?;
    // Asked again: whoever signed out elsewhere, or lost the seat, while the file arrived imports nothing.
    let (actor, compound) = importer(&mut parts, &site, &slug, &compound).await?;
    let (mut form, unreadable) = match uploaded {
        Uploaded::Nothing { key } => {
            let mut posted = Posted::decode(b"", "", key);
            posted.wrong("file", FieldProblem::Missing, None);
            (posted.into_form(), None)
        }
        Uploaded::File { key, name, file } => {
            let content = RollFile::path(&name, file.path());
            match roll::stage(&site.hall, &actor, compound.id, content).await? {
                Upload::Staged(id) => return staged(&site, &actor, &slug, &compound, id).await,
                Upload::Unreadable(fault) => (Form::new(key), Some(fault.code)),
            }
        }
    };
    let mut visit = Visit::from_request_parts(&mut parts, &site).await?;
    let (community, compound) = enter(&mut visit, &slug, &compound.slug).await?;
    if unreadable.is_some() {
        form = form.refused(app::form::Refusal::Problem(domain::problem::Problem::UnreadableFile));
    }
    list_page(visit, community, compound, form, Wanted::default(), unreadable).await
}

/// Columns known from an earlier file with the same headers need no second look.
async fn staged(site: &Site, actor: &Actor, slug: &str, compound: &Compound, id: ImportId) -> Answer {
    let mut snapshot = site.hall.read().await?;
    let community = service::communities::community(&mut snapshot, slug).await?;
    let import = roll::import(&mut snapshot, actor, &community, compound, id).await?;
    drop(snapshot);
    if import.sheets.confirmed() {
        roll::dry_run(&site.hall, actor, id, None).await?;
        return Ok(Redirect::to(&path::roll_import(slug, &compound.slug, id)).into_response());
    }
    Ok(Redirect::to(&path::roll_columns(slug, &compound.slug, id)).into_response())
}

async fn import_of(
    visit: &mut Visit,
    slug: &str,
    compound: &str,
    import: &str,
) -> Result<(Compound, ImportView), Failure> {
    let (community, compound) = enter(visit, slug, compound).await?;
    let actor = visit.actor().clone();
    let import = roll::import(&mut visit.snapshot, &actor, &community, &compound, parsed(import)?).await?;
    Ok((compound, import))
}

async fn show(mut visit: Visit, Path((slug, compound, import)): ImportPlace) -> Answer {
    let (compound, import) = import_of(&mut visit, &slug, &compound, &import).await?;
    let form = visit.fresh_form();
    show_page(visit, &slug, compound, import, form).await
}

async fn show_page(
    mut visit: Visit,
    slug: &str,
    compound: Compound,
    import: ImportView,
    form: Form,
) -> Answer {
    let Some(report) = import.report.clone().filter(|_made| import.state != ImportState::Staged) else {
        return Ok(Redirect::to(&path::roll_columns(slug, &compound.slug, import.id)).into_response());
    };
    if import.state == ImportState::Applied {
        let (actor, community) = (visit.actor().clone(), visit.community.clone().ok_or(Failure::NOT_FOUND)?);
        let twins = roll::twin_names(&mut visit.snapshot, &actor, &community, &compound).await?;
        return Ok(visit.page(|cx| pages::roll::done(cx, &compound, &import, &report, twins)));
    }
    let is_refused = form.refusal.is_some();
    let page = |cx: &app::shell::Cx| pages::roll::dry_run(cx, &form, &compound, &import, &report);
    Ok(if is_refused { visit.again(page) } else { visit.page(page) })
}

async fn apply(mut visit: Visit, Path((slug, compound, import)): ImportPlace, posted: Posted) -> Answer {
    let (compound, import) = import_of(&mut visit, &slug, &compound, &import).await?;
    let (hall, actor) = (visit.site.hall.clone(), visit.actor().clone());
    let retire = match (posted.raw("retire"), posted.raw("retire_many").parse()) {
        ("1", Ok(units)) => roll::Retire::Counted(units),
        (retire, _) => roll::Retire::from(retire == "1"),
    };
    match roll::apply(&hall, &actor, Some(posted.key()), import.id, retire).await {
        Ok(()) => see_other(&path::roll_import(&slug, &compound.slug, import.id), Notice::RollImported),
        Err(error) => show_page(visit, &slug, compound, import, refused(posted, error)?).await,
    }
}

async fn columns(mut visit: Visit, Path((slug, compound, import)): ImportPlace) -> Answer {
    let (compound, import) = import_of(&mut visit, &slug, &compound, &import).await?;
    if import.state == ImportState::Applied {
        return Ok(Redirect::to(&path::roll_import(&slug, &compound.slug, import.id)).into_response());
    }
    let form = visit.fresh_form();
    Ok(visit.page(|cx| pages::roll::columns(cx, &form, &compound, &import, &[])))
}

async fn choose(mut visit: Visit, Path((slug, compound, import)): ImportPlace, posted: Posted) -> Answer {
    let (compound, import) = import_of(&mut visit, &slug, &compound, &import).await?;
    let (choices, wrong) = choices(&posted, &import);
    if !wrong.is_empty() {
        let form = posted.into_form();
        return Ok(visit.again(|cx| pages::roll::columns(cx, &form, &compound, &import, &wrong)));
    }
    let (hall, actor) = (visit.site.hall.clone(), visit.actor().clone());
    match roll::dry_run(&hall, &actor, import.id, Some(choices)).await {
        Ok(_report) => Ok(Redirect::to(&path::roll_import(&slug, &compound.slug, import.id)).into_response()),
        Err(error) => {
            let form = refused(posted, error)?;
            Ok(visit.again(|cx| pages::roll::columns(cx, &form, &compound, &import, &[])))
        }
    }
}

/// What was chosen for each sheet, and the names of sheets that cannot be read so.
fn choices(posted: &Posted, import: &ImportView) -> (Vec<SheetChoice>, Vec<String>) {
    let (mut choices, mut wrong) = (Vec::new(), Vec::new());
    for sheet in &import.sheets.sheets {
        let index = sheet.index.0;
        let mut mapping = ColumnMapping::default();
        for column in 0..u16::try_from(sheet.samples.len().max(sheet.header.len())).unwrap_or(u16::MAX) {
            mapping.assign(column, posted.raw(&format!("col-{index}-{column}")).parse().ok());
        }
        mapping.area_source = posted.raw(&format!("source-{index}")).parse().ok();
        let read = posted.raw(&format!("read-{index}")) == "1";
        if read && mapping.check().is_err() {
            wrong.push(sheet.name.clone());
        }
        choices.push(SheetChoice { sheet: sheet.index, mapping, read });
    }
    (choices, wrong)
}

async fn merges(mut visit: Visit, Path((slug, compound)): Place) -> Answer {
    let (community, compound) = enter(&mut visit, &slug, &compound).await?;
    let form = visit.fresh_form();
    merges_page(visit, &community, compound, form, false).await
}

async fn merges_page(
    mut visit: Visit,
    community: &Community,
    compound: Compound,
    form: Form,
    again: bool,
) -> Answer {
    let (hall, actor) = (visit.site.hall.clone(), visit.actor().clone());
    let merged = roll::merges(&mut visit.snapshot, &actor, community, &compound).await?;
    let twins = roll::twins(&hall, &mut visit.snapshot, &actor, community, &compound).await?;
    let page = |cx: &app::shell::Cx| pages::roll::merges(cx, &form, &compound, twins, merged);
    Ok(if again { visit.again(page) } else { visit.page(page) })
}

/// The first ticked entry stays.
async fn merge(mut visit: Visit, Path((slug, compound)): Place, mut posted: Posted) -> Answer {
    let (community, compound) = enter(&mut visit, &slug, &compound).await?;
    let persons: Result<Vec<PersonId>, _> = posted.all("person").map(str::parse).collect();
    let persons = persons.map_err(|_foreign| Failure::NOT_FOUND)?;
    let [kept, gone @ ..] = persons.as_slice() else {
        posted.wrong("person", FieldProblem::Missing, None);
        return merges_page(visit, &community, compound, posted.into_form(), true).await;
    };
    if gone.is_empty() {
        posted.wrong("person", FieldProblem::TooShort, Some(2));
        return merges_page(visit, &community, compound, posted.into_form(), true).await;
    }
    let (hall, actor, key) = (visit.site.hall.clone(), visit.actor().clone(), posted.key());
    match roll::merge_persons(&hall, &actor, key, compound.id, *kept, gone.to_vec()).await {
        Ok(()) => see_other(&path::roll_merges(&slug, &compound.slug), Notice::PersonsJoined),
        Err(error) => {
            let form = refused(posted, error)?;
            merges_page(visit, &community, compound, form, true).await
        }
    }
}
