//! Officers' pages: the desk, requests to be let in, people, codes, looks.

use super::decisions::day_in_words;
use crate::form::Form;
use crate::path;
use crate::shell::{Cx, Page};
use crate::ui::{
    Choice, ErrorSummary, FormKeyField, Moment, RadioCards, SelectField, TextAreaField, TextField, Trail,
};
use domain::members::Phone;
use domain::policy::{self, Action};
use domain::roll::{RepresentationKind, ResidenceKind};
use domain::words::{Label, Note, PersonName, Reason};
use leptos::prelude::*;
use service::accounts::{Found, PersonSheet, Representation};
use service::joining::{JoinRequest, WaitingRequest};
use service::looks::{LOOKS_PER_PAGE, Looked};
use service::officers::Desk;

pub(super) fn officer(page: Page) -> Page {
    page.kind("officer")
}

pub(super) fn to_desk(cx: &Cx) -> AnyView {
    view! { <Trail cx=cx.clone() steps=vec![(path::desk(cx.slug()), cx.text().desk_title().to_owned())]/> }
        .into_any()
}

/// The desk: what waits, then what can be done.
#[must_use]
pub fn desk(cx: &Cx, desk: &Desk) -> Page {
    let text = cx.text();
    let slug = cx.slug();
    let requests = desk.join_requests.map(|count| i64::try_from(count).unwrap_or(i64::MAX));
    let waiting: Vec<_> = [
        (requests, text.desk_join_requests(), path::join_requests(slug)),
        (desk.raised_issues, text.desk_raised(), path::issues(slug)),
        (desk.appeals, text.desk_appeals(), path::appeals(slug)),
        (desk.joint_requests, text.desk_joint(), path::requests(slug)),
    ]
    .into_iter()
    .filter_map(|(count, label, href)| Some((count.filter(|count| *count > 0)?, label, href)))
    .map(|(count, label, href)| {
        view! { <li><a href=href><b>{label}</b><span class="meta">{text.desk_count(count)}</span></a></li> }
    })
    .collect();
    let drafts: Vec<_> = desk
        .drafts
        .iter()
        .map(|(number, title)| {
            let tag = text.vote_words().drafts;
            view! {
                <li><a href=path::conduct_vote(slug, *number)><b>{title.clone()}</b>
                    <span class="meta">{tag}</span></a></li>
            }
        })
        .collect();
    let objected: Vec<_> = desk
        .objected
        .iter()
        .map(|vote| {
            let href = format!("{}#objections", path::vote(slug, vote.number));
            view! {
                <li><a href=href><b>{text.objections_to_answer(vote.waiting)}</b>
                    <span class="meta">{vote.title.clone()}</span></a></li>
            }
        })
        .collect();
    let waiting = if waiting.is_empty() && drafts.is_empty() && objected.is_empty() {
        view! { <p class="empty">{text.desk_nothing()}</p> }.into_any()
    } else {
        view! { <ul class="list">{objected}{waiting}{drafts}</ul> }.into_any()
    };
    let tool = |show: bool, label: &'static str, href: String| {
        show.then(|| view! { <li><a href=href><b>{label}</b></a></li> })
    };
    officer(Page::new(
        text.desk_title(),
        view! {
            <h1>{text.desk_title()}</h1>
            <section><h2>{text.desk_waiting()}</h2>{waiting}</section>
            <section><h2>{text.desk_tools()}</h2><ul class="list">
                {tool(desk.sets_up, text.vote_words().set_up, path::new_vote(slug))}
                {tool(desk.publishes, text.publish_decision(), path::new_decision(slug))}
                {tool(desk.codes, text.rolls_title(), path::rolls(slug))}
                {tool(desk.codes, text.desk_people(), path::people(slug))}
                {tool(desk.codes, text.desk_slips(), path::slips(slug))}
                {tool(desk.codes, text.desk_join_requests(), path::join_requests(slug))}
                {tool(true, text.desk_bodies(), path::bodies(slug))}
                {tool(desk.manages, text.desk_rules(), path::rules(slug))}
                {tool(desk.manages, text.desk_looks(), path::looks(slug))}
            </ul></section>
        },
    ))
}

/// Requests that wait.
#[must_use]
pub fn requests(cx: &Cx, waiting: Vec<WaitingRequest>) -> Page {
    let text = cx.text();
    let items: Vec<_> = waiting
        .into_iter()
        .map(|request| {
            view! {
                <li><a href=path::join_request(cx.slug(), request.id)>
                    <b>{request.masked_name}" · "{request.place}</b>
                    <span class="meta"><span>{text.tie(request.tie)}</span>" "
                        <Moment cx=cx.clone() at=request.created_at/></span></a></li>
            }
        })
        .collect();
    let list = if items.is_empty() {
        view! { <p class="empty">{text.join_requests_none()}</p> }.into_any()
    } else {
        view! { <ul class="list">{items}</ul> }.into_any()
    };
    officer(Page::new(
        text.join_requests_title(),
        view! { {to_desk(cx)} <h1>{text.join_requests_title()}</h1> {list} },
    ))
}

