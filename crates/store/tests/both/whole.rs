//! A database with something in every table, and what a copy of it holds.

use std::collections::BTreeMap;
use std::io::Read;
use std::path::Path;

use store::archive::{Progress, Summary, backup, tables};
use store::rows::{
    Account, Attachment, Audit, Comment, Draft, Import, Item, Job, Method, Personal, Plan, PlanVersion,
    ResetLink, RoleGrant, Session, Unit, UnitState, Waiver,
};
use store::{Store, chain, hash_of};

use crate::make::{TEXT, account_in, body_in, entry, file, item, job, plan};

/// Told of nothing.
pub fn silent() -> impl FnMut(Progress<'_>) + Send {
    |_: Progress<'_>| {}
}

/// Puts bytes into the folder and notes them for a body; gives their hash.
pub async fn file_in(store: &Store, body_id: &str, bytes: &[u8]) -> String {
    write!(store, file_put(body_id, &file(bytes)));
    store.files().put(bytes).await.unwrap()
}

/// Two bodies with something in every table, all of it as it must be.
pub async fn fill(store: &Store) {
    for slug in ["colle", "Valle"] {
        let body = body_in(store, slug).await;
        let anna = account_in(store, &format!("anna@{slug}")).await;
        people(store, &body.id, &anna).await;
        let method =
            Method { body_id: body.id.clone(), id: "m".into(), text: TEXT.into(), ..Method::default() };
        let unit = Unit { body_id: body.id.clone(), id: "u".into(), name: TEXT.into(), ..Unit::default() };
        write!(store, method_insert(&method), setting_put(&body.id, "soglia", TEXT), unit_insert(&unit));
        let plan = Plan { version: 7, method_id: "m".into(), title: TEXT.into(), ..plan(&body, 2026) };
        write!(store, plan_insert(&plan));
        items(store, &plan).await;
        beside(store, &plan, &anna).await;
        history(store, &plan).await;
    }
}

async fn people(store: &Store, body_id: &str, anna: &Account) {
    let (body, account) = (body_id.to_owned(), anna.id.clone());
    let token = hash_of(anna.id.as_bytes());
    let session = Session { token: token.clone(), account_id: account.clone(), ..Session::default() };
    let link = ResetLink { token, account_id: account.clone(), expires_at: 5, used_at: 0 };
    let grant = RoleGrant {
        body_id: body.clone(),
        id: "g".into(),
        account_id: account.clone(),
        stands_for: account.clone(),
        ..RoleGrant::default()
    };
    let draft = Draft { place: "f".into(), text: TEXT.into(), at: 1 };
    write!(store, session_insert(&session), reset_link_insert(&link), membership_put(&account, &body));
    write!(store, role_grant_insert(&grant), draft_put(&body, &account, &draft));
}

async fn items(store: &Store, plan: &Plan) {
    let (b, p) = (plan.body_id.as_str(), plan.id.as_str());
    let states = [
        Item { until: 3, ..item("changed", 1) },
        Item { personal: TEXT.into(), ..item("changed", 3) },
        Item { until: 4, ..item("ended", 2) },
        item("steady", 1),
    ];
    write!(store, items_insert(b, p, &states), search_put((b, p, "steady"), "manutenzione strade"));
    write!(store, search_put((b, p, "changed"), "asili e scuole, scuole e asili"));
}

async fn beside(store: &Store, plan: &Plan, anna: &Account) {
    let (b, p) = (plan.body_id.as_str(), plan.id.as_str());
    let hash = file_in(store, b, format!("allegato di {}", anna.login).as_bytes()).await;
    let state = UnitState { unit_id: "u".into(), state: "bozza".into(), ..UnitState::default() };
    let waiver = Waiver { id: "w".into(), code: "DATE-001".into(), ..Waiver::default() };
    let comment = Comment { id: "c".into(), text: TEXT.into(), ..Comment::default() };
    let attachment = Attachment {
        id: "a".into(),
        name: TEXT.into(),
        hash: file_in(store, b, b"lo stesso per tutti").await,
        size: 19,
        ..Attachment::default()
    };
    let import = Import { body_id: b.into(), id: "i".into(), hash: hash.clone(), ..Import::default() };
    let waiting = job(&plan.owner(), "j", 5);
    let done = Job { state: "done".into(), hash, ..job(&plan.owner(), "k", 4) };
    write!(store, unit_state_put(b, p, &state), waiver_insert(b, p, &waiver), comment_insert(b, p, &comment));
    write!(store, attachment_insert(b, p, &attachment), import_insert(&import));
    write!(store, job_insert(&waiting), job_insert(&done), job_end(&done));
}

