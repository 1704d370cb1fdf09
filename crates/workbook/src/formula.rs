//! An achievement function as a formula of a spreadsheet.

use domain::Rule;
use domain::rule::{Band, Limit, Reference};
use domain::target::Span;
use jiff::civil::Date;
use rust_decimal::Decimal;
use scoring::Exact;
use scoring::function::{Function, Polarity, ScaleMode, Silent};

/// Where the cells of a row are.
pub struct Cells {
    /// The result.
    pub result: String,
    /// How many of it do not count.
    pub invalid: String,
}

/// The formula of the score, held between 0 and 100, without the sign of equality; none when a spreadsheet
/// cannot reckon it.
pub fn formula(function: &Function, cells: &Cells) -> Option<String> {
    let raw = raw(function, cells)?;
    let result = &cells.result;
    Some(format!("IF({result}=\"\",\"\",MAX(0,MIN(100,{raw})))"))
}

fn raw(function: &Function, cells: &Cells) -> Option<String> {
    let v = cells.result.as_str();
    Some(match function {
        Function::Increasing { target } => ratio(v, target),
        Function::IncreasingFromBaseline { baseline, target } => {
            format!("({v}-{})/({})*100", of(baseline), difference(target, baseline))
        }
        Function::Decreasing { target } => inverse(v, target),
        Function::DecreasingFromBaseline { baseline, target } => {
            format!("({}-{v})/({})*100", of(baseline), difference(baseline, target))
        }
        Function::LinearOverrun { target } => format!("(2-{v}/{})*100", of(target)),
        Function::Steps { of: inner, steps } => {
            let q = raw(inner, cells)?;
            let mut steps: Vec<_> = steps.iter().collect();
            steps.sort_by(|a, b| a.from.cmp(&b.from));
            steps.into_iter().fold("0".to_owned(), |lower, step| {
                format!("IF({q}>={},{},{lower})", self::of(&step.from), self::of(&step.score))
            })
        }
        Function::Threshold { of: inner, minimum, rescaled } => {
            let q = format!("MAX(0,MIN(100,{}))", raw(inner, cells)?);
            let s = of(minimum);
            let above = if *rescaled { format!("({q}-{s})/(100-{s})*100") } else { q.clone() };
            format!("IF({q}<{s},0,{above})")
        }
        Function::PointsPerDay { due, points, tolerance } => {
            let late = format!("MAX(0,{v}-{}-{tolerance})", day(*due));
            unless_never(v, &format!("100-{}*{late}", of(points)), "0")
        }
        Function::ProportionalTime { start, due } => {
            let late = format!("MAX(0,{v}-{})", day(*due));
            unless_never(v, &format!("(1-{late}/({}-{}))*100", day(*due), day(*start)), "0")
        }
        Function::LateSteps { due, steps } => {
            let mut steps: Vec<_> = steps.iter().collect();
            steps.sort_by_key(|step| std::cmp::Reverse(step.up_to));
            let found = steps.into_iter().fold("0".to_owned(), |later, step| {
                format!("IF({v}-{}<={},{},{later})", day(*due), step.up_to, of(&step.score))
            });
            unless_never(v, &found, "0")
        }
        Function::YesNo => format!("IF(LOWER({v})=\"no\",0,100)"),
        Function::Range { from, to, lowest, highest } => in_range(v, (from, to), (lowest, highest)),
        Function::Scale { lowest, highest, mode: ScaleMode::MinMax } => {
            format!("({v}-{})/({})*100", of(lowest), difference(highest, lowest))
        }
        Function::Scale { highest, mode: ScaleMode::OverMax, .. } => ratio(v, highest),
        Function::Upkeep { target, tolerance, polarity: Polarity::Increasing } => {
            format!("IF({v}>={},100,{})", difference(target, tolerance), ratio(v, target))
        }
        Function::Upkeep { target, tolerance, polarity: Polarity::Decreasing } => {
            format!("IF({v}<={}+{},100,{})", of(target), of(tolerance), inverse(v, target))
        }
        Function::ValidCount { target } => format!("({v}-{})/{}*100", cells.invalid, of(target)),
        Function::Rule { rule, due, target, silent } => of_rule(rule, *due, target.as_ref(), silent, v)?,
        Function::Entered => v.to_owned(),
    })
}

