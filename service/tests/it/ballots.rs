//! Stories of who votes, of several options, and of the proposals on a ballot.

use crate::asking::{consulted, marks, owners_outcome, question};
use crate::both::on_both;
use crate::matters::{raise, read as read_issue};
use crate::votes::{CLOSES, consultation, named, owners_vote};
use crate::world::{World, label};
use domain::actor::Actor;
use domain::count::ballot::OptionNo;
use domain::count::cells::MIN_HEADS;
use domain::count::consultative::{Choices, Verdict};
use domain::count::inequality::{Fraction, Threshold};
use domain::count::manifest::{Agreement, Base};
use domain::count::weight::Weight;
use domain::id::{BuildingId, ProposalId};
use domain::issues::{Move, Stage};
use domain::notices::NoticeKind;
use domain::policy::Denied;
use domain::problem::Problem;
use domain::proposals::ProposalState;
use domain::roll::{ResidenceKind, Tenure, UnitKind};
use domain::votes::{ElectorateKind, Method, VoteState};
use domain::words::{Body, Note, Reason, Title};
use service::founding::{self, NewUnit};
use service::issues::{self, OfficersStep};
use service::jobs::run_due;
use service::proposals::{self, Revision, Wording};
use service::votes::Scope;
use service::votes::outcome::CellChoice;
use service::votes::read::Vote;
use service::votes::setup::{self, By, NewOption, NewQuestion, NewVote};
use service::{Error, notices};

/// Closes the vote and gives its outcome.
async fn closed(world: &World, vote: &Vote) -> Vote {
    world.at.clock.set(vote.closes_at);
    run_due(&world.at.hall).await.unwrap();
    world.vote(&Actor::Visitor, vote.number).await
}

#[test]
fn each_of_several_options_passes_by_its_own_majority_in_both_columns() {
    on_both(|at| async move {
        let world = World::furnish(at).await;
        let chair = world.committee_member("陈主任").await;
        let (big, small) = (world.owner("大户", 3_000_000).await, world.owner("小户", 500_000).await);
        let options = ["修大门", "换路灯", "种树"];
        let new = NewVote {
            questions: vec![question(By::Owners(domain::votes::OwnersMatter::OtherMajor), &options)],
            ..owners_vote(&world)
        };
        let vote = world.opened(&chair, new).await;
        // Three heads: 89.52, 300 and 50 m². The gate has everyone; the lamps have two heads and 139.52 of 439.52 m²;
        // the trees have 300 m² and one head.
        world.says(&chair, &vote, "agree,agree,oppose").await.unwrap();
        world.says(&big, &vote, "agree,oppose,agree").await.unwrap();
        world.says(&small, &vote, "agree,agree,abstain").await.unwrap();
        let done = closed(&world, &vote).await;
        let outcome = owners_outcome(&done);
        let passed: Vec<bool> = outcome.findings.iter().map(|finding| finding.passed).collect();
        assert_eq!(passed, [true, false, false]);
        let [_, lamps, trees] = outcome.findings.as_slice() else { panic!("three findings") };
        assert_eq!((lamps.agreement.heads.holds, lamps.agreement.area.holds), (true, false));
        assert_eq!((trees.agreement.heads.holds, trees.agreement.area.holds), (false, true));
        // Every question's public cells add up to its own figures.
        let cells = done.cells().unwrap();
        assert_eq!(cells.len(), 3);
        for (own, tally) in cells.iter().zip(&outcome.sums.questions) {
            // One opposed the trees and one abstained: their area is told together, and in no cell.
            let together = Weight { area: tally.together, ..Weight::ZERO };
            let cells = own.iter().map(|cell| cell.weight).chain([together]);
            assert_eq!(Weight::sum(cells), tally.total());
        }
    });
}

