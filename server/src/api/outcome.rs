//! An outcome in the API's own shape: the figures that everybody may see, and no others.

use super::types::{Answered, Bar, Outcome, Question, Witness, time};
use domain::count::ballot::{Choice, OptionNo};
use domain::count::budget::election::ProjectId;
use domain::count::budget::outcome::BudgetOutcome;
use domain::count::choice::{ChoiceOutcome, Gains};
use domain::count::consultative::{self, Choices, Verdict};
use domain::count::inequality::{Columns, Comparison, Inequality, Measure, Purpose};
use domain::count::owners;
use domain::count::record::Decision;
use domain::count::shown::{self, Line, Row};
use domain::count::weight::HeadCount;
use domain::votes::counting::Finding;
use service::log;
use service::votes::read::Vote;

/// What `vote` came to, once it is counted; where the log has it, and who has cosigned that.
pub(super) fn of(vote: &Vote, log_entry: Option<u64>, witnesses: Vec<log::Witness>) -> Option<Outcome> {
    let outcome = vote.outcome.as_ref()?;
    // A quorum of the vote as a whole stands before the bars of every question.
    let whole: Vec<Bar> = outcome.quorum.into_iter().map(bar).collect();
    let each = vote.questions.iter().zip(&outcome.questions).flat_map(|(asked, finding)| {
        let title = asked.text.as_ref().map_or(vote.title.as_str(), |text| text.as_str());
        let labels: Vec<String> =
            asked.options.iter().map(|option| option.label.as_str().to_owned()).collect();
        match finding {
            Finding::Vote(Decision::Owners(outcome)) => of_owners(title, &labels, outcome),
            Finding::Vote(Decision::Consultative(outcome)) => vec![of_consultation(title, &labels, outcome)],
            Finding::Choice(outcome) => vec![of_choice(title, &labels, outcome, asked.counts_ballots())],
            Finding::Budget(outcome) => vec![of_budget(title, &labels, outcome)],
        }
    });
    let questions =
        each.map(|question| Question { bars: [whole.clone(), question.bars].concat(), ..question });
    let witnesses = witnesses.into_iter().map(|own| Witness {
        key: own.key.to_string(),
        size: own.size,
        signed_at: time(own.signed_at),
    });
    Some(Outcome {
        sha256: vote.outcome_sha256.clone(),
        log_entry,
        witnesses: witnesses.collect(),
        questions: questions.collect(),
    })
}

fn label(labels: &[String], option: OptionNo) -> String {
    option.index().and_then(|index| labels.get(index)).cloned().unwrap_or_default()
}

/// The chosen in their order, and what each option was given; every step is in the record.
fn of_choice(title: &str, labels: &[String], outcome: &ChoiceOutcome, counts_ballots: bool) -> Question {
    let options: Vec<String> = outcome.winners().into_iter().map(|option| label(labels, option)).collect();
    let turnout = outcome.turnout();
    let name = |place: usize| labels.get(place).cloned();
    let mut answers: Vec<Answered> = match outcome.gains(labels.len()) {
        None => Vec::new(),
        Some(Gains::Points(all)) => {
            let each = all.into_iter().enumerate().map(|(place, (points, support))| Answered {
                points: (!counts_ballots).then_some(points),
                ..counted("named", name(place), support.ballots)
            });
            each.collect()
        }
        Some(Gains::Approvals(all)) => {
            let each = all.into_iter().enumerate();
            each.map(|(place, cast)| counted("named", name(place), cast.ballots)).collect()
        }
        Some(Gains::Firsts(all)) => {
            let each = all.into_iter().enumerate();
            each.map(|(place, votes)| counted("first", name(place), votes.whole())).collect()
        }
    };
    let all = [("counted", turnout.counted.ballots), ("blank", turnout.blank.ballots)];
    answers.extend(all.map(|(answer, ballots)| counted(answer, None, ballots)));
    chosen(title, options, answers)
}

/// The projects that get their money, and how many ballots name each.
fn of_budget(title: &str, labels: &[String], outcome: &BudgetOutcome) -> Question {
    let name = |project: &ProjectId| {
        project.as_str().parse().map_or_else(|_any| String::new(), |number| label(labels, OptionNo(number)))
    };
    let options = outcome.winners.iter().map(name).collect();
    let each = outcome.projects.iter();
    let answers = each.map(|line| counted("named", Some(name(&line.project)), line.votes));
    chosen(title, options, answers.chain([counted("blank", None, outcome.blank)]).collect())
}

