//! Stories of what people do, each told on SQLite and on PostgreSQL.

mod both;
mod decisions;
mod hall;
mod issues;
mod roll;
mod world;
