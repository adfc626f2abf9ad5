//! One request's reader: the cookie, the snapshot the page is read from, and how the answer is rendered.

use super::{Answer, Failure};
use crate::forms::Posted;
use crate::site::Site;
use app::form::{Form, Refusal};
use app::shell::{Context, Cx, Page};
use app::text::Locale;
use app::text::notice::Notice;
use axum::extract::{ConnectInfo, FromRef, FromRequestParts};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{Html, IntoResponse as _, Redirect, Response};
use domain::actor::Actor;
use service::Snapshot;
use service::communities::{self, Community};
use service::sessions::{self, Reader, Token};
use std::net::{IpAddr, SocketAddr};

/// Keeps 大字版 between visits.
pub const COOKIE_ELDER: &str = "yishi_elder";
/// Keeps the language between visits.
pub const COOKIE_LOCALE: &str = "yishi_locale";

/// One request's reader, with the one snapshot its page is read from.
pub struct Visit {
    /// What every request shares.
    pub site: Site,
    /// Where the page reads.
    pub snapshot: Snapshot,
    /// Who asks.
    pub reader: Reader,
    /// The community whose page it is, once [`Visit::enter`] found it.
    pub community: Option<Community>,
    locale: Locale,
    elder: bool,
    /// What to tell after an act.
    pub notice: Option<Notice>,
    here: String,
    /// The token of a session that use prolongs just now: its cookie is prolonged with it.
    prolonged: Option<Token>,
}

impl<S> FromRequestParts<S> for Visit
where
    Site: FromRef<S>,
    S: Send + Sync,
{
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Failure> {
        let site = Site::from_ref(state);
        let mut snapshot = site.hall.read().await?;
        let token = cookie(&parts.headers, session_cookie_name(&site)).and_then(|value| Token::parse(&value));
        let reader = sessions::reader(&mut snapshot, token.as_ref()).await?;
        if reader.touch {
            let (hall, actor) = (site.hall.clone(), reader.actor.clone());
            tokio::spawn(async move {
                if let Err(error) = sessions::touch(&hall, &actor).await {
                    tracing::warn!(error = %error, "a session's use could not be noted");
                }
            });
        }
        let query = parts.uri.query().unwrap_or_default();
        let notice = form_urlencoded::parse(query.as_bytes())
            .find(|(name, _)| name == "ok")
            .and_then(|(_, code)| Notice::of_code(&code));
        Ok(Self {
            locale: locale_of(&parts.headers, &reader),
            elder: elder_of(&parts.headers, &reader),
            here: parts.uri.path_and_query().map_or_else(|| "/".to_owned(), ToString::to_string),
            prolonged: token.filter(|_token| reader.touch),
            site,
            snapshot,
            reader,
            community: None,
            notice,
        })
    }
}

impl Visit {
    /// Who asks.
    #[must_use]
    pub fn actor(&self) -> &Actor {
        &self.reader.actor
    }

    /// Enters the community at `slug`; 404 when there is none.
    pub async fn enter(&mut self, slug: &str) -> Result<Community, Failure> {
        let community = communities::community(&mut self.snapshot, slug).await?;
        self.community = Some(community.clone());
        Ok(community)
    }

    /// Gives the snapshot back before an act: whoever waits to write holds nobody up who wants to read.
    #[must_use]
    pub fn park(self) -> Parked {
        let Self { site, snapshot: _, reader, community, locale, elder, notice, here, prolonged } = self;
        Parked { site, reader, community, locale, elder, notice, here, prolonged }
    }

    /// The page of a list the address asks for, `?page=2`; the first when it asks for none.
    #[must_use]
    pub fn page_number(&self) -> i64 {
        self.asked("page").and_then(|page| page.parse().ok()).unwrap_or(1)
    }

    /// What the address asks for under `name`.
    #[must_use]
    pub fn asked(&self, name: &str) -> Option<String> {
        let query = self.here.split_once('?').map_or("", |(_, query)| query);
        form_urlencoded::parse(query.as_bytes())
            .find(|(asked, _)| asked == name)
            .map(|(_, value)| value.into_owned())
    }

