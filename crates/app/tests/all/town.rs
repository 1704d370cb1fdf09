//! A made-up body with the plan of a sample.

use app::Moment;
use app::accounts::Accounts;
use app::imports::Upload;
use app::library::{Library, SAMPLES};
use app::plans::{Held, Plans};
use app::rights::Actor;
use app::setup::NewBody;
use domain::Plan;
use domain::content::content;
use serde_json::Value as Json;
use store::Store;

/// The day on which everything happens.
pub const NOW: Moment = Moment(1_764_400_000_000_000);

/// The samples, one for each layout.
pub const LAYOUTS: [&str; 5] =
    ["borgo-ligure", "castelrosso", "isola-serena", "montelupo-alto", "provincia-di-colleverde"];

pub struct Town {
    pub plans: Plans,
    /// Administrator and planner.
    pub actor: Actor,
    pub plan_id: String,
    pub import_id: String,
}

pub fn text_of(sample: &str) -> &'static str {
    SAMPLES.get_file(format!("{sample}.txt")).unwrap().contents_utf8().unwrap()
}

/// A text in the form of a sample, read without a database.
pub fn plan_of(sample: &str, text: &str) -> Plan {
    let method = Library::embedded().named(sample).unwrap().method;
    let document = formats::read("piano.txt", text.as_bytes(), &formats::Limits::default()).unwrap();
    forms::read(&[document], &method).plan
}

/// What a sample holds, read without a database.
pub fn content_of(sample: &str) -> Json {
    content(&plan_of(sample, text_of(sample)))
}

impl Town {
    pub async fn build(store: &Store, sample: &str) -> Self {
        Self::of(store, sample, text_of(sample)).await
    }

    /// With a text in the form of a sample.
    pub async fn of(store: &Store, sample: &str, text: &str) -> Self {
        let (plans, accounts) = (Plans::new(store.clone()), Accounts::new(store.clone()));
        let new = NewBody {
            name: "Comune di Prova".to_owned(),
            kind: "comune".to_owned(),
            login: "ada".to_owned(),
            person: "Ada Amministra".to_owned(),
            mail: String::new(),
            password: "quattro parole messe insieme".to_owned(),
        };
        let body = plans.set_up(&accounts, new, NOW).await.unwrap();
        let account = store.read().await.unwrap().link().account_by_login("ada").await.unwrap().unwrap();
        let actor = accounts.actor(&account, &body.slug, NOW).await.unwrap();
        let upload = Upload { name: format!("{sample}.txt"), bytes: text.into() };
        let import_id = plans.stage(&actor, None, upload, None, NOW).await.unwrap();
        let plan_id = plans.confirm(&actor, &import_id, NOW).await.unwrap();
        Self { plans, actor, plan_id, import_id }
    }

    /// Looks at the plan as it is now.
    pub async fn look<T>(&self, look: impl FnOnce(&Held) -> T) -> T {
        self.plans.current(&self.actor, &self.plan_id).await.unwrap().look(look).unwrap()
    }

    /// The plan as it is now.
    pub async fn content(&self) -> Json {
        self.look(|held| content(held.plan())).await
    }

    /// The first objective, with the version since which it is as it is.
    pub async fn first(&self) -> (String, i64) {
        self.look(|held| {
            let meta = &held.metas("objectives")[0];
            (meta.id.clone(), meta.since)
        })
        .await
    }
}
