//! Units as documents write them: which spellings are one unit, and which units a common objective
//! applies to.

use std::collections::{BTreeSet, HashMap, HashSet};

use domain::text::squeezed;
use domain::{Place, Plan, Read};
use method::Method;
use method::model::Family;

use crate::seen::{Seen, place, text};

/// Between the name of a unit and what is added to it.
const SEPARATORS: [char; 6] = ['/', '-', '–', ',', ':', '('];
/// More lists of units than this are no common objectives.
const MOST_LISTS: usize = 64;
/// More objectives than this are not common to units.
const MOST_COMMON: usize = 512;

/// A title with fewer letters says too little to make two objectives one.
pub const LEAST_TITLE: usize = 8;

/// A unit with its objectives.
pub struct Unit<'a> {
    /// The first spelling.
    pub name: &'a str,
    /// Its objectives, without those printed once for several units.
    pub objectives: Vec<Seen<'a>>,
    /// Objectives printed elsewhere that apply to it, too.
    pub common: Vec<Seen<'a>>,
    /// Remains of forms that stand among its own.
    pub fragments: usize,
    /// Its spellings, each with the place where it comes first.
    pub spellings: Vec<(&'a str, Option<Place>)>,
    /// What lists of units may call it, squeezed.
    keys: HashSet<String>,
}

impl Unit<'_> {
    /// Whether a list of units names it.
    pub fn named_in(&self, list: &str) -> bool {
        let folded = domain::text::folded(list);
        if folded.starts_with("tutti") || folded.starts_with("tutte") {
            return true;
        }
        let list = squeezed(&folded);
        self.keys.iter().any(|key| list.contains(key.as_str()))
    }
}

/// The units that have objectives, in document order.
pub fn units<'a>(plan: &'a Plan, method: &Method, objectives: &[Seen<'a>]) -> Vec<Unit<'a>> {
    let mut units = grouped(plan, objectives);
    let known = known(plan, method);
    for unit in &mut units {
        unit.keys = keys(unit, &known);
    }
    share_common(&mut units);
    units.retain(|unit| !unit.objectives.is_empty());
    units
}

/// The key under which a unit is known: that of a shorter name, when the rest is an addition to it.
pub struct Keys(HashSet<String>);

impl Keys {
    /// The keys of the names that occur.
    pub fn of<'n>(names: impl Iterator<Item = &'n str>) -> Self {
        Self(names.map(plain).collect())
    }

    /// The key of a name.
    pub fn key(&self, name: &str) -> String {
        let short = |head: &str| {
            let two_words = head.split_whitespace().filter(|word| word.chars().count() > 2).count() >= 2;
            two_words.then(|| plain(head)).filter(|key| self.0.contains(key))
        };
        name.match_indices(SEPARATORS)
            .find_map(|(at, _)| short(name.get(..at)?))
            .unwrap_or_else(|| plain(name))
    }
}

/// Things in groups by the unit they name, in the order in which units come; they are called as they are
/// written first.
pub fn by_unit<'n, T>(things: Vec<T>, unit: impl Fn(&T) -> &'n str) -> Vec<(&'n str, Vec<T>)> {
    let names: Vec<&str> = things.iter().map(&unit).collect();
    let keys = Keys::of(names.iter().copied());
    let mut groups: Vec<(&str, Vec<T>)> = Vec::new();
    let mut positions: HashMap<String, usize> = HashMap::new();
    for (thing, name) in things.into_iter().zip(names) {
        let position = *positions.entry(keys.key(name)).or_insert(groups.len());
        match groups.get_mut(position) {
            Some((_, group)) => group.push(thing),
            None => groups.push((name, vec![thing])),
        }
    }
    groups
}

