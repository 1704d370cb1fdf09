//! The shape of a plan: items added, ordered, taken away.

use domain::Entity;
use domain::entity::EntityDefinition;
use domain::kept::keep;
use domain::plan::{Objective, Plan};
use store::new_id;
use store::rows::{Item, Plan as PlanRow};

use super::Empty;
use crate::moment::Moment;
use crate::plans::Plans;
use crate::plans::rows::{STEP, fill, row, words};
use crate::plans::write::{Content, Writing};
use crate::refusal::{Answer, Refusal};
use crate::rights::{Actor, PlanState, Right};
use crate::trail::{Action, Detail, Entry};

/// A new objective, as it is filled in.
#[derive(Clone, Debug, Default)]
pub struct NewObjective {
    /// The unit, as the plan writes it.
    pub unit: String,
    /// Code; may be blank.
    pub code: String,
    /// Title.
    pub title: String,
}

/// # Errors
/// When a plan is approved.
pub fn open(head: &PlanRow) -> Answer<()> {
    match PlanState::named(&head.state) {
        PlanState::Draft | PlanState::Variation => Ok(()),
        PlanState::Approved => {
            Err(Refusal::blocked("il piano è approvato: per cambiarlo apri una variazione in corso d'anno"))
        }
    }
}

/// An item of a list of the plan with nothing in it.
pub fn empty(list: &str) -> Option<Empty> {
    use domain::plan::{
        Act, Body, BudgetRow, EnteObjective, MonitoringRound, Node, OfficeFunction, PositiveAction, Section,
        SourceDocument, StaffLine, StaffingFigure, SummaryLine, TrainingLine, Unit,
    };
    Some(match list {
        "" => Box::new(Plan::default()),
        "body" => Box::new(Body::default()),
        "documents" => Box::new(SourceDocument::default()),
        "units" => Box::new(Unit::default()),
        "tree" => Box::new(Node::default()),
        "ente_objectives" => Box::new(EnteObjective::default()),
        "objectives" | "fragments" => Box::new(Objective::default()),
        "budget" => Box::new(BudgetRow::default()),
        "functions" => Box::new(OfficeFunction::default()),
        "staff" => Box::new(StaffLine::default()),
        "positive_actions" => Box::new(PositiveAction::default()),
        "training" => Box::new(TrainingLine::default()),
        "staffing" => Box::new(StaffingFigure::default()),
        "summaries" => Box::new(SummaryLine::default()),
        "rounds" => Box::new(MonitoringRound::default()),
        "acts" => Box::new(Act::default()),
        "sections" => Box::new(Section::default()),
        _ => return None,
    })
}

impl Plans {
    /// Adds an objective behind the last one of its unit.
    ///
    /// # Errors
    /// Without the right; without a title or a unit; when the plan is approved.
    pub async fn add_objective(
        &self,
        actor: &Actor,
        plan_id: &str,
        new: &NewObjective,
        now: Moment,
    ) -> Answer<String> {
        actor.need(Right::ShapePlan)?;
        for (field, text, what) in [
            ("title", &new.title, "scrivi il titolo dell'obiettivo"),
            ("unit", &new.unit, "scegli la struttura"),
        ] {
            if text.trim().is_empty() {
                return Err(Refusal::invalid(field, what));
            }
        }
        let mut writing = Writing::begin(self, actor, plan_id, now).await?;
        open(&writing.head)?;
        let items = writing.items().await?;
        let objectives: Vec<&Item> = items.iter().filter(|item| item.list == "objectives").collect();
        let position = writing.room_after(&objectives, last_of_unit(&objectives, &new.unit)).await?;
        let mut objective = Objective::default();
        let like = objectives.first().map(|item| read(item));
        objective.section = like.and_then(|first| first.section);
        for (field, text) in [("title", &new.title), ("code", &new.code), ("unit", &new.unit)] {
            let text = domain::text::normal(text).into_owned();
            if !text.is_empty() {
                // The field is empty: there is room.
                let _ =
                    (&mut objective as &mut dyn Entity).put(field, None, domain::Datum::prose(text, None));
            }
        }
        let id = new_id();
        let item = row(id.clone(), "objectives", position, writing.head.version, &keep(&objective));
        writing.insert(&[item], Some(&words(&objective))).await?;
        writing.note(Entry {
            item_id: id.clone(),
            details: vec![
                Detail::new("titolo", "", new.title.trim()),
                Detail::new("struttura", "", new.unit.trim()),
            ],
            ..Entry::new(Action::ObjectiveAdded)
        });
        writing.commit().await?;
        Ok(id)
    }

    /// Takes an objective away; its history stays.
    ///
    /// # Errors
    /// Without the right or a reason; when the plan is approved, or somebody else was first.
    pub async fn remove_objective(
        &self,
        actor: &Actor,
        (plan_id, item_id): (&str, &str),
        reason: &str,
        now: Moment,
    ) -> Answer<()> {
        actor.need(Right::ShapePlan)?;
        if reason.trim().is_empty() {
            return Err(Refusal::invalid("reason", "scrivi perché l'obiettivo viene tolto"));
        }
        let mut writing = Writing::begin(self, actor, plan_id, now).await?;
        open(&writing.head)?;
        let item = writing.item(item_id).await?;
        let objective = read(&item);
        writing.end(&item).await?;
        let gone = [item];
        writing.forget_words(&gone, &[]).await?;
        writing.note(Entry {
            item_id: item_id.to_owned(),
            reason: reason.trim().to_owned(),
            details: vec![
                Detail::new("codice", outline::text(objective.code.as_ref()), ""),
                Detail::new("titolo", outline::text(objective.title.as_ref()), ""),
            ],
            ..Entry::new(Action::ObjectiveRemoved)
        });
        writing.commit().await?;
        Ok(())
    }

