//! Votes: set up and announced, opened and closed by the hall's own jobs, and every ballot cast.

use super::Player;
use crate::demo::content::Scope;
use crate::demo::content::matters::MATTERS;
use crate::demo::content::votes::{Also, VOTES, Vote, VoteKind, VoteState};
use crate::demo::dice::Dice;
use crate::demo::found::{in_order, words};
use crate::demo::plan::compound_at;
use crate::demo::script::CASTING_DAYS;
use crate::demo::{RESIDENT, sql};
use crate::votes::paper::{self, Paper};
use crate::votes::setup::{By, NewOption, NewQuestion, NewVote};
use crate::votes::{self, cast::cast, setup};
use crate::{Error, Result, jobs};
use domain::count::ballot::{Choice, OptionNo};
use domain::count::consultative::Pick;
use domain::count::inequality::{Fraction, Threshold};
use domain::count::manifest::{Agreement, Base};
use domain::count::named::ChoiceName;
use domain::id::{HeadId, VoteId};
use domain::votes::after::ObjectionKind;
use domain::votes::{ElectorateKind, Marks, OwnersMatter};
use domain::words::{Body, Label, ObjectionText, Title};

/// Days for entering ballots on paper; in the demo most are before closing.
const PAPER_DAYS: i64 = 2;
/// Ballots handed to the writer together.
const TOGETHER: usize = 64;
/// A consultation hears, of those who have an account, so many times the share the content takes of all adults.
const ACCOUNTS_KEENER: (usize, usize) = (19, 10);

/// What will be said for one head.
#[derive(Clone, Debug)]
pub(super) struct Intent {
    account: usize,
    head: HeadId,
    marks: Vec<Marks>,
    /// Handed in on paper, and entered by the convenor.
    on_paper: bool,
}

