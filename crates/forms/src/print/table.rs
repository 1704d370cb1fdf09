//! Tables: titles, headers, rows.

use std::collections::HashMap;

use domain::{Cardinality, Entity, Kind, Months, Slot, Value};
use method::model::Presence;
use method::{Column, Group, Key, Method, Path, TableBlock, Template};

use super::pairs::{item_text, join};
use super::rows::{Binding, bindings};
use super::sheet::{Sheet, Text, address};
use super::{Subject, totals};

/// The Italian month headers of a grid.
pub(crate) const MONTHS: [&str; 12] =
    ["Gen", "Feb", "Mar", "Apr", "Mag", "Giu", "Lug", "Ago", "Set", "Ott", "Nov", "Dic"];

/// A column of the printed table.
pub(crate) struct Shown<'m> {
    /// The column of the method.
    pub column: &'m Column,
    /// Its header.
    pub header: String,
    /// Which of a group of like columns it is.
    pub instance: usize,
    /// The key its header says.
    pub key: Option<String>,
    /// The columns of a month grid it stands for.
    pub slots: Vec<Slot>,
}

/// Prints a table: once, or once for each year of the record.
pub fn print(sheet: &mut Sheet<'_>, table: &TableBlock, subject: Subject<'_>) {
    if !table.each_year {
        one(sheet, table, subject, None, 0);
        return;
    }
    for (index, year) in years(sheet.method, subject).into_iter().enumerate() {
        one(sheet, table, subject, Some(year), index + 1);
    }
}

/// The years of the record, or of the plan; where it says none, those of the method.
pub(crate) fn years(method: &Method, subject: Subject<'_>) -> Vec<i16> {
    let of = |entity: &dyn Entity, field: &str| {
        entity.data(field, None).into_iter().find_map(|datum| match datum.readings.first() {
            Some(Value::Years(years)) => Some(years.clone()),
            _ => match meaning::understand(Kind::Years, &datum.verbatim, &plain()).first() {
                Some(Value::Years(years)) => Some(years.clone()),
                _ => None,
            },
        })
    };
    let own = of(subject.entity, "period").filter(|years| years.len() > 1);
    own.or_else(|| of(subject.plan, "years")).unwrap_or_else(|| method.years.clone())
}

fn plain() -> meaning::Context {
    meaning::Context { year: None, notation: meaning::Notation::Auto }
}

fn one(sheet: &mut Sheet<'_>, table: &TableBlock, subject: Subject<'_>, year: Option<i16>, n: usize) {
    let rows = rows(sheet.method, table, subject, year, &sheet.assigned);
    if rows.is_empty() && !table.every_year && table.min_rows == 0 && !has_record_list(table, subject) {
        return;
    }
    sheet.gap();
    let value = |name: &str| match name {
        "n" => n.to_string(),
        _ => year.map(|year| year.to_string()).unwrap_or_default(),
    };
    for title in table.titles.first().into_iter().chain(table.subtitles.first()) {
        sheet.title(title.print(&value));
    }
    let shown = columns(sheet.method, table, subject, &rows);
    if table.sideways {
        sideways(sheet, table, &shown, &rows, year);
        sheet.gap();
        return;
    }
    if !table.headless {
        header(sheet, &shown);
    }
    let mut above: Vec<String> = Vec::new();
    if table.every_year {
        year_rows(sheet, table, &shown, &rows, subject);
    } else {
        for (number, row) in rows.iter().enumerate() {
            if total(sheet, table, row) {
                continue;
            }
            item(sheet, &shown, row, year, &mut above);
            let next = rows.get(number + 1);
            if has_second(table, &shown) && !is_on(next, second_subject(&shown, row)) {
                second(sheet, table, &shown, row);
            }
        }
        blank_rows(sheet, table, &shown, rows.len());
    }
    totals::print(sheet, table, subject, &rows);
    sheet.gap();
}

