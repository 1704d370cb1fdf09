//! Headers of tables: which columns a table shows, and where.

use std::collections::{HashMap, HashSet};

use domain::{CodeDefinition, Place, Severity, Slot};
use method::template::Match;
use method::words::Word;
use method::{BlockKind, Column, Group, TableBlock, Template};

use super::area::Area;
use super::builder::{Fate, Handle, short, shown};
use super::habits::What;
use super::labels::{Use, likeness, near_match};
use super::rows::{Item, Line};
use crate::codes;

/// A column as the header of a table shows it.
#[derive(Clone, Debug)]
pub struct Physical {
    /// Index of the column in the method.
    pub column: usize,
    /// Which of a group of like columns, from 0.
    pub instance: usize,
    /// Column of the document.
    pub position: i32,
    /// What its label captured: the key of its field.
    pub key: Option<String>,
    /// The marks a mark in it stands for.
    pub slots: Vec<Slot>,
    /// The header does not show it.
    pub assumed: bool,
}

impl Physical {
    /// Which of several like items of the row the column is about: groups of marks are about one.
    pub fn item(&self, table: &TableBlock) -> usize {
        let in_set = (0..=self.column).rev().any(|start| {
            matches!(table.columns[start].group, Some(Group::Set { columns, .. }) if start + columns > self.column)
        });
        let each = matches!(table.columns[self.column].group, Some(Group::Each(_)));
        if in_set || each { self.instance } else { 0 }
    }
}

/// The item of an entity that a row belongs to.
#[derive(Clone, Debug)]
pub struct Current {
    /// Name, level and instance of the entity.
    pub of: (&'static str, Option<String>, usize),
    /// The item.
    pub handle: Handle,
    /// Its key.
    pub key: String,
}

/// A table whose rows are being read.
#[derive(Clone, Debug)]
pub struct OpenTable {
    /// Index of the block.
    pub block: usize,
    /// Its columns.
    pub columns: Vec<Physical>,
    /// Rows read.
    pub rows: usize,
    /// The year it is about.
    pub year: Option<i16>,
    /// The items of the last row.
    pub currents: Vec<Current>,
    /// What the join of the last row named.
    pub joined: Option<String>,
    /// The item that second rows belong to.
    pub main: Option<Handle>,
    /// Values that blanks below take, by column.
    pub above: HashMap<usize, (String, Place)>,
    /// Keys of a row that held nothing else: column, text, place.
    pub pending: Vec<(usize, String, Place)>,
    /// The columns the header shows, while no row was read below it: it may have a second row.
    pub heading: Option<Vec<(usize, usize)>>,
    /// The number of its last row, where rows are numbered.
    pub number: Option<u16>,
    /// Its header came again below a line of text: an item goes on only when its row agrees with it.
    pub resumed: bool,
}

/// A table with a line of text below its last row, that may go on after it.
#[derive(Clone, Debug)]
pub struct Paused {
    /// The table.
    pub table: OpenTable,
    /// The lines between.
    pub lines: Vec<usize>,
}

impl OpenTable {
    /// A table with these columns, of which no row was read yet.
    pub fn new(block: usize, columns: Vec<Physical>, year: Option<i16>) -> Self {
        Self {
            block,
            columns,
            rows: 0,
            year,
            currents: Vec::new(),
            joined: None,
            main: None,
            above: HashMap::new(),
            pending: Vec::new(),
            heading: None,
            number: None,
            resumed: false,
        }
    }

    /// The header came again: columns that a second row of it showed stay, when the first row stands
    /// where it stood.
    fn keep_unshown(&mut self, before: &[Physical]) {
        let is = |a: &Physical, b: &Physical| (a.column, a.instance) == (b.column, b.instance);
        let stands = |new: &Physical| before.iter().any(|old| is(old, new) && old.position == new.position);
        if !self.columns.iter().all(stands) {
            return;
        }
        let free = |old: &Physical, columns: &[Physical]| {
            columns.iter().all(|new| !is(old, new) && old.position != new.position)
        };
        let unshown: Vec<Physical> = before.iter().filter(|old| free(old, &self.columns)).cloned().collect();
        self.columns.extend(unshown);
    }

