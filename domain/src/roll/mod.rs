//! The roll: units, owners, residents; who may take part.

pub mod import;

use crate::codes;

codes! {
    /// What a unit is for.
    pub enum UnitKind {
        /// 住宅.
        Flat = "flat",
        /// 商铺.
        Shop = "shop",
        /// 车位.
        Parking = "parking",
        /// 储藏间.
        Storage = "storage",
        /// Anything else.
        Other = "other",
    }

    /// Where a unit's area comes from, in the order the law prefers (法释〔2009〕7号, 2020 revision, art. 8).
    pub enum AreaSource {
        /// 不动产登记簿.
        Registered = "registered",
        /// 测绘机构实测.
        Surveyed = "surveyed",
        /// 买卖合同记载.
        Contract = "contract",
    }

    /// Who holds a unit for counting: the developer's unsold and undelivered units are one head together (art. 9).
    pub enum Tenure {
        /// 已交付: its owners hold it.
        Delivered = "delivered",
        /// 未售: the developer's.
        Unsold = "unsold",
        /// 已售未交付: still counted with the developer.
        SoldUndelivered = "sold_undelivered",
    }

    /// Natural or legal person.
    pub enum PersonKind {
        /// 自然人.
        Natural = "natural",
        /// 法人或其他组织.
        Legal = "legal",
    }

    /// How one person acts for another.
    pub enum RepresentationKind {
        /// 委托代理人: of a firm, or of an owner who is away.
        Agent = "agent",
        /// 监护人: of one who is not of age or not of full capacity.
        Guardian = "guardian",
    }

    /// How a person lives in a unit.
    pub enum ResidenceKind {
        /// The owner lives there.
        Owner = "owner",
        /// Of the owner's household.
        Family = "family",
        /// 物业使用人: a tenant.
        Tenant = "tenant",
    }
}

impl RepresentationKind {
    /// Whether such a person can have one: a firm has no guardian, a child gives no authority.
    #[must_use]
    pub fn fits(self, person: PersonKind, is_adult: bool) -> bool {
        match self {
            Self::Agent => person == PersonKind::Legal || is_adult,
            Self::Guardian => person == PersonKind::Natural,
        }
    }
}
