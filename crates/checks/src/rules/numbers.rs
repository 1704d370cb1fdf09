//! Numbers of objectives, phases and indicators (family NUM).

use std::collections::{BTreeSet, HashMap, HashSet};

use domain::Place;
use domain::plan::{Indicator, Phase};
use domain::text::folded;
use rust_decimal::prelude::ToPrimitive;

use super::Rule;
use crate::context::{Context, Seen, place, text};
use crate::report::Report;
use crate::units::Unit;
use crate::words::{likeness, listed, short, squeezed, telling_words};

mod order;

/// The rules of the family.
pub const RULES: &[Rule] = &[
    objectives_numbered_twice,
    first_numbers,
    phases,
    same_objective,
    same_phase,
    same_each_year,
    many_objectives,
    many_indicators,
    without_phases,
    swapped_indicators,
    order::by_alphabet,
    order::states_of_progress,
];

/// A longer stretch without numbers is another series, no gap.
const LONGEST_GAP: u32 = 20;

/// How units number their objectives.
pub struct Numbering {
    /// Whether each unit begins anew.
    anew: bool,
    /// The number with which most units begin.
    usual: Option<u32>,
}

/// Numbers that a unit lacks.
#[derive(Default)]
pub struct Lacking {
    /// All of them.
    pub all: Vec<u32>,
    /// Those before its first objective, of which reading cannot tell.
    pub first: Vec<u32>,
}

impl Numbering {
    /// How the units of a plan number.
    pub fn of(units: &[Unit<'_>]) -> Self {
        let mut owners: HashMap<u32, usize> = HashMap::new();
        let mut firsts: HashMap<u32, usize> = HashMap::new();
        for unit in units {
            let own = own_numbers(unit);
            for number in &own {
                *owners.entry(*number).or_default() += 1;
            }
            if let Some(first) = own.first() {
                *firsts.entry(*first).or_default() += 1;
            }
        }
        let usual = firsts.iter().max_by_key(|(first, count)| (**count, std::cmp::Reverse(**first)));
        Self {
            anew: owners.values().any(|count| *count > 1),
            // Of two units one that begins with 1 is custom enough.
            usual: usual
                .filter(|(_, count)| **count > 1)
                .map(|(first, _)| *first)
                .or_else(|| (units.len() == 2 && firsts.contains_key(&1)).then_some(1)),
        }
    }

    /// The numbers that a unit lacks between the first it should have and the last it has.
    pub fn lacking(&self, unit: &Unit<'_>) -> Lacking {
        let own = own_numbers(unit);
        let (Some(first), Some(last), true) = (own.first().copied(), own.last().copied(), self.anew) else {
            return Lacking::default();
        };
        let common: HashSet<u32> = unit.common.iter().filter_map(number_of).collect();
        let start = match common.iter().min() {
            Some(lowest) => *lowest.min(&first),
            None => self.usual.filter(|usual| *usual < first).unwrap_or(first),
        };
        let all: Vec<u32> = (start..=last)
            .filter(|number| !own.contains(number) && !common.contains(number))
            .take(LONGEST_GAP as usize + 1)
            .collect();
        if all.len() > LONGEST_GAP as usize {
            return Lacking::default();
        }
        let before = all.iter().copied().filter(|number| *number < first).collect();
        Lacking { all, first: before }
    }
}

fn own_numbers(unit: &Unit<'_>) -> BTreeSet<u32> {
    unit.objectives.iter().filter_map(number_of).collect()
}

/// The number of an objective whose code is nothing but a number.
fn number_of(seen: &Seen<'_>) -> Option<u32> {
    plain_number(text(seen.objective.code.as_ref()))
}

/// `3`, `3.`, `N° 3`.
fn plain_number(code: &str) -> Option<u32> {
    let code = folded(code);
    let digits = code.trim_start_matches(['n', 'r', '°', ' ']);
    digits.parse().ok().filter(|number| *number < 1000)
}

/// A code with one kind of sign between its parts.
fn code_key(code: &str) -> String {
    let parts: Vec<&str> =
        code.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty()).collect();
    parts.join(".").to_lowercase()
}

