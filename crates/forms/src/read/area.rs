//! One stretch of rows against the blocks of the method: a record, or a section around its records.
//!
//! Rows are walked once, from the certain to the doubtful: headings and constants, headers, labels
//! with their values, rows of the open table, text that runs on. What is left waits until the whole
//! stretch is known, and is then placed by the order of the form ([`super::position`]) or kept as
//! a note with a finding.

use std::collections::HashMap;

use document::Cell;
use domain::entity::EntityDefinition;
use domain::{Datum, Kind, Place};
use method::{Block, BlockKind, Path, ValueForm};

use super::builder::{Builder, Fate, Handle, Written, short};
use super::habits::What;
use super::held::Held;
use super::labels::{Label, Labels, Scope, Spot, Use};
use super::rows::{Item, Line};
use super::table::{OpenTable, Paused, Physical};
use crate::codes;

/// The entities that values outside tables go to: the unit under whose heading we are, and so on.
pub type Currents = HashMap<(&'static str, Option<String>), Handle>;

/// The field that text may run on into.
#[derive(Clone, Debug)]
pub struct Last<'m> {
    /// The entity.
    pub handle: Handle,
    /// The field.
    pub path: &'m Path,
    /// How its values are written.
    pub form: &'m ValueForm,
    /// Several values in one cell.
    pub items: Option<&'m method::Items>,
    /// The key of a keyed field.
    pub key: Option<String>,
    /// Column of its label.
    pub column: u16,
    /// It has a value already.
    pub filled: bool,
    /// It goes on over paragraphs.
    pub open: bool,
}

/// Cells of a row that are looked at; no form on paper has so many.
const WIDEST: usize = 300;

/// Rows between a label alone and the header of its table: captions may stand there.
const AHEAD: usize = 4;

/// Rows of a table that lies on its side: its block, then line, column of the method and cells.
pub type Sideways = (usize, Vec<(usize, usize, Vec<usize>)>);

/// Cells that no block explained yet.
#[derive(Clone, Debug)]
pub struct Waiting {
    /// Index of the line.
    pub line: usize,
    /// Indexes of the cells.
    pub items: Vec<usize>,
}

/// A row of paper that was met: line, block and row of the form.
#[derive(Clone, Copy, Debug)]
pub struct Met {
    /// Index of the line.
    pub line: usize,
    /// Index of the pairs block.
    pub block: usize,
    /// Row of the form.
    pub row: usize,
    /// Place on the row.
    pub place: usize,
}

/// A stretch of rows.
pub struct Area<'a, 'd, 'm> {
    /// The plan under construction.
    pub builder: &'a mut Builder<'m>,
    /// The labels of the method.
    pub labels: &'a Labels<'m>,
    /// All lines of the documents.
    pub lines: &'a [Line<'d>],
    /// Index of the line being read.
    pub at: usize,
    /// The part of the method in force.
    pub scope: Scope,
    /// Its blocks.
    pub blocks: &'m [Block],
    /// The record, or the plan.
    pub target: Handle,
    /// What the record is; `None` around records.
    pub record: Option<&'static EntityDefinition>,
    /// The section that keeps text of no block; `None` inside records.
    pub prose: Option<Handle>,
    /// Years of the record.
    pub years: Vec<i16>,
    /// Entities outside tables.
    pub currents: &'a mut Currents,
    /// Columns of the tables whose header was last met, by scope and block.
    pub columns: &'a mut HashMap<(Scope, usize), Vec<Physical>>,
    /// The table whose rows are being read.
    pub open: Option<OpenTable>,
    /// A table that may go on after the line of text below it.
    pub paused: Option<Paused>,
    /// Titles met, with the year they are about.
    pub titled: HashMap<usize, Option<i16>>,
    /// The field that text may run on into.
    pub last: Option<Last<'m>>,
    /// Cells that no block explained yet.
    pub waiting: Vec<Waiting>,
    /// Rows of the form that were met, in order.
    pub met: Vec<Met>,
    /// Columns of a sideways table: block, then column and cells.
    pub sideways: Option<Sideways>,
    /// The list whose title was met last.
    pub list: Option<usize>,
    /// A value of several items whose text may go on below.
    pub held: Option<Held<'m>>,
}

