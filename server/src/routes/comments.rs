//! Addresses of comments.

use crate::edge::{Answer, Failure, Visit, refused, see_other};
use crate::forms::Posted;
use app::form::Form;
use app::pages::comments::NO_STANCE;
use app::text::notice::Notice;
use app::{pages, path};
use axum::extract::{FromRequestParts, Path};
use axum::http::request::Parts;
use axum::response::{IntoResponse as _, Redirect};
use domain::comments::{Order, Stance};
use domain::policy::{self, Action};
use domain::problem::FieldProblem;
use domain::words::CommentBody;
use service::comments::{self, Comment, Extent, NewComment, Placed, Subject};
use service::communities::Community;
use std::convert::Infallible;

/// Which page of a discussion the address asks for: `?order=newest&page=2`, `?page=all`. What it does not know, it
/// takes for the first page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Asked {
    /// In which order.
    pub(crate) order: Order,
    /// How much.
    pub(crate) extent: Extent,
}

impl Asked {
    fn of_query(query: &str) -> Self {
        let mut asked = Self { order: Order::Oldest, extent: Extent::Page(1) };
        for (name, value) in form_urlencoded::parse(query.as_bytes()) {
            match &*name {
                "order" => asked.order = value.parse().unwrap_or(Order::Oldest),
                "page" if value == "all" => asked.extent = Extent::All,
                "page" => asked.extent = Extent::Page(value.parse().unwrap_or(1)),
                _ => {}
            }
        }
        asked
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Asked {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Infallible> {
        Ok(Self::of_query(parts.uri.query().unwrap_or_default()))
    }
}

/// What a comment is to be on and what it answers: in the address of the form, then in its hidden fields.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct About {
    proposal: Option<i64>,
    reply: Option<i64>,
}

impl About {
    fn of_query(query: &str) -> Self {
        Self::of(form_urlencoded::parse(query.as_bytes()).map(|(name, value)| (name.into(), value.into())))
    }

    fn of_posted(posted: &Posted) -> Self {
        Self::of(["proposal", "reply"].map(|name| (name.to_owned(), posted.raw(name).to_owned())).into_iter())
    }

