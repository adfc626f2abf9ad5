//! Words about comments.

use super::{En, ZhCn};
use domain::comments::{Order, Stance};

/// Words about comments.
pub trait CommentText {
    /// Heads the discussion.
    fn comments_heading(&self, count: i64) -> String;
    /// Heads a discussion that nobody has begun.
    fn comments_none(&self) -> &'static str;
    /// Under it.
    fn comments_none_lead(&self) -> &'static str;
    /// How many took a stance.
    fn stance_count(&self, stance: Stance, count: i64) -> String;
    /// How many asked, and how many of them nobody has answered.
    fn questions_count(&self, questions: i64, unanswered: i64) -> String;
    /// A stance, in a word.
    fn stance(&self, stance: Stance) -> &'static str;
    /// No stance at all.
    fn no_stance(&self) -> &'static str;
    /// Names the links to the orders.
    fn comment_order_label(&self) -> &'static str;
    /// An order of threads.
    fn comment_order(&self, order: Order) -> &'static str;
    /// Names the links to other pages.
    fn pages_label(&self) -> &'static str;
    /// The link to the page before.
    fn page_before(&self) -> &'static str;
    /// The link to the page after.
    fn page_after(&self) -> &'static str;
    /// Which page this is.
    fn page_of(&self, page: i64, pages: i64) -> String;
    /// The link to everything at once, for printing.
    fn all_on_one_page(&self) -> &'static str;
    /// The link back to pages.
    fn page_by_page(&self) -> &'static str;
    /// The mark of a body's formal answer.
    fn official_answer(&self) -> &'static str;
    /// Said beside the author of the issue or proposal.
    fn by_proposer(&self) -> &'static str;
    /// In front of a reply to a reply.
    fn answers_whom(&self, name: &str) -> String;
    /// The link to what a comment said before.
    fn edited(&self) -> &'static str;
    /// The link to answer.
    fn reply(&self) -> &'static str;
    /// The same, for a screen reader.
    fn reply_to(&self, name: &str) -> String;
    /// The link to change one's own comment.
    fn edit_comment(&self) -> &'static str;
    /// Heads the form under a discussion.
    fn say_something(&self) -> &'static str;
    /// Heads the form on its own page.
    fn comment_page(&self) -> &'static str;
    /// The label of the text.
    fn comment_body(&self) -> &'static str;
    /// Its hint.
    fn comment_body_hint(&self) -> &'static str;
    /// The legend of the stance.
    fn comment_stance(&self) -> &'static str;
    /// The box for a formal answer.
    fn comment_officially(&self) -> &'static str;
    /// What ticking it does.
    fn comment_officially_hint(&self, seat: &str) -> String;
    /// The button of the form.
    fn comment_button(&self) -> &'static str;
    /// The button of the form for a reply.
    fn reply_button(&self) -> &'static str;
    /// Instead of the form, for visitors.
    fn sign_in_to_comment(&self) -> &'static str;
    /// Instead of the form, where the stage takes no comments.
    fn comments_closed(&self) -> &'static str;
    /// Said when a draft was given back.
    fn draft_restored(&self) -> &'static str;
    /// The button that empties the form again.
    fn draft_clear(&self) -> &'static str;
    /// How much may be written, without JavaScript.
    fn count_limit(&self, max: usize) -> String;
    /// How much is left; `{}` is the number.
    fn count_left(&self) -> &'static str;
    /// How much is too much; `{}` is the number.
    fn count_over(&self) -> &'static str;
    /// Heads the form to change a comment.
    fn edit_comment_page(&self) -> &'static str;
    /// On that form, within the first minutes.
    fn edit_quiet(&self) -> &'static str;
    /// On that form, later.
    fn edit_marked(&self) -> &'static str;
    /// The button of that form.
    fn edit_comment_button(&self) -> &'static str;
    /// Heads the page of what a comment said before.
    fn comment_history(&self) -> &'static str;
    /// Heads one revision.
    fn revision_number(&self, revision: i64) -> String;
    /// Beside the newest revision.
    fn present_revision(&self) -> &'static str;
    /// The link back to the discussion.
    fn back_to_discussion(&self) -> &'static str;
}

