//! Outcome indicators reckoned from scores, dates and money.

use std::collections::{HashMap, HashSet};

use domain::Rule;
use domain::rule::{PerPeriod, Reference};
use jiff::civil::Date;
use method::outcome::Measure;
use scoring::function::{Function, Working};
use scoring::tree::{Content, Item, Step};
use scoring::{Actual, Exact};

use super::{Awaited, Outcome, Part};
use crate::actuals::{Actuals, Money};
use crate::approved::walk;
use crate::ids;

/// The outcome indicators with what came about.
pub(crate) fn reckoned(
    awaited: &[Awaited],
    body: &Item,
    results: &[Step],
    actuals: &Actuals,
) -> Vec<Outcome> {
    let mut items: HashMap<&str, &Item> = HashMap::new();
    walk(body, &mut |item| _ = items.entry(&item.id).or_insert(item));
    let results = results.iter().map(|step| (step.id.as_str(), step)).collect();
    let year = Year { items, results, actuals };
    awaited.iter().map(|one| year.one(one)).collect()
}

struct Year<'a> {
    items: HashMap<&'a str, &'a Item>,
    results: HashMap<&'a str, &'a Step>,
    actuals: &'a Actuals,
}

impl Year<'_> {
    fn one(&self, of: &Awaited) -> Outcome {
        let ids: Vec<String> = of.objectives.keys().map(|ordinal| ids::objective(*ordinal)).collect();
        let parts: Vec<Part> = match of.measure {
            Measure::Achievement => ids.iter().map(|id| self.achieved(id)).collect(),
            Measure::MeanDelay => self.delays(&ids),
            Measure::Committed | Measure::Paid => {
                let allotted = of.objectives.values();
                ids.iter()
                    .zip(allotted)
                    .map(|(id, allotted)| self.money(id, allotted.as_ref(), of.measure))
                    .collect()
            }
        };
        let counted: Vec<&Part> = parts.iter().filter(|part| part.left_out.is_none()).collect();
        let line = if of.measure.is_of_money() { share(&counted) } else { mean(&counted, of.measure) };
        let (value, working) = match line {
            Some((value, line)) => (Some(value), vec![line]),
            None => (None, Vec::new()),
        };
        Outcome {
            id: of.id.clone(),
            node: of.node.clone(),
            text: of.text.clone(),
            measure: of.measure,
            objectives: ids,
            parts,
            basis: of.basis.clone(),
            value,
            unit: if of.measure == Measure::MeanDelay { "giorni" } else { "%" }.to_owned(),
            working,
        }
    }

    fn achieved(&self, id: &str) -> Part {
        let part = |number, left_out| Part { id: id.to_owned(), number, planned: None, left_out };
        match self.results.get(id) {
            None => part(None, Some("non c'è tra i punteggi".to_owned())),
            Some(step) if !step.state.is_evaluable() => part(None, Some(step.state.term().to_owned())),
            Some(step) => match &step.score {
                Some(score) => part(Some(score.clone()), None),
                None => part(
                    None,
                    Some(step.undetermined.clone().unwrap_or_else(|| "senza punteggio".to_owned())),
                ),
            },
        }
    }

    /// What has a date in objectives, each thing once, in the order of the plan.
    fn delays(&self, ids: &[String]) -> Vec<Part> {
        let (mut parts, mut seen) = (Vec::new(), HashSet::new());
        for id in ids {
            let Some(mut item) = self.items.get(id.as_str()).copied() else { continue };
            if let Content::Same(other) = &item.content
                && let Some(source) = self.items.get(other.as_str())
            {
                item = source;
            }
            walk(item, &mut |leaf| {
                let Content::Measured { function, actual } = &leaf.content else { return };
                let Some(due) = due_of(function) else { return };
                if !seen.insert(leaf.id.clone()) {
                    return;
                }
                let days = days_late(due, actual.as_ref()).filter(|_| item.state.is_evaluable());
                let why = || match actual {
                    _ if !item.state.is_evaluable() => item.state.term(),
                    Some(Actual::Never) => "mai realizzato: non ha una data",
                    None => "manca la data",
                    Some(_) => "il risultato non è una data",
                };
                let left_out = days.is_none().then(|| why().to_owned());
                parts.push(Part {
                    id: leaf.id.clone(),
                    number: days.map(Exact::from),
                    planned: None,
                    left_out,
                });
            });
        }
        parts
    }

    fn money(&self, id: &str, allotted: Option<&Exact>, measure: Measure) -> Part {
        let written = self.actuals.money.get(id).cloned().unwrap_or_default();
        let Money { planned, committed, paid } = written;
        let number = if measure == Measure::Paid { paid } else { committed };
        let planned = planned.or_else(|| allotted.cloned());
        let lacks = match (&planned, &number) {
            (None, _) => Some("manca la somma prevista"),
            (_, None) if measure == Measure::Paid => Some("manca la somma pagata"),
            (_, None) => Some("manca la somma impegnata"),
            _ => None,
        };
        Part { id: id.to_owned(), number, planned, left_out: lacks.map(str::to_owned) }
    }
}

