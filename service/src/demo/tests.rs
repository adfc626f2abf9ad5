//! The demo is built whole, twice the same.

use super::*;

/// 2026-11-21 10:00 in Shanghai.
const MORNING: Timestamp = Timestamp(1_795_226_400_000_000);

#[tokio::test]
async fn the_demo_is_made_once() {
    let dir = tempfile::tempdir().expect("a directory");
    let path = dir.path().join("demo.sqlite");
    let started = std::time::Instant::now();
    let tell = |line: &str| eprintln!("{:>6} ms {line}", started.elapsed().as_millis());
    assert!(make(&path, MORNING, &tell).await.expect("the demo is made"));
    eprintln!("{} ms", started.elapsed().as_millis());
    assert!(!make(&path, MORNING, &|_| ()).await.expect("the demo is there"));
    let left: Vec<_> = std::fs::read_dir(dir.path()).expect("readable").collect();
    assert_eq!(left.len(), 1, "{left:?}");
}
