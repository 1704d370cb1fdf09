//! Indicators and expected values (family IND).

use std::collections::{HashMap, HashSet};

use domain::plan::{Indicator, Objective, Phase};
use domain::target::{Measure, Operator};
use domain::text::folded;
use domain::{Place, Read, Target, Weight};
use jiff::civil::Date;
use rust_decimal::Decimal;

use super::Rule;
use crate::context::{Context, Seen, place, text};
use crate::moment::{Step, written, year_of};
use crate::report::Report;
use crate::words::{JOINING, listed, says, short, word_set};

/// The rules of the family.
pub const RULES: &[Rule] = &[
    objectives_without,
    without_target,
    target_of_other_year,
    unit_against_target,
    name_against_target,
    sentence_as_unit,
    over_hundred,
    percent_without_sign,
    same_terms,
    heavy_yes_or_no,
    against_baseline,
    polarity_against_operator,
    only_deadlines,
    generic,
    conditional,
    zero_in_words,
    known_late,
    missing_fields,
    own_word_as_source,
    formulas_in_text,
    phases_unmeasured,
];

/// `l'indicatore «Tempo medio…»`.
fn name(indicator: &Indicator) -> String {
    match text(indicator.text.as_ref()) {
        "" => format!("l'indicatore senza testo (unità «{}»)", short(text(indicator.unit.as_ref()), 40)),
        words => format!("l'indicatore «{}»", short(words, 60)),
    }
}

/// `dell'indicatore «Tempo medio…»`.
fn of_name(indicator: &Indicator) -> String {
    format!("del{}", name(indicator))
}

/// The indicators with their objectives.
fn each<'a>(context: &'a Context<'_>) -> impl Iterator<Item = (&'a Seen<'a>, &'a Indicator)> {
    context.objectives.iter().flat_map(|seen| seen.objective.indicators.iter().map(move |one| (seen, one)))
}

/// Whether the form has a place for a field.
fn form_has(context: &Context<'_>, entity: &str, field: &str) -> bool {
    let sections = &context.method.sections;
    let blocks = sections.iter().flat_map(|s| s.blocks.iter().chain(s.record.iter().flat_map(|r| &r.blocks)));
    blocks.flat_map(method::model::Block::paths).any(|path| {
        path.entity.name == entity && path.field.0.is_some_and(|definition| definition.name == field)
    })
}

/// The target of the plan year, or of the year the indicator belongs to.
fn target<'a>(context: &Context<'_>, indicator: &'a Indicator) -> Option<&'a Read<Target>> {
    let year = year_of(indicator.year.as_ref()).or(context.year)?;
    indicator.targets.get(&year.to_string())
}

/// `IND-001`: an objective without indicators; `IND-002` when they stand in its text.
fn objectives_without(context: &Context<'_>, report: &mut Report) {
    let mut copies: HashMap<String, (usize, &Seen<'_>)> = HashMap::new();
    let mut order: Vec<String> = Vec::new();
    for seen in context.objectives.iter().filter(|seen| seen.objective.indicators.is_empty()) {
        if let Some((at, quote)) = indicators_in_text(seen.objective) {
            let message =
                format!("{}: gli indicatori stanno nel testo: «{}»", seen.name(), short(&quote, 160));
            report.objective("IND-002", seen, at, message);
            continue;
        }
        let title = folded(seen.title());
        let known = copies.entry(title.clone()).or_insert((0, seen));
        known.0 += 1;
        if known.0 == 1 {
            order.push(title);
        }
    }
    for (count, seen) in order.iter().filter_map(|title| copies.get(title)) {
        let others = match count {
            1 => String::new(),
            2 => ", e così l'altra scheda con lo stesso titolo".to_owned(),
            _ => format!(", e così le altre {} schede con lo stesso titolo", count - 1),
        };
        report.objective("IND-001", seen, None, format!("{}: nessun indicatore{others}", seen.name()));
    }
}

/// A list of indicators in a description, a note or a phase: its place and what it says.
fn indicators_in_text(objective: &Objective) -> Option<(Option<Place>, String)> {
    let phases = objective.phases.iter().flat_map(|phase| [phase.description.as_ref(), phase.text.as_ref()]);
    let reads =
        std::iter::once(objective.description.as_ref()).chain(objective.notes.iter().map(Some)).chain(phases);
    reads.flatten().find_map(|read| Some((read.place, list_of_indicators(&read.verbatim)?)))
}

/// What follows *Indicatori:* (*INDICATORE 1:*, *Indicatori e target*) in a text.
fn list_of_indicators(words: &str) -> Option<String> {
    const WORDS: [&str; 6] =
        ["Indicatori", "Indicatore", "INDICATORI", "INDICATORE", "indicatori:", "indicatore:"];
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
    listed.then(|| found.trim().to_owned())
}

/// `IND-003`: an indicator without any expected value; `IND-004` when the form has no place for it.
fn without_target(context: &Context<'_>, report: &mut Report) {
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
            let message = format!("{}: {} non ha un valore atteso", seen.name(), name(indicator));
            report.objective("IND-003", seen, indicator.place, message);
        }
    }
}

