//! The statements of decisions that write, and those an act reads before it writes.

use super::{Basis, NewDecision};
use crate::dialect;
use crate::hall::Tx;
use crate::markdown::RENDERER;
use crate::row::RowExt as _;
use crate::{Error, Result};
use domain::bodies::Organ;
use domain::count::manifest::Kind;
use domain::count::record::Decision;
use domain::decisions::{Ground, number_label};
use domain::id::{BodyId, CommunityId, CompoundId, DecisionId, IssueId, MemberId, VoteId};
use domain::issues::Stage;
use domain::policy::BodyFacts;
use domain::problem::Problem;
use domain::votes::counting::{Finding, Outcome};
use domain::votes::{OwnersMatter, Reach, VoteKind, VoteState};
use domain::words::{Body, Reason, Title};
use sqlx::AnyConnection;

/// A body about to act.
pub(super) struct BodyRow {
    pub(super) facts: BodyFacts,
    pub(super) name: String,
    pub(super) prefix: String,
    pub(super) time_zone: String,
    /// How many seats are taken now.
    pub(super) seats: usize,
}

/// A vote a decision is to rest on.
pub(super) struct VoteRow {
    kind: VoteKind,
    /// What its questions are on, as far as owners decide by them.
    matters: Vec<OwnersMatter>,
    state: VoteState,
    compound: Option<CompoundId>,
    /// How much of its compound voted.
    reach: Reach,
    outcome: Option<String>,
    pub(super) issue: Option<IssueId>,
}

/// An issue a decision is to settle.
pub(super) struct IssueRow {
    pub(super) id: IssueId,
    pub(super) stage: Stage,
    pub(super) compound: Option<CompoundId>,
}

/// A decision as it is published now.
pub(super) struct Present {
    pub(super) id: DecisionId,
    pub(super) body: BodyId,
    pub(super) revision: i64,
    title: String,
    text: String,
    reasons: String,
}

/// Where a new decision comes in its series and in the community.
pub(super) struct Place {
    pub(super) serial: i64,
    pub(super) year: i64,
    pub(super) number: i64,
}

/// A row of `decisions`.
pub(super) struct NewRow<'a> {
    pub(super) id: DecisionId,
    pub(super) place: &'a Place,
    pub(super) body: &'a BodyRow,
    pub(super) issue: Option<IssueId>,
    pub(super) decision: &'a NewDecision,
}

/// A row of `decision_revisions`.
pub(super) struct NewText<'a> {
    pub(super) title: &'a Title,
    pub(super) text: &'a Body,
    pub(super) text_html: &'a str,
    pub(super) reasons: &'a Reason,
    pub(super) why: Option<&'a Reason>,
    pub(super) seat_title: &'a str,
    pub(super) member: Option<MemberId>,
}

impl Place {
    /// `春和业〔2026〕3号`.
    pub(super) fn label(&self, prefix: &str) -> String {
        number_label(prefix, self.year, self.number)
    }
}

impl Present {
    /// Whether a correction would say the very same.
    pub(super) fn says(&self, title: &Title, text: &Body, reasons: &Reason) -> bool {
        self.title == title.as_str() && self.text == text.as_str() && self.reasons == reasons.as_str()
    }
}

impl VoteRow {
    /// What the vote is worth as a ground for an act of `body` on `matter`.
    pub(super) fn ground(&self, body: &BodyFacts, matter: Option<OwnersMatter>) -> Result<Ground> {
        let statutory = self.kind == VoteKind::Statutory;
        // What the owners of one compound voted is nothing another compound's organs can rest on.
        if body.compound.is_some() && self.compound.is_some() && body.compound != self.compound {
            return Err(Problem::NeedsFinalVote.into());
        }
        // A part of the owners decides for itself, never for those it did not ask.
        if statutory && matter.is_some_and(|matter| self.reach < matter.least_reach()) {
            return Err(Problem::ScopeTooNarrow.into());
        }
        let is_final = self.state == VoteState::Final;
        let passed = match &self.outcome {
            Some(outcome) if statutory && is_final => passed_on(outcome, matter)?,
            _ => false,
        };
        let same_matter = match matter {
            Some(matter) => self.matters.contains(&matter),
            None => self.matters.is_empty(),
        };
        Ok(Ground::Vote { is_final, statutory, passed, same_matter })
    }
}

