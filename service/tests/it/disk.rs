//! Everything that whoever has the machine can read: each table in every order it was ever written in, and the bytes of
//! the database's files.

use service::Settings;
use sqlx::{AnyConnection, AssertSqlSafe, Connection as _, Row as _};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::PathBuf;

/// Rows in one order, and on PostgreSQL by which transaction each was written or held.
#[derive(Clone, Debug)]
pub(crate) struct Trace {
    /// The table, and what it is ordered by.
    pub(crate) name: String,
    /// Each row's columns, one a line.
    rows: Vec<String>,
    pub(crate) transactions: Vec<(String, String)>,
}

impl Trace {
    /// Which of `all`, each known by several names, the rows mention, by when each is first mentioned.
    pub(crate) fn mentions(&self, all: &[Vec<String>]) -> Vec<usize> {
        let mut seen = BTreeSet::new();
        let pieces = self.rows.iter().flat_map(|row| row.lines());
        pieces.flat_map(|piece| Self::mentioned(piece, all)).filter(|one| seen.insert(*one)).collect()
    }

    pub(crate) fn mentioned(text: &str, all: &[Vec<String>]) -> Vec<usize> {
        let known = |names: &Vec<String>| names.iter().any(|name| text.contains(name.as_str()));
        all.iter().enumerate().filter(|(_, names)| known(names)).map(|(one, _)| one).collect()
    }
}

/// A file's bytes.
pub(crate) struct RawFile(Vec<u8>);

impl RawFile {
    /// Where each of `all`, known by several names, is mentioned.
    pub(crate) fn find(&self, all: &[Vec<String>]) -> BTreeMap<usize, usize> {
        let mut begins: HashMap<&[u8], Vec<(&[u8], usize)>> = HashMap::new();
        for (one, names) in all.iter().enumerate() {
            for name in names {
                begins.entry(&name.as_bytes()[..8]).or_default().push((name.as_bytes(), one));
            }
        }
        let mut found = BTreeMap::new();
        for (at, begin) in self.0.windows(8).enumerate() {
            // Ids and hashes are of these characters; most bytes of a file are not.
            if !begin[0].is_ascii_alphanumeric() && !matches!(begin[0], b'+' | b'/') {
                continue;
            }
            for (name, one) in begins.get(begin).into_iter().flatten() {
                if self.0[at..].starts_with(name) {
                    found.insert(at, *one);
                }
            }
        }
        found
    }
}

/// The bytes of files.
pub(crate) struct Raw(pub(crate) Vec<RawFile>);

impl Raw {
    fn read(paths: &[PathBuf]) -> Self {
        Self(paths.iter().filter_map(|path| std::fs::read(path).ok()).map(RawFile).collect())
    }

    pub(crate) fn mention(&self, names: &[String]) -> bool {
        let names: Vec<_> = names.iter().map(|name| vec![name.clone()]).collect();
        self.0.iter().any(|file| !file.find(&names).is_empty())
    }
}

/// What there was to read at one moment.
pub(crate) struct Disk {
    settings: Settings,
    pub(crate) traces: Vec<Trace>,
    tables: BTreeMap<String, (Vec<String>, Vec<Vec<String>>)>,
    /// The files that hold the tables.
    pub(crate) files: Raw,
    /// These and the logs of writes, since the mark.
    pub(crate) raw: Raw,
}

/// Where PostgreSQL's log of writes stood.
pub(crate) struct Marked(String);

async fn connect(settings: &Settings) -> AnyConnection {
    sqlx::any::install_default_drivers();
    AnyConnection::connect(&settings.database_url).await.unwrap()
}

/// A session of somebody who looked at the roll and went away without closing it.
pub(crate) async fn idle_reader(settings: &Settings) -> AnyConnection {
    let mut conn = connect(settings).await;
    texts(&mut conn, "BEGIN".to_owned()).await;
    texts(&mut conn, "SELECT CAST(COUNT(*) AS TEXT) FROM vote_heads".to_owned()).await;
    conn
}

