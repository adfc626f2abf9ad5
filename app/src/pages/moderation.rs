//! Pages of moderation: the forms of the council and of authors, and the public register.

use super::comments::{quoted, trail};
use super::votes;
use crate::form::Form;
use crate::path;
use crate::shell::{Cx, Page};
use crate::text::about::HelpTopic;
use crate::ui::{
    Choice, ErrorSummary, FormKeyField, HelpLink, Moment, RadioCards, TextAreaField, TextField, Trail,
};
use domain::id::ModerationId;
use domain::moderation::{AppealAnswer, HideReason, Hideable};
use domain::policy::{self, Action, WordsFacts};
use domain::words::{Note, Reason};
use leptos::prelude::*;
use service::comments::Placed;
use service::moderation::{Hiding, RegisterEntry, RegisterPage, Target, WaitingAppeal};
use service::votes::objections::Objection;
use service::votes::read::Vote;

/// Words that moderation can hide, with their surroundings, for the forms that are about them.
#[derive(Clone, Debug)]
pub enum Moderated {
    /// A comment.
    Comment(Placed),
    /// An objection to a vote.
    Objection(Vote, Objection),
    /// The answer to an objection, and what the permission table needs to know of it.
    Answer(Vote, Objection, WordsFacts),
}

impl Moderated {
    /// What the permission table needs to know.
    #[must_use]
    pub const fn facts(&self) -> WordsFacts {
        match self {
            Self::Comment(placed) => placed.comment.facts.words,
            Self::Objection(_, objection) => objection.facts,
            Self::Answer(_, _, facts) => *facts,
        }
    }

    /// Which words.
    #[must_use]
    pub const fn target(&self) -> Target {
        match self {
            Self::Comment(placed) => Target::Comment(placed.comment.id),
            Self::Objection(vote, objection) => Target::Objection(vote.id, objection.number),
            Self::Answer(vote, objection, _) => Target::Answer(vote.id, objection.number),
        }
    }

    /// The numbers in their address.
    #[must_use]
    pub const fn place(&self) -> (i64, i64) {
        match self {
            Self::Comment(placed) => (placed.subject.issue_number, placed.comment.number),
            Self::Objection(vote, objection) | Self::Answer(vote, objection, _) => {
                (vote.number, objection.number)
            }
        }
    }

    /// The act that hides them and why, if one does.
    #[must_use]
    pub fn hidden(&self) -> Option<(ModerationId, HideReason)> {
        match self {
            Self::Comment(placed) => placed.comment.said.hiding().map(Hiding::act_and_reason),
            Self::Objection(_, objection) => objection.said.hiding().map(Hiding::act_and_reason),
            Self::Answer(_, objection, _) => {
                objection.answer.as_ref()?.said.hiding().map(Hiding::act_and_reason)
            }
        }
    }

    fn trail(&self, cx: &Cx) -> AnyView {
        match self {
            Self::Comment(placed) => trail(cx, &placed.subject),
            Self::Objection(vote, _) | Self::Answer(vote, ..) => votes::after::trail(cx, vote),
        }
    }

    /// The words above the form that is about them, for those who may read them.
    fn quoted(&self, cx: &Cx) -> Option<AnyView> {
        match self {
            Self::Comment(placed) => quoted(cx, &placed.subject, &placed.comment),
            Self::Objection(_, objection) => Some(votes::after::quoted(cx, objection)),
            Self::Answer(_, objection, _) => {
                Some(votes::after::quoted_answer(cx, objection.answer.as_ref()?))
            }
        }
    }
}

/// The public line of hidden words: the seat and the reason, never a person.
pub(super) fn hidden_line<W>(cx: &Cx, what: Hideable, hiding: &Hiding<W>) -> AnyView {
    let text = cx.text();
    let line = text.hidden_line(what, &hiding.seat_title, text.hide_reason(hiding.reason));
    let kept = hiding.kept.is_some().then(|| view! { <br/>{text.hidden_words_kept(what)} });
    let act = path::register_act(cx.slug(), hiding.act);
    view! { <p class="hidden-line">{line}" · "<a href=act>{text.register()}</a>{kept}</p> }.into_any()
}

