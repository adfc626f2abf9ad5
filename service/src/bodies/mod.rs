//! Bodies, their terms and seats, and the rules a community and its compounds are run by.

mod mend;
mod rules;

pub use mend::{Naming, rename, withdraw};
pub use rules::{CommunityRules, CompoundRules, NewRules, rules, set_cosigners, set_rules};
pub(crate) use rules::{silence_clause, written_clause};

use crate::communities::Community;
use crate::hall::{Hall, Snapshot, Tx};
use crate::row::RowExt as _;
use crate::{Error, Result, joining};
use domain::actor::Actor;
use domain::bodies::{Organ, SeatRight};
use domain::id::{BodyId, CommunityId, CompoundId, FormKey, GridId, MemberId, SeatId, TermId};
use domain::members::Phone;
use domain::policy::{self, Action};
use domain::problem::Problem;
use domain::time::Timestamp;
use domain::words::{Label, PersonName};
use futures::future::BoxFuture;
use sqlx::any::AnyRow;

/// A kind of body, from the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BodyKind {
    /// In forms and tables.
    pub code: String,
    /// 中文.
    pub name_zh: String,
    /// English.
    pub name_en: String,
    /// Whether such bodies publish decisions.
    pub publishes: bool,
    /// Whether such bodies are of the owners of one compound.
    pub of_owners: bool,
}

/// A body as the public list shows it.
#[derive(Clone, Debug)]
pub struct Body {
    /// Which.
    pub id: BodyId,
    /// 春和苑2号院业主委员会.
    pub name: String,
    /// The head of its decisions' numbers; empty for who publishes none.
    pub decision_prefix: String,
    /// Its kind.
    pub kind: BodyKind,
    /// The compound it belongs to; none for all of the community.
    pub compound: Option<String>,
    /// Its terms, the latest first.
    pub terms: Vec<Term>,
}

/// A term of office.
#[derive(Clone, Debug)]
pub struct Term {
    /// Which.
    pub id: TermId,
    /// 第二届.
    pub name: String,
    /// When it began or begins.
    pub from: Timestamp,
    /// When it ended or ends; none while open.
    pub until: Option<Timestamp>,
    /// Seats held in it now, or at its end.
    pub seats: Vec<Seat>,
}

/// A seat and who holds it.
#[derive(Clone, Debug)]
pub struct Seat {
    /// Which.
    pub id: SeatId,
    /// 主任.
    pub title: String,
    /// As the holder chose to be shown.
    pub holder: String,
    /// What it lets its holder do.
    pub right: SeatRight,
    /// The grid, for a grid officer.
    pub grid: Option<String>,
}

impl Term {
    /// Whether it runs at `now`.
    #[must_use]
    pub fn runs(&self, now: Timestamp) -> bool {
        self.from <= now && self.until.is_none_or(|until| until > now)
    }
}