impl<'m> Area<'_, '_, 'm> {
    /// Reads the rows `from..to`.
    pub fn read(&mut self, from: usize, to: usize) {
        let mut at = from;
        while at < to {
            at += self.step(at, to).max(1);
        }
        self.end_sideways();
        self.let_go();
        self.place_waiting();
    }

    fn step(&mut self, at: usize, to: usize) -> usize {
        self.at = at;
        let lines = self.lines;
        let line = &lines[at];
        if !line.rule.is_empty() {
            line.rule.clone().for_each(|cell| self.builder.settle(cell, Fate::Boilerplate));
            return 1;
        }
        if line.copy {
            self.copy(line);
            return 1;
        }
        if self.kept_note(line) {
            return 1;
        }
        if self.constant_row(line) || self.held_goes_on(line) {
            return 1;
        }
        if let Some(used) = self.heading(at, to) {
            return used;
        }
        if self.note(line) {
            return 1;
        }
        if let Some(used) = self.list_item(at, to) {
            return used;
        }
        let mut free: Vec<usize> = (0..line.items.len().min(WIDEST)).collect();
        self.wait((free.len()..line.items.len()).collect());
        self.constants(line, &mut free);
        if free.is_empty() || self.sideways_row(at, &mut free) {
            return 1;
        }
        self.end_sideways();
        self.header(line, &mut free);
        self.resume(line, &free);
        self.open_headless();
        self.open_torn(line, &free);
        self.captions(line, &mut free);
        self.pairs(at, &mut free);
        if free.is_empty() || self.table_row(line, &mut free) || self.runs_on(line, &mut free) {
            return 1;
        }
        let below = self.open.is_some() || !self.titled.is_empty();
        self.stray_header(line, &mut free, below);
        self.wait(free);
        1
    }

    /// A row that repeats one of a nested table: read once.
    fn copy(&mut self, line: &Line<'_>) {
        let message = "la riga ripete una tabella inserita nella cella sopra";
        self.builder.report(&codes::COPY, message, line.place);
        line.items.iter().for_each(|item| self.builder.settle(item.id, Fate::Reported));
    }

    /// A line that this program printed: the mark of a torn form, or a text without a place.
    fn kept_note(&mut self, line: &Line<'_>) -> bool {
        let [item] = line.items.as_slice() else { return false };
        if item.cell.literal {
            return false;
        }
        if super::is_torn(line) {
            self.builder.settle(item.id, Fate::Boilerplate);
            return true;
        }
        let Some(text) = item.text().strip_prefix(crate::print::NOTE) else { return false };
        let target = self.target.clone();
        self.builder.note(&target, text, item.place);
        self.builder.settle(item.id, Fate::Mapped);
        true
    }

    /// The labels of the scope that stand at word `from` of a cell.
    pub fn spots(&self, item: &Item<'_>) -> Vec<Spot<'m>> {
        if item.cell.literal {
            return Vec::new();
        }
        let scope = self.scope;
        self.labels.spots(item.text(), &item.words, 0, &|label| label.scope.is_none_or(|s| s == scope))
    }

    /// Cells without content beside or under a header.
    fn captions(&mut self, line: &Line<'_>, free: &mut Vec<usize>) {
        let open = self.open.as_ref().map(|open| open.block);
        let here = |of: Use| matches!(of, Use::Caption(block) if open.is_none_or(|open| open == block));
        let before = free.len();
        free.retain(|index| {
            let item = &line.items[*index];
            let caption = self.spots(item).into_iter().find(|spot| spot.whole && here(spot.label.of));
            if let Some(Spot { label: Label { of: Use::Caption(block), template, .. }, .. }) = &caption {
                let of = (What::Column, self.scope, (*block, 1, template.source().len()));
                self.builder.usual(of, item.column.to_string(), item.place);
            }
            let caption = caption.is_some();
            if caption {
                self.builder.settle(item.id, Fate::Boilerplate);
            }
            !caption
        });
        let captions = free.len() < before;
        self.stray_header(line, free, captions);
        self.label_above_head(free);
    }

    /// The label of a column, alone on the row above the header of its table: it says nothing there.
    fn label_above_head(&mut self, free: &mut Vec<usize>) {
        let (lines, line) = (self.lines, &self.lines[self.at]);
        let ([index], false) = (free.as_slice(), line.prose) else { return };
        let below = lines.iter().skip(self.at + 1).take(AHEAD);
        let Some(next) = below.take_while(|row| !row.prose).find(|row| !self.is_caption_row(row)) else {
            return;
        };
        let all: Vec<usize> = (0..next.items.len().min(WIDEST)).collect();
        let above = self.spots(&line.items[*index]).iter().any(|spot| match spot.label.of {
            Use::Column(block, ..) => spot.whole && self.header_of(block, next, &all).is_some(),
            _ => false,
        });
        if above {
            self.stray_header(line, free, true);
        }
    }

    /// Whether a row holds nothing but cells without content of a table.
    fn is_caption_row(&self, line: &Line<'_>) -> bool {
        let caption = |item: &Item<'_>| {
            self.spots(item).iter().any(|spot| spot.whole && matches!(spot.label.of, Use::Caption(_)))
        };
        line.items.len() <= 2 && line.items.iter().all(caption)
    }

