//! Language and type size: kept in cookies, so that they hold before anyone signs in.

use crate::edge::{Answer, COOKIE_ELDER, COOKIE_LOCALE, Visit};
use crate::forms::Posted;
use app::path;
use app::text::Locale;
use axum::http::header;
use axum::response::{AppendHeaders, IntoResponse as _, Redirect};
use cookie::{Cookie, SameSite};
use service::accounts;

/// Keeps what was chosen and goes back to where the reader was.
pub(crate) async fn change(visit: Visit, posted: Posted) -> Answer {
    let (site, actor) = (visit.site.clone(), visit.actor().clone());
    drop(visit);
    let elder = match posted.raw("elder") {
        "1" => Some(true),
        "0" => Some(false),
        _ => None,
    };
    let locale = Locale::of_tag(posted.raw("locale")).map(Locale::tag);
    // A device's own cookie comes first; the account tells the next device.
    accounts::remember(&site.hall, &actor, locale, elder).await?;
    let mut cookies = Vec::new();
    cookies.extend(locale.map(|tag| (COOKIE_LOCALE, tag)));
    cookies.extend(elder.map(|on| (COOKIE_ELDER, if on { "1" } else { "0" })));
    let kept = cookies.into_iter().map(|(name, value)| {
        let cookie = Cookie::build((name, value))
            .path("/")
            .max_age(cookie::time::Duration::days(365))
            .same_site(SameSite::Lax)
            .secure(site.config.secure_cookies())
            .http_only(true);
        (header::SET_COOKIE, cookie.to_string())
    });
    let back = path::on_site(posted.raw("back")).unwrap_or("/");
    Ok((AppendHeaders(kept.collect::<Vec<_>>()), Redirect::to(back)).into_response())
}
