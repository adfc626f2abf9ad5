//! Counting votes decided by a bar.

use super::{Job, Rule, peak_memory_bytes, say, say_json, seconds};
use anyhow::{anyhow, bail};
use app::explain;
use domain::count::formats::answers::Answers;
use domain::count::manifest::Manifest;
use domain::count::named::VoteName;
use domain::count::record::{self, Decision};
use serde_json::json;
use std::time::Instant;

/// Decides by the answers of a file, and answers.
pub(super) fn count(job: &Job<'_>, answers: &Answers) -> anyhow::Result<bool> {
    job.refuse_budget_questions()?;
    let rule = rule(job, answers.names.len())?;
    let counting = Instant::now();
    let outcome = record::decide(answers, &rule).map_err(|error| anyhow!(job.text.answers_refused(error)))?;
    let took = seconds(counting.elapsed());
    let names = &answers.names;
    let winners = outcome.winners();
    let winner_names: Vec<&str> = winners.iter().map(|winner| super::option_name(names, *winner)).collect();
    if job.options.json {
        let mut answer = json!({
            "winners": winners,
            "winner_names": winner_names,
            "manifest": rule,
            "manifest_sha256": rule.hash(),
            "seconds": took,
            "peak_memory_bytes": peak_memory_bytes(),
        });
        if job.options.explain {
            answer["outcome"] = match &outcome {
                Decision::Owners(outcome) => serde_json::to_value(outcome)?,
                Decision::Consultative(outcome) => serde_json::to_value(outcome)?,
            };
        }
        return say_json(&answer).map(|()| true);
    }
    if winners.is_empty() {
        say(job.text.nobody_chosen());
    }
    for (rank, (winner, name)) in winners.iter().zip(winner_names).enumerate() {
        say(&job.text.chosen_option(rank + 1, winner.0, name));
    }
    say(&job.text.rule_hash(rule.hash().as_str()));
    if job.options.explain {
        let lines = match &outcome {
            Decision::Owners(outcome) => explain::owners(job.text, outcome, names),
            Decision::Consultative(outcome) => explain::consultation(job.text, outcome, names),
        };
        lines.iter().for_each(|line| say(&line.to_string()));
    }
    Ok(true)
}

/// The rule that was asked for.
fn rule(job: &Job<'_>, questions: usize) -> anyhow::Result<Manifest> {
    match job.manifest()? {
        Some(Rule::Vote(rule)) => return Ok(*rule),
        Some(Rule::Choice(_) | Rule::Budget(_)) => bail!("{}", job.text.rule_of_other_kind()),
        None => {}
    }
    let names = VoteName::ALL.iter().map(|name| name.code()).collect::<Vec<_>>().join("|");
    let asked = job.options.rule.as_deref().unwrap_or_default().to_ascii_lowercase();
    let Ok(name) = asked.parse::<VoteName>() else { bail!("{}", job.text.rule_not_known(&asked, &names)) };
    let rule = name.rule(u16::try_from(questions).unwrap_or(u16::MAX), job.options.seats);
    rule.map_err(|error| anyhow!(job.text.rule_refused(error)))
}