/// The rows of a table: none of items that another table prints.
pub(crate) fn rows<'p, 'm>(
    method: &Method,
    table: &'m TableBlock,
    subject: Subject<'p>,
    year: Option<i16>,
    assigned: &HashMap<usize, usize>,
) -> Vec<Binding<'p, 'm>> {
    let mut rows = bindings(method, table, subject, year);
    let own = std::ptr::from_ref(table).addr();
    rows.retain(|row| {
        let printed = |(_, entity): &(_, &dyn Entity)| {
            let at = address(*entity);
            at == address(subject.entity) || assigned.get(&at).is_none_or(|table| *table == own)
        };
        row.entities.iter().all(printed)
    });
    rows
}

/// A row for each year of the plan: its items, or the year alone.
fn year_rows<'p>(
    sheet: &mut Sheet<'_>,
    table: &TableBlock,
    shown: &[Shown<'_>],
    rows: &[Binding<'p, '_>],
    subject: Subject<'p>,
) {
    let year_of = |row: &Binding<'p, '_>| {
        let mut years =
            row.entities.iter().filter_map(|(_, entity)| entity.verbatim("year")?.parse::<i16>().ok());
        years.next_back()
    };
    let mut left: Vec<i16> = years(sheet.method, Subject { entity: subject.plan, ..subject });
    for row in rows {
        let own = year_of(row);
        let before = left.iter().position(|year| own.is_some_and(|own| *year >= own)).unwrap_or(0);
        for year in left.drain(..before) {
            blank_year(sheet, shown, subject, year);
        }
        left.retain(|year| own != Some(*year));
        item(sheet, shown, row, own, &mut Vec::new());
        if has_second(table, shown) {
            second(sheet, table, shown, row);
        }
    }
    for year in left {
        blank_year(sheet, shown, subject, year);
    }
}

/// The row of a year without items, with the sign that says so where there is one.
fn blank_year(sheet: &mut Sheet<'_>, shown: &[Shown<'_>], subject: Subject<'_>, year: i16) {
    let text = year.to_string();
    let cells: Vec<Text> = shown
        .iter()
        .map(|column| match (&column.column.none, column.column.to.as_ref()) {
            (_, Some(to)) if to.field_name() == "year" => Text::label(text.clone()),
            (Some(none), _) => none_sign(sheet, none, subject, &text),
            _ => Text::blank(),
        })
        .collect();
    sheet.row(&cells);
}

fn none_sign(sheet: &mut Sheet<'_>, none: &Path, subject: Subject<'_>, year: &str) -> Text {
    let Some(owner) = super::owner(none, subject) else { return Text::blank() };
    let Some(sign) = owner.data(none.field_name(), Some(year)).into_iter().next() else {
        return Text::blank();
    };
    sheet.placed(owner, none.field_name(), Some(year));
    Text::label(sign.verbatim)
}

/// Whether the table is part of a record, where it is printed even when it is blank.
fn has_record_list(table: &TableBlock, subject: Subject<'_>) -> bool {
    subject.entity.definition().name != "plan" && table.min_rows > 0
}

/// The columns as printed: groups unfolded.
pub(crate) fn columns<'m>(
    method: &Method,
    table: &'m TableBlock,
    subject: Subject<'_>,
    rows: &[Binding<'_, '_>],
) -> Vec<Shown<'m>> {
    let mut out = Vec::new();
    let mut index = 0;
    while let Some(column) = table.columns.get(index) {
        if column.presence == Presence::Stray {
            index += 1;
            continue;
        }
        if let Some(Group::Set { columns, times }) = column.group {
            let widest =
                rows.iter().flat_map(|r| r.entities.iter().map(|((_, _, i), _)| i + 1)).max().unwrap_or(0);
            for instance in 0..times.max(widest) {
                for column in table.columns.iter().skip(index).take(columns) {
                    out.push(Shown {
                        column,
                        header: plain_header(column),
                        instance,
                        key: None,
                        slots: Vec::new(),
                    });
                }
            }
            index += columns;
            continue;
        }
        unfold(&mut out, method, column, subject, rows);
        index += 1;
    }
    out
}

