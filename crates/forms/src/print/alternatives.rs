//! Tables of one form that are about the same items, in other columns: each item is printed in one.

use std::collections::{HashMap, HashSet};

use domain::Entity;
use method::{Block, BlockKind, TableBlock};

use super::sheet::address;

/// Notes for each item of a record that several tables could print which of them does: the one that
/// says most of all the items, or another that says more of this one.
pub(crate) fn assign(assigned: &mut HashMap<usize, usize>, blocks: &[Block], record: &dyn Entity) {
    let tables: Vec<&TableBlock> = blocks
        .iter()
        .filter_map(|block| match &block.kind {
            BlockKind::Table(table) if makes_items(table) => Some(table),
            _ => None,
        })
        .collect();
    for list in record.definition().lists {
        let name = (list.item)().name;
        let about: Vec<&TableBlock> = tables.iter().copied().filter(|table| is_about(table, name)).collect();
        if about.len() < 2 {
            continue;
        }
        let items = record.children(list.name);
        let said: Vec<Vec<usize>> =
            items.iter().map(|item| about.iter().map(|table| says(table, *item)).collect()).collect();
        let all: Vec<usize> = (0..about.len()).map(|at| said.iter().map(|counts| counts[at]).sum()).collect();
        let Some(most) = first_most(&all, 0) else { continue };
        for (item, counts) in items.iter().zip(&said) {
            if let Some(table) = first_most(counts, most).filter(|table| counts[*table] > 0) {
                assigned.insert(address(*item), std::ptr::from_ref(about[table]).addr());
            }
        }
    }
}

/// Whether the rows of a table are items of their own, whatever the year.
fn makes_items(table: &TableBlock) -> bool {
    !table.each_year && !table.every_year && table.columns.iter().all(|column| column.join.is_none())
}

fn is_about(table: &TableBlock, name: &str) -> bool {
    table.columns.iter().flat_map(super::rows::column_names).any(|(known, _)| known == name)
}

/// How many fields of an item a table has a column for.
fn says(table: &TableBlock, item: &dyn Entity) -> usize {
    let definition = item.definition();
    let level = item.verbatim("level");
    let fields: HashSet<&str> = table
        .columns
        .iter()
        .flat_map(method::Column::paths)
        .filter(|path| path.entity.name == definition.name)
        .filter(|path| path.level.is_none() || path.level == level)
        .map(method::Path::field_name)
        .filter(|field| item.holder(field).is_some_and(|holder| !holder.data().is_empty()))
        .collect();
    fields.len()
}

/// The first of the highest counts, or `preferred` when it is one of them.
fn first_most(counts: &[usize], preferred: usize) -> Option<usize> {
    let most = counts.iter().max()?;
    if counts.get(preferred) == Some(most) {
        return Some(preferred);
    }
    counts.iter().position(|count| count == most)
}
