//! Writing an election, so that reading it again gives the same ballots, projects and amounts.

use std::io::{self, Write};

use super::WITHDRAWN;
use crate::count::budget::election::{Election, Project};
use crate::count::formats::records::escaped;

/// Keys that are written from the election itself.
const OWN_KEYS: [&str; 4] = ["num_projects", "num_votes", "budget", "vote_type"];

/// Writes `election` as a Pabulib file. Voters are numbered from 1 in the order of their ballots: who they were is
/// not known any more.
pub fn write(election: &Election, out: &mut impl Write) -> io::Result<()> {
    write_meta(election, out)?;
    write_projects(election, out)?;
    write_votes(election, out)
}

fn write_meta(election: &Election, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "META\nkey;value")?;
    let own = |key: &str| match key {
        "num_projects" => election.projects.len().to_string(),
        "num_votes" => election.voters().to_string(),
        "budget" => election.budget.display(election.scale),
        _ => election.form.code().to_owned(),
    };
    // Where the file had them, the others behind.
    for (key, value) in &election.meta.0 {
        let value = if OWN_KEYS.contains(&key.as_str()) { &own(key) } else { value };
        writeln!(out, "{};{}", escaped(key), escaped(value))?;
    }
    let has = |key: &str| election.meta.0.iter().any(|(name, _)| name == key);
    for key in OWN_KEYS.into_iter().filter(|key| !has(key)) {
        writeln!(out, "{key};{}", own(key))?;
    }
    Ok(())
}

/// A column that is written if any project has something in it.
struct Column {
    name: &'static str,
    there: bool,
    value: fn(&Project) -> Option<String>,
}

fn votes(project: &Project) -> Option<String> {
    project.votes.map(|number| number.to_string())
}

fn score(project: &Project) -> Option<String> {
    project.score.map(|number| number.to_string())
}

fn name(project: &Project) -> Option<String> {
    project.name.clone()
}

fn selected(project: &Project) -> Option<String> {
    project.selected.map(|code| code.to_string())
}

fn write_projects(election: &Election, out: &mut impl Write) -> io::Result<()> {
    let any = |has: fn(&Project) -> bool| election.projects.iter().any(has);
    let columns = [
        Column { name: "votes", there: any(|project| project.votes.is_some()), value: votes },
        Column { name: "score", there: any(|project| project.score.is_some()), value: score },
        Column { name: "name", there: any(|project| project.name.is_some()), value: name },
        Column { name: "selected", there: any(|project| project.selected.is_some()), value: selected },
    ];
    write!(out, "PROJECTS\nproject_id;cost")?;
    let written = columns.iter().filter(|column| column.there);
    for column in written.clone() {
        write!(out, ";{}", column.name)?;
    }
    for name in &election.columns {
        write!(out, ";{}", escaped(name))?;
    }
    writeln!(out)?;
    for project in &election.projects {
        let cost = project.cost.map_or_else(|| WITHDRAWN.to_owned(), |cost| cost.display(election.scale));
        write!(out, "{};{cost}", escaped(project.id.as_str()))?;
        for column in written.clone() {
            write!(out, ";{}", escaped(&(column.value)(project).unwrap_or_default()))?;
        }
        if !election.columns.is_empty() {
            write!(out, ";{}", project.more)?;
        }
        writeln!(out)?;
    }
    Ok(())
}

fn write_votes(election: &Election, out: &mut impl Write) -> io::Result<()> {
    let has_points = election.form.has_points();
    writeln!(out, "VOTES\nvoter_id;vote{}", if has_points { ";points" } else { "" })?;
    let mut voter: u64 = 0;
    for group in &election.groups {
        let ids = group.choices.iter().map(|(place, _)| {
            let project = usize::try_from(*place).ok().and_then(|index| election.projects.get(index));
            project.map_or("", |project| project.id.as_str())
        });
        let mut row = format!(";{}", escaped(&ids.collect::<Vec<_>>().join(",")));
        if has_points {
            let points: Vec<_> = group.choices.iter().map(|(_, points)| points.to_string()).collect();
            row.push(';');
            row.push_str(&points.join(","));
        }
        for _ in 0..group.count {
            voter = voter.saturating_add(1);
            writeln!(out, "{voter}{row}")?;
        }
    }
    Ok(())
}