    /// The leftmost column of its header.
    pub fn first_column(&self) -> i32 {
        self.columns.iter().map(|column| column.position).min().unwrap_or(0)
    }
}

/// The month a header cell names, whole or shortened to three letters at least, 0 to 11.
fn month(words: &[Word]) -> Option<usize> {
    let [word] = words else { return None };
    let text = word.text.as_str();
    meaning::month::NAMES.iter().position(|name| text.len() >= 3 && name.starts_with(text))
}

/// A column of a grid beyond the months: a year, or years joined by a dash.
fn is_tail(text: &str) -> bool {
    !text.is_empty()
        && text.split(['-', '–', '/']).all(|part| {
            let part = part.trim();
            part.len() == 4 && part.bytes().all(|b| b.is_ascii_digit())
        })
}

/// A candidate header: cells of the row with their columns.
pub(super) struct Header {
    block: usize,
    cells: Vec<(usize, Physical)>,
    score: usize,
}

impl<'d, 'm> Area<'_, 'd, 'm> {
    /// The table of a block.
    pub fn table(&self, block: usize) -> Option<&'m TableBlock> {
        match &self.blocks[block].kind {
            BlockKind::Table(table) => Some(table),
            _ => None,
        }
    }

    /// Opens the table whose header this row is, or completes a header of several rows.
    pub fn header(&mut self, line: &Line<'d>, free: &mut Vec<usize>) {
        if self.more_header(line, free) {
            return;
        }
        let best = (0..self.blocks.len())
            .rev()
            .filter_map(|block| self.header_of(block, line, free))
            .max_by_key(|h| h.score);
        let Some(mut header) = best.or_else(|| self.near_header(line, free)) else { return };
        self.mend_header(&mut header, line, free);
        self.tell_grid(header.block, &header.cells, line);
        self.tell_years(&header, line);
        self.note_head(header.block, &header.cells, line, false);
        let titled = self.titled.contains_key(&header.block);
        self.resume_under(header.block, titled);
        let same = self.open.as_ref().is_some_and(|open| open.block == header.block) && !titled;
        let year = self.titled.remove(&header.block).flatten();
        for (index, _) in &header.cells {
            self.builder.settle(line.items[*index].id, Fate::Boilerplate);
        }
        free.retain(|index| !header.cells.iter().any(|(i, _)| i == index));
        let columns: Vec<Physical> = header.cells.into_iter().map(|(_, column)| column).collect();
        let shown = columns.iter().map(|c| (c.column, c.instance)).collect();
        if let Some(open) = self.open.as_mut().filter(|_| same) {
            let before = std::mem::replace(&mut open.columns, columns);
            open.keep_unshown(&before);
            open.rows += 1;
        } else {
            self.open = Some(OpenTable::new(header.block, columns, year));
            // Paragraphs below a table are none of a label above it.
            if let Some(last) = self.last.as_mut().filter(|last| last.filled) {
                last.open = false;
            }
        }
        self.paused = None;
        // A blank label above a table has no value below it either.
        self.last = self.last.take().filter(|last| last.filled && last.path.entity.name != "link");
        if let Some(open) = &mut self.open {
            open.heading = Some(shown);
        }
        self.complete_columns();
    }

    /// A grid of months that lacks one, or that after its months has a column of the same year.
    fn tell_grid(&mut self, block: usize, cells: &[(usize, Physical)], line: &Line<'d>) {
        const MOST: usize = 9;
        let slots = || cells.iter().flat_map(|(index, cell)| cell.slots.iter().map(|slot| (*index, slot)));
        let months: HashSet<u8> = slots()
            .filter_map(|(_, slot)| if let Slot::Month(month) = slot { Some(*month) } else { None })
            .collect();
        if months.len() < MOST {
            return;
        }
        if let Some((first, _)) = slots().next() {
            let item = &line.items[first];
            // A header with a column more begins its months later, and rightly so.
            let before = cells.iter().filter(|(_, cell)| cell.slots.is_empty()).count();
            let of = (What::Grid, self.scope, (block, before, 0));
            self.builder.usual(of, item.column.to_string(), item.place);
        }
        let absent: Vec<&str> = meaning::month::NAMES
            .iter()
            .zip(1..)
            .filter(|(_, month)| !months.contains(month))
            .map(|(name, _)| *name)
            .collect();
        if let (false, Some((index, _))) = (absent.is_empty(), slots().next()) {
            let message = format!("nella griglia dei mesi manca la colonna di {}", absent.join(", "));
            self.builder.report(&codes::GRID, message, line.items[index].place);
        }
        let Some(year) = self.builder.method.year else { return };
        let told = slots().find_map(|(index, slot)| match slot {
            Slot::Tail(label) if label.get(..4)?.parse::<i16>().ok()? <= year => Some((index, label.clone())),
            _ => None,
        });
        if let Some((index, label)) = told {
            let message = format!(
                "dopo i mesi del {year} la griglia ha la colonna «{label}», non quella dell'anno dopo"
            );
            self.builder.report(&codes::GRID, message, line.items[index].place);
            return;
        }
        let tail = |(index, slot): (usize, &'_ Slot)| match slot {
            Slot::Tail(label) => Some((index, label.get(..4)?.to_owned())),
            Slot::Month(_) => None,
        };
        let years: Vec<(usize, String)> = slots().filter_map(tail).collect();
        if let Some((index, _)) = years.first() {
            let form: Vec<&str> = years.iter().map(|(_, year)| year.as_str()).collect();
            let of = (What::Tail, self.scope, (block, 0, 0));
            self.builder.usual(of, form.join(" "), line.items[*index].place);
        }
    }

    /// Notes which columns a header shows and how their labels are spelled, to tell later where it differs.
    fn note_head(&mut self, block: usize, cells: &[(usize, Physical)], line: &Line<'d>, more: bool) {
        let Some(table) = self.table(block) else { return };
        let of = (self.scope, block);
        let mut columns = Vec::new();
        for (index, physical) in cells {
            let (column, item) = (&table.columns[physical.column], &line.items[*index]);
            if column.group == Some(Group::Months) {
                continue;
            }
            let key = method::words::key(item.text());
            let spelled = column.labels.iter().find(|label| label.is_plain() && label.key() == key);
            if let Some(label) = spelled.filter(|_| column.labels.len() > 1 && column.group.is_none()) {
                let of = (What::Spelling, self.scope, (block, physical.column, 0));
                self.builder.usual(of, label.source(), item.place);
            }
            let label = column.labels.first().map_or_else(String::new, |label| shown(label.source()));
            let key = physical.key.clone().filter(|_| column.group.is_none());
            columns.push((physical.column, label, key));
        }
        let place = cells.first().map_or(line.place, |(index, _)| line.items[*index].place);
        self.builder.usual_head(of, place, columns, more);
    }

    /// The second row of a header: every cell is a column not met yet of the table just opened.
    fn more_header(&mut self, line: &Line<'d>, free: &mut Vec<usize>) -> bool {
        let Some(open) = &self.open else { return false };
        let (Some(met), Some(table)) = (open.heading.clone(), self.table(open.block)) else { return false };
        let cells = self.header_cells(open.block, table, line, free);
        let new = cells.iter().filter(|(_, c)| !met.contains(&(c.column, c.instance))).count();
        if cells.is_empty() || new * 2 < cells.len() || cells.len() * 2 < free.len() {
            return false;
        }
        if cells.iter().any(|(_, c)| table.columns[c.column].labels.is_empty() && c.slots.is_empty()) {
            return false;
        }
        let block = open.block;
        self.tell_grid(block, &cells, line);
        self.note_head(block, &cells, line, true);
        for (index, _) in &cells {
            self.builder.settle(line.items[*index].id, Fate::Boilerplate);
        }
        free.retain(|index| !cells.iter().any(|(i, _)| i == index));
        if let Some(open) = &mut self.open {
            let shown = cells.iter().map(|(_, c)| (c.column, c.instance));
            open.heading.get_or_insert_default().extend(shown);
            open.columns.retain(|old| {
                !cells
                    .iter()
                    .any(|(_, new)| new.column == old.column && (old.assumed || new.instance == old.instance))
            });
            open.columns.extend(cells.into_iter().map(|(_, column)| column));
        }
        self.complete_columns();
        true
    }

    /// The row as a header of a block's table, when enough of it is.
    pub(super) fn header_of(&self, block: usize, line: &Line<'d>, free: &[usize]) -> Option<Header> {
        let table = self.table(block).filter(|table| !table.sideways && !table.headless)?;
        let cells = self.header_cells(block, table, line, free);
        let labelled = table.columns.iter().filter(|c| !c.labels.is_empty() || c.group.is_some()).count();
        let enough = if labelled == 1 { 1 } else { 2 };
        let titled = usize::from(self.titled.contains_key(&block));
        (cells.len() >= enough
            && cells.len() * 2 >= free.len()
            && (enough > 1 || titled > 0 || free.len() == 1))
            .then(|| Header { block, score: cells.len() * 4 + titled, cells })
    }

    /// The cells of a row that are header labels of a table, in the order of its columns.
    fn header_cells(
        &self,
        block: usize,
        table: &TableBlock,
        line: &Line<'d>,
        free: &[usize],
    ) -> Vec<(usize, Physical)> {
        let mut cells: Vec<(usize, Physical)> = Vec::new();
        for index in free {
            let item = &line.items[*index];
            let last = cells.last().map(|(_, column)| (column.column, column.instance));
            if let Some(column) = self.header_cell(block, table, item, last) {
                cells.push((*index, column));
            }
        }
        cells
    }

    /// The column a cell is the header of: the first after the last one met.
    fn header_cell(
        &self,
        block: usize,
        table: &TableBlock,
        item: &Item<'d>,
        last: Option<(usize, usize)>,
    ) -> Option<Physical> {
        if item.cell.literal {
            return None;
        }
        let position = i32::from(item.column);
        let mut candidates: Vec<Physical> = Vec::new();
        for spot in self.spots(item).iter().filter(|spot| spot.whole) {
            let Use::Column(b, column, variant) = spot.label.of else { continue };
            if b != block {
                continue;
            }
            let key = spot.found.captures.first().map(|(_, range)| item.text()[range.clone()].to_owned());
            candidates.extend(in_group(table, column, variant, last).map(|(instance, slots)| Physical {
                column,
                instance,
                position,
                key,
                slots,
                assumed: false,
            }));
        }
        for (column, spec) in table.columns.iter().enumerate() {
            if spec.group != Some(Group::Months) {
                continue;
            }
            if let Some(month) = month(&item.words).filter(|_| spec.labels.is_empty()) {
                let slots = vec![Slot::Month(u8::try_from(month + 1).unwrap_or(0))];
                candidates.push(Physical {
                    column,
                    instance: month,
                    position,
                    key: None,
                    slots,
                    assumed: false,
                });
            } else if is_tail(item.text()) && last.is_some_and(|(c, _)| c == column) {
                let slots = vec![Slot::Tail(item.text().to_owned())];
                let instance = last.map_or(0, |(_, instance)| instance + 1);
                candidates.push(Physical { column, instance, position, key: None, slots, assumed: false });
            }
        }
        candidates.retain(|c| {
            last.is_none_or(|last| (c.instance, c.column) > (last.1, last.0) || c.column > last.0)
        });
        candidates
            .into_iter()
            .min_by_key(|c| (c.instance.saturating_sub(last.map_or(0, |l| l.1)) > 1, c.column, c.instance))
    }

    /// Rows above the first label of a torn form: of the tables whose columns are known from the forms
    /// before, the one they fit best is opened.
    pub fn open_torn(&mut self, line: &Line<'d>, free: &[usize]) {
        const DEAREST: f32 = 1.0;
        let begins = self.record.is_some() && self.met.is_empty() && self.open.is_none() && !line.prose;
        if !begins || free.len() < 3 {
            return;
        }
        let items: Vec<&Item<'d>> = free.iter().map(|index| &line.items[*index]).collect();
        let labelled =
            |item: &&Item<'d>| self.spots(item).iter().any(|s| matches!(s.label.of, Use::Pair(..)));
        if items.iter().any(labelled) {
            return;
        }
        let fits = |block: usize| {
            let (table, columns) = (self.table(block)?, self.columns.get(&(self.scope, block))?);
            let alignment = self.aligned(table, columns, &items, false);
            let left_out = alignment.columns.iter().filter(|column| column.is_none()).count();
            (left_out * 4 <= free.len()).then_some((block, alignment.cost))
        };
        let best = (0..self.blocks.len()).filter_map(fits).min_by(|a, b| a.1.total_cmp(&b.1));
        #[expect(clippy::cast_precision_loss, reason = "a row has few cells")]
        let Some((block, _)) = best.filter(|(_, cost)| *cost <= DEAREST * free.len() as f32) else { return };
        let columns = self.columns.get(&(self.scope, block)).cloned().unwrap_or_default();
        let message =
            "manca l'intestazione della tabella: righe lette con le colonne della scheda precedente";
        self.builder.report(&codes::TORN_FORM, message, line.place);
        self.open = Some(OpenTable::new(block, columns, None));
    }

    /// Opens the table that has no header: the titled one, or the only one of the stretch.
    pub fn open_headless(&mut self) {
        if self.open.is_some() {
            return;
        }
        let headless = |block: &usize| self.table(*block).is_some_and(|table| table.headless);
        let titled = |block: &usize| {
            self.titled.contains_key(block) || self.table(*block).is_some_and(|table| table.titles.is_empty())
        };
        let Some(block) = (0..self.blocks.len()).filter(headless).find(titled) else { return };
        let Some(table) = self.table(block) else { return };
        let mut columns = Vec::new();
        let titled = self.titled.get(&block).copied().flatten();
        let years = if titled.is_none() { self.years.clone() } else { Vec::new() };
        for (column, spec) in table.columns.iter().enumerate() {
            let keys: Vec<String> =
                if is_yearly(spec) { years.iter().map(i16::to_string).collect() } else { Vec::new() };
            let times = if let Some(Group::Each(times)) = spec.group { times } else { keys.len().max(1) };
            for instance in 0..times {
                let position = i32::try_from(columns.len() + 1).unwrap_or(i32::MAX);
                columns.push(Physical {
                    column,
                    instance,
                    position,
                    key: keys.get(instance).cloned(),
                    slots: Vec::new(),
                    assumed: false,
                });
            }
        }
        let year = self.titled.remove(&block).flatten();
        self.open = Some(OpenTable { rows: 1, ..OpenTable::new(block, columns, year) });
    }

    /// Tells of the years of a header that are not of the plan, or stand there twice.
    fn tell_years(&mut self, header: &Header, line: &Line<'d>) {
        let Some(table) = self.table(header.block) else { return };
        let of_money = |column: &method::Column| {
            column
                .to
                .as_ref()
                .is_some_and(|to| to.entity.name == "budget_line" && to.field_name() == "amounts")
        };
        let dated = header.cells.iter().filter(|(_, physical)| of_money(&table.columns[physical.column]));
        let dated: Vec<(usize, i16)> = dated
            .filter_map(|(index, physical)| Some((*index, physical.key.as_ref()?.parse().ok()?)))
            .collect();
        let years = self.builder.method.years.clone();
        let outside = dated.iter().find(|(_, year)| !years.is_empty() && !years.contains(year));
        if let Some((index, year)) = outside {
            let item = &line.items[*index];
            let message =
                format!("la colonna «{}» è del {year}, che non è un anno del piano", short(item.text()));
            self.builder.report(&codes::OUTSIDE_PLAN, message, item.place);
            return;
        }
        let twice =
            dated.iter().enumerate().find(|(n, (_, year))| dated[..*n].iter().any(|(_, y)| y == year));
        if let Some((_, (index, year))) = twice {
            let item = &line.items[*index];
            let message = format!(
                "due colonne «{}»: la seconda è di un altro anno, non del {year}",
                short(item.text())
            );
            self.builder.report(&codes::AMBIGUOUS, message, item.place);
        }
    }

    /// Cells of a header that no label explains: by likeness, or alone between two known columns.
    fn mend_header(&mut self, header: &mut Header, line: &Line<'d>, free: &[usize]) {
        let Some(table) = self.table(header.block) else { return };
        for index in free {
            if header.cells.iter().any(|(i, _)| i == index) {
                continue;
            }
            let item = &line.items[*index];
            let at = header.cells.iter().position(|(i, _)| i > index).unwrap_or(header.cells.len());
            let from = at.checked_sub(1).map_or(0, |i| {
                let column = header.cells[i].1.column;
                if comes_again(&table.columns[column]) { column } else { column + 1 }
            });
            let to = header.cells.get(at).map_or(table.columns.len(), |(_, column)| {
                column.column + usize::from(comes_again(&table.columns[column.column]))
            });
            let beside = (at.checked_sub(1).and_then(|i| header.cells.get(i)), header.cells.get(at));
            let open: Vec<(usize, usize)> =
                (from..to).flat_map(|column| variants(table, column, beside)).collect();
            let Some((column, variant, key)) = self.mended_column(table, item, &open) else { continue };
            let last = at.checked_sub(1).map(|i| (header.cells[i].1.column, header.cells[i].1.instance));
            let Some((instance, slots)) = in_group(table, column, variant, last) else { continue };
            let physical =
                Physical { column, instance, position: i32::from(item.column), key, slots, assumed: false };
            header.cells.insert(at, (*index, physical));
        }
    }

    /// The column a header cell is spelled like, or the only one it can be, with the variant.
    fn mended_column(
        &mut self,
        table: &TableBlock,
        item: &Item<'d>,
        open: &[(usize, usize)],
    ) -> Option<(usize, usize, Option<String>)> {
        let repair = self.builder.method.repair;
        let near = near_column(table, item, open, 0.7).map(|(column, variant, _)| (column, variant));
        let mut once: Vec<usize> =
            open.iter().map(|of| of.0).filter(|column| !comes_again(&table.columns[*column])).collect();
        once.dedup();
        let (code, column) = match (near.filter(|_| repair.distance), once.as_slice()) {
            (Some(near), _) => (&codes::LABEL_DISTANCE, near),
            (None, [column]) if repair.position && item.text().len() < 60 => {
                (&codes::LABEL_POSITION, (*column, 0))
            }
            _ => return None,
        };
        let label = table.columns[column.0].labels.get(column.1).map_or("", |label| label.source());
        // The same label at another place of the header is no other spelling.
        if method::words::key(item.text()) != method::words::key(label) {
            // The heading of another table in the place of this one: the row is as it should be below it.
            let known = code.code == codes::LABEL_POSITION.code && self.is_column_label(item);
            let verb = if known { "sta al posto della" } else { "letto come la" };
            let message = format!("«{}» {verb} colonna «{}»", short(item.text()), shown(label));
            let severity = if known { Severity::Info } else { code.severity };
            self.builder.report(&CodeDefinition { severity, ..*code }, message, item.place);
        }
        let captured = table.columns[column.0].labels.get(column.1).and_then(|label| near_key(label, item));
        Some((column.0, column.1, captured))
    }

    /// Whether a text is the label of a column of some table of the form.
    fn is_column_label(&self, item: &Item<'_>) -> bool {
        let words = method::words::words(item.text());
        let labels = |block| self.table(block).into_iter().flat_map(|table| &table.columns);
        (0..self.blocks.len())
            .flat_map(labels)
            .flat_map(|column| &column.labels)
            .any(|label| label.matches(item.text(), &words, 0, true).is_some())
    }

    /// The header of a table of which most cells are spelled otherwise.
    fn near_header(&mut self, line: &Line<'d>, free: &[usize]) -> Option<Header> {
        const LEAST: f32 = 0.55;
        if !self.builder.method.repair.distance || free.len() < 2 || self.open.is_some() {
            return None;
        }
        let near = (0..self.blocks.len()).filter_map(|block| self.near_header_of(block, line, free));
        let best = near.filter(|(mean, _)| *mean >= LEAST).max_by(|a, b| a.0.total_cmp(&b.0));
        let (_, header) = best?;
        for (index, _) in &header.cells {
            let item = &line.items[*index];
            let message = format!("«{}» letto come un'intestazione di colonna", short(item.text()));
            self.builder.report(&codes::LABEL_DISTANCE, message, item.place);
        }
        Some(header)
    }

    /// The row as a header of a block's table by likeness, with the mean likeness of its cells; one of
    /// them at least must be sure.
    fn near_header_of(&self, block: usize, line: &Line<'d>, free: &[usize]) -> Option<(f32, Header)> {
        const SURE: f32 = 0.8;
        let table = self.table(block).filter(|table| !table.sideways && !table.headless)?;
        let all: Vec<(usize, usize)> =
            (0..table.columns.len()).flat_map(|column| variants(table, column, (None, None))).collect();
        if !free.iter().any(|index| near_column(table, &line.items[*index], &all, SURE).is_some()) {
            return None;
        }
        let mut cells: Vec<(usize, Physical)> = Vec::new();
        let (mut sum, mut surest) = (0.0, 0.0_f32);
        for index in free {
            let item = &line.items[*index];
            let Some((column, variant, score)) = near_column(table, item, &all, 0.5) else { continue };
            let before = cells.last().map(|(_, c)| (c.column, c.instance));
            let Some((instance, slots)) = in_group(table, column, variant, before) else { continue };
            let key = near_key(&table.columns[column].labels[variant], item);
            let position = i32::from(item.column);
            cells.push((*index, Physical { column, instance, position, key, slots, assumed: false }));
            sum += score;
            surest = surest.max(score);
        }
        #[allow(clippy::cast_precision_loss)]
        let mean = sum / free.len() as f32;
        (surest >= SURE).then_some((mean, Header { block, score: cells.len(), cells }))
    }

    /// Gives the columns without a header of their own a place between their neighbours, and those
    /// of a group that the header does not show the places after it.
    fn complete_columns(&mut self) {
        let Some(block) = self.open.as_ref().map(|open| open.block) else { return };
        let Some(table) = self.table(block) else { return };
        let years = self.years.clone();
        let Some(open) = &mut self.open else { return };
        for physical in &mut open.columns {
            if table.columns[physical.column].group == Some(Group::Years) {
                physical.key =
                    physical.key.take().or_else(|| years.get(physical.instance).map(i16::to_string));
            }
        }
        for (column, spec) in table.columns.iter().enumerate() {
            let shown = open.columns.iter().any(|c| c.column == column);
            if shown {
                continue;
            }
            if let Some(Group::Each(times)) = spec.group {
                follow(&mut open.columns, column, times);
                continue;
            }
            if !spec.labels.is_empty() || spec.group.is_some() {
                continue;
            }
            let before = open.columns.iter().filter(|c| c.column < column).map(|c| c.position).max();
            let position = before.map_or(1, |before| before + 1);
            open.columns.push(Physical {
                column,
                instance: 0,
                position,
                key: None,
                slots: Vec::new(),
                assumed: true,
            });
        }
        let lost = lost_column(table, &open.columns);
        open.columns.extend(lost);
        open.columns.sort_by_key(|c| (c.position, c.column));
        let known = open.columns.clone();
        self.columns.insert((self.scope, block), known);
    }
}

