//! An achievement function as a formula of a spreadsheet.

use domain::Rule;
use domain::rule::{Band, Limit, PerPeriod, Reference};
use jiff::civil::Date;
use rust_decimal::Decimal;
use scoring::Exact;
use scoring::function::{Function, Polarity, ScaleMode, Silent};

use crate::late::{Holidays, day, late};

/// Where the cells of a row are, and the holidays.
pub struct Cells<'h> {
    /// The result.
    pub result: String,
    /// How many of it do not count.
    pub invalid: String,
    /// For rules in working days.
    pub holidays: &'h Holidays,
}

/// The longest formula that the format allows.
pub const LONGEST: usize = 8_000;

/// The formula of the score, held between 0 and 100, without the sign of equality; none when a spreadsheet
/// cannot reckon it.
pub fn formula(function: &Function, cells: &Cells<'_>) -> Option<String> {
    let raw = raw(function, cells)?;
    let result = &cells.result;
    let formula = format!("IF({result}=\"\",\"\",MAX(0,MIN(100,{raw})))");
    (formula.len() < LONGEST).then_some(formula)
}

fn raw(function: &Function, cells: &Cells<'_>) -> Option<String> {
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
        Function::Rule { rule, due, target, silent } => of_rule(rule, *due, target.as_ref(), silent, cells)?,
        Function::Entered => v.to_owned(),
    })
}

fn of_rule(
    rule: &Rule,
    due: Option<Date>,
    target: Option<&Exact>,
    silent: &Silent,
    cells: &Cells<'_>,
) -> Option<String> {
    let v = cells.result.as_str();
    match rule {
        Rule::Delay { reference, unit, bands, not_done } => {
            let late = late(v, term(reference, due)?, *unit, false, cells.holidays)?;
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
        Rule::PerPeriod(rule) => {
            let late = late(v, term(&rule.reference, due)?, rule.every, rule.whole, cells.holidays)?;
            let never = if rule.zero_after.is_some() { "0".to_owned() } else { of(&silent.never) };
            Some(unless_never(v, &per_period(rule, &late), &never))
        }
        // Whoever evaluates applies it.
        Rule::Norm(_) => None,
    }
}

/// The last day on time.
fn term(reference: &Reference, due: Option<Date>) -> Option<Date> {
    match reference {
        Reference::Date(date) => Some(*date),
        _ => due,
    }
}

/// A hundred less the points of each period, not less than the floor, nought after the last day.
fn per_period(rule: &PerPeriod, late: &str) -> String {
    let tolerance = rule.tolerance;
    let counted = match (tolerance, rule.from_first) {
        (0, _) => format!("MAX(0,{late})"),
        (_, true) => format!("IF({late}>{tolerance},{late},0)"),
        (_, false) => format!("MAX(0,{late}-{tolerance})"),
    };
    let periods = match (rule.step, rule.whole) {
        (1, _) => counted,
        (step, true) => format!("INT({counted}/{step})"),
        (step, false) => format!("ROUNDUP({counted}/{step},0)"),
    };
    let score = format!("MAX({},100-{}*{periods})", decimal(rule.floor), decimal(rule.points));
    match rule.zero_after {
        Some(last) => format!("IF({late}>{last},0,{score})"),
        None => score,
    }
}

/// A delay in the bands of a rule; on time and beyond the last band as the method says where they are
/// silent.
fn late_in_bands(bands: &[Band], late: &str, silent: &Silent) -> String {
    let on_time = bands.iter().any(|band| band.from == Limit::Open);
    let found = in_bands(bands, late, &beyond(bands, late, silent));
    if on_time { found } else { format!("IF({late}<=0,{},{found})", of(&silent.on_time)) }
}

/// Beyond the last band as the method says; what lies between two bands has no score.
fn beyond(bands: &[Band], late: &str, silent: &Silent) -> String {
    let past = |band: &Band| match band.to {
        Limit::Open => None,
        Limit::Included(to) => Some((to, format!("{late}>{}", decimal(to)))),
        Limit::Excluded(to) => Some((to, format!("{late}>={}", decimal(to)))),
    };
    let ends: Option<Vec<_>> = bands.iter().map(past).collect();
    let last = ends.and_then(|ends| ends.into_iter().max_by(|one, other| one.0.cmp(&other.0)));
    last.map_or_else(|| "NA()".to_owned(), |(_, past)| format!("IF({past},{},NA())", of(&silent.beyond)))
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

#[cfg(test)]
mod tests {
    use super::*;

    fn written(function: &Function) -> String {
        let holidays = Holidays::around(2026);
        let cells = Cells { result: "J2".to_owned(), invalid: "K2".to_owned(), holidays: &holidays };
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
        assert!(
            written.contains("(J2-DATE(2026,6,30))<=30),70,IF((J2-DATE(2026,6,30))>30,0,NA()))"),
            "{written}"
        );
        assert!(written.contains(r#"LOWER(J2)="mai",0"#), "{written}");
    }

    fn by_rule(text: &str) -> String {
        let rules = meaning::rule::parse(text, Some(2026));
        let (due, silent) = (Some(Date::constant(2026, 6, 30)), Silent::default());
        written(&Function::Rule { rule: rules[0].clone(), due, target: None, silent })
    }

    #[test]
    fn working_days_and_months_are_live() {
        let working =
            by_rule("Nessun ritardo = 100%; fino a 10 giorni lavorativi di ritardo = 70%; oltre = 0%");
        assert!(working.contains("NETWORKDAYS(DATE(2026,6,30)+1,J2,Festivi!$A$2:$A$"), "{working}");
        let months = by_rule("Nessun ritardo = 100%; fino a un mese = 60%; oltre = 0%");
        assert!(months.contains("EDATE(DATE(2026,6,30),"), "{months}");
    }

    #[test]
    fn points_for_each_period_are_live() {
        assert_eq!(
            by_rule("2 punti in meno per ogni giorno di ritardo; oltre 20 giorni = 0"),
            r#"IF(J2="","",MAX(0,MIN(100,IF(LOWER(J2)="mai",0,IF((J2-DATE(2026,6,30))>20,0,MAX(0,100-2*MAX(0,(J2-DATE(2026,6,30)))))))))"#
        );
        let weeks = by_rule("5 punti in meno per ogni settimana intera di ritardo, con un minimo di 50%");
        assert!(weeks.contains("MAX(50,100-5*MAX(0,INT((J2-DATE(2026,6,30))/7)))"), "{weeks}");
    }
}
