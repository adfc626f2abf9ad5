//! What pages of decisions read.

use crate::communities::Community;
use crate::difference::{self, Piece};
use crate::hall::Snapshot;
use crate::row::RowExt as _;
use crate::votes::read::{part_words, place_joins};
use crate::{Error, Result};
use domain::actor::Actor;
use domain::bodies::Organ;
use domain::decisions::number_label;
use domain::id::{BodyId, CompoundId, DecisionId, IssueId, VoteId};
use domain::issues::Stage;
use domain::policy::{self, Action, BodyFacts};
use domain::time::{LocalDay, Timestamp};
use domain::votes::{OwnersMatter, VoteKind, VoteState};
use sqlx::any::AnyRow;

/// Decisions on one page of the list.
const PAGE_LENGTH: i64 = 20;
/// Votes and issues offered in the form, the newest first.
const OFFERED_MAX: i64 = 100;
/// The stages from which a decision can settle an issue, or add to one it settled.
pub(super) const DECIDABLE: [Stage; 5] =
    [Stage::Deliberating, Stage::Voting, Stage::Decided, Stage::CarryingOut, Stage::Done];

/// The newest issues in one of [`DECIDABLE`].
const ISSUES: &str = "SELECT id, number, title FROM issues WHERE community_id = $1 \
    AND stage IN ('deliberating', 'voting', 'decided', 'carrying_out', 'done') ORDER BY number DESC LIMIT $2";

/// A decision as its page shows it: the newest revision.
#[derive(Clone, Debug)]
pub struct Decision {
    /// Which.
    pub id: DecisionId,
    /// In its address.
    pub serial: i64,
    /// `春和业〔2026〕3号`.
    pub label: String,
    /// The organ whose act it is.
    pub body: BodyFacts,
    /// The organ's name.
    pub body_name: String,
    /// The owners' matter it is on.
    pub matter: Option<OwnersMatter>,
    /// What it rests on.
    pub origin: Origin,
    /// The issue it settles: number and title.
    pub issue: Option<(i64, String)>,
    /// When it was first published.
    pub published_at: Timestamp,
    /// What it says now.
    pub text: RevisionText,
    /// Every revision, the first first.
    pub revisions: Vec<Revision>,
}

impl Decision {
    /// The part of a compound whose owners alone decided: it is nothing the whole compound decided.
    #[must_use]
    pub fn owners_of(&self) -> Option<&str> {
        match &self.origin {
            Origin::Vote { owners_of, .. } => owners_of.as_deref(),
            Origin::Meeting { .. } => None,
        }
    }

    /// Whether the vote that it rests on counts for nothing any more.
    #[must_use]
    pub const fn rests_on_void(&self) -> bool {
        matches!(self.origin, Origin::Vote { is_void: true, .. })
    }
}

/// What a decision rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// A vote.
    Vote {
        /// In its address.
        number: i64,
        /// Its question.
        title: String,
        /// Statutory or consultative.
        kind: VoteKind,
        /// The part of a compound whose owners alone voted and decided.
        owners_of: Option<String>,
        /// Whether it was revoked since, and counts for nothing any more.
        is_void: bool,
    },
    /// A minuted meeting.
    Meeting {
        /// When it was held.
        day: LocalDay,
        /// Who signed its minutes; names of office, for the public line only as many.
        signed_by: Vec<String>,
    },
}

/// One revision's words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RevisionText {
    /// Its number.
    pub revision: i64,
    /// In a line.
    pub title: String,
    /// As typed.
    pub body: String,
    /// Sanitised.
    pub body_html: String,
    /// Why it was decided.
    pub reasons: String,
}

/// One line of a decision's history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Revision {
    /// Its number.
    pub revision: i64,
    /// What was wrong before; none for the first.
    pub why: Option<String>,
    /// Who published it.
    pub seat_title: String,
    /// When.
    pub at: Timestamp,
}

