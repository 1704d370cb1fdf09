//! Expected values against where the indicator comes from and which way it should go.

use domain::plan::Indicator;
use domain::target::{Measure, Operator};
use domain::text::folded;
use domain::{Read, Target};
use outline::polarity::higher_is_better;
use rust_decimal::Decimal;

use super::measures::ValueKind;
use super::{each, name, of_name, target};
use crate::context::{Context, Seen, text};
use crate::report::Report;
use crate::words::short;

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
pub fn against_baseline(context: &Context<'_>, report: &mut Report) {
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
pub fn polarity_against_operator(context: &Context<'_>, report: &mut Report) {
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