/// The bodies of a community with terms and seats. Two statements.
pub async fn bodies(snapshot: &mut Snapshot, community: &Community) -> Result<Vec<Body>> {
    let terms = sqlx::query(
        "SELECT b.id, b.name, b.decision_prefix, b.kind, k.name_zh, k.name_en, k.organ, c.name AS compound, t.id AS term_id, \
                t.name AS term_name, t.from_at, t.until_at \
         FROM bodies b JOIN body_kinds k ON k.code = b.kind LEFT JOIN compounds c ON c.id = b.compound_id \
              LEFT JOIN terms t ON t.body_id = b.id \
         WHERE b.community_id = $1 ORDER BY k.sort, b.name, b.id, t.from_at DESC",
    )
    .bind(community.id.to_string())
    .fetch_all(&mut *snapshot.conn)
    .await?;
    let seats = sqlx::query(
        "SELECT s.id, s.term_id, s.title, s.seat_right, m.display_name, g.name AS grid \
         FROM seats s JOIN terms t ON t.id = s.term_id JOIN bodies b ON b.id = t.body_id \
              JOIN members m ON m.id = s.member_id LEFT JOIN grids g ON g.id = s.grid_id \
         WHERE b.community_id = $1 AND (s.until_at IS NULL OR s.until_at > $2) ORDER BY s.from_at, s.id",
    )
    .bind(community.id.to_string())
    .bind(snapshot.now().0)
    .fetch_all(&mut *snapshot.conn)
    .await?;
    let mut bodies: Vec<Body> = Vec::new();
    for row in &terms {
        let id: BodyId = row.parsed("id")?;
        if bodies.last().is_none_or(|last| last.id != id) {
            let kind = kind_of(row, "kind")?;
            let (name, compound) = (row.text("name")?, row.opt_text("compound")?);
            let decision_prefix = row.text("decision_prefix")?;
            bodies.push(Body { id, name, decision_prefix, kind, compound, terms: Vec::new() });
        }
        if let (Some(term), Some(body)) = (row.opt_parsed("term_id")?, bodies.last_mut()) {
            body.terms.push(Term {
                id: term,
                name: row.text("term_name")?,
                from: row.time("from_at")?,
                until: row.opt_time("until_at")?,
                seats: Vec::new(),
            });
        }
    }
    for row in &seats {
        let term: TermId = row.parsed("term_id")?;
        if let Some(term) = bodies.iter_mut().flat_map(|body| &mut body.terms).find(|own| own.id == term) {
            term.seats.push(Seat {
                id: row.parsed("id")?,
                title: row.text("title")?,
                holder: row.text("display_name")?,
                right: row.parsed("seat_right")?,
                grid: row.opt_text("grid")?,
            });
        }
    }
    Ok(bodies)
}

/// The kinds a community can found; operators are not a community's to name. One statement.
pub async fn kinds(snapshot: &mut Snapshot) -> Result<Vec<BodyKind>> {
    sqlx::query(
        "SELECT code, name_zh, name_en, organ FROM body_kinds WHERE seat_right <> 'operator' ORDER BY sort, code",
    )
    .fetch_all(&mut *snapshot.conn)
    .await?
    .iter()
    .map(|row| kind_of(row, "code"))
    .collect()
}

/// The kind of a row that has its code in `code`.
fn kind_of(row: &AnyRow, code: &str) -> Result<BodyKind> {
    let organ: Organ = row.parsed("organ")?;
    Ok(BodyKind {
        code: row.text(code)?,
        name_zh: row.text("name_zh")?,
        name_en: row.text("name_en")?,
        publishes: organ.publishes(),
        of_owners: organ.is_of_owners(),
    })
}

/// The grids of a community, by name. One statement.
pub async fn grids(snapshot: &mut Snapshot, community: &Community) -> Result<Vec<(GridId, String)>> {
    sqlx::query("SELECT id, name FROM grids WHERE community_id = $1 ORDER BY name")
        .bind(community.id.to_string())
        .fetch_all(&mut *snapshot.conn)
        .await?
        .iter()
        .map(|row| Ok((row.parsed("id")?, row.text("name")?)))
        .collect()
}

/// The running term of a body whose kind gives `right`, in a community or, for operators, in none. One statement.
pub async fn running_term(
    snapshot: &mut Snapshot,
    community: Option<CommunityId>,
    right: SeatRight,
) -> Result<Option<TermId>> {
    let row = sqlx::query(
        "SELECT t.id FROM terms t JOIN bodies b ON b.id = t.body_id JOIN body_kinds k ON k.code = b.kind \
         WHERE COALESCE(b.community_id, '') = $1 AND k.seat_right = $2 AND t.from_at <= $3 \
           AND (t.until_at IS NULL OR t.until_at > $3) ORDER BY t.from_at, t.id LIMIT 1",
    )
    .bind(community.map(|community| community.to_string()).unwrap_or_default())
    .bind(right.code())
    .bind(snapshot.now().0)
    .fetch_optional(&mut *snapshot.conn)
    .await?;
    row.map(|row| row.parsed("id")).transpose()
}

/// A body to be founded with its first term.
#[derive(Clone, Debug)]
pub struct Founding {
    /// Where.
    pub community: CommunityId,
    /// A code from the table of kinds.
    pub kind: String,
    /// The compound it belongs to.
    pub compound: Option<CompoundId>,
    /// Its name.
    pub name: Label,
    /// The head of its decisions' numbers; none for who publishes none.
    pub decision_prefix: Option<Label>,
    /// The first term's name.
    pub term: Label,
}

