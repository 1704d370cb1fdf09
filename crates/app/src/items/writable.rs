//! Who may write which parts of an objective, and why not.

use domain::plan::Objective;
use outline::edit::{Made, What};

use crate::plans::Held;
use crate::refusal::{Answer, Refusal};
use crate::rights::{Actor, Part, PlanState, Proposal};

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

    /// The state of the plan it depends on.
    pub(super) fn plan(&self) -> PlanState {
        self.plan
    }

    /// The state of the unit's proposal it depends on.
    pub(super) fn proposal(&self) -> Proposal {
        self.proposal
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

/// Refuses changes of parts that may not be written.
pub(super) fn refuse(made: &[Made], writable: &Writable) -> Answer<()> {
    match made.iter().map(part_of).find(|part| !writable.may(*part)) {
        Some(part) => Err(Refusal::blocked(writable.why_not(part))),
        None => Ok(()),
    }
}
