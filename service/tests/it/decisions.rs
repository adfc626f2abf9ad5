//! Stories of decisions: numbered without a gap, resting on something, corrected in public.

use crate::asking::{marks, question};
use crate::both::on_both;
use crate::comments::Talk;
use crate::world::World;
use domain::actor::Actor;
use domain::id::{BodyId, IssueId, VoteId};
use domain::issues::{Category, Move, Stage};
use domain::moderation::HideReason;
use domain::policy::Denied;
use domain::problem::Problem;
use domain::time::{DAY, LocalDay};
use domain::votes::OwnersMatter;
use domain::words::{Body, Note, PersonName, Reason, Title};
use service::decisions::{self, Basis, Correction, Decision, NewDecision};
use service::difference::Change;
use service::issues::{self, NewIssue, OfficersStep};
use service::jobs::run_due;
use service::moderation::{self, Target};
use service::votes::Scope;
use service::votes::cast::cast;
use service::votes::read as votes;
use service::votes::setup::{self, By, NewVote};
use service::{Error, Result, feed};
use std::collections::BTreeSet;

fn meeting() -> Basis {
    let signed_by = ["林青", "周远"].map(|name| PersonName::parse(name).expect("as the story goes")).to_vec();
    Basis::Meeting { day: LocalDay::parse("2026-11-20").expect("as the story goes"), signed_by }
}

fn accounts(world: &World, body: BodyId) -> NewDecision {
    NewDecision {
        community: world.community.id,
        body,
        title: Title::parse("关于按季公布公共收益账目的决定").expect("as the story goes"),
        text: Body::parse("一、充电口 **40** 个。\n\n二、每季公布。").expect("as the story goes"),
        reasons: Reason::parse("居民附议要求公开。").expect("as the story goes"),
        basis: meeting(),
        matter: None,
        issue: None,
    }
}

async fn publish(world: &World, actor: &Actor, new: NewDecision) -> Result<i64> {
    decisions::publish_decision(&world.at.hall, actor, world.at.hall.new_id(), new).await
}

async fn read(world: &World, serial: i64) -> Decision {
    let mut snapshot = world.at.hall.read().await.expect("as the story goes");
    decisions::decision(&mut snapshot, &world.community, serial).await.expect("as the story goes")
}

fn refused(answer: Result<i64>) -> Problem {
    match answer {
        Err(Error::Refused(problem)) => problem,
        other => panic!("refused, not {other:?}"),
    }
}

#[test]
fn twenty_at_once_are_numbered_without_a_gap() {
    on_both(|at| async move {
        let world = World::furnish(at).await;
        let (councillor, member) = (world.councillor("林青").await, world.committee_member("周远").await);
        let mut acts = tokio::task::JoinSet::new();
        for n in 0..20 {
            let (actor, body) = if n % 2 == 0 {
                (councillor.clone(), world.council.0)
            } else {
                (member.clone(), world.committee.0)
            };
            let (hall, new) = (world.at.hall.clone(), accounts(&world, body));
            acts.spawn(async move { decisions::publish_decision(&hall, &actor, hall.new_id(), new).await });
        }
        let serials: BTreeSet<i64> = acts.join_all().await.into_iter().map(Result::unwrap).collect();
        assert_eq!(serials, (1..=20).collect());
        let mut labels = BTreeSet::new();
        for serial in serials {
            labels.insert(read(&world, serial).await.label);
        }
        let expected =
            (1..=10).flat_map(|n| [format!("春和议〔2026〕{n}号"), format!("春和业〔2026〕{n}号")]);
        assert_eq!(labels, expected.collect());
    });
}

#[test]
fn the_year_is_the_communitys_own() {
    on_both(|at| async move {
        let world = World::furnish(at).await;
        let councillor = world.councillor("林青").await;
        // 2026-12-31 16:30 in Greenwich is half past midnight of the new year in Shanghai.
        world.at.clock.set(domain::time::Timestamp(1_798_734_600_000_000));
        let serial = publish(&world, &councillor, accounts(&world, world.council.0)).await.unwrap();
        assert_eq!(read(&world, serial).await.label, "春和议〔2027〕1号");
    });
}

