//! Copies of large tables take little memory.

use std::process::Command;

use store::Store;
use store::archive::restore;
use store::rows::Item;

use crate::make::{item, plan_in};
use crate::whole::{copy, entries, silent};
use trial::runtime;

/// Set in the process in which memory is measured.
const ALONE: &str = "TRAGUARDO_MEMORY_ALONE";

/// The most memory this process has had at once since it was asked to forget, in KiB.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
    line.trim().trim_end_matches(" kB").parse().unwrap()
}

/// How much more memory something takes at its most than there was before, in KiB.
async fn growth(what: impl Future<Output = ()>) -> u64 {
    std::fs::write("/proc/self/clear_refs", "5").unwrap();
    let before = peak();
    what.await;
    peak() - before
}

#[test]
#[cfg(target_os = "linux")]
fn no_table_is_held_whole() {
    if std::env::var_os(ALONE).is_some() {
        return runtime().block_on(measure());
    }
    let name = "memory::no_table_is_held_whole";
    let mut alone = Command::new(std::env::current_exe().unwrap());
    let output = alone.args(["--exact", name, "--nocapture"]).env(ALONE, "1").output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

async fn measure() {
    let folder = tempfile::tempdir().unwrap();
    let place = |name: &str| format!("sqlite:{}", folder.path().join(name).join("t.db").display());
    let store = Store::open(&place("prima"), folder.path().join("file")).await.unwrap();
    let (colle, plan) = plan_in(&store, "colle").await;
    for thousand in 0..20 {
        let items: Vec<Item> = (0..1_000)
            .map(|n| Item { content: large(thousand * 1_000 + n), ..item(&format!("i{thousand}-{n}"), 1) })
            .collect();
        write!(store, items_insert(&colle.id, &plan.id, &items));
    }
    let path = folder.path().join("copia.zip");
    let copying = growth(async { drop(copy(&store, &path).await) }).await;
    let there = path.with_extension("file");
    let restoring = growth(async {
        restore(&path, &place("dopo"), there, &mut silent()).await.unwrap();
    })
    .await;
    let table = entries(&path)["tabelle/item.jsonl"].len() as u64 / 1024;
    eprintln!("a table of {table} KiB: copying takes {copying}, restoring {restoring} KiB");
    assert!(copying < table && restoring < table);
}

/// The content of an item, not the same twice.
fn large(number: i64) -> String {
    format!("{{\"testo\":\"{}\"}}", format!("parola {number} ").repeat(10))
}
