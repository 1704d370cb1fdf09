//! Rows that sum up others: each is printed at the end of the table it stood in.
//!
//! A plan keeps them in one list; which record and table a row is of follows from its place in the
//! source. What is left is printed in the annex.

use std::collections::HashMap;

use domain::plan::SummaryLine;
use domain::{Entity, Place, Plan};
use method::{Method, TableBlock};

use super::Subject;
use super::rows::Binding;
use super::sheet::{Sheet, Text, address};

/// The summaries that stand inside records, by the record: the last one that begins above.
pub(super) fn by_record(plan: &Plan, method: &Method) -> HashMap<usize, Vec<usize>> {
    let mut out: HashMap<usize, Vec<usize>> = HashMap::new();
    let lists = Plan::describe().lists.iter().filter(|list| {
        let records = method.sections.iter().filter_map(|section| section.record.as_ref());
        records.into_iter().any(|record| record.of.name == (list.item)().name)
    });
    let mut records: Vec<(Place, &dyn Entity)> = lists
        .flat_map(|list| plan.children(list.name))
        .chain(plan.fragments.iter().map(|fragment| fragment as &dyn Entity))
        .filter_map(|record| Some((record.place()?, record)))
        .collect();
    records.sort_by_key(|(place, _)| *place);
    for (index, summary) in plan.summaries.iter().enumerate() {
        let Some(place) = summary.place else { continue };
        let above = records.partition_point(|(begins, _)| *begins <= place).checked_sub(1);
        if let Some(above) = above {
            out.entry(address(records[above].1)).or_default().push(index);
        }
    }
    out
}

/// Prints the rows that sum up a table, as they were kept.
pub(super) fn print(
    sheet: &mut Sheet<'_>,
    table: &TableBlock,
    subject: Subject<'_>,
    rows: &[Binding<'_, '_>],
) {
    if table.totals.is_empty() {
        return;
    }
    for index in candidates(sheet, subject, rows) {
        let Some(summary) = subject.plan.summaries.get(index) else { continue };
        let Some(text) = summary.subject.as_ref().map(|s| s.verbatim.clone()) else { continue };
        if sums_up(table, &text) && !sheet.is_placed(summary, "subject", None) {
            row(sheet, summary, text);
        }
    }
    let done = |summary: &SummaryLine| sheet.is_placed(summary, "subject", None);
    sheet.totals_done +=
        subject.plan.summaries.iter().skip(sheet.totals_done).take_while(|s| done(s)).count();
}

/// The summaries that may be of a table, by their number.
fn candidates(sheet: &Sheet<'_>, subject: Subject<'_>, rows: &[Binding<'_, '_>]) -> Vec<usize> {
    let all = &subject.plan.summaries;
    if subject.entity.definition().name == "plan" {
        let here = |summary: &SummaryLine| {
            summary.section.as_ref().is_none_or(|section| section.verbatim == subject.section)
        };
        let end = subject.run.and_then(|run| run.end);
        let ends = |index: &usize| end.zip(all[*index].place).is_some_and(|(end, at)| at >= end);
        let open = (sheet.totals_done..all.len()).take_while(|index| !ends(index));
        return open.filter(|index| here(&all[*index])).collect();
    }
    let Some(inside) = sheet.totals.get(&address(subject.entity)) else { return Vec::new() };
    let mut places = Vec::new();
    places_inside(subject.entity, &mut places);
    places.sort_unstable();
    let mut of_table: Vec<Place> = rows
        .iter()
        .flat_map(|row| row.entities.iter().map(|(_, e)| *e).chain(row.listed.iter().map(|(_, e)| *e)))
        .filter_map(Entity::place)
        .collect();
    of_table.sort_unstable();
    let follows = |index: &usize| {
        let place = all[*index].place;
        let above = places.partition_point(|at| Some(*at) <= place).checked_sub(1);
        above.is_some_and(|above| of_table.binary_search(&places[above]).is_ok())
    };
    inside.iter().copied().filter(follows).collect()
}

/// The places of all that a record holds.
fn places_inside(entity: &dyn Entity, places: &mut Vec<Place>) {
    places.extend(entity.place());
    for list in entity.definition().lists {
        for child in entity.children(list.name) {
            places_inside(child, places);
        }
    }
}

/// Whether a row of the plan's summaries is one that sums up a table, by what it says.
pub(super) fn sums_up(table: &TableBlock, text: &str) -> bool {
    let words = method::words::words(text);
    table.totals.iter().any(|template| template.matches(text, &words, 0, true).is_some())
}

/// Prints a row as it was kept: its figures where they stood.
pub(super) fn row(sheet: &mut Sheet<'_>, summary: &dyn Entity, text: String) {
    sheet.place(summary);
    let mut cells = vec![Text::label(text)];
    let figures = summary.holder("figures").map(domain::read::Holder::data).unwrap_or_default();
    for (key, figure) in figures {
        let key = key.unwrap_or_default();
        let column = key.parse::<usize>().unwrap_or(2).clamp(2, 200);
        if cells.len() < column {
            cells.resize(column, Text::blank());
        }
        cells[column - 1] = Text::label(figure.verbatim.clone());
    }
    sheet.total(&cells);
}
