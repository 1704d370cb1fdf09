//! Planted faults of dates.

use domain::plan::{Objective, Phase};
use jiff::ToSpan;
use jiff::civil::Date;
use meaning::month::NAMES;

use super::case::{Case, of, said, value};
use super::objective::{day, grid, written};
use super::planter::{At, Planter, indicator, own, phase, plan};
use super::seed::Seed;

pub const PLANTERS: &[Planter] = &[
    plan("DATE-001", &[], |case, seed| {
        let at = own(case, seed, |_| true)?;
        let day = impossible(case.year(), seed);
        let objective = &mut case.plan.objectives[at];
        let place = match seed.below(3) {
            0 => &mut objective.description,
            1 => &mut objective.stakeholders,
            _ => &mut objective.phases[0].text,
        };
        *place = said(format!("{}, dal {day}", of(place.as_ref()).trim_end_matches('.')));
        Some(At::Cell(at))
    }),
    plan("DATE-002", &["MESI-006"], |case, seed| {
        let (at, phase) = dated(case, seed, 1, |end| end.month() < 12)?;
        let phase = &mut case.plan.objectives[at].phases[phase];
        let late = end(phase)?.saturating_add((1 + i64::try_from(seed.below(20)).ok()?).days());
        phase.start = said(written(late));
        Some(At::Cell(at))
    }),
    plan("DATE-003", &[], |case, seed| {
        let (year, which) = (case.year(), seed.below(3));
        if which == 0 {
            let (at, phase) = dated(case, seed, 1, |_| true)?;
            let phase = &mut case.plan.objectives[at].phases[phase];
            let start = phase.start.as_ref()?.certain()?;
            phase.start = said(written(Date::new(year - 1, start.month(), 1).ok()?));
            return Some(At::Cell(at));
        }
        let (at, indicator) = indicator(case, seed, |_| true)?;
        let objective = &mut case.plan.objectives[at];
        if which == 1 {
            let text = &mut objective.indicators[indicator].text;
            *text = said(format!("{} al 31/12/{}", of(text.as_ref()), year - 1));
        } else {
            let text = of(objective.description.as_ref()).trim_end_matches('.');
            objective.description = said(format!("{text} entro il 30/11/{}.", year - 2));
        }
        Some(At::Cell(at))
    }),
    plan("DATE-004", &["MESI-003"], |case, seed| {
        let at =
            own(case, seed, |objective| objective.phases.len() > 1 && objective.phases[0].end.is_some())?;
        let phase = &mut case.plan.objectives[at].phases[0];
        let later = end(phase)?.saturating_add(1.years());
        due(phase, later);
        Some(At::Cell(at))
    }),
    plan("DATE-005", &[], |case, seed| {
        let at = own(case, seed, |objective| objective.phases[0].end.is_some())?;
        let early = day(case.year(), 1).saturating_add(i64::try_from(1 + seed.below(7)).ok()?.days());
        let phase = &mut case.plan.objectives[at].phases[0];
        due(phase, early);
        phase.months = phase.months.as_ref().map(|_| grid(1..=1));
        Some(At::Cell(at))
    }),
    plan("DATE-006", &[], |case, seed| {
        let (at, indicator, last) = measured(case, seed)?;
        let other = day(case.year(), 1 + usize::try_from(last.month()).ok()? % 12).last_of_month();
        let graduation = format!("Nessun ritardo rispetto al {} = 100%", written(other));
        case.plan.objectives[at].indicators[indicator].graduation = said(graduation);
        Some(At::Cell(at))
    }),
    plan("DATE-007", &[], |case, seed| {
        if !case.form.has("timing") {
            return None;
        }
        let (at, phase) = dated(case, seed, 1, |_| true)?;
        let phase = &mut case.plan.objectives[at].phases[phase];
        let last = usize::try_from(end(phase)?.month()).ok()?;
        let other = (last + 1 + seed.below(10)) % 12;
        phase.timing = said(format!("Entro {}", NAMES[other]));
        (other + 1 != last).then_some(At::Cell(at))
    }),
    plan("DATE-008", &[], |case, seed| {
        let (at, phase) = dated(case, seed, 1, |end| end.month() < 12)?;
        let phase = &mut case.plan.objectives[at].phases[phase];
        let later = end(phase)?.saturating_add((1 + i64::try_from(seed.below(25)).ok()?).days());
        phase.text = said(format!("{} alla data del {}", of(phase.text.as_ref()), written(later)));
        Some(At::Cell(at))
    }),
    plan("DATE-009", &["MESI-001"], |case, seed| {
        let (at, phase) = phase(case, seed, 1)?;
        let phase = &mut case.plan.objectives[at].phases[phase];
        (phase.start, phase.end, phase.timing, phase.months) = (None, None, None, None);
        Some(At::Cell(at))
    }),
    plan("DATE-010", &["IND-024"], |case, seed| {
        if case.form.years == 1 {
            return None;
        }
        case.form.add("phase_year");
        case.form.drop("months");
        case.form.drop("phase_weights");
        let at = own(case, seed, |objective| objective.phases.len() > 1)?;
        let (year, timed) = (case.year(), case.form.has("dates"));
        let objective = &mut case.plan.objectives[at];
        for (phase, year) in objective.phases.iter_mut().zip([year, year + 1]) {
            phase.year = said(year.to_string());
            phase.text = said(format!("Avvio del servizio entro il 30/06/{year}"));
            phase.start = timed.then(|| value(format!("01/01/{year}")));
            phase.end = timed.then(|| value(format!("30/06/{year}")));
            phase.timing = case.form.has("timing").then(|| value(format!("Entro il 30/06/{year}")));
        }
        objective.phases.truncate(2);
        for indicator in &mut objective.indicators {
            indicator.phase = said("1");
        }
        Some(At::Objective(at))
    }),
    plan("DATE-011", &[], |case, seed| {
        let long = |end: &Date| end.day() == 31 && end.month() != 12;
        let (at, phase) = dated(case, seed, 1, long)?;
        let phase = &mut case.plan.objectives[at].phases[phase];
        phase.end = said(written(end(phase)?.yesterday().ok()?));
        let month = usize::try_from(end(phase)?.month()).ok()?;
        phase.timing = phase.timing.as_ref().map(|_| value(format!("Entro {}", NAMES[month - 1])));
        Some(At::Plan)
    }),
    plan("DATE-012", &[], |case, seed| {
        let year = case.year();
        let at = own(case, seed, |objective| objective.outcomes.len() > 1)?;
        let outcomes = &mut case.plan.objectives[at].outcomes;
        let moved = outcomes.remove(&(year + 1).to_string())?;
        outcomes.insert(year.to_string(), moved);
        Some(At::Objective(at))
    }),
    plan("DATE-014", &["LETT-019", "LETT-010", "MESI-003"], |case, seed| {
        if !case.form.has("timing") {
            return None;
        }
        let (at, indicator, last) = measured(case, seed)?;
        let objective = &mut case.plan.objectives[at];
        let number = objective.indicators[indicator].phase.clone();
        let phase = objective.phases.iter_mut().find(|phase| phase.number == number)?;
        (phase.end, phase.timing) = (None, said("Prima possibile"));
        let graduation = format!("Nessun ritardo rispetto al {} = 100%", written(last));
        objective.indicators[indicator].graduation = said(graduation);
        Some(At::Cell(at))
    }),
    plan("DATE-015", &[], |case, seed| {
        let at = own(case, seed, |objective| !objective.outcomes.is_empty())?;
        case.plan.objectives[at].outcomes.clear();
        Some(At::Plan)
    }),
];

