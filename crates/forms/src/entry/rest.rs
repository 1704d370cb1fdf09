//! What the form of the body has no place for.

use domain::Entity;
use domain::entity::{FieldDefinition, ListDefinition};
use domain::plan::Objective;

use super::OTHER;
use super::model::{Cell, ColumnHead, Item, Part, Table, TableRow};
use super::writer::{Home, Manner, Writer, capitalised, term};

impl<'p> Writer<'p> {
    /// Puts the values that have no slot yet at the end: those of the objective, then those of its parts, list by list.
    pub fn rest(&mut self) {
        let before = self.parts.len();
        let objective: &'p Objective = self.objective;
        let mut homes = self.left(&self.own(None, None), objective);
        let title = self.own_field("title");
        if !self.is_claimed(&title.target()) && title.text().is_empty() {
            homes.insert(0, title);
        }
        for home in homes {
            let cell = self.cell(term(&home), &home, Manner::default());
            self.row(vec![cell]);
        }
        for list in Objective::describe().lists {
            self.rest_of(list);
        }
        if self.parts.len() > before {
            self.parts.insert(before, Part::Heading(OTHER.to_owned()));
        }
    }

    /// The values of an entity that have no slot.
    fn left(&self, home: &Home<'p>, entity: &'p dyn Entity) -> Vec<Home<'p>> {
        let mut homes: Vec<Home<'p>> = Vec::new();
        for field in entity.definition().fields {
            let data = entity.holder(field.name).map(domain::read::Holder::data).unwrap_or_default();
            let keyed = field.cardinality == domain::Cardinality::Keyed;
            let keys = data.into_iter().map(|(key, _)| key.map(str::to_owned));
            let keys: Vec<Option<String>> = if keyed { keys.collect() } else { keys.take(1).collect() };
            homes.extend(keys.into_iter().map(|key| Home { field: Some(field), key, ..home.clone() }));
        }
        homes.extend(entity.extra().keys().map(|key| Home {
            field: None,
            key: Some(key.clone()),
            ..home.clone()
        }));
        homes.retain(|home| !self.is_claimed(&home.target()));
        homes
    }

    /// A table of the values of a list that have no slot.
    fn rest_of(&mut self, list: &'static ListDefinition) {
        let definition = (list.item)();
        let objective: &'p Objective = self.objective;
        let mut rows: Vec<(&'p dyn Entity, Item, Vec<Home<'p>>)> = Vec::new();
        for (index, entity) in objective.children(list.name).into_iter().enumerate() {
            let item = Item { list: list.name, index };
            let own = self.own(None, None);
            let homes =
                self.left(&Home { item: Some(item), of: definition, entity: Some(entity), ..own }, entity);
            if !homes.is_empty() {
                rows.push((entity, item, homes));
            }
        }
        if rows.is_empty() {
            return;
        }
        let mut columns: Vec<(Option<&'static FieldDefinition>, Option<String>)> = Vec::new();
        for home in rows.iter().flat_map(|(.., homes)| homes) {
            let column = (home.field, home.key.clone());
            if !columns.contains(&column) {
                columns.push(column);
            }
        }
        let place = |column: &(Option<&FieldDefinition>, _)| {
            definition.fields.iter().position(|field| column.0 == Some(field)).unwrap_or(usize::MAX)
        };
        columns.sort_by_key(place);
        let named = rows.iter().any(|(entity, item, _)| self.is_shown(*item) && !name(*entity).is_empty());
        let mut table = Table {
            titles: vec![capitalised(definition.term)],
            columns: heads(list, &columns, named),
            ..Table::default()
        };
        for (entity, item, homes) in rows {
            let shown = self.is_shown(item);
            let label = Cell {
                label: capitalised(definition.term),
                text: if shown { name(entity) } else { String::new() },
                slots: Vec::new(),
            };
            let mut cells: Vec<Cell> = named.then_some(label).into_iter().collect();
            for column in &columns {
                let home = homes.iter().find(|home| (home.field, &home.key) == (column.0, &column.1));
                cells.push(
                    home.map(|home| self.cell(term(home), home, Manner::default())).unwrap_or_default(),
                );
            }
            table.rows.push(TableRow { items: vec![item], cells, ..TableRow::default() });
        }
        self.parts.push(Part::Table(table));
    }
}

/// What an item that stands elsewhere on the form is called.
fn name(entity: &dyn Entity) -> String {
    let number = entity.verbatim("number");
    let text = ["text", "name", "chapter"].iter().find_map(|field| entity.verbatim(field));
    let texts = number.into_iter().chain(text.map(|text| domain::text::short(&text, 60)));
    texts.collect::<Vec<_>>().join(" – ")
}

fn heads(
    list: &'static ListDefinition,
    columns: &[(Option<&'static FieldDefinition>, Option<String>)],
    named: bool,
) -> Vec<ColumnHead> {
    let name =
        ColumnHead { label: capitalised((list.item)().term), list: Some(list.name), ..ColumnHead::default() };
    let all = columns.iter().map(|(field, key)| ColumnHead {
        label: match (field, key) {
            (Some(field), Some(key)) => format!("{} {key}", capitalised(field.term)),
            (Some(field), None) => capitalised(field.term),
            (None, key) => key.clone().unwrap_or_default(),
        },
        list: Some(list.name),
        field: *field,
        key: key.clone(),
        ..ColumnHead::default()
    });
    named.then_some(name).into_iter().chain(all).collect()
}