    /// Boilerplate and titles: cells that are a known text and nothing else.
    fn constants(&mut self, line: &Line<'_>, free: &mut Vec<usize>) {
        let (mut title, mut constant) = (None, false);
        free.retain(|index| {
            let item = &line.items[*index];
            // Inside the row of a table only the first cell can be a title with an error in it.
            let leads = *index == 0 || line.items.len() <= 2 || self.open.is_none();
            if let Some((of, year)) = leads.then(|| self.near_title(item)).flatten() {
                title = title.or(of.map(|block| (block, year)));
                constant = true;
                self.builder.settle(item.id, Fate::Boilerplate);
                return false;
            }
            for spot in self.spots(item).iter().filter(|spot| spot.whole) {
                match spot.label.of {
                    // A text without words of its own fits any number: in a row it may be a value.
                    Use::Boilerplate if line.items.len() > 1 && !spot.label.template.has_words() => continue,
                    Use::Boilerplate => {}
                    Use::Title(block) => {
                        let of = (What::Column, self.scope, (block, 0, 0));
                        self.builder.usual(of, item.column.to_string(), item.place);
                        title = Some((block, self.title_year(spot.label.template, &spot.found, item.text())));
                    }
                    _ => continue,
                }
                constant |= !matches!(spot.label.of, Use::Boilerplate);
                self.builder.settle(item.id, Fate::Boilerplate);
                return false;
            }
            true
        });
        if let Some((block, year)) = title {
            let list = matches!(self.blocks[block].kind, BlockKind::List(_));
            self.list = list.then_some(block);
            if list {
                self.last = None;
            } else {
                self.titled.insert(block, year);
            }
            self.end_table();
        }
        self.stray_header(line, free, constant);
    }

