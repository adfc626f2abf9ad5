//! Ballots in the short notation of the tests: `42: 1,{2,3},4`.

use super::form::{Form, RankedForm, Ranking};
use super::ties::{Lot, Ties};
use super::{Cast, Collector, Profile};
use crate::count::ballot::OptionNo;

/// Rankings of so many options, a line each.
pub(in crate::count) fn rankings(form: RankedForm, options: u16, lines: &[&str]) -> Profile<Ranking> {
    let mut collector = Collector::new(form, options).expect("a form");
    for line in lines {
        let (count, ranking) = line.split_once(':').expect("a count");
        let cast = Cast::heads(count.trim().parse().expect("a number"));
        collector.cast(tiers(ranking), cast).expect("within limits");
    }
    collector.finish()
}

fn tiers(text: &str) -> Vec<Vec<OptionNo>> {
    let mut tiers = Vec::new();
    let mut tied: Option<Vec<OptionNo>> = None;
    for word in text.split(',').map(str::trim).filter(|word| !word.is_empty()) {
        let number = OptionNo(word.trim_matches(['{', '}']).parse().expect("a number"));
        if word.starts_with('{') {
            tied = Some(Vec::new());
        }
        match &mut tied {
            Some(tier) => tier.push(number),
            None => tiers.push(vec![number]),
        }
        if word.ends_with('}') {
            tiers.extend(tied.take());
        }
    }
    tiers
}

/// Ballots of any form, one of each.
pub(in crate::count) fn ballots<F: Form>(form: F, options: u16, marks: Vec<F::Marks>) -> Profile<F::Ballot> {
    let mut collector = Collector::new(form, options).expect("a form");
    for marks in marks {
        collector.cast(marks, Cast::heads(1)).expect("within limits");
    }
    collector.finish()
}

/// No criteria, the numbers as the lot.
pub(in crate::count) fn by_number<C>(options: u16) -> Ties<C> {
    Ties { criteria: Vec::new(), lot: Some(Lot::by_number(options)) }
}

/// The options with these numbers.
pub(in crate::count) fn options(numbers: &[u16]) -> Vec<OptionNo> {
    numbers.iter().copied().map(OptionNo).collect()
}
