//! Many bodies in one database: the pages of one of them take as long as when it was alone.

use std::path::Path;
use std::time::Instant;

use app::rights::Role;
use store::rows::{self, RoleGrant};
use store::{Store, new_id};

use crate::figures::{Table, Wanted};
use crate::load::{CONNECTIONS, Figures, read};
use crate::running::body::{LOGIN, PASSWORD};
use crate::running::{Body, Client, Server, Session};

/// So many bodies.
const BODIES: usize = 1_000;
/// So many are written together.
const BATCH: usize = 20;

/// Measures an engine: a database with one body, and the same with a thousand of them.
pub async fn measure(
    table: &mut Table,
    engine: &str,
    (url, data, database): (&str, &Path, Option<&str>),
    (body, seconds): (&Body, u64),
) {
    let part = format!("mille enti, {engine}");
    table.part(&format!(
        "Mille enti di 80 obiettivi in una base dati, {engine}; 16 connessioni, ciascuna in un ente"
    ));
    let alone = pages(data, database, std::slice::from_ref(body), seconds).await;
    let start = Instant::now();
    let bodies = fill(url, data, body).await;
    table.note(&part, "preparazione", start.elapsed().as_secs_f64(), "s", None);
    let among = pages(data, database, &bodies, seconds).await;
    for ((name, alone), (_, among)) in alone.iter().zip(&among) {
        table.load(&part, &format!("{name}, un ente solo"), alone);
        table.load(&part, &format!("{name}, tra mille"), among);
        let ratio = among.median.as_secs_f64() / alone.median.as_secs_f64();
        table.note(
            &part,
            &format!("{name}: tempo tra mille / da solo"),
            ratio,
            "",
            Some(Wanted::AtMost(1.5)),
        );
    }
}

/// The pages of bodies, each connection in one of them.
async fn pages(
    data: &Path,
    database: Option<&str>,
    bodies: &[Body],
    seconds: u64,
) -> Vec<(&'static str, Figures)> {
    let server = Server::start(data, database);
    let mut client = Client::connect(server.address, Session::default()).await.expect("it answers");
    let session = client.sign_in(LOGIN, PASSWORD).await.expect("the password is right");
    let sessions = [session];
    let mut measured = Vec::new();
    for (name, path) in [("elenco", "/obiettivi"), ("un obiettivo", "/obiettivi/{item}")] {
        let of = |number: usize| {
            let body = &bodies[number % bodies.len()];
            format!("{}{}", body.plan, path.replace("{item}", &body.items[1]))
        };
        // Every plan is read once before.
        for number in 0..CONNECTIONS {
            client.get(&of(number)).await.expect("it answers");
        }
        measured.push((name, read(server.address, &sessions, of, (None, seconds)).await));
    }
    server.stop();
    measured
}

/// Writes the rows of a body again and again, as other bodies; gives some of them, in which the person has a role.
async fn fill(url: &str, data: &Path, body: &Body) -> Vec<Body> {
    let store = Store::open(url, data.join("file")).await.expect("the database is there");
    let rows = Rows::of(&store, body).await;
    for first in (0..BODIES).step_by(BATCH) {
        let mut work = store.work().await.expect("the database answers");
        for number in first..first + BATCH {
            rows.write(&mut work.link().expect("nothing has failed"), number)
                .await
                .expect("the rows are new");
        }
        work.commit().await.expect("there is room");
    }
    store.close().await;
    let rest = body.plan.rsplit('/').next().unwrap_or_default().to_owned();
    let of = |number: usize| Body {
        plan: format!("/e/{}/piani/{rest}", slug(number * BODIES / CONNECTIONS)),
        items: body.items.clone(),
    };
    (0..CONNECTIONS).map(of).collect()
}

fn slug(number: usize) -> String {
    format!("ente-{number}")
}

/// The rows of a body.
struct Rows {
    body: rows::Body,
    methods: Vec<rows::Method>,
    units: Vec<rows::Unit>,
    plan: rows::Plan,
    items: Vec<rows::Item>,
    account_id: String,
}

impl Rows {
    async fn of(store: &Store, body: &Body) -> Self {
        let mut parts = body.plan.split('/').skip(2);
        let (slug, plan) = (parts.next().unwrap_or_default(), parts.nth(1).unwrap_or_default());
        let mut reading = store.read().await.expect("the database answers");
        let mut link = reading.link();
        let answers = "the database answers";
        let body = link.body_by_slug(slug).await.expect(answers).expect("the body is there");
        let account = link.account_by_login(LOGIN).await.expect(answers).expect("the account is there");
        let plan = link.plan_fetch(&body.id, plan).await.expect(answers).expect("the plan is there");
        Self {
            methods: link.method_list(&body.id).await.expect(answers),
            units: link.unit_list(&body.id).await.expect(answers),
            items: link.items_at(&body.id, &plan.id, plan.version).await.expect(answers),
            account_id: account.id,
            plan,
            body,
        }
    }

    /// Writes them as another body. Identities are of a body, so they stay.
    async fn write(&self, link: &mut store::Link<'_>, number: usize) -> Result<(), store::Fault> {
        let slug = slug(number);
        let body_id = new_id();
        let name = format!("Ente inventato {number}");
        link.body_insert(&rows::Body {
            id: body_id.clone(),
            slug,
            name,
            chain_number: 0,
            chain_hash: String::new(),
            ..self.body.clone()
        })
        .await?;
        for method in &self.methods {
            link.method_insert(&rows::Method { body_id: body_id.clone(), ..method.clone() }).await?;
        }
        for unit in &self.units {
            link.unit_insert(&rows::Unit { body_id: body_id.clone(), ..unit.clone() }).await?;
        }
        let plan = rows::Plan { body_id: body_id.clone(), ..self.plan.clone() };
        link.plan_insert(&plan).await?;
        link.items_insert(&body_id, &plan.id, &self.items).await?;
        for item in self.items.iter().filter(|item| item.list == "objectives") {
            let words = domain::text::folded(&item.content);
            link.search_put((&body_id, &plan.id, &item.id), &words).await?;
        }
        if (0..CONNECTIONS).any(|at| at * BODIES / CONNECTIONS == number) {
            self.join(link, &body_id).await?;
        }
        Ok(())
    }

    /// Gives the person a role in a body.
    async fn join(&self, link: &mut store::Link<'_>, body_id: &str) -> Result<(), store::Fault> {
        link.membership_put(&self.account_id, body_id).await?;
        let grant = RoleGrant {
            body_id: body_id.to_owned(),
            id: new_id(),
            account_id: self.account_id.clone(),
            role: Role::Planner.name().to_owned(),
            from_day: "2020-01-01".to_owned(),
            ..RoleGrant::default()
        };
        link.role_grant_insert(&grant).await
    }
}