/// One request, with the answers an officer can give.
#[must_use]
pub fn request(cx: &Cx, form: &Form, request: JoinRequest) -> Page {
    let text = cx.text();
    let trail = vec![
        (path::desk(cx.slug()), text.desk_title().to_owned()),
        (path::join_requests(cx.slug()), text.join_requests_title().to_owned()),
    ];
    let phone = request.phone.clone().map(|phone| {
        view! { <div><dt>{text.join_request_phone()}</dt><dd class="num">{phone}</dd></div> }
    });
    let waits = request.state == domain::members::JoinRequestState::Waiting;
    let (title, tag) = (text.join_request_title(&request.name), text.asked_tag(request.state));
    let (tie, place, at) = (text.tie(request.tie), request.place.clone(), request.created_at);
    let answer = waits.then(|| answer_form(cx, form, &request));
    officer(Page::new(
        title.clone(),
        view! {
            <Trail cx=cx.clone() steps=trail/>
            <p class="meta"><span class="tag tag-gold">{tag}</span></p>
            <h1>{title}</h1>
            <dl class="facts">
                <div><dt>{text.join_request_says()}</dt><dd>{tie}</dd></div>
                <div><dt>{text.join_request_place()}</dt><dd>{place}</dd></div>
                {phone}
                <div><dt>{text.asked_at()}</dt><dd><Moment cx=cx.clone() at=at/></dd></div>
            </dl>
            <ErrorSummary cx=cx.clone() form=form.clone()/>
            {answer}
            <p class="meta">{text.look_is_noted()}</p>
        },
    ))
}

fn answer_form(cx: &Cx, form: &Form, request: &JoinRequest) -> AnyView {
    let text = cx.text();
    let mut answers: Vec<Choice> = request
        .candidates
        .iter()
        .map(|candidate| Choice {
            value: candidate.person.to_string(),
            label: text.join_request_is(&candidate.name, &candidate.unit, candidate.owns),
            hint: candidate.joined.then(|| text.join_request_joined().to_owned()),
        })
        .collect();
    answers.push(Choice {
        value: "new".to_owned(),
        label: text.join_request_new().to_owned(),
        hint: Some(text.join_request_new_hint().to_owned()),
    });
    answers.push(Choice::new("declined", text.join_request_decline()));
    let mut units = vec![Choice::new("", text.ask_building_choose())];
    units.extend(request.units.iter().map(|unit| Choice::new(unit.id.to_string(), unit.name.clone())));
    let ties =
        [ResidenceKind::Family, ResidenceKind::Tenant].map(|tie| Choice::new(tie.code(), text.tie(tie)));
    view! {
        <form method="post">
            <FormKeyField key=form.key/>
            <RadioCards cx=cx.clone() form=form.clone() name="answer" legend=text.join_request_who() choices=answers/>
            <SelectField cx=cx.clone() form=form.clone() name="unit" label=text.join_request_unit() choices=units/>
            <RadioCards cx=cx.clone() form=form.clone() name="tie" legend=text.join_request_tie() choices=ties.to_vec()
                inline=true/>
            <TextAreaField cx=cx.clone() form=form.clone() name="reason" label=text.join_request_reason()
                hint=text.join_request_reason_hint() max=Reason::MAX rows=3 optional=true/>
            <button class="button button-primary">{text.join_request_button()}</button>
        </form>
    }
    .into_any()
}

/// The search, and who was found.
#[must_use]
pub fn people(cx: &Cx, form: &Form, found: Option<Found>) -> Page {
    let text = cx.text();
    let found = found.map(|found| {
        let more = found.more.then(|| view! { <p class="meta">{text.people_more(found.people.len())}</p> });
        if found.people.is_empty() {
            return view! { <div class="empty"><b>{text.people_none()}</b>{text.people_none_hint()}</div> }
                .into_any();
        }
        let items: Vec<_> = found
            .people
            .into_iter()
            .map(|person| {
                let joined = if person.joined { text.person_joined() } else { text.person_not_joined() };
                view! {
                    <li><a href=path::person(cx.slug(), person.id)><b>{person.name}</b>
                        <span class="meta"><span>{person.place}</span><span>{joined}</span></span></a></li>
                }
            })
            .collect();
        view! { {more}<ul class="list">{items}</ul> }.into_any()
    });
    officer(Page::new(
        text.people_title(),
        view! {
            {to_desk(cx)}
            <h1>{text.people_title()}</h1>
            <ErrorSummary cx=cx.clone() form=form.clone()/>
            <form method="post">
                <TextField cx=cx.clone() form=form.clone() name="words" label=text.people_words() max=Label::MAX/>
                <button class="button">{text.people_button()}</button>
            </form>
            <p class="meta">{text.look_is_noted()}</p>
            {found}
        },
    ))
}

