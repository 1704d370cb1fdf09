//! Objectives and the other items of a plan: changed, added, ordered, taken away, and their history.

mod clash;
mod history;
mod shape;
mod weights;

use domain::Visibility;
use domain::entity::{Entity, entity_named};
use domain::plan::Objective;
use outline::edit::{Address, Edit, Grammar, Made, What, apply, choose};
use store::rows::Item;

use crate::moment::Moment;
use crate::plans::rows::fill;
use crate::plans::write::{Content, Writing};
use crate::plans::{Held, Plans};
use crate::refusal::{Answer, Refusal};
use crate::rights::{Actor, Part, PlanState, Proposal, Right};
use crate::trail::{Action, Detail, Entry};
pub use history::{Change, State};
pub use shape::NewObjective;
pub use weights::NewWeight;

/// What a person did to an item that they saw as it was at a version.
#[derive(Clone, Debug, Default)]
pub struct Edits {
    /// The version since which the item was as the person saw it.
    pub seen: i64,
    /// What they did.
    pub edits: Vec<Edit>,
    /// Of values with several readings, the ones they chose.
    pub choices: Vec<(Address, usize)>,
    /// Why; may be blank.
    pub reason: String,
    /// The place of the draft that is saved with it, and is then no longer needed; blank: none.
    pub draft: String,
}

/// What came of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Saved {
    /// The version since which the item is as it is now.
    pub since: i64,
    /// What was changed.
    pub made: Vec<Made>,
}

/// Who may write which parts of an objective.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Writable {
    plan: PlanState,
    proposal: Proposal,
    parts: [bool; 7],
}

const PARTS: [Part; 7] =
    [Part::Text, Part::Weight, Part::Frame, Part::People, Part::Money, Part::Risk, Part::Result];

impl Writable {
    /// What an actor may write of an objective of a plan.
    pub fn of(actor: &Actor, held: &Held, objective: &Objective) -> Self {
        let unit = held.unit_id_of(objective);
        let (plan, proposal) = (held.state(), held.proposal(unit));
        Self { plan, proposal, parts: PARTS.map(|part| actor.may_write(part, unit, plan, proposal)) }
    }

    /// Whether a part may be written.
    pub fn may(&self, part: Part) -> bool {
        PARTS.iter().position(|known| *known == part).is_some_and(|at| self.parts[at])
    }

    /// Whether anything may be written.
    pub fn any(&self) -> bool {
        self.parts.contains(&true)
    }

    /// Why a part may not be written, in Italian.
    pub fn why_not(&self, part: Part) -> String {
        match (self.plan, self.proposal, part) {
            (PlanState::Draft, _, Part::Result) => "i risultati si scrivono dopo l'approvazione".to_owned(),
            (PlanState::Approved, ..) => {
                "il piano è approvato: si scrivono solo i risultati; per il resto serve una variazione in corso d'anno".to_owned()
            }
            (_, Proposal::Sent | Proposal::Agreed, _) => {
                "la proposta della struttura è stata trasmessa: la modifica chi coordina il piano, o la restituisce".to_owned()
            }
            (_, _, Part::Weight) => "i pesi li assegna chi coordina il piano".to_owned(),
            (_, _, Part::Frame) => "codice, tipo, struttura e collegamenti li scrive chi coordina il piano".to_owned(),
            _ => "con il tuo ruolo questo campo si legge soltanto".to_owned(),
        }
    }
}

/// An objective that was changed, ready to be written.
struct Changed {
    made: Vec<Made>,
    position: i64,
    content: Content,
}

impl Changed {
    /// Does what a person did; nothing, when it changes nothing.
    fn of(
        mut objective: Objective,
        position: i64,
        edits: &Edits,
        grammar: &Grammar,
        writable: &Writable,
    ) -> Answer<Option<Self>> {
        let made = apply(&mut objective, &edits.edits, grammar);
        Self::new(made, objective, position, (edits, writable))
    }

    fn new(
        made: Vec<Made>,
        mut objective: Objective,
        position: i64,
        (edits, writable): (&Edits, &Writable),
    ) -> Answer<Option<Self>> {
        let made = with_choices(made, &mut objective, &edits.choices);
        if made.is_empty() {
            return Ok(None);
        }
        refuse(&made, writable)?;
        Ok(Some(Self { made, position, content: Content::of(&objective) }))
    }
}

