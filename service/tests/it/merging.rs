//! Stories of a person joined to another, and of ways in that must not lead to a seat.

use crate::asking::{consulted, marks, owners_outcome, said};
use crate::both::on_both;
use crate::members::{administrator, code, grid_officer, newcomer, phone, refused, spend, stands_behind};
use crate::votes::{consultation, owners_vote};
use crate::world::{World, label};
use domain::actor::Actor;
use domain::bodies::SeatRight;
use domain::count::consultative::Choices;
use domain::id::PersonId;
use domain::problem::Problem;
use domain::roll::ResidenceKind;
use domain::time::HOUR;
use domain::votes::{ElectorateKind, Method};
use domain::words::PersonName;
use service::jobs::run_due;
use service::joining::{self, Ask, Verdict};
use service::sessions::{self, Token};
use service::votes::cast::cast;
use service::votes::read::Vote;
use service::votes::setup::NewVote;
use service::{founding, roll};

const SYSTEM: Actor = Actor::System;

async fn merge(world: &World, actor: &Actor, kept: PersonId, gone: PersonId) -> service::Result<()> {
    let hall = &world.at.hall;
    roll::merge_persons(hall, actor, hall.new_id(), world.compound, kept, vec![gone]).await
}

fn person_of(actor: &Actor) -> PersonId {
    actor.member().unwrap().person.unwrap()
}

/// Two entries of one name, each with a flat.
async fn twins(world: &World, name: &str) -> (PersonId, PersonId) {
    let (one, other) = (world.person(name).await, world.person(name).await);
    world.flat(&format!("3号楼{name}甲"), 800_000, &[one]).await;
    world.flat(&format!("3号楼{name}乙"), 800_000, &[other]).await;
    (one, other)
}

#[test]
fn a_committee_took_over_a_seat_by_a_merge() {
    on_both(|at| async move {
        let world = World::furnish(at).await;
        let committee = world.committee_member("业委").await;
        let boss = administrator(&world).await;
        // An entry of the officer's own name, made in an import, with a code in the committee's hands.
        let (fake, _) = twins(&world, "吴主任").await;
        let outcome = merge(&world, &committee, fake, person_of(&boss)).await;
        assert_eq!(refused(outcome), Problem::AboveThisRoll);
        let outcome = merge(&world, &committee, person_of(&boss), fake).await;
        assert_eq!(refused(outcome), Problem::AboveThisRoll);
        // Who gives the seats may; the codes of both entries end, and every device but their own.
        let held = code(&world, fake).await;
        let device = sessions::admit(&world.at.hall, &SYSTEM, boss.member_id().unwrap(), "x", true).await;
        merge(&world, &boss, fake, person_of(&boss)).await.unwrap();
        assert_eq!(refused(spend(&world, &held, world.at.hall.new_id(), 1).await.1), Problem::CodeNotValid);
        assert_eq!(stands_behind(&world, &device.unwrap()).await, Actor::Visitor);
    });
}

#[test]
fn every_merge_of_a_person_on_a_frozen_roll_failed() {
    on_both(|at| async move {
        let world = World::furnish(at).await;
        let chair = world.committee_member("陈主任").await;
        // One flat of their own each, and one on whose title they stand twice.
        let (one, other) = twins(&world, "张三").await;
        world.flat("3号楼张三丙", 500_000, &[one, other]).await;
        let member = world.account(other, "张三").await;
        let before = world.actor(member).await;
        let vote = world.opened(&chair, owners_vote(&world)).await;
        world.says(&before, &vote, "agree").await.unwrap();
        merge(&world, &chair, one, other).await.unwrap();
        // All three flats are one owner's, who has one ballot for them, alone.
        let after = world.actor(member).await;
        let mut snapshot = world.at.hall.read().await.unwrap();
        let vote =
            service::votes::read::vote(&mut snapshot, &after, &world.community, vote.number).await.unwrap();
        let heads = service::votes::read::holdings(&mut snapshot, &after, world.community.id, &vote);
        let heads = heads.await.unwrap();
        let [head] = heads.as_slice() else { panic!("one head, not {heads:?}") };
        assert!(head.speaks && head.speakers == 1, "{head:?}");
        assert_eq!((head.units_count, head.area_cm2), (3, 2_100_000));
        assert_eq!(head.units.split('、').count(), 3, "{}", head.units);
        let own = head.ballot.as_ref().unwrap();
        assert_eq!((own.said.clone(), own.suspended), (Some(said("agree")), false));
        drop(snapshot);
        assert_eq!((vote.turnout, vote.heads_total, vote.area_total_cm2), (1, Some(2), Some(2_995_200)));
        world.says(&after, &vote, "oppose").await.unwrap();
        let done = closed(&world, &vote).await;
        let outcome = owners_outcome(&done);
        let opposed = outcome.sums.questions[0].oppose;
        assert_eq!((opposed.heads.get(), opposed.area.get()), (1, 2_100_000));
        assert_eq!(outcome.received, opposed, "nothing was said twice");
        assert_eq!((outcome.sums.electorate.heads.get(), outcome.sums.electorate.area.get()), (2, 2_995_200));
    });
}