/// Whether owners passed anything on `matter`, by any of the vote's questions.
fn passed_on(outcome: &str, matter: Option<OwnersMatter>) -> Result<bool> {
    let outcome: Outcome = serde_json::from_str(outcome)?;
    Ok(outcome.questions.iter().any(|finding| match finding {
        Finding::Vote(Decision::Owners(own)) => match own.manifest.rule().kind {
            Kind::Statutory { matter: asked, .. } => {
                Some(asked) == matter && own.findings.iter().any(|finding| finding.passed)
            }
            Kind::Consultative => false,
        },
        Finding::Vote(Decision::Consultative(_)) | Finding::Choice(_) | Finding::Budget(_) => false,
    }))
}

/// The community row, held while the next number of a decision is given out.
pub(super) async fn hold_community(tx: &mut Tx<'_>, community: CommunityId) -> Result<()> {
    sqlx::query(dialect::HOLD_COMMUNITY.on(tx.engine))
        .bind(community.to_string())
        .execute(&mut *tx.conn)
        .await?;
    Ok(())
}

/// A body that publishes: one without a prefix for its numbers does not.
pub(super) async fn body(conn: &mut AnyConnection, community: CommunityId, body: BodyId) -> Result<BodyRow> {
    let row = sqlx::query(
        "SELECT b.name, b.compound_id, b.decision_prefix, k.organ, c.time_zone, \
           (SELECT COUNT(*) FROM seats s JOIN terms t ON t.id = s.term_id \
            WHERE t.body_id = b.id AND t.until_at IS NULL AND s.until_at IS NULL) AS seats \
         FROM bodies b JOIN body_kinds k ON k.code = b.kind JOIN communities c ON c.id = b.community_id \
         WHERE b.id = $1 AND b.community_id = $2 AND b.decision_prefix <> ''",
    )
    .bind(body.to_string())
    .bind(community.to_string())
    .fetch_optional(conn)
    .await?
    .ok_or(Error::NotFound)?;
    let organ: Organ = row.parsed("organ")?;
    Ok(BodyRow {
        facts: BodyFacts { body, community, compound: row.opt_parsed("compound_id")?, organ },
        name: row.text("name")?,
        prefix: row.text("decision_prefix")?,
        time_zone: row.text("time_zone")?,
        seats: usize::try_from(row.int("seats")?).unwrap_or(0),
    })
}

pub(super) async fn vote(conn: &mut AnyConnection, community: CommunityId, vote: VoteId) -> Result<VoteRow> {
    let row = sqlx::query(
        "SELECT kind, state, compound_id, scope, outcome, issue_id FROM votes \
         WHERE id = $1 AND community_id = $2",
    )
    .bind(vote.to_string())
    .bind(community.to_string())
    .fetch_optional(&mut *conn)
    .await?
    .ok_or(Error::NotFound)?;
    let asked = sqlx::query("SELECT matter FROM vote_questions WHERE vote_id = $1 AND matter IS NOT NULL")
        .bind(vote.to_string())
        .fetch_all(&mut *conn)
        .await?;
    Ok(VoteRow {
        kind: row.parsed("kind")?,
        matters: asked.iter().map(|row| row.parsed("matter")).collect::<Result<_>>()?,
        state: row.parsed("state")?,
        compound: row.opt_parsed("compound_id")?,
        reach: match row.text("scope")?.as_str() {
            "entrance" => Reach::Entrance,
            "building" => Reach::Building,
            _ => Reach::Compound,
        },
        outcome: row.opt_text("outcome")?,
        issue: row.opt_parsed("issue_id")?,
    })
}

pub(super) async fn issue(
    conn: &mut AnyConnection,
    community: CommunityId,
    issue: IssueId,
) -> Result<IssueRow> {
    let row = sqlx::query("SELECT id, stage, compound_id FROM issues WHERE id = $1 AND community_id = $2")
        .bind(issue.to_string())
        .bind(community.to_string())
        .fetch_optional(conn)
        .await?
        .ok_or(Error::NotFound)?;
    Ok(IssueRow {
        id: row.parsed("id")?,
        stage: row.parsed("stage")?,
        compound: row.opt_parsed("compound_id")?,
    })
}