/// One person's sheet, with what an officer can do for them.
#[must_use]
pub fn person(cx: &Cx, form: &Form, person: PersonSheet) -> Page {
    let text = cx.text();
    let trail = vec![
        (path::desk(cx.slug()), text.desk_title().to_owned()),
        (path::people(cx.slug()), text.people_title().to_owned()),
    ];
    let owns = person.places.iter().any(|(_, owns)| *owns);
    let places: Vec<_> = person
        .places
        .iter()
        .cloned()
        .map(|(place, owns)| {
            let kind =
                if owns { domain::actor::StandingKind::Owner } else { domain::actor::StandingKind::Resident };
            view! { <div><dt>{text.standing(kind)}</dt><dd>{place}</dd></div> }
        })
        .collect();
    let (id, shown) = (person.id, person.display_name.clone());
    let shown = shown.map(|name| view! { <div><dt>{text.own_shown_as()}</dt><dd>{name}</dd></div> });
    let verified = person.level == Some(domain::actor::Level::Verified);
    let level = person
        .level
        .map(|level| view! { <div><dt>{text.own_level()}</dt><dd>{text.level(level)}</dd></div> });
    let verify = (person.level.is_some() && !verified).then(|| {
        view! {
            <section class="card"><h2>{text.person_verify()}</h2><p>{text.person_verify_lead()}</p>
                <form method="post" action=format!("{}/verify", path::person(cx.slug(), id))>
                    <button class="button">{text.person_verify_button()}</button></form></section>
        }
    });
    let manages = cx.community.as_ref().is_some_and(|community| {
        policy::may(cx.actor(), &Action::ManageCommunity { community: community.id }).is_ok()
    });
    let forgotten = (manages && person.level.is_some()).then(|| {
        view! {
            <section class="card"><h2>{text.person_password()}</h2><p>{text.person_password_lead()}</p>
                <form method="post" action=format!("{}/password", path::person(cx.slug(), id))>
                    <button class="button button-danger">{text.person_password_button()}</button></form></section>
        }
    });
    let acts_for: Vec<_> = person
        .acts_for
        .iter()
        .map(|(kind, name)| {
            view! {
                <div><dt>{text.standing(domain::actor::StandingKind::Representative)}</dt>
                    <dd>{text.acts_for(*kind, name)}</dd></div>
            }
        })
        .collect();
    let represented = representatives(cx, form, &person);
    officer(Page::new(
        person.name.clone(),
        view! {
            <Trail cx=cx.clone() steps=trail/>
            <h1>{person.name}</h1>
            <ErrorSummary cx=cx.clone() form=form.clone()/>
            <dl class="facts">{places}{acts_for}{shown}{level}</dl>
            <section class="card"><h2>{text.person_code()}</h2><p>{text.person_code_lead(owns)}</p>
                <form method="post" action=format!("{}/code", path::person(cx.slug(), id))>
                    <button class="button button-primary">{text.person_code_button()}</button></form></section>
            {represented}
            {verify}
            {forgotten}
            <p class="meta">{text.look_is_noted()}</p>
        },
    ))
}

/// Who acts for a person, and the form to name another.
fn representatives(cx: &Cx, form: &Form, person: &PersonSheet) -> AnyView {
    let text = cx.text();
    let action = path::representative(cx.slug(), person.id);
    let list: Vec<_> =
        person.representations.iter().map(|one| representation(cx, form, &action, one)).collect();
    let list = (!list.is_empty()).then(|| view! { <ul>{list}</ul> });
    let kinds: Vec<_> = RepresentationKind::ALL
        .iter()
        .filter(|kind| kind.fits(person.kind, person.is_adult))
        .map(|kind| Choice::new(kind.code(), text.representation(*kind)))
        .collect();
    let first = if person.is_adult { RepresentationKind::Agent } else { RepresentationKind::Guardian };
    let form = form.clone().or_filled([("kind", first.code().to_owned())]);
    view! {
        <section class="card">
            <h2>{text.represent_title()}</h2>
            <p>{text.represent_lead()}</p>
            {list}
            <form method="post" action=action>
                <FormKeyField key=form.key/>
                <RadioCards cx=cx.clone() form=form.clone() name="kind" legend=text.represent_kind() choices=kinds/>
                <TextField cx=cx.clone() form=form.clone() name="name" label=text.represent_name()
                    max=PersonName::MAX/>
                <TextField cx=cx.clone() form=form.clone() name="phone" label=text.represent_phone()
                    hint=text.represent_phone_hint() max=Phone::TYPED_MAX kind="tel" optional=true/>
                <TextField cx=cx.clone() form=form.clone() name="from" label=text.represent_from() kind="date"/>
                <TextField cx=cx.clone() form=form.clone() name="document" label=text.represent_document()
                    hint=text.represent_document_hint() max=Note::MAX/>
                <button class="button">{text.represent_button()}</button>
            </form>
        </section>
    }
    .into_any()
}