    /// Moves an objective one place up or down.
    ///
    /// # Errors
    /// Without the right; when the plan is approved.
    pub async fn move_objective(
        &self,
        actor: &Actor,
        (plan_id, item_id): (&str, &str),
        up: bool,
        now: Moment,
    ) -> Answer<()> {
        actor.need(Right::ShapePlan)?;
        let mut writing = Writing::begin(self, actor, plan_id, now).await?;
        open(&writing.head)?;
        let items = writing.items().await?;
        let objectives: Vec<&Item> = items.iter().filter(|item| item.list == "objectives").collect();
        let at = objectives.iter().position(|item| item.id == item_id).ok_or(Refusal::NotFound)?;
        let other = if up { at.checked_sub(1) } else { Some(at + 1) };
        let Some((one, other)) = objectives.get(at).zip(other.and_then(|at| objectives.get(at))) else {
            return Ok(());
        };
        let (first, second) = (read(one), read(other));
        writing.put_at(one, other.position, Content::of(&first)).await?;
        writing.put_at(other, one.position, Content::of(&second)).await?;
        let told = |up: bool| if up { "più in alto" } else { "più in basso" };
        writing.note(Entry {
            item_id: item_id.to_owned(),
            details: vec![Detail::new("posto", "", told(up))],
            ..Entry::new(Action::ObjectiveChanged)
        });
        writing.commit().await?;
        Ok(())
    }

    /// Adds an item to another list of the plan: a node of the tree, a row of the budget.
    ///
    /// # Errors
    /// Without the right; when the plan is approved or has no such list.
    pub async fn add_item(
        &self,
        actor: &Actor,
        (plan_id, list): (&str, &str),
        values: &[(&str, &str)],
        now: Moment,
    ) -> Answer<String> {
        actor.need(Right::ShapePlan)?;
        let current = self.current(actor, plan_id).await?;
        let grammar = current.look(crate::plans::Held::grammar)?;
        let mut writing = Writing::begin(self, actor, plan_id, now).await?;
        open(&writing.head)?;
        let mut entity =
            empty(list).filter(|_| !list.is_empty() && list != "objectives").ok_or(Refusal::NotFound)?;
        let definition: &'static EntityDefinition = entity.definition();
        for (field, text) in values {
            let known = definition.field(field).ok_or(Refusal::NotFound)?;
            outline::edit::set(entity.as_mut(), (Some(known), None), text, &grammar);
        }
        let items = writing.items().await?;
        let highest = items.iter().filter(|item| item.list == list).map(|item| item.position).max();
        let (id, position) = (new_id(), highest.unwrap_or(0) + STEP);
        let item = row(id.clone(), list, position, writing.head.version, &keep(entity.as_ref()));
        writing.insert(&[item], None).await?;
        let details = values.iter().map(|(field, text)| {
            Detail::new(definition.field(field).map_or(*field, |field| field.term), "", *text)
        });
        writing.note(Entry {
            item_id: id.clone(),
            details: details.collect(),
            ..Entry::new(Action::PlanChanged)
        });
        writing.commit().await?;
        Ok(id)
    }

    /// Takes another item of the plan away; its history stays.
    ///
    /// # Errors
    /// Without the right; when the plan is approved, or somebody else was first.
    pub async fn remove_item(
        &self,
        actor: &Actor,
        (plan_id, item_id): (&str, &str),
        reason: &str,
        now: Moment,
    ) -> Answer<()> {
        actor.need(Right::ShapePlan)?;
        let mut writing = Writing::begin(self, actor, plan_id, now).await?;
        open(&writing.head)?;
        let item = writing.item(item_id).await?;
        if item.list.is_empty() || item.list == "objectives" {
            return Err(Refusal::NotFound);
        }
        writing.end(&item).await?;
        writing.note(Entry {
            item_id: item_id.to_owned(),
            reason: reason.trim().to_owned(),
            details: vec![Detail::new("voce", &item.list, "")],
            ..Entry::new(Action::PlanChanged)
        });
        writing.commit().await?;
        Ok(())
    }
}

impl Writing<'_> {
    /// A position behind an item; where there is no room, the items are spread again.
    async fn room_after(&mut self, items: &[&Item], at: Option<usize>) -> Answer<i64> {
        let Some(at) = at else { return Ok(items.last().map_or(0, |item| item.position) + STEP) };
        let before = items.get(at).map_or(0, |item| item.position);
        let Some(after) = items.get(at + 1) else { return Ok(before + STEP) };
        if after.position - before > 1 {
            return Ok(before + (after.position - before) / 2);
        }
        for (place, item) in (1..).zip(items) {
            self.put_at(item, place * STEP, Content::of(&read(item))).await?;
        }
        let place = i64::try_from(at + 1).unwrap_or(0);
        Ok(place * STEP + STEP / 2)
    }
}

fn read(item: &Item) -> Objective {
    let mut objective = Objective::default();
    fill(&mut objective, item);
    objective
}

fn last_of_unit(objectives: &[&Item], unit: &str) -> Option<usize> {
    let key = |text: &str| domain::text::squeezed(&domain::text::folded(text));
    let wanted = key(unit);
    objectives.iter().rposition(|item| key(outline::text(read(item).unit.as_ref())) == wanted)
}
