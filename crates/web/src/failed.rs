//! What people see when something was not done.

use app::Refusal;
use askama::Template;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use store::Fault;

use crate::page::Page;

/// Something that was not done.
#[derive(Debug)]
pub struct Failed(pub Refusal);

impl<R: Into<Refusal>> From<R> for Failed {
    fn from(refusal: R) -> Self {
        Self(refusal.into())
    }
}

/// What a page gives.
pub type Shown = Result<Response, Failed>;

#[derive(Template)]
#[template(path = "pagine/errore.html")]
struct ErrorPage {
    page: Page,
    sentences: Vec<String>,
}

/// The status of an answer that says that something was not done.
pub fn status(refusal: &Refusal) -> StatusCode {
    match refusal {
        Refusal::NotFound => StatusCode::NOT_FOUND,
        Refusal::Invalid(_) => StatusCode::UNPROCESSABLE_ENTITY,
        Refusal::Blocked(_) | Refusal::Stale | Refusal::Clash(_) => StatusCode::CONFLICT,
        Refusal::Fault(Fault::Full) => StatusCode::INSUFFICIENT_STORAGE,
        Refusal::Fault(Fault::Unreachable) => StatusCode::SERVICE_UNAVAILABLE,
        Refusal::Fault(_) => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

impl IntoResponse for Failed {
    fn into_response(self) -> Response {
        let status = status(&self.0);
        let title = match status {
            StatusCode::NOT_FOUND => "Pagina non trovata",
            StatusCode::CONFLICT | StatusCode::UNPROCESSABLE_ENTITY => "Non si può fare",
            _ => "Qualcosa non va",
        };
        if let Refusal::Fault(fault) = &self.0 {
            // Faults hold no personal data: they name query functions and what the engine says.
            tracing::error!(%fault, "una richiesta non è riuscita");
        }
        let sentences = match self.0 {
            Refusal::Invalid(complaints) => complaints.into_iter().map(|complaint| complaint.what).collect(),
            Refusal::NotFound => vec![
                "L'indirizzo non corrisponde a nessuna pagina, oppure la pagina è riservata ad altri."
                    .to_owned(),
            ],
            other => vec![capital(&other.to_string())],
        };
        page(status, title, sentences)
    }
}

/// A page that says that something was not done.
pub fn page(status: StatusCode, title: &str, sentences: Vec<String>) -> Response {
    (status, shown(&ErrorPage { page: Page::new(title), sentences })).into_response()
}

/// A template as an answer.
pub fn shown(template: &impl Template) -> Response {
    shown_about(template, 32 << 10)
}

/// A template as an answer of about so many bytes: room for a long page is taken once.
pub fn shown_about(template: &impl Template, bytes: usize) -> Response {
    let mut text = String::with_capacity(bytes);
    match template.render_into(&mut text) {
        Ok(()) => Html(text).into_response(),
        Err(error) => {
            tracing::error!(%error, "un modello di pagina non si può scrivere");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

/// A sentence with a capital at its beginning and a full stop at its end.
pub fn capital(sentence: &str) -> String {
    let mut letters = sentence.chars();
    let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
    let rest = letters.as_str();
    let stop = if rest.ends_with(['.', '!', '?']) { "" } else { "." };
    format!("{first}{rest}{stop}")
}
