//! What a row says of its items without a column for it: the year of the table, the phase they stand with, constants.

use domain::entity::{EntityDefinition, FieldDefinition};
use method::Group;

use super::At;
use super::row::RowState;
use crate::entry::model::{Cell, Item, Preset, Target};
use crate::entry::writer::{Home, Writer};
use crate::print::rows::{Name, column_names};
use crate::print::sheet::address;

/// What is said of a new item.
pub struct Said {
    /// The field.
    pub field: &'static FieldDefinition,
    /// What it says.
    pub preset: Preset,
}

/// Whether entities of a name say which phase they belong to.
pub fn names_phase(name: &str) -> bool {
    domain::entity::entity_named(name).is_some_and(|definition| definition.field("phase").is_some())
}

/// What the label of a new link says of it: its level.
pub fn level(home: &Home<'_>) -> Vec<Said> {
    let said = home.level.and_then(|level| said(home.of, "level", Preset::Text(level.to_owned())));
    said.into_iter().collect()
}

fn said(of: &EntityDefinition, field: &str, preset: Preset) -> Option<Said> {
    Some(Said { field: of.field(field)?, preset })
}

/// What a phase is called by: its number, else its text.
fn names_of_phase(item: Item) -> Vec<Target> {
    let definition = domain::plan::Phase::describe();
    let target = |name| Target { item: Some(item), field: definition.field(name), key: None };
    vec![target("number"), target("text")]
}

/// Whether an item would say a field by that field.
fn says_itself(item: Item, said: &Said) -> bool {
    let own = |target: &Target| target.item == Some(item) && target.field == Some(said.field);
    matches!(&said.preset, Preset::Of(targets) if targets.iter().any(own))
}

impl<'p> Writer<'p> {
    /// Notes what a row says of the items on it, and gives it to the new ones.
    pub(super) fn say_items(&mut self, at: &At<'p>, state: &RowState<'p, '_>, cells: &mut [Cell]) {
        let phase = self.phase_of_row(at, state);
        let single = state.binding.entities.iter().filter(|(of, _)| !state.binding.again.contains(of));
        let single = single.map(|((name, level, at), entity)| ((*name, *level), *at, *entity));
        let listed = state.binding.listed.iter().map(|(of, entity)| (*of, 0, *entity));
        for (of, instance, entity) in single.chain(listed) {
            let Some(item) = self.items.get(&address(entity)).copied() else { continue };
            let home = Home {
                item: Some(item),
                of: entity.definition(),
                entity: Some(entity),
                level: of.1,
                field: None,
                key: None,
            };
            for Said { field, preset } in self.said_of(home.of, of, instance, at, phase.as_ref()) {
                let text = self.said_text(&preset);
                self.say(&Home { field: Some(field), ..home.clone() }, text, None);
            }
        }
        for ((of, instance), item) in &state.new {
            let Some(definition) = domain::entity::entity_named(of.0) else { continue };
            let mut said = self.said_of(definition, *of, *instance, at, phase.as_ref());
            said.retain(|said| !says_itself(*item, said));
            if of.0 == "phase" {
                let number = at.number().map(Preset::Text);
                said.extend(number.and_then(|number| self::said(definition, "number", number)));
            }
            self.preset(*item, &said, cells);
        }
    }

    /// What a row says of an item.
    fn said_of(
        &self,
        of: &'static EntityDefinition,
        name: Name<'p>,
        instance: usize,
        at: &At<'p>,
        phase: Option<&Preset>,
    ) -> Vec<Said> {
        let mut all: Vec<Option<Said>> = Vec::new();
        let text = |text: &str| Preset::Text(text.to_owned());
        all.push(name.1.and_then(|level| said(of, "level", text(level))));
        let year = at.year.or(self.year).filter(|_| of.name == "phase" || at.table.each_year);
        all.push(year.and_then(|year| said(of, "year", text(&year.to_string()))));
        all.push(phase.cloned().and_then(|phase| said(of, "phase", phase)));
        for column in &at.table.columns {
            let about = column_names(column).any(|known| known == name);
            for (path, set) in column.set.iter().filter(|(path, _)| about && path.entity.name == of.name) {
                all.push(said(of, path.field_name(), text(set)));
            }
            let turn = if matches!(column.group, Some(Group::Set { .. })) { instance } else { 0 };
            let plain = |fixed: &&method::Template| fixed.captures().next().is_none();
            if let (true, Some(to)) = (about, &column.to)
                && let Some(fixed) = column.fixed.get(turn).filter(plain)
            {
                all.push(said(of, to.field_name(), text(&fixed.print(&|_| String::new()))));
            }
        }
        all.into_iter().flatten().collect()
    }

    /// How the items of a row name the phase they stand with.
    fn phase_of_row(&self, at: &At<'p>, state: &RowState<'p, '_>) -> Option<Preset> {
        let phase = state.binding.entities.iter().find(|((name, ..), _)| *name == "phase");
        let there = phase.and_then(|(_, entity)| self.items.get(&address(*entity)).copied());
        let new = || state.new.iter().find(|((of, _), _)| of.0 == "phase").map(|(_, item)| *item);
        if let Some(item) = there.or_else(new) {
            return Some(Preset::Of(names_of_phase(item)));
        }
        if let Some(phase) = state.binding.phase() {
            return Some(Preset::Text(phase));
        }
        // A new row that names its phase: the first of its items does, and the others are of the same.
        at.table.columns.iter().find(|column| column.join.is_some())?;
        let first = state.new.iter().find(|((of, _), _)| names_phase(of.0)).map(|(_, item)| *item)?;
        let definition = domain::plan::Objective::describe().list(first.list).map(|list| (list.item)())?;
        Some(Preset::Of(vec![Target { item: Some(first), field: definition.field("phase"), key: None }]))
    }

    /// What is said, by the objective as it is.
    fn said_text(&self, preset: &Preset) -> String {
        let text = |target: &Target| {
            let item = target.item?;
            let objective: &dyn domain::Entity = self.objective;
            objective.children(item.list).get(item.index)?.verbatim(target.field_name())
        };
        match preset {
            Preset::Text(text) => text.clone(),
            Preset::Of(targets) => targets.iter().find_map(text).unwrap_or_default(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::names_phase;

    #[test]
    fn indicators_and_people_say_their_phase() {
        assert!(names_phase("indicator") && names_phase("person"));
        assert!(!["phase", "link", "budget_line", "objective", "altro"].iter().any(|name| names_phase(name)));
    }
}
