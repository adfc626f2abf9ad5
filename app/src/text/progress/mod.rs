//! Words about lists of issues and their way along the path.

mod en;
mod zh_cn;

use domain::issues::{Move, Shelf};

/// Words about lists of issues and their way along the path.
pub trait ProgressText {
    /// 全部议题.
    fn all_issues(&self) -> &'static str;
    /// An empty list.
    fn issues_none(&self, searched: bool) -> &'static str;
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
