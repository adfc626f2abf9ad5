//! Signing in by name or phone and password, which seats need, and setting one.

use crate::hall::{Hall, Tx};
use crate::joining::{Device, SignedIn};
use crate::limits::{self, LimitKey, PASSWORDS, PASSWORDS_ADDRESS};
use crate::passwords;
use crate::row::RowExt as _;
use crate::sessions::{self, Token};
use crate::{Error, Result, dialect};
use domain::actor::Actor;
use domain::id::{MemberId, SessionId};
use domain::members::{FRESH_CODE_MICROS, login_key, reads_as_phone, too_simple};
use domain::policy::{self, Action, Denied};
use domain::problem::Problem;
use domain::words::{LoginName, Password};
use futures::future::BoxFuture;

/// What someone signs in with.
#[derive(Debug)]
pub struct Credentials {
    /// A login name or a phone number.
    pub login: LoginName,
    /// Never logged: its type prints its text only when asked to.
    pub password: Password,
}

struct Lookup {
    login: String,
    name_key: LimitKey,
    address_key: LimitKey,
}

/// Signs a device in, strongly enough for seats. Names nobody has take as long and get the same answer.
///
/// The caller should hold no snapshot meanwhile: hashing may wait for a place.
pub async fn sign_in(
    hall: &Hall,
    actor: &Actor,
    credentials: &Credentials,
    token: &Token,
    device: Device,
) -> Result<SignedIn> {
    let login = login_key(credentials.login.as_str());
    let name_key = LimitKey::account(PASSWORDS, &login);
    let address_key = LimitKey::address(PASSWORDS_ADDRESS, device.address);
    let lookup = Lookup { login, name_key: name_key.clone(), address_key: address_key.clone() };
    let found = hall.write(lookup, look_up).await?.map_err(Error::Refused)?;
    let stored = found.as_ref().map(|(_, hash)| hash.as_str());
    let fits = passwords::verify(hall, &credentials.password, stored).await?;
    match found {
        Some((member, stored)) if fits => {
            let command = Enter {
                actor: actor.clone(),
                member,
                stored,
                name_key,
                address_key,
                token_hash: token.hash(),
                device: device.name,
            };
            hall.write(command, enter).await
        }
        _ => Err(Problem::SignInFailed.into()),
    }
}

type Found = Option<(MemberId, String)>;

/// Takes a try and reads whose password it is. A phone that two accounts give is nobody's name; a login name that is
/// another member's phone on the roll stands back behind it.
fn look_up<'a>(tx: &'a mut Tx<'_>, command: &'a Lookup) -> BoxFuture<'a, Result<Result<Found, Problem>>> {
    Box::pin(async move {
        let by_name = limits::take(tx, PASSWORDS, &command.name_key).await?;
        let by_address = limits::take(tx, PASSWORDS_ADDRESS, &command.address_key).await?;
        if !by_name || !by_address {
            return Ok(Err(Problem::TooManyTries));
        }
        let rows = sqlx::query(
            "SELECT m.id, m.password_hash, 0 AS how FROM members m LEFT JOIN persons own ON own.id = m.person_id \
             WHERE m.login_name = $1 AND m.password_hash IS NOT NULL \
               AND (own.phone = $1 OR NOT EXISTS (SELECT 1 FROM persons p JOIN members o ON o.person_id = p.id \
                                                  WHERE p.phone = $1 AND o.id <> m.id)) \
             UNION ALL \
             SELECT m.id, m.password_hash, 1 FROM persons p JOIN members m ON m.person_id = p.id \
             WHERE p.phone = $1 AND m.password_hash IS NOT NULL AND (m.login_name IS NULL OR m.login_name <> $1) \
             ORDER BY how",
        )
        .bind(&command.login)
        .fetch_all(&mut *tx.conn)
        .await?;
        let row = match rows.as_slice() {
            [only] => only,
            [first, ..] if first.int("how")? == 0 => first,
            _ => return Ok(Ok(None)),
        };
        Ok(Ok(Some((row.parsed("id")?, row.text("password_hash")?))))
    })
}

struct Enter {
    actor: Actor,
    member: MemberId,
    stored: String,
    name_key: LimitKey,
    address_key: LimitKey,
    token_hash: String,
    device: String,
}

