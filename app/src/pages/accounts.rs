//! Pages of one's own account.

use super::founding::to_new_community;
use crate::form::Form;
use crate::path;
use crate::shell::{Cx, Page};
use crate::ui::{ErrorSummary, FormKeyField, Moment, TextField, Trail};
use domain::actor::StandingKind;
use domain::measure::square_metres;
use domain::words::{DisplayName, LoginName, Password};
use leptos::prelude::*;
use service::accounts::{MyDevice, MyNotice, MyNotices, MySeat, MyUnit, Own};
use service::communities::Community;

/// 我的.
#[must_use]
pub fn own(cx: &Cx, own: Own, operated: &[Community]) -> Page {
    let text = cx.text();
    let roll_name = own.name.clone().map(|name| {
        view! { <div><dt>{text.own_roll_name()}</dt><dd>{name}</dd></div> }
    });
    let devices = own.devices.len();
    let has_password = own.has_password;
    Page::new(
        text.own_title(),
        view! {
            <h1>{text.own_title()}</h1>
            {seats(cx, &own)}
            {operated_desks(cx, operated)}
            <section>
                <h2>{text.own_notices()}</h2>
                {notices(cx, &own.notices.notices)}
                {own.notices.more.then(|| view! {
                    <p><a href=path::my_notices()>{text.own_notices_more()}</a></p>
                })}
            </section>
            <section>
                <h2>{text.own_units()}</h2>
                {units(cx, &own.units)}
                <p class="meta">{text.own_units_wrong()}</p>
            </section>
            <section>
                <h2>{text.own_settings()}</h2>
                <dl class="facts">
                    <div><dt>{text.own_shown_as()}</dt><dd>{own.display_name}</dd></div>
                    {roll_name}
                    <div><dt>{text.own_level()}</dt><dd>{text.level(own.level)}</dd></div>
                </dl>
                <ul class="list">
                    <li><a href=path::my_name()><b>{text.own_rename()}</b></a></li>
                    <li><a href=path::my_password()><b>{text.own_password(has_password)}</b></a></li>
                    <li><a href=path::my_devices()><b>{text.own_devices(devices)}</b></a></li>
                </ul>
                <p class="meta">{text.own_sign_out_hint()}</p>
                <form method="post" action=path::sign_out()>
                    <button class="button">{text.own_sign_out()}</button>
                </form>
            </section>
        },
    )
}

fn seats(cx: &Cx, own: &Own) -> Option<AnyView> {
    let text = cx.text();
    if own.seats.is_empty() {
        return None;
    }
    let strong = own.devices.iter().any(|device| device.is_this && device.strong);
    let weak = (!strong).then(|| {
        let (why, to, words) = if own.has_password {
            let to = path::sign_in_from(&cx.here);
            (text.own_seats_need_password(), to, text.join_with_password())
        } else {
            (text.own_seats_without_password(), path::my_password(), text.own_password(false))
        };
        view! { <p class="banner banner-gold">{why}" "<a href=to>{words}</a></p> }
    });
    let items: Vec<_> = own.seats.iter().cloned().map(|seat| seat_item(cx, seat)).collect();
    Some(
        view! { <section><h2>{text.own_seats()}</h2>{weak}<ul class="list">{items}</ul></section> }
            .into_any(),
    )
}

/// An operator's seat is of no community and leads to every one's desk.
fn operated_desks(cx: &Cx, communities: &[Community]) -> Option<AnyView> {
    let text = cx.text();
    let found = to_new_community(cx)?;
    let desks: Vec<_> = communities
        .iter()
        .map(|own| {
            view! { <li><a href=path::desk(&own.slug)><b>{text.own_desk()}" · "{own.name.clone()}</b></a></li> }
        })
        .collect();
    Some(view! { <section><ul class="list">{desks}</ul>{found}</section> }.into_any())
}

fn seat_item(cx: &Cx, seat: MySeat) -> AnyView {
    let text = cx.text();
    let until = seat.until.map(|at| text.seat_until(&text.day(cx.local(at))));
    let inner = view! {
        <b>{seat.title}" · "{seat.body}</b>
        <span class="meta">{until}</span>
    };
    match seat.community {
        Some(slug) => view! { <li><a href=path::desk(&slug)>{inner}</a></li> }.into_any(),
        None => view! { <li>{inner}</li> }.into_any(),
    }
}

/// Everything one was told, a page of it.
#[must_use]
pub fn all_notices(cx: &Cx, told: &MyNotices, page: i64) -> Page {
    let text = cx.text();
    let (newer, older) = text.own_notices_pages();
    let at = |page: i64| format!("{}?page={page}", path::my_notices());
    let pager = (page > 1 || told.more).then(|| {
        view! {
            <nav class="pager" aria-label=text.pages_label()>
                {(page > 1).then(|| view! { <a href=at(page - 1) rel="prev">{newer}</a> })}
                {told.more.then(|| view! { <a href=at(page + 1) rel="next">{older}</a> })}
            </nav>
        }
    });
    Page::new(
        text.own_notices(),
        view! {
            {trail(cx)}
            <h1>{text.own_notices()}</h1>
            {notices(cx, &told.notices)}
            {pager}
        },
    )
}

fn notices(cx: &Cx, notices: &[MyNotice]) -> AnyView {
    let text = cx.text();
    if notices.is_empty() {
        return view! { <p class="empty">{text.own_notices_none()}</p> }.into_any();
    }
    let items: Vec<_> = notices.iter().map(|notice| notice_item(cx, notice)).collect();
    view! { <ul class="list">{items}</ul> }.into_any()
}

