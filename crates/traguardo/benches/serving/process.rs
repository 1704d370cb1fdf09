//! The process of the server: how long it takes to answer at first, and how much memory it took.

use std::path::Path;
use std::time::{Duration, Instant};

use crate::running::{Client, Server, Session};

/// From the start of the process to the first page: the middle of several times.
pub async fn cold_start(data: &Path, database: Option<&str>) -> Duration {
    let mut taken = Vec::new();
    for _ in 0..5 {
        let start = Instant::now();
        let server = Server::start(data, database);
        let mut client = Client::connect(server.address, Session::default()).await.expect("it answers");
        let answer = client.get("/accesso").await.expect("it answers");
        taken.push(start.elapsed());
        assert_eq!(answer.status, 200);
        server.kill();
    }
    taken.sort_unstable();
    taken[taken.len() / 2]
}

/// The most memory that a process took so far, in bytes; none where the system does not say it.
pub fn peak(id: u32) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{id}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kilobytes: u64 = line.split_whitespace().next()?.parse().ok()?;
    Some(kilobytes << 10)
}
