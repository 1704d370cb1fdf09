//! What a spreadsheet would change in a plan.

use std::fmt;

use domain::entity::FieldDefinition;

use super::item::{Item, Sort};

/// What a spreadsheet would change in a plan, and what keeps it from that.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Proposal {
    /// What would change, in the order of the sheets.
    pub changes: Vec<Change>,
    /// What the sheet and somebody else have both changed, differently.
    pub conflicts: Vec<Conflict>,
    /// Cells that cannot be used, or whose text is not what its column wants.
    pub faults: Vec<Fault>,
    /// What does no harm and should be known.
    pub notes: Vec<Note>,
    /// How many cells the sheet has changed to what the plan already holds.
    pub already: usize,
}

impl Proposal {
    /// Whether a fault keeps it from being applied; with `as_text`, doubtful texts are taken as they are written.
    pub fn has_fault(&self, as_text: bool) -> bool {
        self.faults.iter().any(|fault| !(as_text && fault.doubtful))
    }

    /// Whether a conflict of another spreadsheet is with a change of this one.
    pub fn brought(&self, conflict: &Conflict) -> bool {
        let Clash::Value { now, .. } = &conflict.clash else { return false };
        let What::Set { field, key, .. } = &conflict.change.what else { return false };
        self.changes.iter().any(|change| {
            let same = change.part.item == conflict.change.part.item;
            same && matches!(&change.what, What::Set { field: f, key: k, to, .. } if f.name == field.name && k == key && to == now)
        })
    }
}

/// A cell of the spreadsheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CellPlace {
    /// The name of its sheet.
    pub sheet: String,
    /// Its row, from 1.
    pub row: u32,
    /// Its column, from 1.
    pub column: u16,
}

impl CellPlace {
    /// Its name in the sheet: `F14`.
    pub fn name(&self) -> String {
        rust_xlsxwriter::utility::row_col_to_cell(self.row.saturating_sub(1), self.column.saturating_sub(1))
    }
}

impl fmt::Display for CellPlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "«{}», cella {}", self.sheet, self.name())
    }
}

/// The item that a change is of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Where it stands in the plan; of what is new, the objective it belongs to.
    pub(super) item: Item,
    /// Its objective, by its ordinal; none for an objective that is new.
    pub objective: Option<u32>,
    /// Its name: `O12.F3`; blank for what is new.
    pub id: String,
    /// What messages call it.
    pub name: String,
    /// What messages call its objective.
    pub whole: String,
}

/// A change.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// What it is of.
    pub part: Part,
    /// The cell it comes from; none for a row that was deleted.
    pub at: Option<CellPlace>,
    /// What changes.
    pub what: What,
}

/// What changes.
#[derive(Clone, Debug, PartialEq)]
pub enum What {
    /// A value.
    Set {
        /// The field.
        field: &'static FieldDefinition,
        /// The year or the day of it.
        key: Option<String>,
        /// As the plan holds it; blank when it holds none.
        from: String,
        /// As the sheet holds it; blank when it is to be taken away. Values of a list stand one on each line.
        to: String,
    },
    /// Something new.
    Add(Addition),
    /// Something that goes.
    Remove,
}

/// Something new: an objective with its parts, a phase or an indicator.
#[derive(Clone, Debug, PartialEq)]
pub struct Addition {
    /// What it is.
    pub sort: Sort,
    /// The unit of an objective; blank for its parts.
    pub unit: String,
    /// Its values.
    pub values: Vec<Value>,
    /// Its phases and indicators.
    pub parts: Vec<Addition>,
    /// The row it comes from.
    pub(super) at: CellPlace,
}

impl Addition {
    /// What it is called: the title, or the text.
    pub fn title(&self) -> &str {
        let title = self.values.iter().find(|value| value.field.name == self.sort.title());
        title.map_or("", |value| value.text.as_str())
    }
}

/// A value of something new.
#[derive(Clone, Debug, PartialEq)]
pub struct Value {
    /// The field.
    pub field: &'static FieldDefinition,
    /// The year or the day of it.
    pub key: Option<String>,
    /// What the cell says.
    pub text: String,
    pub(super) at: CellPlace,
}

/// A change that meets another one.
#[derive(Clone, Debug, PartialEq)]
pub struct Conflict {
    /// The change of the sheet.
    pub change: Change,
    /// The other one.
    pub clash: Clash,
}

/// What a change meets.
#[derive(Clone, Debug, PartialEq)]
pub enum Clash {
    /// The plan has another value than when the sheet was written.
    Value {
        /// As it was then.
        was: String,
        /// As it is now.
        now: String,
    },
    /// The sheet takes something away that has changed in the plan.
    Changed,
    /// The sheet changes something that the plan no longer has.
    Gone,
}

/// A cell that cannot be used.
#[derive(Clone, Debug, PartialEq)]
pub struct Fault {
    /// The cell.
    pub at: CellPlace,
    /// What is wrong and how to mend it, in Italian.
    pub what: String,
    /// Its text is not what the column wants, and could be taken as it is written: its change is proposed.
    pub doubtful: bool,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.at, self.what)
    }
}

/// What does no harm and should be known.
#[derive(Clone, Debug, PartialEq)]
pub struct Note {
    /// The cell, when it is about one.
    pub at: Option<CellPlace>,
    /// What it says, in Italian.
    pub what: String,
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.at {
            Some(at) => write!(f, "{at}: {}", self.what),
            None => f.write_str(&self.what),
        }
    }
}
