//! Documents that come in: upload, preview with findings at their cells, confirm, undo; the working spreadsheet.

use app::imports::{SheetView, View, state};
use app::{Answer, Refusal};
use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::IntoResponse;
use domain::Severity;
use outline::text;
use store::rows::{Import, Plan};
use workbook::working::{Settle, What};

use super::{again, go, query};
use crate::components::FindingShown;
use crate::failed::{Failed, Shown, capital, shown};
use crate::form::{Choice, Form};
use crate::frame::{self, plan_name};
use crate::page::Page;
use crate::site::{Shared, Site};
use crate::visit::Visit;

struct ImportRow {
    name: String,
    kind: String,
    at: String,
    state: &'static str,
    href: String,
}

#[derive(Template)]
#[template(path = "pagine/importa.html")]
struct UploadPage {
    page: Page,
    form: Form,
    action: String,
    methods: Vec<Choice>,
    plans: Vec<Choice>,
    rows: Vec<ImportRow>,
}

/// A finding with the line of the document where it stands.
struct AtCell {
    finding: FindingShown,
    place: String,
    cells: Vec<(String, bool)>,
}

struct ObjectiveRow {
    code: String,
    title: String,
    unit: String,
    weight: String,
    phases: usize,
    indicators: usize,
}

#[derive(Template)]
#[template(path = "pagine/anteprima.html")]
struct PreviewPage {
    page: Page,
    import: Import,
    method: String,
    summary: app::imports::Summary,
    objectives: Vec<ObjectiveRow>,
    findings: Vec<AtCell>,
    more_findings: usize,
    counts: [usize; 3],
    is_waiting: bool,
    is_confirmed: bool,
    base: String,
    back: String,
    plan_href: String,
    plan: String,
}

struct SheetChange {
    place: String,
    what: String,
    was: String,
    now: String,
    mine: String,
}

#[expect(clippy::struct_excessive_bools, reason = "each shows or hides a part of the page")]
#[derive(Template)]
#[template(path = "pagine/foglio.html")]
struct SheetPage {
    page: Page,
    changes: Vec<SheetChange>,
    conflicts: Vec<SheetChange>,
    faults: Vec<String>,
    doubtful: bool,
    hard_faults: bool,
    notes: Vec<String>,
    is_waiting: bool,
    is_confirmed: bool,
    base: String,
    back: String,
    plan_href: String,
}

/// So many findings are shown in a preview.
const SHOWN: usize = 100;

async fn plans(site: &Site, visit: &Visit) -> Result<Vec<Plan>, Failed> {
    Ok(site.plans.store().read().await?.link().plan_list(&visit.actor()?.body.id).await?)
}

async fn upload_page_of(site: &Site, visit: &Visit, form: Form) -> Result<UploadPage, Failed> {
    let actor = visit.actor()?;
    let plans = plans(site, visit).await?;
    let methods = site.plans.method_choices(actor).await?;
    let rows = site.plans.imports(actor).await?;
    let row = |import: Import| ImportRow {
        name: import.name,
        kind: import.kind,
        at: app::Moment(import.at).written(),
        state: match import.state.as_str() {
            state::CONFIRMED => "nel piano",
            state::UNDONE => "ripristinata com'era",
            _ => "da confermare",
        },
        href: visit.at(&format!("/importa/{}", import.id)),
    };
    Ok(UploadPage {
        page: frame::page(visit, "Importa un documento", None, plans.first()),
        form,
        action: visit.at("/importa"),
        methods: methods.into_iter().map(|choice| Choice::new(choice.key, choice.name)).collect(),
        plans: plans.iter().map(|plan| Choice::new(&plan.id, plan_name(plan))).collect(),
        rows: rows.into_iter().map(row).collect(),
    })
}

/// Where a document comes in.
pub async fn upload_page(State(site): State<Shared>, visit: Visit) -> Shown {
    let form = Form::default().with("plan", query(&visit, "piano"));
    Ok(shown(&upload_page_of(&site, &visit, form).await?))
}

