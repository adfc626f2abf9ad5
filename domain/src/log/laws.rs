//! Our checker against `tlog_tiles`, a port of Go's checksum database's: what one accepts the other accepts.

use proptest::prelude::*;
use tlog_tiles::{
    Error, HashReader, check_record, check_tree, prove_record, prove_tree, stored_hashes_for_record_hash,
    tree_hash,
};

use super::checkpoint::Checkpoint;
use super::note::{KeyKind, Note, SignerKey, VerifierKey};
use super::proof::{TlogProof, TlogProofError};
use super::tiles::Tile;
use super::tree::{self, Edge, Hash};
use super::witness::{AddCheckpoint, Seen, WitnessError};

/// All hashes of a tree in their order of storing.
struct Stored(Vec<tlog_tiles::Hash>);

impl HashReader for Stored {
    fn read_hashes(&self, indexes: &[u64]) -> Result<Vec<tlog_tiles::Hash>, Error> {
        Ok(indexes.iter().map(|index| self.0[usize::try_from(*index).expect("small")]).collect())
    }
}

fn leaf(number: u64) -> Hash {
    Hash::leaf(&number.to_be_bytes())
}

fn theirs(hash: Hash) -> tlog_tiles::Hash {
    tlog_tiles::Hash(hash.0)
}

fn ours(hashes: Vec<tlog_tiles::Hash>) -> Vec<Hash> {
    hashes.into_iter().map(|hash| Hash(hash.0)).collect()
}

fn stored(size: u64) -> Stored {
    let mut stored = Stored(Vec::new());
    for number in 0..size {
        let more = stored_hashes_for_record_hash(number, theirs(leaf(number)), &stored).expect("hashes");
        stored.0.extend(more);
    }
    stored
}

fn edge(size: u64) -> Edge {
    let mut edge = Edge::default();
    (0..size).for_each(|number| edge.push(leaf(number)));
    edge
}

/// What somebody may do to a proof.
#[derive(Clone, Copy, Debug)]
enum Tampering {
    Nothing,
    Flip { at: usize, bit: u8 },
    Drop { at: usize },
    Twice { at: usize },
    Swap { at: usize },
}

fn tampering() -> impl Strategy<Value = Tampering> {
    let at = 0_usize..12;
    prop_oneof![
        Just(Tampering::Nothing),
        (at.clone(), any::<u8>()).prop_map(|(at, bit)| Tampering::Flip { at, bit }),
        at.clone().prop_map(|at| Tampering::Drop { at }),
        at.clone().prop_map(|at| Tampering::Twice { at }),
        at.prop_map(|at| Tampering::Swap { at }),
    ]
}

