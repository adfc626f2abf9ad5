//! Setting a vote up, and changing it while it is a draft.

pub use super::announce::{announce, call_off, discard};
use super::check::{Checked, check, unchanged, unlawful};
use super::electorate::Scope;
use super::facts;
use super::questions;
use crate::hall::{Hall, Tx};
use crate::markdown::{self, RENDERER};
use crate::row::RowExt as _;
use crate::{Error, Result, dialect};
use domain::actor::Actor;
use domain::count::canonical;
use domain::count::manifest::{Agreement, Clause, Manifest, Participation};
use domain::count::named::{self, ChoiceName};
use domain::count::profile::Weighing;
use domain::count::record::Rule;
use domain::id::{BodyId, CommunityId, FormKey, ProposalId, VoteId};
use domain::measure::Fen;
use domain::policy::Action;
use domain::problem::Problem;
use domain::time::Timestamp;
use domain::votes::question::{Opt, Purse, Question};
use domain::votes::{ElectorateKind, Method, OwnersMatter, VoteKind};
use domain::words::{Body, Label, Title};
use futures::future::BoxFuture;

/// A vote to be set up.
#[derive(Clone, Debug)]
pub struct NewVote {
    /// Where.
    pub community: CommunityId,
    /// The body that calls it.
    pub convener: BodyId,
    /// The number of the issue it answers, if it answers one.
    pub issue: Option<i64>,
    /// What it is about.
    pub title: Title,
    /// What is to be known about it, in Markdown.
    pub body: Body,
    /// Statutory or consultative.
    pub kind: VoteKind,
    /// What is asked, and how it is decided.
    pub questions: Vec<NewQuestion>,
    /// How many must take part in all of it, where a rule has no quorum of its own.
    pub quorum: Option<Participation>,
    /// Who votes.
    pub electorate: ElectorateKind,
    /// Where.
    pub scope: Scope,
    /// 无记名.
    pub secret: bool,
    /// When ballots are taken from.
    pub opens_at: Timestamp,
    /// Until when.
    pub closes_at: Timestamp,
    /// Days of 异议期 after it.
    pub objections_days: i64,
    /// Days it may be extended by, once, if too few take part.
    pub extension_days: i64,
    /// Days after closing in which ballots on paper are still entered; 0 where none are taken.
    pub paper_days: i64,
}

/// One question of it.
#[derive(Clone, Debug)]
pub struct NewQuestion {
    /// What it asks; none where the vote's title does.
    pub text: Option<Title>,
    /// The options in their order; none for a yes or no question.
    pub options: Vec<NewOption>,
    /// By what it is decided.
    pub by: By,
}

/// By what a question is decided.
#[derive(Clone, Debug)]
pub enum By {
    /// 业主大会表决: the law has the bars, for the question or for each option.
    Owners(OwnersMatter),
    /// 278(3): those of the candidates who have both majorities, the best of them seated.
    OwnersElection {
        /// How many.
        seats: u16,
    },
    /// 民意征询: 同意 or 反对, by its own bars.
    Majority {
        /// How many must take part; none where nothing is asked.
        quorum: Option<Participation>,
        /// How many must agree.
        agreement: Agreement,
    },
    /// 民意征询: one of several or none, by its own bars.
    ChooseOne {
        /// How many must take part; none where nothing is asked.
        quorum: Option<Participation>,
        /// How many must have chosen what leads.
        agreement: Option<Agreement>,
    },
    /// 民意征询: any rule that compares options.
    Choice {
        /// Which.
        rule: ChoiceName,
        /// How many are chosen.
        seats: u16,
        /// The highest score, or how many points there are.
        most: u32,
    },
    /// 民意征询: money among projects.
    Budget {
        /// What there is, and what voters do.
        purse: Purse,
        /// How it is given out: one of the methods that give money.
        rule: Method,
    },
}

