//! Before a body: first start, signing in and out, passwords, the bodies of a person.

use app::Refusal;
use app::accounts::{Credentials, NotSignedIn};
use app::rights::Actor;
use app::setup::{KINDS, NewBody};
use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};

use super::{again, external, go, query};
use crate::components::counted;
use crate::cookies;
use crate::failed::{Failed, Shown, shown};
use crate::form::{Choice, Form};
use crate::frame;
use crate::page::{Crumb, Notice, Page};
use crate::posted::Posted;
use crate::site::{Message, Shared, Site};
use crate::visit::Visit;

/// What is said to who did something too often from where they are, and must wait for some seconds.
fn too_many(what: &str, seconds: i64) -> String {
    let minutes = counted(seconds.max(1).div_euclid(60) + 1, "minuto", "minuti");
    format!("{what} da questa postazione: riprova tra {minutes}.")
}

/// What is said to who tried too often to prove who they are.
pub(super) fn too_often(seconds: i64) -> String {
    too_many("Troppi tentativi", seconds)
}

#[derive(Template)]
#[template(path = "pagine/accesso.html")]
struct SignInPage {
    page: Page,
    form: Form,
    /// Where to go afterwards.
    next: String,
    /// What was being saved when the session ended, and where.
    kept: String,
    kept_for: String,
    wants_code: bool,
    /// The identity providers, each as a link.
    providers: Vec<Crumb>,
}

#[derive(Template)]
#[template(path = "pagine/ripresa.html")]
struct TakenUpPage {
    page: Page,
    action: String,
    fields: Vec<(String, String)>,
}

#[derive(Template)]
#[template(path = "pagine/inizio.html")]
struct FirstStartPage {
    page: Page,
    form: Form,
    kinds: Vec<Choice>,
}

#[derive(Template)]
#[template(path = "pagine/password.html")]
struct ForgottenPage {
    page: Page,
    form: Form,
    sent: bool,
    reaches: bool,
}

#[derive(Template)]
#[template(path = "pagine/nuova-password.html")]
struct ResetPage {
    page: Page,
    form: Form,
    token: String,
    /// The identity providers with which the account may be bound instead.
    providers: Vec<Crumb>,
}

#[derive(Template)]
#[template(path = "pagine/enti.html")]
struct BodiesPage {
    page: Page,
    form: Form,
    bodies: Vec<Actor>,
    kinds: Vec<Choice>,
    may_add: bool,
}

#[derive(Template)]
#[template(path = "pagine/profilo.html")]
pub(super) struct ProfilePage {
    page: Page,
    form: Form,
    login: String,
    mail: String,
    has_second_factor: bool,
    secret: String,
    has_password: bool,
    /// The provider to which the account is bound; blank: none.
    bound_to: String,
    /// The providers to which it may be bound.
    providers: Vec<Choice>,
}

/// The first page: where somebody has to go next.
pub async fn home(State(site): State<Shared>, visit: Visit) -> Shown {
    if site.plans.is_empty().await? {
        return Ok(Redirect::to("/inizio").into_response());
    }
    let Some(signed_in) = &visit.signed_in else { return Ok(Redirect::to("/accesso").into_response()) };
    let bodies = site.accounts.bodies(&signed_in.account, site.now()).await?;
    match bodies.as_slice() {
        [only] => Ok(Redirect::to(&format!("/e/{}/", only.body.slug)).into_response()),
        _ => Ok(Redirect::to("/enti").into_response()),
    }
}

/// Whether the application works, for those who watch over it.
pub async fn health(State(site): State<Shared>) -> Response {
    match site.plans.is_empty().await {
        Ok(_) => "ok".into_response(),
        Err(_) => StatusCode::SERVICE_UNAVAILABLE.into_response(),
    }
}

/// A page with nothing around it whose form is sent before anybody has signed in.
fn door_page(visit: &Visit, title: &str) -> Page {
    Page { csrf: visit.door.shown(), ..Page::new(title) }
}

/// The answer with such a page.
fn at_the_door(site: &Site, visit: &Visit, status: StatusCode, page: &impl Template) -> Response {
    visit.door.before((status, shown(page)), site.transport.is_public_encrypted())
}

