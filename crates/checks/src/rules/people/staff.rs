//! The table of the staff of the units: its sums, and the people in it.

use std::collections::{BTreeMap, BTreeSet};

use domain::Place;
use domain::plan::StaffLine;
use domain::text::folded;

use crate::context::{Context, place, text};
use crate::report::Report;
use crate::spelling::distance;
use crate::words::{listed, short};

/// A row of the table that has a figure.
struct Row<'a> {
    label: &'a str,
    total: bool,
    hundredths: i64,
    place: Option<Place>,
}

/// `3`, `17,8`, `30,85` in hundredths.
fn hundredths(figure: &str) -> Option<i64> {
    let figure = figure.trim().replace('.', ",");
    let (whole, part) = figure.split_once(',').unwrap_or((figure.as_str(), ""));
    let digits = |text: &str| text.chars().all(|c| c.is_ascii_digit());
    if whole.is_empty() || whole.len() > 6 || part.len() > 2 || !digits(whole) || !digits(part) {
        return None;
    }
    let part: i64 = format!("{part:0<2}").parse().ok()?;
    Some(whole.parse::<i64>().ok()? * 100 + part)
}

/// A figure as it is printed in Italian.
fn figure(hundredths: i64) -> String {
    let (whole, part) = (hundredths / 100, hundredths % 100);
    if part == 0 { whole.to_string() } else { format!("{whole},{part:02}").trim_end_matches('0').to_owned() }
}

/// The rows of the table in the order of the document: those of units, and those that sum up.
fn rows<'a>(context: &Context<'a>) -> Vec<Row<'a>> {
    let staff = &context.plan.staff;
    let spots: Vec<(u16, u32)> =
        staff.iter().filter_map(|line| line.place).map(|at| (at.file, at.line)).collect();
    let (Some((file, first)), Some((_, last))) = (spots.iter().min(), spots.iter().max()) else {
        return Vec::new();
    };
    let within = |at: &Place| at.file == *file && at.line > *first && at.line <= last.saturating_add(NEAR);
    let mut rows: Vec<Row<'_>> = Vec::new();
    for line in staff {
        if let Some(hundredths) = hundredths(text(line.total.as_ref())) {
            let total = line.unit.is_none() && line.people.is_none() && line.structure.is_none();
            let place = place(line.total.as_ref()).or(line.place);
            rows.push(Row { label: "", total, hundredths, place });
        }
    }
    for summary in &context.plan.summaries {
        let at = place(summary.subject.as_ref()).or(summary.place).filter(within);
        let amount = summary.figures.values().find_map(|figure| hundredths(&figure.verbatim));
        if let (Some(at), Some(hundredths)) = (at, amount) {
            rows.push(Row {
                label: text(summary.subject.as_ref()),
                total: true,
                hundredths,
                place: Some(at),
            });
        }
    }
    rows.sort_by_key(|row| row.place.map(|at| (at.file, at.line)));
    rows
}

/// How many lines after its last row the totals of a table may stand.
const NEAR: u32 = 10;

/// `PERS-024`: a total or subtotal of the staff that is not the sum of the rows above.
pub fn sums(context: &Context<'_>, report: &mut Report) {
    let (mut group, mut all, mut subtotals, mut totals) = (0, 0, 0, 0);
    for row in rows(context) {
        if !row.total {
            group += row.hundredths;
            all += row.hundredths;
            continue;
        }
        let partial = row.label.is_empty() || folded(row.label).starts_with("sub");
        let right: BTreeSet<i64> = if partial {
            BTreeSet::from([group])
        } else {
            // A total may rest on the rows or on the subtotals as they are printed; what counts
            // something else has none above it, and one over all has the totals.
            let over_all =
                folded(row.label).split(' ').any(|word| matches!(word, "generale" | "complessivo"));
            let sums = if over_all { [all, totals] } else { [all, subtotals + group] };
            sums.into_iter().filter(|sum| *sum > 0).collect()
        };
        if !right.is_empty() && !right.contains(&row.hundredths) && right != BTreeSet::from([0]) {
            let sums: Vec<String> = right.iter().map(|sum| figure(*sum)).collect();
            let name = if row.label.is_empty() {
                "il subtotale".to_owned()
            } else {
                format!("«{}»", short(row.label, 40))
            };
            let message = format!(
                "personale: {name} è {}, la somma delle righe è {}",
                figure(row.hundredths),
                sums.join(" o ")
            );
            report.plan("PERS-024", row.place, message);
        }
        if partial {
            subtotals += row.hundredths;
        } else {
            totals += row.hundredths;
            (all, subtotals) = (0, 0);
        }
        group = 0;
    }
}