async fn closed(world: &World, vote: &Vote) -> Vote {
    world.at.clock.set(vote.closes_at);
    run_due(&world.at.hall).await.unwrap();
    world.vote(&SYSTEM, vote.number).await
}

/// Who agreed, who opposed, and how many there are, in a consultation.
fn heard(vote: &Vote) -> (i64, i64, i64) {
    let outcome = consulted(vote);
    let Choices::YesNo { agree, oppose, .. } = &outcome.sums.choices else { panic!("yes or no") };
    (agree.get(), oppose.get(), outcome.sums.electorate.get())
}

/// Someone on the roll without an account, and the entry made for them when they asked to join.
async fn entered_twice(world: &World, name: &str) -> (PersonId, PersonId, Actor) {
    let (one, other) = (world.person(name).await, world.person(name).await);
    let home = world.flat(&format!("3号楼{name}家"), 800_000, &[one]).await;
    for person in [one, other] {
        founding::add_residence(&world.at.hall, &SYSTEM, home, person, ResidenceKind::Family).await.unwrap();
    }
    let member = world.account(other, name).await;
    (one, other, world.actor(member).await)
}

#[test]
fn one_persons_ballot_counted_twice_after_a_merge() {
    on_both(|at| async move {
        let world = World::furnish(at).await;
        let council = world.councillor("林秘书").await;
        let committee = world.committee_member("业委").await;
        // Whichever entry is kept.
        let (zhang, zhang_too, zhang_san) = entered_twice(&world, "张三").await;
        let (li, li_too, li_si) = entered_twice(&world, "李四").await;
        let vote = world.opened(&council, consultation(&world, Method::YesNo, &[])).await;
        assert_eq!(vote.heads_total, Some(6));
        for voter in [&zhang_san, &li_si] {
            world.says(voter, &vote, "agree").await.unwrap();
        }
        merge(&world, &committee, zhang, zhang_too).await.unwrap();
        merge(&world, &committee, li_too, li).await.unwrap();
        let vote = world.vote(&council, vote.number).await;
        assert_eq!((vote.turnout, vote.heads_total), (2, Some(4)));
        for (voter, says) in [(&zhang_san, "oppose"), (&li_si, "agree")] {
            let voter = world.actor(voter.member_id().unwrap()).await;
            let own = world.holdings(&voter, &vote).await;
            assert_eq!(own.len(), 1, "{own:?}");
            assert!(own[0].ballot.is_some(), "what was said is theirs still");
            world.says(&voter, &vote, says).await.unwrap();
        }
        let done = closed(&world, &vote).await;
        assert_eq!((done.turnout, heard(&done)), (2, (1, 1, 4)));
    });
}

#[test]
fn a_person_entered_twice_spoke_twice_for_one_household() {
    on_both(|at| async move {
        let world = World::furnish(at).await;
        let council = world.councillor("林秘书").await;
        let committee = world.committee_member("业委").await;
        let (one, other, zhang) = entered_twice(&world, "张三").await;
        let new =
            NewVote { electorate: ElectorateKind::Households, ..consultation(&world, Method::YesNo, &[]) };
        let vote = world.opened(&council, new).await;
        world.says(&zhang, &vote, "agree").await.unwrap();
        merge(&world, &committee, one, other).await.unwrap();
        let zhang = world.actor(zhang.member_id().unwrap()).await;
        let own = world.holdings(&zhang, &vote).await;
        assert_eq!((own.len(), own[0].speakers), (1, 1), "{own:?}");
        world.says(&zhang, &vote, "oppose").await.unwrap();
        let own = world.holdings(&zhang, &vote).await;
        assert_eq!(own[0].ballot.as_ref().unwrap().said, Some(said("oppose")));
        let done = closed(&world, &vote).await;
        assert_eq!((done.turnout, heard(&done)), (1, (0, 1, 2)));
    });
}

#[test]
fn co_owners_of_two_heads_that_became_one_wait_until_they_agree() {
    on_both(|at| async move {
        let world = World::furnish(at).await;
        let chair = world.committee_member("陈主任").await;
        let (one, other) = (world.person("张三").await, world.person("张三").await);
        let wife = world.person("李四").await;
        world.flat("3号楼101", 800_000, &[one, wife]).await;
        world.flat("3号楼102", 700_000, &[other, wife]).await;
        let (zhang, li) = (world.account(other, "张三").await, world.account(wife, "李四").await);
        let (zhang, li) = (world.actor(zhang).await, world.actor(li).await);
        let vote = world.opened(&chair, owners_vote(&world)).await;
        world.says(&li, &vote, "agree").await.unwrap();
        world.says(&zhang, &vote, "agree").await.unwrap();
        world.at.clock.advance(HOUR);
        let second = world.heads(&zhang, &vote).await;
        let oppose = vec![(second[0], vec![marks("oppose")])];
        cast(&world.at.hall, &zhang, vote.id, oppose).await.unwrap();
        merge(&world, &chair, one, other).await.unwrap();
        let zhang = world.actor(zhang.member_id().unwrap()).await;
        let own = world.holdings(&zhang, &vote).await;
        assert_eq!((own.len(), own[0].area_cm2, own[0].speakers), (1, 1_500_000, 2), "{own:?}");
        assert!(own[0].ballot.as_ref().unwrap().suspended);
        world.says(&zhang, &vote, "agree").await.unwrap();
        let done = closed(&world, &vote).await;
        let outcome = owners_outcome(&done);
        let agreed = outcome.sums.questions[0].agree;
        assert_eq!((agreed.heads.get(), agreed.area.get()), (1, 1_500_000));
    });
}

