//! The manual, and what the application does for people who use aids.

use app::Refusal;
use askama::Template;
use axum::extract::Path;
use axum::http::HeaderValue;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};

use crate::components::Tab;
use crate::failed::{Failed, Shown, shown};
use crate::frame;
use crate::manual::{self, Chapter};
use crate::page::Page;
use crate::visit::Visit;

#[derive(Template)]
#[template(path = "pagine/guida.html")]
struct GuidePage {
    page: Page,
    chapters: Vec<Tab>,
    text: &'static str,
    next: Option<&'static Chapter>,
}

#[derive(Template)]
#[template(path = "pagine/testo.html")]
struct TextPage {
    page: Page,
    paragraphs: Vec<&'static str>,
}

/// Where the manual begins.
pub async fn guide(visit: Visit) -> Shown {
    page_of(&visit, "/guida")
}

/// A chapter of the manual.
pub async fn chapter(Path(name): Path<String>, visit: Visit) -> Shown {
    page_of(&visit, &format!("/guida/{name}"))
}

fn page_of(visit: &Visit, path: &str) -> Shown {
    let all = manual::chapters();
    let at = all.iter().position(|chapter| chapter.path == path).ok_or(Failed(Refusal::NotFound))?;
    let tab = |chapter: &Chapter| Tab {
        label: chapter.title.clone(),
        href: chapter.path.clone(),
        current: chapter.path == path,
        count: None,
    };
    let chapter = &all[at];
    Ok(shown(&GuidePage {
        page: frame::page(visit, chapter.title.clone(), None, None),
        chapters: all.iter().map(tab).collect(),
        text: &chapter.html,
        next: all.get(at + 1),
    }))
}

/// A picture of the manual.
pub async fn picture(Path(name): Path<String>) -> Shown {
    let bytes = manual::picture(&name).ok_or(Failed(Refusal::NotFound))?;
    let mut response = bytes.into_response();
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("image/png"));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("public, max-age=86400"));
    Ok(response)
}

/// What the application does for people who use aids.
pub async fn accessibility(visit: Visit) -> Response {
    let paragraphs = vec![
        "Le pagine di Traguardo seguono le WCAG 2.1, livello AA: si usano con la sola tastiera, con un lettore di schermo, con il \
         testo ingrandito e senza JavaScript. I documenti che produce sono PDF accessibili (PDF/UA-1).",
        "Ogni versione è provata con controlli automatici su tutte le pagine. Restano da verificare con persone che usano \
         tecnologie assistive.",
        "Se qualcosa non si riesce a leggere o a usare, segnalalo all'ufficio di programmazione e controllo dell'ente.",
    ];
    shown(&TextPage { page: frame::page(&visit, "Accessibilità", None, None), paragraphs })
}
