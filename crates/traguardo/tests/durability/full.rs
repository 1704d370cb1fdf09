//! A full disk: the page says so and keeps what was typed, nothing that was acknowledged is lost, people go on reading, and
//! when there is room again the same server goes on.

use std::path::Path;
use std::sync::Arc;

use hyper::StatusCode;
use store::Store;
use trial::disk::{fill, free, on_small_disk};

use crate::commands::is_sound;
use crate::killed::body_in;
use crate::record::{Record, kept, nothing_is_lost};
use crate::running::body::{LOGIN, PASSWORD, now};
use crate::running::{Client, Server, Session};
use crate::writers::{Desk, Outcome, WRITERS};

/// So large is the disk, in megabytes.
const SIZE: u32 = 16;
/// So often each person writes while there is so little room.
const TRIES: usize = 6;

/// Writes of all people one after the other; counts those that were refused.
async fn write_in_turn(desk: &Desk, clients: &mut [Client]) -> usize {
    let mut refused = 0;
    for number in 0..TRIES {
        for (writer, client) in clients.iter_mut().enumerate() {
            match desk.one(client, writer, number).await.unwrap() {
                Outcome::Done => {}
                Outcome::Refused(status, page) => {
                    assert_eq!(status, StatusCode::INSUFFICIENT_STORAGE, "{page}");
                    assert!(
                        page.contains("Sul disco non c&#39;è più spazio: nulla è stato salvato"),
                        "{page}"
                    );
                    let typed = desk.record.writes().pop().unwrap().text;
                    assert!(page.contains(&typed), "what was typed is not in the page: {page}");
                    refused += 1;
                }
            }
        }
    }
    refused
}

/// Makes a session one whose use is to be noted again: that is a write, too, which a full disk refuses.
async fn grow_old(url: &str, data: &Path, session: &Session) {
    let store = Store::open(url, data.join("file")).await.unwrap();
    let token = session.cookie.split_once('=').unwrap().1;
    let mut work = store.work().await.unwrap();
    let hour = now().later(3600).0;
    work.link().unwrap().session_touch(&app::secret::token_hash(token), 0, hour).await.unwrap();
    work.commit().await.unwrap();
    store.close().await;
}

#[test]
fn a_full_disk_is_told_and_nothing_is_lost() {
    on_small_disk("full::a_full_disk_is_told_and_nothing_is_lost", SIZE, async |disk| {
        let url = format!("sqlite:{}", disk.join("traguardo.db").display());
        let body = Arc::new(body_in(&url, &disk).await);
        let record = Arc::new(Record::default());
        let mut server = Server::start(&disk, None);
        let mut client = Client::connect(server.address, Session::default()).await.unwrap();
        let session = client.sign_in(LOGIN, PASSWORD).await.unwrap();
        let address = server.address;
        let mut clients = Vec::new();
        for _ in 0..WRITERS {
            clients.push(Client::connect(address, session.clone()).await.unwrap());
        }
        let desk = |round: usize| {
            let (session, body, record) = (session.clone(), Arc::clone(&body), Arc::clone(&record));
            Desk { address, session, body, record, round: round.to_string() }
        };
        let mut refused = 0;
        for (round, but) in [0, 20_000, 80_000, 300_000, 0].into_iter().enumerate() {
            free(&disk);
            grow_old(&url, &disk, &session).await;
            fill(&disk, but);
            refused += write_in_turn(&desk(round), &mut clients).await;
            let writes = record.writes();
            nothing_is_lost(&writes, &kept(&mut client, &body, &writes).await);
        }
        println!("{refused} of {} writes were refused", record.writes().len());
        assert!(refused >= 2 * TRIES * WRITERS, "the disk was not full");
        free(&disk);
        assert_eq!(write_in_turn(&desk(9), &mut clients).await, 0, "there is room again");
        let writes = record.writes();
        let there = kept(&mut client, &body, &writes).await;
        nothing_is_lost(&writes, &there);
        assert_eq!(there.len(), record.acknowledged(), "what was refused was kept");
        assert!(server.runs());
        server.stop();
        is_sound(&disk, None);
    });
}
