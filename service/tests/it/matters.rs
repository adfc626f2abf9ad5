//! Stories of an issue's way along its path.

use crate::both::on_both;
use crate::world::{World, label};
use domain::actor::Actor;
use domain::id::IssueId;
use domain::issues::{Category, Move, Shelf, Stage};
use domain::notices::NoticeKind;
use domain::policy::Denied;
use domain::problem::Problem;
use domain::time::{DAY, HOUR};
use domain::words::{Body, Reason, Title};
use service::issues::{self, Carrying, Filter, Happening, Issue, NewIssue, OfficersStep};
use service::{Error, home, notices};

pub(crate) async fn raise(world: &World, author: &Actor, title: &str) -> i64 {
    let new = NewIssue {
        community: world.community.id,
        title: Title::parse(title).unwrap(),
        body: Body::parse("老人等车**没有地方坐**，一到雨天就积水。").unwrap(),
        category: Category::Elders,
        compound: Some(world.compound),
        building: None,
        entrance: None,
    };
    issues::raise_issue(&world.at.hall, author, world.at.hall.new_id(), new).await.unwrap()
}

pub(crate) async fn read(world: &World, reader: &Actor, number: i64) -> Issue {
    let mut snapshot = world.at.hall.read().await.unwrap();
    issues::issue(&mut snapshot, reader, &world.community, number).await.unwrap()
}

fn reason(text: &str) -> Reason {
    Reason::parse(text).unwrap()
}

fn plain(version: i64, step: Move, why: &str) -> OfficersStep {
    OfficersStep { version, step, reason: reason(why), carrying: None }
}

async fn take(world: &World, actor: &Actor, id: IssueId, step: OfficersStep) -> service::Result<Stage> {
    issues::move_issue(&world.at.hall, actor, world.at.hall.new_id(), id, step).await
}

#[test]
fn an_issue_goes_all_the_way_and_comes_back_with_its_history() {
    on_both(|at| async move {
        let world = World::furnish(at).await;
        let author = world.resident("王小明").await;
        let officer = world.councillor("李议事").await;
        let number = raise(&world, &author, "3号楼门口没有座椅").await;
        let id = read(&world, &author, number).await.id;
        let due_at = world.at.hall.now().plus(20 * DAY);
        let carrying = Some(Carrying { by: label("物业服务中心"), due_at });
        let path = [
            (Move::Accept, None, Stage::Accepted),
            (Move::Deliberate, None, Stage::Deliberating),
            (Move::Decide, None, Stage::Decided),
            (Move::CarryOut, carrying.clone(), Stage::CarryingOut),
            (Move::Finish, None, Stage::Done),
        ];
        for (step, carrying, stage) in path {
            world.at.clock.advance(HOUR);
            let version = read(&world, &officer, number).await.version;
            let step = OfficersStep { version, step, reason: reason("大家都同意"), carrying };
            assert_eq!(take(&world, &officer, id, step).await.unwrap(), stage);
            if stage == Stage::CarryingOut {
                let issue = read(&world, &author, number).await;
                assert_eq!(issue.carried_by.as_deref(), Some("物业服务中心"));
                assert_eq!(issue.due_at, Some(due_at));
                let key = world.at.hall.new_id();
                let words = reason("椅子已经到货");
                issues::note_progress(&world.at.hall, &officer, key, id, words).await.unwrap();
            }
        }
        // Not the officer, but those who live with the trouble say that it is back.
        world.at.clock.advance(DAY);
        let version = read(&world, &author, number).await.version;
        let back = plain(version, Move::Reopen, "椅子又坏了");
        assert_eq!(take(&world, &author, id, back).await.unwrap(), Stage::Accepted);
        let issue = read(&world, &author, number).await;
        assert_eq!((issue.carried_by, issue.due_at), (None, None));
        let mut snapshot = world.at.hall.read().await.unwrap();
        let timeline = issues::timeline(&mut snapshot, id).await.unwrap();
        let said: Vec<_> = timeline.iter().map(|event| (event.by.as_deref(), event.what.clone())).collect();
        let moved = |step| Happening::Moved { step, carried_by: None, due_at: None };
        let carried = Happening::Moved {
            step: Move::CarryOut,
            carried_by: Some("物业服务中心".to_owned()),
            due_at: Some(due_at),
        };
        let expected = [
            (Some("居民议事会委员"), moved(Move::Accept)),
            (Some("居民议事会委员"), moved(Move::Deliberate)),
            (Some("居民议事会委员"), moved(Move::Decide)),
            (Some("居民议事会委员"), carried),
            (Some("居民议事会委员"), Happening::Noted),
            (Some("居民议事会委员"), moved(Move::Finish)),
            (Some("王小明"), moved(Move::Reopen)),
        ];
        assert_eq!(said, expected);
        // The author was told of each step but their own.
        let told = notices::unseen(&mut snapshot, &author, world.community.id, 100).await.unwrap();
        assert_eq!(told.len(), 6);
        assert!(told.iter().all(|notice| notice.kind == NoticeKind::IssueMoved && notice.path == "issues/1"));
        drop(snapshot);
        let hall = &world.at.hall;
        let leads = notices::see(hall, &author, world.community.id, Some(told[0].id)).await.unwrap();
        assert_eq!(leads.as_deref(), Some("issues/1"));
        let foreign = notices::see(hall, &officer, world.community.id, Some(told[0].id)).await;
        assert!(matches!(foreign, Err(Error::NotFound)));
        notices::see(hall, &author, world.community.id, None).await.unwrap();
        let mut snapshot = world.at.hall.read().await.unwrap();
        assert_eq!(notices::unseen(&mut snapshot, &author, world.community.id, 100).await.unwrap(), []);
    });
}

