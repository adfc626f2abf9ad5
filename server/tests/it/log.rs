//! The public log as anyone reads it: a signed checkpoint, and files that a mirror can keep.

use crate::phone::{Phone, Town, in_town, log_key};
use crate::votes::{open, question};
use axum::http::{StatusCode, header};
use domain::log::checkpoint::Checkpoint;
use domain::log::note::Note;
use domain::log::tiles;
use domain::log::tree::{Edge, Hash};

async fn checkpoint(phone: &Phone) -> Checkpoint {
    let note: Note = phone.get("/log/checkpoint").await.text.parse().expect("a note");
    Checkpoint::open(&note, log_key().public()).expect("signed")
}

#[test]
fn a_mirror_has_the_log_from_its_files_alone() {
    in_town(|town: Town| async move {
        let mirror = town.visitor();
        let empty = checkpoint(&mirror).await;
        assert_eq!((empty.size, empty.root), (0, Hash::of_nothing()));
        town.world.owner("王小明", 1_000_000).await;
        open(&town.world, question(&town.world, true)).await;
        service::log::append(&town.world.at.hall).await.expect("appended");
        let head = checkpoint(&mirror).await;
        assert_eq!(head.size, 1);
        let bundle = mirror.file("/log/tile/entries/000.p/1").await;
        let mut edge = Edge::default();
        for entry in tiles::entries(&bundle).expect("a bundle") {
            edge.push(Hash::leaf(entry));
        }
        assert_eq!(edge.root(), head.root);
        assert_eq!(mirror.file("/log/tile/0/000.p/1").await, Hash::leaf(&bundle[2..]).0);
        let kept = mirror.get("/log/tile/0/000.p/1").await.headers[header::CACHE_CONTROL].clone();
        assert_eq!(kept, "public, max-age=31536000, immutable");
        for path in ["/log/tile/0/000", "/log/tile/0/000.p/2", "/log/tile/entries/1", "/log/tile/x"] {
            assert_eq!(mirror.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
        }
        assert!(mirror.get("/about").await.text.contains(&log_key().public().to_string()));
    });
}
