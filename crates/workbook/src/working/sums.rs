//! The sums of weights, as formulas that follow what is typed.

use std::collections::HashSet;

use domain::plan::Objective;
use domain::{Plan, Weight};
use meaning::Notation;
use method::Method;
use outline::text;

use super::item::Sort;
use super::units::total;

/// A sum of the weights of the parts of an objective, in two columns: what they come to and what they must.
pub struct Sum {
    pub of: Sort,
    /// What they must come to, per cent; none where the method does not say it.
    pub total: Option<Weight>,
}

impl Sum {
    pub fn header(&self) -> &'static str {
        if self.of == Sort::Phase { "Somma pesi fasi" } else { "Somma pesi indicatori" }
    }

    /// What the parts of an objective must come to: as many times the total as years they stand in.
    pub fn expected(&self, objective: &Objective) -> Option<Weight> {
        let years: HashSet<&str> = match self.of {
            Sort::Phase => objective.phases.iter().map(|phase| text(phase.year.as_ref())).collect(),
            _ => objective.indicators.iter().map(|indicator| text(indicator.year.as_ref())).collect(),
        };
        let years = i64::try_from(years.len().max(1)).ok()?;
        let (numerator, denominator) = self.total?.parts();
        Weight::ratio(numerator.checked_mul(years)?, denominator)
    }

    /// What they come to now, as far as it is certain.
    pub fn now(&self, objective: &Objective) -> Weight {
        let weights: Vec<Option<Weight>> = match self.of {
            Sort::Phase => {
                objective.phases.iter().map(|phase| phase.weight.as_ref()?.certain().copied()).collect()
            }
            _ => objective.indicators.iter().map(|part| part.weight.as_ref()?.certain().copied()).collect(),
        };
        add(weights.into_iter().flatten())
    }
}

/// The sums that a plan wants: those of which the method says what they come to, and those of weights it has.
pub fn sums(plan: &Plan, method: &Method) -> Vec<Sum> {
    let weighed = |of: Sort| match of {
        Sort::Phase => plan.objectives.iter().flat_map(|o| &o.phases).any(|phase| phase.weight.is_some()),
        _ => plan.objectives.iter().flat_map(|o| &o.indicators).any(|part| part.weight.is_some()),
    };
    let sum = |of: Sort| Sum { of, total: total(method, of.definition().name, "objective") };
    // Indicators that weigh within their phase do not add up in their objective.
    let apart = total(method, "indicator", "phase").is_some();
    let all = Sort::PARTS.into_iter().filter(|of| *of == Sort::Phase || !apart).map(sum);
    all.filter(|sum| sum.total.is_some() || weighed(sum.of)).collect()
}

/// The sum of weights, as far as it can be told.
pub fn add(weights: impl Iterator<Item = Weight>) -> Weight {
    let nought = Weight::ratio(0, 1).unwrap_or(Weight::HUNDRED);
    weights.fold(nought, |sum, weight| sum.checked_add(weight).unwrap_or(sum))
}

/// A number in a formula: a fraction stays one.
pub fn figure(weight: Weight) -> String {
    match weight.parts() {
        (whole, 1) => whole.to_string(),
        (numerator, denominator) => format!("({numerator}/{denominator})"),
    }
}

/// A number as the result of a formula.
pub fn result(weight: Weight) -> String {
    let (numerator, denominator) = weight.parts();
    let exact = scoring::Exact::from(numerator).checked_div(&scoring::Exact::from(denominator));
    exact.map_or_else(String::new, |number| number.digits(10))
}

/// The weight in a cell, per cent, as a formula. A cell holds text, in which a spreadsheet of any language finds the
/// comma of the decimals; a number that somebody typed into a cell without that look counts, too.
pub fn weight(cell: &str, notation: Notation) -> String {
    let read = |text: &str| format!("_xlfn.NUMBERVALUE({text},\",\",\".\")");
    let (plain, number) = match notation {
        Notation::Thousandths => ("/10".to_owned(), format!("{cell}/10")),
        Notation::Fraction => ("*100".to_owned(), format!("{cell}*100")),
        // Less than one is the number behind a cell that shows a percentage.
        _ => (String::new(), format!("IF({cell}<1,{cell}*100,{cell})")),
    };
    let sign = format!("SUBSTITUTE({cell},\"‰\",\"\")");
    let thousandths = format!("{}/10", read(&sign));
    // The sign of per cent divides by a hundred.
    let percent = format!("{}*100", read(cell));
    let bare = format!("{}{plain}", read(cell));
    format!(
        "=IF({cell}=\"\",\"\",IF(ISNUMBER({cell}),{number},IFERROR(IF(ISNUMBER(SEARCH(\"‰\",{cell})),{thousandths},\
         IF(ISNUMBER(SEARCH(\"%\",{cell})),{percent},{bare})),\"?\")))"
    )
}
