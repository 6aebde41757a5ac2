//! The real program over real HTTP, on a free port, with small banks made for the purpose.

mod bank;
mod client;
mod program;

mod canary;
mod command;
mod counts;
mod crash;
mod doors;
mod identity;
mod journey;
mod limits;
mod log;
mod pages;
mod practice;
mod races;
mod roles;
mod sets;
mod sittings;
mod staff;
mod tls;
