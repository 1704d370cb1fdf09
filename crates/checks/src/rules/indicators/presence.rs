//! Which indicators and which of their fields are missing.

use std::collections::{HashMap, HashSet};

use domain::Place;
use domain::plan::{Indicator, Objective};
use domain::text::folded;

use super::{each, form_has, name, target};
use crate::context::{Context, Seen, text};
use crate::moment::Step;
use crate::report::Report;
use crate::words::{listed, short, telling_words};

/// `IND-001`: an objective without indicators; `IND-002` when they stand in its text.
pub fn objectives_without(context: &Context<'_>, report: &mut Report) {
    let mut copies: HashMap<String, Vec<&Seen<'_>>> = HashMap::new();
    let mut order: Vec<String> = Vec::new();
    for seen in context.objectives.iter().filter(|seen| seen.objective.indicators.is_empty()) {
        if let Some((at, quote)) = indicators_in_text(seen.objective) {
            let message =
                format!("{}: gli indicatori stanno nel testo: «{}»", seen.name(), short(&quote, 160));
            report.objective("IND-002", seen, at, message);
            continue;
        }
        let title = folded(seen.title());
        let known = copies.entry(title.clone()).or_default();
        known.push(seen);
        if known.len() == 1 {
            order.push(title);
        }
    }
    for known in order.iter().filter_map(|title| copies.get(title)) {
        let Some(seen) = known.first() else { continue };
        let count = known.len();
        let others = match count {
            1 => String::new(),
            2 => ", e così l'altra scheda con lo stesso titolo".to_owned(),
            _ => format!(", e così le altre {} schede con lo stesso titolo", count - 1),
        };
        let message = format!("{}: nessun indicatore{others}", seen.name());
        let places = known.iter().filter_map(|seen| seen.objective.place);
        report.objective("IND-001", seen, None, message).also_at(places);
    }
}

/// A list of indicators in a description, a note or a phase: its place and what it says.
fn indicators_in_text(objective: &Objective) -> Option<(Option<Place>, String)> {
    let phases = objective.phases.iter().flat_map(|phase| [phase.description.as_ref(), phase.text.as_ref()]);
    let reads =
        std::iter::once(objective.description.as_ref()).chain(objective.notes.iter().map(Some)).chain(phases);
    reads.flatten().find_map(|read| {
        let (at, quote) = list_of_indicators(&read.verbatim)?;
        Some((read.place_of(at), quote))
    })
}

/// Where it begins, and what follows: *Indicatori:* (*INDICATORE 1:*, *Indicatori e target*) in a text.
fn list_of_indicators(words: &str) -> Option<(usize, String)> {
    const WORDS: [&str; 6] =
        ["Indicatori", "Indicatore", "INDICATORI", "INDICATORE", "indicatori:", "indicatore:"];
    let may_hold = |eight: &[u8]| eight.eq_ignore_ascii_case(b"ndicator");
    if !words.as_bytes().windows(8).any(may_hold) {
        return None;
    }
    let at = WORDS.iter().filter_map(|word| words.find(word)).min()?;
    let found = words.get(at..)?;
    let (head, tail) = match found.find(':') {
        Some(colon) if colon <= 40 => (found.get(..colon)?, found.get(colon + 1..)?),
        _ => {
            // *INDICATORI - a*, *Indicatori e target a*: the word alone in capitals or at the head of a list.
            let mut words = found.split(' ');
            let word = words.next().unwrap_or_default();
            let next = words.next().unwrap_or_default();
            let heads = word.chars().all(char::is_uppercase)
                || matches!(next, "e" | "-" | "–" | "•" | "dell'obiettivo");
            (heads.then_some(word)?, found.get(word.len()..)?)
        }
    };
    let listed = head.split(' ').count() <= 5 && tail.trim().len() >= 5;
    listed.then(|| (at, found.trim().to_owned()))
}

