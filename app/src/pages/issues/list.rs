//! All issues of a community.

use crate::path;
use crate::shell::{Cx, Page};
use crate::ui::{IssueCard, Pager};
use domain::issues::{Category, Shelf};
use domain::policy::{self, Action};
use leptos::prelude::*;
use service::communities::Compound;
use service::issues::{Filter, ISSUES_PER_PAGE};

/// Characters of a search.
const WORDS_MAX: usize = 40;

/// The issues that `filter` finds.
#[must_use]
pub fn issues(cx: &Cx, filter: &Filter, compounds: &[Compound], found: service::issues::Page) -> Page {
    let text = cx.text();
    let raise = cx
        .community
        .as_ref()
        .is_some_and(|own| policy::may(cx.actor(), &Action::RaiseIssue { community: own.id }).is_ok());
    let pages = (found.total + ISSUES_PER_PAGE - 1) / ISSUES_PER_PAGE;
    let total = found.total;
    let cards: Vec<_> =
        found.issues.into_iter().map(|issue| view! { <IssueCard cx=cx.clone() issue=issue/> }).collect();
    let searched = *filter != Filter { page: filter.page, ..Filter::default() };
    let list = if cards.is_empty() {
        view! { <div class="empty"><b>{text.issues_none(searched)}</b>{text.issues_none_lead()}</div> }
            .into_any()
    } else {
        view! { <p class="meta">{text.found_count(total)}</p> {cards} }.into_any()
    };
    let to_page = |page: i64| address(cx, &Filter { page, ..filter.clone() });
    let before = (filter.page > 1).then(|| to_page((filter.page - 1).min(pages.max(1))));
    let after = (filter.page < pages).then(|| to_page(filter.page + 1));
    Page::new(
        text.all_issues(),
        view! {
            <h1>{text.all_issues()}</h1>
            {shelves(cx, filter)}
            {search(cx, filter, compounds)}
            {list}
            {(pages > 1).then(|| view! { <Pager cx=cx.clone() before after page=filter.page pages/> })}
            {raise.then(|| view! {
                <div class="dock">
                    <a class="button button-primary" href=path::new_issue(cx.slug())>{text.raise_issue()}</a>
                </div>
            })}
        },
    )
}

fn shelves(cx: &Cx, filter: &Filter) -> AnyView {
    let text = cx.text();
    let all = std::iter::once((None, text.shelf_all()));
    let tabs: Vec<_> = all
        .chain(Shelf::ALL.iter().map(|shelf| (Some(*shelf), text.shelf(*shelf))))
        .map(|(shelf, label)| {
            let href = address(cx, &Filter { shelf, page: 1, ..filter.clone() });
            let current = (shelf == filter.shelf).then_some("page");
            view! { <a href=href aria-current=current>{label}</a> }
        })
        .collect();
    view! { <nav class="tabs" aria-label=text.shelves_label()>{tabs}</nav> }.into_any()
}

/// A search is a GET: its address can be kept and sent on.
fn search(cx: &Cx, filter: &Filter, compounds: &[Compound]) -> AnyView {
    let text = cx.text();
    let categories: Vec<_> = Category::ALL
        .iter()
        .map(|own| {
            let chosen = filter.category == Some(*own);
            view! { <option value=own.code() selected=chosen>{text.category(*own)}</option> }
        })
        .collect();
    let compounds: Vec<_> = compounds
        .iter()
        .map(|own| {
            let chosen = filter.compound == Some(own.id);
            view! { <option value=own.id.to_string() selected=chosen>{own.name.clone()}</option> }
        })
        .collect();
    view! {
        <form class="toolbar" method="get" action=path::issues(cx.slug()) role="search">
            {filter.shelf.map(|shelf| view! { <input type="hidden" name="shelf" value=shelf.code()/> })}
            <div class="field">
                <label for="q">{text.search_words()}</label>
                <input id="q" name="q" type="search" maxlength=WORDS_MAX.to_string() value=filter.words.clone()/>
            </div>
            <div class="field">
                <label class="visually-hidden" for="category">{text.issue_category()}</label>
                <select id="category" name="category" class="control">
                    <option value="">{text.any_category()}</option>
                    {categories}
                </select>
            </div>
            <div class="field">
                <label class="visually-hidden" for="compound">{text.issue_scope()}</label>
                <select id="compound" name="compound" class="control">
                    <option value="">{text.any_compound()}</option>
                    {compounds}
                </select>
            </div>
            <button class="button button-small">{text.search_button()}</button>
        </form>
    }
    .into_any()
}

/// Where a filter's list is.
fn address(cx: &Cx, filter: &Filter) -> String {
    let mut pairs: Vec<(&str, String)> = Vec::new();
    pairs.extend(filter.shelf.map(|shelf| ("shelf", shelf.code().to_owned())));
    pairs.extend(filter.category.map(|category| ("category", category.code().to_owned())));
    pairs.extend(filter.compound.map(|compound| ("compound", compound.to_string())));
    if !filter.words.is_empty() {
        pairs.push(("q", filter.words.clone()));
    }
    if filter.page > 1 {
        pairs.push(("page", filter.page.to_string()));
    }
    path::with_query(&path::issues(cx.slug()), &pairs)
}
