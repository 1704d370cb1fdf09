//! What is settled before any page: text that no database keeps, and how often a link may be asked for.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use app::accounts::new_account;
use app::rights::Role;
use axum::http::StatusCode;
use store::Store;
use trial::{both_engines, read};
use web::{Mail, Message, Providers};

use crate::town::{NOW, Town, Who, routes_with, sample_text};

both_engines!(a_character_that_no_database_keeps_does_no_harm, async |store| {
    let town = Town::empty(store.clone()).await;
    let planner = Who::Of(Role::Planner);
    let path = town.path("/e/{body}/strutture/nuova");
    let saved = town.post(planner, &path, &[("name", "Servizio\0 Cultura"), ("code", "C\0 1")]).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text);
    let body = read!(store, body_by_slug(&town.ids.slug)).unwrap();
    let units = read!(store, unit_list(&body.id));
    assert!(units.iter().any(|unit| unit.name == "Servizio Cultura"), "{units:?}");
    for path in ["/e/{body}/cerca?q=a%00b", "/e/{body}/strutture/%00", "/password/%00", "/accesso?poi=%00"] {
        assert_eq!(town.get(planner, &town.path(path)).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    let login = [("login", "ammini\0stratore"), ("password", "\0")];
    assert_eq!(town.post(Who::Nobody, "/accesso", &login).await.status, StatusCode::UNAUTHORIZED);
});

both_engines!(a_document_with_characters_that_no_database_keeps_is_refused, async |store| {
    let town = Town::empty(store.clone()).await;
    let text = sample_text("borgo-ligure").replace(" della ", " del\0la ");
    assert!(text.contains('\0'));
    let (path, fields) = (town.path("/e/{body}/importa"), [("plan", ""), ("method", "borgo-ligure")]);
    let answer =
        town.upload(Who::Of(Role::Planner), &path, &fields, ("file", "piano.txt", text.as_bytes())).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", answer.text);
});

/// Mail that is only counted.
#[derive(Clone, Default)]
struct Counted(Arc<Mutex<Vec<Message>>>);

impl Mail for Counted {
    fn send(&self, message: Message) {
        self.0.lock().unwrap().push(message);
    }

    fn reaches(&self) -> bool {
        true
    }
}

impl Counted {
    /// How many came, once so many are there or some time has passed: they are sent beside the page.
    async fn count(&self, wanted: usize) -> usize {
        for _ in 0..200 {
            if self.0.lock().unwrap().len() >= wanted {
                break;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        tokio::time::sleep(Duration::from_millis(200)).await;
        self.0.lock().unwrap().len()
    }
}

#[tokio::test]
async fn links_are_sent_seldom_and_nothing_is_told_of_accounts() {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}", folder.path().join("traguardo.db").display());
    let store = Store::open(&url, folder.path().join("file")).await.unwrap();
    let mut town = Town::empty(store.clone()).await;
    trial::write!(store, account_insert(&new_account("elena", "Elena Edile", "elena@comune.prova", NOW)));
    let mail = Counted::default();
    town.routes = routes_with(&store, Providers::none(), Box::new(mail.clone()));
    let mut pages = Vec::new();
    for login in ["elena", "Elena ", "elena", "nessuno", "nessuno", "nessuno"] {
        let answer = town.post(Who::Nobody, "/password", &[("login", login)]).await;
        assert_eq!(answer.status, StatusCode::OK);
        pages.push(answer.text);
    }
    assert!(pages.windows(2).all(|two| two[0] == two[1]), "every answer is the same");
    assert_eq!(mail.count(2).await, 2);
    for number in 0..24 {
        town.post(Who::Nobody, "/password", &[("login", &format!("utente{number}"))]).await;
    }
    let answer = town.post(Who::Nobody, "/password", &[("login", "elena")]).await;
    assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(answer.text.contains("Troppe richieste da questa postazione"));
}