/// One page of a community's decisions, the newest first.
#[derive(Clone, Debug, Default)]
pub struct Decisions {
    /// At most twenty.
    pub items: Vec<Listed>,
    /// Whether older ones follow.
    pub more: bool,
}

/// A decision in a list.
#[derive(Clone, Debug)]
pub struct Listed {
    /// In its address.
    pub serial: i64,
    /// `春和业〔2026〕3号`.
    pub label: String,
    /// In a line.
    pub title: String,
    /// The organ.
    pub body_name: String,
    /// The part of a compound whose owners alone decided.
    pub owners_of: Option<String>,
    /// When it was first published.
    pub published_at: Timestamp,
    /// Whether it was corrected since.
    pub corrected: bool,
    /// Whether the vote that it rests on is void.
    pub rests_on_void: bool,
}

/// What the form offers to choose from.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    /// Organs the actor may publish for.
    pub bodies: Vec<Publisher>,
    /// Final votes, the newest first.
    pub votes: Vec<FinalVote>,
    /// Issues a decision can settle, the newest first.
    pub issues: Vec<OpenIssue>,
}

/// An organ the actor may publish for.
#[derive(Clone, Debug)]
pub struct Publisher {
    /// Which.
    pub id: BodyId,
    /// 春和苑2号院业主委员会.
    pub name: String,
    /// Which organ it is.
    pub organ: Organ,
    /// The head of its numbers.
    pub prefix: String,
}

/// A final vote.
#[derive(Clone, Debug)]
pub struct FinalVote {
    /// Which.
    pub id: VoteId,
    /// In its address.
    pub number: i64,
    /// Its question.
    pub title: String,
    /// Statutory or consultative.
    pub kind: VoteKind,
    /// The part of a compound whose owners alone voted.
    pub owners_of: Option<String>,
}

/// An issue a decision can settle.
#[derive(Clone, Debug)]
pub struct OpenIssue {
    /// Which.
    pub id: IssueId,
    /// In its address.
    pub number: i64,
    /// In a line.
    pub title: String,
}

const LIST: &str = concat!(
    "SELECT d.serial, d.prefix, d.year, d.number, d.published_at, d.revision, r.title, b.name AS body_name, \
            v.state AS vote_state, ",
    part_words!(),
    "FROM decisions d JOIN decision_revisions r ON r.decision_id = d.id AND r.revision = d.revision \
          JOIN bodies b ON b.id = d.body_id LEFT JOIN votes v ON v.id = d.vote_id ",
    place_joins!(),
    "WHERE d.community_id = $1 ORDER BY d.published_at DESC, d.serial DESC LIMIT $2 OFFSET $3"
);

const DECISION: &str = concat!(
    "SELECT d.id, d.serial, d.prefix, d.year, d.number, d.matter, d.published_at, d.rests_on, d.meeting_day, \
            d.signed_by, d.body_id, b.name AS body_name, b.compound_id, k.organ, \
            r.revision, r.title, r.body, r.body_html, r.reasons, \
            i.number AS issue_number, i.title AS issue_title, \
            v.number AS vote_number, v.title AS vote_title, v.kind AS vote_kind, v.state AS vote_state, ",
    part_words!(),
    "FROM decisions d JOIN bodies b ON b.id = d.body_id JOIN body_kinds k ON k.code = b.kind \
          JOIN decision_revisions r ON r.decision_id = d.id AND r.revision = d.revision \
          LEFT JOIN issues i ON i.id = d.issue_id LEFT JOIN votes v ON v.id = d.vote_id ",
    place_joins!(),
    "WHERE d.community_id = $1 AND d.serial = $2"
);

const FINAL_VOTES: &str = concat!(
    "SELECT v.id, v.number, v.title, v.kind, ",
    part_words!(),
    "FROM votes v ",
    place_joins!(),
    "WHERE v.community_id = $1 AND v.state = 'final' ORDER BY v.number DESC LIMIT $2"
);

