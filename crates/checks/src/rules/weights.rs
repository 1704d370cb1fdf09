//! Weights at every level (family PESI).

use std::collections::{HashMap, HashSet};

use domain::plan::{Assignment, Indicator, Phase};
use domain::{Place, Prose, Read, Weight};
use method::model::WeightRule;

use super::Rule;
use super::numbers::Numbering;
use crate::context::{Context, Seen, place, text};
use crate::report::Report;
use crate::units::{Unit, family, same};
use crate::words::{listed, short, squeezed};

/// The rules of the family.
pub const RULES: &[Rule] = &[
    objectives_of_unit,
    quotas_of_unit,
    phases_of_objective,
    phases_without_any_weight,
    indicators,
    shares,
    criteria,
    ente_objectives,
    out_of_range,
    zero,
    weight_of_nothing,
    weights_in_texts,
];

/// A sum of weights, with what it lacks.
struct Sum {
    total: Weight,
    /// How many weights were added.
    counted: usize,
    /// How many things have no weight.
    without: usize,
    /// Whether a weight that is there could not be added.
    unsure: bool,
    place: Option<Place>,
}

/// What a sum comes to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Outcome {
    /// Nothing to say, or nothing that can be said.
    Right,
    /// Too little or too much.
    Wrong,
    /// Something has no weight where others have one, and that explains what lacks.
    Lacking,
}

impl Sum {
    fn outcome(&self, expected: Weight) -> Outcome {
        if self.counted == 0 || self.unsure {
            Outcome::Right
        } else if self.without > 0 && self.total <= expected {
            Outcome::Lacking
        } else if self.total == expected {
            Outcome::Right
        } else {
            Outcome::Wrong
        }
    }

    /// `e ne restano 15 %`, of what is expected.
    fn left(&self, expected: Weight) -> String {
        let (numerator, denominator) = self.total.parts();
        let left = Weight::ratio(-numerator, denominator).and_then(|less| expected.checked_add(less));
        left.map_or_else(String::new, |left| left.to_string())
    }
}

fn sum<'a>(weights: impl Iterator<Item = Option<&'a Read<Weight>>>) -> Sum {
    let mut sum = Sum { total: zero_weight(), counted: 0, without: 0, unsure: false, place: None };
    for weight in weights {
        match weight {
            None => sum.without += 1,
            Some(read) => sum.add(read.certain().copied(), read.place),
        }
    }
    sum
}

impl Sum {
    fn add(&mut self, weight: Option<Weight>, place: Option<Place>) {
        match weight.and_then(|weight| self.total.checked_add(weight)) {
            Some(total) => {
                self.total = total;
                self.counted += 1;
                self.place = self.place.or(place);
            }
            None => self.unsure = true,
        }
    }
}

fn zero_weight() -> Weight {
    Weight::ratio(0, 1).unwrap_or(Weight::HUNDRED)
}

/// What the weights of a rule must add up to.
fn expected(rule: &WeightRule) -> Weight {
    rule.total.parse().unwrap_or(Weight::HUNDRED)
}

fn rule<'a>(context: &Context<'a>, of: &str, within: &[&str]) -> Option<&'a WeightRule> {
    context.method.weights.iter().find(|rule| rule.of == of && within.contains(&rule.within.as_str()))
}

/// Whether a rule leaves an objective out of the sum: its kind or its family is named there.
fn outside(context: &Context<'_>, rule: &WeightRule, seen: &Seen<'_>) -> bool {
    let family = family(context, seen).map(|family| family.name.as_str());
    rule.outside.iter().any(|name| same(seen.objective.kind.as_ref(), name) || family == Some(name.as_str()))
}

