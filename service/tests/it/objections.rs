//! Stories of what follows a vote's announcement and its count: objections, recounts, annulment, orders of others.

use crate::both::{log_key, on_both};
use crate::votes::{CLOSES, consultation, named, owners_vote};
use crate::world::{World, label};
use domain::actor::Actor;
use domain::bodies::SeatRight;
use domain::count::canonical::Sha256Hex;
use domain::log::entry::Act;
use domain::notices::NoticeKind;
use domain::policy::Denied;
use domain::problem::Problem;
use domain::record::log::Standing;
use domain::record::receipt;
use domain::record::verify::{Engine, Verified, verify};
use domain::time::{DAY, LocalDay, SECOND};
use domain::votes::after::{OBJECTIONS_EACH_MAX, ObjectionFinding, ObjectionKind, OrderKind};
use domain::votes::frozen::short_code;
use domain::votes::{Method, VoteState};
use domain::words::{DocumentNumber, ObjectionText, Reason};
use service::edge::SeededEntropy;
use service::jobs::run_due;

use service::votes::objections::{self, Answer, Objection, answer, object};
use service::votes::orders::{self, EarlierCount, NewOrder, Order};
use service::votes::read::Vote;
use service::votes::record;
use service::votes::setup::{self, NewVote};
use service::{Error, Hall, log, notices};
use std::sync::Arc;

pub(crate) fn says(text: &str) -> ObjectionText {
    ObjectionText::parse(text).unwrap()
}

pub(crate) fn reason(text: &str) -> Reason {
    Reason::parse(text).unwrap()
}

pub(crate) fn found(finding: ObjectionFinding) -> Answer {
    Answer { finding, text: reason("已逐项核对。"), ballot: None }
}

impl World {
    pub(crate) async fn objects(
        &self,
        who: &Actor,
        vote: &Vote,
        kind: ObjectionKind,
    ) -> service::Result<i64> {
        let hall = &self.at.hall;
        object(hall, who, hall.new_id(), vote.id, kind, says("这一条我有异议。")).await
    }

    pub(crate) async fn answers(
        &self,
        who: &Actor,
        vote: &Vote,
        number: i64,
        said: Answer,
    ) -> service::Result<()> {
        let hall = &self.at.hall;
        answer(hall, who, hall.new_id(), vote.id, number, said).await
    }

    pub(crate) async fn objections(&self, vote: &Vote) -> Vec<Objection> {
        self.objections_as(&Actor::Visitor, vote).await
    }

    pub(crate) async fn objections_as(&self, who: &Actor, vote: &Vote) -> Vec<Objection> {
        let mut snapshot = self.at.hall.read().await.unwrap();
        objections::objections(&mut snapshot, who, self.community.id, vote).await.unwrap()
    }

    pub(crate) async fn orders(&self, vote: &Vote) -> Vec<Order> {
        orders::orders(&mut self.at.hall.read().await.unwrap(), vote.id).await.unwrap()
    }

    pub(crate) async fn counts(&self, vote: &Vote) -> Vec<EarlierCount> {
        orders::earlier_counts(&mut self.at.hall.read().await.unwrap(), vote.id).await.unwrap()
    }

    /// Whether `who` was told something of this kind and has not seen it.
    async fn is_told(&self, who: &Actor, kind: NoticeKind) -> bool {
        let mut snapshot = self.at.hall.read().await.unwrap();
        let told = notices::unseen(&mut snapshot, who, self.community.id, 9).await.unwrap();
        told.iter().any(|notice| notice.kind == kind)
    }

    /// Everything logged, the oldest first.
    pub(crate) async fn logged(&self) -> Vec<Act> {
        log::append(&self.at.hall).await.unwrap();
        let mut lines = log::lines(&mut self.at.hall.read().await.unwrap(), None, 1_000).await.unwrap();
        lines.reverse();
        lines.into_iter().map(|line| line.entry.act).collect()
    }

