//! `yishi count` and `yishi pabulib`, as people run them.

use serde_json::Value;
use std::path::PathBuf;
use std::process::{Command, Output};
use tempfile::TempDir;

/// Three voters, two projects that both fit, one that does not; the organiser selected the wrong one.
const BUDGET: &str = "META\nkey;value\nbudget;1000.50\nvote_type;approval\nrule;greedy\n\
                      PROJECTS\nproject_id;cost;name;selected\na;600;凉亭;1\nb;400.5;Bench;1\nc;999999999;;0\nd;500;;0\n\
                      VOTES\nvoter_id;vote\n1;a,b\n2;a,d\n3;b,c\n4;a\n";
const RANKINGS: &str = "# NUMBER ALTERNATIVES: 3\n# ALTERNATIVE NAME 1: 面馆\n# ALTERNATIVE NAME 2: Café\n\
                        # ALTERNATIVE NAME 3: Tea\n4: 1,2,3\n3: 2,3,1\n2: 3,2,1\n";
const LINES: &str = "{\"format\":\"yishi-ballots/1\",\"options\":[\"a\",\"b\"]}\n\
                     {\"options\":[1],\"weight\":10}\n{\"options\":[2],\"count\":3,\"weight\":2}\n{}\n";

const ANSWERS: &str = "{\"format\":\"yishi-answers/1\",\"questions\":[\"聘请甲公司\"],\
                       \"electorate\":{\"ballots\":3,\"heads\":3,\"area\":3000000}}\n\
                       {\"answers\":[\"agree\"],\"weight\":{\"ballots\":2,\"heads\":2,\"area\":1900000}}\n\
                       {\"answers\":[\"oppose\"],\"weight\":{\"ballots\":1,\"heads\":1,\"area\":1100000}}\n";

struct Folder(TempDir);

