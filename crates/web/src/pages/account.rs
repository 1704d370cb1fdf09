//! Before a body: first start, signing in and out, passwords, the bodies of a person.

use app::Refusal;
use app::accounts::{Credentials, NotSignedIn};
use app::rights::Actor;
use app::setup::{KINDS, NewBody};
use askama::Template;
use axum::extract::{Path, State};
use axum::http::header::SET_COOKIE;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};

use super::{again, go, query};
use crate::failed::{Failed, Shown, shown};
use crate::form::{Choice, Form};
use crate::frame;
use crate::guard::cookie_name;
use crate::headers::Transport;
use crate::page::{Notice, Page};
use crate::posted::Posted;
use crate::site::{Message, Shared, Site};
use crate::visit::Visit;

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
struct ProfilePage {
    page: Page,
    form: Form,
    login: String,
    mail: String,
    has_second_factor: bool,
    secret: String,
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

/// The kinds of bodies as choices.
pub fn kinds() -> Vec<Choice> {
    KINDS.map(|(value, label)| Choice::new(value, label)).to_vec()
}

fn first_start_page(form: Form) -> FirstStartPage {
    FirstStartPage { page: Page::new("Primo avvio"), form, kinds: kinds() }
}

/// The first start.
pub async fn first_start(State(site): State<Shared>) -> Shown {
    if !site.plans.is_empty().await? {
        return Err(Failed(Refusal::NotFound));
    }
    Ok(shown(&first_start_page(Form::default())))
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
                Ok(token) => Ok(with_cookie(&site, go(&format!("/e/{}/importa", body.slug), ""), &token)),
                Err(_) => Ok(go("/accesso", "")),
            }
        }
        Err(refusal) => {
            let page = first_start_page(again(posted, refusal)?);
            Ok((StatusCode::UNPROCESSABLE_ENTITY, shown(&page)).into_response())
        }
    }
}

fn sign_in_form(form: Form, next: &str) -> SignInPage {
    SignInPage {
        page: Page::new("Accesso"),
        form,
        next: next.to_owned(),
        kept: String::new(),
        kept_for: String::new(),
        wants_code: false,
    }
}

/// Where one signs in.
pub async fn sign_in_page(State(site): State<Shared>, visit: Visit) -> Shown {
    if site.plans.is_empty().await? {
        return Ok(Redirect::to("/inizio").into_response());
    }
    Ok(shown(&sign_in_form(Form::default(), &query(&visit, "poi"))))
}

/// The page for somebody whose session ended while they were writing: what they wrote goes with them.
pub fn ended(visit: &Visit) -> Response {
    let mut page = sign_in_form(Form::default(), "");
    page.kept = visit.posted.encoded();
    page.kept_for.clone_from(&visit.path);
    let notice = Notice::warning("La sessione è terminata.");
    page.page.notices.push(
        notice.with("Accedi di nuovo: il testo che stavi salvando non va perso e lo ritrovi subito dopo."),
    );
    (StatusCode::UNAUTHORIZED, shown(&page)).into_response()
}

/// Signs somebody in.
pub async fn sign_in(State(site): State<Shared>, visit: Visit) -> Shown {
    let posted = &visit.posted;
    let given = Credentials {
        login: posted.get("login").to_owned(),
        password: posted.get("password").to_owned(),
        code: posted.get("code").to_owned(),
    };
    let mut page = sign_in_form(Form::default().with("login", &given.login), posted.get("next"));
    page.kept = posted.get("kept").to_owned();
    page.kept_for = posted.get("kept_for").to_owned();
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
            let minutes = seconds.max(1).div_euclid(60) + 1;
            let sentence = format!("Troppi tentativi da questa postazione: riprova tra {minutes} minuti.");
            page.form.fail("login", sentence);
            StatusCode::TOO_MANY_REQUESTS
        }
        Err(NotSignedIn::Refused(refusal)) => return Err(Failed(refusal)),
    };
    Ok((status, shown(&page)).into_response())
}

