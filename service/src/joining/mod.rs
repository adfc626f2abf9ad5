//! Joining: one-time codes, issued, shown and spent. A resident needs no password.

mod asking;
mod requests;
mod slips;
mod sql;

pub use asking::{Ask, AskedFor, ask_to_join, asked_for, pick_up};
pub use requests::{
    Answered, Candidate, CandidateUnit, JoinRequest, Verdict, WaitingRequest, answer_request, request,
    waiting_requests,
};
pub use slips::{NewCode, Slip, SlipBuilding, issue_code, issue_slips, slip_buildings};
pub(crate) use sql::{HeldSeat, revoke, revoke_of, seat_of};

use crate::hall::{Hall, Snapshot, Tx};
use crate::limits::{self, CODES, LimitKey};
use crate::row::RowExt as _;
use crate::sessions::{self, Token, hash};
use crate::{Error, Result};
use domain::actor::Actor;
use domain::id::{FormKey, MemberId, PersonId, SessionId};
use domain::members::{CODE_REPLAY_MICROS, JoinCode};
use domain::problem::Problem;
use domain::words::masked_name;
use futures::future::BoxFuture;
use std::net::IpAddr;

/// What a code's page shows of whom it is for: enough to know oneself, nothing for a stranger to use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invitation {
    /// The community's part of addresses.
    pub community: String,
    /// `王**`.
    pub masked_name: String,
    /// `3号楼`; none when the person lives and owns nowhere any more.
    pub place: Option<String>,
}

/// A device that signs in.
#[derive(Clone, Debug)]
pub struct Device {
    /// Where the request came from.
    pub address: IpAddr,
    /// What it is listed as.
    pub name: String,
}

/// A device that signed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedIn {
    /// The account.
    pub member: MemberId,
    /// The community's part of addresses, when the person belongs to one.
    pub community: Option<String>,
    /// Whether the account was made just now.
    pub is_new: bool,
}

/// Whose wrong codes are counted.
fn keys(actor: &Actor, address: IpAddr) -> Vec<LimitKey> {
    let mut keys = vec![LimitKey::address(CODES, address)];
    keys.extend(actor.member_id().map(|member| LimitKey::account(CODES, &member.to_string())));
    keys
}

/// Whom `code` is for. The try is taken before the code is looked up and given back in the same act when it is good: of
/// many at the same instant no more are answered than the limit allows, and a chat app's prefetch spends nothing.
/// One answer for wrong, spent, expired.
pub async fn invitation(
    hall: &Hall,
    snapshot: &mut Snapshot,
    actor: &Actor,
    address: IpAddr,
    code: &JoinCode,
) -> Result<Invitation> {
    let keys = keys(actor, address);
    for key in &keys {
        if !limits::is_left(snapshot, CODES, key).await? {
            return Err(Problem::TooManyTries.into());
        }
    }
    hall.write((keys, hash(code.as_str())), invite).await?.map_err(Error::Refused)
}

fn invite<'a>(
    tx: &'a mut Tx<'_>,
    (keys, code_hash): &'a (Vec<LimitKey>, String),
) -> BoxFuture<'a, Result<Result<Invitation, Problem>>> {
    Box::pin(async move {
        if !take_all(tx, keys).await? {
            return Ok(Err(Problem::TooManyTries));
        }
        let found = sqlx::query(sql::INVITATION)
            .bind(code_hash)
            .bind(tx.now().0)
            .fetch_optional(&mut *tx.conn)
            .await?;
        let Some(row) = found else { return Ok(Err(Problem::CodeNotValid)) };
        for key in keys {
            limits::give_back(tx, key).await?;
        }
        Ok(Ok(Invitation {
            community: row.text("slug")?,
            masked_name: masked_name(&row.text("name")?),
            place: row.opt_text("place")?,
        }))
    })
}

/// Counts something typed that can be no code, as a wrong code is: the answer is the same.
pub async fn count_wrong_code(hall: &Hall, actor: &Actor, address: IpAddr) -> Result<Problem> {
    let left = hall
        .write(keys(actor, address), |tx, keys| Box::pin(async move { take_all(tx, keys).await }))
        .await?;
    Ok(if left { Problem::CodeNotValid } else { Problem::TooManyTries })
}

