//! Cases that other programs have answered: reading them, counting them, comparing.
//!
//! One JSON object a line, as `xtask/oracles/rules.py` writes them.

use domain::count::ballot::OptionNo;
use domain::count::choice::{ChoiceMethod, ChoiceOutcome, ChoiceRule, Marks};
use domain::count::profile::Cast;
use domain::count::ranked::RoundEnd;
use domain::count::seats::{Fractions, StvEnd};
use serde::Deserialize;

/// One vote with another program's answer.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Case {
    /// Our rule, stated so that it is the other program's.
    pub(crate) method: ChoiceMethod,
    /// How many options there are.
    pub(crate) options: u16,
    /// `count: marks` or `count/weight: marks`; marks in PrefLib's notation.
    pub(crate) ballots: Vec<String>,
    /// The answer.
    pub(crate) expect: Expect,
}

/// The answer, as far as the other program gives one.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Expect {
    /// The winners, in order.
    pub(crate) winners: Option<Vec<OptionNo>>,
    /// The winners in whatever order.
    pub(crate) set: Option<Vec<OptionNo>>,
    /// The equals among whom ties choose.
    pub(crate) finalists: Option<Vec<OptionNo>>,
    /// Those with the highest sum.
    pub(crate) best: Option<Vec<OptionNo>>,
    /// Among whom the winner is, whatever the order of ties.
    pub(crate) one_of: Option<Vec<OptionNo>>,
    /// Everyone's sum.
    pub(crate) points: Option<Vec<i64>>,
    /// All options, tier by tier.
    pub(crate) order: Option<Vec<Vec<OptionNo>>>,
    /// How many rank the row's above the column's.
    pub(crate) pairwise: Option<Vec<Vec<u64>>>,
    /// The strongest paths.
    pub(crate) strengths: Option<Vec<Vec<(u64, u64)>>>,
    /// Round by round: `win 2`, `out 3`.
    pub(crate) events: Option<Vec<String>>,
    /// Whether another committee is as good.
    pub(crate) equal: Option<bool>,
    /// How many ballots were blank.
    pub(crate) blank: Option<u64>,
    /// How many ballots were counted, blank ones not among them.
    pub(crate) counted: Option<u64>,
    /// How many ballots were invalid.
    pub(crate) invalid: Option<u64>,
}

/// Reads the cases of a file.
pub(crate) fn read(text: &str) -> Vec<Case> {
    text.lines().map(|line| serde_json::from_str(line).unwrap_or_else(|e| panic!("{e}: {line}"))).collect()
}

/// One ballot line.
fn ballot(line: &str, method: &ChoiceMethod) -> (Marks, Cast) {
    let (count, marks) = line.split_once(':').expect("a count");
    let (ballots, weight) = count.split_once('/').unwrap_or((count, count));
    let number = |text: &str| text.trim().parse().expect("a number");
    let marks = tiers(marks);
    let marks = match method {
        ChoiceMethod::Plurality(_)
        | ChoiceMethod::Approval(_)
        | ChoiceMethod::SequentialPhragmen(_)
        | ChoiceMethod::Pav(_)
        | ChoiceMethod::SequentialPav(_) => Marks::Options(marks.concat()),
        _ => Marks::Ranking(marks),
    };
    (marks, Cast { ballots: number(ballots), weight: number(weight) })
}