#[test]
fn none_of_them_can_win_and_two_options_can_tie() {
    on_both(|at| async move {
        let world = World::furnish(at).await;
        let council = world.councillor("林秘书").await;
        let (jia, yi) = (world.resident("赵甲").await, world.resident("钱乙").await);
        for (says, verdict) in [
            (["none", "none", "option-1"], Verdict::NoneChosen),
            (["option-2", "option-2", "none"], Verdict::Chosen { option: OptionNo(2) }),
            (
                ["option-1", "option-2", ""],
                Verdict::Tied { options: vec![OptionNo(1), OptionNo(2)], none: false },
            ),
        ] {
            let now = world.at.hall.now();
            let new = NewVote {
                opens_at: now.plus(domain::time::HOUR),
                closes_at: now.plus(2 * domain::time::DAY),
                ..consultation(&world, Method::ChooseOne, &["透水混凝土", "旧砖翻铺"])
            };
            let vote = world.opened(&council, new).await;
            for (actor, marks) in [&council, &jia, &yi].into_iter().zip(says) {
                if !marks.is_empty() {
                    world.says(actor, &vote, marks).await.unwrap();
                }
            }
            let done = closed(&world, &vote).await;
            let outcome = consulted(&done);
            assert_eq!(outcome.verdict, verdict);
        }
    });
}

#[test]
fn a_household_has_one_vote_and_waits_until_those_who_live_there_agree() {
    on_both(|at| async move {
        let world = World::furnish(at).await;
        let hall = &world.at.hall;
        let council = world.councillor("林秘书").await;
        let (mother, ma) = named(&world, "周母").await;
        let (son, er) = named(&world, "周子").await;
        let home = world.flat("3号楼501室", 900_000, &[]).await;
        for person in [mother, son] {
            founding::add_residence(hall, &Actor::System, home, person, ResidenceKind::Family).await.unwrap();
        }
        // An owner who lives elsewhere has no household here.
        let absent = world.owner("外住业主", 900_000).await;
        let new =
            NewVote { electorate: ElectorateKind::Households, ..consultation(&world, Method::YesNo, &[]) };
        let vote = world.opened(&council, new).await;
        assert_eq!(vote.heads_total, Some(2));
        assert!(world.heads(&absent, &vote).await.is_empty());
        world.says(&ma, &vote, "agree").await.unwrap();
        world.says(&er, &vote, "oppose").await.unwrap();
        assert!(world.holdings(&ma, &vote).await[0].ballot.as_ref().unwrap().suspended);
        world.says(&er, &vote, "agree").await.unwrap();
        assert!(!world.holdings(&ma, &vote).await[0].ballot.as_ref().unwrap().suspended);
        let mut snapshot = hall.read().await.unwrap();
        let told = notices::unseen(&mut snapshot, &ma, world.community.id, 9).await.unwrap();
        let kinds: Vec<NoticeKind> = told.iter().map(|notice| notice.kind).collect();
        assert_eq!(kinds.len(), 2);
        assert!(kinds.contains(&NoticeKind::BallotSuspended) && kinds.contains(&NoticeKind::BallotAgreed));
        drop(snapshot);
        let done = closed(&world, &vote).await;
        let outcome = consulted(&done);
        assert!(matches!(outcome.sums.choices, Choices::YesNo { agree, .. } if agree.get() == 1));
        assert_eq!(outcome.verdict, Verdict::Passed);
    });
}

#[test]
fn only_the_members_of_a_body_vote_in_it() {
    on_both(|at| async move {
        let world = World::furnish(at).await;
        let mut council = Vec::new();
        for name in ["林秘书", "李议事", "张议事"] {
            council.push(world.councillor(name).await);
        }
        let neighbour = world.resident("王小明").await;
        let two_thirds = Agreement {
            threshold: Threshold::at_least(Fraction::TWO_THIRDS),
            base: Base::Electorate,
            source: label("居民议事规则第十条"),
        };
        let by = By::Majority { quorum: None, agreement: two_thirds };
        let new = NewVote {
            questions: vec![question(by, &[])],
            electorate: ElectorateKind::BodyMembers,
            scope: Scope::Body(world.council.0),
            ..consultation(&world, Method::YesNo, &[])
        };
        let wrong = NewVote { scope: Scope::Community, ..new.clone() };
        let hall = &world.at.hall;
        let answer = setup::set_up(hall, &council[0], hall.new_id(), wrong).await;
        assert!(matches!(answer, Err(Error::Refused(Problem::UnlawfulRule))), "{answer:?}");
        let vote = world.opened(&council[0], new).await;
        assert_eq!(vote.heads_total, Some(3));
        let foreign = vec![(world.heads(&council[0], &vote).await[0], vec![marks("agree")])];
        let refused = service::votes::cast::cast(hall, &neighbour, vote.id, foreign).await;
        assert!(matches!(refused, Err(Error::Denied(Denied::NotOnRoll))), "{refused:?}");
        world.says(&council[0], &vote, "agree").await.unwrap();
        world.says(&council[1], &vote, "agree").await.unwrap();
        let done = closed(&world, &vote).await;
        let outcome = consulted(&done);
        assert_eq!((outcome.sums.electorate.get(), outcome.verdict), (3, Verdict::Passed));
    });
}

