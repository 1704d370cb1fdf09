//! Labels with their values.

use domain::{Cardinality, Entity};
use method::{Items, Key, Pair, PairsBlock, Path};

use super::sheet::{Sheet, Text};
use super::{Subject, owner};

/// Prints a block of pairs, a row of paper at a time.
pub fn print(sheet: &mut Sheet<'_>, block: &PairsBlock, subject: Subject<'_>) {
    for row in &block.rows {
        let mut first: Vec<Text> = Vec::new();
        let mut further: Vec<Vec<Text>> = Vec::new();
        for pair in row {
            let mut printed = pair_rows(sheet, pair, subject).into_iter();
            first.extend(printed.next().unwrap_or_default());
            further.extend(printed);
        }
        sheet.row(&first);
        for row in further {
            sheet.row(&row);
        }
    }
}

/// Prints the pairs of a block that are about a level.
pub fn print_level(sheet: &mut Sheet<'_>, block: &PairsBlock, subject: Subject<'_>, level: Option<&str>) {
    for row in &block.rows {
        let of_level = |pair: &&Pair| pair.to.as_ref().is_some_and(|path| path.level.as_deref() == level);
        for pair in row.iter().filter(of_level) {
            for cells in pair_rows(sheet, pair, subject) {
                sheet.row(&cells);
            }
        }
    }
}

/// The rows of one pair: one, or one for each key or value that needs a label of its own.
fn pair_rows(sheet: &mut Sheet<'_>, pair: &Pair, subject: Subject<'_>) -> Vec<Vec<Text>> {
    let Some(path) = &pair.to else { return vec![vec![label(pair, "")]] };
    let keys = keys(path, pair, subject);
    if keys.is_empty() && pair.labels.first().is_some_and(|label| label.captures().next().is_some()) {
        return Vec::new();
    }
    if keys.is_empty() {
        let values = values(sheet, path, pair, subject, None);
        return cells(sheet, pair, "", values);
    }
    keys.iter()
        .flat_map(|key| {
            let values = values(sheet, path, pair, subject, Some(key));
            cells(sheet, pair, key, values)
        })
        .collect()
}

/// Label and values as cells: in one cell, or side by side.
fn cells(sheet: &Sheet<'_>, pair: &Pair, key: &str, values: Vec<String>) -> Vec<Vec<Text>> {
    if values.is_empty() {
        let mut label = label(pair, key);
        if pair.in_cell && !label.text.ends_with(':') {
            label.text.push(':');
        }
        return vec![if pair.in_cell { vec![label] } else { vec![label, Text::blank()] }];
    }
    let link = pair.to.as_ref().is_some_and(|path| path.entity.name == "link");
    let safe = |value: &String| !sheet.looks_like_label(value);
    if pair.in_cell && link && values.len() > 1 && values.iter().all(safe) {
        let all: Vec<String> = values.iter().map(|value| in_cell(&label(pair, key), value).text).collect();
        return vec![vec![Text::label(all.join(" "))]];
    }
    values
        .into_iter()
        .map(|value| {
            let label = label(pair, key);
            let safe = pair.in_cell && ends_well(&label) && !sheet.looks_like_label(&value);
            if safe { vec![in_cell(&label, &value)] } else { vec![label, Text::value(value)] }
        })
        .collect()
}

/// Label and value in one cell, with a colon after a label that has no such sign of its own.
fn in_cell(label: &Text, value: &str) -> Text {
    let colon = if label.text.ends_with([':', '.', '°', 'º', 'ª']) { "" } else { ":" };
    Text::labelled(&format!("{}{colon}", label.text), value)
}

/// Whether a label is told from a value in its cell: another sign at its end would be the value's.
fn ends_well(label: &Text) -> bool {
    label.text.ends_with(|end: char| end.is_alphanumeric() || ":.°ºª%‰€".contains(end))
}

fn label(pair: &Pair, key: &str) -> Text {
    Text::label(pair.labels.first().map(|label| label.print(&|_| key.to_owned())).unwrap_or_default())
}

/// The keys a pair is printed for: those of the field, or the years of the plan.
fn keys(path: &Path, pair: &Pair, subject: Subject<'_>) -> Vec<String> {
    match &path.key {
        None => Vec::new(),
        Some(Key::Fixed(key)) => vec![key.clone()],
        Some(Key::Captured(_)) => {
            let Some(owner) = owner(path, subject) else { return Vec::new() };
            let known: Vec<String> = match owner.holder(path.field_name()) {
                Some(holder) => {
                    holder.data().into_iter().filter_map(|(key, _)| key.map(str::to_owned)).collect()
                }
                None => owner.extra().keys().cloned().collect(),
            };
            let captures = pair.labels.first().is_some_and(|label| label.captures().next().is_some());
            let always = always(pair, subject).into_iter().filter(|key| !known.contains(key));
            if captures {
                always.chain(known.iter().cloned()).collect()
            } else {
                known.into_iter().take(1).collect()
            }
        }
    }
}

