//! A vote's life: set up, announced, open, closed, final; and what a ballot may say while it is open.

pub mod after;
pub mod counting;
pub mod form;
pub mod frozen;
mod marks;
pub mod question;

#[cfg(test)]
mod tests;

pub use marks::{Marks, NotABallot, Said};
pub use question::{OPTIONS_MAX, OPTIONS_MIN};

use crate::codes;
use crate::count::budget::election::Form as BudgetForm;
use crate::count::budget::manifest::{
    Amount, Beyond, BudgetManifest, Completion, CostLimit, ExhaustiveStop, RankScores, Utility,
};
use crate::count::named::ChoiceName;
use crate::time::{DAY, LocalDay};

/// Whole local days between notice and opening of an owners' vote (物业管理条例 art. 14: fifteen days before).
pub const STATUTORY_NOTICE_DAYS: i32 = 15;
/// The shortest time a vote is open.
pub const OPEN_MICROS_MIN: i64 = crate::time::HOUR;
/// The longest time a vote is open.
pub const OPEN_MICROS_MAX: i64 = 180 * DAY;
/// The most days a vote may be extended by.
pub const EXTENSION_DAYS_MAX: i64 = 60;
/// The most days in which ballots on paper are entered after closing.
pub const PAPER_DAYS_MAX: i64 = 14;
/// The longest 异议期, in days.
pub const OBJECTION_DAYS_MAX: i64 = 60;

codes! {
    /// Whose act a vote is.
    pub enum VoteKind {
        /// 业主大会表决.
        Statutory = "statutory",
        /// 民意征询: no legal effect.
        Consultative = "consultative",
    }

    /// How a question is answered and counted, as whoever sets a vote up chooses it; each stands for whole rules.
    pub enum Method {
        /// 同意 / 反对 / 弃权.
        YesNo = "yes_no",
        /// Several options, each decided by its own majority. Owners' votes only.
        EachOption = "each_option",
        /// Candidates, each decided by its own majority, the best of them seated. 278(3) only.
        Election = "election",
        /// One of several, or none of them (都不选), by a bar of its own.
        ChooseOne = "choose_one",
        /// One or more seats, one mark each; the most win.
        Plurality = "plurality",
        /// Any number of marks; the most win.
        Approval = "approval",
        /// A score for each.
        Score = "score",
        /// Points to share out.
        Points = "points",
        /// Points by rank.
        Borda = "borda",
        /// The lowest goes out until one has a majority.
        InstantRunoff = "irv",
        /// Strongest paths.
        Schulze = "schulze",
        /// Majorities locked from the strongest down.
        RankedPairs = "ranked_pairs",
        /// Several seats on rankings.
        Stv = "stv",
        /// Several seats on marks, by load.
        Phragmen = "phragmen",
        /// Several seats on marks: the best committee of all.
        Pav = "pav",
        /// Several seats on marks, one after the other.
        SequentialPav = "sequential_pav",
        /// Money, by equal shares.
        EqualShares = "equal_shares",
        /// Money, most votes first.
        Greedy = "greedy",
        /// Money, most votes first, and nobody chooses more than there is money for.
        Knapsack = "knapsack",
    }

    /// What owners decide together: the nine matters of Civil Code art. 278, and art. 279. The code is the
    /// number there.
    pub enum OwnersMatter {
        /// (一) 制定和修改业主大会议事规则.
        RulesOfProcedure = "278(1)",
        /// (二) 制定和修改管理规约.
        Covenant = "278(2)",
        /// (三) 选举业主委员会或者更换业主委员会成员.
        Committee = "278(3)",
        /// (四) 选聘和解聘物业服务企业或者其他管理人.
        PropertyService = "278(4)",
        /// (五) 使用建筑物及其附属设施的维修资金.
        UseMaintenanceFund = "278(5)",
        /// (六) 筹集建筑物及其附属设施的维修资金.
        RaiseMaintenanceFund = "278(6)",
        /// (七) 改建、重建建筑物及其附属设施.
        Rebuild = "278(7)",
        /// (八) 改变共有部分的用途或者利用共有部分从事经营活动.
        UseOfCommonParts = "278(8)",
        /// (九) 有关共有和共同管理权利的其他重大事项.
        OtherMajor = "278(9)",
        /// 第二百七十九条: 将住宅改变为经营性用房; every interested owner, and the electorate is these owners only.
        HomeToBusiness = "279",
    }

    /// Who votes.
    pub enum ElectorateKind {
        /// 业主, by heads and area.
        Owners = "owners",
        /// Adult residents, one each.
        Adults = "adults",
        /// 户, one per dwelling.
        Households = "households",
        /// A body's members.
        BodyMembers = "body_members",
    }

    /// Where a vote stands.
    pub enum VoteState {
        /// Being set up; seen by its convenor only.
        Draft = "draft",
        /// 公告: announced, its roll can be contested.
        Notice = "notice",
        /// Ballots are taken; question, options and roll are frozen.
        Open = "open",
        /// No more ballots; being counted.
        Closed = "closed",
        /// 异议期: the preliminary outcome is out.
        Preliminary = "preliminary",
        /// 最终结果.
        Final = "final",
        /// Called off in public with a reason.
        Cancelled = "cancelled",
        /// 已作废: counted, and counts for nothing any more: annulled, or revoked by the authorities or a court.
        Void = "void",
    }

    /// How a compound takes owners' votes online.
    pub enum EVoting {
        /// Paper only; the hall announces and shows. The default.
        PaperOnly = "paper_only",
        /// The city's system votes; the hall consults and transcribes its result.
        CitySystem = "city_system",
        /// Here, resting on a quoted clause or local rule.
        Here = "here",
    }
}

