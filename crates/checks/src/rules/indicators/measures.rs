//! Units of measure and expected values that do not fit each other.

use domain::plan::Indicator;
use domain::target::Measure;
use domain::text::folded;
use domain::{Place, Target};
use rust_decimal::Decimal;

use super::{each, name, of_name, target};
use crate::context::{Context, place, text};
use crate::report::Report;
use crate::words::{says, short};

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
pub enum ValueKind {
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
pub fn unit_against_target(context: &Context<'_>, report: &mut Report) {
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
pub fn name_against_target(context: &Context<'_>, report: &mut Report) {
    const PARTS: &[&str] = &["rapporto", "su", "sul", "rispetto", "totale", "percentuale", "tasso"];
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
pub fn sentence_as_unit(context: &Context<'_>, report: &mut Report) {
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
pub fn over_hundred(context: &Context<'_>, report: &mut Report) {
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
        let grows = |text: &str| says(&folded(text), GROWING);
        for read in indicator.targets.values() {
            let Some(Target::Amount { measure: Measure::Percent(percent), .. }) = read.certain() else {
                continue;
            };
            let high = *percent > Decimal::ONE_HUNDRED;
            if high && !grows(text(indicator.text.as_ref())) && !grows(&read.verbatim) {
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
pub fn percent_without_sign(context: &Context<'_>, report: &mut Report) {
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
        let message = match places.len() {
            1 => format!("percentuale attesa scritta senza «%»: «{example}»"),
            count => format!("{count} percentuali attese scritte senza «%», per esempio «{example}»"),
        };
        report.plan("IND-008", Some(*first), message).also_at(places);
    }
}

/// `IND-017`: a number written twice, in figures and in words.
pub fn zero_in_words(context: &Context<'_>, report: &mut Report) {
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

#[cfg(test)]
mod tests {
    use super::*;
    use domain::target::Deadline;

    #[test]
    fn units_and_values_have_kinds() {
        assert_eq!(unit_kind("N."), Some(UnitKind::Number));
        assert_eq!(unit_kind("S/N"), Some(UnitKind::YesNo));
        assert_eq!(value_kind(&Target::Deadline(Deadline::Year(2026))), Some(ValueKind::Time));
    }
}
