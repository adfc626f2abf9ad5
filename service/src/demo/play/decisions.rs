//! Decisions published and corrected, and their numbers, which depend on the year the demo is built in.

use super::Player;
use crate::decisions::{self, Basis, NewDecision};
use crate::demo::calendar::Calendar;
use crate::demo::content::bodies::BODIES;
use crate::demo::content::decisions::{DECISIONS, Organ, RestsOn};
use crate::demo::content::matters::MATTERS;
use crate::demo::content::votes::{VOTES, VoteKind};
use crate::demo::found::words;
use crate::{Error, Result};
use domain::time::Timestamp;
use domain::words::{Body, PersonName, Reason, Title};
use std::collections::BTreeMap;

/// Numbers as the content writes them, and as they come out.
pub(super) struct Numbers(Vec<(&'static str, String)>);

impl Numbers {
    /// What the decisions are numbered in this calendar: each series begins again with the year.
    pub(super) fn of(calendar: Calendar) -> Result<Self> {
        let mut last: BTreeMap<(&str, i16), u16> = BTreeMap::new();
        let mut in_order: Vec<_> = DECISIONS.iter().collect();
        in_order.sort_by_key(|decision| decision.day);
        let mut numbers = Vec::new();
        for decision in in_order {
            let prefix = decision.number.split('〔').next().unwrap_or_default();
            let year = calendar.year(decision.day)?;
            let number = last.entry((prefix, year)).or_insert(0);
            *number += 1;
            numbers.push((decision.number, format!("{prefix}〔{year}〕{number}号")));
        }
        Ok(Self(numbers))
    }

    /// `text` with the numbers as they come out.
    pub(super) fn put(&self, text: &str) -> String {
        // All at once: what one number becomes may be what another is written as.
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(first) = rest.chars().next() {
            match self.0.iter().find(|(written, _)| rest.starts_with(written)) {
                Some((written, number)) => {
                    out.push_str(number);
                    rest = &rest[written.len()..];
                }
                None => {
                    out.push(first);
                    rest = &rest[first.len_utf8()..];
                }
            }
        }
        out
    }
}

impl Player<'_> {
    pub(super) async fn publish(&mut self, decision: usize, at: Timestamp) -> Result<()> {
        let what = &DECISIONS[decision];
        let (body, _) = organ(what.organ);
        let matter = MATTERS.iter().position(|matter| matter.key == what.matter);
        let matter = match matter {
            Some(matter) if self.is_settled_on(matter, what.day).await? => {
                self.open_for_decision(matter, at).await?;
                Some(matter)
            }
            Some(_) | None => None,
        };
        let basis = self.basis(what.organ, what.rests_on)?;
        let statutory = match basis.1 {
            Some(vote) => match VOTES[vote].kind {
                VoteKind::Owners { item } => Some(super::votes::owners_matter(item)?),
                VoteKind::YesNo | VoteKind::ChooseOne => None,
            },
            None => None,
        };
        let actor = self.publisher(what.organ).await?;
        let new = NewDecision {
            community: self.ground.community.id,
            body: *self.ground.bodies.get(body).ok_or_else(|| Error::broken("no such body"))?,
            title: words(Title::parse(what.title))?,
            text: words(Body::parse(&self.numbers.put(what.body)))?,
            reasons: words(Reason::parse(&self.numbers.put(what.reasons)))?,
            basis: basis.0,
            matter: statutory,
            issue: matter.map(|matter| self.issue(matter)).transpose()?,
        };
        let key = self.key();
        let serial = decisions::publish_decision(self.hall, &actor, key, new).await?;
        self.decisions.insert(decision, serial);
        Ok(())
    }

    pub(super) async fn correct(&mut self, decision: usize) -> Result<()> {
        let what = &DECISIONS[decision];
        let Some(correction) = &what.correction else { return Ok(()) };
        let serial = *self.decisions.get(&decision).ok_or_else(|| Error::broken("not published yet"))?;
        let actor = self.publisher(what.organ).await?;
        let new = decisions::Correction {
            community: self.ground.community.id,
            serial,
            seen: 1,
            title: words(Title::parse(what.title))?,
            text: words(Body::parse(&self.numbers.put(correction.body)))?,
            reasons: words(Reason::parse(&self.numbers.put(what.reasons)))?,
            why: words(Reason::parse(&self.numbers.put(correction.reason)))?,
        };
        let key = self.key();
        decisions::correct_decision(self.hall, &actor, key, new).await.map(drop)
    }

    /// The vote it rests on, or else the meeting with the names under its minutes.
    fn basis(&self, by: Organ, rests_on: &[RestsOn]) -> Result<(Basis, Option<usize>)> {
        let first = rests_on.first().ok_or_else(|| Error::broken("a decision that rests on nothing"))?;
        match *first {
            RestsOn::Vote(key) => {
                let vote = VOTES.iter().position(|vote| vote.key == key);
                let vote = vote.ok_or_else(|| Error::broken("no such vote"))?;
                let id = self.votes.get(&vote).ok_or_else(|| Error::broken("not announced yet"))?;
                Ok((Basis::Vote(*id), Some(vote)))
            }
            RestsOn::Meeting { day, present, .. } => {
                let names = self.seated(organ(by).0).into_iter().filter_map(|account| {
                    let person = self.plan.accounts[account].person?;
                    Some(self.plan.persons[person].name.as_str())
                });
                let signed_by = names
                    .take(usize::from(present))
                    .map(|name| words(PersonName::parse(name)))
                    .collect::<Result<_>>()?;
                let day = self.calendar.day(day)?;
                Ok((Basis::Meeting { day, signed_by }, None))
            }
        }
    }

    /// The first seat of the organ; of its convening body, where it has no seats of its own.
    async fn publisher(&mut self, by: Organ) -> Result<domain::actor::Actor> {
        let seats = self.seated(organ(by).1);
        let titled = BODIES.iter().find(|body| body.key == organ(by).1).map_or("", |b| b.seats[0].title);
        let first = seats
            .iter()
            .copied()
            .find(|account| self.plan.accounts[*account].seats.iter().any(|seat| seat.title == titled));
        self.actor(first.ok_or_else(|| Error::broken("nobody to publish"))?).await
    }
}

/// Keys of the organ's body, and of the body whose seats act for it.
const fn organ(organ: Organ) -> (&'static str, &'static str) {
    match organ {
        Organ::Assembly => ("yuan2-assembly", "yuan2-committee"),
        Organ::Committee => ("yuan2-committee", "yuan2-committee"),
        Organ::Council => ("council", "council"),
    }
}
