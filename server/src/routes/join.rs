//! Joining: a code and its page, asking without one, signing in and out.

use crate::edge::{Answer, Client, Failure, Visit, refused, see_other, session_cookie_name, set_cookie};
use crate::forms::Posted;
use crate::site::Site;
use app::form::{Form, Refusal};
use app::text::notice::Notice;
use app::{pages, path};
use axum::Router;
use axum::extract::Path;
use axum::response::{IntoResponse as _, Redirect};
use axum::routing::{get, post};
use cookie::time::Duration;
use domain::actor::Actor;
use domain::id::{CommunityId, FormKey};
use domain::members::{JoinCode, JoinRequestState, Phone};
use domain::problem::{FieldProblem, Problem};
use domain::words::{Label, LoginName, Password, PersonName};
use service::accounts::{self, Credentials};
use service::communities;
use service::joining::{self, Ask, SignedIn};
use service::sessions::{self, Token};

/// How long a session's cookie lives without use; the session itself is prolonged by use.
const SESSION_DAYS: i64 = 180;
/// How long a device can wait for its request to be granted.
const PICKUP_DAYS: i64 = 30;

pub(crate) fn routes() -> Router<Site> {
    Router::new()
        .route("/join", get(enter).post(look_up))
        .route("/join/{code}", get(invitation).post(spend))
        .route("/c/{community}/join/ask", get(ask).post(send_ask))
        .route("/c/{community}/join/asked", get(asked).post(pick_up))
        .route("/sign-in", get(sign_in).post(sign_in_with_password))
        .route("/sign-out", post(sign_out))
}

/// The page that takes a code.
async fn enter(mut visit: Visit) -> Answer {
    let communities = communities::communities(&mut visit.snapshot).await?;
    let form = returning(&visit, visit.fresh_form());
    Ok(visit.page(|cx| pages::join::enter_code(cx, &form, &communities)))
}

/// The form with the page the reader came from, to go back to once signed in.
fn returning(visit: &Visit, form: Form) -> Form {
    form.or_filled(visit.asked("next").map(|next| ("next", next)))
}

/// The page that takes a code, with what is wrong.
async fn enter_again(mut visit: Visit, form: Form) -> Answer {
    let communities = communities::communities(&mut visit.snapshot).await?;
    Ok(visit.again(|cx| pages::join::enter_code(cx, &form, &communities)))
}

/// Looks a typed code up, and leads to its page.
async fn look_up(mut client: Client, mut posted: Posted) -> Answer {
    let device = client.device();
    let mut visit = client.visit().await?;
    let Some(typed) = posted.read("code", typed_code) else {
        return enter_again(visit, posted.into_form()).await;
    };
    let (hall, actor) = (visit.site.hall.clone(), visit.actor().clone());
    let outcome = match JoinCode::parse(&typed) {
        Ok(code) => joining::invitation(&hall, &mut visit.snapshot, &actor, device.address, &code)
            .await
            .map(|_found| code),
        Err(_no_code) => joining::count_wrong_code(&hall, &actor, device.address)
            .await
            .and_then(|problem| Err(service::Error::Refused(problem))),
    };
    match outcome {
        Ok(code) => {
            let to = path::to_return(&path::join_with(code.as_str()), posted.raw("next"));
            Ok(Redirect::to(&to).into_response())
        }
        Err(error) => enter_again(visit, refused(posted, error)?).await,
    }
}

/// Only emptiness and length are said beside the field; every wrong code gets the one answer.
fn typed_code(text: &str) -> Result<String, domain::words::WordsError> {
    use domain::words::WordsError;
    let text = text.trim();
    if text.is_empty() {
        Err(WordsError::Empty)
    } else if text.chars().count() > JoinCode::TYPED_MAX {
        Err(WordsError::TooLong { max: JoinCode::TYPED_MAX })
    } else {
        Ok(text.to_owned())
    }
}

/// Whom a code is for. Spends nothing, however often a chat app fetches it.
async fn invitation(mut client: Client, Path(code): Path<String>) -> Answer {
    let visit = client.visit().await?;
    show_invitation(client, visit, &code, None, None).await
}

