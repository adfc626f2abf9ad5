//! Pages of joint requests.

use super::moderation::{pages, paragraphs};
use crate::form::Form;
use crate::path;
use crate::shell::{Cx, Page};
use crate::text::about::HelpTopic;
use crate::ui::{
    Choice, ErrorSummary, FormKeyField, HelpLink, Moment, SelectField, TextAreaField, TextField, Trail,
};
use domain::actor::Actor;
use domain::id::FormKey;
use domain::policy::{self, Action};
use domain::requests::heads_needed;
use domain::votes::OwnersMatter;
use domain::words::{Body, Reason, Title};
use leptos::prelude::*;
use service::communities::Compound;
use service::requests::{Listed, Progress, Request, RequestsPage};

/// All joint requests of a community.
#[must_use]
pub fn list(cx: &Cx, page: &RequestsPage) -> Page {
    let text = cx.text();
    let items: Vec<_> = page.requests.iter().map(|listed| card(cx, listed)).collect();
    let empty = items.is_empty().then(|| view! { <div class="empty">{text.requests_none()}</div> });
    let to = |page: i64| format!("{}?page={page}", path::requests(cx.slug()));
    let may_start = cx.actor().member().is_some_and(|member| {
        let owns = |compound| policy::may(cx.actor(), &Action::StartJointRequest { compound }).is_ok();
        member.standings.iter().any(|standing| owns(standing.compound))
    });
    let start = may_start.then(|| {
        view! {
            <div class="dock">
                <a class="button button-primary" href=path::new_request(cx.slug())>{text.start_request()}</a>
            </div>
        }
    });
    Page::new(
        text.requests(),
        view! {
            <h1>{text.requests()}</h1>
            <p>{text.requests_lead()}</p>
            <HelpLink cx=cx.clone() topic=HelpTopic::JointRequest/>
            {empty}
            {items}
            {pages(cx, page.page, page.pages, to)}
            {start}
        },
    )
    .summary(text.requests_lead())
}

fn card(cx: &Cx, listed: &Listed) -> AnyView {
    let text = cx.text();
    let href = path::request(cx.slug(), &listed.compound_slug, listed.number);
    view! {
        <article class="card">
            <h2><a class="cover" href=href>{listed.title.clone()}</a></h2>
            <p class="meta">
                {state(cx, listed.progress)}
                <span>{listed.compound_name.clone()}</span>
                <span>{text.request_signed(listed.progress.signed, listed.progress.total)}</span>
            </p>
        </article>
    }
    .into_any()
}

/// The mark of how far it has come.
fn state(cx: &Cx, progress: Progress) -> AnyView {
    let text = cx.text();
    let (class, words) = if progress.answered_at.is_some() {
        ("tag tag-jade", text.request_answered())
    } else if progress.is_overdue(cx.now) {
        ("tag tag-seal", text.request_overdue())
    } else if progress.reached_at.is_some() {
        ("tag tag-gold", text.request_reached())
    } else {
        ("tag", text.request_collecting())
    };
    view! { <span class=class>{words}</span> }.into_any()
}

/// The form to start one.
#[must_use]
pub fn new_request(cx: &Cx, form: &Form, compounds: &[Compound]) -> Page {
    let text = cx.text();
    let places = compounds.iter().map(|own| Choice::new(own.id.to_string(), own.name.clone())).collect();
    let matters = std::iter::once(Choice::new("", text.request_no_matter()))
        .chain(OwnersMatter::ALL.iter().map(|own| Choice::new(own.code(), text.request_matter(*own))))
        .collect();
    Page::new(
        text.start_request(),
        view! {
            <Trail cx=cx.clone() steps=vec![(path::requests(cx.slug()), text.requests().to_owned())]/>
            <h1>{text.start_request()}</h1>
            <p>{text.start_request_lead()}</p>
            <HelpLink cx=cx.clone() topic=HelpTopic::JointRequest/>
            <ErrorSummary cx=cx.clone() form=form.clone()/>
            <form method="post" class="with-dock">
                <FormKeyField key=form.key/>
                <SelectField cx=cx.clone() form=form.clone() name="compound" label=text.request_compound()
                    choices=places/>
                <TextField cx=cx.clone() form=form.clone() name="title" label=text.request_title()
                    hint=text.request_title_hint() max=Title::MAX/>
                <TextAreaField cx=cx.clone() form=form.clone() name="body" label=text.request_body()
                    max=Body::MAX/>
                <SelectField cx=cx.clone() form=form.clone() name="matter" label=text.request_matter_label()
                    choices=matters/>
                <div class="dock">
                    <button class="button button-primary">{text.start_request_button()}</button>
                </div>
            </form>
        },
    )
}

/// One joint request. `form` is the convenor's; the signature has a key of its own, as it is another act.
#[must_use]
pub fn request(cx: &Cx, request: &Request, form: &Form, sign_key: FormKey) -> Page {
    let text = cx.text();
    let listed = &request.listed;
    let matter = request.matter.map(|matter| view! { <p class="meta">{text.request_matter(matter)}</p> });
    Page::new(
        listed.title.clone(),
        view! {
            <Trail cx=cx.clone() steps=vec![(path::requests(cx.slug()), text.requests().to_owned())]/>
            <p class="meta">{state(cx, listed.progress)}<span>{listed.compound_name.clone()}</span></p>
            <h1>{listed.title.clone()}</h1>
            <p class="meta">
                <span>{text.request_by(&request.author_name)}</span>
                <span><Moment cx=cx.clone() at=listed.created_at/></span>
            </p>
            {matter}
            <ErrorSummary cx=cx.clone() form=form.clone()/>
            <div class="prose" inner_html=request.body_html.clone()></div>
            {progress(cx, request)}
            {answer(cx, request, form)}
            {signing(cx, request, sign_key)}
        },
    )
    .summary(text.request_signed(listed.progress.signed, listed.progress.total))
}

