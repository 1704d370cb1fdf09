//! Every cell is accounted for.

use super::support::{all, report};

#[test]
fn no_cell_is_lost() {
    let mut faults = Vec::new();
    for case in all() {
        let coverage = case.read().coverage;
        let told = coverage.mapped + coverage.boilerplate + coverage.reported + coverage.lost;
        if coverage.lost != 0 || told != coverage.cells {
            faults.push(format!("{}: {coverage:?}", case.name));
        }
    }
    report("celle perdute", &faults);
}

#[test]
fn few_cells_are_left_to_a_person() {
    let mut faults = Vec::new();
    for case in all() {
        let coverage = case.read().coverage;
        if u64::from(coverage.reported) * 100 > u64::from(coverage.cells) * 3 {
            faults
                .push(format!("{}: {} celle segnalate su {}", case.name, coverage.reported, coverage.cells));
        }
    }
    report("documenti con più di 3 celle segnalate su cento", &faults);
}