/// The names that are meant by what a person asks for: those that are written so, else those that have the words
/// in them; without regard to case, accents and what stands between words.
pub fn asked<'n>(names: impl Iterator<Item = &'n str>, wanted: &str) -> HashSet<&'n str> {
    let names: HashSet<&str> = names.filter(|name| !name.is_empty()).collect();
    let wanted = plain(wanted);
    if wanted.is_empty() {
        return HashSet::new();
    }
    let so: HashSet<&str> = names.iter().copied().filter(|name| plain(name) == wanted).collect();
    if so.is_empty() { names.into_iter().filter(|name| plain(name).contains(&wanted)).collect() } else { so }
}

/// Whether objectives that write their unit so mean the unit of a name: it alone, or behind its code.
pub fn is_called(written: &str, name: &str) -> bool {
    let (written, name) = (domain::text::folded(written), domain::text::folded(name));
    !name.is_empty() && (written == name || written.ends_with(&format!(" {name}")))
}

/// A name without anything written between its words.
fn plain(name: &str) -> String {
    squeezed(&domain::text::folded(name))
}

fn grouped<'a>(plan: &'a Plan, objectives: &[Seen<'a>]) -> Vec<Unit<'a>> {
    let names = Keys::of(objectives.iter().map(Seen::unit));
    let mut units: Vec<Unit<'a>> = Vec::new();
    let mut positions: HashMap<String, usize> = HashMap::new();
    for seen in objectives {
        let key = names.key(seen.unit());
        let position = *positions.entry(key).or_insert_with(|| {
            units.push(Unit::new(seen.unit()));
            units.len() - 1
        });
        let Some(unit) = units.get_mut(position) else { continue };
        unit.objectives.push(*seen);
        if unit.spellings.iter().all(|(spelling, _)| *spelling != seen.unit()) {
            let at = place(seen.objective.unit.as_ref()).or(seen.objective.place);
            unit.spellings.push((seen.unit(), at));
        }
    }
    for fragment in &plan.fragments {
        let key = names.key(text(fragment.unit.as_ref()));
        if let Some(unit) = positions.get(&key).and_then(|at| units.get_mut(*at)) {
            unit.fragments += 1;
        }
    }
    units
}

impl<'a> Unit<'a> {
    fn new(name: &'a str) -> Self {
        let (objectives, common, spellings) = (Vec::new(), Vec::new(), Vec::new());
        Self { name, objectives, common, fragments: 0, spellings, keys: HashSet::new() }
    }
}

/// What the register of units tells of each way to write one.
fn known(plan: &Plan, method: &Method) -> HashMap<String, Vec<String>> {
    let mut known: HashMap<String, Vec<String>> = HashMap::new();
    for unit in &plan.units {
        let (code, name) = (text(unit.code.as_ref()), text(unit.name.as_ref()));
        let level = method.level(text(unit.level.as_ref()));
        let mut ways = vec![plain(name)];
        if let Some(level) = level.filter(|_| !code.is_empty()) {
            ways.push(plain(&format!("{} {code}", level.term)));
        }
        for shown in [format!("{code} {name}"), name.to_owned(), code.to_owned()] {
            known.entry(plain(&shown)).or_default().extend(ways.iter().cloned());
        }
    }
    known
}

fn keys(unit: &Unit<'_>, known: &HashMap<String, Vec<String>>) -> HashSet<String> {
    let mut keys = HashSet::new();
    for (spelling, _) in &unit.spellings {
        let whole = plain(spelling);
        keys.extend(known.get(&whole).into_iter().flatten().cloned());
        // Lists leave the kind of unit out: `1 Affari generali` is `SETTORE 1 AFFARI GENERALI`.
        let folded = domain::text::folded(spelling);
        if let Some((_, rest)) = folded.split_once(' ').filter(|(_, rest)| rest.len() >= 6) {
            keys.insert(squeezed(rest));
        }
        keys.insert(whole);
    }
    keys.retain(|key| key.len() >= 5);
    keys
}

/// Objectives printed once for several units are taken out of the group they stand in and go to
/// each unit that they name and that has no copy of its own.
fn share_common(units: &mut [Unit<'_>]) {
    let mut lists: HashSet<&str> = HashSet::new();
    let mut common = Vec::new();
    let strange = lists_of_strangers(units);
    for unit in units.iter_mut() {
        let (once, own): (Vec<_>, Vec<_>) = unit.objectives.iter().partition(|seen| {
            let list = text(seen.objective.applies_to.as_ref());
            let once = !list.is_empty() && !strange.contains(list) && !unit.named_in(list);
            once && (lists.contains(list) || (lists.len() < MOST_LISTS && lists.insert(list)))
        });
        common.extend(once);
        unit.objectives = own;
    }
    common.truncate(MOST_COMMON);
    for unit in units.iter_mut() {
        let titles: HashSet<String> = unit.objectives.iter().map(|seen| plain(seen.title())).collect();
        let named: HashMap<&str, bool> = lists.iter().map(|list| (*list, unit.named_in(list))).collect();
        unit.common = common
            .iter()
            .filter(|seen| named.get(text(seen.objective.applies_to.as_ref())) == Some(&true))
            .filter(|seen| !titles.contains(&plain(seen.title())))
            .copied()
            .collect();
    }
}

/// Lists of units in which none of the plan can be known: their objectives count where they stand.
fn lists_of_strangers<'a>(units: &[Unit<'a>]) -> HashSet<&'a str> {
    let objectives = units.iter().flat_map(|unit| &unit.objectives);
    let lists: BTreeSet<&str> = objectives.map(|seen| text(seen.objective.applies_to.as_ref())).collect();
    let strange = |list: &&str| !units.iter().any(|unit| unit.named_in(list));
    lists.into_iter().take(MOST_LISTS).filter(strange).collect()
}

