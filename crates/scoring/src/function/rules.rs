//! The rule of a plan's own text, applied.

use domain::Rule;
use domain::rule::{Band, Limit, Outcome as Possible, Reference};
use domain::target::Span;
use jiff::ToSpan;
use jiff::civil::Date;
use rust_decimal::Decimal;

use super::dates::days_between;
use super::evaluate::{Outcome, Working, number, written};
use super::{Achievement, Actual, Fault, Silent, Undetermined};
use crate::calendar;
use crate::exact::Exact;

/// What makes a rule impossible to apply.
pub(super) fn faults(rule: &Rule, due: Option<Date>, target: Option<&Exact>, silent: &Silent) -> Vec<Fault> {
    let between = |score: &Exact| !score.is_negative() && *score <= Exact::hundred();
    let mut faults = Vec::new();
    let silent_scores = [&silent.on_time, &silent.beyond, &silent.never];
    let bands = match rule {
        Rule::Delay { bands, .. } | Rule::Value { bands, .. } => bands.as_slice(),
        _ => &[],
    };
    let in_rule = bands.iter().map(|band| Exact::from(band.score)).all(|score| between(&score));
    if !silent_scores.into_iter().all(between) || !in_rule {
        faults.push(Fault::Score);
    }
    let from_deadline = matches!(
        rule,
        Rule::Delay { reference: Reference::Deadline | Reference::After { .. } | Reference::Stated(_), .. }
            | Rule::PerPeriod {
                reference: Reference::Deadline | Reference::After { .. } | Reference::Stated(_),
                ..
            }
    );
    if from_deadline && due.is_none() {
        faults.push(Fault::NoDeadline);
    }
    if matches!(rule, Rule::Proportional) && !target.is_some_and(Exact::is_positive) {
        faults.push(Fault::NoTarget);
    }
    faults
}

pub(super) fn evaluate(
    rule: &Rule,
    due: Option<Date>,
    target: Option<&Exact>,
    silent: &Silent,
    actual: &Actual,
) -> Outcome {
    if let Actual::Entered(score) = actual {
        let working = Working::new("valore inserito da chi valuta", String::new(), score);
        return Ok(Achievement::new(score.clone(), vec![working]));
    }
    match rule {
        Rule::Delay { reference, unit, bands, not_done } => {
            let delay = Delay { reference, unit: *unit, due };
            by_delay(&delay, bands, not_done.map(Exact::from), silent, actual)
        }
        Rule::PerPeriod { reference, points, every, floor } => {
            let delay = Delay { reference, unit: *every, due };
            per_period(&delay, &Exact::from(*points), &Exact::from(*floor), silent, actual)
        }
        Rule::Value { bands, .. } => by_value(bands, silent, actual),
        Rule::Proportional => {
            let target = target.ok_or_else(|| Undetermined::Function(Fault::NoTarget.to_string()))?;
            super::Function::Increasing { target: target.clone() }.evaluate(Some(actual))
        }
        Rule::Outcomes(outcomes) => by_outcome(outcomes, actual),
        Rule::Norm(text) => Err(Undetermined::Silent(format!(
            "«{text}» va applicata da chi valuta, che inserisce il punteggio"
        ))),
    }
}

/// What a delay is counted from and in.
struct Delay<'r> {
    reference: &'r Reference,
    unit: Span,
    due: Option<Date>,
}

impl Delay<'_> {
    /// The last day on time.
    fn term(&self) -> Result<Date, Undetermined> {
        match self.reference {
            Reference::Date(date) => Ok(*date),
            Reference::Deadline | Reference::After { .. } | Reference::Stated(_) => {
                self.due.ok_or_else(|| Undetermined::Function(Fault::NoDeadline.to_string()))
            }
        }
    }

    /// How late, in whole units that have begun; nought or less when it is on time.
    fn late(&self, done: Date) -> Result<(Exact, Working), Undetermined> {
        let term = self.term()?;
        let days = days_between(term, done)?;
        let begun = |count: i64, per: i64| (count + per - 1).div_euclid(per);
        let late = match self.unit {
            Span::WorkingDays => calendar::working_days(term, done),
            Span::Weeks => begun(days, 7),
            Span::Months => months_late(term, done)?,
            _ => days,
        };
        let with = format!("fatto il {}, termine il {}", written(done), written(term));
        let late = Exact::from(late);
        let formula = match self.unit {
            Span::WorkingDays => "d = giorni lavorativi di ritardo",
            Span::Weeks => "d = settimane di ritardo iniziate",
            Span::Months => "d = mesi di ritardo iniziati",
            _ => "d = giorni di ritardo",
        };
        Ok((late.clone(), Working::new(formula, with, &late)))
    }
}

/// Months that have begun since a day: until the same day of the next month it is one.
fn months_late(term: Date, done: Date) -> Result<i64, Undetermined> {
    if done <= term {
        return Ok(0);
    }
    let too_far = |_| Undetermined::Function("date troppo lontane".to_owned());
    let mut months = 1_i64;
    while term.checked_add(months.months()).map_err(too_far)? < done {
        months += 1;
    }
    Ok(months)
}

