//! The rule of a plan's own text, applied.

use std::collections::BTreeSet;

use domain::Rule;
use domain::rule::{Band, Limit, Outcome as Possible, PerPeriod, Reference};
use jiff::civil::Date;

use super::delay::Delay;
use super::evaluate::{Outcome, Working, number};
use super::{Achievement, Actual, Fault, Function, Silent, Undetermined};
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
    let reference = match rule {
        Rule::Delay { reference, .. } | Rule::PerPeriod(PerPeriod { reference, .. }) => Some(reference),
        _ => None,
    };
    let from_deadline = reference.is_some_and(|reference| !matches!(reference, Reference::Date(_)));
    if from_deadline && due.is_none() {
        faults.push(Fault::NoDeadline);
    }
    let expected = match rule {
        Rule::Proportional { expected: Some(expected), .. } => Some(Exact::from(*expected)),
        Rule::Proportional { .. } => target.cloned(),
        _ => Some(Exact::one()),
    };
    if !expected.is_some_and(|expected| expected.is_positive()) {
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
        Rule::PerPeriod(rule) => per_period(rule, due, silent, actual),
        Rule::Value { bands, .. } => by_value(bands, silent, actual),
        Rule::Proportional { expected, inverse, least } => {
            let expected = expected.map(Exact::from).or_else(|| target.cloned());
            let target = expected.ok_or_else(|| Undetermined::Function(Fault::NoTarget.to_string()))?;
            proportional(target, *inverse, &Exact::from(*least), actual)
        }
        Rule::PerUnit { full, points, .. } => {
            per_unit(&Exact::from(*full), &Exact::from(*points), silent, actual)
        }
        Rule::Outcomes(outcomes) => by_outcome(outcomes, actual),
        Rule::Norm(text) => Err(Undetermined::Silent(format!(
            "«{text}» va applicata da chi valuta, che inserisce il punteggio"
        ))),
    }
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
        Actual::Never => return Ok(never(not_done.or_else(|| later_than_all(bands)), silent)),
        _ => return Err(Undetermined::Kind("una data".to_owned())),
    };
    let (late, line) = delay.late(done)?;
    let mut working = vec![line];
    let (score, lines) = match in_bands(bands, &late) {
        Some(found) => found,
        None => beyond(bands, &late, silent)?,
    };
    working.extend(lines);
    Ok(Achievement::new(score, working))
}

/// What is never done is later than any day: where nothing is left of a delay without end, nothing is
/// left of it.
fn later_than_all(bands: &[Band]) -> Option<Exact> {
    bands.iter().any(|band| band.to == Limit::Open && band.score.is_zero()).then(Exact::zero)
}

/// What was never done: what the rule says of it, else what the method does.
fn never(said: Option<Exact>, silent: &Silent) -> Achievement {
    let (score, working) = if let Some(score) = said {
        let working = Working::new("non realizzato", String::new(), &score);
        (score, working)
    } else {
        let why = "la regola non dice quanto vale ciò che non è mai stato fatto";
        (silent.never.clone(), Working::by_default("mai realizzato", &silent.never, why))
    };
    Achievement::new(score, vec![working])
}

