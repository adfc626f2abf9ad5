//! Bodies, seats and accounts.

use super::act;
use crate::hall::{Hall, Tx};
use crate::row::RowExt as _;
use crate::{Error, Result, dialect, joining};
use domain::actor::{Actor, Level};
use domain::bodies::SeatRight;
use domain::id::{BodyId, CommunityId, CompoundId, GridId, MemberId, PersonId, SeatId, TermId};
use domain::members::login_key;
use domain::policy::{self, Action};
use domain::problem::Problem;
use domain::time::Timestamp;
use domain::words::{DisplayName, Label, LoginName};

/// A body to be founded.
#[derive(Clone, Debug)]
pub struct NewBody {
    /// A code from the table of kinds.
    pub kind: String,
    /// Where; none for operators.
    pub community: Option<CommunityId>,
    /// Which compound it belongs to, if to one.
    pub compound: Option<CompoundId>,
    /// 春和苑2号院业主委员会.
    pub name: Label,
    /// 春和业.
    pub decision_prefix: String,
}

/// A seat to be taken.
#[derive(Clone, Debug)]
pub struct NewSeat {
    /// In which term.
    pub term: TermId,
    /// By whom.
    pub member: MemberId,
    /// 主任.
    pub title: Label,
    /// What it lets its holder do; the body's kind decides when none is given.
    pub right: Option<SeatRight>,
    /// For a grid officer, the grid.
    pub grid: Option<GridId>,
}

/// An account to be made.
#[derive(Clone, Debug)]
pub struct NewMember {
    /// Whose; none for an operator who is nobody's neighbour.
    pub person: Option<PersonId>,
    /// As shown in public.
    pub display_name: DisplayName,
    /// To sign in with a password.
    pub login_name: Option<LoginName>,
    /// Argon2id, in PHC form; made outside the transaction.
    pub password_hash: Option<String>,
    /// How surely the account is the person's.
    pub level: Level,
}

/// Founds a body and opens its first term.
pub async fn found_body(
    hall: &Hall,
    actor: &Actor,
    new: NewBody,
    term: Label,
    from: Timestamp,
) -> Result<(BodyId, TermId)> {
    act(hall, actor, (new, term, from), |tx, actor, (new, term, from)| {
        Box::pin(async move {
            match new.community {
                Some(community) => policy::may(actor, &Action::ManageCommunity { community })?,
                None => policy::may(actor, &Action::FoundCommunity)?,
            }
            let id: BodyId = tx.new_id();
            sqlx::query(
                "INSERT INTO bodies (id, kind, community_id, compound_id, name, decision_prefix, created_at) \
                 VALUES ($1, $2, $3, $4, $5, $6, $7)",
            )
            .bind(id.to_string())
            .bind(&new.kind)
            .bind(new.community.map(|community| community.to_string()))
            .bind(new.compound.map(|compound| compound.to_string()))
            .bind(new.name.as_str())
            .bind(&new.decision_prefix)
            .bind(tx.now().0)
            .execute(&mut *tx.conn)
            .await?;
            let term_id: TermId = tx.new_id();
            sqlx::query("INSERT INTO terms (id, body_id, name, from_at) VALUES ($1, $2, $3, $4)")
                .bind(term_id.to_string())
                .bind(id.to_string())
                .bind(term.as_str())
                .bind(from.0)
                .execute(&mut *tx.conn)
                .await?;
            Ok((id, term_id))
        })
    })
    .await
}

/// Seats a member from now on.
pub async fn seat_member(hall: &Hall, actor: &Actor, new: NewSeat) -> Result<SeatId> {
    act(hall, actor, new, |tx, actor, new| {
        Box::pin(async move {
            let row = sqlx::query(
                "SELECT b.community_id, k.seat_right FROM terms t JOIN bodies b ON b.id = t.body_id \
                 JOIN body_kinds k ON k.code = b.kind WHERE t.id = $1",
            )
            .bind(new.term.to_string())
            .fetch_optional(&mut *tx.conn)
            .await?
            .ok_or(Error::NotFound)?;
            match row.opt_parsed::<CommunityId>("community_id")? {
                Some(community) => policy::may(actor, &Action::ManageCommunity { community })?,
                None => policy::may(actor, &Action::FoundCommunity)?,
            }
            let right = new.right.unwrap_or(row.parsed("seat_right")?);
            // An administrator gives any seat but one that stands above their own.
            if right == SeatRight::Operator {
                policy::may(actor, &Action::FoundCommunity)?;
            }
            let id: SeatId = tx.new_id();
            sqlx::query(
                "INSERT INTO seats (id, term_id, member_id, title, seat_right, grid_id, from_at) \
                 VALUES ($1, $2, $3, $4, $5, $6, $7)",
            )
            .bind(id.to_string())
            .bind(new.term.to_string())
            .bind(new.member.to_string())
            .bind(new.title.as_str())
            .bind(right.code())
            .bind(new.grid.map(|grid| grid.to_string()))
            .bind(tx.now().0)
            .execute(&mut *tx.conn)
            .await?;
            joining::revoke_of(tx, new.member).await?;
            Ok(id)
        })
    })
    .await
}

/// Makes an account on the command line or for the demo; people make theirs by joining.
pub async fn add_member(hall: &Hall, actor: &Actor, new: NewMember) -> Result<MemberId> {
    act(hall, actor, new, |tx, actor, new| {
        Box::pin(async move {
            policy::may(actor, &Action::FoundCommunity)?;
            insert_member(tx, new).await
        })
    })
    .await
}

/// Writes an account; the caller has checked the right to.
pub(crate) async fn insert_member(tx: &mut Tx<'_>, new: &NewMember) -> Result<MemberId> {
    let id: MemberId = tx.new_id();
    let inserted = sqlx::query(
        "INSERT INTO members (id, person_id, display_name, login_name, password_hash, level, elder, created_at) \
         VALUES ($1, $2, $3, $4, $5, $6, 0, $7)",
    )
    .bind(id.to_string())
    .bind(new.person.map(|person| person.to_string()))
    .bind(new.display_name.as_str())
    .bind(new.login_name.as_ref().map(|login| login_key(login.as_str())))
    .bind(new.password_hash.as_deref())
    .bind(new.level.code())
    .bind(tx.now().0)
    .execute(&mut *tx.conn)
    .await;
    match inserted {
        Ok(_) => Ok(id),
        Err(error) => Err(match dialect::conflict(&error) {
            Some(dialect::Conflict::LoginName) => Problem::NameTaken.into(),
            Some(dialect::Conflict::MemberOfPerson) => Problem::AlreadyJoined.into(),
            _ => error.into(),
        }),
    }
}
