//! Counting ballots among options.

use super::{Job, Rule, Takes, option_name, peak_memory_bytes, say, say_json, seconds};
use anyhow::{anyhow, bail};
use app::explain;
use domain::count::ballot::OptionNo;
use domain::count::choice::{ChoiceError, ChoiceMethod, ChoiceOutcome, ChoiceRule, Marks};
use domain::count::formats::{Fault, ballots, preflib};
use domain::count::named::{ChoiceName, Question};
use domain::count::profile::ties::Lot;
use domain::count::profile::{Cast, Weighing};
use domain::count::record::{self, RecordError};
use serde_json::json;
use std::io::BufRead;
use std::time::Instant;

/// Counts our own file.
pub(super) fn count_lines<R: BufRead>(job: &Job<'_>, file: ballots::ChoiceFile<R>) -> anyhow::Result<bool> {
    let names = file.options.clone();
    if !job.options.json && !file.title.is_empty() {
        say(&file.title);
    }
    let rule = rule(job, names.len())?;
    let mut file = file.with_blank(rule.blank());
    let counted = count(job, &rule, &names, || file.next_ballots())?;
    answer(job, &rule, &names, &counted)
}

/// Counts a file of PrefLib.
pub(super) fn count_rankings<R: BufRead>(job: &Job<'_>, mut file: preflib::File<R>) -> anyhow::Result<bool> {
    let names = file.names().to_vec();
    let rule = rule(job, names.len())?;
    let counted = count(job, &rule, &names, || {
        let rankings = file.next_rankings()?;
        Ok(rankings.map(|rankings| (Marks::Ranking(rankings.tiers), Cast::heads(rankings.count))))
    })?;
    // What is odd comes to light while counting, and may forbid an answer.
    job.remarks.tell(file.warnings())?;
    answer(job, &rule, &names, &counted)
}

/// The rule that was asked for.
fn rule(job: &Job<'_>, options: usize) -> anyhow::Result<ChoiceRule> {
    match job.manifest()? {
        Some(Rule::Choice(rule)) => return Ok(*rule),
        Some(Rule::Budget(_) | Rule::Vote(_)) => bail!("{}", job.text.rule_of_other_kind()),
        None => {}
    }
    let names = ChoiceName::ALL.iter().map(|name| name.code()).collect::<Vec<_>>().join("|");
    let Some(asked) = &job.options.rule else { bail!("{}", job.text.rule_needed(&names)) };
    let Ok(name) = asked.to_ascii_lowercase().parse::<ChoiceName>() else {
        bail!("{}", job.text.rule_not_known(asked, &names))
    };
    let takes = [
        name.takes_seats().then_some(Takes::Seats),
        name.takes_most().then_some(Takes::Most),
        name.takes_weights().then_some(Takes::Weights),
        name.takes_lot().then_some(Takes::Lot),
    ];
    job.refuse_unused(name.code(), &takes.into_iter().flatten().collect::<Vec<_>>())?;
    let number =
        |text: &String| text.trim().parse().map(OptionNo).map_err(|_any| anyhow!(job.text.lot_invalid(text)));
    let lot = job.options.lot.iter().map(number).collect::<anyhow::Result<Vec<_>>>()?;
    Ok(name.rule(&Question {
        options: u16::try_from(options).unwrap_or(u16::MAX),
        seats: job.seats(),
        most: job.options.most.unwrap_or(10),
        weights: if job.options.weights { Weighing::Weight } else { Weighing::Heads },
        lot: (!lot.is_empty()).then_some(Lot(lot)),
    }))
}

/// An outcome, and how many seconds it took.
struct Counted {
    outcome: ChoiceOutcome,
    seconds: f64,
}

