//! A form to be filled in, as indented text: for people who look at it, and for snapshots.

use std::fmt::Write;

use forms::entry::{Cell, ColumnHead, Entry, Input, Part, Preset, Slot, Table, TableRow};

/// The form as text: a line for each cell. `[…]` is to be entered, `(…)` is said by the form, `~` is what a new item says of
/// itself; after it stand how the value is entered and, of what is blank or quiet, where it goes.
pub fn shown(entry: &Entry) -> String {
    let mut out = String::new();
    for part in &entry.parts {
        match part {
            Part::Heading(text) => _ = writeln!(out, "# {text}"),
            Part::Row(cells) => {
                for (number, cell) in cells.iter().enumerate() {
                    self::cell(&mut out, cell, if number == 0 { "- " } else { "  " });
                }
            }
            Part::Table(table) => self::table(&mut out, table),
        }
    }
    out
}

fn table(out: &mut String, table: &Table) {
    let year = table.year.map(|year| format!(" [{year}]")).unwrap_or_default();
    let sideways = if table.sideways { " (una voce per colonna)" } else { "" };
    let titles = if table.titles.is_empty() { "(senza titolo)".to_owned() } else { table.titles.join(" / ") };
    let _ = writeln!(out, "= {titles}{year}{sideways}");
    for head in &table.columns {
        let _ = writeln!(out, "  | {}", self::head(head));
    }
    for row in &table.rows {
        table_row(out, row, "*");
        for under in &row.under {
            table_row(out, under, "+ sotto:");
        }
    }
    for row in &table.blank {
        table_row(out, row, &format!("+ {}:", table.lists.join(", ")));
    }
}

fn head(head: &ColumnHead) -> String {
    let narrow = if head.narrow.is_empty() { String::new() } else { format!(" ({})", head.narrow.join(" ")) };
    let key = head.key.as_ref().map(|key| format!(".{key}")).unwrap_or_default();
    let to = match (head.list, head.field) {
        (None, None) => String::new(),
        (list, field) => {
            let list = list.map(|list| format!("{list} ")).unwrap_or_default();
            format!(" <{list}{}{key}>", field.map_or("…", |field| field.name))
        }
    };
    format!("{}{narrow}{to}", head.label)
}

fn table_row(out: &mut String, row: &TableRow, before: &str) {
    let items: Vec<String> = row.items.iter().map(ToString::to_string).collect();
    let second = if row.second { " (seconda riga)" } else { "" };
    let _ = writeln!(out, "  {before} {}{second}", items.join(" "));
    for cell in row.cells.iter().filter(|cell| !cell.text.is_empty() || !cell.slots.is_empty()) {
        self::cell(out, cell, "      ");
    }
}

fn cell(out: &mut String, cell: &Cell, before: &str) {
    let label = cell.label.trim_end_matches(':');
    let space = if cell.text.is_empty() { "" } else { " " };
    let _ = write!(out, "{before}{label}:{space}{}", cell.text);
    for slot in &cell.slots {
        out.push(' ');
        self::slot(out, slot, slot.label != cell.label);
    }
    out.push('\n');
}

fn slot(out: &mut String, slot: &Slot, labelled: bool) {
    let (open, close) = if slot.quiet { ("(", ")") } else { ("[", "]") };
    out.push_str(open);
    if labelled {
        let _ = write!(out, "{}: ", slot.label);
    }
    let _ = write!(out, "{}", slot.value.replace('\n', " ¶ "));
    if !slot.understood {
        out.push_str(" ?!");
    }
    if slot.readings.len() > 1 {
        let _ = write!(out, " ={}", slot.readings.join(" oppure "));
    }
    match &slot.preset {
        None => {}
        Some(Preset::Text(text)) => _ = write!(out, " ~{text}"),
        Some(Preset::Of(targets)) => {
            let targets: Vec<String> = targets.iter().map(ToString::to_string).collect();
            let _ = write!(out, " ~{}", targets.join(" o "));
        }
    }
    let _ = write!(out, " :{}", input(slot));
    if slot.quiet || slot.value.is_empty() || labelled {
        let _ = write!(out, " →{}", slot.target);
    }
    out.push_str(close);
}

fn input(slot: &Slot) -> String {
    match &slot.input {
        Input::Line => "riga".to_owned(),
        Input::Text => "testo".to_owned(),
        Input::Lines => "righe".to_owned(),
        Input::Weight => "peso".to_owned(),
        Input::Number => "numero".to_owned(),
        Input::Date => "data".to_owned(),
        Input::Money => "importo".to_owned(),
        Input::Months(marks) => {
            let marks = marks.iter().map(|mark| if mark.marked { "X" } else { "·" });
            format!("mesi {}", marks.collect::<String>())
        }
        Input::Years => "anni".to_owned(),
        Input::Mark(sign) => format!("segno {sign}"),
        Input::YesNo => "sì/no".to_owned(),
        Input::Choice => format!("scelta {}", slot.choices.len()),
        Input::Target => "atteso".to_owned(),
        Input::Rule => "regola".to_owned(),
    }
}
