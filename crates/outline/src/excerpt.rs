//! A part of a plan: some of its objectives, as if they were all.

use domain::Plan;
use domain::plan::{Objective, Section, StaffLine, Unit};

use crate::seen::text;
use crate::units::is_called;

/// The part of a plan that is some of its objectives: their forms, their units and the people of these, and
/// nothing of what stands around them.
///
/// Sections keep their places, since objectives name theirs by number, and lose their texts.
pub fn excerpt(plan: &Plan, wanted: &dyn Fn(&Objective) -> bool) -> Plan {
    let objectives: Vec<Objective> = plan.objectives.iter().filter(|o| wanted(o)).cloned().collect();
    let fragments: Vec<Objective> = plan.fragments.iter().filter(|o| wanted(o)).cloned().collect();
    let named: Vec<&str> = objectives.iter().chain(&fragments).map(|o| text(o.unit.as_ref())).collect();
    let is_named = |name: &str| named.iter().any(|written| is_called(written, name));
    let of_unit = |unit: &Unit| unit.name.as_ref().is_some_and(|name| is_named(&name.verbatim));
    let of_staff = |line: &StaffLine| line.unit.as_ref().is_some_and(|unit| is_named(&unit.verbatim));
    Plan {
        title: plan.title.clone(),
        years: plan.years.clone(),
        body: plan.body.clone(),
        documents: plan.documents.clone(),
        units: plan.units.iter().filter(|unit| of_unit(unit)).cloned().collect(),
        staff: plan.staff.iter().filter(|line| of_staff(line)).cloned().collect(),
        sections: plan.sections.iter().map(emptied).collect(),
        objectives,
        fragments,
        ..Plan::default()
    }
}

fn emptied(section: &Section) -> Section {
    Section { title: None, blocks: Vec::new(), ..section.clone() }
}