/// Items in groups by a key, in the order in which groups come.
fn groups<'a, T, K: Eq + std::hash::Hash>(items: &'a [T], key: impl Fn(&'a T) -> K) -> Vec<Vec<&'a T>> {
    let mut groups: Vec<Vec<&T>> = Vec::new();
    let mut positions: HashMap<K, usize> = HashMap::new();
    for item in items {
        let position = *positions.entry(key(item)).or_insert(groups.len());
        match groups.get_mut(position) {
            Some(group) => group.push(item),
            None => groups.push(vec![item]),
        }
    }
    groups
}

/// Where the weight of an objective would stand: by its unit, when the form itself names it.
fn beside(seen: &Seen<'_>) -> Option<Place> {
    let own = seen.objective.place?;
    place(seen.objective.unit.as_ref()).filter(|at| at.file == own.file && at.line >= own.line)
}

/// ` della fase 2 del 2025`, as far as it is known.
fn of_what(phase: Option<&Read<Prose>>, year: Option<&Read<Prose>>) -> String {
    let mut of = String::new();
    if let Some(phase) = phase {
        of = format!(" della fase {}", short(&phase.verbatim, 30));
    }
    if let Some(year) = year {
        of.push_str(" del ");
        of.push_str(&year.verbatim);
    }
    of
}

/// `PESI-001`: the objectives of a unit do not add up; `PESI-008`: one of them has no weight.
fn objectives_of_unit(context: &Context<'_>, report: &mut Report) {
    let Some(rule) = rule(context, "objective", &["unit"]) else { return };
    let units = context.units();
    let numbering = Numbering::of(units);
    for unit in units {
        let counted: Vec<&Seen<'_>> = unit.objectives.iter().chain(&unit.common).collect();
        let counted = || counted.iter().filter(|seen| !outside(context, rule, seen));
        let sum = sum(counted().map(|seen| seen.objective.weight.as_ref()));
        match sum.outcome(expected(rule)) {
            Outcome::Right => {}
            Outcome::Lacking => {
                for seen in counted().filter(|seen| seen.objective.weight.is_none()) {
                    let message = format!(
                        "{}: manca il peso; gli altri obiettivi della struttura fanno {} %",
                        seen.name(),
                        sum.total
                    );
                    report.objective("PESI-008", seen, beside(seen), message);
                }
            }
            Outcome::Wrong => {
                let message = wrong_unit(unit, &sum, expected(rule), &numbering.lacking(unit).all);
                report.plan("PESI-001", sum.place, message);
            }
        }
    }
}

/// How a unit fails to add up, and what it would take.
fn wrong_unit(unit: &Unit<'_>, sum: &Sum, expected: Weight, lacking: &[u32]) -> String {
    let mut message = format!(
        "struttura «{}»: i pesi degli obiettivi fanno {} %, non {expected} %",
        short(unit.name, 50),
        sum.total
    );
    if !unit.common.is_empty() {
        let one = unit.common.len() == 1;
        let how = if one { "compreso quello comune" } else { "compresi quelli comuni" };
        message = format!("{message} ({how})");
    }
    if sum.total < expected {
        let left = sum.left(expected);
        let numbers: Vec<String> = lacking.iter().map(u32::to_string).collect();
        match (numbers.as_slice(), unit.fragments) {
            ([], 0) => {}
            ([], 1) => {
                message = format!("{message}; resta una scheda senza l'inizio, che deve pesare {left} %");
            }
            ([], _) => {
                message =
                    format!("{message}; restano schede senza l'inizio, che devono pesare {left} % in tutto");
            }
            ([one], _) => message = format!("{message}; manca la scheda {one}, che deve pesare {left} %"),
            (many, _) => {
                let many = listed(many);
                message = format!("{message}; mancano le schede {many}, che devono pesare {left} % in tutto");
            }
        }
    }
    message
}

/// `PESI-002`: the objectives of a kind do not have the share of the unit that the method fixes.
fn quotas_of_unit(context: &Context<'_>, report: &mut Report) {
    let quotas: Vec<_> = context
        .method
        .kinds
        .iter()
        .filter_map(|kind| Some((kind, kind.quota.as_deref()?.parse::<Weight>().ok()?)))
        .collect();
    if quotas.is_empty() {
        return;
    }
    for unit in context.units() {
        for (kind, quota) in &quotas {
            let of_kind = |seen: &&Seen<'_>| {
                let read = seen.objective.kind.as_ref();
                same(read, &kind.code) || kind.variants.iter().any(|variant| same(read, variant))
            };
            let all = unit.objectives.iter().chain(&unit.common).filter(of_kind);
            let sum = sum(all.map(|seen| seen.objective.weight.as_ref()));
            if sum.unsure || sum.without > 0 || sum.total == *quota {
                continue;
            }
            let first = unit.objectives.first().and_then(|seen| place(seen.objective.weight.as_ref()));
            let message = format!(
                "struttura «{}»: gli obiettivi di tipo «{}» ({}) fanno {} %, non {quota} %",
                short(unit.name, 50),
                kind.code,
                kind.name,
                sum.total
            );
            report.plan("PESI-002", sum.place.or(first), message);
        }
    }
}