fn is_postgres(settings: &Settings) -> bool {
    settings.database_url.starts_with("postgres")
}

async fn texts(conn: &mut AnyConnection, sql: String) -> Vec<String> {
    let rows = sqlx::query(AssertSqlSafe(sql)).fetch_all(conn).await.unwrap();
    rows.iter().map(|row| row.get(0)).collect()
}

const WAL_NOW: &str = "SELECT CAST(pg_walfile_name(pg_current_wal_lsn()) AS TEXT)";

/// By value where all are numbers, as text otherwise.
fn key(text: &str) -> (i128, &str) {
    text.parse().map_or((0, text), |number| (number, ""))
}

impl Disk {
    /// From here on what is written is looked at.
    pub(crate) async fn mark(settings: &Settings) -> Marked {
        if !is_postgres(settings) {
            return Marked(String::new());
        }
        let mut conn = connect(settings).await;
        Marked(texts(&mut conn, WAL_NOW.to_owned()).await.remove(0))
    }

    pub(crate) async fn read(settings: &Settings, since: &Marked) -> Self {
        let mut conn = connect(settings).await;
        let postgres = is_postgres(settings);
        let tables = if postgres {
            "SELECT CAST(table_name AS TEXT) FROM information_schema.tables WHERE table_schema = current_schema()"
        } else {
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        };
        let mut disk = Self {
            settings: settings.clone(),
            traces: Vec::new(),
            tables: BTreeMap::new(),
            files: Raw(Vec::new()),
            raw: Raw(Vec::new()),
        };
        // But for the database library's own, of which migrations were run.
        for table in
            texts(&mut conn, tables.to_owned()).await.into_iter().filter(|name| !name.starts_with('_'))
        {
            disk.read_table(&mut conn, &table).await;
        }
        let (files, logs) =
            if postgres { postgres_files(&mut conn, since).await } else { sqlite_files(settings) };
        disk.files = Raw::read(&files);
        disk.raw = Raw::read(&[files, logs].concat());
        disk
    }

    /// The table as it lies, and in the order of each column, the hidden ones too.
    async fn read_table(&mut self, conn: &mut AnyConnection, table: &str) {
        let postgres = is_postgres(&self.settings);
        let columns = if postgres {
            format!(
                "SELECT CAST(column_name AS TEXT) FROM information_schema.columns \
                 WHERE table_schema = current_schema() AND table_name = '{table}' ORDER BY ordinal_position"
            )
        } else {
            format!("SELECT name FROM pragma_table_info('{table}')")
        };
        let own = texts(conn, columns).await;
        let hidden: &[&str] = if postgres { &["ctid", "xmin", "xmax"] } else { &["rowid"] };
        let names: Vec<String> = hidden.iter().map(|name| (*name).to_owned()).chain(own).collect();
        let list: Vec<_> =
            names.iter().map(|name| format!("COALESCE(CAST(\"{name}\" AS TEXT), '')")).collect();
        let sql = format!("SELECT {} FROM \"{table}\" ORDER BY {}", list.join(", "), hidden[0]);
        let rows = sqlx::query(AssertSqlSafe(sql)).fetch_all(conn).await.unwrap();
        let rows: Vec<Vec<String>> =
            rows.iter().map(|row| (0..names.len()).map(|column| row.get(column)).collect()).collect();
        for (column, name) in names.iter().enumerate() {
            let mut ordered: Vec<&Vec<String>> = rows.iter().collect();
            // As it lies to begin with.
            if column > 0 {
                ordered.sort_by_key(|row| key(&row[column]));
            }
            let held = matches!(name.as_str(), "xmin" | "xmax");
            let transactions =
                ordered.iter().filter(|_| held).map(|row| (row[column].clone(), row.join("\n")));
            self.traces.push(Trace {
                name: format!("{table} by {name}"),
                rows: ordered.iter().map(|row| row.join("\n")).collect(),
                transactions: transactions.filter(|(id, _)| id != "0").collect(),
            });
        }
        self.tables.insert(table.to_owned(), (names, rows));
    }

