//! Words on a community’s page.

use super::{En, ZhCn};
use domain::notices::NoticeKind;
use domain::votes::{VoteKind, VoteState};

/// Words on a community’s page.
pub trait HomeText {
    /// 有两件事等您.
    fn things_wait(&self, count: usize) -> String;
    /// Nothing does.
    fn nothing_waits(&self) -> &'static str;
    /// Under it.
    fn nothing_waits_lead(&self) -> &'static str;
    /// To those not signed in.
    fn home_lead(&self) -> &'static str;
    /// 去投票.
    fn to_ballot(&self) -> &'static str;
    /// 您名下 1 票.
    fn your_heads(&self, count: i64) -> String;
    /// 尚未投票.
    fn not_cast(&self) -> &'static str;
    /// When it closes.
    fn closes(&self, at: &str) -> String;
    /// When it opens.
    fn opens(&self, at: &str) -> String;
    /// When objections end.
    fn objections_until(&self, at: &str) -> String;
    /// Which kind of vote.
    fn vote_kind_tag(&self, kind: VoteKind) -> &'static str;
    /// Where a vote stands, in a word.
    fn vote_state_word(&self, state: VoteState) -> &'static str;
    /// What was told, in a few words.
    fn notice_kind(&self, kind: NoticeKind) -> &'static str;
    /// Leads to it and marks it seen.
    fn see_notice(&self) -> &'static str;
    /// Marks everything seen.
    fn all_seen(&self) -> &'static str;
    /// Heads the votes.
    fn votes_heading(&self) -> &'static str;
    /// Heads what is discussed.
    fn discussed_heading(&self) -> &'static str;
    /// Heads what collects co-signers.
    fn raised_heading(&self) -> &'static str;
    /// Heads what is carried out.
    fn doing_heading(&self) -> &'static str;
    /// Heads the decisions.
    fn decisions_heading(&self) -> &'static str;
    /// There are none.
    fn no_issues_yet(&self) -> &'static str;
    /// Under it.
    fn no_issues_yet_lead(&self) -> &'static str;
    /// 已公布.
    fn published_seal(&self) -> &'static str;
    /// 春和业〔2026〕3号.
    fn decision_number(&self, prefix: &str, year: i64, number: i64) -> String;
    /// Heads the links.
    fn everything(&self) -> &'static str;
    /// A link.
    fn link_votes(&self) -> &'static str;
    /// A link.
    fn link_decisions(&self) -> &'static str;
    /// A link.
    fn link_bodies(&self) -> &'static str;
    /// A link.
    fn link_register(&self) -> &'static str;
    /// A link.
    fn link_requests(&self) -> &'static str;
    /// Several communities.
    fn choose_community(&self) -> &'static str;
    /// There is none yet.
    fn no_community(&self) -> &'static str;
    /// Under it.
    fn no_community_lead(&self) -> &'static str;
}

