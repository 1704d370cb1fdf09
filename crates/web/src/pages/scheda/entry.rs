//! The form of a body on the screen: what `forms::entry` says, with what this person may write, what is wrong with each
//! value, and the names under which it comes back.
//!
//! Names of fields: `v.TARGET` a text, `m.TARGET` the marks of a grid (with `g.TARGET`, which says that the grid was shown),
//! `p.TARGET` what a new item says of itself, `s.TARGET` the reading that was chosen, `d.LIST.N` a row to take away, with the other
//! items that stand on it in its value (`si|indicators.2`), `o.LIST.N` its place among the others.

use std::collections::HashMap;

use app::items::Writable;
use app::plans::Told;
use app::rights::Part as Right;
use domain::entity::{EntityDefinition, FieldDefinition};
use domain::plan::Objective;
use domain::{Kind, Severity, Visibility};
use forms::entry::{Cell, Entry, Input, Item, Part, Preset, Slot, Table, TableRow, Target};
use outline::edit::Grammar;

use crate::form::Form;

/// What stands in the place of the number of a new row, until the script gives it one.
const NUMBER: &str = "__n__";
/// So many blank rows a table shows.
const BLANK_ROWS: usize = 2;

/// A part of the form.
pub enum Shown {
    /// A heading.
    Heading(String),
    /// Labels with fields.
    Row(Vec<CellShown>),
    /// A table.
    Table(TableShown),
}

/// A label with its fields.
#[derive(Clone, Default)]
pub struct CellShown {
    pub label: String,
    pub text: String,
    pub slots: Vec<SlotShown>,
}

/// A field.
#[derive(Clone, Default)]
pub struct SlotShown {
    pub name: String,
    pub label: String,
    /// How it is shown: `line`, `text`, `choice`, `months`, `mark`, `read`, `hidden`.
    pub kind: &'static str,
    pub value: String,
    pub rows: usize,
    pub choices: Vec<(String, String, bool)>,
    pub marks: Vec<(String, String, bool)>,
    pub readings: Vec<String>,
    pub understood: bool,
    /// What is read is told beside it.
    pub is_read: bool,
    pub error: String,
    pub findings: Vec<(Severity, String)>,
    /// Name and value of what a new item says of itself.
    pub preset: Option<(String, String)>,
    /// The group of weights it is part of.
    pub group: String,
    pub is_number: bool,
    /// The sign of a mark.
    pub sign: String,
    /// What a list says while nothing is chosen.
    pub prompt: &'static str,
    /// How much room it takes beside others: a class.
    pub room: &'static str,
}

impl SlotShown {
    /// Whether it is shown in a way.
    pub fn is(&self, kind: &str) -> bool {
        self.kind == kind
    }
}

/// A column.
pub struct HeadShown {
    pub label: String,
    pub narrow: Vec<String>,
    /// How much room it takes: a class.
    pub room: &'static str,
}

/// What is wrong with a field of a table: told below it, since a cell has no room for sentences.
pub struct NoteShown {
    pub name: String,
    /// Row and column.
    pub place: String,
    pub error: String,
    pub findings: Vec<(Severity, String)>,
}

/// A row of a table.
#[derive(Clone, Default)]
pub struct RowShown {
    pub cells: Vec<CellShown>,
    /// Name and value of its place; blank for what cannot be moved.
    pub order: String,
    pub place: usize,
    /// Name of the box that takes the row away; blank for what cannot be taken away.
    pub remove: String,
    /// Its value: `si`, and the other items that stand on the row.
    pub remove_value: String,
    pub is_marked_gone: bool,
    pub is_new: bool,
}

/// A table.
pub struct TableShown {
    pub id: String,
    pub titles: Vec<String>,
    pub heads: Vec<HeadShown>,
    pub has_narrow: bool,
    pub rows: Vec<RowShown>,
    pub pattern: Vec<RowShown>,
    pub notes: Vec<NoteShown>,
    /// The number of the first row that the script adds.
    pub first_number: usize,
    pub may_shape: bool,
    /// The group of weights whose sum is shown below; blank where they are only read.
    pub sum: String,
    /// What they add up to.
    pub whole: i64,
}

