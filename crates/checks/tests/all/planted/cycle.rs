//! Planted faults of the cycle: acts, the evaluation system, what the law wants objectives about.

use domain::Weight;
use jiff::ToSpan;
use jiff::civil::{Date, date};
use method::ComponentKind;

use super::bank::bank;
use super::case::{Case, of, said, value};
use super::facts::between;
use super::planter::{At, Planter, own, plan};
use super::seed::Seed;

pub const PLANTERS: &[Planter] = &[
    plan("CICLO-001", &[], |case, seed| {
        match seed.below(2) {
            0 => case.facts.profile.population = None,
            _ => case.facts.profile.managers = None,
        }
        Some(At::Plan)
    }),
    plan("CICLO-002", &[], |case, seed| {
        let adopted = case.facts.act("smvp").date?;
        case.facts.act("parere-smvp").date = Some(later(adopted, 1 + seed.below(60)));
        Some(At::Plan)
    }),
    plan("CICLO-003", &[], |case, seed| {
        let word = ["sfavorevole", "contrario", "non favorevole"][seed.below(3)];
        case.facts.act("parere-smvp").outcome = Some(word.into());
        Some(At::Plan)
    }),
    plan("CICLO-004", &[], |case, _| {
        case.facts.without("parere-smvp");
        Some(At::Plan)
    }),
    plan("CICLO-005", &[], |case, seed| {
        let year = case.year();
        let day = if seed.once_in(2) {
            let old = between(seed, date(year - 4, 1, 1), date(year - 2, 12, 31));
            case.facts.act("parere-smvp").date = Some(old);
            old
        } else {
            later(case.facts.act("piano").date?, 1 + seed.below(200))
        };
        case.facts.act("smvp").date = Some(day);
        Some(At::Plan)
    }),
    plan("CICLO-006", &[], |case, _| {
        case.facts.smvp.conciliation = Some(false);
        Some(At::Plan)
    }),
    plan("CICLO-007", &[], |case, _| {
        case.facts.smvp.budget_link = Some(false);
        Some(At::Plan)
    }),
    plan("CICLO-008", &[], |case, _| {
        case.facts.smvp.negative_evaluation = Some(false);
        Some(At::Plan)
    }),
    plan("CICLO-009", &[], |case, seed| {
        let year = case.year();
        if seed.once_in(2) {
            case.facts.without("obiettivi-provvisori");
        } else {
            case.facts.act("obiettivi-provvisori").date =
                Some(between(seed, date(year, 1, 2), date(year, 5, 31)));
        }
        Some(At::Plan)
    }),
    plan("CICLO-010", &["LINK-012", "PERS-010", "LETT-001", "PIAO-019", "LINK-010", "BIL-009"], |case, _| {
        case.plan.objectives.clear();
        case.plan.ente_objectives.clear();
        (case.facts.profile.employees? > 50).then_some(At::Plan)
    }),
    plan("CICLO-011", &[], |case, seed| {
        let budget = case.facts.act("bilancio").date?;
        case.facts.act("peg").date = Some(later(budget, 21 + seed.below(100)));
        Some(At::Plan)
    }),
    plan("CICLO-012", &[], |case, seed| {
        let year = case.year() + 1;
        changed(case, between(seed, date(year, 1, 1), date(year, 6, 30)), true)
    }),
    plan("CICLO-013", &[], |case, seed| {
        let year = case.year();
        changed(case, between(seed, date(year, 11, 1), date(year, 12, 31)), true)
    }),
    plan("CICLO-014", &[], |case, seed| {
        let year = case.year();
        changed(case, between(seed, date(year, 3, 1), date(year, 10, 31)), false)
    }),
    plan("CICLO-015", &[], |case, seed| {
        let year = case.year();
        case.facts.act("assegnazione").date = Some(between(seed, date(year, 4, 1), date(year, 12, 31)));
        Some(At::Plan)
    }),
    plan("CICLO-016", &[], |case, seed| {
        let at = own(case, seed, |_| true)?;
        case.plan.objectives[at].areas.clear();
        Some(At::Objective(at))
    }),
    plan("CICLO-018", &[], |case, _| {
        case.facts.without("indagine");
        without(case, &["Mensa con meno sprechi"]);
        for objective in &mut case.plan.objectives {
            for phase in &mut objective.phases {
                if of(phase.text.as_ref()).starts_with("Questionario") {
                    phase.text = said("Giro degli sportelli");
                }
            }
        }
        Some(At::Plan)
    }),
    plan("CICLO-019", &["CICLO-001"], |case, seed| {
        case.facts.acts.clear();
        case.facts.profile = method::Profile::default();
        let titles = ["Pagare le fatture in anticipo sulla scadenza", "Quaranta ore di formazione a testa"];
        without(case, &titles[seed.below(2)..][..1]);
        // The first holds from 2023, the second from 2025.
        (case.year() >= 2025).then_some(At::Plan)
    }),
    plan("CICLO-020", &[], |case, seed| {
        let weights = &mut case.facts.smvp.roles[1].weights;
        let at = seed.below(weights.len());
        weights[at].1 = percent(1 + i64::try_from(seed.below(20)).ok()?);
        Some(At::Plan)
    }),
    plan("CICLO-021", &[], |case, seed| {
        let least = 20 + i64::try_from(seed.below(27)).ok()?;
        headed(
            case,
            &[
                (ComponentKind::Unit, least),
                (ComponentKind::Individual, 95 - 2 * least),
                (ComponentKind::Behaviours, least),
                (ComponentKind::Evaluation, 5),
            ],
        )
    }),
    plan("CICLO-022", &[], |case, seed| {
        let unit = 42 + i64::try_from(seed.below(8)).ok()?;
        headed(
            case,
            &[
                (ComponentKind::Unit, unit),
                (ComponentKind::Individual, 20),
                (ComponentKind::Behaviours, 75 - unit),
                (ComponentKind::Evaluation, 5),
            ],
        )
    }),
    plan("CICLO-023", &[], |case, seed| {
        let unit = 50 + i64::try_from(seed.below(20)).ok()?;
        headed(
            case,
            &[
                (ComponentKind::Unit, unit),
                (ComponentKind::Individual, 10),
                (ComponentKind::Behaviours, 90 - unit),
            ],
        )
    }),
    plan("CICLO-024", &["BIL-009", "LINK-010"], |case, _| {
        without(case, &["Pagare le fatture in anticipo sulla scadenza"]);
        Some(At::Plan)
    }),
    plan("CICLO-025", &["IND-011", "IND-012"], |case, seed| {
        let days = 1 + seed.below(30);
        let at = named(case, "Pagare le fatture in anticipo sulla scadenza")?;
        let year = case.form.year.to_string();
        let objective = &mut case.plan.objectives[at];
        let one = objective.indicators.iter_mut().find(|one| of(one.text.as_ref()).contains("ritardo"))?;
        one.targets.insert(year, value(format!("≤ {days}")));
        Some(At::Cell(at))
    }),
    plan("CICLO-026", &[], |case, _| {
        let at = named(case, "Pagare le fatture in anticipo sulla scadenza")?;
        let texts = [
            "Solleciti dei creditori",
            "Telefonate ricevute",
            "Lettere di protesta",
            "Visite allo sportello",
        ];
        for (one, text) in case.plan.objectives[at].indicators.iter_mut().zip(texts) {
            one.text = said(text);
            one.formula = said("casi contati");
        }
        Some(At::Objective(at))
    }),
    plan("CICLO-027", &[], |case, seed| {
        let share = 1 + seed.below(29);
        if seed.once_in(2) {
            case.facts.smvp.payment_share = Some(percent(i64::try_from(share).ok()?));
            return Some(At::Plan);
        }
        let at = named(case, "Pagare le fatture in anticipo sulla scadenza")?;
        let text = &mut case.plan.objectives[at].description;
        *text = said(of(text.as_ref()).replace("30%", &format!("{share}%")));
        Some(At::Cell(at))
    }),
    plan("CICLO-028", &[], |case, _| {
        case.facts.without("contratti-pagamenti");
        Some(At::Plan)
    }),
    plan("CICLO-029", &["BIL-009", "LINK-010"], |case, _| {
        without(case, &["Quaranta ore di formazione a testa"]);
        Some(At::Plan)
    }),
    plan("CICLO-030", &[], |case, seed| {
        let hours = 25 + seed.below(15);
        let at = named(case, "Quaranta ore di formazione a testa")?;
        let (year, least) = (case.form.year, if case.form.year == 2024 { hours - 12 } else { hours });
        let objective = &mut case.plan.objectives[at];
        objective.description =
            said(of(objective.description.as_ref()).replace("40 ore", &format!("{least} ore")));
        objective.title = said("Corsi di formazione per tutti");
        for one in objective.indicators.iter_mut().filter(|one| of(one.unit.as_ref()) == "ore") {
            one.targets.insert(year.to_string(), value(format!("almeno {least} ore")));
            one.baseline = said("10");
            one.benchmark = said("20, Comuni simili");
            one.history.clear();
            for back in 1..=3 {
                one.history.insert((year - back).to_string(), value("10"));
            }
        }
        retitle(case, "Quaranta ore di formazione a testa", "Corsi di formazione per tutti");
        Some(At::Objective(at))
    }),
    plan("CICLO-031", &[], |case, _| {
        let at = named(case, "Quaranta ore di formazione a testa")?;
        let objective = &mut case.plan.objectives[at];
        objective.title = said("Corsi di formazione per tutti");
        objective.description = said("Tenere corsi di formazione per il personale di ogni ufficio.");
        for one in objective.indicators.iter_mut().filter(|one| of(one.unit.as_ref()) == "ore") {
            (one.text, one.unit, one.formula) =
                (said("Giudizio medio sui corsi"), said("punti"), said("punti dati / giudizi dati"));
            one.benchmark = said("30, Comuni simili");
            for (_, target) in one.targets.iter_mut() {
                *target = value(target.verbatim.replace(" ore", ""));
            }
        }
        retitle(case, "Quaranta ore di formazione a testa", "Corsi di formazione per tutti");
        Some(At::Objective(at))
    }),
    plan("CICLO-032", &["BIL-009", "LINK-010"], |case, _| {
        without(case, &["Sedi e siti per tutte le persone"]);
        (case.facts.profile.employees? < 50).then_some(At::Plan)
    }),
    plan("CICLO-033", &["BIL-009", "LINK-010", "FAM-001"], |case, _| {
        for objective in
            case.plan.objectives.iter_mut().filter(|one| of(one.title.as_ref()) == bank().common.title)
        {
            objective.description = said(
                "Prevenzione della corruzione: rendere noti dati e documenti di ciascuna area entro i termini di legge.",
            );
            for phase in &mut objective.phases {
                phase.text =
                    said(of(phase.text.as_ref()).replace("di Amministrazione trasparente", "del sito"));
            }
        }
        Some(At::Plan)
    }),
    plan("CICLO-034", &[], |case, seed| {
        if seed.once_in(2) {
            case.facts.profile.managers = Some(0);
        }
        case.facts.smvp.roles[0].manager = false;
        Some(At::Plan)
    }),
];

