//! What followed a vote's count, in the API's own shapes: no person is named.

use super::types::{Correction, Document, EarlierCount, Objection, ObjectionAnswer, Order, time};
use service::votes::{objections, orders};

pub(super) fn objection(own: objections::Objection) -> Objection {
    Objection {
        number: own.number,
        kind: own.kind.code().to_owned(),
        text: own.said.words().map(|words| words.text.clone()),
        made_at: time(own.made_at),
        answer: own.answer.map(|answer| ObjectionAnswer {
            finding: answer.finding.code().to_owned(),
            text: answer.said.words().cloned(),
            seat: answer.seat_title,
            at: time(answer.at),
        }),
    }
}

pub(super) fn order(own: orders::Order) -> Order {
    let document = |own: orders::Document| Document {
        number: own.number,
        issued: own.issued.to_string(),
        issuer: own.issuer,
    };
    Order {
        number: own.n,
        kind: own.kind.code().to_owned(),
        document: own.document.map(document),
        text: own.text,
        seat: own.seat_title,
        entered_at: time(own.entered_at),
        corrected: own.corrected.map(|(text, at)| Correction { text, at: time(at) }),
    }
}

pub(super) fn earlier_count(own: orders::EarlierCount) -> EarlierCount {
    EarlierCount {
        number: own.n,
        sha256: own.outcome_sha256,
        counted_at: time(own.counted_at),
        objection: own.objection,
        is_ballot_set_aside: own.set_aside,
    }
}
