//! Rules of a plan's own text: bands, points per period, proportion, points per thing.

use jiff::civil::Date;
use num_rational::BigRational;
use num_traits::{Signed, Zero};

use super::values::number;
use super::{Achieved, Line, Reckoned, Why, outcomes, values};
use crate::arithmetic::{Expression, Figure};
use crate::calendar;
use crate::model::{Actual, Band, Function, Limit, PerPeriod, Reference, Rule, Silent, Span};
use crate::number::{Number, clamped, whole};

/// What a rule is applied with.
pub struct Case<'c> {
    /// The deadline of what is scored.
    pub due: Option<Date>,
    /// What was expected.
    pub target: Option<&'c Number>,
    /// What holds where the text says nothing.
    pub silent: &'c Silent,
}

pub fn achieved(rule: &Rule, case: &Case<'_>, actual: &Actual) -> Reckoned {
    if let Actual::Entered(score) = actual {
        return Ok(Achieved::by(Line::told(Vec::new(), score.0.clone())));
    }
    match rule {
        Rule::Delay { reference, unit, bands, not_done } => match actual {
            Actual::Done(done) => delayed(bands, Late::of(reference, *unit, case.due, *done, false)?, case),
            Actual::Never => {
                Ok(never(not_done.as_ref().map(|score| score.0.clone()).or_else(|| endless(bands)), case))
            }
            _ => Err("il risultato non è una data"),
        },
        Rule::PerPeriod(rule) => match actual {
            Actual::Done(done) => {
                per_period(rule, Late::of(&rule.reference, rule.every, case.due, *done, rule.whole)?)
            }
            Actual::Never => Ok(never(rule.zero_after.map(|_| whole(0)), case)),
            _ => Err("il risultato non è una data"),
        },
        Rule::Value { .. } | Rule::PerUnit { .. } if *actual == Actual::Never => Ok(never(None, case)),
        Rule::Value { bands, .. } => {
            let lines = in_bands(bands, &number(actual)?).ok_or("il valore non sta in nessuna fascia")?;
            Ok(last_of(lines))
        }
        Rule::PerUnit { full, points, .. } => per_unit(&full.0, &points.0, &number(actual)?),
        Rule::Proportional { expected, inverse, least } => {
            let target = expected.as_ref().or(case.target).ok_or("il valore atteso non si conosce")?.clone();
            let function = if *inverse { Function::F3 { target } } else { Function::F1 { target } };
            Ok(at_least(values::achieved(&function, actual)?, &least.0))
        }
        Rule::Outcomes(outcomes) => outcomes::achieved(outcomes, actual),
        Rule::Norm(_) => Err("la norma va applicata da chi valuta"),
    }
}

/// What the last of some lines gives.
fn last_of(lines: Vec<Line>) -> Achieved {
    let raw = lines.last().map_or_else(|| whole(0), |line| line.result.clone());
    Achieved::new(raw, lines)
}

/// What was never done: what the rule says of it, else what the method does.
fn never(said: Option<BigRational>, case: &Case<'_>) -> Achieved {
    Achieved::by(match said {
        Some(score) => Line::told(Vec::new(), score),
        None => Line::default(case.silent.never.0.clone()),
    })
}

/// Nothing, where nothing is left of a delay without end: what is never done is later than any day.
fn endless(bands: &[Band]) -> Option<BigRational> {
    bands.iter().any(|band| band.to == Limit::Open && band.score.0.is_zero()).then(|| whole(0))
}

/// How late something was done, and the line that says so.
struct Late {
    by: BigRational,
    line: Line,
}

impl Late {
    /// Counted in periods that are complete, or that have begun.
    fn of(
        reference: &Reference,
        unit: Span,
        due: Option<Date>,
        done: Date,
        complete: bool,
    ) -> Result<Self, Why> {
        let term = match reference {
            Reference::Date(date) => *date,
            _ => due.ok_or("il termine non si conosce")?,
        };
        let by = whole(periods(unit, term, done, complete)?);
        let line = Line::told(vec![Figure::Day(done), Figure::Day(term)], by.clone());
        Ok(Self { by, line })
    }
}

fn periods(unit: Span, term: Date, done: Date, complete: bool) -> Result<i64, Why> {
    let days = calendar::days(term, done);
    let of_months = |length: i64| {
        let (ended, begun) = if done > term { calendar::months(term, done) } else { (0, 0) };
        if complete { ended / length } else { (begun + length - 1) / length }
    };
    Ok(match unit {
        Span::Hours => return Err("un ritardo in ore non si conta tra due giorni"),
        Span::Days => days,
        Span::WorkingDays => calendar::working_days(term, done),
        Span::Weeks if complete => days.div_euclid(7),
        Span::Weeks => -(-days).div_euclid(7),
        Span::Months => of_months(1),
        Span::Quarters => of_months(3),
        Span::HalfYears => of_months(6),
        Span::Years => of_months(12),
    })
}

