//! The running server under load, as ratios measured in one run.
//!
//! `cargo bench -p traguardo --bench serving`. Arguments choose parts: `pages`, `heads`, `many`; without, all of them run.
//! `--seconds 4` says how long each load lasts, `--json` prints JSON, `--peer` measures Redmine beside it (`redmine.sh`, Debian's
//! packages). The bodies are made up, and written by the use cases of
//! the application; many bodies are measured on PostgreSQL, too, where `TEST_POSTGRES_URL` says where it is.
//! Client and server share the machine: a constant page from a bare server, asked for in the same way, says what it gives.

#![allow(
    clippy::expect_used,
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    missing_docs,
    reason = "a bench says why with `expect`, and rounds what it measures"
)]

#[path = "../../tests/running/mod.rs"]
mod running;

mod ceiling;
mod figures;
mod first_view;
mod heads;
mod load;
mod made_up;
mod many;
mod pages;
mod peer;
mod process;
mod throttle;

use std::path::Path;

use app::plans::Plans;
use store::Store;

use figures::Table;
use made_up::document;
use pages::Bodies;
use running::Body;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let has = |name: &str| arguments.iter().any(|argument| argument == name);
    let value = |name: &str| arguments.iter().skip_while(|argument| *argument != name).nth(1);
    let seconds = value("--seconds").map_or(4, |text| text.parse().expect("--seconds wants a number"));
    let parts = ["pages", "heads", "many"];
    let wants = |part: &str| has(part) || (parts.contains(&part) && !parts.into_iter().any(has));
    let mut table = Table::new(has("--json"));
    let runtime = trial::runtime();
    if wants("pages") || wants("heads") {
        runtime.block_on(two_bodies(&mut table, seconds, &wants));
    }
    if wants("many") {
        runtime.block_on(many_on_sqlite(&mut table, seconds));
        trial::on_server(async |server| {
            let data = tempfile::tempdir().expect("there is room for files");
            let url = server.new_database().await;
            let body = first_body(&url, data.path(), 80).await;
            many::measure(&mut table, "PostgreSQL", (&url, data.path(), Some(&url)), (&body, seconds)).await;
        });
    }
    table.finish();
}

/// The address of the database of a folder.
fn url_in(data: &Path) -> String {
    format!("sqlite:{}", data.join("traguardo.db").display())
}

async fn first_body(url: &str, data: &Path, objectives: usize) -> Body {
    let store = Store::open(url, data.join("file")).await.expect("the database is made");
    let body = Body::first(&store, "Comune di Prova", document(objectives)).await;
    store.close().await;
    assert_eq!(body.items.len(), objectives, "a form was not read as one");
    body
}

/// A body with 80 objectives and heads, and one with 2,000, in one database.
async fn two_bodies(table: &mut Table, seconds: u64, wants: &impl Fn(&str) -> bool) {
    let data = tempfile::tempdir().expect("there is room for files");
    let url = url_in(data.path());
    let small = first_body(&url, data.path(), 80).await;
    let store = Store::open(&url, data.path().join("file")).await.expect("the database is there");
    let slug = small.plan.split('/').nth(2).unwrap_or_default();
    let planner = Body::administrator(&store, slug).await;
    let heads = Body::heads(&store, &planner, heads::HEADS).await;
    let plans = Plans::new(store.clone());
    let large = Body::another(&plans, &planner, "Comune di Molte Prove", document(2_000)).await;
    store.close().await;
    assert_eq!(large.items.len(), 2_000, "a form was not read as one");
    let bodies = Bodies { small, large };
    if wants("pages") {
        let ours = pages::measure(table, data.path(), &bodies, seconds).await;
        if wants("--peer") {
            peer::compare(table, &ours, seconds).await;
        }
    }
    if wants("heads") {
        heads::measure(table, data.path(), &bodies.small, heads).await;
    }
}

async fn many_on_sqlite(table: &mut Table, seconds: u64) {
    let data = tempfile::tempdir().expect("there is room for files");
    let url = url_in(data.path());
    let body = first_body(&url, data.path(), 80).await;
    many::measure(table, "SQLite", (&url, data.path(), None), (&body, seconds)).await;
}
