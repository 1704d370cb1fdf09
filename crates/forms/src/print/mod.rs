//! Plan -> document: the same method file, walked in paper order.
//!
//! What the method has no place for goes to an annex, so that printing never drops anything either.

mod annex;
mod list;
mod pairs;
mod rows;
mod sheet;
mod table;

use document::Document;
use domain::plan::{Objective, Section as PlanSection, Unit};
use domain::{Entity, Plan};
use method::{Block, BlockKind, LineBlock, Method, Path, Section};

use sheet::{Sheet, Text};

use crate::read::labels::{CELL, is_row};

/// The line that stands for the lost beginning of a form.
pub const TORN: &str = "[Scheda incompleta: manca l'inizio]";
/// Title of the annex of what has no place in the form.
pub const ANNEX: &str = "Contenuto senza posto nel modello";
/// What begins a line that keeps text without a place in the form.
pub const NOTE: &str = "[Annotazione]";

/// Lays a plan out in the body's form.
pub fn print(plan: &Plan, method: &Method) -> Document {
    let mut printer = Printer { plan, method, sheet: Sheet::new(method), done: Vec::new() };
    printer.sections();
    annex::print(&mut printer.sheet, plan);
    printer.sheet.into_document(&plan.title.as_ref().map(|t| t.verbatim.clone()).unwrap_or_default())
}

struct Printer<'p, 'm: 'p> {
    plan: &'p Plan,
    method: &'m Method,
    sheet: Sheet<'m>,
    /// Sections of the method whose own blocks are printed.
    done: Vec<usize>,
}

/// What blocks print: an entity, and the year it is about.
#[derive(Clone, Copy)]
pub(crate) struct Subject<'p> {
    /// The plan.
    pub plan: &'p Plan,
    /// The record, or the plan.
    pub entity: &'p dyn Entity,
    /// The year of the record.
    pub year: Option<i16>,
    /// Name of the section of the method.
    pub section: &'p str,
    /// The blocks it is printed with.
    pub blocks: &'p [Block],
}