fn delayed(bands: &[Band], late: Late, case: &Case<'_>) -> Reckoned {
    let Late { by, line } = late;
    let found = match in_bands(bands, &by) {
        Some(lines) => lines,
        None => vec![Line::default(unsaid(bands, &by, case.silent)?)],
    };
    let mut lines = vec![line];
    lines.extend(found);
    Ok(last_of(lines))
}

/// What holds of a delay that no band names: on time, or beyond all bands. A gap between bands is neither.
fn unsaid(bands: &[Band], late: &BigRational, silent: &Silent) -> Result<BigRational, Why> {
    let says_on_time = bands.iter().any(|band| band.from == Limit::Open);
    let is_past = |band: &Band| match &band.to {
        Limit::Open => false,
        Limit::Included(to) => *late > to.0,
        Limit::Excluded(to) => *late >= to.0,
    };
    if !late.is_positive() {
        return if says_on_time {
            Err("il ritardo non sta in nessuna fascia")
        } else {
            Ok(silent.on_time.0.clone())
        };
    }
    let beyond = bands.iter().all(is_past);
    beyond.then(|| silent.beyond.0.clone()).ok_or("il ritardo non sta in nessuna fascia")
}

fn holds(band: &Band, value: &BigRational) -> bool {
    let after = match &band.from {
        Limit::Open => true,
        Limit::Included(from) => from.0 <= *value,
        Limit::Excluded(from) => from.0 < *value,
    };
    let before = match &band.to {
        Limit::Open => true,
        Limit::Included(to) => *value <= to.0,
        Limit::Excluded(to) => *value < to.0,
    };
    after && before
}

/// The lines of the first band that holds a value; a second names another that says otherwise.
fn in_bands(bands: &[Band], value: &BigRational) -> Option<Vec<Line>> {
    let mut holding = bands.iter().filter(|band| holds(band, value));
    let first = holding.next()?;
    let named = |band: &Band| {
        let limits = [band.from.value(), band.to.value()].into_iter().flatten().map(|limit| limit.0.clone());
        std::iter::once(value.clone()).chain(limits).collect::<Vec<_>>()
    };
    let score = &first.score.0;
    let mut lines = vec![Line::numbers(&named(first), score.clone())];
    let otherwise = holding.find(|band| band.score.0 != *score && band.from != Limit::Open);
    if let Some(other) = otherwise {
        let numbers = named(other);
        lines.push(Line::numbers(numbers.iter().chain([&other.score.0]), score.clone()));
    }
    Some(lines)
}

fn per_period(rule: &PerPeriod, late: Late) -> Reckoned {
    let Late { by, line } = late;
    let mut lines = vec![line];
    if let Some(last) = rule.zero_after.map(|last| whole(last.into())).filter(|last| by > *last) {
        lines.push(Line::numbers([&by, &last], whole(0)));
        return Ok(last_of(lines));
    }
    let counted = counted(rule, by.max(whole(0)), &mut lines)?;
    let rest = Line::reckoned(&(Expression::from(100) - Expression::from(&rule.points.0) * &counted))?;
    let (raw, floor) = (rest.result.clone(), rule.floor.0.clone());
    lines.push(rest);
    if raw < floor {
        lines.push(Line::numbers([&raw, &floor], floor.clone()));
    }
    Ok(Achieved { score: clamped(&raw.clone().max(floor)), raw, lines })
}

/// The periods that cost points: beyond the tolerance, and in steps of several.
fn counted(rule: &PerPeriod, late: BigRational, lines: &mut Vec<Line>) -> Result<BigRational, Why> {
    let mut counted = late;
    if rule.tolerance > 0 {
        let tolerance = whole(rule.tolerance.into());
        let rest = match counted > tolerance {
            false => whole(0),
            true if rule.from_first => counted.clone(),
            true => &counted - &tolerance,
        };
        lines.push(Line::numbers([&counted, &tolerance], rest.clone()));
        counted = rest;
    }
    if rule.step == 1 {
        return Ok(counted);
    }
    if rule.step == 0 {
        return Err("un periodo dura 0");
    }
    let step = whole(rule.step.into());
    let exact = &counted / &step;
    let periods = if rule.whole { exact.floor() } else { exact.ceil() };
    lines.push(Line::numbers([&counted, &step], periods.clone()).held());
    Ok(periods)
}

/// So many points less for each thing that is missing; what is more than full is not missing.
fn per_unit(full: &BigRational, points: &BigRational, value: &BigRational) -> Reckoned {
    let missing = (full - value).max(whole(0));
    let first = Line::numbers([full, value, &whole(0)], missing.clone()).held();
    let rest = Line::reckoned(&(Expression::from(100) - Expression::from(points) * &missing))?;
    Ok(Achieved::new(rest.result.clone(), vec![first, rest]))
}

/// Nothing below a least score.
fn at_least(mut found: Achieved, least: &BigRational) -> Achieved {
    if found.score < *least {
        found.lines.push(Line::numbers([&found.score, least], whole(0)));
        found.score = whole(0);
    }
    found
}
