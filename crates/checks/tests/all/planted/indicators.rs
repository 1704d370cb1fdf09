//! Planted faults of indicators.

use domain::plan::{Indicator, Phase};
use meaning::month::NAMES;

use super::case::{Case, of, said, value};
use super::planter::{At, Planter, indicator, is_duty, own, plan};
use super::seed::Seed;

pub const PLANTERS: &[Planter] = &[
    plan("IND-001", &["IND-024"], |case, seed| {
        let at = own(case, seed, |objective| !is_duty(objective))?;
        case.plan.objectives[at].indicators.clear();
        Some(At::Objective(at))
    }),
    plan("IND-002", &["IND-024"], |case, seed| {
        let at = own(case, seed, |objective| !is_duty(objective))?;
        let objective = &mut case.plan.objectives[at];
        let first = of(objective.indicators[0].text.as_ref()).to_lowercase();
        objective.indicators.clear();
        let text = of(objective.description.as_ref());
        objective.description = said(format!("{text} Indicatori: {first}, almeno {}", 2 + seed.below(90)));
        Some(At::Objective(at))
    }),
    plan("IND-003", &["IND-020", "CICLO-026"], |case, seed| {
        let (at, one) = ordinary(case, seed, |_| true)?;
        one.targets.clear();
        one.baseline = None;
        Some(At::Cell(at))
    }),
    plan("IND-004", &["CICLO-026", "CICLO-030", "CICLO-031"], |case, _| {
        case.form.add("no_targets");
        for one in case.plan.objectives.iter_mut().flat_map(|objective| &mut objective.indicators) {
            one.targets.clear();
        }
        Some(At::Plan)
    }),
    plan("IND-005", &[], |case, seed| {
        let year = case.year().to_string();
        let (at, one) = ordinary(case, seed, |_| true)?;
        one.targets.remove(&year);
        Some(At::Cell(at))
    }),
    plan("IND-006", &[], |case, seed| {
        let which = seed.below(2);
        let (at, one) = ordinary(case, seed, percent)?;
        if which == 0 {
            one.unit = said("data");
        } else {
            one.text = said(format!("Numero di {}", of(one.text.as_ref()).to_lowercase()));
        }
        Some(At::Cell(at))
    }),
    plan("IND-007", &[], |case, seed| {
        let year = case.year().to_string();
        let more = 101 + seed.below(90);
        let (at, one) = ordinary(case, seed, percent)?;
        one.targets.insert(year, value(format!("almeno {more}%")));
        Some(At::Cell(at))
    }),
    plan("IND-008", &[], |case, seed| {
        let year = case.year().to_string();
        let (at, one) = ordinary(case, seed, percent)?;
        let bare = of(one.targets.get(&year)).replace('%', "");
        one.targets.insert(year, value(bare));
        Some(At::Plan).filter(|_| at < usize::MAX)
    }),
    plan("IND-009", &[], |case, seed| {
        let (at, one) = ordinary(case, seed, |one| of(one.formula.as_ref()).contains(" / "))?;
        let (above, _) = of(one.formula.as_ref()).split_once(" / ")?;
        one.formula = said(format!("{above} / {above}"));
        Some(At::Cell(at))
    }),
    plan("IND-010", &["IND-006"], |case, seed| {
        if !case.form.has("indicator_weights") {
            return None;
        }
        let at = own(case, seed, |objective| !is_duty(objective))?;
        let objective = &mut case.plan.objectives[at];
        objective.indicators.retain({
            let first = of(objective.indicators[0].phase.as_ref()).to_owned();
            let mut kept = false;
            move |one| of(one.phase.as_ref()) != first || !std::mem::replace(&mut kept, true)
        });
        let count = objective.indicators.len();
        for (at, one) in objective.indicators.iter_mut().enumerate() {
            one.weight = said(format!("{}%", if at == 0 { 100 - 10 * (count - 1) } else { 10 }));
        }
        let one = &mut objective.indicators[0];
        yes_or_no(one);
        Some(At::Objective(at))
    }),
    plan("IND-011", &["IND-012"], |case, seed| {
        let first = case.year().to_string();
        let (at, one) = ordinary(case, seed, rises)?;
        let worse = figure(of(one.targets.get(&first))) + 1;
        one.baseline = said(format!("{worse}{}", sign(one)));
        Some(At::Cell(at)).filter(|_| !mantains(case, at))
    }),
    plan("IND-012", &[], |case, seed| {
        let first = case.year().to_string();
        let (at, one) = ordinary(case, seed, |_| true)?;
        one.baseline = said(format!("{}{}", figure(of(one.targets.get(&first))), sign(one)));
        Some(At::Cell(at)).filter(|_| !mantains(case, at))
    }),
    plan("IND-013", &[], |case, seed| {
        let year = case.year().to_string();
        let (at, one) = ordinary(case, seed, |one| !rises(one))?;
        let target = figure(of(one.targets.get(&year)));
        one.targets.insert(year, value(format!("≥ {target}")));
        Some(At::Cell(at))
    }),
    plan("IND-014", &["IND-006", "IND-020"], |case, seed| {
        let at = own(case, seed, |objective| !is_duty(objective))?;
        let years = case.form.all_years();
        let objective = &mut case.plan.objectives[at];
        for one in &mut objective.indicators {
            let phase = objective.phases.iter().find(|phase| phase.number == one.phase)?;
            one.unit = said("data");
            for year in &years {
                one.targets.insert(year.to_string(), value(format!("entro il 31/12/{year}")));
            }
            one.targets.insert(years[0].to_string(), value(due(phase)?));
        }
        Some(At::Plan)
    }),
    plan("IND-015", &[], |case, seed| {
        let words =
            ["Relazione finale", "Rispetto dei tempi previsti", "Realizzazione delle attività previste"];
        let text = words[seed.below(3)];
        let (at, one) = ordinary(case, seed, |_| true)?;
        one.text = said(text);
        Some(At::Line).filter(|_| at < usize::MAX)
    }),
    plan("IND-016", &[], |case, seed| {
        let year = case.year().to_string();
        let (at, one) = ordinary(case, seed, |_| true)?;
        let target = of(one.targets.get(&year)).to_owned();
        one.targets.insert(year, value(format!("{target} qualora il progetto sia finanziato")));
        Some(At::Cell(at))
    }),
    plan("IND-017", &[], |case, seed| {
        let year = case.year().to_string();
        let (at, one) = ordinary(case, seed, |one| rises(one) && !percent(one))?;
        one.baseline = said("1");
        one.history.clear();
        for (back, value) in (1..=3).zip(["1", "1", "0"]) {
            one.history.insert((year.parse::<i16>().ok()? - back).to_string(), super::case::value(value));
        }
        one.targets.insert(year, value("3 (tre)"));
        Some(At::Cell(at))
    }),
    plan("IND-018", &[], |case, seed| {
        let day = super::facts::between(
            seed,
            jiff::civil::date(case.year() + 1, 3, 1),
            jiff::civil::date(case.year() + 1, 12, 31),
        );
        let (at, one) = ordinary(case, seed, |_| true)?;
        one.available = said(super::objective::written(day));
        Some(At::Cell(at))
    }),
    plan("IND-019", &[], |case, _| {
        case.form.add("no_benchmark");
        for one in case.plan.objectives.iter_mut().flat_map(|objective| &mut objective.indicators) {
            one.benchmark = None;
        }
        Some(At::Plan)
    }),
    plan("IND-020", &["IND-024"], |case, seed| {
        let which = seed.below(5);
        let (at, one) = ordinary(case, seed, |_| true)?;
        match which {
            0 => one.unit = None,
            1 => one.source = None,
            2 => one.formula = None,
            3 => one.polarity = None,
            _ => one.benchmark = None,
        }
        Some(At::Cell(at))
    }),
    plan("IND-021", &[], |case, seed| {
        let words = ["autodichiarazione dell'ufficio", "dichiarazione del responsabile"];
        let source = words[seed.below(2)];
        let (at, one) = ordinary(case, seed, |_| true)?;
        one.source = said(source);
        Some(At::Cell(at))
    }),
    plan("IND-022", &[], |case, seed| {
        let share = 50 + seed.below(50);
        described(case, seed, &format!("Giudizi: {share}%< buono."))
    }),
    plan("IND-023", &[], |case, seed| {
        let months = 2 + seed.below(9);
        described(case, seed, &format!("Mesi: mese di domanda/mese di rilascio <= {months} mesi."))
    }),
    plan("IND-024", &["LETT-013"], |case, seed| {
        // Where each phase is measured, the indicators of one are said to be of another.
        let measured = |objective: &domain::plan::Objective| {
            objective
                .phases
                .iter()
                .all(|phase| objective.indicators.iter().any(|one| one.phase == phase.number))
        };
        if !case.plan.objectives.iter().all(measured) {
            return None;
        }
        let phases: usize = case.plan.objectives.iter().map(|objective| objective.phases.len()).sum();
        let (at, gone) = super::planter::phase(case, seed, 2).filter(|_| phases > 8)?;
        let objective = &mut case.plan.objectives[at];
        let other = if gone == 0 { 1 } else { gone - 1 };
        let (gone, other) = (objective.phases[gone].number.clone(), objective.phases[other].number.clone());
        for one in objective.indicators.iter_mut().filter(|one| one.phase == gone) {
            one.phase.clone_from(&other);
        }
        Some(At::Objective(at))
    }),
    plan("IND-025", &["IND-003", "IND-006", "IND-010", "IND-020", "CICLO-026"], |case, seed| {
        let act = ["Bando per i lavori", "Adozione delle regole", "Relazione sui lavori"][seed.below(3)];
        let dated = seed.once_in(2);
        let (at, one) = ordinary(case, seed, |_| true)?;
        if dated {
            (one.baseline, one.unit) = (None, said("data"));
            one.targets.clear();
        } else {
            yes_or_no(one);
            (one.unit, one.text) = (said("numero"), said(act));
        }
        Some(At::Cell(at))
    }),
];

