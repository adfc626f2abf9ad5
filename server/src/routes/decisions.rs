//! Addresses of decisions.

use crate::edge::{Answer, Failure, Visit, refused, see_other};
use crate::forms::{IntoFieldProblem as _, Posted, past_day};
use app::form::Form;
use app::text::notice::Notice;
use app::{pages, path};
use axum::extract::{Path, Query};
use domain::codes::UnknownCode;
use domain::decisions::RestsOn;
use domain::id::CommunityId;
use domain::policy::{self, Action, Denied};
use domain::problem::FieldProblem;
use domain::time::LocalDay;
use domain::words::{Body, PersonName, Reason, Title};
use serde::Deserialize;
use service::communities::Community;
use service::decisions::{self, Basis, Correction, Decision, NewDecision, SIGNATURES_MAX, Sources};

/// `?page=2`.
#[derive(Deserialize)]
pub(crate) struct Paging {
    page: Option<i64>,
}

/// The list.
pub(crate) async fn list(mut visit: Visit, Path(slug): Path<String>, Query(paging): Query<Paging>) -> Answer {
    let community = visit.enter(&slug).await?;
    let page = paging.page.unwrap_or(1).max(1);
    let items = decisions::decisions(&mut visit.snapshot, &community, page).await?;
    let actor = visit.actor().clone();
    let may_publish = actor.member().is_some_and(|member| !member.seats.is_empty())
        && !decisions::publishers(&mut visit.snapshot, &actor, &community).await?.is_empty();
    Ok(visit.page(|cx| pages::decisions::list(cx, items, page, may_publish)))
}

/// One decision.
pub(crate) async fn show(mut visit: Visit, place: Path<(String, String)>) -> Answer {
    let decision = enter(&mut visit, &place).await?;
    Ok(visit.page(|cx| pages::decisions::show(cx, &decision)))
}

/// The A4 page.
pub(crate) async fn poster(mut visit: Visit, place: Path<(String, String)>) -> Answer {
    let decision = enter(&mut visit, &place).await?;
    Ok(visit.page(|cx| pages::decisions::poster(cx, &decision)))
}

/// An earlier text.
pub(crate) async fn earlier(
    mut visit: Visit,
    Path((slug, serial, revision)): Path<(String, String, String)>,
) -> Answer {
    let decision = enter(&mut visit, &Path((slug, serial))).await?;
    let revision = revision.parse().map_err(|_not_a_number| Failure::NOT_FOUND)?;
    let (old, pieces) = decisions::revision(&mut visit.snapshot, &decision, revision).await?;
    Ok(visit.page(|cx| pages::decisions::earlier(cx, &decision, old, pieces)))
}

async fn enter(
    visit: &mut Visit,
    Path((slug, serial)): &Path<(String, String)>,
) -> Result<Decision, Failure> {
    let community = visit.enter(slug).await?;
    let serial = serial.parse().map_err(|_not_a_number| Failure::NOT_FOUND)?;
    Ok(decisions::decision(&mut visit.snapshot, &community, serial).await?)
}

/// The form.
pub(crate) async fn new(mut visit: Visit, Path(slug): Path<String>) -> Answer {
    let community = visit.enter(&slug).await?;
    let sources = sources(&mut visit, &community).await?;
    let form = visit.fresh_form();
    Ok(visit.page(|cx| pages::publishing::new(cx, &form, &sources)))
}

/// What the form offers; whoever may publish for nobody is told why.
async fn sources(visit: &mut Visit, community: &Community) -> Result<Sources, Failure> {
    let actor = visit.actor().clone();
    let sources = decisions::sources(&mut visit.snapshot, &actor, community).await?;
    if !sources.bodies.is_empty() {
        return Ok(sources);
    }
    let denied = match actor.member() {
        None => Denied::NotSignedIn,
        Some(member) if !member.strong && !member.seats.is_empty() => Denied::NeedsPassword,
        Some(_) => Denied::NoSeat,
    };
    Err(service::Error::Denied(denied).into())
}

/// The form sent: looked over, changed once more, or published. Only the last writes.
pub(crate) async fn publish(mut visit: Visit, Path(slug): Path<String>, mut posted: Posted) -> Answer {
    let community = visit.enter(&slug).await?;
    let today = decisions::today(&visit.snapshot, &community);
    let act = posted.raw("act").to_owned();
    let parsed = parse(&mut posted, community.id, today);
    let Some(decision) = parsed else { return again(visit, &community, posted.into_form()).await };
    let actor = visit.actor().clone();
    match act.as_str() {
        "edit" => {
            let sources = sources(&mut visit, &community).await?;
            let form = posted.into_form();
            Ok(visit.page(|cx| pages::publishing::new(cx, &form, &sources)))
        }
        "publish" => {
            let (hall, key) = (visit.site.hall.clone(), posted.key());
            match decisions::publish_decision(&hall, &actor, key, decision).await {
                Ok(serial) => see_other(&path::decision(&slug, serial), Notice::DecisionPublished),
                Err(error) => again(visit, &community, refused(posted, error)?).await,
            }
        }
        _ => match decisions::check_decision(&mut visit.snapshot, &actor, &decision).await {
            Ok(()) => {
                let sources = sources(&mut visit, &community).await?;
                let form = posted.into_form();
                Ok(visit.page(|cx| pages::publishing::preview(cx, &form, &decision, &sources)))
            }
            Err(error) => again(visit, &community, refused(posted, error)?).await,
        },
    }
}

