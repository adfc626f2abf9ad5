//! Addresses: every link, redirect, feed and poster takes them from here.

/// 社区首页.
#[must_use]
pub fn community(slug: &str) -> String {
    format!("/c/{slug}")
}

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

/// 我的.
#[must_use]
pub fn me() -> String {
    "/me".to_owned()
}

/// 登录.
#[must_use]
pub fn sign_in() -> String {
    "/sign-in".to_owned()
}

/// 登录, and back to `here` (a page's path and query) afterwards.
#[must_use]
pub fn sign_in_from(here: &str) -> String {
    let (page, query) = here.split_once('?').unwrap_or((here, ""));
    if page == "/" || page == sign_in() || page == join() || page.starts_with("/join/") {
        return sign_in();
    }
    // What was told after an earlier act is not told again.
    let query: Vec<_> =
        query.split('&').filter(|pair| !pair.is_empty() && !pair.starts_with("ok=")).collect();
    let back = if query.is_empty() { page.to_owned() } else { format!("{page}?{}", query.join("&")) };
    on_site(&back).map_or_else(sign_in, |back| to_return(&sign_in(), back))
}

/// `path` of a form that leads on to `next`; as it is where there is nothing to lead on to.
#[must_use]
pub fn to_return(path: &str, next: &str) -> String {
    on_site(next).map_or_else(|| path.to_owned(), |next| with_query(path, &[("next", next.to_owned())]))
}

