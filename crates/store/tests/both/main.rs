//! Every query function, reading and writing, copies and the doctor, on both engines.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[macro_use]
extern crate trial;

mod accounts;
mod audit;
mod beside;
mod bodies;
mod copies;
mod covered;
mod damage;
mod doctor;
mod full;
mod make;
mod memory;
mod opening;
mod plans;
mod search;
mod tables;
mod whole;
mod work;
