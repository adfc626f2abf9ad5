//! How many statements a page takes: the same whatever its size. A program of its own, because it listens to every
//! statement the process makes.

#[path = "../../../service/tests/it/both.rs"]
mod both;
#[path = "../it/phone.rs"]
#[expect(dead_code, reason = "shared with the stories")]
mod phone;
#[path = "../../../service/tests/it/world.rs"]
mod world;

use axum::http::StatusCode;
use domain::actor::Actor;
use domain::issues::Category;
use domain::time::HOUR;
use domain::words::{Body, CommentBody, Title};
use phone::{Phone, Town, in_town};
use service::comments::{self, NewComment};
use service::issues::{self, NewIssue};
use service::proposals::{self, Wording};
use std::sync::atomic::{AtomicUsize, Ordering};
use tracing::field::{Field, Visit};
use tracing::{Event, Subscriber};
use tracing_subscriber::filter::LevelFilter;
use tracing_subscriber::layer::{Context, Layer, SubscriberExt as _};

/// Statements that read or write; opening and ending a transaction is none.
static STATEMENTS: AtomicUsize = AtomicUsize::new(0);
/// The most a page may take.
const STATEMENTS_MAX: usize = 8;

struct Counting;

impl<S: Subscriber> Layer<S> for Counting {
    fn on_event(&self, event: &Event<'_>, _context: Context<'_, S>) {
        if event.metadata().target() == "sqlx::query" {
            event.record(&mut Summary);
        }
    }
}

struct Summary;

impl Visit for Summary {
    fn record_str(&mut self, field: &Field, value: &str) {
        let is_data =
            ["SELECT", "INSERT", "UPDATE", "DELETE", "WITH"].iter().any(|word| value.starts_with(word));
        if field.name() == "summary" && is_data {
            STATEMENTS.fetch_add(1, Ordering::SeqCst);
        }
    }

    fn record_debug(&mut self, _field: &Field, _value: &dyn std::fmt::Debug) {}
}

/// The statements that opening `path` takes.
async fn statements(phone: &Phone, path: &str) -> usize {
    let before = STATEMENTS.load(Ordering::SeqCst);
    phone.get(path).await.says(StatusCode::OK, "");
    STATEMENTS.load(Ordering::SeqCst) - before
}

async fn comment(town: &Town, authors: &[Actor], issue: domain::id::IssueId, count: usize) {
    let hall = &town.world.at.hall;
    for n in 0..count {
        if n % 20 == 0 {
            town.world.at.clock.advance(HOUR);
        }
        let body = CommentBody::parse(&format!("第 {n} 条")).expect("a comment");
        // Every third answers the first of its group.
        let new = NewComment { issue, proposal: None, answers: None, stance: None, officially: false, body };
        let author = &authors[n % authors.len()];
        comments::post_comment(hall, author, hall.new_id(), town.world.community.id, new)
            .await
            .expect("a comment");
    }
}

#[test]
fn a_page_takes_eight_statements_at_most_whatever_its_size() {
    let listening = tracing_subscriber::registry().with(Counting.with_filter(LevelFilter::DEBUG));
    tracing::subscriber::set_global_default(listening).expect("the only listener");
    in_town(|town| async move {
        let mut authors = Vec::new();
        for name in ["王一", "王二", "王三", "王四"] {
            authors.push(town.world.resident(name).await);
        }
        let hall = &town.world.at.hall;
        let new = NewIssue {
            community: town.world.community.id,
            title: Title::parse("讲堂路乱停").expect("a title"),
            body: Body::parse("天天堵。").expect("a body"),
            category: Category::Parking,
            compound: None,
            building: None,
            entrance: None,
        };
        issues::raise_issue(hall, &authors[0], hall.new_id(), new).await.expect("an issue");
        let mut snapshot = hall.read().await.expect("a snapshot");
        let community = &town.world.community;
        let issue = issues::issue(&mut snapshot, &authors[0], community, 1).await.expect("the issue").id;
        drop(snapshot);
        let phone = town.phone(&authors[1]).await;
        let pages = ["/c/chunhe/issues/1", "/c/chunhe/issues/1?page=all", "/c/chunhe", "/c/chunhe/issues"];
        let mut seen: Vec<Vec<usize>> = Vec::new();
        for (more, total) in [(20, 20), (180, 200)] {
            comment(&town, &authors, issue, more).await;
            for author in &authors {
                let wording = Wording {
                    title: Title::parse("划线").expect("a title"),
                    body: Body::parse("划线停车。").expect("a body"),
                    cost: None,
                };
                proposals::propose(hall, author, hall.new_id(), issue, wording).await.expect("a proposal");
            }
            let mut counts = Vec::new();
            for page in pages {
                counts.push(statements(&phone, page).await);
            }
            phone.get(pages[0]).await.says(StatusCode::OK, &format!("{total} 条评论"));
            assert!(counts.iter().all(|count| (1..=STATEMENTS_MAX).contains(count)), "{pages:?} {counts:?}");
            seen.push(counts);
        }
        assert_eq!(seen[0], seen[1], "{pages:?}");
        // A visitor's page asks for no session, but whether anything changed; while nothing did, for nothing else.
        let visitor = town.visitor();
        assert!(statements(&visitor, pages[0]).await < seen[0][0]);
        assert!(statements(&visitor, pages[0]).await <= 1);
    });
}
