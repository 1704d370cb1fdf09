//! A copy that is made while people work is of one moment, and holds all that was acknowledged before it was begun.

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::commands::{is_sound, succeeds};
use crate::killed::body_in;
use crate::record::{Record, Write, is_prefix, kept};
use crate::running::body::{LOGIN, PASSWORD};
use crate::running::{Client, Server, Session};
use crate::writers::Desk;

/// So much is written at most; the copies are made meanwhile.
const WRITES: usize = 2_000;
/// So many writes are acknowledged before each copy.
const BETWEEN: usize = 25;

async fn copied_while_people_write(
    url: &str,
    data: &Path,
    database: Option<&str>,
    new_place: impl AsyncFn() -> Option<String>,
) {
    let body = Arc::new(body_in(url, data).await);
    let record = Arc::new(Record::default());
    let server = Server::start(data, database);
    let mut client = Client::connect(server.address, Session::default()).await.unwrap();
    let session = client.sign_in(LOGIN, PASSWORD).await.unwrap();
    let desk = Desk { address: server.address, session, body, record, round: "copia".to_owned() };
    let writers = desk.write(WRITES);
    for copy in 0..2 {
        wait_for(&desk.record, (copy + 1) * BETWEEN).await;
        let archive = data.join(format!("copia-{copy}.zip"));
        let begun = Instant::now();
        let (from, to, of) = (data.to_owned(), archive.clone(), database.map(str::to_owned));
        let made = move || succeeds("backup", &from, of.as_deref(), &[&to]);
        tokio::task::spawn_blocking(made).await.unwrap();
        let ended = Instant::now();
        assert!(writers.iter().any(|writer| !writer.is_finished()), "nobody wrote any more during the copy");
        let place = tempfile::tempdir().unwrap();
        let restored = new_place().await;
        succeeds("restore", place.path(), restored.as_deref(), &[&archive]);
        is_sound(place.path(), restored.as_deref());
        let written = desk.record.writes();
        let there = shown_by(&desk, place.path(), restored.as_deref(), &written).await;
        let early = |write: &&Write| write.acknowledged.is_some_and(|moment| moment < begun);
        for write in written.iter().filter(early) {
            assert!(there.iter().any(|known| known.text == write.text), "{write:?} is not in the copy");
        }
        assert!(there.iter().all(|write| write.sent < ended), "the copy holds what was written after it");
        is_prefix(&written, &there);
        println!("copy {copy}: {} of {} writes", there.len(), written.len());
    }
    server.stop();
    for writer in writers {
        writer.await.unwrap();
    }
}

async fn wait_for(record: &Record, count: usize) {
    let start = Instant::now();
    while record.acknowledged() < count {
        assert!(start.elapsed() < Duration::from_secs(20), "nobody writes");
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
}

/// The writes that a server on the restored copy shows to somebody who signs in there.
async fn shown_by(desk: &Desk, data: &Path, database: Option<&str>, writes: &[Write]) -> Vec<Write> {
    let server = Server::start(data, database);
    let mut client = Client::connect(server.address, Session::default()).await.unwrap();
    client.sign_in(LOGIN, PASSWORD).await.unwrap();
    kept(&mut client, &desk.body, writes).await
}

#[test]
fn a_copy_is_of_one_moment_on_sqlite() {
    let data = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}", data.path().join("traguardo.db").display());
    trial::runtime().block_on(copied_while_people_write(&url, data.path(), None, async || None));
}

#[test]
fn a_copy_is_of_one_moment_on_postgres() {
    trial::on_server(async |server| {
        let data = tempfile::tempdir().unwrap();
        let url = server.new_database().await;
        let new_place = async || Some(server.empty_database().await);
        copied_while_people_write(&url, data.path(), Some(&url), new_place).await;
    });
}