fn enter<'a>(tx: &'a mut Tx<'_>, command: &'a Enter) -> BoxFuture<'a, Result<SignedIn>> {
    Box::pin(async move {
        let row = sqlx::query(
            "SELECT m.password_hash, c.slug FROM members m LEFT JOIN persons p ON p.id = m.person_id \
             LEFT JOIN communities c ON c.id = p.community_id WHERE m.id = $1",
        )
        .bind(command.member.to_string())
        .fetch_one(&mut *tx.conn)
        .await?;
        // Changed while this one was being checked: it is the old one now.
        if row.opt_text("password_hash")?.as_deref() != Some(command.stored.as_str()) {
            return Err(Problem::SignInFailed.into());
        }
        limits::begin_anew(tx, &command.name_key).await?;
        limits::give_back(tx, &command.address_key).await?;
        sessions::open_session(tx, command.member, &command.token_hash, &command.device, true).await?;
        if let Some(session) = command.actor.member().and_then(|member| member.session) {
            end(tx, session).await?;
        }
        Ok(SignedIn { member: command.member, community: row.opt_text("slug")?, is_new: false })
    })
}

async fn end(tx: &mut Tx<'_>, session: SessionId) -> Result<()> {
    sqlx::query("DELETE FROM sessions WHERE id = $1")
        .bind(session.to_string())
        .execute(&mut *tx.conn)
        .await?;
    Ok(())
}

/// A password to be set, with what proves that it is one's own account.
#[derive(Debug)]
pub struct NewPassword {
    /// The login name that goes with it.
    pub login: LoginName,
    /// The password.
    pub password: Password,
    /// The old one; needed unless there is none and the device joined by a code just now.
    pub old: Option<Password>,
}

struct SetPassword {
    member: MemberId,
    session: Option<SessionId>,
    login: String,
    hash: String,
    /// The stored hash the old password was checked against.
    seen: Option<String>,
}

/// Sets a password and the name it goes with; every other device is signed out, this one is strong from now on.
///
/// Without an old password a fresh code is the proof: a phone left on a bench must not give its finder a seat.
pub async fn set_password(hall: &Hall, actor: &Actor, new: NewPassword) -> Result<()> {
    policy::may(actor, &Action::KeepOwnAccount)?;
    let member = actor.member().ok_or(Error::Denied(Denied::NotSignedIn))?;
    let (id, session) = (member.id, member.session);
    if too_simple(new.password.as_str(), new.login.as_str()) {
        return Err(Problem::PasswordTooSimple.into());
    }
    let account = hall.write((id, session), account).await?.map_err(Error::Refused)?;
    match (&account.hash, &new.old) {
        (Some(stored), Some(old)) => {
            if !passwords::verify(hall, old, Some(stored)).await? {
                return Err(Problem::SignInFailed.into());
            }
        }
        (Some(_), None) => return Err(Problem::SignInFailed.into()),
        (None, _) if account.is_fresh => {}
        (None, _) => return Err(Problem::NeedsFreshCode.into()),
    }
    let hash = passwords::hash(hall, &new.password).await?;
    let login = login_key(new.login.as_str());
    hall.write(SetPassword { member: id, session, login, hash, seen: account.hash }, set).await
}

/// What is known of an account before its password changes.
struct Account {
    hash: Option<String>,
    is_fresh: bool,
}

/// Reads the account, and takes a try: the old password cannot be guessed here either.
fn account<'a>(
    tx: &'a mut Tx<'_>,
    (member, session): &'a (MemberId, Option<SessionId>),
) -> BoxFuture<'a, Result<Result<Account, Problem>>> {
    Box::pin(async move {
        let key = LimitKey::account(PASSWORDS, &member.to_string());
        if !limits::take(tx, PASSWORDS, &key).await? {
            return Ok(Err(Problem::TooManyTries));
        }
        let row = sqlx::query(
            "SELECT m.password_hash, s.created_at FROM members m LEFT JOIN sessions s ON s.member_id = m.id AND s.id = $2 \
             WHERE m.id = $1",
        )
        .bind(member.to_string())
        .bind(session.map(|session| session.to_string()))
        .fetch_one(&mut *tx.conn)
        .await?;
        let age = row.opt_time("created_at")?.map(|created| tx.now().since(created));
        let is_fresh = age.is_some_and(|age| (0..=FRESH_CODE_MICROS).contains(&age));
        Ok(Ok(Account { hash: row.opt_text("password_hash")?, is_fresh }))
    })
}

