//! A vote decided by a bar, explained: every inequality with both its sides.

use super::{Line, Lines};
use crate::text::Text;
use domain::count::ballot::{Choice, OptionNo};
use domain::count::consultative::{self, Choices};
use domain::count::election::Election;
use domain::count::inequality::{Columns, Comparison, Inequality, Measure, Threshold};
use domain::count::manifest::{Kind, Method};
use domain::count::owners::{self, Finding, Tally};
use domain::count::shown;
use domain::count::weight::{HeadCount, Weight};
use domain::measure::{exact_square_metres, grouped};

/// Explains an owners' vote; `names` are the questions' or candidates' names, from the first.
#[must_use]
pub fn owners(text: &dyn Text, outcome: &owners::Outcome, names: &[String]) -> Vec<Line> {
    let mut telling = Telling { text, names, by_area: true, lines: Lines::default() };
    telling.turnout(outcome.sums.electorate, outcome.received, outcome.participating);
    for (why, weight) in &outcome.sums.invalid {
        let weight = telling.weight(*weight);
        telling.lines.add(1, text.explain_invalid_answer(*why, &weight));
    }
    if let Some(columns) = outcome.participation {
        telling.lines.add(0, text.vote_words().enough_took_part);
        telling.columns(1, columns);
    }
    let questions = outcome.findings.iter().zip(&outcome.sums.questions);
    for (index, (finding, tally)) in questions.enumerate() {
        telling.question(outcome, index, finding, tally);
    }
    if let Some(election) = &outcome.election {
        telling.election(outcome, election);
    }
    telling.lines.0
}

/// Explains a consultation; `names` are the question's or the options' names, from the first.
#[must_use]
pub fn consultation(text: &dyn Text, outcome: &consultative::Outcome, names: &[String]) -> Vec<Line> {
    let mut telling = Telling { text, names, by_area: false, lines: Lines::default() };
    let words = text.vote_words();
    let of_heads = |heads| Weight { heads, ..Weight::ZERO };
    let [everyone, received, valid] = [outcome.sums.electorate, outcome.received, outcome.participating];
    telling.turnout(of_heads(everyone), of_heads(received), of_heads(valid));
    for (why, heads) in &outcome.sums.invalid {
        telling.lines.add(1, text.explain_invalid_answer(*why, &telling.weight(of_heads(*heads))));
    }
    if let Some(stated) = &outcome.quorum {
        telling.lines.add(0, words.enough_took_part);
        telling.inequality(1, stated);
    }
    let answer = |name: &str, heads: HeadCount| format!("{name} {}", grouped(heads.get()));
    let mut answers: Vec<String> = match &outcome.sums.choices {
        Choices::YesNo { agree, oppose, abstain } => {
            let all = [(Choice::Agree, agree), (Choice::Oppose, oppose), (Choice::Abstain, abstain)];
            all.map(|(choice, heads)| answer(text.choice(choice), *heads)).into()
        }
        Choices::ChooseOne { options, none } => {
            let options = options.iter().enumerate();
            let options = options.map(|(index, heads)| answer(&telling.at(index), *heads));
            options.chain([answer(words.none_of_them, *none)]).collect()
        }
    };
    answers.push(answer(text.choice(Choice::Blank), outcome.sums.blank));
    telling.lines.add(0, text.explain_list(&answers));
    if let Some(stated) = &outcome.agreement {
        telling.lines.add(0, words.enough_agreed);
        telling.inequality(1, stated);
    }
    telling.lines.add(0, verdict(text, &outcome.verdict, &telling.at(0), |option| telling.name(option)));
    telling.lines.0
}

/// What came of a consultation, in a sentence.
#[must_use]
pub fn verdict(
    text: &dyn Text,
    verdict: &consultative::Verdict,
    title: &str,
    name: impl Fn(OptionNo) -> String,
) -> String {
    use consultative::Verdict;
    match verdict {
        Verdict::Passed => text.passed(true, title),
        Verdict::NotPassed => text.passed(false, title),
        Verdict::NoQuorum => text.no_quorum().to_owned(),
        Verdict::NoneChosen => text.none_chosen().to_owned(),
        Verdict::NoAnswers => text.no_answers().to_owned(),
        Verdict::Chosen { option } => text.chosen(&name(*option)),
        Verdict::BelowBar { option } => text.below_bar(&name(*option)),
        Verdict::Tied { options, none } => {
            let mut names: Vec<String> = options.iter().map(|option| name(*option)).collect();
            if *none {
                names.push(text.vote_words().none_of_them.to_owned());
            }
            text.tied(&names)
        }
    }
}

/// Who tells of a vote.
pub(super) struct Telling<'a> {
    pub(super) text: &'a dyn Text,
    pub(super) names: &'a [String],
    /// Whether areas count beside heads.
    pub(super) by_area: bool,
    pub(super) lines: Lines,
}

