//! Stories of a vote's times: opened, closed and counted once, whatever clocks and servers do.

use crate::asking::{marks, owners_outcome};
use crate::both::{MORNING, on_both};
use crate::votes::{CLOSES, OPENS, consultation, owners_vote};
use crate::world::World;
use domain::problem::Problem;
use domain::time::{HOUR, Timestamp};
use domain::votes::{Method, VoteState};
use service::edge::{SeededEntropy, SetClock};
use service::jobs::{next_due, run_due};
use service::votes::cast::cast;
use service::{Error, Hall};
use std::sync::Arc;

#[test]
fn a_clock_that_jumps_neither_opens_twice_nor_takes_late_ballots() {
    on_both(|at| async move {
        let world = World::furnish(at).await;
        let hall = &world.at.hall;
        let chair = world.committee_member("陈主任").await;
        let vote = world.opened(&chair, owners_vote(&world)).await;
        let heads = world.heads(&chair, &vote).await;
        // Back before the opening: what is open stays open, with its roll.
        world.at.clock.set(MORNING);
        assert_eq!(run_due(hall).await.unwrap(), 0);
        world.says(&chair, &vote, "agree").await.unwrap();
        assert_eq!(world.heads(&chair, &vote).await, heads);
        // Past the closing, without a job having run: the time itself refuses.
        world.at.clock.set(CLOSES.plus(HOUR));
        assert!(matches!(
            world.says(&chair, &vote, "oppose").await,
            Err(Error::Refused(Problem::VoteClosed))
        ));
        run_due(hall).await.unwrap();
        let counted = world.vote(&chair, vote.number).await.outcome;
        // And back again: what is counted stays counted.
        world.at.clock.set(OPENS);
        run_due(hall).await.unwrap();
        assert!(matches!(
            world.says(&chair, &vote, "oppose").await,
            Err(Error::Refused(Problem::VoteClosed))
        ));
        assert_eq!(world.vote(&chair, vote.number).await.outcome, counted);
    });
}

#[test]
fn several_servers_open_and_close_once() {
    on_both(|at| async move {
        let world = World::furnish(at).await;
        let chair = world.committee_member("陈主任").await;
        let number = world.announced(&chair, owners_vote(&world)).await;
        for moment in [OPENS, CLOSES] {
            world.at.clock.set(moment);
            let mut servers = tokio::task::JoinSet::new();
            for _ in 0..4 {
                let hall = world.at.hall.clone();
                servers.spawn(async move { run_due(&hall).await.unwrap() });
            }
            assert_eq!(servers.join_all().await.into_iter().sum::<usize>(), 1);
        }
        let vote = world.vote(&chair, number).await;
        assert_eq!(vote.state, VoteState::Preliminary);
        assert_eq!(vote.closes_at, CLOSES);
    });
}

#[test]
fn closing_while_everyone_casts_counts_every_acknowledged_ballot_and_none_after() {
    on_both(|at| async move {
        let world = World::furnish(at).await;
        let chair = world.committee_member("陈主任").await;
        let mut owners = vec![chair.clone()];
        for n in 0..31 {
            owners.push(world.owner(&format!("业主{n}"), 1_000_000).await);
        }
        let vote = world.opened(&chair, owners_vote(&world)).await;
        let mut casting = tokio::task::JoinSet::new();
        for (turn, owner) in owners.into_iter().enumerate() {
            let heads = world.heads(&owner, &vote).await;
            let (hall, id) = (world.at.hall.clone(), vote.id);
            casting.spawn(async move {
                let mut acknowledged = None;
                // Each says something else every time: what counts is what was acknowledged last.
                for round in turn.. {
                    let answer = ["agree", "oppose", "abstain"][round % 3];
                    let ballots = heads.iter().map(|head| (*head, vec![marks(answer)])).collect();
                    match cast(&hall, &owner, id, ballots).await {
                        Ok(()) => acknowledged = Some(answer),
                        Err(Error::Refused(Problem::VoteClosed)) => break,
                        Err(other) => panic!("{other}"),
                    }
                }
                acknowledged
            });
        }
        for _ in 0..20 {
            tokio::task::yield_now().await;
        }
        world.at.clock.set(CLOSES);
        run_due(&world.at.hall).await.unwrap();
        let last = casting.join_all().await;
        let said = |answer| i64::try_from(last.iter().filter(|own| **own == Some(answer)).count()).unwrap();
        let closed = world.vote(&chair, vote.number).await;
        let outcome = owners_outcome(&closed);
        let tally = &outcome.sums.questions[0];
        let counted = [tally.agree, tally.oppose, tally.abstain].map(|weight| weight.heads.get());
        assert_eq!(counted, [said("agree"), said("oppose"), said("abstain")]);
        assert_eq!(outcome.received.ballots.get(), counted.iter().sum::<i64>());
        assert_eq!(outcome.received.ballots.get(), closed.turnout);
    });
}

