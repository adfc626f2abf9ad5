//! Joint requests 联名提议: started and signed by owners, one signature a head; a fifth binds the convenor to answer.

mod sql;

use crate::communities::Community;
use crate::hall::{Hall, Snapshot, Tx};
use crate::limits::{self, Limit};
use crate::markdown::{self, RENDERER};
use crate::notices::{self, Telling};
use crate::row::RowExt as _;
use crate::{Error, Result, dialect};
use domain::actor::Actor;
use domain::bodies::SeatRight;
use domain::count::heads::{self, Tenure as Held, Unit};
use domain::id::{CommunityId, CompoundId, FormKey, JointRequestId, MemberId, OwnerSetId};
use domain::measure::AreaCm2;
use domain::notices::NoticeKind;
use domain::policy::{self, Action, Denied};
use domain::problem::Problem;
use domain::requests::{REQUESTS_PER_WINDOW, REQUESTS_WINDOW_MICROS, answer_due, area_share, is_reached};
use domain::roll::Tenure;
use domain::time::Timestamp;
use domain::votes::OwnersMatter;
use domain::words::{Body, Reason, Title};
use futures::future::BoxFuture;
use sqlx::any::AnyRow;

/// Joint requests of one account.
const REQUESTS: Limit =
    Limit { what: "request", tries: REQUESTS_PER_WINDOW, window_micros: REQUESTS_WINDOW_MICROS };

/// Joint requests on one page of the list.
pub const REQUESTS_PER_PAGE: i64 = 20;

/// A joint request to be started.
#[derive(Clone, Debug)]
pub struct NewRequest {
    /// Where.
    pub compound: CompoundId,
    /// What is asked, in a line.
    pub title: Title,
    /// What is asked and why, in Markdown.
    pub body: Body,
    /// Which matter of the owners' it would put to the vote.
    pub matter: Option<OwnersMatter>,
}

/// How far a joint request has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Heads that have signed and are heads still.
    pub signed: i64,
    /// The compound's heads when it was started.
    pub total: i64,
    /// When a fifth had signed.
    pub reached_at: Option<Timestamp>,
    /// By when the convenor answers.
    pub answer_due_at: Option<Timestamp>,
    /// When the convenor answered.
    pub answered_at: Option<Timestamp>,
}

impl Progress {
    /// Whether the convenor is late at `now`.
    #[must_use]
    pub fn is_overdue(&self, now: Timestamp) -> bool {
        self.answered_at.is_none() && self.answer_due_at.is_some_and(|due| now > due)
    }
}

/// A joint request in the list.
#[derive(Clone, Debug)]
pub struct Listed {
    /// The compound's part of its address.
    pub compound_slug: String,
    /// 春和苑2号院.
    pub compound_name: String,
    /// In its address; unique in the compound.
    pub number: i64,
    /// What is asked.
    pub title: String,
    /// How far it has come.
    pub progress: Progress,
    /// When it was started.
    pub created_at: Timestamp,
}

/// A page of the list.
#[derive(Clone, Debug)]
pub struct RequestsPage {
    /// Those that wait for an answer first, then the newest.
    pub requests: Vec<Listed>,
    /// From 1.
    pub page: i64,
    /// At least one.
    pub pages: i64,
}

/// A joint request as its page shows it.
#[derive(Clone, Debug)]
pub struct Request {
    /// Which.
    pub id: JointRequestId,
    /// Where it stands in lists.
    pub listed: Listed,
    /// The compound.
    pub compound: CompoundId,
    /// Sanitised.
    pub body_html: String,
    /// Which matter of the owners' it would put to the vote.
    pub matter: Option<OwnersMatter>,
    /// As its starter chose to be shown.
    pub author_name: String,
    /// The share of the compound's area that has signed, in thousandths and rounded down; none while so few have
    /// signed that it would tell one flat's.
    pub area_share: Option<i64>,
    /// Heads the reader has signed for.
    pub mine: i64,
    /// Heads of the reader's that a co-owner has signed for.
    pub by_co_owner: i64,
    /// Heads of the reader's that nobody has signed for.
    pub signable: i64,
    /// The convenor's answer and the seat it comes from.
    pub answer: Option<(String, String)>,
}

struct Start {
    actor: Actor,
    new: NewRequest,
    body_html: String,
}

/// 发起联名提议; its starter signs it. Answers with its number.
pub async fn start_request(hall: &Hall, actor: &Actor, key: FormKey, new: NewRequest) -> Result<i64> {
    let body_html = markdown::render(new.body.as_str());
    hall.write_once(actor, key, Start { actor: actor.clone(), new, body_html }, start).await
}

