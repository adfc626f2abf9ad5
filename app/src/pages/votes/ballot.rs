//! The ballot: what the reader holds, one question for each head. Nothing is chosen beforehand but what the reader
//! has said already.

use super::{VotePage, form, moment};
use crate::islands::BallotButton;
use crate::path;
use crate::shell::Cx;
use crate::text::about::HelpTopic;
use crate::text::deciding::ReceiptFinds;
use crate::text::notice::Notice;
use crate::ui::{ErrorSummary, FormKeyField, HelpLink};
use domain::id::HeadId;
use domain::log::tree::Hash;
use domain::votes::form::Medium;
use domain::votes::frozen::short_code;
use domain::votes::{Said, VoteState};
use leptos::prelude::*;
use service::votes::read::{Holding, Vote};

/// What the reader holds in one head, in a sentence.
pub(super) fn holds(cx: &Cx, holding: &Holding) -> AnyView {
    let text = cx.text();
    let says = text.holding(holding.units_count, holding.area_cm2, holding.counts_head, &holding.others);
    let units = (!holding.units.is_empty()).then(|| format!("（{}）", holding.units));
    let by = holding.spoken_for_by.as_deref().map(|who| text.spoken_for_by(who));
    view! { <b>{says}</b>{units}" "{by} }.into_any()
}

/// What a ballot says, in words: the questions' answers one after the other.
pub(super) fn in_words(cx: &Cx, vote: &Vote, said: &Said) -> String {
    form::in_words(cx, &vote.questions, said).join(" ")
}

/// Why a ballot was not taken, for who pressed the button too late, or may not vote here; with what it said.
pub(super) fn not_taken(cx: &Cx, page: &VotePage) -> Option<AnyView> {
    let text = cx.text();
    page.form.refusal?;
    let heads = page.not_recorded.iter().map(|said| {
        view! { <p>{text.not_recorded(&in_words(cx, &page.vote, said))}</p> }
    });
    let heads: Vec<_> = heads.collect();
    Some(view! { <ErrorSummary cx=cx.clone() form=page.form.clone()/> {heads} }.into_any())
}

/// The form: every head the reader may speak for, each with its own answer.
///
/// `below` is what a voter may read before deciding but need not: it stands under the answers, above the button.
pub(super) fn ballot(cx: &Cx, page: &VotePage, below: AnyView) -> AnyView {
    let vote = &page.vote;
    let words = cx.text().vote_words();
    let heads: Vec<_> = page.holdings.iter().map(|holding| head(cx, page, holding)).collect();
    let mut own = page.holdings.iter().filter(|holding| is_asked(holding)).peekable();
    if own.peek().is_none() {
        return view! { <div class="ballot">{heads}{below}</div> }.into_any();
    }
    // Once every head has its answer there is nothing left to cast, only to change.
    let [plain, one, many] = if own.all(|holding| holding.has_voted) {
        [words.change_ballot, words.change_one, words.change_many]
    } else {
        [words.cast, words.cast_one, words.cast_many]
    };
    let missing = still_missing(cx, page);
    let wrong = match page.form.error("ballot") {
        Some(_) => view! {
            <div class="errors" role="alert" tabindex="-1"><p><a href="#ballot">{words.choose_first}</a></p></div>
        }
        .into_any(),
        None => view! { <ErrorSummary cx=cx.clone() form=page.form.clone()/> }.into_any(),
    };
    view! {
        {wrong}
        {missing}
        <form class="ballot with-dock" method="post" action=path::ballot(cx.slug(), vote.number) id="ballot">
            <FormKeyField key=page.form.key/>
            {heads}
            {below}
            <div class="dock">
                <BallotButton plain=plain.to_owned() one=one.to_owned() many=many.to_owned()
                    class="button button-primary".to_owned()/>
            </div>
        </form>
    }
    .into_any()
}

/// Whether the reader may answer for the head on a screen: nobody changes there what was handed in on paper.
fn is_asked(holding: &Holding) -> bool {
    let on_paper = holding.ballot.as_ref().is_some_and(|ballot| ballot.on_paper && ballot.said.is_some());
    holding.speaks && holding.head.is_some() && !on_paper
}

/// Of several heads those that have no ballot yet, once one has: “recorded” was said, and not of all.
fn still_missing(cx: &Cx, page: &VotePage) -> Option<AnyView> {
    let own: Vec<&Holding> = page.holdings.iter().filter(|holding| holding.speaks).collect();
    let waiting: Vec<&str> =
        own.iter().filter(|holding| !holding.has_voted).map(|holding| holding.units.as_str()).collect();
    if waiting.is_empty() || waiting.len() == own.len() {
        return None;
    }
    let count = i64::try_from(waiting.len()).unwrap_or(i64::MAX);
    let units: Vec<&str> = waiting.into_iter().filter(|units| !units.is_empty()).collect();
    let units = (!units.is_empty()).then(|| format!("（{}）", units.join("、")));
    Some(
        view! { <p class="banner banner-gold" role="status">{cx.text().ballots_waiting(count)}{units}</p> }
            .into_any(),
    )
}

