//! The states of a plan, and of what the units propose for it.

use store::rows::UnitState;

/// State of a plan as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PlanState {
    /// It is being written.
    Draft,
    /// Approved by an act: only results are written.
    Approved,
    /// Open again for a change in the course of the year, with a reason.
    Variation,
}

impl PlanState {
    /// Every state.
    pub const ALL: [Self; 3] = [Self::Draft, Self::Approved, Self::Variation];

    /// The name in the database.
    pub fn name(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Approved => "approved",
            Self::Variation => "variation",
        }
    }

    /// The state of a name; an unknown one is taken for the one in which the least may be done.
    pub fn named(name: &str) -> Self {
        Self::ALL.into_iter().find(|state| state.name() == name).unwrap_or(Self::Approved)
    }

    /// What people call it.
    pub fn term(self) -> &'static str {
        match self {
            Self::Draft => "Bozza",
            Self::Approved => "Approvato",
            Self::Variation => "Variazione in corso d'anno",
        }
    }
}

/// How far the proposal of a unit is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Proposal {
    /// The unit is writing.
    Draft,
    /// Sent by the head (*Trasmesso*).
    Sent,
    /// Sent back with remarks (*Restituito con osservazioni*).
    Returned,
    /// Agreed, before the act (*Concordato*).
    Agreed,
}

impl Proposal {
    /// Every state.
    pub const ALL: [Self; 4] = [Self::Draft, Self::Sent, Self::Returned, Self::Agreed];

    /// The name in the database.
    pub fn name(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Sent => "sent",
            Self::Returned => "returned",
            Self::Agreed => "agreed",
        }
    }

    /// The state of a name.
    pub fn named(name: &str) -> Self {
        Self::ALL.into_iter().find(|state| state.name() == name).unwrap_or(Self::Draft)
    }

    /// The state of the proposal of a unit among those that have one.
    pub fn of_unit(states: &[UnitState], unit_id: Option<&str>) -> Self {
        let row = states.iter().find(|state| Some(state.unit_id.as_str()) == unit_id);
        row.map_or(Self::Draft, |state| Self::named(&state.state))
    }

    /// What people call it.
    pub fn term(self) -> &'static str {
        match self {
            Self::Draft => "Bozza",
            Self::Sent => "Trasmesso",
            Self::Returned => "Restituito con osservazioni",
            Self::Agreed => "Concordato",
        }
    }

    /// Whether the unit itself may write.
    pub fn is_with_unit(self) -> bool {
        matches!(self, Self::Draft | Self::Returned)
    }

    /// The states it can be brought to from here.
    pub fn next(self) -> &'static [Self] {
        match self {
            Self::Draft | Self::Returned => &[Self::Sent],
            Self::Sent => &[Self::Returned, Self::Agreed],
            Self::Agreed => &[Self::Returned],
        }
    }
}
