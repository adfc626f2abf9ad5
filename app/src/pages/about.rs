//! What the hall is, and how it is used.

use crate::path;
use crate::shell::{Cx, Page};
use crate::text::about::Section;
use leptos::prelude::*;
use service::communities::Community;

/// What this hall is, who runs it, what it keeps and who sees it; `log_key` is the public half of the log's key.
#[must_use]
pub fn about(
    cx: &Cx,
    operator: Option<&str>,
    communities: &[Community],
    version: &str,
    log_key: &str,
) -> Page {
    let text = cx.text();
    let operator = operator.unwrap_or(text.run_by_unknown()).to_owned();
    let bodies: Vec<_> = communities
        .iter()
        .map(|own| {
            view! { <li><a href=path::bodies(&own.slug)><b>{text.run_by_bodies(&own.name)}</b></a></li> }
        })
        .collect();
    Page::new(
        text.about(),
        view! {
            <h1>{text.about_heading()}</h1>
            {sections(text.about_sections())}
            <h2>{text.run_by_heading()}</h2>
            <p>{operator}</p>
            <ul class="list">{bodies}</ul>
            <h2 id="log">{text.log_heading()}</h2>
            <p>{text.log_about()}</p>
            <p>{text.log_key()}" "<code>{log_key.to_owned()}</code></p>
            <p><a href=path::log()>{text.log_link()}</a></p>
            <h2>{text.program_heading()}</h2>
            <p>{text.program(version)}</p>
        },
    )
}

/// How it is used.
#[must_use]
pub fn help(cx: &Cx) -> Page {
    let text = cx.text();
    let all =
        [text.help_sections(), text.help_on_checking()].into_iter().flat_map(sections).collect::<Vec<_>>();
    Page::new(text.help(), view! { <h1>{text.help()}</h1>{all} })
}

fn sections(sections: &'static [Section]) -> Vec<AnyView> {
    sections
        .iter()
        .map(|section| {
            let words: Vec<_> = section.words.iter().map(|words| view! { <p>{*words}</p> }).collect();
            view! { <h2 id=section.anchor>{section.heading}</h2>{words} }.into_any()
        })
        .collect()
}
