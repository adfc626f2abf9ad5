//! The talk under a matter: the written thread, what the crowd adds, and who answers whom.

use super::spread;
use crate::demo::RESIDENT;
use crate::demo::calendar::Calendar;
use crate::demo::content::crowd::{CLOSINGS, OPENINGS, POOLS, REPLIES};
use crate::demo::content::late::ANSWERS;
use crate::demo::content::matters::MATTERS;
use crate::demo::content::moderation::CASES;
use crate::demo::content::voices::VOICES;
use crate::demo::content::{Comment, Stage, Stance};
use crate::demo::dice::Dice;
use crate::demo::plan::Plan;
use domain::time::{HOUR, MINUTE, Timestamp};

/// Answers beyond the written ones, so that the longest threads have hundreds.
const ECHOES: &[(&str, usize)] = &[("charging-shed", 140), ("lecture-road", 80), ("health-path", 30)];

/// One comment.
#[derive(Clone, Debug)]
pub(in crate::demo) struct Line {
    /// Position of the matter.
    pub(in crate::demo) matter: usize,
    /// Position of the account.
    pub(in crate::demo) by: usize,
    /// The line answered.
    pub(in crate::demo) parent: Option<usize>,
    /// Stand taken.
    pub(in crate::demo) stance: Stance,
    /// Words.
    pub(in crate::demo) text: String,
    /// When.
    pub(in crate::demo) at: Timestamp,
    /// The case of moderation it ends in.
    pub(in crate::demo) case: Option<usize>,
}

impl Line {
    /// A comment that will be hidden.
    pub(super) fn hidden(matter: usize, by: usize, at: Timestamp, case: usize) -> Self {
        let text = CASES[case].text.to_owned();
        Self { matter, by, parent: None, stance: Stance::Neutral, text, at, case: Some(case) }
    }
}

/// Position of the account that goes by `display`; voices come first.
pub(super) fn account_of(plan: &Plan, display: &str) -> usize {
    plan.accounts.iter().position(|account| account.display == display).unwrap_or(0)
}

/// All lines of a matter; `base` is the position the first of them will have.
pub(super) fn lines(plan: &Plan, calendar: Calendar, matter: usize, base: usize) -> Vec<Line> {
    let what = MATTERS[matter];
    let (from, until) = open_days(matter);
    let mut talk = Talk {
        plan,
        calendar,
        matter,
        base,
        dice: Dice::of(&format!("talk {}", what.key)),
        lines: Vec::new(),
        until: calendar.at(until, 22 * 60 + 30),
    };
    talk.written(what.talk, from, until);
    if let Some((_, pool)) = POOLS.iter().find(|(key, _)| *key == what.key) {
        talk.crowd(pool, from, until);
        talk.echoes(what.key);
    }
    talk.late();
    talk.lines
}

/// The days on which the matter takes comments.
fn open_days(matter: usize) -> (i32, i32) {
    let steps = MATTERS[matter].steps;
    let last = steps.iter().rev().find(|step| step.to.is_some());
    let until = match last {
        Some(step) if matches!(step.to, Some(Stage::Declined | Stage::Hazard)) => step.day - 1,
        Some(step) if step.to == Some(Stage::Done) => step.day + 6,
        _ => -1,
    };
    (steps[0].day, until.clamp(steps[0].day, -1))
}

struct Talk<'p> {
    plan: &'p Plan,
    calendar: Calendar,
    matter: usize,
    base: usize,
    dice: Dice,
    lines: Vec<Line>,
    until: Timestamp,
}

