//! The weights of a sheet: as numbers, their sums, and the colours of these.

use domain::{Entity, Read, Weight};
use rust_xlsxwriter::utility::{column_number_to_name, row_col_to_cell};
use rust_xlsxwriter::{ConditionalFormatFormula, Format, Formula, Worksheet};

use super::columns::Use;
use super::item::{Item, Sort};
use super::page::{FIRST, HEADER, Line, Page};
use super::sums;
use super::units::Weighing;
use crate::NotWritten;

/// The row of the sum of the objectives, from 0.
const TOTAL: u32 = 1;

impl Page<'_> {
    /// The columns that the sheet reckons itself.
    pub fn reckoned(&self) -> Vec<(String, u16, &'static str)> {
        if self.weight_column().is_none() {
            return Vec::new();
        }
        let mut headers = vec![(
            "Peso in numero".to_owned(),
            9,
            "Il peso come il foglio lo conta. «?» se non è un numero.",
        )];
        for sum in self.sums {
            headers.push((sum.header().to_owned(), 10, "Verde se torna, rosso se non torna."));
            headers.push((
                "Deve fare".to_owned(),
                8,
                "Quanto devono fare i pesi secondo il metodo dell'ente.",
            ));
        }
        headers
    }

    /// The column of weights, where they are filled in.
    pub fn weight_column(&self) -> Option<u16> {
        let at = self.columns.iter().position(|c| c.is_weight() && c.used(self.purpose) == Use::Edited)?;
        Some(FIRST + u16::try_from(at).ok()?)
    }

    /// The first column that the sheet reckons: weights as numbers.
    fn reckoned_at(&self) -> u16 {
        FIRST.saturating_add(u16::try_from(self.columns.len()).unwrap_or(u16::MAX))
    }

    /// The weight of a row as a number.
    pub fn weight(
        &self,
        sheet: &mut Worksheet,
        row: u32,
        column: u16,
        sort: Option<Sort>,
        entity: Option<&dyn Entity>,
    ) -> Result<(), NotWritten> {
        let of = sort.unwrap_or(Sort::Phase).name();
        let notation = self.grammar.notation(of, "weight");
        let formula = sums::weight(&row_col_to_cell(row, column), notation);
        let text = entity.and_then(|entity| entity.verbatim("weight")).unwrap_or_default();
        let now = match self.grammar.weight(of, &text) {
            Some(weight) => sums::result(weight),
            None if text.is_empty() => String::new(),
            None => "?".to_owned(),
        };
        let formula = Formula::new(formula).set_result(now);
        sheet.write_formula_with_format(row, self.reckoned_at(), formula, &self.looks.sum)?;
        Ok(())
    }

    /// The sums of an objective.
    pub fn sums(&self, sheet: &mut Worksheet, line: Line, row: u32, last: u32) -> Result<(), NotWritten> {
        let Line::Item(item @ Item { part: None, .. }) = line else { return Ok(()) };
        let Some(objective) = self.plan.objectives.get(item.objective) else { return Ok(()) };
        if self.weight_column().is_none() {
            return Ok(());
        }
        let (weights, first) = (self.reckoned_at(), HEADER + 1);
        for (sum, at) in self.sums.iter().zip((weights + 1..).step_by(2)) {
            let formula = format!(
                "=SUMIFS({},{},{},{},\"{}\")",
                range(first, last, weights),
                range(first, last, 1),
                row_col_to_cell(row, 0),
                range(first, last, 2),
                sum.of.term()
            );
            let formula = Formula::new(formula).set_result(sums::result(sum.now(objective)));
            sheet.write_formula_with_format(row, at, formula, &self.looks.sum)?;
            // An objective without such parts has nothing to add up.
            if let Some(expected) = sum.expected(objective).filter(|_| objective_has(objective, sum.of)) {
                number(sheet, row, at + 1, expected, &self.looks.sum)?;
            }
        }
        Ok(())
    }

    /// The sum of the objectives of the unit, above the headers.
    pub fn total(&self, sheet: &mut Worksheet, weighing: &Weighing, last: u32) -> Result<(), NotWritten> {
        let Some(column) = self.weight_column() else { return Ok(()) };
        let (weights, first) = (self.reckoned_at(), HEADER + 1);
        let elsewhere =
            weighing.elsewhere.map(|weight| format!("+{}", sums::figure(weight))).unwrap_or_default();
        let formula = format!(
            "=SUMIFS({},{},\"{}\"){elsewhere}",
            range(first, last, weights),
            range(first, last, 2),
            Sort::Objective.term()
        );
        let own = weighing
            .counted
            .iter()
            .filter_map(|at| self.plan.objectives.get(*at)?.weight.as_ref().and_then(Read::certain).copied());
        let now = sums::add(own.chain(weighing.elsewhere));
        let words = match weighing.elsewhere {
            None => format!("Somma dei pesi degli obiettivi (deve fare {}):", shown(weighing.total)),
            Some(weight) => format!(
                "Somma dei pesi degli obiettivi (deve fare {}; {} li portano obiettivi comuni scritti su altri fogli):",
                shown(weighing.total),
                shown(weight)
            ),
        };
        sheet.write_with_format(TOTAL, 0, words, &Format::new().set_bold())?;
        let result = Formula::new(formula).set_result(sums::result(now));
        sheet.write_formula_with_format(TOTAL, column, result, &self.looks.sum.clone().set_bold())?;
        let cell = row_col_to_cell(TOTAL, column);
        let apart = format!("ABS({cell}-{})", sums::figure(weighing.total));
        self.colour(sheet, (TOTAL, TOTAL, column), &format!("{apart}<0.005"), &format!("{apart}>=0.005"))
    }

    fn colour(
        &self,
        sheet: &mut Worksheet,
        (first, last, column): (u32, u32, u16),
        right: &str,
        wrong: &str,
    ) -> Result<(), NotWritten> {
        for (rule, look) in [(right, &self.looks.right), (wrong, &self.looks.wrong)] {
            let rule = ConditionalFormatFormula::new().set_rule(format!("={rule}").as_str()).set_format(look);
            sheet.add_conditional_format(first, column, last, column, &rule)?;
        }
        Ok(())
    }

    /// The colours of the sums of objectives.
    pub fn colours(&self, sheet: &mut Worksheet, first: u32, last: u32) -> Result<(), NotWritten> {
        if self.weight_column().is_some() && last >= first {
            for (_, at) in self.sums.iter().zip((self.reckoned_at() + 1..).step_by(2)) {
                let [sum, must] =
                    [at, at + 1].map(|at| format!("${}{}", column_number_to_name(at), first + 1));
                let numbers = format!("ISNUMBER({sum}),ISNUMBER({must})");
                let right = format!("AND({numbers},ABS({sum}-{must})<0.005)");
                let wrong = format!("AND({numbers},ABS({sum}-{must})>=0.005)");
                self.colour(sheet, (first, last, at), &right, &wrong)?;
            }
        }
        Ok(())
    }
}

fn objective_has(objective: &domain::plan::Objective, sort: Sort) -> bool {
    objective.count(sort.list()) > 0
}

fn number(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    number: Weight,
    look: &Format,
) -> Result<(), NotWritten> {
    let formula = Formula::new(format!("={}", sums::figure(number))).set_result(sums::result(number));
    sheet.write_formula_with_format(row, column, formula, look)?;
    Ok(())
}

/// A weight in a sentence.
fn shown(weight: Weight) -> String {
    meaning::weight::render(weight, meaning::Notation::Percent)
}

/// Cells of a column, wherever the formula stands.
fn range(first: u32, last: u32, column: u16) -> String {
    let name = column_number_to_name(column);
    format!("${name}${}:${name}${}", first + 1, last + 1)
}
