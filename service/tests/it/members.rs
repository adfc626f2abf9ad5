//! Stories of joining, signing in, officers and bodies.

use crate::both::on_both;
use crate::world::{World, label};
use domain::actor::Actor;
use domain::bodies::SeatRight;
use domain::id::{FormKey, PersonId};
use domain::members::{CodeKind, JoinCode, JoinRequestState, Look};
use domain::policy::Denied;
use domain::problem::Problem;
use domain::roll::ResidenceKind;
use domain::time::{DAY, MINUTE};
use domain::words::{PersonName, Reason};
use service::founding::{self, NewBody};
use service::joining::{self, Ask, Device, SignedIn, Verdict};
use service::sessions::{self, SESSION_MICROS, Token};
use service::{Error, looks};
use std::net::IpAddr;

pub(crate) fn phone(last: u8) -> Device {
    Device { address: IpAddr::from([192, 0, 2, last]), name: "Android · WeChat".to_owned() }
}

/// A person living in a flat, without an account.
pub(crate) async fn newcomer(world: &World, name: &str) -> PersonId {
    let person = world.person(name).await;
    let unit = world.flat(&format!("3号楼2单元{name}室"), 895_200, &[]).await;
    founding::add_residence(&world.at.hall, &Actor::System, unit, person, ResidenceKind::Family)
        .await
        .unwrap();
    person
}

pub(crate) async fn code(world: &World, person: PersonId) -> JoinCode {
    joining::issue_code(&world.at.hall, &Actor::System, world.community.id, person).await.unwrap().code
}

pub(crate) async fn spend(
    world: &World,
    code: &JoinCode,
    key: FormKey,
    from: u8,
) -> (Token, service::Result<SignedIn>) {
    let token = Token::new(&world.at.hall);
    let outcome = joining::spend_code(&world.at.hall, &Actor::Visitor, key, code, &token, phone(from)).await;
    (token, outcome)
}

pub(crate) async fn stands_behind(world: &World, token: &Token) -> Actor {
    let mut snapshot = world.at.hall.read().await.unwrap();
    sessions::reader(&mut snapshot, Some(token)).await.unwrap().actor
}

pub(crate) fn refused<T: std::fmt::Debug>(outcome: service::Result<T>) -> Problem {
    match outcome {
        Err(Error::Refused(problem)) => problem,
        other => panic!("not refused: {other:?}"),
    }
}

/// A member seated in a body of `kind` for all of the community.
async fn officer(world: &World, name: &str, kind: &str, right: SeatRight) -> Actor {
    let new = NewBody {
        kind: kind.to_owned(),
        community: Some(world.community.id),
        compound: None,
        name: label(name),
        decision_prefix: "春和".to_owned(),
    };
    let (_, term) =
        founding::found_body(&world.at.hall, &Actor::System, new, label("第一届"), world.at.hall.now())
            .await
            .unwrap();
    let resident = world.resident(name).await;
    world.seat(&resident, term, right).await
}

pub(crate) async fn grid_officer(world: &World) -> Actor {
    officer(world, "周网格", "grid_office", SeatRight::GridOfficer).await
}

pub(crate) async fn administrator(world: &World) -> Actor {
    officer(world, "吴主任", "residents_committee", SeatRight::Administrator).await
}

#[test]
fn a_code_makes_an_account_and_signs_the_device_in_for_half_a_year() {
    on_both(|at| async move {
        let world = World::furnish(at).await;
        let person = newcomer(&world, "1201").await;
        let code = code(&world, person).await;
        let mut snapshot = world.at.hall.read().await.unwrap();
        for _ in 0..20 {
            let shown =
                joining::invitation(&world.at.hall, &mut snapshot, &Actor::Visitor, phone(1).address, &code);
            let shown = shown.await.unwrap();
            assert_eq!((shown.masked_name.as_str(), shown.place.as_deref()), ("1**", Some("3号楼")));
        }
        drop(snapshot);
        let (token, signed_in) = spend(&world, &code, world.at.hall.new_id(), 1).await;
        let signed_in = signed_in.unwrap();
        assert!(signed_in.is_new);
        assert_eq!(signed_in.community.as_deref(), Some("chunhe"));
        let actor = stands_behind(&world, &token).await;
        assert_eq!(actor.member().unwrap().person, Some(person));
        assert!(!actor.member().unwrap().strong);
        world.at.clock.advance(SESSION_MICROS - 1);
        assert!(stands_behind(&world, &token).await.member().is_some());
        world.at.clock.advance(1);
        assert_eq!(stands_behind(&world, &token).await, Actor::Visitor);
    });
}

