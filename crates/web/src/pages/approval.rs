//! From proposal to approval, versions and their comparison.

use app::Refusal;
use app::approval::{ActFilled, Missing, missing};
use app::plans::Held;
use app::rights::{PlanState, Proposal, Right, Role};
use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use store::rows::PlanVersion;

use super::scheda::download;
use super::{again, go, plan, proposal_shown, query};
use crate::components::State as Stage;
use crate::failed::{Failed, Shown, capital, shown};
use crate::form::{Choice, Form};
use crate::frame::{self, plan_at};
use crate::page::{Page, Section};
use crate::site::{Shared, Site};
use crate::visit::Visit;

/// A unit with what the person may do about it.
struct UnitRow {
    id: String,
    name: String,
    stage: Stage,
    note: String,
    at: String,
    objectives: usize,
    blocking: usize,
    to_check: usize,
    list: String,
    /// What it can be brought to: name of the state, words of the button.
    steps: Vec<(&'static str, &'static str)>,
}

struct VersionRow {
    number: i64,
    act: String,
    reason: String,
    href: String,
    digest: String,
}

#[expect(clippy::struct_excessive_bools, reason = "each shows or hides a part of the page")]
#[derive(Template)]
#[template(path = "pagine/approvazione.html")]
struct OverviewPage {
    page: Page,
    form: Form,
    state: String,
    reason: String,
    units: Vec<UnitRow>,
    missing: Vec<String>,
    versions: Vec<VersionRow>,
    may_coordinate: bool,
    may_approve: bool,
    is_approved: bool,
    base: String,
    can_agree_all: bool,
    /// The day by which proposals are sent; blank: none was set.
    due: String,
}

#[derive(Template)]
#[template(path = "pagine/proposta.html")]
struct ProposalPage {
    page: Page,
    form: Form,
    action: String,
    back: String,
    unit: String,
    to: &'static str,
    button: &'static str,
    version: i64,
    needs_note: bool,
}

#[derive(Template)]
#[template(path = "pagine/atto.html")]
struct ActPage {
    page: Page,
    form: Form,
    action: String,
    back: String,
    organs: Vec<Choice>,
    kinds: Vec<Choice>,
    missing: Vec<String>,
}

#[derive(Template)]
#[template(path = "pagine/versione.html")]
struct VersionPage {
    page: Page,
    row: PlanVersion,
    at: String,
    base: String,
    compare: String,
}

#[derive(Template)]
#[template(path = "pagine/raffronto.html")]
struct ComparisonPage {
    page: Page,
    form: Form,
    action: String,
    states: Vec<Choice>,
    sheet: String,
}

/// The words of the button that brings a proposal to a state.
fn button(to: Proposal) -> &'static str {
    match to {
        Proposal::Draft => "Riporta in bozza",
        Proposal::Sent => "Trasmetti in approvazione",
        Proposal::Returned => "Restituisci con osservazioni",
        Proposal::Agreed => "Concorda",
    }
}

/// How far everything is.
pub async fn overview(
    State(site): State<Shared>,
    Path((_, plan_id)): Path<(String, String)>,
    visit: Visit,
) -> Shown {
    Ok(shown(&overview_page(&site, &visit, &plan_id, Form::default()).await?))
}

async fn overview_page(
    site: &Site,
    visit: &Visit,
    plan_id: &str,
    form: Form,
) -> Result<OverviewPage, Failed> {
    let actor = visit.actor()?;
    let current = plan(site, visit, plan_id).await?;
    let checked = site.plans.checked(&current).await?;
    let versions = site.plans.versions(actor, plan_id).await?;
    let due = site.plans.settings(actor).await?.proposals_due;
    let page = current.look(|held| {
        let lacking = missing(held, &checked);
        let approved = held.state() == PlanState::Approved;
        let base = plan_at(visit, &held.head, "");
        let units = unit_rows(visit, held, &lacking);
        OverviewPage {
            page: frame::page(visit, "Approvazione", Some(Section::Approval), Some(&held.head)),
            form,
            state: held.state().term().to_owned(),
            reason: held.head.reason.clone(),
            can_agree_all: units.iter().any(|unit| unit.stage == Stage::Sent),
            units,
            missing: lacking.sentences.iter().map(|sentence| capital(sentence)).collect(),
            versions: versions.iter().map(|row| version_row(row, &base)).collect(),
            due: if approved { String::new() } else { due.map(outline::moment::written).unwrap_or_default() },
            may_coordinate: actor.may(Right::Coordinate),
            may_approve: actor.may(Right::Approve),
            is_approved: approved,
            base,
        }
    })?;
    Ok(page)
}