impl Player<'_> {
    /// Sets a vote up and announces it.
    pub(super) async fn announce(&mut self, vote: usize) -> Result<()> {
        let what = &VOTES[vote];
        let matter = MATTERS.iter().position(|matter| matter.key == what.matter);
        let matter = matter.ok_or_else(|| Error::broken("a vote on nothing"))?;
        let actor = self.actor(self.convenor_of(what)?).await?;
        let number = sql::issue_number(self.hall, self.issue(matter)?).await?;
        let new = self.new_vote(what, number)?;
        let key = self.key();
        let number = setup::set_up(self.hall, &actor, key, new).await?;
        let (id, version) = sql::vote_id(self.hall, self.ground.community.id, number).await?;
        self.votes.insert(vote, id);
        let key = self.key();
        setup::announce(self.hall, &actor, key, id, version).await
    }

    fn new_vote(&self, what: &Vote, issue: i64) -> Result<NewVote> {
        let (by, kind, electorate) = match what.kind {
            VoteKind::Owners { item } => {
                let by = By::Owners(owners_matter(item)?);
                (by, domain::votes::VoteKind::Statutory, ElectorateKind::Owners)
            }
            VoteKind::YesNo => {
                let by = By::Majority { quorum: None, agreement: more_than_half()? };
                (by, domain::votes::VoteKind::Consultative, ElectorateKind::Adults)
            }
            VoteKind::ChooseOne => {
                let by = By::ChooseOne { quorum: None, agreement: None };
                (by, domain::votes::VoteKind::Consultative, ElectorateKind::Adults)
            }
        };
        let scope = match what.scope {
            Scope::Community => votes::Scope::Community,
            Scope::Compound(slug) | Scope::Building(slug, _) => {
                votes::Scope::Compound(self.ground.compounds[compound_at(slug)])
            }
        };
        let options = if what.kind == VoteKind::ChooseOne { self.options(what)? } else { Vec::new() };
        let text = what.also.as_ref().map(|_| Title::parse(what.question)).transpose();
        let mut questions = vec![NewQuestion { text: words(text)?, options, by }];
        if let Some(also) = &what.also {
            questions.push(new_question(also)?);
        }
        let closes = what.days.extended.unwrap_or(what.days.closes);
        let convener = self.ground.bodies.get(what.convenor).copied();
        Ok(NewVote {
            community: self.ground.community.id,
            convener: convener.ok_or_else(|| Error::broken("no such body"))?,
            issue: Some(issue),
            title: words(Title::parse(what.title))?,
            body: words(Body::parse(&format!("{}\n\n{}", what.question, what.explanation)))?,
            kind,
            questions,
            quorum: None,
            electorate,
            scope,
            secret: what.secret,
            opens_at: self.calendar.hour(what.days.opens, 9),
            closes_at: self.calendar.hour(closes, 18),
            objections_days: i64::from(what.days.last - closes),
            extension_days: 0,
            paper_days: if takes_paper(what) { PAPER_DAYS } else { 0 },
        })
    }

    /// The options people choose from; 都不选 is the ballot's own.
    fn options(&self, what: &Vote) -> Result<Vec<NewOption>> {
        let all = what.answers.iter().filter(|answer| answer.proposal.is_some());
        all.map(|answer| {
            let proposal = MATTERS.iter().enumerate().find_map(|(matter, content)| {
                let at = content.proposals.iter().position(|p| Some(p.key) == answer.proposal)?;
                self.proposals.get(&(matter, at)).copied()
            });
            Ok(NewOption { label: words(Label::parse(answer.label))?, proposal, cost: None })
        })
        .collect()
    }

    /// Who conducts the vote.
    fn convenor_of(&self, what: &Vote) -> Result<usize> {
        self.seated(what.convenor).first().copied().ok_or_else(|| Error::broken("no convenor"))
    }

    /// The vote closes; what was handed in on paper has been entered by then.
    pub(super) async fn close(&mut self, vote: usize) -> Result<()> {
        self.due().await?;
        let what = &VOTES[vote];
        if !takes_paper(what) || what.state == VoteState::Paper {
            return Ok(());
        }
        let id = *self.votes.get(&vote).ok_or_else(|| Error::broken("not announced yet"))?;
        let actor = self.actor(self.convenor_of(what)?).await?;
        let key = self.key();
        paper::conclude(self.hall, &actor, key, id).await
    }

    /// A neighbour objects; nobody has answered yet.
    pub(super) async fn object(&mut self, vote: usize) -> Result<()> {
        let Some(objection) = &VOTES[vote].objection else { return Ok(()) };
        let id = *self.votes.get(&vote).ok_or_else(|| Error::broken("not announced yet"))?;
        let (actor, key) = (self.voice(objection.by).await?, self.key());
        let text = words(ObjectionText::parse(objection.text))?;
        votes::objections::object(self.hall, &actor, key, id, ObjectionKind::Procedure, text).await.map(drop)
    }

    /// Lets the hall do what is due, as the server would.
    pub(super) async fn due(&mut self) -> Result<()> {
        jobs::run_due(self.hall).await.map(drop)
    }

    /// The ballots of one of the days.
    pub(super) async fn cast(&mut self, vote: usize, part: usize) -> Result<()> {
        let what = &VOTES[vote];
        if what.state == VoteState::Notice {
            return Ok(());
        }
        let id = *self.votes.get(&vote).ok_or_else(|| Error::broken("not announced yet"))?;
        if !self.intents.contains_key(&vote) {
            let intents = self.intents(what, id).await?;
            self.intents.insert(vote, intents);
        }
        let all = self.intents.get(&vote).map_or(&[][..], Vec::as_slice);
        let (from, until) = (all.len() * part / CASTING_DAYS, all.len() * (part + 1) / CASTING_DAYS);
        let now = all[from..until].to_vec();
        for chunk in now.chunks(TOGETHER) {
            let mut acts = Vec::new();
            for intent in chunk {
                let account = if intent.on_paper { self.convenor_of(what)? } else { intent.account };
                let actor = self.actor(account).await?;
                let (hall, key, head) = (self.hall, self.key(), intent.head);
                let (on_paper, marks) = (intent.on_paper, intent.marks.clone());
                acts.push(async move {
                    if on_paper {
                        paper::enter(hall, &actor, key, id, head, Paper::Marked(marks)).await
                    } else {
                        cast(hall, &actor, id, vec![(head, marks)]).await
                    }
                });
            }
            in_order(acts).await?;
        }
        Ok(())
    }

    /// Who will say what, in the order in which they will: as many of each answer as the content aims at.
    async fn intents(&mut self, what: &Vote, vote: VoteId) -> Result<Vec<Intent>> {
        let mut dice = Dice::of(what.key);
        let speakers = sql::speakers(self.hall, vote).await?;
        let mut heads: Vec<(usize, HeadId)> = Vec::new();
        for (account, plan) in self.plan.accounts.iter().enumerate() {
            let Some(person) = plan.person.map(|person| self.ground.persons[person]) else { continue };
            // What the demo opens with is still to be voted on.
            if matches!(what.state, VoteState::Open | VoteState::Paper) && plan.display == RESIDENT {
                continue;
            }
            for (speaker, head) in speakers.iter().filter(|(speaker, _)| *speaker == person) {
                debug_assert_eq!(*speaker, person);
                // Of several who may speak for a head one does.
                if !heads.iter().any(|(_, known)| known == head) {
                    heads.push((account, *head));
                }
            }
        }
        let all = sql::heads(self.hall, vote).await?;
        let share = usize::from(what.taking_part);
        let count = match what.kind {
            VoteKind::Owners { .. } => (all * share).div_ceil(1_000),
            VoteKind::YesNo | VoteKind::ChooseOne => {
                heads.len() * share * ACCOUNTS_KEENER.0 / ACCOUNTS_KEENER.1 / 1_000
            }
        };
        let mut heads = dice.shuffled(heads);
        heads.truncate(count);
        let mut marks: Vec<_> =
            dice.shuffled(marks(what, heads.len())).into_iter().map(|marks| vec![marks]).collect();
        if let Some(also) = &what.also {
            let approved = approved(also, marks.len(), &mut dice);
            marks.iter_mut().zip(approved).for_each(|(ballot, also)| ballot.push(also));
        }
        let on_paper = if takes_paper(what) { count * usize::from(what.on_paper) / 1_000 } else { 0 };
        let mut intents: Vec<Intent> = heads
            .into_iter()
            .zip(marks)
            .enumerate()
            .map(|(at, ((account, head), marks))| Intent { account, head, marks, on_paper: at < on_paper })
            .collect();
        // Papers come in on all days.
        intents = dice.shuffled(intents);
        Ok(intents)
    }
}

