//! The form of an objective that is a row of a table: what the table says of the objective in labelled fields, and its phases and
//! indicators in a table below.

use domain::plan::{Objective, Unit};
use method::{Block, BlockKind, Column, Path, Section, TableBlock};

use super::model::Cell;
use super::writer::{Home, Manner, Writer, fixed_key};
use crate::print::units::{Run, lists_objectives, shown_unit};
use crate::print::{Subject, table as printed};

impl<'p> Writer<'p> {
    /// The tables of a section in which the objective is a row.
    pub fn around(&mut self, section: &'p Section) {
        let named = self.objective.unit.as_ref().map(|unit| method::words::key(&unit.verbatim));
        let is_own = |unit: &&Unit| shown_unit(*unit).map(|name| method::words::key(&name)) == named;
        let unit = self.plan.units.iter().find(is_own);
        let run = Run { unit, objectives: std::slice::from_ref(self.objective), end: None };
        let subject =
            Subject { run: Some(run), ..Subject::new(self.plan, self.plan, self.year, &section.name) };
        let mut paths = section.blocks.iter().filter(|block| lists_objectives(block)).flat_map(Block::paths);
        let names_unit = |path: &Path| path.entity.name == "unit" || path.field_name() == "unit";
        if !paths.any(names_unit) {
            self.unit(section, true);
        }
        for block in section.blocks.iter().filter(|block| lists_objectives(block)) {
            if let BlockKind::Table(table) = &block.kind {
                self.fields_of(table, subject);
                self.one_table(table, subject, (None, 0), &is_of_parts);
            }
        }
    }

    /// What a table says of the objective itself, and of what stands around it.
    fn fields_of(&mut self, table: &'p TableBlock, subject: Subject<'p>) {
        let rows = printed::rows(self.method, table, subject, None, &self.assigned);
        let mut cells = Vec::new();
        for head in self.heads(table, subject, &rows) {
            let column = head.shown.column;
            let items = column.items.iter().flat_map(|items| &items.to).map(|(_, path)| path);
            let path = column.to.iter().chain(items).next().filter(|_| !is_of_parts(column));
            let Some(path) = path else { continue };
            let manner =
                Manner { form: Some(&column.form), items: column.items.as_ref(), ..Manner::default() };
            match path.entity.name {
                "objective" => {
                    let key =
                        fixed_key(path).or_else(|| head.shown.key.clone()).or_else(|| self.year_key(path));
                    let home = self.own(path.field.0, key);
                    cells.push(self.cell(head.label.clone(), &home, manner));
                    self.say_derived(&column.derive, &home);
                }
                "link" => cells.extend(self.item_cells(&head.label, path, manner)),
                "unit" => cells.extend(self.of_unit(head.label.clone(), path)),
                _ => {}
            }
        }
        self.row(cells);
    }

    /// What a table says of the unit: the objective names it, and who heads it.
    fn of_unit(&mut self, label: String, path: &Path) -> Option<Cell> {
        let home: Home<'p> = match path.field_name() {
            "name" | "code" => self.own_field("unit"),
            "head" => self.own_field("responsible"),
            _ => return None,
        };
        let slot = self.slot(&home, &label, Manner::default())?;
        Some(Cell { label, text: String::new(), slots: vec![slot] })
    }
}

/// Whether a column is about parts of the objective, or about none of all in particular.
fn is_of_parts(column: &Column) -> bool {
    let is_part =
        |path: &Path| path.entity.name != "link" && Objective::describe().list_of(path.entity.name).is_some();
    let paths = column.paths();
    paths.is_empty() || paths.into_iter().any(is_part)
}
