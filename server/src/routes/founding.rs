//! Founding a community, and entering its compounds.

use super::bodies::{administer, parse_cosigners};
use crate::edge::{Answer, Failure, Visit, refused, see_other};
use crate::forms::Posted;
use crate::site::Site;
use app::text::notice::Notice;
use app::{pages, path};
use axum::Router;
use axum::extract::Path;
use axum::routing::get;
use domain::id::CommunityId;
use domain::policy::{self, Action};
use domain::problem::FieldProblem;
use domain::votes::EVoting;
use domain::words::{Label, Slug};
use service::founding::{self, NewCommunity, NewCompound};
use service::local;

pub(crate) fn routes() -> Router<Site> {
    Router::new()
        .route("/communities/new", get(new_community).post(found))
        .route("/c/{community}/settings/new", get(new_compound).post(add))
}

/// Only operators found communities.
fn operate(visit: &Visit) -> Result<(), Failure> {
    Ok(policy::may(visit.actor(), &Action::FoundCommunity).map_err(service::Error::from)?)
}

async fn new_community(visit: Visit) -> Answer {
    operate(&visit)?;
    let form = visit.fresh_form();
    Ok(visit.page(|cx| pages::founding::new_community(cx, &form)))
}

async fn found(visit: Visit, mut posted: Posted) -> Answer {
    operate(&visit)?;
    let (hall, actor, key) = (visit.site.hall.clone(), visit.actor().clone(), posted.key());
    let form = match parse_community(&mut posted) {
        None => posted.into_form(),
        Some(new) => {
            let slug = new.slug.clone();
            match founding::found_community_once(&hall, &actor, key, new).await {
                Ok(_id) => return see_other(&path::rules(&slug), Notice::CommunityFounded),
                Err(error) => refused(posted, error)?,
            }
        }
    };
    Ok(visit.again(|cx| pages::founding::new_community(cx, &form)))
}

fn parse_community(posted: &mut Posted) -> Option<NewCommunity> {
    let name = posted.read("name", Label::parse);
    let short_name = posted.read("short_name", Label::parse);
    let slug = posted.read("slug", Slug::parse);
    let cosigners = posted.read("cosigners", parse_cosigners);
    let time_zone = posted.read("time_zone", parse_zone);
    Some(NewCommunity {
        slug: slug?.into_string(),
        name: name?,
        short_name: short_name?,
        time_zone: time_zone?,
        cosigners_needed: cosigners?,
    })
}

fn parse_zone(text: &str) -> Result<String, FieldProblem> {
    let text = text.trim();
    match text {
        "" => Err(FieldProblem::Missing),
        zone if local::is_zone(zone) => Ok(zone.to_owned()),
        _ => Err(FieldProblem::NotAChoice),
    }
}

async fn new_compound(mut visit: Visit, Path(slug): Path<String>) -> Answer {
    administer(&mut visit, &slug).await?;
    let form = visit.fresh_form();
    Ok(visit.page(|cx| pages::founding::new_compound(cx, &form)))
}

async fn add(mut visit: Visit, Path(slug): Path<String>, mut posted: Posted) -> Answer {
    let community = administer(&mut visit, &slug).await?;
    let (hall, actor, key) = (visit.site.hall.clone(), visit.actor().clone(), posted.key());
    let form = match parse_compound(&mut posted, community.id) {
        None => posted.into_form(),
        Some(new) => match founding::add_compound_once(&hall, &actor, key, new).await {
            Ok(_id) => return see_other(&path::rules(&slug), Notice::CompoundAdded),
            Err(error) => refused(posted, error)?,
        },
    };
    Ok(visit.again(|cx| pages::founding::new_compound(cx, &form)))
}

fn parse_compound(posted: &mut Posted, community: CommunityId) -> Option<NewCompound> {
    let name = posted.read("name", Label::parse);
    let slug = posted.read("slug", Slug::parse);
    Some(NewCompound {
        community,
        slug: slug?.into_string(),
        name: name?,
        // The statutory default; anything else quotes a clause, in the compound's rules.
        e_voting: EVoting::PaperOnly,
        e_voting_clause: None,
        silence_clause: None,
    })
}