/// Reads a document.
pub async fn upload(State(site): State<Shared>, visit: Visit) -> Shown {
    let posted = &visit.posted;
    let plan_id = Some(posted.get("plan")).filter(|id| !id.is_empty());
    let method = Some(posted.get("method").to_owned());
    match site.plans.stage(visit.actor()?, plan_id, posted.file("file"), method, site.now()).await {
        Ok(id) => Ok(go(&visit.at(&format!("/importa/{id}")), "")),
        Err(refusal) => {
            let page = upload_page_of(&site, &visit, again(posted, refusal)?).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, shown(&page)).into_response())
        }
    }
}

/// What came of reading a document.
pub async fn preview(
    State(site): State<Shared>,
    Path((_, id)): Path<(String, String)>,
    visit: Visit,
) -> Shown {
    let plans = plans(&site, &visit).await?;
    match site.plans.sheet(visit.actor()?, &id).await {
        Ok(view) => return Ok(shown(&sheet_page(&visit, plans.first(), &view))),
        Err(Refusal::NotFound) => {}
        Err(other) => return Err(Failed(other)),
    }
    let view = site.plans.import(visit.actor()?, &id).await?;
    Ok(shown(&preview_page(&visit, &plans, view)))
}

fn preview_page(visit: &Visit, plans: &[Plan], view: View) -> PreviewPage {
    let findings = &view.summary.findings;
    let count = |severity| findings.iter().filter(|finding| finding.severity == severity).count();
    let counts = [Severity::Error, Severity::Warning, Severity::Info].map(count);
    let mut told: Vec<&domain::Finding> = findings.iter().collect();
    told.sort_by_key(|finding| finding.severity);
    let at_cell = |finding: &&domain::Finding| at_cell(visit, finding, &view.lines);
    let shown_findings: Vec<AtCell> = told.iter().take(SHOWN).map(at_cell).collect();
    let row = |objective: &domain::plan::Objective| ObjectiveRow {
        code: text(objective.code.as_ref()).to_owned(),
        title: text(objective.title.as_ref()).to_owned(),
        unit: text(objective.unit.as_ref()).to_owned(),
        weight: text(objective.weight.as_ref()).to_owned(),
        phases: objective.phases.len(),
        indicators: objective.indicators.len(),
    };
    let plan = plans.iter().find(|plan| plan.id == view.import.plan_id);
    PreviewPage {
        page: frame::page(visit, format!("Anteprima di «{}»", view.import.name), None, plans.first()),
        objectives: view.plan.objectives.iter().map(row).collect(),
        more_findings: findings.len().saturating_sub(SHOWN),
        findings: shown_findings,
        counts,
        method: view.method,
        is_waiting: view.import.state == state::PREVIEW,
        is_confirmed: view.import.state == state::CONFIRMED,
        base: visit.at(&format!("/importa/{}", view.import.id)),
        back: visit.at("/importa"),
        plan_href: visit.at(&format!("/piani/{}/obiettivi", view.import.plan_id)),
        plan: plan.map(plan_name).unwrap_or_default(),
        import: view.import,
        summary: view.summary,
    }
}

/// A finding with the cells of its line; the one that is meant is marked.
fn at_cell(visit: &Visit, finding: &domain::Finding, lines: &[String]) -> AtCell {
    let mut shown = FindingShown::from(finding);
    shown.message = capital(&shown.message);
    shown.explained = visit.at(&format!("/rilievi/{}", finding.code));
    let line = finding.place.and_then(|place| {
        let line = lines.get(usize::try_from(place.line).ok()?.checked_sub(1)?)?;
        Some((place, line))
    });
    let cells = line.map(|(place, line)| {
        let cells = line.split('\t').zip(1u16..);
        let bare = |cell: &str| {
            ["<b>", "</b>", "<u>", "</u>", "**"]
                .iter()
                .fold(cell.to_owned(), |cell, sign| cell.replace(sign, ""))
        };
        cells.map(|(cell, column)| (domain::text::short(&bare(cell), 160), column == place.column)).collect()
    });
    AtCell {
        finding: shown,
        place: finding
            .place
            .map(|place| format!("riga {}, cella {}", place.line, place.column))
            .unwrap_or_default(),
        cells: cells.unwrap_or_default(),
    }
}

