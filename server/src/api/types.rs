//! The shapes of the API's answers, version 1. A field may be added; none goes or changes its meaning.

use app::path;
use app::shell::rfc3339;
use domain::time::Timestamp;
use serde::Serialize;
use utoipa::{IntoResponses, ToSchema};

/// `at`, as answers have times.
pub(super) fn time(at: Timestamp) -> String {
    rfc3339(at)
}

/// Why there is no answer; every answer that is none has this shape.
#[derive(Debug, Serialize, ToSchema)]
pub struct Problem {
    /// `bad_request`, `not_found`, `method_not_allowed`, `unavailable` or `broken`.
    #[schema(example = "not_found")]
    pub code: String,
}

/// Why there may be no answer, wherever something is asked for.
#[derive(Debug, IntoResponses)]
pub enum Failures {
    /// `bad_request`: a parameter is not what it should be.
    #[response(status = 400)]
    BadRequest(#[to_schema] Problem),
    /// `not_found`: nothing of that name or number is public.
    #[response(status = 404)]
    NotFound(#[to_schema] Problem),
    /// `method_not_allowed`: here is nothing but to be read.
    #[response(status = 405)]
    MethodNotAllowed(#[to_schema] Problem),
    /// `broken`: a fault of the hall's.
    #[response(status = 500)]
    Broken(#[to_schema] Problem),
    /// `unavailable`: try again in a moment.
    #[response(status = 503)]
    Unavailable(#[to_schema] Problem),
}

/// Where everything is. In braces is what to put in: a community's slug.
#[derive(Debug, Serialize, ToSchema)]
pub struct Index {
    /// The description of all this, as OpenAPI.
    pub description: String,
    /// Every community.
    pub communities: String,
    /// A community's votes.
    #[schema(example = "https://hall.example.org/api/v1/communities/{community}/votes")]
    pub votes: String,
    /// A community's decisions.
    pub decisions: String,
    /// A community's register of moderation.
    pub register: String,
    /// The signed head of the public log, whose files lie beside it as c2sp.org/tlog-tiles has them.
    pub log: String,
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
    /// `notice`, `open`, `closed` while paper is entered, `preliminary`, `final`, `cancelled`, `void`, and others that
    /// may follow.
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
    /// What came of it; there once it is counted. Of a vote that is `void` it counts for nothing.
    pub outcome: Option<Outcome>,
    /// What it was counted as before it was counted anew, the first first.
    pub earlier_counts: Vec<EarlierCount>,
    /// Objections to its roll, a ballot or the procedure, the first first.
    pub objections: Vec<Objection>,
    /// What was ordered of it once it was counted, the first first.
    pub orders: Vec<Order>,
    /// The file by which anyone checks it; none before its count is in the public log, or where the file would tell
    /// somebody's choice.
    pub record: Option<Record>,
}

/// A count that another took the place of.
#[derive(Debug, Serialize, ToSchema)]
pub struct EarlierCount {
    /// From 1.
    pub number: i64,
    /// Of its outcome; as the public log has it.
    pub sha256: String,
    /// When it was counted so.
    #[schema(format = DateTime)]
    pub counted_at: String,
    /// The number of the objection for which it was counted anew.
    pub objection: i64,
    /// Whether a ballot was set aside for it.
    pub is_ballot_set_aside: bool,
}

/// An objection.
#[derive(Debug, Serialize, ToSchema)]
pub struct Objection {
    /// From 1 within the vote.
    pub number: i64,
    /// `roll`, `ballot` or `procedure`: what it is about.
    pub kind: String,
    /// As typed; none while it is hidden.
    pub text: Option<String>,
    /// When it was made.
    #[schema(format = DateTime)]
    pub made_at: String,
    /// Its public answer, once there is one.
    pub answer: Option<ObjectionAnswer>,
}

/// The public answer to an objection.
#[derive(Debug, Serialize, ToSchema)]
pub struct ObjectionAnswer {
    /// `unfounded`, `without_effect`, `recount`, `annulled`; `moot` where the vote was called off or annulled before.
    pub finding: String,
    /// Why, as typed; none while it is hidden.
    pub text: Option<String>,
    /// The seat that answered.
    pub seat: String,
    /// When.
    #[schema(format = DateTime)]
    pub at: String,
}

/// What was ordered of a vote that had been counted.
#[derive(Debug, Serialize, ToSchema)]
pub struct Order {
    /// From 1 within the vote.
    pub number: i64,
    /// `annulled` by its convenor, `street_correction`, `street_revoked` or `court_revoked`.
    pub kind: String,
    /// The document it rests on; none where the convenor annulled the vote.
    pub document: Option<Document>,
    /// What it says, or why.
    pub text: String,
    /// The seat that entered it.
    pub seat: String,
    /// When it was entered.
    #[schema(format = DateTime)]
    pub entered_at: String,
    /// That what was to be corrected has been.
    pub corrected: Option<Correction>,
}

/// A document of an authority or a court.
#[derive(Debug, Serialize, ToSchema)]
pub struct Document {
    /// Its number.
    #[schema(example = "〔2026〕春街字第12号")]
    pub number: String,
    /// Of which day.
    #[schema(format = Date)]
    pub issued: String,
    /// Whose.
    pub issuer: String,
}

/// That what was to be corrected has been.
#[derive(Debug, Serialize, ToSchema)]
pub struct Correction {
    /// What was corrected.
    pub text: String,
    /// When that was entered.
    #[schema(format = DateTime)]
    pub at: String,
}

/// The record of a vote: the file by which anyone checks it.
#[derive(Debug, Serialize, ToSchema)]
pub struct Record {
    /// Where it is.
    pub file: String,
    /// Of its bytes.
    pub sha256: String,
    /// How long it is.
    pub bytes: u64,
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
    /// `named` of a project or an option, `first` of one that is ranked first, fractions of shared places cut off;
    /// `counted` for all ballots that choose; `invalid`, `not_returned`, `everyone`.
    pub answer: String,
    /// The option.
    pub option: Option<String>,
    /// Heads, or voters.
    pub heads: i64,
    /// Their area; none where none counts, or where it would tell one owner's.
    pub area_cm2: Option<i64>,
    /// The sum of points they give, by rules that add points up.
    pub points: Option<i64>,
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
    /// Whether the vote that it rests on is void, and counts for nothing any more.
    pub rests_on_void_vote: bool,
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

/// Words were hidden.
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
    /// What was hidden: a `comment`, or the words of an `objection` to a vote or of its `answer`.
    pub target: String,
    /// The title of the issue or vote it stands under.
    pub matter: String,
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
