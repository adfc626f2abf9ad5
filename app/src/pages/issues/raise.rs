//! The form to raise an issue.

use crate::form::Form;
use crate::path;
use crate::shell::{Cx, Page};
use crate::ui::{
    Choice, Drafts, ErrorSummary, FormKeyField, Preview, PreviewButton, Remaining, SelectField,
    TextAreaField, TextField, Trail,
};
use domain::issues::Category;
use domain::words::{Body, Title};
use leptos::prelude::*;
use service::communities::Places;

/// The form to raise an issue; with `preview`, the text as it will look.
#[must_use]
pub fn new_issue(cx: &Cx, form: &Form, places: &Places, preview: Option<String>) -> Page {
    let text = cx.text();
    let hint = format!("{}{}", text.issue_body_hint(), text.markdown_hint());
    Page::new(
        text.raise_issue(),
        view! {
            <Trail cx=cx.clone() steps=vec![(path::issues(cx.slug()), text.all_issues().to_owned())]/>
            <h1>{text.raise_issue()}</h1>
            <p class="lead">{text.raise_issue_lead()}</p>
            <ErrorSummary cx=cx.clone() form=form.clone()/>
            <Preview cx=cx.clone() title=form.value("title").to_owned() html=preview/>
            <form method="post" class="with-dock">
                <FormKeyField key=form.key/>
                <Drafts cx=cx.clone() key=format!("issue:{}", cx.slug())/>
                <TextField cx=cx.clone() form=form.clone() name="title" label=text.issue_title()
                    hint=text.issue_title_hint() max=Title::MAX/>
                <TextAreaField cx=cx.clone() form=form.clone() name="body" label=text.issue_body()
                    hint=hint max=Body::MAX rows=8/>
                <Remaining cx=cx.clone() field="body" max=Body::MAX/>
                <SelectField cx=cx.clone() form=form.clone() name="category" label=text.issue_category()
                    choices=categories(cx)/>
                <SelectField cx=cx.clone() form=form.clone() name="scope" label=text.issue_scope()
                    choices=scopes(cx, places)/>
                <PreviewButton cx=cx.clone()/>
                <div class="dock">
                    <button class="button button-primary">{text.raise_issue_button()}</button>
                </div>
            </form>
        },
    )
}

fn categories(cx: &Cx) -> Vec<Choice> {
    Category::ALL.iter().map(|own| Choice::new(own.code(), cx.text().category(*own))).collect()
}

/// All of the community, then each compound with its buildings.
fn scopes(cx: &Cx, places: &Places) -> Vec<Choice> {
    let mut choices = vec![Choice::new("", cx.text().whole_community())];
    for compound in &places.compounds {
        choices.push(Choice::new(compound.id.to_string(), compound.name.clone()));
        for building in places.buildings.iter().filter(|building| building.compound == compound.id) {
            let value = format!("{}/{}", compound.id, building.id);
            choices.push(Choice::new(value, format!("{} {}", compound.name, building.name)));
        }
    }
    choices
}
