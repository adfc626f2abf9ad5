//! After the count an attacker has the whole disk, and what was copied from it before, and tries to tell whose
//! published ballot is whose. Every attack is run on data that was written naively too, where it must succeed.

use crate::both::{log_key, on_both};
use crate::disk::{Disk, Raw, Trace, idle_reader};
use crate::votes::consultation;
use crate::world::World;
use domain::actor::Actor;
use domain::time::{MINUTE, SECOND};
use domain::votes::frozen::Opening;
use domain::votes::{Method, VoteState};
use hmac::{Hmac, KeyInit as _, Mac as _};
use service::jobs::run_due;
use service::log;
use service::sessions;
use service::votes::read::Vote;
use service::votes::receipt;
use service::votes::setup::NewVote;
use sha2::Sha256;
use sqlx::Connection as _;
use std::collections::{BTreeMap, BTreeSet};

const VOTERS: usize = 44;
/// Published together, so that none of them is told from the others; as in the log's own rule.
const BATCH: usize = 8;
/// How far apart in a file two things are that were written together.
const NEAR: usize = 8 * 1_024;

/// What the story knows, and the attacker wants to.
struct Truth {
    /// By voter, everything they are called by: ids and name.
    voters: Vec<Vec<String>>,
    /// By voter, what the ballot that counts is known by once it is published: commitment and salt.
    ballots: Vec<Vec<String>>,
    /// By every commitment there was, whose it is.
    whose: BTreeMap<String, usize>,
}

struct Voter {
    actor: Actor,
    head: String,
}

impl Truth {
    /// How many of `guesses`, by voter, are right.
    fn right(&self, guesses: &BTreeMap<usize, usize>) -> usize {
        guesses.iter().filter(|(voter, ballot)| voter == ballot).count()
    }
}

/// How many links were right, and by which two orders.
struct Ordered {
    right: usize,
    by: String,
}

/// Links each head to the published ballot that stands in the same place of the order in which both were written.
fn by_order(truth: &Truth, voters: &[Trace], ballots: &[Trace]) -> Ordered {
    let voters: Vec<_> = voters.iter().map(|trace| (trace, trace.mentions(&truth.voters))).collect();
    let ballots: Vec<_> = ballots.iter().map(|trace| (trace, trace.mentions(&truth.ballots))).collect();
    let mut best = Ordered { right: 0, by: String::new() };
    for (one, heads) in voters.iter().filter(|(_, heads)| heads.len() * 10 >= VOTERS * 9) {
        for (other, published) in ballots.iter().filter(|(_, published)| published.len() == heads.len()) {
            let backwards = published.iter().rev().copied().collect();
            for published in [published, &backwards] {
                let guesses = heads.iter().copied().zip(published.iter().copied()).collect();
                let right = truth.right(&guesses);
                if right > best.right {
                    best = Ordered { right, by: format!("{} beside {}", one.name, other.name) };
                }
            }
        }
    }
    best
}

/// The fewest published ballots among which a voter's is, when rows written by one transaction belong together.
fn by_transaction(truth: &Truth, traces: &[Trace]) -> Option<usize> {
    let mut together: BTreeMap<&str, (BTreeSet<usize>, BTreeSet<usize>)> = BTreeMap::new();
    for (transaction, row) in traces.iter().flat_map(|trace| &trace.transactions) {
        let (voters, ballots) = together.entry(transaction).or_default();
        voters.extend(Trace::mentioned(row, &truth.voters));
        ballots.extend(Trace::mentioned(row, &truth.ballots));
    }
    let linked = together.values().filter(|(voters, ballots)| !voters.is_empty() && !ballots.is_empty());
    linked.map(|(_, ballots)| ballots.len()).min()
}

/// Links each voter to the published ballot that is found next to their ids most often in the bytes of files: pages,
/// free or not, and logs of writes.
fn by_neighbourhood(truth: &Truth, raw: &Raw) -> usize {
    let mut near: BTreeMap<usize, BTreeMap<usize, usize>> = BTreeMap::new();
    for file in &raw.0 {
        let (voters, ballots) = (file.find(&truth.voters), file.find(&truth.ballots));
        for (at, voter) in voters {
            let behind = ballots.range(at..at + NEAR).next();
            let before = ballots.range(at.saturating_sub(NEAR)..at).next_back();
            let nearest = behind.into_iter().chain(before).min_by_key(|(other, _)| at.abs_diff(**other));
            if let Some((_, ballot)) = nearest {
                *near.entry(voter).or_default().entry(*ballot).or_default() += 1;
            }
        }
    }
    let most = |tally: BTreeMap<usize, usize>| tally.into_iter().max_by_key(|(_, times)| *times);
    let guesses = near.into_iter().filter_map(|(voter, tally)| Some((voter, most(tally)?.0)));
    truth.right(&guesses.collect())
}