/// `number` owners of one flat each in a building.
async fn owners_in(world: &World, building: BuildingId, number: i64) -> Vec<Actor> {
    let mut owners = Vec::new();
    for n in 0..number {
        let name = format!("{}业主{n}", building.to_string().chars().next_back().unwrap());
        let (person, actor) = named(world, &name).await;
        let new = NewUnit {
            building,
            entrance: None,
            name: label(&format!("{building}{n}室")),
            kind: UnitKind::Flat,
            area: domain::measure::AreaCm2::new(800_000 + n * 1_111).unwrap(),
            area_source: domain::roll::AreaSource::Registered,
            counts_area: true,
            counts_head: true,
            tenure: Tenure::Delivered,
            owners: vec![person],
            sort: n,
        };
        founding::add_unit(&world.at.hall, &Actor::System, new).await.unwrap();
        owners.push(actor);
    }
    owners
}

#[test]
fn public_figures_by_building_never_show_the_few_and_add_up_exactly() {
    on_both(|at| async move {
        let world = World::furnish(at).await;
        let hall = &world.at.hall;
        let chair = world.committee_member("陈主任").await;
        let mut owners = owners_in(&world, world.building, 8).await;
        for (name, sort, number) in [("5号楼", 5, 3), ("6号楼", 6, 9)] {
            let building =
                founding::add_building(hall, &Actor::System, world.compound, label(name), None, sort);
            owners.extend(owners_in(&world, building.await.unwrap(), number).await);
        }
        let vote = world.opened(&chair, owners_vote(&world)).await;
        for (n, owner) in owners.iter().enumerate() {
            // One in ten opposes: too few to be shown anywhere in particular.
            let marks = if n % 10 == 9 { "oppose" } else { "agree" };
            world.says(owner, &vote, marks).await.unwrap();
        }
        let done = closed(&world, &vote).await;
        let outcome = owners_outcome(&done);
        let cells = done.cells().unwrap();
        let [cells] = cells.as_slice() else { panic!("one question") };
        assert!(
            cells.iter().all(|it| it.buildings.is_empty() || it.weight.heads.get() >= MIN_HEADS),
            "{cells:?}"
        );
        assert!(cells.iter().any(|it| !it.buildings.is_empty()), "where there are enough, a place is told");
        let tally = &outcome.sums.questions[0];
        for (choice, sum) in [
            (domain::count::ballot::Choice::Agree, tally.agree),
            (domain::count::ballot::Choice::Oppose, tally.oppose),
        ] {
            let own = cells.iter().filter(|cell| cell.choice == CellChoice::Valid(choice));
            assert_eq!(Weight::sum(own.map(|cell| cell.weight)), Some(sum));
        }
        assert_eq!((tally.agree.heads.get(), tally.oppose.heads.get()), (18, 2));
    });
}

/// An issue being deliberated, with two proposals of one author.
struct Debate {
    world: World,
    council: Actor,
    proposer: Actor,
    issue: i64,
    proposals: [ProposalId; 2],
}

fn wording(title: &str) -> Wording {
    Wording { title: Title::parse(title).unwrap(), body: Body::parse("先改排水。").unwrap(), cost: None }
}

