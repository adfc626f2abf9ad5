//! Addresses of proposals.

use super::comments::Asked;
use super::issues::{find as find_issue, preview_of};
use crate::edge::{Answer, Failure, Visit, refused, see_other};
use crate::forms::Posted;
use app::pages::proposals::ProposalView;
use app::text::notice::Notice;
use app::{pages, path};
use axum::extract::Path;
use domain::measure::Fen;
use domain::policy::{self, Action};
use domain::words::{Body, Note, Title};
use service::comments::{self, Subject};
use service::proposals::{self, Proposal, Revision, Wording};

type At = Path<(String, String, String)>;

/// The proposal at an address, as its reader sees it.
async fn find(visit: &mut Visit, slug: &str, issue: &str, number: &str) -> Result<Proposal, Failure> {
    let community = visit.enter(slug).await?;
    let parse = |text: &str| text.parse::<i64>().map_err(|_not_a_number| Failure::NOT_FOUND);
    let (issue, number) = (parse(issue)?, parse(number)?);
    let found =
        proposals::proposal(&mut visit.snapshot, &visit.reader.actor, &community, issue, number).await?;
    Ok(found)
}

fn address(slug: &str, proposal: &Proposal) -> String {
    path::proposal(slug, proposal.issue_number, proposal.number)
}

/// The form to make one.
pub(crate) async fn new(mut visit: Visit, Path((slug, number)): Path<(String, String)>) -> Answer {
    let (community, issue) = find_issue(&mut visit, &slug, &number).await?;
    policy::may(visit.actor(), &Action::Propose(issue.facts(community.id))).map_err(service::Error::from)?;
    let form = visit.fresh_form();
    Ok(visit.page(|cx| pages::proposals::new_proposal(cx, &issue, &form, None)))
}

/// Makes it, or shows it as it would look.
pub(crate) async fn propose(
    mut visit: Visit,
    Path((slug, number)): Path<(String, String)>,
    mut posted: Posted,
) -> Answer {
    let (_, issue) = find_issue(&mut visit, &slug, &number).await?;
    if let Some(html) = preview_of(&posted) {
        let form = posted.into_form();
        return Ok(visit.page(|cx| pages::proposals::new_proposal(cx, &issue, &form, Some(html))));
    }
    let Some(wording) = parse(&mut posted) else {
        let form = posted.into_form();
        return Ok(visit.again(|cx| pages::proposals::new_proposal(cx, &issue, &form, None)));
    };
    let hall = visit.site.hall.clone();
    match proposals::propose(&hall, visit.actor(), posted.key(), issue.id, wording).await {
        Ok(number) => see_other(&path::proposal(&slug, issue.number, number), Notice::ProposalMade),
        Err(error) => {
            let form = refused(posted, error)?;
            Ok(visit.again(|cx| pages::proposals::new_proposal(cx, &issue, &form, None)))
        }
    }
}

fn parse(posted: &mut Posted) -> Option<Wording> {
    let title = posted.read("title", Title::parse);
    let body = posted.read("body", Body::parse);
    let cost = posted.read_optional("cost", Fen::parse_yuan);
    Some(Wording { title: title?, body: body?, cost: cost? })
}

/// The proposal.
pub(crate) async fn show(
    mut visit: Visit,
    Path((slug, issue, number)): At,
    Ok(asked): Result<Asked, std::convert::Infallible>,
) -> Answer {
    let proposal = find(&mut visit, &slug, &issue, &number).await?;
    let of = (proposal.issue, proposal.issue_number);
    let subject = Subject::of_proposal(of, proposal.id, proposal.number, proposal.facts, &proposal.title);
    let actor = visit.actor().clone();
    let thread = comments::thread(&mut visit.snapshot, &actor, subject, asked.order, asked.extent).await?;
    let form = visit.fresh_form();
    Ok(visit.page(|cx| pages::proposals::proposal(cx, ProposalView { proposal, thread, form })))
}

/// Co-signs the newest revision, or takes the co-signature back.
pub(crate) async fn cosign(mut visit: Visit, Path((slug, issue, number)): At, posted: Posted) -> Answer {
    let proposal = find(&mut visit, &slug, &issue, &number).await?;
    let hall = visit.site.hall.clone();
    let notice = if posted.raw("sign") == "0" {
        proposals::withdraw_cosignature(&hall, visit.actor(), proposal.id).await?;
        Notice::CosignatureWithdrawn
    } else {
        proposals::cosign_proposal(&hall, visit.actor(), proposal.id).await?;
        Notice::ProposalCosigned
    };
    see_other(&address(&slug, &proposal), notice)
}