/// How much of a compound votes, from the least.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reach {
    /// One entrance 单元.
    Entrance,
    /// One building 楼栋.
    Building,
    /// The whole compound 小区.
    Compound,
}

impl OwnersMatter {
    /// The smallest part of a compound whose owners may decide it by themselves.
    ///
    /// The fund of a lift or a roof is spent by those it serves (住宅专项维修资金管理办法 art. 22: the owners 列支范围内);
    /// a home turned into a shop interests the owners of its building (最高人民法院 法释〔2020〕17号, art. 11). All else
    /// concerns everyone in the compound.
    #[must_use]
    pub const fn least_reach(self) -> Reach {
        match self {
            Self::UseMaintenanceFund => Reach::Entrance,
            Self::HomeToBusiness => Reach::Building,
            Self::RulesOfProcedure
            | Self::Covenant
            | Self::Committee
            | Self::PropertyService
            | Self::RaiseMaintenanceFund
            | Self::Rebuild
            | Self::UseOfCommonParts
            | Self::OtherMajor => Reach::Compound,
        }
    }

    /// Whether three quarters must agree: 278(6), (7) and (8).
    #[must_use]
    pub const fn is_special(self) -> bool {
        matches!(self, Self::RaiseMaintenanceFund | Self::Rebuild | Self::UseOfCommonParts)
    }
}

impl Method {
    /// The rule that compares options, where it is one.
    #[must_use]
    pub const fn choice(self) -> Option<ChoiceName> {
        Some(match self {
            Self::Plurality => ChoiceName::Plurality,
            Self::Approval => ChoiceName::Approval,
            Self::Score => ChoiceName::Score,
            Self::Points => ChoiceName::Points,
            Self::Borda => ChoiceName::Borda,
            Self::InstantRunoff => ChoiceName::InstantRunoff,
            Self::Schulze => ChoiceName::Schulze,
            Self::RankedPairs => ChoiceName::RankedPairs,
            Self::Stv => ChoiceName::Stv,
            Self::Phragmen => ChoiceName::Phragmen,
            Self::Pav => ChoiceName::Pav,
            Self::SequentialPav => ChoiceName::SequentialPav,
            Self::YesNo
            | Self::EachOption
            | Self::Election
            | Self::ChooseOne
            | Self::EqualShares
            | Self::Greedy
            | Self::Knapsack => return None,
        })
    }

