//! Any bytes: no panic, no hang; rankings name each alternative once, and as many voters as were counted.
#![no_main]

use domain::count::formats::preflib::{File, Kind};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Some((first, bytes)) = bytes.split_first() else { return };
    let kind = Kind::ALL.get(usize::from(*first) % 5).copied();
    let Ok(mut file) = File::open(bytes, kind) else { return };
    while let Ok(Some(rankings)) = file.next_rankings() {
        let mut all: Vec<_> = rankings.tiers.iter().flatten().collect();
        let named = all.len();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), named);
        assert!(rankings.count > 0 && rankings.tiers.iter().all(|tier| !tier.is_empty()));
        assert!(all.iter().all(|option| option.index().is_some_and(|index| index < file.names().len())));
    }
});
