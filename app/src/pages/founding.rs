//! Pages to found a community and to enter its compounds.

use super::officers::{officer, to_desk};
use crate::form::Form;
use crate::path;
use crate::shell::{Cx, Page};
use crate::ui::{ErrorSummary, FormKeyField, TextField};
use domain::policy::{self, Action};
use domain::words::{Label, Slug};
use leptos::prelude::*;

/// What most communities will leave as it is.
pub const USUAL_ZONE: &str = "Asia/Shanghai";
/// Co-signers to begin with; the council settles its own number later.
const USUAL_COSIGNERS: &str = "30";

/// The way to found a community, for who may.
pub(super) fn to_new_community(cx: &Cx) -> Option<AnyView> {
    policy::may(cx.actor(), &Action::FoundCommunity).ok()?;
    Some(
        view! { <p><a class="button" href=path::new_community()>{cx.text().community_new()}</a></p> }
            .into_any(),
    )
}

/// The form to found a community.
#[must_use]
pub fn new_community(cx: &Cx, form: &Form) -> Page {
    let text = cx.text();
    let form = form
        .clone()
        .or_filled([("cosigners", USUAL_COSIGNERS.to_owned()), ("time_zone", USUAL_ZONE.to_owned())]);
    officer(Page::new(
        text.community_new(),
        view! {
            <h1>{text.community_new()}</h1>
            <p>{text.community_new_lead()}</p>
            <ErrorSummary cx=cx.clone() form=form.clone()/>
            <form method="post">
                <FormKeyField key=form.key/>
                <TextField cx=cx.clone() form=form.clone() name="name" label=text.community_name()
                    hint=text.community_name_hint() max=Label::MAX/>
                <TextField cx=cx.clone() form=form.clone() name="short_name" label=text.community_short_name()
                    hint=text.community_short_name_hint() max=Label::MAX/>
                <TextField cx=cx.clone() form=form.clone() name="slug" label=text.slug_label()
                    hint=text.slug_hint() max=Slug::MAX/>
                <TextField cx=cx.clone() form=form.clone() name="cosigners" label=text.community_cosigners()
                    max=4 mode="numeric" unit=text.people_unit()/>
                <TextField cx=cx.clone() form=form.clone() name="time_zone" label=text.community_zone()
                    hint=text.community_zone_hint() max=Label::MAX/>
                <button class="button button-primary">{text.community_button()}</button>
            </form>
        },
    ))
}

/// The form to enter a compound.
#[must_use]
pub fn new_compound(cx: &Cx, form: &Form) -> Page {
    let text = cx.text();
    officer(Page::new(
        text.compound_new(),
        view! {
            {to_desk(cx)}
            <h1>{text.compound_new()}</h1>
            <p>{text.compound_new_lead()}</p>
            <ErrorSummary cx=cx.clone() form=form.clone()/>
            <form method="post">
                <FormKeyField key=form.key/>
                <TextField cx=cx.clone() form=form.clone() name="name" label=text.compound_name()
                    hint=text.compound_name_hint() max=Label::MAX/>
                <TextField cx=cx.clone() form=form.clone() name="slug" label=text.slug_label()
                    hint=text.slug_hint() max=Slug::MAX/>
                <button class="button button-primary">{text.compound_button()}</button>
            </form>
        },
    ))
}
