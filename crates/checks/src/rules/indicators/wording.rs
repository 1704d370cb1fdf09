//! Indicators that measure little or nothing, by their words.

use std::collections::{HashMap, HashSet};

use domain::plan::{Indicator, Phase};
use domain::text::folded;
use domain::{Place, Read, Target, Weight};
use jiff::civil::Date;

use super::{each, form_has, name, of_name, target};
use crate::context::{Context, place, text};
use crate::moment::written;
use crate::report::Report;
use crate::words::{JOINING, says, short, word_set};

/// The two terms of a ratio.
fn terms(words: &str) -> Option<(&str, &str)> {
    let mut parts = words.split(" / ");
    let (numerator, denominator) = (parts.next()?, parts.next()?);
    parts.next().is_none().then_some((numerator, denominator))
}

/// `IND-009`: numerator and denominator in the same words.
pub fn same_terms(context: &Context<'_>, report: &mut Report) {
    for (seen, indicator) in each(context) {
        for read in [indicator.formula.as_ref(), indicator.text.as_ref()].into_iter().flatten() {
            let Some((numerator, denominator)) = terms(&read.verbatim) else { continue };
            if !folded(numerator).is_empty() && word_set(numerator) == word_set(denominator) {
                let message = format!(
                    "{}: {} divide «{}» per le stesse parole",
                    seen.name(),
                    name(indicator),
                    short(numerator, 40)
                );
                report.objective("IND-009", seen, read.place, message);
            }
        }
    }
}

/// `IND-010`: yes or no weighs more than half of an objective.
pub fn heavy_yes_or_no(context: &Context<'_>, report: &mut Report) {
    let Some(most) = context.year.and_then(|year| context.law.in_year("indicator.boolean", year)) else {
        return;
    };
    let Ok(most) = most.value.to_string().parse::<Weight>() else { return };
    for (seen, indicator) in each(context) {
        let boolean = matches!(target(context, indicator).and_then(Read::certain), Some(Target::YesNo(_)));
        let weight = indicator.weight.as_ref().and_then(Read::certain);
        if let Some(weight) = weight.filter(|weight| boolean && **weight > most) {
            let message = format!("{}: {} è sì o no e pesa {weight} %", seen.name(), name(indicator));
            report.objective("IND-010", seen, place(indicator.weight.as_ref()), message);
        }
    }
}

/// `IND-014`: objectives measured by their deadlines alone, told once.
pub fn only_deadlines(context: &Context<'_>, report: &mut Report) {
    let timed = |indicator: &Indicator| {
        let target = target(context, indicator).and_then(Read::certain);
        matches!(target, Some(Target::Deadline(_) | Target::Deadlines(_) | Target::Period { .. }))
    };
    let mut places: Vec<Place> = Vec::new();
    for seen in &context.objectives {
        let indicators = &seen.objective.indicators;
        if !indicators.is_empty() && indicators.iter().all(timed) {
            places.extend(seen.objective.place);
        }
    }
    if let Some(first) = places.first() {
        let count = places.len();
        let all = context.objectives.len();
        let message = match count {
            1 => format!("un obiettivo su {all} è misurato solo da scadenze"),
            _ => format!("{count} obiettivi su {all} sono misurati solo da scadenze"),
        };
        report.plan("IND-014", Some(*first), message).also_at(places);
    }
}

/// Indicators that fit any objective, folded, and how such indicators end.
const GENERIC: &[&str] = &[
    "relazione",
    "relazione finale",
    "report",
    "report finale",
    "realizzazione attivita",
    "realizzazione delle attivita",
    "realizzazione dell attivita",
    "realizzazione attivita previste",
    "indicatore temporale",
    "indicatori temporali",
    "svolgimento attivita",
    "svolgimento delle attivita",
    "atti",
    "si/no",
    "rispetto dei tempi previsti",
    "raggiungimento dell obiettivo",
];
const TAILS: &[&str] = &["al raggiungimento dell obiettivo", "il raggiungimento dell obiettivo"];

