//! Counting a budget.

use super::{Job, Rule, Takes, extension, open, peak_memory_bytes, say, say_json, seconds};
use anyhow::{Context as _, anyhow, bail};
use app::explain::{self, Line};
use app::text::explaining_budgets::Tallied;
use domain::count::budget::election::{Election, Mark, Money, ProjectId};
use domain::count::budget::manifest::{BudgetManifest, BudgetRule, Score, TieBreak, Weights};
use domain::count::budget::outcome::BudgetOutcome;
use domain::count::budget::{self, BudgetError, Inquiry, VoterShare, WhyNot};
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
    let refused = |error: BudgetError| anyhow!(job.text.budget_error(&error));
    let outcome = budget::count(election, &manifest, weights).map_err(refused)?;
    let counting = counting.elapsed();
    let comparison = official::compare(election, &outcome.winners);
    let answers = inquire(job, election, &manifest, weights, &outcome)?;
    if job.options.json {
        let mut answer = json!({
            "winners": outcome.winners,
            "spent": amount(outcome.spent, outcome.scale),
            "budget": amount(outcome.budget, outcome.scale),
            "voters": outcome.ballots.counted,
            "weight": outcome.voters,
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
        tell(job, election, manifest.rule(), &outcome);
        if job.options.explain {
            say_lines(&explain::budget(job.text, election, manifest.rule(), &outcome));
        }
        for answer in &answers {
            say_lines(&answer.lines(job, election, manifest.rule()));
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
    // As help and docs spell them.
    let spelled = |name: &BudgetName| name.code().replace("equalshares", "equal-shares");
    let names = BudgetName::ALL.iter().map(spelled).collect::<Vec<_>>().join("|");
    if let Some(rule) = &job.options.rule {
        job.refuse_unused(rule, &[Takes::Weights, Takes::Lot])?;
    }
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
        NameError::Unknown(rule) => match &job.options.rule {
            Some(asked) => anyhow!(job.text.rule_not_known(asked, &names)),
            None => anyhow!(job.text.rule_of_file_not_known(&rule, &names)),
        },
        NameError::ThresholdMissing => anyhow!(job.text.threshold_missing()),
        NameError::ThresholdInvalid(found) => anyhow!(job.text.threshold_invalid(&found)),
        NameError::Rule(why) => anyhow!(job.text.budget_rule_refused(why)),
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
    rule.try_into().map_err(|why| anyhow!(job.text.budget_rule_refused(why))).context("--lot")
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

    fn lines(&self, job: &Job<'_>, election: &Election, rule: &BudgetRule) -> Vec<Line> {
        match self {
            Self::Share(share) => explain::share_of(job.text, election, rule, share),
            Self::WhyNot(answer) => explain::why_not(job.text, election, rule, answer),
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
    let refused = |error: BudgetError| anyhow!(job.text.budget_error(&error));
    let inquiry = Inquiry::new(election, manifest, weights, outcome).map_err(refused)?;
    let Some(inquiry) = inquiry else { bail!("{}", job.text.only_equal_shares()) };
    if let Some(voter) = &job.options.voter {
        let share = inquiry.share_of(group_of(job, election, voter)?).map_err(refused)?;
        answers.extend(share.map(Answer::Share));
    }
    if let Some(project) = &job.options.why_not {
        let answer = inquiry.why_not(&ProjectId::new(project)).map_err(refused)?;
        answers.push(Answer::WhyNot(answer.with_context(|| job.text.no_such_project(project))?));
    }
    Ok(answers)
}

fn say_lines(lines: &[Line]) {
    lines.iter().for_each(|line| say(&line.to_string()));
}

/// Reads the file again to find a voter's ballot: voters are not kept while counting.
fn group_of(job: &Job<'_>, election: &Election, asked: &str) -> anyhow::Result<usize> {
    if extension(&job.options.file) != "pb" {
        bail!("{}", job.text.voters_only_in_pb());
    }
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

fn tell(job: &Job<'_>, election: &Election, rule: &BudgetRule, outcome: &BudgetOutcome) {
    let text = job.text;
    let money = |money| explain::amount(money, outcome.scale);
    let weighted = rule.weights == Weights::Given;
    if let Some(title) = election.meta.get("description") {
        say(title);
    }
    let (spent, budget) = (money(outcome.spent), money(outcome.budget));
    say(&text.budget_in_short(outcome.winners.len(), election.projects.len(), &spent, &budget));
    let ballots = outcome.ballots;
    let weight = weighted.then_some(outcome.voters);
    say(&text.voters_in_short(ballots.counted, weight, ballots.blank, ballots.invalid));
    if outcome.winners.is_empty() {
        say(text.nobody_chosen());
    }
    for (rank, winner) in outcome.winners.iter().enumerate() {
        let place = election.place(winner.as_str());
        let project = place.and_then(|place| election.projects.get(place));
        let sum = place.and_then(|place| outcome.projects.get(place)).map_or(0, |line| line.score);
        let score = text.explain_tallied(Tallied { sum, points: rule.score != Score::Votes, weighted });
        let cost = money(project.and_then(|project| project.cost).unwrap_or(Money::ZERO));
        let name = project.and_then(|project| project.name.as_deref()).unwrap_or_default();
        let project = text.explain_project(winner.as_str(), name);
        say(&text.selected_project(rank + 1, &project, &score, &cost));
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
