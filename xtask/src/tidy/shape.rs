//! What a file may look like: its length, its lines, and what must never be left in it.

use super::{Fault, File, Rule, words};

pub(super) const RULES: &[Rule] = &[
    Rule { name: "file-length", why: "a file has one subject; a longer one has two", find: file_length },
    Rule {
        name: "line-length",
        why: "two files fit beside each other; only a literal may be wider",
        find: line_length,
    },
    Rule {
        name: "unfinished",
        why: "what is in the tree is finished and every test runs: no marks for later, nothing skipped, no waiting by the clock",
        find: unfinished,
    },
    Rule {
        name: "machine-names",
        why: "the tree means the same on every machine: no folder of one of them and no registry by name",
        find: machine_names,
    },
];

const LONGEST_FILE: usize = 600;
const WIDEST_LINE: usize = 120;

/// Cargo's own file names its registry.
const LOCK: &str = "Cargo.lock";

fn is_ours(file: &File) -> bool {
    file.is_rust() || [".mjs", ".js", ".sql"].iter().any(|ending| file.path.ends_with(ending))
}

fn file_length(files: &[File]) -> Vec<Fault> {
    let too_long = |file: &&File| is_ours(file) && file.text.lines().count() > LONGEST_FILE;
    files
        .iter()
        .filter(too_long)
        .map(|file| Fault::new(file, LONGEST_FILE + 1, format!("{} lines", file.text.lines().count())))
        .collect()
}

fn line_length(files: &[File]) -> Vec<Fault> {
    let mut faults = Vec::new();
    for file in files.iter().filter(|file| is_ours(file)) {
        let literals: Vec<_> = file.literals.lines().collect();
        for (line, number) in file.text.lines().zip(1..) {
            let width = line.chars().count();
            // In Rust we know what is a literal; elsewhere a quotation mark has to do.
            let literal = match literals.get(number - 1) {
                Some(literals) => width - literals.trim().chars().count() <= WIDEST_LINE,
                None => line.contains(['"', '\'', '`']),
            };
            if width > WIDEST_LINE && !literal {
                faults.push(Fault::new(file, number, format!("{width} columns")));
            }
        }
    }
    faults
}

fn unfinished(files: &[File]) -> Vec<Fault> {
    // Put together, so that this file does not break its own rule.
    const IN_TEXT: [&str; 2] = [concat!("FIX", "ME"), concat!("TO", "DO")];
    const IN_CODE: [&str; 4] = ["#[ignore", "thread::sleep", "todo!", "unimplemented!"];
    let mut faults = Vec::new();
    for file in files.iter().filter(|file| !file.path.ends_with(LOCK)) {
        let hits = words(&file.text, &IN_TEXT).chain(words(&file.code, &IN_CODE));
        faults.extend(hits.map(|(line, word)| Fault::new(file, line, word)));
    }
    faults
}

fn machine_names(files: &[File]) -> Vec<Fault> {
    const NAMES: [&str; 4] = [
        concat!("/wo", "rk/"),
        concat!("crates", ".io"),
        concat!("registry.", "npmjs"),
        concat!("pypi", ".org"),
    ];
    let mut faults = Vec::new();
    for file in files.iter().filter(|file| !file.path.ends_with(LOCK)) {
        for (line, number) in file.text.lines().zip(1..) {
            let hits = NAMES.iter().filter(|name| line.contains(**name));
            faults.extend(hits.map(|name| Fault::new(file, number, *name)));
        }
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::{LONGEST_FILE, WIDEST_LINE};
    use crate::tidy::check;

    #[test]
    fn files_are_short() {
        check("file-length", "app/src/a.rs", &"x\n".repeat(LONGEST_FILE), &[]);
        check("file-length", "app/src/a.rs", &"x\n".repeat(LONGEST_FILE + 1), &[LONGEST_FILE + 1]);
        check("file-length", "docs/record.md", &"x\n".repeat(LONGEST_FILE + 1), &[]);
    }

    #[test]
    fn lines_are_short_but_for_literals() {
        let wide = "x".repeat(WIDEST_LINE);
        check("line-length", "app/src/a.rs", &format!("{wide}\n{wide}x\n"), &[2]);
        check("line-length", "app/src/a.rs", &format!("say(\n\"{wide}\");\n// {wide}\n"), &[3]);
        check("line-length", "end2end/a.mjs", &format!("'{wide}'\n{wide}y\n"), &[2]);
    }

    #[test]
    fn nothing_is_left_for_later() {
        check("unfinished", "style/a.css", concat!("/* FIX", "ME */\n"), &[1]);
        check(
            "unfinished",
            "app/src/a.rs",
            "#[ignore = \"slow\"]\nstd::thread::sleep(x);\n\"todo!\"\n",
            &[1, 2],
        );
    }

    #[test]
    fn no_machine_is_named() {
        check("machine-names", "README.md", concat!("see /wo", "rk/shared\n"), &[1]);
        check("machine-names", "Cargo.lock", concat!("crates", ".io\n"), &[]);
    }
}
