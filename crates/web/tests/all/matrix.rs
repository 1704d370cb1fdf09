//! The table of endpoints and roles, whole: who may come is what the table says, for everybody and every endpoint.

use std::fmt::Write as _;

use app::rights::Role;
use axum::http::{Method, StatusCode};
use store::Store;
use web::{Endpoint, endpoints};

use crate::town::{Town, Who, routes};

/// Endpoints of the form `/e/{body}/…`.
fn is_of_body(endpoint: &Endpoint) -> bool {
    endpoint.path.starts_with("/e/{body}/")
}

#[tokio::test]
async fn nobody_is_let_in_where_the_table_does_not_say_so() {
    let folder = tempfile::tempdir().unwrap();
    let town = Town::in_folder(folder.path(), "borgo-ligure").await;
    for endpoint in endpoints() {
        let path = town.path(endpoint.path);
        for who in Who::all() {
            let let_in = match (endpoint.who, who) {
                (web::Who::Anyone, _) => continue,
                (_, Who::Nobody) => {
                    refused_nobody(&town, &endpoint, &path).await;
                    continue;
                }
                (web::Who::SignedIn, _) => continue,
                (_, Who::Outsider) => false,
                (guard, Who::Of(role)) => guard.lets_in(role),
            };
            if !let_in {
                let answer = if endpoint.method == Method::GET {
                    town.get(who, &path).await
                } else {
                    town.post(who, &path, &[]).await
                };
                assert_eq!(answer.status, StatusCode::NOT_FOUND, "{who:?} {} {path}", endpoint.method);
            }
        }
    }
}

async fn refused_nobody(town: &Town, endpoint: &Endpoint, path: &str) {
    if endpoint.method == Method::GET {
        let answer = town.get(Who::Nobody, path).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{path}");
        assert!(answer.location.starts_with("/accesso?poi="), "{path}: {}", answer.location);
    } else {
        let answer = town.post(Who::Nobody, path, &[("title", "un testo che non va perso")]).await;
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{path}");
        assert!(answer.text.contains("un+testo+che+non+va+perso"), "{path}: the text goes with the person");
    }
}

/// What is not there in a new body, and so is not found by anybody.
const NOT_THERE: &[&str] = &[
    "/e/{body}/piani/{plan}/documenti/{job}",
    "/e/{body}/piani/{plan}/allegati/{attachment}",
    "/e/{body}/piani/{plan}/allegati/{attachment}/togli",
    "/e/{body}/piani/{plan}/versioni/{number}",
    "/e/{body}/piani/{plan}/versioni/{number}/{file}",
    "/e/{body}/piani/{plan}/rilievi/ritira",
    "/e/{body}/amministrazione/utenti/{account}/ruoli/fine",
];

/// What takes a file, or a step before it: see `life`.
const STEP_BY_STEP: &[&str] = &[
    "/e/{body}/importa",
    "/e/{body}/importa/{import}/conferma",
    "/e/{body}/piani/{plan}/obiettivi/{item}/allegati",
    "/e/{body}/piani/{plan}/approvazione/atto",
    "/e/{body}/piani/{plan}/approvazione/variazione",
    "/e/{body}/amministrazione/modelli",
];

#[tokio::test]
async fn pages_are_shown_to_those_whom_the_table_names() {
    let folder = tempfile::tempdir().unwrap();
    let town = Town::in_folder(folder.path(), "borgo-ligure").await;
    for endpoint in endpoints().into_iter().filter(|e| is_of_body(e) && e.method == Method::GET) {
        if NOT_THERE.contains(&endpoint.path) {
            continue;
        }
        let mut path = town.path(endpoint.path);
        if endpoint.path.ends_with("/proposta") {
            path = format!("{path}?struttura={}&a=sent", town.ids.unit);
        }
        for role in Role::ALL.into_iter().filter(|role| endpoint.who.lets_in(*role)) {
            let answer = town.get(Who::Of(role), &path).await;
            // What one may see also hangs on the unit and on what there is: the use case decides, and says so by «not found».
            let by_use_case = endpoint.who == web::Who::InBody;
            let good =
                answer.status == StatusCode::OK || (by_use_case && answer.status == StatusCode::NOT_FOUND);
            assert!(good, "{role:?} {path}: {} {}", answer.status, answer.text);
        }
    }
}

/// A copy of a town's database: what is done to it does not touch the others.
async fn copied(from: &std::path::Path, town: &Town) -> (tempfile::TempDir, Town) {
    let folder = tempfile::tempdir().unwrap();
    for part in ["traguardo.db", "traguardo.db-wal"] {
        // Nobody writes: both parts are of one moment.
        let _ = std::fs::copy(from.join(part), folder.path().join(part));
    }
    let url = format!("sqlite:{}", folder.path().join("traguardo.db").display());
    let store = Store::open(&url, from.join("file")).await.unwrap();
    let copy = Town { routes: routes(&store), store, ids: town.ids.clone() };
    (folder, copy)
}

