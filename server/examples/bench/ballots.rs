//! Ballots acknowledged over HTTP against what the disk allows.

use crate::both::{self, Empty};
use crate::client::Client;
use crate::hall::Yishi;
use crate::owners_vote;
use crate::world::World;
use domain::actor::Actor;
use domain::id::MemberId;
use domain::time::{DAY, HOUR, MINUTE};
use service::edge::{Clock as _, SeededEntropy, SetClock, SystemClock};
use service::votes::read;
use service::{Hall, Settings, sessions};
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::process::Command;

/// Clients at once, and tasks of the yardstick.
const CLIENTS: usize = 32;
/// Voters of each client; every one votes again and again.
const VOTERS_EACH: usize = 8;
const BALLOT: &str = "/c/chunhe/votes/1/ballot";

/// One voter's way to vote.
struct Voter {
    cookie: String,
    question: String,
}

/// Runs both, taking turns, and prints the ratio. `commits` is the program of the yardstick.
pub(crate) async fn run(yishi: &str, commits: &str) {
    let data = tempfile::tempdir().expect("a directory");
    let voters = furnish(data.path()).await;
    let hall = Yishi::serve(yishi, data).await;
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for _ in 0..crate::ROUNDS {
        ours.push(ballots_per_second(&hall, &voters).await);
        theirs.push(commits_per_second(commits).await);
    }
    let (ours, theirs) = (crate::median(&mut ours), crate::median(&mut theirs));
    println!(
        "ballots acknowledged over HTTP: {ours:.0}/s; bare commits: {theirs:.0}/s; ratio {:.2}",
        ours / theirs
    );
}

/// An owners' vote that has just opened, by the machine's clock, and the cookies of its voters.
async fn furnish(data: &Path) -> Vec<Arc<Voter>> {
    let now = SystemClock.now();
    let settings = Settings {
        database_url: format!("sqlite:{}", data.join("yishi.sqlite").display()),
        readers: 4,
        hashers: 1,
        log_key: Arc::new(both::log_key()),
        vote_keys: data.join("vote-keys"),
    };
    let clock = Arc::new(SetClock::at(now.plus(-20 * DAY)));
    let entropy = Arc::new(SeededEntropy::new(u64::from(std::process::id())));
    // The server that is measured goes on with the same log.
    std::fs::write(data.join("log.key"), both::log_key().private_text()).expect("a key");
    let hall = Hall::open(&settings, clock.clone(), entropy).await.expect("a hall");
    let world = World::furnish(Empty { hall: hall.clone(), clock: clock.clone(), settings }).await;
    let mut members = Vec::new();
    for n in 0..CLIENTS * VOTERS_EACH {
        let owner = world.owner(&format!("业主{n}"), 1_000_000).await;
        members.push(owner.member_id().expect("an account"));
    }
    owners_vote::open(&world, now.plus(-MINUTE), now.plus(HOUR)).await;
    clock.set(now);
    let mut voters = Vec::new();
    for member in members {
        voters.push(Arc::new(voter(&world, member).await));
    }
    hall.close().await;
    voters
}

async fn voter(world: &World, member: MemberId) -> Voter {
    let hall = &world.at.hall;
    let mut snapshot = hall.read().await.expect("a snapshot");
    let actor = sessions::actor(&mut snapshot, member).await.expect("the member");
    let vote = read::vote(&mut snapshot, &actor, &world.community, 1).await.expect("the vote");
    let holdings =
        read::holdings(&mut snapshot, &actor, world.community.id, &vote).await.expect("what they hold");
    drop(snapshot);
    let head = holdings.first().and_then(|holding| holding.head).expect("a head");
    let token = sessions::admit(hall, &Actor::System, member, "bench", true).await.expect("a session");
    Voter { cookie: format!("yishi={}", token.as_str()), question: format!("head-{head}-1-1") }
}

async fn ballots_per_second(hall: &Yishi, voters: &[Arc<Voter>]) -> f64 {
    let start = Instant::now();
    let mut clients = tokio::task::JoinSet::new();
    for own in voters.chunks(VOTERS_EACH) {
        clients.spawn(stream(hall.address, own.to_vec(), start));
    }
    let count: u32 = clients.join_all().await.into_iter().sum();
    f64::from(count) / start.elapsed().as_secs_f64()
}

/// One client: its voters vote in turn, each answer another than the last; how many were acknowledged.
async fn stream(address: std::net::SocketAddr, voters: Vec<Arc<Voter>>, start: Instant) -> u32 {
    let mut client = Client::open(address).await;
    let mut count = 0;
    for answer in ["agree", "oppose", "abstain"].iter().cycle() {
        for voter in &voters {
            if start.elapsed() > crate::ROUND {
                return count;
            }
            let status = client.post(BALLOT, &voter.cookie, &format!("{}={answer}", voter.question)).await;
            assert_eq!(status, 303, "a ballot is acknowledged");
            count += 1;
        }
    }
    count
}

async fn commits_per_second(program: &str) -> f64 {
    let said = Command::new(program)
        .arg(CLIENTS.to_string())
        .arg(crate::ROUND.as_secs().to_string())
        .output()
        .await
        .expect("the yardstick runs");
    let text = String::from_utf8_lossy(&said.stdout).into_owned();
    let rate = text.trim().parse().expect("commits per second");
    // The disk settles before the other side's turn.
    tokio::time::sleep(Duration::from_millis(200)).await;
    rate
}
