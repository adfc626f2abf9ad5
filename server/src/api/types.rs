//! The shapes of the API's answers, version 1. A field may be added; none goes or changes its meaning.

use app::path;
use app::shell::rfc3339;
use domain::time::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

/// `at`, as answers have times.
pub(super) fn time(at: Timestamp) -> String {
    rfc3339(at)
}

/// Why there is no answer.
#[derive(Debug, Serialize, ToSchema)]
pub struct Problem {
    /// `not_found`, `unavailable` or `broken`.
    pub code: String,
}

/// Every community of the hall.
#[derive(Debug, Serialize, ToSchema)]
pub struct CommunityList {
    /// By name.
    pub items: Vec<Community>,
}

/// A community.
#[derive(Debug, Serialize, ToSchema)]
pub struct Community {
    /// In addresses.
    #[schema(example = "chunhe")]
    pub slug: String,
    /// Its name.
    #[schema(example = "春和社区")]
    pub name: String,
    /// IANA name of its time zone.
    #[schema(example = "Asia/Shanghai")]
    pub time_zone: String,
    /// Whether everything in it is invented.
    pub is_demo: bool,
    /// Its page for people.
    pub page: String,
    /// Its votes, here.
    pub votes: String,
    /// Its decisions, here.
    pub decisions: String,
    /// Its register, here.
    pub register: String,
}

impl Community {
    pub(super) fn of(own: service::communities::Community, origin: &str) -> Self {
        let api = |list: &str| format!("{origin}/api/v1/communities/{}/{list}", own.slug);
        Self {
            page: format!("{origin}{}", path::community(&own.slug)),
            votes: api("votes"),
            decisions: api("decisions"),
            register: api("register"),
            slug: own.slug,
            name: own.name,
            time_zone: own.time_zone,
            is_demo: own.is_demo,
        }
    }
}

/// A page of votes, the latest to close first.
#[derive(Debug, Serialize, ToSchema)]
pub struct VoteList {
    /// The votes that were announced.
    pub items: Vec<VoteLine>,
    /// The address of the next page.
    pub next: Option<String>,
}

/// A vote in a list.
#[derive(Debug, Serialize, ToSchema)]
pub struct VoteLine {
    /// In its address.
    pub number: i64,
    /// The question.
    pub title: String,
    /// `statutory`: of the owners' assembly; `consultative`: without legal effect.
    pub kind: String,
    /// `notice`, `open`, `preliminary`, `final`, `called_off` and others that may follow.
    pub state: String,
    /// Where, in words; none for the whole community.
    pub place: Option<String>,
    /// When it opens or opened.
    #[schema(format = DateTime)]
    pub opens_at: String,
    /// When it closes or closed.
    #[schema(format = DateTime)]
    pub closes_at: String,
    /// Its page for people.
    pub page: String,
    /// The whole of it, here.
    pub api: String,
}

/// A vote.
#[derive(Debug, Serialize, ToSchema)]
pub struct Vote {
    /// As in the list.
    #[serde(flatten)]
    pub line: VoteLine,
    /// What was written to explain it, as typed.
    pub explanation: String,
    /// Whether nobody is told who voted how.
    pub is_secret: bool,
    /// `owners`, `adults`, `households` or `members`: who votes.
    pub electorate: String,
    /// The body that calls it.
    pub convener: String,
    /// When it was announced.
    #[schema(format = DateTime)]
    pub announced_at: Option<String>,
    /// Why it was called off.
    pub called_off_because: Option<String>,
    /// Heads on the frozen roll.
    pub heads: Option<i64>,
    /// Their area, where it counts.
    pub area_cm2: Option<i64>,
    /// Ballots so far.
    pub turnout: i64,
    /// Of everything that was frozen when it opened; as the public log has it.
    pub manifest_sha256: Option<String>,
    /// Of the roll.
    pub roll_sha256: Option<String>,
    /// When it was counted.
    #[schema(format = DateTime)]
    pub counted_at: Option<String>,
    /// Until when objections are taken.
    #[schema(format = DateTime)]
    pub objections_until: Option<String>,
    /// What came of it; there once it is counted.
    pub outcome: Option<Outcome>,
}

/// What a vote came to.
#[derive(Debug, Serialize, ToSchema)]
pub struct Outcome {
    /// As the public log has it.
    pub sha256: Option<String>,
    /// The number of its entry in the public log, from 0; none until it is appended.
    pub log_entry: Option<u64>,
    /// Who has cosigned the log with this entry in it, the latest first.
    pub witnesses: Vec<Witness>,
    /// In the order of the ballot.
    pub questions: Vec<Question>,
}

/// Somebody elsewhere who follows the log, and signs while it only grows.
#[derive(Debug, Serialize, ToSchema)]
pub struct Witness {
    /// Its name and key, as c2sp.org/signed-note writes them.
    pub key: String,
    /// The size of the tree that it signed last.
    pub size: u64,
    /// When, by its own clock.
    #[schema(format = DateTime)]
    pub signed_at: String,
}

