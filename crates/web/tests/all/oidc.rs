//! Signing in with an identity provider: an account is bound by its owner, and what cannot be believed lets nobody in.

use std::time::Duration;

use app::accounts::{Accounts, new_account};
use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use http_body_util::BodyExt;
use store::Store;
use store::rows::Account;
use tower::ServiceExt;
use trial::{both_engines, read};
use web::Providers;

use crate::fake::{Fake, Ill, Twist};
use crate::town::{Answer, NOW, NoMail, PASSWORD, Town, routes_with};

/// A browser that keeps cookies.
struct Browser {
    routes: Router,
    jar: Vec<(String, String)>,
}

impl Browser {
    fn new(routes: &Router) -> Self {
        Self { routes: routes.clone(), jar: Vec::new() }
    }

    async fn send(&mut self, request: axum::http::request::Builder, body: Body) -> Answer {
        let jar =
            self.jar.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("; ");
        let request = request.header("host", "traguardo.prova").header("cookie", jar).body(body).unwrap();
        let (parts, body) = self.routes.clone().oneshot(request).await.unwrap().into_parts();
        for told in parts.headers.get_all(header::SET_COOKIE) {
            let text = told.to_str().unwrap();
            let (name, rest) = text.split_once('=').unwrap();
            self.jar.retain(|(known, _)| known != name);
            if !text.contains("Max-Age=0") {
                self.jar.push((name.to_owned(), rest.split(';').next().unwrap().to_owned()));
            }
        }
        let location = parts.headers.get("location").map(|value| value.to_str().unwrap().to_owned());
        let bytes = body.collect().await.unwrap().to_bytes().to_vec();
        let text = String::from_utf8_lossy(&bytes).into_owned();
        Answer { status: parts.status, location: location.unwrap_or_default(), text, bytes }
    }

    async fn get(&mut self, path: &str) -> Answer {
        self.send(Request::get(path).header("sec-fetch-site", "cross-site"), Body::empty()).await
    }

    /// Sends a form, with the token of the page where it stands.
    async fn post(&mut self, page: &str, path: &str, fields: &[(&str, &str)]) -> Answer {
        let text = self.get(page).await.text;
        let token = text.split("name=\"csrf\" value=\"").nth(1).map(|rest| rest.split('"').next().unwrap());
        let mut all = vec![("csrf", token.unwrap_or_default())];
        all.extend(fields);
        let text = form_urlencoded::Serializer::new(String::new()).extend_pairs(all).finish();
        let request = Request::post(path)
            .header("content-type", "application/x-www-form-urlencoded")
            .header("sec-fetch-site", "same-origin");
        self.send(request, Body::from(text)).await
    }

    async fn with_password(routes: &Router) -> Self {
        let mut browser = Self::new(routes);
        let answer = browser
            .post("/accesso", "/accesso", &[("login", "amministratore"), ("password", PASSWORD)])
            .await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER);
        browser
    }

    fn is_signed_in(&self) -> bool {
        self.jar.iter().any(|(name, _)| name == "traguardo")
    }

    /// Goes to the provider, is somebody there, and comes back.
    async fn enters(&mut self, fake: &Fake, subject: &str, twist: Twist) -> Answer {
        let sent = self.get("/accesso/con/ente?poi=/enti").await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text);
        let back = fake.signs_in(&sent.location, subject, twist);
        self.get(&back).await
    }
}

/// Where the page leads that sends somebody to the provider.
fn way_to_provider(page: &Answer) -> String {
    let link = page.text.split("btn-primary\" href=\"").nth(1).unwrap().split('"').next().unwrap();
    link.replace("&#38;", "&").replace("&amp;", "&")
}

/// A body with an administrator, and a provider.
async fn world(store: &Store, ill: Ill) -> (Fake, Router) {
    let fake = Fake::start(ill).await;
    Town::empty(store.clone()).await;
    let providers = Providers::new(vec![fake.setting()], "http://traguardo.prova").unwrap();
    (fake, routes_with(store, providers, Box::new(NoMail)))
}

async fn account(store: &Store, login: &str) -> Account {
    read!(store, account_by_login(login)).unwrap()
}