    pub(crate) async fn goes_on_to(&self, moment: domain::time::Timestamp, vote: &Vote) -> Vote {
        self.at.clock.set(moment);
        run_due(&self.at.hall).await.unwrap();
        log::append(&self.at.hall).await.unwrap();
        self.vote(&Actor::Visitor, vote.number).await
    }

    pub(crate) async fn record_of(&self, vote: &Vote) -> Vec<u8> {
        let mut snapshot = self.at.hall.read().await.unwrap();
        record::record(&mut snapshot, vote, &log_key()).await.unwrap().expect("a record")
    }
}

fn verified(record: &[u8]) -> Verified {
    verify(record, Some(log_key().public()), &Engine::FULL).expect("a record that verifies")
}

/// An owners' vote of a chair and eleven owners; all agree but the last five, who oppose.
pub(crate) async fn counted(world: &World) -> (Actor, Vec<Actor>, Vote) {
    let chair = world.committee_member("陈主任").await;
    let mut owners = Vec::new();
    for n in 0..11 {
        owners.push(world.owner(&format!("业主{n}"), 800_000).await);
    }
    let vote = world.opened(&chair, owners_vote(world)).await;
    for (n, owner) in owners.iter().enumerate() {
        world.says(owner, &vote, if n < 6 { "agree" } else { "oppose" }).await.unwrap();
    }
    let vote = world.goes_on_to(CLOSES, &vote).await;
    assert_eq!(vote.state, VoteState::Preliminary);
    (chair, owners, vote)
}

#[test]
fn an_entry_of_the_roll_is_contested_before_opening_and_answered_in_public() {
    on_both(|at| async move {
        let world = World::furnish(at).await;
        let chair = world.committee_member("陈主任").await;
        let owner = world.owner("业主甲", 800_000).await;
        let tenant = world.resident("租户乙").await;
        let number = world.announced(&chair, owners_vote(&world)).await;
        let vote = world.vote(&owner, number).await;
        for stranger in [&Actor::Visitor, &tenant] {
            let refused = world.objects(stranger, &vote, ObjectionKind::Roll).await;
            assert!(matches!(refused, Err(Error::Denied(_))), "{refused:?}");
        }
        assert_eq!(world.objects(&owner, &vote, ObjectionKind::Roll).await.unwrap(), 1);
        assert!(world.is_told(&chair, NoticeKind::ObjectionMade).await);
        // What is not counted is neither counted anew nor annulled.
        for finding in [ObjectionFinding::Recount, ObjectionFinding::Annulled] {
            let refused = world.answers(&chair, &vote, 1, found(finding)).await;
            assert!(matches!(refused, Err(Error::Refused(Problem::NotCounted))), "{refused:?}");
        }
        let refused = world.answers(&owner, &vote, 1, found(ObjectionFinding::Unfounded)).await;
        assert!(matches!(refused, Err(Error::Denied(Denied::NoSeat))), "{refused:?}");
        world.at.clock.advance(SECOND);
        world.answers(&chair, &vote, 1, found(ObjectionFinding::WithoutEffect)).await.unwrap();
        let twice = world.answers(&chair, &vote, 1, found(ObjectionFinding::Unfounded)).await;
        assert!(matches!(twice, Err(Error::Refused(Problem::AlreadyDone))), "{twice:?}");
        let missing = world.answers(&chair, &vote, 2, found(ObjectionFinding::Unfounded)).await;
        assert!(matches!(missing, Err(Error::NotFound)), "{missing:?}");
        let [one] = world.objections(&vote).await.try_into().unwrap();
        assert_eq!(
            (one.number, one.kind, one.said.words().unwrap().author.as_str()),
            (1, ObjectionKind::Roll, "业主甲")
        );
        assert_eq!(one.answer.unwrap().finding, ObjectionFinding::WithoutEffect);
        // Answered: it waits for nobody who would have answered, and its author is told.
        assert!(!world.is_told(&chair, NoticeKind::ObjectionMade).await);
        assert!(world.is_told(&owner, NoticeKind::ObjectionAnswered).await);
        let logged = world.logged().await;
        assert!(matches!(
            logged.as_slice(),
            [Act::ObjectionMade { number: 1, .. }, Act::ObjectionAnswered { number: 1, .. }]
        ));
    });
}

