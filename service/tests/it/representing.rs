//! Stories of those who act for others: a firm's agent, a child's guardian.

use crate::both::on_both;
use crate::members::{administrator, grid_officer, refused};
use crate::votes::owners_vote;
use crate::world::World;
use domain::actor::{Actor, StandingKind};
use domain::id::{HeadId, PersonId};
use domain::members::Phone;
use domain::policy::Denied;
use domain::problem::Problem;
use domain::roll::{PersonKind, RepresentationKind};
use domain::time::LocalDay;
use domain::words::{Body, Note, PersonName, Title};
use service::accounts::{self, NewRepresentation, PersonSheet};
use service::founding::{self, NewPerson};
use service::jobs::run_due;
use service::requests::{self, NewRequest};
use service::votes::cast::cast;
use service::votes::read::{self, Vote};
use service::votes::setup;
use service::{Error, joining};

async fn owner(world: &World, name: &str, kind: PersonKind, is_adult: bool) -> PersonId {
    let new = NewPerson {
        community: world.community.id,
        kind,
        name: PersonName::parse(name).unwrap(),
        phone: None,
        document_tail: None,
        is_adult,
    };
    let person = founding::add_person(&world.at.hall, &Actor::System, new).await.unwrap();
    world.flat(&format!("3号楼{name}"), 1_000_000, &[person]).await;
    person
}

fn by(person: PersonId, kind: RepresentationKind, name: &str, phone: Option<&str>) -> NewRepresentation {
    NewRepresentation {
        person,
        kind,
        name: PersonName::parse(name).unwrap(),
        phone: phone.map(|phone| Phone::parse(phone).unwrap()),
        from: LocalDay::parse("2026-03-01").unwrap(),
        document: Note::parse("授权委托书，盖公章").unwrap(),
    }
}

async fn name(world: &World, officer: &Actor, new: NewRepresentation) -> service::Result<PersonId> {
    let hall = &world.at.hall;
    accounts::name_representative(hall, officer, hall.new_id(), &world.community, new).await
}

async fn sheet(world: &World, officer: &Actor, person: PersonId) -> PersonSheet {
    let hall = &world.at.hall;
    let mut snapshot = hall.read().await.unwrap();
    accounts::person(hall, &mut snapshot, officer, &world.community, person).await.unwrap()
}

/// The heads of the vote that `who` may speak for.
async fn heads(world: &World, who: &Actor, vote: &Vote) -> Vec<HeadId> {
    let mut snapshot = world.at.hall.read().await.unwrap();
    let all = read::holdings(&mut snapshot, who, world.community.id, vote).await.unwrap();
    all.into_iter().filter(|it| it.speaks).map(|it| it.head.unwrap()).collect()
}

#[test]
fn a_firms_agent_and_a_childs_guardian_vote_and_sign_for_their_heads() {
    on_both(|at| async move {
        let world = World::furnish(at).await;
        let hall = &world.at.hall;
        let administrator = administrator(&world).await;
        let chair = world.committee_member("陈主任").await;
        let firm = owner(&world, "春和商贸有限公司", PersonKind::Legal, true).await;
        let child = owner(&world, "孙小宝", PersonKind::Natural, false).await;
        let mother = world.resident("孙妈妈").await;
        let agent = by(firm, RepresentationKind::Agent, "钱经理", Some("13900000001"));
        let agent = name(&world, &administrator, agent).await.unwrap();
        // A committee keeps the roll of its own compound.
        let guardian = by(child, RepresentationKind::Guardian, "孙妈妈", None);
        let found = name(&world, &chair, guardian).await.unwrap();
        assert_eq!(Some(found), mother.member().unwrap().person, "who is on the roll is not entered again");
        // Who came onto the roll by being named gets an owner's code, from the hand of an officer.
        let code = joining::issue_code(hall, &administrator, world.community.id, agent).await.unwrap();
        assert_eq!(code.kind, domain::members::CodeKind::Owner);
        let (agent, mother) =
            (world.account(agent, "钱经理").await, world.actor(mother.member_id().unwrap()).await);
        let agent = world.actor(agent).await;
        for who in [&agent, &mother] {
            let acts = &who.member().unwrap().standings;
            assert!(acts.iter().any(|standing| standing.kind == StandingKind::Representative));
        }
        let vote = owners_vote(&world);
        let opens_at = vote.opens_at;
        let number = setup::set_up(hall, &chair, hall.new_id(), vote).await.unwrap();
        let mut snapshot = hall.read().await.unwrap();
        let draft = read::vote(&mut snapshot, &chair, &world.community, number).await.unwrap();
        drop(snapshot);
        setup::announce(hall, &chair, hall.new_id(), draft.id, draft.version).await.unwrap();
        world.at.clock.set(opens_at);
        run_due(hall).await.unwrap();
        let mut snapshot = hall.read().await.unwrap();
        let open = read::vote(&mut snapshot, &chair, &world.community, number).await.unwrap();
        drop(snapshot);
        for who in [&agent, &mother] {
            let own = heads(&world, who, &open).await;
            assert_eq!(own.len(), 1);
            cast(hall, who, open.id, vec![(own[0], vec![crate::asking::marks("agree")])]).await.unwrap();
        }
        let asked = NewRequest {
            compound: world.compound,
            title: Title::parse("提议召开业主大会临时会议").unwrap(),
            body: Body::parse("商铺门口的台阶坏了。").unwrap(),
            matter: None,
        };
        requests::start_request(hall, &agent, hall.new_id(), asked).await.unwrap();
        let mut snapshot = hall.read().await.unwrap();
        let request = requests::request(&mut snapshot, &mother, &world.community, "yuan2", 1).await.unwrap();
        drop(snapshot);
        assert_eq!((request.listed.progress.signed, request.signable, request.mine), (1, 1, 0));
        requests::sign_request(hall, &mother, request.id).await.unwrap();
        let mut snapshot = hall.read().await.unwrap();
        let request = requests::request(&mut snapshot, &mother, &world.community, "yuan2", 1).await.unwrap();
        assert_eq!((request.listed.progress.signed, request.signable, request.mine), (2, 0, 1));
        assert_eq!(request.area_share, None, "of two heads the area would be their own");
    });
}

