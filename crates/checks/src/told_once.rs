//! The same fault in several cells, rows or forms: told once, where it comes first, with the places of the others;
//! these are notes, so that each stays marked in the document. Messages say how often, not on which lines: two plans
//! are compared by them. What a finding is about is its subject, not the words of its message.

use std::collections::{BTreeMap, HashMap, HashSet};

use domain::text::folded;
use domain::{Finding, Place, Plan, Severity};

use crate::words::{listed, short, squeezed};

type Spot = (u16, u32);

/// Tells once what is told again and again.
pub fn fold(findings: &mut Vec<Finding>, plan: &Plan) {
    one_of_a_row(findings, plan);
    lines_without_label(findings);
    same_message(findings);
    says_none(findings);
    many_labels(findings);
    named_by_sum(findings, plan);
    renumbered(findings);
}

fn spot(finding: &Finding) -> Option<Spot> {
    finding.place.map(|place| (place.file, place.line))
}

/// The first of findings that say the same tells of all; the others become notes. `rows` are their positions.
fn tell_with_first(findings: &mut [Finding], mut rows: Vec<usize>) -> Option<&mut Finding> {
    rows.sort_by_key(|at| findings.get(*at).and_then(|finding| finding.place));
    let places: Vec<Place> = rows.iter().filter_map(|at| findings.get(*at)?.place).collect();
    let (first, again) = rows.split_first()?;
    for at in again {
        if let Some(finding) = findings.get_mut(*at) {
            finding.severity = Severity::Info;
        }
    }
    let first = findings.get_mut(*first)?;
    first.add_places(places);
    Some(first)
}

/// Findings that say one thing about the whole plan: the lines they name are its parts, no faults of their own.
const OF_THE_PLAN: &[&str] = &["CICLO-026", "FAM-003", "FAM-006", "IND-014", "PESI-010"];

/// A note on each further line that a finding names, where none of its kind stands: what looks at documents line by
/// line finds it there.
pub fn mark_each(findings: &mut Vec<Finding>) {
    let told: HashSet<(&str, Spot)> =
        findings.iter().filter_map(|finding| Some((finding.code.as_ref(), spot(finding)?))).collect();
    let bare = |finding: &&Finding, place: &Place| {
        !told.contains(&(finding.code.as_ref(), (place.file, place.line)))
    };
    let mut notes: Vec<Finding> = Vec::new();
    for finding in findings.iter().filter(|finding| !OF_THE_PLAN.contains(&finding.code.as_ref())) {
        notes.extend(finding.also.iter().filter(|place| bare(&finding, place)).map(|place| Finding {
            message: format!("anche qui: {}", finding.message),
            severity: Severity::Info,
            place: Some(*place),
            objective: None,
            change: None,
            also: Vec::new(),
            ..finding.clone()
        }));
    }
    findings.extend(notes);
}

/// Cells of one row that all have no place are told in one finding; the same is never said twice of a row.
fn one_of_a_row(findings: &mut Vec<Finding>, plan: &Plan) {
    let mut cells: HashMap<Spot, Vec<String>> = HashMap::new();
    for finding in findings.iter().filter(|finding| finding.code == "LETT-001") {
        if let (Some(spot), Some(text)) = (spot(finding), &finding.subject) {
            let text = format!("«{}»", short(text, 60));
            let all = cells.entry(spot).or_default();
            if !all.contains(&text) {
                all.push(text);
            }
        }
    }
    let names: HashMap<u32, HashSet<String>> = named_rows(findings, plan);
    cells.retain(|_, texts| texts.len() > 1);
    let mut told: HashSet<(String, Spot, String)> = HashSet::new();
    findings.retain_mut(|finding| {
        let Some(at) = spot(finding).filter(|_| finding.code.starts_with("LETT-")) else { return true };
        if let Some(texts) = cells.get(&at).filter(|_| finding.code == "LETT-001") {
            finding.message = format!("{} non hanno un posto nel modello", listed(texts));
            // A row of a grid that names its phase in two cells says nothing that is not known.
            let says = finding.objective.and_then(|of| names.get(&of)).is_some_and(|names| {
                finding.subject.as_deref().is_some_and(|subject| names.contains(&folded(subject)))
            });
            if says {
                finding.severity = Severity::Info;
            }
        }
        told.insert((finding.code.to_string(), at, finding.message.clone()))
    });
}

/// The numbers and texts of the phases of the objectives in which cells have no place.
fn named_rows(findings: &[Finding], plan: &Plan) -> HashMap<u32, HashSet<String>> {
    let mut names: HashMap<u32, HashSet<String>> = HashMap::new();
    for of in findings.iter().filter(|finding| finding.code == "LETT-001").filter_map(|f| f.objective) {
        let index = usize::try_from(of).ok().and_then(|of| of.checked_sub(1));
        let Some(objective) = index.and_then(|index| plan.objectives.get(index)) else { continue };
        names.entry(of).or_insert_with(|| {
            let read = |read: Option<&domain::Read<domain::Prose>>| read.map(|read| folded(&read.verbatim));
            let phases = objective.phases.iter();
            phases
                .flat_map(|phase| [read(phase.number.as_ref()), read(phase.text.as_ref())])
                .flatten()
                .collect()
        });
    }
    names
}