/// The copies of one objective, with the family that declares them.
pub struct Copies<'a> {
    /// The family, when the method declares one.
    pub family: Option<&'a Family>,
    /// The copies, in document order.
    pub copies: Vec<Seen<'a>>,
}

/// Objectives that stand in several units.
pub fn copies<'a>(method: &'a Method, units: &[Unit<'a>]) -> Vec<Copies<'a>> {
    let mut groups: Vec<Copies<'a>> = Vec::new();
    let mut positions: HashMap<String, usize> = HashMap::new();
    for unit in units {
        let mut own: HashSet<String> = HashSet::new();
        for seen in &unit.objectives {
            let family = family(method, seen);
            let title = squeezed(&domain::text::folded(seen.title()));
            if family.is_none() && title.len() < LEAST_TITLE {
                continue;
            }
            let code = squeezed(text(seen.objective.code.as_ref()));
            let key = match family {
                Some(family) => format!("/{}", family.name),
                // A number counts in its unit; a code with letters is one for all.
                None if code.chars().any(char::is_alphabetic) => format!("{code}/{title}"),
                None => title,
            };
            // A second copy in the same unit is another fault.
            if !own.insert(key.clone()) {
                continue;
            }
            let position = *positions.entry(key).or_insert(groups.len());
            match groups.get_mut(position) {
                Some(group) => group.copies.push(*seen),
                None => groups.push(Copies { family, copies: vec![*seen] }),
            }
        }
    }
    groups.retain(|group| group.copies.len() > 1);
    groups
}

/// The family of the method that an objective belongs to.
pub fn family<'m>(method: &'m Method, seen: &Seen<'_>) -> Option<&'m Family> {
    let words = method::words::words(seen.title());
    let fits = |title: &method::Template| title.matches(seen.title(), &words, 0, true).is_some();
    method.families.iter().find(|family| family.titles.iter().any(fits))
}

/// Whether two codes are written alike.
pub fn same(read: Option<&Read<domain::Prose>>, code: &str) -> bool {
    read.is_some_and(|read| squeezed(&read.verbatim) == squeezed(code))
}