fn of_rule(
    rule: &Rule,
    due: Option<Date>,
    target: Option<&Exact>,
    silent: &Silent,
    v: &str,
) -> Option<String> {
    match rule {
        Rule::Delay { reference, unit: Span::Days, bands, not_done } => {
            let term = match reference {
                Reference::Date(date) => *date,
                _ => due?,
            };
            let late = format!("({v}-{})", day(term));
            let never = match not_done {
                Some(score) => decimal(*score),
                None if bands.iter().any(|band| band.to == Limit::Open && band.score.is_zero()) => {
                    "0".to_owned()
                }
                None => of(&silent.never),
            };
            Some(unless_never(v, &late_in_bands(bands, &late, silent), &never))
        }
        Rule::Value { bands, .. } => Some(in_bands(bands, v, "NA()")),
        Rule::Proportional { expected, inverse: less, least } => {
            let target = expected.map(Exact::from).or_else(|| target.cloned())?;
            let score = if *less { inverse(v, &target) } else { ratio(v, &target) };
            Some(format!("IF({score}<{},0,{score})", decimal(*least)))
        }
        Rule::PerUnit { full, points, .. } => {
            Some(format!("100-{}*MAX(0,{}-{v})", decimal(*points), decimal(*full)))
        }
        Rule::Outcomes(outcomes) => Some(outcomes.iter().rev().fold("NA()".to_owned(), |others, outcome| {
            let text = outcome.text.to_lowercase().replace('"', "\"\"");
            // A longer text than this no formula may hold.
            let text: String = text.chars().take(200).collect();
            format!("IF(LOWER({v})=\"{text}\",{},{others})", decimal(outcome.score))
        })),
        // Working days, weeks and months that have begun are reckoned by the program alone.
        Rule::Delay { .. } | Rule::PerPeriod(_) | Rule::Norm(_) => None,
    }
}

/// A delay in the bands of a rule; on time and beyond the last band as the method says where they are
/// silent.
fn late_in_bands(bands: &[Band], late: &str, silent: &Silent) -> String {
    let on_time = bands.iter().any(|band| band.from == Limit::Open);
    let beyond = of(&silent.beyond);
    let found = in_bands(bands, late, &beyond);
    if on_time { found } else { format!("IF({late}<=0,{},{found})", of(&silent.on_time)) }
}

/// The score of the first band that holds a value.
fn in_bands(bands: &[Band], value: &str, otherwise: &str) -> String {
    bands.iter().rev().fold(otherwise.to_owned(), |others, band| {
        let mut ends = Vec::new();
        match band.from {
            Limit::Open => {}
            Limit::Included(from) => ends.push(format!("{value}>={}", decimal(from))),
            Limit::Excluded(from) => ends.push(format!("{value}>{}", decimal(from))),
        }
        match band.to {
            Limit::Open => {}
            Limit::Included(to) => ends.push(format!("{value}<={}", decimal(to))),
            Limit::Excluded(to) => ends.push(format!("{value}<{}", decimal(to))),
        }
        let score = decimal(band.score);
        match ends.as_slice() {
            [] => score,
            [only] => format!("IF({only},{score},{others})"),
            both => format!("IF(AND({}),{score},{others})", both.join(",")),
        }
    })
}

fn unless_never(v: &str, formula: &str, never: &str) -> String {
    format!("IF(LOWER({v})=\"mai\",{never},{formula})")
}

fn ratio(v: &str, target: &Exact) -> String {
    format!("{v}/{}*100", of(target))
}

fn inverse(v: &str, target: &Exact) -> String {
    format!("IF({v}<=0,100,{}/{v}*100)", of(target))
}

fn in_range(v: &str, (from, to): (&Exact, &Exact), (lowest, highest): (&Exact, &Exact)) -> String {
    let side = |value: String, length: String| {
        if length == "(0)" { "0".to_owned() } else { format!("({value})/{length}*100") }
    };
    let below = side(format!("{v}-{}", of(lowest)), difference(from, lowest));
    let above = side(format!("{}-{v}", of(highest)), difference(highest, to));
    format!("IF({v}<{},{below},IF({v}>{},{above},100))", of(from), of(to))
}

fn difference(a: &Exact, b: &Exact) -> String {
    format!("({})", a - b)
}

/// A number in a formula: a fraction is a division, and what is negative stands in brackets.
fn of(number: &Exact) -> String {
    let text = number.to_string();
    if text.contains(['/', '-']) { format!("({text})") } else { text }
}

fn decimal(number: Decimal) -> String {
    of(&Exact::from(number))
}

fn day(day: Date) -> String {
    format!("DATE({},{},{})", day.year(), day.month(), day.day())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(function: &Function) -> String {
        let cells = Cells { result: "J2".to_owned(), invalid: "K2".to_owned() };
        formula(function, &cells).unwrap()
    }

    #[test]
    fn a_ratio_is_held_between_nought_and_a_hundred() {
        let function = Function::Increasing { target: Exact::from(120) };
        assert_eq!(written(&function), r#"IF(J2="","",MAX(0,MIN(100,J2/120*100)))"#);
    }

    #[test]
    fn bands_of_delay_are_nested() {
        let rules = meaning::rule::parse("Nessun ritardo = 100%; fino a 30 gg = 70%", Some(2026));
        let function = Function::Rule {
            rule: rules[0].clone(),
            due: Some(Date::constant(2026, 6, 30)),
            target: None,
            silent: Silent::default(),
        };
        let written = written(&function);
        assert!(written.contains("(J2-DATE(2026,6,30))<=30),70,0)"), "{written}");
        assert!(written.contains(r#"LOWER(J2)="mai",0"#), "{written}");
    }
}