#[test]
fn an_agency_is_written_down_replaced_and_ended() {
    on_both(|at| async move {
        let world = World::furnish(at).await;
        let hall = &world.at.hall;
        let officer = administrator(&world).await;
        let firm = owner(&world, "春和商贸有限公司", PersonKind::Legal, true).await;
        let agent = |name, phone| by(firm, RepresentationKind::Agent, name, phone);
        assert_eq!(refused(name(&world, &officer, agent("没有人", None)).await), Problem::NobodyOnTheRoll);
        let first = world.person("钱经理").await;
        world.person("李经理").await;
        let key = hall.new_id();
        for _ in 0..2 {
            let new = agent("钱经理", None);
            let named = accounts::name_representative(hall, &officer, key, &world.community, new).await;
            assert_eq!(named.unwrap(), first);
        }
        assert_eq!(sheet(&world, &officer, firm).await.representations.len(), 1, "two taps are one naming");
        name(&world, &officer, agent("李经理", None)).await.unwrap();
        let page = sheet(&world, &officer, firm).await;
        let listed: Vec<_> =
            page.representations.iter().map(|one| (one.name.as_str(), one.ended_at.is_some())).collect();
        assert_eq!(listed, [("李经理", false), ("钱经理", true)]);
        assert_eq!(sheet(&world, &officer, first).await.acts_for, []);
        let second = page.representations[0].by;
        let acts_for = sheet(&world, &officer, second).await.acts_for;
        assert_eq!(acts_for, [(RepresentationKind::Agent, "春和商贸有限公司".to_owned())]);
        let account = world.account(second, "李经理").await;
        assert!(world.actor(account).await.member().unwrap().speaks_as_owner_in(world.compound));
        let end = || {
            let (key, kind) = (hall.new_id(), RepresentationKind::Agent);
            accounts::end_representation(hall, &officer, key, &world.community, firm, kind)
        };
        end().await.unwrap();
        assert_eq!(refused(end().await), Problem::AlreadyDone);
        assert!(!world.actor(account).await.member().unwrap().speaks_as_owner_in(world.compound));
    });
}

#[test]
fn nobody_names_themselves_and_nobody_without_the_roll_names_at_all() {
    on_both(|at| async move {
        let world = World::furnish(at).await;
        let firm = owner(&world, "春和商贸有限公司", PersonKind::Legal, true).await;
        let child = owner(&world, "孙小宝", PersonKind::Natural, false).await;
        let (grid, neighbour) = (grid_officer(&world).await, world.resident("李邻居").await);
        let new = || by(firm, RepresentationKind::Agent, "李邻居", None);
        for who in [&grid, &neighbour] {
            let denied = name(&world, who, new()).await;
            assert!(matches!(denied, Err(Error::Denied(Denied::NoSeat))), "{denied:?}");
        }
        let visitor = name(&world, &Actor::Visitor, new()).await;
        assert!(matches!(visitor, Err(Error::Denied(Denied::NotSignedIn))));
        let chair = world.committee_member("陈主任").await;
        let own = name(&world, &chair, by(firm, RepresentationKind::Agent, "陈主任", None)).await;
        assert!(matches!(own, Err(Error::Denied(Denied::OwnMatter))), "{own:?}");
        let odd = [(firm, RepresentationKind::Guardian), (child, RepresentationKind::Agent)];
        for (person, kind) in odd {
            let answer = name(&world, &chair, by(person, kind, "李邻居", None)).await;
            assert!(matches!(answer, Err(Error::NotFound)), "{answer:?}");
        }
        world.person("李邻居").await;
        assert_eq!(refused(name(&world, &chair, new()).await), Problem::SeveralOfThatName);
    });
}
