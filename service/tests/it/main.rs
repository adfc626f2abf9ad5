//! Stories of what people do, each told on SQLite and on PostgreSQL.

#![expect(clippy::unwrap_used, reason = "a story that cannot go on stops")]

mod after_races;
mod asking;
mod ballots;
mod both;
mod clocks;
mod comments;
mod decisions;
mod disk;
mod hall;
mod hidden_objections;
mod issues;
mod log;
mod marks;
mod matters;
mod members;
mod merging;
mod moderation;
mod objections;
mod officers;
mod paper;
mod passwords;
mod proposals;
mod reach;
mod records;
mod representing;
mod requests;
mod rerender;
mod roll;
mod silence;
mod unlinkable;
mod votes;
mod world;
