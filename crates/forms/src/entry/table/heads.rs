//! The columns of a table.

use domain::Cardinality;
use domain::plan::Objective;
use method::{Group, TableBlock};

use super::preset::names_phase;
use crate::entry::grid::{self, Column};
use crate::entry::model::ColumnHead;
use crate::entry::writer::{Writer, capitalised, fixed_key};
use crate::print::Subject;
use crate::print::rows::{Binding, column_names};
use crate::print::table::{Shown, columns};

/// Of a group of like columns, so many are shown at least, and so many beyond those that are filled.
const FEWEST: usize = 4;
const SPARE: usize = 2;

/// A column on the screen.
pub(in crate::entry) struct Head<'p> {
    pub shown: Shown<'p>,
    pub label: String,
    /// The narrow columns of a month grid.
    pub grid: Vec<Column>,
}

impl<'p> Writer<'p> {
    /// The columns of a table: those of a month grid, and those of a field with many values, are one; of a group of like
    /// columns only those are shown that are filled or soon may be.
    pub(in crate::entry) fn heads(
        &self,
        table: &'p TableBlock,
        subject: Subject<'p>,
        rows: &[Binding<'p, 'p>],
    ) -> Vec<Head<'p>> {
        let widest = rows.iter().flat_map(|row| row.entities.iter().map(|((_, _, at), _)| at + 1)).max();
        let most = (widest.unwrap_or(0) + SPARE).max(FEWEST);
        let mut heads: Vec<Head<'p>> = Vec::new();
        for shown in columns(self.method, table, subject, rows) {
            let last = heads.last_mut().filter(|head| std::ptr::eq(head.shown.column, shown.column));
            match (&shown.column.group, last) {
                (Some(Group::Months), Some(head)) => head.grid.extend(narrow(&shown)),
                (Some(Group::Years), Some(_)) => {}
                (Some(Group::Each(_)), Some(_)) if is_many(&shown) || shown.instance >= most => {}
                _ => heads.push(Head {
                    label: label(&shown),
                    grid: narrow(&shown).into_iter().collect(),
                    shown,
                }),
            }
        }
        for head in heads.iter_mut().filter(|head| head.shown.column.group == Some(Group::Months)) {
            self.add_tails(head);
        }
        heads
    }

    /// The columns beyond the months that some form of the plan has, so that all have the same.
    fn add_tails(&self, head: &mut Head<'p>) {
        let column = head.shown.column;
        let paths = column.to.iter().chain(&column.second);
        let fields: Vec<&str> = paths.map(method::Path::field_name).collect();
        head.grid.retain(|narrow| !matches!(narrow.slots.as_slice(), [domain::Slot::Tail(_)]));
        head.grid.extend(grid::tails(self.plan, &fields));
    }
}

/// The narrow column of a month grid.
fn narrow(shown: &Shown<'_>) -> Option<Column> {
    let months = shown.column.group == Some(Group::Months);
    months.then(|| Column { label: shown.header.clone(), slots: shown.slots.clone() })
}

/// Whether the column holds one of the values of a field with many.
fn is_many(shown: &Shown<'_>) -> bool {
    let field = shown.column.to.as_ref().and_then(|to| to.field.0);
    shown.column.items.is_none() && field.is_some_and(|field| field.cardinality == Cardinality::Many)
}

/// What a column is called: its header, else the words of its items, else the term of its field.
fn label(shown: &Shown<'_>) -> String {
    let column = shown.column;
    if column.group == Some(Group::Months) {
        let field = column.to.as_ref().and_then(|to| to.field.0);
        return field.map(|field| capitalised(field.term)).unwrap_or_default();
    }
    if !shown.header.is_empty() {
        return shown.header.clone();
    }
    let item = column.items.as_ref().and_then(|items| items.texts.first());
    let words = item.map(|text| text.print(&|_| String::new())).unwrap_or_default();
    let words = words.trim_matches(|c: char| !c.is_alphanumeric());
    let term = || column.to.as_ref().and_then(|to| to.field.0).map(|field| capitalised(field.term));
    if words.is_empty() { term().unwrap_or_default() } else { words.to_owned() }
}

impl Head<'_> {
    /// Whether the column is about the objective itself.
    pub fn is_of_record(&self) -> bool {
        self.shown.column.paths().iter().any(|path| path.entity.name == "objective")
    }

    /// The head as it is shown. A column that names a phase is about what is named so on the row: where the rows are the phases
    /// themselves, about nothing.
    pub fn model(&self, table: &TableBlock) -> ColumnHead {
        let column = self.shown.column;
        let head = ColumnHead {
            label: self.label.clone(),
            narrow: self.grid.iter().map(|narrow| narrow.label.clone()).collect(),
            ..ColumnHead::default()
        };
        if column.join.is_some() {
            let names = table.columns.iter().flat_map(column_names).map(|(name, _)| name);
            let about =
                names.into_iter().find(|name| names_phase(name)).and_then(domain::entity::entity_named);
            let own = about.filter(|_| !table.columns.iter().any(Self::is_of_phase));
            let list = own.and_then(|own| Objective::describe().list_of(own.name)).map(|list| list.name);
            return ColumnHead { list, field: own.and_then(|own| own.field("phase")), ..head };
        }
        let of_items = column.items.iter().flat_map(|items| &items.to).map(|(_, path)| path);
        let Some(to) = column.to.iter().chain(of_items).next() else { return head };
        let list = Objective::describe().list_of(to.entity.name).map(|list| list.name);
        let key = self.shown.key.clone().or_else(|| fixed_key(to));
        let field = column.to.as_ref().and_then(|to| to.field.0);
        ColumnHead { list, field, key, ..head }
    }

    fn is_of_phase(column: &method::Column) -> bool {
        column.to.as_ref().is_some_and(|to| to.entity.name == "phase")
    }
}
