//! Two servers over one PostgreSQL while a vote closes under load, and one of them is killed with -9 at a random
//! moment: one outcome, nothing lost, nothing twice.

use crate::asking::{consulted, word};
use crate::both::{Empty, log_key, on_postgres};
use crate::killed::{Voter, free_address, post, serve, voters};
use crate::votes::{open, question};
use crate::world::World;
use domain::actor::Actor;
use domain::count::consultative::Choices;
use domain::log::entry::Act;
use domain::record::verify::{Engine, verify};
use domain::time::{HOUR, MINUTE, SECOND, Timestamp};
use service::edge::{Clock as _, SystemClock};
use service::log;
use service::votes::read::{self, Vote};
use service::votes::record;
use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

const VOTERS: usize = 24;
const CLIENTS: usize = 12;
/// From the end of the furnishing to the time of closing: two servers start meanwhile, and ballots stream in.
const OPEN_FOR: i64 = 4 * SECOND;
/// The kill falls somewhere from so long before the time of closing to so long after.
const AROUND: i64 = 700_000;
const PATIENCE: Duration = Duration::from_secs(30);
const ANSWERS: [&str; 3] = ["agree", "oppose", "abstain"];

/// What a voter was last told is recorded, and what was sent since without an answer.
#[derive(Clone, Debug, Default)]
struct Said {
    kept: Option<&'static str>,
    unanswered: Vec<&'static str>,
}

/// How many rounds: a handful in the suite, 50 by `cargo xtask bench killed`.
fn rounds() -> usize {
    std::env::var("YISHI_KILLED_ROUNDS").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(3)
}

#[test]
fn two_servers_close_a_vote_once_and_one_of_them_is_killed() {
    let mut noticed = 0;
    for round in 0..rounds() {
        let after = std::cell::Cell::new(false);
        on_postgres(|at| {
            let after = &after;
            async move { after.set(story(at, round).await) }
        });
        noticed += usize::from(after.get());
    }
    assert!(noticed > 0, "in no round was anybody's ballot acknowledged before the kill");
}

/// One round; whether the server that was killed had acknowledged ballots.
async fn story(at: Empty, round: usize) -> bool {
    at.clock.set(SystemClock.now().plus(-2 * HOUR));
    let world = World::furnish(at).await;
    let mut actors = Vec::new();
    for n in 0..VOTERS {
        actors.push(world.owner(&format!("业主{n}"), 1_000_000).await);
    }
    // The story's clock runs behind until the vote is open, so that it closes soon by the machine's.
    let closes_at = SystemClock.now().plus(OPEN_FOR);
    world.at.clock.set(closes_at.plus(-HOUR - MINUTE));
    open(&world, domain_vote(&world, closes_at)).await;
    let voters = Arc::new(voters(&world, &actors).await);
    let addresses = [free_address(), free_address()];
    let mut doomed = serve(&world.at.settings, addresses[0]).await;
    let _other = serve(&world.at.settings, addresses[1]).await;
    let clients: Vec<_> =
        (0..CLIENTS).map(|client| tokio::spawn(stream(addresses, client, voters.clone()))).collect();
    // As random as the time that furnishing took.
    let offset = SystemClock.now().0 % (2 * AROUND) - AROUND;
    sleep_until(closes_at.plus(offset)).await;
    doomed.kill().await.expect("the server dies");
    let mut said = BTreeMap::new();
    for client in clients {
        said.extend(client.await.expect("a client"));
    }
    let vote = counted(&world).await;
    let what = format!("round {round}, killed {offset} µs from closing");
    nothing_is_lost_or_twice(&world, &vote, &actors, &said, &what).await;
    said.values().any(|said: &Said| said.kept.is_some())
}

fn domain_vote(world: &World, closes_at: Timestamp) -> service::votes::setup::NewVote {
    service::votes::setup::NewVote { opens_at: closes_at.plus(-HOUR), closes_at, ..question(world, false) }
}

async fn sleep_until(at: Timestamp) {
    let left = u64::try_from(at.since(SystemClock.now())).unwrap_or(0);
    tokio::time::sleep(Duration::from_micros(left)).await;
}

