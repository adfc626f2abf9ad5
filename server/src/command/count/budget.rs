//! Counting a budget.

use super::{Job, Rule, open, peak_memory_bytes, say, say_json, seconds};
use anyhow::{Context as _, bail};
use app::explain::{self, Line};
use domain::count::budget::election::{Election, Mark, Money, ProjectId};
use domain::count::budget::manifest::{BudgetManifest, BudgetRule, TieBreak, Weights};
use domain::count::budget::outcome::BudgetOutcome;
use domain::count::budget::{self, Inquiry, VoterShare, WhyNot};
use domain::count::formats::pabulib::{self, official};
use domain::count::named::{self, BudgetName, NameError};
use serde_json::{Value, json};
use std::time::{Duration, Instant};

/// Counts and answers; false if the outcome is not the official one that was asked for.
pub(super) fn count(
    job: &Job<'_>,
    election: &Election,
    weights: Option<&[u64]>,
    reading: Duration,
) -> anyhow::Result<bool> {
    let manifest = manifest(job, election)?;
    let weights = manifest.asked(weights);
    let counting = Instant::now();
    let outcome = budget::count(election, &manifest, weights)?;
    let counting = counting.elapsed();
    let comparison = official::compare(election, &outcome.winners);
    let answers = inquire(job, election, &manifest, weights, &outcome)?;
    if job.options.json {
        let mut answer = json!({
            "winners": outcome.winners,
            "spent": amount(outcome.spent, outcome.scale),
            "budget": amount(outcome.budget, outcome.scale),
            "voters": outcome.voters,
            "manifest": manifest,
            "manifest_sha256": outcome.manifest_sha256,
            "seconds": seconds(counting),
            "seconds_reading": seconds(reading),
            "peak_memory_bytes": peak_memory_bytes(),
        });
        if let Some(comparison) = &comparison {
            answer["official"] = json!({
                "same": comparison.is_same(),
                "missed": comparison.missed,
                "added": comparison.added,
                "otherwise": comparison.otherwise,
            });
        }
        if job.options.explain {
            answer["outcome"] = serde_json::to_value(&outcome)?;
        }
        for given in &answers {
            let (key, value) = given.json()?;
            answer[key] = value;
        }
        say_json(&answer)?;
    } else {
        tell(job, election, &outcome);
        if job.options.explain {
            say_lines(&explain::budget(job.text, election, &outcome));
        }
        for answer in &answers {
            say_lines(&answer.lines(job, election, outcome.scale));
        }
    }
    if !job.options.check_official {
        return Ok(true);
    }
    let Some(comparison) = comparison else { bail!("{}", job.text.official_none()) };
    if !job.options.json {
        say(&verdict(job, &comparison));
    }
    Ok(comparison.is_same())
}

/// The rule that was asked for, or the file's own.
fn manifest(job: &Job<'_>, election: &Election) -> anyhow::Result<BudgetManifest> {
    match job.manifest()? {
        Some(Rule::Budget(manifest)) => return Ok(*manifest),
        Some(Rule::Choice(_) | Rule::Vote(_)) => bail!("{}", job.text.rule_of_other_kind()),
        None => {}
    }
    let names = BudgetName::ALL.iter().map(|name| name.code()).collect::<Vec<_>>().join("|");
    let manifest = match &job.options.rule {
        None => named::official(election),
        Some(asked) => {
            // Both spellings: the field writes "equal shares", Pabulib "equalshares".
            let asked = asked.to_ascii_lowercase().replace("equal-shares", "equalshares");
            match asked.parse::<BudgetName>() {
                Ok(name) => name.rule(election),
                Err(_unknown) => Err(NameError::Unknown(asked)),
            }
        }
    };
    let manifest = manifest.map_err(|error| match error {
        NameError::Unknown(rule) => anyhow::anyhow!(job.text.rule_not_known(&rule, &names)),
        NameError::ThresholdMissing => anyhow::anyhow!(job.text.threshold_missing()),
        other => anyhow::Error::new(other),
    })?;
    if job.options.lot.is_empty() && !job.options.weights {
        return Ok(manifest);
    }
    let mut rule = BudgetRule::from(manifest);
    if job.options.weights {
        rule.weights = Weights::Given;
    }
    if !job.options.lot.is_empty() {
        rule.ties.retain(|tie_break| *tie_break != TieBreak::Id);
        rule.ties.push(TieBreak::Lot(job.options.lot.iter().map(|id| ProjectId::new(id.trim())).collect()));
    }
    rule.try_into().context("--lot")
}

