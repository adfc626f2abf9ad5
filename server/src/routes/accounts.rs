//! One's own account: name, password, devices.

use crate::edge::{Answer, Failure, Visit, refused, see_other};
use crate::forms::Posted;
use crate::site::Site;
use app::text::notice::Notice;
use app::{pages, path};
use axum::Router;
use axum::routing::get;
use domain::actor::Actor;
use domain::id::SessionId;
use domain::policy::{self, Action};
use domain::problem::FieldProblem;
use domain::words::{DisplayName, LoginName, Password};
use service::accounts::{self, NewPassword, Own};
use service::communities;

pub(crate) fn routes() -> Router<Site> {
    Router::new()
        .route("/me", get(own))
        .route("/me/notices", get(notices))
        .route("/me/name", get(name).post(rename))
        .route("/me/password", get(password).post(set_password))
        .route("/me/devices", get(devices).post(end_device))
}

/// One's own account, shown under the name and on the clock of one's own community.
async fn own_at_home(visit: &mut Visit, actor: &Actor) -> Result<Own, Failure> {
    let own = accounts::own(&mut visit.snapshot, actor).await?;
    let lives = own.units.first().map(|unit| unit.community.1.clone());
    if let Some(slug) = lives.or_else(|| own.seats.iter().find_map(|seat| seat.community.clone())) {
        visit.enter(&slug).await?;
    }
    Ok(own)
}

async fn own(mut visit: Visit) -> Answer {
    let actor = visit.actor().clone();
    let own = own_at_home(&mut visit, &actor).await?;
    let operates = policy::may(&actor, &Action::FoundCommunity).is_ok();
    let operated = if operates { communities::communities(&mut visit.snapshot).await? } else { Vec::new() };
    Ok(visit.page(|cx| pages::accounts::own(cx, own, &operated)))
}

async fn notices(mut visit: Visit) -> Answer {
    let actor = visit.actor().clone();
    own_at_home(&mut visit, &actor).await?;
    let page = visit.page_number().max(1);
    let told = accounts::own_notices(&mut visit.snapshot, &actor, page).await?;
    Ok(visit.page(|cx| pages::accounts::all_notices(cx, &told, page)))
}

async fn name(mut visit: Visit) -> Answer {
    let actor = visit.actor().clone();
    let own = own_at_home(&mut visit, &actor).await?;
    let form = visit.fresh_form().or_filled([("display_name", own.display_name)]);
    Ok(visit.page(|cx| pages::accounts::rename(cx, &form)))
}

async fn rename(visit: Visit, mut posted: Posted) -> Answer {
    let (hall, actor) = (visit.site.hall.clone(), visit.actor().clone());
    let form = match posted.read("display_name", DisplayName::parse) {
        Some(name) => match accounts::rename(&hall, &actor, name).await {
            Ok(()) => return see_other(&path::me(), Notice::Saved),
            Err(error) => refused(posted, error)?,
        },
        None => posted.into_form(),
    };
    Ok(visit.again(|cx| pages::accounts::rename(cx, &form)))
}

async fn password(mut visit: Visit) -> Answer {
    let actor = visit.actor().clone();
    let own = own_at_home(&mut visit, &actor).await?;
    let form = visit.fresh_form().or_filled([("login", own.login_name.unwrap_or_default())]);
    Ok(visit.page(|cx| pages::accounts::password(cx, &form, own.has_password)))
}

/// Sets the password. No connection is held while it is hashed.
async fn set_password(mut client: crate::edge::Client, mut posted: Posted) -> Answer {
    let actor = client.actor().await?;
    let hall = client.site.hall.clone();
    let form = match parse_password(&mut posted) {
        Some(new) => match accounts::set_password(&hall, &actor, new).await {
            Ok(()) => return see_other(&path::me(), Notice::PasswordSet),
            Err(error) => refused(posted, error)?,
        },
        None => posted.into_form(),
    };
    let mut visit = client.visit().await?;
    let own = own_at_home(&mut visit, &actor).await?;
    Ok(visit.again(|cx| pages::accounts::password(cx, &form, own.has_password)))
}

fn parse_password(posted: &mut Posted) -> Option<NewPassword> {
    let login = posted.read("login", LoginName::parse);
    let old = posted.read_optional("old", Password::parse);
    let password = posted.read("password", Password::parse);
    if password.is_some() && posted.raw("again") != posted.raw("password") {
        posted.wrong("again", FieldProblem::Mismatch, None);
        return None;
    }
    Some(NewPassword { login: login?, password: password?, old: old? })
}

async fn devices(mut visit: Visit) -> Answer {
    let actor = visit.actor().clone();
    let own = own_at_home(&mut visit, &actor).await?;
    Ok(visit.page(|cx| pages::accounts::devices(cx, own)))
}

/// Signs one other device out, or all of them.
async fn end_device(mut visit: Visit, mut posted: Posted) -> Answer {
    let (hall, actor) = (visit.site.hall.clone(), visit.actor().clone());
    if posted.raw("device") == "others" {
        accounts::end_other_devices(&hall, &actor).await?;
    } else {
        let Some(device) = posted.choose::<SessionId>("device") else {
            let own = own_at_home(&mut visit, &actor).await?;
            return Ok(visit.again(|cx| pages::accounts::devices(cx, own)));
        };
        accounts::end_device(&hall, &actor, device).await?;
    }
    see_other(&path::my_devices(), Notice::DeviceEnded)
}
