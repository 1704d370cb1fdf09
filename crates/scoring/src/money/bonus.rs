//! The bonus of the best evaluations (*maggiorazione, differenziazione del premio*; CCNL 16/11/2022 art. 81,
//! CCNL Area Funzioni locali 17/12/2020 art. 30; rulebook 8.15).

use std::cmp::Ordering;

use num_bigint::BigInt;
use num_traits::ToPrimitive;
use serde::{Deserialize, Serialize};

use super::cents::{cents, euros};
use crate::exact::Exact;
use crate::function::Working;

/// On which average the bonus is reckoned.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum BonusMethod {
    /// M1: on the average fixed beforehand, pool / N (ARAN CFL126).
    #[default]
    #[serde(rename = "M1")]
    Beforehand,
    /// M2: on the average of the base premiums actually paid.
    #[serde(rename = "M2")]
    OfBase,
}

/// A bonus reckoned.
#[derive(Clone, Debug, PartialEq)]
pub struct Bonus {
    /// The average it is reckoned on, exact.
    pub average: Exact,
    /// The bonus of each, to the cent.
    pub each: Exact,
    /// How many have it.
    pub beneficiaries: usize,
    /// What all of them cost.
    pub total: Exact,
    /// What is left for base premiums.
    pub base_pool: Exact,
    /// The average base premium, to the cent.
    pub average_base: Exact,
    /// How.
    pub working: Vec<Working>,
}

/// The bonus of staff: `percent` of the average, for the `quota` of `people` positively evaluated; at
/// least one when `at_least_one`. None with nobody.
pub fn staff_bonus(
    pool: &Exact,
    people: usize,
    (percent, quota): (&Exact, &Exact),
    at_least_one: bool,
    method: BonusMethod,
) -> Option<Bonus> {
    let count = Exact::from(BigInt::from(people));
    let part = percent.checked_div(&Exact::hundred())?;
    let share = quota.checked_div(&Exact::hundred())?;
    let beneficiaries = (&share * &count).floor().to_usize()?.max(usize::from(at_least_one && people > 0));
    let those = Exact::from(BigInt::from(beneficiaries));
    let average = match method {
        BonusMethod::Beforehand => pool.checked_div(&count)?,
        BonusMethod::OfBase => pool.checked_div(&(&count + &(&those * &part)))?,
    };
    let exact = &average * &part;
    let each = euros(&cents(&exact));
    let total = match method {
        BonusMethod::Beforehand => &each * &those,
        BonusMethod::OfBase => euros(&cents(&(&exact * &those))),
    };
    let base_pool = pool - &total;
    let average_base = euros(&cents(&base_pool.checked_div(&count)?));
    let formula = match method {
        BonusMethod::Beforehand => ("m = fondo / N", format!("{pool} / {count}")),
        BonusMethod::OfBase => ("m = fondo / (N + k × p)", format!("{pool} / ({count} + {those} × {part})")),
    };
    let working = vec![
        Working::new("k = parte intera di quota × N", format!("{quota}% × {count}"), &those),
        Working::new(formula.0, formula.1, &average),
        Working::new("maggiorazione = p × m", format!("{percent}% × {average}"), &each),
        Working::new("fondo per i premi base", format!("{pool} − {total}"), &base_pool),
    ];
    Some(Bonus { average, each, beneficiaries, total, base_pool, average_base, working })
}

/// The contract of managers that holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Contract {
    /// CCNL Area Funzioni locali of 17 December 2020.
    #[serde(rename = "2020")]
    Of2020,
    /// CCNL Area Funzioni locali of 16 July 2024.
    #[serde(rename = "2024")]
    Of2024,
}

/// The bonus of managers.
#[derive(Clone, Debug, PartialEq)]
pub struct Managers {
    /// The least percentage; none when the rule does not apply.
    pub percent: Option<Exact>,
    /// The average result pay.
    pub average: Exact,
    /// The least bonus of one of the best.
    pub least: Option<Exact>,
    /// How.
    pub working: Vec<Working>,
}

/// The least bonus of managers: 30 % of the average, 20 % when part of the pay is tied to objectives of
/// the whole body; from 16 July 2024 25 % where they are 10 at most, and not at all where they are 5 at most.
pub fn managers_bonus(pool: &Exact, managers: usize, contract: Contract, tied: bool) -> Option<Managers> {
    let average = pool.checked_div(&Exact::from(BigInt::from(managers)))?;
    let percent = match (contract, managers) {
        (Contract::Of2024, 0..=5) => None,
        _ if tied => Some(20),
        (Contract::Of2024, 6..=10) => Some(25),
        _ => Some(30),
    };
    let percent = percent.map(Exact::from);
    let least = percent.as_ref().map(|percent| euros(&cents(&(&(&average * percent) / &Exact::hundred()))));
    let mut working = vec![Working::new("media", format!("{pool} / {managers}"), &average)];
    if let (Some(percent), Some(least)) = (&percent, &least) {
        working.push(Working::new("maggiorazione minima", format!("{percent}% × {average}"), least));
    }
    Some(Managers { percent, average, least, working })
}

/// One who may have a bonus.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ranked {
    /// Who.
    pub id: String,
    /// Official score.
    pub score: Exact,
    /// What decides between equal scores, the first first; higher is better.
    pub criteria: Vec<Exact>,
}

/// Who has a bonus.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ranking {
    /// Those who have it, best first.
    pub chosen: Vec<String>,
    /// Those who are equal in everything at the cut: a person must decide, never chance.
    pub tied: Vec<String>,
}

/// The first so many by score and criteria.
pub fn rank(people: &[Ranked], places: usize) -> Ranking {
    let mut sorted: Vec<&Ranked> = people.iter().collect();
    sorted.sort_by(|a, b| better(b, a));
    let (Some(last), Some(next)) =
        (places.checked_sub(1).and_then(|last| sorted.get(last)), sorted.get(places))
    else {
        return Ranking {
            chosen: sorted.iter().take(places).map(|one| one.id.clone()).collect(),
            tied: Vec::new(),
        };
    };
    if better(last, next) != Ordering::Equal {
        return Ranking {
            chosen: sorted.iter().take(places).map(|one| one.id.clone()).collect(),
            tied: Vec::new(),
        };
    }
    let (chosen, rest): (Vec<&Ranked>, Vec<&Ranked>) =
        sorted.iter().partition(|one| better(one, last) == Ordering::Greater);
    let tied = rest.into_iter().filter(|one| better(one, last) == Ordering::Equal);
    Ranking {
        chosen: chosen.iter().map(|one| one.id.clone()).collect(),
        tied: tied.map(|one| one.id.clone()).collect(),
    }
}

fn better(one: &Ranked, other: &Ranked) -> Ordering {
    one.score.cmp(&other.score).then_with(|| one.criteria.cmp(&other.criteria))
}