/// An answer to what was asked of equal shares.
enum Answer {
    Share(VoterShare),
    WhyNot(WhyNot),
}

impl Answer {
    fn json(&self) -> serde_json::Result<(&'static str, Value)> {
        Ok(match self {
            Self::Share(share) => ("voter_share", serde_json::to_value(share)?),
            Self::WhyNot(answer) => ("why_not", serde_json::to_value(answer)?),
        })
    }

    fn lines(&self, job: &Job<'_>, election: &Election, scale: u32) -> Vec<Line> {
        match self {
            Self::Share(share) => explain::share_of(job.text, election, scale, share),
            Self::WhyNot(answer) => explain::why_not(job.text, election, scale, answer),
        }
    }
}

/// Answers what was asked.
fn inquire(
    job: &Job<'_>,
    election: &Election,
    manifest: &BudgetManifest,
    weights: Option<&[u64]>,
    outcome: &BudgetOutcome,
) -> anyhow::Result<Vec<Answer>> {
    let mut answers = Vec::new();
    if job.options.voter.is_none() && job.options.why_not.is_none() {
        return Ok(answers);
    }
    let inquiry = Inquiry::new(election, manifest, weights, outcome)?;
    let Some(inquiry) = inquiry else { bail!("{}", job.text.only_equal_shares()) };
    if let Some(voter) = &job.options.voter {
        let share = inquiry.share_of(group_of(job, election, voter)?)?;
        answers.extend(share.map(Answer::Share));
    }
    if let Some(project) = &job.options.why_not {
        let answer = inquiry.why_not(&ProjectId::new(project))?;
        answers.push(Answer::WhyNot(answer.with_context(|| project.clone())?));
    }
    Ok(answers)
}

fn say_lines(lines: &[Line]) {
    lines.iter().for_each(|line| say(&line.to_string()));
}

/// Reads the file again to find a voter's ballot: voters are not kept while counting.
fn group_of(job: &Job<'_>, election: &Election, asked: &str) -> anyhow::Result<usize> {
    let mut found: Option<Box<[Mark]>> = None;
    let read = pabulib::read_voters(open(&job.options.file)?, |voter, marks| {
        if voter == asked {
            found = Some(marks.into());
        }
    });
    read.map_err(|fault| job.remarks.fault(&fault))?;
    let place = found.and_then(|marks| election.groups.iter().position(|group| group.choices == marks));
    place.with_context(|| job.text.no_such_voter(asked))
}

/// An amount for JSON: a number where a reader of JSON keeps all its digits, else a text.
fn amount(money: Money, scale: u32) -> Value {
    if scale == 0 {
        return money.get().into();
    }
    let text = money.display(scale);
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    match text.parse::<f64>().ok().filter(|_| digits <= 15).and_then(serde_json::Number::from_f64) {
        Some(number) => number.into(),
        None => text.into(),
    }
}

fn tell(job: &Job<'_>, election: &Election, outcome: &BudgetOutcome) {
    let (text, scale) = (job.text, outcome.scale);
    let (spent, budget) = (outcome.spent.display(scale), outcome.budget.display(scale));
    say(&text.budget_in_short(outcome.winners.len(), election.projects.len(), &spent, &budget));
    say(&text.voters_in_short(outcome.voters, outcome.blank, outcome.invalid));
    if outcome.winners.is_empty() {
        say(text.nobody_chosen());
    }
    for (rank, winner) in outcome.winners.iter().enumerate() {
        let place = election.place(winner.as_str());
        let project = place.and_then(|place| election.projects.get(place));
        let score = place.and_then(|place| outcome.projects.get(place)).map_or(0, |line| line.score);
        let cost = project.and_then(|project| project.cost).unwrap_or(Money::ZERO).display(scale);
        let name = project.and_then(|project| project.name.as_deref()).unwrap_or_default();
        say(&text.selected_project(rank + 1, winner.as_str(), name, score, &cost));
    }
    say(&text.rule_hash(outcome.manifest_sha256.as_str()));
}

fn verdict(job: &Job<'_>, comparison: &official::Comparison) -> String {
    let list = |ids: &[ProjectId]| ids.iter().map(ProjectId::as_str).collect::<Vec<_>>().join(", ");
    let mut lines = vec![if comparison.is_same() {
        job.text.official_same().to_owned()
    } else {
        job.text.official_differs(&list(&comparison.missed), &list(&comparison.added))
    }];
    if !comparison.otherwise.is_empty() {
        lines.push(job.text.official_otherwise(&list(&comparison.otherwise)));
    }
    lines.join("\n")
}
