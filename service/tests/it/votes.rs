//! Stories of votes: who may take part, who speaks for a head, what counts and when.

use crate::asking::{consulted, marks, owners_outcome, question, said};
use crate::both::{MORNING, on_both};
use crate::world::{World, label};
use domain::actor::Actor;
use domain::count::ballot::{InvalidReason, OptionNo};
use domain::count::consultative::{Choices, Verdict};
use domain::count::inequality::{Fraction, Threshold};
use domain::count::manifest::{Agreement, Base};
use domain::id::{HeadId, PersonId};
use domain::policy::Denied;
use domain::problem::Problem;
use domain::roll::{ResidenceKind, Tenure};
use domain::time::{DAY, HOUR, Timestamp};
use domain::votes::{ElectorateKind, Method, OwnersMatter, VoteKind, VoteState};
use domain::words::{Body, Reason, Title};
use service::jobs::run_due;
use service::votes::Scope;
use service::votes::cast::cast;
use service::votes::conduct;
use service::votes::read::{self, Holding, Vote};
use service::votes::setup::{self, By, NewVote};
use service::{Error, founding};

/// Seventeen days after the morning: sixteen whole local days lie between.
pub(crate) const OPENS: Timestamp = MORNING.plus(17 * DAY);
pub(crate) const CLOSES: Timestamp = MORNING.plus(24 * DAY);

pub(crate) fn owners_vote(world: &World) -> NewVote {
    NewVote {
        community: world.community.id,
        convener: world.committee.0,
        issue: None,
        title: Title::parse("是否同意增设电动车充电棚？").unwrap(),
        body: Body::parse("北门内侧，48 个位。").unwrap(),
        kind: VoteKind::Statutory,
        questions: vec![question(By::Owners(OwnersMatter::UseOfCommonParts), &[])],
        quorum: None,
        secret: false,
        electorate: ElectorateKind::Owners,
        scope: Scope::Compound(world.compound),
        opens_at: OPENS,
        closes_at: CLOSES,
        objections_days: 7,
        extension_days: 0,
        paper_days: 0,
    }
}

pub(crate) fn consultation(world: &World, method: Method, options: &[&str]) -> NewVote {
    let agreement = Agreement {
        threshold: Threshold::more_than(Fraction::HALF),
        base: Base::Participants,
        source: label("居民议事规则第九条"),
    };
    let by = match method {
        Method::YesNo => By::Majority { quorum: None, agreement },
        _ => By::ChooseOne { quorum: None, agreement: None },
    };
    NewVote {
        convener: world.council.0,
        kind: VoteKind::Consultative,
        questions: vec![question(by, options)],
        electorate: ElectorateKind::Adults,
        scope: Scope::Community,
        opens_at: MORNING.plus(HOUR),
        closes_at: MORNING.plus(2 * DAY),
        objections_days: 0,
        ..owners_vote(world)
    }
}

impl World {
    /// Sets a vote up and announces it.
    pub(crate) async fn announced(&self, convenor: &Actor, vote: NewVote) -> i64 {
        let hall = &self.at.hall;
        let number = setup::set_up(hall, convenor, hall.new_id(), vote).await.unwrap();
        let draft = self.vote(convenor, number).await;
        setup::announce(hall, convenor, hall.new_id(), draft.id, draft.version).await.unwrap();
        number
    }

    /// Sets a vote up, announces it and lets its time come.
    pub(crate) async fn opened(&self, convenor: &Actor, vote: NewVote) -> Vote {
        let opens_at = vote.opens_at;
        let number = self.announced(convenor, vote).await;
        self.at.clock.set(opens_at);
        assert_eq!(run_due(&self.at.hall).await.unwrap(), 1);
        self.vote(convenor, number).await
    }

    pub(crate) async fn vote(&self, actor: &Actor, number: i64) -> Vote {
        let mut snapshot = self.at.hall.read().await.unwrap();
        read::vote(&mut snapshot, actor, &self.community, number).await.unwrap()
    }

