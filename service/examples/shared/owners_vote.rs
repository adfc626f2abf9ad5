//! The owners' vote that benchmarks cast ballots in.

use crate::world::World;
use domain::actor::Actor;
use domain::time::Timestamp;
use domain::votes::{ElectorateKind, OwnersMatter, VoteKind};
use domain::words::{Body, Title};
use service::jobs;
use service::votes::setup::{self, By, NewQuestion, NewVote};
use service::votes::{Scope, read};

/// An owners' vote, number 1, in which everybody may vote: announced, and the clock set to where it opens.
pub(crate) async fn open(world: &World, opens_at: Timestamp, closes_at: Timestamp) {
    let hall = &world.at.hall;
    let vote = NewVote {
        community: world.community.id,
        convener: world.committee.0,
        issue: None,
        title: Title::parse("是否同意增设电动车充电棚？").expect("a title"),
        body: Body::parse("北门内侧，48 个位。").expect("a text"),
        kind: VoteKind::Statutory,
        questions: vec![NewQuestion {
            text: None,
            options: Vec::new(),
            by: By::Owners(OwnersMatter::UseOfCommonParts),
        }],
        quorum: None,
        secret: false,
        electorate: ElectorateKind::Owners,
        scope: Scope::Compound(world.compound),
        opens_at,
        closes_at,
        objections_days: 7,
        extension_days: 0,
        paper_days: 0,
    };
    let number = setup::set_up(hall, &Actor::System, hall.new_id(), vote).await.expect("a draft");
    let mut snapshot = hall.read().await.expect("a snapshot");
    let draft = read::vote(&mut snapshot, &Actor::System, &world.community, number).await.expect("the draft");
    drop(snapshot);
    setup::announce(hall, &Actor::System, hall.new_id(), draft.id, draft.version).await.expect("announced");
    world.at.clock.set(opens_at);
    jobs::run_due(hall).await.expect("opened");
}
