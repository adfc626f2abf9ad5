//! A form on its way to the reader: what was typed, and what is wrong with it, field by field.

use domain::id::FormKey;
use domain::policy::Denied;
use domain::problem::{FieldProblem, Problem};
use domain::time::LocalDay;
use domain::votes::form::Misfit;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// What was typed into a form and what came of it. A fresh form is empty; a refused one keeps every word.
#[derive(Clone, Debug)]
pub struct Form {
    /// Sent back hidden, so that a double tap is answered once.
    pub key: FormKey,
    values: Vec<(String, String)>,
    errors: Vec<FieldError>,
    marks: Vec<MarksError>,
    /// What the page calls each field: noted by the field itself, read by the list of what is wrong.
    labels: Arc<Mutex<HashMap<String, String>>>,
    /// Why the whole form was refused, when no field is to blame.
    pub refusal: Option<Refusal>,
}

/// What is wrong with a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FieldError {
    /// The field's name in the form.
    pub field: &'static str,
    /// What is wrong.
    pub problem: FieldProblem,
    /// The limit that was passed, where the problem has one.
    pub limit: Option<usize>,
    /// The first day that would do, where the problem has one.
    pub earliest: Option<LocalDay>,
}

/// What is wrong with what a ballot says, beside the field it was said in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MarksError {
    /// The field's name in the form: a question's, or that of one of its lines.
    pub field: String,
    /// What is wrong.
    pub fault: MarksFault,
}

/// Why marks are not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MarksFault {
    /// What was typed is not what the field takes.
    Field(FieldProblem),
    /// The marks are no ballot on this form.
    Misfit(Misfit),
}

/// Why a whole form was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Not permitted.
    Denied(Denied),
    /// A rule or another act stands in the way.
    Problem(Problem),
}

impl Form {
    /// An empty form.
    #[must_use]
    pub fn new(key: FormKey) -> Self {
        Self::sent(key, Vec::new(), Vec::new())
    }

    /// A form as it was sent.
    #[must_use]
    pub fn sent(key: FormKey, values: Vec<(String, String)>, errors: Vec<FieldError>) -> Self {
        Self { key, values, errors, marks: Vec::new(), labels: Arc::default(), refusal: None }
    }

    /// Notes what the page calls `field`.
    pub fn name(&self, field: &str, label: &str) {
        let mut labels = self.labels.lock().unwrap_or_else(PoisonError::into_inner);
        labels.insert(field.to_owned(), label.to_owned());
    }

    /// What the page calls `field`; empty when the page has no such field.
    #[must_use]
    pub fn label(&self, field: &str) -> String {
        let labels = self.labels.lock().unwrap_or_else(PoisonError::into_inner);
        labels.get(field).cloned().unwrap_or_default()
    }

    /// The same form, filled in beforehand where nothing was typed yet.
    #[must_use]
    pub fn or_filled<'a>(mut self, values: impl IntoIterator<Item = (&'a str, String)>) -> Self {
        if self.values.is_empty() {
            self.values = values.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
        }
        self
    }

    /// The same form, refused as a whole.
    #[must_use]
    pub fn refused(mut self, refusal: Refusal) -> Self {
        self.refusal = Some(refusal);
        self
    }

    /// The same form, with what is wrong with what its ballots say.
    #[must_use]
    pub fn mismarked(mut self, errors: Vec<MarksError>) -> Self {
        self.marks = errors;
        self
    }

    /// Whether it was sent and not taken, for whatever reason.
    #[must_use]
    pub fn is_refused(&self) -> bool {
        self.refusal.is_some() || !self.errors.is_empty() || !self.marks.is_empty()
    }

    /// What was typed into `field`; empty when nothing was.
    #[must_use]
    pub fn value(&self, field: &str) -> &str {
        self.values.iter().find(|(name, _)| name == field).map_or("", |(_, value)| value)
    }

    /// Everything sent under `field`.
    pub fn all<'a>(&'a self, field: &'a str) -> impl Iterator<Item = &'a str> {
        self.values.iter().filter(move |(name, _)| name == field).map(|(_, value)| value.as_str())
    }

    /// Whether the box or option `value` of `field` was ticked.
    #[must_use]
    pub fn has(&self, field: &str, value: &str) -> bool {
        self.all(field).any(|sent| sent == value)
    }

    /// What is wrong with `field`, if anything.
    #[must_use]
    pub fn error(&self, field: &str) -> Option<FieldError> {
        self.errors.iter().find(|error| error.field == field).copied()
    }

    /// Everything that is wrong.
    #[must_use]
    pub fn errors(&self) -> &[FieldError] {
        &self.errors
    }

    /// What is wrong with what is marked at `field`, if anything.
    #[must_use]
    pub fn marks_error(&self, field: &str) -> Option<MarksFault> {
        self.marks.iter().find(|error| error.field == field).map(|error| error.fault)
    }

    /// Everything that is wrong with the ballots.
    #[must_use]
    pub fn marks_errors(&self) -> &[MarksError] {
        &self.marks
    }
}
