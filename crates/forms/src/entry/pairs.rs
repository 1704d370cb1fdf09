//! Labels with what stands beside them.

use domain::Entity;
use domain::plan::Objective;
use domain::read::Holder;
use method::{Key, Pair, PairsBlock, Path};

use super::input::asks_yes_or_no;
use super::model::{Cell, Part, Slot};
use super::writer::{Home, Manner, Writer, fixed_key};
use crate::print::owner;

impl<'p> Writer<'p> {
    /// A block of labels, a row of paper at a time. A label without a value is a heading at the beginning of its row, else it
    /// leads to the label after it.
    pub fn pairs(&mut self, block: &'p PairsBlock) {
        for row in &block.rows {
            let (mut cells, mut before, mut tables) = (Vec::new(), String::new(), Vec::new());
            for pair in row {
                let Some(path) = &pair.to else {
                    let label = label(pair, "");
                    if cells.is_empty() {
                        self.parts.push(Part::Heading(label));
                    } else {
                        before = format!("{label} ");
                    }
                    continue;
                };
                for mut cell in self.pair(pair, path) {
                    let lead = std::mem::take(&mut before);
                    for slot in cell.slots.iter_mut().filter(|slot| slot.label == cell.label) {
                        slot.label.insert_str(0, &lead);
                    }
                    cell.label.insert_str(0, &lead);
                    cells.push(cell);
                }
                tables.extend(lists_items(pair).then_some(pair));
            }
            self.row(cells);
            for pair in tables {
                if let Some(items) = &pair.items {
                    self.item_table(label(pair, ""), &items.to);
                }
            }
        }
    }

    fn pair(&mut self, pair: &'p Pair, path: &'p Path) -> Vec<Cell> {
        let manner = Manner {
            form: Some(&pair.form),
            items: pair.items.as_ref(),
            yes_no: asks_yes_or_no(pair.labels.first()),
            ..Manner::default()
        };
        if path.entity.name == "objective" {
            return self.own_pair(pair, path, manner);
        }
        if Objective::describe().list_of(path.entity.name).is_some() {
            return self.item_pair(pair, path, manner);
        }
        let text = owner(path, self.subject()).and_then(|owner| owner.verbatim(path.field_name()));
        vec![Cell { label: label(pair, ""), text: text.unwrap_or_default(), slots: Vec::new() }]
    }

    /// A label of the objective itself: once, or for each of its keys.
    fn own_pair(&mut self, pair: &'p Pair, path: &'p Path, manner: Manner<'_>) -> Vec<Cell> {
        let apart = pair.items.as_ref().is_some_and(|items| !items.texts.is_empty());
        let mut cells = Vec::new();
        for key in self.keys(pair, path) {
            let home = self.own(path.field.0, key.clone());
            let label = label(pair, key.as_deref().unwrap_or_default());
            // What a text consists of has places of its own; for other text there is one where the registry has a field.
            let only_parts = apart && path.field.0.is_none() && home.text().is_empty();
            let mut cell =
                if only_parts { Cell { label, ..Cell::default() } } else { self.cell(label, &home, manner) };
            self.say_derived(&pair.derive, &home);
            let captured = pair.items.iter().flat_map(|items| &items.to);
            for (_, path) in captured.filter(|(_, path)| path.entity.name == "objective") {
                let home = self.own(path.field.0, fixed_key(path));
                cell.slots.extend(self.slot(&home, "", manner));
            }
            if !only_parts || !cell.slots.is_empty() {
                cells.push(cell);
            }
        }
        cells
    }

    /// The keys a label stands for: none for a plain field.
    fn keys(&self, pair: &Pair, path: &Path) -> Vec<Option<String>> {
        match &path.key {
            None => vec![None],
            Some(Key::Fixed(key)) => vec![Some(key.clone())],
            Some(Key::Captured(_)) => {
                let year = self.year.map(|year| year.to_string()).unwrap_or_default();
                let field = self.objective.holder(path.field_name());
                let data = field.map_or_else(|| self.objective.fields.data(), Holder::data);
                let mut known: Vec<String> =
                    data.into_iter().filter_map(|(key, _)| key.map(str::to_owned)).collect();
                let says_key = pair.labels.first().is_some_and(|label| label.captures().next().is_some());
                if !says_key {
                    known.truncate(1);
                }
                let always = pair.keys.iter().map(|key| key.print(&|_| year.clone()));
                let mut keys: Vec<String> = always.filter(|key| says_key && !known.contains(key)).collect();
                keys.append(&mut known);
                if keys.is_empty() {
                    return self.year_key(path).map(Some).into_iter().collect();
                }
                keys.into_iter().map(Some).collect()
            }
        }
    }

    /// A label of a list: a cell for each of its items, or one for all where the paper has them in one cell. Without an item,
    /// and where several may stand in the cell, there is place for one more.
    fn item_pair(&mut self, pair: &'p Pair, path: &'p Path, manner: Manner<'_>) -> Vec<Cell> {
        let cells = self.item_cells(&label(pair, ""), path, manner);
        for (entity, item) in self.children(path) {
            let home = Home::in_item(entity, item, path);
            self.say_derived(&pair.derive, &home);
        }
        cells
    }

    /// The cells of the items that a path leads to.
    pub fn item_cells(&mut self, label: &str, path: &'p Path, manner: Manner<'_>) -> Vec<Cell> {
        let mut slots: Vec<Slot> = Vec::new();
        for (entity, item) in self.children(path) {
            let home = Home::in_item(entity, item, path);
            self.say_level(&home);
            slots.extend(self.slot(&home, label, manner));
        }
        let together = manner.items.is_some();
        let mut cells: Vec<Cell> = Vec::new();
        if (slots.is_empty() || together)
            && let Some(list) = Objective::describe().list_of(path.entity.name)
        {
            let item = self.fresh(list.name);
            let home = Home::in_new(item, path);
            let mut cell = self.cell(label.to_owned(), &home, manner);
            let presets = super::table::preset::level(&home);
            self.preset(item, &presets, std::slice::from_mut(&mut cell));
            cells.push(cell);
        }
        if let (true, Some(cell)) = (together, cells.first_mut()) {
            slots.append(&mut cell.slots);
            cell.slots = slots;
            return cells;
        }
        let cell = |slot| Cell { label: label.to_owned(), text: String::new(), slots: vec![slot] };
        slots.into_iter().map(cell).chain(cells).collect()
    }
}

/// Whether the value of a label consists of items of a list, which have a table of their own.
fn lists_items(pair: &Pair) -> bool {
    let first = pair.items.as_ref().and_then(|items| items.to.first());
    first.is_some_and(|(_, path)| Objective::describe().list_of(path.entity.name).is_some())
}

fn label(pair: &Pair, key: &str) -> String {
    pair.labels.first().map(|label| label.print(&|_| key.to_owned())).unwrap_or_default()
}
