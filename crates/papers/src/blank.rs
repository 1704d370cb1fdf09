//! The empty form of an objective: to be filled in with a word processor and sent back.

use document::{Block, Cell, Document, Paragraph, Role, Row, Table};
use domain::plan::{Body, Objective, Section, Unit};
use domain::text::folded;
use domain::{Datum, Place, Plan, Prose, Read};
use forms::{ANNEX, TORN};
use method::model::{Block as FormBlock, BlockKind, Section as Form};
use method::{Method, Path};
use outline::text;
use outline::units::asked;

use crate::paper::BLANK;

/// Rows that tables without printed ones get, to write in.
const ROWS: usize = 4;
/// How the first line of a form is begun where it is not known: codes that forms number objectives with.
const CODES: [&str; 3] = [BLANK, "I", "1"];
/// The form of the body for one objective of a unit, without content: its labels, its tables with the rows that
/// the method prints beforehand, or some blank ones. What is filled in is read by the same method.
///
/// The unit is the one of the plan whose name has the words asked for, else it is called by these words. Where
/// the form begins with a line in which code or title stand among other words, they are blanks (`____`); where
/// the method takes nothing but a number there, it is the first.
pub fn blank(plan: &Plan, method: &Method, unit: Option<&str>, year: Option<i16>) -> Document {
    let mut method = method.clone();
    method.year = year.or(method.year);
    // What the plan has around its objectives is not for whom they are asked.
    let needed: Vec<bool> =
        method.sections.iter().enumerate().map(|(at, _)| is_needed(&method, at)).collect();
    let mut needed = needed.into_iter();
    method.sections.retain(|_| needed.next().unwrap_or_default());
    let (unit, units) = known_unit(plan, unit);
    let whole = |document: &Document| !has_line(document, TORN);
    let printed = |objective: Objective| forms::print(&plan_of(plan, &method, &units, objective), &method);
    let bare = printed(objective(&method, &unit));
    let begun = CODES.iter().map(|code| {
        let title = Some(said(BLANK));
        printed(Objective { code: Some(said(code)), title, ..objective(&method, &unit) })
    });
    let mut document = std::iter::once(bare.clone()).chain(begun).find(whole).unwrap_or(bare);
    "Scheda da compilare".clone_into(&mut document.name);
    cut_annex(&mut document);
    name_body(&mut document, &method.body.name);
    for block in &mut document.blocks {
        if let Block::Table(table) = block {
            make_room(table);
        }
    }
    document
}

/// A unit as objectives of the plan name it, with those it is part of as the plan registers them.
fn known_unit(plan: &Plan, wanted: Option<&str>) -> (String, Vec<Unit>) {
    let names = || plan.objectives.iter().map(|objective| text(objective.unit.as_ref()));
    let meant = asked(names(), wanted.unwrap_or_default());
    let is_meant = |objective: &&Objective| meant.contains(text(objective.unit.as_ref()));
    if let Some(found) = plan.objectives.iter().find(is_meant) {
        let of_unit = |objective: &Objective| objective.unit == found.unit;
        let units = outline::excerpt(plan, &of_unit).units;
        return (text(found.unit.as_ref()).to_owned(), with_those_above(plan, units));
    }
    let name = wanted.unwrap_or(BLANK).to_owned();
    let unit = Unit { name: Some(said(&name)), ..Unit::default() };
    (name, vec![unit])
}

/// An objective that has nothing but its unit and its year; its lists have an item, so that their tables are
/// printed.
fn objective(method: &Method, unit: &str) -> Objective {
    let (first, last) = (method.years.first(), method.years.last());
    let period = first.zip(last).map(|(first, last)| said(&format!("{first} – {last}")));
    Objective {
        section: form(method).map(|(place, _)| said(&place.to_string())),
        unit: Some(said(unit)),
        form_year: method.year.map(|year| said(&year.to_string())),
        period,
        scope: Some(said(BLANK)),
        phases: one(method, "phase"),
        indicators: one(method, "indicator"),
        people: one(method, "person"),
        budget: one(method, "budget_line"),
        ..Objective::default()
    }
}

/// An item of a list without content, for its table to be printed; none where the table is printed with rows of
/// its own, which the item would take.
fn one<T: Default>(method: &Method, entity: &str) -> Vec<T> {
    let has_rows = |block: &FormBlock| {
        let of = |path: &&Path| path.entity.name == entity;
        matches!(&block.kind, BlockKind::Table(table) if table.min_rows > 0) && block.paths().iter().any(of)
    };
    if method.blocks().any(has_rows) { Vec::new() } else { vec![T::default()] }
}