impl HomeText for ZhCn {
    fn things_wait(&self, count: usize) -> String {
        {
            const NUMERALS: [&str; 10] = ["一", "两", "三", "四", "五", "六", "七", "八", "九", "十"];
            let number = count.checked_sub(1).and_then(|n| NUMERALS.get(n));
            number.map_or_else(|| format!("有 {count} 件事等您"), |number| format!("有{number}件事等您"))
        }
    }
    fn nothing_waits(&self) -> &'static str {
        "现在没有事等您"
    }
    fn nothing_waits_lead(&self) -> &'static str {
        "有表决要投、有人回复您时，会在这里告诉您。"
    }
    fn home_lead(&self) -> &'static str {
        "有事大家议，结果人人验。"
    }
    fn to_ballot(&self) -> &'static str {
        "去投票"
    }
    fn your_heads(&self, count: i64) -> String {
        format!("您名下 {count} 票")
    }
    fn not_cast(&self) -> &'static str {
        "尚未投票"
    }
    fn closes(&self, at: &str) -> String {
        format!("{at} 截止")
    }
    fn opens(&self, at: &str) -> String {
        format!("{at} 开始投票")
    }
    fn objections_until(&self, at: &str) -> String {
        format!("异议期至 {at}")
    }
    fn vote_kind_tag(&self, kind: VoteKind) -> &'static str {
        match kind {
            VoteKind::Statutory => "业主大会表决",
            VoteKind::Consultative => "民意征询",
        }
    }
    fn vote_state_word(&self, state: VoteState) -> &'static str {
        match state {
            VoteState::Draft => "准备中",
            VoteState::Notice => "公告中",
            VoteState::Open => "正在投票",
            VoteState::Closed => "计票中",
            VoteState::Preliminary => "结果公示",
            VoteState::Final => "最终结果",
            VoteState::Cancelled => "已取消",
            VoteState::Void => "已作废",
        }
    }
    fn notice_kind(&self, kind: NoticeKind) -> &'static str {
        match kind {
            NoticeKind::Reply => "有人回复您",
            NoticeKind::IssueMoved => "有新进展",
            NoticeKind::ProposalMade => "有人提了方案",
            NoticeKind::ProposalRevised => "您附议的方案改了",
            NoticeKind::ProposalWithdrawn => "您附议的方案撤回了",
            NoticeKind::WordsHidden => "您写的一段话被隐藏",
            NoticeKind::Appeal => "申诉",
            NoticeKind::JointRequest => "联名提议",
            NoticeKind::Vote => "表决",
            NoticeKind::BallotSuspended => "共有人选的不一样，这一票先不算，请商量一致",
            NoticeKind::BallotAgreed => "共有人选的一致了，这一票算数",
            NoticeKind::BallotStruck => "因一件异议，您的票被剔除",
            NoticeKind::ObjectionMade => "有人提了异议，等答复",
            NoticeKind::ObjectionAnswered => "您的异议有了答复",
            NoticeKind::Decision => "决定",
        }
    }
    fn see_notice(&self) -> &'static str {
        "去看看"
    }
    fn all_seen(&self) -> &'static str {
        "都知道了"
    }
    fn votes_heading(&self) -> &'static str {
        "表决"
    }
    fn discussed_heading(&self) -> &'static str {
        "正在议"
    }
    fn raised_heading(&self) -> &'static str {
        "征集附议"
    }
    fn doing_heading(&self) -> &'static str {
        "在办"
    }
    fn decisions_heading(&self) -> &'static str {
        "新近决定"
    }
    fn no_issues_yet(&self) -> &'static str {
        "还没有人提过事"
    }
    fn no_issues_yet_lead(&self) -> &'static str {
        "身边的事，写一句话就行。"
    }
    fn published_seal(&self) -> &'static str {
        "已公布"
    }
    fn decision_number(&self, prefix: &str, year: i64, number: i64) -> String {
        format!("{prefix}〔{year}〕{number}号")
    }
    fn everything(&self) -> &'static str {
        "更多"
    }
    fn link_votes(&self) -> &'static str {
        "全部表决"
    }
    fn link_decisions(&self) -> &'static str {
        "全部决定"
    }
    fn link_bodies(&self) -> &'static str {
        "组织和席位"
    }
    fn link_register(&self) -> &'static str {
        "管理记录"
    }
    fn link_requests(&self) -> &'static str {
        "联名提议"
    }
    fn choose_community(&self) -> &'static str {
        "您在哪个社区？"
    }
    fn no_community(&self) -> &'static str {
        "这里还没有社区"
    }
    fn no_community_lead(&self) -> &'static str {
        "请管理员先新建一个。"
    }
}