#[test]
fn a_double_tap_publishes_once() {
    on_both(|at| async move {
        let world = World::furnish(at).await;
        let councillor = world.councillor("林青").await;
        let (hall, key) = (&world.at.hall, world.at.hall.new_id());
        for _ in 0..2 {
            let new = accounts(&world, world.council.0);
            assert_eq!(decisions::publish_decision(hall, &councillor, key, new).await.unwrap(), 1);
        }
        let mut snapshot = hall.read().await.unwrap();
        assert_eq!(decisions::decisions(&mut snapshot, &world.community, 1).await.unwrap().items.len(), 1);
    });
}

#[test]
fn what_rests_on_nothing_is_refused() {
    on_both(|at| async move {
        let world = World::furnish(at).await;
        let member = world.committee_member("周远").await;
        let new = NewDecision {
            matter: Some(OwnersMatter::UseOfCommonParts),
            ..accounts(&world, world.committee.0)
        };
        assert_eq!(refused(publish(&world, &member, new).await), Problem::OwnersMatter);
        let basis = Basis::Meeting { day: LocalDay(20_000), signed_by: Vec::new() };
        let new = NewDecision { basis, ..accounts(&world, world.committee.0) };
        assert_eq!(refused(publish(&world, &member, new).await), Problem::NeedsSignatures);
        let new = accounts(&world, world.assembly);
        assert_eq!(refused(publish(&world, &member, new).await), Problem::NeedsFinalVote);
        let basis = Basis::Vote(world.at.hall.new_id());
        let new = NewDecision { basis, ..accounts(&world, world.assembly) };
        assert!(matches!(publish(&world, &member, new).await, Err(Error::NotFound)));
        let mut snapshot = world.at.hall.read().await.unwrap();
        let list = decisions::decisions(&mut snapshot, &world.community, 1).await.unwrap();
        assert!(list.items.is_empty() && !list.more);
    });
}

#[test]
fn only_seats_of_the_organ_publish() {
    on_both(|at| async move {
        let world = World::furnish(at).await;
        let (resident, councillor) = (world.resident("王小明").await, world.councillor("林青").await);
        let of = |actor: Actor, body| {
            let world = &world;
            async move {
                match publish(world, &actor, accounts(world, body)).await {
                    Err(Error::Denied(denied)) => denied,
                    other => panic!("denied, not {other:?}"),
                }
            }
        };
        assert_eq!(of(Actor::Visitor, world.council.0).await, Denied::NotSignedIn);
        assert_eq!(of(resident, world.council.0).await, Denied::NoSeat);
        assert_eq!(of(councillor.clone(), world.committee.0).await, Denied::NoSeat);
        let mut snapshot = world.at.hall.read().await.unwrap();
        let sources = decisions::sources(&mut snapshot, &councillor, &world.community).await.unwrap();
        let bodies: Vec<BodyId> = sources.bodies.iter().map(|body| body.id).collect();
        assert_eq!(bodies, [world.council.0]);
    });
}

