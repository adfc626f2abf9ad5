//! That a log only grew, found out from its tiles: whoever follows a log needs nothing of it but static files.
//!
//! The proof is that of RFC 6962 §2.1.2. Its hashes are taken from tiles, and nothing in a tile is believed: the
//! proof either leads to the root that the log has signed, or it is none.

use std::collections::BTreeMap;

use super::tiles::{Tile, TileKind, WIDTH};
use super::tree::{self, Edge, Hash, edge_of};

/// Levels of the tree that one level of tiles spans.
const TILE_HEIGHT: u32 = 8;

/// From which size to which.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Growth {
    old: u64,
    new: u64,
}

/// What the tiles of a log say of its younger self.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grown {
    /// The root of the first `old` leaves, as they are in the new tree.
    pub old_root: Hash,
    /// What proves it.
    pub path: Vec<Hash>,
}

/// Tiles that are missing, too short, or not those of the tree whose root was signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("tiles_do_not_fit")]
pub struct TilesDoNotFit;

impl Growth {
    /// From `old` leaves to `new` ones; `None` if that is no growth. From nothing, everything is growth, without proof.
    #[must_use]
    pub const fn new(old: u64, new: u64) -> Option<Self> {
        if 0 < old && old < new { Some(Self { old, new }) } else { None }
    }

    /// The tiles that hold what proves it: few, whatever the sizes.
    #[must_use]
    pub fn tiles(&self) -> Vec<Tile> {
        let nodes =
            edge_of(self.old).chain(self.path().into_iter().flat_map(|(first, end)| full(first, end)));
        let mut tiles: BTreeMap<_, Tile> = BTreeMap::new();
        for (level, place) in nodes {
            let (tile, _first) = self.tile_of(level, place);
            tiles.insert((level / TILE_HEIGHT, tile.index), tile);
        }
        tiles.into_values().collect()
    }

    /// The root of the first `old` leaves of the tree under `new_root`, from the `tiles` that [`Growth::tiles`] names.
    ///
    /// It is proved: only whoever has signed `new_root` can have changed it.
    pub fn prove(
        &self,
        new_root: Hash,
        tiles: impl Fn(Tile) -> Option<Vec<u8>>,
    ) -> Result<Grown, TilesDoNotFit> {
        let nodes: Option<Vec<Hash>> =
            edge_of(self.old).map(|(level, place)| self.node(level, place, &tiles)).collect();
        let old = Edge::new(self.old, nodes.ok_or(TilesDoNotFit)?).ok_or(TilesDoNotFit)?;
        let range = |(first, end)| {
            let nodes: Option<Vec<Hash>> =
                full(first, end).map(|(level, place)| self.node(level, place, &tiles)).collect();
            tree::joined(&nodes?)
        };
        let path: Option<Vec<Hash>> = self.path().into_iter().map(range).collect();
        let path = path.ok_or(TilesDoNotFit)?;
        tree::check_growth((self.old, old.root()), (self.new, new_root), &path)
            .map_err(|_any| TilesDoNotFit)?;
        Ok(Grown { old_root: old.root(), path })
    }

    /// The leaves under each hash of the proof: the first, and the one behind the last.
    fn path(&self) -> Vec<(u64, u64)> {
        let (mut first, mut end, mut is_whole) = (0, self.new, true);
        let mut ranges = Vec::new();
        while end != self.old {
            // The largest power of two below the width.
            let left = 1 << (end - first - 1).ilog2();
            if self.old - first <= left {
                ranges.push((first + left, end));
                end = first + left;
            } else {
                ranges.push((first, first + left));
                (first, is_whole) = (first + left, false);
            }
        }
        // A full old tree is known to whoever asks.
        if !is_whole {
            ranges.push((first, end));
        }
        ranges.reverse();
        ranges
    }

    /// The tile that a node is in, or lies over, and where in it the node's first hash is.
    fn tile_of(&self, level: u32, place: u64) -> (Tile, u64) {
        let tile_level = level / TILE_HEIGHT;
        let first = place << (level % TILE_HEIGHT);
        let there = self.new >> (tile_level * TILE_HEIGHT);
        let index = first / WIDTH;
        let kind = TileKind::Hashes { level: u8::try_from(tile_level).unwrap_or(u8::MAX) };
        (Tile { kind, index, width: WIDTH.min(there - index * WIDTH) }, first % WIDTH)
    }

