//! Erasure of personal data: a name is looked for, what is found is chosen, and goes.

use app::erasure::Trace;
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse;

use super::administration::frame_of;
use super::{again, query};
use crate::components::counted;
use crate::failed::{Failed, Shown, shown};
use crate::form::Form;
use crate::page::{Notice, Page};
use crate::site::{Shared, Site};
use crate::visit::Visit;

struct Found {
    text: String,
    told: String,
}

#[derive(Template)]
#[template(path = "pagine/dati-personali.html")]
struct ErasurePage {
    page: Page,
    form: Form,
    action: String,
    is_asked: bool,
    found: Vec<Found>,
}

async fn page_of(site: &Site, visit: &Visit, form: Form, found: Vec<Trace>) -> Result<ErasurePage, Failed> {
    Ok(ErasurePage {
        page: frame_of(site, visit, "Dati personali").await?,
        action: visit.at("/amministrazione/dati-personali"),
        is_asked: !form.value("name").is_empty(),
        form,
        found: found.into_iter().map(|trace| Found { told: told(&trace), text: trace.text }).collect(),
    })
}

/// Where a text stands, in words.
fn told(trace: &Trace) -> String {
    let mut parts = Vec::new();
    if trace.present > 0 {
        parts.push(counted(trace.present, "obiettivo di oggi", "obiettivi di oggi"));
    }
    if trace.states > trace.present {
        parts.push(counted(trace.states - trace.present, "stato precedente", "stati precedenti"));
    }
    if trace.entries > 0 {
        parts.push(counted(trace.entries, "valore nel registro", "valori nel registro"));
    }
    parts.join(", ")
}

/// Looks for a name.
pub async fn look(State(site): State<Shared>, visit: Visit) -> Shown {
    let name = query(&visit, "name").into_owned();
    let form = Form::default().with("name", name.clone());
    if name.trim().is_empty() {
        return Ok(shown(&page_of(&site, &visit, form, Vec::new()).await?));
    }
    match site.plans.traces(visit.actor()?, &name).await {
        Ok(found) => Ok(shown(&page_of(&site, &visit, form, found).await?)),
        Err(app::Refusal::Invalid(complaints)) => {
            let mut form = Form::default().with("name", name);
            for complaint in complaints {
                form.fail(complaint.field, crate::failed::capital(&complaint.what));
            }
            let page = page_of(&site, &visit, form, Vec::new()).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, shown(&page)).into_response())
        }
        Err(refusal) => Err(Failed(refusal)),
    }
}

/// Erases what was chosen.
pub async fn erase(State(site): State<Shared>, visit: Visit) -> Shown {
    let posted = &visit.posted;
    let actor = visit.actor()?;
    let fields = posted.fields().iter();
    let wanted: Vec<String> =
        fields.filter(|(name, _)| name == "text").map(|(_, value)| value.clone()).collect();
    match site.plans.erase(actor, &wanted, posted.get("reason"), site.now()).await {
        Ok(erased) => {
            let mut page = page_of(&site, &visit, Form::default(), Vec::new()).await?;
            page.page.notices.push(Notice::done(format!(
                "Cancellato da {} di obiettivi e da {} del registro.",
                counted(erased.states, "stato", "stati"),
                counted(erased.entries, "valore", "valori")
            )));
            Ok(shown(&page))
        }
        Err(refusal) => {
            let form = again(posted, refusal)?;
            let found = site.plans.traces(actor, posted.get("name")).await.unwrap_or_default();
            let page = page_of(&site, &visit, form, found).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, shown(&page)).into_response())
        }
    }
}