/// Does what a person did to an objective as it is now: beside what somebody else did to it since they saw it.
async fn anew(
    writing: &mut Writing<'_>,
    before: &Item,
    edits: &Edits,
    grammar: &Grammar,
    writable: &Writable,
) -> Answer<Option<Changed>> {
    let mut objective = Objective::default();
    fill(&mut objective, before);
    if before.since == edits.seen {
        return Changed::of(objective, before.position, edits, grammar, writable);
    }
    let seen = writing.item_seen(&before.id, edits.seen).await?;
    let made = clash::merge(&mut objective, &seen, &edits.edits, grammar)?;
    Changed::new(made, objective, before.position, (edits, writable))
}

impl Plans {
    /// Saves what a person did to an objective.
    ///
    /// # Errors
    /// When the person may not see it or not write a field they changed; when somebody else has changed the same field since;
    /// when it is gone.
    pub async fn save_objective(
        &self,
        actor: &Actor,
        (plan_id, item_id): (&str, &str),
        edits: Edits,
        now: Moment,
    ) -> Answer<Saved> {
        let current = self.current(actor, plan_id).await?;
        let (grammar, writable, seen) = current
            .look(|held| {
                let (at, objective) = held.objective(item_id)?;
                let meta = held.metas("objectives").get(at).filter(|meta| meta.since == edits.seen);
                let seen = meta.map(|meta| (objective.clone(), meta.position));
                Some((held.grammar(), Writable::of(actor, held, objective), seen))
            })?
            .ok_or(Refusal::NotFound)?;
        if !writable.any() {
            return Err(Refusal::blocked(writable.why_not(Part::Text)));
        }
        // Nearly always the objective still is as the person saw it: then all is made up before others have to wait for it.
        let ready = match seen {
            Some((objective, position)) => {
                match Changed::of(objective, position, &edits, &grammar, &writable)? {
                    None => return Ok(Saved { since: edits.seen, made: Vec::new() }),
                    ready => ready,
                }
            }
            None => None,
        };
        let mut writing = Writing::begin(self, actor, plan_id, now).await?;
        // What was looked at may have changed its state since.
        if PlanState::named(&writing.head.state) != writable.plan {
            return Err(Refusal::Stale);
        }
        let is_ready = ready.is_some() && writing.end_since(item_id, edits.seen).await?;
        let changed = if let Some(ready) = ready.filter(|_| is_ready) {
            ready
        } else {
            let before = writing.item(item_id).await?;
            let Some(changed) = anew(&mut writing, &before, &edits, &grammar, &writable).await? else {
                return Ok(Saved { since: before.since, made: Vec::new() });
            };
            writing.end(&before).await?;
            changed
        };
        let Changed { made, position, content } = changed;
        writing.insert_state((item_id, "objectives"), position, content).await?;
        writing.note(Entry {
            item_id: item_id.to_owned(),
            reason: edits.reason,
            details: details(&made, "objective"),
            ..Entry::new(Action::ObjectiveChanged)
        });
        writing.forget_draft(&edits.draft).await?;
        let since = writing.commit().await?;
        Ok(Saved { since, made })
    }

    /// Saves what a person did to another item of a plan: a node of the tree, a row of the budget.
    ///
    /// # Errors
    /// Without the right; when the plan is approved, or somebody else was first.
    pub async fn save_item(
        &self,
        actor: &Actor,
        (plan_id, item_id): (&str, &str),
        edits: Edits,
        now: Moment,
    ) -> Answer<Saved> {
        actor.need(Right::ShapePlan)?;
        let current = self.current(actor, plan_id).await?;
        let grammar = current.look(Held::grammar)?;
        let mut writing = Writing::begin(self, actor, plan_id, now).await?;
        shape::open(&writing.head)?;
        let before = writing.item(item_id).await?;
        let mut entity = shape::empty(&before.list).ok_or(Refusal::NotFound)?;
        fill(entity.as_mut(), &before);
        if before.since != edits.seen {
            return Err(Refusal::Stale);
        }
        let made = apply(entity.as_mut(), &edits.edits, &grammar);
        if made.is_empty() {
            return Ok(Saved { since: before.since, made });
        }
        let name = entity.definition().name;
        writing.put(&before, Content::of(entity.as_ref())).await?;
        writing.note(Entry {
            item_id: item_id.to_owned(),
            reason: edits.reason,
            details: details(&made, name),
            ..Entry::new(Action::PlanChanged)
        });
        let since = writing.commit().await?;
        Ok(Saved { since, made })
    }
}