fn unfold<'m>(
    out: &mut Vec<Shown<'m>>,
    method: &Method,
    column: &'m Column,
    subject: Subject<'_>,
    rows: &[Binding<'_, '_>],
) {
    let one = |header: String, instance: usize, key: Option<String>, slots: Vec<Slot>| Shown {
        column,
        header,
        instance,
        key,
        slots,
    };
    match &column.group {
        Some(Group::Months) => {
            let labels: Vec<String> = if column.labels.is_empty() {
                MONTHS.iter().map(|m| (*m).to_owned()).collect()
            } else {
                column.labels.iter().map(|label| label.print(&|_| String::new())).collect()
            };
            let each = (12 / labels.len().max(1)).max(1);
            for (index, header) in labels.into_iter().enumerate() {
                let months = index * each..(index + 1) * each;
                let slots = months.filter_map(|m| u8::try_from(m + 1).ok().map(Slot::Month)).collect();
                out.push(one(header, index, None, slots));
            }
            for (index, tail) in tails(column, rows).into_iter().enumerate() {
                out.push(one(tail.clone(), 12 + index, None, vec![Slot::Tail(tail)]));
            }
        }
        Some(Group::Years) => {
            for (index, year) in
                years(method, Subject { entity: subject.plan, ..subject }).into_iter().enumerate()
            {
                let header =
                    column.labels.first().map(|l| l.print(&|_| year.to_string())).unwrap_or_default();
                out.push(one(header, index, Some(year.to_string()), Vec::new()));
            }
        }
        Some(Group::Each(times)) => {
            let widest =
                rows.iter().flat_map(|r| r.entities.iter().map(|((_, _, i), _)| i + 1)).max().unwrap_or(0);
            let widest = widest.max(values(column, subject));
            for instance in 0..(*times).max(widest) {
                let header = column
                    .labels
                    .first()
                    .map(|l| l.print(&|_| (instance + 1).to_string()))
                    .unwrap_or_default();
                out.push(one(header, instance, None, Vec::new()));
            }
        }
        _ => keyed(out, method, column, subject, rows),
    }
}

/// How many values the record itself has for a group of columns.
fn values(column: &Column, subject: Subject<'_>) -> usize {
    let own = column.to.as_ref().filter(|path| path.entity.name == subject.entity.definition().name);
    own.map_or(0, |path| subject.entity.data(path.field_name(), None).len())
}

/// A column whose label says the year is printed for each year it has values for, and for those of
/// the plan.
fn keyed<'m>(
    out: &mut Vec<Shown<'m>>,
    method: &Method,
    column: &'m Column,
    subject: Subject<'_>,
    rows: &[Binding<'_, '_>],
) {
    let says_key = column.labels.first().is_some_and(|label| label.captures().next().is_some());
    let keyed =
        says_key && matches!(column.to.as_ref().and_then(|to| to.key.as_ref()), Some(Key::Captured(_)));
    if !keyed {
        let header = plain_header(column);
        out.push(Shown { column, header, instance: 0, key: None, slots: Vec::new() });
        return;
    }
    let mut keys: Vec<String> = years(method, subject).iter().map(i16::to_string).collect();
    if let Some(path) = &column.to {
        for row in rows {
            let Some(holder) = row.of(path, 0).and_then(|entity| entity.holder(path.field_name())) else {
                continue;
            };
            keys.extend(holder.data().into_iter().filter_map(|(key, _)| key.map(str::to_owned)));
        }
    }
    keys.sort();
    keys.dedup();
    for (instance, key) in keys.into_iter().enumerate() {
        let header = column.labels.first().map(|label| label.print(&|_| key.clone())).unwrap_or_default();
        out.push(Shown { column, header, instance, key: Some(key), slots: Vec::new() });
    }
}