impl By {
    /// Whose act a question decided so is.
    #[must_use]
    pub const fn kind(&self) -> VoteKind {
        match self {
            Self::Owners(_) | Self::OwnersElection { .. } => VoteKind::Statutory,
            Self::Majority { .. } | Self::ChooseOne { .. } | Self::Choice { .. } | Self::Budget { .. } => {
                VoteKind::Consultative
            }
        }
    }
}

/// One option of several.
#[derive(Clone, Debug)]
pub struct NewOption {
    /// On the ballot.
    pub label: Label,
    /// The proposal it stands for; frozen once the vote is announced.
    pub proposal: Option<ProposalId>,
    /// What it costs, where money is given out.
    pub cost: Option<Fen>,
}

impl NewQuestion {
    /// The question, with the newest `revisions` of the proposals; refused where the law or sense refuses it.
    pub(super) fn question(&self, silence: Option<&Clause>, revisions: &[Option<i64>]) -> Result<Question> {
        let options = self.options.iter().zip(revisions).map(|(option, revision)| Opt {
            label: option.label.clone(),
            proposal: option.proposal,
            revision: *revision,
            cost: option.cost,
        });
        let count = u16::try_from(self.options.len()).map_err(unlawful)?;
        let owners = |rule: Manifest, matter: OwnersMatter| match silence {
            // On matters where silence never counts the clause has nothing to say.
            Some(clause) if !matter.is_special() && matter != OwnersMatter::HomeToBusiness => {
                rule.with_silence(clause.clone()).map_err(unlawful)
            }
            Some(_) | None => Ok(rule),
        };
        let vote = |rule: Manifest| Rule::Vote(Box::new(rule));
        let mut purse = None;
        let rule = match &self.by {
            By::Owners(matter) if count == 0 => vote(owners(Manifest::owners(*matter), *matter)?),
            By::Owners(matter) => {
                vote(owners(Manifest::owners_options(*matter, count).map_err(unlawful)?, *matter)?)
            }
            By::OwnersElection { seats } => {
                let rule = Manifest::owners_election(count, *seats, count.saturating_sub(*seats));
                vote(owners(rule.map_err(unlawful)?, OwnersMatter::Committee)?)
            }
            By::Majority { quorum, agreement } => {
                let rule = Manifest::consultative_yes_no(quorum.clone(), agreement.clone());
                vote(rule.map_err(unlawful)?)
            }
            By::ChooseOne { quorum, agreement } => {
                let rule = Manifest::consultative_choice(count, quorum.clone(), agreement.clone());
                vote(rule.map_err(unlawful)?)
            }
            By::Choice { rule, seats, most } => {
                let asked = named::Question {
                    options: count,
                    seats: *seats,
                    most: *most,
                    weights: Weighing::Heads,
                    lot: None,
                };
                Rule::Choice(Box::new(rule.rule(&asked)))
            }
            By::Budget { purse: given, rule } => {
                purse = Some(*given);
                let rule = rule.giving(given.form, count).ok_or(Problem::UnlawfulRule)?;
                Rule::Budget(Box::new(rule))
            }
        };
        Ok(Question { text: self.text.clone(), options: options.collect(), purse, rule })
    }
}

struct SetUp {
    actor: Actor,
    vote: NewVote,
    body_html: String,
}

/// 发起表决, as a draft only its convenors see. Answers with its number.
pub async fn set_up(hall: &Hall, actor: &Actor, key: FormKey, vote: NewVote) -> Result<i64> {
    let body_html = markdown::render(vote.body.as_str());
    hall.write_once(actor, key, SetUp { actor: actor.clone(), vote, body_html }, set_up_act).await
}

