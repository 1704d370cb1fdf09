//! What stands in one cell of a row.

use domain::Cardinality;
use domain::plan::Objective;
use method::{Items, Path};

use super::At;
use super::heads::Head;
use super::preset::names_phase;
use super::row::{Found, Offer, RowState};
use crate::entry::model::{Cell, Input};
use crate::entry::writer::{Home, Manner, Writer, fixed_key, term};
use crate::print::rows::column_names;
use crate::print::sheet::address;
use crate::print::table as printed;

impl<'p> Writer<'p> {
    /// The cell of a column on a row.
    pub(super) fn table_cell(&mut self, head: &Head<'p>, at: &At<'p>, state: &mut RowState<'p, '_>) -> Cell {
        let column = head.shown.column;
        if let Some(cell) = self.constant(head, at, state) {
            return cell;
        }
        if let Some(path) = &column.repeats {
            return self.repeated(head, path, at, state);
        }
        if let Some(path) = &column.join {
            return self.joined(head, path, at, state);
        }
        let mut cell = match &column.items {
            Some(items) if is_listed(head, items, at, state) => self.listed(head, items, at, state),
            Some(items) if !items.texts.is_empty() => self.item_cell(head, items, at, state),
            _ => match &column.to {
                Some(path) => self.value_cell(head, path, at, state),
                None => blank(head),
            },
        };
        self.add_none_sign(head, at, state, &mut cell);
        cell
    }

    /// How the values of a column are written.
    fn manner<'a>(head: &'a Head<'p>) -> Manner<'a> {
        let column = head.shown.column;
        Manner {
            form: Some(&column.form),
            items: column.items.as_ref(),
            grid: &head.grid,
            yes_no: crate::entry::input::asks_yes_or_no(column.labels.first()),
            join: None,
        }
    }

    /// The constant text of a column, when no item has another text there.
    fn constant(&mut self, head: &Head<'p>, at: &At<'p>, state: &mut RowState<'p, '_>) -> Option<Cell> {
        let column = head.shown.column;
        if column.fixed.first()?.captures().next().is_some() {
            return Some(blank(head));
        }
        let text = printed::fixed_text(&head.shown)?;
        let cell = Cell { label: head.label.clone(), text: text.clone(), slots: Vec::new() };
        let Some(path) = &column.to else { return Some(cell) };
        if let Found::Home(home) = self.found(path, head.shown.instance, at, state) {
            let own = home.text();
            if !own.is_empty() && own != text {
                return None;
            }
            self.say(&home, text, None);
        }
        Some(cell)
    }

    /// A text that repeats a field is read; one that should have and did not is mended.
    fn repeated(
        &mut self,
        head: &Head<'p>,
        path: &'p Path,
        at: &At<'p>,
        state: &mut RowState<'p, '_>,
    ) -> Cell {
        if let Some(to) = &head.shown.column.to
            && let Found::Home(home) = self.found(to, head.shown.instance, at, state)
            && !home.text().is_empty()
        {
            return self.cell(head.label.clone(), &home, Self::manner(head));
        }
        let text = printed::joined(head.shown.column, path, &state.binding).text;
        Cell { label: head.label.clone(), text, slots: Vec::new() }
    }

    /// A value that names an item of another table: read where the row is of that item, else chosen.
    fn joined(&mut self, head: &Head<'p>, path: &'p Path, at: &At<'p>, state: &mut RowState<'p, '_>) -> Cell {
        if state.binding.of(path, 0).is_some() {
            let text = printed::joined(head.shown.column, path, &state.binding).text;
            return Cell { label: head.label.clone(), text, slots: Vec::new() };
        }
        let about = at.table.columns.iter().filter_map(|column| column.to.as_ref());
        let about = about.into_iter().find(|to| names_phase(to.entity.name));
        let Some(Found::Home(home)) = about.map(|to| self.found(to, 0, at, state)) else {
            return blank(head);
        };
        let Some(home) = home.field("phase") else { return blank(head) };
        self.cell(head.label.clone(), &home, Manner { join: Some(path), ..Manner::default() })
    }

