//! When phases are planned: the stretches of days that a plan says, for charts and calendars (*cronoprogramma*).

use domain::months::Slot;
use domain::{Months, Read};
use jiff::civil::Date;

use crate::moment::{Step, Stretch};

/// When something is planned, as far as the plan says it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Planned {
    /// The days for which it is planned: from its beginning to its end, or its months.
    pub stretches: Vec<Stretch>,
    /// The days it is due by, in order.
    pub due: Vec<Date>,
    /// Columns that the form has beyond the months, as it names them.
    pub beyond: Vec<String>,
}

/// When a phase is planned and due. A stretch is given only where the plan says beginning and end, or months.
pub fn planned(step: &Step<'_>) -> Planned {
    let phase = step.phase;
    let mut planned = Planned { due: dues(step), ..Planned::default() };
    let dates = (phase.start.as_ref().and_then(Read::certain), phase.end.as_ref().and_then(Read::certain));
    if let (Some(first), Some(last)) = dates
        && first <= last
    {
        planned.stretches.push(Stretch { first: *first, last: *last, dated: true });
    }
    if let Some(months) = phase.months.as_ref().and_then(Read::certain) {
        planned.stretches.extend(spans(months, step.year));
        planned.beyond = months.slots().iter().filter_map(beyond).collect();
    }
    planned
}

/// The days a phase is due by: its own, else those of its indicators.
fn dues(step: &Step<'_>) -> Vec<Date> {
    let own = step.own_dues();
    let of_indicators = || step.target_dues().into_iter().flat_map(|(_, dues)| dues).collect();
    let stretches = if own.is_empty() { of_indicators() } else { own };
    let mut days: Vec<Date> = stretches.iter().map(|stretch| stretch.last).collect();
    days.sort();
    days.dedup();
    days
}

fn beyond(slot: &Slot) -> Option<String> {
    match slot {
        Slot::Tail(name) => Some(name.clone()),
        Slot::Month(_) => None,
    }
}

/// The marked months of a year as days; months that follow each other are one stretch.
pub fn spans(months: &Months, year: i16) -> Vec<Stretch> {
    let mut spans: Vec<(u8, u8)> = Vec::new();
    for slot in months.slots() {
        let Slot::Month(month) = *slot else { continue };
        match spans.last_mut() {
            Some((_, last)) if *last + 1 == month => *last = month,
            _ => spans.push((month, month)),
        }
    }
    let day = |month: u8| Date::new(year, i8::try_from(month).ok()?, 1).ok();
    let span =
        |(first, last)| Some(Stretch { first: day(first)?, last: day(last)?.last_of_month(), dated: true });
    spans.into_iter().filter_map(span).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_that_follow_each_other_are_one_stretch() {
        let months = Months::new([1, 2, 3, 6].map(Slot::Month).into_iter().collect());
        let shown: Vec<String> =
            spans(&months, 2028).iter().map(|span| format!("{} {}", span.first, span.last)).collect();
        assert_eq!(shown, ["2028-01-01 2028-03-31", "2028-06-01 2028-06-30"]);
    }
}
