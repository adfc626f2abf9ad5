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
use service::communities::{Building, Compound, Places};

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
    // None is chosen beforehand: a matter filed wrongly goes to the wrong people.
    let unchosen = Choice::new("", cx.text().issue_category_choose());
    let all = Category::ALL.iter().map(|own| Choice::new(own.code(), cx.text().category(*own)));
    std::iter::once(unchosen).chain(all).collect()
}

/// All of the community, the reader's own entrance, building and compound, then each compound with its buildings.
fn scopes(cx: &Cx, places: &Places) -> Vec<Choice> {
    let mut choices = vec![Choice::new("", cx.text().whole_community())];
    let standings = cx.actor().member().map(|member| member.standings.as_slice()).unwrap_or_default();
    let (own, others): (Vec<_>, Vec<_>) =
        places.compounds.iter().partition(|own| standings.iter().any(|at| at.compound == own.id));
    for compound in &own {
        let mut rest = Vec::new();
        for building in places.buildings.iter().filter(|building| building.compound == compound.id) {
            let is_own = standings.iter().any(|at| at.building == building.id);
            let choices = if is_own { &mut choices } else { &mut rest };
            for entrance in places.entrances.iter().filter(|entrance| entrance.building == building.id) {
                let value = format!("{}/{}/{}", compound.id, building.id, entrance.id);
                let name = format!("{} {} {}", compound.name, building.name, entrance.name);
                choices.push(Choice::new(value, name));
            }
            choices.push(in_building(compound, building));
        }
        choices.push(Choice::new(compound.id.to_string(), compound.name.clone()));
        choices.append(&mut rest);
    }
    for compound in others {
        choices.push(Choice::new(compound.id.to_string(), compound.name.clone()));
        let buildings = places.buildings.iter().filter(|building| building.compound == compound.id);
        choices.extend(buildings.map(|building| in_building(compound, building)));
    }
    choices
}

fn in_building(compound: &Compound, building: &Building) -> Choice {
    let value = format!("{}/{}", compound.id, building.id);
    Choice::new(value, format!("{} {}", compound.name, building.name))
}