pub fn later(day: Date, days: usize) -> Date {
    day.saturating_add(i64::try_from(days).unwrap_or(0).days())
}

fn percent(share: i64) -> Weight {
    Weight::ratio(share, 1).expect("one is not zero")
}

/// A change of objectives in the course of the year.
fn changed(case: &mut Case, day: Date, motive: bool) -> Option<At> {
    let mut act = case.facts.act("piano").clone();
    (act.kind, act.date) = ("variazione".into(), Some(day));
    act.subject = motive.then(|| "contributo non concesso".into());
    case.facts.acts.push(act);
    Some(At::Plan)
}

/// The weights of those who head a unit.
fn headed(case: &mut Case, weights: &[(ComponentKind, i64)]) -> Option<At> {
    case.facts.smvp.roles[0].weights = weights.iter().map(|(kind, share)| (*kind, percent(*share))).collect();
    Some(At::Plan)
}

/// The objective with a title.
pub fn named(case: &Case, title: &str) -> Option<usize> {
    case.plan.objectives.iter().position(|one| of(one.title.as_ref()) == title)
}

/// The title of an objective wherever else it stands.
fn retitle(case: &mut Case, old: &str, new: &str) {
    for one in case.plan.ente_objectives.iter_mut().filter(|one| of(one.title.as_ref()) == old) {
        one.title = said(new);
    }
}