#[tokio::test]
async fn forms_do_what_they_say_for_those_whom_the_table_names() {
    let folder = tempfile::tempdir().unwrap();
    let town = Town::in_folder(folder.path(), "borgo-ligure").await;
    for endpoint in endpoints().into_iter().filter(|e| is_of_body(e) && e.method == Method::POST) {
        if NOT_THERE.contains(&endpoint.path) {
            continue;
        }
        let form = form_of(&town, endpoint.path);
        let wanted: Vec<(&str, &str)> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let mut done = 0;
        for role in Role::ALL.into_iter().filter(|role| endpoint.who.lets_in(*role)) {
            let (_kept, copy) = copied(folder.path(), &town).await;
            let path = copy.path(endpoint.path);
            let answer = copy.post(Who::Of(role), &path, &wanted).await;
            assert!(!answer.status.is_server_error(), "{role:?} {path}: {}", answer.text);
            done += usize::from(answer.status.is_redirection() || answer.status.is_success());
            copy.store.close().await;
        }
        let by_steps = STEP_BY_STEP.contains(&endpoint.path);
        assert!(done > 0 || by_steps, "nobody can do what {} is for", endpoint.path);
    }
}

/// A form that an endpoint takes.
fn form_of(town: &Town, path: &str) -> Vec<(&'static str, String)> {
    let unit = town.ids.unit.clone();
    let own = |fields: &[(&'static str, &str)]| {
        fields.iter().map(|(name, value)| (*name, (*value).to_owned())).collect::<Vec<_>>()
    };
    match path.trim_start_matches("/e/{body}") {
        "/bozze" => own(&[("bozza", "/e/prova/x"), ("v.title", "a metà")]),
        "/piani/{plan}/obiettivi/nuovo" => {
            own(&[("unit", "SETTORE NUOVO"), ("title", "Aprire uno sportello")])
        }
        "/piani/{plan}/copia" => own(&[("year", "2031")]),
        "/piani/{plan}/obiettivi/{item}/modifica" => {
            own(&[("since", "2"), ("v.description", "In poche parole")])
        }
        "/piani/{plan}/obiettivi/{item}/controlla" => own(&[("campo", "weight"), ("testo", "12,5%")]),
        "/piani/{plan}/obiettivi/{item}/sposta" => own(&[("verso", "giu")]),
        "/piani/{plan}/obiettivi/{item}/togli" => own(&[("reason", "non si fa più")]),
        "/piani/{plan}/obiettivi/{item}/commenti" => own(&[("comment", "Da rivedere")]),
        "/piani/{plan}/albero/nuovo" => own(&[("title", "Città che ascolta"), ("code", "09.")]),
        "/piani/{plan}/albero/{item}" => own(&[("title", "Altro titolo"), ("since", "2")]),
        "/piani/{plan}/rilievi/supera" => {
            own(&[("code", "PESI-001"), ("reason", "deciso dalla Giunta con atto"), ("all", "si")])
        }
        "/piani/{plan}/approvazione/proposta" => {
            vec![("unit", unit), ("to", "sent".to_owned()), ("version", "0".to_owned())]
        }
        "/piani/{plan}/documenti" => own(&[("paper", "pesi"), ("format", "pdf")]),
        "/strutture/nuova" => own(&[("name", "Servizio Nuovo")]),
        "/strutture/{unit}" => own(&[("name", "Servizio Rinominato"), ("version", "1")]),
        "/amministrazione/utenti/nuovo" => own(&[("login", "nuova.persona"), ("name", "Nina Nuova")]),
        "/amministrazione/utenti/{account}/ruoli" => own(&[("role", "auditor"), ("from", "2025-01-01")]),
        "/amministrazione/impostazioni" => {
            own(&[("name", "Comune di Prova"), ("kind", "comune"), ("due", "2026-11-30")])
        }
        "/amministrazione/dati-personali" => {
            own(&[("text", "Dario Sarteschi"), ("reason", "richiesta del 2 marzo")])
        }
        "/amministrazione/utenti/{account}/stato" => own(&[("active", "no")]),
        _ => Vec::new(),
    }
}

#[test]
fn the_table_is_read_by_people() {
    let mut out = String::new();
    for endpoint in endpoints() {
        let who = match endpoint.who {
            web::Who::Anyone => "chiunque".to_owned(),
            web::Who::SignedIn => "chi ha fatto accesso".to_owned(),
            web::Who::InBody => "chi ha un ruolo nell'ente".to_owned(),
            web::Who::May(right) => {
                right.roles().iter().map(|role| role.name()).collect::<Vec<_>>().join(", ")
            }
        };
        writeln!(out, "{:<4} {:<62} {who}", endpoint.method.as_str(), endpoint.path).unwrap();
    }
    insta::assert_snapshot!("endpoints", out);
}
