//! Words about the way of issues, in English.

use super::ProgressText;
use crate::text::En;
use domain::issues::{Move, Shelf};

impl ProgressText for En {
    fn all_issues(&self) -> &'static str {
        "All issues"
    }
    fn issues_none(&self, searched: bool) -> &'static str {
        if searched { "Nothing found" } else { "No issues here yet" }
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
        if count == 1 { "1 proposal".to_owned() } else { format!("{count} proposals") }
    }
    fn comments_count(&self, count: i64) -> String {
        if count == 1 { "1 comment".to_owned() } else { format!("{count} comments") }
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
        "Who carries it out (for carrying out and for hazards)"
    }
    fn move_carried_by_hint(&self) -> &'static str {
        "For example: the property service"
    }
    fn move_due(&self) -> &'static str {
        "By which day (for carrying out and for hazards)"
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