/// One page of the community's decisions, from page 1. One statement.
pub async fn decisions(snapshot: &mut Snapshot, community: &Community, page: i64) -> Result<Decisions> {
    let rows = sqlx::query(LIST)
        .bind(community.id.to_string())
        .bind(PAGE_LENGTH + 1)
        .bind(page.saturating_sub(1).clamp(0, 100_000) * PAGE_LENGTH)
        .fetch_all(&mut *snapshot.conn)
        .await?;
    let mut items = rows.iter().map(listed).collect::<Result<Vec<_>>>()?;
    let length = usize::try_from(PAGE_LENGTH).unwrap_or(usize::MAX);
    let more = items.len() > length;
    items.truncate(length);
    Ok(Decisions { items, more })
}

fn listed(row: &AnyRow) -> Result<Listed> {
    Ok(Listed {
        serial: row.int("serial")?,
        label: label(row)?,
        title: row.text("title")?,
        body_name: row.text("body_name")?,
        owners_of: row.opt_text("owners_of")?,
        published_at: row.time("published_at")?,
        corrected: row.int("revision")? > 1,
        rests_on_void: is_void(row)?,
    })
}

fn is_void(row: &AnyRow) -> Result<bool> {
    Ok(row.opt_parsed("vote_state")? == Some(VoteState::Void))
}

fn label(row: &AnyRow) -> Result<String> {
    Ok(number_label(&row.text("prefix")?, row.int("year")?, row.int("number")?))
}

/// The decision `serial` of `community`, as it stands. Two statements.
pub async fn decision(snapshot: &mut Snapshot, community: &Community, serial: i64) -> Result<Decision> {
    let row = sqlx::query(DECISION)
        .bind(community.id.to_string())
        .bind(serial)
        .fetch_optional(&mut *snapshot.conn)
        .await?
        .ok_or(Error::NotFound)?;
    let id: DecisionId = row.parsed("id")?;
    let revisions = sqlx::query(
        "SELECT revision, correction_reason, seat_title, at FROM decision_revisions \
         WHERE decision_id = $1 ORDER BY revision",
    )
    .bind(id.to_string())
    .fetch_all(&mut *snapshot.conn)
    .await?;
    let body: BodyId = row.parsed("body_id")?;
    let compound: Option<CompoundId> = row.opt_parsed("compound_id")?;
    Ok(Decision {
        id,
        serial,
        label: label(&row)?,
        body: BodyFacts { body, community: community.id, compound, organ: row.parsed("organ")? },
        body_name: row.text("body_name")?,
        matter: row.opt_parsed("matter")?,
        origin: origin(&row)?,
        issue: row.opt_int("issue_number")?.zip(row.opt_text("issue_title")?),
        published_at: row.time("published_at")?,
        text: text_of(&row)?,
        revisions: revisions.iter().map(revision_of).collect::<Result<_>>()?,
    })
}

fn origin(row: &AnyRow) -> Result<Origin> {
    if let (Some(number), Some(title)) = (row.opt_int("vote_number")?, row.opt_text("vote_title")?) {
        let (kind, owners_of) = (row.parsed("vote_kind")?, row.opt_text("owners_of")?);
        return Ok(Origin::Vote { number, title, kind, owners_of, is_void: is_void(row)? });
    }
    let day = i32::try_from(row.int("meeting_day")?).map_err(Error::broken)?;
    let names = row.opt_text("signed_by")?.unwrap_or_default();
    Ok(Origin::Meeting { day: LocalDay(day), signed_by: names.lines().map(str::to_owned).collect() })
}

fn text_of(row: &AnyRow) -> Result<RevisionText> {
    Ok(RevisionText {
        revision: row.int("revision")?,
        title: row.text("title")?,
        body: row.text("body")?,
        body_html: row.text("body_html")?,
        reasons: row.text("reasons")?,
    })
}