/// 成立组织. Its first term begins now.
pub async fn found(hall: &Hall, actor: &Actor, key: FormKey, founding: Founding) -> Result<BodyId> {
    hall.write_once(actor, key, (actor.clone(), founding), found_body).await
}

fn found_body<'a>(tx: &'a mut Tx<'_>, (actor, new): &'a (Actor, Founding)) -> BoxFuture<'a, Result<BodyId>> {
    Box::pin(async move {
        policy::may(actor, &Action::ManageCommunity { community: new.community })?;
        let id: BodyId = tx.new_id();
        mend::free(tx, id, new.community, &new.name, new.decision_prefix.as_ref()).await?;
        let made = sqlx::query(
            "INSERT INTO bodies (id, kind, community_id, compound_id, name, decision_prefix, created_at) \
             SELECT $1, k.code, $3, $4, $5, $6, $7 FROM body_kinds k WHERE k.code = $2 AND k.seat_right <> 'operator' \
               AND ($4 IS NOT NULL OR k.organ NOT IN ('owners_assembly', 'owners_committee', 'preparatory_group')) \
               AND ($4 IS NULL OR EXISTS (SELECT 1 FROM compounds c WHERE c.id = $4 AND c.community_id = $3))",
        )
        .bind(id.to_string())
        .bind(&new.kind)
        .bind(new.community.to_string())
        .bind(new.compound.map(|compound| compound.to_string()))
        .bind(new.name.as_str())
        .bind(new.decision_prefix.as_ref().map_or("", Label::as_str))
        .bind(tx.now().0)
        .execute(&mut *tx.conn)
        .await?;
        if made.rows_affected() == 0 {
            return Err(Error::NotFound);
        }
        insert_term(tx, id, &new.term).await?;
        Ok(id)
    })
}

async fn insert_term(tx: &mut Tx<'_>, body: BodyId, name: &Label) -> Result<TermId> {
    let term: TermId = tx.new_id();
    sqlx::query("INSERT INTO terms (id, body_id, name, from_at) VALUES ($1, $2, $3, $4)")
        .bind(term.to_string())
        .bind(body.to_string())
        .bind(name.as_str())
        .bind(tx.now().0)
        .execute(&mut *tx.conn)
        .await?;
    Ok(term)
}

/// 换届: opens a new term now; the one before ends with all its seats.
pub async fn open_term(
    hall: &Hall,
    actor: &Actor,
    key: FormKey,
    community: CommunityId,
    body: BodyId,
    name: Label,
) -> Result<TermId> {
    hall.write_once(actor, key, (actor.clone(), community, body, name), |tx, (actor, community, body, name)| {
        Box::pin(async move {
            policy::may(actor, &Action::ManageCommunity { community: *community })?;
            let own = sqlx::query("SELECT id FROM bodies WHERE id = $1 AND community_id = $2")
                .bind(body.to_string())
                .bind(community.to_string())
                .fetch_optional(&mut *tx.conn)
                .await?;
            if own.is_none() {
                return Err(Error::NotFound);
            }
            sqlx::query("UPDATE terms SET until_at = $2 WHERE body_id = $1 AND (until_at IS NULL OR until_at > $2)")
                .bind(body.to_string())
                .bind(tx.now().0)
                .execute(&mut *tx.conn)
                .await?;
            insert_term(tx, *body, name).await
        })
    })
    .await
}

/// A seat to be taken.
#[derive(Clone, Debug)]
pub struct Seating {
    /// Where.
    pub community: CommunityId,
    /// In which body; its running term.
    pub body: BodyId,
    /// The holder's name on the roll, or as shown in public.
    pub name: PersonName,
    /// The holder's phone, where several have that name.
    pub phone: Option<Phone>,
    /// 委员.
    pub title: Label,
    /// For a grid officer.
    pub grid: Option<GridId>,
}

