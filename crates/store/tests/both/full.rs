//! A full disk: a small one, in the memory of the machine, is filled in a process of its own.

use std::path::{Path, PathBuf};
use std::process::Command;

use store::rows::Body;
use store::{Fault, Store, hash_of};

use crate::make::body;
use trial::{on_server, runtime};

/// Where the small disk is, for the process that fills it.
const DISK: &str = "TRAGUARDO_SMALL_DISK";

/// Runs a test of this file again where a small disk is; tells whether it may go on as that run.
pub fn on_small_disk(name: &str, test: impl AsyncFnOnce(PathBuf)) {
    if let Some(disk) = std::env::var_os(DISK) {
        return runtime().block_on(test(disk.into()));
    }
    let folder = tempfile::tempdir().unwrap();
    let script = "mount -t tmpfs -o size=3m none \"$0\" || exit 77; exec \"$@\"";
    let root = Command::new("id").arg("-u").output().is_ok_and(|id| id.stdout == b"0\n");
    let spaces: &[&str] = if root { &["-m"] } else { &["-U", "-r", "-m"] };
    let output = Command::new("unshare")
        .args(spaces)
        .args(["sh", "-c", script])
        .args([folder.path(), &std::env::current_exe().unwrap()])
        .args(["--exact", name, "--nocapture"])
        .env(DISK, folder.path())
        .output();
    match output {
        Ok(output) if output.status.success() => {}
        Ok(output) if output.status.code().is_some_and(|code| code != 77 && code != 1) => {
            panic!("{}\n{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
        }
        _ => eprintln!("*** LEFT OUT: {name} needs to be allowed to mount a small disk ***"),
    }
}

/// Takes up what is left of the disk but for some bytes.
pub fn fill(disk: &Path, but: usize) {
    let ballast = disk.join("ballast");
    std::fs::remove_file(&ballast).ok();
    let mut size = 3 * 1024 * 1024;
    while size > 0 && std::fs::write(&ballast, vec![1; size]).is_err() {
        size = size.saturating_sub(4096);
    }
    std::fs::write(ballast, vec![1; size.saturating_sub(but)]).unwrap();
}

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
    on_small_disk("full::a_full_disk_loses_nothing_that_was_acknowledged", async |disk| {
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
        std::fs::remove_file(disk.join("ballast")).unwrap();
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
    on_small_disk("full::a_database_is_not_made_where_there_is_no_room", async |disk| {
        fill(&disk, 50_000);
        let url = format!("sqlite:{}", disk.join("t.db").display());
        assert_eq!(Store::open(&url, "").await.map(|_| ()), Err(Fault::Full));
        std::fs::remove_file(disk.join("ballast")).unwrap();
        Store::open(&url, "").await.unwrap();
    });
}

#[test]
fn a_file_that_does_not_fit_is_refused_whole() {
    on_small_disk("full::a_file_that_does_not_fit_is_refused_whole", async |disk| {
        let files = store::Files::new(disk.join("file"));
        let small = files.put(b"delibera").await.unwrap();
        for size in [1_000_000, 100_000, 10_000] {
            fill(&disk, size / 2);
            let bytes = vec![7; size];
            assert_eq!(files.put(&bytes).await, Err(Fault::Full), "{size}");
            assert!(files.get(&hash_of(&bytes)).await.is_err());
        }
        assert_eq!(files.get(&small).await.unwrap(), b"delibera");
        std::fs::remove_file(disk.join("ballast")).unwrap();
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
