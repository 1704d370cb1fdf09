//! Lines of text between the rows of a table: the page numbers and headers of a document whose table
//! goes on over a page break. They do not end the table when what follows is a row of it.

use super::area::Area;
use super::builder::short;
use super::rows::{Item, Line};
use super::rows_of::is_count;
use super::table::Paused;
use crate::codes;

/// Lines of text that may stand between two rows of a table; more of them are a text of their own.
const MOST_LINES: usize = 4;

impl<'d> Area<'_, 'd, '_> {
    /// The table whose rows are being read ends for good.
    pub(super) fn end_table(&mut self) {
        self.open = None;
        self.paused = None;
    }

    /// A label ends the open table; around records its rows may go on below (a total between them).
    pub(super) fn set_aside(&mut self) {
        let aside = self.paused.take().filter(|paused| paused.lines.is_empty());
        let table = self.open.take().filter(|_| self.record.is_none());
        self.paused = table.map(|table| Paused { table, lines: Vec::new() }).or(aside);
    }

    /// Whether a line is no row of the open table although it stands below one: a paragraph of a
    /// section, or a number alone on a line.
    pub(super) fn pauses(&self, line: &Line<'d>) -> bool {
        let [item] = line.items.as_slice() else { return false };
        line.prose && (is_count(item.text()) || (line.first && self.prose.is_some()))
    }

    /// Sets the open table aside until the next row tells whether it goes on.
    pub(super) fn pause(&mut self, line: &Line<'d>, free: &mut Vec<usize>) -> bool {
        let Some(table) = self.open.take() else { return false };
        self.paused = Some(Paused { table, lines: vec![self.at] });
        let number = self.prose.is_none();
        if number {
            self.keep(line, &std::mem::take(free));
        }
        number
    }

    /// Goes on with a table whose header comes again.
    pub(super) fn resume_under(&mut self, block: usize, titled: bool) {
        if self.open.is_none() && !titled && self.paused.as_ref().is_some_and(|p| p.table.block == block) {
            self.go_on();
        }
    }

    /// Goes on with a table when a row fits its columns exactly.
    pub(super) fn resume(&mut self, line: &Line<'d>, free: &[usize]) {
        let Some(paused) = self.paused.as_mut().filter(|_| self.open.is_none()) else { return };
        if line.prose {
            paused.lines.push(self.at);
            if paused.lines.len() > MOST_LINES {
                self.paused = None;
            }
            return;
        }
        let items: Vec<&Item<'d>> = free.iter().map(|index| &line.items[*index]).collect();
        let fits = items.len() > 1 && self.fits_paused(&items);
        if fits {
            self.go_on();
        } else {
            self.paused = None;
        }
    }

    /// Whether cells stand under the columns of the table set aside, each of its type, and none of
    /// them is a label.
    fn fits_paused(&self, items: &[&Item<'d>]) -> bool {
        let Some(columns) = self.paused.as_ref().map(|paused| &paused.table.columns) else { return false };
        let Some(table) = self.paused.as_ref().and_then(|paused| self.table(paused.table.block)) else {
            return false;
        };
        let alignment = self.aligned(table, columns, items, false);
        let label =
            |item: &&Item<'d>| self.spots(item).iter().any(|spot| spot.whole && is_label(spot.label.of));
        alignment.cost <= 0.0 && !alignment.shifted && !items.iter().any(label)
    }

    fn go_on(&mut self) {
        let Some(Paused { mut table, lines }) = self.paused.take() else { return };
        table.resumed = true;
        self.open = Some(table);
        if self.prose.is_none() {
            return;
        }
        for item in lines.iter().filter_map(|line| self.lines[*line].items.first()) {
            let message =
                format!("«{}» sta fra due righe della tabella, che continua sotto", short(item.text()));
            self.builder.report(&codes::UNPLACED, message, item.place);
        }
    }
}

/// Whether a label belongs to something else than the rows of a table.
fn is_label(of: super::labels::Use) -> bool {
    use super::labels::Use;
    matches!(of, Use::Pair(..) | Use::Title(_) | Use::Column(..) | Use::Section(_))
}
