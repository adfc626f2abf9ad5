//! An owners' vote of 10,000 ballots: from its closing to its outcome, and `yishi verify` of its record
//! (`docs/benchmarks.md`). Needs `YISHI_TEST_POSTGRES`, as the tests do.

#![expect(clippy::print_stdout, reason = "a benchmark prints")]
#![expect(clippy::expect_used, reason = "a benchmark that cannot run stops")]

#[path = "../tests/it/both.rs"]
mod both;
#[path = "shared/owners_vote.rs"]
mod owners_vote;
#[path = "../tests/it/world.rs"]
mod world;

use both::{Empty, log_key, on_both};
use domain::actor::Actor;
use domain::count::ballot::Choice;
use domain::id::{HeadId, MemberId};
use domain::measure::AreaCm2;
use domain::roll::{AreaSource, PersonKind, Tenure, UnitKind};
use domain::time::DAY;
use domain::votes::Marks;
use domain::words::{DisplayName, PersonName};
use futures::stream::{self, StreamExt as _};
use service::founding::{self, NewMember, NewPerson, NewUnit};
use service::votes::cast::cast;
use service::votes::read::{self, Vote};
use service::votes::record;
use service::{jobs, log, sessions};
use std::process::Command;
use std::time::Instant;
use world::{World, label};

const BALLOTS: usize = 10_000;
/// Acts on their way at once, while the vote is made.
const AT_ONCE: usize = 64;

/// `close_vote YISHI`: on SQLite, then on PostgreSQL. `YISHI` is the program that verifies.
fn main() {
    let yishi = std::env::args().nth(1).expect("the program that verifies");
    on_both(|at| measure(at, yishi.clone()));
}

async fn measure(at: Empty, yishi: String) {
    let engine = at.settings.database_url.split(':').next().unwrap_or_default().to_owned();
    let world = World::furnish(at).await;
    let hall = &world.at.hall;
    let owners: Vec<MemberId> =
        stream::iter((0..BALLOTS).map(|n| owner(&world, n))).buffered(AT_ONCE).collect().await;
    let opens_at = hall.now().plus(17 * DAY);
    owners_vote::open(&world, opens_at, opens_at.plus(7 * DAY)).await;
    let vote = vote_one(&world).await;
    let casting = owners.iter().enumerate().map(|(n, owner)| vote_as(&world, &vote, *owner, n));
    stream::iter(casting).buffered(AT_ONCE).collect::<Vec<()>>().await;
    log::append(hall).await.expect("appended");

    world.at.clock.set(vote.closes_at);
    let begun = Instant::now();
    jobs::run_due(hall).await.expect("closed");
    let done = vote_one(&world).await;
    let counted = begun.elapsed();
    log::append(hall).await.expect("appended");
    let logged = begun.elapsed();
    let outcome = done.outcome.as_ref().expect("an outcome");
    let heads = outcome.turnout.valid.heads.get();
    assert_eq!(usize::try_from(heads).ok(), Some(BALLOTS), "all are counted");
    let mut snapshot = hall.read().await.expect("a snapshot");
    let file = record::record(&mut snapshot, &done, &log_key()).await.expect("made").expect("a record");
    let made = begun.elapsed();
    println!(
        "{engine}, {BALLOTS} ballots: outcome published {counted:.2?} after closing, in the log after {logged:.2?}, \
         its record of {} bytes after {made:.2?}",
        file.len()
    );
    let folder = tempfile::tempdir().expect("a directory");
    let path = folder.path().join("record.zip");
    std::fs::write(&path, &file).expect("written");
    let begun = Instant::now();
    let said = Command::new(&yishi).arg("verify").arg(&path).output().expect("the program runs");
    assert!(said.status.success(), "{}", String::from_utf8_lossy(&said.stdout));
    println!("{engine}: yishi verify in {:.2?}", begun.elapsed());
}

/// An owner of a flat of their own, with an account.
async fn owner(world: &World, n: usize) -> MemberId {
    let (hall, system) = (&world.at.hall, &Actor::System);
    let name = format!("业主{n}");
    let person = NewPerson {
        community: world.community.id,
        kind: PersonKind::Natural,
        name: PersonName::parse(&name).expect("a name"),
        phone: None,
        document_tail: None,
        is_adult: true,
    };
    let person = founding::add_person(hall, system, person).await.expect("a person");
    let unit = NewUnit {
        building: world.building,
        entrance: None,
        name: label(&format!("{n}室")),
        kind: UnitKind::Flat,
        area: AreaCm2::new(1_000_000).expect("an area"),
        area_source: AreaSource::Registered,
        counts_area: true,
        counts_head: true,
        tenure: Tenure::Delivered,
        owners: vec![person],
        sort: 0,
    };
    founding::add_unit(hall, system, unit).await.expect("a unit");
    let member = NewMember {
        person: Some(person),
        display_name: DisplayName::parse(&name).expect("a name"),
        login_name: None,
        password_hash: None,
        level: domain::actor::Level::Ordinary,
    };
    founding::add_member(hall, system, member).await.expect("an account")
}

async fn vote_one(world: &World) -> Vote {
    let mut snapshot = world.at.hall.read().await.expect("a snapshot");
    read::vote(&mut snapshot, &Actor::Visitor, &world.community, 1).await.expect("the vote")
}

async fn vote_as(world: &World, vote: &Vote, owner: MemberId, n: usize) {
    let mut snapshot = world.at.hall.read().await.expect("a snapshot");
    let actor = sessions::actor(&mut snapshot, owner).await.expect("the member");
    let holdings =
        read::holdings(&mut snapshot, &actor, world.community.id, vote).await.expect("their heads");
    drop(snapshot);
    let heads: Vec<HeadId> = holdings.iter().filter_map(|holding| holding.head).collect();
    let says = [Choice::Agree, Choice::Agree, Choice::Agree, Choice::Oppose, Choice::Abstain];
    let marks = vec![Marks::Answers(says.get(n % 5).copied().into_iter().collect())];
    let ballots = heads.into_iter().map(|head| (head, marks.clone())).collect();
    cast(&world.at.hall, &actor, vote.id, ballots).await.expect("cast");
}
