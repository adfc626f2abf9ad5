//! Counts cases that another program has answered and says how many agree.
//!
//! `cargo run --release -p domain --example oracle -- cases.jsonl …`; see `xtask/oracles/rules.py`.

#![expect(clippy::print_stdout, reason = "a program for the terminal")]

#[path = "../tests/oracle/mod.rs"]
mod oracle;

fn main() -> std::process::ExitCode {
    let mut all_agree = true;
    for file in std::env::args().skip(1) {
        let text = std::fs::read_to_string(&file).expect("a file of cases");
        let cases = oracle::read(&text);
        let (mut differ, mut rounded) = (0, 0);
        for (line, case) in cases.iter().enumerate() {
            if let Some(difference) = oracle::check(case) {
                if oracle::as_binary64(case).is_some_and(|case| oracle::check(&case).is_none()) {
                    rounded += 1;
                    continue;
                }
                differ += 1;
                if differ <= 10 {
                    println!("{file}:{}: {difference}", line + 1);
                }
            }
        }
        println!("{file}: {} cases, {differ} differ, {rounded} agree only in binary64", cases.len());
        all_agree &= differ == 0;
    }
    if all_agree { std::process::ExitCode::SUCCESS } else { std::process::ExitCode::FAILURE }
}
