//! Which rows a table has: for each, the entities its columns are about.

use domain::{Entity, Plan};
use method::{Column, Group, Method, Path, TableBlock};

use super::Subject;

/// An entity of a row: name, level, which of a group of like columns.
pub type Of<'m> = (&'static str, Option<&'m str>, usize);

/// An entity and its level, as columns name it.
pub type Name<'m> = (&'static str, Option<&'m str>);

/// A row: the entities its columns are about.
#[derive(Clone, Default)]
pub struct Binding<'p, 'm> {
    /// The entities.
    pub entities: Vec<(Of<'m>, &'p dyn Entity)>,
    /// Entities that stand on the row above already: printed only where a column asks for it.
    pub again: Vec<Of<'m>>,
    /// Entities that stand together in one cell.
    pub listed: Vec<(Name<'m>, &'p dyn Entity)>,
}

impl<'p, 'm> Binding<'p, 'm> {
    /// The entity a path is about.
    pub fn of(&self, path: &Path, instance: usize) -> Option<&'p dyn Entity> {
        self.entities
            .iter()
            .find(|((name, level, i), _)| {
                *name == path.entity.name
                    && *level == path.level.as_deref()
                    && (*i == instance || *i == 0)
                    && (*i == instance || !repeats(name))
            })
            .map(|(_, entity)| *entity)
    }

    /// Whether the entity stands on the row above already.
    pub fn is_again(&self, path: &Path) -> bool {
        self.again.iter().any(|(name, level, _)| *name == path.entity.name && *level == path.level.as_deref())
    }

    /// The entities that stand together in a cell of items.
    pub fn listed(&self, column: &Column) -> Vec<&'p dyn Entity> {
        let named = |of: &Name<'m>| column_names(column).any(|name| name == *of);
        self.listed.iter().filter(|(of, _)| named(of)).map(|(_, entity)| *entity).collect()
    }

    /// The number of the phase the row is about, where its items say it.
    pub fn phase(&self) -> Option<String> {
        let listed = self.listed.iter().map(|(_, entity)| *entity);
        let mut all = self.entities.iter().map(|(_, entity)| *entity).chain(listed);
        all.find_map(|entity| entity.verbatim("phase"))
    }

    /// Adds an entity the columns of the row are about.
    pub fn push(
        &mut self,
        name: &'static str,
        level: Option<&'m str>,
        instance: usize,
        entity: &'p dyn Entity,
    ) {
        self.entities.push(((name, level, instance), entity));
    }
}

/// Entities that stand several to a row.
fn repeats(name: &str) -> bool {
    matches!(name, "person" | "criterion")
}

/// The rows of a table about a subject, in one year where the table is printed for each.
pub fn bindings<'p, 'm>(
    method: &Method,
    table: &'m TableBlock,
    subject: Subject<'p>,
    year: Option<i16>,
) -> Vec<Binding<'p, 'm>> {
    let created = created(table);
    let joined = table.columns.iter().find_map(|column| column.join.as_ref()).map(|path| path.entity.name);
    let one_tree = created.iter().all(|(name, level)| *name == created[0].0 && level.is_some());
    if created.len() > 1 && one_tree {
        let merged = table.columns.iter().filter(|c| c.to.is_some()).count() > 1;
        return tree_rows(method, table, created, subject, merged);
    }
    let groups: Vec<&'static str> = grouped(table);
    let singles: Vec<(&'static str, Option<&'m str>)> =
        created.iter().copied().filter(|(name, _)| !groups.contains(name)).collect();
    if let Some(joined) = joined {
        let about_joined = singles.is_empty() || singles.iter().any(|(name, _)| *name == joined);
        if about_joined {
            return phase_rows(joined, &groups, subject, year);
        }
    }
    super::nest::rows(table, &singles, &groups, subject, year)
}

/// The entities the columns of a table make, in order: name and level.
pub(crate) fn created(table: &TableBlock) -> Vec<(&'static str, Option<&str>)> {
    let mut out: Vec<(&'static str, Option<&str>)> = Vec::new();
    for of in table.columns.iter().flat_map(column_names) {
        if !out.contains(&of) {
            out.push(of);
        }
    }
    out
}

/// The entities a column makes.
pub fn column_names(column: &Column) -> impl Iterator<Item = Name<'_>> {
    let items = column.items.iter().filter(|_| column.join.is_none()).flat_map(|items| items.to.iter());
    let paths = column.to.iter().chain(items.map(|(_, path)| path));
    paths.map(|path| (path.entity.name, path.level.as_deref()))
}

/// The entities that stand in groups of like columns.
pub(crate) fn grouped(table: &TableBlock) -> Vec<&'static str> {
    let mut names = Vec::new();
    let mut set = 0;
    for column in &table.columns {
        if let Some(Group::Set { columns, .. }) = column.group {
            set = columns;
        }
        if set > 0 || matches!(column.group, Some(Group::Each(_))) {
            let items = column.items.iter().flat_map(|items| items.to.iter().map(|(_, path)| path));
            names.extend(column.to.iter().chain(items).map(|path| path.entity.name));
        }
        set = set.saturating_sub(1);
    }
    names
}

