//! Decisions: numbered, published acts of one organ, and what each may rest on.

use crate::bodies::Organ;
use crate::codes;
use crate::problem::Problem;
use crate::votes::OwnersMatter;

codes! {
    /// What a decision rests on.
    pub enum RestsOn {
        /// A final vote.
        Vote = "vote",
        /// A minuted meeting with its members' signatures.
        Meeting = "meeting",
    }
}

/// Why a decision may not be published.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unfounded {
    /// A committee cannot decide what art. 278 leaves to the owners.
    #[error("owners_matter")]
    OwnersMatter,
    /// The owners' assembly decides by a final owners' vote only.
    #[error("needs_final_vote")]
    NeedsFinalVote,
    /// A meeting's decision needs its date and the names of those who signed.
    #[error("needs_signatures")]
    NeedsSignatures,
    /// A committee decides with half of its members or more.
    #[error("few_signatures")]
    FewSignatures,
    /// The owners did not agree: there is nothing to publish as theirs.
    #[error("vote_not_passed")]
    VoteNotPassed,
    /// The vote was on another matter than the decision names.
    #[error("other_matter")]
    OtherMatter,
}

impl From<Unfounded> for Problem {
    fn from(unfounded: Unfounded) -> Self {
        match unfounded {
            Unfounded::OwnersMatter => Self::OwnersMatter,
            Unfounded::NeedsFinalVote => Self::NeedsFinalVote,
            Unfounded::NeedsSignatures => Self::NeedsSignatures,
            Unfounded::FewSignatures => Self::FewSignatures,
            Unfounded::VoteNotPassed => Self::VoteNotPassed,
            Unfounded::OtherMatter => Self::OtherMatter,
        }
    }
}

/// A decision's number as documents write it: `春和业〔2026〕3号`, with the brackets of official documents
/// (GB/T 9704-2012, 7.2.5) and no zeros in front.
#[must_use]
pub fn number_label(prefix: &str, year: i64, number: i64) -> String {
    format!("{prefix}〔{year}〕{number}号")
}

/// What a decision rests on, with what matters for its validity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ground {
    /// A vote; whether it is a final owners' vote that passed on the same matter.
    Vote {
        /// The count is final.
        is_final: bool,
        /// It was 业主大会表决.
        statutory: bool,
        /// Enough took part, and enough of them agreed, to one question at least.
        passed: bool,
        /// It was on the very matter the decision names.
        same_matter: bool,
    },
    /// A minuted meeting.
    Meeting {
        /// How many members signed.
        signatures: usize,
        /// How many seats the body has.
        seats: usize,
    },
}

/// Whether `organ` may decide `matter` on this `ground` (Civil Code art. 278; design §3, "Who convenes").
pub const fn well_founded(
    organ: Organ,
    matter: Option<OwnersMatter>,
    ground: Ground,
) -> Result<(), Unfounded> {
    match (organ, matter, ground) {
        (
            Organ::OwnersAssembly,
            _,
            Ground::Vote { is_final: false, .. }
            | Ground::Vote { statutory: false, .. }
            | Ground::Meeting { .. },
        ) => Err(Unfounded::NeedsFinalVote),
        (Organ::OwnersAssembly, _, Ground::Vote { same_matter: false, .. }) => Err(Unfounded::OtherMatter),
        (Organ::OwnersAssembly, _, Ground::Vote { passed, .. }) => {
            if passed {
                Ok(())
            } else {
                Err(Unfounded::VoteNotPassed)
            }
        }
        (_, Some(_), _) => Err(Unfounded::OwnersMatter),
        (_, None, Ground::Meeting { signatures: 0, .. }) => Err(Unfounded::NeedsSignatures),
        // 经全体委员半数以上同意 (业主大会和业主委员会指导规则); 以上 includes the half itself (Civil Code art. 1259).
        (Organ::OwnersCommittee, None, Ground::Meeting { signatures, seats }) if 2 * signatures < seats => {
            Err(Unfounded::FewSignatures)
        }
        // A consultation binds nobody: its council may also decide against it, and has to say why.
        (_, None, Ground::Meeting { .. } | Ground::Vote { is_final: true, .. }) => Ok(()),
        (_, None, Ground::Vote { is_final: false, .. }) => Err(Unfounded::NeedsFinalVote),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MEETING: Ground = Ground::Meeting { signatures: 4, seats: 7 };
    const PASSED: Ground = Ground::Vote { is_final: true, statutory: true, passed: true, same_matter: true };

    #[test]
    fn a_committee_cannot_decide_what_belongs_to_the_owners() {
        for matter in OwnersMatter::ALL {
            for ground in [MEETING, PASSED] {
                assert_eq!(
                    well_founded(Organ::OwnersCommittee, Some(*matter), ground),
                    Err(Unfounded::OwnersMatter)
                );
            }
            assert_eq!(well_founded(Organ::OwnersAssembly, Some(*matter), PASSED), Ok(()));
        }
        assert_eq!(well_founded(Organ::OwnersCommittee, None, MEETING), Ok(()));
    }

    #[test]
    fn the_assembly_decides_by_a_final_vote_that_passed_on_that_matter() {
        let matter = OwnersMatter::ALL.first().copied();
        let vote = |is_final, statutory, passed, same_matter| Ground::Vote {
            is_final,
            statutory,
            passed,
            same_matter,
        };
        let cases = [
            (MEETING, Err(Unfounded::NeedsFinalVote)),
            (vote(false, true, true, true), Err(Unfounded::NeedsFinalVote)),
            (vote(true, false, true, true), Err(Unfounded::NeedsFinalVote)),
            (vote(true, true, true, false), Err(Unfounded::OtherMatter)),
            (vote(true, true, false, true), Err(Unfounded::VoteNotPassed)),
            (vote(true, true, true, true), Ok(())),
        ];
        for (ground, expected) in cases {
            assert_eq!(well_founded(Organ::OwnersAssembly, matter, ground), expected, "{ground:?}");
        }
    }

    #[test]
    fn a_meeting_is_known_by_who_signed() {
        let unsigned = Ground::Meeting { signatures: 0, seats: 20 };
        assert_eq!(well_founded(Organ::ResidentsCouncil, None, unsigned), Err(Unfounded::NeedsSignatures));
    }

    #[test]
    fn numbers_are_written_as_documents_write_them() {
        assert_eq!(number_label("春和业", 2026, 3), "春和业〔2026〕3号");
    }
}
