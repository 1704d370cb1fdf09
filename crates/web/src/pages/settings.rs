//! What a body says of itself and of its year.

use app::settings::Settings;
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse;

use super::account::kinds;
use super::administration::frame_of;
use super::{again, go};
use crate::failed::{Shown, shown};
use crate::form::{Choice, Form};
use crate::page::Page;
use crate::site::{Shared, Site};
use crate::visit::Visit;

#[derive(Template)]
#[template(path = "pagine/impostazioni.html")]
struct SettingsPage {
    page: Page,
    form: Form,
    action: String,
    back: String,
    kinds: Vec<Choice>,
}

async fn page_of(site: &Site, visit: &Visit, form: Form) -> Result<SettingsPage, crate::failed::Failed> {
    Ok(SettingsPage {
        page: frame_of(site, visit, "Impostazioni dell'ente").await?,
        form,
        action: visit.at("/amministrazione/impostazioni"),
        back: visit.at("/amministrazione"),
        kinds: kinds(),
    })
}

/// The settings.
pub async fn settings(State(site): State<Shared>, visit: Visit) -> Shown {
    let settings = site.plans.settings(visit.actor()?).await?;
    let due = settings.proposals_due.map(|day| day.to_string()).unwrap_or_default();
    let form = Form::default().with("name", settings.name).with("kind", settings.kind).with("due", due);
    Ok(shown(&page_of(&site, &visit, form).await?))
}

/// Saves the settings.
pub async fn save(State(site): State<Shared>, visit: Visit) -> Shown {
    let posted = &visit.posted;
    let due = posted.day("due");
    let done = if due.is_none() && !posted.get("due").trim().is_empty() {
        Err(app::Refusal::invalid("due", "la data si scrive come 31/01/2026"))
    } else {
        let new = Settings {
            name: posted.get("name").to_owned(),
            kind: posted.get("kind").to_owned(),
            proposals_due: due,
        };
        site.plans.save_settings(visit.actor()?, &new, site.now()).await
    };
    match done {
        Ok(()) => Ok(go(&visit.at("/amministrazione/impostazioni"), "salvato")),
        Err(refusal) => {
            let page = page_of(&site, &visit, again(posted, refusal)?).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, shown(&page)).into_response())
        }
    }
}