    /// The sentences of the reader's language.
    #[must_use]
    pub fn text(&self) -> &'static dyn app::text::Text {
        self.locale.text()
    }

    /// A form that has not been filled in yet.
    #[must_use]
    pub fn fresh_form(&self) -> Form {
        Form::new(self.site.hall.new_id())
    }

    /// The page, with status 200.
    #[must_use]
    pub fn page(self, page: impl FnOnce(&Cx) -> Page) -> Response {
        self.render(StatusCode::OK, page)
    }

    /// The same page again, with status 422, everything typed and what is wrong with it.
    #[must_use]
    pub fn again(self, page: impl FnOnce(&Cx) -> Page) -> Response {
        self.render(StatusCode::UNPROCESSABLE_ENTITY, page)
    }

    fn render(self, status: StatusCode, page: impl FnOnce(&Cx) -> Page) -> Response {
        let (site, prolonged) = (self.site.clone(), self.prolonged);
        let cx = Cx::new(Context {
            locale: self.locale,
            elder: self.elder,
            now: self.snapshot.now(),
            has_session: self.reader.actor.member().is_some(),
            reader: self.reader,
            community: self.community,
            notice: self.notice,
            here: self.here,
            origin: self.site.config.public_address.clone(),
            insecure: self.site.config.warns_insecure(),
            assets: self.site.assets.clone(),
        });
        let mut response = (status, Html(app::shell::document(&cx, page))).into_response();
        if let Some(token) = prolonged {
            let left = cookie::time::Duration::microseconds(sessions::SESSION_MICROS);
            set_cookie(&site, &mut response, session_cookie_name(&site), token.as_str(), left);
        }
        response
    }
}

/// A visit without a snapshot, while its act is done.
pub struct Parked {
    site: Site,
    reader: Reader,
    community: Option<Community>,
    locale: Locale,
    elder: bool,
    notice: Option<Notice>,
    here: String,
    prolonged: Option<Token>,
}

impl Parked {
    /// What every request shares.
    #[must_use]
    pub fn site(&self) -> &Site {
        &self.site
    }

    /// Who asks.
    #[must_use]
    pub fn actor(&self) -> &Actor {
        &self.reader.actor
    }

    /// The visit again, with a new snapshot: the page shows what has changed meanwhile.
    pub async fn resume(self) -> Result<Visit, Failure> {
        let Self { site, reader, community, locale, elder, notice, here, prolonged } = self;
        let snapshot = site.hall.read().await?;
        Ok(Visit { site, snapshot, reader, community, locale, elder, notice, here, prolonged })
    }
}

/// What to do with a refused act: the form comes back with the reason, anything else is a failure.
pub(crate) fn refused(posted: Posted, error: service::Error) -> Result<Form, Failure> {
    match error {
        service::Error::Denied(denied) => Ok(posted.into_form().refused(Refusal::Denied(denied))),
        service::Error::Refused(problem) => Ok(posted.into_form().refused(Refusal::Problem(problem))),
        other => Err(Failure::Service(other)),
    }
}

/// 303 to `path`, where `notice` is told.
pub(crate) fn see_other(path: &str, notice: Notice) -> Answer {
    let mark = if path.contains('?') { '&' } else { '?' };
    let (path, fragment) = path.split_once('#').map_or((path, String::new()), |(p, f)| (p, format!("#{f}")));
    Ok(Redirect::to(&format!("{path}{mark}ok={}{fragment}", notice.code())).into_response())
}

/// What a failure's page knows of its reader: language and type size, nothing that needs the database.
pub(super) fn bare_cx(site: &Site, headers: &HeaderMap, here: String) -> Cx {
    let reader = Reader::visitor();
    Cx::new(Context {
        locale: locale_of(headers, &reader),
        elder: elder_of(headers, &reader),
        now: site.hall.now(),
        has_session: has_session(site, headers),
        reader,
        community: None,
        notice: None,
        here,
        origin: site.config.public_address.clone(),
        insecure: site.config.warns_insecure(),
        assets: site.assets.clone(),
    })
}

