//! Pages of joining: a code, whom it is for, asking without one, signing in.

use crate::form::Form;
use crate::path;
use crate::shell::{Cx, Page};
use crate::text::about::HelpTopic;
use crate::ui::{Choice, ErrorSummary, FormKeyField, HelpLink, Moment, RadioCards, SelectField, TextField};
use domain::members::{JoinCode, JoinRequestState, Phone};
use domain::roll::ResidenceKind;
use domain::words::{Label, LoginName, Password, PersonName};
use leptos::prelude::*;
use service::communities::{Community, Places};
use service::joining::{AskedFor, Invitation};

/// The page that takes a code.
#[must_use]
pub fn enter_code(cx: &Cx, form: &Form, communities: &[Community]) -> Page {
    let text = cx.text();
    let with_password = path::to_return(&path::sign_in(), form.value("next"));
    Page::new(
        text.join_title(),
        view! {
            <h1>{text.join_title()}</h1>
            <p>{text.join_lead()}</p>
            <HelpLink cx=cx.clone() topic=HelpTopic::Join/>
            <ErrorSummary cx=cx.clone() form=form.clone()/>
            <p><a href=with_password>{text.join_with_password()}</a></p>
            {without_code(cx, communities)}
            <form method="post" action=path::join() class="with-dock">
                <FormKeyField key=form.key/>
                {return_field(form)}
                {code_field(cx, form)}
                <div class="dock"><button class="button button-primary">{text.join_next()}</button></div>
            </form>
        },
    )
}

/// To ask without a code: of the only community, or of the one chosen among several.
fn without_code(cx: &Cx, communities: &[Community]) -> AnyView {
    let text = cx.text();
    match communities {
        [] => ().into_any(),
        [only] => view! { <p><a href=path::ask(&only.slug)>{text.join_without_code()}</a></p> }.into_any(),
        several => {
            let links: Vec<_> = several
                .iter()
                .map(|own| view! { <li><a href=path::ask(&own.slug)><b>{own.name.clone()}</b></a></li> })
                .collect();
            view! { <p>{text.join_without_code()}</p><ul class="list">{links}</ul> }.into_any()
        }
    }
}

/// Where to go on afterwards, sent along.
fn return_field(form: &Form) -> Option<AnyView> {
    let next = path::on_site(form.value("next"))?.to_owned();
    Some(view! { <input type="hidden" name="next" value=next/> }.into_any())
}

fn code_field(cx: &Cx, form: &Form) -> AnyView {
    let text = cx.text();
    view! {
        <TextField cx=cx.clone() form=form.clone() name="code" label=text.join_code() hint=text.join_code_hint()
            max=JoinCode::TYPED_MAX autocomplete="one-time-code" class="code"/>
    }
    .into_any()
}

/// Whom a code is for, with the button that spends it.
#[must_use]
pub fn invitation(cx: &Cx, form: &Form, invitation: &Invitation) -> Page {
    let text = cx.text();
    let who = text.invitation_who(&invitation.masked_name, invitation.place.as_deref());
    let community = cx.community.as_ref().map_or_else(String::new, |own| own.name.clone());
    Page::new(
        text.join_title(),
        view! {
            <h1>{text.invitation_title(&who)}</h1>
            <ErrorSummary cx=cx.clone() form=form.clone()/>
            <p>{text.invitation_lead(&community)}</p>
            <p>{text.invitation_once()}</p>
            <p class="meta">{text.invitation_not_you()}</p>
            <form method="post" class="with-dock">
                <FormKeyField key=form.key/>
                {return_field(form)}
                <div class="dock"><button class="button button-primary">{text.invitation_button()}</button></div>
            </form>
        },
    )
}