fn set_up_act<'a>(tx: &'a mut Tx<'_>, command: &'a SetUp) -> BoxFuture<'a, Result<i64>> {
    Box::pin(async move {
        let vote = &command.vote;
        let checked = check(tx, &command.actor, vote).await?;
        sqlx::query(dialect::HOLD_COMMUNITY.on(tx.engine))
            .bind(vote.community.to_string())
            .execute(&mut *tx.conn)
            .await?;
        let row =
            sqlx::query("SELECT COALESCE(MAX(number), 0) + 1 AS next FROM votes WHERE community_id = $1")
                .bind(vote.community.to_string())
                .fetch_one(&mut *tx.conn)
                .await?;
        let number = row.int("next")?;
        let id: VoteId = tx.new_id();
        sqlx::query(
            "INSERT INTO votes (id, community_id, convener_id, number, title, body, body_html, renderer, kind, \
               electorate, scope, state, opens_at, closes_at, objections_days, secret, extension_days, extended, \
               paper_days, online, version, created_at) \
             VALUES ($1, $2, $3, $4, '', '', '', 0, '', '', '', 'draft', 0, 0, 0, 0, 0, 0, 0, 1, 0, $5)",
        )
        .bind(id.to_string())
        .bind(vote.community.to_string())
        .bind(vote.convener.to_string())
        .bind(number)
        .bind(tx.now().0)
        .execute(&mut *tx.conn)
        .await?;
        fill_in(tx, id, vote, &checked, &command.body_html).await?;
        Ok(number)
    })
}

/// Writes everything a draft holds.
async fn fill_in(
    tx: &mut Tx<'_>,
    id: VoteId,
    vote: &NewVote,
    checked: &Checked,
    body_html: &str,
) -> Result<()> {
    let (scope, scope_id) = vote.scope.columns();
    sqlx::query(
        "UPDATE votes SET compound_id = $2, issue_id = $3, convener_id = $4, kind = $5, title = $6, body = $7, \
           body_html = $8, renderer = $9, electorate = $10, scope = $11, scope_id = $12, opens_at = $13, closes_at = $14, \
           objections_days = $15, secret = $16, extension_days = $17, quorum = $18, paper_days = $19, online = $20, \
           version = version + 1 WHERE id = $1",
    )
    .bind(id.to_string())
    .bind(vote.scope.compound().map(|compound| compound.to_string()))
    .bind(checked.issue.map(|issue| issue.to_string()))
    .bind(vote.convener.to_string())
    .bind(vote.kind.code())
    .bind(vote.title.as_str())
    .bind(vote.body.as_str())
    .bind(body_html)
    .bind(RENDERER)
    .bind(vote.electorate.code())
    .bind(scope)
    .bind(scope_id)
    .bind(vote.opens_at.0)
    .bind(vote.closes_at.0)
    .bind(vote.objections_days)
    .bind(i64::from(vote.secret))
    .bind(vote.extension_days)
    .bind(vote.quorum.as_ref().map(canonical::json).transpose().map_err(Error::broken)?)
    .bind(vote.paper_days)
    .bind(i64::from(checked.online))
    .execute(&mut *tx.conn)
    .await?;
    questions::keep(tx.conn, id, &checked.questions).await
}

struct Change {
    actor: Actor,
    id: VoteId,
    version: i64,
    vote: NewVote,
    body_html: String,
}

/// Changes a draft; `version` is what its convenor read.
pub async fn change(
    hall: &Hall,
    actor: &Actor,
    key: FormKey,
    id: VoteId,
    version: i64,
    vote: NewVote,
) -> Result<()> {
    let body_html = markdown::render(vote.body.as_str());
    let command = Change { actor: actor.clone(), id, version, vote, body_html };
    hall.write_once(actor, key, command, |tx, command| {
        Box::pin(async move {
            let held = facts::permitted(tx, &command.actor, command.id, Action::ConductVote).await?;
            if !held.facts.state.is_editable() {
                return Err(Problem::Frozen.into());
            }
            unchanged(&held, command.version)?;
            let checked = check(tx, &command.actor, &command.vote).await?;
            fill_in(tx, command.id, &command.vote, &checked, &command.body_html).await
        })
    })
    .await
}
