//! Weights at every level (family PESI).

use domain::plan::Phase;
use domain::{Place, Read, Weight};
use method::model::WeightRule;

use super::Rule;
use crate::context::{Context, text};
use crate::report::Report;

/// The rules of the family.
pub const RULES: &[Rule] = &[phases_of_objective];

/// A sum of weights, with what it lacks.
struct Sum {
    total: Weight,
    /// How many weights were added.
    counted: usize,
    /// How many things have no weight.
    without: usize,
    /// Whether a weight that is there could not be added.
    unsure: bool,
    place: Option<Place>,
}

fn sum<'a>(weights: impl Iterator<Item = Option<&'a Read<Weight>>>) -> Sum {
    let mut sum = Sum { total: zero(), counted: 0, without: 0, unsure: false, place: None };
    for weight in weights {
        match weight {
            None => sum.without += 1,
            Some(read) => match read.certain().and_then(|weight| sum.total.checked_add(*weight)) {
                Some(total) => {
                    sum.total = total;
                    sum.counted += 1;
                    sum.place = sum.place.or(read.place);
                }
                None => sum.unsure = true,
            },
        }
    }
    sum
}

fn zero() -> Weight {
    Weight::ratio(0, 1).unwrap_or(Weight::HUNDRED)
}

/// What the weights of a rule must add up to.
fn expected(rule: &WeightRule) -> Weight {
    rule.total.parse().unwrap_or(Weight::HUNDRED)
}

/// `PESI-003`: the phases of an objective (of each year of it) do not add up.
fn phases_of_objective(context: &Context<'_>, report: &mut Report) {
    let Some(rule) =
        context.method.weights.iter().find(|rule| rule.of == "phase" && rule.within == "objective")
    else {
        return;
    };
    for seen in &context.objectives {
        for phases in by_year(&seen.objective.phases) {
            let sum = sum(phases.iter().map(|phase| phase.weight.as_ref()));
            if sum.counted > 0 && !sum.unsure && sum.total != expected(rule) {
                let year = phases.first().map_or("", |phase| text(phase.year.as_ref()));
                let of = if year.is_empty() { String::new() } else { format!(" del {year}") };
                let message = format!(
                    "{}: i pesi delle fasi{of} fanno {} %, non {} %",
                    seen.name(),
                    sum.total,
                    expected(rule)
                );
                report.objective("PESI-003", seen, sum.place, message);
            }
        }
    }
}

/// The phases of each yearly plan.
fn by_year(phases: &[Phase]) -> Vec<Vec<&Phase>> {
    let mut years: Vec<Vec<&Phase>> = Vec::new();
    for phase in phases {
        let year = text(phase.year.as_ref());
        match years.iter_mut().find(|known| known.first().is_some_and(|p| text(p.year.as_ref()) == year)) {
            Some(known) => known.push(phase),
            None => years.push(vec![phase]),
        }
    }
    years
}
