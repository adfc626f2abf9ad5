//! The demo is built whole, twice the same.

use super::*;
use domain::log::note::KeyKind;
use sqlx::Executor as _;
use std::path::PathBuf;

/// 2026-11-21 10:00 in Shanghai.
const MORNING: Timestamp = Timestamp(1_795_226_400_000_000);
/// The same day, 22:30.
const EVENING: Timestamp = Timestamp(MORNING.0 + 25 * domain::time::HOUR / 2);

fn keys(dir: &Path) -> Keys {
    let log = SignerKey::new("demo.example/log", KeyKind::Note, [1; 32]).expect("a key");
    Keys { log: Arc::new(log), votes: dir.join("vote-keys") }
}

async fn made(dir: &Path, name: &str, now: Timestamp) -> PathBuf {
    let dir = dir.join(name);
    std::fs::create_dir(&dir).expect("a directory of its own");
    let path = dir.join("demo.sqlite");
    assert!(make(&path, keys(&dir), now, &|_| ()).await.expect("the demo is made"));
    path
}

/// The file's bytes without what tells when and how fast its schema was laid.
async fn content(path: &Path) -> Vec<u8> {
    let mut conn = AnyConnection::connect(&format!("sqlite:{}", path.display())).await.expect("a database");
    conn.execute("UPDATE _sqlx_migrations SET installed_on = '', execution_time = 0").await.expect("a table");
    conn.execute("VACUUM").await.expect("room");
    conn.close().await.expect("closed");
    std::fs::read(path).expect("a file")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_same_day_gives_the_same_demo() {
    let dir = tempfile::tempdir().expect("a directory");
    let (one, other) = tokio::join!(made(dir.path(), "one", MORNING), made(dir.path(), "other", EVENING));
    let own = one.parent().expect("a directory");
    let left: Vec<_> = std::fs::read_dir(own).expect("readable").collect();
    assert_eq!(left.len(), 2, "the hall and the keys of its open secret votes: {left:?}");
    assert!(!make(&one, keys(own), MORNING, &|_| ()).await.expect("the demo is there"));
    assert!(content(&one).await == content(&other).await, "two demos of one day differ");
    holds_what_it_promises(&one).await;
}

/// Numbers the issue asks for, and the arithmetic of the votes.
async fn holds_what_it_promises(path: &Path) {
    let mut conn = AnyConnection::connect(&format!("sqlite:{}", path.display())).await.expect("a database");
    let counts: &[(&'static str, std::ops::RangeInclusive<i64>)] = &[
        ("SELECT COUNT(*) FROM compounds", 6..=6),
        // Twenty-four, and where 春和苑2号院's parking spaces and storage rooms lie: its workbook names no building.
        ("SELECT COUNT(*) FROM buildings", 26..=26),
        ("SELECT COUNT(*) FROM imports WHERE state = 'applied'", 1..=1),
        // Of two flats, and of a third with his wife: an officer joined what the sheet lists three times.
        (
            "SELECT COUNT(*) FROM person_merges g JOIN members m ON m.person_id = g.kept_person_id \
          WHERE m.login_name = 'xiaolin' AND g.how = 'officer'",
            2..=2,
        ),
        ("SELECT COUNT(*) FROM units", 1_200..=1_200),
        (
            "SELECT COUNT(*) FROM units u JOIN compounds c ON c.id = u.compound_id WHERE c.slug = 'yuan2'",
            200..=200,
        ),
        ("SELECT COUNT(*) FROM persons WHERE merged_into IS NULL", 2_900..=2_900),
        (
            "SELECT COUNT(*) FROM seats s JOIN terms t ON t.id = s.term_id JOIN bodies b ON b.id = t.body_id \
          WHERE b.kind = 'residents_council'",
            20..=20,
        ),
        ("SELECT COUNT(DISTINCT stage) FROM issues", 9..=9),
        ("SELECT COUNT(*) FROM issue_events WHERE move = 'reopen'", 3..=3),
        (
            "SELECT MAX(n) FROM (SELECT COUNT(*) AS n FROM comments GROUP BY issue_id) AS per_issue",
            200..=1_000,
        ),
        ("SELECT COUNT(*) FROM moderation_acts WHERE answered_at IS NOT NULL", 1..=1),
        ("SELECT COUNT(*) FROM decisions", 9..=9),
        ("SELECT COUNT(*) FROM decisions WHERE revision = 2", 1..=1),
        ("SELECT COUNT(*) FROM votes WHERE state = 'open' AND kind = 'consultative'", 2..=2),
        ("SELECT COUNT(*) FROM votes WHERE state = 'open' AND kind = 'statutory'", 1..=1),
        ("SELECT COUNT(*) FROM votes WHERE state = 'notice'", 1..=1),
        // Two that something is still done about: paper to enter, an objection to answer.
        ("SELECT COUNT(*) FROM votes WHERE state = 'closed' AND paper_days > 0", 1..=1),
        (
            "SELECT COUNT(*) FROM objections o JOIN votes v ON v.id = o.vote_id \
          WHERE v.state = 'preliminary' AND o.finding IS NULL",
            1..=1,
        ),
        // Co-owned, of several units, and the developer's: all are heads of the vote that passed.
        (
            "SELECT COUNT(*) FROM vote_heads h JOIN votes v ON v.id = h.vote_id WHERE v.number = 3 \
          AND h.units_count = 8",
            1..=1,
        ),
        // The resident is asked for two heads, and has answers to read.
        (
            "SELECT COUNT(*) FROM vote_speakers s JOIN members m ON m.person_id = s.person_id \
          JOIN votes v ON v.id = s.vote_id LEFT JOIN ballots b ON b.head_id = s.head_id \
          WHERE m.login_name = 'xiaolin' AND v.state = 'open' AND v.kind = 'statutory' AND s.speaks = 1 \
            AND b.id IS NULL",
            2..=2,
        ),
        (
            "SELECT COUNT(*) FROM notices n JOIN members m ON m.id = n.member_id \
          WHERE m.login_name = 'xiaolin' AND n.seen_at IS NULL AND n.kind = 'reply'",
            2..=2,
        ),
        ("SELECT COUNT(*) FROM form_answers", 0..=0),
        ("SELECT COUNT(*) FROM jobs WHERE last_error IS NOT NULL", 0..=0),
    ];
    for (statement, expected) in counts {
        let count: i64 = sqlx::query_scalar(*statement).fetch_one(&mut conn).await.expect(statement);
        assert!(expected.contains(&count), "{count}: {statement}");
    }
    is_logged_in_the_order_of_time(&mut conn).await;
    for (number, passed) in [(1, false), (3, true)] {
        let outcome: String =
            sqlx::query_scalar("SELECT outcome FROM votes WHERE number = $1 AND state = 'final'")
                .bind(number)
                .fetch_one(&mut conn)
                .await
                .expect("an outcome");
        let outcome: serde_json::Value = serde_json::from_str(&outcome).expect("an outcome");
        let outcome = &outcome["questions"][0]["owners"];
        let finding = &outcome["findings"][0];
        assert_eq!(finding["passed"], passed);
        for column in ["area", "heads"] {
            assert_eq!(outcome["participation"][column]["holds"], passed, "{column}");
            assert_eq!(finding["agreement"][column]["holds"], true, "{column}");
        }
    }
}

/// The demo's log was appended at once when all was over, by rank: openings first, whatever their day.
async fn is_logged_in_the_order_of_time(conn: &mut AnyConnection) {
    let entries: Vec<String> = sqlx::query_scalar("SELECT entry FROM log_entries ORDER BY number")
        .fetch_all(conn)
        .await
        .expect("a log");
    let entries =
        entries.iter().map(|entry| serde_json::from_str::<serde_json::Value>(entry).expect("an entry"));
    // Ballots of secret votes have no time.
    let times: Vec<i64> = entries.filter_map(|entry| entry["at"].as_i64()).collect();
    assert!(times.len() > 100 && times.is_sorted(), "{} entries with a time", times.len());
}
