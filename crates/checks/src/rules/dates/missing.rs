//! Times that are missing or set by habit.

use domain::Place;
use domain::plan::Phase;
use domain::text::folded;

use crate::context::{Context, Seen, place};
use crate::moment::{Stretch, phase_name};
use crate::report::Report;

/// `DATE-009`: a phase without time where the others have one.
pub fn without_time(context: &Context<'_>, report: &mut Report) {
    let phases = || context.objectives.iter().flat_map(|seen| &seen.objective.phases);
    let has_time = |phase: &Phase| phase.timing.is_some() || phase.start.is_some() || phase.end.is_some();
    let is_phase = |phase: &&Phase| phase.text.is_some();
    let (all, timed) = (phases().filter(is_phase).count(), phases().filter(|phase| has_time(phase)).count());
    // Nine in ten: the form asks for it.
    if timed * 10 < all * 9 {
        return;
    }
    for seen in &context.objectives {
        for phase in seen.objective.phases.iter().filter(is_phase).filter(|phase| !has_time(phase)) {
            let message = format!("{}, {}: non dice quando", seen.name(), phase_name(phase));
            report.objective("DATE-009", seen, phase.place, message);
        }
    }
}

/// `DATE-016`: a month alone where the other deadlines say *by* the month.
pub fn month_alone(context: &Context<'_>, report: &mut Report) {
    const OF_MANY: usize = 8;
    let is_month = |words: &str| meaning::month::NAMES.contains(&words);
    let mut by = 0_usize;
    let mut alone = Vec::new();
    for seen in &context.objectives {
        let targets = seen.objective.indicators.iter().flat_map(|indicator| indicator.targets.values());
        for target in targets.chain(seen.objective.phases.iter().filter_map(|phase| phase.timing.as_ref())) {
            let words = folded(&target.verbatim);
            by += usize::from(words.strip_prefix("entro ").is_some_and(is_month));
            if is_month(&words) {
                alone.push((seen, target));
            }
        }
    }
    if alone.len() * OF_MANY > by {
        return;
    }
    for (seen, target) in alone {
        let message = format!(
            "{}: la scadenza «{}» è senza «entro», che le altre {by} hanno",
            seen.name(),
            target.verbatim
        );
        report.objective("DATE-016", seen, target.place, message);
    }
}

/// `DATE-011`: ends on the 30th of months that have a 31st, told once.
pub fn thirtieth(context: &Context<'_>, report: &mut Report) {
    let mut places: Vec<Place> = Vec::new();
    for seen in &context.objectives {
        for step in context.steps(seen) {
            let last = |due: &Stretch| due.first == due.last && due.last.day() == 30;
            let own = step.own_dues();
            let found = own.iter().find(|due| last(due) && due.last.days_in_month() == 31);
            let at =
                place(step.phase.end.as_ref()).or(place(step.phase.timing.as_ref())).or(step.phase.place);
            places.extend(found.and(at));
        }
    }
    let Some(first) = places.first().copied() else { return };
    let message = match places.len() {
        1 => "una scadenza cade il 30 di un mese di 31 giorni".to_owned(),
        count => format!("{count} scadenze cadono il 30 di un mese di 31 giorni"),
    };
    report.plan("DATE-011", Some(first), message).also_at(places);
}

/// `DATE-012`: a result expected later carries the year of the plan.
pub fn outcome_of_this_year(context: &Context<'_>, report: &mut Report) {
    let Some(year) = context.year else { return };
    let this = year.to_string();
    let with = context.objectives.iter().filter(|seen| !seen.objective.outcomes.is_empty());
    let (all, now) = with.fold((0_usize, 0_usize), |(all, now), seen| {
        (all + 1, now + usize::from(seen.objective.outcomes.contains_key(&this)))
    });
    // Forms that speak of the plan year, too, do so in general.
    if now * 4 > all {
        return;
    }
    for seen in &context.objectives {
        if let Some(read) = seen.objective.outcomes.get(&this) {
            let message = format!(
                "{}: il risultato atteso negli anni successivi porta il {year}, che è l'anno del piano",
                seen.name()
            );
            report.objective("DATE-012", seen, read.place, message);
        }
    }
}

/// `DATE-015`: no result expected in later years, where most objectives say one; told once.
pub fn without_outcome(context: &Context<'_>, report: &mut Report) {
    let all = context.objectives.len();
    let bare: Vec<&Seen<'_>> =
        context.objectives.iter().filter(|seen| seen.objective.outcomes.is_empty()).collect();
    let Some(first) = bare.first().filter(|_| bare.len() * 2 < all) else { return };
    let at = |seen: &Seen<'_>| place(seen.objective.title.as_ref()).or(seen.objective.place);
    let message = match bare.len() {
        1 => format!("{}: nessun risultato atteso negli anni successivi", first.name()),
        count => {
            format!("{count} obiettivi su {all} non dicono il risultato atteso negli anni successivi")
        }
    };
    report.plan("DATE-015", at(first), message).also_at(bare.iter().filter_map(|seen| at(seen)));
}