/// What the fields of an objective are shown with.
pub struct Showing<'a> {
    pub writable: Writable,
    /// Whether names of people may be seen.
    pub sees_people: bool,
    pub findings: &'a [&'a Told],
    /// What was sent and not saved, with what is wrong.
    pub form: &'a Form,
    /// A blank row below each row whose item others can follow.
    pub under: bool,
    /// What texts mean.
    pub grammar: &'a Grammar,
}

/// The form.
pub fn shown(entry: &mut Entry, showing: &Showing<'_>) -> Vec<Shown> {
    let parts = entry.parts.clone();
    let mut out = Vec::new();
    for (number, part) in parts.iter().enumerate() {
        match part {
            Part::Heading(text) => out.push(Shown::Heading(text.clone())),
            Part::Row(cells) => {
                let cells: Vec<CellShown> = cells.iter().map(|cell| showing.cell(cell, "")).collect();
                if cells.iter().any(|cell| !cell.slots.is_empty() || !cell.text.is_empty()) {
                    out.push(Shown::Row(cells));
                }
            }
            Part::Table(table) => out.push(Shown::Table(showing.table(entry, table, number))),
        }
    }
    out
}

impl Showing<'_> {
    fn table(&self, entry: &mut Entry, table: &Table, number: usize) -> TableShown {
        let id = format!("t{number}");
        // The weight of the objective itself is part of no sum of its form, and what is only read is added by nobody.
        let weighed = table.columns.iter().find(|column| column.field.is_some_and(|f| f.name == "weight"));
        let weighed = weighed.and_then(|column| column.list).filter(|_| self.writable.may(Right::Weight));
        let sum = weighed.map(|list| format!("{id}-{list}")).unwrap_or_default();
        let may_shape = table.lists.iter().any(|list| self.writable.may(Right::of_list(list)));
        let mut rows: Vec<RowShown> = Vec::new();
        for (place, row) in (1..).zip(&table.rows) {
            rows.push(self.row(row, place, &sum, may_shape));
            if self.under && may_shape {
                rows.extend(row.under.iter().map(|row| self.new_row(row, &sum)));
            }
        }
        let mut pattern = Vec::new();
        if may_shape && !table.blank.is_empty() {
            pattern = table.blank.iter().map(|row| numbered(self.new_row(row, &sum), row)).collect();
            let mut blank = table.blank.clone();
            for _ in 0..BLANK_ROWS {
                rows.extend(blank.iter().map(|row| self.new_row(row, &sum)));
                blank = entry.another(&blank);
            }
        }
        TableShown {
            notes: notes(&rows),
            titles: table.titles.clone(),
            heads: table
                .columns
                .iter()
                .map(|column| HeadShown {
                    label: column.label.clone(),
                    narrow: column.narrow.clone(),
                    room: room(column),
                })
                .collect(),
            has_narrow: table.columns.iter().any(|column| !column.narrow.is_empty()),
            rows,
            pattern,
            first_number: 1_000 + 400 * number.min(20),
            may_shape,
            whole: weighed.map_or(100, |list| self.grammar.whole(entity_of_list(list).name)),
            sum,
            id,
        }
    }

    fn row(&self, row: &TableRow, place: usize, sum: &str, may_shape: bool) -> RowShown {
        let removable = |item: &&Item| may_shape && self.writable.may(Right::of_list(item.list));
        let mut gone = row.items.iter().filter(removable);
        let remove = gone.next().map(|item| format!("d.{item}")).unwrap_or_default();
        let remove_value = gone.fold("si".to_owned(), |value, item| format!("{value}|{item}"));
        let order = row.items.first().filter(removable).map(|item| format!("o.{item}")).unwrap_or_default();
        let placed = self.form.value(&order).parse().unwrap_or(place);
        RowShown {
            cells: row.cells.iter().map(|cell| self.cell(cell, sum)).collect(),
            place: placed,
            is_marked_gone: self.form.value(&remove).starts_with("si"),
            order: if row.second { String::new() } else { order },
            remove: if row.second { String::new() } else { remove },
            remove_value,
            is_new: false,
        }
    }

    fn new_row(&self, row: &TableRow, sum: &str) -> RowShown {
        let cells = row.cells.iter().map(|cell| self.cell(cell, sum)).collect();
        RowShown { cells, is_new: true, ..RowShown::default() }
    }

    fn cell(&self, cell: &Cell, sum: &str) -> CellShown {
        let slots = cell.slots.iter().map(|slot| self.slot(slot, sum));
        let mut slots: Vec<SlotShown> =
            slots.filter(|slot| slot.kind != "hidden" || slot.preset.is_some()).collect();
        for slot in slots.iter_mut().skip(1).filter(|slot| slot.value.is_empty()) {
            slot.prompt = "Aggiungi…";
        }
        CellShown { label: cell.label.clone(), text: cell.text.clone(), slots }
    }

    /// A field of the form. Fields whose value is a weight are part of the sum of a group.
    pub fn slot(&self, slot: &Slot, sum: &str) -> SlotShown {
        let target = slot.target.to_string();
        let entity = entity_of(&slot.target);
        let field = slot.target.field;
        let writable = self.writable.may(field.map_or(Right::Text, |field| Right::of(entity, field)));
        let personal =
            field.is_some_and(|field| field.visibility == Visibility::Personal) && !self.sees_people;
        let mut shown = SlotShown {
            name: target.clone(),
            label: slot.label.clone(),
            value: slot.value.clone(),
            readings: slot.readings.clone(),
            understood: slot.understood,
            is_read: matches!(
                slot.input,
                Input::Weight | Input::Date | Input::Money | Input::Target | Input::Rule
            ),
            error: self.form.error(&format!("v.{target}")).to_owned(),
            findings: self.findings_of(&slot.target),
            preset: if writable {
                slot.preset.as_ref().map(|preset| preset_told(&target, preset))
            } else {
                None
            },
            ..SlotShown::default()
        };
        shown.kind = match &slot.input {
            _ if slot.quiet => "hidden",
            _ if personal => {
                shown.value = if slot.value.is_empty() { String::new() } else { "(riservato)".to_owned() };
                "read"
            }
            _ if !writable => "read",
            Input::Months(marks) if slot.readings.len() < 2 => {
                let sent = self.form.has(&format!("g.{target}"), "si");
                let name = format!("m.{target}");
                let marked = |mark: &forms::entry::Mark| {
                    if sent { self.form.has(&name, &mark.text) } else { mark.marked }
                };
                shown.marks =
                    marks.iter().map(|mark| (mark.label.clone(), mark.text.clone(), marked(mark))).collect();
                "months"
            }
            Input::Mark(sign) => {
                shown.sign.clone_from(sign);
                "mark"
            }
            Input::Choice if !slot.choices.is_empty() => {
                shown.choices = choices(slot);
                "choice"
            }
            Input::Text | Input::Lines | Input::Rule | Input::Target => {
                shown.rows = rows_for(&slot.value, matches!(slot.input, Input::Lines));
                "text"
            }
            _ => "line",
        };
        shown.room = match field {
            Some(field) if entity.name == "objective" => room_of(field),
            _ => "",
        };
        if matches!(slot.input, Input::Weight | Input::Number | Input::Money) {
            shown.is_number = true;
        }
        if field.is_some_and(|field| field.name == "weight") && slot.target.item.is_some() {
            sum.clone_into(&mut shown.group);
        }
        if let [only] = slot.readings.as_slice()
            && same_signs(only, &slot.value)
        {
            shown.readings.clear();
        }
        shown
    }

    /// The findings about a place.
    fn findings_of(&self, target: &Target) -> Vec<(Severity, String)> {
        let part = target.item.map(|item| (item.list, item.index));
        let about = |told: &&&Told| {
            told.spot.part == part
                && told.spot.field.is_some()
                && told.spot.field == target.field.map(|field| field.name)
        };
        let told = self.findings.iter().filter(about);
        told.map(|told| (told.finding.severity, crate::failed::capital(&told.finding.message))).collect()
    }
}

