//! Outcome indicators reckoned again: from the scores of the second roll-up, from the dates of the items, and from
//! the amounts in the file.

use num_rational::BigRational;
use num_traits::Zero;

use crate::arithmetic::evaluated;
use crate::calendar::days;
use crate::model::{Actual, Content, Function, Indicator, Input, Measure, Reference, Rule};
use crate::number::{Number, hundred, parsed, whole};
use crate::report::Report;
use crate::tree::{Found, Tree};

/// Reckons the indicators of a file again and compares.
pub fn check(tree: &Tree<'_>, indicators: &[Indicator], report: &mut Report) {
    if indicators.is_empty() {
        return;
    }
    let second = Second { tree, found: tree.reckoned() };
    for one in indicators {
        let inputs = match one.measure {
            Measure::Score => Some(second.scores(&one.objectives)),
            Measure::Delay => Some(second.delays(&one.objectives)),
            Measure::Committed | Measure::Paid => None,
        };
        match inputs {
            Some(inputs) => parts(one, &inputs, report),
            None => amounts(one, report),
        }
        value(one, report);
    }
}

/// A part as it should be: its name, and its number when it counts.
type Wanted = (String, Option<BigRational>);

fn parts(one: &Indicator, wanted: &[Wanted], report: &mut Report) {
    report.check(&one.id, "numero delle parti", [one.parts.len(), wanted.len()], usize::to_string);
    for (part, (id, number)) in one.parts.iter().zip(wanted) {
        report.texts(&one.id, "parte", [&part.id, id]);
        let stored = part.number.as_ref().map(|number| &number.0);
        report.numbers(&one.id, &format!("numero di «{id}»"), [stored, number.as_ref()]);
        counts(one, part, number.is_some(), report);
    }
}

/// An objective counts where it has both amounts.
fn amounts(one: &Indicator, report: &mut Report) {
    let ids: Vec<&String> = one.parts.iter().map(|part| &part.id).collect();
    report.says(
        ids.into_iter().eq(&one.objectives),
        &one.id,
        "parti",
        ["altre", "gli obiettivi dell'indicatore"],
    );
    for part in &one.parts {
        counts(one, part, part.number.is_some() && part.planned.is_some(), report);
    }
}

fn counts(one: &Indicator, part: &Input, should: bool, report: &mut Report) {
    let stored = if part.left_out.is_none() { "conta" } else { "resta fuori" };
    let found = if should { "conta" } else { "resta fuori" };
    report.says(stored == found, &one.id, &format!("parte «{}»", part.id), [stored, found]);
}

/// The value and its one line, from the parts that count.
fn value(one: &Indicator, report: &mut Report) {
    let counted: Vec<&Input> = one.parts.iter().filter(|part| part.left_out.is_none()).collect();
    let sum = |of: fn(&Input) -> Option<&Number>| -> BigRational {
        counted.iter().filter_map(|part| of(part)).map(|number| &number.0).sum()
    };
    let numbers = sum(|part| part.number.as_ref());
    let (below, factor, unit) = match one.measure {
        Measure::Score => (whole(i64::try_from(counted.len()).unwrap_or(0)), whole(1), "%"),
        Measure::Delay => (whole(i64::try_from(counted.len()).unwrap_or(0)), whole(1), "giorni"),
        Measure::Committed | Measure::Paid => (sum(|part| part.planned.as_ref()), hundred(), "%"),
    };
    let found = (!below.is_zero()).then(|| numbers / below * factor);
    report.numbers(&one.id, "valore", [one.value.as_ref().map(|value| &value.0), found.as_ref()]);
    report.texts(&one.id, "unità di misura", [&one.unit, unit]);
    let lines = usize::from(found.is_some());
    report.check(&one.id, "numero delle righe di calcolo", [one.working.len(), lines], usize::to_string);
    for line in &one.working {
        report.numbers(
            &one.id,
            "risultato della riga di calcolo",
            [parsed(&line.result).as_ref(), found.as_ref()],
        );
        let written = evaluated(&line.with).ok();
        report.numbers(&one.id, "conto scritto", [written.as_ref(), found.as_ref()]);
    }
}

struct Second<'t> {
    tree: &'t Tree<'t>,
    found: Vec<Found>,
}

impl Second<'_> {
    fn scores(&self, objectives: &[String]) -> Vec<Wanted> {
        let score = |id: &String| {
            let place = self.tree.places.get(id.as_str())?;
            let counts = self.tree.nodes.get(*place)?.item.state.counts();
            self.found.get(*place)?.score().filter(|_| counts).cloned()
        };
        objectives.iter().map(|id| (id.clone(), score(id))).collect()
    }

    /// What counts delays from a day in these objectives, each once, with its days.
    fn delays(&self, objectives: &[String]) -> Vec<Wanted> {
        let mut wanted: Vec<Wanted> = Vec::new();
        for id in objectives {
            let Some(place) = self.tree.places.get(id.as_str()) else { continue };
            let place = self.source(*place);
            let Some(whole) = self.tree.nodes.get(place) else { continue };
            for leaf in self.below(place) {
                let Some(node) = self.tree.nodes.get(leaf) else { continue };
                let Content::Measured { function, actual } = &node.item.content else { continue };
                let Some(due) = due_of(function) else { continue };
                if wanted.iter().any(|(known, _)| *known == node.item.id) {
                    continue;
                }
                let late = match actual {
                    Some(Actual::Done(done)) if whole.item.state.counts() => Some(days(due, *done).max(0)),
                    _ => None,
                };
                wanted.push((node.item.id.clone(), late.map(crate::number::whole)));
            }
        }
        wanted
    }

    fn source(&self, place: usize) -> usize {
        let other = self.tree.nodes.get(place).and_then(|node| match &node.item.content {
            Content::Same(other) => self.tree.places.get(other.as_str()).copied(),
            _ => None,
        });
        other.unwrap_or(place)
    }

    /// An item and all below it, parts in their order.
    fn below(&self, place: usize) -> Vec<usize> {
        let (mut found, mut open) = (Vec::new(), vec![place]);
        while let Some(at) = open.pop() {
            found.push(at);
            let parts = self.tree.nodes.get(at).map_or(&[][..], |node| node.parts.as_slice());
            open.extend(parts.iter().rev());
        }
        found
    }
}

/// The day from which a function counts delays.
fn due_of(function: &Function) -> Option<jiff::civil::Date> {
    match function {
        Function::F8 { due, .. } | Function::F9 { due, .. } | Function::F10 { due, .. } => Some(*due),
        Function::F6 { of, .. } | Function::F7 { of, .. } => due_of(of),
        Function::Rule { rule, due, .. } => match reference(rule)? {
            Reference::Deadline => *due,
            Reference::Date(day) => Some(*day),
            _ => None,
        },
        _ => None,
    }
}

fn reference(rule: &Rule) -> Option<&Reference> {
    match rule {
        Rule::Delay { reference, .. } => Some(reference),
        Rule::PerPeriod(rule) => Some(&rule.reference),
        _ => None,
    }
}
