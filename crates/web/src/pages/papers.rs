//! Documents: what can be made, what is being made, what was made; the working spreadsheet.

use app::documents::{Format, Paper};
use app::jobs::Wanted;
use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::IntoResponse;
use store::rows::Job;
use workbook::working::Purpose;

use super::scheda::download;
use super::{again, go, plan, query, unit_choices};
use crate::failed::{Failed, Shown, capital, shown};
use crate::form::{Choice, Form};
use crate::frame::{self, plan_at};
use crate::page::{Page, Section};
use crate::site::{Shared, Site};
use crate::visit::Visit;

struct JobRow {
    name: String,
    what: String,
    at: String,
    state: &'static str,
    href: String,
    done: i64,
    whole: i64,
    error: String,
}

#[derive(Template)]
#[template(path = "pagine/documenti.html")]
struct PapersPage {
    page: Page,
    form: Form,
    action: String,
    sheet: String,
    papers: Vec<Choice>,
    formats: Vec<Choice>,
    units: Vec<Choice>,
    jobs: Vec<JobRow>,
    is_working: bool,
}

/// What can be made and what was made.
pub async fn list(
    State(site): State<Shared>,
    Path((_, plan_id)): Path<(String, String)>,
    visit: Visit,
) -> Shown {
    let form = Form::default().with("paper", "piano").with("format", "pdf");
    Ok(shown(&list_page(&site, &visit, &plan_id, form).await?))
}

async fn list_page(site: &Site, visit: &Visit, plan_id: &str, form: Form) -> Result<PapersPage, Failed> {
    let jobs = site.plans.documents(visit.actor()?, plan_id).await?;
    let current = plan(site, visit, plan_id).await?;
    let page = current.look(|held| {
        let papers = Paper::ALL.into_iter().filter(|paper| *paper != Paper::Report);
        PapersPage {
            page: frame::page(visit, "Documenti", Some(Section::Papers), Some(&held.head)),
            form,
            action: plan_at(visit, &held.head, "/documenti"),
            sheet: plan_at(visit, &held.head, "/foglio"),
            papers: papers.map(|paper| Choice::new(paper.name(), paper.term())).collect(),
            formats: Format::ALL.map(|format| Choice::new(format.extension(), format.term())).to_vec(),
            units: unit_choices(held),
            is_working: jobs.iter().any(|job| matches!(job.state.as_str(), "waiting" | "running")),
            jobs: jobs
                .into_iter()
                .map(|job| job_row(job, &plan_at(visit, &held.head, "/documenti")))
                .collect(),
        }
    })?;
    Ok(page)
}

fn job_row(job: Job, base: &str) -> JobRow {
    let state = match job.state.as_str() {
        "waiting" => "In attesa",
        "running" => "In preparazione",
        "done" => "Pronto",
        _ => "Non riuscito",
    };
    JobRow {
        what: Paper::named(&job.kind).map_or(String::new(), |paper| paper.term().to_owned()),
        at: app::Moment(job.at).written(),
        state,
        href: if job.state == "done" { format!("{base}/{}", job.id) } else { String::new() },
        name: job.name,
        done: job.done,
        whole: job.whole,
        error: if job.error.is_empty() { String::new() } else { capital(&job.error) },
    }
}

/// Asks for a document.
pub async fn make(
    State(site): State<Shared>,
    Path((_, plan_id)): Path<(String, String)>,
    visit: Visit,
) -> Shown {
    let posted = &visit.posted;
    let unknown = || Failed(app::Refusal::NotFound);
    let wanted = Wanted {
        paper: Paper::named(posted.get("paper")).ok_or_else(unknown)?,
        format: Format::named(posted.get("format")).ok_or_else(unknown)?,
        unit_id: posted.get("unit").to_owned(),
        item_id: posted.get("item").to_owned(),
        day: posted.day("day"),
        contents: posted.has("contents"),
    };
    match site.plans.ask_document(visit.actor()?, &plan_id, &wanted, site.now()).await {
        Ok(_) => {
            (site.wake)();
            Ok(go(&visit.at(&format!("/piani/{plan_id}/documenti")), "documento"))
        }
        Err(refusal) => {
            let page = list_page(&site, &visit, &plan_id, again(posted, refusal)?).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, shown(&page)).into_response())
        }
    }
}

/// A document that was made.
pub async fn file(
    State(site): State<Shared>,
    Path((_, plan_id, job)): Path<(String, String, String)>,
    visit: Visit,
) -> Shown {
    let (job, bytes) = site.plans.document(visit.actor()?, &plan_id, &job).await?;
    let extension = job.name.rsplit('.').next().unwrap_or_default();
    let kind = Format::named(extension).map_or("application/octet-stream", Format::media_type);
    Ok(download(&job.name, kind, bytes))
}

/// The working spreadsheet.
pub async fn sheet(
    State(site): State<Shared>,
    Path((_, plan_id)): Path<(String, String)>,
    visit: Visit,
) -> Shown {
    let purpose = if query(&visit, "per") == "rendiconto" { Purpose::Report } else { Purpose::Plan };
    let unit = query(&visit, "struttura").into_owned();
    let bytes = site.plans.working_sheet(visit.actor()?, &plan_id, &unit, purpose).await?;
    Ok(download("foglio-di-lavoro.xlsx", Format::Xlsx.media_type(), bytes))
}
