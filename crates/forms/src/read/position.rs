//! What is left when a stretch is known whole: labels met by their place in the form, tables that
//! lie on their side, and the rest kept.

use std::collections::BTreeMap;

use domain::Place;
use method::{BlockKind, Column, TableBlock};

use super::area::{Area, NO_FORM, Waiting};
use super::builder::{Fate, Handle, Written, short};
use super::fit::fixed_fit;
use super::labels::{Use, likeness};
use super::pairs::Spotted;
use super::rows::Line;
use super::table::Current;
use crate::codes;

impl<'d, 'm> Area<'_, 'd, 'm> {
    /// Places the cells that wait: between two rows of the form that were met, as many rows as the
    /// form has there are those rows.
    pub fn place_waiting(&mut self) {
        let mut waiting = std::mem::take(&mut self.waiting);
        waiting.sort_by_key(|waiting| waiting.line);
        if self.record.is_some() && self.builder.method.repair.position {
            waiting = self.by_position(waiting);
        }
        let lines = self.lines;
        for waiting in waiting {
            self.keep(&lines[waiting.line], &waiting.items);
        }
    }

    fn by_position(&mut self, waiting: Vec<Waiting>) -> Vec<Waiting> {
        let mut rest = Vec::new();
        let mut waiting = waiting.into_iter().peekable();
        while let Some(first) = waiting.next() {
            let (before, after) = (self.met_before(first.line), self.met_after(first.line));
            let mut group = vec![first];
            while let Some(next) = waiting.peek() {
                let gap = group.last().is_some_and(|last| next.line > last.line + 1);
                if after.map_or(gap, |met| next.line >= met.2) {
                    break;
                }
                group.extend(waiting.next());
            }
            rest.extend(self.fill_gap(group, before, after));
        }
        rest
    }

    /// The last row of the form met at or before a line: block, row, line.
    fn met_before(&self, line: usize) -> Option<(usize, usize, usize)> {
        let met = self.met.iter().filter(|met| met.line <= line).max_by_key(|met| met.line)?;
        Some((met.block, met.row, met.line))
    }

    /// The first row of the form met after a line.
    fn met_after(&self, line: usize) -> Option<(usize, usize, usize)> {
        let met = self.met.iter().filter(|met| met.line > line).min_by_key(|met| met.line)?;
        Some((met.block, met.row, met.line))
    }

    /// Rows between two rows of the form that were met.
    fn fill_gap(
        &mut self,
        group: Vec<Waiting>,
        before: Option<(usize, usize, usize)>,
        after: Option<(usize, usize, usize)>,
    ) -> Vec<Waiting> {
        let block = before.or(after).map(|met| met.0);
        let Some(block) = block.filter(|b| after.is_none_or(|met| met.0 == *b)) else { return group };
        let BlockKind::Pairs(pairs) = &self.blocks[block].kind else { return group };
        let same_line = before.filter(|met| group[0].line == met.2);
        let from = match before {
            Some((_, row, _)) if same_line.is_some() => row,
            Some((_, row, _)) => row + 1,
            None => 0,
        };
        let to = after.map_or(pairs.rows.len(), |(_, row, _)| row);
        let missing: Vec<(usize, usize)> = (from..to.max(from))
            .flat_map(|row| (0..pairs.rows[row].len()).map(move |place| (row, place)))
            .filter(|at| !self.met.iter().any(|m| (m.block, m.row, m.place) == (block, at.0, at.1)))
            .collect();
        let mut rest = Vec::new();
        let rows_missing = missing.iter().filter(|(_, place)| *place == 0).count();
        let lone = group.iter().all(|waiting| waiting.items.len() == 1);
        let next_to = before.is_some_and(|met| group.last().is_some_and(|w| w.line <= met.2 + group.len()));
        let closed = after.is_some() || (next_to && !lone);
        let exact = closed && (group.len() == rows_missing || (lone && rows_missing == 1));
        let mut next = 0;
        for waiting in group {
            let near =
                self.nearest(&waiting, block, &missing[next.min(missing.len())..]).map(|near| near + next);
            let at = near.or_else(|| {
                let mut first =
                    missing[next.min(missing.len())..].iter().position(|(_, place)| *place == 0)?;
                first += next;
                exact.then_some(first)
            });
            match at.and_then(|at| missing.get(at).map(|found| (at, *found))) {
                Some((at, (row, place))) if self.place_row(&waiting, (block, row, place)) => {
                    next = if lone && rows_missing == 1 { at } else { at + 1 };
                }
                _ => rest.push(waiting),
            }
        }
        rest
    }

    /// The missing label that the first waiting cell is most like.
    fn nearest(&self, waiting: &Waiting, block: usize, missing: &[(usize, usize)]) -> Option<usize> {
        let BlockKind::Pairs(pairs) = &self.blocks[block].kind else { return None };
        let item = &self.lines[waiting.line].items[*waiting.items.first()?];
        let key = method::words::key(item.text());
        let all: Vec<(usize, usize)> = (0..pairs.rows.len())
            .flat_map(|row| (0..pairs.rows[row].len()).map(move |place| (row, place)))
            .collect();
        let likes = |at: &(usize, usize)| {
            let labels = &pairs.rows[at.0][at.1].labels;
            labels.iter().map(|l| likeness(&key, l.key(), 0.5)).fold(0.0, f32::max)
        };
        let (best, score) = missing
            .iter()
            .map(|at| (at, likes(at)))
            .filter(|(_, score)| *score > 0.0)
            .max_by(|a, b| a.1.total_cmp(&b.1))?;
        let better = all.iter().any(|at| !missing.contains(at) && likes(at) > score);
        if better {
            return None;
        }
        missing.iter().position(|at| at == best)
    }

    /// Reads a waiting row as a label and its value.
    fn place_row(&mut self, waiting: &Waiting, at: (usize, usize, usize)) -> bool {
        let BlockKind::Pairs(pairs) = &self.blocks[at.0].kind else { return false };
        let pair = &pairs.rows[at.1][at.2];
        let lines = self.lines;
        let line = &lines[waiting.line];
        if waiting.items.len() == 1 && pair.to.is_some() {
            return self.place_value(line, waiting.items[0], at);
        }
        let Some((label, values)) = waiting.items.split_first() else { return false };
        let (label, values): (_, Vec<usize>) = (&line.items[*label], values.to_vec());
        let shown =
            pair.labels.first().map_or_else(String::new, |label| super::builder::shown(label.source()));
        let message = format!("«{}» letto come l'etichetta «{shown}»", short(label.text()));
        self.builder.report(&codes::LABEL_POSITION, message, label.place);
        self.builder.settle(label.id, Fate::Boilerplate);
        self.meet(waiting.line, &Spotted { pair, at });
        let texts: Vec<(&str, Place, Option<usize>)> =
            values.iter().map(|i| (line.items[*i].text(), line.items[*i].place, Some(*i))).collect();
        for index in &values {
            self.builder.settle(line.items[*index].id, Fate::Mapped);
        }
        self.values(&Spotted { pair, at }, None, label, &texts, waiting.line);
        true
    }

    /// Reads a waiting cell as the value of a label that is missing.
    fn place_value(&mut self, line: &Line<'d>, index: usize, at: (usize, usize, usize)) -> bool {
        let BlockKind::Pairs(pairs) = &self.blocks[at.0].kind else { return false };
        let pair = &pairs.rows[at.1][at.2];
        let Some(path) =
            pair.to.as_ref().filter(|path| matches!(path.kind(), domain::Kind::Prose | domain::Kind::Rule))
        else {
            return false;
        };
        let item = &line.items[index];
        let shown =
            pair.labels.first().map_or_else(String::new, |label| super::builder::shown(label.source()));
        let message = format!("«{}» letto come «{shown}», che manca", short(item.text()));
        self.builder.report_about(&codes::LABEL_MISSING, &shown, message, item.place);
        self.builder.settle(item.id, Fate::Mapped);
        let (text, place) = (item.text(), item.place);
        let key = self.key(path, None, None);
        self.put_value(path, &pair.form, key.as_deref(), text, place, true, pair.items.as_ref());
        true
    }

    /// A row of a table that lies on its side: its first cell is a header label.
    pub fn sideways_row(&mut self, at: usize, free: &mut Vec<usize>) -> bool {
        let lines = self.lines;
        let line = &lines[at];
        let Some(first) = free.first().copied() else { return false };
        let spots = self.spots(&line.items[first]);
        let found = spots.iter().filter(|spot| spot.whole).find_map(|spot| match spot.label.of {
            Use::Column(block, column, _) if self.table(block).is_some_and(|table| table.sideways) => {
                Some((block, column))
            }
            _ => None,
        });
        let Some((block, column)) = found else { return false };
        if self.sideways.as_ref().is_some_and(|(open, _)| *open != block) {
            self.end_sideways();
        }
        self.builder.settle(line.items[first].id, Fate::Boilerplate);
        let cells: Vec<usize> = free.iter().skip(1).copied().collect();
        self.sideways.get_or_insert((block, Vec::new())).1.push((at, column, cells));
        self.end_table();
        self.last = None;
        free.clear();
        true
    }

    /// Turns the rows of a sideways table into its items, one for each column.
    pub fn end_sideways(&mut self) {
        let Some((block, rows)) = self.sideways.take() else { return };
        let Some(table) = self.table(block) else { return };
        self.titled.remove(&block);
        let mut by_column: BTreeMap<u16, Vec<(usize, usize, usize)>> = BTreeMap::new();
        for (line, column, cells) in &rows {
            for cell in cells {
                by_column
                    .entry(self.lines[*line].items[*cell].column)
                    .or_default()
                    .push((*line, *column, *cell));
            }
        }
        for cells in by_column.values() {
            self.sideways_item(table, cells);
        }
    }

    /// An item of a table that lies on its side: what its cells fill, an objective with all that belongs to it.
    fn sideways_item(&mut self, table: &'m TableBlock, cells: &[(usize, usize, usize)]) {
        let lines = self.lines;
        let mut made: Vec<Current> = Vec::new();
        for (line, column, cell) in cells {
            let line: &Line<'d> = &lines[*line];
            let item = &line.items[*cell];
            let spec = &table.columns[*column];
            if super::pairs::is_blank(&self.builder.method.blanks, item.text()) {
                self.builder.settle(item.id, Fate::Boilerplate);
                continue;
            }
            if fixed_fit(&spec.fixed, item).is_some() {
                self.builder.settle(item.id, Fate::Boilerplate);
                continue;
            }
            self.builder.settle(item.id, Fate::Mapped);
            self.sideways_cell(spec, line, item, &mut made);
        }
        for current in made.iter().filter(|current| current.of.0 == "objective" && self.record.is_none()) {
            super::finish::inherit(self.builder, self.currents, &current.handle);
        }
        self.builder.ordinal = self.builder.ordinal.filter(|_| self.record.is_some());
    }

    fn sideways_cell(
        &mut self,
        spec: &'m Column,
        line: &Line<'d>,
        item: &super::rows::Item<'d>,
        made: &mut Vec<Current>,
    ) {
        let (text, place) = (item.text(), item.place);
        if let Some(items) = &spec.items {
            let pieces = super::pairs::split(items, text).unwrap_or_else(|| vec![text]);
            for piece in pieces {
                self.sideways_piece(spec, items, piece, place, made);
            }
            return;
        }
        let Some(path) = spec.to.as_ref().or(spec.join.as_ref()) else { return };
        if spec.join.is_some() {
            let indicator = domain::entity::entity_named("indicator").unwrap_or(path.entity);
            let handle = self.sideways_owner(indicator, None, place, made);
            if let Some(entity) = self.builder.entity(&handle) {
                let _ = entity.put("phase", None, domain::Datum::prose(text, Some(place)));
            }
            return;
        }
        let captured = line.items.first().and_then(|label| {
            let found = |t: &method::Template| t.matches(label.text(), &label.words, 0, true);
            let (_, range) = spec.labels.iter().find_map(found)?.captures.into_iter().next()?;
            Some(label.text()[range].to_owned())
        });
        let key = self.key(path, captured.as_deref(), None);
        let handle = self.sideways_owner(path.entity, path.level.as_deref(), place, made);
        let written = Written { text, place, form: &spec.form, key: key.as_deref(), append: false };
        self.builder.put(&handle, path, &written);
        self.derive(&spec.derive, &handle, text, place);
    }

    /// One of several values of a cell.
    fn sideways_piece(
        &mut self,
        spec: &'m Column,
        items: &'m method::Items,
        piece: &str,
        place: Place,
        made: &mut Vec<Current>,
    ) {
        let captures = super::pairs::parse_item(items, piece);
        if let Some(captures) = captures.filter(|_| !items.texts.is_empty()) {
            for (name, value) in captures {
                let Some((_, path)) = items.to.iter().find(|(known, _)| *known == name) else { continue };
                let handle = self.sideways_owner(path.entity, path.level.as_deref(), place, made);
                let key = self.key(path, None, None);
                let form = &NO_FORM;
                let written = Written { text: &value, place, form, key: key.as_deref(), append: false };
                self.builder.put(&handle, path, &written);
            }
            return;
        }
        let Some(path) = &spec.to else { return };
        if !items.texts.is_empty() {
            let message = format!("«{}» non ha la forma di una voce dell'elenco", short(piece));
            self.builder.report(&codes::ITEM_SHAPE, message, place);
        }
        if path.entity.name == "link" {
            made.retain(|current| current.of.0 != "link");
        }
        let handle = self.sideways_owner(path.entity, path.level.as_deref(), place, made);
        let key = self.key(path, None, None);
        let written = Written { text: piece, place, form: &spec.form, key: key.as_deref(), append: true };
        self.builder.put(&handle, path, &written);
    }

    /// An objective of a table around records knows the section it stands in.
    pub(super) fn say_section(&mut self, handle: &Handle) {
        let section = self.builder.plan.sections.len().to_string();
        if let Some(entity) = self.builder.entity(handle) {
            let _ = entity.put("section", None, domain::Datum::prose(section, None));
        }
    }

    /// The entity a cell of the item goes to: made with the item, inside the objective it made.
    fn sideways_owner(
        &mut self,
        of: &'static domain::entity::EntityDefinition,
        level: Option<&str>,
        place: Place,
        made: &mut Vec<Current>,
    ) -> Handle {
        if self.record.is_some_and(|record| record.name == of.name) {
            return self.target.clone();
        }
        let level = level.map(str::to_owned);
        if let Some(current) = made.iter().find(|c| c.of.0 == of.name && c.of.1 == level) {
            return current.handle.clone();
        }
        let holds = |current: &&Current| {
            domain::entity::entity_named(current.of.0).is_some_and(|e| e.list_of(of.name).is_some())
        };
        let parent = made.iter().rev().find(holds).map_or_else(|| self.target.clone(), |c| c.handle.clone());
        let handle = self.builder.add(&parent, of, level.as_deref(), place).unwrap_or(parent);
        if of.name == "objective" {
            self.builder.ordinal = u32::try_from(self.builder.plan.objectives.len()).ok();
            self.say_section(&handle);
        }
        made.push(Current { of: (of.name, level, 0), handle: handle.clone(), key: String::new() });
        handle
    }
}