/// What this reader may do about words as moderation goes: where, and what it is called.
pub(super) fn moderation_links(
    cx: &Cx,
    what: Hideable,
    place: (i64, i64),
    facts: WordsFacts,
) -> Vec<(String, &'static str)> {
    let (text, slug) = (cx.text(), cx.slug());
    let links = [
        (Action::HideWords(facts), path::hide(slug, what, place), text.hide()),
        (Action::AppealHiding(facts), path::appeal(slug, what, place), text.appeal()),
        (Action::AnswerAppeal(facts), path::appeal_answer(slug, what, place), text.answer_appeal()),
    ];
    let may = links.into_iter().filter(|(action, ..)| policy::may(cx.actor(), action).is_ok());
    may.map(|(_, href, label)| (href, label)).collect()
}

/// The form to hide words.
#[must_use]
pub fn hide(cx: &Cx, words: &Moderated, form: &Form) -> Page {
    let text = cx.text();
    let reasons = HideReason::ALL.iter().map(|own| Choice::new(own.code(), text.hide_reason(*own))).collect();
    Page::new(
        text.hide_page(),
        view! {
            {words.trail(cx)}
            <h1>{text.hide_page()}</h1>
            <p>{text.hide_lead()}</p>
            <ErrorSummary cx=cx.clone() form=form.clone()/>
            {words.quoted(cx)}
            <form method="post" class="with-dock">
                <FormKeyField key=form.key/>
                <RadioCards cx=cx.clone() form=form.clone() name="reason" legend=text.hide_reason_label()
                    choices=reasons/>
                <TextField cx=cx.clone() form=form.clone() name="note" label=text.hide_note()
                    hint=text.hide_note_hint() max=Note::MAX optional=true/>
                <div class="dock">
                    <button class="button button-danger">{text.hide_button()}</button>
                </div>
            </form>
        },
    )
}

/// The form to appeal.
#[must_use]
pub fn appeal(cx: &Cx, words: &Moderated, form: &Form) -> Page {
    let text = cx.text();
    let lead = words.hidden().map(|(_, reason)| text.appeal_lead(text.hide_reason(reason)));
    Page::new(
        text.appeal_page(),
        view! {
            {words.trail(cx)}
            <h1>{text.appeal_page()}</h1>
            {lead.map(|lead| view! { <p>{lead}</p> })}
            <HelpLink cx=cx.clone() topic=HelpTopic::Hidden/>
            <ErrorSummary cx=cx.clone() form=form.clone()/>
            {words.quoted(cx)}
            <form method="post" class="with-dock">
                <FormKeyField key=form.key/>
                <TextAreaField cx=cx.clone() form=form.clone() name="says" label=text.appeal_body() max=Reason::MAX/>
                <div class="dock">
                    <button class="button button-primary">{text.appeal_button()}</button>
                </div>
            </form>
        },
    )
}

/// The form to answer an appeal.
#[must_use]
pub fn answer_appeal(cx: &Cx, words: &Moderated, waiting: &WaitingAppeal, form: &Form) -> Page {
    let text = cx.text();
    let answers =
        AppealAnswer::ALL.iter().map(|own| Choice::new(own.code(), text.appeal_answer(*own))).collect();
    let back = vec![(path::appeals(cx.slug()), text.appeals_waiting().to_owned())];
    Page::new(
        text.answer_appeal_page(),
        view! {
            <Trail cx=cx.clone() steps=back/>
            <h1>{text.answer_appeal_page()}</h1>
            <ErrorSummary cx=cx.clone() form=form.clone()/>
            {entry_view(cx, &waiting.entry)}
            {words.quoted(cx)}
            <h2>{text.appeal_says()}</h2>
            <div class="prose">{paragraphs(&waiting.appeal)}</div>
            <form method="post" class="with-dock">
                <FormKeyField key=form.key/>
                <RadioCards cx=cx.clone() form=form.clone() name="answer" legend=text.appeal_choice()
                    choices=answers/>
                <TextAreaField cx=cx.clone() form=form.clone() name="reason" label=text.appeal_reason()
                    hint=text.appeal_reason_hint() max=Reason::MAX rows=4/>
                <div class="dock">
                    <button class="button button-primary">{text.answer_appeal_button()}</button>
                </div>
            </form>
        },
    )
}

/// A plain text, line by line.
pub(super) fn paragraphs(plain: &str) -> Vec<AnyView> {
    plain
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .map(|line| view! { <p>{line.to_owned()}</p> }.into_any())
        .collect()
}

