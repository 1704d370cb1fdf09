//! Months: their names, and the marks of a month grid.

/// The names of the months, in lower case.
pub const NAMES: [&str; 12] = [
    "gennaio",
    "febbraio",
    "marzo",
    "aprile",
    "maggio",
    "giugno",
    "luglio",
    "agosto",
    "settembre",
    "ottobre",
    "novembre",
    "dicembre",
];

/// The name of a month, for a number from 1 to 12.
pub fn name(month: u8) -> Option<&'static str> {
    usize::from(month).checked_sub(1).and_then(|index| NAMES.get(index)).copied()
}

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
