//! A database that an earlier version left behind is opened, and all that it holds is there.
//!
//! `tests/upgrade/` keeps one of each engine for every version that was given out. A version about to be given out adds its own:
//! `cargo xtask keep-database`.

use std::io::{Cursor, Read, Write};
use std::path::{Path, PathBuf};
use std::process::Command;

use app::accounts::Accounts;
use app::approval::{ActFilled, canonical};
use app::imports::Upload;
use app::items::Edits;
use app::plans::Plans;
use app::rights::{Actor, Proposal};
use domain::plan::Objective;
use outline::edit::{Address, Edit};
use outline::text;
use store::Store;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use crate::town::{NOW, Town};

/// The sample whose plan is in the databases; nothing in it blocks an approval.
const SAMPLE: &str = "castelrosso";
/// What was written after the approval.
const TITLE: &str = "Anagrafe delle concessioni cimiteriali e delle lampade votive";
const COMMENT: &str = "Si comincia dal cimitero più vecchio.";
const MINUTES: &[u8] = b"Sopralluogo del 3 febbraio.";
/// What a database is called in its file.
const SQLITE: &str = "traguardo.db";
const POSTGRES: &str = "traguardo.sql";

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/upgrade")
}

/// A plan that was approved, is being varied, and has what stands beside an objective.
async fn year(store: &Store) {
    let town = Town::build(store, SAMPLE).await;
    let (plans, actor, plan) = (&town.plans, &town.actor, town.plan_id.as_str());
    let units =
        town.look(|held| held.structures.all().iter().map(|unit| unit.id.clone()).collect::<Vec<_>>()).await;
    for unit in &units {
        plans.move_proposal(actor, (plan, unit), (Proposal::Sent, "", 0), NOW).await.unwrap();
        plans.move_proposal(actor, (plan, unit), (Proposal::Agreed, "", 1), NOW).await.unwrap();
    }
    let act = ActFilled {
        organ: "Giunta comunale".to_owned(),
        kind: "Deliberazione".to_owned(),
        number: "18".to_owned(),
        day: meaning::date::parse("29/01/2026", None),
    };
    plans.approve(actor, plan, &act, NOW).await.unwrap();
    plans.open_variation(actor, plan, "Si aggiungono le lampade votive", NOW).await.unwrap();
    let (id, seen) = town.first().await;
    plans.save_objective(actor, (plan, &id), &titled(seen, TITLE), NOW).await.unwrap();
    plans.comment(actor, (plan, &id), COMMENT, NOW).await.unwrap();
    let upload = Upload { name: "verbale.txt".to_owned(), bytes: MINUTES.to_vec() };
    plans.attach(actor, (plan, &id), upload, NOW).await.unwrap();
}

fn titled(seen: i64, title: &str) -> Edits {
    let address = Address::parse(Objective::describe(), "title").unwrap();
    Edits { seen, edits: vec![Edit::Set { address, text: title.to_owned() }], ..Edits::default() }
}

/// What an earlier version wrote is there, is sound, and can be written further.
async fn holds(store: &Store) {
    let report = store::doctor::doctor(store, &mut |_| {}).await.unwrap();
    assert!(report.is_sound(), "{report:?}");
    let (plans, accounts) = (Plans::new(store.clone()), Accounts::new(store.clone()));
    let account = store.read().await.unwrap().link().account_by_login("ada").await.unwrap().unwrap();
    let actor = accounts.actor(&account, "comune-di-prova", NOW).await.unwrap();
    let plan = store.read().await.unwrap().link().plan_list(&actor.body.id).await.unwrap().remove(0).id;
    approved(&plans, &actor, &plan).await;
    let current = plans.current(&actor, &plan).await.unwrap();
    let (title, id, seen) = current
        .look(|held| {
            let meta = &held.metas("objectives")[0];
            (text(held.plan().objectives[0].title.as_ref()).to_owned(), meta.id.clone(), meta.since)
        })
        .unwrap();
    assert_eq!(title, TITLE);
    let (comments, attachments) = plans.beside(&actor, &plan, &id).await.unwrap();
    assert_eq!((comments[0].text.as_str(), attachments.len()), (COMMENT, 1));
    let (_, bytes) = plans.attachment(&actor, &plan, &attachments[0].row.id).await.unwrap();
    assert_eq!(bytes, MINUTES);
    plans.save_objective(&actor, (&plan, &id), &titled(seen, "Un altro titolo"), NOW).await.unwrap();
    assert!(store::doctor::doctor(store, &mut |_| {}).await.unwrap().is_sound());
}

