//! The table that was filled in.

use std::collections::HashMap;

use scoring::function::Function;
use scoring::state::{Reason, State};
use scoring::tree::{Item, Level};

use super::result::result;
use super::{ACT, ACT_DATE, Actuals, Fault, ID, INVALID, OPINION, PROPOSAL, REASON, RESULT, STATE};
use crate::approved::{Approved, walk};
use crate::cell::day;

/// Reads a table that was filled in; what is wrong with a cell leaves that cell out and is told.
pub fn read(approved: &Approved, text: &str) -> (Actuals, Vec<Fault>) {
    let file = crate::table::Table::read(text);
    if !file.has(ID) {
        let what = "manca: la prima riga deve avere i nomi delle colonne del modello".to_owned();
        return (Actuals::default(), vec![Fault { row: 1, column: ID, what }]);
    }
    let mut table = Table { year: approved.year, known: known(approved), ..Table::default() };
    for row in file.rows() {
        match row {
            Ok(row) => table.row(row.number, &|name| row.cell(name)),
            Err(row) => table.fault(row, ID, "la riga non si può leggere: il file dev'essere in UTF-8"),
        }
    }
    (table.actuals, table.faults)
}

fn known(approved: &Approved) -> HashMap<&str, (&Item, Option<&Function>)> {
    let mut known: HashMap<&str, (&Item, Option<&Function>)> = HashMap::new();
    walk(&approved.body, &mut |item| _ = known.insert(&item.id, (item, None)));
    for (item, function) in approved.measured() {
        known.insert(&item.id, (item, Some(function)));
    }
    known
}

#[derive(Default)]
struct Table<'a> {
    year: i16,
    known: HashMap<&'a str, (&'a Item, Option<&'a Function>)>,
    actuals: Actuals,
    faults: Vec<Fault>,
}

impl Table<'_> {
    fn fault(&mut self, row: usize, column: &'static str, what: impl Into<String>) {
        self.faults.push(Fault { row, column, what: what.into() });
    }

    fn row<'c>(&mut self, row: usize, cell: &dyn Fn(&str) -> &'c str) {
        let id = cell(ID);
        let (written, state) = (cell(RESULT), cell(STATE));
        if written.is_empty() && state.is_empty() {
            return;
        }
        let Some((item, function)) = self.known.get(id).copied() else {
            return self.fault(
                row,
                ID,
                format!("nel piano non c'è «{id}»: rifare il modello dal piano approvato"),
            );
        };
        let twice = (!written.is_empty() && self.actuals.results.contains_key(id))
            || (!state.is_empty() && self.actuals.states.contains_key(id));
        if twice {
            return self.fault(row, ID, format!("«{id}» c'è in più righe: tenerne una"));
        }
        if !state.is_empty() {
            self.state(row, item, state, cell);
        }
        match function {
            _ if written.is_empty() => {}
            None => self.fault(row, RESULT, "si calcola dalle sue parti: qui non si scrive nulla"),
            Some(function) => match result(function, written, cell(INVALID), self.year) {
                Ok(found) => self.actuals.results.extend(found.map(|found| (id.to_owned(), found))),
                Err(not) => self.fault(row, RESULT, format!("«{written}»: {not}")),
            },
        }
    }

    fn state<'c>(&mut self, row: usize, item: &Item, state: &str, cell: &dyn Fn(&str) -> &'c str) {
        if item.level != Level::Objective {
            return self.fault(row, STATE, "lo stato è degli obiettivi: scriverlo nella riga dell'obiettivo");
        }
        let text = |name: &str| Some(cell(name).to_owned()).filter(|text| !text.is_empty());
        let date = day(cell(ACT_DATE), self.year);
        if date.is_none() && !cell(ACT_DATE).is_empty() {
            self.fault(row, ACT_DATE, format!("«{}» non è una data", cell(ACT_DATE)));
        }
        let because = Reason {
            reason: text(REASON),
            proposal: text(PROPOSAL),
            opinion: text(OPINION),
            act: text(ACT),
            date,
        };
        let Some(state) = State::named(state, because) else {
            let terms = State::TERMS.join(", ");
            return self.fault(row, STATE, format!("«{state}» non è uno stato: gli stati sono {terms}"));
        };
        self.actuals.states.insert(item.id.clone(), state);
    }
}
