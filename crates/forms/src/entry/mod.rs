//! The form of a body (*scheda*) to be filled in on a screen: what stands on the paper, with the body's own labels, and where
//! each value goes.
//!
//! The method's blocks are walked in paper order, as printing walks them, for one objective. Each value of the objective and of
//! its parts has one slot in which it can be changed; where the form shows it again, it is text to be read. What the paper has
//! besides values decides what a person sees:
//!
//! - **Constants** (`fixed`) are text of their cell. A constant that names an item (a criterion) is said by the form: it goes
//!   along with a new item.
//! - A column that **names an item** of another table (`join`) is a choice among the phases of the objective; in a table whose
//!   rows are those phases it is text.
//! - A column that **repeats** a field is text; a text that should have repeated it and did not can be mended.
//! - What a column says **by its header alone** (`set`), by the way its value is written (`implies`), or by a part of it
//!   (`derive`) is no entry of its own: see [`Slot::quiet`]. [`follows`] tells what a new text says so.
//! - A **stray** column is not on the paper and is not shown.
//! - Where the objective is **a row of a table**, what the table says of the objective stands in labelled fields, and what it
//!   says of its phases and indicators below them.
//!
//! What the form has no place for comes at the end under [`OTHER`]: nothing is hidden.
//!
//! New rows have indices beyond the items of their list, one for each place that could make an item. What comes back is a text
//! for each slot that is shown, by the name of its [`Target`], and for each slot with a [`Preset`] what it says; a slot that is
//! quiet and has none need not come back. Before the texts are put into the objective, [`follows`] tells what else they say.

mod around;
mod blocks;
mod choices;
mod follows;
mod grid;
mod input;
mod items;
mod model;
mod pairs;
mod quiet;
mod rest;
mod table;
mod writer;

use domain::Plan;
use domain::plan::Objective;
use method::{Method, Section};

pub use follows::follows;
pub use model::{
    Cell, Choice, ColumnHead, Entry, Input, Item, Mark, Part, Preset, Slot, Table, TableRow, Target,
};

use crate::print::form_section;
use crate::print::units::is_list;
use writer::Writer;

/// The heading of what the form of the body has no place for.
pub const OTHER: &str = "Altri dati";

/// The form of a body for an objective of a plan, whether or not the plan has it already.
pub fn entry(plan: &Plan, method: &Method, objective: &Objective) -> Entry {
    let mut writer = Writer::new(plan, method, objective);
    match section(plan, method, objective) {
        Some(section) if section.record.is_some() => writer.form(section),
        Some(section) => writer.around(section),
        None => {}
    }
    writer.place_quiet();
    writer.rest();
    Entry { parts: writer.parts, free: writer.free }
}

/// The section of the method whose form an objective has: its own, that of the objectives of its unit, else the first.
fn section<'m>(plan: &Plan, method: &'m Method, objective: &Objective) -> Option<&'m Section> {
    let own = |objective: &Objective| form_section(plan, method, objective);
    let unit = objective.unit.as_ref().map(|unit| unit.verbatim.as_str());
    let beside = || {
        let of_unit = |other: &&Objective| other.unit.as_ref().map(|unit| unit.verbatim.as_str()) == unit;
        plan.objectives.iter().rev().filter(of_unit).find_map(own)
    };
    let records =
        |section: &&Section| section.record.as_ref().is_some_and(|record| record.of.name == "objective");
    let sections = &method.sections;
    // Where forms and a list are about objectives, those without a form stand in the list.
    let list = sections.iter().find(|section| is_list(section));
    own(objective)
        .or_else(|| if list.is_none() { beside() } else { None })
        .or(list)
        .or_else(|| sections.iter().find(records))
}
