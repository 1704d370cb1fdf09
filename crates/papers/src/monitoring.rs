//! What is done and what is late at a day.

use appraisal::actuals::Actuals;
use appraisal::ids;
use document::Document;
use domain::plan::Phase;
use domain::{Plan, Read, Weight};
use jiff::civil::Date;
use method::Method;
use outline::moment::{target_of, written};
use outline::text;
use scoring::{Actual, Exact};

use crate::due::{Due, Thing, all};
use crate::listing::{begun, by_unit, count, indicator, named, objectives_by_unit};
use crate::paper::Paper;
use crate::sums::TOTAL;
use crate::told;

/// How something stands at a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Standing {
    /// Done by the day it was due.
    Done,
    /// Done so many days late.
    Late(i32),
    /// Not done, and due so many days ago.
    Overdue(i32),
    /// Due so many days ago; nothing is known of it.
    Unknown(i32),
    /// A figure that says nothing of the day.
    Measured,
}

/// The kinds of standing, for the summary.
const KINDS: [&str; 5] =
    ["Nei tempi", "Realizzati in ritardo", "Scaduti e non realizzati", "Scaduti, dato mancante", "Misurati"];

/// The state, at a day, of what is due by then: what the plan says of it, and the results of a table where there is
/// one. What is due later is not told.
pub fn monitoring(plan: &Plan, method: &Method, at: Date, actuals: Option<&Actuals>) -> Document {
    let title = format!("Monitoraggio al {}", written(at));
    let mut paper = begun(&title, plan, method);
    let Some(year) = outline::plan_year(plan, method) else {
        paper.say("Non si sa di che anno è il piano: le scadenze non si possono leggere.");
        return paper.finish(&title);
    };
    let due: Vec<Due<'_>> =
        all(plan, year).into_iter().filter(|due| due.day.is_some_and(|day| day <= at)).collect();
    let told: Vec<(Due<'_>, Standing)> = due
        .into_iter()
        .map(|due| {
            let standing = standing(&due, at, actuals);
            (due, standing)
        })
        .collect();
    let units = by_unit(told, |(due, _)| due.seen.unit());
    summary(&mut paper, &units);
    for (unit, own) in &units {
        paper.heading(2, unit);
        rows(&mut paper, own, actuals);
    }
    measured(&mut paper, plan, year, actuals);
    progress(&mut paper, plan);
    paper.finish(&title)
}

fn standing(due: &Due<'_>, at: Date, actuals: Option<&Actuals>) -> Standing {
    let day = due.day.unwrap_or(at);
    let since = |day: Date, until: Date| until.since(day).map_or(0, |span| span.get_days());
    let known = actuals.and_then(|actuals| actuals.results.get(&due.id));
    match (known, due.thing) {
        (Some(Actual::Done(done)), _) if *done <= day => Standing::Done,
        (Some(Actual::Done(done)), _) => Standing::Late(since(day, *done)),
        (Some(Actual::Never | Actual::YesNo(false)), _) => Standing::Overdue(since(day, at)),
        (Some(Actual::YesNo(true)), _) => Standing::Done,
        (Some(Actual::Entered(share)), Thing::Phase(_)) => {
            carried_out(*share == Exact::hundred(), since(day, at))
        }
        (Some(_), _) => Standing::Measured,
        (None, Thing::Phase(phase)) => match share(phase) {
            Some(share) => carried_out(share == Weight::HUNDRED, since(day, at)),
            None => Standing::Unknown(since(day, at)),
        },
        (None, Thing::Indicator(indicator)) if indicator.actual.is_some() => Standing::Measured,
        (None, Thing::Indicator(_)) => Standing::Unknown(since(day, at)),
    }
}

fn carried_out(whole: bool, days: i32) -> Standing {
    if whole { Standing::Done } else { Standing::Overdue(days) }
}

fn share(phase: &Phase) -> Option<Weight> {
    phase.actual_share.as_ref().and_then(Read::certain).copied()
}

impl Standing {
    fn kind(self) -> usize {
        match self {
            Self::Done => 0,
            Self::Late(_) => 1,
            Self::Overdue(_) => 2,
            Self::Unknown(_) => 3,
            Self::Measured => 4,
        }
    }

    fn said(self) -> String {
        let days = |days: i32| count(usize::try_from(days).unwrap_or_default(), "giorno", "giorni");
        match self {
            Self::Overdue(0) => "non realizzato: scade in questa data".to_owned(),
            Self::Unknown(0) => "dato mancante: scade in questa data".to_owned(),
            Self::Done => "realizzato".to_owned(),
            Self::Late(late) => format!("realizzato con {} di ritardo", days(late)),
            Self::Overdue(late) => format!("non realizzato: scaduto da {}", days(late)),
            Self::Unknown(late) => format!("dato mancante: scaduto da {}", days(late)),
            Self::Measured => "misurato".to_owned(),
        }
    }
}

type Units<'a> = [(&'a str, Vec<(Due<'a>, Standing)>)];

fn summary(paper: &mut Paper, units: &Units<'_>) {
    if units.is_empty() {
        paper.say("A questa data non è scaduto nulla.");
        return;
    }
    let header: Vec<&str> = std::iter::once("Struttura").chain(KINDS).chain([TOTAL]).collect();
    paper.header(&header);
    let mut totals = [0; KINDS.len()];
    for (unit, own) in units {
        let mut counts = [0; KINDS.len()];
        for (_, standing) in own {
            if let Some(count) = counts.get_mut(standing.kind()) {
                *count += 1;
            }
        }
        totals.iter_mut().zip(counts).for_each(|(total, count)| *total += count);
        paper.values(&texts(unit, counts));
    }
    paper.total(&texts(TOTAL, totals));
}

fn texts(name: &str, counts: [usize; KINDS.len()]) -> Vec<String> {
    let all: usize = counts.iter().sum();
    std::iter::once(name.to_owned()).chain(counts.iter().chain([&all]).map(usize::to_string)).collect()
}

fn rows(paper: &mut Paper, own: &[(Due<'_>, Standing)], actuals: Option<&Actuals>) {
    paper.header(&["Obiettivo", "Che cosa", "Entro", "A che punto è", "Risultato", "Causa e spiegazione"]);
    for (due, standing) in own {
        let day = due.day.map(written).unwrap_or_default();
        let (result, why) = (result(due, actuals), why(due, actuals));
        paper.values(&[named(due.seen.objective), due.name(), day, standing.said(), result, why]);
    }
}

/// What the table says, else what the plan does.
fn result(due: &Due<'_>, actuals: Option<&Actuals>) -> String {
    if let Some(actual) = actuals.and_then(|actuals| actuals.results.get(&due.id)) {
        return scoring::written::result(actual);
    }
    match due.thing {
        Thing::Phase(phase) => text(phase.actual_share.as_ref()).to_owned(),
        Thing::Indicator(indicator) => text(indicator.actual.as_ref()).to_owned(),
    }
}

fn why(due: &Due<'_>, actuals: Option<&Actuals>) -> String {
    let own = match due.thing {
        Thing::Phase(phase) => text(phase.delay_reason.as_ref()),
        Thing::Indicator(_) => "",
    };
    told::remark(actuals, &due.id).unwrap_or_else(|| own.to_owned())
}

/// The results of indicators, whenever they are due.
fn measured(paper: &mut Paper, plan: &Plan, year: i16, actuals: Option<&Actuals>) {
    let mut rows = Vec::new();
    for (unit, seen) in
        objectives_by_unit(plan).iter().flat_map(|(unit, all)| all.iter().map(move |seen| (unit, seen)))
    {
        for (place, one) in (1..).zip(&seen.objective.indicators) {
            let id = ids::indicator(seen.ordinal, place);
            let of_table = actuals.and_then(|actuals| actuals.results.get(&id)).map(scoring::written::result);
            let result = of_table.unwrap_or_else(|| text(one.actual.as_ref()).to_owned());
            let why = told::remark(actuals, &id).unwrap_or_default();
            if !result.is_empty() || !why.is_empty() {
                let expected = target_of(one, year).map(|target| target.verbatim.clone()).unwrap_or_default();
                let objective = named(seen.objective);
                rows.push([(*unit).to_owned(), objective, indicator(one), expected, result, why]);
            }
        }
    }
    if !rows.is_empty() {
        paper.heading(2, "Risultati degli indicatori");
        paper.header(&[
            "Struttura",
            "Obiettivo",
            "Indicatore",
            "Valore atteso",
            "Risultato",
            "Causa e spiegazione",
        ]);
        for row in &rows {
            paper.values(row);
        }
    }
}

/// What the forms themselves say of the progress of objectives.
fn progress(paper: &mut Paper, plan: &Plan) {
    let said: Vec<_> = plan.objectives.iter().filter(|objective| !objective.progress.is_empty()).collect();
    if said.is_empty() {
        return;
    }
    paper.heading(2, "Stato di avanzamento scritto nelle schede");
    paper.header(&["Obiettivo", "Alla data", "Stato di avanzamento"]);
    for objective in said {
        for (date, state) in &objective.progress {
            paper.values(&[&named(objective), date, &state.verbatim]);
        }
    }
}
