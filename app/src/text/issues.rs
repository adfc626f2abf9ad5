//! Words about issues.

use super::{En, ZhCn};
use domain::issues::{Category, Stage};

/// Words about issues.
pub trait IssueText {
    /// 提一件事.
    fn raise_issue(&self) -> &'static str;
    /// Under the heading of the form.
    fn raise_issue_lead(&self) -> &'static str;
    /// The title's label.
    fn issue_title(&self) -> &'static str;
    /// The title's hint.
    fn issue_title_hint(&self) -> &'static str;
    /// The text's label.
    fn issue_body(&self) -> &'static str;
    /// The text's hint.
    fn issue_body_hint(&self) -> &'static str;
    /// The category's label.
    fn issue_category(&self) -> &'static str;
    /// Stands in it until one is chosen.
    fn issue_category_choose(&self) -> &'static str;
    /// The scope's label.
    fn issue_scope(&self) -> &'static str;
    /// All of the community.
    fn whole_community(&self) -> &'static str;
    /// The button.
    fn raise_issue_button(&self) -> &'static str;
    /// A kind of matter.
    fn category(&self, category: Category) -> &'static str;
    /// A stage, in a word.
    fn stage(&self, stage: Stage) -> &'static str;
    /// Who raised it.
    fn raised_by(&self, author: &str) -> String;
    /// How far co-signing has come.
    fn cosigners(&self, so_far: i64, needed: i64) -> String;
}

impl IssueText for ZhCn {
    fn raise_issue(&self) -> &'static str {
        "提一件事"
    }
    fn raise_issue_lead(&self) -> &'static str {
        "写清楚在哪里、是什么事、希望怎样。邻居附议够了，或者议事会受理，就进入协商。"
    }
    fn issue_title(&self) -> &'static str {
        "一句话说是什么事"
    }
    fn issue_title_hint(&self) -> &'static str {
        "例如：3 号楼门口没有座椅"
    }
    fn issue_body(&self) -> &'static str {
        "详细说说"
    }
    fn issue_body_hint(&self) -> &'static str {
        "在哪里、多久了、影响到谁、希望怎样。不要写别人的姓名、门牌和电话。"
    }
    fn issue_category(&self) -> &'static str {
        "哪一类"
    }
    fn issue_category_choose(&self) -> &'static str {
        "请选一类"
    }
    fn issue_scope(&self) -> &'static str {
        "关系到哪里"
    }
    fn whole_community(&self) -> &'static str {
        "整个社区"
    }
    fn raise_issue_button(&self) -> &'static str {
        "提出这件事"
    }
    fn category(&self, category: Category) -> &'static str {
        match category {
            Category::Environment => "环境卫生",
            Category::Greenery => "绿化",
            Category::Parking => "停车",
            Category::Charging => "充电",
            Category::FireSafety => "消防安全",
            Category::Elders => "养老助残",
            Category::Culture => "文体活动",
            Category::Property => "物业服务",
            Category::Facilities => "公共设施",
            Category::Neighbours => "邻里",
            Category::Other => "其他",
        }
    }
    fn stage(&self, stage: Stage) -> &'static str {
        match stage {
            Stage::Raised => "征集附议",
            Stage::Accepted => "已受理",
            Stage::Deliberating => "协商中",
            Stage::Voting => "表决中",
            Stage::Decided => "已决定",
            Stage::CarryingOut => "办理中",
            Stage::Done => "已办结",
            Stage::Declined => "不受理",
            Stage::Hazard => "安全隐患",
        }
    }
    fn raised_by(&self, author: &str) -> String {
        format!("{author} 提出")
    }
    fn cosigners(&self, so_far: i64, needed: i64) -> String {
        match needed - so_far {
            ..=0 => format!("附议 {so_far}"),
            missing => format!("附议 {so_far}，还差 {missing} 人"),
        }
    }
}

impl IssueText for En {
    fn raise_issue(&self) -> &'static str {
        "Raise an issue"
    }
    fn raise_issue_lead(&self) -> &'static str {
        "Say where, what, and what you hope for. With enough co-signers, or once the council accepts it, talks begin."
    }
    fn issue_title(&self) -> &'static str {
        "What is it, in a sentence"
    }
    fn issue_title_hint(&self) -> &'static str {
        "For example: no bench at the door of building 3"
    }
    fn issue_body(&self) -> &'static str {
        "Tell more"
    }
    fn issue_body_hint(&self) -> &'static str {
        "Where, since when, whom it affects, what you hope for. No names, doors or phones of others."
    }
    fn issue_category(&self) -> &'static str {
        "Which kind"
    }
    fn issue_category_choose(&self) -> &'static str {
        "Choose one"
    }
    fn issue_scope(&self) -> &'static str {
        "Where it matters"
    }
    fn whole_community(&self) -> &'static str {
        "All of the community"
    }
    fn raise_issue_button(&self) -> &'static str {
        "Raise this issue"
    }
    fn category(&self, category: Category) -> &'static str {
        match category {
            Category::Environment => "Environment",
            Category::Greenery => "Greenery",
            Category::Parking => "Parking",
            Category::Charging => "Charging",
            Category::FireSafety => "Fire safety",
            Category::Elders => "Elders",
            Category::Culture => "Culture and sport",
            Category::Property => "Property service",
            Category::Facilities => "Facilities",
            Category::Neighbours => "Neighbours",
            Category::Other => "Other",
        }
    }
    fn stage(&self, stage: Stage) -> &'static str {
        match stage {
            Stage::Raised => "co-signing",
            Stage::Accepted => "accepted",
            Stage::Deliberating => "in deliberation",
            Stage::Voting => "at the vote",
            Stage::Decided => "decided",
            Stage::CarryingOut => "being carried out",
            Stage::Done => "done",
            Stage::Declined => "declined",
            Stage::Hazard => "hazard",
        }
    }
    fn raised_by(&self, author: &str) -> String {
        format!("raised by {author}")
    }
    fn cosigners(&self, so_far: i64, needed: i64) -> String {
        match needed - so_far {
            ..=0 => format!("{so_far} co-signers"),
            missing => format!("{so_far} co-signers, {missing} more needed"),
        }
    }
}