/// Binds the administrator to a name of the provider.
async fn bound(store: &Store, fake: &Fake, subject: &str) {
    let account = account(store, "amministratore").await;
    let bound = Account { issuer: fake.setting().issuer, subject: subject.to_owned(), ..account };
    assert!(trial::write!(store, account_update(&bound)));
}

both_engines!(an_account_is_bound_by_its_owner_and_then_signs_in, async |store| {
    let (fake, routes) = world(&store, Ill::No).await;
    let mut ada = Browser::with_password(&routes).await;
    let wrong =
        ada.post("/profilo", "/profilo/fornitore", &[("provider", "ente"), ("proof", "sbagliata")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.text.contains("La password non è giusta."));
    let goes = ada.post("/profilo", "/profilo/fornitore", &[("provider", "ente"), ("proof", PASSWORD)]).await;
    let link = way_to_provider(&goes);
    assert!(link.contains("prompt=login"), "whoever the provider knows already may be somebody else");
    let back = fake.signs_in(&link, "ada-1", Twist::ThereNow);
    assert_eq!(ada.get(&back).await.location, "/profilo?fatto=collegato");
    assert_eq!(account(&store, "amministratore").await.subject, "ada-1");
    assert!(ada.get("/profilo").await.text.contains("collegato a la rete del Comune"));

    let mut elsewhere = Browser::new(&routes);
    assert!(elsewhere.get("/accesso").await.text.contains("Entra con la rete del Comune"));
    let back = elsewhere.enters(&fake, "ada-1", Twist::Good).await;
    assert_eq!((back.status, back.location.as_str()), (StatusCode::SEE_OTHER, "/enti"));
    assert_eq!(elsewhere.get("/enti").await.status, StatusCode::OK);

    let free = ada.post("/profilo", "/profilo/fornitore/scollega", &[("proof", PASSWORD)]).await;
    assert_eq!(free.location, "/profilo?fatto=scollegato");
    assert_eq!(elsewhere.get("/enti").await.status, StatusCode::SEE_OTHER, "its session has ended");
    let back = elsewhere.enters(&fake, "ada-1", Twist::Good).await;
    assert_eq!(back.status, StatusCode::FORBIDDEN);
    let body = read!(store, body_list()).remove(0);
    let trail = read!(store, audit_before(&body.id, i64::MAX, 10));
    let told = trail.iter().filter(|entry| entry.details.contains("fornitore d'identit")).count();
    assert_eq!(told, 2, "the trail tells of both");
    assert!(trail.iter().all(|entry| !entry.details.contains("ada-1")));
});

both_engines!(nobody_is_bound_to_who_was_at_the_provider_before, async |store| {
    let (fake, routes) = world(&store, Ill::No).await;
    let mut ada = Browser::with_password(&routes).await;
    let goes = ada.post("/profilo", "/profilo/fornitore", &[("provider", "ente"), ("proof", PASSWORD)]).await;
    let link = way_to_provider(&goes);
    let back = ada.get(&fake.signs_in(&link, "un-altro", Twist::ThereBefore)).await;
    assert_eq!(back.status, StatusCode::FORBIDDEN);
    assert_eq!(account(&store, "amministratore").await.subject, "");
    // To sign in, it is enough to have been there.
    bound(&store, &fake, "ada-1").await;
    let mut elsewhere = Browser::new(&routes);
    assert_eq!(elsewhere.enters(&fake, "ada-1", Twist::ThereBefore).await.location, "/enti");
});

both_engines!(an_administrator_sees_who_is_bound_and_sets_them_free, async |store| {
    let (fake, routes) = world(&store, Ill::No).await;
    let mut ada = Browser::with_password(&routes).await;
    let people = format!("/e/{}/amministrazione/utenti", read!(store, body_list())[0].slug);
    let new = format!("{people}/nuovo");
    ada.post(&new, &new, &[("login", "ugo.nuovo"), ("name", "Ugo Nuovo")]).await;
    let ugo = account(&store, "ugo.nuovo").await;
    let page = format!("{people}/{}", ugo.id);
    assert!(!ada.get(&page).await.text.contains("Scollega"));
    let bound = Account { issuer: fake.setting().issuer, subject: "ugo-1".to_owned(), ..ugo };
    assert!(trial::write!(store, account_update(&bound)));
    let mut elsewhere = Browser::new(&routes);
    elsewhere.enters(&fake, "ugo-1", Twist::Good).await;
    assert_eq!(elsewhere.get("/enti").await.status, StatusCode::OK);
    let shown = ada.get(&page).await.text;
    assert!(shown.contains("con l&#39;identità dell&#39;ente") || shown.contains("con l'identità dell'ente"));
    assert!(!shown.contains("ugo-1"), "what the provider calls a person is told to nobody");
    let free = ada.post(&page, &format!("{page}/scollega"), &[]).await;
    assert!(free.location.ends_with("fatto=salvato"), "{}", free.location);
    assert_eq!(account(&store, "ugo.nuovo").await.subject, "");
    assert_eq!(elsewhere.get("/enti").await.status, StatusCode::SEE_OTHER, "its session has ended");
});

both_engines!(an_invitation_binds_a_new_account_once, async |store| {
    let (fake, routes) = world(&store, Ill::No).await;
    let elena = new_account("elena.edile", "Elena Edile", "", NOW);
    trial::write!(store, account_insert(&elena));
    let token = Accounts::new(store.clone()).reset_link(&elena.id, NOW).await.unwrap();
    let page = format!("/password/{token}");
    let mut browser = Browser::new(&routes);
    assert!(browser.get(&page).await.text.contains("Entra con la rete del Comune"));
    let sent = browser.get(&format!("{page}/con/ente")).await;
    let back = fake.signs_in(&sent.location, "elena-7", Twist::Good);
    let answer = browser.get(&back).await;
    assert_eq!((answer.status, answer.location.as_str()), (StatusCode::SEE_OTHER, "/"));
    assert!(browser.is_signed_in());
    assert_eq!(browser.get(&page).await.status, StatusCode::NOT_FOUND, "the link is used up");

    // The link for a forgotten password binds nothing: it would go around the second factor.
    let ada = account(&store, "amministratore").await;
    let token = Accounts::new(store.clone()).reset_link(&ada.id, NOW).await.unwrap();
    assert!(!browser.get(&format!("/password/{token}")).await.text.contains("Entra con"));
    assert_eq!(browser.get(&format!("/password/{token}/con/ente")).await.status, StatusCode::NOT_FOUND);
    // One name of the provider is one account.
    let ugo = new_account("ugo", "Ugo Urbano", "", NOW);
    trial::write!(store, account_insert(&ugo));
    let token = Accounts::new(store.clone()).reset_link(&ugo.id, NOW).await.unwrap();
    let sent = browser.get(&format!("/password/{token}/con/ente")).await;
    let answer = browser.get(&fake.signs_in(&sent.location, "elena-7", Twist::Good)).await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    assert!(answer.text.contains("già collegata a un altro utente"));
    assert_eq!(
        browser.get(&format!("/password/{token}")).await.status,
        StatusCode::OK,
        "the link still holds"
    );
});

both_engines!(who_is_bound_to_no_account_or_kept_out_is_told_what_to_do, async |store| {
    let (fake, routes) = world(&store, Ill::No).await;
    let mut browser = Browser::new(&routes);
    // Mail addresses and names of the directory bind nothing.
    let unbound = browser.enters(&fake, "amministratore", Twist::Good).await;
    assert_eq!(unbound.status, StatusCode::FORBIDDEN);
    assert!(unbound.text.contains("non è collegata a nessun utente") && !browser.is_signed_in());
    bound(&store, &fake, "ada-1").await;
    let ada = account(&store, "amministratore").await;
    assert!(trial::write!(store, account_update(&Account { is_active: false, ..ada })));
    let kept_out = browser.enters(&fake, "ada-1", Twist::Good).await;
    assert_eq!(
        (kept_out.status, kept_out.text),
        (unbound.status, unbound.text),
        "neither is told from the other"
    );
    assert!(!browser.is_signed_in());
});

async fn on_sqlite(ill: Ill) -> (tempfile::TempDir, Store, Fake, Router) {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}", folder.path().join("traguardo.db").display());
    let store = Store::open(&url, folder.path().join("file")).await.unwrap();
    let (fake, routes) = world(&store, ill).await;
    (folder, store, fake, routes)
}

