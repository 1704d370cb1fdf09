//! Times in wrong order or outside those of the plan.

use domain::Place;
use domain::plan::Phase;
use domain::text::folded;
use jiff::civil::Date;
use meaning::date::days;

use super::days::leading;
use super::{certain, plan_years};
use crate::context::{Context, place, text};
use crate::moment::{Step, Stretch, later, phase_name, written};
use crate::report::Report;
use crate::words::short;

/// `DATE-002`: a phase that ends before it begins.
pub fn reversed(context: &Context<'_>, report: &mut Report) {
    for seen in &context.objectives {
        for phase in &seen.objective.phases {
            let (start, end) = (certain(phase.start.as_ref()), certain(phase.end.as_ref()));
            if let (Some(start), Some(end)) = (start, end)
                && end < start
            {
                let message = format!(
                    "{}, {}: comincia il {} e finisce il {}",
                    seen.name(),
                    phase_name(phase),
                    written(start),
                    written(end)
                );
                report.objective("DATE-002", seen, place(phase.end.as_ref()), message);
            }
        }
    }
}

/// `DATE-003`: a phase, deadline or reference outside the years of the plan.
pub fn outside_plan(context: &Context<'_>, report: &mut Report) {
    let Some((first, last)) = plan_years(context) else { return };
    let outside = |day: Date| day.year() < first || day.year() > last;
    for seen in &context.objectives {
        for step in context.steps(seen) {
            let found = time_of(step).into_iter().find(|(_, day)| outside(*day));
            if let Some((place, day)) = found {
                let message = format!(
                    "{}, {}: il {} è fuori dagli anni del piano ({first}-{last})",
                    seen.name(),
                    phase_name(step.phase),
                    written(day)
                );
                report.objective("DATE-003", seen, place.or(step.phase.place), message);
            }
        }
        for indicator in &seen.objective.indicators {
            let words = text(indicator.text.as_ref());
            if let Some(day) = as_of(words).filter(|day| day.year() < first) {
                let message = format!(
                    "{}: l'indicatore «{}» misura al {}, prima degli anni del piano ({first}-{last})",
                    seen.name(),
                    short(words, 50),
                    written(day)
                );
                report.objective("DATE-003", seen, place(indicator.text.as_ref()), message);
            }
        }
    }
}

/// The days whose year is written by which a step begins or is due, with their places.
fn time_of(step: &Step<'_>) -> Vec<(Option<Place>, Date)> {
    let start = step.phase.start.as_ref();
    let begins = certain(start).map(|day| (place(start), day));
    let due = due_of(step).into_iter().filter(|(_, due)| due.dated).map(|(place, due)| (place, due.last));
    begins.into_iter().chain(due).collect()
}

/// What a step is due by, with its places.
fn due_of(step: &Step<'_>) -> Vec<(Option<Place>, Stretch)> {
    let phase = step.phase;
    let own_place = place(phase.end.as_ref()).or(place(phase.timing.as_ref())).or(phase.place);
    let mut all: Vec<(Option<Place>, Stretch)> =
        step.own_dues().into_iter().map(|due| (own_place, due)).collect();
    for (read, dues) in step.target_dues() {
        all.extend(dues.into_iter().map(|due| (read.place, due)));
    }
    all
}

/// The day *as of* which a text measures (*monitoraggi al 31/12/2023*), when it is the only day in it
/// and nothing is compared with it.
fn as_of(words: &str) -> Option<Date> {
    const COMPARING: &[&str] =
        &["rispetto", "precedent", "riferit", "confront", "relativ", "fino", "antecedent"];
    let found = days(words);
    let [day] = found.as_slice() else { return None };
    let before = folded(day.before);
    let led = before.rsplit(' ').next().is_some_and(|word| matches!(word, "al" | "all"));
    let compares = COMPARING.iter().any(|stem| before.contains(stem));
    day.year.and_then(|_| day.date(None)).filter(|_| led && !compares)
}

/// `DATE-003`: what title or description promise by a day before the years of the plan.
pub fn promised_before(context: &Context<'_>, report: &mut Report) {
    let Some((first, _)) = plan_years(context) else { return };
    for seen in &context.objectives {
        let texts = [&seen.objective.title, &seen.objective.description].into_iter().flatten();
        for read in texts.filter(|read| read.verbatim.contains("ntro") || read.verbatim.contains("NTRO")) {
            let promised = days(&read.verbatim).into_iter().find_map(|day| {
                let before = format!(" {}", leading(&day));
                let led = before.ends_with(" entro") || before.ends_with(" entro il");
                day.year.and_then(|_| day.date(None)).filter(|date| led && date.year() < first)
            });
            if let Some(day) = promised {
                let message = format!(
                    "{}: il testo dà per termine il {}, prima degli anni del piano (dal {first})",
                    seen.name(),
                    written(day)
                );
                report.objective("DATE-003", seen, read.place, message);
                break;
            }
        }
    }
}