#[test]
fn one_person_objects_five_times_at_most_and_never_after_the_time_is_over() {
    on_both(|at| async move {
        let world = World::furnish(at).await;
        let (chair, owners, vote) = counted(&world).await;
        for n in 1..=OBJECTIONS_EACH_MAX {
            assert_eq!(world.objects(&owners[0], &vote, ObjectionKind::Procedure).await.unwrap(), n);
        }
        let refused = world.objects(&owners[0], &vote, ObjectionKind::Procedure).await;
        assert!(matches!(refused, Err(Error::Refused(Problem::TooManyObjections))), "{refused:?}");
        // Another still may; and the same form twice is one objection.
        let hall = &world.at.hall;
        let key = hall.new_id();
        for _ in 0..2 {
            let number =
                object(hall, &owners[1], key, vote.id, ObjectionKind::Ballot, says("我没投过这张票。"));
            assert_eq!(number.await.unwrap(), OBJECTIONS_EACH_MAX + 1);
        }
        // Nobody objects while the last ones wait for their answer.
        let waiting = world.goes_on_to(CLOSES.plus(8 * DAY), &vote).await;
        assert_eq!(waiting.state, VoteState::Preliminary);
        let late = world.objects(&owners[2], &vote, ObjectionKind::Ballot).await;
        assert!(matches!(late, Err(Error::Refused(Problem::ObjectionsOver))), "{late:?}");
        for number in 1..=OBJECTIONS_EACH_MAX {
            world.answers(&chair, &vote, number, found(ObjectionFinding::Unfounded)).await.unwrap();
        }
        run_due(hall).await.unwrap();
        assert_eq!(world.vote(&chair, vote.number).await.state, VoteState::Preliminary);
        world.answers(&chair, &vote, 6, found(ObjectionFinding::Unfounded)).await.unwrap();
        let done = world.goes_on_to(CLOSES.plus(8 * DAY + 1), &vote).await;
        assert_eq!(done.state, VoteState::Final);
        let after = world.objects(&owners[2], &vote, ObjectionKind::Ballot).await;
        assert!(matches!(after, Err(Error::Denied(Denied::WrongStage))), "{after:?}");
    });
}

#[test]
fn two_servers_that_finalise_at_once_make_one_final() {
    on_both(|at| async move {
        let world = World::furnish(at).await;
        let (chair, owners, vote) = counted(&world).await;
        world.objects(&owners[0], &vote, ObjectionKind::Procedure).await.unwrap();
        let other = Hall::open(&world.at.settings, world.at.clock.clone(), Arc::new(SeededEntropy::new(2)));
        let other = other.await.unwrap();
        world.goes_on_to(CLOSES.plus(7 * DAY), &vote).await;
        // Answered in the very moment the first job ran: it is put down again all the same.
        world.answers(&chair, &vote, 1, found(ObjectionFinding::Unfounded)).await.unwrap();
        world.at.clock.set(CLOSES.plus(7 * DAY + 1));
        let (one, two) = tokio::join!(run_due(&world.at.hall), run_due(&other));
        assert_eq!(one.unwrap() + two.unwrap(), 1);
        assert_eq!(world.vote(&chair, vote.number).await.state, VoteState::Final);
        let finals = world.logged().await.into_iter().filter(|act| matches!(act, Act::VoteFinal { .. }));
        assert_eq!(finals.count(), 1);
    });
}

