//! Fields of forms: label, hint, error and control always stand together.

use super::TextArea;
use crate::form::{Form, Refusal};
use crate::shell::Cx;
use domain::id::FormKey;
use leptos::prelude::*;

/// The hidden key that makes a form sent twice be done once.
#[component]
pub fn FormKeyField(
    /// The form's key.
    key: FormKey,
) -> impl IntoView {
    view! { <input type="hidden" name="form_key" value=key.to_string()/> }
}

/// What is wrong with a form, at its head, with links to the fields.
#[component]
pub fn ErrorSummary(
    /// The page.
    cx: Cx,
    /// The form.
    form: Form,
) -> impl IntoView {
    let text = cx.text();
    let refusal = form.refusal.map(|refusal: Refusal| {
        view! { <div class="errors" role="alert" tabindex="-1"><p>{text.refusal(refusal)}</p></div> }
    });
    let count = form.errors().len() + form.marks_errors().len();
    let list = (count > 0).then(|| {
        let form = form.clone();
        // The fields come after the list and bring their labels with them: it is written once they are all there.
        let items = move || {
            let item = |field: &str, says: &str| {
                let says = text.named_error(&form.label(field), says);
                view! { <li><a href=format!("#{field}")>{says}</a></li> }
            };
            let fields = form.errors().iter().map(|error| item(error.field, &text.field_error(*error)));
            let marks = form.marks_errors().iter();
            let marks = marks.map(|error| item(&error.field, &text.marks_fault(error.fault)));
            fields.chain(marks).collect::<Vec<_>>()
        };
        view! {
            <div class="errors" role="alert" tabindex="-1">
                <h2>{text.errors_heading(count)}</h2>
                <ul>{items}</ul>
            </div>
        }
    });
    view! { {refusal} {list} }
}

/// What goes around a control: label, hint, error.
struct Around {
    class: &'static str,
    hint: Option<AnyView>,
    error: Option<AnyView>,
    described_by: Option<String>,
    invalid: bool,
}

impl Around {
    fn of(cx: &Cx, form: &Form, name: &'static str, label: &str, hint: Option<String>) -> Self {
        form.name(name, label);
        let error = form.error(name);
        let mut ids = Vec::new();
        if hint.is_some() {
            ids.push(format!("{name}-hint"));
        }
        if error.is_some() {
            ids.push(format!("{name}-error"));
        }
        Self {
            class: if error.is_some() { "field field-error" } else { "field" },
            hint: hint.map(|hint| view! { <p class="hint" id=format!("{name}-hint")>{hint}</p> }.into_any()),
            error: error.map(|error| {
                let says = cx.text().field_error(error);
                view! { <p class="error" id=format!("{name}-error")>{says}</p> }.into_any()
            }),
            described_by: (!ids.is_empty()).then(|| ids.join(" ")),
            invalid: error.is_some(),
        }
    }
}

/// A field for one line.
#[component]
pub fn TextField(
    /// The page.
    cx: Cx,
    /// The form.
    form: Form,
    /// The field's name.
    name: &'static str,
    /// What it is.
    #[prop(into)]
    label: String,
    /// How to fill it in.
    #[prop(optional, into)]
    hint: Option<String>,
    /// Characters accepted.
    #[prop(optional)]
    max: Option<usize>,
    /// `text`, `tel`, `password`, `number`, `datetime-local`, `date`.
    #[prop(default = "text")]
    kind: &'static str,
    /// `inputmode`, for the phone's keyboard.
    #[prop(optional)]
    mode: Option<&'static str>,
    /// `autocomplete`.
    #[prop(optional)]
    autocomplete: Option<&'static str>,
    /// The unit written behind it: 元, ㎡.
    #[prop(optional, into)]
    unit: Option<String>,
    /// Whether it may stay empty.
    #[prop(optional)]
    optional: bool,
    /// `code` for one-time codes.
    #[prop(default = "control")]
    class: &'static str,
) -> impl IntoView {
    let around = Around::of(&cx, &form, name, &label, hint);
    // A password is never sent back.
    let value = if kind == "password" { String::new() } else { form.value(name).to_owned() };
    let input = view! {
        <input
            class=class
            type=kind
            id=name
            name=name
            value=value
            maxlength=max.map(|max| max.to_string())
            inputmode=mode
            autocomplete=autocomplete
            aria-describedby=around.described_by
            aria-invalid=around.invalid.then_some("true")
        />
    };
    let control = match unit {
        None => input.into_any(),
        Some(unit) => view! { <div class="affix">{input}" "{unit}</div> }.into_any(),
    };
    view! {
        <div class=around.class>
            <label for=name>{label}{optional.then(|| mark_optional(&cx))}</label>
            {around.hint}
            {around.error}
            {control}
        </div>
    }
}

