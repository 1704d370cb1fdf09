//! A server that is killed in the middle of the work starts again by itself, with all that it acknowledged.

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use store::Store;

use crate::commands::is_sound;
use crate::record::{Record, kept, nothing_is_lost};
use crate::running::body::{LOGIN, PASSWORD};
use crate::running::{Body, Client, Server, Session};
use crate::seed::Numbers;
use crate::writers::Desk;

/// So much is to be written in each round.
const WRITES: usize = 500;
/// So often the server is killed.
const ROUNDS: usize = 3;

/// A database with a body in it.
pub async fn body_in(url: &str, data: &Path) -> Body {
    let store = Store::open(url, data.join("file")).await.unwrap();
    let sample = app::library::SAMPLES.get_file("isola-serena.txt").unwrap();
    let document = app::imports::Upload { name: "piano.txt".to_owned(), bytes: sample.contents().to_vec() };
    let body = Body::first(&store, "Comune di Prova", document).await;
    store.close().await;
    body
}

async fn killed_again_and_again(url: &str, data: &Path, database: Option<&str>) {
    let mut numbers = Numbers::new("killed");
    let body = Arc::new(body_in(url, data).await);
    let record = Arc::new(Record::default());
    let mut session = None;
    for round in 0..ROUNDS {
        let server = Server::start(data, database);
        if session.is_none() {
            let mut client = Client::connect(server.address, Session::default()).await.unwrap();
            session = Some(client.sign_in(LOGIN, PASSWORD).await.unwrap());
        }
        // The session is one of the things that were acknowledged.
        let session = session.clone().unwrap();
        let before = record.acknowledged();
        let (body, record) = (Arc::clone(&body), Arc::clone(&record));
        let desk = Desk { address: server.address, session, body, record, round: round.to_string() };
        let writers = desk.write(WRITES);
        let moment = 10 + usize::try_from(numbers.below(140)).unwrap();
        let start = Instant::now();
        while desk.record.acknowledged() < before + moment && start.elapsed() < Duration::from_secs(20) {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        tokio::time::sleep(Duration::from_micros(numbers.below(5_000))).await;
        server.kill();
        for writer in writers {
            writer.await.unwrap();
        }
        let (written, done) = (desk.record.writes(), desk.record.acknowledged() - before);
        assert!(moment <= done && done < WRITES, "killed after {done} writes: not in the middle of the work");
        let server = Server::start(data, database);
        let mut client = Client::connect(server.address, desk.session.clone()).await.unwrap();
        let kept = kept(&mut client, &desk.body, &written).await;
        nothing_is_lost(&written, &kept);
        server.kill();
        is_sound(data, database);
        println!(
            "round {round}: killed after {done} acknowledged writes; {} of {} are there",
            kept.len(),
            written.len()
        );
    }
}

#[test]
fn what_was_acknowledged_survives_on_sqlite() {
    let data = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}", data.path().join("traguardo.db").display());
    trial::runtime().block_on(killed_again_and_again(&url, data.path(), None));
}

#[test]
fn what_was_acknowledged_survives_on_postgres() {
    trial::on_server(async |server| {
        let data = tempfile::tempdir().unwrap();
        let url = server.new_database().await;
        killed_again_and_again(&url, data.path(), Some(&url)).await;
    });
}
