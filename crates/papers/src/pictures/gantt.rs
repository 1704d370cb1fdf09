//! Gantt charts: what is planned, what came about and what is due, along the months.

use document::picture::{Anchor, Picture, Tint};
use domain::months;
use jiff::civil::Date;
use outline::moment::written;

use super::canvas::{Canvas, ROW, ROWS, WIDTH, part_title, words};
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
    pub planned: Vec<Span>,
    /// The days in which it was carried out.
    pub done: Vec<Span>,
    /// The days it is due by.
    pub due: Vec<Date>,
    /// The day it was done, and whether that was late.
    pub closed: Option<(Date, bool)>,
    /// Columns that the form has beyond the months, as it names them.
    pub beyond: Vec<String>,
}

/// Days from the first to the last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// The first day.
    pub first: Date,
    /// The last day.
    pub last: Date,
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

fn extend(span: &mut Option<Span>, other: Span) {
    *span =
        Some(span.map_or(other, |span| Span {
            first: span.first.min(other.first),
            last: span.last.max(other.last),
        }));
}

/// The room for names.
const NAMES: i32 = 1900;
/// The room for a column beyond the months.
const BEYOND: i32 = 400;
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
        let mut beyond: Vec<&str> = Vec::new();
        for name in rows.iter().flat_map(|row| &row.timing.beyond) {
            if !beyond.contains(&name.as_str()) {
                beyond.push(name);
            }
        }
        beyond.sort_unstable();
        beyond.truncate(3);
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
        const TALL: i32 = 90;
        const SHORT: i32 = 40;
        let timing = &row.timing;
        let middle = top + ROW / 2;
        let stretch = |span: &Span| {
            let from = self.at(span.first, false);
            (from, (self.at(span.last, true) - from).max(10))
        };
        for (x, width) in timing.planned.iter().map(stretch) {
            canvas.planned(x, middle - TALL / 2, width, TALL);
        }
        for (x, width) in timing.done.iter().map(stretch) {
            canvas.area(x, middle - SHORT / 2, width, SHORT, Tint::Done);
        }
        for day in &timing.due {
            canvas.diamond(self.at(*day, true), middle, Tint::Ink);
        }
        if let Some((day, late)) = timing.closed {
            const WIDE: i32 = 30;
            let tint = if late { Tint::Amiss } else { Tint::Done };
            canvas.area(self.at(day, true) - WIDE / 2, top + 10, WIDE, ROW - 20, tint);
        }
        for (index, name) in self.beyond.iter().enumerate() {
            if timing.beyond.iter().any(|own| own == name) {
                canvas.planned(self.column(index), middle - TALL / 2, BEYOND, TALL);
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
    let parts: Vec<&[Row]> = rows.chunks(ROWS).collect();
    let charts = (1..).zip(&parts).map(|(part, rows)| {
        let mut canvas = Canvas::new(part_title(title, part, parts.len()));
        axis.head(&mut canvas);
        let first = canvas.y();
        let tops: Vec<i32> = rows.iter().map(|_| canvas.row()).collect();
        let last = canvas.y();
        axis.grid(&mut canvas, first, last);
        for (row, top) in rows.iter().zip(tops) {
            canvas.say(words(20, top, Anchor::Start, NAMES - 60, &row.name));
            axis.draw(&mut canvas, row, top);
        }
        legend(&mut canvas, rows);
        canvas.finish(alt(what, rows))
    });
    charts.collect()
}

/// What the forms mean, for those that occur.
fn legend(canvas: &mut Canvas, rows: &[Row]) {
    const SIGN: i32 = 140;
    const ROOM: i32 = 960;
    canvas.skip(40);
    let top = canvas.y();
    let middle = top + ROW / 2;
    let mut x = 20;
    let any = |has: &dyn Fn(&Timing) -> bool| rows.iter().any(|row| has(&row.timing));
    let mut next = |canvas: &mut Canvas, text: &str| {
        canvas.say(words(x + SIGN, top, Anchor::Start, ROOM - SIGN, text).tinted(Tint::Faint));
        let at = x;
        x += ROOM;
        at
    };
    if any(&|timing| !timing.planned.is_empty() || !timing.beyond.is_empty()) {
        let at = next(canvas, "previsto");
        canvas.planned(at, middle - 45, 100, 90);
    }
    if any(&|timing| !timing.due.is_empty()) {
        let at = next(canvas, "scadenza");
        canvas.diamond(at + 50, middle, Tint::Ink);
    }
    if any(&|timing| !timing.done.is_empty()) {
        let at = next(canvas, "svolto");
        canvas.area(at, middle - 20, 100, 40, Tint::Done);
    }
    if any(&|timing| matches!(timing.closed, Some((_, false)))) {
        let at = next(canvas, "realizzato");
        canvas.area(at + 40, top + 10, 30, ROW - 20, Tint::Done);
    }
    if any(&|timing| matches!(timing.closed, Some((_, true)))) {
        let at = next(canvas, "realizzato in ritardo");
        canvas.area(at + 40, top + 10, 30, ROW - 20, Tint::Amiss);
    }
    canvas.skip(ROW);
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
