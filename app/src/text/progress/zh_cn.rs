//! 议题进展的用语。

use super::ProgressText;
use crate::text::ZhCn;
use domain::issues::{Move, Shelf};

impl ProgressText for ZhCn {
    fn all_issues(&self) -> &'static str {
        "全部议题"
    }
    fn issues_none(&self, searched: bool) -> &'static str {
        if searched { "没有找到" } else { "这里还没有议题" }
    }
    fn issues_none_lead(&self) -> &'static str {
        "换个条件找找，或者自己提一件事。"
    }
    fn shelf_all(&self) -> &'static str {
        "全部"
    }
    fn shelf(&self, shelf: Shelf) -> &'static str {
        match shelf {
            Shelf::Raised => "征集附议",
            Shelf::Open => "正在议",
            Shelf::Doing => "在办",
            Shelf::Done => "办结",
            Shelf::Declined => "不受理",
        }
    }
    fn shelves_label(&self) -> &'static str {
        "议题进度"
    }
    fn search_words(&self) -> &'static str {
        "找什么"
    }
    fn search_button(&self) -> &'static str {
        "查找"
    }
    fn any_category(&self) -> &'static str {
        "各类"
    }
    fn any_compound(&self) -> &'static str {
        "各小区"
    }
    fn found_count(&self, count: i64) -> String {
        format!("共 {count} 件")
    }
    fn proposals_count(&self, count: i64) -> String {
        format!("{count} 个方案")
    }
    fn comments_count(&self, count: i64) -> String {
        format!("{count} 条评论")
    }
    fn cosigners_missing(&self, missing: i64) -> String {
        format!("还差 {missing} 人附议即受理")
    }
    fn carried_by(&self, name: &str) -> String {
        format!("{name}办理")
    }
    fn due_by(&self, day: &str) -> String {
        format!("{day}前办完")
    }
    fn overdue_since(&self, day: &str) -> String {
        format!("已过期限：{day}")
    }
    fn preview_button(&self) -> &'static str {
        "先看看样子"
    }
    fn text_preview_heading(&self) -> &'static str {
        "提出以后是这样"
    }
    fn text_preview_lead(&self) -> &'static str {
        "还没有提交。改好了再按最下面的按钮。"
    }
    fn markdown_hint(&self) -> &'static str {
        "空一行分段；行首写“- ”是一条一条；**两边加星号**是加粗。"
    }
    fn cosign_button(&self) -> &'static str {
        "附议这件事"
    }
    fn cosign_signed_out(&self) -> &'static str {
        "登录后附议"
    }
    fn cosigned(&self) -> &'static str {
        "您已附议。"
    }
    fn uncosign_button(&self) -> &'static str {
        "收回附议"
    }
    fn proposals_heading(&self) -> &'static str {
        "方案"
    }
    fn proposals_none(&self) -> &'static str {
        "还没有方案。"
    }
    fn timeline_heading(&self) -> &'static str {
        "走到哪一步了"
    }
    fn was_raised(&self) -> &'static str {
        "提出"
    }
    fn moved(&self, step: Move) -> &'static str {
        match step {
            Move::Accept => "受理",
            Move::Decline => "不受理",
            Move::Deliberate => "进入协商",
            Move::PutToVote => "提交表决",
            Move::Return => "退回协商",
            Move::Decide => "作出决定",
            Move::CarryOut => "开始办理",
            Move::Finish => "办结",
            Move::Reopen => "回潮：又出现了",
            Move::TurnToHazard => "转为安全隐患",
        }
    }
    fn move_hint(&self, step: Move) -> &'static str {
        match step {
            Move::Accept => "这件事议事会管，请大家提方案",
            Move::Decline => "写明理由，公开可查",
            Move::Deliberate => "召集大家协商方案",
            Move::PutToVote => "方案已经清楚，可以表决",
            Move::Return => "表决没有通过，或者撤销了",
            Move::Decide => "协商一致，或者表决有了结果",
            Move::CarryOut => "写明谁来办、哪天前办完",
            Move::Finish => "已经办好，请大家评",
            Move::Reopen => "同样的问题又来了，重新受理",
            Move::TurnToHazard => "有危险，不等协商：交物业限期处理，评论关闭",
        }
    }
    fn progress_noted(&self) -> &'static str {
        "办理进展"
    }
    fn vote_announced(&self) -> &'static str {
        "发起表决"
    }
    fn decision_published(&self) -> &'static str {
        "公布决定"
    }
    fn by_the_hall(&self) -> &'static str {
        "系统自动"
    }
    fn enough_cosigners(&self) -> &'static str {
        "附议人数够了，自动受理。"
    }
    fn vote_ended(&self) -> &'static str {
        "按表决结果自动更新。"
    }
    fn move_page(&self) -> &'static str {
        "处理这件事"
    }
    fn move_link(&self) -> &'static str {
        "处理这件事"
    }
    fn reopen_link(&self) -> &'static str {
        "又出现了？重新提起"
    }
    fn move_step(&self) -> &'static str {
        "怎么处理"
    }
    fn move_reason(&self) -> &'static str {
        "理由（公开）"
    }
    fn move_reason_hint(&self) -> &'static str {
        "居民都能看到，写清楚为什么。"
    }
    fn move_carried_by(&self) -> &'static str {
        "谁来办（开始办理、转为安全隐患时要填）"
    }
    fn move_carried_by_hint(&self) -> &'static str {
        "例如：物业服务中心"
    }
    fn move_due(&self) -> &'static str {
        "哪天前办完（开始办理、转为安全隐患时要填）"
    }
    fn move_button(&self) -> &'static str {
        "公开记下这一步"
    }
    fn move_none(&self) -> &'static str {
        "现在没有您可以办的步骤。"
    }
    fn stands_now(&self) -> &'static str {
        "现在"
    }
    fn progress_page(&self) -> &'static str {
        "写办理进展"
    }
    fn progress_words(&self) -> &'static str {
        "进展到哪里了"
    }
    fn progress_button(&self) -> &'static str {
        "公布进展"
    }
    fn share_link(&self) -> &'static str {
        "转给邻居"
    }
    fn to_vote(&self) -> &'static str {
        "去看表决"
    }
    fn to_decision(&self) -> &'static str {
        "看决定"
    }
}
