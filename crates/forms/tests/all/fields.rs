//! What a form lets a person write freely: fields whose value stands in a place of its own, without a
//! pattern, a key or another value that depends on it.

use std::collections::BTreeSet;

use domain::Entity;
use method::{Block, BlockKind, Column, Derive, Group, Items, Method, Pair, Path};

/// Entity, level and field.
type Name = (&'static str, Option<String>, &'static str);

/// The fields of a method that can be changed one by one.
pub struct Fields {
    free: BTreeSet<Name>,
    grids: BTreeSet<Name>,
    /// Months in a column of the month grid.
    pub months_step: usize,
    ties: BTreeSet<Tie>,
}

/// How a part of a plan depends on another.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tie {
    /// Each phase has one indicator, on its row.
    OneIndicator,
    /// A year has one phase, on its row.
    OnePhaseAYear,
    /// The number of a phase is read out of its text.
    NumberInText,
    /// The register of units follows from the objectives.
    UnitsFromObjectives,
    /// The tree follows from the links.
    TreeFromLinks,
    /// People stand together in one cell.
    PeopleInCell,
}

impl Fields {
    /// The fields of a method.
    pub fn new(method: &Method) -> Self {
        let mut found = Found::default();
        for section in &method.sections {
            let inside = section.record.iter().flat_map(|record| &record.blocks);
            section.blocks.iter().chain(inside).for_each(|block| found.block(block));
        }
        if !method.fills("unit") {
            found.ties.insert(Tie::UnitsFromObjectives);
            found.bound.insert(("objective", None, "unit"));
            found.bound.insert(("objective", None, "responsible"));
        }
        for level in method.levels.iter().filter(|level| !level.register.is_empty()) {
            found.ties.insert(Tie::TreeFromLinks);
            found.bound.insert(("link", Some(level.name.clone()), "text"));
        }
        // Numbers and codes are drawn by the generator itself, so that they stay consistent.
        found.plain.retain(|(_, _, field)| !matches!(*field, "number" | "code"));
        Self {
            free: found.plain.difference(&found.bound).cloned().collect(),
            grids: found.grids,
            months_step: found.months_step.max(1),
            ties: found.ties,
        }
    }

    /// Whether parts of a plan depend on each other in a way.
    pub fn has(&self, tie: Tie) -> bool {
        self.ties.contains(&tie)
    }

    /// Whether a field of an entity may hold any text, or any value of its kind.
    pub fn is_free(&self, entity: &dyn Entity, field: &'static str) -> bool {
        self.free.contains(&name_in(entity, field))
    }

    /// Whether a field of an entity is a grid of months or years.
    pub fn is_grid(&self, entity: &dyn Entity, field: &'static str) -> bool {
        self.grids.contains(&name_in(entity, field))
    }
}

fn name_in(entity: &dyn Entity, field: &'static str) -> Name {
    (entity.definition().name, entity.verbatim("level"), field)
}

#[derive(Default)]
struct Found {
    plain: BTreeSet<Name>,
    bound: BTreeSet<Name>,
    grids: BTreeSet<Name>,
    months_step: usize,
    ties: BTreeSet<Tie>,
}

impl Found {
    fn block(&mut self, block: &Block) {
        match &block.kind {
            BlockKind::Line(line) => self.bind(line.to.iter().map(|(_, path)| path)),
            BlockKind::Pairs(pairs) => pairs.rows.iter().flatten().for_each(|pair| self.pair(pair)),
            BlockKind::Table(table) => {
                table.columns.iter().for_each(|column| self.column(column));
                if table.every_year {
                    self.ties.insert(Tie::OnePhaseAYear);
                }
                let of = |entity: &str| {
                    let about = |c: &&Column| c.to.as_ref().is_some_and(|path| path.entity.name == entity);
                    table.columns.iter().filter(about).map(|c| c.key).collect::<Vec<_>>()
                };
                let (phases, indicators) = (of("phase"), of("indicator"));
                if !phases.is_empty() && !indicators.is_empty() && !phases.contains(&true) {
                    self.ties.insert(Tie::OneIndicator);
                }
            }
            BlockKind::Text(text) => drop(self.plain.insert(name_of(&text.to))),
            BlockKind::Note(note) => drop(self.plain.insert(name_of(&note.to))),
            BlockKind::List(list) => self.bind(list.items.to.iter().map(|(_, path)| path)),
            BlockKind::Boilerplate(_) => {}
        }
    }

    fn pair(&mut self, pair: &Pair) {
        let free = pair.form.pattern.is_none() && !pair.form.mark;
        self.value(pair.to.as_ref(), free, pair.items.as_ref(), &pair.derive);
    }

    fn column(&mut self, column: &Column) {
        self.bind(column.second.iter().chain(&column.join).chain(&column.repeats).chain(&column.none));
        let implied = column.implies.iter().flat_map(|implied| &implied.set);
        self.bind(column.set.iter().chain(implied).map(|(path, _)| path));
        if let (Some(path), Some(Group::Months | Group::Years)) = (&column.to, &column.group) {
            self.grids.insert(name_of(path));
            if column.group == Some(Group::Months) {
                self.months_step = 12_usize.checked_div(column.labels.len()).unwrap_or(1);
            }
        }
        let items = column.items.iter().filter(|_| column.group.is_none());
        if items.flat_map(|items| &items.to).any(|(_, path)| name_of(path) == ("person", None, "name")) {
            self.ties.insert(Tie::PeopleInCell);
        }
        let own = !column.key && !column.above && column.join.is_none() && column.repeats.is_none();
        let free = own
            && column.form.pattern.is_none()
            && !column.form.mark
            && column.group.is_none()
            && column.implies.is_empty();
        self.value(column.to.as_ref(), free, column.items.as_ref(), &column.derive);
    }

    fn value(&mut self, to: Option<&Path>, free: bool, items: Option<&Items>, derive: &Derive) {
        let free = free && items.is_none() && derive.texts.is_empty();
        match to {
            Some(path) if free => drop(self.plain.insert(name_of(path))),
            path => self.bind(path),
        }
        self.bind(items.iter().flat_map(|items| &items.to).map(|(_, path)| path));
        self.bind(derive.to.iter().map(|(_, path)| path));
        let number = ("phase", None, "number");
        if derive.to.iter().any(|(_, path)| name_of(path) == number) {
            self.ties.insert(Tie::NumberInText);
        }
    }

    fn bind<'p>(&mut self, paths: impl IntoIterator<Item = &'p Path>) {
        self.bound.extend(paths.into_iter().map(name_of));
    }
}

fn name_of(path: &Path) -> Name {
    (path.entity.name, path.level.clone(), path.field_name())
}