#[test]
fn of_two_devices_spending_one_code_at_once_exactly_one_wins() {
    on_both(|at| async move {
        let world = World::furnish(at).await;
        let code = code(&world, newcomer(&world, "1201").await).await;
        let mut taps = tokio::task::JoinSet::new();
        for n in 0..8 {
            let (hall, code, key) = (world.at.hall.clone(), code.clone(), world.at.hall.new_id());
            taps.spawn(async move {
                let token = Token::new(&hall);
                joining::spend_code(&hall, &Actor::Visitor, key, &code, &token, phone(n)).await
            });
        }
        let outcomes = taps.join_all().await;
        assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 1);
        let lost = |outcome: &service::Result<SignedIn>| {
            matches!(outcome, Err(Error::Refused(Problem::CodeNotValid)))
        };
        assert_eq!(outcomes.iter().filter(|outcome| lost(outcome)).count(), 7);
    });
}

#[test]
fn a_second_tap_signs_the_same_device_in_and_a_later_one_does_not() {
    on_both(|at| async move {
        let world = World::furnish(at).await;
        let code = code(&world, newcomer(&world, "1201").await).await;
        let key = world.at.hall.new_id();
        let (_, first) = spend(&world, &code, key, 1).await;
        let (token, second) = spend(&world, &code, key, 1).await;
        assert_eq!(first.unwrap().member, second.unwrap().member);
        assert!(stands_behind(&world, &token).await.member().is_some());
        world.at.clock.advance(11 * MINUTE);
        assert_eq!(refused(spend(&world, &code, key, 1).await.1), Problem::CodeNotValid);
        // A form nobody rendered has no key to be known by.
        let code = self::code(&world, newcomer(&world, "1202").await).await;
        let nil = FormKey(Default::default());
        spend(&world, &code, nil, 2).await.1.unwrap();
        assert_eq!(refused(spend(&world, &code, nil, 2).await.1), Problem::CodeNotValid);
    });
}

#[test]
fn wrong_spent_revoked_and_expired_codes_get_one_answer() {
    on_both(|at| async move {
        let world = World::furnish(at).await;
        let person = newcomer(&world, "1201").await;
        let revoked = code(&world, person).await;
        let spent = code(&world, person).await;
        spend(&world, &spent, world.at.hall.new_id(), 1).await.1.unwrap();
        let other = newcomer(&world, "1202").await;
        let expired = code(&world, other).await;
        world.at.clock.advance(60 * DAY);
        let wrong = JoinCode::of_random([3; 12]);
        for (n, code) in [revoked, spent, expired, wrong].iter().enumerate() {
            let from = u8::try_from(n).unwrap() + 10;
            assert_eq!(
                refused(spend(&world, code, world.at.hall.new_id(), from).await.1),
                Problem::CodeNotValid
            );
            let mut snapshot = world.at.hall.read().await.unwrap();
            let shown = joining::invitation(
                &world.at.hall,
                &mut snapshot,
                &Actor::Visitor,
                phone(from).address,
                code,
            );
            assert_eq!(refused(shown.await), Problem::CodeNotValid);
        }
    });
}

#[test]
fn five_wrong_codes_then_a_wait_and_a_clock_set_back_locks_nobody_out() {
    on_both(|at| async move {
        let world = World::furnish(at).await;
        let good = code(&world, newcomer(&world, "1201").await).await;
        let wrong = JoinCode::of_random([3; 12]);
        for _ in 0..5 {
            let (_, outcome) = spend(&world, &wrong, world.at.hall.new_id(), 1).await;
            assert_eq!(refused(outcome), Problem::CodeNotValid);
        }
        let (_, outcome) = spend(&world, &good, world.at.hall.new_id(), 1).await;
        assert_eq!(refused(outcome), Problem::TooManyTries, "also for a good code");
        let mut snapshot = world.at.hall.read().await.unwrap();
        let shown =
            joining::invitation(&world.at.hall, &mut snapshot, &Actor::Visitor, phone(1).address, &good);
        assert_eq!(refused(shown.await), Problem::TooManyTries);
        drop(snapshot);
        // Another household is not held up.
        assert_eq!(refused(spend(&world, &wrong, world.at.hall.new_id(), 2).await.1), Problem::CodeNotValid);
        // The clock was a year ahead by mistake, and is set right.
        world.at.clock.advance(365 * DAY);
        for _ in 0..6 {
            let _ = spend(&world, &wrong, world.at.hall.new_id(), 3).await;
        }
        world.at.clock.advance(-365 * DAY);
        assert_eq!(refused(spend(&world, &wrong, world.at.hall.new_id(), 3).await.1), Problem::CodeNotValid);
        // The wait ends.
        world.at.clock.advance(11 * MINUTE);
        spend(&world, &good, world.at.hall.new_id(), 1).await.1.unwrap();
    });
}