async fn again(mut visit: Visit, community: &Community, form: Form) -> Answer {
    let sources = sources(&mut visit, community).await?;
    Ok(visit.again(|cx| pages::publishing::new(cx, &form, &sources)))
}

fn parse(posted: &mut Posted, community: CommunityId, today: LocalDay) -> Option<NewDecision> {
    let body = posted.choose("body");
    let title = posted.read("title", Title::parse);
    let text = posted.read("text", Body::parse);
    let reasons = posted.read("reasons", Reason::parse);
    let basis = match posted.choose::<RestsOn>("basis") {
        None => None,
        Some(RestsOn::Vote) => posted.choose("vote").map(Basis::Vote),
        Some(RestsOn::Meeting) => {
            let (day, signed_by) = (posted.read("day", |text| past_day(text, today)), signatures(posted));
            Some(Basis::Meeting { day: day?, signed_by: signed_by? })
        }
    };
    let matter =
        posted.read_optional("matter", |code| code.parse().map_err(|UnknownCode| FieldProblem::NotAChoice));
    let issue = posted.read_optional("issue", |id| id.parse().map_err(|_foreign| FieldProblem::NotAChoice));
    Some(NewDecision {
        community,
        body: body?,
        title: title?,
        text: text?,
        reasons: reasons?,
        basis: basis?,
        matter: matter?,
        issue: issue?,
    })
}

/// Names, one a line or between commas, each once.
fn signatures(posted: &mut Posted) -> Option<Vec<PersonName>> {
    const FIELD: &str = "signed_by";
    let sent = posted.raw(FIELD).to_owned();
    let mut names = Vec::new();
    for name in sent.split(['\n', '、', '，', ',', '；', ';']).filter(|name| !name.trim().is_empty()) {
        match PersonName::parse(name) {
            Ok(name) if names.contains(&name) => {}
            Ok(name) => names.push(name),
            Err(error) => {
                let (problem, limit) = error.into_field_problem();
                posted.wrong(FIELD, problem, limit);
                return None;
            }
        }
    }
    let wrong = match names.len() {
        0 => Some((FieldProblem::Missing, None)),
        n if n > SIGNATURES_MAX => Some((FieldProblem::TooMany, Some(SIGNATURES_MAX))),
        _ => None,
    };
    match wrong {
        None => Some(names),
        Some((problem, limit)) => {
            posted.wrong(FIELD, problem, limit);
            None
        }
    }
}

/// The form to correct.
pub(crate) async fn correct_form(mut visit: Visit, place: Path<(String, String)>) -> Answer {
    let decision = enter(&mut visit, &place).await?;
    policy::may(visit.actor(), &Action::PublishDecision(decision.body)).map_err(service::Error::from)?;
    let form = correction_form(visit.fresh_form(), &decision);
    Ok(visit.page(|cx| pages::publishing::correct(cx, &form, &decision)))
}

fn correction_form(form: Form, decision: &Decision) -> Form {
    form.or_filled([
        ("title", decision.text.title.clone()),
        ("text", decision.text.body.clone()),
        ("reasons", decision.text.reasons.clone()),
    ])
}

/// Publishes the correction.
pub(crate) async fn correct(mut visit: Visit, place: Path<(String, String)>, mut posted: Posted) -> Answer {
    let decision = enter(&mut visit, &place).await?;
    policy::may(visit.actor(), &Action::PublishDecision(decision.body)).map_err(service::Error::from)?;
    let community = decision.body.community;
    let Some(correction) = parse_correction(&mut posted, community, decision.serial) else {
        let form = posted.into_form();
        return Ok(visit.again(|cx| pages::publishing::correct(cx, &form, &decision)));
    };
    let (hall, actor, key) = (visit.site.hall.clone(), visit.actor().clone(), posted.key());
    match decisions::correct_decision(&hall, &actor, key, correction).await {
        Ok(_revision) => see_other(&path::decision(&place.0.0, decision.serial), Notice::DecisionCorrected),
        Err(error) => {
            let form = refused(posted, error)?;
            Ok(visit.again(|cx| pages::publishing::correct(cx, &form, &decision)))
        }
    }
}

fn parse_correction(posted: &mut Posted, community: CommunityId, serial: i64) -> Option<Correction> {
    let seen = posted.raw("seen").parse().unwrap_or_default();
    let title = posted.read("title", Title::parse);
    let text = posted.read("text", Body::parse);
    let reasons = posted.read("reasons", Reason::parse);
    let why = posted.read("why", Reason::parse);
    Some(Correction { community, serial, seen, title: title?, text: text?, reasons: reasons?, why: why? })
}