/// The form to revise it, filled in with what it says.
pub(crate) async fn edit(mut visit: Visit, Path((slug, issue, number)): At) -> Answer {
    let proposal = find(&mut visit, &slug, &issue, &number).await?;
    policy::may(visit.actor(), &Action::ReviseProposal(proposal.facts)).map_err(service::Error::from)?;
    let form = visit.fresh_form().or_filled([
        ("title", proposal.title.clone()),
        ("body", proposal.body.clone()),
        ("cost", proposal.cost.map(|cost| cost.to_string()).unwrap_or_default()),
    ]);
    Ok(visit.page(|cx| pages::proposals::edit_proposal(cx, &proposal, &form, None)))
}

/// Writes a new revision, or shows it as it would look.
pub(crate) async fn revise(mut visit: Visit, Path((slug, issue, number)): At, mut posted: Posted) -> Answer {
    let proposal = find(&mut visit, &slug, &issue, &number).await?;
    if let Some(html) = preview_of(&posted) {
        let form = posted.into_form();
        return Ok(visit.page(|cx| pages::proposals::edit_proposal(cx, &proposal, &form, Some(html))));
    }
    let (wording, note) = (parse(&mut posted), posted.read("note", Note::parse));
    let seen = posted.raw("revision").parse().unwrap_or_default();
    let (Some(wording), Some(note)) = (wording, note) else {
        let form = posted.into_form();
        return Ok(visit.again(|cx| pages::proposals::edit_proposal(cx, &proposal, &form, None)));
    };
    let hall = visit.site.hall.clone();
    let revision = Revision { seen, wording, note };
    match proposals::revise(&hall, visit.actor(), posted.key(), proposal.id, revision).await {
        Ok(_revision) => see_other(&address(&slug, &proposal), Notice::ProposalRevised),
        Err(error) => {
            let form = refused(posted, error)?;
            // What was written meanwhile is read again.
            visit.snapshot = hall.read().await?;
            let proposal = find(&mut visit, &slug, &issue, &number).await?;
            Ok(visit.again(|cx| pages::proposals::edit_proposal(cx, &proposal, &form, None)))
        }
    }
}

/// Asks once more.
pub(crate) async fn withdraw_form(mut visit: Visit, Path((slug, issue, number)): At) -> Answer {
    let proposal = find(&mut visit, &slug, &issue, &number).await?;
    policy::may(visit.actor(), &Action::WithdrawProposal(proposal.facts)).map_err(service::Error::from)?;
    let form = visit.fresh_form();
    Ok(visit.page(|cx| pages::proposals::withdraw(cx, &proposal, &form)))
}

/// Withdraws it.
pub(crate) async fn withdraw(mut visit: Visit, Path((slug, issue, number)): At, posted: Posted) -> Answer {
    let proposal = find(&mut visit, &slug, &issue, &number).await?;
    let hall = visit.site.hall.clone();
    match proposals::withdraw_proposal(&hall, visit.actor(), posted.key(), proposal.id).await {
        Ok(()) => see_other(&address(&slug, &proposal), Notice::ProposalWithdrawn),
        Err(error) => {
            let form = refused(posted, error)?;
            Ok(visit.again(|cx| pages::proposals::withdraw(cx, &proposal, &form)))
        }
    }
}

/// Every version.
pub(crate) async fn revisions(mut visit: Visit, Path((slug, issue, number)): At) -> Answer {
    let proposal = find(&mut visit, &slug, &issue, &number).await?;
    let revisions = proposals::revisions(&mut visit.snapshot, proposal.id).await?;
    Ok(visit.page(|cx| pages::proposals::revisions(cx, &proposal, revisions)))
}

/// One version, and what it changed.
pub(crate) async fn revision(
    mut visit: Visit,
    Path((slug, issue, number, revision)): Path<(String, String, String, String)>,
) -> Answer {
    let proposal = find(&mut visit, &slug, &issue, &number).await?;
    let revision = revision.parse().map_err(|_not_a_number| Failure::NOT_FOUND)?;
    let (newer, older) = proposals::revision(&mut visit.snapshot, proposal.id, revision).await?;
    Ok(visit.page(|cx| pages::proposals::revision(cx, &proposal, &newer, older.as_ref())))
}
