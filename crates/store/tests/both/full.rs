//! A full disk: a small one, in the memory of the machine, is filled in a process of its own.

use std::path::Path;

use store::rows::Body;
use store::{Fault, Store, hash_of};

use crate::make::body;
use trial::disk::{fill, free, on_small_disk};
use trial::on_server;

/// So large is the disk, in megabytes.
pub const SIZE: u32 = 3;

/// Many write large rows at once; gives the names of those that were acknowledged. The others are told why not.
async fn write_many(store: &Store, prefix: &str) -> Vec<String> {
    let writers: Vec<_> = (0..40)
        .map(|number| {
            let (store, slug) = (store.clone(), format!("{prefix}{number}"));
            tokio::spawn(async move {
                let mut work = store.work().await?;
                work.link()?.body_insert(&Body { kind: "x".repeat(40_000), ..body(&slug) }).await?;
                work.commit().await.map(|()| slug)
            })
        })
        .collect();
    let mut acknowledged = Vec::new();
    for writer in writers {
        match writer.await.unwrap() {
            Ok(slug) => acknowledged.push(slug),
            Err(fault) => assert_eq!(fault, Fault::Full),
        }
    }
    acknowledged
}

async fn check_kept(store: &Store, acknowledged: &[String]) {
    let mut kept: Vec<String> = read!(store, body_list()).into_iter().map(|body| body.slug).collect();
    kept.sort();
    let mut acknowledged = acknowledged.to_vec();
    acknowledged.sort();
    assert_eq!(kept, acknowledged);
}

#[test]
fn a_full_disk_loses_nothing_that_was_acknowledged() {
    on_small_disk("full::a_full_disk_loses_nothing_that_was_acknowledged", SIZE, async |disk| {
        let url = format!("sqlite:{}", disk.join("t.db").display());
        let store = Store::open(&url, disk.join("file")).await.unwrap();
        let mut acknowledged = Vec::new();
        // From no room at all to room for some.
        for (round, but) in [0, 30_000, 100_000, 200_000, 400_000, 0].into_iter().enumerate() {
            fill(&disk, but);
            let now = write_many(&store, &format!("r{round}-")).await;
            assert!(now.len() < 40, "the disk was not full: {but}");
            acknowledged.extend(now);
            check_kept(&store, &acknowledged).await;
        }
        free(&disk);
        write!(store, body_insert(&body("dopo")));
        acknowledged.push("dopo".to_owned());
        check_kept(&store, &acknowledged).await;
        store.close().await;
        let store = Store::open(&url, disk.join("file")).await.unwrap();
        check_kept(&store, &acknowledged).await;
    });
}

#[test]
fn a_database_is_not_made_where_there_is_no_room() {
    on_small_disk("full::a_database_is_not_made_where_there_is_no_room", SIZE, async |disk| {
        fill(&disk, 50_000);
        let url = format!("sqlite:{}", disk.join("t.db").display());
        assert_eq!(Store::open(&url, "").await.map(|_| ()), Err(Fault::Full));
        free(&disk);
        Store::open(&url, "").await.unwrap();
    });
}

#[test]
fn a_file_that_does_not_fit_is_refused_whole() {
    on_small_disk("full::a_file_that_does_not_fit_is_refused_whole", SIZE, async |disk| {
        let files = store::Files::new(disk.join("file"));
        let small = files.put(b"delibera").await.unwrap();
        for size in [1_000_000_u64, 100_000, 10_000] {
            fill(&disk, size / 2);
            let bytes = vec![7; usize::try_from(size).unwrap()];
            assert_eq!(files.put(&bytes).await, Err(Fault::Full), "{size}");
            assert!(files.get(&hash_of(&bytes)).await.is_err());
        }
        assert_eq!(files.get(&small).await.unwrap(), b"delibera");
        free(&disk);
        files.put(&vec![7; 1_000_000]).await.unwrap();
        let left = walk(&disk.join("file"));
        assert_eq!(left, 2, "nothing is left of what was refused");
    });
}

/// How many files are in the folders of a folder.
fn walk(folder: &Path) -> usize {
    let folders = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    folders.map(|folder| std::fs::read_dir(folder).unwrap().count()).sum()
}

#[test]
fn a_server_with_a_full_disk_is_told_of_as_such() {
    on_server(async |server| {
        use sqlx::Connection;
        let url = server.new_database().await;
        let store = Store::open(&url, "").await.unwrap();
        let mut raw = sqlx::PgConnection::connect(&url).await.unwrap();
        let refuse = "create function refuse() returns trigger language plpgsql as
                      $$ begin raise exception 'no space left' using errcode = '53100'; end $$;
                      create trigger refuse before insert on body execute function refuse()";
        sqlx::raw_sql(refuse).execute(&mut raw).await.unwrap();
        let mut work = store.work().await.unwrap();
        assert_eq!(work.link().unwrap().body_insert(&body("colle")).await, Err(Fault::Full));
        assert_eq!(work.commit().await, Err(Fault::Full));
    });
}