    /// A row of several cells that is a constant text as a whole.
    fn constant_row(&mut self, line: &Line<'_>) -> bool {
        let Some(text) = self.labels.row_text(line) else { return false };
        let scope = self.scope;
        let here = |label: &super::labels::Label<'_>| {
            label.of == Use::Boilerplate && label.scope.is_none_or(|s| s == scope)
        };
        let constant = !self.labels.row_spots(&text, &here).is_empty();
        if constant {
            line.items.iter().for_each(|item| self.builder.settle(item.id, Fate::Boilerplate));
        }
        constant
    }

    /// The label of a column, alone on the title row of a table: it says nothing there.
    fn stray_header(&mut self, line: &Line<'_>, free: &mut Vec<usize>, constant: bool) {
        let ([index], true) = (free.as_slice(), constant) else { return };
        let item = &line.items[*index];
        if self.spots(item).iter().any(|spot| spot.whole && matches!(spot.label.of, Use::Column(..))) {
            self.builder.settle(item.id, Fate::Boilerplate);
            free.clear();
        }
    }

    /// A line that begins with the sign of a note.
    fn note(&mut self, line: &Line<'_>) -> bool {
        let [item] = line.items.as_slice() else { return false };
        if item.cell.literal {
            return false;
        }
        for block in self.blocks {
            let BlockKind::Note(note) = &block.kind else { continue };
            let Some(start) = note.starts.iter().find(|start| item.text().starts_with(start.as_str())) else {
                continue;
            };
            let text = item.text()[start.len()..].trim();
            self.last = self.last.take().filter(|_| !block.start);
            let handle = self.owner(&note.to, None, item.place);
            let append = note.to.field.0.is_some_and(|f| f.cardinality == domain::Cardinality::One);
            let written = Written { text, place: item.place, form: &NO_FORM, key: None, append };
            self.builder.put(&handle, &note.to, &written);
            self.builder.settle(item.id, Fate::Mapped);
            return true;
        }
        false
    }

    /// Text that runs on from the field above: below its label, or over a page break.
    fn runs_on(&mut self, line: &Line<'_>, free: &mut Vec<usize>) -> bool {
        let Some(last) = self.last.clone() else { return self.unlabelled_text(line, free) };
        let [index] = free.as_slice() else { return false };
        let item = &line.items[*index];
        let lower = item.text().chars().find(|c| c.is_alphabetic()).is_some_and(char::is_lowercase);
        let near = !line.prose && item.column == last.column;
        let prose = matches!(last.path.kind(), Kind::Prose | Kind::Target | Kind::Rule);
        let inside = self.open.as_ref().is_some_and(|open| i32::from(item.column) >= open.first_column());
        if !line.prose && inside && self.record.is_some() {
            // A cell between rows of a table belongs to the table, not to a label above it.
            return false;
        }
        let goes_on = if last.filled {
            prose && self.prose.is_none() && (last.open || near || (lower && !line.first))
        } else {
            line.prose || near
        };
        // A line that runs on from items was joined to them before they were divided.
        let divided = line.prose && last.filled && last.items.is_some_and(|items| items.pattern.is_none());
        if !goes_on || divided || !takes(&last, item.text()) {
            return false;
        }
        self.run_on(&last, item.text(), item.place);
        self.builder.settle(item.id, Fate::Mapped);
        free.clear();
        true
    }

    /// Lets cells wait until the stretch is known whole.
    pub fn wait(&mut self, items: Vec<usize>) {
        if !items.is_empty() {
            self.waiting.push(Waiting { line: self.at, items });
        }
    }

    /// Adds a text to the field it runs on from.
    pub fn run_on(&mut self, last: &Last<'m>, text: &str, place: Place) {
        if let Some(items) = last.items {
            self.let_go();
            let key = last.key.clone();
            self.held = Some(Held::new(last.path, last.form, items, key, (text, place), last.open));
        } else if last.path.entity.name == "link" {
            let key = last.key.as_deref();
            self.put_value(last.path, last.form, key, text, place, false, last.items);
        } else {
            let written = Written { text, place, form: last.form, key: last.key.as_deref(), append: true };
            self.builder.put(&last.handle, last.path, &written);
        }
        if let Some(last) = &mut self.last {
            last.filled = true;
        }
    }

    /// The text block that takes a lone text here: one at the top while it is blank, then one further
    /// down, and again the one at the top where there is no other.
    fn text_block(&mut self) -> Option<&'m method::TextBlock> {
        let blocks = self.blocks.iter().filter_map(|block| match &block.kind {
            BlockKind::Text(text) => Some(text),
            _ => None,
        });
        let (top, further): (Vec<_>, Vec<_>) = blocks.partition(|text| text.at_top);
        let top = top.first().copied().filter(|_| self.met.is_empty());
        let target = self.target.clone();
        let blank =
            |text: &&&method::TextBlock| self.builder.verbatim(&target, text.to.field_name()).is_none();
        top.as_ref().filter(blank).copied().or_else(|| further.first().copied()).or(top)
    }

    /// A lone text at the top of a form, where the method has a place for one.
    fn unlabelled_text(&mut self, line: &Line<'_>, free: &mut Vec<usize>) -> bool {
        let [index] = free.as_slice() else { return false };
        let Some(text) = self.text_block() else { return false };
        let item = &line.items[*index];
        let handle = self.owner(&text.to, None, item.place);
        let written =
            Written { text: item.text(), place: item.place, form: &NO_FORM, key: None, append: true };
        self.builder.put(&handle, &text.to, &written);
        self.builder.settle(item.id, Fate::Mapped);
        free.clear();
        true
    }

    /// Keeps cells of no block: in the section as text, in a record as a note with a finding.
    pub fn keep(&mut self, line: &Line<'_>, items: &[usize]) {
        if let Some(section) = self.prose.clone() {
            self.keep_prose(&section, line, items);
            return;
        }
        self.tell_constants(line, items);
        let free: Vec<usize> =
            items.iter().copied().filter(|index| !self.is_constant(&line.items[*index])).collect();
        for index in free {
            let item = &line.items[index];
            let message = format!("«{}» non ha un posto nel modello", short(item.text()));
            self.builder.report_about(&codes::UNPLACED, item.text(), message, item.place);
            let target = self.target.clone();
            self.builder.note(&target, item.text(), item.place);
            self.builder.settle(item.id, Fate::Reported);
        }
    }

    /// Constant texts of the tables of a form that stand where no table takes them.
    fn tell_constants(&mut self, line: &Line<'_>, items: &[usize]) {
        let all: Vec<_> =
            items.iter().map(|index| &line.items[*index]).filter(|item| self.is_constant(item)).collect();
        let Some(first) = all.first() else { return };
        let texts: Vec<String> = all.iter().map(|item| format!("«{}»", short(item.text()))).collect();
        let message = match texts.as_slice() {
            [only] => format!("{only} non sta nella sua colonna"),
            several => format!("{} non stanno nella loro colonna", several.join(" e ")),
        };
        self.builder.report(&codes::SHIFTED_ROW, message, first.place);
        let ids: Vec<_> = all.iter().map(|item| item.id).collect();
        for id in ids {
            self.builder.settle(id, Fate::Reported);
        }
    }

    fn keep_prose(&mut self, section: &Handle, line: &Line<'_>, items: &[usize]) {
        let Some(definition) = domain::entity::entity_named("block") else { return };
        let Some(block) = self.builder.add(section, definition, None, line.place) else { return };
        self.tell_lost_row(line, items);
        for index in items {
            let item = &line.items[*index];
            let datum = Datum::prose(item.text(), Some(item.place));
            if let Some(entity) = self.builder.entity(&block) {
                let _ = if line.prose {
                    entity.put("text", None, datum)
                } else {
                    entity.put("cells", Some(&format!("{:02}", item.column)), datum)
                };
            }
            self.builder.settle(item.id, Fate::Mapped);
        }
    }
}

