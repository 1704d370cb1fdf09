//! The style guide: every component, a list, a form and the pages without a frame, with made-up data.
//!
//! `cargo run -p web --example stile -- 8099`, then look at `http://127.0.0.1:8099/`.

mod made_up;

use std::net::Ipv4Addr;

use askama::Template;
use axum::Router;
use axum::extract::Query;
use axum::http::StatusCode;
use axum::middleware::from_fn_with_state;
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use domain::Severity;
use tower_http::compression::CompressionLayer;
use web::components::{Derivation, FindingShown, MonthsRow, Pages, State, Tab, WeightSum};
use web::form::{Choice, Form, indexed};
use web::headers::{Transport, secure};
use web::page::{Notice, Page};

use made_up::Objective;

#[derive(Template)]
#[template(path = "guida-stile.html")]
struct Guide {
    page: Page,
    form: Form,
    tabs: Vec<Tab>,
    samples: Vec<Notice>,
    states: [State; 5],
    severities: [Severity; 3],
    found: Vec<FindingShown>,
    sums: [WeightSum; 3],
    derivation: Derivation,
    phases: Vec<MonthsRow>,
    pages: Pages,
    choices: Vec<Choice>,
    kinds: Vec<Choice>,
    dimensions: Vec<Choice>,
}

#[derive(Template)]
#[template(path = "guida-stile/elenco.html")]
struct List {
    page: Page,
    form: Form,
    tabs: Vec<Tab>,
    units: Vec<Choice>,
    states: Vec<Choice>,
    sum: WeightSum,
    rows: Vec<Objective>,
    pages: Pages,
}

#[derive(Template)]
#[template(path = "guida-stile/modulo.html")]
struct Editor {
    page: Page,
    form: Form,
    units: Vec<Choice>,
    phases: usize,
    grid: Vec<MonthsRow>,
    found: Vec<FindingShown>,
}

#[derive(Template)]
#[template(path = "guida-stile/accesso.html")]
struct SignIn {
    page: Page,
    form: Form,
}

#[derive(Template)]
#[template(path = "guida-stile/conferma.html")]
struct Confirm {
    page: Page,
    form: Form,
}

#[derive(Template)]
#[template(path = "guida-stile/errore.html")]
struct Lost {
    page: Page,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> std::io::Result<()> {
    let port = std::env::args().nth(1).and_then(|port| port.parse().ok()).unwrap_or(8099);
    let pages = Router::new()
        .route("/", get(guide))
        .route("/elenco", get(list))
        .route("/modulo", get(editor).post(|| async { Redirect::to("/elenco") }))
        .route("/conferma", get(confirm).post(|| async { Redirect::to("/elenco") }))
        .route("/accesso", get(sign_in).post(|| async { Redirect::to("/") }))
        .route("/errore", get(lost))
        .route("/bozza", post(|| async { StatusCode::NO_CONTENT }))
        .layer(CompressionLayer::new());
    let routes = pages.merge(web::assets::routes()).layer(from_fn_with_state(Transport::Plain, secure));
    let listener = tokio::net::TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await?;
    eprintln!("http://{}/", listener.local_addr()?);
    axum::serve(listener, routes).await
}

fn shown(template: &impl Template) -> Response {
    match template.render() {
        Ok(text) => Html(text).into_response(),
        Err(error) => (StatusCode::INTERNAL_SERVER_ERROR, error.to_string()).into_response(),
    }
}

async fn guide() -> Response {
    shown(&Guide {
        page: made_up::page("Guida di stile", None),
        form: Form::default()
            .with("tipo", "sviluppo")
            .with("dimensioni", "tempo")
            .with("dimensioni", "utenza"),
        tabs: made_up::tabs(["Scheda", "Fasi", "Indicatori", "Rilievi"]),
        samples: made_up::notices(),
        states: [State::Draft, State::Sent, State::Returned, State::Agreed, State::Approved],
        severities: [Severity::Error, Severity::Warning, Severity::Info],
        found: made_up::findings(),
        sums: [9_550, 10_000, 10_400].map(WeightSum::hundredths),
        derivation: made_up::derivation(),
        phases: made_up::phases(),
        pages: Pages::new(412, 40, 5, "/?pagina="),
        choices: made_up::units(),
        kinds: made_up::choices(&[("sviluppo", "Di sviluppo"), ("mantenimento", "Di mantenimento")]),
        dimensions: made_up::choices(&[
            ("quantita", "Quantità"),
            ("tempo", "Tempo"),
            ("utenza", "Gradimento di chi usa il servizio"),
        ]),
    })
}

async fn list(Query(query): Query<Vec<(String, String)>>) -> Response {
    let form = Form::sent(query);
    let wanted = form.value("cerca").to_lowercase();
    let rows: Vec<_> =
        made_up::objectives().into_iter().filter(|row| row.title.to_lowercase().contains(&wanted)).collect();
    shown(&List {
        page: made_up::page("Obiettivi", Some("Obiettivi")),
        tabs: made_up::tabs(["Tutti", "I miei obiettivi", "Comuni a più strutture", "Con rilievi"]),
        units: made_up::units(),
        states: made_up::choices(&[
            ("bozza", "Bozza"),
            ("trasmesso", "Trasmesso"),
            ("concordato", "Concordato"),
        ]),
        sum: WeightSum::hundredths(9_550),
        pages: Pages::new(rows.len(), 80, 1, "/elenco?pagina="),
        form,
        rows,
    })
}

async fn editor(Query(query): Query<Vec<(String, String)>>) -> Response {
    let mut form = Form::default()
        .with("codice", "3.2")
        .with("struttura", "s3")
        .with("titolo", "Ridurre i tempi di rilascio dei permessi di costruire")
        .with("descrizione", "Chi presenta una pratica completa riceve il permesso entro 60 giorni.");
    for (at, (title, result, weight)) in made_up::PHASES.into_iter().enumerate() {
        form = form
            .with(indexed("fasi", at, "ordine"), (at + 1).to_string())
            .with(indexed("fasi", at, "titolo"), title)
            .with(indexed("fasi", at, "risultato"), result)
            .with(indexed("fasi", at, "peso"), weight);
    }
    if query.iter().any(|(name, _)| name == "errori") {
        form.fail("titolo", "Scriva un titolo che non sia già di un altro obiettivo.");
        form.fail("fasi.2.peso", "Scriva il peso della terza fase come numero, per esempio 17,5.");
        form.fail("entro", "Indichi una data dell’anno del piano, per esempio il 31 dicembre 2026.");
    }
    shown(&Editor {
        page: made_up::page("Ridurre i tempi di rilascio dei permessi di costruire", Some("Obiettivi")),
        form,
        units: made_up::units(),
        phases: made_up::PHASES.len(),
        grid: made_up::phases(),
        found: made_up::findings().split_off(1),
    })
}

async fn confirm() -> Response {
    shown(&Confirm {
        page: made_up::page("Trasmettere il piano in approvazione?", Some("Approvazione")),
        form: Form::default(),
    })
}

async fn sign_in() -> Response {
    let mut page = Page::new("Accesso");
    page.notices.push(
        Notice::info("La sessione è scaduta.")
            .with("Acceda di nuovo: ciò che era scritto è rimasto come bozza."),
    );
    shown(&SignIn { page, form: Form::default() })
}

async fn lost() -> Response {
    let mut response = shown(&Lost { page: Page::new("Pagina non trovata") });
    *response.status_mut() = StatusCode::NOT_FOUND;
    response
}
