//! Tables over pages, and ruled tables -> rows of a document.

use document::{Row, Table};

use super::edges::NEAR;
use super::rich::Rich;
use super::sheet::{Ruled, RuledCell, RuledRow};

/// Columns begin at the same place when no more lies between, in points.
const SAME: f64 = 1.5;

/// Joins a table at the top of a page with the one at the bottom of the page before, when it is the same
/// table; gives it back otherwise. `room`: what was left of that page.
pub(super) fn go_on(table: &mut Ruled, mut next: Ruled, room: f64) -> Option<Ruled> {
    const SLACK: f64 = 4.0;
    if !same_columns(table, &next) {
        return Some(next);
    }
    let repeated = repeated(table, &next.rows);
    let Some(first) = next.rows.get(repeated) else { return Some(next) };
    // A row that would have found room is not of the same table.
    if room > first.height() + SLACK {
        return Some(next);
    }
    next.rows.drain(..repeated);
    let open = table.open_bottom || (next.open_top && repeated == 0);
    if let (Some(last), Some(first)) = (table.rows.last_mut(), next.rows.first())
        && is_one(last, first, open)
    {
        join_rows(last, first);
        next.rows.remove(0);
    }
    table.rows.append(&mut next.rows);
    table.open_bottom = next.open_bottom;
    None
}

/// True when two tables have the same sides, and the columns of one are among those of the other.
fn same_columns(table: &Ruled, next: &Ruled) -> bool {
    // Programs lay the columns of each page out anew: what counts is the rows at the break.
    if table.rows.last().zip(next.rows.first()).is_some_and(|(last, first)| alike(last, first)) {
        return true;
    }
    let near = |a: f64, b: f64| (a - b).abs() <= NEAR;
    if !near(table.rect.x0, next.rect.x0) || !near(table.rect.x1, next.rect.x1) {
        return false;
    }
    let (before, after) = (columns(table.rows.iter()), columns(next.rows.iter()));
    within(&before, &after) || within(&after, &before)
}

/// True for rows whose cells have the same sides, one by one.
fn alike(last: &RuledRow, first: &RuledRow) -> bool {
    last.cells.len() == first.cells.len()
        && last.cells.iter().zip(&first.cells).all(|(above, cell)| same_column(above, cell))
}

/// True when all places of some are among those of others.
fn within(some: &[f64], others: &[f64]) -> bool {
    some.iter().all(|x| others.iter().any(|other| (x - other).abs() <= SAME))
}

/// Where the cells of some rows begin, each place once.
fn columns<'r>(rows: impl Iterator<Item = &'r RuledRow>) -> Vec<f64> {
    let mut places: Vec<f64> = rows.flat_map(|row| &row.cells).map(|cell| cell.rect.x0).collect();
    places.sort_by(f64::total_cmp);
    // Pages may differ by less than what is seen.
    places.dedup_by(|next, place| *next - *place <= SAME);
    places
}

/// How many rows at the top of a page are those that name the columns, once more.
fn repeated(table: &Ruled, rows: &[RuledRow]) -> usize {
    const MOST: usize = 6;
    let same = |a: &RuledRow, b: &RuledRow| {
        let near = |((x, text), (other_x, other)): ((f64, &str), (f64, &str))| {
            text == other && (x - other_x).abs() <= NEAR
        };
        !a.is_blank() && a.texts().count() == b.texts().count() && a.texts().zip(b.texts()).all(near)
    };
    // Cards of the same form, page after page, may begin with the same texts: only rows that look like
    // names of columns are said again.
    let heads = |row: &RuledRow| {
        row.shaded || row.cells.iter().filter(|cell| !cell.is_blank()).all(|cell| cell.text.is_bold())
    };
    let run = |from: &[RuledRow]| {
        from.iter().zip(rows).take(MOST).take_while(|(a, b)| same(a, b) && heads(a) && heads(b)).count()
    };
    let first = run(&table.rows);
    if first > 0 {
        return first;
    }
    // Below a title, a table may name its columns anew.
    let named = |start: &usize| {
        run(&table.rows[*start..]) > 0 && rows.first().is_some_and(|row| row.texts().count() > 1)
    };
    (1..table.rows.len()).rev().find(named).map_or(0, |start| run(&table.rows[start..]))
}

