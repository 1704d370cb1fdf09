//! The life of a plan, from last year's document to the approved version and its change, through the pages.

use std::path::{Path, PathBuf};

use app::plans::Plans;
use app::rights::Role;
use axum::http::StatusCode;
use domain::content::content;
use method::Method;
use store::Store;

use crate::town::{NOW, Town, Who, clock, sample_text};

const PLANNER: Who = Who::Of(Role::Planner);

/// What stands in a page behind a text, up to another.
fn between<'t>(text: &'t str, before: &str, after: &str) -> Option<&'t str> {
    text.split(before).nth(1)?.split(after).next()
}

/// Brings a document in; gives the import.
async fn imported(town: &mut Town, name: &str, bytes: &[u8], method: &str) -> String {
    let slug = town.ids.slug.clone();
    let fields = [("plan", ""), ("method", method)];
    let answer = town.upload(PLANNER, &format!("/e/{slug}/importa"), &fields, ("file", name, bytes)).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    let preview = town.get(PLANNER, &answer.location).await;
    assert_eq!(preview.status, StatusCode::OK);
    assert!(
        preview.text.contains("Conferma importazione") && preview.text.contains("0 perse"),
        "{}",
        preview.text
    );
    let confirmed = town.post(PLANNER, &format!("{}/conferma", answer.location), &[]).await;
    assert_eq!(confirmed.status, StatusCode::SEE_OTHER, "{}", confirmed.text);
    between(&confirmed.location, "/piani/", "/").unwrap().clone_into(&mut town.ids.plan);
    answer.location
}

/// Passes over every finding that blocks, with a reason.
async fn waive_all(town: &Town) {
    for _ in 0..60 {
        let page = town.get(PLANNER, &town.path("/e/{body}/piani/{plan}/rilievi?gravita=error")).await.text;
        let Some(rest) = between(&page, "/rilievi/supera?codice=", "&") else { return };
        let code = rest.split('&').next().unwrap();
        let fields = [("code", code), ("reason", "accettato dalla Giunta per quest'anno"), ("all", "si")];
        let done = town.post(PLANNER, &town.path("/e/{body}/piani/{plan}/rilievi/supera"), &fields).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{code}: {}", done.text);
    }
    panic!("findings that cannot be passed over");
}

/// Sends the proposals of all units and agrees with them.
async fn agree(town: &Town) {
    let page = town.get(PLANNER, &town.path("/e/{body}/piani/{plan}/approvazione")).await.text;
    let units: Vec<&str> =
        page.split("proposta?struttura=").skip(1).filter_map(|rest| rest.split('&').next()).collect();
    assert!(!units.is_empty(), "{page}");
    let path = town.path("/e/{body}/piani/{plan}/approvazione/proposta");
    for unit in units {
        let sent = town.post(PLANNER, &path, &[("unit", unit), ("to", "sent"), ("version", "0")]).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text);
    }
    let agreed = town.post(PLANNER, &town.path("/e/{body}/piani/{plan}/approvazione/concorda"), &[]).await;
    assert_eq!(agreed.status, StatusCode::SEE_OTHER, "{}", agreed.text);
}

