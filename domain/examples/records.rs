//! `cargo run --release -p domain --example records -- FOLDER HEADS`: writes a made-up record of every kind of vote, to
//! look at and to measure with: the record, of owners' votes the unit-level one, a receipt, and the log's key. Says how
//! long checking each takes.

#[path = "../tests/record/make.rs"]
#[expect(dead_code, reason = "the tests look closer")]
mod make;

use std::path::Path;
use std::time::Instant;

use domain::record::verify::{Engine, verify};

use make::{Kind, key, make};

#[expect(clippy::print_stdout, reason = "what it is run for")]
fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(folder), Some(heads)) = (arguments.next(), arguments.next()) else {
        return Err("FOLDER HEADS".into());
    };
    let (folder, heads) = (Path::new(&folder), heads.parse()?);
    std::fs::create_dir_all(folder)?;
    std::fs::write(folder.join("key"), key().public().to_string())?;
    for kind in Kind::ALL {
        let made = make(kind, heads);
        let name = kind.name();
        std::fs::write(folder.join(format!("{name}.zip")), &made.record)?;
        let start = Instant::now();
        let found = verify(&made.record, Some(made.key.public()), &Engine::FULL)?;
        let (bytes, took) = (made.record.len(), start.elapsed());
        println!("{name}: {} ballots, {bytes} bytes, {took:?}", found.account.counting);
        if let Some(record) = &made.unit_level {
            std::fs::write(folder.join(format!("{name}-unit-level.zip")), record)?;
        }
        if let Some(receipt) = made.receipts.first() {
            std::fs::write(folder.join(format!("{name}.receipt.json")), receipt.json())?;
        }
    }
    Ok(())
}
