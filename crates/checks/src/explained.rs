//! Findings that another finding explains: told once, or told more softly.

use std::collections::{HashMap, HashSet};

use domain::plan::Objective;
use domain::{Finding, Place, Plan, Severity};

use crate::spelling::{distance, words};
use crate::told_once;

/// A code, and those that say less about the same cell.
const OF_A_CELL: &[(&str, &[&str])] = &[
    ("DATE-001", &["LETT-019"]),
    ("DATE-004", &["DATE-003"]),
    ("PERS-008", &["LETT-008"]),
    ("PERS-009", &["LETT-010"]),
];

/// A code, and those that say less about the same row.
const OF_A_ROW: &[(&str, &[&str])] = &[
    ("LETT-009", &["LETT-008"]),
    ("LETT-017", &["LETT-008"]),
    ("LETT-006", &["LETT-001", "LETT-005"]),
    ("PERS-024", &["LETT-004"]),
];

/// Codes about the whole plan that say that its month grids are not to be trusted, and the codes of single rows of
/// a grid, which then are only notes.
const OF_GRIDS: (&[&str], &[&str]) =
    (&["MESI-002", "MESI-004"], &["LETT-008", "LETT-009", "LETT-017", "MESI-006"]);

/// Takes away what another finding says better, and lowers what a finding about the whole plan explains.
pub fn settle(findings: &mut Vec<Finding>, plan: &Plan) {
    drop_explained(findings, OF_A_CELL, |place| (place.file, place.line, place.column));
    drop_explained(findings, OF_A_ROW, |place| (place.file, place.line, 0));
    // What has neither people nor money is told so.
    let bare: HashSet<Option<u32>> = findings
        .iter()
        .filter(|finding| finding.code == "BIL-004")
        .map(|finding| finding.objective)
        .collect();
    findings.retain(|finding| finding.code != "PERS-007" || !bare.contains(&finding.objective));
    drop_told_obstacles(findings);
    let torn = indicator_rows(&plan.fragments);
    for finding in findings.iter_mut().filter(|finding| finding.code == "LETT-013") {
        // The phases of a form that is lost are lost with it, and that is told.
        if finding.place.is_some_and(|place| torn.contains(&(place.file, place.line))) {
            finding.severity = Severity::Info;
        }
    }
    let (whole, single) = OF_GRIDS;
    if findings.iter().any(|finding| whole.contains(&finding.code.as_ref())) {
        let rows = phase_rows(plan);
        for finding in findings.iter_mut().filter(|finding| single.contains(&finding.code.as_ref())) {
            if finding.place.is_some_and(|place| rows.contains(&(place.file, place.line))) {
                finding.severity = Severity::Info;
            }
        }
    }
    name_misspelt(findings, plan);
    told_once::same_field(findings);
    fold_shifted(findings);
    told_once::fold(findings, plan);
}

/// Weights that keep something from being scored are told by the finding on these weights, where there is one.
fn drop_told_obstacles(findings: &mut Vec<Finding>) {
    let of = |code: &'static str| findings.iter().filter(move |finding| finding.code == code);
    let told: HashSet<u32> =
        of("PESI-003").chain(of("PESI-004")).filter_map(|finding| finding.objective).collect();
    let (units, body) = (of("PESI-001").next().is_some(), of("PESI-007").next().is_some());
    findings.retain(|finding| {
        let item = finding.subject.as_deref().unwrap_or_default();
        let known = finding.objective.is_some_and(|of| told.contains(&of))
            || units && item.starts_with('U')
            || body && item == appraisal::ids::BODY;
        finding.code != "ANNO-013" || finding.severity == Severity::Error || !known
    });
}

/// Whether two texts have the same words but for one of them, which is nearly the same.
fn one_slip(a: &[String], b: &[String]) -> bool {
    let mut differ = a.iter().zip(b).filter(|(a, b)| a != b);
    let (Some((one, other)), None) = (differ.next(), differ.next()) else { return false };
    let most = if one.len().min(other.len()) >= 8 { 2 } else { 1 };
    a.len() == b.len() && a.len() > 1 && distance(one, other, most).is_some()
}

/// A row that names a phase of its form with a slip: the phase is told, too.
fn name_misspelt(findings: &mut [Finding], plan: &Plan) {
    let rows = findings.iter_mut().filter(|finding| finding.code == "LETT-013");
    for finding in rows {
        let of = finding.objective.and_then(|ordinal| usize::try_from(ordinal).ok()?.checked_sub(1));
        let Some(objective) = of.and_then(|index| plan.objectives.get(index)) else { continue };
        let Some(wanted) = finding.subject.as_deref() else { continue };
        let wanted = words(wanted);
        let meant = objective.phases.iter().find(|phase| {
            let text = phase.text.as_ref().map_or("", |text| text.verbatim.as_str());
            let number = phase.number.as_ref().map_or("", |number| number.verbatim.as_str());
            one_slip(&wanted, &words(text)) || one_slip(&wanted, &words(&format!("{number} {text}")))
        });
        let place = meant.and_then(|phase| phase.place);
        finding.add_places(place);
    }
}

