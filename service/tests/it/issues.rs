//! Stories of issues.

use crate::both::on_both;
use crate::world::World;
use domain::actor::Actor;
use domain::id::FormKey;
use domain::issues::{Category, Stage};
use domain::policy::Denied;
use domain::words::{Body, Title};
use service::Error;
use service::issues::{self, NewIssue};

fn bench(world: &World) -> NewIssue {
    NewIssue {
        community: world.community.id,
        title: Title::parse("3号楼门口没有座椅").unwrap(),
        body: Body::parse("老人等车**没有地方坐**。").unwrap(),
        category: Category::Elders,
        compound: Some(world.compound),
        building: Some(world.building),
        entrance: None,
    }
}

#[test]
fn an_issue_is_raised_once_however_often_the_button_is_tapped() {
    on_both(|at| async move {
        let world = World::furnish(at).await;
        let neighbour = world.resident("王小明").await;
        let key: FormKey = world.at.hall.new_id();
        let mut taps = tokio::task::JoinSet::new();
        for _ in 0..5 {
            let (hall, neighbour, issue) = (world.at.hall.clone(), neighbour.clone(), bench(&world));
            taps.spawn(async move { issues::raise_issue(&hall, &neighbour, key, issue).await });
        }
        for answer in taps.join_all().await {
            assert_eq!(answer.unwrap(), 1);
        }
        let mut snapshot = world.at.hall.read().await.unwrap();
        let issue = issues::issue(&mut snapshot, &neighbour, &world.community, 1).await.unwrap();
        assert_eq!(issue.stage, Stage::Raised);
        assert_eq!(issue.place.as_deref(), Some("春和苑2号院3号楼"));
        assert_eq!(issue.body_html, "<p>老人等车<strong>没有地方坐</strong>。</p>\n");
        assert!(matches!(
            issues::issue(&mut snapshot, &neighbour, &world.community, 2).await,
            Err(Error::NotFound)
        ));
    });
}

#[test]
fn a_visitor_raises_nothing() {
    on_both(|at| async move {
        let world = World::furnish(at).await;
        let key = world.at.hall.new_id();
        let answer = issues::raise_issue(&world.at.hall, &Actor::Visitor, key, bench(&world)).await;
        assert!(matches!(answer, Err(Error::Denied(Denied::NotSignedIn))));
    });
}
