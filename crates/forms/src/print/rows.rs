//! Which rows a table has: for each, the entities its columns are about.

use domain::{Entity, Plan};
use method::{BlockKind, Group, Path, TableBlock};

use super::Subject;

/// An entity of a row: name, level, which of a group of like columns.
pub type Of<'m> = (&'static str, Option<&'m str>, usize);

/// A row: the entities its columns are about.
#[derive(Clone, Default)]
pub struct Binding<'p, 'm> {
    /// The entities.
    pub entities: Vec<(Of<'m>, &'p dyn Entity)>,
    /// Entities that stand on the row above already: printed only where a column asks for it.
    pub again: Vec<Of<'m>>,
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

    fn push(&mut self, name: &'static str, level: Option<&'m str>, instance: usize, entity: &'p dyn Entity) {
        self.entities.push(((name, level, instance), entity));
    }
}

/// Entities that stand several to a row.
fn repeats(name: &str) -> bool {
    matches!(name, "person" | "criterion")
}

/// The rows of a table about a subject, in one year where the table is printed for each.
pub fn bindings<'p, 'm>(
    table: &'m TableBlock,
    subject: Subject<'p>,
    year: Option<i16>,
) -> Vec<Binding<'p, 'm>> {
    let created = created(table);
    let joined = table.columns.iter().find_map(|column| column.join.as_ref()).map(|path| path.entity.name);
    let one_tree = created.iter().all(|(name, level)| *name == created[0].0 && level.is_some());
    if created.len() > 1 && one_tree {
        let merged = table.columns.iter().filter(|c| c.to.is_some()).count() > 1;
        return tree_rows(&created, subject, merged);
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
    nested_rows(&singles, &groups, subject, year)
}

/// Of tables that are forms of the same rows, an item stands in one: the first that holds most of what
/// it has.
pub fn of_this_table<'p, 'm>(
    table: &'m TableBlock,
    subject: Subject<'p>,
    rows: Vec<Binding<'p, 'm>>,
) -> Vec<Binding<'p, 'm>> {
    let Some(main) = main(table, subject) else { return rows };
    let tables = subject.blocks.iter().filter_map(|block| match &block.kind {
        BlockKind::Table(other) => Some(other).filter(|other| self::main(other, subject) == Some(main)),
        _ => None,
    });
    let tables: Vec<&TableBlock> = tables.collect();
    if tables.len() < 2 {
        return rows;
    }
    let here = |row: &Binding<'p, 'm>| {
        let item = row.entities.iter().find(|((name, level, _), _)| (*name, *level) == main);
        let Some((_, item)) = item else { return true };
        let holds = |other: &TableBlock| paths(other, main).filter(|path| has(*item, path)).count();
        let most = tables.iter().map(|other| holds(other)).max().unwrap_or(0);
        tables.iter().find(|other| holds(other) == most).is_none_or(|first| std::ptr::eq(*first, table))
    };
    rows.into_iter().filter(here).collect()
}

/// The entity the rows of a table are items of, where another table may hold the same: not the subject, and
/// neither of a year nor joined to rows printed elsewhere.
fn main<'t>(table: &'t TableBlock, subject: Subject<'_>) -> Option<(&'static str, Option<&'t str>)> {
    let joined = table.columns.iter().any(|column| column.join.is_some());
    let own = subject.entity.definition().name;
    let first = created(table).into_iter().find(|(name, _)| *name != own)?;
    let apart = joined || table.each_year || table.every_year || matches!(first.0, "unit" | "node");
    (!apart && !grouped(table).contains(&first.0)).then_some(first)
}

/// The paths of a table that are about an entity.
fn paths<'t>(table: &'t TableBlock, main: (&'static str, Option<&'t str>)) -> impl Iterator<Item = &'t Path> {
    let of = move |path: &&Path| (path.entity.name, path.level.as_deref()) == main;
    let all = table.columns.iter().flat_map(|column| {
        let items = column.items.iter().flat_map(|items| &items.to).map(|(_, path)| path);
        column.to.iter().chain(&column.second).chain(items)
    });
    all.filter(of)
}

