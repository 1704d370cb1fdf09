//! How late something is, in the unit that a rule counts in.

use domain::rule::Reference;
use domain::target::Span;
use jiff::ToSpan;
use jiff::civil::Date;

use super::dates::days_between;
use super::evaluate::{Working, written};
use super::{Fault, Undetermined};
use crate::calendar;
use crate::exact::Exact;

/// What a delay is counted from and in.
pub(super) struct Delay<'r> {
    pub reference: &'r Reference,
    pub unit: Span,
    pub due: Option<Date>,
}

impl Delay<'_> {
    /// The last day on time.
    fn term(&self) -> Result<Date, Undetermined> {
        match self.reference {
            Reference::Date(date) => Ok(*date),
            Reference::Deadline | Reference::After { .. } | Reference::Stated(_) => {
                self.due.ok_or_else(|| Undetermined::Function(Fault::NoDeadline.to_string()))
            }
        }
    }

    /// How late, in units that have begun; nought or less when it is on time.
    pub fn late(&self, done: Date) -> Result<(Exact, Working), Undetermined> {
        self.late_in(done, false)
    }

    /// How late, in whole units.
    pub fn late_in_whole(&self, done: Date) -> Result<(Exact, Working), Undetermined> {
        self.late_in(done, true)
    }

    fn late_in(&self, done: Date, whole: bool) -> Result<(Exact, Working), Undetermined> {
        let term = self.term()?;
        let days = days_between(term, done)?;
        let periods = |count: i64, per: i64| {
            if whole { count.div_euclid(per) } else { (count + per - 1).div_euclid(per) }
        };
        let months = |per: i64| months_late(term, done, whole).map(|months| periods(months, per));
        let (late, begun, complete) = match self.unit {
            // Results are days: the hours between them are not known.
            Span::Hours => {
                let why = "un ritardo in ore non si conta tra due giorni";
                return Err(Undetermined::Function(why.to_owned()));
            }
            Span::Days => (days, "giorni di ritardo", "giorni di ritardo"),
            Span::WorkingDays => {
                let late = calendar::working_days(term, done);
                (late, "giorni lavorativi di ritardo", "giorni lavorativi di ritardo")
            }
            Span::Weeks => (periods(days, 7), "settimane di ritardo iniziate", "settimane di ritardo intere"),
            Span::Months => (months(1)?, "mesi di ritardo iniziati", "mesi di ritardo interi"),
            Span::Quarters => (months(3)?, "trimestri di ritardo iniziati", "trimestri di ritardo interi"),
            Span::HalfYears => (months(6)?, "semestri di ritardo iniziati", "semestri di ritardo interi"),
            Span::Years => (months(12)?, "anni di ritardo iniziati", "anni di ritardo interi"),
        };
        let late = Exact::from(late);
        let formula = format!("d = {}", if whole { complete } else { begun });
        let with = format!("fatto il {}, termine il {}", written(done), written(term));
        Ok((late.clone(), Working::new(&formula, with, &late)))
    }
}

/// Months since a day, whole or begun: up to the same day of the next month one has begun.
fn months_late(term: Date, done: Date, whole: bool) -> Result<i64, Undetermined> {
    if done <= term {
        return Ok(0);
    }
    let too_far = |_| Undetermined::Function("date troppo lontane".to_owned());
    let mut months = 1_i64;
    while term.checked_add(months.months()).map_err(too_far)? < done {
        months += 1;
    }
    let complete = term.checked_add(months.months()).map_err(too_far)? == done;
    Ok(if whole && !complete { months - 1 } else { months })
}
