//! Pages of issues.

use crate::form::Form;
use crate::path;
use crate::shell::{Cx, Page};
use crate::ui::{
    Choice, ErrorSummary, FormKeyField, Moment, PathSteps, SelectField, TextAreaField, TextField, Trail,
};
use domain::issues::Category;
use domain::words::{Body, Title};
use leptos::prelude::*;
use service::communities::Places;
use service::issues::Issue;

/// The form to raise an issue.
#[must_use]
pub fn new_issue(cx: &Cx, form: &Form, places: &Places) -> Page {
    let text = cx.text();
    let categories = Category::ALL.iter().map(|own| Choice::new(own.code(), text.category(*own))).collect();
    Page::new(
        text.raise_issue(),
        view! {
            <h1>{text.raise_issue()}</h1>
            <p>{text.raise_issue_lead()}</p>
            <ErrorSummary cx=cx.clone() form=form.clone()/>
            <form method="post" class="with-dock">
                <FormKeyField key=form.key/>
                <TextField cx=cx.clone() form=form.clone() name="title" label=text.issue_title()
                    hint=text.issue_title_hint() max=Title::MAX/>
                <TextAreaField cx=cx.clone() form=form.clone() name="body" label=text.issue_body()
                    hint=text.issue_body_hint() max=Body::MAX/>
                <SelectField cx=cx.clone() form=form.clone() name="category" label=text.issue_category()
                    choices=categories/>
                <SelectField cx=cx.clone() form=form.clone() name="scope" label=text.issue_scope()
                    choices=scopes(cx, places)/>
                <div class="dock">
                    <button class="button button-primary">{text.raise_issue_button()}</button>
                </div>
            </form>
        },
    )
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

/// One issue.
#[must_use]
pub fn issue(cx: &Cx, issue: Issue) -> Page {
    let text = cx.text();
    let place = issue.place.clone().unwrap_or_else(|| text.whole_community().to_owned());
    Page::new(
        issue.title.clone(),
        view! {
            <Trail cx=cx.clone() steps=vec![(path::issues(cx.slug()), text.category(issue.category).to_owned())]/>
            <p class="meta"><span class="tag tag-gold">{text.stage(issue.stage)}</span><span>{place}</span></p>
            <h1>{issue.title}</h1>
            <p class="meta">
                <span>{text.raised_by(&issue.author_name)}</span>
                <span><Moment cx=cx.clone() at=issue.created_at/></span>
                <span>{text.cosigners(issue.cosigners, issue.cosigners_needed)}</span>
            </p>
            <PathSteps cx=cx.clone() stage=issue.stage/>
            <div class="prose" inner_html=issue.body_html></div>
        },
    )
}
