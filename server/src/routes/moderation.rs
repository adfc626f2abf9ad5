//! Addresses of moderation: hide, appeal, answer, and the public register.

use super::comments::{path_of, placed};
use crate::edge::{Answer, Failure, Visit, refused, see_other};
use crate::forms::Posted;
use app::form::Form;
use app::text::notice::Notice;
use app::{pages, path};
use axum::extract::Path;
use axum::response::Response;
use domain::id::ModerationId;
use domain::moderation::{AppealAnswer, HideReason};
use domain::policy::{self, Action};
use domain::words::{Note, Reason};
use service::comments::{Placed, Said};
use service::communities::Community;
use service::moderation::{self, WaitingAppeal};

/// The form to hide a comment.
pub(crate) async fn hide_form(mut visit: Visit, Path((slug, reference)): Path<(String, String)>) -> Answer {
    let (_, placed) = placed(&mut visit, &slug, &reference).await?;
    policy::may(visit.actor(), &Action::HideComment(placed.comment.facts)).map_err(service::Error::from)?;
    let form = visit.fresh_form();
    Ok(visit.page(|cx| pages::moderation::hide(cx, &placed, &form)))
}

/// Hides the comment.
pub(crate) async fn hide(
    mut visit: Visit,
    Path((slug, reference)): Path<(String, String)>,
    mut posted: Posted,
) -> Answer {
    let (_, placed) = placed(&mut visit, &slug, &reference).await?;
    let reason = posted.choose::<HideReason>("reason");
    let note = posted.read_optional("note", Note::parse);
    let (Some(reason), Some(note)) = (reason, note) else {
        // Who may not is not shown the officer's form.
        policy::may(visit.actor(), &Action::HideComment(placed.comment.facts))
            .map_err(service::Error::from)?;
        return Ok(hide_again(visit, &placed, &posted.into_form()));
    };
    let (hall, actor, key) = (visit.site.hall.clone(), visit.actor().clone(), posted.key());
    match moderation::hide_comment(&hall, &actor, key, placed.comment.id, reason, note).await {
        Ok(()) => see_other(&path_of(&slug, &placed), Notice::CommentHidden),
        Err(error) => Ok(hide_again(visit, &placed, &refused(posted, error)?)),
    }
}

fn hide_again(visit: Visit, placed: &Placed, form: &Form) -> Response {
    visit.again(|cx| pages::moderation::hide(cx, placed, form))
}

/// The form to appeal.
pub(crate) async fn appeal_form(mut visit: Visit, Path((slug, reference)): Path<(String, String)>) -> Answer {
    let (_, placed) = placed(&mut visit, &slug, &reference).await?;
    policy::may(visit.actor(), &Action::AppealHiding(placed.comment.facts)).map_err(service::Error::from)?;
    let form = visit.fresh_form();
    Ok(visit.page(|cx| pages::moderation::appeal(cx, &placed, &form)))
}

/// Appeals.
pub(crate) async fn appeal(
    mut visit: Visit,
    Path((slug, reference)): Path<(String, String)>,
    mut posted: Posted,
) -> Answer {
    let (_, placed) = placed(&mut visit, &slug, &reference).await?;
    let Some(says) = posted.read("says", Reason::parse) else {
        policy::may(visit.actor(), &Action::AppealHiding(placed.comment.facts))
            .map_err(service::Error::from)?;
        let form = posted.into_form();
        return Ok(visit.again(|cx| pages::moderation::appeal(cx, &placed, &form)));
    };
    let (hall, actor, key) = (visit.site.hall.clone(), visit.actor().clone(), posted.key());
    match moderation::appeal_hiding(&hall, &actor, key, placed.comment.id, says).await {
        Ok(()) => see_other(&path_of(&slug, &placed), Notice::AppealSent),
        Err(error) => {
            let form = refused(posted, error)?;
            Ok(visit.again(|cx| pages::moderation::appeal(cx, &placed, &form)))
        }
    }
}

/// The form to answer an appeal.
pub(crate) async fn answer_form(mut visit: Visit, Path((slug, reference)): Path<(String, String)>) -> Answer {
    let (community, placed) = placed(&mut visit, &slug, &reference).await?;
    policy::may(visit.actor(), &Action::AnswerAppeal(placed.comment.facts)).map_err(service::Error::from)?;
    let waiting = waiting(&mut visit, &community, &placed).await?;
    let form = visit.fresh_form();
    Ok(visit.page(|cx| pages::moderation::answer_appeal(cx, &placed, &waiting, &form)))
}

async fn waiting(
    visit: &mut Visit,
    community: &Community,
    placed: &Placed,
) -> Result<WaitingAppeal, Failure> {
    let Said::Hidden(hiding) = &placed.comment.said else { return Err(Failure::NOT_FOUND) };
    let actor = visit.actor().clone();
    Ok(moderation::appeal_waiting(&mut visit.snapshot, &actor, community, hiding.act).await?)
}

/// Answers the appeal.
pub(crate) async fn answer(
    mut visit: Visit,
    Path((slug, reference)): Path<(String, String)>,
    mut posted: Posted,
) -> Answer {
    let (community, placed) = placed(&mut visit, &slug, &reference).await?;
    let answer = posted.choose::<AppealAnswer>("answer");
    let reason = posted.read("reason", Reason::parse);
    let (Some(answer), Some(reason)) = (answer, reason) else {
        return answer_again(visit, &community, &placed, &posted.into_form()).await;
    };
    let (hall, actor, key) = (visit.site.hall.clone(), visit.actor().clone(), posted.key());
    match moderation::answer_appeal(&hall, &actor, key, placed.comment.id, answer, reason).await {
        Ok(()) => see_other(&path::register(&slug), Notice::AppealAnswered),
        Err(error) => answer_again(visit, &community, &placed, &refused(posted, error)?).await,
    }
}

async fn answer_again(mut visit: Visit, community: &Community, placed: &Placed, form: &Form) -> Answer {
    let waiting = waiting(&mut visit, community, placed).await?;
    Ok(visit.again(|cx| pages::moderation::answer_appeal(cx, placed, &waiting, form)))
}

/// 管理记录.
pub(crate) async fn register(mut visit: Visit, Path(slug): Path<String>) -> Answer {
    let community = visit.enter(&slug).await?;
    let number = visit.page_number();
    let page = moderation::register(&mut visit.snapshot, &community, number).await?;
    Ok(visit.page(|cx| pages::moderation::register(cx, &page)))
}

/// One act of the register.
pub(crate) async fn entry(mut visit: Visit, Path((slug, act)): Path<(String, String)>) -> Answer {
    let community = visit.enter(&slug).await?;
    let act: ModerationId = act.parse().map_err(|_no_id| Failure::NOT_FOUND)?;
    let entry = moderation::entry(&mut visit.snapshot, &community, act).await?;
    Ok(visit.page(|cx| pages::moderation::entry(cx, &entry)))
}

/// The appeals that wait, for the council.
pub(crate) async fn appeals(mut visit: Visit, Path(slug): Path<String>) -> Answer {
    let community = visit.enter(&slug).await?;
    let actor = visit.actor().clone();
    let waiting = moderation::appeals_waiting(&mut visit.snapshot, &actor, &community).await?;
    Ok(visit.page(|cx| pages::moderation::appeals(cx, &waiting)))
}
