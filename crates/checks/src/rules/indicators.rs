//! Indicators and expected values (family IND).

use domain::plan::Indicator;
use domain::{Entity, Read, Target};

use super::Rule;
use crate::context::{Context, Seen, text};
use crate::moment::year_of;
use crate::words::short;

mod direction;
mod measures;
mod presence;
mod units;
mod wording;

/// The rules of the family.
pub const RULES: &[Rule] = &[
    presence::objectives_without,
    presence::without_target,
    presence::target_of_other_year,
    measures::unit_against_target,
    measures::name_against_target,
    measures::sentence_as_unit,
    measures::over_hundred,
    measures::percent_without_sign,
    wording::same_terms,
    wording::heavy_yes_or_no,
    direction::against_baseline,
    direction::polarity_against_operator,
    wording::only_deadlines,
    wording::generic,
    wording::conditional,
    measures::zero_in_words,
    wording::known_late,
    presence::missing_fields,
    wording::own_word_as_source,
    wording::formulas_in_text,
    presence::phases_unmeasured,
    units::unit_of_another_kind,
];

/// `l'indicatore «Tempo medio…»`.
fn name(indicator: &Indicator) -> String {
    match text(indicator.text.as_ref()) {
        "" => format!("l'indicatore senza testo (unità «{}»)", short(text(indicator.unit.as_ref()), 40)),
        words => format!("l'indicatore «{}»", short(words, 60)),
    }
}

/// `dell'indicatore «Tempo medio…»`.
fn of_name(indicator: &Indicator) -> String {
    format!("del{}", name(indicator))
}

/// The indicators with their objectives.
fn each<'a>(context: &'a Context<'_>) -> impl Iterator<Item = (&'a Seen<'a>, &'a Indicator)> {
    context.objectives.iter().flat_map(|seen| seen.objective.indicators.iter().map(move |one| (seen, one)))
}

/// Whether the form has a place for a field.
fn form_has(context: &Context<'_>, entity: &str, field: &str) -> bool {
    // Of a plan without a form the plan itself tells which fields are used.
    if context.method.sections.is_empty() {
        let filled = |one: &Indicator| one.holder(field).is_some_and(|holder| !holder.data().is_empty());
        return entity != "indicator" || each(context).any(|(_, one)| filled(one));
    }
    context.method.blocks().flat_map(method::model::Block::paths).any(|path| {
        path.entity.name == entity && path.field.0.is_some_and(|definition| definition.name == field)
    })
}

/// The target of the plan year, or of the year the indicator belongs to.
fn target<'a>(context: &Context<'_>, indicator: &'a Indicator) -> Option<&'a Read<Target>> {
    let year = year_of(indicator.year.as_ref()).or(context.year)?;
    indicator.targets.get(&year.to_string())
}
