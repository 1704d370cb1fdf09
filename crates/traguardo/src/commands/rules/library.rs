//! The library of the rules of a plan: rules of one meaning are one, whatever their words and their deadline.

use std::collections::HashMap;

use domain::plan::Indicator;
use domain::{Plan, Read, Rule};
use meaning::rule::{Reading, name, object, read, render};
use serde_json::Value as Json;

/// The rules of a plan.
#[derive(Debug, Default)]
pub struct Library {
    /// The rules, the most used first.
    pub rules: Vec<Named>,
    /// Texts among whose readings a person must choose.
    pub doubtful: Vec<Unread>,
    /// Texts that are no rule.
    pub none: Vec<Unread>,
}

/// A rule with its name.
#[derive(Debug)]
pub struct Named {
    /// A short name made from its meaning.
    pub name: String,
    /// The rule, without the day that each graduation counts from.
    pub rule: Rule,
    /// The texts that say it.
    pub wordings: Vec<Wording>,
}

/// A text with the indicators that have it.
#[derive(Debug)]
pub struct Wording {
    /// As printed.
    pub text: String,
    /// Where it stands.
    pub uses: Vec<Use>,
}

/// An indicator with a graduation.
#[derive(Clone, Debug)]
pub struct Use {
    /// Ordinal of its objective.
    pub objective: usize,
    /// Line of the source.
    pub line: Option<u32>,
    /// What is measured, as printed.
    pub indicator: String,
}

/// A text that is not one rule, and why.
#[derive(Debug)]
pub struct Unread {
    /// The text.
    pub wording: Wording,
    /// What it can mean, and why it is none.
    pub reading: Reading,
    /// The year of its dates without one.
    pub year: Option<i16>,
}

/// Where the rules and texts that were met stand in their lists.
#[derive(Default)]
struct Known {
    rules: HashMap<String, usize>,
    wordings: HashMap<(usize, String), usize>,
    unread: HashMap<(String, Option<i16>), usize>,
}

impl Named {
    /// How many graduations it is.
    pub fn count(&self) -> usize {
        self.wordings.iter().map(|wording| wording.uses.len()).sum()
    }
}

impl Library {
    /// The rules of a plan.
    pub fn of(plan: &Plan) -> Self {
        let year = plan.years.as_ref().and_then(Read::certain).and_then(|years| years.first().copied());
        let mut library = Self::default();
        let mut known = Known::default();
        for (objective, ordinal) in plan.objectives.iter().zip(1..) {
            for indicator in &objective.indicators {
                let Some(graduation) = &indicator.graduation else { continue };
                let place = graduation.place.or(indicator.place);
                let text =
                    |read: Option<&Read<_>>| read.map(|read| read.verbatim.clone()).unwrap_or_default();
                let one = Use {
                    objective: ordinal,
                    line: place.map(|place| place.line),
                    indicator: text(indicator.text.as_ref()),
                };
                match graduation.certain() {
                    Some(rule) => library.add(rule, &graduation.verbatim, one, &mut known),
                    None => {
                        library.set_aside(&graduation.verbatim, one, year_of(indicator).or(year), &mut known);
                    }
                }
            }
        }
        library.rules.sort_by(|a, b| b.count().cmp(&a.count()).then_with(|| a.name.cmp(&b.name)));
        library.tell_apart();
        library
    }

    fn add(&mut self, rule: &Rule, text: &str, one: Use, known: &mut Known) {
        let scale = rule.scale();
        let key = Json::Object(object(&scale)).to_string();
        let at = *known.rules.entry(key).or_insert_with(|| {
            let shown = match rule {
                Rule::Delay { .. } | Rule::PerPeriod(_) => scale,
                other => other.clone(),
            };
            self.rules.push(Named { name: name(rule), rule: shown, wordings: Vec::new() });
            self.rules.len() - 1
        });
        let Some(named) = self.rules.get_mut(at) else { return };
        let wording = *known.wordings.entry((at, text.to_owned())).or_insert_with(|| {
            named.wordings.push(Wording { text: text.to_owned(), uses: Vec::new() });
            named.wordings.len() - 1
        });
        if let Some(wording) = named.wordings.get_mut(wording) {
            wording.uses.push(one);
        }
    }

    fn set_aside(&mut self, text: &str, one: Use, year: Option<i16>, known: &mut Known) {
        let reading = read(text, year);
        let texts = if reading.rules.is_empty() { &mut self.none } else { &mut self.doubtful };
        let at = *known.unread.entry((text.to_owned(), year)).or_insert_with(|| {
            let wording = Wording { text: text.to_owned(), uses: Vec::new() };
            texts.push(Unread { wording, reading, year });
            texts.len() - 1
        });
        if let Some(unread) = texts.get_mut(at) {
            unread.wording.uses.push(one);
        }
    }

    /// Two rules whose names are the same are told apart by their whole text.
    fn tell_apart(&mut self) {
        let mut names: HashMap<String, usize> = HashMap::new();
        for named in &self.rules {
            *names.entry(named.name.clone()).or_default() += 1;
        }
        for named in &mut self.rules {
            if names.get(&named.name).is_some_and(|count| *count > 1) {
                named.name = format!("{}: {}", named.name, render(&named.rule));
            }
        }
    }
}

fn year_of(indicator: &Indicator) -> Option<i16> {
    indicator.year.as_ref().and_then(|year| year.verbatim.trim().parse().ok())
}

#[cfg(test)]
mod tests {
    use domain::plan::Objective;
    use domain::{Datum, Kind};
    use meaning::{Context, understand};

    use super::*;

    fn plan(texts: &[&str]) -> Plan {
        let indicator = |text: &&str| {
            let readings = understand(Kind::Rule, text, &Context::default());
            let graduation = Datum { verbatim: (*text).to_owned(), readings, place: None };
            Indicator { graduation: Some(graduation.into()), ..Indicator::default() }
        };
        let indicators = texts.iter().map(indicator).collect();
        Plan { objectives: vec![Objective { indicators, ..Objective::default() }], ..Plan::default() }
    }

    #[test]
    fn one_rule_in_several_wordings_is_one() {
        let library = Library::of(&plan(&[
            "Entro il 30/06/2026 = 100%; fino a 30 gg di ritardo = 70%; oltre = 0",
            "Nessun ritardo = 100%; da 1 a 30 giorni = 70%; oltre 30 giorni = 0%",
            "Entro il 30/06/2026 = 100%; fino a 30 gg di ritardo = 70%; oltre = 0",
            "proporzionale",
        ]));
        let found: Vec<(&str, usize, usize)> = library
            .rules
            .iter()
            .map(|rule| (rule.name.as_str(), rule.count(), rule.wordings.len()))
            .collect();
        assert_eq!(found, [("ritardo 100/70/0 a 30 giorni", 3, 2), ("in proporzione", 1, 1)]);
    }

    #[test]
    fn what_is_not_one_rule_is_set_aside() {
        let library = Library::of(&plan(&[
            "Con gli uffici",
            "10 punti in meno per ogni mese di ritardo",
            "Con gli uffici",
        ]));
        assert!(library.rules.is_empty());
        assert_eq!((library.doubtful.len(), library.none.len()), (1, 1));
        assert_eq!(library.none[0].wording.uses.len(), 2);
    }
}
