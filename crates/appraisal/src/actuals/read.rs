//! The table that was filled in.

use std::collections::HashMap;

use scoring::function::Function;
use scoring::state::{Reason, State};
use scoring::tree::{Item, Level};

use super::result::{day, euros, result};
use super::{
    ACT, ACT_DATE, Actuals, COMMITTED, Fault, ID, INVALID, Money, OPINION, PAID, PLANNED, PROPOSAL, REASON,
    RESULT, STATE,
};
use crate::approved::{Approved, walk};

/// Reads a table that was filled in; what is wrong with a cell leaves that cell out and is told.
pub fn read(approved: &Approved, text: &str) -> (Actuals, Vec<Fault>) {
    let text = text.trim_start_matches('\u{feff}');
    let delimiter = delimiter(text);
    let mut reader =
        csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).from_reader(text.as_bytes());
    let header = reader.headers().cloned().unwrap_or_default();
    let column = |name: &str| header.iter().position(|known| known.trim().eq_ignore_ascii_case(name));
    if column(ID).is_none() {
        let what = "manca: la prima riga deve avere i nomi delle colonne del modello".to_owned();
        return (Actuals::default(), vec![Fault { row: 1, column: ID, what }]);
    }
    let mut table = Table { year: approved.year, known: known(approved), ..Table::default() };
    for (record, row) in reader.records().zip(2..) {
        match record {
            Ok(record) => {
                let cell = |name: &str| column(name).and_then(|at| record.get(at)).unwrap_or_default().trim();
                table.row(row, &cell);
            }
            Err(_) => table.fault(row, ID, "la riga non si può leggere: il file dev'essere in UTF-8"),
        }
    }
    (table.actuals, table.faults)
}

/// The delimiter of the header: a semicolon, or what other programs make of it.
fn delimiter(text: &str) -> u8 {
    let header = text.lines().next().unwrap_or_default();
    let count = |delimiter: u8| header.bytes().filter(|byte| *byte == delimiter).count();
    [b';', b',', b'\t'].into_iter().max_by_key(|delimiter| count(*delimiter)).unwrap_or(b';')
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
        let of_money = [PLANNED, COMMITTED, PAID].iter().any(|name| !cell(name).is_empty());
        if written.is_empty() && state.is_empty() && !of_money {
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
            || (!state.is_empty() && self.actuals.states.contains_key(id))
            || (of_money && self.actuals.money.contains_key(id));
        if twice {
            return self.fault(row, ID, format!("«{id}» c'è in più righe: tenerne una"));
        }
        if !state.is_empty() {
            self.state(row, item, state, cell);
        }
        if of_money {
            self.money(row, item, cell);
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

    fn money<'c>(&mut self, row: usize, item: &Item, cell: &dyn Fn(&str) -> &'c str) {
        if item.level != Level::Objective {
            return self.fault(
                row,
                PLANNED,
                "le somme sono degli obiettivi: scriverle nella riga dell'obiettivo",
            );
        }
        let [planned, committed, paid] = [PLANNED, COMMITTED, PAID].map(|column| {
            let text = cell(column);
            let euros = euros(text);
            if euros.is_none() && !text.is_empty() {
                self.fault(row, column, format!("«{text}»: qui si scrive una somma in euro (12.500,00)"));
            }
            euros
        });
        self.actuals.money.insert(item.id.clone(), Money { planned, committed, paid });
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