/// Whether an item has a value at a path.
fn has(item: &dyn Entity, path: &Path) -> bool {
    match &path.key {
        Some(method::Key::Fixed(key)) => !item.data(path.field_name(), Some(key)).is_empty(),
        _ => !item.data(path.field_name(), None).is_empty(),
    }
}

/// The entities the columns of a table make, in order: name and level.
fn created(table: &TableBlock) -> Vec<(&'static str, Option<&str>)> {
    let mut out: Vec<(&'static str, Option<&str>)> = Vec::new();
    for column in &table.columns {
        let items = column.items.iter().filter(|_| column.join.is_none()).flat_map(|items| items.to.iter());
        let paths = column.to.iter().chain(items.map(|(_, path)| path));
        for path in paths {
            let of = (path.entity.name, path.level.as_deref());
            if !out.contains(&of) {
                out.push(of);
            }
        }
    }
    out
}

/// The entities that stand in groups of like columns.
fn grouped(table: &TableBlock) -> Vec<&'static str> {
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

/// Nodes of a tree: a deeper node goes on the row of the one above it.
fn tree_rows<'p, 'm>(
    created: &[(&'static str, Option<&'m str>)],
    subject: Subject<'p>,
    merged: bool,
) -> Vec<Binding<'p, 'm>> {
    let Some((name, _)) = created.first() else { return Vec::new() };
    let mut rows: Vec<Binding<'p, 'm>> = Vec::new();
    let mut deepest = usize::MAX;
    for entity in items(name, subject) {
        let level = entity.verbatim("level");
        let Some(depth) = created.iter().position(|(_, l)| *l == level.as_deref()) else { continue };
        if rows.is_empty() || depth <= deepest || !merged {
            rows.push(Binding::default());
        }
        deepest = depth;
        if let Some(row) = rows.last_mut() {
            row.push(name, created[depth].1, 0, entity);
        }
    }
    rows
}

/// The items of an entity: in the subject, or in the plan.
pub(super) fn items<'p>(name: &str, subject: Subject<'p>) -> Vec<&'p dyn Entity> {
    let filtered = matches!(name, "summary" | "objective");
    if let Some(list) = subject.entity.definition().list_of(name).filter(|_| !filtered) {
        return subject.entity.children(list.name);
    }
    let all = Plan::describe().list_of(name).map(|list| subject.plan.children(list.name)).unwrap_or_default();
    let here =
        |entity: &&dyn Entity| entity.verbatim("section").is_none_or(|section| section == subject.section);
    match name {
        "summary" => all.into_iter().filter(here).collect(),
        "objective" => {
            let section = |entity: &&dyn Entity| section_of(subject.plan, *entity);
            all.into_iter().filter(|e| section(e).is_none_or(|name| name == subject.section)).collect()
        }
        _ => all,
    }
}

/// The name of the section an objective stood in.
pub(super) fn section_of<'p>(plan: &'p Plan, objective: &dyn Entity) -> Option<&'p str> {
    let number = objective.verbatim("section")?.parse::<usize>().ok()?.checked_sub(1)?;
    plan.sections.get(number)?.key.as_ref().map(|key| key.verbatim.as_str())
}

