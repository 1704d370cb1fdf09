//! Statistics of official scores, as they are told (rulebook 4.8, 7.1 and 8.19).

use crate::entry::Entry;
use crate::exact::Exact;
use crate::statistics::statistics;

/// What counts as a top score, and how many may have one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TopRule {
    /// From which score on.
    pub top: Exact,
    /// The most that may have it, per cent; none is no limit.
    pub most: Option<Exact>,
}

/// The statistics of some scores; of fewer than `fewest` nothing is told.
pub fn spread(scores: &[Exact], rule: &TopRule, fewest: usize) -> Vec<Entry> {
    let Some(found) = statistics(scores, &rule.top, fewest) else {
        return vec![kept_entry()];
    };
    let mut top = Entry::of("quota-alta", "parte in fascia alta, per cento", 2, found.at_top.clone());
    top.band = rule
        .most
        .as_ref()
        .map(|most| if found.at_top > *most { "oltre il limite" } else { "entro il limite" }.to_owned());
    vec![
        Entry::of("media-punteggi", "media dei punteggi", 2, found.mean),
        Entry::of("mediana", "mediana", 2, found.median),
        Entry::of("scarto", "scarto quadratico medio", 2, found.deviation),
        top,
        Entry::of("al-massimo", "parte con il punteggio massimo, per cento", 2, found.at_most),
    ]
}

/// What is told of a group that is kept back.
pub(super) fn kept_entry() -> Entry {
    let why = "troppo poche persone: le statistiche direbbero dei singoli";
    Entry::without("statistiche", "statistiche", 2, why)
}

/// Which of the groups that make a whole are kept back: those of fewer than `fewest`, and, where these together
/// are still so few that the difference from the whole would tell of them, the smallest of the others.
pub fn kept_back(sizes: &[usize], fewest: usize) -> Vec<bool> {
    let mut kept: Vec<bool> = sizes.iter().map(|size| *size < fewest).collect();
    loop {
        let hidden: usize = sizes.iter().zip(&kept).filter(|(_, kept)| **kept).map(|(size, _)| size).sum();
        if hidden == 0 || hidden >= fewest {
            return kept;
        }
        let shown = sizes.iter().zip(&kept).enumerate().filter(|(_, (_, kept))| !**kept);
        let Some((smallest, _)) = shown.min_by_key(|(_, (size, _))| **size) else { return kept };
        if let Some(one) = kept.get_mut(smallest) {
            *one = true;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_small_group_is_not_found_by_difference() {
        for (sizes, kept) in [
            (&[10, 7][..], &[false, false][..]),
            (&[10, 7, 2], &[false, true, true]),
            (&[10, 3, 2], &[false, true, true]),
            (&[4], &[true]),
            (&[10, 0], &[false, true]),
        ] {
            assert_eq!(kept_back(sizes, 5), kept, "{sizes:?}");
        }
    }
}
