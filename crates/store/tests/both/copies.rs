//! Copies come back as they were made, from every engine to every other, whole or not at all.

use std::path::Path;

use store::archive::{self, Error, FILES, Progress, check, migrate_to, restore};
use store::chain::Follower;
use store::rows::{Audit, Item};
use store::{Fault, Store, hash_of};

use crate::make::{body, body_in, entry, item, plan_in};
use crate::whole::{content, copy, entries, file_in, fill, silent};
use trial::on_server;

/// The address of an SQLite database in a folder, and the folder of its files.
fn place(folder: &Path, name: &str) -> (String, std::path::PathBuf) {
    (format!("sqlite:{}", folder.join(name).join("t.db").display()), folder.join(name).join("file"))
}

both_engines!(a_copy_comes_back_as_it_was_made, async |store| {
    fill(&store).await;
    let folder = tempfile::tempdir().unwrap();
    let (path, again) = (folder.path().join("copia.zip"), folder.path().join("di-nuovo.zip"));
    let made = copy(&store, &path).await;
    assert_eq!(check(&path, &mut silent()).await.unwrap(), made);

    let (url, files) = place(folder.path(), "altrove");
    assert_eq!(restore(&path, &url, &files, &mut silent()).await.unwrap(), made);
    let restored = Store::open(&url, &files).await.unwrap();
    copy(&restored, &again).await;
    assert_eq!(content(&path), content(&again));
    check_same(&store, &restored).await;
});

/// Looks at two databases through their queries.
async fn check_same(one: &Store, other: &Store) {
    for body in read!(one, body_list()) {
        assert_eq!(read!(other, body_fetch(&body.id)), Some(body.clone()));
        for plan in read!(one, plan_list(&body.id)) {
            let items = read!(one, items_ever(&body.id, &plan.id));
            assert_eq!(read!(other, items_ever(&body.id, &plan.id)), items);
        }
        for text in ["strad", "scuole asili", "ponti"] {
            let found = read!(one, search(&body.id, text, 10));
            assert_eq!(read!(other, search(&body.id, text, 10)), found, "{text}");
        }
        for file in read!(one, file_list(&body.id, "")) {
            assert_eq!(other.files().get(&file.hash).await, one.files().get(&file.hash).await);
        }
    }
}

#[test]
fn from_sqlite_to_postgres_and_back_all_is_equal() {
    on_server(async |server| {
        let folder = tempfile::tempdir().unwrap();
        let (url, files) = place(folder.path(), "prima");
        let store = Store::open(&url, &files).await.unwrap();
        fill(&store).await;
        let copies = ["1", "2", "3", "4"].map(|name| folder.path().join(name));
        copy(&store, &copies[0]).await;

        let (there, there_files) = (server.empty_database().await, folder.path().join("file-2"));
        let moved = migrate_to(&store, &there, &there_files, &mut silent()).await.unwrap();
        assert_eq!(moved, check(&copies[0], &mut silent()).await.unwrap());
        let there = Store::open(&there, &there_files).await.unwrap();
        copy(&there, &copies[1]).await;
        check_same(&store, &there).await;

        let (back, back_files) = place(folder.path(), "dopo");
        assert_eq!(migrate_to(&there, &back, &back_files, &mut silent()).await.unwrap(), moved);
        copy(&Store::open(&back, &back_files).await.unwrap(), &copies[2]).await;

        let restored = server.empty_database().await;
        restore(&copies[0], &restored, &there_files, &mut silent()).await.unwrap();
        copy(&Store::open(&restored, &there_files).await.unwrap(), &copies[3]).await;
        for other in &copies[1..] {
            assert_eq!(content(&copies[0]), content(other));
        }
    });
}

both_engines!(an_empty_database_is_copied_too, async |store| {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("copia.zip");
    assert_eq!(copy(&store, &path).await.rows(), 0);
    let (url, files) = place(folder.path(), "altrove");
    assert_eq!(restore(&path, &url, &files, &mut silent()).await.unwrap().files, 0);
});

both_engines!(a_copy_says_what_is_in_it, async |store| {
    fill(&store).await;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("copia.zip");
    copy(&store, &path).await;
    let entries = entries(&path);
    let index: serde_json::Value = serde_json::from_slice(&entries["indice.json"]).unwrap();
    assert_eq!(index["format"], "traguardo-copia/1");
    assert_eq!(
        (index["program"].as_str(), index["at"].as_i64()),
        (Some("1.2.3"), Some(1_767_225_600_000_000))
    );
    for table in index["tables"].as_array().unwrap() {
        let bytes = &entries[&format!("tabelle/{}.jsonl", table["name"].as_str().unwrap())];
        assert_eq!(table["sha256"], hash_of(bytes));
        assert_eq!(table["rows"].as_u64().unwrap(), bytes.split(|byte| *byte == b'\n').count() as u64 - 1);
    }
    for body in read!(store, body_list()) {
        let head = serde_json::json!({"body": body.id, "number": body.chain_number, "hash": body.chain_hash});
        assert!(index["chains"].as_array().unwrap().contains(&head));
    }
    assert!(!entries.keys().any(|name| name.contains("session") || name.contains("reset_link")));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = std::fs::metadata(&path).unwrap().permissions().mode();
        assert_eq!(mode & 0o077, 0, "only its owner may read it");
    }
});