impl Folder {
    fn with(files: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in files {
            std::fs::write(folder.path().join(name), text).unwrap();
        }
        Self(folder)
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn run(&self, arguments: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_yishi"));
        command.current_dir(self.0.path()).args(arguments).env("LC_ALL", "en").output().unwrap()
    }

    fn json(&self, arguments: &[&str]) -> Value {
        let output = self.run(arguments);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        serde_json::from_slice(&output.stdout).unwrap()
    }

    /// What it complains of, when it fails.
    fn complaint(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        assert!(!output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
        String::from_utf8(output.stderr).unwrap()
    }
}

#[test]
fn a_budget_is_counted_by_the_rule_its_file_names() {
    let folder = Folder::with(&[("budget.pb", BUDGET)]);
    let answer = folder.json(&["count", "budget.pb", "--json", "--check-official"]);
    assert_eq!(answer["winners"], serde_json::json!(["a", "b"]));
    assert_eq!((answer["spent"].as_f64(), answer["budget"].as_f64()), (Some(1000.5), Some(1000.5)));
    assert_eq!(answer["official"]["same"], true);
    assert_eq!(answer["manifest_sha256"].as_str().map(str::len), Some(64));
    assert!(answer["seconds"].is_number() && answer.get("outcome").is_none());
    let said = folder.run(&["count", "budget.pb"]);
    let said = String::from_utf8(said.stdout).unwrap();
    assert!(
        said.contains("2 of 4 projects selected, 1000.5 of 1000.5 spent") && said.contains("凉亭"),
        "{said}"
    );
}

#[test]
fn another_outcome_than_the_official_one_is_a_failure() {
    let folder = Folder::with(&[
        ("wrong.pb", &BUDGET.replace("b;400.5;Bench;1", "b;400.5;Bench;0")),
        ("otherwise.pb", &BUDGET.replace("b;400.5;Bench;1", "b;400.5;Bench;2")),
        ("none.pb", &BUDGET.replace(";selected", ";other")),
    ]);
    let output = folder.run(&["count", "wrong.pb", "--check-official"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8(output.stdout).unwrap().contains("only here: b"));
    assert!(folder.run(&["count", "wrong.pb"]).status.success());
    assert!(folder.run(&["count", "otherwise.pb", "--check-official"]).status.success());
    assert!(folder.complaint(&["count", "none.pb", "--check-official"]).contains("no official result"));
}

#[test]
fn the_rule_that_is_shown_counts_the_same_again() {
    let folder = Folder::with(&[("budget.pb", BUDGET)]);
    let first = folder.json(&["count", "budget.pb", "--rule", "equal-shares/add1", "--json", "--explain"]);
    assert!(first["outcome"]["steps"]["equal_shares"].is_object());
    std::fs::write(folder.path("rule.json"), first["manifest"].to_string()).unwrap();
    let again = folder.json(&["count", "budget.pb", "--manifest", "rule.json", "--json"]);
    for key in ["winners", "spent", "manifest", "manifest_sha256"] {
        assert_eq!(again[key], first[key], "{key}");
    }
}

#[test]
fn one_can_ask_where_a_share_went_and_why_a_project_was_not_bought() {
    let folder = Folder::with(&[("budget.pb", BUDGET)]);
    let ask = |rule, what, id| folder.run(&["count", "budget.pb", "--json", "--rule", rule, what, id]);
    let answer = |output: Output| serde_json::from_slice::<Value>(&output.stdout).unwrap();
    assert!(answer(ask("equal-shares", "--voter", "2"))["voter_share"]["endowment"].is_string());
    assert_eq!(answer(ask("equal-shares", "--why-not", "d"))["why_not"]["project"], "d");
    assert!(!ask("equal-shares", "--voter", "9").status.success());
    assert!(!ask("greedy", "--voter", "2").status.success());
}

#[test]
fn a_file_that_cannot_be_counted_is_refused_with_the_place() {
    let folder = Folder::with(&[
        ("unknown.pb", &BUDGET.replace("2;a,d", "2;a,业主")),
        ("odd.pb", &BUDGET.replace("4;a", "3;a")),
        ("rule.pb", &BUDGET.replace("rule;greedy", "rule;unknown")),
        ("tied.soi", &RANKINGS.replace("1,2,3", "{1,2},3")),
        ("notes.txt", "x"),
    ]);
    let unknown = folder.complaint(&["count", "unknown.pb"]);
    assert!(unknown.contains("unknown.pb:15:5: ") && unknown.contains("业主"), "{unknown}");
    let odd = folder.run(&["count", "odd.pb"]);
    assert!(
        odd.status.success()
            && String::from_utf8(odd.stderr).unwrap().contains("odd.pb:17:1: a second ballot")
    );
    folder.complaint(&["count", "odd.pb", "--strict"]);
    assert!(folder.complaint(&["count", "rule.pb"]).contains("greedy-no-skip"));
    assert!(folder.complaint(&["count", "tied.soi", "--method", "irv"]).contains("tied.soi:5:"));
    assert!(folder.complaint(&["count", "notes.txt", "--rule", "greedy"]).contains(".pb"));
    assert!(folder.complaint(&["count", "absent.pb"]).contains("absent.pb"));
}

#[test]
fn rankings_are_counted_by_any_method() {
    let folder =
        Folder::with(&[("food.soc", RANKINGS), ("tie.soi", "# NUMBER ALTERNATIVES: 2\n1: 1\n1: 2\n")]);
    for method in ["schulze", "irv", "borda", "ranked-pairs", "stv"] {
        // Ranked pairs meets two majorities of five to four.
        let answer = folder.json(&["count", "food.soc", "--method", method, "--lot", "1,2,3", "--json"]);
        assert_eq!(answer["winners"], serde_json::json!([2]), "{method}");
    }
    let said = folder.run(&["count", "food.soc", "--method", "schulze"]);
    assert!(String::from_utf8(said.stdout).unwrap().contains("Café"));
    assert!(folder.complaint(&["count", "tie.soi", "--method", "irv"]).contains("--lot"));
    assert_eq!(
        folder.json(&["count", "tie.soi", "--method", "irv", "--lot", "2,1", "--json"])["winners"][0],
        2
    );
    folder.complaint(&["count", "food.soc", "--method", "approval"]);
    folder.complaint(&["count", "food.soc", "--method", "coin"]);
}

#[test]
fn our_own_ballots_carry_weights() {
    let folder = Folder::with(&[("ballots.jsonl", LINES)]);
    let heads = folder.json(&["count", "ballots.jsonl", "--method", "plurality", "--json"]);
    assert_eq!((&heads["winners"][0], &heads["turnout"]["blank"]["ballots"]), (&2.into(), &1.into()));
    let area = folder.json(&["count", "ballots.jsonl", "--method", "plurality", "--weights", "--json"]);
    assert_eq!(area["winners"][0], 1);
    let budget = "{\"format\":\"yishi-budget-ballots/1\",\"form\":\"approval\",\"budget\":\"5\",\
                  \"projects\":[{\"id\":\"a\",\"cost\":\"4\"},{\"id\":\"b\",\"cost\":\"4\"}]}\n\
                  {\"projects\":[\"a\"],\"weight\":9}\n{\"projects\":[\"b\"],\"count\":2}\n";
    std::fs::write(folder.path("budget.jsonl"), budget).unwrap();
    let winner = |more: &[&str]| {
        let answer = folder.json(&[&["count", "budget.jsonl", "--rule", "greedy", "--json"], more].concat());
        answer["winners"][0].clone()
    };
    assert_eq!((winner(&[]), winner(&["--weights"])), ("b".into(), "a".into()));
}

#[test]
fn a_folder_is_recounted_and_files_are_made() {
    let folder = Folder::with(&[
        ("right.pb", BUDGET),
        ("wrong.pb", &BUDGET.replace("b;400.5;Bench;1", "b;400.5;Bench;0")),
        ("unknown.pb", &BUDGET.replace("rule;greedy", "rule;unknown")),
    ]);
    let said = folder.run(&["pabulib", "."]);
    let table = String::from_utf8(said.stdout).unwrap();
    assert!(
        said.status.success() && table.contains("2 official results recounted, 1 the same: 50.0 %"),
        "{table}"
    );
    let made = folder.run(&["pabulib", "--make", "50", "5", "1"]).stdout;
    std::fs::write(folder.path("made.pb"), &made).unwrap();
    assert_eq!(folder.json(&["count", "made.pb", "--json"])["voters"], 50);
    std::fs::write(folder.path("broken.pb"), &made[..100]).unwrap();
    assert!(!folder.run(&["pabulib", "."]).status.success(), "a file could not be read");
}

#[test]
fn owners_votes_are_counted_by_the_article_they_fall_under() {
    let folder = Folder::with(&[("votes.jsonl", ANSWERS)]);
    let count = |rule| folder.json(&["count", "votes.jsonl", "--rule", rule, "--json", "--explain"]);
    let ordinary = count("278-4");
    assert_eq!(ordinary["winners"], serde_json::json!([1]));
    assert_eq!(ordinary["outcome"]["findings"][0]["agreement"]["area"]["left"], 3_800_000);
    // 190 of 300 m² are no three quarters.
    assert_eq!(count("278-7")["winners"], serde_json::json!([]));
    std::fs::write(folder.path("rule.json"), ordinary["manifest"].to_string()).unwrap();
    let again = folder.json(&["count", "votes.jsonl", "--manifest", "rule.json", "--json"]);
    assert_eq!(again["manifest_sha256"], ordinary["manifest_sha256"]);
    let said = folder.run(&["count", "votes.jsonl", "--rule", "278-4", "--explain"]).stdout;
    let said = String::from_utf8(said).unwrap();
    assert!(said.contains("2 × 190.00 = 380.00 > 300.00, reached"), "{said}");
    let refused = folder.complaint(&["count", "votes.jsonl", "--rule", "owners-election", "--seats", "0"]);
    assert!(refused.contains("an election to no seat"), "{refused}");
    assert!(folder.complaint(&["count", "votes.jsonl", "--rule", "choose-one"]).contains("too few options"));
    assert!(folder.complaint(&["count", "votes.jsonl", "--rule", "schulze"]).contains("278-1|278-2"));
}

#[test]
fn a_folder_that_leads_back_into_itself_was_read_again_and_again() {
    let folder = Folder::with(&[("one.pb", BUDGET)]);
    std::fs::create_dir(folder.path("below")).unwrap();
    std::os::unix::fs::symlink("..", folder.path("below/up")).unwrap();
    let pipe = Command::new("mkfifo").arg(folder.path("pipe.pb")).status().unwrap();
    assert!(pipe.success());
    let output = folder.run(&["pabulib", ".", "--json"]);
    let text = String::from_utf8(output.stdout).unwrap();
    assert_eq!(text.lines().filter(|line| line.contains("one.pb")).count(), 1, "{text}");
    let made = folder.complaint(&["pabulib", "--make", "1", "10001", "1"]);
    assert!(made.contains("10000 at most"), "{made}");
}