/// A day that the calendar does not have.
fn impossible(year: i16, seed: &mut Seed) -> String {
    let short = [2, 4, 6, 9, 11][seed.below(5)];
    match seed.below(4) {
        0 => format!("30 {}", NAMES[1]),
        1 if year % 4 != 0 => format!("29/02/{year}"),
        2 => format!("31 {}", NAMES[short - 1]),
        _ => format!("31/{short:02}/{year}"),
    }
}

/// The last day of a phase.
pub fn end(phase: &Phase) -> Option<Date> {
    phase.end.as_ref()?.certain().copied()
}

/// A phase with an end for which something holds.
pub fn dated(case: &Case, seed: &mut Seed, least: usize, fits: fn(&Date) -> bool) -> Option<(usize, usize)> {
    let good = |phase: &Phase| end(phase).is_some_and(|end| fits(&end));
    let at =
        own(case, seed, |objective| objective.phases.len() >= least && objective.phases.iter().any(good))?;
    Some((at, super::planter::one(&case.plan.objectives[at].phases, seed, good)?))
}

/// An indicator with the last day of the phase it measures.
fn measured(case: &Case, seed: &mut Seed) -> Option<(usize, usize, Date)> {
    let (at, indicator) = indicator(case, seed, |_| true)?;
    let objective: &Objective = &case.plan.objectives[at];
    let number = &objective.indicators[indicator].phase;
    let phase = objective.phases.iter().find(|phase| &phase.number == number)?;
    Some((at, indicator, end(phase)?))
}

/// Makes a phase due on a day, wherever it says so.
fn due(phase: &mut Phase, day: Date) {
    phase.end = said(written(day));
    phase.timing = phase.timing.as_ref().map(|_| value(format!("Entro il {}", written(day))));
}