/// Cells from which a row kept as text may have been one of the table above it.
const ROW: usize = 3;

impl Area<'_, '_, '_> {
    /// Tells of a row that is kept as text below a table of objectives: it may be one of its rows.
    fn tell_lost_row(&mut self, line: &Line<'_>, items: &[usize]) {
        let listed = |block: usize| {
            let objective = |path: &&Path| path.entity.name == "objective";
            self.columns.contains_key(&(self.scope, block))
                && self.blocks[block].paths().iter().any(objective)
        };
        if line.prose || items.len() < ROW || !(0..self.blocks.len()).any(listed) {
            return;
        }
        let text = items.first().map_or("", |index| line.items[*index].text());
        let message = format!("la riga «{}» resta testo: forse è una riga della tabella sopra", short(text));
        self.builder.report(&codes::UNPLACED, message, line.place);
    }
}

/// A value written in no particular way.
pub static NO_FORM: ValueForm = ValueForm { notation: None, mark: false, pattern: None };

/// Whether the source sets the label apart from what follows: a colon, or emphasis that ends or
/// begins there.
pub fn set_apart(cell: &Cell, end: usize) -> bool {
    let rest = cell.text[end..].trim_start();
    let gap = cell.text.len() - rest.len();
    rest.starts_with(':')
        || rest.is_empty()
        || cell.emphasis.iter().any(|range| range.end == end || (range.end > end && range.end <= gap))
        || cell.emphasis.iter().any(|range| range.start >= end && range.start <= gap)
}

/// Whether a text can run on into a field: a link takes only what looks like one.
pub fn takes(last: &Last<'_>, text: &str) -> bool {
    last.path.entity.name != "link"
        || last.items.is_none_or(|items| super::pairs::split(items, text).is_some())
}