/// `PESI-003`: the phases of an objective (of each year of it) do not add up; `PESI-008`: some of
/// them have no weight.
fn phases_of_objective(context: &Context<'_>, report: &mut Report) {
    let Some(rule) = rule(context, "phase", &["objective"]) else { return };
    for seen in &context.objectives {
        for phases in groups(&seen.objective.phases, |phase| text(phase.year.as_ref())) {
            let sum = sum(phases.iter().map(|phase| phase.weight.as_ref()));
            let of = of_what(None, phases.first().and_then(|phase| phase.year.as_ref()));
            match sum.outcome(expected(rule)) {
                Outcome::Right => {}
                Outcome::Lacking => phases_lacking(seen, &phases, &sum, report),
                Outcome::Wrong => {
                    let message = format!(
                        "{}: i pesi delle fasi{of} fanno {} %, non {} %",
                        seen.name(),
                        sum.total,
                        expected(rule)
                    );
                    report.objective("PESI-003", seen, sum.place, message);
                }
            }
        }
    }
}

/// `PESI-008`: phases without a weight beside phases that have one.
fn phases_lacking(seen: &Seen<'_>, phases: &[&Phase], sum: &Sum, report: &mut Report) {
    let lacking: Vec<&&Phase> = phases.iter().filter(|phase| phase.weight.is_none()).collect();
    let names: Vec<String> = lacking.iter().map(|phase| phase_name(phase)).collect();
    let what = if names.len() == 1 { "manca il peso della fase" } else { "manca il peso delle fasi" };
    let message = format!("{}: {what} {}; le altre fanno {} %", seen.name(), listed(&names), sum.total);
    report.objective("PESI-008", seen, lacking.first().and_then(|phase| phase.place), message);
}

/// What a phase is called: its number, else its first words.
fn phase_name(phase: &Phase) -> String {
    match &phase.number {
        Some(number) => number.verbatim.clone(),
        None => format!("«{}»", short(text(phase.text.as_ref()), 40)),
    }
}

/// `PESI-008`: an objective whose phases have no weight at all, where nearly all others weigh theirs.
fn phases_without_any_weight(context: &Context<'_>, report: &mut Report) {
    if rule(context, "phase", &["objective"]).is_none() {
        return;
    }
    let with_phases = || context.objectives.iter().filter(|seen| !seen.objective.phases.is_empty());
    let blank = |seen: &&Seen<'_>| seen.objective.phases.iter().all(|phase| phase.weight.is_none());
    let all = with_phases().count();
    if with_phases().filter(blank).count() * 2 >= all {
        return;
    }
    for seen in with_phases().filter(blank) {
        let at = seen.objective.phases.first().and_then(|phase| phase.place);
        let message = format!("{}: le fasi non hanno peso", seen.name());
        report.objective("PESI-008", seen, at, message);
    }
}

