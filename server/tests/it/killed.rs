//! `kill -9` while ballots stream in: every acknowledged ballot is there after the restart and in the count, none
//! twice.

use crate::asking::{consulted, word};
use crate::both::{Empty, log_key, on_both};
use crate::votes::{open, question};
use crate::world::World;
use domain::count::consultative::Choices;
use domain::time::{HOUR, MINUTE, SECOND};
use service::edge::{Clock as _, SystemClock};
use service::jobs::run_due;
use service::votes::read;
use service::{Settings, sessions};
use std::collections::HashMap;
use std::net::SocketAddr;
use std::process::Stdio;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::process::{Child, Command};

const VOTERS: usize = 250;
const ROUNDS: usize = 4;
const CLIENTS: usize = 25;

/// One voter's way to vote.
#[derive(Clone)]
pub(crate) struct Voter {
    pub(crate) cookie: String,
    pub(crate) question: String,
}

#[test]
fn every_acknowledged_ballot_survives_the_servers_death() {
    on_both(|at: Empty| async move {
        // The server is a process of its own and reads the machine's clock.
        at.clock.set(SystemClock.now());
        let world = World::furnish(at).await;
        let mut actors = Vec::new();
        for n in 0..VOTERS {
            actors.push(world.owner(&format!("业主{n}"), 1_000_000).await);
        }
        let now = world.at.hall.now();
        let soon = service::votes::setup::NewVote {
            opens_at: now.plus(MINUTE),
            closes_at: now.plus(2 * HOUR),
            ..question(&world, false)
        };
        open(&world, soon).await;
        let voters = Arc::new(voters(&world, &actors).await);
        let address = free_address();
        let mut server = serve(&world.at.settings, address).await;
        let acknowledged = Arc::new(AtomicUsize::new(0));
        let clients: Vec<_> = (0..CLIENTS)
            .map(|client| {
                let (voters, acknowledged) = (voters.clone(), acknowledged.clone());
                tokio::spawn(stream(address, client, voters, acknowledged))
            })
            .collect();
        while acknowledged.load(Ordering::SeqCst) < VOTERS * ROUNDS / 2 {
            tokio::task::yield_now().await;
        }
        server.kill().await.expect("the server dies");
        let mut said: HashMap<usize, (Option<String>, Option<String>)> = HashMap::new();
        for client in clients {
            said.extend(client.await.expect("a client"));
        }
        let mut server = serve(&world.at.settings, address).await;
        for (voter, actor) in actors.iter().enumerate() {
            let mut snapshot = world.at.hall.read().await.unwrap();
            let vote = read::vote(&mut snapshot, actor, &world.community, 1).await.unwrap();
            let holdings = read::holdings(&mut snapshot, actor, world.community.id, &vote).await.unwrap();
            let stored = holdings[0].ballot.as_ref().and_then(|ballot| ballot.said.clone());
            let stored = stored.as_ref().map(word);
            // What was acknowledged last, or what was on its way when the server died.
            let (kept, sent) = said.get(&voter).cloned().unwrap_or_default();
            assert!(stored == kept || sent.is_some() && stored == sent, "{stored:?} {kept:?} {sent:?}");
        }
        // And it goes on.
        let last = &voters[VOTERS - 1];
        assert_eq!(post(address, last, "abstain").await, Some(303));
        server.kill().await.expect("the server dies");
        counts_what_is_stored(&world, &actors).await;
    });
}

/// The time of closing comes, the server that takes the work dies with it, and the next one closes and counts.
async fn counts_what_is_stored(world: &World, actors: &[domain::actor::Actor]) {
    let mut stored: HashMap<String, i64> = HashMap::new();
    let mut closes_at = None;
    for actor in actors {
        let mut snapshot = world.at.hall.read().await.unwrap();
        let vote = read::vote(&mut snapshot, actor, &world.community, 1).await.unwrap();
        let holdings = read::holdings(&mut snapshot, actor, world.community.id, &vote).await.unwrap();
        let marks = holdings[0].ballot.as_ref().and_then(|ballot| ballot.said.clone());
        *stored.entry(marks.as_ref().map(word).unwrap_or_default()).or_default() += 1;
        closes_at = Some(vote.closes_at);
    }
    world.at.clock.set(closes_at.unwrap());
    service::jobs::lease_and_die(&world.at.hall).await.unwrap();
    world.at.clock.advance(SECOND);
    run_due(&world.at.hall).await.unwrap();
    let mut snapshot = world.at.hall.read().await.unwrap();
    let vote = read::vote(&mut snapshot, &domain::actor::Actor::Visitor, &world.community, 1).await.unwrap();
    let outcome = consulted(&vote);
    let Choices::YesNo { agree, oppose, abstain } = outcome.sums.choices else { panic!("yes or no") };
    for (answer, count) in [("agree", agree), ("oppose", oppose), ("abstain", abstain)] {
        assert_eq!(stored.get(answer).copied().unwrap_or_default(), count.get(), "{answer}");
    }
    let silent = stored.get("").copied().unwrap_or_default();
    assert_eq!(outcome.received.get() + silent, i64::try_from(VOTERS).unwrap());
}