/// True when the last row of a page and the first of the next are one row, cut by the end of the page.
fn is_one(last: &RuledRow, first: &RuledRow, open: bool) -> bool {
    if first.is_blank() {
        return false;
    }
    let pairs = || {
        first
            .cells
            .iter()
            .filter(|cell| !cell.is_blank())
            .map(|cell| (cell, last.cells.iter().find(|above| same_column(above, cell))))
    };
    if open {
        return pairs().all(|(_, above)| above.is_some());
    }
    // With a line between them, no cell may speak against it, and some must surely go on.
    let whole = pairs().all(|(cell, above)| above.is_some_and(|above| may_go_on(above, cell)));
    let surely = || pairs().any(|(cell, above)| above.is_some_and(|above| surely_goes_on(above, cell)));
    // One text below the longest of a row, without what the row begins with, is the rest of it.
    let rest = || {
        let mut found = pairs();
        let (Some((_, Some(above))), None) = (found.next(), found.next()) else { return false };
        let longest = last.cells.iter().all(|cell| cell.lines.len() <= above.lines.len());
        let begins = |row: &RuledRow| row.cells.first().is_some_and(|cell| !cell.is_blank());
        longest && above.lines.len() > 1 && begins(last) && !begins(first)
    };
    whole && (surely() || rest())
}

/// True for cells with the same sides.
fn same_column(a: &RuledCell, b: &RuledCell) -> bool {
    (a.rect.x0 - b.rect.x0).abs() <= NEAR && (a.rect.x1 - b.rect.x1).abs() <= NEAR
}

/// True when the text of a cell may go on from that of another: its last line was full, no sentence begins, and
/// the two do not look like the same cell of two rows.
fn may_go_on(above: &RuledCell, cell: &RuledCell) -> bool {
    // With the space before it.
    let word = cell.lines.first().map_or(0.0, |line| line.first_word + 0.25 * line.size);
    let begins = cell.text.text.starts_with(char::is_uppercase);
    let sentence = begins && above.text.text.ends_with(['.', ';', ':', '!', '?']);
    !above.is_blank() && word > above.room && !sentence && shape(&above.text.text) != shape(&cell.text.text)
}

/// True when the text of a cell begins in the middle of a sentence.
fn surely_goes_on(above: &RuledCell, cell: &RuledCell) -> bool {
    cell.text.text.starts_with(|first: char| first.is_lowercase() || "–-,)".contains(first))
        && !above.text.text.ends_with(['.', '!', '?'])
}

/// A text with one digit for all: rows of a table look alike, halves of a row do not.
fn shape(text: &str) -> String {
    text.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect()
}

fn join_rows(last: &mut RuledRow, first: &RuledRow) {
    for cell in &first.cells {
        let above = last.cells.iter_mut().find(|above| same_column(above, cell));
        if let Some(above) = above {
            if !cell.text.is_empty() {
                above.text.space();
            }
            above.text.append(&cell.text);
            above.room = cell.room;
            above.nested.extend(cell.nested.iter().cloned());
        }
    }
}

/// The rows of a document that a ruled table has.
///
/// Its columns are all places where cells begin. Rows whose cells begin elsewhere than those above, as in
/// forms, have columns of their own.
pub(super) fn table(ruled: Ruled) -> Table {
    let mut rows = Vec::new();
    let mut strip: Vec<RuledRow> = Vec::new();
    let mut places: Vec<f64> = Vec::new();
    for row in ruled.rows {
        let own = columns(std::iter::once(&row));
        if within(&places, &own) {
            places = own;
        } else if !within(&own, &places) {
            rows.extend(std::mem::take(&mut strip).into_iter().map(|row| numbered(row, &places)));
            places = own;
        }
        strip.push(row);
    }
    rows.extend(strip.into_iter().map(|row| numbered(row, &places)));
    Table { rows }
}

/// A row with the numbers of its columns, by where these begin.
fn numbered(row: RuledRow, places: &[f64]) -> Row {
    let width = u16::try_from(places.len()).unwrap_or(u16::MAX);
    let cells = row.cells.into_iter().filter(|cell| !cell.is_blank()).map(|cell| {
        let index = places.partition_point(|place| *place <= cell.rect.x0 + SAME);
        let column = u16::try_from(index.max(1)).unwrap_or(u16::MAX);
        let nested = cell.nested.into_iter().map(table).collect();
        document::Cell { nested, ..Rich::into_cell(cell.text, column) }
    });
    Row { width, cells: cells.collect(), ..Row::default() }
}
