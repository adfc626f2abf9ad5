//! The figures of `docs/benchmarks.md`: run by `cargo xtask bench`, never as timed tests.
//!
//! Every figure is a ratio within one run, or a size: the machine's mood divides out.

#![expect(clippy::print_stdout, reason = "a benchmark prints")]
#![expect(clippy::expect_used, reason = "a benchmark that cannot run stops")]

mod ballots;
#[path = "../../../service/tests/it/both.rs"]
mod both;
mod client;
mod hall;
#[path = "../../../service/examples/shared/owners_vote.rs"]
mod owners_vote;
#[path = "../../../service/tests/it/world.rs"]
mod world;

use axum::Router;
use axum::body::Bytes;
use axum::http::header;
use axum::routing::get;
use client::{Client, answers_per_second};
use hall::Yishi;
use service::demo;
use std::time::Duration;

/// How long each side of a comparison runs, and how often they take turns.
const ROUND: Duration = Duration::from_secs(4);
const ROUNDS: usize = 3;
/// Readers at once.
const READERS: usize = 8;

/// `bench pages YISHI ISSUE_PATH VOTE_PATH` or `bench ballots YISHI BARE_COMMITS`.
#[tokio::main]
async fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    match args.as_slice() {
        ["pages", yishi, issue, vote] => reading(yishi, issue, vote).await,
        ["ballots", yishi, commits] => ballots::run(yishi, commits).await,
        _ => println!("usage: bench pages YISHI ISSUE_PATH VOTE_PATH | bench ballots YISHI BARE_COMMITS"),
    }
}

/// Everything about reading: a page of 200 comments, memory, the first view of an open vote.
async fn reading(yishi: &str, issue: &str, vote: &str) {
    let hall = Yishi::demo(yishi).await;
    println!("resident memory, idle: {} MB", hall.resident_mb());
    pages(&hall, issue).await;
    println!("resident memory after 10,000 requests: {} MB", {
        answers(&hall, issue, 10_000).await;
        hall.resident_mb()
    });
    first_view(&hall, vote).await;
}

/// The issue page, as a resident who is signed in is given it and as everyone else is, against the same bytes from
/// memory, taking turns.
async fn pages(hall: &Yishi, path: &str) {
    let cookie = Client::open(hall.address).await.sign_in(demo::RESIDENT_LOGIN, demo::PASSWORD).await;
    against_memory(hall, path, "", "without an account").await;
    against_memory(hall, path, &cookie, "signed in").await;
}

async fn against_memory(hall: &Yishi, path: &str, cookie: &str, who: &str) {
    let (page, _) = Client::open(hall.address).await.get(path, cookie).await;
    let memory = same_bytes(Bytes::from(page.clone())).await;
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        ours.push(answers_per_second(hall.address, path, cookie, READERS, ROUND).await);
        theirs.push(answers_per_second(memory, "/", cookie, READERS, ROUND).await);
    }
    let (ours, theirs) = (median(&mut ours), median(&mut theirs));
    println!(
        "page of an issue with 200 comments, {who}: {} bytes, {ours:.0}/s; the same bytes from memory: {theirs:.0}/s; ratio 1/{:.1}",
        page.len(),
        theirs / ours
    );
}

async fn answers(hall: &Yishi, path: &str, count: usize) {
    let mut readers = tokio::task::JoinSet::new();
    for _ in 0..READERS {
        let (address, path) = (hall.address, path.to_owned());
        readers.spawn(async move {
            let mut client = Client::open(address).await;
            for _ in 0..count / READERS {
                client.get(&path, "").await;
            }
        });
    }
    readers.join_all().await;
}

/// What a phone without JavaScript is sent to see an open vote it may vote in: the page and the style sheet.
async fn first_view(hall: &Yishi, path: &str) {
    let mut client = Client::open(hall.address).await;
    let cookie = client.sign_in(demo::RESIDENT_LOGIN, demo::PASSWORD).await;
    let (page, status) = client.get(path, &cookie).await;
    let text = String::from_utf8_lossy(&page);
    assert!(status == 200 && text.contains("name=\"head-"), "{path} is a ballot");
    let style =
        text.split("href=\"").find_map(|rest| rest.split('"').next().filter(|href| href.ends_with(".css")));
    let html = Client::bytes_sent(hall.address, path, &cookie).await;
    let css = Client::bytes_sent(hall.address, style.expect("the page has a style sheet"), &cookie).await;
    println!("first view of a vote: HTML {html} + CSS {css} = {} bytes as sent", html + css);
}

async fn same_bytes(bytes: Bytes) -> std::net::SocketAddr {
    let answer = move || {
        let bytes = bytes.clone();
        async move { ([(header::CONTENT_TYPE, "text/html; charset=utf-8")], bytes) }
    };
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    tokio::spawn(async move { axum::serve(listener, Router::new().route("/", get(answer))).await });
    address
}

fn median(rates: &mut [f64]) -> f64 {
    rates.sort_by(f64::total_cmp);
    rates.get(rates.len() / 2).copied().unwrap_or_default()
}
