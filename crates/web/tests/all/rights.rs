//! What each role may do, beyond which pages it may open: by state of the plan, part of the form and unit.

use app::rights::Role;
use axum::http::StatusCode;

use crate::town::{Answer, Town, Who};

const EDIT: &str = "/e/{body}/piani/{plan}/obiettivi/{item}/modifica";

async fn town(folder: &tempfile::TempDir) -> Town {
    Town::in_folder(folder.path(), "borgo-ligure").await
}

/// Writes a field of the first objective as it is now.
async fn write(town: &Town, role: Role, name: &str, text: &str) -> Answer {
    let path = town.path(EDIT);
    let page = town.get(Who::Of(role), &path).await.text;
    let since = page.split("name=\"since\" value=\"").nth(1).and_then(|rest| rest.split('"').next());
    town.post(Who::Of(role), &path, &[("since", since.unwrap_or("0")), (name, text)]).await
}

#[tokio::test]
async fn a_head_writes_the_text_but_not_the_weight() {
    let folder = tempfile::tempdir().unwrap();
    let town = town(&folder).await;
    let text = write(&town, Role::Head, "v.description", "Chi lavora per il Comune è pagato in tempo").await;
    assert_eq!(text.status, StatusCode::SEE_OTHER, "{}", text.text);
    let weight = write(&town, Role::Head, "v.weight", "90%").await;
    assert_eq!(weight.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(weight.text.contains("I pesi li assegna chi coordina il piano."));
    assert_eq!(write(&town, Role::Planner, "v.weight", "20%").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn who_only_reads_cannot_write() {
    let folder = tempfile::tempdir().unwrap();
    let town = town(&folder).await;
    for role in [Role::Auditor, Role::Executive, Role::Evaluator, Role::Administrator] {
        let answer = write(&town, role, "v.title", "Un altro titolo").await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{role:?}");
    }
    let answer = write(&town, Role::Employee, "v.title", "Un altro titolo").await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn what_was_sent_is_with_the_planner_until_it_is_sent_back() {
    let folder = tempfile::tempdir().unwrap();
    let town = town(&folder).await;
    let step = |role: Role, to: &'static str, note: &'static str, version: &'static str| {
        let town = &town;
        async move {
            let fields = [("unit", town.ids.unit.as_str()), ("to", to), ("note", note), ("version", version)];
            town.post(Who::Of(role), &town.path("/e/{body}/piani/{plan}/approvazione/proposta"), &fields)
                .await
                .status
        }
    };
    assert_eq!(step(Role::Head, "sent", "", "0").await, StatusCode::SEE_OTHER);
    assert_eq!(write(&town, Role::Head, "v.title", "Tardi").await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(step(Role::Planner, "returned", "", "1").await, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(step(Role::Head, "agreed", "", "1").await, StatusCode::NOT_FOUND);
    assert_eq!(step(Role::Planner, "returned", "Manca il valore atteso", "1").await, StatusCode::SEE_OTHER);
    assert_eq!(write(&town, Role::Head, "v.title", "In tempo").await.status, StatusCode::SEE_OTHER);
    assert_eq!(step(Role::Head, "agreed", "", "2").await, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn two_people_who_write_different_fields_both_keep_theirs() {
    let folder = tempfile::tempdir().unwrap();
    let town = town(&folder).await;
    let path = town.path(EDIT);
    let page = town.get(Who::Of(Role::Planner), &path).await.text;
    let since = page.split("name=\"since\" value=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
    let save = |role: Role, name: &'static str, text: &'static str| {
        let (town, path) = (&town, &path);
        async move { town.post(Who::Of(role), path, &[("since", since), (name, text)]).await }
    };
    assert_eq!(save(Role::Planner, "v.weight", "15%").await.status, StatusCode::SEE_OTHER);
    assert_eq!(save(Role::Head, "v.title", "Pagamenti in tempo").await.status, StatusCode::SEE_OTHER);
    let clash = save(Role::Planner, "v.title", "Pagamenti puntuali").await;
    assert_eq!(clash.status, StatusCode::CONFLICT);
    for text in ["Pagamenti in tempo", "Pagamenti puntuali"] {
        assert!(clash.text.contains(text), "both texts are shown");
    }
    let now = town.get(Who::Of(Role::Planner), &path).await.text;
    assert!(now.contains("15%") && now.contains("Pagamenti in tempo"));
}

#[tokio::test]
async fn names_of_people_are_shown_to_those_who_may_see_them() {
    let folder = tempfile::tempdir().unwrap();
    let town = Town::in_folder(folder.path(), "isola-serena").await;
    let path = town.path("/e/{body}/piani/{plan}/obiettivi/{item}");
    let page = |role: Role| {
        let (town, path) = (&town, &path);
        async move { town.get(Who::Of(role), path).await.text }
    };
    let current = {
        let plans = app::plans::Plans::new(town.store.clone());
        let body =
            town.store.read().await.unwrap().link().body_by_slug(&town.ids.slug).await.unwrap().unwrap();
        let items =
            town.store.read().await.unwrap().link().items_at(&body.id, &town.ids.plan, i64::MAX - 1).await;
        drop(plans);
        items.unwrap()
    };
    let kept = current.iter().find(|item| item.id == town.ids.item).unwrap();
    let names: serde_json::Value = serde_json::from_str(&kept.personal).unwrap();
    let name = names["people"][0]["name"][0]
        .as_str()
        .or_else(|| names["responsible"][0].as_str())
        .unwrap()
        .to_owned();
    for paper in ["piano", "persone"] {
        let made = made_by(&town, Role::Auditor, paper).await;
        assert!(!made.contains(&name), "{paper} tells {name} to the auditor");
        assert!(made_by(&town, Role::Planner, paper).await.contains(&name), "{paper}");
    }
    assert!(page(Role::Planner).await.contains(&name), "{name}");
    assert!(page(Role::Head).await.contains(&name));
    for role in [Role::Auditor, Role::Executive, Role::Accounting, Role::Rpct] {
        assert!(!page(role).await.contains(&name), "{role:?} sees {name}");
    }
}

/// A document as text, asked for and fetched by a role.
async fn made_by(town: &Town, role: Role, paper: &str) -> String {
    let path = town.path("/e/{body}/piani/{plan}/documenti");
    let asked = town.post(Who::Of(role), &path, &[("paper", paper), ("format", "txt")]).await;
    assert_eq!(asked.status, StatusCode::SEE_OTHER, "{}", asked.text);
    let plans = app::plans::Plans::new(town.store.clone());
    while plans.work_once(crate::town::NOW, crate::town::clock).await.unwrap() {}
    let page = town.get(Who::Of(role), &path).await.text;
    let job = page.split(&format!("href=\"{path}/")).nth(1).and_then(|rest| rest.split('"').next()).unwrap();
    town.get(Who::Of(role), &format!("{path}/{job}")).await.text
}