/// `NUM-001`: two objectives of a unit with the same number.
fn objectives_numbered_twice(context: &Context<'_>, report: &mut Report) {
    for unit in context.units() {
        let mut known: HashMap<String, Seen<'_>> = HashMap::new();
        for seen in &unit.objectives {
            let Some(code) = &seen.objective.code else { continue };
            match known.get(&code_key(&code.verbatim)) {
                None => {
                    known.insert(code_key(&code.verbatim), *seen);
                }
                // The same objective printed twice is told as such.
                Some(first) if folded(first.title()) == folded(seen.title()) => {}
                Some(first) => {
                    let message = format!(
                        "{}: il numero «{}» è già di «{}»",
                        seen.name(),
                        code.verbatim,
                        short(first.title(), 50)
                    );
                    report.objective("NUM-001", seen, code.place, message);
                }
            }
        }
    }
}

/// `NUM-002`: a unit does not begin where it should.
fn first_numbers(context: &Context<'_>, report: &mut Report) {
    let units = context.units();
    let numbering = Numbering::of(units);
    for unit in units {
        let lacking: Vec<String> = numbering.lacking(unit).first.iter().map(u32::to_string).collect();
        let (Some(first), false) = (unit.objectives.first(), lacking.is_empty()) else { continue };
        let what = if lacking.len() == 1 { "manca il numero" } else { "mancano i numeri" };
        let message = format!(
            "struttura «{}»: la prima scheda è la {}; prima {what} {}",
            short(unit.name, 50),
            text(first.objective.code.as_ref()),
            listed(&lacking)
        );
        // What is missing stood above the heading of the first form.
        report.objective("NUM-002", first, None, message);
    }
}

/// The phases of each yearly plan of an objective, with their numbers.
fn numbered<'a>(seen: &Seen<'a>) -> Vec<Vec<(u32, &'a Phase)>> {
    let mut years: Vec<Vec<(u32, &Phase)>> = Vec::new();
    let mut positions: HashMap<&str, usize> = HashMap::new();
    for phase in &seen.objective.phases {
        let Some(number) = phase.number.as_ref().and_then(|number| plain_number(&number.verbatim)) else {
            continue;
        };
        let position = *positions.entry(text(phase.year.as_ref())).or_insert(years.len());
        match years.get_mut(position) {
            Some(year) => year.push((number, phase)),
            None => years.push(vec![(number, phase)]),
        }
    }
    years
}

/// `NUM-003` to `NUM-006`: numbers of phases that are there twice, missing, late or out of order.
fn phases(context: &Context<'_>, report: &mut Report) {
    for seen in &context.objectives {
        for phases in numbered(seen) {
            let present: BTreeSet<u32> = phases.iter().map(|(number, _)| *number).collect();
            let explained = twice(seen, &phases, &present, report);
            gaps(seen, &phases, &present, &explained, report);
            order(seen, &phases, &present, report);
        }
    }
}

/// The phases that indicators name by number, with the first indicator that does.
fn measured<'a>(seen: &Seen<'a>) -> HashMap<u32, &'a str> {
    let mut measured = HashMap::new();
    for indicator in &seen.objective.indicators {
        if let Some(number) = plain_number(text(indicator.phase.as_ref())) {
            measured.entry(number).or_insert(text(indicator.text.as_ref()));
        }
    }
    measured
}

/// `NUM-003`: gives the numbers that a repeated one should probably have been.
fn twice(
    seen: &Seen<'_>,
    phases: &[(u32, &Phase)],
    present: &BTreeSet<u32>,
    report: &mut Report,
) -> Vec<u32> {
    let mut known: HashMap<u32, &Phase> = HashMap::new();
    let mut explained = Vec::new();
    let measured = measured(seen);
    for (number, phase) in phases {
        let Some(first) = known.insert(*number, phase) else { continue };
        if same_text(first, phase) {
            continue;
        }
        let mut message = format!("{}: due fasi hanno il numero {number}", seen.name());
        if !present.contains(&(number + 1)) {
            explained.push(number + 1);
            message = format!("{message}; la seconda potrebbe essere la {}", number + 1);
        }
        if measured.contains_key(number) {
            message = format!("{message}; un indicatore la richiama per numero");
        }
        let at = |phase: &Phase| place(phase.number.as_ref()).or(phase.place);
        report.objective("NUM-003", seen, at(phase), message).also_at(at(first));
    }
    explained
}