both_engines!(a_copy_takes_the_place_of_the_one_before, async |store| {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("copia.zip");
    copy(&store, &path).await;
    fill(&store).await;
    let made = copy(&store, &path).await;
    assert_eq!(check(&path, &mut silent()).await.unwrap(), made);
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
});

both_engines!(a_copy_under_load_is_of_one_moment, async |store| {
    let (colle, plan) = plan_in(&store, "colle").await;
    let writer = {
        let (store, body, plan) = (store.clone(), colle.id.clone(), plan.id.clone());
        tokio::spawn(async move {
            for number in 1.. {
                // A file, then an item and an entry that speak of it.
                let hash = store.files().put(format!("{number}").as_bytes()).await.unwrap();
                let mut work = store.work().await.unwrap();
                let mut link = work.link().unwrap();
                let put = [item(&format!("i{number}"), 1)];
                link.items_insert(&body, &plan, &put).await.unwrap();
                let file = store::rows::File { hash, size: 1, at: number };
                link.file_put(&body, &file).await.unwrap();
                let (last, previous) = link.chain_head(&body).await.unwrap().unwrap();
                let mut said = Audit { number: last + 1, previous, ..Audit::default() };
                said.hash = store::chain::hash(&body, &said);
                link.audit_append(&body, &said).await.unwrap();
                work.commit().await.unwrap();
            }
        })
    };
    let folder = tempfile::tempdir().unwrap();
    for round in 0..3 {
        tokio::time::sleep(std::time::Duration::from_millis(30)).await;
        let path = folder.path().join(format!("{round}.zip"));
        assert_eq!(copy(&store, &path).await.missing, [] as [String; 0]);
        let (url, files) = place(folder.path(), &format!("{round}"));
        restore(&path, &url, &files, &mut silent()).await.unwrap();
        check_one_moment(&Store::open(&url, &files).await.unwrap(), &colle.id, &plan.id).await;
    }
    writer.abort();
});

async fn check_one_moment(copied: &Store, body_id: &str, plan_id: &str) {
    let body = read!(copied, body_fetch(body_id)).unwrap();
    let mut follower = Follower::new(body_id);
    for entry in read!(copied, audit_after(body_id, 0, 1_000_000)) {
        follower.follow(&entry).unwrap();
    }
    assert_eq!(follower.end(body.chain_number, &body.chain_hash), Ok(()));
    let items = read!(copied, items_ever(body_id, plan_id));
    assert_eq!(i64::try_from(items.len()).unwrap(), body.chain_number);
    for file in read!(copied, file_list(body_id, "")) {
        assert!(copied.files().get(&file.hash).await.is_ok());
    }
}

both_engines!(a_missing_file_hinders_no_copy_and_is_told, async |store| {
    let colle = body_in(&store, "colle").await;
    let mut hashes = Vec::new();
    for bytes in ["c'è", "manca", "guasto"] {
        hashes.push(file_in(&store, &colle.id, bytes.as_bytes()).await);
    }
    let path_of = |hash: &str| store.files().folder().join(&hash[..2]).join(&hash[2..]);
    std::fs::remove_file(path_of(&hashes[1])).unwrap();
    std::fs::write(path_of(&hashes[2]), "altro!").unwrap();
    let strange = store::rows::File { hash: "../../etc/passwd".into(), size: 1, at: 1 };
    write!(store, file_put(&colle.id, &strange));

    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("copia.zip");
    let mut missing = vec![strange.hash, hashes[1].clone(), hashes[2].clone()];
    missing.sort();
    let made = copy(&store, &path).await;
    assert_eq!((made.files, &made.missing), (1, &missing));
    let (url, files) = place(folder.path(), "altrove");
    assert_eq!(restore(&path, &url, &files, &mut silent()).await.unwrap().missing, missing);
    let (url, files) = place(folder.path(), "ancora");
    assert_eq!(migrate_to(&store, &url, &files, &mut silent()).await.unwrap(), made);
});

both_engines!(a_database_that_holds_something_is_not_restored_into, async |store| {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("copia.zip");
    copy(&store, &path).await;
    let (url, files) = place(folder.path(), "altrove");
    let there = Store::open(&url, &files).await.unwrap();
    write!(there, body_insert(&body("valle")));
    for refused in [
        restore(&path, &url, &files, &mut silent()).await,
        migrate_to(&store, &url, &files, &mut silent()).await,
    ] {
        let text = refused.unwrap_err().to_string();
        assert!(text.contains("contiene già dei dati") && text.contains("appena creata"), "{text}");
    }
    assert_eq!(read!(there, body_count()), 1);
});