impl<'p, 'm: 'p> Printer<'p, 'm> {
    fn sections(&mut self) {
        for (index, section) in self.plan.sections.iter().enumerate() {
            let key = section.key.as_ref().map_or("", |key| key.verbatim.as_str());
            let number = self.method.sections.iter().position(|s| s.name == key);
            self.section(Some((index, section)), number);
        }
        for number in 0..self.method.sections.len() {
            if !self.done.contains(&number) {
                self.section(None, Some(number));
            }
        }
    }

    /// A section: title, text, its own blocks, its records.
    fn section(&mut self, kept: Option<(usize, &'p PlanSection)>, number: Option<usize>) {
        let Some(number) = number else {
            if let Some((_, section)) = kept {
                self.prose(section);
            }
            return;
        };
        let section = &self.method.sections[number];
        let occurrence = kept.map(|(index, _)| (index + 1).to_string());
        let first = !self.done.contains(&number);
        self.done.push(number);
        let objectives = self.records(section, occurrence.as_deref(), first);
        let before = self.sheet.len();
        match kept {
            Some((_, kept)) => self.prose(kept),
            None => self.method_title(section),
        }
        let title_only = self.sheet.len();
        if first {
            self.own_blocks(section);
        }
        self.forms(section, &objectives);
        if kept.is_none() && self.sheet.len() == title_only {
            self.sheet.truncate(before);
        }
    }

    fn method_title(&mut self, section: &Section) {
        let year = self.method.year.map(|year| year.to_string()).unwrap_or_default();
        if let Some(title) = section.titles.first() {
            let text = title.print(&|_| year.clone());
            self.sheet.heading(&text);
        }
    }

    /// The title and the text of a section, as kept.
    fn prose(&mut self, section: &'p PlanSection) {
        if let Some(title) = &section.title {
            self.sheet.heading(&title.verbatim);
        }
        self.sheet.place(section);
        for block in &section.blocks {
            self.sheet.place(block);
            if let Some(text) = &block.text {
                self.sheet.paragraph(&text.verbatim, true);
            } else {
                let cells =
                    block.cells.iter().map(|(key, cell)| (key.parse().unwrap_or(1), cell.verbatim.clone()));
                self.sheet.prose_row(cells.collect());
            }
        }
        self.sheet.gap();
    }

    /// What the blocks around the records of a section print: the plan.
    fn around(&self, section: &'m Section) -> Subject<'p> {
        let (year, blocks) = (self.method.year, section.blocks.as_slice());
        Subject { plan: self.plan, entity: self.plan, year, section: &section.name, blocks }
    }

    /// The blocks of a section that stand around its records, unit headings apart.
    fn own_blocks(&mut self, section: &'m Section) {
        let subject = self.around(section);
        let first_of_tree = section.blocks.iter().position(|block| tree_line(block).is_some());
        for (number, block) in section.blocks.iter().enumerate() {
            if tree_line(block).is_some() {
                if first_of_tree == Some(number) {
                    self.tree(section, subject);
                }
                continue;
            }
            let about_units = section.record.is_some() && is_about_units(block);
            match &block.kind {
                BlockKind::Line(_) | BlockKind::Pairs(_) if about_units => {}
                BlockKind::Line(line) if is_context(section, line) => {}
                BlockKind::Line(line) => self.lines(line, subject),
                _ => self.block(block, subject),
            }
        }
    }

    /// The objectives printed under an occurrence of a section.
    fn records(
        &self,
        section: &Section,
        occurrence: Option<&str>,
        first: bool,
    ) -> Vec<(&'p Objective, bool)> {
        if section.record.as_ref().is_none_or(|record| record.of.name != "objective") {
            return Vec::new();
        }
        let here = |objective: &&'p Objective| {
            let known = objective.section.as_ref().map(|s| s.verbatim.as_str());
            let number = known.and_then(|s| s.parse::<usize>().ok()).and_then(|s| s.checked_sub(1));
            let exists = number.and_then(|n| self.plan.sections.get(n)).is_some_and(|kept| {
                let key = kept.key.as_ref().map_or("", |key| key.verbatim.as_str());
                self.method.sections.iter().any(|s| s.name == key && s.record.is_some())
            });
            if exists { known == occurrence } else { first && !self.in_table(objective) }
        };
        let whole = self.plan.objectives.iter().filter(here).map(|o| (o, false));
        whole.chain(self.plan.fragments.iter().filter(here).map(|o| (o, true))).collect()
    }

    /// Whether an objective stood in a table around records, which is printed with its section.
    fn in_table(&self, objective: &Objective) -> bool {
        let fills = |section: &Section| {
            let paths = section.blocks.iter().flat_map(Block::paths);
            section.record.is_none() && paths.into_iter().any(|path| path.entity.name == "objective")
        };
        let name = rows::section_of(self.plan, objective);
        self.method.sections.iter().any(|section| Some(section.name.as_str()) == name && fills(section))
    }

    /// The forms of a section, each under the heading of its unit.
    fn forms(&mut self, section: &'m Section, objectives: &[(&'p Objective, bool)]) {
        let Some(record) = &section.record else { return };
        if record.of.name != "objective" {
            self.other_records(section);
            return;
        }
        let headings = section.blocks.iter().any(is_about_units);
        let units: Vec<&'p Unit> = if headings { self.plan.units.iter().collect() } else { Vec::new() };
        let mut ordered: Vec<(&'p Objective, bool)> =
            objectives.iter().copied().filter(|(_, fragment)| !fragment).collect();
        for (fragment, _) in objectives.iter().filter(|(_, fragment)| *fragment) {
            let unit = fragment.unit.as_ref().map(|u| u.verbatim.as_str());
            let line = fragment.place;
            let at = ordered
                .iter()
                .rposition(|(o, _)| o.unit.as_ref().map(|u| u.verbatim.as_str()) == unit && o.place <= line);
            let end = ordered.iter().rposition(|(o, _)| o.place <= line);
            ordered.insert(at.or(end).map_or(0, |at| at + 1), (fragment, true));
        }
        let mut next = 0;
        let mut current = None;
        for (objective, fragment) in ordered {
            let unit = unit_of(&units, objective);
            if let Some(unit) = unit.filter(|unit| Some(*unit) != current) {
                let from = if unit >= next { next } else { unit };
                for above in units.iter().take(unit + 1).skip(from) {
                    self.unit_heading(section, above);
                }
                next = next.max(unit + 1);
                current = Some(unit);
            }
            self.form(&record.blocks, objective, fragment);
        }
        if self.done.iter().filter(|done| self.method.sections[**done].name == section.name).count() <= 1 {
            for unit in units.iter().skip(next) {
                self.unit_heading(section, unit);
            }
        }
    }

    fn unit_heading(&mut self, section: &'m Section, unit: &'p Unit) {
        self.sheet.gap();
        for block in section.blocks.iter().filter(|block| is_about_units(block)) {
            let level = unit.level.as_ref().map(|level| level.verbatim.as_str());
            let subject = Subject { entity: unit, ..self.around(section) };
            match &block.kind {
                BlockKind::Line(line) if line.to.iter().any(|(_, path)| path.level.as_deref() == level) => {
                    self.line(line, subject, false);
                }
                BlockKind::Pairs(pairs) => pairs::print_level(&mut self.sheet, pairs, subject, level),
                _ => {}
            }
        }
        self.sheet.gap();
    }

    /// A line around records: once, or for each item of the list it is about.
    fn lines(&mut self, line: &'m LineBlock, subject: Subject<'p>) {
        let listed =
            line.to.iter().map(|(_, path)| path.entity.name).find(|name| !matches!(*name, "body" | "unit"));
        let owner = subject.entity.definition();
        let list = listed.filter(|name| *name != owner.name).and_then(|name| owner.list_of(name));
        match list {
            None => self.line(line, subject, false),
            Some(list) => {
                for entity in subject.entity.children(list.name) {
                    self.line(line, Subject { entity, ..subject }, false);
                }
            }
        }
    }

    /// The lines around records that are about the tree: each node by the first that says it.
    fn tree(&mut self, section: &'m Section, subject: Subject<'p>) {
        let lines = section.blocks.iter().filter_map(tree_line);
        let lines: Vec<&'m LineBlock> = lines.collect();
        for node in self.plan.children("tree") {
            let level = node.verbatim("level");
            let about = |line: &&&'m LineBlock| {
                line.to.iter().any(|(_, path)| path.entity.name == "node" && path.level == level)
            };
            if let Some(line) = lines.iter().find(about) {
                self.line(line, Subject { entity: node, ..subject }, false);
            }
        }
    }

    /// The headings above a record that say something of it, where it is not said already.
    fn context(&mut self, section: &'m Section, subject: Subject<'p>, said: &mut Vec<String>) {
        let lines = section.blocks.iter().filter_map(|block| match &block.kind {
            BlockKind::Line(line) if is_context(section, line) => Some(line),
            _ => None,
        });
        for (number, line) in lines.enumerate() {
            let text = line_text(line, subject, false).unwrap_or_default();
            if text.is_empty() || said.get(number) == Some(&text) {
                self.place_line(line, subject);
                continue;
            }
            self.line(line, subject, false);
            said.resize(number, String::new());
            said.push(text);
        }
    }

    /// Records that are no objectives: each item of their list.
    fn other_records(&mut self, section: &'m Section) {
        let Some(record) = &section.record else { return };
        let Some(list) = Plan::describe().list_of(record.of.name) else { return };
        let mut said = Vec::new();
        for entity in self.plan.children(list.name) {
            self.sheet.gap();
            let above = Subject { entity, ..self.around(section) };
            self.context(section, above, &mut said);
            let subject = Subject { blocks: &record.blocks, ..above };
            let begun = record.blocks.iter().any(|block| block.starts_record() && begins(block, subject));
            if !begun {
                self.sheet.paragraph(TORN, false);
            }
            for block in &record.blocks {
                match &block.kind {
                    BlockKind::Line(line) => self.lines(line, subject),
                    _ => self.block(block, subject),
                }
            }
            self.notes(entity, &record.blocks);
        }
    }

    /// One form.
    fn form(&mut self, blocks: &'m [Block], objective: &'p Objective, fragment: bool) {
        self.sheet.gap();
        let year = objective.form_year.as_ref().and_then(|p| p.verbatim.parse().ok()).or(self.method.year);
        let subject = Subject { plan: self.plan, entity: objective, year, section: "", blocks };
        let has_line_start = blocks.iter().any(|b| b.start && matches!(b.kind, BlockKind::Line(_)));
        if fragment {
            self.sheet.paragraph(TORN, false);
        }
        let mut started = fragment;
        for block in blocks {
            match &block.kind {
                BlockKind::Line(line) if block.start => {
                    if !started {
                        self.line(line, subject, true);
                        started = true;
                    }
                }
                BlockKind::Line(line) => self.lines(line, subject),
                _ => {
                    if !started && has_line_start {
                        self.sheet.paragraph(TORN, false);
                        started = true;
                    }
                    self.block(block, subject);
                }
            }
        }
        self.notes(objective, blocks);
        self.sheet.gap();
    }

    /// Text of a record that has no block of its own.
    fn notes(&mut self, entity: &'p dyn Entity, blocks: &[Block]) {
        let placed = blocks.iter().any(|block| {
            block
                .paths()
                .iter()
                .any(|path| path.field_name() == "notes" && path.entity.name == entity.definition().name)
        });
        if placed {
            return;
        }
        for note in entity.data("notes", None) {
            self.sheet.paragraph(&format!("{NOTE} {}", note.verbatim), false);
        }
        self.sheet.placed(entity, "notes", None);
    }

    /// A heading line; for a record whose heading has nothing to say, the mark of a torn form.
    fn line(&mut self, line: &'m LineBlock, subject: Subject<'p>, start: bool) {
        match line_text(line, subject, start) {
            Some(text) => {
                self.place_line(line, subject);
                if line.texts.iter().any(is_row) {
                    self.sheet.row(&text.split(CELL).map(Text::label).collect::<Vec<_>>());
                } else {
                    self.sheet.heading(&text);
                }
            }
            None if start => self.sheet.paragraph(TORN, false),
            None => {}
        }
    }

    /// Notes that the fields of a heading line have their place on the sheet.
    fn place_line(&mut self, line: &'m LineBlock, subject: Subject<'p>) {
        self.sheet.placed(subject.entity, "form_year", None);
        for (_, path) in &line.to {
            if let Some(owner) = owner(path, subject) {
                self.sheet.placed(owner, path.field_name(), None);
            }
        }
    }

    fn block(&mut self, block: &'m Block, subject: Subject<'p>) {
        match &block.kind {
            BlockKind::Line(_) | BlockKind::Boilerplate(_) => {}
            BlockKind::Pairs(pairs) => pairs::print(&mut self.sheet, pairs, subject),
            BlockKind::Table(table) => table::print(&mut self.sheet, table, subject),
            BlockKind::List(list) => list::print(&mut self.sheet, list, subject),
            BlockKind::Text(text) => {
                let owner = owner(&text.to, subject);
                let said = |owner: &&dyn Entity| self.sheet.is_placed(*owner, text.to.field_name(), None);
                if let Some(owner) = owner.filter(|owner| !said(owner)) {
                    for datum in owner.data(text.to.field_name(), None) {
                        self.sheet.paragraph(&datum.verbatim, true);
                    }
                    self.sheet.placed(owner, text.to.field_name(), None);
                }
            }
            BlockKind::Note(note) => {
                let sign = note.starts.first().map_or("", String::as_str);
                let owner = owner(&note.to, subject);
                // Of several blocks for one field the first prints it.
                let said = |owner: &&dyn Entity| self.sheet.is_placed(*owner, note.to.field_name(), None);
                if let Some(owner) = owner.filter(|owner| !said(owner)) {
                    for datum in owner.data(note.to.field_name(), None) {
                        let space = if block.start { " " } else { "" };
                        self.sheet.paragraph(&format!("{sign}{space}{}", datum.verbatim), false);
                    }
                    self.sheet.placed(owner, note.to.field_name(), None);
                }
            }
        }
    }
}