/// The one column that a header lost between its neighbour and a group of like columns: its cells stand
/// under the first of the group, which begins a column too early.
fn lost_column(table: &TableBlock, shown: &[Physical]) -> Option<Physical> {
    let at = |column: usize| shown.iter().filter(|c| c.column == column).map(|c| c.position).min();
    let each = |spec: &Column| matches!(spec.group, Some(Group::Each(_)));
    let all = table.columns.iter().enumerate();
    let mut lost = all.filter(|(column, spec)| at(*column).is_none() && spec.group.is_none());
    let (column, spec) = lost.next().filter(|_| lost.next().is_none())?;
    let group = table.columns.get(column + 1).filter(|next| each(next) && spec.to.is_some())?;
    let (before, after) = (at(column.checked_sub(1)?)?, at(column + 1)?);
    (before + 1 == after && group.items.is_some()).then(|| Physical {
        column,
        instance: 0,
        position: after,
        key: None,
        slots: Vec::new(),
        assumed: true,
    })
}

/// Whether a column stands for each year of the plan: its label says the year that keys its field.
fn is_yearly(column: &Column) -> bool {
    let says = column.labels.first().is_some_and(|label| label.captures().any(|name| name == "year"));
    let keyed = column.to.as_ref().and_then(|to| to.key.as_ref());
    says && column.group.is_none() && matches!(keyed, Some(method::Key::Captured(_)))
}

