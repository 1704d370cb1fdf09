//! The sheet of weights: objectives by unit with the weights of their phases, and whether each sum is what the
//! method says.

use std::collections::HashSet;

use document::Document;
use domain::plan::Objective;
use domain::{Plan, Read};
use method::Method;
use method::model::WeightRule;
use outline::units::{Unit, family, same, units};
use outline::{Seen, text};
use scoring::Exact;

use crate::ente;
use crate::listing::{NO_UNIT, begun, named, phase};
use crate::paper::Paper;
use crate::pictures::bars::{Bar, bars};
use crate::sums::{TOTAL, expected, percent, rule, sum, weight};

/// The weights of a plan by unit. An objective that is printed once for several units stands in each of them.
pub fn weights(plan: &Plan, method: &Method) -> Document {
    let mut paper = begun("Pesi degli obiettivi e delle fasi", plan, method);
    for (what, of, within) in [
        ("I pesi degli obiettivi di una struttura devono fare", "objective", "unit"),
        ("I pesi delle fasi di un obiettivo devono fare", "phase", "objective"),
    ] {
        paper.fact(what, &expected(method, of, within).map(percent).unwrap_or_default());
    }
    let objectives = outline::objectives(plan);
    let mut listed: HashSet<u32> = HashSet::new();
    for unit in units(plan, method, &objectives) {
        paper.heading(2, if unit.name.is_empty() { NO_UNIT } else { unit.name });
        of_unit(&mut paper, method, &unit);
        let all = unit.objectives.iter().chain(&unit.common);
        for seen in all.filter(|seen| listed.insert(seen.ordinal)) {
            phases(&mut paper, method, seen.objective);
        }
    }
    let others: Vec<Seen<'_>> =
        objectives.iter().filter(|seen| !listed.contains(&seen.ordinal)).copied().collect();
    if !others.is_empty() {
        paper.heading(2, "Obiettivi comuni che nessuna struttura del piano ha fra i suoi");
        rows(&mut paper, others.iter().map(|seen| (*seen, "fuori dalle somme")));
        for seen in others {
            phases(&mut paper, method, seen.objective);
        }
    }
    ente(&mut paper, plan, method);
    paper.finish("Pesi degli obiettivi e delle fasi")
}

/// The objectives of a unit and their sum.
fn of_unit(paper: &mut Paper, method: &Method, unit: &Unit<'_>) {
    let rule = rule(method, "objective", "unit");
    let is_outside = |seen: &Seen<'_>| rule.is_some_and(|rule| outside(method, rule, seen));
    let note = |seen: &Seen<'_>, is_common: bool| match (is_outside(seen), is_common) {
        (true, _) => "fuori dalla somma, secondo il metodo",
        (false, true) => "comune a più strutture",
        (false, false) => "",
    };
    let own = unit.objectives.iter().map(|seen| (*seen, note(seen, false)));
    let all: Vec<(Seen<'_>, &str)> =
        own.chain(unit.common.iter().map(|seen| (*seen, note(seen, true)))).collect();
    picture(paper, unit.name, &all);
    rows(paper, all.iter().copied());
    let counted = all.iter().filter(|(seen, _)| !is_outside(seen));
    let sum = sum(counted.map(|(seen, _)| seen.objective.weight.as_ref()));
    if sum.total.is_none() {
        return;
    }
    let verdict = expected(method, "objective", "unit").map(|whole| sum.verdict(whole)).unwrap_or_default();
    paper.total(&[TOTAL, "", &sum.shown(), &verdict]);
}

/// The weights as bars, where there are several.
fn picture(paper: &mut Paper, unit: &str, all: &[(Seen<'_>, &str)]) {
    let weight_of = |seen: &Seen<'_>| seen.objective.weight.as_ref().and_then(Read::certain).copied();
    let bar = |(seen, note): &(Seen<'_>, &str)| Bar {
        name: named(seen.objective),
        value: weight_of(seen).map(Exact::from),
        said: if note.is_empty() {
            weight(seen.objective.weight.as_ref())
        } else {
            format!("{}, {note}", weight(seen.objective.weight.as_ref()))
        },
        amiss: false,
    };
    if all.iter().filter(|(seen, _)| weight_of(seen).is_some()).count() < 2 {
        return;
    }
    let shown: Vec<Bar> = all.iter().map(bar).collect();
    let title = format!("Pesi degli obiettivi: {}", if unit.is_empty() { NO_UNIT } else { unit });
    paper.pictures(bars(&title, ("obiettivo", "obiettivi"), None, &shown));
}

fn rows<'a>(paper: &mut Paper, all: impl Iterator<Item = (Seen<'a>, &'static str)>) {
    paper.gap();
    paper.header(&["Obiettivo", "Tipo", "Peso", "Note"]);
    for (seen, note) in all {
        let kind = text(seen.objective.kind.as_ref());
        let weight = weight(seen.objective.weight.as_ref());
        paper.values(&[&named(seen.objective), kind, &weight, note]);
    }
}

/// Whether the rule leaves an objective out of the sum: its kind or its family is named there.
fn outside(method: &Method, rule: &WeightRule, seen: &Seen<'_>) -> bool {
    let family = family(method, seen).map(|family| family.name.as_str());
    rule.outside.iter().any(|name| same(seen.objective.kind.as_ref(), name) || family == Some(name.as_str()))
}

/// The phases of an objective, when one of them has a weight: those of each year add up by themselves.
fn phases(paper: &mut Paper, method: &Method, objective: &Objective) {
    if objective.phases.iter().all(|phase| phase.weight.is_none()) {
        return;
    }
    paper.gap();
    paper.caption(&named(objective));
    paper.header(&["Fase", "Peso", "Note"]);
    let whole = expected(method, "phase", "objective");
    let mut years: Vec<&str> = Vec::new();
    for phase in &objective.phases {
        let year = text(phase.year.as_ref());
        if !years.contains(&year) {
            years.push(year);
        }
    }
    for year in years {
        let of_year = || objective.phases.iter().filter(|phase| text(phase.year.as_ref()) == year);
        for one in of_year() {
            paper.values(&[&phase(one), &weight(one.weight.as_ref()), year]);
        }
        let sum = sum(of_year().map(|phase| phase.weight.as_ref()));
        let verdict = whole.map(|whole| sum.verdict(whole)).unwrap_or_default();
        let label = if year.is_empty() { TOTAL.to_owned() } else { format!("{TOTAL} {year}") };
        if sum.total.is_some() {
            paper.total(&[label, sum.shown(), verdict]);
        }
    }
}

/// The objectives of the whole body that are listed apart.
fn ente(paper: &mut Paper, plan: &Plan, method: &Method) {
    let Some(sum) = ente::table(paper, plan).filter(|sum| sum.total.is_some()) else { return };
    paper.total(&[TOTAL, "", &sum.shown()]);
    let whole = expected(method, "ente_objective", "body").map(|whole| sum.verdict(whole));
    paper.fact("Esito", &whole.unwrap_or_default());
}