    fn of(values: impl Iterator<Item = (String, String)>) -> Self {
        let mut about = Self::default();
        for (name, value) in values {
            match name.as_str() {
                "proposal" => about.proposal = value.parse().ok(),
                "reply" => about.reply = value.parse().ok(),
                _ => {}
            }
        }
        about
    }
}

impl<S: Send + Sync> FromRequestParts<S> for About {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Infallible> {
        Ok(Self::of_query(parts.uri.query().unwrap_or_default()))
    }
}

/// What the form is about, read for its page.
struct Topic {
    community: Community,
    subject: Subject,
    answered: Option<Comment>,
}

async fn topic(visit: &mut Visit, slug: &str, number: &str, about: About) -> Result<Topic, Failure> {
    let community = visit.enter(slug).await?;
    let number: i64 = number.parse().map_err(|_not_a_number| Failure::NOT_FOUND)?;
    let subject = comments::subject(&mut visit.snapshot, &community, number, about.proposal).await?;
    let answered = match about.reply {
        None => None,
        Some(reply) => {
            let actor = visit.actor().clone();
            let placed = comments::comment(&mut visit.snapshot, &actor, &community, number, reply).await?;
            // A reply stays where the comment it answers stands.
            if placed.subject.proposal != subject.proposal {
                return Err(Failure::NOT_FOUND);
            }
            Some(placed.comment)
        }
    };
    Ok(Topic { community, subject, answered })
}

/// The form on a page of its own.
pub(crate) async fn new(
    mut visit: Visit,
    Path((slug, number)): Path<(String, String)>,
    about: About,
) -> Answer {
    let topic = topic(&mut visit, &slug, &number, about).await?;
    policy::may(visit.actor(), &Action::Comment(topic.subject.facts)).map_err(service::Error::from)?;
    let form = visit.fresh_form();
    Ok(visit.page(|cx| pages::comments::new_comment(cx, &topic.subject, topic.answered.as_ref(), &form)))
}

/// Posts the comment, from that page or from the discussion.
pub(crate) async fn post(
    mut visit: Visit,
    Path((slug, number)): Path<(String, String)>,
    mut posted: Posted,
) -> Answer {
    let about = About::of_posted(&posted);
    let topic = topic(&mut visit, &slug, &number, about).await?;
    let Some(new) = parse(&mut posted, &topic.subject, about) else {
        return Ok(again(visit, &topic, &posted.into_form()));
    };
    let (hall, actor, key) = (visit.site.hall.clone(), visit.actor().clone(), posted.key());
    match comments::post_comment(&hall, &actor, key, topic.community.id, new).await {
        Ok(own) => see_other(&path::comment(&slug, topic.subject.issue_number, own), Notice::CommentPosted),
        Err(error) => {
            let form = refused(posted, error)?;
            Ok(again(visit, &topic, &form))
        }
    }
}

fn again(visit: Visit, topic: &Topic, form: &Form) -> axum::response::Response {
    visit.again(|cx| pages::comments::new_comment(cx, &topic.subject, topic.answered.as_ref(), form))
}

fn parse(posted: &mut Posted, subject: &Subject, about: About) -> Option<NewComment> {
    let body = posted.read("body", CommentBody::parse);
    let stance = posted.read("stance", parse_stance);
    let new = NewComment::on(subject, body?);
    Some(NewComment {
        answers: about.reply,
        stance: stance?,
        officially: posted.raw("official") == "1",
        ..new
    })
}

/// Nothing chosen is no stance.
fn parse_stance(text: &str) -> Result<Option<Stance>, FieldProblem> {
    if text.is_empty() || text == NO_STANCE { Ok(None) } else { Ok(Some(text.parse()?)) }
}

/// `12-5`: the fifth comment of the twelfth issue.
pub(super) fn place(reference: &str) -> Result<(i64, i64), Failure> {
    let parsed = reference.split_once('-').and_then(|(issue, number)| {
        let (issue, number): (i64, i64) = (issue.parse().ok()?, number.parse().ok()?);
        (issue > 0 && number > 0).then_some((issue, number))
    });
    parsed.ok_or(Failure::NOT_FOUND)
}

/// The comment an address names, as the reader may see it.
pub(super) async fn placed(
    visit: &mut Visit,
    slug: &str,
    reference: &str,
) -> Result<(Community, Placed), Failure> {
    let community = visit.enter(slug).await?;
    let (issue, number) = place(reference)?;
    let actor = visit.actor().clone();
    let placed = comments::comment(&mut visit.snapshot, &actor, &community, issue, number).await?;
    Ok((community, placed))
}

/// The address of a comment.
pub(super) fn path_of(slug: &str, placed: &Placed) -> String {
    path::comment(slug, placed.subject.issue_number, placed.comment.number)
}

/// Leads to the comment where it stands in the discussion, oldest first, with the notice that led here.
pub(crate) async fn show(mut visit: Visit, Path((slug, reference)): Path<(String, String)>) -> Answer {
    let (_, placed) = placed(&mut visit, &slug, &reference).await?;
    let page = match placed.subject.proposal {
        None => path::issue(&slug, placed.subject.issue_number),
        Some((_, proposal)) => path::proposal(&slug, placed.subject.issue_number, proposal),
    };
    let place = format!("{page}?page={}#c{}", placed.page, placed.comment.number);
    match visit.notice {
        Some(notice) => see_other(&place, notice),
        None => Ok(Redirect::to(&place).into_response()),
    }
}

/// The form to change a comment.
pub(crate) async fn edit(mut visit: Visit, Path((slug, reference)): Path<(String, String)>) -> Answer {
    let (_, placed) = placed(&mut visit, &slug, &reference).await?;
    policy::may(visit.actor(), &Action::EditComment(placed.comment.facts)).map_err(service::Error::from)?;
    let filled = [("body", placed.markdown.clone()), ("revision", placed.revision.to_string())];
    let form = visit.fresh_form().or_filled(filled);
    Ok(visit.page(|cx| pages::comments::edit_comment(cx, &placed, &form)))
}

/// Changes the comment.
pub(crate) async fn save(
    mut visit: Visit,
    Path((slug, reference)): Path<(String, String)>,
    mut posted: Posted,
) -> Answer {
    let (_, placed) = placed(&mut visit, &slug, &reference).await?;
    let body = posted.read("body", CommentBody::parse);
    // A form without its revision is one that nobody read.
    let revision = posted.raw("revision").parse().unwrap_or(0);
    let Some(body) = body else {
        // Who may not has no use for what is wrong with the form; and only who may has typed anything worth keeping.
        policy::may(visit.actor(), &Action::EditComment(placed.comment.facts))
            .map_err(service::Error::from)?;
        let form = posted.into_form();
        return Ok(visit.again(|cx| pages::comments::edit_comment(cx, &placed, &form)));
    };
    let (hall, actor, key) = (visit.site.hall.clone(), visit.actor().clone(), posted.key());
    match comments::edit_comment(&hall, &actor, key, placed.comment.id, revision, body).await {
        Ok(()) => see_other(&path_of(&slug, &placed), Notice::Saved),
        Err(error) => {
            let form = refused(posted, error)?;
            Ok(visit.again(|cx| pages::comments::edit_comment(cx, &placed, &form)))
        }
    }
}

/// What a comment said before.
pub(crate) async fn history(mut visit: Visit, Path((slug, reference)): Path<(String, String)>) -> Answer {
    let (community, placed) = placed(&mut visit, &slug, &reference).await?;
    let actor = visit.actor().clone();
    let said = comments::revisions(&mut visit.snapshot, &actor, &community, placed.comment.id).await?;
    Ok(visit.page(|cx| pages::comments::history(cx, &placed, &said)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_asks_for_a_page() {
        let cases = [
            ("", Order::Oldest, Extent::Page(1)),
            ("order=newest&page=3", Order::Newest, Extent::Page(3)),
            ("page=all&order=open", Order::Open, Extent::All),
            ("order=%FF&page=x", Order::Oldest, Extent::Page(1)),
            ("page=-4", Order::Oldest, Extent::Page(-4)),
        ];
        for (query, order, extent) in cases {
            assert_eq!(Asked::of_query(query), Asked { order, extent }, "{query}");
        }
    }

    #[test]
    fn a_comment_is_named_by_issue_and_number() {
        assert_eq!(place("12-5").ok(), Some((12, 5)));
        for reference in ["", "12", "12-", "-5", "12--5", "0-1", "a-b", "12-5-6", "99999999999999999999-1"] {
            assert!(place(reference).is_err(), "{reference}");
        }
    }
}