/// The day from which a function counts delays; none when it counts none, or from a day that the plan does not say.
fn due_of(function: &Function) -> Option<Date> {
    match function {
        Function::PointsPerDay { due, .. }
        | Function::ProportionalTime { due, .. }
        | Function::LateSteps { due, .. } => Some(*due),
        Function::Steps { of, .. } | Function::Threshold { of, .. } => due_of(of),
        Function::Rule { rule: Rule::Delay { reference, .. }, due, .. }
        | Function::Rule { rule: Rule::PerPeriod(PerPeriod { reference, .. }), due, .. } => match reference {
            Reference::Deadline => *due,
            Reference::Date(day) => Some(*day),
            Reference::After { .. } | Reference::Stated(_) => None,
        },
        _ => None,
    }
}

fn days_late(due: Date, actual: Option<&Actual>) -> Option<i64> {
    let Some(Actual::Done(done)) = actual else { return None };
    due.until(*done).ok().map(|span| i64::from(span.get_days()).max(0))
}

fn mean(parts: &[&Part], measure: Measure) -> Option<(Exact, Working)> {
    let numbers: Vec<&Exact> = parts.iter().filter_map(|part| part.number.as_ref()).collect();
    let count = Exact::from(i64::try_from(numbers.len()).ok()?);
    let sum: Exact = numbers.iter().map(|number| (*number).clone()).sum();
    let value = sum.checked_div(&count)?;
    let formula = if measure == Measure::MeanDelay {
        "somma dei giorni di ritardo / quanti"
    } else {
        "somma dei punteggi / quanti"
    };
    let line = Working {
        formula: formula.to_owned(),
        with: format!("({}) / {count}", added(&numbers)),
        result: value.to_string(),
        default: None,
    };
    Some((value, line))
}

fn share(parts: &[&Part]) -> Option<(Exact, Working)> {
    let spent: Vec<&Exact> = parts.iter().filter_map(|part| part.number.as_ref()).collect();
    let planned: Vec<&Exact> = parts.iter().filter_map(|part| part.planned.as_ref()).collect();
    let sum = |some: &[&Exact]| some.iter().map(|number| (*number).clone()).sum::<Exact>();
    let value = sum(&spent).checked_div(&sum(&planned))? * Exact::hundred();
    let with = format!("({}) / ({}) × 100", added(&spent), added(&planned));
    let line = Working {
        formula: "somme spese / somme previste × 100".to_owned(),
        with,
        result: value.to_string(),
        default: None,
    };
    Some((value, line))
}

fn added(numbers: &[&Exact]) -> String {
    numbers.iter().map(ToString::to_string).collect::<Vec<_>>().join(" + ")
}