/// `IND-005`: no expected value for the plan year, but a value for others or in another column.
fn target_of_other_year(context: &Context<'_>, report: &mut Report) {
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

/// What a unit of measure says of its values.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum UnitKind {
    Day,
    Percent,
    Number,
    YesNo,
}

fn unit_kind(unit: &str) -> Option<UnitKind> {
    match folded(unit).as_str() {
        "data" | "temporale" | "scadenza" | "termine" => Some(UnitKind::Day),
        "%" | "percentuale" | "perc" | "in %" => Some(UnitKind::Percent),
        "numero" | "n" | "num" | "nr" | "n°" | "numerico" => Some(UnitKind::Number),
        "si/no" | "s/n" | "si no" => Some(UnitKind::YesNo),
        _ => None,
    }
}

/// What a target is measured in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum ValueKind {
    Time,
    Percent,
    Number,
    Money,
    YesNo,
}

fn value_kind(target: &Target) -> Option<ValueKind> {
    let of_measure = |measure: &Measure| match measure {
        Measure::Percent(_) => Some(ValueKind::Percent),
        Measure::Number(_) | Measure::Quantity { .. } => Some(ValueKind::Number),
        Measure::Money(_) => Some(ValueKind::Money),
        Measure::Days { .. } => Some(ValueKind::Time),
    };
    match target {
        Target::Amount { measure, .. } | Target::Range { from: measure, .. } => of_measure(measure),
        Target::Deadline(_) | Target::Deadlines(_) | Target::Period { .. } => Some(ValueKind::Time),
        Target::YesNo(_) => Some(ValueKind::YesNo),
        _ => None,
    }
}

/// `IND-006`: the unit of measure does not fit the expected value; also in what is left of lost forms.
fn unit_against_target(context: &Context<'_>, report: &mut Report) {
    for (seen, indicator) in each(context) {
        if let Some((place, message)) = misfit(context, indicator) {
            report.objective("IND-006", seen, place, format!("{}: {message}", seen.name()));
        }
    }
    for indicator in context.plan.fragments.iter().flat_map(|fragment| &fragment.indicators) {
        if let Some((place, message)) = misfit(context, indicator) {
            report.plan("IND-006", place, message);
        }
    }
}

fn misfit(context: &Context<'_>, indicator: &Indicator) -> Option<(Option<Place>, String)> {
    let unit = text(indicator.unit.as_ref());
    let read = target(context, indicator)?;
    let value = read.certain().and_then(value_kind)?;
    let fits = match unit_kind(unit)? {
        UnitKind::Day => value == ValueKind::Time,
        // A number without its sign is told apart (`IND-008`).
        UnitKind::Percent => matches!(value, ValueKind::Percent | ValueKind::Number),
        UnitKind::Number => value == ValueKind::Number,
        UnitKind::YesNo => value == ValueKind::YesNo,
    };
    let message =
        format!("{} ha per unità «{unit}», ma l'atteso è «{}»", name(indicator), short(&read.verbatim, 40));
    (!fits).then(|| (read.place.or(indicator.place), message))
}

