//! Words about lists of issues and their way along the path.

use super::{En, ZhCn};
use domain::issues::{Move, Shelf};

/// Words about lists of issues and their way along the path.
pub trait ProgressText {
    /// 全部议题.
    fn all_issues(&self) -> &'static str;
    /// An empty list.
    fn issues_none(&self) -> &'static str;
    /// Under it.
    fn issues_none_lead(&self) -> &'static str;
    /// Every shelf.
    fn shelf_all(&self) -> &'static str;
    /// A shelf of issues, in a word.
    fn shelf(&self, shelf: Shelf) -> &'static str;
    /// Names the tabs.
    fn shelves_label(&self) -> &'static str;
    /// The search field.
    fn search_words(&self) -> &'static str;
    /// Its button.
    fn search_button(&self) -> &'static str;
    /// Every kind.
    fn any_category(&self) -> &'static str;
    /// Every compound.
    fn any_compound(&self) -> &'static str;
    /// How many a search found.
    fn found_count(&self, count: i64) -> String;
    /// 3 个方案.
    fn proposals_count(&self, count: i64) -> String;
    /// 46 条评论.
    fn comments_count(&self, count: i64) -> String;
    /// 还差 6 人附议即受理.
    fn cosigners_missing(&self, missing: i64) -> String;
    /// Who carries it out.
    fn carried_by(&self, name: &str) -> String;
    /// By when.
    fn due_by(&self, day: &str) -> String;
    /// Late.
    fn overdue_since(&self, day: &str) -> String;
    /// Shows the text as it will look.
    fn preview_button(&self) -> &'static str;
    /// Heads the preview.
    fn text_preview_heading(&self) -> &'static str;
    /// Under it.
    fn text_preview_lead(&self) -> &'static str;
    /// How to mark up a text.
    fn markdown_hint(&self) -> &'static str;
    /// 附议.
    fn cosign_button(&self) -> &'static str;
    /// To those not signed in.
    fn cosign_signed_out(&self) -> &'static str;
    /// To a co-signer.
    fn cosigned(&self) -> &'static str;
    /// 收回附议.
    fn uncosign_button(&self) -> &'static str;
    /// Heads the proposals.
    fn proposals_heading(&self) -> &'static str;
    /// There are none.
    fn proposals_none(&self) -> &'static str;
    /// Heads the timeline.
    fn timeline_heading(&self) -> &'static str;
    /// The first line of the timeline.
    fn was_raised(&self) -> &'static str;
    /// A step, as it was taken.
    fn moved(&self, step: Move) -> &'static str;
    /// What a step means, beside its card.
    fn move_hint(&self, step: Move) -> &'static str;
    /// A note of progress on the timeline.
    fn progress_noted(&self) -> &'static str;
    /// A vote on the timeline.
    fn vote_announced(&self) -> &'static str;
    /// A decision on the timeline.
    fn decision_published(&self) -> &'static str;
    /// Who acted, when nobody did.
    fn by_the_hall(&self) -> &'static str;
    /// Why an issue was accepted by itself.
    fn enough_cosigners(&self) -> &'static str;
    /// Why an issue moved by itself after a vote.
    fn vote_ended(&self) -> &'static str;
    /// Heads the officers’ form.
    fn move_page(&self) -> &'static str;
    /// Leads officers to it.
    fn move_link(&self) -> &'static str;
    /// Leads residents to it when an issue is closed.
    fn reopen_link(&self) -> &'static str;
    /// The choice of step.
    fn move_step(&self) -> &'static str;
    /// Its reason.
    fn move_reason(&self) -> &'static str;
    /// Its hint.
    fn move_reason_hint(&self) -> &'static str;
    /// Who carries it out.
    fn move_carried_by(&self) -> &'static str;
    /// Its hint.
    fn move_carried_by_hint(&self) -> &'static str;
    /// By when.
    fn move_due(&self) -> &'static str;
    /// The button.
    fn move_button(&self) -> &'static str;
    /// No step is open to the reader.
    fn move_none(&self) -> &'static str;
    /// Above the form, where it stands.
    fn stands_now(&self) -> &'static str;
    /// Heads the form for progress.
    fn progress_page(&self) -> &'static str;
    /// Its field.
    fn progress_words(&self) -> &'static str;
    /// Its button.
    fn progress_button(&self) -> &'static str;
    /// Leads to the share card.
    fn share_link(&self) -> &'static str;
    /// Leads to the vote.
    fn to_vote(&self) -> &'static str;
    /// Leads to the decision.
    fn to_decision(&self) -> &'static str;
}

impl ProgressText for ZhCn {
    fn all_issues(&self) -> &'static str {
        "全部议题"
    }
    fn issues_none(&self) -> &'static str {
        "这里还没有议题"
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
        "谁来办"
    }
    fn move_carried_by_hint(&self) -> &'static str {
        "开始办理、转为安全隐患时要填，例如：物业服务中心"
    }
    fn move_due(&self) -> &'static str {
        "哪天前办完"
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