#[test]
fn a_ballot_set_aside_is_counted_no_more_and_the_new_record_verifies() {
    on_both(|at| async move {
        let world = World::furnish(at).await;
        let (chair, owners, vote) = counted(&world).await;
        let first = world.record_of(&vote).await;
        let heads = world.holdings(&owners[0], &vote).await;
        let mine = heads[0].ballot.as_ref().unwrap().commitment;
        world.at.clock.set(CLOSES.plus(5 * DAY));
        for number in 1..=3 {
            let made = world.objects(&owners[0], &vote, ObjectionKind::Ballot).await.unwrap();
            assert_eq!(made, number);
        }
        let recount = |ballot: Option<&str>| Answer {
            ballot: ballot.map(str::to_owned),
            ..found(ObjectionFinding::Recount)
        };
        for nobody in ["9号楼1室", "", "'; DROP TABLE ballots; --", "00000000"] {
            let refused = world.answers(&chair, &vote, 1, recount(Some(nobody))).await;
            assert!(matches!(refused, Err(Error::Refused(Problem::NoSuchBallot))), "{nobody}: {refused:?}");
        }
        // By the short code, by the home; and once without any change.
        world.answers(&chair, &vote, 1, recount(Some(&short_code(mine)))).await.unwrap();
        log::append(&world.at.hall).await.unwrap();
        let gone = world.answers(&chair, &vote, 2, recount(Some(&short_code(mine)))).await;
        assert!(matches!(gone, Err(Error::Refused(Problem::NoSuchBallot))), "{gone:?}");
        world.answers(&chair, &vote, 2, recount(Some("3号楼业主1家"))).await.unwrap();
        log::append(&world.at.hall).await.unwrap();
        world.answers(&chair, &vote, 3, recount(None)).await.unwrap();
        let again = world.goes_on_to(CLOSES.plus(5 * DAY), &vote).await;
        assert_eq!((vote.turnout, again.turnout), (11, 9));
        assert_ne!(again.outcome_sha256, vote.outcome_sha256);
        let counts = world.counts(&vote).await;
        let told: Vec<_> = counts.iter().map(|own| (own.n, own.objection, own.set_aside)).collect();
        assert_eq!(told, [(1, 1, true), (2, 2, true), (3, 3, false)]);
        assert_eq!(Some(&counts[0].outcome_sha256), vote.outcome_sha256.as_ref());
        assert_eq!(Some(&counts[2].outcome_sha256), again.outcome_sha256.as_ref());
        let own = world.holdings(&owners[0], &again).await;
        assert_eq!(own[0].ballot.as_ref().unwrap().set_aside, Some(1));
        // Whose ballot it was is told; and nobody strikes one on an objection of their own.
        assert!(world.is_told(&owners[0], NoticeKind::BallotStruck).await);
        assert_eq!(world.objects(&chair, &vote, ObjectionKind::Ballot).await.unwrap(), 4);
        let own = world.answers(&chair, &vote, 4, recount(Some("3号楼业主2家"))).await;
        assert!(matches!(own, Err(Error::Denied(Denied::OwnMatter))), "{own:?}");
        world.answers(&chair, &vote, 4, found(ObjectionFinding::Unfounded)).await.unwrap();

        // Two ballots of one's own told no more; the objections may be made anew for seven days.
        assert_eq!(again.objections_until, Some(CLOSES.plus(12 * DAY)));
        let record = world.record_of(&again).await;
        let checked = verified(&record);
        assert_eq!((checked.account.set_aside, checked.account.counting), (2, 9));
        let standing = checked.log.ballots.get(&mine.0).unwrap().standing;
        assert_eq!(standing, Standing::SetAside);
        assert_eq!(verified(&first).account.counting, 11, "the first record stays what it was");
        let mut snapshot = world.at.hall.read().await.unwrap();
        let owner = world.actor(owners[1].member_id().unwrap()).await;
        let own = record::unit_level(&mut snapshot, &owner, world.community.id, &again, &log_key()).await;
        let unit_level = verified(&own.unwrap().unwrap());
        assert_eq!(unit_level.account.openings, Some(9));
        let key = log_key();
        let head = heads[0].head.unwrap();
        let kept = service::votes::receipt::receipt(&mut snapshot, &owners[0], &again, head, &key);
        let kept = kept.await.unwrap().unwrap();
        let found = receipt::check(kept.json().as_bytes(), &checked).unwrap();
        assert_eq!(found.standing, Standing::SetAside);
        drop(snapshot);

        let done = world.goes_on_to(CLOSES.plus(12 * DAY), &vote).await;
        assert_eq!(done.state, VoteState::Final);
        assert_eq!(world.record_of(&done).await, record);
    });
}