/// `NUM-004`: numbers missing between phases; `NUM-005`: a series that begins late.
fn gaps(
    seen: &Seen<'_>,
    phases: &[(u32, &Phase)],
    present: &BTreeSet<u32>,
    explained: &[u32],
    report: &mut Report,
) {
    let (Some(first), Some(last)) = (present.first().copied(), present.last().copied()) else { return };
    if last - first > LONGEST_GAP + u32::try_from(present.len()).unwrap_or(LONGEST_GAP) {
        return;
    }
    let missing: Vec<u32> =
        (first..last).filter(|number| !present.contains(number) && !explained.contains(number)).collect();
    // More gaps than phases: the numbers are not a series.
    if let Some(gap) = missing.first().filter(|_| missing.len() <= present.len()) {
        let after = phases.iter().find(|(number, _)| number > gap).and_then(|(_, phase)| phase.place);
        let numbers: Vec<String> = missing.iter().map(u32::to_string).collect();
        let what = if missing.len() == 1 { "manca la fase" } else { "mancano le fasi" };
        let measured = measured(seen);
        let called = missing.iter().find_map(|number| measured.get(number).copied());
        let called = called.map(|text| match text {
            "" => ", che un indicatore richiama".to_owned(),
            text => format!(", che l'indicatore «{}» richiama", short(text, 40)),
        });
        let message = format!("{}: {what} {}{}", seen.name(), listed(&numbers), called.unwrap_or_default());
        report.objective("NUM-004", seen, after, message);
    }
    if first > 1 && present.len() > 1 {
        let at = phases.first().and_then(|(_, phase)| phase.place);
        let message = format!("{}: le fasi cominciano dal numero {first}", seen.name());
        report.objective("NUM-005", seen, at, message);
    }
}

/// `NUM-006`: phases printed in another order than that of their numbers.
fn order(seen: &Seen<'_>, phases: &[(u32, &Phase)], present: &BTreeSet<u32>, report: &mut Report) {
    let back = phases.windows(2).find_map(|pair| match pair {
        [(before, _), (number, phase)] if number < before => Some((*before, *number, *phase)),
        _ => None,
    });
    if let Some((before, number, phase)) = back.filter(|_| present.len() == phases.len()) {
        let message = format!("{}: la fase {number} è stampata dopo la {before}", seen.name());
        report.objective("NUM-006", seen, place(phase.number.as_ref()).or(phase.place), message);
    }
}

/// `NUM-007`: the same objective twice in a unit.
fn same_objective(context: &Context<'_>, report: &mut Report) {
    for unit in context.units() {
        let mut known: HashMap<(String, String), Option<Place>> = HashMap::new();
        for seen in &unit.objectives {
            let title = squeezed(&folded(seen.title()));
            let code = code_key(text(seen.objective.code.as_ref()));
            let first = known.get(&(title.clone(), code.clone())).copied();
            if let Some(first) = first {
                let message =
                    format!("{}: la stessa struttura ha già un obiettivo con questo titolo", seen.name());
                let at = place(seen.objective.title.as_ref());
                report.objective("NUM-007", seen, at, message).also_at(first);
            } else if !title.is_empty() {
                known.insert((title, code), place(seen.objective.title.as_ref()).or(seen.objective.place));
            }
        }
    }
}

/// The text of a phase, folded, and once where it is printed twice.
fn said(phase: &Phase) -> String {
    let once = |text: &str| {
        let folded = folded(text);
        let words: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).collect();
        let (first, second) = words.split_at(words.len() / 2);
        if first == second { first.join(" ") } else { words.join(" ") }
    };
    let said = format!("{} {}", once(text(phase.text.as_ref())), once(text(phase.description.as_ref())));
    said.trim().to_owned()
}

fn same_text(a: &Phase, b: &Phase) -> bool {
    let said = (said(a), said(b));
    !said.0.is_empty() && said.0 == said.1
}

