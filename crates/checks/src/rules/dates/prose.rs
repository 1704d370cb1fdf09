//! Times said in titles and descriptions, against those of phases and indicators.

use std::collections::HashSet;

use domain::Read;
use domain::plan::Phase;
use domain::text::folded;
use jiff::civil::Date;
use meaning::date::{Day, days};

use super::certain;
use super::days::leading;
use crate::context::{Context, Seen, place, text};
use crate::moment::{dues, phase_name, written};
use crate::report::Report;
use crate::words::short;

/// `DATE-018`: works that begin before their design is approved or verified.
pub fn works_before_design(context: &Context<'_>, report: &mut Report) {
    for seen in &context.objectives {
        for pair in seen.objective.phases.windows(2) {
            let [design, works] = pair else { continue };
            let (end, start) = (certain(design.end.as_ref()), certain(works.start.as_ref()));
            let (Some(end), Some(start)) = (end, start) else { continue };
            if start < end && is_design(design) && is_start_of_works(works) {
                let message = format!(
                    "{}, {}: comincia il {}, ma la {} finisce il {}",
                    seen.name(),
                    phase_name(works),
                    written(start),
                    phase_name(design),
                    written(end)
                );
                report.objective("DATE-018", seen, place(works.start.as_ref()).or(works.place), message);
            }
        }
    }
}

fn is_design(phase: &Phase) -> bool {
    let said = folded(text(phase.text.as_ref()));
    let step =
        ["approvazione", "verifica", "validazione", "redazione"].iter().any(|word| said.contains(word));
    step && ["progetto", "progettazione", "progetti"].iter().any(|word| said.contains(word))
}

fn is_start_of_works(phase: &Phase) -> bool {
    let said = folded(text(phase.text.as_ref()));
    [
        "inizio lavori",
        "inizio dei lavori",
        "avvio lavori",
        "avvio dei lavori",
        "consegna lavori",
        "consegna dei lavori",
        "consegna del cantiere",
    ]
    .iter()
    .any(|words| said.contains(words))
}

/// `DATE-019`: a sentence gives another day for what a phase does, or a title another day than its only
/// indicator.
pub fn other_day_in_text(context: &Context<'_>, report: &mut Report) {
    for seen in &context.objectives {
        against_phases(seen, report);
        against_indicator(context, seen, report);
    }
}

fn against_phases(seen: &Seen<'_>, report: &mut Report) {
    let Some(description) = &seen.objective.description else { return };
    let clauses = clauses(&description.verbatim);
    if clauses.is_empty() {
        return;
    }
    for phase in &seen.objective.phases {
        let own = stems(text(phase.text.as_ref()));
        let Some(end) = certain(phase.end.as_ref()).filter(|_| own.len() >= LEAST) else { continue };
        // A day without a year is of the year in which the phase ends.
        let said: Vec<Date> = clauses
            .iter()
            .filter(|(words, _)| own.is_subset(words))
            .filter_map(|(_, day)| day.date(Some(end.year())))
            .collect();
        // A word of a stretch that the phase is part of says nothing against it.
        if let Some(day) = said.first().filter(|_| !said.contains(&end)) {
            let message = format!(
                "{}, {}: finisce il {}, nella descrizione il termine è il {}",
                seen.name(),
                phase_name(phase),
                written(end),
                written(*day)
            );
            report.objective("DATE-019", seen, place(phase.end.as_ref()).or(phase.place), message);
        }
    }
}

/// Fewer words of a phase may be common to many things.
const LEAST: usize = 3;

/// More sentences with a limit are not compared with the phases.
const MOST_CLAUSES: usize = 32;

/// The sentences that give one day as a limit, by their words.
fn clauses(description: &str) -> Vec<(HashSet<String>, Day<'_>)> {
    let parts =
        description.split([';', '•']).flat_map(|part| part.split(". ")).flat_map(|part| part.split(" - "));
    let limited = parts.filter(|part| part.contains("entro"));
    limited
        .filter_map(|part| {
            let mut days = days(part);
            let day = days.pop().filter(|_| days.is_empty())?;
            leading(&day).contains("entro").then(|| (stems(part), day))
        })
        .take(MOST_CLAUSES)
        .collect()
}

/// The beginnings of the long words.
fn stems(words: &str) -> HashSet<String> {
    let folded = folded(words);
    let long =
        folded.split(' ').filter(|word| word.chars().count() >= 5 && word.chars().all(char::is_alphabetic));
    long.map(|word| word.chars().take(7).collect()).collect()
}

fn against_indicator(context: &Context<'_>, seen: &Seen<'_>, report: &mut Report) {
    let [indicator] = seen.objective.indicators.as_slice() else { return };
    if !seen.objective.phases.is_empty() {
        return;
    }
    let (Some(title), Some(year)) = (&seen.objective.title, context.year) else { return };
    let days = days(&title.verbatim);
    let [day] = days.as_slice() else { return };
    let Some(date) = day.date(None) else { return };
    let values = indicator.baseline.iter().chain(indicator.targets.values());
    let due = values.filter_map(Read::certain).flat_map(|target| dues(target, year)).find(|due| due.dated);
    if let Some(due) = due.filter(|due| due.last != date && due.first.year() == date.year()) {
        let message = format!(
            "{}: nel titolo il termine è il {}, nell'indicatore «{}» il {}",
            seen.name(),
            written(date),
            short(text(indicator.text.as_ref()), 50),
            written(due.last)
        );
        report.objective("DATE-019", seen, title.place, message);
    }
}
