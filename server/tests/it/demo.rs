//! Every page of the demo that a link leads to answers, for a visitor, the resident, the committee and the council.

use crate::phone::{Answer, Phone};
use axum::http::header;
use domain::time::Timestamp;
use server::config::Options;
use server::router::router;
use server::site::Site;
use service::demo::{
    self, ADMINISTRATOR_LOGIN, COMMITTEE_LOGIN, COUNCIL_LOGIN, COUNCILLOR_LOGIN, GRID_OFFICER_LOGIN,
    PASSWORD, RESIDENT_LOGIN,
};
use service::edge::{SetClock, SystemEntropy};
use service::{Hall, Settings};
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::Arc;

/// 2026-11-21 10:00 in Shanghai.
const MORNING: Timestamp = Timestamp(1_795_226_400_000_000);
/// The most pages opened of one kind, such as comments, for one reader.
const PAGES_OF_A_KIND: usize = 12;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_page_of_the_demo_answers() {
    let dir = tempfile::tempdir().expect("a directory");
    let file = dir.path().join("demo.sqlite");
    let keys = demo::Keys { log: Arc::new(crate::phone::log_key()), votes: dir.path().join("vote-keys") };
    demo::make(&file, keys.clone(), MORNING, &|_| ()).await.expect("the demo is made");
    let settings = Settings {
        database_url: format!("sqlite:{}", file.display()),
        readers: 4,
        hashers: 2,
        log_key: keys.log,
        vote_keys: keys.votes,
    };
    let clock = Arc::new(SetClock::at(MORNING));
    let hall = Hall::open(&settings, clock, Arc::new(SystemEntropy)).await.expect("the hall opens");
    let router = router(Site::new(
        hall,
        Options::default().complete().expect("a configuration"),
        crate::phone::log_key(),
    ));
    let visitor = Phone::new(router);
    let mut faults = crawl("visitor", &visitor).await;
    for login in [RESIDENT_LOGIN, COMMITTEE_LOGIN, COUNCIL_LOGIN] {
        let answer = visitor.fill("/sign-in", &[("login", login), ("password", PASSWORD)]).await;
        let _ = answer.location();
        faults.extend(crawl(login, &visitor.clone().keeping(&answer)).await);
    }
    for (login, desk) in [
        (COUNCILLOR_LOGIN, "组织和席位"),
        (GRID_OFFICER_LOGIN, "打印一栋楼的加入码"),
        (ADMINISTRATOR_LOGIN, "社区设置"),
    ] {
        let answer = visitor.fill("/sign-in", &[("login", login), ("password", PASSWORD)]).await;
        let phone = visitor.clone().keeping(&answer);
        phone.get("/c/chunhe/officers").await.says(axum::http::StatusCode::OK, desk);
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Opens the front page and whatever it leads to; what was wrong, page by page.
async fn crawl(who: &str, phone: &Phone) -> Vec<String> {
    let mut waiting = VecDeque::from(["/".to_owned()]);
    let mut known: BTreeSet<String> = waiting.iter().cloned().collect();
    let mut kinds: BTreeMap<String, usize> = BTreeMap::new();
    let (mut opened, mut faults) = (0, Vec::new());
    while let Some(path) = waiting.pop_front() {
        let answer = phone.get(&path).await;
        opened += 1;
        if answer.status.as_u16() >= 400 {
            faults.push(format!("{who} at {path}: {}", answer.status));
            continue;
        }
        if !is_page(&answer) {
            continue;
        }
        if let Err(fault) = well_formed(&answer.text) {
            faults.push(format!("{who} at {path}: {fault}"));
        }
        for link in links(&answer.text) {
            let of_kind = kinds.entry(kind(&link)).or_default();
            if *of_kind < PAGES_OF_A_KIND && known.insert(link.clone()) {
                *of_kind += 1;
                waiting.push_back(link);
            }
        }
    }
    assert!(opened > 40, "{who} found only {opened} pages");
    faults
}

fn is_page(answer: &Answer) -> bool {
    let kind = answer.headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    kind.is_some_and(|kind| kind.starts_with("text/html"))
}

/// Paths that links of the page lead to, on this site and outside its built files.
fn links(html: &str) -> Vec<String> {
    html.split("href=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .map(|link| link.split('#').next().unwrap_or_default().replace("&amp;", "&"))
        .filter(|link| link.starts_with('/') && !link.starts_with("//") && !link.starts_with("/pkg/"))
        .collect()
}

/// A path with its numbers and ids left out.
fn kind(path: &str) -> String {
    let part = |part: &str| {
        if part.bytes().any(|b| b.is_ascii_digit()) { "*".to_owned() } else { part.to_owned() }
    };
    path.split('/').map(part).collect::<Vec<_>>().join("/")
}

/// Whether every element that is opened is closed in its turn, and no id stands twice.
fn well_formed(html: &str) -> Result<(), String> {
    const VOID: [&str; 13] = [
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr",
    ];
    let (mut open, mut ids, mut rest): (Vec<&str>, BTreeSet<&str>, &str) =
        (Vec::new(), BTreeSet::new(), html);
    while let Some(at) = rest.find('<') {
        rest = &rest[at..];
        if rest.starts_with("<!--") {
            rest = rest.split_once("-->").ok_or("an open comment")?.1;
            continue;
        }
        let end = tag_end(rest).ok_or("an open tag")?;
        let (tag, after) = (&rest[1..end], &rest[end + 1..]);
        rest = after;
        let name = tag.trim_start_matches('/').split(|c: char| !c.is_ascii_alphanumeric() && c != '-').next();
        let name = name.unwrap_or_default();
        if tag.starts_with('!') {
            continue;
        }
        if tag.starts_with('/') {
            match open.pop() {
                Some(opened) if opened == name => {}
                opened => return Err(format!("</{name}> closes {opened:?}")),
            }
            continue;
        }
        if let Some(id) = tag.split(" id=\"").nth(1).and_then(|rest| rest.split('"').next())
            && !ids.insert(id)
        {
            return Err(format!("the id {id} stands twice"));
        }
        // Inside SVG an element may close itself.
        if VOID.contains(&name) || tag.ends_with('/') {
            continue;
        }
        if matches!(name, "script" | "style" | "textarea" | "title") {
            let close = format!("</{name}>");
            rest = rest.split_once(close.as_str()).ok_or_else(|| format!("an open {name}"))?.1;
            continue;
        }
        open.push(name);
    }
    if open.is_empty() { Ok(()) } else { Err(format!("left open: {open:?}")) }
}

/// Where the tag that `html` begins with ends; a bracket between quotes does not end it.
fn tag_end(html: &str) -> Option<usize> {
    let mut quote = None;
    for (at, c) in html.char_indices() {
        match (quote, c) {
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), c) if open == c => quote = None,
            (None, '>') => return Some(at),
            _ => {}
        }
    }
    None
}
