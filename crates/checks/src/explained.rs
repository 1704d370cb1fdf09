//! Findings that another finding explains: told once, or told more softly.

use std::collections::HashSet;

use domain::{Finding, Place, Plan, Severity};

/// A code, and those that say less about the same cell.
const OF_A_CELL: &[(&str, &[&str])] =
    &[("DATE-001", &["LETT-019"]), ("PERS-008", &["LETT-008"]), ("PERS-009", &["LETT-010"])];

/// A code, and those that say less about the same row.
const OF_A_ROW: &[(&str, &[&str])] = &[("LETT-009", &["LETT-008"]), ("LETT-017", &["LETT-008"])];

/// Codes about the whole plan that say that its month grids are not to be trusted, and the codes of single rows of
/// a grid, which then are only notes.
const OF_GRIDS: (&[&str], &[&str]) = (&["MESI-002", "MESI-004"], &["LETT-008", "LETT-009", "LETT-017"]);

/// Takes away what another finding says better, and lowers what a finding about the whole plan explains.
pub fn settle(findings: &mut Vec<Finding>, plan: &Plan) {
    drop_explained(findings, OF_A_CELL, |place| (place.file, place.line, place.column));
    drop_explained(findings, OF_A_ROW, |place| (place.file, place.line, 0));
    let (whole, single) = OF_GRIDS;
    if findings.iter().any(|finding| whole.contains(&finding.code.as_ref())) {
        let rows = phase_rows(plan);
        for finding in findings.iter_mut().filter(|finding| single.contains(&finding.code.as_ref())) {
            if finding.place.is_some_and(|place| rows.contains(&(place.file, place.line))) {
                finding.severity = Severity::Info;
            }
        }
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

/// The rows on which phases stand.
fn phase_rows(plan: &Plan) -> HashSet<(u16, u32)> {
    let objectives = plan.objectives.iter().chain(&plan.fragments);
    let places = objectives.flat_map(|objective| &objective.phases).filter_map(|phase| phase.place);
    places.map(|place| (place.file, place.line)).collect()
}

#[cfg(test)]
mod tests {
    use domain::CodeDefinition;
    use domain::plan::{Objective, Phase};

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
    fn rows_of_grids_that_are_all_wrong_are_notes() {
        let kept = settled(vec![finding("MESI-004", 1), finding("LETT-008", 5), finding("LETT-008", 6)]);
        let severities: Vec<Severity> = kept.into_iter().map(|(_, severity)| severity).collect();
        assert_eq!(severities, [Severity::Warning, Severity::Info, Severity::Warning]);
    }
}