/// The state that was approved is read as it was approved, byte by byte.
async fn approved(plans: &Plans, actor: &Actor, plan: &str) {
    let versions = plans.versions(actor, plan).await.unwrap();
    assert_eq!((versions.len(), versions[0].number), (1, 1));
    let then = plans.at_version(actor, plan, versions[0].state_version).await.unwrap();
    assert_eq!(store::hash_of(&canonical(&then.in_paper_order())), versions[0].plan_file);
}

/// The files of a kept database, each with its name.
fn unpacked(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    (0..archive.len())
        .map(|at| {
            let mut file = archive.by_index(at).unwrap();
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes).unwrap();
            (file.name().unwrap().into_owned(), bytes)
        })
        .collect()
}

/// The kept databases of an engine; what they hold lies in a folder, the database under the name given.
fn kept(database: &str, mut each: impl FnMut(&Path)) {
    let mut found = 0;
    for entry in std::fs::read_dir(folder()).unwrap() {
        let files = unpacked(&std::fs::read(entry.unwrap().path()).unwrap());
        if !files.iter().any(|(name, _)| name == database) {
            continue;
        }
        let place = tempfile::tempdir().unwrap();
        for (name, bytes) in files {
            let path = place.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, bytes).unwrap();
        }
        each(place.path());
        found += 1;
    }
    assert!(found > 0, "no database of an earlier version: {database}");
}

#[test]
fn a_sqlite_database_of_each_version_opens() {
    kept(SQLITE, |place| {
        trial::runtime().block_on(async {
            let url = format!("sqlite:{}", place.join(SQLITE).display());
            let store = Store::open(&url, place.join("file")).await.unwrap();
            holds(&store).await;
            store.close().await;
        });
    });
}

#[test]
fn a_postgresql_database_of_each_version_opens() {
    kept(POSTGRES, |place| {
        let sql = std::fs::read_to_string(place.join(POSTGRES)).unwrap();
        trial::on_server(async |server| {
            let url = server.empty_database().await;
            trial::Hand::at(&url).run(&sql).await;
            let store = Store::open(&url, place.join("file")).await.unwrap();
            holds(&store).await;
            store.close().await;
        });
    });
}

#[test]
#[ignore = "writes the databases of this version, once, before it is given out"]
fn keep_the_databases_of_this_version() {
    let version = env!("CARGO_PKG_VERSION");
    let place = tempfile::tempdir().unwrap();
    trial::runtime().block_on(async {
        let url = format!("sqlite:{}", place.path().join(SQLITE).display());
        let store = Store::open(&url, place.path().join("file")).await.unwrap();
        year(&store).await;
        store.close().await;
    });
    let database = std::fs::read(place.path().join(SQLITE)).unwrap();
    keep(&format!("{version}-sqlite.zip"), (SQLITE, &database), &place.path().join("file"));
    trial::on_server(async |server| {
        let url = server.new_database().await;
        let files = tempfile::tempdir().unwrap();
        let store = Store::open(&url, files.path()).await.unwrap();
        year(&store).await;
        store.close().await;
        keep(&format!("{version}-postgres.zip"), (POSTGRES, dump(&url).as_bytes()), files.path());
    });
}

/// A database of PostgreSQL as statements that any client can run.
fn dump(url: &str) -> String {
    let options = ["--inserts", "--no-owner", "--no-privileges", "--no-comments"];
    let output = Command::new("pg_dump").args(options).arg(url).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).unwrap();
    // Lines for `psql`, which no other client knows.
    text.lines().filter(|line| !line.starts_with('\\')).collect::<Vec<_>>().join("\n")
}

fn keep(name: &str, (database, bytes): (&str, &[u8]), files: &Path) {
    std::fs::create_dir_all(folder()).unwrap();
    let mut zip = ZipWriter::new(std::fs::File::create(folder().join(name)).unwrap());
    let mut put = |name: &str, bytes: &[u8]| {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    };
    put(database, bytes);
    for path in files_below(files) {
        let name = path.strip_prefix(files).unwrap();
        put(&format!("file/{}", name.display()), &std::fs::read(&path).unwrap());
    }
    zip.finish().unwrap();
}

fn files_below(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { files_below(&path) } else { vec![path] }).collect()
}
