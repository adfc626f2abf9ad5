//! An issue's path 提·审·议·决·示·办·评 as states and the transitions between them.

use crate::codes;

/// The furthest a deadline may lie ahead.
pub const DUE_MICROS_MAX: i64 = 3 * 366 * crate::time::DAY;
/// Issues one account may raise in an hour.
pub const RAISED_IN_AN_HOUR_MAX: i64 = 10;

codes! {
    /// Where an issue stands.
    pub enum Stage {
        /// 提: raised, collecting co-signers.
        Raised = "raised",
        /// 审 done: accepted by co-signers or by the council; proposals are invited.
        Accepted = "accepted",
        /// 议: under deliberation.
        Deliberating = "deliberating",
        /// 决: a vote is set up or running.
        Voting = "voting",
        /// 示: a decision is published.
        Decided = "decided",
        /// 办: being carried out, by someone, by a date.
        CarryingOut = "carrying_out",
        /// 评: done, open to rating; may come back.
        Done = "done",
        /// Declined with reasons.
        Declined = "declined",
        /// 转为安全隐患: not a matter of opinion; with the property service, comments closed.
        Hazard = "hazard",
    }

    /// What moves an issue: the usual next step before the unusual ones, as pages offer them.
    pub enum Move {
        /// 受理.
        Accept = "accept",
        /// 进入协商.
        Deliberate = "deliberate",
        /// 提交表决.
        PutToVote = "put_to_vote",
        /// 作出决定.
        Decide = "decide",
        /// 开始办理.
        CarryOut = "carry_out",
        /// 办结.
        Finish = "finish",
        /// A vote failed or was withdrawn: back to deliberation.
        Return = "return",
        /// 回潮: the same trouble is back.
        Reopen = "reopen",
        /// 转为安全隐患.
        TurnToHazard = "turn_to_hazard",
        /// 不受理.
        Decline = "decline",
    }

    /// What an issue is about.
    pub enum Category {
        /// 环境卫生.
        Environment = "environment",
        /// 绿化.
        Greenery = "greenery",
        /// 停车.
        Parking = "parking",
        /// 充电.
        Charging = "charging",
        /// 消防安全.
        FireSafety = "fire_safety",
        /// 养老助残.
        Elders = "elders",
        /// 文体活动.
        Culture = "culture",
        /// 物业服务.
        Property = "property",
        /// 公共设施.
        Facilities = "facilities",
        /// 邻里.
        Neighbours = "neighbours",
        /// 其他.
        Other = "other",
    }

    /// Issues by what is to be expected of them, as lists offer them.
    pub enum Shelf {
        /// 征集附议.
        Raised = "raised",
        /// 正在议: accepted, under deliberation or at the vote.
        Open = "open",
        /// 在办: decided or being carried out, and hazards.
        Doing = "doing",
        /// 办结.
        Done = "done",
        /// 不受理.
        Declined = "declined",
    }

    /// How wide a matter reaches.
    pub enum ScopeKind {
        /// All of the community.
        Community = "community",
        /// One compound.
        Compound = "compound",
        /// One building.
        Building = "building",
        /// One entrance.
        Entrance = "entrance",
    }
}

/// A transition the path does not have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no_such_move")]
pub struct NoSuchMove;

impl Stage {
    /// The stage that `step` leads to from here.
    pub const fn after(self, step: Move) -> Result<Self, NoSuchMove> {
        use {Move as M, Stage as S};
        match (self, step) {
            (S::Raised, M::Accept) | (S::Done | S::Declined, M::Reopen) => Ok(S::Accepted),
            (S::Raised | S::Accepted | S::Deliberating, M::Decline) => Ok(S::Declined),
            (S::Accepted, M::Deliberate) | (S::Voting, M::Return) => Ok(S::Deliberating),
            (S::Accepted | S::Deliberating, M::PutToVote) => Ok(S::Voting),
            (S::Voting | S::Deliberating, M::Decide) => Ok(S::Decided),
            (S::Decided | S::Hazard, M::CarryOut) => Ok(S::CarryingOut),
            (S::CarryingOut | S::Hazard, M::Finish) => Ok(S::Done),
            (S::Raised | S::Accepted | S::Deliberating, M::TurnToHazard) => Ok(S::Hazard),
            _ => Err(NoSuchMove),
        }
    }

    /// The moves there are from here, in the order a page offers them.
    pub fn moves(self) -> impl Iterator<Item = Move> {
        Move::ALL.iter().copied().filter(move |step| self.after(*step).is_ok())
    }

    /// Which of the seven steps is the present one, from 0 (提) to 6 (评).
    #[must_use]
    pub const fn step(self) -> usize {
        match self {
            Self::Raised => 0,
            Self::Accepted | Self::Declined | Self::Hazard => 1,
            Self::Deliberating => 2,
            Self::Voting => 3,
            Self::Decided => 4,
            Self::CarryingOut => 5,
            Self::Done => 6,
        }
    }

    /// Whether residents may still add opinions: danger is not opinion, and what is declined is closed.
    #[must_use]
    pub const fn takes_comments(self) -> bool {
        !matches!(self, Self::Hazard | Self::Declined)
    }

    /// Whether proposals may be made or revised.
    #[must_use]
    pub const fn takes_proposals(self) -> bool {
        matches!(self, Self::Raised | Self::Accepted | Self::Deliberating)
    }
}

impl Shelf {
    /// The stages on this shelf; every stage is on exactly one.
    #[must_use]
    pub const fn stages(self) -> &'static [Stage] {
        match self {
            Self::Raised => &[Stage::Raised],
            Self::Open => &[Stage::Accepted, Stage::Deliberating, Stage::Voting],
            Self::Doing => &[Stage::Decided, Stage::CarryingOut, Stage::Hazard],
            Self::Done => &[Stage::Done],
            Self::Declined => &[Stage::Declined],
        }
    }
}

impl Move {
    /// Whether the move needs a date by which something is done, and someone who does it.
    #[must_use]
    pub const fn needs_deadline(self) -> bool {
        matches!(self, Self::CarryOut | Self::TurnToHazard)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_stage_is_on_one_shelf() {
        for stage in Stage::ALL {
            let shelves = Shelf::ALL.iter().filter(|shelf| shelf.stages().contains(stage));
            assert_eq!(shelves.count(), 1, "{}", stage.code());
        }
    }

    #[test]
    fn the_path_of_a_matter() {
        let table: String = Stage::ALL
            .iter()
            .map(|stage| {
                let moves: Vec<String> = stage
                    .moves()
                    .map(|step| format!("{}→{}", step.code(), stage.after(step).map_or("-", Stage::code)))
                    .collect();
                format!("{:<12} {}\n", stage.code(), moves.join(" "))
            })
            .collect();
        insta::assert_snapshot!(table);
    }
}
