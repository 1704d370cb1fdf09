//! The times of all phases of a structure, set in one grid: the fields that its form has for them, and no others.

use app::Refusal;
use app::items::{Edits, Writable};
use app::plans::Held;
use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::IntoResponse;
use domain::plan::Objective;
use forms::entry::Slot;
use outline::edit::Grammar;
use outline::text;

use super::super::scheda::entry::{Showing, SlotShown};
use super::super::scheda::write::{edits_of, refused};
use super::super::{go, plan};
use super::{ELSEWHERE, phase_label};
use crate::failed::{Failed, Shown, shown};
use crate::form::Form;
use crate::frame::{self, plan_at};
use crate::page::{Page, Section};
use crate::posted::Posted;
use crate::site::{Shared, Site};
use crate::visit::Visit;

/// The fields of a phase that say when it happens.
const TIMES: [&str; 4] = ["start", "months", "end", "timing"];

/// A column: a field, or a month of it.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Column {
    field: &'static str,
    label: String,
    /// The labels of its months; none for a text.
    narrow: Vec<String>,
}

struct PhaseRow {
    label: String,
    /// What each column holds; none where the form has no such field.
    slots: Vec<Option<SlotShown>>,
}

struct ObjectiveRows {
    id: String,
    title: String,
    since: i64,
    phases: Vec<PhaseRow>,
}

#[derive(Template)]
#[template(path = "pagine/tempi.html")]
struct TimesPage {
    page: Page,
    form: Form,
    action: String,
    back: String,
    columns: Vec<Column>,
    has_narrow: bool,
    width: usize,
    objectives: Vec<ObjectiveRows>,
}

/// What a person wrote on an objective that was not saved.
struct Unsaved {
    id: String,
    objective: Objective,
    since: i64,
    form: Form,
}

type UnitPath = Path<(String, String, String)>;

/// The fields of a phase, each with its column.
type PhaseSlots = Vec<(Column, SlotShown)>;

/// The times of a structure, to be written.
pub async fn set(State(site): State<Shared>, Path((_, plan_id, key)): UnitPath, visit: Visit) -> Shown {
    let current = plan(&site, &visit, &plan_id).await?;
    let page = current.look(|held| page_of(&visit, held, &key, Form::default(), &[]))??;
    Ok(shown(&page))
}

fn page_of(
    visit: &Visit,
    held: &Held,
    key: &str,
    form: Form,
    unsaved: &[Unsaved],
) -> Result<TimesPage, Refusal> {
    let grammar = held.grammar();
    let mut columns: Vec<Column> = Vec::new();
    let mut found: Vec<(ObjectiveRows, Vec<PhaseSlots>)> = Vec::new();
    for (objective, meta) in of_unit(held, key) {
        let kept = unsaved.iter().find(|kept| kept.id == meta.id);
        let objective = kept.map_or(objective, |kept| &kept.objective);
        let slots = slots_of(visit, held, objective, (&grammar, kept.map(|kept| &kept.form)), &meta.id);
        for (column, _) in slots.iter().flatten() {
            if !columns.contains(column) {
                columns.push(column.clone());
            }
        }
        let rows = ObjectiveRows {
            id: meta.id.clone(),
            title: format!("{} {}", text(objective.code.as_ref()), text(objective.title.as_ref())),
            since: kept.map_or(meta.since, |kept| kept.since),
            phases: objective
                .phases
                .iter()
                .map(|phase| PhaseRow { label: phase_label(phase), slots: Vec::new() })
                .collect(),
        };
        found.push((rows, slots));
    }
    if found.is_empty() {
        return Err(Refusal::NotFound);
    }
    columns.sort_by_key(|column| TIMES.iter().position(|field| *field == column.field));
    let objectives = found.into_iter().map(|(rows, slots)| filled(rows, slots, &columns)).collect();
    let back = plan_at(visit, &held.head, "/cronoprogramma");
    let name = held.structures.get(key).map_or_else(|| "senza struttura".to_owned(), super::super::unit_name);
    let title = format!("Tempi: {name}");
    let mut page = frame::page(visit, title, Some(Section::Objectives), Some(&held.head));
    page.trail = frame::trail(
        visit,
        &held.head,
        &[("Obiettivi", "/obiettivi"), ("Cronoprogramma", "/cronoprogramma")],
    );
    Ok(TimesPage {
        page,
        form,
        action: format!("{back}/{key}"),
        back: format!("{back}?struttura={}", if key == ELSEWHERE { "" } else { key }),
        has_narrow: columns.iter().any(|column| !column.narrow.is_empty()),
        width: 1 + columns.iter().map(|column| column.narrow.len().max(1)).sum::<usize>(),
        columns,
        objectives,
    })
}

/// The objectives of a structure that have phases.
fn of_unit<'h>(
    held: &'h Held,
    key: &'h str,
) -> impl Iterator<Item = (&'h Objective, &'h app::plans::Meta)> + 'h {
    let all = held.plan().objectives.iter().zip(held.metas("objectives"));
    all.filter(move |(objective, _)| {
        !objective.phases.is_empty() && held.unit_id_of(objective).unwrap_or(ELSEWHERE) == key
    })
}

