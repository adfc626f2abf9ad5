//! Any bytes: no panic, no hang, no memory beyond the input's; and what could be read reads the same when written.
#![no_main]

use domain::count::formats::pabulib::{read, write};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(reading) = read(bytes) else { return };
    let mut file = Vec::new();
    write(&reading.election, &mut file).expect("memory takes everything");
    let again = read(&*file).expect("what was written can be read").election;
    assert_eq!(again.projects, reading.election.projects);
    assert_eq!(again.groups, reading.election.groups);
    assert_eq!((again.budget, again.scale), (reading.election.budget, reading.election.scale));
    let mut twice = Vec::new();
    write(&again, &mut twice).expect("memory takes everything");
    assert_eq!(twice, file);
});
