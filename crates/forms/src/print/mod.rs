//! Plan -> document: the same method file, walked in paper order.
//!
//! What the method has no place for goes to an annex, so that printing never drops anything either.

pub(crate) mod alternatives;
mod annex;
mod list;
mod nest;
mod pairs;
pub(crate) mod rows;
pub(crate) mod sheet;
pub(crate) mod table;
mod totals;
pub(crate) mod units;

use document::Document;
use domain::plan::{Objective, Section as PlanSection};
use domain::{Entity, Plan};
use method::{Block, BlockKind, LineBlock, Method, Path, Section};

use sheet::{Level, Sheet, Text};
use units::{Register, Run, is_about, is_about_units, shown_unit};

use crate::read::labels::{CELL, is_row};

/// The line that stands for the lost beginning of a form.
pub const TORN: &str = "[Scheda incompleta: manca l'inizio]";
/// Title of the annex of what has no place in the form.
pub const ANNEX: &str = "Contenuto senza posto nel modello";
/// What begins a line that keeps text without a place in the form.
pub const NOTE: &str = "[Annotazione]";

/// Lays a plan out in the body's form.
pub fn print(plan: &Plan, method: &Method) -> Document {
    let mut sheet = Sheet::new(method);
    sheet.totals = totals::by_record(plan, method);
    let mut printer = Printer { plan, method, sheet, units: Register::new(plan), done: Vec::new() };
    printer.set_forms_apart();
    printer.plan_notes();
    printer.sections();
    annex::print(&mut printer.sheet, plan);
    printer.sheet.into_document(&plan.title.as_ref().map(|t| t.verbatim.clone()).unwrap_or_default())
}

struct Printer<'p, 'm: 'p> {
    plan: &'p Plan,
    method: &'m Method,
    sheet: Sheet<'m>,
    units: Register<'p>,
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
    /// The stretch of objectives a table is printed for, when not for all.
    pub run: Option<Run<'p>>,
}

impl<'p> Subject<'p> {
    /// An entity of a plan, in a section of the method.
    pub fn new(plan: &'p Plan, entity: &'p dyn Entity, year: Option<i16>, section: &'p str) -> Self {
        Self { plan, entity, year, section, run: None }
    }
}

impl<'p, 'm: 'p> Printer<'p, 'm> {
    /// Text around the records that has no block: above all else, where no record can take it.
    fn plan_notes(&mut self) {
        let blocks = self.method.sections.iter().flat_map(|section| &section.blocks);
        let mut paths = blocks.flat_map(Block::paths);
        if paths.any(|path| path.entity.name == "plan" && path.field_name() == "notes") {
            return;
        }
        for note in &self.plan.notes {
            self.sheet.paragraph(&Text::labelled(NOTE, &note.verbatim));
        }
        self.sheet.placed(self.plan, "notes", None);
    }

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
            self.sheet.heading(Level::Section, &text);
        }
    }

    /// The title and the text of a section, as kept.
    fn prose(&mut self, section: &'p PlanSection) {
        if let Some(title) = &section.title {
            self.sheet.heading(Level::Section, &title.verbatim);
        }
        self.sheet.place(section);
        for block in &section.blocks {
            self.sheet.place(block);
            if let Some(text) = &block.text {
                self.sheet.paragraph(&Text::value(text.verbatim.as_str()));
            } else {
                let cells =
                    block.cells.iter().map(|(key, cell)| (key.parse().unwrap_or(1), cell.verbatim.clone()));
                self.sheet.prose_row(cells.collect());
            }
        }
        self.sheet.gap();
    }

    /// The blocks of a section that stand around its records, unit headings apart.
    fn own_blocks(&mut self, section: &'m Section) {
        let subject = Subject::new(self.plan, self.plan, self.method.year, &section.name);
        let (mut by_unit, mut tree) = (section.record.is_none(), true);
        let about_units = section.blocks.iter().any(is_about_units);
        for block in &section.blocks {
            match &block.kind {
                _ if is_about(block, "node") => {
                    if std::mem::take(&mut tree) {
                        self.tree_headings(section);
                    }
                }
                _ if about_units && section.record.is_none() && units::is_by_unit(block) => {
                    if std::mem::take(&mut by_unit) {
                        self.tables_by_unit(section, subject);
                    }
                }
                _ if is_about_units(block) => {}
                BlockKind::Table(table) if about_units && units::lists_staff(block) => {
                    let run = Some(Run { unit: None, objectives: &[], end: None });
                    table::print(&mut self.sheet, table, Subject { run, ..subject });
                }
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
        let listed = self.method.sections.iter().any(units::is_list);
        let here = |objective: &&'p Objective| match record_section(self.plan, self.method, objective) {
            Some(known) => occurrence.is_some_and(|here| here == known),
            None => first && !listed,
        };
        let whole = self.plan.objectives.iter().filter(here).map(|o| (o, false));
        whole.chain(self.plan.fragments.iter().filter(here).map(|o| (o, true))).collect()
    }

    /// Objectives that have a form are no rows of tables around forms.
    fn set_forms_apart(&mut self) {
        for objective in &self.plan.objectives {
            if record_section(self.plan, self.method, objective).is_some() {
                self.sheet.assigned.insert(sheet::address(objective), 0);
            }
        }
    }

    /// The forms of a section, each under the heading of its unit.
    fn forms(&mut self, section: &'m Section, objectives: &[(&'p Objective, bool)]) {
        let Some(record) = &section.record else { return };
        if record.of.name != "objective" {
            self.other_records(section);
            return;
        }
        let headings = section.blocks.iter().any(is_about_units);
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
            let unit = self.units.of(objective).filter(|_| headings);
            if unit.is_some() && unit != current {
                self.unit_headings(section, unit, &mut next);
                current = unit;
            }
            self.form(&record.blocks, objective, fragment);
        }
        if headings && next < self.plan.units.len() && self.is_first(section) {
            self.unit_headings(section, self.plan.units.len().checked_sub(1), &mut next);
        }
    }

    /// Whether a section of the method is printed for the first time.
    fn is_first(&self, section: &Section) -> bool {
        self.done.iter().filter(|done| self.method.sections[**done].name == section.name).count() <= 1
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
            self.sheet.page();
            let subject = Subject::new(self.plan, entity, self.method.year, &section.name);
            self.context(section, subject, &mut said);
            let begun = record.blocks.iter().any(|block| block.starts_record() && begins(block, subject));
            if !begun {
                self.sheet.paragraph(&Text::label(TORN));
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
        self.sheet.page();
        alternatives::assign(&mut self.sheet.assigned, blocks, objective);
        let year = form_year(self.method, objective);
        let subject = Subject::new(self.plan, objective, year, "");
        let has_line_start = blocks.iter().any(|b| b.start && matches!(b.kind, BlockKind::Line(_)));
        if fragment {
            self.sheet.paragraph(&Text::label(TORN));
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
                        self.sheet.paragraph(&Text::label(TORN));
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
            self.sheet.paragraph(&Text::labelled(NOTE, &note.verbatim));
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
                    self.sheet.heading(level(line, subject, start), &text);
                }
            }
            None if start => self.sheet.paragraph(&Text::label(TORN)),
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
                        self.sheet.paragraph(&Text::value(datum.verbatim));
                    }
                    self.sheet.placed(owner, text.to.field_name(), None);
                }
            }
            BlockKind::Note(note) => {
                let sign = note.starts.first().map_or("", String::as_str);
                let owner = owner(&note.to, subject);
                let said = |owner: &&dyn Entity| self.sheet.is_placed(*owner, note.to.field_name(), None);
                if let Some(owner) = owner.filter(|owner| !said(owner)) {
                    for datum in owner.data(note.to.field_name(), None) {
                        let space = if block.start { " " } else { "" };
                        self.sheet.paragraph(&Text::signed(format!("{sign}{space}{}", datum.verbatim)));
                    }
                    self.sheet.placed(owner, note.to.field_name(), None);
                }
            }
        }
    }
}

