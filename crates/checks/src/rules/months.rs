//! Months of the schedule (family MESI).

use domain::plan::Phase;
use domain::target::Deadline;
use domain::{Months, Read, Slot, Target};
use method::model::{BlockKind, Group};

use super::Rule;
use crate::context::{Context, Seen, place};
use crate::moment::{Step, Stretch, phase_name, written};
use crate::report::Report;
use meaning::month::NAMES as MONTHS;

/// The rules of the family.
pub const RULES: &[Rule] = &[without_months, last_month, first_month, year_after_its_months];

/// Whether the form has a grid of months.
fn has_grid(context: &Context<'_>) -> bool {
    context.method.blocks().any(|block| match &block.kind {
        BlockKind::Table(table) => table.columns.iter().any(|column| column.group == Some(Group::Months)),
        _ => false,
    })
}

fn is_relative(timing: &Read<Target>) -> bool {
    matches!(timing.certain(), Some(Target::Deadline(Deadline::Relative { .. })))
}

/// `MESI-001`: phases without a mark where others have some. `MESI-002`: no marks in a whole document.
fn without_months(context: &Context<'_>, report: &mut Report) {
    if !has_grid(context) {
        return;
    }
    let phases = || context.objectives.iter().flat_map(|seen| &seen.objective.phases);
    let all = phases().count();
    let marked = phases().filter(|phase| phase.months.is_some()).count();
    if all > 0 && marked == 0 {
        let first = phases().find_map(|phase| phase.place);
        let message = format!(
            "il modulo ha la griglia dei mesi, ma nessuna delle {all} fasi ha un mese segnato: i segni si sono \
             perduti o erano celle colorate"
        );
        report.plan("MESI-002", first, message);
    }
    if marked * 2 < all {
        return;
    }
    for seen in &context.objectives {
        for phase in
            seen.objective.phases.iter().filter(|phase| phase.months.is_none() && phase.text.is_some())
        {
            // What counts from an event has no month of its own.
            if phase.timing.as_ref().is_some_and(is_relative) {
                continue;
            }
            let message = format!("{}, {}: nessun mese segnato", seen.name(), phase_name(phase));
            report.objective("MESI-001", seen, phase.place, message);
        }
    }
}

/// A row whose last mark can be compared with a deadline.
struct Row<'a> {
    seen: Seen<'a>,
    phase: &'a Phase,
    /// Months from the deadline to the last mark: positive when the mark comes after.
    late: i32,
    last: String,
    due: Stretch,
    /// Whether an indicator says it, not the phase.
    by_target: bool,
}

/// `MESI-003`: the last marked month is not that of the deadline. `MESI-004`, `MESI-005`: so it is in
/// many rows, and always on the same side, so that the grid is not to be trusted.
fn last_month(context: &Context<'_>, report: &mut Report) {
    let mut rows: Vec<Row<'_>> = Vec::new();
    for seen in &context.objectives {
        rows.extend(context.steps(seen).iter().filter_map(|step| row(*seen, step)));
    }
    let shifted = shift(&rows);
    if let Some((side, wrong)) = shifted {
        let first = rows.iter().find(|row| row.late != 0).and_then(|row| place(row.phase.months.as_ref()));
        let message = format!(
            "in {wrong} righe su {} confrontabili l'ultimo mese segnato viene {side} scadenza: la griglia dei \
             mesi è spostata, e non ci si può fidare",
            rows.len()
        );
        report.plan("MESI-004", first, message);
    }
    let code = if shifted.is_some() { "MESI-005" } else { "MESI-003" };
    for row in rows.iter().filter(|row| row.late != 0) {
        let unsure = row.by_target && unsure(context, &row.seen, row.phase);
        let message = format!(
            "{}, {}: l'ultimo mese segnato è {}, la scadenza il {}",
            row.seen.name(),
            phase_name(row.phase),
            row.last,
            written(row.due.last)
        );
        let noted = report.objective(code, &row.seen, place(row.phase.months.as_ref()), message);
        if unsure {
            noted.noted();
        }
    }
}

/// Whether the indicator that says when a phase is due may be that of another: it is one of several, and another
/// phase has none, or the indicators count more phases than there are.
fn unsure(context: &Context<'_>, seen: &Seen<'_>, phase: &Phase) -> bool {
    let steps = context.steps(seen);
    let several = steps.iter().any(|step| std::ptr::eq(step.phase, phase) && step.indicators.len() > 1);
    let bare = steps.iter().any(|step| step.indicators.is_empty());
    let bound: usize = steps.iter().map(|step| step.indicators.len()).sum();
    let named = seen.objective.indicators.iter().filter(|indicator| indicator.phase.is_some()).count();
    several && bare || bound < named
}

