//! The content holds together: names meet, sums come out, stages follow their steps.

use std::collections::BTreeSet;

use super::*;

/// Every comment of a thread, replies included.
fn walk(talk: &'static [Comment], seen: &mut Vec<&'static Comment>) {
    for comment in talk {
        seen.push(comment);
        walk(comment.replies, seen);
    }
}

/// The whole thread of a matter.
fn comments(matter: &Matter) -> Vec<&'static Comment> {
    let mut seen = Vec::new();
    walk(matter.talk, &mut seen);
    seen
}

/// Fails when one of `all` occurs twice.
fn distinct(mut all: Vec<&str>, what: &str) {
    all.sort_unstable();
    for pair in all.windows(2) {
        assert_ne!(pair[0], pair[1], "{what} twice");
    }
}

/// Whether somebody speaks under this name.
fn is_voice(name: &str) -> bool {
    voices::VOICES.iter().any(|voice| voice.name == name)
}

/// Whether a proposal has this key.
fn proposal(key: &str) -> bool {
    matters::MATTERS.iter().any(|matter| matter.proposals.iter().any(|proposal| proposal.key == key))
}

/// The matter with this key.
fn matter(key: &str) -> &'static Matter {
    matters::MATTERS.iter().find(|matter| matter.key == key).unwrap_or_else(|| panic!("no matter {key}"))
}

/// Flats of a compound.
fn dwellings(compound: &place::Compound) -> usize {
    compound.buildings.iter().map(|b| usize::from(b.entrances * b.floors) * b.doors_cm2.len()).sum()
}

/// All units of a compound.
fn units(compound: &place::Compound) -> usize {
    let lots = usize::from(compound.parking.count + compound.storage.count);
    dwellings(compound) + compound.shops.len() + lots
}

#[test]
fn the_ground_adds_up() {
    let compounds = place::COMPOUNDS;
    assert_eq!(compounds.len(), 6);
    assert_eq!(units(&compounds[0]), 200);
    assert_eq!(compounds.iter().map(units).sum::<usize>(), 1_200);
    assert_eq!(compounds.iter().map(dwellings).sum::<usize>(), 1_080);
    assert_eq!(compounds.iter().map(|c| c.buildings.len()).sum::<usize>(), 24);
    let areas = || compounds.iter().flat_map(|c| c.buildings).flat_map(|b| b.doors_cm2);
    assert_eq!(areas().min(), Some(&485_000));
    assert_eq!(areas().max(), Some(&1_432_700));
    for compound in compounds {
        let firm = |key| place::FIRMS.iter().any(|firm| firm.key == key);
        assert!(firm(compound.property) && compound.developer.is_none_or(firm));
        for building in compound.buildings {
            let grids = place::GRIDS
                .iter()
                .filter(|grid| grid.compound == compound.slug && grid.buildings.contains(&building.number));
            assert_eq!(grids.count(), 1, "{} {}", compound.slug, building.number);
        }
    }
}

#[test]
fn owning_cases_name_real_units_once() {
    let first = &place::COMPOUNDS[0];
    let mut known = BTreeSet::new();
    for b in first.buildings {
        for (entrance, floor) in (1..=b.entrances).flat_map(|e| (1..=b.floors).map(move |f| (e, f))) {
            known.extend((1..=b.doors_cm2.len()).map(|d| format!("{}-{entrance}-{floor}{d:02}", b.number)));
        }
    }
    known.extend(first.shops.iter().map(|shop| shop.number.to_owned()));
    known.extend((1..=first.parking.count).map(|n| format!("{}{n:03}", first.parking.prefix)));
    for unit in place::OWNING.iter().flat_map(|(_, units)| *units) {
        assert!(known.remove(*unit), "{unit}");
    }
}

#[test]
fn matters_follow_their_steps() {
    assert!(matters::MATTERS.len() >= 36);
    distinct(matters::MATTERS.iter().map(|m| m.key).collect(), "matter");
    distinct(matters::MATTERS.iter().flat_map(|m| m.proposals).map(|p| p.key).collect(), "proposal");
    for m in matters::MATTERS {
        assert_eq!(m.steps[0].to, Some(Stage::Raised), "{}", m.key);
        assert_eq!(m.steps.iter().rev().find_map(|s| s.to), Some(m.stage), "{}", m.key);
        assert!(m.steps.windows(2).all(|two| two[0].day <= two[1].day), "{}", m.key);
        assert!(m.steps.iter().all(|step| step.day < 0), "{}", m.key);
        assert!((80..=400).contains(&m.body.chars().count()), "{} {}", m.key, m.body.chars().count());
        assert!(is_voice(m.author), "{}", m.author);
        let said = comments(m);
        assert!(said.iter().all(|c| is_voice(c.by)), "{:?}", said.iter().find(|c| !is_voice(c.by)));
        assert!(m.stage != Stage::Hazard || said.is_empty(), "{}", m.key);
        for p in m.proposals {
            assert!(is_voice(p.author) && !p.revisions.is_empty() && p.cost_fen >= 0, "{}", p.key);
            assert!(p.revisions.windows(2).all(|two| two[0].day < two[1].day), "{}", p.key);
            assert!(p.revisions.iter().all(|r| r.day >= m.steps[0].day && r.day < 0), "{}", p.key);
        }
    }
    let long = matters::MATTERS.iter().filter(|m| (8..=40).contains(&comments(m).len()));
    assert!(long.count() >= 12);
}

