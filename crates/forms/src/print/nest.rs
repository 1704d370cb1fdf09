//! Rows of items inside items: units, their objectives, the phases of each, and what stands with them.
//!
//! What a table makes is parted in three: the chain, each inside the one before; what stands beside, an
//! item to a row; and what stands together in one cell. Nothing is printed twice: an item has its place
//! with one owner.

use std::collections::{HashMap, HashSet};

use domain::Entity;
use method::{Column, Key, TableBlock};

use super::Subject;
use super::rows::{Binding, Name, column_names, items, of_year};
use super::sheet::address;

/// How the entities of a table stand to each other.
struct Nest<'m> {
    /// Each inside the one before it.
    chain: Vec<Name<'m>>,
    /// Beside the chain, one to a row.
    beside: Vec<Name<'m>>,
    /// Beside the chain, all of one owner in one cell.
    listed: Vec<Name<'m>>,
    /// The levels of units, when there are several: a unit stands on its rows with those above it.
    levels: Vec<&'m str>,
    /// The rows name their phase, by what they say or by a column that joins them to it.
    joins: bool,
}

/// The rows of a table whose entities stand inside each other.
pub fn rows<'p, 'm>(
    table: &'m TableBlock,
    singles: &[Name<'m>],
    groups: &[&'static str],
    subject: Subject<'p>,
    year: Option<i16>,
) -> Vec<Binding<'p, 'm>> {
    let own = subject.entity.definition().name;
    let nest = Nest::new(table, singles, own);
    let mut rows = match nest.chain.first() {
        Some((name, _)) => nest.chain_rows(0, items(name, subject), subject, year),
        None => vec![Binding::default()],
    };
    if rows.is_empty() && singles.iter().any(|(name, _)| *name == own) && own != "plan" {
        rows.push(Binding::default());
    }
    if own == "plan" {
        if nest.chain.is_empty() {
            rows[0].push(own, None, 0, subject.entity);
        }
    } else {
        nest.put_owned(&mut rows, subject.entity, year);
    }
    if has_text_beside(table, &rows, subject) {
        rows.push(Binding::default());
    }
    for row in &mut rows {
        if own != "plan" {
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

impl<'m> Nest<'m> {
    fn new(table: &'m TableBlock, singles: &[Name<'m>], own: &str) -> Self {
        let mut chain: Vec<Name<'m>> = singles
            .iter()
            .copied()
            .filter(|(name, _)| *name != own && (own == "plan" || !matches!(*name, "unit" | "node")))
            .collect();
        let joins = table.columns.iter().any(|column| column.join.is_some());
        let alone = chain.len() == 1 && (joins || singles.len() == 1);
        let in_cell = |of: &Name<'m>| !alone && stands_in_cell(table, *of);
        let listed: Vec<Name<'m>> = chain.iter().copied().filter(in_cell).collect();
        chain.retain(|of| !listed.contains(of));
        let mut beside = Vec::new();
        if chain.len() > 1 {
            let (mut leaves, rest): (Vec<_>, Vec<_>) = chain.into_iter().partition(|(name, _)| is_leaf(name));
            chain = rest;
            if chain.is_empty() {
                chain.push(leaves.remove(0));
            }
            beside = leaves;
        }
        chain.sort_by_key(|(name, _)| depth(name));
        let units = chain.iter().filter(|(name, _)| *name == "unit");
        let mut levels: Vec<&'m str> = units.filter_map(|(_, level)| *level).collect();
        if levels.len() > 1 {
            chain.retain(|(name, _)| *name != "unit");
            chain.insert(0, ("unit", None));
        } else {
            levels.clear();
        }
        Self { chain, beside, listed, levels, joins }
    }

    fn has_phases(&self) -> bool {
        self.chain.iter().any(|(name, _)| *name == "phase")
    }

    /// Rows of items of a link of the chain, each with the rows of what is inside it.
    fn chain_rows<'p>(
        &self,
        at: usize,
        mine: Vec<&'p dyn Entity>,
        subject: Subject<'p>,
        year: Option<i16>,
    ) -> Vec<Binding<'p, 'm>> {
        let Some((name, level)) = self.chain.get(at).copied() else { return Vec::new() };
        let next = self.chain.get(at + 1).map(|(next, _)| *next);
        let mine = mine.into_iter().filter(|e| is_of_level(*e, level) && of_year(*e, year));
        let above = Above::new(if name == "unit" { &self.levels } else { &[] }, subject);
        let mut shares = next.map(|next| Shares::new((name, level), next, subject)).unwrap_or_default();
        let mut with = self.with_phases(name, subject);
        let mut rows: Vec<Binding<'p, 'm>> = Vec::new();
        for entity in mine {
            let held = next.and_then(|next| entity.definition().list_of(next));
            let mut own = match held {
                Some(list) => {
                    self.chain_rows(at + 1, entity.children(list.name), Subject { entity, ..subject }, year)
                }
                None => self.chain_rows(at + 1, shares.take(entity), subject, year),
            };
            if own.is_empty() && above.is_above(entity) {
                continue;
            }
            if own.is_empty() {
                own.push(Binding::default());
            }
            self.put_owned(&mut own, entity, year);
            for (of, listed, shares) in &mut with {
                put(&mut own, *of, *listed, shares.take(entity));
            }
            head(&mut own, &above.path((name, level), entity), rows.last());
            rows.extend(own);
        }
        rows.extend(self.chain_rows(at + 1, shares.loose, subject, year));
        rows
    }

    /// What stands beside phases, shared out among them.
    fn with_phases<'p>(&self, name: &str, subject: Subject<'p>) -> Vec<(Name<'m>, bool, Shares<'p>)> {
        if name != "phase" {
            return Vec::new();
        }
        let all = self.beside.iter().map(|of| (*of, false)).chain(self.listed.iter().map(|of| (*of, true)));
        all.filter(|((name, _), _)| names_phase(name))
            .map(|(of, listed)| (of, listed, Shares::new(("phase", None), of.0, subject)))
            .collect()
    }

    /// Puts what an entity holds beside its rows; what has a phase stands with the phase.
    fn put_owned<'p>(&self, rows: &mut Vec<Binding<'p, 'm>>, owner: &'p dyn Entity, year: Option<i16>) {
        let all = self.beside.iter().map(|of| (*of, false)).chain(self.listed.iter().map(|of| (*of, true)));
        let cells = self.listed.iter().copied().find(|(name, _)| *name == "phase");
        for (of, listed) in all.filter(|(of, _)| Some(*of) != cells) {
            let Some(list) = owner.definition().list_of(of.0) else { continue };
            let mut things = owner.children(list.name);
            things.retain(|thing| is_of_level(*thing, of.1) && of_year(*thing, year));
            if !names_phase(of.0) || !(self.has_phases() || self.joins || cells.is_some()) {
                put(rows, of, listed, things);
            } else if self.has_phases() {
                put_above(rows, of, listed, without_phase(things, owner));
            } else {
                put_by_phase(rows, of, listed, things);
            }
        }
        if let Some((of, list)) = cells.and_then(|of| Some((of, owner.definition().list_of(of.0)?))) {
            let mut phases = owner.children(list.name);
            phases.retain(|phase| of_year(*phase, year));
            put_phases(rows, of, phases);
        }
    }
}

/// Puts entities at the beginning of rows: those that stand on the row above already are not said again.
fn head<'p, 'm>(
    rows: &mut [Binding<'p, 'm>],
    path: &[(Name<'m>, &'p dyn Entity)],
    last: Option<&Binding<'p, 'm>>,
) {
    let stood = |entity: &dyn Entity| {
        last.is_some_and(|row| row.entities.iter().any(|(_, other)| address(*other) == address(entity)))
    };
    for (number, row) in rows.iter_mut().enumerate() {
        for ((name, level), entity) in path.iter().rev() {
            row.entities.insert(0, ((name, *level, 0), *entity));
            if number > 0 || stood(*entity) {
                row.again.push((name, *level, 0));
            }
        }
    }
}

/// The units above units, where a table has columns for several levels.
struct Above<'p, 'm> {
    levels: Vec<&'m str>,
    named: HashMap<String, &'p dyn Entity>,
    parents: HashSet<String>,
}

impl<'p, 'm> Above<'p, 'm> {
    fn new(levels: &[&'m str], subject: Subject<'p>) -> Self {
        let (mut named, mut parents) = (HashMap::new(), HashSet::new());
        let units = if levels.is_empty() { Vec::new() } else { items("unit", subject) };
        for unit in units {
            parents.extend(unit.verbatim("parent"));
            if let Some(name) = unit.verbatim("code").or_else(|| unit.verbatim("name")) {
                named.entry(name).or_insert(unit);
            }
        }
        Self { levels: levels.to_vec(), named, parents }
    }

    fn level(&self, unit: &dyn Entity) -> Option<&'m str> {
        let level = unit.verbatim("level")?;
        self.levels.iter().copied().find(|known| *known == level)
    }

    /// Whether other units stand under an entity.
    fn is_above(&self, entity: &dyn Entity) -> bool {
        let name = entity.verbatim("code").or_else(|| entity.verbatim("name"));
        !self.levels.is_empty() && name.is_some_and(|name| self.parents.contains(&name))
    }

    /// An entity, with the units above it first.
    fn path(&self, of: Name<'m>, entity: &'p dyn Entity) -> Vec<(Name<'m>, &'p dyn Entity)> {
        let mut path = vec![((of.0, of.1.or(self.level(entity))), entity)];
        let mut at = entity;
        while path.len() <= self.levels.len() {
            let Some(above) = at.verbatim("parent").and_then(|name| self.named.get(&name).copied()) else {
                break;
            };
            path.insert(0, ((of.0, self.level(above)), above));
            at = above;
        }
        path
    }
}

/// Whether the record has a text of its own for a cell that items take: it needs a row of its own.
fn has_text_beside(table: &TableBlock, rows: &[Binding<'_, '_>], subject: Subject<'_>) -> bool {
    let [row] = rows else { return false };
    table.columns.iter().filter(|column| !row.listed(column).is_empty()).any(|column| {
        let own = column.to.as_ref().and_then(|to| Some((super::owner(to, subject)?, to)));
        own.is_some_and(|(owner, to)| {
            let key = match &to.key {
                Some(Key::Fixed(key)) => Some(key.as_str()),
                _ => None,
            };
            owner.definition().name != "plan" && !owner.data(to.field_name(), key).is_empty()
        })
    })
}

/// Puts things beside rows, one to a row or all on the first.
fn put<'p, 'm>(rows: &mut Vec<Binding<'p, 'm>>, of: Name<'m>, listed: bool, things: Vec<&'p dyn Entity>) {
    if listed {
        if rows.is_empty() && !things.is_empty() {
            rows.push(Binding::default());
        }
        if let Some(row) = rows.first_mut() {
            row.listed.extend(things.into_iter().map(|thing| (of, thing)));
        }
        return;
    }
    for (index, thing) in things.into_iter().enumerate() {
        if rows.len() <= index {
            rows.push(Binding::default());
        }
        rows[index].push(of.0, of.1, 0, thing);
    }
}

/// Puts things of no phase above the rows of phases: further down they would be of the phase above.
fn put_above<'p, 'm>(
    rows: &mut Vec<Binding<'p, 'm>>,
    of: Name<'m>,
    listed: bool,
    things: Vec<&'p dyn Entity>,
) {
    let phased = rows.first().is_some_and(|row| row.entities.iter().any(|((name, ..), _)| *name == "phase"));
    if !phased || things.is_empty() {
        put(rows, of, listed, things);
        return;
    }
    let mut above = Vec::new();
    put(&mut above, of, listed, things);
    rows.splice(0..0, above);
}

/// Puts phases into cells: one that rows name stands on the first of these, so that they are read as its
/// own; those of one row of the source stand together, with what names none of them.
fn put_phases<'p, 'm>(rows: &mut Vec<Binding<'p, 'm>>, of: Name<'m>, phases: Vec<&'p dyn Entity>) {
    let named: HashSet<String> = rows.iter().filter_map(Binding::phase).collect();
    let is_named = |phase: &dyn Entity| called(phase).is_some_and(|name| named.contains(&name));
    if phases.is_empty() || (named.is_empty() && (phases.len() > 1 || rows.is_empty())) {
        put(rows, of, true, phases);
        return;
    }
    let mut cells: Vec<Vec<&'p dyn Entity>> = Vec::new();
    for phase in phases {
        let beside = |last: &&'p dyn Entity| last.place() == phase.place() && !is_named(*last);
        match cells.last_mut().filter(|cell| !is_named(phase) && cell.last().is_some_and(beside)) {
            Some(cell) => cell.push(phase),
            None => cells.push(vec![phase]),
        }
    }
    let mut of_name: HashMap<String, Vec<Binding<'p, 'm>>> = HashMap::new();
    let (mut above, mut loose) = (Vec::new(), HashMap::<usize, Vec<Binding<'p, 'm>>>::new());
    for row in rows.drain(..) {
        let at = row.entities.iter().find_map(|(_, entity)| entity.place());
        let last = cells.partition_point(|cell| cell[0].place() <= at).checked_sub(1);
        match (row.phase(), last.filter(|last| cells[*last].len() > 1)) {
            (Some(phase), _) => of_name.entry(phase).or_default().push(row),
            (None, Some(cell)) => loose.entry(cell).or_default().push(row),
            (None, None) => above.push(row),
        }
    }
    rows.append(&mut above);
    for (number, cell) in cells.into_iter().enumerate() {
        let named = called(cell[0]).and_then(|name| of_name.remove(&name));
        let mut own = named.or_else(|| loose.remove(&number)).unwrap_or_default();
        put(&mut own, of, true, cell);
        rows.append(&mut own);
    }
    let mut rest: Vec<(String, Vec<Binding<'p, 'm>>)> = of_name.into_iter().collect();
    rest.sort_by(|(a, _), (b, _)| a.cmp(b));
    rows.extend(rest.into_iter().flat_map(|(_, rows)| rows));
}

/// Puts things on the rows that are about the same phase; further rows go below those.
fn put_by_phase<'p, 'm>(
    rows: &mut Vec<Binding<'p, 'm>>,
    of: Name<'m>,
    listed: bool,
    things: Vec<&'p dyn Entity>,
) {
    let mut parts: Vec<(Vec<Binding<'p, 'm>>, Vec<&'p dyn Entity>)> = Vec::new();
    let mut known: HashMap<Option<String>, usize> = HashMap::new();
    let mut part = |parts: &mut Vec<_>, phase: Option<String>| {
        *known.entry(phase).or_insert_with(|| {
            parts.push((Vec::new(), Vec::new()));
            parts.len() - 1
        })
    };
    for row in rows.drain(..) {
        let at = part(&mut parts, row.phase());
        parts[at].0.push(row);
    }
    for thing in things {
        let at = part(&mut parts, thing.verbatim("phase"));
        parts[at].1.push(thing);
    }
    for (mut own, things) in parts {
        put(&mut own, of, listed, things);
        rows.append(&mut own);
    }
}

/// Items shared out among what they belong to, each to one of them.
#[derive(Default)]
struct Shares<'p> {
    of: HashMap<usize, Vec<&'p dyn Entity>>,
    loose: Vec<&'p dyn Entity>,
}

impl<'p> Shares<'p> {
    /// Shares the items called `name` among the entities called `owner`.
    fn new((owner, level): Name<'_>, name: &str, subject: Subject<'p>) -> Self {
        let mut owners = items(owner, subject);
        owners.retain(|owner| is_of_level(*owner, level));
        let mut out = Self::default();
        if owners.first().is_some_and(|owner| owner.definition().list_of(name).is_some()) {
            return out;
        }
        let mut named: HashMap<Option<String>, Vec<&'p dyn Entity>> = HashMap::new();
        for owner in &owners {
            named.entry(called(*owner)).or_default().push(*owner);
        }
        for item in items(name, subject) {
            let owner = if names_owner(item, owner) {
                named.get(&belonging(item, owner)).and_then(|twins| one_of(item, twins))
            } else {
                owners.first().copied()
            };
            match owner {
                Some(owner) => out.of.entry(address(owner)).or_default().push(item),
                None => out.loose.push(item),
            }
        }
        out
    }

    /// The items of an owner.
    fn take(&mut self, owner: &dyn Entity) -> Vec<&'p dyn Entity> {
        self.of.remove(&address(owner)).unwrap_or_default()
    }
}

