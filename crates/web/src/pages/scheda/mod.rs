//! One objective: read in the body's form, written, with its history and what stands beside it.

pub mod entry;
pub mod write;

use std::fmt::Write as _;

use app::Refusal;
use app::approval::waiver_of;
use app::beside::{AttachmentView, CommentView};
use app::items::{Change, Writable};
use app::plans::{Checked, Held, Told};
use app::rights::{Right, Role};
use askama::Template;
use axum::extract::{Path, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use domain::plan::Objective;
use outline::text;

use super::{go, plan, state_shown};
use crate::components::{FindingShown, State as Stage, Tab};
use crate::failed::{Failed, Shown, capital, shown};
use crate::form::Form;
use crate::frame::{self, plan_at};
use crate::page::{Page, Section};
use crate::site::{Shared, Site};
use crate::visit::Visit;

pub use write::{edit, save, understand};

type ItemPath = Path<(String, String, String)>;

#[expect(clippy::struct_excessive_bools, reason = "each shows or hides a part of the page")]
#[derive(Template)]
#[template(path = "pagine/scheda.html")]
struct ReadPage {
    page: Page,
    form: Form,
    tabs: Vec<Tab>,
    base: String,
    stage: Stage,
    sheet: String,
    found: Vec<FindingShown>,
    comments: Vec<CommentView>,
    attachments: Vec<AttachmentView>,
    may_write: bool,
    may_comment: bool,
    may_shape: bool,
    may_print: bool,
    plan_base: String,
    previous: Option<String>,
    next: Option<String>,
}

#[derive(Template)]
#[template(path = "pagine/storia.html")]
struct HistoryPage {
    page: Page,
    tabs: Vec<Tab>,
    changes: Vec<Change>,
}

#[derive(Template)]
#[template(path = "pagine/togli.html")]
struct RemovePage {
    page: Page,
    form: Form,
    action: String,
    back: String,
}

/// An objective that the person of a visit may see.
fn seen<'h>(visit: &Visit, held: &'h Held, id: &str) -> Result<(usize, &'h Objective), Refusal> {
    let actor = visit.actor()?;
    let (at, objective) = held.objective(id).ok_or(Refusal::NotFound)?;
    let own = actor.has_in(Role::Employee, held.unit_id_of(objective))
        && super::objectives::is_on(objective, &actor.account.name);
    if actor.may(Right::SeePlan) || own { Ok((at, objective)) } else { Err(Refusal::NotFound) }
}

fn title(objective: &Objective) -> String {
    match text(objective.title.as_ref()) {
        "" => "Obiettivo senza titolo".to_owned(),
        title => title.to_owned(),
    }
}

fn tabs(visit: &Visit, held: &Held, id: &str, current: &str) -> Vec<Tab> {
    let base = plan_at(visit, &held.head, &format!("/obiettivi/{id}"));
    let history = visit.actor().is_ok_and(|actor| actor.may(Right::SeePlan));
    let all = [("Scheda", "", true), ("Modifica", "/modifica", true), ("Storia", "/storia", history)];
    let shown = all.into_iter().filter(|(_, _, may)| *may);
    shown
        .map(|(label, rest, _)| Tab {
            label: label.to_owned(),
            href: format!("{base}{rest}"),
            current: label == current,
            count: None,
        })
        .collect()
}

/// The findings of an objective that were not passed over.
fn found(held: &Held, checked: &Checked, id: &str, visit: &Visit) -> Vec<FindingShown> {
    let open = checked.of_item(id).filter(|told| waiver_of(held, told).is_none());
    let mut open: Vec<&Told> = open.collect();
    open.sort_by_key(|told| told.finding.severity);
    open.into_iter().map(|told| finding_shown(told, visit)).collect()
}

fn finding_shown(told: &Told, visit: &Visit) -> FindingShown {
    let mut shown = FindingShown::from(&told.finding);
    shown.message = capital(&shown.message);
    shown.explained = visit.at(&format!("/rilievi/{}", told.finding.code));
    shown
}