/// `PERS-025`: a number of people in words of a total, and another number of them in the rows.
pub fn counts(context: &Context<'_>, report: &mut Report) {
    let staff = &context.plan.staff;
    let marks: usize =
        staff.iter().map(|line| folded(text(line.people.as_ref())).matches("part time").count()).sum();
    for summary in &context.plan.summaries {
        let subject = text(summary.subject.as_ref());
        let at = place(summary.subject.as_ref()).or(summary.place);
        let folded = folded(subject);
        if let Some(said) =
            folded.strip_suffix(" part time").and_then(|head| head.rsplit(' ').next()?.parse::<usize>().ok())
            && marks > 0
            && said != marks
        {
            let message = format!("personale: «{}», ma le righe ne segnano {marks}", short(subject, 60));
            report.plan("PERS-025", at, message);
        }
        let printed =
            summary.figures.values().find_map(|figure| figure.verbatim.trim().parse::<usize>().ok());
        let heads = managers(staff);
        if let Some(printed) = printed.filter(|_| folded.contains("dirigenti"))
            && heads.len() > 1
            && heads.len() != printed
        {
            let message = format!(
                "personale: «{}» è {printed}, la tabella ne nomina {}",
                short(subject, 60),
                heads.len()
            );
            report.plan("PERS-025", at, message);
        }
    }
}

/// The heads of structures, without the secretary; one name with a slip is no other head.
fn managers(staff: &[StaffLine]) -> BTreeSet<String> {
    let mut heads: BTreeSet<String> = BTreeSet::new();
    for line in staff {
        let head = folded(text(line.head.as_ref()));
        let known = heads.iter().take(MOST_HEADS).any(|known| distance(known, &head, 2).is_some());
        if !head.is_empty() && !head.contains("segretari") && !known {
            heads.insert(head);
        }
    }
    heads
}

/// More heads are not compared with each other.
const MOST_HEADS: usize = 64;

/// `PERS-023`: people in several units without the share of each; one finding.
pub fn without_share(context: &Context<'_>, report: &mut Report) {
    let mut people: BTreeMap<&str, Vec<&StaffLine>> = BTreeMap::new();
    for line in &context.plan.staff {
        let mut own: BTreeSet<&str> = BTreeSet::new();
        for name in text(line.people.as_ref()).split([',', ';', ':']).map(str::trim) {
            let plain = !name.is_empty()
                && name.len() < 30
                && name.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '.' | '\''));
            if plain && name.chars().any(char::is_lowercase) && own.insert(name) {
                people.entry(name).or_default().push(line);
            }
        }
    }
    let mut several: Vec<(&str, Vec<&StaffLine>)> =
        people.into_iter().filter(|(_, lines)| lines.len() > 1).collect();
    several.sort_by_key(|(name, lines)| (lines.first().and_then(|line| line.place), *name));
    let Some((_, lines)) = several.first() else { return };
    let at = lines.first().and_then(|line| place(line.people.as_ref()).or(line.place));
    let names: Vec<String> =
        several.iter().map(|(name, lines)| format!("{name} ({})", lines.len())).collect();
    let message = format!("personale: in più unità senza una quota per ciascuna: {}", listed(&names));
    report.plan("PERS-023", at, message);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_exact() {
        assert_eq!(hundredths("30,85"), Some(3085));
        assert_eq!(hundredths("4,2"), Some(420));
        assert_eq!(hundredths("112"), Some(11200));
        assert_eq!(hundredths("n. 7"), None);
        assert_eq!(figure(545), "5,45");
        assert_eq!(figure(10300), "103");
    }
}
