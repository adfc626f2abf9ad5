//! What is said, hidden and appealed.

use super::Player;
use crate::comments::{self, NewComment};
use crate::demo::content::matters::MATTERS;
use crate::demo::content::moderation::{AppealResult, CASES, Reason as Why};
use crate::demo::content::{self, Role};
use crate::demo::found::words;
use crate::demo::sql;
use crate::moderation::{self, Target};
use crate::{Error, Result};
use domain::actor::Actor;
use domain::comments::Stance;
use domain::moderation::{AppealAnswer, HideReason};
use domain::policy::{self, Action};
use domain::words::{CommentBody, Note, Reason};

impl Player<'_> {
    /// A line of the script.
    pub(super) async fn say(&mut self, line: usize) -> Result<()> {
        let what = &self.script.lines[line];
        let text = what.case.map_or(what.text.as_str(), |case| CASES[case].text);
        let actor = self.actor(what.by).await?;
        let answers = match what.parent {
            Some(parent) => Some(*self.said.get(&parent).ok_or_else(|| Error::broken("not said yet"))?),
            None => None,
        };
        let new = NewComment {
            issue: self.issue(what.matter)?,
            proposal: None,
            answers,
            stance: stance(what.stance),
            officially: false,
            body: words(CommentBody::parse(&self.numbers.put(text)))?,
        };
        let key = self.key();
        let community = self.ground.community.id;
        let number = comments::post_comment(self.hall, &actor, key, community, new).await?;
        self.said.insert(line, number);
        Ok(())
    }

    /// What a body says in the talk: formally, where its seat may; else as a neighbour.
    pub(super) async fn say_officially(&mut self, matter: usize, by: Role, text: &str) -> Result<()> {
        let issue = self.issue(matter)?;
        let facts = sql::issue_facts(self.hall, issue).await?;
        let action = Action::AnswerOfficially(facts);
        let actor = match by {
            Role::Council => self.officer(matter, by, |actor| policy::may(actor, &action).is_ok()).await?,
            _ => {
                let first = self.of_role(MATTERS[matter], by).first().copied();
                self.actor(first.ok_or_else(|| Error::broken("nobody has this role"))?).await?
            }
        };
        let new = NewComment {
            issue,
            proposal: None,
            answers: None,
            stance: None,
            officially: policy::may(&actor, &action).is_ok(),
            body: words(CommentBody::parse(text))?,
        };
        let key = self.key();
        comments::post_comment(self.hall, &actor, key, self.ground.community.id, new).await.map(drop)
    }

    /// A line hidden by the seat the content names.
    pub(super) async fn hide(&mut self, case: usize) -> Result<()> {
        let what = &CASES[case];
        let comment = self.hidden_comment(case).await?;
        let actor = self.of_council(what.seat, 0).await?;
        let note = words(Note::parse(what.note))?;
        let key = self.key();
        moderation::hide(self.hall, &actor, key, comment, reason(what.reason), Some(note)).await
    }

    /// Its author's appeal.
    pub(super) async fn appeal(&mut self, case: usize) -> Result<()> {
        let what = &CASES[case];
        let Some(appeal) = &what.appeal else { return Ok(()) };
        let comment = self.hidden_comment(case).await?;
        let author = self.voice(what.by).await?;
        let key = self.key();
        moderation::appeal_hiding(self.hall, &author, key, comment, words(Reason::parse(appeal.text))?).await
    }

    /// The answer of somebody of the council who had no part in it.
    pub(super) async fn answer_appeal(&mut self, case: usize) -> Result<()> {
        let Some(appeal) = &CASES[case].appeal else { return Ok(()) };
        let comment = self.hidden_comment(case).await?;
        let actor = self.of_council("委员", 3).await?;
        let answer = match appeal.result {
            AppealResult::Upheld => AppealAnswer::Upheld,
            AppealResult::Restored => AppealAnswer::Restored,
        };
        let why = words(Reason::parse(appeal.answer))?;
        let key = self.key();
        moderation::answer_appeal(self.hall, &actor, key, comment, answer, why).await
    }

    async fn hidden_comment(&self, case: usize) -> Result<Target> {
        let lines = &self.script.lines;
        let line = lines.iter().position(|line| line.case == Some(case));
        let line = line.ok_or_else(|| Error::broken("never said"))?;
        let number = self.said.get(&line).ok_or_else(|| Error::broken("not said yet"))?;
        let id = sql::comment_id(self.hall, self.issue(lines[line].matter)?, *number).await?;
        Ok(Target::Comment(id))
    }

    /// The holder of a seat of the council whose title ends the words on the public line.
    async fn of_council(&mut self, seat: &str, skip: usize) -> Result<Actor> {
        let account = self.plan.accounts.iter().enumerate().filter(|(_, account)| {
            account.seats.iter().any(|held| held.body == "council" && seat.ends_with(held.title))
        });
        // "副召集人" ends like "召集人": the longest title is meant, and it comes later in the list of seats.
        let exact: Vec<usize> = account
            .filter(|(_, account)| {
                account.seats.iter().any(|held| {
                    held.body == "council" && (held.title == "副召集人") == seat.ends_with("副召集人")
                })
            })
            .map(|(at, _)| at)
            .collect();
        let account = exact.get(skip).or(exact.first());
        self.actor(*account.ok_or_else(|| Error::broken("no such seat"))?).await
    }
}

const fn stance(stance: content::Stance) -> Option<Stance> {
    match stance {
        content::Stance::For => Some(Stance::For),
        content::Stance::Against => Some(Stance::Against),
        content::Stance::Question => Some(Stance::Question),
        content::Stance::Neutral => None,
    }
}

const fn reason(reason: Why) -> HideReason {
    match reason {
        Why::PersonalData => HideReason::PersonalData,
        Why::Insult => HideReason::Attack,
        Why::Advertising => HideReason::Advertising,
        Why::OffTopic => HideReason::OffTopic,
    }
}
