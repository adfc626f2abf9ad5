//! Any bytes: no panic, no hang; what is read keeps to what the types promise.
#![no_main]

use domain::count::formats::ballots::{File, open};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| match open(bytes) {
    // Of answers only sums are kept; their limits are the types'.
    Err(_) | Ok(File::Answers(_)) => {}
    Ok(File::Choice(mut file)) => {
        while let Ok(Some((_, cast))) = file.next_ballots() {
            assert!(cast.ballots > 0);
        }
    }
    Ok(File::Budget(ballots)) => {
        let election = &ballots.election;
        assert!(ballots.weights.is_none_or(|weights| weights.len() == election.groups.len()));
        assert!(election.groups.is_sorted());
        for group in &election.groups {
            let mut places: Vec<_> = group.choices.iter().map(|(place, _)| *place).collect();
            places.sort_unstable();
            places.dedup();
            assert_eq!(places.len(), group.choices.len());
            assert!(places.iter().all(|place| usize::try_from(*place).unwrap() < election.projects.len()));
        }
    }
});
