//! A proposal's own page.

use crate::form::Form;
use crate::pages::comments::thread_section;
use crate::path;
use crate::shell::{Cx, Page};
use crate::ui::{Moment, PathSteps, Trail};
use domain::actor::Actor;
use domain::policy::{self, Action};
use domain::proposals::ProposalState;
use leptos::prelude::*;
use service::comments::ThreadView;
use service::proposals::Proposal;

/// Everything the page shows.
pub struct ProposalView {
    /// The proposal.
    pub proposal: Proposal,
    /// What is said about it.
    pub thread: ThreadView,
    /// The form to say something.
    pub form: Form,
}

/// One proposal.
#[must_use]
pub fn proposal(cx: &Cx, view: ProposalView) -> Page {
    let text = cx.text();
    let ProposalView { proposal, thread, form } = view;
    let back = (path::issue(cx.slug(), proposal.issue_number), proposal.issue_title.clone());
    let heading = text.proposal_heading(proposal.number, &proposal.title);
    let versions = path::proposal_revisions(cx.slug(), proposal.issue_number, proposal.number);
    let version = text.version(proposal.revision);
    let version = if proposal.revision > 1 {
        view! { <span><a href=versions>{version}</a></span> }.into_any()
    } else {
        view! { <span>{version}</span> }.into_any()
    };
    let state = match proposal.facts.state {
        ProposalState::Open => None,
        ProposalState::Frozen => Some(text.frozen_lead()),
        ProposalState::Withdrawn => Some(text.withdrawn_lead()),
    };
    let earlier = (proposal.cosigners_of_earlier > 0)
        .then(|| view! { <p class="fine">{text.cosigned_earlier(proposal.cosigners_of_earlier)}</p> });
    Page::new(
        heading.clone(),
        view! {
            <Trail cx=cx.clone() steps=vec![back]/>
            <h1>{heading}</h1>
            <p class="meta">
                <span>{text.proposed_by(&proposal.author_name)}</span>
                {version}
                <span><Moment cx=cx.clone() at=proposal.revised_at/></span>
                {proposal.cost.map(|cost| view! { <span>{text.cost(&cost.to_string())}</span> })}
                <span>{text.cosigned_by(proposal.cosigners)}</span>
            </p>
            {earlier}
            {state.map(|words| view! { <p class="banner banner-plain">{words}</p> })}
            <div class="prose" inner_html=proposal.body_html.clone()></div>
            <PathSteps cx=cx.clone() stage=proposal.facts.issue.stage/>
            {acts(cx, &proposal)}
            {thread_section(cx, &thread, &form)}
            {dock(cx, &proposal)}
        },
    )
    .summary(text.cosigned_by(proposal.cosigners))
}

/// What else the reader may do.
fn acts(cx: &Cx, proposal: &Proposal) -> AnyView {
    let (text, slug) = (cx.text(), cx.slug());
    let (issue, number) = (proposal.issue_number, proposal.number);
    let may = |action: &Action| policy::may(cx.actor(), action).is_ok();
    let takes_back = may(&Action::CosignProposal(proposal.facts));
    view! {
        {proposal.cosigned.map(|revision| view! {
            <div class="fine">
                {text.cosigned_version(revision)}
                {takes_back.then(|| view! {
                    <form method="post" class="inline" action=path::proposal_cosign(slug, issue, number)>
                        " "<button class="link-button" name="sign" value="0">{text.uncosign_button()}</button>
                    </form>
                })}
            </div>
        })}
        <div class="actions no-print">
            {may(&Action::ReviseProposal(proposal.facts)).then(|| view! {
                <a href=path::edit_proposal(slug, issue, number)>{text.edit_proposal()}</a>
            })}
            {may(&Action::WithdrawProposal(proposal.facts)).then(|| view! {
                <a href=path::proposal_withdraw(slug, issue, number)>{text.withdraw_proposal()}</a>
            })}
            <a href=path::share(&path::proposal(slug, issue, number))>{text.share_link()}</a>
        </div>
    }
    .into_any()
}

/// The one clear next step.
fn dock(cx: &Cx, proposal: &Proposal) -> Option<AnyView> {
    let (text, slug) = (cx.text(), cx.slug());
    let open = proposal.facts.state == ProposalState::Open && proposal.facts.issue.stage.takes_proposals();
    if open && matches!(cx.actor(), Actor::Visitor) {
        let words = text.cosign_signed_out();
        return Some(
            view! { <div class="dock"><a class="button button-primary" href=path::sign_in_from(&cx.here)>{words}</a></div> }
                .into_any(),
        );
    }
    let words = match proposal.cosigned {
        None => text.cosign_proposal_button(),
        Some(revision) if revision < proposal.revision => text.cosign_newest_button(),
        Some(_) => return None,
    };
    policy::may(cx.actor(), &Action::CosignProposal(proposal.facts)).ok()?;
    let action = path::proposal_cosign(slug, proposal.issue_number, proposal.number);
    Some(
        view! {
            <form method="post" class="dock" action=action>
                <button class="button button-primary" name="sign" value="1">{words}</button>
            </form>
        }
        .into_any(),
    )
}