/// The room of a column, by what stands in it.
fn room(column: &forms::entry::ColumnHead) -> &'static str {
    match column.field {
        Some(field) if field.name == "unit" && column.list == Some("indicators") => "tg-col-short",
        Some(field) => room_of(field),
        None => "",
    }
}

fn room_of(field: &FieldDefinition) -> &'static str {
    match (field.name, field.kind) {
        ("number" | "code" | "form_year" | "rating" | "share", _)
        | (_, Kind::Weight | Kind::Number | Kind::Flag) => "tg-col-short",
        (_, Kind::Date | Kind::Money | Kind::Target) => "tg-col-date",
        ("text" | "description" | "title", _) => "tg-col-text",
        _ => "",
    }
}

/// What is wrong with the fields of rows.
fn notes(rows: &[RowShown]) -> Vec<NoteShown> {
    let mut notes = Vec::new();
    for (number, row) in (1..).zip(rows) {
        for slot in row.cells.iter().flat_map(|cell| &cell.slots) {
            if slot.is("read") || slot.is("hidden") || (slot.error.is_empty() && slot.findings.is_empty()) {
                continue;
            }
            notes.push(NoteShown {
                name: slot.name.clone(),
                place: format!("Riga {number}, {}", slot.label),
                error: slot.error.clone(),
                findings: slot.findings.clone(),
            });
        }
    }
    notes
}