/// What was seen is a link; what was not is a form, since reading it is written down and no GET writes.
fn notice_item(cx: &Cx, notice: &MyNotice) -> AnyView {
    let text = cx.text();
    let to_answer = notice.path.starts_with("register/");
    let line = text.own_notice(notice.kind, to_answer, &notice.title);
    let extract = (!notice.extract.is_empty()).then(|| view! { <span>{notice.extract.clone()}</span> });
    let meta = view! { <span class="meta"><span><Moment cx=cx.clone() at=notice.at/></span>{extract}</span> };
    if notice.is_seen {
        let href = format!("{}/{}", path::community(&notice.community), notice.path);
        return view! { <li><a href=href><span>{line}</span>{meta}</a></li> }.into_any();
    }
    view! {
        <li><form method="post" action=path::notice(&notice.community, notice.id)>
            <button><span class="tag tag-gold">{text.own_notice_new()}</span>" "<b>{line}</b>{meta}</button>
        </form></li>
    }
    .into_any()
}

fn units(cx: &Cx, units: &[MyUnit]) -> AnyView {
    let text = cx.text();
    if units.is_empty() {
        return view! { <p class="empty">{text.own_units_none()}</p> }.into_any();
    }
    let items: Vec<_> = units
        .iter()
        .cloned()
        .map(|unit| {
            let area = (unit.kind == StandingKind::Owner)
                .then(|| view! { <span class="num">{text.own_area(&square_metres(unit.area_cm2))}</span> });
            let since =
                unit.since.map(|at| view! { <span>{text.roll_since(&text.day(cx.local(at)))}</span> });
            let (community, slug) = unit.community;
            view! {
                <article class="card">
                    <p class="meta"><span class="tag">{text.standing(unit.kind)}</span>
                        <span><a href=path::community(&slug)>{community}</a></span></p>
                    <h3>{unit.name}</h3>
                    <p class="meta">{area}{since}</p>
                </article>
            }
        })
        .collect();
    view! { <div>{items}</div> }.into_any()
}

fn trail(cx: &Cx) -> AnyView {
    view! { <Trail cx=cx.clone() steps=vec![(path::me(), cx.text().own_title().to_owned())]/> }.into_any()
}

/// The form for the name shown.
#[must_use]
pub fn rename(cx: &Cx, form: &Form) -> Page {
    let text = cx.text();
    Page::new(
        text.rename_title(),
        view! {
            {trail(cx)}
            <h1>{text.rename_title()}</h1>
            <ErrorSummary cx=cx.clone() form=form.clone()/>
            <form method="post" class="with-dock">
                <FormKeyField key=form.key/>
                <TextField cx=cx.clone() form=form.clone() name="display_name" label=text.rename_label()
                    hint=text.rename_hint() max=DisplayName::MAX autocomplete="nickname"/>
                <div class="dock"><button class="button button-primary">{text.rename_button()}</button></div>
            </form>
        },
    )
}

/// The form for the password; the old one is asked for where there is one.
#[must_use]
pub fn password(cx: &Cx, form: &Form, is_set: bool) -> Page {
    let text = cx.text();
    let old = is_set.then(|| {
        view! {
            <TextField cx=cx.clone() form=form.clone() name="old" label=text.password_old() max=Password::MAX
                kind="password" autocomplete="current-password"/>
        }
    });
    Page::new(
        text.password_title(is_set),
        view! {
            {trail(cx)}
            <h1>{text.password_title(is_set)}</h1>
            <p>{text.password_lead()}</p>
            <ErrorSummary cx=cx.clone() form=form.clone()/>
            <form method="post" class="with-dock">
                <FormKeyField key=form.key/>
                <TextField cx=cx.clone() form=form.clone() name="login" label=text.password_login()
                    max=LoginName::MAX autocomplete="username"/>
                {old}
                <TextField cx=cx.clone() form=form.clone() name="password" label=text.password_new()
                    hint=text.password_new_hint() max=Password::MAX kind="password" autocomplete="new-password"/>
                <TextField cx=cx.clone() form=form.clone() name="again" label=text.password_again()
                    max=Password::MAX kind="password" autocomplete="new-password"/>
                <div class="dock"><button class="button button-primary">{text.password_button()}</button></div>
            </form>
        },
    )
}

/// One's signed-in devices.
#[must_use]
pub fn devices(cx: &Cx, own: Own) -> Page {
    let text = cx.text();
    let others = own.devices.iter().any(|device| !device.is_this);
    let items: Vec<_> = own.devices.into_iter().map(|device| device_item(cx, device)).collect();
    let end_others = others.then(|| {
        view! {
            <form method="post"><input type="hidden" name="device" value="others"/>
                <button class="button button-danger">{text.devices_end_others()}</button></form>
        }
    });
    Page::new(
        text.devices_title(),
        view! {
            {trail(cx)}
            <h1>{text.devices_title()}</h1>
            <p>{text.devices_lead()}</p>
            <ul>{items}</ul>
            {end_others}
        },
    )
}

fn device_item(cx: &Cx, device: MyDevice) -> AnyView {
    let text = cx.text();
    let name = if device.name.is_empty() { text.device_unknown().to_owned() } else { device.name };
    let how = if device.strong { text.device_strong() } else { text.device_by_code() };
    let action = if device.is_this {
        view! { <span class="tag">{text.device_this()}</span> }.into_any()
    } else {
        view! {
            <form method="post">
                <input type="hidden" name="device" value=device.id.to_string()/>
                <button class="button button-small button-danger">{text.device_end()}</button>
            </form>
        }
        .into_any()
    };
    view! {
        <li class="device">
            <span><b>{name}</b><span class="hint">{how}" · "{text.device_seen()}" "
                <Moment cx=cx.clone() at=device.seen_at/></span></span>
            {action}
        </li>
    }
    .into_any()
}