/// `IND-006`: an indicator called a number whose expected value is none.
fn name_against_target(context: &Context<'_>, report: &mut Report) {
    const PARTS: &[&str] = &["su", "sul", "rispetto", "totale", "percentuale", "tasso"];
    for (seen, indicator) in each(context) {
        let words = folded(text(indicator.text.as_ref()));
        let first = words.split(' ').next().unwrap_or_default();
        if !matches!(first, "numero" | "n" | "num" | "n°") || says(&words, PARTS) || words.contains('/') {
            continue;
        }
        let unit = text(indicator.unit.as_ref());
        // A unit that does not fit is told already.
        let told = unit_kind(unit) == Some(UnitKind::Number);
        let Some(read) = target(context, indicator) else { continue };
        let of_time = words.contains("giorn") || words.contains("ore");
        let wrong = match read.certain().and_then(value_kind) {
            Some(ValueKind::Percent) => true,
            Some(ValueKind::Time) => !of_time,
            _ => false,
        };
        if wrong && !told {
            let message = format!(
                "{}: {} si chiama numero, ma l'atteso è «{}»",
                seen.name(),
                name(indicator),
                short(&read.verbatim, 40)
            );
            report.objective("IND-006", seen, read.place.or(indicator.place), message);
        }
    }
}

/// `IND-006`: a sentence in the place of the unit of measure.
fn sentence_as_unit(context: &Context<'_>, report: &mut Report) {
    const LONGEST: usize = 45;
    for (seen, indicator) in each(context) {
        let unit = text(indicator.unit.as_ref());
        if unit.chars().count() > LONGEST {
            let message = format!(
                "{}: l'unità di misura {} è una frase: «{}»",
                seen.name(),
                of_name(indicator),
                short(unit, 60)
            );
            report.objective("IND-006", seen, place(indicator.unit.as_ref()), message);
        }
    }
}

/// `IND-007`: a percentage over 100 of what cannot be more than the whole.
fn over_hundred(context: &Context<'_>, report: &mut Report) {
    const GROWING: &[&str] = &[
        "incremento",
        "aumento",
        "crescita",
        "rispetto",
        "variazione",
        "scostamento",
        "ampliamento",
        "miglioramento",
    ];
    for (seen, indicator) in each(context) {
        let words = folded(text(indicator.text.as_ref()));
        for read in indicator.targets.values().filter(|_| !says(&words, GROWING)) {
            let Some(Target::Amount { measure: Measure::Percent(percent), .. }) = read.certain() else {
                continue;
            };
            let grows = says(&folded(&read.verbatim), GROWING);
            if *percent > Decimal::ONE_HUNDRED && !grows {
                let message = format!(
                    "{}: {} ha per atteso «{}»",
                    seen.name(),
                    name(indicator),
                    short(&read.verbatim, 40)
                );
                report.objective("IND-007", seen, read.place.or(indicator.place), message);
            }
        }
    }
}

/// `IND-008`: expected percentages written without their sign, told once.
fn percent_without_sign(context: &Context<'_>, report: &mut Report) {
    let mut places: Vec<Place> = Vec::new();
    let mut example = String::new();
    for (_, indicator) in each(context) {
        let percent = unit_kind(text(indicator.unit.as_ref())) == Some(UnitKind::Percent);
        let Some(read) = target(context, indicator).filter(|_| percent) else { continue };
        let bare = matches!(read.certain(), Some(Target::Amount { measure: Measure::Number(_), .. }));
        if bare {
            places.extend(read.place.or(indicator.place));
            if example.is_empty() {
                example.clone_from(&read.verbatim);
            }
        }
    }
    if let Some(first) = places.first() {
        let message =
            format!("percentuali attese scritte senza «%» ({}), per esempio «{example}»", lines(&places));
        report.plan("IND-008", Some(*first), message);
    }
}

/// `riga 12`, `righe 12, 14 e altre 3`.
fn lines(places: &[Place]) -> String {
    const SHOWN: usize = 12;
    let shown: Vec<String> = places.iter().take(SHOWN).map(|place| place.line.to_string()).collect();
    match places.len() {
        1 => format!("riga {}", listed(&shown)),
        count if count > SHOWN => format!("righe {} e altre {}", shown.join(", "), count - SHOWN),
        _ => format!("righe {}", listed(&shown)),
    }
}