fn plain_header(column: &Column) -> String {
    column.labels.first().map(|label| label.print(&|_| String::new())).unwrap_or_default()
}

/// The columns beyond the months that some row marks.
fn tails(column: &Column, rows: &[Binding<'_, '_>]) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for path in column.to.iter().chain(&column.second) {
        for row in rows {
            for months in row.of(path, 0).map(|e| months(e, path)).unwrap_or_default() {
                for slot in months.slots() {
                    if let Slot::Tail(label) = slot
                        && !out.contains(label)
                    {
                        out.push(label.clone());
                    }
                }
            }
        }
    }
    out.sort();
    out
}

/// The readings of a month grid.
fn months(entity: &dyn Entity, path: &Path) -> Vec<Months> {
    let data = entity.data(path.field_name(), None);
    data.into_iter()
        .flat_map(|datum| datum.readings)
        .filter_map(|value| match value {
            Value::Months(months) => Some(months),
            _ => None,
        })
        .collect()
}

fn header(sheet: &mut Sheet<'_>, shown: &[Shown<'_>]) {
    let cells: Vec<Text> = shown.iter().map(|column| Text::label(column.header.clone())).collect();
    sheet.header(&cells);
}

/// An item, and its second row where the table has them.
fn item(
    sheet: &mut Sheet<'_>,
    shown: &[Shown<'_>],
    row: &Binding<'_, '_>,
    year: Option<i16>,
    above: &mut Vec<String>,
) {
    let mut cells: Vec<Text> = shown.iter().map(|column| cell(sheet, column, row, year)).collect();
    for (index, column) in shown.iter().enumerate() {
        let text = cells[index].text.clone();
        let same = above.get(index).is_some_and(|above| *above == text) && !text.is_empty();
        if column.column.above && (same || text.is_empty()) {
            cells[index] = if same { Text::blank() } else { Text::value("—") };
        }
        if above.len() <= index {
            above.resize(index + 1, String::new());
        }
        above[index] = text;
    }
    set_apart(&mut cells, shown, row);
    sheet.row(&cells);
}

/// A row that is itself a sum, among the summaries a table lists: printed as it was kept.
fn total(sheet: &mut Sheet<'_>, table: &TableBlock, row: &Binding<'_, '_>) -> bool {
    let summary = row.entities.iter().map(|(_, entity)| *entity).find(|e| e.definition().name == "summary");
    let text = summary.and_then(|summary| summary.verbatim("subject"));
    let (Some(summary), Some(text)) = (summary, text.filter(|text| totals::sums_up(table, text))) else {
        return false;
    };
    totals::row(sheet, summary, text);
    true
}

/// Whether the items of a table have second rows.
pub(crate) fn has_second(table: &TableBlock, shown: &[Shown<'_>]) -> bool {
    !table.second.is_empty() || shown.iter().any(|column| !column.column.second_fixed.is_empty())
}

/// What the second row of a row is about: it follows the last row of that.
pub(crate) fn second_subject<'p>(shown: &[Shown<'_>], row: &Binding<'p, '_>) -> Option<&'p dyn Entity> {
    shown.iter().find_map(|column| row.of(column.column.second.as_ref()?, 0))
}

/// Whether a row is about an entity, too.
pub(crate) fn is_on(row: Option<&Binding<'_, '_>>, entity: Option<&dyn Entity>) -> bool {
    let (Some(row), Some(entity)) = (row, entity) else { return false };
    row.entities.iter().any(|(_, other)| address(*other) == address(entity))
}

/// A lone cell that begins with a lower-case letter would be read as the tail of the row above: the key
/// of what the row goes on with sets it apart.
fn set_apart(cells: &mut [Text], shown: &[Shown<'_>], row: &Binding<'_, '_>) {
    let mut filled = cells.iter().filter(|cell| !cell.text.is_empty());
    let (Some(only), None) = (filled.next(), filled.next()) else { return };
    if !only.text.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_lowercase) {
        return;
    }
    for (index, column) in shown.iter().enumerate().rev() {
        let path = column.column.to.as_ref().filter(|path| column.column.key && row.is_again(path));
        let key = path.and_then(|path| row.of(path, 0)?.verbatim(path.field_name()));
        if let Some(key) = key {
            cells[index] = Text::value(key);
            return;
        }
    }
}

