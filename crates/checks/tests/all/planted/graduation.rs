//! Planted faults of the rules that score.

use super::case::{Case, said};
use super::planter::{At, Planter, indicator, plan};
use super::seed::Seed;

pub const PLANTERS: &[Planter] = &[
    plan("GRAD-001", &[], |case, seed| {
        let points = 2 + seed.below(9);
        let every = ["mese", "settimana"][seed.below(2)];
        write(
            case,
            seed,
            format!("Nessun ritardo = 100%; {points} punti in meno per ogni {every} di ritardo"),
        )
    }),
    plan("GRAD-002", &[], |case, seed| {
        let texts =
            ["Con il sostegno degli uffici", "Rafforzamento del servizio", "Attività svolta con continuità"];
        let text = texts[seed.below(texts.len())];
        write(case, seed, text)
    }),
    plan("GRAD-003", &[], |case, seed| {
        let low = 20 + seed.below(30);
        let (end, from) = if seed.once_in(2) { (low + 35, low + 30) } else { (low + 20, low + 30) };
        let text = format!("almeno {from}% = 100%; da {low}% a {end}% = 50%; meno di {low}% = 0%");
        write(case, seed, text)
    }),
    plan("GRAD-004", &[], |case, seed| {
        let end = 10 + seed.below(20);
        let text = format!(
            "Nessun ritardo = 100%; fino a {end} gg = 80%; da {end} a {} gg = 50%; oltre = 0%",
            end + 20
        );
        write(case, seed, text)
    }),
    plan("GRAD-005", &[], |case, seed| {
        let (days, score) = (5 + seed.below(30), 40 + seed.below(40));
        write(case, seed, format!("Ritardo fino a {days} giorni = {score}%; oltre = 0%"))
    }),
    plan("GRAD-006", &["DATE-006", "DATE-003"], |case, seed| {
        let year = case.year();
        let text =
            format!("Consegna entro il 31/12/{year} Fino a 25 gg di ritardo= 65% Oltre 25 gg di ritardo =0%");
        write(case, seed, text)
    }),
    plan("GRAD-007", &[], |case, seed| {
        let days = 5 + seed.below(30);
        let text = format!("Nessun ritardo = 100%; fino a {days} giorni = 70%; oltre {days} giorni = 50%");
        write(case, seed, text)
    }),
    plan("GRAD-008", &[], |case, seed| {
        let days = 5 + seed.below(30);
        let mut at = None;
        for _ in 0..12 {
            at = write(case, seed, format!("Nessun ritardo = 100%; fino a {days} giorni = 60%")).or(at);
        }
        at.map(|_| At::Plan)
    }),
    plan("GRAD-009", &[], |case, seed| {
        let days = 5 + seed.below(30);
        let score = ["= 80", "=-80%"][seed.below(2)];
        write(case, seed, format!("Nessun ritardo = 100%; fino a {days} gg {score}; oltre = 0%"))
    }),
    plan("GRAD-010", &[], |case, seed| {
        let days = 5 + seed.below(30);
        let low = 20 + seed.below(30);
        let text = format!(
            "Nessun ritardo = 100%; fino a {days} giorni = {low}%; oltre {days} giorni = {}%",
            low + 20
        );
        write(case, seed, text)
    }),
    plan("GRAD-011", &[], |case, seed| {
        let text = if seed.once_in(2) {
            "In caso di tre sedi = 100%; in caso di due sedi = 60%"
        } else {
            "sede riunita = 100%"
        };
        write(case, seed, text)
    }),
    plan("GRAD-012", &[], |case, seed| {
        let text = ["secondo le disposizioni di legge", "come previsto dal regolamento"][seed.below(2)];
        write(case, seed, text)
    }),
    plan("GRAD-013", &["IND-006", "IND-011", "IND-014", "IND-020", "DATE-007", "MESI-003"], |case, seed| {
        let at = write(case, seed, "almeno 80% = 100%; meno di 80% = 0%")?;
        let At::Cell(objective) = at else { return None };
        let year = case.year();
        let changed = case.plan.objectives[objective].indicators.iter_mut().find(|one| {
            one.graduation.as_ref().is_some_and(|text| text.verbatim.starts_with("almeno 80%"))
        })?;
        changed.targets.insert(year.to_string(), super::case::value(format!("entro il 31/12/{year}")));
        Some(at)
    }),
    plan("GRAD-014", &[], |case, seed| {
        let (at, which) = indicator(case, seed, |one| {
            one.unit
                .as_ref()
                .is_some_and(|unit| ["ore", "giorni", "minuti"].contains(&unit.verbatim.as_str()))
        })?;
        let high = 20 + seed.below(40);
        let changed = &mut case.plan.objectives[at].indicators[which];
        let other = if super::case::of(changed.unit.as_ref()) == "ore" { "minuti" } else { "ore" };
        let text = format!("al massimo {high} {other} = 100%; oltre {high} {other} = 0%");
        changed.graduation = said(text);
        Some(At::Cell(at))
    }),
];

/// Gives an indicator of a phase with a deadline a graduation.
fn write(case: &mut Case, seed: &mut Seed, text: impl Into<String>) -> Option<At> {
    let (at, which) = indicator(case, seed, |_| true)?;
    let objective = &mut case.plan.objectives[at];
    let number = &objective.indicators[which].phase;
    let dated = objective.phases.iter().filter(|phase| &phase.number == number);
    dated.into_iter().find(|phase| phase.end.is_some() || phase.timing.is_some())?;
    objective.indicators[which].graduation = said(text.into());
    Some(At::Cell(at))
}