#[tokio::test]
async fn what_cannot_be_believed_lets_nobody_in() {
    let (_folder, store, fake, routes) = on_sqlite(Ill::No).await;
    bound(&store, &fake, "ada-1").await;
    for twist in [
        Twist::Expired,
        Twist::Old,
        Twist::OfTheFuture,
        Twist::ChangedAfterSigning,
        Twist::SignedByAnother,
        Twist::NotSigned,
        Twist::SignedWithTheSecret,
        Twist::OtherNonce,
        Twist::NoNonce,
        Twist::OtherAudience,
        Twist::FurtherAudience,
        Twist::OtherParty,
        Twist::OtherIssuer,
        Twist::NoSubject,
        Twist::LongSubject,
    ] {
        let mut browser = Browser::new(&routes);
        let back = browser.enters(&fake, "ada-1", twist).await;
        assert!(
            matches!(back.status, StatusCode::FORBIDDEN | StatusCode::BAD_GATEWAY),
            "{twist:?}: {}",
            back.status
        );
        assert!(!browser.is_signed_in(), "{twist:?}");
        assert!(back.text.contains("Torna all&#39;accesso") || back.text.contains("Torna all'accesso"));
    }
    for twist in [Twist::Good, Twist::JustExpired] {
        let mut browser = Browser::new(&routes);
        assert_eq!(browser.enters(&fake, "ada-1", twist).await.location, "/enti", "{twist:?}");
        assert!(browser.is_signed_in());
    }
}

