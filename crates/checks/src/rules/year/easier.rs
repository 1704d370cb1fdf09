//! What is easier to reach after a change of the plan than before it.

use std::mem::discriminant;

use domain::plan::Indicator;
use domain::target::{Measure, Operator};
use domain::{Read, Target, Weight};
use jiff::civil::Date;
use outline::compare::{Change, Pair, indicator_name};
use outline::moment::{dues, phase_name, target_of, written};
use outline::polarity::{higher_is_better, names_a_burden};
use rust_decimal::Decimal;

use super::graduations;
use crate::context::text;
use crate::words::short;

/// What became easier, each as the end of a sentence, with the old value and the new one.
pub fn easier(pair: &Pair<'_>, year: i16) -> Vec<String> {
    let (old, new) = (pair.old.objective, pair.new.objective);
    let mut found = Vec::new();
    found.extend(lighter(old.weight.as_ref(), new.weight.as_ref(), "il peso"));
    found.extend(nearer(old.target.as_ref(), new.target.as_ref(), None, year, "il traguardo"));
    for change in &pair.changes {
        if let Change::Removed(part) = change {
            found.push(format!("non c'è più {}", part.name()));
        }
    }
    for (old, new) in &pair.phases {
        let name = phase_name(old);
        found.extend(later(
            certain(old.end.as_ref()),
            certain(new.end.as_ref()),
            &format!("la fine di {name}"),
        ));
        found.extend(nearer(
            old.timing.as_ref(),
            new.timing.as_ref(),
            None,
            year,
            &format!("il termine di {name}"),
        ));
        found.extend(lighter(old.weight.as_ref(), new.weight.as_ref(), &format!("il peso di {name}")));
    }
    for (old, new) in &pair.indicators {
        found.extend(of_indicator(old, new, year));
    }
    found
}

fn of_indicator(old: &Indicator, new: &Indicator, year: i16) -> Vec<String> {
    let name = indicator_name(old);
    let way = Some(less_is_better(old));
    let mut found = Vec::new();
    let expected = (target_of(old, year), target_of(new, year));
    found.extend(nearer(expected.0, expected.1, way, year, &format!("il valore atteso di {name}")));
    found.extend(nearer(
        old.threshold.as_ref(),
        new.threshold.as_ref(),
        way,
        year,
        &format!("la soglia di {name}"),
    ));
    found.extend(lighter(old.weight.as_ref(), new.weight.as_ref(), &format!("il peso di {name}")));
    let rules = (old.graduation.as_ref(), new.graduation.as_ref());
    if let (Some(was), Some(is)) = rules
        && let (Some(one), Some(other)) = (was.certain(), is.certain())
        && graduations::is_easier(one, other)
    {
        found.push(passes(&format!("la graduazione di {name}"), &was.verbatim, &is.verbatim));
    }
    found
}

/// Which way is better where the expected value does not say it.
fn less_is_better(indicator: &Indicator) -> bool {
    let said = higher_is_better(text(indicator.polarity.as_ref()));
    said.map_or_else(|| names_a_burden(text(indicator.text.as_ref())), |higher| !higher)
}

fn certain<T: Copy>(read: Option<&Read<T>>) -> Option<T> {
    read.and_then(Read::certain).copied()
}

fn passes(what: &str, from: &str, to: &str) -> String {
    format!("{what} passa da «{}» a «{}»", short(from, 60), short(to, 60))
}

/// Weight that was moved away.
fn lighter(old: Option<&Read<Weight>>, new: Option<&Read<Weight>>, what: &str) -> Option<String> {
    let (was, is) = (old?, new?);
    (was.certain()? > is.certain()?).then(|| passes(what, &was.verbatim, &is.verbatim))
}

fn later(old: Option<Date>, new: Option<Date>, what: &str) -> Option<String> {
    let (was, is) = (old?, new?);
    (is > was).then(|| passes(what, &written(was), &written(is)))
}

/// An expected value that is easier to reach; `less` says which way is better, where it is known.
fn nearer(
    old: Option<&Read<Target>>,
    new: Option<&Read<Target>>,
    less: Option<bool>,
    year: i16,
    what: &str,
) -> Option<String> {
    let (was, is) = (old?, new?);
    is_nearer(was.certain()?, is.certain()?, less, year).then(|| passes(what, &was.verbatim, &is.verbatim))
}

/// Whether one expected value asks for less than another of its kind; what cannot be compared is not easier.
pub fn is_nearer(old: &Target, new: &Target, less: Option<bool>, year: i16) -> bool {
    match (old, new) {
        (Target::Amount { operator: was, measure: from }, Target::Amount { operator: is, measure: to }) => {
            let (Some(one), Some(other)) = (way(*was).or(less), way(*is).or(less)) else { return false };
            one == other && discriminant(from) == discriminant(to) && asks_less((*was, from), (*is, to), one)
        }
        (Target::Range { from, to }, Target::Range { from: low, to: high }) => {
            let like = discriminant(from) == discriminant(low) && discriminant(to) == discriminant(high);
            let (from, to, low, high) = (number(from), number(to), number(low), number(high));
            like && low <= from && to <= high && (low, high) != (from, to)
        }
        (Target::All(was), Target::All(is)) if was.len() == is.len() => {
            was.iter().zip(is).any(|(one, other)| is_nearer(one, other, less, year))
        }
        (Target::Conditional { then: Some(was), .. }, Target::Conditional { then: Some(is), .. }) => {
            is_nearer(was, is, less, year)
        }
        _ => {
            let last = |target: &Target| dues(target, year).into_iter().map(|due| due.last).max();
            last(old).zip(last(new)).is_some_and(|(was, is)| is > was)
        }
    }
}

/// Whether less is better, by the sign.
fn way(operator: Operator) -> Option<bool> {
    match operator {
        Operator::AtMost | Operator::LessThan => Some(true),
        Operator::AtLeast | Operator::MoreThan => Some(false),
        Operator::Exactly => None,
    }
}

fn asks_less(old: (Operator, &Measure), new: (Operator, &Measure), less: bool) -> bool {
    let strict = |operator| matches!(operator, Operator::MoreThan | Operator::LessThan);
    let (was, is) = (number(old.1), number(new.1));
    match was.cmp(&is) {
        std::cmp::Ordering::Equal => strict(old.0) && !strict(new.0),
        order => order.is_lt() == less,
    }
}

fn number(measure: &Measure) -> Decimal {
    match measure {
        Measure::Number(number) | Measure::Percent(number) | Measure::Quantity { number, .. } => *number,
        Measure::Days { days, .. } => *days,
        Measure::Money(money) => Decimal::new(money.cents, 2),
    }
}
