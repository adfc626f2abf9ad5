//! The discussion under an issue or a proposal.

use super::{form, head, subject_path};
use crate::form::Form;
use crate::pages::moderation::{hidden_line, moderation_links};
use crate::path;
use crate::shell::Cx;
use domain::actor::Actor;
use domain::comments::{Order, Stance};
use domain::moderation::Hideable;
use domain::policy::{self, Action};
use leptos::prelude::*;
use service::comments::{Comment, Extent, Reply, Subject, Thread, ThreadView};

/// Everything said on an issue or a proposal, and the form to say something.
#[must_use]
pub fn thread_section(cx: &Cx, view: &ThreadView, form: &Form) -> AnyView {
    let text = cx.text();
    let heading = match (view.counts.all, view.threads.is_empty()) {
        (0, true) => text.comments_none().to_owned(),
        (count, _) => text.comments_heading(count),
    };
    let threads: Vec<_> = view.threads.iter().map(|thread| thread_view(cx, &view.subject, thread)).collect();
    view! {
        <section id="comments" aria-labelledby="comments-heading">
            <h2 id="comments-heading">{heading}</h2>
            {counts(cx, view)}
            {(view.threads.len() > 1).then(|| orders(cx, view))}
            <div class="thread">{threads}</div>
            {pager(cx, view)}
            {speak(cx, view, form)}
        </section>
    }
    .into_any()
}

/// 赞成 22 · 反对 9 · 疑问 5（2 条未答）.
fn counts(cx: &Cx, view: &ThreadView) -> AnyView {
    let (text, counts) = (cx.text(), view.counts);
    if counts.all == 0 {
        return view! { <p class="meta">{text.comments_none_lead()}</p> }.into_any();
    }
    view! {
        <p class="meta">
            <span>{text.stance_count(Stance::For, counts.in_favour)}</span>
            <span>{text.stance_count(Stance::Against, counts.against)}</span>
            <span>{text.questions_count(counts.questions, counts.unanswered)}</span>
        </p>
    }
    .into_any()
}

fn orders(cx: &Cx, view: &ThreadView) -> AnyView {
    let text = cx.text();
    let links: Vec<_> = Order::ALL
        .iter()
        .map(|order| {
            let href = address(cx, &view.subject, *order, Extent::Page(1));
            let current = (*order == view.order).then_some("page");
            view! { <a href=href aria-current=current>{text.comment_order(*order)}</a> }
        })
        .collect();
    view! { <nav class="tabs" aria-label=text.comment_order_label()>{links}</nav> }.into_any()
}

/// Where a page of the discussion is.
fn address(cx: &Cx, subject: &Subject, order: Order, extent: Extent) -> String {
    let page = match extent {
        Extent::Page(page) => page.to_string(),
        Extent::All => "all".to_owned(),
    };
    format!("{}?order={}&page={page}#comments", subject_path(cx, subject), order.code())
}

fn pager(cx: &Cx, view: &ThreadView) -> AnyView {
    let text = cx.text();
    if view.pages == 1 {
        return ().into_any();
    }
    let to = |extent| address(cx, &view.subject, view.order, extent);
    let Extent::Page(page) = view.extent else {
        let href = to(Extent::Page(1));
        return view! { <p class="no-print"><a href=href>{text.page_by_page()}</a></p> }.into_any();
    };
    let before = (page > 1).then(|| to(Extent::Page(page - 1)));
    let after = (page < view.pages).then(|| to(Extent::Page(page + 1)));
    view! {
        <nav class="pager" aria-label=text.pages_label()>
            {before.map(|href| view! { <a href=href rel="prev">{text.page_before()}</a> })}
            <span>{text.page_of(page, view.pages)}</span>
            {after.map(|href| view! { <a href=href rel="next">{text.page_after()}</a> })}
        </nav>
        <p class="no-print"><a href=to(Extent::All)>{text.all_on_one_page()}</a></p>
    }
    .into_any()
}

