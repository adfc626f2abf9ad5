//! The frame of every page, and what every page knows of its reader.

use crate::path;
use crate::text::notice::Notice;
use crate::text::{Locale, Text};
use domain::actor::Actor;
use domain::record::module::Module;
use domain::time::Timestamp;
use hydration_context::SsrSharedContext;
use jiff::tz::TimeZone;
use leptos::html::meta;
use leptos::prelude::*;
use service::communities::Community;
use service::sessions::Reader;
use std::collections::BTreeMap;
use std::ops::Deref;
use std::sync::Arc;

/// What every page knows of its reader, its place and its moment. Cheap to clone.
#[derive(Clone)]
pub struct Cx(Arc<Context>);

/// See [`Cx`].
pub struct Context {
    /// The language spoken.
    pub locale: Locale,
    /// Who reads.
    pub reader: Reader,
    /// Whether the device holds a session: pages of failures are made without looking up whose.
    pub has_session: bool,
    /// The community whose page it is.
    pub community: Option<Community>,
    /// What to tell after an act.
    pub notice: Option<Notice>,
    /// This moment.
    pub now: Timestamp,
    /// 大字版.
    pub elder: bool,
    /// The page's own path and query, to come back to.
    pub here: String,
    /// The hall's public address without a slash at its end: `https://hall.example.org`.
    pub origin: String,
    /// Whether cookies travel unencrypted.
    pub insecure: bool,
    /// Where the style sheet and the islands are.
    pub assets: Assets,
}

/// The names of the built files, with the hash of what they hold in them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Assets {
    /// The style sheet.
    pub style: Option<String>,
    /// The script that wakes the islands; absent when they were not built.
    pub boot: Option<String>,
    /// What counts a record again in the browser, by [`Module`]; empty when it was not built.
    pub recount: Arc<BTreeMap<Module, String>>,
}

impl Cx {
    /// Takes what is known.
    #[must_use]
    pub fn new(context: Context) -> Self {
        Self(Arc::new(context))
    }

    /// The sentences of the reader's language.
    #[must_use]
    pub fn text(&self) -> &'static dyn Text {
        self.locale.text()
    }

    /// Who reads.
    #[must_use]
    pub fn actor(&self) -> &Actor {
        &self.reader.actor
    }

    /// The community's part of addresses; empty outside any.
    #[must_use]
    pub fn slug(&self) -> &str {
        self.community.as_ref().map_or("", |community| &community.slug)
    }

    /// `at` on the community's own clock.
    #[must_use]
    pub fn local(&self, at: Timestamp) -> jiff::civil::DateTime {
        local_in(self.community.as_ref(), at)
    }
}

impl Deref for Cx {
    type Target = Context;
    fn deref(&self) -> &Context {
        &self.0
    }
}

/// `at` on the clock of `community`; on that of Greenwich outside any.
#[must_use]
pub fn local_in(community: Option<&Community>, at: Timestamp) -> jiff::civil::DateTime {
    let zone = community.and_then(|own| TimeZone::get(&own.time_zone).ok()).unwrap_or(TimeZone::UTC);
    zone.to_datetime(instant(at))
}

fn instant(at: Timestamp) -> jiff::Timestamp {
    jiff::Timestamp::from_microsecond(at.0).unwrap_or(jiff::Timestamp::UNIX_EPOCH)
}

/// `at` as RFC 3339, for machines.
#[must_use]
pub fn rfc3339(at: Timestamp) -> String {
    instant(at).to_string()
}

/// What a page gives the frame.
pub struct Page {
    /// In the browser's title bar, in front of the hall's name.
    pub title: String,
    /// A sentence for chat apps that show a card of the link.
    pub summary: Option<String>,
    /// `officer`, `poster-page` or `slips-page`; empty for a resident's page.
    pub kind: &'static str,
    /// Everything inside `<main>`.
    pub body: AnyView,
    /// What stands beside it on a wide screen.
    pub aside: Option<AnyView>,
    /// The address of the feed that tells of what is on it.
    pub feed: Option<String>,
}

impl Page {
    /// A resident's page.
    #[must_use]
    pub fn new(title: impl Into<String>, body: impl IntoView + 'static) -> Self {
        Self { title: title.into(), summary: None, kind: "", body: body.into_any(), aside: None, feed: None }
    }

    /// The same page with a sentence for chat apps.
    #[must_use]
    pub fn summary(mut self, summary: impl Into<String>) -> Self {
        self.summary = Some(summary.into());
        self
    }

    /// The same page, laid out for officers or for paper.
    #[must_use]
    pub fn kind(mut self, kind: &'static str) -> Self {
        self.kind = kind;
        self
    }

    /// The same page with the feed that tells of what is on it.
    #[must_use]
    pub fn feed(mut self, address: impl Into<String>) -> Self {
        self.feed = Some(address.into());
        self
    }

    /// The same page with something beside it on a wide screen.
    #[must_use]
    pub fn aside(mut self, aside: impl IntoView + 'static) -> Self {
        self.aside = Some(aside.into_any());
        self
    }
}