impl Talk<'_> {
    /// The written thread, spread over the days in its own order.
    fn written(&mut self, talk: &'static [Comment], from: i32, until: i32) {
        let mut moments: Vec<Timestamp> = talk
            .iter()
            .map(|_| {
                let (day, minute) = spread(&mut self.dice, from, until);
                self.calendar.at(day, minute).max(self.calendar.at(from, 8 * 60))
            })
            .collect();
        moments.sort_unstable();
        for (comment, at) in talk.iter().zip(moments) {
            self.comment(comment, None, at);
        }
    }

    fn comment(&mut self, comment: &'static Comment, parent: Option<usize>, at: Timestamp) {
        let by = account_of(self.plan, comment.by);
        let position = self.say(by, parent, comment.stance, comment.text.to_owned(), at);
        let mut later = at;
        for reply in comment.replies {
            later = self.after(later);
            self.comment(reply, Some(position), later);
        }
    }

    /// The crowd's short words, in another order each matter, some with an answer.
    fn crowd(&mut self, pool: &'static [(Stance, &'static str)], from: i32, until: i32) {
        let neighbours = self.neighbours();
        let mut replies = self.dice.shuffled(REPLIES.to_vec());
        for (stance, text) in self.dice.shuffled(pool.to_vec()) {
            let by = *self.dice.pick(&neighbours);
            let (day, minute) = spread(&mut self.dice, from, until);
            let at = self.calendar.at(day, minute).max(self.calendar.at(from, 8 * 60));
            let text = self.dressed(text);
            let answered = !self.lines.is_empty() && self.dice.falls(240);
            let parent = answered.then(|| self.base + self.dice.below(self.lines.len()));
            let at = parent.map_or(at, |parent| self.after(self.lines[parent - self.base].at));
            let position = self.say(by, parent, stance, text, at);
            if self.dice.falls(620)
                && let Some((stance, text)) = replies.pop()
            {
                let by = *self.dice.pick(&neighbours);
                let at = self.after(at);
                self.say(by, Some(position), stance, text.to_owned(), at);
            }
        }
    }

    /// More answers than there are lines for: known words, with something before or after them.
    fn echoes(&mut self, key: &str) {
        let count = ECHOES.iter().find(|(matter, _)| *matter == key).map_or(0, |(_, count)| *count);
        let neighbours = self.neighbours();
        let mut words: Vec<(Stance, String)> = Vec::new();
        for (stance, text) in REPLIES {
            words.extend(OPENINGS.iter().map(|opening| (*stance, format!("{opening}{text}"))));
            words.extend(CLOSINGS.iter().map(|closing| (*stance, format!("{text}{closing}"))));
        }
        let words = self.dice.shuffled(words);
        for (stance, text) in words.into_iter().take(count) {
            let parent = self.dice.below(self.lines.len());
            let at = self.after(self.lines[parent].at);
            let by = *self.dice.pick(&neighbours);
            self.say(by, Some(self.base + parent), stance, text, at);
        }
    }

    /// Neighbours who do not speak in the written threads.
    fn neighbours(&self) -> Vec<usize> {
        let scope = MATTERS[self.matter].scope;
        let all = VOICES.len()..self.plan.accounts.len();
        all.filter(|at| super::lives_in(self.plan, *at, scope)).collect()
    }

    /// Answers of the last days to the resident who opens the demo.
    fn late(&mut self) {
        let key = MATTERS[self.matter].key;
        for answer in ANSWERS.iter().filter(|answer| answer.matter == key) {
            let resident = account_of(self.plan, RESIDENT);
            let own = self.lines.iter().rposition(|line| line.by == resident);
            let parent = own.map(|own| self.base + own);
            let by = account_of(self.plan, answer.by);
            let at = self.calendar.at(answer.day, 18 * 60 + 26);
            self.say(by, parent, Stance::Neutral, answer.text.to_owned(), at);
        }
    }

    fn say(
        &mut self,
        by: usize,
        parent: Option<usize>,
        stance: Stance,
        text: String,
        at: Timestamp,
    ) -> usize {
        let at = at.min(self.until);
        self.lines.push(Line { matter: self.matter, by, parent, stance, text, at, case: None });
        self.base + self.lines.len() - 1
    }

    /// Some time later, before the talk ends, and never in the night.
    fn after(&mut self, at: Timestamp) -> Timestamp {
        let minutes = 6 + self.dice.below(26 * 60);
        let later = at.plus(i64::try_from(minutes).unwrap_or(6) * MINUTE);
        let of_day = later.since(self.calendar.hour(0, 0)).rem_euclid(24 * HOUR);
        let later = if of_day < 7 * HOUR { later.plus(8 * HOUR) } else { later };
        later.min(self.until).max(at)
    }

    /// One line in ten is introduced or rounded off.
    fn dressed(&mut self, text: &str) -> String {
        match self.dice.below(20) {
            0 => format!("{}{text}", self.dice.pick(OPENINGS)),
            1 => format!("{text}{}", self.dice.pick(CLOSINGS)),
            _ => text.to_owned(),
        }
    }
}
