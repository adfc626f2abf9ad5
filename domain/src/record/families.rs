//! The rules that choose among options, family by family: a reader's browser fetches the code of one of them.
//!
//! Each gives to the byte what [`Counter::CHOICE`], which knows all of them, gives.

use serde::de::DeserializeOwned;

use super::counter::{CHOICE_RULES, Counted, Counter, OTHER_KIND};
use crate::count::choice::{Marks, chosen, numbered, ranked};
use crate::count::formats::ballots;
use crate::count::json;
use crate::count::json::tree::{self, Node};
use crate::count::profile::form::Form;
use crate::count::profile::{Collector, Profile, RuleError};
use crate::count::ranked::{self as rankings, RankedPairs, Runoff, Schulze};
use crate::count::seats::{self, Pav, Phragmen, SequentialPav, Stv};
use crate::count::single::{self, ApprovalVote, Borda, Plurality, Points, Score};
use crate::count::{canonical, profile};

impl Counter {
    /// Sums: plurality, approval, score, points, Borda.
    pub const SUMS: Self = Self {
        methods: &["plurality", "approval", "score", "points", "borda"],
        count: |file, rule| count(file, rule, sums),
        ..Self::CHOICE_OF_ANY
    };

    /// Instant run-off.
    pub const RUNOFF: Self = Self {
        methods: &["instant_runoff"],
        count: |file, rule| count(file, rule, runoff),
        ..Self::CHOICE_OF_ANY
    };

    /// Rankings compared pair by pair: Schulze, ranked pairs.
    pub const PAIRS: Self = Self {
        methods: &["schulze", "ranked_pairs"],
        count: |file, rule| count(file, rule, pairs),
        ..Self::CHOICE_OF_ANY
    };

    /// Single transferable vote.
    pub const STV: Self =
        Self { methods: &["stv"], count: |file, rule| count(file, rule, stv), ..Self::CHOICE_OF_ANY };

    /// Committees by approvals, by load: Phragmén.
    pub const PHRAGMEN: Self = Self {
        methods: &["sequential_phragmen"],
        count: |file, rule| count(file, rule, phragmen),
        ..Self::CHOICE_OF_ANY
    };

    /// Committees by approvals, by what they are worth: proportional approval.
    pub const PAV: Self = Self {
        methods: &["pav", "sequential_pav"],
        count: |file, rule| count(file, rule, pav),
        ..Self::CHOICE_OF_ANY
    };
}

/// What a family makes of ballots by the method of this name and its rule: the name of its outcome, and its JSON.
type Family = fn(&str, &str, &Node<'_>) -> Result<(&'static str, String), String>;

fn count(file: &str, rule: &str, family: Family) -> Result<Counted, String> {
    let rule = tree::parse(rule).map_err(|error| error.to_string())?;
    let method = rule.field("method").and_then(Node::single);
    let format = rule.field("format").and_then(Node::text);
    let (Some((method, body)), Some("yishi-choice-rule/1")) = (method, format) else {
        return Err(format!("{CHOICE_RULES}?"));
    };
    let (name, outcome) = family(file, method, body)?;
    Ok(Counted { finding: format!("{{\"{name}\":{outcome}}}"), sums: None, pabulib: None })
}

fn sums(file: &str, method: &str, body: &Node<'_>) -> Result<(&'static str, String), String> {
    let no_numbers = || Marks::Numbers(Vec::new());
    let outcome = match method {
        "plurality" => {
            let rule: Plurality = read(body)?;
            single::count_plurality(&rule, &collect(file, rule.ballots, no_options(), chosen)?)
        }
        "approval" => {
            let rule: ApprovalVote = read(body)?;
            single::count_approval(&rule, &collect(file, rule.ballots, no_options(), chosen)?)
        }
        "score" => {
            let rule: Score = read(body)?;
            single::count_score(&rule, &collect(file, rule.ballots, no_numbers(), numbered)?)
        }
        "points" => {
            let rule: Points = read(body)?;
            single::count_points(&rule, &collect(file, rule.ballots, no_numbers(), numbered)?)
        }
        _ => {
            let rule: Borda = read(body)?;
            single::count_borda(&rule, &collect(file, rule.ballots, no_ranking(), ranked)?)
        }
    };
    Ok(("sum", written(outcome)?))
}

fn runoff(file: &str, _: &str, body: &Node<'_>) -> Result<(&'static str, String), String> {
    let rule: Runoff = read(body)?;
    let profile = collect(file, rule.ballots, no_ranking(), ranked)?;
    Ok(("instant_runoff", written(rankings::count_runoff(&rule, &profile))?))
}

fn pairs(file: &str, method: &str, body: &Node<'_>) -> Result<(&'static str, String), String> {
    Ok(if method == "schulze" {
        let rule: Schulze = read(body)?;
        let profile = collect(file, rule.ballots, no_ranking(), ranked)?;
        ("schulze", written(rankings::count_schulze(&rule, &profile))?)
    } else {
        let rule: RankedPairs = read(body)?;
        let profile = collect(file, rule.ballots, no_ranking(), ranked)?;
        ("ranked_pairs", written(rankings::count_ranked_pairs(&rule, &profile))?)
    })
}