/// Values one under the other whose common label is missing.
fn lines_without_label(findings: &mut [Finding]) {
    let label = |finding: &Finding| {
        let label = finding.subject.clone().filter(|_| finding.code == "LETT-004")?;
        Some((finding.objective, label))
    };
    let mut runs: Vec<(Vec<usize>, u32)> = Vec::new();
    for at in 0..findings.len() {
        let Some((finding, (file, line))) = findings.get(at).and_then(|f| Some((f, spot(f)?))) else {
            continue;
        };
        let Some(own) = label(finding) else { continue };
        let goes_on = runs
            .last()
            .and_then(|(rows, last)| Some((findings.get(*rows.first()?)?, last)))
            .is_some_and(|(first, last)| {
                label(first).is_some_and(|known| known == own)
                    && spot(first).is_some_and(|(known, _)| known == file)
                    && (*last..=last.saturating_add(1)).contains(&line)
            });
        match runs.last_mut().filter(|_| goes_on) {
            Some((rows, last)) => {
                rows.push(at);
                *last = line;
            }
            None => runs.push((vec![at], line)),
        }
    }
    for (rows, _) in runs.into_iter().filter(|(rows, _)| rows.len() > 1) {
        let count = rows.len();
        if let Some(first) = tell_with_first(findings, rows) {
            first.message = format!("{} ({count} righe)", first.message);
        }
    }
}

/// The same said of several rows of a form, as of a label misspelled in each of its tables.
fn same_message(findings: &mut [Finding]) {
    let key = |finding: &Finding| {
        let warned = finding.severity == Severity::Warning
            && finding.objective.is_some()
            && finding.code != "LETT-008";
        warned.then(|| (finding.code.to_string(), finding.objective, finding.message.clone()))
    };
    let mut groups: HashMap<_, Vec<usize>> = HashMap::new();
    for (at, key) in findings.iter().enumerate().filter_map(|(at, finding)| Some((at, key(finding)?))) {
        groups.entry(key).or_default().push(at);
    }
    for rows in groups.into_values().filter(|rows| rows.len() > 1) {
        let lines: HashSet<Spot> = rows.iter().filter_map(|at| spot(findings.get(*at)?)).collect();
        if let Some(first) = tell_with_first(findings, rows).filter(|_| lines.len() > 1) {
            first.message = format!("{} ({} volte nella scheda)", first.message, lines.len());
        }
    }
}

/// Many labels of one form that are misspelled: the form is read badly, and has to be looked at whole.
fn many_labels(findings: &mut [Finding]) {
    const MANY: usize = 3;
    let mut forms: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for (at, finding) in findings.iter().enumerate() {
        let label = matches!(finding.code.as_ref(), "LETT-002" | "LETT-003");
        if let Some(form) = finding.objective.filter(|_| label && finding.severity == Severity::Warning) {
            forms.entry(form).or_default().push(at);
        }
    }
    for labels in forms.into_values().filter(|labels| labels.len() >= MANY) {
        let others = labels.len() - 1;
        if let Some(first) = tell_with_first(findings, labels) {
            first.message =
                format!("{}; altre {others} etichette della scheda sono scritte male", first.message);
        }
    }
}

/// Words that say that there is nothing, where the form has no place for them: nothing is lost with them.
fn says_none(findings: &mut [Finding]) {
    lower(findings, |_, finding| {
        let subject = finding.subject.as_deref().filter(|_| finding.code == "LETT-001");
        let text = subject.map(folded).unwrap_or_default();
        let words = text.split(' ').count();
        // A mark beside the words it repeats.
        let mark = matches!(text.as_str(), "s" | "n" | "si" | "no" | "x");
        mark || words <= 3 && (text.starts_with("non ") || text.starts_with("nessun") || text == "niente")
    });
}

/// Cells outside their header that are all read as the same field: the form is shifted, not one row of it.
pub fn same_field(findings: &mut [Finding]) {
    const MANY: usize = 4;
    let field = |finding: &Finding| {
        let warned = finding.code == "LETT-008" && finding.severity == Severity::Warning;
        finding.subject.clone().filter(|_| warned)
    };
    let mut rows: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, finding) in findings.iter().enumerate() {
        if let Some(field) = field(finding) {
            rows.entry(field).or_default().push(at);
        }
    }
    for (field, rows) in rows.into_iter().filter(|(_, rows)| rows.len() >= MANY) {
        let count = rows.len();
        if let Some(first) = tell_with_first(findings, rows) {
            first.message = format!(
                "in {count} righe il valore di «{field}» sta sotto l'intestazione di un'altra colonna"
            );
            first.objective = None;
        }
    }
}

