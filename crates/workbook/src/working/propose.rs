//! A spreadsheet that came back, compared with what was written and with the plan as it is now.

use std::collections::HashMap;
use std::fmt;

use domain::Entity;
use domain::Plan;
use domain::entity::FieldDefinition;
use domain::text::normal;
use formats::{Limits, Unreadable};
use method::Method;
use outline::edit::{Grammar, clean, written};

use super::item::{Item, Sort};
use super::memory::{Memory, Remembered};
use super::origin::Origin;
use super::proposal::{CellPlace, Change, Clash, Conflict, Fault, Note, Part, Proposal, What};
use super::rows::{Row, Sheet, read};

/// Why a file cannot be used. `Display` is the rest of an Italian sentence whose subject is the file.
#[derive(Debug)]
pub enum Unusable {
    /// It cannot be read.
    Unreadable(Unreadable),
    /// It is no working spreadsheet.
    NotWorking,
    /// None of its items is in the plan.
    OtherPlan,
}

impl fmt::Display for Unusable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable(error) => error.fmt(f),
            Self::NotWorking => f.write_str("non è un foglio di lavoro scritto da «traguardo sheet»"),
            Self::OtherPlan => {
                f.write_str("è il foglio di un altro piano: in questo non c'è nessuna delle sue voci")
            }
        }
    }
}

impl From<Unreadable> for Unusable {
    fn from(error: Unreadable) -> Self {
        Self::Unreadable(error)
    }
}

/// Whether a file is a working spreadsheet: its hidden sheet says so.
pub fn is_working(bytes: &[u8], limits: &Limits) -> bool {
    formats::xlsx::sheets(bytes, limits)
        .is_ok_and(|book| book.iter().any(|sheet| Memory::read(sheet).is_some()))
}

/// What a spreadsheet would change in a plan.
///
/// A cell that is as it was written changes nothing. One that differs is a change where the plan is as it was, nothing
/// where the plan has the same already, else a conflict.
///
/// # Errors
/// When the file cannot be read or is no working spreadsheet of the plan.
pub fn changes(plan: &Plan, method: &Method, bytes: &[u8], limits: &Limits) -> Result<Proposal, Unusable> {
    if formats::recognise(bytes)? != formats::Kind::Xlsx {
        return Err(Unusable::NotWorking);
    }
    let book = formats::xlsx::sheets(bytes, limits)?;
    let memory = book.iter().find_map(Memory::read).ok_or(Unusable::NotWorking)?;
    let mut proposal = Proposal::default();
    let sheets = read(&book, &memory, &mut proposal);
    let origin = Origin::find(plan, &memory, &titles(&sheets));
    if origin.is_of_another_plan() && !memory.items.is_empty() {
        return Err(Unusable::OtherPlan);
    }
    let remembered = memory.items.iter().map(|one| (one.item, one)).collect();
    let grammar = Grammar::of(plan, method);
    let mut comparison =
        Comparison { plan, grammar, memory: &memory, remembered, origin, proposal, met: HashMap::new() };
    for sheet in &sheets {
        for row in sheet.rows.iter().filter(|row| !row.item.is_empty()) {
            comparison.known_row(sheet, row);
        }
    }
    super::propose_new::additions(&mut comparison, &sheets);
    super::propose_gone::removals(&mut comparison, &sheets);
    Ok(comparison.proposal)
}

/// What the sheet calls its items now.
fn titles(sheets: &[Sheet]) -> HashMap<Item, String> {
    let mut titles = HashMap::new();
    for sheet in sheets {
        let Some(at) = sheet.columns.iter().position(|(_, column)| column.is_title()) else { continue };
        for row in &sheet.rows {
            titles
                .extend(Item::named(&row.item).zip(row.texts.get(at).map(|text| normal(text).into_owned())));
        }
    }
    titles
}

/// The three sides, and what came of comparing them.
pub struct Comparison<'c> {
    pub plan: &'c Plan,
    pub grammar: Grammar,
    pub memory: &'c Memory,
    pub remembered: HashMap<Item, &'c Remembered>,
    pub origin: Origin,
    pub proposal: Proposal,
    /// The items that were met, with the sheet and the row.
    pub met: HashMap<Item, CellPlace>,
}

/// A value of an item on the three sides.
pub struct Three<'t> {
    pub field: &'static FieldDefinition,
    pub key: Option<&'t str>,
    /// As it was when the sheet was written.
    pub base: &'t str,
    /// As it is in the sheet.
    pub text: &'t str,
}