impl HomeText for En {
    fn things_wait(&self, count: usize) -> String {
        match count {
            1 => "One thing waits for you".to_owned(),
            count => format!("{count} things wait for you"),
        }
    }
    fn nothing_waits(&self) -> &'static str {
        "Nothing waits for you"
    }
    fn nothing_waits_lead(&self) -> &'static str {
        "Votes to cast and replies to you will be told here."
    }
    fn home_lead(&self) -> &'static str {
        "Neighbours raise it, talk it through, and check the outcome."
    }
    fn to_ballot(&self) -> &'static str {
        "Cast your vote"
    }
    fn your_heads(&self, count: i64) -> String {
        format!("{count} in your name")
    }
    fn not_cast(&self) -> &'static str {
        "not cast yet"
    }
    fn closes(&self, at: &str) -> String {
        format!("closes {at}")
    }
    fn opens(&self, at: &str) -> String {
        format!("opens {at}")
    }
    fn objections_until(&self, at: &str) -> String {
        format!("objections until {at}")
    }
    fn vote_kind_tag(&self, kind: VoteKind) -> &'static str {
        match kind {
            VoteKind::Statutory => "Owners' vote",
            VoteKind::Consultative => "Consultation",
        }
    }
    fn vote_state_word(&self, state: VoteState) -> &'static str {
        match state {
            VoteState::Draft => "draft",
            VoteState::Notice => "announced",
            VoteState::Open => "open",
            VoteState::Closed => "being counted",
            VoteState::Preliminary => "preliminary outcome",
            VoteState::Final => "final outcome",
            VoteState::Cancelled => "called off",
            VoteState::Void => "void",
        }
    }
    fn notice_kind(&self, kind: NoticeKind) -> &'static str {
        match kind {
            NoticeKind::Reply => "A reply to you",
            NoticeKind::IssueMoved => "It moved on",
            NoticeKind::ProposalMade => "A new proposal",
            NoticeKind::ProposalRevised => "A proposal you co-signed changed",
            NoticeKind::ProposalWithdrawn => "A proposal you co-signed was withdrawn",
            NoticeKind::WordsHidden => "Something you wrote was hidden",
            NoticeKind::Appeal => "Appeal",
            NoticeKind::JointRequest => "Joint request",
            NoticeKind::Vote => "Vote",
            NoticeKind::BallotSuspended => "Co-owners differ; your ballot waits until you agree",
            NoticeKind::BallotAgreed => "Co-owners agree; your ballot counts",
            NoticeKind::BallotStruck => "Your ballot was set aside after an objection",
            NoticeKind::ObjectionMade => "An objection waits for an answer",
            NoticeKind::ObjectionAnswered => "Your objection was answered",
            NoticeKind::Decision => "Decision",
        }
    }
    fn see_notice(&self) -> &'static str {
        "Have a look"
    }
    fn all_seen(&self) -> &'static str {
        "Mark all as seen"
    }
    fn votes_heading(&self) -> &'static str {
        "Votes"
    }
    fn discussed_heading(&self) -> &'static str {
        "Being discussed"
    }
    fn raised_heading(&self) -> &'static str {
        "Collecting co-signers"
    }
    fn doing_heading(&self) -> &'static str {
        "In hand"
    }
    fn decisions_heading(&self) -> &'static str {
        "Latest decisions"
    }
    fn no_issues_yet(&self) -> &'static str {
        "Nobody has raised anything yet"
    }
    fn no_issues_yet_lead(&self) -> &'static str {
        "One sentence is enough."
    }
    fn published_seal(&self) -> &'static str {
        "published"
    }
    fn decision_number(&self, prefix: &str, year: i64, number: i64) -> String {
        format!("{prefix}〔{year}〕{number}")
    }
    fn everything(&self) -> &'static str {
        "More"
    }
    fn link_votes(&self) -> &'static str {
        "All votes"
    }
    fn link_decisions(&self) -> &'static str {
        "All decisions"
    }
    fn link_bodies(&self) -> &'static str {
        "Bodies and seats"
    }
    fn link_register(&self) -> &'static str {
        "Moderation register"
    }
    fn link_requests(&self) -> &'static str {
        "Joint requests"
    }
    fn choose_community(&self) -> &'static str {
        "Which community is yours?"
    }
    fn no_community(&self) -> &'static str {
        "There is no community here yet"
    }
    fn no_community_lead(&self) -> &'static str {
        "An operator founds the first one."
    }
}
