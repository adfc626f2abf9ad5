//! Races and double taps in what follows a count: two officers at once, on two servers, and forms that are sent twice.

use crate::both::on_both;
use crate::objections::{closing_day, counted, found, order, reason, says};
use crate::votes::CLOSES;
use crate::world::World;
use domain::log::entry::Act;
use domain::policy::Denied;
use domain::problem::Problem;
use domain::record::verify::{Engine, verify};
use domain::time::{DAY, SECOND};
use domain::votes::VoteState;
use domain::votes::after::{ObjectionFinding, ObjectionKind, OrderKind};
use service::edge::SeededEntropy;
use service::votes::objections::{Answer, answer, object};
use service::votes::orders;
use service::{Error, Hall};
use std::sync::Arc;

/// A second server over the same database.
async fn other_server(world: &World) -> Hall {
    let entropy = Arc::new(SeededEntropy::new(2));
    Hall::open(&world.at.settings, world.at.clock.clone(), entropy).await.unwrap()
}

fn is_refused<T>(done: &service::Result<T>, problem: Problem) -> bool {
    matches!(done, Err(Error::Refused(own)) if *own == problem)
}

#[test]
fn two_officers_who_answer_at_once_give_one_answer() {
    on_both(|at| async move {
        let world = World::furnish(at).await;
        let (chair, owners, vote) = counted(&world).await;
        let deputy = world.committee_member("吴副主任").await;
        let (hall, other) = (&world.at.hall, other_server(&world).await);
        for number in 1..=6 {
            let owner = &owners[usize::try_from(number).unwrap()];
            world.objects(owner, &vote, ObjectionKind::Ballot).await.unwrap();
            let ballot = Some(format!("3号楼业主{number}家"));
            let recount = Answer { ballot, ..found(ObjectionFinding::Recount) };
            let (one, two) = tokio::join!(
                answer(hall, &chair, hall.new_id(), vote.id, number, recount),
                answer(&other, &deputy, other.new_id(), vote.id, number, found(ObjectionFinding::Unfounded)),
            );
            let [kept, lost] = if one.is_ok() { [&one, &two] } else { [&two, &one] };
            assert!(kept.is_ok() && is_refused(lost, Problem::AlreadyDone), "{one:?} {two:?}");
            let said = world.objections(&vote).await.pop().unwrap().answer.unwrap();
            let finding = if one.is_ok() { ObjectionFinding::Recount } else { ObjectionFinding::Unfounded };
            assert_eq!(said.finding, finding);
            world.at.clock.advance(SECOND);
        }
        let recounts = world.objections(&vote).await.into_iter();
        let recounts =
            recounts.filter(|own| own.answer.as_ref().unwrap().finding == ObjectionFinding::Recount);
        let recounts = recounts.count();
        assert_eq!(world.counts(&vote).await.len(), recounts, "nothing is counted for an answer that lost");
        let logged = world.logged().await;
        assert_eq!(logged.iter().filter(|act| matches!(act, Act::ObjectionAnswered { .. })).count(), 6);
        assert_eq!(logged.iter().filter(|act| matches!(act, Act::BallotSetAside { .. })).count(), recounts);
        let vote = world.goes_on_to(CLOSES.plus(DAY), &vote).await;
        let record = world.record_of(&vote).await;
        verify(&record, Some(crate::both::log_key().public()), &Engine::FULL)
            .expect("a record that verifies");
    });
}

#[test]
fn an_answer_and_an_annulment_at_once_leave_one_void_vote() {
    on_both(|at| async move {
        let world = World::furnish(at).await;
        let (chair, owners, vote) = counted(&world).await;
        let deputy = world.committee_member("吴副主任").await;
        let (hall, other) = (&world.at.hall, other_server(&world).await);
        world.objects(&owners[0], &vote, ObjectionKind::Procedure).await.unwrap();
        let (answered, annulled) = tokio::join!(
            answer(hall, &chair, hall.new_id(), vote.id, 1, found(ObjectionFinding::Recount)),
            orders::annul(&other, &deputy, other.new_id(), vote.id, reason("公告期不足十五日。")),
        );
        annulled.unwrap();
        // Whichever came first: an answer stands, and there is one.
        let [own] = world.objections(&vote).await.try_into().unwrap();
        match answered {
            Ok(()) => assert_eq!(own.answer.unwrap().finding, ObjectionFinding::Recount),
            Err(Error::Denied(Denied::WrongStage)) => {
                assert_eq!(own.answer.unwrap().finding, ObjectionFinding::Moot);
            }
            other => panic!("{other:?}"),
        }
        let late = world.answers(&chair, &vote, 1, found(ObjectionFinding::Unfounded)).await;
        assert!(matches!(late, Err(Error::Denied(Denied::WrongStage))), "{late:?}");
        let again = world.objects(&owners[1], &vote, ObjectionKind::Procedure).await;
        assert!(matches!(again, Err(Error::Denied(Denied::WrongStage))), "{again:?}");
        // The job that would have made it final finds it void.
        let void = world.goes_on_to(CLOSES.plus(30 * DAY), &vote).await;
        assert_eq!((void.state, world.orders(&vote).await.len()), (VoteState::Void, 1));
        let logged = world.logged().await;
        assert_eq!(logged.iter().filter(|act| matches!(act, Act::ObjectionAnswered { .. })).count(), 1);
        assert!(!logged.iter().any(|act| matches!(act, Act::VoteFinal { .. })), "{logged:?}");
    });
}