#[test]
fn of_two_officers_at_once_the_second_is_told() {
    on_both(|at| async move {
        let world = World::furnish(at).await;
        let author = world.resident("王小明").await;
        let officers = [world.councillor("李甲").await, world.councillor("李乙").await];
        let number = raise(&world, &author, "路灯不亮").await;
        let issue = read(&world, &author, number).await;
        let (one, two) = tokio::join!(
            take(&world, &officers[0], issue.id, plain(issue.version, Move::Accept, "该管")),
            take(&world, &officers[1], issue.id, plain(issue.version, Move::Decline, "不归我们管")),
        );
        let refused = [&one, &two]
            .iter()
            .filter(|answer| matches!(answer, Err(Error::Refused(Problem::ChangedMeanwhile))))
            .count();
        assert_eq!((refused, one.is_ok() || two.is_ok()), (1, true), "{one:?} {two:?}");
        assert_eq!(read(&world, &author, number).await.version, issue.version + 1);
        // What was read long ago is refused too, even if the step itself would be allowed.
        let stale = plain(issue.version, Move::Decline, "不归我们管");
        let answer = take(&world, &officers[1], issue.id, stale).await;
        assert!(matches!(answer, Err(Error::Refused(Problem::ChangedMeanwhile))));
    });
}

#[test]
fn two_cosigners_who_make_it_enough_accept_it_exactly_once() {
    on_both(|at| async move {
        let world = World::furnish(at).await;
        let author = world.resident("王小明").await;
        let number = raise(&world, &author, "电动车没处充电").await;
        let id = read(&world, &author, number).await.id;
        let own = issues::cosign_issue(&world.at.hall, &author, id).await;
        assert!(matches!(own, Err(Error::Denied(Denied::OwnMatter))));
        let first = world.resident("陈一").await;
        // Twice is once, and what was signed can be taken back.
        for _ in 0..2 {
            assert_eq!(issues::cosign_issue(&world.at.hall, &first, id).await.unwrap(), Stage::Raised);
        }
        assert!(read(&world, &first, number).await.cosigned);
        issues::withdraw_cosignature(&world.at.hall, &first, id).await.unwrap();
        assert_eq!(read(&world, &first, number).await.cosigners, 0);
        issues::cosign_issue(&world.at.hall, &first, id).await.unwrap();
        let mut signing = tokio::task::JoinSet::new();
        for name in ["陈二", "陈三", "陈四", "陈五"] {
            let (hall, neighbour) = (world.at.hall.clone(), world.resident(name).await);
            signing.spawn(async move { issues::cosign_issue(&hall, &neighbour, id).await });
        }
        let answers = signing.join_all().await;
        let accepted = answers.iter().filter(|answer| matches!(answer, Ok(Stage::Accepted))).count();
        let late =
            answers.iter().filter(|answer| matches!(answer, Err(Error::Denied(Denied::WrongStage)))).count();
        assert_eq!((accepted, late), (1, 2), "{answers:?}");
        let mut snapshot = world.at.hall.read().await.unwrap();
        let timeline = issues::timeline(&mut snapshot, id).await.unwrap();
        assert_eq!(timeline.len(), 1);
        assert_eq!(timeline[0].by, None);
        assert_eq!(read(&world, &author, number).await.stage, Stage::Accepted);
    });
}