/// Whether an item is of a year; one that says no year is of every year.
fn of_year(entity: &dyn Entity, year: Option<i16>) -> bool {
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

/// Items inside items: units, their objectives, the phases of each, the indicators of each phase.
fn nested_rows<'p, 'm>(
    singles: &[(&'static str, Option<&'m str>)],
    groups: &[&'static str],
    subject: Subject<'p>,
    year: Option<i16>,
) -> Vec<Binding<'p, 'm>> {
    let own = subject.entity.definition().name;
    let inner: Vec<(&'static str, Option<&'m str>)> = singles
        .iter()
        .copied()
        .filter(|(name, _)| *name != own && (own == "plan" || !matches!(*name, "unit" | "node")))
        .collect();
    let alone = inner.len() == 1;
    let (beside, chain): (Vec<_>, Vec<_>) =
        inner.into_iter().partition(|(name, _)| *name == "link" && !alone);
    let mut rows = match chain.split_first() {
        None => {
            let mut row = Binding::default();
            row.push(own, None, 0, subject.entity);
            vec![row]
        }
        Some((first, rest)) => chain_rows(*first, rest, &beside, subject, year, None),
    };
    if rows.is_empty() && singles.iter().any(|(name, _)| *name == own) && own != "plan" {
        rows.push(Binding::default());
    }
    for row in &mut rows {
        if !row.entities.iter().any(|((name, ..), _)| *name == own) && own != "plan" {
            row.push(own, None, 0, subject.entity);
        }
        for group in groups.iter().filter(|group| **group != own) {
            for (instance, item) in items(group, subject).into_iter().enumerate() {
                row.push(group, None, instance, item);
            }
        }
    }
    rows
}

/// Rows of the items of an entity that belong to `parent`, each with the rows of what is inside it;
/// links stand beside them.
fn chain_rows<'p, 'm>(
    first: (&'static str, Option<&'m str>),
    rest: &[(&'static str, Option<&'m str>)],
    beside: &[(&'static str, Option<&'m str>)],
    subject: Subject<'p>,
    year: Option<i16>,
    parent: Option<&'p dyn Entity>,
) -> Vec<Binding<'p, 'm>> {
    let (name, level) = first;
    let of_level = |entity: &&'p dyn Entity| level.is_none() || entity.verbatim("level").as_deref() == level;
    let siblings = items(name, subject);
    let mine = siblings.iter().copied().filter(of_level).filter(|e| of_year(*e, year));
    let mut rows: Vec<Binding<'p, 'm>> = Vec::new();
    for entity in mine.filter(|entity| parent.is_none_or(|parent| belongs(*entity, parent))) {
        let mut own = match rest.split_first() {
            None => vec![Binding::default()],
            Some((next, deeper)) => {
                let about = if entity.definition().lists.is_empty() {
                    subject
                } else {
                    Subject { entity, ..subject }
                };
                let below = chain_rows(*next, deeper, beside, about, year, Some(entity));
                if below.is_empty() { vec![Binding::default()] } else { below }
            }
        };
        put_beside(&mut own, beside, entity);
        for (number, row) in own.iter_mut().enumerate() {
            row.entities.insert(0, ((name, level, 0), entity));
            if number > 0 {
                row.again.push((name, level, 0));
            }
        }
        rows.extend(own);
    }
    if let (Some((next, deeper)), "phase" | "unit") = (rest.split_first(), name) {
        let loose = chain_rows(*next, deeper, beside, subject, year, None);
        rows.extend(loose.into_iter().filter(|row| {
            let item = row.entities.first().map(|(_, entity)| *entity);
            item.is_some_and(|item| siblings.iter().all(|phase| !belongs(item, *phase)))
        }));
    }
    rows
}

/// The links of an entity, one to a row.
fn put_beside<'p, 'm>(
    rows: &mut Vec<Binding<'p, 'm>>,
    beside: &[(&'static str, Option<&'m str>)],
    entity: &'p dyn Entity,
) {
    for (name, level) in beside {
        let Some(list) = entity.definition().list_of(name) else { continue };
        let links = entity.children(list.name);
        let links =
            links.into_iter().filter(|link| level.is_none() || link.verbatim("level").as_deref() == *level);
        for (index, link) in links.enumerate() {
            if rows.len() <= index {
                rows.push(Binding::default());
            }
            rows[index].push(name, *level, 0, link);
        }
    }
}

/// Whether an item belongs to another: by the name of its unit, by the number of its phase, by the
/// code of the node above, or because it stands inside it.
fn belongs(item: &dyn Entity, parent: &dyn Entity) -> bool {
    match parent.definition().name {
        "unit" => {
            let unit = super::shown_unit(parent);
            item.verbatim("unit").is_some_and(|own| {
                unit.is_some_and(|unit| method::words::key(&own) == method::words::key(&unit))
            })
        }
        "phase" if item.definition().field("phase").is_some() => {
            let year = parent.verbatim("year").and_then(|year| year.parse().ok());
            let named = parent.verbatim("number").or_else(|| parent.verbatim("text"));
            item.verbatim("phase") == named && of_year(item, year)
        }
        "node" => item.verbatim("parent").is_some_and(|above| Some(above) == parent.verbatim("code")),
        _ => true,
    }
}