impl Comparison<'_> {
    fn known_row(&mut self, sheet: &Sheet, row: &Row) {
        let at = sheet.cell(row, sheet.item_at);
        let known = Item::named(&row.item).and_then(|item| self.remembered.get(&item).copied());
        let Some(remembered) = known else {
            let id = &row.item;
            self.fault(
                at,
                format!("la voce «{id}» non è di questo foglio: se la riga è nuova svuota la cella"),
            );
            return;
        };
        if let Some(first) = self.met.get(&remembered.item) {
            let what = format!(
                "la voce «{}» c'è già alla cella {} di «{}»: se la riga è nuova svuota la cella, altrimenti toglila",
                row.item,
                first.name(),
                first.sheet
            );
            self.fault(at, what);
            return;
        }
        self.met.insert(remembered.item, at);
        let sort = remembered.item.sort();
        for ((column, text), at) in
            sheet.columns.iter().zip(&row.texts).map(|((at, c), text)| ((c, text), *at))
        {
            let at = sheet.cell(row, at);
            let Some(field) = column.field(sort) else {
                self.misplaced(at, &column.header(), sort, text);
                continue;
            };
            let base = match remembered.values.get(&column.header()) {
                Some(None) => continue,
                Some(Some(base)) => base.as_str(),
                None => "",
            };
            let text = clean(Some(field), text);
            let three = Three { field, key: column.key.as_deref(), base, text: &text };
            self.three_ways(remembered.item, &three, at);
        }
    }

    /// Text where nothing belongs.
    pub fn misplaced(&mut self, at: CellPlace, header: &str, sort: Sort, text: &str) {
        if !text.trim().is_empty() {
            let of = match sort {
                Sort::Objective => "un obiettivo non ha",
                Sort::Phase => "una fase non ha",
                Sort::Indicator => "un indicatore non ha",
            };
            self.fault(at, format!("{of} la colonna «{header}»: svuota la cella o sposta il testo"));
        }
    }

    fn three_ways(&mut self, item: Item, three: &Three<'_>, at: CellPlace) {
        let sort = item.sort();
        let Three { field, base, text, .. } = *three;
        if self.grammar.same(sort.name(), field, base, text) {
            return;
        }
        let Some(now) = self.origin.now(item) else {
            let what = set(three, base);
            let part = Part {
                item,
                objective: None,
                id: item.id(),
                name: String::new(),
                whole: gone(self.remembered.get(&item).copied()),
            };
            let change = Change { part, at: Some(at), what };
            self.proposal.conflicts.push(Conflict { change, clash: Clash::Gone });
            return;
        };
        self.against(now, three, at);
    }

    /// Compares what the sheet changed with an item of the plan.
    pub fn against(&mut self, now: Item, three: &Three<'_>, at: CellPlace) {
        let sort = now.sort();
        let Three { field, key, base, text } = *three;
        let current = now.of(self.plan).map(|entity| written(entity, field.name, key)).unwrap_or_default();
        if self.grammar.same(sort.name(), field, &current, text) {
            self.proposal.already += 1;
            return;
        }
        if text.is_empty() && field.name == sort.title() {
            self.fault(at, "il testo non può restare vuoto: scrivilo, o cancella la riga intera".to_owned());
            return;
        }
        self.doubts(sort, field, text, &at);
        let change = Change { part: part(self.plan, now), at: Some(at), what: set(three, &current) };
        if self.grammar.same(sort.name(), field, &current, base) {
            self.proposal.changes.push(change);
        } else {
            let clash = Clash::Value { was: base.to_owned(), now: current };
            self.proposal.conflicts.push(Conflict { change, clash });
        }
    }

    /// Tells of a text that is not what its field wants.
    pub fn doubts(&mut self, sort: Sort, field: &'static FieldDefinition, text: &str, at: &CellPlace) {
        match super::doubt::doubt(&self.grammar, sort, field, text) {
            None => {}
            Some(super::doubt::Doubt::Fault(what)) => {
                self.proposal.faults.push(Fault { at: at.clone(), what, doubtful: true });
            }
            Some(super::doubt::Doubt::Note(what)) => {
                self.proposal.notes.push(Note { at: Some(at.clone()), what });
            }
        }
    }

    pub fn fault(&mut self, at: CellPlace, what: String) {
        self.proposal.faults.push(Fault { at, what, doubtful: false });
    }
}

fn set(three: &Three<'_>, from: &str) -> What {
    What::Set {
        field: three.field,
        key: three.key.map(str::to_owned),
        from: from.to_owned(),
        to: three.text.to_owned(),
    }
}

/// What messages call an item of the plan.
pub fn part(plan: &Plan, item: Item) -> Part {
    let ordinal = u32::try_from(item.objective + 1).ok();
    let objective = plan.objectives.get(item.objective);
    let seen = objective.zip(ordinal).map(|(objective, ordinal)| outline::Seen { ordinal, objective });
    let whole = seen.as_ref().map(outline::Seen::name).unwrap_or_default();
    let name = match (objective, item.part) {
        (Some(objective), Some((Sort::Phase, at))) => {
            objective.phases.get(at).map(outline::moment::phase_name)
        }
        (Some(objective), Some((Sort::Indicator, at))) => {
            objective.indicators.get(at).map(outline::compare::indicator_name)
        }
        _ => None,
    };
    Part { item, objective: ordinal, id: item.id(), name: name.unwrap_or_default(), whole }
}

/// What messages call an item that the plan no longer has.
fn gone(remembered: Option<&Remembered>) -> String {
    let title = remembered.map_or("", |remembered| remembered.known[2].as_str());
    format!("«{}», che nel piano non c'è più", domain::text::short(title, 60))
}

/// Whether an item has changed since the sheet was written, in what the sheet shows of it.
pub fn has_changed(comparison: &Comparison<'_>, remembered: &Remembered, now: Item) -> bool {
    let Some(entity) = now.of(comparison.plan) else { return true };
    let entity: &dyn Entity = entity;
    remembered.values.iter().any(|(header, base)| {
        let Some(column) = super::columns::Column::named(header) else { return false };
        let Some((field, base)) = column.field(now.sort()).zip(base.as_deref()) else { return false };
        let current = written(entity, field.name, column.key.as_deref());
        !comparison.grammar.same(now.sort().name(), field, &current, base)
    })
}