#[test]
fn orders_entered_at_once_have_a_number_each_and_none_comes_behind_a_revocation() {
    on_both(|at| async move {
        let world = World::furnish(at).await;
        let (chair, _, vote) = counted(&world).await;
        let deputy = world.committee_member("吴副主任").await;
        let (hall, other) = (&world.at.hall, other_server(&world).await);
        world.goes_on_to(CLOSES.plus(7 * DAY), &vote).await;
        let correction = || order(OrderKind::StreetCorrection);
        let (one, two) = tokio::join!(
            orders::enter(hall, &chair, hall.new_id(), vote.id, correction()),
            orders::enter(&other, &deputy, other.new_id(), vote.id, correction()),
        );
        one.unwrap();
        two.unwrap();
        let done = || reason("已补足公告。");
        let (one, two) = tokio::join!(
            orders::corrected(hall, &chair, hall.new_id(), vote.id, 1, done()),
            orders::corrected(&other, &deputy, other.new_id(), vote.id, 1, done()),
        );
        let [kept, lost] = if one.is_ok() { [&one, &two] } else { [&two, &one] };
        assert!(kept.is_ok() && is_refused(lost, Problem::AlreadyDone), "{one:?} {two:?}");
        let (one, two) = tokio::join!(
            orders::enter(hall, &chair, hall.new_id(), vote.id, order(OrderKind::StreetRevoked)),
            orders::enter(&other, &deputy, other.new_id(), vote.id, order(OrderKind::CourtRevoked)),
        );
        let [kept, lost] = if one.is_ok() { [&one, &two] } else { [&two, &one] };
        assert!(kept.is_ok(), "{one:?} {two:?}");
        assert!(matches!(lost, Err(Error::Denied(Denied::WrongStage))), "{lost:?}");
        let numbers: Vec<i64> = world.orders(&vote).await.iter().map(|own| own.n).collect();
        assert_eq!(numbers, [1, 2, 3]);
        let logged = world.logged().await;
        let told = |which: fn(&Act) -> bool| logged.iter().filter(|act| which(act)).count();
        assert_eq!(told(|act| matches!(act, Act::CorrectionOrdered { .. })), 2);
        assert_eq!(told(|act| matches!(act, Act::OrderCorrected { .. })), 1);
        assert_eq!(told(|act| matches!(act, Act::VoteVoided { .. })), 1);
    });
}

#[test]
fn forms_that_are_tapped_twice_are_done_once() {
    on_both(|at| async move {
        let world = World::furnish(at).await;
        let (chair, owners, vote) = counted(&world).await;
        let hall = &world.at.hall;
        let [objecting, answering, entering, correcting] = [(); 4].map(|()| hall.new_id());
        let (one, two) = tokio::join!(
            object(hall, &owners[0], objecting, vote.id, ObjectionKind::Roll, says("名册里少了一户。")),
            object(hall, &owners[0], objecting, vote.id, ObjectionKind::Roll, says("名册里少了一户。")),
        );
        assert_eq!((one.unwrap(), two.unwrap()), (1, 1));
        for _ in 0..2 {
            let recount = found(ObjectionFinding::Recount);
            answer(hall, &chair, answering, vote.id, 1, recount).await.unwrap();
        }
        assert_eq!((world.objections(&vote).await.len(), world.counts(&vote).await.len()), (1, 1));
        world.goes_on_to(CLOSES.plus(7 * DAY), &vote).await;
        assert!(closing_day() < service::local::day("Asia/Shanghai", hall.now()));
        for _ in 0..2 {
            orders::enter(hall, &chair, entering, vote.id, order(OrderKind::StreetCorrection)).await.unwrap();
        }
        for _ in 0..2 {
            orders::corrected(hall, &chair, correcting, vote.id, 1, reason("已补足公告。")).await.unwrap();
        }
        assert_eq!(world.orders(&vote).await.len(), 1);
        let logged = world.logged().await;
        let told = |which: fn(&Act) -> bool| logged.iter().filter(|act| which(act)).count();
        assert_eq!(told(|act| matches!(act, Act::ObjectionMade { .. })), 1);
        assert_eq!(told(|act| matches!(act, Act::ObjectionAnswered { .. })), 1);
        assert_eq!(told(|act| matches!(act, Act::VoteCounted { .. })), 2);
        assert_eq!(told(|act| matches!(act, Act::CorrectionOrdered { .. })), 1);
        assert_eq!(told(|act| matches!(act, Act::OrderCorrected { .. })), 1);
    });
}
