//! 公开日志 for people: what it is, how far it is, who watches it, and what was logged last.

use crate::islands::CopyText;
use crate::path;
use crate::shell::{Cx, Page, local_in, rfc3339};
use crate::text::about::HelpTopic;
use crate::ui::{HelpLink, TextArea, Witnesses};
use domain::log::entry::Subject;
use domain::log::note::VerifierKey;
use leptos::prelude::*;
use service::communities::Community;
use service::log::{Head, Told, Witness};

/// What the page tells.
#[derive(Clone, Debug)]
pub struct Log {
    /// The log as it stands.
    pub head: Head,
    /// What it is signed with.
    pub key: VerifierKey,
    /// Who has cosigned it.
    pub witnesses: Vec<Witness>,
    /// The newest entries, or those before the one asked for.
    pub told: Vec<Told>,
    /// Whether they are the newest.
    pub is_newest: bool,
}

/// 公开日志.
#[must_use]
pub fn log(cx: &Cx, log: &Log) -> Page {
    let text = cx.text();
    // Witnesses belong to no community; their times are told on the clock of the first that is on the page.
    let clock = log.told.iter().find_map(|told| told.community.clone());
    Page::new(
        text.log_heading(),
        view! {
            <h1>{text.log_heading()}</h1>
            <p class="lead">{text.log_about()}</p>
            <HelpLink cx=cx.clone() topic=HelpTopic::PublicLog/>
            {facts(cx, log)}
            <h2>{text.log_witnesses()}</h2>
            <p>{text.log_witnesses_about()}</p>
            <Witnesses cx=cx.clone() witnesses=log.witnesses.clone() clock=clock/>
            <h2>{text.log_newest(log.is_newest)}</h2>
            {entries(cx, log)}
            {pager(cx, log)}
            {follow(cx, &log.key)}
        },
    )
    .summary(text.log_about())
}

fn facts(cx: &Cx, log: &Log) -> AnyView {
    let text = cx.text();
    view! {
        <dl class="facts">
            <div><dt>{text.log_size()}</dt><dd class="num">{text.log_entries(log.head.size)}</dd></div>
            <div>
                <dt>{text.log_root()}</dt>
                <dd><code>{log.head.root.short()}</code><span class="hint">{text.log_root_hint()}</span></dd>
            </div>
            <div><dt>{text.log_key()}</dt><dd><code>{log.key.to_string()}</code></dd></div>
        </dl>
        <p class="fine"><a href=path::log_checkpoint()>{text.log_checkpoint()}</a></p>
    }
    .into_any()
}

fn entries(cx: &Cx, log: &Log) -> AnyView {
    if log.told.is_empty() {
        return view! { <div class="empty">{cx.text().log_empty()}</div> }.into_any();
    }
    let entries: Vec<_> = log.told.iter().map(|told| entry(cx, told)).collect();
    view! { <ul class="list">{entries}</ul> }.into_any()
}

fn entry(cx: &Cx, told: &Told) -> AnyView {
    let (text, line) = (cx.text(), &told.line);
    let clock = told.community.as_ref();
    let when = line.entry.at.map(|at| {
        let says = text.moment(local_in(clock, at), local_in(clock, cx.now));
        view! { <span><time datetime=rfc3339(at)>{says}</time></span> }
    });
    let name = clock.map(|own| view! { <span>{own.name.clone()}</span> });
    let said = view! {
        <b>{text.log_act(&line.entry.act)}</b>
        {told.matter.as_ref().map(|matter| view! { <br/>{matter.title.clone()} })}
        <span class="meta">
            <span>{text.log_number(line.number + 1)}</span>
            {name}
            {when}
        </span>
    };
    match address(clock, told) {
        Some(href) => view! { <li><a href=href>{said}</a></li> }.into_any(),
        None => view! { <li>{said}</li> }.into_any(),
    }
}

/// Where the page of what an entry is about is.
fn address(community: Option<&Community>, told: &Told) -> Option<String> {
    let slug = &community?.slug;
    let number = told.matter.as_ref().map(|matter| matter.number);
    match told.line.entry.act.subject() {
        Subject::Vote(_) => number.map(|number| path::vote(slug, number)),
        Subject::Decision(_) => number.map(|number| path::decision(slug, number)),
        Subject::Moderation(_) => Some(path::register(slug)),
    }
}

fn pager(cx: &Cx, log: &Log) -> Option<AnyView> {
    let text = cx.text();
    let [newest, earlier] = text.log_pages();
    let first = log.told.last().map_or(0, |told| told.line.number);
    (!log.is_newest || first > 0).then(|| {
        view! {
            <nav class="pager" aria-label=text.pages_label()>
                {(!log.is_newest).then(|| view! { <a href=path::log()>{newest}</a> })}
                {(first > 0).then(|| view! { <a href=path::log_before(first) rel="next">{earlier}</a> })}
            </nav>
        }
        .into_any()
    })
}

fn follow(cx: &Cx, key: &VerifierKey) -> AnyView {
    let text = cx.text();
    let line =
        format!("yishi witness --data witness --log {}{} --key '{key}' --every 300", cx.origin, path::log());
    let [copy, copied, refused] = text.log_copy_words().map(str::to_owned);
    view! {
        <h2>{text.log_follow()}</h2>
        <p>{text.log_follow_about()}</p>
        <div class="share">
            <TextArea name="follow" value=line rows=5 readonly=true label=Some(text.log_follow().to_owned())/>
            <CopyText source="follow".to_owned() copy copied refused class="button".to_owned()/>
        </div>
    }
    .into_any()
}