fn start<'a>(tx: &'a mut Tx<'_>, command: &'a Start) -> BoxFuture<'a, Result<i64>> {
    Box::pin(async move {
        let (actor, new) = (&command.actor, &command.new);
        policy::may(actor, &Action::StartJointRequest { compound: new.compound })?;
        let author = actor.member_id().ok_or(Error::NotFound)?;
        limits::write_one(tx, REQUESTS, author).await?;
        sqlx::query(dialect::HOLD_COMPOUND.on(tx.engine))
            .bind(new.compound.to_string())
            .execute(&mut *tx.conn)
            .await?;
        let total = heads_of(tx, new.compound).await?;
        let row =
            sqlx::query(sql::NEXT_NUMBER).bind(new.compound.to_string()).fetch_one(&mut *tx.conn).await?;
        let number = row.int("next")?;
        let id: JointRequestId = tx.new_id();
        sqlx::query(sql::INSERT)
            .bind(id.to_string())
            .bind(new.compound.to_string())
            .bind(number)
            .bind(new.title.as_str())
            .bind(new.body.as_str())
            .bind(command.body_html.as_str())
            .bind(RENDERER)
            .bind(new.matter.map(OwnersMatter::code))
            .bind(author.to_string())
            .bind(total)
            .bind(tx.now().0)
            .execute(&mut *tx.conn)
            .await?;
        let held = hold(tx, id).await?;
        put_signatures(tx, actor, id, &held).await?;
        Ok(number)
    })
}

/// How many heads the compound has by its present roll.
async fn heads_of(tx: &mut Tx<'_>, compound: CompoundId) -> Result<i64> {
    let rows = sqlx::query(sql::ROLL).bind(compound.to_string()).fetch_all(&mut *tx.conn).await?;
    let units = rows.iter().map(unit_of).collect::<Result<Vec<_>>>()?;
    let list = heads::form(&units).map_err(Error::broken)?;
    Ok(list.total.heads.get())
}

fn unit_of(row: &AnyRow) -> Result<Unit> {
    let owners: Option<OwnerSetId> = row.opt_parsed("owner_set_id")?;
    let tenure = match (row.parsed::<Tenure>("tenure")?, row.opt_parsed("developer")?) {
        (Tenure::Unsold, Some(developer)) => Held::Unsold { developer },
        (Tenure::SoldUndelivered, Some(developer)) => Held::SoldUndelivered { developer },
        // A developer nobody knows is an owner nobody knows.
        (Tenure::Delivered, _) | (Tenure::Unsold | Tenure::SoldUndelivered, None) => {
            Held::Delivered { owners }
        }
    };
    Ok(Unit {
        id: row.parsed("id")?,
        area: AreaCm2::new(row.int("area_cm2")?).map_err(Error::broken)?,
        counts_area: row.flag("counts_area")?,
        counts_head: row.flag("counts_head")?,
        tenure,
    })
}

/// A request whose row is held, so that of two signatures one counts the other.
struct HeldRequest {
    community: CommunityId,
    compound: CompoundId,
    author: MemberId,
    path: String,
    title: String,
    total: i64,
    signed: i64,
    reached: bool,
    answered: bool,
}

async fn hold(tx: &mut Tx<'_>, id: JointRequestId) -> Result<HeldRequest> {
    sqlx::query(dialect::HOLD_JOINT_REQUEST.on(tx.engine))
        .bind(id.to_string())
        .execute(&mut *tx.conn)
        .await?;
    let row = sqlx::query(sql::HELD)
        .bind(id.to_string())
        .fetch_optional(&mut *tx.conn)
        .await?
        .ok_or(Error::NotFound)?;
    Ok(HeldRequest {
        community: row.parsed("community_id")?,
        compound: row.parsed("compound_id")?,
        author: row.parsed("author_id")?,
        path: format!("requests/{}/{}", row.text("compound_slug")?, row.int("number")?),
        title: row.text("title")?,
        total: row.int("heads_total")?,
        signed: row.int("signed")?,
        reached: row.opt_int("reached_at")?.is_some(),
        answered: row.opt_int("answered_at")?.is_some(),
    })
}

struct Sign {
    actor: Actor,
    request: JointRequestId,
}

/// 签名, for every head the signer belongs to that has not signed yet. Signing twice is signing once.
///
/// No form key is kept: it would answer a page gone back to, after the signature was taken back, with the first one's
/// answer and no signature.
pub async fn sign_request(hall: &Hall, actor: &Actor, request: JointRequestId) -> Result<()> {
    hall.write(Sign { actor: actor.clone(), request }, sign).await
}

