//! What may follow a vote's announcement and its count: objections and answers, earlier counts, orders.

use super::{Answered, VotePage, moment, sentence};
use crate::form::Form;
use crate::pages::decisions::day_in_words;
use crate::pages::moderation::{hidden_line, moderation_links, paragraphs};
use crate::path;
use crate::shell::{Cx, Page};
use crate::text::about::HelpTopic;
use crate::ui::{
    Choice, ErrorSummary, FormKeyField, HelpLink, Moment, RadioCards, TextAreaField, TextField, Trail,
};
use domain::id::FormKey;
use domain::moderation::Hideable;
use domain::policy::WordsFacts;
use domain::votes::after::{ObjectionFinding, ObjectionKind, OrderKind};
use domain::votes::{VoteKind, VoteState};
use domain::words::{DocumentNumber, Label, ObjectionText, Reason};
use leptos::prelude::*;
use service::votes::objections::{Answered as ObjectionAnswer, Objection};
use service::votes::orders::{EarlierCount, Order};
use service::votes::read::Vote;

/// What came after, and what the reader may do about it.
#[derive(Clone, Debug, Default)]
pub struct After {
    /// The first first.
    pub objections: Vec<Objection>,
    /// What it was counted as before, the first first.
    pub counts: Vec<EarlierCount>,
    /// The first first.
    pub orders: Vec<Order>,
    /// Whether the reader may object.
    pub objects: bool,
    /// Whether the reader answers.
    pub answers: bool,
    /// Whether the reader may annul the vote, or enter what others ordered.
    pub orders_open: bool,
}

impl After {
    fn waiting(&self) -> usize {
        self.objections.iter().filter(|own| own.answer.is_none()).count()
    }
}

/// What stands at the head of a counted vote: that it is void or to be corrected, until when it can be objected to, or
/// whose answers it waits for.
pub(super) fn banner(cx: &Cx, page: &VotePage) -> Option<AnyView> {
    let text = cx.text();
    let (vote, after) = (&page.vote, &page.after);
    let (class, says) = match (vote.state, vote.objections_until) {
        (VoteState::Void, _) => ("banner banner-seal", text.vote_is_void().to_owned()),
        (VoteState::Final, _) => {
            to_correct(&after.orders)?;
            ("banner banner-gold", text.vote_to_correct().to_owned())
        }
        (VoteState::Preliminary, Some(until)) if cx.now < until => {
            ("banner banner-gold", text.vote_objections_until(&moment(cx, until)))
        }
        (VoteState::Preliminary, Some(_)) if after.waiting() > 0 => {
            ("banner banner-gold", text.final_waits(after.waiting(), &vote.convener_name))
        }
        _ => return None,
    };
    Some(view! { <p class=class>{says}</p> }.into_any())
}

/// The order to correct that was not followed yet.
pub(in crate::pages) fn to_correct(orders: &[Order]) -> Option<&Order> {
    orders.iter().find(|order| order.kind == OrderKind::StreetCorrection && order.corrected.is_none())
}

/// What was ordered or done: what it is, the document it rests on, what it says.
pub(in crate::pages) fn order_in_words(cx: &Cx, order: &Order) -> AnyView {
    let text = cx.text();
    let document = order.document.as_ref().map(|own| {
        let says = text.document(&own.number, &own.issuer, &day_in_words(cx, own.issued));
        view! { <p>{says}</p> }
    });
    view! { <h2>{text.order_kind(order.kind)}</h2> {document} {paragraphs(&order.text)} }.into_any()
}

/// What was done to the vote after its count, the newest first.
pub(super) fn orders(cx: &Cx, after: &After) -> AnyView {
    let each: Vec<_> = after.orders.iter().rev().map(|own| order(cx, own)).collect();
    view! { {each} }.into_any()
}

fn order(cx: &Cx, order: &Order) -> AnyView {
    let text = cx.text();
    let corrected = order.corrected.as_ref().map(|(words, at)| {
        view! {
            <p class="meta"><b>{text.order_corrected()}</b><span><Moment cx=cx.clone() at=*at/></span></p>
            {paragraphs(words)}
        }
    });
    view! {
        <section class="card">
            {order_in_words(cx, order)}
            <p class="meta">
                <span>{text.act_by(&order.seat_title)}</span>
                <span><Moment cx=cx.clone() at=order.entered_at/></span>
            </p>
            {corrected}
        </section>
    }
    .into_any()
}

