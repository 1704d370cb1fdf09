//! Targets in Italian, in words that the grammar reads back.

use domain::target::{Deadline, Measure, Operator, Span, Target};
use rust_decimal::Decimal;

use super::span::unit_name;
use super::{comparison, evidence};
use crate::date::in_words_with_article;
use crate::{money, month, number};

/// A target as a person would write it: `almeno il 75%`, `entro il 30 giugno 2024`.
pub fn render(target: &Target) -> String {
    match target {
        Target::Amount { operator, measure } => amount(*operator, measure),
        Target::Range { from, to } => range(from, to),
        Target::Deadline(deadline) => within(deadline),
        Target::Deadlines(deadlines) => listed(deadlines.iter().map(within).collect()),
        Target::Period { from, to } => period(from.as_ref(), to.as_ref()),
        Target::Recurring { operator, number, unit, every } => recurring(*operator, *number, unit, *every),
        Target::YesNo(yes) => crate::flag::render(*yes).to_lowercase(),
        Target::Ratio { numerator, denominator } if evidence::is_ratio(numerator, denominator) => {
            format!("{numerator} / {denominator}")
        }
        Target::Ratio { numerator, denominator } => format!("rapporto {numerator} / {denominator}"),
        Target::Change { increase, operator, measure, against } => {
            change(*increase, *operator, measure, against)
        }
        Target::Compared { operator, with } => compared(*operator, with),
        Target::Absence(what) => format!("assenza di {what}"),
        Target::Conditional { condition, then: Some(then) } => format!("{condition}, {}", render(then)),
        Target::Conditional { condition, then: None } => condition.clone(),
        Target::Evidence(what) => what.clone(),
        Target::All(members) => all(members),
    }
}

/// Several targets in a row; a condition would reach over a comma, so it gets a sentence of its own.
fn all(members: &[Target]) -> String {
    let conditional = members.iter().any(|member| matches!(member, Target::Conditional { .. }));
    let separator = if conditional { "; " } else { ", " };
    let member = |member: &Target| match member {
        // A plain number in a row of other things needs a word that says what it is.
        Target::Amount { operator: Operator::Exactly, measure: Measure::Number(value) } => {
            format!("pari a {}", number::render(*value))
        }
        other => render(other),
    };
    members.iter().map(member).collect::<Vec<_>>().join(separator)
}

/// *A, b ed c*, where each begins with *entro*.
fn listed(mut items: Vec<String>) -> String {
    match items.pop() {
        Some(last) if !items.is_empty() => format!("{} ed {last}", items.join(", ")),
        last => last.unwrap_or_default(),
    }
}

fn amount(operator: Operator, measure: &Measure) -> String {
    let bare = counted(measure);
    let negative = bare.contains('-');
    match (operator, measure) {
        (Operator::AtLeast, _) => format!("almeno {}", with_article(measure)),
        (Operator::MoreThan, _) => format!("più {}", of(measure)),
        (Operator::AtMost, _) => format!("al massimo {}", with_article(measure)),
        (Operator::LessThan, _) => format!("meno {}", of(measure)),
        // Without operator, a negative per cent could also be a change.
        (Operator::Exactly, Measure::Percent(_)) if negative => format!("pari al {bare}"),
        (Operator::Exactly, Measure::Number(_)) => bare,
        (Operator::Exactly, _) if negative => format!("pari a {bare}"),
        (Operator::Exactly, _) => bare,
    }
}

/// A measure without article: `75%`, `30 giorni lavorativi`, `3 servizi online`.
fn counted(measure: &Measure) -> String {
    match measure {
        Measure::Number(value) => number::render(*value),
        Measure::Percent(value) => format!("{}%", number::render(*value)),
        Measure::Money(value) => money::render(*value),
        Measure::Days { days, working } => {
            let unit = if *working { Span::WorkingDays } else { Span::Days };
            let count = if days.is_integer() && *days == Decimal::ONE { 1 } else { 2 };
            format!("{} {}", number::render(*days), unit_name(unit, count))
        }
        Measure::Quantity { number: value, unit } => format!("{} {unit}", number::render(*value)),
    }
}

/// A measure with the article that a per cent takes: `il 75%`, `l'80%`, `lo 0,5%`.
fn with_article(measure: &Measure) -> String {
    let text = counted(measure);
    if !matches!(measure, Measure::Percent(_)) {
        return text;
    }
    match elision(&text) {
        Elision::Vowel => format!("l'{text}"),
        Elision::Zero => format!("lo {text}"),
        Elision::None => format!("il {text}"),
    }
}

/// A measure after *di*: `del 75%`, `dell'80%`, `di 3 servizi`.
fn of(measure: &Measure) -> String {
    let text = counted(measure);
    if !matches!(measure, Measure::Percent(_)) {
        return format!("di {text}");
    }
    match elision(&text) {
        Elision::Vowel => format!("dell'{text}"),
        Elision::Zero => format!("dello {text}"),
        Elision::None => format!("del {text}"),
    }
}

/// How a number sounds after an article.
enum Elision {
    /// *Uno*, *otto*, *undici*, *ottanta*, *ottocento* begin with a vowel.
    Vowel,
    /// *Zero* takes *lo*.
    Zero,
    None,
}

