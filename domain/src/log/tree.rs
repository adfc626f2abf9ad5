//! The Merkle tree of RFC 6962 §2.1, and the checks of RFC 9162 §2.1.3 and §2.1.4.

use base64ct::{Base64, Encoding as _};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

/// A SHA-256 over a part of the tree; written in Base64.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Hash(pub [u8; 32]);

/// A text that is not the Base64 of 32 bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not_a_hash")]
pub struct NotAHash;

impl Hash {
    /// The root of a tree without leaves.
    #[must_use]
    pub fn of_nothing() -> Self {
        Self(Sha256::digest([]).into())
    }

    /// A leaf: what is logged behind a nought, so that no node can be taken for one.
    #[must_use]
    pub fn leaf(data: &[u8]) -> Self {
        Self(Sha256::new().chain_update([0]).chain_update(data).finalize().into())
    }

    /// Its first 64 bits, `3b1f 0c9a 77de 2210`: for people who compare what two of them were shown.
    #[must_use]
    pub fn short(&self) -> String {
        let pairs = self.0.chunks(2).take(4);
        pairs.map(|pair| format!("{:02x}{:02x}", pair[0], pair[1])).collect::<Vec<_>>().join(" ")
    }

    /// The node over two.
    #[must_use]
    pub fn node(left: Self, right: Self) -> Self {
        Self(Sha256::new().chain_update([1]).chain_update(left.0).chain_update(right.0).finalize().into())
    }
}

impl std::fmt::Display for Hash {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&Base64::encode_string(&self.0))
    }
}

impl std::fmt::Debug for Hash {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        std::fmt::Display::fmt(self, f)
    }
}

impl std::str::FromStr for Hash {
    type Err = NotAHash;
    fn from_str(text: &str) -> Result<Self, NotAHash> {
        let mut bytes = [0; 32];
        match Base64::decode(text, &mut bytes) {
            Ok(all) if all.len() == 32 => Ok(Self(bytes)),
            _ => Err(NotAHash),
        }
    }
}

impl TryFrom<String> for Hash {
    type Error = NotAHash;
    fn try_from(text: String) -> Result<Self, NotAHash> {
        text.parse()
    }
}

impl From<Hash> for String {
    fn from(hash: Hash) -> Self {
        hash.to_string()
    }
}

/// Why a proof proves nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProofError {
    /// The leaf's number is not below the tree's size, or the new tree is smaller than the old one.
    #[error("outside_the_tree")]
    OutsideTheTree,
    /// More or fewer hashes than such a proof has.
    #[error("wrong_length")]
    WrongLength,
    /// The hashes lead to another root.
    #[error("another_root")]
    AnotherRoot,
}

/// The root of the tree of `size` leaves in which `leaf` is the one at `index`, if `path` is its audit path.
pub fn root_above(leaf: Hash, index: u64, size: u64, path: &[Hash]) -> Result<Hash, ProofError> {
    if index >= size {
        return Err(ProofError::OutsideTheTree);
    }
    let (mut index, mut last, mut root) = (index, size - 1, leaf);
    for beside in path {
        if last == 0 {
            return Err(ProofError::WrongLength);
        }
        if index % 2 == 1 || index == last {
            root = Hash::node(*beside, root);
            // A node without a right neighbour stands for itself some levels up.
            while index % 2 == 0 && index != 0 {
                (index, last) = (index / 2, last / 2);
            }
        } else {
            root = Hash::node(root, *beside);
        }
        (index, last) = (index / 2, last / 2);
    }
    if last == 0 { Ok(root) } else { Err(ProofError::WrongLength) }
}

/// Checks that `leaf` is at `index` of the tree of `size` leaves whose root is `root`.
pub fn check_inclusion(
    leaf: Hash,
    index: u64,
    size: u64,
    path: &[Hash],
    root: Hash,
) -> Result<(), ProofError> {
    if root_above(leaf, index, size, path)? == root { Ok(()) } else { Err(ProofError::AnotherRoot) }
}

/// Checks that the tree of `new` begins with the leaves of the tree of `old`, each a size and a root.
pub fn check_growth(old: (u64, Hash), new: (u64, Hash), path: &[Hash]) -> Result<(), ProofError> {
    let ((old_size, old_root), (new_size, new_root)) = (old, new);
    if old_size > new_size {
        return Err(ProofError::OutsideTheTree);
    }
    if old_size == new_size || old_size == 0 {
        let roots_are_right =
            if old_size == 0 { old_root == Hash::of_nothing() } else { old_root == new_root };
        return match (path.is_empty(), roots_are_right) {
            (false, _) => Err(ProofError::WrongLength),
            (true, false) => Err(ProofError::AnotherRoot),
            (true, true) => Ok(()),
        };
    }
    // Where the old tree is full, its root is the first step and is left out.
    let mut steps = path.iter().copied();
    let first = if old_size.is_power_of_two() { Some(old_root) } else { steps.next() };
    let first = first.ok_or(ProofError::WrongLength)?;
    let (mut index, mut last) = (old_size - 1, new_size - 1);
    while index % 2 == 1 {
        (index, last) = (index / 2, last / 2);
    }
    let (mut before, mut after) = (first, first);
    for beside in steps {
        if last == 0 {
            return Err(ProofError::WrongLength);
        }
        if index % 2 == 1 || index == last {
            before = Hash::node(beside, before);
            after = Hash::node(beside, after);
            while index % 2 == 0 && index != 0 {
                (index, last) = (index / 2, last / 2);
            }
        } else {
            after = Hash::node(after, beside);
        }
        (index, last) = (index / 2, last / 2);
    }
    if last != 0 {
        Err(ProofError::WrongLength)
    } else if before == old_root && after == new_root {
        Ok(())
    } else {
        Err(ProofError::AnotherRoot)
    }
}