    /// The root of a full tree, from the tile it is in.
    fn node(&self, level: u32, place: u64, tiles: &impl Fn(Tile) -> Option<Vec<u8>>) -> Option<Hash> {
        let (tile, first) = self.tile_of(level, place);
        let bytes = tiles(tile)?;
        let hashes = bytes.chunks_exact(32).map(|hash| Some(Hash(hash.try_into().ok()?)));
        let first = usize::try_from(first).ok()?;
        let under: Option<Vec<Hash>> = hashes.skip(first).take(1 << (level % TILE_HEIGHT)).collect();
        let mut under = under.filter(|under| under.len() == 1 << (level % TILE_HEIGHT))?;
        while under.len() > 1 {
            under = under.chunks_exact(2).map(|pair| Hash::node(pair[0], pair[1])).collect();
        }
        under.first().copied()
    }
}

/// The full trees under the leaves from `first` to before `end`, as a proof has such ranges.
fn full(first: u64, end: u64) -> impl Iterator<Item = (u32, u64)> {
    edge_of(end - first).map(move |(level, place)| (level, (first >> level) + place))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// A log of `size` leaves that serves its hash tiles.
    struct Log {
        leaves: Vec<Hash>,
    }

    impl Log {
        fn new(size: u64) -> Self {
            Self { leaves: (0..size).map(|number| Hash::leaf(&number.to_be_bytes())).collect() }
        }

        fn root(&self, size: usize) -> Hash {
            let mut edge = Edge::default();
            self.leaves[..size].iter().for_each(|leaf| edge.push(*leaf));
            edge.root()
        }

        fn tile(&self, tile: Tile) -> Option<Vec<u8>> {
            let (first, end) = tile.leaves()?;
            let (first, end) = (usize::try_from(first).ok()?, usize::try_from(end).ok()?);
            let each = (end - first) / usize::try_from(tile.width).ok()?;
            let hashes = self.leaves.get(first..end)?.chunks(each).map(|leaves| {
                let mut edge = Edge::default();
                leaves.iter().for_each(|leaf| edge.push(*leaf));
                edge.root().0
            });
            Some(hashes.flatten().collect())
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(256))]

        #[test]
        fn growth_is_proved_from_tiles_and_from_no_others(
            new in 2_u64..1_500,
            old in 1_u64..1_500,
            at in any::<prop::sample::Index>(),
        ) {
            let old = 1 + old % (new - 1);
            let (log, growth) = (Log::new(new), Growth::new(old, new).expect("growth"));
            let sizes = [old, new].map(|size| usize::try_from(size).expect("small"));
            let [old_root, new_root] = sizes.map(|size| log.root(size));
            let grown = growth.prove(new_root, |tile| log.tile(tile)).expect("proved");
            prop_assert_eq!(grown.old_root, old_root);
            prop_assert_eq!(tree::check_growth((old, old_root), (new, new_root), &grown.path), Ok(()));
            prop_assert!(growth.tiles().len() <= 8, "{:?}", growth.tiles());
            // Another leaf, and the tiles fit no more, or tell the truth about the younger self.
            let mut rewritten = Log { leaves: log.leaves.clone() };
            let changed = at.index(rewritten.leaves.len());
            rewritten.leaves[changed].0[0] ^= 1;
            prop_assert_eq!(growth.prove(new_root, |tile| rewritten.tile(tile)), Err(TilesDoNotFit));
            let rewritten_root = rewritten.root(sizes[1]);
            let grown = growth.prove(rewritten_root, |tile| rewritten.tile(tile)).expect("proved");
            prop_assert_eq!(grown.old_root == old_root, changed >= sizes[0]);
        }

        #[test]
        fn any_sizes_and_any_tiles_are_borne(old: u64, new: u64, bytes in prop::collection::vec(any::<u8>(), 0..99)) {
            let Some(growth) = Growth::new(old, new) else { return Ok(()) };
            prop_assert!(growth.tiles().len() <= 24);
            prop_assert_eq!(growth.prove(Hash::of_nothing(), |_tile| Some(bytes.clone())), Err(TilesDoNotFit));
            prop_assert_eq!(growth.prove(Hash::of_nothing(), |_tile| None), Err(TilesDoNotFit));
        }
    }

    #[test]
    fn growth_is_from_something_to_more() {
        assert_eq!(Growth::new(0, 5), None);
        assert_eq!(Growth::new(5, 5), None);
        assert_eq!(Growth::new(6, 5), None);
        assert!(Growth::new(1, u64::MAX).is_some_and(|growth| growth.tiles().len() <= 24));
    }
}
