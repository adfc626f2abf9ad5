//! What happened to an issue, in order: its steps and notes, its votes, its decisions.

use crate::Result;
use crate::hall::Snapshot;
use crate::row::RowExt as _;
use domain::id::IssueId;
use domain::issues::Move;
use domain::time::Timestamp;
use domain::votes::VoteState;
use sqlx::any::AnyRow;

/// One line of the timeline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// What happened.
    pub what: Happening,
    /// The seat that acted, or a resident's display name; none when the hall itself did.
    pub by: Option<String>,
    /// Why, in the actor's words; a vote's or a decision's title.
    pub words: String,
    /// When.
    pub at: Timestamp,
}

/// What a line of the timeline tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Happening {
    /// The issue took a step.
    Moved {
        /// Which.
        step: Move,
        /// Who carries it out, where the step settled that.
        carried_by: Option<String>,
        /// By when.
        due_at: Option<Timestamp>,
    },
    /// 办理进展.
    Noted,
    /// A vote was announced on it.
    Vote {
        /// In its address.
        number: i64,
        /// Where it stands.
        state: VoteState,
    },
    /// A decision was published on it.
    Decision {
        /// In its address.
        serial: i64,
        /// Whether the vote it rests on is void.
        rests_on_void: bool,
    },
}

/// At the same moment a vote stands before the step to it, and a decision behind the step it belongs to.
const TIMELINE: &str = "\
    SELECT 'step' AS what, e.id AS id, e.move AS code, CAST(NULL AS BIGINT) AS number, \
           COALESCE(e.seat_title, m.display_name) AS who, e.reason AS words, e.carried_by, e.due_at, e.at AS at \
    FROM issue_events e LEFT JOIN members m ON m.id = e.member_id WHERE e.issue_id = $1 \
    UNION ALL \
    SELECT 'vote', v.id, v.state, v.number, b.name, v.title, NULL, CAST(NULL AS BIGINT), \
           COALESCE(v.notice_at, v.opens_at) \
    FROM votes v JOIN bodies b ON b.id = v.convener_id WHERE v.issue_id = $1 AND v.state <> 'draft' \
    UNION ALL \
    SELECT 'decision', d.id, v.state, d.serial, b.name, r.title, NULL, CAST(NULL AS BIGINT), d.published_at \
    FROM decisions d JOIN bodies b ON b.id = d.body_id \
         JOIN decision_revisions r ON r.decision_id = d.id AND r.revision = d.revision \
         LEFT JOIN votes v ON v.id = d.vote_id \
    WHERE d.issue_id = $1 \
    ORDER BY at, what DESC, id";

/// The timeline of an issue, oldest first. One statement.
pub async fn timeline(snapshot: &mut Snapshot, issue: IssueId) -> Result<Vec<Event>> {
    sqlx::query(TIMELINE)
        .bind(issue.to_string())
        .fetch_all(&mut *snapshot.conn)
        .await?
        .iter()
        .map(event_of)
        .collect()
}

fn event_of(row: &AnyRow) -> Result<Event> {
    let what = match row.text("what")?.as_str() {
        "vote" => Happening::Vote { number: row.int("number")?, state: row.parsed("code")? },
        "decision" => Happening::Decision {
            serial: row.int("number")?,
            rests_on_void: row.opt_parsed("code")? == Some(VoteState::Void),
        },
        _ => match row.opt_parsed("code")? {
            None => Happening::Noted,
            Some(step) => Happening::Moved {
                step,
                carried_by: row.opt_text("carried_by")?,
                due_at: row.opt_time("due_at")?,
            },
        },
    };
    Ok(Event { what, by: row.opt_text("who")?, words: row.text("words")?, at: row.time("at")? })
}
