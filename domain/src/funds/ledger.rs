//! 账: the books of one fund. Double entry, append-only, in whole fen.
//!
//! Money has two sides here: where it lies ([`Place`]), and what it is meant for ([`Pot`]). An entry changes both by
//! one amount, or moves money within one of them, so that at every moment what lies somewhere is what is meant for
//! something. Nothing is changed or deleted: an entry that was wrong is reversed by another (红字冲销) in an open month.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::Source;
use crate::codes;
use crate::id::{MemberId, ProjectId};
use crate::measure::Fen;
use crate::time::LocalDay;

/// Where money lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// 现金: the cashier's box.
    Cash,
    /// 银行账户: the fund's account with this number, from 1.
    Bank(u16),
}

/// What money is meant for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Pot {
    /// 未安排: not given to anything yet.
    Free,
    /// 立项项目: granted to a project and not paid out.
    Project(ProjectId),
}

/// One of the two sides of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Account {
    /// Where it lies.
    Place(Place),
    /// What it is meant for.
    Pot(Pot),
}

/// One part of an agreed payment 分期, which is paid once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Tranche {
    /// The project.
    pub project: ProjectId,
    /// Which part, from 1.
    pub number: u16,
}

/// What happens to money.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Movement {
    /// 期初余额: what was there when the books began.
    Opening {
        /// Where.
        to: Place,
    },
    /// 收入.
    Received {
        /// From where.
        from: Source,
        /// To where.
        to: Place,
    },
    /// 立项: set apart for a project.
    Granted(ProjectId),
    /// 支付: a part of an agreement is paid.
    Paid {
        /// Which part.
        tranche: Tranche,
        /// Out of where.
        from: Place,
    },
    /// 退回: a project gives back what it was paid.
    Returned {
        /// Which.
        project: ProjectId,
        /// To where.
        to: Place,
    },
    /// 结余收回: what a project does not need any more.
    Released(ProjectId),
    /// 存取: from one place to another.
    Moved {
        /// Out of where.
        from: Place,
        /// To where.
        to: Place,
    },
    /// 费用: what the fund itself costs, say a bank's fee.
    Spent {
        /// Out of where.
        from: Place,
    },
}

impl Movement {
    /// The accounts it changes, and whether they gain.
    #[must_use]
    pub const fn sides(self) -> [(Account, bool); 2] {
        use Account::{Place as P, Pot as M};
        match self {
            Self::Opening { to } | Self::Received { to, .. } => [(P(to), true), (M(Pot::Free), true)],
            Self::Granted(project) => [(M(Pot::Free), false), (M(Pot::Project(project)), true)],
            Self::Paid { tranche, from } => [(P(from), false), (M(Pot::Project(tranche.project)), false)],
            Self::Returned { project, to } => [(P(to), true), (M(Pot::Project(project)), true)],
            Self::Released(project) => [(M(Pot::Project(project)), false), (M(Pot::Free), true)],
            Self::Moved { from, to } => [(P(from), false), (P(to), true)],
            Self::Spent { from } => [(P(from), false), (M(Pot::Free), false)],
        }
    }
}

/// What an entry does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Act {
    /// Money moves.
    Moves(Movement, Fen),
    /// 红字冲销: the entry with this number is reversed, wholly.
    Reverses(u64),
}

/// Who stands for an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signed {
    /// 经手: who entered it.
    pub entered_by: MemberId,
    /// 审批: who approved of it.
    pub approved_by: Option<MemberId>,
}

/// A month: its year and its number from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Month {
    /// The year.
    pub year: i32,
    /// From 1 to 12.
    pub month: i32,
}

impl From<LocalDay> for Month {
    fn from(day: LocalDay) -> Self {
        let (year, month, _) = day.date();
        Self { year, month }
    }
}

/// A line of the books.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Its number, from 1, without gaps.
    pub number: u64,
    /// The day it happened.
    pub day: LocalDay,
    /// What it does.
    pub act: Act,
    /// Who stands for it.
    pub signed: Signed,
}

/// What the community's rules ask of entries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BookRules {
    /// Above this amount an entry takes two different people.
    pub alone_up_to: Fen,
    /// 结账: the last month that is closed.
    pub closed: Option<Month>,
}

