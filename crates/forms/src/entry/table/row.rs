//! One row of a table, and the second row of its items.

use domain::Entity;
use domain::plan::Objective;
use method::Path;

use super::At;
use super::heads::Head;
use super::preset::names_phase;
use crate::entry::model::{Cell, Item, TableRow};
use crate::entry::writer::{Home, Writer, fixed_key};
use crate::print::rows::{Binding, Name};
use crate::print::sheet::address;
use crate::print::table as printed;

/// Which new items a row offers.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Offer {
    /// All that its columns are about: it is a new row.
    All,
    /// Those that a row with these items may have, and has not.
    Missing,
}

/// A row while it is made.
pub(super) struct RowState<'p, 'r> {
    pub binding: Binding<'p, 'p>,
    pub offer: Offer,
    /// What the objective itself says stands on it.
    pub record: bool,
    /// A second row would only say again what stands above.
    pub first_only: bool,
    /// The row after it, which may go on with its items.
    pub last: Option<&'r Binding<'p, 'p>>,
    /// The new items it offers, by entity, level and which of a group of like columns.
    pub new: Vec<((Name<'p>, usize), Item)>,
}

/// What a path leads to on a row.
pub(super) enum Found<'p> {
    /// A value of the objective or of one of its parts.
    Home(Home<'p>),
    /// Something else of the plan.
    Other(&'p dyn Entity),
    /// Nothing that is written here.
    Nothing,
}

impl<'p> RowState<'p, '_> {
    pub fn new(binding: Binding<'p, 'p>, offer: Offer) -> Self {
        Self { binding, offer, record: false, first_only: false, last: None, new: Vec::new() }
    }

    /// Whether the row may have an item that it has not.
    fn offers(&self, name: &str, at: &At<'_>) -> bool {
        let own = |other: &str| Objective::describe().list_of(other).is_some();
        let mut here = self.binding.entities.iter().filter(|((other, ..), _)| own(other));
        let phase = self.binding.entities.iter().any(|((other, level, i), _)| {
            *other == "phase" && !self.binding.again.contains(&(*other, *level, *i))
        });
        self.offer == Offer::All
            || at.grouped.contains(&name)
            || here.next().is_none()
            || (phase && names_phase(name))
    }

    /// The item of the row that a path leads to.
    fn new_of(&self, path: &Path, instance: usize) -> Option<Item> {
        let of = ((path.entity.name, path.level.as_deref()), instance);
        self.new.iter().find(|(known, _)| *known == of).map(|(_, item)| *item)
    }
}

impl<'p> Writer<'p> {
    /// The row of a binding, and its second row.
    pub(super) fn rows(
        &mut self,
        heads: &[Head<'p>],
        at: &At<'p>,
        state: &mut RowState<'p, '_>,
    ) -> Vec<TableRow> {
        let cells: Vec<Cell> = heads.iter().map(|head| self.table_cell(head, at, state)).collect();
        let mut rows = vec![TableRow { cells, ..TableRow::default() }];
        let shown: Vec<&printed::Shown<'p>> = heads.iter().map(|head| &head.shown).collect();
        if has_second(at, &shown) && !state.first_only && !second_comes_later(&shown, state) {
            let cells: Vec<Cell> = heads.iter().map(|head| self.second_cell(head, at, state)).collect();
            if cells.iter().any(|cell| !cell.slots.is_empty()) {
                rows.push(TableRow { cells, second: true, ..TableRow::default() });
            }
        }
        let mut cells: Vec<Cell> = rows.iter_mut().flat_map(|row| std::mem::take(&mut row.cells)).collect();
        self.say_items(at, state, &mut cells);
        let width = heads.len();
        let items = entered(&cells);
        for row in &mut rows {
            let rest = cells.split_off(width.min(cells.len()));
            row.cells = std::mem::replace(&mut cells, rest);
            row.items.clone_from(&items);
        }
        rows
    }

    /// What a path leads to on a row; a new item where the row offers one.
    pub(super) fn found(
        &mut self,
        path: &'p Path,
        instance: usize,
        at: &At<'p>,
        state: &mut RowState<'p, '_>,
    ) -> Found<'p> {
        if path.entity.name == "objective" {
            return if state.record {
                Found::Home(self.own(path.field.0, fixed_key(path)))
            } else {
                Found::Nothing
            };
        }
        if state.binding.is_again(path) {
            return Found::Nothing;
        }
        let instance = if at.grouped.contains(&path.entity.name) { instance } else { 0 };
        if let Some(entity) = state.binding.of(path, instance) {
            return match self.items.get(&address(entity)).copied() {
                Some(item) => Found::Home(Home::in_item(entity, item, path)),
                None => Found::Other(entity),
            };
        }
        let Some(list) = Objective::describe().list_of(path.entity.name) else {
            let other = crate::print::owner(path, at.subject);
            return other.map_or(Found::Nothing, Found::Other);
        };
        if let Some(item) = state.new_of(path, instance) {
            return Found::Home(Home::in_new(item, path));
        }
        if !state.offers(path.entity.name, at) {
            return Found::Nothing;
        }
        let item = self.fresh(list.name);
        state.new.push((((path.entity.name, path.level.as_deref()), instance), item));
        Found::Home(Home::in_new(item, path))
    }
}

fn has_second(at: &At<'_>, shown: &[&printed::Shown<'_>]) -> bool {
    !at.table.second.is_empty() || shown.iter().any(|shown| !shown.column.second_fixed.is_empty())
}

/// Whether the second row of the items of a row follows the row after it.
fn second_comes_later(shown: &[&printed::Shown<'_>], state: &RowState<'_, '_>) -> bool {
    let about = shown.iter().find_map(|shown| state.binding.of(shown.column.second.as_ref()?, 0));
    printed::is_on(state.last, about)
}

/// The items that are entered on a row: those of the phase first.
fn entered(cells: &[Cell]) -> Vec<Item> {
    let mut items: Vec<Item> = Vec::new();
    for item in cells.iter().flat_map(|cell| &cell.slots).filter_map(|slot| slot.target.item) {
        if !items.contains(&item) {
            items.push(item);
        }
    }
    items.sort_by_key(|item| item.list != "phases");
    items
}
