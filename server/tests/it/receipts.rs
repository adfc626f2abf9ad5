//! A thousand voters' receipts, before and after a restart: each proves that its ballot is in the public log.

use crate::both::{Empty, log_key, on_both};
use crate::phone::in_town;
use crate::votes::{open, question};
use crate::world::World;
use axum::http::StatusCode;
use domain::actor::Actor;
use domain::log::checkpoint::Checkpoint;
use domain::log::proof::TlogProof;
use domain::log::tree::{Edge, Hash};
use domain::record::receipt;
use domain::record::verify::{Engine, verify};
use domain::votes::frozen::{Receipt, short_code};
use service::edge::SeededEntropy;
use service::jobs::run_due;
use service::votes::cast::cast;
use service::votes::read::{self, Vote};
use service::votes::{receipt as receipts, record, setup};
use service::{Hall, log};
use std::path::Path;
use std::process::Command;
use std::sync::Arc;

const VOTERS: usize = 1_000;
/// Of so many, one's receipt is given to `yishi verify` too.
const SAMPLED: usize = 250;

/// What the log has, worked out from nothing but its entries.
struct Leaves {
    entries: Vec<String>,
    root: Hash,
}

impl Leaves {
    async fn read(hall: &Hall) -> Self {
        let mut snapshot = hall.read().await.unwrap();
        let mut lines = log::lines(&mut snapshot, None, 100_000).await.unwrap();
        lines.reverse();
        let entries: Vec<String> = lines.iter().map(|line| line.entry.json()).collect();
        let mut edge = Edge::default();
        entries.iter().for_each(|entry| edge.push(Hash::leaf(entry.as_bytes())));
        Self { root: edge.root(), entries }
    }

    /// Whether the receipt's proof leads from the entry of its own ballot to the root of all entries.
    fn prove(&self, receipt: &Receipt) {
        let proof: TlogProof = receipt.proof.as_ref().expect("a proof").parse().unwrap();
        let entry = &self.entries[usize::try_from(proof.index).unwrap()];
        assert!(entry.contains(&format!("\"commitment\":\"{}\"", receipt.opening.commitment())));
        let shown: Checkpoint = proof.check(Hash::leaf(entry.as_bytes()), log_key().public()).unwrap();
        assert_eq!((usize::try_from(shown.size).unwrap(), shown.root), (self.entries.len(), self.root));
        // And no other entry is proved by it.
        assert!(proof.check(Hash::leaf(b"another"), log_key().public()).is_err());
    }
}

async fn all_receipts(hall: &Hall, world: &World, actors: &[Actor], vote: &Vote) -> Vec<Receipt> {
    let mut all = Vec::new();
    let mut snapshot = hall.read().await.unwrap();
    for actor in actors {
        let holdings = read::holdings(&mut snapshot, actor, world.community.id, vote).await.unwrap();
        let head = holdings[0].head.unwrap();
        let own = receipts::receipt(&mut snapshot, actor, vote, head, &log_key()).await.unwrap();
        // As the voter keeps it: a text.
        all.push(serde_json::from_str(&own.expect("a receipt").json()).unwrap());
    }
    all
}

async fn vote_one(hall: &Hall, world: &World) -> Vote {
    let mut snapshot = hall.read().await.unwrap();
    read::vote(&mut snapshot, &Actor::Visitor, &world.community, 1).await.unwrap()
}

fn verified_by_the_program(folder: &Path, receipt: &Receipt) {
    std::fs::write(folder.join("receipt.json"), receipt.json()).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_yishi"));
    command
        .current_dir(folder)
        .args(["verify", "record.zip", "--receipt", "receipt.json"])
        .env("LC_ALL", "en");
    let output = command.output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success() && said.contains("it counts, and nothing"), "{said}");
}