/// The form to ask to be let in.
#[must_use]
pub fn ask(cx: &Cx, form: &Form, places: &Places) -> Page {
    let text = cx.text();
    let ties = ResidenceKind::ALL.iter().map(|tie| Choice::new(tie.code(), text.tie(*tie))).collect();
    Page::new(
        text.ask_title(),
        view! {
            <h1>{text.ask_title()}</h1>
            <p>{text.ask_lead()}</p>
            <ErrorSummary cx=cx.clone() form=form.clone()/>
            <form method="post" class="with-dock">
                <FormKeyField key=form.key/>
                <SelectField cx=cx.clone() form=form.clone() name="building" label=text.ask_building()
                    choices=buildings(cx, places)/>
                <TextField cx=cx.clone() form=form.clone() name="unit" label=text.ask_unit()
                    hint=text.ask_unit_hint() max=Label::MAX/>
                <TextField cx=cx.clone() form=form.clone() name="name" label=text.ask_name()
                    hint=text.ask_name_hint() max=PersonName::MAX autocomplete="name"/>
                <TextField cx=cx.clone() form=form.clone() name="phone" label=text.ask_phone()
                    hint=text.ask_phone_hint() max=Phone::TYPED_MAX kind="tel" autocomplete="tel" optional=true/>
                <RadioCards cx=cx.clone() form=form.clone() name="tie" legend=text.ask_tie() choices=ties/>
                <div class="dock"><button class="button button-primary">{text.ask_button()}</button></div>
            </form>
        },
    )
}

fn buildings(cx: &Cx, places: &Places) -> Vec<Choice> {
    let mut choices = vec![Choice::new("", cx.text().ask_building_choose())];
    for compound in &places.compounds {
        for building in places.buildings.iter().filter(|building| building.compound == compound.id) {
            choices
                .push(Choice::new(building.id.to_string(), format!("{} {}", compound.name, building.name)));
        }
    }
    choices
}

/// What became of the request this device sent.
#[must_use]
pub fn asked(cx: &Cx, form: &Form, request: &AskedFor) -> Page {
    let text = cx.text();
    let reason = request.reason.clone().map(|reason| view! { <p>{text.asked_reason()}{reason}</p> });
    let (cx_at, at) = (cx.clone(), request.created_at);
    let next = match request.state {
        JoinRequestState::Confirmed => view! {
            <form method="post" class="with-dock">
                <FormKeyField key=form.key/>
                <div class="dock"><button class="button button-primary">{text.asked_button()}</button></div>
            </form>
        }
        .into_any(),
        JoinRequestState::Declined => {
            view! { <p><a class="button" href=path::ask(cx.slug())>{text.asked_again()}</a></p> }.into_any()
        }
        JoinRequestState::Waiting | JoinRequestState::PickedUp => ().into_any(),
    };
    let tag = match request.state {
        JoinRequestState::Waiting => "tag tag-gold",
        _ => "tag",
    };
    Page::new(
        text.asked_title(),
        view! {
            <p class="meta"><span class=tag>{text.asked_tag(request.state)}</span></p>
            <h1>{text.asked_title()}</h1>
            <ErrorSummary cx=cx.clone() form=form.clone()/>
            <p>{text.asked_state(request.state)}</p>
            {reason}
            <dl class="facts">
                <div><dt>{text.join_request_place()}</dt><dd>{request.place.clone()}</dd></div>
                <div><dt>{text.asked_at()}</dt><dd><Moment cx=cx_at at=at/></dd></div>
            </dl>
            {next}
        },
    )
}

/// Both ways to sign in, the code first.
#[must_use]
pub fn sign_in(cx: &Cx, form: &Form, communities: &[Community]) -> Page {
    let text = cx.text();
    Page::new(
        text.sign_in_title(),
        view! {
            <h1>{text.sign_in_title()}</h1>
            <ErrorSummary cx=cx.clone() form=form.clone()/>
            <section class="card card-main">
                <h2>{text.sign_in_code_heading()}</h2>
                <p>{text.sign_in_code_lead()}</p>
                <form method="post" action=path::join()>
                    <FormKeyField key=form.key/>
                    {return_field(form)}
                    {code_field(cx, form)}
                    <button class="button button-primary">{text.join_next()}</button>
                </form>
                {without_code(cx, communities)}
            </section>
            <section class="card">
                <h2>{text.sign_in_password_heading()}</h2>
                <p>{text.sign_in_password_lead()}</p>
                <form method="post" action=path::sign_in()>
                    <FormKeyField key=form.key/>
                    {return_field(form)}
                    <TextField cx=cx.clone() form=form.clone() name="login" label=text.sign_in_login()
                        max=LoginName::MAX autocomplete="username"/>
                    <TextField cx=cx.clone() form=form.clone() name="password" label=text.sign_in_password()
                        max=Password::MAX kind="password" autocomplete="current-password"/>
                    <button class="button">{text.sign_in_button()}</button>
                </form>
                <p class="meta">{text.sign_in_forgotten()}</p>
            </section>
        },
    )
}
