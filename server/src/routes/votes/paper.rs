//! Entering ballots that were handed in on paper.

use super::find;
use crate::ballots;
use crate::edge::{Answer, Failure, Visit, refused, see_other};
use crate::forms::Posted;
use crate::site::Site;
use app::form::Form;
use app::pages::votes::paper::{INVALID, PREFIX, Paper, VALID, VALIDITY};
use app::text::notice::Notice;
use app::{pages, path};
use axum::Router;
use axum::extract::Path;
use axum::routing::{get, post};
use domain::id::HeadId;
use domain::policy::{self, Action};
use domain::problem::FieldProblem;
use domain::votes::form::Medium;
use service::Error;
use service::communities::Community;
use service::votes::paper::{self as acts, SEARCH_MAX};
use service::votes::read::Vote;

/// Every address of ballots on paper.
pub(super) fn routes() -> Router<Site> {
    Router::new()
        .route("/c/{community}/votes/{number}/paper", get(show))
        .route("/c/{community}/votes/{number}/paper/batch", post(close_batch))
        .route("/c/{community}/votes/{number}/paper/conclude", post(conclude))
        .route("/c/{community}/votes/{number}/paper/{head}", post(open))
        .route("/c/{community}/votes/{number}/paper/{head}/enter", post(enter))
        .route("/c/{community}/votes/{number}/paper/{head}/take-out", post(take_out))
}

/// The vote, where the reader may enter its ballots.
async fn entering(visit: &mut Visit, slug: &str, number: &str) -> Result<(Community, Vote), Failure> {
    let (community, vote) = find(visit, slug, number).await?;
    policy::may(visit.actor(), &Action::EnterPaper(vote.facts(community.id, false))).map_err(Error::from)?;
    if vote.paper_days == 0 {
        return Err(Failure::NOT_FOUND);
    }
    Ok((community, vote))
}

fn head_of(head: &str) -> Result<HeadId, Failure> {
    head.parse().map_err(|_not_an_id| Failure::NOT_FOUND)
}

/// The search, and what was entered so far.
async fn show(mut visit: Visit, Path((slug, number)): Path<(String, String)>) -> Answer {
    let (_, vote) = entering(&mut visit, &slug, &number).await?;
    let form = visit.fresh_form();
    let page = page(&mut visit, vote, form).await?;
    Ok(visit.page(|cx| pages::votes::paper::paper(cx, &page)))
}

async fn page(visit: &mut Visit, vote: Vote, form: Form) -> Result<Paper, Failure> {
    let words: String = visit.asked("q").unwrap_or_default().trim().chars().take(SEARCH_MAX).collect();
    let found = acts::search(&mut visit.snapshot, vote.id, &words).await?;
    let progress = acts::progress(&mut visit.snapshot, vote.id).await?;
    let hall = &visit.site.hall;
    let (keys, take_out_keys) =
        ([hall.new_id(), hall.new_id()], progress.last.iter().map(|_| hall.new_id()).collect());
    Ok(Paper { vote, words, found, progress, form, keys, take_out_keys })
}

/// Opening a head is a form, because it is written down who did.
async fn open(mut visit: Visit, Path((slug, number, head)): Path<(String, String, String)>) -> Answer {
    let (community, vote) = entering(&mut visit, &slug, &number).await?;
    let form = visit.fresh_form();
    slip(visit, &community, &vote, head_of(&head)?, form).await
}

async fn slip(visit: Visit, community: &Community, vote: &Vote, head: HeadId, form: Form) -> Answer {
    let parked = visit.park();
    let slip = acts::slip(&parked.site().hall, parked.actor(), community.id, vote, head).await?;
    let visit = parked.resume().await?;
    let page = |cx: &app::shell::Cx| pages::votes::paper::slip(cx, vote, &slip, &form);
    Ok(if form.is_refused() { visit.again(page) } else { visit.page(page) })
}

/// 录入一张.
async fn enter(
    mut visit: Visit,
    Path((slug, number, head)): Path<(String, String, String)>,
    posted: Posted,
) -> Answer {
    let (community, vote) = entering(&mut visit, &slug, &number).await?;
    let head = head_of(&head)?;
    let (hall, actor, key) = (visit.site.hall.clone(), visit.actor().clone(), posted.key());
    let form = match read(posted, &vote) {
        Err(form) => *form,
        Ok((posted, paper)) => match acts::enter(&hall, &actor, key, vote.id, head, paper).await {
            Ok(()) => return see_other(&path::paper(&slug, vote.number), Notice::PaperEntered),
            Err(error) => refused(posted, error)?,
        },
    };
    slip(visit, &community, &vote, head, form).await
}

/// What the paper says; its marks are read only where it is valid.
fn read(mut posted: Posted, vote: &Vote) -> Result<(Posted, acts::Paper), Box<Form>> {
    let validity = posted.raw(VALIDITY).to_owned();
    if let Some((reason, _)) = INVALID.iter().find(|(_, code)| *code == validity) {
        return Ok((posted, acts::Paper::Invalid(*reason)));
    }
    if validity != VALID {
        posted.wrong(VALIDITY, FieldProblem::NotAChoice, None);
        return Err(Box::new(posted.into_form()));
    }
    match ballots::read(&posted, PREFIX, Medium::Paper, &vote.questions) {
        Ok(marks) => Ok((posted, acts::Paper::Marked(marks))),
        Err(errors) => Err(Box::new(posted.into_form().mismarked(errors))),
    }
}

/// Takes a ballot out that was entered wrongly.
async fn take_out(
    mut visit: Visit,
    Path((slug, number, head)): Path<(String, String, String)>,
    posted: Posted,
) -> Answer {
    let (_, vote) = entering(&mut visit, &slug, &number).await?;
    let (hall, actor, head) = (visit.site.hall.clone(), visit.actor().clone(), head_of(&head)?);
    let done = acts::take_out(&hall, &actor, posted.key(), vote.id, head).await;
    done_or_again(visit, &slug, vote, posted, done.map(|()| Notice::PaperTakenOut)).await
}

/// Closes the open batch.
async fn close_batch(
    mut visit: Visit,
    Path((slug, number)): Path<(String, String)>,
    posted: Posted,
) -> Answer {
    let (_, vote) = entering(&mut visit, &slug, &number).await?;
    let (hall, actor) = (visit.site.hall.clone(), visit.actor().clone());
    let done = acts::close_batch(&hall, &actor, posted.key(), vote.id).await;
    done_or_again(visit, &slug, vote, posted, done.map(|()| Notice::PaperBatchClosed)).await
}

/// All paper is in: the vote is counted.
async fn conclude(mut visit: Visit, Path((slug, number)): Path<(String, String)>, posted: Posted) -> Answer {
    let (_, vote) = entering(&mut visit, &slug, &number).await?;
    let (hall, actor) = (visit.site.hall.clone(), visit.actor().clone());
    match acts::conclude(&hall, &actor, posted.key(), vote.id).await {
        Ok(()) => see_other(&path::vote(&slug, vote.number), Notice::PaperConcluded),
        Err(error) => done_or_again(visit, &slug, vote, posted, Err(error)).await,
    }
}

async fn done_or_again(
    visit: Visit,
    slug: &str,
    vote: Vote,
    posted: Posted,
    done: Result<Notice, Error>,
) -> Answer {
    let error = match done {
        Ok(notice) => return see_other(&path::paper(slug, vote.number), notice),
        Err(error) => error,
    };
    let form = refused(posted, error)?;
    let mut visit = visit.park().resume().await?;
    let page = page(&mut visit, vote, form).await?;
    Ok(visit.again(|cx| pages::votes::paper::paper(cx, &page)))
}