/// Whether an indicator has a weight: in its field, or in its text (`peso 70%`).
fn is_weighed(indicator: &Indicator) -> bool {
    indicator.weight.is_some() || weight_said(text(indicator.text.as_ref())).is_some()
}

/// What it weighs, when that is certain.
fn indicator_weight(indicator: &Indicator) -> Option<Weight> {
    match &indicator.weight {
        Some(read) => read.certain().copied(),
        None => weight_said(text(indicator.text.as_ref())),
    }
}

/// `PESI-004`: the indicators of an objective or of a phase do not add up.
fn indicators(context: &Context<'_>, report: &mut Report) {
    let Some(rule) = rule(context, "indicator", &["phase", "objective"]) else { return };
    let by_phase = rule.within == "phase";
    for seen in &context.objectives {
        let key = |indicator: &Indicator| {
            let phase = if by_phase { squeezed(text(indicator.phase.as_ref())) } else { String::new() };
            (squeezed(text(indicator.year.as_ref())), phase)
        };
        for group in groups(&seen.objective.indicators, key) {
            let mut sum = sum(std::iter::empty());
            for indicator in &group {
                let at = place(indicator.weight.as_ref()).or(indicator.place);
                if is_weighed(indicator) {
                    sum.add(indicator_weight(indicator), at);
                } else {
                    sum.without += 1;
                }
            }
            tell_indicators(seen, &group, &sum, (expected(rule), by_phase), report);
        }
    }
}

fn tell_indicators(
    seen: &Seen<'_>,
    group: &[&Indicator],
    sum: &Sum,
    (expected, by_phase): (Weight, bool),
    report: &mut Report,
) {
    let Some(first) = group.first() else { return };
    let of = of_what(first.phase.as_ref().filter(|_| by_phase), first.year.as_ref());
    let name = seen.name();
    match sum.outcome(expected) {
        Outcome::Right => {}
        Outcome::Wrong => {
            let message =
                format!("{name}: i pesi degli indicatori{of} fanno {} %, non {expected} %", sum.total);
            report.objective("PESI-004", seen, sum.place, message);
        }
        Outcome::Lacking => {
            for indicator in group.iter().filter(|indicator| !is_weighed(indicator)) {
                let what = short(text(indicator.text.as_ref()), 50);
                let message = format!(
                    "{name}: manca il peso dell'indicatore «{what}»; gli altri{of} fanno {} %",
                    sum.total
                );
                report.objective("PESI-008", seen, indicator.place, message);
            }
        }
    }
}

/// `PESI-005`: the shares of the people on an objective or a phase do not add up.
fn shares(context: &Context<'_>, report: &mut Report) {
    let Some(rule) = rule(context, "person", &["phase", "objective"]) else { return };
    let by_phase = rule.within == "phase";
    for seen in &context.objectives {
        let rows = one_row_for_many(seen);
        // The years of a phase are told apart by its row where the form does not print them.
        let key = |person: &Assignment| {
            let row = person.place.filter(|_| by_phase && person.year.is_none()).map(|place| place.line);
            let phase = if by_phase { squeezed(text(person.phase.as_ref())) } else { String::new() };
            (squeezed(text(person.year.as_ref())), phase, row.filter(|_| rows))
        };
        for group in groups(&seen.objective.people, key) {
            let sum = sum(group.iter().map(|person| person.share.as_ref()));
            // A group without a share may stand beside people who share it all.
            if sum.counted == 0 || sum.unsure || sum.total == expected(rule) {
                continue;
            }
            let of = group.first().map_or_else(String::new, |first| {
                of_what(first.phase.as_ref().filter(|_| by_phase), first.year.as_ref())
            });
            let lacking = if sum.without > 0 { " (chi non ha la quota è contato zero)" } else { "" };
            let message = format!(
                "{}: le quote di partecipazione{of} fanno {} %, non {} %{lacking}",
                seen.name(),
                sum.total,
                expected(rule)
            );
            report.objective("PESI-005", seen, sum.place, message);
        }
    }
}

