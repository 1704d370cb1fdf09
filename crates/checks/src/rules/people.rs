//! People and units (family PERS).

use std::collections::{BTreeMap, HashMap, HashSet};

use domain::plan::{Assignment, Unit};
use domain::text::folded;
use domain::{Place, Read};
use jiff::civil::Date;

use super::Rule;
use crate::context::{Context, Seen, place, text};
use crate::report::Report;
use crate::spelling::{distance, near_start, near_words, same_number};
use crate::words::{listed, short, squeezed};

/// The rules of the family.
pub const RULES: &[Rule] = &[
    categories,
    spellings,
    forms_of_names,
    names_of_units,
    periods_in_units,
    periods,
    objectives_without_people,
    share_in_a_name,
    several_in_a_field,
    units_without_objectives,
    old_categories,
    units_without_head,
    roles,
    capitals,
    heads_on_no_list,
];

/// Titles that stand before a name.
const TITLES: [&str; 25] = [
    "dott",
    "ssa",
    "dottssa",
    "dottore",
    "dottoressa",
    "sig",
    "ra",
    "sigra",
    "arch",
    "ing",
    "geom",
    "rag",
    "avv",
    "prof",
    "dr",
    "drssa",
    "cav",
    "junior",
    "iunior",
    "jr",
    "comm",
    "isp",
    "ten",
    "col",
    "magg",
];
/// Words that no name holds: what they stand in is a role or a group.
const ROLES: [&str; 22] = [
    "dirigente",
    "dirigenti",
    "personale",
    "ufficio",
    "uffici",
    "dipendente",
    "dipendenti",
    "tutto",
    "tutti",
    "settore",
    "servizio",
    "servizi",
    "area",
    "segretario",
    "responsabile",
    "responsabili",
    "comandante",
    "nessuno",
    "nessuna",
    "posizione",
    "addetti",
    "assistente",
];
/// More people with the rest of the name alike are not compared with each other.
const MOST_ALIKE: usize = 64;

/// More units, or names that may be units, are not compared with each other.
const MOST_UNITS: usize = 1000;

/// The words of a name without titles; none when it is no name of a person.
fn name_words(name: &str) -> Option<Vec<String>> {
    let folded = folded(name);
    let words: Vec<String> = folded
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty() && !TITLES.contains(word))
        .map(str::to_owned)
        .collect();
    let person = (2..=4).contains(&words.len())
        && words.iter().all(|word| word.chars().all(char::is_alphabetic) && !ROLES.contains(&word.as_str()))
        && words.iter().filter(|word| word.chars().count() > 1).count() >= 2;
    person.then_some(words)
}

/// A name of a person as it is written, with the place where it comes first and how often it comes.
struct Named<'a> {
    shown: &'a str,
    words: Vec<String>,
    first: Option<Place>,
    times: usize,
}

/// The names of people in the fields where one person stands, each spelling once.
fn named<'a>(context: &Context<'a>) -> Vec<Named<'a>> {
    let plan = context.plan;
    let mut reads: Vec<(&Read<domain::Prose>, Option<Place>)> = Vec::new();
    reads.extend(plan.units.iter().filter_map(|unit| Some((unit.head.as_ref()?, unit.place))));
    reads.extend(plan.tree.iter().filter_map(|node| Some((node.responsible.as_ref()?, node.place))));
    reads
        .extend(plan.functions.iter().filter_map(|function| Some((function.head.as_ref()?, function.place))));
    for line in &plan.staff {
        reads.extend([&line.head, &line.holder].into_iter().flatten().map(|read| (read, line.place)));
    }
    for objective in &plan.objectives {
        let heads = [&objective.responsible, &objective.post_holder, &objective.contacts];
        reads.extend(heads.into_iter().flatten().map(|read| (read, objective.place)));
        reads
            .extend(objective.people.iter().filter_map(|person| Some((person.name.as_ref()?, person.place))));
        reads.extend(
            objective.phases.iter().filter_map(|phase| Some((phase.responsible.as_ref()?, phase.place))),
        );
    }
    let mut names: Vec<Named<'a>> = Vec::new();
    let mut positions: HashMap<&str, usize> = HashMap::new();
    for (read, near) in reads {
        for shown in read.verbatim.split([',', ';']).map(str::trim) {
            let Some(words) = name_words(shown) else { continue };
            let position = *positions.entry(shown).or_insert(names.len());
            match names.get_mut(position) {
                Some(name) => name.times += 1,
                None => names.push(Named { shown, words, first: read.place.or(near), times: 1 }),
            }
        }
    }
    names
}