/// `IND-003`: an indicator without any expected value; `IND-004` when the form has no place for it.
pub fn without_target(context: &Context<'_>, report: &mut Report) {
    let count = each(context).count();
    if count > 0 && !form_has(context, "indicator", "targets") {
        let first = each(context).find_map(|(_, indicator)| indicator.place);
        let message = format!(
            "il modulo non ha un posto per il valore atteso dei {count} indicatori: sta nel testo, se c'è"
        );
        report.plan("IND-004", first, message);
        return;
    }
    for (seen, indicator) in each(context) {
        if indicator.targets.is_empty() && indicator.baseline.is_none() {
            // A number in the name may be what is meant, but nobody can compute with it.
            let numbered = text(indicator.text.as_ref()).chars().any(|c| c.is_ascii_digit());
            let where_else = if numbered { ": se è il numero nel suo nome, va nel suo campo" } else { "" };
            let message = format!("{}: {} non ha un valore atteso{where_else}", seen.name(), name(indicator));
            report.objective("IND-003", seen, indicator.place, message);
        }
    }
}

/// `IND-005`: no expected value for the plan year, but a value for others or in another column.
pub fn target_of_other_year(context: &Context<'_>, report: &mut Report) {
    let Some(year) = context.year else { return };
    if !form_has(context, "indicator", "targets") {
        return;
    }
    let lacks = |indicator: &Indicator| {
        target(context, indicator).is_none()
            && !(indicator.targets.is_empty() && indicator.baseline.is_none())
    };
    let all = each(context).count();
    let without = each(context).filter(|(_, indicator)| target(context, indicator).is_none()).count();
    if all > 2 && without == all {
        let first = each(context).find_map(|(_, indicator)| indicator.place);
        let message = format!(
            "nessuno dei {all} indicatori ha un valore atteso per il {year}: le colonne del modulo sono di altri anni"
        );
        report.plan("IND-005", first, message);
        return;
    }
    for (seen, indicator) in each(context).filter(|(_, indicator)| lacks(indicator)) {
        let message = format!("{}: {} non ha un valore atteso per il {year}", seen.name(), name(indicator));
        report.objective("IND-005", seen, indicator.place, message);
    }
    later_year(context, year, report);
}

/// The same for a later year, when nearly all other indicators have a value for it.
fn later_year(context: &Context<'_>, year: i16, report: &mut Report) {
    let of_plan = || each(context).filter(|(_, one)| one.year.is_none() && !one.targets.is_empty());
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for (_, indicator) in of_plan() {
        for key in indicator.targets.keys() {
            *counts.entry(key).or_default() += 1;
        }
    }
    let all = of_plan().count();
    let mut usual: Vec<&str> = counts
        .into_iter()
        .filter(|(key, count)| key.parse::<i16>().is_ok_and(|key| key > year) && *count * 10 >= all * 9)
        .map(|(key, _)| key)
        .collect();
    usual.sort_unstable();
    for (seen, indicator) in of_plan() {
        let lacking: Vec<&str> =
            usual.iter().copied().filter(|key| !indicator.targets.contains_key(*key)).collect();
        if !lacking.is_empty() {
            let message = format!(
                "{}: {} non ha un valore atteso per il {}",
                seen.name(),
                name(indicator),
                listed(&lacking)
            );
            report.objective("IND-005", seen, indicator.place, message);
        }
    }
}

/// The fields of an indicator that the law or the guidelines ask for: name, term, whether it is there.
type Field = (&'static str, &'static str, fn(&Indicator) -> bool);

const FIELDS: &[Field] = &[
    ("text", "che cosa si misura", |indicator| indicator.text.is_some()),
    ("unit", "l'unità di misura", |indicator| indicator.unit.is_some()),
    ("formula", "la formula", |indicator| indicator.formula.is_some()),
    ("source", "la fonte", |indicator| indicator.source.is_some()),
    ("polarity", "il verso", |indicator| indicator.polarity.is_some()),
    ("baseline", "il valore di partenza", |indicator| indicator.baseline.is_some()),
    ("history", "la serie storica", |indicator| !indicator.history.is_empty()),
    ("benchmark", "il valore di confronto", |indicator| indicator.benchmark.is_some()),
    ("available", "la data in cui il valore è noto", |indicator| indicator.available.is_some()),
    ("graduation", "la graduazione", |indicator| indicator.graduation.is_some()),
    ("phase", "la fase che misura", |indicator| indicator.phase.is_some()),
];