fn mark_optional(cx: &Cx) -> AnyView {
    view! { " "<span class="optional">{cx.text().optional()}</span> }.into_any()
}

/// A field for several lines.
#[component]
pub fn TextAreaField(
    /// The page.
    cx: Cx,
    /// The form.
    form: Form,
    /// The field's name.
    name: &'static str,
    /// What it is.
    #[prop(into)]
    label: String,
    /// How to fill it in.
    #[prop(optional, into)]
    hint: Option<String>,
    /// Characters accepted.
    max: usize,
    /// Lines shown.
    #[prop(default = 6)]
    rows: u32,
    /// Whether it may stay empty.
    #[prop(optional)]
    optional: bool,
) -> impl IntoView {
    let around = Around::of(&cx, &form, name, &label, hint);
    let value = form.value(name).to_owned();
    view! {
        <div class=around.class>
            <label for=name>{label}{optional.then(|| mark_optional(&cx))}</label>
            {around.hint}
            {around.error}
            <TextArea name value rows max=Some(max) described_by=around.described_by invalid=around.invalid/>
        </div>
    }
}

/// One of several answers.
#[derive(Clone, Debug)]
pub struct Choice {
    /// What is sent.
    pub value: String,
    /// What is read.
    pub label: String,
    /// A second, softer line.
    pub hint: Option<String>,
}

impl Choice {
    /// An answer without a second line.
    #[must_use]
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self { value: value.into(), label: label.into(), hint: None }
    }
}

/// A choice from a list that is too long for cards.
#[component]
pub fn SelectField(
    /// The page.
    cx: Cx,
    /// The form.
    form: Form,
    /// The field's name.
    name: &'static str,
    /// What it is.
    #[prop(into)]
    label: String,
    /// How to fill it in.
    #[prop(optional, into)]
    hint: Option<String>,
    /// The answers.
    choices: Vec<Choice>,
) -> impl IntoView {
    let around = Around::of(&cx, &form, name, &label, hint);
    let options: Vec<_> = choices
        .into_iter()
        .map(|choice| {
            let chosen = form.has(name, &choice.value);
            view! { <option value=choice.value selected=chosen>{choice.label}</option> }
        })
        .collect();
    view! {
        <div class=around.class>
            <label for=name>{label}</label>
            {around.hint}
            {around.error}
            <select
                class="control"
                id=name
                name=name
                aria-describedby=around.described_by
                aria-invalid=around.invalid.then_some("true")
            >
                {options}
            </select>
        </div>
    }
}

/// A few answers as cards, one of which is chosen. Nothing is chosen beforehand unless it was sent before.
#[component]
pub fn RadioCards(
    /// The page.
    cx: Cx,
    /// The form.
    form: Form,
    /// The field's name.
    name: &'static str,
    /// What is asked.
    #[prop(into)]
    legend: String,
    /// How to answer.
    #[prop(optional, into)]
    hint: Option<String>,
    /// The answers.
    choices: Vec<Choice>,
    /// Side by side instead of below each other.
    #[prop(optional)]
    inline: bool,
) -> impl IntoView {
    let around = Around::of(&cx, &form, name, &legend, hint);
    let cards: Vec<_> = choices
        .into_iter()
        .map(|choice| {
            let chosen = form.has(name, &choice.value);
            view! {
                <label class="choice">
                    <input type="radio" name=name value=choice.value checked=chosen/>
                    <span class="choice-text">
                        {choice.label}
                        {choice.hint.map(|hint| view! { <span class="hint">{hint}</span> })}
                    </span>
                </label>
            }
        })
        .collect();
    let layout = if inline { "choices choices-inline" } else { "choices" };
    view! {
        <fieldset class=format!("{} {layout}", around.class) id=name aria-describedby=around.described_by>
            <legend>{legend}</legend>
            {around.hint}
            {around.error}
            {cards}
        </fieldset>
    }
}