/// `DATE-003`: a deadline of another year than that of the yearly plan it stands in.
pub fn of_another_year(context: &Context<'_>, report: &mut Report) {
    let Some((first, last)) = plan_years(context) else { return };
    for seen in &context.objectives {
        let steps = context.steps(seen);
        // Where each year has its own plan, a deadline of a later year stands in the wrong one; in a
        // plan of one year it may say when the thing goes on to.
        let yearly = steps.iter().any(|step| Some(step.year) != steps.first().map(|first| first.year));
        for step in steps.iter().filter(|step| step.phase.year.is_some()) {
            let own = step.own_dues();
            let wrong = own.iter().find(|due| {
                due.dated
                    && (first..=last).contains(&step.year)
                    && (due.last.year() < step.year || (yearly && due.first.year() > step.year))
            });
            if let Some(due) = wrong {
                let message = format!(
                    "{}, {}: sta fra le attività del {}, ma la scadenza è il {}",
                    seen.name(),
                    phase_name(step.phase),
                    step.year,
                    written(due.last)
                );
                let at = place(step.phase.end.as_ref()).or(place(step.phase.timing.as_ref()));
                report.objective("DATE-003", seen, at.or(place(step.phase.text.as_ref())), message);
            }
        }
    }
}

/// `DATE-004`: one phase ends a year after all others, and would not with the year before.
pub fn mistyped_year(context: &Context<'_>, report: &mut Report) {
    for seen in &context.objectives {
        let phases = &seen.objective.phases;
        let dated: Vec<(&Phase, Date, Date)> = phases
            .iter()
            .filter_map(|phase| Some((phase, certain(phase.start.as_ref())?, certain(phase.end.as_ref())?)))
            .collect();
        let Some(&(phase, start, end)) = dated.iter().max_by_key(|(_, _, end)| *end) else { continue };
        let others = || dated.iter().filter(|(other, _, _)| !std::ptr::eq(*other, phase));
        let starts_last = others().all(|(_, other, _)| *other < start);
        let last = others().map(|(_, _, end)| *end).max();
        let year_before =
            end.year().checked_sub(1).and_then(|year| Date::new(year, end.month(), end.day()).ok());
        let (Some(last), Some(meant)) = (last, year_before) else { continue };
        if !starts_last && last.year() < end.year() && start <= meant && meant <= last {
            let message = format!(
                "{}, {}: finisce il {}, dopo tutte le altre fasi; forse si intende il {}",
                seen.name(),
                phase_name(phase),
                written(end),
                written(meant)
            );
            report.objective("DATE-004", seen, place(phase.end.as_ref()), message);
        }
    }
}

/// The day from which the plan holds, and what it is: its act, else the term that the budget gives it.
fn approval(context: &Context<'_>) -> Option<(Date, &'static str)> {
    const DAYS_AFTER_BUDGET: i64 = 30;
    let term = || context.profile.budget_deadline.and_then(|term| later(term, DAYS_AFTER_BUDGET));
    let act = context.act_date("piano").map(|day| (day, "approvato il"));
    act.or_else(|| term().map(|day| (day, "da approvare entro il")))
}

/// `DATE-005`: a deadline before the plan is approved.
pub fn before_approval(context: &Context<'_>, report: &mut Report) {
    let (Some((approval, what)), Some(year)) = (approval(context), context.year) else { return };
    for seen in &context.objectives {
        for step in context.steps(seen).iter().filter(|step| step.year == year) {
            let last =
                due_of(step).into_iter().map(|(place, due)| (place, due.last)).max_by_key(|(_, day)| *day);
            if let Some((at, day)) = last.filter(|(_, day)| day.year() == year && *day < approval) {
                let message = format!(
                    "{}, {}: scade il {}, prima che ci sia il piano, {what} {}",
                    seen.name(),
                    phase_name(step.phase),
                    written(day),
                    written(approval)
                );
                report.objective("DATE-005", seen, at, message);
            }
        }
    }
}