/// Whether a header shows a column several times: a group, or one for each key.
fn comes_again(column: &Column) -> bool {
    column.group.is_some() || column.labels.first().is_some_and(|label| label.captures().next().is_some())
}

/// A cell of a header: which of its line it is, and the column it is the header of.
type HeadCell = (usize, Physical);

/// The labels of a column that a cell may have between two others: those of a grid of months stand in their order.
fn variants(
    table: &TableBlock,
    column: usize,
    (before, after): (Option<&HeadCell>, Option<&HeadCell>),
) -> impl Iterator<Item = (usize, usize)> {
    let spec = &table.columns[column];
    let grid = spec.group == Some(Group::Months);
    let instance = |beside: Option<&HeadCell>| {
        beside.filter(|(_, cell)| grid && cell.column == column).map(|(_, cell)| cell.instance)
    };
    let first = instance(before).map_or(0, |before| before + 1);
    // A grid may have its months by their names, and no labels.
    let end = instance(after).unwrap_or(usize::MAX).min(spec.labels.len());
    (first..end).map(move |variant| (column, variant))
}

/// The column whose label a cell is most like, with the variant and the likeness.
fn near_column(
    table: &TableBlock,
    item: &Item<'_>,
    among: &[(usize, usize)],
    least: f32,
) -> Option<(usize, usize, f32)> {
    const LENGTHS: std::ops::RangeInclusive<usize> = 3..=80;
    if !LENGTHS.contains(&item.text().len()) || item.cell.literal {
        return None;
    }
    let key = method::words::key(item.text());
    let like = |label: &Template| {
        if near_captures(label, item).is_some() {
            return 1.0;
        }
        likeness(&key, label.key(), least)
    };
    among
        .iter()
        .map(|(column, variant)| (*column, *variant, like(&table.columns[*column].labels[*variant])))
        .filter(|(.., score)| *score > 0.0)
        .max_by(|a, b| a.2.total_cmp(&b.2))
}

