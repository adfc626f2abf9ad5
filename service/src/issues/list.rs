//! Lists of issues.

use crate::Result;
use crate::dialect;
use crate::hall::Snapshot;
use crate::row::RowExt as _;
use domain::id::{CommunityId, CompoundId};
use domain::issues::{Category, Shelf, Stage};
use domain::time::Timestamp;
use sqlx::any::AnyRow;

/// Issues on one page of a list.
pub const ISSUES_PER_PAGE: i64 = 20;
/// Nobody leafs further.
const PAGES_MAX: i64 = 100_000;
/// Words looked for at most.
const WORDS_MAX: usize = 4;

/// Which issues a list shows. The default shows all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Only those of one shelf.
    pub shelf: Option<Shelf>,
    /// Only of one kind.
    pub category: Option<Category>,
    /// Only of one compound.
    pub compound: Option<CompoundId>,
    /// Only those whose title or text holds every one of these words; empty for all.
    pub words: String,
    /// Counted from 1.
    pub page: i64,
}

/// An issue in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// In its address.
    pub number: i64,
    /// In a line.
    pub title: String,
    /// Which kind of matter.
    pub category: Category,
    /// Where it stands.
    pub stage: Stage,
    /// The place it is limited to, in words.
    pub place: Option<String>,
    /// Co-signers so far.
    pub cosigners: i64,
    /// Co-signers needed to be accepted without the council.
    pub cosigners_needed: i64,
    /// Proposals that were not withdrawn.
    pub proposals: i64,
    /// Comments that are not hidden.
    pub comments: i64,
    /// Who carries it out.
    pub carried_by: Option<String>,
    /// By when.
    pub due_at: Option<Timestamp>,
    /// When it last took a step.
    pub moved_at: Timestamp,
}

/// One page of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// In the order of their last steps, newest first.
    pub issues: Vec<Listed>,
    /// Of all pages together.
    pub total: i64,
}

/// What a list tells of an issue `i`, whose places are `c`, `b` and `e`.
macro_rules! listed_columns {
    () => {
        "i.number, i.title, i.category, i.stage, i.cosigners_needed, i.carried_by, i.due_at, i.moved_at, \
         CASE WHEN e.id IS NOT NULL THEN c.name || b.name || e.name \
              WHEN b.id IS NOT NULL THEN c.name || b.name ELSE c.name END AS place, \
         (SELECT COUNT(*) FROM issue_cosigners s WHERE s.issue_id = i.id) AS cosigners, \
         (SELECT COUNT(*) FROM proposals p WHERE p.issue_id = i.id AND p.state <> 'withdrawn') AS proposals, \
         (SELECT COUNT(*) FROM comments k WHERE k.issue_id = i.id AND k.hidden_reason IS NULL) AS comments"
    };
}

/// Where an issue is: `c`, `b` and `e` beside `i`.
macro_rules! places_joined {
    () => {
        "LEFT JOIN compounds c ON c.id = i.compound_id LEFT JOIN buildings b ON b.id = i.building_id \
         LEFT JOIN entrances e ON e.id = i.entrance_id"
    };
}

/// `$1` community, `$2` stages as `,a,b,` or empty, `$3` category, `$4` compound, `$5`…`$8` patterns, `$9` limit,
/// `$10` offset.
const LISTED: &str = concat!(
    "SELECT ",
    listed_columns!(),
    ", COUNT(*) OVER () AS total FROM issues i ",
    places_joined!(),
    " WHERE i.community_id = $1 AND ($2 = '' OR $2 LIKE '%,' || i.stage || ',%') \
      AND ($3 = '' OR i.category = $3) AND ($4 = '' OR i.compound_id = $4) \
      AND LOWER(i.title || ' ' || i.body) LIKE LOWER($5) ESCAPE '\\' \
      AND LOWER(i.title || ' ' || i.body) LIKE LOWER($6) ESCAPE '\\' \
      AND LOWER(i.title || ' ' || i.body) LIKE LOWER($7) ESCAPE '\\' \
      AND LOWER(i.title || ' ' || i.body) LIKE LOWER($8) ESCAPE '\\' \
      ORDER BY i.moved_at DESC, i.number DESC LIMIT $9 OFFSET $10"
);

/// The `$2` issues last moved on each shelf that is not closed, of the community `$1`.
const LATEST: &str = concat!(
    "SELECT ",
    listed_columns!(),
    " FROM (SELECT id, ROW_NUMBER() OVER (PARTITION BY CASE \
               WHEN stage = 'raised' THEN 1 WHEN stage IN ('accepted', 'deliberating', 'voting') THEN 2 ELSE 3 END \
               ORDER BY moved_at DESC, number DESC) AS nth \
             FROM issues WHERE community_id = $1 AND stage NOT IN ('done', 'declined')) latest \
      JOIN issues i ON i.id = latest.id ",
    places_joined!(),
    " WHERE latest.nth <= $2 ORDER BY i.moved_at DESC, i.number DESC"
);

/// The issues last moved on each shelf that is not closed, newest first. One statement.
pub(crate) async fn latest(
    snapshot: &mut Snapshot,
    community: CommunityId,
    on_each_shelf: i64,
) -> Result<Vec<Listed>> {
    sqlx::query(LATEST)
        .bind(community.to_string())
        .bind(on_each_shelf)
        .fetch_all(&mut *snapshot.conn)
        .await?
        .iter()
        .map(listed_of)
        .collect()
}

/// One page of the community's issues. One statement.
pub async fn issues(snapshot: &mut Snapshot, community: CommunityId, filter: &Filter) -> Result<Page> {
    let before = filter.page.clamp(1, PAGES_MAX).saturating_sub(1) * ISSUES_PER_PAGE;
    let stages = filter.shelf.map(stages_of).unwrap_or_default();
    let mut query = sqlx::query(LISTED)
        .bind(community.to_string())
        .bind(stages)
        .bind(filter.category.map_or("", Category::code))
        .bind(filter.compound.map(|compound| compound.to_string()).unwrap_or_default());
    for pattern in patterns(&filter.words) {
        query = query.bind(pattern);
    }
    let rows = query.bind(ISSUES_PER_PAGE).bind(before).fetch_all(&mut *snapshot.conn).await?;
    let total = rows.first().map_or(Ok(0), |row| row.int("total"))?;
    Ok(Page { issues: rows.iter().map(listed_of).collect::<Result<_>>()?, total })
}

/// `,a,b,`: a code stands between commas, so that none is found inside another.
fn stages_of(shelf: Shelf) -> String {
    shelf.stages().iter().fold(",".to_owned(), |list, stage| list + stage.code() + ",")
}

/// One pattern for each word; those to spare find everything.
fn patterns(words: &str) -> [String; WORDS_MAX] {
    let mut words = words.split_whitespace();
    std::array::from_fn(|_| words.next().map_or_else(|| "%".to_owned(), dialect::containing))
}

fn listed_of(row: &AnyRow) -> Result<Listed> {
    Ok(Listed {
        number: row.int("number")?,
        title: row.text("title")?,
        category: row.parsed("category")?,
        stage: row.parsed("stage")?,
        place: row.opt_text("place")?,
        cosigners: row.int("cosigners")?,
        cosigners_needed: row.int("cosigners_needed")?,
        proposals: row.int("proposals")?,
        comments: row.int("comments")?,
        carried_by: row.opt_text("carried_by")?,
        due_at: row.opt_time("due_at")?,
        moved_at: row.time("moved_at")?,
    })
}