impl CommentText for ZhCn {
    fn comments_heading(&self, count: i64) -> String {
        format!("{count} 条评论")
    }
    fn comments_none(&self) -> &'static str {
        "还没有人说话"
    }
    fn comments_none_lead(&self) -> &'static str {
        "您可以第一个说。"
    }
    fn stance_count(&self, stance: Stance, count: i64) -> String {
        format!("{} {count}", self.stance(stance))
    }
    fn questions_count(&self, questions: i64, unanswered: i64) -> String {
        if unanswered == 0 {
            format!("疑问 {questions}")
        } else {
            format!("疑问 {questions}（{unanswered} 条未答）")
        }
    }
    fn stance(&self, stance: Stance) -> &'static str {
        match stance {
            Stance::For => "赞成",
            Stance::Against => "反对",
            Stance::Question => "疑问",
        }
    }
    fn no_stance(&self) -> &'static str {
        "不表态"
    }
    fn comment_order_label(&self) -> &'static str {
        "评论顺序"
    }
    fn comment_order(&self, order: Order) -> &'static str {
        match order {
            Order::Oldest => "最先说的",
            Order::Newest => "最近说的",
            Order::Open => "待答的",
        }
    }
    fn pages_label(&self) -> &'static str {
        "页"
    }
    fn page_before(&self) -> &'static str {
        "上一页"
    }
    fn page_after(&self) -> &'static str {
        "下一页"
    }
    fn page_of(&self, page: i64, pages: i64) -> String {
        format!("第 {page} 页，共 {pages} 页")
    }
    fn all_on_one_page(&self) -> &'static str {
        "全部显示在一页"
    }
    fn page_by_page(&self) -> &'static str {
        "分页显示"
    }
    fn official_answer(&self) -> &'static str {
        "正式答复"
    }
    fn by_proposer(&self) -> &'static str {
        "提出人"
    }
    fn answers_whom(&self, name: &str) -> String {
        format!("回复 {name}")
    }
    fn edited(&self) -> &'static str {
        "已修改"
    }
    fn reply(&self) -> &'static str {
        "回复"
    }
    fn reply_to(&self, name: &str) -> String {
        format!("回复 {name}")
    }
    fn edit_comment(&self) -> &'static str {
        "修改"
    }
    fn say_something(&self) -> &'static str {
        "您怎么看"
    }
    fn comment_page(&self) -> &'static str {
        "说两句"
    }
    fn comment_body(&self) -> &'static str {
        "您想说的"
    }
    fn comment_body_hint(&self) -> &'static str {
        "对事不对人。不要写别人的姓名、门牌和电话。"
    }
    fn comment_stance(&self) -> &'static str {
        "您的态度（可不选）"
    }
    fn comment_officially(&self) -> &'static str {
        "以席位正式答复"
    }
    fn comment_officially_hint(&self, seat: &str) -> String {
        format!("署名“{seat}”，不显示您的名字")
    }
    fn comment_button(&self) -> &'static str {
        "发表评论"
    }
    fn reply_button(&self) -> &'static str {
        "发表回复"
    }
    fn sign_in_to_comment(&self) -> &'static str {
        "登录后可以评论。"
    }
    fn comments_closed(&self) -> &'static str {
        "这件事现在不再接受评论。"
    }
    fn draft_restored(&self) -> &'static str {
        "已恢复上次没写完的内容。"
    }
    fn draft_clear(&self) -> &'static str {
        "清空重写"
    }
    fn count_limit(&self, max: usize) -> String {
        format!("最多 {max} 字")
    }
    fn count_left(&self) -> &'static str {
        "还可以写 {} 字"
    }
    fn count_over(&self) -> &'static str {
        "超出 {} 字，请删减"
    }
    fn edit_comment_page(&self) -> &'static str {
        "修改评论"
    }
    fn edit_quiet(&self) -> &'static str {
        "发表后 10 分钟内修改，不留痕迹。"
    }
    fn edit_marked(&self) -> &'static str {
        "已经过了 10 分钟：修改后会标明“已修改”，原来的内容大家仍能看到。"
    }
    fn edit_comment_button(&self) -> &'static str {
        "保存修改"
    }
    fn comment_history(&self) -> &'static str {
        "修改记录"
    }
    fn revision_number(&self, revision: i64) -> String {
        format!("第 {revision} 版")
    }
    fn present_revision(&self) -> &'static str {
        "现在显示的"
    }
    fn back_to_discussion(&self) -> &'static str {
        "回到评论"
    }
}

