//! 资金: money that a community gives out together, and its books.

pub mod ledger;

use crate::codes;

codes! {
    /// Kinds of money that law keeps apart; one fund holds one of them.
    pub enum FundKind {
        /// 社区微基金: given for residents' projects.
        MicroFund = "micro_fund",
        /// 公共收益: what common parts earn belongs to the owners (民法典第二百八十二条).
        CommonIncome = "common_income",
        /// 专项维修资金: for repairs of common parts, by the owners' decision (民法典第二百八十一条).
        MaintenanceFund = "maintenance_fund",
    }

    /// Where money comes from.
    pub enum Source {
        /// 财政拨款: allocated by the city or the sub-district.
        Allocation = "allocation",
        /// 捐赠.
        Donation = "donation",
        /// 出租、停车、广告: what common parts earn.
        Letting = "letting",
        /// 利息.
        Interest = "interest",
        /// Anything else; the entry's words say what.
        Other = "other",
    }
}