    /// The items that stand together in a cell, and one more.
    fn listed(
        &mut self,
        head: &Head<'p>,
        items: &'p Items,
        at: &At<'p>,
        state: &mut RowState<'p, '_>,
    ) -> Cell {
        let column = head.shown.column;
        let paths: Vec<&'p Path> = match &column.to {
            Some(to) if items.texts.is_empty() => vec![to],
            _ => unique(items),
        };
        let mut cell = blank(head);
        for entity in state.binding.listed(column) {
            let Some(item) = self.items.get(&address(entity)).copied() else { continue };
            let level = entity.verbatim("level");
            let own = |path: &&&'p Path| {
                path.entity.name == entity.definition().name && (path.level.is_none() || path.level == level)
            };
            for path in paths.iter().filter(own) {
                let home = Home::in_item(entity, item, path);
                let label = label_among(head, &home, paths.len());
                cell.slots.extend(self.slot(&home, &label, Self::manner(head)));
                self.say_column(head, &home);
            }
        }
        for path in paths.iter().copied() {
            if let Found::Home(home) = self.found(path, 0, at, state) {
                let label = label_among(head, &home, paths.len());
                cell.slots.extend(self.slot(&home, &label, Self::manner(head)));
            }
        }
        cell
    }

    /// The things that a cell says of one item, each in a slot of its own.
    fn item_cell(
        &mut self,
        head: &Head<'p>,
        items: &'p Items,
        at: &At<'p>,
        state: &mut RowState<'p, '_>,
    ) -> Cell {
        let paths = unique(items);
        let mut cell = blank(head);
        for path in paths.iter().copied() {
            match self.found(path, head.shown.instance, at, state) {
                Found::Home(home) => {
                    let home = self.keyed(home, path, head, at, state);
                    let label = label_among(head, &home, paths.len());
                    cell.slots.extend(self.slot(&home, &label, Self::manner(head)));
                    self.say_column(head, &home);
                }
                Found::Other(entity) if cell.text.is_empty() => {
                    cell.text = entity.verbatim(path.field_name()).unwrap_or_default();
                }
                Found::Other(_) | Found::Nothing => {}
            }
        }
        if let Some(path) = &head.shown.column.to {
            let own = self.found(path, head.shown.instance, at, state);
            if let Found::Home(home) = own
                && !home.text().is_empty()
            {
                cell.slots.extend(self.slot(&home, "", Self::manner(head)));
            }
        }
        cell
    }

    /// A cell with one value.
    fn value_cell(
        &mut self,
        head: &Head<'p>,
        path: &'p Path,
        at: &At<'p>,
        state: &mut RowState<'p, '_>,
    ) -> Cell {
        if let (true, Offer::All, Some(year)) = (at.table.every_year, state.offer, at.year)
            && path.field_name() == "year"
        {
            return Cell { label: head.label.clone(), text: year.to_string(), slots: Vec::new() };
        }
        match self.found(path, head.shown.instance, at, state) {
            Found::Nothing => blank(head),
            Found::Other(entity) => {
                let text = entity.verbatim(path.field_name()).unwrap_or_default();
                Cell { label: head.label.clone(), text, slots: Vec::new() }
            }
            Found::Home(home) => {
                let home = self.keyed(home, path, head, at, state);
                let cell = self.cell(head.label.clone(), &home, Self::manner(head));
                self.say_column(head, &home);
                self.say_derived(&head.shown.column.derive, &home);
                cell
            }
        }
    }

    /// A value with its key: that of its column, the year of its table, or that of the form.
    fn keyed(
        &self,
        home: Home<'p>,
        path: &Path,
        head: &Head<'p>,
        at: &At<'p>,
        state: &RowState<'p, '_>,
    ) -> Home<'p> {
        let keyed = home.field.is_some_and(|field| field.cardinality == Cardinality::Keyed);
        if !keyed || home.key.is_some() {
            return home;
        }
        let own = || home.entity.and_then(|entity| entity.verbatim("year"));
        let year = || at.year.or(self.year).map(|year| year.to_string());
        let known =
            printed::key(path, &head.shown, &state.binding, at.year).filter(|_| home.entity.is_some());
        let key = head.shown.key.clone().or(known).or_else(own).or_else(year);
        Home { key, ..home }
    }

    /// What a column says of the item of a value by its header, or by the way the value is written.
    fn say_column(&mut self, head: &Head<'p>, home: &Home<'p>) {
        let text = home.text();
        for (path, said) in head.shown.column.says(&text) {
            if let Some(other) = home.beside(path) {
                self.say(&other, said.clone(), None);
            }
        }
    }

    /// The sign that says of a year that nothing is planned in it, where its row has no item.
    fn add_none_sign(&mut self, head: &Head<'p>, at: &At<'p>, state: &RowState<'p, '_>, cell: &mut Cell) {
        let year = at.year.filter(|_| at.table.every_year && state.offer == Offer::All);
        let (Some(none), Some(year)) = (&head.shown.column.none, year) else { return };
        if none.entity.name != "objective" {
            return;
        }
        let home = self.own(none.field.0, Some(year.to_string()));
        let form = method::ValueForm { mark: true, ..method::ValueForm::default() };
        let manner = Manner { form: Some(&form), ..Manner::default() };
        if let Some(mut slot) = self.slot(&home, "", manner) {
            let blanks = &self.method.blanks;
            let usual = blanks.iter().find(|sign| *sign == "-").or(blanks.first()).cloned();
            let sign = if slot.value.is_empty() {
                usual.unwrap_or_else(|| "-".to_owned())
            } else {
                slot.value.clone()
            };
            slot.input = Input::Mark(sign);
            cell.slots.push(slot);
        }
    }

    /// The cell of a column on the second row of an item.
    pub(super) fn second_cell(&mut self, head: &Head<'p>, at: &At<'p>, state: &mut RowState<'p, '_>) -> Cell {
        let column = head.shown.column;
        let mut cell = blank(head);
        if let Some(fixed) = column.second_fixed.first() {
            cell.text = fixed.print(&|_| String::new());
            return cell;
        }
        let Some(path) = &column.second else { return cell };
        let says_label = at.table.columns.iter().find(|column| column.second.is_some());
        let is_label =
            |fixed: &method::Template| at.table.second.iter().any(|label| label.source() == fixed.source());
        let labelled =
            at.table.columns.iter().any(|column| column.second_fixed.first().is_some_and(is_label));
        if says_label.is_some_and(|first| std::ptr::eq(first, column)) && !labelled {
            cell.text =
                at.table.second.first().map(|text| text.print(&|_| String::new())).unwrap_or_default();
        }
        let found = match path.entity.name {
            // The second row of an item that is there may be about the objective itself.
            "objective" if state.offer == Offer::Missing => {
                Found::Home(self.own(path.field.0, fixed_key(path)))
            }
            _ => self.found(path, head.shown.instance, at, state),
        };
        if let Found::Home(home) = found {
            let alike = column.to.as_ref().is_some_and(|to| to.kind() == path.kind());
            let manner = Manner { form: alike.then_some(&column.form), ..Self::manner(head) };
            cell.label = term(&home);
            cell.slots.extend(self.slot(&home, "", manner));
        }
        cell
    }
}

