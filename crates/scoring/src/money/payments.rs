//! Payment times (D.L. 13/2023 art. 4-bis; L. 145/2018 art. 1 c. 859 and 861; rulebook 4.5 and 8.17): the
//! delay indicator out of invoices.

use std::fmt;

use jiff::civil::Date;

use crate::exact::Exact;
use crate::function::Working;

/// A commercial invoice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invoice {
    /// Its number, or its place in the list.
    pub id: String,
    /// Euros to be paid.
    pub amount: Exact,
    /// The day it is due, or how late it was paid.
    pub delay: Delay,
    /// Disputed, suspended or not due: it does not count.
    pub excluded: bool,
}

/// How late an invoice was paid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Delay {
    /// Days, negative when early.
    Days(i64),
    /// Between the day it was due and the day it was paid.
    Between(Date, Date),
    /// Not paid yet: the day it was due.
    Unpaid(Date),
    /// Nothing is said of it.
    Unknown,
}

/// What the invoices of a body or of a unit say.
#[derive(Clone, Debug, PartialEq)]
pub struct PaymentTimes {
    /// `Σ amount × days / Σ amount`; negative when they are paid early.
    pub indicator: Exact,
    /// How many were late.
    pub late: usize,
    /// How.
    pub working: Vec<Working>,
}

/// Why there is no delay indicator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoIndicator {
    /// No invoice counts.
    Nothing,
    /// An invoice is not paid, and nothing says up to which day it counts.
    Unpaid(Vec<String>),
    /// An invoice has neither days nor dates.
    Unknown(String),
}

impl fmt::Display for NoIndicator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Nothing => f.write_str("non c'è nessuna fattura da contare"),
            Self::Unpaid(ids) => {
                let named = ids.iter().take(3).map(|id| format!("«{id}»")).collect::<Vec<_>>().join(", ");
                let more = if ids.len() > 3 { " e altre" } else { "" };
                write!(
                    f,
                    "fatture senza data di pagamento: {} ({named}{more}); dire il giorno della misura, fino al quale \
                     contano, o escluderle",
                    ids.len()
                )
            }
            Self::Unknown(id) => {
                write!(f, "della fattura «{id}» manca la scadenza, o di quanti giorni è in ritardo")
            }
        }
    }
}

/// The days that an invoice counts; `None` when it does not count.
fn days(invoice: &Invoice, measured: Option<Date>) -> Result<Option<i64>, NoIndicator> {
    let between = |due: Date, day: Date| due.until(day).ok().map(|span| i64::from(span.get_days()));
    let unknown = || NoIndicator::Unknown(invoice.id.clone());
    match (&invoice.delay, measured) {
        (Delay::Days(days), _) => Ok(Some(*days)),
        (Delay::Between(due, paid), _) => between(*due, *paid).map(Some).ok_or_else(unknown),
        // Not paid and not yet due: its delay is not known, and the indicator is of invoices that are due.
        (Delay::Unpaid(due), Some(day)) if *due >= day => Ok(None),
        (Delay::Unpaid(due), Some(day)) => between(*due, day).map(Some).ok_or_else(unknown),
        (Delay::Unpaid(_), None) => Err(NoIndicator::Unpaid(vec![invoice.id.clone()])),
        (Delay::Unknown, _) => Err(unknown()),
    }
}

/// The delay indicator: an invoice that is not paid and was due before the day of the measurement counts up to
/// that day.
///
/// # Errors
/// When no invoice counts, or one is unpaid and no day of measurement is given.
pub fn delay_indicator(invoices: &[Invoice], measured: Option<Date>) -> Result<PaymentTimes, NoIndicator> {
    let (mut counted, mut unpaid, mut open) = (Vec::new(), Vec::new(), 0_usize);
    for invoice in invoices.iter().filter(|invoice| !invoice.excluded) {
        match days(invoice, measured) {
            Ok(days) => {
                open += usize::from(matches!(invoice.delay, Delay::Unpaid(_)) && days.is_some());
                counted.extend(days.map(|days| (&invoice.amount, days)));
            }
            Err(NoIndicator::Unpaid(ids)) => unpaid.extend(ids),
            Err(other) => return Err(other),
        }
    }
    if !unpaid.is_empty() {
        return Err(NoIndicator::Unpaid(unpaid));
    }
    let total: Exact = counted.iter().map(|(amount, _)| (*amount).clone()).sum();
    let weighted: Exact = counted.iter().map(|(amount, days)| *amount * &Exact::from(*days)).sum();
    let indicator = weighted.checked_div(&total).ok_or(NoIndicator::Nothing)?;
    let late = counted.iter().filter(|(_, days)| *days > 0).count();
    let mut working = Vec::new();
    if let Some(day) = measured.filter(|_| open > 0) {
        let with = format!("contate fino al {}", meaning::date::render(day));
        working.push(Working::said("fatture scadute e non pagate", with, open.to_string()));
    }
    let line = Working::new("Σ importo × giorni / Σ importo", format!("{weighted} / {total}"), &indicator);
    working.push(line);
    Ok(PaymentTimes { indicator, late, working })
}
