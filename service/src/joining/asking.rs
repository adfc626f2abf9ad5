//! Asking to be let in by unit and name: a grid officer looks, and the device that asked is signed in.

use super::{Device, SignedIn, admit, form_hash, leave_behind, sql, still_admits};
use crate::communities::Community;
use crate::hall::{Hall, Snapshot, Tx};
use crate::limits::{self, ASKING, LimitKey};
use crate::row::RowExt as _;
use crate::sessions::{Token, hash};
use crate::{Error, Result};
use domain::actor::Actor;
use domain::id::{BuildingId, CommunityId, FormKey, JoinRequestId};
use domain::members::{JoinRequestState, Phone};
use domain::problem::Problem;
use domain::roll::ResidenceKind;
use domain::time::Timestamp;
use domain::words::{Label, PersonName};
use futures::future::BoxFuture;

/// What someone says of themselves to be let in.
#[derive(Clone, Debug)]
pub struct Ask {
    /// Where.
    pub community: CommunityId,
    /// Which building.
    pub building: BuildingId,
    /// `2单元1201`, as they wrote it.
    pub unit: Label,
    /// Their name.
    pub name: PersonName,
    /// How to reach them, if they want to be.
    pub phone: Option<Phone>,
    /// Owner, of the owner's household, or tenant.
    pub tie: ResidenceKind,
}

struct AskToJoin {
    ask: Ask,
    key: LimitKey,
    form_hash: String,
    pickup_hash: String,
}

/// 申请加入. `pickup` is what the device holds to be signed in by; the second of two taps holds it.
pub async fn ask_to_join(hall: &Hall, key: FormKey, ask: Ask, pickup: &Token, device: &Device) -> Result<()> {
    let form_hash = form_hash(key).unwrap_or_else(|| hash(pickup.as_str()));
    let key = LimitKey::address(ASKING, device.address);
    let command = AskToJoin { ask, key, form_hash, pickup_hash: pickup.hash() };
    hall.write(command, ask_for).await?.map_err(Error::Refused)
}

fn ask_for<'a>(tx: &'a mut Tx<'_>, command: &'a AskToJoin) -> BoxFuture<'a, Result<Result<(), Problem>>> {
    Box::pin(async move {
        if !limits::take(tx, ASKING, &command.key).await? {
            return Ok(Err(Problem::TooManyTries));
        }
        let ask = &command.ask;
        let place = sql::building(tx, ask.building).await?;
        if place.community != ask.community {
            return Err(Error::NotFound);
        }
        let id: JoinRequestId = tx.new_id();
        sqlx::query(
            "INSERT INTO join_requests (id, community_id, compound_id, building_id, unit_text, name, phone, tie, \
               pickup_hash, form_hash, state, created_at) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'waiting', $11) \
             ON CONFLICT (form_hash) DO UPDATE SET pickup_hash = excluded.pickup_hash",
        )
        .bind(id.to_string())
        .bind(ask.community.to_string())
        .bind(place.compound.to_string())
        .bind(ask.building.to_string())
        .bind(ask.unit.as_str())
        .bind(ask.name.as_str())
        .bind(ask.phone.as_ref().map(Phone::as_str))
        .bind(ask.tie.code())
        .bind(&command.pickup_hash)
        .bind(&command.form_hash)
        .bind(tx.now().0)
        .execute(&mut *tx.conn)
        .await?;
        Ok(Ok(()))
    })
}

/// What the asking device sees of its request.
#[derive(Clone, Debug)]
pub struct AskedFor {
    /// `3号楼`, `2单元1201` as written.
    pub place: String,
    /// Where it stands.
    pub state: JoinRequestState,
    /// Why it was refused.
    pub reason: Option<String>,
    /// When it was sent.
    pub created_at: Timestamp,
}

/// The request of the device that holds `pickup`. One statement.
pub async fn asked_for(snapshot: &mut Snapshot, community: &Community, pickup: &Token) -> Result<AskedFor> {
    let row = sqlx::query(
        "SELECT b.name || ' ' || r.unit_text AS place, r.state, r.reason, r.created_at \
         FROM join_requests r JOIN buildings b ON b.id = r.building_id \
         WHERE r.community_id = $1 AND r.pickup_hash = $2",
    )
    .bind(community.id.to_string())
    .bind(pickup.hash())
    .fetch_optional(&mut *snapshot.conn)
    .await?
    .ok_or(Error::NotFound)?;
    Ok(AskedFor {
        place: row.text("place")?,
        state: row.parsed("state")?,
        reason: row.opt_text("reason")?,
        created_at: row.time("created_at")?,
    })
}

struct PickUp {
    actor: Actor,
    pickup_hash: String,
    token_hash: String,
    device: String,
}

/// Signs in the device whose request was granted. The pickup is spent; the cookie goes with it.
pub async fn pick_up(
    hall: &Hall,
    actor: &Actor,
    pickup: &Token,
    token: &Token,
    device: Device,
) -> Result<SignedIn> {
    let command = PickUp {
        actor: actor.clone(),
        pickup_hash: pickup.hash(),
        token_hash: token.hash(),
        device: device.name,
    };
    hall.write(command, pick).await
}

fn pick<'a>(tx: &'a mut Tx<'_>, command: &'a PickUp) -> BoxFuture<'a, Result<SignedIn>> {
    Box::pin(async move {
        let row = sqlx::query(
            "UPDATE join_requests SET state = 'picked_up' WHERE pickup_hash = $1 AND state = 'confirmed' \
             RETURNING person_id, decided_by",
        )
        .bind(&command.pickup_hash)
        .fetch_optional(&mut *tx.conn)
        .await?
        .ok_or(Error::Refused(Problem::AlreadyDone))?;
        let (person, granted_by) = (row.parsed("person_id")?, row.opt_parsed("decided_by")?);
        if !still_admits(tx, person, granted_by).await? {
            return Err(Problem::CodeNotValid.into());
        }
        let signed_in = admit(tx, person, &command.token_hash, &command.device).await?;
        leave_behind(tx, &command.actor).await?;
        Ok(signed_in)
    })
}