fn unit_rows(visit: &Visit, held: &Held, lacking: &Missing) -> Vec<UnitRow> {
    let Ok(actor) = visit.actor() else { return Vec::new() };
    let approved = held.state() == PlanState::Approved;
    let row = |unit: &app::approval::UnitProgress| {
        let may = |to: Proposal| match to {
            Proposal::Sent => actor.has(Role::Planner) || actor.has_in(Role::Head, Some(&unit.unit_id)),
            _ => actor.may(Right::Coordinate),
        };
        let open = !approved && !unit.unit_id.is_empty();
        let steps = unit.proposal.next().iter().filter(|to| open && may(**to));
        UnitRow {
            id: unit.unit_id.clone(),
            name: unit.name.clone(),
            stage: if approved { Stage::Approved } else { proposal_shown(unit.proposal) },
            note: unit.note.clone(),
            at: if unit.at.0 == 0 { String::new() } else { unit.at.written() },
            objectives: unit.objectives,
            blocking: unit.blocking,
            to_check: unit.to_check,
            list: plan_at(visit, &held.head, &format!("/obiettivi?struttura={}", unit.unit_id)),
            steps: steps.map(|to| (to.name(), button(*to))).collect(),
        }
    };
    lacking.units.iter().map(row).collect()
}

fn act_told(row: &PlanVersion) -> String {
    let day = row.act_day.parse::<jiff::civil::Date>().map(outline::moment::written).unwrap_or_default();
    format!("{}, {} n. {} del {day}", row.organ, row.act_kind, row.act_number)
}

fn version_row(row: &PlanVersion, base: &str) -> VersionRow {
    VersionRow {
        number: row.number,
        act: act_told(row),
        reason: row.reason.clone(),
        href: format!("{base}/versioni/{}", row.number),
        digest: row.plan_file.chars().take(16).collect(),
    }
}

fn proposal_page_of(
    visit: &Visit,
    held: &Held,
    unit_id: &str,
    to: Proposal,
    form: Form,
) -> Option<ProposalPage> {
    let unit = held.structures.get(unit_id)?;
    let version =
        held.unit_states.iter().find(|state| state.unit_id == unit_id).map_or(0, |state| state.version);
    let mut page = frame::page(
        visit,
        format!("{}: {}", button(to), unit.name),
        Some(Section::Approval),
        Some(&held.head),
    );
    page.trail = frame::trail(visit, &held.head, &[("Approvazione", "/approvazione")]);
    Some(ProposalPage {
        page,
        form,
        action: plan_at(visit, &held.head, "/approvazione/proposta"),
        back: plan_at(visit, &held.head, "/approvazione"),
        unit: unit_id.to_owned(),
        to: to.name(),
        button: button(to),
        version,
        needs_note: to == Proposal::Returned,
    })
}

/// Where one confirms that a proposal goes on.
pub async fn proposal_page(
    State(site): State<Shared>,
    Path((_, plan_id)): Path<(String, String)>,
    visit: Visit,
) -> Shown {
    let (unit, to) = (query(&visit, "struttura"), Proposal::named(&query(&visit, "a")));
    let current = plan(&site, &visit, &plan_id).await?;
    let page = current.look(|held| proposal_page_of(&visit, held, &unit, to, Form::default()))?;
    Ok(shown(&page.ok_or(Refusal::NotFound)?))
}

/// Brings a proposal to its next state.
pub async fn proposal(
    State(site): State<Shared>,
    Path((_, plan_id)): Path<(String, String)>,
    visit: Visit,
) -> Shown {
    let posted = &visit.posted;
    let (unit, to) = (posted.get("unit"), Proposal::named(posted.get("to")));
    let step = (to, posted.get("note"), posted.number("version"));
    match site.plans.move_proposal(visit.actor()?, (&plan_id, unit), step, site.now()).await {
        Ok(()) => {
            let told = match to {
                Proposal::Returned => "restituito",
                Proposal::Agreed => "concordato",
                Proposal::Sent | Proposal::Draft => "trasmesso",
            };
            Ok(go(&visit.at(&format!("/piani/{plan_id}/approvazione")), told))
        }
        Err(refusal) => {
            let form = again(posted, refusal)?;
            let current = plan(&site, &visit, &plan_id).await?;
            let page = current.look(|held| proposal_page_of(&visit, held, unit, to, form))?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, shown(&page.ok_or(Refusal::NotFound)?)).into_response())
        }
    }
}

