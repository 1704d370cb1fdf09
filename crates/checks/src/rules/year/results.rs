//! The cells of the tables of results.

use appraisal::actuals::KNOWN;

use super::called;
use crate::context::Context;
use crate::moment::written;
use crate::report::Report;

/// `ANNO-017`: values that were known only after the measurement had to be closed.
pub fn late(context: &Context<'_>, report: &mut Report) {
    let (Some(timeline), Some(deadline)) = (context.timeline(), context.method.smvp.measurement_deadline)
    else {
        return;
    };
    for round in &timeline.rounds {
        let mut rows: Vec<(u32, jiff::civil::Date)> = Vec::new();
        for remark in round.actuals.remarks.values() {
            rows.extend(remark.known.filter(|known| *known > deadline).map(|known| (remark.line, known)));
        }
        rows.sort_unstable();
        let Some((first, last)) = rows.first().zip(rows.iter().map(|(_, known)| *known).max()) else {
            continue;
        };
        let message = format!(
            "valori rilevati dopo il termine della misurazione ({}): {}, l'ultimo il {}",
            written(deadline),
            rows.len(),
            written(last)
        );
        let others = rows.iter().skip(1).map(|(line, _)| round.cell(*line, KNOWN));
        report.plan("ANNO-017", Some(round.cell(first.0, KNOWN)), message).also_at(others);
    }
}

/// `ANNO-019`: cells of a table that cannot be used.
pub fn unusable(context: &Context<'_>, report: &mut Report) {
    let Some(timeline) = context.timeline() else { return };
    for round in &timeline.rounds {
        for fault in &round.faults {
            let table = called(
                if round.of.act.kind == "relazione" { "la Relazione" } else { "il monitoraggio" },
                &round.of.act,
            );
            let message = format!("risultati ({table}): {fault}");
            report.plan("ANNO-019", Some(round.cell(fault.at.line, fault.column)), message);
        }
    }
}
