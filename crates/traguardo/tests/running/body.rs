//! A made-up body with a plan and people, put into a database by the use cases of the application.

use app::Moment;
use app::accounts::Accounts;
use app::imports::Upload;
use app::people::{NewGrant, NewPerson};
use app::plans::Plans;
use app::rights::{Actor, Role};
use app::setup::NewBody;
use jiff::Timestamp;
use store::Store;

/// The name of the person who administers and plans.
pub const LOGIN: &str = "amministratore";
/// The password of everybody.
pub const PASSWORD: &str = "quattro parole messe insieme";

/// What stands in the addresses of the body.
#[derive(Clone, Debug)]
pub struct Body {
    /// How its addresses begin: `/e/comune-di-prova/piani/…`.
    pub plan: String,
    /// Its objectives, in order.
    pub items: Vec<String>,
}

/// What time it is.
pub fn now() -> Moment {
    Moment(Timestamp::now().as_microsecond())
}

impl Body {
    /// The first body of an empty database, with a plan that is read from a document.
    pub async fn first(store: &Store, name: &str, document: Upload) -> Self {
        let (plans, accounts) = (Plans::new(store.clone()), Accounts::new(store.clone()));
        let new = NewBody {
            name: name.to_owned(),
            kind: "comune".to_owned(),
            login: LOGIN.to_owned(),
            person: "Ada Amministra".to_owned(),
            mail: String::new(),
            password: PASSWORD.to_owned(),
        };
        let body = plans.set_up(&accounts, new, now()).await.expect("the database is empty");
        let actor = Self::administrator(store, &body.slug).await;
        Self::with_plan(&plans, &actor, document).await
    }

    /// Another body of the database, with a plan that is read from a document.
    pub async fn another(plans: &Plans, actor: &Actor, name: &str, document: Upload) -> Self {
        let body = plans.add_body(&actor.account, name, "comune", now()).await.expect("the name will do");
        let actor = Self::administrator(plans.store(), &body.slug).await;
        Self::with_plan(plans, &actor, document).await
    }

    /// The administrator in a body.
    pub async fn administrator(store: &Store, slug: &str) -> Actor {
        let mut reading = store.read().await.expect("the database answers");
        let account = reading.link().account_by_login(LOGIN).await.expect("the database answers");
        drop(reading);
        let accounts = Accounts::new(store.clone());
        accounts.actor(&account.expect("there is an administrator"), slug, now()).await.expect("of this body")
    }

    /// The body of an actor with a plan that is read from a document.
    pub async fn with_plan(plans: &Plans, actor: &Actor, document: Upload) -> Self {
        let import = plans.stage(actor, None, document, None, now()).await.expect("the document is read");
        let plan = plans.confirm(actor, &import, now()).await.expect("nobody was faster");
        let mut reading = plans.store().read().await.expect("the database answers");
        let items = reading.link().items_at(&actor.body.id, &plan, i64::MAX - 1).await;
        let items = items.expect("the database answers").into_iter().filter(|item| item.list == "objectives");
        let items = items.map(|item| item.id).collect();
        Self { plan: format!("/e/{}/piani/{plan}", actor.body.slug), items }
    }

    /// Heads of units, each with an account of its own; gives the names of the accounts with the units.
    pub async fn heads(store: &Store, actor: &Actor, count: usize) -> Vec<(String, String)> {
        let (plans, accounts) = (Plans::new(store.clone()), Accounts::new(store.clone()));
        let units = store.read().await.expect("the database answers").link().unit_list(&actor.body.id).await;
        let units = units.expect("the database answers");
        let mut logins = Vec::new();
        for number in 0..count {
            let login = format!("responsabile{number}");
            let name = format!("Renato Responsabile {number}");
            let new = NewPerson { login: login.clone(), name, mail: String::new() };
            let account = plans.add_person(actor, &new, now()).await.expect("the name is new");
            let unit_id = units[number % units.len()].id.clone();
            let grant = NewGrant {
                role: Role::Head,
                unit_id: unit_id.clone(),
                stands_for: String::new(),
                from: now().day(),
                to: None,
            };
            plans.give_role(actor, &account.id, &grant, now()).await.expect("the unit is there");
            let link = plans.password_link(&accounts, actor, &account.id, now()).await.expect("one may");
            accounts.reset(&link, PASSWORD.to_owned(), now()).await.expect("the link is new");
            logins.push((login, unit_id));
        }
        logins
    }

    /// The page of an objective.
    pub fn objective(&self, at: usize) -> String {
        format!("{}/obiettivi/{}", self.plan, self.items[at % self.items.len()])
    }
}
