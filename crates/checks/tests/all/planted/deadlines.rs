//! Planted faults of deadlines as they are worded: in the times, in the rule that scores, in the description.

use domain::plan::Phase;
use domain::text::folded;
use jiff::ToSpan;
use meaning::month::NAMES;

use super::case::{of, said};
use super::dates::{dated, end};
use super::objective::written;
use super::planter::{At, Planter, indicator, one, own, plan};

pub const PLANTERS: &[Planter] = &[
    plan("DATE-016", &[], |case, seed| {
        let objectives = &case.plan.objectives;
        let by =
            objectives.iter().flat_map(|objective| &objective.phases).filter(|one| by_month(one)).count();
        // Of eight others at least it is the habit.
        let at = own(case, seed, |objective| objective.phases.iter().any(by_month)).filter(|_| by > 8)?;
        let phase = one(&case.plan.objectives[at].phases, seed, by_month)?;
        let timing = &mut case.plan.objectives[at].phases[phase].timing;
        let month = of(timing.as_ref()).strip_prefix("Entro ")?;
        let name = NAMES.iter().find(|name| **name == month)?;
        *timing = said(if seed.once_in(2) { (*name).to_owned() } else { capital(name) });
        Some(At::Cell(at))
    }),
    plan("DATE-017", &[], |case, seed| {
        let day =
            ["alla data stabilita dalla norma", "alla data prevista dalla legge", "al termine di legge"]
                [seed.below(3)];
        let (at, indicator) = indicator(case, seed, |_| true)?;
        let objective = &mut case.plan.objectives[at];
        let number = &objective.indicators[indicator].phase;
        objective
            .phases
            .iter()
            .find(|phase| &phase.number == number)
            .filter(|phase| phase.end.is_some() || phase.timing.is_some())?;
        objective.indicators[indicator].graduation = said(format!("Nessun ritardo rispetto {day} = 100%"));
        Some(At::Cell(at))
    }),
    plan("DATE-018", &["MESI-006"], |case, seed| {
        let design =
            ["Approvazione del progetto", "Verifica del progetto esecutivo", "Redazione dei progetti"]
                [seed.below(3)];
        let works = ["Inizio dei lavori", "Consegna del cantiere", "Avvio lavori"][seed.below(3)];
        let at =
            own(case, seed, |objective| objective.phases.len() > 1 && objective.phases[0].end.is_some())?;
        let phases = &mut case.plan.objectives[at].phases;
        let first = seed.below(phases.len() - 1);
        let early = end(&phases[first])?.saturating_sub((1 + i64::try_from(seed.below(25)).ok()?).days());
        phases[first].text = said(design);
        phases[first + 1].text = said(works);
        phases[first + 1].start = said(written(early));
        Some(At::Cell(at))
    }),
    plan("DATE-019", &[], |case, seed| {
        let (at, _) = dated(case, seed, 1, |_| true)?;
        // A phase is known by its words: it has enough of them.
        let phase = one(&case.plan.objectives[at].phases, seed, |phase| long_words(phase) >= 3)?;
        let year = case.year();
        let objective = &mut case.plan.objectives[at];
        let phase = &objective.phases[phase];
        let month = i8::try_from(2 + seed.below(10)).ok()?;
        let other = jiff::civil::date(year, month, 1 + i8::try_from(seed.below(28)).ok()?);
        if end(phase)? == other {
            return None;
        }
        let name = NAMES[usize::try_from(other.month()).ok()? - 1];
        let day = match seed.below(3) {
            0 => written(other),
            1 => format!("{} {name} {year}", other.day()),
            _ => format!("{} {name}", other.day()),
        };
        let sentence = format!("{} entro il {day}.", of(phase.text.as_ref()));
        let text = format!("{} {sentence}", of(objective.description.as_ref()));
        objective.description = said(text);
        Some(At::Objective(at))
    }),
];

/// Whether its time is *by* a month.
fn by_month(phase: &Phase) -> bool {
    let timing = folded(of(phase.timing.as_ref()));
    timing.strip_prefix("entro ").is_some_and(|month| NAMES.contains(&month))
}

fn capital(word: &str) -> String {
    word.chars().take(1).flat_map(char::to_uppercase).chain(word.chars().skip(1)).collect()
}

fn long_words(phase: &Phase) -> usize {
    of(phase.text.as_ref()).split(' ').filter(|word| word.chars().count() >= 5).count()
}