fn second(sheet: &mut Sheet<'_>, table: &TableBlock, shown: &[Shown<'_>], row: &Binding<'_, '_>) {
    let is_label = |fixed: &Template| table.second.iter().any(|label| label.source() == fixed.source());
    let shows_label = shown.iter().any(|column| column.column.second_fixed.first().is_some_and(is_label));
    let mut labelled = table.second.is_empty() || shows_label;
    let about = second_subject(shown, row);
    let cells: Vec<Text> = shown
        .iter()
        .map(|column| {
            if let Some(fixed) = column.column.second_fixed.first() {
                return Text::label(second_label(fixed, about));
            }
            let Some(path) = &column.column.second else { return Text::blank() };
            let Some(entity) = row.of(path, 0) else { return Text::blank() };
            sheet.placed(entity, path.field_name(), None);
            if path.kind() == Kind::Months {
                return mark(sheet, &months(entity, path), &column.slots);
            }
            let value = entity.verbatim(path.field_name()).unwrap_or_default();
            if labelled {
                return Text::value(value);
            }
            labelled = true;
            let label = table.second.first().map(|label| second_label(label, about)).unwrap_or_default();
            Text::label(format!("{label} {value}").trim().to_owned())
        })
        .collect();
    sheet.row(&cells);
}

/// The label of a second row. What it captures was not kept: it is said again by what names the item, so
/// that it is recognised.
fn second_label(label: &Template, about: Option<&dyn Entity>) -> String {
    let names = ["code", "number", "title", "name", "text"].iter().filter_map(|field| about?.verbatim(field));
    let texts = names.map(|name| label.print(&|_| name.clone()));
    let known = |text: &String| label.matches(text, &method::words::words(text), 0, true).is_some();
    texts.into_iter().find(known).unwrap_or_else(|| label.print(&|_| String::new()))
}

/// The mark of a column: certain where every reading has it, else with the numbers of those that do.
fn mark(sheet: &Sheet<'_>, readings: &[Months], slots: &[Slot]) -> Text {
    let marked =
        |months: &Months| !slots.is_empty() && slots.iter().all(|slot| months.slots().contains(slot));
    let which: Vec<usize> = (0..readings.len()).filter(|index| marked(&readings[*index])).collect();
    if which.is_empty() {
        Text::blank()
    } else if which.len() == readings.len() {
        Text::label(grid_mark(sheet))
    } else {
        Text::label(format!("X?{}/{}", which[0] + 1, readings.len()))
    }
}

fn cell(sheet: &mut Sheet<'_>, shown: &Shown<'_>, row: &Binding<'_, '_>, year: Option<i16>) -> Text {
    let column = shown.column;
    if let Some(text) = constant(sheet, shown, row) {
        return text;
    }
    if let Some(path) = column.repeats.as_ref().or(column.join.as_ref()) {
        let own = column.to.as_ref().and_then(|to| deviating(sheet, to, row));
        return own.unwrap_or_else(|| joined(column, path, row));
    }
    if let Some(text) = listed(sheet, column, row) {
        return text;
    }
    if let Some(items) = &column.items {
        let entity = items.to.iter().find_map(|(_, path)| row.of(path, shown.instance));
        if let Some(text) = entity.and_then(|entity| item_text(sheet, items, entity)) {
            set_placed(sheet, shown, row, &text);
            return Text::value(text);
        }
    }
    let Some(path) = &column.to else { return Text::blank() };
    if row.is_again(path) {
        return Text::blank();
    }
    let Some(entity) = row.of(path, shown.instance) else { return Text::blank() };
    sheet.placed(entity, path.field_name(), None);
    for (_, derived) in &column.derive.to {
        sheet.placed(entity, derived.field_name(), None);
    }
    match (&column.group, path.kind()) {
        (Some(Group::Months), _) => mark(sheet, &months(entity, path), &shown.slots),
        (Some(Group::Years), _) => year_cell(sheet, entity, path, shown),
        _ => {
            let key = key(path, shown, row, year);
            let data = entity.data(path.field_name(), key.as_deref());
            let many = path.field.0.is_some_and(|field| field.cardinality == Cardinality::Many);
            let number =
                if many && matches!(column.group, Some(Group::Each(_))) { shown.instance } else { 0 };
            let Some(datum) = data.into_iter().nth(number) else { return Text::blank() };
            set_placed(sheet, shown, row, &datum.verbatim);
            Text::value(datum.verbatim)
        }
    }
}

