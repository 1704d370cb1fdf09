//! Headings of units: above the forms of their objectives, and above the tables that list them.

use std::collections::HashMap;

use domain::plan::{Objective, Unit};
use domain::{Entity, Place, Plan};
use method::words::key;
use method::{Block, BlockKind, Section};

use super::{Printer, Subject, pairs, table};

/// The units of a plan, found by the name that objectives give them.
pub(super) struct Register<'p> {
    units: Vec<&'p Unit>,
    named: HashMap<String, usize>,
}

impl<'p> Register<'p> {
    pub(super) fn new(plan: &'p Plan) -> Self {
        let mut named = HashMap::new();
        for (index, unit) in plan.units.iter().enumerate() {
            if let Some(shown) = shown_unit(unit) {
                named.entry(key(&shown)).or_insert(index);
            }
        }
        Self { units: plan.units.iter().collect(), named }
    }

    /// The unit an objective belongs to.
    pub(super) fn of(&self, objective: &Objective) -> Option<usize> {
        self.named.get(&key(&objective.unit.as_ref()?.verbatim)).copied()
    }
}

/// A stretch of objectives of one unit.
#[derive(Clone, Copy)]
pub(crate) struct Run<'p> {
    /// The unit.
    pub unit: Option<&'p Unit>,
    /// The objectives.
    pub objectives: &'p [Objective],
    /// Where the next stretch begins in the source; `None` for the last one.
    pub end: Option<Place>,
}

impl<'p, 'm: 'p> Printer<'p, 'm> {
    /// The headings of the units up to one that are not printed yet; of a unit that comes again, its own.
    pub(super) fn unit_headings(&mut self, section: &'m Section, unit: Option<usize>, next: &mut usize) {
        let Some(unit) = unit else { return };
        for index in (*next).min(unit)..=unit {
            let again = index < *next;
            if !again || index == unit {
                self.unit_heading(section, self.units.units[index]);
            }
            if !again {
                self.unit_staff(section, self.units.units[index]);
            }
        }
        *next = (*next).max(unit + 1);
    }

    fn unit_heading(&mut self, section: &'m Section, unit: &'p Unit) {
        self.sheet.gap();
        self.level_heading(section, unit, "unit");
        self.sheet.gap();
    }

    /// The tables of the people of a unit, under its heading.
    fn unit_staff(&mut self, section: &'m Section, unit: &'p Unit) {
        let subject = Subject::new(self.plan, self.plan, self.method.year, &section.name);
        let run = Some(Run { unit: Some(unit), objectives: &[], end: None });
        for block in section.blocks.iter().filter(|block| lists_staff(block)) {
            if let BlockKind::Table(block) = &block.kind {
                let subject = Subject { run, ..subject };
                table::print(&mut self.sheet, block, subject);
                // The heading says the unit.
                for line in super::rows::items("staff", subject) {
                    self.sheet.placed(line, "unit", None);
                }
            }
        }
    }

    /// The headings of the nodes of the tree that no table has printed.
    pub(super) fn tree_headings(&mut self, section: &'m Section) {
        for node in &self.plan.tree {
            if !["code", "title"].iter().any(|field| self.sheet.is_placed(node, field, None)) {
                self.level_heading(section, node, "node");
            }
        }
    }

    /// The heading of a unit or node, and the pairs about it: those of its level.
    fn level_heading(&mut self, section: &'m Section, entity: &'p dyn Entity, name: &str) {
        let level = entity.verbatim("level");
        let level = level.as_deref();
        let subject = Subject::new(self.plan, entity, self.method.year, &section.name);
        for block in section.blocks.iter().filter(|block| is_about(block, name)) {
            match &block.kind {
                BlockKind::Line(line) if line.to.iter().any(|(_, path)| path.level.as_deref() == level) => {
                    self.line(line, subject, false);
                }
                BlockKind::Pairs(pairs) => pairs::print_level(&mut self.sheet, pairs, subject, level),
                _ => {}
            }
        }
    }

    /// The tables of a section without records: once for each stretch of objectives of one unit, under
    /// the heading of the unit.
    pub(super) fn tables_by_unit(&mut self, section: &'m Section, subject: Subject<'p>) {
        let mut next = 0;
        let runs = if section.blocks.iter().any(lists_objectives) { self.runs() } else { Vec::new() };
        for (unit, run) in runs {
            self.unit_headings(section, unit, &mut next);
            for block in section.blocks.iter().filter(|block| lists_objectives(block)) {
                if let BlockKind::Table(block) = &block.kind {
                    table::print(&mut self.sheet, block, Subject { run: Some(run), ..subject });
                }
            }
        }
        if self.is_first(section) && next < self.plan.units.len() {
            self.unit_headings(section, self.plan.units.len().checked_sub(1), &mut next);
        }
    }

    /// The objectives of the plan in stretches of one unit, in order.
    fn runs(&self) -> Vec<(Option<usize>, Run<'p>)> {
        let mut runs: Vec<(Option<usize>, Run<'p>)> = Vec::new();
        let mut rest = self.plan.objectives.as_slice();
        while let Some(first) = rest.first() {
            let unit = self.units.of(first);
            let count = rest.iter().take_while(|objective| self.units.of(objective) == unit).count();
            let (objectives, below) = rest.split_at(count);
            rest = below;
            let end = rest.first().and_then(|objective| objective.place);
            let unit_entity = unit.map(|unit| self.units.units[unit]);
            runs.push((unit, Run { unit: unit_entity, objectives, end }));
        }
        runs
    }
}

/// Whether a section without records lists objectives in a table.
pub(crate) fn is_list(section: &Section) -> bool {
    section.record.is_none() && section.blocks.iter().any(lists_objectives)
}

/// Whether a block is printed for each unit, in a section without records.
pub(super) fn is_by_unit(block: &Block) -> bool {
    is_about_units(block) || lists_objectives(block)
}

/// Whether a block is a table whose rows are of objectives.
pub(crate) fn lists_objectives(block: &Block) -> bool {
    matches!(block.kind, BlockKind::Table(_))
        && block.paths().iter().any(|path| path.entity.name == "objective")
}

/// Whether a block is a table of people that stands under the heading of their unit: no column names it.
pub(super) fn lists_staff(block: &Block) -> bool {
    let staff = |path: &&method::Path| path.entity.name == "staff";
    let unit = |path: &&method::Path| matches!(path.field_name(), "unit" | "structure");
    let paths = block.paths();
    matches!(block.kind, BlockKind::Table(_))
        && paths.iter().any(staff)
        && paths.iter().all(|path| staff(path) && !unit(path))
}

/// Whether a block around records is about the unit they stand under.
pub(super) fn is_about_units(block: &Block) -> bool {
    is_about(block, "unit")
}

/// Whether a block is a heading, or pairs, about an entity.
pub(super) fn is_about(block: &Block, entity: &str) -> bool {
    let about = |path: &method::Path| path.entity.name == entity;
    match &block.kind {
        BlockKind::Line(line) => line.to.iter().any(|(_, path)| about(path)),
        BlockKind::Pairs(pairs) => {
            pairs.rows.iter().flatten().any(|pair| pair.to.as_ref().is_some_and(about))
        }
        _ => false,
    }
}

/// A unit as objectives name it: code and name, or the one it has.
pub(crate) fn shown_unit(unit: &dyn Entity) -> Option<String> {
    match (unit.verbatim("code"), unit.verbatim("name")) {
        (Some(code), Some(name)) => Some(format!("{code} - {name}")),
        (code, name) => code.or(name),
    }
}
