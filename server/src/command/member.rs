//! `yishi member`: the first accounts of a hall, whoever cannot join by a code, and passwords they forgot.

use super::{serve, words};
use crate::config::Config;
use anyhow::Context as _;
use clap::{Args, Subcommand};
use domain::actor::{Actor, Level};
use domain::bodies::SeatRight;
use domain::id::{CommunityId, TermId};
use domain::members::{reads_as_phone, too_simple};
use domain::words::{DisplayName, Label, LoginName, Password};
use service::founding::{self, NewBody, NewMember, NewSeat};
use service::{Hall, accounts, bodies, communities};
use std::io::{BufRead as _, IsTerminal as _, Write as _};

/// What can be done with accounts.
#[derive(Debug, Subcommand)]
pub(super) enum MemberAct {
    /// Make an account that signs in with a password, and give it a seat.
    ///
    /// The password is read from the first line of the standard input, or made and printed with --generate-password.
    Create(Create),
    /// Replace the forgotten password of an account; its devices are signed out.
    ///
    /// The new one is read from the first line of the standard input, or made and printed with --generate-password.
    /// People on the roll need no operator: their administrator clears it on their page and hands them a new code.
    Password(Replace),
}

/// See [`MemberAct::Password`].
#[derive(Args, Debug)]
pub(super) struct Replace {
    #[command(flatten)]
    pub(super) place: crate::config::Place,
    /// Name the account signs in with
    login: String,
    /// Make a password and print it, instead of reading one
    #[arg(long)]
    generate_password: bool,
}

/// Replaces a password.
pub(super) async fn replace_password(config: Config, replace: Replace) -> anyhow::Result<()> {
    let login =
        LoginName::parse(&replace.login).map_err(|error| anyhow::anyhow!("the name: {}", words(error)))?;
    let hall = serve::open_existing(&config).await?;
    let password = if replace.generate_password { generated(&hall)? } else { read_password()? };
    check_password(&login, &password)?;
    match accounts::replace_password(&hall, &Actor::System, &login, &password).await {
        Err(service::Error::NotFound) => anyhow::bail!("no account signs in as {}", replace.login),
        done => done.context("replacing the password")?,
    }
    let mut out = std::io::stdout();
    writeln!(out, "{} signs in with the new password; all their devices are signed out", replace.login)?;
    if replace.generate_password {
        writeln!(out, "password: {}", password.as_str())?;
    }
    hall.close().await;
    Ok(())
}

/// See [`MemberAct::Create`].
#[derive(Args, Debug)]
pub(super) struct Create {
    #[command(flatten)]
    pub(super) place: crate::config::Place,
    /// Name shown in public
    #[arg(long)]
    display_name: String,
    /// Name to sign in with
    #[arg(long)]
    login: String,
    /// Community of the seat, as in its addresses: chunhe
    #[arg(long, required_unless_present = "as_operator")]
    community: Option<String>,
    /// Seat to give: administrator, council, committee, grid_officer, convenor, property_service
    #[arg(long, default_value = "administrator", conflicts_with = "as_operator")]
    seat: String,
    /// Make an operator of the whole installation instead
    #[arg(long)]
    as_operator: bool,
    /// Title of the seat, as the public line names it [default: 管理员, 运维]
    #[arg(long)]
    title: Option<String>,
    /// Make a password and print it, instead of reading one
    #[arg(long)]
    generate_password: bool,
}