/// Numbers missing in a unit whose weights say the same, and what they should come to.
fn named_by_sum(findings: &mut [Finding], plan: &Plan) {
    let named = |objective: &domain::plan::Objective| {
        objective.unit.as_ref().map(|unit| squeezed(&folded(&unit.verbatim)))
    };
    let mut units: HashMap<Place, String> = HashMap::new();
    for objective in &plan.objectives {
        let Some(unit) = named(objective) else { continue };
        let places = [objective.place, objective.weight.as_ref().and_then(|weight| weight.place)];
        units.extend(places.into_iter().flatten().map(|place| (place, unit.clone())));
    }
    let of = |finding: &Finding| units.get(&finding.place?);
    let summed: HashSet<String> = findings
        .iter()
        .filter(|finding| finding.code == "PESI-001" && finding.subject.is_some())
        .filter_map(of)
        .cloned()
        .collect();
    lower(findings, |_, finding| {
        matches!(finding.code.as_ref(), "LETT-007" | "NUM-002")
            && of(finding).is_some_and(|unit| summed.contains(unit))
    });
}

/// Rows that name a number which two rows above have, or none, because one of them is misnumbered.
fn renumbered(findings: &mut [Finding]) {
    let twice: HashSet<u32> =
        findings.iter().filter(|f| f.code == "NUM-003").filter_map(|f| f.objective).collect();
    lower(findings, |_, finding| {
        finding.code == "LETT-013" && finding.objective.is_some_and(|of| twice.contains(&of))
    });
}

fn lower(findings: &mut [Finding], mut which: impl FnMut(usize, &Finding) -> bool) {
    for (at, finding) in findings.iter_mut().enumerate() {
        if which(at, finding) {
            finding.severity = Severity::Info;
        }
    }
}

#[cfg(test)]
mod tests {
    use domain::CodeDefinition;
    use domain::plan::Objective;

    use super::*;

    fn finding(code: &'static str, line: u32, message: &str) -> Finding {
        let definition = CodeDefinition { code, severity: Severity::Warning, title: "", help: "", basis: "" };
        Finding { objective: Some(1), ..Finding::new(&definition, message, Some(Place::new(line, 1))) }
    }

    fn about(subject: &str, finding: Finding) -> Finding {
        Finding { subject: Some(subject.to_owned()), ..finding }
    }

    fn warned(mut findings: Vec<Finding>, plan: &Plan) -> Vec<String> {
        same_field(&mut findings);
        fold(&mut findings, plan);
        findings.into_iter().filter(|f| f.severity == Severity::Warning).map(|f| f.message).collect()
    }

    #[test]
    fn cells_without_a_place_are_all_named() {
        let cells = ["«uno» non ha un posto nel modello", "«due» non ha un posto nel modello"];
        let cells =
            ["uno", "due"].iter().zip(cells).map(|(text, said)| about(text, finding("LETT-001", 4, said)));
        let told = warned(cells.collect(), &Plan::default());
        assert_eq!(told, ["«uno» e «due» non hanno un posto nel modello"]);
    }

    #[test]
    fn each_further_line_gets_a_note_where_none_stands() {
        let mut first = finding("X-001", 4, "a");
        first.add_places([Place::new(6, 1), Place::new(9, 1)]);
        let mut findings = vec![first, finding("X-001", 9, "b")];
        mark_each(&mut findings);
        let told: Vec<_> = findings.iter().filter_map(|f| Some((f.place?.line, f.severity))).collect();
        assert_eq!(told, [(4, Severity::Warning), (9, Severity::Warning), (6, Severity::Info)]);
    }

    #[test]
    fn lines_under_a_missing_label_are_one_finding() {
        let line = |at| about("Note:", finding("LETT-004", at, "«a» letto come «Note:», che manca"));
        let told = warned(vec![line(4), line(5), line(6), line(9)], &Plan::default());
        assert_eq!(told.len(), 2);
        assert!(told[0].ends_with("(3 righe)"));
    }

    #[test]
    fn a_field_shifted_in_many_forms_is_one_finding() {
        let row = |at| about("capitolo", finding("LETT-008", at, "la riga non sta sotto l'intestazione"));
        assert_eq!(warned([1, 9, 17, 25].map(row).to_vec(), &Plan::default()).len(), 1);
        assert_eq!(warned([1, 9, 17].map(row).to_vec(), &Plan::default()).len(), 3);
    }

    #[test]
    fn a_missing_number_is_told_by_the_sum() {
        let unit = Some(domain::Datum::prose("Settore 1", None).into());
        let at =
            |line| Objective { place: Some(Place::new(line, 1)), unit: unit.clone(), ..Objective::default() };
        let plan = Plan { objectives: vec![at(1), at(9)], ..Plan::default() };
        let sum = about("2", finding("PESI-001", 1, "i pesi fanno 80 %; manca la scheda 2"));
        assert_eq!(warned(vec![sum, finding("LETT-007", 9, "manca il numero 2")], &plan).len(), 1);
        assert_eq!(warned(vec![finding("LETT-007", 9, "manca il numero 2")], &plan).len(), 1);
    }
}