fn representation(cx: &Cx, form: &Form, action: &str, one: &Representation) -> AnyView {
    let text = cx.text();
    let from = day_in_words(cx, one.from);
    let (line, end) = match one.ended_at {
        Some(at) => (text.represented_until(&from, &text.day(cx.local(at))), None),
        None => {
            let end = view! {
                <form method="post" action=format!("{action}/end")>
                    <FormKeyField key=form.key/>
                    <input type="hidden" name="kind" value=one.kind.code()/>
                    <button class="button button-small button-danger">{text.represent_end()}</button></form>
            };
            (text.represents_since(&from, &one.document), Some(end))
        }
    };
    view! {
        <li class="device"><span><b>{text.representation(one.kind)}" · "<a href=path::person(cx.slug(), one.by)>{one.name.clone()}</a></b>
            <span class="hint">{line}</span></span>{end}</li>
    }
    .into_any()
}

/// Officers' looks at personal data.
#[must_use]
pub fn looks(cx: &Cx, looks: Vec<Looked>, page: i64) -> Page {
    let text = cx.text();
    let full = i64::try_from(looks.len()).is_ok_and(|shown| shown == LOOKS_PER_PAGE);
    let rows: Vec<_> = looks
        .into_iter()
        .map(|look| {
            view! {
                <tr><td><Moment cx=cx.clone() at=look.at/></td>
                    <td>{look.by.unwrap_or_else(|| text.looks_system().to_owned())}</td>
                    <td>{text.look(look.what)}</td><td>{look.about}</td></tr>
            }
        })
        .collect();
    let table = if rows.is_empty() {
        view! { <p class="empty">{text.looks_none()}</p> }.into_any()
    } else {
        view! {
            <div class="table-scroll" tabindex="0" role="region" aria-label=text.looks_title()>
                <table class="table dense stack"><thead><tr><th scope="col">{text.looks_when()}</th>
                    <th scope="col">{text.looks_who()}</th><th scope="col">{text.looks_what()}</th>
                    <th scope="col">{text.looks_about()}</th></tr></thead><tbody>{rows}</tbody></table></div>
        }
        .into_any()
    };
    let turn = |show: bool, to: i64, label: &'static str| {
        let href = format!("{}?page={to}", path::looks(cx.slug()));
        show.then(|| view! { <a href=href>{label}</a> })
    };
    officer(Page::new(
        text.looks_title(),
        view! {
            {to_desk(cx)}
            <h1>{text.looks_title()}</h1>
            <p>{text.looks_lead()}</p>
            {table}
            <nav class="pager" aria-label=text.looks_pages()>
                {turn(page > 0, page - 1, text.looks_newer())}{turn(full, page + 1, text.looks_older())}
            </nav>
        },
    ))
}

/// The form that makes a building's slips.
#[must_use]
pub fn slips(cx: &Cx, form: &Form, buildings: &[service::joining::SlipBuilding]) -> Page {
    let text = cx.text();
    let mut choices = vec![Choice::new("", text.ask_building_choose())];
    choices.extend(buildings.iter().map(|building| {
        let label = if building.residents == 0 {
            text.slips_choice_none(&building.name)
        } else {
            text.slips_choice(&building.name, building.people)
        };
        Choice::new(building.id.to_string(), label)
    }));
    if buildings.is_empty() {
        return officer(Page::new(
            text.slips_title(),
            view! {
                {to_desk(cx)}
                <h1>{text.slips_title()}</h1>
                <div class="empty"><b>{text.slips_no_buildings()}</b>{text.slips_no_buildings_lead()}</div>
                <p><a class="button" href=path::rolls(cx.slug())>{text.rolls_title()}</a></p>
            },
        ));
    }
    officer(Page::new(
        text.slips_title(),
        view! {
            {to_desk(cx)}
            <h1>{text.slips_title()}</h1>
            <p>{text.slips_lead()}</p>
            <ErrorSummary cx=cx.clone() form=form.clone()/>
            <form method="post">
                <SelectField cx=cx.clone() form=form.clone() name="building" label=text.slips_building()
                    choices=choices/>
                <p class="banner banner-gold">{text.slips_warning()}</p>
                <button class="button button-primary">{text.slips_button()}</button>
            </form>
        },
    ))
}
