//! Atom feeds (RFC 4287): our own few lines, so that every text is escaped in one place.

use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use jiff::fmt::rfc2822::{self, DateTimePrinter};
use sha2::{Digest as _, Sha256};
use std::fmt::Write as _;

/// A feed.
#[derive(Clone, Debug)]
pub struct Feed {
    /// Names it for ever: a `tag:` URI (RFC 4151).
    pub id: String,
    /// Its title.
    pub title: String,
    /// The language of its words.
    pub language: &'static str,
    /// Its own address.
    pub address: String,
    /// The page it tells of.
    pub page: String,
    /// Who publishes.
    pub author: String,
    /// When anything in it last changed, RFC 3339; the hall's founding when it is empty.
    pub updated: String,
    /// The newest first.
    pub entries: Vec<Entry>,
}

/// One entry of a feed.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Names it for ever.
    pub id: String,
    /// In a line.
    pub title: String,
    /// Its page.
    pub page: String,
    /// A sentence or two, plain.
    pub summary: String,
    /// RFC 3339.
    pub published: String,
    /// RFC 3339.
    pub updated: String,
}

impl Feed {
    /// The feed as a document.
    #[must_use]
    pub fn to_xml(&self) -> String {
        let mut xml = String::from("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
        let language = escaped(self.language);
        let _ = writeln!(xml, "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{language}\">");
        element(&mut xml, "id", &self.id);
        element(&mut xml, "title", &self.title);
        element(&mut xml, "updated", &self.updated);
        let _ = writeln!(xml, "<author><name>{}</name></author>", escaped(&self.author));
        let own = escaped(&self.address);
        let _ = writeln!(xml, "<link rel=\"self\" type=\"application/atom+xml\" href=\"{own}\"/>");
        let _ = writeln!(xml, "<link href=\"{}\"/>", escaped(&self.page));
        for entry in &self.entries {
            entry.write(&mut xml);
        }
        xml.push_str("</feed>\n");
        xml
    }

    /// The feed as an answer; 304 when the reader has this very one.
    #[must_use]
    pub fn answer(&self, asked: &HeaderMap) -> Response {
        let xml = self.to_xml();
        let hash = Sha256::digest(xml.as_bytes());
        let mut tag = String::from("W/\"");
        for byte in hash.iter().take(12) {
            let _ = write!(tag, "{byte:02x}");
        }
        tag.push('"');
        let changed: Option<jiff::Timestamp> = self.updated.parse().ok();
        let mut response = if has_it(asked, &tag, changed) {
            StatusCode::NOT_MODIFIED.into_response()
        } else {
            let kind = HeaderValue::from_static("application/atom+xml; charset=utf-8");
            ([(header::CONTENT_TYPE, kind)], xml).into_response()
        };
        if let Ok(tag) = HeaderValue::from_str(&tag) {
            response.headers_mut().insert(header::ETAG, tag);
        }
        let changed = changed.and_then(|at| DateTimePrinter::new().timestamp_to_rfc9110_string(&at).ok());
        if let Some(changed) = changed.and_then(|date| HeaderValue::from_str(&date).ok()) {
            response.headers_mut().insert(header::LAST_MODIFIED, changed);
        }
        let kept = HeaderValue::from_static("public, max-age=300");
        response.headers_mut().insert(header::CACHE_CONTROL, kept);
        response
    }
}

/// Whether who asks has this very feed. A date counts only where no tag is sent, and to the second (RFC 9110 §13.1.3).
fn has_it(asked: &HeaderMap, tag: &str, changed: Option<jiff::Timestamp>) -> bool {
    let sent = |name| asked.get(name).and_then(|value| value.to_str().ok());
    if let Some(tags) = sent(header::IF_NONE_MATCH) {
        let bare = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
        return tags.split(',').any(|one| one.trim() == "*" || bare(one) == bare(tag));
    }
    let since = sent(header::IF_MODIFIED_SINCE).and_then(|date| rfc2822::parse(date).ok());
    since.zip(changed).is_some_and(|(since, changed)| changed.as_second() <= since.timestamp().as_second())
}

impl Entry {
    fn write(&self, xml: &mut String) {
        xml.push_str("<entry>\n");
        element(xml, "id", &self.id);
        element(xml, "title", &self.title);
        let _ = writeln!(xml, "<link href=\"{}\"/>", escaped(&self.page));
        element(xml, "published", &self.published);
        element(xml, "updated", &self.updated);
        element(xml, "summary", &self.summary);
        xml.push_str("</entry>\n");
    }
}

fn element(xml: &mut String, name: &str, words: &str) {
    let _ = writeln!(xml, "<{name}>{}</{name}>", escaped(words));
}

/// `text` fit for an element or an attribute; what XML 1.0 cannot hold at all becomes U+FFFD.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' => out.push(c),
            '\u{FFFE}' | '\u{FFFF}' => out.push('\u{FFFD}'),
            c if c.is_control() => out.push('\u{FFFD}'),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn feed() -> Feed {
        Feed {
            id: "tag:hall.example.org,2026:chunhe/feed".to_owned(),
            title: "春和社区议事厅 · 公布的事".to_owned(),
            language: "zh-CN",
            address: "https://hall.example.org/c/chunhe/feed".to_owned(),
            page: "https://hall.example.org/c/chunhe".to_owned(),
            author: "春和社区议事厅".to_owned(),
            updated: "2026-11-20T02:00:00Z".to_owned(),
            entries: vec![Entry {
                id: "tag:hall.example.org,2026:chunhe/decision-3".to_owned(),
                title: "决定：<b>棚</b> & \"灯\"\u{0}\u{FFFF}（春和业〔2026〕3号）".to_owned(),
                page: "https://hall.example.org/c/chunhe/decisions/3".to_owned(),
                summary: "]]>".to_owned(),
                published: "2026-11-19T02:00:00Z".to_owned(),
                updated: "2026-11-20T02:00:00Z".to_owned(),
            }],
        }
    }

