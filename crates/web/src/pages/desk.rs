//! La mia scrivania: what waits for a person in a body.

use app::Moment;
use app::approval::{UnitProgress, missing};
use app::plans::{Checked, Held};
use app::rights::{Actor, PlanState, Proposal, Right, Role};
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use domain::text::folded;
use store::rows::Unit;

use super::query;
use crate::components::{Badge, State as Stage, Tone, counted};
use crate::failed::{Shown, shown};
use crate::form::Form;
use crate::frame::{self, plan_at, plan_name};
use crate::page::{Page, Section};
use crate::site::{Shared, Site};
use crate::visit::Visit;

struct PlanCard {
    name: String,
    href: String,
    badge: Badge,
    changed: String,
    mine: Vec<Mine>,
    /// What is to be done, each with where: for those who see the whole plan.
    tasks: Vec<(String, String)>,
}

/// A unit of the person in a plan.
struct Mine {
    name: String,
    href: String,
    stage: Stage,
    note: String,
    objectives: usize,
    /// Where the proposal is sent; blank: not by this person, or not now.
    send: String,
}

/// Of so many plans, the latest, the desk says what is to be done.
const IN_HAND: usize = 2;

#[derive(Template)]
#[template(path = "pagine/scrivania.html")]
struct DeskPage {
    page: Page,
    plans: Vec<PlanCard>,
    /// Where each was written, about what, and when.
    drafts: Vec<(String, String, String)>,
    may_import: bool,
    import_href: String,
    /// The day by which proposals are sent; blank: none was set.
    due: String,
}

#[derive(Template)]
#[template(path = "pagine/cerca.html")]
struct SearchPage {
    page: Page,
    form: Form,
    action: String,
    found: Vec<(String, String, String)>,
    asked: bool,
}

/// What waits for a person.
pub async fn desk(State(site): State<Shared>, visit: Visit) -> Shown {
    let actor = visit.actor()?;
    let mut plans = Vec::new();
    let rows = site.plans.store().read().await?.link().plan_list(&actor.body.id).await?;
    for (at, row) in rows.iter().enumerate() {
        let current = site.plans.current(actor, &row.id).await?;
        let in_hand = at < IN_HAND && actor.may(Right::SeePlan);
        let checked = if in_hand { Some(site.plans.checked(&current).await?) } else { None };
        plans.push(current.look(|held| PlanCard {
            name: plan_name(row),
            href: plan_at(&visit, row, "/obiettivi"),
            badge: state_badge(PlanState::named(&row.state)),
            changed: Moment(row.changed_at).written(),
            mine: mine(&visit, actor, held),
            tasks: checked.as_ref().map(|checked| tasks(&visit, actor, held, checked)).unwrap_or_default(),
        })?);
    }
    let drafts = site.plans.drafts(actor).await?;
    let mut told = Vec::new();
    for draft in drafts {
        let name = written_about(&site, actor, &draft.place).await;
        told.push((draft.place, name, Moment(draft.at).written()));
    }
    let drafts = told;
    let page = frame::page(&visit, "La mia scrivania", Some(Section::Desk), rows.first());
    let may_import = actor.may(Right::Import);
    let due =
        site.plans.settings(actor).await?.proposals_due.map(outline::moment::written).unwrap_or_default();
    Ok(shown(&DeskPage { page, plans, drafts, may_import, import_href: visit.at("/importa"), due }))
}

/// The title of the objective whose form a draft is of; blank when it is gone.
async fn written_about(site: &Site, actor: &Actor, place: &str) -> String {
    let mut parts = place.split('/').skip_while(|part| *part != "piani").skip(1);
    let (Some(plan_id), Some(_), Some(item)) = (parts.next(), parts.next(), parts.next()) else {
        return String::new();
    };
    let Ok(current) = site.plans.current(actor, plan_id).await else { return String::new() };
    let title = current.look(|held| {
        held.objective(item).map(|(_, objective)| outline::text(objective.title.as_ref()).to_owned())
    });
    title.ok().flatten().unwrap_or_default()
}

fn state_badge(state: PlanState) -> Badge {
    match state {
        PlanState::Draft => Badge::from(Stage::Draft),
        PlanState::Approved => Badge::from(Stage::Approved),
        PlanState::Variation => Badge::new(state.term(), Tone::Care),
    }
}

