//! `yishi roll import`.

use super::locale;
use super::serve::open_existing;
use crate::config::{Options, Place};
use anyhow::{Context as _, bail};
use app::pages::roll::letters;
use app::text::Text;
use clap::{Args, Subcommand};
use domain::actor::Actor;
use service::roll::{self, ImportView, Report, RollFile, SheetChoice, Upload};
use std::path::PathBuf;

/// `yishi roll …`
#[derive(Debug, Subcommand)]
pub(super) enum RollCommand {
    /// Read a roll from .xlsx or CSV: a dry run, and with --apply the import.
    ///
    /// Prints what would change, what is wrong and what is odd, in the language of LANG. Ends with an error when there
    /// are faults; nothing is changed then.
    Import(ImportOptions),
}

/// What `yishi roll import` takes.
#[derive(Args, Debug)]
pub(super) struct ImportOptions {
    /// The sheet
    file: PathBuf,
    /// The community's short name in addresses
    #[arg(long)]
    community: String,
    /// The compound's short name in addresses
    #[arg(long)]
    compound: String,
    /// What the columns hold, as JSON: [{"sheet":0,"read":true,"mapping":{"columns":{"unit":[0]},"area_source":null}}]
    #[arg(long)]
    mapping: Option<PathBuf>,
    /// Import it, if there are no faults
    #[arg(long)]
    apply: bool,
    /// Take off the roll what the file does not list
    #[arg(long, requires = "apply")]
    retire_missing: bool,
    #[command(flatten)]
    hall: Place,
}

/// Imports, or tells what importing would do.
pub(super) async fn run(command: RollCommand, from_file: Options) -> anyhow::Result<()> {
    let RollCommand::Import(options) = command;
    let text = locale().text();
    let mapping = options.mapping.as_deref().map(read_mapping).transpose()?;
    let name = options.file.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let file = RollFile::path(name, &options.file);
    std::fs::metadata(&options.file).with_context(|| format!("reading {}", options.file.display()))?;
    let hall = open_existing(&options.hall.options().or(from_file).complete()?).await?;
    let mut snapshot = hall.read().await?;
    let community = service::communities::community(&mut snapshot, &options.community)
        .await
        .with_context(|| format!("no community {}", options.community))?;
    let compound = roll::compound(&mut snapshot, &community, &options.compound)
        .await
        .with_context(|| format!("no compound {}", options.compound))?;
    drop(snapshot);
    let id = match roll::stage(&hall, &Actor::System, compound.id, file).await? {
        Upload::Staged(id) => id,
        Upload::Unreadable(fault) => bail!("{}", text.sheet_fault(fault.code)),
    };
    let report = roll::dry_run(&hall, &Actor::System, id, mapping).await?;
    let mut snapshot = hall.read().await?;
    let import = roll::import(&mut snapshot, &Actor::System, &community, &compound, id).await?;
    drop(snapshot);
    tell(text, &import, &report);
    if report.has_faults() {
        bail!("{}", text.import_faults(report.faults.total()));
    }
    if options.apply {
        roll::apply(&hall, &Actor::System, None, id, options.retire_missing).await?;
        say(text.import_done());
    }
    hall.close().await;
    Ok(())
}

fn read_mapping(path: &std::path::Path) -> anyhow::Result<Vec<SheetChoice>> {
    let json = std::fs::read_to_string(path).with_context(|| format!("reading {}", path.display()))?;
    serde_json::from_str(&json).with_context(|| format!("understanding {}", path.display()))
}

#[expect(clippy::print_stdout, reason = "the command line answers by printing")]
fn say(line: &str) {
    println!("{line}");
}

fn tell(text: &dyn Text, import: &ImportView, report: &Report) {
    let (counts, differences) = (&report.counts, &report.differences);
    say(text.import_counts());
    say(&format!("  {}: {}", text.import_lines(), counts.lines));
    say(&format!("  {}: {}", text.roll_units(), counts.units));
    say(&format!("  {}: {}", text.roll_owner_sets(), counts.owner_sets));
    say(text.import_differences());
    let (added, changed, missing) = (text.import_added(), text.import_changed(), text.import_missing());
    for (label, change) in [
        (text.import_buildings(), differences.buildings),
        (text.import_entrances(), differences.entrances),
        (text.roll_units(), differences.units),
    ] {
        let (a, c, m) = (change.added, change.changed, change.missing);
        say(&format!("  {label}: {added} {a}, {changed} {c}, {missing} {m}"));
    }
    say(&format!("  {}: {}", text.import_owners_changed(), differences.owners_changed));
    let (a, c) = (differences.persons_added, differences.persons_changed);
    say(&format!("  {}: {added} {a}, {changed} {c}", text.import_persons()));
    say(&format!("  {}: {}", text.import_merged(), differences.persons_merged));
    let (a, m) = (differences.residents_added, report.missing.residents_total);
    say(&format!("  {}: {added} {a}, {missing} {m}", text.roll_residents()));
    for fault in report.faults.listed() {
        let place = fault.place;
        let sheet = import.sheets.sheets.iter().find(|sheet| sheet.index == place.sheet);
        let column = place.column.map(letters).unwrap_or_default();
        let place = text.import_place(sheet.map_or("", |sheet| sheet.name.trim()), place.line, &column);
        let shown = fault.shown.as_deref().map(|shown| format!(" “{shown}”")).unwrap_or_default();
        say(&format!("! {place}{shown}: {}", text.roll_fault(fault.code)));
    }
    let listed = u64::try_from(report.faults.listed().len()).unwrap_or(u64::MAX);
    if report.faults.total() > listed {
        say(text.import_more(report.faults.total() - listed).as_str());
    }
    for (code, count) in report.warnings.by_code() {
        say(&format!("? {count} × {}", text.roll_warning(*code)));
    }
}
