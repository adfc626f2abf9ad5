//! Joining, signing in, and what is one's own.

use super::with_query;

/// 我的.
#[must_use]
pub fn me() -> String {
    "/me".to_owned()
}

/// 登录.
#[must_use]
pub fn sign_in() -> String {
    "/sign-in".to_owned()
}

/// 登录, and back to `here` (a page's path and query) afterwards.
#[must_use]
pub fn sign_in_from(here: &str) -> String {
    let (page, query) = here.split_once('?').unwrap_or((here, ""));
    if page == "/" || page == sign_in() || page == join() || page.starts_with("/join/") {
        return sign_in();
    }
    // What was told after an earlier act is not told again.
    let query: Vec<_> =
        query.split('&').filter(|pair| !pair.is_empty() && !pair.starts_with("ok=")).collect();
    let back = if query.is_empty() { page.to_owned() } else { format!("{page}?{}", query.join("&")) };
    on_site(&back).map_or_else(sign_in, |back| to_return(&sign_in(), back))
}

/// `path` of a form that leads on to `next`; as it is where there is nothing to lead on to.
#[must_use]
pub fn to_return(path: &str, next: &str) -> String {
    on_site(next).map_or_else(|| path.to_owned(), |next| with_query(path, &[("next", next.to_owned())]))
}

/// `path` if it stays on this site; nobody is sent elsewhere by what stands in an address or a form.
#[must_use]
pub fn on_site(path: &str) -> Option<&str> {
    let stays = path.starts_with('/')
        && !path.starts_with("//")
        && path.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    stays.then_some(path)
}

/// Where everything told is marked seen.
#[must_use]
pub fn notices(slug: &str) -> String {
    format!("/c/{slug}/notices")
}

/// Where one thing told is marked seen, which leads to what it is about.
#[must_use]
pub fn notice(slug: &str, id: impl std::fmt::Display) -> String {
    format!("/c/{slug}/notices/{id}")
}

/// The page that takes a code.
#[must_use]
pub fn join() -> String {
    "/join".to_owned()
}

/// A code's own page, as slips link to it.
#[must_use]
pub fn join_with(code: &str) -> String {
    format!("/join/{code}")
}

/// The form to ask to be let in.
#[must_use]
pub fn ask(slug: &str) -> String {
    format!("/c/{slug}/join/ask")
}

/// Where the asking device sees what became of it.
#[must_use]
pub fn asked(slug: &str) -> String {
    format!("/c/{slug}/join/asked")
}

/// Everything one was told.
#[must_use]
pub fn my_notices() -> String {
    "/me/notices".to_owned()
}

/// The form for the name shown.
#[must_use]
pub fn my_name() -> String {
    "/me/name".to_owned()
}

/// The form for the password.
#[must_use]
pub fn my_password() -> String {
    "/me/password".to_owned()
}

/// One's signed-in devices.
#[must_use]
pub fn my_devices() -> String {
    "/me/devices".to_owned()
}

/// Where signing out is sent.
#[must_use]
pub fn sign_out() -> String {
    "/sign-out".to_owned()
}

#[cfg(test)]
mod tests {
    use super::{on_site, sign_in_from};

    #[test]
    fn nobody_is_sent_elsewhere() {
        assert_eq!(on_site("/c/chunhe?page=2"), Some("/c/chunhe?page=2"));
        for path in [
            "//evil.example/",
            "/\\evil.example",
            "/c\\..\\evil.example",
            "https://evil.example",
            "evil.example",
            "javascript:alert(1)",
            "",
            "/a\r\nSet-Cookie: x",
            "/\t/evil.example",
            " //evil.example",
        ] {
            assert_eq!(on_site(path), None, "{path:?}");
        }
    }

    #[test]
    fn signing_in_leads_back() {
        assert_eq!(sign_in_from("/c/chunhe/votes/3"), "/sign-in?next=%2Fc%2Fchunhe%2Fvotes%2F3");
        assert_eq!(sign_in_from("/c/chunhe?ok=signed-out&page=2"), "/sign-in?next=%2Fc%2Fchunhe%3Fpage%3D2");
        for here in ["/", "/?ok=signed-out", "/sign-in?next=%2Fme", "/join", "/join/ABCD", "//evil.example"] {
            assert_eq!(sign_in_from(here), "/sign-in", "{here}");
        }
    }
}
