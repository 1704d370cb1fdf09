//! The items rows are about: made, continued from the row above, or found by what names them.

use std::collections::BTreeSet;

use domain::{Datum, Place};
use method::{Path, TableBlock};

use super::area::Area;
use super::builder::{Fate, Handle, short};
use super::pairs::parse_item;
use super::rows_of::Given;
use super::table::Current;
use crate::codes;

impl<'d, 'm> Area<'_, 'd, 'm> {
    /// The item a value of this row belongs to: made now, made earlier on this row, or that of the
    /// row above when its key says so.
    pub(super) fn item_for(
        &mut self,
        path: &Path,
        instance: usize,
        table: &'m TableBlock,
        given: &[Given<'_, 'd, 'm>],
        made: &mut Vec<Current>,
        place: Place,
    ) -> Handle {
        if self.record.is_some_and(|record| record.name == path.entity.name) {
            return self.target.clone();
        }
        let of = (path.entity.name, path.level.clone(), instance);
        if let Some(current) = made.iter().find(|current| current.of == of) {
            return current.handle.clone();
        }
        let keys = key_text(path, given);
        let above = self.open.as_ref().and_then(|open| open.currents.iter().find(|c| c.of == of).cloned());
        let pending = self.open.as_ref().is_some_and(|open| !open.pending.is_empty());
        let has_key = !pending
            && table.columns.iter().any(|c| c.key && c.to.as_ref().is_some_and(|to| to.same_entity(path)));
        let outer_is_new = made.iter().any(|current| !self.stood_above(current));
        let continues = above.clone().filter(|_| !outer_is_new).filter(|above| match &keys {
            Some(key) => *key == above.key && self.agrees(path, given, &above.handle),
            None => has_key || is_tail_of(given, path),
        });
        if let Some(current) = continues {
            let handle = current.handle.clone();
            made.push(current);
            return handle;
        }
        let parent = self.parent_for(path, made);
        let found = keys.as_deref().and_then(|key| self.registered(path, key));
        let handle = found
            .or_else(|| self.builder.add(&parent, path.entity, path.level.as_deref(), place))
            .unwrap_or_else(|| self.target.clone());
        self.set_parent(path, &handle, place);
        self.set_level(path, &handle, given);
        self.name_section(&handle);
        self.give_unit(path, &handle, table);
        let key = (path.entity.name, path.level.clone());
        if !self.builder.listed.contains(&key) {
            self.builder.listed.push(key.clone());
        }
        self.currents.insert(key, handle.clone());
        if path.entity.name == "objective" {
            self.builder.ordinal = u32::try_from(self.builder.plan.objectives.len()).ok();
            self.say_section(&handle);
        }
        made.push(Current { of, handle: handle.clone(), key: keys.unwrap_or_default() });
        handle
    }

    /// People of a unit, in a table that does not name it, are of the unit whose heading stands above.
    fn give_unit(&mut self, path: &Path, handle: &Handle, table: &TableBlock) {
        let named = table.columns.iter().filter_map(|column| column.to.as_ref()).any(|to| {
            matches!((to.entity.name, to.field_name()), ("staff", "unit" | "structure") | ("unit", _))
        });
        if path.entity.name == "staff" && !named && self.record.is_none() {
            super::finish::inherit(self.builder, self.currents, handle);
        }
    }

    /// Whether the row says nothing else of an item than the item has: asked only of the first row
    /// after a line of text, where another table with the same header may begin.
    fn agrees(&mut self, path: &Path, given: &[Given<'_, 'd, 'm>], item: &Handle) -> bool {
        if self.open.as_ref().is_none_or(|open| !open.resumed) {
            return true;
        }
        let told = given.iter().filter(|g| !g.column.key && g.column.group.is_none());
        told.filter_map(|g| Some((g, g.column.to.as_ref()?))).filter(|(_, to)| to.same_entity(path)).all(
            |(g, to)| {
                let known = self.builder.verbatim(item, to.field_name());
                known.is_none_or(|known| known == g.item.text())
            },
        )
    }

    /// Whether an item of this row stood on the row above already.
    fn stood_above(&self, current: &Current) -> bool {
        self.open.as_ref().is_some_and(|open| {
            open.currents.iter().any(|above| above.of == current.of && above.handle == current.handle)
        })
    }

    /// The entity a new item is part of: the innermost of this row, or of the row above, with a list
    /// for it.
    pub(super) fn parent_for(&mut self, path: &Path, made: &[Current]) -> Handle {
        let above = self.open.as_ref().map(|open| open.currents.clone()).unwrap_or_default();
        for current in made.iter().rev().chain(above.iter().rev()) {
            let Some(definition) = domain::entity::entity_named(current.of.0) else { continue };
            if definition.list_of(path.entity.name).is_some() {
                return current.handle.clone();
            }
        }
        self.target.clone()
    }

    /// What the join columns of a row name: the number, and the item when it is there.
    pub(super) fn join(
        &mut self,
        table: &'m TableBlock,
        given: &[Given<'_, 'd, 'm>],
    ) -> (Option<String>, Option<(&'static str, Handle)>) {
        let Some(spec) = table.columns.iter().find_map(|c| c.join.as_ref()) else { return (None, None) };
        let cell = given.iter().find(|g| g.column.join.is_some());
        let Some(g) = cell else {
            let above = self.open.as_ref().and_then(|open| open.joined.clone());
            let handle = above.as_deref().and_then(|key| self.find(spec, key));
            return (above, handle.map(|handle| (spec.entity.name, handle)));
        };
        let text = match &g.column.items {
            Some(items) => parse_item(items, g.item.text()).and_then(|captures| {
                captures
                    .into_iter()
                    .find(|(name, _)| name.ends_with(spec.field_name()))
                    .map(|(_, value)| value)
            }),
            None => None,
        };
        let text = text.unwrap_or_else(|| g.item.text().to_owned());
        let handle = self.find(spec, &text);
        if handle.is_none() {
            let message =
                format!("«{}» non corrisponde a nessuna riga di «{}»", short(&text), spec.entity.term);
            self.builder.report_about(&codes::NO_SUCH_ITEM, &text, message, g.item.place);
            if spec.field_name() != "number" {
                let target = self.target.clone();
                self.builder.note(&target, g.item.text(), g.item.place);
                self.builder.settle(g.item.id, Fate::Reported);
            }
        }
        (Some(text), handle.map(|handle| (spec.entity.name, handle)))
    }

    /// The item of the record whose field says this.
    pub(super) fn find(&mut self, path: &Path, text: &str) -> Option<Handle> {
        let wanted = method::words::key(text.trim_matches(['.', ')', ' ']));
        let parent = self.parent_for(path, &[]);
        let entity = self.builder.entity(&parent)?;
        let list = entity.definition().list_of(path.entity.name)?;
        let index = entity.children(list.name).iter().position(|child| {
            child.verbatim(path.field_name()).is_some_and(|known| {
                method::words::key(&known) == wanted
                    || meaning::ordinal::ordinal(&known).is_some_and(|n| {
                        path.field_name() == "number" && meaning::ordinal::ordinal(text) == Some(n)
                    })
            })
        })?;
        let mut handle = parent;
        handle.0.push((list.name, index));
        Some(handle)
    }

    /// Items that measure or staff a phase carry its number.
    pub(super) fn name_phase(&mut self, made: &[Current], joined: Option<&str>, place: Place) {
        let number = self.only_phase(made, joined).and_then(|phase| {
            let number = self.builder.verbatim(&phase, "number");
            number.or_else(|| self.builder.verbatim(&phase, "text"))
        });
        let Some(number) = number.or_else(|| joined.map(str::to_owned)) else { return };
        for current in made {
            if let Some(entity) = self.builder.entity(&current.handle)
                && entity.definition().field("phase").is_some()
            {
                let _ = entity.put("phase", None, Datum::prose(number.clone(), Some(place)));
            }
        }
    }

    /// The phase that the row is about: its own, else that of the row above. A cell with several phases
    /// speaks of none alone: what stands beside it belongs to the record.
    fn only_phase(&self, made: &[Current], joined: Option<&str>) -> Option<Handle> {
        let only = |phases: &[&Current]| match phases {
            [phase] => Some(phase.handle.clone()),
            _ => None,
        };
        let here = phases(made);
        if !here.is_empty() {
            return only(&here);
        }
        let open = self.open.as_ref().filter(|_| joined.is_none())?;
        // A phase of the record above is none of this one.
        let beside = |phase: &Handle| made.iter().any(|m| m.handle.is_beside(phase));
        only(&phases(&open.currents)).filter(beside)
    }

    /// Sets the year of what the row made, and remembers it for the rows below.
    pub(super) fn remember(&mut self, table: &TableBlock, made: Vec<Current>, joined: Option<String>) {
        let year = self.open.as_ref().and_then(|open| open.year).or(self.builder.year);
        for current in &made {
            if current.of.0 == "objective" && self.record.is_none() {
                super::finish::inherit(self.builder, self.currents, &current.handle);
            }
            let Some(entity) = self.builder.entity(&current.handle) else { continue };
            let dated =
                current.of.0 == "phase" || (table.each_year && entity.definition().field("year").is_some());
            if let (true, None, Some(year)) = (dated, entity.verbatim("year"), year) {
                let place = entity.place();
                let _ = entity.put("year", None, Datum::prose(year.to_string(), place));
            }
        }
        let Some(open) = &mut self.open else { return };
        open.joined = joined;
        open.resumed = false;
        open.main = made
            .iter()
            .find(|c| {
                table
                    .columns
                    .iter()
                    .any(|column| column.second.as_ref().is_some_and(|path| path.entity.name == c.of.0))
            })
            .or(made.first())
            .map(|c| c.handle.clone())
            .or(open.main.take());
        if made.iter().any(|current| current.of.0 == "phase") {
            // Of several phases in the cell above none is current any more.
            open.currents.retain(|known| known.of.0 != "phase");
        }
        for current in made {
            match open.currents.iter_mut().find(|known| known.of == current.of) {
                Some(known) => *known = current,
                None => open.currents.push(current),
            }
        }
    }
}

/// The phases among items.
fn phases(all: &[Current]) -> Vec<&Current> {
    all.iter().filter(|current| current.of.0 == "phase").collect()
}

/// The key of an entity on this row, when one of its key cells has a value.
pub(super) fn key_text(path: &Path, given: &[Given<'_, '_, '_>]) -> Option<String> {
    let keys: Vec<String> = given
        .iter()
        .filter(|g| g.column.key && g.column.to.as_ref().is_some_and(|to| to.same_entity(path)))
        .map(|g| method::words::key(g.item.text()))
        .collect();
    (!keys.is_empty()).then(|| keys.join("|"))
}

/// A row with nothing but the tail of a sentence: it runs on from the row above.
pub(super) fn is_tail_of(given: &[Given<'_, '_, '_>], path: &Path) -> bool {
    let entities: BTreeSet<&str> =
        given.iter().filter_map(|g| g.column.to.as_ref().map(|to| to.entity.name)).collect();
    let [g] = given else { return false };
    let lower = g.item.text().chars().find(|c| c.is_alphabetic()).is_some_and(char::is_lowercase);
    entities.len() == 1
        && entities.contains(path.entity.name)
        && lower
        && g.item.text().len() > 3
        && matches!(path.field_name(), "text" | "title" | "description")
}
