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
use method::template::Match;
use method::words::words;
use method::{Block, BlockKind, Key, Path, Template, ValueForm};

use super::builder::{Builder, Fate, Handle, Written, short};
use super::labels::{Labels, Scope, Spot, Use, likeness, near_match};
use super::rows::{Item, Line};
use super::table::OpenTable;
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
    /// The table whose rows are being read.
    pub open: Option<OpenTable>,
    /// Titles met, with the year they are about.
    pub titled: HashMap<usize, Option<i16>>,
    /// The field that text may run on into.
    pub last: Option<Last<'m>>,
    /// Cells that no block explained yet.
    pub waiting: Vec<Waiting>,
    /// Rows of the form that were met, in order.
    pub met: Vec<Met>,
    /// Columns of a sideways table: block, then column and cells.
    pub sideways: Option<(usize, Vec<(usize, usize, Vec<usize>)>)>,
}

impl<'d, 'm> Area<'_, 'd, 'm> {
    /// Reads the rows `from..to`.
    pub fn read(&mut self, from: usize, to: usize) {
        let mut at = from;
        while at < to {
            at += self.step(at, to).max(1);
        }
        self.end_sideways();
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
        if let Some(used) = self.heading(at, to) {
            return used;
        }
        if self.note(line) {
            return 1;
        }
        let mut free: Vec<usize> = (0..line.items.len()).collect();
        self.constants(line, &mut free);
        if free.is_empty() || self.sideways_row(at, &mut free) {
            return 1;
        }
        self.end_sideways();
        self.header(line, &mut free);
        self.open_headless();
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
        free.retain(|index| {
            let item = &line.items[*index];
            let caption =
                self.spots(item).iter().any(|spot| spot.whole && matches!(spot.label.of, Use::Caption(_)));
            if caption {
                self.builder.settle(item.id, Fate::Boilerplate);
            }
            !caption
        });
    }

    /// Boilerplate and titles: cells that are a known text and nothing else.
    fn constants(&mut self, line: &Line<'_>, free: &mut Vec<usize>) {
        let (mut title, mut constant) = (None, false);
        free.retain(|index| {
            let item = &line.items[*index];
            if let Some((of, year)) = self.near_title(item) {
                title = title.or(of.map(|block| (block, year)));
                constant = true;
                self.builder.settle(item.id, Fate::Boilerplate);
                return false;
            }
            for spot in self.spots(item).iter().filter(|spot| spot.whole) {
                match spot.label.of {
                    Use::Boilerplate => {}
                    Use::Title(block) => {
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
            self.titled.insert(block, year);
            self.open = None;
        }
        self.stray_header(line, free, constant);
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

    /// The title or caption of a table, spelled nearly as the method spells it: the block of a title
    /// and the year it is about.
    fn near_title(&mut self, item: &Item<'_>) -> Option<(Option<usize>, Option<i16>)> {
        const LONGEST: usize = 120;
        let text = item.text();
        if !self.builder.method.repair.distance || item.cell.literal || text.len() > LONGEST {
            return None;
        }
        let key = method::words::key(text);
        let near = |template: &Template| {
            near_match(template, text, &item.words).or_else(|| {
                (template.is_plain() && likeness(&key, template.key(), 5.0 / 6.0) > 0.0).then(Match::default)
            })
        };
        let (label, found) = self
            .labels
            .in_scope(self.scope)
            .filter(|label| matches!(label.of, Use::Title(_) | Use::Caption(_)))
            .find_map(|label| Some((*label, near(label.template)?)))?;
        if self.spots(item).iter().any(|spot| spot.whole) {
            return None;
        }
        let message = format!("«{}» letto come l'etichetta «{}»", short(text), label.template.source());
        self.builder.report(&codes::LABEL_DISTANCE, message, item.place);
        match label.of {
            Use::Title(block) => Some((Some(block), self.title_year(label.template, &found, text))),
            _ => Some((None, None)),
        }
    }

    /// The years a record covers, when it says so itself.
    pub fn note_years(&mut self, path: &Path, text: &str) {
        if path.field_name() != "period" {
            return;
        }
        let readings = self.builder.understand(Kind::Years, text, &NO_FORM);
        if let Some(domain::Value::Years(years)) = readings.into_iter().next().filter(is_several_years) {
            self.years = years;
        }
    }

    /// The year a table title is about: written, or the n-th of the record.
    fn title_year(&self, template: &Template, found: &Match, text: &str) -> Option<i16> {
        found.captures.iter().find_map(|(index, range)| match template.capture_name(*index)? {
            "year" => text[range.clone()].parse().ok(),
            "n" => {
                let ordinal = meaning::ordinal::ordinal(&text[range.clone()])?;
                self.years.get((ordinal as usize).checked_sub(1)?).copied()
            }
            _ => None,
        })
    }

    /// A heading of the form, over one line or more.
    fn heading(&mut self, at: usize, to: usize) -> Option<usize> {
        let (block, template, found, text, used) = self.heading_at(at, to)?;
        let BlockKind::Line(line) = &self.blocks[block].kind else { return None };
        let place = self.lines[at].items.first()?.place;
        let known = self.known_unit(line, template, &found, &text, place);
        self.begin_items(line);
        self.builder.context.retain(|(above, ..)| self.record.is_some() || *above < block);
        if template.matches(&text, &words(&text), 0, true).is_none() {
            let message = format!("«{}» letto come l'intestazione «{}»", short(&text), template.source());
            self.builder.report(&codes::LABEL_DISTANCE, message, place);
        }
        for (index, range) in &found.captures {
            let Some(name) = template.capture_name(*index) else { continue };
            let value = text[range.clone()].trim_matches([' ', '-', '–', '*', '.', ',']);
            if name == "year" {
                self.form_year(value, place);
            }
            if let Some((_, path)) = line.to.iter().find(|(known, _)| known == name) {
                if self.is_context(path) {
                    self.builder.context.push((block, path.field_name(), Datum::prose(value, Some(place))));
                    continue;
                }
                if known && path.field_name() == "code" {
                    continue;
                }
                self.note_years(path, value);
                let handle = self.owner(path, Some(value), place);
                let written = Written { text: value, place, form: &NO_FORM, key: None, append: false };
                self.builder.put(&handle, path, &written);
            }
        }
        for line in &self.lines[at..at + used] {
            line.items.iter().for_each(|item| self.builder.settle(item.id, Fate::Mapped));
        }
        self.open = None;
        self.last = None;
        Some(used)
    }

    /// Whether a heading names a unit of the register by its name, under another code: then that unit
    /// is meant, and the code is kept as an alias.
    fn known_unit(
        &mut self,
        line: &'m method::LineBlock,
        template: &Template,
        found: &Match,
        text: &str,
        place: Place,
    ) -> bool {
        let value = |field: &str| {
            found.captures.iter().find_map(|(index, range)| {
                let name = template.capture_name(*index)?;
                let path = line.to.iter().find(|(known, _)| known == name).map(|(_, path)| path)?;
                let same = path.entity.name == "unit" && path.field_name() == field;
                same.then(|| (path, text[range.clone()].to_owned()))
            })
        };
        let (Some((code_path, code)), Some((name_path, name))) = (value("code"), value("name")) else { return false };
        if self.registered(code_path, &code).is_some() {
            return false;
        }
        let Some(handle) = self.registered(name_path, &name) else { return false };
        let message = format!("il codice «{code}» non è nel registro; per denominazione è la struttura «{name}»");
        self.builder.report(&codes::VARIANT, message, place);
        if let Some(entity) = self.builder.entity(&handle) {
            let _ = entity.put("aliases", None, Datum::prose(code, Some(place)));
        }
        true
    }

    /// The year a form says it is of; one outside the plan is told, and the plan's year holds.
    fn form_year(&mut self, text: &str, place: Place) {
        let Ok(year) = text.parse::<i16>() else { return };
        let target = self.target.clone();
        if let Some(entity) = self.builder.entity(&target) {
            let _ = entity.put("form_year", None, Datum::prose(text, Some(place)));
        }
        let years = &self.builder.method.years;
        if years.is_empty() || years.contains(&year) {
            self.builder.year = Some(year);
        } else {
            let message = format!("la scheda è dell'anno {year}, che non è fra gli anni del piano");
            self.builder.report(&codes::OUTSIDE_PLAN, message, place);
        }
    }

    /// Whether a heading around records says something of each record below it.
    fn is_context(&self, path: &Path) -> bool {
        let section = self.builder.method.sections.get(self.scope.section);
        let form = section.and_then(|section| section.record.as_ref());
        self.record.is_none() && form.is_some_and(|form| form.of.name == path.entity.name && form.of.name != "objective")
    }

    /// Each line of a list around the records is an item of its own.
    fn begin_items(&mut self, line: &method::LineBlock) {
        let listed = |path: &Path| !matches!(path.entity.name, "unit" | "node" | "body" | "plan");
        if self.record.is_none() {
            for (_, path) in line.to.iter().filter(|(_, path)| listed(path)) {
                self.currents.remove(&(path.entity.name, path.level.clone()));
            }
        }
    }

    /// The heading block that matches at a line, with its text and how many lines it takes.
    pub fn heading_at(&self, at: usize, to: usize) -> Option<(usize, &'m Template, Match, String, usize)> {
        heading_at(self.labels, self.lines, self.scope, self.blocks, at, to)
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

    /// The entity a value goes to, outside tables: the record, the plan, or the current one of its
    /// kind, made when there is none. `value` is the value of a naming field.
    pub fn owner(&mut self, path: &Path, value: Option<&str>, place: Place) -> Handle {
        if self.record.is_some_and(|record| record.name == path.entity.name) {
            return self.target.clone();
        }
        if path.entity.name == "plan" {
            return Handle::default();
        }
        if path.entity.name == "body" {
            return Handle(vec![("body", 0)]);
        }
        let key = (path.entity.name, path.level.clone());
        if path.entity.name == "link" {
            let target = self.target.clone();
            return self.builder.add(&target, path.entity, path.level.as_deref(), place).unwrap_or(target);
        }
        let names = matches!(path.field_name(), "code" | "name");
        if let Some(current) = self.currents.get(&key).cloned() {
            let known = self.builder.verbatim(&current, path.field_name());
            let same = match (&known, value) {
                (Some(known), Some(value)) => !names || method::words::key(known) == method::words::key(value),
                _ => true,
            };
            if same {
                return current;
            }
        }
        let found = names.then(|| self.registered(path, value?)).flatten();
        let handle = found.or_else(|| {
            let target = self.target.clone();
            self.builder.add(&target, path.entity, path.level.as_deref(), place)
        });
        let Some(handle) = handle else { return self.target.clone() };
        self.forget_below(path);
        self.set_parent(path, &handle, place);
        self.currents.insert(key, handle.clone());
        handle
    }

    /// A unit already in the register under this code or name.
    pub fn registered(&mut self, path: &Path, value: &str) -> Option<Handle> {
        let list = domain::Plan::describe().list_of(path.entity.name).filter(|_| path.entity.name == "unit")?;
        let wanted = method::words::key(value);
        (0..domain::Entity::count(&self.builder.plan, list.name)).map(|index| Handle(vec![(list.name, index)])).find(
            |handle| {
                let field = path.field_name();
                self.builder.verbatim(handle, field).is_some_and(|known| method::words::key(&known) == wanted)
            },
        )
    }

    /// A new unit of a level closes the units of the levels below it.
    fn forget_below(&mut self, path: &Path) {
        let levels = &self.builder.method.levels;
        let below = |name: &str| {
            let mut level = levels.iter().find(|l| l.name == name);
            while let Some(parent) = level.and_then(|l| l.parent.as_deref()) {
                if path.level.as_deref() == Some(parent) {
                    return true;
                }
                level = levels.iter().find(|l| l.name == parent);
            }
            false
        };
        self.currents.retain(|(entity, level), _| {
            *entity != path.entity.name || !level.as_deref().is_some_and(below)
        });
    }

    /// A node or unit of a level belongs to the current one of the level above.
    pub fn set_parent(&mut self, path: &Path, handle: &Handle, place: Place) {
        if path.entity.field("parent").is_none() {
            return;
        }
        let level = path.level.as_deref().and_then(|name| self.builder.method.level(name));
        let Some(parent) = level.and_then(|level| level.parent.clone()) else { return };
        let Some(above) = self.currents.get(&(path.entity.name, Some(parent))).cloned() else { return };
        let code = self.builder.verbatim(&above, "code").or_else(|| self.builder.verbatim(&above, "name"));
        let code = code.or_else(|| self.builder.verbatim(&above, "title"));
        if let (Some(code), Some(entity)) = (code, self.builder.entity(handle)) {
            let _ = entity.put("parent", None, Datum::prose(code, Some(place)));
        }
    }

    /// The key of a keyed field: fixed, captured by the label, or the year at hand.
    pub fn key(&self, path: &Path, captured: Option<&str>, year: Option<i16>) -> Option<String> {
        match path.key.as_ref()? {
            Key::Fixed(key) => Some(key.clone()),
            Key::Captured(_) => captured
                .map(str::to_owned)
                .or_else(|| year.or(self.builder.year).map(|year| year.to_string())),
        }
    }

    /// Text that runs on from the field above: below its label, or over a page break.
    fn runs_on(&mut self, line: &Line<'_>, free: &mut Vec<usize>) -> bool {
        let Some(last) = self.last.clone() else { return self.unlabelled_text(line, free) };
        let [index] = free.as_slice() else { return false };
        let item = &line.items[*index];
        let lower = item.text().chars().find(|c| c.is_alphabetic()).is_some_and(char::is_lowercase);
        let near = !line.prose && item.column == last.column;
        let prose = matches!(last.path.kind(), Kind::Prose | Kind::Target);
        let goes_on = if last.filled {
            prose && self.prose.is_none() && (last.open || near || (lower && !line.first))
        } else {
            line.prose || near
        };
        if !goes_on || !self.takes(&last, item.text()) {
            return false;
        }
        self.run_on(&last, item.text(), item.place);
        self.builder.settle(item.id, Fate::Mapped);
        free.clear();
        true
    }

    /// Whether a text can run on into a field: a link takes only what looks like one.
    pub fn takes(&self, last: &Last<'_>, text: &str) -> bool {
        last.path.entity.name != "link" || last.items.is_none_or(|items| super::pairs::split(items, text).is_some())
    }

    /// Lets cells wait until the stretch is known whole.
    pub fn wait(&mut self, items: Vec<usize>) {
        if !items.is_empty() {
            self.waiting.push(Waiting { line: self.at, items });
        }
    }

    /// Adds a text to the field it runs on from.
    pub fn run_on(&mut self, last: &Last<'m>, text: &str, place: Place) {
        if last.path.entity.name == "link" {
            self.put_value(last.path, last.form, None, text, place, false, last.items);
        } else {
            let written =
                Written { text, place, form: last.form, key: last.key.as_deref(), append: true };
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
        let blank = |text: &&&method::TextBlock| self.builder.verbatim(&target, text.to.field_name()).is_none();
        top.as_ref().filter(blank).copied().or_else(|| further.first().copied()).or(top)
    }

    /// A lone text at the top of a form, where the method has a place for one.
    fn unlabelled_text(&mut self, line: &Line<'_>, free: &mut Vec<usize>) -> bool {
        let [index] = free.as_slice() else { return false };
        let Some(text) = self.text_block() else { return false };
        let item = &line.items[*index];
        let handle = self.owner(&text.to, None, item.place);
        let written = Written { text: item.text(), place: item.place, form: &NO_FORM, key: None, append: true };
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
        for index in items {
            let item = &line.items[*index];
            let message = format!("«{}» non ha un posto nel modello", short(item.text()));
            self.builder.report(&codes::UNPLACED, message, item.place);
            let target = self.target.clone();
            self.builder.note(&target, item.text(), item.place);
            self.builder.settle(item.id, Fate::Reported);
        }
    }

    fn keep_prose(&mut self, section: &Handle, line: &Line<'_>, items: &[usize]) {
        let Some(definition) = domain::entity::entity_named("block") else { return };
        let Some(block) = self.builder.add(section, definition, None, line.place) else { return };
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

fn is_several_years(value: &domain::Value) -> bool {
    matches!(value, domain::Value::Years(years) if years.len() > 1)
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

/// The heading block of a scope that matches at a line; see [`Area::heading_at`].
pub fn heading_at<'m>(
    labels: &Labels<'m>,
    lines: &[Line<'_>],
    scope: Scope,
    blocks: &'m [Block],
    at: usize,
    to: usize,
) -> Option<(usize, &'m Template, Match, String, usize)> {
    let lone = |line: &Line<'_>| line.items.len() == 1 && !line.items[0].cell.literal;
    if !lone(&lines[at]) {
        return None;
    }
    let longest = blocks.iter().filter_map(|block| match &block.kind {
        BlockKind::Line(line) => Some(line.lines),
        _ => None,
    });
    let longest = longest.max()?.min(to - at);
    for used in (1..=longest).rev() {
        if !lines[at..at + used].iter().all(lone) || !(1..used).all(|n| goes_on(labels, &lines[at], &lines[at + n])) {
            continue;
        }
        let texts: Vec<&str> = lines[at..at + used].iter().map(|line| line.items[0].text()).collect();
        let text = texts.join(" ");
        let words = words(&text);
        let accept = |label: &super::labels::Label<'m>| {
            label.scope == Some(scope) && matches!(label.of, Use::Line(block) if line_lines(blocks, block) >= used)
        };
        let spot = labels.spots(&text, &words, 0, &accept).into_iter().find(|spot| spot.whole);
        if let Some(spot) = spot {
            let Use::Line(block) = spot.label.of else { continue };
            return Some((block, spot.label.template, spot.found, text, used));
        }
    }
    near_heading(labels, &lines[at].items[0], scope)
}

/// The heading block that a line is of although some of its words are spelled otherwise.
fn near_heading<'m>(
    labels: &Labels<'m>,
    item: &Item<'_>,
    scope: Scope,
) -> Option<(usize, &'m Template, Match, String, usize)> {
    const LONGEST: usize = 120;
    let text = item.text();
    let known = || labels.spots(text, &item.words, 0, &|_| true).iter().any(|spot| spot.whole);
    if text.len() > LONGEST {
        return None;
    }
    labels.in_scope(scope).find_map(|label| {
        let Use::Line(block) = label.of else { return None };
        let found = near_match(label.template, text, &item.words).filter(|_| !known())?;
        Some((block, label.template, found, text.to_owned(), 1))
    })
}

fn line_lines(blocks: &[Block], block: usize) -> usize {
    match &blocks[block].kind {
        BlockKind::Line(line) => line.lines,
        _ => 0,
    }
}

/// Whether a line can be the rest of a heading: no label of its own, and the same use of capitals.
fn goes_on(labels: &Labels<'_>, heading: &Line<'_>, line: &Line<'_>) -> bool {
    let capitals = |text: &str| !text.chars().any(char::is_lowercase);
    let item = &line.items[0];
    line.prose
        && !labels.is_sign(item.text())
        && item.text().len() <= 200
        && (!capitals(heading.items[0].text()) || capitals(item.text()))
        && labels.spots(item.text(), &item.words, 0, &|_| true).iter().all(|spot| !spot.whole)
}