/// The keys a pair is printed for even when they have no value.
fn always(pair: &Pair, subject: Subject<'_>) -> Vec<String> {
    let year = subject.year.map(|year| year.to_string()).unwrap_or_default();
    pair.keys.iter().map(|key| key.print(&|_| year.clone())).collect()
}

/// The values of a pair as texts; several when each needs a label of its own.
fn values(
    sheet: &mut Sheet<'_>,
    path: &Path,
    pair: &Pair,
    subject: Subject<'_>,
    key: Option<&str>,
) -> Vec<String> {
    let mut texts: Vec<String> = Vec::new();
    if let Some(owner) = owner(path, subject) {
        texts = owner.data(path.field_name(), key).into_iter().map(|datum| datum.verbatim).collect();
        sheet.placed(owner, path.field_name(), key);
        for (_, derived) in &pair.derive.to {
            sheet.placed(owner, derived.field_name(), None);
        }
    } else if let Some(list) = subject.entity.definition().list_of(path.entity.name) {
        for child in subject.entity.children(list.name) {
            let level = child.verbatim("level");
            if path.level.is_some() && level != path.level {
                continue;
            }
            texts.extend(child.verbatim(path.field_name()));
            sheet.placed(child, path.field_name(), None);
        }
    }
    if let Some(items) = &pair.items {
        let entities = join(items, item_texts(sheet, items, subject));
        let own = join(items, texts);
        // Text that is no item stands under the label again.
        let says = |text: &String| !entities.contains(text);
        return entities.iter().cloned().chain(own.into_iter().filter(says)).collect();
    }
    let many = path.field.0.is_some_and(|field| field.cardinality == Cardinality::Many)
        || path.entity.name == "link";
    if many { texts } else { texts.into_iter().take(1).collect() }
}

/// Several values as the text of one cell, when there are any.
pub fn join(items: &Items, texts: Vec<String>) -> Vec<String> {
    if texts.is_empty() {
        return texts;
    }
    // Items found by what they look like want a sign between them, else two short ones become one.
    let found = items.pattern.is_some() && !items.texts.is_empty();
    let separator = items.separators.first().map_or(if found { ", " } else { " " }, String::as_str);
    vec![texts.join(separator)]
}

/// The items of a cell: each entity by the first template that says all of it.
fn item_texts(sheet: &mut Sheet<'_>, items: &Items, subject: Subject<'_>) -> Vec<String> {
    let Some((_, path)) = items.to.first() else { return Vec::new() };
    if path.entity.name == subject.entity.definition().name {
        let own = item_text(sheet, items, subject.entity);
        return own.into_iter().filter(|text| !text.is_empty()).collect();
    }
    let Some(list) = subject.entity.definition().list_of(path.entity.name) else { return Vec::new() };
    subject
        .entity
        .children(list.name)
        .into_iter()
        .filter_map(|child| item_text(sheet, items, child))
        .collect()
}

/// The number the document prints of a code that is composed with that of the node above.
fn own_number(method: &method::Method, path: &Path, child: &dyn Entity, code: &str) -> Option<String> {
    let level = path.level.as_deref().filter(|_| path.field_name() == "code")?;
    let compose = method.level(level)?.compose.as_ref()?;
    compose.number(&child.verbatim("parent")?, code).map(str::to_owned)
}

/// An entity as an item.
pub fn item_text(sheet: &mut Sheet<'_>, items: &Items, child: &dyn Entity) -> Option<String> {
    let level = child.verbatim("level");
    let value = |name: &str| {
        let path = items.to.iter().find(|(known, _)| known == name).map(|(_, path)| path)?;
        if path.level.is_some() && path.level != level {
            return None;
        }
        let key = match &path.key {
            Some(Key::Fixed(key)) => Some(key.as_str()),
            _ => None,
        };
        let datum = child.data(path.field_name(), key).into_iter().next()?;
        if let Some(number) = own_number(sheet.method, path, child, &datum.verbatim) {
            return Some(number);
        }
        Some(match datum.readings.first() {
            Some(domain::Value::Weight(weight)) => weight.to_string().replace('.', ","),
            _ => datum.verbatim,
        })
    };
    let text = |name: &str| value(name).unwrap_or_default();
    let said = |template: &&method::Template| {
        template.captures().filter(|name| value(name).is_some() && template.prints(name, &text)).count()
    };
    let complete = items.texts.iter().filter(|t| t.says(&text));
    let template = complete.max_by_key(said)?;
    for name in template.captures().filter(|name| template.prints(name, &text)) {
        if let Some((_, path)) = items.to.iter().find(|(known, _)| known == name) {
            let key = match &path.key {
                Some(Key::Fixed(key)) => Some(key.as_str()),
                _ => None,
            };
            sheet.placed(child, path.field_name(), key);
        }
    }
    Some(template.print(&text))
}
