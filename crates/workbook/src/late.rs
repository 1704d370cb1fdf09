//! How late something is, as a formula: the same count as that of the program (`scoring::calendar`, months that
//! have begun up to the same day), day for day.

use domain::target::Span;
use jiff::ToSpan;
use jiff::civil::{Date, Weekday, date};
use rust_xlsxwriter::{Format, Workbook};

use crate::scores::{NotWritten, excel_day};

/// The sheet that lists the holidays.
const SHEET: &str = "Festivi";

/// Years before and after that of the plan for which holidays are listed.
const BEFORE: i16 = 2;
const AFTER: i16 = 10;

/// The days that are no working days though they are none of the weekend, of the years around a plan.
pub struct Holidays {
    first: i16,
    last: i16,
    days: Vec<Date>,
}

impl Holidays {
    /// Those around a year.
    pub fn around(year: i16) -> Self {
        let (first, last) = (year.saturating_sub(BEFORE), year.saturating_add(AFTER));
        let free = |day: &Date| {
            !scoring::calendar::is_working(*day)
                && !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday)
        };
        let end = Date::new(last, 12, 31).unwrap_or(Date::MAX);
        let begin = Date::new(first, 1, 1).unwrap_or_else(|_| date(1900, 1, 1));
        let days = begin.series(1.day()).take_while(|day| *day <= end).filter(free).collect();
        Self { first, last, days }
    }

    fn range(&self) -> String {
        format!("{SHEET}!$A$2:$A${}", self.days.len() + 1)
    }

    /// The sheet with their list.
    pub fn write(&self, workbook: &mut Workbook) -> Result<(), NotWritten> {
        let sheet = workbook.add_worksheet();
        sheet.set_name(SHEET)?;
        sheet.set_column_width(0, 14)?;
        let bold = Format::new().set_bold();
        let title = format!("Giorni festivi dello Stato tra lunedì e venerdì, {}-{}", self.first, self.last);
        sheet.write_with_format(0, 0, title, &bold)?;
        let look = Format::new().set_num_format("dd/mm/yyyy");
        for (day, row) in self.days.iter().zip(1..) {
            sheet.write_with_format(row, 0, &excel_day(*day)?, &look)?;
        }
        sheet.protect();
        Ok(())
    }
}

/// Whether a formula needs the list of holidays.
pub fn needs_holidays(formula: &str) -> bool {
    formula.contains(SHEET)
}

/// How late the day in a cell is, in units that have begun or, where `whole`, in complete ones; none when a
/// spreadsheet cannot count so.
pub fn late(v: &str, term: Date, unit: Span, whole: bool, holidays: &Holidays) -> Option<String> {
    let months = |per: i16| {
        let months = months(v, term, whole);
        match (per, whole) {
            (1, _) => months,
            (per, true) => format!("INT({months}/{per})"),
            (per, false) => format!("ROUNDUP({months}/{per},0)"),
        }
    };
    Some(match unit {
        Span::Hours => return None,
        Span::Days => format!("({v}-{})", day(term)),
        Span::WorkingDays => working_days(v, term, holidays)?,
        Span::Weeks if whole => format!("INT(({v}-{})/7)", day(term)),
        Span::Weeks => format!("INT(({v}-{}+6)/7)", day(term)),
        Span::Months => months(1),
        Span::Quarters => months(3),
        Span::HalfYears => months(6),
        Span::Years => months(12),
    })
}

/// Working days after the term; less than nought before it. Beyond the years of the list there is no score.
fn working_days(v: &str, term: Date, holidays: &Holidays) -> Option<String> {
    let years = holidays.first..=holidays.last;
    if !years.contains(&term.year()) {
        return None;
    }
    let (t, off, first, last) = (day(term), holidays.range(), holidays.first, holidays.last);
    let after = format!("NETWORKDAYS({t}+1,{v},{off})");
    let before = format!("-NETWORKDAYS({v}+1,{t},{off})");
    Some(format!(
        "IF(OR(YEAR({v})<{first},YEAR({v})>{last}),NA(),IF({v}>{t},{after},IF({v}<{t},{before},0)))"
    ))
}

/// Months after the term, up to its own day of a later month (or the last day of a shorter one); nought before it.
fn months(v: &str, term: Date, whole: bool) -> String {
    let (t, year, month) = (day(term), term.year(), term.month());
    let apart = format!("((YEAR({v})-{year})*12+MONTH({v})-{month})");
    let rest =
        if whole { format!("-(EDATE({t},{apart})>{v})") } else { format!("+(EDATE({t},{apart})<{v})") };
    format!("IF({v}<={t},0,{apart}{rest})")
}

/// A day in a formula.
pub fn day(day: Date) -> String {
    format!("DATE({},{},{})", day.year(), day.month(), day.day())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_has_the_holidays_of_the_state_that_are_no_weekend() {
        let days = Holidays::around(2026).days;
        let of_2026: Vec<String> = days
            .iter()
            .filter(|day| day.year() == 2026)
            .map(|day| day.strftime("%d/%m").to_string())
            .collect();
        // The 25th of April, the 15th of August, the 4th of October, the 1st of November and the 26th of December of
        // 2026 are days of a weekend.
        assert_eq!(of_2026, ["01/01", "06/01", "06/04", "01/05", "02/06", "08/12", "25/12"]);
    }

    #[test]
    fn months_are_counted_without_the_count_of_a_spreadsheet() {
        let holidays = Holidays::around(2026);
        let term = date(2026, 1, 31);
        assert_eq!(
            late("G2", term, Span::Months, false, &holidays).unwrap(),
            "IF(G2<=DATE(2026,1,31),0,((YEAR(G2)-2026)*12+MONTH(G2)-1)\
             +(EDATE(DATE(2026,1,31),((YEAR(G2)-2026)*12+MONTH(G2)-1))<G2))"
        );
        assert!(late("G2", date(2050, 1, 1), Span::WorkingDays, false, &holidays).is_none());
    }

    /// What the formula of months does, said in Rust, beside the program itself on every day of two years.
    #[test]
    fn the_months_of_the_formula_are_those_of_the_program() {
        use domain::Rule;
        use domain::rule::{PerPeriod, Reference};
        use scoring::function::{Function, Silent};
        for term in
            [date(2026, 1, 31), date(2026, 2, 28), date(2024, 2, 29), date(2026, 6, 30), date(2026, 12, 15)]
        {
            for whole in [false, true] {
                let rule = Rule::PerPeriod(PerPeriod {
                    reference: Reference::Deadline,
                    points: 1.into(),
                    every: Span::Months,
                    step: 1,
                    whole,
                    tolerance: 0,
                    from_first: false,
                    floor: 0.into(),
                    zero_after: None,
                });
                let function =
                    Function::Rule { rule, due: Some(term), target: None, silent: Silent::default() };
                for done in term.checked_sub(40.days()).unwrap().series(1.day()).take(770) {
                    let apart = (i64::from(done.year()) - i64::from(term.year())) * 12
                        + i64::from(done.month())
                        - i64::from(term.month());
                    let same = term.checked_add(apart.months()).unwrap();
                    let late = match (done <= term, whole) {
                        (true, _) => 0,
                        (false, true) => apart - i64::from(same > done),
                        (false, false) => apart + i64::from(same < done),
                    };
                    let score = function.evaluate(Some(&scoring::Actual::Done(done))).unwrap().score;
                    assert_eq!(score, scoring::Exact::from(100 - late), "{term} {done} {whole}");
                }
            }
        }
    }
}