impl Debate {
    async fn begin(world: World) -> Self {
        let author = world.resident("王小明").await;
        let council = world.councillor("林秘书").await;
        let proposer = world.resident("陈一").await;
        let issue = raise(&world, &author, "步道积水").await;
        let id = read_issue(&world, &author, issue).await.id;
        let hall = &world.at.hall;
        for (version, step) in [(1, Move::Accept), (2, Move::Deliberate)] {
            let reason = Reason::parse("大家都关心。").unwrap();
            let step = OfficersStep { version, step, reason, carrying: None };
            issues::move_issue(hall, &council, hall.new_id(), id, step).await.unwrap();
        }
        let mut proposals = Vec::new();
        for title in ["透水混凝土", "旧砖翻铺"] {
            let number =
                proposals::propose(hall, &proposer, hall.new_id(), id, wording(title)).await.unwrap();
            let mut snapshot = hall.read().await.unwrap();
            let own = proposals::proposal(&mut snapshot, &proposer, &world.community, issue, number).await;
            proposals.push(own.unwrap().id);
        }
        let proposals = proposals.try_into().unwrap();
        Self { world, council, proposer, issue, proposals }
    }

    fn ballot(&self) -> NewVote {
        let now = self.world.at.hall.now();
        let option = |name, proposal| NewOption { label: label(name), proposal: Some(proposal), cost: None };
        let [one, other] = self.proposals;
        let options = [option("方案一", one), option("方案二", other)].into();
        let by = By::ChooseOne { quorum: None, agreement: None };
        NewVote {
            issue: Some(self.issue),
            questions: vec![NewQuestion { text: None, options, by }],
            opens_at: now.plus(domain::time::HOUR),
            closes_at: now.plus(2 * domain::time::DAY),
            ..consultation(&self.world, Method::ChooseOne, &[])
        }
    }

    async fn state(&self, number: i64) -> ProposalState {
        let mut snapshot = self.world.at.hall.read().await.unwrap();
        let community = &self.world.community;
        let own = proposals::proposal(&mut snapshot, &self.proposer, community, self.issue, number).await;
        own.unwrap().facts.state
    }

    async fn revise(&self, seen: i64, title: &str) -> service::Result<i64> {
        let hall = &self.world.at.hall;
        let revision = Revision { seen, wording: wording(title), note: Note::parse("改了名字").unwrap() };
        proposals::revise(hall, &self.proposer, hall.new_id(), self.proposals[0], revision).await
    }

    async fn stage(&self) -> Stage {
        read_issue(&self.world, &self.council, self.issue).await.stage
    }

    async fn call_off(&self, number: i64) {
        let hall = &self.world.at.hall;
        let vote = self.world.vote(&self.council, number).await;
        let reason = Reason::parse("方案要重做。").unwrap();
        setup::call_off(hall, &self.council, hall.new_id(), vote.id, reason).await.unwrap();
    }
}

#[test]
fn a_proposal_on_a_ballot_is_fixed_until_the_vote_is_called_off() {
    on_both(|at| async move {
        let debate = Debate::begin(World::furnish(at).await).await;
        let (world, council) = (&debate.world, &debate.council);
        let vote = world.opened(council, debate.ballot()).await;
        assert_eq!((debate.stage().await, debate.state(1).await), (Stage::Voting, ProposalState::Frozen));
        let answer = debate.revise(1, "透水混凝土，加厚").await;
        assert!(matches!(answer, Err(Error::Refused(Problem::Frozen))), "{answer:?}");
        let hall = &world.at.hall;
        let answer =
            proposals::withdraw_proposal(hall, &debate.proposer, hall.new_id(), debate.proposals[0]).await;
        assert!(matches!(answer, Err(Error::Denied(Denied::WrongStage))), "{answer:?}");
        // Called off while it was open: what is deliberated again can be written again.
        debate.call_off(vote.number).await;
        assert_eq!((debate.stage().await, debate.state(1).await), (Stage::Deliberating, ProposalState::Open));
        assert_eq!(debate.revise(1, "透水混凝土，加厚").await.unwrap(), 2);
    });
}

#[test]
fn calling_one_vote_off_leaves_the_proposals_on_another_ballot_fixed() {
    on_both(|at| async move {
        let debate = Debate::begin(World::furnish(at).await).await;
        let (world, council) = (&debate.world, &debate.council);
        let first = world.announced(council, debate.ballot()).await;
        let second = world.announced(council, debate.ballot()).await;
        debate.call_off(first).await;
        assert_eq!((debate.stage().await, debate.state(1).await), (Stage::Voting, ProposalState::Frozen));
        debate.call_off(second).await;
        assert_eq!((debate.stage().await, debate.state(1).await), (Stage::Deliberating, ProposalState::Open));
    });
}

