//! Values in a short notation for the tables of cases.

use std::fmt::Write;

use domain::rule::{Band, Limit, PerPeriod, Reference};
use domain::target::{Deadline, Measure, Operator, Span, Target};
use domain::{Rule, Slot, Value};

/// A value: `>= 75%`, `by 2024-06-30`, `100/3`.
pub fn value(value: &Value) -> String {
    match value {
        Value::Weight(weight) => weight.to_string(),
        Value::Number(number) => number.normalize().to_string(),
        Value::Date(date) => date.to_string(),
        Value::Target(target) => self::target(target),
        Value::Rule(rule) => self::rule(rule),
        Value::Money(money) => money.to_string(),
        Value::Months(months) => joined(months.slots(), " ", |slot| match slot {
            Slot::Month(month) => month.to_string(),
            Slot::Tail(label) => format!("[{label}]"),
        }),
        Value::Years(years) => joined(years, " ", i16::to_string),
        Value::Flag(flag) => flag.to_string(),
    }
}

fn joined<T>(items: &[T], separator: &str, show: impl Fn(&T) -> String) -> String {
    items.iter().map(show).collect::<Vec<_>>().join(separator)
}

fn target(target: &Target) -> String {
    match target {
        Target::Amount { operator, measure } => amount(*operator, measure),
        Target::Range { from, to } => format!("{} .. {}", self::measure(from), self::measure(to)),
        Target::Deadline(deadline) => format!("by {}", point(deadline)),
        Target::Deadlines(deadlines) => format!("by {}", joined(deadlines, " & ", point)),
        Target::Period { from, to } => {
            let end = |end: &Option<Deadline>| end.as_ref().map_or("open".to_owned(), point);
            format!("during {} .. {}", end(from), end(to))
        }
        Target::Recurring { operator, number, unit, every } => {
            format!("{} {} [{unit}] every {}", sign(*operator), number.normalize(), span(*every))
        }
        Target::YesNo(yes) => if *yes { "yes" } else { "no" }.to_owned(),
        Target::Ratio { numerator, denominator } => format!("[{numerator}] over [{denominator}]"),
        Target::Change { increase, operator, measure, against } => {
            let against = if against.is_empty() { String::new() } else { format!(" against [{against}]") };
            format!("{} {}{against}", if *increase { "up" } else { "down" }, amount(*operator, measure))
        }
        Target::Compared { operator, with } => format!("{} [{with}]", sign(*operator)),
        Target::Absence(what) => format!("no [{what}]"),
        Target::Conditional { condition, then } => {
            let then = then.as_ref().map_or("?".to_owned(), |then| self::target(then));
            format!("if [{condition}] {then}")
        }
        Target::Evidence(what) => format!("proof [{what}]"),
        Target::All(targets) => joined(targets, " + ", self::target),
    }
}

fn amount(operator: Operator, measure: &Measure) -> String {
    format!("{} {}", sign(operator), self::measure(measure))
}

fn sign(operator: Operator) -> &'static str {
    match operator {
        Operator::AtLeast => ">=",
        Operator::MoreThan => ">",
        Operator::AtMost => "<=",
        Operator::LessThan => "<",
        Operator::Exactly => "=",
    }
}

fn measure(measure: &Measure) -> String {
    match measure {
        Measure::Number(number) => number.normalize().to_string(),
        Measure::Percent(number) => format!("{}%", number.normalize()),
        Measure::Money(money) => format!("€{money}"),
        Measure::Days { days, working: false } => format!("{} days", days.normalize()),
        Measure::Days { days, working: true } => format!("{} workdays", days.normalize()),
        Measure::Quantity { number, unit } => format!("{} [{unit}]", number.normalize()),
    }
}

fn point(deadline: &Deadline) -> String {
    let year = |year: &Option<i16>| year.map_or("year".to_owned(), |year| year.to_string());
    match deadline {
        Deadline::Date(date) => date.to_string(),
        Deadline::DayOfMonth { month, day } => format!("year-{month:02}-{day:02}"),
        Deadline::Month { month, year: written } => format!("{}-{month:02}", year(written)),
        Deadline::Part { months, ordinal, year: written } => {
            format!("{}/{ordinal}x{months}", year(written))
        }
        Deadline::Year(year) => year.to_string(),
        Deadline::Relative { count, unit, event } => format!("{count} {} [{event}]", span(*unit)),
        Deadline::DayOfEveryMonth(day) => format!("day {day} of every month"),
    }
}

