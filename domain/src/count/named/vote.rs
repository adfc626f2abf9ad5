//! Names of rules that decide by a bar.

use crate::codes;
use crate::count::inequality::{Fraction, Threshold};
use crate::count::manifest::{Agreement, Base, Manifest, ManifestError};
use crate::votes::OwnersMatter;
use crate::words::Label;

codes! {
    /// A rule that decides by a bar. Owners' matters are called by their articles.
    pub enum VoteName {
        /// 278(1): rules of procedure.
        RulesOfProcedure = "278-1",
        /// 278(2): the covenant.
        Covenant = "278-2",
        /// 278(3): replacing members of the committee, one question each.
        Committee = "278-3",
        /// 278(4): the property service.
        PropertyService = "278-4",
        /// 278(5): using the maintenance fund.
        UseMaintenanceFund = "278-5",
        /// 278(6): raising the maintenance fund.
        RaiseMaintenanceFund = "278-6",
        /// 278(7): rebuilding.
        Rebuild = "278-7",
        /// 278(8): other use of common parts, or business in them.
        UseOfCommonParts = "278-8",
        /// 278(9): other major matters.
        OtherMajor = "278-9",
        /// 279: a dwelling becomes a business; every interested owner.
        HomeToBusiness = "279",
        /// 278(3): the election of a committee; who is not seated is 候补.
        OwnersElection = "owners-election",
        /// A consultation: more than half of those who take part agree.
        Majority = "majority",
        /// A consultation: the option with the most answers.
        ChooseOne = "choose-one",
    }
}

impl VoteName {
    /// The rule this name stands for, with so many questions or options on the ballot; `seats` are for an election.
    pub fn rule(self, questions: u16, seats: u16) -> Result<Manifest, ManifestError> {
        if let Some(matter) = self.matter() {
            return match questions {
                1 => Ok(Manifest::owners(matter)),
                several => Manifest::owners_options(matter, several),
            };
        }
        match self {
            Self::OwnersElection => {
                Manifest::owners_election(questions, seats, questions.saturating_sub(seats))
            }
            Self::ChooseOne => Manifest::consultative_choice(questions, None, None),
            _ => {
                let source = Label::parse(Self::Majority.code()).expect("a short name");
                let threshold = Threshold::more_than(Fraction::HALF);
                Manifest::consultative_yes_no(None, Agreement { threshold, base: Base::Participants, source })
            }
        }
    }

    /// The matter of a vote among owners that is no election.
    const fn matter(self) -> Option<OwnersMatter> {
        Some(match self {
            Self::RulesOfProcedure => OwnersMatter::RulesOfProcedure,
            Self::Covenant => OwnersMatter::Covenant,
            Self::Committee => OwnersMatter::Committee,
            Self::PropertyService => OwnersMatter::PropertyService,
            Self::UseMaintenanceFund => OwnersMatter::UseMaintenanceFund,
            Self::RaiseMaintenanceFund => OwnersMatter::RaiseMaintenanceFund,
            Self::Rebuild => OwnersMatter::Rebuild,
            Self::UseOfCommonParts => OwnersMatter::UseOfCommonParts,
            Self::OtherMajor => OwnersMatter::OtherMajor,
            Self::HomeToBusiness => OwnersMatter::HomeToBusiness,
            Self::OwnersElection | Self::Majority | Self::ChooseOne => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_is_a_rule_of_its_own() {
        let mut hashes: Vec<_> = VoteName::ALL
            .iter()
            .map(|name| name.rule(if *name == VoteName::OwnersElection { 3 } else { 1 }, 2))
            .collect();
        let refused = hashes.iter().filter(|rule| rule.is_err()).count();
        assert_eq!(refused, 1, "one option is no choice");
        let mut hashes: Vec<_> = hashes.drain(..).flatten().map(|rule| rule.hash()).collect();
        hashes.sort_unstable();
        hashes.dedup();
        assert_eq!(hashes.len(), VoteName::ALL.len() - 1);
        assert_eq!(VoteName::HomeToBusiness.rule(2, 1), Err(ManifestError::OptionsUnder279));
    }
}
