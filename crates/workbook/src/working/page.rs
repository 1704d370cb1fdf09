//! The sheet of one unit.

use domain::Plan;
use outline::edit::Grammar;
use rust_xlsxwriter::{DataValidation, Format, Formula, Note, ProtectionOptions, Worksheet};

use super::Purpose;
use super::columns::{Choices, Column, Use};
use super::item::{Item, Sort, items};
use super::look::{self, Looks};
use super::sums::Sum;
use super::units::{Unit, Weighing};
use crate::NotWritten;

/// The headers of the columns that every sheet has.
pub const ITEM: &str = "Voce";
pub const PART_OF: &str = "Fa parte di";
pub const ROW: &str = "Riga";

/// Blank rows below each objective, and at the end of the sheet.
const SPARE: usize = 2;
const SPARE_AT_END: usize = 10;

/// The row of the headers, from 0.
pub const HEADER: u32 = 3;
/// In points: headers take two lines.
const HEADER_HEIGHT: u16 = 32;
/// The first of the columns that differ.
pub const FIRST: u16 = 3;

/// The longest text that is filled in in a cell, in units of UTF-16: a workbook allows a little more.
pub const LONGEST: usize = 30_000;

/// Whether a text is too long to be filled in in a cell.
pub fn is_too_long(text: &str) -> bool {
    text.len() > LONGEST && text.encode_utf16().count() > LONGEST
}

/// What every sheet shares.
pub struct Page<'p> {
    pub plan: &'p Plan,
    pub purpose: Purpose,
    pub columns: &'p [Column],
    pub sums: &'p [Sum],
    pub looks: &'p Looks,
    pub grammar: &'p Grammar,
    /// The list to choose from of each column, as a formula.
    pub lists: &'p [Option<String>],
}

/// A row: an item, or a blank one that belongs to an objective or to none.
#[derive(Clone, Copy)]
pub enum Line {
    Item(Item),
    Spare(Option<Item>),
}