#[test]
fn every_stage_is_shown() {
    let stages = [
        Stage::Raised,
        Stage::Accepted,
        Stage::Deliberating,
        Stage::Voting,
        Stage::Decided,
        Stage::CarryingOut,
        Stage::Done,
        Stage::Reopened,
        Stage::Declined,
        Stage::Hazard,
    ];
    for stage in stages {
        assert!(matters::MATTERS.iter().any(|matter| matter.stage == stage), "{stage:?}");
    }
}

#[test]
fn nothing_is_said_twice() {
    let mut said: Vec<&str> = crowd::REPLIES.iter().map(|(_, text)| *text).collect();
    for (key, pool) in crowd::POOLS {
        assert!(matter(key).talk.len() >= 10 && pool.len() >= 54, "{key}");
        said.extend(pool.iter().map(|(_, text)| *text));
    }
    said.extend(matters::MATTERS.iter().flat_map(|m| comments(m)).map(|comment| comment.text));
    distinct(said, "comment");
    let mut names: Vec<&str> = voices::VOICES.iter().map(|voice| voice.name).collect();
    names.extend(voices::DISPLAY_NAMES);
    distinct(names, "display name");
}

#[test]
fn votes_meet_their_matters() {
    for vote in votes::VOTES {
        let _ = matter(vote.matter);
        assert!(bodies::BODIES.iter().any(|body| body.key == vote.convenor), "{}", vote.key);
        assert!(vote.answers.iter().filter_map(|a| a.proposal).all(proposal), "{}", vote.key);
        let shares: u16 = vote.answers.iter().map(|answer| answer.share).sum();
        assert_eq!(shares, if vote.state == votes::VoteState::Notice { 0 } else { 1_000 }, "{}", vote.key);
        if matches!(vote.kind, votes::VoteKind::Owners { .. }) {
            assert!(vote.days.opens - vote.days.notice > 15, "{}", vote.key);
        }
    }
}

#[test]
fn decisions_rest_on_what_may_carry_them() {
    use decisions::{Organ, RestsOn};
    for decision in decisions::DECISIONS {
        let _ = matter(decision.matter);
        for ground in decision.rests_on {
            match *ground {
                RestsOn::Vote(key) => {
                    let vote = votes::VOTES.iter().find(|vote| vote.key == key).expect(key);
                    assert!(vote.days.last < decision.day && vote.matter == decision.matter);
                    let owners = matches!(vote.kind, votes::VoteKind::Owners { .. });
                    assert_eq!(owners, decision.organ == Organ::Assembly);
                }
                RestsOn::Meeting { day, seats, present, in_favour } => {
                    assert!(day < decision.day && in_favour <= present && present <= seats);
                    assert!(decision.organ != Organ::Assembly && in_favour * 2 > seats);
                }
            }
        }
    }
}

#[test]
fn hidden_comments_and_requests_have_real_speakers() {
    for case in moderation::CASES {
        assert!(is_voice(case.by) && matter(case.matter).steps[0].day <= case.said, "{}", case.text);
        assert!(case.said <= case.hidden);
    }
    for request in requests::REQUESTS {
        assert!(is_voice(request.author), "{}", request.author);
        let enough = request.heads >= 200 && request.area >= 200;
        assert_eq!(enough, request.reached.is_some(), "{}", request.key);
    }
}

#[test]
fn names_are_enough_for_everybody() {
    assert!(names::SURNAMES.len() >= 100);
    distinct(names::SURNAMES.iter().map(|(surname, _)| *surname).collect(), "surname");
    for pool in [names::OLD_MEN, names::OLD_WOMEN, names::MEN, names::WOMEN, names::YOUNG] {
        assert!(pool.len() >= 80);
        distinct(pool.to_vec(), "given name");
    }
}