#[test]
fn a_secret_votes_recount_counts_the_same_lines_and_singles_nobody_out() {
    on_both(|at| async move {
        let world = World::furnish(at).await;
        let council = world.councillor("林秘书").await;
        let mut voters = Vec::new();
        for n in 0..9 {
            voters.push(world.resident(&format!("居民{n}")).await);
        }
        let new = NewVote { secret: true, objections_days: 3, ..consultation(&world, Method::YesNo, &[]) };
        let vote = world.opened(&council, new).await;
        for voter in &voters {
            world.says(voter, &vote, "agree").await.unwrap();
        }
        let done = world.goes_on_to(vote.closes_at, &vote).await;
        world.objects(&voters[0], &done, ObjectionKind::Procedure).await.unwrap();
        let recount = found(ObjectionFinding::Recount);
        let named = Answer { ballot: Some("居民0".to_owned()), ..recount.clone() };
        let refused = world.answers(&council, &done, 1, named).await;
        assert!(matches!(refused, Err(Error::Refused(Problem::NoSuchBallot))), "{refused:?}");
        world.answers(&council, &done, 1, recount).await.unwrap();
        let again = world.goes_on_to(vote.closes_at.plus(1), &vote).await;
        assert_eq!((&again.outcome_sha256, again.turnout), (&done.outcome_sha256, 9));
        assert_eq!(again.objections_until, done.objections_until);
        assert_eq!(world.counts(&vote).await.len(), 1);
        let checked = verified(&world.record_of(&again).await);
        assert_eq!((checked.account.counting, checked.account.set_aside), (9, 0));
        assert_eq!(world.goes_on_to(vote.closes_at.plus(3 * DAY), &vote).await.state, VoteState::Final);
    });
}

#[test]
fn an_annulled_vote_counts_for_nothing_and_keeps_its_record() {
    on_both(|at| async move {
        let world = World::furnish(at).await;
        let (chair, owners, vote) = counted(&world).await;
        let hall = &world.at.hall;
        let refused = orders::annul(hall, &owners[0], hall.new_id(), vote.id, reason("不公平")).await;
        assert!(matches!(refused, Err(Error::Denied(Denied::NoSeat))), "{refused:?}");
        world.objects(&owners[0], &vote, ObjectionKind::Procedure).await.unwrap();
        world.answers(&chair, &vote, 1, found(ObjectionFinding::Annulled)).await.unwrap();
        let void = world.goes_on_to(CLOSES.plus(30 * DAY), &vote).await;
        assert_eq!(void.state, VoteState::Void);
        assert_eq!(void.outcome_sha256, vote.outcome_sha256);
        verified(&world.record_of(&void).await);
        let [order] = world.orders(&vote).await.try_into().unwrap();
        assert_eq!(
            (order.kind, order.document, order.text.as_str()),
            (OrderKind::Annulled, None, "已逐项核对。")
        );
        let again = orders::annul(hall, &chair, hall.new_id(), vote.id, reason("再来一次")).await;
        assert!(matches!(again, Err(Error::Denied(Denied::WrongStage))), "{again:?}");
        let logged = world.logged().await;
        assert!(matches!(logged.last(), Some(Act::VoteVoided { by, .. }) if by == "annulled"), "{logged:?}");
        assert!(!logged.iter().any(|act| matches!(act, Act::VoteFinal { .. })));
    });
}

