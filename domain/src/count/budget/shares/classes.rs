//! Which voters have the same in their purses.
//!
//! At first all purses are equal. A purchase takes from each backer what their utility and their purse say, so
//! voters who had equal purses before, and the same utility of what is bought, have equal purses after. After
//! certain purchases a purse therefore depends on which of them its voter had a part in and on nothing else,
//! whatever the endowment: voters fall into *classes*, far fewer than there are different ballots, and a
//! purchase makes a new class of those of each class who back it, by their utility.
//!
//! Classes depend on what was bought, and on nothing else. So they are found once for all runs that begin with
//! the same purchases, and what a run does for a purchase takes as many steps as classes take part in it. Who
//! is in a class does not depend on the order of purchases, only the class's number does.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::support::{Candidate, Support, Supporter};
use crate::count::budget::contest::index;
use crate::count::sort;

/// The voters of one class who have the same utility of a project.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Backer {
    /// Its place in a run's purses.
    pub(super) class: u32,
    /// Which of the project's levels they give.
    pub(super) level: u32,
    /// Their weight.
    pub(super) weight: u64,
}

/// The classes after each purchase of the course that was followed last.
#[derive(Debug)]
pub(super) struct Classes<'a> {
    pub(super) support: &'a Support,
    /// By group, after all purchases.
    class_of: Vec<u32>,
    /// By class: the class its voters were of before the purchase that made it.
    parents: Vec<u32>,
    /// What was bought.
    course: Vec<usize>,
    /// What is known after each number of purchases.
    stages: Vec<Stage>,
    /// What was known after purchases, in ascending order, that are no longer followed.
    left: BTreeMap<Vec<usize>, Merged>,
    /// By class: a place in the list that is being made.
    slots: Vec<u32>,
}

/// By candidate, if it was asked for: its supporters by class, one group for all of a class.
type Merged = Vec<Option<Rc<[Supporter]>>>;

/// What is known of the classes after some purchases.
#[derive(Debug)]
struct Stage {
    /// How many classes there are. Newer ones have higher numbers.
    classes: u32,
    merged: Merged,
    /// The same with the classes' numbers.
    backers: Vec<Option<Rc<[Backer]>>>,
}

/// So many stages that are no longer followed are kept at most: that of every purchase of several courses.
const MOST_LEFT: usize = 256;

impl<'a> Classes<'a> {
    /// Nothing bought, all voters alike.
    pub(super) fn new(support: &'a Support) -> Self {
        let mut classes = Self {
            support,
            class_of: vec![0; support.groups],
            parents: vec![0],
            course: Vec::new(),
            stages: Vec::new(),
            left: BTreeMap::new(),
            slots: vec![0],
        };
        classes.open_stage();
        classes
    }

    fn open_stage(&mut self) {
        let none = self.support.candidates.len();
        self.stages.push(Stage {
            classes: u32::try_from(self.parents.len()).unwrap_or(u32::MAX),
            merged: self.left.remove(&ascending(&self.course)).unwrap_or_else(|| vec![None; none]),
            backers: vec![None; none],
        });
    }

    /// Who is behind a candidate after the first so many purchases, which were told by [`Classes::buy`].
    pub(super) fn backers(&mut self, purchases: usize, place: usize) -> Rc<[Backer]> {
        if let Some(known) = &self.stages[purchases].backers[place] {
            return Rc::clone(known);
        }
        let classes = self.stages[purchases].classes;
        let backers: Rc<[Backer]> = if let Some(merged) = &self.stages[purchases].merged[place] {
            let numbered = |supporter: &Supporter| Backer {
                class: ancestor(&self.parents, self.class_of[index(supporter.group)], classes),
                level: supporter.level,
                weight: supporter.weight,
            };
            merged.iter().map(numbered).collect()
        } else {
            let (backers, merged) = self.gather(&self.support.candidates[place], classes);
            self.stages[purchases].merged[place] = Some(merged.into());
            backers.into()
        };
        self.stages[purchases].backers[place] = Some(Rc::clone(&backers));
        backers
    }

    /// After so many purchases this is bought. What was said to be bought then and later, if it was something
    /// else, is forgotten.
    pub(super) fn buy(&mut self, purchases: usize, place: usize) {
        if self.course.get(purchases) == Some(&place) {
            return;
        }
        self.back_to(purchases);
        let backers = self.backers(purchases, place);
        let mut rest = &self.support.candidates[place].supporters[..];
        for of_level in backers.chunk_by(|a, b| a.level == b.level) {
            for backer in of_level {
                self.slots[index(backer.class)] = u32::try_from(self.parents.len()).unwrap_or(u32::MAX);
                self.parents.push(backer.class);
            }
            let (supporters, others) =
                rest.split_at(rest.partition_point(|supporter| supporter.level <= of_level[0].level));
            for supporter in supporters {
                let class = &mut self.class_of[index(supporter.group)];
                *class = self.slots[index(*class)];
            }
            rest = others;
        }
        self.slots.resize(self.parents.len(), 0);
        self.course.push(place);
        self.open_stage();
    }

    /// The class of a group's voters after all purchases.
    pub(super) fn class_of(&self, group: usize) -> usize {
        index(self.class_of[group])
    }

    fn back_to(&mut self, purchases: usize) {
        let classes = self.stages[purchases].classes;
        while self.course.len() > purchases
            && let Some(stage) = self.stages.pop()
        {
            if self.left.len() >= MOST_LEFT {
                self.left.clear();
            }
            self.left.insert(ascending(&self.course), stage.merged);
            let place = self.course.pop().unwrap_or_default();
            for supporter in &self.support.candidates[place].supporters {
                let class = &mut self.class_of[index(supporter.group)];
                *class = ancestor(&self.parents, *class, classes);
            }
        }
        self.parents.truncate(index(classes));
        self.slots.truncate(index(classes));
    }

    /// A candidate's backers when there were so many classes, in the order in which they are met; and one group
    /// for each.
    fn gather(&mut self, candidate: &Candidate, classes: u32) -> (Vec<Backer>, Vec<Supporter>) {
        let (mut backers, mut merged): (Vec<Backer>, Vec<Supporter>) = (Vec::new(), Vec::new());
        for supporter in &candidate.supporters {
            let Supporter { group, level, weight } = *supporter;
            let class = ancestor(&self.parents, self.class_of[index(group)], classes);
            let slot = &mut self.slots[index(class)];
            // What was left there before may be any number.
            match backers.get_mut(index(*slot)) {
                Some(known) if known.class == class && known.level == level => known.weight += weight,
                _ => {
                    *slot = u32::try_from(backers.len()).unwrap_or(u32::MAX);
                    backers.push(Backer { class, level, weight });
                    merged.push(*supporter);
                }
            }
        }
        for (supporter, backer) in merged.iter_mut().zip(&backers) {
            supporter.weight = backer.weight;
        }
        (backers, merged)
    }
}

fn ascending(course: &[usize]) -> Vec<usize> {
    let mut places = course.to_vec();
    sort::places(&mut places, &mut |a, b| a.cmp(&b));
    places
}

/// The class that a class's voters were of when there were so many.
fn ancestor(parents: &[u32], mut class: u32, classes: u32) -> u32 {
    while class >= classes {
        class = parents[index(class)];
    }
    class
}