/// `IND-015`: indicators that fit any objective, each wording told once.
pub fn generic(context: &Context<'_>, report: &mut Report) {
    let mut order: Vec<(String, &str, Vec<Place>)> = Vec::new();
    let mut known: HashMap<String, usize> = HashMap::new();
    let generic: HashSet<Vec<&str>> = GENERIC.iter().map(|words| telling(words)).collect();
    for (_, indicator) in each(context) {
        let words = folded(text(indicator.text.as_ref()));
        let telling = telling(&words);
        let is_generic = generic.contains(&telling) || TAILS.iter().any(|tail| words.ends_with(tail));
        if let Some(place) = indicator.place.filter(|_| is_generic) {
            let at = *known.entry(words.clone()).or_insert_with(|| {
                order.push((words, text(indicator.text.as_ref()), Vec::new()));
                order.len() - 1
            });
            if let Some((_, _, places)) = order.get_mut(at) {
                places.push(place);
            }
        }
    }
    for (_, words, places) in &order {
        let times = if places.len() > 1 { format!(" ({} volte)", places.len()) } else { String::new() };
        let message =
            format!("«{}» va bene per qualunque obiettivo e non ne misura nessuno{times}", short(words, 70));
        report.plan("IND-015", places.first().copied(), message).also_at(places.iter().copied());
    }
}

/// The words of a folded text that do not only join others.
fn telling(words: &str) -> Vec<&str> {
    words.split(' ').filter(|word| word.len() > 2 && !JOINING.contains(word)).collect()
}

/// `IND-016`: what is expected holds only if something happens.
pub fn conditional(context: &Context<'_>, report: &mut Report) {
    let condition_of = |target: Option<&Target>| match target {
        Some(Target::Conditional { condition, .. }) => Some(condition.clone()),
        _ => None,
    };
    for (seen, indicator) in each(context) {
        for read in indicator.targets.values() {
            if let Some(condition) = condition_of(read.certain()) {
                let what = format!("l'atteso {} vale solo «{}»", of_name(indicator), short(&condition, 60));
                report.objective("IND-016", seen, read.place, format!("{}: {what}", seen.name()));
            }
        }
    }
    // Where the form has no expected values, what is expected stands in the phases.
    let in_phases = !form_has(context, "indicator", "targets");
    let may_be_conditional = |phase: &&Phase| meaning::target::may_state_condition(text(phase.text.as_ref()));
    for seen in context.objectives.iter().filter(|_| in_phases) {
        for phase in seen.objective.phases.iter().filter(may_be_conditional) {
            let targets = meaning::target::parse(text(phase.text.as_ref()));
            if let Some(condition) = condition_of(targets.first()) {
                let what = format!(
                    "«{}» vale solo «{}»",
                    short(text(phase.text.as_ref()), 50),
                    short(&condition, 60)
                );
                report.objective(
                    "IND-016",
                    seen,
                    place(phase.text.as_ref()),
                    format!("{}: {what}", seen.name()),
                );
            }
        }
    }
}

/// `IND-018`: the final value is known too late to be measured.
pub fn known_late(context: &Context<'_>, report: &mut Report) {
    let own = context.method.smvp.measurement_deadline;
    let Some(last) = own.or_else(|| context.year.and_then(|year| end_of_february(year.checked_add(1)?)))
    else {
        return;
    };
    for (seen, indicator) in each(context) {
        let available = indicator.available.as_ref().and_then(Read::certain);
        if let Some(day) = available.filter(|day| **day > last) {
            let message = format!(
                "{}: il valore {} si conosce il {}, dopo il termine della misurazione ({})",
                seen.name(),
                of_name(indicator),
                written(*day),
                written(last)
            );
            report.objective("IND-018", seen, place(indicator.available.as_ref()), message);
        }
    }
}

fn end_of_february(year: i16) -> Option<Date> {
    Date::new(year, 2, 28).ok()
}

/// `IND-021`: the source of the data is the word of who is measured.
pub fn own_word_as_source(context: &Context<'_>, report: &mut Report) {
    const OWN: &[&str] = &[
        "autodichiarazione",
        "autocertificazione",
        "autovalutazione",
        "dichiarazione del responsabile",
        "dichiarazione del dirigente",
        "dichiarazione dell ufficio",
    ];
    for (seen, indicator) in each(context) {
        let source = text(indicator.source.as_ref());
        if says(&folded(source), OWN) {
            let message =
                format!("{}: la fonte {} è «{}»", seen.name(), of_name(indicator), short(source, 40));
            report.objective("IND-021", seen, place(indicator.source.as_ref()), message);
        }
    }
}

