//! One set of statements for two engines.

use super::{Fault, File, Rule, words};

pub(super) const RULES: &[Rule] = &[
    Rule {
        name: "portable-sql",
        why: "statements run on SQLite and PostgreSQL alike; what only one of them knows lives in service/src/dialect, in pairs",
        find: portable_sql,
    },
    Rule {
        name: "column-types",
        why: "columns are BIGINT or TEXT: other types cannot be read through `sqlx::Any`, or mean something else on the other engine",
        find: column_types,
    },
    Rule {
        name: "static-sql",
        why: "statements are `&'static str`: a built one is where injection begins",
        find: static_sql,
    },
    Rule {
        name: "migration-numbers",
        why: "the folders of migrations are merged, so each number may stand once: 0007_what_it_does.sql",
        find: migration_numbers,
    },
];

/// Known to one engine only, or to both with different meanings.
const NOT_PORTABLE: [&str; 13] = [
    "FOR UPDATE",
    "FOR SHARE",
    "json_each",
    "jsonb_array_elements",
    "now()",
    "ILIKE",
    "SERIAL",
    "BIGSERIAL",
    "AUTOINCREMENT",
    "GLOB",
    "INSERT OR",
    "rowid",
    "ctid",
];

fn is_dialect(file: &File) -> bool {
    file.path == "service/src/dialect.rs" || file.is_in(&["service/src/dialect"])
}

fn is_common_migration(file: &File) -> bool {
    let name = file.path.strip_prefix("migrations/");
    name.is_some_and(|name| !name.contains('/') && name.ends_with(".sql"))
}

/// A migration without its comments, line for line.
fn statements(file: &File) -> String {
    file.text.lines().map(|line| line.split("--").next().unwrap_or_default().to_owned() + "\n").collect()
}

fn portable_sql(files: &[File]) -> Vec<Fault> {
    let mut faults = Vec::new();
    for file in files {
        let sql = if file.is_in(&["service/src"]) && !is_dialect(file) {
            file.literals.clone()
        } else if is_common_migration(file) {
            statements(file)
        } else {
            continue;
        };
        faults.extend(words(&sql, &NOT_PORTABLE).map(|(line, word)| Fault::new(file, line, word)));
        faults
            .extend(scalar_extremes(&sql).map(|line| Fault::new(file, line, "MAX or MIN of several values")));
    }
    faults
}

/// The lines with `MAX(a, b)` or `MIN(a, b)`: PostgreSQL calls them GREATEST and LEAST.
fn scalar_extremes(sql: &str) -> impl Iterator<Item = usize> {
    sql.lines()
        .zip(1..)
        .filter(|(line, _)| ["MAX(", "MIN("].iter().any(|name| takes_several(line, name)))
        .map(|(_, number)| number)
}

fn takes_several(line: &str, name: &str) -> bool {
    line.match_indices(name).any(|(start, _)| {
        let mut depth = 1;
        for letter in line[start + name.len()..].chars() {
            match letter {
                '(' => depth += 1,
                ')' => depth -= 1,
                ',' if depth == 1 => return true,
                _ => {}
            }
            if depth == 0 {
                return false;
            }
        }
        false
    })
}

fn column_types(files: &[File]) -> Vec<Fault> {
    const OTHER: [&str; 19] = [
        "BOOLEAN",
        "BOOL",
        "REAL",
        "FLOAT",
        "DOUBLE",
        "NUMERIC",
        "DECIMAL",
        "INTEGER",
        "INT",
        "SMALLINT",
        "TIMESTAMP",
        "TIMESTAMPTZ",
        "DATE",
        "JSON",
        "JSONB",
        "BYTEA",
        "BLOB",
        "VARCHAR",
        "UUID",
    ];
    let mut faults = Vec::new();
    for file in files.iter().filter(|file| is_common_migration(file)) {
        faults.extend(words(&statements(file), &OTHER).map(|(line, word)| Fault::new(file, line, word)));
    }
    faults
}

fn static_sql(files: &[File]) -> Vec<Fault> {
    let rust = files.iter().filter(|file| file.is_in(&["service/src"]));
    rust.flat_map(|file| {
        words(&file.code, &["AssertSqlSafe"])
            .map(|(line, word)| Fault::new(file, line, word))
            .collect::<Vec<_>>()
    })
    .collect()
}

fn migration_numbers(files: &[File]) -> Vec<Fault> {
    let mut seen: Vec<(u32, &str)> = Vec::new();
    let mut faults = Vec::new();
    for file in files.iter().filter(|file| file.is_in(&["migrations"]) && file.path.ends_with(".sql")) {
        let name = file.path.rsplit('/').next().unwrap_or_default();
        let number = name
            .split_once('_')
            .filter(|(digits, _)| digits.len() == 4)
            .and_then(|(digits, _)| digits.parse().ok());
        match number {
            None => faults.push(Fault::new(file, 1, "the name does not begin with four digits and `_`")),
            Some(number) => match seen.iter().find(|(known, _)| *known == number) {
                // SQLite and PostgreSQL each have their own of a pair.
                Some((_, other)) if !is_pair(other, &file.path) => {
                    faults.push(Fault::new(file, 1, format!("its number is already that of {other}")));
                }
                _ => seen.push((number, &file.path)),
            },
        }
    }
    faults
}

/// `migrations/sqlite/0007_x.sql` and `migrations/postgres/0007_x.sql` are never merged with each other.
fn is_pair(one: &str, other: &str) -> bool {
    let engines = ["migrations/sqlite/", "migrations/postgres/"];
    let engine = |path: &str| engines.iter().position(|folder| path.starts_with(folder));
    matches!((engine(one), engine(other)), (Some(one), Some(other)) if one != other)
}

#[cfg(test)]
mod tests {
    use crate::tidy::{File, check, sql};

    #[test]
    fn statements_are_portable() {
        check("portable-sql", "service/src/votes/sql.rs", "\"SELECT 1 FOR UPDATE\"\n// FOR UPDATE\n", &[1]);
        check(
            "portable-sql",
            "service/src/votes/sql.rs",
            "\"SELECT MAX(a, b)\"\n\"MAX(COALESCE(a, b)), c\"\n",
            &[1],
        );
        check("portable-sql", "service/src/dialect/mod.rs", "\"SELECT 1 FOR UPDATE\"\n", &[]);
        check("portable-sql", "migrations/0001_a.sql", "-- now()\nx BIGINT DEFAULT now()\n", &[2]);
        check("portable-sql", "migrations/postgres/0002_a.sql", "x BIGSERIAL\n", &[]);
    }

    #[test]
    fn columns_have_two_types() {
        check(
            "column-types",
            "migrations/0001_a.sql",
            "open BOOLEAN,\nname TEXT, -- not REAL\nn INTEGER\n",
            &[1, 3],
        );
    }

    #[test]
    fn statements_are_static() {
        check("static-sql", "service/src/votes/sql.rs", "query(AssertSqlSafe(text))\n", &[1]);
    }

    #[test]
    fn numbers_stand_once() {
        let faults = |paths: &[&str]| {
            let files: Vec<_> = paths.iter().map(|path| File::new(path, "")).collect();
            sql::migration_numbers(&files).len()
        };
        assert_eq!(faults(&["migrations/0001_a.sql", "migrations/0002_b.sql"]), 0);
        assert_eq!(faults(&["migrations/0001_a.sql", "migrations/sqlite/0001_b.sql"]), 1);
        assert_eq!(faults(&["migrations/sqlite/0002_b.sql", "migrations/postgres/0002_b.sql"]), 0);
        assert_eq!(faults(&["migrations/init.sql"]), 1);
    }
}
