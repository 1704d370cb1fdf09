//! A made-up body with a plan and a person of every role, and a way to send requests as one of them.

use std::path::Path;
use std::sync::Arc;

use app::Moment;
use app::accounts::{Accounts, new_account};
use app::copies::Copies;
use app::imports::Upload;
use app::library::SAMPLES;
use app::plans::Plans;
use app::rights::{Actor, Role};
use app::secret;
use app::setup::NewBody;
use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode};
use http_body_util::BodyExt;
use store::rows::{RoleGrant, Session};
use store::{Store, new_id};
use tower::ServiceExt;
use web::headers::Transport;
use web::{Mail, Message, Providers, Site};

/// The day on which everything happens.
pub const NOW: Moment = Moment(1_764_400_000_000_000);
pub const PASSWORD: &str = "quattro parole messe insieme";

/// What proves that a form is ours: of every session, and of the door for who has none.
pub const TOKEN: &str = "un-gettone-che-vale-per-tutte-le-prove-quii";

pub fn clock() -> Moment {
    NOW
}

/// Who sends a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    /// Nobody has signed in.
    Nobody,
    /// Somebody with a role of another body.
    Outsider,
    /// Somebody with a role, of the first unit where it is one of units.
    Of(Role),
}

impl Who {
    pub fn all() -> Vec<Self> {
        let roles = Role::ALL.into_iter().map(Self::Of);
        [Self::Nobody, Self::Outsider].into_iter().chain(roles).collect()
    }

    fn token(self) -> String {
        match self {
            Self::Nobody => String::new(),
            Self::Outsider => "token-outsider".to_owned(),
            Self::Of(role) => format!("token-{}", role.name()),
        }
    }
}

pub struct NoMail;

impl Mail for NoMail {
    fn send(&self, _: Message) {}
    fn reaches(&self) -> bool {
        false
    }
}

/// What stands in the addresses of the body.
#[derive(Clone, Debug, Default)]
pub struct Ids {
    pub slug: String,
    pub plan: String,
    pub item: String,
    pub node: String,
    pub unit: String,
    pub import: String,
    pub account: String,
    pub method: String,
}

/// The application with a body in it.
pub struct Town {
    pub routes: Router,
    pub store: Store,
    pub ids: Ids,
}

/// The application over a database.
pub fn routes(store: &Store) -> Router {
    routes_with(store, Providers::none(), Box::new(NoMail))
}

/// The application over a database, with identity providers and a way to send mail.
pub fn routes_with(store: &Store, providers: Providers, mail: Box<dyn Mail>) -> Router {
    web::routes(&Arc::new(Site {
        plans: Plans::new(store.clone()),
        accounts: Accounts::new(store.clone()),
        copies: Copies::new(store.clone(), std::env::temp_dir().join("traguardo-copie")),
        transport: Transport::Plain,
        address: "http://traguardo.prova".to_owned(),
        clock,
        mail,
        providers,
        wake: Box::new(|| {}),
    }))
}

/// The first body, with who runs the system.
fn new_body() -> NewBody {
    NewBody {
        name: "Comune di Prova".to_owned(),
        kind: "comune".to_owned(),
        login: "amministratore".to_owned(),
        person: "Ada Amministra".to_owned(),
        mail: String::new(),
        password: PASSWORD.to_owned(),
    }
}

impl Town {
    /// A body with the plan of a sample, on an empty database.
    pub async fn build(store: Store, sample: &str) -> Self {
        let (plans, accounts) = (Plans::new(store.clone()), Accounts::new(store.clone()));
        let body = plans.set_up(&accounts, new_body(), NOW).await.unwrap();
        let actor = actor(&store, &accounts, &body.slug).await;
        let upload = Upload { name: "piano.txt".to_owned(), bytes: sample_text(sample).into() };
        let import = plans.stage(&actor, None, upload, None, NOW).await.unwrap();
        let plan = plans.confirm(&actor, &import, NOW).await.unwrap();
        let other = plans.add_body(&actor.account, "Comune Altrove", "comune", NOW).await.unwrap();
        let mut reading = store.read().await.unwrap();
        let mut link = reading.link();
        let items = link.items_at(&body.id, &plan, i64::MAX - 1).await.unwrap();
        let first = |list: &str| items.iter().find(|item| item.list == list).map(|item| item.id.clone());
        let (item, node) = (first("objectives").unwrap(), first("tree").unwrap_or_default());
        let unit = link.unit_list(&body.id).await.unwrap().remove(0).id;
        let method = link.method_list(&body.id).await.unwrap().remove(0).id;
        drop(reading);
        let mut account = String::new();
        for role in Role::ALL {
            let id = person(&store, &body.id, role, &unit, &Who::Of(role).token()).await;
            if role == Role::Employee {
                account = id;
            }
        }
        person(&store, &other.id, Role::Planner, "", &Who::Outsider.token()).await;
        let ids = Ids { slug: body.slug, plan, item, node, unit, import, account, method };
        Self { routes: routes(&store), store, ids }
    }

    /// A body without any plan, on an empty database; the methods of the program read its documents.
    pub async fn empty(store: Store) -> Self {
        let (plans, accounts) = (Plans::new(store.clone()), Accounts::new(store.clone()));
        let body = plans.set_up(&accounts, new_body(), NOW).await.unwrap();
        person(&store, &body.id, Role::Planner, "", &Who::Of(Role::Planner).token()).await;
        let ids = Ids { slug: body.slug, ..Ids::default() };
        Self { routes: routes(&store), store, ids }
    }