/// A label with captures that is the cell, its words nearly so spelled.
fn near_captures(label: &Template, item: &Item<'_>) -> Option<Match> {
    if label.is_plain() { None } else { near_match(label, item.text(), &item.words) }
}

/// The key that a label with captures, nearly so spelled, takes from a cell.
fn near_key(label: &Template, item: &Item<'_>) -> Option<String> {
    let found = near_captures(label, item)?;
    found.captures.first().map(|(_, range)| item.text()[range.clone()].to_owned())
}

/// Adds the columns of a group that the header does not show, after the columns before it.
fn follow(columns: &mut Vec<Physical>, column: usize, times: usize) {
    let before = columns.iter().filter(|c| c.column < column).map(|c| c.position).max().unwrap_or(0);
    let after = columns.iter().filter(|c| c.column > column).map(|c| c.position).min();
    for (instance, position) in (0..times).zip(before + 1..after.unwrap_or(i32::MAX)) {
        columns.push(Physical { column, instance, position, key: None, slots: Vec::new(), assumed: true });
    }
}

/// Which column of a group a label is, after the last one met, and the marks it stands for.
fn in_group(
    table: &TableBlock,
    column: usize,
    variant: usize,
    last: Option<(usize, usize)>,
) -> Option<(usize, Vec<Slot>)> {
    let spec = &table.columns[column];
    let set = (0..=column).rev().find_map(|start| match table.columns[start].group {
        Some(Group::Set { columns, times }) if start + columns > column => Some((start, times)),
        _ => None,
    });
    if let Some((_, times)) = set {
        let instance = match last {
            Some((c, i)) if c >= column => i + 1,
            Some((_, i)) => i,
            None => 0,
        };
        return (instance < times.max(instance + 1)).then_some((instance, Vec::new()));
    }
    match spec.group {
        Some(Group::Months) => Some((variant, span(variant, spec.labels.len()))),
        Some(Group::Years | Group::Each(_)) => {
            let next = last.filter(|(c, _)| *c == column).map_or(0, |(_, instance)| instance + 1);
            Some((next, Vec::new()))
        }
        _ if !spec.labels.is_empty() && spec.labels[variant].captures().next().is_some() => {
            Some((last.filter(|(c, _)| *c == column).map_or(0, |(_, i)| i + 1), Vec::new()))
        }
        _ => Some((0, Vec::new())),
    }
}

/// The months that column `index` of `columns` equal columns stands for.
fn span(index: usize, columns: usize) -> Vec<Slot> {
    if columns == 0 || !12_usize.is_multiple_of(columns) {
        return Vec::new();
    }
    let each = 12 / columns;
    (index * each..(index + 1) * each).filter_map(|m| u8::try_from(m + 1).ok().map(Slot::Month)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn header_cells_name_months_and_following_years() {
        let words = |text| method::words::words(text);
        assert_eq!(month(&words("Gen")), Some(0));
        assert_eq!(month(&words("SETTEMBRE")), Some(8));
        assert_eq!(month(&words("Settoriale")), None);
        assert!(is_tail("2026") && is_tail("2025-2026") && !is_tail("202"));
    }

    #[test]
    fn four_columns_are_quarters() {
        assert_eq!(span(1, 4), vec![Slot::Month(4), Slot::Month(5), Slot::Month(6)]);
        assert!(span(0, 5).is_empty());
    }
}
