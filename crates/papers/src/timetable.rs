//! The *cronoprogramma*: Gantt charts of the body, of each unit and of each objective, with their tables.

use appraisal::actuals::Actuals;
use appraisal::ids;
use document::Document;
use domain::plan::Phase;
use domain::{Months, Plan, Read};
use jiff::civil::Date;
use method::Method;
use outline::moment::{Step, steps, written};
use outline::timing::{Planned, planned, spans};
use outline::{Seen, text};
use scoring::Actual;

use crate::due::said;
use crate::listing::{begun, named, objectives_by_unit, phase};
use crate::paper::Paper;
use crate::pictures::gantt::{Row, Timing, charts};

/// A phase with its times.
struct Timed<'a> {
    step: Step<'a>,
    timing: Timing,
    result: String,
}

/// An objective with the times of its phases.
struct Scheduled<'a> {
    seen: Seen<'a>,
    phases: Vec<Timed<'a>>,
    whole: Timing,
}

/// Gantt charts of a plan, with what a table of results says of it where there is one.
pub fn timetable(plan: &Plan, method: &Method, actuals: Option<&Actuals>) -> Document {
    const TITLE: &str = "Cronoprogramma";
    let mut paper = begun(TITLE, plan, method);
    let Some(year) = outline::plan_year(plan, method) else {
        paper.say("Non si sa di che anno è il piano: i tempi non si possono disegnare.");
        return paper.finish(TITLE);
    };
    let units: Vec<(&str, Vec<Scheduled<'_>>)> = objectives_by_unit(plan)
        .into_iter()
        .map(|(unit, all)| (unit, all.into_iter().map(|seen| scheduled(seen, year, actuals)).collect()))
        .collect();
    if units.len() > 1 {
        whole(&mut paper, year, &units);
    }
    for (unit, objectives) in &units {
        paper.heading(2, unit);
        let has_phases = |one: &Scheduled<'_>| !one.phases.is_empty();
        if objectives.len() > 1 || !objectives.iter().all(has_phases) {
            of_unit(&mut paper, year, unit, objectives);
        }
        for objective in objectives {
            of_objective(&mut paper, year, objective);
        }
    }
    paper.finish(TITLE)
}

/// The whole body: its units.
fn whole(paper: &mut Paper, year: i16, units: &[(&str, Vec<Scheduled<'_>>)]) {
    let timings: Vec<Timing> =
        units.iter().map(|(_, objectives)| Timing::whole(objectives.iter().map(|one| &one.whole))).collect();
    paper.heading(2, "Tutto l'ente");
    let rows: Vec<Row> =
        units.iter().zip(&timings).map(|((unit, _), timing)| row((*unit).to_owned(), timing)).collect();
    paper.pictures(charts("Cronoprogramma dell'ente", ("struttura", "strutture"), year, &rows));
    paper.header(&["Struttura", "Obiettivi", "Fasi", "Dal", "Al", "Scadenze"]);
    for ((unit, objectives), timing) in units.iter().zip(&timings) {
        let phases: usize = objectives.iter().map(|one| one.phases.len()).sum();
        let [from, to] = ends(timing);
        let counts = [objectives.len().to_string(), phases.to_string()];
        paper.values(&[*unit, &counts[0], &counts[1], &from, &to, &timing.due.len().to_string()]);
    }
}

/// A unit: its objectives.
fn of_unit(paper: &mut Paper, year: i16, unit: &str, objectives: &[Scheduled<'_>]) {
    let rows: Vec<Row> = objectives.iter().map(|one| row(named(one.seen.objective), &one.whole)).collect();
    let title = format!("Cronoprogramma: {unit}");
    paper.pictures(charts(&title, ("obiettivo", "obiettivi"), year, &rows));
    paper.header(&["Obiettivo", "Fasi", "Dal", "Al", "Scadenze"]);
    for one in objectives {
        let [from, to] = ends(&one.whole);
        let (phases, due) = (one.phases.len().to_string(), one.whole.due.len().to_string());
        paper.values(&[named(one.seen.objective), phases, from, to, due]);
    }
}

/// An objective: its phases.
fn of_objective(paper: &mut Paper, year: i16, objective: &Scheduled<'_>) {
    let name = named(objective.seen.objective);
    if objective.phases.is_empty() {
        return;
    }
    paper.heading(3, &name);
    let rows: Vec<Row> = objective.phases.iter().map(|one| row(phase(one.step.phase), &one.timing)).collect();
    paper.pictures(charts(&format!("Cronoprogramma: {name}"), ("fase", "fasi"), year, &rows));
    paper.header(&["Fase", "Previsto", "Scadenza", "Svolto", "Risultato"]);
    for one in &objective.phases {
        let of = one.step.phase;
        let planned = months_of(of.months.as_ref(), of.start.as_ref());
        let effective = months_of(of.actual_months.as_ref(), None);
        paper.values(&[phase(of), planned, due(of, &one.timing), effective, one.result.clone()]);
    }
}

fn row(name: String, timing: &Timing) -> Row {
    Row { name, timing: timing.clone() }
}

/// The first and the last day.
fn ends(timing: &Timing) -> [String; 2] {
    [timing.days().min(), timing.days().max()].map(|day| day.map(written).unwrap_or_default())
}

/// How the plan says when a phase ends; where only its indicators do, their days.
fn due(phase: &Phase, timing: &Timing) -> String {
    match said(phase) {
        "" => timing.due.iter().map(|day| written(*day)).collect::<Vec<_>>().join(", "),
        said => said.to_owned(),
    }
}

/// The months of a grid; before them the first day, where the plan says one.
fn months_of(months: Option<&Read<Months>>, start: Option<&Read<Date>>) -> String {
    match (text(start), text(months)) {
        ("", listed) => listed.to_owned(),
        (start, "") => format!("dal {start}"),
        (start, listed) => format!("dal {start}: {listed}"),
    }
}

fn scheduled<'a>(seen: Seen<'a>, year: i16, actuals: Option<&Actuals>) -> Scheduled<'a> {
    let timed = (1..).zip(steps(seen.objective, year)).map(|(place, step)| {
        let result = actuals.and_then(|actuals| actuals.results.get(&ids::phase(seen.ordinal, place)));
        let timing = timing(&step, result);
        let share = || text(step.phase.actual_share.as_ref()).to_owned();
        let result = result.map_or_else(share, scoring::written::result);
        Timed { step, timing, result }
    });
    let phases: Vec<Timed<'a>> = timed.collect();
    let whole = Timing::whole(phases.iter().map(|phase| &phase.timing));
    Scheduled { seen, phases, whole }
}

/// When a phase is planned and due, and when it came about.
fn timing(step: &Step<'_>, result: Option<&Actual>) -> Timing {
    let Planned { stretches, due, beyond } = planned(step);
    let mut timing = Timing { planned: stretches, due, beyond, ..Timing::default() };
    if let Some(months) = step.phase.actual_months.as_ref().and_then(Read::certain) {
        timing.done = spans(months, step.year);
    }
    if let Some(Actual::Done(day)) = result {
        let late = timing.due.iter().max().is_some_and(|due| day > due);
        timing.closed = Some((*day, late));
    }
    timing
}