/// The units of a person, with what they can do there.
fn mine(visit: &Visit, actor: &Actor, held: &Held) -> Vec<Mine> {
    let own = |unit: &&Unit| actor.grants.iter().any(|grant| grant.unit.as_deref() == Some(unit.id.as_str()));
    let shown = |unit: &Unit| {
        let state = held.unit_states.iter().find(|state| state.unit_id == unit.id);
        let objectives =
            held.plan().objectives.iter().filter(|o| held.unit_id_of(o) == Some(unit.id.as_str()));
        let sends = held.state() != PlanState::Approved
            && held.proposal(Some(&unit.id)).is_with_unit()
            && actor.has_in(Role::Head, Some(&unit.id));
        Mine {
            name: super::unit_name(unit),
            href: plan_at(visit, &held.head, &format!("/obiettivi?struttura={}", unit.id)),
            stage: super::state_shown(held, Some(&unit.id)),
            note: state.map(|state| state.note.clone()).unwrap_or_default(),
            objectives: objectives.count(),
            send: if sends {
                plan_at(visit, &held.head, &format!("/approvazione/proposta?struttura={}&a=sent", unit.id))
            } else {
                String::new()
            },
        }
    };
    held.structures.all().iter().filter(own).map(shown).collect()
}

/// What is to be done in a plan.
fn tasks(visit: &Visit, actor: &Actor, held: &Held, checked: &Checked) -> Vec<(String, String)> {
    let at = |rest: &str| plan_at(visit, &held.head, rest);
    let mut tasks = vec![(counted(held.plan().objectives.len(), "obiettivo", "obiettivi"), at("/obiettivi"))];
    if held.state() == PlanState::Approved {
        tasks.push(("versioni e atti".to_owned(), at("/approvazione")));
        return tasks;
    }
    let lacking = missing(held, checked);
    let sum = |of: fn(&UnitProgress) -> usize| lacking.units.iter().map(of).sum::<usize>();
    let blocking = sum(|unit| unit.blocking) + lacking.blocking_of_plan;
    if blocking > 0 {
        let told = counted(blocking, "rilievo blocca l'approvazione", "rilievi bloccano l'approvazione");
        tasks.push((told, at("/rilievi?gravita=error")));
    }
    let to_check = sum(|unit| unit.to_check);
    if to_check > 0 {
        tasks.push((format!("{to_check} da verificare"), at("/rilievi?gravita=warning")));
    }
    if actor.may(Right::Coordinate) {
        let sent = lacking.units.iter().filter(|unit| unit.proposal == Proposal::Sent).count();
        if sent > 0 {
            tasks.push((
                counted(sent, "proposta da concordare", "proposte da concordare"),
                at("/approvazione"),
            ));
        }
        if lacking.is_nothing() {
            tasks.push(("non manca nulla: si può registrare l'atto".to_owned(), at("/approvazione")));
        }
    }
    tasks
}

/// Keeps what is being written.
pub async fn keep_draft(State(site): State<Shared>, visit: Visit) -> Shown {
    let actor = visit.actor()?;
    let place = visit.posted.get("bozza").to_owned();
    let kept: Vec<(String, String)> = visit
        .posted
        .fields()
        .iter()
        .filter(|(name, _)| name != "bozza" && name != crate::page::CSRF_FIELD)
        .cloned()
        .collect();
    let text = form_urlencoded::Serializer::new(String::new()).extend_pairs(kept).finish();
    site.plans.keep_draft(actor, &place, &text, site.now()).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// Looks for words in the objectives of every plan of the body.
pub async fn search(State(site): State<Shared>, visit: Visit) -> Result<Response, crate::failed::Failed> {
    let actor = visit.actor()?;
    let wanted = query(&visit, "q").into_owned();
    let mut found = Vec::new();
    let mut reading = site.plans.store().read().await?;
    let mut link = reading.link();
    let plans = link.plan_list(&actor.body.id).await?;
    let hits = link.search(&actor.body.id, &folded(&wanted), 100).await?;
    drop(reading);
    for (plan_id, item_id) in hits {
        let Some(row) = plans.iter().find(|plan| plan.id == plan_id) else { continue };
        let current = site.plans.current(actor, &plan_id).await?;
        let title = current.look(|held| {
            held.objective(&item_id).map(|(_, objective)| outline::text(objective.title.as_ref()).to_owned())
        })?;
        if let Some(title) = title {
            let href = visit.at(&format!("/piani/{plan_id}/obiettivi/{item_id}"));
            found.push((title, href, plan_name(row)));
        }
    }
    debug_assert!(actor.may(Right::SeePlan) || actor.has(Role::Employee));
    let page = frame::page(&visit, "Cerca negli obiettivi", None, plans.first());
    let asked = !wanted.trim().is_empty();
    let form = Form::default().with("q", wanted);
    Ok(shown(&SearchPage { page, form, action: visit.at("/cerca"), found, asked }))
}
