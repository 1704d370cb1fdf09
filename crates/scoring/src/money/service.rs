//! Part-time and service in the year: they change the amount, never the score (rulebook 4.7 and 8.18).

use std::fmt;

use jiff::civil::Date;

use crate::exact::Exact;
use crate::function::Working;

/// A stretch of service of a person in a year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// Hours of the contract over those of full time, 0 to 1.
    pub part_time: Exact,
    /// First and last day in the year, both counted.
    pub from: Date,
    /// See `from`.
    pub to: Date,
    /// Days that by contract do not count.
    pub deducted: u32,
}

/// What comes of service.
#[derive(Clone, Debug, PartialEq)]
pub enum Service {
    /// The coefficient of money, of each stretch and of all.
    Coefficient {
        /// Of each stretch, in their order.
        each: Vec<Exact>,
        /// Of all.
        all: Exact,
        /// How.
        working: Vec<Working>,
    },
    /// Too short to be evaluated: no premium, and no negative evaluation either.
    NotEvaluable(i64),
}

/// Why service cannot be reckoned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoService {
    /// It ends before it begins.
    Backwards,
    /// More days are taken off than there are.
    Deducted {
        /// Taken off.
        deducted: u32,
        /// Days there are.
        days: i64,
    },
}

impl fmt::Display for NoService {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Backwards => f.write_str("il servizio finisce prima di cominciare"),
            Self::Deducted { deducted, days } => {
                write!(f, "i giorni non computati sono {deducted}, più dei {days} giorni di servizio")
            }
        }
    }
}

impl Stretch {
    /// Days, both ends counted, before any are taken off.
    ///
    /// # Errors
    /// When the last day comes before the first.
    pub fn days(&self) -> Result<i64, NoService> {
        let days = self.from.until(self.to).map(|span| i64::from(span.get_days()) + 1);
        days.ok().filter(|days| *days > 0).ok_or(NoService::Backwards)
    }

    fn counted(&self) -> Result<i64, NoService> {
        let days = self.days()?;
        let counted = days - i64::from(self.deducted);
        if counted < 0 { Err(NoService::Deducted { deducted: self.deducted, days }) } else { Ok(counted) }
    }
}

/// The coefficient of money: part-time × days over the days of the year, over all stretches; with fewer days
/// than `minimum` nobody is evaluated.
///
/// # Errors
/// When a stretch ends before it begins, or more days are taken off than it has.
pub fn service(stretches: &[Stretch], minimum: Option<u32>) -> Result<Service, NoService> {
    let days: Vec<i64> = stretches.iter().map(Stretch::counted).collect::<Result<_, _>>()?;
    let total: i64 = days.iter().sum();
    if minimum.is_some_and(|minimum| total < i64::from(minimum)) {
        return Ok(Service::NotEvaluable(total));
    }
    let (mut each, mut working) = (Vec::new(), Vec::new());
    for (stretch, days) in stretches.iter().zip(days) {
        let year = Exact::from(i64::from(stretch.from.days_in_year()));
        let coefficient = &(&stretch.part_time * &Exact::from(days)) / &year;
        let with = format!("{} × {days} / {year}", stretch.part_time);
        working.push(Working::new(
            "tempo parziale × giorni in servizio / giorni dell'anno",
            with,
            &coefficient,
        ));
        each.push(coefficient);
    }
    let all: Exact = each.iter().cloned().sum();
    if each.len() > 1 {
        let terms: Vec<String> = each.iter().map(ToString::to_string).collect();
        working.push(Working::new("tempo di tutti i periodi", terms.join(" + "), &all));
    }
    Ok(Service::Coefficient { each, all, working })
}
