//! Addresses of the practice vote. Nothing is read but the community's name, and nothing is written.

use crate::ballots;
use crate::edge::{Answer, Failure, Visit};
use crate::forms::Posted;
use crate::site::Site;
use app::pages::practice::{self, Exercise, PREFIX};
use axum::Router;
use axum::extract::Path;
use axum::routing::get;
use domain::votes::form::Medium;
use domain::votes::question::Question;

/// Every address of the practice vote.
pub(crate) fn routes() -> Router<Site> {
    Router::new()
        .route("/c/{community}/practice", get(list))
        .route("/c/{community}/practice/{exercise}", get(show).post(cast))
}

/// All forms.
async fn list(mut visit: Visit, Path(slug): Path<String>) -> Answer {
    visit.enter(&slug).await?;
    Ok(visit.page(practice::list))
}

async fn enter(visit: &mut Visit, slug: &str, code: &str) -> Result<(Exercise, Question), Failure> {
    visit.enter(slug).await?;
    let exercise = Exercise::of_code(code).ok_or(Failure::NOT_FOUND)?;
    Ok((exercise, exercise.question(visit.text())))
}

/// One form.
async fn show(mut visit: Visit, Path((slug, code)): Path<(String, String)>) -> Answer {
    let (exercise, question) = enter(&mut visit, &slug, &code).await?;
    let form = visit.fresh_form();
    Ok(visit.page(|cx| practice::exercise(cx, exercise, &question, &form, None)))
}

/// What would have been recorded. The answer is a page, not a way elsewhere: there is nothing to come back to.
async fn cast(mut visit: Visit, Path((slug, code)): Path<(String, String)>, posted: Posted) -> Answer {
    let (exercise, question) = enter(&mut visit, &slug, &code).await?;
    let read = ballots::read(&posted, PREFIX, Medium::Screen, std::slice::from_ref(&question));
    let form = posted.into_form();
    Ok(match read {
        Ok(marks) => visit.page(|cx| practice::exercise(cx, exercise, &question, &form, Some(&marks))),
        Err(errors) => {
            let form = form.mismarked(errors);
            visit.again(|cx| practice::exercise(cx, exercise, &question, &form, None))
        }
    })
}
