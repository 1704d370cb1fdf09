//! Premiums out of a pool, or out of a budget for each person (rulebook 8.14).

use super::cents::{cents, euros, largest_remainder};
use crate::exact::Exact;
use crate::function::Working;

/// What a person brings to a pool.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// Who.
    pub id: String,
    /// Official score, 0 to 100; none when it is undetermined.
    pub score: Option<Exact>,
    /// Coefficient of the role or category.
    pub coefficient: Exact,
    /// Coefficient of service and part-time, 0 to 1.
    pub time: Exact,
    /// Whether there is a premium at all: a positive evaluation, no minimum missed, enough service.
    pub eligible: bool,
}

/// The premium of a person.
#[derive(Clone, Debug, PartialEq)]
pub struct Premium {
    /// Who.
    pub id: String,
    /// Euros; none when it is undetermined.
    pub amount: Option<Exact>,
    /// How.
    pub working: Vec<Working>,
}

/// A pool divided by `score × coefficient × time`, to the cent.
///
/// None when the score of one who takes part is undetermined: no share is known before all are.
pub fn pool(amount: &Exact, claims: &[Claim]) -> Option<Vec<Premium>> {
    let weights: Option<Vec<Exact>> = claims.iter().map(weight).collect();
    let weights = weights?;
    let total = cents(amount);
    let sum: Exact = weights.iter().cloned().sum();
    let parts = largest_remainder(&total, &weights)?;
    let premium = |((claim, weight), part): ((&Claim, &Exact), &num_bigint::BigInt)| {
        let score = claim.score.clone().unwrap_or_else(Exact::zero);
        let given = euros(part);
        let share = Working::new(
            "x = punteggio × coefficiente × tempo",
            format!("{score} × {} × {}", claim.coefficient, claim.time),
            weight,
        );
        let with = format!("{amount} × {weight} / {sum}, resti più alti");
        let paid = Working::new("fondo × x / Σ x, al centesimo", with, &given);
        Premium { id: claim.id.clone(), amount: Some(given), working: vec![share, paid] }
    };
    Some(claims.iter().zip(&weights).zip(&parts).map(premium).collect())
}

fn weight(claim: &Claim) -> Option<Exact> {
    if !claim.eligible {
        return Some(Exact::zero());
    }
    Some(&(claim.score.as_ref()? * &claim.coefficient) * &claim.time)
}

/// Premiums out of a budget of each person's own: `most × score / 100 × time`, rounded half up to the
/// cent; and what is left of the budgets.
pub fn individual_budget(most: &[Exact], claims: &[Claim]) -> (Vec<Premium>, Option<Exact>) {
    let mut left = Some(Exact::zero());
    let premiums = claims.iter().zip(most).map(|(claim, most)| {
        let weight = weight(&Claim { coefficient: Exact::one(), ..claim.clone() });
        let paid = weight.map(|weight| euros(&cents(&(&(most * &weight) / &Exact::hundred()))));
        left = match (&left, &paid) {
            (Some(left), Some(paid)) => Some(left + &(most - paid)),
            _ => None,
        };
        let score = claim.score.as_ref().map_or_else(|| "?".to_owned(), ToString::to_string);
        let working = paid.iter().map(|paid| {
            let with = format!("{most} × {score} / 100 × {}", claim.time);
            Working::new("massimo × punteggio / 100 × tempo", with, paid)
        });
        Premium { id: claim.id.clone(), working: working.collect(), amount: paid.clone() }
    });
    let premiums: Vec<Premium> = premiums.collect();
    (premiums, left)
}