async fn history(store: &Store, plan: &Plan) {
    let (b, p) = (plan.body_id.as_str(), plan.id.as_str());
    let kept = Personal { id: "p1".into(), salt: "s".into(), value: TEXT.into(), erased_at: 0 };
    let erased = Personal { id: "p2".into(), ..kept.clone() };
    write!(store, personal_insert(b, &kept), personal_insert(b, &erased), personal_erase(b, "p2", 9));
    let told = |id: &str| format!(r#"{{"personal":"{id}","commitment":"{}"}}"#, chain::commitment("s", TEXT));
    let details = format!(r#"{{"prima":null,"dopo":[{},{{"altro":{}}}]}}"#, told("p1"), told("p2"));
    for number in 1..=3 {
        let said = Audit { at: number, action: TEXT.into(), details: details.clone(), ..Audit::default() };
        entry(store, b, said).await;
    }
    let (chain_number, chain_hash) = write!(store, chain_head(b)).unwrap();
    for number in 1..=2 {
        let version = PlanVersion {
            number,
            state_version: 3,
            plan_file: file_in(store, b, format!("piano {p} {number}").as_bytes()).await,
            method_file: file_in(store, b, b"metodo").await,
            law_file: file_in(store, b, b"norme").await,
            paper_file: file_in(store, b, format!("stampa {p} {number}").as_bytes()).await,
            chain_number: chain_number - 1 + (number - 1),
            chain_hash: if number == 1 {
                read!(store, audit_before(b, chain_number, 1))[0].hash.clone()
            } else {
                chain_hash.clone()
            },
            ..PlanVersion::default()
        };
        write!(store, plan_version_insert(b, p, &version));
    }
}

/// The body of a plan, for builders that want one.
trait Owner {
    fn owner(&self) -> store::rows::Body;
}

impl Owner for Plan {
    fn owner(&self) -> store::rows::Body {
        store::rows::Body { id: self.body_id.clone(), ..store::rows::Body::default() }
    }
}

/// Makes a copy.
pub async fn copy(store: &Store, path: &Path) -> Summary {
    backup(store, path, "1.2.3", 1_767_225_600_000_000, &mut silent()).await.unwrap()
}

/// The entries of a copy.
pub fn entries(path: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut zip = zip::ZipArchive::new(std::fs::File::open(path).unwrap()).unwrap();
    (0..zip.len())
        .map(|at| {
            let mut entry = zip.by_index(at).unwrap();
            let mut bytes = Vec::new();
            entry.read_to_end(&mut bytes).unwrap();
            (entry.name().unwrap().into_owned(), bytes)
        })
        .collect()
}

/// What a copy holds but for where and when it was made.
pub fn content(path: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut entries = entries(path);
    let index: serde_json::Value = serde_json::from_slice(&entries.remove("indice.json").unwrap()).unwrap();
    for part in ["tables", "chains", "files"] {
        entries.insert(part.to_owned(), index[part].to_string().into_bytes());
    }
    entries
}

#[test]
fn something_is_in_every_table() {
    trial::on_sqlite(async |store| {
        fill(&store).await;
        let folder = tempfile::tempdir().unwrap();
        let summary = copy(&store, &folder.path().join("copia")).await;
        for (table, rows) in &summary.tables {
            assert!(*rows > 1, "{table}");
        }
        assert!(summary.tables.iter().map(|(name, _)| *name).eq(tables::copied().map(|table| table.name)));
    });
}