/// What was changed, with the readings that were chosen of values whose text stayed as it was.
fn with_choices(mut made: Vec<Made>, objective: &mut Objective, choices: &[(Address, usize)]) -> Vec<Made> {
    for (address, reading) in choices {
        let rewritten = made.iter().any(|made| made.what == What::Value(address.clone()));
        if !rewritten {
            made.extend(choose(objective, address, *reading));
        }
    }
    made
}

impl Plans {
    /// An objective as it is now, with the texts that a person wrote on it as they saw it, and the version since which it is so:
    /// to be shown again when it was not saved.
    ///
    /// # Errors
    /// When the person may not see it, or it is gone.
    pub async fn overlaid(
        &self,
        actor: &Actor,
        (plan_id, item_id): (&str, &str),
        edits: &Edits,
    ) -> Answer<(Objective, i64)> {
        let current = self.current(actor, plan_id).await?;
        let (now, grammar) = current
            .look(|held| {
                let (_, objective) = held.objective(item_id)?;
                Some((objective.clone(), held.grammar()))
            })?
            .ok_or(Refusal::NotFound)?;
        let mut reading = self.store().read().await?;
        let states = reading.link().item_history(&actor.body.id, plan_id, item_id).await?;
        let since = states.first().map_or(0, |state| state.since);
        let texts: Vec<Edit> = edits
            .edits
            .iter()
            .filter(|edit| matches!(edit, Edit::Set { .. } | Edit::Preset { .. }))
            .cloned()
            .collect();
        let seen = states.iter().find(|state| state.since == edits.seen);
        let wanted = match seen.filter(|state| state.since != since) {
            Some(state) => clash::own(state, &texts),
            None => texts,
        };
        let mut overlaid = now;
        apply(&mut overlaid, &wanted, &grammar);
        Ok((overlaid, since))
    }
}

impl Writing<'_> {
    /// The state in which a person saw an item.
    async fn item_seen(&mut self, item_id: &str, since: i64) -> Answer<Item> {
        let (body_id, plan_id) = (self.head.body_id.clone(), self.head.id.clone());
        let states = self.link()?.item_history(&body_id, &plan_id, item_id).await?;
        states.into_iter().find(|state| state.since == since).ok_or(Refusal::Stale)
    }
}

/// The part of an objective that a change is of.
fn part_of(made: &Made) -> Part {
    let definition = Objective::describe();
    match &made.what {
        What::Value(address) => {
            let entity = match address.part {
                None => definition,
                Some(part) => definition.list(part.list).map_or(definition, |list| (list.item)()),
            };
            address.field.map_or(Part::Text, |field| Part::of(entity, field))
        }
        What::Added { list, .. } | What::Removed { list, .. } | What::Moved { list, .. } => {
            Part::of_list(list)
        }
    }
}

fn refuse(made: &[Made], writable: &Writable) -> Answer<()> {
    match made.iter().map(part_of).find(|part| !writable.may(*part)) {
        Some(part) => Err(Refusal::blocked(writable.why_not(part))),
        None => Ok(()),
    }
}

/// Changes as the audit trail tells them.
fn details(made: &[Made], entity: &str) -> Vec<Detail> {
    let Some(definition) = entity_named(entity) else { return Vec::new() };
    let personal = |made: &Made| match &made.what {
        What::Value(address) => address.field.is_some_and(|field| field.visibility == Visibility::Personal),
        What::Added { list, .. } | What::Removed { list, .. } => *list == "people",
        What::Moved { .. } => false,
    };
    let told = |made: &Made| match &made.what {
        What::Value(address) => address.told(definition),
        What::Added { list, index } => format!("aggiunta: {} {}", term(definition, list), index + 1),
        What::Removed { list, index } => format!("tolta: {} {}", term(definition, list), index + 1),
        What::Moved { list, from, to } => {
            format!("spostata: {} {} al posto {}", term(definition, list), from + 1, to + 1)
        }
    };
    let detail = |made: &Made| Detail {
        personal: personal(made),
        ..Detail::new(told(made), &made.before, &made.after)
    };
    made.iter().map(detail).collect()
}

fn term(definition: &domain::EntityDefinition, list: &str) -> &'static str {
    definition.list(list).map_or("", |list| (list.item)().term)
}

/// An entity with nothing in it, whatever it is.
type Empty = Box<dyn Entity + Send>;