/// The words of a name in one order and without anything between them: `annamariarossi`.
fn joined(words: &[String]) -> String {
    let mut words: Vec<&str> = words.iter().map(String::as_str).collect();
    words.sort_unstable();
    words.concat()
}

/// `PERS-001`: a person without category, where the others have one.
fn categories(context: &Context<'_>, report: &mut Report) {
    let people = || context.objectives.iter().flat_map(|seen| &seen.objective.people);
    let (all, with) = (people().count(), people().filter(|person| person.category.is_some()).count());
    if with * 4 < all * 3 {
        return;
    }
    let mut known: HashMap<String, &str> = HashMap::new();
    for person in people() {
        if let (Some(name), Some(category)) = (&person.name, &person.category) {
            known.entry(squeezed(&name.verbatim)).or_insert(&category.verbatim);
        }
    }
    for (name, rows) in without_category(context) {
        let Some((seen, first)) = rows.first() else { continue };
        let elsewhere = known.get(&squeezed(name));
        let elsewhere = elsewhere.map(|known| format!(" (altrove è «{known}»)")).unwrap_or_default();
        let lines: Vec<String> =
            rows.iter().filter_map(|(_, at)| *at).map(|place| place.line.to_string()).collect();
        let lines = if lines.len() > 1 { format!(" (righe {})", listed(&lines)) } else { String::new() };
        let message = format!("{}: manca l'area di inquadramento di «{name}»{elsewhere}{lines}", seen.name());
        report.objective("PERS-001", seen, *first, message);
    }
}

/// The objectives with a person whose category is missing, and the places of his rows.
type Rows<'s, 'a> = Vec<(&'s Seen<'a>, Option<Place>)>;

/// The people without category, each once, in document order.
fn without_category<'s, 'a>(context: &'s Context<'a>) -> Vec<(&'a str, Rows<'s, 'a>)> {
    let mut people: Vec<(&str, Rows<'_, '_>)> = Vec::new();
    let mut positions: HashMap<String, usize> = HashMap::new();
    for seen in &context.objectives {
        for person in seen.objective.people.iter().filter(|person| person.category.is_none()) {
            let Some(name) = &person.name else { continue };
            let position = *positions.entry(squeezed(&name.verbatim)).or_insert(people.len());
            let row = (seen, person.place.or(name.place));
            match people.get_mut(position) {
                Some((_, rows)) => rows.push(row),
                None => people.push((&name.verbatim, vec![row])),
            }
        }
    }
    people
}

/// `PERS-002`: a name that is that of another person but for a letter or two.
fn spellings(context: &Context<'_>, report: &mut Report) {
    let mut names: Vec<Named<'_>> = Vec::new();
    let mut positions: HashMap<String, usize> = HashMap::new();
    for name in named(context) {
        let position = *positions.entry(joined(&name.words)).or_insert(names.len());
        match names.get_mut(position) {
            Some(known) => known.times += name.times,
            None => names.push(name),
        }
    }
    // How many people bear a word: one that several bear is a name of its own.
    let mut bearers: HashMap<&str, usize> = HashMap::new();
    for name in &names {
        for word in &name.words {
            *bearers.entry(word).or_default() += 1;
        }
    }
    let mut told: HashSet<&str> = HashSet::new();
    for alike in alike(&names) {
        for (at, (first, word)) in alike.iter().enumerate() {
            for (second, other) in alike.iter().skip(at + 1) {
                let own = |word: &str| bearers.get(word).is_some_and(|count| *count > 1);
                if !misspelt(word, other) || (own(word) && own(other)) {
                    continue;
                }
                let (right, wrong) =
                    if second.times > first.times { (second, first) } else { (first, second) };
                if told.insert(wrong.shown) {
                    let message = format!("«{}» altrove è scritto «{}»", wrong.shown, right.shown);
                    report.plan("PERS-002", wrong.first, message);
                }
            }
        }
    }
}

