//! A mark stays while nothing is committed, and changes with every commit, this process's or another's.

use crate::both::on_both;
use crate::world::World;
use service::Hall;
use service::edge::{SeededEntropy, SetClock};
use std::sync::Arc;

#[test]
fn a_mark_changes_with_every_commit_and_only_then() {
    on_both(|at| async move {
        let world = World::furnish(at).await;
        let hall = &world.at.hall;
        let before = hall.mark().await.unwrap();
        hall.is_well().await.unwrap();
        // On PostgreSQL the other stories of this run share the cluster, and their commits count too.
        if world.at.settings.database_url.starts_with("sqlite:") {
            assert_eq!(hall.mark().await.unwrap(), before);
        }
        world.resident("王小明").await;
        let after = hall.mark().await.unwrap();
        assert_ne!(after, before);

        let clock = Arc::new(SetClock::at(hall.now()));
        let other = Hall::open(&world.at.settings, clock, Arc::new(SeededEntropy::new(2)))
            .await
            .expect("another process");
        let before = hall.mark().await.unwrap();
        let name = crate::world::label("另一个网格");
        service::founding::add_grid(&other, &domain::actor::Actor::System, world.community.id, name)
            .await
            .unwrap();
        assert_ne!(hall.mark().await.unwrap(), before, "another process's commit counts");
        other.close().await;
        hall.close().await;
    });
}
