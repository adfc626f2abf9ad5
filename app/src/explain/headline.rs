//! A vote decided by a bar in a few lines: what was decided, by what law or rule, and with which figures.

use super::vote::{Telling, verdict};
use super::{Line, Lines};
use crate::text::Text;
use domain::count::consultative;
use domain::count::inequality::{Columns, Inequality, Measure};
use domain::count::manifest::{Kind, Rule};
use domain::count::owners;
use domain::count::record::Decision;
use domain::count::weight::Weight;
use domain::measure::{exact_square_metres, grouped};
use domain::votes::OwnersMatter;

/// What came of a vote called `title`, which may be empty; `names` are the questions', candidates' or options' names.
#[must_use]
pub fn headline(text: &dyn Text, title: &str, decision: &Decision, names: &[String]) -> Vec<Line> {
    let by_area = matches!(decision, Decision::Owners(_));
    let mut telling = Telling { text, names, by_area, lines: Lines::default() };
    if !title.is_empty() {
        telling.lines.add(0, title);
    }
    match decision {
        Decision::Owners(outcome) => telling.owners_headline(outcome),
        Decision::Consultative(outcome) => telling.consultation_headline(outcome),
    }
    telling.lines.0
}

impl Telling<'_> {
    /// What the rule goes by, each source once.
    fn sources(&self, rule: &Rule) -> String {
        let participation = rule.participation.as_ref().map(|asked| asked.source.as_str());
        let agreement = rule.agreement.as_ref().map(|asked| asked.source.as_str());
        let mut sources: Vec<String> =
            participation.into_iter().chain(agreement).map(str::to_owned).collect();
        sources.dedup();
        self.text.explain_list(&sources)
    }

    fn owners_headline(&mut self, outcome: &owners::Outcome) {
        let (text, rule) = (self.text, outcome.manifest.rule());
        if let Kind::Statutory { matter, .. } = rule.kind {
            self.lines.add(0, text.explain_law(text.request_matter(matter), &self.sources(rule)));
            if matter == OwnersMatter::HomeToBusiness {
                self.lines.add(0, text.explain_interested());
            }
        }
        let enough = outcome.participation.is_none_or(|columns| columns.hold());
        if let Some(columns) = outcome.participation {
            let bar = self.bar(columns);
            self.lines.add(0, text.explain_took_part(&bar));
        } else {
            let weights = [outcome.sums.electorate, outcome.participating].map(|weight| self.weight(weight));
            self.lines.add(0, text.explain_received(&weights[0], &weights[1]));
        }
        if let Some(election) = &outcome.election {
            if !enough {
                self.lines.add(0, text.explain_nobody_elected());
            }
            self.election(outcome, election);
            return;
        }
        for (index, finding) in outcome.findings.iter().enumerate() {
            let agreed = finding.agreement.hold();
            let line = text.explain_decided(&self.at(index), finding.passed, enough, agreed);
            self.lines.add(0, line);
            let bar = self.bar(finding.agreement);
            self.lines.add(1, text.explain_agreed(&bar));
        }
    }

    fn consultation_headline(&mut self, outcome: &consultative::Outcome) {
        let text = self.text;
        let sources = self.sources(outcome.manifest.rule());
        self.lines.add(0, text.explain_consultation(&sources));
        let of_heads = |heads| Weight { heads, ..Weight::ZERO };
        let [everyone, valid] = [outcome.sums.electorate, outcome.participating].map(of_heads);
        let [everyone, valid] = [everyone, valid].map(|weight| self.weight(weight));
        self.lines.add(0, text.explain_received(&everyone, &valid));
        let came = verdict(text, &outcome.verdict, &self.at(0), |option| self.name(option));
        self.lines.add(0, came);
        if let Some(stated) = &outcome.quorum {
            let bar = self.side(stated);
            self.lines.add(1, text.explain_took_part(&bar));
        }
        if let Some(stated) = &outcome.agreement {
            let bar = self.side(stated);
            self.lines.add(1, text.explain_agreed(&bar));
        }
    }

    /// `人数 45 / 57，达到；面积 4,400.00 / 5,523.40 ㎡，未达到（要三分之二以上）`.
    fn bar(&self, columns: Columns) -> String {
        let asked = self.text.threshold(columns.heads.threshold);
        let sides = [self.part(&columns.heads), self.part(&columns.area)];
        self.text.explain_sides(&sides, &asked)
    }

    fn side(&self, stated: &Inequality) -> String {
        self.text.explain_sides(&[self.part(stated)], &self.text.threshold(stated.threshold))
    }

    fn part(&self, stated: &Inequality) -> String {
        let words = self.text.vote_words();
        let (what, figure): (_, fn(i64) -> String) = match stated.measure {
            Measure::Heads => (words.heads, grouped),
            Measure::Area => (words.area, exact_square_metres),
        };
        let judged = if stated.holds { words.reached } else { words.missed };
        self.text.explain_side(what, &figure(stated.part), &figure(stated.whole), judged)
    }
}
