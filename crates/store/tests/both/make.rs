//! Rows for tests: only what a test is about is set by it.

use store::rows::{Account, Audit, Body, File, Item, Job, NOW, Plan};
use store::{Store, chain, hash_of, new_id};

/// Letters of many alphabets, and signs that mean something to somebody.
pub const TEXT: &str = "Perché «Città» ἀρχή 漢字 🏛 '\"\\ % _ $1 ; -- \t\n {\"a\": [1]} e\u{301}";

pub fn body(slug: &str) -> Body {
    Body { id: new_id(), slug: slug.into(), name: format!("Comune di {slug}"), ..Body::default() }
}

pub fn account(login: &str) -> Account {
    Account { id: new_id(), login: login.into(), is_active: true, ..Account::default() }
}

pub fn plan(body: &Body, year: i64) -> Plan {
    Plan { body_id: body.id.clone(), id: new_id(), year, version: 1, ..Plan::default() }
}

/// A state of an item that holds from a version.
pub fn item(id: &str, since: i64) -> Item {
    let content = format!("{{\"since\": {since}}}");
    Item {
        id: id.into(),
        since,
        until: NOW,
        list: "objectives".into(),
        digest: hash_of(content.as_bytes()),
        content,
        ..Item::default()
    }
}

pub fn job(body: &Body, id: &str, at: i64) -> Job {
    Job { body_id: body.id.clone(), id: id.into(), state: "waiting".into(), at, ..Job::default() }
}

pub fn file(bytes: &[u8]) -> File {
    File { hash: hash_of(bytes), size: i64::try_from(bytes.len()).unwrap(), at: 1 }
}

/// A body that is in the database.
pub async fn body_in(store: &Store, slug: &str) -> Body {
    let body = body(slug);
    write!(store, body_insert(&body));
    read!(store, body_fetch(&body.id)).unwrap()
}

/// An account that is in the database.
pub async fn account_in(store: &Store, login: &str) -> Account {
    let account = account(login);
    write!(store, account_insert(&account));
    read!(store, account_fetch(&account.id)).unwrap()
}

/// A plan of a body, both in the database.
pub async fn plan_in(store: &Store, slug: &str) -> (Body, Plan) {
    let body = body_in(store, slug).await;
    let plan = plan(&body, 2026);
    write!(store, plan_insert(&plan));
    (body, plan)
}

/// Appends an entry to the chain of a body, as the use cases do.
pub async fn entry(store: &Store, body_id: &str, entry: Audit) -> Audit {
    let mut work = store.work().await.unwrap();
    let (number, previous) = work.link().unwrap().chain_head(body_id).await.unwrap().unwrap();
    let mut entry = Audit { number: number + 1, previous, ..entry };
    entry.hash = chain::hash(body_id, &entry);
    work.link().unwrap().audit_append(body_id, &entry).await.unwrap();
    work.commit().await.unwrap();
    entry
}

/// The identities of rows.
pub fn ids<'r, T>(rows: &'r [T], id: impl Fn(&'r T) -> &'r String) -> Vec<&'r str> {
    rows.iter().map(|row| id(row).as_str()).collect()
}