/// Counts what `next` hands out.
fn count(
    job: &Job<'_>,
    rule: &ChoiceRule,
    names: &[String],
    mut next: impl FnMut() -> Result<Option<(Marks, Cast)>, Fault>,
) -> anyhow::Result<Counted> {
    job.refuse_budget_questions()?;
    let counting = Instant::now();
    let mut found = None;
    let next = || {
        let ballots = next()?;
        found = ballots.as_ref().map_or(found, |(marks, _)| Some(reads(marks)));
        Ok(ballots)
    };
    let outcome = record::count_stream(rule, names.len(), next);
    let outcome = outcome.map_err(|error| match (error, found) {
        (RecordError::File(fault), _) => job.remarks.fault(&fault),
        (RecordError::Choice(ChoiceError::OtherMarks), Some(found)) => other_marks(job, rule, found),
        (RecordError::Choice(error), _) => anyhow!(job.text.choice_error(&error)),
        (other, _) => other.into(),
    })?;
    Ok(Counted { outcome, seconds: seconds(counting.elapsed()) })
}

fn answer(job: &Job<'_>, rule: &ChoiceRule, names: &[String], counted: &Counted) -> anyhow::Result<bool> {
    let outcome = &counted.outcome;
    if job.options.json {
        return answer_json(job, rule, outcome, names, counted.seconds).map(|()| true);
    }
    let turnout = outcome.turnout();
    let invalid: u64 = turnout.invalid.values().map(|cast| cast.ballots).sum();
    let valid = turnout.counted.ballots + turnout.blank.ballots;
    let weighs = turnout.counted.weight.saturating_add(turnout.blank.weight);
    let weight = (rule.weighing() == Weighing::Weight).then_some(weighs);
    say(&job.text.voters_in_short(valid, weight, turnout.blank.ballots, invalid));
    if job.options.seats.is_none() && job.options.rule.is_some() && fills_a_committee(rule) {
        say(job.text.seats_assumed());
    }
    let winners = outcome.winners();
    if winners.is_empty() {
        say(job.text.nobody_chosen());
    }
    for (rank, winner) in winners.iter().enumerate() {
        say(&job.text.chosen_option(rank + 1, winner.0, option_name(names, *winner)));
    }
    say(&job.text.rule_hash(rule.hash()?.as_str()));
    if job.options.explain {
        explain::choice(job.text, rule, outcome, names).iter().for_each(|line| say(&line.to_string()));
    }
    Ok(true)
}

/// What a ballot's marks are called in our files.
const fn reads(marks: &Marks) -> &'static str {
    match marks {
        Marks::Options(_) => "options",
        Marks::Numbers(_) => "numbers",
        Marks::Ranking(_) => "ranking",
    }
}

/// The ballots have marks that the rule does not read: says which rules do.
fn other_marks(job: &Job<'_>, rule: &ChoiceRule, found: &str) -> anyhow::Error {
    let (weights, lot) = (Weighing::Heads, None);
    let question = Question { options: 2, seats: 1, most: 1, weights, lot };
    let able = ChoiceName::ALL.iter().filter(|name| reads(&name.rule(&question).blank()) == found);
    let able = able.map(|name| name.code()).collect::<Vec<_>>().join("|");
    let asked = job.options.rule.as_deref().unwrap_or_default();
    anyhow!(job.text.other_marks(asked, reads(&rule.blank()), found, &able))
}

/// Whether a rule is there to fill several seats.
const fn fills_a_committee(rule: &ChoiceRule) -> bool {
    matches!(
        rule.method,
        ChoiceMethod::Stv(_)
            | ChoiceMethod::SequentialPhragmen(_)
            | ChoiceMethod::Pav(_)
            | ChoiceMethod::SequentialPav(_)
    )
}

fn answer_json(
    job: &Job<'_>,
    rule: &ChoiceRule,
    outcome: &ChoiceOutcome,
    names: &[String],
    took: f64,
) -> anyhow::Result<()> {
    let winners = outcome.winners();
    let mut answer = json!({
        "winners": winners,
        "winner_names": winners.iter().map(|winner| option_name(names, *winner)).collect::<Vec<_>>(),
        "turnout": outcome.turnout(),
        "manifest": rule,
        "manifest_sha256": rule.hash()?,
        "seconds": took,
        "peak_memory_bytes": peak_memory_bytes(),
    });
    if job.options.explain {
        answer["outcome"] = serde_json::to_value(outcome)?;
    }
    say_json(&answer)
}