/// The objective in the form of its body, as a fragment of a page. Names of people are left out for whom may not see them.
fn sheet(held: &Held, at: usize, sees_people: bool) -> String {
    let Some(wanted) = held.plan().objectives.get(at) else { return String::new() };
    let mut part = held.excerpt(&|objective| std::ptr::eq(objective, wanted));
    if !sees_people {
        part.objectives.iter_mut().for_each(|objective| app::rights::without_people(objective));
    }
    formats::html::fragment(&forms::print(&part, &held.form.method))
}

/// An objective, to be read.
pub async fn read(State(site): State<Shared>, Path((_, plan_id, id)): ItemPath, visit: Visit) -> Shown {
    let page = read_page(&site, &visit, (&plan_id, &id), Form::default()).await?;
    Ok(shown(&page))
}

async fn read_page(
    site: &Site,
    visit: &Visit,
    (plan_id, id): (&str, &str),
    form: Form,
) -> Result<ReadPage, Failed> {
    let actor = visit.actor()?;
    let current = plan(site, visit, plan_id).await?;
    let checked = site.plans.checked_for(visit.actor()?, &current).await?;
    let beside = if actor.may(Right::SeePlan) {
        site.plans.beside(actor, plan_id, id).await?
    } else {
        Default::default()
    };
    let page = current.look(|held| {
        let (at, objective) = seen(visit, held, id)?;
        let unit = held.unit_id_of(objective);
        let base = plan_at(visit, &held.head, &format!("/obiettivi/{id}"));
        let mut page = frame::page(visit, title(objective), Some(Section::Objectives), Some(&held.head));
        page.trail = frame::trail(visit, &held.head, &[("Obiettivi", "/obiettivi")]);
        let beside_it = |at: Option<usize>| {
            let meta = at.and_then(|at| held.metas("objectives").get(at))?;
            Some(plan_at(visit, &held.head, &format!("/obiettivi/{}", meta.id)))
        };
        let sees_all = actor.may(Right::SeePlan);
        Ok(ReadPage {
            page,
            form,
            tabs: tabs(visit, held, id, "Scheda"),
            stage: state_shown(held, unit),
            sheet: sheet(held, at, actor.sees_people_of(unit)),
            found: found(held, &checked, id, visit),
            comments: beside.0,
            attachments: beside.1,
            may_write: Writable::of(actor, held, objective).any(),
            may_comment: actor.may(Right::Comment),
            may_shape: actor.may(Right::ShapePlan),
            may_print: actor.may(Right::MakeDocuments),
            plan_base: plan_at(visit, &held.head, ""),
            previous: if sees_all { beside_it(at.checked_sub(1)) } else { None },
            next: if sees_all { beside_it(Some(at + 1)) } else { None },
            base,
        })
    })?;
    page.map_err(|refusal: Refusal| Failed(refusal))
}

/// The history of an objective.
pub async fn history(State(site): State<Shared>, Path((_, plan_id, id)): ItemPath, visit: Visit) -> Shown {
    let actor = visit.actor()?;
    let current = plan(&site, &visit, &plan_id).await?;
    let changes = site.plans.changes_of(actor, &plan_id, &id).await?;
    let page = current.look(|held| {
        let name = held
            .objective(&id)
            .map_or_else(|| "Obiettivo tolto".to_owned(), |(_, objective)| title(objective));
        let mut page = frame::page(&visit, name, Some(Section::Objectives), Some(&held.head));
        page.trail = frame::trail(&visit, &held.head, &[("Obiettivi", "/obiettivi")]);
        HistoryPage { page, tabs: tabs(&visit, held, &id, "Storia"), changes }
    })?;
    Ok(shown(&page))
}

/// Moves an objective up or down.
pub async fn move_to(State(site): State<Shared>, Path((_, plan_id, id)): ItemPath, visit: Visit) -> Shown {
    let up = visit.posted.get("verso") == "su";
    site.plans.move_objective(visit.actor()?, (&plan_id, &id), up, site.now()).await?;
    Ok(go(&visit.at(&format!("/piani/{plan_id}/obiettivi")), "salvato"))
}