fn stv(file: &str, _: &str, body: &Node<'_>) -> Result<(&'static str, String), String> {
    let rule: Stv = read(body)?;
    let profile = collect(file, rule.ballots, no_ranking(), ranked)?;
    Ok(("stv", written(seats::count_stv_of_halls(&rule, &profile))?))
}

fn phragmen(file: &str, _: &str, body: &Node<'_>) -> Result<(&'static str, String), String> {
    let rule: Phragmen = read(body)?;
    let profile = collect(file, rule.ballots, no_options(), chosen)?;
    Ok(("sequential_phragmen", written(seats::count_phragmen(&rule, &profile))?))
}

fn pav(file: &str, method: &str, body: &Node<'_>) -> Result<(&'static str, String), String> {
    Ok(if method == "pav" {
        let rule: Pav = read(body)?;
        let profile = collect(file, rule.ballots, no_options(), chosen)?;
        ("pav", written(seats::count_pav(&rule, &profile))?)
    } else {
        let rule: SequentialPav = read(body)?;
        let profile = collect(file, rule.ballots, no_options(), chosen)?;
        ("sequential_pav", written(seats::count_sequential_pav(&rule, &profile))?)
    })
}

const fn no_options() -> Marks {
    Marks::Options(Vec::new())
}

const fn no_ranking() -> Marks {
    Marks::Ranking(Vec::new())
}

fn read<T: DeserializeOwned>(body: &Node<'_>) -> Result<T, String> {
    json::read_node(body).map_err(|error| error.to_string())
}

fn written(outcome: Result<impl serde::Serialize, RuleError>) -> Result<String, String> {
    let outcome = outcome.map_err(|error| error.to_string())?;
    canonical::json(&outcome).map_err(|error| error.to_string())
}

/// The ballots of a file in the form that a rule takes; `blank` stands for the marks of one that has none.
fn collect<F: Form>(
    file: &str,
    form: F,
    blank: Marks,
    read: impl Fn(Marks) -> Option<F::Marks>,
) -> Result<Profile<F::Ballot>, String> {
    let file = ballots::choice(file.as_bytes()).map_err(|fault| fault.to_string())?;
    let mut file = file.ok_or_else(|| OTHER_KIND.to_owned())?.with_blank(blank);
    let options = u16::try_from(file.options.len()).unwrap_or(u16::MAX);
    let mut collector: profile::Collector<F> =
        Collector::new(form, options).map_err(|error| error.to_string())?;
    while let Some((marks, cast)) = file.next_ballots().map_err(|fault| fault.to_string())? {
        let marks = read(marks).ok_or_else(|| "other_marks".to_owned())?;
        collector.cast(marks, cast).map_err(|error| error.to_string())?;
    }
    Ok(collector.finish())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::count::ballot::OptionNo;
    use crate::count::named::{ChoiceName, Question};
    use crate::count::profile::Weighing;
    use crate::count::profile::ties::Lot;

    const HEAD: &str = "{\"format\":\"yishi-ballots/1\",\"options\":[\"a\",\"b\",\"c\"],\"title\":\"t\"}\n";

    #[test]
    fn each_rule_is_of_one_family_and_counts_as_ever() {
        let lot = Some(Lot([2, 3, 1].map(OptionNo).to_vec()));
        let asked = Question { options: 3, seats: 1, most: 9, weights: Weighing::Heads, lot };
        let lines = [
            "{\"options\":[2]}\n{\"options\":[1]}\n{\"options\":[]}\n{\"options\":[3],\"count\":2}\n",
            "{\"numbers\":[[1,4],[2,2]]}\n{\"numbers\":[[3,5]]}\n{}\n",
            "{\"ranking\":[[2],[1],[3]]}\n{\"ranking\":[[3],[1]]}\n{\"ranking\":[[1]]}\n",
        ];
        let mut counted = 0;
        for name in ChoiceName::ALL {
            let rule = canonical::json(&name.rule(&asked)).expect("json");
            let method = rule.split('"').nth(7).expect("a method");
            let families = [
                Counter::SUMS,
                Counter::RUNOFF,
                Counter::PAIRS,
                Counter::STV,
                Counter::PHRAGMEN,
                Counter::PAV,
            ];
            let mut own = families.iter().filter(|family| family.methods.contains(&method));
            let family = own.next().unwrap_or_else(|| panic!("{method} has no family"));
            assert!(own.next().is_none(), "{method} has two");
            for lines in lines {
                let file = format!("{HEAD}{lines}");
                let finding =
                    |counter: &Counter| (counter.count)(&file, &rule).map(|counted| counted.finding).ok();
                if *name == ChoiceName::StvBelenios {
                    assert_eq!(finding(family), None, "no vote of a hall has its fractions");
                } else {
                    assert_eq!(finding(family), finding(&Counter::CHOICE), "{method}: {lines}");
                }
                counted += usize::from(finding(family).is_some());
            }
        }
        assert!(counted + 1 >= ChoiceName::ALL.len(), "each counts some file: {counted}");
    }
}
