//! Stored HTML follows the renderer.

use crate::both::on_both;
use crate::matters::{raise, read};
use crate::world::World;
use domain::words::{Body, Title};
use service::proposals::{self, Wording};
use service::rerender;
use sqlx::Connection as _;

#[test]
fn what_an_older_renderer_made_is_made_again_and_nothing_else() {
    on_both(|at| async move {
        let world = World::furnish(at).await;
        let author = world.resident("王小明").await;
        let hall = &world.at.hall;
        for n in 0..25 {
            // More than one batch; an account may raise ten in an hour.
            if n % 10 == 0 {
                world.at.clock.advance(2 * domain::time::HOUR);
            }
            raise(&world, &author, &format!("第{n}件事")).await;
        }
        let issue = read(&world, &author, 1).await.id;
        let wording = Wording {
            title: Title::parse("方案").unwrap(),
            body: Body::parse("**加粗**").unwrap(),
            cost: None,
        };
        proposals::propose(hall, &author, hall.new_id(), issue, wording).await.unwrap();
        assert_eq!(rerender::refresh(hall).await.unwrap(), 0);
        let mut conn = sqlx::AnyConnection::connect(&world.at.settings.database_url).await.unwrap();
        for aged in [
            "UPDATE issues SET renderer = 0, body_html = '<p>old</p>'",
            "UPDATE proposal_revisions SET renderer = 0, body_html = '<p>old</p>'",
        ] {
            sqlx::query(aged).execute(&mut conn).await.unwrap();
        }
        conn.close().await.unwrap();
        assert_eq!(read(&world, &author, 1).await.body_html, "<p>old</p>");
        assert_eq!(rerender::refresh(hall).await.unwrap(), 26);
        for number in 1..=25 {
            assert!(read(&world, &author, number).await.body_html.contains("<strong>没有地方坐</strong>"));
        }
        assert_eq!(rerender::refresh(hall).await.unwrap(), 0);
    });
}
