//! The table that was filled in.

use std::collections::HashMap;

use scoring::function::Function;
use scoring::state::{Reason, State};
use scoring::tree::{Item, Level};

use super::remark::{Cause, Remark};
use super::result::result;
use super::{
    ACT, ACT_DATE, Actuals, CAUSE, COLUMNS, COMMITTED, EXPLANATION, Fault, ID, INVALID, KNOWN, Money,
    OPINION, PAID, PLANNED, PROPOSAL, REASON, RESULT, STATE,
};
use crate::approved::{Approved, walk};
use crate::cell::{day, euros};
use crate::table::At;

/// The columns of money.
const MONEY: [&str; 3] = [PLANNED, COMMITTED, PAID];

/// Reads a table that was filled in; what is wrong with a cell leaves that cell out and is told.
pub fn read(approved: &Approved, text: &str) -> (Actuals, Vec<Fault>) {
    let file = crate::table::Table::read(text);
    if !file.has(ID) {
        let what = "manca: la prima riga deve avere i nomi delle colonne del modello".to_owned();
        return (Actuals::default(), vec![Fault::new(At::HEADER, ID, what)]);
    }
    let mut table = Table { year: approved.year, known: known(approved), ..Table::default() };
    let place = |name: &&'static str| Some((*name, file.column(name)?));
    table.actuals.columns = COLUMNS.iter().filter_map(place).collect();
    for row in file.rows() {
        match row {
            Ok(row) => table.row(row.at(), &|name| row.cell(name)),
            Err(at) => table.fault(at, ID, "la riga non si può leggere: il file dev'essere in UTF-8"),
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
    fn fault(&mut self, at: At, column: &'static str, what: impl Into<String>) {
        self.faults.push(Fault::new(at, column, what));
    }

    fn row<'c>(&mut self, at: At, cell: &dyn Fn(&str) -> &'c str) {
        let id = cell(ID);
        let (written, state) = (cell(RESULT), cell(STATE));
        let of_money = MONEY.iter().any(|name| !cell(name).is_empty());
        let Some((item, function)) = self.known.get(id).copied() else {
            let says = [RESULT, STATE, KNOWN, CAUSE, EXPLANATION].iter().any(|name| !cell(name).is_empty())
                || of_money;
            if says {
                let what = format!("nel piano non c'è «{id}»: rifare il modello dal piano approvato");
                self.fault(at, ID, what);
            }
            return;
        };
        let twice = (!written.is_empty() && self.actuals.results.contains_key(id))
            || (!state.is_empty() && self.actuals.states.contains_key(id))
            || (of_money && self.actuals.money.contains_key(id));
        if twice {
            return self.fault(at, ID, format!("«{id}» c'è in più righe: tenerne una"));
        }
        self.remark(at, id, cell);
        if !state.is_empty() {
            self.state(at, item, state, cell);
        }
        if of_money {
            self.money(at, item, cell);
        }
        match function {
            _ if written.is_empty() => {}
            None => self.fault(at, RESULT, "si calcola dalle sue parti: qui non si scrive nulla"),
            Some(function) => match result(function, written, cell(INVALID), self.year) {
                Ok(found) => self.actuals.results.extend(found.map(|found| (id.to_owned(), found))),
                Err(not) => self.fault(at, RESULT, format!("«{written}»: {not}")),
            },
        }
    }

    /// What stands beside the result.
    fn remark<'c>(&mut self, at: At, id: &str, cell: &dyn Fn(&str) -> &'c str) {
        let (said, because) = (cell(KNOWN), cell(CAUSE));
        let (known, cause) = (day(said, self.year), Cause::named(because));
        if known.is_none() && !said.is_empty() {
            self.fault(at, KNOWN, format!("«{said}» non è una data"));
        }
        if cause.is_none() && !because.is_empty() {
            let terms = Cause::TERMS.join(", ");
            self.fault(at, CAUSE, format!("«{because}» non è una causa: le cause sono {terms}"));
        }
        let explanation = Some(cell(EXPLANATION).to_owned()).filter(|text| !text.is_empty());
        self.actuals.remarks.insert(id.to_owned(), Remark { line: at.line, known, cause, explanation });
    }

    fn money<'c>(&mut self, at: At, item: &Item, cell: &dyn Fn(&str) -> &'c str) {
        if item.level != Level::Objective {
            return self.fault(
                at,
                PLANNED,
                "le somme sono degli obiettivi: scriverle nella riga dell'obiettivo",
            );
        }
        let [planned, committed, paid] = MONEY.map(|column| {
            let text = cell(column);
            let euros = euros(text);
            if euros.is_none() && !text.is_empty() {
                self.fault(at, column, format!("«{text}»: qui si scrive una somma in euro (12.500,00)"));
            }
            euros
        });
        self.actuals.money.insert(item.id.clone(), Money { planned, committed, paid });
    }

    fn state<'c>(&mut self, at: At, item: &Item, state: &str, cell: &dyn Fn(&str) -> &'c str) {
        if item.level != Level::Objective {
            return self.fault(at, STATE, "lo stato è degli obiettivi: scriverlo nella riga dell'obiettivo");
        }
        let text = |name: &str| Some(cell(name).to_owned()).filter(|text| !text.is_empty());
        let date = day(cell(ACT_DATE), self.year);
        if date.is_none() && !cell(ACT_DATE).is_empty() {
            self.fault(at, ACT_DATE, format!("«{}» non è una data", cell(ACT_DATE)));
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
            return self.fault(at, STATE, format!("«{state}» non è uno stato: gli stati sono {terms}"));
        };
        self.actuals.states.insert(item.id.clone(), state);
    }
}
