//! What a form sent, decoded so that nothing typed is ever lost, and read field by field.

use crate::edge::Failure;
use crate::site::Site;
use app::form::{FieldError, Form};
use axum::body::Bytes;
use axum::extract::{FromRef, FromRequest, Request};
use axum::http::{StatusCode, header};
use domain::id::FormKey;
use domain::problem::FieldProblem;
use domain::time::LocalDay;
use domain::words::{NotASlug, WordsError};
use sha2::{Digest as _, Sha256};
use std::str::FromStr;

/// A sent form: every field as it was typed. A missing field is an empty one, broken UTF-8 is marked, not refused.
#[derive(Debug)]
pub struct Posted {
    /// The key the page gave the form; shown again with it.
    form: FormKey,
    /// What is done once: see [`Posted::key`].
    key: FormKey,
    values: Vec<(String, String)>,
    errors: Vec<FieldError>,
}

impl<S> FromRequest<S> for Posted
where
    Site: FromRef<S>,
    S: Send + Sync,
{
    type Rejection = Failure;

    async fn from_request(request: Request, state: &S) -> Result<Self, Failure> {
        let is_form = request
            .headers()
            .get(header::CONTENT_TYPE)
            .is_some_and(|kind| kind.as_bytes().starts_with(b"application/x-www-form-urlencoded"));
        if !is_form {
            return Err(Failure::Status(StatusCode::UNSUPPORTED_MEDIA_TYPE));
        }
        let address = request.uri().path().to_owned();
        let body = Bytes::from_request(request, state)
            .await
            .map_err(|rejection| Failure::Status(rejection.status()))?;
        Ok(Self::decode(&body, &address, Site::from_ref(state).hall.new_id()))
    }
}

impl Posted {
    /// Reads `application/x-www-form-urlencoded` sent to `address`. Bytes that are no UTF-8 become U+FFFD, which no
    /// text type accepts. A form without a key, which no page of ours has, is given the `fresh` one.
    #[must_use]
    pub fn decode(body: &[u8], address: &str, fresh: FormKey) -> Self {
        let values: Vec<(String, String)> = form_urlencoded::parse(body).into_owned().collect();
        let sent = values.iter().find(|(name, _)| name == "form_key").and_then(|(_, key)| key.parse().ok());
        match sent {
            Some(form) => Self { form, key: key_of(form, address, &values), values, errors: Vec::new() },
            None => Self { form: fresh, key: fresh, values, errors: Vec::new() },
        }
    }

    /// What is done once: this form with these words, at this address. Someone who goes back and corrects a word sends
    /// the same form again and means another thing.
    #[must_use]
    pub const fn key(&self) -> FormKey {
        self.key
    }

    /// What was typed into `field`; empty when nothing was.
    #[must_use]
    pub fn raw(&self, field: &str) -> &str {
        self.values.iter().find(|(name, _)| name == field).map_or("", |(_, value)| value)
    }

    /// The names of everything sent, in the order it was sent.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.values.iter().map(|(name, _)| name.as_str())
    }

    /// Everything sent under `field`.
    pub fn all<'a>(&'a self, field: &str) -> impl Iterator<Item = &'a str> {
        self.values.iter().filter(move |(name, _)| name == field).map(|(_, value)| value.as_str())
    }

    /// Reads `field` with a type's own `parse`; what is wrong is noted beside the field.
    pub fn read<T, E: IntoFieldProblem>(
        &mut self,
        field: &'static str,
        parse: impl FnOnce(&str) -> Result<T, E>,
    ) -> Option<T> {
        match parse(self.raw(field)) {
            Ok(value) => Some(value),
            Err(error) => {
                let (problem, limit) = error.into_field_problem();
                self.wrong(field, problem, limit);
                None
            }
        }
    }

    /// As [`Posted::read`], but an empty field is `Some(None)`.
    pub fn read_optional<T, E: IntoFieldProblem>(
        &mut self,
        field: &'static str,
        parse: impl FnOnce(&str) -> Result<T, E>,
    ) -> Option<Option<T>> {
        if self.raw(field).trim().is_empty() { Some(None) } else { self.read(field, parse).map(Some) }
    }

    /// Reads one of a closed set of codes, or an id.
    pub fn choose<T: FromStr>(&mut self, field: &'static str) -> Option<T> {
        let missing = self.raw(field).is_empty();
        match self.raw(field).parse() {
            Ok(value) => Some(value),
            Err(_foreign) => {
                let problem = if missing { FieldProblem::Missing } else { FieldProblem::NotAChoice };
                self.wrong(field, problem, None);
                None
            }
        }
    }

    /// Notes what is wrong with `field`.
    pub fn wrong(&mut self, field: &'static str, problem: FieldProblem, limit: Option<usize>) {
        self.errors.push(FieldError { field, problem, limit, earliest: None });
    }

    /// Notes that the day in `field` comes before `earliest`, the first that would do.
    pub fn too_early(&mut self, field: &'static str, problem: FieldProblem, earliest: LocalDay) {
        self.errors.push(FieldError { field, problem, limit: None, earliest: Some(earliest) });
    }

    /// Whether nothing is wrong so far.
    #[must_use]
    pub fn is_right(&self) -> bool {
        self.errors.is_empty()
    }

    /// The form as it goes back to the page.
    #[must_use]
    pub fn into_form(self) -> Form {
        Form::sent(self.form, self.values, self.errors)
    }
}

