//! The hall over HTTP: requests go through the router without a socket, as typed people on their phones.

#[path = "../../../service/tests/it/both.rs"]
mod both;
mod decisions;
mod demo;
mod forms;
mod matters;
mod pages;
mod phone;
#[path = "../../../service/tests/it/world.rs"]
mod world;