/// What a head's ballot lies under, as whoever has the vote's key works it out.
fn pseudonym(key: &[u8], head: &str) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).unwrap();
    mac.update(&u128::from_str_radix(&head.replace('-', ""), 16).unwrap().to_be_bytes());
    mac.finalize().into_bytes().iter().map(|byte| format!("{byte:02x}")).collect()
}

async fn opening(world: &World, voter: &Voter, vote: &Vote) -> Opening {
    let mut snapshot = world.at.hall.read().await.unwrap();
    let head = voter.head.parse().unwrap();
    let own = receipt::receipt(&mut snapshot, &voter.actor, vote, head, &log_key()).await.unwrap();
    own.expect("a receipt").opening
}

/// A secret vote in which people come one after another, sign in, vote, and some of them change their ballots; each
/// step as it is done by a server. Gives what really was, and how large the public log was from step to step.
async fn voted(world: &World, vote: &Vote, voters: &[Voter]) -> (Truth, Vec<u64>) {
    let hall = &world.at.hall;
    let mut truth = Truth { voters: Vec::new(), ballots: vec![Vec::new(); VOTERS], whose: BTreeMap::new() };
    let mut sizes = Vec::new();
    for (n, voter) in voters.iter().enumerate() {
        let member = voter.actor.member().unwrap();
        let ids = [voter.head.clone(), member.id.to_string(), member.person.unwrap().to_string()];
        truth.voters.push(ids.to_vec());
        assert_eq!(truth.voters.len(), n + 1);
    }
    // 29 and 44 have no common divisor: everybody's turn comes, in another order than that of the roll.
    for turn in 0..VOTERS {
        let n = (turn * 29 + 7) % VOTERS;
        let voter = &voters[n];
        world.at.clock.advance(MINUTE + SECOND);
        let member = voter.actor.member_id().unwrap();
        sessions::admit(hall, &Actor::System, member, "phone", true).await.unwrap();
        // One changes a ballot so often that it would make a batch by itself.
        let times = if turn == 20 { 12 } else { 1 + turn % 5 / 4 };
        for time in 0..times {
            let says = ["agree", "oppose", "abstain"][(n + time) % 3];
            world.says(&voter.actor, vote, says).await.unwrap();
            let own = opening(world, voter, vote).await;
            let commitment = own.commitment();
            let hex: String = commitment.0.iter().map(|byte| format!("{byte:02x}")).collect();
            truth.whose.insert(commitment.to_string(), n);
            truth.ballots[n] = vec![commitment.to_string(), hex, own.salt.to_string()];
            log::append(hall).await.unwrap();
            sizes.push(log::head(&mut hall.read().await.unwrap()).await.unwrap().size);
        }
    }
    (truth, sizes)
}

/// How many voters' ballots there are at least among those that the public log grew by at once, as anybody saw it grow.
async fn smallest_batch(world: &World, truth: &Truth, sizes: &[u64]) -> usize {
    let mut snapshot = world.at.hall.read().await.unwrap();
    let mut lines = log::lines(&mut snapshot, None, 10_000).await.unwrap();
    lines.reverse();
    let sizes: BTreeSet<usize> = sizes.iter().map(|size| usize::try_from(*size).unwrap()).collect();
    let ends = sizes.into_iter().chain([lines.len()]);
    let mut begin = 0;
    let batches = ends.map(|end| {
        let batch = &lines[begin..end];
        begin = end;
        let logged = batch.iter().map(|line| line.entry.json());
        let whose = logged.flat_map(|entry| {
            let own = truth
                .whose
                .iter()
                .filter(move |(commitment, _)| entry.contains(&format!("\"commitment\":\"{commitment}\"")));
            own.map(|(_, voter)| *voter).collect::<Vec<_>>()
        });
        whose.collect::<BTreeSet<_>>().len()
    });
    batches.filter(|voters| *voters > 0).min().unwrap()
}

/// Every attack on two disks, of which the one tells of voters and the other of ballots.
fn attack(truth: &Truth, voters: &Disk, ballots: &Disk) -> (Ordered, Option<usize>, usize) {
    let ordered = by_order(truth, &voters.traces, &ballots.traces);
    let together = by_transaction(truth, &[voters.traces.as_slice(), &ballots.traces].concat());
    (ordered, together, by_neighbourhood(truth, &voters.raw))
}