fn remove_page_of(visit: &Visit, held: &Held, id: &str, form: Form) -> Result<RemovePage, Refusal> {
    let (_, objective) = seen(visit, held, id)?;
    let name = format!("Togliere «{}»?", title(objective));
    let base = plan_at(visit, &held.head, &format!("/obiettivi/{id}"));
    Ok(RemovePage {
        page: frame::page(visit, name, Some(Section::Objectives), Some(&held.head)),
        form,
        action: format!("{base}/togli"),
        back: base,
    })
}

/// Where one says why an objective goes.
pub async fn remove_page(
    State(site): State<Shared>,
    Path((_, plan_id, id)): ItemPath,
    visit: Visit,
) -> Shown {
    let current = plan(&site, &visit, &plan_id).await?;
    Ok(shown(&current.look(|held| remove_page_of(&visit, held, &id, Form::default()))??))
}

/// Takes an objective away.
pub async fn remove(State(site): State<Shared>, Path((_, plan_id, id)): ItemPath, visit: Visit) -> Shown {
    let outcome = site
        .plans
        .remove_objective(visit.actor()?, (&plan_id, &id), visit.posted.get("reason"), site.now())
        .await;
    match outcome {
        Ok(()) => Ok(go(&visit.at(&format!("/piani/{plan_id}/obiettivi")), "tolto")),
        Err(refusal) => {
            let form = super::again(&visit.posted, refusal)?;
            let current = plan(&site, &visit, &plan_id).await?;
            let page = current.look(|held| remove_page_of(&visit, held, &id, form))??;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, shown(&page)).into_response())
        }
    }
}

/// Writes a comment.
pub async fn comment(State(site): State<Shared>, Path((_, plan_id, id)): ItemPath, visit: Visit) -> Shown {
    let done =
        site.plans.comment(visit.actor()?, (&plan_id, &id), visit.posted.get("comment"), site.now()).await;
    beside(&site, &visit, (&plan_id, &id), (done, "commento")).await
}

/// Attaches a file.
pub async fn attach(State(site): State<Shared>, Path((_, plan_id, id)): ItemPath, visit: Visit) -> Shown {
    let done =
        site.plans.attach(visit.actor()?, (&plan_id, &id), visit.posted.file("file"), site.now()).await;
    beside(&site, &visit, (&plan_id, &id), (done, "allegato")).await
}

async fn beside(
    site: &Site,
    visit: &Visit,
    (plan_id, id): (&str, &str),
    (done, told): (Result<(), Refusal>, &str),
) -> Shown {
    match done {
        Ok(()) => Ok(go(&visit.at(&format!("/piani/{plan_id}/obiettivi/{id}")), told)),
        Err(refusal) => {
            let (status, form) = super::kept(&visit.posted, refusal)?;
            let page = read_page(site, visit, (plan_id, id), form).await?;
            Ok((status, shown(&page)).into_response())
        }
    }
}

/// An attachment, to be kept: it is never shown in the page.
pub async fn attachment(State(site): State<Shared>, Path((_, plan_id, id)): ItemPath, visit: Visit) -> Shown {
    let (row, bytes) = site.plans.attachment(visit.actor()?, &plan_id, &id).await?;
    Ok(download(&row.name, "application/octet-stream", bytes))
}

/// A file to be kept.
pub fn download(name: &str, kind: &str, bytes: Vec<u8>) -> Response {
    let plain: String =
        name.chars().map(|c| if c.is_ascii_alphanumeric() || ".-_ ".contains(c) { c } else { '_' }).collect();
    let mut encoded = String::new();
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b".-_".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            // Writing into a text never fails.
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    let disposition = format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{encoded}");
    let mut response = bytes.into_response();
    let headers = response.headers_mut();
    for (header, text) in [(CONTENT_DISPOSITION, disposition.as_str()), (CONTENT_TYPE, kind)] {
        if let Ok(value) = HeaderValue::from_str(text) {
            headers.insert(header, value);
        }
    }
    response
}

/// Takes an attachment away.
pub async fn remove_attachment(
    State(site): State<Shared>,
    Path((_, plan_id, id)): ItemPath,
    visit: Visit,
) -> Shown {
    let item = site.plans.remove_attachment(visit.actor()?, (&plan_id, &id), site.now()).await?;
    Ok(go(&visit.at(&format!("/piani/{plan_id}/obiettivi/{item}")), "salvato"))
}