    pub(crate) async fn holdings(&self, actor: &Actor, vote: &Vote) -> Vec<Holding> {
        let mut snapshot = self.at.hall.read().await.unwrap();
        read::holdings(&mut snapshot, actor, self.community.id, vote).await.unwrap()
    }

    pub(crate) async fn heads(&self, actor: &Actor, vote: &Vote) -> Vec<HeadId> {
        let all = self.holdings(actor, vote).await;
        all.into_iter().filter(|it| it.speaks).map(|it| it.head.unwrap()).collect()
    }

    /// Says the same for every head the actor may speak for.
    pub(crate) async fn says(&self, actor: &Actor, vote: &Vote, says: &str) -> service::Result<()> {
        let marks = vec![marks(says)];
        let ballots = self.heads(actor, vote).await.into_iter().map(|head| (head, marks.clone())).collect();
        cast(&self.at.hall, actor, vote.id, ballots).await
    }
}

pub(crate) async fn named(world: &World, name: &str) -> (PersonId, Actor) {
    let person = world.person(name).await;
    let member = world.account(person, name).await;
    (person, world.actor(member).await)
}

#[test]
fn an_owners_vote_is_counted_by_heads_and_area() {
    on_both(|at| async move {
        let world = World::furnish(at).await;
        let (husband, wang) = named(&world, "王小明").await;
        let (wife, li) = named(&world, "李秀英").await;
        let developer = world.person("春江置业").await;
        world.flat("3号楼101室", 1_000_000, &[husband]).await;
        world.flat("3号楼102室", 1_314_000, &[husband]).await;
        world.flat("3号楼103室", 880_000, &[husband, wife]).await;
        world.unit("3号楼104室", 600_000, &[developer], Tenure::Unsold).await;
        world.unit("3号楼105室", 600_000, &[developer], Tenure::SoldUndelivered).await;
        world.flat("3号楼106室", 300_000, &[]).await;
        let chair = world.committee_member("陈主任").await;
        let (jia, yi) = (world.owner("赵甲", 1_000_000).await, world.owner("钱乙", 1_000_000).await);

        let number = world.announced(&chair, owners_vote(&world)).await;
        let vote = world.vote(&wang, number).await;
        assert_eq!(vote.state, VoteState::Notice);
        // 本次表决名册里的我, before anything is frozen.
        let mine = world.holdings(&wang, &vote).await;
        let shown: Vec<_> = mine.iter().map(|it| (it.units_count, it.area_cm2, it.others.len())).collect();
        assert!(shown.contains(&(2, 2_314_000, 0)) && shown.contains(&(1, 880_000, 1)), "{shown:?}");

        world.at.clock.set(OPENS);
        run_due(&world.at.hall).await.unwrap();
        let vote = world.vote(&wang, number).await;
        assert_eq!(
            (vote.state, vote.heads_total, vote.area_total_cm2),
            (VoteState::Open, Some(7), Some(7_589_200))
        );
        assert!(vote.manifest_sha256.is_some() && vote.roll_sha256.is_some());

        world.says(&wang, &vote, "agree").await.unwrap();
        // His wife says otherwise of the flat they share: it is suspended until they agree.
        world.says(&li, &vote, "oppose").await.unwrap();
        let shared = &world.holdings(&li, &vote).await[0];
        assert!(shared.ballot.as_ref().unwrap().suspended);
        assert_eq!(shared.ballot.as_ref().unwrap().said, Some(said("oppose")));
        assert_eq!(shared.others, vec!["王**".to_owned()]);
        world.says(&li, &vote, "agree").await.unwrap();
        assert!(!world.holdings(&wang, &vote).await.iter().any(|it| it.ballot.as_ref().unwrap().suspended));
        world.says(&chair, &vote, "agree").await.unwrap();
        world.says(&jia, &vote, "oppose").await.unwrap();
        world.says(&jia, &vote, "agree").await.unwrap();
        world.says(&yi, &vote, "oppose").await.unwrap();
        assert_eq!(world.vote(&wang, number).await.turnout, 5);
        assert!(world.vote(&wang, number).await.outcome.is_none(), "nothing is told before closing");

        world.at.clock.set(CLOSES);
        assert!(matches!(world.says(&yi, &vote, "agree").await, Err(Error::Refused(Problem::VoteClosed))));
        run_due(&world.at.hall).await.unwrap();
        let closed = world.vote(&wang, number).await;
        assert_eq!(closed.state, VoteState::Preliminary);
        assert!(matches!(world.says(&yi, &vote, "agree").await, Err(Error::Refused(Problem::VoteClosed))));
        let outcome = owners_outcome(&closed);
        // Worked out by hand: 7 heads and 758.92 m²; 5 heads and 608.92 m² took part; 4 and 508.92 m² agreed.
        let taken = outcome.participation.unwrap();
        assert_eq!((taken.heads.left, taken.heads.right, taken.heads.holds), (15, 14, true));
        assert_eq!((taken.area.left, taken.area.right, taken.area.holds), (18_267_600, 15_178_400, true));
        let agreed = outcome.findings[0].agreement;
        assert_eq!((agreed.heads.left, agreed.heads.right), (16, 15));
        assert_eq!((agreed.area.left, agreed.area.right), (20_356_800, 18_267_600));
        assert!(outcome.findings[0].passed);

        world.at.clock.set(CLOSES.plus(7 * DAY));
        run_due(&world.at.hall).await.unwrap();
        assert_eq!(world.vote(&wang, number).await.state, VoteState::Final);
        // With the rights of an owner, which came after the account.
        let wang = world.actor(wang.member_id().unwrap()).await;
        let mut snapshot = world.at.hall.read().await.unwrap();
        let final_vote = read::vote(&mut snapshot, &wang, &world.community, number).await.unwrap();
        let list =
            conduct::named_ballots(&mut snapshot, &wang, world.community.id, &final_vote).await.unwrap();
        assert_eq!(list.len(), 5);
        assert!(list.iter().flat_map(|line| &line.owners).all(|name| name.ends_with("**")));
        let refused =
            conduct::named_ballots(&mut snapshot, &Actor::Visitor, world.community.id, &final_vote).await;
        assert!(matches!(refused, Err(Error::Denied(Denied::NotSignedIn))));
    });
}

