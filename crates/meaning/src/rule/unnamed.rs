//! Bands of bare numbers, `da 0 a 20 = 100%; da 21 a 40 = 70%`: of a delay or of a value, the text does not say.

use domain::rule::Limit;
use rust_decimal::Decimal;

use super::condition::Atom;
use super::{Reading, Scored, time, values};

/// Both readings, where both are possible; later is never worth more, and so a scale that rises is of values.
pub(super) fn read(scored: &[Scored<'_>], heading: &time::Heading, year: Option<i16>) -> Reading {
    let by_value = values::read(scored);
    if by_value.rules.is_empty() {
        return by_value;
    }
    let delays: Vec<Scored<'_>> = scored.iter().map(as_delay).collect();
    by_value.or(time::read(&delays, heading, year))
}

/// The clause with its numbers as days late; the best score goes to what is on time, too.
fn as_delay<'t>(one: &Scored<'t>) -> Scored<'t> {
    let mut one = one.clone();
    let full = one.points() == Some(Decimal::ONE_HUNDRED);
    for atom in &mut one.condition.atoms {
        if let Atom::Amount { from, within, .. } = atom {
            *within = false;
            if full && *from == Limit::Open {
                *from = Limit::Included(Decimal::ZERO);
            }
        }
    }
    if one.has(Atom::is_amount) {
        one.condition.atoms.push(Atom::Late);
    }
    one
}
