//! The items that have a row: objectives, their phases and their indicators.

use appraisal::ids;
use domain::entity::EntityDefinition;
use domain::plan::{Indicator, Objective, Phase};
use domain::text::folded;
use domain::{Entity, Plan};
use outline::text;

/// What a row is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Sort {
    /// An objective.
    Objective,
    /// A phase of one.
    Phase,
    /// An indicator of one.
    Indicator,
}

impl Sort {
    pub(super) const ALL: [Self; 3] = [Self::Objective, Self::Phase, Self::Indicator];
    pub(super) const PARTS: [Self; 2] = [Self::Phase, Self::Indicator];

    /// What people choose in the column «Riga».
    pub fn term(self) -> &'static str {
        match self {
            Self::Objective => "Obiettivo",
            Self::Phase => "Fase",
            Self::Indicator => "Indicatore",
        }
    }

    /// The English name of the entity: `phase`.
    pub fn name(self) -> &'static str {
        self.definition().name
    }

    pub(super) fn named(term: &str) -> Option<Self> {
        let term = folded(term);
        Self::ALL.into_iter().find(|sort| folded(sort.term()) == term)
    }

    pub(super) fn definition(self) -> &'static EntityDefinition {
        match self {
            Self::Objective => Objective::describe(),
            Self::Phase => Phase::describe(),
            Self::Indicator => Indicator::describe(),
        }
    }

    /// The list of an objective, or of a plan, that such items stand in.
    pub(super) fn list(self) -> &'static str {
        match self {
            Self::Objective => "objectives",
            Self::Phase => "phases",
            Self::Indicator => "indicators",
        }
    }

    /// The field that says what the item is.
    pub(super) fn title(self) -> &'static str {
        if self == Self::Objective { "title" } else { "text" }
    }
}

/// An item, by its place in the plan from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Item {
    pub objective: usize,
    pub part: Option<(Sort, usize)>,
}

impl Item {
    pub fn objective(at: usize) -> Self {
        Self { objective: at, part: None }
    }

    pub fn part(objective: usize, sort: Sort, at: usize) -> Self {
        Self { objective, part: Some((sort, at)) }
    }

    pub fn sort(self) -> Sort {
        self.part.map_or(Sort::Objective, |(sort, _)| sort)
    }

    /// Its name, as elsewhere in the product: `O12`, `O12.F3`, `O12.I2`.
    pub fn id(self) -> String {
        let ordinal = u32::try_from(self.objective + 1).unwrap_or(u32::MAX);
        match self.part {
            None | Some((Sort::Objective, _)) => ids::objective(ordinal),
            Some((Sort::Phase, at)) => ids::phase(ordinal, at + 1),
            Some((Sort::Indicator, at)) => ids::indicator(ordinal, at + 1),
        }
    }

    /// The item that a name stands for, whether or not a plan has it.
    pub fn named(id: &str) -> Option<Self> {
        let meant = ids::meant(id.trim())?;
        let objective = usize::try_from(meant.objective).ok()?.checked_sub(1)?;
        let part = match meant.part {
            None => None,
            Some(ids::Part::Phase(at)) => Some((Sort::Phase, at.checked_sub(1)?)),
            Some(ids::Part::Indicator(at)) => Some((Sort::Indicator, at.checked_sub(1)?)),
        };
        Some(Self { objective, part })
    }

    pub fn of(self, plan: &Plan) -> Option<&dyn Entity> {
        let objective = plan.objectives.get(self.objective)?;
        Some(match self.part {
            None | Some((Sort::Objective, _)) => objective,
            Some((Sort::Phase, at)) => objective.phases.get(at)?,
            Some((Sort::Indicator, at)) => objective.indicators.get(at)?,
        })
    }

    pub fn of_mut(self, plan: &mut Plan) -> Option<&mut dyn Entity> {
        let objective = plan.objectives.get_mut(self.objective)?;
        Some(match self.part {
            None | Some((Sort::Objective, _)) => objective,
            Some((sort, at)) => objective.child_mut(sort.list(), at)?,
        })
    }
}

/// An objective and its parts, in the order of the sheet: phases each followed by nothing, then indicators.
pub fn items(plan: &Plan, at: usize) -> Vec<Item> {
    let Some(objective) = plan.objectives.get(at) else { return Vec::new() };
    let phases = (0..objective.phases.len()).map(|part| Item::part(at, Sort::Phase, part));
    let indicators = (0..objective.indicators.len()).map(|part| Item::part(at, Sort::Indicator, part));
    std::iter::once(Item::objective(at)).chain(phases).chain(indicators).collect()
}

/// By what an item is told from others of its kind: what it stands within, its code and its title.
pub fn known_by(plan: &Plan, item: Item) -> [String; 3] {
    let Some(objective) = plan.objectives.get(item.objective) else { return Default::default() };
    let known = match item.part {
        None | Some((Sort::Objective, _)) => {
            [text(objective.unit.as_ref()), text(objective.code.as_ref()), text(objective.title.as_ref())]
        }
        Some((Sort::Phase, at)) => objective.phases.get(at).map_or([""; 3], |phase| {
            [text(phase.year.as_ref()), text(phase.number.as_ref()), text(phase.text.as_ref())]
        }),
        Some((Sort::Indicator, at)) => objective.indicators.get(at).map_or([""; 3], |indicator| {
            [text(indicator.year.as_ref()), text(indicator.number.as_ref()), text(indicator.text.as_ref())]
        }),
    };
    known.map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_and_its_item_are_one() {
        for item in [Item::objective(0), Item::part(11, Sort::Phase, 2), Item::part(3, Sort::Indicator, 0)] {
            assert_eq!(Item::named(&item.id()), Some(item));
        }
        for wrong in ["O0", "O1.F0", "U2", "ENTE", ""] {
            assert_eq!(Item::named(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn rows_are_chosen_by_their_term_however_it_is_written() {
        assert_eq!(Sort::named(" FASE"), Some(Sort::Phase));
        assert_eq!(Sort::named("attività"), None);
    }
}
