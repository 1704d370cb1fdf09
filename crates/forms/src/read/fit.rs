//! How well a cell fits a column: what the aligner asks.

use domain::Kind;
use method::model::Presence;
use method::{Column, Group, Path, TableBlock};

use super::align::{Alignment, Slot, align};
use super::area::Area;
use super::labels::likeness;
use super::marks::doubtful_mark;
use super::pairs::{is_blank, parse_item};
use super::rows::Item;
use super::table::Physical;

impl<'d, 'm> Area<'_, 'd, 'm> {
    /// The cells aligned onto the columns.
    pub(super) fn aligned(
        &self,
        table: &'m TableBlock,
        columns: &[Physical],
        items: &[&Item<'d>],
        second: bool,
    ) -> Alignment {
        let positions: Vec<i32> = items.iter().map(|item| i32::from(item.column)).collect();
        let slots: Vec<Slot> = columns
            .iter()
            .map(|physical| Slot {
                position: physical.position,
                blank: blank_cost(&table.columns[physical.column]),
            })
            .collect();
        align(&positions, &slots, true, &|cell, column| {
            self.misfit(table, &columns[column], items[cell], second)
        })
    }

    /// The cells aligned onto the columns of a table with a grid: a mark more than the grid has columns
    /// stands beyond it, and does not push another one into a field of its own beside the grid.
    pub(super) fn aligned_in_grid(
        &self,
        table: &'m TableBlock,
        columns: &[Physical],
        items: &[&Item<'d>],
        second: bool,
    ) -> Alignment {
        const SURPLUS: usize = 2;
        const BEYOND: f32 = 0.3;
        let mut best = self.aligned(table, columns, items, second);
        let beside = |alignment: &Alignment| {
            let given = alignment.columns.iter().flatten();
            given.filter(|column| table.columns[columns[**column].column].form.mark).count()
        };
        let mark = |item: &&&Item<'d>| self.builder.method.marks.iter().any(|mark| mark == item.text());
        let surplus = items.iter().rev().take_while(mark).count().min(SURPLUS);
        if !best.shifted || second || beside(&best) < 2 {
            return best;
        }
        let mut dearer = 0.0;
        for fewer in 1..=surplus {
            dearer += BEYOND;
            let mut within = self.aligned(table, columns, &items[..items.len() - fewer], second);
            within.cost += dearer;
            if within.cost < best.cost && (1..beside(&best)).contains(&beside(&within)) {
                within.columns.resize(items.len(), None);
                best = within;
            }
        }
        best
    }

    /// How badly a cell fits a column: 0 is a fit.
    pub(super) fn misfit(
        &self,
        table: &'m TableBlock,
        physical: &Physical,
        item: &Item<'d>,
        second: bool,
    ) -> f32 {
        let column = &table.columns[physical.column];
        let text = item.text();
        let method = self.builder.method;
        let mark = method.marks.iter().any(|mark| mark == text) || doubtful_mark(text).is_some();
        let blank = is_blank(&method.blanks, text);
        match &column.group {
            Some(Group::Months) => return if mark || blank { 0.0 } else { self.no_mark(text) },
            Some(Group::Years) => {
                let same = physical.key.as_deref() == Some(text);
                return if same || mark || blank { 0.0 } else { self.no_mark(text) };
            }
            _ => {}
        }
        let fixed = if second { &column.second_fixed } else { &column.fixed };
        if !column.fixed.is_empty() || !column.second_fixed.is_empty() {
            if let Some(near) = fixed_fit(fixed, item) {
                return if near { 0.3 } else { 0.0 };
            }
            let known = second && begins_with_one(&table.second, item);
            return if known {
                0.0
            } else if column.to.is_some() || second {
                0.6
            } else {
                4.0
            };
        }
        if blank {
            return 0.0;
        }
        if second {
            let label = begins_with_one(&table.second, item);
            let constant = table.columns.iter().any(|column| is_one_of(&column.second_fixed, item));
            if constant || (label && column.second.is_none()) {
                return 1.5;
            }
        }
        if physical.assumed && Self::is_of_group(table, physical.column + 1, text) {
            return 1.0;
        }
        let path = if second { column.second.as_ref() } else { column.to.as_ref() };
        let fit = self.type_misfit(column, path, text);
        if mark && !column.form.mark && fit < 1.5 { 1.5 } else { fit }
    }

    /// Whether a cell says more than a name and so belongs to the group of items at a column.
    fn is_of_group(table: &TableBlock, column: usize, text: &str) -> bool {
        let group = table.columns.get(column).filter(|next| matches!(next.group, Some(Group::Each(_))));
        let items = group.and_then(|group| group.items.as_ref());
        items.and_then(|items| parse_item(items, text)).is_some_and(|captures| captures.len() > 1)
    }

    /// How badly a text fits a column of marks: a mark with a word beside it stays where it is.
    fn no_mark(&self, text: &str) -> f32 {
        let begins = text.split_whitespace().next();
        let marked = self.builder.method.marks.iter().any(|mark| Some(mark.as_str()) == begins);
        if marked && text.split_whitespace().count() <= 3 { 0.5 } else { 4.0 }
    }

    pub(super) fn type_misfit(&self, column: &Column, path: Option<&Path>, text: &str) -> f32 {
        if let Some(pattern) = &column.form.pattern {
            return if pattern.is_match(text) { 0.0 } else { 2.5 };
        }
        if let Some(join) = &column.join {
            return join_misfit(join, column, text);
        }
        if column.form.mark {
            let mark = self.builder.method.marks.iter().any(|mark| mark == text);
            return if mark { 0.0 } else { 1.0 };
        }
        let kind = path.map_or(Kind::Prose, Path::kind);
        let typed = |far: f32| {
            let understood = !self.builder.understand(kind, text, &column.form).is_empty();
            if understood {
                0.0
            } else if text.len() <= 24 && text.bytes().any(|b| b.is_ascii_digit()) {
                0.9
            } else {
                far
            }
        };
        match kind {
            Kind::Weight | Kind::Number | Kind::Money | Kind::Date | Kind::Flag => typed(3.0),
            Kind::Prose if path.is_some_and(|p| matches!(p.field_name(), "number" | "code")) => {
                let length = text.chars().count();
                let counts = text.chars().any(|c| c.is_ascii_digit()) || length <= 6;
                if counts && length <= 16 { 0.0 } else { 2.0 }
            }
            Kind::Prose if column.items.is_none() && is_bare_number(text) => 0.4,
            _ => 0.0,
        }
    }
}

/// Whether a cell is a constant text of its column: `Some(true)` when it is spelled otherwise.
pub(super) fn fixed_fit(fixed: &[method::Template], item: &Item<'_>) -> Option<bool> {
    if is_one_of(fixed, item) {
        return Some(false);
    }
    let text = item.text();
    if item.cell.literal || fixed.is_empty() || text.len() > 100 {
        return None;
    }
    let key = method::words::key(text);
    let near = |template: &method::Template| likeness(&key, template.key(), 0.75) > 0.0;
    fixed.iter().any(near).then_some(true)
}

pub(super) fn is_one_of(templates: &[method::Template], item: &Item<'_>) -> bool {
    !item.cell.literal && templates.iter().any(|t| t.matches(item.text(), &item.words, 0, true).is_some())
}

pub(super) fn begins_with_one(templates: &[method::Template], item: &Item<'_>) -> bool {
    templates.iter().any(|t| t.matches(item.text(), &item.words, 0, false).is_some())
}

pub(super) fn is_bare_number(text: &str) -> bool {
    text.len() <= 8 && text.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b',' | b'%'))
}

/// A column that gives its row its sense costs when it stays blank.
pub(super) fn blank_cost(column: &Column) -> f32 {
    let tells = column.to.as_ref().is_some_and(|to| matches!(to.field_name(), "text" | "title" | "name"));
    if column.presence == Presence::Required || (tells && column.group.is_none()) { 0.5 } else { 0.0 }
}

/// How badly a cell fits a column that names an item.
fn join_misfit(join: &Path, column: &Column, text: &str) -> f32 {
    if join.field_name() != "number" {
        return if text.chars().count() > 3 { 0.0 } else { 1.0 };
    }
    let parsed = column.items.as_ref().is_none_or(|items| parse_item(items, text).is_some());
    if parsed && text.chars().count() <= 16 { 0.0 } else { 2.0 }
}
