//! Units, their names and their heads.

use std::collections::{BTreeMap, HashMap, HashSet};

use domain::Place;
use domain::plan::Unit;
use domain::text::folded;

use super::names::{joined, name_words};
use crate::context::{Context, place, text};
use crate::report::Report;
use crate::spelling::{distance, near_in_words, near_start, same_number, words};
use crate::words::{short, squeezed};

/// More units, or names that may be units, are not compared with each other.
pub const MOST_UNITS: usize = 1000;

/// `PERS-004`: a unit under a name that is not quite its own.
pub fn names_of_units(context: &Context<'_>, report: &mut Report) {
    let units = context.units();
    for unit in units {
        let Some((first, _)) = unit.spellings.iter().min_by_key(|(name, _)| squeezed(name).len()) else {
            continue;
        };
        for (spelling, at) in &unit.spellings {
            if squeezed(&folded(spelling)) != squeezed(&folded(first)) {
                let message = format!("la struttura «{spelling}» altrove è «{first}»");
                report.plan("PERS-004", *at, message);
            }
        }
    }
    let known: Vec<(&str, Vec<String>)> =
        units.iter().map(|unit| (unit.name, words(unit.name))).take(MOST_UNITS).collect();
    let exact: HashSet<String> =
        units.iter().flat_map(|unit| &unit.spellings).map(|(name, _)| squeezed(&folded(name))).collect();
    let mut told: HashSet<String> = HashSet::new();
    for (name, at) in other_names(context) {
        let key = squeezed(&folded(name));
        if exact.contains(&key) || told.len() >= MOST_UNITS || !told.insert(key) {
            continue;
        }
        let own = words(name);
        let near = known.iter().find(|(_, known)| near_in_words(&own, known) || same_number(&own, known));
        if let Some((near, _)) = near {
            report.plan("PERS-004", at, format!("la struttura «{name}» altrove è «{near}»"));
        }
    }
}

/// Whether `PERS-004` tells of two names already.
pub fn is_told(name: &str, other: &str) -> bool {
    let (own, other) = (words(name), words(other));
    near_in_words(&own, &other) || same_number(&own, &other)
}

/// A way to write the name of a unit.
struct Way<'a> {
    signs: String,
    name: &'a str,
    place: Option<Place>,
    times: usize,
}

/// `PERS-016`: the name of a unit with other signs between its words.
pub fn punctuation_of_units(context: &Context<'_>, report: &mut Report) {
    let mut order: Vec<String> = Vec::new();
    let mut units: HashMap<String, Vec<Way<'_>>> = HashMap::new();
    let heads = context.objectives.iter().map(|seen| (seen.unit(), place(seen.objective.unit.as_ref())));
    for (name, place) in heads.chain(other_names(context)).filter(|(name, _)| !name.is_empty()) {
        let (key, signs) = (squeezed(name), signs(name));
        let ways = units.entry(key.clone()).or_insert_with(|| {
            order.push(key);
            Vec::new()
        });
        match ways.iter_mut().find(|way| way.signs == signs) {
            Some(way) => way.times += 1,
            None => ways.push(Way { signs, name, place, times: 1 }),
        }
    }
    for ways in order.iter().filter_map(|key| units.get(key)) {
        let Some(usual) = ways.iter().max_by_key(|way| way.times) else { continue };
        for way in ways.iter().filter(|way| way.signs != usual.signs) {
            let message = format!("la struttura «{}» di solito è scritta «{}»", way.name, usual.name);
            report.plan("PERS-016", way.place, message);
        }
    }
}

/// The signs in a name, in order; dashes are one.
fn signs(name: &str) -> String {
    let signs = name.chars().filter(|c| ",-–/:;()".contains(*c));
    signs.map(|c| if c == '–' { '-' } else { c }).collect()
}

/// Names of units that stand outside the heads of forms.
fn other_names<'a>(context: &Context<'a>) -> Vec<(&'a str, Option<Place>)> {
    let plan = context.plan;
    let registered = plan.units.iter().filter_map(|unit| unit.name.as_ref());
    let of_body = plan.ente_objectives.iter().filter_map(|objective| objective.unit.as_ref());
    let involved = plan.objectives.iter().flat_map(|objective| &objective.other_units);
    let centres = plan.objectives.iter().filter_map(|objective| objective.cost_centre.as_ref());
    let summed = plan.summaries.iter().filter_map(|line| line.subject.as_ref());
    registered
        .chain(of_body)
        .chain(involved)
        .chain(centres)
        .chain(summed)
        .map(|read| (read.verbatim.as_str(), read.place))
        .collect()
}

