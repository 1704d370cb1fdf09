//! The *Relazione sulla performance*: what was reached, with every reckoning, and why it is not what was planned.

use appraisal::actuals::Actuals;
use appraisal::{Scored, ids};
use document::Document;
use domain::Plan;
use domain::plan::{Indicator, Objective};
use method::Method;
use scoring::tree::{How, Level, Step};
use scoring::{Exact, written};

use crate::due;
use crate::listing::{begun, indicator, named, objectives_by_unit, phase};
use crate::paper::Paper;
use crate::pictures::bars::{Bar, bars};
use crate::sums::{TOTAL, weight};
use crate::told;

/// The stretches of the distribution: from so many points on, up to the next.
const STRETCHES: [(i64, &str); 5] = [
    (100, "100"),
    (90, "da 90 a meno di 100"),
    (70, "da 70 a meno di 90"),
    (50, "da 50 a meno di 70"),
    (0, "meno di 50"),
];

/// The report on the results of a plan, from its scores; with a table of results, the causes of deviations, too.
///
/// `scored` must be of this plan: its items are named by their places in it.
pub fn performance(plan: &Plan, method: &Method, scored: &Scored, actuals: Option<&Actuals>) -> Document {
    let title = format!("Relazione sulla performance {}", scored.year);
    let mut paper = begun(&title, plan, method);
    paper.say(
        "Redatta ai sensi dell'art. 10, c. 1, lett. b, del D.Lgs. 150/2009. I gradi di raggiungimento sono in percentuale, \
         mostrati con due decimali; i conti sono esatti.",
    );
    whole(&mut paper, scored);
    distribution(&mut paper, scored);
    for (unit, objectives) in objectives_by_unit(plan) {
        paper.heading(2, unit);
        let steps = objectives
            .iter()
            .filter_map(|seen| Some((named(seen.objective), scored.step(&ids::objective(seen.ordinal))?)));
        reached(&mut paper, &format!("Obiettivi raggiunti: {unit}"), ("obiettivo", "obiettivi"), steps);
        paper.header(&["Obiettivo", "Peso", "Grado di raggiungimento", "Note"]);
        for seen in &objectives {
            let step = scored.step(&ids::objective(seen.ordinal));
            let score = step.map(written::score).unwrap_or_default();
            let weight = weight(seen.objective.weight.as_ref());
            paper.values(&[named(seen.objective), weight, score, step.map(note).unwrap_or_default()]);
        }
        for seen in objectives {
            objective(&mut paper, seen.ordinal, seen.objective, scored, actuals);
        }
    }
    for default in &scored.defaults {
        paper.fact("Scelta predefinita del metodo", default);
    }
    paper.finish(&title)
}

/// The score of the body and of its units.
fn whole(paper: &mut Paper, scored: &Scored) {
    paper.heading(2, "Performance organizzativa");
    paper.header(&["", "Grado di raggiungimento", "Come si arriva al risultato"]);
    for step in scored.of_level(Level::Unit) {
        paper.values(&[&step.title, written::score(step).as_str(), &told::working(step)]);
    }
    for step in scored.of_level(Level::Body) {
        paper.total(&["Ente", &written::score(step), &told::working(step)]);
    }
}

/// What was reached of what was expected, as bars up to the full score; nothing for fewer than two.
fn reached<'s>(
    paper: &mut Paper,
    title: &str,
    what: (&str, &str),
    steps: impl Iterator<Item = (String, &'s Step)>,
) {
    let bar = |(name, step): (String, &Step)| {
        let (value, full) = (step.score.clone(), Exact::hundred());
        let said = if value.is_some() { written::score(step) } else { note(step) };
        let amiss = value.as_ref().is_some_and(|value| *value < full);
        Bar { name, value, said, amiss }
    };
    let shown: Vec<Bar> = steps.map(bar).collect();
    if shown.iter().filter(|bar| bar.value.is_some()).count() > 1 {
        paper.pictures(bars(title, what, Some(Exact::hundred()), &shown));
    }
}