/// The score of the first band that holds a value; that another holds it with another score is told.
fn in_bands(bands: &[Band], value: &Exact) -> Option<(Exact, Vec<Working>)> {
    let mut holding = bands.iter().filter(|band| band.holds(value));
    let band = holding.next()?;
    let score = Exact::from(band.score);
    let mut working = vec![Working::new("fascia", format!("{value} {}", limits(band)), &score)];
    if let Some(other) = holding.find(|other| other.score != band.score && other.from != Limit::Open) {
        let with = format!("{value} {} ({}%)", limits(other), other.score.normalize());
        working.push(Working::new("vale la prima fascia del testo, anche se", with, &score));
    }
    Some((score, working))
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
fn beyond(bands: &[Band], late: &Exact, silent: &Silent) -> Result<(Exact, Vec<Working>), Undetermined> {
    let on_time = bands.iter().any(|band| band.from == Limit::Open);
    if !late.is_positive() && !on_time {
        let why = "la regola non dice quanto vale il rispetto del termine";
        return Ok((silent.on_time.clone(), vec![Working::by_default("nel termine", &silent.on_time, why)]));
    }
    // A band that ends later, or never, leaves a gap before it: the text does not say what lies there.
    let is_past = |band: &Band| match band.to {
        Limit::Open => false,
        Limit::Included(to) => *late > Exact::from(to),
        Limit::Excluded(to) => *late >= Exact::from(to),
    };
    if late.is_positive() && bands.iter().all(is_past) {
        let why = "la regola non dice quanto vale oltre l'ultima fascia";
        return Ok((
            silent.beyond.clone(),
            vec![Working::by_default("oltre l'ultima fascia", &silent.beyond, why)],
        ));
    }
    Err(Undetermined::Silent(format!("un ritardo di {late} non sta in nessuna fascia")))
}

fn per_period(rule: &PerPeriod, due: Option<Date>, silent: &Silent, actual: &Actual) -> Outcome {
    let done = match actual {
        Actual::Done(done) => *done,
        Actual::Never => return Ok(never(rule.zero_after.map(|_| Exact::zero()), silent)),
        _ => return Err(Undetermined::Kind("una data".to_owned())),
    };
    let delay = Delay { reference: &rule.reference, unit: rule.every, due };
    let (late, line) = if rule.whole { delay.late_in_whole(done)? } else { delay.late(done)? };
    let mut working = vec![line];
    if let Some(last) = rule.zero_after.map(|last| Exact::from(i64::from(last)))
        && late > last
    {
        let nought = Exact::zero();
        working.push(Working::new("0 dopo l'ultimo termine", format!("{late} è più di {last}"), &nought));
        return Ok(Achievement::new(nought, working));
    }
    let counted = counted_periods(rule, &late, &mut working)?;
    let points = Exact::from(rule.points);
    let raw = Exact::hundred() - &points * &counted;
    working.push(Working::new("100 − p × d", format!("100 − {points} × {counted}"), &raw));
    let floor = Exact::from(rule.floor);
    let score = raw.clone().max(floor.clone());
    if score != raw {
        working.push(Working::new("non meno del minimo", format!("{raw}, minimo {floor}"), &score));
    }
    Ok(Achievement { raw, score: score.clamped(), working })
}

/// The periods that cost points: beyond the tolerance, in steps of several days.
fn counted_periods(
    rule: &PerPeriod,
    late: &Exact,
    working: &mut Vec<Working>,
) -> Result<Exact, Undetermined> {
    let mut late = late.clone().max(Exact::zero());
    if rule.tolerance > 0 {
        let tolerance = Exact::from(i64::from(rule.tolerance));
        let with = format!("{late} di ritardo, tolleranza {tolerance}");
        late = match (late > tolerance, rule.from_first) {
            (false, _) => Exact::zero(),
            (true, true) => late,
            (true, false) => late - tolerance,
        };
        working.push(Working::new("ritardo oltre la tolleranza", with, &late));
    }
    if rule.step == 1 {
        return Ok(late);
    }
    let step = Exact::from(i64::from(rule.step));
    let periods = late
        .checked_div(&step)
        .ok_or_else(|| Undetermined::Function("un periodo di zero giorni".to_owned()))?;
    let whole = Exact::from(periods.floor());
    let periods = if rule.whole || periods == whole { whole } else { whole + Exact::one() };
    let formula = if rule.whole { "periodi interi" } else { "periodi iniziati" };
    working.push(Working::new(formula, format!("{late} / {step}"), &periods));
    Ok(periods)
}

/// In proportion, straight (V / T) or inverse (T / V), and nothing below a least share.
fn proportional(target: Exact, inverse: bool, least: &Exact, actual: &Actual) -> Outcome {
    let function = if inverse { Function::Decreasing { target } } else { Function::Increasing { target } };
    let mut achievement = function.evaluate(Some(actual))?;
    if achievement.score < *least {
        let nought = Exact::zero();
        let with = format!("{} è meno di {least}", achievement.score);
        achievement.working.push(Working::new("0 sotto la soglia minima", with, &nought));
        achievement.score = nought;
    }
    Ok(achievement)
}

/// So many points less for each thing that is missing.
fn per_unit(full: &Exact, points: &Exact, silent: &Silent, actual: &Actual) -> Outcome {
    if *actual == Actual::Never {
        return Ok(never(None, silent));
    }
    let value = number(actual)?;
    let missing = (full - &value).max(Exact::zero());
    let raw = Exact::hundred() - points * &missing;
    let lines = vec![
        Working::new("m = quanti ne mancano", format!("{full} − {value}, non meno di 0"), &missing),
        Working::new("100 − p × m", format!("100 − {points} × {missing}"), &raw),
    ];
    Ok(Achievement::new(raw, lines))
}

fn by_value(bands: &[Band], silent: &Silent, actual: &Actual) -> Outcome {
    if *actual == Actual::Never {
        return Ok(never(None, silent));
    }
    let value = number(actual)?;
    let Some((score, working)) = in_bands(bands, &value) else {
        return Err(Undetermined::Silent(format!("il valore {value} non sta in nessuna fascia")));
    };
    Ok(Achievement::new(score, working))
}

fn by_outcome(outcomes: &[Possible], actual: &Actual) -> Outcome {
    let (best, worst) = (
        outcomes.iter().max_by_key(|outcome| outcome.score),
        outcomes.iter().min_by_key(|outcome| outcome.score),
    );
    let found = match actual {
        Actual::Outcome(text) => outcome_of(outcomes, text),
        // Of two outcomes one is yes and the other no.
        Actual::YesNo(true) | Actual::Done(_) if outcomes.len() == 2 => best,
        Actual::YesNo(false) | Actual::Never if outcomes.len() == 2 => worst,
        _ => return Err(Undetermined::Kind("uno degli esiti della regola".to_owned())),
    };
    let Some(found) = found else {
        return Err(Undetermined::Silent("l'esito non è uno solo di quelli della regola".to_owned()));
    };
    let score = Exact::from(found.score);
    let with = match actual {
        Actual::Outcome(text) if text != &found.text => format!("«{text}» è «{}»", found.text),
        _ => format!("«{}»", found.text),
    };
    Ok(Achievement::new(score.clone(), vec![Working::new("esito", with, &score)]))
}

/// The outcome a result is: the one of the same words, else the only one that has all of its telling
/// words (*effettuata* is *pubblicazione effettuata*, not *pubblicazione non effettuata*).
fn outcome_of<'o>(outcomes: &'o [Possible], text: &str) -> Option<&'o Possible> {
    let folded = domain::text::folded(text);
    if let Some(same) = outcomes.iter().find(|one| domain::text::folded(&one.text) == folded) {
        return Some(same);
    }
    let wanted = telling(text);
    if wanted.is_empty() {
        return None;
    }
    let words: Vec<_> = outcomes.iter().map(|one| (one, telling(&one.text))).collect();
    let only = |matches: &dyn Fn(&BTreeSet<String>) -> bool| {
        let mut found = words.iter().filter(|(_, words)| matches(words)).map(|(one, _)| *one);
        found.next().filter(|_| found.next().is_none())
    };
    only(&|words| *words == wanted).or_else(|| only(&|words| words.is_superset(&wanted)))
}