/// What a reader without an account has chosen for every page.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Setting {
    locale: Locale,
    elder: bool,
}

/// What the browser of a reader without an account asks for.
pub(super) fn setting(headers: &HeaderMap) -> Setting {
    let reader = Reader::visitor();
    Setting { locale: locale_of(headers, &reader), elder: elder_of(headers, &reader) }
}

/// Whether the browser sends a session's cookie, good or not.
pub(super) fn has_session(site: &Site, headers: &HeaderMap) -> bool {
    cookie(headers, session_cookie_name(site)).is_some()
}

fn locale_of(headers: &HeaderMap, reader: &Reader) -> Locale {
    let chosen = cookie(headers, COOKIE_LOCALE).or_else(|| reader.locale.clone());
    let asked = || {
        let accepts = headers.get(header::ACCEPT_LANGUAGE)?.to_str().ok()?;
        accepts.split(',').find_map(|tag| Locale::of_tag(tag.trim()))
    };
    chosen.and_then(|tag| Locale::of_tag(&tag)).or_else(asked).unwrap_or_default()
}

fn elder_of(headers: &HeaderMap, reader: &Reader) -> bool {
    cookie(headers, COOKIE_ELDER).map_or(reader.elder, |value| value == "1")
}

/// The session cookie's name: `__Host-` binds it to this very host over https.
pub(crate) fn session_cookie_name(site: &Site) -> &'static str {
    if site.config.secure_cookies() { "__Host-yishi" } else { "yishi" }
}

pub(super) fn cookie(headers: &HeaderMap, name: &str) -> Option<String> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(cookie::Cookie::split_parse)
        .filter_map(Result::ok)
        .find(|cookie| cookie.name() == name)
        .map(|cookie| cookie.value().to_owned())
}

/// Adds a cookie that scripts cannot read and other sites' forms do not carry; no time left takes it away.
pub(crate) fn set_cookie(
    site: &Site,
    response: &mut Response,
    name: &str,
    value: &str,
    left: cookie::time::Duration,
) {
    let cookie = cookie::Cookie::build((name.to_owned(), value.to_owned()))
        .path("/")
        .max_age(left)
        .same_site(cookie::SameSite::Lax)
        .secure(site.config.secure_cookies())
        .http_only(true);
    if let Ok(value) = header::HeaderValue::from_str(&cookie.to_string()) {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
}

/// Where the request comes from: the connection's other end, or what the nearest trusted proxies say of it.
///
/// Read from the right: each trusted proxy added the address it saw, and the first one not trusted is the client;
/// what stands further left is the client's own word and believed by nobody.
pub(crate) fn client_address(parts: &Parts, trusted: &[IpAddr]) -> IpAddr {
    let mut address = parts
        .extensions
        .get::<ConnectInfo<SocketAddr>>()
        .map_or(IpAddr::from([127, 0, 0, 1]), |ConnectInfo(peer)| peer.ip());
    let forwarded = parts.headers.get_all("x-forwarded-for").iter().filter_map(|value| value.to_str().ok());
    let hops: Vec<&str> = forwarded.flat_map(|value| value.split(',')).map(str::trim).collect();
    for hop in hops.into_iter().rev() {
        if !trusted.contains(&address) {
            break;
        }
        match hop.parse() {
            Ok(further) => address = further,
            Err(_) => break,
        }
    }
    address
}

/// What a device is listed as, from its user agent: enough to know it again, nothing to track it by.
pub(crate) fn device_name(headers: &HeaderMap) -> String {
    let agent = headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let known = |names: &[(&str, &'static str)]| {
        names.iter().find(|(mark, _)| agent.contains(mark)).map(|(_, name)| *name)
    };
    let program = known(&[
        ("MicroMessenger", "WeChat"),
        ("QQ/", "QQ"),
        ("Edg", "Edge"),
        ("Firefox", "Firefox"),
        ("Chrome", "Chrome"),
        ("Safari", "Safari"),
    ]);
    let machine = known(&[
        ("HarmonyOS", "HarmonyOS"),
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("Mac OS", "Mac"),
        ("Linux", "Linux"),
    ]);
    [machine, program].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}
