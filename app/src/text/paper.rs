//! Words on ballots that are handed in on paper.

use super::{En, ZhCn};
use domain::votes::VoteKind;

sentences! {
    /// Words on ballots that are handed in on paper, to who conducts the vote and to voters.
    pub trait PaperText {
        /// Days for entering, when a vote is set up.
        fn paper_label() -> &'static str {
            "收纸质票：截止后留几天录入（0 就是不收）", "Ballots on paper: days to enter them after closing (0: none are taken)"
        }
        /// What that means.
        fn paper_hint() -> &'static str {
            "投票期间也可以录。只用纸质票的小区，业主大会表决要在这里填天数。无记名投票不收纸质票。",
            "They can be entered while the vote is open, too. In a compound that votes on paper only, fill this in for an owners' \
             vote. Secret votes take no paper."
        }
        /// Heads the page, and leads to it.
        fn enter_paper() -> &'static str { "录入纸质票", "Enter ballots on paper" }
        /// Until when, while the vote is open.
        fn paper_until(until: String) -> String {
            format!("纸质票可以录到 {until}。"), format!("Ballots on paper can be entered until {until}.")
        }
        /// The vote has closed; paper is still entered.
        fn paper_being_entered(until: String) -> String {
            format!("网上投票已截止，正在录入纸质票，{until}前计票。"),
            format!("Voting has closed; ballots on paper are being entered, and the vote is counted by {until}.")
        }
        /// Among how a vote is decided: paper is taken.
        fn takes_paper(days: i64) -> String {
            format!("也收纸质票，由召集人录入，截止后 {days} 天内录完。每一张都记入公开日志。"),
            format!("Ballots on paper are taken, too: the convenor enters them within {days} days of closing, each into the public log.")
        }
        /// Heads until when paper is entered, among a vote's facts.
        fn paper_term() -> &'static str { "纸质票", "Paper" }
        /// Until when paper is entered.
        fn paper_entered_until(until: &str) -> String {
            format!("录到 {until}"), format!("entered until {until}")
        }
        /// Said to voters of a vote on paper only.
        fn paper_only_vote() -> &'static str {
            "这次表决只收纸质票：填好、签名，交给召集人。录入以后，您登录就能在这里看到记下的是什么。",
            "This vote takes ballots on paper only: fill yours in, sign it, hand it to the convenor. Once it is entered you can see \
             here what was recorded."
        }
        /// What was recorded of a ballot on paper.
        fn recorded_on_paper(what: &str) -> String {
            format!("已收到纸质票。{what}"), format!("Your ballot on paper was recorded: {what}")
        }
        /// How to change it.
        fn paper_to_change() -> &'static str {
            "录错了，或者没交过票？请联系召集人。", "Wrong, or you handed none in? Talk to the convenor."
        }
        /// How many of the ballots came on paper.
        fn of_them_on_paper(ballots: i64) -> String {
            format!("其中纸质票 {ballots} 张。"), format!(" {ballots} of them on paper.")
        }

        /// Heads the page of all that the reader holds in votes, and leads to it.
        fn own_heads() -> &'static str { "我的票和登记", "My ballots and entries" }
        /// What stands there.
        fn own_heads_hint() -> &'static str {
            "每次表决的名册上您的登记，和投没投。点进去看记下的内容和回执；登记不对，可以在那里提异议。",
            "Your entries on each vote's roll, and whether a ballot was cast. Open a vote for what was recorded and its receipt; if \
             an entry is wrong, object there."
        }
        /// There are none.
        fn no_own_heads() -> &'static str {
            "还没有哪次表决的名册上有您。", "You are on no vote's roll yet."
        }
        /// An entry without a unit.
        fn own_head() -> &'static str { "本人", "Yourself" }
        /// It has a ballot.
        fn own_voted() -> &'static str { "已投", "Voted" }
        /// No ballot yet, and it can be cast.
        fn own_waits() -> &'static str { "还没投，可以投", "Not cast yet: it is your turn" }
        /// No ballot yet, and another speaks for the head.
        fn own_spoken_for() -> &'static str { "还没投，由代表投", "Not cast yet: another speaks for it" }
        /// No ballot.
        fn own_not_voted() -> &'static str { "没有投", "No ballot" }
        /// Co-owners differ.
        fn own_suspended() -> &'static str { "共有人意见不一，商量一致才算", "Co-owners differ: it counts once they agree" }

        /// The search.
        fn paper_search() -> &'static str { "房号或姓名", "Unit or name" }
        /// What may be typed.
        fn paper_search_hint() -> &'static str { "比如 3-2-501", "For example 3-2-501" }
        /// Its button.
        fn paper_search_button() -> &'static str { "查找", "Find" }
        /// Nothing was found.
        fn paper_nobody() -> &'static str { "表决名册上没有这样的房号或姓名。", "No such unit or name on this vote's roll." }
        /// More were found than are shown.
        fn paper_more() -> &'static str {
            "还有没列出来的，请写得更具体些。", "There are more: type more of it."
        }
        /// Beside a head without a ballot: opens it.
        fn paper_open() -> &'static str { "录这张票", "Enter" }
        /// Beside a head with a ballot.
        fn paper_has_ballot(on_paper: bool) -> &'static str {
            if on_paper { "纸质票已录" } else { "已在网上投票" },
            if on_paper { "entered from paper" } else { "has voted online" },
        }
        /// Heads the names to compare.
        fn paper_signers(kind: VoteKind) -> &'static str {
            match kind {
                VoteKind::Statutory => "核对签名：这一户的业主是",
                VoteKind::Consultative => "核对签名：名册上是",
            },
            match kind {
                VoteKind::Statutory => "Compare the signatures. The owners are",
                VoteKind::Consultative => "Compare the signature. On the roll it is",
            },
        }
        /// How to enter.
        fn paper_how() -> &'static str {
            "照票面勾选。没有勾的选“空白”，空白算参与。", "Mark what the paper says. What nobody marked is blank; blank answers take part."
        }
        /// Heads the reasons not to count it.
        fn paper_invalid() -> &'static str { "这张票有效吗", "Is the paper valid?" }
        /// It is.
        fn paper_valid() -> &'static str { "有效，按上面勾选的记", "Valid: as marked above" }
        /// Enters it.
        fn paper_enter() -> &'static str { "录入这张票", "Enter this ballot" }

        /// Heads what was entered last.
        fn paper_last() -> &'static str { "刚录入的", "Entered last" }
        /// Takes one out.
        fn paper_take_out() -> &'static str { "录错了，取出", "Wrong: take it out" }
        /// Heads the batches.
        fn paper_batches() -> &'static str { "批次", "Batches" }
        /// One batch.
        fn paper_batch(number: i64, ballots: i64) -> String {
            format!("第 {number} 批 · {ballots} 张"), format!("Batch {number}: {ballots} ballots")
        }
        /// What is in no batch yet.
        fn paper_open_batch(ballots: i64) -> String {
            format!("这一批已录 {ballots} 张。"), format!("{ballots} ballots in the open batch.")
        }
        /// What closing a batch does.
        fn paper_close_hint() -> &'static str {
            "录完一沓就结束一批：这一批有几张、是哪几张，记入公开日志。", "Close a batch after each pile: its size and hash go into the public log."
        }
        /// Closes it.
        fn paper_close_batch() -> &'static str { "结束这一批", "Close this batch" }
        /// What concluding does.
        fn paper_conclude_hint() -> &'static str {
            "所有纸质票都录完了就可以计票，不用等到期限。计票以后不能再录。",
            "Once all paper is in, the vote can be counted without waiting. Nothing can be entered after that."
        }
        /// Opens the question whether to conclude.
        fn paper_conclude() -> &'static str { "全部录完，现在计票", "All entered: count now" }
        /// The question, with how many were entered.
        fn paper_conclude_sure(ballots: i64) -> String {
            format!("一共录了 {ballots} 张纸质票。确定都录完了吗？计票不能撤回。"),
            if ballots == 1 {
                "1 ballot on paper was entered. Is that all of it? The count cannot be taken back.".to_owned()
            } else {
                format!("{ballots} ballots on paper were entered. Is that all of them? The count cannot be taken back.")
            },
        }
        /// Concludes.
        fn paper_conclude_now() -> &'static str { "确定，计票", "Yes, count" }
    }
}