#[test]
fn the_page_that_checks_a_code_answers_plainly_whatever_it_is_asked() {
    in_town(|town| async move {
        let (world, hall) = (&town.world, &town.world.at.hall);
        let owner = world.owner("王小明", 1_000_000).await;
        open(world, question(world, true)).await;
        open_again(world).await;
        let phone = town.phone(&owner).await;
        crate::votes::votes(&phone, "agree").await.location();
        let vote = vote_one(hall, world).await;
        let code = {
            let mut snapshot = hall.read().await.unwrap();
            let holdings = read::holdings(&mut snapshot, &owner, world.community.id, &vote).await.unwrap();
            let head = holdings[0].head.unwrap();
            let own = receipts::receipt(&mut snapshot, &owner, &vote, head, &log_key()).await.unwrap();
            short_code(own.expect("a receipt").opening.commitment())
        };
        let visitor = town.visitor();
        let asks = async |vote: u8, code: &str| {
            let mut query = form_urlencoded::Serializer::new(String::new());
            query.append_pair("code", code);
            visitor.get(&format!("/c/chunhe/votes/{vote}/check?{}", query.finish())).await
        };
        let unknown = "公开日志里没有这个短码";
        asks(1, &code).await.says(StatusCode::OK, unknown);
        log::append(hall).await.unwrap();
        let as_typed = code.to_lowercase().replace('-', " ");
        for code in [&code, &as_typed] {
            asks(1, code).await.says(StatusCode::OK, "目前有效");
        }
        // Another vote's, cut short, with a letter too many, no code at all, hostile, endless.
        asks(2, &code).await.says(StatusCode::OK, unknown);
        let long = "7".repeat(6_000);
        let more = format!("{code}7");
        for wrong in [&code[..7], &more, "表决票", "'; DROP TABLE ballots; --", "%00", &long] {
            asks(1, wrong).await.says(StatusCode::OK, unknown);
        }
        let hostile = asks(1, "\"><script>alert(1)</script>").await;
        assert!(!hostile.says(StatusCode::OK, unknown).text.contains("<script>alert"));
        // No address has a NUL in it.
        assert_eq!(asks(1, "\0").await.status, StatusCode::NOT_FOUND);
        let empty = asks(1, " ").await;
        assert!(empty.status == StatusCode::OK && !empty.text.contains(unknown));
    });
}

/// A second vote, number 2, with a ballot of nobody.
async fn open_again(world: &World) {
    let hall = &world.at.hall;
    let number = setup::set_up(hall, &Actor::System, hall.new_id(), question(world, true)).await.unwrap();
    let mut snapshot = hall.read().await.unwrap();
    let draft = read::vote(&mut snapshot, &Actor::System, &world.community, number).await.unwrap();
    drop(snapshot);
    setup::announce(hall, &Actor::System, hall.new_id(), draft.id, draft.version).await.unwrap();
}

#[test]
fn a_thousand_receipts_prove_their_ballots_before_and_after_a_restart() {
    on_both(|at: Empty| async move {
        let world = World::furnish(at).await;
        let hall = world.at.hall.clone();
        let mut actors = Vec::new();
        for n in 0..VOTERS {
            actors.push(world.owner(&format!("业主{n}"), 1_000_000).await);
        }
        open(&world, question(&world, false)).await;
        let vote = vote_one(&hall, &world).await;
        for (n, actor) in actors.iter().enumerate() {
            let mut snapshot = hall.read().await.unwrap();
            let holdings = read::holdings(&mut snapshot, actor, world.community.id, &vote).await.unwrap();
            drop(snapshot);
            let marks = vec![crate::asking::marks(["agree", "oppose", "abstain"][n % 3])];
            cast(&hall, actor, vote.id, vec![(holdings[0].head.unwrap(), marks)]).await.unwrap();
        }
        log::append(&hall).await.unwrap();
        let leaves = Leaves::read(&hall).await;
        let before = all_receipts(&hall, &world, &actors, &vote).await;
        before.iter().for_each(|receipt| leaves.prove(receipt));

        // The hall stops, and another begins on what it left.
        hall.close().await;
        let (clock, entropy) = (world.at.clock.clone(), Arc::new(SeededEntropy::new(2)));
        let again = Hall::open(&world.at.settings, clock, entropy).await.unwrap();
        let after = all_receipts(&again, &world, &actors, &vote).await;
        assert!(before == after, "the same receipts, to the byte");
        world.at.clock.set(vote.closes_at);
        run_due(&again).await.unwrap();
        log::append(&again).await.unwrap();
        let now = Leaves::read(&again).await;
        assert_eq!(now.entries.len(), leaves.entries.len() + 1, "the count");
        all_receipts(&again, &world, &actors, &vote).await.iter().for_each(|receipt| now.prove(receipt));

        // Those kept from before, against the record that anybody has.
        let done = vote_one(&again, &world).await;
        let mut snapshot = again.read().await.unwrap();
        let file = record::record(&mut snapshot, &done, &log_key()).await.unwrap().expect("a record");
        let checked = verify(&file, Some(log_key().public()), &Engine::FULL).unwrap();
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("record.zip"), &file).unwrap();
        for (n, own) in before.iter().enumerate() {
            let found = receipt::check(own.json().as_bytes(), &checked).unwrap();
            assert!(found.proof.is_some() && found.standing == domain::record::log::Standing::Counts);
            if n % SAMPLED == 0 {
                verified_by_the_program(folder.path(), own);
            }
        }
    });
}
