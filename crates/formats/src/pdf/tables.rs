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
    let short = is_short(table, &next.rows);
    if let (Some(last), Some(first)) = (table.rows.last_mut(), next.rows.first())
        && (is_one(last, first, open, short) || (short && is_foot(first, &next.rows)))
    {
        join_rows(last, next.rows.remove(0));
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

/// True when the last row of a page ends nearer below its text than rows of its table do: what stands below a text
/// went over to the next page, and with it the rest of the row, if there is more of it.
fn is_short(table: &Ruled, next: &[RuledRow]) -> bool {
    /// Rows looked at on each page: a table may go on over all of them.
    const AROUND: usize = 40;
    let Some((last, before)) = table.rows.split_last() else { return false };
    // The next page may cut its last row as well.
    let after = match next {
        [whole @ .., _] if !whole.is_empty() => whole,
        rows => rows,
    };
    let around = before.iter().rev().take(AROUND).chain(after.iter().take(AROUND));
    let mut feet: Vec<f64> = around.filter_map(RuledRow::foot).collect();
    // Some texts stand out of their cells.
    let few = feet.len() / 10;
    let Some(foot) = last.foot().filter(|_| !feet.is_empty()) else { return false };
    let (_, usual, _) = feet.select_nth_unstable_by(few, f64::total_cmp);
    foot + last.slack() < *usual
}

/// True for a row without text that is lower than one with text: all that was left of a row is what stands below
/// its text.
fn is_foot(first: &RuledRow, rows: &[RuledRow]) -> bool {
    let filled = rows.iter().filter(|row| !row.is_blank());
    let least = filled.map(RuledRow::height).reduce(f64::min);
    first.is_blank() && least.is_some_and(|least| first.height() < least)
}

/// True when the last row of a page and the first of the next are one row, cut by the end of the page. `open`: there
/// is no line between them; `short`: the last row ends too soon ([`is_short`]).
fn is_one(last: &RuledRow, first: &RuledRow, open: bool, short: bool) -> bool {
    let filled = first.cells.iter().filter(|cell| !cell.is_blank());
    let pair = |cell| Some((last.cells.iter().find(|above| same_column(above, cell))?, cell));
    let Some(pairs) = filled.map(pair).collect::<Option<Vec<_>>>().filter(|pairs| !pairs.is_empty()) else {
        return false;
    };
    if open {
        return true;
    }
    let may = |(above, cell): &Pair| may_go_on(above, cell);
    let surely =
        pairs.iter().any(|(above, cell)| surely_goes_on(above, cell)) || is_rest(last, first, &pairs);
    // With a line between them, no cell may speak against it, and some must surely go on.
    if surely && pairs.iter().all(may) {
        return true;
    }
    // New paragraphs of a cell, and lines that end before they are full, go on below the end of a page, too; one line
    // with room below it does not.
    let goes_on = |(above, cell): &Pair| {
        (ends_row(last, above) && !alike_texts(above, cell))
            || (above.lines.len() > 1 && may_go_on(above, cell))
    };
    short && (surely || pairs.iter().any(may)) && pairs.iter().all(goes_on)
}

/// A cell of a page, below the one of the page before in the same column.
type Pair<'r> = (&'r RuledCell, &'r RuledCell);

/// Texts below the longest of a row, without what the row begins with, are the rest of it.
fn is_rest(last: &RuledRow, first: &RuledRow, pairs: &[Pair]) -> bool {
    let begins = |row: &RuledRow| row.cells.first().is_some_and(|cell| !cell.is_blank());
    let most = last.cells.iter().map(|cell| cell.lines.len()).max().unwrap_or_default();
    most > 1 && begins(last) && !begins(first) && pairs.iter().all(|(above, _)| above.lines.len() == most)
}

/// True when the text of a cell is as near to the end of its row as any.
fn ends_row(row: &RuledRow, cell: &RuledCell) -> bool {
    cell.foot().zip(row.foot()).is_some_and(|(foot, least)| foot <= least + row.slack())
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
    !above.is_blank() && word > above.room && !sentence && !alike_texts(above, cell)
}

/// True when the text of a cell begins in the middle of a sentence.
fn surely_goes_on(above: &RuledCell, cell: &RuledCell) -> bool {
    cell.text.text.starts_with(|first: char| first.is_lowercase() || "–-,)".contains(first))
        && !above.text.text.ends_with(['.', '!', '?'])
}

/// True for texts that differ in digits only: rows of a table look alike, halves of a row do not.
fn alike_texts(a: &RuledCell, b: &RuledCell) -> bool {
    let shape = |c: char| if c.is_ascii_digit() { '0' } else { c };
    a.text.text.chars().map(shape).eq(b.text.text.chars().map(shape))
}

/// Adds the rest of a row, which the end of the next page may cut again: from now on, it is the rest that ends it.
fn join_rows(last: &mut RuledRow, first: RuledRow) {
    for cell in first.cells {
        let Some(above) = last.cells.iter_mut().find(|above| same_column(above, &cell)) else { continue };
        if !cell.text.is_empty() {
            above.text.space();
        }
        above.text.append(&cell.text);
        above.room = cell.room;
        above.lines = cell.lines;
        (above.rect.y0, above.rect.y1) = (cell.rect.y0, cell.rect.y1);
        above.nested.extend(cell.nested);
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
