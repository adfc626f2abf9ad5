//! Objections as they are read, and as moderation holds them.

use super::{extract, path};
use crate::hall::{Snapshot, Tx};
use crate::moderation::{Held, HidingAct, Said, hiding_objections};
use crate::row::RowExt as _;
use crate::votes::facts;
use crate::votes::read::Vote;
use crate::{Error, Result};
use domain::actor::Actor;
use domain::id::{CommunityId, ModerationId, VoteId};
use domain::policy::{self, Action, WordsFacts};
use domain::time::Timestamp;
use domain::votes::after::{ObjectionFinding, ObjectionKind};
use sqlx::AnyConnection;
use sqlx::any::AnyRow;
use std::collections::BTreeMap;

/// An objection, as much of it as its reader may see.
#[derive(Clone, Debug)]
pub struct Objection {
    /// From 1 within the vote.
    pub number: i64,
    /// What it is about.
    pub kind: ObjectionKind,
    /// What it says.
    pub said: Said<Words>,
    /// What the permission table needs to know to hide it.
    pub facts: WordsFacts,
    /// When.
    pub made_at: Timestamp,
    /// The public answer, once there is one.
    pub answer: Option<Answered>,
}

/// The words of an objection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    /// The name its author is shown by.
    pub author: String,
    /// As typed.
    pub text: String,
}

/// The public answer to an objection.
#[derive(Clone, Debug)]
pub struct Answered {
    /// What was found.
    pub finding: ObjectionFinding,
    /// Why.
    pub said: Said<String>,
    /// What the permission table needs to know to hide the reasons; none where they are another act's as well.
    pub facts: Option<WordsFacts>,
    /// The seat that answered.
    pub seat_title: String,
    /// When.
    pub at: Timestamp,
}

const ROWS: &str = "\
    SELECT o.number, o.kind, o.text, o.made_at, o.finding, o.answer, o.seat_title, o.answered_at, o.member_id, \
           o.answered_by, o.hidden_act_id, o.answer_hidden_act_id, m.display_name \
    FROM objections o JOIN members m ON m.id = o.member_id WHERE o.vote_id = $1 ORDER BY o.number";

/// Every objection to a vote of `community`, the first first, as `actor` may see it. Two statements.
pub async fn objections(
    snapshot: &mut Snapshot,
    actor: &Actor,
    community: CommunityId,
    vote: &Vote,
) -> Result<Vec<Objection>> {
    let rows = rows(&mut snapshot.conn, vote.id).await?;
    let acts = hiding_objections(&mut snapshot.conn, vote.id).await?;
    // Whoever has to answer an objection reads what it says.
    let answers = policy::may(actor, &Action::AnswerObjection(vote.facts(community, false))).is_ok();
    let reader = Reader { actor, answers };
    rows.iter().map(|row| objection_of(row, community, &acts, &reader)).collect()
}

async fn rows(conn: &mut AnyConnection, vote: VoteId) -> Result<Vec<AnyRow>> {
    Ok(sqlx::query(ROWS).bind(vote.to_string()).fetch_all(conn).await?)
}

/// The acts that hide words of the vote's objections.
type Acts = BTreeMap<ModerationId, HidingAct>;

/// Who reads, and whether they answer this vote's objections.
struct Reader<'a> {
    actor: &'a Actor,
    answers: bool,
}

impl Reader<'_> {
    fn may_read(&self, facts: WordsFacts) -> bool {
        policy::may(self.actor, &Action::ReadHiddenWords(facts)).is_ok()
    }
}

fn objection_of(row: &AnyRow, community: CommunityId, acts: &Acts, reader: &Reader<'_>) -> Result<Objection> {
    let act = act_of(row, "hidden_act_id", acts)?;
    let facts = facts_of(row, community, act)?;
    let words = Words { author: row.text("display_name")?, text: row.text("text")? };
    let answered = |finding| answered_of(row, finding, community, acts, reader);
    Ok(Objection {
        number: row.int("number")?,
        kind: row.parsed("kind")?,
        said: said(words, act, reader.answers || reader.may_read(facts)),
        facts,
        made_at: row.time("made_at")?,
        answer: row.opt_parsed("finding")?.map(answered).transpose()?,
    })
}

fn answered_of(
    row: &AnyRow,
    finding: ObjectionFinding,
    community: CommunityId,
    acts: &Acts,
    reader: &Reader<'_>,
) -> Result<Answered> {
    let act = act_of(row, "answer_hidden_act_id", acts)?;
    let facts = answer_facts_of(row, finding, community, act)?;
    let reads = facts.is_some_and(|facts| reader.may_read(facts));
    let (seat_title, at) = (row.text("seat_title")?, row.time("answered_at")?);
    Ok(Answered { finding, said: said(row.text("answer")?, act, reads), facts, seat_title, at })
}

/// The act that a column names.
fn act_of<'a>(row: &AnyRow, column: &str, acts: &'a Acts) -> Result<Option<&'a HidingAct>> {
    let id: Option<ModerationId> = row.opt_parsed(column)?;
    id.map(|id| acts.get(&id).ok_or_else(|| Error::broken("no act hides it"))).transpose()
}

fn said<W>(words: W, act: Option<&HidingAct>, reads: bool) -> Said<W> {
    match act {
        None => Said::Openly(words),
        Some(act) => Said::Hidden(act.line(reads.then_some(words))),
    }
}

/// The facts of an objection's words.
fn facts_of(row: &AnyRow, community: CommunityId, act: Option<&HidingAct>) -> Result<WordsFacts> {
    let (author, party) = (row.parsed("member_id")?, row.opt_parsed("answered_by")?);
    Ok(HidingAct::facts(act, community, author, party))
}

/// The facts of an answer's reasons, where they are the answer's alone and a member's.
fn answer_facts_of(
    row: &AnyRow,
    finding: ObjectionFinding,
    community: CommunityId,
    act: Option<&HidingAct>,
) -> Result<Option<WordsFacts>> {
    let author = row.opt_parsed("answered_by")?.filter(|_| finding.has_own_reasons());
    let objector = row.parsed("member_id")?;
    Ok(author.map(|author| HidingAct::facts(act, community, author, Some(objector))))
}

/// Holds the words of an objection, or of its answer, for an act of moderation.
pub(crate) async fn hold_words(tx: &mut Tx<'_>, vote: VoteId, number: i64, is_answer: bool) -> Result<Held> {
    let vote = facts::hold(tx, vote).await?;
    let row = row_of(tx, vote.id, number).await?;
    let acts = hiding_objections(tx.conn, vote.id).await?;
    let community = vote.facts.community;
    let (facts, text, act) = if is_answer {
        let act = act_of(&row, "answer_hidden_act_id", &acts)?;
        let finding = row.opt_parsed("finding")?.ok_or(Error::NotFound)?;
        let facts = answer_facts_of(&row, finding, community, act)?.ok_or(Error::NotFound)?;
        (facts, row.text("answer")?, act)
    } else {
        let act = act_of(&row, "hidden_act_id", &acts)?;
        (facts_of(&row, community, act)?, row.text("text")?, act)
    };
    let told = Some(extract(&text));
    Ok(Held { facts, act: act.map(HidingAct::id), path: path(&vote), title: vote.title, told })
}

async fn row_of(tx: &mut Tx<'_>, vote: VoteId, number: i64) -> Result<AnyRow> {
    for row in rows(tx.conn, vote).await? {
        if row.int("number")? == number {
            return Ok(row);
        }
    }
    Err(Error::NotFound)
}
