//! La mia scrivania: what waits for a person in a body.

use app::Moment;
use app::rights::{PlanState, Right, Role};
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use domain::text::folded;

use super::query;
use crate::components::State as Stage;
use crate::failed::{Shown, shown};
use crate::form::Form;
use crate::frame::{self, plan_name};
use crate::page::{Page, Section};
use crate::site::Shared;
use crate::visit::Visit;

struct PlanCard {
    name: String,
    href: String,
    state: String,
    changed: String,
    mine: Vec<Mine>,
}

/// A unit of the person in a plan.
struct Mine {
    name: String,
    href: String,
    stage: Stage,
    note: String,
    objectives: usize,
}

#[derive(Template)]
#[template(path = "pagine/scrivania.html")]
struct DeskPage {
    page: Page,
    plans: Vec<PlanCard>,
    drafts: Vec<(String, String)>,
    may_import: bool,
    import_href: String,
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
    for row in &rows {
        let current = site.plans.current(actor, &row.id).await?;
        let mine = current.look(|held| {
            let units = held.structures.all().iter().filter(|unit| {
                actor.grants.iter().any(|grant| grant.unit.as_deref() == Some(unit.id.as_str()))
            });
            units
                .map(|unit| {
                    let state = held.unit_states.iter().find(|state| state.unit_id == unit.id);
                    let own = held.plan.objectives.iter();
                    Mine {
                        name: super::unit_name(unit),
                        href: visit.at(&format!("/piani/{}/obiettivi?struttura={}", row.id, unit.id)),
                        stage: super::state_shown(held, Some(&unit.id)),
                        note: state.map(|state| state.note.clone()).unwrap_or_default(),
                        objectives: own.filter(|o| held.unit_id_of(o) == Some(unit.id.as_str())).count(),
                    }
                })
                .collect::<Vec<_>>()
        })?;
        plans.push(PlanCard {
            name: plan_name(row),
            href: visit.at(&format!("/piani/{}/obiettivi", row.id)),
            state: PlanState::named(&row.state).term().to_owned(),
            changed: Moment(row.changed_at).written(),
            mine,
        });
    }
    let drafts = site.plans.drafts(actor).await?;
    let drafts = drafts.into_iter().map(|draft| (draft.place, Moment(draft.at).written())).collect();
    let page = frame::page(&visit, "La mia scrivania", Some(Section::Desk), rows.first());
    let may_import = actor.may(Right::Import);
    Ok(shown(&DeskPage { page, plans, drafts, may_import, import_href: visit.at("/importa") }))
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