/// The root of a full tree of `2^level` leaves, the one at `place` among those of its level.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Node {
    /// 0 for leaves.
    pub level: u32,
    /// From 0.
    pub place: u64,
    /// Its root.
    pub hash: Hash,
}

/// The full trees that a tree of `size` leaves falls into, the largest first, as levels and places: its edge.
pub fn edge_of(size: u64) -> impl Iterator<Item = (u32, u64)> {
    let levels = (0..u64::BITS).rev().filter(move |level| size >> level & 1 == 1);
    // Behind all larger ones, each as wide as this one or a multiple of it.
    levels.map(move |level| (level, (size >> level) - 1))
}

/// The right edge of a tree: enough to go on appending, and to know the root at every size from here.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Edge {
    size: u64,
    /// Roots of the full trees that the leaves fall into, the largest first: one for each 1 in the size's binary.
    full: Vec<Hash>,
}

impl Edge {
    /// The edge of a tree of `size` leaves, as [`Edge::full`] gave it.
    #[must_use]
    pub fn new(size: u64, full: Vec<Hash>) -> Option<Self> {
        (usize::try_from(size.count_ones()).ok()? == full.len()).then_some(Self { size, full })
    }

    /// How many leaves there are.
    #[must_use]
    pub const fn size(&self) -> u64 {
        self.size
    }

    /// The roots of the full trees, the largest first.
    #[must_use]
    pub fn full(&self) -> &[Hash] {
        &self.full
    }

    /// Appends a leaf.
    pub fn push(&mut self, leaf: Hash) {
        self.push_with(leaf, |_node| {});
    }

    /// Appends a leaf; `completed` is told of it and of each full tree that it completes, the lowest first.
    pub fn push_with(&mut self, leaf: Hash, mut completed: impl FnMut(Node)) {
        let mut hash = leaf;
        completed(Node { level: 0, place: self.size, hash });
        // As in adding one to a binary number, every 1 at the end is carried.
        for level in 1..=self.size.trailing_ones() {
            if let Some(left) = self.full.pop() {
                hash = Hash::node(left, hash);
                completed(Node { level, place: self.size >> level, hash });
            }
        }
        self.full.push(hash);
        self.size += 1;
    }

    /// The root of the tree as it stands.
    #[must_use]
    pub fn root(&self) -> Hash {
        joined(&self.full).unwrap_or_else(Hash::of_nothing)
    }
}

/// The root over full trees beside each other, the largest first; `None` over none.
pub(super) fn joined(full: &[Hash]) -> Option<Hash> {
    full.iter().rev().copied().reduce(|right, left| Hash::node(left, right))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The eight leaves, and roots, that the test of Certificate Transparency's reference has.
    const LEAVES: [&[u8]; 8] = [
        b"",
        b"\x00",
        b"\x10",
        b"\x20\x21",
        b"\x30\x31",
        b"\x40\x41\x42\x43",
        b"\x50\x51\x52\x53\x54\x55\x56\x57",
        b"\x60\x61\x62\x63\x64\x65\x66\x67\x68\x69\x6a\x6b\x6c\x6d\x6e\x6f",
    ];

    fn hex(hash: Hash) -> String {
        hash.0.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    #[test]
    fn roots_are_those_of_certificate_transparency() {
        let mut edge = Edge::default();
        assert_eq!(hex(edge.root()), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        assert_eq!(edge.root().short(), "e3b0 c442 98fc 1c14");
        for leaf in LEAVES {
            edge.push(Hash::leaf(leaf));
            if edge.size() == 1 {
                assert_eq!(
                    hex(edge.root()),
                    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
                );
            }
        }
        assert_eq!(hex(edge.root()), "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");
        assert_eq!(Edge::new(8, edge.full().to_vec()), Some(edge.clone()));
        assert_eq!(Edge::new(7, edge.full().to_vec()), None);
        assert_eq!(edge_of(13).collect::<Vec<_>>(), [(3, 0), (2, 2), (0, 12)]);
        assert_eq!(edge_of(0).count(), 0);
    }

    #[test]
    fn hashes_are_read_as_they_are_written() {
        let hash = Hash::leaf(b"x");
        assert_eq!(hash.to_string().parse(), Ok(hash));
        for wrong in [
            "",
            "AAAA",
            "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAB=",
            &format!("{hash}="),
            &format!("{hash} "),
        ] {
            assert_eq!(wrong.parse::<Hash>(), Err(NotAHash), "{wrong}");
        }
    }
}