fn revision_of(row: &AnyRow) -> Result<Revision> {
    Ok(Revision {
        revision: row.int("revision")?,
        why: row.opt_text("correction_reason")?,
        seat_title: row.text("seat_title")?,
        at: row.time("at")?,
    })
}

/// An earlier revision of `decision`, and what the next one changed in its text. One statement.
pub async fn revision(
    snapshot: &mut Snapshot,
    decision: &Decision,
    revision: i64,
) -> Result<(RevisionText, Vec<Vec<Piece>>)> {
    let rows = sqlx::query(
        "SELECT revision, title, body, body_html, reasons FROM decision_revisions \
         WHERE decision_id = $1 AND (revision = $2 OR revision = $2 + 1) ORDER BY revision",
    )
    .bind(decision.id.to_string())
    .bind(revision)
    .fetch_all(&mut *snapshot.conn)
    .await?;
    let [old, new] = rows.as_slice() else { return Err(Error::NotFound) };
    let (old, new) = (text_of(old)?, text_of(new)?);
    let whole = |text: &RevisionText| format!("{}\n\n{}\n\n{}", text.title, text.body, text.reasons);
    let lines = difference::difference(&whole(&old), &whole(&new));
    Ok((old, lines))
}

/// What the form offers `actor`. Three statements.
pub async fn sources(snapshot: &mut Snapshot, actor: &Actor, community: &Community) -> Result<Sources> {
    let bodies = publishers(snapshot, actor, community).await?;
    let votes = sqlx::query(FINAL_VOTES)
        .bind(community.id.to_string())
        .bind(OFFERED_MAX)
        .fetch_all(&mut *snapshot.conn)
        .await?;
    let issues = sqlx::query(ISSUES)
        .bind(community.id.to_string())
        .bind(OFFERED_MAX)
        .fetch_all(&mut *snapshot.conn)
        .await?;
    Ok(Sources {
        bodies,
        votes: votes
            .iter()
            .map(|row| {
                Ok(FinalVote {
                    id: row.parsed("id")?,
                    number: row.int("number")?,
                    title: row.text("title")?,
                    kind: row.parsed("kind")?,
                    owners_of: row.opt_text("owners_of")?,
                })
            })
            .collect::<Result<_>>()?,
        issues: issues
            .iter()
            .map(|row| {
                Ok(OpenIssue { id: row.parsed("id")?, number: row.int("number")?, title: row.text("title")? })
            })
            .collect::<Result<_>>()?,
    })
}

/// The organs `actor` may publish for. One statement.
pub async fn publishers(
    snapshot: &mut Snapshot,
    actor: &Actor,
    community: &Community,
) -> Result<Vec<Publisher>> {
    let rows = sqlx::query(
        "SELECT b.id, b.name, b.compound_id, b.decision_prefix, k.organ \
         FROM bodies b JOIN body_kinds k ON k.code = b.kind \
         WHERE b.community_id = $1 AND b.decision_prefix <> '' ORDER BY k.sort, b.name",
    )
    .bind(community.id.to_string())
    .fetch_all(&mut *snapshot.conn)
    .await?;
    let mut publishers = Vec::new();
    for row in &rows {
        let (id, organ) = (row.parsed("id")?, row.parsed("organ")?);
        let compound = row.opt_parsed("compound_id")?;
        let facts = BodyFacts { body: id, community: community.id, compound, organ };
        if policy::may(actor, &Action::PublishDecision(facts)).is_ok() {
            publishers.push(Publisher {
                id,
                name: row.text("name")?,
                organ,
                prefix: row.text("decision_prefix")?,
            });
        }
    }
    Ok(publishers)
}

#[cfg(test)]
mod tests {
    use super::{DECIDABLE, ISSUES};

    #[test]
    fn the_form_offers_what_the_act_accepts() {
        let codes: Vec<String> = DECIDABLE.iter().map(|stage| format!("'{}'", stage.code())).collect();
        assert!(ISSUES.contains(&format!("stage IN ({})", codes.join(", "))), "{ISSUES}");
    }
}