#[test]
fn a_correction_is_a_revision_with_its_reason_and_the_first_text_stays() {
    on_both(|at| async move {
        let world = World::furnish(at).await;
        let member = world.committee_member("周远").await;
        let serial = publish(&world, &member, accounts(&world, world.committee.0)).await.unwrap();
        let hall = &world.at.hall;
        let new = accounts(&world, world.committee.0);
        let correction = Correction {
            community: world.community.id,
            serial,
            seen: 1,
            title: new.title,
            text: Body::parse("一、充电口 **48** 个。\n\n二、每季公布。").unwrap(),
            reasons: new.reasons,
            why: Reason::parse("第一项是笔误。").unwrap(),
        };
        let same = Correction { text: new.text, ..correction.clone() };
        let answer = decisions::correct_decision(hall, &member, hall.new_id(), same).await;
        assert_eq!(refused(answer), Problem::NothingChanged);
        // Two correct the same text at the same instant: one of them is told.
        let (a, b) = tokio::join!(
            decisions::correct_decision(hall, &member, hall.new_id(), correction.clone()),
            decisions::correct_decision(hall, &member, hall.new_id(), correction.clone()),
        );
        let (won, lost) = if a.is_ok() { (a, b) } else { (b, a) };
        assert_eq!(won.unwrap(), 2);
        assert_eq!(refused(lost), Problem::ChangedMeanwhile);

        let now = read(&world, serial).await;
        assert_eq!((now.label.as_str(), now.text.revision), ("春和业〔2026〕1号", 2));
        assert!(now.text.body_html.contains("48"));
        let why: Vec<Option<&str>> = now.revisions.iter().map(|revision| revision.why.as_deref()).collect();
        assert_eq!(why, [None, Some("第一项是笔误。")]);
        let mut snapshot = hall.read().await.unwrap();
        let (old, lines) = decisions::revision(&mut snapshot, &now, 1).await.unwrap();
        assert!(old.body_html.contains("40"));
        let changed: Vec<(Change, &str)> = lines
            .iter()
            .flatten()
            .filter(|piece| piece.change != Change::Same)
            .map(|piece| (piece.change, piece.text.as_str()))
            .collect();
        assert_eq!(changed, [(Change::Removed, "40"), (Change::Added, "48")]);
        assert!(matches!(decisions::revision(&mut snapshot, &now, 2).await, Err(Error::NotFound)));
        let entries = feed::decisions(&mut snapshot, &world.community).await.unwrap();
        assert_eq!(entries.len(), 1, "a correction renews the entry");
        assert!(entries.iter().all(|entry| entry.key == "decision-1"));
    });
}

async fn raise(world: &World, actor: &Actor) -> (i64, IssueId) {
    let issue = NewIssue {
        community: world.community.id,
        title: Title::parse("公共收益账目三年没有公布").expect("as the story goes"),
        body: Body::parse("请公布。").expect("as the story goes"),
        category: Category::Property,
        compound: Some(world.compound),
        building: None,
        entrance: None,
    };
    let number = issues::raise_issue(&world.at.hall, actor, world.at.hall.new_id(), issue)
        .await
        .expect("as the story goes");
    let mut snapshot = world.at.hall.read().await.expect("as the story goes");
    let issue =
        issues::issue(&mut snapshot, actor, &world.community, number).await.expect("as the story goes");
    (number, issue.id)
}

#[test]
fn an_issue_not_yet_talked_over_cannot_be_settled() {
    on_both(|at| async move {
        let world = World::furnish(at).await;
        let (resident, member) = (world.resident("王小明").await, world.committee_member("周远").await);
        let (number, issue) = raise(&world, &resident).await;
        let new = NewDecision { issue: Some(issue), ..accounts(&world, world.committee.0) };
        assert_eq!(refused(publish(&world, &member, new).await), Problem::ChangedMeanwhile);
        let mut snapshot = world.at.hall.read().await.unwrap();
        let issue = issues::issue(&mut snapshot, &resident, &world.community, number).await.unwrap();
        assert_eq!(issue.stage, Stage::Raised);
    });
}

