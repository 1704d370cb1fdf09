//! Objectives and the other items of a plan: changed, added, ordered, taken away, and their history.

mod clash;
mod history;
mod saving;
mod shape;
mod weights;
mod writable;

use domain::Visibility;
use domain::entity::{Entity, entity_named};
use domain::plan::Objective;
use outline::edit::{Address, Edit, Made, What, apply};

use crate::plans::Plans;
use crate::refusal::{Answer, Refusal};
use crate::rights::Actor;
use crate::trail::Detail;
pub use history::{Change, State};
pub use shape::NewObjective;
pub use weights::NewWeight;
pub use writable::Writable;

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
