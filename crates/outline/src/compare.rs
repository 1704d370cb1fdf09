//! Two versions of a plan side by side (*quadro di raffronto*): what was added, removed, moved, reworded, reweighted.

use domain::content::content;
use domain::entity::{Entity, FieldDefinition};
use domain::plan::{Indicator, Objective, Phase};
use domain::value::Kind;
use domain::{Place, Plan};

use crate::matching::{Known, Matching, matching};
use crate::moment::phase_name;
use crate::seen::{Seen, objectives, text};

/// Fields that tell where something stands in its document, not what it is.
const OF_THE_DOCUMENT: &[&str] = &["section"];

/// Two versions of a plan.
pub struct Comparison<'a> {
    /// Objectives of both.
    pub pairs: Vec<Pair<'a>>,
    /// Objectives that only the new version has.
    pub added: Vec<Seen<'a>>,
    /// Objectives that only the old version has.
    pub removed: Vec<Seen<'a>>,
}

/// An objective in both versions.
pub struct Pair<'a> {
    /// As it was.
    pub old: Seen<'a>,
    /// As it is now.
    pub new: Seen<'a>,
    /// Its phases in both.
    pub phases: Vec<(&'a Phase, &'a Phase)>,
    /// Its indicators in both.
    pub indicators: Vec<(&'a Indicator, &'a Indicator)>,
    /// Everything that is not the same.
    pub changes: Vec<Change<'a>>,
}

/// Something that is not the same.
#[derive(Clone)]
pub enum Change<'a> {
    /// A phase or an indicator that only the new version has.
    Added(Part<'a>),
    /// One that only the old version has.
    Removed(Part<'a>),
    /// The objective stands in another unit.
    Moved(Values),
    /// A weight.
    Reweighted(Part<'a>, Values),
    /// Any other field.
    Reworded(Part<'a>, &'static FieldDefinition, Values),
    /// A list of things that have no name of their own: people, money, links.
    Relisted(&'static str),
}

/// A value as it was and as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Values {
    /// As it was; empty when there was none.
    pub from: String,
    /// As it is now.
    pub to: String,
}

/// The part of an objective that a change is of.
#[derive(Clone, Copy)]
pub enum Part<'a> {
    /// The objective itself.
    Objective,
    /// A phase.
    Phase(&'a Phase),
    /// An indicator.
    Indicator(&'a Indicator),
}

impl Part<'_> {
    /// How messages call it; nothing for the objective.
    pub fn name(&self) -> String {
        match self {
            Self::Objective => String::new(),
            Self::Phase(phase) => phase_name(phase),
            Self::Indicator(indicator) => indicator_name(indicator),
        }
    }

    /// Where it stands.
    pub fn place(&self) -> Option<Place> {
        match self {
            Self::Objective => None,
            Self::Phase(phase) => phase.place,
            Self::Indicator(indicator) => indicator.place,
        }
    }
}

/// How messages call an indicator.
pub fn indicator_name(indicator: &Indicator) -> String {
    match text(indicator.text.as_ref()) {
        "" => "indicatore senza testo".to_owned(),
        words => format!("indicatore «{}»", domain::text::short(words, 50)),
    }
}

/// Compares two versions of a plan.
pub fn compare<'a>(old: &'a Plan, new: &'a Plan) -> Comparison<'a> {
    let (olds, news) = (objectives(old), objectives(new));
    let known = |all: &[Seen<'_>]| -> Vec<Known> {
        all.iter()
            .map(|seen| Known::new(seen.unit(), text(seen.objective.code.as_ref()), seen.title()))
            .collect()
    };
    let found = matching(&known(&olds), &known(&news));
    let all = |from: &[Seen<'a>], at: &[usize]| at.iter().filter_map(|at| from.get(*at).copied()).collect();
    let pair = |(one, other): &(usize, usize)| Some(Pair::new(*olds.get(*one)?, *news.get(*other)?));
    Comparison {
        pairs: found.pairs.iter().filter_map(pair).collect(),
        added: all(&news, &found.added),
        removed: all(&olds, &found.removed),
    }
}

impl Comparison<'_> {
    /// Whether the objectives are the same in both versions.
    pub fn is_same(&self) -> bool {
        self.added.is_empty()
            && self.removed.is_empty()
            && self.pairs.iter().all(|pair| pair.changes.is_empty())
    }
}

impl<'a> Pair<'a> {
    fn new(old: Seen<'a>, new: Seen<'a>) -> Self {
        let (one, other) = (old.objective, new.objective);
        let (phases, of_phases) = both(&phases(one), &phases(other), &one.phases, &other.phases);
        let (indicators, of_indicators) =
            both(&indicators(one), &indicators(other), &one.indicators, &other.indicators);
        let mut changes = fields(Part::Objective, one, other);
        changes.extend(gone(&of_phases, &one.phases, &other.phases, Part::Phase));
        for (old, new) in &phases {
            changes.extend(fields(Part::Phase(new), *old, *new));
        }
        changes.extend(gone(&of_indicators, &one.indicators, &other.indicators, Part::Indicator));
        for (old, new) in &indicators {
            changes.extend(fields(Part::Indicator(new), *old, *new));
        }
        changes.extend(lists(one, other));
        Self { old, new, phases, indicators, changes }
    }
}

fn phases(of: &Objective) -> Vec<Known> {
    let known = |phase: &Phase| {
        Known::new(text(phase.year.as_ref()), text(phase.number.as_ref()), text(phase.text.as_ref()))
    };
    of.phases.iter().map(known).collect()
}

fn indicators(of: &Objective) -> Vec<Known> {
    let known = |indicator: &Indicator| {
        let within = format!("{} {}", text(indicator.year.as_ref()), text(indicator.phase.as_ref()));
        Known::new(&within, text(indicator.number.as_ref()), text(indicator.text.as_ref()))
    };
    of.indicators.iter().map(known).collect()
}

fn both<'a, T>(
    old: &[Known],
    new: &[Known],
    olds: &'a [T],
    news: &'a [T],
) -> (Vec<(&'a T, &'a T)>, Matching) {
    let found = matching(old, new);
    let pairs = found.pairs.iter().filter_map(|(one, other)| Some((olds.get(*one)?, news.get(*other)?)));
    (pairs.collect(), found)
}

fn gone<'a, T>(
    found: &Matching,
    olds: &'a [T],
    news: &'a [T],
    part: impl Fn(&'a T) -> Part<'a>,
) -> Vec<Change<'a>> {
    let removed = found.removed.iter().filter_map(|at| olds.get(*at)).map(|one| Change::Removed(part(one)));
    let added = found.added.iter().filter_map(|at| news.get(*at)).map(|one| Change::Added(part(one)));
    removed.chain(added).collect()
}

