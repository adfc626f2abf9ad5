//! Stories of what people do, each told on SQLite and on PostgreSQL.

mod both;
mod hall;
mod issues;
mod votes;
mod world;
