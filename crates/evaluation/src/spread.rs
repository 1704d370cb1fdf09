//! Statistics of official scores by body, role and evaluator, with small groups kept back (rulebook 4.8, 7.1).

use std::collections::BTreeMap;

use method::Smvp;
use scoring::evaluation::{TopRule, kept_back, spread};
use scoring::statistics::FEWEST;
use scoring::{Entry, Exact};

use crate::file::EvaluatedPerson;

/// The statistics; each id ends with the group it is about.
pub fn statistics(smvp: &Smvp, persons: &[EvaluatedPerson]) -> Vec<Entry> {
    let rule = TopRule { top: top(smvp), most: smvp.pay.top_most.clone() };
    let everybody: Vec<Exact> = persons.iter().filter_map(|person| person.official().cloned()).collect();
    let mut entries = told(&everybody, &rule, "ente", &format!("ente, {} persone", everybody.len()));
    entries.extend(of_groups(persons, &rule, "ruolo", |person| &person.role));
    entries.extend(of_groups(persons, &rule, "valutatore", |person| {
        person.evaluator.as_deref().unwrap_or("non indicato")
    }));
    for entry in &mut entries {
        if entry.id.starts_with("quota-alta") && smvp.pay.top.is_none() {
            let what = format!("top: fascia alta da {}. Scelta predefinita: il metodo non lo dice", rule.top);
            entry.defaults.push(what);
        }
    }
    entries
}

/// From which score on an evaluation is a top one: as the method says, else the highest band, else 90.
fn top(smvp: &Smvp) -> Exact {
    let highest = || smvp.evaluation.band.iter().map(|band| band.from.clone()).max();
    smvp.pay.top.clone().or_else(highest).unwrap_or_else(|| Exact::from(90))
}

fn of_groups<'p>(
    persons: &'p [EvaluatedPerson],
    rule: &TopRule,
    what: &str,
    of: impl Fn(&'p EvaluatedPerson) -> &'p str,
) -> Vec<Entry> {
    let mut groups: BTreeMap<&str, Vec<Exact>> = BTreeMap::new();
    for person in persons {
        if let Some(score) = person.official() {
            groups.entry(of(person)).or_default().push(score.clone());
        }
    }
    let sizes: Vec<usize> = groups.values().map(Vec::len).collect();
    let kept = kept_back(&sizes, FEWEST);
    let mut entries = Vec::new();
    for ((name, scores), kept) in groups.iter().zip(kept) {
        let group = format!("{what}-{name}");
        if kept {
            entries.extend(told(&[], rule, &group, &format!("{what} «{name}»")));
        } else {
            entries.extend(told(scores, rule, &group, &format!("{what} «{name}», {} persone", scores.len())));
        }
    }
    entries
}

fn told(scores: &[Exact], rule: &TopRule, group: &str, title: &str) -> Vec<Entry> {
    let entries = spread(scores, rule, FEWEST).into_iter().map(|entry| Entry {
        id: format!("{}-{group}", entry.id),
        title: format!("{} ({title})", entry.title),
        ..entry
    });
    entries.collect()
}
