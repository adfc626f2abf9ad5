//! The hall and its witnesses: what a witness brings is checked, kept, and shown to everybody.

use crate::phone::{Answer, Phone, Town, in_town, log_key, witness_key};
use crate::votes::{open, question};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use domain::log::checkpoint::Checkpoint;
use domain::log::note::{KeyKind, Note, SignerKey};
use domain::log::tree::Hash;
use domain::time::{DAY, HOUR, MINUTE, SECOND};
use server::witness::pull::pull;
use server::witness::web::Web;
use server::witness::{Book, Pulled, Refusal, Witness};
use service::votes::setup::NewVote;
use std::time::Duration;

/// Sends what a witness sends: no browser's headers, no cookie.
async fn add_cosignature(town: &Town, note: &str) -> Answer {
    let request = Request::post("/log/add-cosignature").header(header::HOST, "127.0.0.1:3000");
    town.visitor().send(request.body(Body::from(note.to_owned())).expect("a request")).await
}

async fn note(phone: &Phone, path: &str) -> Note {
    phone.get(path).await.text.parse().expect("a note")
}

/// A vote that is open while the others open.
fn long(town: &Town) -> NewVote {
    let now = town.world.at.hall.now();
    NewVote { opens_at: now.plus(MINUTE), closes_at: now.plus(90 * DAY), ..question(&town.world, false) }
}

/// One more entry in the log.
async fn grow(town: &Town) {
    open(&town.world, long(town)).await;
    service::log::append(&town.world.at.hall).await.expect("appended");
}

/// `note` with a signature of `key`'s alone, made so many microseconds from now.
fn cosigned(town: &Town, note: &Note, key: &SignerKey, in_micros: i64) -> String {
    let at = town.world.at.hall.now().plus(in_micros);
    let mut signed = Note::new(note.text().to_owned()).expect("a text");
    signed.add(key.sign(note.text(), u64::try_from(at.0 / SECOND).expect("after 1970")));
    signed.to_string()
}

#[test]
fn a_witness_follows_the_hall_and_everybody_sees_it() {
    in_town(|town: Town| async move {
        let neighbour = town.visitor();
        town.world.resident("王小明").await;
        grow(&town).await;
        neighbour.get("/log").await.says(StatusCode::OK, "还没有见证人签过名");
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let server = tokio::spawn(axum::serve(listener, town.router.clone()).into_future());
        let directory = tempfile::tempdir().expect("a directory");
        let look = || {
            let (directory, clock) = (directory.path().to_owned(), town.world.at.clock.clone());
            tokio::task::spawn_blocking(move || -> Result<Pulled, Refusal> {
                let book = Book::open(&directory, log_key().public())?;
                let mut witness = Witness::new(witness_key(), log_key().public().clone(), book, clock);
                pull(&mut witness, &Web::new(&format!("http://{address}/log"), Duration::from_secs(20)))
            })
        };
        let first = look().await.expect("no panic").expect("signed");
        assert_eq!((first.before.size, first.now.size, first.answer.0), (0, 1, 200), "{first:?}");
        // The page that was kept a moment ago is not shown any more.
        neighbour
            .get("/log")
            .await
            .says(StatusCode::OK, "witness.example/w1")
            .says(StatusCode::OK, "见证到第 1 条");
        let shown = note(&neighbour, "/log/checkpoint").await;
        let seconds = u64::try_from(town.world.at.hall.now().0 / SECOND).expect("after 1970");
        assert_eq!(shown.check(witness_key().public()), Ok(Some(seconds)));
        Checkpoint::open(&shown, log_key().public()).expect("signed by the log too");

        grow(&town).await;
        let grown = note(&neighbour, "/log/checkpoint").await;
        assert!(grown.check(witness_key().public()).is_err(), "a signature under another tree does not fit");
        let earlier = note(&neighbour, "/log/checkpoint/1").await;
        assert_eq!(earlier.to_string(), shown.to_string(), "the tree that was signed can still be had");
        let witnesses = |size| {
            let hall = town.world.at.hall.clone();
            async move { service::log::witnesses(&mut hall.read().await.unwrap(), size).await.unwrap() }
        };
        assert_eq!((witnesses(1).await.len(), witnesses(2).await.len()), (1, 0));
        let second = look().await.expect("no panic").expect("signed");
        assert_eq!((second.before.size, second.now.size, second.answer.0), (1, 2, 200));
        assert_eq!(witnesses(2).await[0].key, *witness_key().public());
        assert!(note(&neighbour, "/log/checkpoint").await.check(witness_key().public()).is_ok());
        // A log that stands still is signed again, later.
        town.world.at.clock.advance(MINUTE);
        let third = look().await.expect("no panic").expect("signed");
        assert_eq!((third.before, third.answer.0), (third.now, 200));
        assert_eq!(witnesses(2).await[0].signed_at, town.world.at.hall.now());
        server.abort();
    });
}