/// The kinds of bodies as choices.
pub fn kinds() -> Vec<Choice> {
    KINDS.map(|(value, label)| Choice::new(value, label)).to_vec()
}

fn first_start_page(visit: &Visit, form: Form) -> FirstStartPage {
    FirstStartPage { page: door_page(visit, "Primo avvio"), form, kinds: kinds() }
}

/// The first start.
pub async fn first_start(State(site): State<Shared>, visit: Visit) -> Shown {
    if !site.plans.is_empty().await? {
        return Err(Failed(Refusal::NotFound));
    }
    Ok(at_the_door(&site, &visit, StatusCode::OK, &first_start_page(&visit, Form::default())))
}

/// Sets up the first body and signs its administrator in.
pub async fn set_up(State(site): State<Shared>, visit: Visit) -> Shown {
    let posted = &visit.posted;
    let new = NewBody {
        name: posted.get("name").to_owned(),
        kind: posted.get("kind").to_owned(),
        login: posted.get("login").to_owned(),
        person: posted.get("person").to_owned(),
        mail: posted.get("mail").to_owned(),
        password: posted.get("password").to_owned(),
    };
    let credentials =
        Credentials { login: new.login.clone(), password: new.password.clone(), code: String::new() };
    match site.plans.set_up(&site.accounts, new, site.now()).await {
        Ok(body) => {
            let token = site.accounts.sign_in(credentials, &visit.address, site.now()).await;
            match token {
                Ok(token) => Ok(with_session(&site, go(&format!("/e/{}/importa", body.slug), ""), &token)),
                Err(_) => Ok(go("/accesso", "")),
            }
        }
        Err(refusal) => {
            let page = first_start_page(&visit, again(posted, refusal)?);
            Ok(at_the_door(&site, &visit, StatusCode::UNPROCESSABLE_ENTITY, &page))
        }
    }
}

fn sign_in_form(site: &Site, visit: &Visit, form: Form, next: &str) -> SignInPage {
    SignInPage {
        page: door_page(visit, "Accesso"),
        form,
        next: next.to_owned(),
        kept: String::new(),
        kept_for: String::new(),
        wants_code: false,
        providers: external::offered(site, next),
    }
}

/// Where one signs in.
pub async fn sign_in_page(State(site): State<Shared>, visit: Visit) -> Shown {
    if site.plans.is_empty().await? {
        return Ok(Redirect::to("/inizio").into_response());
    }
    let page = sign_in_form(&site, &visit, Form::default(), &query(&visit, "poi"));
    Ok(at_the_door(&site, &visit, StatusCode::OK, &page))
}

/// The page for somebody whose session ended while they were writing: what they wrote goes with them.
pub fn ended(site: &Site, visit: &Visit) -> Response {
    let mut page = sign_in_form(site, visit, Form::default(), "");
    page.kept = visit.posted.encoded();
    page.kept_for.clone_from(&visit.path);
    let notice = Notice::warning("La sessione è terminata.");
    page.page.notices.push(
        notice.with("Accedi di nuovo: il testo che stavi salvando non va perso e lo ritrovi subito dopo."),
    );
    at_the_door(site, visit, StatusCode::UNAUTHORIZED, &page)
}

/// The sign-in page again, for a form of it that does not carry what this browser was given; nothing for other forms. What the
/// person was saving when their session ended is still there.
pub fn not_at_the_door(site: &Site, visit: &Visit) -> Option<Response> {
    if visit.path != "/accesso" {
        return None;
    }
    let mut page = sign_in_again(site, visit);
    let notice = Notice::warning("La pagina non era più buona.");
    page.page
        .notices
        .push(notice.with("Scrivi di nuovo la password. Se succede ancora, controlla che il browser accetti i cookie di Traguardo."));
    Some(at_the_door(site, visit, StatusCode::FORBIDDEN, &page))
}

/// The sign-in page as it was sent.
fn sign_in_again(site: &Site, visit: &Visit) -> SignInPage {
    let posted = &visit.posted;
    let form = Form::default().with("login", posted.get("login"));
    let mut page = sign_in_form(site, visit, form, posted.get("next"));
    posted.get("kept").clone_into(&mut page.kept);
    posted.get("kept_for").clone_into(&mut page.kept_for);
    page
}

