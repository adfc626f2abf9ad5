//! Words about decisions.

mod en;
mod zh_cn;

use domain::votes::{OwnersMatter, VoteKind};

/// Words about decisions.
pub trait DecisionText {
    /// 决定: heads the list.
    fn decisions(&self) -> &'static str;
    /// Under that heading.
    fn decisions_lead(&self) -> &'static str;
    /// Said in bold where there are none, and the sentence after it.
    fn no_decisions(&self) -> (&'static str, &'static str);
    /// Newer and older pages of the list.
    fn newer_older(&self) -> (&'static str, &'static str);
    /// Heads the form.
    fn publish_decision(&self) -> &'static str;
    /// Under that heading.
    fn publish_decision_lead(&self) -> &'static str;
    /// The organ's label.
    fn decision_body(&self) -> &'static str;
    /// What numbers an organ's decisions get.
    fn decision_series(&self, prefix: &str) -> String;
    /// The title's label and hint.
    fn decision_title(&self) -> (&'static str, &'static str);
    /// The text's label and hint.
    fn decision_text(&self) -> (&'static str, &'static str);
    /// The reasons' label and hint.
    fn decision_reasons(&self) -> (&'static str, &'static str);
    /// What it rests on: the question.
    fn decision_basis(&self) -> &'static str;
    /// A vote, as an answer, with its second line.
    fn basis_vote(&self) -> (&'static str, &'static str);
    /// A meeting, as an answer, with its second line.
    fn basis_meeting(&self) -> (&'static str, &'static str);
    /// The vote's label and the line that chooses none.
    fn decision_vote(&self) -> (&'static str, &'static str);
    /// A vote in a list.
    fn vote_choice(&self, number: i64, title: &str, kind: VoteKind) -> String;
    /// The owners of a part of a compound, who alone decided.
    fn owners_of(&self, place: &str) -> String;
    /// Who decided: the body, or the owners of a part of its compound.
    fn decided_by(&self, body: &str, owners_of: Option<&str>) -> String {
        owners_of.map_or_else(|| body.to_owned(), |place| self.owners_of(place))
    }
    /// The meeting's day.
    fn meeting_day(&self) -> &'static str;
    /// Who signed: label and hint.
    fn signed_by(&self) -> (&'static str, &'static str);
    /// The owners' matter: label and hint.
    fn decision_matter(&self) -> (&'static str, &'static str);
    /// Not one of them.
    fn no_matter(&self) -> &'static str;
    /// An owners' matter with its number in the law.
    fn matter_in_law(&self, matter: OwnersMatter) -> &'static str;
    /// The issue's label and the line that chooses none.
    fn decision_issue(&self) -> (&'static str, &'static str);
    /// An issue in a list.
    fn issue_choice(&self, number: i64, title: &str) -> String;
    /// The button to the preview.
    fn preview_decision(&self) -> &'static str;
    /// Heads the preview.
    fn preview_heading(&self) -> &'static str;
    /// Under that heading.
    fn preview_lead(&self) -> &'static str;
    /// 公布.
    fn publish_button(&self) -> &'static str;
    /// Back to the form.
    fn change_button(&self) -> &'static str;
    /// 已公布: the seal.
    fn published(&self) -> &'static str;
    /// 理由.
    fn reasons(&self) -> &'static str;
    /// 依据.
    fn rests_on(&self) -> &'static str;
    /// 表决, 会议, 事项, 议题: the terms of what it rests on.
    fn rests_on_terms(&self) -> [&'static str; 4];
    /// A minuted meeting.
    fn meeting_line(&self, day: &str, signed: usize) -> String;
    /// Between names.
    fn name_comma(&self) -> &'static str;
    /// Who signed.
    fn signers(&self, names: &str) -> String;
    /// Only the number of names is public.
    fn signers_hidden(&self) -> &'static str;
    /// What is said of a decision that was corrected.
    fn corrected(&self, times: i64) -> String;
    /// A mark in the list.
    fn corrected_tag(&self) -> &'static str;
    /// 公布与更正: heads the history.
    fn decision_history(&self) -> &'static str;
    /// One line of the history.
    fn revision_line(&self, revision: i64) -> String;
    /// To what it said before.
    fn see_earlier(&self) -> &'static str;
    /// Heads an earlier text.
    fn earlier_heading(&self, revision: i64) -> String;
    /// Under that heading: it does not hold any more.
    fn earlier_lead(&self) -> &'static str;
    /// Heads what was changed.
    fn changed_heading(&self) -> &'static str;
    /// Heads the whole earlier text.
    fn earlier_whole(&self) -> &'static str;
    /// To what it says now.
    fn see_newest(&self) -> &'static str;
    /// 更正这个决定.
    fn correct_decision(&self) -> &'static str;
    /// Under that heading.
    fn correct_lead(&self) -> &'static str;
    /// Why it is corrected: label and hint.
    fn correct_why(&self) -> (&'static str, &'static str);
    /// 公布更正.
    fn correct_button(&self) -> &'static str;
    /// 告诉大家: heads what can be done with a decision.
    fn tell_on(&self) -> &'static str;
    /// Said on paper of a decision that was corrected.
    fn poster_corrected(&self, times: i64, day: &str) -> String;
    /// The A4 page.
    fn poster_link(&self) -> &'static str;
    /// How to print it.
    fn poster_hint(&self) -> &'static str;
    /// Under its code.
    fn poster_scan(&self) -> &'static str;
}
