//! Counting ballots among options.

use super::{Job, Rule, option_name, peak_memory_bytes, say, say_json, seconds};
use anyhow::{Context as _, bail};
use app::explain;
use domain::count::ballot::OptionNo;
use domain::count::choice::{ChoiceOutcome, ChoiceRule, Marks};
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
    let rule = rule(job, names.len())?;
    let mut file = file.with_blank(rule.blank());
    count(job, &rule, &names, || file.next_ballots())
}

/// Counts a file of PrefLib.
pub(super) fn count_rankings<R: BufRead>(job: &Job<'_>, mut file: preflib::File<R>) -> anyhow::Result<bool> {
    let names = file.names().to_vec();
    let rule = rule(job, names.len())?;
    let same = count(job, &rule, &names, || {
        let rankings = file.next_rankings()?;
        Ok(rankings.map(|rankings| (Marks::Ranking(rankings.tiers), Cast::heads(rankings.count))))
    })?;
    job.remarks.tell(file.warnings())?;
    Ok(same)
}

/// The rule that was asked for.
fn rule(job: &Job<'_>, options: usize) -> anyhow::Result<ChoiceRule> {
    match job.manifest()? {
        Some(Rule::Choice(rule)) => return Ok(*rule),
        Some(Rule::Budget(_) | Rule::Vote(_)) => bail!("{}", job.text.rule_of_other_kind()),
        None => {}
    }
    let names = ChoiceName::ALL.iter().map(|name| name.code()).collect::<Vec<_>>().join("|");
    let asked = job.options.rule.as_deref().unwrap_or_default().to_ascii_lowercase();
    let Ok(name) = asked.parse::<ChoiceName>() else { bail!("{}", job.text.rule_not_known(&asked, &names)) };
    let number = |text: &String| text.trim().parse().map(OptionNo).with_context(|| format!("--lot {text}"));
    let lot = job.options.lot.iter().map(number).collect::<anyhow::Result<Vec<_>>>()?;
    Ok(name.rule(&Question {
        options: u16::try_from(options).unwrap_or(u16::MAX),
        seats: job.options.seats,
        most: job.options.most,
        weights: if job.options.weights { Weighing::Weight } else { Weighing::Heads },
        lot: (!lot.is_empty()).then_some(Lot(lot)),
    }))
}

/// Counts what `next` hands out, and answers.
fn count(
    job: &Job<'_>,
    rule: &ChoiceRule,
    names: &[String],
    next: impl FnMut() -> Result<Option<(Marks, Cast)>, Fault>,
) -> anyhow::Result<bool> {
    job.refuse_budget_questions()?;
    let counting = Instant::now();
    let outcome = record::count_stream(rule, names.len(), next).map_err(|error| match error {
        RecordError::File(fault) => job.remarks.fault(&fault),
        RecordError::Choice(error) => anyhow::anyhow!(job.text.choice_error(&error)),
        other => other.into(),
    })?;
    let took = seconds(counting.elapsed());
    if job.options.json {
        return answer_json(job, rule, &outcome, names, took).map(|()| true);
    }
    let turnout = outcome.turnout();
    let invalid: u64 = turnout.invalid.values().map(|cast| cast.ballots).sum();
    let valid = turnout.counted.ballots + turnout.blank.ballots;
    say(&job.text.voters_in_short(valid, turnout.blank.ballots, invalid));
    let winners = outcome.winners();
    if winners.is_empty() {
        say(job.text.nobody_chosen());
    }
    for (rank, winner) in winners.iter().enumerate() {
        say(&job.text.chosen_option(rank + 1, winner.0, option_name(names, *winner)));
    }
    say(&job.text.rule_hash(rule.hash()?.as_str()));
    if job.options.explain {
        explain::choice(job.text, &outcome, names).iter().for_each(|line| say(&line.to_string()));
    }
    Ok(true)
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