#[test]
fn officers_need_the_seat_and_hazards_close_the_talk() {
    on_both(|at| async move {
        let world = World::furnish(at).await;
        let author = world.resident("王小明").await;
        let officer = world.councillor("李议事").await;
        let number = raise(&world, &author, "楼道堆物堵了消防通道").await;
        let issue = read(&world, &author, number).await;
        let neighbour = world.resident("陈一").await;
        let answer = take(&world, &neighbour, issue.id, plain(issue.version, Move::Accept, "该管")).await;
        assert!(matches!(answer, Err(Error::Denied(Denied::NoSeat))), "{answer:?}");
        let carrying =
            Some(Carrying { by: label("物业服务中心"), due_at: world.at.hall.now().plus(2 * DAY) });
        let step = OfficersStep { carrying, ..plain(issue.version, Move::TurnToHazard, "有火灾危险") };
        assert_eq!(take(&world, &officer, issue.id, step).await.unwrap(), Stage::Hazard);
        assert!(!read(&world, &author, number).await.stage.takes_comments());
    });
}

#[test]
fn lists_find_by_shelf_kind_place_and_words_as_written() {
    on_both(|at| async move {
        let world = World::furnish(at).await;
        let author = world.resident("王小明").await;
        for title in ["路灯不亮 100%", "路灯太亮", "Parking at gate_2", "滑梯坏了"] {
            world.at.clock.advance(HOUR);
            raise(&world, &author, title).await;
        }
        let find = |words: &str| Filter { words: words.to_owned(), page: 1, ..Filter::default() };
        let cases = [
            (find(""), 4),
            (find("路灯"), 2),
            (find("路灯 不亮"), 1),
            (find("parking GATE"), 1),
            (find("0%"), 1),
            (find("%"), 1),
            (find("e_2"), 1),
            (find("_"), 1),
            (find("\\"), 0),
            (find("'"), 0),
            (Filter { shelf: Some(Shelf::Raised), ..find("") }, 4),
            (Filter { shelf: Some(Shelf::Open), ..find("") }, 0),
            (Filter { category: Some(Category::Parking), ..find("") }, 0),
            (Filter { compound: Some(world.compound), ..find("") }, 4),
            (Filter { page: 2, ..find("") }, 0),
        ];
        let mut snapshot = world.at.hall.read().await.unwrap();
        for (filter, count) in cases {
            let found = issues::issues(&mut snapshot, world.community.id, &filter).await.unwrap();
            assert_eq!(found.issues.len(), count, "{filter:?}");
        }
        let all = issues::issues(&mut snapshot, world.community.id, &find("")).await.unwrap();
        assert_eq!((all.total, all.issues[0].title.as_str()), (4, "滑梯坏了"));
        let home = home::home(&mut snapshot, &author, &world.community).await.unwrap();
        // Three of a shelf at most.
        assert_eq!((home.issues.len(), home.votes.len(), home.decisions.len()), (3, 0, 0));
    });
}

#[test]
fn an_issue_is_about_a_place_of_its_own_community_and_not_about_everything_at_once() {
    on_both(|at| async move {
        let world = World::furnish(at).await;
        let author = world.resident("王小明").await;
        let new = |compound, building| NewIssue {
            community: world.community.id,
            title: Title::parse("滑梯坏了").unwrap(),
            body: Body::parse("孩子没处玩").unwrap(),
            category: Category::Culture,
            compound,
            building,
            entrance: None,
        };
        let nowhere = [
            new(Some(world.at.hall.new_id()), None),
            new(Some(world.compound), Some(world.at.hall.new_id())),
            new(None, Some(world.building)),
        ];
        for issue in nowhere {
            let key = world.at.hall.new_id();
            let answer = issues::raise_issue(&world.at.hall, &author, key, issue).await;
            assert!(matches!(answer, Err(Error::NotFound)), "{answer:?}");
        }
        for n in 0..11 {
            let issue = new(Some(world.compound), Some(world.building));
            let answer = issues::raise_issue(&world.at.hall, &author, world.at.hall.new_id(), issue).await;
            assert_eq!(matches!(answer, Err(Error::Refused(Problem::SlowDown))), n == 10, "{answer:?}");
        }
    });
}
