//! Stories of a compound whose owners' rules say something of those who return no ballot.

use crate::asking::{marks, owners_outcome, question};
use crate::both::{Empty, on_both};
use crate::members::administrator;
use crate::votes::owners_vote;
use crate::world::{World, label};
use domain::actor::Actor;
use domain::count::manifest::Clause;
use domain::count::owners;
use domain::time::LocalDay;
use domain::votes::after::{ObjectionFinding, ObjectionKind};
use domain::votes::{EVoting, OwnersMatter};
use domain::words::{ObjectionText, Reason};
use service::bodies::{self, NewRules};
use service::jobs::run_due;
use service::votes::cast::cast;
use service::votes::objections::{Answer, answer, object};
use service::votes::read::{self, Vote};
use service::votes::setup::{self, By, NewVote};

fn clause() -> Clause {
    Clause {
        document: label("《春和苑2号院业主大会议事规则》第二十三条"),
        adopted_on: LocalDay::parse("2025-03-09").unwrap(),
        text: Reason::parse("已送达表决票，业主在规定时间内不反馈意见的，视为同意多数意见。").unwrap(),
    }
}

/// A compound whose administrator has typed the clause, with five owners, and the administrator's flat of an owner
/// nobody knows.
async fn furnished(at: Empty) -> (World, Vec<Actor>) {
    let world = World::furnish(at).await;
    let administrator = administrator(&world).await;
    let rules = NewRules {
        e_voting: EVoting::Here,
        e_voting_clause: Some(Reason::parse("议事规则第十二条").unwrap()),
        silence_clause: Some(clause()),
    };
    let community = world.community.id;
    bodies::set_rules(&world.at.hall, &administrator, community, world.compound, rules).await.unwrap();
    let mut owners = vec![world.committee_member("陈主任").await];
    for name in ["王小明", "李邻居", "张三", "赵六"] {
        owners.push(world.owner(name, 895_200).await);
    }
    (world, owners)
}

async fn read(world: &World, number: i64) -> Vote {
    let mut snapshot = world.at.hall.read().await.unwrap();
    read::vote(&mut snapshot, &Actor::Visitor, &world.community, number).await.unwrap()
}

/// The outcome when four of the six heads agree, just enough to take part, and the others say nothing.
async fn four_of_six_agree(world: &World, owners: &[Actor], by: By) -> owners::Outcome {
    let (hall, clock, chair) = (&world.at.hall, &world.at.clock, &owners[0]);
    let vote = NewVote { questions: vec![question(by, &[])], ..owners_vote(world) };
    let (opens_at, closes_at) = (vote.opens_at, vote.closes_at);
    let number = setup::set_up(hall, chair, hall.new_id(), vote).await.unwrap();
    let mut snapshot = hall.read().await.unwrap();
    let draft = read::vote(&mut snapshot, chair, &world.community, number).await.unwrap();
    drop(snapshot);
    setup::announce(hall, chair, hall.new_id(), draft.id, draft.version).await.unwrap();
    clock.set(opens_at);
    run_due(hall).await.unwrap();
    let open = read(world, number).await;
    for owner in &owners[..4] {
        let mut snapshot = hall.read().await.unwrap();
        let held = read::holdings(&mut snapshot, owner, world.community.id, &open).await.unwrap();
        drop(snapshot);
        let ballots = held.iter().map(|it| (it.head.unwrap(), vec![marks("agree")])).collect();
        cast(hall, owner, open.id, ballots).await.unwrap();
    }
    clock.set(closes_at);
    run_due(hall).await.unwrap();
    owners_outcome(&read(world, number).await)
}

#[test]
fn a_typed_silence_clause_gives_a_second_tally_and_leaves_the_headline_alone() {
    on_both(|at| async move {
        let (world, owners) = furnished(at).await;
        let mut snapshot = world.at.hall.read().await.unwrap();
        let kept = bodies::rules(&mut snapshot, &world.community).await.unwrap();
        drop(snapshot);
        assert_eq!(kept.compounds[0].silence_clause, Some(clause()));
        let outcome = four_of_six_agree(&world, &owners, By::Owners(OwnersMatter::RulesOfProcedure)).await;
        let finding = &outcome.findings[0];
        assert!(finding.passed);
        let second = finding.silence.as_ref().expect("the rules say something of silence");
        assert!(second.would_pass);
        assert_eq!(outcome.received.ballots.get(), 4, "who says nothing takes no part in the headline");
    });
}

#[test]
fn silence_is_never_counted_for_matters_six_to_eight() {
    let special = [OwnersMatter::RaiseMaintenanceFund, OwnersMatter::Rebuild, OwnersMatter::UseOfCommonParts];
    for matter in special {
        on_both(|at| async move {
            let (world, owners) = furnished(at).await;
            let outcome = four_of_six_agree(&world, &owners, By::Owners(matter)).await;
            assert!(outcome.findings[0].silence.is_none());
        });
    }
}

#[test]
fn a_ballot_that_was_set_aside_counted_as_silent() {
    on_both(|at| async move {
        let (world, owners) = furnished(at).await;
        let hall = &world.at.hall;
        let before = four_of_six_agree(&world, &owners, By::Owners(OwnersMatter::PropertyService)).await;
        let vote = read(&world, 1).await;
        let words = ObjectionText::parse("这张票不是本人投的。").unwrap();
        object(hall, &owners[1], hall.new_id(), vote.id, ObjectionKind::Ballot, words).await.unwrap();
        let (finding, ballot) = (ObjectionFinding::Recount, Some("3号楼王小明家".to_owned()));
        let struck = Answer { finding, text: Reason::parse("已核实。").unwrap(), ballot };
        answer(hall, &owners[0], hall.new_id(), vote.id, 1, struck).await.unwrap();
        let after = owners_outcome(&read(&world, 1).await);
        assert_eq!(after.participating.heads.get() + 1, before.participating.heads.get());
        assert_eq!(after.sums.silent, before.sums.silent, "whoever handed a ballot in was not silent");
    });
}