/// Units with those they are part of, in the order of the plan.
fn with_those_above(plan: &Plan, mut units: Vec<Unit>) -> Vec<Unit> {
    let mut next = 0;
    while let Some(parent) = units.get(next).map(|unit| folded(text(unit.parent.as_ref()))) {
        next += 1;
        let is_parent = |unit: &&Unit| {
            !parent.is_empty()
                && [&unit.code, &unit.name].iter().any(|name| folded(text(name.as_ref())) == parent)
        };
        units.extend(plan.units.iter().find(is_parent).filter(|unit| !units.contains(unit)).cloned());
    }
    let place = |unit: &Unit| plan.units.iter().position(|known| known == unit);
    units.sort_by_key(place);
    for unit in &mut units {
        unit.head = None;
    }
    units
}

fn plan_of(plan: &Plan, method: &Method, units: &[Unit], objective: Objective) -> Plan {
    // Reading knows a form by the heading of its section: that of the plan, else that of the method.
    let title = |form: &Form| {
        let is_same = |section: &&Section| text(section.key.as_ref()) == form.name;
        let own = plan.sections.iter().find(is_same).and_then(|section| section.title.clone());
        own.or_else(|| form.titles.first().map(|title| said(&title.print(&|_| BLANK.to_owned()))))
    };
    let section =
        |form: &Form| Section { key: Some(said(&form.name)), title: title(form), ..Section::default() };
    Plan {
        body: vec![Body { name: Some(said(&method.body.name)), ..Body::default() }],
        units: units.to_vec(),
        sections: method
            .sections
            .iter()
            .take(form(method).map_or(0, |(place, _)| place))
            .map(section)
            .collect(),
        objectives: vec![objective],
        ..Plan::default()
    }
}

fn of_objectives(form: &Form) -> bool {
    let record = form.record.iter().flat_map(|record| &record.blocks);
    let mut paths = form.blocks.iter().chain(record).flat_map(FormBlock::paths);
    paths.any(|path| path.entity.name == "objective")
}

/// Whether the section at a place is needed for forms to be read: it is about objectives, or it is the heading
/// above forms that have none of their own.
fn is_needed(method: &Method, at: usize) -> bool {
    let own = method.sections.get(at).is_some_and(of_objectives);
    let below = method.sections.iter().skip(at + 1).find(|section| of_objectives(section));
    let titled = |section: &Form| !section.titles.is_empty();
    let next = method.sections.iter().skip(at + 1).find(|section| titled(section) || of_objectives(section));
    let opens = below.zip(next).is_some_and(|(below, next)| below.name == next.name && !titled(below));
    own || (opens && method.sections.get(at).is_some_and(titled))
}

/// The first section of a method whose records are objectives, with its place from 1.
fn form(method: &Method) -> Option<(usize, &Form)> {
    let records = |form: &Form| form.record.as_ref().is_some_and(|record| record.of.name == "objective");
    (1..).zip(&method.sections).find(|(_, form)| records(form))
}

fn said(text: &str) -> Read<Prose> {
    Datum::prose(text, None).into()
}

fn has_line(document: &Document, line: &str) -> bool {
    document.blocks.iter().any(|block| is_line(block, line))
}

fn is_line(block: &Block, line: &str) -> bool {
    matches!(block, Block::Paragraph(paragraph) if paragraph.lines.iter().any(|cell| cell.text == line))
}

/// Says whose form it is, unless the form does: reading knows the method by it.
fn name_body(document: &mut Document, body: &str) {
    let says = |cell: &Cell| folded(&cell.text).contains(&folded(body));
    let said = document.blocks.iter().any(|block| match block {
        Block::Paragraph(paragraph) => paragraph.lines.iter().any(says),
        Block::Table(table) => table.rows.iter().flat_map(|row| &row.cells).any(says),
        Block::Rule(_) | Block::Page(_) | Block::Picture(_) => false,
    });
    if said {
        return;
    }
    let whole = 0..body.len();
    let cell = Cell {
        place: Place::new(0, 1),
        text: body.to_owned(),
        emphasis: std::iter::once(whole).collect(),
        ..Cell::default()
    };
    let at = document.blocks.iter().take_while(|block| matches!(block, Block::Page(_))).count();
    document.blocks.insert(at, Block::Paragraph(Paragraph { heading: Some(1), lines: vec![cell] }));
}

/// Unit and year that the form has no place for say nothing to those who fill it in.
fn cut_annex(document: &mut Document) {
    if let Some(at) = document.blocks.iter().position(|block| is_line(block, ANNEX)) {
        document.blocks.truncate(at);
    }
}

/// Puts blank rows under names of columns that nothing stands under.
fn make_room(table: &mut Table) {
    let Some(at) = table.rows.iter().rposition(|row| row.role == Role::Header) else { return };
    let filled = table.rows.iter().skip(at + 1).any(|row| row.role == Role::Item);
    let width = table.rows.get(at).map_or(0, |row| row.width);
    if !filled {
        let blank = Row { width, ..Row::default() };
        let below = table.rows.split_off(at + 1);
        table.rows.extend(std::iter::repeat_n(blank, ROWS).chain(below));
    }
}