/// Makes the account, with its seat.
pub(super) async fn create(config: Config, create: Create) -> anyhow::Result<()> {
    let wrong = |what: &'static str| {
        move |error: domain::words::WordsError| anyhow::anyhow!("{what}: {}", words(error))
    };
    let display_name = DisplayName::parse(&create.display_name).map_err(wrong("--display-name"))?;
    let login = LoginName::parse(&create.login).map_err(wrong("--login"))?;
    // An account made here is nobody's on the roll, and the number might be a neighbour's, who signs in by it.
    anyhow::ensure!(!reads_as_phone(login.as_str()), "--login: a name, not a phone number");
    let right = if create.as_operator {
        SeatRight::Operator
    } else {
        create
            .seat
            .parse()
            .map_err(|_foreign| anyhow::anyhow!("--seat: no seat is called {}", create.seat))?
    };
    let title = create.title.as_deref().unwrap_or(if create.as_operator { "运维" } else { "管理员" });
    let title = Label::parse(title).map_err(wrong("--title"))?;
    let hall = serve::open_existing(&config).await?;
    let password = if create.generate_password { generated(&hall)? } else { read_password()? };
    check_password(&login, &password)?;
    // Found before the account is made, so that a misspelt community leaves nothing behind.
    let term = term(&hall, create.community.as_deref(), right).await?;
    let password_hash = Some(accounts::make_password(&hall, &password).await?);
    let new = NewMember {
        person: None,
        display_name,
        login_name: Some(login),
        password_hash,
        level: Level::Verified,
    };
    let member = founding::add_member(&hall, &Actor::System, new).await.context("making the account")?;
    let seat = NewSeat { term, member, title, right: Some(right), grid: None };
    founding::seat_member(&hall, &Actor::System, seat).await.context("giving the seat")?;
    let mut out = std::io::stdout();
    writeln!(out, "{} can sign in at {}/sign-in", create.login, config.public_address)?;
    if create.generate_password {
        writeln!(out, "password: {}", password.as_str())?;
    }
    hall.close().await;
    Ok(())
}

/// The running term to seat someone in. The two bodies a new installation cannot do without are founded here.
async fn term(hall: &Hall, slug: Option<&str>, right: SeatRight) -> anyhow::Result<TermId> {
    let community = match slug {
        Some(slug) if right != SeatRight::Operator => {
            let mut snapshot = hall.read().await?;
            let found = communities::community(&mut snapshot, slug).await;
            Some(found.map_err(|_missing| anyhow::anyhow!("there is no community at /c/{slug}"))?.id)
        }
        _ => None,
    };
    let mut snapshot = hall.read().await?;
    if let Some(term) = bodies::running_term(&mut snapshot, community, right).await? {
        return Ok(term);
    }
    drop(snapshot);
    let (kind, name) = match right {
        SeatRight::Operator => ("operators", "运维组"),
        SeatRight::Administrator => ("residents_committee", "居民委员会"),
        _ => anyhow::bail!("no body there gives the seat {}; found one in the browser first", right.code()),
    };
    found(hall, community, kind, name).await
}

async fn found(
    hall: &Hall,
    community: Option<CommunityId>,
    kind: &str,
    name: &str,
) -> anyhow::Result<TermId> {
    let name = Label::parse(name).context("a body's name")?;
    let new =
        NewBody { kind: kind.to_owned(), community, compound: None, name, decision_prefix: String::new() };
    let term = Label::parse("第一届").context("a term's name")?;
    let (_body, term) = founding::found_body(hall, &Actor::System, new, term, hall.now()).await?;
    Ok(term)
}

/// Sixteen letters and digits without look-alikes: eighty random bits.
fn generated(hall: &Hall) -> anyhow::Result<Password> {
    const ALPHABET: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";
    let text: String =
        hall.secret::<16>().iter().map(|byte| char::from(ALPHABET[usize::from(byte & 31)])).collect();
    Password::parse(&text).context("a made password")
}

/// What the page asks of a password holds here too: these accounts hold the most.
fn check_password(login: &LoginName, password: &Password) -> anyhow::Result<()> {
    let simple = too_simple(password.as_str(), login.as_str());
    anyhow::ensure!(
        !simple,
        "the password is among the first anybody tries: no runs, no repeats, not the name"
    );
    Ok(())
}

fn read_password() -> anyhow::Result<Password> {
    let input = std::io::stdin();
    if input.is_terminal() {
        write!(std::io::stderr(), "password (at least 8 characters; it shows while you type): ")?;
    }
    let mut line = String::new();
    input.lock().read_line(&mut line).context("reading the password")?;
    Password::parse(&line).map_err(|error| anyhow::anyhow!("the password: {}", words(error)))
}
