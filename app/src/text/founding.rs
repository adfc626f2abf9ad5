//! Founding a community and entering its compounds.

use super::{En, ZhCn};

sentences! {
    /// Founding a community and entering its compounds.
    pub trait FoundingText {
        /// Leads to founding a community; also its heading.
        fn community_new() -> &'static str { "新建一个社区", "Found a community" }
        /// Under it.
        fn community_new_lead() -> &'static str {
            "一个社区一个议事厅，里面可以有几个小区。建好以后再添加小区、登记组织、导入名册。",
            "One community is one hall; it may hold several compounds. Then add the compounds, the bodies and the roll."
        }
        /// The name's label.
        fn community_name() -> &'static str { "社区全称", "Full name" }
        /// An example.
        fn community_name_hint() -> &'static str { "例如：春和社区", "As in 春和社区" }
        /// The short name's label.
        fn community_short_name() -> &'static str { "简称", "Short name" }
        /// What it is for.
        fn community_short_name_hint() -> &'static str {
            "用在标题和编号里，例如：春和",
            "For headings and numbers, as in 春和"
        }
        /// The label of the name in addresses.
        fn slug_label() -> &'static str { "网址简称", "Name in addresses" }
        /// What it may hold.
        fn slug_hint() -> &'static str {
            "小写英文字母、数字、连字符，例如 chunhe；以后不能改",
            "Small letters, digits and hyphens, as in chunhe; it stays"
        }
        /// The label of the co-signers needed.
        fn community_cosigners() -> &'static str { "多少人附议就受理", "Co-signers that accept an issue" }
        /// The zone's label.
        fn community_zone() -> &'static str { "时区", "Time zone" }
        /// An example.
        fn community_zone_hint() -> &'static str { "中国大陆用 Asia/Shanghai", "IANA name, as in Asia/Shanghai" }
        /// The button.
        fn community_button() -> &'static str { "建立社区", "Found it" }
        /// Leads to entering a compound; also its heading.
        fn compound_new() -> &'static str { "添加一个小区", "Add a compound" }
        /// Under it.
        fn compound_new_lead() -> &'static str {
            "一个物业管理区域是一个小区，有自己的业主名册、业主大会和业主委员会。业主表决先按纸质票办，以后可以在“社区设置”的“各小区的约定”里改。",
            "A property-management area with its own roll, owners' assembly and committee. Owners vote on paper until its rules say otherwise."
        }
        /// The name's label.
        fn compound_name() -> &'static str { "小区全称", "Full name" }
        /// An example.
        fn compound_name_hint() -> &'static str { "例如：春和苑2号院", "As in 春和苑2号院" }
        /// The button.
        fn compound_button() -> &'static str { "添加小区", "Add it" }
        /// Heads what a new community still needs.
        fn founding_next() -> &'static str { "接下来", "Next" }
        /// A step.
        fn founding_next_bodies() -> &'static str { "登记组织和席位", "Bodies and seats" }
        /// A step.
        fn founding_next_roll() -> &'static str { "导入名册", "Import the roll" }
    }
}