/// Whether ballots are handed in on paper, too.
const fn takes_paper(what: &Vote) -> bool {
    what.on_paper > 0
}

/// As many of each answer as their shares ask for; what is left over by rounding goes to the first.
fn marks(what: &Vote, count: usize) -> Vec<Marks> {
    let mut all = Vec::new();
    for (at, answer) in what.answers.iter().enumerate().rev() {
        let number = u16::try_from(at + 1).unwrap_or(1);
        let mark = match (what.kind, at) {
            (VoteKind::ChooseOne, _) if answer.proposal.is_none() => Marks::Pick(Pick::None),
            (VoteKind::ChooseOne, _) => Marks::Pick(Pick::Option(OptionNo(number))),
            (_, 0) => Marks::Answers(vec![Choice::Agree]),
            (_, 1) => Marks::Answers(vec![Choice::Oppose]),
            _ => Marks::Answers(vec![Choice::Abstain]),
        };
        let wanted = if at == 0 { count } else { all.len() + count * usize::from(answer.share) / 1_000 };
        all.resize(wanted.min(count), mark);
    }
    all
}

fn new_question(also: &Also) -> Result<NewQuestion> {
    let options = also
        .options
        .iter()
        .map(|(label, _)| Ok(NewOption { label: words(Label::parse(label))?, proposal: None, cost: None }));
    let by = By::Choice { rule: ChoiceName::Approval, seats: 1, most: 1 };
    let text = Some(words(Title::parse(also.question))?);
    Ok(NewQuestion { text, options: options.collect::<Result<_>>()?, by })
}

/// Of each option as many approvals as its share asks for, on ballots drawn by the dice.
fn approved(also: &Also, count: usize, dice: &mut Dice) -> Vec<Marks> {
    let mut all = vec![Vec::new(); count];
    for ((_, share), option) in also.options.iter().zip(1..) {
        let ballots = dice.shuffled((0..count).collect());
        for ballot in ballots.into_iter().take(count * usize::from(*share) / 1_000) {
            all[ballot].push(OptionNo(option));
        }
    }
    all.into_iter().map(Marks::Options).collect()
}

/// The council's own bar for a question of yes or no.
fn more_than_half() -> Result<Agreement> {
    Ok(Agreement {
        threshold: Threshold::more_than(Fraction::HALF),
        base: Base::Participants,
        source: words(Label::parse("《春和社区居民议事规则》第十二条"))?,
    })
}

/// The matter with this number in 民法典第二百七十八条第一款.
pub(super) fn owners_matter(item: u8) -> Result<OwnersMatter> {
    let all = OwnersMatter::ALL.get(usize::from(item).wrapping_sub(1));
    all.copied().ok_or_else(|| Error::broken("no such matter"))
}
