//! Marks of a month grid.

/// One column of a schedule grid (*cronoprogramma*, *tempificazione*).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Slot {
    /// A month of the plan year, 1 to 12.
    Month(u8),
    /// A column beyond the months, as printed: `2026`, `2025-2026`.
    Tail(String),
}

/// The marked columns of a grid, in the order of the grid and without repetition.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default)]
pub struct Months(Vec<Slot>);

impl Months {
    /// The marks, sorted; a repeated mark counts once.
    pub fn new(mut slots: Vec<Slot>) -> Self {
        slots.retain(|slot| !matches!(slot, Slot::Month(m) if !(1..=12).contains(m)));
        slots.sort();
        slots.dedup();
        Self(slots)
    }

    /// The marked columns.
    pub fn slots(&self) -> &[Slot] {
        &self.0
    }
}
