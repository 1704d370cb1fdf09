//! Behaviours on a scale (rulebook 8.9).

use serde::{Deserialize, Serialize};

use super::{Reckoned, weighted};
use crate::exact::Exact;
use crate::function::{Actual, Function, ScaleMode};

/// A behaviour with its mark.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Behaviour {
    /// What it is called.
    pub name: String,
    /// Its weight; without one, all weigh the same.
    pub weight: Option<Exact>,
    /// The mark; none when it was not given.
    pub mark: Option<Exact>,
}

/// The mean mark of some behaviours as a percentage of the scale.
pub fn behaviours(
    behaviours: &[Behaviour],
    (lowest, highest): (&Exact, &Exact),
    mode: ScaleMode,
) -> Reckoned {
    let marked: Option<Vec<(Exact, Exact)>> = behaviours
        .iter()
        .map(|one| Some((one.weight.clone().unwrap_or_else(Exact::one), one.mark.clone()?)))
        .collect();
    let Some(marked) = marked else { return Reckoned::nothing("manca il giudizio su un comportamento") };
    let outside = marked.iter().any(|(_, mark)| mark < lowest || mark > highest);
    if outside {
        return Reckoned::nothing(format!("un giudizio non sta nella scala da {lowest} a {highest}"));
    }
    let Some((mean, line)) = weighted(&marked, "media dei giudizi: Σ w × v / Σ w") else {
        return Reckoned::nothing("nessun comportamento è stato valutato");
    };
    let function = Function::Scale { lowest: lowest.clone(), highest: highest.clone(), mode };
    match function.evaluate(Some(&Actual::Value(mean))) {
        Ok(found) => Reckoned::of(found.score, std::iter::once(line).chain(found.working).collect()),
        Err(why) => Reckoned::nothing(why.to_string()),
    }
}
