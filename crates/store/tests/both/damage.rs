//! Copies that are not what they were, and places without room for them: nothing is left behind.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use store::archive::{Error, backup, check, restore};
use store::{Fault, Store, hash_of};

use crate::copies::files_in;
use crate::full::SIZE;
use crate::make::body;
use crate::whole::{content, copy, entries, fill, silent};
use trial::disk::{fill as fill_disk, on_small_disk};
use trial::{on_server, on_sqlite, runtime};

/// A copy of a database with something in every table.
fn sample(folder: &Path) -> PathBuf {
    let path = folder.join("copia.zip");
    on_sqlite(async |store| {
        fill(&store).await;
        copy(&store, &path).await;
    });
    path
}

/// Restores a copy, and sees that nothing is left when that cannot be.
async fn try_restore(path: &Path, folder: &Path) -> Result<Store, Error> {
    let (base, files) = (folder.join("t.db"), folder.join("file"));
    std::fs::remove_dir_all(folder).ok();
    let url = format!("sqlite:{}", base.display());
    match restore(path, &url, &files, &mut silent()).await {
        Ok(_) => Ok(Store::open(&url, files).await?),
        Err(error) => {
            assert_eq!(files_in(folder), 0, "{error}");
            Err(error)
        }
    }
}

#[test]
fn a_copy_cut_or_changed_anywhere_is_refused_or_comes_back_whole() {
    let folder = tempfile::tempdir().unwrap();
    let path = sample(folder.path());
    let (whole, bytes) = (content(&path), std::fs::read(&path).unwrap());
    let (damaged, there) = (folder.path().join("guasta.zip"), folder.path().join("altrove"));
    let mut refused = 0;
    runtime().block_on(async {
        for at in (0..bytes.len()).step_by(bytes.len() / 40) {
            let mut changed = bytes.clone();
            changed[at] ^= 0x11;
            for (kind, bytes) in [("cut", bytes[..at].to_vec()), ("changed", changed)] {
                std::fs::write(&damaged, bytes).unwrap();
                match try_restore(&damaged, &there).await {
                    Err(Error::Damaged { .. }) => refused += 1,
                    Err(other) => panic!("{kind} at {at}: {other}"),
                    // A mark that says nothing of what is in the copy.
                    Ok(store) => {
                        assert_eq!(kind, "changed", "at {at}");
                        let again = folder.path().join("di-nuovo.zip");
                        copy(&store, &again).await;
                        assert_eq!(content(&again), whole, "{kind} at {at}");
                    }
                }
            }
        }
    });
    assert!(refused > 60, "{refused}");
}

type Entries = BTreeMap<String, Vec<u8>>;
type Change<'c> = Box<dyn FnOnce(&mut Entries) + 'c>;

/// Writes a copy whose entries were changed by somebody who knows how to write one.
fn changed(entries: &Entries, path: &Path, change: impl FnOnce(&mut Entries)) {
    let mut entries = entries.clone();
    change(&mut entries);
    let mut zip = zip::ZipWriter::new(std::fs::File::create(path).unwrap());
    for (name, bytes) in entries {
        zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(&bytes).unwrap();
    }
    zip.finish().unwrap();
}

fn index(change: impl FnOnce(&mut Value)) -> impl FnOnce(&mut Entries) {
    |entries| {
        let bytes = entries.get_mut("indice.json").unwrap();
        let mut index: Value = serde_json::from_slice(bytes).unwrap();
        change(&mut index);
        *bytes = index.to_string().into_bytes();
    }
}

fn text(name: &'static str, one: &'static str, other: &'static str) -> impl FnOnce(&mut Entries) {
    move |entries| {
        let bytes = entries.get_mut(name).unwrap();
        let changed = String::from_utf8(bytes.clone()).unwrap().replacen(one, other, 1);
        assert_ne!(changed.as_bytes(), bytes, "{one}");
        *bytes = changed.into_bytes();
    }
}