/// Signs somebody in. Who signed in meanwhile, in another tab, takes up what was kept.
pub async fn sign_in(State(site): State<Shared>, visit: Visit) -> Shown {
    let posted = &visit.posted;
    if !posted.get("resume").is_empty() {
        return Ok(resumed(&site, &visit));
    }
    let given = Credentials {
        login: posted.get("login").to_owned(),
        password: posted.get("password").to_owned(),
        code: posted.get("code").to_owned(),
    };
    let mut page = sign_in_again(&site, &visit);
    let outcome = site.accounts.sign_in(given, &visit.address, site.now()).await;
    let status = match outcome {
        Ok(token) => return welcome(&site, posted, &token).await,
        Err(NotSignedIn::Wrong) => {
            page.form.fail("login", "Nome utente o password non sono giusti.");
            StatusCode::UNAUTHORIZED
        }
        Err(NotSignedIn::CodeWanted) => {
            page.wants_code = true;
            page.page
                .notices
                .push(Notice::info("Scrivi anche il codice dell'applicazione di autenticazione."));
            StatusCode::UNAUTHORIZED
        }
        Err(NotSignedIn::CodeWrong) => {
            page.wants_code = true;
            page.form.fail("code", "Il codice non è giusto, o è già stato usato: aspetta il prossimo.");
            StatusCode::UNAUTHORIZED
        }
        Err(NotSignedIn::Wait(seconds)) => {
            page.form.fail("login", too_often(seconds));
            StatusCode::TOO_MANY_REQUESTS
        }
        Err(NotSignedIn::Refused(refusal)) => return Err(Failed(refusal)),
    };
    Ok(at_the_door(&site, &visit, status, &page))
}

/// Takes up what somebody was saving, who has signed in with a provider in another tab.
fn resumed(site: &Site, visit: &Visit) -> Response {
    if let Some(taken_up) = taken_up(&visit.posted, visit.csrf()).filter(|_| visit.signed_in.is_some()) {
        return shown(&taken_up);
    }
    let mut page = sign_in_again(site, visit);
    let notice = Notice::warning("Non hai ancora fatto l'accesso.");
    page.page.notices.push(notice.with("Quando sei entrato nell'altra scheda, torna qui: il testo resta."));
    at_the_door(site, visit, StatusCode::UNAUTHORIZED, &page)
}

/// What was being saved when a session ended, for who has signed in again.
fn taken_up(posted: &Posted, csrf: String) -> Option<TakenUpPage> {
    let (kept, kept_for) = (posted.get("kept"), posted.get("kept_for"));
    if kept.is_empty() || !is_own(kept_for) {
        return None;
    }
    let page = Page { csrf, ..Page::new("Il testo che stavi salvando") };
    let fields = Posted::of_text(kept.as_bytes()).fields().to_vec();
    Some(TakenUpPage { page, action: kept_for.to_owned(), fields })
}

/// Goes where somebody wanted to go; what they were saving is taken up again.
async fn welcome(site: &Site, posted: &Posted, token: &str) -> Shown {
    if !posted.get("kept").is_empty() {
        let signed_in = site.accounts.of_session(token, site.now()).await?.ok_or(Refusal::NotFound)?;
        if let Some(taken_up) = taken_up(posted, app::secret::masked(&signed_in.session.csrf)) {
            return Ok(with_session(site, shown(&taken_up), token));
        }
    }
    let next = posted.get("next");
    let next = if is_own(next) { next } else { "/" };
    Ok(with_session(site, Redirect::to(next).into_response(), token))
}

/// Whether an address is one of ours: nobody is sent elsewhere after signing in.
pub(super) fn is_own(address: &str) -> bool {
    address.starts_with('/') && !address.starts_with("//") && !address.contains(['\\', '\r', '\n'])
}

