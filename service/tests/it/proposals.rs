//! Stories of proposals.

use crate::both::on_both;
use crate::matters::{raise, read};
use crate::world::World;
use domain::actor::Actor;
use domain::id::IssueId;
use domain::measure::Fen;
use domain::notices::NoticeKind;
use domain::policy::Denied;
use domain::problem::Problem;
use domain::words::{Body, Note, Title};
use service::proposals::{self, Proposal, Revision, Wording};
use service::{Error, notices};

fn wording(body: &str, cost: Option<i64>) -> Wording {
    Wording {
        title: Title::parse("把路东闲置绿地改成停车带").unwrap(),
        body: Body::parse(body).unwrap(),
        cost: cost.map(|fen| Fen::new(fen).unwrap()),
    }
}

async fn show(world: &World, reader: &Actor, number: i64) -> Proposal {
    let mut snapshot = world.at.hall.read().await.unwrap();
    proposals::proposal(&mut snapshot, reader, &world.community, 1, number).await.unwrap()
}

async fn propose(world: &World, author: &Actor, issue: IssueId) -> i64 {
    let key = world.at.hall.new_id();
    proposals::propose(&world.at.hall, author, key, issue, wording("划40个车位", Some(4_800_000)))
        .await
        .unwrap()
}

fn revised(seen: i64, body: &str) -> Revision {
    let note = Note::parse("多划五个车位").unwrap();
    Revision { seen, wording: wording(body, Some(4_800_000)), note }
}

#[test]
fn a_revision_tells_its_cosigners_and_keeps_what_was_said_before() {
    on_both(|at| async move {
        let world = World::furnish(at).await;
        let (author, proposer) = (world.resident("王小明").await, world.resident("陈一").await);
        let neighbour = world.resident("陈二").await;
        raise(&world, &author, "讲堂路乱停").await;
        let issue = read(&world, &author, 1).await.id;
        let number = propose(&world, &proposer, issue).await;
        let hall = &world.at.hall;
        let proposal = show(&world, &neighbour, number).await;
        assert_eq!((proposal.cost.map(Fen::fen), proposal.revision), (Some(4_800_000), 1));
        proposals::cosign_proposal(hall, &neighbour, proposal.id).await.unwrap();
        let own = proposals::cosign_proposal(hall, &proposer, proposal.id).await;
        assert!(matches!(own, Err(Error::Denied(Denied::OwnMatter))));
        let revise = |by: Actor, revision: Revision| {
            let (hall, id) = (hall.clone(), proposal.id);
            async move { proposals::revise(&hall, &by, hall.new_id(), id, revision).await }
        };
        // Saying the same again is no revision.
        assert_eq!(revise(proposer.clone(), revised(1, "划40个车位")).await.unwrap(), 1);
        assert_eq!(revise(proposer.clone(), revised(1, "划45个车位")).await.unwrap(), 2);
        let stale = revise(proposer.clone(), revised(1, "划50个车位")).await;
        assert!(matches!(stale, Err(Error::Refused(Problem::ChangedMeanwhile))));
        let foreign = revise(neighbour.clone(), revised(2, "划50个车位")).await;
        assert!(matches!(foreign, Err(Error::Denied(Denied::NotTheAuthor))));
        let proposal = show(&world, &neighbour, number).await;
        assert_eq!((proposal.cosigners, proposal.cosigners_of_earlier, proposal.cosigned), (1, 1, Some(1)));
        proposals::cosign_proposal(hall, &neighbour, proposal.id).await.unwrap();
        let proposal = show(&world, &neighbour, number).await;
        assert_eq!((proposal.cosigners, proposal.cosigners_of_earlier, proposal.cosigned), (1, 0, Some(2)));
        let mut snapshot = hall.read().await.unwrap();
        let told = notices::unseen(&mut snapshot, &neighbour, world.community.id, 9).await.unwrap();
        assert_eq!(told.len(), 1);
        assert_eq!((told[0].kind, told[0].extract.as_str()), (NoticeKind::ProposalRevised, "多划五个车位"));
        assert_eq!(told[0].path, "issues/1/proposals/1");
        let made = notices::unseen(&mut snapshot, &author, world.community.id, 9).await.unwrap();
        assert_eq!(made[0].kind, NoticeKind::ProposalMade);
        let all = proposals::revisions(&mut snapshot, proposal.id).await.unwrap();
        assert_eq!(all.iter().map(|own| own.revision).collect::<Vec<_>>(), [2, 1]);
        let (newer, older) = proposals::revision(&mut snapshot, proposal.id, 2).await.unwrap();
        assert_eq!((newer.body.as_str(), older.unwrap().body.as_str()), ("划45个车位", "划40个车位"));
        assert!(matches!(proposals::revision(&mut snapshot, proposal.id, 3).await, Err(Error::NotFound)));
    });
}

#[test]
fn a_withdrawn_proposal_stays_to_be_read_and_comes_last() {
    on_both(|at| async move {
        let world = World::furnish(at).await;
        let (author, proposer) = (world.resident("王小明").await, world.resident("陈一").await);
        raise(&world, &author, "讲堂路乱停").await;
        let issue = read(&world, &author, 1).await.id;
        propose(&world, &proposer, issue).await;
        propose(&world, &author, issue).await;
        let hall = &world.at.hall;
        let first = show(&world, &proposer, 1).await;
        let foreign = proposals::withdraw_proposal(hall, &author, hall.new_id(), first.id).await;
        assert!(matches!(foreign, Err(Error::Denied(Denied::NotTheAuthor))));
        proposals::withdraw_proposal(hall, &proposer, hall.new_id(), first.id).await.unwrap();
        let again =
            proposals::revise(hall, &proposer, hall.new_id(), first.id, revised(1, "划45个车位")).await;
        assert!(matches!(again, Err(Error::Denied(Denied::WrongStage))));
        let cosigned = proposals::cosign_proposal(hall, &author, first.id).await;
        assert!(matches!(cosigned, Err(Error::Denied(Denied::WrongStage))));
        let mut snapshot = hall.read().await.unwrap();
        let listed = proposals::proposals(&mut snapshot, issue).await.unwrap();
        assert_eq!(listed.iter().map(|own| own.number).collect::<Vec<_>>(), [2, 1]);
    });
}
