//! Stories of ballots on paper: who enters them, what they stand beside, and what the public log says of them.

use crate::asking::{marks, owners_outcome, said};
use crate::both::{log_key, on_both};
use crate::members::administrator;
use crate::records::verified;
use crate::votes::{CLOSES, consultation, owners_vote};
use crate::world::World;
use domain::actor::Actor;
use domain::count::ballot::{Choice, InvalidReason};
use domain::id::HeadId;
use domain::policy::Denied;
use domain::problem::Problem;
use domain::time::DAY;
use domain::votes::{EVoting, Marks, Method, Said, VoteState};
use service::bodies::NewRules;
use service::jobs::run_due;
use service::votes::holdings;
use service::votes::paper::{self, Batch, Paper};
use service::votes::read::Vote;
use service::votes::record::unit_level;
use service::votes::setup::{self, NewVote};
use service::{Error, bodies, log};

async fn enter(
    world: &World,
    officer: &Actor,
    vote: &Vote,
    head: HeadId,
    paper: Paper,
) -> service::Result<()> {
    let hall = &world.at.hall;
    paper::enter(hall, officer, hall.new_id(), vote.id, head, paper).await
}

async fn take_out(world: &World, officer: &Actor, vote: &Vote, head: HeadId) -> service::Result<()> {
    let hall = &world.at.hall;
    paper::take_out(hall, officer, hall.new_id(), vote.id, head).await
}

async fn progress(world: &World, vote: &Vote) -> paper::Progress {
    let mut snapshot = world.at.hall.read().await.unwrap();
    paper::progress(&mut snapshot, vote.id).await.unwrap()
}

fn marked(text: &str) -> Paper {
    Paper::Marked(vec![marks(text)])
}

fn is_refused<T>(answer: &service::Result<T>, problem: Problem) -> bool {
    matches!(answer, Err(Error::Refused(own)) if *own == problem)
}

