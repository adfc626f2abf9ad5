//! The card of anything that can be told on: a code to keep, a text to copy.

use crate::islands::CopyText;
use crate::path;
use crate::shell::{Cx, Page};
use crate::text::sharing::Told;
use crate::ui::TextArea;
use leptos::prelude::*;

/// What is told on.
#[derive(Clone, Debug)]
pub struct Card {
    /// What it is.
    pub told: Told,
    /// In a line.
    pub title: String,
    /// Where it stands, in a line.
    pub state: String,
    /// Its own page.
    pub page: String,
}

/// The card, its code and its text.
#[must_use]
pub fn share(cx: &Cx, card: Card) -> Page {
    let text = cx.text();
    let hall = cx.community.as_ref().map_or_else(String::new, |community| text.hall_of(&community.name));
    let address = format!("{}{}", cx.origin, card.page);
    let words = text.share_text(&hall, card.told, &card.title, &card.state, &address);
    let [copy, copied, refused] = text.copy_words().map(str::to_owned);
    Page::new(
        format!("{}: {}", text.share(), card.title),
        view! {
            <h1>{text.share()}</h1>
            <p class="lead">{text.share_lead()}</p>
            <article class="card">
                <p class="meta"><span>{text.told(card.told)}</span></p>
                <h2><a class="cover" href=card.page.clone()>{card.title.clone()}</a></h2>
                <p>{card.state.clone()}</p>
            </article>
            <div class="share">
                <figure class="qr">
                    <img src=path::qr(&card.page) width="220" height="220" alt=text.qr_alt()/>
                    <figcaption>{text.long_press()}</figcaption>
                </figure>
                <TextArea name="share-text" value=words rows=6 readonly=true
                    label=Some(text.share_text_label().to_owned())/>
                <CopyText source="share-text".to_owned() copy copied refused class="button".to_owned()/>
            </div>
            <p class="lead"><a class="button" href=card.page>{text.back_to(card.told)}</a></p>
        },
    )
    .summary(card.state)
}