impl CommentText for En {
    fn comments_heading(&self, count: i64) -> String {
        if count == 1 { "1 comment".to_owned() } else { format!("{count} comments") }
    }
    fn comments_none(&self) -> &'static str {
        "Nobody has spoken yet"
    }
    fn comments_none_lead(&self) -> &'static str {
        "You can be the first."
    }
    fn stance_count(&self, stance: Stance, count: i64) -> String {
        format!("{count} {}", self.stance(stance).to_lowercase())
    }
    fn questions_count(&self, questions: i64, unanswered: i64) -> String {
        if unanswered == 0 {
            format!("{questions} asking")
        } else {
            format!("{questions} asking ({unanswered} unanswered)")
        }
    }
    fn stance(&self, stance: Stance) -> &'static str {
        match stance {
            Stance::For => "For",
            Stance::Against => "Against",
            Stance::Question => "Asking",
        }
    }
    fn no_stance(&self) -> &'static str {
        "None"
    }
    fn comment_order_label(&self) -> &'static str {
        "Order of comments"
    }
    fn comment_order(&self, order: Order) -> &'static str {
        match order {
            Order::Oldest => "Oldest",
            Order::Newest => "Newest",
            Order::Open => "Unanswered",
        }
    }
    fn pages_label(&self) -> &'static str {
        "Pages"
    }
    fn page_before(&self) -> &'static str {
        "Previous"
    }
    fn page_after(&self) -> &'static str {
        "Next"
    }
    fn page_of(&self, page: i64, pages: i64) -> String {
        format!("Page {page} of {pages}")
    }
    fn all_on_one_page(&self) -> &'static str {
        "All on one page"
    }
    fn page_by_page(&self) -> &'static str {
        "Page by page"
    }
    fn official_answer(&self) -> &'static str {
        "Formal answer"
    }
    fn by_proposer(&self) -> &'static str {
        "author"
    }
    fn answers_whom(&self, name: &str) -> String {
        format!("to {name}")
    }
    fn edited(&self) -> &'static str {
        "edited"
    }
    fn reply(&self) -> &'static str {
        "Reply"
    }
    fn reply_to(&self, name: &str) -> String {
        format!("Reply to {name}")
    }
    fn edit_comment(&self) -> &'static str {
        "Edit"
    }
    fn say_something(&self) -> &'static str {
        "What do you think"
    }
    fn comment_page(&self) -> &'static str {
        "Comment"
    }
    fn comment_body(&self) -> &'static str {
        "Your words"
    }
    fn comment_body_hint(&self) -> &'static str {
        "About the matter, not the person. No names, doors or telephone numbers of others."
    }
    fn comment_stance(&self) -> &'static str {
        "Your stance (optional)"
    }
    fn comment_officially(&self) -> &'static str {
        "Answer formally, from my seat"
    }
    fn comment_officially_hint(&self, seat: &str) -> String {
        format!("Signed “{seat}”, without your name")
    }
    fn comment_button(&self) -> &'static str {
        "Post comment"
    }
    fn reply_button(&self) -> &'static str {
        "Post reply"
    }
    fn sign_in_to_comment(&self) -> &'static str {
        "Sign in to comment."
    }
    fn comments_closed(&self) -> &'static str {
        "Comments are closed at this stage."
    }
    fn draft_restored(&self) -> &'static str {
        "Your unfinished text is back."
    }
    fn draft_clear(&self) -> &'static str {
        "Start over"
    }
    fn count_limit(&self, max: usize) -> String {
        format!("{max} characters at most")
    }
    fn count_left(&self) -> &'static str {
        "{} characters left"
    }
    fn count_over(&self) -> &'static str {
        "{} characters too many"
    }
    fn edit_comment_page(&self) -> &'static str {
        "Edit comment"
    }
    fn edit_quiet(&self) -> &'static str {
        "Within 10 minutes of posting an edit leaves no mark."
    }
    fn edit_marked(&self) -> &'static str {
        "More than 10 minutes have passed: the comment will be marked as edited, and everyone can still read what it said."
    }
    fn edit_comment_button(&self) -> &'static str {
        "Save"
    }
    fn comment_history(&self) -> &'static str {
        "Edits"
    }
    fn revision_number(&self, revision: i64) -> String {
        format!("Revision {revision}")
    }
    fn present_revision(&self) -> &'static str {
        "shown now"
    }
    fn back_to_discussion(&self) -> &'static str {
        "Back to the discussion"
    }
}