/// `1,{2,3},4`.
pub(crate) fn tiers(text: &str) -> Vec<Vec<OptionNo>> {
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

/// Counts a case; what differs from the answer, or `None`.
pub(crate) fn check(case: &Case) -> Option<String> {
    let ballots = case.ballots.iter().map(|line| ballot(line, &case.method));
    let rule = ChoiceRule::of(case.method.clone());
    let outcome = match rule.count(case.options, ballots) {
        Ok(outcome) => outcome,
        Err(error) => return Some(format!("not counted: {error}")),
    };
    compare(&outcome, &case.expect)
}

/// A case of STV in exact fractions with rounded ones instead.
pub(crate) fn as_binary64(case: &Case) -> Option<Case> {
    let mut case = case.clone();
    match &mut case.method {
        ChoiceMethod::Stv(rule) if rule.fractions == Fractions::Exact => rule.fractions = Fractions::Binary64,
        _ => return None,
    }
    Some(case)
}

fn compare(outcome: &ChoiceOutcome, expect: &Expect) -> Option<String> {
    let winners = outcome.winners();
    let mut set = winners.clone();
    set.sort_unstable();
    let turnout = outcome.turnout();
    let invalid = turnout.invalid.values().map(|cast| cast.ballots).sum();
    let (finalists, best, points) = told_equal(outcome);
    let (order, pairwise, strengths) = compared(outcome);
    let wrong = [
        differs("winners", &expect.winners, Some(winners.clone())),
        differs("set", &expect.set, Some(set)),
        differs("finalists", &expect.finalists, finalists),
        differs("best", &expect.best, best),
        differs("points", &expect.points, points),
        differs("order", &expect.order, order),
        differs("pairwise", &expect.pairwise, pairwise),
        differs("strengths", &expect.strengths, strengths),
        differs("events", &expect.events, events(outcome)),
        differs("equal", &expect.equal, equal(outcome)),
        differs("blank", &expect.blank, Some(turnout.blank.ballots)),
        differs("counted", &expect.counted, Some(turnout.counted.ballots)),
        differs("invalid", &expect.invalid, Some(invalid)),
        expect
            .one_of
            .as_ref()
            .filter(|among| !winners.iter().all(|winner| among.contains(winner)))
            .map(|among| format!("winner {winners:?} not among {among:?}")),
    ];
    wrong.into_iter().flatten().next()
}

fn differs<T: PartialEq + std::fmt::Debug>(
    what: &str,
    theirs: &Option<T>,
    ours: Option<T>,
) -> Option<String> {
    theirs.as_ref()?;
    (*theirs != ours).then(|| format!("{what}: theirs {theirs:?}, ours {ours:?}"))
}

type Equal = (Option<Vec<OptionNo>>, Option<Vec<OptionNo>>, Option<Vec<i64>>);

/// Finalists, those with the highest sum, all sums.
fn told_equal(outcome: &ChoiceOutcome) -> Equal {
    match outcome {
        ChoiceOutcome::InstantRunoff(outcome) => (Some(outcome.finalists.clone()), None, None),
        ChoiceOutcome::Schulze(outcome) => (outcome.order.first().cloned(), None, None),
        ChoiceOutcome::Sum(outcome) => {
            let most = outcome.standings.iter().map(|standing| standing.points).max();
            let best = outcome.standings.iter().filter(|standing| Some(standing.points) == most);
            let points = outcome.standings.iter().map(|standing| standing.points).collect();
            (None, Some(best.map(|standing| standing.option).collect()), Some(points))
        }
        _ => (None, None, None),
    }
}

type Compared = (Option<Vec<Vec<OptionNo>>>, Option<Vec<Vec<u64>>>, Option<Vec<Vec<(u64, u64)>>>);

/// The order, the pairs and the strongest paths.
fn compared(outcome: &ChoiceOutcome) -> Compared {
    let ChoiceOutcome::Schulze(outcome) = outcome else { return (None, None, None) };
    let row = |row: &Vec<domain::count::ranked::Strength>| row.iter().map(|s| (s.above, s.below)).collect();
    (
        Some(outcome.order.clone()),
        Some(outcome.pairwise.rows().to_vec()),
        Some(outcome.strengths.iter().map(row).collect()),
    )
}

fn events(outcome: &ChoiceOutcome) -> Option<Vec<String>> {
    let one = |option: &OptionNo| option.0.to_string();
    let all = |options: &[OptionNo]| options.iter().map(one).collect::<Vec<_>>().join(",");
    match outcome {
        ChoiceOutcome::Stv(outcome) => {
            let event = |end: &StvEnd| match end {
                StvEnd::Elected { option, .. } => format!("win {}", option.0),
                StvEnd::Out { option, .. } => format!("out {}", option.0),
                StvEnd::Rest(options) => format!("win {}", all(options)),
            };
            Some(outcome.rounds.iter().map(|round| event(&round.end)).collect())
        }
        ChoiceOutcome::InstantRunoff(outcome) => {
            let event = |end: &RoundEnd| match end {
                RoundEnd::Won(option) => format!("win {}", option.0),
                RoundEnd::AllEqual(tie) => format!("equal {}", all(&tie.tied)),
                RoundEnd::Out(out) => format!("out {}", all(&out.out)),
            };
            Some(outcome.rounds.iter().map(|round| event(&round.end)).collect())
        }
        _ => None,
    }
}

fn equal(outcome: &ChoiceOutcome) -> Option<bool> {
    match outcome {
        ChoiceOutcome::Pav(outcome) => Some(outcome.equal.is_some()),
        _ => None,
    }
}
