//! Gantt charts: what is planned, what came about and what is due, along the months.

use std::collections::BTreeSet;

use document::picture::{Anchor, Picture, Tint};
use domain::months;
use jiff::civil::Date;
use outline::moment::{Stretch, written};

use super::canvas::{Canvas, ROW, WIDTH, in_parts, words};
use crate::listing::count;

/// A row of a chart.
#[derive(Clone, Debug, Default)]
pub struct Row {
    /// What it is about.
    pub name: String,
    /// When it happens.
    pub timing: Timing,
}

/// When something is planned, and when it came about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Timing {
    /// The days for which it is planned.
    pub planned: Vec<Stretch>,
    /// The days in which it was carried out.
    pub done: Vec<Stretch>,
    /// The days it is due by.
    pub due: Vec<Date>,
    /// The day it was done, and whether that was late.
    pub closed: Option<(Date, bool)>,
    /// Columns that the form has beyond the months, as it names them.
    pub beyond: Vec<String>,
}

impl Timing {
    /// All its days.
    pub fn days(&self) -> impl Iterator<Item = Date> {
        let spans = self.planned.iter().chain(&self.done).flat_map(|span| [span.first, span.last]);
        spans.chain(self.due.iter().copied()).chain(self.closed.map(|(day, _)| day))
    }

    /// What several things take together: one stretch of planning, and all days they are due by.
    pub fn whole<'t>(parts: impl Iterator<Item = &'t Self>) -> Self {
        let mut whole = Self::default();
        let (mut planned, mut done) = (None, None);
        for part in parts {
            part.planned.iter().for_each(|span| extend(&mut planned, *span));
            part.done.iter().for_each(|span| extend(&mut done, *span));
            whole.due.extend(&part.due);
            for name in &part.beyond {
                if !whole.beyond.contains(name) {
                    whole.beyond.push(name.clone());
                }
            }
        }
        whole.planned.extend(planned);
        whole.done.extend(done);
        whole.due.sort();
        whole.due.dedup();
        whole
    }
}

fn extend(span: &mut Option<Stretch>, other: Stretch) {
    let joined = |span: Stretch| Stretch {
        first: span.first.min(other.first),
        last: span.last.max(other.last),
        dated: span.dated && other.dated,
    };
    *span = Some(span.map_or(other, joined));
}

/// The room for names.
const NAMES: i32 = 1900;
/// The room for a column beyond the months.
const BEYOND: i32 = 400;
/// More columns beyond the months than these would leave no room for them.
const MOST_BEYOND: usize = 3;
/// More years than these would leave no room for months.
const MOST_YEARS: i16 = 5;

/// The months along which rows are drawn.
struct Axis<'r> {
    first: i16,
    years: i16,
    beyond: Vec<&'r str>,
}

impl<'r> Axis<'r> {
    /// The years of the rows, around that of the plan; days outside of it are drawn at its ends.
    fn of(rows: &'r [Row], year: i16) -> Self {
        let days = rows.iter().flat_map(|row| row.timing.days());
        let near = |day: &Date| (day.year() - year).abs() < MOST_YEARS;
        let years: Vec<i16> = days.filter(near).map(Date::year).collect();
        let first = years.iter().copied().min().unwrap_or(year).min(year);
        let last = years.iter().copied().max().unwrap_or(year).max(year).min(first + MOST_YEARS - 1);
        let beyond: BTreeSet<&str> =
            rows.iter().flat_map(|row| &row.timing.beyond).map(String::as_str).collect();
        let beyond = beyond.into_iter().take(MOST_BEYOND).collect();
        Self { first, years: last - first + 1, beyond }
    }

    /// The width of all months.
    fn width(&self) -> i32 {
        // The sign of a deadline on the last day has room, too.
        const SIGN: i32 = 50;
        let columns = i32::try_from(self.beyond.len()).unwrap_or(0);
        WIDTH - NAMES - columns * BEYOND - SIGN
    }

