//! Objectives with their ordinals.

use domain::plan::Objective;
use domain::text::short;
use domain::{Place, Plan, Read};
use method::Method;

/// An objective with its ordinal.
#[derive(Clone, Copy)]
pub struct Seen<'a> {
    /// Position in the plan, from 1.
    pub ordinal: u32,
    /// The objective.
    pub objective: &'a Objective,
}

/// The objectives of a plan, in document order.
pub fn objectives(plan: &Plan) -> Vec<Seen<'_>> {
    plan.objectives.iter().zip(1..).map(|(objective, ordinal)| Seen { ordinal, objective }).collect()
}

/// The plan year: that of the method, when the plan is for it; else the first that the plan says.
pub fn plan_year(plan: &Plan, method: &Method) -> Option<i16> {
    let own = plan.years.as_ref().and_then(Read::certain).map_or(&[][..], Vec::as_slice);
    method.year.filter(|year| own.is_empty() || own.contains(year)).or_else(|| own.first().copied())
}

impl<'a> Seen<'a> {
    /// The unit as printed; empty when there is none.
    pub fn unit(&self) -> &'a str {
        text(self.objective.unit.as_ref())
    }

    /// The title as printed; empty when there is none.
    pub fn title(&self) -> &'a str {
        text(self.objective.title.as_ref())
    }

    /// Title and description, folded.
    pub fn prose(&self) -> String {
        let description = text(self.objective.description.as_ref());
        domain::text::folded(&format!("{} {description}", self.title()))
    }

    /// How messages call it: `obiettivo 3 «Uno sportello…» (Area A)`.
    pub fn name(&self) -> String {
        let code = self.objective.code.as_ref().map(|code| format!(" {}", code.verbatim)).unwrap_or_default();
        let title = short(self.title(), 50);
        let unit = self.unit();
        let unit = if unit.is_empty() { String::new() } else { format!(" ({})", short(unit, 40)) };
        format!("obiettivo{code} «{title}»{unit}")
    }
}

/// A text as printed, or nothing.
pub fn text<T>(read: Option<&Read<T>>) -> &str {
    read.map_or("", |read| read.verbatim.as_str())
}

/// The place of a value that is there.
pub fn place<T>(read: Option<&Read<T>>) -> Option<Place> {
    read.and_then(|read| read.place)
}

/// The title of a plan, as printed; when it has none, that of its years.
pub fn plan_title(plan: &Plan) -> String {
    const NAMELESS: &str = "Piano della performance";
    let title = text(plan.title.as_ref());
    if !title.is_empty() {
        return title.to_owned();
    }
    let mut years = text(plan.years.as_ref()).split_whitespace();
    match (years.next(), years.next_back()) {
        (Some(first), Some(last)) => format!("{NAMELESS} {first}-{last}"),
        (Some(only), None) => format!("{NAMELESS} {only}"),
        _ => NAMELESS.to_owned(),
    }
}