/// The two terms of a ratio.
fn terms(words: &str) -> Option<(&str, &str)> {
    let mut parts = words.split(" / ");
    let (numerator, denominator) = (parts.next()?, parts.next()?);
    parts.next().is_none().then_some((numerator, denominator))
}

/// `IND-009`: numerator and denominator in the same words.
fn same_terms(context: &Context<'_>, report: &mut Report) {
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
fn heavy_yes_or_no(context: &Context<'_>, report: &mut Report) {
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

/// Whether a higher value is better, as printed.
fn higher_is_better(polarity: &str) -> Option<bool> {
    let words = folded(polarity);
    let higher = ["maggiore", "crescente", "piu alto", "in aumento", "alto", "+"];
    let lower = ["minore", "decrescente", "piu basso", "in diminuzione", "basso", "-"];
    if lower.iter().any(|word| words.starts_with(word)) {
        Some(false)
    } else if higher.iter().any(|word| words.starts_with(word)) {
        Some(true)
    } else {
        None
    }
}

/// The amount a value is, with its kind.
fn amount(target: &Target) -> Option<(ValueKind, Decimal)> {
    let Target::Amount { measure, .. } = target else { return None };
    match measure {
        Measure::Number(number) | Measure::Quantity { number, .. } => Some((ValueKind::Number, *number)),
        Measure::Percent(number) => Some((ValueKind::Percent, *number)),
        Measure::Days { days, .. } => Some((ValueKind::Time, *days)),
        Measure::Money(_) => None,
    }
}

/// `IND-011`: an expected value worse than the starting one; `IND-012`: no better than that, or than
/// what the year before has reached.
fn against_baseline(context: &Context<'_>, report: &mut Report) {
    let keeps = |seen: &Seen<'_>| folded(text(seen.objective.aim.as_ref())).contains("mantenimento");
    for (seen, indicator) in each(context).filter(|(seen, _)| !keeps(seen)) {
        let Some(read) = target(context, indicator) else { continue };
        let expected = read.certain().and_then(amount);
        let better = higher_is_better(text(indicator.polarity.as_ref()));
        let (Some(expected), Some(higher)) = (expected, better) else { continue };
        let start = indicator.baseline.as_ref();
        let from_start = start.and_then(Read::certain).and_then(amount);
        let last = last_year(context, indicator);
        let (code, what, than) = match (from_start, last) {
            (Some(from), _) if is_worse(expected, from, higher) => {
                ("IND-011", "è peggiore di quello da cui si parte", text(start))
            }
            (Some(from), _) if expected == from => ("IND-012", "è quello da cui si parte", text(start)),
            (_, Some((from, words))) if expected == from || is_worse(expected, from, higher) => {
                ("IND-012", "è già stato raggiunto l'anno prima", words)
            }
            _ => continue,
        };
        let message = format!(
            "{}: l'atteso {} («{}») {what} («{}»)",
            seen.name(),
            of_name(indicator),
            short(&read.verbatim, 30),
            short(than, 30)
        );
        report.objective(code, seen, read.place.or(indicator.place), message);
    }
}

/// The value reached in the year before the plan, with its words.
fn last_year<'a>(context: &Context<'_>, indicator: &'a Indicator) -> Option<((ValueKind, Decimal), &'a str)> {
    let year = context.year?.checked_sub(1)?;
    let words = indicator.history.get(&year.to_string())?.verbatim.as_str();
    let targets = meaning::target::parse(words);
    Some((targets.first().and_then(amount)?, words))
}

/// Whether a value is worse than another of the same kind.
fn is_worse(value: (ValueKind, Decimal), than: (ValueKind, Decimal), higher: bool) -> bool {
    value.0 == than.0 && value.1 != than.1 && (value.1 > than.1) != higher
}

/// `IND-013`: less is better, but at least so much is asked, or the other way round.
fn polarity_against_operator(context: &Context<'_>, report: &mut Report) {
    for (seen, indicator) in each(context) {
        let Some(read) = target(context, indicator) else { continue };
        let polarity = text(indicator.polarity.as_ref());
        let Some(higher) = higher_is_better(polarity) else { continue };
        let Some(Target::Amount { operator, .. }) = read.certain() else { continue };
        let wrong = match operator {
            Operator::AtLeast | Operator::MoreThan => !higher,
            Operator::AtMost | Operator::LessThan => higher,
            Operator::Exactly => false,
        };
        if wrong {
            let message = format!(
                "{}: {} ha verso «{polarity}», ma l'atteso è «{}»",
                seen.name(),
                name(indicator),
                short(&read.verbatim, 40)
            );
            report.objective("IND-013", seen, read.place.or(indicator.place), message);
        }
    }
}

/// `IND-014`: objectives measured by their deadlines alone, told once.
fn only_deadlines(context: &Context<'_>, report: &mut Report) {
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
            1 => format!("un obiettivo su {all} è misurato solo da scadenze ({})", lines(&places)),
            _ => format!("{count} obiettivi su {all} sono misurati solo da scadenze ({})", lines(&places)),
        };
        report.plan("IND-014", Some(*first), message);
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
fn generic(context: &Context<'_>, report: &mut Report) {
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
        let message = format!(
            "«{}» va bene per qualunque obiettivo e non ne misura nessuno ({})",
            short(words, 70),
            lines(places)
        );
        report.plan("IND-015", places.first().copied(), message);
    }
}