fn sign<'a>(tx: &'a mut Tx<'_>, command: &'a Sign) -> BoxFuture<'a, Result<()>> {
    Box::pin(async move {
        let held = hold(tx, command.request).await?;
        policy::may(&command.actor, &Action::SignJointRequest { compound: held.compound })?;
        let new = put_signatures(tx, &command.actor, command.request, &held).await?;
        if new == 0 && !has_signed(tx, &command.actor, command.request).await? {
            // A co-owner has, for every head of theirs.
            return Err(Problem::AlreadyDone.into());
        }
        Ok(())
    })
}

async fn has_signed(tx: &mut Tx<'_>, actor: &Actor, request: JointRequestId) -> Result<bool> {
    let row = sqlx::query(
        "SELECT COUNT(*) AS own FROM joint_request_signers WHERE request_id = $1 AND member_id = $2",
    )
    .bind(request.to_string())
    .bind(actor.member_id().map(|member| member.to_string()))
    .fetch_one(&mut *tx.conn)
    .await?;
    Ok(row.int("own")? > 0)
}

/// Signs for the actor's heads; once a fifth has signed, the convenor's time begins. Answers how many were new.
async fn put_signatures(
    tx: &mut Tx<'_>,
    actor: &Actor,
    id: JointRequestId,
    held: &HeldRequest,
) -> Result<u64> {
    let member = actor.member().ok_or(Denied::NotAnOwner)?;
    let person = member.person.ok_or(Denied::NotAnOwner)?;
    let heads = sqlx::query(sql::HEADS_OF_PERSON)
        .bind(held.compound.to_string())
        .bind(person.to_string())
        .fetch_all(&mut *tx.conn)
        .await?;
    // Who owns a parking space only, where such give no head, is an owner without one.
    if heads.is_empty() {
        return Err(Denied::NotAnOwner.into());
    }
    let mut new = 0;
    for head in &heads {
        let done = sqlx::query(sql::SIGN)
            .bind(id.to_string())
            .bind(head.text("id")?)
            .bind(member.id.to_string())
            .bind(tx.now().0)
            .execute(&mut *tx.conn)
            .await?;
        new += done.rows_affected();
    }
    let signed = held.signed + i64::try_from(new).map_err(Error::broken)?;
    if !held.reached && is_reached(signed, held.total) {
        reach(tx, id, held).await?;
    }
    Ok(new)
}

/// Begins the convenor's time to answer and tells those who convene, and who started it.
async fn reach(tx: &mut Tx<'_>, id: JointRequestId, held: &HeldRequest) -> Result<()> {
    let now = tx.now();
    sqlx::query("UPDATE joint_requests SET reached_at = $2, answer_due_at = $3 WHERE id = $1")
        .bind(id.to_string())
        .bind(now.0)
        .bind(answer_due(now).0)
        .execute(&mut *tx.conn)
        .await?;
    let convenors = sqlx::query(sql::CONVENORS)
        .bind(held.community.to_string())
        .bind(held.compound.to_string())
        .bind(now.0)
        .fetch_all(&mut *tx.conn)
        .await?;
    let mut told = convenors.iter().map(|row| row.parsed("member_id")).collect::<Result<Vec<MemberId>>>()?;
    told.push(held.author);
    tell(tx, held, &told).await
}

async fn tell(tx: &mut Tx<'_>, held: &HeldRequest, told: &[MemberId]) -> Result<()> {
    let telling = Telling {
        community: held.community,
        kind: NoticeKind::JointRequest,
        title: &held.title,
        extract: "",
        path: &held.path,
    };
    notices::tell(tx, told, &telling).await
}

/// Takes back what the actor signed; once a fifth has signed, what was signed stands. As with signing, twice is once.
pub async fn unsign_request(hall: &Hall, actor: &Actor, request: JointRequestId) -> Result<()> {
    hall.write(Sign { actor: actor.clone(), request }, unsign).await
}

fn unsign<'a>(tx: &'a mut Tx<'_>, command: &'a Sign) -> BoxFuture<'a, Result<()>> {
    Box::pin(async move {
        let held = hold(tx, command.request).await?;
        policy::may(&command.actor, &Action::SignJointRequest { compound: held.compound })?;
        if held.reached {
            return Err(Problem::Frozen.into());
        }
        let member = command.actor.member_id().ok_or(Error::NotFound)?;
        sqlx::query("DELETE FROM joint_request_signers WHERE request_id = $1 AND member_id = $2")
            .bind(command.request.to_string())
            .bind(member.to_string())
            .execute(&mut *tx.conn)
            .await?;
        Ok(())
    })
}

struct Answer {
    actor: Actor,
    request: JointRequestId,
    answer: Reason,
}

