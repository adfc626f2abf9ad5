//! Stories of what people do, each told on SQLite and on PostgreSQL.

mod both;
mod comments;
mod hall;
mod issues;
mod moderation;
mod requests;
mod world;
