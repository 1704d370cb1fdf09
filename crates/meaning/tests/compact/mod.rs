//! Values in a short notation for the tables of cases.

use domain::target::{Deadline, Measure, Operator, Span, Target};
use domain::{Slot, Value};

/// A value: `>= 75%`, `by 2024-06-30`, `100/3`.
pub fn value(value: &Value) -> String {
    match value {
        Value::Weight(weight) => weight.to_string(),
        Value::Number(number) => number.normalize().to_string(),
        Value::Date(date) => date.to_string(),
        Value::Target(target) => self::target(target),
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