/// Heads against the fifth, with their share of the area once it is nobody's own.
fn progress(cx: &Cx, request: &Request) -> AnyView {
    let text = cx.text();
    let own = request.listed.progress;
    let needed = heads_needed(own.total);
    let missing = (needed - own.signed).max(0);
    let area = request.area_share.map(|thousandths| {
        view! {
            <p class="num">{text.request_area(&percent(thousandths))}</p>
            <p class="fine">{text.request_area_note()}</p>
        }
    });
    let next = match (own.reached_at, own.answered_at, own.answer_due_at) {
        (Some(_), None, Some(due)) => {
            let class = if own.is_overdue(cx.now) { "overdue" } else { "due" };
            let day = text.day(cx.local(due));
            Some(view! { <p class=class>{text.request_due(&day)}</p> }.into_any())
        }
        (Some(_), _, _) => None,
        (None, _, _) => Some(view! { <p>{text.request_missing(missing)}</p> }.into_any()),
    };
    view! {
        <section class="card">
            <p class="question">{text.request_signed(own.signed, own.total)}</p>
            <progress value=own.signed.min(needed).to_string() max=needed.to_string()
                aria-label=text.request_progress_label()></progress>
            {next}
            {area}
            <HelpLink cx=cx.clone() topic=HelpTopic::JointRequest/>
        </section>
    }
    .into_any()
}

/// Thousandths in words.
fn percent(thousandths: i64) -> String {
    format!("{}.{}%", thousandths / 10, thousandths % 10)
}

/// What the convenor answered, or the form to.
fn answer(cx: &Cx, request: &Request, form: &Form) -> Option<AnyView> {
    let text = cx.text();
    if let Some((answer, seat)) = &request.answer {
        let at = request.listed.progress.answered_at;
        return Some(
            view! {
                <section class="card card-main">
                    <h2>{text.request_answer_heading()}</h2>
                    <p class="meta">
                        <span>{seat.clone()}</span>
                        {at.map(|at| view! { <span><Moment cx=cx.clone() at=at/></span> })}
                    </p>
                    <div class="prose">{paragraphs(answer)}</div>
                </section>
            }
            .into_any(),
        );
    }
    let community = cx.community.as_ref()?.id;
    let action = Action::AnswerJointRequest { community, compound: request.compound };
    let asked = request.listed.progress.reached_at.is_some();
    (asked && policy::may(cx.actor(), &action).is_ok()).then(|| {
        view! {
            <section class="card">
                <h2>{text.request_answer_heading()}</h2>
                <form method="post">
                    <FormKeyField key=form.key/>
                    <TextAreaField cx=cx.clone() form=form.clone() name="answer" label=text.request_answer_label()
                        hint=text.request_answer_hint() max=Reason::MAX rows=4/>
                    <button class="button button-primary" name="act" value="answer">
                        {text.request_answer_button()}
                    </button>
                </form>
            </section>
        }
        .into_any()
    })
}

/// What the reader signed, and the button.
fn signing(cx: &Cx, request: &Request, key: FormKey) -> AnyView {
    let text = cx.text();
    let action = Action::SignJointRequest { compound: request.compound };
    if policy::may(cx.actor(), &action).is_err() {
        return match cx.actor() {
            Actor::Visitor => view! {
                <p class="actions"><a class="button" href=path::sign_in_from(&cx.here)>
                    {text.sign_in_to_sign()}</a></p>
            }
            .into_any(),
            Actor::Member(_) | Actor::System => {
                view! { <p class="meta">{text.request_owners_only()}</p> }.into_any()
            }
        };
    }
    let co_owner = (request.by_co_owner > 0).then(|| view! { <p>{text.request_co_owner_signed()}</p> });
    if request.mine > 0 {
        let back = request.listed.progress.reached_at.is_none().then(|| {
            view! {
                <form method="post">
                    <FormKeyField key=key/>
                    <button class="link-button" name="act" value="unsign">{text.unsign_request()}</button>
                </form>
            }
        });
        return view! {
            <p class="holding">{text.request_you_signed(request.mine)}</p>
            {co_owner}
            {back}
        }
        .into_any();
    }
    if request.signable == 0 {
        return view! { {co_owner} }.into_any();
    }
    view! {
        {co_owner}
        <form method="post" class="with-dock">
            <FormKeyField key=key/>
            <div class="dock">
                <button class="button button-primary" name="act" value="sign">
                    {text.sign_request(request.signable)}
                </button>
            </div>
        </form>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::percent;

    #[test]
    fn thousandths_are_written_with_one_decimal() {
        for (thousandths, expected) in [(0, "0.0%"), (333, "33.3%"), (199, "19.9%"), (1000, "100.0%")] {
            assert_eq!(percent(thousandths), expected);
        }
    }
}