/// `IND-019`: what the form does not ask of indicators, told once; `IND-020`: what a single one leaves
/// blank although the others say it.
pub fn missing_fields(context: &Context<'_>, report: &mut Report) {
    let count = each(context).count();
    if count == 0 {
        return;
    }
    let mut unasked: Vec<&str> = Vec::new();
    let mut asked: Vec<&Field> = Vec::new();
    for field in FIELDS {
        let filled = each(context).filter(|(_, indicator)| (field.2)(indicator)).count();
        let of_objective =
            field.0 == "baseline" && context.objectives.iter().any(|seen| seen.objective.baseline.is_some());
        // Which indicators are graded is for the evaluation system to say; of phases, for the form.
        let by_law = !matches!(field.0, "graduation" | "phase");
        if filled == 0 && by_law && !of_objective {
            unasked.push(field.1);
        } else if filled * 4 >= count * 3 {
            asked.push(field);
        }
    }
    if !unasked.is_empty() {
        let message = format!("nessuno dei {count} indicatori dice {}", listed(&unasked));
        report.plan("IND-019", each(context).find_map(|(_, indicator)| indicator.place), message);
    }
    for (seen, indicator) in each(context) {
        let lacking: Vec<&str> =
            asked.iter().filter(|field| lacks(field, indicator)).map(|field| field.1).collect();
        if !lacking.is_empty() {
            let message = format!("{}: {} non dice {}", seen.name(), name(indicator), listed(&lacking));
            report.objective("IND-020", seen, indicator.place, message);
        }
    }
}

/// Whether an indicator leaves a field blank; what has no expected value is told so, and no more.
fn lacks(field: &Field, indicator: &Indicator) -> bool {
    let valued = !indicator.targets.is_empty() || field.0 != "unit";
    !(field.2)(indicator) && valued
}

/// `IND-024`: phases that no indicator measures, where nearly all have one. An objective whose indicators name
/// no phase at all is told by `IND-020`.
pub fn phases_unmeasured(context: &Context<'_>, report: &mut Report) {
    let all: Vec<(&Seen<'_>, &[Step<'_>])> =
        context.objectives.iter().map(|seen| (seen, context.steps(seen))).collect();
    let count = all.iter().map(|(_, steps)| steps.len()).sum::<usize>();
    let measured =
        all.iter().flat_map(|(_, steps)| *steps).filter(|step| !step.indicators.is_empty()).count();
    if measured * 8 < count * 7 {
        return;
    }
    for (seen, steps) in all.iter().filter(|(_, steps)| steps.iter().any(|step| !step.indicators.is_empty()))
    {
        let mut known: HashSet<&str> = HashSet::new();
        let numbered = steps.iter().filter(|step| known.insert(text(step.phase.number.as_ref())));
        let bare: Vec<&Step<'_>> = numbered.filter(|step| step.indicators.is_empty()).collect();
        let numbers: Vec<&str> = bare.iter().map(|step| text(step.phase.number.as_ref())).collect();
        let said = match numbers.as_slice() {
            [] => continue,
            [only] => format!("la fase {only} non ha un indicatore che la misuri"),
            several => format!("le fasi {} non hanno indicatori che le misurino", listed(several)),
        };
        let at = bare.first().and_then(|step| step.phase.place);
        let misplaced = bare.iter().find_map(|step| of_another_phase(steps, step));
        let hint = misplaced.map_or_else(String::new, |indicator| {
            format!("; {} potrebbe essere della fase che non ne ha", name(indicator))
        });
        let places = bare.iter().filter_map(|step| step.phase.place);
        report
            .objective("IND-024", seen, at, format!("{}: {said}{hint}", seen.name()))
            .also_at(places.chain(misplaced.and_then(|indicator| indicator.place)));
    }
}

/// One of several indicators of another phase that has all the telling words of a phase without any.
fn of_another_phase<'a>(steps: &[Step<'a>], bare: &Step<'_>) -> Option<&'a Indicator> {
    let words = telling_words(text(bare.phase.text.as_ref()));
    let several = steps.iter().filter(|step| step.indicators.len() > 1 && words.len() > 1);
    several.flat_map(|step| step.indicators.iter().copied()).find(|indicator| {
        let own = telling_words(text(indicator.text.as_ref()));
        words.iter().all(|word| own.contains(word))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_of_indicators_is_found_in_a_text() {
        assert_eq!(
            list_of_indicators("Si aprono tre sportelli. Indicatori: sportelli aperti 3"),
            Some((25, "Indicatori: sportelli aperti 3".to_owned()))
        );
        assert_eq!(list_of_indicators("Tale indicatore è migliore di quello dell'anno prima"), None);
        assert!(list_of_indicators("INDICATORE 1: almeno 40 pratiche").is_some());
    }
}
