//! Markdown to safe HTML: the one function that does it, run when a text is written.

use pulldown_cmark::{CowStr, Event, Options, Parser, Tag, TagEnd};
use std::sync::LazyLock;

/// The version of this renderer, stored beside what it made; raise it when the output changes.
pub const RENDERER: i64 = 1;

/// Quotes and lists nested deeper than this are flattened: hostile nesting costs the browser, not us.
const NESTING_MAX: usize = 12;

/// `markdown` as sanitised HTML: no raw HTML, no images, no headings above the second level,
/// links only to http, https, mailto and tel, and marked as not ours.
#[must_use]
pub fn render(markdown: &str) -> String {
    let with_tables = Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TABLES;
    let mut html = html(markdown, with_tables);
    // Short rows of a wide table are filled up: a few characters of text can be megabytes of page.
    if html.len() > GROWTH_MAX * markdown.len() + SMALL {
        html = self::html(markdown, Options::ENABLE_STRIKETHROUGH);
    }
    CLEANER.clean(&html).to_string()
}

/// How many times as long as its text a page's HTML may be, beyond [`SMALL`].
const GROWTH_MAX: usize = 8;
/// HTML so short is fine whatever the text.
const SMALL: usize = 4_096;

fn html(markdown: &str, options: Options) -> String {
    let mut html = String::with_capacity(markdown.len() * 3 / 2);
    let parser = Parser::new_ext(markdown, options);
    pulldown_cmark::html::push_html(&mut html, Nesting { inner: parser, depth: 0 }.map(tame));
    html
}

/// The first words of a Markdown text, without its marks: for lists, feeds and share cards.
#[must_use]
pub fn extract(markdown: &str, chars_max: usize) -> String {
    let mut plain = String::new();
    for event in Parser::new(markdown) {
        match event {
            Event::Text(text) | Event::Code(text) => plain.push_str(&text),
            Event::SoftBreak
            | Event::HardBreak
            | Event::End(TagEnd::Paragraph | TagEnd::Item | TagEnd::Heading(_)) => plain.push(' '),
            _ => {}
        }
        if plain.chars().count() > chars_max {
            let cut: String = plain.chars().take(chars_max).collect();
            return format!("{}…", cut.trim_end());
        }
    }
    plain.trim().to_owned()
}

/// Turns what a neighbour's text should not hold into what it says.
fn tame(event: Event<'_>) -> Event<'_> {
    match event {
        // Raw HTML is shown, not obeyed.
        Event::Html(html) | Event::InlineHtml(html) => Event::Text(html),
        Event::Start(Tag::Heading { level, id, classes, attrs }) => {
            Event::Start(Tag::Heading { level: lower(level), id, classes, attrs })
        }
        Event::End(TagEnd::Heading(level)) => Event::End(TagEnd::Heading(lower(level))),
        // No image is fetched from elsewhere: its description becomes a link.
        Event::Start(Tag::Image { link_type, dest_url, title, id }) => {
            Event::Start(Tag::Link { link_type, dest_url, title, id })
        }
        Event::End(TagEnd::Image) => Event::End(TagEnd::Link),
        Event::Rule => Event::Text(CowStr::Borrowed("———")),
        other => other,
    }
}

/// A text's headings stand below the page's own, and skip no level for those who hear the page.
fn lower(level: pulldown_cmark::HeadingLevel) -> pulldown_cmark::HeadingLevel {
    use pulldown_cmark::HeadingLevel::{H1, H2, H3, H4, H5, H6};
    match level {
        H1 | H2 => H2,
        H3 => H3,
        H4 | H5 | H6 => H4,
    }
}

/// Drops quotes and lists beyond [`NESTING_MAX`], keeping what they hold.
struct Nesting<'a, I: Iterator<Item = Event<'a>>> {
    inner: I,
    depth: usize,
}

impl<'a, I: Iterator<Item = Event<'a>>> Iterator for Nesting<'a, I> {
    type Item = Event<'a>;

    fn next(&mut self) -> Option<Event<'a>> {
        loop {
            let event = self.inner.next()?;
            match &event {
                Event::Start(Tag::BlockQuote(_) | Tag::List(_) | Tag::Item) => {
                    self.depth += 1;
                    if self.depth > NESTING_MAX {
                        continue;
                    }
                }
                Event::End(TagEnd::BlockQuote(_) | TagEnd::List(_) | TagEnd::Item) => {
                    self.depth -= 1;
                    if self.depth >= NESTING_MAX {
                        continue;
                    }
                }
                _ => {}
            }
            return Some(event);
        }
    }
}

static CLEANER: LazyLock<ammonia::Builder<'static>> = LazyLock::new(|| {
    let mut cleaner = ammonia::Builder::default();
    cleaner
        .url_schemes(["http", "https", "mailto", "tel"].into())
        .link_rel(Some("nofollow noopener ugc"))
        .url_relative(ammonia::UrlRelative::Deny);
    cleaner
});

#[cfg(test)]
mod tests {
    use super::{extract, render};

    #[test]
    fn a_wide_table_with_many_short_rows_stays_text() {
        let text = format!("{}\n{}\n{}", "|a".repeat(250), "|-".repeat(250), "a\n".repeat(493));
        let html = render(&text);
        assert!(html.len() < 10 * text.len() && !html.contains("<table"), "{}", html.len());
        assert!(render("|项|钱|\n|-|-|\n|灯|300|\n").contains("<table"));
    }

    #[test]
    fn markdown_is_rendered_and_disarmed() {
        let cases = [
            ("**灯**要装高", "<p><strong>灯</strong>要装高</p>\n"),
            ("# 一", "<h2>一</h2>\n"),
            ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
            ("[点我](javascript:alert(1))", "<p><a rel=\"nofollow noopener ugc\">点我</a></p>\n"),
            (
                "[公告](https://example.org/a)",
                "<p><a href=\"https://example.org/a\" rel=\"nofollow noopener ugc\">公告</a></p>\n",
            ),
            (
                "![图](https://example.org/a.png)",
                "<p><a href=\"https://example.org/a.png\" rel=\"nofollow noopener ugc\">图</a></p>\n",
            ),
        ];
        for (markdown, expected) in cases {
            assert_eq!(render(markdown), expected, "{markdown}");
        }
    }

    #[test]
    fn hostile_nesting_stays_small() {
        let html = render(&">".repeat(10_000));
        assert!(html.matches("<blockquote>").count() <= super::NESTING_MAX);
        let html = render(&format!("{}x", "- ".repeat(5_000)));
        assert!(html.matches("<ul>").count() <= super::NESTING_MAX);
    }

    #[test]
    fn an_extract_has_no_marks() {
        assert_eq!(extract("## 现状\n\n路东**60米**绿地", 40), "现状 路东60米绿地");
        assert_eq!(extract("一二三四五", 3), "一二三…");
    }
}