/// The first half of a hash of all that was sent, each part behind its length.
fn key_of(form: FormKey, address: &str, values: &[(String, String)]) -> FormKey {
    let mut hash = Sha256::new();
    let mut add = |part: &str| {
        hash.update(part.len().to_be_bytes());
        hash.update(part);
    };
    add(&form.to_string());
    add(address);
    for (name, value) in values {
        add(name);
        add(value);
    }
    let digest: [u8; 32] = hash.finalize().into();
    let half: String = digest.iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    half.parse().unwrap_or(form)
}

/// A type's own error as a field's.
pub trait IntoFieldProblem {
    /// What is wrong, and the limit that was passed.
    fn into_field_problem(self) -> (FieldProblem, Option<usize>);
}

impl IntoFieldProblem for WordsError {
    fn into_field_problem(self) -> (FieldProblem, Option<usize>) {
        let limit = match self {
            Self::TooLong { max } => Some(max),
            Self::TooShort { min } => Some(min),
            Self::Empty | Self::OddCharacter => None,
        };
        (self.into(), limit)
    }
}

impl IntoFieldProblem for domain::measure::MeasureError {
    fn into_field_problem(self) -> (FieldProblem, Option<usize>) {
        (self.into(), None)
    }
}

impl IntoFieldProblem for NotASlug {
    fn into_field_problem(self) -> (FieldProblem, Option<usize>) {
        (FieldProblem::NotASlug, None)
    }
}

impl IntoFieldProblem for FieldProblem {
    fn into_field_problem(self) -> (FieldProblem, Option<usize>) {
        (self, None)
    }
}

/// A day that has come: what was adopted, minuted or agreed lies behind us.
pub fn past_day(text: &str, today: LocalDay) -> Result<LocalDay, FieldProblem> {
    if text.trim().is_empty() {
        return Err(FieldProblem::Missing);
    }
    let day = LocalDay::parse(text.trim()).ok_or(FieldProblem::NotADate)?;
    if day > today { Err(FieldProblem::TooLate) } else { Ok(day) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::words::Title;

    #[test]
    fn nothing_typed_is_lost() {
        let fresh: FormKey = "00000000-0000-7000-8000-000000000001".parse().expect("a key");
        let mut posted = Posted::decode(b"title=%E6%A3%9A&body=a%FFb&body=c", "/x", fresh);
        assert_eq!(posted.read("title", Title::parse), None);
        assert_eq!(posted.raw("body"), "a\u{FFFD}b");
        assert_eq!(posted.all("body").count(), 2);
        let form = posted.into_form();
        assert_eq!(form.value("title"), "棚");
        assert_eq!(form.error("title").map(|error| error.limit), Some(Some(2)));
    }

    #[test]
    fn a_form_is_done_once_and_a_corrected_one_again() {
        let fresh = FormKey(Default::default());
        let key = |body: &str, address| Posted::decode(body.as_bytes(), address, fresh).key();
        let form = "form_key=00000000-0000-7000-8000-000000000001&body=";
        let first = key(&format!("{form}a"), "/x");
        assert_eq!(key(&format!("{form}a"), "/x"), first);
        assert_ne!(key(&format!("{form}b"), "/x"), first);
        assert_ne!(key(&format!("{form}a"), "/y"), first);
        assert_eq!(key("body=a", "/x"), fresh);
        assert_eq!(key("form_key=none&body=a", "/x"), fresh);
    }
}