fn elision(number: &str) -> Elision {
    let whole = number.split([',', '%']).next().unwrap_or_default();
    let leading = whole.split('.').next().unwrap_or_default();
    if leading.starts_with('8') || leading == "11" || whole == "1" {
        Elision::Vowel
    } else if leading == "0" {
        Elision::Zero
    } else {
        Elision::None
    }
}

/// *Tra il 70% e il 100%*, *tra 2 e 3 corsi*: the measure is said once where it can be.
fn range(from: &Measure, to: &Measure) -> String {
    match from {
        Measure::Percent(_) | Measure::Money(_) => {
            format!("tra {} e {}", with_article(from), with_article(to))
        }
        Measure::Number(value)
        | Measure::Days { days: value, .. }
        | Measure::Quantity { number: value, .. } => {
            format!("tra {} e {}", number::render(*value), counted(to))
        }
    }
}

fn within(deadline: &Deadline) -> String {
    format!("entro {}", point(deadline))
}

/// A point in time with its article: `il 30 giugno 2024`, `dicembre`, `il primo semestre 2024`.
fn point(deadline: &Deadline) -> String {
    let with_year =
        |text: String, year: Option<i16>| year.map_or(text.clone(), |year| format!("{text} {year}"));
    match deadline {
        Deadline::Date(date) => {
            let (day, month) = (date.day().unsigned_abs(), date.month().unsigned_abs());
            in_words_with_article(day, month, Some(date.year()))
        }
        Deadline::DayOfMonth { month, day } => in_words_with_article(*day, *month, None),
        Deadline::Month { month, year } => with_year(month::name(*month).unwrap_or("?").to_owned(), *year),
        Deadline::Part { months, ordinal, year } => {
            with_year(format!("il {}", part(*months, *ordinal)), *year)
        }
        Deadline::Year(year) => format!("il {year}"),
        Deadline::Relative { count, unit, event } => format!("{count} {} {event}", unit_name(*unit, *count)),
        Deadline::DayOfEveryMonth(day @ (8 | 11)) => format!("l'{day} di ogni mese"),
        Deadline::DayOfEveryMonth(day) => format!("il {day} di ogni mese"),
    }
}

fn part(months: u8, ordinal: u8) -> String {
    const ORDINALS: [&str; 6] = ["primo", "secondo", "terzo", "quarto", "quinto", "sesto"];
    let name = match months {
        2 => "bimestre",
        3 => "trimestre",
        4 => "quadrimestre",
        _ => "semestre",
    };
    let index = usize::from(ordinal).checked_sub(1);
    let ordinal_name = index.and_then(|index| ORDINALS.get(index)).copied().unwrap_or("?");
    format!("{ordinal_name} {name}")
}

fn period(from: Option<&Deadline>, to: Option<&Deadline>) -> String {
    match (from, to) {
        (Some(from), Some(to)) => format!("{} {}", joined("da", from), joined("a", to)),
        (Some(from), None) => format!("a partire {}", joined("da", from)),
        (None, Some(to)) => format!("fino {}", joined("a", to)),
        (None, None) => String::new(),
    }
}

/// A point after *da* or *a*, which melt with its article: `dal 1° aprile`, `all'8 marzo`, `ad aprile`.
fn joined(preposition: &str, deadline: &Deadline) -> String {
    let text = point(deadline);
    if let Some(rest) = text.strip_prefix("il ") {
        format!("{preposition}l {rest}")
    } else if let Some(rest) = text.strip_prefix("l'") {
        format!("{preposition}ll'{rest}")
    } else if preposition == "a" && text.starts_with('a') {
        format!("ad {text}")
    } else {
        format!("{preposition} {text}")
    }
}

fn recurring(operator: Operator, value: Decimal, unit: &str, every: Span) -> String {
    if unit.is_empty() && value == Decimal::ONE && operator == Operator::Exactly {
        return format!("ogni {}", unit_name(every, 1));
    }
    let measure = if unit.is_empty() {
        Measure::Number(value)
    } else {
        Measure::Quantity { number: value, unit: unit.to_owned() }
    };
    let period = match every {
        Span::Hours => "all'ora",
        Span::Days => "al giorno",
        Span::WorkingDays => "al giorno lavorativo",
        Span::Weeks => "a settimana",
        Span::Months => "al mese",
        Span::Quarters => "a trimestre",
        Span::HalfYears => "a semestre",
        Span::Years => "all'anno",
    };
    format!("{} {period}", amount(operator, &measure))
}

fn change(increase: bool, operator: Operator, measure: &Measure, against: &str) -> String {
    let noun = if increase { "aumento" } else { "riduzione" };
    let size = match operator {
        Operator::Exactly => of(measure),
        _ => format!("di {}", amount(operator, measure)),
    };
    let against = if against.is_empty() { String::new() } else { format!(" rispetto {against}") };
    format!("{noun} {size}{against}")
}

fn compared(operator: Operator, with: &str) -> String {
    let word = match operator {
        Operator::AtLeast => "non inferiore",
        Operator::MoreThan => "superiore",
        Operator::AtMost => "non superiore",
        Operator::LessThan => "inferiore",
        Operator::Exactly if comparison::stands_alone(with) => "pari",
        Operator::Exactly => "invariato",
    };
    if comparison::stands_alone(with) { format!("{word} {with}") } else { format!("{word} rispetto {with}") }
}