/// The items that stand together in a cell.
fn listed(sheet: &mut Sheet<'_>, column: &Column, row: &Binding<'_, '_>) -> Option<Text> {
    let items = column.items.as_ref().filter(|_| column.join.is_none())?;
    let mut texts = Vec::new();
    for entity in row.listed(column) {
        let text = match column.to.as_ref().filter(|_| items.texts.is_empty()) {
            Some(to) => {
                sheet.placed(entity, to.field_name(), None);
                entity.verbatim(to.field_name())
            }
            None => item_text(sheet, items, entity),
        };
        let Some(text) = text else { continue };
        say(sheet, column, entity, &text);
        texts.push(text);
    }
    join(items, texts).pop().map(Text::value)
}

/// The constant text of a column, in a set that of its turn, when no item has another text there.
fn constant(sheet: &mut Sheet<'_>, shown: &Shown<'_>, row: &Binding<'_, '_>) -> Option<Text> {
    if shown.column.fixed.first()?.captures().next().is_some() {
        return Some(Text::blank());
    }
    let text = fixed_text(shown)?;
    let Some(path) = &shown.column.to else { return Some(Text::label(text)) };
    let Some(entity) = row.of(path, shown.instance) else { return Some(Text::label(text)) };
    let own = entity.verbatim(path.field_name()).unwrap_or_else(|| text.clone());
    if own == text {
        sheet.placed(entity, path.field_name(), None);
        return Some(Text::label(text));
    }
    None
}

/// The constant text of a column, in a set that of its turn.
pub(crate) fn fixed_text(shown: &Shown<'_>) -> Option<String> {
    let number = if matches!(shown.column.group, Some(Group::Set { .. })) { shown.instance } else { 0 };
    shown.column.fixed.get(number).map(|fixed| fixed.print(&|_| String::new()))
}

/// A text that should have repeated a field and did not.
fn deviating(sheet: &mut Sheet<'_>, path: &Path, row: &Binding<'_, '_>) -> Option<Text> {
    let entity = row.of(path, 0)?;
    let key = match path.key.as_ref() {
        Some(Key::Fixed(key)) => Some(key.as_str()),
        _ => None,
    };
    sheet.placed(entity, path.field_name(), key);
    entity.data(path.field_name(), key).into_iter().next().map(|datum| Text::value(datum.verbatim))
}

/// What a column says of its items, or their value implies, is printed with them.
fn set_placed(sheet: &mut Sheet<'_>, shown: &Shown<'_>, row: &Binding<'_, '_>, value: &str) {
    for (path, _) in shown.column.says(value) {
        if let Some(item) = row.of(path, shown.instance) {
            say(sheet, shown.column, item, value);
        }
    }
}

fn say(sheet: &mut Sheet<'_>, column: &Column, item: &dyn Entity, value: &str) {
    let own = |path: &Path| path.entity.name == item.definition().name;
    for (path, text) in column.says(value).filter(|(path, _)| own(path)) {
        if item.verbatim(path.field_name()).as_ref() == Some(text) {
            sheet.placed(item, path.field_name(), None);
        }
    }
}