/// `NUM-008`: the same phase twice in a yearly plan of an objective.
fn same_phase(context: &Context<'_>, report: &mut Report) {
    for seen in &context.objectives {
        let mut known: HashMap<(&str, String), &Phase> = HashMap::new();
        for phase in &seen.objective.phases {
            let text_of = said(phase);
            if text_of.len() < 8 {
                continue;
            }
            let same_number = |first: &&Phase| {
                let numbers = (text(first.number.as_ref()), text(phase.number.as_ref()));
                let months = |phase: &Phase| phase.months.as_ref().map(|months| months.readings.clone());
                let starts = (text(first.start.as_ref()), text(phase.start.as_ref()));
                numbers.0 == numbers.1 || starts.0 == starts.1 && months(first) == months(phase)
            };
            let key = (text(phase.year.as_ref()), text_of);
            if known.get(&key).is_some_and(same_number) {
                let message = format!(
                    "{}: la fase «{}» è scritta due volte",
                    seen.name(),
                    short(text(phase.text.as_ref()), 50)
                );
                let first = known.get(&key).and_then(|first| first.place);
                report.objective("NUM-008", seen, phase.place, message).also_at(first);
            }
            known.entry(key).or_insert(phase);
        }
    }
}

/// `NUM-012`: the same long phase again and again, as in every year of the operative plan; one finding when many
/// objectives are so.
fn same_each_year(context: &Context<'_>, report: &mut Report) {
    const MANY: usize = 4;
    let mut found: Vec<(&Seen<'_>, Vec<&Phase>)> = Vec::new();
    for seen in &context.objectives {
        found.extend(phases_again(seen).into_iter().map(|phases| (seen, phases)));
    }
    let place = |phases: &[&Phase]| phases.first().and_then(|phase| phase.place);
    if let (true, Some((_, first))) = (found.len() >= MANY, found.first()) {
        let message = format!("{} fasi sono le stesse, parola per parola, in ogni annualità", found.len());
        report.plan("NUM-012", place(first), message).also_at(found.iter().filter_map(|(_, all)| place(all)));
        return;
    }
    for (seen, phases) in &found {
        let message = format!(
            "{}: la fase «{}» è la stessa, parola per parola, {} volte",
            seen.name(),
            short(phases.first().map_or("", |phase| text(phase.text.as_ref())), 50),
            phases.len()
        );
        let places = phases.iter().filter_map(|phase| phase.place);
        report.objective("NUM-012", seen, place(phases), message).also_at(places);
    }
}

/// Long phases of an objective that come three times or more, each time for another year or day.
fn phases_again<'a>(seen: &Seen<'a>) -> Vec<Vec<&'a Phase>> {
    const LONG: usize = 20;
    let mut order: Vec<Vec<&Phase>> = Vec::new();
    let mut known: HashMap<&str, usize> = HashMap::new();
    for phase in &seen.objective.phases {
        let words = text(phase.text.as_ref());
        if words.split_whitespace().take(LONG).count() < LONG {
            continue;
        }
        let at = *known.entry(words).or_insert(order.len());
        match order.get_mut(at) {
            Some(phases) => phases.push(phase),
            None => order.push(vec![phase]),
        }
    }
    let when = |phase: &&Phase| (text(phase.year.as_ref()).to_owned(), text_of_date(phase));
    order.retain(|phases| {
        phases.len() > 2 && phases.iter().map(when).collect::<HashSet<_>>().len() == phases.len()
    });
    order
}

fn text_of_date(phase: &Phase) -> String {
    phase.start.as_ref().map_or_else(String::new, |start| start.verbatim.clone())
}

/// A threshold of the law in the plan year.
fn threshold(context: &Context<'_>, code: &str) -> Option<usize> {
    context.law.in_year(code, context.year?)?.value.to_usize()
}