/// 就任: gives a member a seat in the body's running term, with the right its kind gives.
pub async fn seat(hall: &Hall, actor: &Actor, key: FormKey, seating: Seating) -> Result<SeatId> {
    hall.write_once(actor, key, (actor.clone(), seating), take_seat).await
}

fn take_seat<'a>(tx: &'a mut Tx<'_>, (actor, new): &'a (Actor, Seating)) -> BoxFuture<'a, Result<SeatId>> {
    Box::pin(async move {
        policy::may(actor, &Action::ManageCommunity { community: new.community })?;
        let term = sqlx::query(
            "SELECT t.id, k.seat_right FROM terms t JOIN bodies b ON b.id = t.body_id JOIN body_kinds k ON k.code = b.kind \
             WHERE b.id = $1 AND b.community_id = $2 AND t.from_at <= $3 AND (t.until_at IS NULL OR t.until_at > $3) \
             ORDER BY t.from_at DESC LIMIT 1",
        )
        .bind(new.body.to_string())
        .bind(new.community.to_string())
        .bind(tx.now().0)
        .fetch_optional(&mut *tx.conn)
        .await?
        .ok_or(Error::NotFound)?;
        let right: SeatRight = term.parsed("seat_right")?;
        if right == SeatRight::Operator {
            policy::may(actor, &Action::FoundCommunity)?;
        }
        let holders = holders(tx, new).await?;
        let holder = match holders.as_slice() {
            [only] => *only,
            [] => return Err(Problem::NobodyOfThatName.into()),
            _ => return Err(Problem::SeveralOfThatName.into()),
        };
        let term: TermId = term.parsed("id")?;
        let id: SeatId = tx.new_id();
        let seated = sqlx::query(
            "INSERT INTO seats (id, term_id, member_id, title, seat_right, grid_id, from_at) \
             SELECT $1, $2, $3, $4, $5, $6, $7 WHERE NOT EXISTS ( \
               SELECT 1 FROM seats s WHERE s.term_id = $2 AND s.member_id = $3 AND s.until_at IS NULL)",
        )
        .bind(id.to_string())
        .bind(term.to_string())
        .bind(holder.to_string())
        .bind(new.title.as_str())
        .bind(right.code())
        .bind(new.grid.map(|grid| grid.to_string()))
        .bind(tx.now().0)
        .execute(&mut *tx.conn)
        .await?;
        if seated.rows_affected() == 0 {
            return Err(Problem::AlreadyDone.into());
        }
        // Who holds a code made for a neighbour must not come in as an officer.
        joining::revoke_of(tx, holder).await?;
        Ok(id)
    })
}

/// Members here with that name, and that phone where one is given.
async fn holders(tx: &mut Tx<'_>, new: &Seating) -> Result<Vec<MemberId>> {
    sqlx::query(
        "SELECT m.id FROM members m JOIN persons p ON p.id = m.person_id \
         WHERE p.community_id = $1 AND (p.name = $2 OR m.display_name = $2) AND ($3 = '' OR p.phone = $3)",
    )
    .bind(new.community.to_string())
    .bind(new.name.as_str())
    .bind(new.phone.as_ref().map_or("", Phone::as_str))
    .fetch_all(&mut *tx.conn)
    .await?
    .iter()
    .map(|row| row.parsed("id"))
    .collect()
}

/// 离任: ends a seat now. One that has ended already is no error.
pub async fn unseat(hall: &Hall, actor: &Actor, community: CommunityId, seat: SeatId) -> Result<()> {
    hall.write((actor.clone(), community, seat), |tx, (actor, community, seat)| {
        Box::pin(async move {
            policy::may(actor, &Action::ManageCommunity { community: *community })?;
            sqlx::query(
                "UPDATE seats SET until_at = $3 WHERE id = $1 AND (until_at IS NULL OR until_at > $3) AND term_id IN \
                   (SELECT t.id FROM terms t JOIN bodies b ON b.id = t.body_id WHERE b.community_id = $2)",
            )
            .bind(seat.to_string())
            .bind(community.to_string())
            .bind(tx.now().0)
            .execute(&mut *tx.conn)
            .await?;
            Ok(())
        })
    })
    .await
}