/// Whether the form names several people on one row.
fn one_row_for_many(seen: &Seen<'_>) -> bool {
    let mut lines = HashSet::new();
    seen.objective.people.iter().filter_map(|person| person.place).any(|place| !lines.insert(place.line))
}

/// `PESI-006`: the criteria of an objective do not add up to the weight it declares.
fn criteria(context: &Context<'_>, report: &mut Report) {
    for seen in &context.objectives {
        let criteria = &seen.objective.criteria;
        let sum =
            sum(criteria.iter().filter(|criterion| criterion.weight.is_some()).map(|c| c.weight.as_ref()));
        let rule = rule(context, "criterion", &["objective"]).map(expected);
        let declared = seen.objective.weight.as_ref().and_then(Read::certain).copied();
        let Some(expected) = rule.or(declared) else { continue };
        if sum.outcome(expected) == Outcome::Wrong {
            let message = format!(
                "{}: i criteri di pesatura fanno {}, il peso dell'obiettivo è {expected}",
                seen.name(),
                sum.total
            );
            report.objective("PESI-006", seen, sum.place, message);
        }
    }
}

/// `PESI-007`: the objectives of the body do not add up; `PESI-008`: one of them has no weight.
fn ente_objectives(context: &Context<'_>, report: &mut Report) {
    let Some(rule) = rule(context, "ente_objective", &["body"]) else { return };
    let all = &context.plan.ente_objectives;
    let sum = sum(all.iter().map(|objective| objective.weight.as_ref()));
    match sum.outcome(expected(rule)) {
        Outcome::Right => {}
        Outcome::Wrong => {
            let message =
                format!("i pesi degli obiettivi di ente fanno {} %, non {} %", sum.total, expected(rule));
            report.plan("PESI-007", sum.place, message);
        }
        Outcome::Lacking => {
            for objective in all.iter().filter(|objective| objective.weight.is_none()) {
                let title = short(text(objective.title.as_ref()), 50);
                let message =
                    format!("obiettivo di ente «{title}»: manca il peso; gli altri fanno {} %", sum.total);
                report.plan("PESI-008", objective.place, message);
            }
        }
    }
}

/// Every weight of an objective that is part of a whole, with what it is the weight of.
fn weights_of<'a>(seen: &Seen<'a>) -> impl Iterator<Item = (&'static str, &'a Read<Weight>)> {
    let objective = seen.objective;
    let phases =
        objective.phases.iter().filter_map(|phase| Some(("il peso di una fase", phase.weight.as_ref()?)));
    let indicators = objective
        .indicators
        .iter()
        .filter_map(|indicator| Some(("il peso di un indicatore", indicator.weight.as_ref()?)));
    let people = objective
        .people
        .iter()
        .filter_map(|person| Some(("una quota di partecipazione", person.share.as_ref()?)));
    objective.weight.iter().map(|weight| ("il peso", weight)).chain(phases).chain(indicators).chain(people)
}

/// `PESI-009`: a weight below zero or over a hundred.
fn out_of_range(context: &Context<'_>, report: &mut Report) {
    let zero = zero_weight();
    for seen in &context.objectives {
        for (what, read) in weights_of(seen) {
            let outside = read.certain().filter(|weight| **weight < zero || **weight > Weight::HUNDRED);
            if outside.is_some() {
                let message = format!("{}: {what} è «{}»", seen.name(), read.verbatim);
                report.objective("PESI-009", seen, read.place, message);
            }
        }
    }
}

