//! Atom feeds: what a community publishes.

use crate::atom;
use crate::edge::{Answer, Visit};
use app::path;
use app::shell::{local_in, rfc3339};
use app::text::{Locale, Text};
use axum::extract::{Path, Query};
use axum::http::HeaderMap;
use domain::time::Timestamp;
use serde::Deserialize;
use service::communities::Community;
use service::feed::{self, Entry, Item};

/// `?lang=en`: readers of feeds send no language of their own, so the address says it.
#[derive(Deserialize)]
pub(crate) struct Language {
    lang: Option<String>,
}

/// Everything.
pub(crate) async fn everything(
    mut visit: Visit,
    Path(slug): Path<String>,
    Query(language): Query<Language>,
    asked: HeaderMap,
) -> Answer {
    let community = visit.enter(&slug).await?;
    let entries = feed::everything(&mut visit.snapshot, &community).await?;
    let feed = Teller::new(&visit, &community, &language).feed(entries, false);
    Ok(feed.answer(&asked))
}

/// Decisions only.
pub(crate) async fn decisions(
    mut visit: Visit,
    Path(slug): Path<String>,
    Query(language): Query<Language>,
    asked: HeaderMap,
) -> Answer {
    let community = visit.enter(&slug).await?;
    let entries = feed::decisions(&mut visit.snapshot, &community).await?;
    let feed = Teller::new(&visit, &community, &language).feed(entries, true);
    Ok(feed.answer(&asked))
}

/// Puts what was read into words.
struct Teller<'a> {
    locale: Locale,
    text: &'static dyn Text,
    origin: &'a str,
    host: &'a str,
    community: &'a Community,
}

impl<'a> Teller<'a> {
    fn new(visit: &'a Visit, community: &'a Community, language: &Language) -> Self {
        let locale = language.lang.as_deref().and_then(Locale::of_tag).unwrap_or_default();
        Self {
            locale,
            text: locale.text(),
            origin: &visit.site.config.public_address,
            host: visit.site.config.public_host(),
            community,
        }
    }

    fn feed(&self, entries: Vec<Entry>, decisions_only: bool) -> atom::Feed {
        let slug = &self.community.slug;
        let hall = self.text.hall_of(&self.community.name);
        let (title, page, own) = if decisions_only {
            (self.text.decisions_feed_title(&hall), path::decisions(slug), path::decisions_feed(slug))
        } else {
            (self.text.feed_title(&hall), path::community(slug), path::feed(slug))
        };
        // An empty feed changed when time began: it has to say something, and must not change by itself.
        let updated = entries.iter().map(|entry| entry.updated).max().unwrap_or(Timestamp(0));
        let own = match self.locale {
            Locale::ZhCn => own,
            Locale::En => format!("{own}?lang=en"),
        };
        atom::Feed {
            id: self.id(&own),
            title,
            language: self.locale.tag(),
            address: self.address(&own),
            page: self.address(&page),
            author: hall,
            updated: rfc3339(updated),
            entries: entries.into_iter().map(|entry| self.entry(&entry)).collect(),
        }
    }

    /// RFC 4151: the authority and the year it was surely ours, so that a new host name changes ids, nothing else does.
    fn id(&self, what: &str) -> String {
        let name = self.host.split(':').next().unwrap_or_default();
        format!("tag:{name},2026:{}", what.trim_start_matches('/'))
    }

    fn address(&self, page: &str) -> String {
        format!("{}{page}", self.origin)
    }

    fn entry(&self, entry: &Entry) -> atom::Entry {
        let (title, summary, page) = self.words(&entry.item);
        atom::Entry {
            id: self.id(&format!("c/{}/{}", self.community.slug, entry.key)),
            title,
            summary,
            page: self.address(&page),
            published: rfc3339(entry.published),
            updated: rfc3339(entry.updated),
        }
    }

    fn words(&self, item: &Item) -> (String, String, String) {
        let (text, slug) = (self.text, &self.community.slug);
        match item {
            Item::Decision { serial, label, title, body_name, owners_of, correction, rests_on_void } => {
                let corrected = correction.is_some();
                let decided_by = text.decided_by(body_name, owners_of.as_deref());
                let state = text.decision_in_a_line(label, &decided_by, corrected);
                let void = if *rests_on_void { text.rests_on_void() } else { "" };
                let summary = format!("{void}{state}{}", correction.as_deref().unwrap_or_default());
                (text.feed_decision(label, title, corrected), summary, path::decision(slug, *serial))
            }
            Item::VoteAnnounced { number, title, kind, opens_at, closes_at } => {
                let hours = text.feed_vote_hours(&self.moment(*opens_at), &self.moment(*closes_at));
                (text.feed_vote_announced(title, *kind), hours, path::vote(slug, *number))
            }
            Item::VoteCounted { number, title, kind, state } => {
                let words = text.feed_vote_counted(title, *kind, *state);
                (words.clone(), words, path::vote(slug, *number))
            }
            Item::IssueAccepted { number, title } => {
                let words = text.feed_issue_accepted(title);
                (words.clone(), words, path::issue(slug, *number))
            }
            Item::Hidden { act, what, reason, seat_title, answer } => {
                let by = text.feed_hidden_by(seat_title, *answer);
                (text.feed_hidden(*what, *reason), by, path::register_act(slug, act))
            }
        }
    }

    /// A moment in full: a feed is read on any day.
    fn moment(&self, at: Timestamp) -> String {
        let local = local_in(Some(self.community), at);
        format!("{} {}:{:02}", self.text.day(local), local.hour(), local.minute())
    }
}
