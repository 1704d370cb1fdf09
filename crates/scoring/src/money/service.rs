//! Part-time and service in the year: they change the amount, never the score (rulebook 4.7 and 8.18).

use jiff::civil::Date;

use crate::exact::Exact;
use crate::function::Working;

/// The service of a person in a year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Service {
    /// Hours of the contract over those of full time, 0 to 1.
    pub part_time: Exact,
    /// First and last day in the year, both counted.
    pub from: Date,
    /// See `from`.
    pub to: Date,
    /// Days that by contract do not count.
    pub deducted: u32,
    /// Days of the year below which nobody is evaluated.
    pub minimum: Option<u32>,
}

/// What comes of it.
#[derive(Clone, Debug, PartialEq)]
pub enum ServiceOutcome {
    /// The coefficient of money.
    Coefficient(Exact, Vec<Working>),
    /// Too short to be evaluated: no premium, and no negative evaluation either.
    NotEvaluable(i64),
}

/// The coefficient of money; none when the last day comes before the first.
pub fn service(service: &Service) -> Option<ServiceOutcome> {
    let days = i64::from(service.from.until(service.to).ok()?.get_days()) + 1;
    let days = days.checked_sub(i64::from(service.deducted)).filter(|days| *days >= 0)?;
    if service.minimum.is_some_and(|minimum| days < i64::from(minimum)) {
        return Some(ServiceOutcome::NotEvaluable(days));
    }
    let year = i64::from(service.from.days_in_year());
    let coefficient = &service.part_time * &Exact::ratio(days, year)?;
    let with = format!("{} × {days} / {year}", service.part_time);
    let line = Working::new("tempo parziale × giorni in servizio / giorni dell'anno", with, &coefficient);
    Some(ServiceOutcome::Coefficient(coefficient, vec![line]))
}