/// The telling words of an outcome; *non* is part of the word after it.
fn telling(text: &str) -> BTreeSet<String> {
    const SAYING_NOTHING: &str = "il lo la l i gli le un uno una di del della dei delle dell a al alla e ed ma in nel \
                                  nella con per da dal solo solamente soltanto obiettivo attivita azione risultato";
    const NOT: &str = "non no nessun nessuno nessuna mancata mancato senza";
    let folded = domain::text::folded(text);
    let is_any = |list: &str, word: &str| list.split_ascii_whitespace().any(|one| one == word);
    let (mut words, mut negated) = (BTreeSet::new(), false);
    for word in folded.split(' ').filter(|word| !word.is_empty()) {
        if is_any(NOT, word) {
            negated = true;
        } else if !is_any(SAYING_NOTHING, word) {
            words.insert(if negated { format!("non {word}") } else { word.to_owned() });
            negated = false;
        }
    }
    if negated {
        words.insert("non".to_owned());
    }
    words
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::function::Actual;

    fn delay(reference: Reference) -> Rule {
        let band = Band { from: Limit::Excluded(0.into()), to: Limit::Included(30.into()), score: 70.into() };
        Rule::Delay { reference, unit: domain::target::Span::Days, bands: vec![band], not_done: None }
    }

    #[test]
    fn only_a_delay_from_a_date_of_its_own_needs_no_deadline() {
        let of = |reference| faults(&delay(reference), None, None, &Silent::default());
        assert_eq!(of(Reference::Deadline), [Fault::NoDeadline]);
        assert_eq!(of(Reference::Date(date(2026, 6, 30))), []);
    }

    #[test]
    fn a_rule_that_is_silent_on_punctuality_has_the_score_of_the_method_for_it() {
        let due = date(2026, 6, 30);
        let silent = Silent { on_time: Exact::from(95), ..Silent::default() };
        let rule = crate::function::Function::Rule {
            rule: delay(Reference::Deadline),
            due: Some(due),
            target: None,
            silent,
        };
        let score = |day| rule.evaluate(Some(&Actual::Done(day))).map(|found| found.score).ok();
        assert_eq!(score(due), Some(Exact::from(95)));
        assert_eq!(score(date(2026, 7, 30)), Some(Exact::from(70)));
        assert_eq!(score(date(2026, 7, 31)), Some(Exact::zero()));
    }
}