/// The day on which the votes here close, in Shanghai.
pub(crate) fn closing_day() -> LocalDay {
    service::local::day("Asia/Shanghai", CLOSES)
}

pub(crate) fn order(kind: OrderKind) -> NewOrder {
    let document = DocumentNumber::parse("〔2026〕春街字第12号").unwrap();
    let text = reason("公告期不足十五日，限期改正。");
    NewOrder { kind, document, issued: closing_day(), issuer: label("春江街道办事处"), text }
}

#[test]
fn the_sub_district_orders_a_correction_and_a_court_revokes() {
    on_both(|at| async move {
        let world = World::furnish(at).await;
        let (chair, owners, vote) = counted(&world).await;
        let (_, admin) = named(&world, "管理员").await;
        let admin = world.seat(&admin, world.council.1, SeatRight::Administrator).await;
        let hall = &world.at.hall;
        let enter = |who: &Actor, kind| {
            let who = who.clone();
            async move { orders::enter(hall, &who, hall.new_id(), vote.id, order(kind)).await }
        };
        let early = enter(&chair, OrderKind::StreetCorrection).await;
        assert!(matches!(early, Err(Error::Denied(Denied::WrongStage))), "{early:?}");
        let done = world.goes_on_to(CLOSES.plus(7 * DAY), &vote).await;
        let stranger = enter(&owners[0], OrderKind::StreetRevoked).await;
        assert!(matches!(stranger, Err(Error::Denied(Denied::NoSeat))), "{stranger:?}");
        enter(&chair, OrderKind::StreetCorrection).await.unwrap();
        assert_eq!(world.vote(&chair, vote.number).await.state, VoteState::Final, "it stands");
        world.at.clock.advance(SECOND);
        let correct = |n| orders::corrected(hall, &chair, hall.new_id(), vote.id, n, reason("已补足公告。"));
        correct(1).await.unwrap();
        for n in [1, 2] {
            let twice = correct(n).await;
            assert!(matches!(twice, Err(Error::Refused(Problem::AlreadyDone))), "{twice:?}");
        }
        world.at.clock.advance(SECOND);
        enter(&admin, OrderKind::CourtRevoked).await.unwrap();
        let void = world.vote(&Actor::Visitor, vote.number).await;
        assert_eq!((void.state, void.outcome_sha256), (VoteState::Void, done.outcome_sha256));
        let [first, second] = world.orders(&vote).await.try_into().unwrap();
        assert_eq!(first.corrected.unwrap().0, "已补足公告。");
        assert_eq!(second.document.unwrap().number, "〔2026〕春街字第12号");
        assert_eq!(second.corrected, None);
        let logged = world.logged().await;
        let words =
            format!("〔2026〕春街字第12号\n{}\n春江街道办事处\n公告期不足十五日，限期改正。", closing_day());
        let [
            ..,
            Act::CorrectionOrdered { order: 1, order_sha256, .. },
            Act::OrderCorrected { order: 1, .. },
            last,
        ] = logged.as_slice()
        else {
            panic!("{logged:?}")
        };
        assert_eq!(*order_sha256, Sha256Hex::of(words.as_bytes()));
        assert!(matches!(last, Act::VoteVoided { by, .. } if by == "court_revoked"));
    });
}