#[test]
fn a_decision_settles_the_issue_it_is_about() {
    on_both(|at| async move {
        let world = World::furnish(at).await;
        let (resident, councillor) = (world.resident("王小明").await, world.councillor("林青").await);
        let (number, id) = raise(&world, &resident).await;
        let hall = &world.at.hall;
        for (version, step) in [(1, Move::Accept), (2, Move::Deliberate)] {
            let reason = Reason::parse("大家都关心。").unwrap();
            let step = OfficersStep { version, step, reason, carrying: None };
            issues::move_issue(hall, &councillor, hall.new_id(), id, step).await.unwrap();
        }
        let mut snapshot = hall.read().await.unwrap();
        let offered = decisions::sources(&mut snapshot, &councillor, &world.community).await.unwrap();
        assert_eq!(offered.issues.iter().map(|issue| issue.number).collect::<Vec<_>>(), [number]);
        drop(snapshot);
        // A second decision on the same issue adds a line and moves nothing.
        for _ in 0..2 {
            let new = NewDecision { issue: Some(id), ..accounts(&world, world.council.0) };
            publish(&world, &councillor, new).await.unwrap();
        }
        let mut snapshot = hall.read().await.unwrap();
        let issue = issues::issue(&mut snapshot, &resident, &world.community, number).await.unwrap();
        assert_eq!(issue.stage, Stage::Decided);
        assert_eq!(read(&world, 1).await.issue.map(|issue| issue.0), Some(number));
        let told = feed::everything(&mut snapshot, &world.community).await.unwrap();
        let keys: Vec<&str> = told.iter().map(|entry| entry.key.as_str()).collect();
        assert_eq!(keys, ["issue-1-accepted", "decision-2", "decision-1"]);
    });
}

/// An owners' vote on `matter` in which every owner says the same, counted and final.
async fn final_vote(
    world: &World,
    convenor: &Actor,
    owners: &[Actor],
    matter: OwnersMatter,
    says: &str,
) -> VoteId {
    final_vote_in(world, convenor, owners, (matter, Scope::Compound(world.compound)), says).await
}

async fn final_vote_in(
    world: &World,
    convenor: &Actor,
    owners: &[Actor],
    (matter, scope): (OwnersMatter, Scope),
    says: &str,
) -> VoteId {
    let hall = &world.at.hall;
    let opens_at = hall.now().plus(17 * DAY);
    let vote = NewVote {
        questions: vec![question(By::Owners(matter), &[])],
        scope,
        opens_at,
        closes_at: opens_at.plus(7 * DAY),
        ..crate::votes::owners_vote(world)
    };
    let number = setup::set_up(hall, convenor, hall.new_id(), vote).await.expect("as the story goes");
    let vote = read_vote(world, convenor, number).await;
    setup::announce(hall, convenor, hall.new_id(), vote.id, vote.version).await.expect("as the story goes");
    world.at.clock.set(opens_at);
    run_due(hall).await.expect("as the story goes");
    let vote = read_vote(world, convenor, number).await;
    for owner in owners {
        let mut snapshot = hall.read().await.expect("as the story goes");
        let holdings = votes::holdings(&mut snapshot, owner, world.community.id, &vote)
            .await
            .expect("as the story goes");
        drop(snapshot);
        let marks = vec![marks(says)];
        let ballots =
            holdings.into_iter().filter_map(|own| own.head).map(|head| (head, marks.clone())).collect();
        cast(hall, owner, vote.id, ballots).await.expect("as the story goes");
    }
    world.at.clock.set(vote.closes_at);
    run_due(hall).await.expect("as the story goes");
    let early = NewDecision { basis: Basis::Vote(vote.id), ..charging(world, matter) };
    assert_eq!(refused(publish(world, convenor, early).await), Problem::NeedsFinalVote, "objections first");
    world.at.clock.set(vote.closes_at.plus(9 * DAY));
    run_due(hall).await.expect("as the story goes");
    vote.id
}

async fn read_vote(world: &World, actor: &Actor, number: i64) -> votes::Vote {
    let mut snapshot = world.at.hall.read().await.expect("as the story goes");
    votes::vote(&mut snapshot, actor, &world.community, number).await.expect("as the story goes")
}

fn charging(world: &World, matter: OwnersMatter) -> NewDecision {
    NewDecision { matter: Some(matter), ..accounts(world, world.assembly) }
}

