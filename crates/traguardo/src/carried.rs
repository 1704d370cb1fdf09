//! What a plan in the exchange format carries beside the plan itself.

use std::borrow::Cow;

use domain::exchange::Coverage;
use domain::{Finding, Place, Severity};
use serde_json::Value as Json;

/// Its findings.
pub fn findings(json: &Json) -> Vec<Finding> {
    json.get("findings").and_then(Json::as_array).into_iter().flatten().map(finding).collect()
}

fn finding(json: &Json) -> Finding {
    let text = |key| json.get(key).and_then(Json::as_str).unwrap_or_default().to_owned();
    let number = |key| json.get(key).and_then(Json::as_u64);
    let small = |key| number(key).and_then(|number| u16::try_from(number).ok());
    let count = |key| number(key).and_then(|number| u32::try_from(number).ok());
    let place = count("line").map(|line| Place {
        file: small("file").unwrap_or(0),
        line,
        column: small("column").unwrap_or(1),
    });
    Finding {
        code: Cow::Owned(text("code")),
        severity: match text("severity").as_str() {
            "error" => Severity::Error,
            "warning" => Severity::Warning,
            _ => Severity::Info,
        },
        message: text("message"),
        place,
        objective: count("objective"),
        help: Cow::Owned(text("help")),
        basis: Cow::Owned(text("basis")),
    }
}

/// The account of the cells of its source.
pub fn coverage(json: &Json) -> Option<Coverage> {
    let coverage = json.get("coverage")?;
    let count = |key| coverage.get(key).and_then(Json::as_u64).and_then(|n| u32::try_from(n).ok());
    Some(Coverage {
        cells: count("cells")?,
        mapped: count("mapped")?,
        boilerplate: count("boilerplate")?,
        reported: count("reported")?,
        lost: count("lost")?,
    })
}

#[cfg(test)]
mod tests {
    use domain::Plan;
    use domain::exchange::plan_to_json;

    use super::*;

    #[test]
    fn findings_and_coverage_come_back_as_they_were_written() {
        let finding = Finding {
            code: "LETT-001".into(),
            severity: Severity::Warning,
            message: "una cosa da guardare".into(),
            place: Some(Place { file: 2, line: 41, column: 5 }),
            objective: Some(7),
            help: "guardare".into(),
            basis: "art. 4".into(),
        };
        let whole = Finding { place: None, objective: None, severity: Severity::Error, ..finding.clone() };
        let coverage = Coverage { cells: 6, mapped: 3, boilerplate: 2, reported: 1, lost: 0 };
        let json = plan_to_json(&Plan::default(), &[finding.clone(), whole.clone()], Some(coverage));
        assert_eq!(findings(&json), [finding, whole]);
        assert_eq!(super::coverage(&json), Some(coverage));
        let bare = plan_to_json(&Plan::default(), &[], None);
        assert!(findings(&bare).is_empty() && super::coverage(&bare).is_none());
    }
}
