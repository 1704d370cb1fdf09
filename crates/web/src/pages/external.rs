//! Signing in with an identity provider, and binding an account to it.
//!
//! People are sent to the provider by links, never by forms: our policy for forms (`form-action 'self'`) would end at the
//! redirect, and it is worth keeping.

use app::Refusal;
use app::accounts::{External, NotSignedIn};
use askama::Template;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use identity::{Fault, Provider};

use super::account::{is_own, profile_page, too_often, with_session};
use super::{go, query};
use crate::failed::{Failed, Shown, shown};
use crate::form::Form;
use crate::frame;
use crate::page::{Crumb, Page};
use crate::pending::{self, Pending, Purpose};
use crate::site::{Shared, Site};
use crate::visit::Visit;

#[derive(Template)]
#[template(path = "pagine/fornitore.html")]
struct OutcomePage {
    page: Page,
    sentences: Vec<String>,
    /// Where one can go on.
    ways: Vec<Crumb>,
}

/// A page that says why somebody is not signed in, and what to do.
fn outcome(status: StatusCode, title: &str, sentences: &[&str], ways: Vec<Crumb>) -> Response {
    let sentences = sentences.iter().map(|&sentence| sentence.to_owned()).collect();
    (status, shown(&OutcomePage { page: Page::new(title), sentences, ways })).into_response()
}

/// The ways with which a sign-in page offers the providers.
pub(super) fn offered(site: &Site, next: &str) -> Vec<Crumb> {
    let query = form_urlencoded::Serializer::new(String::new()).append_pair("poi", next).finish();
    let query = if next.is_empty() { String::new() } else { format!("?{query}") };
    let way = |provider: &Provider| {
        Crumb::new(provider.label(), format!("/accesso/con/{}{query}", provider.name()))
    };
    site.providers.all().iter().map(way).collect()
}

/// The ways with which the page of a link offers to bind the account instead of choosing a password.
pub(super) async fn offered_by_link(site: &Site, token: &str) -> Vec<Crumb> {
    if site.accounts.may_bind_by_link(token, site.now()).await.is_err() {
        return Vec::new();
    }
    let way = |provider: &Provider| {
        Crumb::new(provider.label(), format!("/password/{token}/con/{}", provider.name()))
    };
    site.providers.all().iter().map(way).collect()
}

fn to_sign_in() -> Vec<Crumb> {
    vec![Crumb::new("Torna all'accesso", "/accesso")]
}

/// What is said when the provider did not say who somebody is.
fn not_told(provider: &Provider, fault: &Fault) -> Response {
    tracing::warn!(provider = provider.name(), %fault, "un accesso con il fornitore d'identità non è riuscito");
    let label = provider.label();
    let (status, sentence) = match fault {
        Fault::Refused(_) => (
            StatusCode::FORBIDDEN,
            format!(
                "La risposta di «{label}» non si può accettare: ricomincia l'accesso. Se succede di nuovo, avvisa chi gestisce il sistema."
            ),
        ),
        Fault::Unreachable(_) => (
            StatusCode::BAD_GATEWAY,
            format!(
                "«{label}» ora non risponde come dovrebbe: riprova tra poco. Chi ha una password può usare quella."
            ),
        ),
        Fault::Busy => (
            StatusCode::SERVICE_UNAVAILABLE,
            format!("Troppe persone stanno entrando con «{label}» in questo momento: riprova tra poco."),
        ),
    };
    outcome(status, "Accesso non riuscito", &[&sentence], to_sign_in())
}

/// Sends somebody to a provider.
async fn send(site: &Site, provider: &Provider, purpose: Purpose, headers: &HeaderMap) -> Response {
    match provider.begin(purpose.wants_proof()).await {
        Ok(begun) => {
            let mut response = Redirect::to(&begun.address).into_response();
            let pending = Pending::begun(provider, begun.secrets, purpose, site.now());
            site.providers.keep(&mut response, &pending, headers, site.transport.is_public_encrypted());
            response
        }
        Err(fault) => not_told(provider, &fault),
    }
}

fn provider<'s>(site: &'s Site, name: &str) -> Result<&'s Provider, Failed> {
    site.providers.named(name).ok_or(Failed(Refusal::NotFound))
}