/// Records the act of a number.
async fn approve(town: &Town, number: &str) {
    let fields =
        [("organ", "Giunta comunale"), ("kind", "Deliberazione"), ("number", number), ("day", "2026-01-29")];
    let answer = town.post(PLANNER, &town.path("/e/{body}/piani/{plan}/approvazione/atto"), &fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
}

/// The plan printed as text, as a person gets it from the page of documents.
async fn printed(town: &Town) -> String {
    let path = town.path("/e/{body}/piani/{plan}/documenti");
    let asked = town.post(PLANNER, &path, &[("paper", "piano"), ("format", "txt")]).await;
    assert_eq!(asked.status, StatusCode::SEE_OTHER, "{}", asked.text);
    let plans = Plans::new(town.store.clone());
    while plans.work_once(NOW, clock).await.unwrap() {}
    let page = town.get(PLANNER, &path).await.text;
    let job = between(&page, &format!("href=\"{path}/"), "\"").expect(&page);
    town.get(PLANNER, &format!("{path}/{job}")).await.text
}

fn read(text: &str, method: &Method) -> domain::Plan {
    let document = formats::read("piano.txt", text.as_bytes(), &formats::Limits::default()).unwrap();
    forms::read(&[document], method).plan
}

/// A document from its import to the approved plan and a change of it.
async fn whole_life(store: Store, (name, text): (&str, &str), (key, method): (&str, &Method)) {
    let mut town = Town::empty(store).await;
    let import = imported(&mut town, name, text.as_bytes(), key).await;
    let original = content(&read(text, method));
    assert_eq!(content(&read(&printed(&town).await, method)), original, "{name}: printed as it was read");
    let undone = town.post(PLANNER, &format!("{import}/ripristina"), &[]).await;
    assert_eq!(undone.status, StatusCode::SEE_OTHER, "{}", undone.text);
    imported(&mut town, name, text.as_bytes(), key).await;
    waive_all(&town).await;
    agree(&town).await;
    approve(&town, "18").await;
    let version = town.get(PLANNER, &town.path("/e/{body}/piani/{plan}/versioni/1")).await;
    assert!(version.text.contains("Impronta del piano"), "{}", version.text);
    for file in ["piano.json", "metodo.toml", "rilievi-e-legge.toml", "piano.pdf"] {
        let answer =
            town.get(PLANNER, &town.path(&format!("/e/{{body}}/piani/{{plan}}/versioni/1/{file}"))).await;
        assert!(answer.status == StatusCode::OK && !answer.bytes.is_empty(), "{file}");
    }
    changed_by_variation(&town).await;
    assert_ne!(content(&read(&printed(&town).await, method)), original);
    let first = town.get(PLANNER, &town.path("/e/{body}/piani/{plan}/versioni/1/piano.json")).await;
    let json = serde_json::from_slice(&first.bytes).unwrap();
    let context = meaning::Context::default();
    let kept = domain::exchange::plan_from_json(&json, &|kind, text, year| {
        meaning::understand(kind, text, &meaning::Context { year, ..context })
    });
    assert_eq!(
        kept.unwrap().objectives.len(),
        read(text, method).objectives.len(),
        "what was approved stays"
    );
}

/// Changes a title by a variation and approves it by another act.
async fn changed_by_variation(town: &Town) {
    let list = town.get(PLANNER, &town.path("/e/{body}/piani/{plan}/obiettivi")).await.text;
    let item = between(&list, "<th scope=\"row\"><a href=\"", "\"").unwrap().to_owned();
    let edit = format!("{item}/modifica");
    let closed = town.get(PLANNER, &edit).await.text;
    let since = between(&closed, "name=\"since\" value=\"", "\"").unwrap();
    let refused = town.post(PLANNER, &edit, &[("since", since), ("v.title", "Un altro titolo")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "an approved plan is not changed");
    let opened = [("reason", "Cambia il finanziamento regionale")];
    let answer =
        town.post(PLANNER, &town.path("/e/{body}/piani/{plan}/approvazione/variazione"), &opened).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    let page = town.get(PLANNER, &edit).await.text;
    let since = between(&page, "name=\"since\" value=\"", "\"").unwrap();
    let field = if page.contains("name=\"v.title\"") { "v.title" } else { "v.description" };
    let saved =
        town.post(PLANNER, &edit, &[("since", since), (field, "Un titolo cambiato in corso d'anno")]).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text);
    let compared = town.get(PLANNER, &town.path("/e/{body}/piani/{plan}/raffronto")).await;
    assert!(compared.text.contains("Un titolo cambiato in corso d"), "{}", compared.text);
    waive_all(town).await;
    approve(town, "97").await;
}

fn method_of(name: &str) -> Method {
    app::library::Library::embedded().named(name).unwrap().method
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

async fn on_sqlite(document: (&str, &str), method: (&str, &Method)) {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}", folder.path().join("traguardo.db").display());
    whole_life(Store::open(&url, folder.path().join("file")).await.unwrap(), document, method).await;
}

#[tokio::test]
async fn every_sample_goes_from_document_to_approval_and_variation() {
    for sample in ["borgo-ligure", "castelrosso", "isola-serena", "montelupo-alto", "provincia-di-colleverde"]
    {
        let method = method_of(sample);
        on_sqlite((sample, sample_text(sample)), (sample, &method)).await;
    }
}

trial::both_engines!(a_plan_lives_on_both_engines, async |store| {
    let method = method_of("isola-serena");
    whole_life(store, ("isola-serena", sample_text("isola-serena")), ("isola-serena", &method)).await;
});

#[tokio::test]
async fn the_real_documents_go_the_same_way() {
    let folder = root().join("../shared/documents");
    let Ok(files) = std::fs::read_dir(&folder) else {
        return eprintln!("*** LEFT OUT: there are no real documents beside the project ***");
    };
    let mut done = 0;
    for path in
        files.map(|entry| entry.unwrap().path()).filter(|path| path.extension().is_some_and(|e| e == "txt"))
    {
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let known = root().join(format!("bodies/{name}.toml"));
        if !known.exists() {
            continue;
        }
        let text = std::fs::read_to_string(&path).unwrap();
        on_sqlite((&name, &text), (&name, &method_of(&name))).await;
        done += 1;
    }
    assert!(done > 0, "no document has a method");
}

/// A list of hundreds is cut into pages, which keep what it is filtered by.
#[test]
fn a_long_list_is_cut_into_pages() {
    trial::on_sqlite(async |store| {
        let town = Town::build(store, "isola-serena").await;
        let path = town.path("/e/{body}/piani/{plan}/obiettivi/nuovo");
        for number in 0..205 {
            let title = format!("Obiettivo aggiunto {number}");
            let added = town.post(PLANNER, &path, &[("unit", "SETTORE NUOVO"), ("title", &title)]).await;
            assert_eq!(added.status, StatusCode::SEE_OTHER, "{}", added.text);
        }
        let list = |query: &str| town.path(&format!("/e/{{body}}/piani/{{plan}}/obiettivi{query}"));
        let whole = town.get(PLANNER, &list("")).await.text;
        assert_eq!(whole.matches("<tr><td").count(), 200);
        let found = town.get(PLANNER, &list("?cerca=aggiunto")).await.text;
        assert!(found.contains("1–200 di 205 obiettivi"), "{found}");
        let next = between(&found, "rel=\"next\" href=\"", "\"").expect(&found).replace("&#38;", "&");
        assert!(next.starts_with('?'), "the pages of a list are at its own address: {next}");
        let rest = town.get(PLANNER, &list(&next)).await.text;
        assert!(rest.contains("201–205 di 205 obiettivi"), "{rest}");
        assert_eq!(rest.matches("<tr><td").count(), 5);
        let months =
            town.get(PLANNER, &town.path("/e/{body}/piani/{plan}/cronoprogramma?pagina=2")).await.text;
        assert!(months.contains("101–200 di"), "{months}");
    });
}