/// The fields for times that the form of an objective has, by phase.
fn slots_of(
    visit: &Visit,
    held: &Held,
    objective: &Objective,
    (grammar, form): (&Grammar, Option<&Form>),
    id: &str,
) -> Vec<PhaseSlots> {
    let Ok(actor) = visit.actor() else { return Vec::new() };
    let blank = Form::default();
    let showing = Showing {
        writable: Writable::of(actor, held, objective),
        sees_people: actor.sees_people_of(held.unit_id_of(objective)),
        findings: &[],
        form: form.unwrap_or(&blank),
        under: false,
        grammar,
    };
    let entry = held.entry(objective);
    let mut phases: Vec<PhaseSlots> = objective.phases.iter().map(|_| Vec::new()).collect();
    for slot in entry.slots().filter(|slot| !slot.quiet) {
        let Some((index, field)) = time_of(slot) else { continue };
        let Some(phase) = phases.get_mut(index) else { continue };
        let mut shown = showing.slot(slot, "");
        let narrow: Vec<String> = shown.marks.iter().map(|(label, ..)| label.clone()).collect();
        let column = Column { field: field.name, label: capital(field.term), narrow };
        if phase.iter().all(|(known, _)| *known != column) {
            shown.name = format!("{id}/{}", shown.name);
            phase.push((column, shown));
        }
    }
    phases
}

/// Of which phase, and which of its fields a slot is, when it says when that happens.
fn time_of(slot: &Slot) -> Option<(usize, &'static domain::entity::FieldDefinition)> {
    let item = slot.target.item.filter(|item| item.list == "phases")?;
    let field = slot.target.field.filter(|field| TIMES.contains(&field.name))?;
    Some((item.index, field))
}

fn capital(term: &str) -> String {
    crate::failed::capital(term)
}

/// The rows with their fields below the columns.
fn filled(mut rows: ObjectiveRows, slots: Vec<PhaseSlots>, columns: &[Column]) -> ObjectiveRows {
    for (row, mut slots) in rows.phases.iter_mut().zip(slots) {
        let mut take =
            |column: &Column| Some(slots.remove(slots.iter().position(|(known, _)| known == column)?).1);
        row.slots = columns.iter().map(&mut take).collect();
    }
    rows
}

/// Saves the times of a structure, objective by objective: one that somebody else has changed holds up no other.
pub async fn save(State(site): State<Shared>, Path((_, plan_id, key)): UnitPath, visit: Visit) -> Shown {
    let current = plan(&site, &visit, &plan_id).await?;
    let ids: Vec<String> =
        current.look(|held| of_unit(held, &key).map(|(_, meta)| meta.id.clone()).collect())?;
    let mut unsaved = Vec::new();
    let mut saved = 0;
    let mut form = Form::default();
    let mut status = StatusCode::OK;
    for id in ids {
        let posted = part(&visit.posted, &id);
        if !posted.has("since") {
            continue;
        }
        let edits = edits_of(&site, &visit, (&plan_id, &id), &posted).await?;
        let done = site.plans.save_objective(visit.actor()?, (&plan_id, &id), &edits, site.now()).await;
        match done {
            Ok(made) => saved += made.made.len(),
            Err(refusal) => {
                let kept = kept(&site, &visit, (&plan_id, &id), (&posted, &edits), refusal).await?;
                status = kept.0;
                kept.1.form.errors().iter().for_each(|error| form.fail("", error.message.clone()));
                unsaved.push(kept.1);
            }
        }
    }
    if unsaved.is_empty() {
        let told = if saved == 0 { "uguale" } else { "salvato" };
        return Ok(go(&visit.at(&format!("/piani/{plan_id}/cronoprogramma/{key}")), told));
    }
    let current = plan(&site, &visit, &plan_id).await?;
    let page = current.look(|held| page_of(&visit, held, &key, form, &unsaved))??;
    Ok((status, shown(&page)).into_response())
}

/// What was written on an objective and not saved, to be shown again.
async fn kept(
    site: &Site,
    visit: &Visit,
    (plan_id, id): (&str, &str),
    (posted, edits): (&Posted, &Edits),
    refusal: Refusal,
) -> Result<(StatusCode, Unsaved), Failed> {
    let (status, form) = refused(posted, refusal)?;
    let (objective, since) = site.plans.overlaid(visit.actor()?, (plan_id, id), edits).await?;
    Ok((status, Unsaved { id: id.to_owned(), objective, since, form }))
}

/// The fields of one objective, under the names that they have on its own page.
fn part(posted: &Posted, id: &str) -> Posted {
    let own = posted.fields().iter().filter_map(|(name, value)| {
        let (kind, rest) = name.split_once('.')?;
        let rest = rest.strip_prefix(id)?.strip_prefix('/')?;
        let name = if kind == "since" { kind.to_owned() } else { format!("{kind}.{rest}") };
        Some((name, value.clone()))
    });
    Posted::of_fields(own.collect())
}

/// Whether somebody may write the times.
impl TimesPage {
    fn may_write(&self) -> bool {
        let slots = self.objectives.iter().flat_map(|one| &one.phases).flat_map(|row| &row.slots).flatten();
        slots.into_iter().any(|slot| !slot.is("read"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_objective_gets_its_own_fields() {
        let posted = Posted::of_text(
            b"csrf=x&since.a%2F=4&g.a%2Fphases.0.months=si&m.a%2Fphases.0.months=gen&since.b%2F=7&v.b%2Fphases.1.end=30.6.2026",
        );
        let fields = |id: &str| part(&posted, id).fields().to_vec();
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        assert_eq!(
            fields("a"),
            [pair("since", "4"), pair("g.phases.0.months", "si"), pair("m.phases.0.months", "gen")]
        );
        assert_eq!(fields("b"), [pair("since", "7"), pair("v.phases.1.end", "30.6.2026")]);
        assert!(fields("c").is_empty());
    }
}