#[tokio::test]
async fn a_signature_of_rsa_is_believed() {
    let (_folder, store, fake, routes) = on_sqlite(Ill::No).await;
    fake.has_rsa();
    bound(&store, &fake, "ada-1").await;
    let mut browser = Browser::new(&routes);
    assert_eq!(browser.enters(&fake, "ada-1", Twist::WithRsa).await.location, "/enti");
}

#[tokio::test]
async fn new_keys_of_the_provider_are_asked_for_but_not_with_every_token() {
    let (_folder, store, fake, routes) = on_sqlite(Ill::No).await;
    bound(&store, &fake, "ada-1").await;
    let mut browser = Browser::new(&routes);
    assert_eq!(browser.enters(&fake, "ada-1", Twist::Good).await.location, "/enti");
    fake.has_rsa();
    assert_eq!(browser.enters(&fake, "ada-1", Twist::WithRsa).await.status, StatusCode::FORBIDDEN);
    tokio::time::pause();
    tokio::time::advance(Duration::from_secs(61)).await;
    tokio::time::resume();
    assert_eq!(browser.enters(&fake, "ada-1", Twist::WithRsa).await.location, "/enti");
}

#[tokio::test]
async fn a_sign_in_comes_back_once_to_the_browser_in_which_it_began() {
    let (_folder, store, fake, routes) = on_sqlite(Ill::No).await;
    bound(&store, &fake, "ada-1").await;
    let (mut ada, mut other) = (Browser::new(&routes), Browser::new(&routes));
    let sent = ada.get("/accesso/con/ente").await;
    let back = fake.signs_in(&sent.location, "ada-1", Twist::Good);
    assert_eq!(other.get(&back).await.status, StatusCode::BAD_REQUEST, "in another browser");
    let state = back.split("state=").nth(1).unwrap().split('&').next().unwrap();
    let changed = back.replace(state, &format!("{}AAAA", &state[..state.len() - 4]));
    assert_eq!(ada.get(&changed).await.status, StatusCode::BAD_REQUEST, "with another state");
    assert_eq!(ada.get("/accesso/con/ente/ritorno?code=a").await.status, StatusCode::BAD_REQUEST);
    assert_eq!(fake.asked(), 0, "the provider is asked for nothing");
    assert_eq!(ada.get(&back).await.status, StatusCode::SEE_OTHER);
    assert_eq!(ada.get(&back).await.status, StatusCode::BAD_REQUEST, "a second time");
    assert_eq!(fake.asked(), 1);
    // A code of somebody else's sign-in, brought into one's own: the proof does not fit.
    let theirs = fake.signs_in(&other.get("/accesso/con/ente").await.location, "ada-1", Twist::Good);
    let mine = fake.signs_in(&ada.get("/accesso/con/ente").await.location, "ada-1", Twist::Good);
    let code = |back: &str| back.split("code=").nth(1).unwrap().split('&').next().unwrap().to_owned();
    let mixed = mine.replace(&code(&mine), &code(&theirs));
    assert_eq!(ada.get(&mixed).await.status, StatusCode::FORBIDDEN);
    // Another provider's answer, said to be ours.
    let mine = fake.signs_in(&ada.get("/accesso/con/ente").await.location, "ada-1", Twist::Good);
    let (head, _) = mine.split_once("&iss=").unwrap();
    let before = fake.asked();
    assert_eq!(
        ada.get(&format!("{head}&iss=https%3A%2F%2Faltrove.it%2F")).await.status,
        StatusCode::FORBIDDEN
    );
    assert_eq!(fake.asked(), before);
    // The person said no.
    let mine = fake.signs_in(&ada.get("/accesso/con/ente").await.location, "ada-1", Twist::Good);
    let no = ada.get(&mine.replace("code=", "error=access_denied&x=")).await;
    assert_eq!(no.status, StatusCode::FORBIDDEN);
    assert!(no.text.contains("annullato"));
}

