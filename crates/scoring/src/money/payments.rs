//! Payment times (D.L. 13/2023 art. 4-bis; L. 145/2018 art. 1 c. 859 and 861; rulebook 4.5 and 8.17): the
//! delay indicator out of invoices, and what result pay loses by it.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::cents::{cents, euros};
use crate::exact::Exact;
use crate::function::Working;

/// A commercial invoice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invoice {
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
}

impl Invoice {
    /// Days late, negative when early.
    pub fn days(&self) -> Option<i64> {
        match self.delay {
            Delay::Days(days) => Some(days),
            Delay::Between(due, paid) => due.until(paid).ok().map(|span| i64::from(span.get_days())),
        }
    }
}

/// The delay indicator, `Σ amount × days / Σ amount`, with how many were paid late; none without invoices.
pub fn delay_indicator(invoices: &[Invoice]) -> Option<(Exact, usize, Vec<Working>)> {
    let counted: Vec<(&Exact, i64)> = invoices
        .iter()
        .filter(|invoice| !invoice.excluded)
        .map(|invoice| Some((&invoice.amount, invoice.days()?)))
        .collect::<Option<_>>()?;
    let total: Exact = counted.iter().map(|(amount, _)| (*amount).clone()).sum();
    let weighted: Exact = counted.iter().map(|(amount, days)| *amount * &Exact::from(*days)).sum();
    let indicator = weighted.checked_div(&total)?;
    let late = counted.iter().filter(|(_, days)| *days > 0).count();
    let line = Working::new("Σ importo × giorni / Σ importo", format!("{weighted} / {total}"), &indicator);
    Some((indicator, late, vec![line]))
}

/// What late payments take from result pay.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Cut {
    /// A part of the pay is tied to the indicator: all of it or nothing (the law's).
    #[serde(rename = "quota-legata")]
    TiedShare {
        /// The part, per cent; not less than 30.
        share: Exact,
        /// The highest indicator that is well.
        threshold: Exact,
    },
    /// The pay is cut by a part when the indicator is over a threshold.
    #[serde(rename = "riduzione")]
    Reduction {
        /// The part, per cent.
        share: Exact,
        /// The highest indicator that is well.
        threshold: Exact,
    },
    /// The pay is cut by a part for each invoice paid late.
    #[serde(rename = "per-ritardo")]
    ForEach {
        /// The part for each, per cent.
        share: Exact,
    },
}

/// Result pay after cuts.
#[derive(Clone, Debug, PartialEq)]
pub struct PayCut {
    /// What is paid, to the cent.
    pub paid: Exact,
    /// How.
    pub working: Vec<Working>,
}

/// Result pay: the most there is, the score of the other objectives, and the cuts in their order. None
/// when a part is tied to an indicator that is not known.
pub fn result_pay(
    most: &Exact,
    score: &Exact,
    cuts: &[Cut],
    (indicator, late): (Option<&Exact>, usize),
) -> Option<PayCut> {
    let mut working = Vec::new();
    let tied: Exact = cuts
        .iter()
        .filter_map(|cut| match cut {
            Cut::TiedShare { share, .. } => Some(share.clone()),
            _ => None,
        })
        .sum();
    let tied_pay = &(most * &tied) / &Exact::hundred();
    let free = most - &tied_pay;
    let mut paid = &(&free * score) / &Exact::hundred();
    working.push(Working::new("parte libera × punteggio / 100", format!("{free} × {score} / 100"), &paid));
    for cut in cuts {
        let before = paid.clone();
        match cut {
            Cut::TiedShare { share, threshold } => {
                let part = &(most * share) / &Exact::hundred();
                let well = indicator? <= threshold;
                paid = if well { &paid + &part } else { paid };
                let result = if well { part } else { Exact::zero() };
                let with = format!("indicatore {}, limite {threshold}", indicator?);
                working.push(Working::new("parte legata ai tempi di pagamento", with, &result));
            }
            Cut::Reduction { share, threshold } => {
                if indicator? > threshold {
                    paid = &before - &(&(&before * share) / &Exact::hundred());
                    let with = format!("{before} − {share}%: indicatore {}, limite {threshold}", indicator?);
                    working.push(Working::new("riduzione per ritardo nei pagamenti", with, &paid));
                }
            }
            Cut::ForEach { share } => {
                let lost = (share * &Exact::from(i64::try_from(late).ok()?)).clamped();
                paid = &before - &(&(&before * &lost) / &Exact::hundred());
                let with = format!("{before} − {share}% × {late}");
                working.push(Working::new("riduzione per ogni pagamento in ritardo", with, &paid));
            }
        }
    }
    let rounded = euros(&cents(&paid));
    if rounded != paid {
        working.push(Working::new("al centesimo", paid.to_string(), &rounded));
    }
    Some(PayCut { paid: rounded, working })
}