/// Agrees with every proposal that was sent.
pub async fn agree_all(
    State(site): State<Shared>,
    Path((_, plan_id)): Path<(String, String)>,
    visit: Visit,
) -> Shown {
    let current = plan(&site, &visit, &plan_id).await?;
    let sent = current.look(|held| {
        let sent = held.unit_states.iter().filter(|state| Proposal::named(&state.state) == Proposal::Sent);
        sent.map(|state| (state.unit_id.clone(), state.version)).collect::<Vec<_>>()
    })?;
    for (unit, version) in sent {
        let step = (Proposal::Agreed, "", version);
        site.plans.move_proposal(visit.actor()?, (&plan_id, &unit), step, site.now()).await?;
    }
    Ok(go(&visit.at(&format!("/piani/{plan_id}/approvazione")), "concordato"))
}

async fn act_page_of(site: &Site, visit: &Visit, plan_id: &str, form: Form) -> Result<ActPage, Failed> {
    let current = plan(site, visit, plan_id).await?;
    let checked = site.plans.checked(&current).await?;
    let page = current.look(|held| {
        let mut page =
            frame::page(visit, "Registra l'atto di approvazione", Some(Section::Approval), Some(&held.head));
        page.trail = frame::trail(visit, &held.head, &[("Approvazione", "/approvazione")]);
        let choices = |names: &[&str]| names.iter().map(|name| Choice::new(*name, *name)).collect();
        ActPage {
            page,
            form,
            action: plan_at(visit, &held.head, "/approvazione/atto"),
            back: plan_at(visit, &held.head, "/approvazione"),
            organs: choices(&[
                "Giunta comunale",
                "Presidente della Provincia",
                "Giunta dell'Unione",
                "Commissario straordinario",
                "Consiglio comunale",
            ]),
            kinds: choices(&["Deliberazione", "Decreto", "Determinazione"]),
            missing: missing(held, &checked).sentences.iter().map(|sentence| capital(sentence)).collect(),
        }
    })?;
    Ok(page)
}

/// Where the act is recorded.
pub async fn act_page(
    State(site): State<Shared>,
    Path((_, plan_id)): Path<(String, String)>,
    visit: Visit,
) -> Shown {
    Ok(shown(&act_page_of(&site, &visit, &plan_id, Form::default()).await?))
}

/// Records the act.
pub async fn act(
    State(site): State<Shared>,
    Path((_, plan_id)): Path<(String, String)>,
    visit: Visit,
) -> Shown {
    let posted = &visit.posted;
    let filled = ActFilled {
        organ: posted.get("organ").to_owned(),
        kind: posted.get("kind").to_owned(),
        number: posted.get("number").to_owned(),
        day: posted.day("day"),
    };
    match site.plans.approve(visit.actor()?, &plan_id, &filled, site.now()).await {
        Ok(_) => Ok(go(&visit.at(&format!("/piani/{plan_id}/approvazione")), "approvato")),
        Err(refusal) => {
            let page = act_page_of(&site, &visit, &plan_id, again(posted, refusal)?).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, shown(&page)).into_response())
        }
    }
}

/// Opens the plan again.
pub async fn open_variation(
    State(site): State<Shared>,
    Path((_, plan_id)): Path<(String, String)>,
    visit: Visit,
) -> Shown {
    let posted = &visit.posted;
    match site.plans.open_variation(visit.actor()?, &plan_id, posted.get("reason"), site.now()).await {
        Ok(()) => Ok(go(&visit.at(&format!("/piani/{plan_id}/approvazione")), "variazione")),
        Err(refusal) => {
            let page = overview_page(&site, &visit, &plan_id, again(posted, refusal)?).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, shown(&page)).into_response())
        }
    }
}