/// An answer that lets somebody in: with it goes the cookie of their session.
pub(super) fn with_session(site: &Site, mut response: Response, token: &str) -> Response {
    let encrypted = site.transport.is_public_encrypted();
    let name = cookies::name(cookies::SESSION, encrypted);
    cookies::keep(&mut response, (&name, token), None, encrypted);
    response
}

/// Signs somebody out.
pub async fn sign_out(State(site): State<Shared>, request: axum::http::HeaderMap) -> Shown {
    let encrypted = site.transport.is_public_encrypted();
    let name = cookies::name(cookies::SESSION, encrypted);
    if let Some(token) = cookies::one(&request, &name) {
        site.accounts.sign_out(&token).await?;
    }
    let mut response = Redirect::to("/accesso").into_response();
    cookies::keep(&mut response, (&name, ""), Some(0), encrypted);
    Ok(response)
}

fn forgotten_form(site: &Site, visit: &Visit, sent: bool) -> ForgottenPage {
    let page = door_page(visit, "Password dimenticata");
    ForgottenPage { page, form: Form::default(), sent, reaches: site.mail.reaches() }
}

/// Where one asks for a link to choose a new password.
pub async fn forgotten_page(State(site): State<Shared>, visit: Visit) -> Response {
    at_the_door(&site, &visit, StatusCode::OK, &forgotten_form(&site, &visit, false))
}

/// Sends a link to choose a new password. Whether there is such an account is not told: neither in words nor by the time it takes.
pub async fn forgotten(State(site): State<Shared>, visit: Visit) -> Shown {
    if let Some(seconds) = site.accounts.must_wait_for_links(&visit.address, site.now()) {
        let mut page = forgotten_form(&site, &visit, false);
        page.form = Form::default().with("login", visit.posted.get("login"));
        page.form.fail("login", too_many("Troppe richieste", seconds));
        return Ok(at_the_door(&site, &visit, StatusCode::TOO_MANY_REQUESTS, &page));
    }
    let page = forgotten_form(&site, &visit, true);
    let login = visit.posted.get("login").to_owned();
    if site.accounts.may_send_link(&login, &visit.address, site.now()) {
        tokio::spawn(async move { send_link(&site, &login).await });
    }
    Ok(shown(&page))
}

async fn send_link(site: &Site, login: &str) {
    let (account, token) = match site.accounts.link_for(login, site.now()).await {
        Ok(Some(found)) => found,
        Ok(None) => return,
        Err(refusal) => {
            return tracing::error!(%refusal, "un collegamento per la password non si è potuto fare");
        }
    };
    site.mail.send(Message {
        to: account.mail,
        subject: "Traguardo: nuova password".to_owned(),
        text: format!(
            "Per scegliere una nuova password apri questo indirizzo entro due ore:\n\n{}/password/{token}\n\nSe non l'hai chiesto \
             tu, non fare nulla: la password resta quella di prima.\n",
            site.address
        ),
    });
}

async fn reset_form(site: &Site, visit: &Visit, token: String, form: Form) -> ResetPage {
    let providers = external::offered_by_link(site, &token).await;
    ResetPage { page: door_page(visit, "Nuova password"), form, token, providers }
}

/// Where one chooses a new password with a link.
pub async fn reset_page(State(site): State<Shared>, Path(token): Path<String>, visit: Visit) -> Shown {
    site.accounts.reset_holds(&token, site.now()).await?;
    let page = reset_form(&site, &visit, token, Form::default()).await;
    Ok(at_the_door(&site, &visit, StatusCode::OK, &page))
}

/// Chooses a new password with a link.
pub async fn reset(State(site): State<Shared>, Path(token): Path<String>, visit: Visit) -> Shown {
    let posted = &visit.posted;
    let outcome = if posted.get("password") == posted.get("again") {
        site.accounts.reset(&token, posted.get("password").to_owned(), site.now()).await
    } else {
        Err(Refusal::invalid("again", "le due password non sono uguali"))
    };
    match outcome {
        Ok(()) => Ok(go("/accesso", "")),
        Err(refusal) => {
            let page = reset_form(&site, &visit, token, again(posted, refusal)?).await;
            Ok(at_the_door(&site, &visit, StatusCode::UNPROCESSABLE_ENTITY, &page))
        }
    }
}