#[test]
fn a_published_secret_ballot_cannot_be_linked_to_its_voter() {
    on_both(|at| async move {
        let world = World::furnish(at).await;
        let council = world.councillor("林秘书").await;
        let mut actors = Vec::new();
        for n in 0..VOTERS {
            actors.push(world.resident(&format!("居民{n}")).await);
        }
        let vote = world
            .opened(&council, NewVote { secret: true, ..consultation(&world, Method::YesNo, &[]) })
            .await;
        let mut voters = Vec::new();
        for actor in actors {
            let head = world.heads(&actor, &vote).await[0].to_string();
            voters.push(Voter { actor, head });
        }
        let settings = world.at.settings.clone();
        let before = Disk::mark(&settings).await;
        let (truth, mut sizes) = voted(&world, &vote, &voters).await;

        // A backup as it should be, without the keys; and the key, as it should never be kept.
        let backup = Disk::read(&settings, &before).await;
        let stored = backup.column("secret_ballots", "pseudonym");
        let marks = backup.column("secret_ballots", "mark");
        let keys = backup.column("log_pending", "key");
        let key = std::fs::read(settings.vote_keys.join(format!("{}.key", vote.id))).unwrap();

        world.at.clock.set(vote.closes_at);
        run_due(&world.at.hall).await.unwrap();
        log::append(&world.at.hall).await.unwrap();
        sizes.push(log::head(&mut world.at.hall.read().await.unwrap()).await.unwrap().size);
        assert_ne!(world.vote(&council, vote.number).await.state, VoteState::Open);
        assert_eq!(std::fs::read_dir(&settings.vote_keys).unwrap().count(), 0, "the key is erased");
        let after = Disk::read(&settings, &before).await;

        for (what, voters) in [("the disk", &after), ("a backup and the disk", &backup)] {
            let (ordered, together, near) = attack(&truth, voters, &after);
            assert!(ordered.right * 3 < VOTERS, "{what}: {} of {VOTERS} by {}", ordered.right, ordered.by);
            assert!(near * 3 < VOTERS, "{what}: {near} of {VOTERS}");
            assert!(together.is_none_or(|among| among >= BATCH), "{what}: among {together:?}");
        }
        let batch = smallest_batch(&world, &truth, &sizes).await;
        assert!(batch >= BATCH, "{batch} voters' ballots were published together");
        // What rows were known by is in no file of the database any more.
        let gone = [stored.clone(), marks, keys].concat();
        assert!(backup.files.mention(&gone) && !after.files.mention(&gone));
        assert_eq!(stored.len(), VOTERS);

        // And now as it must not be done; each attack must find it.
        let right = voters.iter().filter(|voter| stored.contains(&pseudonym(&key, &voter.head))).count();
        assert_eq!(right, VOTERS, "with a copy of the key the backup tells everything");
        let begun = Disk::mark(&settings).await;
        after.write_naively(&truth.voters, &truth.ballots).await;
        let naive = Disk::read(&settings, &begun).await;
        let (ordered, together, near) = attack(&truth, &naive, &naive);
        assert!(ordered.right == VOTERS && near * 2 > VOTERS, "{}, {near}", ordered.right);
        assert!(together.is_none_or(|among| among == 1), "{together:?}");
        let one_by_one: Vec<u64> = (0..*sizes.last().unwrap()).collect();
        assert_eq!(smallest_batch(&world, &truth, &one_by_one).await, 1);
    });
}

/// A database keeps what is deleted for those who still read it, be it for another page.
#[test]
fn whoever_looks_at_the_past_only_delays_its_cleaning() {
    on_both(|at| async move {
        let world = World::furnish(at).await;
        let council = world.councillor("林秘书").await;
        let actor = world.resident("王五").await;
        let secret = NewVote { secret: true, ..consultation(&world, Method::YesNo, &[]) };
        let vote = world.opened(&council, secret).await;
        world.says(&actor, &vote, "agree").await.unwrap();

        let settings = world.at.settings.clone();
        let before = Disk::mark(&settings).await;
        let stored = Disk::read(&settings, &before).await.column("secret_ballots", "pseudonym");
        let mut looks = world.at.hall.read().await.unwrap();
        assert_eq!(log::head(&mut looks).await.unwrap().size, 0);
        world.at.clock.set(vote.closes_at);
        run_due(&world.at.hall).await.unwrap();
        assert_eq!(std::fs::read_dir(&settings.vote_keys).unwrap().count(), 0, "the key waits for nobody");
        let failed = || async { Disk::read(&settings, &before).await.column("jobs", "last_error") };
        assert!(failed().await.iter().any(|error| !error.is_empty()), "cleaning is put off");
        drop(looks);

        // Whoever has no snapshot but a lock must not have everybody else wait behind the cleaning.
        let idle = idle_reader(&settings).await;
        world.at.clock.advance(MINUTE);
        let begun = std::time::Instant::now();
        let (due, ..) = tokio::join!(run_due(&world.at.hall), world.heads(&actor, &vote));
        due.unwrap();
        assert!(begun.elapsed() < std::time::Duration::from_secs(4), "{:?}", begun.elapsed());
        assert!(failed().await.iter().any(|error| !error.is_empty()), "put off once more");
        idle.close().await.unwrap();

        world.at.clock.advance(MINUTE);
        run_due(&world.at.hall).await.unwrap();
        assert!(failed().await.iter().all(String::is_empty), "it is done");
        assert!(!Disk::read(&settings, &before).await.files.mention(&stored));
    });
}
