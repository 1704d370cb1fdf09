//! Cuts for late payments on what a person is paid, also where role or unit changed in the year.

use crate::exact::Exact;
use crate::function::Working;
use crate::money::{Cut, Facts, PayCut, cut_amount, cut_budget};

/// A part of the year in which a person is liable to cuts.
#[derive(Clone, Debug, PartialEq)]
pub struct Liable {
    /// The part of the pay that is of this part of the year; all together 1.
    pub share: Exact,
    /// The cuts of the role.
    pub cuts: Vec<Cut>,
    /// What they hang on.
    pub facts: Facts,
}

/// What is cut.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Pay<'a> {
    /// A budget, and the score of the other objectives.
    Budget { most: &'a Exact, score: &'a Exact },
    /// An amount that was reckoned.
    Amount(&'a Exact),
}

/// An amount after the cuts of each part of the year, to the cent.
///
/// # Errors
/// Why a cut cannot be decided.
pub fn after_cuts_of_amount(amount: &Exact, liable: &[Liable]) -> Result<PayCut, String> {
    after_cuts(&Pay::Amount(amount), liable)
}

pub(super) fn after_cuts(pay: &Pay<'_>, liable: &[Liable]) -> Result<PayCut, String> {
    let several = liable.len() > 1;
    let (mut paid, mut working) = (Exact::zero(), Vec::new());
    for (place, one) in (1..).zip(liable) {
        let found = match pay {
            Pay::Budget { most, score } => cut_budget(&(*most * &one.share), score, &one.cuts, &one.facts)?,
            Pay::Amount(amount) => cut_amount(&(*amount * &one.share), &one.cuts, &one.facts)?,
        };
        paid = &paid + &found.paid;
        if several {
            let told =
                |line: Working| Working { formula: format!("periodo {place}: {}", line.formula), ..line };
            working.extend(found.working.into_iter().map(told));
            let formula = format!("periodo {place}, parte dell'importo");
            working.push(Working::new(&formula, one.share.to_string(), &found.paid));
        } else {
            working.extend(found.working);
        }
    }
    let mut found = PayCut { paid, working };
    found.round();
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::money::Payments;

    #[test]
    fn the_parts_of_a_year_make_the_whole_budget() {
        let part = |percent| Liable {
            share: &Exact::from(percent) / &Exact::hundred(),
            cuts: Vec::new(),
            facts: Facts { body: Payments::none(), unit: Payments::none() },
        };
        let (most, score) = (Exact::from(1000), Exact::from(90));
        let found = after_cuts(&Pay::Budget { most: &most, score: &score }, &[part(25), part(75)]);
        assert_eq!(found.map(|found| found.paid), Ok(Exact::from(900)));
    }
}