#[test]
fn co_owners_who_never_agree_do_not_take_part_and_a_named_voter_speaks_alone() {
    on_both(|at| async move {
        let world = World::furnish(at).await;
        let (a, first) = named(&world, "周一").await;
        let (b, second) = named(&world, "吴二").await;
        let (c, third) = named(&world, "郑三").await;
        world.flat("3号楼201室", 1_000_000, &[a, b]).await;
        let led = world.flat("3号楼202室", 1_000_000, &[b, c]).await;
        founding::name_voter(&world.at.hall, &Actor::System, led, c).await.unwrap();
        let chair = world.committee_member("陈主任").await;
        let vote = world.opened(&chair, owners_vote(&world)).await;

        world.says(&first, &vote, "agree").await.unwrap();
        // The second may speak for the first flat only: the third is named for the other.
        let own = world.holdings(&second, &vote).await;
        assert_eq!(own.iter().map(|it| it.speaks).collect::<Vec<_>>(), [true, false]);
        assert_eq!(own[1].spoken_for_by.as_deref(), Some("郑**"));
        world.says(&second, &vote, "oppose").await.unwrap();
        let not_theirs = vec![(own[1].head.unwrap(), vec![marks("agree")])];
        let refused = cast(&world.at.hall, &second, vote.id, not_theirs).await;
        assert!(matches!(refused, Err(Error::Denied(Denied::NotOnRoll))));
        world.says(&third, &vote, "agree").await.unwrap();
        world.at.clock.set(CLOSES);
        run_due(&world.at.hall).await.unwrap();
        let outcome = owners_outcome(&world.vote(&first, vote.number).await);
        assert_eq!(outcome.sums.invalid[&InvalidReason::CoOwnersDisagree].heads.get(), 1);
        assert_eq!((outcome.received.heads.get(), outcome.participating.heads.get()), (2, 1));
        assert!(!outcome.findings[0].passed);
    });
}

