//! What anyone can check a vote by: its record, receipts, and what became of a short code.

use super::find;
use crate::edge::{Answer, Visit};
use app::pages;
use axum::extract::Path;
use axum::http::header;
use axum::response::{IntoResponse as _, Response};
use domain::id::HeadId;
use service::Error;
use service::votes::{receipt, record};

/// A file to keep, under a name that says which vote it is of.
fn file(kind: &str, name: &str, bytes: Vec<u8>) -> Response {
    let disposition = format!("attachment; filename=\"{name}\"");
    ([(header::CONTENT_TYPE, kind.to_owned()), (header::CONTENT_DISPOSITION, disposition)], bytes)
        .into_response()
}

/// 表决档案.
pub(super) async fn public(mut visit: Visit, Path((slug, number)): Path<(String, String)>) -> Answer {
    let (_, vote) = find(&mut visit, &slug, &number).await?;
    let record = record::record(&mut visit.snapshot, &vote, &visit.site.log_key).await?;
    let record = record.ok_or(Error::NotFound)?;
    Ok(file("application/zip", &format!("{slug}-vote-{}.zip", vote.number), record))
}

/// The same with every ballot, for signed-in owners of the compound.
pub(super) async fn by_unit(mut visit: Visit, Path((slug, number)): Path<(String, String)>) -> Answer {
    let (community, vote) = find(&mut visit, &slug, &number).await?;
    let actor = visit.actor().clone();
    let record =
        record::unit_level(&mut visit.snapshot, &actor, community.id, &vote, &visit.site.log_key).await?;
    let record = record.ok_or(Error::NotFound)?;
    Ok(file("application/zip", &format!("{slug}-vote-{}-owners.zip", vote.number), record))
}

/// 投票回执 as a file, for who cast the ballot.
pub(super) async fn receipt_file(
    mut visit: Visit,
    Path((slug, number, head)): Path<(String, String, String)>,
) -> Answer {
    let (_, vote) = find(&mut visit, &slug, &number).await?;
    let head: HeadId =
        head.strip_suffix(".json").and_then(|head| head.parse().ok()).ok_or(Error::NotFound)?;
    let actor = visit.actor().clone();
    let own = receipt::receipt(&mut visit.snapshot, &actor, &vote, head, &visit.site.log_key).await?;
    let own = own.ok_or(Error::NotFound)?;
    let name = format!("{slug}-vote-{}-receipt.json", vote.number);
    Ok(file("application/json", &name, own.json().into_bytes()))
}

/// The form for a short code, and what became of the ballot that was asked for.
pub(super) async fn check(visit: Visit, Path((slug, number)): Path<(String, String)>) -> Answer {
    let code = visit.asked("code").filter(|code| !code.trim().is_empty());
    checked(visit, &slug, &number, code).await
}

/// The same under an address of its own, for the picture of a receipt.
pub(super) async fn check_code(
    visit: Visit,
    Path((slug, number, code)): Path<(String, String, String)>,
) -> Answer {
    checked(visit, &slug, &number, Some(code)).await
}

async fn checked(mut visit: Visit, slug: &str, number: &str, code: Option<String>) -> Answer {
    let (_, vote) = find(&mut visit, slug, number).await?;
    let found = match &code {
        None => None,
        Some(code) => Some(receipt::find(&mut visit.snapshot, &vote, code).await?),
    };
    let form = visit.fresh_form().or_filled(vec![("code", code.unwrap_or_default())]);
    Ok(visit.page(|cx| pages::votes::check_receipt(cx, &vote, &form, found)))
}