/// `PESI-010`: objectives and phases that weigh nothing; one finding for the plan.
fn zero(context: &Context<'_>, report: &mut Report) {
    let weightless = |read: Option<&Read<Weight>>| read.and_then(Read::certain) == Some(&zero_weight());
    let objectives: Vec<&Seen<'_>> =
        context.objectives.iter().filter(|seen| weightless(seen.objective.weight.as_ref())).collect();
    let phases: Vec<&Phase> = context
        .objectives
        .iter()
        .flat_map(|seen| &seen.objective.phases)
        .filter(|phase| weightless(phase.weight.as_ref()))
        .collect();
    let first = objectives.iter().filter_map(|seen| place(seen.objective.weight.as_ref()));
    let first = first.chain(phases.iter().filter_map(|phase| place(phase.weight.as_ref()))).min();
    let said = [(objectives.len(), "obiettivo", "obiettivi"), (phases.len(), "fase", "fasi")]
        .into_iter()
        .filter(|(count, ..)| *count > 0)
        .map(|(count, one, many)| format!("{count} {}", if count == 1 { one } else { many }));
    let said: Vec<String> = said.collect();
    if !said.is_empty() {
        report.plan("PESI-010", first, format!("con peso zero: {}", listed(&said)));
    }
}

/// `PESI-011`: weights on rows that say nothing; one finding for each yearly plan of an objective.
fn weight_of_nothing(context: &Context<'_>, report: &mut Report) {
    for seen in &context.objectives {
        for phases in groups(&seen.objective.phases, |phase| text(phase.year.as_ref())) {
            let says =
                |phase: &Phase| phase.text.is_some() || phase.description.is_some() || phase.output.is_some();
            let blank: Vec<&&Phase> =
                phases.iter().filter(|phase| phase.weight.is_some() && !says(phase)).collect();
            let Some(first) = blank.first() else { continue };
            let numbers: Vec<&str> = blank.iter().map(|phase| text(phase.number.as_ref())).collect();
            let of = of_what(None, first.year.as_ref());
            let message = match numbers.as_slice() {
                [number] => format!(
                    "{}: la fase {number}{of} ha il peso «{}» e non dice che cosa si fa",
                    seen.name(),
                    text(first.weight.as_ref())
                ),
                many => format!(
                    "{}: le fasi {}{of} hanno un peso e non dicono che cosa si fa",
                    seen.name(),
                    listed(many)
                ),
            };
            report.objective("PESI-011", seen, place(first.weight.as_ref()).or(first.place), message);
        }
    }
}

/// `PESI-012`: weights of indicators that stand in their texts; one finding for the plan.
fn weights_in_texts(context: &Context<'_>, report: &mut Report) {
    let said: Vec<&Indicator> = context
        .objectives
        .iter()
        .flat_map(|seen| &seen.objective.indicators)
        .filter(|indicator| indicator.weight.is_none())
        .filter(|indicator| weight_said(text(indicator.text.as_ref())).is_some())
        .collect();
    let Some(first) = said.first() else { return };
    let message = match said.len() {
        1 => "un indicatore porta il suo peso nel testo".to_owned(),
        many => format!("{many} indicatori portano il loro peso nel testo"),
    };
    report.plan("PESI-012", place(first.text.as_ref()).or(first.place), message);
}

/// The weight that a text says: `(peso 70%)`, `peso: 33,3 %`.
fn weight_said(text: &str) -> Option<Weight> {
    let lower = text.to_lowercase();
    let (_, after) = lower.split_once("peso")?;
    let after = after.trim_start_matches([' ', ':', '=']);
    let end = after.find(|c: char| !c.is_ascii_digit() && c != ',' && c != '.').unwrap_or(after.len());
    let (number, rest) = after.split_at(end);
    if !rest.trim_start().starts_with('%') {
        return None;
    }
    number.replace(',', ".").parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_weight_is_read_out_of_a_text() {
        assert_eq!(weight_said("Lavori finiti (peso 70%)"), Weight::ratio(70, 1));
        assert_eq!(weight_said("Lavori finiti, Peso: 33,5 %"), Weight::ratio(67, 2));
        assert_eq!(weight_said("Peso dei rifiuti in kg"), None);
        assert_eq!(weight_said("peso 70 kg"), None);
    }
}
