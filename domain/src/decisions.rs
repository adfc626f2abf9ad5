//! Decisions: numbered, published acts of one organ, and what each may rest on.

use crate::bodies::Organ;
use crate::codes;
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
    },
    /// A minuted meeting.
    Meeting {
        /// How many members signed.
        signatures: usize,
    },
}

/// Whether `organ` may decide `matter` on this `ground` (Civil Code art. 278; design §3, "Who convenes").
pub const fn well_founded(
    organ: Organ,
    matter: Option<OwnersMatter>,
    ground: Ground,
) -> Result<(), Unfounded> {
    match (organ, matter, ground) {
        (Organ::OwnersAssembly, _, Ground::Vote { is_final: true, statutory: true }) => Ok(()),
        (Organ::OwnersAssembly, _, _) => Err(Unfounded::NeedsFinalVote),
        (_, Some(_), _) => Err(Unfounded::OwnersMatter),
        (_, None, Ground::Meeting { signatures: 0 }) => Err(Unfounded::NeedsSignatures),
        (_, None, Ground::Meeting { .. } | Ground::Vote { is_final: true, .. }) => Ok(()),
        (_, None, Ground::Vote { is_final: false, .. }) => Err(Unfounded::NeedsFinalVote),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_committee_cannot_decide_what_belongs_to_the_owners() {
        let meeting = Ground::Meeting { signatures: 5 };
        let vote = Ground::Vote { is_final: true, statutory: true };
        for matter in OwnersMatter::ALL {
            assert_eq!(
                well_founded(Organ::OwnersCommittee, Some(*matter), meeting),
                Err(Unfounded::OwnersMatter)
            );
            assert_eq!(well_founded(Organ::OwnersAssembly, Some(*matter), vote), Ok(()));
        }
        assert_eq!(well_founded(Organ::OwnersCommittee, None, meeting), Ok(()));
        assert_eq!(well_founded(Organ::OwnersAssembly, None, meeting), Err(Unfounded::NeedsFinalVote));
        let unsigned = Ground::Meeting { signatures: 0 };
        assert_eq!(well_founded(Organ::ResidentsCouncil, None, unsigned), Err(Unfounded::NeedsSignatures));
    }
}
