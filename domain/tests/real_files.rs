//! Real elections are read and written, where the checkout has them beside it.

use std::path::{Path, PathBuf};

use domain::count::formats::{pabulib, preflib};

/// A folder of data beside the checkout, if it is there.
fn beside(folder: &str) -> Option<PathBuf> {
    let path = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/data")).join(folder);
    path.is_dir().then_some(path)
}

#[test]
fn budget_elections_are_read_and_written() {
    let Some(folder) = beside("pabulib") else { return };
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        // The largest take their time without optimising; the command line reads them all.
        let bytes = std::fs::read(&path).unwrap();
        if bytes.len() > 400_000 || path.to_string_lossy().contains("checker") {
            continue;
        }
        let reading = pabulib::read(&*bytes).unwrap_or_else(|fault| panic!("{}: {fault}", path.display()));
        let mut file = Vec::new();
        pabulib::write(&reading.election, &mut file).unwrap();
        let again = pabulib::read(&*file).unwrap_or_else(|fault| panic!("{}: {fault}", path.display()));
        assert_eq!(again.election, reading.election, "{}", path.display());
    }
}

/// The Debian leader vote of 2010.
#[test]
fn a_ranked_election_is_read() {
    let Some(folder) = beside("preflib") else { return };
    let bytes = std::fs::read(folder.join("00002-00000006.soi")).unwrap();
    let mut file = preflib::File::open(&*bytes, Some(preflib::Kind::StrictIncomplete)).unwrap();
    let mut rankings = 0;
    while file.next_rankings().unwrap().is_some() {
        rankings += 1;
    }
    assert_eq!(rankings, 101);
}
