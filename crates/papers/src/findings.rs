//! The findings of a check, for those who have to mend them.

use document::Document;
use domain::{Finding, Place, Plan, Severity};
use method::Method;
use outline::text;

use crate::listing::{NO_UNIT, begun, by_unit};
use crate::paper::Paper;
use crate::sums::TOTAL;

/// The severities, the worst first, as people call them.
const SEVERITIES: [(Severity, &str); 3] = [
    (Severity::Error, "Blocca l'approvazione"),
    (Severity::Warning, "Da verificare"),
    (Severity::Info, "Nota"),
];

/// What findings belong to that are about no objective.
const WHOLE: &str = "Piano nel suo insieme";

/// The findings by severity and unit, each with its place, its code, and the law or rule it rests on. They are
/// those of a check on this plan.
pub fn findings(plan: &Plan, method: &Method, findings: &[Finding]) -> Document {
    let mut paper = begun("Rilievi sul piano", plan, method);
    let units = units(plan, findings);
    summary(&mut paper, &units);
    for (severity, name) in SEVERITIES {
        if !findings.iter().any(|finding| finding.severity == severity) {
            continue;
        }
        paper.heading(2, name);
        for (unit, own) in &units {
            let own: Vec<&Finding> = own.iter().copied().filter(|one| one.severity == severity).collect();
            if !own.is_empty() {
                paper.heading(3, unit);
                rows(&mut paper, plan, &own);
            }
        }
    }
    paper.finish("Rilievi sul piano")
}

/// The findings by the unit whose objective they are about.
fn units<'a>(plan: &'a Plan, findings: &'a [Finding]) -> Vec<(&'a str, Vec<&'a Finding>)> {
    let unit = |finding: &&Finding| {
        let at = finding.objective.and_then(|ordinal| usize::try_from(ordinal).ok()?.checked_sub(1));
        match at.and_then(|at| plan.objectives.get(at)) {
            None => WHOLE,
            Some(objective) => match text(objective.unit.as_ref()) {
                "" => NO_UNIT,
                unit => unit,
            },
        }
    };
    by_unit(findings.iter().collect(), unit)
}

fn summary(paper: &mut Paper, units: &[(&str, Vec<&Finding>)]) {
    let names = SEVERITIES.map(|(_, name)| name);
    paper.header(&["Struttura", names[0], names[1], names[2]]);
    let mut totals = [0; SEVERITIES.len()];
    let texts = |name: &str, counts: [usize; SEVERITIES.len()]| -> Vec<String> {
        std::iter::once(name.to_owned()).chain(counts.map(|count| count.to_string())).collect()
    };
    for (unit, own) in units {
        let of = |severity: Severity| own.iter().filter(|one| one.severity == severity).count();
        let counts = SEVERITIES.map(|(severity, _)| of(severity));
        totals.iter_mut().zip(counts).for_each(|(total, count)| *total += count);
        paper.values(&texts(unit, counts));
    }
    paper.total(&texts(TOTAL, totals));
}

fn rows(paper: &mut Paper, plan: &Plan, findings: &[&Finding]) {
    paper.header(&["Codice", "Dove", "Rilievo", "Come rimediare", "In base a"]);
    for finding in findings {
        let place = finding.place.map(|place| place_said(plan, place)).unwrap_or_default();
        let also: Vec<String> = finding.also.iter().map(|place| place.line.to_string()).collect();
        let place =
            if also.is_empty() { place } else { format!("{place}; anche alle righe {}", also.join(", ")) };
        paper.values(&[&finding.code, place.as_str(), &finding.message, &finding.help, &finding.basis]);
    }
}

/// Line and cell of the document; its name when there are several.
fn place_said(plan: &Plan, place: Place) -> String {
    let place_in = format!("riga {}, cella {}", place.line, place.column);
    let name =
        plan.documents.get(usize::from(place.file)).map_or("", |document| text(document.name.as_ref()));
    if plan.documents.len() > 1 && !name.is_empty() { format!("{name}, {place_in}") } else { place_in }
}
