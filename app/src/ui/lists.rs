//! Parts of lists: an issue's card, the pages of a list.

use crate::path;
use crate::shell::Cx;
use crate::ui::PathSteps;
use domain::issues::Stage;
use leptos::prelude::*;
use service::issues::Listed;

/// The colour that belongs to a stage's word.
#[must_use]
pub const fn stage_tag(stage: Stage) -> &'static str {
    match stage {
        Stage::Raised | Stage::Accepted => "tag tag-gold",
        Stage::Deliberating | Stage::Decided | Stage::CarryingOut => "tag tag-jade",
        Stage::Voting | Stage::Hazard => "tag tag-seal",
        Stage::Done | Stage::Declined => "tag tag-plain",
    }
}

/// An issue in a list.
#[component]
pub fn IssueCard(
    /// The page.
    cx: Cx,
    /// The issue.
    issue: Listed,
) -> impl IntoView {
    let text = cx.text();
    let place = issue.place.clone().unwrap_or_else(|| text.whole_community().to_owned());
    let closed = matches!(issue.stage, Stage::Declined | Stage::Hazard);
    view! {
        <article class="card">
            <p class="meta">
                <span class=stage_tag(issue.stage)>{text.stage(issue.stage)}</span>
                <span>{text.category(issue.category)}</span><span>{place}</span>
            </p>
            <h3><a class="cover" href=path::issue(cx.slug(), issue.number)>{issue.title.clone()}</a></h3>
            {(!closed).then(|| view! { <PathSteps cx=cx.clone() stage=issue.stage/> })}
            <p class="meta">{figures(&cx, &issue)}</p>
        </article>
    }
}

/// What is worth knowing of an issue at its stage.
fn figures(cx: &Cx, issue: &Listed) -> Vec<AnyView> {
    let text = cx.text();
    let mut said: Vec<String> = Vec::new();
    let missing = issue.cosigners_needed - issue.cosigners;
    if issue.stage == Stage::Raised && missing > 0 {
        said.push(text.cosigners_missing(missing));
    }
    if issue.proposals > 0 {
        said.push(text.proposals_count(issue.proposals));
    }
    if issue.comments > 0 {
        said.push(text.comments_count(issue.comments));
    }
    if issue.stage != Stage::Raised && issue.cosigners > 0 {
        said.push(text.cosigned_by(issue.cosigners));
    }
    let mut views: Vec<AnyView> =
        said.into_iter().map(|words| view! { <span>{words}</span> }.into_any()).collect();
    views.extend(due(cx, issue.stage, issue.due_at));
    views
}

/// The deadline of what is being carried out, in red once it has passed.
#[must_use]
pub fn due(cx: &Cx, stage: Stage, due_at: Option<domain::time::Timestamp>) -> Option<AnyView> {
    let due_at = due_at.filter(|_| matches!(stage, Stage::CarryingOut | Stage::Hazard))?;
    let (text, day) = (cx.text(), cx.text().day(cx.local(due_at)));
    Some(if due_at < cx.now {
        view! { <span class="overdue">{text.overdue_since(&day)}</span> }.into_any()
    } else {
        view! { <span class="due">{text.due_by(&day)}</span> }.into_any()
    })
}

/// Leads to the pages before and after.
#[component]
pub fn Pager(
    /// The page.
    cx: Cx,
    /// The address of the page before, if there is one.
    before: Option<String>,
    /// The address of the page after, if there is one.
    after: Option<String>,
    /// Which page this is.
    page: i64,
    /// How many there are.
    pages: i64,
) -> impl IntoView {
    let text = cx.text();
    view! {
        <nav class="pager" aria-label=text.pages_label()>
            {before.map(|href| view! { <a href=href rel="prev">{text.page_before()}</a> })}
            <span>{text.page_of(page, pages)}</span>
            {after.map(|href| view! { <a href=href rel="next">{text.page_after()}</a> })}
        </nav>
    }
}