#[test]
fn many_wrong_codes_at_the_same_instant_are_all_counted() {
    on_both(|at| async move {
        let world = World::furnish(at).await;
        let mut tries = tokio::task::JoinSet::new();
        for _ in 0..30 {
            let (hall, key) = (world.at.hall.clone(), world.at.hall.new_id());
            tries.spawn(async move {
                let token = Token::new(&hall);
                let wrong = JoinCode::of_random([3; 12]);
                joining::spend_code(&hall, &Actor::Visitor, key, &wrong, &token, phone(1)).await
            });
        }
        let outcomes: Vec<_> = tries.join_all().await.into_iter().map(refused).collect();
        assert_eq!(outcomes.iter().filter(|problem| **problem == Problem::CodeNotValid).count(), 5);
        assert_eq!(outcomes.iter().filter(|problem| **problem == Problem::TooManyTries).count(), 25);
    });
}

#[test]
fn slips_go_to_who_lives_there_and_never_an_owners_into_a_let_flat() {
    on_both(|at| async move {
        let world = World::furnish(at).await;
        let hall = &world.at.hall;
        let officer = grid_officer(&world).await;
        let landlord = world.person("钱房东").await;
        let tenant = world.person("赵租客").await;
        let let_flat = world.flat("3号楼2单元301室", 895_200, &[landlord]).await;
        for (person, kind) in [(landlord, ResidenceKind::Owner), (tenant, ResidenceKind::Tenant)] {
            founding::add_residence(hall, &Actor::System, let_flat, person, kind).await.unwrap();
        }
        let at_home = world.person("孙业主").await;
        let own_flat = world.flat("3号楼2单元302室", 895_200, &[at_home]).await;
        founding::add_residence(hall, &Actor::System, own_flat, at_home, ResidenceKind::Owner).await.unwrap();
        let slips = joining::issue_slips(hall, &officer, world.community.id, world.building).await.unwrap();
        let mut names: Vec<_> = slips.iter().map(|slip| slip.masked_name.as_str()).collect();
        names.sort_unstable();
        // The officer lives there too, and has an account: no slip.
        assert_eq!(names, ["孙**", "赵**"]);
        // Printing again makes the earlier ones void.
        let again = joining::issue_slips(hall, &officer, world.community.id, world.building).await.unwrap();
        assert_eq!(again.len(), 2);
        let (_, outcome) = spend(&world, &slips[0].code, hall.new_id(), 1).await;
        assert_eq!(refused(outcome), Problem::CodeNotValid);
        spend(&world, &again[0].code, hall.new_id(), 1).await.1.unwrap();
        // The landlord's is made by itself, for the hand.
        let code = joining::issue_code(hall, &officer, world.community.id, landlord).await.unwrap();
        assert_eq!(code.kind, CodeKind::Owner);
        let nobody = world.resident("李邻居").await;
        let denied = joining::issue_slips(hall, &nobody, world.community.id, world.building).await;
        assert!(matches!(denied, Err(Error::Denied(Denied::NoSeat))));
        let mut snapshot = hall.read().await.unwrap();
        let administrator = administrator(&world).await;
        let seen = looks::looks(&mut snapshot, &administrator, &world.community, 0).await.unwrap();
        assert_eq!(seen.iter().filter(|look| look.what == Look::Slips).count(), 2);
    });
}

#[test]
fn a_code_for_a_seats_holder_is_made_only_by_who_gives_seats() {
    on_both(|at| async move {
        let world = World::furnish(at).await;
        let officer = grid_officer(&world).await;
        let administrator = administrator(&world).await;
        let councillor = world.councillor("林委员").await;
        let person = councillor.member().unwrap().person.unwrap();
        let denied = joining::issue_code(&world.at.hall, &officer, world.community.id, person).await;
        assert!(matches!(denied, Err(Error::Denied(Denied::NoSeat))));
        joining::issue_code(&world.at.hall, &administrator, world.community.id, person).await.unwrap();
        let ordinary = newcomer(&world, "1201").await;
        joining::issue_code(&world.at.hall, &officer, world.community.id, ordinary).await.unwrap();
    });
}

fn ask(world: &World, name: &str, tie: ResidenceKind) -> Ask {
    Ask {
        community: world.community.id,
        building: world.building,
        unit: label("2单元301"),
        name: PersonName::parse(name).unwrap(),
        phone: None,
        tie,
    }
}