fn thread_view(cx: &Cx, subject: &Subject, thread: &Thread) -> AnyView {
    let replies: Vec<_> = thread.replies.iter().map(|reply| reply_view(cx, subject, reply)).collect();
    let id = format!("c{}", thread.top.number);
    view! {
        <article class="comment" id=id>
            {said(cx, subject, &thread.top, None)}
            {replies}
        </article>
    }
    .into_any()
}

fn reply_view(cx: &Cx, subject: &Subject, reply: &Reply) -> AnyView {
    let official = reply.comment.words().is_some_and(|words| words.seat_title.is_some());
    let class = if official { "comment-reply official" } else { "comment-reply" };
    let id = format!("c{}", reply.comment.number);
    view! { <div class=class id=id>{said(cx, subject, &reply.comment, reply.answers.as_ref())}</div> }
        .into_any()
}

/// One comment's line or words, with what the reader may do about it.
fn said(cx: &Cx, subject: &Subject, comment: &Comment, answers: Option<&(String, i64)>) -> AnyView {
    let line = comment.said.hiding().map(|hiding| hidden_line(cx, Hideable::Comment, hiding));
    let words = comment.words().map(|words| {
        let answers = answers.map(|(name, number)| {
            let href = path::comment(cx.slug(), subject.issue_number, *number);
            view! { <p class="meta"><a href=href>{cx.text().answers_whom(name)}</a></p> }
        });
        view! {
            {head(cx, subject, comment, words)}
            {answers}
            <div class="prose" inner_html=words.html.clone()></div>
            {actions(cx, subject, comment, words.speaker())}
        }
    });
    view! { {line} {words} }.into_any()
}

/// Links to what this reader may do about a comment.
fn actions(cx: &Cx, subject: &Subject, comment: &Comment, speaker: &str) -> AnyView {
    let (text, actor, facts) = (cx.text(), cx.actor(), comment.facts);
    let may = |action: &Action| policy::may(actor, action).is_ok();
    let (slug, issue, number) = (cx.slug(), subject.issue_number, comment.number);
    let mut links: Vec<(String, &'static str, Option<String>)> = Vec::new();
    if !facts.words.hidden && may(&Action::Comment(facts.issue)) {
        let proposal = subject.proposal.map_or_else(String::new, |(_, own)| format!("&proposal={own}"));
        let href = format!("{}?reply={number}{proposal}", path::comments(slug, issue));
        links.push((href, text.reply(), Some(text.reply_to(speaker))));
    }
    if may(&Action::EditComment(facts)) {
        links.push((path::comment_edit(slug, issue, number), text.edit_comment(), None));
    }
    let moderation = moderation_links(cx, Hideable::Comment, (issue, number), facts.words);
    links.extend(moderation.into_iter().map(|(href, label)| (href, label, None)));
    if links.is_empty() {
        return ().into_any();
    }
    let links: Vec<_> = links
        .into_iter()
        .map(|(href, label, spoken)| view! { <a href=href aria-label=spoken rel="nofollow">{label}</a> })
        .collect();
    view! { <div class="actions no-print">{links}</div> }.into_any()
}

/// The form, or why there is none.
fn speak(cx: &Cx, view: &ThreadView, form: &Form) -> AnyView {
    let text = cx.text();
    if !view.subject.facts.stage.takes_comments() {
        return view! { <p class="meta">{text.comments_closed()}</p> }.into_any();
    }
    if policy::may(cx.actor(), &Action::Comment(view.subject.facts)).is_err() {
        let visitor = matches!(cx.actor(), Actor::Visitor);
        return visitor
            .then(|| view! { <p><a href=path::sign_in_from(&cx.here)>{text.sign_in_to_comment()}</a></p> })
            .into_any();
    }
    view! {
        <h3>{text.say_something()}</h3>
        {form::comment_form(cx, &view.subject, None, form)}
    }
    .into_any()
}
