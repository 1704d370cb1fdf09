//! How documents name the things of a plan, and the order in which they list them.

use domain::plan::{Indicator, Objective, Phase};
use domain::{Entity, Plan};
use method::Method;
use outline::{Seen, text};

use crate::paper::Paper;

/// What stands for a unit that objectives do not name.
pub const NO_UNIT: &str = "Senza struttura";

/// A document of a plan: its title, the body, the plan.
pub fn begun(title: &str, plan: &Plan, method: &Method) -> Paper {
    let mut paper = Paper::titled(title);
    paper.fact("Ente", &body(plan, method));
    paper.fact("Piano", &outline::plan_title(plan));
    paper
}

/// The body of a plan, as it calls itself, else as its method does.
pub fn body(plan: &Plan, method: &Method) -> String {
    let own = plan.body.first().map_or("", |body| text(body.name.as_ref()));
    if own.is_empty() { method.body.name.clone() } else { own.to_owned() }
}

/// An objective by code and title.
pub fn named(objective: &Objective) -> String {
    joined(text(objective.code.as_ref()), title(objective), "obiettivo senza titolo")
}

/// The title of an objective, or its plain title.
pub fn title(objective: &Objective) -> &str {
    match text(objective.title.as_ref()) {
        "" => text(objective.plain_title.as_ref()),
        title => title,
    }
}

/// A phase by number and text.
pub fn phase(phase: &Phase) -> String {
    joined(text(phase.number.as_ref()), text(phase.text.as_ref()), "fase senza testo")
}

/// An indicator by its text.
pub fn indicator(indicator: &Indicator) -> String {
    joined(text(indicator.number.as_ref()), text(indicator.text.as_ref()), "indicatore senza testo")
}

/// A code with what it stands for; something else where there is neither.
pub fn joined(code: &str, words: &str, nothing: &str) -> String {
    match (code, words) {
        ("", "") => nothing.to_owned(),
        ("", words) => words.to_owned(),
        (code, "") => format!("{code} ({nothing})"),
        // Titles may begin with their own code.
        (code, words) if words.starts_with(code) => words.to_owned(),
        (code, words) => format!("{code} {words}"),
    }
}

/// Things in groups by the unit they name, in the order in which units come.
pub fn by_unit<'n, T>(things: Vec<T>, unit: impl Fn(&T) -> &'n str) -> Vec<(&'n str, Vec<T>)> {
    let named = |name: &'n str| if name.is_empty() { NO_UNIT } else { name };
    outline::units::by_unit(things, unit).into_iter().map(|(name, group)| (named(name), group)).collect()
}

/// The objectives of a plan by unit: every objective once.
pub fn objectives_by_unit(plan: &Plan) -> Vec<(&str, Vec<Seen<'_>>)> {
    by_unit(outline::objectives(plan), Seen::unit)
}

/// All that an entity says, on one line.
pub fn all_said(entity: &dyn Entity) -> String {
    let fields = entity.definition().fields.iter().flat_map(|field| entity.data(field.name, None));
    let own: Vec<String> = fields.map(|datum| datum.verbatim).collect();
    own.join(", ")
}

/// How many, with the word in the right number.
pub fn count(many: usize, one: &str, more: &str) -> String {
    if many == 1 { format!("1 {one}") } else { format!("{many} {more}") }
}
