//! Stories of the public log: what is done in public is in it, in one order, and can be proved.

use crate::both::on_both;
use crate::votes::{CLOSES, OPENS, owners_vote};
use crate::world::World;
use domain::log::entry::Act;
use domain::log::note::{KeyKind, SignerKey};
use domain::log::tiles::{self, Tile, TileKind};
use domain::log::tree::{Edge, Hash, check_growth, check_inclusion};
use domain::time::{DAY, SECOND};
use service::edge::{SeededEntropy, SetClock};
use service::jobs::run_due;
use service::log;
use service::log::BeginError;
use service::votes::setup::call_off;
use service::{Hall, OpenError, Settings};
use std::sync::Arc;

/// What the log holds, the oldest first.
async fn acts(hall: &Hall) -> Vec<Act> {
    let mut snapshot = hall.read().await.unwrap();
    let mut lines = log::lines(&mut snapshot, None, 1_000).await.unwrap();
    lines.reverse();
    assert!(lines.iter().zip(0..).all(|(line, number)| line.number == number), "numbers without a gap");
    lines.into_iter().map(|line| line.entry.act).collect()
}

#[test]
fn a_votes_life_is_logged_and_every_step_can_be_proved() {
    on_both(|at| async move {
        let world = World::furnish(at).await;
        let hall = &world.at.hall;
        let chair = world.committee_member("陈主任").await;
        let vote = world.opened(&chair, owners_vote(&world)).await;
        assert_eq!(acts(hall).await, [], "what waits is not yet logged");
        assert_eq!(log::append(hall).await.unwrap(), 1);
        assert_eq!(log::append(hall).await.unwrap(), 0);
        let early = log::head(&mut hall.read().await.unwrap()).await.unwrap();
        for moment in [CLOSES, CLOSES.plus(40 * DAY)] {
            world.at.clock.set(moment);
            run_due(hall).await.unwrap();
        }
        assert_eq!(log::append(hall).await.unwrap(), 2);
        let logged = acts(hall).await;
        let [
            Act::VoteOpened { roll_sha256, .. },
            Act::VoteCounted { outcome_sha256, .. },
            Act::VoteFinal { vote: last },
        ] = logged.as_slice()
        else {
            panic!("{logged:?}")
        };
        let now = world.vote(&chair, vote.number).await;
        assert_eq!(*last, vote.id);
        assert_eq!(now.roll_sha256.as_deref(), Some(roll_sha256.as_str()));
        assert_eq!(now.outcome.map(|outcome| outcome.hash()).as_ref(), Some(outcome_sha256));

        let mut snapshot = hall.read().await.unwrap();
        let head = log::head(&mut snapshot).await.unwrap();
        assert_eq!((early.size, head.size), (1, 3));
        for line in log::lines(&mut snapshot, None, 10).await.unwrap() {
            let path = log::inclusion(&mut snapshot, line.number, head.size).await.unwrap();
            check_inclusion(line.entry.leaf(), line.number, head.size, &path, head.root).unwrap();
        }
        let path = log::consistency(&mut snapshot, early.size, head.size).await.unwrap();
        check_growth((early.size, early.root), (head.size, head.root), &path).unwrap();
        // A mirror has nothing but tiles.
        let tile = |kind| Tile { kind, index: 0, width: 3 };
        let bundle = log::tile(&mut snapshot, tile(TileKind::Entries)).await.unwrap().unwrap();
        let mut edge = Edge::default();
        for entry in tiles::entries(&bundle).unwrap() {
            edge.push(Hash::leaf(entry));
        }
        assert_eq!(edge.root(), head.root);
        let hashes = log::tile(&mut snapshot, tile(TileKind::Hashes { level: 0 })).await.unwrap().unwrap();
        assert_eq!(hashes.len(), 3 * 32);
        let beyond = Tile { kind: TileKind::Entries, index: 0, width: 4 };
        assert_eq!(log::tile(&mut snapshot, beyond).await.unwrap(), None);
    });
}

#[test]
fn a_vote_called_off_while_open_is_logged_and_one_before_is_not() {
    on_both(|at| async move {
        let world = World::furnish(at).await;
        let hall = &world.at.hall;
        let chair = world.committee_member("陈主任").await;
        let why = domain::words::Reason::parse("问题写错了，重新公告。").unwrap();
        let [early, late] = [(); 2].map(|()| world.announced(&chair, owners_vote(&world)));
        let early = world.vote(&chair, early.await).await;
        call_off(hall, &chair, hall.new_id(), early.id, why.clone()).await.unwrap();
        let late = late.await;
        world.at.clock.set(OPENS);
        run_due(hall).await.unwrap();
        let vote = world.vote(&chair, late).await;
        // Keys are in the order of their milliseconds.
        world.at.clock.advance(SECOND);
        call_off(hall, &chair, hall.new_id(), vote.id, why).await.unwrap();
        log::append(hall).await.unwrap();
        let logged = acts(hall).await;
        let [Act::VoteOpened { .. }, Act::VoteCalledOff { vote: off, .. }] = logged.as_slice() else {
            panic!("{logged:?}")
        };
        assert_eq!(*off, vote.id);
    });
}

#[test]
fn several_servers_append_each_entry_once() {
    on_both(|at| async move {
        let world = World::furnish(at).await;
        let chair = world.committee_member("陈主任").await;
        for _ in 0..5 {
            world.announced(&chair, owners_vote(&world)).await;
        }
        for moment in [OPENS, CLOSES] {
            world.at.clock.set(moment);
            let mut servers = tokio::task::JoinSet::new();
            for _ in 0..4 {
                let hall = world.at.hall.clone();
                servers.spawn(async move {
                    run_due(&hall).await.unwrap();
                    log::append(&hall).await.unwrap();
                });
            }
            servers.join_all().await;
        }
        let logged = acts(&world.at.hall).await;
        assert_eq!(logged.iter().filter(|act| matches!(act, Act::VoteOpened { .. })).count(), 5);
        assert_eq!(logged.len(), 10);
    });
}

#[test]
fn a_hall_keeps_the_key_its_log_was_begun_with() {
    on_both(|at| async move {
        let clock = Arc::new(SetClock::at(at.hall.now()));
        let again = Hall::open(&at.settings, clock.clone(), Arc::new(SeededEntropy::new(2))).await.unwrap();
        again.close().await;
        let other = SignerKey::new("hall.example/log", KeyKind::Note, [2; 32]).unwrap();
        let settings = Settings { log_key: Arc::new(other), ..at.settings.clone() };
        let refused = Hall::open(&settings, clock, Arc::new(SeededEntropy::new(2))).await.err().unwrap();
        assert!(matches!(refused, OpenError::Log(BeginError::OtherKey { .. })));
    });
}