/// 管理记录.
#[must_use]
pub fn register(cx: &Cx, page: &RegisterPage) -> Page {
    let text = cx.text();
    let community = cx.community.as_ref().map(|own| own.id);
    let council = community
        .is_some_and(|community| policy::may(cx.actor(), &Action::ReadAppeals { community }).is_ok());
    let waiting = (council && page.waiting > 0).then(|| {
        view! { <p><a class="button" href=path::appeals(cx.slug())>{text.appeals_waiting_count(page.waiting)}</a></p> }
    });
    let entries: Vec<_> = page.entries.iter().map(|entry| entry_view(cx, entry)).collect();
    let empty = entries.is_empty().then(|| view! { <div class="empty">{text.register_empty()}</div> });
    let to = |page: i64| format!("{}?page={page}", path::register(cx.slug()));
    Page::new(
        text.register(),
        view! {
            <h1>{text.register()}</h1>
            <p>{text.register_lead()}</p>
            <HelpLink cx=cx.clone() topic=HelpTopic::Hidden/>
            {waiting}
            {empty}
            {entries}
            {pages(cx, page.page, page.pages, to)}
        },
    )
    .summary(text.register_lead())
}

/// Links to the pages beside this one.
pub(super) fn pages(cx: &Cx, page: i64, pages: i64, to: impl Fn(i64) -> String) -> Option<AnyView> {
    let text = cx.text();
    (pages > 1).then(|| {
        view! {
            <nav class="pager" aria-label=text.pages_label()>
                {(page > 1).then(|| view! { <a href=to(page - 1) rel="prev">{text.page_before()}</a> })}
                <span>{text.page_of(page, pages)}</span>
                {(page < pages).then(|| view! { <a href=to(page + 1) rel="next">{text.page_after()}</a> })}
            </nav>
        }
        .into_any()
    })
}

/// One act of the register on a page of its own.
#[must_use]
pub fn entry(cx: &Cx, entry: &RegisterEntry) -> Page {
    let text = cx.text();
    let back = vec![(path::register(cx.slug()), text.register().to_owned())];
    Page::new(
        text.register(),
        view! {
            <Trail cx=cx.clone() steps=back/>
            <h1>{text.register()}</h1>
            {entry_view(cx, entry)}
        },
    )
}

/// The appeals that wait for the council.
#[must_use]
pub fn appeals(cx: &Cx, waiting: &[WaitingAppeal]) -> Page {
    let text = cx.text();
    let back = vec![(path::register(cx.slug()), text.register().to_owned())];
    let items: Vec<_> = waiting
        .iter()
        .map(|appeal| {
            let next = if appeal.own {
                view! { <p class="meta">{text.act_mine()}</p> }.into_any()
            } else {
                let href = path::appeal_answer(cx.slug(), appeal.entry.what, appeal.entry.place);
                view! { <p><a class="button button-small" href=href>{text.answer_appeal()}</a></p> }
                    .into_any()
            };
            view! {
                {entry_view(cx, &appeal.entry)}
                {next}
            }
        })
        .collect();
    let empty = items.is_empty().then(|| view! { <div class="empty">{text.appeals_none()}</div> });
    Page::new(
        text.appeals_waiting(),
        view! {
            <Trail cx=cx.clone() steps=back/>
            <h1>{text.appeals_waiting()}</h1>
            {empty}
            {items}
        },
    )
}

/// An act with its appeal: seats and reasons, nothing of what is hidden.
fn entry_view(cx: &Cx, entry: &RegisterEntry) -> AnyView {
    let text = cx.text();
    let place = path::words(cx.slug(), entry.what, entry.place);
    let waits = (entry.appealed_at.is_some() && entry.answer.is_none())
        .then(|| view! { <li class="now"><b>{text.act_appealed()}</b></li> });
    let answer = entry.answer.as_ref().map(|answer| {
        view! {
            <li class="done">
                <b>{text.appeal_answer(answer.answer)}</b>
                <p class="meta">
                    <span>{text.act_by(&answer.seat_title)}</span>
                    <span><Moment cx=cx.clone() at=answer.at/></span>
                </p>
                {paragraphs(&answer.reason)}
            </li>
        }
    });
    view! {
        <article class="card" id=format!("a-{}", entry.id)>
            <h2>{text.hide_reason(entry.reason)}</h2>
            <p class="meta">
                <a href=place>{text.act_on(&entry.title)}</a>
            </p>
            <ol class="timeline">
                <li class="done">
                    <b>{text.act_hidden(entry.what)}</b>
                    <p class="meta">
                        <span>{text.act_by(&entry.seat_title)}</span>
                        <span><Moment cx=cx.clone() at=entry.at/></span>
                    </p>
                    {entry.note.clone().map(|note| view! { <p>{note}</p> })}
                </li>
                {waits}
                {answer}
            </ol>
        </article>
    }
    .into_any()
}
