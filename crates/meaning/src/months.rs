//! Marks of a month grid as text: `gen, feb, mar, 2026`.

use domain::{Months, Slot};

use crate::month;

/// Longest label of a column beyond the months, in bytes.
const LONGEST_LABEL: usize = 40;

/// The marks a list names, parted by commas. A month may be written in full or abbreviated, a stretch
/// with a dash (`gen-mar`); any other label counts when it has a digit in it, as years do.
pub(crate) fn parse(text: &str) -> Option<Months> {
    let slots: Option<Vec<Vec<Slot>>> = text.split(',').map(|item| item_slots(item.trim())).collect();
    Some(Months::new(slots?.concat()))
}

fn item_slots(item: &str) -> Option<Vec<Slot>> {
    // A stretch over the end of the year leaves the grid.
    let span = month::month_slot(item).filter(|span| span.first <= span.last);
    if let Some(span) = span.filter(|span| span.year.is_none()) {
        return Some(span.months().map(Slot::Month).collect());
    }
    // A bare small number could be a month, a column or a count.
    let small_number = item.len() < 3 && item.bytes().all(|b| b.is_ascii_digit());
    let is_label = item.len() <= LONGEST_LABEL && item.contains(|c: char| c.is_ascii_digit());
    (is_label && !small_number).then(|| vec![Slot::Tail(item.to_owned())])
}

/// The marks as a list, months by their first three letters.
pub(crate) fn render(months: &Months) -> String {
    let label = |slot: &Slot| match slot {
        Slot::Month(number) => {
            month::name(*number).map_or_else(|| number.to_string(), |name| name[..3].to_owned())
        }
        Slot::Tail(label) => label.clone(),
    };
    months.slots().iter().map(label).collect::<Vec<_>>().join(", ")
}