/// Whether what is read is what is written: then there is nothing to tell.
fn same_signs(read: &str, written: &str) -> bool {
    let signs = |text: &str| text.chars().filter(|c| !c.is_whitespace() && *c != '%').collect::<String>();
    signs(read) == signs(written)
}

/// A text area grows with its text.
fn rows_for(value: &str, lines: bool) -> usize {
    let lines = if lines { value.lines().count() + 1 } else { value.chars().count() / 70 + 1 };
    lines.clamp(1, 12)
}

fn choices(slot: &Slot) -> Vec<(String, String, bool)> {
    let mut all: Vec<(String, String, bool)> = slot
        .choices
        .iter()
        .map(|choice| (choice.value.clone(), choice.label.clone(), choice.value == slot.value))
        .collect();
    if !slot.value.is_empty() && !all.iter().any(|(_, _, chosen)| *chosen) {
        all.insert(0, (slot.value.clone(), slot.value.clone(), true));
    }
    all
}

/// The entity in which a value stands.
fn entity_of(target: &Target) -> &'static EntityDefinition {
    target.item.map_or(Objective::describe(), |item| entity_of_list(item.list))
}

/// The entity of the items of a list.
fn entity_of_list(list: &str) -> &'static EntityDefinition {
    let definition = Objective::describe();
    definition.list(list).map_or(definition, |list| (list.item)())
}

fn preset_told(target: &str, preset: &Preset) -> (String, String) {
    let value = match preset {
        Preset::Text(text) => format!("={text}"),
        Preset::Of(targets) => {
            let names: Vec<String> = targets.iter().map(ToString::to_string).collect();
            format!("@{}", names.join("|"))
        }
    };
    (format!("p.{target}"), value)
}

/// A new row with a sign in place of its number: the script gives each row one of its own.
fn numbered(mut shown: RowShown, row: &TableRow) -> RowShown {
    let names: HashMap<String, String> =
        row.items.iter().map(|item| (format!("{item}."), format!("{}.{NUMBER}.", item.list))).collect();
    let renamed = |text: &str| names.iter().fold(text.to_owned(), |text, (from, to)| text.replace(from, to));
    for slot in shown.cells.iter_mut().flat_map(|cell| &mut cell.slots) {
        slot.name = renamed(&slot.name);
        if let Some((name, value)) = &mut slot.preset {
            *name = renamed(name);
            *value = renamed(value);
        }
    }
    shown
}
