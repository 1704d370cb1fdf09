//! Marks of grids: months and years.

use domain::{Datum, Months, Place, Slot as Mark, Value};
use method::{Group, Path, TableBlock};

use super::area::Area;
use super::builder::{Fate, Handle, short};
use super::habits::What;
use super::pairs::is_blank;
use super::rows::Item;
use super::rows_of::Given;
use super::table::Physical;
use crate::codes;

/// The marks of a row for one field.
pub(super) struct Marks<'m> {
    pub handle: Handle,
    pub path: &'m Path,
    pub place: Place,
    /// What each stands for; a number where it stands for it in one reading only.
    pub slots: Vec<(Mark, Option<(usize, usize)>)>,
    /// The columns they stand in.
    pub cells: Vec<i32>,
}

impl<'d, 'm> Area<'_, 'd, 'm> {
    /// A mark for which the grid has no column: the marks of its row may stand one column off.
    pub(super) fn beyond_grid(&mut self, item: &Item<'d>) -> bool {
        let grid = self
            .open
            .as_ref()
            .and_then(|open| self.table(open.block))
            .is_some_and(|table| table.columns.iter().any(|column| column.group == Some(Group::Months)));
        if !grid || !self.builder.method.marks.iter().any(|mark| mark == item.text()) {
            return false;
        }
        let message = format!("«{}» sta oltre l'ultima colonna della griglia", short(item.text()));
        self.builder.report(&codes::BEYOND_GRID, message, item.place);
        self.builder.settle(item.id, Fate::Reported);
        true
    }

    pub(super) fn mark(
        &mut self,
        g: &Given<'_, 'd, 'm>,
        handle: &Handle,
        path: &'m Path,
        marks: &mut Vec<Marks<'m>>,
    ) {
        let text = g.item.text();
        if is_blank(&self.builder.method.blanks, text) {
            return;
        }
        if !self.builder.method.marks.iter().any(|mark| mark == text) && doubtful_mark(text).is_none() {
            self.left_over(g);
            return;
        }
        let known =
            marks.iter().position(|m| m.handle == *handle && m.path.field_name() == path.field_name());
        let at = known.unwrap_or_else(|| {
            marks.push(Marks {
                handle: handle.clone(),
                path,
                place: g.item.place,
                slots: Vec::new(),
                cells: Vec::new(),
            });
            marks.len() - 1
        });
        let doubt = doubtful_mark(text);
        marks[at].slots.extend(g.physical.slots.iter().map(|slot| (slot.clone(), doubt)));
        marks[at].cells.push(i32::from(g.item.column));
    }

    pub(super) fn year_mark(&mut self, g: &Given<'_, 'd, 'm>, handle: &Handle, path: &'m Path) {
        let text = g.item.text();
        let blank = is_blank(&self.builder.method.blanks, text);
        let marked =
            g.physical.key.as_deref() == Some(text) || self.builder.method.marks.iter().any(|m| m == text);
        if !blank && !marked {
            self.left_over(g);
            return;
        }
        if blank && let Some(open) = &self.open {
            let of = (What::Blank, self.scope, (open.block, 0, 0));
            self.builder.usual(of, text, g.item.place);
        }
        let year = g.physical.key.as_deref().and_then(|key| key.parse::<i16>().ok()).filter(|_| !blank);
        let mut years: Vec<i16> = Vec::new();
        if let Some(entity) = self.builder.entity(handle)
            && let Some(Value::Years(known)) =
                entity.data(path.field_name(), None).pop().and_then(|mut d| d.readings.pop())
        {
            years = known;
        }
        years.extend(year);
        let texts: Vec<String> = years.iter().map(i16::to_string).collect();
        let verbatim = texts.join(" ");
        let datum = Datum { verbatim, readings: vec![Value::Years(years)], place: Some(g.item.place) };
        self.builder.replace(handle, path.field_name(), None, datum);
    }

    /// Months under marks: the reading by alignment, and the reading by header where they differ.
    pub(super) fn settle_marks(&mut self, table: &'m TableBlock, marks: &Marks<'m>, shifted: bool) {
        let doubts = marks.slots.iter().filter_map(|(_, doubt)| doubt.map(|d| d.1)).max().unwrap_or(0);
        let reading = |number: usize| {
            let here = marks.slots.iter().filter(|(_, doubt)| doubt.is_none_or(|d| d.0 == number));
            Months::new(here.map(|(slot, _)| slot.clone()).collect())
        };
        let mut readings: Vec<Months> = (1..=doubts.max(1)).map(reading).collect();
        if shifted && doubts == 0 {
            let other = self.months_by_header(table, marks.path, &marks.cells);
            if !readings.contains(&other) {
                readings.push(other);
            }
        }
        self.put_months(&marks.handle, marks.path, readings, marks.place);
    }

    /// The months of marks by the header above them; marks beyond the grid have none.
    pub(super) fn months_by_header(&self, table: &'m TableBlock, path: &Path, cells: &[i32]) -> Months {
        let Some(open) = &self.open else { return Months::default() };
        let of_path = |column: &&Physical| {
            table.columns[column.column].to.as_ref().is_some_and(|to| to.field_name() == path.field_name())
        };
        let under = cells
            .iter()
            .filter_map(|cell| open.columns.iter().filter(of_path).find(|column| column.position == *cell));
        Months::new(under.flat_map(|column| column.slots.iter().cloned()).collect())
    }

    /// Puts a month grid, with one reading or several.
    pub fn put_months(&mut self, handle: &Handle, path: &Path, readings: Vec<Months>, place: Place) {
        let texts: Vec<String> = readings.iter().map(month_text).collect();
        let verbatim = texts.join(" oppure ");
        let readings = readings.into_iter().map(Value::Months).collect();
        let datum = Datum { verbatim, readings, place: Some(place) };
        self.builder.replace(handle, path.field_name(), None, datum);
    }
}

/// Marks as text: `gen, feb, 2026`.
fn month_text(months: &Months) -> String {
    meaning::render(
        &Value::Months(months.clone()),
        &meaning::Context { year: None, notation: meaning::Notation::Auto },
    )
}

/// A mark of which it is not certain that it stands here: `X?1/2`, in the first reading of two.
pub fn doubtful_mark(text: &str) -> Option<(usize, usize)> {
    let (reading, readings) = text.strip_prefix("X?")?.split_once('/')?;
    let (reading, readings) = (reading.parse().ok()?, readings.parse().ok()?);
    (reading <= readings && readings <= 9).then_some((reading, readings))
}
