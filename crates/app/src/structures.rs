//! The structures of a body (*strutture*): which of them a plan means when it writes a name.

use std::collections::HashMap;

use domain::Plan;
use domain::text::{folded, squeezed};
use jiff::civil::Date;
use outline::units::by_unit;
use store::rows::Unit;
use store::{Link, new_id};

use crate::moment::Moment;
use crate::plans::Plans;
use crate::refusal::{Answer, Refusal};
use crate::rights::{Actor, Right};
use crate::trail::{Action, Detail, Entry, append_by};

/// The structures of a body, known by their names.
#[derive(Clone, Debug, Default)]
pub struct Structures {
    units: Vec<Unit>,
    by_name: HashMap<String, usize>,
    /// As `by_name`, for the names as they are written: a plan nearly always writes them so.
    by_spelling: HashMap<String, usize>,
}

impl Structures {
    /// Structures with all their names.
    pub fn new(units: Vec<Unit>) -> Self {
        let mut by_name = HashMap::new();
        let mut spellings = Vec::new();
        for (at, unit) in units.iter().enumerate() {
            let coded = format!("{} {}", unit.code, unit.name);
            let names = [unit.name.as_str(), coded.as_str()].into_iter().chain(unit.aliases.lines());
            for name in names {
                let key = key(name);
                if !key.is_empty() {
                    by_name.entry(key).or_insert(at);
                    spellings.push(name.to_owned());
                }
            }
        }
        let known = |name: String| by_name.get(&key(&name)).map(|at| (name, *at));
        let by_spelling = spellings.into_iter().filter_map(known).collect();
        Self { units, by_name, by_spelling }
    }

    /// The structures, in the order in which they were made.
    pub fn all(&self) -> &[Unit] {
        &self.units
    }

    /// Those that are there on a day.
    pub fn on(&self, day: Date) -> impl Iterator<Item = &Unit> {
        let day = day.to_string();
        self.units.iter().filter(move |unit| {
            unit.from_day.as_str() <= day.as_str() && (unit.to_day.is_empty() || day <= unit.to_day)
        })
    }

    /// The structure of an identity.
    pub fn get(&self, id: &str) -> Option<&Unit> {
        self.units.iter().find(|unit| unit.id == id)
    }

    /// The structure that a plan means by a name.
    pub fn named(&self, name: &str) -> Option<&Unit> {
        let at = self.by_spelling.get(name).or_else(|| self.by_name.get(&key(name)))?;
        self.units.get(*at)
    }
}

fn key(name: &str) -> String {
    squeezed(&folded(name))
}

/// What is filled in of a structure.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filled {
    /// Code; may be blank.
    pub code: String,
    /// Name.
    pub name: String,
    /// Other names, one on each line.
    pub aliases: String,
    /// The structure above; blank: none.
    pub parent_id: String,
    /// First day; none: always.
    pub from: Option<Date>,
    /// Last day; none: no end.
    pub to: Option<Date>,
}

/// Adds the structures that objectives of a plan name and the register has not, each with the spellings that are one.
pub(crate) async fn learn(link: &mut Link<'_>, body_id: &str, plan: &Plan) -> Answer<Vec<Entry>> {
    let known = Structures::new(link.unit_list(body_id).await?);
    let objectives = outline::objectives(plan);
    let names: Vec<&str> =
        objectives.iter().map(outline::Seen::unit).filter(|name| !name.is_empty()).collect();
    let mut entries = Vec::new();
    for (name, spellings) in by_unit(names, |name| *name) {
        if spellings.iter().any(|name| known.named(name).is_some()) {
            continue;
        }
        let mut others: Vec<&str> = spellings.into_iter().filter(|other| key(other) != key(name)).collect();
        others.sort_unstable();
        others.dedup();
        let unit = Unit {
            body_id: body_id.to_owned(),
            id: new_id(),
            name: name.to_owned(),
            aliases: others.join("\n"),
            ..Unit::default()
        };
        link.unit_insert(&unit).await?;
        entries.push(Entry {
            item_id: unit.id.clone(),
            details: vec![Detail::new("denominazione", "", name)],
            ..Entry::new(Action::StructureChanged)
        });
    }
    if !entries.is_empty() {
        link.body_touch(body_id).await?;
    }
    Ok(entries)
}

