//! Forms to be filled in: what they look like, and what becomes of what is written in them.

mod account;
mod shown;

use std::collections::HashSet;

use domain::plan::Objective;
use domain::{Kind, Plan};
use forms::entry::{Entry, Input, Part, Preset, Slot, TableRow, entry};
use outline::edit::{Grammar, apply};

use super::content::{lost_in_print, printed};
use super::support::{Case, all, report, samples};
use account::sent;
use shown::shown;

#[test]
fn forms_look_like_those_of_the_bodies() {
    for case in samples() {
        let plan = case.read().plan;
        let objective = plan.objectives.first().cloned().unwrap_or_default();
        let form = shown(&entry(&plan, &case.method, &objective));
        insta::assert_snapshot!(format!("entry-{}", case.name), form);
    }
}

/// Fields by which a form is told from others, or its parts belong together: they are not written at random.
const BINDING: &[&str] =
    &["number", "code", "section", "phase", "year", "form_year", "period", "unit", "level"];

/// A word of its own for each slot in which any text may be written.
fn word(entry: &Entry, slot: &Slot) -> Option<String> {
    let free =
        slot.target.field.is_none_or(|field| field.kind == Kind::Prose && !BINDING.contains(&field.name));
    let written = matches!(slot.input, Input::Line | Input::Text | Input::Lines | Input::Choice);
    let number = entry.slots().position(|other| other.target == slot.target)?;
    (free && written && !slot.quiet).then(|| format!("Parola nuova {number}"))
}

#[test]
fn what_is_written_in_a_form_is_printed() {
    let mut faults = Vec::new();
    for case in all() {
        let plan = case.read().plan;
        for (index, objective) in plan.objectives.iter().enumerate().take(if case.real { 1 } else { 4 }) {
            let form = entry(&plan, &case.method, objective);
            let mut changed = plan.clone();
            fill(&case, &form, &mut changed, index);
            let text = printed(&changed, &case.method);
            for slot in form.slots() {
                if let Some(word) = word(&form, slot).filter(|word| !text.contains(word.as_str())) {
                    faults.push(format!(
                        "{}, obiettivo {}: «{word}» in «{}»",
                        case.name,
                        index + 1,
                        slot.target
                    ));
                }
            }
        }
    }
    report("testi che non si stampano", &faults);
}

/// Writes a word of its own in each slot of a form.
fn fill(case: &Case, form: &Entry, plan: &mut Plan, index: usize) {
    let grammar = Grammar::of(plan, &case.method);
    let edits = sent(form, &|slot| word(form, slot).unwrap_or_else(|| slot.value.clone()));
    apply(&mut plan.objectives[index], &edits, &grammar);
}

/// Fields that a new form leaves blank: what comes of a year, and what the samples write in a way of their own.
const UNUSUAL: &[&str] = &[
    "actual_months",
    "actual_share",
    "applies_to",
    "delay_reason",
    "graduation",
    "idle",
    "notes",
    "plain_title",
    "rating",
    "staff_note",
];

/// What a person might write in a slot of a new form, who has another form at hand.
fn plausible(entry: &Entry, slot: &Slot, other: &Objective) -> String {
    let name = slot.target.field.map_or("", |field| field.name);
    let number = entry.slots().position(|other| other.target == slot.target).unwrap_or_default();
    let of_person = slot.target.item.is_some_and(|item| item.list == "people");
    let beside = |read: &Option<domain::Read<domain::Prose>>| outline::text(read.as_ref()).to_owned();
    match (&slot.input, name) {
        _ if slot.quiet || slot.preset.is_some() => slot.value.clone(),
        (_, "unit") if slot.target.item.is_none() => beside(&other.unit),
        (_, "responsible") if slot.target.item.is_none() => beside(&other.responsible),
        (_, "code") => {
            let code = beside(&other.code);
            code.parse().map_or(code, |number: u32| (number + 1).to_string())
        }
        (_, "phase") => "1".to_owned(),
        (_, name) if UNUSUAL.contains(&name) => String::new(),
        (_, "period") => "2025-2027".to_owned(),
        (_, "form_year") => "2025".to_owned(),
        (_, "number") => "d)".to_owned(),
        (_, "name") if of_person => "Ada Rossi".to_owned(),
        (Input::Choice, _) => {
            slot.choices.first().map_or_else(|| "1".to_owned(), |choice| choice.value.clone())
        }
        (Input::YesNo, _) => "SI".to_owned(),
        (Input::Weight, _) => "40".to_owned(),
        (Input::Number, _) => "4".to_owned(),
        (Input::Date, _) => "30/06/2025".to_owned(),
        (Input::Money, _) => "1.000,00".to_owned(),
        (Input::Target, _) => "5".to_owned(),
        (Input::Mark(sign), _) => sign.clone(),
        (Input::Months(marks), _) => marks.first().map(|mark| mark.text.clone()).unwrap_or_default(),
        (Input::Years | Input::Rule, _) => String::new(),
        (Input::Line | Input::Text | Input::Lines, _) => format!("Parola nuova {number}"),
    }
}

#[test]
fn a_new_form_that_is_filled_in_is_read_as_it_was_meant() {
    let mut faults = Vec::new();
    for case in samples() {
        let mut plan = case.read().plan;
        let mut objective = Objective::default();
        let last = plan.objectives.last().cloned().unwrap_or_default();
        objective.section = last.section.clone();
        let form = entry(&plan, &case.method, &objective);
        let grammar = Grammar::of(&plan, &case.method);
        apply(&mut objective, &sent(&form, &|slot| plausible(&form, slot, &last)), &grammar);
        plan.objectives.push(objective);
        if let Err(fault) = lost_in_print(&plan, &case.method) {
            faults.push(format!("{}: {fault}", case.name));
        }
    }
    report("schede nuove lette diversamente", &faults);
}

#[test]
fn more_rows_have_items_of_their_own() {
    for case in samples() {
        let plan = case.read().plan;
        let objective = plan.objectives.first().cloned().unwrap_or_default();
        let mut form = entry(&plan, &case.method, &objective);
        let mut targets: HashSet<String> = form.slots().map(|slot| slot.target.to_string()).collect();
        let tables = form.parts.iter().filter_map(|part| match part {
            Part::Table(table) => Some(table.blank.clone()),
            _ => None,
        });
        for blank in tables.collect::<Vec<_>>().into_iter().filter(|blank| !blank.is_empty()) {
            let more = form.another(&blank);
            let again = form.another(&more);
            for slot in more.iter().chain(&again).flat_map(|row| &row.cells).flat_map(|cell| &cell.slots) {
                assert!(targets.insert(slot.target.to_string()), "{}: {}", case.name, slot.target);
            }
            let numbers: Vec<u32> =
                [&blank, &more, &again].into_iter().filter_map(|rows| number(rows)).collect();
            assert!(numbers.windows(2).all(|pair| pair[1] == pair[0] + 1), "{}: {numbers:?}", case.name);
        }
    }
}

/// The number that a new phase has.
fn number(rows: &[TableRow]) -> Option<u32> {
    let slots = rows.iter().flat_map(|row| &row.cells).flat_map(|cell| &cell.slots);
    let mut numbers = slots.filter(|slot| slot.target.field_name() == "number");
    match numbers.next()?.preset.as_ref()? {
        Preset::Text(number) => number.parse().ok(),
        Preset::Of(_) => None,
    }
}
