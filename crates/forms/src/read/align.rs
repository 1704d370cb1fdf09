//! Cells onto columns at the least cost.
//!
//! One mechanism for shifted rows, marks beyond the grid, lost and leading blank cells: a dynamic
//! programme over the cells of a row and the columns of a table. A cell costs nothing in its own
//! column; it costs for a type that does not fit, for a change of shift against the header, and for
//! being left out.

/// What it costs to leave a cell out: dearer than any misfit.
const LEFT_OUT: f32 = 6.0;
/// What it costs that the shift changes between a cell and the next.
const CHANGE: f32 = 0.8;
/// What each further column of a change costs.
const STEP: f32 = 0.05;

/// The cheapest way to a cell in a column: its cost, and the cell and column before.
type Step = (f32, Option<(usize, usize)>);

/// Cells that a row may have beyond twice its columns.
const SPARE: usize = 8;

/// A column as the aligner sees it.
#[derive(Clone, Copy, Debug)]
pub struct Slot {
    /// Column of the header, or the place in the table when there is none.
    pub position: i32,
    /// What it costs that the column stays blank.
    pub blank: f32,
}

/// The cheapest explanation of a row.
#[derive(Clone, Debug, PartialEq)]
pub struct Alignment {
    /// For each cell its column.
    pub columns: Vec<Option<usize>>,
    /// What it costs.
    pub cost: f32,
    /// Some cell stands away from its header.
    pub shifted: bool,
}

/// Aligns cells at `positions` onto `slots`; `misfit(cell, column)` says how badly a cell fits.
pub fn align(
    positions: &[i32],
    slots: &[Slot],
    anchored: bool,
    misfit: &dyn Fn(usize, usize) -> f32,
) -> Alignment {
    if let Some(exact) = exact(positions, slots, misfit) {
        return exact;
    }
    if positions.len() > 2 * slots.len() + SPARE {
        // So many cells are no row of this table, and the programme would take their square in time.
        return Alignment { columns: vec![None; positions.len()], cost: f32::INFINITY, shifted: true };
    }
    let blanks: Vec<f32> = std::iter::once(0.0)
        .chain(slots.iter().scan(0.0, |sum, slot| {
            *sum += slot.blank;
            Some(*sum)
        }))
        .collect();
    let skipped = |from: usize, to: usize| blanks[to] - blanks[from];
    // best[i][j]: cells up to i explained, cell i in column j.
    let (rows, width) = (positions.len(), slots.len());
    let mut best: Vec<Vec<Step>> = vec![vec![(f32::INFINITY, None); width]; rows];
    for i in 0..rows {
        for j in 0..width {
            let fit = misfit(i, j);
            let shift = positions[i] - slots[j].position;
            let first = if anchored { moved(0, shift) } else { 0.0 };
            #[allow(clippy::cast_precision_loss)]
            let mut cheapest = (first + skipped(0, j) + LEFT_OUT * i as f32, None);
            for p in (0..i).rev() {
                #[allow(clippy::cast_precision_loss)]
                let left_out = LEFT_OUT * (i - p - 1) as f32;
                if left_out >= cheapest.0 {
                    break;
                }
                for q in 0..j {
                    let (cost, _) = best[p][q];
                    let cost =
                        cost + left_out + skipped(q + 1, j) + moved(positions[p] - slots[q].position, shift);
                    if cost < cheapest.0 {
                        cheapest = (cost, Some((p, q)));
                    }
                }
            }
            best[i][j] = (cheapest.0 + fit, cheapest.1);
        }
    }
    trace(&best, positions, slots, &skipped)
}

fn moved(before: i32, now: i32) -> f32 {
    if before == now {
        return 0.0;
    }
    #[allow(clippy::cast_precision_loss)]
    let distance = (before - now).unsigned_abs() as f32;
    CHANGE + STEP * distance
}

/// Every cell under its own header and of its type: the common case, without the programme.
fn exact(positions: &[i32], slots: &[Slot], misfit: &dyn Fn(usize, usize) -> f32) -> Option<Alignment> {
    let mut from = 0;
    let mut columns = Vec::with_capacity(positions.len());
    for (cell, position) in positions.iter().enumerate() {
        let column = from + slots[from..].iter().position(|slot| slot.position == *position)?;
        if misfit(cell, column) > 0.0 {
            return None;
        }
        columns.push(Some(column));
        from = column + 1;
    }
    Some(Alignment { columns, cost: 0.0, shifted: false })
}

fn trace(
    best: &[Vec<Step>],
    positions: &[i32],
    slots: &[Slot],
    skipped: &dyn Fn(usize, usize) -> f32,
) -> Alignment {
    let (rows, width) = (positions.len(), slots.len());
    #[allow(clippy::cast_precision_loss)]
    let mut end = (LEFT_OUT * rows as f32, None);
    for (i, ways) in best.iter().enumerate() {
        for (j, (way, _)) in ways.iter().enumerate() {
            #[allow(clippy::cast_precision_loss)]
            let cost = way + LEFT_OUT * (rows - i - 1) as f32 + skipped(j + 1, width);
            if cost < end.0 {
                end = (cost, Some((i, j)));
            }
        }
    }
    let mut columns = vec![None; rows];
    let mut shifted = false;
    let mut at = end.1;
    while let Some((i, j)) = at {
        columns[i] = Some(j);
        shifted |= positions[i] != slots[j].position;
        at = best[i][j].1;
    }
    Alignment { columns, cost: end.0, shifted }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slots(positions: &[i32]) -> Vec<Slot> {
        positions.iter().map(|position| Slot { position: *position, blank: 0.0 }).collect()
    }

    #[test]
    fn a_row_under_its_header_costs_nothing() {
        let got = align(&[0, 2, 5], &slots(&[0, 1, 2, 5]), true, &|_, _| 0.0);
        assert_eq!(got, Alignment { columns: vec![Some(0), Some(2), Some(3)], cost: 0.0, shifted: false });
    }

    #[test]
    fn a_row_shifted_by_one_is_put_back() {
        // number, text, unit, target against the same four columns three further right.
        let kinds = ["n", "t", "u", "v"];
        let misfit = |cell: usize, column: usize| if kinds[cell] == kinds[column] { 0.0 } else { 2.0 };
        let got = align(&[1, 2, 3, 4], &slots(&[4, 5, 13, 14]), true, &misfit);
        assert_eq!(got.columns, vec![Some(0), Some(1), Some(2), Some(3)]);
        assert!(got.shifted);
    }

    #[test]
    fn a_lost_blank_cell_shifts_the_rest() {
        let kinds = ["text", "share", "flag", "mark", "mark"];
        let cells = ["text", "flag", "mark"];
        let misfit = |cell: usize, column: usize| if cells[cell] == kinds[column] { 0.0 } else { 3.0 };
        let got = align(&[1, 2, 3], &slots(&[1, 2, 3, 4, 5]), true, &misfit);
        assert_eq!(got.columns, vec![Some(0), Some(2), Some(3)]);
    }
}
