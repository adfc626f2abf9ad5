//! Addresses of moderation: hide, appeal, answer, and the public register.

use super::comments::{place, placed};
use super::votes;
use crate::edge::{Answer, Failure, Visit, refused, see_other};
use crate::forms::Posted;
use app::form::Form;
use app::pages::moderation::Moderated;
use app::text::notice::Notice;
use app::{pages, path};
use axum::extract::Path;
use axum::response::Response;
use domain::id::ModerationId;
use domain::moderation::{AppealAnswer, HideReason, Hideable};
use domain::policy::{self, Action};
use domain::words::{Note, Reason};
use service::communities::Community;
use service::moderation::{self, WaitingAppeal};

/// `comments`, `objections` or `answers` in an address, with the numbers behind it.
type Address = Path<(String, String, String)>;

/// The words an address names, as the reader may see them.
async fn moderated(visit: &mut Visit, Path(address): &Address) -> Result<(Community, Moderated), Failure> {
    let (slug, words, reference) = address;
    let what = match words.as_str() {
        "comments" => Hideable::Comment,
        "objections" => Hideable::Objection,
        "answers" => Hideable::Answer,
        _ => return Err(Failure::NOT_FOUND),
    };
    if what == Hideable::Comment {
        let (community, placed) = placed(visit, slug, reference).await?;
        return Ok((community, Moderated::Comment(placed)));
    }
    let (vote, number) = place(reference)?;
    let (community, vote, objection) = votes::objection(visit, slug, vote, number).await?;
    let words = match (what, &objection.answer) {
        (Hideable::Answer, Some(answer)) => {
            let facts = answer.facts.ok_or(Failure::NOT_FOUND)?;
            Moderated::Answer(vote, objection, facts)
        }
        (Hideable::Answer, None) => return Err(Failure::NOT_FOUND),
        _ => Moderated::Objection(vote, objection),
    };
    Ok((community, words))
}

/// The form to hide words.
pub(crate) async fn hide_form(mut visit: Visit, address: Address) -> Answer {
    let (_, words) = moderated(&mut visit, &address).await?;
    policy::may(visit.actor(), &Action::HideWords(words.facts())).map_err(service::Error::from)?;
    let form = visit.fresh_form();
    Ok(visit.page(|cx| pages::moderation::hide(cx, &words, &form)))
}

/// Hides them.
pub(crate) async fn hide(mut visit: Visit, address: Address, mut posted: Posted) -> Answer {
    let (_, words) = moderated(&mut visit, &address).await?;
    let reason = posted.choose::<HideReason>("reason");
    let note = posted.read_optional("note", Note::parse);
    let (Some(reason), Some(note)) = (reason, note) else {
        // Who may not is not shown the officer's form.
        policy::may(visit.actor(), &Action::HideWords(words.facts())).map_err(service::Error::from)?;
        return Ok(hide_again(visit, &words, &posted.into_form()));
    };
    let (hall, actor, key) = (visit.site.hall.clone(), visit.actor().clone(), posted.key());
    match moderation::hide(&hall, &actor, key, words.target(), reason, note).await {
        Ok(()) => see_other(&path_of(&address, &words), Notice::CommentHidden),
        Err(error) => Ok(hide_again(visit, &words, &refused(posted, error)?)),
    }
}

/// Where the words are read.
fn path_of(Path((slug, ..)): &Address, words: &Moderated) -> String {
    path::words(slug, words.target().what(), words.place())
}

fn hide_again(visit: Visit, words: &Moderated, form: &Form) -> Response {
    visit.again(|cx| pages::moderation::hide(cx, words, form))
}

/// The form to appeal.
pub(crate) async fn appeal_form(mut visit: Visit, address: Address) -> Answer {
    let (_, words) = moderated(&mut visit, &address).await?;
    policy::may(visit.actor(), &Action::AppealHiding(words.facts())).map_err(service::Error::from)?;
    let form = visit.fresh_form();
    Ok(visit.page(|cx| pages::moderation::appeal(cx, &words, &form)))
}

/// Appeals.
pub(crate) async fn appeal(mut visit: Visit, address: Address, mut posted: Posted) -> Answer {
    let (_, words) = moderated(&mut visit, &address).await?;
    let Some(says) = posted.read("says", Reason::parse) else {
        policy::may(visit.actor(), &Action::AppealHiding(words.facts())).map_err(service::Error::from)?;
        let form = posted.into_form();
        return Ok(visit.again(|cx| pages::moderation::appeal(cx, &words, &form)));
    };
    let (hall, actor, key) = (visit.site.hall.clone(), visit.actor().clone(), posted.key());
    match moderation::appeal_hiding(&hall, &actor, key, words.target(), says).await {
        Ok(()) => see_other(&path_of(&address, &words), Notice::AppealSent),
        Err(error) => {
            let form = refused(posted, error)?;
            Ok(visit.again(|cx| pages::moderation::appeal(cx, &words, &form)))
        }
    }
}

/// The form to answer an appeal.
pub(crate) async fn answer_form(mut visit: Visit, address: Address) -> Answer {
    let (community, words) = moderated(&mut visit, &address).await?;
    policy::may(visit.actor(), &Action::AnswerAppeal(words.facts())).map_err(service::Error::from)?;
    let waiting = waiting(&mut visit, &community, &words).await?;
    let form = visit.fresh_form();
    Ok(visit.page(|cx| pages::moderation::answer_appeal(cx, &words, &waiting, &form)))
}

async fn waiting(
    visit: &mut Visit,
    community: &Community,
    words: &Moderated,
) -> Result<WaitingAppeal, Failure> {
    let (act, _) = words.hidden().ok_or(Failure::NOT_FOUND)?;
    let actor = visit.actor().clone();
    Ok(moderation::appeal_waiting(&mut visit.snapshot, &actor, community, act).await?)
}

/// Answers the appeal.
pub(crate) async fn answer(mut visit: Visit, address: Address, mut posted: Posted) -> Answer {
    let (community, words) = moderated(&mut visit, &address).await?;
    let answer = posted.choose::<AppealAnswer>("answer");
    let reason = posted.read("reason", Reason::parse);
    let (Some(answer), Some(reason)) = (answer, reason) else {
        return answer_again(visit, &community, &words, &posted.into_form()).await;
    };
    let (hall, actor, key) = (visit.site.hall.clone(), visit.actor().clone(), posted.key());
    match moderation::answer_appeal(&hall, &actor, key, words.target(), answer, reason).await {
        Ok(()) => see_other(&path::register(&address.0.0), Notice::AppealAnswered),
        Err(error) => answer_again(visit, &community, &words, &refused(posted, error)?).await,
    }
}

async fn answer_again(mut visit: Visit, community: &Community, words: &Moderated, form: &Form) -> Answer {
    let waiting = waiting(&mut visit, community, words).await?;
    Ok(visit.again(|cx| pages::moderation::answer_appeal(cx, words, &waiting, form)))
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
