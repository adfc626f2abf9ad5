//! Words that moderation can hide, as their readers and its acts find them.

use crate::Result;
use crate::comments::hold_comment;
use crate::hall::Tx;
use crate::row::RowExt as _;
use crate::votes::objections;
use domain::id::{CommentId, CommunityId, MemberId, ModerationId, VoteId};
use domain::moderation::{Appeal, HideReason, Hideable};
use domain::policy::WordsFacts;
use sqlx::AnyConnection;
use sqlx::any::AnyRow;
use std::collections::BTreeMap;

/// What somebody said, as much of it as its reader may see.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said<W> {
    /// It stands.
    Openly(W),
    /// It is hidden.
    Hidden(Hiding<W>),
}

/// The public line of hidden words; the person who wrote them is not named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hiding<W> {
    /// The act in the register.
    pub act: ModerationId,
    /// Why.
    pub reason: HideReason,
    /// The seat that hid them.
    pub seat_title: String,
    /// The words, for those who may read them all the same.
    pub kept: Option<W>,
}

impl<W> Said<W> {
    /// The words, if this reader may see any.
    #[must_use]
    pub const fn words(&self) -> Option<&W> {
        match self {
            Self::Openly(words) => Some(words),
            Self::Hidden(hiding) => hiding.kept.as_ref(),
        }
    }

    /// The public line, where they are hidden.
    #[must_use]
    pub const fn hiding(&self) -> Option<&Hiding<W>> {
        match self {
            Self::Openly(_) => None,
            Self::Hidden(hiding) => Some(hiding),
        }
    }
}

impl<W> Hiding<W> {
    /// The act in the register, and why.
    #[must_use]
    pub const fn act_and_reason(&self) -> (ModerationId, HideReason) {
        (self.act, self.reason)
    }
}

/// Which words are hidden.
#[derive(Clone, Copy, Debug)]
pub enum Target {
    /// A comment.
    Comment(CommentId),
    /// The objection to a vote with this number.
    Objection(VoteId, i64),
    /// The answer to it.
    Answer(VoteId, i64),
}

impl Target {
    /// Which kind.
    #[must_use]
    pub const fn what(self) -> Hideable {
        match self {
            Self::Comment(_) => Hideable::Comment,
            Self::Objection(..) => Hideable::Objection,
            Self::Answer(..) => Hideable::Answer,
        }
    }
}

/// Words whose row is held to the end of the act.
pub(crate) struct Held {
    /// What the permission table needs to know.
    pub(crate) facts: WordsFacts,
    /// The act that hides them now.
    pub(crate) act: Option<ModerationId>,
    /// The title of the matter they are on.
    pub(crate) title: String,
    /// Where they are read, from the community's address.
    pub(crate) path: String,
    /// What others were sent of them, where notices of other words lead there, too.
    pub(crate) told: Option<String>,
}

/// Holds the words.
pub(super) async fn hold(tx: &mut Tx<'_>, target: Target) -> Result<Held> {
    match target {
        Target::Comment(comment) => {
            let own = hold_comment(tx, comment).await?;
            let (facts, title, path) = (own.facts.words, own.title, own.path);
            Ok(Held { facts, act: own.hidden_act, title, path, told: None })
        }
        Target::Objection(vote, number) => objections::hold_words(tx, vote, number, false).await,
        Target::Answer(vote, number) => objections::hold_words(tx, vote, number, true).await,
    }
}

/// Puts down which act hides them now, if any.
pub(super) async fn mark(
    tx: &mut Tx<'_>,
    target: Target,
    hiding: Option<(ModerationId, HideReason)>,
) -> Result<()> {
    let (statement, id, number) = match target {
        Target::Comment(comment) => {
            let (act, reason) = hiding.unzip();
            sqlx::query("UPDATE comments SET hidden_reason = $2, hidden_act_id = $3 WHERE id = $1")
                .bind(comment.to_string())
                .bind(reason.map(HideReason::code))
                .bind(act.map(|act| act.to_string()))
                .execute(&mut *tx.conn)
                .await?;
            return Ok(());
        }
        Target::Objection(vote, number) => {
            ("UPDATE objections SET hidden_act_id = $3 WHERE vote_id = $1 AND number = $2", vote, number)
        }
        Target::Answer(vote, number) => (
            "UPDATE objections SET answer_hidden_act_id = $3 WHERE vote_id = $1 AND number = $2",
            vote,
            number,
        ),
    };
    sqlx::query(statement)
        .bind(id.to_string())
        .bind(number)
        .bind(hiding.map(|(act, _)| act.to_string()))
        .execute(&mut *tx.conn)
        .await?;
    Ok(())
}

/// Takes back what others were sent of the words that are hidden now: a reply's notice is about them alone; that
/// somebody objects, or answers, is told on without them.
pub(super) async fn untell(tx: &mut Tx<'_>, held: &Held) -> Result<()> {
    let statement = match held.told {
        None => "DELETE FROM notices WHERE community_id = $1 AND path = $2 AND kind = 'reply'",
        Some(_) => "UPDATE notices SET extract = '' WHERE community_id = $1 AND path = $2 AND extract = $3",
    };
    let taken = sqlx::query(statement).bind(held.facts.community.to_string()).bind(held.path.as_str());
    let taken = match &held.told {
        None => taken,
        Some(told) => taken.bind(told.as_str()),
    };
    taken.execute(&mut *tx.conn).await?;
    Ok(())
}

/// An act that hides something now.
pub(crate) struct HidingAct {
    id: ModerationId,
    reason: HideReason,
    seat_title: String,
    member: MemberId,
    appeal: Appeal,
}

/// The acts that hide words of the vote's objections now. One statement.
pub(crate) async fn hiding_objections(
    conn: &mut AnyConnection,
    vote: VoteId,
) -> Result<BTreeMap<ModerationId, HidingAct>> {
    let rows = sqlx::query(
        "SELECT a.id, a.reason, a.seat_title, a.member_id, a.appeal, a.answer FROM moderation_acts a \
         JOIN objections o ON o.hidden_act_id = a.id OR o.answer_hidden_act_id = a.id WHERE o.vote_id = $1",
    )
    .bind(vote.to_string())
    .fetch_all(conn)
    .await?;
    rows.iter().map(act_of).collect()
}

fn act_of(row: &AnyRow) -> Result<(ModerationId, HidingAct)> {
    let id = row.parsed("id")?;
    let (made, answered) = (row.opt_text("appeal")?.is_some(), row.opt_text("answer")?.is_some());
    let act = HidingAct {
        id,
        reason: row.parsed("reason")?,
        seat_title: row.text("seat_title")?,
        member: row.parsed("member_id")?,
        appeal: Appeal::after(made, answered),
    };
    Ok((id, act))
}

impl HidingAct {
    /// Its line in the register.
    pub(crate) const fn id(&self) -> ModerationId {
        self.id
    }

    /// What is said of it to a reader who may read `kept` all the same.
    pub(crate) fn line<W>(&self, kept: Option<W>) -> Hiding<W> {
        Hiding { act: self.id, reason: self.reason, seat_title: self.seat_title.clone(), kept }
    }

    /// The facts of words that `act` hides, if any does.
    pub(crate) fn facts(
        act: Option<&Self>,
        community: CommunityId,
        author: MemberId,
        party: Option<MemberId>,
    ) -> WordsFacts {
        WordsFacts {
            community,
            author,
            party,
            hidden: act.is_some(),
            hidden_by: act.map(|act| act.member),
            appeal: act.map_or(Appeal::None, |act| act.appeal),
        }
    }
}
