//! `roll.jsonl`: who may take part, without names, and what each ballot weighs.

use super::fault::{Fault, FaultCode};
use super::text::{File, fields};
use crate::count::canonical::Sha256Hex;
use crate::count::json;
use crate::count::weight::{BallotCount, Weight};
use crate::log::tree::Hash;
use crate::votes::frozen::FrozenRoll;

/// A head on the roll.
#[derive(Clone, Copy, Debug)]
struct Head {
    commitment: [u8; 32],
    /// What its ballot weighs; none once it was joined to another.
    weight: Option<Weight>,
}

/// The roll as it was frozen, and since then.
pub(super) struct Roll(Vec<Head>);

impl Roll {
    /// Reads the roll, and checks it against the manifest.
    pub(super) fn read(file: &File<'_>, frozen: &FrozenRoll) -> Result<Self, Fault> {
        if Sha256Hex::of(file.text.as_bytes()) != frozen.sha256 {
            return Err(file.fault(FaultCode::RollHashDiffers));
        }
        let mut heads: Vec<Head> = Vec::new();
        for (index, line) in file.lines()?.enumerate() {
            let node = file.read_line(index, line)?;
            let read = fields(&node, ["commitment", "weight"]).and_then(|[commitment, weight]| {
                let commitment: Hash = commitment.text()?.parse().ok()?;
                Some((commitment.0, json::read_node::<Weight>(weight).ok()?))
            });
            let (commitment, weight) =
                read.ok_or_else(|| file.fault(FaultCode::RollLineInvalid).at(index))?;
            let order = heads.last().map(|last| last.commitment.cmp(&commitment));
            let code = match order {
                Some(std::cmp::Ordering::Equal) => FaultCode::RollTwice,
                Some(std::cmp::Ordering::Greater) => FaultCode::RollNotSorted,
                _ if weight.ballots != BallotCount::ONE || !weight.is_possible() => {
                    FaultCode::RollLineInvalid
                }
                _ => {
                    heads.push(Head { commitment, weight: Some(weight) });
                    continue;
                }
            };
            return Err(file.fault(code).at(index));
        }
        let roll = Self(heads);
        if roll.total() == Some(frozen.total) {
            Ok(roll)
        } else {
            Err(file.fault(FaultCode::RollTotalDiffers))
        }
    }

    /// How many heads have a ballot.
    pub(super) fn heads(&self) -> usize {
        self.0.iter().filter(|head| head.weight.is_some()).count()
    }

    /// What all ballots weigh together; `None` beyond the limits.
    pub(super) fn total(&self) -> Option<Weight> {
        Weight::sum(self.0.iter().filter_map(|head| head.weight))
    }

    /// What this head's ballot weighs.
    pub(super) fn weight(&self, head: Hash) -> Option<Weight> {
        self.0.get(self.place(head)?)?.weight
    }

    fn place(&self, head: Hash) -> Option<usize> {
        self.0.binary_search_by(|other| other.commitment.cmp(&head.0)).ok()
    }

    /// Two heads turned out to be the same owners: one ballot for the area of both. `None` if one of them is not on
    /// the roll any more.
    pub(super) fn join(&mut self, head: Hash, to: Hash) -> Option<()> {
        let (gone, kept) = (self.place(head)?, self.place(to)?);
        let weights = (self.0.get(gone)?.weight?, self.0.get(kept)?.weight?);
        if gone == kept {
            return None;
        }
        let joined = Weight {
            ballots: BallotCount::ONE,
            heads: weights.0.heads.max(weights.1.heads),
            area: weights.0.area.plus(weights.1.area)?,
        };
        self.0.get_mut(gone)?.weight = None;
        self.0.get_mut(kept)?.weight = Some(joined);
        Some(())
    }
}