fn sheet_page(visit: &Visit, plan: Option<&Plan>, view: &SheetView) -> SheetPage {
    let change = |change: &workbook::working::Change| {
        let part = if change.part.name.is_empty() { &change.part.whole } else { &change.part.name };
        let place = change.at.as_ref().map(ToString::to_string).unwrap_or_default();
        let (what, was, mine) = match &change.what {
            What::Set { field, key, from, to } => {
                let key = key.as_deref().map(|key| format!(" {key}")).unwrap_or_default();
                (format!("{part}: {}{key}", field.term), from.clone(), to.clone())
            }
            What::Add(addition) => {
                (format!("{}: nuova riga", change.part.whole), String::new(), addition.title().to_owned())
            }
            What::Remove => (format!("{part}: tolta"), part.clone(), String::new()),
        };
        SheetChange {
            place,
            what: capital(&what).trim_end_matches('.').to_owned(),
            was,
            now: String::new(),
            mine,
        }
    };
    let proposal = &view.proposal;
    let conflict = |conflict: &workbook::working::Conflict| {
        let mut shown = change(&conflict.change);
        match &conflict.clash {
            workbook::working::Clash::Value { was, now } => {
                shown.was.clone_from(was);
                shown.now.clone_from(now);
            }
            workbook::working::Clash::Changed => "modificata nel frattempo".clone_into(&mut shown.now),
            workbook::working::Clash::Gone => "non è più nel piano".clone_into(&mut shown.now),
        }
        shown
    };
    SheetPage {
        page: frame::page(visit, format!("Foglio di lavoro «{}»", view.import.name), None, plan),
        changes: proposal.changes.iter().map(change).collect(),
        conflicts: proposal.conflicts.iter().map(conflict).collect(),
        faults: proposal.faults.iter().map(|fault| capital(&fault.to_string())).collect(),
        doubtful: proposal.faults.iter().any(|fault| fault.doubtful),
        hard_faults: proposal.has_fault(true),
        notes: proposal.notes.iter().map(|note| capital(&note.to_string())).collect(),
        is_waiting: view.import.state == state::SHEET,
        is_confirmed: view.import.state == state::CONFIRMED,
        base: visit.at(&format!("/importa/{}", view.import.id)),
        back: visit.at("/importa"),
        plan_href: visit.at(&format!("/piani/{}/obiettivi", view.import.plan_id)),
    }
}

/// Puts what was read into the plan.
pub async fn confirm(
    State(site): State<Shared>,
    Path((_, id)): Path<(String, String)>,
    visit: Visit,
) -> Shown {
    let plan_id = confirmed(&site, &visit, &id).await?;
    Ok(go(&visit.at(&format!("/piani/{plan_id}/obiettivi")), "importato"))
}

async fn confirmed(site: &Site, visit: &Visit, id: &str) -> Answer<String> {
    let actor = visit.actor()?;
    let posted = &visit.posted;
    if posted.has("sheet") {
        let settle = if posted.get("settle") == "sheet" { Settle::Sheet } else { Settle::Plan };
        return site.plans.confirm_sheet(actor, id, (settle, posted.has("as_text")), site.now()).await;
    }
    site.plans.confirm(actor, id, site.now()).await
}

/// Takes back what a document brought in.
pub async fn undo(State(site): State<Shared>, Path((_, id)): Path<(String, String)>, visit: Visit) -> Shown {
    let plan_id = site.plans.undo_import(visit.actor()?, &id, site.now()).await?;
    Ok(go(&visit.at(&format!("/piani/{plan_id}/obiettivi")), "ripristinato"))
}
