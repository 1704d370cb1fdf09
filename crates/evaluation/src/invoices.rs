//! The table of commercial invoices, and the delay indicator of the body and of each unit out of it (L. 145/2018
//! art. 1 c. 859 and 861; rulebook 4.5 and 8.17).

use std::collections::BTreeSet;

use appraisal::BODY;
use appraisal::cell::{day, number, yes_no};
use appraisal::table::{At, Fault, Row, Table};
use domain::text::folded;
use jiff::civil::Date;
use scoring::Entry;
use scoring::money::{Delay, Invoice, NoIndicator, Payments, delay_indicator};

use crate::frame::Frame;

/// The invoices of a table, each with the unit whose it is.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Invoices {
    /// Id of the unit, when it is told, and the invoice.
    pub invoices: Vec<(Option<String>, Invoice)>,
    /// Up to which day an invoice that is due and not paid counts.
    pub measured: Option<Date>,
}

/// The columns of the table, in order.
pub const COLUMNS: [&str; 6] = [INVOICE, UNIT, AMOUNT, DUE, PAID, EXCLUDED];

const INVOICE: &str = "fattura";
const UNIT: &str = "struttura";
const AMOUNT: &str = "importo";
const DUE: &str = "scadenza";
const PAID: &str = "pagata";
const EXCLUDED: &str = "esclusa";

/// Words for an invoice that the law leaves out.
const REASONS: [&str; 6] =
    ["contestata", "sospesa", "non dovuta", "in contenzioso", "stornata", "non esigibile"];

/// Reads the table; what is wrong with a cell is told, and a table with faults is not used.
pub fn read(frame: &Frame<'_>, text: &str, measured: Option<Date>) -> (Invoices, Vec<Fault>) {
    let table = Table::read(text);
    if let Some(missing) = [INVOICE, AMOUNT, DUE, PAID].into_iter().find(|column| !table.has(column)) {
        let what = format!("manca: le colonne sono {}", COLUMNS.join(", "));
        return (Invoices::default(), vec![Fault::new(At::HEADER, missing, what)]);
    }
    let mut faults = Vec::new();
    if let Some(stranger) = table.stranger(&COLUMNS) {
        let what = format!("la colonna «{stranger}» non c'è; le colonne sono: {}", COLUMNS.join(", "));
        faults.push(Fault::new(At::HEADER, INVOICE, what));
    }
    let (mut invoices, mut known) = (Vec::new(), BTreeSet::new());
    for row in table.rows() {
        match row {
            Ok(row) if row.is_blank(&COLUMNS) => {}
            Ok(row) => invoices.extend(invoice(frame, &row, &mut known, &mut faults)),
            Err(row) => {
                let what = "la riga non si può leggere: il file dev'essere in UTF-8";
                faults.push(Fault::new(row, INVOICE, what));
            }
        }
    }
    (Invoices { invoices, measured }, faults)
}

/// A row; none when one of its cells cannot be used. Every fault of the row is told.
fn invoice(
    frame: &Frame<'_>,
    row: &Row<'_>,
    known: &mut BTreeSet<String>,
    faults: &mut Vec<Fault>,
) -> Option<(Option<String>, Invoice)> {
    let mut fault = |column, what: String| faults.push(Fault::new(row.at(), column, what));
    let id = row.cell(INVOICE);
    if id.is_empty() {
        fault(INVOICE, "manca il numero della fattura".to_owned());
    } else if !known.insert(id.to_owned()) {
        fault(INVOICE, format!("«{id}» c'è due volte: un importo conta una volta sola"));
    }
    let unit = match row.cell(UNIT) {
        "" => Some(None),
        text => frame.unit(text).map(|id| Some(id.to_owned())).map_err(|what| fault(UNIT, what)).ok(),
    };
    let amount = number(row.cell(AMOUNT).trim_start_matches('€').trim_end_matches('€').trim());
    if amount.is_none() {
        fault(AMOUNT, format!("«{}» non è un importo in euro", row.cell(AMOUNT)));
    }
    let mut date = |column: &'static str| match row.cell(column) {
        "" => Some(None),
        text => {
            let found = day(text, frame.scored.year);
            if found.is_none() {
                fault(column, format!("«{text}» non è una data: si scrive come 30/06/{}", frame.scored.year));
            }
            found.map(Some)
        }
    };
    let (due, paid) = (date(DUE), date(PAID));
    let excluded = excluded(row.cell(EXCLUDED)).map_err(|what| fault(EXCLUDED, what)).ok();
    let (due, paid, excluded) = (due?, paid?, excluded?);
    if due.is_none() && !excluded {
        fault(DUE, "manca la scadenza".to_owned());
        return None;
    }
    let delay = match (due, paid) {
        (Some(due), Some(paid)) => Delay::Between(due, paid),
        (Some(due), None) => Delay::Unpaid(due),
        (None, _) => Delay::Unknown,
    };
    Some((unit?, Invoice { id: id.to_owned(), amount: amount?, delay, excluded }))
}

fn excluded(text: &str) -> Result<bool, String> {
    if text.is_empty() {
        return Ok(false);
    }
    if let Some(said) = yes_no(text) {
        return Ok(said);
    }
    if REASONS.contains(&folded(text).as_str()) {
        return Ok(true);
    }
    Err(format!("«{text}»: si scrive sì, no, o il motivo ({})", REASONS.join(", ")))
}

impl Invoices {
    fn of(&self, unit: Option<&str>) -> Vec<Invoice> {
        let own = self.invoices.iter().filter(|(of, _)| unit.is_none() || of.as_deref() == unit);
        own.map(|(_, invoice)| invoice.clone()).collect()
    }

    /// What is known of the payments of the body, or of one of its units. Of a unit that had no invoices it is known
    /// that it was not late.
    pub fn payments(&self, unit: Option<&str>) -> Payments {
        match delay_indicator(&self.of(unit), self.measured) {
            Ok(found) => Payments::of(&found),
            Err(NoIndicator::Nothing) => Payments::none(),
            Err(why) => Payments::unknown(&told(&why)),
        }
    }

    /// The indicators: of the body, then of each unit that has invoices.
    pub fn entries(&self, frame: &Frame<'_>) -> Vec<Entry> {
        let mut entries = vec![self.entry(BODY, "indicatore di ritardo dell'ente, in giorni", None)];
        for (id, name) in frame.units() {
            if self.invoices.iter().any(|(unit, _)| unit.as_deref() == Some(id)) {
                let title = format!("indicatore di ritardo, in giorni: {name}");
                entries.push(self.entry(id, &title, Some(id)));
            }
        }
        entries
    }

    fn entry(&self, id: &str, title: &str, unit: Option<&str>) -> Entry {
        let id = format!("ritardo-{id}");
        match delay_indicator(&self.of(unit), self.measured) {
            Ok(found) => {
                let title = format!("{title}; fatture in ritardo: {}", found.late);
                Entry { working: found.working, ..Entry::of(&id, &title, 2, found.indicator) }
            }
            Err(why) => Entry::without(&id, title, 2, told(&why)),
        }
    }
}

/// What is wrong, and how it is mended in the table or on the command line.
fn told(why: &NoIndicator) -> String {
    match why {
        NoIndicator::Unpaid(_) => format!("{why} (--measured-on, colonna «{EXCLUDED}»)"),
        _ => why.to_string(),
    }
}
