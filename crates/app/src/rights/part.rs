//! The parts of an objective that different people write.

use domain::entity::{EntityDefinition, FieldDefinition};

/// What a field of an objective, or of what stands in it, is about: who may write it depends on that.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Part {
    /// What is to be done, by when, and how it is measured.
    Text,
    /// Weights and points: they must agree over units.
    Weight,
    /// Code, kind, unit, links to the tree: the frame that the planner gives.
    Frame,
    /// People and their shares.
    People,
    /// Money.
    Money,
    /// Measures against corruption.
    Risk,
    /// What came about.
    Result,
}

impl Part {
    /// The part that a field belongs to.
    pub fn of(entity: &EntityDefinition, field: &FieldDefinition) -> Self {
        match (entity.name, field.name) {
            ("person", _) => Self::People,
            ("budget_line", _) => Self::Money,
            ("criterion", _) | (_, "weight" | "rating") => Self::Weight,
            ("link", _) => Self::Frame,
            (
                _,
                "actual" | "achievement" | "actual_months" | "actual_share" | "delay_reason" | "progress",
            ) => Self::Result,
            ("objective", name) => Self::of_objective(name),
            _ => Self::Text,
        }
    }

    fn of_objective(field: &str) -> Self {
        match field {
            "section" | "code" | "kind" | "unit" | "scope" | "form_year" | "carried_from" | "applies_to"
            | "councillor" => Self::Frame,
            "responsible" | "post_holder" | "contacts" | "staff_note" => Self::People,
            "cost_centre" => Self::Money,
            "risk_measures" => Self::Risk,
            _ => Self::Text,
        }
    }

    /// The part that adding, taking away and ordering items of a list belongs to.
    pub fn of_list(list: &str) -> Self {
        match list {
            "people" => Self::People,
            "budget" => Self::Money,
            "criteria" => Self::Weight,
            "links" => Self::Frame,
            _ => Self::Text,
        }
    }
}

#[cfg(test)]
mod tests {
    use domain::plan::{Assignment, Indicator, Objective};

    use super::*;

    #[test]
    fn a_weight_is_a_weight_wherever_it_stands() {
        let part = |entity: &'static EntityDefinition, field| Part::of(entity, entity.field(field).unwrap());
        assert_eq!(part(Objective::describe(), "weight"), Part::Weight);
        assert_eq!(part(Indicator::describe(), "weight"), Part::Weight);
        assert_eq!(part(Indicator::describe(), "text"), Part::Text);
        assert_eq!(part(Indicator::describe(), "actual"), Part::Result);
        assert_eq!(part(Assignment::describe(), "share"), Part::People);
        assert_eq!(part(Objective::describe(), "unit"), Part::Frame);
    }
}