async fn take_all(tx: &mut Tx<'_>, keys: &[LimitKey]) -> Result<bool> {
    let mut left = true;
    for key in keys {
        left &= limits::take(tx, CODES, key).await?;
    }
    Ok(left)
}

struct SpendCode {
    actor: Actor,
    keys: Vec<LimitKey>,
    code_hash: String,
    form_hash: Option<String>,
    token_hash: String,
    device: String,
}

/// Spends `code` and signs the device in with `token`, making the account when the person has none.
///
/// A second tap on the same form within ten minutes signs the same device in again; any other finds the code spent.
pub async fn spend_code(
    hall: &Hall,
    actor: &Actor,
    key: FormKey,
    code: &JoinCode,
    token: &Token,
    device: Device,
) -> Result<SignedIn> {
    let command = SpendCode {
        actor: actor.clone(),
        keys: keys(actor, device.address),
        code_hash: hash(code.as_str()),
        form_hash: form_hash(key),
        token_hash: token.hash(),
        device: device.name,
    };
    hall.write(command, spend).await?.map_err(Error::Refused)
}

/// What is stored of a form's key; none of a form nobody rendered, which can then not be sent twice.
fn form_hash(key: FormKey) -> Option<String> {
    (!key.0.is_nil()).then(|| hash(&format!("form:{key}")))
}

/// A refusal is an answer here, not a failure: the count of wrong tries has to stay.
fn spend<'a>(tx: &'a mut Tx<'_>, command: &'a SpendCode) -> BoxFuture<'a, Result<Result<SignedIn, Problem>>> {
    Box::pin(async move {
        if !take_all(tx, &command.keys).await? {
            return Ok(Err(Problem::TooManyTries));
        }
        let spent = match sql::spend(tx, &command.code_hash, command.form_hash.as_deref()).await? {
            Some(spent) => Some(spent),
            None => match &command.form_hash {
                Some(form) => sql::spent_by_form(tx, &command.code_hash, form, CODE_REPLAY_MICROS).await?,
                None => None,
            },
        };
        let Some(sql::Spent { person, issuer }) = spent else { return Ok(Err(Problem::CodeNotValid)) };
        if !still_admits(tx, person, issuer).await? {
            return Ok(Err(Problem::CodeNotValid));
        }
        for key in &command.keys {
            limits::give_back(tx, key).await?;
        }
        let signed_in = admit(tx, person, &command.token_hash, &command.device).await?;
        leave_behind(tx, &command.actor).await?;
        Ok(Ok(signed_in))
    })
}

/// Whether who made a code, or granted a request, may let a device in as the person still: since then one may have been
/// given a seat, which opens only to who gives seats. The hall itself is nobody's issuer.
async fn still_admits(tx: &mut Tx<'_>, person: PersonId, issuer: Option<MemberId>) -> Result<bool> {
    let (person, _, _) = sql::present_person(tx, person).await?;
    let place = sql::person_place(tx, person).await?;
    let Some(issuer) = issuer.filter(|_| place.holds_seat || place.operates) else { return Ok(true) };
    let issuer = sessions::actor_in(tx, issuer).await?;
    Ok(slips::may_issue(&issuer, &place).is_ok())
}

/// Signs a device in as `person`, making the account when there is none.
async fn admit(tx: &mut Tx<'_>, person: PersonId, token_hash: &str, device: &str) -> Result<SignedIn> {
    let (person, name, community) = sql::present_person(tx, person).await?;
    let is_new = sql::make_member(tx, person, &masked_name(&name)).await?;
    let member = sql::member_of(tx, person).await?;
    sessions::open_session(tx, member, token_hash, device, false).await?;
    Ok(SignedIn { member, community: Some(community), is_new })
}

/// The session the device held before ends: its cookie is replaced.
async fn leave_behind(tx: &mut Tx<'_>, actor: &Actor) -> Result<()> {
    let session: Option<SessionId> = actor.member().and_then(|member| member.session);
    match session {
        Some(session) => sql::end_session(tx, session).await,
        None => Ok(()),
    }
}
