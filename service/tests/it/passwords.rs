//! Stories of passwords, and of the devices they sign in.

use crate::both::on_both;
use crate::members::{administrator, code, grid_officer, newcomer, phone, refused, spend, stands_behind};
use crate::world::World;
use domain::actor::{Actor, Level};
use domain::id::PersonId;
use domain::policy::Denied;
use domain::problem::Problem;
use domain::time::{HOUR, MINUTE};
use domain::words::{DisplayName, LoginName, Password};
use service::Error;
use service::accounts::{self, Credentials, NewPassword};
use service::founding::{self, NewMember};
use service::sessions::Token;

fn password(text: &str) -> Password {
    Password::parse(text).unwrap()
}

fn new_password(login: &str, new: &str, old: Option<&str>) -> NewPassword {
    NewPassword { login: LoginName::parse(login).unwrap(), password: password(new), old: old.map(password) }
}

fn credentials(login: &str, text: &str) -> Credentials {
    Credentials { login: LoginName::parse(login).unwrap(), password: password(text) }
}

/// A newcomer on a phone of their own, who signs in as laowang with "correct horse".
async fn laowang(world: &World) -> (PersonId, Token) {
    let hall = &world.at.hall;
    let person = newcomer(world, "1201").await;
    let (token, _) = spend(world, &code(world, person).await, hall.new_id(), 1).await;
    let actor = stands_behind(world, &token).await;
    accounts::set_password(hall, &actor, new_password("laowang", "correct horse", None)).await.unwrap();
    (person, token)
}

#[test]
fn a_password_needs_a_fresh_code_or_the_old_one_and_makes_the_device_strong() {
    on_both(|at| async move {
        let world = World::furnish(at).await;
        let hall = &world.at.hall;
        let person = newcomer(&world, "1201").await;
        let (token, _) = spend(&world, &code(&world, person).await, hall.new_id(), 1).await;
        let (other, _) = spend(&world, &code(&world, person).await, hall.new_id(), 2).await;
        world.at.clock.advance(2 * HOUR);
        let actor = stands_behind(&world, &token).await;
        let late =
            accounts::set_password(hall, &actor, new_password("Lao Wang", "correct horse", None)).await;
        assert_eq!(refused(late), Problem::NeedsFreshCode, "a phone left on a bench");
        let (token, _) = spend(&world, &code(&world, person).await, hall.new_id(), 1).await;
        let actor = stands_behind(&world, &token).await;
        accounts::set_password(hall, &actor, new_password("Lao Wang", "correct horse", None)).await.unwrap();
        assert!(stands_behind(&world, &token).await.member().unwrap().strong);
        assert_eq!(stands_behind(&world, &other).await, Actor::Visitor, "other devices are signed out");
        let without =
            accounts::set_password(hall, &actor, new_password("Lao Wang", "battery staple", None)).await;
        assert_eq!(refused(without), Problem::SignInFailed, "a fresh code is not enough to change one");
        let wrong = accounts::set_password(
            hall,
            &actor,
            new_password("Lao Wang", "battery staple", Some("no no no no")),
        )
        .await;
        assert_eq!(refused(wrong), Problem::SignInFailed);
        accounts::set_password(
            hall,
            &actor,
            new_password("ＬＡＯ ＷＡＮＧ", "battery staple", Some("correct horse")),
        )
        .await
        .unwrap();
        let token = Token::new(hall);
        let fit = credentials("lao wang", "battery staple");
        accounts::sign_in(hall, &Actor::Visitor, &fit, &token, phone(3)).await.unwrap();
        assert!(stands_behind(&world, &token).await.member().unwrap().strong);
    });
}

#[test]
fn a_wrong_password_and_an_unknown_name_get_one_answer_then_a_wait() {
    on_both(|at| async move {
        let world = World::furnish(at).await;
        let hall = &world.at.hall;
        laowang(&world).await;
        for name in ["laowang", "nobody"] {
            for n in 0..7 {
                let token = Token::new(hall);
                let wrong = credentials(name, "wrong password");
                let outcome = accounts::sign_in(hall, &Actor::Visitor, &wrong, &token, phone(3)).await;
                let expected = if n < 5 { Problem::SignInFailed } else { Problem::TooManyTries };
                assert_eq!(refused(outcome), expected, "{name} {n}");
            }
        }
        world.at.clock.advance(11 * MINUTE);
        let fit = credentials("laowang", "correct horse");
        accounts::sign_in(hall, &Actor::Visitor, &fit, &Token::new(hall), phone(3)).await.unwrap();
    });
}

