//! Bodies, terms, seats, and a community's settings.

use crate::edge::{Answer, Failure, Visit, refused, see_other};
use crate::forms::{Posted, past_day};
use crate::site::Site;
use app::form::Form;
use app::text::notice::Notice;
use app::{pages, path};
use axum::Router;
use axum::extract::Path;
use axum::routing::{get, post};
use domain::count::manifest::Clause;
use domain::id::{BodyId, CommunityId, CompoundId, GridId, SeatId};
use domain::members::Phone;
use domain::policy::{self, Action};
use domain::problem::FieldProblem;
use domain::time::LocalDay;
use domain::votes::EVoting;
use domain::words::{Label, PersonName, Reason};
use service::bodies::{self, BodyKind, CompoundRules, Founding, Naming, NewRules, Seating};
use service::communities::{self, Community};

/// The most co-signers a community can ask for.
const COSIGNERS_MAX: i64 = 1_000;

pub(crate) fn routes() -> Router<Site> {
    Router::new()
        .route("/c/{community}/bodies", get(list))
        .route("/c/{community}/bodies/new", get(new).post(found))
        .route("/c/{community}/bodies/{body}", get(manage))
        .route("/c/{community}/bodies/{body}/name", post(rename))
        .route("/c/{community}/bodies/{body}/withdraw", post(withdraw))
        .route("/c/{community}/bodies/{body}/seats", post(seat))
        .route("/c/{community}/bodies/{body}/terms", post(open_term))
        .route("/c/{community}/bodies/seats/{seat}/end", post(unseat))
        .route("/c/{community}/settings", get(rules).post(set_cosigners))
        .route("/c/{community}/settings/{compound}", get(compound).post(set_rules))
}

async fn list(mut visit: Visit, Path(slug): Path<String>) -> Answer {
    let community = visit.enter(&slug).await?;
    let bodies = bodies::bodies(&mut visit.snapshot, &community).await?;
    Ok(visit.page(|cx| pages::bodies::bodies(cx, bodies)))
}

/// The community, for who administers it.
pub(super) async fn administer(visit: &mut Visit, slug: &str) -> Result<Community, Failure> {
    let community = visit.enter(slug).await?;
    policy::may(visit.actor(), &Action::ManageCommunity { community: community.id })
        .map_err(service::Error::from)?;
    Ok(community)
}

async fn new(mut visit: Visit, Path(slug): Path<String>) -> Answer {
    let community = administer(&mut visit, &slug).await?;
    let form = visit.fresh_form();
    show_new(visit, community.id, form, false).await
}

async fn show_new(mut visit: Visit, community: CommunityId, form: Form, again: bool) -> Answer {
    let kinds = bodies::kinds(&mut visit.snapshot).await?;
    let places = communities::places(&mut visit.snapshot, community).await?;
    let page = |cx: &app::shell::Cx| pages::bodies::new_body(cx, &form, &kinds, &places.compounds);
    Ok(if again { visit.again(page) } else { visit.page(page) })
}

async fn found(mut visit: Visit, Path(slug): Path<String>, mut posted: Posted) -> Answer {
    let community = administer(&mut visit, &slug).await?;
    let (hall, actor, key) = (visit.site.hall.clone(), visit.actor().clone(), posted.key());
    let kinds = bodies::kinds(&mut visit.snapshot).await?;
    let form = match parse_founding(&mut posted, community.id, &kinds) {
        None => posted.into_form(),
        Some(founding) => match bodies::found(&hall, &actor, key, founding).await {
            Ok(body) => return see_other(&path::body(&slug, body), Notice::BodyFounded),
            Err(service::Error::NotFound) => {
                posted.wrong("kind", FieldProblem::NotAChoice, None);
                posted.into_form()
            }
            Err(error) => refused(posted, error)?,
        },
    };
    show_new(visit, community.id, form, true).await
}

fn parse_founding(posted: &mut Posted, community: CommunityId, kinds: &[BodyKind]) -> Option<Founding> {
    let kind = posted.read("kind", Label::parse);
    let compound = posted.read_optional("compound", |id| {
        id.parse::<CompoundId>().map_err(|_foreign| FieldProblem::NotAChoice)
    });
    // The owners of which compound has to be said: the whole community has no owners' committee.
    let of_owners = kinds.iter().any(|known| known.of_owners && known.code == posted.raw("kind"));
    if of_owners && posted.raw("compound").is_empty() {
        posted.wrong("compound", FieldProblem::Missing, None);
    }
    let name = posted.read("name", Label::parse);
    // Decisions are numbered under it; who publishes none needs none.
    let publishes = kinds.iter().any(|known| known.publishes && known.code == posted.raw("kind"));
    let decision_prefix = if publishes {
        posted.read("prefix", Label::parse).map(Some)
    } else {
        posted.read_optional("prefix", Label::parse)
    };
    let term = posted.read("term", Label::parse);
    let compound = compound.filter(|compound| compound.is_some() || !of_owners);
    Some(Founding {
        community,
        kind: kind?.into_string(),
        compound: compound?,
        name: name?,
        decision_prefix: decision_prefix?,
        term: term?,
    })
}

