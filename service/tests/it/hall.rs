//! The one way to write.

use crate::both::on_both;
use crate::world::{World, label};
use domain::actor::Actor;
use domain::problem::Problem;
use service::founding::{self, NewCommunity};
use service::{Error, Hall};

fn new_community(slug: &str) -> NewCommunity {
    NewCommunity {
        slug: slug.to_owned(),
        name: label("春和社区"),
        short_name: label("春和"),
        time_zone: "Asia/Shanghai".to_owned(),
        cosigners_needed: 3,
    }
}

#[test]
fn many_acts_at_once_all_come_about_and_one_refused_does_not_take_others_with_it() {
    on_both(|at| async move {
        let found = |hall: Hall, slug: String| async move {
            founding::found_community(&hall, &Actor::System, new_community(&slug)).await
        };
        let mut waiting = tokio::task::JoinSet::new();
        for n in 0..60 {
            // Every third asks for the same address.
            let slug = if n % 3 == 0 { "same".to_owned() } else { format!("c{n}") };
            waiting.spawn(found(at.hall.clone(), slug));
        }
        let outcomes = waiting.join_all().await;
        let refused =
            outcomes.iter().filter(|outcome| matches!(outcome, Err(Error::Refused(Problem::AddressTaken))));
        assert_eq!(refused.count(), 19);
        assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 41);
        let mut snapshot = at.hall.read().await.unwrap();
        assert_eq!(service::communities::communities(&mut snapshot).await.unwrap().len(), 41);
    });
}

#[test]
fn a_second_hall_on_the_same_database_sees_what_the_first_wrote() {
    on_both(|at| async move {
        let world = World::furnish(at).await;
        let clock = world.at.clock.clone();
        let entropy = std::sync::Arc::new(service::edge::SeededEntropy::new(2));
        let second = Hall::open(&world.at.settings, clock, entropy).await.unwrap();
        let mut snapshot = second.read().await.unwrap();
        let seen = service::communities::community(&mut snapshot, "chunhe").await.unwrap();
        assert_eq!(seen, world.community);
    });
}