/// What a question came to.
#[derive(Debug, Serialize, ToSchema)]
pub struct Question {
    /// What was asked: the vote's title, or the option that was voted on.
    pub asks: String,
    /// `passed`, `not_passed`, `chosen`, `below_bar`, `none_chosen`, `tied`, `no_quorum`, `no_answers`.
    pub verdict: String,
    /// The options that the verdict is about.
    pub options: Vec<String>,
    /// What was asked for, and whether it was reached.
    pub bars: Vec<Bar>,
    /// How many gave which answer; of options that are ranked or scored only how many ballots were counted: the vote's
    /// record has every step.
    pub answers: Vec<Answered>,
}

/// A bar with its arithmetic: `left comparison right`, where both are multiplied out so that all is whole.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Bar {
    /// `participation` or `agreement`.
    pub decides: String,
    /// `heads` or `area_cm2`.
    pub measure: String,
    /// Who took part, or agreed.
    pub part: i64,
    /// Of how many.
    pub whole: i64,
    /// The left side.
    pub left: i64,
    /// `>` or `>=`.
    pub comparison: String,
    /// The right side.
    pub right: i64,
    /// Whether it holds.
    pub reached: bool,
}

/// A line of the table.
#[derive(Debug, Serialize, ToSchema)]
pub struct Answered {
    /// `agree`, `oppose`, `abstain`, `blank`, `option`, `none_of_these`; `not_agreed` for all but agreement together;
    /// `named` of a project, `counted` for all ballots that choose; `invalid`, `not_returned`, `everyone`.
    pub answer: String,
    /// The option.
    pub option: Option<String>,
    /// Heads, or voters.
    pub heads: i64,
    /// Their area; none where none counts, or where it would tell one owner's.
    pub area_cm2: Option<i64>,
}

/// A page of decisions, the newest first.
#[derive(Debug, Serialize, ToSchema)]
pub struct DecisionList {
    /// The decisions.
    pub items: Vec<DecisionLine>,
    /// The address of the next page.
    pub next: Option<String>,
}

/// A decision in a list.
#[derive(Debug, Serialize, ToSchema)]
pub struct DecisionLine {
    /// In its address.
    pub serial: i64,
    /// Its number.
    #[schema(example = "春和业〔2026〕3号")]
    pub label: String,
    /// In a line.
    pub title: String,
    /// The organ whose act it is.
    pub body: String,
    /// The part of a compound whose owners alone decided.
    pub owners_of: Option<String>,
    /// When it was first published.
    #[schema(format = DateTime)]
    pub published_at: String,
    /// Whether it was corrected since.
    pub is_corrected: bool,
    /// Its page for people.
    pub page: String,
    /// The whole of it, here.
    pub api: String,
}

/// A decision, as it stands.
#[derive(Debug, Serialize, ToSchema)]
pub struct Decision {
    /// As in the list.
    #[serde(flatten)]
    pub line: DecisionLine,
    /// What was decided, as typed.
    pub text: String,
    /// Why.
    pub reasons: String,
    /// The number of the vote that it rests on; none if it rests on a meeting.
    pub vote: Option<i64>,
    /// Every revision, the first first.
    pub revisions: Vec<Revision>,
}

/// A revision of a decision.
#[derive(Debug, Serialize, ToSchema)]
pub struct Revision {
    /// From 1.
    pub number: i64,
    /// What was wrong before; none for the first.
    pub corrects: Option<String>,
    /// The seat that published it.
    pub seat: String,
    /// When.
    #[schema(format = DateTime)]
    pub at: String,
}

/// A page of the register, the newest first.
#[derive(Debug, Serialize, ToSchema)]
pub struct Register {
    /// The acts.
    pub items: Vec<Moderated>,
    /// The address of the next page.
    pub next: Option<String>,
}

/// A comment was hidden.
#[derive(Debug, Serialize, ToSchema)]
pub struct Moderated {
    /// `personal_data`, `attack`, `advertising`, `off_topic`, `unlawful` or `flooding`.
    pub reason: String,
    /// A public remark.
    pub note: Option<String>,
    /// The seat that hid it.
    pub seat: String,
    /// When.
    #[schema(format = DateTime)]
    pub at: String,
    /// The title of the issue it stands under.
    pub issue: String,
    /// Where it stands.
    pub page: String,
    /// When its author appealed.
    #[schema(format = DateTime)]
    pub appealed_at: Option<String>,
    /// What was answered.
    pub answer: Option<AppealAnswer>,
}

/// The answer to an appeal.
#[derive(Debug, Serialize, ToSchema)]
pub struct AppealAnswer {
    /// `upheld` or `restored`.
    pub answer: String,
    /// Why.
    pub reason: String,
    /// The seat that answered.
    pub seat: String,
    /// When.
    #[schema(format = DateTime)]
    pub at: String,
}