async fn manage(mut visit: Visit, Path((slug, id)): Path<(String, String)>) -> Answer {
    let community = administer(&mut visit, &slug).await?;
    let form = visit.fresh_form();
    show_body(visit, &community, parsed(&id)?, form, false).await
}

async fn show_body(mut visit: Visit, community: &Community, id: BodyId, form: Form, again: bool) -> Answer {
    let all = bodies::bodies(&mut visit.snapshot, community).await?;
    let body = all.into_iter().find(|body| body.id == id).ok_or(Failure::NOT_FOUND)?;
    let grids = bodies::grids(&mut visit.snapshot, community).await?;
    let page = |cx: &app::shell::Cx| pages::bodies::body(cx, &form, body, &grids);
    Ok(if again { visit.again(page) } else { visit.page(page) })
}

fn parsed<T: std::str::FromStr>(text: &str) -> Result<T, Failure> {
    text.parse().map_err(|_foreign| Failure::NOT_FOUND)
}

async fn rename(mut visit: Visit, Path((slug, id)): Path<(String, String)>, mut posted: Posted) -> Answer {
    let community = administer(&mut visit, &slug).await?;
    let body: BodyId = parsed(&id)?;
    let (hall, actor) = (visit.site.hall.clone(), visit.actor().clone());
    let name = posted.read("body_name", Label::parse);
    let decision_prefix = posted.read_optional("prefix", Label::parse);
    let form = match name.zip(decision_prefix) {
        None => posted.into_form(),
        Some((name, decision_prefix)) => {
            let naming = Naming { community: community.id, body, name, decision_prefix };
            match bodies::rename(&hall, &actor, naming).await {
                Ok(()) => return see_other(&path::body(&slug, body), Notice::Saved),
                Err(error) => refused(posted, error)?,
            }
        }
    };
    show_body(visit, &community, body, form, true).await
}

async fn withdraw(mut visit: Visit, Path((slug, id)): Path<(String, String)>, posted: Posted) -> Answer {
    let community = administer(&mut visit, &slug).await?;
    let body: BodyId = parsed(&id)?;
    let (hall, actor) = (visit.site.hall.clone(), visit.actor().clone());
    match bodies::withdraw(&hall, &actor, posted.key(), community.id, body).await {
        Ok(()) => see_other(&path::bodies(&slug), Notice::BodyWithdrawn),
        Err(error) => {
            let form = refused(posted, error)?;
            show_body(visit, &community, body, form, true).await
        }
    }
}

async fn seat(mut visit: Visit, Path((slug, id)): Path<(String, String)>, mut posted: Posted) -> Answer {
    let community = administer(&mut visit, &slug).await?;
    let body: BodyId = parsed(&id)?;
    let (hall, actor, key) = (visit.site.hall.clone(), visit.actor().clone(), posted.key());
    let form = match parse_seating(&mut posted, community.id, body) {
        None => posted.into_form(),
        Some(seating) => match bodies::seat(&hall, &actor, key, seating).await {
            Ok(_seat) => return see_other(&path::body(&slug, body), Notice::Seated),
            Err(error) => refused(posted, error)?,
        },
    };
    show_body(visit, &community, body, form, true).await
}

fn parse_seating(posted: &mut Posted, community: CommunityId, body: BodyId) -> Option<Seating> {
    let name = posted.read("name", PersonName::parse);
    let phone = posted.read_optional("phone", Phone::parse);
    let title = posted.read("title", Label::parse);
    let grid =
        posted.read_optional("grid", |id| id.parse::<GridId>().map_err(|_foreign| FieldProblem::NotAChoice));
    Some(Seating { community, body, name: name?, phone: phone?, title: title?, grid: grid? })
}

async fn open_term(mut visit: Visit, Path((slug, id)): Path<(String, String)>, mut posted: Posted) -> Answer {
    let community = administer(&mut visit, &slug).await?;
    let body: BodyId = parsed(&id)?;
    let (hall, actor, key) = (visit.site.hall.clone(), visit.actor().clone(), posted.key());
    let form = match posted.read("term", Label::parse) {
        None => posted.into_form(),
        Some(name) => match bodies::open_term(&hall, &actor, key, community.id, body, name).await {
            Ok(_term) => return see_other(&path::body(&slug, body), Notice::TermOpened),
            Err(error) => refused(posted, error)?,
        },
    };
    show_body(visit, &community, body, form, true).await
}