/// Begins a sign-in at a provider.
pub async fn begin(
    State(site): State<Shared>,
    Path(name): Path<String>,
    visit: Visit,
    headers: HeaderMap,
) -> Shown {
    let next = query(&visit, "poi").into_owned();
    let next = if is_own(&next) { next } else { "/".to_owned() };
    Ok(send(&site, provider(&site, &name)?, Purpose::SignIn(next), &headers).await)
}

/// Begins to bind the account of a link.
pub async fn begin_by_link(
    State(site): State<Shared>,
    Path((token, name)): Path<(String, String)>,
    headers: HeaderMap,
) -> Shown {
    let provider = provider(&site, &name)?;
    site.accounts.may_bind_by_link(&token, site.now()).await?;
    Ok(send(&site, provider, Purpose::BindByLink(token), &headers).await)
}

/// Where somebody comes back from a provider.
pub async fn back(
    State(site): State<Shared>,
    Path(name): Path<String>,
    visit: Visit,
    headers: HeaderMap,
) -> Shown {
    let provider = provider(&site, &name)?;
    let state = query(&visit, "state");
    let pending = site.providers.returning(&headers, &state, site.now());
    let Some(pending) = pending.filter(|pending| pending.provider == name) else {
        let sentence = "Questo accesso non è cominciato da questo browser, è già stato usato o è durato troppo: ricomincia.";
        return Ok(outcome(StatusCode::BAD_REQUEST, "Accesso non riuscito", &[sentence], to_sign_in()));
    };
    let mut response = match come_back(&site, provider, &visit, pending).await {
        Ok(response) => response,
        Err(failed) => failed.into_response(),
    };
    // A sign-in is used once, whatever came of it.
    pending::forget(&mut response, &state, site.transport.is_public_encrypted());
    Ok(response)
}

async fn come_back(site: &Site, provider: &Provider, visit: &Visit, pending: Pending) -> Shown {
    let (issuer, code) = (query(visit, "iss"), query(visit, "code"));
    if !issuer.is_empty() && issuer != provider.issuer() {
        return Ok(not_told(provider, &Fault::Refused("viene da un altro fornitore".to_owned())));
    }
    if code.is_empty() {
        let sentence =
            format!("L'accesso con «{}» è stato annullato, o non è stato concesso.", provider.label());
        return Ok(outcome(StatusCode::FORBIDDEN, "Accesso non riuscito", &[&sentence], to_sign_in()));
    }
    let now = site.now();
    if let Some(seconds) = site.accounts.must_wait(&visit.address, now) {
        let sentence = too_often(seconds);
        return Ok(outcome(
            StatusCode::TOO_MANY_REQUESTS,
            "Accesso non riuscito",
            &[&sentence],
            to_sign_in(),
        ));
    }
    let subject = match provider.finish(&code, &pending.secrets, (now.unix(), pending.anew())).await {
        Ok(subject) => subject,
        Err(fault) => {
            if matches!(fault, Fault::Refused(_)) {
                site.accounts.came_in_vain(&visit.address, now);
            }
            return Ok(not_told(provider, &fault));
        }
    };
    let who = External { issuer: provider.issuer(), subject: &subject };
    match pending.purpose {
        Purpose::SignIn(next) => let_in(site, provider, &who, &next).await,
        Purpose::Bind(account) => bound(site, visit, &account, &who).await,
        Purpose::BindByLink(token) => match site.accounts.bind_by_link(&token, &who, now).await {
            Ok(session) => Ok(with_session(site, Redirect::to("/").into_response(), &session)),
            Err(refusal) => not_bound(refusal, to_sign_in()),
        },
    }
}

async fn let_in(site: &Site, provider: &Provider, who: &External<'_>, next: &str) -> Shown {
    match site.accounts.sign_in_as(who, site.now()).await {
        Ok(session) => Ok(with_session(site, Redirect::to(next).into_response(), &session)),
        Err(Refusal::NotFound) => {
            let sentences = [
                &*format!(
                    "«{}» ti ha riconosciuto, ma la tua identità non è collegata a nessun utente di Traguardo che possa entrare.",
                    provider.label()
                ),
                "Se hai già un utente con la password, accedi con quella e collega questo accesso dal tuo profilo.",
                "Se non ce l'hai, o se non ricordi la password, rivolgiti all'amministratore di sistema del tuo ente: ti consegna il collegamento per il primo accesso.",
            ];
            Ok(outcome(StatusCode::FORBIDDEN, "Utente non collegato", &sentences, to_sign_in()))
        }
        Err(refusal) => Err(Failed(refusal)),
    }
}