/// The section of the plan in which an objective has a form of its own: its number as objectives name it.
fn record_section<'o>(plan: &Plan, method: &Method, objective: &'o Objective) -> Option<&'o str> {
    form_section(plan, method, objective)?;
    objective.section.as_ref().map(|section| section.verbatim.as_str())
}

/// The section of the method with the form of an objective that the plan keeps.
pub(crate) fn form_section<'m>(
    plan: &Plan,
    method: &'m Method,
    objective: &Objective,
) -> Option<&'m Section> {
    let known = objective.section.as_ref()?.verbatim.as_str();
    let kept = plan.sections.get(known.parse::<usize>().ok()?.checked_sub(1)?)?;
    let key = kept.key.as_ref().map_or("", |key| key.verbatim.as_str());
    method.sections.iter().find(|section| section.name == key && section.record.is_some())
}

/// The year a form is about: the one printed on it, or that of the plan.
pub(crate) fn form_year(method: &Method, objective: &Objective) -> Option<i16> {
    objective.form_year.as_ref().and_then(|year| year.verbatim.parse().ok()).or(method.year)
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

/// The level of a heading line: that of the innermost thing it is about.
fn level(line: &LineBlock, subject: Subject<'_>, start: bool) -> Level {
    let groups = line.to.iter().any(|(_, path)| ["unit", "node"].contains(&path.entity.name));
    match subject.entity.definition().name {
        _ if start => Level::Form,
        "plan" if !groups => Level::Section,
        "plan" | "unit" | "node" => Level::Group,
        _ => Level::Form,
    }
}

/// What a heading line says of a subject, when it can say all of it.
fn line_text(line: &LineBlock, subject: Subject<'_>, start: bool) -> Option<String> {
    let value = |name: &str| line_value(line, subject, start, name);
    let complete = line.texts.iter().find(|template| template.says(&value));
    complete.map(|template| template.print(&value))
}

/// What a capture of a heading line says of a subject.
pub(crate) fn line_value(line: &LineBlock, subject: Subject<'_>, start: bool, name: &str) -> String {
    if name == "year" {
        let printed = subject.entity.verbatim("form_year");
        let year = printed.or_else(|| subject.year.filter(|_| start).map(|year| year.to_string()));
        return year.unwrap_or_default();
    }
    let path = line.to.iter().find(|(known, _)| known == name).map(|(_, path)| path);
    path.and_then(|path| said(path, subject)).unwrap_or_default()
}
