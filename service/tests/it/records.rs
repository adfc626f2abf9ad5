//! Stories of what anyone can check a vote by: its record, receipts, and secrecy that lasts.

use crate::asking::{question, said};
use crate::both::{log_key, on_both};
use crate::votes::{CLOSES, OPENS, consultation, owners_vote};
use crate::world::World;
use domain::actor::Actor;
use domain::count::ballot::OptionNo;
use domain::count::named::ChoiceName;
use domain::record::receipt;
use domain::record::verify::{Engine, Verified, verify};
use domain::time::DAY;
use domain::votes::frozen::{Receipt, short_code};
use domain::votes::{Marks, Method, VoteState};
use domain::words::Reason;
use service::jobs::run_due;
use service::log;
use service::votes::cast::cast;
use service::votes::read::Vote;
use service::votes::setup::{By, NewVote, call_off};
use service::votes::{receipt as receipts, record};
use sqlx::Row as _;

async fn public(world: &World, vote: &Vote) -> Vec<u8> {
    let mut snapshot = world.at.hall.read().await.unwrap();
    record::record(&mut snapshot, vote, &log_key()).await.unwrap().expect("a record")
}

pub(crate) fn verified(record: &[u8]) -> Verified {
    verify(record, Some(log_key().public()), &Engine::FULL).expect("a record that verifies")
}

async fn receipt_of(world: &World, actor: &Actor, vote: &Vote) -> Option<Receipt> {
    let head = world.heads(actor, vote).await[0];
    let mut snapshot = world.at.hall.read().await.unwrap();
    receipts::receipt(&mut snapshot, actor, vote, head, &log_key()).await.unwrap()
}

/// What was cast is logged, the vote closes, and the log has the count.
async fn count(world: &World, vote: &Vote) -> Vote {
    log::append(&world.at.hall).await.unwrap();
    world.at.clock.set(vote.closes_at);
    run_due(&world.at.hall).await.unwrap();
    log::append(&world.at.hall).await.unwrap();
    world.vote(&Actor::Visitor, vote.number).await
}

#[test]
fn an_owners_votes_record_verifies_for_everyone_and_unit_by_unit_for_its_owners() {
    on_both(|at| async move {
        let world = World::furnish(at).await;
        let chair = world.committee_member("陈主任").await;
        let mut owners = Vec::new();
        for n in 0..14 {
            owners.push(world.owner(&format!("业主{n}"), 800_000 + n * 1_000).await);
        }
        let vote = world.opened(&chair, owners_vote(&world)).await;
        for (n, owner) in owners.iter().enumerate() {
            world.says(owner, &vote, if n < 8 { "agree" } else { "oppose" }).await.unwrap();
        }
        // Somebody changes: the first receipt says so, the second counts.
        let first = receipt_of(&world, &owners[0], &vote).await.unwrap();
        world.says(&owners[0], &vote, "oppose").await.unwrap();
        let second = receipt_of(&world, &owners[0], &vote).await.unwrap();
        assert!(first.proof.is_none() && first.opening != second.opening);
        assert_eq!(second.opening.said, said("oppose"));

        let done = count(&world, &vote).await;
        let one = public(&world, &done).await;
        // Housekeeping forgets what is out of date, and nothing that a vote can be checked by.
        service::jobs::keep_house(&world.at.hall).await.unwrap();
        world.at.clock.advance(2 * 366 * DAY);
        run_due(&world.at.hall).await.unwrap();
        assert_eq!(one, public(&world, &done).await, "the same bytes whenever");
        let checked = verified(&one);
        assert_eq!(checked.vote, vote.id);
        for (own, stands) in [(&first, false), (&second, true)] {
            let found = receipt::check(own.json().as_bytes(), &checked).unwrap();
            assert_eq!(found.standing == domain::record::log::Standing::Counts, stands);
            let mut snapshot = world.at.hall.read().await.unwrap();
            let code = short_code(own.opening.commitment());
            let found = receipts::find(&mut snapshot, &done, &code).await.unwrap().expect("in the log");
            assert_eq!(found.stands, stands);
        }
        // With a proof of its own once it is logged.
        let proved = receipt_of(&world, &owners[0], &vote).await.unwrap();
        assert!(receipt::check(proved.json().as_bytes(), &checked).unwrap().proof.is_some());

        let owner = world.actor(owners[1].member_id().unwrap()).await;
        let mut snapshot = world.at.hall.read().await.unwrap();
        let own = record::unit_level(&mut snapshot, &owner, world.community.id, &done, &log_key()).await;
        verified(&own.unwrap().unwrap());
        let key = log_key();
        let stranger =
            record::unit_level(&mut snapshot, &Actor::Visitor, world.community.id, &done, &key).await;
        assert!(stranger.is_err());
    });
}