/// A name of digits is somebody's phone, by which they sign in: only one's own on the roll will do. What one has kept
/// already is no bar to a new password; it shadows nobody's phone.
async fn own_phone(tx: &mut Tx<'_>, command: &SetPassword) -> Result<()> {
    if !reads_as_phone(&command.login) {
        return Ok(());
    }
    let own = sqlx::query(
        "SELECT m.id FROM members m LEFT JOIN persons p ON p.id = m.person_id \
         WHERE m.id = $1 AND (p.phone = $2 OR m.login_name = $2)",
    )
    .bind(command.member.to_string())
    .bind(&command.login)
    .fetch_optional(&mut *tx.conn)
    .await?;
    own.map(|_row| ()).ok_or(Problem::NotYourPhone.into())
}

fn set<'a>(tx: &'a mut Tx<'_>, command: &'a SetPassword) -> BoxFuture<'a, Result<()>> {
    Box::pin(async move {
        own_phone(tx, command).await?;
        let changed = sqlx::query(
            "UPDATE members SET login_name = $2, password_hash = $3 \
             WHERE id = $1 AND COALESCE(password_hash, '') = $4",
        )
        .bind(command.member.to_string())
        .bind(&command.login)
        .bind(&command.hash)
        .bind(command.seen.clone().unwrap_or_default())
        .execute(&mut *tx.conn)
        .await;
        let changed = match changed {
            Err(error) if dialect::conflict(&error) == Some(dialect::Conflict::LoginName) => {
                return Err(Problem::NameTaken.into());
            }
            other => other?,
        };
        if changed.rows_affected() == 0 {
            return Err(Problem::ChangedMeanwhile.into());
        }
        limits::begin_anew(tx, &LimitKey::account(PASSWORDS, &command.member.to_string())).await?;
        limits::begin_anew(tx, &LimitKey::account(PASSWORDS, &command.login)).await?;
        let session = command.session.map(|session| session.to_string()).unwrap_or_default();
        sqlx::query("DELETE FROM sessions WHERE member_id = $1 AND id <> $2")
            .bind(command.member.to_string())
            .bind(&session)
            .execute(&mut *tx.conn)
            .await?;
        sqlx::query("UPDATE sessions SET strong = 1 WHERE id = $1")
            .bind(&session)
            .execute(&mut *tx.conn)
            .await?;
        Ok(())
    })
}

/// A forgotten password is replaced from the command line, whose user can read the database anyway: the way for
/// accounts without an entry on the roll, which no code can reach. Every device of theirs is signed out.
pub async fn replace_password(
    hall: &Hall,
    actor: &Actor,
    login: &LoginName,
    password: &Password,
) -> Result<()> {
    if !actor.is_system() {
        return Err(Denied::NoSeat.into());
    }
    let command = (login_key(login.as_str()), passwords::hash(hall, password).await?);
    hall.write(command, replace).await
}

fn replace<'a>(tx: &'a mut Tx<'_>, (login, hash): &'a (String, String)) -> BoxFuture<'a, Result<()>> {
    Box::pin(async move {
        let row = sqlx::query("UPDATE members SET password_hash = $2 WHERE login_name = $1 RETURNING id")
            .bind(login)
            .bind(hash)
            .fetch_optional(&mut *tx.conn)
            .await?
            .ok_or(Error::NotFound)?;
        limits::begin_anew(tx, &LimitKey::account(PASSWORDS, login)).await?;
        sqlx::query("DELETE FROM sessions WHERE member_id = $1")
            .bind(row.text("id")?)
            .execute(&mut *tx.conn)
            .await?;
        Ok(())
    })
}

/// The hash to store for a member made on the command line.
pub async fn make_password(hall: &Hall, password: &Password) -> Result<String> {
    passwords::hash(hall, password).await
}