/// `path` if it stays on this site; nobody is sent elsewhere by what stands in an address or a form.
#[must_use]
pub fn on_site(path: &str) -> Option<&str> {
    let stays = path.starts_with('/')
        && !path.starts_with("//")
        && path.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    stays.then_some(path)
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

/// The form to hide a comment.
#[must_use]
pub fn comment_hide(slug: &str, issue: i64, number: i64) -> String {
    format!("/c/{slug}/comments/{issue}-{number}/hide")
}

/// The form to appeal against the hiding of a comment of one's own.
#[must_use]
pub fn comment_appeal(slug: &str, issue: i64, number: i64) -> String {
    format!("/c/{slug}/comments/{issue}-{number}/appeal")
}

/// The form to answer an appeal.
#[must_use]
pub fn appeal_answer(slug: &str, issue: i64, number: i64) -> String {
    format!("/c/{slug}/comments/{issue}-{number}/answer")
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

/// All decisions of a community.
#[must_use]
pub fn decisions(slug: &str) -> String {
    format!("/c/{slug}/decisions")
}

/// The form to publish a decision.
#[must_use]
pub fn new_decision(slug: &str) -> String {
    format!("/c/{slug}/decisions/new")
}

/// One decision, by its serial number in the community.
#[must_use]
pub fn decision(slug: &str, serial: i64) -> String {
    format!("/c/{slug}/decisions/{serial}")
}

/// The form to correct a decision.
#[must_use]
pub fn correct_decision(slug: &str, serial: i64) -> String {
    format!("/c/{slug}/decisions/{serial}/correct")
}

/// An earlier text of a decision, with what changed after it.
#[must_use]
pub fn decision_revision(slug: &str, serial: i64, revision: i64) -> String {
    format!("/c/{slug}/decisions/{serial}/revisions/{revision}")
}

/// The card and the text for chat groups of `page`: an issue, a proposal, a vote or a decision.
#[must_use]
pub fn share(page: &str) -> String {
    format!("{page}/share")
}

/// The QR code of the public `page`, as an image that a long press can keep.
#[must_use]
pub fn qr(page: &str) -> String {
    format!("/qr{page}")
}

/// The A4 page of `page`, a vote or a decision, for the notice board.
#[must_use]
pub fn poster(page: &str) -> String {
    format!("{page}/poster")
}

/// Everything a community publishes, as Atom.
#[must_use]
pub fn feed(slug: &str) -> String {
    format!("/c/{slug}/feed")
}

/// A community's decisions, as Atom.
#[must_use]
pub fn decisions_feed(slug: &str) -> String {
    format!("/c/{slug}/decisions/feed")
}

/// 关于.
#[must_use]
pub fn about() -> String {
    "/about".to_owned()
}

/// A topic of the help.
#[must_use]
pub fn help_on(topic: crate::text::about::HelpTopic) -> String {
    format!("/help#{}", topic.anchor())
}

/// 怎么用.
#[must_use]
pub fn help() -> String {
    "/help".to_owned()
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

/// Where everything told is marked seen.
#[must_use]
pub fn notices(slug: &str) -> String {
    format!("/c/{slug}/notices")
}

/// Where one thing told is marked seen, which leads to what it is about.
#[must_use]
pub fn notice(slug: &str, id: impl std::fmt::Display) -> String {
    format!("/c/{slug}/notices/{id}")
}

/// All votes of a community.
#[must_use]
pub fn votes(slug: &str) -> String {
    format!("/c/{slug}/votes")
}

/// The page that takes a code.
#[must_use]
pub fn join() -> String {
    "/join".to_owned()
}

/// A code's own page, as slips link to it.
#[must_use]
pub fn join_with(code: &str) -> String {
    format!("/join/{code}")
}

/// The form to ask to be let in.
#[must_use]
pub fn ask(slug: &str) -> String {
    format!("/c/{slug}/join/ask")
}

/// Where the asking device sees what became of it.
#[must_use]
pub fn asked(slug: &str) -> String {
    format!("/c/{slug}/join/asked")
}

/// Everything one was told.
#[must_use]
pub fn my_notices() -> String {
    "/me/notices".to_owned()
}

/// The form for the name shown.
#[must_use]
pub fn my_name() -> String {
    "/me/name".to_owned()
}

/// The form for the password.
#[must_use]
pub fn my_password() -> String {
    "/me/password".to_owned()
}

/// One's signed-in devices.
#[must_use]
pub fn my_devices() -> String {
    "/me/devices".to_owned()
}

/// Where signing out is sent.
#[must_use]
pub fn sign_out() -> String {
    "/sign-out".to_owned()
}

/// The officers' desk.
#[must_use]
pub fn desk(slug: &str) -> String {
    format!("/c/{slug}/officers")
}

/// Requests to be let in.
#[must_use]
pub fn join_requests(slug: &str) -> String {
    format!("/c/{slug}/officers/requests")
}

/// One request to be let in.
#[must_use]
pub fn join_request(slug: &str, id: impl std::fmt::Display) -> String {
    format!("/c/{slug}/officers/requests/{id}")
}

/// Slips for a building.
#[must_use]
pub fn slips(slug: &str) -> String {
    format!("/c/{slug}/officers/slips")
}

/// The officers' search for people.
#[must_use]
pub fn people(slug: &str) -> String {
    format!("/c/{slug}/officers/people")
}

/// One person's sheet.
#[must_use]
pub fn person(slug: &str, id: impl std::fmt::Display) -> String {
    format!("/c/{slug}/officers/people/{id}")
}

/// Names who acts for a person.
#[must_use]
pub fn representative(slug: &str, id: impl std::fmt::Display) -> String {
    format!("/c/{slug}/officers/people/{id}/representative")
}

/// Officers' looks at personal data.
#[must_use]
pub fn looks(slug: &str) -> String {
    format!("/c/{slug}/officers/looks")
}

/// Bodies and seats.
#[must_use]
pub fn bodies(slug: &str) -> String {
    format!("/c/{slug}/bodies")
}

/// The form to enter a body.
#[must_use]
pub fn new_body(slug: &str) -> String {
    format!("/c/{slug}/bodies/new")
}

/// A body's administration.
#[must_use]
pub fn body(slug: &str, id: impl std::fmt::Display) -> String {
    format!("/c/{slug}/bodies/{id}")
}

/// The form to found a community.
#[must_use]
pub fn new_community() -> &'static str {
    "/communities/new"
}

/// The form to enter a compound.
#[must_use]
pub fn new_compound(slug: &str) -> String {
    format!("/c/{slug}/settings/new")
}

/// A community's settings.
#[must_use]
pub fn rules(slug: &str) -> String {
    format!("/c/{slug}/settings")
}

/// A compound's rules.
#[must_use]
pub fn compound_rules(slug: &str, compound: &str) -> String {
    format!("/c/{slug}/settings/{compound}")
}

/// One vote.
#[must_use]
pub fn vote(slug: &str, number: i64) -> String {
    format!("/c/{slug}/votes/{number}")
}

/// The rolls of a community's compounds.
#[must_use]
pub fn rolls(slug: &str) -> String {
    format!("/c/{slug}/officers/roll")
}

/// A compound's roll.
#[must_use]
pub fn roll(slug: &str, compound: &str) -> String {
    format!("/c/{slug}/officers/roll/{compound}")
}

/// Opens one unit of a roll; only posted to.
#[must_use]
pub fn roll_unit(slug: &str, compound: &str, unit: impl std::fmt::Display) -> String {
    format!("/c/{slug}/officers/roll/{compound}/units/{unit}")
}

/// Where a roll is uploaded to.
#[must_use]
pub fn roll_imports(slug: &str, compound: &str) -> String {
    format!("/c/{slug}/officers/roll/{compound}/imports")
}

/// One import: its dry run, or what came of it.
#[must_use]
pub fn roll_import(slug: &str, compound: &str, import: impl std::fmt::Display) -> String {
    format!("/c/{slug}/officers/roll/{compound}/imports/{import}")
}

/// What the columns of an import hold.
#[must_use]
pub fn roll_columns(slug: &str, compound: &str, import: impl std::fmt::Display) -> String {
    format!("/c/{slug}/officers/roll/{compound}/imports/{import}/columns")
}

/// Entries of one person, to be joined.
#[must_use]
pub fn roll_merges(slug: &str, compound: &str) -> String {
    format!("/c/{slug}/officers/roll/{compound}/merges")
}

/// The form to set a vote up.
#[must_use]
pub fn new_vote(slug: &str) -> String {
    format!("/c/{slug}/votes/new")
}

/// Where a ballot is sent.
#[must_use]
pub fn ballot(slug: &str, number: i64) -> String {
    format!("/c/{slug}/votes/{number}/ballot")
}

/// The page of whoever conducts a vote.
#[must_use]
pub fn conduct_vote(slug: &str, number: i64) -> String {
    format!("/c/{slug}/votes/{number}/conduct")
}

/// The form to change a draft.
#[must_use]
pub fn change_vote(slug: &str, number: i64) -> String {
    format!("/c/{slug}/votes/{number}/change")
}

/// Where a vote is announced.
#[must_use]
pub fn announce_vote(slug: &str, number: i64) -> String {
    format!("/c/{slug}/votes/{number}/announce")
}

/// Where a vote is called off.
#[must_use]
pub fn call_off_vote(slug: &str, number: i64) -> String {
    format!("/c/{slug}/votes/{number}/call-off")
}

/// Who said what in an owners' vote, masked, for its owners.
#[must_use]
pub fn named_ballots(slug: &str, number: i64) -> String {
    format!("/c/{slug}/votes/{number}/named")
}

/// `path` with a query of these names and values, percent-encoded.
#[must_use]
pub fn with_query(path: &str, pairs: &[(&str, String)]) -> String {
    use std::fmt::Write as _;
    let mut out = path.to_owned();
    for (n, (name, value)) in pairs.iter().enumerate() {
        let _ = write!(out, "{}{name}=", if n == 0 { '?' } else { '&' });
        for byte in value.bytes() {
            if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
                out.push(char::from(byte));
            } else {
                let _ = write!(out, "%{byte:02X}");
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{on_site, sign_in_from};

    #[test]
    fn nobody_is_sent_elsewhere() {
        assert_eq!(on_site("/c/chunhe?page=2"), Some("/c/chunhe?page=2"));
        for path in [
            "//evil.example/",
            "/\\evil.example",
            "/c\\..\\evil.example",
            "https://evil.example",
            "evil.example",
            "javascript:alert(1)",
            "",
            "/a\r\nSet-Cookie: x",
            "/\t/evil.example",
            " //evil.example",
        ] {
            assert_eq!(on_site(path), None, "{path:?}");
        }
    }

    #[test]
    fn signing_in_leads_back() {
        assert_eq!(sign_in_from("/c/chunhe/votes/3"), "/sign-in?next=%2Fc%2Fchunhe%2Fvotes%2F3");
        assert_eq!(sign_in_from("/c/chunhe?ok=signed-out&page=2"), "/sign-in?next=%2Fc%2Fchunhe%3Fpage%3D2");
        for here in ["/", "/?ok=signed-out", "/sign-in?next=%2Fme", "/join", "/join/ABCD", "//evil.example"] {
            assert_eq!(sign_in_from(here), "/sign-in", "{here}");
        }
    }
}