async fn version_of(site: &Site, visit: &Visit, plan_id: &str, number: i64) -> Result<PlanVersion, Failed> {
    let versions = site.plans.versions(visit.actor()?, plan_id).await?;
    versions.into_iter().find(|row| row.number == number).ok_or(Failed(Refusal::NotFound))
}

/// An approved version.
pub async fn version(
    State(site): State<Shared>,
    Path((_, plan_id, number)): Path<(String, String, i64)>,
    visit: Visit,
) -> Shown {
    let row = version_of(&site, &visit, &plan_id, number).await?;
    let current = plan(&site, &visit, &plan_id).await?;
    let page = current.look(|held| {
        let name = format!("Versione {number}: {}", act_told(&row));
        let mut page = frame::page(&visit, name, Some(Section::Approval), Some(&held.head));
        page.trail = frame::trail(&visit, &held.head, &[("Approvazione", "/approvazione")]);
        let compare = format!("/raffronto?da={}", row.state_version);
        VersionPage {
            page,
            at: app::Moment(row.at).written(),
            base: plan_at(&visit, &held.head, &format!("/versioni/{number}")),
            compare: plan_at(&visit, &held.head, &compare),
            row,
        }
    })?;
    Ok(shown(&page))
}

/// A file of an approved version.
pub async fn version_file(
    State(site): State<Shared>,
    Path((_, plan_id, number, file)): Path<(String, String, i64, String)>,
    visit: Visit,
) -> Result<Response, Failed> {
    let row = version_of(&site, &visit, &plan_id, number).await?;
    let (hash, name, kind) = match file.as_str() {
        "piano.json" => (&row.plan_file, "piano.json", "application/json"),
        "metodo.toml" => (&row.method_file, "metodo.toml", "text/plain; charset=utf-8"),
        "rilievi-e-legge.toml" => (&row.law_file, "rilievi-e-legge.toml", "text/plain; charset=utf-8"),
        "piano.pdf" => (&row.paper_file, "piano.pdf", "application/pdf"),
        _ => return Err(Failed(Refusal::NotFound)),
    };
    // The files hold names of people as the act does.
    if !visit.actor()?.may(Right::SeePeople) && matches!(name, "piano.json" | "piano.pdf") {
        return Err(Failed(Refusal::NotFound));
    }
    let bytes = site.plans.store().files().get(hash).await?;
    Ok(download(&format!("versione-{number}-{name}"), kind, bytes))
}

/// Two states of the plan side by side.
pub async fn comparison(
    State(site): State<Shared>,
    Path((_, plan_id)): Path<(String, String)>,
    visit: Visit,
) -> Shown {
    let actor = visit.actor()?;
    let versions = site.plans.versions(actor, &plan_id).await?;
    let current = plan(&site, &visit, &plan_id).await?;
    let now_version = current.look(|held| held.head.version)?;
    let from =
        query(&visit, "da").parse().unwrap_or_else(|_| versions.last().map_or(1, |row| row.state_version));
    let to = query(&visit, "a").parse().unwrap_or(now_version);
    let mut old = site.plans.at_version(actor, &plan_id, from).await?.unplaced();
    let last = site.plans.at_version(actor, &plan_id, to).await?;
    let mut new = last.unplaced();
    if !actor.may(Right::SeePeople) {
        app::rights::without_people(&mut old);
        app::rights::without_people(&mut new);
    }
    let document = app::documents::comparison(&old, &new, &last.form.method);
    let mut states: Vec<Choice> = versions
        .iter()
        .map(|row| {
            Choice::new(row.state_version.to_string(), format!("Versione {}: {}", row.number, act_told(row)))
        })
        .collect();
    states.push(Choice::new(now_version.to_string(), "Come è adesso"));
    states.insert(0, Choice::new("1", "Come era all'inizio"));
    let page = current.look(|held| {
        let mut page = frame::page(&visit, "Quadro di raffronto", Some(Section::Approval), Some(&held.head));
        page.trail = frame::trail(&visit, &held.head, &[("Approvazione", "/approvazione")]);
        ComparisonPage {
            page,
            form: Form::default().with("da", from.to_string()).with("a", to.to_string()),
            action: plan_at(&visit, &held.head, "/raffronto"),
            states,
            sheet: formats::html::fragment(&document),
        }
    })?;
    Ok(shown(&page))
}
