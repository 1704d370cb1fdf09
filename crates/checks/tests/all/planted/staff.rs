//! Planted faults of the table of the staff.

use domain::plan::StaffLine;

use super::case::{of, said, value};
use super::planter::{At, Planter, number, one, plan};
use super::tables::{SUM, halves};

pub const PLANTERS: &[Planter] = &[
    plan("PERS-023", &[], |case, seed| {
        let last = one(&case.plan.staff, seed, |line| plain(line).is_some())?;
        let first = one(&case.plan.staff[..last], seed, |line| line.people.is_some())?;
        let name = plain(&case.plan.staff[last])?.to_owned();
        let line = &mut case.plan.staff[first];
        line.people = said(format!("{}, {name}", of(line.people.as_ref())));
        Some(At::Line)
    }),
    plan("PERS-024", &[], |case, seed| {
        let wrong = halves(100 + seed.below(300));
        match seed.below(3) {
            0 => {
                case.plan.summaries.first_mut()?.figures.insert("05".to_owned(), value(wrong));
            }
            1 => {
                let at = one(&case.plan.staff, seed, sums_up)?;
                case.plan.staff[at].total = said(wrong);
            }
            // The sum tells it: it stands on the line below the last office of a unit.
            _ => {
                let at = one(&case.plan.staff, seed, sums_up)?.checked_sub(1)?;
                case.plan.staff[at].total = said(wrong);
            }
        }
        Some(At::Line)
    }),
    plan("PERS-025", &[], |case, seed| {
        let of_people = seed.once_in(2);
        let line =
            if of_people { case.plan.summaries.first_mut()? } else { case.plan.summaries.last_mut()? };
        if of_people {
            let subject = of(line.subject.as_ref()).to_owned();
            let (before, count) = subject.strip_suffix(" part-time")?.rsplit_once(' ')?;
            line.subject = said(format!("{before} {} part-time", number(count) + 1 + seed.below(5)));
        } else {
            let count = number(&line.figures.get("05")?.verbatim) + 1 + seed.below(5);
            line.figures.insert("05".to_owned(), value(count.to_string()));
        }
        Some(At::Line)
    }),
];

/// Somebody of an office who is there with the whole of the time.
fn plain(line: &StaffLine) -> Option<&str> {
    of(line.people.as_ref()).split(", ").find(|name| !name.is_empty() && !name.contains('('))
}

fn sums_up(line: &StaffLine) -> bool {
    of(line.unit.as_ref()) == SUM
}
