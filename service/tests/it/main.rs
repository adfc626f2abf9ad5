//! Stories of what people do, each told on SQLite and on PostgreSQL.

mod both;
mod comments;
mod decisions;
mod hall;
mod issues;
mod moderation;
mod requests;
mod votes;
mod world;
