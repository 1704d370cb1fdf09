//! The bodies and people of the demonstration: made up, with every role.

use app::Moment;
use app::accounts::Accounts;
use app::imports::Upload;
use app::library::SAMPLES;
use app::people::{NewGrant, NewPerson};
use app::plans::Plans;
use app::rights::{Actor, Role};
use app::setup::NewBody;
use store::Store;

use crate::error::Failure;

/// The password of everybody in the demonstration.
pub const PASSWORD: &str = "prova prova traguardo";

/// The samples that become bodies: one for each layout.
const BODIES: [&str; 5] =
    ["borgo-ligure", "castelrosso", "isola-serena", "montelupo-alto", "provincia-di-colleverde"];

/// The people of each body, by their role; those of units are of the first one.
const PEOPLE: [(&str, &str, Role); 10] = [
    ("programmazione", "Paola Programma", Role::Planner),
    ("responsabile", "Renato Responsabile", Role::Head),
    ("collaboratrice", "Carla Collabora", Role::Contributor),
    ("dipendente", "Dario Dipendente", Role::Employee),
    ("nucleo", "Nadia Nucleo", Role::Evaluator),
    ("giunta", "Gino Giunta", Role::Executive),
    ("rpct", "Rita Trasparenza", Role::Rpct),
    ("personale", "Piero Personale", Role::Hr),
    ("ragioneria", "Ramona Ragioneria", Role::Accounting),
    ("revisore", "Remo Revisore", Role::Auditor),
];

/// A body of the demonstration.
pub struct Shown {
    /// Its name.
    pub name: String,
    /// The names of its accounts, with the role of each.
    pub people: Vec<(String, Role)>,
}

/// Fills an empty database; gives the bodies with their people. One that is not empty stays as it is.
pub async fn fill(store: &Store, now: Moment) -> Result<Vec<Shown>, Failure> {
    let plans = Plans::new(store.clone());
    let accounts = Accounts::new(store.clone());
    let told =
        |refusal: app::Refusal| Failure::new(format!("la dimostrazione non si può preparare: {refusal}"));
    let mut shown = Vec::new();
    for (number, sample) in BODIES.into_iter().enumerate() {
        let Some(method) = SAMPLES.get_file(format!("methods/{sample}.toml")) else { continue };
        let Some(document) = SAMPLES.get_file(format!("{sample}.txt")) else { continue };
        let recognition = method::Recognition::parse(method.contents_utf8().unwrap_or_default());
        let name = recognition.map(|recognition| recognition.body).unwrap_or_default();
        let kind = if name.starts_with("Provincia") { "provincia" } else { "comune" };
        let administrator = if number == 0 {
            let new = NewBody {
                name: name.clone(),
                kind: kind.to_owned(),
                login: "amministratore".to_owned(),
                person: "Ada Amministra".to_owned(),
                mail: String::new(),
                password: PASSWORD.to_owned(),
            };
            let body = plans.set_up(&accounts, new, now).await.map_err(told)?;
            actor(store, &accounts, "amministratore", &body.slug, now).await.map_err(told)?
        } else {
            let first = account(store, "amministratore").await.map_err(told)?;
            let body = plans.add_body(&first, &name, kind, now).await.map_err(told)?;
            actor(store, &accounts, "amministratore", &body.slug, now).await.map_err(told)?
        };
        let upload = Upload { name: format!("{sample}.txt"), bytes: document.contents().to_vec() };
        let staged = plans.stage(&administrator, None, upload, None, now).await.map_err(told)?;
        plans.confirm(&administrator, &staged, now).await.map_err(told)?;
        let people = people(&plans, &accounts, &administrator, (sample, number), now).await.map_err(told)?;
        shown.push(Shown { name, people });
    }
    Ok(shown)
}

async fn actor(
    store: &Store,
    accounts: &Accounts,
    login: &str,
    slug: &str,
    now: Moment,
) -> app::Answer<Actor> {
    accounts.actor(&account(store, login).await?, slug, now).await
}

async fn account(store: &Store, login: &str) -> app::Answer<store::rows::Account> {
    let known = store.read().await?.link().account_by_login(login).await?;
    known.ok_or(app::Refusal::NotFound)
}

/// Adds a person for each role. Those of the first body have short names.
async fn people(
    plans: &Plans,
    accounts: &Accounts,
    administrator: &Actor,
    (sample, number): (&str, usize),
    now: Moment,
) -> app::Answer<Vec<(String, Role)>> {
    let units = plans.store().read().await?.link().unit_list(&administrator.body.id).await?;
    let unit = units.first().map(|unit| unit.id.clone()).unwrap_or_default();
    let mut people = vec![("amministratore".to_owned(), Role::Administrator)];
    for (login, name, role) in PEOPLE {
        let login = if number == 0 { login.to_owned() } else { format!("{login}.{sample}") };
        let new = NewPerson { login: login.clone(), name: name.to_owned(), mail: String::new() };
        let account = plans.add_person(administrator, &new, now).await?;
        let grant = NewGrant {
            role,
            unit_id: if role.is_of_unit() { unit.clone() } else { String::new() },
            stands_for: String::new(),
            from: now.day(),
            to: None,
        };
        plans.give_role(administrator, &account.id, &grant, now).await?;
        let token = plans.password_link(accounts, administrator, &account.id, now).await?;
        accounts.reset(&token, PASSWORD.to_owned(), now).await?;
        people.push((login, role));
    }
    Ok(people)
}