/// Goes where somebody wanted to go; what they were saving is taken up again.
async fn welcome(site: &Site, posted: &Posted, token: &str) -> Shown {
    let (kept, kept_for) = (posted.get("kept"), posted.get("kept_for"));
    if !kept.is_empty() && is_own(kept_for) {
        let signed_in = site.accounts.of_session(token, site.now()).await?.ok_or(Refusal::NotFound)?;
        let mut page = Page::new("Il testo che stavi salvando");
        page.csrf = app::secret::masked(&signed_in.session.csrf);
        let fields = Posted::of_text(kept.as_bytes()).fields().to_vec();
        let taken_up = TakenUpPage { page, action: kept_for.to_owned(), fields };
        return Ok(with_cookie(site, shown(&taken_up), token));
    }
    let next = posted.get("next");
    let next = if is_own(next) { next } else { "/" };
    Ok(with_cookie(site, Redirect::to(next).into_response(), token))
}

/// Whether an address is one of ours: nobody is sent elsewhere after signing in.
fn is_own(address: &str) -> bool {
    address.starts_with('/') && !address.starts_with("//") && !address.contains(['\\', '\r', '\n'])
}

fn with_cookie(site: &Site, mut response: Response, token: &str) -> Response {
    let encrypted = site.transport != Transport::Plain;
    let name = cookie_name(encrypted);
    let secure = if encrypted { "; Secure" } else { "" };
    // A token has letters, digits, dashes and low lines only.
    let value = format!("{name}={token}; Path=/; HttpOnly; SameSite=Lax{secure}");
    if let Ok(value) = HeaderValue::from_str(&value) {
        response.headers_mut().append(SET_COOKIE, value);
    }
    response
}

/// Signs somebody out.
pub async fn sign_out(State(site): State<Shared>, request: axum::http::HeaderMap) -> Shown {
    let encrypted = site.transport != Transport::Plain;
    if let Some(token) = crate::guard::cookie(&request, cookie_name(encrypted)) {
        site.accounts.sign_out(&token).await?;
    }
    let mut response = Redirect::to("/accesso").into_response();
    let secure = if encrypted { "; Secure" } else { "" };
    let gone = format!("{}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0{secure}", cookie_name(encrypted));
    if let Ok(value) = HeaderValue::from_str(&gone) {
        response.headers_mut().append(SET_COOKIE, value);
    }
    Ok(response)
}

/// Where one asks for a link to choose a new password.
pub async fn forgotten_page(State(site): State<Shared>) -> Response {
    let page = Page::new("Password dimenticata");
    shown(&ForgottenPage { page, form: Form::default(), sent: false, reaches: site.mail.reaches() })
}

/// Sends a link to choose a new password. Whether there is such an account is not told.
pub async fn forgotten(State(site): State<Shared>, visit: Visit) -> Shown {
    if let Some(account) = site.accounts.named(visit.posted.get("login")).await? {
        let token = site.accounts.reset_link(&account.id, site.now()).await?;
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
    let page = Page::new("Password dimenticata");
    Ok(shown(&ForgottenPage { page, form: Form::default(), sent: true, reaches: site.mail.reaches() }))
}

/// Where one chooses a new password with a link.
pub async fn reset_page(State(site): State<Shared>, Path(token): Path<String>) -> Shown {
    site.accounts.reset_holds(&token, site.now()).await?;
    Ok(shown(&ResetPage { page: Page::new("Nuova password"), form: Form::default(), token }))
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
            let page = ResetPage { page: Page::new("Nuova password"), form: again(posted, refusal)?, token };
            Ok((StatusCode::UNPROCESSABLE_ENTITY, shown(&page)).into_response())
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

fn profile_page(visit: &Visit, form: Form) -> Result<ProfilePage, Failed> {
    let account = &visit.signed_in()?.account;
    Ok(ProfilePage {
        page: frame::page(visit, "Il mio profilo", None, None),
        form,
        login: account.login.clone(),
        mail: account.mail.clone(),
        has_second_factor: !account.totp.is_empty(),
        secret: app::secret::totp_secret(),
    })
}

/// The account of a person.
pub async fn profile(visit: Visit) -> Shown {
    Ok(shown(&profile_page(&visit, Form::default())?))
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
            let page = profile_page(&visit, again(posted, refusal)?)?;
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
            let mut page = profile_page(&visit, again(posted, refusal)?)?;
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
