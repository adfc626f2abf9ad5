//! Bodies, terms and seats. Kinds of bodies are data (a table); the rights a seat can give are code.

use crate::codes;

codes! {
    /// What a seat lets its holder do. Titles such as 主任 or 召集人 are words on the seat, not rights.
    pub enum SeatRight {
        /// 居民议事会成员: accepts issues, moderates, hears appeals.
        Council = "council",
        /// 业主委员会委员: calls owners' votes, enters paper, publishes decisions of its compound.
        Committee = "committee",
        /// 网格员: confirms residents, hands out codes, keeps the roll of a grid.
        GridOfficer = "grid_officer",
        /// 召集人 of an owners' assembly other than the committee (筹备组, 物业管理委员会, 居民委员会).
        Convenor = "convenor",
        /// 社区管理员: settings, bodies and seats, imports of a community.
        Administrator = "administrator",
        /// 运维人员: the whole installation.
        Operator = "operator",
        /// 物业服务人: carries out works and reports on hazards.
        PropertyService = "property_service",
        /// A seat that gives no right in the hall.
        None = "none",
    }

    /// Which organ an act is of; decides what it may decide.
    pub enum Organ {
        /// 业主大会.
        OwnersAssembly = "owners_assembly",
        /// 业主委员会 or 物业管理委员会.
        OwnersCommittee = "owners_committee",
        /// 居民议事会.
        ResidentsCouncil = "residents_council",
        /// 居民委员会.
        ResidentsCommittee = "residents_committee",
        /// 社区党组织.
        PartyOrganisation = "party_organisation",
        /// 物业服务人.
        PropertyService = "property_service",
        /// 筹备组.
        PreparatoryGroup = "preparatory_group",
        /// Anything else.
        Other = "other",
    }
}

impl Organ {
    /// Whether such bodies are of the owners of one compound.
    #[must_use]
    pub const fn is_of_owners(self) -> bool {
        matches!(self, Self::OwnersAssembly | Self::OwnersCommittee | Self::PreparatoryGroup)
    }

    /// Whether bodies of this organ publish numbered decisions.
    #[must_use]
    pub const fn publishes(self) -> bool {
        match self {
            Self::OwnersAssembly
            | Self::OwnersCommittee
            | Self::ResidentsCouncil
            | Self::ResidentsCommittee
            | Self::PartyOrganisation
            | Self::PreparatoryGroup => true,
            Self::PropertyService | Self::Other => false,
        }
    }
}

/// How the public line names a seat: the body and the title, as 春和社区居民议事会委员. What the title repeats of the
/// body's last words is said once: 春和社区网格 and 网格员 make 春和社区网格员.
#[must_use]
pub fn seat_in_public(body: &str, title: &str) -> String {
    /// One character in common is chance: 委员会 and 会计.
    const SHARED_CHARS_MIN: usize = 2;
    let starts = title.char_indices().map(|(at, c)| at + c.len_utf8());
    let shared = starts.skip(SHARED_CHARS_MIN - 1).filter(|end| body.ends_with(&title[..*end])).last();
    let rest = &title[shared.unwrap_or(0)..];
    let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    let blank =
        if shared.is_none() && latin(body.chars().last()) && latin(rest.chars().next()) { " " } else { "" };
    format!("{body}{blank}{rest}")
}

#[cfg(test)]
mod tests {
    use super::seat_in_public;

    #[test]
    fn a_seat_is_named_with_its_body() {
        let cases = [
            ("春和社区居民议事会", "委员", "春和社区居民议事会委员"),
            ("春和苑2号院业主委员会", "会计", "春和苑2号院业主委员会会计"),
            ("春和社区网格", "网格员", "春和社区网格员"),
            ("居民议事会", "居民议事会召集人", "居民议事会召集人"),
            ("Residents' council", "member", "Residents' council member"),
        ];
        for (body, title, expected) in cases {
            assert_eq!(seat_in_public(body, title), expected);
        }
    }
}
