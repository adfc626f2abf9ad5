//! Words about joint requests.

use super::{En, ZhCn};
use domain::votes::OwnersMatter;

/// Words about joint requests.
pub trait RequestText {
    /// All joint requests.
    fn requests(&self) -> &'static str;
    /// Under that heading.
    fn requests_lead(&self) -> &'static str;
    /// When there is none.
    fn requests_none(&self) -> &'static str;
    /// The link to start one, and the heading of its form.
    fn start_request(&self) -> &'static str;
    /// Under the heading of the form.
    fn start_request_lead(&self) -> &'static str;
    /// The label of the compound.
    fn request_compound(&self) -> &'static str;
    /// The label of the title.
    fn request_title(&self) -> &'static str;
    /// Its hint.
    fn request_title_hint(&self) -> &'static str;
    /// The label of the text.
    fn request_body(&self) -> &'static str;
    /// The label of the matter.
    fn request_matter_label(&self) -> &'static str;
    /// None of them.
    fn request_no_matter(&self) -> &'static str;
    /// A matter of the owners' by its article.
    fn request_matter(&self, matter: OwnersMatter) -> &'static str;
    /// The button.
    fn start_request_button(&self) -> &'static str;
    /// Who started it.
    fn request_by(&self, author: &str) -> String;
    /// How many heads have signed.
    fn request_signed(&self, signed: i64, total: i64) -> String;
    /// How many are missing.
    fn request_missing(&self, missing: i64) -> String;
    /// Names the bar.
    fn request_progress_label(&self) -> &'static str;
    /// How much area has signed.
    fn request_area(&self, percent: &str) -> String;
    /// Why the area stands there.
    fn request_area_note(&self) -> &'static str;
    /// The mark of one that a fifth has signed.
    fn request_reached(&self) -> &'static str;
    /// The mark of one still collecting.
    fn request_collecting(&self) -> &'static str;
    /// The mark of one that was answered.
    fn request_answered(&self) -> &'static str;
    /// The mark of one answered late.
    fn request_overdue(&self) -> &'static str;
    /// By when the convenor answers.
    fn request_due(&self, day: &str) -> String;
    /// The button to sign.
    fn sign_request(&self, heads: i64) -> String;
    /// The button to take it back.
    fn unsign_request(&self) -> &'static str;
    /// What the reader signed.
    fn request_you_signed(&self, heads: i64) -> String;
    /// What a co-owner signed.
    fn request_co_owner_signed(&self) -> &'static str;
    /// Instead of the button, for who is not signed in.
    fn sign_in_to_sign(&self) -> &'static str;
    /// Instead of the button.
    fn request_owners_only(&self) -> &'static str;
    /// Heads the answer.
    fn request_answer_heading(&self) -> &'static str;
    /// The label of the answer.
    fn request_answer_label(&self) -> &'static str;
    /// Its hint.
    fn request_answer_hint(&self) -> &'static str;
    /// The button.
    fn request_answer_button(&self) -> &'static str;
}