    /// How many months.
    fn months(&self) -> i32 {
        i32::from(self.years) * 12
    }

    /// Where a month begins, counted from the first.
    fn month(&self, index: i32) -> i32 {
        NAMES + self.width() * index / self.months()
    }

    /// Where a column beyond the months begins.
    fn column(&self, index: usize) -> i32 {
        NAMES + self.width() + i32::try_from(index).unwrap_or(0) * BEYOND
    }

    /// Where a day begins, or where it ends.
    fn at(&self, day: Date, ends: bool) -> i32 {
        let month = i32::from(day.year() - self.first) * 12 + i32::from(day.month()) - 1;
        if !(0..self.months()).contains(&month) {
            return if month < 0 { NAMES } else { self.month(self.months()) };
        }
        let (begin, end) = (self.month(month), self.month(month + 1));
        let into = i32::from(day.day()) - i32::from(!ends);
        begin + (end - begin) * into / i32::from(day.days_in_month())
    }

    fn head(&self, canvas: &mut Canvas) {
        let top = canvas.y();
        let room = self.width() / i32::from(self.years);
        for index in 0..self.years {
            let (middle, year) = (self.month(i32::from(index) * 12 + 6), self.first + index);
            canvas.say(words(middle, top, Anchor::Middle, room, &year.to_string()).bold(true));
        }
        for (index, name) in self.beyond.iter().enumerate() {
            let middle = self.column(index) + BEYOND / 2;
            canvas.say(words(middle, top, Anchor::Middle, BEYOND - 20, name).bold(true));
        }
        canvas.skip(ROW);
        if self.years > 2 {
            return;
        }
        let top = canvas.y();
        for index in 0..self.months() {
            let name = u8::try_from(index % 12 + 1).ok().and_then(months::name).unwrap_or_default();
            let short = if self.years == 1 { name.get(..3) } else { name.get(..1) }.unwrap_or_default();
            let (begin, end) = (self.month(index), self.month(index + 1));
            canvas.say(
                words(i32::midpoint(begin, end), top, Anchor::Middle, end - begin + 60, short)
                    .tinted(Tint::Faint),
            );
        }
        canvas.skip(ROW);
    }

    fn grid(&self, canvas: &mut Canvas, from: i32, to: i32) {
        let step = if self.years > 2 { 3 } else { 1 };
        let months = (0..=self.months()).step_by(step).map(|index| self.month(index));
        for x in months.chain((1..=self.beyond.len()).map(|index| self.column(index))) {
            canvas.upright(x, from, to, Tint::Grid);
        }
    }

    fn draw(&self, canvas: &mut Canvas, row: &Row, top: i32) {
        let timing = &row.timing;
        let stretch = |span: &Stretch| {
            let from = self.at(span.first, false);
            (from, (self.at(span.last, true) - from).max(10))
        };
        for (x, width) in timing.planned.iter().map(stretch) {
            planned(canvas, x, top, width);
        }
        for (x, width) in timing.done.iter().map(stretch) {
            done(canvas, x, top, width);
        }
        for day in &timing.due {
            due(canvas, self.at(*day, true), top);
        }
        if let Some((day, late)) = timing.closed {
            closed(canvas, self.at(day, true), top, late);
        }
        for (index, name) in self.beyond.iter().enumerate() {
            if timing.beyond.iter().any(|own| own == name) {
                planned(canvas, self.column(index), top, BEYOND);
            }
        }
    }
}

