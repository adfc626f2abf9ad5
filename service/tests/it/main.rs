//! Stories of what people do, each told on SQLite and on PostgreSQL.

mod both;
mod comments;
mod decisions;
mod hall;
mod issues;
mod matters;
mod members;
mod moderation;
mod proposals;
mod requests;
mod rerender;
mod roll;
mod votes;
mod world;
