//! A witness and logs that lie: whatever is shown, two histories are never signed, and what speaks against a log is
//! kept.

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use domain::log::checkpoint::Checkpoint;
use domain::log::note::{KeyKind, Note, SignerKey};
use domain::log::tiles::{self, Tile, TileKind};
use domain::log::tree::{Edge, Hash};
use domain::log::witness::Seen;
use domain::time::Timestamp;
use server::witness::pull::{Against, pull};
use server::witness::web::Web;
use server::witness::{Book, Pulled, Refusal, Witness};
use service::edge::SetClock;
use std::net::SocketAddr;
use std::path::{Path as FilePath, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// What a log shows instead of the truth.
#[derive(Clone, Debug)]
pub(crate) enum Shown {
    Honest,
    Text(String),
    Endless,
    /// A byte now and then.
    Dripping,
    /// The checkpoint is honest, a tile is not.
    WrongTiles,
    /// The checkpoint is honest, a tile never comes.
    HangingTiles,
    /// The signature is never answered.
    HangingPost,
    Status(u16),
}

/// A log that does as it is told.
pub(crate) struct FakeLog {
    pub(crate) leaves: Vec<Hash>,
    /// What the last of them stand for; of the others nobody asks.
    pub(crate) entries: Vec<Vec<u8>>,
    pub(crate) key: SignerKey,
    pub(crate) shown: Shown,
    /// What was asked for and posted.
    pub(crate) asked: Vec<String>,
    pub(crate) posted: Vec<String>,
}

pub(crate) type Shared = Arc<Mutex<FakeLog>>;

impl FakeLog {
    pub(crate) fn grow(&mut self, entry: &[u8]) {
        self.leaves.push(Hash::leaf(entry));
        self.entries.push(entry.to_vec());
    }

    fn root(&self, size: usize) -> Hash {
        let mut edge = Edge::default();
        self.leaves[..size].iter().for_each(|leaf| edge.push(*leaf));
        edge.root()
    }

    fn checkpoint(&self) -> String {
        let size = self.leaves.len();
        Checkpoint::sign(u64::try_from(size).unwrap(), self.root(size), &self.key).to_string()
    }

    /// A tile of the lowest two levels.
    fn tile(&self, tile: Tile) -> Option<Vec<u8>> {
        let (first, end) = tile.leaves()?;
        let (first, end) = (usize::try_from(first).ok()?, usize::try_from(end).ok()?);
        if tile.kind == TileKind::Entries {
            let known = self.leaves.len() - self.entries.len();
            let entry = |at: usize| at.checked_sub(known).map_or(&b""[..], |at| &self.entries[at]);
            return tiles::bundle((first..end).map(entry));
        }
        let each = (end - first) / usize::try_from(tile.width).ok()?;
        let hashes = self.leaves.get(first..end)?.chunks(each).map(|leaves| {
            let mut edge = Edge::default();
            leaves.iter().for_each(|leaf| edge.push(*leaf));
            edge.root().0
        });
        Some(hashes.flatten().collect())
    }
}

fn leaf(number: u64) -> Hash {
    Hash::leaf(&number.to_be_bytes())
}

fn log_key(seed: u8) -> SignerKey {
    SignerKey::new("hall.example/log", KeyKind::Note, [seed; 32]).expect("a key")
}

async fn checkpoint(State(log): State<Shared>) -> Response {
    let (shown, honest) = {
        let mut log = log.lock().unwrap();
        log.asked.push("checkpoint".to_owned());
        (log.shown.clone(), log.checkpoint())
    };
    match shown {
        Shown::Text(text) => text.into_response(),
        Shown::Status(status) => StatusCode::from_u16(status).unwrap().into_response(),
        Shown::Endless => {
            let more =
                futures::stream::repeat_with(|| Ok::<_, std::io::Error>(Bytes::from(vec![b'x'; 4_096])));
            Body::from_stream(more).into_response()
        }
        Shown::Dripping => {
            let drops = futures::stream::unfold((), |()| async {
                tokio::time::sleep(Duration::from_millis(50)).await;
                Some((Ok::<_, std::io::Error>(Bytes::from_static(b"x")), ()))
            });
            Body::from_stream(drops).into_response()
        }
        Shown::Honest | Shown::WrongTiles | Shown::HangingTiles | Shown::HangingPost => {
            honest.into_response()
        }
    }
}

async fn tile(State(log): State<Shared>, Path(path): Path<String>) -> Response {
    let (shown, tile) = {
        let mut log = log.lock().unwrap();
        log.asked.push(format!("tile/{path}"));
        (log.shown.clone(), Tile::parse(&path).and_then(|tile| log.tile(tile)))
    };
    match (shown, tile) {
        (Shown::HangingTiles, _) => std::future::pending().await,
        (Shown::WrongTiles, Some(mut bytes)) => {
            bytes[0] ^= 1;
            bytes.into_response()
        }
        (_, Some(bytes)) => bytes.into_response(),
        (_, None) => StatusCode::NOT_FOUND.into_response(),
    }
}

async fn add_cosignature(State(log): State<Shared>, body: String) -> Response {
    let shown = {
        let mut log = log.lock().unwrap();
        log.posted.push(body);
        log.shown.clone()
    };
    match shown {
        Shown::HangingPost => std::future::pending().await,
        _ => "kept\n".into_response(),
    }
}

/// Serves a log below `/log`.
pub(crate) async fn serve(log: FakeLog) -> (Shared, SocketAddr) {
    let log = Arc::new(Mutex::new(log));
    let router = Router::new()
        .route("/log/checkpoint", get(checkpoint))
        .route("/log/tile/{*path}", get(tile))
        .route("/log/add-cosignature", post(add_cosignature))
        .with_state(log.clone());
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    tokio::spawn(axum::serve(listener, router).into_future());
    (log, address)
}

/// A log of `size` entries and a witness's directory.
struct Scene {
    log: Shared,
    address: SocketAddr,
    directory: tempfile::TempDir,
}

impl Scene {
    async fn of(size: u64) -> Self {
        let log = FakeLog {
            entries: Vec::new(),
            leaves: (0..size).map(leaf).collect(),
            key: log_key(1),
            shown: Shown::Honest,
            asked: Vec::new(),
            posted: Vec::new(),
        };
        let (log, address) = serve(log).await;
        Self { log, address, directory: tempfile::tempdir().expect("a directory") }
    }

    fn show(&self, shown: Shown) {
        self.log.lock().unwrap().shown = shown;
    }

    fn grow(&self, to: u64) {
        self.log.lock().unwrap().leaves = (0..to).map(leaf).collect();
    }

    /// What the witness sees when it looks once, from its files.
    async fn look(&self) -> Result<Pulled, Refusal> {
        let (directory, address) = (self.directory.path().to_owned(), self.address);
        let looked = tokio::task::spawn_blocking(move || {
            let mut witness = witness(&directory)?;
            pull(&mut witness, &Web::new(&format!("http://{address}/log/"), Duration::from_secs(1)))
        });
        looked.await.expect("no panic")
    }

    fn posted(&self) -> usize {
        self.log.lock().unwrap().posted.len()
    }

    /// The files of evidence, by how they end.
    fn evidence(&self) -> Vec<PathBuf> {
        let logs = std::fs::read_dir(self.directory.path().join("logs")).expect("a directory");
        let folder = logs.flatten().next().expect("a log").path().join("evidence");
        let mut files: Vec<PathBuf> = std::fs::read_dir(folder)
            .map(|files| files.flatten().map(|file| file.path()).collect())
            .unwrap_or_default();
        files.sort();
        files
    }

    fn seen(&self) -> Seen {
        Book::open(self.directory.path(), log_key(1).public()).expect("a book").seen()
    }
}

fn witness_key() -> SignerKey {
    SignerKey::new("witness.example/w1", KeyKind::Cosignature, [9; 32]).expect("a key")
}

fn witness(directory: &FilePath) -> Result<Witness, Refusal> {
    let book = Book::open(directory, log_key(1).public())?;
    let clock = Arc::new(SetClock::at(Timestamp(1_795_309_200_000_000)));
    Ok(Witness::new(witness_key(), log_key(1).public().clone(), book, clock))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_log_that_only_grows_is_signed_for_ever() {
    let scene = Scene::of(0).await;
    for size in [0, 1, 1, 2, 3, 7, 8, 255, 256, 257, 600, 65_537] {
        scene.grow(size);
        let pulled = scene.look().await.expect("signed");
        assert_eq!((pulled.now.size, pulled.answer.0), (size, 200));
    }
    let log = scene.log.lock().unwrap();
    let last: Note = log.posted.last().expect("posted").parse().expect("a note");
    assert_eq!(last.check(witness_key().public()), Ok(Some(1_795_309_200)));
    assert_eq!(last.text(), log.checkpoint().parse::<Note>().unwrap().text());
    assert!(log.asked.len() < 12 * 8, "few files, whatever the size: {:?}", log.asked);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_log_that_speaks_against_itself_is_found_out_and_never_signed_again() {
    let rewritten = |log: &mut FakeLog| log.leaves[3] = leaf(99);
    type Change = fn(&mut FakeLog);
    let cases: [(&str, Against, Change); 5] = [
        ("two trees of one size", Against::Fork, rewritten),
        ("fewer entries", Against::Smaller, |log| log.leaves.truncate(9)),
        ("no entries at all", Against::Smaller, |log| log.leaves.clear()),
        ("another prefix", Against::Rewritten, |log| {
            log.leaves[3] = leaf(99);
            log.leaves.push(leaf(300));
        }),
        ("an entry put in front", Against::Rewritten, |log| log.leaves.insert(0, leaf(99))),
    ];
    for (case, against, change) in cases {
        let scene = Scene::of(300).await;
        scene.look().await.expect("signed");
        change(&mut scene.log.lock().unwrap());
        let refusal = scene.look().await.expect_err(case);
        assert!(matches!(&refusal, Refusal::Against { what, .. } if *what == against), "{case}: {refusal:?}");
        assert!(refusal.is_final(), "{case}");
        assert_eq!(
            (scene.posted(), scene.seen().size),
            (1, 300),
            "{case}: nothing signed, nothing forgotten"
        );
        // Both checkpoints are there with the log's own signatures: nobody has to believe the witness.
        let key = log_key(1);
        let shown: Vec<Checkpoint> = scene
            .evidence()
            .iter()
            .filter(|file| file.extension().is_some_and(|end| end == "seen" || end == "shown"))
            .map(|file| std::fs::read_to_string(file).unwrap().parse::<Note>().unwrap())
            .map(|note| Checkpoint::open(&note, key.public()).expect("signed by the log"))
            .collect();
        assert_eq!(shown.len(), 2, "{case}: {:?}", scene.evidence());
        assert!(shown[0] != shown[1], "{case}");
        let proofs =
            scene.evidence().iter().filter(|file| file.extension().is_some_and(|end| end == "proof")).count();
        assert_eq!(proofs, usize::from(against == Against::Rewritten), "{case}");
        // The truth again, a moment later: too late.
        scene.grow(400);
        assert!(matches!(scene.look().await, Err(Refusal::Own(_))), "{case}");
        assert_eq!(scene.posted(), 1, "{case}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_that_is_none_is_no_evidence_and_the_next_look_goes_on() {
    let other_key = Checkpoint::sign(2, leaf(1), &log_key(2)).to_string();
    let named = SignerKey::new("other.example/log", KeyKind::Note, [1; 32]).expect("a key");
    let other_name = Checkpoint::sign(2, leaf(1), &named).to_string();
    let honest = Scene::of(300).await.log.lock().unwrap().checkpoint();
    let cases = [
        ("another key", Shown::Text(other_key)),
        ("another name", Shown::Text(other_name)),
        ("nothing", Shown::Text(String::new())),
        ("a page", Shown::Text("<!DOCTYPE html>".to_owned())),
        ("half of it", Shown::Text(honest[..honest.len() / 2].to_owned())),
        ("too long a note", Shown::Text(format!("{honest}{}", "— a AAAAAAAA\n".repeat(9_000)))),
        ("an answer without end", Shown::Endless),
        ("a drop now and then", Shown::Dripping),
        ("wrong tiles", Shown::WrongTiles),
        ("tiles that never come", Shown::HangingTiles),
        ("a fault", Shown::Status(503)),
        ("nobody", Shown::Status(404)),
    ];
    let scene = Scene::of(300).await;
    scene.look().await.expect("signed");
    for (posted, (case, shown)) in cases.into_iter().enumerate() {
        let size = 301 + u64::try_from(posted).unwrap();
        scene.grow(size);
        scene.show(shown);
        let refusal = scene.look().await.expect_err(case);
        assert!(!refusal.is_final(), "{case}: {refusal:?}");
        assert_eq!(
            (scene.posted(), scene.seen().size, scene.evidence().len()),
            (1 + posted, size - 1, 0),
            "{case}"
        );
        scene.show(Shown::Honest);
        assert_eq!(scene.look().await.expect(case).now.size, size);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_seen_is_not_lost_to_a_spoilt_file_or_a_second_process() {
    let scene = Scene::of(5).await;
    scene.look().await.expect("signed");
    let held = witness(scene.directory.path()).expect("a witness");
    assert!(matches!(scene.look().await, Err(Refusal::Own(_))), "one process signs");
    drop(held);
    let logs = std::fs::read_dir(scene.directory.path().join("logs")).unwrap();
    let file = logs.flatten().next().unwrap().path().join("checkpoint");
    let kept = std::fs::read_to_string(&file).unwrap();
    for spoilt in ["", "5\n", &kept.replace("\n5\n", "\n4\n")] {
        std::fs::write(&file, spoilt).unwrap();
        assert!(matches!(scene.look().await, Err(Refusal::Own(_))), "it does not begin anew: {spoilt:?}");
    }
    std::fs::write(&file, kept).unwrap();
    scene.look().await.expect("signed");
}

/// `yishi witness` as a process.
fn process(scene: &Scene, more: &[&str]) -> tokio::process::Command {
    let mut command = tokio::process::Command::new(env!("CARGO_BIN_EXE_yishi"));
    let log = format!("http://{}/log", scene.address);
    command.arg("witness").arg("--data").arg(scene.directory.path());
    command.args(["--log", &log, "--key", &log_key(1).public().to_string()]).args(more);
    command.env("LANG", "en").stdout(std::process::Stdio::piped()).stderr(std::process::Stdio::piped());
    command.kill_on_drop(true);
    command
}

#[tokio::test(flavor = "multi_thread")]
async fn the_command_says_what_it_sees_and_ends_accordingly() {
    let scene = Scene::of(5).await;
    let run = async |more: &[&str]| {
        let output = process(&scene, more).output().await.expect("it runs");
        let said = [output.stdout, output.stderr].map(|text| String::from_utf8(text).expect("text")).concat();
        (output.status.success(), said)
    };
    let (well, first) = run(&["--once", "--key-name", "neighbour.example/w"]).await;
    assert!(
        well && first.contains("seen for the first time: 5 entries")
            && first.contains("neighbour.example/w+"),
        "{first}"
    );
    scene.grow(8);
    let (well, second) = run(&[]).await;
    assert!(well && second.contains("only grown, from 5 entries to 8"), "{second}");
    assert_eq!(first.lines().nth(1), second.lines().nth(1), "one key");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let key = std::fs::metadata(scene.directory.path().join("witness.key")).expect("a key");
        assert_eq!(key.permissions().mode() & 0o777, 0o600);
    }
    let (well, said) = run(&["--key-name", "another"]).await;
    assert!(!well && said.contains("is called neighbour.example/w"), "{said}");
    scene.log.lock().unwrap().leaves[0] = leaf(77);
    let (well, said) = run(&["--every", "1"]).await;
    assert!(!well && said.contains("different logs") && said.contains("evidence"), "{said}");
    let (well, said) = run(&[]).await;
    assert!(!well && said.contains("there is evidence against this log"), "{said}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_witness_that_dies_signs_no_second_history() {
    let scene = Scene::of(5).await;
    scene.look().await.expect("signed");
    // Between what was fetched and what is stored: the last one seen stays.
    scene.grow(9);
    scene.show(Shown::HangingTiles);
    kill_once(&scene, |log| log.asked.last().is_some_and(|asked| asked.starts_with("tile/"))).await;
    assert_eq!((scene.seen().size, scene.posted()), (5, 1));
    // Between what is stored and what is posted: the new one is there, and is signed again.
    scene.show(Shown::HangingPost);
    kill_once(&scene, |log| log.posted.len() == 2).await;
    assert_eq!(scene.seen().size, 9);
    scene.show(Shown::Honest);
    let pulled = scene.look().await.expect("signed");
    assert_eq!((pulled.before.size, pulled.now.size), (9, 9));
    // And at any moment: what was seen is always one of the log's own trees, and never goes back.
    let mut last = 9;
    for round in 0..20_u64 {
        scene.grow(10 + round);
        let mut child = process(&scene, &["--every", "1"]).spawn().expect("it runs");
        tokio::time::sleep(Duration::from_millis(7 * round)).await;
        child.kill().await.expect("killed");
        let seen = scene.seen();
        assert!(seen.size >= last && seen.size <= 10 + round, "{seen:?} after {last}");
        assert_eq!(seen.root, scene.log.lock().unwrap().root(usize::try_from(seen.size).unwrap()));
        last = seen.size;
    }
    assert_eq!(scene.look().await.expect("signed").now.size, 29);
    assert_eq!(scene.evidence().len(), 0);
}

/// Starts the witness and kills it with -9 once the log has seen `moment`.
async fn kill_once(scene: &Scene, moment: impl Fn(&FakeLog) -> bool) {
    scene.log.lock().unwrap().asked.clear();
    let mut child = process(scene, &["--once"]).spawn().expect("it runs");
    while !moment(&scene.log.lock().unwrap()) {
        assert!(child.try_wait().expect("a process").is_none(), "it is not done before");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    child.kill().await.expect("killed");
}

/// Asks the witness at its one address, as a log does.
async fn offered(router: &Router, body: String) -> (StatusCode, Option<String>, String) {
    let request = axum::http::Request::post("/add-checkpoint").body(Body::from(body)).expect("a request");
    let response = tower::ServiceExt::oneshot(router.clone(), request).await.expect("an answer");
    let (status, headers) = (response.status(), response.headers().clone());
    let kind = headers.get("content-type").and_then(|kind| kind.to_str().ok()).map(str::to_owned);
    let bytes = axum::body::to_bytes(response.into_body(), 4_096).await.expect("a body");
    (status, kind, String::from_utf8(bytes.to_vec()).expect("text"))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_witness_that_is_asked_answers_with_the_statuses_of_the_specification() {
    let scene = Scene::of(20).await;
    let honest = |old: u64, size: u64, seed: u8| {
        let mut log = scene.log.lock().unwrap();
        log.leaves = (0..size).map(leaf).collect();
        let checkpoint =
            Checkpoint::sign(size, log.root(log.leaves.len()), &log_key(seed)).to_string().parse().unwrap();
        let path = domain::log::growth::Growth::new(old, size).map_or_else(Vec::new, |growth| {
            growth.prove(log.root(log.leaves.len()), |tile| log.tile(tile)).expect("proved").path
        });
        domain::log::witness::AddCheckpoint { old_size: old, path, checkpoint }
    };
    let router = server::witness::offer::router(witness(scene.directory.path()).expect("a witness"));
    let ask = async |asked: String| offered(&router, asked).await;
    let (status, _, line) = ask(honest(0, 5, 1).to_string()).await;
    assert_eq!(status, StatusCode::OK);
    let mut note = Note::new(honest(0, 5, 1).checkpoint.text().to_owned()).unwrap();
    note.add(line.trim_end().parse().expect("a signature line"));
    assert!(note.check(witness_key().public()).is_ok());
    let size = Some("text/x.tlog.size".to_owned());
    assert_eq!(ask(honest(0, 9, 1).to_string()).await, (StatusCode::CONFLICT, size, "5\n".to_owned()));
    assert_eq!(ask(honest(5, 20, 1).to_string()).await.0, StatusCode::OK);
    assert_eq!(ask(honest(20, 20, 1).to_string()).await.0, StatusCode::OK);
    assert_eq!(ask(honest(20, 30, 2).to_string()).await.0, StatusCode::FORBIDDEN);
    assert_eq!(ask("old 5\n".to_owned()).await.0, StatusCode::BAD_REQUEST);
    assert_eq!(
        ask(honest(20, 7, 1).to_string()).await.0,
        StatusCode::BAD_REQUEST,
        "an old size above the new"
    );
    let elsewhere = SignerKey::new("other.example/log", KeyKind::Note, [1; 32]).unwrap();
    let mut foreign = honest(20, 30, 1);
    foreign.checkpoint = Checkpoint::sign(30, leaf(1), &elsewhere);
    assert_eq!(ask(foreign.to_string()).await.0, StatusCode::NOT_FOUND);
    let mut unproved = honest(20, 30, 1);
    unproved.path.pop();
    assert_eq!(ask(unproved.to_string()).await.0, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(scene.evidence().len(), 0, "a proof that proves nothing may be anybody's");
    assert_eq!(ask("x".repeat(80_000)).await.0, StatusCode::PAYLOAD_TOO_LARGE);
    let mut fork = honest(20, 20, 1);
    fork.checkpoint = Checkpoint::sign(20, leaf(1), &log_key(1));
    assert_eq!(ask(fork.to_string()).await.0, StatusCode::CONFLICT);
    assert_eq!(scene.evidence().len(), 2);
    assert_eq!(ask(honest(20, 30, 1).to_string()).await.0, StatusCode::CONFLICT, "never again");
}
