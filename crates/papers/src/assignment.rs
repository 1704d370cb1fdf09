//! The letter by which objectives are entrusted to the head of a unit.

use document::Document;
use domain::Plan;
use domain::plan::Objective;
use jiff::civil::Date;
use method::Method;
use outline::moment::written;
use outline::units::{asked, is_called};
use outline::{Seen, text};

use crate::acts::approval;
use crate::due::{Due, Thing, all};
use crate::listing::{body, indicator, named, objectives_by_unit};
use crate::paper::{BLANK, Paper};
use crate::sums::{TOTAL, sum, weight};

/// A letter to the head of each unit whose name has the words asked for; to all heads when none are.
///
/// What the plan does not hold is a blank to fill in: the head, the act, and the day when none is given.
pub fn assignment(plan: &Plan, method: &Method, unit: Option<&str>, day: Option<Date>) -> Document {
    let mut paper = Paper::default();
    let year = outline::plan_year(plan, method);
    let dues = all(plan, year.unwrap_or_default());
    let units = objectives_by_unit(plan);
    let meant = unit.map(|unit| asked(units.iter().map(|(name, _)| *name), unit));
    let mut first = true;
    for (name, objectives) in &units {
        if meant.as_ref().is_some_and(|meant| !meant.contains(name)) {
            continue;
        }
        if !std::mem::take(&mut first) {
            paper.page();
        }
        opening(&mut paper, plan, method, name, objectives, year);
        table(&mut paper, objectives, &dues);
        closing(&mut paper, day);
    }
    paper.finish("Lettera di assegnazione degli obiettivi")
}

fn opening(
    paper: &mut Paper,
    plan: &Plan,
    method: &Method,
    unit: &str,
    objectives: &[Seen<'_>],
    year: Option<i16>,
) {
    let year = year.map_or_else(|| BLANK.to_owned(), |year| year.to_string());
    paper.heading(1, &body(plan, method));
    paper.blank_fact("A", &head(plan, unit, objectives));
    paper.fact("Responsabile della struttura", unit);
    paper.fact("Oggetto", &format!("assegnazione degli obiettivi dell'anno {year}"));
    paper.say(format!(
        "Con il presente atto Le sono assegnati gli obiettivi della struttura «{unit}» contenuti in: {}, approvato \
         con: {}.",
        outline::plan_title(plan),
        approval(plan, method).said()
    ));
}

/// Who heads a unit: as the register of units says, else as its objectives do.
fn head(plan: &Plan, unit: &str, objectives: &[Seen<'_>]) -> String {
    let registered = plan.units.iter().find(|known| is_called(unit, text(known.name.as_ref())));
    let own = registered.map_or("", |known| text(known.head.as_ref()));
    if !own.is_empty() {
        return own.to_owned();
    }
    let mut said = objectives.iter().map(|seen| text(seen.objective.responsible.as_ref()));
    said.find(|name| !name.is_empty()).unwrap_or_default().to_owned()
}

fn table(paper: &mut Paper, objectives: &[Seen<'_>], dues: &[Due<'_>]) {
    paper.header(&["Obiettivo", "Peso", "Fasi con la loro scadenza", "Indicatori con il valore atteso"]);
    for seen in objectives {
        let own = dues.iter().filter(|due| due.seen.ordinal == seen.ordinal);
        let phases = own.filter(|due| matches!(due.thing, Thing::Phase(_))).map(|due| {
            let day = due.day.map(|day| format!(": entro il {}", written(day)));
            format!("{}{}", due.name().trim_start_matches("fase "), day.unwrap_or_default())
        });
        let phases: Vec<String> = phases.collect();
        let weight = weight(seen.objective.weight.as_ref());
        paper.values(&[named(seen.objective), weight, phases.join("; "), expected(seen.objective)]);
    }
    let sum = sum(objectives.iter().map(|seen| seen.objective.weight.as_ref())).shown();
    if !sum.is_empty() {
        paper.total(&[TOTAL, &sum, "", ""]);
    }
}

fn expected(objective: &Objective) -> String {
    let of_each = objective.indicators.iter().map(|one| {
        let targets: Vec<String> =
            one.targets.iter().map(|(year, target)| format!("{year}: {}", target.verbatim)).collect();
        if targets.is_empty() {
            indicator(one)
        } else {
            format!("{} ({})", indicator(one), targets.join(", "))
        }
    });
    of_each.collect::<Vec<_>>().join("; ")
}

fn closing(paper: &mut Paper, day: Option<Date>) {
    let day = day.map(written).unwrap_or_default();
    paper.gap();
    paper.blank_fact("Luogo e data", &if day.is_empty() { day } else { format!("{BLANK}, {day}") });
    paper.blank_fact("Firma di chi assegna", "");
    paper.blank_fact("Per presa visione, il responsabile", "");
}
