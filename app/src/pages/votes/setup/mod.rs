//! The form to set a vote up or change its draft.

mod questions;

pub(in crate::pages::votes) use questions::method_of;
pub use questions::{FIELDS, Fields, asked, asked_next};

use super::moment;
use crate::form::{Form, Refusal};
use crate::path;
use crate::shell::{Cx, Page};
use crate::ui::{Choice, ErrorSummary, FormKeyField, SelectField, TextAreaField, TextField, Trail};
use domain::problem::Problem;
use domain::votes::{EVoting, ElectorateKind};
use domain::words::{Body, Title};
use leptos::prelude::*;
use service::local;
use service::votes::Scope;
use service::votes::conduct::Offers;
use service::votes::read::Vote;

/// What the fields of a form are filled with beforehand.
pub type FormFields = Vec<(&'static str, String)>;

/// What a fresh form, or a draft to be changed, is filled with.
#[must_use]
pub fn filled(time_zone: &str, vote: Option<&Vote>, issue: Option<i64>) -> FormFields {
    // A question that is added later begins as the first did.
    let mut fields: FormFields = questions::FIELDS.into_iter().flat_map(questions::fresh).collect();
    let Some(vote) = vote else {
        fields.extend([
            ("electorate", ElectorateKind::Adults.code().to_owned()),
            ("objections", "7".to_owned()),
            ("extension", "0".to_owned()),
            ("paper", "0".to_owned()),
            ("issue", issue.map(|number| number.to_string()).unwrap_or_default()),
        ]);
        return fields;
    };
    let asked = questions::FIELDS.into_iter().zip(&vote.questions);
    let kept: FormFields =
        asked.flat_map(|(fields, question)| questions::of_question(fields, vote, question)).collect();
    fields.retain(|(name, _)| kept.iter().all(|(own, _)| own != name));
    fields.extend(kept);
    fields.extend([
        ("version", vote.version.to_string()),
        ("questions", vote.questions.len().to_string()),
        ("convener", vote.convener.to_string()),
        ("title", vote.title.clone()),
        ("body", vote.body.clone()),
        ("issue", vote.issue.as_ref().map(|(number, _)| number.to_string()).unwrap_or_default()),
        ("electorate", vote.electorate.code().to_owned()),
        ("scope", scope_value(vote.scope)),
        ("secret", if vote.secret { "1" } else { "" }.to_owned()),
        ("opens", local::input(time_zone, vote.opens_at)),
        ("closes", local::input(time_zone, vote.closes_at)),
        ("objections", vote.objections_days.to_string()),
        ("extension", vote.extension_days.to_string()),
        ("paper", vote.paper_days.to_string()),
    ]);
    fields
}

/// A scope as the form sends it.
fn scope_value(scope: Scope) -> String {
    match scope {
        Scope::Community => String::new(),
        Scope::Compound(compound) => format!("compound/{compound}"),
        Scope::Building(compound, building) => format!("building/{compound}/{building}"),
        Scope::Entrance(compound, entrance) => format!("entrance/{compound}/{entrance}"),
        Scope::Body(body) => format!("body/{body}"),
    }
}

/// The form; `draft` is the vote it changes, as it is now.
#[must_use]
pub fn set_up(cx: &Cx, form: &Form, offers: &Offers, draft: Option<&Vote>) -> Page {
    let words = cx.text().set_up_words();
    let overtaken = form.refusal == Some(Refusal::Problem(Problem::ChangedMeanwhile));
    // What is sent next has seen what someone quicker has kept, since the page shows it.
    let version = match draft {
        Some(vote) if overtaken => vote.version.to_string(),
        Some(_) | None => form.value("version").to_owned(),
    };
    let trail = match draft {
        Some(vote) => vec![(path::conduct_vote(cx.slug(), vote.number), vote.title.clone())],
        None => vec![(path::votes(cx.slug()), cx.text().vote_words().votes.to_owned())],
    };
    Page::new(
        words.heading,
        view! {
            <Trail cx=cx.clone() steps=trail/>
            <h1>{words.heading}</h1>
            <p>{words.lead}</p>
            <ErrorSummary cx=cx.clone() form=form.clone()/>
            {draft.filter(|_| overtaken).map(|vote| newest(cx, vote))}
            <form method="post" class="with-dock">
                <FormKeyField key=form.key/>
                <input type="hidden" name="version" value=version/>
                // What Enter presses: the buttons that add a question stand before the one that keeps all.
                <button class="visually-hidden" name="do" value="keep" tabindex="-1" aria-hidden="true">{words.keep}</button>
                {what(cx, form, offers, draft)}
                {questions::questions(cx, form, offers)}
                {who_and_when(cx, form, offers)}
                <div class="dock"><button class="button button-primary" name="do" value="keep">{words.keep}</button></div>
            </form>
        },
    )
    .kind("officer")
}

/// What someone quicker has kept meanwhile.
fn newest(cx: &Cx, vote: &Vote) -> AnyView {
    let text = cx.text();
    let options = vote.questions.iter().flat_map(|question| &question.options);
    let options: Vec<_> = options.map(|own| view! { <li>{own.label.as_str().to_owned()}</li> }).collect();
    let when = text.between_moments(&moment(cx, vote.opens_at), &moment(cx, vote.closes_at));
    view! {
        <section class="card">
            <p class="meta"><span>{text.vote_kind(vote.kind)}</span><span>{when}</span></p>
            <h2>{vote.title.clone()}</h2>
            <div class="prose" inner_html=vote.body_html.clone()></div>
            {(!options.is_empty()).then(|| view! { <ol>{options}</ol> })}
        </section>
    }
    .into_any()
}

fn what(cx: &Cx, form: &Form, offers: &Offers, draft: Option<&Vote>) -> AnyView {
    let words = cx.text().set_up_words();
    let mut bodies: Vec<Choice> =
        offers.bodies.iter().map(|own| Choice::new(own.id.to_string(), own.name.clone())).collect();
    // A draft keeps the body that calls it, whoever of its convenors changes it.
    if let Some(vote) = draft.filter(|vote| offers.bodies.iter().all(|own| own.id != vote.convener)) {
        bodies.push(Choice::new(vote.convener.to_string(), vote.convener_name.clone()));
    }
    let mut issues = vec![Choice::new("", words.no_issue)];
    issues.extend(
        offers
            .issues
            .iter()
            .map(|(number, title)| Choice::new(number.to_string(), format!("{number}. {title}"))),
    );
    view! {
        <SelectField cx=cx.clone() form=form.clone() name="convener" label=words.convener choices=bodies/>
        <TextField cx=cx.clone() form=form.clone() name="title" label=words.title hint=words.title_hint max=Title::MAX/>
        <TextAreaField cx=cx.clone() form=form.clone() name="body" label=words.body max=Body::MAX/>
        <SelectField cx=cx.clone() form=form.clone() name="issue" label=words.issue choices=issues/>
    }
    .into_any()
}

fn scopes(cx: &Cx, offers: &Offers) -> Vec<Choice> {
    let words = cx.text().set_up_words();
    let mut choices = Vec::new();
    if offers.beyond_one_compound() {
        choices.push(Choice::new("", cx.text().whole_community()));
    }
    for (compound, name, e_voting) in offers.compounds.iter().filter(|(own, ..)| offers.reaches(*own)) {
        let label = match e_voting {
            EVoting::Here => name.clone(),
            EVoting::PaperOnly | EVoting::CitySystem => format!("{name}（{}）", words.paper_only),
        };
        choices.push(Choice::new(scope_value(Scope::Compound(*compound)), label));
        for (of, building, own) in offers.buildings.iter().filter(|(of, ..)| of == compound) {
            choices.push(Choice::new(scope_value(Scope::Building(*of, *building)), format!("{name}{own}")));
        }
        for (of, entrance, own) in offers.entrances.iter().filter(|(of, ..)| of == compound) {
            choices.push(Choice::new(scope_value(Scope::Entrance(*of, *entrance)), format!("{name}{own}")));
        }
    }
    choices.extend(
        offers.bodies.iter().map(|own| Choice::new(scope_value(Scope::Body(own.id)), own.name.clone())),
    );
    choices
}

fn who_and_when(cx: &Cx, form: &Form, offers: &Offers) -> AnyView {
    let text = cx.text();
    let words = text.set_up_words();
    let kinds =
        ElectorateKind::ALL.iter().map(|own| Choice::new(own.code(), text.electorate(*own))).collect();
    let secret = form.has("secret", "1");
    view! {
        <SelectField cx=cx.clone() form=form.clone() name="electorate" label=words.electorate choices=kinds/>
        <SelectField cx=cx.clone() form=form.clone() name="scope" label=words.scope choices=scopes(cx, offers)/>
        <TextField cx=cx.clone() form=form.clone() name="opens" label=words.opens hint=words.opens_hint
            kind="datetime-local"/>
        <TextField cx=cx.clone() form=form.clone() name="closes" label=words.closes kind="datetime-local"/>
        <label class="tick"><input type="checkbox" name="secret" value="1" checked=secret/>
            <span>{text.secret_vote()}" "<span class="hint">{text.secret_how()}</span></span></label>
        <TextField cx=cx.clone() form=form.clone() name="objections" label=words.objections mode="numeric"
            unit=words.days/>
        <TextField cx=cx.clone() form=form.clone() name="extension" label=text.extension_label() mode="numeric"
            unit=words.days/>
        <TextField cx=cx.clone() form=form.clone() name="paper" label=text.paper_label() hint=text.paper_hint()
            mode="numeric" unit=words.days/>
    }
    .into_any()
}
