//! The blocks of a form, in paper order.

use domain::Entity;
use domain::plan::{Objective, Unit};
use method::{Block, BlockKind, LineBlock, ListBlock, NoteBlock, Path, Section, TextBlock};

use super::model::{Cell, Part};
use super::writer::{Manner, Writer, term};
use crate::print::units::shown_unit;
use crate::print::{alternatives, line_value};

/// What stands for a value that is not there yet, in a heading.
const BLANK: &str = "…";

impl<'p> Writer<'p> {
    /// The form of a record.
    pub fn form(&mut self, section: &'p Section) {
        let Some(record) = &section.record else { return };
        alternatives::assign(&mut self.assigned, &record.blocks, self.objective);
        let names = |field: &str| {
            let mut paths = record.blocks.iter().flat_map(Block::paths);
            paths.any(|path| path.entity.name == "objective" && path.field_name() == field)
        };
        if !names("unit") {
            self.unit(section, !names("responsible"));
        }
        let mut started = false;
        for block in &record.blocks {
            match &block.kind {
                BlockKind::Line(line) if block.start => {
                    if !std::mem::replace(&mut started, true) {
                        self.line(line, true);
                    }
                }
                BlockKind::Line(line) => self.line(line, false),
                BlockKind::Pairs(pairs) => self.pairs(pairs),
                BlockKind::Table(table) => self.table(table),
                BlockKind::Text(text) => self.text(text),
                BlockKind::Note(note) => self.note(note),
                BlockKind::List(list) => self.list(list),
                BlockKind::Boilerplate(_) => {}
            }
        }
    }

    /// The unit under whose heading the form stands, and who heads it.
    pub fn unit(&mut self, section: &'p Section, head: bool) {
        let home = self.own_field("unit");
        let mut cells = vec![self.cell(term(&home), &home, Manner::default())];
        let label = head.then(|| self.head_label(section)).flatten();
        if let Some(label) = label {
            let home = self.own_field("responsible");
            cells.push(self.cell(label, &home, Manner::default()));
        }
        self.row(cells);
    }

    /// What the headings of units call the head of the unit of the objective.
    fn head_label(&self, section: &'p Section) -> Option<String> {
        let pairs = section.blocks.iter().filter_map(|block| match &block.kind {
            BlockKind::Pairs(pairs) => Some(pairs.rows.iter().flatten()),
            _ => None,
        });
        let heads: Vec<_> = pairs
            .flatten()
            .filter_map(|pair| Some((pair.labels.first()?, pair.to.as_ref()?)))
            .filter(|(_, to)| to.entity.name == "unit" && to.field_name() == "head")
            .collect();
        let named = self.objective.unit.as_ref().map(|unit| method::words::key(&unit.verbatim));
        let is_own = |unit: &&Unit| shown_unit(*unit).map(|name| method::words::key(&name)) == named;
        let level =
            self.plan.units.iter().find(is_own).and_then(|unit| (unit as &dyn Entity).verbatim("level"));
        let own = heads.iter().find(|(_, to)| to.level == level).or(heads.last());
        own.map(|(label, _)| label.print(&|_| String::new()))
    }

    /// A heading, with what it captures below it.
    fn line(&mut self, line: &'p LineBlock, start: bool) {
        let subject = self.subject();
        let body = self.method.body.name.clone();
        let value = |name: &str| {
            let text = line_value(line, subject, start, name);
            if text.is_empty() && name == "body.name" { body.clone() } else { text }
        };
        let Some(template) = line.texts.iter().find(|text| text.says(&value)).or(line.texts.first()) else {
            return;
        };
        let is_part = |path: &Path| Objective::describe().list_of(path.entity.name).is_some();
        if line.to.iter().any(|(_, path)| is_part(path)) {
            self.item_table(template.print(&|_| BLANK.to_owned()), &line.to);
            return;
        }
        let shown =
            |name: &str| Some(value(name)).filter(|text| !text.is_empty()).unwrap_or_else(|| BLANK.into());
        self.parts.push(Part::Heading(template.print(&shown)));
        let mut cells = Vec::new();
        for name in template.captures() {
            let own = |path: &&'p Path| path.entity.name == "objective" && path.key.is_none();
            let path = line.to.iter().find(|(known, _)| known == name).map(|(_, path)| path).filter(own);
            let home = match path {
                Some(path) => self.own(path.field.0, None),
                None if name == "year" => self.own_field("form_year"),
                None => continue,
            };
            let label = term(&home);
            if let Some(slot) = self.slot(&home, &label, Manner::default()) {
                cells.push(Cell { label, text: String::new(), slots: vec![slot] });
            }
        }
        self.row(cells);
    }

    /// Text without a label.
    fn text(&mut self, text: &'p TextBlock) {
        self.labelled(&text.to, None);
    }

    /// Text that begins with a sign: when the sign has words, they are its label.
    fn note(&mut self, note: &'p NoteBlock) {
        let sign = note.starts.first().map_or("", String::as_str);
        let words = sign.trim_matches(|c: char| !c.is_alphanumeric());
        let label = (!words.is_empty()).then(|| words.to_owned());
        let marked = || format!("{} ({})", term(&self.own(note.to.field.0, None)), sign.trim());
        let label = label.unwrap_or_else(marked);
        self.labelled(&note.to, Some(label));
    }

    fn labelled(&mut self, path: &'p Path, label: Option<String>) {
        if path.entity.name != "objective" {
            return;
        }
        let key = super::writer::fixed_key(path).or_else(|| self.year_key(path));
        let home = self.own(path.field.0, key);
        let label = label.unwrap_or_else(|| term(&home));
        if let Some(slot) = self.slot(&home, &label, Manner::default()) {
            self.row(vec![Cell { label, text: String::new(), slots: vec![slot] }]);
        }
    }

    /// The year of the form, as the key that a path captures.
    pub fn year_key(&self, path: &Path) -> Option<String> {
        let captured = matches!(path.key, Some(method::Key::Captured(_)));
        self.year.filter(|_| captured).map(|year| year.to_string())
    }

    /// Lines each of which is an item.
    fn list(&mut self, list: &'p ListBlock) {
        let year = self.year.map(|year| year.to_string()).unwrap_or_default();
        let title = list.titles.first().map(|title| title.print(&|_| year.clone()));
        self.item_table(title.unwrap_or_default(), &list.items.to);
    }
}
