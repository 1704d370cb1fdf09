//! The rows of a sheet of scores: each item, with its parts below it.

use std::collections::HashMap;

use appraisal::Scored;
use scoring::Exact;
use scoring::tree::{Content, Item, Mean, Neutral, Step};

/// A row.
pub struct Row<'s> {
    /// What went in.
    pub item: &'s Item,
    /// What came out.
    pub step: Option<&'s Step>,
    /// The item it is part of.
    pub part_of: &'s str,
    /// How deep it stands.
    pub depth: u8,
    /// Whether it takes part in the mean it belongs to.
    pub counts: bool,
    /// The weight with which it does.
    pub weight: Option<Exact>,
    /// How the mean it belongs to weighs it.
    pub within: Option<&'s Mean>,
}

impl Row<'_> {
    /// The lines of the parts that count, as formulas name them.
    pub fn parts(&self, places: &HashMap<&str, u32>) -> Vec<u32> {
        let Content::Parts { parts, .. } = &self.item.content else { return Vec::new() };
        let counts = |part: &&Item| part.counts();
        let line = |part: &Item| places.get(part.id.as_str()).map(|place| place + 1);
        parts.iter().filter(counts).filter_map(line).collect()
    }
}

/// Every row, a whole before its parts.
pub fn rows(scored: &Scored) -> Vec<Row<'_>> {
    let steps: HashMap<&str, &Step> = scored.results.iter().map(|step| (step.id.as_str(), step)).collect();
    let mut rows = Vec::new();
    for item in &scored.items {
        add(item, None, 0, &steps, &mut rows);
    }
    rows
}

fn add<'s>(
    item: &'s Item,
    of: Option<(&'s Item, &'s Mean)>,
    depth: u8,
    steps: &HashMap<&str, &'s Step>,
    rows: &mut Vec<Row<'s>>,
) {
    let within = of.map(|(_, mean)| mean);
    let full = within.is_some_and(|mean| mean.neutral == Neutral::Full);
    rows.push(Row {
        item,
        step: steps.get(item.id.as_str()).copied(),
        part_of: of.map_or("", |(whole, _)| whole.id.as_str()),
        depth,
        counts: item.counts() || full,
        weight: of.map(|(whole, mean)| weight(item, whole, mean)),
        within,
    });
    if let Content::Parts { mean, parts } = &item.content {
        for part in parts {
            add(part, Some((item, mean)), depth.saturating_add(1), steps, rows);
        }
    }
}

/// The weight of a part in its mean: as planned, and a share of what others leave where the method spreads
/// it equally.
fn weight(item: &Item, whole: &Item, mean: &Mean) -> Exact {
    let planned = |part: &Item| part.weight.clone().unwrap_or_else(Exact::one);
    let own = planned(item);
    let Content::Parts { parts, .. } = &whole.content else { return own };
    if mean.neutral != Neutral::Equally {
        return own;
    }
    let (in_mean, out): (Vec<&Item>, Vec<&Item>) = parts.iter().partition(|part| part.counts());
    let lost: Exact = out.into_iter().map(planned).sum();
    let left = Exact::from(i64::try_from(in_mean.len()).unwrap_or(1));
    own + lost.checked_div(&left).unwrap_or_else(Exact::zero)
}