/// What the vote was counted as before it was counted anew.
pub(super) fn earlier_counts(cx: &Cx, page: &VotePage) -> AnyView {
    let text = cx.text();
    let (vote, counts) = (&page.vote, &page.after.counts);
    let next = counts.iter().skip(1).map(|own| Some(&own.outcome_sha256));
    let next = next.chain([vote.outcome_sha256.as_ref()]);
    let each: Vec<_> = counts
        .iter()
        .zip(next)
        .map(|(count, next)| {
            let answered = super::outcome::answered_as(vote, &count.outcome);
            let says: Vec<String> = answered.iter().map(|own: &Answered<'_>| sentence(cx, *own)).collect();
            // Of owners the difference between two counts is one ballot with its area.
            let told = vote.kind == VoteKind::Consultative || page.reads_names || !count.set_aside;
            let figures: Vec<_> = match told {
                true => answered.iter().map(|own| super::outcome::result(cx, page, *own)).collect(),
                false => vec![view! { <p class="hint">{text.earlier_count_for_owners()}</p> }.into_any()],
            };
            let same = next == Some(&count.outcome_sha256);
            view! {
                <details class="fold">
                    <summary>{text.earlier_count(count.n, &says.join("；"))}</summary>
                    <p>{text.recounted(count.objection, count.set_aside, same)}</p>
                    {figures}
                    <dl class="facts">
                        <div><dt>{text.counted_at()}</dt><dd><Moment cx=cx.clone() at=count.counted_at/></dd></div>
                        <div>
                            <dt>{text.vote_words().outcome_hash}</dt>
                            <dd><code>{count.outcome_sha256.clone()}</code></dd>
                        </div>
                    </dl>
                </details>
            }
        })
        .collect();
    view! { {each} }.into_any()
}

/// The objections on the vote's own page, and the way to make one.
pub(super) fn objections(cx: &Cx, page: &VotePage) -> Option<AnyView> {
    let text = cx.text();
    let after = &page.after;
    if after.objections.is_empty() && !after.objects {
        return None;
    }
    let object = after.objects.then(|| {
        let href = path::objections(cx.slug(), page.vote.number);
        view! { <p><a class="button" href=href>{text.object()}</a></p> }
    });
    Some(
        view! {
            <section id="objections">
                <h2>{text.objections()}</h2>
                {all(cx, &page.vote, after)}
                {object}
            </section>
        }
        .into_any(),
    )
}

/// The way to the page where a counted vote is annulled, or orders of others are entered.
pub(super) fn officers_way(cx: &Cx, page: &VotePage) -> Option<AnyView> {
    let href = path::vote_orders(cx.slug(), page.vote.number);
    page.after.orders_open.then(|| view! { <p><a href=href>{cx.text().orders_page()}</a></p> }.into_any())
}

fn all(cx: &Cx, vote: &Vote, after: &After) -> AnyView {
    if after.objections.is_empty() {
        return view! { <p class="hint">{cx.text().no_objections()}</p> }.into_any();
    }
    let each: Vec<_> = after.objections.iter().map(|own| one(cx, vote, own, after.answers)).collect();
    view! { {each} }.into_any()
}

/// One objection with its answer.
fn one(cx: &Cx, vote: &Vote, own: &Objection, answers: bool) -> AnyView {
    let text = cx.text();
    let place = (vote.number, own.number);
    let answer = match &own.answer {
        Some(answer) => view! {
            {answered(cx, answer)}
            {answer.facts.map(|facts| moderation(cx, Hideable::Answer, place, facts))}
        }
        .into_any(),
        None if answers => {
            let href = path::answer_objection(cx.slug(), vote.number, own.number);
            view! { <p><a class="button button-small" href=href>{text.objection_answer()}</a></p> }.into_any()
        }
        None => view! { <p class="meta"><span>{text.objection_waits()}</span></p> }.into_any(),
    };
    view! {
        <article class="card" id=format!("o-{}", own.number)>
            {said(cx, own)}
            {moderation(cx, Hideable::Objection, place, own.facts)}
            {answer}
        </article>
    }
    .into_any()
}

/// What an objection says; of a hidden one number, kind and date, and its line in the register.
fn said(cx: &Cx, own: &Objection) -> AnyView {
    let text = cx.text();
    let words = own.said.words();
    let line = own.said.hiding().map(|hiding| hidden_line(cx, Hideable::Objection, hiding));
    view! {
        <p class="meta">
            <b>{text.objection_number(own.number)}</b>
            <span>{text.objection_kind(own.kind)}</span>
            {words.map(|words| view! { <span>{words.author.clone()}</span> })}
            <span><Moment cx=cx.clone() at=own.made_at/></span>
        </p>
        {line}
        {words.map(|words| paragraphs(&words.text))}
    }
    .into_any()
}

/// What was found of an objection, and why.
fn answered(cx: &Cx, answer: &ObjectionAnswer) -> AnyView {
    let text = cx.text();
    let line = answer.said.hiding().map(|hiding| hidden_line(cx, Hideable::Answer, hiding));
    view! {
        <p><b>{text.objection_finding(answer.finding)}</b></p>
        {line}
        {answer.said.words().map(|words| paragraphs(words))}
        <p class="meta">
            <span>{text.act_by(&answer.seat_title)}</span>
            <span><Moment cx=cx.clone() at=answer.at/></span>
        </p>
    }
    .into_any()
}

/// Links to what this reader may do about words as moderation goes.
fn moderation(cx: &Cx, what: Hideable, place: (i64, i64), facts: WordsFacts) -> Option<AnyView> {
    let links = moderation_links(cx, what, place, facts);
    if links.is_empty() {
        return None;
    }
    let links: Vec<_> =
        links.into_iter().map(|(href, label)| view! { <a href=href rel="nofollow">{label}</a> }).collect();
    Some(view! { <div class="actions no-print">{links}</div> }.into_any())
}

/// An objection above the form that is about it.
pub(in crate::pages) fn quoted(cx: &Cx, own: &Objection) -> AnyView {
    view! { <article class="card">{said(cx, own)}</article> }.into_any()
}

/// An answer above the form that is about it.
pub(in crate::pages) fn quoted_answer(cx: &Cx, answer: &ObjectionAnswer) -> AnyView {
    view! { <article class="card">{answered(cx, answer)}</article> }.into_any()
}

/// The way back to the vote.
pub(in crate::pages) fn trail(cx: &Cx, vote: &Vote) -> AnyView {
    let steps = vec![(path::vote(cx.slug(), vote.number), vote.title.clone())];
    view! { <Trail cx=cx.clone() steps=steps/> }.into_any()
}

/// The objections on a page of their own, with the form to make one.
#[must_use]
pub fn object(cx: &Cx, vote: &Vote, after: &After, form: &Form) -> Page {
    let text = cx.text();
    let until = vote.objections_until.map(|until| moment(cx, until));
    let kinds = ObjectionKind::ALL.iter().map(|own| Choice::new(own.code(), text.objection_kind(*own)));
    let kinds: Vec<_> = kinds.collect();
    // Whoever was writing when the time ran out keeps the words.
    let writes = after.objects || !form.value("text").is_empty();
    let write = writes.then(|| {
        view! {
            <form method="post" class="with-dock">
                <FormKeyField key=form.key/>
                <RadioCards cx=cx.clone() form=form.clone() name="kind" legend=text.objection_about() choices=kinds/>
                <TextAreaField cx=cx.clone() form=form.clone() name="text" label=text.objection_text()
                    hint=text.objection_hint() max=ObjectionText::MAX rows=5/>
                <div class="dock"><button class="button button-primary">{text.objection_send()}</button></div>
            </form>
        }
    });
    Page::new(
        text.objections(),
        view! {
            {trail(cx, vote)}
            <h1>{text.objections()}</h1>
            <p>{text.objections_lead(until.as_deref())}</p>
            <HelpLink cx=cx.clone() topic=HelpTopic::Objection/>
            <ErrorSummary cx=cx.clone() form=form.clone()/>
            {all(cx, vote, after)}
            {write}
        },
    )
}

/// The form to answer an objection.
#[must_use]
pub fn answer_objection(cx: &Cx, vote: &Vote, objection: &Objection, form: &Form) -> Page {
    let text = cx.text();
    let findings = ObjectionFinding::ALL.iter().filter(|own| own.fits(vote.state));
    let findings: Vec<_> =
        findings.map(|own| Choice::new(own.code(), text.objection_finding(*own))).collect();
    let counted = vote.state == VoteState::Preliminary;
    let ballot = match (counted, vote.secret) {
        (false, _) => None,
        (true, true) => Some(view! { <p class="hint">{text.answer_secret_recount()}</p> }.into_any()),
        (true, false) => Some(
            view! {
                <TextField cx=cx.clone() form=form.clone() name="ballot" label=text.answer_ballot()
                    hint=text.answer_ballot_hint() max=BALLOT_NAMED_MAX optional=true/>
            }
            .into_any(),
        ),
    };
    let early = (!counted).then(|| view! { <p class="hint">{text.finding_before_count()}</p> });
    let heading = text.objection_number(objection.number);
    Page::new(
        text.objections(),
        view! {
            {trail(cx, vote)}
            <h1>{format!("{} {heading}", text.objections())}</h1>
            <ErrorSummary cx=cx.clone() form=form.clone()/>
            {one(cx, vote, objection, false)}
            <form method="post" class="with-dock">
                <FormKeyField key=form.key/>
                <RadioCards cx=cx.clone() form=form.clone() name="finding" legend=text.finding_asked()
                    choices=findings/>
                {early}
                {ballot}
                <TextAreaField cx=cx.clone() form=form.clone() name="answer" label=text.answer_text()
                    hint=text.answer_hint() max=Reason::MAX rows=5/>
                <div class="dock"><button class="button button-primary">{text.answer_send()}</button></div>
            </form>
        },
    )
}

/// Characters of what names a ballot: a home or several names.
pub const BALLOT_NAMED_MAX: usize = 200;

/// Where a counted vote is annulled while it is preliminary; where orders of others are entered once it is final.
/// `keys` are those of the orders to correct, in their order.
#[must_use]
pub fn vote_orders(cx: &Cx, vote: &Vote, after: &After, form: &Form, keys: &[FormKey]) -> Page {
    let text = cx.text();
    let next = match vote.state {
        VoteState::Preliminary => annul(cx, vote, form),
        VoteState::Final => enter(cx, vote, form),
        _ => view! { <p class="hint">{text.nothing_to_enter()}</p> }.into_any(),
    };
    let to_correct = after.orders.iter().filter(|own| own.kind == OrderKind::StreetCorrection);
    let to_correct = to_correct.filter(|own| own.corrected.is_none() && vote.state == VoteState::Final);
    let corrections: Vec<_> =
        to_correct.zip(keys).map(|(order, key)| correction(cx, vote, order, form, *key)).collect();
    Page::new(
        text.orders_page(),
        view! {
            {trail(cx, vote)}
            <h1>{text.orders_page()}</h1>
            <ErrorSummary cx=cx.clone() form=form.clone()/>
            {orders(cx, after)}
            {corrections}
            {next}
        },
    )
    .kind("officer")
}

/// Whether the form comes back with something in one of these fields, or with something wrong: then it stays open.
pub(super) fn was_sent(form: &Form, fields: &[&str]) -> bool {
    fields.iter().any(|field| !form.value(field).is_empty() || form.error(field).is_some())
}

fn annul(cx: &Cx, vote: &Vote, form: &Form) -> AnyView {
    let text = cx.text();
    view! {
        <details class="fold" open=was_sent(form, &["reason"])><summary>{text.annul_send()}</summary>
            <form method="post" action=path::annul_vote(cx.slug(), vote.number)>
                <FormKeyField key=form.key/>
                <p>{text.annul_lead()}</p>
                <TextAreaField cx=cx.clone() form=form.clone() name="reason" label=text.annul_reason()
                    max=Reason::MAX rows=4/>
                <button class="button button-danger">{text.annul_send()}</button>
            </form>
        </details>
    }
    .into_any()
}

fn enter(cx: &Cx, vote: &Vote, form: &Form) -> AnyView {
    let text = cx.text();
    let kinds = OrderKind::OF_OTHERS.map(|own| Choice::new(own.code(), text.order_kind(own)));
    let fields = ["kind", "document", "issued", "issuer", "text"];
    view! {
        <details class="fold" open=was_sent(form, &fields)><summary>{text.order_enter()}</summary>
            <form method="post" action=path::vote_orders(cx.slug(), vote.number)>
                <FormKeyField key=form.key/>
                <p>{text.order_lead()}</p>
                <RadioCards cx=cx.clone() form=form.clone() name="kind" legend=text.order_which()
                    choices=kinds.to_vec()/>
                <TextField cx=cx.clone() form=form.clone() name="document" label=text.order_number()
                    max=DocumentNumber::MAX/>
                <TextField cx=cx.clone() form=form.clone() name="issued" label=text.order_day()
                    hint=text.order_day_hint() kind="date"/>
                <TextField cx=cx.clone() form=form.clone() name="issuer" label=text.order_issuer() max=Label::MAX/>
                <TextAreaField cx=cx.clone() form=form.clone() name="text" label=text.order_text()
                    max=Reason::MAX rows=4/>
                <button class="button button-danger">{text.order_send()}</button>
            </form>
        </details>
    }
    .into_any()
}

fn correction(cx: &Cx, vote: &Vote, order: &Order, form: &Form, key: FormKey) -> AnyView {
    let text = cx.text();
    view! {
        <details class="fold" open=was_sent(form, &["done"])><summary>{text.correction_enter()}</summary>
            <form method="post" action=path::order_corrected(cx.slug(), vote.number, order.n)>
                <FormKeyField key=key/>
                <TextAreaField cx=cx.clone() form=form.clone() name="done" label=text.correction_text()
                    max=Reason::MAX rows=3/>
                <button class="button button-primary">{text.correction_send()}</button>
            </form>
        </details>
    }
    .into_any()
}