pub(super) async fn present(
    conn: &mut AnyConnection,
    community: CommunityId,
    serial: i64,
) -> Result<Present> {
    let row = sqlx::query(
        "SELECT d.id, d.body_id, d.revision, r.title, r.body, r.reasons \
         FROM decisions d JOIN decision_revisions r ON r.decision_id = d.id AND r.revision = d.revision \
         WHERE d.community_id = $1 AND d.serial = $2",
    )
    .bind(community.to_string())
    .bind(serial)
    .fetch_optional(conn)
    .await?
    .ok_or(Error::NotFound)?;
    Ok(Present {
        id: row.parsed("id")?,
        body: row.parsed("body_id")?,
        revision: row.int("revision")?,
        title: row.text("title")?,
        text: row.text("body")?,
        reasons: row.text("reasons")?,
    })
}

/// The next number in the series and the next serial; the community row is held.
pub(super) async fn next_place(
    tx: &mut Tx<'_>,
    community: CommunityId,
    prefix: &str,
    year: i64,
) -> Result<Place> {
    let row = sqlx::query(
        "SELECT (SELECT COALESCE(MAX(serial), 0) + 1 FROM decisions WHERE community_id = $1) AS serial, \
                (SELECT COALESCE(MAX(number), 0) + 1 FROM decisions \
                 WHERE community_id = $1 AND prefix = $2 AND year = $3) AS number",
    )
    .bind(community.to_string())
    .bind(prefix)
    .bind(year)
    .fetch_one(&mut *tx.conn)
    .await?;
    Ok(Place { serial: row.int("serial")?, year, number: row.int("number")? })
}

pub(super) async fn insert(tx: &mut Tx<'_>, row: &NewRow<'_>) -> Result<()> {
    let decision = row.decision;
    let (vote, day, signed_by) = match &decision.basis {
        Basis::Vote(vote) => (Some(vote.to_string()), None, None),
        Basis::Meeting { day, signed_by } => {
            let names: Vec<&str> = signed_by.iter().map(|name| name.as_str()).collect();
            (None, Some(i64::from(day.0)), Some(names.join("\n")))
        }
    };
    sqlx::query(
        "INSERT INTO decisions (id, community_id, body_id, issue_id, vote_id, serial, prefix, year, number, matter, \
           rests_on, meeting_day, signed_by, revision, published_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 1, $14)",
    )
    .bind(row.id.to_string())
    .bind(decision.community.to_string())
    .bind(decision.body.to_string())
    .bind(row.issue.map(|issue| issue.to_string()))
    .bind(vote)
    .bind(row.place.serial)
    .bind(&row.body.prefix)
    .bind(row.place.year)
    .bind(row.place.number)
    .bind(decision.matter.map(OwnersMatter::code))
    .bind(decision.basis.code().code())
    .bind(day)
    .bind(signed_by)
    .bind(tx.now().0)
    .execute(&mut *tx.conn)
    .await?;
    Ok(())
}

pub(super) async fn insert_revision(
    tx: &mut Tx<'_>,
    decision: DecisionId,
    revision: i64,
    new: &NewText<'_>,
) -> Result<()> {
    sqlx::query(
        "INSERT INTO decision_revisions (decision_id, revision, title, body, body_html, renderer, reasons, \
           correction_reason, seat_title, member_id, at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
    )
    .bind(decision.to_string())
    .bind(revision)
    .bind(new.title.as_str())
    .bind(new.text.as_str())
    .bind(new.text_html)
    .bind(RENDERER)
    .bind(new.reasons.as_str())
    .bind(new.why.map(Reason::as_str))
    .bind(new.seat_title)
    .bind(new.member.map(|member| member.to_string()))
    .bind(tx.now().0)
    .execute(&mut *tx.conn)
    .await?;
    Ok(())
}

/// The number after `seen`, if nobody took it since.
pub(super) async fn take_revision(tx: &mut Tx<'_>, decision: DecisionId, seen: i64) -> Result<i64> {
    let taken = sqlx::query("UPDATE decisions SET revision = revision + 1 WHERE id = $1 AND revision = $2")
        .bind(decision.to_string())
        .bind(seen)
        .execute(&mut *tx.conn)
        .await?;
    if taken.rows_affected() == 0 {
        return Err(Problem::ChangedMeanwhile.into());
    }
    Ok(seen + 1)
}