/// `NUM-009`: units with more objectives than a plan that chooses would have; one finding.
fn many_objectives(context: &Context<'_>, report: &mut Report) {
    let Some(most) = threshold(context, "selectivity.objectives") else { return };
    let units = context.units();
    let many: Vec<&Unit<'_>> =
        units.iter().filter(|unit| unit.objectives.len() + unit.common.len() > most).collect();
    let names: Vec<String> = many
        .iter()
        .map(|unit| format!("{} ({})", short(unit.name, 40), unit.objectives.len() + unit.common.len()))
        .collect();
    if let Some(seen) = many.first().and_then(|unit| unit.objectives.first()) {
        let message = format!("più di {most} obiettivi: {}", listed(&names));
        report.plan("NUM-009", seen.objective.place, message);
    }
}

/// `NUM-009`: objectives with many indicators; one finding.
fn many_indicators(context: &Context<'_>, report: &mut Report) {
    let Some(most) = threshold(context, "selectivity.indicators") else { return };
    // Each year of a plan has indicators of its own.
    let busiest = |seen: &Seen<'_>| {
        let mut years: HashMap<&str, usize> = HashMap::new();
        for indicator in &seen.objective.indicators {
            *years.entry(text(indicator.year.as_ref())).or_default() += 1;
        }
        years.into_values().max().unwrap_or_default()
    };
    let many: Vec<(&Seen<'_>, usize)> = context
        .objectives
        .iter()
        .map(|seen| (seen, busiest(seen)))
        .filter(|(_, count)| *count > most)
        .collect();
    let Some((first, count)) = many.first() else { return };
    let message = match many.len() {
        1 => format!("{}: {count} indicatori, più di {most}", first.name()),
        objectives => {
            format!("{objectives} obiettivi hanno più di {most} indicatori; il primo è {}", first.name())
        }
    };
    report.plan("NUM-009", first.objective.place, message);
}

/// `NUM-010`: an objective without phases, where nearly all have some.
fn without_phases(context: &Context<'_>, report: &mut Report) {
    let bare: Vec<&Seen<'_>> =
        context.objectives.iter().filter(|seen| seen.objective.phases.is_empty()).collect();
    if bare.len() * 5 > context.objectives.len() {
        return;
    }
    for seen in bare {
        let message = format!("{}: nessuna fase, che quasi tutte le altre schede hanno", seen.name());
        report.objective("NUM-010", seen, None, message);
    }
}

/// How much closer, in thousandths, an indicator must be to the phase of the other.
const CLEARLY: usize = 150;

/// `NUM-011`: two indicators, each of which measures the phase that the other names.
fn swapped_indicators(context: &Context<'_>, report: &mut Report) {
    for seen in &context.objectives {
        let phases: HashMap<u32, &Phase> = numbered(seen).into_iter().flatten().collect();
        for pair in seen.objective.indicators.windows(2) {
            let [first, second] = pair else { continue };
            let of = |indicator: &Indicator| {
                let number = plain_number(text(indicator.phase.as_ref()))?;
                Some((number, *phases.get(&number)?))
            };
            let (Some((one, own)), Some((two, other))) = (of(first), of(second)) else { continue };
            if one != two && strays(first, own, other) && strays(second, other, own) {
                let message = format!(
                    "{}: gli indicatori delle fasi {one} e {two} sembrano scambiati: «{}» somiglia alla fase {two}, \
                     «{}» alla {one}",
                    seen.name(),
                    short(text(first.text.as_ref()), 60),
                    short(text(second.text.as_ref()), 60)
                );
                report.objective("NUM-011", seen, place(first.text.as_ref()), message);
            }
        }
    }
}

/// Whether an indicator speaks of another phase much more than of its own.
fn strays(indicator: &Indicator, own: &Phase, other: &Phase) -> bool {
    let words = telling_words(text(indicator.text.as_ref()));
    let to = |phase: &Phase| likeness(&words, &telling_words(text(phase.text.as_ref())));
    to(other) > to(own) + CLEARLY
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_out_of_codes() {
        assert_eq!(plain_number("N° 5"), Some(5));
        assert_eq!(plain_number("5."), Some(5));
        assert_eq!(plain_number("A.1.5"), None);
        assert_eq!(code_key("A 1. 4"), code_key("a.1.4"));
        assert_ne!(code_key("A.1.1"), code_key("A.11"));
    }
}