#[tokio::test]
async fn several_tabs_come_back_each_to_its_page() {
    let (_folder, store, fake, routes) = on_sqlite(Ill::No).await;
    bound(&store, &fake, "ada-1").await;
    let mut ada = Browser::new(&routes);
    let mut backs = Vec::new();
    for page in ["/enti", "/profilo"] {
        let sent = ada.get(&format!("/accesso/con/ente?poi={page}")).await;
        backs.push((page, fake.signs_in(&sent.location, "ada-1", Twist::Good)));
    }
    for (page, back) in backs {
        assert_eq!(ada.get(&back).await.location, page);
    }
    let sent = ada.get("/accesso/con/ente?poi=//altrove.it/").await;
    assert_eq!(ada.get(&fake.signs_in(&sent.location, "ada-1", Twist::Good)).await.location, "/");
}

#[tokio::test]
async fn an_account_is_bound_only_by_who_began_and_is_still_there() {
    let (_folder, store, fake, routes) = on_sqlite(Ill::No).await;
    let mut ada = Browser::with_password(&routes).await;
    let goes = ada.post("/profilo", "/profilo/fornitore", &[("provider", "ente"), ("proof", PASSWORD)]).await;
    let back = fake.signs_in(&way_to_provider(&goes), "ada-1", Twist::Good);
    ada.jar.retain(|(name, _)| name != "traguardo");
    assert_eq!(ada.get(&back).await.status, StatusCode::FORBIDDEN);
    assert_eq!(account(&store, "amministratore").await.subject, "");
}

#[tokio::test]
async fn who_comes_back_in_vain_too_often_waits() {
    let (_folder, _store, fake, routes) = on_sqlite(Ill::No).await;
    let mut browser = Browser::new(&routes);
    for _ in 0..60 {
        let sent = browser.get("/accesso/con/ente").await;
        let back = fake.signs_in(&sent.location, "ada-1", Twist::Good).replace("code=", "code=no");
        assert_eq!(browser.get(&back).await.status, StatusCode::FORBIDDEN);
    }
    let asked = fake.asked();
    let sent = browser.get("/accesso/con/ente").await;
    let back = fake.signs_in(&sent.location, "ada-1", Twist::Good).replace("code=", "code=no");
    assert_eq!(browser.get(&back).await.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(fake.asked(), asked, "the provider is left alone");
}

#[tokio::test]
async fn a_provider_that_is_not_well_is_told_and_passwords_still_open() {
    for ill in [Ill::KeysElsewhere, Ill::TooLong, Ill::OtherIssuer, Ill::SendsElsewhere] {
        let (_folder, _store, _fake, routes) = on_sqlite(ill).await;
        let mut browser = Browser::new(&routes);
        let answer = browser.get("/accesso/con/ente").await;
        assert_eq!(answer.status, StatusCode::BAD_GATEWAY, "{ill:?}");
        assert!(answer.text.contains("ora non risponde come dovrebbe"), "{ill:?}");
        Browser::with_password(&routes).await;
    }
    let (_folder, _store, _fake, routes) = on_sqlite(Ill::No).await;
    assert_eq!(Browser::new(&routes).get("/accesso/con/altro").await.status, StatusCode::NOT_FOUND);
}