/// An indicator of an objective that the law says nothing of.
fn ordinary<'a>(
    case: &'a mut Case,
    seed: &mut Seed,
    fits: impl Fn(&Indicator) -> bool,
) -> Option<(usize, &'a mut Indicator)> {
    let (at, one) = indicator(case, seed, fits)?;
    if is_duty(&case.plan.objectives[at]) {
        return None;
    }
    Some((at, case.plan.objectives[at].indicators.get_mut(one)?))
}

fn percent(one: &Indicator) -> bool {
    of(one.unit.as_ref()) == "%"
}

fn sign(one: &Indicator) -> &'static str {
    if percent(one) { "%" } else { "" }
}

fn rises(one: &Indicator) -> bool {
    of(one.polarity.as_ref()).starts_with("maggiore")
}

/// The number in a value.
fn figure(text: &str) -> i64 {
    let digits: String = text.chars().filter(|c| c.is_ascii_digit() || *c == '-').collect();
    digits.parse().unwrap_or(0)
}

/// When a phase is due, in words.
fn due(phase: &Phase) -> Option<String> {
    if phase.timing.is_some() {
        return Some(of(phase.timing.as_ref()).to_lowercase());
    }
    if let Some(end) = &phase.end {
        return Some(format!("entro il {}", end.verbatim));
    }
    let (_, last) = super::months::span(phase)?;
    Some(format!("entro {}", NAMES[last - 1]))
}

fn mantains(case: &Case, at: usize) -> bool {
    of(case.plan.objectives[at].aim.as_ref()) == "mantenimento"
}

fn yes_or_no(one: &mut Indicator) {
    one.unit = said("sì/no");
    one.baseline = said("no");
    for (_, target) in one.targets.iter_mut() {
        *target = value("sì");
    }
    for (_, year) in one.history.iter_mut() {
        *year = value("no");
    }
}

/// More words at the end of a description.
fn described(case: &mut Case, seed: &mut Seed, words: &str) -> Option<At> {
    let at = own(case, seed, |_| true)?;
    let text = &mut case.plan.objectives[at].description;
    *text = said(format!("{} {words}", of(text.as_ref())));
    Some(At::Cell(at))
}