/// Of several owners of one name, the one of the item's year that stands last above it.
fn one_of<'p>(item: &dyn Entity, twins: &[&'p dyn Entity]) -> Option<&'p dyn Entity> {
    let fits = |owner: &&&dyn Entity| {
        let year = owner.verbatim("year").and_then(|year| year.parse().ok());
        owner.definition().name != "phase" || of_year(item, year)
    };
    let (above, below) = twins.split_at(twins.partition_point(|owner| owner.place() <= item.place()));
    above.iter().rev().find(fits).or_else(|| below.iter().find(fits)).copied()
}

/// How items name the entity they belong to.
fn called(owner: &dyn Entity) -> Option<String> {
    match owner.definition().name {
        "unit" => super::shown_unit(owner).map(|unit| method::words::key(&unit)),
        "phase" => owner.verbatim("number").or_else(|| owner.verbatim("text")),
        "node" => owner.verbatim("code"),
        _ => None,
    }
}

/// Whether an item says which owner it belongs to.
fn names_owner(item: &dyn Entity, owner: &str) -> bool {
    matches!(owner, "unit" | "node") || (owner == "phase" && names_phase(item.definition().name))
}

/// The owner an item names.
fn belonging(item: &dyn Entity, owner: &str) -> Option<String> {
    match owner {
        "unit" => item.verbatim("unit").map(|unit| method::words::key(&unit)),
        "phase" => item.verbatim("phase"),
        _ => item.verbatim("parent"),
    }
}