#[test]
fn who_asks_is_confirmed_by_an_officer_and_signed_in_on_the_asking_device_once() {
    on_both(|at| async move {
        let world = World::furnish(at).await;
        let hall = &world.at.hall;
        let officer = grid_officer(&world).await;
        let person = world.person("孙业主").await;
        world.flat("3号楼2单元301室", 895_200, &[person]).await;
        let (first, pickup) = (Token::new(hall), Token::new(hall));
        let key = hall.new_id();
        let device = phone(1);
        for pickup in [&first, &pickup] {
            let asked = ask(&world, "孙业主", ResidenceKind::Owner);
            joining::ask_to_join(hall, key, asked, pickup, &device).await.unwrap();
        }
        let mut snapshot = hall.read().await.unwrap();
        let waiting = joining::waiting_requests(&mut snapshot, &officer, world.community.id).await.unwrap();
        assert_eq!(waiting.len(), 1, "two taps are one request");
        assert_eq!(waiting[0].masked_name, "孙**");
        let id = waiting[0].id;
        let seen = joining::request(hall, &mut snapshot, &officer, &world.community, id).await.unwrap();
        assert_eq!(seen.candidates.len(), 1);
        assert_eq!(seen.candidates[0].person, person);
        assert!(seen.units[0].fits);
        drop(snapshot);
        let token = Token::new(hall);
        let early = joining::pick_up(hall, &Actor::Visitor, &pickup, &token, phone(1)).await;
        assert_eq!(refused(early), Problem::AlreadyDone);
        let neighbour = world.resident("李邻居").await;
        let verdict = || Verdict::Is(person);
        let denied =
            joining::answer_request(hall, &neighbour, hall.new_id(), world.community.id, id, verdict()).await;
        assert!(matches!(denied, Err(Error::Denied(Denied::NoSeat))));
        joining::answer_request(hall, &officer, hall.new_id(), world.community.id, id, verdict())
            .await
            .unwrap();
        let twice =
            joining::answer_request(hall, &officer, hall.new_id(), world.community.id, id, verdict()).await;
        assert_eq!(refused(twice), Problem::ChangedMeanwhile);
        let stranger = joining::pick_up(hall, &Actor::Visitor, &first, &token, phone(1)).await;
        assert_eq!(refused(stranger), Problem::AlreadyDone);
        joining::pick_up(hall, &Actor::Visitor, &pickup, &token, phone(1)).await.unwrap();
        assert_eq!(stands_behind(&world, &token).await.member().unwrap().person, Some(person));
        let again = joining::pick_up(hall, &Actor::Visitor, &pickup, &Token::new(hall), phone(1)).await;
        assert_eq!(refused(again), Problem::AlreadyDone);
    });
}

#[test]
fn who_is_not_on_the_roll_is_entered_as_living_there_and_never_as_an_owner() {
    on_both(|at| async move {
        let world = World::furnish(at).await;
        let hall = &world.at.hall;
        let officer = grid_officer(&world).await;
        let unit = world.flat("3号楼2单元301室", 895_200, &[]).await;
        let pickup = Token::new(hall);
        let asked = ask(&world, "赵租客", ResidenceKind::Tenant);
        joining::ask_to_join(hall, hall.new_id(), asked, &pickup, &phone(1)).await.unwrap();
        let mut snapshot = hall.read().await.unwrap();
        let id = joining::waiting_requests(&mut snapshot, &officer, world.community.id).await.unwrap()[0].id;
        drop(snapshot);
        let answer =
            |verdict| joining::answer_request(hall, &officer, hall.new_id(), world.community.id, id, verdict);
        let owner = answer(Verdict::Lives(unit, ResidenceKind::Owner)).await;
        assert!(matches!(owner, Err(Error::Denied(Denied::NotAnOwner))));
        answer(Verdict::Lives(unit, ResidenceKind::Tenant)).await.unwrap();
        let token = Token::new(hall);
        joining::pick_up(hall, &Actor::Visitor, &pickup, &token, phone(1)).await.unwrap();
        let actor = stands_behind(&world, &token).await;
        let standings = &actor.member().unwrap().standings;
        assert_eq!(standings.len(), 1);
        assert_eq!(standings[0].kind, domain::actor::StandingKind::Tenant);
        // Another, refused with a reason that the asking device reads.
        let pickup = Token::new(hall);
        let asked = ask(&world, "周某", ResidenceKind::Tenant);
        joining::ask_to_join(hall, hall.new_id(), asked, &pickup, &phone(2)).await.unwrap();
        let mut snapshot = hall.read().await.unwrap();
        let id = joining::waiting_requests(&mut snapshot, &officer, world.community.id).await.unwrap()[0].id;
        drop(snapshot);
        let reason = Verdict::Declined(Reason::parse("名册里没有这一户").unwrap());
        joining::answer_request(hall, &officer, hall.new_id(), world.community.id, id, reason).await.unwrap();
        let mut snapshot = hall.read().await.unwrap();
        let state = joining::asked_for(&mut snapshot, &world.community, &pickup).await.unwrap();
        assert_eq!(
            (state.state, state.reason.as_deref()),
            (JoinRequestState::Declined, Some("名册里没有这一户"))
        );
    });
}