#[test]
fn a_cosignature_that_is_not_right_is_refused() {
    in_town(|town: Town| async move {
        town.world.resident("王小明").await;
        grow(&town).await;
        let phone = town.visitor();
        let head = note(&phone, "/log/checkpoint").await;
        let key = witness_key();
        let stranger = SignerKey::new(key.public().name(), KeyKind::Cosignature, [8; 32]).expect("a key");
        let root = Hash::leaf(b"another");
        let signed_otherwise = |size| Checkpoint::sign(size, root, &log_key());
        let elsewhere = SignerKey::new("other.example/log", KeyKind::Note, [1; 32]).expect("a key");
        let elsewhere = Checkpoint::sign(1, root, &elsewhere);
        let right = cosigned(&town, &head, &key, 0);
        let mut forged = Note::new(head.text().to_owned()).expect("a text");
        forged.add(key.sign("another text\n", 5));
        let too_long = format!("{right}{}", "— witness AAAAAAAA\n".repeat(4_000));
        for (what, sent, status, words) in [
            ("a stranger", cosigned(&town, &head, &stranger, 0), StatusCode::FORBIDDEN, "witness_unknown"),
            ("the log itself", head.to_string(), StatusCode::FORBIDDEN, "witness_unknown"),
            ("a forgery", forged.to_string(), StatusCode::FORBIDDEN, "signature_wrong"),
            ("another log", cosigned(&town, &elsewhere, &key, 0), StatusCode::NOT_FOUND, "another_log"),
            ("a larger tree", cosigned(&town, &signed_otherwise(2), &key, 0), StatusCode::CONFLICT, "1\n"),
            (
                "another tree",
                cosigned(&town, &signed_otherwise(1), &key, 0),
                StatusCode::UNPROCESSABLE_ENTITY,
                "another_tree",
            ),
            (
                "a clock ahead",
                cosigned(&town, &head, &key, 2 * HOUR),
                StatusCode::UNPROCESSABLE_ENTITY,
                "wrong_time",
            ),
            (
                "a clock behind",
                cosigned(&town, &head, &key, -2 * HOUR),
                StatusCode::UNPROCESSABLE_ENTITY,
                "wrong_time",
            ),
            ("nothing", String::new(), StatusCode::BAD_REQUEST, "note_malformed"),
            ("half of it", right[..right.len() / 2].to_owned(), StatusCode::BAD_REQUEST, "note_malformed"),
            ("too much", too_long, StatusCode::BAD_REQUEST, "note_malformed"),
        ] {
            let answer = add_cosignature(&town, &sent).await;
            assert_eq!(answer.status, status, "{what}: {}", answer.text);
            assert!(answer.text.starts_with(words), "{what}: {}", answer.text);
        }
        let kept = service::log::witnesses(&mut town.world.at.hall.read().await.unwrap(), 0).await.unwrap();
        assert_eq!(kept, []);
        assert_eq!(note(&phone, "/log/checkpoint").await, head);
        let enormous = "x".repeat(300_000);
        assert_eq!(add_cosignature(&town, &enormous).await.status, StatusCode::PAYLOAD_TOO_LARGE);
        // Another site's page sends nothing in a reader's name; a machine sends no such headers.
        let sent = town.visitor().post_raw("/log/add-cosignature", "cross-site", right.clone().into()).await;
        assert_eq!(sent.status, StatusCode::FORBIDDEN);
        add_cosignature(&town, &right).await.says(StatusCode::OK, "kept");
    });
}

