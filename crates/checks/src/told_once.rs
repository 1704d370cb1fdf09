//! The same fault in several cells, rows or forms: told once, where it comes first; the others are notes, so that
//! each stays marked in the document. Messages say how often, not on which lines: two plans are compared by them.

use std::collections::{BTreeMap, HashMap, HashSet};

use domain::text::folded;
use domain::{Finding, Place, Plan, Severity};

use crate::words::{listed, squeezed};

type Spot = (u16, u32);

/// Tells once what is told again and again.
pub fn fold(findings: &mut Vec<Finding>, plan: &Plan) {
    one_of_a_row(findings);
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

/// The first text in quotes.
fn quoted(message: &str) -> Option<&str> {
    let from = message.find('«')?;
    let to = message.get(from..)?.find('»')?;
    message.get(from..from + to + '»'.len_utf8())
}

/// Cells of one row that all have no place are told in one finding; the same is never said twice of a row.
fn one_of_a_row(findings: &mut Vec<Finding>) {
    let mut cells: HashMap<Spot, Vec<String>> = HashMap::new();
    for finding in findings.iter().filter(|finding| finding.code == "LETT-001") {
        if let (Some(spot), Some(text)) = (spot(finding), quoted(&finding.message)) {
            let all = cells.entry(spot).or_default();
            if !all.iter().any(|known| known == text) {
                all.push(text.to_owned());
            }
        }
    }
    cells.retain(|_, texts| texts.len() > 1);
    let mut told: HashSet<(String, Spot, String)> = HashSet::new();
    findings.retain_mut(|finding| {
        let Some(at) = spot(finding).filter(|_| finding.code.starts_with("LETT-")) else { return true };
        if let Some(texts) = cells.get(&at).filter(|_| finding.code == "LETT-001") {
            finding.message = format!("{} non hanno un posto nel modello", listed(texts));
        }
        told.insert((finding.code.to_string(), at, finding.message.clone()))
    });
}

/// Values one under the other whose common label is missing.
fn lines_without_label(findings: &mut [Finding]) {
    let label = |finding: &Finding| {
        let (_, label) = finding.message.split_once(" letto come ")?;
        Some((finding.objective, label.to_owned())).filter(|_| finding.code == "LETT-004")
    };
    let mut runs: Vec<(usize, Vec<u32>)> = Vec::new();
    let mut folded_away: HashSet<usize> = HashSet::new();
    for at in 0..findings.len() {
        let Some((finding, (file, line))) = findings.get(at).and_then(|f| Some((f, spot(f)?))) else {
            continue;
        };
        let Some(own) = label(finding) else { continue };
        let goes_on = runs
            .last()
            .and_then(|(first, lines)| Some((findings.get(*first)?, lines.last()?)))
            .is_some_and(|(first, last)| {
                label(first).is_some_and(|known| known == own)
                    && spot(first).is_some_and(|(known, _)| known == file)
                    && (*last..=last.saturating_add(1)).contains(&line)
            });
        match runs.last_mut().filter(|_| goes_on) {
            Some((_, lines)) => {
                lines.push(line);
                folded_away.insert(at);
            }
            None => runs.push((at, vec![line])),
        }
    }
    for (first, lines) in runs.iter().filter(|(_, lines)| lines.len() > 1) {
        let Some(finding) = findings.get_mut(*first) else { continue };
        finding.message = format!("{} ({} righe)", finding.message, lines.len());
    }
    lower(findings, |at, _| folded_away.contains(&at));
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
    let mut again: HashSet<usize> = HashSet::new();
    for mut rows in groups.into_values().filter(|rows| rows.len() > 1) {
        rows.sort_by_key(|at| findings.get(*at).and_then(|finding| finding.place));
        let lines: HashSet<Spot> = rows.iter().filter_map(|at| spot(findings.get(*at)?)).collect();
        if let Some(first) = rows.first().and_then(|at| findings.get_mut(*at)).filter(|_| lines.len() > 1) {
            first.message = format!("{} ({} volte nella scheda)", first.message, lines.len());
        }
        again.extend(rows.into_iter().skip(1));
    }
    lower(findings, |at, _| again.contains(&at));
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
    for mut labels in forms.into_values().filter(|labels| labels.len() >= MANY) {
        labels.sort_by_key(|at| findings.get(*at).and_then(|finding| finding.place));
        let again: HashSet<usize> = labels.iter().skip(1).copied().collect();
        if let Some(first) = labels.first().and_then(|at| findings.get_mut(*at)) {
            let others = labels.len() - 1;
            first.message =
                format!("{}; altre {others} etichette della scheda sono scritte male", first.message);
        }
        lower(findings, |at, _| again.contains(&at));
    }
}

/// Words that say that there is nothing, where the form has no place for them: nothing is lost with them.
fn says_none(findings: &mut [Finding]) {
    lower(findings, |_, finding| {
        let text =
            quoted(&finding.message).filter(|_| finding.code == "LETT-001").map(folded).unwrap_or_default();
        let words = text.split(' ').count();
        // A mark beside the words it repeats.
        let mark = matches!(text.trim_matches(['«', '»']), "s" | "n" | "si" | "no" | "x");
        mark || words <= 3 && (text.starts_with("non ") || text.starts_with("nessun") || text == "niente")
    });
}

/// Cells outside their header that are all read as the same field: the form is shifted, not one row of it.
pub fn same_field(findings: &mut [Finding]) {
    const MANY: usize = 4;
    let field = |finding: &Finding| {
        let warned = finding.code == "LETT-008" && finding.severity == Severity::Warning;
        let (_, field) = finding.message.split_once(" è stato letto come ").filter(|_| warned)?;
        Some(field.to_owned())
    };
    let mut rows: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, finding) in findings.iter().enumerate() {
        if let Some(field) = field(finding) {
            rows.entry(field).or_default().push(at);
        }
    }
    for (field, mut rows) in rows.into_iter().filter(|(_, rows)| rows.len() >= MANY) {
        rows.sort_by_key(|at| findings.get(*at).and_then(|finding| finding.place));
        let again: HashSet<usize> = rows.iter().skip(1).copied().collect();
        if let Some(first) = rows.first().and_then(|at| findings.get_mut(*at)) {
            first.message = format!(
                "in {} righe il valore di «{field}» sta sotto l'intestazione di un'altra colonna",
                rows.len()
            );
            first.objective = None;
        }
        lower(findings, |at, _| again.contains(&at));
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
        .filter(|finding| finding.code == "PESI-001" && finding.message.contains("; manca"))
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

    fn warned(mut findings: Vec<Finding>, plan: &Plan) -> Vec<String> {
        same_field(&mut findings);
        fold(&mut findings, plan);
        findings.into_iter().filter(|f| f.severity == Severity::Warning).map(|f| f.message).collect()
    }

    #[test]
    fn cells_without_a_place_are_all_named() {
        let cells = ["«uno» non ha un posto nel modello", "«due» non ha un posto nel modello"];
        let told = warned(cells.map(|text| finding("LETT-001", 4, text)).to_vec(), &Plan::default());
        assert_eq!(told, ["«uno» e «due» non hanno un posto nel modello"]);
    }

    #[test]
    fn lines_under_a_missing_label_are_one_finding() {
        let line = |at| finding("LETT-004", at, "«a» letto come «Note:», che manca");
        let told = warned(vec![line(4), line(5), line(6), line(9)], &Plan::default());
        assert_eq!(told.len(), 2);
        assert!(told[0].ends_with("(3 righe)"));
    }

    #[test]
    fn a_field_shifted_in_many_forms_is_one_finding() {
        let row = |at| {
            finding("LETT-008", at, "la riga non sta sotto l'intestazione: «1» è stato letto come capitolo")
        };
        assert_eq!(warned([1, 9, 17, 25].map(row).to_vec(), &Plan::default()).len(), 1);
        assert_eq!(warned([1, 9, 17].map(row).to_vec(), &Plan::default()).len(), 3);
    }

    #[test]
    fn a_missing_number_is_told_by_the_sum() {
        let unit = Some(domain::Datum::prose("Settore 1", None).into());
        let at =
            |line| Objective { place: Some(Place::new(line, 1)), unit: unit.clone(), ..Objective::default() };
        let plan = Plan { objectives: vec![at(1), at(9)], ..Plan::default() };
        let sum = finding("PESI-001", 1, "i pesi fanno 80 %; manca la scheda 2");
        assert_eq!(warned(vec![sum, finding("LETT-007", 9, "manca il numero 2")], &plan).len(), 1);
        assert_eq!(warned(vec![finding("LETT-007", 9, "manca il numero 2")], &plan).len(), 1);
    }
}
