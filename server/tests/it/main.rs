//! The hall over HTTP: requests go through the router without a socket, as typed people on their phones.

#![expect(clippy::unwrap_used, reason = "a story that cannot go on stops")]

mod api;
#[path = "../../../service/tests/it/asking.rs"]
mod asking;
mod ballots;
#[path = "../../../service/tests/it/both.rs"]
mod both;
mod closing;
mod comments;
mod counting;
mod decisions;
mod demo;
mod forms;
mod founding;
mod hostile;
mod hostile_columns;
mod kept;
mod killed;
mod log;
mod matrix;
mod matters;
mod members;
mod objections;
mod officers;
mod outage;
mod pages;
mod phone;
mod practice;
mod receipts;
mod records;
mod representing;
mod requests;
mod roll;
mod second_verifier;
mod secrecy;
mod settings;
mod votes;
mod witness;
mod witnessed;
#[path = "../../../service/tests/it/world.rs"]
mod world;
