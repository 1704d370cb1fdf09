//! Grids of months whose header is misspelt.

use domain::Months;

use super::support::{Case, samples};

/// The marks of every phase, in order.
fn marks(case: &Case, text: &str) -> Vec<Option<Months>> {
    let document =
        document::text::read(&case.name, text.as_bytes(), super::support::LIMIT).expect("it is text");
    let plan = forms::read(&[document], &case.method).plan;
    let phases = plan.objectives.iter().flat_map(|objective| &objective.phases);
    phases.map(|phase| phase.months.as_ref()?.readings.first().cloned()).collect()
}

#[test]
fn a_misspelt_column_of_a_grid_keeps_its_place() {
    let case = samples().into_iter().find(|case| case.name == "castelrosso").expect("the sample is there");
    let text = String::from_utf8_lossy(&case.bytes).replace("I1 trim.", "II trim.");
    let whole = marks(&case, &text);
    assert!(whole.iter().flatten().count() > 20);
    for (label, misspelt) in [
        ("\tII trim.", "\tI1 trim."),
        ("\tII trim.", "\tIl trim."),
        ("\tIII trim.", "\tII1 trim."),
        ("\tIV trim.", "\tlV trim."),
    ] {
        assert_eq!(marks(&case, &text.replace(label, misspelt)), whole, "{misspelt}");
    }
}
