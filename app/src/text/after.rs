//! Words of what follows a vote's announcement and its count: objections, recounts, annulment, orders of others.

use domain::votes::after::{ObjectionFinding, ObjectionKind, OrderKind};

use super::{En, ZhCn};

sentences! {
    /// Words of what may follow.
    pub trait AfterText {
        /// 异议.
        fn objections() -> &'static str { "异议", "Objections" }
        /// Who objects to what, until when.
        fn objections_lead(until: Option<&str>) -> String {
            match until {
                Some(until) => format!(
                    "名册、选票或程序有不对的，在表决范围内的人可以在{until}前提出。异议和答复都公开。"
                ),
                None => "名册、选票或程序有不对的，在表决范围内的人随时可以提，到公示结束为止。异议和答复都公开。".to_owned(),
            },
            match until {
                Some(until) => format!(
                    "Whoever is of the electorate may object to the roll, a ballot or the procedure until {until}. Objections and \
                     answers are public."
                ),
                None => "Whoever is of the electorate may object to the roll, a ballot or the procedure until the time for \
                         objections ends. Objections and answers are public.".to_owned(),
            },
        }
        /// 异议期, among a vote's facts.
        fn objections_term() -> &'static str { "异议期", "Objections" }
        /// How long it lasts, or until when.
        fn objections_last(days: i64, until: Option<&str>) -> String {
            match (until, days) {
                (Some(until), _) => format!("到 {until}"),
                (None, 0) => "计票后马上生效，不留异议期".to_owned(),
                (None, days) => format!("计票后 {days} 天，没有未答复的异议，结果就生效"),
            },
            match (until, days) {
                (Some(until), _) => format!("until {until}"),
                (None, 0) => "none: the count is final at once".to_owned(),
                (None, days) => format!("{days} days after the count; then it is final, unless one waits for an answer"),
            },
        }
        /// Leads to the form.
        fn object() -> &'static str { "提异议", "Object" }
        /// What the form asks first.
        fn objection_about() -> &'static str { "对什么有异议？", "What do you object to?" }
        /// What an objection is about.
        fn objection_kind(kind: ObjectionKind) -> &'static str {
            match kind {
                ObjectionKind::Roll => "名册里的人、房屋或面积",
                ObjectionKind::Ballot => "一张选票",
                ObjectionKind::Procedure => "表决的程序",
            },
            match kind {
                ObjectionKind::Roll => "People, homes or areas on the roll",
                ObjectionKind::Ballot => "A ballot",
                ObjectionKind::Procedure => "The procedure",
            },
        }
        /// What is wrong.
        fn objection_text() -> &'static str { "哪里不对？", "What is wrong?" }
        /// That it is public.
        fn objection_hint() -> &'static str {
            "会和您的显示名一起公开。请不要写别人的姓名、电话和门牌。",
            "It is published with the name you are shown by. Leave out other people's names, numbers and doors.",
        }
        /// The button.
        fn objection_send() -> &'static str { "公开提出", "Object in public" }
        /// An objection's number.
        fn objection_number(number: i64) -> String { format!("第 {number} 号"), format!("No. {number}") }
        /// None was made.
        fn no_objections() -> &'static str { "还没有人提异议。", "Nobody has objected." }
        /// An objection without an answer.
        fn objection_waits() -> &'static str { "等待答复", "not answered yet" }
        /// Leads to the form to answer.
        fn objection_answer() -> &'static str { "答复", "Answer" }
        /// Leads whoever answers to what waits.
        fn objections_to_answer(waiting: i64) -> String {
            format!("{waiting} 条异议等您答复"),
            if waiting == 1 { "1 objection waits for your answer".to_owned() } else { format!("{waiting} objections wait for your answer") },
        }
        /// The outcome waits for answers.
        fn final_waits(waiting: usize, convener: &str) -> String {
            format!("异议期已过，还有 {waiting} 条异议没有答复。{convener}全部答复以后，结果才能确定。"),
            format!("The time for objections is over, and {waiting} wait for an answer by {convener}. Until then nothing is final."),
        }
        /// What was found.
        fn objection_finding(finding: ObjectionFinding) -> &'static str {
            match finding {
                ObjectionFinding::Unfounded => "不成立",
                ObjectionFinding::WithoutEffect => "成立，但不影响结果",
                ObjectionFinding::Recount => "成立，重新计票",
                ObjectionFinding::Annulled => "成立，表决作废",
                ObjectionFinding::Moot => "表决已经取消或作废，这条异议不用再答复",
            },
            match finding {
                ObjectionFinding::Unfounded => "Unfounded",
                ObjectionFinding::WithoutEffect => "Founded, without effect on the result",
                ObjectionFinding::Recount => "Founded: counted again",
                ObjectionFinding::Annulled => "Founded: the vote is annulled",
                ObjectionFinding::Moot => "The vote was called off or annulled; the objection needs no answer",
            },
        }
        /// What is asked of whoever answers.
        fn finding_asked() -> &'static str { "查下来是？", "What did you find?" }
        /// Why nothing else can be found while ballots are cast.
        fn finding_before_count() -> &'static str {
            "重新计票和作废，要等计票以后。现在就不能继续的，请到“主持”页取消这次表决。",
            "A recount or annulment needs a count first. If the vote cannot go on, call it off on the page where it is conducted."
        }
        /// The reasons.
        fn answer_text() -> &'static str { "理由", "Reasons" }
        /// That it is public and cannot be taken back.
        fn answer_hint() -> &'static str {
            "答复公开，记入公开日志，不能再改。", "The answer is public, goes into the public log, and cannot be changed."
        }
        /// The ballot to be set aside.
        fn answer_ballot() -> &'static str { "要剔除的选票", "Ballot to set aside" }
        /// How it is named.
        fn answer_ballot_hint() -> &'static str {
            "只在重新计票时填：写回执短码、门牌（如 3号楼101室）或投票人姓名。不公开。不填就按原票再数一遍。",
            "Only for a recount: a receipt's short code, a home, or the voter's name. Not published. Leave empty to count the same \
             ballots again.",
        }
        /// Of a secret vote.
        fn answer_secret_recount() -> &'static str {
            "无记名表决计票后，选票不再和人对应，不能单独剔除；重新计票是把原票再数一遍。",
            "In a secret vote ballots no longer belong to names: none can be set aside, and a recount counts the same ones again.",
        }
        /// The button.
        fn answer_send() -> &'static str { "公开答复", "Answer in public" }
        /// Heads an earlier count.
        fn earlier_count(n: i64, what: &str) -> String {
            format!("第 {n} 次计票（已被重新计票取代）：{what}"), format!("Count {n}, replaced by a recount: {what}")
        }
        /// When a count was made.
        fn counted_at() -> &'static str { "计票时间", "Counted" }
        /// Why the figures of an earlier count are not for everybody.
        fn earlier_count_for_owners() -> &'static str {
            "和后来的计票只差一张票，一减就知道那张票投了什么，所以这次的数字只给本小区登录的业主看。",
            "It differs from the next count by one ballot, and the difference would tell what that said: its figures are for the \
             signed-in owners of the compound."
        }
        /// Why it was counted anew.
        fn recounted(objection: i64, set_aside: bool, same: bool) -> String {
            match (set_aside, same) {
                (true, _) => format!("第 {objection} 号异议成立，剔除一张选票，重新计票。"),
                (false, true) => format!("第 {objection} 号异议成立，按原票重新数了一遍，结果一字不差。"),
                (false, false) => format!("第 {objection} 号异议成立，重新计票。"),
            },
            match (set_aside, same) {
                (true, _) => format!("Objection {objection} was founded: a ballot was set aside and the rest counted again."),
                (false, true) => format!("Objection {objection} was founded: the same ballots were counted again, to the same result."),
                (false, false) => format!("Objection {objection} was founded: counted again."),
            },
        }
        /// One's own ballot was set aside.
        fn own_set_aside(objection: i64) -> String {
            format!("您的票因第 {objection} 号异议被剔除，没有计入。"),
            format!("Your ballot was set aside for objection {objection} and does not count."),
        }
        /// What was done to the vote.
        fn order_kind(kind: OrderKind) -> &'static str {
            match kind {
                OrderKind::Annulled => "召集人作废",
                OrderKind::StreetCorrection => "街道责令改正",
                OrderKind::StreetRevoked => "街道撤销",
                OrderKind::CourtRevoked => "法院撤销",
            },
            match kind {
                OrderKind::Annulled => "Annulled by the convenor",
                OrderKind::StreetCorrection => "Ordered to be corrected by the sub-district",
                OrderKind::StreetRevoked => "Revoked by the sub-district",
                OrderKind::CourtRevoked => "Revoked by a court",
            },
        }
        /// Heads the page of a void vote.
        fn void_heading(title: &str) -> String { format!("已作废：{title}"), format!("Void: {title}") }
        /// Above the struck outcome.
        fn vote_is_void() -> &'static str {
            "本次表决已经作废，下面的结果不再算数。", "This vote is void: the result below counts for nothing."
        }
        /// Above a decision that rests on a void vote.
        fn rests_on_void() -> &'static str {
            "这项决定所依据的表决已经作废。", "The vote that this decision rests on is void."
        }
        /// Above an issue whose newest decision rests on a void vote.
        fn issue_rests_on_void() -> &'static str {
            "本议题的决定所依据的表决已经作废。", "The vote that this issue's decision rests on is void."
        }
        /// Above the outcome of a vote with an order to correct.
        fn vote_to_correct() -> &'static str {
            "街道责令改正，还没有改正完。结果暂时有效。", "Ordered to be corrected, and not corrected yet. The result stands meanwhile."
        }
        /// A document.
        fn document(number: &str, issuer: &str, day: &str) -> String {
            format!("{issuer}，{number}，{day}"), format!("{issuer}, {number}, {day}")
        }
        /// Before what was corrected.
        fn order_corrected() -> &'static str { "已改正", "Corrected" }
        /// The page where they are entered.
        fn orders_page() -> &'static str { "作废、责令改正与撤销", "Annulment and orders" }
        /// Opens the form for orders.
        fn order_enter() -> &'static str { "登记街道或法院的文书", "Enter an order of the sub-district or a court" }
        /// Opens the form for what was corrected.
        fn correction_enter() -> &'static str { "登记改正了什么", "Enter what was corrected" }
        /// Heads the form to annul.
        fn annul_lead() -> &'static str {
            "作废以后，这次表决的结果不再算数，档案和计票照样公开。不能恢复。",
            "Once annulled the result counts for nothing; its record stays public. It cannot be undone.",
        }
        /// The reason.
        fn annul_reason() -> &'static str { "为什么作废（公开）", "Why (public)" }
        /// The button.
        fn annul_send() -> &'static str { "作废这次表决", "Annul this vote" }
        /// Heads the form for orders.
        fn order_lead() -> &'static str {
            "收到街道或法院的文书后登记在这里。撤销以后，这次表决的结果不再算数，不能恢复。",
            "Enter what the sub-district or a court decided. Once revoked the result counts for nothing, and it cannot be undone.",
        }
        /// What was decided.
        fn order_which() -> &'static str { "文书的内容", "What was decided" }
        /// The document's number.
        fn order_number() -> &'static str { "文号", "Document number" }
        /// Its day.
        fn order_day() -> &'static str { "文书日期", "Date of the document" }
        /// Which days it can be.
        fn order_day_hint() -> &'static str {
            "不早于投票截止那天，不晚于今天。", "From the day the vote closed until today."
        }
        /// Whose it is.
        fn order_issuer() -> &'static str { "发文单位", "Issued by" }
        /// What it says.
        fn order_text() -> &'static str { "文书说了什么（公开）", "What it says (public)" }
        /// The button.
        fn order_send() -> &'static str { "公开登记", "Enter in public" }
        /// What was corrected.
        fn correction_text() -> &'static str { "改正了什么（公开）", "What was corrected (public)" }
        /// The button.
        fn correction_send() -> &'static str { "登记已改正", "Enter as corrected" }
        /// Nothing can be entered at this stage.
        fn nothing_to_enter() -> &'static str { "现在没有要登记的。", "There is nothing to enter now." }
    }
}