/// The entity a path outside lists is about: the subject, or the body.
pub(crate) fn owner<'p>(path: &Path, subject: Subject<'p>) -> Option<&'p dyn Entity> {
    if subject.entity.definition().name == path.entity.name {
        return Some(subject.entity);
    }
    if path.entity.name == "body" {
        return subject.plan.body.first().map(|body| body as &dyn Entity);
    }
    (path.entity.name == "plan").then_some(subject.plan as &dyn Entity)
}

/// Whether a line around records says something of each record below it.
fn is_context(section: &Section, line: &LineBlock) -> bool {
    let of = section.record.as_ref().map(|record| record.of.name).filter(|of| *of != "objective");
    line.to.iter().any(|(_, path)| Some(path.entity.name) == of)
}

/// A line that is about nodes of the tree.
fn tree_line(block: &Block) -> Option<&LineBlock> {
    match &block.kind {
        BlockKind::Line(line) if line.to.iter().any(|(_, path)| path.entity.name == "node") => Some(line),
        _ => None,
    }
}

/// Whether a block around records is about the unit they stand under.
fn is_about_units(block: &Block) -> bool {
    match &block.kind {
        BlockKind::Line(line) => line.to.iter().any(|(_, path)| path.entity.name == "unit"),
        BlockKind::Pairs(pairs) => {
            pairs.rows.iter().flatten().any(|pair| pair.to.as_ref().is_some_and(|p| p.entity.name == "unit"))
        }
        _ => false,
    }
}