/// `IND-022`: an inequality that is written the wrong way round; `IND-023`: a difference of times
/// written as a ratio.
pub fn formulas_in_text(context: &Context<'_>, report: &mut Report) {
    for seen in &context.objectives {
        let objective = seen.objective;
        let phases =
            objective.phases.iter().flat_map(|phase| [phase.text.as_ref(), phase.description.as_ref()]);
        let indicators =
            objective.indicators.iter().flat_map(|one| [one.text.as_ref(), one.formula.as_ref()]);
        let reads = std::iter::once(objective.description.as_ref()).chain(phases).chain(indicators).flatten();
        for read in reads {
            if let Some(quote) = reversed_inequality(&read.verbatim) {
                let message = format!("{}: «{quote}» dice meno, ma intende più", seen.name());
                report.objective("IND-022", seen, read.place, message);
            }
            if let Some((at, quote)) = ratio_of_times(&read.verbatim) {
                let message = format!(
                    "{}: «{}» è una differenza di tempi, non un rapporto",
                    seen.name(),
                    short(&quote, 90)
                );
                report.objective("IND-023", seen, read.place_of(at), message);
            }
        }
    }
}

/// `70%< buono`: a number less than a word of praise.
fn reversed_inequality(words: &str) -> Option<String> {
    const GOOD: [&str; 5] = ["buono", "ottimo", "positivo", "sufficiente", "soddisfatto"];
    let (at, _) = words.match_indices('<').find(|(at, _)| {
        let before = words.get(..*at).unwrap_or_default().trim_end();
        let after =
            folded(words.get(at + 1..).unwrap_or_default().split_whitespace().next().unwrap_or_default());
        before.ends_with('%') && GOOD.iter().any(|word| after.starts_with(word))
    })?;
    let start = words.get(..at)?.trim_end().rfind(' ').map_or(0, |space| space + 1);
    let tail: String = words.get(at..)?.split_whitespace().take(2).collect::<Vec<_>>().join(" ");
    Some(format!("{}{tail}", words.get(start..at)?))
}

/// `mese di cessazione/mese di assunzione`: a time over a time.
fn ratio_of_times(words: &str) -> Option<(usize, String)> {
    const TIMES: [&str; 4] = ["mese", "data", "giorno", "ora"];
    words.match_indices('/').find_map(|(at, _)| {
        let before = words.get(..at)?;
        let after: String = words.get(at + 1..)?.chars().take(80).collect();
        let first = after.split(' ').next().filter(|first| first.len() <= 10)?;
        let time = TIMES.iter().find(|time| folded(first) == **time)?;
        let followed =
            after.split_whitespace().nth(1).is_some_and(|word| matches!(word, "di" | "del" | "della"));
        // The same time is named shortly before, and with what it is of.
        let near: Vec<&str> = before.split_whitespace().rev().take(8).collect();
        let from = near.iter().position(|word| folded(word) == **time).filter(|from| *from > 0)?;
        let of = near.get(from - 1).is_some_and(|word| matches!(*word, "di" | "del" | "della"));
        (followed && of).then(|| {
            let head: Vec<&str> = near.iter().take(from + 1).rev().copied().collect();
            let tail: Vec<&str> = after.split_whitespace().take(6).collect();
            (at, format!("{}/{}", head.join(" "), tail.join(" ")))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_inequality_is_seen_the_wrong_way_round() {
        assert_eq!(reversed_inequality("giudizi: 80%< buono").as_deref(), Some("80%< buono"));
        assert_eq!(reversed_inequality("buono > 80%"), None);
    }

    #[test]
    fn a_time_over_a_time_is_a_difference() {
        assert!(ratio_of_times("mese di fine lavori/mese di consegna <= 2 mesi").is_some());
        assert_eq!(ratio_of_times("giorno/notte"), None);
        assert_eq!(ratio_of_times("pratiche evase/pratiche ricevute"), None);
    }
}