fn by_delay(
    delay: &Delay<'_>,
    bands: &[Band],
    not_done: Option<Exact>,
    silent: &Silent,
    actual: &Actual,
) -> Outcome {
    let done = match actual {
        Actual::Done(done) => *done,
        Actual::Never => return Ok(never(not_done, silent)),
        _ => return Err(Undetermined::Kind("una data".to_owned())),
    };
    let (late, line) = delay.late(done)?;
    let (score, working) = in_bands(bands, &late).map_or_else(|| beyond(bands, &late, silent), Ok)?;
    Ok(Achievement::new(score, vec![line, working]))
}

/// What was never done: what the rule says of it, else what the method does.
fn never(said: Option<Exact>, silent: &Silent) -> Achievement {
    let (score, working) = match said {
        Some(score) => {
            let working = Working::new("non realizzato", String::new(), &score);
            (score, working)
        }
        None => {
            let why = "la regola non dice quanto vale ciò che non è mai stato fatto";
            (silent.never.clone(), Working::by_default("mai realizzato", &silent.never, why))
        }
    };
    Achievement::new(score, vec![working])
}

fn in_bands(bands: &[Band], value: &Exact) -> Option<(Exact, Working)> {
    let band = bands.iter().find(|band| holds(band, value))?;
    let score = Exact::from(band.score);
    let working = Working::new("fascia", format!("{value} {}", limits(band)), &score);
    Some((score, working))
}

fn holds(band: &Band, value: &Exact) -> bool {
    let limit = |decimal: Decimal| Exact::from(decimal);
    let above = match band.from {
        Limit::Open => true,
        Limit::Included(from) => *value >= limit(from),
        Limit::Excluded(from) => *value > limit(from),
    };
    let below = match band.to {
        Limit::Open => true,
        Limit::Included(to) => *value <= limit(to),
        Limit::Excluded(to) => *value < limit(to),
    };
    above && below
}

fn limits(band: &Band) -> String {
    let from = match band.from {
        Limit::Open => String::new(),
        Limit::Included(from) => format!("da {} ", from.normalize()),
        Limit::Excluded(from) => format!("oltre {} ", from.normalize()),
    };
    let to = match band.to {
        Limit::Open => String::new(),
        Limit::Included(to) => format!("fino a {}", to.normalize()),
        Limit::Excluded(to) => format!("sotto {}", to.normalize()),
    };
    format!("è nella fascia {from}{to}").trim_end().to_owned()
}

/// A delay that no band holds: on time, beyond the last band, or in a gap.
fn beyond(bands: &[Band], late: &Exact, silent: &Silent) -> Result<(Exact, Working), Undetermined> {
    if !late.is_positive() {
        let why = "la regola non dice quanto vale il rispetto del termine";
        return Ok((silent.on_time.clone(), Working::by_default("nel termine", &silent.on_time, why)));
    }
    let last = bands.iter().filter_map(|band| band.to.value()).max().map(Exact::from);
    if last.is_none_or(|last| *late > last) {
        let why = "la regola non dice quanto vale oltre l'ultima fascia";
        return Ok((
            silent.beyond.clone(),
            Working::by_default("oltre l'ultima fascia", &silent.beyond, why),
        ));
    }
    Err(Undetermined::Silent(format!("{late} di ritardo non sta in nessuna fascia")))
}

fn per_period(delay: &Delay<'_>, points: &Exact, floor: &Exact, silent: &Silent, actual: &Actual) -> Outcome {
    let done = match actual {
        Actual::Done(done) => *done,
        Actual::Never => return Ok(never(None, silent)),
        _ => return Err(Undetermined::Kind("una data".to_owned())),
    };
    let (late, line) = delay.late(done)?;
    let late = late.max(Exact::zero());
    let raw = Exact::hundred() - points * &late;
    let mut working = vec![line, Working::new("100 − p × d", format!("100 − {points} × {late}"), &raw)];
    let score = raw.clone().max(floor.clone());
    if score != raw {
        working.push(Working::new("non meno del minimo", format!("{raw}, minimo {floor}"), &score));
    }
    Ok(Achievement { raw, score: score.clamped(), working })
}

fn by_value(bands: &[Band], silent: &Silent, actual: &Actual) -> Outcome {
    if *actual == Actual::Never {
        return Ok(never(None, silent));
    }
    let value = number(actual)?;
    let Some((score, working)) = in_bands(bands, &value) else {
        return Err(Undetermined::Silent(format!("il valore {value} non sta in nessuna fascia")));
    };
    Ok(Achievement::new(score, vec![working]))
}

fn by_outcome(outcomes: &[Possible], actual: &Actual) -> Outcome {
    let (best, worst) = (
        outcomes.iter().max_by_key(|outcome| outcome.score),
        outcomes.iter().min_by_key(|outcome| outcome.score),
    );
    let found = match actual {
        Actual::Outcome(text) => outcomes.iter().find(|one| same(&one.text, text)),
        // Of two outcomes one is yes and the other no.
        Actual::YesNo(true) | Actual::Done(_) if outcomes.len() == 2 => best,
        Actual::YesNo(false) | Actual::Never if outcomes.len() == 2 => worst,
        _ => return Err(Undetermined::Kind("uno degli esiti della regola".to_owned())),
    };
    let Some(found) = found else {
        return Err(Undetermined::Silent("l'esito non è tra quelli della regola".to_owned()));
    };
    let score = Exact::from(found.score);
    let working = Working::new("esito", format!("«{}»", found.text), &score);
    Ok(Achievement::new(score, vec![working]))
}

fn same(one: &str, other: &str) -> bool {
    domain::text::folded(one) == domain::text::folded(other)
}
