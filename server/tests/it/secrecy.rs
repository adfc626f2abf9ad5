//! What a server says of a secret vote to whoever reads its log: nothing by which a ballot or its voter is known.

use crate::both::{Empty, log_key, on_both};
use crate::killed::{free_address, post, serve_telling, voters};
use crate::votes::{open, question};
use crate::world::World;
use domain::actor::Actor;
use domain::time::{HOUR, MINUTE};
use domain::votes::frozen::short_code;
use service::edge::{Clock as _, SystemClock};
use service::votes::setup::NewVote;
use service::votes::{read, receipt};
use std::fs::File;
use std::process::Stdio;

#[test]
fn a_servers_log_knows_neither_who_voted_in_a_secret_vote_nor_what() {
    on_both(|at: Empty| async move {
        at.clock.set(SystemClock.now());
        let world = World::furnish(at).await;
        let mut actors = Vec::new();
        for n in 0..3 {
            actors.push(world.resident(&format!("居民{n}")).await);
        }
        let now = world.at.hall.now();
        let (opens_at, closes_at) = (now.plus(MINUTE), now.plus(2 * HOUR));
        open(&world, NewVote { secret: true, opens_at, closes_at, ..question(&world, false) }).await;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("log");
        let address = free_address();
        let telling = Stdio::from(File::create(&path).unwrap());
        let mut server = serve_telling(&world.at.settings, address, "debug", telling).await;
        let mut known = vec!["agree".to_owned()];
        for (voter, actor) in voters(&world, &actors).await.iter().zip(&actors) {
            assert_eq!(post(address, voter, "agree").await, Some(303));
            // And one that is refused.
            assert_eq!(post(address, voter, "perhaps").await, Some(422));
            let mut snapshot = world.at.hall.read().await.unwrap();
            let vote = read::vote(&mut snapshot, &Actor::Visitor, &world.community, 1).await.unwrap();
            let holdings = read::holdings(&mut snapshot, actor, world.community.id, &vote).await.unwrap();
            let head = holdings[0].head.unwrap();
            let own = receipt::receipt(&mut snapshot, actor, &vote, head, &log_key()).await.unwrap();
            let opening = own.expect("a receipt").opening;
            let member = actor.member().unwrap();
            let (_, token) = voter.cookie.split_once('=').unwrap();
            known.extend([head.to_string(), member.id.to_string(), member.person.unwrap().to_string()]);
            known.extend([opening.salt.to_string(), opening.commitment().to_string(), token.to_owned()]);
            known.push(short_code(opening.commitment()));
        }
        server.kill().await.unwrap();
        let said = std::fs::read_to_string(&path).unwrap();
        assert!(said.contains("serving"), "it says something: {said}");
        let told: Vec<_> = known.iter().filter(|one| said.contains(one.as_str())).collect();
        assert!(told.is_empty(), "{told:?} in {said}");
    });
}