/// How many objectives reached how much.
fn distribution(paper: &mut Paper, scored: &Scored) {
    paper.heading(2, "Distribuzione degli obiettivi");
    let steps: Vec<&Step> = scored.of_level(Level::Objective).collect();
    let counts = |step: &&&Step| step.state.is_evaluable();
    let reached: Vec<&Exact> = steps.iter().filter(counts).filter_map(|step| step.score.as_ref()).collect();
    let mut above: Option<Exact> = None;
    let mut rows: Vec<(&str, usize)> = Vec::new();
    for (from, name) in STRETCHES {
        let from = Exact::from(from);
        let within = |score: &&&Exact| **score >= &from && above.as_ref().is_none_or(|above| **score < above);
        rows.push((name, reached.iter().filter(within).count()));
        above = Some(from);
    }
    rows.push(("senza punteggio (dato mancante, neutralizzati, rinviati)", steps.len() - reached.len()));
    let bar = |(name, count): &(&str, usize)| Bar {
        name: (*name).to_owned(),
        value: i64::try_from(*count).ok().map(Exact::from),
        said: count.to_string(),
        amiss: false,
    };
    let shown: Vec<Bar> = rows.iter().map(bar).collect();
    paper.pictures(bars("Distribuzione degli obiettivi", ("fascia", "fasce"), None, &shown));
    paper.header(&["Grado di raggiungimento", "Obiettivi"]);
    for (name, count) in rows {
        paper.values(&[name, &count.to_string()]);
    }
    paper.total(&[TOTAL, &steps.len().to_string()]);
}

/// Why a score is none, or what became of its objective.
fn note(step: &Step) -> String {
    let state = step.state.reason().map(|reason| {
        let said =
            [&reason.reason, &reason.act].into_iter().flatten().cloned().collect::<Vec<_>>().join("; ");
        format!("{}: {said}", step.state.term())
    });
    state.or_else(|| step.undetermined.clone()).unwrap_or_default()
}

/// What was measured of an objective.
fn objective(
    paper: &mut Paper,
    ordinal: u32,
    objective: &Objective,
    scored: &Scored,
    actuals: Option<&Actuals>,
) {
    let of_phases = (1..).zip(&objective.phases).map(|(place, one)| {
        let expected = due::said(one);
        (ids::phase(ordinal, place), format!("fase {}", phase(one)), expected.to_owned())
    });
    let of_indicators = (1..)
        .zip(&objective.indicators)
        .map(|(place, one)| (ids::indicator(ordinal, place), indicator(one), expected(one, scored.year)));
    let measured: Vec<_> = of_phases
        .chain(of_indicators)
        .filter_map(|(id, name, expected)| Some((scored.step(&id)?, name, expected)))
        .filter(|(step, ..)| matches!(step.how, How::Measured { .. }))
        .collect();
    let whole = scored.step(&ids::objective(ordinal)).map(told::working).unwrap_or_default();
    if measured.is_empty() && whole.is_empty() {
        return;
    }
    paper.heading(3, &named(objective));
    let steps = measured.iter().map(|(step, name, _)| (name.clone(), *step));
    let title = format!("Raggiunto rispetto all'atteso: {}", named(objective));
    reached(paper, &title, ("misura", "misure"), steps);
    paper.header(&[
        "Che cosa si misura",
        "Valore atteso",
        "Valore raggiunto",
        "Grado di raggiungimento",
        "Come si arriva al risultato",
        "Scostamento: causa e spiegazione",
    ]);
    for (step, name, expected) in measured {
        let reached = match &step.how {
            How::Measured { actual: Some(actual), .. } => written::result(actual),
            _ => String::new(),
        };
        let why = told::remark(actuals, &step.id).unwrap_or_default();
        paper.values(&[name, expected, reached, written::score(step), told::working(step), why]);
    }
    paper.gap();
    paper.fact("Grado di raggiungimento dell'obiettivo", &whole);
}

fn expected(indicator: &Indicator, year: i16) -> String {
    outline::moment::target_of(indicator, year).map(|target| target.verbatim.clone()).unwrap_or_default()
}