impl RequestText for ZhCn {
    fn requests(&self) -> &'static str {
        "联名提议"
    }
    fn requests_lead(&self) -> &'static str {
        "达到小区总人数五分之一的业主联名，召集人（业主委员会等）就必须公开答复（《物业管理条例》第十三条）。同一户的共有人合起来算一个人数，签一次名。"
    }
    fn requests_none(&self) -> &'static str {
        "还没有人发起联名提议。"
    }
    fn start_request(&self) -> &'static str {
        "发起联名提议"
    }
    fn start_request_lead(&self) -> &'static str {
        "写清楚要召集人做什么。发起时您自己就签了名。"
    }
    fn request_compound(&self) -> &'static str {
        "哪个小区"
    }
    fn request_title(&self) -> &'static str {
        "提议什么"
    }
    fn request_title_hint(&self) -> &'static str {
        "例如：提议召开业主大会临时会议，表决充电棚"
    }
    fn request_body(&self) -> &'static str {
        "为什么，希望怎样"
    }
    fn request_matter_label(&self) -> &'static str {
        "属于哪一项业主共同决定的事项"
    }
    fn request_no_matter(&self) -> &'static str {
        "不涉及，或者还不清楚"
    }
    fn request_matter(&self, matter: OwnersMatter) -> &'static str {
        match matter {
            OwnersMatter::RulesOfProcedure => "第278条第（一）项：制定和修改业主大会议事规则",
            OwnersMatter::Covenant => "第278条第（二）项：制定和修改管理规约",
            OwnersMatter::Committee => "第278条第（三）项：选举或者更换业主委员会成员",
            OwnersMatter::PropertyService => "第278条第（四）项：选聘和解聘物业服务企业",
            OwnersMatter::UseMaintenanceFund => "第278条第（五）项：使用维修资金",
            OwnersMatter::RaiseMaintenanceFund => "第278条第（六）项：筹集维修资金",
            OwnersMatter::Rebuild => "第278条第（七）项：改建、重建建筑物及其附属设施",
            OwnersMatter::UseOfCommonParts => {
                "第278条第（八）项：改变共有部分的用途或者利用共有部分从事经营活动"
            }
            OwnersMatter::OtherMajor => "第278条第（九）项：其他重大事项",
            OwnersMatter::HomeToBusiness => "第279条：住宅改为经营性用房",
        }
    }
    fn start_request_button(&self) -> &'static str {
        "发起并签名"
    }
    fn request_by(&self, author: &str) -> String {
        format!("{author} 发起")
    }
    fn request_signed(&self, signed: i64, total: i64) -> String {
        format!("已有 {signed} 人签名，全小区 {total} 人")
    }
    fn request_missing(&self, missing: i64) -> String {
        format!("还差 {missing} 人")
    }
    fn request_progress_label(&self) -> &'static str {
        "联名人数"
    }
    fn request_area(&self, percent: &str) -> String {
        format!("面积占全小区的 {percent}")
    }
    fn request_area_note(&self) -> &'static str {
        "是否达到按人数算；面积供参考，当地规定也要求面积达到五分之一的，以当地规定为准。"
    }
    fn request_reached(&self) -> &'static str {
        "已达到五分之一"
    }
    fn request_collecting(&self) -> &'static str {
        "征集签名中"
    }
    fn request_answered(&self) -> &'static str {
        "已答复"
    }
    fn request_overdue(&self) -> &'static str {
        "答复已逾期"
    }
    fn request_due(&self, day: &str) -> String {
        format!("召集人应在 {day} 前答复")
    }
    fn sign_request(&self, heads: i64) -> String {
        if heads > 1 { "签名（您的各户一起）".to_owned() } else { "签名联名".to_owned() }
    }
    fn unsign_request(&self) -> &'static str {
        "收回签名"
    }
    fn request_you_signed(&self, heads: i64) -> String {
        if heads > 1 {
            format!("您已签名，算 {heads} 个人数。")
        } else {
            "您已签名。".to_owned()
        }
    }
    fn request_co_owner_signed(&self) -> &'static str {
        "共有的那一户，另一位共有人已经签过了，不用再签。"
    }
    fn sign_in_to_sign(&self) -> &'static str {
        "登录后签名"
    }
    fn request_owners_only(&self) -> &'static str {
        "只有本小区的业主可以签名。"
    }
    fn request_answer_heading(&self) -> &'static str {
        "召集人的答复"
    }
    fn request_answer_label(&self) -> &'static str {
        "答复"
    }
    fn request_answer_hint(&self) -> &'static str {
        "同意的写明什么时候召开会议；不同意的写明理由。会公开，只能答复一次。"
    }
    fn request_answer_button(&self) -> &'static str {
        "公布答复"
    }
}

