//! Signing in and out, forged requests, and text that outlives a session.

use axum::http::StatusCode;

use crate::town::{PASSWORD, TOKEN, Town, Who};
use app::rights::Role;

async fn town(folder: &tempfile::TempDir) -> Town {
    Town::in_folder(folder.path(), "isola-serena").await
}

#[tokio::test]
async fn the_right_password_opens_a_session_and_a_wrong_one_tells_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let town = town(&folder).await;
    let sign_in = |login: &'static str, password: &'static str| {
        let town = &town;
        async move { town.post(Who::Nobody, "/accesso", &[("login", login), ("password", password)]).await }
    };
    assert_eq!(sign_in("Amministratore ", PASSWORD).await.status, StatusCode::SEE_OTHER);
    let wrong = sign_in("amministratore", "un'altra password").await;
    let unknown = sign_in("nessuno", "un'altra password").await;
    assert_eq!((wrong.status, unknown.status), (StatusCode::UNAUTHORIZED, StatusCode::UNAUTHORIZED));
    let told = |answer: &crate::town::Answer| answer.text.contains("Nome utente o password non sono giusti.");
    assert!(told(&wrong) && told(&unknown));
}

#[tokio::test]
async fn who_tries_too_often_waits_and_the_next_person_does_not() {
    let folder = tempfile::tempdir().unwrap();
    let town = town(&folder).await;
    let wrong = [("login", "amministratore"), ("password", "sbagliata sbagliata")];
    for _ in 0..6 {
        assert_eq!(town.post(Who::Nobody, "/accesso", &wrong).await.status, StatusCode::UNAUTHORIZED);
    }
    assert_eq!(town.post(Who::Nobody, "/accesso", &wrong).await.status, StatusCode::TOO_MANY_REQUESTS);
    let other = [("login", "p.planner"), ("password", "sbagliata sbagliata")];
    assert_eq!(town.post(Who::Nobody, "/accesso", &other).await.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn a_form_without_the_token_of_the_session_does_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let town = town(&folder).await;
    let path = town.path("/e/{body}/strutture/nuova");
    let planner = Who::Of(Role::Planner);
    for fields in [vec![("name", "Servizio Falso")], vec![("csrf", TOKEN), ("name", "Servizio Falso")]] {
        assert_eq!(town.post_as_it_is(planner, &path, &fields).await.status, StatusCode::FORBIDDEN);
    }
    assert!(!town.get(planner, &town.path("/e/{body}/strutture")).await.text.contains("Servizio Falso"));
    assert_eq!(town.post(planner, &path, &[("name", "Servizio Vero")]).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_form_without_the_token_of_the_door_lets_nobody_in_and_loses_no_text() {
    let folder = tempfile::tempdir().unwrap();
    let town = town(&folder).await;
    let right = [("login", "amministratore"), ("password", PASSWORD), ("kept", "v.title=A+metà")];
    let answer = town.post_as_it_is(Who::Nobody, "/accesso", &right).await;
    assert_eq!((answer.status, answer.location.as_str()), (StatusCode::FORBIDDEN, ""));
    assert!(answer.text.contains("v.title=A+metà") && answer.text.contains("Scrivi di nuovo la password"));
    for path in ["/password", "/password/nessuno", "/inizio"] {
        let answer = town.post_as_it_is(Who::Of(Role::Planner), path, &[("login", "p.planner")]).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{path}");
    }
}

#[tokio::test]
async fn text_that_was_being_saved_when_the_session_ended_is_taken_up_again() {
    let folder = tempfile::tempdir().unwrap();
    let town = town(&folder).await;
    let path = town.path("/e/{body}/piani/{plan}/obiettivi/{item}/modifica");
    let ended = town.post(Who::Nobody, &path, &[("v.title", "Un titolo scritto a lungo")]).await;
    assert_eq!(ended.status, StatusCode::UNAUTHORIZED);
    let kept = "v.title=Un+titolo+scritto+a+lungo";
    assert!(ended.text.contains(kept));
    let again =
        [("login", "amministratore"), ("password", PASSWORD), ("kept", kept), ("kept_for", path.as_str())];
    let back = town.post(Who::Nobody, "/accesso", &again).await;
    assert_eq!(back.status, StatusCode::OK);
    assert!(
        back.text.contains(&format!("action=\"{path}\"")) && back.text.contains("Un titolo scritto a lungo")
    );
}

#[tokio::test]
async fn text_is_taken_up_by_who_signed_in_again_in_another_tab() {
    let folder = tempfile::tempdir().unwrap();
    let town = town(&folder).await;
    let path = town.path("/e/{body}/piani/{plan}/obiettivi/{item}/modifica");
    let kept = [("resume", "si"), ("kept", "v.title=Un+titolo+scritto+a+lungo"), ("kept_for", path.as_str())];
    let early = town.post(Who::Nobody, "/accesso", &kept).await;
    assert_eq!(early.status, StatusCode::UNAUTHORIZED);
    assert!(early.text.contains("v.title=Un+titolo+scritto+a+lungo"), "the text stays");
    let back = town.post(Who::Of(Role::Planner), "/accesso", &kept).await;
    assert_eq!(back.status, StatusCode::OK, "{}", back.text);
    assert!(
        back.text.contains(&format!("action=\"{path}\"")) && back.text.contains("name=\"csrf\" value=\"")
    );
    // What leads to another site is not taken up.
    let elsewhere = [kept[0], kept[1], ("kept_for", "//altro.it/")];
    let refused = town.post(Who::Of(Role::Planner), "/accesso", &elsewhere).await;
    assert_eq!(refused.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn who_is_signed_in_may_ask_for_a_link_for_a_new_password() {
    let folder = tempfile::tempdir().unwrap();
    let town = town(&folder).await;
    let asked = town.post(Who::Of(Role::Planner), "/password", &[("login", "p.planner")]).await;
    assert_eq!(asked.status, StatusCode::OK);
    assert!(asked.text.contains("Se il nome utente esiste"));
}

#[tokio::test]
async fn nobody_is_sent_to_another_site_after_signing_in() {
    let folder = tempfile::tempdir().unwrap();
    let town = town(&folder).await;
    let fields = [("login", "amministratore"), ("password", PASSWORD), ("next", "//altro.it/")];
    assert_eq!(town.post(Who::Nobody, "/accesso", &fields).await.location, "/");
}

#[tokio::test]
async fn every_answer_carries_the_headers_of_safety() {
    let folder = tempfile::tempdir().unwrap();
    let town = town(&folder).await;
    let answer = town.get(Who::Of(Role::Planner), &town.path("/e/{body}/")).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert!(!answer.text.contains("style=") && !answer.text.contains("<script>"), "{}", answer.text);
}