async fn bodies_page(site: &Site, visit: &Visit, form: Form) -> Result<BodiesPage, Failed> {
    let signed_in = visit.signed_in()?;
    Ok(BodiesPage {
        page: frame::page(visit, "I miei enti", None, None),
        form,
        bodies: site.accounts.bodies(&signed_in.account, site.now()).await?,
        kinds: kinds(),
        may_add: signed_in.account.runs_system,
    })
}

/// The bodies of a person.
pub async fn bodies(State(site): State<Shared>, visit: Visit) -> Shown {
    Ok(shown(&bodies_page(&site, &visit, Form::default()).await?))
}

/// Sets up a further body.
pub async fn add_body(State(site): State<Shared>, visit: Visit) -> Shown {
    let posted = &visit.posted;
    let account = &visit.signed_in()?.account;
    match site.plans.add_body(account, posted.get("name"), posted.get("kind"), site.now()).await {
        Ok(body) => Ok(go(&format!("/e/{}/", body.slug), "creato")),
        Err(refusal) => {
            let page = bodies_page(&site, &visit, again(posted, refusal)?).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, shown(&page)).into_response())
        }
    }
}

pub(super) fn profile_page(site: &Site, visit: &Visit, form: Form) -> Result<ProfilePage, Failed> {
    let account = &visit.signed_in()?.account;
    Ok(ProfilePage {
        page: frame::page(visit, "Il mio profilo", None, None),
        form,
        login: account.login.clone(),
        mail: account.mail.clone(),
        has_second_factor: !account.totp.is_empty(),
        secret: app::secret::totp_secret(),
        has_password: !account.password.is_empty(),
        bound_to: bound_to(site, &account.issuer),
        providers: site.providers.all().iter().map(|it| Choice::new(it.name(), it.label())).collect(),
    })
}

/// What people call the provider of an account; its address when it is set up no more.
fn bound_to(site: &Site, issuer: &str) -> String {
    site.providers.of_issuer(issuer).map_or(issuer, |provider| provider.label()).to_owned()
}

/// The account of a person.
pub async fn profile(State(site): State<Shared>, visit: Visit) -> Shown {
    Ok(shown(&profile_page(&site, &visit, Form::default())?))
}

/// Changes the own password.
pub async fn change_password(State(site): State<Shared>, visit: Visit) -> Shown {
    let posted = &visit.posted;
    let outcome = if posted.get("password") == posted.get("again") {
        let (old, new) = (posted.get("old").to_owned(), posted.get("password").to_owned());
        site.accounts.change_password(visit.signed_in()?, old, new).await
    } else {
        Err(Refusal::invalid("again", "le due password non sono uguali"))
    };
    match outcome {
        Ok(()) => Ok(go("/profilo", "password")),
        Err(refusal) => {
            let page = profile_page(&site, &visit, again(posted, refusal)?)?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, shown(&page)).into_response())
        }
    }
}

/// Sets the second factor, or takes it away.
pub async fn second_factor(State(site): State<Shared>, visit: Visit) -> Shown {
    let posted = &visit.posted;
    let account = &visit.signed_in()?.account;
    let secret = if account.totp.is_empty() { posted.get("secret") } else { "" };
    match site.accounts.set_second_factor(account, (secret, posted.get("code")), site.now()).await {
        Ok(()) => Ok(go("/profilo", "fattore")),
        Err(refusal) => {
            let mut page = profile_page(&site, &visit, again(posted, refusal)?)?;
            // The secret that was shown stays: it is in the authenticator already.
            posted.get("secret").clone_into(&mut page.secret);
            Ok((StatusCode::UNPROCESSABLE_ENTITY, shown(&page)).into_response())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::is_own;

    #[test]
    fn nobody_is_sent_to_another_site() {
        for own in ["/", "/e/borgo/piani/1/obiettivi?unita=2"] {
            assert!(is_own(own), "{own}");
        }
        for other in ["", "//altro.it", "https://altro.it", "/\\altro.it", "/a\r\nSet-Cookie: x"] {
            assert!(!is_own(other), "{other}");
        }
    }
}
