//! Column widths that make a table short.

use crate::units::times;

/// The texts of a row: the columns that have one, with its width in one line.
pub type RowTexts = Vec<(usize, f32)>;

/// More rows are not looked at: they are like those that are.
const LOOKED_AT: usize = 48;
/// So often a column gets a bit of another one.
const STEPS: usize = 24;

/// Moves width between columns as long as rows lose lines by it. `least` is what each column keeps, `pad` what
/// stands left and right of its text.
pub fn balance(widths: &mut [f32], least: &[f32], pad: f32, rows: &[RowTexts]) {
    if widths.len() < 2 {
        return;
    }
    let every = rows.len().div_ceil(LOOKED_AT).max(1);
    let rows: Vec<&RowTexts> = rows.iter().step_by(every).collect();
    let step = widths.iter().sum::<f32>() * 0.02;
    let mut lines = total(widths, pad, &rows);
    for _ in 0..STEPS {
        let Some(taker) = tallest(widths, pad, &rows) else { return };
        let givers =
            (0..widths.len()).filter(|giver| *giver != taker && widths[*giver] - step >= least[*giver]);
        let tried = givers.map(|giver| {
            let mut tried = widths.to_vec();
            tried[giver] -= step;
            tried[taker] += step;
            (total(&tried, pad, &rows), tried)
        });
        let best = tried.min_by_key(|(lines, _)| *lines);
        // A step that changes nothing may lead to one that does.
        match best.filter(|(less, _)| *less <= lines) {
            Some((less, better)) => {
                lines = less;
                widths.copy_from_slice(&better);
            }
            None => return,
        }
    }
}

/// How many lines a text takes in a column.
fn lines(text: f32, width: f32, pad: f32) -> usize {
    // Passage are not filled to their ends.
    const RAGGED: f32 = 0.92;
    times(text, ((width - 2.0 * pad) * RAGGED).max(1.0)) + 1
}

/// How many lines the rows take.
fn total(widths: &[f32], pad: f32, rows: &[&RowTexts]) -> usize {
    let tall = |row: &&RowTexts| row.iter().map(|(column, text)| lines(*text, widths[*column], pad)).max();
    rows.iter().filter_map(tall).sum()
}

/// The column whose texts make the rows as tall as they are; none when all take one line.
fn tallest(widths: &[f32], pad: f32, rows: &[&RowTexts]) -> Option<usize> {
    let mut lost = vec![0; widths.len()];
    for row in rows {
        let tall = row.iter().map(|(column, text)| (lines(*text, widths[*column], pad), *column));
        if let Some((tall, column)) = tall.max_by_key(|(lines, _)| *lines) {
            lost[column] += tall - 1;
        }
    }
    let (column, lost) = lost.into_iter().enumerate().max_by_key(|(_, lost)| *lost)?;
    (lost > 0).then_some(column)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_with_long_texts_gets_what_others_can_spare() {
        let rows: Vec<RowTexts> = (0..9).map(|_| vec![(0, 40.0), (1, 2000.0)]).collect();
        let mut widths = [250.0, 250.0];
        balance(&mut widths, &[60.0, 60.0], 3.0, &rows);
        assert!(widths[0] >= 60.0 && widths[1] > 400.0, "{widths:?}");
        assert!((500.0 - widths.iter().sum::<f32>()).abs() < 0.1);
    }

    #[test]
    fn what_fits_stays_as_it_is() {
        let mut widths = [250.0, 250.0];
        balance(&mut widths, &[60.0, 60.0], 3.0, &[vec![(0, 100.0), (1, 200.0)]]);
        assert!(widths.iter().all(|width| (width - 250.0).abs() < 0.01), "{widths:?}");
    }
}