async fn unseat(mut visit: Visit, Path((slug, id)): Path<(String, String)>) -> Answer {
    let community = administer(&mut visit, &slug).await?;
    let seat: SeatId = parsed(&id)?;
    let (hall, actor) = (visit.site.hall.clone(), visit.actor().clone());
    bodies::unseat(&hall, &actor, community.id, seat).await?;
    see_other(&path::bodies(&slug), Notice::Unseated)
}

async fn rules(mut visit: Visit, Path(slug): Path<String>) -> Answer {
    let community = administer(&mut visit, &slug).await?;
    let rules = bodies::rules(&mut visit.snapshot, &community).await?;
    let form = visit.fresh_form();
    Ok(visit.page(|cx| pages::bodies::rules(cx, &form, rules)))
}

async fn set_cosigners(mut visit: Visit, Path(slug): Path<String>, mut posted: Posted) -> Answer {
    let community = administer(&mut visit, &slug).await?;
    let (hall, actor) = (visit.site.hall.clone(), visit.actor().clone());
    let form = match posted.read("cosigners", parse_cosigners) {
        None => posted.into_form(),
        Some(needed) => match bodies::set_cosigners(&hall, &actor, community.id, needed).await {
            Ok(()) => return see_other(&path::rules(&slug), Notice::Saved),
            Err(error) => refused(posted, error)?,
        },
    };
    let rules = bodies::rules(&mut visit.snapshot, &community).await?;
    Ok(visit.again(|cx| pages::bodies::rules(cx, &form, rules)))
}

pub(super) fn parse_cosigners(text: &str) -> Result<i64, FieldProblem> {
    let text: String = text.trim().chars().map(domain::members::half_width).collect();
    if text.is_empty() {
        return Err(FieldProblem::Missing);
    }
    let needed: i64 = text.parse().map_err(|_not_a_number| FieldProblem::NotANumber)?;
    if (1..=COSIGNERS_MAX).contains(&needed) { Ok(needed) } else { Err(FieldProblem::OutOfRange) }
}

async fn compound_of(visit: &mut Visit, community: &Community, slug: &str) -> Result<CompoundRules, Failure> {
    let rules = bodies::rules(&mut visit.snapshot, community).await?;
    rules.compounds.into_iter().find(|compound| compound.slug == slug).ok_or(Failure::NOT_FOUND)
}

async fn compound(mut visit: Visit, Path((slug, compound)): Path<(String, String)>) -> Answer {
    let community = administer(&mut visit, &slug).await?;
    let rules = compound_of(&mut visit, &community, &compound).await?;
    let form = visit.fresh_form();
    Ok(visit.page(|cx| pages::bodies::compound_rules(cx, &form, rules)))
}

async fn set_rules(
    mut visit: Visit,
    Path((slug, compound)): Path<(String, String)>,
    mut posted: Posted,
) -> Answer {
    let community = administer(&mut visit, &slug).await?;
    let rules = compound_of(&mut visit, &community, &compound).await?;
    let (hall, actor) = (visit.site.hall.clone(), visit.actor().clone());
    let today = service::local::day(&community.time_zone, visit.snapshot.now());
    let form = match parse_rules(&mut posted, today) {
        None => posted.into_form(),
        Some(new) => match bodies::set_rules(&hall, &actor, community.id, rules.id, new).await {
            Ok(()) => return see_other(&path::rules(&slug), Notice::Saved),
            Err(error) => refused(posted, error)?,
        },
    };
    Ok(visit.again(|cx| pages::bodies::compound_rules(cx, &form, rules)))
}

fn parse_rules(posted: &mut Posted, today: LocalDay) -> Option<NewRules> {
    let e_voting = posted.choose::<EVoting>("e_voting");
    let clause = posted.read_optional("clause", Reason::parse);
    let silence = parse_silence(posted, today);
    let (e_voting, e_voting_clause, silence_clause) = (e_voting?, clause?, silence?);
    if e_voting != EVoting::PaperOnly && e_voting_clause.is_none() {
        posted.wrong("clause", FieldProblem::Missing, None);
        return None;
    }
    Some(NewRules { e_voting, e_voting_clause, silence_clause })
}

/// The clause on silence: document, day and words, or nothing at all. Half a clause could not be quoted on a ballot.
fn parse_silence(posted: &mut Posted, today: LocalDay) -> Option<Option<Clause>> {
    let fields = ["silence_document", "silence_day", "silence_text"];
    if fields.iter().all(|field| posted.raw(field).trim().is_empty()) {
        return Some(None);
    }
    let document = posted.read("silence_document", Label::parse);
    let adopted_on = posted.read("silence_day", |text| past_day(text, today));
    let text = posted.read("silence_text", Reason::parse);
    Some(Some(Clause { document: document?, adopted_on: adopted_on?, text: text? }))
}