/// Votes with either server in turn until the vote is closed; where one does not answer, the same goes to the other.
async fn stream(addresses: [SocketAddr; 2], client: usize, voters: Arc<Vec<Voter>>) -> Vec<(usize, Said)> {
    let own: Vec<usize> = (client..voters.len()).step_by(CLIENTS).collect();
    let mut said: BTreeMap<usize, Said> = own.iter().map(|voter| (*voter, Said::default())).collect();
    for turn in 0.. {
        let voter = own[turn % own.len()];
        let answer = ANSWERS[(turn / own.len() + voter) % 3];
        let noted = said.get_mut(&voter).unwrap();
        noted.unanswered.push(answer);
        match post(addresses[turn % 2], &voters[voter], answer).await {
            Some(303) => *noted = Said { kept: Some(answer), unanswered: Vec::new() },
            Some(422) => {
                noted.unanswered.pop();
                break;
            }
            Some(status) => panic!("status {status}"),
            // Nobody knows whether it was recorded; the voter would look, and may vote again.
            None => tokio::time::sleep(Duration::from_millis(5)).await,
        }
    }
    said.into_iter().collect()
}

/// The vote once the server that is left has counted it and logged that.
async fn counted(world: &World) -> Vote {
    let begun = std::time::Instant::now();
    loop {
        let mut snapshot = world.at.hall.read().await.unwrap();
        let vote = read::vote(&mut snapshot, &Actor::Visitor, &world.community, 1).await.unwrap();
        if vote.outcome.is_some() && log::counted(&mut snapshot, &vote).await.unwrap().is_some() {
            return vote;
        }
        drop(snapshot);
        assert!(begun.elapsed() < PATIENCE, "the server that is left does not close the vote");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

async fn nothing_is_lost_or_twice(
    world: &World,
    vote: &Vote,
    actors: &[Actor],
    said: &BTreeMap<usize, Said>,
    what: &str,
) {
    let mut stored: BTreeMap<String, i64> = BTreeMap::new();
    for (voter, actor) in actors.iter().enumerate() {
        let mut snapshot = world.at.hall.read().await.unwrap();
        let holdings = read::holdings(&mut snapshot, actor, world.community.id, vote).await.unwrap();
        let ballot = holdings[0].ballot.as_ref().and_then(|ballot| ballot.said.clone());
        let ballot = ballot.as_ref().map(word);
        let Said { kept, unanswered } = &said[&voter];
        let as_told = ballot.as_deref() == *kept;
        let as_sent = unanswered.iter().any(|sent| ballot.as_deref() == Some(*sent));
        assert!(as_told || as_sent, "{what}: voter {voter} has {ballot:?} and was told {:?}", said[&voter]);
        *stored.entry(ballot.unwrap_or_default()).or_default() += 1;
    }
    let outcome = consulted(vote);
    let Choices::YesNo { agree, oppose, abstain } = outcome.sums.choices else { panic!("yes or no") };
    for (answer, count) in ANSWERS.iter().zip([agree, oppose, abstain]) {
        assert_eq!(stored.get(*answer).copied().unwrap_or_default(), count.get(), "{what}: {answer}");
    }
    let mut snapshot = world.at.hall.read().await.unwrap();
    let lines = log::lines(&mut snapshot, None, 1_000_000).await.unwrap();
    let once = |is: fn(&Act) -> bool| lines.iter().filter(|line| is(&line.entry.act)).count() == 1;
    assert!(once(|act| matches!(act, Act::VoteOpened { .. })), "{what}");
    assert!(once(|act| matches!(act, Act::VoteCounted { .. })), "{what}");
    // Every entry of the log, each head's chain of ballots and the count, checked by what strangers check it with.
    let file = record::record(&mut snapshot, vote, &log_key()).await.unwrap().expect("a record");
    verify(&file, Some(log_key().public()), &Engine::FULL)
        .unwrap_or_else(|fault| panic!("{what}: {fault:?}"));
}
