//! The form to set a vote up or change its draft.

use super::moment;
use crate::form::{Form, Refusal};
use crate::path;
use crate::shell::{Cx, Page};
use crate::ui::{Choice, ErrorSummary, FormKeyField, SelectField, TextAreaField, TextField, Trail};
use domain::count::inequality::{Comparison, Fraction, Threshold};
use domain::count::manifest::{Agreement, Base};
use domain::problem::Problem;
use domain::votes::{EVoting, ElectorateKind, Method, OwnersMatter, VoteKind};
use domain::words::{Body, Label, Title};
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
    let Some(vote) = vote else {
        return vec![
            ("matter", "consultative".to_owned()),
            ("method", Method::YesNo.code().to_owned()),
            ("electorate", ElectorateKind::Adults.code().to_owned()),
            ("agreement", "majority".to_owned()),
            ("objections", "7".to_owned()),
            ("issue", issue.map(|number| number.to_string()).unwrap_or_default()),
        ];
    };
    let rule = vote.rule.rule();
    let quorum = match rule.participation.as_ref().map(|asked| asked.threshold) {
        Some(Threshold::Share { fraction, .. }) if vote.matter.is_none() => fraction.to_string(),
        _ => String::new(),
    };
    let source = rule.agreement.as_ref().map(|asked| asked.source.to_string());
    let source = source.or_else(|| rule.participation.as_ref().map(|asked| asked.source.to_string()));
    let typed = vote.options.iter().filter(|option| option.proposal.is_none());
    let mut fields = vec![
        ("version", vote.version.to_string()),
        ("convener", vote.convener.to_string()),
        ("title", vote.title.clone()),
        ("body", vote.body.clone()),
        ("issue", vote.issue.as_ref().map(|(number, _)| number.to_string()).unwrap_or_default()),
        ("matter", vote.matter.map_or("consultative", OwnersMatter::code).to_owned()),
        ("method", vote.method.code().to_owned()),
        ("options", typed.map(|option| option.label.as_str()).collect::<Vec<_>>().join("\n")),
        ("electorate", vote.electorate.code().to_owned()),
        ("scope", scope_value(vote.scope)),
        ("opens", local::input(time_zone, vote.opens_at)),
        ("closes", local::input(time_zone, vote.closes_at)),
        ("objections", vote.objections_days.to_string()),
        ("quorum", quorum),
        ("agreement", rule.agreement.as_ref().map_or("", agreement_code).to_owned()),
        ("source", source.filter(|_| vote.kind == VoteKind::Consultative).unwrap_or_default()),
    ];
    // A proposal stays ticked, under the title it has now; one withdrawn meanwhile is not offered any more.
    let ticked = vote.options.iter().filter_map(|option| option.proposal);
    fields.extend(ticked.map(|proposal| ("proposal", proposal.to_string())));
    fields
}

fn agreement_code(asked: &Agreement) -> &'static str {
    match (asked.base, asked.threshold) {
        (Base::ForAndAgainst, _) => "for_and_against",
        (_, Threshold::Share { fraction: Fraction::TWO_THIRDS, comparison: Comparison::AtLeast }) => {
            "two_thirds"
        }
        (_, Threshold::Share { fraction: Fraction::THREE_QUARTERS, comparison: Comparison::AtLeast }) => {
            "three_quarters"
        }
        _ => "majority",
    }
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
                {what(cx, form, offers, draft)}
                {how(cx, form, offers)}
                {who_and_when(cx, form, offers)}
                {bars(cx, form)}
                <div class="dock"><button class="button button-primary">{words.keep}</button></div>
            </form>
        },
    )
    .kind("officer")
}

/// What someone quicker has kept meanwhile.
fn newest(cx: &Cx, vote: &Vote) -> AnyView {
    let text = cx.text();
    let options: Vec<_> = vote.options.iter().map(|own| view! { <li>{own.label.clone()}</li> }).collect();
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

fn how(cx: &Cx, form: &Form, offers: &Offers) -> AnyView {
    let text = cx.text();
    let words = text.set_up_words();
    let mut matters = vec![Choice::new("consultative", text.vote_kind(VoteKind::Consultative))];
    // Owners' votes are for those who convene a compound's owners.
    let convenes = !offers.convened.is_empty();
    matters.extend(OwnersMatter::ALL.iter().filter(|_| convenes).map(|matter| {
        let label = format!("{}：{}", text.law_item(*matter), text.law_text(*matter));
        Choice::new(matter.code(), label)
    }));
    let methods = Method::ALL.iter().map(|own| Choice::new(own.code(), text.vote_method(*own))).collect();
    let proposals: Vec<_> = offers
        .proposals
        .iter()
        .map(|(id, title)| {
            let id = id.to_string();
            let ticked = form.has("proposal", &id);
            view! {
                <label class="tick"><input type="checkbox" name="proposal" value=id checked=ticked/>
                    <span>{title.clone()}</span></label>
            }
        })
        .collect();
    form.name("proposal", words.proposals);
    let wrong = form.error("proposal").map(|error| text.field_error(error));
    let class = if wrong.is_some() { "field field-error" } else { "field" };
    let proposals = (!proposals.is_empty() || wrong.is_some()).then(|| {
        view! {
            <fieldset class=class id="proposal"><legend>{words.proposals}</legend>
                {wrong.map(|says| view! { <p class="error" id="proposal-error">{says}</p> })}
                {proposals}
            </fieldset>
        }
    });
    view! {
        <SelectField cx=cx.clone() form=form.clone() name="matter" label=words.matter hint=words.matter_hint
            choices=matters/>
        <SelectField cx=cx.clone() form=form.clone() name="method" label=words.method choices=methods/>
        {proposals}
        <TextAreaField cx=cx.clone() form=form.clone() name="options" label=words.options hint=words.options_hint
            max=1_000 rows=4 optional=true/>
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
    view! {
        <SelectField cx=cx.clone() form=form.clone() name="electorate" label=words.electorate choices=kinds/>
        <SelectField cx=cx.clone() form=form.clone() name="scope" label=words.scope choices=scopes(cx, offers)/>
        <TextField cx=cx.clone() form=form.clone() name="opens" label=words.opens hint=words.opens_hint
            kind="datetime-local"/>
        <TextField cx=cx.clone() form=form.clone() name="closes" label=words.closes kind="datetime-local"/>
        <TextField cx=cx.clone() form=form.clone() name="objections" label=words.objections mode="numeric"
            unit=words.days/>
    }
    .into_any()
}

fn bars(cx: &Cx, form: &Form) -> AnyView {
    let text = cx.text();
    let words = text.set_up_words();
    let quorums = text.quorum_choices().map(|(code, label)| Choice::new(code, label)).into();
    let agreements = text.agreement_choices().map(|(code, label)| Choice::new(code, label)).into();
    view! {
        <SelectField cx=cx.clone() form=form.clone() name="quorum" label=words.quorum choices=quorums/>
        <SelectField cx=cx.clone() form=form.clone() name="agreement" label=words.agreement choices=agreements/>
        <TextField cx=cx.clone() form=form.clone() name="source" label=words.source hint=words.source_hint
            max=Label::MAX/>
    }
    .into_any()
}
