//! Who may know what: the arrows between the crates, and the few doors to clock, randomness and raw HTML.

use super::{Fault, File, Rule, words};

pub(super) const RULES: &[Rule] = &[
    Rule {
        name: "sqlx-in-service",
        why: "only `service` talks to the database; another crate that could would sooner or later skip its permissions",
        find: sqlx_in_service,
    },
    Rule {
        name: "pure-domain",
        why: "`domain` also runs in the reader's browser and has to give the same answer there: no IO, clock or \
              floating point, and no new dependency without a thought",
        find: pure_domain,
    },
    Rule {
        name: "raw-elements",
        why: "Leptos 0.8 writes the text inside <textarea> and <title> unescaped; only the components in app/src/ui escape it",
        find: raw_elements,
    },
    Rule {
        name: "edge",
        why: "clock, ids and randomness are passed in, so that a test can replay them; service/src/edge.rs makes them",
        find: edge,
    },
    Rule {
        name: "private-sql",
        why: "SQL is private to `service`: what is public is an act with its permission",
        find: private_sql,
    },
    Rule {
        name: "actor",
        why: "every act of `service` is somebody's: the function takes `&Actor`, or says above it `// no actor: ` and why",
        find: actor,
    },
    Rule {
        name: "plain-islands",
        why: "an island gets finished words and plain data; text, routes and resources would take the wasm over its budget",
        find: plain_islands,
    },
];

/// The nouns whose modules in `service` hold the acts.
const NOUNS: [&str; 9] =
    ["issues", "proposals", "comments", "votes", "funds", "decisions", "members", "roll", "moderation"];

/// What `domain` may depend on.
const PURE: [&str; 10] = [
    "base64ct",
    "ed25519-dalek",
    "num-bigint",
    "num-rational",
    "serde",
    "serde_json",
    "sha2",
    "smol_str",
    "thiserror",
    "uuid",
];

fn sqlx_in_service(files: &[File]) -> Vec<Fault> {
    let others = |file: &&File| {
        file.is_in(&["domain", "app", "server", "recount", "xtask"])
            && (file.is_rust() || file.path.ends_with("Cargo.toml"))
    };
    found(
        files.iter().filter(others),
        |file| {
            if file.is_rust() { &file.code } else { &file.text }
        },
        &["sqlx"],
    )
}

fn pure_domain(files: &[File]) -> Vec<Fault> {
    const IMPURE: [&str; 12] = [
        "f32",
        "f64",
        "SystemTime",
        "Instant",
        "now(",
        "std::fs",
        "std::net",
        "std::io",
        "std::env",
        "std::process",
        "std::thread",
        "tokio",
    ];
    // Files of ballots are read through whatever stream is given: the traits do no IO of their own. serde asks the
    // canonical writer for two functions that take floating point; they refuse it.
    const ALLOWED: [(&str, &str); 3] = [
        ("domain/src/count/formats", "std::io"),
        ("domain/src/count/canonical/writer.rs", "f32"),
        ("domain/src/count/canonical/writer.rs", "f64"),
    ];
    let mut faults =
        found(files.iter().filter(|file| file.is_in(&["domain/src"])), |file| &file.code, &IMPURE);
    let is_allowed = |fault: &Fault| {
        ALLOWED.iter().any(|(path, what)| fault.path.starts_with(path) && fault.what == *what)
    };
    faults.retain(|fault| !is_allowed(fault));
    for file in files.iter().filter(|file| file.path == "domain/Cargo.toml") {
        let mut section = "";
        for (line, number) in file.text.lines().zip(1..) {
            if line.starts_with('[') {
                section = line;
                continue;
            }
            let name = line.split(['.', '=', ' ']).next().unwrap_or_default();
            let is_name = !name.is_empty() && !name.starts_with('#');
            if section == "[dependencies]" && is_name && !PURE.contains(&name) {
                faults.push(Fault::new(file, number, name));
            }
        }
    }
    faults
}

fn raw_elements(files: &[File]) -> Vec<Fault> {
    let pages = |file: &&File| {
        file.is_in(&["app", "server"]) && !file.is_in(&["app/src/ui"]) && file.path != "app/src/ui.rs"
    };
    found(files.iter().filter(pages), |file| &file.code, &["<textarea", "<title", "<Title"])
}

fn edge(files: &[File]) -> Vec<Fault> {
    const OUTSIDE: [&str; 9] = [
        "Timestamp::now",
        "Zoned::now",
        "SystemTime::now",
        "Utc::now",
        "Uuid::new_v4",
        "Uuid::new_v7",
        "Uuid::now_v7",
        "getrandom",
        "rand::rng",
    ];
    let inside = |file: &&File| {
        file.is_rust()
            && file.is_in(&["domain", "service", "app", "server"])
            && file.path != "service/src/edge.rs"
            && !file.is_in(&["service/src/edge"])
    };
    found(files.iter().filter(inside), |file| &file.code, &OUTSIDE)
}

fn private_sql(files: &[File]) -> Vec<Fault> {
    found(files.iter().filter(|file| file.is_in(&["service"])), |file| &file.code, &["pub mod sql"])
}