impl Plans {
    /// Adds a structure, or changes the one of an identity at a version.
    ///
    /// # Errors
    /// Without the right, with a name that is blank or taken, or when somebody else was first.
    pub async fn put_structure(
        &self,
        actor: &Actor,
        known: Option<(&str, i64)>,
        filled: &Filled,
        now: Moment,
    ) -> Answer<String> {
        actor.need(Right::KeepStructures)?;
        let mut work = self.store().work().await?;
        let mut link = work.link()?;
        let all = Structures::new(link.unit_list(&actor.body.id).await?);
        let id = known.map_or_else(new_id, |(id, _)| id.to_owned());
        refuse(&all, &id, filled)?;
        let day = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
        let unit = Unit {
            body_id: actor.body.id.clone(),
            id: id.clone(),
            code: filled.code.trim().to_owned(),
            name: filled.name.trim().to_owned(),
            aliases: filled
                .aliases
                .lines()
                .map(str::trim)
                .filter(|l| !l.is_empty())
                .collect::<Vec<_>>()
                .join("\n"),
            parent_id: filled.parent_id.clone(),
            from_day: day(filled.from),
            to_day: day(filled.to),
            version: known.map_or(0, |(_, version)| version),
        };
        let before = all.get(&id).cloned().unwrap_or_default();
        if known.is_none() {
            link.unit_insert(&unit).await?;
        } else if !link.unit_update(&unit).await? {
            return Err(if all.get(&id).is_none() { Refusal::NotFound } else { Refusal::Stale });
        }
        let entry = Entry {
            item_id: id.clone(),
            details: changes(&before, &unit),
            ..Entry::new(Action::StructureChanged)
        };
        link.body_touch(&actor.body.id).await?;
        append_by(&mut link, actor, now, &[entry]).await?;
        work.commit().await?;
        Ok(id)
    }
}

fn refuse(all: &Structures, id: &str, filled: &Filled) -> Answer<()> {
    if filled.name.trim().is_empty() {
        return Err(Refusal::invalid("name", "scrivi la denominazione della struttura"));
    }
    let names = std::iter::once(filled.name.as_str()).chain(filled.aliases.lines());
    for name in names {
        if let Some(other) = all.named(name).filter(|other| other.id != id) {
            let what = format!("«{}» è già un nome di «{}»", name.trim(), other.name);
            return Err(Refusal::invalid("name", what));
        }
    }
    if filled.from.zip(filled.to).is_some_and(|(from, to)| to < from) {
        return Err(Refusal::invalid("to", "l'ultimo giorno viene prima del primo"));
    }
    // Upwards from the one above, no way may lead back here.
    let mut above = filled.parent_id.as_str();
    for _ in 0..=all.all().len() {
        match all.get(above) {
            _ if above == id => {
                return Err(Refusal::invalid("parent", "una struttura non può stare sotto sé stessa"));
            }
            Some(unit) => above = &unit.parent_id,
            None => break,
        }
    }
    Ok(())
}

fn changes(before: &Unit, after: &Unit) -> Vec<Detail> {
    let fields = [
        ("codice", &before.code, &after.code),
        ("denominazione", &before.name, &after.name),
        ("altre denominazioni", &before.aliases, &after.aliases),
        ("struttura superiore", &before.parent_id, &after.parent_id),
        ("valida dal", &before.from_day, &after.from_day),
        ("valida al", &before.to_day, &after.to_day),
    ];
    let changed = fields.into_iter().filter(|(_, before, after)| before != after);
    changed.map(|(field, before, after)| Detail::new(field, before, after)).collect()
}
