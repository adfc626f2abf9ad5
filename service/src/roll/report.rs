//! What a dry run found.

use domain::roll::import::{Counts, Fault, FaultCode, Tallied, Warning, WarningCode};
use serde::{Deserialize, Serialize};

/// What a dry run found: how much there is, what would change, what is wrong and what is odd.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// How much the file holds.
    pub counts: Counts,
    /// What would change.
    pub differences: Differences,
    /// What must be mended first: nothing is imported while one stands.
    pub faults: Tallied<Fault, FaultCode>,
    /// What should be looked at.
    pub warnings: Tallied<Warning, WarningCode>,
    /// Persons of one name that an officer may join; the first of them.
    pub possibly_same: Vec<SameName>,
    /// How many such names there are.
    pub possibly_same_total: u64,
    /// What is on the roll and not in the file. Kept, unless the officer says otherwise.
    pub missing: Missing,
}

/// A name that several persons of the file have.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SameName {
    /// The name.
    pub name: String,
    /// How many have it.
    pub persons: u32,
    /// Whether two of them have a phone in common.
    pub phone_in_common: bool,
}

/// What is on the roll and not in the file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Missing {
    /// Names of units, the first of them.
    pub units: Vec<String>,
    /// Units in all.
    pub units_total: u64,
    /// Residents of units that are listed with other residents.
    pub residents_total: u64,
}

/// How many of a thing are new and how many are changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// Not on the roll yet.
    pub added: u64,
    /// On the roll, and something about them differs.
    pub changed: u64,
    /// On the roll, and not in the file.
    pub missing: u64,
}

/// What an import would change.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Differences {
    /// 楼栋.
    pub buildings: Change,
    /// 单元.
    pub entrances: Change,
    /// 专有部分.
    pub units: Change,
    /// 网格 that are new.
    pub grids_added: u64,
    /// 联户组 that are new.
    pub groups_added: u64,
    /// Units of the roll whose owners become others.
    pub owners_changed: u64,
    /// Persons who are new to the community's roll.
    pub persons_added: u64,
    /// Persons of whom a phone or the last four becomes known.
    pub persons_changed: u64,
    /// Persons found to be one by name and last four.
    pub persons_merged: u64,
    /// Co-owners who get a named voter, or another.
    pub voters_named: u64,
    /// Residents who are new.
    pub residents_added: u64,
}

impl Differences {
    /// Whether the file says what the roll says; what is only missing in the file is no difference.
    #[must_use]
    pub fn is_none(&self) -> bool {
        let present = |change: Change| Change { missing: 0, ..change };
        Self {
            buildings: present(self.buildings),
            entrances: present(self.entrances),
            units: present(self.units),
            ..*self
        } == Self::default()
    }
}

impl Report {
    /// Whether anything must be mended before the file can be imported.
    #[must_use]
    pub fn has_faults(&self) -> bool {
        self.faults.total() > 0
    }

    /// The report without names, doors and phones: what is kept once it is applied.
    pub(super) fn figures(self) -> Self {
        Self {
            faults: self.faults.unlisted(),
            warnings: self.warnings.unlisted(),
            possibly_same: Vec::new(),
            missing: Missing { units: Vec::new(), ..self.missing },
            ..self
        }
    }
}
