//! Decisions: numbered, published acts of one organ, and what each may rest on.

use crate::bodies::Organ;
use crate::codes;

codes! {
    /// What a decision rests on.
    pub enum RestsOn {
        /// A final vote.
        Vote = "vote",
        /// A minuted meeting with its members' signatures.
        Meeting = "meeting",
    }

    /// The nine matters that owners decide together (Civil Code art. 278), and those of art. 279.
    pub enum OwnersMatter {
        /// (一) 制定和修改业主大会议事规则.
        AssemblyRules = "278_1",
        /// (二) 制定和修改管理规约.
        Covenant = "278_2",
        /// (三) 选举业主委员会或者更换业主委员会成员.
        Committee = "278_3",
        /// (四) 选聘和解聘物业服务企业或者其他管理人.
        Manager = "278_4",
        /// (五) 使用建筑物及其附属设施的维修资金.
        UseFund = "278_5",
        /// (六) 筹集建筑物及其附属设施的维修资金.
        RaiseFund = "278_6",
        /// (七) 改建、重建建筑物及其附属设施.
        Rebuild = "278_7",
        /// (八) 改变共有部分的用途或者利用共有部分从事经营活动.
        CommonParts = "278_8",
        /// (九) 有关共有和共同管理权利的其他重大事项.
        Other = "278_9",
        /// 第二百七十九条: 住宅改变为经营性用房, 有利害关系的业主一致同意.
        HomeToBusiness = "279",
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