codes! {
    /// Why an entry is refused. The books are as they were.
    pub enum Refused {
        /// No amount.
        Nothing = "nothing",
        /// Out of a place into itself.
        SamePlace = "same_place",
        /// The month is closed.
        MonthClosed = "month_closed",
        /// Not as much is there.
        NotEnough = "not_enough",
        /// More than is counted here.
        TooLarge = "too_large",
        /// It takes a second person's approval.
        NeedsApproval = "needs_approval",
        /// Nobody approves of an entry of their own.
        ApprovedByOneself = "approved_by_oneself",
        /// The tranche is paid.
        TranchePaid = "tranche_paid",
        /// No such entry.
        NoSuchEntry = "no_such_entry",
        /// It is reversed already, or reverses another.
        NotReversible = "not_reversible",
    }
}

/// The entries of a fund, and what they come to.
#[derive(Clone, Debug, Default)]
pub struct Books {
    entries: Vec<Entry>,
    balances: BTreeMap<Account, i64>,
    reversed: BTreeSet<u64>,
    paid: BTreeSet<Tranche>,
}

impl Books {
    /// The entries, in order.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// What an account has, in fen; never below nought.
    #[must_use]
    pub fn balance(&self, account: Account) -> i64 {
        self.balances.get(&account).copied().unwrap_or(0)
    }

    /// What lies somewhere, in fen.
    #[must_use]
    pub fn lies(&self) -> i64 {
        self.sum(|account| matches!(account, Account::Place(_)))
    }

    /// What is meant for something, in fen: as much as [`Books::lies`].
    #[must_use]
    pub fn is_meant(&self) -> i64 {
        self.sum(|account| matches!(account, Account::Pot(_)))
    }

    fn sum(&self, of: fn(&Account) -> bool) -> i64 {
        self.balances.iter().filter(|(account, _)| of(account)).map(|(_, fen)| fen).sum()
    }

    /// Whether this part of an agreement is paid, and its payment not reversed.
    #[must_use]
    pub fn is_paid(&self, tranche: Tranche) -> bool {
        self.paid.contains(&tranche)
    }

    /// Enters what happened on `day`, or refuses it and leaves everything as it was.
    pub fn enter(
        &mut self,
        day: LocalDay,
        act: Act,
        signed: Signed,
        rules: &BookRules,
    ) -> Result<Entry, Refused> {
        if rules.closed.is_some_and(|closed| Month::from(day) <= closed) {
            return Err(Refused::MonthClosed);
        }
        let (movement, amount, forwards) = self.movement(act)?;
        if amount.fen() == 0 {
            return Err(Refused::Nothing);
        }
        match signed.approved_by {
            Some(approver) if approver == signed.entered_by => return Err(Refused::ApprovedByOneself),
            None if amount > rules.alone_up_to => return Err(Refused::NeedsApproval),
            _ => {}
        }
        match movement {
            Movement::Moved { from, to } if from == to => return Err(Refused::SamePlace),
            Movement::Paid { tranche, .. } if forwards && self.is_paid(tranche) => {
                return Err(Refused::TranchePaid);
            }
            _ => {}
        }
        let sides = movement.sides().map(|(account, gains)| {
            let change = if gains == forwards { amount.fen() } else { -amount.fen() };
            (account, self.balance(account).checked_add(change))
        });
        for (_, after) in sides {
            match after {
                None => return Err(Refused::TooLarge),
                Some(after) if after < 0 => return Err(Refused::NotEnough),
                Some(after) if after > Fen::MAX => return Err(Refused::TooLarge),
                Some(_) => {}
            }
        }
        for (account, after) in sides {
            self.balances.insert(account, after.unwrap_or(0));
        }
        if let Movement::Paid { tranche, .. } = movement {
            if forwards {
                self.paid.insert(tranche)
            } else {
                self.paid.remove(&tranche)
            };
        }
        if let Act::Reverses(number) = act {
            self.reversed.insert(number);
        }
        let number = u64::try_from(self.entries.len()).unwrap_or(u64::MAX).saturating_add(1);
        let entry = Entry { number, day, act, signed };
        self.entries.push(entry);
        Ok(entry)
    }

    /// What moves, and whether forwards.
    fn movement(&self, act: Act) -> Result<(Movement, Fen, bool), Refused> {
        let number = match act {
            Act::Moves(movement, amount) => return Ok((movement, amount, true)),
            Act::Reverses(number) => number,
        };
        let index = number.checked_sub(1).and_then(|index| usize::try_from(index).ok());
        let entry = index.and_then(|index| self.entries.get(index)).ok_or(Refused::NoSuchEntry)?;
        match entry.act {
            Act::Moves(movement, amount) if !self.reversed.contains(&number) => Ok((movement, amount, false)),
            _ => Err(Refused::NotReversible),
        }
    }
}

#[cfg(test)]
mod tests;