/// Names that are alike but for one word, with that word.
fn alike<'n, 'a>(names: &'n [Named<'a>]) -> Vec<Vec<(&'n Named<'a>, &'n str)>> {
    let mut groups: Vec<Vec<(&Named<'_>, &str)>> = Vec::new();
    let mut positions: HashMap<String, usize> = HashMap::new();
    for name in names {
        for (at, word) in name.words.iter().enumerate() {
            let mut rest: Vec<&str> = name
                .words
                .iter()
                .enumerate()
                .filter(|(i, _)| *i != at)
                .map(|(_, word)| word.as_str())
                .collect();
            rest.sort_unstable();
            let position = *positions.entry(rest.join(" ")).or_insert(groups.len());
            match groups.get_mut(position) {
                Some(group) if group.len() < MOST_ALIKE => group.push((name, word)),
                Some(_) => {}
                None => groups.push(vec![(name, word)]),
            }
        }
    }
    groups.retain(|group| group.len() > 1);
    groups
}

/// Whether one word is the other with a slip: not a name for men beside one for women, which differ
/// in their end.
fn misspelt(a: &str, b: &str) -> bool {
    let least = a.chars().count().min(b.chars().count());
    let stem = |word: &str| word.chars().take(word.chars().count().saturating_sub(1)).collect::<String>();
    // `Fantin` for `Fantini` is cut short: surnames end in i, and names in a consonant are rare.
    let longer = if a.len() > b.len() { a } else { b };
    let cut =
        a.len() != b.len() && longer.ends_with('i') && !stem(longer).ends_with(['a', 'e', 'i', 'o', 'u']);
    let ending = stem(a) == stem(b) || !cut && (stem(a) == b || stem(b) == a);
    let most = match least {
        0..=3 => 0,
        4..=6 => 1,
        _ => 2,
    };
    a != b && !ending && distance(a, b, most).is_some()
}

/// `PERS-003`: people whose name is written in several forms, all of them right; one finding.
fn forms_of_names(context: &Context<'_>, report: &mut Report) {
    let mut forms: BTreeMap<String, Vec<Named<'_>>> = BTreeMap::new();
    for name in named(context) {
        let forms = forms.entry(joined(&name.words)).or_default();
        // Titles and capitals make no other form.
        if forms.iter().all(|known| known.words != name.words) {
            forms.push(name);
        }
    }
    let mut several: Vec<Vec<Named<'_>>> = forms.into_values().filter(|names| names.len() > 1).collect();
    several.sort_by_key(|names| names.first().and_then(|name| name.first));
    let Some([one, other, ..]) = several.first().map(Vec::as_slice) else { return };
    let people = match several.len() {
        1 => "una persona è scritta".to_owned(),
        many => format!("{many} persone sono scritte"),
    };
    let message = format!("{people} in più forme, per esempio «{}» e «{}»", one.shown, other.shown);
    report.plan("PERS-003", other.first, message);
}

/// `PERS-004`: a unit under a name that is not quite its own.
fn names_of_units(context: &Context<'_>, report: &mut Report) {
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
    let known: Vec<&str> = units.iter().map(|unit| unit.name).take(MOST_UNITS).collect();
    let exact: HashSet<String> =
        units.iter().flat_map(|unit| &unit.spellings).map(|(name, _)| squeezed(&folded(name))).collect();
    let mut told: HashSet<String> = HashSet::new();
    for (name, at) in other_names(context) {
        let key = squeezed(&folded(name));
        if exact.contains(&key) || told.len() >= MOST_UNITS || !told.insert(key) {
            continue;
        }
        if let Some(near) = known.iter().find(|known| near_words(name, known) || same_number(name, known)) {
            report.plan("PERS-004", at, format!("la struttura «{name}» altrove è «{near}»"));
        }
    }
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

/// The first and the last day of a person on an objective.
fn period(person: &Assignment) -> Option<(Date, Date)> {
    let day = |read: &Option<Read<Date>>| read.as_ref().and_then(Read::certain).copied();
    day(&person.from).zip(day(&person.to))
}

/// A person on an objective, from a day to a day, and whether that is a period of his own.
type Stay<'s, 'a> = (&'s Seen<'a>, &'a Assignment, (Date, Date), bool);

/// `PERS-005`: a person in two units at the same time, although the periods tell them apart.
fn periods_in_units(context: &Context<'_>, report: &mut Report) {
    let mut people: HashMap<String, Vec<Stay<'_, '_>>> = HashMap::new();
    for seen in &context.objectives {
        let usual = usual_period(seen);
        for person in &seen.objective.people {
            if let (Some(name), Some(period)) = (&person.name, period(person)) {
                people.entry(squeezed(&name.verbatim)).or_default().push((
                    seen,
                    person,
                    period,
                    period.0 < period.1 && !whole_year(period.0, period.1) && usual != Some(period),
                ));
            }
        }
    }
    let mut found = Vec::new();
    for stays in people.into_values() {
        // A person changes unit: one stay is part of the year, the other begins before it ends.
        let Some(part) = stays.iter().find(|(.., own)| *own) else { continue };
        let (here, person, (from, to), _) = part;
        let overlap = stays.iter().find(|(there, _, (start, end), _)| {
            there.unit() != here.unit() && (start, end) != (from, to) && start <= to && from <= end
        });
        if let Some((there, ..)) = overlap.filter(|_| person.share.is_none() || over(&stays)) {
            let message = format!(
                "{}: «{}» è qui dal {} al {} e negli stessi giorni nella struttura «{}»",
                here.name(),
                text(person.name.as_ref()),
                text(person.from.as_ref()),
                text(person.to.as_ref()),
                short(there.unit(), 40)
            );
            found.push((*here, person.place, message));
        }
    }
    found.sort_by_key(|(here, at, _)| (here.ordinal, *at));
    for (here, at, message) in found {
        report.objective("PERS-005", here, at, message);
    }
}

/// The period of most people on an objective: it is that of the objective, not of each of them.
fn usual_period(seen: &Seen<'_>) -> Option<(Date, Date)> {
    let mut counts: HashMap<(Date, Date), usize> = HashMap::new();
    for period in seen.objective.people.iter().filter_map(period) {
        *counts.entry(period).or_default() += 1;
    }
    counts
        .into_iter()
        .filter(|(_, count)| *count > 1)
        .max_by_key(|(_, count)| *count)
        .map(|(period, _)| period)
}

fn whole_year(from: Date, to: Date) -> bool {
    from.day_of_year() == 1 && to.month() == 12 && to.day() == 31
}

/// Whether the shares of a person make more than one person.
fn over(stays: &[Stay<'_, '_>]) -> bool {
    let shares = stays.iter().filter_map(|(_, person, ..)| person.share.as_ref()?.certain().copied());
    let sum = shares.into_iter().try_fold(None, |sum: Option<domain::Weight>, share| match sum {
        None => Some(Some(share)),
        Some(sum) => sum.checked_add(share).map(Some),
    });
    sum.flatten().is_none_or(|sum| sum > domain::Weight::HUNDRED)
}

/// `PERS-006`: a period that ends before it begins, or that lies outside the plan year.
fn periods(context: &Context<'_>, report: &mut Report) {
    let mostly_outside = mostly_outside(context);
    for seen in &context.objectives {
        for person in &seen.objective.people {
            let Some((from, to)) = period(person) else { continue };
            let name = text(person.name.as_ref());
            let said = (text(person.from.as_ref()), text(person.to.as_ref()));
            let outside = !mostly_outside && outside(context, (from, to));
            let what = if to < from {
                "finisce prima di cominciare"
            } else if outside {
                "è fuori dall'anno del piano"
            } else {
                continue;
            };
            let message = format!("{}: il periodo di «{name}» ({} - {}) {what}", seen.name(), said.0, said.1);
            report.objective("PERS-006", seen, place(person.from.as_ref()).or(person.place), message);
        }
    }
}

fn outside(context: &Context<'_>, (from, to): (Date, Date)) -> bool {
    context.year.is_some_and(|year| to.year() < year || from.year() > year)
}

/// Whether the periods are those of another year: then it is the year of the plan that is wrong.
fn mostly_outside(context: &Context<'_>) -> bool {
    let people = context.objectives.iter().flat_map(|seen| &seen.objective.people);
    let periods: Vec<(Date, Date)> = people.filter_map(period).collect();
    periods.iter().filter(|period| outside(context, **period)).count() * 2 > periods.len()
}

/// `PERS-007`: an objective without people, where nearly all others have some.
fn objectives_without_people(context: &Context<'_>, report: &mut Report) {
    let blank = |seen: &&Seen<'_>| {
        let objective = seen.objective;
        let in_phases = objective.phases.iter().any(|phase| phase.responsible.is_some());
        objective.people.is_empty() && objective.staff_note.is_none() && !in_phases
    };
    let without = context.objectives.iter().filter(blank).count();
    if without * 5 > context.objectives.len() {
        return;
    }
    for seen in context.objectives.iter().filter(blank) {
        report.objective("PERS-007", seen, None, format!("{}: nessuna persona coinvolta", seen.name()));
    }
}

/// The fields that hold one person in charge, with what they are called.
fn in_charge<'a>(
    seen: &Seen<'a>,
) -> impl Iterator<Item = (&'static str, &'a Read<domain::Prose>, Option<Place>)> {
    let objective = seen.objective;
    let heads =
        [("responsabile", &objective.responsible), ("posizione organizzativa", &objective.post_holder)];
    let heads = heads.into_iter().filter_map(|(what, read)| Some((what, read.as_ref()?, objective.place)));
    let phases = objective.phases.iter();
    heads.chain(
        phases
            .filter_map(|phase| Some(("responsabile della fase", phase.responsible.as_ref()?, phase.place))),
    )
}

/// Each field in charge once: heads of units are repeated with each of their objectives.
fn fields_in_charge<'s, 'a>(
    context: &'s Context<'a>,
) -> impl Iterator<Item = (&'s Seen<'a>, &'static str, &'a Read<domain::Prose>, Option<Place>)> {
    let mut known: HashSet<&str> = HashSet::new();
    let all = context
        .objectives
        .iter()
        .flat_map(|seen| in_charge(seen).map(move |(what, read, at)| (seen, what, read, at)));
    all.filter(move |(_, _, read, _)| read.place.is_some() || known.insert(read.verbatim.as_str()))
        .map(|(seen, what, read, at)| (seen, what, read, head_place(context, read).or(at)))
}

/// Where the head of a unit stands, whom its objectives repeat.
fn head_place(context: &Context<'_>, read: &Read<domain::Prose>) -> Option<Place> {
    let heads = context.plan.units.iter().filter_map(|unit| unit.head.as_ref());
    heads.take(MOST_UNITS).find(|head| head.verbatim == read.verbatim)?.place
}

/// `PERS-008`: a share in a field for a name.
fn share_in_a_name(context: &Context<'_>, report: &mut Report) {
    for (seen, what, read, near) in fields_in_charge(context) {
        if let Some((name, _)) = read.verbatim.split_once('%')
            && name.trim_end().ends_with(|c: char| c.is_ascii_digit())
        {
            let message = format!("{}: «{}» ({what}) porta anche una quota", seen.name(), read.verbatim);
            report.objective("PERS-008", seen, read.place.or(near), message);
        }
    }
}

/// `PERS-009`: several people in a field for one.
fn several_in_a_field(context: &Context<'_>, report: &mut Report) {
    for (seen, what, read, near) in fields_in_charge(context) {
        let names = read.verbatim.split([',', ';']).filter(|part| name_words(part).is_some()).count();
        if names > 1 {
            let message =
                format!("{}: più persone nel campo «{what}»: «{}»", seen.name(), short(&read.verbatim, 80));
            report.objective("PERS-009", seen, read.place.or(near), message);
        }
    }
}

/// `PERS-010`: a unit without objectives.
fn units_without_objectives(context: &Context<'_>, report: &mut Report) {
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

/// Whether a classification is one of the categories that areas have replaced: `Categoria D`, `C1`.
fn is_category(classification: &str) -> bool {
    let folded = folded(classification);
    let words: Vec<&str> = folded.split(' ').filter(|word| !matches!(*word, "categoria" | "cat")).collect();
    let [word] = words.as_slice() else { return false };
    let rest = word.trim_start_matches(['a', 'b', 'c', 'd']);
    word.len() - rest.len() == 1 && rest.len() <= 1 && rest.chars().all(|c| c.is_ascii_digit())
}

/// `PERS-011`: a category of the time before areas, among people who have an area.
fn old_categories(context: &Context<'_>, report: &mut Report) {
    let people = || context.objectives.iter().flat_map(|seen| &seen.objective.people);
    let with = people().filter(|person| person.category.is_some()).count();
    let old = people().filter(|person| is_category(text(person.category.as_ref()))).count();
    // Where most have one, the whole plan speaks the old language, and so may its system.
    if old * 2 > with {
        return;
    }
    for seen in &context.objectives {
        for person in &seen.objective.people {
            let Some(category) = person.category.as_ref().filter(|read| is_category(&read.verbatim)) else {
                continue;
            };
            let message = format!(
                "{}: «{}» ha ancora la classificazione «{}»",
                seen.name(),
                text(person.name.as_ref()),
                category.verbatim
            );
            report.objective("PERS-011", seen, category.place.or(person.place), message);
        }
    }
}

/// `PERS-012`: a unit without a head, where nearly all units of its level have one.
fn units_without_head(context: &Context<'_>, report: &mut Report) {
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
    let mut below: HashMap<String, Place> = HashMap::new();
    for unit in &context.plan.units {
        if let (Some(parent), Some(at)) = (&unit.parent, place(unit.head.as_ref())) {
            below.entry(squeezed(&parent.verbatim)).or_insert(at);
        }
    }
    for unit in context.plan.units.iter().filter(|unit| unit.head.is_none()) {
        let usual =
            levels.get(text(unit.level.as_ref())).is_some_and(|(all, with)| with * 4 >= all * 3 && *all > 2);
        if !usual {
            continue;
        }
        let shown = format!("{} {}", text(unit.code.as_ref()), text(unit.name.as_ref()));
        let first = firsts.get(&squeezed(&folded(&shown))).copied().flatten();
        let first = first.or_else(|| {
            let own = [text(unit.code.as_ref()), text(unit.name.as_ref()), shown.trim()];
            own.iter().find_map(|own| below.get(&squeezed(own)).copied())
        });
        let message = format!("la struttura «{}» non ha un responsabile", short(shown.trim(), 60));
        report.plan("PERS-012", first.or(unit.place), message);
    }
}

/// `PERS-013`: the role of a person, with a slip in one of its spellings.
fn roles(context: &Context<'_>, report: &mut Report) {
    let mut known: HashMap<String, Vec<Role<'_>>> = HashMap::new();
    for seen in &context.objectives {
        for person in &seen.objective.people {
            let (Some(name), Some(role)) = (&person.name, &person.role) else { continue };
            let roles = known.entry(squeezed(&name.verbatim)).or_default();
            if let Some(known) = roles.iter_mut().find(|known| known.written == role.verbatim) {
                known.times += 1;
            } else if roles.len() < MOST_ALIKE {
                let at = role.place.or(person.place);
                roles.push(Role { written: &role.verbatim, name: &name.verbatim, seen, at, times: 1 });
            }
        }
    }
    for roles in known.values() {
        for (at, first) in roles.iter().enumerate() {
            for second in roles.iter().skip(at + 1).filter(|other| near_words(first.written, other.written)) {
                let (wrong, right) =
                    if second.times > first.times { (first, second) } else { (second, first) };
                let message = format!(
                    "{}: il ruolo di «{}» è «{}», altrove «{}»",
                    wrong.seen.name(),
                    wrong.name,
                    wrong.written,
                    right.written
                );
                report.objective("PERS-013", wrong.seen, wrong.at, message);
            }
        }
    }
}

/// A role of a person, as written, with how often it is.
struct Role<'a> {
    written: &'a str,
    name: &'a str,
    seen: &'a Seen<'a>,
    at: Option<Place>,
    times: usize,
}

/// `PERS-014`: a name in capitals among names that are not, or the other way round.
fn capitals(context: &Context<'_>, report: &mut Report) {
    let names = named(context);
    let in_capitals = |name: &&Named<'_>| !name.shown.chars().any(char::is_lowercase);
    let loud = names.iter().filter(in_capitals).count();
    let quiet = names.len() - loud;
    // Without a habit there is no exception.
    let usual = match (loud.min(quiet) * 5 <= names.len(), loud > quiet) {
        (false, _) => return,
        (true, loud) => loud,
    };
    for name in names.iter().filter(|name| in_capitals(name) != usual) {
        let how = if usual { "tutti maiuscoli" } else { "in maiuscole e minuscole" };
        report.plan("PERS-014", name.first, format!("«{}»: gli altri nomi sono {how}", name.shown));
    }
}

/// `PERS-015`: the head of a unit who is on no objective, where the other heads of the level are.
fn heads_on_no_list(context: &Context<'_>, report: &mut Report) {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_told_from_other_names() {
        assert!(misspelt("castellani", "cestellani"));
        assert!(misspelt("tiziana", "tizana"));
        assert!(misspelt("fantini", "fantin"));
        assert!(!misspelt("stefania", "stefani"));
        assert!(!misspelt("michele", "michela"));
        assert!(!misspelt("rossi", "russo"));
    }

    #[test]
    fn categories_are_told_from_areas() {
        assert!(is_category("Categoria D"));
        assert!(is_category("C1"));
        assert!(!is_category("Area degli Istruttori"));
        assert!(!is_category("Area D"));
    }

    #[test]
    fn groups_and_roles_are_no_names() {
        assert!(name_words("Tutto il personale").is_none());
        assert!(name_words("dott.ssa Ada Neri").is_some());
        assert!(name_words("Neri").is_none());
    }
}
