//! Who has cosigned the public log.

use crate::shell::{Cx, local_in};
use domain::time::Timestamp;
use leptos::prelude::*;
use service::communities::Community;
use service::log::Witness;

/// The witnesses that have cosigned the log, in words; what there is to say when none has.
#[component]
pub fn Witnesses(
    /// The page.
    cx: Cx,
    /// As [`service::log::witnesses`] gives them.
    witnesses: Vec<Witness>,
    /// On whose clock their times are told; that of the page's community if none.
    #[prop(optional_no_strip)]
    clock: Option<Community>,
) -> impl IntoView {
    let text = cx.text();
    if witnesses.is_empty() {
        return view! { <p class="fine">{text.log_no_witnesses()}</p> }.into_any();
    }
    let clock = clock.or_else(|| cx.community.clone());
    let when = |at: Timestamp| text.moment(local_in(clock.as_ref(), at), local_in(clock.as_ref(), cx.now));
    let witnesses: Vec<_> = witnesses
        .iter()
        .map(|witness| {
            let signed = text.log_witnessed(witness.size, &when(witness.signed_at));
            view! {
                <li class="device">
                    <div><b>{witness.key.name().to_owned()}</b><span class="meta">{signed}</span></div>
                </li>
            }
        })
        .collect();
    view! { <ul class="list">{witnesses}</ul> }.into_any()
}