#[test]
fn a_consultation_is_one_person_one_answer_and_a_tie_is_told() {
    on_both(|at| async move {
        let world = World::furnish(at).await;
        let council = world.councillor("林秘书").await;
        let tenant = world.person("租客").await;
        let flat = world.flat("3号楼301室", 900_000, &[]).await;
        let add =
            founding::add_residence(&world.at.hall, &Actor::System, flat, tenant, ResidenceKind::Tenant);
        add.await.unwrap();
        let tenant = world.account(tenant, "租客").await;
        let tenant = world.actor(tenant).await;
        let owner = world.owner("业主", 900_000).await;
        let new = consultation(&world, Method::ChooseOne, &["透水混凝土", "旧砖翻铺"]);
        let vote = world.opened(&council, new).await;
        assert_eq!(vote.heads_total, Some(3));
        world.says(&council, &vote, "none").await.unwrap();
        world.says(&tenant, &vote, "option-1").await.unwrap();
        world.says(&owner, &vote, "option-2").await.unwrap();
        world.says(&council, &vote, "option-2").await.unwrap();
        world.says(&owner, &vote, "option-1").await.unwrap();
        world.says(&owner, &vote, "none").await.unwrap();
        world.at.clock.set(vote.closes_at);
        // Closing, and with no days of objection the end of it, in one go.
        assert_eq!(run_due(&world.at.hall).await.unwrap(), 2);
        let done = world.vote(&Actor::Visitor, vote.number).await;
        assert_eq!(done.state, VoteState::Final);
        let outcome = consulted(&done);
        assert_eq!(outcome.verdict, Verdict::Tied { options: vec![OptionNo(1), OptionNo(2)], none: true });
        assert!(matches!(outcome.sums.choices, Choices::ChooseOne { none, .. } if none.get() == 1));
    });
}

#[test]
fn what_may_not_be_set_up_or_announced() {
    on_both(|at| async move {
        let world = World::furnish(at).await;
        let hall = &world.at.hall;
        let chair = world.committee_member("陈主任").await;
        let owner = world.owner("业主", 900_000).await;
        let council = world.councillor("林秘书").await;
        let try_set_up = async |actor: &Actor, vote: NewVote| {
            setup::set_up(hall, actor, hall.new_id(), vote).await.map(|_number| ())
        };
        for (actor, denied) in
            [(&owner, Denied::NoSeat), (&council, Denied::NoSeat), (&Actor::Visitor, Denied::NotSignedIn)]
        {
            let answer = try_set_up(actor, owners_vote(&world)).await;
            assert!(matches!(answer, Err(Error::Denied(found)) if found == denied), "{answer:?}");
        }
        let by = By::ChooseOne { quorum: None, agreement: None };
        let unlawful = NewVote { questions: vec![question(by, &["甲", "乙"])], ..owners_vote(&world) };
        let no_options = consultation(&world, Method::ChooseOne, &["只有一个"]);
        let past = NewVote { opens_at: MORNING, ..owners_vote(&world) };
        let reversed = NewVote { closes_at: OPENS, ..owners_vote(&world) };
        for (actor, vote, problem) in [
            (&chair, unlawful, Problem::UnlawfulRule),
            (&council, no_options, Problem::UnlawfulRule),
            (&chair, past, Problem::DatesOutOfOrder),
            (&chair, reversed, Problem::DatesOutOfOrder),
        ] {
            let answer = try_set_up(actor, vote).await;
            assert!(matches!(answer, Err(Error::Refused(found)) if found == problem), "{answer:?}");
        }
        // Fifteen whole days: the sixteenth morning is too early, the evening before as well as the morning.
        let soon = NewVote { opens_at: MORNING.plus(15 * DAY + 14 * HOUR), ..owners_vote(&world) };
        let number = setup::set_up(hall, &chair, hall.new_id(), soon).await.unwrap();
        let draft = world.vote(&chair, number).await;
        let answer = setup::announce(hall, &chair, hall.new_id(), draft.id, draft.version).await;
        assert!(matches!(answer, Err(Error::Refused(Problem::NoticeTooShort))), "{answer:?}");
        // A draft is its convenor's own, and only one of two changes from the same reading comes about.
        let mut snapshot = hall.read().await.unwrap();
        assert!(matches!(
            read::vote(&mut snapshot, &owner, &world.community, number).await,
            Err(Error::NotFound)
        ));
        drop(snapshot);
        let later = NewVote { opens_at: MORNING.plus(16 * DAY), ..owners_vote(&world) };
        setup::change(hall, &chair, hall.new_id(), draft.id, draft.version, later.clone()).await.unwrap();
        let answer = setup::change(hall, &chair, hall.new_id(), draft.id, draft.version, later).await;
        assert!(matches!(answer, Err(Error::Refused(Problem::ChangedMeanwhile))), "{answer:?}");
        let draft = world.vote(&chair, number).await;
        setup::announce(hall, &chair, hall.new_id(), draft.id, draft.version).await.unwrap();
    });
}