pub(crate) async fn voters(world: &World, actors: &[domain::actor::Actor]) -> Vec<Voter> {
    let hall = &world.at.hall;
    let mut voters = Vec::new();
    for actor in actors {
        let mut snapshot = hall.read().await.unwrap();
        let vote = read::vote(&mut snapshot, actor, &world.community, 1).await.unwrap();
        let holdings = read::holdings(&mut snapshot, actor, world.community.id, &vote).await.unwrap();
        drop(snapshot);
        let member = actor.member_id().unwrap();
        let token = sessions::admit(hall, &domain::actor::Actor::System, member, "test", true).await.unwrap();
        voters.push(Voter {
            cookie: format!("yishi={}", token.as_str()),
            question: format!("head-{}-1-1", holdings[0].head.unwrap()),
        });
    }
    voters
}

pub(crate) fn free_address() -> SocketAddr {
    std::net::TcpListener::bind("127.0.0.1:0").and_then(|it| it.local_addr()).expect("a free port")
}

/// Starts a server of its own on the story's database, with the keys that the story's hall has, and waits until it
/// answers.
pub(crate) async fn serve(settings: &Settings, address: SocketAddr) -> Child {
    serve_telling(settings, address, "error", Stdio::inherit()).await
}

/// The same, saying as much as `level` has it to where it is to be told.
pub(crate) async fn serve_telling(
    settings: &Settings,
    address: SocketAddr,
    level: &str,
    telling: Stdio,
) -> Child {
    let directory = settings.vote_keys.parent().expect("the keys are in a folder");
    std::fs::create_dir_all(directory).expect("a folder");
    std::fs::write(directory.join("log.key"), log_key().private_text()).expect("a key");
    let mut child = Command::new(env!("CARGO_BIN_EXE_yishi"))
        .args([
            "serve",
            "--listen",
            &address.to_string(),
            "--database-url",
            &settings.database_url,
            "--data-dir",
        ])
        .arg(directory)
        .env("RUST_LOG", level)
        .stderr(telling)
        .kill_on_drop(true)
        .spawn()
        .expect("the server starts");
    while TcpStream::connect(address).await.is_err() {
        assert!(child.try_wait().expect("its state").is_none(), "the server does not start");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    child
}

/// One client's voters vote again and again, until the server is gone: what each had acknowledged last, and what was
/// sent and never answered.
async fn stream(
    address: SocketAddr,
    client: usize,
    voters: Arc<Vec<Voter>>,
    acknowledged: Arc<AtomicUsize>,
) -> HashMap<usize, (Option<String>, Option<String>)> {
    let mut said: HashMap<usize, (Option<String>, Option<String>)> = HashMap::new();
    for round in 0..ROUNDS {
        for (voter, way) in voters.iter().enumerate().skip(client).step_by(CLIENTS) {
            let answer = ["agree", "oppose", "abstain"][(round + voter) % 3];
            let own = said.entry(voter).or_default();
            own.1 = Some(answer.to_owned());
            match post(address, way, answer).await {
                Some(303) => {
                    *own = (Some(answer.to_owned()), None);
                    acknowledged.fetch_add(1, Ordering::SeqCst);
                }
                Some(status) => panic!("status {status}"),
                None => return said,
            }
        }
    }
    said
}

/// Sends a ballot; the status, or none when the server went away before it answered.
pub(crate) async fn post(address: SocketAddr, voter: &Voter, answer: &str) -> Option<u16> {
    let body = format!("{}={answer}", voter.question);
    let request = format!(
        "POST /c/chunhe/votes/1/ballot HTTP/1.1\r\nhost: {address}\r\ncookie: {}\r\nsec-fetch-site: same-origin\r\n\
         content-type: application/x-www-form-urlencoded\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}",
        voter.cookie,
        body.len()
    );
    let mut stream = TcpStream::connect(address).await.ok()?;
    stream.write_all(request.as_bytes()).await.ok()?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await.ok()?;
    let line = String::from_utf8_lossy(&answer).into_owned();
    line.split(' ').nth(1)?.parse().ok()
}
