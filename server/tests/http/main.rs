//! The real program over real HTTP, on a free port, with small banks made for the purpose.

mod bank;
mod client;
mod program;

mod anchors;
mod canary;
mod command;
mod correction;
mod counts;
mod crash;
mod credentials;
mod definition;
mod doors;
mod identity;
mod journey;
mod limits;
mod log;
mod pages;
mod pass_mark;
mod pathways;
mod practice;
mod privacy;
mod races;
mod roles;
mod running;
mod sets;
mod sittings;
mod staff;
mod tls;
mod workshop;
