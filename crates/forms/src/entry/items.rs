//! Items of a list that stand together under one label, or on lines of their own: a small table of them.

use domain::plan::Objective;
use method::Path;

use super::model::{Cell, ColumnHead, Item, Part, Table, TableRow};
use super::table::preset;
use super::writer::{Home, Manner, Writer, capitalised, term};

impl<'p> Writer<'p> {
    /// A table of the items that no other place of the form shows, with a column for each thing that is said of them.
    pub fn item_table(&mut self, title: String, captures: &'p [(String, Path)]) {
        let list = |path: &Path| Objective::describe().list_of(path.entity.name);
        let first = captures.iter().map(|(_, path)| path).find(|path| list(path).is_some());
        let Some((first, list)) = first.and_then(|first| Some((first, list(first)?))) else { return };
        let mut paths: Vec<&'p Path> = Vec::new();
        for (_, path) in captures.iter().filter(|(_, path)| path.same_entity(first)) {
            if !paths.iter().any(|known| known.field_name() == path.field_name() && known.key == path.key) {
                paths.push(path);
            }
        }
        let columns = paths.iter().map(|path| ColumnHead {
            label: path.field.0.map(|field| capitalised(field.term)).unwrap_or_default(),
            list: Some(list.name),
            field: path.field.0,
            ..ColumnHead::default()
        });
        let mut table = Table {
            titles: (!title.is_empty()).then_some(title).into_iter().collect(),
            lists: vec![list.name],
            columns: columns.collect(),
            ..Table::default()
        };
        for (entity, item) in self.children(first) {
            if !self.is_shown(item) {
                let homes: Vec<_> = paths.iter().map(|path| Home::in_item(entity, item, path)).collect();
                table.rows.push(self.item_row(item, &homes));
            }
        }
        let item = self.fresh(list.name);
        let homes: Vec<_> = paths.iter().map(|path| Home::in_new(item, path)).collect();
        table.blank.push(self.item_row(item, &homes));
        self.parts.push(Part::Table(table));
    }

    fn item_row(&mut self, item: Item, homes: &[Home<'p>]) -> TableRow {
        let mut cells: Vec<Cell> = Vec::new();
        for home in homes {
            let year = self.year.map(|year| year.to_string());
            let keyed = home.field.is_some_and(|field| field.cardinality == domain::Cardinality::Keyed);
            let home = Home { key: home.key.clone().or(year.filter(|_| keyed)), ..home.clone() };
            cells.push(self.cell(term(&home), &home, Manner::default()));
        }
        if let Some(home) = homes.first() {
            self.say_level(home);
            if home.entity.is_none() {
                self.preset(item, &preset::level(home), &mut cells);
            }
        }
        TableRow { items: vec![item], cells, ..TableRow::default() }
    }
}