impl RequestText for En {
    fn requests(&self) -> &'static str {
        "Joint requests"
    }
    fn requests_lead(&self) -> &'static str {
        "When a fifth of a compound’s heads sign, whoever convenes its owners has to answer in public (Property Management Regulations, art. 13). Co-owners are one head and sign once between them."
    }
    fn requests_none(&self) -> &'static str {
        "No joint request so far."
    }
    fn start_request(&self) -> &'static str {
        "Start a joint request"
    }
    fn start_request_lead(&self) -> &'static str {
        "Say what the convenor is to do. Starting it signs it."
    }
    fn request_compound(&self) -> &'static str {
        "Which compound"
    }
    fn request_title(&self) -> &'static str {
        "What you ask"
    }
    fn request_title_hint(&self) -> &'static str {
        "For example: call an assembly to vote on the charging shelter"
    }
    fn request_body(&self) -> &'static str {
        "Why, and what you wish"
    }
    fn request_matter_label(&self) -> &'static str {
        "Which matter that owners decide together"
    }
    fn request_no_matter(&self) -> &'static str {
        "None, or not sure"
    }
    fn request_matter(&self, matter: OwnersMatter) -> &'static str {
        match matter {
            OwnersMatter::RulesOfProcedure => "Art. 278(1): the assembly’s rules",
            OwnersMatter::Covenant => "Art. 278(2): the covenant",
            OwnersMatter::Committee => "Art. 278(3): electing the committee",
            OwnersMatter::PropertyService => "Art. 278(4): hiring or dismissing the manager",
            OwnersMatter::UseMaintenanceFund => "Art. 278(5): using the repair fund",
            OwnersMatter::RaiseMaintenanceFund => "Art. 278(6): raising the repair fund",
            OwnersMatter::Rebuild => "Art. 278(7): altering or rebuilding",
            OwnersMatter::UseOfCommonParts => "Art. 278(8): common parts: change of use or business",
            OwnersMatter::OtherMajor => "Art. 278(9): another matter of weight",
            OwnersMatter::HomeToBusiness => "Art. 279: a home turned into business premises",
        }
    }
    fn start_request_button(&self) -> &'static str {
        "Start and sign"
    }
    fn request_by(&self, author: &str) -> String {
        format!("started by {author}")
    }
    fn request_signed(&self, signed: i64, total: i64) -> String {
        format!("{signed} of {total} heads have signed")
    }
    fn request_missing(&self, missing: i64) -> String {
        format!("{missing} more needed")
    }
    fn request_progress_label(&self) -> &'static str {
        "Heads signed"
    }
    fn request_area(&self, percent: &str) -> String {
        format!("{percent} of the compound's area")
    }
    fn request_area_note(&self) -> &'static str {
        "Heads decide; the area is shown because some local rules also ask for a fifth of it."
    }
    fn request_reached(&self) -> &'static str {
        "A fifth reached"
    }
    fn request_collecting(&self) -> &'static str {
        "Collecting"
    }
    fn request_answered(&self) -> &'static str {
        "Answered"
    }
    fn request_overdue(&self) -> &'static str {
        "Answer overdue"
    }
    fn request_due(&self, day: &str) -> String {
        format!("the convenor answers by {day}")
    }
    fn sign_request(&self, heads: i64) -> String {
        if heads > 1 { "Sign for all you own".to_owned() } else { "Sign".to_owned() }
    }
    fn unsign_request(&self) -> &'static str {
        "Take back my signature"
    }
    fn request_you_signed(&self, heads: i64) -> String {
        if heads > 1 { format!("You have signed, for {heads} heads.") } else { "You have signed.".to_owned() }
    }
    fn request_co_owner_signed(&self) -> &'static str {
        "For what you own together, a co-owner has signed already."
    }
    fn sign_in_to_sign(&self) -> &'static str {
        "Sign in to sign"
    }
    fn request_owners_only(&self) -> &'static str {
        "Only owners of this compound can sign."
    }
    fn request_answer_heading(&self) -> &'static str {
        "The convenor’s answer"
    }
    fn request_answer_label(&self) -> &'static str {
        "Answer"
    }
    fn request_answer_hint(&self) -> &'static str {
        "If you agree, say when the assembly is; if not, why. It is public, and given once."
    }
    fn request_answer_button(&self) -> &'static str {
        "Publish the answer"
    }
}
