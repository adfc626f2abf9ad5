//! Stories of joint requests.

use crate::both::on_both;
use crate::world::World;
use domain::actor::Actor;
use domain::policy::Denied;
use domain::problem::Problem;
use domain::requests::ANSWER_DAYS;
use domain::roll::Tenure;
use domain::time::DAY;
use domain::votes::OwnersMatter;
use domain::words::{Body, Reason, Title};
use service::requests::{self, NewRequest, Request};
use service::{Error, notices};

fn asked(world: &World) -> NewRequest {
    NewRequest {
        compound: world.compound,
        title: Title::parse("提议召开业主大会临时会议").unwrap(),
        body: Body::parse("请就**充电棚**进行表决。").unwrap(),
        matter: Some(OwnersMatter::UseOfCommonParts),
    }
}

async fn start(world: &World, who: &Actor) -> service::Result<i64> {
    let hall = &world.at.hall;
    requests::start_request(hall, who, hall.new_id(), asked(world)).await
}

async fn read(world: &World, who: &Actor) -> Request {
    let mut snapshot = world.at.hall.read().await.unwrap();
    requests::request(&mut snapshot, who, &world.community, "yuan2", 1).await.unwrap()
}

async fn sign(world: &World, who: &Actor) -> service::Result<()> {
    let id = read(world, who).await.id;
    requests::sign_request(&world.at.hall, who, id).await
}

async fn unsign(world: &World, who: &Actor) -> service::Result<()> {
    let id = read(world, who).await.id;
    requests::unsign_request(&world.at.hall, who, id).await
}

async fn answer(world: &World, who: &Actor) -> service::Result<()> {
    let id = read(world, who).await.id;
    let text = Reason::parse("定于12月10日召开").unwrap();
    requests::answer_request(&world.at.hall, who, world.at.hall.new_id(), id, text).await
}

/// Husband and wife: he owns a flat, together they own another.
async fn couple(world: &World) -> (Actor, Actor) {
    let (he, she) = (world.person("赵丈夫").await, world.person("孙妻子").await);
    world.flat("3号楼501", 1_000_000, &[he]).await;
    world.flat("3号楼502", 500_000, &[he, she]).await;
    let (he, she) = (world.account(he, "赵丈夫").await, world.account(she, "孙妻子").await);
    (world.actor(he).await, world.actor(she).await)
}

#[test]
fn one_head_signs_once_whoever_of_its_owners_does() {
    on_both(|at| async move {
        let world = World::furnish(at).await;
        for n in 0..13 {
            world.owner(&format!("业主{n}"), 1_000_000).await;
        }
        let starter = world.owner("发起人", 1_000_000).await;
        let (he, she) = couple(&world).await;
        assert_eq!(start(&world, &starter).await.unwrap(), 1);
        let (one, two) = tokio::join!(sign(&world, &he), sign(&world, &she));
        one.unwrap();
        let she_came_first = two.is_ok();
        assert!(she_came_first || matches!(two, Err(Error::Refused(Problem::AlreadyDone))));
        let request = read(&world, &she).await;
        let progress = request.listed.progress;
        assert_eq!((progress.signed, progress.total), (3, 16), "his own, theirs once, the starter's");
        assert_eq!(request.area_share, None, "three heads");
        assert_eq!(request.mine + request.by_co_owner, 1);
        sign(&world, &he).await.unwrap();
        assert_eq!(read(&world, &he).await.listed.progress.signed, 3, "signing twice is signing once");
        unsign(&world, &he).await.unwrap();
        assert_eq!(read(&world, &he).await.listed.progress.signed, if she_came_first { 2 } else { 1 });
    });
}

#[test]
fn a_fifth_of_the_heads_binds_the_convenor_to_answer_in_time() {
    on_both(|at| async move {
        let world = World::furnish(at).await;
        let convenor = world.committee_member("主任").await;
        let mut owners = Vec::new();
        for n in 0..8 {
            owners.push(world.owner(&format!("业主{n}"), 1_000_000).await);
        }
        world.unit("3号楼901", 800_000, &[], Tenure::Unsold).await;
        start(&world, &owners[0]).await.unwrap();
        let early = answer(&world, &convenor).await;
        assert!(matches!(early, Err(Error::Denied(Denied::WrongStage))), "nothing binds yet");
        assert_eq!(read(&world, &Actor::Visitor).await.listed.progress.reached_at, None);
        sign(&world, &owners[1]).await.unwrap();
        let now = world.at.hall.now();
        let progress = read(&world, &Actor::Visitor).await.listed.progress;
        assert_eq!((progress.signed, progress.total, progress.reached_at), (2, 10, Some(now)));
        assert_eq!(progress.answer_due_at, Some(now.plus(ANSWER_DAYS * DAY)));
        assert!(!progress.is_overdue(now.plus(ANSWER_DAYS * DAY)));
        assert!(progress.is_overdue(now.plus(ANSWER_DAYS * DAY + 1)));
        let mut snapshot = world.at.hall.read().await.unwrap();
        let told = notices::unseen(&mut snapshot, &convenor, world.community.id, 9).await.unwrap();
        assert_eq!(told[0].path, "requests/yuan2/1");
        drop(snapshot);
        assert!(matches!(unsign(&world, &owners[1]).await, Err(Error::Refused(Problem::Frozen))));
        sign(&world, &owners[2]).await.unwrap();
        assert!(matches!(answer(&world, &owners[3]).await, Err(Error::Denied(Denied::NoSeat))));
        answer(&world, &convenor).await.unwrap();
        assert!(matches!(answer(&world, &convenor).await, Err(Error::Refused(Problem::AlreadyDone))));
        let request = read(&world, &Actor::Visitor).await;
        assert_eq!(request.answer, Some(("定于12月10日召开".to_owned(), "业主委员会委员".to_owned())));
        assert_eq!(request.listed.progress.signed, 3);
    });
}

#[test]
fn of_the_last_two_signatures_at_once_one_reaches_the_fifth() {
    on_both(|at| async move {
        let world = World::furnish(at).await;
        let mut owners = Vec::new();
        for n in 0..15 {
            owners.push(world.owner(&format!("业主{n}"), 1_000_000).await);
        }
        start(&world, &owners[0]).await.unwrap();
        let (one, two) = tokio::join!(sign(&world, &owners[1]), sign(&world, &owners[2]));
        one.unwrap();
        two.unwrap();
        let progress = read(&world, &Actor::Visitor).await.listed.progress;
        assert_eq!((progress.signed, progress.reached_at.is_some()), (3, true));
    });
}

#[test]
fn only_owners_of_the_compound_start_and_sign() {
    on_both(|at| async move {
        let world = World::furnish(at).await;
        let (owner, tenant) = (world.owner("业主", 1_000_000).await, world.resident("租客").await);
        for who in [&tenant, &Actor::Visitor] {
            assert!(matches!(start(&world, who).await, Err(Error::Denied(_))));
        }
        start(&world, &owner).await.unwrap();
        assert!(matches!(sign(&world, &tenant).await, Err(Error::Denied(Denied::NotAnOwner))));
        let mut snapshot = world.at.hall.read().await.unwrap();
        let page = requests::requests(&mut snapshot, &world.community, 1).await.unwrap();
        assert_eq!((page.requests.len(), page.pages, page.requests[0].number), (1, 1, 1));
        let none = requests::request(&mut snapshot, &owner, &world.community, "yuan2", 2).await;
        assert!(matches!(none, Err(Error::NotFound)));
    });
}