/// The page as a whole document.
///
/// Islands need an owner that knows it renders islands; nothing here is reactive or asynchronous.
pub fn document(cx: &Cx, page: impl FnOnce(&Cx) -> Page) -> String {
    let owner = Owner::new_root(Some(Arc::new(SsrSharedContext::new_islands())));
    let html = owner.with(|| frame(cx, page(cx)).to_html());
    owner.cleanup();
    format!("<!DOCTYPE html>{html}")
}

fn frame(cx: &Cx, page: Page) -> AnyView {
    let text = cx.text();
    let hall = cx.community.as_ref().map_or_else(|| text.hall().to_owned(), |own| text.hall_of(&own.name));
    let title = if page.title == hall { hall.clone() } else { format!("{} - {hall}", page.title) };
    let style = cx.assets.style.as_ref().map(|file| format!("/pkg/{file}"));
    let boot = cx.assets.boot.as_ref().map(|file| format!("/pkg/{file}"));
    let summary = page.summary.clone();
    let feed = page.feed.clone().or_else(|| cx.community.as_ref().map(|own| path::feed(&own.slug)));
    view! {
        <html lang=cx.locale.tag() class=if cx.elder { "elder" } else { "" }>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover"/>
                <meta name="color-scheme" content="light dark"/>
                <meta name="format-detection" content="telephone=no"/>
                <crate::ui::PageTitle text=title/>
                {summary.map(|summary| view! {
                    <meta name="description" content=summary.clone()/>
                    {meta().attr("property", "og:title").attr("content", page.title)}
                    {meta().attr("property", "og:description").attr("content", summary)}
                })}
                {feed.map(|href| view! { <link rel="alternate" type="application/atom+xml" href=href/> })}
                {style.map(|href| view! { <link rel="stylesheet" href=href/> })}
                {boot.map(|src| view! { <script type="module" src=src></script> })}
                <link rel="icon" href="/favicon.svg" type="image/svg+xml"/>
            </head>
            <body class=page.kind>
                <a class="skip-link" href="#main">{text.skip_to_content()}</a>
                {head(cx, &hall)}
                {cx.insecure.then(|| view! { <p class="banner banner-gold">{text.insecure()}</p> })}
                {content(cx, page.body, page.aside)}
                {foot(cx)}
            </body>
        </html>
    }
    .into_any()
}

/// Nobody is to take what was invented for a neighbourhood's own.
fn is_demo(cx: &Cx) -> bool {
    cx.community.as_ref().is_some_and(|own| own.is_demo)
}

fn head(cx: &Cx, hall: &str) -> AnyView {
    let text = cx.text();
    let home = cx.community.as_ref().map_or_else(|| "/".to_owned(), |own| path::community(&own.slug));
    let elder = if cx.elder { text.elder_off() } else { text.elder_on() };
    let (own, own_label) = match cx.actor() {
        Actor::Visitor if !cx.has_session => (path::sign_in_from(&cx.here), text.sign_in()),
        Actor::Visitor | Actor::Member(_) | Actor::System => (path::me(), text.me()),
    };
    view! {
        <header>
            <div class="top">
                <a class="top-name" href=home>{hall.to_owned()}</a>
                <nav class="top-links" aria-label=text.settings()>
                    {preference(cx, "elder", if cx.elder { "0" } else { "1" }, elder)}
                    <a href=own>{own_label}</a>
                </nav>
            </div>
            {is_demo(cx).then(|| view! { <p class="demo">{text.demo_data()}</p> })}
        </header>
    }
    .into_any()
}

/// A setting of the reader's, changed by a form: no GET writes anything, not even a cookie.
fn preference(cx: &Cx, name: &'static str, value: &'static str, label: &'static str) -> AnyView {
    view! {
        <form method="post" action="/preferences" class="inline">
            <input type="hidden" name="back" value=cx.here.clone()/>
            <button class="link-button" name=name value=value>{label}</button>
        </form>
    }
    .into_any()
}

fn content(cx: &Cx, body: AnyView, aside: Option<AnyView>) -> AnyView {
    let notice = cx.notice.map(|notice| {
        view! { <p class="notice" role="status">{cx.text().notice(notice)}</p> }
    });
    match aside {
        None => view! { <main class="page" id="main">{notice}{body}</main> }.into_any(),
        Some(aside) => view! {
            <div class="page-with-aside">
                <main id="main">{notice}{body}</main>
                <aside class="side">{aside}</aside>
            </div>
        }
        .into_any(),
    }
}

fn foot(cx: &Cx) -> AnyView {
    let text = cx.text();
    view! {
        <footer class="foot">
            <a href=path::help()>{text.help()}</a>
            <a href=path::about()>{text.about()}</a>
            <a href=path::log()>{text.log_heading()}</a>
            {preference(cx, "locale", cx.locale.other().tag(), text.other_language())}
        </footer>
    }
    .into_any()
}
