//! Counting votes decided by a bar.

use super::{Job, Rule, Takes, peak_memory_bytes, say, say_json, seconds};
use anyhow::{anyhow, bail};
use app::explain;
use domain::count::ballot::CountError;
use domain::count::consultative::Verdict;
use domain::count::formats::answers::Answers;
use domain::count::manifest::{Manifest, Method};
use domain::count::named::VoteName;
use domain::count::record::{self, Decision};
use serde_json::{Value, json};
use std::time::Instant;

/// Decides by the answers of a file, and answers.
pub(super) fn count(job: &Job<'_>, answers: &Answers) -> anyhow::Result<bool> {
    job.refuse_budget_questions()?;
    let rule = rule(job, answers.names.len())?;
    let counting = Instant::now();
    let outcome = record::decide(answers, &rule).map_err(|error| refused(job, answers, error))?;
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
        add_decision(&mut answer, &outcome, job.options.explain)?;
        return say_json(&answer).map(|()| true);
    }
    let by_name = job.options.rule.is_some() && job.options.seats.is_none();
    if by_name && matches!(rule.rule().method, Method::OwnersElection { seats: 1, .. }) {
        say(job.text.seats_assumed());
    }
    for line in explain::headline(job.text, &answers.title, &outcome, names) {
        say(&line.to_string());
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

/// What was decided, and how many took part; everything behind it only if it is asked for.
fn add_decision(answer: &mut Value, outcome: &Decision, whole: bool) -> anyhow::Result<()> {
    match outcome {
        Decision::Owners(outcome) => {
            answer["passed"] = outcome.findings.iter().map(|finding| finding.passed).collect();
            answer["turnout"] = json!({
                "electorate": outcome.sums.electorate,
                "received": outcome.received,
                "participating": outcome.participating,
            });
            answer["election"] = serde_json::to_value(&outcome.election)?;
        }
        Decision::Consultative(outcome) => {
            answer["passed"] = [matches!(outcome.verdict, Verdict::Passed | Verdict::Chosen { .. })].into();
            answer["turnout"] = json!({
                "electorate": outcome.sums.electorate,
                "received": outcome.received,
                "participating": outcome.participating,
            });
            answer["verdict"] = serde_json::to_value(&outcome.verdict)?;
        }
    }
    if whole {
        answer["outcome"] = match outcome {
            Decision::Owners(outcome) => serde_json::to_value(outcome)?,
            Decision::Consultative(outcome) => serde_json::to_value(outcome)?,
        };
    }
    Ok(())
}

/// Why answers cannot be decided, with the place or the figure where there is one.
fn refused(job: &Job<'_>, answers: &Answers, error: CountError) -> anyhow::Error {
    let said = job.text.answers_refused(error);
    match (error, answers.excess()) {
        (CountError::WeightMissing { line }, _) => {
            let place = format!("{}:{line}:1", job.options.file.display());
            anyhow!(job.text.ballots_remark(&place, &said, ""))
        }
        (CountError::DoesNotAddUp, Some(excess)) => {
            anyhow!(job.text.ballots_remark(&said, &job.text.excess(excess), ""))
        }
        _ => anyhow!(said),
    }
}

/// The rule that was asked for.
fn rule(job: &Job<'_>, questions: usize) -> anyhow::Result<Manifest> {
    match job.manifest()? {
        Some(Rule::Vote(rule)) => return Ok(*rule),
        Some(Rule::Choice(_) | Rule::Budget(_)) => bail!("{}", job.text.rule_of_other_kind()),
        None => {}
    }
    let names = VoteName::ALL.iter().map(|name| name.code()).collect::<Vec<_>>().join("|");
    let Some(asked) = &job.options.rule else { bail!("{}", job.text.rule_needed(&names)) };
    let Ok(name) = asked.to_ascii_lowercase().parse::<VoteName>() else {
        bail!("{}", job.text.rule_not_known(asked, &names))
    };
    job.refuse_unused(name.code(), if name.takes_seats() { &[Takes::Seats] } else { &[] })?;
    let rule = name.rule(u16::try_from(questions).unwrap_or(u16::MAX), job.seats());
    rule.map_err(|error| anyhow!(job.text.rule_refused(error)))
}
