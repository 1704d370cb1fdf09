//! What was acknowledged is there: after the server is killed, in a copy that is made while people work, when the disk is
//! full. The server is the real program; people write through its pages.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[path = "../running/mod.rs"]
mod running;

mod commands;
#[cfg(unix)]
mod copied;
#[cfg(target_os = "linux")]
mod full;
mod killed;
mod record;
mod seed;
mod writers;