/// Nodes of a tree: a deeper node goes on the row of the one above it, where its columns are free.
fn tree_rows<'p, 'm>(
    method: &Method,
    table: &'m TableBlock,
    mut created: Vec<Name<'m>>,
    subject: Subject<'p>,
    merged: bool,
) -> Vec<Binding<'p, 'm>> {
    created.sort_by_key(|(_, level)| method.depth(level.unwrap_or_default()));
    let Some((name, _)) = created.first().copied() else { return Vec::new() };
    let mut rows: Vec<Binding<'p, 'm>> = Vec::new();
    let mut deepest = usize::MAX;
    for entity in items(name, subject) {
        let level = entity.verbatim("level");
        let Some(depth) = created.iter().position(|(_, l)| *l == level.as_deref()) else { continue };
        let free = rows.last().is_some_and(|row| {
            let taken = |column: &Column| row.entities.iter().any(|(_, other)| fills(column, *other));
            !table.columns.iter().any(|column| fills(column, entity) && taken(column))
        });
        if !free || depth <= deepest || !merged {
            rows.push(Binding::default());
        }
        deepest = depth;
        if let Some(row) = rows.last_mut() {
            row.push(name, created[depth].1, 0, entity);
        }
    }
    rows
}

/// Whether an entity has a text for a column.
fn fills(column: &Column, entity: &dyn Entity) -> bool {
    let items = column.items.iter().flat_map(|items| items.to.iter().map(|(_, path)| path));
    let level = entity.verbatim("level");
    column.to.iter().chain(items).any(|path| {
        path.entity.name == entity.definition().name
            && path.level == level
            && entity.verbatim(path.field_name()).is_some()
    })
}

/// The items of an entity: in the subject, or in the plan.
pub fn items<'p>(name: &str, subject: Subject<'p>) -> Vec<&'p dyn Entity> {
    if let Some(run) = subject.run.filter(|_| subject.entity.definition().name == "plan") {
        match name {
            "objective" => return run.objectives.iter().map(|objective| objective as &dyn Entity).collect(),
            "staff" => return staff(subject.plan, run.unit),
            "unit" => return run.unit.iter().map(|unit| *unit as &dyn Entity).collect(),
            _ => {}
        }
    }
    if let Some(list) = subject.entity.definition().list_of(name).filter(|_| name != "summary") {
        return subject.entity.children(list.name);
    }
    let all = Plan::describe().list_of(name).map(|list| subject.plan.children(list.name)).unwrap_or_default();
    let here =
        |entity: &&dyn Entity| entity.verbatim("section").is_none_or(|section| section == subject.section);
    if name == "summary" { all.into_iter().filter(here).collect() } else { all }
}

/// The people of a unit, or those of none.
fn staff<'p>(plan: &'p Plan, unit: Option<&'p domain::plan::Unit>) -> Vec<&'p dyn Entity> {
    let shown = |name: &str| method::words::key(name);
    let unit = unit.and_then(|unit| super::shown_unit(unit)).map(|unit| shown(&unit));
    let of = |line: &&domain::plan::StaffLine| line.unit.as_ref().map(|unit| shown(&unit.verbatim)) == unit;
    plan.staff.iter().filter(of).map(|line| line as &dyn Entity).collect()
}

/// Whether an item is of a year; one that says no year is of every year.
pub fn of_year(entity: &dyn Entity, year: Option<i16>) -> bool {
    let own = entity.verbatim("year").and_then(|year| year.parse::<i16>().ok());
    own.is_none() || year.is_none() || own == year
}

/// A row for each joined item, with the people or criteria that stand on it in groups.
fn phase_rows<'p, 'm>(
    joined: &'static str,
    groups: &[&'static str],
    subject: Subject<'p>,
    year: Option<i16>,
) -> Vec<Binding<'p, 'm>> {
    let first = items(joined, subject).first().and_then(|entity| entity.verbatim("year"));
    let year = year.or_else(|| first.and_then(|year| year.parse().ok()));
    let mut rows = Vec::new();
    let mut seen: Vec<usize> = Vec::new();
    for phase in items(joined, subject).into_iter().filter(|phase| of_year(*phase, year)) {
        let mut row = Binding::default();
        row.push(joined, None, 0, phase);
        let number = phase.verbatim("number");
        for group in groups {
            let mut instance = 0;
            for (index, item) in items(group, subject).into_iter().enumerate() {
                if number.is_some() && item.verbatim("phase") == number && !seen.contains(&index) {
                    row.push(group, None, instance, item);
                    seen.push(index);
                    instance += 1;
                }
            }
        }
        rows.push(row);
    }
    rows
}