fn actor(files: &[File]) -> Vec<Fault> {
    const MARK: &str = "// no actor: ";
    let acts = |file: &&File| {
        let module = file.path.strip_prefix("service/src/").unwrap_or_default();
        NOUNS.iter().any(|noun| module.strip_prefix(noun).is_some_and(|rest| rest.starts_with(['/', '.'])))
    };
    let mut faults = Vec::new();
    for file in files.iter().filter(acts) {
        let lines: Vec<_> = file.text.lines().collect();
        let mut place = 0;
        for (line, number) in file.code.split_inclusive('\n').zip(1..) {
            let from = &file.code[place..];
            place += line.len();
            if !line.trim_start().starts_with("pub async fn ") {
                continue;
            }
            let head = &from[..from.find(['{', ';']).unwrap_or(from.len())];
            let above = lines[..number - 1].iter().rev();
            let mut above = above.take_while(|line| line.trim_start().starts_with(['/', '#']));
            let excused =
                above.any(|line| line.trim_start().strip_prefix(MARK).is_some_and(|why| !why.is_empty()));
            // What is given a snapshot only reads; what is public to read is everybody's.
            let reads = head.contains("&mut Snapshot");
            if !head.contains("&Actor") && !reads && !excused {
                faults.push(Fault::new(file, number, line.trim()));
            }
        }
    }
    faults
}

fn plain_islands(files: &[File]) -> Vec<Fault> {
    const HEAVY: [&str; 8] = [
        "crate::text",
        "crate::pages",
        "Resource",
        "use_context",
        "#[server",
        "leptos_router",
        "leptos_meta",
        "regex",
    ];
    found(files.iter().filter(|file| file.is_in(&["app/src/islands"])), |file| &file.code, &HEAVY)
}

fn found<'a>(
    files: impl Iterator<Item = &'a File>,
    text: fn(&File) -> &String,
    looked_for: &[&str],
) -> Vec<Fault> {
    let in_file = |file: &'a File| {
        words(text(file), looked_for).map(|(line, word)| Fault::new(file, line, word)).collect::<Vec<_>>()
    };
    files.flat_map(in_file).collect()
}

#[cfg(test)]
mod tests {
    use crate::tidy::check;

    #[test]
    fn sqlx_stays_in_service() {
        check("sqlx-in-service", "server/src/main.rs", "use x;\nuse sqlx::Any; // sqlx\n", &[2]);
        check("sqlx-in-service", "app/Cargo.toml", "[dependencies]\nsqlx.workspace = true\n", &[2]);
        check("sqlx-in-service", "service/src/lib.rs", "use sqlx::Any;\n", &[]);
    }

    #[test]
    fn domain_is_pure() {
        check("pure-domain", "domain/src/votes.rs", "let share: f64 = 0.5;\nclock.now();\n// f64\n", &[1, 2]);
        check(
            "pure-domain",
            "domain/Cargo.toml",
            "[dependencies]\nserde.workspace = true\nreqwest = \"1\"\n",
            &[3],
        );
        check(
            "pure-domain",
            "domain/src/count/formats/mod.rs",
            "use std::io::BufRead;\nuse std::fs;\n",
            &[2],
        );
        check("pure-domain", "domain/src/count/owners.rs", "use std::io::BufRead;\n", &[1]);
        check("pure-domain", "domain/src/count/canonical/writer.rs", "_: f64\nInstant", &[2]);
        check("pure-domain", "domain/Cargo.toml", "[dev-dependencies]\nproptest.workspace = true\n", &[]);
    }

    #[test]
    fn raw_elements_stay_in_ui() {
        check("raw-elements", "app/src/issues.rs", "view! {\n<textarea>{text}</textarea> }\n", &[2]);
        check("raw-elements", "app/src/page.rs", "view! { <Title text/> }\n\"<title>\"\n", &[1]);
        check("raw-elements", "app/src/ui/field.rs", "view! { <textarea inner_html=x></textarea> }\n", &[]);
    }

    #[test]
    fn the_clock_stays_at_the_edge() {
        check("edge", "service/src/votes.rs", "let id = Uuid::now_v7();\n", &[1]);
        check("edge", "server/src/main.rs", "fn main() {}\nlet t = Timestamp::now();\n", &[2]);
        check("edge", "service/src/edge.rs", "let t = Timestamp::now();\n", &[]);
    }

    #[test]
    fn sql_is_private() {
        check("private-sql", "service/src/votes/mod.rs", "pub mod sql;\n", &[1]);
        check("private-sql", "service/src/votes/mod.rs", "mod sql;\n", &[]);
    }

    #[test]
    fn acts_are_somebodys() {
        check("actor", "service/src/votes.rs", "pub async fn cast(hall: &Hall) -> Result<()> {\n", &[1]);
        check(
            "actor",
            "service/src/votes/mod.rs",
            "pub async fn cast(\n    hall: &Hall,\n    actor: &Actor,\n) {\n",
            &[],
        );
        check(
            "actor",
            "service/src/votes.rs",
            "// no actor: the clock closes it\n/// Closes.\npub async fn close() {}\n",
            &[],
        );
        check("actor", "service/src/votes.rs", "// no actor: \npub async fn close() {}\n", &[2]);
        check("actor", "service/src/hall.rs", "pub async fn open() {}\n", &[]);
        check("actor", "service/src/votes.rs", "pub async fn vote(snapshot: &mut Snapshot) {}\n", &[]);
    }

    #[test]
    fn islands_are_plain() {
        check("plain-islands", "app/src/islands/thread.rs", "use crate::text::Text;\n", &[1]);
        check("plain-islands", "app/src/issues.rs", "use crate::text::Text;\n", &[]);
    }
}
