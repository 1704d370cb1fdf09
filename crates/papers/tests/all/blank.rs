use document::{Block, Cell, Document, Role, Row};
use domain::{Entity, Place, Plan};
use papers::blank;

use crate::support::{Case, sample, samples, shown};

pub fn blank_of(case: &Case) -> Document {
    let unit = outline::text(case.plan.objectives[0].unit.as_ref());
    blank(&case.plan, &case.method, Some(unit), case.method.year)
}

#[test]
fn the_blank_form_of_a_sample() {
    insta::assert_snapshot!(shown(&blank_of(&sample("montelupo-alto"))));
}

#[test]
fn a_blank_form_begins_and_has_nothing_that_is_not_of_the_form() {
    for case in samples() {
        let text = shown(&blank_of(&case));
        assert!(!text.contains("Scheda incompleta"), "{}: {text}", case.name);
        assert!(!text.contains("senza posto"), "{}: {text}", case.name);
        let mut made = shown(&forms::print(&case.plan, &case.method));
        for objective in &case.plan.objectives {
            let title = outline::text(objective.title.as_ref());
            assert!(made.contains(title) && !text.contains(title), "{}: {title}", case.name);
            made = made.replacen(title, "", 1);
        }
    }
}

#[test]
fn every_table_of_a_blank_form_has_rows_to_write_in() {
    for case in samples() {
        let document = blank_of(&case);
        for block in &document.blocks {
            let Block::Table(table) = block else { continue };
            let Some(at) = table.rows.iter().rposition(|row| row.role == Role::Header) else { continue };
            assert!(table.rows.len() > at + 1, "{}: {:?}", case.name, table.rows[at]);
        }
    }
}

/// Writes beside each label whose cell is blank, and number and title into the first row of a table of objectives;
/// what was written.
fn fill(document: &mut Document) -> Vec<String> {
    let mut written = Vec::new();
    for block in &mut document.blocks {
        let Block::Table(table) = block else { continue };
        match table.rows.iter().position(|row| row.role == Role::Header) {
            None => {
                let items = table.rows.iter_mut().filter(|row| row.role == Role::Item);
                items.for_each(|row| fill_row(row, &mut written));
            }
            Some(at) => {
                let header = table.rows[at].clone();
                fill_under(&header, &mut table.rows[at + 1], &mut written);
            }
        }
    }
    written
}

fn put(row: &mut Row, column: u16, text: &str) {
    let cell = Cell { place: Place::new(0, column), text: text.to_owned(), literal: true, ..Cell::default() };
    row.cells.retain(|cell| cell.place.column != column);
    row.cells.push(cell);
    row.cells.sort_by_key(|cell| cell.place.column);
}

fn next(written: &mut Vec<String>) -> String {
    let text = format!("Prova numero {}", written.len() + 1);
    written.push(text.clone());
    text
}

fn fill_row(row: &mut Row, written: &mut Vec<String>) {
    let taken: Vec<u16> = row.cells.iter().map(|cell| cell.place.column).collect();
    let labels = row.cells.clone().into_iter().filter(Cell::is_bold);
    for column in labels.map(|cell| cell.place.column + 1) {
        if column <= row.width && !taken.contains(&column) {
            put(row, column, &next(written));
        }
    }
}

fn fill_under(header: &Row, row: &mut Row, written: &mut Vec<String>) {
    for cell in &header.cells {
        match cell.text.as_str() {
            "Denominazione obiettivo" | "Obiettivo" => put(row, cell.place.column, &next(written)),
            "N." => put(row, cell.place.column, "A.1.1"),
            "N. ob." => put(row, cell.place.column, "1"),
            _ => {}
        }
    }
}

/// The values of the objectives and units of a plan, notes apart.
fn values(plan: &Plan) -> Vec<String> {
    fn of(entity: &dyn Entity, out: &mut Vec<String>) {
        let fields = entity.definition().fields.iter().filter(|field| field.name != "notes");
        out.extend(fields.flat_map(|field| entity.data(field.name, None)).map(|datum| datum.verbatim));
        for list in entity.definition().lists {
            entity.children(list.name).into_iter().for_each(|child| of(child, out));
        }
    }
    let mut out = Vec::new();
    plan.objectives.iter().for_each(|objective| of(objective, &mut out));
    plan.units.iter().for_each(|unit| of(unit, &mut out));
    out
}

#[test]
fn what_is_filled_in_is_read_back() {
    for case in samples() {
        let mut document = blank_of(&case);
        let written = fill(&mut document);
        assert!(!written.is_empty(), "{}", case.name);
        let plan = forms::read(std::slice::from_ref(&document), &case.method).plan;
        assert_eq!(plan.objectives.len(), 1, "{}", case.name);
        let read = values(&plan);
        for text in &written {
            let found = read.iter().any(|value| value.contains(text.as_str()));
            assert!(found, "{}: {text} in {}", case.name, shown(&document));
        }
    }
}
