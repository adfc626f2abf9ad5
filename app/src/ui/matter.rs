//! Parts that belong to matters: the path, moments, the trail back.

use crate::path;
use crate::shell::{Cx, rfc3339};
use crate::text::about::HelpTopic;
use domain::issues::Stage;
use domain::time::Timestamp;
use leptos::prelude::*;

/// The seven steps 提·审·议·决·示·办·评, with the present one marked.
#[component]
pub fn PathSteps(
    /// The page.
    cx: Cx,
    /// Where the matter stands.
    stage: Stage,
) -> impl IntoView {
    let text = cx.text();
    let now = stage.step();
    let steps: Vec<_> = text
        .path_steps()
        .into_iter()
        .enumerate()
        .map(|(step, word)| {
            if step < now {
                let done = text.step_done();
                view! { <li class="done">{word}<span class="visually-hidden">{done}</span></li> }.into_any()
            } else if step == now {
                view! { <li class="now" aria-current="step">{word}</li> }.into_any()
            } else {
                view! { <li>{word}</li> }.into_any()
            }
        })
        .collect();
    view! { <ol class="path" aria-label=text.path_label()>{steps}</ol> }
}

/// A moment as people say it, with the exact one behind it.
#[component]
pub fn Moment(
    /// The page.
    cx: Cx,
    /// When.
    at: Timestamp,
) -> impl IntoView {
    let says = cx.text().moment(cx.local(at), cx.local(cx.now));
    view! { <time datetime=rfc3339(at)>{says}</time> }
}

/// A link to what the page does not explain itself.
#[component]
pub fn HelpLink(
    /// The page.
    cx: Cx,
    /// Of what.
    topic: HelpTopic,
) -> impl IntoView {
    view! { <p class="fine no-print"><a href=path::help_on(topic)>{cx.text().help_link(topic)}</a></p> }
}

/// Where the page stands: links back up.
#[component]
pub fn Trail(
    /// The page.
    cx: Cx,
    /// Address and words of each step up, outermost first.
    steps: Vec<(String, String)>,
) -> impl IntoView {
    let links: Vec<_> = steps.into_iter().map(|(href, words)| view! { <a href=href>{words}</a> }).collect();
    view! { <nav class="trail" aria-label=cx.text().trail_label()>{links}</nav> }
}

/// A title in its clauses, each kept together on a line that has room for it: Chinese has no spaces to break at, and
/// a word cut in two is hard to read in large type.
#[component]
pub fn Clauses(
    /// As people typed it.
    text: String,
) -> impl IntoView {
    let clauses = clauses_of(&text);
    if clauses.len() < 2 {
        return text.into_any();
    }
    let clauses: Vec<_> =
        clauses.into_iter().map(|own| view! { <span class="clause">{own.to_owned()}</span> }).collect();
    clauses.into_any()
}

/// Cut behind a full-width stop and before an opening bracket; nothing is lost.
fn clauses_of(text: &str) -> Vec<&str> {
    let mut clauses = Vec::new();
    let mut start = 0;
    for (at, sign) in text.char_indices() {
        let cut = match sign {
            '，' | '：' | '；' | '。' | '、' | '？' | '！' => at + sign.len_utf8(),
            '（' => at,
            _ => continue,
        };
        if cut > start {
            clauses.extend(text.get(start..cut));
            start = cut;
        }
    }
    clauses.extend(text.get(start..).filter(|rest| !rest.is_empty()));
    clauses
}

#[cfg(test)]
mod tests {
    use super::clauses_of;

    #[test]
    fn a_title_is_cut_where_a_reader_pauses() {
        let check = |text: &str, expected: &[&str]| {
            assert_eq!(clauses_of(text), expected);
            assert_eq!(clauses_of(text).concat(), text);
        };
        check("", &[]);
        check("更换两台生活水泵", &["更换两台生活水泵"]);
        check("更换两台生活水泵（第二次表决）", &["更换两台生活水泵", "（第二次表决）"]);
        check("没有通过：换水泵，并检修。", &["没有通过：", "换水泵，", "并检修。"]);
        check("（一）A, b", &["（一）A, b"]);
    }
}
