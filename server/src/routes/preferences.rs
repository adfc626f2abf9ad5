//! Language and type size: kept in cookies, so that they hold before anyone signs in.

use crate::edge::{Answer, COOKIE_ELDER, COOKIE_LOCALE};
use crate::forms::Posted;
use crate::site::Site;
use app::text::Locale;
use axum::extract::State;
use axum::http::header;
use axum::response::{AppendHeaders, IntoResponse as _, Redirect};
use cookie::{Cookie, SameSite};

/// Keeps what was chosen and goes back to where the reader was.
pub(crate) async fn change(State(site): State<Site>, posted: Posted) -> Answer {
    let mut cookies = Vec::new();
    if let Some(locale) = Locale::of_tag(posted.raw("locale")) {
        cookies.push((COOKIE_LOCALE, locale.tag()));
    }
    match posted.raw("elder") {
        "1" => cookies.push((COOKIE_ELDER, "1")),
        "0" => cookies.push((COOKIE_ELDER, "0")),
        _ => {}
    }
    let kept = cookies.into_iter().map(|(name, value)| {
        let cookie = Cookie::build((name, value))
            .path("/")
            .max_age(cookie::time::Duration::days(365))
            .same_site(SameSite::Lax)
            .secure(site.config.secure_cookies())
            .http_only(true);
        (header::SET_COOKIE, cookie.to_string())
    });
    let back = local_path(posted.raw("back"));
    Ok((AppendHeaders(kept.collect::<Vec<_>>()), Redirect::to(back)).into_response())
}

/// `path` if it stays on this site; the front page otherwise.
fn local_path(path: &str) -> &str {
    let local = path.starts_with('/')
        && !path.starts_with("//")
        && path.bytes().all(|b| b.is_ascii_graphic() && b != b'\\');
    if local { path } else { "/" }
}

#[cfg(test)]
mod tests {
    use super::local_path;

    #[test]
    fn nobody_is_sent_elsewhere() {
        let cases = [
            ("/c/chunhe?page=2", "/c/chunhe?page=2"),
            ("//evil.example/", "/"),
            ("/\\evil.example", "/"),
            ("https://evil.example", "/"),
            ("", "/"),
            ("/a\r\nSet-Cookie: x", "/"),
        ];
        for (path, expected) in cases {
            assert_eq!(local_path(path), expected, "{path:?}");
        }
    }
}