#[test]
fn a_merge_of_other_names_or_with_oneself_is_refused() {
    on_both(|at| async move {
        let world = World::furnish(at).await;
        let committee = world.committee_member("业委").await;
        let ((one, other), (third, _)) = (twins(&world, "张三").await, twins(&world, "李四").await);
        assert_eq!(refused(merge(&world, &committee, one, third).await), Problem::OtherName);
        assert_eq!(refused(merge(&world, &committee, one, one).await), Problem::SamePerson);
        merge(&world, &committee, one, other).await.unwrap();
    });
}

#[test]
fn a_code_made_before_the_seat_opened_the_seat() {
    on_both(|at| async move {
        let world = World::furnish(at).await;
        let hall = &world.at.hall;
        let officer = grid_officer(&world).await;
        let person = newcomer(&world, "何邻").await;
        let member = world.account(person, "何邻").await;
        let old = joining::issue_code(hall, &officer, world.community.id, person).await.unwrap().code;
        // A request of theirs that was granted and not picked up.
        let pickup = Token::new(hall);
        let ask = Ask {
            community: world.community.id,
            building: world.building,
            unit: label("2单元何邻室"),
            name: PersonName::parse("何邻").unwrap(),
            phone: None,
            tie: ResidenceKind::Family,
        };
        joining::ask_to_join(hall, hall.new_id(), ask, &pickup, &phone(1)).await.unwrap();
        let mut snapshot = hall.read().await.unwrap();
        let waiting = joining::waiting_requests(&mut snapshot, &officer, world.community.id).await.unwrap();
        drop(snapshot);
        let (key, is) = (hall.new_id(), Verdict::Is(person));
        joining::answer_request(hall, &officer, key, world.community.id, waiting[0].id, is).await.unwrap();
        let actor = world.actor(member).await;
        world.seat(&actor, world.council.1, SeatRight::Council).await;
        assert_eq!(refused(spend(&world, &old, hall.new_id(), 2).await.1), Problem::CodeNotValid);
        let token = Token::new(hall);
        let picked = joining::pick_up(hall, &Actor::Visitor, &pickup, &token, phone(1)).await;
        assert_eq!(refused(picked), Problem::AlreadyDone);
        assert_eq!(stands_behind(&world, &token).await, Actor::Visitor);
        // By who gives the seats.
        let boss = administrator(&world).await;
        let good = joining::issue_code(hall, &boss, world.community.id, person).await.unwrap().code;
        spend(&world, &good, hall.new_id(), 3).await.1.unwrap();
    });
}

#[test]
fn many_pages_of_wrong_codes_at_the_same_instant_are_all_counted() {
    on_both(|at| async move {
        let world = World::furnish(at).await;
        let mut tries = tokio::task::JoinSet::new();
        for n in 0..40_u8 {
            let hall = world.at.hall.clone();
            tries.spawn(async move {
                let wrong = domain::members::JoinCode::of_random([n; 12]);
                let mut snapshot = hall.read().await.unwrap();
                joining::invitation(&hall, &mut snapshot, &Actor::Visitor, phone(1).address, &wrong).await
            });
        }
        let outcomes: Vec<_> = tries.join_all().await.into_iter().map(refused).collect();
        assert_eq!(outcomes.iter().filter(|problem| **problem == Problem::CodeNotValid).count(), 5);
        // Those refused looked nothing up, also where the code was a good one.
        let good = code(&world, newcomer(&world, "1201").await).await;
        let mut snapshot = world.at.hall.read().await.unwrap();
        let shown =
            joining::invitation(&world.at.hall, &mut snapshot, &Actor::Visitor, phone(1).address, &good);
        assert_eq!(refused(shown.await), Problem::TooManyTries);
    });
}

#[test]
fn a_seat_given_by_the_command_line_ends_codes_too() {
    on_both(|at| async move {
        let world = World::furnish(at).await;
        let person = newcomer(&world, "何邻").await;
        let member = world.account(person, "何邻").await;
        let old = code(&world, person).await;
        let new = founding::NewSeat {
            term: world.council.1,
            member,
            title: label("委员"),
            right: Some(SeatRight::Council),
            grid: None,
        };
        founding::seat_member(&world.at.hall, &SYSTEM, new).await.unwrap();
        assert_eq!(refused(spend(&world, &old, world.at.hall.new_id(), 1).await.1), Problem::CodeNotValid);
    });
}