#[test]
fn a_compound_that_votes_on_paper_consults_only() {
    on_both(|at| async move {
        let world = World::furnish(at).await;
        let hall = &world.at.hall;
        let new = founding::NewCompound {
            community: world.community.id,
            slug: "yuan3".to_owned(),
            name: label("春和苑3号院"),
            e_voting: domain::votes::EVoting::PaperOnly,
            e_voting_clause: None,
            silence_clause: None,
        };
        let paper = founding::add_compound(hall, &Actor::System, new).await.unwrap();
        let vote =
            NewVote { convener: world.council.0, scope: Scope::Compound(paper), ..owners_vote(&world) };
        let answer = setup::set_up(hall, &Actor::System, hall.new_id(), vote).await;
        assert!(matches!(answer, Err(Error::Refused(Problem::NoOnlineOwnersVotes))), "{answer:?}");
        let council = world.councillor("林秘书").await;
        let ask = NewVote { scope: Scope::Compound(paper), ..consultation(&world, Method::YesNo, &[]) };
        let number = setup::set_up(hall, &council, hall.new_id(), ask).await.unwrap();
        // Nobody lives there yet.
        let draft = world.vote(&council, number).await;
        let answer = setup::announce(hall, &council, hall.new_id(), draft.id, draft.version).await;
        assert!(matches!(answer, Err(Error::Refused(Problem::EmptyElectorate))), "{answer:?}");
    });
}

#[test]
fn a_vote_is_called_off_in_public_until_it_closes_and_not_after() {
    on_both(|at| async move {
        let world = World::furnish(at).await;
        let hall = &world.at.hall;
        let chair = world.committee_member("陈主任").await;
        let reason = || Reason::parse("方案要重做。").unwrap();
        let vote = world.opened(&chair, owners_vote(&world)).await;
        world.says(&chair, &vote, "agree").await.unwrap();
        let key = hall.new_id();
        setup::call_off(hall, &chair, key, vote.id, reason()).await.unwrap();
        setup::call_off(hall, &chair, key, vote.id, reason()).await.unwrap();
        let off = world.vote(&Actor::Visitor, vote.number).await;
        assert_eq!((off.state, off.cancel_reason.as_deref()), (VoteState::Cancelled, Some("方案要重做。")));
        assert!(matches!(world.says(&chair, &vote, "agree").await, Err(Error::Refused(Problem::VoteClosed))));
        world.at.clock.set(CLOSES);
        run_due(hall).await.unwrap();
        assert!(world.vote(&Actor::Visitor, vote.number).await.outcome.is_none());

        world.at.clock.set(MORNING);
        let vote = world.opened(&chair, owners_vote(&world)).await;
        world.at.clock.set(CLOSES);
        let answer = setup::call_off(hall, &chair, hall.new_id(), vote.id, reason()).await;
        assert!(matches!(answer, Err(Error::Refused(Problem::VoteClosed))), "{answer:?}");
    });
}
