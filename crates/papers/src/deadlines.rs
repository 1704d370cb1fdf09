//! What is due in each month.

use std::collections::BTreeMap;

use document::Document;
use domain::Plan;
use method::Method;
use outline::moment::written;

use crate::due::{Due, Thing, all};
use crate::listing::{begun, named};
use crate::paper::Paper;
use crate::sums::TOTAL;

/// Phases and indicators with a date, by the month they are due in; phases without one stand last.
pub fn deadlines(plan: &Plan, method: &Method) -> Document {
    let mut paper = begun("Scadenze per mese", plan, method);
    let Some(year) = outline::plan_year(plan, method) else {
        paper.say("Non si sa di che anno è il piano: le scadenze non si possono ordinare.");
        return paper.finish("Scadenze per mese");
    };
    let mut months: BTreeMap<(i16, i8), Vec<Due<'_>>> = BTreeMap::new();
    let mut without = Vec::new();
    for due in all(plan, year) {
        match due.day {
            Some(day) => months.entry((day.year(), day.month())).or_default().push(due),
            None => without.push(due),
        }
    }
    for ((year, month), mut dues) in months {
        let name = u8::try_from(month).ok().and_then(domain::months::name).unwrap_or_default();
        paper.heading(2, &domain::text::capitalised(&format!("{name} {year}")));
        dues.sort_by_key(|due| due.day);
        rows(&mut paper, &dues);
    }
    if !without.is_empty() {
        paper.heading(2, "Fasi senza una data che si legga");
        rows(&mut paper, &without);
    }
    paper.finish("Scadenze per mese")
}

fn rows(paper: &mut Paper, dues: &[Due<'_>]) {
    paper.header(&["Entro", "Che cosa", "Obiettivo", "Struttura", "Responsabile", "Come scritto nel piano"]);
    for due in dues {
        let day = due.day.map(written).unwrap_or_default();
        let said = if due.said == day { "" } else { due.said.as_str() };
        let objective = named(due.seen.objective);
        paper.values(&[&day, &due.name(), &objective, due.seen.unit(), due.responsible(), said]);
    }
    let phases = dues.iter().filter(|due| matches!(due.thing, Thing::Phase(_))).count();
    let total = format!("{phases} fasi, {} indicatori", dues.len() - phases);
    paper.total(&[TOTAL, &total, "", "", "", ""]);
}