/// The fields in which two entities differ, by what they mean where it is understood.
fn fields<'a>(part: Part<'a>, old: &dyn Entity, new: &dyn Entity) -> Vec<Change<'a>> {
    let (was, is) = (content(old), content(new));
    let mut changes = Vec::new();
    for field in old.definition().fields {
        if was.get(field.name) == is.get(field.name) || OF_THE_DOCUMENT.contains(&field.name) {
            continue;
        }
        let values = Values { from: written(old, field), to: written(new, field) };
        changes.push(match (part, field.name, field.kind) {
            (Part::Objective, "unit", _) => Change::Moved(values),
            (_, "weight", Kind::Weight) => Change::Reweighted(part, values),
            _ => Change::Reworded(part, field, values),
        });
    }
    changes
}

/// A field as it is written; the values of a list one after the other.
fn written(entity: &dyn Entity, field: &FieldDefinition) -> String {
    let data = entity.holder(field.name).map(domain::read::Holder::data).unwrap_or_default();
    let one = |(key, datum): (Option<&str>, domain::Datum)| match key {
        Some(key) => format!("{key}: {}", datum.verbatim),
        None => datum.verbatim,
    };
    data.into_iter().map(one).collect::<Vec<_>>().join("; ")
}

/// The lists that are not matched item by item.
fn lists<'a>(old: &Objective, new: &Objective) -> Vec<Change<'a>> {
    let (was, is) = (content(old), content(new));
    let others = old.definition().lists.iter().filter(|list| !["phases", "indicators"].contains(&list.name));
    let changed = others.filter(|list| was.get(list.name) != is.get(list.name));
    changed.map(|list| Change::Relisted((list.item)().term)).collect()
}

#[cfg(test)]
mod tests {
    use domain::value::Typed;
    use domain::{Datum, Read};

    use super::*;

    fn said<T: Typed>(text: &str) -> Read<T> {
        let readings = meaning::understand(T::KIND, text, &meaning::Context::default());
        Datum { verbatim: text.to_owned(), readings, place: None }.into()
    }

    fn objective(unit: &str, title: &str, weight: &str, indicator: &str) -> Objective {
        Objective {
            unit: Some(said(unit)),
            title: Some(said(title)),
            weight: Some(said(weight)),
            indicators: vec![Indicator { text: Some(said(indicator)), ..Indicator::default() }],
            ..Objective::default()
        }
    }

    fn plan(objectives: Vec<Objective>) -> Plan {
        Plan { objectives, ..Plan::default() }
    }

    fn told(comparison: &Comparison<'_>) -> Vec<String> {
        let one = |change: &Change<'_>| match change {
            Change::Added(part) => format!("+ {}", part.name()),
            Change::Removed(part) => format!("- {}", part.name()),
            Change::Moved(values) => format!("{} > {}", values.from, values.to),
            Change::Reweighted(_, values) => format!("peso {} > {}", values.from, values.to),
            Change::Reworded(_, field, values) => format!("{} {} > {}", field.term, values.from, values.to),
            Change::Relisted(what) => (*what).to_owned(),
        };
        comparison.pairs.iter().flat_map(|pair| &pair.changes).map(one).collect()
    }

    #[test]
    fn a_plan_is_the_same_as_itself_however_numbers_are_written() {
        let (old, new) = (
            plan(vec![objective("A", "Pulire i fossi", "40%", "Fossi")]),
            plan(vec![objective("A", "Pulire i fossi", "40 %", "Fossi")]),
        );
        assert!(compare(&old, &new).is_same());
    }

    #[test]
    fn what_changed_is_told_part_by_part() {
        let old = plan(vec![
            objective("A", "Pulire i fossi", "40%", "Fossi puliti"),
            objective("A", "Potare gli alberi", "60%", "Alberi potati"),
        ]);
        let new = plan(vec![
            objective("B", "Pulire i fossi", "50%", "Metri di fosso"),
            objective("A", "Un corso di lingua", "50%", "Ore"),
        ]);
        let comparison = compare(&old, &new);
        assert_eq!(
            told(&comparison),
            ["A > B", "peso 40% > 50%", "- indicatore «Fossi puliti»", "+ indicatore «Metri di fosso»"]
        );
        assert_eq!(comparison.removed[0].title(), "Potare gli alberi");
        assert_eq!(comparison.added[0].title(), "Un corso di lingua");
    }
}