#[test]
fn ballots_on_paper_stand_beside_those_cast_online_and_the_record_says_how_many() {
    on_both(|at| async move {
        let world = World::furnish(at).await;
        let chair = world.committee_member("陈主任").await;
        let mut owners = Vec::new();
        for n in 0..12 {
            owners.push(world.owner(&format!("业主{n}"), 800_000 + n * 1_000).await);
        }
        let vote = world.opened(&chair, NewVote { paper_days: 3, ..owners_vote(&world) }).await;
        let mut heads = Vec::new();
        for owner in &owners {
            heads.push(world.heads(owner, &vote).await[0]);
        }
        for owner in owners[..5].iter().chain([&chair]) {
            world.says(owner, &vote, "agree").await.unwrap();
        }
        // Only who conducts the vote enters, and only where no ballot is.
        let stranger = enter(&world, &owners[9], &vote, heads[9], marked("agree")).await;
        assert!(matches!(stranger, Err(Error::Denied(Denied::NoSeat))), "{stranger:?}");
        let twice = enter(&world, &chair, &vote, heads[0], marked("oppose")).await;
        assert!(is_refused(&twice, Problem::HasBallot), "{twice:?}");
        enter(&world, &chair, &vote, heads[5], marked("oppose")).await.unwrap();
        enter(&world, &chair, &vote, heads[6], marked("agree")).await.unwrap();
        // Who handed in paper sees what was recorded, and does not change it on a screen.
        let holding = &world.holdings(&owners[5], &vote).await[0];
        let ballot = holding.ballot.clone().unwrap();
        assert!(ballot.on_paper && ballot.said == Some(said("oppose")));
        let online = world.says(&owners[5], &vote, "agree").await;
        assert!(is_refused(&online, Problem::CastOnPaper), "{online:?}");
        let mut snapshot = world.at.hall.read().await.unwrap();
        let mine = holdings::all(&mut snapshot, &owners[5], world.community.id).await.unwrap();
        assert_eq!((mine.len(), mine[0].number), (1, vote.number));
        assert!(mine[0].heads[0].has_voted && mine[0].heads[0].on_paper && mine[0].heads[0].speaks);
        let theirs = holdings::all(&mut snapshot, &owners[9], world.community.id).await.unwrap();
        assert!(!theirs[0].heads[0].has_voted);
        assert!(holdings::all(&mut snapshot, &Actor::Visitor, world.community.id).await.unwrap().is_empty());
        drop(snapshot);
        // Mistyped: taken out, entered anew; only paper is taken out.
        take_out(&world, &chair, &vote, heads[5]).await.unwrap();
        assert!(is_refused(&take_out(&world, &chair, &vote, heads[0]).await, Problem::AlreadyDone));
        enter(&world, &chair, &vote, heads[5], marked("agree")).await.unwrap();
        let (hall, key) = (&world.at.hall, world.at.hall.new_id());
        paper::close_batch(hall, &chair, key, vote.id).await.unwrap();
        let empty = paper::close_batch(hall, &chair, hall.new_id(), vote.id).await;
        assert!(is_refused(&empty, Problem::EmptyBatch), "{empty:?}");
        // The form that closed the first one, sent again.
        paper::close_batch(hall, &chair, key, vote.id).await.unwrap();
        let early = paper::conclude(hall, &chair, hall.new_id(), vote.id).await;
        assert!(is_refused(&early, Problem::StillOpen), "{early:?}");

        // Closed to screens, open to paper.
        world.at.clock.set(CLOSES);
        run_due(hall).await.unwrap();
        let closed = world.vote(&chair, vote.number).await;
        assert_eq!((closed.state, closed.turnout, closed.on_paper), (VoteState::Closed, 8, 2));
        assert!(is_refused(&world.says(&owners[7], &vote, "agree").await, Problem::VoteClosed));
        enter(&world, &chair, &vote, heads[7], Paper::Marked(vec![Marks::Answers(vec![Choice::Blank])]))
            .await
            .unwrap();
        enter(&world, &chair, &vote, heads[8], Paper::Invalid(InvalidReason::Unsigned)).await.unwrap();
        let so_far = progress(&world, &vote).await;
        assert_eq!((so_far.open, so_far.batches), (2, vec![Batch { number: 1, ballots: 2 }]));
        let unsigned = Said::Invalid(InvalidReason::Unsigned);
        assert!(so_far.last.iter().any(|entered| entered.head == heads[8] && entered.said == unsigned));
        paper::conclude(hall, &chair, hall.new_id(), vote.id).await.unwrap();
        log::append(hall).await.unwrap();

        let done = world.vote(&Actor::Visitor, vote.number).await;
        assert_eq!((done.state, done.on_paper), (VoteState::Preliminary, 4));
        let outcome = owners_outcome(&done);
        let taken = outcome.participation.unwrap();
        // 9 of 13 heads took part: 8 agreed and 1 was blank; the unsigned one did not.
        assert_eq!((taken.heads.left, taken.heads.right, taken.heads.holds), (27, 26, true));
        assert!(outcome.findings[0].passed);
        let owner = world.actor(owners[1].member_id().unwrap()).await;
        let mut snapshot = hall.read().await.unwrap();
        let key = log_key();
        let record = unit_level(&mut snapshot, &owner, world.community.id, &done, &key).await.unwrap();
        assert_eq!(verified(&record.expect("a record")).log.paper, 4);
        let late = enter(&world, &chair, &done, heads[9], marked("agree")).await;
        assert!(matches!(late, Err(Error::Denied(Denied::WrongStage))), "{late:?}");
    });
}

#[test]
fn a_compound_that_votes_on_paper_is_counted_here_and_nobody_casts_online() {
    on_both(|at| async move {
        let world = World::furnish(at).await;
        let chair = world.committee_member("陈主任").await;
        let rules = NewRules { e_voting: EVoting::PaperOnly, e_voting_clause: None, silence_clause: None };
        let (community, administrator) = (world.community.id, administrator(&world).await);
        bodies::set_rules(&world.at.hall, &administrator, community, world.compound, rules).await.unwrap();
        let mut owners = Vec::new();
        for n in 0..3 {
            owners.push(world.owner(&format!("业主{n}"), 800_000).await);
        }
        let hall = &world.at.hall;
        let none = setup::set_up(hall, &chair, hall.new_id(), owners_vote(&world)).await;
        assert!(is_refused(&none, Problem::NoOnlineOwnersVotes), "{none:?}");
        let vote = world.opened(&chair, NewVote { paper_days: 2, ..owners_vote(&world) }).await;
        let online = world.says(&owners[0], &vote, "agree").await;
        assert!(matches!(online, Err(Error::Denied(Denied::PaperOnly))), "{online:?}");
        for owner in owners.iter().chain([&chair]) {
            let head = world.heads(owner, &vote).await[0];
            enter(&world, &chair, &vote, head, marked("agree")).await.unwrap();
        }
        // Nobody says that all is in: it is counted when its days are over.
        world.at.clock.set(CLOSES);
        run_due(hall).await.unwrap();
        assert_eq!(world.vote(&chair, vote.number).await.state, VoteState::Closed);
        world.at.clock.set(CLOSES.plus(2 * DAY));
        run_due(hall).await.unwrap();
        log::append(hall).await.unwrap();
        let done = world.vote(&Actor::Visitor, vote.number).await;
        assert_eq!((done.state, progress(&world, &vote).await.open), (VoteState::Preliminary, 0));
        assert!(owners_outcome(&done).findings[0].passed);
    });
}