/// Things whose phase is none of the owner's.
fn without_phase<'p>(things: Vec<&'p dyn Entity>, owner: &'p dyn Entity) -> Vec<&'p dyn Entity> {
    let Some(list) = owner.definition().list_of("phase") else { return things };
    let phases: std::collections::HashSet<Option<String>> =
        owner.children(list.name).into_iter().map(called).collect();
    things.into_iter().filter(|thing| !phases.contains(&thing.verbatim("phase"))).collect()
}

/// Whether all columns about an entity hold several of its kind in one cell.
fn stands_in_cell(table: &TableBlock, of: Name<'_>) -> bool {
    let about = |column: &&Column| column_names(column).any(|name| name == of);
    let in_cell = |column: &Column| {
        let apart = column.to.as_ref().is_some_and(|to| (to.entity.name, to.level.as_deref()) == of);
        column.group.is_none() && column.items.as_ref().is_some_and(|items| !apart || items.texts.is_empty())
    };
    table.columns.iter().filter(about).all(in_cell)
}

/// Entities that hold nothing and stand beside the others.
fn is_leaf(name: &str) -> bool {
    matches!(name, "link" | "person" | "criterion" | "budget_line")
}

/// Entities that say which phase they belong to.
fn names_phase(name: &str) -> bool {
    domain::entity::entity_named(name).is_some_and(|definition| definition.field("phase").is_some())
}

/// How deep an entity stands inside others.
fn depth(name: &str) -> usize {
    match name {
        "unit" | "node" => 0,
        "phase" => 2,
        "indicator" | "person" | "link" | "criterion" | "budget_line" => 3,
        _ => 1,
    }
}

fn is_of_level(entity: &dyn Entity, level: Option<&str>) -> bool {
    level.is_none() || entity.verbatim("level").as_deref() == level
}
