//! Figures that a document computes: sums of weights and of money, as people write them.

use domain::{Money, Read, Weight};
use meaning::Notation;
use method::Method;
use method::model::WeightRule;

/// The label of every row of sums.
pub const TOTAL: &str = "Totale";

/// A sum of weights.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sum {
    /// What the weights that are understood add up to; none when there is none, or no sum.
    pub total: Option<Weight>,
    /// How many things have no weight, or one that is not understood.
    pub without: usize,
}

/// The sum of weights; what has none is counted.
pub fn sum<'a>(weights: impl IntoIterator<Item = Option<&'a Read<Weight>>>) -> Sum {
    let mut sum = Sum { total: None, without: 0 };
    for weight in weights {
        match (weight.and_then(Read::certain), sum.total) {
            (None, _) => sum.without += 1,
            (Some(weight), None) => sum.total = Some(*weight),
            (Some(weight), Some(total)) => sum.total = total.checked_add(*weight),
        }
    }
    sum
}

impl Sum {
    /// The total as people write it; a blank when there is none.
    pub fn shown(&self) -> String {
        self.total.map(percent).unwrap_or_default()
    }

    /// Whether it is what the method says, in a few words; nothing where nothing is weighed.
    pub fn verdict(&self, expected: Weight) -> String {
        let Some(total) = self.total else { return String::new() };
        let whole = percent(expected);
        let lacking = match self.without {
            0 => String::new(),
            1 => "; un peso manca o non si legge".to_owned(),
            many => format!("; {many} pesi mancano o non si leggono"),
        };
        let told = match difference(expected, total) {
            _ if total == expected => format!("la somma è {whole}, come dice il metodo"),
            Some((less, true)) => format!("la somma non è {whole}: mancano {}", percent(less)),
            Some((more, false)) => format!("la somma non è {whole}: {} di troppo", percent(more)),
            None => format!("la somma non è {whole}"),
        };
        format!("{told}{lacking}")
    }
}

/// By how much a total misses what is expected, and whether it lacks.
fn difference(expected: Weight, total: Weight) -> Option<(Weight, bool)> {
    let minus = |weight: Weight| {
        let (numerator, denominator) = weight.parts();
        Weight::ratio(numerator.checked_neg()?, denominator)
    };
    let lacks = total < expected;
    let (more, less) = if lacks { (expected, total) } else { (total, expected) };
    Some((more.checked_add(minus(less)?)?, lacks))
}

/// A weight as people write it.
pub fn percent(weight: Weight) -> String {
    meaning::weight::render(weight, Notation::Percent)
}

/// A weight as printed, with what it is per cent where that is not how it is written: `400 (40%)`.
pub fn weight(read: Option<&Read<Weight>>) -> String {
    let Some(read) = read else { return String::new() };
    let plain = |weight: &&Weight| {
        !meaning::weight::parse(&read.verbatim, Notation::Percent).iter().all(|meant| meant == *weight)
    };
    match read.certain().filter(plain) {
        Some(weight) => format!("{} ({})", read.verbatim, percent(*weight)),
        None => read.verbatim.clone(),
    }
}

/// The rule of the method about weights of a kind.
pub fn rule<'m>(method: &'m Method, of: &str, within: &str) -> Option<&'m WeightRule> {
    method.weights.iter().find(|rule| rule.of == of && rule.within == within)
}

/// What the weights of a kind must add up to; nothing where the method does not say it.
pub fn expected(method: &Method, of: &str, within: &str) -> Option<Weight> {
    rule(method, of, within)?.total.parse().ok()
}

/// The sum of amounts; none when there is none, one is not understood, or it is beyond all money.
pub fn money<'a>(amounts: impl IntoIterator<Item = &'a Read<Money>>) -> Option<Money> {
    let mut amounts = amounts.into_iter().peekable();
    amounts.peek()?;
    let cents = amounts.try_fold(0_i64, |sum, read| sum.checked_add(read.certain()?.cents))?;
    Some(Money { cents })
}

/// A sum of money as people write it; a blank when there is none.
pub fn euros(money: Option<Money>) -> String {
    money.map(meaning::money::render).unwrap_or_default()
}