fn chosen(title: &str, options: Vec<String>, answers: Vec<Answered>) -> Question {
    let verdict = if options.is_empty() { "none_chosen" } else { "chosen" };
    Question { asks: title.to_owned(), verdict: verdict.to_owned(), options, bars: Vec::new(), answers }
}

fn counted(answer: &str, option: Option<String>, ballots: u64) -> Answered {
    let heads = i64::try_from(ballots).unwrap_or(i64::MAX);
    Answered { answer: answer.to_owned(), option, heads, area_cm2: None, points: None }
}

fn of_owners(title: &str, labels: &[String], outcome: &owners::Outcome) -> Vec<Question> {
    let took_part: Vec<Bar> = outcome.participation.iter().flat_map(both).collect();
    let findings = outcome.findings.iter().zip(&outcome.sums.questions).enumerate();
    let questions = findings.map(|(index, (finding, tally))| Question {
        asks: labels.get(index).map_or(title, String::as_str).to_owned(),
        verdict: if finding.passed { "passed" } else { "not_passed" }.to_owned(),
        options: Vec::new(),
        bars: took_part.iter().cloned().chain(both(&finding.agreement)).collect(),
        answers: shown::table(outcome, tally, false).into_iter().map(row).collect(),
    });
    questions.collect()
}

fn row(line: Line) -> Answered {
    let answer = match line.row {
        Row::Choice(choice) => code(choice),
        Row::NotAgreed => "not_agreed",
        Row::Invalid => "invalid",
        Row::Silent => "not_returned",
        Row::Everyone => "everyone",
    };
    let area_cm2 = line.area.map(|area| area.get());
    Answered { answer: answer.to_owned(), option: None, heads: line.heads.get(), area_cm2, points: None }
}

const fn code(choice: Choice) -> &'static str {
    match choice {
        Choice::Agree => "agree",
        Choice::Oppose => "oppose",
        Choice::Abstain => "abstain",
        Choice::Blank => "blank",
    }
}

fn of_consultation(title: &str, labels: &[String], outcome: &consultative::Outcome) -> Question {
    let label = |option: OptionNo| label(labels, option);
    let (verdict, options) = match &outcome.verdict {
        Verdict::NoQuorum => ("no_quorum", Vec::new()),
        Verdict::Passed => ("passed", Vec::new()),
        Verdict::NotPassed => ("not_passed", Vec::new()),
        Verdict::Chosen { option } => ("chosen", vec![label(*option)]),
        Verdict::BelowBar { option } => ("below_bar", vec![label(*option)]),
        Verdict::NoneChosen => ("none_chosen", Vec::new()),
        Verdict::Tied { options, none: _ } => ("tied", options.iter().copied().map(label).collect()),
        Verdict::NoAnswers => ("no_answers", Vec::new()),
    };
    let bars = [outcome.quorum, outcome.agreement].into_iter().flatten().map(bar).collect();
    let counted = |answer: &str, heads: HeadCount| Answered {
        answer: answer.to_owned(),
        option: None,
        heads: heads.get(),
        area_cm2: None,
        points: None,
    };
    let mut answers = match &outcome.sums.choices {
        Choices::YesNo { agree, oppose, abstain } => {
            vec![counted("agree", *agree), counted("oppose", *oppose), counted("abstain", *abstain)]
        }
        Choices::ChooseOne { options, none } => {
            let each = options.iter().zip(labels);
            let each = each
                .map(|(heads, label)| Answered { option: Some(label.clone()), ..counted("option", *heads) });
            each.chain([counted("none_of_these", *none)]).collect()
        }
    };
    answers.push(counted("blank", outcome.sums.blank));
    answers.push(counted("everyone", outcome.sums.electorate));
    Question { asks: title.to_owned(), verdict: verdict.to_owned(), options, bars, answers }
}

fn both(columns: &Columns) -> [Bar; 2] {
    [bar(columns.heads), bar(columns.area)]
}

fn bar(stated: Inequality) -> Bar {
    let decides = match stated.purpose {
        Purpose::Participation => "participation",
        Purpose::Agreement => "agreement",
    };
    let measure = match stated.measure {
        Measure::Heads => "heads",
        Measure::Area => "area_cm2",
    };
    let comparison = match stated.op {
        Comparison::MoreThan => ">",
        Comparison::AtLeast => ">=",
    };
    Bar {
        decides: decides.to_owned(),
        measure: measure.to_owned(),
        part: stated.part,
        whole: stated.whole,
        left: stated.left,
        comparison: comparison.to_owned(),
        right: stated.right,
        reached: stated.holds,
    }
}
