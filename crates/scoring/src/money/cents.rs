//! Euros to the cent.

use num_bigint::BigInt;
use num_traits::ToPrimitive;

use crate::exact::Exact;

/// An amount of euros in cents, rounded half up.
pub fn cents(euros: &Exact) -> BigInt {
    (euros * &Exact::hundred()).rounded(0).floor()
}

/// Cents as euros.
pub fn euros(cents: &BigInt) -> Exact {
    &Exact::from(cents.clone()) / &Exact::hundred()
}

/// A whole number of cents divided by weights so that the parts add up to it: each gets its whole cents,
/// and the cents left go to the largest remainders, of equal ones to the first in the list.
///
/// None when the weights add up to nothing, or one is less than nought.
pub fn largest_remainder(total: &BigInt, weights: &[Exact]) -> Option<Vec<BigInt>> {
    let sum: Exact = weights.iter().cloned().sum();
    if !sum.is_positive() || weights.iter().any(Exact::is_negative) {
        return None;
    }
    let whole = Exact::from(total.clone());
    let exact: Vec<Exact> = weights.iter().map(|weight| &(&whole * weight) / &sum).collect();
    let mut parts: Vec<BigInt> = exact.iter().map(Exact::floor).collect();
    let given: BigInt = parts.iter().sum();
    let left = (total - given).to_usize()?;
    let mut order: Vec<usize> = (0..exact.len()).collect();
    let fraction = |index: &usize| exact.get(*index).map(Exact::fraction);
    order.sort_by(|a, b| fraction(b).cmp(&fraction(a)).then(a.cmp(b)));
    for index in order.into_iter().take(left) {
        if let Some(part) = parts.get_mut(index) {
            *part += 1;
        }
    }
    Some(parts)
}