impl Telling<'_> {
    pub(super) fn name(&self, option: OptionNo) -> String {
        let name = option.index().and_then(|index| self.names.get(index));
        name.cloned().unwrap_or_else(|| option.0.to_string())
    }

    pub(super) fn at(&self, index: usize) -> String {
        self.names.get(index).cloned().unwrap_or_else(|| (index + 1).to_string())
    }

    /// Heads, and the area where it counts.
    pub(super) fn weight(&self, weight: Weight) -> String {
        let area = self.by_area.then(|| exact_square_metres(weight.area.get()));
        self.text.explain_heads(weight.heads.get(), area.as_deref())
    }

    fn turnout(&mut self, everyone: Weight, received: Weight, valid: Weight) {
        let [everyone, received, valid] = [everyone, received, valid].map(|weight| self.weight(weight));
        self.lines.add(0, self.text.explain_roll(&everyone, &received, &valid));
    }

    fn columns(&mut self, depth: usize, columns: Columns) {
        self.inequality(depth, &columns.heads);
        self.inequality(depth, &columns.area);
    }

    /// `人数：45 / 60，要三分之二以上；3 × 45 = 135 ≥ 2 × 60 = 120，达到`.
    fn inequality(&mut self, depth: usize, stated: &Inequality) {
        let words = self.text.vote_words();
        let (what, figure): (_, fn(i64) -> String) = match stated.measure {
            Measure::Heads => (words.heads, grouped),
            Measure::Area => (words.area, exact_square_metres),
        };
        let [part, whole, left, right] = [stated.part, stated.whole, stated.left, stated.right].map(figure);
        let share = format!("{part} / {whole}");
        let (left, right) = match stated.threshold {
            Threshold::Share { fraction, .. } => {
                (product(fraction.denominator(), &part, &left), product(fraction.numerator(), &whole, &right))
            }
            Threshold::Voters { .. } => (left, right),
        };
        let sides = format!("{left} {} {right}", sign(stated));
        let asked = self.text.threshold(stated.threshold);
        let judged = if stated.holds { words.reached } else { words.missed };
        self.lines.add(depth, self.text.explain_inequality(what, &share, &asked, &sides, judged));
    }

    fn question(&mut self, outcome: &owners::Outcome, index: usize, finding: &Finding, tally: &Tally) {
        let words = self.text.vote_words();
        self.lines.add(0, self.text.passed(finding.passed, &self.at(index)));
        let choices = [Choice::Agree, Choice::Oppose, Choice::Abstain, Choice::Blank];
        for choice in choices {
            let weight = self.weight(tally.of(choice));
            self.lines.add(1, self.text.explain_answer(self.text.choice(choice), &weight));
        }
        if shown::is_told_together(tally) {
            self.lines.add(1, self.text.explain_told_together(&exact_square_metres(tally.together.get())));
        }
        self.lines.add(1, words.enough_agreed);
        self.columns(2, finding.agreement);
        if !finding.passed && finding.agreement.hold() {
            self.lines.add(1, self.text.explain_too_few_took_part());
        }
        let Some(silence) = finding.silence else { return };
        self.lines.add(1, self.text.explain_by_clause());
        if let Kind::Statutory { silence: Some(clause), .. } = &outcome.manifest.rule().kind {
            let (document, words) = (clause.document.as_str(), clause.text.as_str());
            self.lines.add(2, self.text.explain_clause(document, clause.adopted_on, words));
        }
        let follows = silence.follows.map(|choice| self.text.choice(choice));
        self.lines.add(2, self.text.explain_silent_follow(follows));
        if let Some(columns) = silence.participation {
            self.columns(2, columns);
        }
        self.columns(2, silence.agreement);
        self.lines.add(2, self.text.silence_tally(silence.would_pass));
    }

    pub(super) fn election(&mut self, outcome: &owners::Outcome, election: &Election) {
        if let Method::OwnersElection { seats, ranking, .. } = outcome.manifest.rule().method {
            self.lines.add(0, self.text.explain_seating(seats, ranking));
        }
        for place in &election.places {
            let rank = place.rank.map(|rank| rank.to_string());
            let agree = place.candidate.index().and_then(|index| outcome.sums.questions.get(index));
            let agree = self.weight(agree.map(|tally| tally.agree).unwrap_or_default());
            let name = self.name(place.candidate);
            let line = self.text.explain_place(rank.as_deref(), &name, place.standing, &agree);
            self.lines.add(1, line);
        }
        if election.vacant > 0 {
            self.lines.add(1, self.text.explain_vacant(election.vacant));
        }
    }
}

/// A side of an inequality; `1 ×` says nothing.
fn product(factor: i64, of: &str, is: &str) -> String {
    if factor == 1 { of.to_owned() } else { format!("{factor} × {of} = {is}") }
}

/// How the two sides stand, which is not always how they were to stand.
const fn sign(stated: &Inequality) -> &'static str {
    match (stated.op, stated.left >= stated.right, stated.left > stated.right) {
        (Comparison::AtLeast, true, _) => "≥",
        (Comparison::AtLeast, false, _) => "<",
        (Comparison::MoreThan, _, true) => ">",
        (Comparison::MoreThan, _, false) => "≤",
    }
}