/// 答复: the convenor's, in public, once, after a fifth has signed.
pub async fn answer_request(
    hall: &Hall,
    actor: &Actor,
    key: FormKey,
    request: JointRequestId,
    answer: Reason,
) -> Result<()> {
    hall.write_once(actor, key, Answer { actor: actor.clone(), request, answer }, give_answer).await
}

fn give_answer<'a>(tx: &'a mut Tx<'_>, command: &'a Answer) -> BoxFuture<'a, Result<()>> {
    Box::pin(async move {
        let held = hold(tx, command.request).await?;
        let (community, compound) = (held.community, held.compound);
        policy::may(&command.actor, &Action::AnswerJointRequest { community, compound })?;
        if !held.reached {
            return Err(Denied::WrongStage.into());
        }
        if held.answered {
            return Err(Problem::AlreadyDone.into());
        }
        let title = convenors_title(&command.actor, community, compound)?;
        sqlx::query(
            "UPDATE joint_requests SET answer = $2, answer_seat_title = $3, answered_at = $4 WHERE id = $1",
        )
        .bind(command.request.to_string())
        .bind(command.answer.as_str())
        .bind(title)
        .bind(tx.now().0)
        .execute(&mut *tx.conn)
        .await?;
        let rows = sqlx::query("SELECT DISTINCT member_id FROM joint_request_signers WHERE request_id = $1")
            .bind(command.request.to_string())
            .fetch_all(&mut *tx.conn)
            .await?;
        let told = rows.iter().map(|row| row.parsed("member_id")).collect::<Result<Vec<MemberId>>>()?;
        let told = notices::without(told, command.actor.member_id());
        tell(tx, &held, &told).await
    })
}

fn convenors_title(actor: &Actor, community: CommunityId, compound: CompoundId) -> Result<String> {
    let member = actor.member().ok_or(Denied::NoSeat)?;
    let seat = member
        .compound_seat(SeatRight::Committee, community, compound)
        .or_else(|| member.compound_seat(SeatRight::Convenor, community, compound));
    Ok(seat.ok_or(Denied::NoSeat)?.title.clone())
}

/// The joint requests of a community. Two statements.
pub async fn requests(snapshot: &mut Snapshot, community: &Community, page: i64) -> Result<RequestsPage> {
    let counted =
        sqlx::query(sql::COUNT).bind(community.id.to_string()).fetch_one(&mut *snapshot.conn).await?;
    let pages = ((counted.int("requests")? + REQUESTS_PER_PAGE - 1) / REQUESTS_PER_PAGE).max(1);
    let page = page.clamp(1, pages);
    let rows = sqlx::query(sql::LIST)
        .bind(community.id.to_string())
        .bind(REQUESTS_PER_PAGE)
        .bind((page - 1) * REQUESTS_PER_PAGE)
        .fetch_all(&mut *snapshot.conn)
        .await?;
    Ok(RequestsPage { requests: rows.iter().map(listed_of).collect::<Result<_>>()?, page, pages })
}

/// The joint request `number` of the compound at `compound`, as `actor` sees it. One statement.
pub async fn request(
    snapshot: &mut Snapshot,
    actor: &Actor,
    community: &Community,
    compound: &str,
    number: i64,
) -> Result<Request> {
    let row = sqlx::query(sql::REQUEST)
        .bind(community.id.to_string())
        .bind(compound)
        .bind(number)
        .bind(actor.member_id().map_or_else(String::new, |member| member.to_string()))
        .fetch_optional(&mut *snapshot.conn)
        .await?
        .ok_or(Error::NotFound)?;
    let answer = match (row.opt_text("answer")?, row.opt_text("answer_seat_title")?) {
        (Some(answer), Some(seat)) => Some((answer, seat)),
        _ => None,
    };
    Ok(Request {
        id: row.parsed("id")?,
        listed: listed_of(&row)?,
        compound: row.parsed("compound_id")?,
        body_html: row.text("body_html")?,
        matter: row.opt_parsed("matter")?,
        author_name: row.text("author_name")?,
        area_share: area_share(row.int("signed")?, row.int("area_signed")?, row.int("area_total")?),
        mine: row.int("mine")?,
        by_co_owner: row.int("by_co_owner")?,
        signable: row.int("signable")?,
        answer,
    })
}

fn listed_of(row: &AnyRow) -> Result<Listed> {
    Ok(Listed {
        compound_slug: row.text("compound_slug")?,
        compound_name: row.text("compound_name")?,
        number: row.int("number")?,
        title: row.text("title")?,
        progress: Progress {
            signed: row.int("signed")?,
            total: row.int("heads_total")?,
            reached_at: row.opt_time("reached_at")?,
            answer_due_at: row.opt_time("answer_due_at")?,
            answered_at: row.opt_time("answered_at")?,
        },
        created_at: row.time("created_at")?,
    })
}
