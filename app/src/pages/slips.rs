//! Codes on paper: eight slips to an A4 sheet, and one code on the officer's screen.

use crate::path;
use crate::shell::{Cx, Page};
use domain::members::CodeKind;
use leptos::prelude::*;
use service::joining::{NewCode, Slip, SlipBuilding};

/// Slips on one sheet.
const SLIPS_PER_SHEET: usize = 8;

/// A slip with its picture, which the server draws.
pub struct PrintedSlip {
    /// What it says.
    pub slip: Slip,
    /// The QR code as an address for `<img>`.
    pub picture: String,
}

/// A building's slips, once: the codes are readable on this page only.
#[must_use]
pub fn sheet(cx: &Cx, building: &SlipBuilding, slips: Vec<PrintedSlip>) -> Page {
    let text = cx.text();
    let count = slips.len();
    if count == 0 {
        let (why, then) = if building.residents == 0 {
            (text.sheet_no_residents(), Some(text.sheet_no_residents_lead()))
        } else {
            (text.sheet_none(), None)
        };
        let find = then.map(|words| {
            view! { <p>{words}" "<a href=path::people(cx.slug())>{text.desk_people()}</a></p> }
        });
        return super::officers::officer(Page::new(
            text.slips_title(),
            view! {
                {super::officers::to_desk(cx)}
                <h1>{text.slips_title()}</h1>
                <div class="empty"><b>{why}</b>{building.name.clone()}</div>
                {find}
            },
        ));
    }
    let mut sheets = Vec::new();
    let mut slips = slips.into_iter().peekable();
    while slips.peek().is_some() {
        let sheet: Vec<_> =
            slips.by_ref().take(SLIPS_PER_SHEET).map(|slip| one_slip(cx, &building.name, slip)).collect();
        sheets.push(view! { <section class="slips">{sheet}</section> });
    }
    Page::new(
        text.sheet_title(count),
        view! {
            <p class="no-print"><a href=path::slips(cx.slug())>{text.slips_title()}</a></p>
            <h1 class="no-print">{building.name.clone()}" · "{text.sheet_title(count)}</h1>
            <p class="no-print">{text.sheet_hint()}</p>
            {sheets}
        },
    )
    .kind("slips-page")
}

fn one_slip(cx: &Cx, building: &str, printed: PrintedSlip) -> AnyView {
    let text = cx.text();
    let hall = cx.community.as_ref().map_or_else(|| text.hall().to_owned(), |own| text.hall_of(&own.name));
    let slip = printed.slip;
    let until = text.day(cx.local(slip.expires_at));
    view! {
        <article class="slip">
            <h2>{text.slip_heading(&hall)}</h2>
            <div>
                <p><b>{slip.masked_name}</b>" "<span class="who">{building.to_owned()}{slip.entrance}</span></p>
                <p>{text.slip_how(&join_address(cx))}</p>
                <p class="slip-code">{slip.code.grouped()}</p>
            </div>
            <figure class="qr"><img src=printed.picture width="120" height="120" alt=text.slip_picture()/></figure>
            <p class="slip-foot">{text.slip_foot(&until)}</p>
            <p class="slip-foot slip-tear">{text.slip_tear(&slip.unit, &slip.name, slip.kind)}</p>
        </article>
    }
    .into_any()
}

/// The address to type, without the part browsers add.
fn join_address(cx: &Cx) -> String {
    let host = cx.origin.split_once("://").map_or(cx.origin.as_str(), |(_, host)| host);
    format!("{host}{}", path::join())
}

/// One code, on the officer's screen, to be handed over on the spot.
#[must_use]
pub fn code(cx: &Cx, new: &NewCode, picture: String) -> Page {
    let text = cx.text();
    let until = text.day(cx.local(new.expires_at));
    let tag = match new.kind {
        CodeKind::Owner => "banner banner-gold",
        CodeKind::Resident => "meta",
    };
    super::officers::officer(Page::new(
        text.code_title(&new.name),
        view! {
            {super::officers::to_desk(cx)}
            <h1>{text.code_title(&new.name)}</h1>
            <p class="meta">{new.place.clone()}</p>
            <p>{text.code_how(&join_address(cx))}</p>
            <p class="slip-code">{new.code.grouped()}</p>
            <figure class="qr"><img src=picture width="200" height="200" alt=text.slip_picture()/>
                <figcaption>{text.slip_scan()}</figcaption></figure>
            <p class=tag>{text.code_kind(new.kind)}</p>
            <p>{text.slip_foot(&until)}</p>
            <p class="meta">{text.code_once()}</p>
        },
    ))
}