impl ProgressText for En {
    fn all_issues(&self) -> &'static str {
        "All issues"
    }
    fn issues_none(&self) -> &'static str {
        "No issues here yet"
    }
    fn issues_none_lead(&self) -> &'static str {
        "Look with other words, or raise one yourself."
    }
    fn shelf_all(&self) -> &'static str {
        "All"
    }
    fn shelf(&self, shelf: Shelf) -> &'static str {
        match shelf {
            Shelf::Raised => "Co-signing",
            Shelf::Open => "Discussed",
            Shelf::Doing => "In hand",
            Shelf::Done => "Done",
            Shelf::Declined => "Declined",
        }
    }
    fn shelves_label(&self) -> &'static str {
        "Issues by stage"
    }
    fn search_words(&self) -> &'static str {
        "Look for"
    }
    fn search_button(&self) -> &'static str {
        "Search"
    }
    fn any_category(&self) -> &'static str {
        "Every kind"
    }
    fn any_compound(&self) -> &'static str {
        "Every compound"
    }
    fn found_count(&self, count: i64) -> String {
        format!("{count} in all")
    }
    fn proposals_count(&self, count: i64) -> String {
        format!("{count} proposals")
    }
    fn comments_count(&self, count: i64) -> String {
        format!("{count} comments")
    }
    fn cosigners_missing(&self, missing: i64) -> String {
        format!("{missing} more co-signers and it is accepted")
    }
    fn carried_by(&self, name: &str) -> String {
        format!("carried out by {name}")
    }
    fn due_by(&self, day: &str) -> String {
        format!("due by {day}")
    }
    fn overdue_since(&self, day: &str) -> String {
        format!("overdue since {day}")
    }
    fn preview_button(&self) -> &'static str {
        "Preview"
    }
    fn text_preview_heading(&self) -> &'static str {
        "This is how it will look"
    }
    fn text_preview_lead(&self) -> &'static str {
        "Nothing has been sent yet. Use the button at the foot when it is right."
    }
    fn markdown_hint(&self) -> &'static str {
        "A blank line starts a paragraph; “- ” a list item; **two stars** make bold."
    }
    fn cosign_button(&self) -> &'static str {
        "Co-sign this issue"
    }
    fn cosign_signed_out(&self) -> &'static str {
        "Sign in to co-sign"
    }
    fn cosigned(&self) -> &'static str {
        "You have co-signed."
    }
    fn uncosign_button(&self) -> &'static str {
        "Take it back"
    }
    fn proposals_heading(&self) -> &'static str {
        "Proposals"
    }
    fn proposals_none(&self) -> &'static str {
        "No proposals yet."
    }
    fn timeline_heading(&self) -> &'static str {
        "What has happened"
    }
    fn was_raised(&self) -> &'static str {
        "Raised"
    }
    fn moved(&self, step: Move) -> &'static str {
        match step {
            Move::Accept => "Accepted",
            Move::Decline => "Declined",
            Move::Deliberate => "Deliberation began",
            Move::PutToVote => "Put to the vote",
            Move::Return => "Back to deliberation",
            Move::Decide => "Decided",
            Move::CarryOut => "Being carried out",
            Move::Finish => "Done",
            Move::Reopen => "Back again",
            Move::TurnToHazard => "Turned into a hazard",
        }
    }
    fn move_hint(&self, step: Move) -> &'static str {
        match step {
            Move::Accept => "The council takes it up; proposals are invited",
            Move::Decline => "With reasons everyone can read",
            Move::Deliberate => "Talk the proposals through",
            Move::PutToVote => "The proposals are clear enough to vote on",
            Move::Return => "The vote failed or was called off",
            Move::Decide => "Agreed, or the vote has its result",
            Move::CarryOut => "Say who does it and by when",
            Move::Finish => "It is done; let people judge",
            Move::Reopen => "The same trouble is back; take it up again",
            Move::TurnToHazard => {
                "Danger is no matter of opinion: to the property service, by a date; comments close"
            }
        }
    }
    fn progress_noted(&self) -> &'static str {
        "Progress"
    }
    fn vote_announced(&self) -> &'static str {
        "Vote"
    }
    fn decision_published(&self) -> &'static str {
        "Decision published"
    }
    fn by_the_hall(&self) -> &'static str {
        "automatically"
    }
    fn enough_cosigners(&self) -> &'static str {
        "It has enough co-signers."
    }
    fn vote_ended(&self) -> &'static str {
        "By the outcome of the vote."
    }
    fn move_page(&self) -> &'static str {
        "Move this issue on"
    }
    fn move_link(&self) -> &'static str {
        "Move it on"
    }
    fn reopen_link(&self) -> &'static str {
        "Is it back? Take it up again"
    }
    fn move_step(&self) -> &'static str {
        "What is to be done"
    }
    fn move_reason(&self) -> &'static str {
        "Reason (public)"
    }
    fn move_reason_hint(&self) -> &'static str {
        "Everyone can read it. Say why."
    }
    fn move_carried_by(&self) -> &'static str {
        "Who carries it out"
    }
    fn move_carried_by_hint(&self) -> &'static str {
        "For carrying out and for hazards, for example: the property service"
    }
    fn move_due(&self) -> &'static str {
        "By which day"
    }
    fn move_button(&self) -> &'static str {
        "Put this step on record"
    }
    fn move_none(&self) -> &'static str {
        "There is no step for you to take now."
    }
    fn stands_now(&self) -> &'static str {
        "Now"
    }
    fn progress_page(&self) -> &'static str {
        "Report progress"
    }
    fn progress_words(&self) -> &'static str {
        "How far it has come"
    }
    fn progress_button(&self) -> &'static str {
        "Publish"
    }
    fn share_link(&self) -> &'static str {
        "Share"
    }
    fn to_vote(&self) -> &'static str {
        "See the vote"
    }
    fn to_decision(&self) -> &'static str {
        "Read the decision"
    }
}