fn tamper(path: &mut Vec<Hash>, tampering: Tampering) {
    if path.is_empty() {
        if let Tampering::Twice { .. } = tampering {
            path.push(leaf(0));
        }
        return;
    }
    let length = path.len();
    match tampering {
        Tampering::Nothing => {}
        Tampering::Flip { at, bit } => path[at % length].0[usize::from(bit / 8)] ^= 1 << (bit % 8),
        Tampering::Drop { at } => drop(path.remove(at % length)),
        Tampering::Twice { at } => path.insert(at % length, path[at % length]),
        Tampering::Swap { at } => path.swap(at % length, (at + 1) % length),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn inclusion_is_what_theirs_says(
        size in 1_u64..300,
        index in 0_u64..301,
        shift in 0_u64..3,
        tampering in tampering(),
    ) {
        let stored = stored(size);
        let root = tree_hash(size, &stored).expect("a root");
        prop_assert_eq!(edge(size).root(), Hash(root.0));
        let index = index % size;
        let mut path = ours(prove_record(size, index, &stored).expect("a proof"));
        tamper(&mut path, tampering);
        // Now and then of another leaf, or another size.
        let (claimed, claimed_size) = (index + shift / 2, size + shift % 2);
        let path_theirs = path.iter().copied().map(theirs).collect();
        let accepted = check_record(&path_theirs, claimed_size, root, claimed, theirs(leaf(index))).is_ok();
        let ours = tree::check_inclusion(leaf(index), claimed, claimed_size, &path, Hash(root.0));
        prop_assert_eq!(ours.is_ok(), accepted, "{:?}", ours);
        prop_assert!(accepted || shift > 0 || !matches!(tampering, Tampering::Nothing));
    }

    #[test]
    fn growth_is_what_theirs_says(
        size in 1_u64..300,
        old in 0_u64..301,
        shift in 0_u64..2,
        tampering in tampering(),
    ) {
        let stored = stored(size);
        let old = 1 + old % size;
        let [old_root, new_root] = [old, size].map(|size| tree_hash(size, &stored).expect("a root"));
        let mut path = ours(prove_tree(size, old, &stored).expect("a proof"));
        tamper(&mut path, tampering);
        let claimed = size + shift;
        let path_theirs = path.iter().copied().map(theirs).collect();
        let accepted = check_tree(&path_theirs, claimed, new_root, old, old_root).is_ok();
        let ours = tree::check_growth((old, Hash(old_root.0)), (claimed, Hash(new_root.0)), &path);
        prop_assert_eq!(ours.is_ok(), accepted, "{:?}", ours);
        prop_assert!(accepted || shift > 0 || !matches!(tampering, Tampering::Nothing));
    }

    #[test]
    fn any_text_is_read_or_refused(text in "(?s).{0,200}", bytes in proptest::collection::vec(any::<u8>(), 0..64)) {
        let _ = (text.parse::<Note>(), text.parse::<VerifierKey>(), text.parse::<TlogProof>(), Tile::parse(&text));
        let _ = (Checkpoint::parse(&text), AddCheckpoint::parse(&text), super::tiles::entries(&bytes));
        if let Ok(note) = text.parse::<Note>() {
            prop_assert_eq!(note.to_string(), text);
        }
    }
}

#[test]
fn a_witness_signs_what_only_grew() {
    let key = SignerKey::new("hall.example/log", KeyKind::Note, [3; 32]).expect("a key");
    let stored = stored(20);
    let root = |size| Hash(tree_hash(size, &stored).expect("a root").0);
    let sign = |size, root| Checkpoint::sign(size, root, &key);
    let request = |old: u64, size: u64| AddCheckpoint {
        old_size: old,
        path: if old == 0 { Vec::new() } else { ours(prove_tree(size, old, &stored).expect("a proof")) },
        checkpoint: sign(size, root(size)),
    };
    let first = request(0, 7);
    assert_eq!(AddCheckpoint::parse(&first.to_string()).as_ref(), Ok(&first));
    let seen = first.check(Seen::nothing(), key.public()).expect("signs");
    assert_eq!(seen, Seen { size: 7, root: root(7) });
    assert_eq!(request(7, 20).check(seen, key.public()), Ok(Seen { size: 20, root: root(20) }));
    assert_eq!(request(7, 7).check(seen, key.public()), Ok(seen));
    assert_eq!(request(0, 20).check(seen, key.public()), Err(WitnessError::OtherSize { size: 7 }));
    let forked = AddCheckpoint { checkpoint: sign(7, root(6)), ..request(7, 7) };
    assert_eq!(forked.check(seen, key.public()), Err(WitnessError::Fork));
    let rewritten = AddCheckpoint { checkpoint: sign(20, root(19)), ..request(7, 20) };
    assert!(matches!(rewritten.check(seen, key.public()), Err(WitnessError::NotGrown(_))));
    let shrunk = AddCheckpoint { old_size: 7, path: Vec::new(), checkpoint: sign(6, root(6)) };
    assert_eq!(shrunk.check(seen, key.public()), Err(WitnessError::Malformed));
    let stranger = SignerKey::new("hall.example/log", KeyKind::Note, [4; 32]).expect("a key");
    assert!(matches!(request(7, 20).check(seen, stranger.public()), Err(WitnessError::Refused(_))));
}

#[test]
fn a_receipt_is_checked_without_a_network() {
    let key = SignerKey::new("hall.example/log", KeyKind::Note, [3; 32]).expect("a key");
    let stored = stored(11);
    let root = Hash(tree_hash(11, &stored).expect("a root").0);
    let checkpoint = Checkpoint { origin: "hall.example/log".to_owned(), size: 11, root };
    let path = ours(prove_record(11, 4, &stored).expect("a proof"));
    let proof = TlogProof { index: 4, path, checkpoint: Checkpoint::sign(11, root, &key) };
    let text = proof.to_string();
    assert_eq!(text.parse(), Ok(proof.clone()));
    assert_eq!(text.replace("\nindex", "\nextra eA==\nindex").parse(), Ok(proof.clone()));
    assert_eq!(proof.check(leaf(4), key.public()), Ok(checkpoint));
    assert!(matches!(proof.check(leaf(5), key.public()), Err(TlogProofError::Proof(_))));
    let elsewhere = TlogProof { index: 5, ..proof };
    assert!(matches!(elsewhere.check(leaf(4), key.public()), Err(TlogProofError::Proof(_))));
    for wrong in
        ["", &text[1..], &text.replace("index 4", "index 04"), &text.replace("@v1", "@v2"), text.trim_end()]
    {
        assert!(wrong.parse::<TlogProof>().is_err(), "{wrong}");
    }
}
