//! Reading what was printed gives the same plan.

use super::content::lost_in_print;
use super::support::{all, report};

#[test]
fn reading_what_was_printed_gives_the_same_plan() {
    let mut faults = Vec::new();
    for case in all() {
        if let Err(fault) = lost_in_print(&case.read().plan, &case.method) {
            faults.push(format!("{}: {fault}", case.name));
        }
    }
    report("piani cambiati dalla stampa", &faults);
}