#[test]
fn a_draft_whose_proposals_changed_is_read_again_before_it_is_announced() {
    on_both(|at| async move {
        let debate = Debate::begin(World::furnish(at).await).await;
        let (world, council) = (&debate.world, &debate.council);
        let hall = &world.at.hall;
        let number = setup::set_up(hall, council, hall.new_id(), debate.ballot()).await.unwrap();
        let announce = async || {
            let draft = world.vote(council, number).await;
            setup::announce(hall, council, hall.new_id(), draft.id, draft.version).await
        };
        debate.revise(1, "透水混凝土，加厚").await.unwrap();
        let answer = announce().await;
        assert!(matches!(answer, Err(Error::Refused(Problem::ProposalChanged))), "{answer:?}");
        // Nothing was half done.
        assert_eq!((debate.stage().await, debate.state(2).await), (Stage::Deliberating, ProposalState::Open));
        let keep = async || {
            let draft = world.vote(council, number).await;
            setup::change(hall, council, hall.new_id(), draft.id, draft.version, debate.ballot()).await
        };
        keep().await.unwrap();
        proposals::withdraw_proposal(hall, &debate.proposer, hall.new_id(), debate.proposals[1])
            .await
            .unwrap();
        let answer = announce().await;
        assert!(matches!(answer, Err(Error::Refused(Problem::ProposalGone))), "{answer:?}");
        let answer = keep().await;
        assert!(matches!(answer, Err(Error::Refused(Problem::ProposalGone))), "{answer:?}");
        // A proposal of another issue is none of this vote's.
        let foreign = NewVote { issue: None, ..debate.ballot() };
        let answer = setup::set_up(hall, council, hall.new_id(), foreign).await;
        assert!(matches!(answer, Err(Error::Refused(Problem::ProposalGone))), "{answer:?}");
        assert_eq!(world.vote(council, number).await.state, VoteState::Draft);
    });
}

#[test]
fn the_same_ballot_sent_again_keeps_its_time() {
    on_both(|at| async move {
        let world = World::furnish(at).await;
        let chair = world.committee_member("陈主任").await;
        let vote = world.opened(&chair, owners_vote(&world)).await;
        let at = async || world.holdings(&chair, &vote).await[0].ballot.clone().unwrap().at;
        world.says(&chair, &vote, "agree").await.unwrap();
        let first = at().await;
        world.at.clock.advance(domain::time::HOUR);
        world.says(&chair, &vote, "agree").await.unwrap();
        assert_eq!(at().await, first);
        world.says(&chair, &vote, "oppose").await.unwrap();
        assert!(at().await > first && at().await < Some(CLOSES));
    });
}

#[test]
fn a_declined_issue_says_why_and_can_be_taken_up_again() {
    on_both(|at| async move {
        let world = World::furnish(at).await;
        let author = world.resident("王小明").await;
        let officer = world.councillor("李议事").await;
        let number = raise(&world, &author, "换个社区名字").await;
        let issue = read_issue(&world, &author, number).await;
        let hall = &world.at.hall;
        let step = |version, step, why: &str| OfficersStep {
            version,
            step,
            reason: Reason::parse(why).unwrap(),
            carrying: None,
        };
        let decline = step(issue.version, Move::Decline, "地名由区里定。");
        let stage = issues::move_issue(hall, &officer, hall.new_id(), issue.id, decline).await.unwrap();
        assert_eq!(stage, Stage::Declined);
        assert!(!stage.takes_comments());
        let mut snapshot = hall.read().await.unwrap();
        let timeline = issues::timeline(&mut snapshot, issue.id).await.unwrap();
        assert_eq!(
            (timeline[0].by.as_deref(), timeline[0].words.as_str()),
            (Some("居民议事会委员"), "地名由区里定。")
        );
        let told = notices::unseen(&mut snapshot, &author, world.community.id, 9).await.unwrap();
        assert_eq!(told[0].extract, "地名由区里定。");
        drop(snapshot);
        let again = step(issue.version + 1, Move::Reopen, "区里请我们先议。");
        let stage = issues::move_issue(hall, &officer, hall.new_id(), issue.id, again).await.unwrap();
        assert_eq!(stage, Stage::Accepted);
    });
}