async fn bound(site: &Site, visit: &Visit, account: &str, who: &External<'_>) -> Shown {
    // The session may have ended meanwhile, or somebody else may have signed in.
    if visit.signed_in.as_ref().is_none_or(|signed_in| signed_in.account.id != account) {
        let sentence = "La sessione da cui hai cominciato è terminata: accedi e ricomincia dal tuo profilo.";
        return Ok(outcome(StatusCode::FORBIDDEN, "Accesso non collegato", &[sentence], to_sign_in()));
    }
    match site.accounts.bind(account, who, site.now()).await {
        Ok(()) => Ok(go("/profilo", "collegato")),
        Err(refusal) => not_bound(refusal, vec![Crumb::new("Torna al profilo", "/profilo")]),
    }
}

fn not_bound(refusal: Refusal, ways: Vec<Crumb>) -> Shown {
    match refusal {
        Refusal::Blocked(sentence) => {
            let sentence = crate::failed::capital(&sentence);
            Ok(outcome(StatusCode::CONFLICT, "Accesso non collegato", &[&sentence], ways))
        }
        other => Err(Failed(other)),
    }
}

/// Looks whether a person proves who they are, for a form of the profile; gives the form again when they do not.
async fn proven(site: &Site, visit: &Visit) -> Result<Option<Response>, Failed> {
    let posted = &visit.posted;
    let given = (posted.get("proof"), posted.get("proof_code"));
    let proof = site.accounts.proves(visit.signed_in()?, given, &visit.address, site.now()).await;
    let mut form = Form::default();
    let status = match proof {
        Ok(()) => return Ok(None),
        Err(NotSignedIn::Wrong) => {
            form.fail("proof", "La password non è giusta.");
            StatusCode::UNPROCESSABLE_ENTITY
        }
        Err(NotSignedIn::CodeWanted | NotSignedIn::CodeWrong) => {
            form.fail(
                "proof_code",
                "Il codice manca, non è giusto o è già stato usato: aspetta il prossimo.",
            );
            StatusCode::UNPROCESSABLE_ENTITY
        }
        Err(NotSignedIn::Wait(seconds)) => {
            form.fail("proof", too_often(seconds));
            StatusCode::TOO_MANY_REQUESTS
        }
        Err(NotSignedIn::Refused(refusal)) => return Err(Failed(refusal)),
    };
    Ok(Some((status, shown(&profile_page(site, visit, form)?)).into_response()))
}

/// Begins to bind the own account: the person has given the password, and goes on by a link.
pub async fn begin_to_bind(State(site): State<Shared>, visit: Visit, headers: HeaderMap) -> Shown {
    let provider = provider(&site, visit.posted.get("provider"))?;
    if let Some(again) = proven(&site, &visit).await? {
        return Ok(again);
    }
    let purpose = Purpose::Bind(visit.signed_in()?.account.id.clone());
    let begun = match provider.begin(true).await {
        Ok(begun) => begun,
        Err(fault) => return Ok(not_told(provider, &fault)),
    };
    let page = frame::page(&visit, "Collega l'accesso", None, None);
    let label = provider.label();
    let sentences = vec![format!(
        "Ora fatti riconoscere da «{label}» con la tua identità: da quel momento entri anche con quella."
    )];
    let ways = vec![Crumb::new(format!("Continua con {label}"), begun.address)];
    let mut response = shown(&BindPage { page, sentences, ways });
    let pending = Pending::begun(provider, begun.secrets, purpose, site.now());
    site.providers.keep(&mut response, &pending, &headers, site.transport.is_public_encrypted());
    Ok(response)
}

#[derive(Template)]
#[template(path = "pagine/collega.html")]
struct BindPage {
    page: Page,
    sentences: Vec<String>,
    ways: Vec<Crumb>,
}

/// Sets the own account free of its provider.
pub async fn set_free(State(site): State<Shared>, visit: Visit) -> Shown {
    if let Some(again) = proven(&site, &visit).await? {
        return Ok(again);
    }
    site.accounts.set_free(visit.signed_in()?, site.now()).await?;
    Ok(go("/profilo", "scollegato"))
}