#[test]
fn what_was_signed_before_does_not_push_out_what_was_signed_since() {
    in_town(|town: Town| async move {
        town.world.resident("王小明").await;
        grow(&town).await;
        let (phone, key) = (town.visitor(), witness_key());
        let head = note(&phone, "/log/checkpoint").await;
        let [early, late] = [-MINUTE, 0].map(|at| cosigned(&town, &head, &key, at));
        for sent in [&late, &early, &late] {
            add_cosignature(&town, sent).await.says(StatusCode::OK, "kept");
        }
        let now = town.world.at.hall.now();
        let kept =
            async || service::log::witnesses(&mut town.world.at.hall.read().await.unwrap(), 0).await.unwrap();
        assert_eq!(kept().await[0].signed_at, now);
        grow(&town).await;
        let sent = cosigned(&town, &note(&phone, "/log/checkpoint").await, &key, 0);
        add_cosignature(&town, &sent).await.says(StatusCode::OK, "kept");
        add_cosignature(&town, &late).await;
        assert_eq!(kept().await[0].size, 2);
        // Whom the operator does not trust any more is not shown.
        service::log::trust(&town.world.at.hall, &[key.public().clone()]).await.unwrap();
        assert_eq!(kept().await.len(), 1);
        service::log::trust(&town.world.at.hall, &[]).await.unwrap();
        assert_eq!(kept().await, []);
    });
}

#[test]
fn an_outcome_tells_who_has_cosigned_it_and_not_who_signed_before() {
    in_town(|town: Town| async move {
        town.world.resident("王小明").await;
        grow(&town).await;
        town.world.at.clock.advance(91 * DAY);
        service::jobs::run_due(&town.world.at.hall).await.expect("counted");
        let (phone, key) = (town.visitor(), witness_key());
        let outcome = async || {
            let answer = phone.get("/api/v1/communities/chunhe/votes/1").await;
            let vote: serde_json::Value = serde_json::from_str(&answer.text).expect("JSON");
            vote["outcome"].clone()
        };
        assert_eq!(outcome().await["log_entry"], serde_json::Value::Null, "it waits to be appended");
        service::log::append(&town.world.at.hall).await.expect("appended");
        assert_eq!(outcome().await["log_entry"], 1);
        for (path, witnesses) in [("/log/checkpoint/1", 0), ("/log/checkpoint", 1)] {
            let sent = cosigned(&town, &note(&phone, path).await, &key, 0);
            add_cosignature(&town, &sent).await.says(StatusCode::OK, "kept");
            let told = outcome().await["witnesses"].clone();
            assert_eq!(told.as_array().map(Vec::len), Some(witnesses), "{path}: {told}");
        }
        assert_eq!(outcome().await["witnesses"][0]["key"], key.public().to_string());
    });
}

#[test]
fn the_log_is_told_in_words() {
    in_town(|town: Town| async move {
        let phone = town.visitor();
        phone.get("/log").await.says(StatusCode::OK, "还没有记录");
        town.world.resident("王小明").await;
        for _ in 0..25 {
            open(&town.world, long(&town)).await;
        }
        service::log::append(&town.world.at.hall).await.expect("appended");
        let page = phone.get("/log").await;
        for words in
            ["25 条", "表决开始", "是否同意增设电动车充电棚？", "/c/chunhe/votes/25", "yishi witness --data"]
        {
            page.says(StatusCode::OK, words);
        }
        page.says(StatusCode::OK, &log_key().public().to_string());
        assert!(!page.text.contains("/c/chunhe/votes/5\""), "the earlier ones are on the next page");
        let earlier = phone.get("/log?before=5").await;
        earlier.says(StatusCode::OK, "/c/chunhe/votes/5\"").says(StatusCode::OK, "回到最新");
        assert!(!earlier.text.contains("before=0"), "there is nothing before the first");
        phone.get("/log?before=x").await.says(StatusCode::OK, "25 条");
        phone.get_with("/log", header::COOKIE, "yishi_locale=en").await.says(StatusCode::OK, "Vote opened");
    });
}