#[test]
fn a_secret_votes_record_verifies_and_nothing_is_left_that_tells_whose_ballot_is_whose() {
    on_both(|at| async move {
        let world = World::furnish(at).await;
        let council = world.councillor("林秘书").await;
        let mut voters = Vec::new();
        for n in 0..11 {
            voters.push(world.resident(&format!("居民{n}")).await);
        }
        let ranked = By::Choice { rule: ChoiceName::Schulze, seats: 1, most: 10 };
        let new = NewVote {
            questions: vec![question(ranked, &["种玉兰", "种月季", "种石榴"])],
            secret: true,
            ..consultation(&world, Method::YesNo, &[])
        };
        let vote = world.opened(&council, new).await;
        assert!(vote.secret);
        let ranking =
            |order: [u16; 3]| vec![Marks::Ranking(order.map(|option| vec![OptionNo(option)]).into())];
        let mut kept = Vec::new();
        for (n, voter) in voters.iter().enumerate() {
            let head = world.heads(voter, &vote).await[0];
            let order = if n % 3 == 0 { [2, 1, 3] } else { [1, 2, 3] };
            cast(&world.at.hall, voter, vote.id, vec![(head, ranking([3, 2, 1]))]).await.unwrap();
            cast(&world.at.hall, voter, vote.id, vec![(head, ranking(order))]).await.unwrap();
            kept.push(receipt_of(&world, voter, &vote).await.unwrap());
        }
        assert_eq!(world.vote(&council, vote.number).await.turnout, 11);
        let done = count(&world, &vote).await;
        assert_eq!(done.turnout, 11);
        let record = public(&world, &done).await;
        let checked = verified(&record);
        for own in &kept {
            let found = receipt::check(own.json().as_bytes(), &checked).unwrap();
            assert_eq!(found.standing, domain::record::log::Standing::Counts);
        }
        // The key is gone with the count, and no row says more than the record does.
        assert_eq!(std::fs::read_dir(&world.at.settings.vote_keys).unwrap().count(), 0);
        assert!(receipt_of(&world, &voters[0], &vote).await.is_none());
        sqlx::any::install_default_drivers();
        let pool = sqlx::any::AnyPoolOptions::new().connect(&world.at.settings.database_url).await.unwrap();
        for table in ["secret_ballots", "secret_turnout", "log_pending"] {
            let sql: &'static str = match table {
                "secret_ballots" => "SELECT COUNT(*) FROM secret_ballots",
                "secret_turnout" => "SELECT COUNT(*) FROM secret_turnout",
                _ => "SELECT COUNT(*) FROM log_pending",
            };
            let left: i64 = sqlx::query(sql).fetch_one(&pool).await.unwrap().get(0);
            assert_eq!(left, 0, "{table}");
        }
        pool.close().await;
        assert_eq!(public(&world, &done).await, record, "the record stays as it was");
    });
}

#[test]
fn a_secret_vote_whose_key_is_lost_is_called_off_and_the_log_goes_on() {
    on_both(|at| async move {
        let world = World::furnish(at).await;
        let hall = &world.at.hall;
        let council = world.councillor("林秘书").await;
        let mut voters = Vec::new();
        for n in 0..17 {
            voters.push(world.resident(&format!("居民{n}")).await);
        }
        let new = NewVote { secret: true, ..consultation(&world, Method::YesNo, &[]) };
        let vote = world.opened(&council, new).await;
        for voter in &voters {
            world.says(voter, &vote, "agree").await.unwrap();
        }
        std::fs::remove_dir_all(&world.at.settings.vote_keys).unwrap();
        assert_eq!(log::append(hall).await.unwrap(), 1, "the opening, and no ballot");
        assert!(world.says(&voters[0], &vote, "oppose").await.is_err());
        world.at.clock.set(vote.closes_at);
        run_due(hall).await.unwrap();
        assert!(world.vote(&council, vote.number).await.outcome.is_none(), "nobody can count it");
        let why = Reason::parse("投票的密钥丢失，重新投票。").unwrap();
        call_off(hall, &council, hall.new_id(), vote.id, why).await.unwrap();
        assert_eq!(log::append(hall).await.unwrap(), 1, "that it is called off");
        assert_eq!(world.vote(&council, vote.number).await.state, VoteState::Cancelled);
    });
}

#[test]
fn too_few_take_part_and_the_vote_goes_on_once() {
    on_both(|at| async move {
        let world = World::furnish(at).await;
        let chair = world.committee_member("陈主任").await;
        let owners = [world.owner("业主甲", 800_000).await, world.owner("业主乙", 800_000).await];
        let vote = world.opened(&chair, NewVote { extension_days: 5, ..owners_vote(&world) }).await;
        assert_eq!(vote.opens_at, OPENS);
        world.says(&owners[0], &vote, "agree").await.unwrap();
        world.at.clock.set(CLOSES);
        run_due(&world.at.hall).await.unwrap();
        let on = world.vote(&chair, vote.number).await;
        assert_eq!((on.closes_at, on.extended, on.outcome.is_none()), (CLOSES.plus(5 * DAY), true, true));
        world.says(&owners[1], &on, "agree").await.unwrap();
        let done = count(&world, &on).await;
        assert!(done.outcome.is_some());
        verified(&public(&world, &done).await);
    });
}