/// Gives the objectives of some titles another theme, which the law says nothing of.
pub fn without(case: &mut Case, titles: &[&str]) {
    for title in titles {
        while let Some(at) = named(case, title) {
            let objective = &mut case.plan.objectives[at];
            objective.title = said("Panchine nuove nei parchi");
            objective.description =
                said("Mettere panchine nuove nei parchi e ridipingere quelle rovinate dal sole.");
            objective.stakeholders = said("Passanti");
            for (phase, text) in objective.phases.iter_mut().zip([
                "Scelta dei parchi",
                "Posa delle panchine",
                "Pittura delle panchine",
                "Collaudo delle panchine",
            ]) {
                phase.text = said(text);
            }
            for (one, text) in objective.indicators.iter_mut().zip([
                "Panchine posate nei parchi",
                "Panchine ridipinte al sole",
                "Parchi con panchine nuove",
            ]) {
                one.text = said(text);
                one.formula = said("panchine contate");
                one.source = said("squadra dei giardinieri");
                let percent = of(one.unit.as_ref()) == "%";
                one.unit = said(if percent { "%" } else { "numero" });
            }
            retitle(case, title, "Panchine nuove nei parchi");
        }
    }
}

/// A day for a seed, between two of the plan year.
pub fn day(case: &Case, seed: &mut Seed, from: (i8, i8), to: (i8, i8)) -> Date {
    let year = case.year();
    between(seed, date(year, from.0, from.1), date(year, to.0, to.1))
}