    /// Everything a column had.
    pub(crate) fn column(&self, table: &str, column: &str) -> Vec<String> {
        let (names, rows) = &self.tables[table];
        let column = names.iter().position(|name| name == column).expect("a column");
        rows.iter().map(|row| row[column].clone()).collect()
    }

    /// Turnout and ballots as somebody writes them who thinks that two tables without times are enough, and that what
    /// is deleted is gone.
    pub(crate) async fn write_naively(&self, voters: &[Vec<String>], ballots: &[Vec<String>]) {
        let mut conn = connect(&self.settings).await;
        for sql in [
            "CREATE TABLE naive_turnout (head TEXT NOT NULL)",
            "CREATE TABLE naive_ballots (ballot TEXT NOT NULL)",
            "CREATE TABLE naive_deleted (head TEXT NOT NULL, ballot TEXT NOT NULL)",
        ] {
            sqlx::query(sql).execute(&mut conn).await.unwrap();
        }
        for (voter, ballot) in voters.iter().zip(ballots) {
            let mut all = conn.begin().await.unwrap();
            for sql in [
                "INSERT INTO naive_turnout (head) SELECT $1 WHERE $2 <> ''",
                "INSERT INTO naive_ballots (ballot) SELECT $2 WHERE $1 <> ''",
                "INSERT INTO naive_deleted (head, ballot) VALUES ($1, $2)",
            ] {
                sqlx::query(sql).bind(&voter[0]).bind(&ballot[0]).execute(&mut *all).await.unwrap();
            }
            all.commit().await.unwrap();
        }
        sqlx::query("DELETE FROM naive_deleted").execute(&mut conn).await.unwrap();
    }
}

/// The database's file, and its log of writes beside it.
fn sqlite_files(settings: &Settings) -> (Vec<PathBuf>, Vec<PathBuf>) {
    let path = settings.database_url.trim_start_matches("sqlite:");
    let files = ["", "-wal", "-shm", "-journal"].map(|end| PathBuf::from(format!("{path}{end}")));
    (files.to_vec(), Vec::new())
}

/// The files of the tables and their indexes, and the log of writes since the mark. Whoever runs the tests runs the
/// throw-away cluster, or is root, and may read its folder.
async fn postgres_files(conn: &mut AnyConnection, since: &Marked) -> (Vec<PathBuf>, Vec<PathBuf>) {
    texts(conn, "SELECT CAST(pg_switch_wal() AS TEXT)".to_owned()).await;
    sqlx::query("CHECKPOINT").execute(&mut *conn).await.unwrap();
    let folder =
        PathBuf::from(texts(conn, "SELECT current_setting('data_directory')".to_owned()).await.remove(0));
    let relations = "SELECT CAST(pg_relation_filepath(c.oid) AS TEXT) FROM pg_class c \
                     WHERE c.relnamespace = CAST(current_schema() AS regnamespace) AND c.relkind IN ('r', 'i') \
                     UNION ALL SELECT CAST(pg_relation_filepath(c.reltoastrelid) AS TEXT) FROM pg_class c \
                     WHERE c.relnamespace = CAST(current_schema() AS regnamespace) AND c.reltoastrelid <> 0";
    let files = texts(conn, relations.to_owned()).await.iter().map(|path| folder.join(path)).collect();
    let now = texts(conn, WAL_NOW.to_owned()).await.remove(0);
    let segments = std::fs::read_dir(folder.join("pg_wal")).expect("the cluster's folder is ours to read");
    let written = segments.filter_map(|entry| {
        let entry = entry.unwrap();
        let name = entry.file_name().into_string().unwrap();
        (name.len() == 24 && since.0 <= name && name <= now).then(|| entry.path())
    });
    let written: Vec<_> = written.collect();
    assert!(!written.is_empty(), "the log of writes is there to be read");
    (files, written)
}
