//! What a form on a screen consists of.

use std::collections::BTreeMap;
use std::fmt;

use domain::entity::FieldDefinition;

/// The form of an objective (*scheda*), to be filled in.
#[derive(Clone, Debug, Default)]
pub struct Entry {
    /// Its parts, in the order of the paper.
    pub parts: Vec<Part>,
    /// For each list of the objective, the first index that no item of the form has.
    pub(super) free: BTreeMap<&'static str, usize>,
}

/// A part of a form.
#[derive(Clone, Debug)]
pub enum Part {
    /// A heading, or a label that stands alone.
    Heading(String),
    /// Labels with what stands beside them, on one row of the paper.
    Row(Vec<Cell>),
    /// A table.
    Table(Table),
}

/// A label and what stands beside it, or a cell of a table under its header.
#[derive(Clone, Debug, Default)]
pub struct Cell {
    /// The label as the body prints it; in a table, what the column is called.
    pub label: String,
    /// What stands in the cell to be read: a constant of the form, or what is entered in another place of it.
    pub text: String,
    /// What is entered in it. Several values may share a cell: a person and their share.
    pub slots: Vec<Slot>,
}

/// A table of a form.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// The titles above it.
    pub titles: Vec<String>,
    /// The year it is about, where the form has one such table for each year of the plan.
    pub year: Option<i16>,
    /// The lists of the objective to which a new row adds an item (`phases`, `indicators`).
    pub lists: Vec<&'static str>,
    /// On paper the columns lie below each other, and each item is a column.
    pub sideways: bool,
    /// Its columns.
    pub columns: Vec<ColumnHead>,
    /// Its rows.
    pub rows: Vec<TableRow>,
    /// A new row; two where the items of the form have a second row; none where rows follow from another table.
    pub blank: Vec<TableRow>,
}

/// The head of a column.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ColumnHead {
    /// What the form prints above the column; where it prints nothing, the term of what stands in it.
    pub label: String,
    /// The labels of the narrow columns it consists of (months); a cell has one slot for all of them.
    pub narrow: Vec<String>,
    /// The list of the objective its values are in; none for the objective itself.
    pub list: Option<&'static str>,
    /// The field of its values; none for a constant, or what the form holds beyond the known fields.
    pub field: Option<&'static FieldDefinition>,
    /// The key of its values: the year that its label says.
    pub key: Option<String>,
}

/// A row of a table.
#[derive(Clone, Debug, Default)]
pub struct TableRow {
    /// The items that stand on it, the outer before the inner: a phase and its indicator.
    pub items: Vec<Item>,
    /// Its cells, one for each column.
    pub cells: Vec<Cell>,
    /// It goes on with the items of the row above it.
    pub second: bool,
    /// A new row that goes on with the outer item of this one: another indicator of the same phase.
    pub under: Vec<TableRow>,
}

/// An item of a list of the objective. An index beyond its items stands for a new one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Item {
    /// The list (`phases`).
    pub list: &'static str,
    /// Which of its items, from 0.
    pub index: usize,
}

/// Where a value goes in the objective.
///
/// Its name is the way there, parted by dots, as elsewhere in the product: `title`, `phases.3.text`,
/// `indicators.2.targets.2026`, `fields.Assessore`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// The item of a list; none for the objective itself.
    pub item: Option<Item>,
    /// The field; none for what the form holds beyond the known fields.
    pub field: Option<&'static FieldDefinition>,
    /// The key: a year, a date, a label of the form.
    pub key: Option<String>,
}

/// A place to enter a value.
#[derive(Clone, Debug)]
pub struct Slot {
    /// What it is called: the label of its cell; among several in one cell, the term of its field.
    pub label: String,
    /// Where its value goes.
    pub target: Target,
    /// How it is entered.
    pub input: Input,
    /// The value as it is written; several stand one on each line.
    pub value: String,
    /// What the value can mean, each written out. More than one: a person must choose.
    pub readings: Vec<String>,
    /// Whether the value is blank, free text, or was understood.
    pub understood: bool,
    /// What is offered to choose from. Other texts may be written, too.
    pub choices: Vec<Choice>,
    /// What a new item says here unless something is entered: the next number, the year of its table.
    pub preset: Option<Preset>,
    /// The form says it without a place to write it: the year of the table, the phase of the row, the level of the label. It
    /// is not shown as a rule; with a preset it goes along with a new item.
    pub quiet: bool,
}