/// `PERS-010`: a unit without objectives.
pub fn units_without_objectives(context: &Context<'_>, report: &mut Report) {
    let plan = context.plan;
    let mut with: HashSet<String> = HashSet::new();
    let objectives = plan.objectives.iter().chain(&plan.fragments);
    for unit in objectives.filter_map(|objective| objective.unit.as_ref()) {
        with.insert(squeezed(&folded(&unit.verbatim)));
    }
    let above: HashSet<String> = plan
        .units
        .iter()
        .filter_map(|unit| unit.parent.as_ref())
        .map(|parent| squeezed(&parent.verbatim))
        .collect();
    let spelled: HashSet<&str> =
        plan.objectives.iter().map(|o| text(o.unit.as_ref())).take(MOST_UNITS).collect();
    for unit in &plan.units {
        let (code, name) = (text(unit.code.as_ref()), text(unit.name.as_ref()));
        let ways = [format!("{code} {name}"), name.to_owned(), code.to_owned()];
        let known = ways.iter().any(|way| with.contains(&squeezed(&folded(way))));
        let parent = [code, name].iter().any(|way| !way.is_empty() && above.contains(&squeezed(way)));
        let levelled = unit.level.is_some() && unit.aliases.is_empty();
        if known || parent || !levelled || spelled.iter().any(|other| near_start(name, other)) {
            continue;
        }
        let shown = if code.is_empty() { name.to_owned() } else { format!("{code} - {name}") };
        report.plan("PERS-010", unit.place, format!("la struttura «{}» non ha obiettivi", short(&shown, 60)));
    }
}

/// `PERS-012`: a unit without a head, where nearly all units of its level have one.
pub fn units_without_head(context: &Context<'_>, report: &mut Report) {
    let mut levels: HashMap<&str, (usize, usize)> = HashMap::new();
    for unit in &context.plan.units {
        let (all, with) = levels.entry(text(unit.level.as_ref())).or_default();
        *all += 1;
        *with += usize::from(unit.head.is_some());
    }
    let mut firsts: HashMap<String, Option<Place>> = HashMap::new();
    for seen in &context.objectives {
        firsts.entry(squeezed(&folded(seen.unit()))).or_insert(seen.objective.place);
    }
    // A unit without objectives of its own is headed, on paper, where its first office is.
    let mut below: HashMap<String, Vec<Place>> = HashMap::new();
    for unit in &context.plan.units {
        if let (Some(parent), Some(at)) = (&unit.parent, place(unit.head.as_ref())) {
            below.entry(squeezed(&parent.verbatim)).or_default().push(at);
        }
    }
    let mut led: HashSet<String> = HashSet::new();
    for seen in context.objectives.iter().filter(|seen| seen.objective.post_holder.is_some()) {
        led.insert(squeezed(&folded(seen.unit())));
    }
    for unit in context.plan.units.iter().filter(|unit| unit.head.is_none()) {
        let usual =
            levels.get(text(unit.level.as_ref())).is_some_and(|(all, with)| with * 4 >= all * 3 && *all > 2);
        if !usual {
            continue;
        }
        let shown = format!("{} {}", text(unit.code.as_ref()), text(unit.name.as_ref()));
        let first = firsts.get(&squeezed(&folded(&shown))).copied().flatten();
        let own = [text(unit.code.as_ref()), text(unit.name.as_ref()), shown.trim()];
        let offices = own.iter().find_map(|own| below.get(&squeezed(own))).map_or(&[][..], Vec::as_slice);
        let first = first.or_else(|| offices.first().copied());
        let keys = [shown.trim(), text(unit.name.as_ref()), text(unit.code.as_ref())];
        let holder = keys.iter().any(|key| led.contains(&squeezed(&folded(key))));
        let but = if holder { ": le sue schede nominano solo il titolare di posizione" } else { "" };
        let message = format!("la struttura «{}» non ha un responsabile{but}", short(shown.trim(), 60));
        report.plan("PERS-012", first.or(unit.place), message).also_at(offices.iter().copied());
    }
}

/// `PERS-015`: the head of a unit who is on no objective, where the other heads of the level are.
pub fn heads_on_no_list(context: &Context<'_>, report: &mut Report) {
    let people = context.objectives.iter().flat_map(|seen| &seen.objective.people);
    let on_lists: HashSet<String> = people
        .filter_map(|person| name_words(text(person.name.as_ref())))
        .flat_map(|words| [joined(&words), words.concat()])
        .collect();
    let mut levels: BTreeMap<&str, (usize, Vec<&Unit>)> = BTreeMap::new();
    for unit in &context.plan.units {
        let Some(words) = unit.head.as_ref().and_then(|head| name_words(&head.verbatim)) else { continue };
        let (all, absent) = levels.entry(text(unit.level.as_ref())).or_default();
        *all += 1;
        // A name with a slip is told as such.
        let own = words.concat();
        let near = || on_lists.iter().take(MOST_UNITS).any(|other| distance(&own, other, 1).is_some());
        if !on_lists.contains(&joined(&words)) && !near() {
            absent.push(unit);
        }
    }
    for (all, absent) in levels.into_values() {
        if absent.len() * 4 > all + 1 {
            continue;
        }
        for unit in absent {
            let message = format!(
                "«{}», responsabile della struttura «{}», non è fra le persone di nessun obiettivo",
                text(unit.head.as_ref()),
                short(text(unit.name.as_ref()), 60)
            );
            report.plan("PERS-015", place(unit.head.as_ref()).or(unit.place), message);
        }
    }
}