/// 投票回执: a short code to read out, a picture to keep, and the file that proves it. Open right after casting.
pub(super) fn receipt(cx: &Cx, page: &VotePage, head: HeadId, commitment: Hash) -> AnyView {
    let text = cx.text();
    let number = page.vote.number;
    let code = short_code(commitment);
    let check = path::checked_receipt(cx.slug(), number, &code);
    let open = cx.notice == Some(Notice::BallotCast);
    let finds = match page.vote.state {
        VoteState::Cancelled => ReceiptFinds::NoCount,
        state if state.has_outcome() => ReceiptFinds::Count,
        _ if page.vote.secret => ReceiptFinds::Later,
        _ => ReceiptFinds::Ballot,
    };
    let lasts = page.vote.secret.then(|| view! { <p>{text.receipt_secret()}</p> });
    view! {
        <details class="fold" open=open>
            <summary>{text.receipt()}" "<code class="receipt">{code}</code></summary>
            <p>{text.receipt_hint(finds)}</p>
            {lasts}
            <figure class="qr">
                <img src=path::qr(&check) width="200" height="200" alt=text.receipt_qr_alt()/>
                <figcaption>{text.receipt_keep()}</figcaption>
            </figure>
            <p><a href=path::receipt(cx.slug(), number, head) download="">{text.receipt_file()}</a>" · "
                <a href=check>{text.receipt_check(finds)}</a></p>
            <HelpLink cx=cx.clone() topic=HelpTopic::Receipt/>
        </details>
    }
    .into_any()
}

/// What was recorded for a head, however it was cast, with its receipt for who speaks for it.
pub(super) fn told(cx: &Cx, page: &VotePage, holding: &Holding) -> Option<AnyView> {
    let text = cx.text();
    let Some(ballot) = &holding.ballot else {
        // Somebody else of the dwelling spoke for it, or the count has parted names from ballots.
        return holding
            .has_voted
            .then(|| view! { <p class="notice">{text.voted_in_secret()}</p> }.into_any());
    };
    if ballot.on_paper {
        return on_paper(cx, page, holding);
    }
    let (said, head) = (ballot.said.as_ref()?, holding.head?);
    let says = in_words(cx, &page.vote, said);
    let says = match ballot.at {
        Some(at) => text.recorded(&says, &moment(cx, at)),
        None => text.recorded_in_secret(&says),
    };
    let receipt = holding.speaks.then(|| receipt(cx, page, head, ballot.commitment));
    Some(view! { <p class="notice">{says}</p> {receipt} }.into_any())
}

/// What was recorded of a ballot that was handed in on paper: nobody changes it on a screen.
fn on_paper(cx: &Cx, page: &VotePage, holding: &Holding) -> Option<AnyView> {
    let text = cx.text();
    let ballot = holding.ballot.as_ref().filter(|ballot| ballot.on_paper)?;
    let (said, head) = (ballot.said.as_ref()?, holding.head?);
    let says = text.recorded_on_paper(&in_words(cx, &page.vote, said));
    let receipt = holding.speaks.then(|| receipt(cx, page, head, ballot.commitment));
    Some(
        view! { <p class="notice">{says}</p><p class="hint">{text.paper_to_change()}</p>{receipt} }
            .into_any(),
    )
}

fn head(cx: &Cx, page: &VotePage, holding: &Holding) -> AnyView {
    let text = cx.text();
    let words = text.vote_words();
    let Some(id) = holding.head.filter(|_| holding.speaks) else {
        return view! { <div class="holding">{holds(cx, holding)}</div> }.into_any();
    };
    if let Some(on_paper) = on_paper(cx, page, holding) {
        return view! { <div class="holding">{holds(cx, holding)}</div> {on_paper} }.into_any();
    }
    let said = holding.ballot.as_ref().and_then(|ballot| ballot.said.as_ref());
    let suspended = holding
        .ballot
        .as_ref()
        .is_some_and(|ballot| ballot.suspended)
        .then(|| view! { <p class="banner banner-gold">{words.suspended}</p> });
    let shared = (holding.speakers > 1 && !page.vote.secret).then(|| {
        view! {
            <p class="hint">{text.several_may_speak(holding.speakers)}</p>
            <HelpLink cx=cx.clone() topic=HelpTopic::CoOwners/>
        }
    });
    let recorded = match said {
        Some(Said::Valid(marks)) => Some(marks.as_slice()),
        Some(Said::Invalid(_)) | None => None,
    };
    let seed = id.to_string();
    view! {
        <div class="holding">{holds(cx, holding)}</div>
        {shared}
        {told(cx, page, holding)}
        {suspended}
        {form::questions(cx, &page.form, &format!("head-{id}"), Medium::Screen, &page.vote.questions, recorded, &seed)}
    }
    .into_any()
}