/// The mark of a grid: the first of the method.
fn grid_mark(sheet: &Sheet<'_>) -> String {
    sheet.method.marks.first().map_or_else(|| "X".to_owned(), Clone::clone)
}

/// The mark of a year, or the year itself where the header does not say it: under its own number a
/// year would be read as the header again.
fn year_cell(sheet: &Sheet<'_>, entity: &dyn Entity, path: &Path, shown: &Shown<'_>) -> Text {
    let data = entity.data(path.field_name(), None);
    let Some(Value::Years(years)) = data.first().and_then(|datum| datum.readings.first()) else {
        return Text::blank();
    };
    let key = shown.key.as_deref().unwrap_or_default();
    if !key.parse().is_ok_and(|year: i16| years.contains(&year)) {
        let blanks = &sheet.method.blanks;
        let sign = blanks.iter().find(|sign| *sign == "-").or(blanks.first());
        return Text::label(sign.cloned().unwrap_or_default());
    }
    Text::label(if shown.header.contains(key) { grid_mark(sheet) } else { key.to_owned() })
}

/// The key of a keyed field on a row: that of the column, of the table's year, or the only one.
pub(crate) fn key(
    path: &Path,
    shown: &Shown<'_>,
    row: &Binding<'_, '_>,
    year: Option<i16>,
) -> Option<String> {
    match path.key.as_ref()? {
        Key::Fixed(key) => Some(key.clone()),
        Key::Captured(_) => shown.key.clone().or_else(|| {
            let entity = row.of(path, shown.instance)?;
            let holder = entity.holder(path.field_name())?;
            let keys: Vec<String> =
                holder.data().into_iter().filter_map(|(k, _)| k.map(str::to_owned)).collect();
            let year = year.map(|year| year.to_string()).filter(|year| keys.contains(year));
            year.or_else(|| keys.into_iter().next())
        }),
    }
}

/// A cell that names or repeats a field of the joined item.
pub(crate) fn joined(column: &Column, path: &Path, row: &Binding<'_, '_>) -> Text {
    let direct = row.of(path, 0).and_then(|entity| entity.verbatim(path.field_name()));
    let text = direct.or_else(|| row.phase());
    let Some(text) = text else { return Text::blank() };
    let Some(items) = &column.items else { return Text::value(text) };
    let entity = row.of(path, 0);
    let value = |name: &str| {
        let field = items.to.iter().find(|(known, _)| known == name).map(|(_, path)| path.field_name());
        match (entity, field) {
            (Some(entity), Some(field)) => entity.verbatim(field).unwrap_or_default(),
            _ => text.clone(),
        }
    };
    let complete = |template: &&Template| template.says(&value);
    items
        .texts
        .iter()
        .find(complete)
        .map_or_else(|| Text::value(text.clone()), |t| Text::label(t.print(&value)))
}

/// Rows of the form that stay blank.
fn blank_rows(sheet: &mut Sheet<'_>, table: &TableBlock, shown: &[Shown<'_>], printed: usize) {
    for number in printed + 1..=table.min_rows {
        let cells: Vec<Text> = shown
            .iter()
            .map(|column| match fixed_text(column) {
                Some(fixed) => Text::label(fixed),
                None if column.column.key && table.numbered => Text::label(number.to_string()),
                None => Text::blank(),
            })
            .collect();
        sheet.row(&cells);
    }
}

/// A table that lies on its side: a row for each column of the method, an item in each column.
fn sideways(
    sheet: &mut Sheet<'_>,
    table: &TableBlock,
    shown: &[Shown<'_>],
    rows: &[Binding<'_, '_>],
    year: Option<i16>,
) {
    let _ = table;
    for column in shown {
        let mut cells = vec![Text::label(column.header.clone())];
        for row in rows {
            cells.push(cell(sheet, column, row, year));
        }
        sheet.row(&cells);
    }
}
