//! Who is who within one file.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use serde::Serialize;

use super::line::Owner;
use super::{DocumentTail, MAX_LISTED, PersonKind, Phone, Place};
use crate::words::PersonName;

/// A person as far as the file knows them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DraftPerson {
    /// The name.
    pub name: PersonName,
    /// By the name's ending.
    pub kind: PersonKind,
    /// The last four of the document; with the name, what makes two lines speak of one person.
    pub tail: Option<DocumentTail>,
    /// Phones, in the order in which they were met.
    pub phones: Vec<Phone>,
    /// Words in brackets after the name.
    pub remark: Option<String>,
    /// How many units they own, alone or with others.
    pub units: u32,
    /// Where they were met first.
    pub first: Place,
}

/// Persons of one name who are separate in the draft, as nothing but the name speaks for their being one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PossiblySame {
    /// Their name.
    pub name: PersonName,
    /// Their positions among the draft's persons; the first [`MAX_LISTED`] of them.
    pub persons: Vec<u32>,
    /// How many they are.
    pub total: u32,
    /// Whether two of them have a phone in common, which speaks for it.
    pub phone_in_common: bool,
}

/// The persons of a file while it is read.
#[derive(Debug, Default)]
pub(super) struct People {
    pub(super) persons: Vec<DraftPerson>,
    /// By the hash of name and last four, with open addressing: texts are not kept twice.
    known: HashMap<u64, u32>,
    /// Who had a phone first: the hash of the name, and where.
    phones: HashMap<u64, (u64, Place)>,
}

pub(super) fn hash_of(value: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

impl People {
    /// The person an owner is: known by name and last four, or new.
    pub(super) fn find_or_add(&mut self, owner: &Owner, place: Place) -> u32 {
        let next = u32::try_from(self.persons.len()).unwrap_or(u32::MAX);
        let mut found = None;
        if let Some(tail) = owner.tail {
            let mut key = hash_of(&(&owner.name, tail));
            while let Some(index) = self.known.get(&key) {
                let same = |person: &DraftPerson| person.name == owner.name && person.tail == Some(tail);
                if self.at(*index).is_some_and(same) {
                    found = Some(*index);
                    break;
                }
                key = key.wrapping_add(1);
            }
            if found.is_none() {
                self.known.insert(key, next);
            }
        }
        if let Some(index) = found {
            return index;
        }
        self.persons.push(DraftPerson {
            name: owner.name.clone(),
            kind: owner.kind,
            tail: owner.tail,
            phones: Vec::new(),
            remark: owner.remark.clone(),
            units: 0,
            first: place,
        });
        next
    }

    /// Drops what only finding people needs.
    pub(super) fn forget_keys(&mut self) {
        self.known = HashMap::new();
        self.phones = HashMap::new();
    }

    pub(super) fn at(&self, index: u32) -> Option<&DraftPerson> {
        usize::try_from(index).ok().and_then(|index| self.persons.get(index))
    }

    pub(super) fn at_mut(&mut self, index: u32) -> Option<&mut DraftPerson> {
        usize::try_from(index).ok().and_then(|index| self.persons.get_mut(index))
    }

    /// Notes who has a phone; the place where another name had it first, if one did.
    pub(super) fn note_phone(&mut self, phone: &Phone, name: &PersonName, place: Place) -> Option<Place> {
        let name = hash_of(name);
        let (first, at) = *self.phones.entry(hash_of(phone)).or_insert((name, place));
        (first != name).then_some(at)
    }

    /// Persons of the same name, the first [`MAX_LISTED`] names and how many names there are.
    pub(super) fn possibly_same(&self) -> (Vec<PossiblySame>, u64) {
        let mut by_name: Vec<(&PersonName, u32)> = (0_u32..)
            .zip(&self.persons)
            .filter(|(_, person)| person.units > 0)
            .map(|(at, person)| (&person.name, at))
            .collect();
        by_name.sort_unstable();
        let (mut listed, mut total) = (Vec::new(), 0);
        for group in by_name.chunk_by(|one, other| one.0 == other.0) {
            let [(name, _), _, ..] = group else { continue };
            // Different last fours throughout: they are known not to be one.
            if group.iter().all(|(_, at)| self.at(*at).is_some_and(|person| person.tail.is_some())) {
                continue;
            }
            total += 1;
            if listed.len() < MAX_LISTED {
                let persons: Vec<u32> = group.iter().take(MAX_LISTED).map(|(_, at)| *at).collect();
                let mut phones: Vec<&Phone> =
                    persons.iter().filter_map(|at| self.at(*at)).flat_map(|person| &person.phones).collect();
                phones.sort_unstable();
                listed.push(PossiblySame {
                    name: (*name).clone(),
                    phone_in_common: phones
                        .windows(2)
                        .any(|pair| matches!(pair, [one, other] if one == other)),
                    total: u32::try_from(group.len()).unwrap_or(u32::MAX),
                    persons,
                });
            }
        }
        (listed, total)
    }
}
