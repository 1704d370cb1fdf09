//! The columns of a sheet on which tables with different columns stand one below the other.

/// The edges of columns, in characters from the left.
pub(super) struct Edges(Vec<u32>);

/// Edges nearer than this are one.
const NEAR: u32 = 2;

impl Edges {
    /// The edges of tables, given by the widths of their columns: those of the tables with the most columns
    /// first, since theirs are the closest.
    pub fn of(tables: &[Vec<u32>]) -> Self {
        let mut order: Vec<&Vec<u32>> = tables.iter().collect();
        order.sort_by_key(|widths| std::cmp::Reverse(widths.len()));
        let mut edges = Self(vec![0]);
        for widths in order {
            for edge in sums(widths) {
                if edges.0.iter().all(|known| known.abs_diff(edge) >= NEAR) {
                    edges.0.push(edge);
                }
            }
            edges.0.sort_unstable();
        }
        edges
    }

    /// The widths of the columns.
    pub fn widths(&self) -> Vec<u32> {
        self.0.windows(2).map(|pair| pair[1] - pair[0]).collect()
    }

    /// For each column of a table, the first and the last column of the sheet it covers, from 0; as many
    /// as the sheet has.
    pub fn spans(&self, widths: &[u32]) -> Vec<(u16, u16)> {
        let mut spans = Vec::new();
        let mut from = 0;
        for edge in sums(widths) {
            let to = self.nearest(edge).max(from + 1);
            let narrow = |index: usize| u16::try_from(index).unwrap_or(u16::MAX);
            spans.push((narrow(from), narrow(to - 1)));
            from = to;
        }
        spans
    }

    fn nearest(&self, edge: u32) -> usize {
        let indexed = self.0.iter().enumerate();
        indexed.min_by_key(|(_, known)| known.abs_diff(edge)).map_or(0, |(index, _)| index)
    }
}

fn sums(widths: &[u32]) -> impl Iterator<Item = u32> {
    widths.iter().scan(0_u32, |sum, width| {
        *sum = sum.saturating_add(*width);
        Some(*sum)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_share_edges_that_are_near() {
        let tables = [vec![10, 50, 20, 40], vec![11, 109], vec![60, 60]];
        let edges = Edges::of(&tables);
        assert_eq!(edges.widths(), [10, 50, 20, 40]);
        assert_eq!(edges.spans(&tables[0]), [(0, 0), (1, 1), (2, 2), (3, 3)]);
        assert_eq!(edges.spans(&tables[1]), [(0, 0), (1, 3)]);
        assert_eq!(edges.spans(&tables[2]), [(0, 1), (2, 3)]);
    }
}