    #[test]
    fn a_feed_is_written_and_hostile_words_stay_words() {
        insta::assert_snapshot!(feed().to_xml());
    }

    #[test]
    fn who_has_it_already_is_told_so() {
        let first = feed().answer(&HeaderMap::new());
        assert_eq!(first.status(), StatusCode::OK);
        let tag = first.headers().get(header::ETAG).unwrap().clone();
        let mut asked = HeaderMap::new();
        asked.insert(header::IF_NONE_MATCH, tag);
        assert_eq!(feed().answer(&asked).status(), StatusCode::NOT_MODIFIED);
        let newer = Feed { title: "另一个".to_owned(), ..feed() };
        assert_eq!(newer.answer(&asked).status(), StatusCode::OK);
    }

    #[test]
    fn who_sends_a_date_is_told_whether_anything_changed_since() {
        let first = feed().answer(&HeaderMap::new());
        let date = first.headers().get(header::LAST_MODIFIED).unwrap().clone();
        assert_eq!(date, "Fri, 20 Nov 2026 02:00:00 GMT");
        let cases = [
            ("Fri, 20 Nov 2026 01:59:59 GMT", StatusCode::OK),
            ("Fri, 20 Nov 2026 02:00:00 GMT", StatusCode::NOT_MODIFIED),
            ("Sat, 21 Nov 2026 00:00:00 GMT", StatusCode::NOT_MODIFIED),
            ("yesterday", StatusCode::OK),
        ];
        for (date, expected) in cases {
            let mut asked = HeaderMap::new();
            asked.insert(header::IF_MODIFIED_SINCE, HeaderValue::from_static(date));
            assert_eq!(feed().answer(&asked).status(), expected, "{date}");
            asked.insert(header::IF_NONE_MATCH, HeaderValue::from_static("\"other\""));
            assert_eq!(feed().answer(&asked).status(), StatusCode::OK, "a tag counts before a date");
        }
    }
}
