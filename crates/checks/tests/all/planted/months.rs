//! Planted faults of grids of months.

use domain::plan::Phase;
use domain::{Months, Slot};

use super::case::{Case, said};
use super::objective::{day, grid, written};
use super::planter::{At, Planter, one, own, plan, text};
use super::seed::Seed;

pub const PLANTERS: &[Planter] = &[
    plan("MESI-001", &[], |case, seed| {
        let (at, phase) = marked(case, seed, |_| true)?;
        case.plan.objectives[at].phases[phase].months = None;
        Some(At::Cell(at))
    }),
    plan("MESI-002", &[], |case, _| {
        if !case.form.has("months") {
            return None;
        }
        for phase in case.plan.objectives.iter_mut().flat_map(|objective| &mut objective.phases) {
            phase.months = None;
        }
        timed(case).then_some(At::Plan)
    }),
    plan("MESI-003", &[], |case, seed| {
        let (at, phase) = marked(case, seed, |months| months.1 < 12)?;
        let phase = &mut case.plan.objectives[at].phases[phase];
        let (first, last) = span(phase)?;
        phase.months = Some(grid(first..=last + 1 + seed.below(12 - last)));
        timed(case).then_some(At::Cell(at))
    }),
    plan("MESI-004", &["MESI-005", "MESI-006"], shifted),
    plan("MESI-005", &["MESI-004", "MESI-005", "MESI-006"], shifted),
    plan("MESI-006", &[], |case, seed| {
        let (at, phase) = marked(case, seed, |months| months.0 < months.1)?;
        let phase = &mut case.plan.objectives[at].phases[phase];
        phase.start.as_ref()?;
        let (first, _) = span(phase)?;
        phase.start = said(written(day(case.form.year, first + 1)));
        Some(At::Cell(at))
    }),
    text("MESI-007", &["LETT-018"], |case, lines, seed| {
        // A column with the year of the plan after December, and a mark in it.
        let headers: Vec<usize> = (0..lines.len()).filter(|at| lines[*at].ends_with("Nov\tDic")).collect();
        let header = *seed.pick(&headers)?;
        lines[header] = format!("{}\t{}", lines[header], case.year());
        let columns = lines[header].matches('\t').count();
        let row = lines.get_mut(header + 1)?;
        let cells = row.matches('\t').count();
        row.push_str(&"\t".repeat(columns.saturating_sub(cells)));
        row.push('X');
        Some(At::Line)
    }),
];

/// The first and the last month that are marked.
pub fn span(phase: &Phase) -> Option<(usize, usize)> {
    let months: &Months = phase.months.as_ref()?.certain()?;
    let mut all = months.slots().iter().filter_map(|slot| match slot {
        Slot::Month(month) => Some(usize::from(*month)),
        Slot::Tail(_) => None,
    });
    let first = all.next()?;
    Some((first, all.next_back().unwrap_or(first)))
}

/// A phase whose marks are so.
fn marked(case: &Case, seed: &mut Seed, fits: fn((usize, usize)) -> bool) -> Option<(usize, usize)> {
    let good = |phase: &Phase| span(phase).is_some_and(fits);
    let at = own(case, seed, |objective| objective.phases.iter().any(good))?;
    Some((at, one(&case.plan.objectives[at].phases, seed, good)?))
}

/// Whether the phases of the form say when they are due.
fn timed(case: &Case) -> bool {
    case.form.has("dates") || case.form.has("timing")
}

/// The grid of the whole plan stands a month too late.
fn shifted(case: &mut Case, _: &mut Seed) -> Option<At> {
    if !case.form.has("months") || !timed(case) {
        return None;
    }
    for phase in case.plan.objectives.iter_mut().flat_map(|objective| &mut objective.phases) {
        let (first, last) = span(phase)?;
        if last > 1 && first < last {
            phase.months = Some(grid(first..last));
        } else {
            phase.months = Some(grid(first - 1..last));
        }
    }
    Some(At::Plan)
}