#[test]
fn a_copy_that_somebody_wrote_otherwise_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = sample(folder.path());
    let entries = entries(&path);
    let (other, there) = (folder.path().join("altra.zip"), folder.path().join("altrove"));
    let file = entries.keys().find(|name| name.starts_with("file/")).unwrap().clone();
    let (file, gone) = (file.as_str(), file.clone());
    let changes: Vec<(&str, Change<'_>)> = vec![
        ("a row", Box::new(text("tabelle/body.jsonl", "Comune di colle", "Comune di Colle"))),
        ("no row", Box::new(text("tabelle/setting.jsonl", "\n", ""))),
        ("a row more", Box::new(text("tabelle/membership.jsonl", "\n", "\n\n"))),
        ("a field", Box::new(text("tabelle/plan.jsonl", ",\"year\":2026", ""))),
        ("no table", Box::new(|entries| drop(entries.remove("tabelle/draft.jsonl")))),
        ("no index", Box::new(|entries| drop(entries.remove("indice.json")))),
        ("no file", Box::new(move |entries| drop(entries.remove(&gone)))),
        ("a file", Box::new(|entries| entries.get_mut(file).unwrap().push(b'x'))),
        (
            "a file more",
            Box::new(|entries| drop(entries.insert(format!("file/{}", hash_of(b"x")), b"x".into()))),
        ),
        ("a path", Box::new(|entries| drop(entries.insert("file/../../x".into(), b"x".into())))),
        ("a count", Box::new(index(|index| index["tables"][1]["rows"] = json!(1)))),
        ("a hash", Box::new(index(|index| index["tables"][1]["sha256"] = json!("0")))),
        ("a head", Box::new(index(|index| index["chains"][0]["number"] = json!(2)))),
        ("no head", Box::new(index(|index| index["chains"] = json!([])))),
        ("a name", Box::new(index(|index| index["tables"][1]["name"] = json!("users")))),
        ("a size", Box::new(index(|index| index["files"]["bytes"] = json!(1)))),
    ];
    runtime().block_on(async {
        changed(&entries, &other, |_| ());
        try_restore(&other, &there).await.unwrap();
        for (what, change) in changes {
            changed(&entries, &other, change);
            let refused = try_restore(&other, &there).await.map(|_| ());
            assert!(matches!(&refused, Err(Error::Damaged { .. })), "{what}: {refused:?}");
            assert_eq!(check(&other, &mut silent()).await.map(|_| ()), refused, "{what}");
        }
    });
}

#[test]
fn a_copy_of_another_form_says_which_program_made_it() {
    let folder = tempfile::tempdir().unwrap();
    let entries = entries(&sample(folder.path()));
    let other = folder.path().join("altra.zip");
    for (part, value) in [("form", json!(0)), ("form", json!(9)), ("format", json!("traguardo-copia/2"))] {
        changed(&entries, &other, index(|index| index[part] = value));
        let refused = runtime().block_on(try_restore(&other, &folder.path().join("altrove"))).map(|_| ());
        let text = refused.unwrap_err().to_string();
        assert!(text.contains("1.2.3"), "{text}");
    }
}

#[test]
fn what_is_no_copy_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let there = folder.path().join("altrove");
    runtime().block_on(async {
        let missing = try_restore(&folder.path().join("manca.zip"), &there).await.map(|_| ());
        assert!(matches!(missing, Err(Error::Unreadable { .. })), "{missing:?}");
        for bytes in [b"".as_slice(), b"Piano", b"PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"] {
            let path = folder.path().join("altro");
            std::fs::write(&path, bytes).unwrap();
            let refused = try_restore(&path, &there).await.map(|_| ());
            assert!(matches!(refused, Err(Error::Damaged { .. })), "{refused:?}");
        }
    });
}

/// Rows that a copy may hold and a server refuses.
#[test]
fn what_the_server_refuses_leaves_nothing_there() {
    on_server(async |server| {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("copia.zip");
        let store =
            Store::open(&format!("sqlite:{}/t.db", folder.path().display()), folder.path()).await.unwrap();
        fill(&store).await;
        write!(store, body_insert(&store::rows::Body { name: "a\0b".into(), ..body("zero") }));
        copy(&store, &path).await;
        let (url, files) = (server.empty_database().await, folder.path().join("file-2"));
        let refused = restore(&path, &url, &files, &mut silent()).await.map(|_| ());
        assert!(matches!(refused, Err(Error::Nul { table: "body", .. })), "{refused:?}");
        assert_eq!(files_in(&files), 0);
        let there = Store::open(&url, &files).await.unwrap();
        assert_eq!(read!(there, body_count()), 0);
        // It is still empty, and good for a copy that can be restored.
        write!(there, body_insert(&body("colle")));
    });
}

#[test]
fn a_disk_without_room_for_a_copy_keeps_the_one_before() {
    let name = "damage::a_disk_without_room_for_a_copy_keeps_the_one_before";
    on_small_disk(name, SIZE, async |disk| {
        let folder = tempfile::tempdir().unwrap();
        let store =
            Store::open(&format!("sqlite:{}/t.db", folder.path().display()), folder.path()).await.unwrap();
        let path = disk.join("copia.zip");
        fill(&store).await;
        let made = copy(&store, &path).await;
        let body = read!(store, body_list()).remove(0);
        let noise: Vec<u8> =
            (0..400_000_u32).flat_map(|n| hash_of(&n.to_le_bytes()).into_bytes()).take(600_000).collect();
        crate::whole::file_in(&store, &body.id, &noise).await;
        for but in [0, 10_000, 200_000] {
            fill_disk(&disk, but);
            let fault = backup(&store, &path, "1", 1, &mut silent()).await.unwrap_err();
            assert_eq!(fault, Fault::Full, "{but}");
            assert_eq!(std::fs::read_dir(&disk).unwrap().count(), 2, "the copy before, and the ballast");
            assert_eq!(check(&path, &mut silent()).await.unwrap(), made);
        }
        let url = format!("sqlite:{}", disk.join("nuova/t.db").display());
        let refused = restore(&path, &url, disk.join("nuova/file"), &mut silent()).await.map(|_| ());
        assert_eq!(refused, Err(Error::Store(Fault::Full)));
        assert_eq!(files_in(&disk.join("nuova")), 0);
    });
}