#[test]
fn an_order_of_the_year_one_was_entered() {
    on_both(|at| async move {
        let world = World::furnish(at).await;
        let (chair, _, vote) = counted(&world).await;
        world.goes_on_to(CLOSES.plus(7 * DAY), &vote).await;
        let hall = &world.at.hall;
        let dated = |day: i32| {
            let new = NewOrder { issued: LocalDay(day), ..order(OrderKind::StreetCorrection) };
            orders::enter(hall, &chair, hall.new_id(), vote.id, new)
        };
        let closed = closing_day().0;
        for day in [LocalDay::parse("0001-01-01").unwrap().0, closed - 1, closed + 8, i32::MAX, i32::MIN] {
            let refused = dated(day).await;
            assert!(matches!(refused, Err(Error::Refused(Problem::OrderDate))), "{day}: {refused:?}");
        }
        for day in [closed, closed + 7] {
            dated(day).await.unwrap();
        }
        assert_eq!(world.orders(&vote).await.len(), 2);
    });
}

#[test]
fn an_objection_to_a_vote_that_was_called_off_waited_for_ever() {
    on_both(|at| async move {
        let world = World::furnish(at).await;
        let chair = world.committee_member("陈主任").await;
        let owner = world.owner("业主甲", 800_000).await;
        let number = world.announced(&chair, owners_vote(&world)).await;
        let vote = world.vote(&owner, number).await;
        world.objects(&owner, &vote, ObjectionKind::Roll).await.unwrap();
        world.objects(&owner, &vote, ObjectionKind::Procedure).await.unwrap();
        world.answers(&chair, &vote, 1, found(ObjectionFinding::Unfounded)).await.unwrap();
        let hall = &world.at.hall;
        let call_off = setup::call_off(hall, &chair, hall.new_id(), vote.id, reason("面积要重新核对。"));
        call_off.await.unwrap();
        let [first, second] = world.objections(&vote).await.try_into().unwrap();
        assert_eq!(first.answer.unwrap().finding, ObjectionFinding::Unfounded, "what was found stays");
        let answer = second.answer.unwrap();
        assert_eq!(
            (answer.finding, answer.said.words().unwrap().as_str()),
            (ObjectionFinding::Moot, "面积要重新核对。")
        );
        // Nobody objects any more, nobody answers, and nothing waits for whoever would have answered.
        let after = world.objects(&owner, &vote, ObjectionKind::Roll).await;
        assert!(matches!(after, Err(Error::Denied(Denied::WrongStage))), "{after:?}");
        let again = world.answers(&chair, &vote, 2, found(ObjectionFinding::Unfounded)).await;
        assert!(matches!(again, Err(Error::Denied(Denied::WrongStage))), "{again:?}");
        assert!(!world.is_told(&chair, NoticeKind::ObjectionMade).await);
        assert!(world.is_told(&owner, NoticeKind::ObjectionAnswered).await);
        let logged = world.logged().await;
        let answers = logged.iter().filter(|act| matches!(act, Act::ObjectionAnswered { .. }));
        assert_eq!(answers.count(), 2, "{logged:?}");
    });
}

#[test]
fn annulling_a_vote_closes_the_objections_that_nobody_answered() {
    on_both(|at| async move {
        let world = World::furnish(at).await;
        let (chair, owners, vote) = counted(&world).await;
        for owner in &owners[..3] {
            world.objects(owner, &vote, ObjectionKind::Procedure).await.unwrap();
        }
        world.at.clock.advance(SECOND);
        // Found of one, moot for the others; nobody finds "moot" themselves.
        let refused = world.answers(&chair, &vote, 1, found(ObjectionFinding::Moot)).await;
        assert!(matches!(refused, Err(Error::Refused(_))), "{refused:?}");
        world.answers(&chair, &vote, 2, found(ObjectionFinding::Annulled)).await.unwrap();
        let findings: Vec<_> =
            world.objections(&vote).await.into_iter().map(|own| own.answer.unwrap().finding).collect();
        let [moot, annulled] = [ObjectionFinding::Moot, ObjectionFinding::Annulled];
        assert_eq!(findings, [moot, annulled, moot]);
        let logged = world.logged().await;
        assert!(matches!(
            logged.as_slice(),
            [.., Act::ObjectionAnswered { .. }, Act::ObjectionAnswered { .. }, Act::VoteVoided { .. }]
        ));
    });
}
