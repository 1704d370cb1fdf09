//! Tables: their titles, columns, rows, and the rows that are to be written.

mod cell;
mod heads;
pub(super) mod preset;
mod row;
mod years;

use std::collections::HashSet;

use domain::Entity;
use domain::plan::Objective;
use method::{Column, Path, TableBlock};

use crate::entry::model::{Item, Part, Table, TableRow};
use crate::entry::writer::Writer;
use crate::print::rows::{Binding, column_names, created, grouped};
use crate::print::sheet::address;
use crate::print::{Subject, table as printed};
use row::{Offer, RowState};

/// A table while it is made.
pub(super) struct At<'p> {
    pub table: &'p TableBlock,
    pub subject: Subject<'p>,
    /// The year it is about.
    pub year: Option<i16>,
    /// The entities that stand in groups of like columns.
    pub grouped: Vec<&'static str>,
    /// The number of the next phase, where they are counted.
    pub next: std::cell::Cell<Option<u32>>,
}

impl At<'_> {
    /// The table, for a row of a year.
    fn of_year(&self, year: Option<i16>) -> Self {
        Self { year, grouped: self.grouped.clone(), next: self.next.clone(), ..*self }
    }

    /// Gives the number of the next phase.
    fn number(&self) -> Option<String> {
        let number = self.next.get()?;
        self.next.set(number.checked_add(1));
        Some(number.to_string())
    }
}

impl<'p> Writer<'p> {
    /// A table of the record: once, or once for each year of the plan.
    pub fn table(&mut self, table: &'p TableBlock) {
        let subject = self.subject();
        if !table.each_year {
            self.one_table(table, subject, (None, 0), &|_| true);
            return;
        }
        for (number, year) in printed::years(self.method, subject).into_iter().enumerate() {
            self.one_table(table, subject, (Some(year), number + 1), &|_| true);
        }
    }

    /// A table about a subject, with the columns that are wanted.
    pub fn one_table(
        &mut self,
        table: &'p TableBlock,
        subject: Subject<'p>,
        (year, number): (Option<i16>, usize),
        wanted: &dyn Fn(&Column) -> bool,
    ) {
        let mut rows = printed::rows(self.method, table, subject, year, &self.assigned);
        self.keep_new(table, &mut rows);
        let mut heads = self.heads(table, subject, &rows);
        heads.retain(|head| wanted(head.shown.column));
        if heads.is_empty() {
            return;
        }
        let lists = new_lists(table, &heads);
        if !lists.is_empty() && !heads.iter().any(heads::Head::is_of_record) {
            // A row of nothing but the objective is the new row.
            rows.retain(|row| lists.iter().any(|list| self.has_item_of(row, list)));
        }
        let numbered = heads.iter().flat_map(|head| head.shown.column.paths()).any(is_number);
        let next = numbered.then(|| self.next_number(&rows)).flatten();
        let at = At { table, subject, year, grouped: grouped(table), next: next.into() };
        let value = |name: &str| match name {
            "n" => number.to_string(),
            _ => year.map(|year| year.to_string()).unwrap_or_default(),
        };
        let titles = table.titles.first().into_iter().chain(table.subtitles.first());
        let mut out = Table {
            titles: titles.map(|title| title.print(&value)).filter(|title| !title.is_empty()).collect(),
            year,
            sideways: table.sideways,
            columns: heads.iter().map(|head| head.model(table)).collect(),
            ..Table::default()
        };
        if table.every_year {
            self.year_rows(&heads, &at, &rows, &mut out.rows);
        } else {
            self.item_rows(&heads, &at, &rows, &mut out.rows);
        }
        if !lists.is_empty() {
            let mut state = RowState::new(Binding::default(), Offer::All);
            out.blank = self.rows(&heads, &at, &mut state);
            out.lists = lists;
        }
        self.parts.push(Part::Table(out));
    }

    /// Whether an item of a list stands on a row.
    fn has_item_of(&self, row: &Binding<'p, 'p>, list: &str) -> bool {
        let all = row.entities.iter().map(|(_, entity)| *entity).chain(row.listed.iter().map(|(_, e)| *e));
        all.filter_map(|entity| self.items.get(&address(entity))).any(|item| item.list == list)
    }

