//! The pages of a plan as one person after the other asks for them, beside a constant page.

use std::path::Path;

use crate::ceiling::constant;
use crate::figures::{Table, Wanted};
use crate::first_view::first_view;
use crate::load::{Figures, Writer, read, update};
use crate::process::{cold_start, peak};
use crate::running::body::{LOGIN, PASSWORD};
use crate::running::{Body, Client, Server, Session};

/// A page that is measured.
struct Page {
    name: &'static str,
    /// Of the large plan, not of the small one.
    large: bool,
    /// What follows the address of the plan; `{item}`: an objective.
    path: &'static str,
}

/// The pages, the large one last: memory is noted before it, too.
const PAGES: [Page; 4] = [
    Page { name: "elenco di 80", large: false, path: "/obiettivi" },
    Page { name: "un obiettivo", large: false, path: "/obiettivi/{item}" },
    Page { name: "cronoprogramma di 80", large: false, path: "/cronoprogramma" },
    Page { name: "elenco di 2.000", large: true, path: "/obiettivi" },
];

/// The plans that are measured.
pub struct Bodies {
    pub small: Body,
    pub large: Body,
}

/// What the pages gave, for others to be held against.
#[derive(Default)]
pub struct Measured {
    pub list: Figures,
    pub large: Figures,
    pub objective: Figures,
    pub gantt: Figures,
    pub update: Figures,
}

const PART: &str = "pagine";

/// Notes the most memory that the server took so far.
fn memory(table: &mut Table, server: &Server, with: &str) {
    if let Some(bytes) = peak(server.id()) {
        let megabytes = bytes as f64 / f64::from(1 << 20);
        let name = format!("memoria del server, al massimo, {with}");
        table.note(PART, &name, megabytes, "MiB", Some(Wanted::AtMost(100.0)));
    }
}

/// Measures all of it on a folder of data.
pub async fn measure(table: &mut Table, data: &Path, bodies: &Bodies, seconds: u64) -> Measured {
    table.part("Pagine, 16 connessioni, una modifica al secondo, ogni pagina mostra l'ultima confermata");
    let mut measured = Measured::default();
    let cold = cold_start(data, None).await;
    let server = Server::start(data, None);
    let mut client = Client::connect(server.address, Session::default()).await.expect("it answers");
    let session = client.sign_in(LOGIN, PASSWORD).await.expect("the password is right");
    for page in &PAGES {
        if page.large {
            memory(table, &server, "con 80 obiettivi");
        }
        let body = if page.large { &bodies.large } else { &bodies.small };
        let path = format!("{}{}", body.plan, page.path.replace("{item}", &body.items[0]));
        let writer = Writer::begin(server.address, &session, &body.objective(0)).await;
        let sessions = std::slice::from_ref(&session);
        let figures = read(server.address, sessions, |_| path.clone(), (Some(&writer), seconds)).await;
        writer.end().await;
        table.load(PART, page.name, &figures);
        let most = constant(figures.bytes, 2).await;
        table.load(PART, &format!("  pagina costante di {} byte", figures.bytes), &most);
        let wanted = (page.path == "/obiettivi" && !page.large).then_some(Wanted::AtMost(25.0));
        table.note(
            PART,
            &format!("  {}: costante / pagina", page.name),
            most.rate / figures.rate,
            "",
            wanted,
        );
        match (page.path, page.large) {
            ("/obiettivi", false) => measured.list = figures,
            ("/cronoprogramma", _) => measured.gantt = figures,
            (_, false) => measured.objective = figures,
            (_, true) => measured.large = figures,
        }
    }
    let objectives = (1..bodies.large.items.len()).map(|at| bodies.large.objective(at)).collect();
    measured.update = update(server.address, &session, objectives, seconds).await;
    table.load(PART, "modifica di un testo, con il registro", &measured.update);
    let list = format!("{}/obiettivi", bodies.small.plan);
    let (requests, bytes) = first_view(server.address, &session, &list).await;
    table.note(PART, "prima vista dell'elenco: richieste", requests as f64, "", Some(Wanted::AtMost(6.0)));
    table.note(PART, "prima vista dell'elenco", bytes as f64 / 1e3, "KB", Some(Wanted::AtMost(150.0)));
    memory(table, &server, "con 2.000 obiettivi");
    table.note(PART, "avvio fino alla prima pagina", cold.as_secs_f64(), "s", Some(Wanted::AtMost(0.3)));
    server.stop();
    measured
}
