//! Forty heads who sign in and save in the same minute, each over a slow line of their own.

use std::net::SocketAddr;
use std::path::Path;
use std::time::{Duration, Instant};

use hyper::StatusCode;

use crate::figures::{Table, Wanted};
use crate::first_view::assets;
use crate::running::body::PASSWORD;
use crate::running::{Body, Client, Server, Session};
use crate::throttle::line;

/// So many heads.
pub const HEADS: usize = 40;
/// 2 Mbit in a second.
const LINE: u32 = 2_000_000 / 8;
/// All of them begin within so much: far less than the minute.
const WITHIN: Duration = Duration::from_secs(20);

/// What a head did.
struct Done {
    /// How long the slowest page took, and which it was.
    slowest: (Duration, String),
    /// The page of the objective, and the text that was saved there.
    saved: (String, String),
    session: Session,
}

/// A person over a slow line, with how long the slowest page took.
struct Person {
    client: Client,
    slowest: (Duration, String),
}

impl Person {
    fn note(&mut self, start: Instant, path: &str) {
        if start.elapsed() > self.slowest.0 {
            self.slowest = (start.elapsed(), path.to_owned());
        }
    }

    async fn page(&mut self, path: &str) -> String {
        let start = Instant::now();
        let mut path = path.to_owned();
        loop {
            let answer = self.client.get(&path).await.expect("the server answers");
            if answer.status.is_redirection() {
                path = answer.location;
                continue;
            }
            assert_eq!(answer.status, StatusCode::OK, "{path}");
            self.note(start, &path);
            self.client.session.token = answer.token().unwrap_or_default();
            return answer.text().to_owned();
        }
    }

    /// Sends a form and follows to the page that comes then: together they are what the person waits for.
    async fn send(&mut self, path: &str, fields: &[(&str, &str)]) -> String {
        let start = Instant::now();
        let answer = self.client.post(path, fields).await.expect("the server answers");
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{path}: {}", answer.text());
        let text = self.page(&answer.location).await;
        self.note(start, path);
        text
    }
}

async fn work(server: SocketAddr, plan: String, (login, unit): (String, String), number: usize) -> Done {
    let near = line(server, LINE).await;
    tokio::time::sleep(WITHIN * u32::try_from(number).unwrap_or(0) / HEADS as u32).await;
    let mut client = Client::connect(near, Session::default()).await.expect("the line answers");
    client.encodings = "gzip";
    let mut person = Person { client, slowest: Default::default() };
    let start = Instant::now();
    let first = person.page("/accesso").await;
    for asset in assets(&first) {
        person.client.get(&asset).await.expect("the server answers");
    }
    person.note(start, "/accesso, la prima volta");
    person.send("/accesso", &[("login", &login), ("password", PASSWORD)]).await;
    let list = person.page(&format!("{plan}/obiettivi?struttura={unit}")).await;
    let links = list.split("<th scope=\"row\"><a href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    let links: Vec<&str> = links.collect();
    let objective = links[number % links.len()].to_owned();
    person.page(&objective).await;
    let form = person.page(&format!("{objective}/modifica")).await;
    let value = |name: &str| {
        let rest = form.split_once(&format!("name=\"{name}\" value=\"")).expect("the form has it").1;
        rest.split('"').next().unwrap_or_default().to_owned()
    };
    let since = value("since");
    let text = format!("Il responsabile {number} scrive a lungo della sua finalità. ").repeat(50);
    let text = text.trim().to_owned();
    let field = format!("v.fields.Nota del responsabile {number}");
    let fields = [("since", since.as_str()), (field.as_str(), text.as_str())];
    person.send(&format!("{objective}/modifica"), &fields).await;
    Done { slowest: person.slowest, saved: (objective, text), session: person.client.session }
}

/// Lets them work, and looks for their texts afterwards.
pub async fn measure(table: &mut Table, data: &Path, body: &Body, heads: Vec<(String, String)>) {
    const PART: &str = "quaranta responsabili";
    table.part("Quaranta responsabili, ciascuno con una linea di 2 Mbit/s, entrano e salvano in 20 secondi");
    let server = Server::start(data, None);
    let (address, plan) = (server.address, body.plan.clone());
    let people = heads.into_iter().enumerate();
    let tasks = people.map(|(number, head)| tokio::spawn(work(address, plan.clone(), head, number)));
    let tasks: Vec<_> = tasks.collect();
    let (mut slowest, mut kept) = ((Duration::ZERO, String::new()), 0);
    let mut all = Vec::new();
    for task in tasks {
        all.push(task.await.expect("nobody was kept from working"));
    }
    for done in all {
        let mut client = Client::connect(address, done.session).await.expect("the server answers");
        let (objective, text) = &done.saved;
        let page = client.get(&format!("{objective}/modifica")).await.expect("the server answers");
        kept += usize::from(page.text().contains(text.as_str()));
        slowest = slowest.max(done.slowest);
    }
    table.note(PART, "testi che ci sono", kept as f64, "", Some(Wanted::AtLeast(HEADS as f64)));
    let name = format!("pagina più lenta ({})", slowest.1.rsplit('/').next().unwrap_or_default());
    table.note(PART, &name, slowest.0.as_secs_f64(), "s", Some(Wanted::AtMost(2.0)));
    server.stop();
}