#[test]
fn who_signs_in_at_last_has_all_their_tries_again() {
    on_both(|at| async move {
        let world = World::furnish(at).await;
        let hall = &world.at.hall;
        laowang(&world).await;
        let wrong = credentials("laowang", "wrong password");
        let fit = credentials("laowang", "correct horse");
        let sign_in = async |with: &Credentials, from| {
            accounts::sign_in(hall, &Actor::Visitor, with, &Token::new(hall), phone(from)).await
        };
        for _ in 0..3 {
            for _ in 0..4 {
                assert_eq!(refused(sign_in(&wrong, 3).await), Problem::SignInFailed);
            }
            sign_in(&fit, 3).await.unwrap();
        }
        // The address's count goes on: an account of one's own is no way to guess at others' without end.
        let strangers = ["zhang", "wang", "li", "zhao"].map(|name| credentials(name, "wrong password"));
        let mut answers = Vec::new();
        for stranger in &strangers {
            for _ in 0..5 {
                answers.push(refused(sign_in(stranger, 3).await));
            }
        }
        assert_eq!(answers.iter().filter(|answer| **answer == Problem::SignInFailed).count(), 18);
        sign_in(&fit, 4).await.unwrap();
    });
}

#[test]
fn the_operator_replaces_the_forgotten_password_of_who_is_on_no_roll() {
    on_both(|at| async move {
        let world = World::furnish(at).await;
        let hall = &world.at.hall;
        let new = NewMember {
            person: None,
            display_name: DisplayName::parse("议事会秘书").unwrap(),
            login_name: Some(LoginName::parse("mishu").unwrap()),
            password_hash: Some(accounts::make_password(hall, &password("correct horse")).await.unwrap()),
            level: Level::Verified,
        };
        founding::add_member(hall, &Actor::System, new).await.unwrap();
        let (token, old) = (Token::new(hall), credentials("mishu", "correct horse"));
        accounts::sign_in(hall, &Actor::Visitor, &old, &token, phone(3)).await.unwrap();
        let (name, new) = (LoginName::parse("Mishu").unwrap(), password("battery staple"));
        let secretary = stands_behind(&world, &token).await;
        for who in [&secretary, &administrator(&world).await, &Actor::Visitor] {
            let denied = accounts::replace_password(hall, who, &name, &new).await;
            assert!(matches!(denied, Err(Error::Denied(Denied::NoSeat))));
        }
        accounts::replace_password(hall, &Actor::System, &name, &new).await.unwrap();
        assert_eq!(stands_behind(&world, &token).await, Actor::Visitor, "every device is signed out");
        let outcome = accounts::sign_in(hall, &Actor::Visitor, &old, &Token::new(hall), phone(3)).await;
        assert_eq!(refused(outcome), Problem::SignInFailed);
        let fit = credentials("mishu", "battery staple");
        accounts::sign_in(hall, &Actor::Visitor, &fit, &Token::new(hall), phone(3)).await.unwrap();
        let nobody = LoginName::parse("nobody").unwrap();
        let missing = accounts::replace_password(hall, &Actor::System, &nobody, &new).await;
        assert!(matches!(missing, Err(Error::NotFound)));
    });
}

#[test]
fn a_forgotten_password_is_cleared_by_an_administrator_and_set_anew_with_a_fresh_code() {
    on_both(|at| async move {
        let world = World::furnish(at).await;
        let hall = &world.at.hall;
        let (person, token) = laowang(&world).await;
        let officer = grid_officer(&world).await;
        let denied = accounts::clear_password(hall, &officer, world.community.id, person).await;
        assert!(matches!(denied, Err(Error::Denied(Denied::NoSeat))));
        let administrator = administrator(&world).await;
        accounts::clear_password(hall, &administrator, world.community.id, person).await.unwrap();
        assert_eq!(stands_behind(&world, &token).await, Actor::Visitor);
        let old = credentials("laowang", "correct horse");
        let outcome = accounts::sign_in(hall, &Actor::Visitor, &old, &Token::new(hall), phone(3)).await;
        assert_eq!(refused(outcome), Problem::SignInFailed);
        let (token, _) = spend(&world, &code(&world, person).await, hall.new_id(), 1).await;
        let actor = stands_behind(&world, &token).await;
        accounts::set_password(hall, &actor, new_password("laowang", "battery staple", None)).await.unwrap();
    });
}

#[test]
fn a_login_name_is_taken_once() {
    on_both(|at| async move {
        let world = World::furnish(at).await;
        let hall = &world.at.hall;
        for (n, room) in ["1201", "1202"].into_iter().enumerate() {
            let person = newcomer(&world, room).await;
            let (token, _) = spend(&world, &code(&world, person).await, hall.new_id(), 1).await;
            let actor = stands_behind(&world, &token).await;
            let outcome =
                accounts::set_password(hall, &actor, new_password("laowang", "correct horse", None)).await;
            if n == 0 {
                outcome.unwrap();
            } else {
                assert_eq!(refused(outcome), Problem::NameTaken);
            }
        }
    });
}