async fn show_invitation(
    client: Client,
    mut visit: Visit,
    typed: &str,
    key: Option<FormKey>,
    refusal: Option<Refusal>,
) -> Answer {
    let (hall, actor, address) = (visit.site.hall.clone(), visit.actor().clone(), client.device().address);
    let found = match JoinCode::parse(typed) {
        Ok(code) => joining::invitation(&hall, &mut visit.snapshot, &actor, address, &code).await,
        Err(_no_code) => Err(joining::count_wrong_code(&hall, &actor, address).await?.into()),
    };
    let mut form = key.map_or_else(|| visit.fresh_form(), Form::new);
    form = returning(&visit, form);
    match found {
        Ok(found) => {
            visit.enter(&found.community).await?;
            match refusal {
                None => Ok(visit.page(|cx| pages::join::invitation(cx, &form, &found))),
                Some(refusal) => {
                    form = form.refused(refusal);
                    Ok(visit.again(|cx| pages::join::invitation(cx, &form, &found)))
                }
            }
        }
        // The same page for wrong, spent and expired; the code is not repeated.
        Err(service::Error::Refused(problem)) => {
            enter_again(visit, form.refused(Refusal::Problem(problem))).await
        }
        Err(error) => Err(error.into()),
    }
}

/// Spends a code and signs the device in.
async fn spend(mut client: Client, Path(typed): Path<String>, posted: Posted) -> Answer {
    let actor = client.actor().await?;
    let device = client.device();
    let hall = client.site.hall.clone();
    let outcome = match JoinCode::parse(&typed) {
        Ok(code) => {
            let token = Token::new(&hall);
            joining::spend_code(&hall, &actor, posted.key(), &code, &token, device)
                .await
                .map(|who| (who, token))
        }
        Err(_no_code) => Err(joining::count_wrong_code(&hall, &actor, device.address).await?.into()),
    };
    match outcome {
        Ok((who, token)) => {
            let notice = if who.is_new { Notice::Joined } else { Notice::SignedIn };
            enter_hall(&client.site, &who, &token, notice, posted.raw("next"))
        }
        Err(error) => {
            let form = refused(posted, error)?;
            enter_again(client.visit().await?, form).await
        }
    }
}

/// To `next`, the page one came from; else to the community's page, or one's own where there is none. With the
/// session's cookie.
fn enter_hall(site: &Site, who: &SignedIn, token: &Token, notice: Notice, next: &str) -> Answer {
    let home = || who.community.as_deref().map_or_else(path::me, path::community);
    let to = path::on_site(next).map_or_else(home, str::to_owned);
    let mut response = see_other(&to, notice)?;
    let days = Duration::days(SESSION_DAYS);
    set_cookie(site, &mut response, session_cookie_name(site), token.as_str(), days);
    Ok(response)
}

/// The form to ask to be let in. A device that asked already is led to what became of it, which is what most who come
/// back are looking for.
async fn ask(mut client: Client, Path(slug): Path<String>) -> Answer {
    let pickup = client.token(&pickup_cookie(&client.site));
    let mut visit = client.visit().await?;
    let community = visit.enter(&slug).await?;
    if let (Some(pickup), Actor::Visitor) = (pickup, visit.actor())
        && let Ok(asked) = joining::asked_for(&mut visit.snapshot, &community, &pickup).await
        && matches!(asked.state, JoinRequestState::Waiting | JoinRequestState::Confirmed)
    {
        return Ok(Redirect::to(&path::asked(&slug)).into_response());
    }
    let places = communities::places(&mut visit.snapshot, community.id).await?;
    let form = visit.fresh_form();
    Ok(visit.page(|cx| pages::join::ask(cx, &form, &places)))
}

/// Sends the request; the device keeps what it will be signed in by.
async fn send_ask(mut client: Client, Path(slug): Path<String>, mut posted: Posted) -> Answer {
    let device = client.device();
    let mut visit = client.visit().await?;
    let community = visit.enter(&slug).await?;
    let hall = visit.site.hall.clone();
    let outcome = match parse_ask(&mut posted, community.id) {
        Some(ask) => {
            let pickup = Token::new(&hall);
            let sent = joining::ask_to_join(&hall, posted.key(), ask, &pickup, &device).await;
            sent.map(|()| Some(pickup))
        }
        None => Ok(None),
    };
    let form = match outcome {
        Ok(Some(pickup)) => {
            let mut response = see_other(&path::asked(&slug), Notice::Asked)?;
            let days = Duration::days(PICKUP_DAYS);
            set_cookie(&client.site, &mut response, &pickup_cookie(&client.site), pickup.as_str(), days);
            return Ok(response);
        }
        Ok(None) => posted.into_form(),
        Err(service::Error::NotFound) => {
            posted.wrong("building", FieldProblem::NotAChoice, None);
            posted.into_form()
        }
        Err(error) => refused(posted, error)?,
    };
    let places = communities::places(&mut visit.snapshot, community.id).await?;
    Ok(visit.again(|cx| pages::join::ask(cx, &form, &places)))
}

