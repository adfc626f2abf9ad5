//! Stories of officers' looks, and of bodies and their seats.

use crate::both::on_both;
use crate::members::{administrator, grid_officer, refused};
use crate::world::{World, label};
use domain::actor::{Actor, Level};
use domain::bodies::SeatRight;
use domain::members::Look;
use domain::policy::Denied;
use domain::problem::Problem;
use domain::time::MINUTE;
use domain::words::PersonName;
use service::accounts;
use service::bodies::{self, Founding, Seating};
use service::{Error, looks};

#[test]
fn an_officer_finds_people_marks_them_verified_and_every_look_is_kept() {
    on_both(|at| async move {
        let world = World::furnish(at).await;
        let hall = &world.at.hall;
        let officer = grid_officer(&world).await;
        let administrator = administrator(&world).await;
        let neighbour = world.resident("李邻居").await;
        let person = neighbour.member().unwrap().person.unwrap();
        let mut snapshot = hall.read().await.unwrap();
        let find = label("李");
        let found = accounts::find_people(hall, &mut snapshot, &officer, &world.community, &find)
            .await
            .unwrap()
            .people;
        assert_eq!(found.len(), 1);
        assert!(found[0].joined);
        for nothing in ["%", "_邻居", "没有"] {
            let words = label(nothing);
            let found = accounts::find_people(hall, &mut snapshot, &officer, &world.community, &words)
                .await
                .unwrap()
                .people;
            assert!(found.is_empty(), "{nothing} is letters");
        }
        let denied = accounts::find_people(hall, &mut snapshot, &neighbour, &world.community, &find).await;
        assert!(matches!(denied, Err(Error::Denied(Denied::NoSeat))));
        let denied = accounts::person(hall, &mut snapshot, &neighbour, &world.community, person).await;
        assert!(matches!(denied, Err(Error::Denied(Denied::NoSeat))));
        accounts::verify(hall, &officer, world.community.id, person).await.unwrap();
        let own = officer.member().unwrap().person.unwrap();
        let denied = accounts::verify(hall, &officer, world.community.id, own).await;
        assert!(matches!(denied, Err(Error::Denied(Denied::OwnMatter))));
        drop(snapshot);
        let mut snapshot = hall.read().await.unwrap();
        let sheet = accounts::person(hall, &mut snapshot, &officer, &world.community, person).await.unwrap();
        assert_eq!(sheet.level, Some(Level::Verified));
        drop(snapshot);
        let mut snapshot = hall.read().await.unwrap();
        let seen = looks::looks(&mut snapshot, &administrator, &world.community, 0).await.unwrap();
        assert_eq!(seen.iter().filter(|look| look.what == Look::PeopleSearch).count(), 4);
        let person = seen.iter().find(|look| look.what == Look::Person).unwrap();
        assert_eq!((person.by.as_deref(), person.about.as_deref()), (Some("周网格"), Some("李**")));
        let denied = looks::looks(&mut snapshot, &officer, &world.community, 0).await;
        assert!(matches!(denied, Err(Error::Denied(Denied::NoSeat))));
    });
}

#[test]
fn bodies_are_founded_filled_and_renewed_and_seats_end_with_their_term() {
    on_both(|at| async move {
        let world = World::furnish(at).await;
        let hall = &world.at.hall;
        let administrator = administrator(&world).await;
        let neighbour = world.resident("李邻居").await;
        let founding = |kind: &str| Founding {
            community: world.community.id,
            kind: kind.to_owned(),
            compound: Some(world.compound),
            name: label("春和苑物业管理委员会"),
            decision_prefix: Some(label("春和物管")),
            term: label("第一届"),
        };
        let key = hall.new_id();
        let body = bodies::found(hall, &administrator, key, founding("management_committee")).await.unwrap();
        let again = bodies::found(hall, &administrator, key, founding("management_committee")).await.unwrap();
        assert_eq!(body, again, "two taps are one body");
        let twin = bodies::found(hall, &administrator, hall.new_id(), founding("management_committee")).await;
        assert_eq!(refused(twin), Problem::BodyExists);
        let everybodys = Founding {
            compound: None,
            name: label("全社区业主大会"),
            decision_prefix: None,
            ..founding("owners_assembly")
        };
        let nowhere = bodies::found(hall, &administrator, hall.new_id(), everybodys).await;
        assert!(matches!(nowhere, Err(Error::NotFound)), "owners are of a compound");
        let operators = Founding { name: label("运维组"), decision_prefix: None, ..founding("operators") };
        let above = bodies::found(hall, &administrator, hall.new_id(), operators).await;
        assert!(matches!(above, Err(Error::NotFound)), "nobody makes themselves an operator");
        let denied = bodies::found(hall, &neighbour, hall.new_id(), founding("management_committee")).await;
        assert!(matches!(denied, Err(Error::Denied(Denied::NoSeat))));
        let seating = |name: &str| Seating {
            community: world.community.id,
            body,
            name: PersonName::parse(name).unwrap(),
            phone: None,
            title: label("委员"),
            grid: None,
        };
        let key = hall.new_id();
        let unknown = bodies::seat(hall, &administrator, key, seating("没有人")).await;
        assert_eq!(refused(unknown), Problem::NobodyOfThatName);
        // The same form, corrected, is not answered with the first one's answer.
        let seat = bodies::seat(hall, &administrator, key, seating("李邻居")).await.unwrap();
        let twice = bodies::seat(hall, &administrator, hall.new_id(), seating("李邻居")).await;
        assert_eq!(refused(twice), Problem::AlreadyDone);
        let id = neighbour.member_id().unwrap();
        let rights =
            |actor: Actor| actor.member().unwrap().seats.iter().map(|seat| seat.right).collect::<Vec<_>>();
        assert_eq!(rights(world.actor(id).await), [SeatRight::Convenor]);
        let namesake = world.person("李邻居").await;
        world.account(namesake, "另一位李邻居").await;
        let several = bodies::seat(hall, &administrator, hall.new_id(), seating("李邻居")).await;
        assert_eq!(refused(several), Problem::SeveralOfThatName);
        bodies::unseat(hall, &administrator, world.community.id, seat).await.unwrap();
        assert!(rights(world.actor(id).await).is_empty());
        let desk =
            service::officers::desk(&mut hall.read().await.unwrap(), &administrator, &world.community).await;
        assert!(desk.unwrap().manages);
        world.seat(&neighbour, world.council.1, SeatRight::Council).await;
        world.at.clock.advance(MINUTE);
        let council = world.council.0;
        bodies::open_term(hall, &administrator, hall.new_id(), world.community.id, council, label("第二届"))
            .await
            .unwrap();
        assert!(rights(world.actor(id).await).is_empty(), "the term ended, and the seat with it");
    });
}