#[test]
fn of_a_paper_entered_and_a_ballot_cast_at_once_one_is_left() {
    on_both(|at| async move {
        let world = World::furnish(at).await;
        let chair = world.committee_member("陈主任").await;
        let mut owners = Vec::new();
        for n in 0..8 {
            owners.push(world.owner(&format!("业主{n}"), 800_000).await);
        }
        let vote = world.opened(&chair, NewVote { paper_days: 2, ..owners_vote(&world) }).await;
        for owner in &owners {
            let head = world.heads(owner, &vote).await[0];
            let (online, paper) = futures::join!(
                world.says(owner, &vote, "agree"),
                enter(&world, &chair, &vote, head, marked("oppose"))
            );
            match (&online, &paper) {
                (Ok(()), Err(_)) => assert!(is_refused(&paper, Problem::HasBallot), "{paper:?}"),
                (Err(_), Ok(())) => assert!(is_refused(&online, Problem::CastOnPaper), "{online:?}"),
                both => panic!("{both:?}"),
            }
        }
        assert_eq!(world.vote(&chair, vote.number).await.turnout, 8);
    });
}

#[test]
fn a_secret_vote_takes_no_paper() {
    on_both(|at| async move {
        let world = World::furnish(at).await;
        let council = world.councillor("林秘书").await;
        let hall = &world.at.hall;
        let new = NewVote { secret: true, paper_days: 2, ..consultation(&world, Method::YesNo, &[]) };
        let refused = setup::set_up(hall, &council, hall.new_id(), new).await;
        assert!(is_refused(&refused, Problem::SecretPaper), "{refused:?}");
    });
}

#[test]
fn an_adult_is_found_by_the_room_and_shown_with_it() {
    on_both(|at| async move {
        let world = World::furnish(at).await;
        let council = world.councillor("林秘书").await;
        let (wang, wife) = (world.person("王建国").await, world.person("李梅").await);
        world.flat("3号楼2单元501室", 800_000, &[wang, wife]).await;
        world.flat("13号楼2单元501室", 800_000, &[world.person("邻居").await]).await;
        world.flat("5号楼1单元102室", 800_000, &[wang]).await;
        let new = NewVote { paper_days: 2, ..consultation(&world, Method::YesNo, &[]) };
        let vote = world.opened(&council, new).await;
        let hall = &world.at.hall;
        let found = |words: &'static str| async move {
            let mut snapshot = hall.read().await.unwrap();
            paper::search(&mut snapshot, vote.id, words).await.unwrap()
        };
        let by_room = found("3-2-501").await;
        let mut names: Vec<&str> = by_room.iter().flat_map(|own| &own.names).map(String::as_str).collect();
        names.sort_unstable();
        assert_eq!(names, ["*梅", "王*国"], "masked, and told apart");
        assert!(by_room.iter().all(|own| own.units.ends_with("3号楼2单元501室")), "{by_room:?}");
        assert_eq!(found("３－２－５０１").await, by_room, "as a Chinese keyboard types it");
        // One person of two homes is one, and says both.
        let by_name = found("王建国").await;
        assert_eq!(by_name.len(), 1, "{by_name:?}");
        assert!(by_name[0].units.contains("501室、") && by_name[0].units.contains("102室"), "{by_name:?}");
        let slip = paper::slip(hall, &council, world.community.id, &vote, by_name[0].head).await.unwrap();
        assert_eq!((slip.names, slip.units), (vec!["王建国".to_owned()], by_name[0].units.clone()));
        enter(&world, &council, &vote, by_name[0].head, marked("agree")).await.unwrap();
        let entered = progress(&world, &vote).await.last;
        assert_eq!(entered.len(), 1, "{entered:?}");
        assert!(entered[0].who.ends_with("室 王*国"), "{entered:?}");
    });
}