    /// Rows whose items stand on a table of the same block already, as items of no year do, stand there.
    fn keep_new(&mut self, table: &TableBlock, rows: &mut Vec<Binding<'p, 'p>>) {
        let own = std::ptr::from_ref(table).addr();
        let mut here: HashSet<Item> = HashSet::new();
        rows.retain(|row| {
            let all =
                row.entities.iter().map(|(_, entity)| *entity).chain(row.listed.iter().map(|(_, e)| *e));
            let items: Vec<Item> =
                all.filter_map(|entity| self.items.get(&address(entity)).copied()).collect();
            let new = items.is_empty() || items.iter().any(|item| !self.rowed.contains(&(own, *item)));
            if new {
                here.extend(items);
            }
            new
        });
        self.rowed.extend(here.into_iter().map(|item| (own, item)));
    }

    /// The rows of the items that are there, with those that go on with a phase below its last one.
    fn item_rows(
        &mut self,
        heads: &[heads::Head<'p>],
        at: &At<'p>,
        bindings: &[Binding<'p, 'p>],
        out: &mut Vec<TableRow>,
    ) {
        let inner = goes_on(at.table);
        for (number, binding) in bindings.iter().enumerate() {
            let mut state = RowState::new(binding.clone(), Offer::Missing);
            state.record = number == 0;
            state.last = bindings.get(number + 1);
            out.extend(self.rows(heads, at, &mut state));
            let phase = phase_of(binding).filter(|_| inner);
            let goes_on = |next: &Binding<'p, 'p>| phase_of(next).map(address) == phase.map(address);
            if let Some(phase) = phase.filter(|_| !bindings.get(number + 1).is_some_and(goes_on)) {
                let mut under = Binding::default();
                under.push("phase", None, 0, phase);
                under.again.push(("phase", None, 0));
                let mut state = RowState::new(under, Offer::All);
                state.first_only = true;
                let rows = self.rows(heads, at, &mut state);
                if let Some(last) = out.last_mut() {
                    last.under = rows;
                }
            }
        }
    }

    /// The number after those of the phases of a table, where phases of the plan are counted.
    fn next_number(&self, rows: &[Binding<'p, 'p>]) -> Option<u32> {
        let number = |phase: &dyn Entity| phase.verbatim("number").map(|number| number.parse::<u32>().ok());
        let all = self.plan.objectives.iter().flat_map(|objective| &objective.phases);
        let (counted, other): (Vec<_>, Vec<_>) =
            all.filter_map(|phase| number(phase)).partition(Option::is_some);
        if other.len() > counted.len() {
            return None;
        }
        let phases = rows.iter().filter_map(phase_of);
        let highest = phases
            .map(|phase| number(phase).flatten())
            .try_fold(0, |highest: u32, number| number.map(|number| number.max(highest)));
        highest.and_then(|highest| highest.checked_add(1))
    }
}

/// Whether a path is about the number of a phase.
fn is_number(path: &Path) -> bool {
    path.entity.name == "phase" && path.field_name() == "number"
}

/// The phase a row is about.
fn phase_of<'p>(row: &Binding<'p, 'p>) -> Option<&'p dyn Entity> {
    row.entities.iter().find(|((name, ..), _)| *name == "phase").map(|(_, entity)| *entity)
}

/// Whether several rows of a table may be about one phase: other items stand beside phases.
fn goes_on(table: &TableBlock) -> bool {
    let grouped = grouped(table);
    let created = created(table);
    let has = |wanted: &dyn Fn(&str) -> bool| {
        created.iter().any(|(name, _)| !grouped.contains(name) && wanted(name))
    };
    has(&|name| name == "phase") && has(&preset::names_phase)
}

/// The lists to which a new row of a table adds an item: none where its rows follow from items of another table.
fn new_lists(table: &TableBlock, heads: &[heads::Head<'_>]) -> Vec<&'static str> {
    let grouped = grouped(table);
    let joined = table.columns.iter().find_map(|column| column.join.as_ref()).map(|path| path.entity.name);
    let names = heads.iter().flat_map(|head| column_names(head.shown.column)).map(|(name, _)| name);
    let mut lists: Vec<&'static str> = Vec::new();
    for name in names.filter(|name| !grouped.contains(name)) {
        if joined == Some(name) {
            return Vec::new();
        }
        let list = Objective::describe().list_of(name).map(|list| list.name);
        lists.extend(list.filter(|list| !lists.contains(list)));
    }
    lists
}
