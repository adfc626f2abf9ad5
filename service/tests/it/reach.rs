//! Stories of how far a vote reaches, and of what it may not touch.

use crate::asking::question;
use crate::both::on_both;
use crate::votes::{consultation, owners_vote};
use crate::world::{World, label};
use domain::actor::Actor;
use domain::id::{CompoundId, EntranceId, IssueId};
use domain::issues::{Category, Move, Stage};
use domain::policy::Denied;
use domain::problem::Problem;
use domain::votes::{EVoting, ElectorateKind, Method, OwnersMatter};
use domain::words::{Body, Reason, Title};
use service::issues::{self, NewIssue, OfficersStep};
use service::votes::Scope;
use service::votes::conduct::offers;
use service::votes::setup::{self, By, NewVote};
use service::{Error, Result, founding};

async fn set_up(world: &World, actor: &Actor, vote: NewVote) -> Result<i64> {
    setup::set_up(&world.at.hall, actor, world.at.hall.new_id(), vote).await
}

fn refused(answer: Result<i64>) -> Problem {
    match answer {
        Err(Error::Refused(problem)) => problem,
        other => panic!("refused, not {other:?}"),
    }
}

async fn other_compound(world: &World) -> CompoundId {
    let new = founding::NewCompound {
        community: world.community.id,
        slug: "yuan3".to_owned(),
        name: label("春和苑3号院"),
        e_voting: EVoting::Here,
        e_voting_clause: Some("议事规则第八条".to_owned()),
        silence_clause: None,
    };
    founding::add_compound(&world.at.hall, &Actor::System, new).await.unwrap()
}

async fn stairway(world: &World) -> EntranceId {
    founding::add_entrance(&world.at.hall, &Actor::System, world.building, label("1单元"), 1).await.unwrap()
}

#[test]
fn a_stairway_voted_on_what_concerns_the_whole_compound() {
    on_both(|at| async move {
        let world = World::furnish(at).await;
        let chair = world.committee_member("陈主任").await;
        let entrance = Scope::Entrance(world.compound, stairway(&world).await);
        let building = Scope::Building(world.compound, world.building);
        let on = |matter, scope| NewVote {
            questions: vec![question(By::Owners(matter), &[])],
            scope,
            ..owners_vote(&world)
        };
        for matter in [OwnersMatter::RulesOfProcedure, OwnersMatter::Committee, OwnersMatter::Rebuild] {
            for scope in [entrance, building] {
                let answer = set_up(&world, &chair, on(matter, scope)).await;
                assert_eq!(refused(answer), Problem::ScopeTooNarrow, "{matter:?}");
            }
            set_up(&world, &chair, on(matter, Scope::Compound(world.compound))).await.unwrap();
        }
        // A home turned into a shop is the whole building's matter, a stairway's repair its own.
        let shop = OwnersMatter::HomeToBusiness;
        assert_eq!(refused(set_up(&world, &chair, on(shop, entrance)).await), Problem::ScopeTooNarrow);
        set_up(&world, &chair, on(shop, building)).await.unwrap();
        set_up(&world, &chair, on(OwnersMatter::UseMaintenanceFund, entrance)).await.unwrap();
    });
}

#[test]
fn a_compounds_body_called_a_vote_of_the_whole_community() {
    on_both(|at| async move {
        let world = World::furnish(at).await;
        let chair = world.committee_member("陈主任").await;
        let other = other_compound(&world).await;
        let of = |scope, electorate| NewVote {
            convener: world.committee.0,
            scope,
            electorate,
            ..consultation(&world, Method::YesNo, &[])
        };
        let (adults, members) = (ElectorateKind::Adults, ElectorateKind::BodyMembers);
        for (scope, electorate) in [
            (Scope::Community, adults),
            (Scope::Compound(other), adults),
            (Scope::Body(world.council.0), members),
        ] {
            let answer = set_up(&world, &chair, of(scope, electorate)).await;
            assert_eq!(refused(answer), Problem::ScopeTooWide, "{scope:?}");
        }
        set_up(&world, &chair, of(Scope::Compound(world.compound), adults)).await.unwrap();
        set_up(&world, &chair, of(Scope::Body(world.committee.0), members)).await.unwrap();
    });
}

/// An issue of `compound` that is being talked over.
async fn deliberated(world: &World, compound: CompoundId) -> (i64, IssueId) {
    let (hall, name) = (&world.at.hall, format!("居民{}", &compound.to_string()[30..]));
    let (author, council) = (world.resident(&name).await, world.councillor(&format!("{name}秘书")).await);
    let new = NewIssue {
        community: world.community.id,
        title: Title::parse("北门没有充电的地方").unwrap(),
        body: Body::parse("飞线充电很危险。").unwrap(),
        category: Category::Property,
        compound: Some(compound),
        building: None,
        entrance: None,
    };
    let number = issues::raise_issue(hall, &author, hall.new_id(), new).await.unwrap();
    let mut snapshot = hall.read().await.unwrap();
    let id = issues::issue(&mut snapshot, &author, &world.community, number).await.unwrap().id;
    drop(snapshot);
    for (version, step) in [(1, Move::Accept), (2, Move::Deliberate)] {
        let reason = Reason::parse("大家都关心。").unwrap();
        let step = OfficersStep { version, step, reason, carrying: None };
        issues::move_issue(hall, &council, hall.new_id(), id, step).await.unwrap();
    }
    (number, id)
}

async fn stage(world: &World, number: i64) -> Stage {
    let mut snapshot = world.at.hall.read().await.unwrap();
    issues::issue(&mut snapshot, &Actor::System, &world.community, number).await.unwrap().stage
}

#[test]
fn a_convenor_moved_an_issue_of_another_compound() {
    on_both(|at| async move {
        let world = World::furnish(at).await;
        let chair = world.committee_member("陈主任").await;
        let (foreign, _) = deliberated(&world, other_compound(&world).await).await;
        let (own, _) = deliberated(&world, world.compound).await;
        let on = |issue| NewVote { issue: Some(issue), ..owners_vote(&world) };
        let answer = set_up(&world, &chair, on(foreign)).await;
        assert!(matches!(answer, Err(Error::Denied(Denied::NoSeat))), "{answer:?}");
        let mut snapshot = world.at.hall.read().await.unwrap();
        let offered = offers(&mut snapshot, &chair, world.community.id, None).await.unwrap().issues;
        assert_eq!(offered.iter().map(|(number, _)| *number).collect::<Vec<_>>(), [own]);
        drop(snapshot);
        // A draft written with the right to it is announced only while the right is there.
        let number = set_up(&world, &Actor::System, on(foreign)).await.unwrap();
        let draft = world.vote(&chair, number).await;
        let hall = &world.at.hall;
        let answer = setup::announce(hall, &chair, hall.new_id(), draft.id, draft.version).await;
        assert!(matches!(answer, Err(Error::Denied(Denied::NoSeat))), "{answer:?}");
        assert_eq!(stage(&world, foreign).await, Stage::Deliberating);
        world.announced(&chair, on(own)).await;
        assert_eq!(stage(&world, own).await, Stage::Voting);
    });
}

#[test]
fn two_options_of_a_ballot_were_the_same() {
    on_both(|at| async move {
        let world = World::furnish(at).await;
        let council = world.councillor("林秘书").await;
        let answer = set_up(&world, &council, consultation(&world, Method::ChooseOne, &["甲", "甲"])).await;
        assert_eq!(refused(answer), Problem::EqualOptions);
        set_up(&world, &council, consultation(&world, Method::ChooseOne, &["甲", "乙"])).await.unwrap();
    });
}
