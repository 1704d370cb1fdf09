//! Which cuts for late payments a person is liable to, in each stretch of the year.

use std::collections::BTreeMap;

use scoring::Exact;
use scoring::evaluation::Liable;
use scoring::money::{Cut, Facts, Payments};

use crate::frame::Frame;
use crate::invoices::Invoices;
use crate::people::{Listed, Listing};

/// What is known of the payments of the body and of its units.
#[derive(Clone, Debug)]
pub struct Liability<'a> {
    frame: &'a Frame<'a>,
    body: Payments,
    units: BTreeMap<&'a str, Payments>,
}

impl<'a> Liability<'a> {
    /// By the invoices of the year, when they are at hand.
    pub fn new(frame: &'a Frame<'a>, invoices: Option<&Invoices>) -> Self {
        let of = |unit: Option<&str>| match invoices {
            Some(invoices) => invoices.payments(unit),
            None => Payments::unknown("mancano le fatture: indicarne la tabella con --invoices"),
        };
        let units = frame.units().map(|(id, _)| (id, of(Some(id)))).collect();
        Self { frame, body: of(None), units }
    }

    fn cuts(&self, stay: &Listing) -> Vec<Cut> {
        let own = self.frame.smvp.pay.cuts.iter();
        let own = own.filter(|cut| cut.roles.is_empty() || cut.roles.contains(&stay.role));
        own.map(|cut| cut.cut.clone()).collect()
    }

    /// Whether a person is liable to any cut in some stretches of the year.
    pub fn any(&self, person: &Listed, places: &[usize]) -> bool {
        places.iter().filter_map(|place| person.stays.get(*place)).any(|stay| !self.cuts(stay).is_empty())
    }

    /// The cuts of some stretches of the year, each on its part of an amount.
    pub fn of(&self, person: &Listed, places: &[usize], weights: &[Exact]) -> Vec<Liable> {
        let total: Exact = weights.iter().cloned().sum();
        let stays = places.iter().filter_map(|place| person.stays.get(*place));
        let several = places.len() > 1;
        let liable = stays.zip(weights).map(|(stay, weight)| Liable {
            share: if several {
                weight.checked_div(&total).unwrap_or_else(Exact::zero)
            } else {
                Exact::one()
            },
            cuts: self.cuts(stay),
            facts: Facts { body: self.body.clone(), unit: self.unit(stay) },
        });
        liable.collect()
    }

    fn unit(&self, stay: &Listing) -> Payments {
        let known = stay.unit.as_deref().and_then(|unit| self.units.get(unit));
        known.cloned().unwrap_or_else(|| {
            Payments::unknown("la tabella delle persone non dice la struttura di cui contano i pagamenti")
        })
    }
}