impl Page<'_> {
    /// Writes the sheet of a unit.
    ///
    /// # Errors
    /// When it is larger than the format allows.
    pub fn write(&self, sheet: &mut Worksheet, unit: &Unit) -> Result<(), NotWritten> {
        let lines = self.lines(unit);
        let last = HEADER + u32::try_from(lines.len()).unwrap_or(u32::MAX - HEADER);
        sheet.set_name(&unit.sheet)?;
        sheet.write_with_format(0, 0, &unit.name, &self.looks.title)?;
        self.head(sheet)?;
        for (line, row) in lines.iter().zip(HEADER + 1..) {
            self.line(sheet, *line, row, unit.weighing.as_ref())?;
            self.sums(sheet, *line, row, last)?;
        }
        if let Some(weighing) = unit.weighing.as_ref().filter(|_| self.purpose == Purpose::Plan) {
            self.total(sheet, weighing, last)?;
        }
        self.choices(sheet, &lines, last)?;
        self.finish(sheet, last)
    }

    fn lines(&self, unit: &Unit) -> Vec<Line> {
        let spare = |many: usize| if self.purpose == Purpose::Plan { many } else { 0 };
        let mut lines = Vec::new();
        for at in &unit.objectives {
            lines.extend(items(self.plan, *at).into_iter().map(Line::Item));
            lines.extend(std::iter::repeat_n(Line::Spare(Some(Item::objective(*at))), spare(SPARE)));
        }
        lines.extend(std::iter::repeat_n(Line::Spare(None), spare(SPARE_AT_END)));
        lines
    }

    fn head(&self, sheet: &mut Worksheet) -> Result<(), NotWritten> {
        let fixed = [
            (ITEM, 10, "Il nome della riga: non va cambiato. Le righe nuove non ne hanno."),
            (PART_OF, 9, "L'obiettivo a cui la riga appartiene."),
            (ROW, 12, "Che cos'è la riga. Nelle righe nuove si sceglie dalla lista."),
        ];
        let own = self
            .columns
            .iter()
            .map(|column| (column.header(), column.definition.width, column.definition.help));
        let fixed = fixed.into_iter().map(|(header, width, help)| (header.to_owned(), width, help));
        for ((header, width, help), at) in fixed.chain(own).chain(self.reckoned()).zip(0..) {
            sheet.write_with_format(HEADER, at, &header, &self.looks.header)?;
            sheet.set_column_width(at, width)?;
            let height = 40 + 18 * u32::try_from(help.len() / 30).unwrap_or(0);
            let note = Note::new(help).add_author_prefix(false).set_width(260).set_height(height);
            sheet.insert_note(HEADER, at, &note)?;
        }
        sheet.set_row_height(HEADER, HEADER_HEIGHT)?.set_freeze_panes(HEADER + 1, FIRST)?;
        Ok(())
    }

    fn line(
        &self,
        sheet: &mut Worksheet,
        line: Line,
        row: u32,
        weighing: Option<&Weighing>,
    ) -> Result<(), NotWritten> {
        let (sort, item, whole) = match line {
            Line::Item(item) => (Some(item.sort()), Some(item), Some(Item::objective(item.objective))),
            Line::Spare(whole) => (None, None, whole),
        };
        let shown = look::shown(sort, sort == Some(Sort::Objective));
        put(sheet, row, 0, &item.map(Item::id).unwrap_or_default(), &shown)?;
        put(sheet, row, 1, &whole.map(Item::id).unwrap_or_default(), &shown)?;
        let kind = if sort.is_some() { shown } else { look::input(None, false) };
        put(sheet, row, 2, sort.map(Sort::term).unwrap_or_default(), &kind)?;
        let entity = item.and_then(|item| item.of(self.plan));
        for (column, at) in self.columns.iter().zip(FIRST..) {
            let look = self.look(column, sort);
            let text = entity.zip(sort).map(|(entity, sort)| column.text(entity, sort)).unwrap_or_default();
            if is_too_long(&text) {
                too_long(sheet, (row, at), &text, sort)?;
            } else {
                put(sheet, row, at, &text, &look)?;
            }
        }
        if let Some(column) = self.weight_column() {
            let counts = match item {
                Some(Item { objective, part: None }) => {
                    weighing.is_none_or(|w| w.counted.contains(&objective))
                }
                _ => true,
            };
            if counts {
                self.weight(sheet, row, column, sort, entity)?;
            }
        }
        Ok(())
    }

    fn look(&self, column: &Column, sort: Option<Sort>) -> Format {
        let belongs = sort.is_none_or(|sort| column.field(sort).is_some());
        match column.used(self.purpose) {
            _ if !belongs => self.looks.closed.clone(),
            Use::Edited => look::input(sort, column.is_title()),
            Use::Shown | Use::Absent => look::shown(sort, column.is_title()),
        }
    }

    /// The lists to choose from.
    fn choices(&self, sheet: &mut Worksheet, rows: &[Line], last: u32) -> Result<(), NotWritten> {
        let first = HEADER + 1;
        if last < first {
            return Ok(());
        }
        for (kind, row) in rows.iter().zip(first..) {
            let Line::Spare(whole) = kind else { continue };
            let offered: &[Sort] = if whole.is_some() { &Sort::PARTS } else { &Sort::ALL };
            let terms: Vec<&str> = offered.iter().map(|sort| sort.term()).collect();
            let choice = DataValidation::new()
                .allow_list_strings(&terms)?
                .set_error_title("Riga")?
                .set_error_message(format!("Scegli dalla lista: {}.", terms.join(", ")))?;
            sheet.add_data_validation(row, 2, row, 2, &choice)?;
        }
        for ((column, range), at) in self.columns.iter().zip(self.lists).zip(FIRST..) {
            if column.used(self.purpose) != Use::Edited {
                continue;
            }
            let validation = match (column.definition.choices, range) {
                (Choices::YesNo, _) => DataValidation::new().allow_list_strings(&["SI", "NO"])?,
                (Choices::InUse, Some(range)) => {
                    DataValidation::new().allow_list_formula(Formula::new(range))
                }
                _ => continue,
            };
            // What is offered is no limit: something else may be typed.
            sheet.add_data_validation(first, at, last, at, &validation.show_error_message(false))?;
        }
        Ok(())
    }

    fn finish(&self, sheet: &mut Worksheet, last: u32) -> Result<(), NotWritten> {
        let first = HEADER + 1;
        self.colours(sheet, first, last)?;
        sheet.protect_with_options(&ProtectionOptions {
            format_columns: true,
            format_rows: true,
            insert_rows: true,
            sort: true,
            use_autofilter: true,
            ..ProtectionOptions::default()
        });
        sheet.set_landscape().set_print_fit_to_pages(1, 0).set_repeat_rows(HEADER, HEADER)?;
        Ok(())
    }
}

/// A text that no cell can hold is shown in part, and cannot be changed.
fn too_long(
    sheet: &mut Worksheet,
    (row, at): (u32, u16),
    text: &str,
    sort: Option<Sort>,
) -> Result<(), NotWritten> {
    const SHOWN: usize = 1_000;
    let part: String = text.chars().take(SHOWN).collect();
    put(sheet, row, at, &format!("{part}…"), &look::shown(sort, false))?;
    let note =
        Note::new("Il testo è troppo lungo per una cella: qui si vede solo l'inizio e non si può cambiare.");
    sheet.insert_note(row, at, &note.add_author_prefix(false))?;
    Ok(())
}

fn put(sheet: &mut Worksheet, row: u32, column: u16, text: &str, look: &Format) -> Result<(), NotWritten> {
    if text.is_empty() {
        sheet.write_blank(row, column, look)?;
    } else {
        sheet.write_string_with_format(row, column, text, look)?;
    }
    Ok(())
}