#[test]
fn work_leased_by_a_server_that_died_is_done_by_the_next() {
    on_both(|at| async move {
        let world = World::furnish(at).await;
        let chair = world.committee_member("陈主任").await;
        let number = world.announced(&chair, owners_vote(&world)).await;
        world.at.clock.set(OPENS);
        // A server takes the lease and dies before it does anything.
        service::jobs::lease_and_die(&world.at.hall).await.unwrap();
        assert_eq!(run_due(&world.at.hall).await.unwrap(), 0);
        assert_eq!(world.vote(&chair, number).await.state, VoteState::Notice);
        world.at.clock.advance(domain::time::SECOND);
        assert_eq!(run_due(&world.at.hall).await.unwrap(), 1);
        assert_eq!(world.vote(&chair, number).await.state, VoteState::Open);
    });
}

#[test]
fn a_vote_is_due_at_its_very_time_and_not_a_moment_before() {
    on_both(|at| async move {
        let world = World::furnish(at).await;
        let hall = &world.at.hall;
        let chair = world.committee_member("陈主任").await;
        let number = world.announced(&chair, owners_vote(&world)).await;
        for (moment, before, after) in
            [(OPENS, VoteState::Notice, VoteState::Open), (CLOSES, VoteState::Open, VoteState::Preliminary)]
        {
            world.at.clock.set(Timestamp(moment.0 - 1));
            assert_eq!((run_due(hall).await.unwrap(), next_due(hall).await.unwrap()), (0, Some(moment)));
            assert_eq!(world.vote(&chair, number).await.state, before);
            world.at.clock.set(moment);
            assert_eq!(run_due(hall).await.unwrap(), 1);
            assert_eq!(world.vote(&chair, number).await.state, after);
        }
    });
}

#[test]
fn a_vote_whose_time_passed_while_every_server_was_down_is_closed_right_after_the_start() {
    on_both(|at| async move {
        let world = World::furnish(at).await;
        let chair = world.committee_member("陈主任").await;
        let vote = world.opened(&chair, owners_vote(&world)).await;
        world.says(&chair, &vote, "agree").await.unwrap();
        // Another process on the same database, hours later.
        let clock = Arc::new(SetClock::at(CLOSES.plus(3 * HOUR)));
        let started = Hall::open(&world.at.settings, clock, Arc::new(SeededEntropy::new(7))).await.unwrap();
        assert_eq!(next_due(&started).await.unwrap(), Some(CLOSES));
        assert_eq!(run_due(&started).await.unwrap(), 1);
        let closed = world.vote(&chair, vote.number).await;
        assert_eq!((closed.state, closed.closes_at), (VoteState::Preliminary, CLOSES));
        let outcome = owners_outcome(&closed);
        assert_eq!(outcome.received.ballots.get(), 1);
    });
}

#[test]
fn a_vote_that_nobody_was_there_to_open_opens_and_closes_in_one_go() {
    on_both(|at| async move {
        let world = World::furnish(at).await;
        let council = world.councillor("林秘书").await;
        let number = world.announced(&council, consultation(&world, Method::YesNo, &[])).await;
        world.at.clock.set(MORNING.plus(9 * 24 * HOUR));
        // Opened, closed, and with no days of objection final.
        assert_eq!(run_due(&world.at.hall).await.unwrap(), 3);
        let vote = world.vote(&council, number).await;
        assert_eq!((vote.state, vote.turnout), (VoteState::Final, 0));
    });
}

#[test]
fn a_clock_that_leaps_and_comes_back_opens_and_closes_nothing_twice() {
    on_both(|at| async move {
        let world = World::furnish(at).await;
        let hall = &world.at.hall;
        let chair = world.committee_member("陈主任").await;
        let vote = world.opened(&chair, owners_vote(&world)).await;
        world.says(&chair, &vote, "agree").await.unwrap();
        // A leap past the closing, seen by a server: the closing is on record, with its outcome.
        world.at.clock.set(CLOSES);
        assert_eq!(run_due(hall).await.unwrap(), 1);
        let outcome = world.vote(&chair, vote.number).await.outcome_sha256;
        for moment in [OPENS.plus(HOUR), MORNING, CLOSES, OPENS, CLOSES.plus(-1)] {
            world.at.clock.set(moment);
            assert_eq!(run_due(hall).await.unwrap(), 0, "{moment:?}");
            let late = world.says(&chair, &vote, "oppose").await;
            assert!(matches!(late, Err(Error::Refused(Problem::VoteClosed))), "{late:?}");
        }
        let counted = world.vote(&chair, vote.number).await;
        assert_eq!((counted.turnout, counted.outcome_sha256), (1, outcome));
    });
}