/// The side on which marks lie wrong in the whole document, and in how many rows. Faults of people go
/// both ways; a grid that has moved goes one way, in a third of the rows or more, as readings that fit
/// the deadline have been preferred already.
fn shift(rows: &[Row<'_>]) -> Option<(&'static str, usize)> {
    const FEWEST: usize = 8;
    let after = rows.iter().filter(|row| row.late > 0).count();
    let before = rows.iter().filter(|row| row.late < 0).count();
    let wrong = after + before;
    let one_way = after.max(before) * 10 >= wrong * 9;
    let side = if after > before { "dopo la" } else { "prima della" };
    (wrong >= FEWEST && wrong * 3 >= rows.len() && one_way).then_some((side, wrong))
}

fn row<'a>(seen: Seen<'a>, step: &Step<'a>) -> Option<Row<'a>> {
    let mut dues = step.own_dues();
    let by_target = dues.is_empty();
    dues.extend(step.target_dues().into_iter().flat_map(|(_, dues)| dues));
    let due = dues.into_iter().max_by_key(|due| due.last)?;
    let (position, last) = last_mark(step.phase.months.as_ref()?, step.year)?;
    let due_position = i32::from(due.last.year()) * 12 + i32::from(due.last.month());
    // A column of years says no month: a deadline in or after its year is none before it.
    let late = match position {
        Mark::Month(position) => position - due_position,
        Mark::Year(year) if i32::from(due.last.year()) >= i32::from(year) => 0,
        Mark::Year(year) => i32::from(year) * 12 + 1 - due_position,
    };
    Some(Row { seen, phase: step.phase, late, last, due, by_target })
}

/// Where a mark stands in time.
enum Mark {
    /// Months since the year 0.
    Month(i32),
    Year(i16),
}

/// The last mark of a row, with its name, when all its readings end alike.
fn last_mark(months: &Read<Months>, year: i16) -> Option<(Mark, String)> {
    let last = months.readings.first()?.slots().last()?;
    if months.readings.iter().any(|reading| reading.slots().last() != Some(last)) {
        return None;
    }
    match last {
        Slot::Month(month) => {
            let name = MONTHS.get(usize::from(month.checked_sub(1)?))?;
            Some((Mark::Month(i32::from(year) * 12 + i32::from(*month)), (*name).to_owned()))
        }
        Slot::Tail(label) => {
            let tail = year_of_label(label)?;
            (tail > year).then(|| (Mark::Year(tail), label.clone()))
        }
    }
}

/// The first year of a column beyond the months (`2026`, `2025-2026`).
fn year_of_label(label: &str) -> Option<i16> {
    label.trim().get(..4)?.parse().ok()
}

/// `MESI-006`: the first marked month is not that in which the phase begins.
fn first_month(context: &Context<'_>, report: &mut Report) {
    let Some(year) = context.year else { return };
    for seen in &context.objectives {
        for phase in &seen.objective.phases {
            let start = phase.start.as_ref().and_then(Read::certain);
            let months = phase.months.as_ref().and_then(Read::certain);
            let (Some(start), Some(Slot::Month(first))) = (start, months.and_then(|m| m.slots().first()))
            else {
                continue;
            };
            let begins = if start.year() < year { 1 } else { start.month() };
            if start.year() <= year && i8::try_from(*first) != Ok(begins) {
                let name = MONTHS.get(usize::from(first.saturating_sub(1))).copied().unwrap_or_default();
                let message = format!(
                    "{}, {}: il primo mese segnato è {name}, l'inizio il {}",
                    seen.name(),
                    phase_name(phase),
                    written(*start)
                );
                report.objective("MESI-006", seen, place(phase.months.as_ref()), message);
            }
        }
    }
}

/// `MESI-007`: a mark in a column of the plan year that stands after its months.
fn year_after_its_months(context: &Context<'_>, report: &mut Report) {
    for seen in &context.objectives {
        for step in context.steps(seen) {
            let Some(months) = step.phase.months.as_ref() else { continue };
            let slots = months.readings.iter().flat_map(Months::slots);
            let wrong = slots.into_iter().find_map(|slot| match slot {
                Slot::Tail(label) if year_of_label(label).is_some_and(|year| year <= step.year) => {
                    Some(label)
                }
                _ => None,
            });
            if let Some(label) = wrong {
                let message = format!(
                    "{}, {}: è segnata la colonna «{label}» dopo i mesi del {}",
                    seen.name(),
                    phase_name(step.phase),
                    step.year
                );
                report.objective("MESI-007", seen, months.place, message);
            }
        }
    }
}