/// The unit of the register an objective belongs to.
fn unit_of(units: &[&Unit], objective: &Objective) -> Option<usize> {
    let wanted = method::words::key(&objective.unit.as_ref()?.verbatim);
    units.iter().position(|unit| shown_unit(*unit).is_some_and(|shown| method::words::key(&shown) == wanted))
}

/// A unit as objectives name it: code and name, or the one it has.
pub(crate) fn shown_unit(unit: &dyn Entity) -> Option<String> {
    match (unit.verbatim("code"), unit.verbatim("name")) {
        (Some(code), Some(name)) => Some(format!("{code} - {name}")),
        (code, name) => code.or(name),
    }
}

/// Whether a block with which records begin has something to say of this one.
fn begins(block: &Block, subject: Subject<'_>) -> bool {
    match &block.kind {
        BlockKind::Line(line) => line_text(line, subject, false).is_some(),
        BlockKind::Note(note) => subject.entity.verbatim(note.to.field_name()).is_some(),
        _ => true,
    }
}

/// What a path says of a subject: the value of its key, or of the year.
fn said(path: &Path, subject: Subject<'_>) -> Option<String> {
    let year = subject.year.map(|year| year.to_string());
    let key = match &path.key {
        None => return owner(path, subject)?.verbatim(path.field_name()),
        Some(method::Key::Fixed(key)) => Some(key.clone()),
        Some(method::Key::Captured(_)) => year,
    };
    let data = owner(path, subject)?.data(path.field_name(), key.as_deref());
    data.into_iter().next().map(|datum| datum.verbatim)
}

/// What a heading line says of a subject, when it can say all of it.
fn line_text(line: &LineBlock, subject: Subject<'_>, start: bool) -> Option<String> {
    let printed = subject.entity.verbatim("form_year");
    let year = printed.or_else(|| subject.year.filter(|_| start).map(|year| year.to_string()));
    let value = |name: &str| match name {
        "year" => year.clone().unwrap_or_default(),
        name => line
            .to
            .iter()
            .find(|(known, _)| known == name)
            .and_then(|(_, path)| said(path, subject))
            .unwrap_or_default(),
    };
    let complete = line.texts.iter().find(|template| template.says(&value));
    complete.map(|template| template.print(&value))
}
