//! Month grids (*cronoprogramma*): their columns and marks.

use domain::{Months, Plan, Slot, Value};

use super::model::Mark;

/// A column of a grid: its label, and the months it stands for.
#[derive(Clone, Debug)]
pub(super) struct Column {
    pub label: String,
    pub slots: Vec<Slot>,
}

/// The marks of a grid: certain where every reading has them. What no column stands for has one of its own.
pub(super) fn marks(columns: &[Column], readings: &[Months]) -> Vec<Mark> {
    let usual: Vec<Column>;
    let columns = if columns.is_empty() {
        usual = months();
        &usual
    } else {
        columns
    };
    let certain = |slot: &Slot| readings.iter().all(|months| months.slots().contains(slot));
    let mut left: Vec<&Slot> =
        readings.first().map(|m| m.slots().iter().filter(|s| certain(s)).collect()).unwrap_or_default();
    let mut marks: Vec<Mark> = Vec::new();
    for column in columns {
        let marked = !column.slots.is_empty() && column.slots.iter().all(|slot| left.contains(&slot));
        if marked {
            left.retain(|slot| !column.slots.contains(slot));
        }
        marks.push(Mark { label: column.label.clone(), text: text(&column.slots), marked });
    }
    for slot in left {
        let text = text(std::slice::from_ref(slot));
        marks.push(Mark { label: text.clone(), text, marked: true });
    }
    marks
}

/// The twelve months.
pub(super) fn months() -> Vec<Column> {
    let column =
        |(label, month): (&&str, u8)| Column { label: (*label).to_owned(), slots: vec![Slot::Month(month)] };
    crate::print::table::MONTHS.iter().zip(1..).map(column).collect()
}

/// The columns beyond the months that some phase of the plan marks, in a field of it.
pub(super) fn tails(plan: &Plan, fields: &[&str]) -> Vec<Column> {
    let phases = plan.objectives.iter().flat_map(|objective| &objective.phases);
    let grids = phases.flat_map(|phase| {
        let wanted = |(name, read): (&str, &Option<domain::Read<Months>>)| {
            read.as_ref().filter(|_| fields.contains(&name)).map(|read| read.readings.clone())
        };
        [("months", &phase.months), ("actual_months", &phase.actual_months)].into_iter().filter_map(wanted)
    });
    let mut labels: Vec<String> = grids
        .flatten()
        .flat_map(|months| months.slots().to_vec())
        .filter_map(|slot| match slot {
            Slot::Tail(label) => Some(label),
            Slot::Month(_) => None,
        })
        .collect();
    labels.sort();
    labels.dedup();
    labels.into_iter().map(|label| Column { slots: vec![Slot::Tail(label.clone())], label }).collect()
}

fn text(slots: &[Slot]) -> String {
    meaning::render(&Value::Months(Months::new(slots.to_vec())), &meaning::Context::default())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slots(from: u8, to: u8) -> Vec<Slot> {
        (from..=to).map(Slot::Month).collect()
    }

    fn shown(marks: &[Mark]) -> String {
        marks.iter().filter(|mark| mark.marked).map(|mark| mark.text.as_str()).collect::<Vec<_>>().join(", ")
    }

    #[test]
    fn marks_say_the_value_whatever_the_columns() {
        let quarters: Vec<Column> = (0..4)
            .map(|quarter| Column {
                label: format!("{quarter}"),
                slots: slots(quarter * 3 + 1, quarter * 3 + 3),
            })
            .collect();
        for (months, text) in
            [(slots(1, 3), "gen, feb, mar"), (slots(1, 4), "gen, feb, mar, apr"), (slots(2, 2), "feb")]
        {
            for columns in [&quarters, &Vec::new()] {
                assert_eq!(shown(&marks(columns, &[Months::new(months.clone())])), text);
            }
        }
        assert_eq!(marks(&quarters, &[]).len(), 4);
    }

    #[test]
    fn only_what_every_reading_has_is_marked() {
        let readings = [Months::new(slots(1, 2)), Months::new(slots(2, 3))];
        assert_eq!(shown(&marks(&[], &readings)), "feb");
    }
}