    /// On SQLite, in a folder.
    pub async fn in_folder(folder: &Path, sample: &str) -> Self {
        let url = format!("sqlite:{}", folder.join("traguardo.db").display());
        Self::build(Store::open(&url, folder.join("file")).await.unwrap(), sample).await
    }

    /// The path of an endpoint with what is in this body.
    pub fn path(&self, pattern: &str) -> String {
        let ids = &self.ids;
        let item = if pattern.contains("/albero/") { &ids.node } else { &ids.item };
        pattern
            .replace("{body}", &ids.slug)
            .replace("{plan}", &ids.plan)
            .replace("{item}", item)
            .replace("{unit}", &ids.unit)
            .replace("{import}", &ids.import)
            .replace("{account}", &ids.account)
            .replace("{method}", &ids.method)
            .replace("{code}", "PESI-001")
            .replace("{number}", "1")
            .replace("{file}", "metodo.toml")
            .replace("{job}", "nessuno")
            .replace("{attachment}", "nessuno")
            .replace("{token}", "nessuno")
            .replace("{provider}", "nessuno")
    }

    /// Gets a page.
    pub async fn get(&self, who: Who, path: &str) -> Answer {
        self.send(who, Request::get(path), Body::empty()).await
    }

    /// Sends a form, with the token of the page where it stands.
    pub async fn post(&self, who: Who, path: &str, fields: &[(&str, &str)]) -> Answer {
        let masked = secret::masked(TOKEN);
        let mut all = vec![("csrf", masked.as_str())];
        all.extend(fields);
        self.post_as_it_is(who, path, &all).await
    }

    /// Sends a form as it is.
    pub async fn post_as_it_is(&self, who: Who, path: &str, fields: &[(&str, &str)]) -> Answer {
        let text = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        let request = Request::post(path).header("content-type", "application/x-www-form-urlencoded");
        self.send(who, request, Body::from(text)).await
    }

    /// Sends a form with a file, with the token of the session.
    pub async fn upload(
        &self,
        who: Who,
        path: &str,
        fields: &[(&str, &str)],
        (field, name, bytes): (&str, &str, &[u8]),
    ) -> Answer {
        const BORDER: &str = "confine-tra-le-parti";
        let masked = secret::masked(TOKEN);
        let mut text = String::new();
        for (name, value) in [("csrf", masked.as_str())].iter().chain(fields) {
            let head = format!("content-disposition: form-data; name=\"{name}\"");
            text = [&text, "--", BORDER, "\r\n", &head, "\r\n\r\n", value, "\r\n"].concat();
        }
        let head = format!("content-disposition: form-data; name=\"{field}\"; filename=\"{name}\"");
        text = [&text, "--", BORDER, "\r\n", &head, "\r\ncontent-type: application/octet-stream\r\n\r\n"]
            .concat();
        let mut body = text.into_bytes();
        body.extend_from_slice(bytes);
        body.extend_from_slice(format!("\r\n--{BORDER}--\r\n").as_bytes());
        let request =
            Request::post(path).header("content-type", format!("multipart/form-data; boundary={BORDER}"));
        self.send(who, request, Body::from(body)).await
    }

    async fn send(&self, who: Who, request: axum::http::request::Builder, body: Body) -> Answer {
        let door = format!("traguardo-porta={TOKEN}");
        let request = match who {
            Who::Nobody => request.header("cookie", door),
            who => request.header("cookie", format!("traguardo={}; {door}", who.token())),
        };
        let request = request.header("host", "traguardo.prova").header("sec-fetch-site", "same-origin");
        let response = self.routes.clone().oneshot(request.body(body).unwrap()).await.unwrap();
        let (parts, body) = response.into_parts();
        let location = parts.headers.get("location").map(|value| value.to_str().unwrap().to_owned());
        let bytes = body.collect().await.unwrap().to_bytes().to_vec();
        let text = String::from_utf8_lossy(&bytes).into_owned();
        Answer { status: parts.status, location: location.unwrap_or_default(), text, bytes }
    }
}

/// What came back.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub location: String,
    pub text: String,
    pub bytes: Vec<u8>,
}

pub fn sample_text(sample: &str) -> &'static str {
    SAMPLES.get_file(format!("{sample}.txt")).unwrap().contents_utf8().unwrap()
}

async fn actor(store: &Store, accounts: &Accounts, slug: &str) -> Actor {
    let account = store.read().await.unwrap().link().account_by_login("amministratore").await.unwrap();
    accounts.actor(&account.unwrap(), slug, NOW).await.unwrap()
}

/// A person with one role and an open session; gives the account.
async fn person(store: &Store, body_id: &str, role: Role, unit: &str, token: &str) -> String {
    let account = new_account(&token.replace("token-", "p."), role.term(), "", NOW);
    let grant = RoleGrant {
        body_id: body_id.to_owned(),
        id: new_id(),
        account_id: account.id.clone(),
        role: role.name().to_owned(),
        unit_id: if role.is_of_unit() { unit.to_owned() } else { String::new() },
        from_day: "2020-01-01".to_owned(),
        ..RoleGrant::default()
    };
    let session = Session {
        token: secret::token_hash(token),
        account_id: account.id.clone(),
        csrf: TOKEN.to_owned(),
        created_at: NOW.0,
        seen_at: NOW.0,
        expires_at: NOW.later(3600).0,
    };
    let mut work = store.work().await.unwrap();
    let mut link = work.link().unwrap();
    link.account_insert(&account).await.unwrap();
    link.membership_put(&account.id, body_id).await.unwrap();
    link.role_grant_insert(&grant).await.unwrap();
    link.session_insert(&session).await.unwrap();
    work.commit().await.unwrap();
    account.id
}