    /// The rule by which it gives out money among so many projects, every choice stated; none where it gives out none.
    /// No project is chosen that nobody named.
    #[must_use]
    pub fn giving(self, form: BudgetForm, projects: u16) -> Option<BudgetManifest> {
        let rule = match self {
            // Raised by one yuan as long as it fits, then filled up by votes: what we recommend.
            Self::EqualShares => {
                let utility = match form {
                    BudgetForm::Approval | BudgetForm::ChooseOne => Utility::ApprovalCost,
                    BudgetForm::Cumulative | BudgetForm::Scoring => Utility::Points,
                    BudgetForm::Ordinal => Utility::Ranks(RankScores::Projects),
                };
                let (step, exhaustive_stop) = (Amount::ONE, ExhaustiveStop::Eligible);
                BudgetManifest::equal_shares(
                    form,
                    utility,
                    Completion::Add { step, exhaustive_stop, fill: true },
                )
            }
            Self::Greedy | Self::Knapsack => BudgetManifest::greedy(form, u64::from(projects)),
            _ => return None,
        };
        let mut rule = rule.ok()?.rule().clone();
        rule.eligibility.without_votes = false;
        if self == Self::Knapsack {
            rule.ballots.most_cost = Some(CostLimit::Budget);
            rule.ballots.beyond = Beyond::Invalid;
        }
        rule.try_into().ok()
    }

    /// Whether it gives out money.
    #[must_use]
    pub const fn gives_money(self) -> bool {
        matches!(self, Self::EqualShares | Self::Greedy | Self::Knapsack)
    }

    /// Whether owners can decide by it; whether a consultation can.
    #[must_use]
    pub const fn fits(self, kind: VoteKind) -> bool {
        match kind {
            VoteKind::Statutory => matches!(self, Self::YesNo | Self::EachOption | Self::Election),
            VoteKind::Consultative => !matches!(self, Self::EachOption | Self::Election),
        }
    }
}

impl VoteState {
    /// Whether the outcome may be shown.
    #[must_use]
    pub const fn has_outcome(self) -> bool {
        matches!(self, Self::Preliminary | Self::Final | Self::Void)
    }

    /// Whether the question, options and roll can still be changed.
    #[must_use]
    pub const fn is_editable(self) -> bool {
        matches!(self, Self::Draft)
    }
}

/// Whether an owners' vote announced on `notice` may open on `opens`: fifteen whole days between them.
#[must_use]
pub const fn notice_is_long_enough(notice: LocalDay, opens: LocalDay) -> bool {
    notice.whole_days_until(opens) >= STATUTORY_NOTICE_DAYS
}

/// The first day on which an owners' vote announced on `notice` may open.
#[must_use]
pub const fn earliest_opening(notice: LocalDay) -> LocalDay {
    LocalDay(notice.0 + STATUTORY_NOTICE_DAYS + 1)
}

#[cfg(test)]
mod law {
    use super::*;

    #[test]
    fn only_the_fund_and_a_home_turned_shop_are_for_a_part_of_the_compound() {
        let smaller = OwnersMatter::ALL.iter().filter(|matter| matter.least_reach() < Reach::Compound);
        let smaller: Vec<&str> = smaller.map(|matter| matter.code()).collect();
        assert_eq!(smaller, ["278(5)", "279"]);
    }

    #[test]
    fn the_day_of_notice_is_not_counted() {
        assert!(!notice_is_long_enough(LocalDay(100), LocalDay(115)));
        assert!(notice_is_long_enough(LocalDay(100), LocalDay(116)));
        assert_eq!(earliest_opening(LocalDay(100)), LocalDay(116));
    }
}