fn parse_ask(posted: &mut Posted, community: CommunityId) -> Option<Ask> {
    let building = posted.choose("building");
    let unit = posted.read("unit", Label::parse);
    let name = posted.read("name", PersonName::parse);
    let phone = posted.read_optional("phone", Phone::parse);
    let tie = posted.choose("tie");
    Some(Ask { community, building: building?, unit: unit?, name: name?, phone: phone?, tie: tie? })
}

fn pickup_cookie(site: &Site) -> String {
    format!("{}-ask", session_cookie_name(site))
}

/// What became of the request.
async fn asked(mut client: Client, Path(slug): Path<String>) -> Answer {
    let pickup = client.token(&pickup_cookie(&client.site)).ok_or(Failure::NOT_FOUND)?;
    let mut visit = client.visit().await?;
    let community = visit.enter(&slug).await?;
    let request = joining::asked_for(&mut visit.snapshot, &community, &pickup).await?;
    let form = visit.fresh_form();
    Ok(visit.page(|cx| pages::join::asked(cx, &form, &request)))
}

/// Signs the device in whose request was granted. Tapped twice, the second finds itself signed in.
async fn pick_up(mut client: Client, Path(slug): Path<String>, posted: Posted) -> Answer {
    let cookie = pickup_cookie(&client.site);
    let pickup = client.token(&cookie).ok_or(Failure::NOT_FOUND)?;
    let device = client.device();
    let mut visit = client.visit().await?;
    let community = visit.enter(&slug).await?;
    let (hall, actor) = (visit.site.hall.clone(), visit.actor().clone());
    let request = joining::asked_for(&mut visit.snapshot, &community, &pickup).await?;
    let token = Token::new(&hall);
    match joining::pick_up(&hall, &actor, &pickup, &token, device).await {
        Ok(who) => enter_hall(&client.site, &who, &token, Notice::Joined, ""),
        Err(error) => {
            let form = refused(posted, error)?;
            Ok(visit.again(|cx| pages::join::asked(cx, &form, &request)))
        }
    }
}

/// Both ways to sign in.
async fn sign_in(mut visit: Visit) -> Answer {
    let communities = communities::communities(&mut visit.snapshot).await?;
    let form = returning(&visit, visit.fresh_form());
    Ok(visit.page(|cx| pages::join::sign_in(cx, &form, &communities)))
}

/// Signs in with a password. No connection is held while the password is checked.
async fn sign_in_with_password(mut client: Client, mut posted: Posted) -> Answer {
    let login = posted.read("login", LoginName::parse);
    // A password that could not be one is only a wrong one: no answer tells more than that.
    let password = if posted.raw("password").is_empty() {
        posted.wrong("password", FieldProblem::Missing, None);
        None
    } else {
        Some(Password::parse(posted.raw("password")))
    };
    let (Some(login), Some(password)) = (login, password) else {
        return sign_in_again(client, posted.into_form()).await;
    };
    let actor = client.actor().await?;
    let (hall, device) = (client.site.hall.clone(), client.device());
    let token = Token::new(&hall);
    let outcome = match password {
        Ok(password) => {
            let credentials = Credentials { login, password };
            accounts::sign_in(&hall, &actor, &credentials, &token, device).await
        }
        Err(_no_password) => Err(Problem::SignInFailed.into()),
    };
    match outcome {
        Ok(who) => enter_hall(&client.site, &who, &token, Notice::SignedIn, posted.raw("next")),
        Err(error) => {
            let form = refused(posted, error)?;
            sign_in_again(client, form).await
        }
    }
}

async fn sign_in_again(mut client: Client, form: Form) -> Answer {
    let mut visit = client.visit().await?;
    let communities = communities::communities(&mut visit.snapshot).await?;
    Ok(visit.again(|cx| pages::join::sign_in(cx, &form, &communities)))
}

/// Signs this device out.
async fn sign_out(visit: Visit) -> Answer {
    let (site, actor): (Site, Actor) = (visit.site.clone(), visit.actor().clone());
    drop(visit);
    sessions::sign_out(&site.hall, &actor).await?;
    let mut response = see_other("/", Notice::SignedOut)?;
    set_cookie(&site, &mut response, session_cookie_name(&site), "", Duration::ZERO);
    Ok(response)
}