both_engines!(it_is_told_how_far_it_is, async |store| {
    fill(&store).await;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("copia.zip");
    let mut told = Vec::new();
    let mut watch = |now: Progress<'_>| {
        assert!(now.done <= now.whole, "{now:?}");
        told.push((now.table.to_owned(), now.done, now.whole));
    };
    let made = archive::backup(&store, &path, "1", 1, &mut watch).await.unwrap();
    for (table, rows) in made.tables.iter().copied().chain([(FILES, made.files)]) {
        assert!(told.contains(&(table.to_owned(), rows, rows)), "{table}");
    }
});

both_engines!(a_copy_that_is_given_up_leaves_nothing, async |store| {
    fill(&store).await;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("copia.zip");
    for micros in [1, 100, 1_000, 3_000, 10_000] {
        let limit = std::time::Duration::from_micros(micros);
        let made = tokio::time::timeout(limit, archive::backup(&store, &path, "1", 1, &mut silent())).await;
        for _ in 0..100 {
            tokio::time::sleep(std::time::Duration::from_millis(5)).await;
            if std::fs::read_dir(folder.path()).unwrap().count() == usize::from(path.exists()) {
                break;
            }
        }
        let left = std::fs::read_dir(folder.path()).unwrap().count();
        assert_eq!(left, usize::from(path.exists()), "{micros}");
        if made.is_ok() || path.exists() {
            check(&path, &mut silent()).await.unwrap();
        }
    }
});

both_engines!(tasks_of_a_server_can_do_all_of_it, async |store| {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("copia.zip");
    let ((url, files), (there, other_files)) = (place(folder.path(), "a"), place(folder.path(), "b"));
    let task = tokio::spawn(async move {
        archive::backup(&store, &path, "1", 1, &mut silent()).await.unwrap();
        check(&path, &mut silent()).await.unwrap();
        restore(&path, &url, &files, &mut silent()).await.unwrap();
        migrate_to(&store, &there, &other_files, &mut silent()).await.unwrap();
        store::doctor::doctor(&store, &mut silent()).await.unwrap()
    });
    assert!(task.await.unwrap().is_sound());
});

#[test]
fn what_the_other_engine_changes_is_found_and_nothing_kept() {
    on_server(async |server| {
        use sqlx::Connection;
        let folder = tempfile::tempdir().unwrap();
        let (url, files) = place(folder.path(), "prima");
        let store = Store::open(&url, &files).await.unwrap();
        fill(&store).await;
        let there = server.new_database().await;
        let change = "create function change() returns trigger language plpgsql as
                      $$ begin new.value = replace(new.value, 'e', 'E'); return new; end $$;
                      create trigger change before insert on setting for each row execute function change()";
        let mut raw = sqlx::PgConnection::connect(&there).await.unwrap();
        sqlx::raw_sql(change).execute(&mut raw).await.unwrap();
        let there_files = folder.path().join("file-2");
        let refused = migrate_to(&store, &there, &there_files, &mut silent()).await;
        assert!(matches!(refused, Err(Error::Differs { table: "setting", .. })), "{refused:?}");
        let there = Store::open(&there, &there_files).await.unwrap();
        assert_eq!(read!(there, body_count()), 0);
        assert_eq!(files_in(&there_files), 0);
    });
}

/// How many files are in a folder and the folders in it.
pub fn files_in(folder: &Path) -> usize {
    let Ok(entries) = std::fs::read_dir(folder) else { return 0 };
    entries
        .map(|entry| entry.unwrap().path())
        .map(|path| if path.is_dir() { files_in(&path) } else { 1 })
        .sum()
}

both_engines!(thousands_of_rows_are_copied_in_their_order, async |store| {
    let (colle, plan) = plan_in(&store, "colle").await;
    let items: Vec<Item> = (0..1_001).map(|n| item(&format!("i{n}"), 1)).collect();
    write!(store, items_insert(&colle.id, &plan.id, &items));
    entry(&store, &colle.id, Audit::default()).await;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("copia.zip");
    copy(&store, &path).await;
    let lines = entries(&path)["tabelle/item.jsonl"].clone();
    let ids: Vec<String> = String::from_utf8(lines)
        .unwrap()
        .lines()
        .map(|line| {
            serde_json::from_str::<serde_json::Value>(line).unwrap()["id"].as_str().unwrap().to_owned()
        })
        .collect();
    assert_eq!(ids.len(), 1_001);
    assert!(ids.is_sorted());
    let (url, files) = place(folder.path(), "altrove");
    restore(&path, &url, &files, &mut silent()).await.unwrap();
    let there = Store::open(&url, &files).await.unwrap();
    assert_eq!(read!(there, items_ever(&colle.id, &plan.id)), read!(store, items_ever(&colle.id, &plan.id)));
});

both_engines!(a_copy_that_cannot_be_written_is_told, async |store| {
    let folder = tempfile::tempdir().unwrap();
    let nowhere = folder.path().join("non/esiste/copia.zip");
    let fault = archive::backup(&store, &nowhere, "1", 1, &mut silent()).await.unwrap_err();
    assert!(matches!(&fault, Fault::File { verb: "scrivere", .. }), "{fault:?}");
});
