//! Issues, proposals, comments, joint requests and the register of moderation.

use domain::moderation::Hideable;

/// All issues of a community.
#[must_use]
pub fn issues(slug: &str) -> String {
    format!("/c/{slug}/issues")
}

/// The form to raise an issue.
#[must_use]
pub fn new_issue(slug: &str) -> String {
    format!("/c/{slug}/issues/new")
}

/// One issue.
#[must_use]
pub fn issue(slug: &str, number: i64) -> String {
    format!("/c/{slug}/issues/{number}")
}

/// One proposal of an issue.
#[must_use]
pub fn proposal(slug: &str, issue: i64, number: i64) -> String {
    format!("/c/{slug}/issues/{issue}/proposals/{number}")
}

/// The form to comment on an issue, and where it is sent.
#[must_use]
pub fn comments(slug: &str, issue: i64) -> String {
    format!("/c/{slug}/issues/{issue}/comments")
}

/// A comment: leads to its place in the discussion.
#[must_use]
pub fn comment(slug: &str, issue: i64, number: i64) -> String {
    format!("/c/{slug}/comments/{issue}-{number}")
}

/// The form to change a comment of one's own.
#[must_use]
pub fn comment_edit(slug: &str, issue: i64, number: i64) -> String {
    format!("/c/{slug}/comments/{issue}-{number}/edit")
}

/// What a comment said before.
#[must_use]
pub fn comment_history(slug: &str, issue: i64, number: i64) -> String {
    format!("/c/{slug}/comments/{issue}-{number}/history")
}

/// Where words that moderation can hide are read: those of the comment `place.1` of the issue `place.0`, or of the
/// objection `place.1` to the vote `place.0` and its answer.
#[must_use]
pub fn words(slug: &str, what: Hideable, place: (i64, i64)) -> String {
    match what {
        Hideable::Comment => comment(slug, place.0, place.1),
        Hideable::Objection | Hideable::Answer => format!("{}#o-{}", super::vote(slug, place.0), place.1),
    }
}

/// The form to hide words.
#[must_use]
pub fn hide(slug: &str, what: Hideable, place: (i64, i64)) -> String {
    moderated(slug, what, place, "hide")
}

/// The form to appeal against the hiding of words of one's own.
#[must_use]
pub fn appeal(slug: &str, what: Hideable, place: (i64, i64)) -> String {
    moderated(slug, what, place, "appeal")
}

/// The form to answer an appeal.
#[must_use]
pub fn appeal_answer(slug: &str, what: Hideable, place: (i64, i64)) -> String {
    moderated(slug, what, place, "answer")
}

fn moderated(slug: &str, what: Hideable, (matter, number): (i64, i64), act: &str) -> String {
    let words = match what {
        Hideable::Comment => "comments",
        Hideable::Objection => "objections",
        Hideable::Answer => "answers",
    };
    format!("/c/{slug}/{words}/{matter}-{number}/{act}")
}

/// 管理记录.
#[must_use]
pub fn register(slug: &str) -> String {
    format!("/c/{slug}/register")
}

/// One act in the register.
#[must_use]
pub fn register_act(slug: &str, act: impl std::fmt::Display) -> String {
    format!("/c/{slug}/register/{act}")
}

/// Appeals that wait for the council.
#[must_use]
pub fn appeals(slug: &str) -> String {
    format!("/c/{slug}/register/appeals")
}

/// All joint requests of a community.
#[must_use]
pub fn requests(slug: &str) -> String {
    format!("/c/{slug}/requests")
}

/// The form to start a joint request.
#[must_use]
pub fn new_request(slug: &str) -> String {
    format!("/c/{slug}/requests/new")
}

/// One joint request of a compound.
#[must_use]
pub fn request(slug: &str, compound: &str, number: i64) -> String {
    format!("/c/{slug}/requests/{compound}/{number}")
}

/// The form that moves an issue along its path, and where it is sent.
#[must_use]
pub fn issue_move(slug: &str, number: i64) -> String {
    format!("/c/{slug}/issues/{number}/move")
}

/// The form for a note of progress, and where it is sent.
#[must_use]
pub fn issue_progress(slug: &str, number: i64) -> String {
    format!("/c/{slug}/issues/{number}/progress")
}

/// Where an issue is co-signed.
#[must_use]
pub fn issue_cosign(slug: &str, number: i64) -> String {
    format!("/c/{slug}/issues/{number}/cosign")
}

/// The form to make a proposal on an issue.
#[must_use]
pub fn new_proposal(slug: &str, issue: i64) -> String {
    format!("/c/{slug}/issues/{issue}/proposals/new")
}

/// The form to revise a proposal.
#[must_use]
pub fn edit_proposal(slug: &str, issue: i64, number: i64) -> String {
    format!("/c/{slug}/issues/{issue}/proposals/{number}/edit")
}

/// Where a proposal is co-signed.
#[must_use]
pub fn proposal_cosign(slug: &str, issue: i64, number: i64) -> String {
    format!("/c/{slug}/issues/{issue}/proposals/{number}/cosign")
}

/// Where a proposal is withdrawn, after being asked once more.
#[must_use]
pub fn proposal_withdraw(slug: &str, issue: i64, number: i64) -> String {
    format!("/c/{slug}/issues/{issue}/proposals/{number}/withdraw")
}

/// The texts a proposal had.
#[must_use]
pub fn proposal_revisions(slug: &str, issue: i64, number: i64) -> String {
    format!("/c/{slug}/issues/{issue}/proposals/{number}/revisions")
}

/// What a revision of a proposal changed.
#[must_use]
pub fn proposal_revision(slug: &str, issue: i64, number: i64, revision: i64) -> String {
    format!("/c/{slug}/issues/{issue}/proposals/{number}/revisions/{revision}")
}