/// What a new item says of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Preset {
    /// A text.
    Text(String),
    /// What the first of these says that says anything.
    Of(Vec<Target>),
}

/// How a value is entered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// One line of text.
    Line,
    /// Text of several lines.
    Text,
    /// Several values, one on each line.
    Lines,
    /// A weight or share.
    Weight,
    /// A number.
    Number,
    /// A day.
    Date,
    /// An amount of money.
    Money,
    /// Marks under the columns of a grid (*cronoprogramma*). The texts of those that are marked, parted by commas, are the
    /// value, unless it has several readings.
    Months(Vec<Mark>),
    /// Years.
    Years,
    /// A mark or nothing; the sign of the body.
    Mark(String),
    /// Yes or no.
    YesNo,
    /// One of the choices.
    Choice,
    /// An expected value or deadline.
    Target,
    /// A rule that turns a result into a score (*graduazione*).
    Rule,
}

/// A column of a grid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// What the form prints above it.
    pub label: String,
    /// What its mark says: `gen`, `gen, feb, mar`, `2027`.
    pub text: String,
    /// Whether it is marked, for certain.
    pub marked: bool,
}

/// Something to choose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// What is written.
    pub value: String,
    /// What people see.
    pub label: String,
}

impl Entry {
    /// Every slot, in the order of the form: those of rows that are to be written, too.
    pub fn slots(&self) -> impl Iterator<Item = &Slot> {
        self.parts.iter().flat_map(Part::cells).flat_map(|cell| &cell.slots)
    }

    /// More rows like new ones (those of [`Table::blank`] or [`TableRow::under`]), with items of their own. Where phases are
    /// numbered, the number is the one after that of the rows given.
    pub fn another(&mut self, rows: &[TableRow]) -> Vec<TableRow> {
        let mut known: BTreeMap<Item, Item> = BTreeMap::new();
        for item in rows.iter().flat_map(|row| &row.items) {
            known.entry(*item).or_insert_with(|| {
                let free = self.free.entry(item.list).or_default();
                *free += 1;
                Item { index: *free - 1, ..*item }
            });
        }
        rows.iter().map(|row| row.renamed(&known)).collect()
    }
}

impl Part {
    /// Every cell, those of new rows included.
    fn cells(&self) -> Vec<&Cell> {
        match self {
            Self::Heading(_) => Vec::new(),
            Self::Row(cells) => cells.iter().collect(),
            Self::Table(table) => {
                table.rows.iter().chain(&table.blank).flat_map(TableRow::all_cells).collect()
            }
        }
    }
}

impl TableRow {
    fn all_cells(&self) -> Vec<&Cell> {
        let under = self.under.iter().flat_map(Self::all_cells);
        self.cells.iter().chain(under).collect()
    }

    fn renamed(&self, known: &BTreeMap<Item, Item>) -> Self {
        let mut row = self.clone();
        let name = |item: &Item| known.get(item).copied().unwrap_or(*item);
        row.items = row.items.iter().map(name).collect();
        for slot in row.cells.iter_mut().flat_map(|cell| &mut cell.slots) {
            slot.target.item = slot.target.item.as_ref().map(name);
            match &mut slot.preset {
                Some(Preset::Of(targets)) => {
                    for target in targets {
                        target.item = target.item.as_ref().map(name);
                    }
                }
                Some(Preset::Text(number)) if slot.target.field_name() == "number" => {
                    let next = number.parse::<u32>().ok().and_then(|number| number.checked_add(1));
                    *number = next.map_or_else(|| number.clone(), |next| next.to_string());
                }
                _ => {}
            }
        }
        row
    }
}

impl Target {
    /// Name of the field (`fields` for what the form holds beyond the known ones).
    pub fn field_name(&self) -> &'static str {
        self.field.map_or("fields", |field| field.name)
    }
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(item) = self.item {
            write!(f, "{item}.")?;
        }
        f.write_str(self.field_name())?;
        match &self.key {
            Some(key) => write!(f, ".{key}"),
            None => Ok(()),
        }
    }
}

impl fmt::Display for Item {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.list, self.index)
    }
}