/// The words of a folded text that do not only join others.
fn telling(words: &str) -> Vec<&str> {
    words.split(' ').filter(|word| word.len() > 2 && !JOINING.contains(word)).collect()
}

/// `IND-016`: what is expected holds only if something happens.
fn conditional(context: &Context<'_>, report: &mut Report) {
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

/// `IND-017`: a number written twice, in figures and in words.
fn zero_in_words(context: &Context<'_>, report: &mut Report) {
    const WORDS: [&str; 6] = ["(zero)", "(uno)", "(due)", "(tre)", "(cinque)", "(dieci)"];
    for (seen, indicator) in each(context) {
        for read in indicator.targets.values() {
            let low = read.verbatim.to_lowercase();
            if WORDS.iter().any(|word| low.contains(word)) {
                let message = format!(
                    "{}: l'atteso {} è scritto «{}»",
                    seen.name(),
                    of_name(indicator),
                    short(&read.verbatim, 40)
                );
                report.objective("IND-017", seen, read.place, message);
            }
        }
    }
}

/// `IND-018`: the final value is known too late to be measured.
fn known_late(context: &Context<'_>, report: &mut Report) {
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
fn missing_fields(context: &Context<'_>, report: &mut Report) {
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
fn phases_unmeasured(context: &Context<'_>, report: &mut Report) {
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
        report.objective("IND-024", seen, at, format!("{}: {said}", seen.name()));
    }
}

/// `IND-021`: the source of the data is the word of who is measured.
fn own_word_as_source(context: &Context<'_>, report: &mut Report) {
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
fn formulas_in_text(context: &Context<'_>, report: &mut Report) {
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
            if let Some(quote) = ratio_of_times(&read.verbatim) {
                let message = format!(
                    "{}: «{}» è una differenza di tempi, non un rapporto",
                    seen.name(),
                    short(&quote, 90)
                );
                report.objective("IND-023", seen, read.place, message);
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
fn ratio_of_times(words: &str) -> Option<String> {
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
            format!("{}/{}", head.join(" "), tail.join(" "))
        })
    })
}

#[cfg(test)]
mod tests {
    use domain::target::Deadline;

    use super::*;

    #[test]
    fn a_list_of_indicators_is_found_in_a_text() {
        assert_eq!(
            list_of_indicators("Si aprono tre sportelli. Indicatori: sportelli aperti 3").as_deref(),
            Some("Indicatori: sportelli aperti 3")
        );
        assert_eq!(list_of_indicators("Tale indicatore è migliore di quello dell'anno prima"), None);
        assert!(list_of_indicators("INDICATORE 1: almeno 40 pratiche").is_some());
    }

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

    #[test]
    fn units_and_values_have_kinds() {
        assert_eq!(unit_kind("N."), Some(UnitKind::Number));
        assert_eq!(unit_kind("S/N"), Some(UnitKind::YesNo));
        assert_eq!(value_kind(&Target::Deadline(Deadline::Year(2026))), Some(ValueKind::Time));
    }
}
