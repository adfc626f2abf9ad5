//! New persons with names nobody else in the demo has.

use super::Person;
use crate::demo::content::names;
use crate::demo::dice::Dice;
use domain::roll::PersonKind;
use std::collections::BTreeSet;

/// Of which age a person is to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Age {
    /// Past seventy.
    Old,
    /// Of working age.
    Grown,
    /// Just of age.
    Young,
    /// Not of age.
    Child,
}

/// Makes persons one by one.
pub(super) struct People {
    dice: Dice,
    taken: BTreeSet<String>,
    made: usize,
}

impl Default for People {
    fn default() -> Self {
        Self { dice: Dice::of("people"), taken: BTreeSet::new(), made: 0 }
    }
}

impl People {
    /// The draws that people's lives hang on.
    pub(super) fn dice(&mut self) -> &mut Dice {
        &mut self.dice
    }

    /// A surname as common as it is.
    pub(super) fn surname(&mut self) -> &'static str {
        self.dice.weighted(names::SURNAMES)
    }

    /// A new person with this surname.
    pub(super) fn person(&mut self, surname: &str, age: Age, is_woman: bool) -> Person {
        let pool = match (age, is_woman) {
            (Age::Old, false) => names::OLD_MEN,
            (Age::Old, true) => names::OLD_WOMEN,
            (Age::Grown, false) => names::MEN,
            (Age::Grown, true) => names::WOMEN,
            (Age::Young | Age::Child, _) => names::YOUNG,
        };
        let name = self.free_name(surname, pool);
        self.made += 1;
        let is_adult = age != Age::Child;
        Person {
            kind: PersonKind::Natural,
            name,
            is_adult,
            is_old: age == Age::Old,
            is_woman,
            phone: is_adult.then(|| format!("140{:08}", 10_000_019 + self.made * 7_919)),
            tail: is_adult.then(|| format!("{:04}", self.dice.below(10_000))),
            spokesman: None,
        }
    }

    /// A firm; `name` is its own.
    pub(super) fn firm(&mut self, name: &str, spokesman: Option<usize>) -> Person {
        self.made += 1;
        Person {
            kind: PersonKind::Legal,
            name: name.to_owned(),
            is_adult: true,
            is_old: false,
            is_woman: false,
            phone: Some(format!("140{:08}", 10_000_019 + self.made * 7_919)),
            tail: None,
            spokesman,
        }
    }

    fn free_name(&mut self, surname: &str, pool: &[&str]) -> String {
        let mut name = format!("{surname}{}", self.dice.pick(pool));
        while !self.taken.insert(name.clone()) {
            // A name everybody has gets a second syllable before it gets a second bearer.
            let given = self.dice.pick(pool);
            name = match given.chars().count() {
                1 => format!("{surname}{given}{}", self.dice.pick(&["民", "华", "平", "文", "宁", "清"])),
                _ => format!("{surname}{given}"),
            };
            if self.taken.contains(&name) {
                name = format!("{}{}", self.surname(), self.dice.pick(pool));
            }
        }
        name
    }
}