/// Whether several items stand in the cell, or would.
fn is_listed(head: &Head<'_>, items: &Items, at: &At<'_>, state: &RowState<'_, '_>) -> bool {
    let column = head.shown.column;
    let single = |name: &str| state.binding.entities.iter().any(|((known, ..), _)| *known == name);
    let names: Vec<&str> = column_names(column).map(|(name, _)| name).collect();
    let own = names.iter().all(|name| Objective::describe().list_of(name).is_some());
    let in_cell = column.group.is_none() && own && (!items.separators.is_empty() || items.pattern.is_some());
    !state.binding.listed(column).is_empty()
        || (in_cell && !names.iter().any(|name| single(name) || at.grouped.contains(name)))
}

/// A cell without anything in it.
fn blank(head: &Head<'_>) -> Cell {
    Cell { label: head.label.clone(), ..Cell::default() }
}

/// The captures of items, each once.
fn unique(items: &Items) -> Vec<&Path> {
    let mut paths: Vec<&Path> = Vec::new();
    for (_, path) in &items.to {
        let same = |known: &&&Path| {
            known.same_entity(path) && known.field_name() == path.field_name() && known.key == path.key
        };
        if paths.iter().find(same).is_none() {
            paths.push(path);
        }
    }
    paths
}

/// What a value is called that may share its cell with others.
fn label_among(head: &Head<'_>, home: &Home<'_>, values: usize) -> String {
    if values > 1 { term(home) } else { head.label.clone() }
}
