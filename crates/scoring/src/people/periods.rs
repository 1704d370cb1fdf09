//! Several units or evaluators in a year: the mean weighted by days (rulebook 8.11).

use jiff::civil::Date;

use super::{Reckoned, weighted};
use crate::exact::Exact;

/// A stretch of the year with its score.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Period {
    /// Days, both ends counted.
    pub days: u32,
    /// Score; none when it is undetermined.
    pub score: Option<Exact>,
}

impl Period {
    /// A period from a day to another, both counted; none when it ends before it begins.
    pub fn between(from: Date, to: Date, score: Option<Exact>) -> Option<Self> {
        let days = from.until(to).ok()?.get_days().checked_add(1)?;
        Some(Self { days: u32::try_from(days).ok().filter(|days| *days > 0)?, score })
    }
}

/// The mean of the scores of some periods, weighted by their days.
pub fn over_time(periods: &[Period]) -> Reckoned {
    let parts: Option<Vec<(Exact, Exact)>> = periods
        .iter()
        .map(|period| Some((Exact::from(i64::from(period.days)), period.score.clone()?)))
        .collect();
    let Some(parts) = parts else { return Reckoned::nothing("manca il punteggio di un periodo") };
    match weighted(&parts, "Σ giorni × punteggio / Σ giorni") {
        Some((mean, line)) => Reckoned::of(mean, vec![line]),
        None => Reckoned::nothing("non c'è nessun periodo"),
    }
}
