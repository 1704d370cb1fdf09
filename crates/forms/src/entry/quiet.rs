//! What the form says without a place to write it.

use std::collections::HashMap;

use super::model::{Cell, Item, Part, Preset, Slot, TableRow, Target};
use super::table::preset::Said;
use super::writer::{Home, Manner, Writer};

/// Where a cell stands: part, row, cell.
type At = (usize, usize, usize);

impl<'p> Writer<'p> {
    /// What the label of a link says: its level.
    pub fn say_level(&mut self, home: &Home<'p>) {
        if let (Some(level), Some(field)) = (home.level, home.field("level")) {
            self.say(&field, level, None);
        }
    }

    /// What a new item says of itself: in the slot it has for that, else in one that is not shown.
    pub fn preset(&mut self, item: Item, presets: &[Said], cells: &mut [Cell]) {
        for Said { field, preset } in presets {
            let target = Target { item: Some(item), field: Some(field), key: None };
            let mut slots = cells.iter_mut().flat_map(|cell| &mut cell.slots);
            if let Some(slot) = slots.find(|slot| slot.target == target) {
                slot.preset = Some(preset.clone());
                continue;
            }
            let of_item = |cell: &&mut Cell| cell.slots.iter().any(|slot| slot.target.item == Some(item));
            if let Some(cell) = cells.iter_mut().find(of_item) {
                cell.slots.extend(self.quiet_new(item, field, preset.clone()));
            }
        }
    }

    fn quiet_new(
        &mut self,
        item: Item,
        field: &'static domain::entity::FieldDefinition,
        preset: Preset,
    ) -> Option<Slot> {
        let list = domain::plan::Objective::describe().list(item.list)?;
        let home = Home {
            item: Some(item),
            of: (list.item)(),
            entity: None,
            level: None,
            field: Some(field),
            key: None,
        };
        let slot = self.slot(&home, "", Manner::default())?;
        Some(Slot { quiet: true, preset: Some(preset), ..slot })
    }

    /// Puts what the form says of values that have no slot beside what it says it with; where the value is not what the form
    /// says, it is left for the end.
    pub fn place_quiet(&mut self) {
        let section = self.own_field("section");
        self.say(&section, section.text(), None);
        let (by_item, by_target) = self.places();
        for said in std::mem::take(&mut self.said) {
            let home = self.home(&said.target);
            if home.text() != said.text || said.text.is_empty() {
                continue;
            }
            let beside = said.beside.as_ref().and_then(|target| by_target.get(&target.to_string()));
            let own = said.target.item.and_then(|item| by_item.get(&Some(item)));
            let first = || by_item.get(&None).filter(|_| said.target.item.is_none());
            let Some(at) = beside.or(own).or_else(first).copied() else { continue };
            if let Some(slot) = self.slot(&home, "", Manner::default())
                && let Some(cell) = self.cell_at(at)
            {
                cell.slots.push(Slot { quiet: true, ..slot });
            }
        }
    }

    /// The place of a target that is there.
    fn home(&self, target: &Target) -> Home<'p> {
        let own = self.own(target.field, target.key.clone());
        let objective: &'p domain::plan::Objective = self.objective;
        let Some(item) = target.item else { return own };
        let entity = domain::Entity::children(objective, item.list).get(item.index).copied();
        let of = entity.map_or(own.of, domain::Entity::definition);
        Home { item: Some(item), of, entity, ..own }
    }

    /// The first cell of each item, and the cell of each target.
    fn places(&self) -> (HashMap<Option<Item>, At>, HashMap<String, At>) {
        let (mut by_item, mut by_target) = (HashMap::new(), HashMap::new());
        let mut note = |cells: &[Cell], part: usize, row: usize| {
            for (number, cell) in cells.iter().enumerate() {
                for slot in &cell.slots {
                    by_item.entry(slot.target.item).or_insert((part, row, number));
                    by_target.entry(slot.target.to_string()).or_insert((part, row, number));
                }
            }
        };
        for (number, part) in self.parts.iter().enumerate() {
            match part {
                Part::Heading(_) => {}
                Part::Row(cells) => note(cells, number, 0),
                Part::Table(table) => {
                    for (row, TableRow { cells, .. }) in table.rows.iter().enumerate() {
                        note(cells, number, row);
                    }
                }
            }
        }
        (by_item, by_target)
    }

    fn cell_at(&mut self, (part, row, cell): At) -> Option<&mut Cell> {
        match self.parts.get_mut(part)? {
            Part::Heading(_) => None,
            Part::Row(cells) => cells.get_mut(cell),
            Part::Table(table) => table.rows.get_mut(row)?.cells.get_mut(cell),
        }
    }
}