#[test]
fn a_device_is_signed_out_from_another_and_only_ones_own() {
    on_both(|at| async move {
        let world = World::furnish(at).await;
        let hall = &world.at.hall;
        let person = newcomer(&world, "1201").await;
        let (here, _) = spend(&world, &code(&world, person).await, hall.new_id(), 1).await;
        let (there, _) = spend(&world, &code(&world, person).await, hall.new_id(), 2).await;
        let stranger = newcomer(&world, "1202").await;
        let (stranger, _) = spend(&world, &code(&world, stranger).await, hall.new_id(), 3).await;
        let actor = stands_behind(&world, &here).await;
        let session = |actor: &Actor| actor.member().unwrap().session.unwrap();
        let theirs = session(&stands_behind(&world, &stranger).await);
        accounts::end_device(hall, &actor, theirs).await.unwrap();
        assert!(stands_behind(&world, &stranger).await.member().is_some());
        let there_session = session(&stands_behind(&world, &there).await);
        let mut snapshot = hall.read().await.unwrap();
        let own = accounts::own(&mut snapshot, &actor).await.unwrap();
        assert_eq!(own.devices.len(), 2);
        assert_eq!(own.devices.iter().filter(|device| device.is_this).count(), 1);
        drop(snapshot);
        accounts::end_device(hall, &actor, there_session).await.unwrap();
        assert_eq!(stands_behind(&world, &there).await, Actor::Visitor);
        let (there, _) = spend(&world, &code(&world, person).await, hall.new_id(), 2).await;
        accounts::end_other_devices(hall, &actor).await.unwrap();
        assert_eq!(stands_behind(&world, &there).await, Actor::Visitor);
        assert!(stands_behind(&world, &here).await.member().is_some());
        assert!(matches!(accounts::end_other_devices(hall, &Actor::Visitor).await, Err(Error::Denied(_))));
    });
}

#[test]
fn a_phone_taken_as_anothers_login_name_locked_its_owner_out() {
    on_both(|at| async move {
        let world = World::furnish(at).await;
        let hall = &world.at.hall;
        let new = |name: &str, phone: &str| founding::NewPerson {
            community: world.community.id,
            kind: domain::roll::PersonKind::Natural,
            name: domain::words::PersonName::parse(name).unwrap(),
            phone: Some(phone.to_owned()),
            document_tail: None,
            is_adult: true,
        };
        let mut people = Vec::new();
        for (name, phone) in [("王小明", "13800001234"), ("李四", "13900001111")] {
            let person = founding::add_person(hall, &Actor::System, new(name, phone)).await.unwrap();
            world.flat(&format!("3号楼{name}"), 895_200, &[person]).await;
            let (token, _) = spend(&world, &code(&world, person).await, hall.new_id(), 1).await;
            people.push(stands_behind(&world, &token).await);
        }
        let [owner, taker] = people.as_slice() else { panic!("two people") };
        accounts::set_password(hall, owner, new_password("xiaoming", "correct horse", None)).await.unwrap();
        for login in ["13800001234", "+86 138 0000 1234", "１３８００００１２３４", "10000"] {
            let taken =
                accounts::set_password(hall, taker, new_password(login, "battery staple", None)).await;
            assert_eq!(refused(taken), Problem::NotYourPhone, "{login}");
        }
        accounts::set_password(hall, taker, new_password("13900001111", "battery staple", None))
            .await
            .unwrap();
        let sign_in = |login: &str, text: &str| {
            let (token, credentials) = (Token::new(hall), credentials(login, text));
            async move { accounts::sign_in(hall, &Actor::Visitor, &credentials, &token, phone(9)).await }
        };
        sign_in("13800001234", "correct horse").await.unwrap();
        sign_in("13900001111", "battery staple").await.unwrap();
        // One that took it before this was refused.
        founding::add_member(
            hall,
            &Actor::System,
            NewMember {
                person: None,
                display_name: DisplayName::parse("旧").unwrap(),
                login_name: Some(LoginName::parse("13800001234").unwrap()),
                password_hash: Some(accounts::make_password(hall, &password("other secret")).await.unwrap()),
                level: Level::Ordinary,
            },
        )
        .await
        .unwrap();
        sign_in("13800001234", "correct horse").await.unwrap();
        assert_eq!(refused(sign_in("13800001234", "other secret").await), Problem::SignInFailed);
    });
}

#[test]
fn the_first_passwords_anybody_tries_were_taken() {
    on_both(|at| async move {
        let world = World::furnish(at).await;
        let hall = &world.at.hall;
        let person = newcomer(&world, "1201").await;
        let (token, _) = spend(&world, &code(&world, person).await, hall.new_id(), 1).await;
        let actor = stands_behind(&world, &token).await;
        for simple in ["12345678", "aaaaaaaa", "laowang1958", "87654321"] {
            let set = accounts::set_password(hall, &actor, new_password("laowang1958", simple, None)).await;
            assert_eq!(refused(set), Problem::PasswordTooSimple, "{simple}");
        }
    });
}