fn span(span: Span) -> &'static str {
    match span {
        Span::Hours => "hours",
        Span::Days => "days",
        Span::WorkingDays => "workdays",
        Span::Weeks => "weeks",
        Span::Months => "months",
        Span::Quarters => "quarters",
        Span::HalfYears => "half-years",
        Span::Years => "years",
    }
}

/// A rule: `days late of 2025-06-30: <=0:100 (0..30]:70 >30:50 never:0`.
pub fn rule(rule: &Rule) -> String {
    match rule {
        Rule::Delay { reference, unit, bands, not_done } => {
            let never = not_done.map_or(String::new(), |score| format!(" never:{}", score.normalize()));
            format!(
                "{} late of {}: {}{never}",
                span(*unit),
                self::reference(reference),
                joined(bands, " ", band)
            )
        }
        Rule::Value { unit, bands } => format!("value [{unit}]: {}", joined(bands, " ", band)),
        Rule::Proportional { expected, inverse, least } => {
            let expected = expected.map_or("target".to_owned(), |expected| expected.normalize().to_string());
            let ratio =
                if *inverse { format!("{expected} over value") } else { format!("value over {expected}") };
            if least.is_zero() { ratio } else { format!("{ratio}, from {}", least.normalize()) }
        }
        Rule::PerUnit { unit, full, points } => {
            format!("-{} each [{unit}] below {}", points.normalize(), full.normalize())
        }
        Rule::Outcomes(outcomes) => {
            joined(outcomes, " ", |one| format!("[{}]:{}", one.text, one.score.normalize()))
        }
        Rule::PerPeriod(rule) => per_period(rule),
        Rule::Norm(text) => format!("norm [{text}]"),
    }
}

fn reference(reference: &Reference) -> String {
    match reference {
        Reference::Deadline => "deadline".to_owned(),
        Reference::Date(date) => date.to_string(),
        Reference::After { count, unit } => format!("{count} {} after", span(*unit)),
        Reference::Stated(text) => format!("[{text}]"),
    }
}

fn band(band: &Band) -> String {
    let value = |limit: Limit| limit.value().unwrap_or_default().normalize();
    let limits = match (band.from, band.to) {
        (Limit::Open, Limit::Open) => "else".to_owned(),
        (Limit::Open, Limit::Included(to)) => format!("<={}", to.normalize()),
        (Limit::Open, Limit::Excluded(to)) => format!("<{}", to.normalize()),
        (Limit::Included(from), Limit::Open) => format!(">={}", from.normalize()),
        (Limit::Excluded(from), Limit::Open) => format!(">{}", from.normalize()),
        (from, to) if from == to => format!("={}", value(from)),
        (from, to) => {
            let opens = if matches!(from, Limit::Included(_)) { '[' } else { '(' };
            let closes = if matches!(to, Limit::Included(_)) { ']' } else { ')' };
            format!("{opens}{}..{}{closes}", value(from), value(to))
        }
    };
    format!("{limits}:{}", band.score.normalize())
}

fn per_period(rule: &PerPeriod) -> String {
    let mut text = format!("-{} every {} {}", rule.points.normalize(), rule.step, span(rule.every));
    text.push_str(if rule.whole { " whole" } else { "" });
    let _ = write!(text, " of {}", reference(&rule.reference));
    if rule.tolerance > 0 {
        let counted = if rule.from_first { "then all" } else { "then more" };
        let _ = write!(text, ", {} free, {counted}", rule.tolerance);
    }
    if !rule.floor.is_zero() {
        let _ = write!(text, ", not below {}", rule.floor.normalize());
    }
    text.push_str(&rule.zero_after.map_or(String::new(), |last| format!(", nought after {last}")));
    text
}
