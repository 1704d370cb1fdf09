//! When the phases and indicators of a plan are due.

use appraisal::ids;
use domain::Plan;
use domain::plan::{Indicator, Phase};
use domain::text::squeezed;
use jiff::civil::Date;
use outline::moment::{Stretch, dues, steps};
use outline::{Seen, text};

/// The phase or the indicator that is due.
#[derive(Clone, Copy)]
pub enum Thing<'a> {
    /// A phase.
    Phase(&'a Phase),
    /// An indicator.
    Indicator(&'a Indicator),
}

/// Something with its day.
pub struct Due<'a> {
    /// The objective.
    pub seen: Seen<'a>,
    /// What is due.
    pub thing: Thing<'a>,
    /// Its name in a table of results.
    pub id: String,
    /// The day by which it is due; none when the plan says none that is understood.
    pub day: Option<Date>,
    /// How the plan says when, or what it expects.
    pub said: String,
}

/// The phases of a plan with the day each is due by, and the indicators that have a day of their own.
pub fn all(plan: &Plan, year: i16) -> Vec<Due<'_>> {
    outline::objectives(plan).into_iter().flat_map(|seen| of_objective(seen, year)).collect()
}

fn of_objective(seen: Seen<'_>, year: i16) -> Vec<Due<'_>> {
    let steps = steps(seen.objective, year);
    let phases = (1..).zip(&steps).map(|(place, step)| Due {
        seen,
        thing: Thing::Phase(step.phase),
        id: ids::phase(seen.ordinal, place),
        day: last(&step.own_dues()),
        said: said(step.phase).to_owned(),
    });
    let indicators = (1..).zip(&seen.objective.indicators).flat_map(|(place, indicator)| {
        indicator.targets.iter().filter_map(move |(key, target)| {
            let year = key.parse().unwrap_or(year);
            let day = last(&dues(target.certain()?, year))?;
            let (thing, id) = (Thing::Indicator(indicator), ids::indicator(seen.ordinal, place));
            Some(Due { seen, thing, id, day: Some(day), said: target.verbatim.clone() })
        })
    });
    phases.chain(indicators).collect()
}

fn last(stretches: &[Stretch]) -> Option<Date> {
    stretches.iter().map(|stretch| stretch.last).max()
}

/// When a phase is due, as the plan says it: its end, else its timing.
pub fn said(phase: &Phase) -> &str {
    let end = text(phase.end.as_ref());
    if end.is_empty() { text(phase.timing.as_ref()) } else { end }
}

impl Due<'_> {
    /// What it is called.
    pub fn name(&self) -> String {
        match self.thing {
            Thing::Phase(phase) => format!("fase {}", crate::listing::phase(phase)),
            Thing::Indicator(indicator) => format!("indicatore {}", crate::listing::indicator(indicator)),
        }
    }

    /// Who answers for it: its own person, else that of the objective.
    pub fn responsible(&self) -> &str {
        let own = match self.thing {
            Thing::Phase(phase) => text(phase.responsible.as_ref()),
            Thing::Indicator(indicator) => text(indicator.owner.as_ref()),
        };
        if squeezed(own).is_empty() { text(self.seen.objective.responsible.as_ref()) } else { own }
    }
}