#[test]
fn the_assembly_decides_by_its_own_final_vote_that_passed() {
    on_both(|at| async move {
        let world = World::furnish(at).await;
        let member = world.committee_member("周远").await;
        let owners = [member.clone(), world.owner("王小明", 895_200).await];
        let shed = OwnersMatter::UseOfCommonParts;
        let agreed = final_vote(&world, &member, &owners, shed, "agree").await;
        let on = |vote, matter| NewDecision { basis: Basis::Vote(vote), ..charging(&world, matter) };
        let other = on(agreed, OwnersMatter::Rebuild);
        assert_eq!(refused(publish(&world, &member, other).await), Problem::OtherMatter);
        let committees = NewDecision { body: world.committee.0, ..on(agreed, shed) };
        assert_eq!(refused(publish(&world, &member, committees).await), Problem::OwnersMatter);
        let serial = publish(&world, &member, on(agreed, shed)).await.unwrap();
        let decision = read(&world, serial).await;
        assert_eq!(decision.label, "春和业大〔2026〕1号");
        assert!(matches!(decision.origin, decisions::Origin::Vote { number: 1, .. }));

        let opposed = final_vote(&world, &member, &owners, shed, "oppose").await;
        assert_eq!(refused(publish(&world, &member, on(opposed, shed)).await), Problem::VoteNotPassed);
        let mut snapshot = world.at.hall.read().await.unwrap();
        let told = feed::everything(&mut snapshot, &world.community).await.unwrap();
        let keys: BTreeSet<&str> = told.iter().map(|entry| entry.key.as_str()).collect();
        assert!(keys.is_superset(&["vote-1-notice", "vote-1-outcome", "vote-2-notice"].into()), "{keys:?}");
    });
}

#[test]
fn a_part_of_the_owners_decided_in_the_name_of_the_whole_compound() {
    on_both(|at| async move {
        let world = World::furnish(at).await;
        let member = world.committee_member("周远").await;
        let owners = [member.clone(), world.owner("王小明", 895_200).await];
        let building = Scope::Building(world.compound, world.building);
        let fund = OwnersMatter::UseMaintenanceFund;
        let agreed = final_vote_in(&world, &member, &owners, (fund, building), "agree").await;
        let new = NewDecision { basis: Basis::Vote(agreed), ..charging(&world, fund) };
        let serial = publish(&world, &member, new).await.unwrap();
        let theirs = Some("春和苑2号院3号楼");
        assert_eq!(read(&world, serial).await.owners_of(), theirs);
        let mut snapshot = world.at.hall.read().await.unwrap();
        let list = decisions::decisions(&mut snapshot, &world.community, 1).await.unwrap();
        assert_eq!(list.items[0].owners_of.as_deref(), theirs);
        let told = feed::decisions(&mut snapshot, &world.community).await.unwrap();
        let feed::Item::Decision { owners_of, .. } = &told[0].item else { panic!("a decision") };
        assert_eq!(owners_of.as_deref(), theirs);
        let home = service::home::home(&mut snapshot, &Actor::Visitor, &world.community).await.unwrap();
        assert_eq!(home.decisions[0].owners_of.as_deref(), theirs);
    });
}

#[test]
fn a_feed_holds_no_comment_hidden_or_not() {
    on_both(|at| async move {
        let talk = Talk::begin(World::furnish(at).await).await;
        let (author, councillor) = (talk.world.resident("周一").await, talk.world.councillor("李三").await);
        let number = talk.say(&author, "是秘密某某干的，电话一三八").await;
        let id = talk.comment(&councillor, number).await.comment.id;
        let (hall, community) = (&talk.world.at.hall, &talk.world.community);
        let note = Some(Note::parse("含他人电话").unwrap());
        let reason = HideReason::PersonalData;
        moderation::hide(hall, &councillor, hall.new_id(), Target::Comment(id), reason, note).await.unwrap();
        let mut snapshot = hall.read().await.unwrap();
        let told = feed::everything(&mut snapshot, community).await.unwrap();
        assert!(told.iter().any(|entry| matches!(
            entry.item,
            feed::Item::Hidden { reason: HideReason::PersonalData, answer: None, .. }
        )));
        let words = format!("{told:?}");
        for secret in ["秘密", "一三八", "周一", "李三", "他人电话"] {
            assert!(!words.contains(secret), "{secret} in {words}");
        }
    });
}
