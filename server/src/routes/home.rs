//! The front page, a community's own page, and what was told there.

use crate::edge::{Answer, Failure, Visit, see_other};
use app::text::notice::Notice;
use app::{pages, path};
use axum::extract::Path;
use axum::response::{IntoResponse as _, Redirect};
use service::{communities, home, notices};

/// The only community's page; otherwise the choice between them.
pub(crate) async fn front(mut visit: Visit) -> Answer {
    let mut all = communities::communities(&mut visit.snapshot).await?;
    match (all.pop(), all.is_empty()) {
        (Some(only), true) => {
            visit.community = Some(only);
            show(visit).await
        }
        (last, _) => {
            all.extend(last);
            Ok(visit.page(|cx| pages::home::choose(cx, all)))
        }
    }
}

/// A community's page.
pub(crate) async fn community(mut visit: Visit, Path(slug): Path<String>) -> Answer {
    visit.enter(&slug).await?;
    show(visit).await
}

async fn show(mut visit: Visit) -> Answer {
    let community = visit.community.clone().ok_or(Failure::NOT_FOUND)?;
    let home = home::home(&mut visit.snapshot, &visit.reader.actor, &community).await?;
    Ok(visit.page(|cx| pages::home::home(cx, home)))
}

/// Marks one thing told seen and goes where it leads.
pub(crate) async fn see_notice(mut visit: Visit, Path((slug, id)): Path<(String, String)>) -> Answer {
    let community = visit.enter(&slug).await?;
    let id = id.parse().map_err(|_no_id| Failure::NOT_FOUND)?;
    let hall = visit.site.hall.clone();
    let leads = notices::see(&hall, visit.actor(), community.id, Some(id)).await?;
    let home = path::community(&slug);
    let to = leads.map_or_else(|| home.clone(), |place| format!("{home}/{place}"));
    Ok(Redirect::to(&to).into_response())
}

/// Marks everything told seen.
pub(crate) async fn see_notices(mut visit: Visit, Path(slug): Path<String>) -> Answer {
    let community = visit.enter(&slug).await?;
    let hall = visit.site.hall.clone();
    notices::see(&hall, visit.actor(), community.id, None).await?;
    see_other(&path::community(&slug), Notice::NoticesSeen)
}