fn drop_explained(
    findings: &mut Vec<Finding>,
    pairs: &[(&str, &[&str])],
    spot: impl Fn(Place) -> (u16, u32, u16),
) {
    for (better, weaker) in pairs {
        let told: HashSet<(u16, u32, u16)> =
            findings.iter().filter(|f| f.code == *better).filter_map(|f| f.place).map(&spot).collect();
        findings.retain(|finding| {
            let explained = finding.place.is_some_and(|place| told.contains(&spot(place)));
            !(explained && weaker.contains(&finding.code.as_ref()))
        });
    }
}

/// One finding for the rows of a table, one under the other, that are shifted; none when the header just above was
/// mended, which says it all.
fn fold_shifted(findings: &mut Vec<Finding>) {
    const APART: u32 = 3;
    let spot = |finding: &Finding| finding.place.map(|place| (place.file, place.line));
    let headers: HashSet<(u16, u32)> =
        findings.iter().filter(|f| f.code == "LETT-003").filter_map(spot).collect();
    let shifted =
        findings.iter().filter(|f| f.code == "LETT-008").filter_map(|f| Some((spot(f)?, f.objective)));
    let mut rows: Vec<((u16, u32), Option<u32>)> = shifted.collect();
    rows.sort_unstable();
    rows.dedup();
    let mut runs: Vec<Vec<(u16, u32)>> = Vec::new();
    let mut last: Option<((u16, u32), Option<u32>)> = None;
    for row in rows {
        let ((file, line), of) = row;
        let goes_on = last.is_some_and(|((f, l), o)| f == file && o == of && line <= l.saturating_add(APART));
        match runs.last_mut().filter(|_| goes_on) {
            Some(run) => run.push((file, line)),
            None => runs.push(vec![(file, line)]),
        }
        last = Some(row);
    }
    let mended =
        |&(file, line): &(u16, u32)| (line.saturating_sub(2)..line).any(|l| headers.contains(&(file, l)));
    runs.retain(|run| !run.first().is_some_and(mended));
    let of_row: HashMap<(u16, u32), &Vec<(u16, u32)>> =
        runs.iter().flat_map(|run| run.iter().map(move |row| (*row, run))).collect();
    findings.retain_mut(|finding| {
        if finding.code != "LETT-008" {
            return true;
        }
        let Some(row) = spot(finding) else { return true };
        let Some(run) = of_row.get(&row) else { return false };
        match run.as_slice() {
            [first, _, ..] if *first == row => {
                finding.message = format!(
                    "{} righe della tabella non stanno sotto l'intestazione: le celle sono state attribuite per tipo \
                     e ordine",
                    run.len()
                );
                finding.add_places(run.iter().map(|(file, line)| Place { file: *file, line: *line, column: 1 }));
            }
            [_, _, ..] => finding.severity = Severity::Info,
            _ => {}
        }
        true
    });
}

/// The rows on which the indicators of some objectives stand.
fn indicator_rows(objectives: &[Objective]) -> HashSet<(u16, u32)> {
    let indicators = objectives.iter().flat_map(|objective| &objective.indicators);
    indicators.filter_map(|indicator| indicator.place).map(|place| (place.file, place.line)).collect()
}

/// The rows on which phases stand.
fn phase_rows(plan: &Plan) -> HashSet<(u16, u32)> {
    let objectives = plan.objectives.iter().chain(&plan.fragments);
    let places = objectives.flat_map(|objective| &objective.phases).filter_map(|phase| phase.place);
    places.map(|place| (place.file, place.line)).collect()
}

#[cfg(test)]
mod tests {
    use domain::CodeDefinition;
    use domain::plan::Phase;

    use super::*;

    fn finding(code: &'static str, line: u32) -> Finding {
        let definition = CodeDefinition { code, severity: Severity::Warning, title: "", help: "", basis: "" };
        Finding::new(&definition, "", Some(Place::new(line, 1)))
    }

    fn settled(mut findings: Vec<Finding>) -> Vec<(String, Severity)> {
        let phase = Phase { place: Some(Place::new(5, 1)), ..Phase::default() };
        let objective = Objective { phases: vec![phase], ..Objective::default() };
        settle(&mut findings, &Plan { objectives: vec![objective], ..Plan::default() });
        findings.into_iter().map(|finding| (finding.code.into_owned(), finding.severity)).collect()
    }

    #[test]
    fn what_is_told_better_is_told_once() {
        let kept = settled(vec![finding("LETT-019", 3), finding("DATE-001", 3), finding("LETT-019", 4)]);
        assert_eq!(kept, [("DATE-001".into(), Severity::Warning), ("LETT-019".into(), Severity::Warning)]);
    }

    #[test]
    fn shifted_rows_of_a_table_are_told_together() {
        let lines = [10, 12, 14, 30];
        let kept = settled(lines.map(|line| finding("LETT-008", line)).to_vec());
        assert_eq!(kept.iter().filter(|(_, severity)| *severity == Severity::Warning).count(), 2);
        assert!(settled(vec![finding("LETT-003", 9), finding("LETT-008", 10)]).len() == 1);
    }

    #[test]
    fn rows_of_grids_that_are_all_wrong_are_notes() {
        let kept = settled(vec![finding("MESI-004", 1), finding("LETT-008", 5), finding("LETT-008", 16)]);
        let severities: Vec<Severity> = kept.into_iter().map(|(_, severity)| severity).collect();
        assert_eq!(severities, [Severity::Warning, Severity::Info, Severity::Warning]);
    }
}
