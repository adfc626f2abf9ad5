//! Words about decisions, in English.

use super::DecisionText;
use crate::text::En;
use domain::votes::{OwnersMatter, VoteKind};

impl DecisionText for En {
    fn decisions(&self) -> &'static str {
        "Decisions"
    }
    fn decisions_lead(&self) -> &'static str {
        "Each has a number, reasons and grounds. Once published it is only ever corrected in public."
    }
    fn no_decisions(&self) -> (&'static str, &'static str) {
        ("No decision has been published yet", "They will stand here, and on the notice board.")
    }
    fn newer_older(&self) -> (&'static str, &'static str) {
        ("Newer", "Older")
    }
    fn publish_decision(&self) -> &'static str {
        "Publish a decision"
    }
    fn publish_decision_lead(&self) -> &'static str {
        "You see it once before it is published. Then everyone sees it; its number comes by itself."
    }
    fn decision_body(&self) -> &'static str {
        "Whose decision is it"
    }
    fn decision_series(&self, prefix: &str) -> String {
        format!("Numbered {prefix}〔year〕number")
    }
    fn decision_title(&self) -> (&'static str, &'static str) {
        ("Title", "For example: Decision on building the charging shed")
    }
    fn decision_text(&self) -> (&'static str, &'static str) {
        (
            "What was decided",
            "Point by point: what, by whom, by when, at what cost. No residents' names or doors.",
        )
    }
    fn decision_reasons(&self) -> (&'static str, &'static str) {
        ("Reasons", "Why; and what became of the objections.")
    }
    fn decision_basis(&self) -> &'static str {
        "What does it rest on"
    }
    fn basis_vote(&self) -> (&'static str, &'static str) {
        ("A vote", "The owners' assembly decides by an owners' vote that passed, and nothing else")
    }
    fn basis_meeting(&self) -> (&'static str, &'static str) {
        ("A meeting", "Held, minuted and signed")
    }
    fn decision_vote(&self) -> (&'static str, &'static str) {
        ("Which vote (if it rests on one)", "None chosen")
    }
    fn vote_choice(&self, number: i64, title: &str, kind: VoteKind) -> String {
        match kind {
            VoteKind::Statutory => format!("No. {number}, owners' vote: {title}"),
            VoteKind::Consultative => format!("No. {number}, consultation: {title}"),
        }
    }
    fn owners_of(&self, place: &str) -> String {
        format!("Decided by the owners of {place}")
    }
    fn meeting_day(&self) -> &'static str {
        "Day of the meeting (if it rests on one)"
    }
    fn signed_by(&self) -> (&'static str, &'static str) {
        ("Who signed the minutes", "One a line. Names are for this community; others see how many.")
    }
    fn decision_matter(&self) -> (&'static str, &'static str) {
        (
            "Is it a matter for all owners",
            "The nine of Civil Code art. 278, and art. 279: the owners' assembly decides them, no committee.",
        )
    }
    fn no_matter(&self) -> &'static str {
        "None of them"
    }
    fn matter_in_law(&self, matter: OwnersMatter) -> &'static str {
        match matter {
            OwnersMatter::RulesOfProcedure => "Art. 278(1): the assembly's rules of procedure",
            OwnersMatter::Covenant => "Art. 278(2): the covenant",
            OwnersMatter::Committee => "Art. 278(3): electing or replacing committee members",
            OwnersMatter::PropertyService => "Art. 278(4): hiring or dismissing the property service",
            OwnersMatter::UseMaintenanceFund => "Art. 278(5): using the maintenance fund",
            OwnersMatter::RaiseMaintenanceFund => "Art. 278(6): raising maintenance funds",
            OwnersMatter::Rebuild => "Art. 278(7): altering or rebuilding buildings or facilities",
            OwnersMatter::UseOfCommonParts => "Art. 278(8): other use of, or business in, common parts",
            OwnersMatter::OtherMajor => "Art. 278(9): other major matters",
            OwnersMatter::HomeToBusiness => "Art. 279: turning a home into business premises",
        }
    }
    fn decision_issue(&self) -> (&'static str, &'static str) {
        ("Which issue it settles", "None")
    }
    fn issue_choice(&self, number: i64, title: &str) -> String {
        format!("No. {number}: {title}")
    }
    fn preview_decision(&self) -> &'static str {
        "Look it over first"
    }
    fn preview_heading(&self) -> &'static str {
        "Look it over before it is published"
    }
    fn preview_lead(&self) -> &'static str {
        "This is what everyone will see. It is not published yet."
    }
    fn publish_button(&self) -> &'static str {
        "Publish"
    }
    fn change_button(&self) -> &'static str {
        "Change it"
    }
    fn published(&self) -> &'static str {
        "Published"
    }
    fn reasons(&self) -> &'static str {
        "Reasons"
    }
    fn rests_on(&self) -> &'static str {
        "Grounds"
    }
    fn rests_on_terms(&self) -> [&'static str; 4] {
        ["Vote", "Meeting", "Matter in law", "Issue"]
    }
    fn meeting_line(&self, day: &str, signed: usize) -> String {
        format!("Meeting of {day}; minutes signed by {signed}")
    }
    fn name_comma(&self) -> &'static str {
        ", "
    }
    fn signers(&self, names: &str) -> String {
        format!("Signed by {names}")
    }
    fn signers_hidden(&self) -> &'static str {
        "People of this community see the names after signing in."
    }
    fn corrected(&self, times: i64) -> String {
        match times {
            1 => "Corrected once since it was published; this is the newest text.".to_owned(),
            n => format!("Corrected {n} times since it was published; this is the newest text."),
        }
    }
    fn corrected_tag(&self) -> &'static str {
        "corrected"
    }
    fn decision_history(&self) -> &'static str {
        "Publication and corrections"
    }
    fn revision_line(&self, revision: i64) -> String {
        match revision {
            1 => "Published".to_owned(),
            n => format!("Correction {}", n - 1),
        }
    }
    fn see_earlier(&self) -> &'static str {
        "What it said before"
    }
    fn earlier_heading(&self, revision: i64) -> String {
        match revision {
            1 => "As first published".to_owned(),
            n => format!("After correction {}", n - 1),
        }
    }
    fn earlier_lead(&self) -> &'static str {
        "An earlier text. It was corrected and holds no more."
    }
    fn changed_heading(&self) -> &'static str {
        "What was changed after it"
    }
    fn earlier_whole(&self) -> &'static str {
        "The whole text as it was"
    }
    fn see_newest(&self) -> &'static str {
        "The text that holds now"
    }
    fn correct_decision(&self) -> &'static str {
        "Correct this decision"
    }
    fn correct_lead(&self) -> &'static str {
        "The correction is public beside the old text; the number stays. Mend mistakes only: to decide \
         otherwise takes a new decision."
    }
    fn correct_why(&self) -> (&'static str, &'static str) {
        ("What was wrong, and why it is corrected", "Everyone sees it. For example: a slip in point 1.")
    }
    fn correct_button(&self) -> &'static str {
        "Publish the correction"
    }
    fn tell_on(&self) -> &'static str {
        "Tell others"
    }
    fn poster_corrected(&self, times: i64, day: &str) -> String {
        match times {
            1 => format!("Corrected on {day}; this text holds."),
            n => format!("Corrected {n} times, last on {day}; this text holds."),
        }
    }
    fn poster_link(&self) -> &'static str {
        "Print for the notice board (A4)"
    }
    fn poster_hint(&self) -> &'static str {
        "Print on A4. The lower right is left for the seal."
    }
    fn poster_scan(&self) -> &'static str {
        "Scan for the text and its grounds"
    }
}
