//! Tables with a row for each year of the plan, blank or not.

use super::At;
use super::heads::Head;
use super::row::{Offer, RowState};
use crate::entry::model::TableRow;
use crate::entry::writer::Writer;
use crate::print::Subject;
use crate::print::rows::Binding;
use crate::print::table::years;

impl<'p> Writer<'p> {
    /// The rows of the items in the order of their years, and one for each year that has none.
    pub(super) fn year_rows(
        &mut self,
        heads: &[Head<'p>],
        at: &At<'p>,
        bindings: &[Binding<'p, 'p>],
        out: &mut Vec<TableRow>,
    ) {
        let mut left = years(self.method, Subject { entity: self.plan, ..at.subject });
        for binding in bindings {
            let own = year_of(binding);
            let before = left.iter().position(|year| own.is_some_and(|own| *year >= own)).unwrap_or(0);
            for year in left.drain(..before).collect::<Vec<_>>() {
                out.extend(self.blank_year(heads, at, year));
            }
            left.retain(|year| own != Some(*year));
            let mut state = RowState::new(binding.clone(), Offer::Missing);
            state.record = out.is_empty();
            out.extend(self.rows(heads, &at.of_year(own), &mut state));
        }
        for year in left {
            out.extend(self.blank_year(heads, at, year));
        }
    }

    fn blank_year(&mut self, heads: &[Head<'p>], at: &At<'p>, year: i16) -> Vec<TableRow> {
        let mut state = RowState::new(Binding::default(), Offer::All);
        self.rows(heads, &at.of_year(Some(year)), &mut state)
    }
}

fn year_of(binding: &Binding<'_, '_>) -> Option<i16> {
    let mut years = binding.entities.iter().filter_map(|(_, entity)| entity.verbatim("year")?.parse().ok());
    years.next_back()
}
