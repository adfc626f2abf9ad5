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