/// Charts of rows, as many as it takes; none when nothing has a time. `what` says what the rows are, in the singular
/// and the plural.
pub fn charts(title: &str, what: (&str, &str), year: i16, rows: &[Row]) -> Vec<Picture> {
    let has_time = |row: &Row| row.timing != Timing::default();
    if !rows.iter().any(has_time) {
        return Vec::new();
    }
    let axis = Axis::of(rows, year);
    in_parts(title, rows, |canvas, rows| {
        axis.head(canvas);
        let first = canvas.y();
        let tops: Vec<i32> = rows.iter().map(|_| canvas.row()).collect();
        let last = canvas.y();
        axis.grid(canvas, first, last);
        for (row, top) in rows.iter().zip(tops) {
            canvas.say(words(20, top, Anchor::Start, NAMES - 60, &row.name));
            axis.draw(canvas, row, top);
        }
        legend(canvas, rows);
        alt(what, rows)
    })
}

/// What the forms mean, for those that occur.
fn legend(canvas: &mut Canvas, rows: &[Row]) {
    const SIGN: i32 = 140;
    const ROOM: i32 = 960;
    canvas.skip(40);
    let top = canvas.y();
    let any = |has: &dyn Fn(&Timing) -> bool| rows.iter().any(|row| has(&row.timing));
    let has_closed = |late: bool| any(&|timing| timing.closed.is_some_and(|(_, of)| of == late));
    let mut x = 20;
    let mut next = |canvas: &mut Canvas, text: &str, occurs: bool, sign: &dyn Fn(&mut Canvas, i32)| {
        if occurs {
            sign(canvas, x);
            canvas.say(words(x + SIGN, top, Anchor::Start, ROOM - SIGN, text).tinted(Tint::Faint));
            x += ROOM;
        }
    };
    let is_planned = any(&|timing| !timing.planned.is_empty() || !timing.beyond.is_empty());
    next(canvas, "previsto", is_planned, &|canvas, x| planned(canvas, x, top, 100));
    let is_due = any(&|timing| !timing.due.is_empty());
    next(canvas, "scadenza", is_due, &|canvas, x| due(canvas, x + 50, top));
    let is_done = any(&|timing| !timing.done.is_empty());
    next(canvas, "svolto", is_done, &|canvas, x| done(canvas, x, top, 100));
    next(canvas, "realizzato", has_closed(false), &|canvas, x| closed(canvas, x + 50, top, false));
    next(canvas, "realizzato in ritardo", has_closed(true), &|canvas, x| closed(canvas, x + 50, top, true));
    canvas.skip(ROW);
}

/// The sign of what is planned, in a row.
fn planned(canvas: &mut Canvas, x: i32, top: i32, width: i32) {
    const TALL: i32 = 90;
    canvas.planned(x, top + (ROW - TALL) / 2, width, TALL);
}

/// The sign of what was carried out.
fn done(canvas: &mut Canvas, x: i32, top: i32, width: i32) {
    const TALL: i32 = 40;
    canvas.area(x, top + (ROW - TALL) / 2, width, TALL, Tint::Done);
}

/// The sign of a deadline.
fn due(canvas: &mut Canvas, x: i32, top: i32) {
    canvas.diamond(x, top + ROW / 2, Tint::Ink);
}

/// The sign of the day on which something was done.
fn closed(canvas: &mut Canvas, x: i32, top: i32, late: bool) {
    const WIDE: i32 = 30;
    let tint = if late { Tint::Amiss } else { Tint::Done };
    canvas.area(x - WIDE / 2, top + 10, WIDE, ROW - 20, tint);
}

fn alt((one, more): (&str, &str), rows: &[Row]) -> String {
    let days: Vec<Date> = rows.iter().flat_map(|row| row.timing.days()).collect();
    let stretch = match (days.iter().min(), days.iter().max()) {
        (Some(first), Some(last)) => format!(", dal {} al {}", written(*first), written(*last)),
        _ => String::new(),
    };
    let late = rows.iter().filter(|row| matches!(row.timing.closed, Some((_, true)))).count();
    let late = if late == 0 { String::new() } else { format!("; {late} in ritardo") };
    let counted = count(rows.len(), one, more);
    format!("Diagramma di Gantt: {counted}{stretch}{late}. I tempi sono nella tabella che segue.")
}
