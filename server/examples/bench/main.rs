//! The figures of `docs/benchmarks.md`: run by `cargo xtask bench`, never as timed tests.
//!
//! Every figure is a ratio within one run, or a size: the machine's mood divides out.

#![expect(clippy::print_stdout, reason = "a benchmark prints")]
#![expect(clippy::expect_used, reason = "a benchmark that cannot run stops")]

mod client;
mod hall;

use axum::Router;
use axum::body::Bytes;
use axum::http::header;
use axum::routing::get;
use client::{Client, answers_per_second};
use hall::Yishi;
use std::io::Write as _;
use std::time::Duration;

/// How long each side of a comparison runs, and how often they take turns.
const ROUND: Duration = Duration::from_secs(4);
const ROUNDS: usize = 3;
/// Readers at once.
const READERS: usize = 8;

#[tokio::main]
async fn main() {
    let mut args = std::env::args().skip(1);
    let yishi = args.next().expect("the first argument is the server's program");
    let issue = args.next().expect("the second is the path of a page with 200 comments");
    let vote = args.next().expect("the third is the path of an open vote");
    let hall = Yishi::demo(&yishi).await;
    println!("resident memory, idle: {} MB", hall.resident_mb());
    pages(&hall, &issue).await;
    println!("resident memory after 10,000 requests: {} MB", {
        answers(&hall, &issue, 10_000).await;
        hall.resident_mb()
    });
    first_view(&hall, &vote).await;
}

/// The issue page against the same bytes from memory, taking turns.
async fn pages(hall: &Yishi, path: &str) {
    let (page, _) = Client::open(hall.address).await.get(path, "").await;
    let memory = same_bytes(Bytes::from(page.clone())).await;
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        ours.push(answers_per_second(hall.address, path, READERS, ROUND).await);
        theirs.push(answers_per_second(memory, "/", READERS, ROUND).await);
    }
    let (ours, theirs) = (median(&mut ours), median(&mut theirs));
    println!(
        "page with 200 comments: {} bytes, {ours:.0}/s; the same bytes from memory: {theirs:.0}/s; ratio 1/{:.1}",
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

/// What a phone without JavaScript fetches to see a vote: HTML and style sheet, brotli.
async fn first_view(hall: &Yishi, path: &str) {
    let mut client = Client::open(hall.address).await;
    let (html, _) = client.get(path, "").await;
    let text = String::from_utf8_lossy(&html);
    let style =
        text.split("href=\"").find_map(|rest| rest.split('"').next().filter(|href| href.ends_with(".css")));
    let (style, _) = client.get(style.expect("the page has a style sheet"), "").await;
    let (html, style) = (brotli_bytes(&html), brotli_bytes(&style));
    println!("first view of a vote: HTML {html} + CSS {style} = {} bytes brotli", html + style);
}

fn brotli_bytes(bytes: &[u8]) -> usize {
    let mut packed = brotli::CompressorWriter::new(Vec::new(), 4096, 5, 22);
    packed.write_all(bytes).expect("memory takes bytes");
    packed.into_inner().len()
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
