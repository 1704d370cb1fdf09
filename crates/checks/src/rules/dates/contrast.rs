//! Times that contradict each other within a phase or between two.

use std::collections::{HashMap, HashSet};

use domain::plan::Phase;
use domain::text::folded;
use domain::{Place, Read};
use jiff::civil::Date;
use meaning::date::days;

use super::certain;
use super::days::leading;
use super::graduation::time_text;
use crate::context::{Context, Seen, place, text};
use crate::moment::{Step, Stretch, phase_name, target_of, written, year_of};
use crate::report::Report;
use crate::words::short;

/// `DATE-007`: end, timing and expected value of a phase do not agree.
pub fn in_contrast(context: &Context<'_>, report: &mut Report) {
    for seen in &context.objectives {
        let mut rhythms = HashSet::new();
        for step in context.steps(seen) {
            let phase = step.phase;
            let end = certain(phase.end.as_ref()).map(Stretch::day);
            let timing = phase.timing.as_ref().and_then(Read::certain);
            let timing_dues = timing.map(|target| crate::moment::dues(target, step.year)).unwrap_or_default();
            if let Some(end) = end
                && !timing_dues.is_empty()
                && !timing_dues.iter().any(|due| due.meets(&end))
            {
                let what = format!(
                    "i tempi sono «{}», la fine il {}",
                    text(phase.timing.as_ref()),
                    written(end.last)
                );
                contrast(report, seen, phase, place(phase.timing.as_ref()), &what);
            }
            let own = step.own_dues();
            for (read, dues) in step.target_dues() {
                if !own.is_empty() && !own.iter().any(|one| dues.iter().any(|due| due.meets(one))) {
                    let what =
                        format!("l'atteso è «{}», i tempi «{}»", short(&read.verbatim, 50), time_text(phase));
                    contrast(report, seen, phase, read.place, &what);
                }
            }
            rhythm(report, seen, step, &mut rhythms);
        }
    }
}

fn contrast(report: &mut Report, seen: &Seen<'_>, phase: &Phase, at: Option<Place>, what: &str) {
    report.objective("DATE-007", seen, at, format!("{}, {}: {what}", seen.name(), phase_name(phase)));
}

/// Something to be done every day cannot be due once a week.
/// Told once for a text that comes again in the years that follow.
fn rhythm(report: &mut Report, seen: &Seen<'_>, step: &Step<'_>, told: &mut HashSet<String>) {
    use domain::Target::Recurring;
    let timing = step.phase.timing.as_ref();
    let Some(Recurring { every: timed, .. }) = timing.and_then(Read::certain) else { return };
    for indicator in &step.indicators {
        let target = target_of(indicator, step.year);
        if let Some(Recurring { every, .. }) = target.and_then(Read::certain)
            && every != timed
        {
            let what =
                format!("l'atteso è «{}», i tempi «{}»", short(text(target), 50), short(text(timing), 40));
            if told.insert(format!("{}: {what}", text(step.phase.text.as_ref()))) {
                contrast(report, seen, step.phase, place(target), &what);
            }
        }
    }
}

/// `DATE-008`: something is to be as of a day that comes after its deadline.
pub fn reference_after_deadline(context: &Context<'_>, report: &mut Report) {
    for seen in &context.objectives {
        for step in context.steps(seen) {
            let targets = step.target_dues();
            let mut dues: Vec<Stretch> = targets.iter().flat_map(|(_, dues)| dues.clone()).collect();
            if step.phase.end.is_some() || step.phase.timing.is_some() {
                dues.extend(step.own_dues());
            }
            let Some(last) = dues.iter().map(|due| due.last).max() else { continue };
            if let Some(day) = reference(text(step.phase.text.as_ref())).filter(|day| last < *day) {
                let message = format!(
                    "{}, {}: riguarda la situazione al {}, ma scade prima, il {}",
                    seen.name(),
                    phase_name(step.phase),
                    written(day),
                    written(last)
                );
                report.objective("DATE-008", seen, place(step.phase.text.as_ref()), message);
            }
        }
    }
}

/// The day after *alla data del*.
fn reference(words: &str) -> Option<Date> {
    days(words)
        .iter()
        .find(|day| day.year.is_some() && leading(day).ends_with("alla data del"))
        .and_then(|day| day.date(None))
}

/// `DATE-010`: the same end or beginning in two years.
pub fn twice(context: &Context<'_>, report: &mut Report) {
    for seen in &context.objectives {
        let mut known: HashMap<String, &Phase> = HashMap::new();
        for phase in &seen.objective.phases {
            let Some(words) = milestone(text(phase.text.as_ref())) else { continue };
            let first = *known.entry(words).or_insert(phase);
            if year_of(first.year.as_ref()) != year_of(phase.year.as_ref()) {
                let message = format!(
                    "{}: «{}» sta nel {} e di nuovo nel {}",
                    seen.name(),
                    short(text(first.text.as_ref()), 50),
                    text(first.year.as_ref()),
                    text(phase.year.as_ref())
                );
                report.objective("DATE-010", seen, place(phase.text.as_ref()), message);
            }
        }
    }
}

/// The words of something that happens once, without its days: it is named in a few.
fn milestone(words: &str) -> Option<String> {
    const LONGEST: usize = 200;
    const MILESTONES: [&str; 12] = [
        "fine",
        "ultimazione",
        "conclusione",
        "completamento",
        "avvio",
        "inizio",
        "aggiudicazione",
        "affidamento",
        "stipula",
        "sottoscrizione",
        "inaugurazione",
        "consegna",
    ];
    let words = if words.len() > LONGEST { return None } else { without_days(words) };
    let first = words.split(' ').next()?;
    let few = (2..=8).contains(&words.split(' ').count());
    (few && MILESTONES.contains(&first)).then_some(words)
}

/// A text, folded, with its days left out.
fn without_days(words: &str) -> String {
    let mut rest = words.to_owned();
    for day in days(words) {
        rest = rest.replacen(day.text, "", 1);
    }
    folded(&rest)
}
